/**
 * A worksheet part → Grid, in one pass. Cells lie in columns of numbers, not as an object each: a million cells take about 20 MB.
 */
import { atOnce, type Steps } from "../kpi/steps";
import { parseArea, type Area, type Cell, type CellValue, type Grid } from "../sheets/grid";
import { movedFormula } from "./formulas";
import { decodeEscapes, readStringItem } from "./strings";
import { sheetElement, sheetTextInSteps, type RowsText, type SheetText, type WorksheetOutline } from "./worksheetPart";
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
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const SLASH = 47;
const POINT = 46;
const MINUS = 45;

/** How most files spell a cell, between its address and its value. */
const STYLE_START = '" s="';
const SHARED_START = '" t="s"><v>';
const VALUE_START = '"><v>';

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
  return atOnce(readSheetInSteps(atOnce(sheetTextInSteps([xml])), source));
}

/** So many cells are read in one go, in some milliseconds. */
const CELLS_IN_A_STEP = 2_000;

/** The same, some thousand cells at a time. */
export function* readSheetInSteps({ frame: outline, rows }: SheetText, source: SheetSource): Steps<Grid> {
  const hiddenRows = new Set<number>();
  const lead = outline.prefix === "" ? "" : `${outline.prefix}:`;
  const cells = rows.length > 0 ? yield* new CellReader(rows, lead, source, hiddenRows).readInSteps() : new CellStore(0, source);

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
  return {
    sheet: source.sheet,
    rowCount: cells.rowCount,
    columnCount: cells.columnCount,
    at: (row, column) => cells.at(row, column),
    merges,
    hiddenRows,
    hiddenColumns,
  };
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

/** The cells of a sheet, each column of numbers as long as there are cells; in the order of rows and columns. */
class CellStore {
  rowCount = 0;
  columnCount = 0;
  count = 0;
  rows: Int32Array;
  columns: Uint16Array;
  kinds: Uint8Array;
  styles: Uint32Array;
  /** Numbers themselves, or where a text stands. */
  numbers: Float64Array;
  readonly texts: string[] = [];
  readonly formulas = new Map<number, string | SharedFormula>();
  readonly writtenRows = new Set<number>();
  /** Where the cells of each row begin; one number per row up to the last that has a cell, and one more. */
  private starts = new Int32Array(1);

  constructor(
    private room: number,
    private readonly source: SheetSource,
  ) {
    this.rows = new Int32Array(room);
    this.columns = new Uint16Array(room);
    this.kinds = new Uint8Array(room);
    this.styles = new Uint32Array(room);
    this.numbers = new Float64Array(room);
  }

  /** How many cells there is room for; one at least that is not taken. `read`: the share of the sheet that was read, from which follows how many more come. */
  roomAfter(read: number): number {
    if (this.count === this.room) {
      this.room = Math.max(Math.ceil(this.room * 1.25), Math.min(8 * this.room, Math.ceil((1.05 * this.room) / read)));
      this.rows = grown(this.rows, new Int32Array(this.room));
      this.columns = grown(this.columns, new Uint16Array(this.room));
      this.kinds = grown(this.kinds, new Uint8Array(this.room));
      this.styles = grown(this.styles, new Uint32Array(this.room));
      this.numbers = grown(this.numbers, new Float64Array(this.room));
    }
    return this.room;
  }

  /** No cell comes any more: what is not needed is given back, and rows can be found. */
  close(inOrder: boolean): void {
    if (!inOrder) this.putInOrder();
    const { count, rows } = this;
    const lastFilled = count === 0 ? -1 : rows[count - 1]!;
    const starts = new Int32Array(lastFilled + 2);
    for (let index = 0; index < count; index++) starts[rows[index]! + 1]!++;
    for (let number = 0; number <= lastFilled; number++) starts[number + 1]! += starts[number]!;
    this.starts = starts;
    this.rows = new Int32Array(0);
    if (count === this.room) return;
    this.columns = this.columns.slice(0, count);
    this.kinds = this.kinds.slice(0, count);
    this.styles = this.styles.slice(0, count);
    this.numbers = this.numbers.slice(0, count);
  }

  /** Of two cells that claim one place the later holds. */
  private putInOrder(): void {
    const { rows, columns, kinds, styles, numbers, formulas } = this;
    const order = Array.from({ length: this.count }, (_, index) => index).sort((a, b) => rows[a]! - rows[b]! || columns[a]! - columns[b]! || a - b);
    const kept = order.filter((index, at) => {
      const next = order[at + 1];
      return next === undefined || rows[next] !== rows[index] || columns[next] !== columns[index];
    });
    this.rows = Int32Array.from(kept, (index) => rows[index]!);
    this.columns = Uint16Array.from(kept, (index) => columns[index]!);
    this.kinds = Uint8Array.from(kept, (index) => kinds[index]!);
    this.styles = Uint32Array.from(kept, (index) => styles[index]!);
    this.numbers = Float64Array.from(kept, (index) => numbers[index]!);
    const moved = kept.flatMap((index, at) => (formulas.has(index) ? [[at, formulas.get(index)!] as const] : []));
    formulas.clear();
    for (const [at, formula] of moved) formulas.set(at, formula);
    this.count = this.room = kept.length;
  }

  at(row: number, column: number): Cell {
    const index = this.find(row, column);
    if (index < 0) return BLANK_CELL;
    const given = this.source.formatOf(this.styles[index]!);
    const format = this.kinds[index] === Kind.Date && given === "General" ? "yyyy-mm-dd" : given;
    const value = this.valueAt(index);
    const formula = this.formulas.size === 0 ? undefined : this.formulas.get(index);
    if (formula === undefined) return { value, format };
    const text = typeof formula === "string" ? formula : movedFormula(formula.text, row - formula.row, column - formula.column);
    return { value, formula: text, format };
  }

  private find(row: number, column: number): number {
    const { starts, columns } = this;
    if (row < 0 || row > starts.length - 2) return -1;
    let low = starts[row]!;
    let high = starts[row + 1]! - 1;
    // Rows are mostly filled from their first cell without gaps.
    const guess = low + column - (columns[low] ?? 0);
    if (guess >= low && guess <= high && columns[guess] === column) return guess;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = columns[middle]!;
      if (there === column) return middle;
      if (there < column) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private valueAt(index: number): CellValue {
    const number = this.numbers[index]!;
    switch (this.kinds[index] as Kind) {
      case Kind.Blank:
        return null;
      case Kind.Number:
      case Kind.Date:
        return number;
      case Kind.Shared:
        return this.source.sharedStrings[number]!;
      case Kind.Text:
        return this.texts[number]!;
      case Kind.True:
        return true;
      case Kind.False:
        return false;
      case Kind.Error:
        return { error: this.texts[number]! };
    }
  }
}

const BLANK_CELL: Cell = { value: null, format: "General" };

/**
 * Goes through the rows of a sheet and stores its cells.
 * It is a class, since the engine throws away what it has compiled of a function that is made anew for each sheet.
 */
class CellReader {
  readonly cells: CellStore;
  /** The rows that are being read, whole ones: a text of all rows may be hundreds of megabytes. */
  private xml = "";
  private start = 0;
  private end = 0;
  private reader = new XmlReader("");
  /** Letters of the rows that are read, and of all. */
  private lettersRead = 0;
  private readonly letters: number;
  private readonly names: Readonly<Record<"row" | "cell" | "value" | "formula" | "inline", string>>;
  private readonly shared = new Map<string, SharedFormula>();
  private row = -1;
  private column = -1;
  private lastRow = -1;
  private lastColumn = -1;
  private inOrder = true;

  constructor(
    private readonly rows: readonly RowsText[],
    private readonly lead: string,
    private readonly source: SheetSource,
    private readonly hiddenRows: Set<number>,
  ) {
    this.letters = rows.reduce((total, { start, end }) => total + end - start, 0);
    // A cell mostly takes 25 letters or more in the file, and a formula many times as much.
    this.cells = new CellStore(Math.max(64, Math.min(1 << 16, Math.ceil(this.letters / 25))), source);
    this.names = { row: `${lead}row`, cell: `${lead}c`, value: `${lead}v`, formula: `${lead}f`, inline: `${lead}is` };
  }

  *readInSteps(): Steps<CellStore> {
    for (const { text, start, end } of this.rows) {
      this.xml = text;
      this.start = start;
      this.end = end;
      this.reader = new XmlReader(text, start, end);
      while (this.readUpTo(this.cells.count + CELLS_IN_A_STEP)) yield;
      this.lettersRead += end - start;
      yield;
    }
    this.cells.close(this.inOrder);
    return this.cells;
  }

  /** Reads on until there are so many cells; false: these rows have no more. */
  private readUpTo(enough: number): boolean {
    const { cells, reader, names } = this;
    while (cells.count < enough) {
      if (this.lead === "" && this.row >= 0 && reader.depth === 1) {
        do this.readPlainCells(enough);
        while (cells.count < enough && this.readPlainRow());
      }
      const kind = reader.next();
      if (kind === Xml.End) return false;
      if (kind === Xml.Text || kind === Xml.Close) continue;
      if (reader.name === names.row) {
        const number = reader.attribute("r");
        this.row = number === undefined ? this.row + 1 : Number(number) - 1;
        if (!(this.row >= 0 && this.row < ROWS)) throw new XmlError("a row number that no sheet has", reader.start);
        this.column = -1;
        cells.writtenRows.add(this.row);
        if (isTrue(reader.attribute("hidden"))) this.hiddenRows.add(this.row);
      } else if (reader.name === names.cell) this.readCell(kind === Xml.Open);
      else reader.skipElement();
    }
    return true;
  }

  /** How much of the rows was read. */
  private share(): number {
    return (this.lettersRead + this.reader.end - this.start) / this.letters;
  }

  private readCell(filled: boolean): void {
    const { cells, reader, row } = this;
    if (row < 0) throw new XmlError("a cell outside of a row", reader.start);
    const place = reader.attribute("r");
    const column = place === undefined ? this.column + 1 : columnIn(place, reader.start);
    if (column >= COLUMNS) throw new XmlError("a column that no sheet has", reader.start);
    if (row < this.lastRow || (row === this.lastRow && column <= this.lastColumn)) this.inOrder = false;
    this.lastRow = row;
    this.lastColumn = this.column = column;
    cells.roomAfter(this.share());
    const style = reader.attribute("s");
    const type = reader.attribute("t");
    const { count } = cells;
    cells.rows[count] = row;
    cells.columns[count] = column;
    cells.styles[count] = style === undefined ? 0 : Number(style);
    cells.kinds[count] = Kind.Blank;
    if (filled) this.readContents(type);
    if ((cells.kinds[count] as Kind) !== Kind.Blank || cells.formulas.has(count)) {
      if (row >= cells.rowCount) cells.rowCount = row + 1;
      if (column >= cells.columnCount) cells.columnCount = column + 1;
    }
    cells.count++;
  }

  /**
   * Cells as most cells are, `<c r="B2" s="3" t="s"><v>12.5</v></c>`, one after the other in one go, up to the first that is spelled in any other way, of which nothing is read.
   * A number of up to 15 digits is a whole number below 2^53 over a power of ten below 10^22: their quotient is the double nearest to it.
   *
   * This is where reading spends its time: it touches variables of its own alone, and is short, since what is long is compiled late.
   */
  private readPlainCells(enough: number): void {
    const { xml, end: to, cells, row } = this;
    const limit = Math.min(enough, cells.roomAfter(this.share()));
    const { rows, columns, kinds, styles, numbers } = cells;
    const strings = this.source.sharedStrings.length;
    const first = cells.count;
    let n = first;
    let end = this.reader.end;
    let last = row === this.lastRow ? this.lastColumn : -1;
    let widest = cells.columnCount;
    while (n < limit) {
      let i = end;
      // `<c r="`, sign by sign.
      if (xml.charCodeAt(i) !== LESS || xml.charCodeAt(i + 1) !== 99 || xml.charCodeAt(i + 2) !== SPACE) break;
      if (xml.charCodeAt(i + 3) !== 114 || xml.charCodeAt(i + 4) !== EQUALS || xml.charCodeAt(i + 5) !== QUOTE) break;
      i += 6;
      let at = 0;
      let code = 0;
      const letters = i;
      while ((code = xml.charCodeAt(i)) >= 65 && code <= 90) {
        at = at * 26 + code - 64;
        i += 1;
      }
      if (i === letters || i - letters > 3 || at > COLUMNS) break;
      while ((code = xml.charCodeAt(i)) >= 48 && code <= 57) i += 1;
      let style = 0;
      if (xml.startsWith(STYLE_START, i)) {
        i += STYLE_START.length;
        const from = i;
        while ((code = xml.charCodeAt(i)) >= 48 && code <= 57) {
          style = style * 10 + code - 48;
          i += 1;
        }
        if (i - from > 9 || i === from) break;
      }
      const isShared = xml.startsWith(SHARED_START, i);
      if (isShared) i += SHARED_START.length;
      else if (xml.startsWith(VALUE_START, i)) i += VALUE_START.length;
      else break;
      let value = 0;
      let point = -1;
      const isNegative = xml.charCodeAt(i) === MINUS;
      if (isNegative) i += 1;
      const digits = i;
      for (;;) {
        code = xml.charCodeAt(i);
        if (code >= 48 && code <= 57) value = value * 10 + code - 48;
        else if (code === POINT && point < 0) point = i;
        else break;
        i += 1;
      }
      const digitCount = i - digits - (point < 0 ? 0 : 1);
      if (digitCount === 0 || digitCount > 15 || i > to) break;
      // `</v></c>`
      if (xml.charCodeAt(i) !== LESS || xml.charCodeAt(i + 1) !== SLASH || xml.charCodeAt(i + 2) !== 118 || xml.charCodeAt(i + 3) !== GREATER) break;
      if (xml.charCodeAt(i + 4) !== LESS || xml.charCodeAt(i + 5) !== SLASH || xml.charCodeAt(i + 6) !== 99 || xml.charCodeAt(i + 7) !== GREATER) break;
      if (isShared && (point >= 0 || isNegative || value >= strings)) break;
      if (point >= 0) value /= POWERS[i - point - 1]!;

      at -= 1;
      if (at <= last) this.inOrder = false;
      last = at;
      rows[n] = row;
      columns[n] = at;
      styles[n] = style;
      kinds[n] = isShared ? Kind.Shared : Kind.Number;
      // "-0" is a zero that shows its sign to nobody.
      numbers[n] = isNegative ? -value : value;
      if (at >= widest) widest = at + 1;
      n += 1;
      end = i + 8;
    }
    if (n === first) return;
    if (row < this.lastRow) this.inOrder = false;
    this.lastRow = row;
    this.lastColumn = this.column = last;
    cells.columnCount = widest;
    if (row >= cells.rowCount) cells.rowCount = row + 1;
    cells.count = n;
    this.reader.end = end;
  }

  /** From one row to the next, `</row><row r="7">`, in one go; false, and nothing is read, where it is spelled in any other way. */
  private readPlainRow(): boolean {
    const { xml, reader } = this;
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
    if (xml.charCodeAt(i + 1) !== GREATER || i + 1 >= this.end) return false;
    this.row = number - 1;
    this.column = -1;
    this.cells.writtenRows.add(this.row);
    // One row is closed and the next is open: the reader is as deep as before.
    reader.end = i + 2;
    return true;
  }

  /** Up to the closing tag of the cell; fills the arrays at `count`. */
  private readContents(type: string | undefined): void {
    const { reader, names } = this;
    for (;;) {
      const kind = reader.next();
      if (kind === Xml.Close || kind === Xml.End) return;
      if (kind === Xml.Text) continue;
      if (reader.name === names.value) this.setValue(type ?? "n", reader.elementText());
      else if (reader.name === names.formula) this.setFormula();
      else if (reader.name === names.inline) this.setText(readStringItem(reader, this.lead));
      else reader.skipElement();
    }
  }

  private setText(text: string): void {
    const { kinds, numbers, texts, count } = this.cells;
    kinds[count] = Kind.Text;
    numbers[count] = texts.length;
    texts.push(text);
  }

  private setValue(type: string, text: string): void {
    const { kinds, numbers, count } = this.cells;
    switch (type) {
      case "s": {
        const number = Number(text);
        if (!(Number.isInteger(number) && number >= 0 && number < this.source.sharedStrings.length))
          throw new XmlError("a shared string that is not there", this.reader.start);
        kinds[count] = Kind.Shared;
        numbers[count] = number;
        return;
      }
      case "b":
        kinds[count] = isTrue(text.trim()) ? Kind.True : Kind.False;
        return;
      case "e":
        this.setText(text.trim());
        kinds[count] = Kind.Error;
        return;
      case "str":
      case "inlineStr":
        this.setText(decodeEscapes(text));
        return;
      case "d": {
        const serial = serialOf(text.trim(), this.source.date1904);
        if (serial === null) this.setText(text);
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
        if (!Number.isFinite(number) || text.trim() === "") this.setText(text);
        else {
          kinds[count] = Kind.Number;
          numbers[count] = number;
        }
      }
    }
  }

  private setFormula(): void {
    const { reader, row, column, shared } = this;
    const { formulas, count } = this.cells;
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
