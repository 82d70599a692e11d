/** Clamped range (区间) as a formula: one expression covers both directions, only the order of the two anchors turns. */
import { highestOf, lowestOf, type ClampedRange } from "../../kpi/rules/clampedRange";
import { cappedFormula, isNotBetter, NOT_SCORED, operand, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function clampedRange(rule: ClampedRange, { actual, anchors, direction }: RuleCells): string {
  const { worst, best } = anchors;
  if (!worst || !best) return NOT_SCORED;
  const rise = operand(rule.bestScore.minus(rule.worstScore));
  const [way, whole] = rule.scale === "log" ? [`LN(${actual}/${worst})`, `LN(${best}/${worst})`] : [`(${actual}-${worst})`, `(${best}-${worst})`];
  const along = `${rule.worstScore.eq(0) ? "" : `${plain(rule.worstScore)}+`}${way}*${rise}/${whole}`;
  const score = cappedFormula(along, lowestOf(rule), highestOf(rule));
  const disordered = isNotBetter(best, worst, direction);
  const needed = [actual, worst, best];
  if (rule.scale === "linear") return withNumbers(needed, unless(disordered, score));
  // What is not above 0 has no logarithm.
  return withNumbers(needed, unless(`OR(MIN(${needed.join(",")})<=0,${disordered})`, score));
}
