/** What the check sheet goes through: the total, the branches and the lines of every card, each with the cells of its row as they are drafted on the card. */
import type { Scorecard, ScoredItem } from "../kpi/scorecard";
import { type Steps, eachInSteps } from "../kpi/steps";
import { cardFormulas } from "./cardFormulas";
import { allItems, FIRST_ROW as FIRST_CARD_ROW, GROUP_ROW, type Plan, planOf } from "./cardPlan";
import { tableRowsInSteps } from "./cardTable";
import { KEY_FIGURE_ROW, topRows } from "./cardTop";
import { rowsAboveTotal, totalRows } from "./cardTotals";
import type { DraftCell } from "./draft";
import type { LayContext } from "./layContext";
import { blockOfCard } from "./sheetNames";

export const COLUMN = {
  department: 0,
  number: 1,
  name: 2,
  actualThen: 3,
  actualNow: 4,
  pointsThen: 5,
  pointsDue: 6,
  pointsNow: 7,
  difference: 8,
  verdict: 9,
  source: 10,
  card: 11,
  where: 12,
} as const;

export const PAGE_WIDTH = COLUMN.where + 1;

/** Right of the page: the inputs as they are now, the score and the full points that follow from them, and what was found. */
export const WORKING = {
  weight: PAGE_WIDTH + 1,
  floor: PAGE_WIDTH + 2,
  target: PAGE_WIDTH + 3,
  stretch: PAGE_WIDTH + 4,
  actual: PAGE_WIDTH + 5,
  score: PAGE_WIDTH + 6,
  full: PAGE_WIDTH + 7,
  figure: PAGE_WIDTH + 8,
  scheme: PAGE_WIDTH + 9,
  edited: PAGE_WIDTH + 10,
  shown: PAGE_WIDTH + 11,
} as const;

export const WIDTH = WORKING.shown + 1;

/** Title, subtitle, rule, captions, key figures, sentence, space, heads. */
export const FIRST_ROW = 8;
export const COUNTS_ROW = 4;

export interface PlacedCell {
  /** Counted from 0. */
  readonly row: number;
  readonly column: number;
  readonly cell: DraftCell;
}

export interface CheckEntry {
  readonly card: Scorecard;
  /** null: the card as a whole. */
  readonly item: ScoredItem | null;
  /** The card's sheet. */
  readonly sheet: string;
  /** On the card, counted from 0. */
  readonly cardRow: number;
  /** The cells of that row. */
  readonly cells: readonly (DraftCell | undefined)[];
  /** Of the card as a whole: its key figures, its threshold, and what stands above and below the total. */
  readonly others: readonly PlacedCell[];
  readonly stateColumn: number;
  readonly pointPlaces: number;
}

/** What stands in a row: a line or a branch of a card, or with null the card as a whole. */
export interface CheckNode {
  readonly card: Scorecard;
  readonly item: ScoredItem | null;
}

/** Each card's total first, then its tree in reading order. */
export function* checkNodes(cards: readonly Scorecard[]): Steps<CheckNode[]> {
  const nodes: CheckNode[] = [];
  yield* eachInSteps(cards, CARDS_IN_A_STEP, (card) => {
    nodes.push({ card, item: null });
    for (const item of allItems(card.items)) nodes.push({ card, item });
  });
  return nodes;
}

const CARDS_IN_A_STEP = 20;

/** The rows of one card, in the order of checkNodes. */
export function* checkEntries(card: Scorecard, context: LayContext): Steps<CheckEntry[]> {
  const plan = planOf(card, context);
  yield;
  const items = allItems(card.items);
  const totalRow = FIRST_CARD_ROW + items.length + rowsAboveTotal(plan);
  const formulas = cardFormulas(plan, totalRow);
  yield;
  const table = yield* tableRowsInSteps(plan, formulas);
  const totals = totalRows(plan, formulas, totalRow);
  const common = {
    card,
    sheet: context.sheetOf(blockOfCard(card.department.code, card.template.code)),
    stateColumn: plan.stateColumn,
    pointPlaces: plan.pointPlaces,
  };
  const whole: CheckEntry = {
    ...common,
    item: null,
    cardRow: totalRow,
    cells: totals[rowsAboveTotal(plan)]!.cells,
    others: [
      ...placed(topRows(plan, formulas, totalRow).rows, 0, plan).filter(({ row }) => row === KEY_FIGURE_ROW || row === GROUP_ROW),
      ...placed(totals, FIRST_CARD_ROW + items.length, plan).filter(({ row }) => row !== totalRow),
    ],
  };
  const nodes = items.map((item, place): CheckEntry => ({ ...common, item, cardRow: FIRST_CARD_ROW + place, cells: table[place]!.cells, others: [] }));
  return [whole, ...nodes];
}

function placed(rows: readonly { readonly cells: readonly (DraftCell | undefined)[] }[], first: number, plan: Plan): PlacedCell[] {
  return rows.flatMap(({ cells }, place) => cells.flatMap((cell, column) => (cell && column < plan.width ? [{ row: first + place, column, cell }] : [])));
}
