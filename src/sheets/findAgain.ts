/** How a row of a table is found again by its contents, once somebody has sorted the sheet. */
import type { RowLookup } from "../kpi/source";
import { type Steps, atOnce } from "../kpi/steps";
import { columnLetters, type Grid } from "./grid";
import { cellText, tidy } from "./plainText";

/** A text of a formula takes 255 characters. */
const LONGEST_KEY = 200;

/** The rows of one table, headings not among them. */
export interface TableRows {
  readonly grid: Grid;
  readonly from: number;
  /** The first row that is no longer the table's. */
  readonly end: number;
  /** How often each combination of contents occurs, by the columns that were looked at: each is counted once. */
  readonly counts: Map<string, ReadonlyMap<string, number>>;
}

export function rowsOfTable(grid: Grid, from: number, end: number): TableRows {
  return { grid, from, end, counts: new Map() };
}

/**
 * Finds the row by these columns. null: a key is blank, an error or too long, or another row has the same ones.
 * Keys count as the same in every spelling that some spreadsheet program might take for the same.
 */
export function findAgain(table: TableRows, row: number, columns: readonly number[]): RowLookup | null {
  const { grid, from, end } = table;
  const keys = columns.flatMap((column) => {
    const { value } = grid.at(row, column);
    const usable = (typeof value === "string" && value !== "" && value.length <= LONGEST_KEY) || (typeof value === "number" && Number.isFinite(value));
    return usable ? [{ column: columnLetters(column), found: value }] : [];
  });
  if (keys.length < columns.length || columns.length === 0) return null;
  if (atOnce(countInSteps(table, columns)).get(keyOf(grid, row, columns)) !== 1) return null;
  return { firstRow: from + 1, lastRow: end, keys };
}

const ROWS_IN_A_STEP = 200;

/** Counts the contents of these columns some rows at a time, so that rows are found by them in no time afterwards. */
export function* countInSteps({ grid, from, end, counts }: TableRows, columns: readonly number[]): Steps<ReadonlyMap<string, number>> {
  const known = counts.get(columns.join(" "));
  if (known) return known;
  const found = new Map<string, number>();
  for (let row = from; row < end; row += 1) {
    const key = keyOf(grid, row, columns);
    found.set(key, (found.get(key) ?? 0) + 1);
    if ((row - from) % ROWS_IN_A_STEP === 0) yield;
  }
  counts.set(columns.join(" "), found);
  return found;
}

function keyOf(grid: Grid, row: number, columns: readonly number[]): string {
  return columns.map((column) => tidy(cellText(grid.at(row, column)))).join("\u0000");
}
