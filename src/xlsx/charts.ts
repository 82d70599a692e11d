/**
 * The charts of a sheet: parts of their own, held to cells by the sheet's drawing. Pictures, shapes and charts of a person's own in that drawing stay.
 *
 * A chart of ours is known by its name. As long as it is drawn from the same cells a person's colours, size and place stay;
 * when the cells are others it takes those, and stands again where the draft wants it.
 */
import type { DraftChart, SheetDraft } from "../sheets/draft";
import { categoriesMarkup, cellsOf, chartArea, chartMarkup, chartNamespaces, titleMarkup, valuesMarkup, type ChartSource } from "./chartMarkup";
import { insertedElement } from "./elementOrder";
import { formulaKey } from "./formulas";
import { referenceTo } from "./names";
import { addContentType, addRelation, freePath, partTree, relationsOf, removeContentType, removeRelation, relationsPath, XML_DECLARATION } from "./package";
import type { Package } from "./package";
import { holdable } from "./strings";
import { outlineOf } from "./worksheetPart";
import { appended, attributeOf, attributeSet, childOf, escapeAttribute, relationIdOf, spliced, type Splice, type XmlElement } from "./xml";

const DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml";
const CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
/** What the name of a chart of ours begins with. */
const OURS = /^kpi\./;

export interface ChartSheet {
  readonly pack: Package;
  /** The sheet's part. */
  readonly path: string;
  /** The folder of the workbook part, with its slash. */
  readonly folder: string;
  readonly sheet: string;
  readonly strict: boolean;
  readonly relationsNamespace: string;
}

/** For a new sheet: makes its drawing, and gives the relation to it; null: the draft has no chart. */
export function addDrawing(place: ChartSheet, draft: SheetDraft): string | null {
  const charts = draft.charts ?? [];
  if (charts.length === 0) return null;
  const { drawing, relation } = newDrawing(place);
  for (const chart of charts) addChart(place, drawing, chart, draft);
  return relation;
}

export function drawingMarkup(relation: string | null): string {
  return relation === null ? "" : `<drawing r:id="${relation}"/>`;
}

/** Brings the sheet's charts of ours to what the draft wants; true: something changed. */
export function rewriteCharts(place: ChartSheet, draft: SheetDraft): boolean {
  const { pack, path } = place;
  const charts = draft.charts ?? [];
  const drawn = relationsOf(pack, path).find((relation) => relation.kind === "drawing" && !relation.external && pack.has(relation.target))?.target;
  const standing = drawn === undefined ? [] : chartsIn(place, drawn);
  let changed = false;
  for (const stale of standing.filter(({ name }) => !charts.some((chart) => chart.name === name))) {
    removeChart(place, drawn!, stale);
    changed = true;
  }
  let drawing = drawn;
  for (const chart of charts) {
    // Offsets in the drawing move with every change, so it is read again for each.
    const present = drawing === undefined ? undefined : chartsIn(place, drawing).find(({ name }) => name === chart.name);
    if (present && drawing !== undefined) {
      if (refreshChart(place, drawing, present, chart, draft)) changed = true;
      continue;
    }
    if (drawing === undefined) {
      const made = newDrawing(place);
      drawing = made.drawing;
      const outline = outlineOf(pack.text(path));
      // The namespace is declared again where it is used: the part may have none, or under another prefix.
      const xml = `<drawing xmlns:r="${place.relationsNamespace}" r:id="${made.relation}"/>`;
      pack.setText(path, spliced(pack.text(path), [insertedElement(outline, "drawing", xml)]));
    }
    addChart(place, drawing, chart, draft);
    changed = true;
  }
  return changed;
}

interface StandingChart {
  readonly name: string;
  readonly anchor: XmlElement;
  readonly properties: XmlElement;
  readonly relation: string;
  /** The chart's part. */
  readonly path: string;
}

/** The charts of ours in a drawing. */
function chartsIn({ pack }: ChartSheet, drawing: string): StandingChart[] {
  const relations = new Map(relationsOf(pack, drawing).map((relation) => [relation.id, relation]));
  return partTree(pack, drawing).children.flatMap((anchor): StandingChart[] => {
    const frame = childOf(anchor, "graphicFrame");
    const holder = frame && childOf(frame, "nvGraphicFramePr");
    const properties = holder && childOf(holder, "cNvPr");
    const name = properties && attributeOf(properties, "name");
    const chart = frame?.children.find((child) => child.local === "graphic")?.children[0]?.children.find((child) => child.local === "chart");
    const relation = relations.get((chart && relationIdOf(chart)) ?? "");
    if (!properties || name === undefined || !OURS.test(name) || relation?.kind !== "chart" || !pack.has(relation.target)) return [];
    return [{ name, anchor, properties, relation: relation.id, path: relation.target }];
  });
}

function newDrawing({ pack, path, folder, strict }: ChartSheet): { readonly drawing: string; readonly relation: string } {
  const drawing = freePath(pack, `${folder}drawings/drawing`, ".xml");
  const { drawing: namespace, main } = chartNamespaces(strict);
  pack.setText(drawing, `${XML_DECLARATION}<xdr:wsDr xmlns:xdr="${namespace}" xmlns:a="${main}"></xdr:wsDr>`);
  addContentType(pack, drawing, DRAWING_TYPE);
  return { drawing, relation: addRelation(pack, path, "drawing", drawing, strict) };
}

function addChart(place: ChartSheet, drawing: string, chart: DraftChart, draft: SheetDraft): void {
  const { pack, folder, sheet, strict } = place;
  if (!OURS.test(chart.name)) throw new Error(`“${chart.name}” is no name for a chart of ours.`);
  const path = freePath(pack, `${folder}charts/chart`, ".xml");
  pack.setText(path, chartMarkup(chart, { sheet, draft }, chartNamespaces(strict)));
  addContentType(pack, path, CHART_TYPE);
  const relation = addRelation(pack, drawing, "chart", path, strict);
  const root = partTree(pack, drawing);
  const xml = anchorMarkup(place, chart, relation, nextId(root));
  pack.setText(drawing, spliced(pack.text(drawing), [appended(pack.text(drawing), root, xml)]));
}

/** One more than any number of a drawing's objects. */
function nextId(root: XmlElement): number {
  const numbers = (element: XmlElement): number[] => [
    ...(element.local === "cNvPr" ? [Number(attributeOf(element, "id"))] : []),
    ...element.children.flatMap((child) => numbers(child)),
  ];
  // Number 1 is the drawing's own in the files of some programs.
  return Math.max(1, ...numbers(root).filter(Number.isFinite)) + 1;
}

function cornersMarkup(chart: DraftChart): string {
  const { top, left, bottom, right } = chartArea(chart.over);
  const corner = (name: "from" | "to", row: number, column: number) =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  return corner("from", top, left) + corner("to", bottom + 1, right + 1);
}

/** Declares what it needs, whichever prefixes the drawing goes by. */
function anchorMarkup({ strict, relationsNamespace }: ChartSheet, chart: DraftChart, relation: string, id: number): string {
  const { chart: chartSpace, main, drawing } = chartNamespaces(strict);
  return (
    `<xdr:twoCellAnchor xmlns:xdr="${drawing}" xmlns:a="${main}">${cornersMarkup(chart)}` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${id}" name="${escapeAttribute(chart.name)}" descr="${escapeAttribute(holdable(chart.description))}"/>` +
    `<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
    `<a:graphic><a:graphicData uri="${chartSpace}"><c:chart xmlns:c="${chartSpace}" xmlns:r="${relationsNamespace}" r:id="${relation}"/></a:graphicData></a:graphic>` +
    `</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
  );
}

function removeChart(place: ChartSheet, drawing: string, { name, relation, path }: StandingChart): void {
  const { pack } = place;
  // Its place in the drawing moves with every change before it.
  const { anchor } = chartsIn(place, drawing).find((one) => one.name === name)!;
  pack.setText(drawing, spliced(pack.text(drawing), [{ start: anchor.start, end: anchor.end, text: "" }]));
  removeRelation(pack, drawing, relation);
  // Excel keeps a chart's style and colours in parts of their own, which nobody else refers to.
  const parts = [path, ...relationsOf(pack, path).flatMap(({ external, kind, target }) => (!external && /chart(Color)?Style$/.test(kind) ? [target] : []))];
  for (const part of [...parts, relationsPath(path)]) {
    removeContentType(pack, part);
    pack.remove(part);
  }
}

/** true: something changed. */
function refreshChart(place: ChartSheet, drawing: string, present: StandingChart, chart: DraftChart, draft: SheetDraft): boolean {
  const { pack, sheet, strict } = place;
  const source: ChartSource = { sheet, draft };
  const text = pack.text(present.path);
  const root = partTree(pack, present.path);
  const series = seriesOf(root);
  const sameCells = series.map((one) => one.cells).join("\n") === chart.series.map((_, index) => draftedCells(chart, index, source)).join("\n");
  const sameFigures = sameCells && series.every(({ element }, index) => sameNumbers(element, chart, index, source));
  const described = attributeSet(present.properties, "descr", holdable(chart.description));
  if (sameFigures && !described) return false;
  if (!sameFigures) {
    const alike = root.prefix === "c" && series.length === chart.series.length && series.every(({ kind }, index) => kind === kindOf(chart, index));
    pack.setText(
      present.path,
      alike
        ? spliced(
            text,
            series.flatMap(({ element }, index) => sourceSplices(element, chart, index, source)),
          )
        : chartMarkup(chart, source, chartNamespaces(strict)),
    );
  }
  const from = childOf(present.anchor, "from");
  const to = childOf(present.anchor, "to");
  const moved: Splice[] = sameCells || !from || !to ? [] : [{ start: from.start, end: to.end, text: declared(cornersMarkup(chart), strict) }];
  pack.setText(drawing, spliced(pack.text(drawing), [...(described ? [described] : []), ...moved]));
  return true;
}

function declared(corners: string, strict: boolean): string {
  return corners.replace(/<xdr:(from|to)>/g, `<xdr:$1 xmlns:xdr="${chartNamespaces(strict).drawing}">`);
}

interface StandingSeries {
  readonly element: XmlElement;
  readonly kind: string;
  /** What it is drawn as, and from where, to compare. */
  readonly cells: string;
}

/** In the order in which they are drawn. */
function seriesOf(root: XmlElement): StandingSeries[] {
  const chart = childOf(root, "chart");
  const area = chart && childOf(chart, "plotArea");
  const found = (area?.children ?? []).flatMap((group) => {
    const direction = childOf(group, "barDir");
    const kind = group.local === "barChart" ? `${group.local} ${(direction && attributeOf(direction, "val")) ?? "col"}` : group.local;
    return group.children
      .filter((child) => child.local === "ser")
      .map((element) => {
        const order = childOf(element, "order");
        const cells = [kind, formulaIn(element, "tx"), formulaIn(element, "cat"), formulaIn(element, "val")].join("|");
        return { element, kind, cells, place: Number((order && attributeOf(order, "val")) ?? 0) };
      });
  });
  return found.sort((one, other) => one.place - other.place);
}

/** The reference in `tx`, `cat` or `val`; "" where there is none. */
function formulaIn(series: XmlElement, local: string): string {
  const reference = childOf(series, local)?.children[0];
  const formula = reference && childOf(reference, "f");
  return formula ? formulaKey(formula.text) : "";
}

function kindOf(chart: DraftChart, index: number): string {
  switch (chart.kind) {
    case "line":
      return "lineChart";
    case "radar":
      return "radarChart";
    case "bar":
      return "barChart bar";
    case "column":
      return chart.series[index]?.look === "line" ? "lineChart" : "barChart col";
  }
}

function draftedCells(chart: DraftChart, index: number, { sheet }: ChartSource): string {
  const series = chart.series[index]!;
  const key = (area: string | undefined) => (area === undefined ? "" : formulaKey(referenceTo(sheet, chartArea(area))));
  return [kindOf(chart, index), key(series.title), key(chart.categories), key(series.values)].join("|");
}

/** The figures that stand in the chart a second time. A cell that is no number stands there as nothing, or as 0. */
function sameNumbers(element: XmlElement, chart: DraftChart, index: number, source: ChartSource): boolean {
  const reference = childOf(element, "val")?.children[0];
  const cache = reference && childOf(reference, "numCache");
  const standing = new Map<number, number>();
  for (const point of cache?.children ?? []) {
    const value = childOf(point, "v");
    if (point.local === "pt" && value) standing.set(Number(attributeOf(point, "idx")), Number(value.text));
  }
  return cellsOf(chart.series[index]!.values, source).every(({ value }, place) => {
    const wanted = typeof value === "number" ? value : 0;
    const there = standing.get(place) ?? 0;
    return Number.isNaN(there) ? typeof value !== "number" : Math.abs(there - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
  });
}

function sourceSplices(element: XmlElement, chart: DraftChart, index: number, source: ChartSource): Splice[] {
  const series = chart.series[index]!;
  const parts = [
    { local: "tx", xml: titleMarkup(series, source) },
    { local: "cat", xml: categoriesMarkup(chart, source) },
    { local: "val", xml: valuesMarkup(series, source) },
  ];
  return parts.flatMap(({ local, xml }): Splice[] => {
    const present = childOf(element, local);
    if (present) return [{ start: present.start, end: present.end, text: xml }];
    const values = childOf(element, "val");
    // Names of the points stand right before the values; a title stands behind the order.
    const at = local === "tx" ? childOf(element, "order")?.end : (values?.start ?? element.closeStart);
    return xml === "" || at === undefined ? [] : [{ start: at, end: at, text: xml }];
  });
}
