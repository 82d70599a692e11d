/** Given points (直接给分) as a formula. The stated points may themselves be computed, so their difference is rounded before it is judged. */
import type { Given } from "../../kpi/rules/given";
import { type RuleCells, unless, withNumbers } from "./ruleCells";

export function given(_rule: Given, { actual, statedPoints }: RuleCells): string {
  return withNumbers(
    [actual, statedPoints],
    unless(`OR(${actual}<0,${statedPoints}<=0,ROUND(${actual}-${statedPoints},10)>0)`, `${actual}*100/${statedPoints}`),
  );
}
