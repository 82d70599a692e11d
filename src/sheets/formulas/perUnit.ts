/** Per unit (每低 x 扣 y) as a formula. Steps are counted on ROUND(n,10), so that 0.3 ÷ 0.1 is three whole steps in doubles too. */
import type { PerUnit } from "../../kpi/rules/perUnit";
import { betterByFormula, cappedFormula, isWorse, NOT_SCORED, operand, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function perUnit(rule: PerUnit, { actual, anchors, direction }: RuleCells): string {
  const { target } = anchors;
  if (!target) return NOT_SCORED;
  const steps = (gap: string): string => counted(stepsIn(rule, gap, target), rule.counting);
  const changed = (sign: "+" | "-", perStep: PerUnit["perStep"], gap: string): string => {
    if (perStep.eq(0)) return plain(rule.base);
    return `${plain(rule.base)}${sign}${perStep.eq(1) ? "" : `${operand(perStep)}*`}${steps(gap)}`;
  };
  const short = changed("-", rule.perStep, betterByFormula(target, actual, direction));
  const beyond = changed("+", rule.perStepUp, betterByFormula(actual, target, direction));
  const score = cappedFormula(`IF(${isWorse(actual, target, direction)},${short},${beyond})`, rule.floorCap, rule.cap);
  return withNumbers([actual, target], rule.stepMeans === "percentOfTarget" ? unless(`${target}=0`, score) : score);
}

/** n; `gap` is not negative. What a difference of doubles left behind is taken off before it is divided: over a step of 0.001 it would be a thousand times as much. */
function stepsIn(rule: PerUnit, difference: string, target: string): string {
  const magnified = rule.counting !== "exact" && (rule.step.lt(1) || rule.stepMeans === "percentOfTarget");
  const gap = !magnified ? difference : `ROUND(${difference.replace(/^\((.*)\)$/, "$1")},10)`;
  const parts = rule.stepMeans === "percentOfTarget" ? `${gap}*100/ABS(${target})` : gap;
  return rule.step.eq(1) ? parts : `${parts}/${operand(rule.step)}`;
}

function counted(n: string, counting: PerUnit["counting"]): string {
  switch (counting) {
    case "exact":
      return n;
    case "floor":
      return `ROUNDDOWN(ROUND(${n},10),0)`;
    case "ceil":
      return `ROUNDUP(ROUND(${n},10),0)`;
  }
}
