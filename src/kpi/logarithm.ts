/**
 * Natural logarithms and exponentials, which big.js does not have: 40 significant digits, as quotients have 40 places.
 *
 * decimal.js, by the author of big.js, is there for these two alone.
 */
import { Decimal as Precise } from "decimal.js";
import { type Decimal, decimal } from "./decimal";

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
