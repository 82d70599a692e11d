/**
 * Short boards (短木板): two lists, because a fixed threshold hides big losses.
 * Lines whose shown rate is below their threshold, and the lines that cost most points.
 */
import type { Decimal } from "./decimal";
import { type Scorecard, type ScoredLine, linesOf } from "./scorecard";
import { type Steps, atOnce, eachInSteps } from "./steps";

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
  return atOnce(shortBoardsInSteps(cards));
}

const CARDS_IN_A_STEP = 10;

/** The same, some cards at a time. */
export function* shortBoardsInSteps(cards: readonly Scorecard[]): Steps<readonly ShortBoard[]> {
  const boards: ShortBoard[] = [];
  yield* eachInSteps(cards, CARDS_IN_A_STEP, (card) => {
    for (const line of linesOf(card.items)) if (line.belowThreshold || line.amongMostLost) boards.push({ card, line });
  });
  yield;
  return boards.sort((one, other) => lossOf(other.line).cmp(lossOf(one.line)));
}

function lossOf(line: ScoredLine): Decimal {
  // Only lines that lost something stand on a list.
  return line.lost!;
}
