/** Bands (档位): rows [from,to) → score, the last one closed. Works for both directions, since each row states its own score. */
import { type Decimal, greatest, least } from "../decimal";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

/** null: without end on that side. */
export interface Band {
  readonly from: Decimal | null;
  readonly to: Decimal | null;
  readonly score: Decimal;
}

export interface Bands {
  readonly kind: "bands";
  /** Who owns a shared edge. from: the band that begins there, [from,to), the last closed · to: the band that ends there, (from,to], the first closed. */
  readonly edge: "from" | "to";
  /** In rising order, at least one. */
  readonly bands: readonly Band[];
}

export const columns = {
  parameters: { edge: { type: "choice", choices: ["from", "to"], byDefault: "from" } },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: Bands, { actual }: ScoringInput): RuleScore {
  const found = bandAt(rule.bands, rule.edge, actual, "outside");
  return found ? scored(found.score) : unscored({ code: "outsideBands" });
}

/** The band that a figure lies in. `besideGap`: whether an edge that no band shares, between two bands, belongs to its own; the outermost edges always do. */
export function bandAt(bands: readonly Band[], edge: Bands["edge"], figure: Decimal, besideGap: "included" | "outside"): Band | undefined {
  return bands.find(({ from, to }, place) => {
    const [below, above] = [bands[place - 1]?.to, bands[place + 1]?.from];
    const ownsFrom = place === 0 || edge === "from" || (besideGap === "included" && from !== null && below?.lt(from));
    const ownsTo = place === bands.length - 1 || edge === "to" || (besideGap === "included" && to !== null && above?.gt(to));
    return (from === null || (ownsFrom ? figure.gte(from) : figure.gt(from))) && (to === null || (ownsTo ? figure.lte(to) : figure.lt(to)));
  });
}

export function bounds(rule: Bands): Bounds {
  return boundsOfBands(rule.bands);
}

export function boundsOfBands(bands: readonly Band[]): Bounds {
  const [first, ...others] = bands.map((band) => band.score);
  return first ? { lowest: least(first, ...others), highest: greatest(first, ...others) } : { lowest: null, highest: null };
}
