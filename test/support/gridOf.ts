/** A sheet written as it looks: rows of cells, from A1. */
import { type Cell, type CellValue, type Grid, BLANK, parseArea } from "../../src/sheets/grid";

export type Written = CellValue | Cell;

export interface GridParts {
  /** "A1:B2" */
  readonly merges?: readonly string[];
  /** Counted from 1, as Excel shows them. */
  readonly hiddenRows?: readonly number[];
}

function cellOf(written: Written | undefined): Cell {
  if (written === undefined || written === null) return BLANK;
  if (typeof written === "object" && "value" in written) return written;
  return { value: written, format: "General" };
}

export function gridOf(sheet: string, rows: readonly (readonly Written[])[], { merges = [], hiddenRows = [] }: GridParts = {}): Grid {
  return {
    sheet,
    rowCount: rows.length,
    columnCount: Math.max(0, ...rows.map((row) => row.length)),
    at: (row, column) => cellOf(rows[row]?.[column]),
    merges: merges.map((area) => parseArea(area)!),
    hiddenRows: new Set(hiddenRows.map((row) => row - 1)),
    hiddenColumns: new Set(),
  };
}

/** A number that the sheet shows as a percentage: shown(0.85) looks like 85 %. */
export function shown(value: number, format = "0%"): Cell {
  return { value, format };
}

export function errorCell(error: string): Cell {
  return { value: { error }, format: "General" };
}
