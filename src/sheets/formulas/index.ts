/** The Excel formula of each scoring rule, computing what kpi/rules computes. */
import type { ScoreRounding } from "../../kpi/rounding";
import type { RuleKind, RuleOf, RuleParameters, ScoringRule } from "../../kpi/rules/index";
import { bands } from "./bands";
import { clampedRange } from "./clampedRange";
import { closestToTarget } from "./closestToTarget";
import { deduction } from "./deduction";
import { events } from "./events";
import { given } from "./given";
import { passFail } from "./passFail";
import { perUnit } from "./perUnit";
import { piecewise } from "./piecewise";
import { rank } from "./rank";
import { ratio } from "./ratio";
import { NOT_SCORED, plain, type RuleCells } from "./ruleCells";
import { threeAnchors } from "./threeAnchors";
import { weightedEvents } from "./weightedEvents";

/** A rule without its formula does not compile. */
const FORMULAS: { readonly [K in RuleKind]: (rule: RuleOf<K>, cells: RuleCells) => string } = {
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

/**
 * The score, 100 = target met, rounded to the rule's own step and no further, without the leading "=". The text "×" where the rule gives no score:
 * anchors that are missing, out of order or zero where that is an edge, a figure that does not fit the rule, and an actual that is no number.
 */
export function ruleFormula(rule: ScoringRule, cells: RuleCells): string {
  // The table pairs each kind with the formula of that very kind, which the compiler cannot follow through an index.
  const score = (FORMULAS[rule.kind] as (of: RuleParameters, cells: RuleCells) => string)(rule, cells);
  return rule.rounding && score !== NOT_SCORED ? steppedFormula(score, rule.rounding, NOT_SCORED) : score;
}

const ROUND = { half: "ROUND", down: "ROUNDDOWN", up: "ROUNDUP" } as const;

/** A multiple of the step. The text "×" has no quotient, and becomes `otherwise`. */
export function steppedFormula(score: string, { step, way }: ScoreRounding, otherwise: string): string {
  if (step.eq(1)) return `IFERROR(${ROUND[way]}(ROUND(${score},10),0),${otherwise})`;
  return `IFERROR(${ROUND[way]}(ROUND((${score})/${plain(step)},10),0)*${plain(step)},${otherwise})`;
}
