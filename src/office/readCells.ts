/// <reference types="office-js" />
/** Reads areas of cells in few trips, split by size: values, formulas, kinds of values and, where wanted, number formats. */
import type { Cell, CellValue } from "../sheets/grid";
import { areaAddress, BLANK, type Area } from "../sheets/grid";
import { type Steps, eachInSteps, mappedInSteps } from "../kpi/steps";
import { type Pause, paceWith } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import type { TripRoom } from "./tripRoom";
import type { Trips } from "./trips";
import { jsonBytes } from "./writeSteps";

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

/** Bytes of a trip of reading: what the pane takes in without a halt that anybody notices, and well below what Excel on the web refuses. */
export const READ_BYTES = 1_500_000;

/** The least that a cell costs: two times `"",`, `"Empty",` and `"General",`. */
const CELL_BYTES = 24;
/** What one costs as long as none was seen. */
const EXPECTED_BYTES = 60;
const AREA_BYTES = 600;
/** So many cells of an area are read first, to see what they weigh: formulas may take ten times as much as figures. */
const FIRST_CELLS = 8_000;
/** So many rows of a piece are weighed. */
const WEIGHED_ROWS = 40;

interface Piece {
  readonly index: number;
  readonly asked: ReadArea;
  /** Rows of the sheet, both included. */
  readonly top: number;
  readonly bottom: number;
}

type Rows = readonly (readonly Cell[])[];

/** A piece's cells as Excel hands them over: property by property, in rows. */
interface Answer {
  readonly piece: Piece;
  readonly values: readonly (readonly unknown[])[];
  readonly formulas: readonly (readonly unknown[])[];
  readonly types: readonly (readonly string[])[];
  readonly formats: readonly (readonly string[])[];
}

export async function readCells(trips: Trips, asked: readonly ReadArea[], room: TripRoom, pause?: Pause): Promise<readonly ReadCells[]> {
  const found = asked.map(() => new Map<number, readonly Cell[]>());
  const keep: TakeRows = (index, top, rows) => eachInSteps(rows, ROWS_KEPT, (row, down) => void found[index]!.set(top + down, row));
  await readRows(trips, asked, room, keep, pause);
  return asked.map(({ area }, index) => ({
    at: (row, column) => found[index]!.get(row)?.[column - area.left] ?? BLANK,
  }));
}

const ROWS_KEPT = 1_000;

/** `index`: of the area that was asked for; `top`: the first of these rows on the sheet. Each row begins where the area does. */
export type TakeRows = (index: number, top: number, rows: Rows) => Steps<void>;

/** Area by area, each from top to bottom; what was taken is not kept. */
export async function readRows(trips: Trips, asked: readonly ReadArea[], room: TripRoom, take: TakeRows, pause?: Pause): Promise<void> {
  const rowsIn = (pieces: readonly { readonly top: number; readonly bottom: number }[]): number =>
    pieces.reduce((total, { top, bottom }) => total + bottom - top + 1, 0);
  const all = rowsIn(asked.map(({ area }) => area));
  let read = 0;
  const scales = newScales();
  const pace = paceWith(pause && (() => pause(read / all)));
  // In functions of their own: one that waits holds all that it has named, and an answer is large.
  const rowsOf = async (pieces: readonly Piece[], bytes: number): Promise<readonly (readonly [Piece, Rows])[]> => {
    const answers = await room.timed(bytes, () => readBatch(trips, pieces));
    // The client has just taken a large answer apart, and has held everything else up for that long.
    await pause?.(read / all);
    return pace.run(takenInSteps(answers));
  };
  const takeBatch = async (pieces: readonly Piece[], bytes: number): Promise<void> => {
    const taken = await rowsOf(pieces, bytes);
    scales.weigh(taken);
    for (const [piece, rows] of taken) await pace.run(take(piece.index, piece.top, rows));
  };
  for (const { pieces, bytes } of batches(asked, room, scales)) {
    await takeBatch(pieces, bytes);
    read += rowsIn(pieces);
    await pause?.(read / all);
  }
}

/** What cells weigh in an answer, learned from those that came. */
interface Scales {
  /** Bytes of a cell of this area; as long as none of it came, of those that came last or of all that came, whichever is more. */
  cellBytes(index: number): number;
  knows(index: number): boolean;
  weigh(answers: readonly (readonly [Piece, Rows])[]): void;
}

function newScales(): Scales {
  const known = new Map<number, number>();
  let expected = EXPECTED_BYTES;
  let all = { bytes: 0, cells: 0 };
  return {
    cellBytes: (index) => known.get(index) ?? expected,
    knows: (index) => known.has(index),
    weigh(answers) {
      let [bytes, cells] = [0, 0];
      for (const [{ index }, rows] of answers) {
        const [own, count] = weightOf(rows);
        if (count > 0) known.set(index, own / count);
        bytes += own;
        cells += count;
      }
      if (cells === 0) return;
      all = { bytes: all.bytes + bytes, cells: all.cells + cells };
      expected = Math.max(bytes / cells, all.bytes / all.cells);
    },
  };
}

/** Bytes and cells of some rows, evenly from all of them. */
function weightOf(rows: Rows): readonly [number, number] {
  let [bytes, cells] = [0, 0];
  const stride = Math.max(1, Math.floor(rows.length / WEIGHED_ROWS));
  for (let row = 0; row < rows.length; row += stride) {
    for (const { value, formula } of rows[row]!) {
      const shown = typeof value === "string" ? jsonBytes(value) : 0;
      bytes += CELL_BYTES + shown + (formula === undefined ? shown : jsonBytes(formula));
      cells += 1;
    }
  }
  return [bytes, cells];
}

/** Asked for one at a time: each as full as the room is by then. */
function* batches(
  asked: readonly ReadArea[],
  room: TripRoom,
  scales: Scales,
): Generator<{ readonly pieces: readonly Piece[]; readonly bytes: number }, void, undefined> {
  let pieces: Piece[] = [];
  let bytes = 0;
  for (const [index, each] of asked.entries()) {
    const width = each.area.right - each.area.left + 1;
    for (let top = each.area.top; top <= each.area.bottom;) {
      const rowBytes = width * scales.cellBytes(index);
      const most = Math.floor((room.bytes - bytes - AREA_BYTES) / rowBytes);
      const rows = scales.knows(index) ? most : Math.min(most, Math.ceil(FIRST_CELLS / width));
      const isProbed = pieces.some((piece) => piece.index === index) && !scales.knows(index);
      if ((rows < 1 || isProbed) && pieces.length > 0) {
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

async function readBatch(trips: Trips, pieces: readonly Piece[]): Promise<readonly Answer[]> {
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
      return () => ranges.map((range, index) => answerOf(range, pieces[index]!));
    });
  } catch (fault) {
    if (!(fault instanceof WorkbookError && fault.code === "payloadTooLarge")) throw fault;
    const smaller = pieces.length > 1 ? [pieces.slice(0, Math.ceil(pieces.length / 2)), pieces.slice(Math.ceil(pieces.length / 2))] : halves(first);
    if (!smaller) throw fault;
    const results: Answer[] = [];
    for (const part of smaller) results.push(...(await readBatch(trips, part)));
    return results;
  }
}

function halves(piece: Piece): readonly (readonly Piece[])[] | null {
  if (piece.top === piece.bottom) return null;
  const middle = Math.floor((piece.top + piece.bottom) / 2);
  return [[{ ...piece, bottom: middle }], [{ ...piece, top: middle + 1 }]];
}

function answerOf(range: Excel.Range, piece: Piece): Answer {
  const values = range.values as unknown[][] | null;
  // Above five million cells Excel hands back null, not an error.
  if (values === null) throw new WorkbookError("payloadTooLarge", piece.asked.sheetName);
  const { formulas, valueTypes, numberFormat } = range as unknown as { formulas: unknown[][]; valueTypes: string[][]; numberFormat: string[][] };
  return { piece, values, formulas, types: valueTypes, formats: numberFormat };
}

const ROWS_IN_A_STEP = 50;

function* takenInSteps(answers: readonly Answer[]): Steps<(readonly [Piece, Rows])[]> {
  const taken: (readonly [Piece, Rows])[] = [];
  for (const answer of answers) {
    yield;
    taken.push([answer.piece, yield* mappedInSteps(answer.values, ROWS_IN_A_STEP, (_row, down) => cellsOf(answer, down))]);
  }
  return taken;
}

function cellsOf({ values, formulas, types, formats }: Answer, down: number): readonly Cell[] {
  return values[down]!.map((value, across): Cell => {
    const formula = formulas[down]![across];
    const format = formats[down]![across]!;
    const held = cellValue(value, types[down]![across]!);
    // A text that looks like a formula comes back the same as value and as formula.
    if (typeof formula === "string" && formula.startsWith("=") && formula !== value) return { value: held, formula: formula.slice(1), format };
    return { value: held, format };
  });
}

function cellValue(value: unknown, type: string): CellValue {
  if (type === "Empty") return null;
  if (type === "Error") return { error: String(value) };
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}
