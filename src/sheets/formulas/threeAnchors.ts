/** Three anchors (三点线性) as a formula: the same straight lines in both directions, only the comparisons turn. */
import type { Decimal } from "../../kpi/decimal";
import type { ThreeAnchors } from "../../kpi/rules/threeAnchors";
import { isNotBetter, isWorse, NOT_SCORED, operand, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function threeAnchors(rule: ThreeAnchors, { actual, anchors, direction }: RuleCells): string {
  const { floor, target, stretch } = anchors;
  if (!floor || !target) return NOT_SCORED;

  const rises = (from: string, to: string, low: Decimal, high: Decimal): string =>
    high.eq(low) ? plain(low) : `${plain(low)}+(${actual}-${from})*${operand(high.minus(low))}/(${to}-${from})`;
  const toTarget = rises(floor, target, rule.floorScore, rule.targetScore);
  const aboveTarget = !stretch
    ? plain(rule.targetScore)
    : `IF(COUNT(${stretch})=0,${plain(rule.targetScore)},` +
      `IF(${isWorse(actual, stretch, direction)},${rises(target, stretch, rule.targetScore, rule.stretchScore)},${plain(rule.stretchScore)}))`;
  // On the line below the floor the score comes down to 0 and stays there.
  const belowTarget = rule.belowFloor === "line" || rule.floorScore.lt(0) ? `MAX(0,${toTarget})` : toTarget;
  const fromFloor = `IF(${isWorse(actual, target, direction)},${belowTarget},${aboveTarget})`;
  const score = rule.belowFloor === "zero" ? `IF(${isWorse(actual, floor, direction)},0,${fromFloor})` : fromFloor;

  const outOfOrder = isNotBetter(target, floor, direction);
  const disordered = stretch ? `OR(${outOfOrder},AND(COUNT(${stretch})=1,${isNotBetter(stretch, target, direction)}))` : outOfOrder;
  return withNumbers([actual, floor, target], unless(disordered, score));
}
