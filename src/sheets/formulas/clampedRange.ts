/** Clamped range (区间) as a formula: one expression covers both directions, only the order of the two anchors turns. */
import type { ClampedRange } from "../../kpi/rules/clampedRange";
import { isNotBetter, NOT_SCORED, type RuleCells, unless, withNumbers } from "./ruleCells";

export function clampedRange(_rule: ClampedRange, { actual, anchors, direction }: RuleCells): string {
  const { worst, best } = anchors;
  if (!worst || !best) return NOT_SCORED;
  const score = `MAX(0,MIN(100,(${actual}-${worst})*100/(${best}-${worst})))`;
  return withNumbers([actual, worst, best], unless(isNotBetter(best, worst, direction), score));
}
