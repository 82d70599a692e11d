/** Rows of a sheet while it is being laid out: cells from the left, a height, and the widths of text. */
import { address } from "./grid";
import type { CellLink, DraftCell, SheetDraft } from "./draft";
import type { CellMark, CellRole, RowMark } from "./marks";

export interface LaidRow {
  readonly cells: readonly (DraftCell | undefined)[];
  /** Points. */
  readonly height: number;
}

/** What stands in one cell of a row; the row's mark is given once for all of its cells. */
export interface LaidCell {
  readonly value: DraftCell["value"];
  readonly role: CellRole;
  readonly indent?: number;
  readonly format?: string;
  readonly formula?: string;
  readonly link?: CellLink;
}

/** Heights in points, as they print. */
export const HEIGHTS = {
  title: 30,
  subtitle: 18,
  caption: 16,
  keyFigure: 30,
  message: 20,
  columnGroup: 18,
  head: 19,
  group: 17.5,
  line: 16.5,
  subtotal: 18,
  total: 22,
  section: 24,
  shortBoard: 18,
  note: 15.5,
  derivation: 14.5,
  signature: 30,
  summaryLine: 18.5,
  spacer: 8,
} as const;

/** A row of `width` columns in one mark; cells that are not given are blank but wear the row's fill and rules. */
export function laidRow(mark: RowMark, width: number, height: number, cells: Readonly<Record<number, LaidCell | undefined>>): LaidRow {
  return {
    height,
    cells: Array.from({ length: width }, (_blank, column): DraftCell => {
      const cell = cells[column];
      if (!cell) return plainCell(null, sharedMark(mark, "text"));
      if (isPlain(cell)) return plainCell(cell.value, sharedMark(mark, cell.role, cell.indent));
      return laidCell(cell, sharedMark(mark, cell.role, cell.indent));
    }),
  };
}

/**
 * The cell as it is drafted. Millions of them pass here and many of them are kept: each is one object with all that it has inside,
 * which an object that is given its properties one by one is not.
 */
export function laidCell({ value, formula: worked, format: shown, link }: Omit<DraftCell, "mark">, mark: CellMark): DraftCell {
  const formula = worked === undefined ? undefined : flat(worked);
  const format = shown === undefined ? undefined : sharedFormat(shown);
  if (link !== undefined) {
    const linked = { value, mark, link };
    return formula === undefined
      ? format === undefined
        ? linked
        : { ...linked, format }
      : { ...linked, formula, ...(format === undefined ? {} : { format }) };
  }
  if (formula !== undefined) return format === undefined ? { value, mark, formula } : { value, mark, formula, format };
  return format === undefined ? { value, mark } : { value, mark, format };
}

const formats = new Map<string, string>();

/** One text for all cells that are shown in one way. */
function sharedFormat(format: string): string {
  const known = formats.get(format);
  if (known !== undefined) return known;
  if (formats.size >= PLAIN_TEXTS) formats.clear();
  formats.set(format, format);
  return format;
}

type PlainValue = string | null;

function isPlain(cell: LaidCell): cell is LaidCell & { readonly value: PlainValue } {
  return (cell.value === null || typeof cell.value === "string") && cell.format === undefined && cell.formula === undefined && cell.link === undefined;
}

/** So many texts of one look are known at a time: names and codes come again in thousands of rows, other texts hardly ever. */
const PLAIN_TEXTS = 1_000;

const plainCells = new Map<CellMark, Map<PlainValue, DraftCell>>();

/** One object for all cells that hold the same text, or nothing, and look the same. */
function plainCell(value: PlainValue, mark: CellMark): DraftCell {
  const ofMark = plainCells.get(mark) ?? new Map<PlainValue, DraftCell>();
  const known = ofMark.get(value);
  if (known) return known;
  if (ofMark.size >= PLAIN_TEXTS) ofMark.clear();
  const cell = { value, mark };
  plainCells.set(mark, ofMark.set(value, cell));
  return cell;
}

const signs = new Uint16Array(1);

/** A formula is put together from dozens of pieces. Asked for a sign of it, JavaScript makes one text of them and lets go of the pieces, which take twice the room. */
export function flat(formula: string): string {
  signs[0] = formula.charCodeAt(0);
  return formula;
}

const marks = new Map<RowMark, Map<CellRole, CellMark[]>>();

/** One object for all cells that look the same. */
export function sharedMark(row: RowMark, role: CellRole, indent: number = 0): CellMark {
  const ofRow = marks.get(row) ?? new Map<CellRole, CellMark[]>();
  const ofRole = ofRow.get(role) ?? [];
  const known = ofRole[indent];
  if (known) return known;
  marks.set(row, ofRow.set(role, ofRole));
  return (ofRole[indent] = indent === 0 ? { row, role } : { row, role, indent });
}

/** An empty row without any look. */
export function spacer(height: number = HEIGHTS.spacer): LaidRow {
  return { height, cells: [] };
}

export function rowsOf(rows: readonly LaidRow[]): Pick<SheetDraft, "rows" | "rowHeights"> {
  return { rows: rows.map((row) => row.cells), rowHeights: rows.map((row) => row.height) };
}

/** "$B$4". */
export function fixedAddress(row: number, column: number): string {
  return address(row, column).replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2");
}

/** "$B4": the column stays, the row follows. */
export function fixedColumn(row: number, column: number): string {
  return `$${address(row, column)}`;
}

/** "B$4": the row stays, the column follows. */
export function fixedRow(row: number, column: number): string {
  return address(row, column).replace(/^([A-Z]+)(\d+)$/, "$1$$$2");
}

// --- Room ---------------------------------------------------------------------------------------------------------

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u25a1\u25b2\u25bc\u25cf\u2014\u2018-\u201d\u2026]/;

/** Latin letters and signs that are much narrower or wider than a digit, in Calibri and in 微软雅黑 alike. */
const NARROW = /[fijlrt.,;:'|!()[\]\- ]/;
const BROAD = /[mwMW@%]/;

/** Characters of a column that a text takes: a digit is one, a Chinese character two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WIDE.test(character) || character.length > 1) width += 2;
    else if (NARROW.test(character)) width += 0.6;
    else if (BROAD.test(character)) width += 1.45;
    else width += /\p{Lu}/u.test(character) ? 1.2 : 1;
  }
  return width;
}

/**
 * How many lines a wrapped text takes in a column of this many characters. Columns are counted in 11 points and text is set in 10:
 * that tenth is the air of a single line. Where it breaks, the ragged ends and a substituted font take more.
 */
export function linesIn(text: string, width: number): number {
  return text.split("\n").reduce((lines, part) => {
    const need = textWidth(part) / Math.max(1, width);
    return lines + (need <= 1 ? 1 : Math.ceil(need * 1.15));
  }, 0);
}

/** A row's height for wrapped text of so many lines. */
export function heightFor(lines: number, single: number): number {
  return lines <= 1 ? single : Math.min(409, single + (lines - 1) * 13.5);
}

/** Breaks a sentence into rows of at most `width` characters: at blanks, and between Chinese characters but never before a closing mark. */
export function brokenInto(text: string, width: number): string[] {
  const pieces = text.match(/[A-Za-z0-9.,;:%+\-–/()“”'’<>=_#&]+\s*|./gsu) ?? [];
  const rows: string[] = [];
  let row = "";
  for (const piece of pieces) {
    const closes = /^[，。；：、！？”’）】》%]/u.test(piece);
    if (row !== "" && !closes && textWidth(row + piece.trimEnd()) > width) {
      rows.push(row.trimEnd());
      row = piece.trimStart();
    } else row += piece;
  }
  return row.trim() === "" && rows.length > 0 ? rows : [...rows, row.trimEnd()];
}
