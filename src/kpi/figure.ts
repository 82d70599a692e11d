/** A figure, or why there is none. */
import type { Decimal } from "./decimal";
import type { DerivedIndicator, PartRole } from "./derived";
import type { Direction } from "./indicator";
import type { Period } from "./period";
import type { LiveFigure, LiveSource, RowLookup, Source } from "./source";

/**
 * notApplicable 不适用 · notDue not due yet 未到期 · missing 未报 · unreadable 无法识别 · suppressed 样本不足.
 * The five are never mixed, and none of them is zero.
 */
export const ABSENT_STATES = ["notApplicable", "notDue", "missing", "unreadable", "suppressed"] as const;
export type AbsentState = (typeof ABSENT_STATES)[number];
export type FigureState = "value" | AbsentState;

/** From the gravest to the lightest: what is absent for several reasons is absent for the first of them. */
export const GRAVEST_FIRST: readonly AbsentState[] = ["unreadable", "missing", "suppressed", "notDue", "notApplicable"];

/** A true zero is a value. In the indicator's unit; under the unit % 85 means 85 %. */
export type Figure = { readonly state: "value"; readonly value: Decimal } | { readonly state: AbsentState };

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

/** What a computed reading is computed from. */
export interface DerivedPart {
  readonly role: PartRole;
  /** A code of an indicator, or of a series beside one. */
  readonly indicator: string;
  readonly period: Period;
  /** null: no sheet gives it. */
  readonly reading: Reading | null;
  readonly factor: Decimal | null;
}

/** How a reading was computed. */
export interface Derivation {
  readonly derived: DerivedIndicator;
  readonly parts: readonly DerivedPart[];
  /** Of the source: a lower figure of it may be an improvement. */
  readonly direction: Direction;
  /** The full mark of a gap that is no reading; null: there is none, or none is needed. */
  readonly full: { readonly value: Decimal; readonly source: LiveSource | null } | null;
  /** zero: something is divided by 0 · noGap: the base is at the full mark already · noFull: no full mark is stated. */
  readonly problem: "zero" | "noGap" | "noFull" | null;
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
