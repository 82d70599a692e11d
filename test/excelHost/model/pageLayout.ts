/** How a sheet prints: paper, margins, titles, headers and footers, page breaks. */
import { HostError } from "../hostError";
import { rectAddress, type Rect } from "./area";
import { HostCollection, HostObject, PropertyBag } from "./hostObject";
import { asRange, Range, RangeAreas } from "./range";
import type { Worksheet } from "./worksheet";

const PAPER_SIZES = ["Letter", "Legal", "A3", "A4", "A5", "B4", "B5", "Tabloid"];

export class PageLayout extends HostObject {
  readonly clientClass = "PageLayout";
  readonly HeadersFooters = headersFooters();
  BlackAndWhite = false;
  CenterHorizontally = false;
  CenterVertically = false;
  DraftMode = false;
  FirstPageNumber: number | "" = "";
  PrintGridlines = false;
  PrintHeadings = false;
  /** Margins in points. */
  LeftMargin = 50.4;
  RightMargin = 50.4;
  TopMargin = 54;
  BottomMargin = 54;
  HeaderMargin = 21.6;
  FooterMargin = 21.6;
  private orientation = "Portrait";
  private paper = "Letter";
  private zoom: unknown = { scale: 100 };
  private printArea: readonly Rect[] = [];
  private titleRows: Rect | null = null;
  private titleColumns: Rect | null = null;

  constructor(private readonly sheet: Worksheet) {
    super();
  }

  get Orientation(): string {
    return this.orientation;
  }
  set Orientation(value: unknown) {
    if (value !== "Portrait" && value !== "Landscape") throw new HostError("InvalidArgument");
    this.orientation = value;
  }
  get PaperSize(): string {
    return this.paper;
  }
  set PaperSize(value: unknown) {
    if (typeof value !== "string" || !PAPER_SIZES.includes(value)) throw new HostError("InvalidArgument");
    this.paper = value;
  }
  get Zoom(): unknown {
    return this.zoom;
  }
  set Zoom(value: unknown) {
    const zoom = value as { readonly scale?: number; readonly horizontalFitToPages?: number; readonly verticalFitToPages?: number } | null;
    if (!zoom || (zoom.scale !== undefined && !(zoom.scale >= 10 && zoom.scale <= 400))) throw new HostError("InvalidArgument");
    this.zoom = value;
  }
  SetPrintArea(area: Range | RangeAreas | string): void {
    this.printArea = area instanceof RangeAreas ? area.rects : [asRange(this.sheet, area).rect];
  }
  GetPrintAreaOrNullObject(): RangeAreas | null {
    return this.printArea.length > 0 ? new RangeAreas(this.sheet, this.printArea) : null;
  }
  SetPrintTitleRows(rows: Range | string): void {
    this.titleRows = asRange(this.sheet, rows).GetEntireRow().rect;
  }
  GetPrintTitleRowsOrNullObject(): Range | null {
    return this.titleRows && new Range(this.sheet, this.titleRows);
  }
  SetPrintTitleColumns(columns: Range | string): void {
    this.titleColumns = asRange(this.sheet, columns).GetEntireColumn().rect;
  }
  GetPrintTitleColumnsOrNullObject(): Range | null {
    return this.titleColumns && new Range(this.sheet, this.titleColumns);
  }
}

function headersFooters(): PropertyBag {
  const texts = (): PropertyBag =>
    new PropertyBag("HeaderFooter", { LeftHeader: "", CenterHeader: "", RightHeader: "", LeftFooter: "", CenterFooter: "", RightFooter: "" });
  return new PropertyBag("HeaderFooterGroup", {
    State: "Default",
    UseSheetMargins: true,
    UseSheetScale: true,
    DefaultForAllPages: texts(),
    FirstPage: texts(),
    EvenPages: texts(),
    OddPages: texts(),
  });
}

/** Breaks between rows, or between columns. */
export class PageBreakCollection extends HostCollection<PageBreak> {
  readonly clientClass = "PageBreakCollection";
  readonly breaks: PageBreak[] = [];

  constructor(private readonly sheet: Worksheet) {
    super();
  }
  members(): readonly PageBreak[] {
    return this.breaks;
  }
  at(id: unknown): PageBreak {
    const found = this.breaks.find((pageBreak) => pageBreak._Id === id);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetItem(index: number): PageBreak {
    const found = this.breaks[index];
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  GetCount(): number {
    return this.breaks.length;
  }
  /** A page ends before the range's first cell. */
  Add(before: Range | string): PageBreak {
    const { row, column } = asRange(this.sheet, before).rect;
    const made = new PageBreak(this.breaks, this.sheet, row, column);
    this.breaks.push(made);
    return made;
  }
  RemovePageBreaks(): void {
    this.breaks.length = 0;
  }
}

export class PageBreak extends HostObject {
  readonly clientClass = "PageBreak";

  constructor(
    private readonly owner: PageBreak[],
    private readonly sheet: Worksheet,
    private readonly row: number,
    private readonly column: number,
  ) {
    super();
  }
  get _Id(): string {
    return rectAddress({ row: this.row, column: this.column, height: 1, width: 1 });
  }
  get RowIndex(): number {
    return this.row;
  }
  get ColumnIndex(): number {
    return this.column;
  }
  GetCellAfterBreak(): Range {
    return new Range(this.sheet, { row: this.row, column: this.column, height: 1, width: 1 });
  }
  Delete(): void {
    this.owner.splice(this.owner.indexOf(this), 1);
  }
}
