/**
 * Stands in for Excel's calculation where a test needs results: the emulated host keeps formulas but works nothing out,
 * so each formula's cell gets the result that the draft says Excel will come to.
 */
import type { Change, Workbook } from "../../src/run/workbook";
import { address } from "../../src/sheets/grid";
import type { ExcelHost } from "../excelHost/excelHost";
import { workbookThrough } from "../../src/run/workbookThrough";

export function withDraftedResults(host: ExcelHost, workbook: Workbook): Workbook {
  const results = new Map<string, string | number | boolean | null>();
  host.workbook.calculate = (open) => {
    for (const { sheet, row, column, set } of open.formulas()) {
      const known = results.get(`${sheet.Name}!${address(row, column)}`);
      if (known !== undefined) set(known);
    }
  };
  const note = (change: Change): void => {
    const sheet = change.kind === "createSheet" ? change.name : host.workbook.Names.GetItemOrNullObject(change.block)?.target?.sheet.Name;
    change.draft.rows.forEach((cells, row) =>
      cells.forEach((cell, column) => {
        if (cell?.formula !== undefined) results.set(`${sheet ?? ""}!${address(row, column)}`, cell.value);
      }),
    );
  };
  return {
    ...workbookThrough((question) => question(workbook)),
    write: (changes, pause) => {
      changes.forEach(note);
      return workbook.write(changes, pause);
    },
  };
}
