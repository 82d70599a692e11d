/** Defined names, of the workbook or of one sheet. A name that stands for cells follows them: renamed, moved or deleted. */
import { HostError } from "../hostError";
import { parseRect, rectAddress, sheetPrefix, splitSheet, type Rect } from "./area";
import { HostCollection, HostObject } from "./hostObject";
import { Range } from "./range";
import type { Workbook } from "./workbook";
import type { Worksheet } from "./worksheet";

export class NamedItemCollection extends HostCollection<NamedItem> {
  readonly clientClass = "NamedItemCollection";
  readonly items: NamedItem[] = [];

  constructor(
    private readonly workbook: Workbook,
    private readonly scope: Worksheet | null,
  ) {
    super();
  }

  members(): readonly NamedItem[] {
    return this.items;
  }
  at(name: unknown): NamedItem {
    const found = this.GetItemOrNullObject(name);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItem(name: unknown): NamedItem {
    return this.at(name);
  }
  GetItemOrNullObject(name: unknown): NamedItem | null {
    return this.items.find((item) => typeof name === "string" && item.Name.toLowerCase() === name.toLowerCase()) ?? null;
  }
  GetCount(): number {
    return this.items.length;
  }

  Add(name: string, reference: Range | string, comment?: string | null): NamedItem {
    // A name may hold letters, digits, "_", "." and "\", must not begin with a digit or ".", and must not look like a cell.
    const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u.test(name) && !/^[A-Z]{1,3}\d{1,7}$/i.test(name) && !/^(R|C|R\d*C\d*)$/i.test(name);
    if (!valid || this.GetItemOrNullObject(name)) throw new HostError("InvalidArgument");
    const item = new NamedItem(this.workbook, this, this.scope, name);
    if (reference instanceof Range) item.target = { sheet: reference.sheet, rect: reference.rect };
    else item.Formula = reference;
    item.Comment = comment ?? "";
    this.items.push(item);
    return item;
  }
}

export class NamedItem extends HostObject {
  readonly clientClass = "NamedItem";
  /** null: it does not stand for cells; `formula` says what it is. */
  target: { readonly sheet: Worksheet; readonly rect: Rect } | null = null;
  private formula = "";
  private visible = true;
  private comment = "";

  constructor(
    private readonly workbook: Workbook,
    private readonly owner: NamedItemCollection,
    private readonly scope: Worksheet | null,
    readonly name: string,
  ) {
    super();
  }

  get Name(): string {
    return this.name;
  }
  get _Id(): string {
    return this.name;
  }
  get Scope(): string {
    return this.scope ? "Worksheet" : "Workbook";
  }
  get Type(): string {
    if (this.target) return "Range";
    return this.formula.includes("#REF!") ? "Error" : "String";
  }
  get Value(): unknown {
    return this.target ? this.reference("") : this.formula.includes("#REF!") ? "#REF!" : this.formula;
  }
  get Formula(): string {
    return `=${this.target ? this.reference("$") : this.formula}`;
  }
  set Formula(value: unknown) {
    if (typeof value !== "string" || value === "") throw new HostError("InvalidArgument");
    const body = value.replace(/^=/, "");
    const named = splitSheet(body);
    const sheet = named && this.workbook.Worksheets.byName(named.sheet);
    const area = named && /^\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$|^\$?[A-Z]{1,3}:\$?[A-Z]{1,3}$|^\$?\d+:\$?\d+$/i.test(named.rest);
    this.target = sheet && area ? { sheet, rect: parseRect(named.rest) } : null;
    this.formula = body;
  }
  get Visible(): boolean {
    return this.visible;
  }
  set Visible(value: unknown) {
    if (typeof value !== "boolean") throw new HostError("InvalidArgument");
    this.visible = value;
  }
  get Comment(): string {
    return this.comment;
  }
  set Comment(value: unknown) {
    if (typeof value !== "string" || value.length > 255) throw new HostError("InvalidArgument");
    this.comment = value;
  }
  get Worksheet(): Worksheet {
    if (!this.scope) throw new HostError("ItemNotFound");
    return this.scope;
  }
  get WorksheetOrNullObject(): Worksheet | null {
    return this.scope;
  }
  GetRange(): Range {
    const range = this.GetRangeOrNullObject();
    if (!range) throw new HostError("InvalidReference");
    return range;
  }
  GetRangeOrNullObject(): Range | null {
    return this.target && new Range(this.target.sheet, this.target.rect);
  }
  Delete(): void {
    this.owner.items.splice(this.owner.items.indexOf(this), 1);
  }

  /** The cells it stood for are gone. */
  lose(): void {
    this.formula = "#REF!";
    this.target = null;
  }

  private reference(anchor: "$" | ""): string {
    return `${sheetPrefix(this.target!.sheet.Name)}!${rectAddress(this.target!.rect, anchor)}`;
  }
}
