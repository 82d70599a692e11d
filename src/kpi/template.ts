/** Scorecard templates (考核表) and their weight trees (权重树). */
import type { Decimal } from "./decimal";
import type { LiveSource, Source } from "./source";
import type { ScoreRounding } from "./rounding";
import type { ScoringRule } from "./rules/index";

/** A node's share of its parent: both habits occur, one per level. `percent` is 0–100. */
export type Share = { readonly kind: "points"; readonly points: Decimal } | { readonly kind: "percent"; readonly percent: Decimal };

/**
 * How the children of a branch make its points.
 * sum: the sum of their points (default). weightedMean: Σ weight·score ÷ Σ weight, weights need not add up.
 * minimum: the shortest board decides. maximum: the better of two, or the best of several, counts.
 * geometricMean: Π score^(weight ÷ Σ weight); one score of 0 makes it 0.
 */
export const ROLL_UPS = ["sum", "weightedMean", "minimum", "maximum", "geometricMean"] as const;
export type RollUp = (typeof ROLL_UPS)[number];

/**
 * What a branch or a card needs to be scored at all: so many of its children with a score, and such a share of its weight (per cent).
 * Below it the branch is left out as if it did not apply, and its weight goes to its siblings. null: nothing is asked.
 */
export interface Quorum {
  readonly items: number | null;
  readonly coverage: Decimal | null;
}
export const NO_QUORUM: Quorum = { items: null, coverage: null };

/**
 * score: a share of the card. bonus 加分, deduct 扣分: an adjustment (加减分项) outside the full points; its share is points, what is at stake.
 */
export const LINE_ROLES = ["score", "bonus", "deduct"] as const;
export type LineRole = (typeof LINE_ROLES)[number];

/** Base-score rule (国资委 style): if one line of the group misses its base score, the group's other lines get at most theirs. */
export interface BaseScore {
  readonly group: string;
  readonly score: Decimal;
}

export interface Branch {
  readonly kind: "branch";
  readonly code: string;
  readonly name: string;
  /** null where every line below it deducts: such a branch has no share of the card. */
  readonly share: Share | null;
  /** Where the share stands. */
  readonly shareSource?: LiveSource;
  readonly rollUp: RollUp;
  readonly quorum: Quorum;
  /** Rounds the branch's own score; null: as it comes out. */
  readonly rounding: ScoreRounding | null;
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
  readonly role: LineRole;
  readonly baseScore: BaseScore | null;
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
  readonly quorum: Quorum;
  /** At most so many points are added, or taken off, by adjustments; null: no cap. */
  readonly bonusCap: Decimal | null;
  readonly deductionCap: Decimal | null;
  readonly children: readonly TreeNode[];
  readonly source: Source;
}
