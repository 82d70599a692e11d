/**
 * Closest to target (最接近目标): 100·max(0, 1 − |A−T|/tolerance). Too much costs as too little does, whichever way is better.
 *
 * With a second edge (目标上限) the score is full from the target up to it, and comes down from each edge by the tolerance of that side.
 */
import { HUNDRED, ZERO, type Decimal } from "../decimal";
import type { Anchors } from "../target";
import { capped } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface ClosestToTarget {
  readonly kind: "closestToTarget";
  /** How far below the target the score is down to 0; null or 0 gives none. */
  readonly tolerance: Decimal | null;
  /** The same above the target, or above the second edge; null: as below. */
  readonly toleranceAbove: Decimal | null;
  /** units: in the indicator's unit (percentage points under %) · percentOfTarget: in per cent of the target. */
  readonly toleranceMeans: "units" | "percentOfTarget";
}

export const columns = {
  parameters: {
    tolerance: { type: "number", byDefault: null },
    toleranceAbove: { type: "number", byDefault: null },
    toleranceMeans: { type: "choice", choices: ["units", "percentOfTarget"], byDefault: "units" },
  },
  required: ["target"],
  optional: ["upper"],
} as const satisfies RuleColumns;

export function score(rule: ClosestToTarget, { actual, anchors }: ScoringInput): RuleScore {
  const { target, upper } = anchors;
  if (!target) return unscored({ code: "targetMissing", anchor: "target" });
  if (!rule.tolerance || rule.tolerance.eq(0)) return unscored({ code: "toleranceZero", of: "tolerance" });
  if (rule.toleranceAbove?.eq(0)) return unscored({ code: "toleranceZero", of: "toleranceAbove" });
  if (rule.toleranceMeans === "percentOfTarget" && target.eq(0)) return unscored({ code: "targetZero" });
  if (upper?.lt(target)) return unscored({ code: "anchorsOutOfOrder", wanted: "target<upper" });
  const { score: along } = awayFromTarget(rule, actual, target, upper ?? target);
  return scored(capped(along, ZERO, HUNDRED));
}

/** Where the figure lies, the tolerance of that side in the indicator's unit, and the score before it is held at 0. The rule has a tolerance. */
export function awayFromTarget(
  rule: ClosestToTarget,
  actual: Decimal,
  target: Decimal,
  upper: Decimal,
): { readonly side: "below" | "within" | "above"; readonly tolerance: Decimal; readonly score: Decimal } {
  const side = actual.lt(target) ? "below" : actual.gt(upper) ? "above" : "within";
  const stated = (side === "above" ? rule.toleranceAbove : null) ?? rule.tolerance!;
  const tolerance = rule.toleranceMeans === "percentOfTarget" ? stated.times(target.abs()).div(100) : stated;
  const gap = { below: target.minus(actual), within: ZERO, above: actual.minus(upper) }[side];
  return { side, tolerance, score: HUNDRED.minus(gap.times(100).div(tolerance)) };
}

export function bounds(_rule: ClosestToTarget, _anchors: Anchors): Bounds {
  return { lowest: ZERO, highest: HUNDRED };
}
