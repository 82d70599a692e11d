/** The union of all scoring rules (计分规则), and the faces that each of them must have. */
import type { Decimal } from "../decimal";
import { roundToStep, type ScoreRounding } from "../rounding";
import type { Source } from "../source";
import type { Anchors } from "../target";
import * as bands from "./bands";
import * as clampedRange from "./clampedRange";
import * as closestToTarget from "./closestToTarget";
import * as deduction from "./deduction";
import * as events from "./events";
import * as given from "./given";
import * as passFail from "./passFail";
import * as perUnit from "./perUnit";
import * as piecewise from "./piecewise";
import * as rank from "./rank";
import * as ratio from "./ratio";
import { type Bounds, type ParameterName, type RuleColumns, type RuleScore, type ScoringInput, scored } from "./rule";
import * as threeAnchors from "./threeAnchors";
import * as weightedEvents from "./weightedEvents";

export type RuleParameters =
  | threeAnchors.ThreeAnchors
  | ratio.Ratio
  | deduction.Deduction
  | clampedRange.ClampedRange
  | closestToTarget.ClosestToTarget
  | bands.Bands
  | piecewise.Piecewise
  | perUnit.PerUnit
  | rank.Rank
  | events.Events
  | weightedEvents.WeightedEvents
  | passFail.PassFail
  | given.Given;
export type RuleKind = RuleParameters["kind"];

/** A rule as the scheme names it. `code` is the rules' table's code, or the kind itself where a line uses a kind with its defaults. */
export type ScoringRule = RuleParameters & {
  readonly code: string;
  readonly name: string;
  /** Rounds the line's score after the rule's own caps, whatever the kind; null: as it comes out. */
  readonly rounding: ScoreRounding | null;
  /** Where the parameters stand that the rules' table states. */
  readonly sources?: Readonly<Partial<Record<ParameterName, Source>>>;
};

export type RuleOf<K extends RuleKind> = Extract<RuleParameters, { readonly kind: K }>;

/** One value per kind of rule: whoever makes such a table does not compile until a new rule stands in it. */
export type Faces<F> = { readonly [K in RuleKind]: F };

interface RuleFaces<R> {
  readonly columns: RuleColumns;
  readonly score: (rule: R, input: ScoringInput) => RuleScore;
  readonly bounds: (rule: R, anchors: Anchors, fullPoints: Decimal) => Bounds;
}

/** The faces that the engine itself needs; the words of each rule stand in text/, its formula in sheets/. */
const RULES: { readonly [K in RuleKind]: RuleFaces<RuleOf<K>> } = {
  threeAnchors,
  ratio,
  deduction,
  clampedRange,
  closestToTarget,
  bands,
  piecewise,
  perUnit,
  rank,
  events,
  weightedEvents,
  passFail,
  given,
};

export const RULE_KINDS = Object.keys(RULES) as readonly RuleKind[];

/** Which parameters and anchors each kind has. */
export const RULE_COLUMNS: Faces<RuleColumns> = {
  threeAnchors: threeAnchors.columns,
  ratio: ratio.columns,
  deduction: deduction.columns,
  clampedRange: clampedRange.columns,
  closestToTarget: closestToTarget.columns,
  bands: bands.columns,
  piecewise: piecewise.columns,
  perUnit: perUnit.columns,
  rank: rank.columns,
  events: events.columns,
  weightedEvents: weightedEvents.columns,
  passFail: passFail.columns,
  given: given.columns,
};

function facesOf(rule: RuleParameters): RuleFaces<RuleParameters> {
  // The table pairs each kind with faces for that very kind, which the compiler cannot follow through an index.
  return RULES[rule.kind] as unknown as RuleFaces<RuleParameters>;
}

/** 100 = target met; rounded to the step that the rule names, and by nothing else. */
export function scoreByRule(rule: ScoringRule, input: ScoringInput): RuleScore {
  const result = scoreBeforeRounding(rule, input);
  return result.kind === "score" ? scored(roundToStep(result.score, rule.rounding)) : result;
}

/** The score as the kind's formula gives it. */
export function scoreBeforeRounding(rule: RuleParameters, input: ScoringInput): RuleScore {
  return facesOf(rule).score(rule, input);
}

/** The lowest and highest score that any figure can get. Rounding never turns two scores round, so the rounded bounds are the bounds of the rounded. */
export function boundsOfRule(rule: ScoringRule, anchors: Anchors, fullPoints: Decimal): Bounds {
  const { lowest, highest } = facesOf(rule).bounds(rule, anchors, fullPoints);
  return { lowest: lowest && roundToStep(lowest, rule.rounding), highest: highest && roundToStep(highest, rule.rounding) };
}

/** Such a figure is in points of its line, so that the score is a share of W. */
export function countsInPoints(rule: RuleParameters): boolean {
  return rule.kind === "given" || rule.kind === "weightedEvents";
}

/** A deduction line takes points off the card and has no share of it. */
export function deducts(rule: RuleParameters): boolean {
  return rule.kind === "deduction";
}
