/** Filters: which rows are hidden because their value is not among those chosen. Only filters by value are emulated. */
import { HostError } from "../hostError";
import type { Rect } from "./area";
import { HostObject } from "./hostObject";
import { asRange, Range } from "./range";
import { shownText } from "../../../src/sheets/shownText";
import type { Worksheet } from "./worksheet";

interface FilterCriteria {
  readonly filterOn: string;
  readonly values?: readonly unknown[];
}

export class AutoFilter extends HostObject {
  readonly clientClass = "AutoFilter";
  on = false;
  private rect: Rect | null = null;
  private readonly criteria = new Map<number, FilterCriteria>();
  private readonly hides = new Set<number>();

  constructor(
    private readonly sheet: Worksheet,
    /** A table's filter covers the table; a sheet's what it was applied to. */
    private readonly table: (() => Rect) | null = null,
  ) {
    super();
  }

  get Enabled(): boolean {
    return this.on;
  }
  get IsDataFiltered(): boolean {
    return this.criteria.size > 0;
  }
  get Criteria(): unknown {
    return [...this.criteria.values()];
  }
  Apply(range: Range | string, columnIndex?: number | null, criteria?: FilterCriteria | null): void {
    this.sheet.guardFormat("allowAutoFilter", []);
    this.rect = asRange(this.sheet, range).rect;
    this.on = true;
    if (criteria) {
      if (criteria.filterOn !== "Values" || !criteria.values)
        throw new HostError("NotImplemented", `Emulator: filters on ${criteria.filterOn} are not emulated`);
      this.criteria.set(columnIndex ?? 0, criteria);
    }
    this.Reapply();
  }
  Reapply(): void {
    this.hides.clear();
    const area = this.area();
    for (let row = area ? area.row + 1 : 0; area && row < area.row + area.height; row += 1) {
      for (const [column, { values }] of this.criteria) {
        const cell = this.sheet.cells.peek(row, area.column + column);
        if (!values!.map(String).includes(shownText(cell?.value ?? null, cell?.format ?? "General"))) this.hides.add(row);
      }
    }
    this.sheet.refilter();
  }
  ClearCriteria(): void {
    this.criteria.clear();
    this.Reapply();
  }
  ClearColumnCriteria(columnIndex: number): void {
    this.criteria.delete(columnIndex);
    this.Reapply();
  }
  Remove(): void {
    this.on = false;
    this.rect = null;
    this.ClearCriteria();
  }
  GetRange(): Range {
    const range = this.GetRangeOrNullObject();
    if (!range) throw new HostError("ItemNotFound");
    return range;
  }
  GetRangeOrNullObject(): Range | null {
    const area = this.on ? this.area() : null;
    return area && new Range(this.sheet, area);
  }

  hiddenRows(): ReadonlySet<number> {
    return this.hides;
  }

  private area(): Rect | null {
    return this.table ? this.table() : this.rect;
  }
}
