/** A sheet as it is drawn on the page: from a draft as it will look, or from a sheet of the workbook by its values alone. */
import type { Source } from "../kpi/source";
import type { ConditionalFormat, DraftCell, SheetDraft } from "../sheets/draft";
import { type Area, type CellValue, type Grid, address, parseArea } from "../sheets/grid";
import { type BorderLook, lookOf } from "../sheets/marks";
import { shownText } from "../sheets/shownText";
import { highlightHolds } from "./highlightFormula";
import { type ShownChart, shownChart } from "./shownChart";

export interface ShownCell {
  readonly text: string;
  readonly look: ShownLook;
  readonly link: Source | null;
  /** A data bar: its share of the cell, 0–1, and its colour. */
  readonly bar: { readonly share: number; readonly colour: string } | null;
  /** Columns and rows that it covers. */
  readonly columns: number;
  readonly rows: number;
  /** Its text may run on over the blank cells beside it. */
  readonly runsOn: boolean;
}

/** Colours as "RRGGBB", sizes in points. */
export interface ShownLook {
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  readonly fill: string | null;
  readonly top: BorderLook | null;
  readonly bottom: BorderLook | null;
  readonly horizontal: "left" | "center" | "right";
  readonly vertical: "center" | "top" | "bottom";
  readonly wrap: boolean;
  readonly indent: number;
}

export interface ShownSheet {
  readonly rowCount: number;
  readonly columnCount: number;
  /** null: covered by a merged cell. undefined: blank. */
  readonly at: (row: number, column: number) => ShownCell | null | undefined;
  /** In pixels; 0: hidden. */
  readonly widthOf: (column: number) => number;
  readonly heightOf: (row: number) => number;
  readonly font: string;
  readonly gridlines: boolean;
  readonly charts: readonly ShownChart[];
}

/** More columns than a card has are not looked at here. */
const MOST_COLUMNS = 60;
const INK = "000000";
/** Pixels to a point. */
const PIXELS = 4 / 3;
const DEFAULT_HEIGHT = 20;

const PLAIN: ShownLook = {
  size: 10,
  bold: false,
  colour: INK,
  fill: null,
  top: null,
  bottom: null,
  horizontal: "left",
  vertical: "bottom",
  wrap: false,
  indent: 0,
};

// --- A sheet of ours ----------------------------------------------------------------------------------------------

export function sheetFromDraft(draft: SheetDraft): ShownSheet {
  const valueAt = (row: number, column: number): CellValue => draft.rows[row]?.[column]?.value ?? null;
  const columnCount = Math.min(
    draft.rows.reduce((widest, cells) => Math.max(widest, cells.length), draft.columnWidths.length),
    MOST_COLUMNS,
  );
  const merges = mergedAt(draft.merges.flatMap((text) => parseArea(text) ?? []));
  const formats = draft.conditionalFormats.flatMap((format) => {
    const area = parseArea(format.area);
    return area ? [{ format, area }] : [];
  });
  const isBlank = (row: number, column: number): boolean => (valueAt(row, column) ?? "") === "" || draft.rows[row]?.[column]?.format === ";;;";
  return {
    rowCount: draft.rows.length,
    columnCount,
    at: (row, column) => {
      const merge = merges(row, column);
      if (merge === "covered") return null;
      const cell = draft.rows[row]?.[column];
      if (!cell) return undefined;
      if (isAcross(cell) && cell.value === null && isAcross(draft.rows[row]?.[column - 1])) return null;
      let columns = merge?.columns ?? 1;
      if (isAcross(cell)) while (isAcross(draft.rows[row]?.[column + columns]) && valueAt(row, column + columns) === null) columns += 1;
      return drawn(cell, {
        own: formats.filter(({ area }) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right),
        row,
        column,
        valueAt,
        columns,
        rows: merge?.rows ?? 1,
        runsOn: typeof cell.value === "string" && isBlank(row, column + columns),
      });
    },
    widthOf: (column) => pixels(draft.columnWidths[column] ?? 9),
    heightOf: (row) => Math.round((draft.rowHeights[row] ?? DEFAULT_HEIGHT / PIXELS) * PIXELS),
    font: draft.font,
    gridlines: draft.gridlines,
    charts: (draft.charts ?? []).flatMap((chart) => shownChart(chart, valueAt) ?? []),
  };
}

function isAcross(cell: DraftCell | undefined): boolean {
  return cell?.mark.role === "across";
}

interface Place {
  readonly own: readonly { readonly format: ConditionalFormat; readonly area: Area }[];
  readonly row: number;
  readonly column: number;
  readonly valueAt: (row: number, column: number) => CellValue;
  readonly columns: number;
  readonly rows: number;
  readonly runsOn: boolean;
}

function drawn(cell: DraftCell, { own, row, column, valueAt, columns, rows, runsOn }: Place): ShownCell {
  const marked = lookOf(cell.mark);
  let { fill, colour, bold } = marked;
  let bar: ShownCell["bar"] = null;
  for (const { format, area } of own) {
    if (format.kind === "dataBar") {
      const share = typeof cell.value === "number" ? (cell.value - format.min) / (format.max - format.min) : 0;
      bar = { share: Math.min(Math.max(share, 0), 1), colour: format.colour };
      continue;
    }
    if (highlightHolds(format.formula, { rows: row - area.top, columns: column - area.left }, valueAt) !== true) continue;
    fill = format.look.fill ?? fill;
    colour = format.look.colour ?? colour;
    bold = format.look.bold ?? bold;
    if (format.stopIfTrue) break;
  }
  const { horizontal } = marked;
  return {
    text: format(cell.value, cell.format ?? "General"),
    look: { ...marked, fill, colour, bold, horizontal: horizontal === "centerContinuous" ? "center" : horizontal },
    link: cell.link ? { sheet: cell.link.sheet, cell: cell.link.cell } : null,
    bar,
    columns,
    rows,
    runsOn,
  };
}

/** A format of nothing but ";" hides the figure. */
function format(value: CellValue, code: string): string {
  return /^;+$/.test(code) ? "" : shownText(value, code);
}

// --- A sheet of the workbook --------------------------------------------------------------------------------------

/** Looks are not read from a workbook, so its own sheets are drawn plain. */
export function sheetFromGrid(grid: Grid): ShownSheet {
  const columnCount = Math.min(grid.columnCount, MOST_COLUMNS);
  const merges = mergedAt(grid.merges);
  const textAt = (row: number, column: number): string => {
    const { value, format: code } = grid.at(row, column);
    return format(value, code);
  };
  const widths = Array.from({ length: columnCount }, (_, column) => {
    let widest = 6;
    for (let row = 0; row < Math.min(grid.rowCount, 200); row += 1) {
      const merge = merges(row, column);
      if (merge === null) widest = Math.max(widest, lengthOf(textAt(row, column)));
    }
    return pixels(Math.min(widest + 1, 28));
  });
  return {
    rowCount: grid.rowCount,
    columnCount,
    at: (row, column) => {
      const merge = merges(row, column);
      if (merge === "covered") return null;
      const { value } = grid.at(row, column);
      const text = textAt(row, column);
      if (text === "" && !merge) return undefined;
      const columns = merge?.columns ?? 1;
      const horizontal = typeof value === "number" ? "right" : typeof value === "boolean" ? "center" : "left";
      return { text, look: { ...PLAIN, horizontal }, link: null, bar: null, columns, rows: merge?.rows ?? 1, runsOn: textAt(row, column + columns) === "" };
    },
    widthOf: (column) => (grid.hiddenColumns.has(column) ? 0 : (widths[column] ?? pixels(9))),
    heightOf: (row) => (grid.hiddenRows.has(row) ? 0 : DEFAULT_HEIGHT),
    font: "Calibri",
    gridlines: true,
    charts: [],
  };
}

/** In characters; a Chinese one is as wide as two. */
function lengthOf(text: string): number {
  return [...text].reduce((total, sign) => total + (sign.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
}

// --- Both ---------------------------------------------------------------------------------------------------------

/** Excel's own reckoning: 7 pixels a character and 5 beside. */
function pixels(characters: number): number {
  return Math.trunc(characters * 7 + 5);
}

type Merged = { readonly columns: number; readonly rows: number } | "covered" | null;

function mergedAt(merges: readonly Area[]): (row: number, column: number) => Merged {
  const known = new Map<string, Merged>();
  for (const area of merges) {
    // A merge over a whole column would be a million places.
    const bottom = Math.min(area.bottom, area.top + 999);
    const right = Math.min(area.right, MOST_COLUMNS);
    for (let row = area.top; row <= bottom; row += 1) for (let column = area.left; column <= right; column += 1) known.set(address(row, column), "covered");
    known.set(address(area.top, area.left), { columns: right - area.left + 1, rows: bottom - area.top + 1 });
  }
  return (row, column) => known.get(address(row, column)) ?? null;
}
