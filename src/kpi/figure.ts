/** A figure, or why there is none. */
import type { Decimal } from "./decimal";
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
}
