/**
 * A scorecard as a sheet: conclusion first, then the table of lines, then why, how it was scored, and who signs.
 *
 * A card that fits on one page stays on one; else the page ends after the total, and its short boards follow on the next.
 * A card that is longer than a page leaves them to the short-board list.
 */
import { HUNDRED, type Decimal, sum } from "../kpi/decimal";
import { periodKey } from "../kpi/period";
import { roundTo } from "../kpi/rounding";
import { type ScoredBranch, type ScoredItem, type ScoredLine, type Scorecard, linesOf } from "../kpi/scorecard";
import { shortBoardsOf } from "../kpi/shortBoard";
import { onlyDeducts } from "../kpi/weights";
import { cardNotes, sharedThreshold } from "./cardNotes";
import type { ConditionalFormat, DraftCell, HighlightLook, SheetDraft } from "./draft";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, fixedAddress, fixedColumn, heightFor, laidRow, linesIn, rowsOf, spacer } from "./layRows";
import type { SheetLabels } from "./labels";
import { roundedCell, signOf, stateOf } from "./lineState";
import { type CellRole, PALETTE, type RowMark } from "./marks";
import {
  cellFraction,
  cellNumber,
  differenceFormat,
  figureFormat,
  placesOf,
  pointPlaces,
  pointsChangeFormat,
  pointsFormat,
  pointsSoFarFormat,
  rateFormat,
  ratePlaces,
  rateSoFarFormat,
  shownLength,
  thresholdFormat,
  weightFormat,
} from "./numberFormats";
import { charactersOf, fontOf, footer, heightOf, keyFigureRows, messageRow, noteRows, pageHeight, titleLines, titleRows, widthFor } from "./pageParts";
import { blockOfShortBoards, blockOfSummary } from "./sheetNames";
import { reasonOf } from "./shortReason";

export function layCard(card: Scorecard, context: LayContext): SheetDraft {
  const { labels } = context;
  const plan = planOf(card, context);
  const title = cardTitle(card, labels);
  const top = topRows(plan);
  const table = tableRows(plan);
  const totals = totalRows(plan);
  const first = [...top.rows, ...table, ...totals];
  const shorts = shortRows(plan);
  const last = footRows(plan);

  const page = pageHeight(plan.widths);
  const inOne = heightOf([...first, ...shorts.rows, ...last]) + 2 * HEIGHTS.spacer <= page;
  const long = heightOf(first) > page;
  const rows = long
    ? [...first, spacer(), elsewhereRow(plan), spacer(), ...last]
    : [...first, spacer(), spacer(inOne ? HEIGHTS.spacer : 2), ...shorts.rows, spacer(), ...last];
  const breaksAfter = long ? pageEnds(card.items, rows, page) : inOne ? [] : [first.length - 1];
  return {
    ...rowsOf(rows),
    columnWidths: plan.widths,
    merges: [...top.merges, ...(long ? [] : mergesOf(shorts, first.length + 2))],
    conditionalFormats: highlights(plan, table.length),
    tables: [],
    freezeAt: address(FIRST_ROW, COLUMN.unit),
    tabColour: PALETTE.bar,
    gridlines: false,
    font: fontOf(labels.language),
    print: {
      orientation: "landscape",
      titleRows: long ? `1:${FIRST_ROW}` : "1:2",
      area: `A1:${address(rows.length - 1, plan.width - 1)}`,
      footer: footer(title, context),
      breaksAfter,
    },
  };
}

/**
 * Where the pages of a long card end: first-level groups stay whole where they can, and the total stays with the notes and signatures under it.
 * Every page repeats the rows above the first line.
 */
function pageEnds(items: readonly ScoredItem[], rows: readonly LaidRow[], page: number): number[] {
  const room = page - heightOf(rows.slice(0, FIRST_ROW));
  const groups = items.map((item) => allItems([item]).length);
  const table = groups.reduce((total, count) => total + count, 0);
  const ends: number[] = [];
  let used = 0;
  let at = FIRST_ROW;
  const place = (count: number): void => {
    const height = heightOf(rows.slice(at, at + count));
    if (height > room / 2 && count > 1 && at < FIRST_ROW + table) {
      for (let row = 0; row < count; row += 1) place(1);
      return;
    }
    if (used > 0 && used + height > room) {
      ends.push(at - 1);
      used = 0;
    }
    used += height;
    at += count;
  };
  for (const count of groups) place(count);
  place(rows.length - at);
  return ends;
}

// --- The plan: columns, widths, what is decided once for the whole card ------------------------------------------

const COLUMN = {
  number: 0,
  name: 1,
  unit: 2,
  weight: 3,
  floor: 4,
  target: 5,
  stretch: 6,
  actual: 7,
  previous: 8,
  change: 9,
  gap: 10,
  rate: 11,
  bar: 12,
  points: 13,
  full: 14,
} as const;

/** The row of the column groups holds the threshold; the first line stands in row 10. */
const GROUP_ROW = 7;
const FIRST_ROW = 9;

interface Plan {
  readonly card: Scorecard;
  readonly context: LayContext;
  readonly lines: readonly ScoredLine[];
  /** All lines' threshold as a fraction; null: they differ, and a column of its own shows each. */
  readonly threshold: number | null;
  readonly thresholdColumn: number | null;
  readonly stateColumn: number;
  readonly width: number;
  readonly widths: readonly number[];
  readonly pointPlaces: number;
  readonly ratePlaces: number;
  /** Places of weights that the scheme states as points, and of those in per cent. */
  readonly sharePlaces: { readonly points: number; readonly percent: number };
}

function planOf(card: Scorecard, context: LayContext): Plan {
  const { settings } = context.scheme;
  const lines = linesOf(card.items);
  const threshold = sharedThreshold(lines);
  const stateColumn = COLUMN.full + (threshold === null ? 2 : 1);
  const places = pointPlaces(settings.pointDecimals);
  const percents = allItems(card.items).flatMap((item) => (shareOf(item).kind === "percent" ? [shareOf(item).value] : []));
  const points = allItems(card.items).flatMap((item) => (shareOf(item).kind === "points" ? [shareOf(item).value] : []));
  return {
    card,
    context,
    lines,
    threshold,
    thresholdColumn: threshold === null ? stateColumn - 1 : null,
    stateColumn,
    width: stateColumn + 1,
    widths: columnWidths(card, context, lines, threshold === null, places),
    pointPlaces: places,
    ratePlaces: ratePlaces(settings.rateDecimals),
    sharePlaces: { points: placesOf(points), percent: Math.max(1, placesOf(percents)) },
  };
}

function columnWidths(card: Scorecard, context: LayContext, lines: readonly ScoredLine[], ownThresholds: boolean, places: number): number[] {
  const { labels, scheme } = context;
  const figures = (values: (line: ScoredLine) => readonly (Decimal | null | undefined)[], least: number): number =>
    lines.reduce((width, line) => {
      const shown = values(line).map((value) => (value ? shownLength(cellNumber(value), placesOfLine(line)) : 0));
      return Math.min(24, Math.max(width, ...shown));
    }, least);
  const points = (values: readonly (Decimal | null)[], least: number): number =>
    values.reduce((width, value) => Math.max(width, value ? shownLength(cellNumber(value), places) + 1 : 0), least);
  const items = allItems(card.items);
  const states = lines.map((line) => stateOf(line, labels, scheme.settings.rateDecimals, "A1", "A1").text);
  const anchors = figures((line) => [shownFloor(line), line.anchors.target, shownStretch(line)], 8.5);
  const rest = [
    widthFor(
      lines.map((line) => unitOf(line, labels)),
      7,
      11,
    ),
    7.5,
    anchors,
    anchors,
    anchors,
    figures((line) => [line.scoredFigure], 9.5),
    figures((line) => [line.previous], 9.5),
    // A difference has a sign on either side.
    figures((line) => [line.change?.abs().neg()], 9),
    figures((line) => [line.gap?.abs().neg()], 9),
    points(
      lines.map((line) => line.rate),
      9,
    ),
    11,
    points([card.points, ...items.map((item) => (item.kind === "line" ? (item.outcome.kind === "scored" ? item.outcome.points : null) : item.points))], 9),
    points([card.fullPoints], 8.5),
    ...(ownThresholds ? [widthFor([labels.card.threshold], 7.5, 10)] : []),
    // A state is set in 10 points against the 11 that widths are counted in, and stands one step in.
    widthFor([...states, ownThresholds ? "" : `${labels.card.thresholdPrefix}80%`], 12, 22) + 1.5,
  ];
  const numbers = widthFor(
    items.map((item) => item.number),
    5,
    10,
  );
  const names = widthFor(
    items.map((item) => "  ".repeat(item.number.split(".").length - 1) + nameOf(item)),
    24,
    34,
  );
  // Past some 165 characters the page would be scaled to type that is too small: then the names wrap.
  const left = WIDEST_PAGE - numbers - charactersOf(rest);
  return [numbers, Math.max(24, Math.min(names, Math.max(29, left))), ...rest];
}

const WIDEST_PAGE = 165;

function allItems(items: readonly ScoredItem[]): ScoredItem[] {
  return items.flatMap((item) => (item.kind === "line" ? [item] : [item, ...allItems(item.children)]));
}

function nameOf(item: ScoredItem): string {
  return item.kind === "line" ? item.line.name : item.branch.name;
}

/** As the scheme states it: points, or per cent of the parent. A branch that only deducts may state none. */
function shareOf(item: ScoredItem): { readonly kind: "points" | "percent"; readonly value: Decimal } | { readonly kind: "none"; readonly value: null } {
  const share = item.kind === "line" ? item.line.share : item.branch.share;
  if (!share) return { kind: "none", value: null };
  return share.kind === "points" ? { kind: "points", value: share.points } : { kind: "percent", value: share.percent };
}

function placesOfLine(line: ScoredLine): number {
  const places = placesOf([shownFloor(line), line.anchors.target, shownStretch(line), line.scoredFigure, line.previous]);
  return line.indicator.unit === "%" ? Math.max(1, places) : places;
}

/** The worse end of a range stands where the floor would, the better end or the full mark where the stretch would; the notes say so. */
function shownFloor(line: ScoredLine): Decimal | undefined {
  return line.anchors.floor ?? line.anchors.worst;
}

function shownStretch(line: ScoredLine): Decimal | undefined {
  return line.anchors.stretch ?? line.anchors.best ?? line.anchors.full;
}

function unitOf(line: ScoredLine, labels: SheetLabels): string {
  const { unit, direction } = line.indicator;
  return direction === "down" ? `${unit} ${labels.lowerIsBetter}`.trim() : unit;
}

/** "省呼叫中心 · 绩效计分卡"; a template that is named after its department is title enough. */
export function cardTitle(card: Scorecard, labels: SheetLabels): string {
  const { department, template } = card;
  const named = [department.name, department.shortName].some((name) => name !== "" && template.name.includes(name));
  return named ? template.name : `${department.name}${labels.dot}${template.name}`;
}

// --- Title, key figures, sentence, heads ---------------------------------------------------------------------------

function topRows(plan: Plan): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { card, context, width } = plan;
  const { labels, period, scheme, sheetOf } = context;
  // Where department and template do not fit on one line, the template moves to the subtitle.
  const whole = cardTitle(card, labels);
  const [title, template] = titleLines(whole, plan.widths) > 1 && whole !== card.template.name ? [card.department.name, card.template.name] : [whole, ""];
  const subtitle = [
    template,
    scheme.settings.company,
    labels.period(period),
    labels.fullPointsOf(card.fullPoints.toFixed()),
    labels.schemeVersion(scheme.settings.version),
    card.department.owner === "" ? "" : labels.ownedBy(card.department.owner),
  ];
  const titles = titleRows(plan.widths, title, subtitle, context, { sheet: sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary });
  const figures = keyFigures(plan, titles.rows.length);
  const messageAt = titles.rows.length + figures.rows.length;
  const message = messageRow(width, sentence(plan), messageAt, charactersOf(plan.widths));
  return {
    rows: [...titles.rows, ...figures.rows, message.row, spacer(), ...headRows(plan)],
    merges: [...titles.merges, ...figures.merges, ...message.merges],
  };
}

function keyFigures(plan: Plan, row: number): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { card, context, lines, width } = plan;
  const { labels, period } = context;
  const { card: words, dash } = labels;
  const short = lines.filter((line) => line.belowThreshold).length;
  const soFar = card.state === "incomplete";
  const change = card.points && card.before ? card.points.minus(card.before.points) : null;
  return keyFigureRows(
    width,
    [
      {
        caption: soFar ? words.totalPointsSoFar : words.totalPoints,
        ...(card.points ? { value: cellNumber(card.points), format: pointsFormat(plan.pointPlaces) } : { value: dash }),
        from: COLUMN.number,
        to: COLUMN.name,
      },
      {
        caption: words.rate,
        ...(card.rate ? { value: cellFraction(card.rate), format: rateFormat(plan.ratePlaces) } : { value: dash }),
        from: COLUMN.unit,
        to: COLUMN.floor,
      },
      {
        caption: labels.before(period.kind).caption,
        ...(change ? { value: cellNumber(change), format: pointsChangeFormat(Math.min(plan.pointPlaces, 2)) } : { value: dash }),
        from: COLUMN.target,
        to: COLUMN.stretch,
      },
      // An incomplete card has no rank; what its total may still come to stands there.
      soFar
        ? { caption: words.possible, value: possibleTotal(plan), from: COLUMN.actual, to: COLUMN.gap }
        : { caption: words.rank, value: card.rank ? `${card.rank.place} / ${card.rank.of}` : dash, from: COLUMN.actual, to: COLUMN.gap },
      { caption: words.shortBoards, value: short, format: "0", alert: short > 0, from: COLUMN.rate, to: COLUMN.bar },
      {
        caption: words.coverage,
        value: cellFraction(card.coverage),
        format: rateFormat(1),
        from: COLUMN.points,
        to: plan.stateColumn,
      },
    ],
    row,
  );
}

/** "57.31–61.71"; a total without bound on one side is open there. */
function possibleTotal({ card, context, pointPlaces: places }: Plan): string {
  const { lowest, highest } = card;
  const shown = (value: Decimal): string => value.toFixed(Math.min(places, 2));
  if (lowest && highest) return lowest.eq(highest) ? shown(lowest) : `${shown(lowest)}–${shown(highest)}`;
  return lowest ? `≥ ${shown(lowest)}` : highest ? `≤ ${shown(highest)}` : context.labels.dash;
}

function sentence(plan: Plan): string {
  const { card, context, lines } = plan;
  const { labels, period } = context;
  if (!card.points) return labels.card.nothingApplies;
  const shown = (value: Decimal): string => value.toFixed(plan.pointPlaces);
  const lost = sum(lines.flatMap((line) => (line.lost ? [line.lost] : [])));
  const short = lines.filter((line) => line.belowThreshold);
  const shortLost = sum(short.flatMap((line) => (line.lost ? [line.lost] : [])));
  const change = card.before ? card.points.minus(card.before.points) : null;
  const most = shortBoardsOf([card]).find(({ line }) => line.lost?.gt(0))?.line;
  return labels.card.message({
    points: shown(card.points),
    complete: card.state === "complete",
    change: change ? `${change.lt(0) ? "" : "+"}${shown(change)}` : null,
    against: labels.before(period.kind).against,
    shortBoards: short.length,
    shortLost: shown(shortLost),
    shortShare: lost.gt(0) && shortLost.gt(0) ? `${roundTo(shortLost.times(HUNDRED).div(lost), 0).toFixed()}%` : null,
    mostLost: most?.lost ? { name: most.line.name, lost: shown(most.lost) } : null,
    held: lines.filter((line) => line.outcome.kind === "held").length,
    coverage: `${roundTo(card.coverage, 1).toFixed(1)}%`,
  });
}

function headRows(plan: Plan): LaidRow[] {
  const { context, card, width, thresholdColumn, stateColumn } = plan;
  const { labels, period } = context;
  const { card: words } = labels;
  const before = labels.before(period.kind);
  const across = (from: number, to: number, text: string): Record<number, LaidCell> =>
    Object.fromEntries(Array.from({ length: to - from + 1 }, (_cell, step) => [from + step, { value: step === 0 ? text : null, role: "across" }]));
  const kinds = new Set(allItems(card.items).map((item) => shareOf(item).kind));
  const weight = kinds.has("percent") ? (kinds.has("points") ? words.weightOrPoints : words.weight) : words.weightAsPoints;
  const head = (text: string, role: CellRole, indent?: number): LaidCell => ({ value: text, role, ...(indent ? { indent } : {}) });
  return [
    laidRow("columnGroup", width, HEIGHTS.columnGroup, {
      ...across(COLUMN.floor, COLUMN.stretch, words.standards),
      ...across(COLUMN.actual, COLUMN.gap, words.results),
      ...across(COLUMN.rate, COLUMN.full, words.pointsGroup),
      ...(plan.threshold === null
        ? {}
        : {
            [stateColumn]: {
              value: plan.threshold,
              role: "text",
              indent: 1,
              format: thresholdFormat(plan.threshold, words.thresholdPrefix),
            },
          }),
    }),
    laidRow("head", width, HEIGHTS.head, {
      [COLUMN.number]: head(words.number, "centre"),
      [COLUMN.name]: head(words.indicator, "text"),
      [COLUMN.unit]: head(words.unit, "text"),
      [COLUMN.weight]: head(weight, "number"),
      [COLUMN.floor]: head(words.floor, "number"),
      [COLUMN.target]: head(words.target, "number"),
      [COLUMN.stretch]: head(words.stretch, "number"),
      [COLUMN.actual]: head(words.actual, "number"),
      [COLUMN.previous]: head(before.last, "number"),
      [COLUMN.change]: head(before.change, "number"),
      [COLUMN.gap]: head(words.againstTarget, "number"),
      [COLUMN.rate]: head(words.rate, "number"),
      [COLUMN.points]: head(words.points, "number"),
      [COLUMN.full]: head(words.full, "number"),
      ...(thresholdColumn === null ? {} : { [thresholdColumn]: head(words.threshold, "number") }),
      [stateColumn]: head(words.state, "text", 1),
    }),
  ];
}

// --- Lines and groups ----------------------------------------------------------------------------------------------

function tableRows(plan: Plan): LaidRow[] {
  const rows: LaidRow[] = [];
  const lay = (items: readonly ScoredItem[], depth: number, closes: boolean): void => {
    items.forEach((item, place) => {
      // A level-1 node's last row closes its group, and the very last one the table.
      const closesHere = depth === 0 ? true : closes && place === items.length - 1;
      if (item.kind === "branch") {
        rows.push(branchRow(plan, item, depth));
        lay(item.children, depth + 1, closesHere);
      } else rows.push(lineRow(plan, item, depth, FIRST_ROW + rows.length, closesHere ? "lastOfGroup" : "line"));
    });
  };
  lay(plan.card.items, 0, true);
  return rows.map((row, place) => (place === rows.length - 1 ? remarked(row, "lastOfTable") : row));
}

function remarked(row: LaidRow, mark: RowMark): LaidRow {
  return { ...row, cells: row.cells.map((cell) => (cell ? ({ ...cell, mark: { ...cell.mark, row: mark } } satisfies DraftCell) : cell)) };
}

function branchRow(plan: Plan, branch: ScoredBranch, depth: number): LaidRow {
  const { context, pointPlaces: places } = plan;
  const { settings } = context.scheme;
  const { dash } = context.labels;
  const takesOff = onlyDeducts(branch.branch);
  const number = (value: number | null, format: string, role: CellRole): LaidCell =>
    value === null ? { value: dash, role: "secondNumber", format } : { value, role, format };
  const lines = linesIn(branch.branch.name, (plan.widths[COLUMN.name] ?? 29) - depth * 1.5);
  return laidRow(depth === 0 ? "group" : "subgroup", plan.width, heightFor(lines, HEIGHTS.group), {
    [COLUMN.number]: { value: branch.number, role: depth === 0 ? "strongCentre" : "secondCentre" },
    [COLUMN.name]: { value: branch.branch.name, role: "strongWrap", indent: depth },
    [COLUMN.weight]: weightCell(plan, branch),
    // Of what only takes off there is no share of full points, and so no rate.
    [COLUMN.rate]: number(
      branch.rate && !takesOff ? cellFraction(branch.rate) : null,
      branch.held ? rateSoFarFormat(plan.ratePlaces) : rateFormat(plan.ratePlaces),
      "strongNumber",
    ),
    [COLUMN.points]: number(branch.points ? cellNumber(branch.points) : null, branch.held ? pointsSoFarFormat(places) : pointsFormat(places), "strongNumber"),
    [COLUMN.full]: number(
      branch.fullPoints && !takesOff ? cellNumber(roundTo(branch.fullPoints, settings.pointDecimals)) : null,
      pointsFormat(places),
      "secondNumber",
    ),
  });
}

function weightCell(plan: Plan, item: ScoredItem): LaidCell {
  const share = shareOf(item);
  const faint = item.kind === "line" && item.outcome.kind === "leftOut";
  const role = faint ? "faintNumber" : "secondNumber";
  switch (share.kind) {
    case "none":
      return { value: plan.context.labels.dash, role: "secondNumber" };
    case "points":
      return { value: cellNumber(share.value), role, format: pointsFormat(plan.sharePlaces.points) };
    case "percent":
      return { value: cellFraction(share.value), role, format: weightFormat(plan.sharePlaces.percent) };
  }
}

function lineRow(plan: Plan, line: ScoredLine, depth: number, row: number, mark: RowMark): LaidRow {
  const { context, pointPlaces: pointsShown, thresholdColumn } = plan;
  const { labels, scheme } = context;
  const { settings } = scheme;
  const faint = line.outcome.kind === "leftOut";
  const second: CellRole = faint ? "faintNumber" : "secondNumber";
  const scored = line.outcome.kind === "scored" ? line.outcome : null;

  const places = placesOfLine(line);
  const shown = [shownFloor(line), line.anchors.target, shownStretch(line), line.scoredFigure, line.previous, line.change, line.gap];
  const largest = shown.reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
  const figures = figureFormat(line.indicator.unit, places, largest);
  const differences = differenceFormat(places, largest);
  // On the fill of a short board the faintest text would not be readable.
  const figure = (value: Decimal | null | undefined, role: CellRole, format: string): LaidCell =>
    value ? { value: cellNumber(value), role, format } : { value: labels.dash, role: second, format };

  const rateAt = fixedColumn(row, COLUMN.rate);
  const thresholdAt = thresholdColumn === null ? fixedAddress(GROUP_ROW, plan.stateColumn) : fixedColumn(row, thresholdColumn);
  const state = stateOf(line, labels, settings.rateDecimals, rateAt, thresholdAt);
  const rates = rateFormat(plan.ratePlaces);
  const nameWidth = (plan.widths[COLUMN.name] ?? 29) - depth * 1.5;
  const lines = Math.max(linesIn(line.line.name, nameWidth), linesIn(unitOf(line, labels), plan.widths[COLUMN.unit] ?? 8));
  return laidRow(mark, plan.width, heightFor(lines, HEIGHTS.line), {
    [COLUMN.number]: { value: line.number, role: faint ? "faintCentre" : depth === 0 ? "strongCentre" : "secondCentre" },
    [COLUMN.name]: { value: line.line.name, role: faint ? "faintWrap" : depth === 0 ? "strongWrap" : "wrap", indent: depth },
    [COLUMN.unit]: { value: unitOf(line, labels), role: "secondWrap" },
    [COLUMN.weight]: weightCell(plan, line),
    [COLUMN.floor]: figure(shownFloor(line), second, figures),
    [COLUMN.target]: figure(line.anchors.target, second, figures),
    [COLUMN.stretch]: figure(shownStretch(line), second, figures),
    [COLUMN.actual]: actualCell(line, labels, figures),
    [COLUMN.previous]: figure(line.previous, second, figures),
    [COLUMN.change]: figure(line.change, "number", differences),
    [COLUMN.gap]: figure(line.gap, "number", differences),
    [COLUMN.rate]: line.rate ? { value: cellFraction(line.rate), role: "number", format: rates } : { value: labels.dash, role: second, format: rates },
    [COLUMN.bar]: line.rate
      ? { value: cellFraction(line.rate), role: "bar", format: ";;;", formula: address(row, COLUMN.rate) }
      : { value: null, role: "bar", format: ";;;" },
    [COLUMN.points]: figure(scored?.points, "strongNumber", pointsFormat(pointsShown)),
    // A deduction line takes off and has no share of the full points.
    [COLUMN.full]: figure(
      line.deducts || !line.fullPoints ? null : roundTo(line.fullPoints, settings.pointDecimals),
      "secondNumber",
      pointsFormat(pointsShown),
    ),
    ...(thresholdColumn === null
      ? {}
      : { [thresholdColumn]: { value: cellFraction(line.threshold), role: second, format: thresholdFormat(cellFraction(line.threshold), "<") } }),
    [plan.stateColumn]: {
      value: state.text,
      role: state.role,
      indent: 1,
      ...(state.formula === null ? {} : { formula: state.formula }),
    },
  });
}

/** The figure in bold, a carried one in plain, or the sign that says why there is none. */
function actualCell(line: ScoredLine, labels: SheetLabels, format: string): LaidCell {
  const sign = signOf(line, labels);
  if (sign === null) return { value: line.scoredFigure ? cellNumber(line.scoredFigure) : labels.dash, role: "strongNumber", format };
  if (line.scoredFigure) return { value: cellNumber(line.scoredFigure), role: "secondNumber", format };
  return { value: sign, role: line.outcome.kind === "leftOut" ? "faintNumber" : "strongNumber", format };
}

// --- Totals ----------------------------------------------------------------------------------------------------------

function totalRows(plan: Plan): LaidRow[] {
  const { card, context, width, pointPlaces: places } = plan;
  const { card: words, dash } = context.labels;
  const { template } = card;
  const format = pointsFormat(places);
  const soFar = card.state === "incomplete";
  const subtotal = (name: string, value: Decimal | null, role: CellRole): LaidRow =>
    laidRow("subtotal", width, HEIGHTS.subtotal, {
      [COLUMN.name]: { value: name, role: "text" },
      [COLUMN.points]: { value: value ? cellNumber(value) : dash, role, format },
    });

  const earned = sum(
    card.items.flatMap((item) => (item.kind === "branch" ? (item.points ? [item.points] : []) : item.outcome.kind === "scored" ? [item.outcome.points] : [])),
  );
  const atFloor = template.totalFloor !== null && card.points !== null && card.points.eq(template.totalFloor);
  const addsUp = template.rollUp === "sum" && card.points !== null;
  const before =
    addsUp && (!template.startPoints.eq(0) || (atFloor && !template.startPoints.plus(earned).eq(card.points)))
      ? [
          ...(template.startPoints.eq(0) ? [] : [subtotal(words.startPoints, template.startPoints, "number")]),
          subtotal(words.sumOfLines, earned, "strongNumber"),
        ]
      : [];

  const name = soFar ? words.totalSoFar : atFloor && template.totalFloor ? words.atFloor(template.totalFloor.toFixed()) : words.total;
  const covered = card.points !== null && card.coverage.lt(HUNDRED) ? words.covered(`${roundTo(card.coverage, 1).toFixed(1)}%`) : null;
  const total = laidRow("total", width, HEIGHTS.total, {
    [COLUMN.name]: { value: name, role: "text" },
    [COLUMN.rate]: {
      value: card.rate ? cellFraction(card.rate) : dash,
      role: "number",
      format: soFar ? rateSoFarFormat(plan.ratePlaces) : rateFormat(plan.ratePlaces),
    },
    [COLUMN.points]: { value: card.points ? cellNumber(card.points) : dash, role: "number", format: soFar ? pointsSoFarFormat(places) : format },
    [COLUMN.full]: { value: cellNumber(card.fullPoints), role: "secondNumber", format },
    [plan.stateColumn]: { value: covered, role: "caption", indent: 1 },
  });

  // What an incomplete card may still come to stands among its key figures; here it is said of a total that a policy made.
  const open = card.points !== null && !soFar && !(card.lowest?.eq(card.points) && card.highest?.eq(card.points));
  const after = [
    ...(open ? [subtotal(words.lowest, card.lowest, "secondNumber"), subtotal(words.highest, card.highest, "secondNumber")] : []),
    ...(card.policyPoints.eq(0) ? [] : [subtotal(words.policyPoints, card.policyPoints, "secondNumber")]),
  ];
  return [...before, total, ...after];
}

// --- Live highlights -------------------------------------------------------------------------------------------------

const SHORT_FILL: HighlightLook = { fill: PALETTE.alertFill };
const SHORT_LOUD: HighlightLook = { fill: PALETTE.alertFill, colour: PALETTE.alert, bold: true };

/** Each cell lies in one range only: LibreOffice does not merge overlapping ranges as Excel does. */
function highlights(plan: Plan, count: number): ConditionalFormat[] {
  const { context, stateColumn, thresholdColumn } = plan;
  const bottom = FIRST_ROW + count - 1;
  const area = (from: number, to: number = from): string => `${address(FIRST_ROW, from)}:${address(bottom, to)}`;
  const rate = fixedColumn(FIRST_ROW, COLUMN.rate);
  const threshold = thresholdColumn === null ? fixedAddress(GROUP_ROW, stateColumn) : fixedColumn(FIRST_ROW, thresholdColumn);
  // A group has a rate but no actual, and is never a short board.
  const short = `AND(${fixedColumn(FIRST_ROW, COLUMN.actual)}<>"",ISNUMBER(${rate}),${roundedCell(rate, context.scheme.settings.rateDecimals)}<${threshold})`;
  const rule = (where: string, look: HighlightLook): ConditionalFormat => ({ kind: "formula", area: where, formula: short, look, stopIfTrue: true });
  const gap = fixedColumn(FIRST_ROW, COLUMN.gap);
  return [
    rule(area(COLUMN.number), SHORT_FILL),
    rule(area(COLUMN.name), SHORT_LOUD),
    rule(area(COLUMN.unit, COLUMN.stretch), SHORT_FILL),
    rule(area(COLUMN.actual), SHORT_LOUD),
    rule(area(COLUMN.previous, COLUMN.change), SHORT_FILL),
    rule(area(COLUMN.gap), SHORT_LOUD),
    { kind: "formula", area: area(COLUMN.gap), formula: `AND(ISNUMBER(${gap}),${gap}<0)`, look: { colour: PALETTE.alert }, stopIfTrue: false },
    rule(area(COLUMN.rate), SHORT_LOUD),
    { kind: "dataBar", area: area(COLUMN.bar), min: 0, max: 1.2, colour: PALETTE.barLight },
    { kind: "formula", area: area(COLUMN.bar), formula: short, look: SHORT_FILL, stopIfTrue: false },
    rule(area(COLUMN.points), SHORT_LOUD),
    rule(area(COLUMN.full, thresholdColumn ?? COLUMN.full), SHORT_FILL),
    rule(area(stateColumn), SHORT_LOUD),
  ];
}

// --- Short boards, notes, signatures ---------------------------------------------------------------------------------

interface ShortRows {
  readonly rows: LaidRow[];
  /** Rows, counted from the first of these, whose duty wraps in merged cells; and those cells' columns. */
  readonly merged: readonly number[];
  readonly dutyEnd: number;
}

function mergesOf({ merged, dutyEnd }: ShortRows, firstRow: number): string[] {
  return merged.map((row) => `${address(firstRow + row, COLUMN.points)}:${address(firstRow + row, dutyEnd)}`);
}

function shortRows(plan: Plan): ShortRows {
  const { card, context, width } = plan;
  const { labels, period, scheme } = context;
  const { card: words, shortBoards: list } = labels;
  const before = labels.before(period.kind);
  const section = laidRow("section", width, HEIGHTS.section, { 0: { value: words.shortSection, role: "text" } });
  const boards = shortBoardsOf([card]);
  if (boards.length === 0) {
    const none = laidRow("note", width, HEIGHTS.note, { 0: { value: words.noShortBoards, role: "text" } });
    return { rows: [section, none], merged: [], dutyEnd: plan.stateColumn };
  }

  const head = laidRow("head", width, HEIGHTS.head, {
    [COLUMN.number]: { value: words.number, role: "centre" },
    [COLUMN.name]: { value: words.indicator, role: "text" },
    [COLUMN.unit]: { value: list.reason, role: "text" },
    [COLUMN.target]: { value: list.lost, role: "number" },
    [COLUMN.stretch]: { value: words.full, role: "number" },
    [COLUMN.actual]: { value: words.actual, role: "number" },
    [COLUMN.previous]: { value: words.target, role: "number" },
    [COLUMN.change]: { value: before.change, role: "number" },
    [COLUMN.gap]: { value: words.againstTarget, role: "number" },
    [COLUMN.rate]: { value: words.rate, role: "number" },
    [COLUMN.bar]: { value: list.since, role: "centre" },
    [COLUMN.points]: { value: list.duty, role: "text", indent: 1 },
  });
  const dutyWidth = charactersOf(plan.widths.slice(COLUMN.points)) - 2;
  const rows = boards.map(({ line }, place) => {
    const places = placesOfLine(line);
    const shown = [line.scoredFigure, line.anchors.target, line.change, line.gap];
    const largest = shown.reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
    const figures = figureFormat(line.indicator.unit, places, largest);
    const differences = differenceFormat(places, largest);
    const figure = (value: Decimal | null | undefined, role: CellRole, format: string): LaidCell =>
      value ? { value: cellNumber(value), role, format } : { value: labels.dash, role: "faintNumber", format };
    const lines = Math.max(linesIn(line.line.name, plan.widths[COLUMN.name] ?? 29), linesIn(dutyOf(card, line), dutyWidth));
    const height = heightFor(lines, HEIGHTS.shortBoard);
    return laidRow(place === boards.length - 1 ? "lastOfGroup" : "line", width, height, {
      [COLUMN.number]: { value: place + 1, role: "secondCentre" },
      [COLUMN.name]: { value: line.line.name, role: line.belowThreshold ? "alertWrap" : "strongWrap" },
      [COLUMN.unit]: { value: reasonOf(line, labels, scheme.settings.mostLost), role: line.belowThreshold ? "alert" : "text" },
      [COLUMN.target]: figure(line.lost, "strongNumber", pointsFormat(plan.pointPlaces)),
      [COLUMN.stretch]: figure(
        line.deducts || !line.fullPoints ? null : roundTo(line.fullPoints, scheme.settings.pointDecimals),
        "secondNumber",
        pointsFormat(plan.pointPlaces),
      ),
      [COLUMN.actual]: actualCell(line, labels, figures),
      [COLUMN.previous]: figure(line.anchors.target, "secondNumber", figures),
      [COLUMN.change]: figure(line.change, "number", differences),
      [COLUMN.gap]: figure(line.gap, line.gap?.lt(0) ? "negativeNumber" : "number", differences),
      [COLUMN.rate]: figure(line.rate?.div(HUNDRED), line.belowThreshold ? "alertNumber" : "number", rateFormat(plan.ratePlaces)),
      [COLUMN.bar]: { value: line.shortSince ? periodKey(line.shortSince) : labels.dash, role: "secondCentre" },
      [COLUMN.points]: { value: dutyOf(card, line), role: linesIn(dutyOf(card, line), dutyWidth) > 1 ? "wrap" : "text", indent: 1 },
    });
  });
  const merged = boards.flatMap(({ line }, place) => (linesIn(dutyOf(card, line), dutyWidth) > 1 ? [place + 2] : []));
  return { rows: [section, head, ...rows], merged, dutyEnd: plan.stateColumn };
}

/** A line without a duty of its own is the scored department's. */
function dutyOf(card: Scorecard, line: ScoredLine): string {
  return line.line.duty || card.department.shortName;
}

function elsewhereRow(plan: Plan): LaidRow {
  const { card, context, width } = plan;
  const { labels, sheetOf } = context;
  const sheet = sheetOf(blockOfShortBoards());
  const count = shortBoardsOf([card]).length;
  const text = count === 0 ? labels.card.noShortBoards : labels.card.shortElsewhere(sheet, count);
  return laidRow("plain", width, HEIGHTS.message, { 0: { value: text, role: "link", link: { sheet, cell: "A1" } } });
}

function footRows(plan: Plan): LaidRow[] {
  const { card, context, width } = plan;
  const { labels } = context;
  const notes = noteRows(width, labels.card.notesHead, cardNotes(card, context), charactersOf(plan.widths));
  const [officer, head, checked, date] = labels.card.signatures;
  const line = (from: number, to: number, text: string): Record<number, LaidCell> =>
    Object.fromEntries(Array.from({ length: to - from + 1 }, (_cell, step) => [from + step, { value: step === 0 ? text : null, role: "text" }]));
  const cells: Record<number, LaidCell> = {
    ...line(COLUMN.name, COLUMN.name, officer),
    ...line(COLUMN.weight, COLUMN.stretch, head),
    ...line(COLUMN.previous, COLUMN.rate, checked),
    ...line(COLUMN.points, plan.stateColumn, date),
  };
  const signed = laidRow("signature", width, HEIGHTS.signature, cells);
  // Only the places to sign on have a rule.
  return [...notes, spacer(), { ...signed, cells: signed.cells.map((cell, column) => (cells[column] ? cell : undefined)) }];
}
