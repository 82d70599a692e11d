/** Weighted events (分级事件) as a formula: the line's points less what the events cost, as a share of the points. */
import type { WeightedEvents } from "../../kpi/rules/weightedEvents";
import { cappedFormula, type RuleCells, unless, withNumbers } from "./ruleCells";

export function weightedEvents(rule: WeightedEvents, { actual, statedPoints }: RuleCells): string {
  const score = cappedFormula(`(${statedPoints}-${actual})*100/${statedPoints}`, rule.floorCap, null);
  return withNumbers([actual, statedPoints], unless(`OR(${actual}<0,${statedPoints}<=0)`, score));
}
