/** Tables: a heading row and the rows below it. Column names are what stands in the heading cells. */
import { HostError } from "../hostError";
import { intersection, type Rect } from "./area";
import { AutoFilter } from "./autoFilter";
import { HostCollection, HostObject } from "./hostObject";
import { asRange, Range } from "./range";
import { shownText } from "../../../src/sheets/shownText";
import type { Worksheet } from "./worksheet";

/** The tables of a sheet, or of all sheets. */
export class TableCollection extends HostCollection<Table> {
  readonly clientClass = "TableCollection";

  constructor(
    private readonly sheets: () => readonly Worksheet[],
    private readonly home: () => Worksheet,
  ) {
    super();
  }

  members(): readonly Table[] {
    return this.sheets().flatMap((sheet) => sheet.tables);
  }
  at(key: unknown): Table {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  get Count(): number {
    return this.members().length;
  }
  GetCount(): number {
    return this.Count;
  }
  GetItem(key: unknown): Table {
    return this.at(key);
  }
  GetItemOrNullObject(key: unknown): Table | null {
    return this.members().find((table) => table.Id === key || (typeof key === "string" && table.Name.toLowerCase() === key.toLowerCase())) ?? null;
  }
  GetItemAt(index: number): Table {
    const found = this.members()[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
  Add(address: Range | string, hasHeaders: boolean): Table {
    const range = asRange(this.home(), address);
    if (!hasHeaders) throw new HostError("NotImplemented", "Emulator: tables without headings are not emulated");
    const { sheet } = range;
    sheet.guardContents([range.rect]);
    const taken = [...sheet.tables.map((table) => table.rect), ...sheet.merges];
    if (taken.some((rect) => intersection(rect, range.rect))) throw new HostError("InvalidArgument");
    const { workbook } = sheet;
    let number = 1;
    while (workbook.findTable(`Table${number}`)) number += 1;
    const rect = range.rect.height > 1 ? range.rect : { ...range.rect, height: 2 };
    const table = new Table(sheet, rect, `Table${number}`);
    sheet.tables.push(table);
    table.settleHeadings();
    return table;
  }
}

export class Table extends HostObject {
  readonly clientClass = "Table";
  readonly Id: string;
  readonly filter: AutoFilter;
  private name: string;
  private style = "TableStyleMedium2";
  ShowBandedRows = true;
  ShowBandedColumns = false;
  ShowFilterButton = true;
  HighlightFirstColumn = false;
  HighlightLastColumn = false;

  constructor(
    readonly sheet: Worksheet,
    public rect: Rect,
    name: string,
  ) {
    super();
    this.Id = sheet.workbook.newId();
    this.name = name;
    this.filter = new AutoFilter(sheet, () => this.rect);
    this.filter.on = true;
  }

  get Name(): string {
    return this.name;
  }
  set Name(value: unknown) {
    const { workbook } = this.sheet;
    const valid = typeof value === "string" && /^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u.test(value) && !/^[A-Z]{1,3}\d{1,7}$/i.test(value);
    if (!valid) throw new HostError("InvalidArgument");
    const other = workbook.findTable(value);
    if ((other && other !== this) || workbook.Names.GetItemOrNullObject(value)) throw new HostError("InvalidArgument");
    this.name = value;
  }
  get Style(): string {
    return this.style;
  }
  set Style(value: unknown) {
    if (typeof value !== "string" || !/^(TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01])))?$/.test(value))
      throw new HostError("InvalidArgument");
    this.style = value;
  }
  get ShowHeaders(): boolean {
    return true;
  }
  get ShowTotals(): boolean {
    return false;
  }
  get Worksheet(): Worksheet {
    return this.sheet;
  }
  get AutoFilter(): AutoFilter {
    return this.filter;
  }
  get Columns(): TableColumnCollection {
    return new TableColumnCollection(this);
  }
  get Rows(): TableRowCollection {
    return new TableRowCollection(this);
  }
  GetRange(): Range {
    return new Range(this.sheet, this.rect);
  }
  GetHeaderRowRange(): Range {
    return this.GetRange().GetRow(0);
  }
  GetDataBodyRange(): Range {
    return new Range(this.sheet, { ...this.rect, row: this.rect.row + 1, height: this.rect.height - 1 });
  }
  /** The heading row stays where it is. */
  Resize(to: Range | string): void {
    const range = asRange(this.sheet, to);
    const others = this.sheet.tables.filter((table) => table !== this).map((table) => table.rect);
    const fits = range.sheet === this.sheet && range.rect.row === this.rect.row && range.rect.height > 1 && intersection(range.rect, this.rect) !== null;
    if (!fits || [...others, ...this.sheet.merges].some((rect) => intersection(rect, range.rect))) throw new HostError("InvalidArgument");
    this.sheet.guardContents([range.rect]);
    this.rect = range.rect;
    this.settleHeadings();
  }
  ClearFilters(): void {
    this.filter.ClearCriteria();
  }
  ConvertToRange(): Range {
    this.remove();
    return this.GetRange();
  }
  Delete(): void {
    this.sheet.guardContents([this.rect]);
    this.sheet.cells.clear(this.rect, "all");
    this.remove();
  }

  columnNames(): readonly string[] {
    return Array.from({ length: this.rect.width }, (_, index) =>
      shownText(this.sheet.cells.peek(this.rect.row, this.rect.column + index)?.value ?? null, "General"),
    );
  }

  /** Excel fills blank headings, tells twins apart, and turns numbers in headings into text. */
  settleHeadings(): void {
    const taken = new Set<string>();
    for (let index = 0; index < this.rect.width; index += 1) {
      const cell = this.sheet.cells.touch(this.rect.row, this.rect.column + index);
      const wanted = cell.value === null ? `Column${index + 1}` : shownText(cell.value, cell.format);
      let name = wanted;
      for (let twin = 2; taken.has(name.toLowerCase()); twin += 1) name = `${wanted}${twin}`;
      taken.add(name.toLowerCase());
      Object.assign(cell, { value: name, formula: null });
    }
  }

  private remove(): void {
    this.filter.Remove();
    this.sheet.tables.splice(this.sheet.tables.indexOf(this), 1);
  }
}

export class TableColumnCollection extends HostCollection<TableColumn> {
  readonly clientClass = "TableColumnCollection";

  constructor(private readonly table: Table) {
    super();
  }
  members(): readonly TableColumn[] {
    return Array.from({ length: this.table.rect.width }, (_, index) => new TableColumn(this.table, index));
  }
  at(key: unknown): TableColumn {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  get Count(): number {
    return this.table.rect.width;
  }
  GetCount(): number {
    return this.Count;
  }
  GetItem(key: unknown): TableColumn {
    return this.at(key);
  }
  GetItemOrNullObject(key: unknown): TableColumn | null {
    return this.members().find((column) => column.Id === key || column.Name === key) ?? null;
  }
  GetItemAt(index: number): TableColumn {
    const found = this.members()[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
}

export class TableColumn extends HostObject {
  readonly clientClass = "TableColumn";

  constructor(
    private readonly table: Table,
    private readonly index: number,
  ) {
    super();
  }
  get Id(): number {
    return this.index + 1;
  }
  get Index(): number {
    return this.index;
  }
  get Name(): string {
    return this.table.columnNames()[this.index]!;
  }
  set Name(value: unknown) {
    if (typeof value !== "string" || value === "") throw new HostError("InvalidArgument");
    this.table.sheet.cells.touch(this.table.rect.row, this.table.rect.column + this.index).value = value;
    this.table.settleHeadings();
  }
  get Values(): unknown {
    return this.GetRange().Values;
  }
  set Values(value: unknown) {
    this.GetRange().Values = value;
  }
  GetRange(): Range {
    return this.table.GetRange().GetColumn(this.index);
  }
  GetHeaderRowRange(): Range {
    return this.GetRange().GetRow(0);
  }
  GetDataBodyRange(): Range {
    return this.table.GetDataBodyRange().GetColumn(this.index);
  }
}

export class TableRowCollection extends HostCollection<TableRow> {
  readonly clientClass = "TableRowCollection";

  constructor(private readonly table: Table) {
    super();
  }
  members(): readonly TableRow[] {
    return Array.from({ length: this.table.rect.height - 1 }, (_, index) => new TableRow(this.table, index));
  }
  at(index: unknown): TableRow {
    return this.GetItemAt(Number(index));
  }
  get Count(): number {
    return this.table.rect.height - 1;
  }
  GetCount(): number {
    return this.Count;
  }
  GetItemAt(index: number): TableRow {
    const found = this.members()[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
  /** Only at the end: rows pushed down below a table are not emulated. */
  Add(index: number | undefined, values: unknown): TableRow {
    if (index !== undefined) throw new HostError("NotImplemented", "Emulator: TableRowCollection.Add in the middle of a table is not emulated");
    const rows = Array.isArray(values) ? (values as readonly unknown[]) : [[values]];
    const start = this.table.rect.height;
    const below = { ...this.table.rect, row: this.table.rect.row + start, height: rows.length };
    if (this.table.sheet.cells.used(below, false)) throw new HostError("InsertDeleteConflict");
    new Range(this.table.sheet, below).Values = rows;
    this.table.rect = { ...this.table.rect, height: start + rows.length };
    return new TableRow(this.table, start - 1);
  }
}

export class TableRow extends HostObject {
  readonly clientClass = "TableRow";

  constructor(
    private readonly table: Table,
    private readonly index: number,
  ) {
    super();
  }
  get Index(): number {
    return this.index;
  }
  get Values(): unknown {
    return this.GetRange().Values;
  }
  set Values(value: unknown) {
    this.GetRange().Values = value;
  }
  GetRange(): Range {
    return this.table.GetDataBodyRange().GetRow(this.index);
  }
}
