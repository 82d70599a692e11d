/** Works out the formulas of the emulated workbook, for the preview: `workbook.calculate = calculate`. A cell whose formula is not understood keeps its last result. */
import type { CellValue } from "../../../src/sheets/grid";
import type { HostCell } from "../model/cells";
import type { Workbook } from "../model/workbook";
import type { Worksheet } from "../model/worksheet";
import { NotWorkedOut, workOut, type Scope } from "./formulas";

export function calculate(workbook: Workbook): void {
  const begun = new Set<HostCell>();
  const work = (sheet: Worksheet, cell: HostCell): void => {
    // A circle of formulas stops where it comes round, with what stood there before.
    if (cell.formula === null || begun.has(cell)) return;
    begun.add(cell);
    cell.value = resultOf(cell.formula, { rows: 0, columns: 0, value: seen(sheet) }, cell.value);
  };
  const seen =
    (own: Worksheet): Scope["value"] =>
    (name, row, column) => {
      const sheet = name === null ? own : workbook.Worksheets.byName(name);
      if (!sheet) return { error: "#REF!" };
      const cell = sheet.cells.peek(row, column);
      if (cell) work(sheet, cell);
      return cell?.value ?? null;
    };
  for (const { sheet, row, column } of workbook.formulas()) work(sheet, sheet.cells.peek(row, column)!);
}

/** What cells of a sheet's own see once everything is worked out. */
export function standing(workbook: Workbook, own: Worksheet): Scope["value"] {
  return (name, row, column) => (name === null ? own : workbook.Worksheets.byName(name))?.cells.peek(row, column)?.value ?? null;
}

function resultOf(formula: string, scope: Scope, before: CellValue): CellValue {
  try {
    // A formula never gives a blank: a reference to one gives 0.
    return workOut(formula, scope) ?? 0;
  } catch (fault) {
    if (fault instanceof NotWorkedOut) return before;
    throw fault;
  }
}
