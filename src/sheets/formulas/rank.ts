/** Rank (排名) as a formula, and place and number as formulas of their own over the rows of the data table. */
import type { Direction } from "../../kpi/indicator";
import type { Rank } from "../../kpi/rules/rank";
import { rankBands } from "./bands";
import { isWorse, NOT_SCORED, plain, type RuleCells, unless, withNumbers } from "./ruleCells";

export function rank(rule: Rank, { actual, peers }: RuleCells): string {
  if (rule.rankTotal) {
    const total = plain(rule.rankTotal);
    const outside = `OR(${actual}<1,${actual}>${total},2*${actual}<>INT(2*${actual}))`;
    const score = rule.rankTotal.eq(1) ? "100" : `(${total}-${actual})*100/${plain(rule.rankTotal.minus(1))}`;
    return withNumbers([actual], unless(outside, rule.bands.length > 0 ? rankBands(rule, actual) : score));
  }
  if (!peers) return NOT_SCORED;
  const score = rule.bands.length > 0 ? rankBands(rule, peers.place) : `IF(${peers.total}=1,100,(${peers.total}-${peers.place})*100/(${peers.total}-1))`;
  return withNumbers([actual, peers.place, peers.total], score);
}

/** The rows among which a rank is taken. */
export interface PeerRows {
  /** Columns of the same rows, and the text that each has where a row counts. */
  readonly alike: readonly { readonly column: string; readonly text: string }[];
  /** The column of the figures, with a text where there is none. */
  readonly figures: string;
}

/**
 * r and N of the figure in the cell `own`; "×" where it holds none. `reported`: the cell among the rows that holds the figure itself;
 * where that holds no number, as of a carried figure, `own` is one more.
 */
export function placeFormulas(
  rows: PeerRows,
  own: string,
  reported: string,
  ties: Rank["ties"],
  direction: Direction,
): { readonly place: string; readonly total: string } {
  const { figures } = rows;
  const [top] = figures.split(":");
  const counts = [...rows.alike.map(({ column, text }) => `(${column}="${text.replace(/"/g, '""')}")`), `ISNUMBER(${figures})`].join("*");
  const counted = rows.alike.length > 0 ? counts : `1*${counts}`;
  const better = `(${isWorse(own, figures, direction)})`;
  const missing = `(COUNT(${reported})=0)`;
  const whenGiven = (formula: string): string => `IF(COUNT(${own})=0,${NOT_SCORED},${formula})`;
  const place = {
    equal: `1+SUMPRODUCT(${counts}*${better})`,
    // Those better, twice, and those equal, own included: 2·b + e + 1 over 2.
    average: `(1+${missing}+SUMPRODUCT(${counts}*(${better}+(${figures}=${own})+${better})))/2`,
    // Each figure counts where it stands first among those that count.
    dense: `1+SUMPRODUCT(${counts}*${better}*(MATCH(${counts}&"|"&${figures},${counts}&"|"&${figures},0)=ROW(${figures})-ROW(${top})+1))`,
  }[ties];
  return { place: whenGiven(place), total: whenGiven(`${missing}+SUMPRODUCT(${counted})`) };
}
