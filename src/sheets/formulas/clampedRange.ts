/** Clamped range (区间) as a formula: one expression covers both directions, only the order of the two anchors turns. */
import { highestOf, lowestOf, type ClampedRange } from "../../kpi/rules/clampedRange";
import { type Decimal } from "../../kpi/decimal";
import { capped } from "../../kpi/rules/direction";
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
  const end = (stated: Decimal): string => plain(capped(stated, lowestOf(rule), highestOf(rule)));
  const ordered =
    rule.reversed === "step"
      ? `IF(${disordered},IF(${isNotBetter(actual, worst, direction)},${end(rule.worstScore)},${end(rule.bestScore)}),${score})`
      : unless(disordered, score);
  // What is not above 0 has no logarithm; where the ends are reversed, none is taken of the actual.
  if (rule.scale === "linear") return withNumbers(needed, ordered);
  if (rule.reversed === "hold") return withNumbers(needed, unless(`MIN(${needed.join(",")})<=0`, ordered));
  return withNumbers(needed, unless(`OR(MIN(${worst},${best})<=0,AND(${actual}<=0,NOT(${disordered})))`, ordered));
}
