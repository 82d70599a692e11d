/// <reference types="office-js" />
/** Whole sheets as grids: one trip for where they are filled, then as many as the contents weigh. */
import { BLANK, type Area, type Cell, type Grid } from "../sheets/grid";
import { WorkbookError } from "../run/workbookError";
import { type Pause, paceWith } from "../run/pace";
import type { SheetId, SheetPart, TakePart } from "../run/workbook";
import { readCells, readRows, type ReadCells, type TakeRows } from "./readCells";
import { areaOfRange, inHalves, mergedAreasOf, SHEETS_AT_ONCE, WORKBOOK } from "./survey";
import type { TripRoom } from "./tripRoom";
import type { Trips } from "./trips";

interface Outline {
  readonly id: SheetId;
  readonly name: string;
  /** null: the sheet is empty. */
  readonly filled: Area | null;
  readonly merges: readonly Area[];
  /** null: some are and some are not. */
  readonly rowsHidden: boolean | null;
  readonly columnsHidden: boolean | null;
}

/** Excel reads no more at once, and a sheet of that size is no sheet of figures. */
const CELL_LIMIT = 5_000_000;

export async function readSheets(trips: Trips, ids: readonly SheetId[], room: TripRoom, pause?: Pause): Promise<ReadonlyMap<SheetId, Grid>> {
  if (ids.length === 0) return new Map();
  const outlines = await outlinesOf(trips, ids);
  const filled = outlines.flatMap(({ id, name, filled: area }) => (area ? [{ sheet: id, sheetName: name, area }] : []));
  const cells = await readCells(trips, filled, room, pause);
  const hidden = await hiddenLines(trips, outlines);
  return new Map(
    outlines.map((outline) => {
      const index = filled.findIndex((each) => each.sheet === outline.id);
      return [outline.id, gridOf(outline, index < 0 ? { at: () => BLANK } : cells[index]!, hidden.get(outline.id))] as const;
    }),
  );
}

/** Sheet by sheet, each from top to bottom; see the port. */
export async function readSheetsInParts(trips: Trips, ids: readonly SheetId[], room: TripRoom, take: TakePart, pause?: Pause): Promise<void> {
  const outlines = await outlinesOf(trips, ids);
  const pace = paceWith(pause);
  const filled: { readonly outline: Outline; readonly area: Area }[] = [];
  for (const outline of outlines) {
    if (outline.filled) filled.push({ outline, area: outline.filled });
    else await pace.run(take(partOf(outline, { top: 0, left: 0, bottom: -1, right: -1 }, 0, [])));
  }
  const asked = filled.map(({ outline: { id, name }, area }) => ({ sheet: id, sheetName: name, area }));
  const takeRows: TakeRows = (index, top, rows) => take(partOf(filled[index]!.outline, filled[index]!.area, top, rows));
  await readRows(trips, asked, room, takeRows, pause);
}

function partOf({ id, merges }: Outline, { left, bottom, right }: Area, top: number, rows: readonly (readonly Cell[])[]): SheetPart {
  return {
    id,
    rowCount: bottom + 1,
    columnCount: right + 1,
    merges,
    top,
    bottom: top + rows.length - 1,
    at: (row, column) => rows[row - top]?.[column - left] ?? BLANK,
  };
}

function gridOf({ name, filled, merges, rowsHidden, columnsHidden }: Outline, cells: ReadCells, lines: HiddenLines | undefined): Grid {
  const all = (is: boolean | null, first: number, last: number): number[] =>
    is === true ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : [];
  return {
    sheet: name,
    rowCount: filled ? filled.bottom + 1 : 0,
    columnCount: filled ? filled.right + 1 : 0,
    at: (row, column) => (filled && row <= filled.bottom && column <= filled.right ? cells.at(row, column) : BLANK),
    merges,
    hiddenRows: new Set(lines?.rows ?? (filled ? all(rowsHidden, filled.top, filled.bottom) : [])),
    hiddenColumns: new Set(lines?.columns ?? (filled ? all(columnsHidden, filled.left, filled.right) : [])),
  };
}

async function outlinesOf(trips: Trips, ids: readonly SheetId[]): Promise<readonly Outline[]> {
  const outlines: Outline[] = [];
  for (let from = 0; from < ids.length; from += SHEETS_AT_ONCE) {
    const found = await inHalves(ids.slice(from, from + SHEETS_AT_ONCE), (some) => outlinesTrip(trips, some));
    for (const part of found) outlines.push(...part);
  }
  for (const { name, filled } of outlines) {
    if (filled && (filled.bottom - filled.top + 1) * (filled.right - filled.left + 1) > CELL_LIMIT) throw new WorkbookError("tooLarge", name);
  }
  return outlines;
}

function outlinesTrip(trips: Trips, ids: readonly SheetId[]): Promise<readonly Outline[]> {
  return trips.ask("read", WORKBOOK, (context) => {
    const sheets = ids.map((id) => {
      const sheet = context.workbook.worksheets.getItem(id);
      sheet.load("name");
      const filled = sheet.getUsedRangeOrNullObject(true);
      filled.untrack();
      filled.load("rowIndex,columnIndex,rowCount,columnCount,rowHidden,columnHidden");
      // Merged cells without a value lie outside of what is filled, so they are looked for in all that is used.
      const merged = mergedAreasOf(sheet.getUsedRangeOrNullObject(false));
      return { id, sheet, filled, merged };
    });
    return () =>
      sheets.map(({ id, sheet, filled, merged }): Outline => ({
        id,
        name: sheet.name,
        filled: filled.isNullObject ? null : areaOfRange(filled),
        merges: merged(),
        rowsHidden: filled.isNullObject ? false : filled.rowHidden,
        columnsHidden: filled.isNullObject ? false : filled.columnHidden,
      }));
  });
}

interface HiddenLines {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Row by row only where some are hidden and some are not. */
async function hiddenLines(trips: Trips, outlines: readonly Outline[]): Promise<ReadonlyMap<SheetId, HiddenLines>> {
  const mixed = outlines.filter(({ filled, rowsHidden, columnsHidden }) => filled !== null && (rowsHidden === null || columnsHidden === null));
  if (mixed.length === 0) return new Map();
  return trips.ask("read", mixed[0]!.name, (context) => {
    const lines = mixed.map(({ id, filled }) => {
      const { top, left, bottom, right } = filled!;
      const range = context.workbook.worksheets.getItem(id).getRangeByIndexes(top, left, bottom - top + 1, right - left + 1);
      range.untrack();
      return { id, top, left, rows: range.getRowProperties({ rowHidden: true }), columns: range.getColumnProperties({ columnHidden: true }) };
    });
    return () =>
      new Map(
        lines.map(({ id, top, left, rows, columns }) => {
          const hidden = (start: number, flags: readonly boolean[]): number[] => flags.flatMap((is, index) => (is ? [start + index] : []));
          return [
            id,
            {
              rows: hidden(
                top,
                rows.value.map((row) => row.rowHidden === true),
              ),
              columns: hidden(
                left,
                columns.value.map((column) => column.columnHidden === true),
              ),
            },
          ] as const;
        }),
      );
  });
}
