/** What one moved figure, target or weight does to a card, on random workbooks, against a whole new scoring. Left out by `npm run mutate`, which has no time for it. */
import type { Decimal } from "../../src/kpi/decimal";
import { linesOf } from "../../src/kpi/scorecard";
import { type Trial, whatIf } from "../../src/kpi/whatIf";
import { draftScorecards } from "../../src/run/draftScorecards";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/portable";
import { counts, proved } from "../support/fullCounts";
import { randomFile } from "../support/randomWorkbooks";
import { scoredAnew, standingAnew, standingInText } from "../support/scoredAnew";

jest.setTimeout(600_000);

const [WORKBOOKS] = [counts(12, 300)];

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
          const { code } = own.line;
          const wanted = standingAnew(scoredAnew({ scheme: statedScheme, readings, period: card.period }, card, code, trial), at, code);
          expect({ seed, card: at, code, trial, standing: standingInText(after) }).toEqual({ seed, card: at, code, trial, standing: standingInText(wanted) });
          expect(standingInText(before)).toBe(standingInText(standingAnew(cards, at, code)));
          tried += 1;
        }
      });
    });
  }
  proved(`What if: ${tried} moved figures, targets and weights on ${WORKBOOKS} random workbooks come to what a whole new scoring gives`);
  expect(tried).toBeGreaterThan(WORKBOOKS * 5);
});
