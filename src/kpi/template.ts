/** Scorecard templates (考核表) and their weight trees (权重树). */
import type { Decimal } from "./decimal";
import type { LiveSource } from "./figure";
import type { Source } from "./finding";
import type { ScoringRule } from "./rules/index";

/** A node's share of its parent: both habits occur, one per level. `percent` is 0–100. */
export type Share = { readonly kind: "points"; readonly points: Decimal } | { readonly kind: "percent"; readonly percent: Decimal };

/**
 * How the children of a branch make its points.
 * sum: the sum of their points (default). weightedMean: Σ weight·score ÷ Σ weight, weights need not add up.
 * minimum: the shortest board decides.
 */
export const ROLL_UPS = ["sum", "weightedMean", "minimum"] as const;
export type RollUp = (typeof ROLL_UPS)[number];

export interface Branch {
  readonly kind: "branch";
  readonly code: string;
  readonly name: string;
  /** null where every line below it deducts: such a branch has no share of the card. */
  readonly share: Share | null;
  /** Where the share stands. */
  readonly shareSource?: LiveSource;
  readonly rollUp: RollUp;
  /** Short-board threshold in per cent for the lines below; null: the parent's. */
  readonly threshold: Decimal | null;
  readonly children: readonly TreeNode[];
  readonly source: Source;
}

/** A leaf: one indicator scored by one rule. */
export interface Line {
  readonly kind: "line";
  readonly code: string;
  readonly name: string;
  /** For a deduction rule always points, W of the rule's formula, and no share of the card. */
  readonly share: Share;
  /** Where the share stands. */
  readonly shareSource?: LiveSource;
  readonly indicator: string;
  readonly rule: ScoringRule;
  readonly threshold: Decimal | null;
  /** Who answers for it (责任部门): free text; "" means the scored department itself. */
  readonly duty: string;
  readonly source: Source;
}

export type TreeNode = Branch | Line;

export interface ScorecardTemplate {
  readonly code: string;
  readonly name: string;
  readonly fullPoints: Decimal;
  /** Where a deduction card starts (起始分); 0 for a card that only earns. */
  readonly startPoints: Decimal;
  /** The total never falls below this; null: no floor. */
  readonly totalFloor: Decimal | null;
  readonly rollUp: RollUp;
  readonly children: readonly TreeNode[];
  readonly source: Source;
}
