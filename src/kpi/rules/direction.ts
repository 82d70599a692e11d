/** "Lower is better" is the same formula with every sign turned: one code path, never a guess from the indicator's name. */
import { type Decimal } from "../decimal";
import type { Direction } from "../indicator";

/** A figure on the axis on which more is better. */
export function upward(value: Decimal, direction: Direction): Decimal {
  return direction === "up" ? value : value.neg();
}

/** At least as good as the target; exactly on it is met. */
export function meets(actual: Decimal, target: Decimal, direction: Direction): boolean {
  return upward(actual, direction).gte(upward(target, direction));
}

/** actual − reference, turned so that + is better. */
export function betterBy(actual: Decimal, reference: Decimal, direction: Direction): Decimal {
  return upward(actual.minus(reference), direction);
}

/** Holds a score between two caps; null is no cap. */
export function capped(score: Decimal, lowest: Decimal | null, highest: Decimal | null): Decimal {
  if (lowest !== null && score.lt(lowest)) return lowest;
  if (highest !== null && score.gt(highest)) return highest;
  return score;
}
