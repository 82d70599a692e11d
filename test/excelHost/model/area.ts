/** Rectangles of cells, counted from 0, and how Excel writes their addresses. */
import { columnLetters } from "../../../src/sheets/grid";
import { HostError } from "../hostError";

export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

export const SHEET_ROWS = 1_048_576;
export const SHEET_COLUMNS = 16_384;
export const WHOLE_SHEET: Rect = { row: 0, column: 0, height: SHEET_ROWS, width: SHEET_COLUMNS };

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** "A1", "$A$1:C3", "A:C", "2:5", with or without a sheet before it; throws InvalidArgument. */
export function parseRect(address: string): Rect {
  const bare = address.slice(address.lastIndexOf("!") + 1).replace(/\$/g, "");
  const cells = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/i.exec(bare);
  if (cells) return spanned(Number(cells[2]) - 1, columnNumber(cells[1]!), Number(cells[4] ?? cells[2]) - 1, columnNumber(cells[3] ?? cells[1]!));
  const columns = /^([A-Z]{1,3}):([A-Z]{1,3})$/i.exec(bare);
  if (columns) return spanned(0, columnNumber(columns[1]!), SHEET_ROWS - 1, columnNumber(columns[2]!));
  const rows = /^(\d{1,7}):(\d{1,7})$/.exec(bare);
  if (rows) return spanned(Number(rows[1]) - 1, 0, Number(rows[2]) - 1, SHEET_COLUMNS - 1);
  throw new HostError("InvalidArgument");
}

function spanned(row: number, column: number, lastRow: number, lastColumn: number): Rect {
  const top = Math.min(row, lastRow);
  const left = Math.min(column, lastColumn);
  return checked({ row: top, column: left, height: Math.abs(lastRow - row) + 1, width: Math.abs(lastColumn - column) + 1 });
}

/** Throws InvalidArgument unless the rectangle lies on a sheet. */
export function checked(rect: Rect): Rect {
  const whole = [rect.row, rect.column, rect.height, rect.width].every(Number.isInteger);
  const inside = rect.row >= 0 && rect.column >= 0 && rect.row + rect.height <= SHEET_ROWS && rect.column + rect.width <= SHEET_COLUMNS;
  if (!whole || !inside || rect.height < 1 || rect.width < 1) throw new HostError("InvalidArgument");
  return rect;
}

/** "A1:C3", "A:C" for entire columns, "2:5" for entire rows; `anchor` is "$" or "". */
export function rectAddress(rect: Rect, anchor = ""): string {
  const top = `${anchor}${rect.row + 1}`;
  const bottom = `${anchor}${rect.row + rect.height}`;
  const left = `${anchor}${columnLetters(rect.column)}`;
  const right = `${anchor}${columnLetters(rect.column + rect.width - 1)}`;
  if (rect.height === SHEET_ROWS && rect.width < SHEET_COLUMNS) return `${left}:${right}`;
  if (rect.width === SHEET_COLUMNS) return `${top}:${bottom}`;
  return rect.height === 1 && rect.width === 1 ? `${left}${top}` : `${left}${top}:${right}${bottom}`;
}

/** Excel quotes a sheet's name only where it must: "Data", "汇总", but "'2026年'" and "'A 1'". */
export function sheetPrefix(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !/^[A-Z]{1,3}\d+$/i.test(name) && !/^(R\d*C?\d*|C\d*|TRUE|FALSE)$/i.test(name);
  return plain ? name : `'${name.replace(/'/g, "''")}'`;
}

/** "Data!A1" or "'my sheet'!A1:B2" → the sheet's name and the rest; null: no sheet is named. */
export function splitSheet(reference: string): { readonly sheet: string; readonly rest: string } | null {
  const match = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$/s.exec(reference);
  return match ? { sheet: match[1]?.replace(/''/g, "'") ?? match[2]!, rest: match[3]! } : null;
}

export function intersection(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const height = Math.min(a.row + a.height, b.row + b.height) - row;
  const width = Math.min(a.column + a.width, b.column + b.width) - column;
  return height > 0 && width > 0 ? { row, column, height, width } : null;
}

/** What is left of `a` once `b` is cut out: up to four rectangles. */
export function without(a: Rect, b: Rect): readonly Rect[] {
  const cut = intersection(a, b);
  if (!cut) return [a];
  const below = cut.row + cut.height;
  const after = cut.column + cut.width;
  return [
    { row: a.row, column: a.column, height: cut.row - a.row, width: a.width },
    { row: below, column: a.column, height: a.row + a.height - below, width: a.width },
    { row: cut.row, column: a.column, height: cut.height, width: cut.column - a.column },
    { row: cut.row, column: after, height: cut.height, width: a.column + a.width - after },
  ].filter((rest) => rest.height > 0 && rest.width > 0);
}

export function bounding(rects: readonly Rect[]): Rect {
  const row = Math.min(...rects.map((rect) => rect.row));
  const column = Math.min(...rects.map((rect) => rect.column));
  const bottom = Math.max(...rects.map((rect) => rect.row + rect.height));
  const right = Math.max(...rects.map((rect) => rect.column + rect.width));
  return { row, column, height: bottom - row, width: right - column };
}

/** Where a rectangle ends up after `count` rows are put in at `at` (or, negative, taken out); null: all of it was taken out. */
export function shiftRows(rect: Rect, at: number, count: number): Rect | null {
  if (rect.height === SHEET_ROWS) return rect;
  const end = rect.row + rect.height;
  if (count >= 0) {
    if (at <= rect.row) return { ...rect, row: rect.row + count };
    return at < end ? { ...rect, height: rect.height + count } : rect;
  }
  const gone = -count;
  const moved = (edge: number): number => (edge <= at ? edge : Math.max(at, edge - gone));
  const row = moved(rect.row);
  const height = moved(end) - row;
  return height > 0 ? { ...rect, row, height } : null;
}
