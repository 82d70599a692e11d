/**
 * Natural logarithms and exponentials, which big.js does not have: 40 significant digits, as quotients have 40 places.
 *
 * decimal.js, by the author of big.js, is there for these two alone.
 */
import { Decimal as Precise } from "decimal.js";
import { type Decimal, ZERO, decimal, sum } from "./decimal";

/** A constructor of our own: nobody else changes its precision. Two guard digits. */
const Digits = Precise.clone({ precision: 42 });

/** ln x; x > 0. */
export function naturalLog(value: Decimal): Decimal {
  return decimal(new Digits(value.toFixed()).ln().toFixed());
}

/** e^x. */
export function exponential(value: Decimal): Decimal {
  return decimal(new Digits(value.toFixed()).exp().toFixed());
}

/** Π score^(weight ÷ Σ weight); a score that is not above 0 makes it 0. */
export function geometricMean(scores: readonly Decimal[], weights: readonly Decimal[]): Decimal {
  if (scores.some((score) => score.lte(0))) return ZERO;
  const logs = scores.map((score, place) => weights[place]!.times(naturalLog(score)));
  return exponential(sum(logs).div(sum(weights)));
}
