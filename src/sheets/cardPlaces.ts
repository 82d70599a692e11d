/** Where the figures of a card stand on its sheet, for the sheets that refer to them. */
import { capsQuotas } from "../kpi/grade";
import type { ScoredItem, Scorecard } from "../kpi/scorecard";
import { firstWorking } from "./cardFormulas";
import { allItems, COLUMN, FIRST_ROW, planOf } from "./cardPlan";
import { rowsAboveTotal } from "./cardTotals";
import { verdictPlaces } from "./cardVerdicts";
import { KEY_FIGURE_ROW } from "./cardTop";
import { onSheet } from "./formulas/fixedCell";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { blockOfCard } from "./sheetNames";

/** References with the sheet's name. */
export interface CardPlaces {
  readonly points: string;
  readonly full: string;
  readonly rate: string;
  readonly coverage: string;
  readonly shortBoards: string;
  /** How many lines hold the card; 0: it is complete. */
  readonly held: string;
  /** Where its grade stands; null: cards are not graded. */
  readonly grade: string | null;
  /** The best grade that vetoes leave it, counted from 1; null: none keeps a card from a grade that others get by quota. */
  readonly cap: string | null;
  readonly rateOf: (item: ScoredItem) => string;
  readonly pointsOf: (item: ScoredItem) => string;
}

export function cardPlaces(card: Scorecard, context: LayContext): CardPlaces {
  const plan = planOf(card, context);
  const items = allItems(card.items);
  const total = FIRST_ROW + items.length + rowsAboveTotal(plan);
  const sheet = context.sheetOf(blockOfCard(card.department.code, card.template.code));
  const at = (row: number, column: number): string => onSheet(sheet, address(row, column));
  return {
    points: at(total, COLUMN.points),
    full: at(total, COLUMN.full),
    rate: at(total, COLUMN.rate),
    coverage: at(KEY_FIGURE_ROW, COLUMN.points),
    shortBoards: at(KEY_FIGURE_ROW, COLUMN.rate),
    held: at(total, firstWorking(plan)),
    grade: context.scheme.grades.length > 0 ? at(verdictPlaces(plan, total).grade!, COLUMN.points) : null,
    cap: capsQuotas(context.scheme) && context.scheme.grades.length > 0 ? at(verdictPlaces(plan, total).grade!, firstWorking(plan) + 1) : null,
    rateOf: (item) => at(FIRST_ROW + items.indexOf(item), COLUMN.rate),
    pointsOf: (item) => at(FIRST_ROW + items.indexOf(item), COLUMN.points),
  };
}
