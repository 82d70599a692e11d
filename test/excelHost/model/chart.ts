/** Charts, kept as property bags: where they stand, what they show, how their series look. Nothing is drawn. */
import { HostError } from "../hostError";
import { rectAddress } from "./area";
import { HostCollection, HostObject, PropertyBag } from "./hostObject";
import { asRange, type Range } from "./range";
import type { Worksheet } from "./worksheet";

export class ChartCollection extends HostCollection<Chart> {
  readonly clientClass = "ChartCollection";
  readonly charts: Chart[] = [];

  constructor(private readonly sheet: Worksheet) {
    super();
  }
  members(): readonly Chart[] {
    return this.charts;
  }
  at(key: unknown): Chart {
    const found = this.GetItemOrNullObject(key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  get Count(): number {
    return this.charts.length;
  }
  GetCount(): number {
    return this.charts.length;
  }
  GetItem(key: unknown): Chart {
    return this.at(key);
  }
  GetItemOrNullObject(key: unknown): Chart | null {
    return this.charts.find((chart) => chart.Id === key || chart.Name === key) ?? null;
  }
  GetItemAt(index: number): Chart {
    const found = this.charts[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
  Add(type: string, source: Range, seriesBy: string = "Auto"): Chart {
    this.sheet.guardContents([]);
    const chart = new Chart(this.sheet, this.charts, type, source, seriesBy);
    this.charts.push(chart);
    return chart;
  }
}

export class Chart extends HostObject {
  readonly clientClass = "Chart";
  readonly Id: string;
  Name: string;
  ChartType: string;
  Top = 0;
  Left = 0;
  Width = 360;
  Height = 216;
  source: string;
  seriesBy: string;
  position: string | null = null;
  readonly Title = new PropertyBag("ChartTitle", { Text: "", Visible: true, Overlay: false });
  readonly Legend = new PropertyBag("ChartLegend", { Visible: true, Position: "Right", Overlay: false });
  readonly Series: ChartSeriesCollection;
  readonly Axes = new PropertyBag("ChartAxes", { CategoryAxis: axis(), ValueAxis: axis() });
  readonly PlotArea = new PropertyBag("ChartPlotArea", { InsideLeft: 20, InsideTop: 20, InsideWidth: 300, InsideHeight: 180 });
  readonly Format = new PropertyBag("ChartAreaFormat", {
    Border: new PropertyBag("ChartBorder", { LineStyle: "Continuous", Color: "#D9D9D9", Weight: 0.75 }),
    Fill: new ChartFill(),
    Font: new PropertyBag("ChartFont", { Name: "Calibri", Size: 10, Color: "#595959", Bold: false }),
  });

  constructor(
    private readonly sheet: Worksheet,
    private readonly owner: Chart[],
    type: string,
    source: Range,
    seriesBy: string,
  ) {
    super();
    this.Id = sheet.workbook.newId();
    this.Name = `Chart ${owner.length + 1}`;
    this.ChartType = type;
    this.source = source.Address;
    this.seriesBy = seriesBy;
    // A series for each column of the cells that it is made from.
    this.Series = new ChartSeriesCollection(source.rect.width);
  }

  get Worksheet(): Worksheet {
    return this.sheet;
  }
  SetData(source: Range, seriesBy: string = "Auto"): void {
    this.source = source.Address;
    this.seriesBy = seriesBy;
  }
  SetPosition(start: Range | string, end?: Range | string | null): void {
    const first = asRange(this.sheet, start);
    this.position = rectAddress((end ? first.GetBoundingRect(asRange(this.sheet, end)) : first).rect);
  }
  Delete(): void {
    this.owner.splice(this.owner.indexOf(this), 1);
  }
}

export class ChartSeriesCollection extends HostCollection<ChartSeries> {
  readonly clientClass = "ChartSeriesCollection";
  readonly all: ChartSeries[] = [];

  constructor(count: number) {
    super();
    for (let number = 1; number <= count; number += 1) this.Add(`Series${number}`);
  }
  members(): readonly ChartSeries[] {
    return this.all;
  }
  at(key: unknown): ChartSeries {
    const found = this.all.find((series) => series.Name === key);
    if (!found) throw new HostError("ItemNotFound");
    return found;
  }
  get Count(): number {
    return this.all.length;
  }
  GetCount(): number {
    return this.all.length;
  }
  GetItemAt(index: number): ChartSeries {
    const found = this.all[index];
    if (!found) throw new HostError("InvalidArgument");
    return found;
  }
  Add(name: string = "", index?: number): ChartSeries {
    const series = new ChartSeries(this.all, name);
    this.all.splice(index ?? this.all.length, 0, series);
    return series;
  }
}

export class ChartSeries extends HostObject {
  readonly clientClass = "ChartSeries";
  ChartType = "Automatic";
  GapWidth = 150;
  Overlap = 0;
  HasDataLabels = false;
  MarkerStyle = "Automatic";
  MarkerSize = 5;
  MarkerBackgroundColor = "";
  MarkerForegroundColor = "";
  values: string | null = null;
  categories: string | null = null;
  readonly DataLabels = new PropertyBag("ChartDataLabels", { ShowValue: false, NumberFormat: "General", Position: "OutsideEnd" });
  readonly Format = new PropertyBag("ChartSeriesFormat", {
    Fill: new ChartFill(),
    Line: lineFormat(),
  });

  constructor(
    private readonly owner: ChartSeries[],
    public Name: string,
  ) {
    super();
  }

  SetValues(source: Range): void {
    this.values = source.Address;
  }
  SetXAxisValues(source: Range): void {
    this.categories = source.Address;
  }
  Delete(): void {
    this.owner.splice(this.owner.indexOf(this), 1);
  }
}

export class ChartFill extends HostObject {
  readonly clientClass = "ChartFill";
  /** null: nothing is filled; "": as Excel chooses. */
  colour: string | null = "";

  SetSolidColor(colour: string): void {
    this.colour = colour;
  }
  Clear(): void {
    this.colour = null;
  }
}

function lineFormat(): PropertyBag {
  return new PropertyBag("ChartLineFormat", { Color: "#000000", LineStyle: "Continuous", Weight: 0.75 });
}

function axis(): PropertyBag {
  return new PropertyBag("ChartAxis", {
    Visible: true,
    ReversePlotOrder: false,
    Minimum: "",
    Maximum: "",
    NumberFormat: "General",
    MajorGridlines: new PropertyBag("ChartGridlines", { Visible: true, Format: new PropertyBag("ChartGridlinesFormat", { Line: lineFormat() }) }),
    Title: new PropertyBag("ChartAxisTitle", { Text: "", Visible: false }),
  });
}
