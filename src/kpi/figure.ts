/** A figure, or why there is none. */
import type { Decimal } from "./decimal";
import type { Derivation } from "./derived";
import type { Source } from "./finding";
import type { Period } from "./period";

/**
 * notApplicable 不适用 · notDue not due yet 未到期 · missing 未报 · unreadable 无法识别 · suppressed 样本不足.
 * The five are never mixed, and none of them is zero.
 */
export const ABSENT_STATES = ["notApplicable", "notDue", "missing", "unreadable", "suppressed"] as const;
export type AbsentState = (typeof ABSENT_STATES)[number];
export type FigureState = "value" | AbsentState;

/** A true zero is a value. In the indicator's unit; under the unit % 85 means 85 %. */
export type Figure = { readonly state: "value"; readonly value: Decimal } | { readonly state: AbsentState };

/** What stands in the row of a figure and in no other row of its table, so that the row is found again once its sheet was sorted. */
export interface RowLookup {
  /** The first and last row of the table, counted from 1 as on the sheet. */
  readonly firstRow: number;
  readonly lastRow: number;
  /** Columns by their letters with what stands there in the figure's own row: all of them together name it. */
  readonly keys: readonly { readonly column: string; readonly found: string | number }[];
}

/** A figure that is a plain number in its cell, or would be one if somebody typed it there. */
export interface LiveFigure {
  /** The figure is so many times the number in the cell: 100 where a fraction is shown as %. */
  readonly times: 1 | 100;
  /** null: nothing in its row tells it from all others. */
  readonly lookup: RowLookup | null;
}

/** A cell that a number came from; `live` is absent where the number is not simply what stands there. */
export interface LiveSource extends Source {
  readonly live?: LiveFigure;
}

/** What a figure adds up over cells of one sheet: areas such as "E5:E14", together `cells` cells. */
export type Counted =
  /** How many of the cells hold one of the words; all of them hold one of `known`. */
  | { readonly kind: "words"; readonly areas: readonly string[]; readonly cells: number; readonly words: readonly string[]; readonly known: readonly string[] }
  | { readonly kind: "sum"; readonly areas: readonly string[]; readonly cells: number }
  /** Σ of the areas times `by`, cell by cell; the first between `from` and `to`. */
  | {
      readonly kind: "products";
      readonly areas: readonly string[];
      readonly by: readonly string[];
      readonly cells: number;
      readonly from: Decimal;
      readonly to: Decimal;
    };

/** How the place that a figure came from is known again, whether the figure is live or not. */
export interface Origin {
  /** The cell that holds the label, where the label is a text of its own. */
  readonly labelCell: string | null;
  /** null: nothing in its row tells it from all others. */
  readonly lookup: RowLookup | null;
  /** What stood in the figure's cell; null where it was blank or an error. */
  readonly stood: string | number | null;
}

/** One department's figure for one indicator in one period. */
export interface Reading {
  readonly department: string;
  readonly indicator: string;
  readonly period: Period;
  readonly figure: Figure;
  readonly source: Source;
  /** The indicator's label as it stands at the source. */
  readonly label: string;
  /** What stood in the cell, as text, parsed ("85分", "3.2万") or read as a state ("待定", "□ 缺报"); null where the cell held a plain number or nothing. */
  readonly parsedFrom: string | null;
  /** The cell holds a fraction shown as %, and the figure is its hundredfold. */
  readonly percentFormat: boolean;
  /** Absent where the figure had to be parsed or converted, or where two cells contradict each other. */
  readonly live?: LiveFigure;
  /** Only the check sheet asks for it. */
  readonly origin?: Origin;
  /** Of a figure that adds up the rows of a sheet; absent where some of them had to be parsed. */
  readonly counted?: Counted;
  /** How it was computed from other readings; absent where a sheet gives it. Its source is then the row of the scheme that says so. */
  readonly derivation?: Derivation;
}
