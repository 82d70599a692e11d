/** What no fraction is: logarithms and roots, to 60 significant digits, and the result cut to 50 places, so that √(25·100) is 50. */
import { Decimal } from "decimal.js";
import { type Fraction, compare, exact, inDecimals, NONE, over, rounded, total } from "./fraction";

const Digits = Decimal.clone({ precision: 64, toExpNeg: -9e15, toExpPos: 9e15 });
const PLACES = 50;

function digitsOf(value: Fraction): Decimal {
  return new Digits(value.top.toString()).div(value.bottom.toString());
}

/** ln x; x > 0. */
export function logarithm(value: Fraction): Fraction {
  return exact(inDecimals(exact(digitsOf(value).ln().toFixed()), 60));
}

/** √x; x ≥ 0. */
export function squareRoot(value: Fraction): Fraction {
  return rounded(exact(digitsOf(value).sqrt().toFixed()), PLACES);
}

/** Π score^(weight ÷ Σ weight); a score that is not above 0 makes it 0. */
export function geometricMean(scores: readonly Fraction[], weights: readonly Fraction[]): Fraction {
  if (scores.some((score) => compare(score, NONE) <= 0)) return NONE;
  const all = total(weights);
  const power = scores.reduce((product, score, place) => product.times(digitsOf(score).pow(digitsOf(over(weights[place]!, all)))), new Digits(1));
  return rounded(exact(power.toFixed()), PLACES);
}
