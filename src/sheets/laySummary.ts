/**
 * All cards on one sheet: key figures and a sentence, the ranking by group, and a heat map of the first level of the trees.
 *
 * A chart beside the ranking draws each card's points on its full points, on one scale for all and in the card's own row: the table is its legend.
 */
import { type Decimal, sum } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import { type ScoredItem, type Scorecard, linesOf } from "../kpi/scorecard";
import { type Steps, atOnce, eachInSteps } from "../kpi/steps";
import { isAdjustment, takesNoShare } from "../kpi/weights";
import { type CardPlaces, cardPlaces } from "./cardPlaces";
import type { ConditionalFormat, DraftCell, DraftChart, SheetDraft } from "./draft";
import { onSheet } from "./formulas/fixedCell";
import { operand } from "./formulas/ruleCells";
import { roundingFormula } from "./formulas/rounding";
import { address } from "./grid";
import { capOf, capsQuotas } from "../kpi/grade";
import type { LayContext, PlaceCells } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, fixedAddress, fixedColumn, fixedRow, heightFor, laidRow, linesIn, rowsOf, spacer, textWidth } from "./layRows";
import { quoted, signOf } from "./lineState";
import type { SheetLabels } from "./labels";
import { PALETTE } from "./marks";
import {
  cellFraction,
  cellNumber,
  countFormat,
  heatFormat,
  placesOf,
  pointPlaces,
  pointsFormat,
  pointsSoFarFormat,
  rateChangeFormat,
  rateFormat,
  rateLength,
  ratePlaces,
  rateSoFarFormat,
  shownLength,
  thresholdFormat,
} from "./numberFormats";
import { type KeyFigure, charactersOf, fontOf, footer, keyFigureRows, messageRow, noteRows, titleRows, widthFor, closedSentence } from "./pageParts";
import { blockOfCard } from "./sheetNames";

export function laySummary(cards: readonly Scorecard[], context: LayContext): SheetDraft {
  return atOnce(laySummaryInSteps(cards, context));
}

/** The same, a card at a time. */
export function* laySummaryInSteps(cards: readonly Scorecard[], context: LayContext): Steps<SheetDraft> {
  const { labels } = context;
  const plan = yield* planOf(cards, context);
  yield;
  const top = topRows(plan);
  yield;
  const table = yield* tableRows(plan);
  yield;
  const rows = [...top.rows, ...table, spacer(), ...noteRows(plan.width, null, yield* notes(plan), charactersOf(plan.widths))];
  yield;
  return {
    ...rowsOf(rows),
    columnWidths: [...plan.widths, ...(context.formulas ? [2, Math.max(9, 5 + plan.ratePlaces), 9] : [])],
    merges: top.merges,
    conditionalFormats: highlights(plan),
    tables: [],
    charts: pointsChart(plan),
    freezeAt: address(FIRST_ROW, COLUMN.points),
    tabColour: PALETTE.accent,
    gridlines: false,
    font: fontOf(labels.language),
    print: {
      orientation: "landscape",
      titleRows: `1:${FIRST_ROW}`,
      area: `A1:${address(rows.length - 1, plan.width - 1)}`,
      footer: footer(title(context), context),
      breaksAfter: [],
    },
  };
}

const COLUMN = { place: 0, name: 1, points: 2, full: 3, rate: 4, change: 5, lastPlace: 6, short: 7, bar: 8, gap: 9, heat: 10 } as const;

/** The row of the column groups holds the thresholds; the first group stands in row 10. */
const GROUP_ROW = 7;
const FIRST_ROW = 9;

/** More columns would be scaled to type that is too small on paper. */
const MOST_HEAT_COLUMNS = 9;

function title({ labels, scheme }: LayContext): string {
  return labels.summary.title(scheme.settings.schemeName);
}

/** Where the summary ranks each card. */
export function placeCells(cards: readonly Scorecard[], sheet: string, context: LayContext): (card: Scorecard) => PlaceCells {
  const groups = groupsOf(cards);
  const { grades } = context.scheme;
  const capColumn = capped(context.scheme) ? workingsFrom(heatColumns(cards, context).columns.length, true) + 2 : null;
  const cells = new Map(
    groups.flatMap((group) => {
      const { from, to } = rowsOfGroup({ groups }, group);
      const all = `${onSheet(sheet, address(from, COLUMN.place))}:${fixedAddress(to, COLUMN.place)}`;
      const placed = group.cards.flatMap((card) => (card.rank ? [{ place: card.rank.place, cap: capOf(card, grades) + 1 }] : []));
      const caps = capColumn === null ? null : { cells: `${onSheet(sheet, address(from, capColumn))}:${fixedAddress(to, capColumn)}`, now: placed };
      return group.cards.map((card, row) => [card, { own: onSheet(sheet, address(from + row, COLUMN.place)), all, ranked: placed.length, caps }] as const);
    }),
  );
  return (card) => cells.get(card)!;
}

// --- The plan ------------------------------------------------------------------------------------------------------

interface Group {
  readonly name: string;
  /** Ranked ones first, by place; then those that are not complete, then those to which nothing applies. */
  readonly cards: readonly Scorecard[];
}

interface HeatColumn {
  readonly name: string;
  /** The threshold that most cells of the column have, as a fraction. */
  readonly threshold: number;
}

interface Plan {
  readonly context: LayContext;
  readonly cards: readonly Scorecard[];
  readonly groups: readonly Group[];
  /** Where each card's figures stand; null: without formulas. */
  readonly places: ReadonlyMap<Scorecard, CardPlaces> | null;
  /** What the key figures speak of: the group with most ranked cards. */
  readonly lead: Group | null;
  readonly heat: readonly HeatColumn[];
  readonly heatLeftOut: number;
  /** The cell above the heat map's columns is needed where thresholds differ from the one that all share. */
  readonly ownThresholds: boolean;
  /** Behind the heat map; null: cards are not graded. */
  readonly gradeColumn: number | null;
  readonly width: number;
  readonly widths: readonly number[];
  readonly pointPlaces: number;
  readonly ratePlaces: number;
}

function* placesOfCards(cards: readonly Scorecard[], context: LayContext): Steps<ReadonlyMap<Scorecard, CardPlaces>> {
  const places = new Map<Scorecard, CardPlaces>();
  for (const card of cards) {
    places.set(card, cardPlaces(card, context));
    yield;
  }
  return places;
}

function* planOf(cards: readonly Scorecard[], context: LayContext): Steps<Plan> {
  const { settings } = context.scheme;
  const groups = groupsOf(cards);
  const ranked = (group: Group): number => group.cards.filter((card) => card.rank).length;
  const lead = groups.reduce<Group | null>((most, group) => (ranked(group) > (most ? ranked(most) : 0) ? group : most), null);
  yield;
  const { columns, leftOut } = heatColumns(cards, context);
  yield;
  const places = pointPlaces(settings.pointDecimals);
  const threshold = cellFraction(settings.threshold);
  const graded = context.scheme.grades.length > 0;
  return {
    context,
    cards,
    groups,
    places: context.formulas ? yield* placesOfCards(cards, context) : null,
    lead,
    heat: columns,
    heatLeftOut: leftOut,
    ownThresholds: columns.some((column) => column.threshold !== threshold),
    gradeColumn: graded ? COLUMN.heat + columns.length : null,
    width: workingsFrom(columns.length, graded) - 1,
    widths: [
      ...columnWidths(cards, columns, places, ratePlaces(context.scheme.settings.rateDecimals), context.labels),
      ...(graded
        ? [
            widthFor(
              cards.map((card) => gradeText(card, context.labels)),
              8,
              18,
            ),
          ]
        : []),
    ],
    pointPlaces: places,
    ratePlaces: ratePlaces(settings.rateDecimals),
  };
}

function groupsOf(cards: readonly Scorecard[]): Group[] {
  const groups = new Map<string, Scorecard[]>();
  for (const card of cards) {
    const group = groups.get(card.rankingGroup);
    if (group) group.push(card);
    else groups.set(card.rankingGroup, [card]);
  }
  const standing = { complete: 0, incomplete: 1, notApplicable: 2 } as const;
  // Sorting is stable: cards that share a place stay in the order of the scheme.
  const inOrder = (one: Scorecard, other: Scorecard): number =>
    standing[one.state] - standing[other.state] || (one.rank?.place ?? 0) - (other.rank?.place ?? 0);
  return [...groups].map(([name, members]) => ({ name, cards: [...members].sort(inOrder) }));
}

/** First-level nodes by name, in the order of the trees; two of one name in one tree are told apart by their place. */
function heatItems(card: Scorecard): Map<string, ScoredItem> {
  const items = new Map<string, ScoredItem>();
  for (const item of card.items) {
    // What stands outside the full points has no rate that could be compared.
    if (isAdjustment(item.kind === "line" ? item.line : item.branch)) continue;
    const name = item.kind === "line" ? item.line.name : item.branch.name;
    const again = [...items.keys()].filter((key) => key === name || key.startsWith(`${name} (`)).length;
    items.set(again === 0 ? name : `${name} (${again + 1})`, item);
  }
  return items;
}

function heatColumns(cards: readonly Scorecard[], context: LayContext): { readonly columns: HeatColumn[]; readonly leftOut: number } {
  const counts = new Map<string, number>();
  const thresholds = new Map<string, number[]>();
  for (const card of cards) {
    for (const [name, item] of heatItems(card)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const of = thresholds.get(name);
      if (of) of.push(thresholdOf(item, context));
      else thresholds.set(name, [thresholdOf(item, context)]);
    }
  }
  const order = [...counts.keys()];
  const kept = new Set(
    [...order].sort((one, other) => counts.get(other)! - counts.get(one)! || order.indexOf(one) - order.indexOf(other)).slice(0, MOST_HEAT_COLUMNS),
  );
  const columns = order.filter((name) => kept.has(name)).map((name) => ({ name, threshold: mostFrequent(thresholds.get(name)!) }));
  return { columns, leftOut: order.length - columns.length };
}

/** As a fraction. */
function thresholdOf(item: ScoredItem, { scheme }: LayContext): number {
  return cellFraction(item.kind === "line" ? item.threshold : (item.branch.threshold ?? scheme.settings.threshold));
}

/** The first of those that come most often. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.keys()].reduce((most, value) => (counts.get(value)! > counts.get(most)! ? value : most));
}

function columnWidths(cards: readonly Scorecard[], heat: readonly HeatColumn[], places: number, rateDigits: number, { summary: words }: SheetLabels): number[] {
  const points = cards.reduce((width, card) => Math.max(width, card.points ? shownLength(cellNumber(card.points), places) + 1 : 0), 9.5);
  const fullDigits = fullPlaces(cards);
  const full = cards.reduce((width, card) => Math.max(width, shownLength(cellNumber(card.fullPoints), fullDigits)), 8);
  const names = widthFor(
    cards.map((card) => rowName(card, cards)),
    14,
    heat.length <= 6 ? 30 : 22,
  );
  const [bar, cell] = heat.length <= 5 ? [24, 11.5] : heat.length <= 7 ? [18, 10.5] : [14, 9.5];
  // One or two columns are still as wide together as the words above them.
  const least = widthFor([words.heat], 0, 40) / Math.max(1, heat.length);
  // A rate of one decimal has room to spare; in a cell of the heat map it wears its mark besides.
  const rate = cards.reduce((width, card) => Math.max(width, card.rate ? rateLength(cellNumber(card.rate), rateDigits) : 0), 9.5);
  const change = Math.max(10, 6 + rateDigits);
  const marked = Math.max(cell, least, 7.5 + rateDigits);
  return [6, names, points, full, rate, change, 9.5, widthFor([words.shortBoards], 8.5, 12), bar, 2, ...heat.map(() => marked)];
}

function fullPlaces(cards: readonly Scorecard[]): number {
  return placesOf(cards.map((card) => card.fullPoints));
}

/** The department; with its template where it has several cards, unless the template is named after it. */
export function rowName(card: Scorecard, cards: readonly Scorecard[]): string {
  const { department, template } = card;
  if (!severalOf(cards).has(department.code)) return department.shortName;
  return template.name.includes(department.shortName) ? template.name : `${department.shortName} · ${template.name}`;
}

const several = new WeakMap<readonly Scorecard[], ReadonlySet<string>>();

/** The departments with more than one card, found once for all rows. */
function severalOf(cards: readonly Scorecard[]): ReadonlySet<string> {
  const known = several.get(cards);
  if (known) return known;
  const [once, more] = [new Set<string>(), new Set<string>()];
  for (const { department } of cards) (once.has(department.code) ? more : once).add(department.code);
  several.set(cards, more);
  return more;
}

// --- Title, key figures, sentence, heads ---------------------------------------------------------------------------

function topRows(plan: Plan): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { context, cards, width, widths } = plan;
  const { labels, period, scheme } = context;
  const departments = new Set(cards.map((card) => card.department.code)).size;
  const subtitle = [
    scheme.settings.company,
    labels.period(period),
    labels.summary.cards(departments, cards.length),
    labels.schemeVersion(scheme.settings.version),
  ];
  const titles = titleRows(widths, title(context), subtitle, context);
  const figures = keyFigureRows(width, keyFigures(plan), titles.rows.length);
  const message = messageRow(width, sentence(plan), titles.rows.length + figures.rows.length, charactersOf(widths));
  return {
    rows: [...titles.rows, ...figures.rows, message.row, spacer(), ...headRows(plan)],
    merges: [...titles.merges, ...figures.merges, ...message.merges],
  };
}

interface LeadFigures {
  readonly group: string | null;
  /** Per cent; null: no card of the group is ranked. */
  readonly mean: Decimal | null;
  readonly change: Decimal | null;
  readonly spread: Decimal | null;
}

/** Means are of the rates as they are shown, over complete cards only. */
function leadFigures({ groups, lead, context }: Plan): LeadFigures {
  const places = ratePlaces(context.scheme.settings.rateDecimals);
  const ranked = (lead?.cards ?? []).filter((card) => card.rank);
  const rates = ranked.flatMap((card) => (card.rate ? [card.rate] : []));
  const moved = ranked.filter((card) => card.rate && card.before);
  const mean = (values: readonly Decimal[]): Decimal => sum(values).div(values.length);
  const [best, last] = [rates[0], rates[rates.length - 1]];
  return {
    group: groups.length > 1 ? (lead?.name ?? null) : null,
    mean: rates.length > 0 ? roundTo(mean(rates), places) : null,
    // A department that is new has nothing to be compared with, so both means are over those that were there.
    change: moved.length > 0 ? roundTo(mean(moved.map((card) => card.rate!)).minus(mean(moved.map((card) => card.before!.rate))), places) : null,
    spread: rates.length > 1 && best && last ? roundTo(best.minus(last), places) : null,
  };
}

function keyFigures(plan: Plan): KeyFigure[] {
  const { cards, context, width } = plan;
  const { labels, period } = context;
  const { summary: words, dash } = labels;
  const { group, mean, change, spread } = leadFigures(plan);
  const short = cards.reduce((count, card) => count + shortLines(card), 0);
  const coverage = cards.length > 0 ? sum(cards.map((card) => card.coverage)).div(cards.length) : null;
  // Captions are set in 9 points; a longer one would run into the next.
  const column = (of: number): string => columnOfAll(plan, of);
  const rankedCells = plan.lead ? columnOfGroup(plan, plan.lead, rankColumn(plan)) : "";
  const changes = plan.lead ? columnOfGroup(plan, plan.lead, COLUMN.change) : "";
  const ranked = plan.places && plan.lead ? { cells: rankedCells, none: quoted(dash) } : null;
  const all = plan.places && cards.length > 0;
  const rateDigits = ratePlaces(context.scheme.settings.rateDecimals);
  const room = ((plan.widths[COLUMN.place] ?? 6) + (plan.widths[COLUMN.name] ?? 14)) * 1.15;
  const named = group !== null && textWidth(words.meanRate(group)) > room ? words.largestGroup : group;
  return [
    {
      caption: words.meanRate(named),
      ...(mean ? { value: cellFraction(mean), format: rateFormat(plan.ratePlaces) } : { value: dash }),
      formula: ranked ? `IF(COUNT(${ranked.cells})=0,${ranked.none},${roundingFormula(`AVERAGE(${ranked.cells})*100`, rateDigits)}/100)` : undefined,
      from: COLUMN.place,
      to: COLUMN.name,
    },
    {
      caption: words.pointsUnit(labels.before(period.kind).caption),
      ...(change ? { value: cellNumber(change), format: rateChangeFormat(plan.ratePlaces) } : { value: dash }),
      formula: ranked ? `IF(COUNT(${changes})=0,${ranked.none},${roundingFormula(`AVERAGE(${changes})`, rateDigits)})` : undefined,
      from: COLUMN.points,
      to: COLUMN.full,
    },
    {
      caption: words.spread,
      ...(spread ? { value: cellNumber(spread), format: `0${plan.ratePlaces > 0 ? `.${"0".repeat(plan.ratePlaces)}` : ""}` } : { value: dash }),
      formula: ranked
        ? `IF(COUNT(${ranked.cells})<2,${ranked.none},${roundingFormula(`(MAX(${ranked.cells})-MIN(${ranked.cells}))*100`, rateDigits)})`
        : undefined,
      from: COLUMN.rate,
      to: COLUMN.change,
    },
    {
      caption: words.shortBoards,
      value: short,
      formula: all ? `SUM(${column(COLUMN.short)})` : undefined,
      format: "0",
      alert: short > 0,
      from: COLUMN.lastPlace,
      to: COLUMN.short,
    },
    {
      caption: words.incomplete,
      value: cards.filter((card) => card.state === "incomplete").length,
      formula: all ? `COUNT(${column(COLUMN.rate)})-COUNT(${column(rankColumn(plan))})` : undefined,
      format: "0",
      from: COLUMN.bar,
      to: COLUMN.bar,
    },
    {
      caption: words.meanCoverage,
      ...(coverage ? { value: cellFraction(coverage), format: rateFormat(1) } : { value: dash }),
      formula: all ? `AVERAGE(${column(rankColumn(plan) + 1)})` : undefined,
      from: COLUMN.heat,
      to: Math.min(width - 1, COLUMN.heat + 2),
    },
  ];
}

/** A column beside all cards, with the bands between the groups. */
function columnOfAll({ groups }: Plan, column: number): string {
  const rows = groups.reduce((count, group) => count + 1 + group.cards.length, 0);
  return `${fixedAddress(FIRST_ROW, column)}:${fixedAddress(FIRST_ROW + rows - 1, column)}`;
}

function shortLines(card: Scorecard): number {
  return linesOf(card.items).filter((line) => line.belowThreshold).length;
}

function sentence(plan: Plan): string {
  const { cards, context } = plan;
  const { labels, period } = context;
  const { group, mean, change, spread } = leadFigures(plan);
  const counts = new Map(cards.map((card) => [card, shortLines(card)]));
  const most = cards.reduce<Scorecard | null>((found, card) => (counts.get(card)! > (found ? counts.get(found)! : 0) ? card : found), null);
  const shown = (value: Decimal): string => value.toFixed(plan.ratePlaces);
  return labels.summary.message({
    group,
    meanRate: mean ? `${shown(mean)}%` : null,
    change: change ? `${change.lt(0) ? "" : "+"}${shown(change)}` : null,
    against: labels.before(period.kind).against,
    spread: spread ? shown(spread) : null,
    mostShort: most ? { name: rowName(most, cards), count: counts.get(most)! } : null,
    incomplete: cards.filter((card) => card.state === "incomplete").length,
  });
}

function headRows(plan: Plan): LaidRow[] {
  const { context, heat, width, ownThresholds } = plan;
  const { labels, period, scheme } = context;
  const { summary: words, card } = labels;
  const before = labels.before(period.kind);
  const threshold = cellFraction(scheme.settings.threshold);
  const lines = Math.max(1, ...heat.map((column, place) => Math.ceil(textWidth(column.name) / ((plan.widths[COLUMN.heat + place] ?? 9) * 1.1))));
  const overHeat = heat.map(({ threshold: own }, place): [number, LaidCell] => [
    COLUMN.heat + place,
    ownThresholds ? { value: own, role: "across", format: thresholdFormat(own, "<") } : { value: place === 0 ? words.heat : null, role: "across" },
  ]);
  return [
    laidRow("columnGroup", width, HEIGHTS.columnGroup, {
      [COLUMN.short]: { value: threshold, role: "secondNumber", format: thresholdFormat(threshold, "<") },
      ...Object.fromEntries(overHeat),
    }),
    withWorkings(
      plan,
      labels.workings.ranked,
      card.coverage,
      capped(context.scheme) ? labels.workings.cap : null,
      laidRow("head", width, heightFor(lines, HEIGHTS.head), {
        [COLUMN.place]: { value: words.place, role: "centre" },
        [COLUMN.name]: { value: words.department, role: "text" },
        [COLUMN.points]: { value: card.points, role: "number" },
        [COLUMN.full]: { value: card.full, role: "number" },
        [COLUMN.rate]: { value: card.rate, role: "number" },
        [COLUMN.change]: { value: before.change, role: "number" },
        [COLUMN.lastPlace]: { value: before.place, role: "centre" },
        [COLUMN.short]: { value: words.shortBoards, role: "number" },
        [COLUMN.bar]: { value: words.bar, role: "text", indent: 1 },
        ...Object.fromEntries(heat.map(({ name }, place) => [COLUMN.heat + place, { value: name, role: "numberWrap" } satisfies LaidCell])),
        ...(plan.gradeColumn === null ? {} : { [plan.gradeColumn]: { value: card.grade.caption, role: "number" } }),
      }),
    ),
  ];
}

/** Right of the page, behind a blank column: what the formulas of the page need. */
function rankColumn({ width }: Plan): number {
  return width + 1;
}

function workingsFrom(heat: number, graded: boolean): number {
  return COLUMN.heat + heat + (graded ? 1 : 0) + 1;
}

/** `cap`: null where no card is kept from a grade that others get by quota. */
function withWorkings(plan: Plan, ranked: LaidCell | string, coverage: LaidCell | string, cap: LaidCell | string | null, row: LaidRow): LaidRow {
  const cell = (laid: LaidCell | string): DraftCell => {
    const { value, formula } = typeof laid === "string" ? { value: laid, formula: undefined } : laid;
    const format = typeof laid === "string" || laid.format === undefined ? {} : { format: laid.format };
    return { value, mark: { row: "plain", role: "faintNumber" }, ...format, ...(formula === undefined ? {} : { formula }) };
  };
  const page = gapped(row);
  return plan.places ? { ...page, cells: [...page.cells, undefined, cell(ranked), cell(coverage), ...(cap === null ? [] : [cell(cap)])] } : page;
}

/** The ranking and the heat map stand apart: no rule and no band runs through the column between them. */
function gapped(row: LaidRow): LaidRow {
  return { ...row, cells: row.cells.map((cell, column) => (column === COLUMN.gap ? undefined : cell)) };
}

// --- The table -----------------------------------------------------------------------------------------------------

/** All rows are equally high, as the bars of the chart beside them are equally far apart. */
function rowHeight({ cards, widths }: Plan): number {
  return cards.reduce((height, card) => Math.max(height, heightFor(linesIn(rowName(card, cards), widths[COLUMN.name] ?? 14), HEIGHTS.summaryLine)), 0);
}

function* tableRows(plan: Plan): Steps<LaidRow[]> {
  const { groups, width } = plan;
  const height = rowHeight(plan);
  const rows: LaidRow[] = [];
  for (const [place, group] of groups.entries()) {
    rows.push(gapped(laidRow("bandHead", width, height, { [COLUMN.place]: { value: group.name, role: "text" } })));
    for (const [row, card] of group.cards.entries()) {
      const last = row === group.cards.length - 1;
      rows.push(cardRow(plan, card, group, last ? (place === groups.length - 1 ? "lastOfTable" : "lastOfGroup") : "line", height));
      yield;
    }
  }
  return rows;
}

/** First and last row of a group's cards, counted from 0. */
function rowsOfGroup({ groups }: Pick<Plan, "groups">, group: Group): { readonly from: number; readonly to: number } {
  const from = groups.slice(0, groups.indexOf(group)).reduce((row, one) => row + 1 + one.cards.length, FIRST_ROW + 1);
  return { from, to: from + group.cards.length - 1 };
}

/** The cells of a column beside a group's cards. */
function columnOfGroup(plan: Plan, group: Group, column: number): string {
  const { from, to } = rowsOfGroup(plan, group);
  return `${fixedAddress(from, column)}:${fixedAddress(to, column)}`;
}

function cardRow(plan: Plan, card: Scorecard, group: Group, mark: "line" | "lastOfGroup" | "lastOfTable", height: number): LaidRow {
  const { context, cards, heat, width } = plan;
  const { labels, sheetOf } = context;
  const { dash } = labels;
  const soFar = card.state === "incomplete";
  const name = rowName(card, cards);
  const places = plan.places?.get(card);
  const row = rowsOfGroup(plan, group).from + group.cards.indexOf(card);
  const rateAt = fixedColumn(row, COLUMN.rate);
  const rankedAt = fixedColumn(row, rankColumn(plan));
  const live = (cell: LaidCell, formula: string | undefined): LaidCell => (places && formula !== undefined ? { ...cell, formula } : cell);
  const number = (value: number | null, format: string, role: LaidCell["role"]): LaidCell =>
    value === null ? { value: dash, role: "faintNumber", format } : { value, role, format };
  // A rate so far against a final one would be a loss that is none.
  const change = card.state === "complete" && card.rate && card.before ? card.rate.minus(card.before.rate) : null;
  const items = heatItems(card);
  const short = shortLines(card);
  const rate = card.rate ? cellFraction(card.rate) : null;
  const ranked = `IF(ISNUMBER(${rankedAt}),RANK(${rankedAt},${columnOfGroup(plan, group, rankColumn(plan))}),${quoted(dash)})`;
  const laid = laidRow(mark, width, height, {
    [COLUMN.place]: live(card.rank ? { value: card.rank.place, role: "secondCentre" } : { value: dash, role: "faintCentre" }, ranked),
    [COLUMN.name]: {
      value: name,
      role: card.state === "notApplicable" ? "faintWrap" : "strongWrap",
      link: { sheet: sheetOf(blockOfCard(card.department.code, card.template.code)), cell: "A1", tip: labels.goToCard(name) },
    },
    [COLUMN.points]: live(
      number(card.points ? cellNumber(card.points) : null, soFar ? pointsSoFarFormat(plan.pointPlaces) : pointsFormat(plan.pointPlaces), "strongNumber"),
      places?.points,
    ),
    [COLUMN.full]: live({ value: cellNumber(card.fullPoints), role: "secondNumber", format: pointsFormat(fullPlaces(cards)) }, places?.full),
    [COLUMN.rate]: live(number(rate, soFar ? rateSoFarFormat(plan.ratePlaces) : rateFormat(plan.ratePlaces), "strongNumber"), places?.rate),
    [COLUMN.change]: live(
      number(change ? cellNumber(roundTo(change, 10)) : null, rateChangeFormat(plan.ratePlaces), "number"),
      card.before ? `IF(ISNUMBER(${rankedAt}),ROUND(100*${rankedAt}-${operand(card.before.rate)},10),${quoted(dash)})` : undefined,
    ),
    [COLUMN.lastPlace]: card.before?.place ? { value: card.before.place, role: "secondCentre" } : { value: dash, role: "faintCentre" },
    [COLUMN.short]: live(
      short > 0 ? { value: short, role: "alertNumber", format: countFormat() } : { value: 0, role: "faintNumber", format: countFormat() },
      places?.shortBoards,
    ),
    ...Object.fromEntries(
      heat.map(({ name: column }, place) => {
        const item = items.get(column);
        return [COLUMN.heat + place, live(heatCell(plan, item), item && places ? heatFormula(item, places, labels) : undefined)];
      }),
    ),
    ...(plan.gradeColumn === null
      ? {}
      : { [plan.gradeColumn]: live({ value: gradeText(card, labels), role: card.grade ? "strongNumber" : "faintNumber" }, places?.grade ?? undefined) }),
  });
  const complete = places ? `IF(${places.held}=0,${rateAt},${quoted(dash)})` : "";
  return withWorkings(
    plan,
    { value: card.rank && rate !== null ? rate : dash, role: "faintNumber", format: rateFormat(plan.ratePlaces), formula: complete },
    { value: cellFraction(card.coverage), role: "faintNumber", format: rateFormat(1), formula: places?.coverage ?? "" },
    places?.cap ? { value: capOf(card, context.scheme.grades) + 1, role: "faintNumber", formula: places.cap } : null,
    laid,
  );
}

/** Vetoes may keep cards from grades that others get by quota, which then need every card's. */
function capped(scheme: LayContext["scheme"]): boolean {
  return scheme.grades.length > 0 && capsQuotas(scheme);
}

function gradeText({ grade }: Scorecard, labels: SheetLabels): string {
  return grade ? labels.card.grade.text(grade.grade.name, grade.grade.coefficient?.toFixed() ?? null) : labels.dash;
}

function heatFormula(item: ScoredItem, places: CardPlaces, labels: SheetLabels): string {
  const cell = item.kind === "branch" && takesNoShare(item.branch) ? places.pointsOf(item) : places.rateOf(item);
  return `IF(ISNUMBER(${cell}),${cell},${quoted(signOfItem(item, labels))})`;
}

/** The rate of a first-level node; its points where it only takes off; a dash where the tree has none, a sign where it does not count. */
function heatCell(plan: Plan, item: ScoredItem | undefined): LaidCell {
  const { context } = plan;
  const { labels } = context;
  const format = rateFormat(plan.ratePlaces);
  if (!item) return { value: labels.dash, role: "faintNumber", format };
  if (item.kind === "branch" && takesNoShare(item.branch)) {
    return item.points
      ? { value: cellNumber(item.points), role: "secondNumber", format: pointsFormat(plan.pointPlaces) }
      : { value: signOfItem(item, labels), role: "faintNumber", format };
  }
  if (!item.rate) return { value: signOfItem(item, labels), role: "faintNumber", format };
  const soFar = item.kind === "branch" && item.held;
  const rate = cellFraction(item.rate);
  // What is not known yet counts nothing so far: that alone makes no branch a weak one.
  const threshold = soFar ? 0 : thresholdOf(item, context);
  return { value: rate, role: "number", format: heatFormat(plan.ratePlaces, threshold, rate, soFar) };
}

/** Of a branch: the sign that all of its lines share, or else a dash. */
function signOfItem(item: ScoredItem, labels: SheetLabels): string {
  const signs = new Set(
    linesOf([item]).map((line) => (line.outcome.kind === "held" && line.outcome.why === "scheme" ? labels.notScored.sign : signOf(line, labels))),
  );
  const [first] = signs;
  return signs.size === 1 && first ? first : labels.dash;
}

// --- The chart -------------------------------------------------------------------------------------------------------

/** Points on full points, one bar to a row: the rows of the groups' names have none. */
function pointsChart({ groups, context }: Plan): DraftChart[] {
  const rows = groups.reduce((count, group) => count + 1 + group.cards.length, 0);
  if (rows === 0) return [];
  const column = (of: number): string => `${address(FIRST_ROW, of)}:${address(FIRST_ROW + rows - 1, of)}`;
  return [
    {
      name: "kpi.points",
      over: column(COLUMN.bar),
      description: context.labels.summary.chart,
      kind: "bar",
      categories: column(COLUMN.name),
      series: [
        { title: address(FIRST_ROW - 1, COLUMN.full), values: column(COLUMN.full), colour: PALETTE.ruleMid, look: "outline" },
        { title: address(FIRST_ROW - 1, COLUMN.points), values: column(COLUMN.points), colour: PALETTE.bar, look: "solid" },
      ],
    },
  ];
}

// --- Live highlights -------------------------------------------------------------------------------------------------

function highlights(plan: Plan): ConditionalFormat[] {
  const { groups, heat, context, ownThresholds } = plan;
  const rows: (Scorecard | null)[] = groups.flatMap((group) => [null, ...group.cards]);
  if (rows.length === 0) return [];
  const bottom = FIRST_ROW + rows.length - 1;
  const change = address(FIRST_ROW, COLUMN.change);
  const decimals = context.scheme.settings.rateDecimals;
  // Found once for all columns.
  const items = rows.map((card) => (card ? heatItems(card) : null));
  const heatRules = heat.flatMap(({ name, threshold }, place) => {
    const column = COLUMN.heat + place;
    const shared = ownThresholds ? fixedRow(GROUP_ROW, column) : fixedAddress(GROUP_ROW, COLUMN.short);
    const thresholds = items.map((ofCard) => {
      const item = ofCard?.get(name);
      const coloured = item?.rate && !(item.kind === "branch" && (item.held || takesNoShare(item.branch)));
      return coloured ? thresholdOf(item, context) : null;
    });
    return runsOf(thresholds).flatMap(({ from, to, value }) => {
      const cell = address(FIRST_ROW + from, column);
      const shown = decimals === "none" ? cell : `ROUND(${cell},${decimals + 2})`;
      // A card whose own threshold is not the column's is measured by its own.
      const limit = value === threshold ? shared : String(value);
      const area = `${cell}:${address(FIRST_ROW + to, column)}`;
      const rule = (test: string, look: { readonly fill: string; readonly colour?: string; readonly bold?: boolean }): ConditionalFormat => ({
        kind: "formula",
        area,
        formula: `AND(ISNUMBER(${cell}),${shown}<${test})`,
        look,
        stopIfTrue: true,
      });
      return [
        rule(limit, { fill: PALETTE.heat1, colour: PALETTE.heatText, bold: true }),
        rule("0.9", { fill: PALETTE.heat2 }),
        rule("1", { fill: PALETTE.heat3 }),
      ];
    });
  });
  return [
    {
      kind: "formula",
      area: `${change}:${address(bottom, COLUMN.change)}`,
      formula: `AND(ISNUMBER(${change}),${change}<0)`,
      look: { colour: PALETTE.alert },
      stopIfTrue: false,
    },
    ...heatRules,
  ];
}

/** Unbroken runs of one value; null cells and the bands between the groups belong to any run, but open and close none. */
function runsOf(values: readonly (number | null)[]): { readonly from: number; readonly to: number; readonly value: number }[] {
  const runs: { from: number; to: number; value: number }[] = [];
  let blocked = false;
  values.forEach((value, place) => {
    const last = runs[runs.length - 1];
    if (value === null) {
      blocked = true;
      return;
    }
    if (last && last.value === value && !blocked) last.to = place;
    else runs.push({ from: place, to: place, value });
    blocked = false;
  });
  return runs;
}

// --- Notes -----------------------------------------------------------------------------------------------------------

const CARDS_IN_A_STEP = 10;

/** More than this many incomplete cards are counted, not named. */
const MOST_NAMED = 3;

function* notes(plan: Plan): Steps<string[]> {
  const { cards, context, heatLeftOut } = plan;
  const { labels, scheme, period, checkCode } = context;
  const { settings } = scheme;
  const incomplete = cards.filter((card) => card.state === "incomplete");
  const held = (card: Scorecard): number => linesOf(card.items).filter((line) => line.outcome.kind === "held").length;
  let shared = true;
  yield* eachInSteps(cards, CARDS_IN_A_STEP, (card) => {
    shared = shared && linesOf(card.items).every((line) => line.threshold.eq(settings.threshold));
  });
  return [
    ...incomplete
      .slice(0, MOST_NAMED)
      .map((card) => labels.summary.incompleteCard(rowName(card, cards), held(card), `${roundTo(card.coverage, 1).toFixed(1)}%`)),
    ...(incomplete.length > MOST_NAMED ? [labels.summary.moreIncomplete(incomplete.length - MOST_NAMED)] : []),
    ...labels.summary.notes(labels.before(period.kind).change),
    ...(heatLeftOut > 0 ? [labels.summary.branchesLeftOut(heatLeftOut)] : []),
    labels.notes.rounding(settings.pointDecimals, shared ? `${settings.threshold.toFixed()}%` : null),
    [closedSentence(settings.notice, labels), labels.notes.scheme(settings.schemeName, settings.version, checkCode)]
      .filter((part) => part !== "")
      .join(labels.gap),
  ];
}
