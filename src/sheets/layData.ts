/**
 * The data table (数据): what every figure on the cards came from. One row per department, line and period, with the cell that it was read from,
 * the label that stood there, what stood in the cell where it had to be parsed, and the figure or why there is none.
 *
 * A figure that is a plain number at its source is a formula that finds it there; a figure that had to be parsed is a constant.
 */
import type { Department } from "../kpi/department";
import { seriesOf } from "../kpi/derived";
import { type AbsentState, type Counted, type Derivation, type DerivedPart, GRAVEST_FIRST, type Reading } from "../kpi/figure";
import { type Period, comparePeriods, periodKey, samePeriod } from "../kpi/period";
import { type ScoredLine, type Scorecard, linesOf } from "../kpi/scorecard";
import type { Source } from "../kpi/source";
import { type Steps, atOnce, eachInSteps, greatestInSteps } from "../kpi/steps";
import type { SheetDraft } from "./draft";
import { countedFormula } from "./formulas/counted";
import { derivedFormula } from "./formulas/derived";
import { onSheet } from "./formulas/fixedCell";
import { figureFormula, goneFormula, rowInTable, sourceCell } from "./formulas/lookup";
import { operand } from "./formulas/ruleCells";
import { address, parseAddress } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, heightFor, fixedAddress, fixedColumn, laidRow, linesIn, rowsOf, spacer } from "./layRows";
import { quoted, worded } from "./lineState";
import { PALETTE } from "./marks";
import { cellNumber, figureFormat, placesOf, shownLength } from "./numberFormats";
import { fontOf, footer, titleRows, widthFor, widthForInSteps } from "./pageParts";
import { blockOfSummary } from "./sheetNames";

export function layData(cards: readonly Scorecard[], readings: readonly Reading[], context: LayContext): SheetDraft {
  return atOnce(layDataInSteps(cards, readings, context));
}

/** The same, a few rows at a time. */
export function* layDataInSteps(cards: readonly Scorecard[], readings: readonly Reading[], context: LayContext): Steps<SheetDraft> {
  const { labels, period, scheme, checkCode } = context;
  const { data: words } = labels;
  const entries = yield* entriesOf(cards, readings, period);
  const cellOf = yield* partCells(entries);
  const heads = headsOf(context);
  const widths = yield* columnWidths(entries, heads, context);
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
          {
            value: head,
            role: column === COLUMN.figure || column === COLUMN.row ? "number" : "text",
            ...(column === COLUMN.state ? { indent: 1 } : {}),
          } satisfies LaidCell,
        ]),
      ),
    ),
  ];
  let before: RowFound | null = null;
  for (const [place, entry] of entries.entries()) {
    const found = rowFound(entry.reading);
    // Figures of several periods often stand side by side: what was looked up for the first of them holds for the others.
    const row: RowFound | null = found && before?.formula === found.formula ? { ...found, formula: fixedAddress(FIRST_ROW + place - 1, COLUMN.row) } : found;
    before = found;
    rows.push(entryRow({ entry, found: row }, FIRST_ROW + place, place === entries.length - 1 ? "lastOfTable" : "line", widths, cellOf, context));
    if (place % ROWS_IN_A_STEP === 0) yield;
  }
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
  row: 16,
} as const;

/** Title, subtitle, rule, space, heads. */
const FIRST_ROW = 5;

const ROWS_IN_A_STEP = 20;

/** A line of a card with its figure of one period, or a figure that a derived one is computed from. */
interface Entry {
  readonly department: Department;
  /** null: the figure stands on no card itself. */
  readonly on: { readonly card: Scorecard; readonly line: ScoredLine } | null;
  /** A code of an indicator, or of a series beside one. */
  readonly code: string;
  readonly period: Period;
  /** null: no sheet has this figure. */
  readonly reading: Reading | null;
  /** What it counts as where no sheet has it: an earlier period that nobody reported is no fault. */
  readonly without: AbsentState;
}

/**
 * Per line the scored period first, whether it was read or not, then the earlier and later ones that were, latest first;
 * after all cards the figures that derived ones are computed from and those that vetoes look at, where they do not stand there already.
 */
function* entriesOf(cards: readonly Scorecard[], readings: readonly Reading[], period: Period): Steps<Entry[]> {
  const byFigure = new Map<string, Reading[]>();
  const keyOf = (department: string, indicator: string): string => `${department}\u0000${indicator}`;
  yield* eachInSteps(readings, PLACES_IN_A_STEP, (reading) => {
    const key = keyOf(reading.department, reading.indicator);
    const known = byFigure.get(key);
    if (known) known.push(reading);
    else byFigure.set(key, [reading]);
  });
  yield;
  const ofCard = (card: Scorecard): Entry[] =>
    linesOf(card.items).flatMap((line): Entry[] => {
      const others = (byFigure.get(keyOf(card.department.code, line.indicator.code)) ?? [])
        .filter((reading) => !samePeriod(reading.period, period))
        .sort((one, other) => comparePeriods(other.period, one.period));
      const on = { card, line };
      const of = (when: Period, reading: Reading | null): Entry => ({
        department: card.department,
        on,
        code: line.indicator.code,
        period: when,
        reading,
        without: "missing",
      });
      return [of(period, line.reading), ...others.map((reading) => of(reading.period, reading))];
    });
  const onCards: Entry[] = [];
  for (const card of cards) {
    for (const entry of ofCard(card)) onCards.push(entry);
    yield;
  }
  const placed = new Set<string>();
  for (const [place, entry] of onCards.entries()) {
    placed.add(placeOf(entry));
    if (place % PLACES_IN_A_STEP === 0) yield;
  }
  const parts: Entry[] = [];
  const addParts = (department: Department, derivation: Derivation): void => {
    const added = derivation.parts.filter((part) => {
      const entry = partEntry(department, part);
      if (placed.has(placeOf(entry))) return false;
      placed.add(placeOf(entry));
      parts.push(entry);
      return true;
    });
    for (const part of added) if (part.reading?.derivation) addParts(department, part.reading.derivation);
  };
  yield* eachInSteps(onCards, PLACES_IN_A_STEP, ({ department, reading }) => {
    if (reading?.derivation) addParts(department, reading.derivation);
  });
  for (const { department, vetoes } of cards) {
    for (const { veto, reading } of vetoes) {
      const entry: Entry = { department, on: null, code: veto.indicator, period, reading, without: "missing" };
      if (placed.has(placeOf(entry))) continue;
      placed.add(placeOf(entry));
      parts.push(entry);
      if (reading?.derivation) addParts(department, reading.derivation);
    }
  }
  return [...onCards, ...parts];
}

function partEntry(department: Department, { indicator, period, reading, role }: DerivedPart): Entry {
  return { department, on: null, code: indicator, period, reading, without: role === "base" ? "notApplicable" : "missing" };
}

function placeOf({ department, code, period, reading, without }: Entry): string {
  return [department.code, code, periodKey(period), reading ? "" : without].join("\u0000");
}

/** The figure's cell on the data table itself, by department, indicator and period. */
type CellOfPart = (department: Department, part: DerivedPart) => string;

function* partCells(entries: readonly Entry[]): Steps<CellOfPart> {
  const cells = new Map<string, string>();
  for (const [place, entry] of entries.entries()) {
    if (place % PLACES_IN_A_STEP === 0) yield;
    const key = placeOf(entry);
    if (!cells.has(key)) cells.set(key, fixedAddress(FIRST_ROW + place, COLUMN.figure));
  }
  // Every part of every figure has its row.
  return (department, part) => cells.get(placeOf(partEntry(department, part)))!;
}

type DataPlaces = Required<Pick<LayContext, "figureCell" | "rowCell" | "readingCell" | "peerRows">>;

/** Where figures stand on the data table, for LayContext. */
export function dataPlaces(cards: readonly Scorecard[], readings: readonly Reading[], period: Period, sheet: string): DataPlaces {
  return atOnce(dataPlacesInSteps(cards, readings, period, sheet));
}

/** The same, some hundred figures at a time. */
export function* dataPlacesInSteps(cards: readonly Scorecard[], readings: readonly Reading[], period: Period, sheet: string): Steps<DataPlaces> {
  const entries = yield* entriesOf(cards, readings, period);
  const placeOnTable = yield* placesOnTable(entries);
  const cellIn = (place: number, column: number): string => onSheet(sheet, address(FIRST_ROW + place, column));
  return {
    figureCell: (card, line, when) => {
      const place = placeOnTable(card, line, when);
      return place === null ? null : cellIn(place, COLUMN.figure);
    },
    rowCell: (card, line, when) => {
      const place = placeOnTable(card, line, when);
      return place === null || rowFound(entries[place]!.reading) === null ? null : cellIn(place, COLUMN.row);
    },
    readingCell: yield* readingCells(entries, sheet),
    peerRows: peerRowsOn(entries, period, sheet),
  };
}

const PLACES_IN_A_STEP = 500;

function* placesOnTable(entries: readonly Entry[]): Steps<(card: Scorecard, line: ScoredLine, when: Period) => number | null> {
  const places = new Map<Scorecard, Map<ScoredLine, Map<string, number>>>();
  for (const [place, { on, period: when }] of entries.entries()) {
    if (place % PLACES_IN_A_STEP === 0) yield;
    if (!on) continue;
    const lines = places.get(on.card) ?? new Map<ScoredLine, Map<string, number>>();
    const periods = lines.get(on.line) ?? new Map<string, number>();
    places.set(on.card, lines.set(on.line, periods.set(periodKey(when), place)));
  }
  return (card, line, when) => places.get(card)?.get(line)?.get(periodKey(when)) ?? null;
}

/** The first cell of each figure: a department with two cards has it twice. */
function* readingCells(entries: readonly Entry[], sheet: string): Steps<NonNullable<LayContext["readingCell"]>> {
  const cells = new Map<string, string>();
  const keyOf = (department: string, indicator: string, when: Period): string => [department, indicator, periodKey(when)].join("\u0000");
  for (const [place, { department, code, period: when }] of entries.entries()) {
    if (place % PLACES_IN_A_STEP === 0) yield;
    const key = keyOf(department.code, code, when);
    if (!cells.has(key)) cells.set(key, onSheet(sheet, address(FIRST_ROW + place, COLUMN.figure)));
  }
  return (department, indicator, when) => cells.get(keyOf(department, indicator, when)) ?? null;
}

/** The rows among which a line's rank is taken. */
function peerRowsOn(entries: readonly Entry[], period: Period, sheet: string): NonNullable<LayContext["peerRows"]> {
  const last = FIRST_ROW + entries.length - 1;
  const range = (column: number): string => `${onSheet(sheet, address(FIRST_ROW, column))}:${fixedAddress(last, column)}`;
  return (card, line) => ({
    alike: [
      { column: range(COLUMN.template), text: card.template.code },
      { column: range(COLUMN.lineCode), text: line.line.code },
      { column: range(COLUMN.indicatorCode), text: line.indicator.code },
      { column: range(COLUMN.period), text: periodKey(period) },
    ],
    figures: range(COLUMN.figure),
  });
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
    words.row,
  ];
}

function* columnWidths(entries: readonly Entry[], heads: readonly string[], context: LayContext): Steps<number[]> {
  const words = context.labels.data;
  const texts = (column: number, least: number, most: number, textOf: (entry: Entry) => string): Steps<number> =>
    widthForInSteps(entries, textOf, widthFor([heads[column] ?? ""], least, most), most);
  const figureOf = ({ reading }: Entry): number => {
    const value = reading?.figure.state === "value" ? reading.figure.value : null;
    return value ? Math.min(22, shownLength(cellNumber(value), placesOf([value]))) : 0;
  };
  return [
    yield* texts(COLUMN.departmentCode, 9, 16, ({ department }) => department.code),
    yield* texts(COLUMN.department, 12, 24, ({ department }) => department.shortName),
    yield* texts(COLUMN.template, 8, 16, ({ on }) => on?.card.template.code ?? ""),
    yield* texts(COLUMN.lineCode, 8, 14, ({ on }) => on?.line.line.code ?? ""),
    yield* texts(COLUMN.line, 18, 26, ({ on }) => on?.line.line.name ?? ""),
    yield* texts(COLUMN.indicatorCode, 10, 16, ({ code }) => seriesOf(code)?.indicator ?? code),
    yield* texts(COLUMN.indicator, 18, 26, (entry) => measured(entry, context).name),
    yield* texts(COLUMN.period, 9, 12, ({ period }) => periodKey(period)),
    yield* texts(COLUMN.unit, 7, 12, (entry) => measured(entry, context).unit),
    yield* greatestInSteps(entries, PLACES_IN_A_STEP, 11, figureOf),
    yield* texts(COLUMN.state, 11, 16, (entry) => stateOf(entry, context)),
    yield* texts(COLUMN.sheet, 12, 24, ({ reading }) => reading?.source.sheet ?? ""),
    yield* texts(COLUMN.cell, 8, 10, ({ reading }) => reading?.source.cell ?? ""),
    yield* texts(COLUMN.label, 18, 26, ({ reading }) => reading?.label ?? ""),
    yield* texts(COLUMN.parsedFrom, 9, 20, ({ reading }) => reading?.parsedFrom ?? ""),
    widthFor([heads[COLUMN.follows] ?? "", words.byLabel, words.byCell, words.constant, words.computed], 9, 14),
    widthFor([heads[COLUMN.row] ?? ""], 7, 14),
  ];
}

/** What the figure measures, in words, and its unit. */
function measured({ on, code }: Entry, { scheme, labels }: LayContext): { readonly name: string; readonly unit: string } {
  if (on) return on.line.indicator;
  const series = seriesOf(code);
  const indicator = scheme.indicators.find((one) => one.code === (series?.indicator ?? code));
  const name = indicator?.name ?? code;
  if (!series) return { name, unit: indicator?.unit ?? "" };
  const isOther = series.series === "competitor" || series.series === "benchmark";
  return { name: labels.data.beside(name, series.series, series.name), unit: isOther ? (indicator?.unit ?? "") : "" };
}

interface LiveCell {
  readonly figure: string;
  readonly state: string;
  readonly follows: string;
}

/** null: the figure is a constant. */
function liveCell(entry: Entry, row: number, cellOf: CellOfPart, context: LayContext): LiveCell | null {
  const { reading } = entry;
  const { labels, formulas } = context;
  if (!formulas || !reading) return null;
  if (reading.derivation) return computedCell(entry.department, reading.derivation, row, cellOf, context);
  if (reading.counted) return countedCell(reading, reading.counted, row, context);
  if (!reading.live) return null;
  const { data: words, states } = labels;
  const found = reading.figure.state;
  const sign = (state: AbsentState): string => quoted(states[state].sign);
  const byLabel = rowFound(reading) !== null;
  const cell = byLabel ? sourceCell(reading.source, reading.live.lookup, fixedColumn(row, COLUMN.row)) : sourceCell(reading.source, null);
  const formula = figureFormula(cell, reading.live.times, found === "value" ? goneFormula(cell, sign("missing"), sign("unreadable")) : sign(found));
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

interface RowFound {
  /** Counted from 1 inside of its table. */
  readonly value: number;
  readonly formula: string;
}

/** The row of its table that a figure stands in, as it was and as it is found again by what stands in it; null: it is taken from its cell, or is no figure of a sheet. */
function rowFound(reading: Reading | null): RowFound | null {
  if (!reading || reading.derivation) return null;
  const { source, live, origin } = reading;
  const lookup = (live ? live.lookup : origin?.lookup) ?? null;
  const at = parseAddress(source.cell);
  const row = lookup && rowInTable(source, lookup);
  if (!lookup || !at || !row) return null;
  const formula = `IFERROR(${row},"!")`;
  return formula.length > LONGEST_FORMULA ? null : { value: at.row + 2 - lookup.firstRow, formula };
}

/** null: the formula would be longer than anybody reads. */
function computedCell(department: Department, derivation: Derivation, row: number, cellOf: CellOfPart, { labels }: LayContext): LiveCell | null {
  const { data: words, states } = labels;
  const sign = (state: AbsentState): string => quoted(states[state].sign);
  const figure = fixedColumn(row, COLUMN.figure);
  const may = statesOf(derivation);
  const { full } = derivation;
  const formula = derivedFormula(derivation, {
    parts: derivation.parts.map((part) => cellOf(department, part)),
    full: full && (full.source?.live ? placeWithTimes(full.source, full.source.live.times) : operand(full.value)),
    sign,
    states: partStates(derivation),
  });
  if (formula.length > LONGEST_FORMULA) return null;
  const [last = "missing", ...others] = [...may].reverse();
  const gone = others.reduce((rest, state) => `IF(${figure}=${sign(state)},${quoted(worded(states[state]))},${rest})`, quoted(worded(states[last])));
  return { figure: formula, state: `IF(ISNUMBER(${figure}),${quoted(words.worked)},${gone})`, follows: words.computed };
}

/** null: the formula would be longer than anybody reads. */
function countedCell(reading: Reading, counted: Counted, row: number, { labels }: LayContext): LiveCell | null {
  const { data: words, states } = labels;
  const sign = (state: AbsentState): string => quoted(states[state].sign);
  const figure = fixedColumn(row, COLUMN.figure);
  const formula = countedFormula(counted, reading.source.sheet, sign);
  if (formula.length > LONGEST_FORMULA) return null;
  const gone = `IF(${figure}=${sign("missing")},${quoted(worded(states.missing))},${quoted(worded(states.unreadable))})`;
  return { figure: formula, state: `IF(ISNUMBER(${figure}),${quoted(words.reported)},${gone})`, follows: words.computed };
}

const LONGEST_FORMULA = 1000;

function placeWithTimes(source: Source, times: 1 | 100): string {
  const place = onSheet(source.sheet, source.cell);
  return times === 100 ? `ROUND(100*${place},12)` : place;
}

/** What the parts may come to once somebody changes a sheet. */
function partStates({ parts }: Derivation): readonly AbsentState[] {
  const may = new Set(
    parts.flatMap(({ reading, role }): readonly AbsentState[] => {
      if (!reading) return [role === "base" ? "notApplicable" : "missing"];
      if (reading.derivation) return statesOf(reading.derivation);
      return reading.figure.state === "value" || reading.counted ? ["missing", "unreadable"] : [reading.figure.state];
    }),
  );
  return GRAVEST_FIRST.filter((state) => may.has(state));
}

function statesOf(derivation: Derivation): readonly AbsentState[] {
  const { derived } = derivation;
  const own: AbsentState[] = [];
  if ("zero" in derived && derived.zero !== "byChange") own.push(derived.zero === "hold" ? "unreadable" : "notApplicable");
  if (derived.method === "survey") own.push("suppressed");
  if (derived.method === "checklist" || "terms" in derived) own.push("notApplicable");
  if (derivation.problem !== null) own.push("unreadable");
  const may = new Set([...own, ...partStates(derivation)]);
  return GRAVEST_FIRST.filter((state) => may.has(state));
}

function stateOf({ reading, without }: Entry, { labels }: LayContext): string {
  const state = reading?.figure.state ?? without;
  return state !== "value" ? worded(labels.states[state]) : reading?.derivation ? labels.data.worked : labels.data.reported;
}

function entryRow(
  { entry, found }: { readonly entry: Entry; readonly found: RowFound | null },
  row: number,
  mark: "line" | "lastOfTable",
  widths: readonly number[],
  cellOf: CellOfPart,
  context: LayContext,
): LaidRow {
  const { department, on, period, reading } = entry;
  const { labels } = context;
  const { name, unit } = measured(entry, context);
  const lineName = on?.line.line.name ?? labels.dash;
  const figure = reading?.figure.state === "value" ? reading.figure.value : null;
  const places = Math.max(unit === "%" ? 1 : 0, placesOf([figure]));
  const format = figureFormat(unit, places, figure ? cellNumber(figure) : 0);
  const live = liveCell(entry, row, cellOf, context);
  const link = reading && reading.source.cell !== "" ? linkTo(reading, context) : undefined;
  const text = (value: string, role: LaidCell["role"] = "text"): LaidCell => ({ value: value === "" ? null : value, role });
  const current = samePeriod(period, context.period);
  const texts: readonly (readonly [number, string])[] = [
    [COLUMN.department, department.shortName],
    [COLUMN.line, lineName],
    [COLUMN.indicator, name],
    [COLUMN.sheet, reading?.source.sheet ?? ""],
    [COLUMN.label, reading?.label ?? ""],
    [COLUMN.parsedFrom, reading?.parsedFrom ?? ""],
  ];
  const lines = Math.max(...texts.map(([column, words]) => linesIn(words, widths[column] ?? 12)));
  return laidRow(mark, widths.length, heightFor(lines, HEIGHTS.line), {
    [COLUMN.departmentCode]: text(department.code, "second"),
    [COLUMN.department]: text(department.shortName, "wrap"),
    [COLUMN.template]: text(on?.card.template.code ?? labels.dash, on ? "second" : "faint"),
    [COLUMN.lineCode]: text(on?.line.line.code ?? labels.dash, on ? "second" : "faint"),
    [COLUMN.line]: text(lineName, on ? "wrap" : "faint"),
    [COLUMN.indicatorCode]: text(seriesOf(entry.code)?.indicator ?? entry.code, "second"),
    [COLUMN.indicator]: text(name, "wrap"),
    [COLUMN.period]: text(periodKey(period), current ? "text" : "second"),
    [COLUMN.unit]: text(unit, "second"),
    [COLUMN.figure]: {
      ...(figure
        ? { value: cellNumber(figure), role: current ? "strongNumber" : "secondNumber" }
        : { value: labels.states[reading && reading.figure.state !== "value" ? reading.figure.state : entry.without].sign, role: "faintNumber" }),
      format,
      ...(live ? { formula: live.figure } : {}),
    },
    [COLUMN.state]: { value: stateOf(entry, context), role: figure ? "second" : "strong", indent: 1, ...(live ? { formula: live.state } : {}) },
    [COLUMN.sheet]: text(reading?.source.sheet ?? labels.dash, reading ? "wrap" : "faint"),
    [COLUMN.cell]: link ? { value: reading!.source.cell, role: "link", link } : text(reading?.source.cell || labels.dash, "faint"),
    [COLUMN.label]: text(reading?.label ?? labels.dash, reading ? "wrap" : "faint"),
    [COLUMN.parsedFrom]: text(reading?.parsedFrom ?? "", "strongWrap"),
    [COLUMN.follows]: text(live?.follows ?? labels.data.constant, "second"),
    ...(found ? { [COLUMN.row]: { value: found.value, role: "faintNumber", ...(context.formulas ? { formula: found.formula } : {}) } } : {}),
  });
}

function linkTo({ source }: Reading, { labels }: LayContext): NonNullable<LaidCell["link"]> {
  return { sheet: source.sheet, cell: source.cell, tip: labels.goToSource(source.sheet, source.cell) };
}
