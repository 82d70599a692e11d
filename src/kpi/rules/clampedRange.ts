/**
 * Clamped range (区间): worstScore + (Worst−A)/(Worst−Best)·(bestScore−worstScore) with A held between the two. One formula covers both directions.
 *
 * On a logarithmic scale A, Worst and Best are replaced by their natural logarithms, as in the income index of the UN's HDI.
 */
import { type Decimal, greatest, least } from "../decimal";
import { naturalLog } from "../logarithm";
import type { Anchors } from "../target";
import { capped, meets, upward } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface ClampedRange {
  readonly kind: "clampedRange";
  readonly scale: "linear" | "log";
  /** The scores at the two ends. */
  readonly worstScore: Decimal;
  readonly bestScore: Decimal;
  /** held: no score beyond that end · line: on along the line. */
  readonly beyondWorst: "held" | "line";
  readonly beyondBest: "held" | "line";
  /**
   * Where the worst value is no worse than the best, as an own baseline beyond the benchmark. hold: the line waits ·
   * step: whoever is better than the worst value has the score of the best, everybody else that of the worst.
   */
  readonly reversed: "hold" | "step";
  /** No score above or below these, wherever the line goes; null: none. */
  readonly cap: Decimal | null;
  readonly floorCap: Decimal | null;
}

export const columns = {
  parameters: {
    scale: { type: "choice", choices: ["linear", "log"], byDefault: "linear" },
    worstScore: { type: "number", byDefault: "0" },
    bestScore: { type: "number", byDefault: "100" },
    beyondWorst: { type: "choice", choices: ["held", "line"], byDefault: "held" },
    beyondBest: { type: "choice", choices: ["held", "line"], byDefault: "held" },
    reversed: { type: "choice", choices: ["hold", "step"], byDefault: "hold" },
    cap: { type: "number", byDefault: null },
    floorCap: { type: "number", byDefault: null },
  },
  required: ["worst", "best"],
  optional: ["target"],
} as const satisfies RuleColumns;

export function score(rule: ClampedRange, { actual, anchors, direction }: ScoringInput): RuleScore {
  const { worst, best } = anchors;
  if (!worst) return unscored({ code: "targetMissing", anchor: "worst" });
  if (!best) return unscored({ code: "targetMissing", anchor: "best" });
  if (rule.scale === "log") {
    if (worst.lte(0)) return unscored({ code: "logNotPositive", of: "worst" });
    if (best.lte(0)) return unscored({ code: "logNotPositive", of: "best" });
  }
  if (upward(worst, direction).gte(upward(best, direction))) {
    if (rule.reversed === "step") {
      const score = meets(worst, actual, direction) ? rule.worstScore : rule.bestScore;
      return scored(capped(score, lowestOf(rule), highestOf(rule)));
    }
    return unscored({ code: "anchorsOutOfOrder", wanted: direction === "up" ? "worst<best" : "worst>best" });
  }
  if (rule.scale === "log" && actual.lte(0)) return unscored({ code: "logNotPositive", of: "actual" });
  return scored(capped(alongTheLine(rule, actual, worst, best), lowestOf(rule), highestOf(rule)));
}

/** The score before it is held; the anchors are in order. */
export function alongTheLine(rule: ClampedRange, actual: Decimal, worst: Decimal, best: Decimal): Decimal {
  const on = rule.scale === "log" ? naturalLog : (figure: Decimal): Decimal => figure;
  const rise = rule.bestScore.minus(rule.worstScore);
  return rule.worstScore.plus(
    on(actual)
      .minus(on(worst))
      .times(rise)
      .div(on(best).minus(on(worst))),
  );
}

/** null: not held on that side. */
export function lowestOf({ beyondWorst, worstScore, floorCap }: ClampedRange): Decimal | null {
  return beyondWorst === "line" ? floorCap : floorCap ? greatest(worstScore, floorCap) : worstScore;
}

export function highestOf({ beyondBest, bestScore, cap }: ClampedRange): Decimal | null {
  return beyondBest === "line" ? cap : cap ? least(bestScore, cap) : bestScore;
}

export function bounds(rule: ClampedRange, _anchors: Anchors): Bounds {
  return { lowest: lowestOf(rule), highest: highestOf(rule) };
}
