/** How it is told where a card's next point is. One set per language; the data is kpi/nextPoint.ts. */
import type { GradeAhead, GradeGap, LineOutlook, NextPoints } from "../kpi/nextPoint";
import type { Decimals } from "../kpi/rounding";

/** Places that points and rates are shown with. */
export interface ShownPlaces {
  readonly points: Decimals;
  readonly rate: Decimals;
}

export interface NextPointWords {
  /** Heads the lines of a card where nothing else says what they are. */
  readonly heading: string;
  /** Whose card, and what it has now. */
  readonly title: (next: NextPoints, places: ShownPlaces) => string;
  /** What is missing to the next grade, as a sentence; null: the scheme has no grades. */
  readonly grade: (grade: GradeAhead | GradeGap, places: ShownPlaces) => string | null;
  /** What a line can win, or why nothing is promised, as a sentence. */
  readonly line: (outlook: LineOutlook, places: ShownPlaces) => string;
  /** The warning of a slip that costs points at one blow, as a sentence; null: there is none. */
  readonly cliff: (outlook: LineOutlook, places: ShownPlaces) => string | null;
  /** The same as a step of a line's explanation. */
  readonly step: (outlook: LineOutlook, places: ShownPlaces) => string;
  /** Behind a line's name: the most that it brings the card. */
  readonly within: (points: string) => string;
  readonly showMore: (count: number) => string;
}

/** As many lines that suffice alone are named. */
export const NAMED_ALONE = 3;
