/** Deduction (扣分制) as a formula: 100·(1−g), and g only where the target is missed. */
import type { Deduction } from "../../kpi/rules/deduction";
import { betterByFormula, isNotBetter, isWorse, NOT_SCORED, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function deduction(rule: Deduction, { actual, anchors, direction, statedPoints }: RuleCells): string {
  const { target, full } = anchors;
  if (!target || (rule.reference === "full" && !full)) return NOT_SCORED;

  const lost = lostShare(rule, actual, target, full ?? target, direction);
  const score = rule.maxLoss ? `100-100*MIN(${plain(rule.maxLoss)}/${statedPoints},${lost})` : `100-100*${lost}`;
  const missed = rule.reference === "full" ? score : unless(`${target}=0`, score);
  const met = `IF(${isWorse(actual, target, direction)},${missed},100)`;

  const disordered = rule.reference === "full" && full ? isNotBetter(full, target, direction) : null;
  const pointless = rule.maxLoss ? `${statedPoints}<=0` : null;
  const faults = [disordered, pointless].filter((fault) => fault !== null);
  const needed = [actual, target, ...(rule.reference === "full" && full ? [full] : []), ...(rule.maxLoss ? [statedPoints] : [])];
  return withNumbers(needed, faults.length === 0 ? met : unless(faults.length > 1 ? `OR(${faults.join(",")})` : faults.join(""), met));
}

/** g of a target that is missed, never negative. */
function lostShare(rule: Deduction, actual: string, target: string, full: string, direction: RuleCells["direction"]): string {
  switch (rule.reference) {
    case "target":
      return `${betterByFormula(target, actual, direction)}/ABS(${target})`;
    case "zero":
      return `MAX(0,${actual}/${target})`;
    case "full":
      return `(${full}-${actual})/(${full}-${target})`;
  }
}
