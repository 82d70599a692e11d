/** What every lay-out function is given beside the scorecards. */
import type { NearestPoints } from "../kpi/nextPoint";
import type { Period } from "../kpi/period";
import type { Scheme } from "../kpi/scheme";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import type { PeerRows } from "./formulas/rank";
import type { SheetLabels } from "./labels";

export interface PlaceCells {
  readonly own: string;
  readonly all: string;
  /** How many of them have a place. */
  readonly ranked: number;
  /** Where vetoes keep cards from grades that others get by quota: the cells of the best grade left to each of them, counted from 1, and what is so now of those with a place. */
  readonly caps: { readonly cells: string; readonly now: readonly { readonly place: number; readonly cap: number }[] } | null;
}

export interface LayContext {
  readonly scheme: Scheme;
  readonly period: Period;
  readonly labels: SheetLabels;
  /** The final name of the sheet that holds a block (sheetNames.ts makes the blocks' names). */
  readonly sheetOf: (block: string) => string;
  /** Printed beside the scheme's version: the same code, the same scheme and readings. */
  readonly checkCode: string;
  /** Figures, points and totals as formulas; false: as values only. */
  readonly formulas: boolean;
  /** The cell of the data table that holds a line's figure of a period; null: there is none. */
  readonly figureCell?: (card: Scorecard, line: ScoredLine, period: Period) => string | null;
  /** The cell of the data table that says in which row of its own table that figure stands now; null: it is not looked up. */
  readonly rowCell?: (card: Scorecard, line: ScoredLine, period: Period) => string | null;
  /** The summary's cell that holds a card's place, and those of all cards that it is ranked among. */
  readonly placeCells?: (card: Scorecard) => PlaceCells;
  /** The rows of the data table among which a line's rank is taken. */
  readonly peerRows?: (card: Scorecard, line: ScoredLine) => PeerRows;
  /** The same by department and indicator, on whichever card they are; for targets that rest on the figures of others. */
  readonly readingCell?: (department: string, indicator: string, period: Period) => string | null;
  /** Where a card's next point is; absent: nobody looks, and cards do without it. */
  readonly nearestPoints?: (card: Scorecard) => NearestPoints;
}
