/** How much of a sheet is looked at. */
import type { Grid } from "./grid";

const MOST_CELLS = 5_000_000;
const LEAST_COLUMNS = 32;

/**
 * The columns that are looked at: all of them, unless a stray cell far out makes the sheet millions of cells wide and long;
 * then as many as five million cells allow, and never fewer than 32. Rows are always all looked at.
 */
export function columnsOf(grid: Grid): number {
  return Math.min(grid.columnCount, Math.max(LEAST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, grid.rowCount))));
}
