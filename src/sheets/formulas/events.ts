/** Events (服务事件) as a formula: base − n·y for a whole number of events. */
import type { Events } from "../../kpi/rules/events";
import { cappedFormula, operand, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function events(rule: Events, { actual }: RuleCells): string {
  const score = cappedFormula(`${plain(rule.base)}-${operand(rule.perStep)}*${actual}`, rule.floorCap, null);
  return withNumbers([actual], unless(`OR(${actual}<0,${actual}<>INT(${actual}))`, score));
}
