/** What cards would come to if the cells of the workbook held what is tried: everything is computed and scored anew. */
import { computeTargets } from "../../src/kpi/computedTarget";
import { deriveReadings } from "../../src/kpi/derive";
import type { Reading } from "../../src/kpi/figure";
import { type Period, samePeriod } from "../../src/kpi/period";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { TreeNode } from "../../src/kpi/template";
import type { Standing, Trial } from "../../src/kpi/whatIf";

/** `scheme` has its targets still to be worked out; `readings` may hold computed ones, which are computed again. */
export interface Stated {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  readonly period: Period;
}

/** The card and the line as a whole new scoring shows them. */
export function standingAnew(cards: readonly Scorecard[], at: number, code: string): Standing {
  const { points, rate, state, rank, grade, items } = cards[at]!;
  const { outcome, fullPoints } = linesOf(items).find((one) => one.line.code === code)!;
  return { line: { points: outcome.kind === "scored" ? outcome.points : null, fullPoints }, points, rate, state, rank, grade };
}

/** A standing as plain text, so that two of them can be compared. */
export function standingInText({ line: own, points, rate, state, rank, grade }: Standing): string {
  const figures = [own.points, own.fullPoints, points, rate].map((value) => value?.toString() ?? "–");
  return [
    ...figures,
    state,
    rank ? `${rank.place}/${rank.of}` : "–",
    grade ? `${grade.grade.name}${grade.before ? ` not ${grade.before.name}` : ""}` : "–",
  ].join(" ");
}

export function scoredAnew(
  { scheme: stated, readings, period }: Stated,
  card: Scorecard,
  code: string,
  { actual, target, share }: Trial,
): readonly Scorecard[] {
  const scored = linesOf(card.items).find(({ line: { code: own } }) => own === code)!;
  const withShare = (nodes: readonly TreeNode[]): readonly TreeNode[] =>
    nodes.map((node): TreeNode => {
      if (node.kind === "branch") return { ...node, children: withShare(node.children) };
      if (node.code !== code || !share) return node;
      return { ...node, share: node.share.kind === "points" ? { kind: "points", points: share } : { kind: "percent", percent: share } };
    });
  const scheme: Scheme = {
    ...stated,
    templates: stated.templates.map((one) => (one.code === card.template.code && share ? { ...one, children: withShare(one.children) } : one)),
    targets: stated.targets.map((row) =>
      target && (row.sources.target ?? row.source) === scored.anchorSources.target ? { ...row, anchors: { ...row.anchors, target } } : row,
    ),
  };
  const isIt = (reading: Reading): boolean =>
    reading.department === card.department.code && reading.indicator === scored.indicator.code && samePeriod(reading.period, period);
  const given = readings.filter((reading) => !reading.derivation);
  const place = { department: card.department.code, indicator: scored.indicator.code, period };
  const none: Reading = { ...place, figure: { state: "missing" }, source: scored.line.source, label: "", parsedFrom: null, percentFormat: false };
  const typed = [...given, ...(given.some(isIt) ? [] : [none])].map((reading): Reading => {
    return actual && isIt(reading) ? { ...reading, figure: { state: "value", value: actual } } : reading;
  });
  const all = deriveReadings(scheme, typed, period).value;
  return score({ ...scheme, targets: computeTargets(scheme, all, period).value }, all, period).value;
}
