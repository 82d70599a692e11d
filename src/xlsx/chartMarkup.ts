/**
 * A chart part: bars, columns, lines and radars, drawn from cells. The figures stand in it a second time, as programs do that show a chart without calculating.
 *
 * Flat and quiet: no title inside (a cell above has it), no frame, no grid but where there is an axis to read it by.
 */
import type { DraftAxes, DraftChart, DraftSeries, SheetDraft } from "../sheets/draft";
import { parseArea, type Area } from "../sheets/grid";
import { PALETTE } from "../sheets/marks";
import { referenceTo } from "./names";
import { XML_DECLARATION } from "./package";
import { encodeEscapes } from "./strings";
import { escapeAttribute, escapeText } from "./xml";

/** English Metric Units in a point. */
const EMU = 12_700;
const CATEGORY_AXIS = 500_000_001;
const VALUE_AXIS = 500_000_002;

export interface ChartNamespaces {
  readonly chart: string;
  readonly main: string;
  readonly drawing: string;
}

export function chartNamespaces(strict: boolean): ChartNamespaces {
  return strict
    ? {
        chart: "http://purl.oclc.org/ooxml/drawingml/chart",
        main: "http://purl.oclc.org/ooxml/drawingml/main",
        drawing: "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
      }
    : {
        chart: "http://schemas.openxmlformats.org/drawingml/2006/chart",
        main: "http://schemas.openxmlformats.org/drawingml/2006/main",
        drawing: "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
      };
}

/** The sheet's name as it is now, and its draft, from which the figures are taken. */
export interface ChartSource {
  readonly sheet: string;
  readonly draft: SheetDraft;
}

export function chartMarkup(chart: DraftChart, source: ChartSource, namespaces: ChartNamespaces): string {
  const text = textProperties(source.draft.font, 900, PALETTE.ink);
  const legend = chart.legend === undefined ? "" : `<c:legend><c:legendPos val="${chart.legend === "right" ? "r" : "b"}"/><c:overlay val="0"/></c:legend>`;
  return (
    `${XML_DECLARATION}<c:chartSpace xmlns:c="${namespaces.chart}" xmlns:a="${namespaces.main}"><c:roundedCorners val="0"/>` +
    `<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>${chart.axes ? "<c:layout/>" : WHOLE_AREA}${groupsMarkup(chart, source)}` +
    `${axesMarkup(chart, source.draft.font)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>${legend}` +
    `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${text}</c:chartSpace>`
  );
}

/** The points stand in the rows beside them only where nothing else takes room. */
const WHOLE_AREA =
  '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>' +
  '<c:x val="0"/><c:y val="0"/><c:w val="1"/><c:h val="1"/></c:manualLayout></c:layout>';

const AXES = `<c:axId val="${CATEGORY_AXIS}"/><c:axId val="${VALUE_AXIS}"/>`;

function groupsMarkup(chart: DraftChart, source: ChartSource): string {
  const series = chart.series.map((one, place) => ({ one, place }));
  const draw = (some: typeof series, line: boolean) => some.map(({ one, place }) => seriesMarkup(chart, one, place, line, source)).join("");
  switch (chart.kind) {
    case "line":
      return lineGroup(draw(series, true));
    case "radar":
      return `<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>${draw(series, true)}${AXES}</c:radarChart>`;
    case "bar":
    case "column": {
      const lines = series.filter(({ one }) => one.look === "line");
      if (chart.kind === "bar" && lines.length > 0) throw new Error(`${chart.name}: no line can be drawn over lying bars.`);
      const bars = series.filter(({ one }) => one.look !== "line");
      return (
        `<c:barChart><c:barDir val="${chart.kind === "bar" ? "bar" : "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${draw(bars, false)}` +
        `<c:gapWidth val="${chart.gap ?? 50}"/><c:overlap val="${chart.overlap ?? 100}"/>${AXES}</c:barChart>` +
        (lines.length > 0 ? lineGroup(draw(lines, true)) : "")
      );
    }
  }
}

function lineGroup(series: string): string {
  return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${AXES}</c:lineChart>`;
}

function seriesMarkup(chart: DraftChart, series: DraftSeries, place: number, line: boolean, source: ChartSource): string {
  const labels = series.labels === undefined ? "" : labelsMarkup(series.labels, line);
  return (
    `<c:ser><c:idx val="${place}"/><c:order val="${place}"/>${titleMarkup(series, source)}${line ? lineLook(series) : barLook(series)}` +
    `${line ? "" : '<c:invertIfNegative val="0"/>'}${labels}${categoriesMarkup(chart, source)}${valuesMarkup(series, source)}` +
    `${line && chart.kind !== "radar" ? '<c:smooth val="0"/>' : ""}</c:ser>`
  );
}

function barLook({ look, colour }: DraftSeries): string {
  if (look === "outline") return `<c:spPr><a:noFill/>${stroke(colour, 0.75)}</c:spPr>`;
  return `<c:spPr>${fill(colour)}<a:ln><a:noFill/></a:ln></c:spPr>`;
}

function lineLook({ colour }: DraftSeries): string {
  const marker = `<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${fill(colour)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>`;
  return `<c:spPr>${stroke(colour, 1.75)}</c:spPr>${marker}`;
}

function fill(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

function stroke(colour: string, points: number): string {
  return `<a:ln w="${points * EMU}">${fill(colour)}</a:ln>`;
}

function labelsMarkup(format: string, line: boolean): string {
  return (
    `<c:dLbls><c:numFmt formatCode="${escapeAttribute(format)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>` +
    `<c:dLblPos val="${line ? "t" : "outEnd"}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>` +
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
  );
}

export function titleMarkup(series: DraftSeries, source: ChartSource): string {
  return `<c:tx><c:strRef><c:f>${reference(series.title, source)}</c:f>${textCache(series.title, source)}</c:strRef></c:tx>`;
}

export function categoriesMarkup({ categories }: DraftChart, source: ChartSource): string {
  if (categories === undefined) return "";
  return `<c:cat><c:strRef><c:f>${reference(categories, source)}</c:f>${textCache(categories, source)}</c:strRef></c:cat>`;
}

export function valuesMarkup({ values }: DraftSeries, source: ChartSource): string {
  const cells = cellsOf(values, source);
  const points = cells.flatMap(({ value }, place) => (typeof value === "number" ? [`<c:pt idx="${place}"><c:v>${value}</c:v></c:pt>`] : []));
  const cache = `<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${cells.length}"/>${points.join("")}</c:numCache>`;
  return `<c:val><c:numRef><c:f>${reference(values, source)}</c:f>${cache}</c:numRef></c:val>`;
}

function textCache(area: string, source: ChartSource): string {
  const cells = cellsOf(area, source);
  const points = cells.flatMap(({ value }, place) =>
    value === null ? [] : [`<c:pt idx="${place}"><c:v>${escapeText(encodeEscapes(String(value)))}</c:v></c:pt>`],
  );
  return `<c:strCache><c:ptCount val="${cells.length}"/>${points.join("")}</c:strCache>`;
}

export function chartArea(text: string): Area {
  const area = parseArea(text);
  if (!area) throw new Error(`“${text}” is no area to draw from.`);
  return area;
}

/** The cells of a row or a column, in order. */
export function cellsOf(text: string, { draft }: ChartSource): { readonly value: string | number | boolean | null }[] {
  const area = chartArea(text);
  const cells: { readonly value: string | number | boolean | null }[] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) cells.push({ value: draft.rows[row]?.[column]?.value ?? null });
  }
  return cells;
}

function reference(area: string, { sheet }: ChartSource): string {
  return escapeText(referenceTo(sheet, chartArea(area)));
}

function axesMarkup(chart: DraftChart, font: string): string {
  // Points from the top down, as the rows beside them.
  const order = chart.kind === "bar" ? "maxMin" : "minMax";
  const { axes } = chart;
  const gone = axes ? 0 : 1;
  const lying = chart.kind === "bar";
  const category =
    `<c:catAx><c:axId val="${CATEGORY_AXIS}"/><c:scaling><c:orientation val="${order}"/></c:scaling><c:delete val="${gone}"/>` +
    `<c:axPos val="${lying ? "l" : "b"}"/>${axes?.categoryTitle === undefined ? "" : axisTitle(axes.categoryTitle, font, lying)}` +
    `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` +
    `<c:spPr>${stroke(PALETTE.ruleMid, 0.75)}</c:spPr><c:crossAx val="${VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`;
  return category + valueAxis(chart, axes, font);
}

function valueAxis(chart: DraftChart, axes: DraftAxes | undefined, font: string): string {
  const shown = axes !== undefined && axes.bare !== true;
  const lying = chart.kind === "bar";
  const grid = shown ? `<c:majorGridlines><c:spPr>${stroke(PALETTE.rule, 0.5)}</c:spPr></c:majorGridlines>` : "";
  // The points of a bar chart run down, so what crosses them at their end lies below.
  const crosses = lying ? "max" : "autoZero";
  return (
    `<c:valAx><c:axId val="${VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>${axes?.most === undefined ? "" : `<c:max val="${axes.most}"/>`}<c:min val="0"/></c:scaling><c:delete val="${shown ? 0 : 1}"/>` +
    `<c:axPos val="${lying ? "b" : "l"}"/>${grid}${axes?.valueTitle === undefined ? "" : axisTitle(axes.valueTitle, font, !lying)}` +
    `<c:numFmt formatCode="${escapeAttribute(axes?.format ?? "General")}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="${CATEGORY_AXIS}"/><c:crosses val="${crosses}"/>` +
    `<c:crossBetween val="between"/></c:valAx>`
  );
}

function axisTitle(text: string, font: string, upright: boolean): string {
  const turned = upright ? ' rot="-5400000" vert="horz"' : "";
  return (
    `<c:title><c:tx><c:rich><a:bodyPr${turned}/><a:lstStyle/><a:p><a:pPr>${run("defRPr", font, 900, PALETTE.second)}</a:pPr>` +
    `<a:r>${run("rPr", font, 900, PALETTE.second)}<a:t>${escapeText(encodeEscapes(text))}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`
  );
}

/** `size` in hundredths of a point. */
function textProperties(font: string, size: number, colour: string): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>${run("defRPr", font, size, colour)}</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;
}

function run(name: "defRPr" | "rPr", font: string, size: number, colour: string): string {
  const language = name === "rPr" ? ' lang="en-US"' : "";
  return `<a:${name}${language} sz="${size}" b="0">${fill(colour)}<a:latin typeface="${font}"/><a:ea typeface="${font}"/></a:${name}>`;
}
