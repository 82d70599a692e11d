/**
 * A figure at its source as formulas: its row is found by what stands in it, so that a sorted sheet changes nothing.
 *
 * A key is compared with "=", or by MATCH where there is only one and nothing in it could be taken for a wildcard.
 */
import type { LiveFigure, RowLookup, Source } from "../../kpi/source";
import { onSheet } from "./fixedCell";
import { parseAddress, columnLetters, quoteSheet } from "../grid";

/** Longer ones nobody reads; the cell itself is referred to then. */
const LONGEST = 1000;

/**
 * A piece of formula for the cell that a figure stands in. `label`: the text of `labelCell`, which then stands for a key that is the same.
 */
export function sourceCell(source: Source, lookup: RowLookup | null, label: string | null, labelCell: string): string {
  const cell = parseAddress(source.cell);
  const direct = onSheet(source.sheet, source.cell);
  if (!lookup || !cell) return direct;
  const row = rowInTable(source, lookup, label, labelCell);
  return row === null ? direct : `INDEX(${columnOf(source, lookup, columnLetters(cell.column))},${row})`;
}

/** A piece of formula for the row that a figure stands in, counted from 1 inside of its table; #N/A where nothing names it any more. null: it has no keys. */
export function rowInTable(source: Source, lookup: RowLookup, label: string | null, labelCell: string): string | null {
  const range = (column: string): string => columnOf(source, lookup, column);
  const written = (found: string | number): string =>
    found === label ? labelCell : typeof found === "number" ? String(found) : `"${found.replace(/"/g, '""')}"`;
  const [first, ...others] = lookup.keys;
  if (!first) return null;
  const plain = others.length === 0 && (typeof first.found === "number" || !/[*?~]/.test(first.found));
  const equal = lookup.keys.map(({ column, found }) => `(${range(column)}=${written(found)})`).join("*");
  return plain ? `MATCH(${written(first.found)},${range(first.column)},0)` : `MATCH(1,INDEX(${others.length === 0 ? `1*${equal}` : equal},0),0)`;
}

function columnOf(source: Source, lookup: RowLookup, column: string): string {
  return `${quoteSheet(source.sheet)}!$${column}$${lookup.firstRow}:$${column}$${lookup.lastRow}`;
}

/** The figure in the indicator's unit where the cell holds a number, and `otherwise`, a piece of formula, where it does not. */
export function figureFormula(cell: string, times: LiveFigure["times"], otherwise: string): string {
  // A fraction of a hundred in doubles is seldom the decimal that stands in the cell.
  return `IF(COUNT(${cell})=1,${times === 100 ? `ROUND(100*${cell},12)` : cell},${otherwise})`;
}

/** What stands for a figure that was there and is gone: one sign where its cell is blank, another where something else stands in it. */
export function goneFormula(cell: string, blank: string, otherwise: string): string {
  return `IF(ISBLANK(${cell}),${blank},${otherwise})`;
}

/** The live figure with `otherwise` made from its cell; by the cell itself where looking it up would take too long a formula. */
export function liveFormula(
  source: Source,
  live: LiveFigure,
  label: string | null,
  labelCell: string,
  otherwise: (cell: string) => string,
): { readonly formula: string; readonly byLabel: boolean } {
  const found = sourceCell(source, live.lookup, label, labelCell);
  const formula = figureFormula(found, live.times, otherwise(found));
  if (live.lookup && formula.length <= LONGEST) return { formula, byLabel: true };
  const direct = sourceCell(source, null, null, "");
  return { formula: figureFormula(direct, live.times, otherwise(direct)), byLabel: false };
}
