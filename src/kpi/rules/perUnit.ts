/**
 * Per unit (每低 x 扣 y): clamp(base ± y·q). n = gap to the target ÷ step; q = n, the whole steps in it, or every step begun.
 *
 * "每低1%" is percentage points or per cent of the target: a parameter, shown on the card.
 */
import { type Decimal } from "../decimal";
import type { Anchors } from "../target";
import { betterBy, capped } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface PerUnit {
  readonly kind: "perUnit";
  /** The score exactly on target. */
  readonly base: Decimal;
  /** x, above 0. */
  readonly step: Decimal;
  /** units: in the indicator's unit (percentage points under %) · percentOfTarget: in per cent of the target. */
  readonly stepMeans: "units" | "percentOfTarget";
  readonly counting: "exact" | "floor" | "ceil";
  /** y off the score for each step on the wrong side. */
  readonly perStep: Decimal;
  /** y on top for each step on the right side. */
  readonly perStepUp: Decimal;
  readonly cap: Decimal | null;
  readonly floorCap: Decimal | null;
}

export const columns = {
  parameters: {
    base: { type: "number", byDefault: "100" },
    step: { type: "number", byDefault: "1" },
    stepMeans: { type: "choice", choices: ["units", "percentOfTarget"], byDefault: "units" },
    counting: { type: "choice", choices: ["exact", "floor", "ceil"], byDefault: "exact" },
    perStep: { type: "number", byDefault: "1" },
    perStepUp: { type: "number", byDefault: "0" },
    cap: { type: "number", byDefault: null },
    floorCap: { type: "number", byDefault: "0" },
  },
  required: ["target"],
  optional: [],
} as const satisfies RuleColumns;

export function score(rule: PerUnit, { actual, anchors, direction }: ScoringInput): RuleScore {
  const target = anchors.target;
  if (!target) return unscored({ code: "targetMissing", anchor: "target" });
  if (rule.stepMeans === "percentOfTarget" && target.eq(0)) return unscored({ code: "targetZero" });
  const better = betterBy(actual, target, direction);
  const gap = rule.stepMeans === "percentOfTarget" ? better.abs().times(100).div(target.abs()) : better.abs();
  const steps = counted(gap.div(rule.step), rule.counting);
  const value = better.lt(0) ? rule.base.minus(rule.perStep.times(steps)) : rule.base.plus(rule.perStepUp.times(steps));
  return scored(capped(value, rule.floorCap, rule.cap));
}

/** n is not negative. A quotient such as 0.3/0.1 is exact in decimals, so a whole step is never lost to binary arithmetic. */
function counted(n: Decimal, counting: PerUnit["counting"]): Decimal {
  switch (counting) {
    case "exact":
      return n;
    case "floor":
      return n.round(0, 0);
    case "ceil":
      return n.round(0, 3);
  }
}

export function bounds(rule: PerUnit, _anchors: Anchors): Bounds {
  return {
    lowest: rule.perStep.eq(0) ? capped(rule.base, rule.floorCap, rule.cap) : rule.floorCap,
    highest: rule.perStepUp.eq(0) ? capped(rule.base, rule.floorCap, rule.cap) : rule.cap,
  };
}
