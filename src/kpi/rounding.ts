/**
 * The only rounding in the house: 四舍五入, half away from zero on the decimal that the reader sees.
 *
 * Defined as ROUND(ROUND(x, 10), d), in the engine and in every written formula (domain.md section 5):
 * the inner ROUND takes off what binary arithmetic left behind, so that a tie is seen as a tie.
 */
import { Decimal } from "./decimal";

/** Places after the point, or "none": then nothing is rounded, not even to ten places. */
export type Decimals = number | "none";

const INNER_PLACES = 10;

/** 1.005 → 1.01, −2.5 → −3 (at 0 places). */
export function roundTo(value: Decimal, decimals: Decimals): Decimal {
  if (decimals === "none") return value;
  return value.round(INNER_PLACES, Decimal.roundHalfUp).round(decimals, Decimal.roundHalfUp);
}

const COMPARED_PLACES = 30;

/** A score or a rate as it is compared with another: quotients and roots have 40 places, and what the last of them leave behind must not part two that are equal. */
export function comparable(score: Decimal): Decimal {
  return score.round(COMPARED_PLACES, Decimal.roundHalfUp);
}

/** half: to the nearest, ties away from zero (四舍五入) · down: towards zero (舍去) · up: away from zero (进位). */
export const ROUNDING_WAYS = ["half", "down", "up"] as const;
export type RoundingWay = (typeof ROUNDING_WAYS)[number];

/** A score rounded to a multiple of `step`, in score units where 100 = target met. */
export interface ScoreRounding {
  readonly step: Decimal;
  readonly way: RoundingWay;
}

/** 67.3 by step 10: half 70, down 60, up 70. The inner ROUND(x, 10) comes first, so that 2.99999999999 steps are three. */
export function roundToStep(score: Decimal, rounding: ScoreRounding | null): Decimal {
  if (!rounding) return score;
  const steps = score.div(rounding.step).round(INNER_PLACES, Decimal.roundHalfUp);
  const mode = { half: Decimal.roundHalfUp, down: Decimal.roundDown, up: Decimal.roundUp }[rounding.way];
  return steps.round(0, mode).times(rounding.step);
}

/** A computed figure is rounded to twelve places, as its formula in the sheet is: what doubles leave behind must not miss a target that is met. */
export function settled(value: Decimal): Decimal {
  return value.round(12, Decimal.roundHalfUp);
}
