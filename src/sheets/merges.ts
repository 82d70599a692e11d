/** Merged areas: only their first cell has a value, and a label that is merged over several rows is the label of each of them. */
import type { Area, Cell, Grid } from "./grid";

/** Areas by the rows that they cover. Merges do not overlap in a sound file, so this is never more than one entry per row and merge. */
const INDEXES = new WeakMap<Grid, ReadonlyMap<number, readonly Area[]>>();

function indexOf(grid: Grid): ReadonlyMap<number, readonly Area[]> {
  const known = INDEXES.get(grid);
  if (known) return known;
  const rows = new Map<number, Area[]>();
  for (const area of grid.merges) {
    for (let row = area.top; row <= Math.min(area.bottom, grid.rowCount - 1); row += 1) {
      const listed = rows.get(row);
      if (listed) listed.push(area);
      else rows.set(row, [area]);
    }
  }
  INDEXES.set(grid, rows);
  return rows;
}

/** The merged area that a cell lies in; null: it stands by itself. */
export function mergeAt(grid: Grid, row: number, column: number): Area | null {
  return (
    indexOf(grid)
      .get(row)
      ?.find((area) => area.left <= column && column <= area.right) ?? null
  );
}

/** The cell, or the first cell of the merged area that it lies in. */
export function mergedCell(grid: Grid, row: number, column: number): Cell {
  const area = mergeAt(grid, row, column);
  return area ? grid.at(area.top, area.left) : grid.at(row, column);
}
