/** Bands (档位): rows [from,to) → score, the last one closed. Works for both directions, since each row states its own score. */
import { type Decimal, greatest, least } from "../decimal";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Bands {
  readonly kind: "bands";
  /** Who owns a shared edge. from: the band that begins there, [from,to), the last closed · to: the band that ends there, (from,to], the first closed. */
  readonly edge: "from" | "to";
  /** In rising order, at least one. null: without end on that side. */
  readonly bands: readonly { readonly from: Decimal | null; readonly to: Decimal | null; readonly score: Decimal }[];
}

export const columns = {
  parameters: { edge: { type: "choice", choices: ["from", "to"], byDefault: "from" } },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: Bands, { actual }: ScoringInput): RuleScore {
  const last = rule.bands.length - 1;
  const found = rule.bands.find(({ from, to }, place) => {
    const closedBelow = rule.edge === "from" || place === 0;
    const closedAbove = rule.edge === "to" || place === last;
    const above = from === null || (closedBelow ? actual.gte(from) : actual.gt(from));
    const below = to === null || (closedAbove ? actual.lte(to) : actual.lt(to));
    return above && below;
  });
  return found ? scored(found.score) : unscored({ code: "outsideBands" });
}

export function bounds(rule: Bands): Bounds {
  const [first, ...others] = rule.bands.map((band) => band.score);
  return first ? { lowest: least(first, ...others), highest: greatest(first, ...others) } : { lowest: null, highest: null };
}
