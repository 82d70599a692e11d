/** Closest to target (最接近目标) as a formula: full less what each side takes off; a figure lies on one side at most. */
import type { Decimal } from "../../kpi/decimal";
import type { ClosestToTarget } from "../../kpi/rules/closestToTarget";
import { NOT_SCORED, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function closestToTarget(rule: ClosestToTarget, { actual, anchors }: RuleCells): string {
  const { target, upper } = anchors;
  const below = rule.tolerance;
  const above = rule.toleranceAbove ?? below;
  if (!target || !below || !above || below.eq(0) || above.eq(0)) return NOT_SCORED;

  const perTolerance = (gap: string, tolerance: Decimal): string =>
    rule.toleranceMeans === "percentOfTarget" ? `${gap}*10000/(${plain(tolerance)}*ABS(${target}))` : `${gap}*100/${plain(tolerance)}`;
  // MAX takes no notice of a cell that holds no number: without a second edge the target is both.
  const top = upper ? `MAX(${target},${upper})` : target;
  const [short, beyond] = [`${target}-${actual}`, `${actual}-${top}`];
  const lost = !below.eq(above)
    ? `${perTolerance(`MAX(0,${short})`, below)}-${perTolerance(`MAX(0,${beyond})`, above)}`
    : perTolerance(upper ? `MAX(0,${short},${beyond})` : `ABS(${actual}-${target})`, below);
  const score = `MAX(0,100-${lost})`;

  const faults = [...(upper ? [`AND(COUNT(${upper})=1,${upper}<${target})`] : []), ...(rule.toleranceMeans === "percentOfTarget" ? [`${target}=0`] : [])];
  return withNumbers([actual, target], faults.length === 0 ? score : unless(faults.length > 1 ? `OR(${faults.join(",")})` : faults.join(""), score));
}
