/** A chart over its cells, edge to edge, as the workbook will draw it. */
import { makeStyles, mergeClasses } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { ShownChart, ShownSeries } from "./shownChart";

const useStyles = makeStyles({
  chart: { position: "absolute", top: 0, left: 0, zIndex: 1, pointerEvents: "none" },
  named: { boxSizing: "border-box", border: "1px dashed #9aa5b1", padding: "8px", color: "#5a6675", whiteSpace: "normal" },
});

/** Pixels. */
const LETTERS = 11;
const LINE = 16;
/** Rings of a radar, and how far its names stand outside. */
const RINGS = 4;
const BESIDE = 8;
const LEGEND = 110;
const INK = "#3b4754";
const FAINT = "#d9dee4";

export interface SheetChartProps {
  readonly chart: ShownChart;
  /** Pixels. */
  readonly width: number;
  /** Pixels, of each row that it covers. */
  readonly heights: readonly number[];
}

export function SheetChart({ chart, width, heights }: SheetChartProps): ReactElement {
  const styles = useStyles();
  const height = heights.reduce((total, one) => total + one, 0);
  if (chart.kind === "named")
    return (
      <div className={mergeClasses(styles.chart, styles.named)} style={{ width, height }}>
        {chart.description}
      </div>
    );
  const size = { width, height, heights };
  return (
    <svg role="img" aria-label={chart.description} className={styles.chart} width={width} height={height} fontSize={LETTERS}>
      {chart.kind === "bars" ? barsOf(chart, size) : chart.kind === "columns" ? columnsOf(chart, size) : radarOf(chart, size)}
    </svg>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly heights: readonly number[];
}

function painted({ colour, look }: ShownSeries): { readonly fill: string; readonly stroke: string } {
  return look === "solid" ? { fill: `#${colour}`, stroke: "none" } : { fill: "none", stroke: `#${colour}` };
}

/** Each bar beside its row. */
function barsOf({ series, thickness }: ShownChart, { width, heights }: Size): readonly ReactElement[] {
  const tops = heights.map((_, place) => heights.slice(0, place).reduce((total, one) => total + one, 0));
  return series.flatMap((one, number) =>
    one.shares.map((share, place) => (
      <rect
        key={`${number}.${place}`}
        x={1}
        y={tops[place]! + (heights[place]! * (1 - thickness)) / 2}
        width={(share ?? 0) * (width - 8)}
        height={heights[place]! * thickness}
        {...painted(one)}
      />
    )),
  );
}

/** Columns over the names of their points, with their figures above them. */
function columnsOf({ names, series, thickness }: ShownChart, { width, height }: Size): readonly ReactElement[] {
  const place = width / Math.max(names.length, 1);
  const foot = height - LINE - 4;
  const most = foot - LINE - 4;
  const middle = (at: number): number => place * (at + 0.5);
  return [
    <line key="axis" x1={0} x2={width} y1={foot + 0.5} y2={foot + 0.5} stroke={FAINT} />,
    ...names.map((name, at) => (
      <text key={`name ${at}`} x={middle(at)} y={height - 6} textAnchor="middle" fill={INK}>
        {name}
      </text>
    )),
    ...series.flatMap((one, number) =>
      one.shares.map((share, at) =>
        share === null ? null : (
          <g key={`${number}.${at}`}>
            <rect x={middle(at) - (place * thickness) / 2} y={foot - share * most} width={place * thickness} height={share * most} {...painted(one)} />
            <text x={middle(at)} y={foot - share * most - 4} textAnchor="middle" fill={INK}>
              {one.labels[at]}
            </text>
          </g>
        ),
      ),
    ),
  ].flatMap((drawn) => drawn ?? []);
}

/** A spoke per point, the first upright, on clockwise; the series beside them. */
function radarOf({ names, series, legend }: ShownChart, { width, height }: Size): readonly ReactElement[] {
  const room = legend ? width - LEGEND : width;
  const centre = { x: room / 2, y: height / 2 };
  const radius = Math.max(Math.min(room / 2 - LEGEND / 2, height / 2 - LINE - BESIDE), LINE);
  const at = (spoke: number, share: number): { readonly x: number; readonly y: number } => {
    const angle = (2 * Math.PI * spoke) / names.length;
    return { x: centre.x + Math.sin(angle) * radius * share, y: centre.y - Math.cos(angle) * radius * share };
  };
  const ring = (shares: readonly number[]): string =>
    shares
      .map((share, spoke) => at(spoke, share))
      .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(" ");
  return [
    ...Array.from({ length: RINGS }, (_, number) => (
      <polygon key={`ring ${number}`} points={ring(names.map(() => (number + 1) / RINGS))} fill="none" stroke={FAINT} />
    )),
    ...names.map((name, spoke) => {
      const end = at(spoke, 1);
      const text = at(spoke, 1 + BESIDE / radius);
      const anchor = Math.abs(text.x - centre.x) < 1 ? "middle" : text.x > centre.x ? "start" : "end";
      return (
        <g key={`spoke ${spoke}`}>
          <line x1={centre.x} y1={centre.y} x2={end.x} y2={end.y} stroke={FAINT} />
          <text x={text.x} y={text.y + 4} textAnchor={anchor} fill={INK}>
            {name}
          </text>
        </g>
      );
    }),
    ...series.map((one, number) => (
      <polygon key={`series ${number}`} points={ring(one.shares.map((share) => share ?? 0))} fill="none" stroke={`#${one.colour}`} strokeWidth={2} />
    )),
    ...(legend
      ? series.map(({ title, colour }, number) => {
          const y = height / 2 + (number - (series.length - 1) / 2) * LINE;
          return (
            <g key={`legend ${number}`}>
              <line x1={room} x2={room + 20} y1={y} y2={y} stroke={`#${colour}`} strokeWidth={2} />
              <text x={room + 26} y={y + 4} fill={INK}>
                {title}
              </text>
            </g>
          );
        })
      : []),
  ];
}
