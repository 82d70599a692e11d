/** What the pane alone asks of the program around it, beside the workbook: to show a cell, and to tell when somebody moves or types. A door implements it. */
import type { Source } from "../kpi/source";
import type { SheetId } from "../run/workbook";

/** For the error details; no cell contents, nothing about the person. */
export interface HostFacts {
  /** "Excel 16.0.17928, Windows". */
  readonly program: string;
  /** "ExcelApi 1.17": the newest that is supported. */
  readonly api: string;
  /** Our own version, "0.1.0". */
  readonly version: string;
}

/** What is remembered of the reader's choices between openings. */
export interface Memory {
  /** null: nothing is chosen. */
  readonly recall: (choice: Choice) => string | null;
  readonly keep: (choice: Choice, value: string) => void;
}

export type Choice = "language" | "theme" | "contents";

/** Takes back a subscription. */
export type Stop = () => void;

export interface Host {
  /**
   * Brings the sheet to the front and selects the cell; its first cell where `cell` is "". A hidden sheet stays where it is.
   * `id`: the sheet's, where it is known: by it the sheet is found also after somebody has renamed it.
   */
  goTo(place: Source, id?: SheetId): Promise<"shown" | "hidden" | "gone">;
  /** Tells which single cell is selected, each time that another one is; by the sheet's present name, and by its id where that is known. */
  onSelection(listener: (place: Source, id?: SheetId) => void): Stop;
  /** Tells that somebody changed a sheet's contents; not told of what we write ourselves. */
  onEdited(listener: () => void): Stop;
  /** Tells that nothing goes on because somebody is typing in a cell, and with false that it goes on again. */
  onWaiting(listener: (waiting: boolean) => void): Stop;
  /** false: the clipboard was refused. */
  copy(text: string): Promise<boolean>;
  facts(): HostFacts;
}
