/** What one moved figure, target or weight does to a card, on random workbooks, against a whole new scoring. Left out by `npm run mutate`, which has no time for it. */
import { computeTargets } from "../../src/kpi/computedTarget";
import type { Decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import type { Reading } from "../../src/kpi/figure";
import { samePeriod } from "../../src/kpi/period";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { TreeNode } from "../../src/kpi/template";
import { type Tried, type Trial, whatIf } from "../../src/kpi/whatIf";
import { type Drafted, draftScorecards } from "../../src/run/draftScorecards";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/xlsxWorkbook";
import { counts, proved } from "../support/fullCounts";
import { randomFile } from "../support/randomWorkbooks";

jest.setTimeout(600_000);

const [WORKBOOKS] = [counts(12, 300)];

/** What a workbook would come to whose cells held what is tried. */
function scoredAnew({ statedScheme, readings, period }: Drafted, card: Scorecard, code: string, { actual, target, share }: Trial): readonly Scorecard[] {
  const scored = linesOf(card.items).find(({ line: { code: own } }) => own === code)!;
  const withShare = (nodes: readonly TreeNode[]): readonly TreeNode[] =>
    nodes.map((node): TreeNode => {
      if (node.kind === "branch") return { ...node, children: withShare(node.children) };
      if (node.code !== code || !share) return node;
      return { ...node, share: node.share.kind === "points" ? { kind: "points", points: share } : { kind: "percent", percent: share } };
    });
  const scheme: Scheme = {
    ...statedScheme!,
    templates: statedScheme!.templates.map((one) => (one.code === card.template.code && share ? { ...one, children: withShare(one.children) } : one)),
    targets: statedScheme!.targets.map((row) =>
      target && (row.sources.target ?? row.source) === scored.anchorSources.target ? { ...row, anchors: { ...row.anchors, target } } : row,
    ),
  };
  const typed = readings
    .filter((reading) => !reading.derivation)
    .map((reading): Reading => {
      const isIt = reading.department === card.department.code && reading.indicator === scored.indicator.code && samePeriod(reading.period, period!);
      return actual && isIt ? { ...reading, figure: { state: "value", value: actual } } : reading;
    });
  const all = deriveReadings(scheme, typed, period!).value;
  return score({ ...scheme, targets: computeTargets(scheme, all, period!).value }, all, period!).value;
}

test(`${WORKBOOKS} random workbooks come to what a whole new scoring gives`, async () => {
  let tried = 0;
  for (let seed = 1; seed <= WORKBOOKS; seed += 1) {
    const { bytes, period } = await randomFile(seed);
    const drafted = await draftScorecards(openXlsx(bytes), { period, labelsFor: (language) => (language === "zh" ? chinese : english) });
    const { scheme, statedScheme, readings, cards } = drafted;
    if (!scheme || !statedScheme) throw new Error(`Random workbook ${seed} is not scored`);
    cards.forEach((card, at) => {
      linesOf(card.items).forEach((own, place) => {
        if ((place + at + seed) % 5 !== 0 || own.reading?.derivation || !own.reading) return;
        const moved = (value: Decimal): Decimal => value.times("1.07").plus(1).round(2);
        const stated = own.anchors.target && !own.anchorSources.target?.workedOut ? own.anchors.target : null;
        const share = own.line.share.kind === "points" ? own.line.share.points : own.line.share.percent;
        const trials: readonly Trial[] = [
          ...(own.figure.state === "value" ? [{ actual: moved(own.figure.value) }] : []),
          ...(stated ? [{ target: moved(stated) }] : []),
          { share: moved(share) },
        ];
        for (const trial of trials) {
          const { after, before } = whatIf(card, own, trial, { scheme, statedScheme, readings, cards });
          const anew = scoredAnew(drafted, card, own.line.code, trial)[at]!;
          const line = linesOf(anew.items).find(({ line: { code } }) => code === own.line.code)!;
          const wanted = { points: line.outcome.kind === "scored" ? line.outcome.points : null, fullPoints: line.fullPoints };
          expect({ seed, card: at, line: own.line.code, trial, standing: told(after) }).toEqual({
            seed,
            card: at,
            line: own.line.code,
            trial,
            standing: told({ ...anew, line: wanted }),
          });
          expect(told(before)).toEqual(
            told({ ...card, line: { points: own.outcome.kind === "scored" ? own.outcome.points : null, fullPoints: own.fullPoints } }),
          );
          tried += 1;
        }
      });
    });
  }
  proved(`What if: ${tried} moved figures, targets and weights on ${WORKBOOKS} random workbooks come to what a whole new scoring gives`);
  expect(tried).toBeGreaterThan(WORKBOOKS * 5);
});

function told({ line: own, points: total, rate, state, rank, grade }: Tried["after"]): unknown {
  return [own.points, own.fullPoints, total, rate].map((value) => value?.toString() ?? null).concat(state, JSON.stringify(rank), grade?.grade.name ?? null);
}
