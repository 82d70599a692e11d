/**
 * A scorecard as a sheet: conclusion first, then the table of lines, then why and who signs, and behind that how each line was scored.
 *
 * What fits on a page stays on it; what does not begins on the next, and only the list of how each line was scored is ever broken.
 * A card whose table is longer than a page leaves its short boards to the short-board list.
 */
import type { Scorecard, ScoredItem } from "../kpi/scorecard";
import { type Steps, atOnce } from "../kpi/steps";
import { lostSection, radarSection } from "./cardCharts";
import { derivationSectionInSteps } from "./cardDerivations";
import { elsewhereSection, footSection, shortSection } from "./cardFoot";
import { cardFormulas, type CardFormulas } from "./cardFormulas";
import { highlights } from "./cardHighlights";
import { laidBelow } from "./cardPages";
import { nextSection } from "./cardNext";
import { allItems, cardTitle, COLUMN, FIRST_ROW, type Plan, planOf } from "./cardPlan";
import { tableRowsInSteps } from "./cardTable";
import { topRows } from "./cardTop";
import { rowsAboveTotal, totalRows } from "./cardTotals";
import type { DraftCell, SheetDraft } from "./draft";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidRow, rowsOf } from "./layRows";
import { PALETTE } from "./marks";
import { fontOf, footer, heightOf, pageHeight } from "./pageParts";

/** Printed on every page of a card that is no longer than one before its short boards. */
const TITLE_ROWS = 2;

export function layCard(card: Scorecard, context: LayContext): SheetDraft {
  return atOnce(layCardInSteps(card, context));
}

/** The same, some rows at a time. */
export function* layCardInSteps(card: Scorecard, context: LayContext): Steps<SheetDraft> {
  const { labels } = context;
  const plan = planOf(card, context);
  const title = cardTitle(card, labels);
  const totalRow = FIRST_ROW + allItems(card.items).length + rowsAboveTotal(plan);
  yield;
  const formulas = context.formulas ? cardFormulas(plan, totalRow) : null;
  yield;
  const top = topRows(plan, formulas, totalRow);
  yield;
  const table = yield* tableRowsInSteps(plan, formulas);
  const totals = totalRows(plan, formulas, totalRow);
  yield;
  const page = pageHeight(plan.widths);
  const first = squeezed([...top.rows, ...table, ...totals], page);
  const long = heightOf(first) > page;
  const titleRows = long ? FIRST_ROW : TITLE_ROWS;
  const further = page - heightOf(first.slice(0, titleRows));
  const ends = long ? groupEnds(card.items, first, page, further) : [];
  // What is printed again on a further page takes of its room.
  const used = heightOf(first.slice((ends.at(-1) ?? -1) + 1));
  const charts = [lostSection(plan, formulas, totalRow), radarSection(plan, formulas)].filter((one) => one !== null);
  yield;
  const next = long ? null : nextSection(plan);
  const [foot, sections] = [footSection(plan, formulas, next !== null), charts.map(({ section }) => section)];
  // Where the table takes pages, whoever signs signs the page that the total stands on.
  const below = long ? [elsewhereSection(plan), foot, ...sections] : [shortSection(plan, formulas), ...(next ? [next] : []), ...sections, foot];
  yield;
  const derivations = yield* derivationSectionInSteps(plan, formulas);
  const { rows, merges, breaksAfter } = laidBelow(first, used, [...below, derivations], { first: long ? further : page, further });
  yield;
  const drawn = charts.map(({ section, drawn }) => drawn(rows.indexOf(section.opening[0]!.row)));
  const sheetRows = formulas ? withHeads(rows, plan, formulas) : rows;
  const reach = sheetRows.reduce((most, { cells }) => Math.max(most, cells.length), plan.width);
  const workings = Array.from({ length: reach - plan.width }, (_, place) => (place === 0 ? 2 : Math.max(9, plan.widths[COLUMN.points] ?? 9)));
  return {
    ...rowsOf(sheetRows),
    columnWidths: [...plan.widths, ...workings],
    merges: [...top.merges, ...merges],
    conditionalFormats: [...highlights(plan, table.length), ...drawn.flatMap(({ formats }) => formats)],
    tables: [],
    charts: drawn.flatMap((one) => one.charts),
    freezeAt: address(FIRST_ROW, COLUMN.unit),
    tabColour: PALETTE.bar,
    gridlines: false,
    font: fontOf(labels.language),
    print: {
      orientation: "landscape",
      titleRows: `1:${titleRows}`,
      area: `A1:${address(rows.length - 1, plan.width - 1)}`,
      footer: footer(title, context),
      breaksAfter: [...ends, ...breaksAfter],
    },
  };
}

/** A row of one line of type can do with so many points less. */
const SPARE = 1;

/** A table that is a little higher than its page gets it by rows that are a little lower; one that is much higher stays as it is. */
function squeezed(rows: readonly LaidRow[], page: number): readonly LaidRow[] {
  const over = heightOf(rows) - page;
  const yields = rows.filter(({ height }) => height === HEIGHTS.line || height === HEIGHTS.group).length;
  if (over <= 0 || over > yields * SPARE) return rows;
  // In quarters of a point, which is what a screen can show.
  const less = Math.ceil((over / yields) * 4) / 4;
  return rows.map((row) => (row.height === HEIGHTS.line || row.height === HEIGHTS.group ? { ...row, height: row.height - less } : row));
}

/** The heads of the columns right of the page. */
function withHeads(rows: readonly LaidRow[], plan: Plan, formulas: CardFormulas): LaidRow[] {
  const words = plan.context.labels.workings;
  const cells = formulas.workingHeads
    .map((head) => words[head])
    .map((value): DraftCell => ({
      value,
      mark: { row: "plain", role: "faintNumber" },
    }));
  return rows.map((row, place) => (place === FIRST_ROW - 1 ? { ...row, cells: [...row.cells, undefined, ...cells] } : row));
}

/**
 * Where the pages of a table end that is longer than one: first-level groups stay whole where they can, and the total stays with the rows about it.
 * `page` and `further`: points of the first page and of each further one, less what is printed again on it.
 */
function groupEnds(items: readonly ScoredItem[], rows: readonly LaidRow[], page: number, further: number): number[] {
  const groups = items.map((item) => allItems([item]).length);
  const table = groups.reduce((total, count) => total + count, 0);
  const ends: number[] = [];
  let used = heightOf(rows.slice(0, FIRST_ROW));
  let most = page;
  let at = FIRST_ROW;
  const place = (count: number): void => {
    const height = heightOf(rows.slice(at, at + count));
    if (height > further / 2 && count > 1 && at < FIRST_ROW + table) {
      for (let row = 0; row < count; row += 1) place(1);
      return;
    }
    if (used + height > most && at > FIRST_ROW) {
      ends.push(at - 1);
      used = 0;
      most = further;
    }
    used += height;
    at += count;
  };
  for (const count of groups) place(count);
  place(rows.length - at);
  return withTail(ends, FIRST_ROW + table - tailRows(items), heightOf(rows.slice(FIRST_ROW + table - tailRows(items))) <= further);
}

/** A total alone on its page, or with a single line, says nothing of what it is the total of: the last page then begins with the tail. `fits`: it has room there. */
function withTail(ends: readonly number[], tail: number, fits: boolean): number[] {
  const [before, last] = [ends.at(-2) ?? FIRST_ROW - 1, ends.at(-1)];
  return fits && last !== undefined && last >= tail && tail - 1 > before ? [...ends.slice(0, -1), tail - 1] : [...ends];
}

/** Fewer rows than this would look left over; more would leave the page before half empty. */
const TAIL = { fewest: 3, most: 12 } as const;

/** How many of the last rows of a table go along with its total: the last branch, or so much of its end as makes a few rows. */
function tailRows(items: readonly ScoredItem[]): number {
  let rows = 0;
  for (const item of [...items].reverse()) {
    const count = allItems([item]).length;
    if (rows + count > TAIL.most) return rows > 0 || item.kind === "line" ? Math.max(rows, 1) : tailRows(item.children);
    rows += count;
    if (rows >= TAIL.fewest) return rows;
  }
  return rows;
}
