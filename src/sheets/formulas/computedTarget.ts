/**
 * A computed target as a formula: the figures that it rests on in the data table, and its parameter in the targets' table.
 *
 * Rounded as the engine rounds it, to the stated places or to ten. A target that is shared out is a value: the largest remainder is no formula of one cell.
 */
import type { Period } from "../../kpi/period";
import type { Direction } from "../../kpi/indicator";
import type { LiveSource } from "../../kpi/source";
import type { UsedFigure, WorkedOut } from "../../kpi/target";
import { onSheet } from "./fixedCell";
import { roundingFormula } from "./rounding";
import { operand } from "./ruleCells";

/** The data table's cell of a figure; null: it has none there. */
export type FigureCell = (department: string, indicator: string, period: Period) => string | null;

/** Longer formulas nobody reads. */
const LONGEST = 1000;

const TEN_PLACES = 10;

/** null: some figure has no cell, or the formula would be too long. `otherwise`: a piece of formula for a target that cannot be worked out. */
export function computedTargetFormula(how: WorkedOut, direction: Direction, cellOf: FigureCell, otherwise: string): string | null {
  const cellsOf = (used: readonly UsedFigure[], period: Period | null): readonly string[] | null => {
    const cells = used.map(({ department, indicator, period: own = period }) => (own === null ? null : cellOf(department, indicator, own)));
    return cells.every((cell) => cell !== null) ? cells : null;
  };
  const formula = ((): string | null => {
    const cells = cellsOf(how.used, how.basisPeriod);
    if (!cells) return null;
    switch (how.kind) {
      case "plus": {
        const step = parameterCell(how.parameterSource, operand(how.parameter), "asItIs");
        const from = baseFormula(how, cells, direction);
        return from && whereAny(how, cells, finished(how, `${from}+${step}`), otherwise);
      }
      case "times": {
        const factor = parameterCell(how.parameterSource, operand(how.parameter), "asItIs");
        const from = isRecent(how) ? `AVERAGE(${cells.join(",")})` : cells[0]!;
        return whereAny(how, cells, finished(how, `${from}*${factor}`), otherwise);
      }
      case "percentile": {
        const share = shareOf(how);
        // Where less is better, the best is the lowest: the same place counted from the other end.
        const place = direction === "up" ? share : `1-${share}`;
        return whereAny(how, cells, finished(how, `PERCENTILE(${cells.length > 1 ? `(${cells.join(",")})` : cells[0]!},${place})`), otherwise);
      }
      case "deviations": {
        const count = parameterCell(how.parameterSource, operand(how.parameter), "asItIs");
        const list = cells.join(",");
        return whereAny(how, cells, finished(how, `AVERAGE(${list})${direction === "up" ? "+" : "-"}${count}*STDEVP(${list})`), otherwise);
      }
      case "gap": {
        const own = cellOf(how.own.department, how.own.indicator, how.ownPeriod);
        const benchmark = baseFormula(how, cells, direction);
        if (own === null || benchmark === null) return null;
        const value = finished(how, `${own}+(${benchmark}-${own})*${shareOf(how)}`);
        const known = how.used.length > 1 ? `AND(COUNT(${own})=1,COUNT(${cells.join(",")})>0)` : `COUNT(${[own, ...cells].join(",")})=${1 + cells.length}`;
        return `IF(${known},${value},${otherwise})`;
      }
      case "share":
        return null;
    }
  })();
  return formula !== null && formula.length <= LONGEST ? formula : null;
}

/** The figure that a step is applied to; null: it has no formula. */
function baseFormula({ basis, method, used, ...how }: WorkedOut, cells: readonly string[], direction: Direction): string | null {
  if (used.length === 0) return basis?.kind === "constant" ? operand(basis.value) : null;
  if (cells.length === 1) return cells[0]!;
  const mean = `AVERAGE(${cells.join(",")})`;
  if (method === "meanPlus" || method === "recentMeanPlus") return mean;
  if (method === "betterRecentPlus" || method === "worseRecentPlus") {
    return `${(method === "betterRecentPlus") === (direction === "up") ? "MAX" : "MIN"}(${cells[0]!},${mean})`;
  }
  const wantsHighest = (method === "worstPlus") !== (direction === "up");
  return how.kind === "plus" || how.kind === "gap" ? `${wantsHighest ? "MAX" : "MIN"}(${cells.join(",")})` : null;
}

/** One of the figures is enough where the best or a percentile of several is taken; else all have to be there, which of one is the same. */
function whereAny({ basis, ...how }: WorkedOut, cells: readonly string[], formula: string, otherwise: string): string {
  if (cells.length === 0) return formula;
  const condition = basis?.kind === "departments" || isRecent(how) ? `COUNT(${cells.join(",")})=${cells.length}` : `COUNT(${cells.join(",")})>0`;
  return `IF(${condition},${formula},${otherwise})`;
}

/** Of several periods of one department, all of which are needed. */
function isRecent({ method }: Pick<WorkedOut, "method">): boolean {
  return method === "recentMeanPlus" || method === "recentMeanTimes" || method === "betterRecentPlus" || method === "worseRecentPlus";
}

function finished(how: WorkedOut, formula: string): string {
  if (how.decimals === "none") return isBetweenFigures(how) ? withoutTail(how, formula) : formula;
  return how.decimals === null ? `ROUND(${formula},${TEN_PLACES})` : roundingFormula(formula, how.decimals);
}

/** A mean or a percentile; the ends of the percentiles are figures as they are, however many places they have. */
function isBetweenFigures({ kind, method, parameter }: WorkedOut): boolean {
  return method === "meanPlus" || method === "deviations" || isRecent({ method }) || (kind === "percentile" && !parameter.eq(0) && !parameter.eq(100));
}

/** Doubles of up to some hundred figures keep twelve digits of a place between two of them. */
const KEPT_DIGITS = 12;

/**
 * What lies between figures without the tail that doubles give it: 12 zeros and 100 have 4.00000000000009 at 92 %, and a figure of exactly 4 would
 * miss that.
 */
function withoutTail({ used }: WorkedOut, formula: string): string {
  // The power of ten of the largest figure; where all are 0 there is no tail.
  const largest = Math.max(...used.filter(({ value }) => !value.eq(0)).map(({ value }) => value.e));
  return Number.isFinite(largest) ? `ROUND(${formula},${Math.max(0, KEPT_DIGITS - 1 - largest)})` : formula;
}

/** Per cent as a fraction. */
function shareOf({ parameter, parameterSource }: WorkedOut): string {
  return parameterCell(parameterSource, operand(parameter.div(100)), "perCent");
}

/** The cell of the parameter, in the unit that the formula needs; the number itself where it had to be parsed. */
function parameterCell(source: LiveSource, constant: string, wanted: "asItIs" | "perCent"): string {
  if (!source.live) return constant;
  const cell = onSheet(source.sheet, source.cell);
  if (wanted === "asItIs") return source.live.times === 100 ? `ROUND(100*${cell},12)` : cell;
  return source.live.times === 100 ? cell : `${cell}/100`;
}
