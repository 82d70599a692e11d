/** The words of a what-if: one line's figure, target or weight moved, and what comes of it. One set per language; the data is kpi/whatIf.ts. */

export interface WhatIfWords {
  /** On the button that opens it, and over it. */
  readonly heading: string;
  readonly nothingWritten: string;
  readonly actual: string;
  readonly target: string;
  /** In points, or in per cent of the branch that the line stands under. */
  readonly points: string;
  readonly percent: string;
  readonly reset: string;
  /** Heads of the table: what, as it stands, as it would be. */
  readonly what: string;
  readonly now: string;
  readonly then: string;
  readonly linePoints: string;
  readonly total: string;
  /** Below a total with a star: some line of the card has no figure yet. */
  readonly soFar: string;
  readonly rate: string;
  readonly place: string;
  readonly placeOf: (place: number, of: number) => string;
  readonly grade: string;
  readonly none: string;
  /** Said when it is worked out: the total before and after, with the difference, and the place where both are known. */
  readonly totalMoves: (before: string, after: string, change: string) => string;
  readonly totalStays: (total: string) => string;
  readonly placeMoves: (before: number, after: number) => string;
  readonly gradeMoves: (before: string, after: string) => string;
  /** The parts above as one sentence. */
  readonly sentence: (parts: readonly string[]) => string;
  /** A target or weight that others are scored by too. */
  readonly shared: (cards: number) => string;
  readonly siblings: string;
  /** What stands in a field is no number that could be tried. */
  readonly notANumber: (field: string) => string;
  readonly working: string;
}
