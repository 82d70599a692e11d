/**
 * The Workbook port: all that a run asks of a workbook, whether open in Excel, lying in a file, or held in memory by a test.
 * The data is plain; a fault of the world is a WorkbookError, never a silent half.
 */
import type { Steps } from "../kpi/steps";
import type { SheetDraft } from "../sheets/draft";
import type { Grid } from "../sheets/grid";
import type { Pause } from "./pace";

/** Stays the same while a sheet is renamed. */
export type SheetId = string;

export interface SheetInfo {
  readonly id: SheetId;
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** A chart or macro sheet has no cells. */
  readonly kind: "cells" | "other";
  readonly protected: boolean;
  /** An active filter hides rows. */
  readonly filtered: boolean;
}

export interface DefinedName {
  readonly name: string;
  /** Without the leading "=", e.g. "'汇总'!$A$1:$P$40". */
  readonly refersTo: string;
  readonly hidden: boolean;
  /** null: the workbook's. */
  readonly sheet: SheetId | null;
}

export interface TableInfo {
  readonly name: string;
  readonly sheet: SheetId;
  readonly area: string;
  readonly columns: readonly string[];
}

/** What a workbook holds, without contents. */
export interface Survey {
  readonly sheets: readonly SheetInfo[];
  readonly names: readonly DefinedName[];
  readonly tables: readonly TableInfo[];
  readonly date1904: boolean;
  readonly calculationMode: "automatic" | "manual";
  /** Sheets can be neither added nor renamed. */
  readonly structureProtected: boolean;
  /** What somebody should know before anything is written; absent: none, or this workbook cannot tell. */
  readonly cautions?: readonly Caution[];
}

/** signed: any change breaks the signature · precisionAsDisplayed: Excel cuts every figure to what its cell shows, for good. */
export type Caution =
  | { readonly kind: "signed" }
  | { readonly kind: "precisionAsDisplayed" }
  /** Their file names. */
  | { readonly kind: "externalLinks"; readonly books: readonly string[] };

/** What is to stand on a sheet. */
interface Drafting {
  /** Asked for once where it is needed: it may be laid out anew each time. */
  readonly draft: SheetDraft;
  /** Lays out the same in steps; `draft` is there at once soon afterwards. Absent: it lies ready. Whoever puts another `draft` into a change leaves this out. */
  readonly drafting?: () => Steps<SheetDraft>;
}

export type Change =
  /**
   * A new sheet at the end, or right after another. `name` is valid and free. With a `block` it is ours:
   * a hidden defined name "kpi.…" that refers to the drafted area, which later runs find and rewrite.
   * A name of that block whose sheet was deleted is taken over.
   */
  | ({
      readonly kind: "createSheet";
      readonly name: string;
      readonly block: string | null;
      readonly after: SheetId | "first" | "last";
    } & Drafting)
  /** Rewrites our block in place; what stands outside of it on the sheet stays. The sheet is never deleted and made again. */
  | ({ readonly kind: "rewriteBlock"; readonly block: string } & Drafting);

/** The change's draft, some rows at a time. */
export function* draftInSteps(change: Change): Steps<SheetDraft> {
  return change.drafting ? yield* change.drafting() : change.draft;
}

/** Some rows of a sheet; the others are not at hand. Merged areas are those of the whole sheet. */
export interface SheetPart extends Pick<Grid, "rowCount" | "columnCount" | "merges" | "at"> {
  readonly id: SheetId;
  /** Rows, both included. Those between the part before and this one are blank. `bottom` is above `top` where nothing stands on the sheet. */
  readonly top: number;
  readonly bottom: number;
}

/** What is done with a part; nothing of it is at hand afterwards. */
export type TakePart = (part: SheetPart) => Steps<void>;

export interface WriteReport {
  /** Per sheet that was asked for: how many cells changed. 0 everywhere: the workbook is as it was, to the byte. */
  readonly sheets: readonly { readonly name: string; readonly created: boolean; readonly cellsChanged: number }[];
}

/** `pause`: waited for now and then by a workbook that does long work itself; what it throws ends the asking. */
export interface Workbook {
  survey(pause?: Pause): Promise<Survey>;
  /** Values, formulas, number formats, merges and hidden rows of the sheets asked for, in few trips. */
  read(sheets: readonly SheetId[], pause?: Pause): Promise<ReadonlyMap<SheetId, Grid>>;
  /** The same sheet by sheet, each from top to bottom in parts that are let go of at once. Absent: `read` is as good. See readInParts. */
  readInParts?(sheets: readonly SheetId[], take: TakePart, pause?: Pause): Promise<void>;
  write(changes: readonly Change[], pause?: Pause): Promise<WriteReport>;
  /** A write that its pause ends leaves everything as it was; absent: what is being written is never to be given up. */
  readonly writesWhole?: true;
  /**
   * Deletes sheets for good, with what stands on them and the names of our blocks there; other names of the workbook refer to nothing then.
   * A visible sheet has to be left, and no formula of those that are left may need one that goes: whoever asks has seen to both.
   */
  removeSheets(sheets: readonly SheetId[]): Promise<void>;
}
