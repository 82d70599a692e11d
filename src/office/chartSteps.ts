/// <reference types="office-js" />
/**
 * The charts of a draft as steps of writing. ExcelApi 1.13 and older has all of it but a chart's alternative text, which only the file has.
 *
 * A chart is made anew when anything of its sheet's lay-out changes; else it is left as it stands, with what a person made of it.
 */
import type { DraftChart, DraftSeries, SheetDraft } from "../sheets/draft";
import { areaAddress, parseArea, type Area } from "../sheets/grid";
import { PALETTE } from "../sheets/marks";
import { jsonBytes, step, STEP_BYTES, type SheetRef, type WriteStep } from "./writeSteps";

/** What the name of a chart of ours begins with. */
const OURS = /^kpi\./;

const TYPES = { bar: "BarClustered", column: "ColumnClustered", line: "LineMarkers", radar: "RadarMarkers" } as const;

/** Takes away those of ours among the charts that stand on the sheet. */
export function chartRemovalSteps(sheet: SheetRef, standing: readonly string[]): readonly WriteStep[] {
  return standing.filter((name) => OURS.test(name)).map((name) => step(sheet, STEP_BYTES, (batch) => batch.sheet(sheet).charts.getItem(name).delete()));
}

/** `sizeOf`: width and height of cells in points. */
export function chartSteps(
  sheet: SheetRef,
  draft: SheetDraft,
  sizeOf: (area: Area) => { readonly width: number; readonly height: number },
): readonly WriteStep[] {
  return (draft.charts ?? []).map((chart) => {
    if (!OURS.test(chart.name)) throw new Error(`“${chart.name}” is no name for a chart of ours.`);
    if (chart.kind === "bar" && chart.series.some(({ look }) => look === "line")) throw new Error(`${chart.name}: no line can be drawn over lying bars.`);
    const titles = chart.series.map(({ title }) => titleAt(draft, title));
    const bytes = (chart.axes ? 11 : 9) * STEP_BYTES + chart.series.length * 6 * STEP_BYTES + titles.reduce((total, title) => total + jsonBytes(title), 0);
    return step(sheet, bytes, (batch) => draw(batch.sheet(sheet), chart, titles, draft.font, sizeOf(areaOf(chart.over))));
  });
}

function areaOf(text: string): Area {
  const area = parseArea(text);
  if (!area) throw new Error(`“${text}” is no area to draw from.`);
  return area;
}

function titleAt(draft: SheetDraft, cell: string): string {
  const { top, left } = areaOf(cell);
  return String(draft.rows[top]?.[left]?.value ?? "");
}

function draw(
  sheet: Excel.Worksheet,
  chart: DraftChart,
  titles: readonly string[],
  font: string,
  size: { readonly width: number; readonly height: number },
): void {
  const { over } = chart;
  const corners = areaOf(over);
  const made = sheet.charts.add(TYPES[chart.kind], cells(sheet, chart.series[0]!.values), "Columns");
  made.name = chart.name;
  made.setPosition(
    areaAddress({ ...corners, bottom: corners.top, right: corners.left }),
    areaAddress({ ...corners, top: corners.bottom, left: corners.right }),
  );
  made.title.visible = false;
  made.format.fill.clear();
  made.format.border.lineStyle = "None";
  made.format.font.name = font;
  made.format.font.size = 9;
  made.format.font.color = `#${PALETTE.ink}`;
  if (chart.legend === undefined) made.legend.visible = false;
  else {
    made.legend.visible = true;
    made.legend.position = chart.legend === "right" ? "Right" : "Bottom";
  }
  chart.series.forEach((series, place) => drawSeries(sheet, made, chart, series, titles[place]!, place));
  drawAxes(made, chart);
  if (!chart.axes) {
    // Each point stands beside its row only where nothing else takes room.
    const { plotArea } = made;
    plotArea.insideLeft = 0;
    plotArea.insideTop = 0;
    plotArea.insideWidth = size.width;
    plotArea.insideHeight = size.height;
  }
}

/** Not tracked: letting go of it later would be a request of its own, beside the next one. */
function cells(sheet: Excel.Worksheet, area: string): Excel.Range {
  const range = sheet.getRange(area);
  range.untrack();
  return range;
}

function drawSeries(sheet: Excel.Worksheet, made: Excel.Chart, chart: DraftChart, series: DraftSeries, title: string, place: number): void {
  // A chart that is made from one column has one series already.
  const drawn = place === 0 ? made.series.getItemAt(0) : made.series.add(title);
  if (place === 0) drawn.name = title;
  drawn.setValues(cells(sheet, series.values));
  if (chart.categories !== undefined) drawn.setXAxisValues(cells(sheet, chart.categories));
  const colour = `#${series.colour}`;
  const asLine = chart.kind === "line" || chart.kind === "radar" || series.look === "line";
  if (asLine) {
    if (chart.kind === "column") drawn.chartType = "LineMarkers";
    drawn.format.line.color = colour;
    drawn.format.line.weight = 1.75;
    drawn.markerStyle = "Circle";
    drawn.markerSize = 5;
    drawn.markerBackgroundColor = colour;
    drawn.markerForegroundColor = colour;
  } else {
    drawn.gapWidth = chart.gap ?? 50;
    drawn.overlap = chart.overlap ?? 100;
    if (series.look === "outline") {
      drawn.format.fill.clear();
      drawn.format.line.color = colour;
      drawn.format.line.weight = 0.75;
    } else drawn.format.fill.setSolidColor(colour);
  }
  if (series.labels === undefined) return;
  drawn.hasDataLabels = true;
  drawn.dataLabels.showValue = true;
  drawn.dataLabels.numberFormat = series.labels;
  drawn.dataLabels.position = asLine ? "Top" : "OutsideEnd";
}

function drawAxes(made: Excel.Chart, chart: DraftChart): void {
  const { categoryAxis, valueAxis } = made.axes;
  const { axes } = chart;
  valueAxis.minimum = 0;
  // Points from the top down, as the rows beside them.
  if (chart.kind === "bar") categoryAxis.reversePlotOrder = true;
  if (!axes) {
    valueAxis.majorGridlines.visible = false;
    categoryAxis.visible = false;
    valueAxis.visible = false;
    return;
  }
  valueAxis.numberFormat = axes.format;
  if (axes.most !== undefined) valueAxis.maximum = axes.most;
  valueAxis.majorGridlines.visible = axes.bare !== true;
  if (axes.bare) valueAxis.visible = false;
  else valueAxis.majorGridlines.format.line.color = `#${PALETTE.rule}`;
  const titles = [
    [categoryAxis, axes.categoryTitle],
    [valueAxis, axes.valueTitle],
  ] as const;
  for (const [axis, text] of titles) {
    if (text !== undefined) axis.title.text = text;
    axis.title.visible = text !== undefined;
  }
}
