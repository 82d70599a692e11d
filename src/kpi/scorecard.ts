/** A scored card: every line with its outcome, and the totals. All rounding that the reader sees has been done. */
import type { Decimal } from "./decimal";
import type { Department } from "./department";
import type { AbsentState, Figure, Reading } from "./figure";
import type { Indicator } from "./indicator";
import type { Period } from "./period";
import type { Grade, Policy } from "./scheme";
import type { Anchors, AnchorSources } from "./target";
import type { Branch, Line, ScorecardTemplate } from "./template";
import type { VetoOutcome } from "./veto";

/** No score is not zero. */
export type Outcome =
  | {
      readonly kind: "scored";
      /** 100 = target met; unrounded. */
      readonly score: Decimal;
      /** Rounded as shown. Of a deduction line: minus what it lost. */
      readonly points: Decimal;
      readonly basis: "measured" | "carried" | "policy";
    }
  /** "quorum": too few of its branch's lines have a figure. */
  | { readonly kind: "leftOut"; readonly why: AbsentState | "quorum" }
  /** "scheme": a target or an anchor is missing or wrong; the finding says which. */
  | { readonly kind: "held"; readonly why: AbsentState | "scheme" };

interface ScoredNode {
  /** "3.2": the place in the tree. */
  readonly number: string;
  /** Names from the template down to this node. */
  readonly path: readonly string[];
  /** Share of the parent in per cent as the scheme has it; null for a deduction line. */
  readonly weight: Decimal | null;
  /** Full points after re-sharing, unrounded; null where left out. */
  readonly fullPoints: Decimal | null;
}

export interface ScoredLine extends ScoredNode {
  readonly kind: "line";
  readonly line: Line;
  /** The line's own indicator, or the one it is bound to for this department. */
  readonly indicator: Indicator;
  readonly figure: Figure;
  /** null: no row in any sheet gives this figure. */
  readonly reading: Reading | null;
  /** The figure that was scored: the actual, or the carried one; null where none was. */
  readonly scoredFigure: Decimal | null;
  /** The policy that applied; null for a measured line. */
  readonly policy: Policy | null;
  readonly anchors: Anchors;
  readonly anchorSources: AnchorSources;
  /** The figures among which a rank is taken, own included; null where none is. */
  readonly peers: readonly Decimal[] | null;
  readonly deducts: boolean;
  readonly outcome: Outcome;
  /** By its own figure, before the base-score rule, a veto or a quorum; null where not scored. */
  readonly ownScore: Decimal | null;
  /** What the line had before something else on the card took it down; null: nothing did. */
  readonly lowered: Lowered | null;
  /** Under a roll-up that takes the best, a sibling counted: the line pulls nothing down, whatever its score. */
  readonly outranked: boolean;
  /** Own score in per cent, rounded as shown; null where not scored. */
  readonly rate: Decimal | null;
  /** max(0, full − points); null where not scored. */
  readonly lost: Decimal | null;
  /** Per cent. */
  readonly threshold: Decimal;
  readonly belowThreshold: boolean;
  readonly amongMostLost: boolean;
  /** The figure of the period before, where there is one. */
  readonly previous: Decimal | null;
  /** Change on the period before, turned by direction: + is always better. */
  readonly change: Decimal | null;
  /** Difference to the target, turned by direction: + is always better; null without a target, and where it is to be met from both sides. */
  readonly gap: Decimal | null;
  /** The first of the unbroken run of periods in which the line has been below its threshold; null where it is not. */
  readonly shortSince: Period | null;
  /** The line's points in the period before, as they were shown; null where it was not scored then. */
  readonly pointsBefore: Decimal | null;
}

/** veto: the line or a branch above it was zeroed · baseScore: another line of its group missed its base score. */
export interface Lowered {
  readonly by: "veto" | "baseScore";
  readonly score: Decimal;
}

export interface ScoredBranch extends ScoredNode {
  readonly kind: "branch";
  readonly branch: Branch;
  /** The score of what stands below it as the roll-ups above take it, 100 = target met, unrounded but for the branch's own step; 0 while nothing is known. null where left out. */
  readonly score: Decimal | null;
  /** Points so far; null where left out. */
  readonly points: Decimal | null;
  /** Shown points ÷ full points in per cent, rounded as shown; null where it only deducts. */
  readonly rate: Decimal | null;
  /** Some line below it is held. */
  readonly held: boolean;
  readonly children: readonly ScoredItem[];
}

export type ScoredItem = ScoredLine | ScoredBranch;

export interface Adjustments {
  readonly bonus: Decimal;
  readonly deduction: Decimal;
  readonly bonusCounted: Decimal;
  readonly deductionCounted: Decimal;
}

/** The grade of a card, and how it came about. */
export interface GivenGrade {
  readonly grade: Grade;
  /** rate: by the bands · quota: by the forced distribution. */
  readonly by: "rate" | "quota";
  /** Its tie reaches over the border of two quotas, and the whole tie was given the better grade. */
  readonly lifted: boolean;
  /** The grade before a veto lowered it, or kept the card from a better one; null: none did. */
  readonly before: Grade | null;
  /** The grade that the bands or the quotas came to: under quotas none that a veto rules out. */
  readonly drawn: Grade;
}

export interface Scorecard {
  readonly department: Department;
  readonly template: ScorecardTemplate;
  readonly period: Period;
  readonly items: readonly ScoredItem[];
  readonly fullPoints: Decimal;
  /** Points so far; final when complete. null: nothing on the card applies. */
  readonly points: Decimal | null;
  readonly rate: Decimal | null;
  readonly state: "complete" | "incomplete" | "notApplicable";
  /** Share of full points that rests on real figures, 0–100, unrounded. */
  readonly coverage: Decimal;
  /** Points that rest on a policy or on a carried figure, as shown. */
  readonly policyPoints: Decimal;
  /** The lowest and highest total that are possible once the absent figures are known; null: without bound, or nothing on the card applies. */
  readonly lowest: Decimal | null;
  readonly highest: Decimal | null;
  /** Adjustments as they add up (both ≥ 0), and as they count under their caps. */
  readonly adjustments: Adjustments;
  readonly vetoes: readonly VetoOutcome[];
  /** The total without any veto; null where none struck. */
  readonly pointsBeforeVeto: Decimal | null;
  /** null: not graded, or not yet. */
  readonly grade: GivenGrade | null;
  readonly rankingGroup: string;
  /** Place in the group by rate; null for an incomplete card. `of` counts the ranked cards. */
  readonly rank: { readonly place: number; readonly of: number } | null;
  /** The same card one period before; null where it was not complete then, or the department reported nothing. */
  readonly before: { readonly points: Decimal; readonly rate: Decimal; readonly place: number | null } | null;
  /** Its rates in earlier periods, latest first and seven at most; those in which it was not complete are left out. */
  readonly history: readonly { readonly period: Period; readonly rate: Decimal }[];
}

/** All lines of a card in reading order. */
export function linesOf(items: readonly ScoredItem[]): ScoredLine[] {
  const lines: ScoredLine[] = [];
  const gather = (item: ScoredItem): void => {
    if (item.kind === "line") lines.push(item);
    else item.children.forEach(gather);
  };
  items.forEach(gather);
  return lines;
}
