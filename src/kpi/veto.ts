/** Vetoes (否决项): a condition on a figure that zeroes or caps. Applied last; the points before it stay visible with the reason. */
import { type Decimal, ZERO, least } from "./decimal";
import type { AbsentState, Reading } from "./figure";
import type { LiveSource, Source } from "./source";

/** lineZero: one line → 0 · branchZero: one branch → 0 · totalZero · totalCap: the total is at most `value` points · gradeDown: `value` grades lower · gradeCap: no better than `grade`. */
export const VETO_EFFECTS = ["lineZero", "branchZero", "totalZero", "totalCap", "gradeDown", "gradeCap"] as const;
export type VetoEffect = (typeof VETO_EFFECTS)[number];

/** How the figure compares to the limit where the veto strikes. */
export const COMPARISONS = ["atLeast", "above", "atMost", "below", "equal"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Veto {
  readonly code: string;
  readonly name: string;
  /** null: every template. */
  readonly template: string | null;
  readonly indicator: string;
  readonly comparison: Comparison;
  /** In the indicator's unit. */
  readonly limit: Decimal;
  readonly limitSource: LiveSource;
  readonly effect: VetoEffect;
  /** Code of the line or branch that becomes 0; null for the other effects. */
  readonly node: string | null;
  /** Points of a cap, or how many grades down; null for the other effects. */
  readonly value: Decimal | null;
  /** The name of the best grade that is left; of gradeCap alone. */
  readonly grade?: string;
  readonly source: Source;
}

/**
 * A veto of a card with what its figure says: struck; passed, by a figure (the scored one, or a carried one) or by the policy for its absence;
 * or not to be told because the figure is absent.
 */
export interface VetoOutcome {
  readonly veto: Veto;
  readonly reading: Reading | null;
  readonly outcome:
    | { readonly kind: "struck"; readonly figure: Decimal }
    | { readonly kind: "passed"; readonly figure: Decimal | null }
    | { readonly kind: "undecided"; readonly why: AbsentState };
}

export function strikes(veto: Veto, figure: Decimal): boolean {
  switch (veto.comparison) {
    case "atLeast":
      return figure.gte(veto.limit);
    case "above":
      return figure.gt(veto.limit);
    case "atMost":
      return figure.lte(veto.limit);
    case "below":
      return figure.lt(veto.limit);
    case "equal":
      return figure.eq(veto.limit);
  }
}

/** What is left of a total under the vetoes that strike it. */
export function totalUnder(struck: readonly Veto[], total: Decimal): Decimal {
  return struck.reduce(
    (left, { effect, value }) => (effect === "totalZero" ? least(left, ZERO) : effect === "totalCap" && value ? least(left, value) : left),
    total,
  );
}
