/**
 * Decimal arithmetic for points, weights and targets.
 *
 * A constructor of our own, so that nobody else who uses big.js can change its precision under us.
 * 40 places: a quotient keeps far more digits than the ten that the inner ROUND of rounding.ts looks at.
 */
import Big from "big.js";

export const Decimal = Big();
Decimal.DP = 40;
Decimal.RM = Decimal.roundHalfUp;

export type Decimal = Big;

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);
export const HUNDRED: Decimal = new Decimal(100);

/** The decimal that a reader sees: a double enters by its shortest text, so 0.285 is 0.285 and not 0.28499999999999998. */
export function decimal(value: number | string | Decimal): Decimal {
  return new Decimal(value);
}

export function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), ZERO);
}

export function least(first: Decimal, ...others: readonly Decimal[]): Decimal {
  return others.reduce((low, value) => (value.lt(low) ? value : low), first);
}

export function greatest(first: Decimal, ...others: readonly Decimal[]): Decimal {
  return others.reduce((high, value) => (value.gt(high) ? value : high), first);
}
