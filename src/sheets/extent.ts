/** How much of a sheet is looked at. */
import type { Grid } from "./grid";

const MOST_CELLS = 20_000_000;
const LEAST_COLUMNS = 64;

/**
 * The columns that are looked at: all of them, unless a stray cell far out makes the sheet millions of cells wide and long;
 * then as many as 20 million cells allow, and never fewer than 64. Rows are always all looked at.
 */
export function columnsOf(grid: Grid): number {
  return Math.min(grid.columnCount, Math.max(LEAST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, grid.rowCount))));
}
