/** What conditional formats make of a cell: formulas, comparisons and data bars, the first in order before the later ones. */
import type { CellValue } from "../../../src/sheets/grid";
import { intersection, rectAddress } from "../model/area";
import type { ConditionalFormat } from "../model/conditionalFormat";
import type { PropertyBag } from "../model/hostObject";
import type { Workbook } from "../model/workbook";
import type { Worksheet } from "../model/worksheet";
import { standing } from "./calculate";
import { NotWorkedOut, workOut } from "./formulas";

export interface Highlight {
  readonly fill: string;
  readonly colour: string;
  readonly bold: boolean;
  /** null: no bar. `share` 0–1 of the cell's width. */
  readonly bar: { readonly share: number; readonly colour: string } | null;
}

/** Excel's operators, as a formula writes them. */
const OPERATORS: Readonly<Record<string, string>> = {
  EqualTo: "=",
  NotEqualTo: "<>",
  GreaterThan: ">",
  GreaterThanOrEqual: ">=",
  LessThan: "<",
  LessThanOrEqual: "<=",
};

interface CellFormat {
  readonly Fill: { readonly Color: string };
  readonly Font: { readonly Color: string; readonly Bold: boolean | null };
}

export function highlightOf(workbook: Workbook, sheet: Worksheet, row: number, column: number): Highlight | null {
  const cell = { row, column, height: 1, width: 1 };
  const here = sheet.conditionalFormats.filter((format) => format.rects.some((rect) => intersection(rect, cell)));
  if (here.length === 0) return null;
  const shown = { fill: "", colour: "", bold: false, bar: null as Highlight["bar"] };
  for (const format of here) {
    if (format.dataBarOrNull) {
      shown.bar ??= barOf(format.dataBarOrNull, sheet.cells.peek(row, column)?.value ?? null);
      continue;
    }
    if (!holds(workbook, sheet, format, row, column)) continue;
    const look = (format.customOrNull ?? format.cellValueOrNull)!.Format as CellFormat;
    shown.fill ||= look.Fill.Color;
    shown.colour ||= look.Font.Color;
    shown.bold ||= look.Font.Bold === true;
    if (format.StopIfTrue) break;
  }
  return shown;
}

function holds(workbook: Workbook, sheet: Worksheet, format: ConditionalFormat, row: number, column: number): boolean {
  const first = format.rects[0]!;
  const formula = format.customOrNull ? format.customOrNull.Rule.Formula.slice(1) : comparison(format.cellValueOrNull?.Rule, row, column);
  if (formula === null) return false;
  try {
    // Written for the first cell of what it covers.
    return workOut(formula, { rows: row - first.row, columns: column - first.column, value: standing(workbook, sheet) }) === true;
  } catch (fault) {
    if (fault instanceof NotWorkedOut) return false;
    throw fault;
  }
}

/** null: an operator that is not shown here. */
function comparison(rule: unknown, row: number, column: number): string | null {
  const { operator, formula1 } = rule as { readonly operator: string; readonly formula1: string };
  const sign = OPERATORS[operator];
  return sign === undefined ? null : `${rectAddress({ row, column, height: 1, width: 1 }, "$")}${sign}(${formula1.replace(/^=/, "")})`;
}

/** Only bars between two given figures, as sheets of ours have them. */
function barOf(bar: PropertyBag, value: CellValue): Highlight["bar"] {
  const bound = (name: string): number => Number((bar.property(name) as { readonly formula?: string }).formula);
  const share = typeof value === "number" ? (value - bound("LowerBoundRule")) / (bound("UpperBoundRule") - bound("LowerBoundRule")) : NaN;
  return Number.isFinite(share)
    ? { share: Math.min(Math.max(share, 0), 1), colour: String((bar.property("PositiveFormat") as PropertyBag).property("FillColor")) }
    : null;
}
