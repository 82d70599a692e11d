/**
 * What the formulas of all scoring rules are made of: the cells that they read, and the few expressions that they share.
 *
 * Only functions that Excel 2016, WPS and LibreOffice 7.4 know without a prefix. A figure stands in its cell as the double nearest to the decimal
 * that the engine has, so two cells are compared as they are; a difference or quotient that is compared or counted goes through ROUND(x,10) first.
 */
import type { Decimal } from "../../kpi/decimal";
import type { Direction } from "../../kpi/indicator";
import type { AnchorName } from "../../kpi/target";

/** Addresses such as "$H10". A cell may be blank or hold a sign such as "–" where there is no figure. */
export interface RuleCells {
  readonly actual: string;
  /** An anchor that is not named here counts as missing. */
  readonly anchors: Readonly<Partial<Record<AnchorName, string>>>;
  readonly direction: Direction;
  /** W: the full points of the line as the scheme states them, before any re-sharing. */
  readonly statedPoints: string;
  /** Of a rank that is taken among others: the cells of the place and of how many there are. */
  readonly peers?: { readonly place: string; readonly total: string };
}

/** What a formula gives where there is no score: a text, so that it is never taken for 0. */
export const NOT_SCORED = '"×"';

/** The formula where each of these cells holds a number, "×" otherwise. */
export function withNumbers(cells: readonly string[], formula: string): string {
  return `IF(COUNT(${cells.join(",")})<${cells.length},${NOT_SCORED},${formula})`;
}

/** The formula unless the condition holds; then "×". */
export function unless(condition: string, formula: string): string {
  return `IF(${condition},${NOT_SCORED},${formula})`;
}

/** A number as it stands in a formula. */
export function plain(value: Decimal): string {
  return value.toFixed();
}

/** A number behind an operator: a negative one in brackets. */
export function operand(value: Decimal): string {
  return value.lt(0) ? `(${plain(value)})` : plain(value);
}

/** The formula held between two caps; null is no cap. */
export function cappedFormula(formula: string, lowest: Decimal | null, highest: Decimal | null): string {
  const below = highest === null ? formula : `MIN(${plain(highest)},${formula})`;
  return lowest === null ? below : `MAX(${plain(lowest)},${below})`;
}

/** one is worse than other, not equal. */
export function isWorse(one: string, other: string, direction: Direction): string {
  return direction === "up" ? `${one}<${other}` : `${one}>${other}`;
}

/** one is worse than other, or equal. */
export function isNotBetter(one: string, other: string, direction: Direction): string {
  return direction === "up" ? `${one}<=${other}` : `${one}>=${other}`;
}

/** one − other, turned so that + is better; in brackets. */
export function betterByFormula(one: string, other: string, direction: Direction): string {
  return direction === "up" ? `(${one}-${other})` : `(${other}-${one})`;
}
