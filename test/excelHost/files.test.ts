import { readFileSync } from "node:fs";
import { join } from "node:path";
import { officeWorkbook } from "../../src/office/officeWorkbook";
import { layCard } from "../../src/sheets/layCard";
import type { Change, Workbook } from "../../src/run/workbook";
import { sheetLabels } from "../../src/text/sheetLabelsZh";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { startExcel } from "../setup-officejs";
import { withDraftedResults } from "../support/excelResults";
import { callCentre } from "../support/sampleSchemes";
import { openInHost } from "./openXlsx";
import { saveXlsx } from "./saveXlsx";

// Hundreds of cards take a while on a slow machine; nothing here is about speed.
jest.setTimeout(180_000);

const SAMPLE = join(__dirname, "../../assets/samples/province-zh.xlsx");

/** All that the port can tell of a workbook, by sheet names instead of ids. */
async function contents(workbook: Workbook): Promise<unknown> {
  const survey = await workbook.survey();
  const grids = await workbook.read(survey.sheets.map((sheet) => sheet.id));
  const nameOf = new Map(survey.sheets.map((sheet) => [sheet.id, sheet.name]));
  return {
    sheets: survey.sheets.map(({ name, visibility, protected: locked }) => ({ name, visibility, locked })),
    names: survey.names
      .filter(({ name }) => !name.startsWith("_xlnm."))
      .map((name) => ({
        ...name,
        // Excel quotes a sheet's name only where it must.
        refersTo: name.refersTo.replace(/^'([^']+)'!/, "$1!"),
        sheet: name.sheet === null ? null : nameOf.get(name.sheet),
      })),
    tables: survey.tables.map((table) => ({ ...table, sheet: nameOf.get(table.sheet) })),
    cells: survey.sheets.map(({ id }) => {
      const grid = grids.get(id)!;
      const rows = Array.from({ length: grid.rowCount }, (_, row) => Array.from({ length: grid.columnCount }, (_unused, column) => grid.at(row, column)));
      // A blank cell with a number format may or may not count as filled.
      return rows.flatMap((row, index) => row.flatMap((cell, column) => (cell.value === null && cell.formula === undefined ? [] : [[index, column, cell]])));
    }),
    merges: survey.sheets.map(({ id }) => grids.get(id)!.merges),
  };
}

test("a workbook opened in the emulated Excel reads the same through Office.js as from its file.", async () => {
  const bytes = new Uint8Array(readFileSync(SAMPLE));
  const host = startExcel();
  await openInHost(host, bytes);
  expect(await contents(officeWorkbook())).toEqual(await contents(openXlsx(bytes)));
  expect([...host.missing]).toEqual([]);
});

test("what the add-in writes and what the command line writes read the same.", async () => {
  const { scheme, period, cards } = callCentre("zh");
  const draft = layCard(cards[0]!, { scheme, period, labels: sheetLabels, sheetOf: () => "汇总", checkCode: "1a2b3c4d", formulas: true });
  const changes: readonly Change[] = [{ kind: "createSheet", name: "客服中心", block: "kpi.card.x", after: "last", draft }];
  const file = newXlsx();
  await file.write(changes);
  const host = startExcel();
  await withDraftedResults(host, officeWorkbook()).write(changes);
  host.workbook.Worksheets.at("Sheet1").Delete();
  expect(await contents(officeWorkbook())).toEqual(await contents(file));
  expect(await contents(openXlsx(saveXlsx(host)))).toEqual(await contents(file));
});
