/** What follows the total of a card: its short boards, how it was scored, and who signs. */
import { takesNoShare } from "../kpi/weights";
import { type Decimal, HUNDRED } from "../kpi/decimal";
import { periodKey } from "../kpi/period";
import { roundTo } from "../kpi/rounding";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import { shortBoardsOf } from "../kpi/shortBoard";
import type { CardFormulas } from "./cardFormulas";
import { cardNotes } from "./cardNotes";
import type { PagedRow, Section } from "./cardPages";
import { aimOf, COLUMN, GROUP_ROW, placesOfLine, type Plan } from "./cardPlan";
import { actualCell } from "./cardTable";
import { roundingFormula } from "./formulas/rounding";
import { fixedAddress, heightFor, HEIGHTS, type LaidCell, laidRow, linesIn, spacer } from "./layRows";
import { quoted, roundedCell } from "./lineState";
import type { CellRole } from "./marks";
import { cellNumber, differenceFormat, figureFormat, pointsFormat, rateFormat } from "./numberFormats";
import { charactersOf, noteRows } from "./pageParts";
import { blockOfShortBoards } from "./sheetNames";
import { reasonOf } from "./shortReason";

/** Which lines are listed, in which order and since when, stays until the next run; what they show is that of the table. */
export function shortSection(plan: Plan, formulas: CardFormulas | null): Section {
  const { card, context, width } = plan;
  const { labels, period, scheme } = context;
  const { card: words, shortBoards: list } = labels;
  const before = labels.before(period.kind);
  const section = laidRow("section", width, HEIGHTS.section, { 0: { value: words.shortSection, role: "text" } });
  const boards = shortBoardsOf([card]);
  if (boards.length === 0) {
    const none = laidRow("note", width, HEIGHTS.note, { 0: { value: words.noShortBoards, role: "text" } });
    return { opening: [{ row: section }], rows: [{ row: none }], again: null };
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
  const rows = boards.map(({ line }, place): PagedRow => {
    const places = placesOfLine(line);
    const aim = aimOf(line);
    const shown = [line.scoredFigure, aim, line.change, line.gap];
    const largest = shown.reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
    const figures = figureFormat(line.indicator.unit, places, largest);
    const differences = differenceFormat(places, largest);
    const figure = (value: Decimal | null | undefined, role: CellRole, format: string): LaidCell =>
      value ? { value: cellNumber(value), role, format } : { value: labels.dash, role: "faintNumber", format };
    const lines = Math.max(linesIn(line.line.name, plan.widths[COLUMN.name] ?? 29), linesIn(dutyOf(card, line), dutyWidth));
    const height = heightFor(lines, HEIGHTS.shortBoard);
    const dutyWraps = linesIn(dutyOf(card, line), dutyWidth) > 1;
    const follow = shortFormulas(line, plan, formulas);
    const row = laidRow(place === boards.length - 1 ? "lastOfGroup" : "line", width, height, {
      [COLUMN.number]: { value: place + 1, role: "secondCentre" },
      [COLUMN.name]: { value: line.line.name, role: line.belowThreshold ? "alertWrap" : "strongWrap" },
      [COLUMN.unit]: { value: reasonOf(line, labels, scheme.settings.mostLost), role: line.belowThreshold ? "alert" : "text", ...follow[COLUMN.unit] },
      [COLUMN.target]: { ...figure(line.lost, "strongNumber", pointsFormat(plan.pointPlaces)), ...follow[COLUMN.target] },
      [COLUMN.stretch]: {
        ...figure(
          takesNoShare(line.line) || !line.fullPoints ? null : roundTo(line.fullPoints, scheme.settings.pointDecimals),
          "secondNumber",
          pointsFormat(plan.pointPlaces),
        ),
        ...follow[COLUMN.stretch],
      },
      [COLUMN.actual]: { ...actualCell(line, labels, figures), ...follow[COLUMN.actual] },
      [COLUMN.previous]: { ...figure(aim, "secondNumber", figures), ...follow[COLUMN.previous] },
      [COLUMN.change]: { ...figure(line.change && roundTo(line.change, 10), "number", differences), ...follow[COLUMN.change] },
      [COLUMN.gap]: { ...figure(line.gap && roundTo(line.gap, 10), line.gap?.lt(0) ? "negativeNumber" : "number", differences), ...follow[COLUMN.gap] },
      [COLUMN.rate]: {
        ...figure(line.rate?.div(HUNDRED), line.belowThreshold ? "alertNumber" : "number", rateFormat(plan.ratePlaces)),
        ...follow[COLUMN.rate],
      },
      [COLUMN.bar]: { value: line.shortSince ? periodKey(line.shortSince) : labels.dash, role: "secondCentre" },
      [COLUMN.points]: { value: dutyOf(card, line), role: dutyWraps ? "wrap" : "text", indent: 1 },
    });
    return { row, merged: dutyWraps ? [[COLUMN.points, plan.stateColumn]] : [] };
  });
  return { opening: [{ row: section }, { row: head }], rows, again: null };
}

/** The cells of the table that a row shows again, by the row's columns, and what is made of them. */
function shortFormulas(
  line: ScoredLine,
  { context, stateColumn, thresholdColumn }: Plan,
  formulas: CardFormulas | null,
): Readonly<Record<number, { readonly formula: string }>> {
  if (!formulas) return {};
  const { labels, scheme } = context;
  const { pointDecimals, mostLost } = scheme.settings;
  const at = (column: number): string => formulas.cellOf(line, column);
  const [full, dash] = [at(COLUMN.full), quoted(labels.dash)];
  // A veto hides the short board in the state, and a sibling that counts instead makes it none.
  const threshold = thresholdColumn === null ? fixedAddress(GROUP_ROW, stateColumn) : at(thresholdColumn);
  const short = [
    `ISNUMBER(${at(COLUMN.rate)})`,
    `${roundedCell(at(COLUMN.rate), scheme.settings.rateDecimals)}<${threshold}`,
    ...(formulas.cellsOf(line).mayBeOutranked ? [`LEFT(${at(stateColumn)},1)<>${quoted(labels.outranked.sign)}`] : []),
  ];
  const reason = (belowThreshold: boolean): string => {
    const listed = belowThreshold || line.amongMostLost;
    return quoted(listed ? reasonOf({ ...line, belowThreshold }, labels, mostLost) : labels.dash);
  };
  const texts: Readonly<Record<number, string>> = {
    // An adjustment may cost most, and is never a short board.
    ...(line.line.role === "score" ? { [COLUMN.unit]: `IF(AND(${short.join(",")}),${reason(true)},${reason(false)})` } : {}),
    [COLUMN.target]: lostFormula(line, { context }, formulas),
    ...(takesNoShare(line.line) ? {} : { [COLUMN.stretch]: `IF(ISNUMBER(${full}),${roundingFormula(full, pointDecimals)},${dash})` }),
    [COLUMN.actual]: at(COLUMN.actual),
    ...(aimOf(line) ? { [COLUMN.previous]: at(line.anchors.target ? COLUMN.target : COLUMN.stretch) } : {}),
    [COLUMN.change]: at(COLUMN.change),
    [COLUMN.gap]: at(COLUMN.gap),
    [COLUMN.rate]: at(COLUMN.rate),
  };
  return Object.fromEntries(Object.entries(texts).map(([column, formula]) => [column, { formula }]));
}

/** What a line of the table lost: of its full points, or, where it only takes off, what it took off. A dash where it has no score. */
export function lostFormula(line: ScoredLine, { context }: Pick<Plan, "context">, formulas: CardFormulas): string {
  const [points, full] = [formulas.cellOf(line, COLUMN.points), formulas.cellOf(line, COLUMN.full)];
  const takesOff = line.deducts || line.line.role === "deduct";
  const lost = takesOff ? `-${points}` : `${roundingFormula(full, context.scheme.settings.pointDecimals)}-${points}`;
  return `IF(COUNT(${takesOff ? points : `${points},${full}`})=${takesOff ? 1 : 2},MAX(0,ROUND(${lost},10)),${quoted(context.labels.dash)})`;
}

/** A line without a duty of its own is the scored department's. */
function dutyOf(card: Scorecard, line: ScoredLine): string {
  return line.line.duty || card.department.shortName;
}

/** In place of the short boards, on a card that is longer than a page. */
export function elsewhereSection(plan: Plan): Section {
  const { card, context, width } = plan;
  const { labels, sheetOf } = context;
  const sheet = sheetOf(blockOfShortBoards());
  const count = shortBoardsOf([card]).length;
  const text = count === 0 ? labels.card.noShortBoards : labels.card.shortElsewhere(sheet, count);
  const row = laidRow("plain", width, HEIGHTS.message, { 0: { value: text, role: "link", link: { sheet, cell: "A1" } } });
  return { opening: [], rows: [{ row }], again: null };
}

/** `withNext`: the card says where its next point is. */
export function footSection(plan: Plan, formulas: CardFormulas | null, withNext: boolean): Section {
  const { card, context, width } = plan;
  const { labels } = context;
  const notes = noteRows(width, labels.card.notesHead, cardNotes(card, context, formulas, withNext), charactersOf(plan.widths));
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
  const rows = [...notes, spacer(), { ...signed, cells: signed.cells.map((cell, column) => (cells[column] ? cell : undefined)) }];
  return { opening: [], rows: rows.map((row) => ({ row })), again: null };
}
