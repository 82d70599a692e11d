/**
 * Deduction (扣分制): the card starts at a stated figure, and a line subtracts W·g, only if its target is missed.
 *
 * g by its reference: target |A−T|/|T| · zero A/T · full (Full−A)/(Full−T) with the measure's full mark.
 * The score is 100·(1−g), so that the line has a rate; exactly on target loses nothing, and a jump at the target is legal.
 */
import { HUNDRED, ONE, type Decimal, greatest, least, ZERO } from "../decimal";
import type { Anchors } from "../target";
import { meets, upward } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Deduction {
  readonly kind: "deduction";
  readonly reference: "target" | "zero" | "full";
  /** The most points that a line may lose; null: without limit, a loss may exceed W. */
  readonly maxLoss: Decimal | null;
}

export const columns = {
  parameters: {
    reference: { type: "choice", choices: ["target", "zero", "full"], byDefault: "target" },
    maxLoss: { type: "number", byDefault: null },
  },
  required: ["target"],
  optional: ["full"],
} as const satisfies RuleColumns;

export function score(rule: Deduction, { actual, anchors, direction, fullPoints }: ScoringInput): RuleScore {
  const { target, full } = anchors;
  if (!target) return unscored({ code: "targetMissing", anchor: "target" });
  if (rule.reference === "full") {
    if (!full) return unscored({ code: "targetMissing", anchor: "full" });
    if (upward(full, direction).lte(upward(target, direction))) {
      return unscored({ code: "anchorsOutOfOrder", wanted: direction === "up" ? "target<full" : "target>full" });
    }
  }
  if (meets(actual, target, direction)) return scored(HUNDRED);
  if (rule.reference !== "full" && target.eq(0)) return unscored({ code: "targetZero" });
  const lost = lostShare(rule, actual, target, full ?? target);
  const most = mostLost(rule, fullPoints);
  return scored(HUNDRED.times(ONE.minus(most ? least(lost, most) : lost)));
}

/** The most that g may be; null: without limit, as of a line of no points, which no scheme has but somebody may try. */
export function mostLost({ maxLoss }: Deduction, fullPoints: Decimal): Decimal | null {
  return maxLoss && !fullPoints.eq(0) ? maxLoss.div(fullPoints) : null;
}

/** g, never negative. */
function lostShare(rule: Deduction, actual: Decimal, target: Decimal, full: Decimal): Decimal {
  switch (rule.reference) {
    case "target":
      return actual.minus(target).abs().div(target.abs());
    case "zero":
      return greatest(ZERO, actual.div(target));
    case "full":
      return full.minus(actual).div(full.minus(target));
  }
}

export function bounds(rule: Deduction, _anchors: Anchors, fullPoints: Decimal): Bounds {
  const most = mostLost(rule, fullPoints);
  return { lowest: most && HUNDRED.times(ONE.minus(most)), highest: HUNDRED };
}
