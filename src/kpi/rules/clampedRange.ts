/** Clamped range (区间): (Worst−A)/(Worst−Best)·100 with A held between the two. One formula covers both directions. */
import { HUNDRED, ZERO } from "../decimal";
import { capped, upward } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface ClampedRange {
  readonly kind: "clampedRange";
}

export const columns = { parameters: {}, required: ["worst", "best"], optional: ["target"] } as const satisfies RuleColumns;

export function score(_rule: ClampedRange, { actual, anchors, direction }: ScoringInput): RuleScore {
  const { worst, best } = anchors;
  if (!worst) return unscored({ code: "targetMissing", anchor: "worst" });
  if (!best) return unscored({ code: "targetMissing", anchor: "best" });
  if (upward(worst, direction).gte(upward(best, direction))) {
    return unscored({ code: "anchorsOutOfOrder", wanted: direction === "up" ? "worst<best" : "worst>best" });
  }
  return scored(capped(worst.minus(actual).times(100).div(worst.minus(best)), ZERO, HUNDRED));
}

export function bounds(): Bounds {
  return { lowest: ZERO, highest: HUNDRED };
}
