/**
 * Ratio (完成率): how much of the target was reached.
 *
 * More is better: A/T·100. Less is better: T/A·100 (direct) or (2−A/T)·100 (mirrored); both are in use and they differ.
 * signed, for targets that may be zero or negative: 100·(1+(A−T)/|T|), the sign turned where less is better.
 */
import { HUNDRED, ONE, ZERO, type Decimal } from "../decimal";
import { betterBy, capped } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Ratio {
  readonly kind: "ratio";
  readonly form: "direct" | "mirrored" | "signed";
  /** null: no cap. */
  readonly cap: Decimal | null;
  readonly floorCap: Decimal | null;
}

export const columns = {
  parameters: {
    form: { type: "choice", choices: ["direct", "mirrored", "signed"], byDefault: "direct" },
    cap: { type: "number", byDefault: null },
    floorCap: { type: "number", byDefault: "0" },
  },
  required: ["target"],
  optional: [],
} as const satisfies RuleColumns;

export function score(rule: Ratio, { actual, anchors, direction }: ScoringInput): RuleScore {
  const target = anchors.target;
  if (!target) return unscored({ code: "targetMissing", anchor: "target" });
  const within = (value: Decimal): RuleScore => scored(capped(value, rule.floorCap, rule.cap));

  if (direction === "down" && target.eq(0)) return within(actual.lte(0) ? HUNDRED : ZERO);
  if (rule.form === "signed") {
    if (target.eq(0)) return unscored({ code: "ratioTargetNotPositive" });
    return within(ONE.plus(betterBy(actual, target, direction).div(target.abs())).times(100));
  }
  if (target.lte(0)) return unscored({ code: "ratioTargetNotPositive" });
  if (direction === "up") return within(actual.times(100).div(target));
  if (rule.form === "mirrored") return within(target.times(2).minus(actual).times(100).div(target));
  // T/A grows without end as A comes down to 0, so at 0 and below it is the cap itself.
  if (actual.lte(0)) return rule.cap ? scored(rule.cap) : unscored({ code: "ratioUncapped" });
  return within(target.times(100).div(actual));
}

export function bounds(rule: Ratio): Bounds {
  return { lowest: rule.floorCap, highest: rule.cap };
}
