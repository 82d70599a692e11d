/**
 * The check sheet (核对): what was scored, as constants, beside what the cards show now. One sentence on top says whether they agree, and goes on saying it
 * when somebody changes an input, which the cards follow and which is no error, or types over a card, which is one.
 *
 * One row for each card, branch and line. Right of the page stand the inputs as they are now and what follows from them.
 */
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import { type Steps, atOnce, greatestInSteps } from "../kpi/steps";
import { COLUMN as CARD, placesOfLine, shownFloor, shownStretch } from "./cardPlan";
import type { ConditionalFormat, DraftCell, SheetDraft } from "./draft";
import { address } from "./grid";
import type { SheetLabels } from "./labels";
import type { LayContext } from "./layContext";
import { checkFormulas } from "./layCheckFormulas";
import { FOUND } from "./layCheckInputs";
import { COUNT_COLUMNS, countsOf, messageOf } from "./layCheckTop";
import { type CheckEntry, checkEntries, type CheckNode, checkNodes, COLUMN, COUNTS_ROW, FIRST_ROW, PAGE_WIDTH, WIDTH } from "./layCheckPlan";
import { fixedAddress, fixedColumn, heightFor, HEIGHTS, laidCell, type LaidCell, laidRow, type LaidRow, linesIn, rowsOf, sharedMark, spacer } from "./layRows";
import { quoted } from "./lineState";
import { PALETTE, type RowMark } from "./marks";
import { cellNumber, figureFormat, placesOf, pointPlaces, pointsFormat, shownLength } from "./numberFormats";
import { charactersOf, fontOf, footer, keyFigureRows, messageRow, noteRows, titleRows, widthFor, widthForInSteps } from "./pageParts";
import { blockOfSummary } from "./sheetNames";

export function layCheck(cards: readonly Scorecard[], context: LayContext): SheetDraft {
  return atOnce(layCheckInSteps(cards, context));
}

/** The same, some rows at a time. */
export function* layCheckInSteps(cards: readonly Scorecard[], context: LayContext): Steps<SheetDraft> {
  return context.formulas ? yield* liveCheck(cards, context) : valuesOnly(context);
}

const ROWS_IN_A_STEP = 8;

function* liveCheck(cards: readonly Scorecard[], context: LayContext): Steps<SheetDraft> {
  const { labels } = context;
  const { check: words } = labels;
  const nodes = yield* checkNodes(cards);
  yield;
  const widths = yield* columnWidths(nodes, context);
  const page = widths.slice(0, PAGE_WIDTH);
  const titles = titlesOf(page, context);
  const counts = keyFigureRows(PAGE_WIDTH, countsOf(nodes.length, context), COUNTS_ROW - 1);
  yield;
  const message = messageOf(cards, nodes.length, page, context);
  yield;
  const rows: LaidRow[] = [...titles.rows, ...counts.rows, message.row, spacer(), headRow(context)];
  let place = 0;
  for (const card of cards) {
    // A card's cells are let go of as soon as its rows stand here: those of hundreds of cards would fill the memory.
    for (const entry of yield* checkEntries(card, context)) {
      rows.push(entryRow(entry, FIRST_ROW + place, markOf(nodes, place), page, context));
      place += 1;
      if (place % ROWS_IN_A_STEP === 0) yield;
    }
    yield;
  }
  rows.push(spacer(), ...noteRows(PAGE_WIDTH, labels.card.notesHead, words.notes(words.verdicts), charactersOf(page)));
  return {
    ...rowsOf(rows),
    columnWidths: widths,
    merges: [...titles.merges, ...counts.merges, ...message.merges],
    conditionalFormats: highlights(nodes.length, context),
    ...sheetLook(context),
    freezeAt: address(FIRST_ROW, COLUMN.actualThen),
    print: {
      orientation: "landscape",
      titleRows: `${FIRST_ROW}:${FIRST_ROW}`,
      area: `A1:${address(rows.length - 1, PAGE_WIDTH - 1)}`,
      footer: footer(words.title, context),
      breaksAfter: [],
    },
  };
}

/** Values follow nothing, so there is nothing to hold them against. */
function valuesOnly(context: LayContext): SheetDraft {
  const { check: words } = context.labels;
  const widths = Array.from({ length: PAGE_WIDTH }, () => 10);
  const titles = titlesOf(widths, context);
  const message = messageRow(PAGE_WIDTH, words.values, titles.rows.length, charactersOf(widths));
  return {
    ...rowsOf([...titles.rows, message.row]),
    columnWidths: widths,
    merges: [...titles.merges, ...message.merges],
    conditionalFormats: [],
    ...sheetLook(context),
    print: { orientation: "landscape", footer: footer(words.title, context), breaksAfter: [] },
  };
}

function sheetLook({ labels }: LayContext): Pick<SheetDraft, "tables" | "tabColour" | "gridlines" | "font"> {
  return { tables: [], tabColour: PALETTE.ruleMid, gridlines: false, font: fontOf(labels.language) };
}

function titlesOf(widths: readonly number[], context: LayContext): ReturnType<typeof titleRows> {
  const { labels, period, scheme, checkCode } = context;
  const subtitle = [labels.period(period), labels.schemeVersion(scheme.settings.version), labels.checkCode(checkCode), labels.check.note];
  return titleRows(widths, labels.check.title, subtitle, context, { sheet: context.sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary });
}

// --- The rows -----------------------------------------------------------------------------------------------------

function headRow({ labels }: LayContext): LaidRow {
  const { card, check: words, data } = labels;
  const numbers = [words.actualThen, words.actualNow, words.pointsThen, words.pointsDue, words.pointsNow, words.difference];
  const cells: Record<number, LaidCell> = {
    [COLUMN.department]: { value: data.department, role: "text" },
    [COLUMN.number]: { value: card.number, role: "centre" },
    [COLUMN.name]: { value: words.line, role: "text" },
    ...Object.fromEntries(numbers.map((value, place) => [COLUMN.actualThen + place, { value, role: "number" } satisfies LaidCell])),
    [COLUMN.verdict]: { value: words.verdict, role: "text", indent: 1 },
    [COLUMN.source]: { value: words.source, role: "text" },
    [COLUMN.card]: { value: words.card, role: "text" },
    [COLUMN.where]: { value: words.where, role: "text" },
  };
  const { workings } = words;
  const heads = [
    card.weight,
    card.floor,
    card.target,
    card.stretch,
    workings.actual,
    workings.score,
    card.full,
    workings.figure,
    workings.scheme,
    workings.edited,
    workings.shown,
  ];
  const row = laidRow("head", PAGE_WIDTH, HEIGHTS.head, cells);
  return { ...row, cells: [...row.cells, undefined, ...heads.map((value): DraftCell => ({ value, mark: { row: "plain", role: "faintNumber" } }))] };
}

function markOf(nodes: readonly CheckNode[], place: number): RowMark {
  if (nodes[place]!.item === null) return "group";
  const next = nodes[place + 1];
  return next ? (next.item === null ? "lastOfGroup" : "line") : "lastOfTable";
}

function entryRow(entry: CheckEntry, row: number, mark: RowMark, widths: readonly number[], context: LayContext): LaidRow {
  const { card, item, sheet, cardRow, cells: onCard, pointPlaces } = entry;
  const { labels } = context;
  const line = item?.kind === "line" ? item : null;
  const formulas = checkFormulas(entry, row, context);
  const source = line ? sourceCellOf(line, context) : null;
  const points = pointsFormat(pointPlaces);
  const name = item === null ? totalName(card, labels) : line ? line.line.name : item.kind === "branch" ? item.branch.name : "";
  const depth = item ? item.number.split(".").length - 1 : 0;
  const cardCell = address(cardRow, CARD.points);
  const actual = line ? actualCells(line, entry, context) : {};
  const cells: Record<number, LaidCell> = {
    [COLUMN.department]: { value: card.department.shortName, role: item ? "secondWrap" : "strongWrap" },
    [COLUMN.number]: { value: item?.number ?? null, role: "secondCentre" },
    [COLUMN.name]: { value: name, role: line ? "wrap" : "strongWrap", indent: depth },
    ...actual,
    [COLUMN.pointsThen]: { value: onCard[CARD.points]!.value, role: "secondNumber", format: points },
    [COLUMN.pointsDue]: { ...formulas[COLUMN.pointsDue]!, role: "secondNumber", format: points },
    [COLUMN.pointsNow]: { ...formulas[COLUMN.pointsNow]!, role: "strongNumber", format: points },
    [COLUMN.difference]: { ...formulas[COLUMN.difference]!, role: "number", format: differenceOf(pointPlaces) },
    [COLUMN.verdict]: { ...formulas[COLUMN.verdict]!, role: "text", indent: 1 },
    [COLUMN.source]: source ?? { value: null, role: "text" },
    [COLUMN.card]: { value: cardCell, role: "link", link: { sheet, cell: cardCell, tip: labels.goToSource(sheet, cardCell) } },
    [COLUMN.where]: { ...formulas[COLUMN.where]!, role: "text" },
  };
  const lines = Math.max(
    linesIn(card.department.shortName, widths[COLUMN.department] ?? 12),
    linesIn(name, (widths[COLUMN.name] ?? 24) - depth * 1.5),
    linesIn(String(source?.value ?? ""), widths[COLUMN.source] ?? 12),
  );
  const page = laidRow(mark, PAGE_WIDTH, heightFor(lines, item ? HEIGHTS.line : HEIGHTS.group), cells);
  const workings = Array.from({ length: WIDTH - PAGE_WIDTH }, (_cell, place): DraftCell | undefined => {
    const cell = formulas[PAGE_WIDTH + place];
    return cell && laidCell(cell, sharedMark("plain", "faintNumber"));
  });
  return { ...page, cells: [...page.cells, ...workings] };
}

function totalName(card: Scorecard, { card: words, dot }: SheetLabels): string {
  return `${words.total}${dot}${card.template.name}`;
}

function actualCells(line: ScoredLine, { card }: CheckEntry, context: LayContext): Record<number, LaidCell> {
  const { labels } = context;
  const places = placesOfLine(line);
  const largest = [shownFloor(line), line.anchors.target, shownStretch(line), line.scoredFigure].reduce(
    (most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0),
    0,
  );
  const format = figureFormat(line.indicator.unit, places, largest);
  const value = line.figure.state === "value" ? cellNumber(line.figure.value) : labels.states[line.figure.state].sign;
  const data = context.figureCell?.(card, line, context.period) ?? null;
  return {
    [COLUMN.actualThen]: { value, role: "secondNumber", format },
    [COLUMN.actualNow]: { value, role: "strongNumber", format, ...(data === null ? {} : { formula: data }) },
  };
}

function sourceCellOf({ reading }: ScoredLine, { labels }: LayContext): LaidCell {
  if (!reading || reading.source.cell === "") return { value: labels.dash, role: "faint" };
  const { sheet, cell } = reading.source;
  return { value: `${sheet}!${cell}`, role: "linkWrap", link: { sheet, cell, tip: labels.goToSource(sheet, cell) } };
}

function differenceOf(places: number): string {
  const digits = `#,##0${places > 0 ? `.${"0".repeat(places)}` : ""}`;
  return `+${digits}_*;-${digits}_*;${digits}_*;@_*`;
}

// --- Widths and looks -----------------------------------------------------------------------------------------------

const NODES_IN_A_STEP = 500;

function* columnWidths(nodes: readonly CheckNode[], { labels, scheme }: LayContext): Steps<number[]> {
  const { check: words } = labels;
  const places = pointPlaces(scheme.settings.pointDecimals);
  const figureOf = ({ item }: CheckNode): number => {
    const value = item?.kind === "line" && item.figure.state === "value" ? item.figure.value : null;
    return value ? Math.min(20, shownLength(cellNumber(value), placesOf([value]))) : 0;
  };
  const figures = yield* greatestInSteps(nodes, NODES_IN_A_STEP, 9, figureOf);
  const points = yield* greatestInSteps(nodes, NODES_IN_A_STEP, 9, ({ card }) => (card.points ? shownLength(cellNumber(card.points), places) + 1 : 0));
  const head = (text: string, least: number): number => widthFor([text], least, 22);
  const texts = (headed: string, least: number, most: number, textOf: (node: CheckNode) => string): Steps<number> =>
    widthForInSteps(nodes, textOf, widthFor([headed], least, most), most);
  const department = yield* texts(labels.data.department, 10, 16, ({ card }) => card.department.shortName);
  const number = yield* texts(labels.card.number, 5, 9, ({ item }) => item?.number ?? "");
  const name = yield* texts(words.line, 22, 26, ({ item, card }) =>
    item ? (item.kind === "line" ? item.line.name : item.branch.name) : totalName(card, labels),
  );
  const source = yield* texts(words.source, 12, 22, ({ item }) =>
    item?.kind === "line" && item.reading ? `${item.reading.source.sheet}!${item.reading.source.cell}` : "",
  );
  return [
    department,
    number,
    name,
    head(words.actualThen, figures),
    head(words.actualNow, figures),
    head(words.pointsThen, points),
    head(words.pointsDue, points),
    head(words.pointsNow, points),
    head(words.difference, points),
    widthFor(Object.values(words.verdicts), 14, 22) + 1.5,
    source,
    head(words.card, 7),
    36,
    // Whatever does not fit runs over into it.
    24,
    ...Array.from({ length: WIDTH - PAGE_WIDTH - 1 }, () => 9),
  ];
}

const ATTENTION = { fill: PALETTE.alertFill } as const;
const LOUD = { fill: PALETTE.alertFill, colour: PALETTE.alert, bold: true } as const;
const QUIET = { fill: PALETTE.heat3 } as const;

/** Each cell lies in one area only: LibreOffice does not merge overlapping ranges as Excel does. */
function highlights(rows: number, { labels }: LayContext): ConditionalFormat[] {
  const area = (from: number, to: number = from): string => `${address(FIRST_ROW, from)}:${address(FIRST_ROW + rows - 1, to)}`;
  const verdict = fixedColumn(FIRST_ROW, COLUMN.verdict);
  const wrong = `ISNUMBER(FIND(LEFT(${verdict},1),${quoted(`${FOUND.edited}${FOUND.label}${FOUND.unreadable}${FOUND.blank}`)}))`;
  const changed = `${verdict}=${quoted(labels.check.verdicts.changed)}`;
  const rules = (where: string, loud: boolean): ConditionalFormat[] => [
    { kind: "formula", area: where, formula: wrong, look: loud ? LOUD : ATTENTION, stopIfTrue: true },
    { kind: "formula", area: where, formula: changed, look: loud ? { ...QUIET, bold: true } : QUIET, stopIfTrue: true },
  ];
  const sum = `${fixedAddress(COUNTS_ROW, COUNT_COLUMNS.sources)}+${fixedAddress(COUNTS_ROW, COUNT_COLUMNS.edited)}`;
  const count = (which: "sources" | "edited"): ConditionalFormat => {
    const cell = fixedAddress(COUNTS_ROW, COUNT_COLUMNS[which]);
    return { kind: "formula", area: cell.replace(/\$/g, ""), formula: `${cell}>0`, look: { colour: PALETTE.alert }, stopIfTrue: false };
  };
  return [
    { kind: "formula", area: address(COUNTS_ROW + 1, 0), formula: `${sum}>0`, look: { colour: PALETTE.alert, bold: true }, stopIfTrue: false },
    count("sources"),
    count("edited"),
    ...rules(area(COLUMN.department, COLUMN.pointsDue), false),
    ...rules(area(COLUMN.pointsNow, COLUMN.verdict), true),
    ...rules(area(COLUMN.source, COLUMN.card), false),
    ...rules(area(COLUMN.where), true),
  ];
}
