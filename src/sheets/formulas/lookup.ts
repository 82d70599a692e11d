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

/** A piece of formula for the cell that a figure stands in. `row`: a piece for its row in the table; absent: it is looked up in the same formula. */
export function sourceCell(source: Source, lookup: RowLookup | null, row: string | null = lookup && rowInTable(source, lookup)): string {
  const cell = parseAddress(source.cell);
  return lookup && cell && row !== null ? `INDEX(${columnOf(source, lookup, columnLetters(cell.column))},${row})` : onSheet(source.sheet, source.cell);
}

/** A piece of formula for the row that a figure stands in, counted from 1 inside of its table; #N/A where nothing names it any more. null: it has no keys. */
export function rowInTable(source: Source, lookup: RowLookup): string | null {
  const range = (column: string): string => columnOf(source, lookup, column);
  const [first, ...others] = lookup.keys;
  if (!first) return null;
  const plain = others.length === 0 && (typeof first.found === "number" || !/[*?~]/.test(first.found));
  const equal = lookup.keys.map(({ column, found }) => `(${range(column)}=${written(found)})`).join("*");
  return plain ? `MATCH(${written(first.found)},${range(first.column)},0)` : `MATCH(1,INDEX(${others.length === 0 ? `1*${equal}` : equal},0),0)`;
}

/** Whether the row that is named by its place in the table has the figure's keys: a look at one row, however many the table has. */
export function hasKeys(source: Source, lookup: RowLookup, row: string): string {
  const equal = lookup.keys.map(({ column, found }) => `INDEX(${columnOf(source, lookup, column)},${row})=${written(found)}`);
  return `IFERROR(${equal.length === 1 ? equal[0]! : `AND(${equal.join(",")})`},FALSE)`;
}

function written(found: string | number): string {
  return typeof found === "number" ? String(found) : `"${found.replace(/"/g, '""')}"`;
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

/** The live figure with `otherwise` made from its cell, in a formula of its own; by the cell itself where looking it up would take too long a formula. */
export function liveFormula(source: Source, live: LiveFigure, otherwise: (cell: string) => string): string {
  const found = sourceCell(source, live.lookup);
  const formula = figureFormula(found, live.times, otherwise(found));
  if (formula.length <= LONGEST) return formula;
  const direct = sourceCell(source, null);
  return figureFormula(direct, live.times, otherwise(direct));
}
