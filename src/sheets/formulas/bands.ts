/**
 * Bands (档位) as a formula: nested IFs that read like the table, from the lowest band up; with many bands LOOKUP.
 *
 * A figure in no band, below the first, above the last or in a gap, is "×".
 */
import type { Decimal } from "../../kpi/decimal";
import type { Bands } from "../../kpi/rules/bands";
import type { Rank } from "../../kpi/rules/rank";
import { NOT_SCORED, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

/** More nested IFs than this nobody follows. */
const MOST_NESTED = 10;

/** Stands for "without end" in LOOKUP, whose keys must be numbers. */
const ENDLESS = "-9.9E+307";

export function bands(rule: Bands, { actual }: RuleCells): string {
  const first = rule.bands[0];
  const last = rule.bands[rule.bands.length - 1];
  if (!first || !last) return NOT_SCORED;
  const score = rule.bands.length <= MOST_NESTED ? nested(rule, actual) : lookedUp(rule, actual);
  return withNumbers([actual], within(actual, first, last, score));
}

/** The outermost edges belong to their bands, whoever owns the others. */
function within(figure: string, first: Pick<Segment, "from">, last: Pick<Segment, "to">, score: string): string {
  const outside = [...(first.from ? [`${figure}<${plain(first.from)}`] : []), ...(last.to ? [`${figure}>${plain(last.to)}`] : [])];
  return outside.length === 0 ? score : unless(outside.length > 1 ? `OR(${outside.join(",")})` : outside.join(""), score);
}

/** The score of a place in a rank: the same table with both ends of each band included. Places are whole or half, so that the next one after an edge lies well beyond it. */
export function rankBands(rule: Rank, place: string): string {
  const { edge } = rule;
  const segments = segmentsOf(rule);
  const last = segments[segments.length - 1]!;
  const first = segments[0]!;
  // A gap has none of its edges; one that two bands share is the other's or the one's.
  const endsBefore = (segment: Segment, next: Segment): boolean => segment.score === null || (next.score !== null && edge === "from");
  const score =
    segments.length <= MOST_NESTED
      ? segments.reduceRight((rest, segment, at) => {
          const next = segments[at + 1];
          if (!next || !segment.to) return scoreText(segment);
          return `IF(${place}${endsBefore(segment, next) ? "<" : "<="}${plain(segment.to)},${scoreText(segment)},${rest})`;
        }, "")
      : lookupTable(
          place,
          segments.map((segment, at) => {
            const before = segments[at - 1];
            if (!segment.from) return ENDLESS;
            return plain(before && !endsBefore(before, segment) ? segment.from.plus("0.000001") : segment.from);
          }),
          segments.map(scoreText),
        );
  return within(place, first, last, score);
}

/** A stretch of the axis up to its upper edge; `score` null in a gap between two bands. */
interface Segment {
  readonly from: Decimal | null;
  readonly to: Decimal | null;
  readonly score: Decimal | null;
}

function segmentsOf({ bands }: Bands | Rank): Segment[] {
  return bands.flatMap((band, place): Segment[] => {
    const below = bands[place - 1]?.to;
    return below && band.from && below.lt(band.from) ? [{ from: below, to: band.from, score: null }, band] : [band];
  });
}

function scoreText(segment: Segment): string {
  return segment.score ? plain(segment.score) : NOT_SCORED;
}

function nested(rule: Bands, actual: string): string {
  const segments = segmentsOf(rule);
  // An edge belongs to what begins there, or to what ends there; a gap is no different from a band in this.
  const sign = rule.edge === "from" ? "<" : "<=";
  return segments.reduceRight((rest, segment, place) => {
    if (place === segments.length - 1 || !segment.to) return scoreText(segment);
    return `IF(${actual}${sign}${plain(segment.to)},${scoreText(segment)},${rest})`;
  }, "");
}

/** LOOKUP finds the last key that is not above the figure: each segment's lower edge, or, seen from the other end, its upper edge. */
function lookedUp(rule: Bands, actual: string): string {
  const segments = segmentsOf(rule);
  if (rule.edge === "from") {
    const keys = segments.map(({ from }) => (from ? plain(from) : ENDLESS));
    return lookupTable(actual, keys, segments.map(scoreText));
  }
  const reversed = [...segments].reverse();
  const keys = reversed.map(({ to }) => (to ? plain(to.neg()) : ENDLESS));
  return lookupTable(`-${actual}`, keys, reversed.map(scoreText));
}

function lookupTable(figure: string, keys: readonly string[], scores: readonly string[]): string {
  return `LOOKUP(${figure},{${keys.join(",")}},{${scores.join(",")}})`;
}
