/** A chart of a draft with the figures that it is drawn from, as the page draws it: bars beside their rows, columns over time, or a radar. */
import type { DraftChart, DraftSeries } from "../sheets/draft";
import { type Area, type CellValue, parseArea } from "../sheets/grid";
import { cellText } from "../sheets/plainText";
import { shownText } from "../sheets/shownText";

export interface ShownChart {
  readonly over: Area;
  /** For those who cannot see it. */
  readonly description: string;
  /** "named": it is not drawn here, and its description stands in its place. */
  readonly kind: "bars" | "columns" | "radar" | "named";
  /** Per point. */
  readonly names: readonly string[];
  readonly series: readonly ShownSeries[];
  /** The part of a bar's or a column's place that it fills. */
  readonly thickness: number;
  /** Whether the series are told by name and colour. */
  readonly legend: boolean;
}

export interface ShownSeries {
  readonly title: string;
  readonly colour: string;
  readonly look: DraftSeries["look"];
  /** Per point, of the length of the axis, 0–1; null: no figure. */
  readonly shares: readonly (number | null)[];
  /** Per point; "" where it has none. */
  readonly labels: readonly string[];
}

type ValueAt = (row: number, column: number) => CellValue;

/** null: it lies over no cells. */
export function shownChart(chart: DraftChart, valueAt: ValueAt): ShownChart | null {
  const over = parseArea(chart.over);
  if (!over) return null;
  const valuesOf = (area: string | undefined): readonly CellValue[] => {
    const found = area === undefined ? null : parseArea(area);
    return found ? cellsOf(found).map(([row, column]) => valueAt(row, column)) : [];
  };
  const figures = chart.series.map((series) => valuesOf(series.values).map(figureOf));
  const highest = Math.max(...figures.flat().map((figure) => figure ?? 0), 0);
  const most = chart.axes?.most ?? highest;
  return {
    over,
    description: chart.description,
    kind: most > 0 ? kindOf(chart) : "named",
    names: valuesOf(chart.categories).map(textOf),
    series: chart.series.map((series, place) => ({
      title: textOf(valuesOf(series.title)[0] ?? null),
      colour: series.colour,
      look: series.look,
      shares: figures[place]!.map((figure) => (figure === null ? null : Math.min(Math.max(figure / most, 0), 1))),
      labels: figures[place]!.map((figure) => (figure === null || series.labels === undefined ? "" : shownText(figure, series.labels))),
    })),
    thickness: 1 / (1 + (chart.gap ?? 50) / 100),
    legend: chart.legend !== undefined,
  };
}

function kindOf({ kind, axes }: DraftChart): ShownChart["kind"] {
  switch (kind) {
    case "bar":
      return axes ? "named" : "bars";
    case "column":
      return axes?.bare ? "columns" : "named";
    case "radar":
      return "radar";
    case "line":
      return "named";
  }
}

function textOf(value: CellValue): string {
  return cellText({ value, format: "General" });
}

function figureOf(value: CellValue): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function cellsOf({ top, left, bottom, right }: Area): readonly (readonly [number, number])[] {
  return Array.from({ length: bottom - top + 1 }, (_, row) => row).flatMap((row) =>
    Array.from({ length: right - left + 1 }, (_, column) => [top + row, left + column] as const),
  );
}
