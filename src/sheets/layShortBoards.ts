/** The short-board list (短木板清单): every line below its threshold and every line among the most points lost, of all cards, most lost first. */
import { takesNoShare } from "../kpi/weights";
import { type Decimal, sum } from "../kpi/decimal";
import { comparePeriods, periodKey } from "../kpi/period";
import { roundTo } from "../kpi/rounding";
import type { ScoredLine, Scorecard } from "../kpi/scorecard";
import { type ShortBoard, shortBoardsOf } from "../kpi/shortBoard";
import { type Steps, atOnce } from "../kpi/steps";
import type { ConditionalFormat, SheetDraft } from "./draft";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, heightFor, laidRow, linesIn, rowsOf, spacer } from "./layRows";
import type { SheetLabels } from "./labels";
import { aimOf } from "./cardPlan";
import { rowName } from "./laySummary";
import { signOf } from "./lineState";
import { reasonOf } from "./shortReason";
import { type CellRole, PALETTE } from "./marks";
import {
  cellFraction,
  cellNumber,
  differenceFormat,
  figureFormat,
  placesOf,
  pointPlaces,
  pointsFormat,
  rateFormat,
  ratePlaces,
  rateLength,
  shownLength,
} from "./numberFormats";
import { charactersOf, fontOf, footer, messageRow, noteRows, titleRows, widthFor, closedSentence } from "./pageParts";
import { blockOfCard, blockOfSummary } from "./sheetNames";

export function layShortBoards(cards: readonly Scorecard[], context: LayContext): SheetDraft {
  return atOnce(layShortBoardsInSteps(cards, context));
}

const ROWS_IN_A_STEP = 20;

/** The same, some rows at a time. */
export function* layShortBoardsInSteps(cards: readonly Scorecard[], context: LayContext): Steps<SheetDraft> {
  const { labels, period, scheme } = context;
  const { shortBoards: words } = labels;
  const boards = shortBoardsOf(cards);
  yield;
  const widths = yield* columnWidths(boards, cards, context);
  yield;
  const width = widths.length;
  const subtitle = [scheme.settings.company, labels.period(period), words.sorting, labels.schemeVersion(scheme.settings.version)];
  const back = { sheet: context.sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary };
  const titles = titleRows(widths, words.title, subtitle, context, back);
  const message = messageRow(width, boards.length === 0 ? words.none : sentence(boards, context), titles.rows.length, charactersOf(widths));
  const listed: LaidRow[] = [];
  for (const [place, board] of boards.entries()) {
    listed.push(boardRow(board, place, boards, cards, widths, context));
    if (place % ROWS_IN_A_STEP === 0) yield;
  }
  const rows = [
    ...titles.rows,
    message.row,
    spacer(),
    ...(boards.length === 0 ? [] : [headRow(width, context), ...listed]),
    ...(boards.length === 0 ? [] : [totalRow(boards, width, context)]),
    spacer(),
    ...noteRows(
      width,
      null,
      [
        ...words.notes(scheme.settings.mostLost),
        boards.some(({ line }) => aimOf(line) !== line.anchors.target) ? words.rangeNote : "",
        [closedSentence(scheme.settings.notice, labels), labels.notes.scheme(scheme.settings.schemeName, scheme.settings.version, context.checkCode)]
          .filter((part) => part !== "")
          .join(labels.gap),
      ],
      charactersOf(widths),
    ),
  ];
  return {
    ...rowsOf(rows),
    columnWidths: widths,
    merges: [...titles.merges, ...message.merges],
    conditionalFormats: highlights(boards.length),
    tables: [],
    ...(boards.length === 0 ? {} : { freezeAt: address(FIRST_ROW, COLUMN.reason) }),
    tabColour: PALETTE.alert,
    gridlines: false,
    font: fontOf(labels.language),
    print: {
      orientation: "landscape",
      titleRows: `1:${FIRST_ROW}`,
      area: `A1:${address(rows.length - 1, width - 1)}`,
      footer: footer(words.title, context),
      breaksAfter: [],
    },
  };
}

const COLUMN = {
  number: 0,
  department: 1,
  indicator: 2,
  reason: 3,
  unit: 4,
  actual: 5,
  target: 6,
  gap: 7,
  rate: 8,
  lost: 9,
  full: 10,
  trend: 11,
  since: 12,
  duty: 13,
} as const;

/** Title, subtitle, rule, sentence, space, heads. */
const FIRST_ROW = 6;

function* columnWidths(boards: readonly ShortBoard[], cards: readonly Scorecard[], context: LayContext): Steps<number[]> {
  const { labels, scheme } = context;
  const places = pointPlaces(scheme.settings.pointDecimals);
  const figures = (values: (line: ScoredLine) => readonly (Decimal | null | undefined)[], least: number): number =>
    boards.reduce(
      (width, { line }) => Math.min(24, Math.max(width, ...values(line).map((value) => (value ? shownLength(cellNumber(value), placesOfLine(line)) : 0)))),
      least,
    );
  const columns = [
    () => 5,
    () =>
      widthFor(
        boards.map(({ card }) => rowName(card, cards)),
        13,
        26,
      ),
    () =>
      widthFor(
        boards.map(({ line }) => indicatorPath(line)),
        30,
        40,
      ),
    () =>
      widthFor(
        boards.map(({ line }) => reasonOf(line, labels, scheme.settings.mostLost)),
        14,
        20,
      ),
    () =>
      widthFor(
        boards.map(({ line }) => unitOf(line, labels)),
        7,
        12,
      ),
    () => figures((line) => [line.scoredFigure], 9.5),
    () => figures((line) => [aimOf(line)], 9.5),
    () => figures((line) => [line.gap?.abs().neg()], 9),
    () => boards.reduce((width, { line: { rate } }) => Math.max(width, rate ? rateLength(cellNumber(rate), ratePlaces(scheme.settings.rateDecimals)) : 0), 9),
    () =>
      // Together they have lost more than each.
      Math.max(8, shownLength(cellNumber(sum(boards.flatMap(({ line }) => (line.lost ? [line.lost] : [])))), places)),
    () =>
      boards.reduce(
        (width, { line }) =>
          Math.max(
            width,
            takesNoShare(line.line) || !line.fullPoints ? 0 : shownLength(cellNumber(roundTo(line.fullPoints, scheme.settings.pointDecimals)), places),
          ),
        8,
      ),
    () => 6.5,
    () => 10,
    () =>
      widthFor(
        boards.map(({ card, line }) => dutyOf(card, line)),
        15,
        24,
      ),
  ];
  const widths: number[] = [];
  for (const width of columns) {
    widths.push(width());
    yield;
  }
  return widths;
}

function placesOfLine(line: ScoredLine): number {
  const all = placesOf([aimOf(line), line.scoredFigure, line.previous]);
  // As on the card: of a quotient two are enough.
  const places = line.reading?.derivation ? Math.min(all, Math.max(2, placesOf([aimOf(line)]))) : all;
  return line.indicator.unit === "%" ? Math.max(1, places) : places;
}

/** The line with the branch that it hangs on: "电子渠道服务满意度 · 网站营业厅". */
function indicatorPath({ path }: ScoredLine): string {
  // The path begins with the template and ends with the line itself.
  return path.slice(1).slice(-2).join(" · ");
}

function unitOf({ indicator }: ScoredLine, labels: SheetLabels): string {
  return indicator.direction === "down" ? `${indicator.unit} ${labels.lowerIsBetter}`.trim() : indicator.unit;
}

function dutyOf(card: Scorecard, line: ScoredLine): string {
  return line.line.duty || card.department.shortName;
}

function sentence(boards: readonly ShortBoard[], { labels, period, scheme }: LayContext): string {
  const below = boards.filter(({ line }) => line.belowThreshold);
  const lost = sum(boards.flatMap(({ line }) => (line.lost ? [line.lost] : [])));
  return labels.shortBoards.message({
    below: below.length,
    mostLostOnly: boards.length - below.length,
    lasting: below.filter(({ line }) => line.shortSince && comparePeriods(line.shortSince, period) < 0).length,
    lost: lost.toFixed(pointPlaces(scheme.settings.pointDecimals)),
    periodKind: period.kind,
  });
}

function headRow(width: number, { labels }: LayContext): LaidRow {
  const { shortBoards: words, card } = labels;
  return laidRow("head", width, HEIGHTS.head, {
    [COLUMN.number]: { value: card.number, role: "centre" },
    [COLUMN.department]: { value: words.department, role: "text" },
    [COLUMN.indicator]: { value: card.indicator, role: "text" },
    [COLUMN.reason]: { value: words.reason, role: "text" },
    [COLUMN.unit]: { value: card.unit, role: "text" },
    [COLUMN.actual]: { value: card.actual, role: "number" },
    [COLUMN.target]: { value: card.target, role: "number" },
    [COLUMN.gap]: { value: card.againstTarget, role: "number" },
    [COLUMN.rate]: { value: card.rate, role: "number" },
    [COLUMN.lost]: { value: words.lost, role: "number" },
    [COLUMN.full]: { value: card.full, role: "number" },
    [COLUMN.trend]: { value: words.trend, role: "centre" },
    [COLUMN.since]: { value: words.since, role: "centre" },
    [COLUMN.duty]: { value: words.duty, role: "text" },
  });
}

function boardRow(
  { card, line }: ShortBoard,
  place: number,
  boards: readonly ShortBoard[],
  cards: readonly Scorecard[],
  widths: readonly number[],
  context: LayContext,
): LaidRow {
  const { labels, scheme, sheetOf } = context;
  const { settings } = scheme;
  const places = placesOfLine(line);
  const largest = [line.scoredFigure, aimOf(line), line.gap].reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
  const figures = figureFormat(line.indicator.unit, places, largest);
  const points = pointsFormat(pointPlaces(settings.pointDecimals));
  const figure = (value: Decimal | null | undefined, role: CellRole, format: string): LaidCell =>
    value ? { value: cellNumber(value), role, format } : { value: labels.dash, role: "faintNumber", format };
  const name = rowName(card, cards);
  const texts: readonly (readonly [number, string])[] = [
    [COLUMN.department, name],
    [COLUMN.indicator, indicatorPath(line)],
    [COLUMN.unit, unitOf(line, labels)],
    [COLUMN.duty, dutyOf(card, line)],
  ];
  const lines = Math.max(...texts.map(([column, text]) => linesIn(text, widths[column] ?? 12)));
  return laidRow(place === boards.length - 1 ? "lastOfTable" : "line", widths.length, heightFor(lines, HEIGHTS.shortBoard), {
    [COLUMN.number]: { value: place + 1, role: "secondCentre" },
    [COLUMN.department]: {
      value: name,
      role: "strongWrap",
      link: { sheet: sheetOf(blockOfCard(card.department.code, card.template.code)), cell: "A1", tip: labels.goToCard(name) },
    },
    [COLUMN.indicator]: { value: indicatorPath(line), role: "wrap" },
    [COLUMN.reason]: { value: reasonOf(line, labels, settings.mostLost), role: line.belowThreshold ? "alert" : "text" },
    [COLUMN.unit]: { value: unitOf(line, labels), role: "secondWrap" },
    [COLUMN.actual]: line.scoredFigure
      ? figure(line.scoredFigure, line.figure.state === "value" ? "strongNumber" : "secondNumber", figures)
      : { value: signOf(line, labels) ?? labels.dash, role: "strongNumber", format: figures },
    [COLUMN.target]: figure(aimOf(line), "secondNumber", figures),
    [COLUMN.gap]: figure(line.gap, "number", differenceFormat(places, largest)),
    [COLUMN.rate]: line.rate
      ? { value: cellFraction(line.rate), role: line.belowThreshold ? "alertNumber" : "number", format: rateFormat(ratePlaces(settings.rateDecimals)) }
      : { value: labels.dash, role: "faintNumber" },
    [COLUMN.lost]: figure(line.lost, "strongNumber", points),
    [COLUMN.full]: figure(takesNoShare(line.line) || !line.fullPoints ? null : roundTo(line.fullPoints, settings.pointDecimals), "secondNumber", points),
    [COLUMN.trend]: { value: trendOf(line, labels.dash), role: "centre" },
    [COLUMN.since]: line.shortSince ? { value: periodKey(line.shortSince), role: "secondCentre" } : { value: labels.dash, role: "faintCentre" },
    [COLUMN.duty]: { value: dutyOf(card, line), role: "secondWrap" },
  });
}

/** The change is turned by direction already: up is better, whichever way the indicator runs. */
function trendOf({ change }: ScoredLine, dash: string): string {
  if (!change) return dash;
  return change.gt(0) ? "↑" : change.lt(0) ? "↓" : "→";
}

function totalRow(boards: readonly ShortBoard[], width: number, { labels, scheme }: LayContext): LaidRow {
  const lost = sum(boards.flatMap(({ line }) => (line.lost ? [line.lost] : [])));
  return laidRow("subtotal", width, HEIGHTS.total, {
    [COLUMN.department]: { value: labels.shortBoards.total, role: "strong" },
    [COLUMN.lost]: { value: cellNumber(lost), role: "strongNumber", format: pointsFormat(pointPlaces(scheme.settings.pointDecimals)) },
  });
}

function highlights(count: number): ConditionalFormat[] {
  if (count === 0) return [];
  const gap = address(FIRST_ROW, COLUMN.gap);
  return [
    {
      kind: "formula",
      area: `${gap}:${address(FIRST_ROW + count - 1, COLUMN.gap)}`,
      formula: `AND(ISNUMBER(${gap}),${gap}<0)`,
      look: { colour: PALETTE.alert },
      stopIfTrue: false,
    },
  ];
}
