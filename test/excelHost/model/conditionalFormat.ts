/** Conditional formats: custom formulas, cell values and data bars. They are kept, not evaluated. */
import { HostError } from "../hostError";
import { intersection, without, type Rect } from "./area";
import { normaliseFormula } from "./entry";
import { HostCollection, HostObject, PropertyBag } from "./hostObject";
import { colour } from "./look";
import { Range, RangeAreas } from "./range";
import type { Worksheet } from "./worksheet";

const EMULATED_TYPES = ["Custom", "CellValue", "DataBar"] as const;
type ConditionalFormatType = (typeof EMULATED_TYPES)[number];

export class ConditionalFormatCollection extends HostCollection<ConditionalFormat> {
  readonly clientClass = "ConditionalFormatCollection";

  constructor(
    private readonly sheet: Worksheet,
    private readonly rects: readonly Rect[],
  ) {
    super();
  }

  /** Those that touch the range, highest priority first. */
  members(): readonly ConditionalFormat[] {
    return this.sheet.conditionalFormats.filter((format) => format.rects.some((rect) => this.rects.some((own) => intersection(own, rect))));
  }
  at(id: unknown): ConditionalFormat {
    const found = this.GetItemOrNullObject(id);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItem(id: unknown): ConditionalFormat {
    return this.at(id);
  }
  GetItemOrNullObject(id: unknown): ConditionalFormat | null {
    return this.members().find((format) => format.Id === id) ?? null;
  }
  GetItemAt(index: number): ConditionalFormat {
    const found = this.members()[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
  GetCount(): number {
    return this.members().length;
  }
  /** A new one stands before all others. */
  Add(type: string): ConditionalFormat {
    this.sheet.guardFormat("allowFormatCells", this.rects);
    const known = EMULATED_TYPES.find((candidate) => candidate === type);
    if (!known) throw new HostError("NotImplemented", `Emulator: conditional formats of type ${type} are not emulated`);
    const format = new ConditionalFormat(this.sheet, this.rects, known);
    this.sheet.conditionalFormats.unshift(format);
    return format;
  }
  ClearAll(): void {
    this.sheet.guardFormat("allowFormatCells", this.rects);
    this.rects.forEach((rect) => this.sheet.cutConditionalFormats(rect));
  }
}

export class ConditionalFormat extends HostObject {
  readonly clientClass = "ConditionalFormat";
  readonly Id: string;
  StopIfTrue = false;
  readonly customOrNull: CustomConditionalFormat | null;
  readonly cellValueOrNull: CellValueConditionalFormat | null;
  readonly dataBarOrNull: PropertyBag | null;

  constructor(
    private readonly sheet: Worksheet,
    public rects: readonly Rect[],
    private readonly type: ConditionalFormatType,
  ) {
    super();
    this.Id = sheet.workbook.newId();
    this.customOrNull = type === "Custom" ? new CustomConditionalFormat() : null;
    this.cellValueOrNull = type === "CellValue" ? new CellValueConditionalFormat() : null;
    this.dataBarOrNull = type === "DataBar" ? dataBar() : null;
  }

  get Type(): string {
    return this.type;
  }
  get Priority(): number {
    return this.sheet.conditionalFormats.indexOf(this);
  }
  set Priority(value: unknown) {
    if (typeof value !== "number" || value < 0) throw new HostError("InvalidArgument");
    const others = this.sheet.conditionalFormats.filter((format) => format !== this);
    others.splice(value, 0, this);
    this.sheet.conditionalFormats.splice(0, Infinity, ...others);
  }
  get Custom(): CustomConditionalFormat {
    return present(this.customOrNull);
  }
  get CustomOrNullObject(): CustomConditionalFormat | null {
    return this.customOrNull;
  }
  get CellValue(): CellValueConditionalFormat {
    return present(this.cellValueOrNull);
  }
  get CellValueOrNullObject(): CellValueConditionalFormat | null {
    return this.cellValueOrNull;
  }
  get DataBar(): PropertyBag {
    return present(this.dataBarOrNull);
  }
  get DataBarOrNullObject(): PropertyBag | null {
    return this.dataBarOrNull;
  }
  GetRange(): Range {
    const first = this.rects[0];
    if (!first || this.rects.length > 1) throw new HostError("InvalidReference");
    return new Range(this.sheet, first);
  }
  GetRangeOrNullObject(): Range | null {
    return this.rects.length === 1 ? this.GetRange() : null;
  }
  GetRanges(): RangeAreas {
    return new RangeAreas(this.sheet, this.rects);
  }
  Delete(): void {
    this.sheet.guardFormat("allowFormatCells", this.rects);
    this.sheet.conditionalFormats.splice(this.sheet.conditionalFormats.indexOf(this), 1);
  }

  /** Takes an area out of what it covers; false: nothing is left. */
  cut(rect: Rect): boolean {
    this.rects = this.rects.flatMap((own) => without(own, rect));
    return this.rects.length > 0;
  }
}

function present<T>(detail: T | null): T {
  if (!detail) throw new HostError("InvalidReference");
  return detail;
}

class CustomConditionalFormat extends HostObject {
  readonly clientClass = "CustomConditionalFormat";
  readonly Rule = new ConditionalFormatRule();
  readonly Format = new ConditionalRangeFormat();
}

class ConditionalFormatRule extends HostObject {
  readonly clientClass = "ConditionalFormatRule";
  private formula = "";

  get Formula(): string {
    return this.formula;
  }
  set Formula(value: unknown) {
    if (typeof value !== "string" || !value.startsWith("=")) throw new HostError("InvalidArgument");
    this.formula = `=${normaliseFormula(value.slice(1))}`;
  }
}

class CellValueConditionalFormat extends HostObject {
  readonly clientClass = "CellValueConditionalFormat";
  readonly Format = new ConditionalRangeFormat();
  private rule: unknown = null;

  get Rule(): unknown {
    return this.rule;
  }
  set Rule(value: unknown) {
    const rule = value as { readonly formula1?: unknown; readonly operator?: unknown } | null;
    if (!rule || typeof rule.formula1 !== "string" || typeof rule.operator !== "string") throw new HostError("InvalidArgument");
    this.rule = value;
  }
}

class ConditionalRangeFormat extends HostObject {
  readonly clientClass = "ConditionalRangeFormat";
  readonly Fill = new ConditionalRangeFill();
  readonly Font = new ConditionalRangeFont();
  /** "" where the rule leaves the number format alone. */
  NumberFormat = "";
}

class ConditionalRangeFill extends HostObject {
  readonly clientClass = "ConditionalRangeFill";
  private fill = "";

  get Color(): string {
    return this.fill;
  }
  set Color(value: unknown) {
    const known = colour(value);
    if (known === undefined) throw new HostError("InvalidArgument");
    this.fill = known;
  }
  Clear(): void {
    this.fill = "";
  }
}

class ConditionalRangeFont extends HostObject {
  readonly clientClass = "ConditionalRangeFont";
  /** null: the rule leaves it alone. */
  Bold: boolean | null = null;
  Italic: boolean | null = null;
  Strikethrough: boolean | null = null;
  Underline: string | null = null;
  private text = "";

  get Color(): string {
    return this.text;
  }
  set Color(value: unknown) {
    const known = colour(value);
    if (known === undefined) throw new HostError("InvalidArgument");
    this.text = known;
  }
  Clear(): void {
    Object.assign(this, { Bold: null, Italic: null, Strikethrough: null, Underline: null, text: "" });
  }
}

function dataBar(): PropertyBag {
  return new PropertyBag("DataBarConditionalFormat", {
    ShowDataBarOnly: false,
    BarDirection: "Context",
    AxisFormat: "Automatic",
    AxisColor: "#000000",
    LowerBoundRule: { type: "Automatic" },
    UpperBoundRule: { type: "Automatic" },
    PositiveFormat: new PropertyBag("ConditionalDataBarPositiveFormat", { FillColor: "#638EC6", GradientFill: true, BorderColor: "" }),
    NegativeFormat: new PropertyBag("ConditionalDataBarNegativeFormat", {
      FillColor: "#FF0000",
      MatchPositiveFillColor: false,
      BorderColor: "",
      MatchPositiveBorderColor: true,
    }),
  });
}
