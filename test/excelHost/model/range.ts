/** Range and RangeAreas: reading and writing cells the way Excel does. */
import type { CellValue } from "../../../src/sheets/grid";
import { isCellError } from "../../../src/sheets/grid";
import { HostError, wrongShape } from "../hostError";
import { bounding, checked, intersection, parseRect, rectAddress, SHEET_COLUMNS, SHEET_ROWS, sheetPrefix, splitSheet, type Rect } from "./area";
import type { HostCell, Hyperlink } from "./cells";
import { ConditionalFormatCollection } from "./conditionalFormat";
import { DataValidation } from "./dataValidation";
import { parseEntry } from "./entry";
import { RangeFormat } from "./format";
import { HostCollection, HostObject } from "./hostObject";
import { DEFAULT_LOOK } from "./look";
import { shownText } from "../../../src/sheets/shownText";
import type { Worksheet } from "./worksheet";

/** Above it `values` comes back null, without an error. */
const READ_CELL_LIMIT = 5_000_000;

export class Range extends HostObject {
  readonly clientClass = "Range";
  readonly rect: Rect;

  constructor(
    readonly sheet: Worksheet,
    rect: Rect,
  ) {
    super();
    this.rect = checked(rect);
  }

  get Worksheet(): Worksheet {
    return this.sheet;
  }
  get Format(): RangeFormat {
    return new RangeFormat({ sheet: this.sheet, rects: [this.rect] });
  }
  get ConditionalFormats(): ConditionalFormatCollection {
    return new ConditionalFormatCollection(this.sheet, [this.rect]);
  }
  get DataValidation(): DataValidation {
    return new DataValidation(this.sheet, [this.rect]);
  }

  get Address(): string {
    return `${sheetPrefix(this.sheet.Name)}!${rectAddress(this.rect)}`;
  }
  get AddressLocal(): string {
    return this.Address;
  }
  get RowIndex(): number {
    return this.rect.row;
  }
  get ColumnIndex(): number {
    return this.rect.column;
  }
  get RowCount(): number {
    return this.rect.height;
  }
  get ColumnCount(): number {
    return this.rect.width;
  }
  /** -1 above 2^31 - 1. */
  get CellCount(): number {
    const cells = this.rect.height * this.rect.width;
    return cells > 2_147_483_647 ? -1 : cells;
  }
  get IsEntireColumn(): boolean {
    return this.rect.height === SHEET_ROWS;
  }
  get IsEntireRow(): boolean {
    return this.rect.width === SHEET_COLUMNS;
  }

  private get unbounded(): boolean {
    return this.IsEntireColumn || this.IsEntireRow;
  }

  private read<T>(make: (cell: HostCell | undefined, row: number, column: number) => T): T[][] | null {
    if (this.unbounded || this.rect.height * this.rect.width > READ_CELL_LIMIT) return null;
    const { row, column, height, width } = this.rect;
    const { cells } = this.sheet;
    return Array.from({ length: height }, (_, down) =>
      Array.from({ length: width }, (_unused, across) => make(cells.peek(row + down, column + across), row + down, column + across)),
    );
  }

  /** Hands every given value to the cell that takes it: null skips the cell, a single value goes to all, rows hidden by a filter are passed over. */
  private write(given: unknown, put: (cell: HostCell, value: unknown) => void, permission: "contents" | "allowFormatCells"): void {
    if (this.unbounded || given === null || given === undefined) throw new HostError("InvalidArgument");
    const grid = Array.isArray(given) ? (given as unknown[]) : null;
    if (grid && (grid.length !== this.rect.height || grid.some((row) => !Array.isArray(row) || row.length !== this.rect.width))) throw wrongShape();
    if (permission === "contents") this.sheet.guardContents([this.rect]);
    else this.sheet.guardFormat(permission, [this.rect]);
    const rows = Array.from({ length: this.rect.height }, (_, down) => this.rect.row + down);
    // Excel hands the array's rows to the visible rows in turn: what a filter hides is passed over and the rest slips (office-js issue 224).
    const taking = grid && this.sheet.filterHidden.size > 0 ? rows.filter((row) => !this.sheet.filterHidden.has(row)) : rows;
    taking.forEach((row, index) => {
      const source = grid ? (grid[index] as readonly unknown[]) : null;
      for (let across = 0; across < this.rect.width; across += 1) {
        const value = source ? source[across] : given;
        if (value === null) continue;
        const column = this.rect.column + across;
        if (permission === "contents" && this.sheet.coveredByMerge(row, column)) continue;
        put(this.sheet.cells.touch(row, column), value);
      }
    });
  }

  /** What the calculation or a test says: sets results without parsing. */
  setResult(row: number, column: number, value: CellValue): void {
    this.sheet.cells.touch(this.rect.row + row, this.rect.column + column).value = value;
  }

  get Values(): unknown {
    return this.read((cell) => shown(cell?.value ?? null));
  }
  set Values(given: unknown) {
    this.enter(given);
  }
  get Formulas(): unknown {
    return this.read((cell) => (cell?.formula ? `=${cell.formula}` : shown(cell?.value ?? null)));
  }
  set Formulas(given: unknown) {
    this.enter(given);
  }
  get Text(): unknown {
    return this.read((cell) => shownText(cell?.value ?? null, cell?.format ?? "General"));
  }
  get ValueTypes(): unknown {
    return this.read((cell) => valueType(cell?.value ?? null));
  }
  get NumberFormat(): unknown {
    return this.read((cell) => cell?.format ?? "General");
  }
  set NumberFormat(given: unknown) {
    this.write(
      given,
      (cell, value) => {
        if (typeof value !== "string" || value.length > 255) throw new HostError("InvalidArgument");
        cell.format = value === "" ? "General" : value;
      },
      "allowFormatCells",
    );
  }

  private enter(given: unknown): void {
    const { date1904 } = this.sheet.workbook;
    this.write(
      given,
      (cell, value) => {
        const entry = parseEntry(value, cell.format, date1904);
        switch (entry.kind) {
          case "text":
            Object.assign(cell, { value: entry.text, formula: null, prefixed: entry.prefixed });
            return;
          case "formula":
            Object.assign(cell, { value: 0, formula: entry.formula, prefixed: false });
            return;
          case "value":
            Object.assign(cell, { value: entry.value, formula: null, prefixed: false });
            if (entry.format && cell.format === "General") cell.format = entry.format;
            return;
        }
      },
      "contents",
    );
    this.sheet.changed(this.rect);
  }

  /** null: some rows are, some are not. */
  get RowHidden(): boolean | null {
    return this.hidden(
      this.rect.row,
      this.rect.height,
      SHEET_ROWS,
      (row) => this.sheet.isRowHidden(row),
      this.sheet.hiddenRows.size + this.sheet.filterHidden.size,
    );
  }
  set RowHidden(value: unknown) {
    this.hide(value, this.rect.row, this.rect.height, this.sheet.hiddenRows, "allowFormatRows");
  }
  get ColumnHidden(): boolean | null {
    return this.hidden(this.rect.column, this.rect.width, SHEET_COLUMNS, (column) => this.sheet.hiddenColumns.has(column), this.sheet.hiddenColumns.size);
  }
  set ColumnHidden(value: unknown) {
    this.hide(value, this.rect.column, this.rect.width, this.sheet.hiddenColumns, "allowFormatColumns");
  }
  get Hidden(): boolean | null {
    return this.RowHidden === true || this.ColumnHidden === true ? true : this.RowHidden === null || this.ColumnHidden === null ? null : false;
  }

  private hidden(start: number, count: number, whole: number, is: (index: number) => boolean, known: number): boolean | null {
    if (count === whole) return known > 0 ? null : false;
    let yes = 0;
    for (let index = start; index < start + count; index += 1) if (is(index)) yes += 1;
    return yes === 0 ? false : yes === count ? true : null;
  }

  private hide(value: unknown, start: number, count: number, set: Set<number>, permission: "allowFormatRows" | "allowFormatColumns"): void {
    if (typeof value !== "boolean") throw new HostError("InvalidArgument");
    this.sheet.guardFormat(permission, [this.rect]);
    for (let index = start; index < start + count; index += 1) {
      if (value) set.add(index);
      else set.delete(index);
    }
  }

  /** The link of the first cell; null: none. */
  get Hyperlink(): Hyperlink | null {
    return this.sheet.cells.peek(this.rect.row, this.rect.column)?.link ?? null;
  }
  set Hyperlink(value: unknown) {
    this.sheet.guardContents([this.rect]);
    const link = value as Hyperlink | null;
    if (link !== null && (typeof link !== "object" || (link.address === undefined && link.documentReference === undefined)))
      throw new HostError("InvalidArgument");
    this.read(() => null)?.forEach((line, down) =>
      line.forEach((_, across) => {
        const cell = this.sheet.cells.touch(this.rect.row + down, this.rect.column + across);
        cell.link = link;
        if (link?.textToDisplay !== undefined) Object.assign(cell, { value: link.textToDisplay, formula: null });
        else if (link && cell.value === null) cell.value = link.documentReference ?? link.address ?? null;
      }),
    );
    // Excel gives the cells the look of its style "Hyperlink".
    if (link) {
      this.Format.Font.Color = "#0563C1";
      this.Format.Font.Underline = "Single";
    }
  }

  GetCell(row: number, column: number): Range {
    return new Range(this.sheet, { row: this.rect.row + row, column: this.rect.column + column, height: 1, width: 1 });
  }
  GetRow(index: number): Range {
    return new Range(this.sheet, { ...this.rect, row: this.rect.row + index, height: 1 });
  }
  GetColumn(index: number): Range {
    return new Range(this.sheet, { ...this.rect, column: this.rect.column + index, width: 1 });
  }
  GetLastRow(): Range {
    return this.GetRow(this.rect.height - 1);
  }
  GetLastColumn(): Range {
    return this.GetColumn(this.rect.width - 1);
  }
  GetLastCell(): Range {
    return this.GetCell(this.rect.height - 1, this.rect.width - 1);
  }
  GetEntireRow(): Range {
    return new Range(this.sheet, { ...this.rect, column: 0, width: SHEET_COLUMNS });
  }
  GetEntireColumn(): Range {
    return new Range(this.sheet, { ...this.rect, row: 0, height: SHEET_ROWS });
  }
  GetOffsetRange(rows: number, columns: number): Range {
    return new Range(this.sheet, { ...this.rect, row: this.rect.row + rows, column: this.rect.column + columns });
  }
  GetResizedRange(rows: number, columns: number): Range {
    return new Range(this.sheet, { ...this.rect, height: this.rect.height + rows, width: this.rect.width + columns });
  }
  GetAbsoluteResizedRange(rows: number, columns: number): Range {
    return new Range(this.sheet, { ...this.rect, height: rows, width: columns });
  }
  GetBoundingRect(other: Range | string): Range {
    return new Range(this.sheet, bounding([this.rect, asRange(this.sheet, other).rect]));
  }
  GetIntersection(other: Range | string): Range {
    const found = this.GetIntersectionOrNullObject(other);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetIntersectionOrNullObject(other: Range | string): Range | null {
    const range = asRange(this.sheet, other);
    const shared = range.sheet === this.sheet ? intersection(this.rect, range.rect) : null;
    return shared && new Range(this.sheet, shared);
  }
  GetUsedRange(valuesOnly = false): Range {
    return this.GetUsedRangeOrNullObject(valuesOnly) ?? this.GetCell(0, 0);
  }
  GetUsedRangeOrNullObject(valuesOnly = false): Range | null {
    const used = this.sheet.cells.used(this.rect, !valuesOnly);
    return used && new Range(this.sheet, used);
  }
  GetMergedAreasOrNullObject(): RangeAreas | null {
    const merged = this.sheet.merges.filter((merge) => intersection(merge, this.rect));
    return merged.length > 0 ? new RangeAreas(this.sheet, merged) : null;
  }

  Clear(applyTo: string = "All"): void {
    const what = ({ All: "all", Contents: "contents", Formats: "formats", Hyperlinks: "links", RemoveHyperlinks: "links" } as const)[applyTo];
    if (!what) throw new HostError("InvalidArgument");
    this.sheet.guardContents([this.rect]);
    this.sheet.cells.clear(this.rect, what);
    // Clearing the formats takes merged cells apart and removes the rules of conditional formats, as in Excel.
    if (what === "all" || what === "formats") {
      this.sheet.unmerge(this.rect);
      this.sheet.cutConditionalFormats(this.rect);
    }
    this.sheet.changed(this.rect);
  }
  Merge(across = false): void {
    this.sheet.guardFormat("allowFormatCells", [this.rect]);
    if (this.sheet.tables.some((table) => intersection(table.rect, this.rect))) throw new HostError("InvalidArgument");
    const areas = across ? Array.from({ length: this.rect.height }, (_, index) => this.GetRow(index).rect) : [this.rect];
    areas.forEach((area) => this.sheet.merge(area));
  }
  Unmerge(): void {
    this.sheet.guardFormat("allowFormatCells", [this.rect]);
    this.sheet.unmerge(this.rect);
  }
  Select(): void {
    this.sheet.workbook.selection = this;
  }
  Calculate(): void {
    this.sheet.workbook.recalculate();
  }

  /** Rows and columns only: cells pushed aside within a row are not emulated. */
  Insert(shift: string): Range {
    this.insertOrDelete(shift === "Down", shift === "Right", 1, shift);
    return new Range(this.sheet, this.rect);
  }
  Delete(shift: string): void {
    this.insertOrDelete(shift === "Up", shift === "Left", -1, shift);
  }
  private insertOrDelete(rows: boolean, columns: boolean, sign: 1 | -1, shift: string): void {
    this.sheet.guardContents([this.rect]);
    if (rows && this.IsEntireRow) this.sheet.shiftRows(this.rect.row, sign * this.rect.height);
    else if (columns && this.IsEntireColumn) this.sheet.shiftColumns(this.rect.column, sign * this.rect.width);
    else if (!rows && !columns) throw new HostError("InvalidArgument");
    else throw new HostError("NotImplemented", `Emulator: Range.Insert and Delete of less than entire rows or columns (${shift}) are not emulated`);
  }

  CopyFrom(source: Range | string, copyType: string = "All", skipBlanks = false, transpose = false): void {
    if (skipBlanks || transpose || !["All", "Values", "Formats", "Formulas"].includes(copyType)) {
      throw new HostError("NotImplemented", `Emulator: Range.CopyFrom(${copyType}, ${skipBlanks}, ${transpose}) is not emulated`);
    }
    const from = asRange(this.sheet, source);
    this.sheet.guardContents([this.rect]);
    const height = Math.max(this.rect.height, from.rect.height);
    const width = Math.max(this.rect.width, from.rect.width);
    for (let down = 0; down < height; down += 1) {
      for (let across = 0; across < width; across += 1) {
        const cell = from.sheet.cells.peek(from.rect.row + (down % from.rect.height), from.rect.column + (across % from.rect.width));
        const target = this.sheet.cells.touch(this.rect.row + down, this.rect.column + across);
        const whole = { value: cell?.value ?? null, formula: cell?.formula ?? null, prefixed: cell?.prefixed ?? false };
        const look = { format: cell?.format ?? "General", look: cell?.look ?? DEFAULT_LOOK };
        if (whole.formula !== null && copyType !== "Values" && copyType !== "Formats") {
          throw new HostError("NotImplemented", "Emulator: copying formulas, whose references would move, is not emulated");
        }
        if (copyType === "All") Object.assign(target, whole, look);
        else if (copyType === "Formats") Object.assign(target, look);
        else Object.assign(target, { ...whole, formula: null });
      }
    }
    this.sheet.changed({ ...this.rect, height, width });
  }

  /** One object per row: only what was asked for. */
  GetRowProperties(asked: Readonly<Record<string, unknown>>): unknown {
    if (this.IsEntireColumn) throw new HostError("InvalidArgument");
    return Array.from({ length: this.rect.height }, (_, index) =>
      this.lineProperties(this.GetRow(index).GetEntireRow(), asked, "rowHidden", (range) => range.RowHidden, index + this.rect.row),
    );
  }
  GetColumnProperties(asked: Readonly<Record<string, unknown>>): unknown {
    if (this.IsEntireRow) throw new HostError("InvalidArgument");
    return Array.from({ length: this.rect.width }, (_, index) =>
      this.lineProperties(this.GetColumn(index).GetEntireColumn(), asked, "columnHidden", (range) => range.ColumnHidden, index + this.rect.column),
    );
  }
  private lineProperties(
    line: Range,
    asked: Readonly<Record<string, unknown>>,
    hidden: string,
    isHidden: (range: Range) => boolean | null,
    index: number,
  ): unknown {
    const result: Record<string, unknown> = {};
    for (const [name, wanted] of Object.entries(asked)) {
      if (!wanted) continue;
      if (name === hidden) result[name] = isHidden(line);
      else if (name === "address") result[name] = line.Address;
      else if (name === "rowIndex" || name === "columnIndex") result[name] = index;
      else throw new HostError("NotImplemented", `Emulator: ${name} among the properties of rows and columns is not emulated`);
    }
    return result;
  }

  /** Answers the client's own cutting of arrays of more than 1,500 cells. */
  _ValidateArraySize(rows: number, columns: number): void {
    if (rows !== this.rect.height || columns !== this.rect.width) throw wrongShape();
  }
}

/** What the client gets for a value: blank is "", an error its name. */
function shown(value: CellValue): unknown {
  return value === null ? "" : isCellError(value) ? value.error : value;
}

function valueType(value: CellValue): string {
  if (value === null) return "Empty";
  if (isCellError(value)) return "Error";
  if (typeof value === "string") return "String";
  return typeof value === "number" ? "Double" : "Boolean";
}

/** A range, or the address of one on this sheet or another; throws InvalidArgument or ItemNotFound. */
export function asRange(sheet: Worksheet, given: Range | string): Range {
  if (given instanceof Range) return given;
  if (typeof given !== "string") throw new HostError("InvalidArgument");
  const named = splitSheet(given);
  return new Range(named ? sheet.workbook.Worksheets.at(named.sheet) : sheet, parseRect(given));
}

export class RangeCollection extends HostCollection<Range> {
  readonly clientClass = "RangeCollection";

  constructor(private readonly ranges: readonly Range[]) {
    super();
  }
  members(): readonly Range[] {
    return this.ranges;
  }
  at(index: unknown): Range {
    const found = this.ranges[Number(index)];
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItemAt(index: number): Range {
    return this.at(index);
  }
  GetCount(): number {
    return this.ranges.length;
  }
}

/** Several rectangles of one sheet. */
export class RangeAreas extends HostObject {
  readonly clientClass = "RangeAreas";

  constructor(
    readonly sheet: Worksheet,
    readonly rects: readonly Rect[],
  ) {
    super();
  }

  get Areas(): RangeCollection {
    return new RangeCollection(this.rects.map((rect) => new Range(this.sheet, rect)));
  }
  get Worksheet(): Worksheet {
    return this.sheet;
  }
  get Format(): RangeFormat {
    return new RangeFormat({ sheet: this.sheet, rects: this.rects });
  }
  get ConditionalFormats(): ConditionalFormatCollection {
    return new ConditionalFormatCollection(this.sheet, this.rects);
  }
  get DataValidation(): DataValidation {
    return new DataValidation(this.sheet, this.rects);
  }
  /** Cut at 8,192 characters, silently. */
  get Address(): string {
    return this.rects
      .map((rect) => `${sheetPrefix(this.sheet.Name)}!${rectAddress(rect)}`)
      .join(",")
      .slice(0, 8_192);
  }
  get AddressLocal(): string {
    return this.Address;
  }
  get AreaCount(): number {
    return this.rects.length;
  }
  get CellCount(): number {
    return this.rects.reduce((total, rect) => total + rect.height * rect.width, 0);
  }
  get IsEntireColumn(): boolean {
    return this.rects.every((rect) => rect.height === SHEET_ROWS);
  }
  get IsEntireRow(): boolean {
    return this.rects.every((rect) => rect.width === SHEET_COLUMNS);
  }
  Clear(applyTo: string = "All"): void {
    this.rects.forEach((rect) => new Range(this.sheet, rect).Clear(applyTo));
  }
}
