/** A sheet as plain values: what stands in each cell, its formula and its number format. Nothing here knows Excel or a file. */

/** A cell's error value: "#DIV/0!", "#N/A", … It is never text and never zero. */
export interface CellError {
  readonly error: string;
}

export type CellValue = string | number | boolean | CellError | null;

export interface Cell {
  /** A formula's cell holds its last result. null: blank. */
  readonly value: CellValue;
  /** Without the leading "=". */
  readonly formula?: string;
  /** The number format's code in en-US, "General" where none is set. */
  readonly format: string;
}

/** Rows and columns count from 0. Cells outside of what is filled are blank. */
export interface Grid {
  readonly sheet: string;
  readonly rowCount: number;
  readonly columnCount: number;
  at(row: number, column: number): Cell;
  readonly merges: readonly Area[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

/** A rectangle of cells, both ends included, counted from 0. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const BLANK: Cell = { value: null, format: "General" };

export function isCellError(value: CellValue): value is CellError {
  return typeof value === "object" && value !== null;
}

/** 0 → "A", 25 → "Z", 26 → "AA". */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** (0, 0) → "A1". */
export function address(row: number, column: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** "B3" or "$B$3" → { row: 2, column: 1 }; null: not an address. */
export function parseAddress(text: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$/i.exec(text);
  if (!match) return null;
  const column = [...match[1]!.toUpperCase()].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(match[2]) - 1;
  return row < 1_048_576 && column < 16_384 ? { row, column } : null;
}

export function areaAddress(area: Area): string {
  const start = address(area.top, area.left);
  const end = address(area.bottom, area.right);
  return start === end ? start : `${start}:${end}`;
}

/** "A1:C3" or "B2" → its rectangle; null: not an area. */
export function parseArea(text: string): Area | null {
  const [first, second = first] = text.split(":");
  const start = parseAddress(first ?? "");
  const end = parseAddress(second ?? "");
  if (!start || !end) return null;
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.column, end.column),
  };
}

/** Always quoted: the simplest rule that is always right. */
export function quoteSheet(name: string): string {
  return `'${name.replace(/'/g, "''")}'`;
}
