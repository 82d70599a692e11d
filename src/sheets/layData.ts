/**
 * The data table (数据): what every figure on the cards came from. One row per department, line and period, with the cell that it was read from,
 * the label that stood there, what stood in the cell where it had to be parsed, and the figure or why there is none.
 *
 * A figure that is a plain number at its source is a formula that finds it there; a figure that had to be parsed is a constant.
 */
import type { AbsentState, Reading } from "../kpi/figure";
import { type Period, comparePeriods, periodKey, samePeriod } from "../kpi/period";
import { type ScoredLine, type Scorecard, linesOf } from "../kpi/scorecard";
import type { SheetDraft } from "./draft";
import { onSheet } from "./formulas/fixedCell";
import { goneFormula, liveFormula } from "./formulas/lookup";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, heightFor, fixedColumn, laidRow, linesIn, rowsOf, spacer } from "./layRows";
import { quoted, worded } from "./lineState";
import { PALETTE } from "./marks";
import { cellNumber, figureFormat, placesOf, shownLength } from "./numberFormats";
import { fontOf, footer, titleRows, widthFor } from "./pageParts";
import { blockOfSummary } from "./sheetNames";

export function layData(cards: readonly Scorecard[], readings: readonly Reading[], context: LayContext): SheetDraft {
  const { labels, period, scheme, checkCode } = context;
  const { data: words } = labels;
  const entries = entriesOf(cards, readings, period);
  const heads = headsOf(context);
  const widths = columnWidths(entries, heads, context);
  const width = widths.length;
  const subtitle = [labels.period(period), labels.schemeVersion(scheme.settings.version), labels.checkCode(checkCode), words.note];
  const rows: LaidRow[] = [
    ...titleRows(widths, words.title, subtitle, context, { sheet: context.sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary }).rows,
    spacer(),
    laidRow(
      "head",
      width,
      HEIGHTS.head,
      Object.fromEntries(
        heads.map((head, column) => [
          column,
          { value: head, role: column === COLUMN.figure ? "number" : "text", ...(column === COLUMN.state ? { indent: 1 } : {}) } satisfies LaidCell,
        ]),
      ),
    ),
    ...entries.map((entry, place) => entryRow(entry, FIRST_ROW + place, place === entries.length - 1 ? "lastOfTable" : "line", widths, context)),
  ];
  return {
    ...rowsOf(rows),
    columnWidths: widths,
    merges: [],
    conditionalFormats: [],
    tables: [],
    freezeAt: address(FIRST_ROW, COLUMN.template),
    tabColour: PALETTE.ruleMid,
    gridlines: false,
    font: fontOf(labels.language),
    print: {
      orientation: "landscape",
      titleRows: `${FIRST_ROW}:${FIRST_ROW}`,
      footer: footer(words.title, context),
      breaksAfter: [],
    },
  };
}

const COLUMN = {
  departmentCode: 0,
  department: 1,
  template: 2,
  lineCode: 3,
  line: 4,
  indicatorCode: 5,
  indicator: 6,
  period: 7,
  unit: 8,
  figure: 9,
  state: 10,
  sheet: 11,
  cell: 12,
  label: 13,
  parsedFrom: 14,
  follows: 15,
} as const;

/** Title, subtitle, rule, space, heads. */
const FIRST_ROW = 5;

interface Entry {
  readonly card: Scorecard;
  readonly line: ScoredLine;
  readonly period: Period;
  /** null: no sheet has this figure. */
  readonly reading: Reading | null;
}

/** Per line the scored period first, whether it was read or not, then the earlier and later ones that were, latest first. */
function entriesOf(cards: readonly Scorecard[], readings: readonly Reading[], period: Period): Entry[] {
  const byFigure = new Map<string, Reading[]>();
  const keyOf = (department: string, indicator: string): string => `${department}\u0000${indicator}`;
  for (const reading of readings) {
    const key = keyOf(reading.department, reading.indicator);
    const known = byFigure.get(key);
    if (known) known.push(reading);
    else byFigure.set(key, [reading]);
  }
  return cards.flatMap((card) =>
    linesOf(card.items).flatMap((line): Entry[] => {
      const others = (byFigure.get(keyOf(card.department.code, line.indicator.code)) ?? [])
        .filter((reading) => !samePeriod(reading.period, period))
        .sort((one, other) => comparePeriods(other.period, one.period));
      return [{ card, line, period, reading: line.reading }, ...others.map((reading) => ({ card, line, period: reading.period, reading }))];
    }),
  );
}

/** Where each figure stands on the data table, for LayContext. */
export function figureCells(cards: readonly Scorecard[], readings: readonly Reading[], period: Period, sheet: string): NonNullable<LayContext["figureCell"]> {
  const cells = new Map<Scorecard, Map<ScoredLine, Map<string, string>>>();
  entriesOf(cards, readings, period).forEach(({ card, line, period: when }, place) => {
    const lines = cells.get(card) ?? new Map<ScoredLine, Map<string, string>>();
    const periods = lines.get(line) ?? new Map<string, string>();
    cells.set(card, lines.set(line, periods.set(periodKey(when), onSheet(sheet, address(FIRST_ROW + place, COLUMN.figure)))));
  });
  return (card, line, when) => cells.get(card)?.get(line)?.get(periodKey(when)) ?? null;
}

function headsOf({ labels: { data: words } }: LayContext): string[] {
  return [
    words.departmentCode,
    words.department,
    words.template,
    words.lineCode,
    words.line,
    words.indicatorCode,
    words.indicator,
    words.period,
    words.unit,
    words.figure,
    words.state,
    words.sheet,
    words.cell,
    words.label,
    words.parsedFrom,
    words.follows,
  ];
}

function columnWidths(entries: readonly Entry[], heads: readonly string[], context: LayContext): number[] {
  const texts = (column: number, least: number, most: number, textOf: (entry: Entry) => string): number =>
    widthFor([heads[column] ?? "", ...entries.map(textOf)], least, most);
  return [
    texts(COLUMN.departmentCode, 9, 16, ({ card }) => card.department.code),
    texts(COLUMN.department, 12, 24, ({ card }) => card.department.shortName),
    texts(COLUMN.template, 8, 16, ({ card }) => card.template.code),
    texts(COLUMN.lineCode, 8, 14, ({ line }) => line.line.code),
    texts(COLUMN.line, 18, 26, ({ line }) => line.line.name),
    texts(COLUMN.indicatorCode, 10, 16, ({ line }) => line.indicator.code),
    texts(COLUMN.indicator, 18, 26, ({ line }) => line.indicator.name),
    texts(COLUMN.period, 9, 12, ({ period }) => periodKey(period)),
    texts(COLUMN.unit, 7, 12, ({ line }) => line.indicator.unit),
    entries.reduce((width, { reading }) => {
      const value = reading?.figure.state === "value" ? reading.figure.value : null;
      return value ? Math.max(width, Math.min(22, shownLength(cellNumber(value), placesOf([value])))) : width;
    }, 11),
    texts(COLUMN.state, 11, 16, (entry) => stateOf(entry, context)),
    texts(COLUMN.sheet, 12, 24, ({ reading }) => reading?.source.sheet ?? ""),
    texts(COLUMN.cell, 8, 10, ({ reading }) => reading?.source.cell ?? ""),
    texts(COLUMN.label, 18, 26, ({ reading }) => reading?.label ?? ""),
    texts(COLUMN.parsedFrom, 9, 20, ({ reading }) => reading?.parsedFrom ?? ""),
    widthFor([heads[COLUMN.follows] ?? "", context.labels.data.byLabel, context.labels.data.byCell, context.labels.data.constant], 9, 14),
  ];
}

interface LiveCell {
  readonly figure: string;
  readonly state: string;
  readonly follows: string;
}

/** null: the figure is a constant. */
function liveCell({ reading }: Entry, row: number, { labels, formulas }: LayContext): LiveCell | null {
  if (!formulas || !reading?.live) return null;
  const { data: words, states } = labels;
  const found = reading.figure.state;
  const sign = (state: AbsentState): string => quoted(states[state].sign);
  const { formula, byLabel } = liveFormula(reading.source, reading.live, reading.label, fixedColumn(row, COLUMN.label), (cell) =>
    found === "value" ? goneFormula(cell, sign("missing"), sign("unreadable")) : sign(found),
  );
  const figure = fixedColumn(row, COLUMN.figure);
  const gone =
    found === "value"
      ? `IF(${figure}=${sign("missing")},${quoted(worded(states.missing))},${quoted(worded(states.unreadable))})`
      : quoted(worded(states[found]));
  return {
    figure: formula,
    state: `IF(ISNUMBER(${figure}),${quoted(words.reported)},${gone})`,
    follows: byLabel ? words.byLabel : words.byCell,
  };
}

function stateOf({ reading }: Entry, { labels }: LayContext): string {
  const state = reading?.figure.state ?? "missing";
  return state === "value" ? labels.data.reported : worded(labels.states[state]);
}

function entryRow(entry: Entry, row: number, mark: "line" | "lastOfTable", widths: readonly number[], context: LayContext): LaidRow {
  const { card, line, period, reading } = entry;
  const { labels } = context;
  const figure = reading?.figure.state === "value" ? reading.figure.value : null;
  const places = Math.max(line.indicator.unit === "%" ? 1 : 0, placesOf([figure]));
  const format = figureFormat(line.indicator.unit, places, figure ? cellNumber(figure) : 0);
  const live = liveCell(entry, row, context);
  const link = reading && reading.source.cell !== "" ? linkTo(reading, context) : undefined;
  const text = (value: string, role: LaidCell["role"] = "text"): LaidCell => ({ value: value === "" ? null : value, role });
  const current = samePeriod(period, context.period);
  const texts: readonly (readonly [number, string])[] = [
    [COLUMN.department, card.department.shortName],
    [COLUMN.line, line.line.name],
    [COLUMN.indicator, line.indicator.name],
    [COLUMN.sheet, reading?.source.sheet ?? ""],
    [COLUMN.label, reading?.label ?? ""],
    [COLUMN.parsedFrom, reading?.parsedFrom ?? ""],
  ];
  const lines = Math.max(...texts.map(([column, words]) => linesIn(words, widths[column] ?? 12)));
  return laidRow(mark, widths.length, heightFor(lines, HEIGHTS.line), {
    [COLUMN.departmentCode]: text(card.department.code, "second"),
    [COLUMN.department]: text(card.department.shortName, "wrap"),
    [COLUMN.template]: text(card.template.code, "second"),
    [COLUMN.lineCode]: text(line.line.code, "second"),
    [COLUMN.line]: text(line.line.name, "wrap"),
    [COLUMN.indicatorCode]: text(line.indicator.code, "second"),
    [COLUMN.indicator]: text(line.indicator.name, "wrap"),
    [COLUMN.period]: text(periodKey(period), current ? "text" : "second"),
    [COLUMN.unit]: text(line.indicator.unit, "second"),
    [COLUMN.figure]: {
      ...(figure
        ? { value: cellNumber(figure), role: current ? "strongNumber" : "secondNumber" }
        : { value: labels.states[reading && reading.figure.state !== "value" ? reading.figure.state : "missing"].sign, role: "faintNumber" }),
      format,
      ...(live ? { formula: live.figure } : {}),
    },
    [COLUMN.state]: { value: stateOf(entry, context), role: figure ? "second" : "strong", indent: 1, ...(live ? { formula: live.state } : {}) },
    [COLUMN.sheet]: text(reading?.source.sheet ?? labels.dash, reading ? "wrap" : "faint"),
    [COLUMN.cell]: link ? { value: reading!.source.cell, role: "link", link } : text(reading?.source.cell || labels.dash, "faint"),
    [COLUMN.label]: text(reading?.label ?? labels.dash, reading ? "wrap" : "faint"),
    [COLUMN.parsedFrom]: text(reading?.parsedFrom ?? "", "strongWrap"),
    [COLUMN.follows]: text(live?.follows ?? labels.data.constant, "second"),
  });
}

function linkTo({ source }: Reading, { labels }: LayContext): NonNullable<LaidCell["link"]> {
  return { sheet: source.sheet, cell: source.cell, tip: labels.goToSource(source.sheet, source.cell) };
}
