/** What every scoring rule has: parameters (columns), anchors that it needs, a score, and bounds. */
import type { Decimal } from "../decimal";
import type { Direction } from "../indicator";
import type { AnchorName, Anchors, LackingBasis } from "../target";

/** A parameter as it stands in the rules' table. Numbers may be left blank; then `byDefault` holds, null meaning "none". */
export type ParameterSpec =
  { readonly type: "number"; readonly byDefault: string | null } | { readonly type: "choice"; readonly choices: readonly string[]; readonly byDefault: string };

/** All parameter columns of the rules' table; each rule kind uses some of them. */
export const PARAMETERS = [
  "floorScore",
  "targetScore",
  "stretchScore",
  "belowFloor",
  "form",
  "reference",
  "maxLoss",
  "base",
  "step",
  "stepMeans",
  "counting",
  "perStep",
  "perStepUp",
  "cap",
  "floorCap",
  "edge",
  "passScore",
  "failScore",
  "scale",
  "worstScore",
  "bestScore",
  "beyondWorst",
  "beyondBest",
  "reversed",
  "tolerance",
  "toleranceAbove",
  "toleranceMeans",
  "ties",
  "rankTotal",
] as const;
export type ParameterName = (typeof PARAMETERS)[number];

export interface RuleColumns {
  readonly parameters: Readonly<Partial<Record<ParameterName, ParameterSpec>>>;
  readonly required: readonly AnchorName[];
  readonly optional: readonly AnchorName[];
}

export interface ScoringInput {
  readonly actual: Decimal;
  /** All required anchors are there. */
  readonly anchors: Anchors;
  readonly direction: Direction;
  /** W: the full points of the line as the scheme states them, before any re-sharing. */
  readonly fullPoints: Decimal;
  /** The figures that a rank is taken among, the actual itself included; only the rule of ranks looks at them. */
  readonly peers?: readonly Decimal[];
}

/** Why a rule gives no score: an edge that is named without a result. It holds the line, and becomes a finding. */
export type RuleProblem =
  | { readonly code: "anchorsOutOfOrder"; readonly wanted: string }
  | { readonly code: "targetMissing"; readonly anchor: AnchorName }
  /** The anchor is one that is worked out, and a figure that it rests on is not there. */
  | { readonly code: "targetBasisMissing"; readonly anchor: AnchorName; readonly lacking: LackingBasis }
  | { readonly code: "ratioTargetNotPositive" }
  | { readonly code: "ratioUncapped" }
  | { readonly code: "targetZero" }
  | { readonly code: "outsideBands" }
  | { readonly code: "eventsNotWhole" }
  | { readonly code: "givenAboveFull" }
  | { readonly code: "givenNegative" }
  /** A logarithm is asked of something that is 0 or below. */
  | { readonly code: "logNotPositive"; readonly of: AnchorName | "actual" }
  | { readonly code: "toleranceZero"; readonly of: "tolerance" | "toleranceAbove" }
  /** The figure is to be a place among so many, and is none. */
  | { readonly code: "rankOutside"; readonly total: Decimal }
  | { readonly code: "lossNegative" };

/** 100 = target met; unrounded. */
export type RuleScore = { readonly kind: "score"; readonly score: Decimal } | { readonly kind: "problem"; readonly problem: RuleProblem };

/** The lowest and highest score that any figure can get; null: without bound. */
export interface Bounds {
  readonly lowest: Decimal | null;
  readonly highest: Decimal | null;
}

export function scored(score: Decimal): RuleScore {
  return { kind: "score", score };
}

export function unscored(problem: RuleProblem): RuleScore {
  return { kind: "problem", problem };
}
