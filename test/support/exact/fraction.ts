/**
 * Exact rational numbers on BigInt, and the rounding of the house on them.
 *
 * Written from domain.md section 5 and docs/workbook.md alone, so that the engine has something to be held against that shares no line with it.
 */

/** top ÷ bottom in lowest terms; bottom > 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export function fraction(top: bigint, bottom: bigint): Fraction {
  if (bottom === 0n) throw new Error("a fraction over 0");
  if (bottom === 1n) return { top, bottom };
  let [high, low] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  while (low !== 0n) [high, low] = [low, high % low];
  const divisor = bottom < 0n ? -high : high;
  return { top: top / divisor, bottom: bottom / divisor };
}

export function whole(value: number | bigint): Fraction {
  return { top: BigInt(value), bottom: 1n };
}

export const NONE: Fraction = whole(0);
export const ONE: Fraction = whole(1);
export const TWO: Fraction = whole(2);
export const FULL_SCORE: Fraction = whole(100);

/** Of a decimal in plain notation, as its reader sees it: "-12.050". */
export function exact(text: string): Fraction {
  const [, sign, units = "0", places = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (sign === undefined) throw new Error(`${text} is no plain decimal`);
  const top = BigInt(units + places);
  return fraction(sign === "-" ? -top : top, 10n ** BigInt(places.length));
}

export function plus(one: Fraction, other: Fraction): Fraction {
  if (one.bottom === other.bottom) return fraction(one.top + other.top, one.bottom);
  return fraction(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);
}

export function minus(one: Fraction, other: Fraction): Fraction {
  return plus(one, negative(other));
}

export function times(one: Fraction, other: Fraction): Fraction {
  return fraction(one.top * other.top, one.bottom * other.bottom);
}

export function over(one: Fraction, other: Fraction): Fraction {
  return fraction(one.top * other.bottom, one.bottom * other.top);
}

export function negative(one: Fraction): Fraction {
  return { top: -one.top, bottom: one.bottom };
}

export function size(one: Fraction): Fraction {
  return one.top < 0n ? negative(one) : one;
}

/** Below 0, 0 or above 0, as `one` is less than, equal to or greater than `other`. */
export function compare(one: Fraction, other: Fraction): number {
  const difference = one.top * other.bottom - other.top * one.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const isLess = (one: Fraction, other: Fraction): boolean => compare(one, other) < 0;
export const isMore = (one: Fraction, other: Fraction): boolean => compare(one, other) > 0;
export const isSame = (one: Fraction, other: Fraction): boolean => one.top === other.top && one.bottom === other.bottom;

export function lesser(one: Fraction, other: Fraction): Fraction {
  return isLess(other, one) ? other : one;
}

export function greater(one: Fraction, other: Fraction): Fraction {
  return isMore(other, one) ? other : one;
}

export function total(values: readonly Fraction[]): Fraction {
  return values.reduce(plus, NONE);
}

/** The whole number next to it, towards 0. */
export function towardsZero(one: Fraction): bigint {
  return one.top / one.bottom;
}

export function isWhole(one: Fraction): boolean {
  return one.bottom === 1n;
}

/** 2.5 → 3, −2.5 → −3. */
export function nearest(one: Fraction): bigint {
  const doubled = (2n * (one.top < 0n ? -one.top : one.top) + one.bottom) / (2n * one.bottom);
  return one.top < 0n ? -doubled : doubled;
}

/** Away from 0 to a whole number. */
export function awayFromZero(one: Fraction): bigint {
  const cut = towardsZero(one);
  return isWhole(one) ? cut : one.top < 0n ? cut - 1n : cut + 1n;
}

/** ROUND(x, d) of a sheet that would know no binary numbers. */
export function rounded(one: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places);
  return fraction(nearest({ top: one.top * scale, bottom: one.bottom }), scale);
}

/** ROUND(ROUND(x, 10), d); "none" leaves out both. */
export function asShown(one: Fraction, places: number | "none"): Fraction {
  return places === "none" ? one : rounded(rounded(one, 10), places);
}

/** With so many places after the point, cut off. */
export function inDecimals(one: Fraction, places: number): string {
  const digits = ((one.top < 0n ? -one.top : one.top) * 10n ** BigInt(places)) / one.bottom;
  const text = digits.toString().padStart(places + 1, "0");
  return `${one.top < 0n ? "-" : ""}${text.slice(0, text.length - places)}${places > 0 ? `.${text.slice(-places)}` : ""}`;
}
