/** Ratio (完成率) as a formula; each form and direction is its own, with the edges of a zero or negative target in front. */
import { HUNDRED, ZERO, type Decimal } from "../../kpi/decimal";
import { capped } from "../../kpi/rules/direction";
import type { Ratio } from "../../kpi/rules/ratio";
import { betterByFormula, cappedFormula, NOT_SCORED, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function ratio(rule: Ratio, { actual, anchors, direction }: RuleCells): string {
  const { target } = anchors;
  if (!target) return NOT_SCORED;
  const within = (formula: string): string => cappedFormula(formula, rule.floorCap, rule.cap);
  const constant = (score: Decimal): string => plain(capped(score, rule.floorCap, rule.cap));
  const withZero = (formula: string): string => `IF(${target}=0,IF(${actual}<=0,${constant(HUNDRED)},${constant(ZERO)}),${formula})`;
  const whole = withNumbers.bind(null, [actual, target]);

  if (rule.form === "signed") {
    const score = within(`100+${betterByFormula(actual, target, direction)}*100/ABS(${target})`);
    return whole(direction === "down" ? withZero(score) : unless(`${target}=0`, score));
  }
  if (direction === "up") return whole(unless(`${target}<=0`, within(`${actual}*100/${target}`)));
  if (rule.form === "mirrored") return whole(withZero(unless(`${target}<0`, within(`(2*${target}-${actual})*100/${target}`))));
  // T/A grows without end as A comes down to 0, so at 0 and below it is the cap itself.
  const atMost = rule.cap ? plain(rule.cap) : NOT_SCORED;
  return whole(withZero(unless(`${target}<0`, `IF(${actual}<=0,${atMost},${within(`${target}*100/${actual}`)})`)));
}
