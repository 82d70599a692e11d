/** A scheme (方案): everything that says how departments are scored. Read from the workbook, never from code. */
import type { Decimal } from "./decimal";
import type { Department } from "./department";
import type { DerivedIndicator } from "./derived";
import type { AbsentState } from "./figure";
import type { Indicator } from "./indicator";
import type { Period } from "./period";
import type { Decimals } from "./rounding";
import type { Source } from "./source";
import type { TargetRow } from "./target";
import type { ScorecardTemplate } from "./template";
import type { Veto } from "./veto";

/**
 * What a line does without a figure.
 * reShare: leave out, its weight goes to its siblings · zero: score 0 · full: score 100 · floorScore: the floor's score ·
 * carry: the last value of an earlier period · hold: the total is not final.
 */
export const POLICIES = ["reShare", "zero", "full", "floorScore", "carry", "hold"] as const;
export type Policy = (typeof POLICIES)[number];
export type Policies = Readonly<Record<AbsentState, Policy>>;

/** domain.md section 5: not applicable and not due are re-shared, a missing or unreadable figure holds, a suppressed one is carried. */
export const DEFAULT_POLICIES: Policies = {
  notApplicable: "reShare",
  notDue: "reShare",
  missing: "hold",
  unreadable: "hold",
  suppressed: "carry",
};

/** A grade (等级) as the scheme states it. */
export interface Grade {
  readonly name: string;
  /** The lowest rate of the grade in per cent, as shown and inclusive; null: whatever is left, the lowest grade. */
  readonly from: Decimal | null;
  /** null: the grade has none. */
  readonly coefficient: Decimal | null;
  /** Its share of a group in per cent, under a forced distribution; null: none is stated. */
  readonly quota: Decimal | null;
  readonly source: Source;
}

export interface Settings {
  readonly company: string;
  readonly schemeName: string;
  readonly version: string;
  /** The period that is scored unless the caller names another. */
  readonly period: Period;
  /** A line whose shown rate is below this is a short board; per cent. Exactly on it is not. */
  readonly threshold: Decimal;
  /** How many of the lines that cost most points are listed; ties at the last place are all listed. */
  readonly mostLost: number;
  readonly pointDecimals: Decimals;
  readonly rateDecimals: Decimals;
  readonly policies: Policies;
  /** The score under the policy floorScore for rules that have no floor score of their own. */
  readonly policyFloorScore: Decimal;
  readonly language: "zh" | "en";
  /** Grades by quota inside each ranking group (强制分布) instead of by rate alone. */
  readonly forcedDistribution: boolean;
  /** Groups with fewer ranked cards are graded by rate all the same; 0: none are exempt. */
  readonly distributionFrom: number;
  /** Cards show the rates of their first level on a radar, beside the rows that show its sizes. */
  readonly radar: boolean;
  /** Printed on the summary and every card, e.g. that weights are illustrative; "" for none. */
  readonly notice: string;
}

/** A line bound to another indicator for one department: the branch's own weak spot. */
export interface Binding {
  readonly department: string;
  readonly template: string;
  readonly line: string;
  readonly indicator: string;
  readonly source: Source;
}

export interface Scheme {
  readonly settings: Settings;
  readonly departments: readonly Department[];
  readonly indicators: readonly Indicator[];
  readonly templates: readonly ScorecardTemplate[];
  readonly bindings: readonly Binding[];
  readonly targets: readonly TargetRow[];
  readonly derived: readonly DerivedIndicator[];
  readonly vetoes: readonly Veto[];
  /** From the best to the lowest; none: cards are not graded. */
  readonly grades: readonly Grade[];
}
