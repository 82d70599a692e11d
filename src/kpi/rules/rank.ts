/**
 * Rank (排名): 100·(N−r)/(N−1) for the place r among N, or what the table of bands says of that place.
 *
 * The place is taken among the figures of all that are scored alike, or, where the scheme says how many there are (全国排名, 31), the figure is the place itself.
 * One alone is first and has 100.
 */
import { type Decimal, HUNDRED, ONE, ZERO, decimal } from "../decimal";
import type { Direction } from "../indicator";
import type { Anchors } from "../target";
import { type Band, bandAt, boundsOfBands } from "./bands";
import { upward } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Rank {
  readonly kind: "rank";
  /** Which place equal figures share. equal: the best of theirs (RANK.EQ) · average: the mean of theirs (RANK.AVG) · dense: the best, and the next place follows on it. */
  readonly ties: "equal" | "average" | "dense";
  /** How many are ranked where the figure is the place; null: the figure is ranked here. */
  readonly rankTotal: Decimal | null;
  /** Places → score, both ends included; none: the formula. */
  readonly bands: readonly Band[];
  /** Who owns a place that two bands share. */
  readonly edge: "from" | "to";
}

export const columns = {
  parameters: {
    ties: { type: "choice", choices: ["equal", "average", "dense"], byDefault: "equal" },
    rankTotal: { type: "number", byDefault: null },
    edge: { type: "choice", choices: ["from", "to"], byDefault: "from" },
  },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: Rank, input: ScoringInput): RuleScore {
  const { place, total } = placeOf(rule, input);
  // Two that share a place may stand between two whole ones.
  if (place.lt(1) || place.gt(total) || !isWhole(place.times(2))) return unscored({ code: "rankOutside", total });
  if (rule.bands.length > 0) {
    const band = bandAt(rule.bands, rule.edge, place, "included");
    return band ? scored(band.score) : unscored({ code: "outsideBands" });
  }
  return scored(total.eq(1) ? HUNDRED : HUNDRED.times(total.minus(place)).div(total.minus(1)));
}

/** r and N. */
export function placeOf(
  rule: Rank,
  { actual, direction, peers }: Pick<ScoringInput, "actual" | "direction" | "peers">,
): { readonly place: Decimal; readonly total: Decimal } {
  if (rule.rankTotal) return { place: actual, total: rule.rankTotal };
  // Without others the figure is ranked alone.
  const among = peers ?? [actual];
  return { place: placeAmong(actual, among, direction, rule.ties), total: decimal(among.length) };
}

/** The actual is one of the peers. */
function placeAmong(actual: Decimal, peers: readonly Decimal[], direction: Direction, ties: Rank["ties"]): Decimal {
  const better = peers.filter((peer) => upward(peer, direction).gt(upward(actual, direction)));
  switch (ties) {
    case "equal":
      return ONE.plus(better.length);
    case "average": {
      const equal = peers.filter((peer) => peer.eq(actual)).length;
      return ONE.plus(better.length).plus(decimal(equal - 1).div(2));
    }
    case "dense":
      return ONE.plus(new Set(better.map((peer) => peer.toFixed())).size);
  }
}

function isWhole(value: Decimal): boolean {
  return value.round(0, 0).eq(value);
}

export function bounds(rule: Rank, _anchors: Anchors): Bounds {
  return rule.bands.length > 0 ? boundsOfBands(rule.bands) : { lowest: ZERO, highest: HUNDRED };
}
