/**
 * Points and rates as formulas. All arguments are addresses of cells; where one of them holds no number the formula gives `otherwise`,
 * a piece of formula such as "\"–\"".
 */
import type { Decimals } from "../../kpi/rounding";
import { roundingFormula } from "./rounding";
import { NOT_SCORED } from "./ruleCells";

/**
 * What part of its full points a line wins. won: its score · lost: what is lacking to 100, of a line that deducts, without bound ·
 * shortfall: the same of an adjustment, which never adds.
 */
export type ShareWon = "won" | "lost" | "shortfall";

/** The points of a line from its unrounded score and its unrounded full points; below 0 where it takes points off. */
export function pointsFormula(score: string, fullPoints: string, decimals: Decimals, share: ShareWon, otherwise = NOT_SCORED): string {
  const parts = { won: score, lost: `(${score}-100)`, shortfall: `MIN(0,${score}-100)` };
  const points = `${fullPoints}*${parts[share]}/100`;
  return `IF(COUNT(${score},${fullPoints})<2,${otherwise},${roundingFormula(points, decimals)})`;
}

/** The rate of a line, a fraction shown as a percentage; `decimals` are those of the rate in per cent. */
export function rateFormula(score: string, decimals: Decimals, otherwise = NOT_SCORED): string {
  return `IF(COUNT(${score})=0,${otherwise},${roundingFormula(score, decimals)}/100)`;
}

/** The rate of a branch or a card: shown points ÷ full points, a fraction shown as a percentage. Without full points there is none. */
export function branchRateFormula(points: string, fullPoints: string, decimals: Decimals, otherwise = NOT_SCORED): string {
  const rate = `${roundingFormula(`${points}*100/${fullPoints}`, decimals)}/100`;
  return `IF(COUNT(${points},${fullPoints})<2,${otherwise},IF(${fullPoints}<=0,${otherwise},${rate}))`;
}
