/**
 * A scorecard as a sheet: conclusion first, then the table of lines, then why, how it was scored, and who signs.
 *
 * A card that fits on one page stays on one; else the page ends after the total, and its short boards follow on the next.
 * A card that is longer than a page leaves them to the short-board list.
 */
import type { Scorecard, ScoredItem } from "../kpi/scorecard";
import { elsewhereRow, footRows, mergesOf, shortRows } from "./cardFoot";
import { cardFormulas, type CardFormulas } from "./cardFormulas";
import { highlights } from "./cardHighlights";
import { allItems, cardTitle, COLUMN, FIRST_ROW, type Plan, planOf } from "./cardPlan";
import { tableRows } from "./cardTable";
import { topRows } from "./cardTop";
import { rowsAboveTotal, totalRows } from "./cardTotals";
import type { DraftCell, SheetDraft } from "./draft";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidRow, rowsOf, spacer } from "./layRows";
import { PALETTE } from "./marks";
import { fontOf, footer, heightOf, pageHeight } from "./pageParts";

export function layCard(card: Scorecard, context: LayContext): SheetDraft {
  const { labels } = context;
  const plan = planOf(card, context);
  const title = cardTitle(card, labels);
  const totalRow = FIRST_ROW + allItems(card.items).length + rowsAboveTotal(plan);
  const formulas = context.formulas ? cardFormulas(plan, totalRow) : null;
  const top = topRows(plan, formulas, totalRow);
  const table = tableRows(plan, formulas);
  const totals = totalRows(plan, formulas, totalRow);
  const first = [...top.rows, ...table, ...totals];
  const shorts = shortRows(plan);
  const last = footRows(plan, formulas);

  const page = pageHeight(plan.widths);
  const inOne = heightOf([...first, ...shorts.rows, ...last]) + 2 * HEIGHTS.spacer <= page;
  const long = heightOf(first) > page;
  const rows = long
    ? [...first, spacer(), elsewhereRow(plan), spacer(), ...last]
    : [...first, spacer(), spacer(inOne ? HEIGHTS.spacer : 2), ...shorts.rows, spacer(), ...last];
  const breaksAfter = long ? pageEnds(card.items, rows, page) : inOne ? [] : [first.length - 1];
  const workings = formulas ? [2, ...formulas.workingHeads.map(() => 9)] : [];
  return {
    ...rowsOf(formulas ? withHeads(rows, plan, formulas) : rows),
    columnWidths: [...plan.widths, ...workings],
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

/** The heads of the columns right of the page. */
function withHeads(rows: readonly LaidRow[], plan: Plan, formulas: CardFormulas): LaidRow[] {
  const words = plan.context.labels.workings;
  const cells = formulas.workingHeads.map((head) => words[head]).map((value): DraftCell => ({ value, mark: { row: "plain", role: "faintNumber" } }));
  return rows.map((row, place) => (place === FIRST_ROW - 1 ? { ...row, cells: [...row.cells, undefined, ...cells] } : row));
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
