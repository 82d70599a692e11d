/** Range.format and what hangs on it. One object for a range or for several areas: reading a mixed look gives null, as Excel does. */
import { HostError } from "../hostError";
import { intersection, SHEET_COLUMNS, SHEET_ROWS, type Rect } from "./area";
import { HostCollection, HostObject } from "./hostObject";
import { BORDER_SIDES, colour, withProperty, type BorderSide, type Look } from "./look";
import { shownText } from "../../../src/sheets/shownText";
import type { Worksheet } from "./worksheet";

/** The areas that a format stands for, all on one sheet. */
export interface Dressed {
  readonly sheet: Worksheet;
  readonly rects: readonly Rect[];
}

const HORIZONTAL = ["General", "Left", "Center", "Right", "Fill", "Justify", "CenterAcrossSelection", "Distributed"];
const VERTICAL = ["Top", "Center", "Bottom", "Justify", "Distributed"];
const BORDER_STYLES = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"];
const BORDER_WEIGHTS = ["Hairline", "Thin", "Medium", "Thick"];
const UNDERLINES = ["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"];

function read(dressed: Dressed, name: string): unknown {
  const found = new Set<unknown>();
  for (const rect of dressed.rects) for (const look of dressed.sheet.cells.looks(rect)) found.add(look[name]);
  return found.size === 1 ? [...found][0] : null;
}

function dress(dressed: Dressed, change: (look: Look) => Look): void {
  dressed.sheet.guardFormat("allowFormatCells", dressed.rects);
  for (const rect of dressed.rects) dressed.sheet.cells.dress(rect, change);
}

function write(dressed: Dressed, name: string, value: unknown): void {
  dress(dressed, (look) => withProperty(look, name, value));
}

function oneOf(value: unknown, allowed: readonly string[]): string {
  if (typeof value !== "string" || !allowed.includes(value)) throw new HostError("InvalidArgument");
  return value;
}

function truth(value: unknown): boolean {
  if (typeof value !== "boolean") throw new HostError("InvalidArgument");
  return value;
}

function amount(value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !(value >= least && value <= most)) throw new HostError("InvalidArgument");
  return value;
}

function aColour(value: unknown): string {
  const known = colour(value);
  if (known === undefined) throw new HostError("InvalidArgument");
  return known;
}

export class RangeFormat extends HostObject {
  readonly clientClass = "RangeFormat";
  readonly Fill: RangeFill;
  readonly Font: RangeFont;
  readonly Borders: RangeBorderCollection;
  readonly Protection: FormatProtection;

  constructor(private readonly dressed: Dressed) {
    super();
    this.Fill = new RangeFill(dressed);
    this.Font = new RangeFont(dressed);
    this.Borders = new RangeBorderCollection(dressed);
    this.Protection = new FormatProtection(dressed);
  }

  get HorizontalAlignment(): unknown {
    return read(this.dressed, "HorizontalAlignment");
  }
  set HorizontalAlignment(value: unknown) {
    write(this.dressed, "HorizontalAlignment", oneOf(value, HORIZONTAL));
  }
  get VerticalAlignment(): unknown {
    return read(this.dressed, "VerticalAlignment");
  }
  set VerticalAlignment(value: unknown) {
    write(this.dressed, "VerticalAlignment", oneOf(value, VERTICAL));
  }
  get WrapText(): unknown {
    return read(this.dressed, "WrapText");
  }
  set WrapText(value: unknown) {
    write(this.dressed, "WrapText", truth(value));
  }
  get ShrinkToFit(): unknown {
    return read(this.dressed, "ShrinkToFit");
  }
  set ShrinkToFit(value: unknown) {
    write(this.dressed, "ShrinkToFit", truth(value));
  }
  get IndentLevel(): unknown {
    return read(this.dressed, "IndentLevel");
  }
  set IndentLevel(value: unknown) {
    write(this.dressed, "IndentLevel", amount(value, 0, 250));
  }
  get TextOrientation(): unknown {
    return read(this.dressed, "TextOrientation");
  }
  set TextOrientation(value: unknown) {
    write(this.dressed, "TextOrientation", amount(value, -90, 180));
  }

  /** In points; null: the columns differ. */
  get ColumnWidth(): number | null {
    const widths = new Set(this.eachColumn((column) => this.dressed.sheet.columnWidth(column)));
    return widths.size === 1 ? [...widths][0]! : null;
  }
  set ColumnWidth(value: unknown) {
    const width = amount(value, 0, 1_500);
    this.dressed.sheet.guardFormat("allowFormatColumns", this.dressed.rects);
    this.eachColumn((column) => this.dressed.sheet.columnWidths.set(column, width));
  }
  get RowHeight(): number | null {
    const heights = new Set(this.eachRow((row) => this.dressed.sheet.rowHeight(row)));
    return heights.size === 1 ? [...heights][0]! : null;
  }
  set RowHeight(value: unknown) {
    const height = amount(value, 0, 409.5);
    this.dressed.sheet.guardFormat("allowFormatRows", this.dressed.rects);
    this.eachRow((row) => this.dressed.sheet.rowHeights.set(row, height));
  }
  /** Fits to the longest text, by count of characters: the emulated host has no fonts. */
  AutofitColumns(): void {
    this.dressed.sheet.guardFormat("allowFormatColumns", this.dressed.rects);
    this.eachColumn((column) => {
      let longest = 0;
      for (const { cell } of this.dressed.sheet.cells.within({ row: 0, column, height: SHEET_ROWS, width: 1 }))
        longest = Math.max(longest, shownText(cell.value, cell.format).length);
      if (longest > 0) this.dressed.sheet.columnWidths.set(column, (longest * 7 + 5) * 0.75);
    });
  }
  AutofitRows(): void {
    this.dressed.sheet.guardFormat("allowFormatRows", this.dressed.rects);
    this.eachRow((row) => this.dressed.sheet.rowHeights.delete(row));
  }

  private eachColumn<T>(visit: (column: number) => T): T[] {
    const limit = this.dressed.rects.some((rect) => rect.width === SHEET_COLUMNS) ? 256 : SHEET_COLUMNS;
    return this.dressed.rects.flatMap((rect) => Array.from({ length: Math.min(rect.width, limit) }, (_, index) => visit(rect.column + index)));
  }

  private eachRow<T>(visit: (row: number) => T): T[] {
    if (this.dressed.rects.some((rect) => rect.height === SHEET_ROWS))
      throw new HostError("NotImplemented", "Emulator: row heights of entire columns are not emulated");
    return this.dressed.rects.flatMap((rect) => Array.from({ length: rect.height }, (_, index) => visit(rect.row + index)));
  }
}

export class RangeFill extends HostObject {
  readonly clientClass = "RangeFill";

  constructor(private readonly dressed: Dressed) {
    super();
  }

  /** White both for no fill and for a white one; null: mixed. */
  get Color(): unknown {
    const found = new Set<unknown>();
    for (const rect of this.dressed.rects) for (const look of this.dressed.sheet.cells.looks(rect)) found.add(look["Fill.Color"] ?? "#FFFFFF");
    return found.size === 1 ? [...found][0] : "";
  }
  set Color(value: unknown) {
    const fill = aColour(value);
    dress(this.dressed, (look) => withProperty(withProperty(look, "Fill.Color", fill), "Fill.Pattern", "Solid"));
  }
  get Pattern(): unknown {
    return read(this.dressed, "Fill.Pattern");
  }
  Clear(): void {
    dress(this.dressed, (look) => withProperty(withProperty(look, "Fill.Color", null), "Fill.Pattern", null));
  }
}

export class RangeFont extends HostObject {
  readonly clientClass = "RangeFont";

  constructor(private readonly dressed: Dressed) {
    super();
  }

  get Name(): unknown {
    return read(this.dressed, "Font.Name");
  }
  set Name(value: unknown) {
    if (typeof value !== "string" || value === "" || value.length > 31) throw new HostError("InvalidArgument");
    write(this.dressed, "Font.Name", value);
  }
  get Size(): unknown {
    return read(this.dressed, "Font.Size");
  }
  set Size(value: unknown) {
    write(this.dressed, "Font.Size", amount(value, 1, 409));
  }
  get Color(): unknown {
    return read(this.dressed, "Font.Color");
  }
  set Color(value: unknown) {
    write(this.dressed, "Font.Color", aColour(value));
  }
  get Bold(): unknown {
    return read(this.dressed, "Font.Bold");
  }
  set Bold(value: unknown) {
    write(this.dressed, "Font.Bold", truth(value));
  }
  get Italic(): unknown {
    return read(this.dressed, "Font.Italic");
  }
  set Italic(value: unknown) {
    write(this.dressed, "Font.Italic", truth(value));
  }
  get Underline(): unknown {
    return read(this.dressed, "Font.Underline");
  }
  set Underline(value: unknown) {
    write(this.dressed, "Font.Underline", oneOf(value, UNDERLINES));
  }
  get Strikethrough(): unknown {
    return read(this.dressed, "Font.Strikethrough");
  }
  set Strikethrough(value: unknown) {
    write(this.dressed, "Font.Strikethrough", truth(value));
  }
}

export class FormatProtection extends HostObject {
  readonly clientClass = "FormatProtection";

  constructor(private readonly dressed: Dressed) {
    super();
  }

  get Locked(): unknown {
    return read(this.dressed, "Protection.Locked");
  }
  set Locked(value: unknown) {
    write(this.dressed, "Protection.Locked", truth(value));
  }
  get FormulaHidden(): unknown {
    return read(this.dressed, "Protection.FormulaHidden");
  }
  set FormulaHidden(value: unknown) {
    write(this.dressed, "Protection.FormulaHidden", truth(value));
  }
}

export class RangeBorderCollection extends HostCollection<RangeBorder> {
  readonly clientClass = "RangeBorderCollection";
  private readonly borders: readonly RangeBorder[];

  constructor(dressed: Dressed) {
    super();
    this.borders = BORDER_SIDES.map((side) => new RangeBorder(dressed, side));
  }

  members(): readonly RangeBorder[] {
    return this.borders;
  }
  at(key: unknown): RangeBorder {
    const border = this.borders.find((candidate) => candidate.SideIndex === key);
    if (!border) throw new HostError("InvalidArgument");
    return border;
  }
  GetItem(key: unknown): RangeBorder {
    return this.at(key);
  }
  get Count(): number {
    return this.borders.length;
  }
}

const OPPOSITE: Partial<Record<BorderSide, { readonly side: BorderSide; readonly row: number; readonly column: number }>> = {
  EdgeTop: { side: "EdgeBottom", row: -1, column: 0 },
  EdgeBottom: { side: "EdgeTop", row: 1, column: 0 },
  EdgeLeft: { side: "EdgeRight", row: 0, column: -1 },
  EdgeRight: { side: "EdgeLeft", row: 0, column: 1 },
};

export class RangeBorder extends HostObject {
  readonly clientClass = "RangeBorder";

  constructor(
    private readonly dressed: Dressed,
    private readonly side: BorderSide,
  ) {
    super();
  }

  get SideIndex(): string {
    return this.side;
  }
  get Style(): unknown {
    return this.read("Style");
  }
  set Style(value: unknown) {
    this.write("Style", oneOf(value, BORDER_STYLES));
  }
  get Weight(): unknown {
    return this.read("Weight");
  }
  set Weight(value: unknown) {
    this.write("Weight", oneOf(value, BORDER_WEIGHTS));
  }
  get Color(): unknown {
    return this.read("Color");
  }
  set Color(value: unknown) {
    this.write("Color", aColour(value));
  }

  /** The strips of cells that have the line, each with its own side of it. */
  private strips(rect: Rect): readonly { readonly rect: Rect; readonly side: BorderSide }[] {
    const last = { row: rect.row + rect.height - 1, column: rect.column + rect.width - 1 };
    switch (this.side) {
      case "EdgeTop":
        return [{ rect: { ...rect, height: 1 }, side: "EdgeTop" }];
      case "EdgeBottom":
        return [{ rect: { ...rect, row: last.row, height: 1 }, side: "EdgeBottom" }];
      case "EdgeLeft":
        return [{ rect: { ...rect, width: 1 }, side: "EdgeLeft" }];
      case "EdgeRight":
        return [{ rect: { ...rect, column: last.column, width: 1 }, side: "EdgeRight" }];
      case "InsideHorizontal":
        return rect.height > 1 ? [{ rect: { ...rect, height: rect.height - 1 }, side: "EdgeBottom" }] : [];
      case "InsideVertical":
        return rect.width > 1 ? [{ rect: { ...rect, width: rect.width - 1 }, side: "EdgeRight" }] : [];
      case "DiagonalDown":
      case "DiagonalUp":
        return [{ rect, side: this.side }];
    }
  }

  private read(property: string): unknown {
    const found = new Set<unknown>();
    for (const rect of this.dressed.rects) {
      for (const strip of this.strips(rect)) {
        for (let row = strip.rect.row; row < strip.rect.row + strip.rect.height; row += 1) {
          for (let column = strip.rect.column; column < strip.rect.column + strip.rect.width; column += 1)
            found.add(this.atCell(row, column, strip.side, property));
        }
      }
    }
    return found.size === 1 ? [...found][0] : found.size === 0 ? "None" : null;
  }

  /** A line between two cells belongs to both. */
  private atCell(row: number, column: number, side: BorderSide, property: string): unknown {
    const own = this.dressed.sheet.cells.lookAt(row, column);
    if (own[`Borders.${side}.Style`] !== "None") return own[`Borders.${side}.${property}`];
    const opposite = OPPOSITE[side];
    if (!opposite || row + opposite.row < 0 || column + opposite.column < 0) return own[`Borders.${side}.${property}`];
    const other = this.dressed.sheet.cells.lookAt(row + opposite.row, column + opposite.column);
    return other[`Borders.${opposite.side}.Style`] === "None" ? own[`Borders.${side}.${property}`] : other[`Borders.${opposite.side}.${property}`];
  }

  private write(property: string, value: unknown): void {
    const { sheet } = this.dressed;
    sheet.guardFormat("allowFormatCells", this.dressed.rects);
    for (const rect of this.dressed.rects) {
      for (const strip of this.strips(rect)) {
        sheet.cells.dress(strip.rect, (look) => {
          const changed = withProperty(look, `Borders.${strip.side}.${property}`, value);
          // A colour or a weight on a side without a line draws one, as in Excel.
          return property === "Style" || changed[`Borders.${strip.side}.Style`] !== "None"
            ? changed
            : withProperty(changed, `Borders.${strip.side}.Style`, "Continuous");
        });
        const opposite = OPPOSITE[strip.side];
        if (!opposite) continue;
        const shifted = intersection(
          { ...strip.rect, row: strip.rect.row + opposite.row, column: strip.rect.column + opposite.column },
          { row: 0, column: 0, height: SHEET_ROWS, width: SHEET_COLUMNS },
        );
        if (!shifted) continue;
        for (const { cell } of sheet.cells.within(shifted)) cell.look = withProperty(cell.look, `Borders.${opposite.side}.Style`, "None");
      }
    }
  }
}
