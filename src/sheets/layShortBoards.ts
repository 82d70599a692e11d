/** The short-board list (短木板清单): every line below its threshold and every line among the most points lost, of all cards, most lost first. */
import { takesNoShare } from "../kpi/weights";
import { type Decimal, ZERO } from "../kpi/decimal";
import { comparePeriods, periodKey } from "../kpi/period";
import { roundTo } from "../kpi/rounding";
import type { ScoredLine, Scorecard } from "../kpi/scorecard";
import { type ShortBoard, shortBoardsInSteps } from "../kpi/shortBoard";
import { type Steps, atOnce, eachInSteps, greatestInSteps } from "../kpi/steps";
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
import { charactersOf, fontOf, footer, messageRow, noteRows, titleRows, widthForInSteps, closedSentence } from "./pageParts";
import { blockOfCard, blockOfSummary } from "./sheetNames";

export function layShortBoards(cards: readonly Scorecard[], context: LayContext): SheetDraft {
  return atOnce(layShortBoardsInSteps(cards, context));
}

const ROWS_IN_A_STEP = 20;

/** The same, some rows at a time. */
export function* layShortBoardsInSteps(cards: readonly Scorecard[], context: LayContext): Steps<SheetDraft> {
  const { labels, period, scheme } = context;
  const { shortBoards: words } = labels;
  const boards = yield* shortBoardsInSteps(cards);
  const lost = yield* lostTogether(boards);
  const widths = yield* columnWidths(boards, lost, cards, context);
  yield;
  const width = widths.length;
  const subtitle = [scheme.settings.company, labels.period(period), words.sorting, labels.schemeVersion(scheme.settings.version)];
  const back = { sheet: context.sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary };
  const titles = titleRows(widths, words.title, subtitle, context, back);
  const message = messageRow(width, boards.length === 0 ? words.none : sentence(boards, lost, context), titles.rows.length, charactersOf(widths));
  const listed: LaidRow[] = [];
  for (const [place, board] of boards.entries()) {
    listed.push(boardRow(board, place, boards, cards, widths, context));
    if (place % ROWS_IN_A_STEP === 0) yield;
  }
  yield;
  const rows = [
    ...titles.rows,
    message.row,
    spacer(),
    ...(boards.length === 0 ? [] : [headRow(width, context), ...listed]),
    ...(boards.length === 0 ? [] : [totalRow(lost, width, context)]),
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

const BOARDS_IN_A_STEP = 100;

function* columnWidths(boards: readonly ShortBoard[], lost: Decimal, cards: readonly Scorecard[], context: LayContext): Steps<number[]> {
  const { labels, scheme } = context;
  const { pointDecimals, rateDecimals, mostLost } = scheme.settings;
  const places = pointPlaces(pointDecimals);
  const texts = (textOf: (board: ShortBoard) => string, least: number, most: number): Steps<number> => widthForInSteps(boards, textOf, least, most);
  const numbers = (least: number, lengthOf: (line: ScoredLine) => number): Steps<number> =>
    greatestInSteps(boards, BOARDS_IN_A_STEP, least, ({ line }) => lengthOf(line));
  const figures = (least: number, valueOf: (line: ScoredLine) => Decimal | null | undefined): Steps<number> =>
    numbers(least, (line) => {
      const value = valueOf(line);
      return value ? Math.min(24, shownLength(cellNumber(value), placesOfLine(line))) : 0;
    });
  return [
    5,
    yield* texts(({ card }) => rowName(card, cards), 13, 26),
    yield* texts(({ line }) => indicatorPath(line), 30, 40),
    yield* texts(({ line }) => reasonOf(line, labels, mostLost), 14, 20),
    yield* texts(({ line }) => unitOf(line, labels), 7, 12),
    yield* figures(9.5, (line) => line.scoredFigure),
    yield* figures(9.5, aimOf),
    yield* figures(9, (line) => line.gap?.abs().neg()),
    yield* numbers(9, ({ rate }) => (rate ? rateLength(cellNumber(rate), ratePlaces(rateDecimals)) : 0)),
    // Together they have lost more than each.
    Math.max(8, shownLength(cellNumber(lost), places)),
    yield* numbers(8, ({ line, fullPoints }) => (takesNoShare(line) || !fullPoints ? 0 : shownLength(cellNumber(roundTo(fullPoints, pointDecimals)), places))),
    6.5,
    10,
    yield* texts(({ card, line }) => dutyOf(card, line), 15, 24),
  ];
}

function* lostTogether(boards: readonly ShortBoard[]): Steps<Decimal> {
  let lost = ZERO;
  yield* eachInSteps(boards, BOARDS_IN_A_STEP, ({ line }) => {
    if (line.lost) lost = lost.plus(line.lost);
  });
  return lost;
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

function sentence(boards: readonly ShortBoard[], lost: Decimal, { labels, period, scheme }: LayContext): string {
  const below = boards.filter(({ line }) => line.belowThreshold);
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

function totalRow(lost: Decimal, width: number, { labels, scheme }: LayContext): LaidRow {
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
