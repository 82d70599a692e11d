/**
 * Short boards (短木板): two lists, because a fixed threshold hides big losses.
 * Lines whose shown rate is below their threshold, and the lines that cost most points.
 */
import type { Decimal } from "./decimal";
import { type Scorecard, type ScoredLine, linesOf } from "./scorecard";

/** The `most` lines that lost most; ties at the last place all count, and a line that lost nothing never does. */
export function mostLostLines(lines: readonly ScoredLine[], most: number): ReadonlySet<ScoredLine> {
  const losing = lines.filter((line) => line.lost?.gt(0)).sort((one, other) => lossOf(other).cmp(lossOf(one)));
  const last = losing[most - 1];
  return new Set(last ? losing.filter((line) => lossOf(line).gte(lossOf(last))) : most > 0 ? losing : []);
}

export interface ShortBoard {
  readonly card: Scorecard;
  readonly line: ScoredLine;
}

/** Every line that stands on one of the two lists, most points lost first; in the order of the cards among equals. */
export function shortBoardsOf(cards: readonly Scorecard[]): readonly ShortBoard[] {
  return cards
    .flatMap((card) => linesOf(card.items).map((line) => ({ card, line })))
    .filter(({ line }) => line.belowThreshold || line.amongMostLost)
    .sort((one, other) => lossOf(other.line).cmp(lossOf(one.line)));
}

function lossOf(line: ScoredLine): Decimal {
  // Only lines that lost something stand on a list.
  return line.lost!;
}
