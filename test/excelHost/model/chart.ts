/** Charts, kept as property bags: where they stand, what they show. Nothing is drawn. */
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
