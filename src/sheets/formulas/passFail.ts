/** Pass or fail (达标制) as a formula. Where no target stands in its cell, 是 is 1 and 否 is 0, and anything else is no score. */
import type { PassFail } from "../../kpi/rules/passFail";
import { isWorse, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function passFail(rule: PassFail, { actual, anchors, direction }: RuleCells): string {
  const { target } = anchors;
  const [pass, fail] = [plain(rule.passScore), plain(rule.failScore)];
  const yesOrNo = unless(`AND(${actual}<>0,${actual}<>1)`, `IF(${actual}=${direction === "up" ? 1 : 0},${pass},${fail})`);
  if (!target) return withNumbers([actual], yesOrNo);
  const measured = `IF(${isWorse(actual, target, direction)},${fail},${pass})`;
  return withNumbers([actual], `IF(COUNT(${target})=1,${measured},${yesOrNo})`);
}
