/**
 * Weighted events (分级事件): the figure is what all events cost together in points, such as 3·0.1 + 1·0.5 + 1·2 = 2.8, and comes off the line's own.
 *
 * p = W − A, so the score is 100·(W−A)/W. No scheme has a line of no points; whoever tries one keeps all of them or none. How much each class costs is said where the figure is summed up, not here.
 */
import { HUNDRED, type Decimal, ZERO } from "../decimal";
import type { Anchors } from "../target";
import { capped } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface WeightedEvents {
  readonly kind: "weightedEvents";
  /** null: the line may lose more than it has. */
  readonly floorCap: Decimal | null;
}

export const columns = {
  parameters: { floorCap: { type: "number", byDefault: "0" } },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: WeightedEvents, { actual, fullPoints }: ScoringInput): RuleScore {
  if (actual.lt(0)) return unscored({ code: "lossNegative" });
  return scored(capped(keptOf(actual, fullPoints), rule.floorCap, null));
}

/** The score before it is held. */
export function keptOf(lost: Decimal, fullPoints: Decimal): Decimal {
  if (fullPoints.eq(0)) return lost.eq(0) ? HUNDRED : ZERO;
  return fullPoints.minus(lost).times(100).div(fullPoints);
}

export function bounds(rule: WeightedEvents, _anchors: Anchors): Bounds {
  return { lowest: rule.floorCap, highest: capped(HUNDRED, rule.floorCap, null) };
}
