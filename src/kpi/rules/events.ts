/** Events (服务事件): base − n·y for n events, floored. The number of events is whole. */
import { type Decimal } from "../decimal";
import { capped } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Events {
  readonly kind: "events";
  readonly base: Decimal;
  /** y: score off per event. */
  readonly perStep: Decimal;
  readonly floorCap: Decimal | null;
}

export const columns = {
  parameters: {
    base: { type: "number", byDefault: "100" },
    perStep: { type: "number", byDefault: "20" },
    floorCap: { type: "number", byDefault: "0" },
  },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: Events, { actual }: ScoringInput): RuleScore {
  if (actual.lt(0) || !actual.round(0, 0).eq(actual)) return unscored({ code: "eventsNotWhole" });
  return scored(capped(rule.base.minus(rule.perStep.times(actual)), rule.floorCap, null));
}

export function bounds(rule: Events): Bounds {
  return { lowest: rule.floorCap, highest: capped(rule.base, rule.floorCap, null) };
}
