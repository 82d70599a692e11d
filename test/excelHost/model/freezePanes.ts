/** Frozen rows and columns of a sheet. */
import { HostError } from "../hostError";
import { SHEET_COLUMNS, SHEET_ROWS, type Rect } from "./area";
import { HostObject } from "./hostObject";
import { asRange, Range } from "./range";
import type { Worksheet } from "./worksheet";

export class WorksheetFreezePanes extends HostObject {
  readonly clientClass = "WorksheetFreezePanes";
  /** The rows and columns that stay; null: nothing is frozen. */
  frozen: Rect | null = null;

  constructor(private readonly sheet: Worksheet) {
    super();
  }

  FreezeRows(count: number): void {
    if (!(count >= 1)) throw new HostError("InvalidArgument");
    this.frozen = { row: 0, column: 0, height: count, width: SHEET_COLUMNS };
  }
  FreezeColumns(count: number): void {
    if (!(count >= 1)) throw new HostError("InvalidArgument");
    this.frozen = { row: 0, column: 0, height: SHEET_ROWS, width: count };
  }
  FreezeAt(range: Range | string): void {
    this.frozen = asRange(this.sheet, range).rect;
  }
  Unfreeze(): void {
    this.frozen = null;
  }
  GetLocation(): Range {
    const range = this.GetLocationOrNullObject();
    if (!range) throw new HostError("ItemNotFound");
    return range;
  }
  GetLocationOrNullObject(): Range | null {
    return this.frozen && new Range(this.sheet, this.frozen);
  }
}
