/**
 * Where the next point is (下一分在哪里): the lines that bring the card most, what each step of improvement brings, the next figure that is worth something,
 * and the slip that would cost points at one blow; with what is missing to the next grade.
 *
 * These are differences between whole scorings of the card, which no formula of a sheet can do: they stay until the next run, and the notes say so.
 */
import type { Decimal } from "../kpi/decimal";
import type { NearestPoints, OpenLine, PlaceAhead } from "../kpi/nextPoint";
import { roundTo } from "../kpi/rounding";
import type { PagedRow, Section } from "./cardPages";
import { COLUMN, placesOfLine, type Plan } from "./cardPlan";
import { figureWithUnit } from "./derivationLabels";
import { heightFor, HEIGHTS, type LaidCell, laidRow, linesIn } from "./layRows";
import type { CellRole } from "./marks";
import { cellNumber, figureFormat, placesOf, pointsFormat } from "./numberFormats";
import { charactersOf, noteRows } from "./pageParts";

/** So many lines are listed. */
export const MOST_NEXT = 5;

/** null: nobody looked, or nothing on the card applies. */
export function nextOf({ card, context }: Plan): NearestPoints | null {
  return card.points === null ? null : (context.nearestPoints?.(card) ?? null);
}

export function nextSection(plan: Plan): Section | null {
  const next = nextOf(plan);
  if (!next) return null;
  const { context, width } = plan;
  const { labels, scheme } = context;
  const words = labels.card.next;
  const { pointDecimals, rateDecimals } = scheme.settings;
  const title = laidRow("section", width, HEIGHTS.section, { 0: { value: words.section, role: "text" } });
  const grade = words.grade(next.grade, { points: pointDecimals, rate: rateDecimals });
  const graded = grade === null ? [] : [sentenceRow(plan, grade)];
  const left = notListed(plan, next);
  if (next.lines.length === 0) return { opening: [{ row: title }, ...graded], rows: [sentenceRow(plan, words.none), ...left], again: null };
  const head = laidRow("head", width, HEIGHTS.head, {
    [COLUMN.number]: { value: labels.card.number, role: "centre" },
    [COLUMN.name]: { value: labels.card.indicator, role: "text" },
    [COLUMN.unit]: { value: words.step, role: "number" },
    [COLUMN.weight]: { value: words.stepGain, role: "number" },
    [COLUMN.floor]: { value: words.ahead, role: "text", indent: 1 },
    [COLUMN.actual]: { value: labels.card.actual, role: "number" },
    [COLUMN.previous]: { value: words.figure, role: "number" },
    [COLUMN.change]: { value: words.missing, role: "number" },
    [COLUMN.gap]: { value: words.gain, role: "number" },
    [COLUMN.rate]: { value: words.most, role: "number" },
    ...(next.lines.some(({ cliff }) => cliff) ? { [COLUMN.bar]: { value: words.caution, role: "text", indent: 1 } } : {}),
  });
  const rows = next.lines.map((one, place) => lineRow(plan, one, place, place === next.lines.length - 1));
  return { opening: [{ row: title }, ...graded, { row: head }], rows: [...rows, ...left], again: null };
}

/** So many lines that promise nothing are named. */
const MOST_NAMED = 4;

/** Or the line that lost most would seem forgotten. */
function notListed({ context, width, widths }: Plan, { closed }: NearestPoints): readonly PagedRow[] {
  if (closed.length === 0) return [];
  const words = context.labels.card.next;
  const named = closed.slice(0, MOST_NAMED).map(({ line, why }) => words.closed(line.line.name, why));
  return noteRows(width, null, [words.notListed(named, closed.length - named.length)], charactersOf(widths)).map((row) => ({ row }));
}

/** One sentence over the width of the page, in the type of a table. */
function sentenceRow({ width, widths }: Plan, sentence: string): PagedRow {
  const lines = linesIn(sentence, charactersOf(widths));
  const row = laidRow("line", width, heightFor(lines, HEIGHTS.shortBoard), { 0: { value: sentence, role: lines > 1 ? "wrap" : "text" } });
  return lines > 1 ? { row, merged: [[0, width - 1]] } : { row };
}

function lineRow(plan: Plan, { line, actual, step, better, ahead, within, cliff }: OpenLine, place: number, last: boolean): PagedRow {
  const { context, pointPlaces, stateColumn, width, widths } = plan;
  const { labels, scheme } = context;
  const words = labels.card.next;
  const { unit } = line.indicator;
  const mark = ahead.find(({ gain }) => gain.card.gt(0)) ?? null;
  const places = Math.max(placesOfLine(line), placesOf([mark?.figure, mark?.missing]));
  const largest = [actual, mark?.figure, mark?.missing].reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
  const format = figureFormat(unit, places, largest);
  const apart = figureFormat("", places, largest);
  const number = (value: Decimal | null | undefined, role: CellRole, as: string): LaidCell =>
    value ? { value: cellNumber(value), role, format: as } : { value: labels.dash, role: "faintNumber", format: as };
  const points = (value: Decimal | null | undefined, role: CellRole): LaidCell =>
    number(value && roundTo(value, scheme.settings.pointDecimals), role, pointsFormat(pointPlaces));
  const caution = cliff
    ? words.cliff(cliff.slip.toFixed(), figureWithUnit(cliff.figure.toFixed(), unit), roundTo(cliff.costs, scheme.settings.pointDecimals).toFixed(pointPlaces))
    : null;
  const cautionLines = caution === null ? 1 : linesIn(caution, charactersOf(widths.slice(COLUMN.bar)) - 2);
  const lines = Math.max(linesIn(line.line.name, widths[COLUMN.name] ?? 29), cautionLines);
  const row = laidRow(last ? "lastOfGroup" : "line", width, heightFor(lines, HEIGHTS.shortBoard), {
    [COLUMN.number]: { value: place + 1, role: "secondCentre" },
    [COLUMN.name]: { value: line.line.name, role: "strongWrap" },
    [COLUMN.unit]: number(better && step, "secondNumber", figureFormat("", placesOf([step]), cellNumber(step))),
    [COLUMN.weight]: points(better?.card, "number"),
    [COLUMN.floor]: { value: mark ? words.place(mark.place) : labels.dash, role: mark ? "text" : "faint", indent: 1 },
    [COLUMN.actual]: number(actual, "strongNumber", format),
    [COLUMN.previous]: number(mark?.figure, "secondNumber", format),
    [COLUMN.change]: number(missingTo(mark), "number", apart),
    [COLUMN.gap]: points(mark?.gain.card, "strongNumber"),
    [COLUMN.rate]: points(within, "number"),
    [COLUMN.bar]: { value: caution, role: cautionLines > 1 ? "alertWrap" : "alert", indent: 1 },
  });
  return { row, merged: cautionLines > 1 ? [[COLUMN.bar, stateColumn]] : [] };
}

function missingTo(mark: PlaceAhead | null): Decimal | null {
  return mark && roundTo(mark.missing, 10);
}
