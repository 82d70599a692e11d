/**
 * A worksheet part → Grid, in one pass. Cells lie in columns of numbers, not as an object each: a million cells take about 20 MB.
 */
import { atOnce, type Steps } from "../kpi/steps";
import { parseArea, type Area, type Cell, type CellValue, type Grid } from "../sheets/grid";
import { movedFormula } from "./formulas";
import { decodeEscapes, readStringItem } from "./strings";
import { outlineInSteps, sheetElement, type WorksheetOutline } from "./worksheetPart";
import { attributeOf, childrenOf, isTrue, Xml, XmlError, XmlReader } from "./xml";

export interface SheetSource {
  readonly sheet: string;
  readonly sharedStrings: readonly string[];
  /** The number format's code of a style number. */
  readonly formatOf: (style: number) => string;
  readonly date1904: boolean;
}

const enum Kind {
  Blank,
  Number,
  Shared,
  Text,
  True,
  False,
  Error,
  /** A number that the file spells as an ISO date. */
  Date,
}

const ROWS = 1_048_576;
const COLUMNS = 16_384;

/** The letters of 0x, 0o and 0b, both cases. */
const HEX_OCTAL_BINARY: ReadonlySet<number> = new Set([..."xXoObB"].map((letter) => letter.charCodeAt(0)));

const QUOTE = 34;
const SPACE = 32;
const GREATER = 62;
const LESS = 60;
const POINT = 46;
const SLASH = 47;

/** 10^0 … 10^15, all of them exact. */
const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);

/** A formula that several cells share: written once, at its master. */
interface SharedFormula {
  text: string;
  row: number;
  column: number;
}

/** Throws XmlError where the part is not well-formed. */
export function readSheet(xml: string, source: SheetSource): Grid {
  return atOnce(readSheetInSteps(xml, source));
}

/** So many cells are read in one go, in some milliseconds. */
const CELLS_IN_A_STEP = 10_000;

/** The same, some thousand cells at a time. `known`: where it is known already. */
export function* readSheetInSteps(xml: string, source: SheetSource, known?: WorksheetOutline): Steps<Grid> {
  const outline = known ?? (yield* outlineInSteps(xml));
  const hiddenRows = new Set<number>();
  const cells =
    outline.cells && !outline.cells.empty
      ? yield* readCells(xml, outline.cells.contentStart, outline.cells.contentEnd, outline.prefix, source, hiddenRows)
      : NO_CELLS;

  const format = sheetElement(outline, "sheetFormatPr");
  if (format && isTrue(attributeOf(format, "zeroHeight"))) {
    for (let row = 0; row < cells.rowCount; row++) {
      if (!cells.writtenRows.has(row)) hiddenRows.add(row);
    }
  }
  const hiddenColumns = new Set<number>();
  for (const column of childrenIn(outline, "cols", "col")) {
    if (!isTrue(attributeOf(column, "hidden"))) continue;
    const last = Math.min(COLUMNS, Number(attributeOf(column, "max")));
    for (let number = Math.max(1, Number(attributeOf(column, "min"))); number <= last; number++) hiddenColumns.add(number - 1);
  }
  const merges: Area[] = [];
  for (const merge of childrenIn(outline, "mergeCells", "mergeCell")) {
    const area = parseArea(attributeOf(merge, "ref") ?? "");
    if (area) merges.push(withinReach(area, cells));
  }
  return { sheet: source.sheet, rowCount: cells.rowCount, columnCount: cells.columnCount, at: cells.at, merges, hiddenRows, hiddenColumns };
}

/** A merge of whole rows or columns is cut to what is filled, so that nobody who walks over it walks over a billion cells. */
function withinReach(area: Area, cells: CellStore): Area {
  if ((area.bottom - area.top + 1) * (area.right - area.left + 1) <= 100_000) return area;
  return {
    ...area,
    bottom: Math.min(area.bottom, Math.max(area.top, cells.rowCount - 1)),
    right: Math.min(area.right, Math.max(area.left, cells.columnCount - 1)),
  };
}

function childrenIn(outline: WorksheetOutline, parent: string, child: string) {
  const element = sheetElement(outline, parent);
  return element ? childrenOf(element, child) : [];
}

interface CellStore {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly writtenRows: { has(row: number): boolean };
  at(row: number, column: number): Cell;
}

const BLANK_CELL: Cell = { value: null, format: "General" };
const NO_CELLS: CellStore = { rowCount: 0, columnCount: 0, writtenRows: new Set(), at: () => BLANK_CELL };

function* readCells(xml: string, from: number, to: number, prefix: string, source: SheetSource, hiddenRows: Set<number>): Steps<CellStore> {
  const lead = prefix === "" ? "" : `${prefix}:`;
  const rowName = `${lead}row`;
  const cellName = `${lead}c`;
  const valueName = `${lead}v`;
  const formulaName = `${lead}f`;
  const inlineName = `${lead}is`;

  // A cell mostly takes 25 signs or more in the file; starting from a guess saves most of the growing.
  let room = Math.max(64, Math.min(1 << 22, Math.ceil((to - from) / 25)));
  let rows = new Int32Array(room);
  let columns = new Uint16Array(room);
  let kinds = new Uint8Array(room);
  let styles = new Uint32Array(room);
  let numbers = new Float64Array(room);
  let count = 0;
  const texts: string[] = [];
  const formulas = new Map<number, string | SharedFormula>();
  const shared = new Map<string, SharedFormula>();
  const writtenRows = new Set<number>();
  let inOrder = true;
  let rowCount = 0;
  let columnCount = 0;

  const grow = () => {
    room *= 2;
    rows = grown(rows, new Int32Array(room));
    columns = grown(columns, new Uint16Array(room));
    kinds = grown(kinds, new Uint8Array(room));
    styles = grown(styles, new Uint32Array(room));
    numbers = grown(numbers, new Float64Array(room));
  };

  const reader = new XmlReader(xml, from, to);
  let row = -1;
  let column = -1;
  let lastRow = -1;
  let lastColumn = -1;

  while (readUpTo(count + CELLS_IN_A_STEP)) yield;

  /** Reads on until there are so many cells; false: there are no more. */
  function readUpTo(enough: number): boolean {
    while (count < enough) {
      if (lead === "" && row >= 0 && reader.depth === 1) while (count < enough && (readPlainCell() || readPlainRow()));
      const kind = reader.next();
      if (kind === Xml.End) return false;
      if (kind === Xml.Text || kind === Xml.Close) continue;
      if (reader.name === rowName) {
        const number = reader.attribute("r");
        row = number === undefined ? row + 1 : Number(number) - 1;
        if (!(row >= 0 && row < ROWS)) throw new XmlError("a row number that no sheet has", reader.start);
        column = -1;
        writtenRows.add(row);
        if (isTrue(reader.attribute("hidden"))) hiddenRows.add(row);
        continue;
      }
      if (reader.name !== cellName) {
        reader.skipElement();
        continue;
      }
      if (row < 0) throw new XmlError("a cell outside of a row", reader.start);
      const place = reader.attribute("r");
      column = place === undefined ? column + 1 : columnIn(place, reader.start);
      if (column >= COLUMNS) throw new XmlError("a column that no sheet has", reader.start);
      if (row < lastRow || (row === lastRow && column <= lastColumn)) inOrder = false;
      lastRow = row;
      lastColumn = column;
      if (count === room) grow();
      const style = reader.attribute("s");
      const type = reader.attribute("t");
      rows[count] = row;
      columns[count] = column;
      styles[count] = style === undefined ? 0 : Number(style);
      kinds[count] = Kind.Blank;
      if (kind === Xml.Open) readContents(type);
      if (kinds[count] !== Kind.Blank || formulas.has(count)) {
        if (row >= rowCount) rowCount = row + 1;
        if (column >= columnCount) columnCount = column + 1;
      }
      count++;
    }
    return true;
  }

  /**
   * The cell that most cells are, `<c r="B2" s="3" t="s"><v>12.5</v></c>`, read in one go; false, and nothing is read, where the next one is spelled in any other way.
   * A number of up to 15 digits is a whole number below 2^53 over a power of ten below 10^22: their quotient is the double nearest to it.
   */
  function readPlainCell(): boolean {
    let i = reader.end;
    // "<c r=", sign by sign: this is where reading spends its time.
    if (xml.charCodeAt(i + 1) !== 99 || xml.charCodeAt(i + 2) !== SPACE || xml.charCodeAt(i + 3) !== 114 || xml.charCodeAt(i + 4) !== 61) return false;
    if (xml.charCodeAt(i) !== LESS || xml.charCodeAt(i + 5) !== QUOTE) return false;
    i += 6;
    let at = 0;
    let code = xml.charCodeAt(i);
    const letters = i;
    for (; code >= 65 && code <= 90; code = xml.charCodeAt(++i)) at = at * 26 + code - 64;
    if (i === letters || i - letters > 3 || at > COLUMNS) return false;
    for (; code >= 48 && code <= 57; code = xml.charCodeAt(++i));
    if (code !== QUOTE) return false;
    code = xml.charCodeAt(++i);
    let style = 0;
    if (code === SPACE && xml.charCodeAt(i + 1) === 115 && xml.charCodeAt(i + 2) === 61 && xml.charCodeAt(i + 3) === QUOTE) {
      i += 4;
      const digits = i;
      for (code = xml.charCodeAt(i); code >= 48 && code <= 57; code = xml.charCodeAt(++i)) style = style * 10 + code - 48;
      if (code !== QUOTE || i - digits > 9 || i === digits) return false;
      code = xml.charCodeAt(++i);
    }
    let isShared = false;
    if (
      code === SPACE &&
      xml.charCodeAt(i + 1) === 116 &&
      xml.charCodeAt(i + 2) === 61 &&
      xml.charCodeAt(i + 3) === QUOTE &&
      xml.charCodeAt(i + 4) === 115 &&
      xml.charCodeAt(i + 5) === QUOTE
    ) {
      isShared = true;
      i += 6;
      code = xml.charCodeAt(i);
    }
    if (code !== GREATER || xml.charCodeAt(i + 1) !== LESS || xml.charCodeAt(i + 2) !== 118 || xml.charCodeAt(i + 3) !== GREATER) return false;
    i += 4;
    let value = 0;
    let point = -1;
    const isNegative = xml.charCodeAt(i) === 45;
    if (isNegative) i++;
    const first = i;
    for (code = xml.charCodeAt(i); code !== LESS; code = xml.charCodeAt(++i)) {
      if (code >= 48 && code <= 57) value = value * 10 + code - 48;
      else if (code === POINT && point < 0) point = i;
      else return false;
    }
    const digitCount = i - first - (point < 0 ? 0 : 1);
    if (digitCount === 0 || digitCount > 15 || i > to || !endsCell(i)) return false;
    if (isShared && (point >= 0 || isNegative || value >= source.sharedStrings.length)) return false;
    if (point >= 0) value /= POWERS[i - point - 1]!;

    column = at - 1;
    if (row < lastRow || (row === lastRow && column <= lastColumn)) inOrder = false;
    lastRow = row;
    lastColumn = column;
    if (count === room) grow();
    rows[count] = row;
    columns[count] = column;
    styles[count] = style;
    kinds[count] = isShared ? Kind.Shared : Kind.Number;
    // "-0" is a zero that shows its sign to nobody.
    numbers[count] = isNegative ? -value : value;
    if (row >= rowCount) rowCount = row + 1;
    if (column >= columnCount) columnCount = column + 1;
    count++;
    reader.end = i + 8;
    return true;
  }

  /** "</v></c>" */
  function endsCell(i: number): boolean {
    return (
      xml.charCodeAt(i + 1) === SLASH &&
      xml.charCodeAt(i + 2) === 118 &&
      xml.charCodeAt(i + 3) === GREATER &&
      xml.charCodeAt(i + 4) === LESS &&
      xml.charCodeAt(i + 5) === SLASH &&
      xml.charCodeAt(i + 6) === 99 &&
      xml.charCodeAt(i + 7) === GREATER
    );
  }

  /** From one row to the next, `</row><row r="7">`, in one go; false, and nothing is read, where it is spelled in any other way. */
  function readPlainRow(): boolean {
    let i = reader.end;
    if (!xml.startsWith('</row><row r="', i)) return false;
    i += 14;
    const digits = i;
    let number = 0;
    let code = xml.charCodeAt(i);
    for (; code >= 48 && code <= 57; code = xml.charCodeAt(++i)) number = number * 10 + code - 48;
    if (i === digits || i - digits > 7 || number < 1 || number > ROWS || code !== QUOTE) return false;
    if (xml.startsWith(' spans="', i + 1)) {
      // "1:10", or several of them.
      for (i += 9; ((code = xml.charCodeAt(i)) >= 48 && code <= 58) || code === SPACE; i++);
      if (code !== QUOTE) return false;
    }
    if (xml.charCodeAt(i + 1) !== GREATER || i + 1 >= to) return false;
    row = number - 1;
    column = -1;
    writtenRows.add(row);
    // One row is closed and the next is open: the reader is as deep as before.
    reader.end = i + 2;
    return true;
  }

  /** Up to the closing tag of the cell; fills the arrays at `count`. */
  function readContents(type: string | undefined): void {
    for (;;) {
      const kind = reader.next();
      if (kind === Xml.Close || kind === Xml.End) return;
      if (kind === Xml.Text) continue;
      if (reader.name === valueName) setValue(type ?? "n", reader.elementText());
      else if (reader.name === formulaName) setFormula();
      else if (reader.name === inlineName) setText(readStringItem(reader, lead));
      else reader.skipElement();
    }
  }

  function setText(text: string): void {
    kinds[count] = Kind.Text;
    numbers[count] = texts.length;
    texts.push(text);
  }

  function setValue(type: string, text: string): void {
    switch (type) {
      case "s": {
        const number = Number(text);
        if (!(Number.isInteger(number) && number >= 0 && number < source.sharedStrings.length))
          throw new XmlError("a shared string that is not there", reader.start);
        kinds[count] = Kind.Shared;
        numbers[count] = number;
        return;
      }
      case "b":
        kinds[count] = isTrue(text.trim()) ? Kind.True : Kind.False;
        return;
      case "e":
        setText(text.trim());
        kinds[count] = Kind.Error;
        return;
      case "str":
      case "inlineStr":
        setText(decodeEscapes(text));
        return;
      case "d": {
        const serial = serialOf(text.trim(), source.date1904);
        if (serial === null) setText(text);
        else {
          kinds[count] = Kind.Date;
          numbers[count] = serial;
        }
        return;
      }
      default: {
        if (text === "") return;
        // JavaScript would read 0x10 as 16; a file's numbers are decimal.
        const number = HEX_OCTAL_BINARY.has(text.charCodeAt(1)) ? NaN : Number(text);
        // A cell that claims to be a number and is none still shows something: its text.
        if (!Number.isFinite(number) || text.trim() === "") setText(text);
        else {
          kinds[count] = Kind.Number;
          numbers[count] = number;
        }
      }
    }
  }

  function setFormula(): void {
    const type = reader.attribute("t");
    const index = reader.attribute("si");
    const inputs = type === "dataTable" ? [reader.attribute("r1"), reader.attribute("r2")] : [];
    const text = reader.elementText();
    if (type === "dataTable") formulas.set(count, `TABLE(${inputs.map((input) => input ?? "").join(",")})`);
    else if (type === "shared" && index !== undefined) {
      const one = shared.get(index) ?? { text: "", row, column };
      shared.set(index, one);
      if (text !== "") Object.assign(one, { text, row, column });
      formulas.set(count, one);
    } else formulas.set(count, text);
  }

  if (!inOrder) putInOrder();

  /** Cells in the order of rows and columns; of two that claim one place the later holds. */
  function putInOrder(): void {
    const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => rows[a]! - rows[b]! || columns[a]! - columns[b]! || a - b);
    const kept = order.filter((index, at) => {
      const next = order[at + 1];
      return next === undefined || rows[next] !== rows[index] || columns[next] !== columns[index];
    });
    rows = Int32Array.from(kept, (index) => rows[index]!);
    columns = Uint16Array.from(kept, (index) => columns[index]!);
    kinds = Uint8Array.from(kept, (index) => kinds[index]!);
    styles = Uint32Array.from(kept, (index) => styles[index]!);
    numbers = Float64Array.from(kept, (index) => numbers[index]!);
    const moved = kept.flatMap((index, at) => (formulas.has(index) ? [[at, formulas.get(index)!] as const] : []));
    formulas.clear();
    for (const [at, formula] of moved) formulas.set(at, formula);
    count = kept.length;
  }

  // Where each row begins; one number per row up to the last that has a cell.
  const lastFilled = count === 0 ? -1 : rows[count - 1]!;
  const starts = new Int32Array(lastFilled + 2);
  for (let index = 0; index < count; index++) starts[rows[index]! + 1]!++;
  for (let number = 0; number <= lastFilled; number++) starts[number + 1]! += starts[number]!;
  if (count < room) {
    columns = columns.slice(0, count);
    kinds = kinds.slice(0, count);
    styles = styles.slice(0, count);
    numbers = numbers.slice(0, count);
  }

  const find = (wantedRow: number, wantedColumn: number): number => {
    if (wantedRow < 0 || wantedRow > lastFilled) return -1;
    let low = starts[wantedRow]!;
    let high = starts[wantedRow + 1]! - 1;
    // Rows are mostly filled from their first cell without gaps.
    const guess = low + wantedColumn - (columns[low] ?? 0);
    if (guess >= low && guess <= high && columns[guess] === wantedColumn) return guess;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = columns[middle]!;
      if (there === wantedColumn) return middle;
      if (there < wantedColumn) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };

  const valueAt = (index: number): CellValue => {
    switch (kinds[index] as Kind) {
      case Kind.Blank:
        return null;
      case Kind.Number:
      case Kind.Date:
        return numbers[index]!;
      case Kind.Shared:
        return source.sharedStrings[numbers[index]!]!;
      case Kind.Text:
        return texts[numbers[index]!]!;
      case Kind.True:
        return true;
      case Kind.False:
        return false;
      case Kind.Error:
        return { error: texts[numbers[index]!]! };
    }
  };

  return {
    rowCount,
    columnCount,
    writtenRows,
    at: (wantedRow, wantedColumn) => {
      const index = find(wantedRow, wantedColumn);
      if (index < 0) return BLANK_CELL;
      const given = source.formatOf(styles[index]!);
      const format = kinds[index] === Kind.Date && given === "General" ? "yyyy-mm-dd" : given;
      const formula = formulas.get(index);
      const value = valueAt(index);
      if (formula === undefined) return { value, format };
      const text = typeof formula === "string" ? formula : movedFormula(formula.text, wantedRow - formula.row, wantedColumn - formula.column);
      return { value, formula: text, format };
    },
  };
}

function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** "AB12" → 27. */
function columnIn(place: string, offset: number): number {
  let column = 0;
  let index = 0;
  for (; index < place.length; index++) {
    const code = place.charCodeAt(index) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  if (index === 0 || index > 3) throw new XmlError("a cell without an address", offset);
  return column - 1;
}

/** An ISO date, time or both → days since the workbook's day 0, by whole-number arithmetic; null: none. Counts 1900-02-29 as Excel does. */
function serialOf(text: string, date1904: boolean): number | null {
  const match = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:T?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?Z?$/.exec(text);
  if (!match || text === "") return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = hour === undefined ? 0 : (Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)) / 86_400;
  if (year === undefined) return time;
  const days = daysFromCivil(Number(year), Number(month), Number(day)) - daysFromCivil(1899, 12, 30);
  if (date1904) return days - 1462 + time;
  return (days < 61 ? days - 1 : days) + time;
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
