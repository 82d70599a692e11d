/** How a row of a table is found again by its contents, once somebody has sorted the sheet. */
import type { RowLookup } from "../kpi/source";
import { columnLetters, type Grid } from "./grid";
import { cellText, tidy } from "./plainText";

/** A text of a formula takes 255 characters. */
const LONGEST_KEY = 200;

/** How often each combination of contents occurs, per table and columns. */
const COUNTS = new WeakMap<Grid, Map<string, ReadonlyMap<string, number>>>();

/**
 * `from` is the first row of the table, `end` the first that is no longer its own. null: a key is blank, an error or too long, or another row has the same ones.
 * Keys count as the same in every spelling that some spreadsheet program might take for the same.
 */
export function findAgain(grid: Grid, row: number, columns: readonly number[], from: number, end: number): RowLookup | null {
  const keys = columns.flatMap((column) => {
    const { value } = grid.at(row, column);
    const usable = (typeof value === "string" && value !== "" && value.length <= LONGEST_KEY) || (typeof value === "number" && Number.isFinite(value));
    return usable ? [{ column: columnLetters(column), found: value }] : [];
  });
  if (keys.length < columns.length || columns.length === 0) return null;
  if (countsOf(grid, columns, from, end).get(keyOf(grid, row, columns)) !== 1) return null;
  return { firstRow: from + 1, lastRow: end, keys };
}

function countsOf(grid: Grid, columns: readonly number[], from: number, end: number): ReadonlyMap<string, number> {
  const known = COUNTS.get(grid) ?? new Map<string, ReadonlyMap<string, number>>();
  COUNTS.set(grid, known);
  const table = [from, end, ...columns].join(" ");
  const present = known.get(table);
  if (present) return present;
  const counts = new Map<string, number>();
  for (let row = from; row < end; row += 1) {
    const key = keyOf(grid, row, columns);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  known.set(table, counts);
  return counts;
}

function keyOf(grid: Grid, row: number, columns: readonly number[]): string {
  return columns.map((column) => tidy(cellText(grid.at(row, column)))).join("\u0000");
}
