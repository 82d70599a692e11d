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

/** Cells that offer words to choose from. What else is typed is kept as well: whoever reads the cell says what is wrong with it. */
export interface DraftChoice {
  /** May reach beyond the drafted cells, to the rows that a person adds. */
  readonly area: string;
  /** Without a comma in any of them, and with 255 characters at most when commas stand between them: Excel's own limit. */
  readonly words: readonly string[];
}

/**
 * A chart that is drawn from cells of its own sheet, so that it lives with them. Areas are one row or one column.
 * What a person changes of its look stays as long as it is drawn from the same cells.
 */
export interface DraftChart {
  /** Tells the charts of a sheet apart, so that the next run finds it again: "kpi." and letters. */
  readonly name: string;
  /** The cells that it covers, edge to edge. */
  readonly over: string;
  /** For those who cannot see it. */
  readonly description: string;
  /** Bars lie and columns stand; over columns a series may be drawn as a line. */
  readonly kind: "bar" | "column" | "line" | "radar";
  /** Cells with the names of the points; absent: they are counted. */
  readonly categories?: string;
  /** Drawn in this order, the later over the earlier. */
  readonly series: readonly DraftSeries[];
  /** Per cent of a bar that lies over its neighbour of another series, 0–100; 100 where it is absent. */
  readonly overlap?: number;
  /** The space between bars in per cent of a bar, 0–500; 50 where it is absent. */
  readonly gap?: number;
  /** Absent: the chart fills its cells without any axis, so that each point stands beside its row. */
  readonly axes?: DraftAxes;
  readonly legend?: "right" | "bottom";
}

export interface DraftAxes {
  readonly categoryTitle?: string;
  readonly valueTitle?: string;
  /** Number format of the values beside the axis. */
  readonly format: string;
  /** Only the names of the points stand there, without a grid: each point has its figure as a label. */
  readonly bare?: boolean;
  /** Where the axis of the values ends; absent: as the program chooses. */
  readonly most?: number;
}

export interface DraftSeries {
  /** A cell with its name. */
  readonly title: string;
  readonly values: string;
  /** "RRGGBB" of the bar, the line or the outline. */
  readonly colour: string;
  /** An outline is not filled: what could have been reached. "line" makes a line of it among columns. */
  readonly look: "solid" | "outline" | "line";
  /** Number format of a figure at each point; absent: none. */
  readonly labels?: string;
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
  /** Absent: as they are. */
  readonly choices?: readonly DraftChoice[];
  /** Absent: none of ours. */
  readonly charts?: readonly DraftChart[];
  /** The first cell that scrolls, e.g. "C10"; absent: nothing is frozen. */
  readonly freezeAt?: string;
  /** "RRGGBB"; absent: none. */
  readonly tabColour?: string;
  readonly gridlines: boolean;
  /** A new sheet of it is hidden; one that is there stays as somebody left it. */
  readonly hidden?: true;
  readonly font: "Microsoft YaHei" | "Calibri";
  readonly print: PrintSetup;
}
