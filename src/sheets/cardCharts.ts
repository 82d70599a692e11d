/**
 * What a card draws below its short boards: where its points were lost, a bar beside each row; its rate over time; and, where the scheme asks for it, a radar.
 *
 * All of it is drawn from cells, which follow the table. Which lines are listed, in which order, and the rates of earlier periods stay until the next run.
 * What only the charts need stands right of the page.
 */
import { HUNDRED } from "../kpi/decimal";
import { type Period, periodKey, previousPeriod, samePeriod } from "../kpi/period";
import type { ScoredItem, ScoredLine } from "../kpi/scorecard";
import { takesNoShare } from "../kpi/weights";
import { lostFormula } from "./cardFoot";
import { type CardFormulas, firstWorking } from "./cardFormulas";
import type { Section } from "./cardPages";
import { allItems, cardTitle, COLUMN, FIRST_ROW, type Plan } from "./cardPlan";
import type { ConditionalFormat, DraftCell, DraftChart } from "./draft";
import { address } from "./grid";
import { fixedAddress, heightFor, HEIGHTS, type LaidCell, laidRow, type LaidRow, linesIn } from "./layRows";
import { quoted, stateOf, worded } from "./lineState";
import { PALETTE } from "./marks";
import { cellFraction, cellNumber, pointsFormat, rateFormat } from "./numberFormats";

/** A section of a card with what is drawn over it, once it is known where its first row stands. */
export interface DrawnSection {
  readonly section: Section;
  /** `top`: the row of the section's title, from 0. */
  readonly drawn: (top: number) => { readonly charts: readonly DraftChart[]; readonly formats: readonly ConditionalFormat[] };
}

/** More rows would say what the table says already. */
const MOST_LINES = 10;
/** Lines that lost nothing fill the list up to so many: one of them may lose something when a figure is changed. */
const FEWEST_LINES = 5;
/** Fewer rows would press the columns beside them flat. */
const FEWEST_ROWS = 6;
const RADAR_ROWS = 13;
/** Where its axis ends: a fraction, and round. */
const RADAR_ENDS = [1.2, 1.6] as const;
/** A radar of two is a stroke. */
const FEWEST_SPOKES = 3;

/** The bars lie beside the rows' figures, the columns over time right of a blank column. */
const BARS = { from: COLUMN.target, to: COLUMN.previous } as const;
const TIME = COLUMN.gap;
const RADAR = { from: COLUMN.stretch, to: COLUMN.bar } as const;

/** Columns right of the page, from the first that the formulas of the card leave free. */
const HELP = { short: 0, other: 1, period: 2, earlier: 3, now: 4 } as const;

function firstHelp(plan: Plan, formulas: CardFormulas | null): number {
  return firstWorking(plan) + (formulas?.workingHeads.length ?? 0);
}

// --- Points lost, and the rate over time ----------------------------------------------------------------------------

/** null: no line is scored, and nothing can have been lost. `totalRow`: counted from 0. */
export function lostSection(plan: Plan, formulas: CardFormulas | null, totalRow: number): DrawnSection | null {
  const { card, context, width, lines } = plan;
  const { labels } = context;
  const words = labels.card.charts;
  const sorted = byLoss(lines);
  const losing = sorted.filter((line) => line.lost!.gt(0)).length;
  const shown = sorted.slice(0, Math.min(Math.max(losing, FEWEST_LINES), MOST_LINES));
  if (shown.length === 0) return null;
  const times = timesOf(plan);
  const count = Math.max(shown.length, times.length > 0 ? Math.max(times.length, FEWEST_ROWS) : 0);
  // Bars are equally far apart, so all rows are as high as the highest.
  const nameWidth = plan.widths[COLUMN.name] ?? 29;
  const height = heightFor(Math.max(...shown.map((line) => linesIn(line.line.name, nameWidth))), HEIGHTS.line);
  const help = firstHelp(plan, formulas);
  const now = timeFormulas(plan, formulas, totalRow);

  const title = halves(laidRow("section", width, HEIGHTS.section, titleCells(plan, losing > MOST_LINES, times.length > 0)));
  const head = halves(
    laidRow("head", width, HEIGHTS.head, {
      [COLUMN.number]: { value: labels.card.number, role: "centre" },
      [COLUMN.name]: { value: labels.card.indicator, role: "text" },
      [COLUMN.unit]: { value: labels.card.state, role: "text" },
      [COLUMN.floor]: { value: labels.shortBoards.lost, role: "number" },
    }),
  );
  const rows = Array.from({ length: count }, (_, place): LaidRow => {
    const line = shown[place];
    const last = place === shown.length - 1;
    const left = line ? halves(lineRow(plan, line, formulas, last, height)) : { cells: [], height };
    const time = times[place];
    return helped(left, help, {
      ...(line ? lostHelp(plan, line, formulas) : {}),
      ...(time ? timeHelp(plan, time, now) : {}),
    });
  });
  const heads = { [HELP.short]: words.lostShort, [HELP.other]: words.lostOther, ...(times.length > 0 ? timeHeads(plan) : {}) };
  const headRow = helped(head, help, Object.fromEntries(Object.entries(heads).map(([column, value]) => [column, helpCell(value)])));

  return {
    section: { opening: [{ row: title }, { row: headRow }], rows: rows.map((row) => ({ row })), again: null },
    drawn: (top) => {
      const first = top + 2;
      const area = (from: number, to: number, rowCount: number): string => `${address(first, from)}:${address(first + rowCount - 1, to)}`;
      const column = (of: number, rowCount: number): string => area(help + of, help + of, rowCount);
      const titleOf = (of: number): string => address(first - 1, help + of);
      const lost: DraftChart = {
        name: "kpi.lost",
        over: area(BARS.from, BARS.to, shown.length),
        description: words.lostAlt(cardTitle(card, labels)),
        kind: "bar",
        categories: area(COLUMN.name, COLUMN.name, shown.length),
        series: [
          { title: titleOf(HELP.short), values: column(HELP.short, shown.length), colour: PALETTE.alert, look: "solid" },
          { title: titleOf(HELP.other), values: column(HELP.other, shown.length), colour: PALETTE.bar, look: "solid" },
        ],
      };
      const labelled = rateFormat(plan.ratePlaces).replace(/_\)/g, "");
      const history: DraftChart = {
        name: "kpi.history",
        over: `${address(first - 1, TIME)}:${address(first + count - 1, plan.stateColumn)}`,
        description: words.historyAlt(cardTitle(card, labels)),
        kind: "column",
        categories: column(HELP.period, times.length),
        series: [
          { title: titleOf(HELP.earlier), values: column(HELP.earlier, times.length), colour: PALETTE.previous, look: "solid", labels: labelled },
          { title: titleOf(HELP.now), values: column(HELP.now, times.length), colour: PALETTE.bar, look: "solid", labels: labelled },
        ],
        gap: 80,
        axes: { format: labelled, bare: true },
      };
      const short = `LEFT($${address(first, COLUMN.unit)},${labels.shortBoard.sign.length})=${quoted(labels.shortBoard.sign)}`;
      const loud = (from: number, to: number): ConditionalFormat => ({
        kind: "formula",
        area: area(from, to, shown.length),
        formula: short,
        look: { colour: PALETTE.alert, bold: true },
        stopIfTrue: false,
      });
      return {
        charts: times.length > 0 ? [lost, history] : [lost],
        formats: [loud(COLUMN.name, COLUMN.unit), loud(COLUMN.floor, COLUMN.floor)],
      };
    },
  };
}

function titleCells(plan: Plan, more: boolean, time: boolean): Record<number, LaidCell> {
  const words = plan.context.labels.card.charts;
  return {
    0: { value: words.lostTitle(more ? MOST_LINES : null), role: "text" },
    ...(time ? { [TIME]: { value: words.historyTitle, role: "text" } } : {}),
  };
}

/** Most points lost first, in the order of the card among equals; lines without a score are left out. */
function byLoss(lines: readonly ScoredLine[]): readonly ScoredLine[] {
  return lines.filter((line) => line.lost !== null).sort((one, other) => other.lost!.cmp(one.lost!));
}

function isShort(line: ScoredLine, plan: Plan): boolean {
  const { labels } = plan.context;
  return stateOf(line, labels).text.startsWith(labels.shortBoard.sign);
}

interface LossFormulas {
  readonly lost: string;
  /** A condition. */
  readonly short: string;
}

function lossFormulas(plan: Plan, line: ScoredLine, formulas: CardFormulas): LossFormulas {
  const { sign } = plan.context.labels.shortBoard;
  return { lost: lostFormula(line, plan, formulas), short: `LEFT(${formulas.cellOf(line, plan.stateColumn)},${sign.length})=${quoted(sign)}` };
}

function lineRow(plan: Plan, line: ScoredLine, formulas: CardFormulas | null, last: boolean, height: number): LaidRow {
  const { labels } = plan.context;
  const follow = formulas && lossFormulas(plan, line, formulas);
  const state = worded(labels.shortBoard);
  return laidRow(last ? "lastOfGroup" : "line", plan.width, height, {
    [COLUMN.number]: { value: line.number, role: "secondCentre" },
    [COLUMN.name]: { value: line.line.name, role: "wrap" },
    [COLUMN.unit]: {
      value: isShort(line, plan) ? state : "",
      role: "text",
      ...(follow ? { formula: `IF(${follow.short},${quoted(state)},"")` } : {}),
    },
    [COLUMN.floor]: {
      value: cellNumber(line.lost!),
      role: "strongNumber",
      format: pointsFormat(plan.pointPlaces),
      ...(follow ? { formula: follow.lost } : {}),
    },
  });
}

/** The two columns that the bars are drawn from: a short board stands in the one, any other line in the other. */
function lostHelp(plan: Plan, line: ScoredLine, formulas: CardFormulas | null): Record<number, DraftCell> {
  const lost = cellNumber(line.lost!);
  const short = isShort(line, plan);
  const format = pointsFormat(plan.pointPlaces);
  const follow = formulas && lossFormulas(plan, line, formulas);
  return {
    [HELP.short]: helpCell(short ? lost : 0, format, follow && `IF(${follow.short},${follow.lost},0)`),
    [HELP.other]: helpCell(short ? 0 : lost, format, follow && `IF(${follow.short},0,${follow.lost})`),
  };
}

interface Time {
  readonly period: Period;
  /** A fraction; null: the card was not complete then. */
  readonly rate: number | null;
  readonly isNow: boolean;
}

/** From the earliest period that is remembered to this one; none where there is no earlier one. */
function timesOf({ card, context }: Plan): readonly Time[] {
  const earliest = card.history.at(-1);
  if (!earliest) return [];
  const times: Time[] = [{ period: context.period, rate: card.rate ? cellFraction(card.rate) : null, isNow: true }];
  for (let past = previousPeriod(context.period); ; past = previousPeriod(past)) {
    const found = card.history.find(({ period }) => samePeriod(period, past));
    times.unshift({ period: past, rate: found ? cellFraction(found.rate) : null, isNow: false });
    if (samePeriod(past, earliest.period)) return times;
  }
}

function timeHeads({ context }: Plan): Record<number, string> {
  const { labels } = context;
  return { [HELP.period]: labels.data.period, [HELP.earlier]: labels.card.charts.earlier, [HELP.now]: labels.card.charts.now };
}

interface TimeFormulas {
  readonly rate: string;
  /** How many lines hold the card. */
  readonly held: string;
}

function timeFormulas(plan: Plan, formulas: CardFormulas | null, totalRow: number): TimeFormulas | null {
  return formulas && { rate: fixedAddress(totalRow, COLUMN.rate), held: fixedAddress(totalRow, firstWorking(plan)) };
}

/** A rate so far has its asterisk, as everywhere. */
function timeHelp(plan: Plan, { period, rate, isNow }: Time, now: TimeFormulas | null): Record<number, DraftCell> {
  const { card, context } = plan;
  const key = periodKey(period);
  const name = isNow && card.state === "incomplete" ? `${key}*` : key;
  const format = rateFormat(plan.ratePlaces);
  if (!isNow) return { [HELP.period]: helpCell(name), ...(rate === null ? {} : { [HELP.earlier]: helpCell(rate, format) }) };
  return {
    [HELP.period]: helpCell(name, undefined, now && `${quoted(key)}&IF(${now.held}=0,"","*")`),
    [HELP.now]: helpCell(rate ?? context.labels.dash, format, now?.rate ?? null),
  };
}

// --- The radar ------------------------------------------------------------------------------------------------------

/** null: it is not asked for, or the first level has too few rates to be drawn on one. */
export function radarSection(plan: Plan, formulas: CardFormulas | null): DrawnSection | null {
  const { card, context, width } = plan;
  const { labels } = context;
  const words = labels.card.charts;
  const spokes = card.items.filter((item) => item.rate !== null && !takesNoShare(item.kind === "line" ? item.line : item.branch));
  if (!context.scheme.settings.radar || spokes.length < FEWEST_SPOKES) return null;
  const items = allItems(card.items);
  const help = firstHelp(plan, formulas);
  const names = (item: ScoredItem): string => (item.kind === "line" ? item.line.name : item.branch.name);
  const title = laidRow("section", width, HEIGHTS.section, { 0: { value: words.radarTitle, role: "text" } });
  const head = laidRow("head", width, HEIGHTS.head, {
    [COLUMN.number]: { value: labels.card.number, role: "centre" },
    [COLUMN.name]: { value: labels.card.indicator, role: "text" },
    [COLUMN.floor]: { value: labels.card.rate, role: "number" },
  });
  const count = Math.max(spokes.length, RADAR_ROWS);
  const rows = Array.from({ length: count }, (_, place): LaidRow => {
    const item = spokes[place];
    if (!item) return { cells: [], height: HEIGHTS.line };
    const lines = linesIn(names(item), plan.widths[COLUMN.name] ?? 29);
    const row = laidRow(place === spokes.length - 1 ? "lastOfGroup" : "line", width, heightFor(lines, HEIGHTS.line), {
      [COLUMN.number]: { value: item.number, role: "secondCentre" },
      [COLUMN.name]: { value: names(item), role: "wrap" },
      [COLUMN.floor]: {
        value: cellFraction(item.rate!),
        role: "strongNumber",
        format: rateFormat(plan.ratePlaces),
        ...(formulas ? { formula: fixedAddress(FIRST_ROW + items.indexOf(item), COLUMN.rate) } : {}),
      },
    });
    return helped(leftOf(row, RADAR.from), help, { [HELP.other]: helpCell(cellFraction(HUNDRED), "0%") });
  });
  const headRow = helped(leftOf(head, RADAR.from), help, { [HELP.other]: helpCell(words.radarFull) });
  return {
    section: { opening: [{ row: title }, { row: headRow }], rows: rows.map((row) => ({ row })), again: null },
    drawn: (top) => {
      const first = top + 2;
      const column = (of: number): string => `${address(first, of)}:${address(first + spokes.length - 1, of)}`;
      const radar: DraftChart = {
        name: "kpi.radar",
        over: `${address(first - 1, RADAR.from)}:${address(first + count - 1, RADAR.to)}`,
        description: words.radarAlt(cardTitle(card, labels)),
        kind: "radar",
        categories: column(COLUMN.name),
        series: [
          { title: address(first - 1, help + HELP.other), values: column(help + HELP.other), colour: PALETTE.ruleMid, look: "line" },
          { title: address(first - 1, COLUMN.floor), values: column(COLUMN.floor), colour: PALETTE.bar, look: "line" },
        ],
        axes: { format: "0%", most: RADAR_ENDS.find((end) => spokes.every(({ rate }) => rate!.lte(end * 100))) ?? 2 },
        legend: "right",
      };
      return { charts: [radar], formats: [] };
    },
  };
}

// --- Rows -------------------------------------------------------------------------------------------------------------

function helpCell(value: string | number, format?: string, formula: string | null = null): DraftCell {
  return {
    value,
    mark: { row: "plain", role: "faintNumber" },
    ...(format === undefined ? {} : { format }),
    ...(formula === null ? {} : { formula }),
  };
}

/** The row with cells right of the page. */
function helped(row: LaidRow, help: number, cells: Readonly<Record<number, DraftCell>>): LaidRow {
  const columns = Object.keys(cells).map(Number);
  if (columns.length === 0) return row;
  const all: (DraftCell | undefined)[] = Array.from({ length: help + Math.max(...columns) + 1 }, (_, column) => row.cells[column]);
  for (const column of columns) all[help + column] = cells[column];
  return { ...row, cells: all };
}

/** No rule runs under the chart that stands right of the rows. */
function leftOf(row: LaidRow, column: number): LaidRow {
  return { ...row, cells: row.cells.slice(0, column) };
}

/** The rows end where the columns over time begin, but for a text that stands there. */
function halves(row: LaidRow): LaidRow {
  return { ...row, cells: row.cells.map((cell, column) => (column >= TIME - 1 && (cell?.value ?? null) === null ? undefined : cell)) };
}
