/// <reference types="office-js" />
/** Reads areas of cells in few trips, split by size: values, formulas, kinds of values and, where wanted, number formats. */
import type { Cell, CellValue } from "../sheets/grid";
import { areaAddress, BLANK, type Area } from "../sheets/grid";
import { WorkbookError } from "../run/workbookError";
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

/** The least that a cell costs: two times `"",`, `"Empty",` and `"General",`. An estimate from below fills a trip best, and five times as much still passes. */
const CELL_BYTES = 24;
const AREA_BYTES = 600;
const TRIP_BYTES = 1_000_000;

interface Piece {
  readonly index: number;
  readonly asked: ReadArea;
  /** Rows of the sheet, both included. */
  readonly top: number;
  readonly bottom: number;
}

type Rows = readonly (readonly Cell[])[];

export async function readCells(trips: Trips, asked: readonly ReadArea[]): Promise<readonly ReadCells[]> {
  const found = asked.map(() => new Map<number, readonly Cell[]>());
  for (const batch of batches(asked)) {
    for (const [piece, rows] of await readBatch(trips, batch)) rows.forEach((row, index) => found[piece.index]!.set(piece.top + index, row));
  }
  return asked.map(({ area }, index) => ({
    at: (row, column) => found[index]!.get(row)?.[column - area.left] ?? BLANK,
  }));
}

function batches(asked: readonly ReadArea[]): readonly (readonly Piece[])[] {
  const result: Piece[][] = [];
  let current: Piece[] = [];
  let room = TRIP_BYTES;
  asked.forEach((each, index) => {
    const rowBytes = (each.area.right - each.area.left + 1) * CELL_BYTES;
    for (let top = each.area.top; top <= each.area.bottom;) {
      const rows = Math.floor((room - AREA_BYTES) / rowBytes);
      if (rows < 1 && current.length > 0) {
        result.push(current);
        current = [];
        room = TRIP_BYTES;
        continue;
      }
      const bottom = Math.min(each.area.bottom, top + Math.max(rows, 1) - 1);
      current.push({ index, asked: each, top, bottom });
      room -= AREA_BYTES + (bottom - top + 1) * rowBytes;
      top = bottom + 1;
    }
  });
  return current.length > 0 ? [...result, current] : result;
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
