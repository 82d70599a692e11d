/** The workbook: the root of all that the client can reach. */
import type { CellValue } from "../../../src/sheets/grid";
import { HostError } from "../hostError";
import type { Rect } from "./area";
import { dateSerial } from "./entry";
import { HostObject, PropertyBag } from "./hostObject";
import { NamedItemCollection, type NamedItem } from "./names";
import { KeyedCollection } from "./properties";
import { WorkbookProtection } from "./protection";
import { type Range } from "./range";
import { TableCollection, type Table } from "./table";
import { WorksheetCollection, type Worksheet } from "./worksheet";

/** Works out the formulas of a workbook after cells have changed: the seam for a calculation engine. Absent: a formula's value is 0 until someone sets it. */
export type Calculate = (workbook: Workbook) => void;

export class Workbook extends HostObject {
  readonly clientClass = "Workbook";
  readonly Worksheets: WorksheetCollection;
  readonly Names: NamedItemCollection;
  readonly Application: Application;
  readonly Functions: Functions;
  readonly Protection = new WorkbookProtection();
  readonly Settings = new KeyedCollection("Setting");
  readonly Properties = new PropertyBag("DocumentProperties", {
    Title: "",
    Subject: "",
    Author: "",
    Keywords: "",
    Comments: "",
    Category: "",
    Manager: "",
    Company: "",
    Custom: new KeyedCollection("CustomProperty"),
  });
  /** The wire's own properties of a workbook. */
  Name = "Book1.xlsx";
  ReadOnly = false;
  IsDirty = false;
  UsePrecisionAsDisplayed = false;
  date1904 = false;
  calculate: Calculate | null = null;
  /** Told of every change of cells, whoever makes it. */
  onCellsChanged: (sheet: Worksheet, rect: Rect) => void = () => undefined;
  private shown: Worksheet | null = null;
  private selected: Range | null = null;
  private ids = 0;
  private stale = false;

  constructor() {
    super();
    this.Worksheets = new WorksheetCollection(this);
    this.Names = new NamedItemCollection(this, null);
    this.Application = new Application(this);
    this.Functions = new Functions(this);
  }

  get Tables(): TableCollection {
    return new TableCollection(
      () => this.Worksheets.sheets,
      () => this.active,
    );
  }
  GetActiveCell(): Range {
    return this.selection.GetCell(0, 0);
  }
  GetSelectedRange(): Range {
    return this.selection;
  }

  get active(): Worksheet {
    return this.shown ?? this.Worksheets.sheets[0]!;
  }
  set active(sheet: Worksheet) {
    this.shown = sheet;
  }
  get selection(): Range {
    return this.selected ?? this.active.GetCell(0, 0);
  }
  set selection(range: Range) {
    this.selected = range;
    this.shown = range.sheet;
  }

  /** Everything is gone, as when another workbook is opened in its place. */
  close(): void {
    this.Worksheets.sheets.length = 0;
    this.Names.items.length = 0;
    this.shown = null;
    this.selected = null;
  }
  newId(): string {
    this.ids += 1;
    return `{00000000-0000-4000-8000-${String(this.ids).padStart(12, "0")}}`;
  }
  findTable(name: string): Table | undefined {
    return this.Tables.members().find((table) => table.Name.toLowerCase() === name.toLowerCase());
  }
  /** Of the workbook and of every sheet. */
  allNames(): readonly NamedItem[] {
    return [...this.Names.items, ...this.Worksheets.sheets.flatMap((sheet) => sheet.Names.items)];
  }
  guardStructure(): void {
    this.guardWriting();
    if (this.Protection.Protected) throw new HostError("AccessDenied");
  }
  guardWriting(): void {
    if (this.ReadOnly) throw new HostError("AccessDenied");
  }
  cellsChanged(sheet: Worksheet, rect: Rect): void {
    this.IsDirty = true;
    this.stale = true;
    this.onCellsChanged(sheet, rect);
  }
  /** At the end of a request, where calculation is automatic. */
  settle(): void {
    if (this.stale && this.Application.CalculationMode !== "Manual") this.recalculate();
  }
  recalculate(): void {
    this.stale = false;
    this.calculate?.(this);
  }
  /** Every cell with a formula, for a calculation engine. */
  *formulas(): Generator<{ readonly sheet: Worksheet; readonly row: number; readonly column: number; readonly formula: string; set(value: CellValue): void }> {
    for (const sheet of this.Worksheets.sheets) {
      const used = sheet.cells.used({ row: 0, column: 0, height: 1_048_576, width: 16_384 }, false);
      if (!used) continue;
      for (const { row, column, cell } of sheet.cells.within(used)) {
        if (cell.formula === null) continue;
        yield { sheet, row, column, formula: cell.formula, set: (value) => (cell.value = value) };
      }
    }
  }
}

export class Application extends HostObject {
  readonly clientClass = "Application";
  private mode = "Automatic";

  constructor(private readonly workbook: Workbook) {
    super();
  }
  get CalculationMode(): string {
    return this.mode;
  }
  set CalculationMode(value: unknown) {
    if (value !== "Automatic" && value !== "AutomaticExceptTables" && value !== "Manual") throw new HostError("InvalidArgument");
    this.mode = value;
  }
  get CalculationState(): string {
    return "Done";
  }
  Calculate(_type: string): void {
    this.workbook.recalculate();
  }
  SuspendApiCalculationUntilNextSync(): void {
    // Calculation happens at the end of a request in any case.
  }
  SuspendScreenUpdatingUntilNextSync(): void {
    // There is no screen.
  }
}

/** Worksheet functions called by themselves. Only DATE, by which the 1904 date system is told. */
export class Functions extends HostObject {
  readonly clientClass = "Functions";

  constructor(private readonly workbook: Workbook) {
    super();
  }
  Date(year: number, month: number, day: number): FunctionResult {
    const serial = dateSerial(year, month, day, this.workbook.date1904);
    return new FunctionResult(serial, serial === null ? "#NUM!" : null);
  }
}

export class FunctionResult extends HostObject {
  readonly clientClass = "FunctionResult";

  constructor(
    private readonly value: number | null,
    private readonly error: string | null,
  ) {
    super();
  }
  get Value(): number | null {
    return this.value;
  }
  get Error(): string | null {
    return this.error;
  }
}
