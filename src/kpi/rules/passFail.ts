/** Pass or fail (达标制): one score when the target is met, exactly on it included, another when it is not. Without a target the sheet says 是/否 (1/0). */
import { type Decimal, greatest, least } from "../decimal";
import { meets } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface PassFail {
  readonly kind: "passFail";
  readonly passScore: Decimal;
  readonly failScore: Decimal;
}

export const columns = {
  parameters: {
    passScore: { type: "number", byDefault: "100" },
    failScore: { type: "number", byDefault: "0" },
  },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: PassFail, { actual, anchors, direction }: ScoringInput): RuleScore {
  if (anchors.target) return scored(meets(actual, anchors.target, direction) ? rule.passScore : rule.failScore);
  // 是 is 1 and 否 is 0; where 否 is the good answer the indicator's direction is down.
  if (!actual.eq(0) && !actual.eq(1)) return unscored({ code: "targetMissing", anchor: "target" });
  return scored(actual.eq(direction === "up" ? 1 : 0) ? rule.passScore : rule.failScore);
}

export function bounds(rule: PassFail): Bounds {
  return { lowest: least(rule.passScore, rule.failScore), highest: greatest(rule.passScore, rule.failScore) };
}
