/** Given points (直接给分): the sheet says how many of the line's full points were won. No scheme has a line of no points; whoever tries one has won all of none. */
import { HUNDRED, ZERO } from "../decimal";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Given {
  readonly kind: "given";
}

export const columns = { parameters: {}, required: [], optional: ["target"] } as const satisfies RuleColumns;

export function score(_rule: Given, { actual, fullPoints }: ScoringInput): RuleScore {
  if (actual.gt(fullPoints)) return unscored({ code: "givenAboveFull" });
  if (actual.lt(0)) return unscored({ code: "givenNegative" });
  return scored(fullPoints.eq(0) ? HUNDRED : actual.times(100).div(fullPoints));
}

export function bounds(): Bounds {
  return { lowest: ZERO, highest: HUNDRED };
}
