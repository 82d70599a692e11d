/** What is to stand where: a sheet as it will look, as plain data. Adapters turn it into a file's parts or Office.js calls. */
import type { CellMark } from "./marks";

export interface DraftCell {
  readonly value: string | number | boolean | null;
  /** Without the leading "="; `value` is then its result, cached in a file. */
  readonly formula?: string;
  readonly mark: CellMark;
  /** Number format code in en-US; "General" where absent. Text cells that look like numbers or formulas need none: text is written as text. */
  readonly format?: string;
  readonly link?: CellLink;
}

/** A link to a cell of this workbook. */
export interface CellLink {
  readonly sheet: string;
  readonly cell: string;
  readonly tip?: string;
}

/** What a conditional format changes; nothing else of the cell. Colours as "RRGGBB". */
export interface HighlightLook {
  readonly fill?: string;
  readonly colour?: string;
  readonly bold?: boolean;
}

/** Give each cell one range only: LibreOffice does not merge overlapping ranges as Excel does. Order is priority. */
export type ConditionalFormat =
  | { readonly kind: "formula"; readonly area: string; readonly formula: string; readonly look: HighlightLook; readonly stopIfTrue: boolean }
  | { readonly kind: "dataBar"; readonly area: string; readonly min: number; readonly max: number; readonly colour: string };

export interface PrintSetup {
  readonly orientation: "landscape" | "portrait";
  /** Printed on every page, e.g. "1:2"; absent: none. */
  readonly titleRows?: string;
  /** Columns printed on every page, e.g. "A:B". */
  readonly titleColumns?: string;
  /** A1 area; absent: everything. */
  readonly area?: string;
  /** Excel's header codes are ours to write: &P and &N pass through, a literal & is doubled by the lay-out. */
  readonly footer: { readonly left: string; readonly centre: string; readonly right: string };
  /** 0-based rows after which a page ends. */
  readonly breaksAfter: readonly number[];
}

/** An Excel table. Its heading row is the first row of `area`, and those cells hold exactly the column names. */
export interface DraftTable {
  readonly name: string;
  readonly area: string;
  readonly columns: readonly string[];
}

export interface SheetDraft {
  /** From A1; a hole (undefined) is a blank cell without any look. */
  readonly rows: readonly (readonly (DraftCell | undefined)[])[];
  /** In characters, per column. */
  readonly columnWidths: readonly number[];
  /** In points; undefined: the default. */
  readonly rowHeights: readonly (number | undefined)[];
  readonly merges: readonly string[];
  readonly conditionalFormats: readonly ConditionalFormat[];
  readonly tables: readonly DraftTable[];
  /** The first cell that scrolls, e.g. "C10"; absent: nothing is frozen. */
  readonly freezeAt?: string;
  /** "RRGGBB"; absent: none. */
  readonly tabColour?: string;
  readonly gridlines: boolean;
  readonly font: "Microsoft YaHei" | "Calibri";
  readonly print: PrintSetup;
}
