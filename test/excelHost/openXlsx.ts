/**
 * An .xlsx opened in the emulated Excel: a real workbook as the start of a test or a preview.
 *
 * It comes through our own file layer, so it brings what that layer reads: values, formulas with their last results, number formats, merged cells, hidden rows and
 * columns, visibility, protection, defined names and tables. Looks, widths, rules, charts, filters and print set-up stay behind.
 */
import { parseArea } from "../../src/sheets/grid";
import type { ExcelHost } from "./excelHost";
import type { Worksheet } from "./model/worksheet";
import { openXlsx } from "../../src/xlsx/portable";

/** What was open before is closed without saving. */
export async function openInHost(host: ExcelHost, bytes: Uint8Array): Promise<void> {
  const file = openXlsx(bytes);
  const survey = await file.survey();
  const grids = await file.read(survey.sheets.filter((sheet) => sheet.kind === "cells").map((sheet) => sheet.id));
  const { workbook } = host;
  workbook.close();
  const opened = new Map<string, Worksheet>();
  for (const info of survey.sheets) {
    const sheet = workbook.Worksheets.Add(info.name);
    opened.set(info.id, sheet);
    if (info.kind === "other") sheet.kind = "chart";
    const grid = grids.get(info.id);
    if (!grid) continue;
    for (let row = 0; row < grid.rowCount; row += 1) {
      for (let column = 0; column < grid.columnCount; column += 1) {
        const { value, formula, format } = grid.at(row, column);
        if (value === null && formula === undefined && format === "General") continue;
        Object.assign(sheet.cells.touch(row, column), { value, formula: formula ?? null, format });
      }
    }
    for (const { top, left, bottom, right } of grid.merges) sheet.merges.push({ row: top, column: left, height: bottom - top + 1, width: right - left + 1 });
    grid.hiddenRows.forEach((row) => sheet.hiddenRows.add(row));
    grid.hiddenColumns.forEach((column) => sheet.hiddenColumns.add(column));
  }
  for (const { name, refersTo, hidden, sheet } of survey.names) {
    const names = sheet === null ? workbook.Names : opened.get(sheet)?.Names;
    // Names that Excel keeps for itself, for print areas and filters, are no names to an add-in.
    if (!names || name.startsWith("_xlnm.")) continue;
    names.Add(name, `=${refersTo}`).Visible = !hidden;
  }
  for (const { name, sheet, area } of survey.tables) {
    if (parseArea(area)) opened.get(sheet)!.Tables.Add(area, true).Name = name;
  }
  // Last, since nothing can be changed after it.
  for (const info of survey.sheets) {
    const sheet = opened.get(info.id)!;
    if (info.visibility !== "visible") sheet.Visibility = info.visibility === "hidden" ? "Hidden" : "VeryHidden";
    if (info.protected) sheet.Protection.Protect();
  }
  workbook.date1904 = survey.date1904;
  if (survey.calculationMode === "manual") workbook.Application.CalculationMode = "Manual";
  if (survey.structureProtected) workbook.Protection.Protect();
  workbook.IsDirty = false;
}
