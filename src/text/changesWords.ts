/** The words of what has changed since the last run, and of taking it back. One set per language; the data is run/runFacts.ts and run/lastRun.ts. */
import type { LastRunLabels } from "../run/lastRun";
import type { CardChange, LineChange } from "../run/runFacts";

export interface ChangesWords {
  /** For the hidden sheet, in the workbook's language. */
  readonly sheet: LastRunLabels;
  readonly heading: string;
  /** The same was found as by the last run. */
  readonly nothing: string;
  /** No run has been kept in this workbook. */
  readonly noLastRun: string;
  /** The last run was of another period. */
  readonly otherPeriod: (then: string) => string;
  /** "84.00 → 91.20 (+7.20), rank 2 → 1": what became of a card, without its name. */
  readonly card: (change: CardChange, pointDecimals: number | "none") => string;
  /** One line of a card, as a sentence. */
  readonly line: (change: LineChange, pointDecimals: number | "none") => string;
  readonly showMore: (count: number) => string;

  readonly restore: {
    /** On the button that leads there, and over what it shows. */
    readonly offer: string;
    readonly lead: string;
    readonly looking: string;
    readonly nothingToRestore: string;
    readonly emptied: string;
    readonly edits: (count: number) => string;
    /** The heads of their table: the cell, as it stands, and what the run had written. */
    readonly cell: string;
    readonly stands: string;
    readonly written: string;
    readonly blank: string;
    readonly moreEdits: (count: number) => string;
    readonly reversible: string;
    readonly run: string;
    readonly doneTitle: string;
    readonly done: (sheets: number) => string;
  };
}
