/** Worksheets: their names, cells, protection, and all that stands on them. */
import { HostError } from "../hostError";
import { intersection, parseRect, shiftRows, splitSheet, WHOLE_SHEET, type Rect } from "./area";
import { AutoFilter } from "./autoFilter";
import { Cells } from "./cells";
import { ChartCollection } from "./chart";
import type { ConditionalFormat } from "./conditionalFormat";
import type { ValidationArea } from "./dataValidation";
import { WorksheetFreezePanes } from "./freezePanes";
import { HostCollection, HostObject } from "./hostObject";
import { colour } from "./look";
import { NamedItemCollection } from "./names";
import { PageBreakCollection, PageLayout } from "./pageLayout";
import { KeyedCollection } from "./properties";
import { WorksheetProtection, type ProtectionOptions } from "./protection";
import { Range, RangeAreas } from "./range";
import { TableCollection, type Table } from "./table";
import type { Workbook } from "./workbook";

/** Above it Excel cuts an address silently. */
const ADDRESS_LIMIT = 8_192;

export class WorksheetCollection extends HostCollection<Worksheet> {
  readonly clientClass = "WorksheetCollection";
  readonly sheets: Worksheet[] = [];

  constructor(private readonly workbook: Workbook) {
    super();
  }

  /** Chart and macro sheets are tabs, but no worksheets. */
  members(): readonly Worksheet[] {
    return this.sheets.filter((sheet) => sheet.kind === "cells");
  }
  byName(name: string): Worksheet | null {
    return this.sheets.find((sheet) => sheet.Name.toLowerCase() === name.toLowerCase()) ?? null;
  }
  at(key: unknown): Worksheet {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItem(key: unknown): Worksheet {
    return this.at(key);
  }
  GetItemOrNullObject(key: unknown): Worksheet | null {
    return (
      this.members().find((sheet) => sheet.Id === key) ??
      (typeof key === "string" ? (this.members().find((sheet) => sheet.Name.toLowerCase() === key.toLowerCase()) ?? null) : null)
    );
  }
  GetCount(visibleOnly = false): number {
    return this.listed(visibleOnly).length;
  }
  GetFirst(visibleOnly = false): Worksheet {
    return this.listed(visibleOnly)[0]!;
  }
  GetLast(visibleOnly = false): Worksheet {
    return this.listed(visibleOnly).at(-1)!;
  }
  GetActiveWorksheet(): Worksheet {
    if (this.workbook.active.kind === "chart") throw new HostError("UnsupportedSheet");
    return this.workbook.active;
  }
  Add(name?: string | null): Worksheet {
    this.workbook.guardStructure();
    let number = 1;
    while (this.byName(`Sheet${number}`)) number += 1;
    const sheet = new Worksheet(this.workbook, this.freeName(name ?? `Sheet${number}`, null));
    this.sheets.push(sheet);
    return sheet;
  }

  /** The name, if Excel takes it; throws InvalidArgument or ItemAlreadyExists. */
  freeName(name: string, own: Worksheet | null): string {
    const valid =
      typeof name === "string" && name.length >= 1 && name.length <= 31 && !/[:\\/?*[\]]/.test(name) && !/^'|'$/.test(name) && name.toLowerCase() !== "history";
    if (!valid) throw new HostError("InvalidArgument");
    const other = this.byName(name);
    if (other && other !== own) throw new HostError("ItemAlreadyExists");
    return name;
  }

  private listed(visibleOnly: boolean): readonly Worksheet[] {
    return visibleOnly ? this.members().filter((sheet) => sheet.Visibility === "Visible") : this.members();
  }
}

export class Worksheet extends HostObject {
  readonly clientClass = "Worksheet";
  readonly Id: string;
  readonly cells = new Cells();
  readonly merges: Rect[] = [];
  readonly tables: Table[] = [];
  readonly conditionalFormats: ConditionalFormat[] = [];
  readonly validations: ValidationArea[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  filterHidden: ReadonlySet<number> = new Set();
  /** In points; absent: the standard. */
  readonly columnWidths = new Map<number, number>();
  readonly rowHeights = new Map<number, number>();
  readonly Charts: ChartCollection;
  readonly Names: NamedItemCollection;
  readonly FreezePanes: WorksheetFreezePanes;
  readonly PageLayout: PageLayout;
  readonly HorizontalPageBreaks: PageBreakCollection;
  readonly VerticalPageBreaks: PageBreakCollection;
  readonly AutoFilter: AutoFilter;
  readonly Protection = new WorksheetProtection();
  readonly CustomProperties = new KeyedCollection("WorksheetCustomProperty");
  /** A chart or macro sheet has no cells. */
  kind: "cells" | "chart" = "cells";
  ShowGridlines = true;
  ShowHeadings = true;
  EnableCalculation = true;
  private name: string;
  private visibility = "Visible";
  private tab = "";

  constructor(
    readonly workbook: Workbook,
    name: string,
  ) {
    super();
    this.Id = workbook.newId();
    this.name = name;
    this.Charts = new ChartCollection(this);
    this.Names = new NamedItemCollection(workbook, this);
    this.FreezePanes = new WorksheetFreezePanes(this);
    this.PageLayout = new PageLayout(this);
    this.HorizontalPageBreaks = new PageBreakCollection(this);
    this.VerticalPageBreaks = new PageBreakCollection(this);
    this.AutoFilter = new AutoFilter(this);
  }

  get Name(): string {
    return this.name;
  }
  set Name(value: unknown) {
    this.workbook.guardStructure();
    this.name = this.workbook.Worksheets.freeName(value as string, this);
  }
  get Position(): number {
    return this.workbook.Worksheets.sheets.indexOf(this);
  }
  set Position(value: unknown) {
    this.workbook.guardStructure();
    const { sheets } = this.workbook.Worksheets;
    if (typeof value !== "number" || value < 0 || value >= sheets.length) throw new HostError("InvalidArgument");
    sheets.splice(this.Position, 1);
    sheets.splice(value, 0, this);
  }
  get Visibility(): string {
    return this.visibility;
  }
  set Visibility(value: unknown) {
    this.workbook.guardStructure();
    if (value !== "Visible" && value !== "Hidden" && value !== "VeryHidden") throw new HostError("InvalidArgument");
    const others = this.workbook.Worksheets.sheets.filter((sheet) => sheet !== this && sheet.visibility === "Visible");
    if (value !== "Visible" && others.length === 0) throw new HostError("InvalidArgument");
    this.visibility = value;
  }
  /** "" for none. */
  get TabColor(): string {
    return this.tab;
  }
  set TabColor(value: unknown) {
    const known = value === "" ? "" : colour(value);
    if (known === undefined) throw new HostError("InvalidArgument");
    this.tab = known;
  }
  /** In points. */
  get StandardHeight(): number {
    return 15;
  }
  get StandardWidth(): number {
    return 48;
  }
  /** The client sets grid lines and headings by these names, and reads them by their own. */
  set Gridlines(value: unknown) {
    this.ShowGridlines = value === true;
  }
  set Headings(value: unknown) {
    this.ShowHeadings = value === true;
  }
  get Tables(): TableCollection {
    return new TableCollection(
      () => [this],
      () => this,
    );
  }

  Activate(): void {
    if (this.visibility !== "Visible") throw new HostError("InvalidOperation");
    this.workbook.active = this;
  }
  Delete(): void {
    this.workbook.guardStructure();
    const { sheets } = this.workbook.Worksheets;
    const others = sheets.filter((sheet) => sheet !== this && sheet.visibility === "Visible");
    if (this.visibility === "VeryHidden" || others.length === 0) throw new HostError("GeneralException");
    sheets.splice(this.Position, 1);
    if (this.workbook.active === this) this.workbook.active = others[0]!;
    for (const item of this.workbook.allNames()) if (item.target?.sheet === this) item.lose();
  }
  /** Copies cells, merged cells, widths and names; workbook names that stand for its cells become names of the copy. */
  Copy(positionType: string = "End", relativeTo?: Worksheet | null): Worksheet {
    if (this.tables.length > 0 || this.conditionalFormats.length > 0)
      throw new HostError("NotImplemented", "Emulator: Worksheet.Copy with tables or conditional formats is not emulated");
    let number = 2;
    while (this.workbook.Worksheets.byName(`${this.name} (${number})`)) number += 1;
    const copy = this.workbook.Worksheets.Add(`${this.name} (${number})`);
    this.cells.copyTo(copy.cells);
    copy.merges.push(...this.merges);
    for (const [column, width] of this.columnWidths) copy.columnWidths.set(column, width);
    for (const [row, height] of this.rowHeights) copy.rowHeights.set(row, height);
    for (const value of this.CustomProperties.values) copy.CustomProperties.Add(value.key, value.Value);
    for (const item of this.workbook.allNames()) {
      if (item.target?.sheet !== this) continue;
      const made = copy.Names.Add(item.name, new Range(copy, item.target.rect), item.Comment);
      made.Visible = item.Visible;
    }
    const anchor = relativeTo?.Position ?? 0;
    if (positionType === "Beginning") copy.Position = 0;
    else if (positionType === "Before") copy.Position = anchor;
    else if (positionType === "After") copy.Position = anchor + 1;
    return copy;
  }
  Calculate(): void {
    this.workbook.recalculate();
  }

  GetRange(address?: string | null): Range {
    if (address === null || address === undefined) return new Range(this, WHOLE_SHEET);
    if (typeof address !== "string") throw new HostError("InvalidArgument");
    const named = splitSheet(address);
    if (named && named.sheet.toLowerCase() !== this.name.toLowerCase()) throw new HostError("InvalidArgument");
    const item = this.Names.GetItemOrNullObject(address) ?? this.workbook.Names.GetItemOrNullObject(address);
    return item ? item.GetRange() : new Range(this, parseRect(address));
  }
  GetRanges(address?: string | null): RangeAreas {
    if (address === null || address === undefined) return new RangeAreas(this, [WHOLE_SHEET]);
    const cut = address.slice(0, ADDRESS_LIMIT);
    const whole = cut === address ? cut : cut.slice(0, Math.max(cut.lastIndexOf(","), cut.lastIndexOf(";")));
    return new RangeAreas(
      this,
      whole
        .split(/[,;]/)
        .filter((part) => part.trim() !== "")
        .map((part) => parseRect(part.trim())),
    );
  }
  GetRangeByIndexes(row: number, column: number, height: number, width: number): Range {
    return new Range(this, { row, column, height, width });
  }
  GetCell(row: number, column: number): Range {
    return this.GetRangeByIndexes(row, column, 1, 1);
  }
  GetUsedRange(valuesOnly = false): Range {
    return this.GetRange().GetUsedRange(valuesOnly);
  }
  GetUsedRangeOrNullObject(valuesOnly = false): Range | null {
    return this.GetRange().GetUsedRangeOrNullObject(valuesOnly);
  }

  columnWidth(column: number): number {
    return this.columnWidths.get(column) ?? this.StandardWidth;
  }
  rowHeight(row: number): number {
    return this.rowHeights.get(row) ?? this.StandardHeight;
  }
  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row) || this.filterHidden.has(row);
  }

  /** Throws AccessDenied where the sheet is protected and any of the cells is locked. */
  guardContents(rects: readonly Rect[]): void {
    this.workbook.guardWriting();
    if (!this.Protection.Protected) return;
    if (rects.length === 0 || rects.some((rect) => [...this.cells.looks(rect)].some((look) => look["Protection.Locked"] !== false)))
      throw new HostError("AccessDenied");
  }
  guardFormat(permission: keyof ProtectionOptions, _rects: readonly Rect[]): void {
    this.workbook.guardWriting();
    if (this.Protection.Protected && this.Protection.Options[permission] !== true) throw new HostError("AccessDenied");
  }

  /** True for the cells of a merged area that are not its first. */
  coveredByMerge(row: number, column: number): boolean {
    return this.merges.some((merge) => {
      const inside = row >= merge.row && row < merge.row + merge.height && column >= merge.column && column < merge.column + merge.width;
      return inside && (row !== merge.row || column !== merge.column);
    });
  }
  /** Only the first cell's value stays. */
  merge(rect: Rect): void {
    this.unmerge(rect);
    for (const { row, column, cell } of this.cells.within(rect)) {
      if (row !== rect.row || column !== rect.column) Object.assign(cell, { value: null, formula: null, prefixed: false });
    }
    if (rect.height * rect.width > 1) this.merges.push(rect);
  }
  unmerge(rect: Rect): void {
    this.merges.splice(0, Infinity, ...this.merges.filter((merge) => !intersection(merge, rect)));
  }
  cutConditionalFormats(rect: Rect): void {
    this.conditionalFormats.splice(0, Infinity, ...this.conditionalFormats.filter((format) => format.cut(rect)));
  }
  refilter(): void {
    this.filterHidden = new Set([this.AutoFilter, ...this.tables.map((table) => table.filter)].flatMap((filter) => [...filter.hiddenRows()]));
  }

  /** Puts in rows, or takes them out (negative); formulas are left as they are. */
  shiftRows(at: number, count: number): void {
    this.cells.shiftRows(at, count);
    const follow = <T extends { readonly rect: Rect }>(items: T[]): void => {
      const moved = items.flatMap((item) => {
        const rect = shiftRows(item.rect, at, count);
        return rect ? [Object.assign(item, { rect })] : [];
      });
      items.splice(0, Infinity, ...moved);
    };
    const merges = this.merges.map((rect) => ({ rect }));
    follow(merges);
    this.merges.splice(0, Infinity, ...merges.map(({ rect }) => rect));
    follow(this.tables);
    follow(this.validations as { rect: Rect }[]);
    for (const format of this.conditionalFormats) format.rects = format.rects.flatMap((rect) => shiftRows(rect, at, count) ?? []);
    for (const item of this.workbook.allNames()) {
      if (item.target?.sheet !== this) continue;
      const rect = shiftRows(item.target.rect, at, count);
      if (rect) item.target = { sheet: this, rect };
      else item.lose();
    }
    shiftIndexes(this.rowHeights, at, count);
    shiftSet(this.hiddenRows, at, count);
    this.changed({ ...WHOLE_SHEET, row: at, height: Math.max(count, 1) });
  }
  shiftColumns(at: number, count: number): void {
    if (this.tables.length + this.merges.length + this.conditionalFormats.length > 0) {
      throw new HostError(
        "NotImplemented",
        "Emulator: columns put in or taken out on a sheet with tables, merged cells or conditional formats are not emulated",
      );
    }
    this.cells.shiftColumns(at, count);
    const turned = (rect: Rect): Rect => ({ row: rect.column, column: rect.row, height: rect.width, width: rect.height });
    for (const item of this.workbook.allNames()) {
      if (item.target?.sheet !== this) continue;
      const rect = shiftRows(turned(item.target.rect), at, count);
      if (rect) item.target = { sheet: this, rect: turned(rect) };
      else item.lose();
    }
    shiftIndexes(this.columnWidths, at, count);
    shiftSet(this.hiddenColumns, at, count);
    this.changed({ ...WHOLE_SHEET, column: at, width: Math.max(count, 1) });
  }

  changed(rect: Rect): void {
    this.workbook.cellsChanged(this, rect);
  }
}

function shiftIndexes(map: Map<number, number>, at: number, count: number): void {
  const moved = [...map].filter(([index]) => index < at || index >= at - Math.min(count, 0));
  map.clear();
  for (const [index, value] of moved) map.set(index < at ? index : index + count, value);
}

function shiftSet(set: Set<number>, at: number, count: number): void {
  const moved = [...set].filter((index) => index < at || index >= at - Math.min(count, 0));
  set.clear();
  for (const index of moved) set.add(index < at ? index : index + count);
}
