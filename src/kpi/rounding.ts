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
