/**
 * Works out the formula of one of our highlights over figures that are there already, so that a card is drawn as it will look.
 *
 * Only what our own highlights say: comparisons, + - * /, texts, numbers, cells of the same sheet, and the functions listed below.
 * Anything else gives null, and is drawn without a highlight.
 */
import { type CellValue, columnLetters, isCellError, parseAddress } from "../sheets/grid";

/** The value of a cell of the sheet; rows and columns from 0. */
export type ValueAt = (row: number, column: number) => CellValue;

/** Where the formula stands, counted from the cell that it is written for. */
export interface Offset {
  readonly rows: number;
  readonly columns: number;
}

type Value = string | number | boolean | null;

/** A cell's error, or FIND without a find: the formula is then not true. */
class Failed extends Error {}
class NotUnderstood extends Error {}

/** Whether the highlight shows; null: the formula holds something that this file does not know. */
export function highlightHolds(formula: string, offset: Offset, valueAt: ValueAt): boolean | null {
  try {
    const reader = newReader(formula);
    const value = comparison(reader, offset, valueAt);
    if (reader.peek() !== null) throw new NotUnderstood(formula);
    return truth(value);
  } catch (error) {
    if (error instanceof Failed) return false;
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

interface Reader {
  readonly peek: () => string | null;
  readonly next: () => string;
}

const PIECE = /\s*("(?:[^"]|"")*"|\d+(?:\.\d+)?(?:E[+-]?\d+)?|\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?![A-Z0-9(])|[A-Z]+(?=\()|TRUE|FALSE|<>|<=|>=|[-+*/<>=(),])/iy;

function newReader(formula: string): Reader {
  const pieces: string[] = [];
  let at = 0;
  while (at < formula.trimEnd().length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(formula);
    if (!found) throw new NotUnderstood(formula.slice(at));
    pieces.push(found[1]!);
    at = PIECE.lastIndex;
  }
  let place = 0;
  return {
    peek: () => pieces[place] ?? null,
    next: () => {
      const piece = pieces[place];
      if (piece === undefined) throw new NotUnderstood(formula);
      place += 1;
      return piece;
    },
  };
}

function comparison(reader: Reader, offset: Offset, valueAt: ValueAt): Value {
  const left = sum(reader, offset, valueAt);
  const sign = reader.peek();
  if (sign === null || !/^(<>|<=|>=|<|>|=)$/.test(sign)) return left;
  reader.next();
  const order = compare(left, sum(reader, offset, valueAt));
  switch (sign) {
    case "<>":
      return order !== 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    default:
      return order === 0;
  }
}

function sum(reader: Reader, offset: Offset, valueAt: ValueAt): Value {
  let total = product(reader, offset, valueAt);
  for (let sign = reader.peek(); sign === "+" || sign === "-"; sign = reader.peek()) {
    reader.next();
    const more = number(product(reader, offset, valueAt));
    total = sign === "+" ? number(total) + more : number(total) - more;
  }
  return total;
}

function product(reader: Reader, offset: Offset, valueAt: ValueAt): Value {
  let total = operand(reader, offset, valueAt);
  for (let sign = reader.peek(); sign === "*" || sign === "/"; sign = reader.peek()) {
    reader.next();
    const more = number(operand(reader, offset, valueAt));
    if (sign === "/" && more === 0) throw new Failed();
    total = sign === "*" ? number(total) * more : number(total) / more;
  }
  return total;
}

function operand(reader: Reader, offset: Offset, valueAt: ValueAt): Value {
  const piece = reader.next();
  if (piece === "-") return -number(operand(reader, offset, valueAt));
  if (piece === "(") {
    const inner = comparison(reader, offset, valueAt);
    if (reader.next() !== ")") throw new NotUnderstood(piece);
    return inner;
  }
  if (piece.startsWith('"')) return piece.slice(1, -1).replace(/""/g, '"');
  if (/^\d/.test(piece)) return Number(piece);
  if (/^(TRUE|FALSE)$/i.test(piece)) return /^TRUE$/i.test(piece);
  const cell = parseAddress(piece);
  if (cell && reader.peek() !== "(") {
    const value = valueAt(cell.row + (/\$\d/.test(piece) ? 0 : offset.rows), cell.column + (piece.startsWith("$") ? 0 : offset.columns));
    if (isCellError(value)) throw new Failed(`${columnLetters(cell.column)}${cell.row + 1}`);
    return value;
  }
  if (reader.peek() !== "(") throw new NotUnderstood(piece);
  reader.next();
  return called(piece.toUpperCase(), argumentsOf(reader, offset, valueAt));
}

function argumentsOf(reader: Reader, offset: Offset, valueAt: ValueAt): readonly Value[] {
  const values: Value[] = [];
  for (;;) {
    values.push(comparison(reader, offset, valueAt));
    const sign = reader.next();
    if (sign === ")") return values;
    if (sign !== ",") throw new NotUnderstood(sign);
  }
}

function called(name: string, values: readonly Value[]): Value {
  const [first = null, second = null] = values;
  switch (name) {
    case "AND":
      return values.every(truth);
    case "OR":
      return values.some(truth);
    case "NOT":
      return !truth(first);
    case "ISNUMBER":
      return typeof first === "number";
    case "ABS":
      return Math.abs(number(first));
    case "ROUND": {
      // Half away from zero, on the digits that Excel shows: 0.8495 is a little less in binary.
      const factor = 10 ** number(second);
      const scaled = Number((Math.abs(number(first)) * factor).toPrecision(15));
      return (Math.sign(number(first)) * Math.round(scaled)) / factor;
    }
    case "LEFT":
      return text(first).slice(0, values.length > 1 ? number(second) : 1);
    case "FIND": {
      const place = text(second).indexOf(text(first));
      // Looked for inside of ISNUMBER: nothing found is no number.
      return place < 0 ? null : place + 1;
    }
    default:
      throw new NotUnderstood(name);
  }
}

/** Numbers come before texts, and texts before truths; a blank is as the other side needs it. */
function compare(one: Value, other: Value): number {
  const left = one ?? blankLike(other);
  const right = other ?? blankLike(one);
  if (typeof left === "string" && typeof right === "string")
    return left.toLowerCase() === right.toLowerCase() ? 0 : left.toLowerCase() < right.toLowerCase() ? -1 : 1;
  if (typeof left === typeof right) return Number(left) - Number(right);
  return rankOf(left) - rankOf(right);
}

function blankLike(other: Value): string | number | boolean {
  return typeof other === "string" ? "" : typeof other === "boolean" ? false : 0;
}

function rankOf(value: string | number | boolean): number {
  return typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2;
}

function truth(value: Value): boolean {
  if (typeof value === "string") throw new Failed();
  return Boolean(value);
}

function number(value: Value): number {
  if (typeof value === "string") {
    const read = value.trim() === "" ? NaN : Number(value);
    if (Number.isNaN(read)) throw new Failed();
    return read;
  }
  return Number(value ?? 0);
}

function text(value: Value): string {
  if (value === null) return "";
  return typeof value === "boolean" ? String(value).toUpperCase() : String(value);
}
