/** Where something stands in the workbook, and what it takes to follow it there. */

/** Where a figure or a fault stands. `cell` is an A1 address without the sheet, "" where the whole sheet is meant. */
export interface Source {
  readonly sheet: string;
  readonly cell: string;
}

/** What stands in the row of a figure and in no other row of its table, so that the row is found again once its sheet was sorted. */
export interface RowLookup {
  /** The first and last row of the table, counted from 1 as on the sheet. */
  readonly firstRow: number;
  readonly lastRow: number;
  /** Columns by their letters with what stands there in the figure's own row: all of them together name it. */
  readonly keys: readonly { readonly column: string; readonly found: string | number }[];
}

/** A figure that is a plain number in its cell, or would be one if somebody typed it there. */
export interface LiveFigure {
  /** The figure is so many times the number in the cell: 100 where a fraction is shown as %. */
  readonly times: 1 | 100;
  /** null: nothing in its row tells it from all others. */
  readonly lookup: RowLookup | null;
}

/** A cell that a number came from; `live` is absent where the number is not simply what stands there. */
export interface LiveSource extends Source {
  readonly live?: LiveFigure;
}
