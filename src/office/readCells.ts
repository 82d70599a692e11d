/// <reference types="office-js" />
/** Reads areas of cells in few trips, split by size: values, formulas, kinds of values and, where wanted, number formats. */
import type { Cell, CellValue } from "../sheets/grid";
import { areaAddress, BLANK, type Area } from "../sheets/grid";
import type { Pause } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import type { TripRoom } from "./tripRoom";
import type { Trips } from "./trips";

export interface ReadArea {
  /** A worksheet's id. */
  readonly sheet: string;
  readonly sheetName: string;
  readonly area: Area;
}

/** The cells of an area, by row and column of the sheet; blank outside of it. */
export interface ReadCells {
  at(row: number, column: number): Cell;
}

/** Bytes of a trip of reading. */
export const READ_BYTES = 1_000_000;

/** The least that a cell costs: two times `"",`, `"Empty",` and `"General",`. An estimate from below fills a trip best, and five times as much still passes. */
const CELL_BYTES = 24;
const AREA_BYTES = 600;

interface Piece {
  readonly index: number;
  readonly asked: ReadArea;
  /** Rows of the sheet, both included. */
  readonly top: number;
  readonly bottom: number;
}

type Rows = readonly (readonly Cell[])[];

export async function readCells(trips: Trips, asked: readonly ReadArea[], room: TripRoom, pause?: Pause): Promise<readonly ReadCells[]> {
  const found = asked.map(() => new Map<number, readonly Cell[]>());
  const rowsIn = (pieces: readonly { readonly top: number; readonly bottom: number }[]): number =>
    pieces.reduce((total, { top, bottom }) => total + bottom - top + 1, 0);
  const all = rowsIn(asked.map(({ area }) => area));
  let read = 0;
  for (const { pieces, bytes } of batches(asked, room)) {
    for (const [piece, rows] of await room.timed(bytes, () => readBatch(trips, pieces)))
      rows.forEach((row, index) => found[piece.index]!.set(piece.top + index, row));
    read += rowsIn(pieces);
    await pause?.(read / all);
  }
  return asked.map(({ area }, index) => ({
    at: (row, column) => found[index]!.get(row)?.[column - area.left] ?? BLANK,
  }));
}

/** Asked for one at a time: each as full as the room is by then. */
function* batches(asked: readonly ReadArea[], room: TripRoom): Generator<{ readonly pieces: readonly Piece[]; readonly bytes: number }, void, undefined> {
  let pieces: Piece[] = [];
  let bytes = 0;
  for (const [index, each] of asked.entries()) {
    const rowBytes = (each.area.right - each.area.left + 1) * CELL_BYTES;
    for (let top = each.area.top; top <= each.area.bottom;) {
      const rows = Math.floor((room.bytes - bytes - AREA_BYTES) / rowBytes);
      if (rows < 1 && pieces.length > 0) {
        yield { pieces, bytes };
        pieces = [];
        bytes = 0;
        continue;
      }
      const bottom = Math.min(each.area.bottom, top + Math.max(rows, 1) - 1);
      pieces.push({ index, asked: each, top, bottom });
      bytes += AREA_BYTES + (bottom - top + 1) * rowBytes;
      top = bottom + 1;
    }
  }
  if (pieces.length > 0) yield { pieces, bytes };
}

async function readBatch(trips: Trips, pieces: readonly Piece[]): Promise<readonly (readonly [Piece, Rows])[]> {
  const [first] = pieces;
  if (!first) return [];
  try {
    return await trips.ask("read", first.asked.sheetName, (context) => {
      const ranges = pieces.map((piece) => {
        const { area, sheet } = piece.asked;
        const range = context.workbook.worksheets.getItem(sheet).getRange(areaAddress({ ...area, top: piece.top, bottom: piece.bottom }));
        range.untrack();
        range.load("values,formulas,valueTypes,numberFormat");
        return range;
      });
      return () => ranges.map((range, index) => [pieces[index]!, cellsOf(range, pieces[index]!)] as const);
    });
  } catch (fault) {
    if (!(fault instanceof WorkbookError && fault.code === "payloadTooLarge")) throw fault;
    const smaller = pieces.length > 1 ? [pieces.slice(0, Math.ceil(pieces.length / 2)), pieces.slice(Math.ceil(pieces.length / 2))] : halves(first);
    if (!smaller) throw fault;
    const results: (readonly [Piece, Rows])[] = [];
    for (const part of smaller) results.push(...(await readBatch(trips, part)));
    return results;
  }
}

function halves(piece: Piece): readonly (readonly Piece[])[] | null {
  if (piece.top === piece.bottom) return null;
  const middle = Math.floor((piece.top + piece.bottom) / 2);
  return [[{ ...piece, bottom: middle }], [{ ...piece, top: middle + 1 }]];
}

function cellsOf(range: Excel.Range, piece: Piece): Rows {
  const values = range.values as unknown[][] | null;
  // Above five million cells Excel hands back null, not an error.
  if (values === null) throw new WorkbookError("payloadTooLarge", piece.asked.sheetName);
  const { formulas, valueTypes, numberFormat } = range as unknown as { formulas: unknown[][]; valueTypes: string[][]; numberFormat: string[][] };
  return values.map((row, down) =>
    row.map((value, across): Cell => {
      const formula = formulas[down]![across];
      const format = numberFormat[down]![across]!;
      const held = cellValue(value, valueTypes[down]![across]!);
      // A text that looks like a formula comes back the same as value and as formula.
      if (typeof formula === "string" && formula.startsWith("=") && formula !== value) return { value: held, formula: formula.slice(1), format };
      return { value: held, format };
    }),
  );
}

function cellValue(value: unknown, type: string): CellValue {
  if (type === "Empty") return null;
  if (type === "Error") return { error: String(value) };
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}
