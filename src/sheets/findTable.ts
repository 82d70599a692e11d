/**
 * Finds the table on a sheet of the scheme by its headings: an Excel table or a plain range, titles above it, notes below it.
 *
 * No row is dropped in silence: a row is blank, a note, the headings once more, or it is handed on.
 */
import { type Finding, finding } from "../kpi/finding";
import type { Source } from "../kpi/source";
import { columnsOf } from "./extent";
import { BLANK, type Cell, type Grid, address, columnLetters } from "./grid";
import { type SchemeColumnKey, columnOfHeading, misspeltColumn } from "./headings";
import { mergedCell } from "./merges";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { SCHEME_SHEETS, type SchemeColumn, type SchemeSheetKey } from "./schemeColumns";

/** One row of a scheme's table, its cells by column. */
export interface SchemeRow<K extends SchemeSheetKey = SchemeSheetKey> {
  readonly sheet: string;
  /** A label merged over several rows counts for each; a column that is not there is blank. */
  cell(column: SchemeColumnKey<K>): Cell;
  /** Where that cell stands; of a column that is not there, the row's first cell. */
  source(column: SchemeColumnKey<K>): Source;
  /** The value stands in that very cell and is not that of a merged area around it. */
  own(column: SchemeColumnKey<K>): boolean;
  /** The heading as it stands in the sheet; of a column that is not there, its key. */
  heading(column: SchemeColumnKey<K>): string;
}

export interface SchemeTable<K extends SchemeSheetKey = SchemeSheetKey> {
  readonly sheet: string;
  readonly rows: readonly SchemeRow<K>[];
  /** The headings as they stand in the sheet. */
  readonly headings: readonly string[];
}

interface Header {
  readonly row: number;
  /** Those that were found by a misspelt heading included. */
  readonly columns: ReadonlyMap<string, number>;
  readonly misspelt: ReadonlyMap<string, number>;
}

/** null: there are no headings to go by, or a required one is missing; the findings say which. A sheet with nothing on it has neither. */
export function findTable<K extends SchemeSheetKey>(grid: Grid, sheet: K, findings: Finding[]): SchemeTable<K> | null {
  const header = findHeader(grid, sheet);
  const at = (row: number, column: number): Source => ({ sheet: grid.sheet, cell: address(row, column) });
  if (!header) {
    if (!isEmpty(grid)) findings.push(finding("headerNotFound", { sheet: grid.sheet, cell: "" }, { wanted: sheet }));
    return null;
  }
  // Read as what it was meant to be, so that nothing is said that only follows from the slip; the error stops the run all the same.
  for (const [key, column] of header.misspelt) {
    const found = shortened(cellText(grid.at(header.row, column)));
    findings.push(finding("columnMisspelt", at(header.row, column), { found, meant: `${sheet}.${key}` }));
  }
  const missing = requiredColumns(sheet).filter((column) => !header.columns.has(column));
  const headerCell = at(header.row, Math.min(...header.columns.values()));
  for (const column of missing) findings.push(finding("columnMissing", headerCell, { column: `${sheet}.${column}` }));
  reportOddColumns(grid, sheet, header, findings);
  if (missing.length > 0) return null;

  const rows: SchemeRow<K>[] = [];
  let inNotes = false;
  for (let row = header.row + 1; row < grid.rowCount; row += 1) {
    const filled = [...header.columns.values()].filter((column) => !isBlank(grid.at(row, column)));
    if (filled.length === 0) continue;
    const first = cellText(grid.at(row, Math.min(...filled)));
    inNotes = isNote(first) || (inNotes && filled.length === 1 && isNumbered(first));
    if (inNotes || repeatsHeader(grid, sheet, header, row)) continue;
    rows.push(schemeRow(grid, sheet, header, row));
  }
  const headings = [...header.columns.values()].map((column) => cellText(grid.at(header.row, column)));
  return { sheet: grid.sheet, rows, headings };
}

function schemeRow<K extends SchemeSheetKey>(grid: Grid, sheet: K, header: Header, row: number): SchemeRow<K> {
  const place = (column: string): number | undefined => header.columns.get(column);
  return {
    sheet: grid.sheet,
    cell: (column) => (place(column) === undefined ? BLANK : mergedCell(grid, row, place(column)!)),
    source: (column) => ({ sheet: grid.sheet, cell: address(row, place(column) ?? Math.min(...header.columns.values())) }),
    own: (column) => place(column) !== undefined && !isBlank(grid.at(row, place(column)!)),
    heading: (column) => (place(column) === undefined ? `${sheet}.${column}` : cellText(grid.at(header.row, place(column)!))),
  };
}

function requiredColumns(sheet: SchemeSheetKey): string[] {
  return Object.entries<SchemeColumn>(SCHEME_SHEETS[sheet].columns).flatMap(([key, column]) => (column.required ? [key] : []));
}

function columnsInRow(grid: Grid, sheet: SchemeSheetKey, row: number): Map<string, number> {
  const columns = new Map<string, number>();
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const key = columnOfHeading(sheet, cellText(grid.at(row, column)));
    if (key !== null && !columns.has(key)) columns.set(key, column);
  }
  return columns;
}

/** The first row that has all required headings, or else the one with the most of them, two at least; slips of the pen are headings too. */
function findHeader(grid: Grid, sheet: SchemeSheetKey): Header | null {
  const required = requiredColumns(sheet);
  let best: Header | null = null;
  let most = 1;
  for (let row = 0; row < grid.rowCount; row += 1) {
    const columns = columnsInRow(grid, sheet, row);
    const found = required.filter((column) => columns.has(column)).length;
    if (found === 0) continue;
    const header = withMisspelt(grid, sheet, row, columns);
    if (found === required.length) return header;
    if (header.columns.size > most) {
      most = header.columns.size;
      best = header;
    }
  }
  return best;
}

/** Headings that nobody knows stand in for columns that are not there and look alike, each for one. */
function withMisspelt(grid: Grid, sheet: SchemeSheetKey, row: number, known: ReadonlyMap<string, number>): Header {
  const all = Object.keys(SCHEME_SHEETS[sheet].columns);
  const absent = new Set(all.filter((key) => key !== "note" && !known.has(key)));
  const needed = neededColumns(sheet, known);
  const misspelt = new Map<string, number>();
  for (let column = 0, end = columnsOf(grid); column < end && absent.size > 0; column += 1) {
    const heading = cellText(grid.at(row, column));
    if (heading === "" || columnOfHeading(sheet, heading) !== null) continue;
    const meant = misspeltColumn(sheet, heading, absent, needed);
    if (meant === null) continue;
    misspelt.set(meant, column);
    absent.delete(meant);
  }
  return { row, columns: new Map([...known, ...misspelt]), misspelt };
}

/** The required ones; and of weight and points, and of the targets, the one that there is no scoring without. */
function neededColumns(sheet: SchemeSheetKey, known: ReadonlyMap<string, number>): ReadonlySet<string> {
  const needed = new Set(requiredColumns(sheet));
  if (sheet === "tree" && !known.has("weight") && !known.has("points")) needed.add("weight").add("points");
  if (sheet === "targets") needed.add("target");
  return needed;
}

/** A heading twice is an error, except over remarks; a heading that nobody knows, or contents without one, is said. */
function reportOddColumns(grid: Grid, sheet: SchemeSheetKey, header: Header, findings: Finding[]): void {
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const heading = cellText(grid.at(header.row, column));
    const source: Source = { sheet: grid.sheet, cell: address(header.row, column) };
    const key = columnOfHeading(sheet, heading);
    if (key !== null) {
      if (header.columns.get(key) !== column && key !== "note") findings.push(finding("columnTwice", source, { column: heading }));
    } else if ([...header.misspelt.values()].includes(column)) {
      continue;
    } else if (heading !== "" || hasContent(grid, header.row + 1, column)) {
      findings.push(finding("columnUnknown", source, { column: heading === "" ? columnLetters(column) : shortened(heading) }));
    }
  }
}

function hasContent(grid: Grid, fromRow: number, column: number): boolean {
  for (let row = fromRow; row < grid.rowCount; row += 1) if (!isBlank(grid.at(row, column))) return true;
  return false;
}

function isEmpty(grid: Grid): boolean {
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) if (hasContent(grid, 0, column)) return false;
  return true;
}

function repeatsHeader(grid: Grid, sheet: SchemeSheetKey, header: Header, row: number): boolean {
  return requiredColumns(sheet).every((key) => {
    const column = header.columns.get(key)!;
    const text = cellText(grid.at(row, column));
    return columnOfHeading(sheet, text) === key || (header.misspelt.has(key) && tidy(text) === tidy(cellText(grid.at(header.row, column))));
  });
}

/** "注：…", "说明: …", "Note: …", "注 1 …" */
export function isNote(text: string): boolean {
  return /^(注|备注|附注|说明|填表说明|填报说明|notes?|remarks?)\s*(\d{0,2}\s*[:：.、]|$)/i.test(text.slice(0, 40));
}

/** "2、…", "（3）…", "③…", "- …": goes on with a note above it. */
export function isNumbered(text: string): boolean {
  return /^([(（]?\d{1,2}[)）.、．]|[①-⑳]|[-–•·*]\s)/.test(text.slice(0, 10));
}
