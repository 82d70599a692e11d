import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { workbookContract } from "../contract/workbook";
import { cardDraft, plainDraft } from "./drafts";
import { protectedSheet, typed } from "./edits";

describe("a new workbook", () => {
  test("holds the sheets that were drafted, and opens again", async () => {
    const workbook = newXlsx();
    await workbook.write([
      { kind: "createSheet", name: "呼叫中心", block: "kpi.card.callCentre", after: "last", draft: cardDraft() },
      { kind: "createSheet", name: "汇总", block: null, after: "first", draft: plainDraft([["a", 1, null, true]]) },
    ]);
    const opened = openXlsx(workbook.toBytes());
    const survey = await opened.survey();
    expect(survey.sheets.map((sheet) => sheet.name)).toEqual(["汇总", "呼叫中心"]);
    const [summary, card] = survey.sheets;
    const grids = await opened.read([summary!.id, card!.id]);
    expect([0, 1, 2, 3].map((column) => grids.get(summary!.id)!.at(0, column).value)).toEqual(["a", 1, null, true]);
    expect(grids.get(card!.id)!.at(3, 3)).toEqual({ value: 0.85, formula: "ROUND(ROUND(C4,10),1)/100", format: '[<0.8]"▼ "0.0%;0.0%' });
  });

  test("has no bytes before its first sheet", () => {
    expect(() => newXlsx().toBytes()).toThrow("needs a sheet");
  });
});

test("a workbook that nobody writes to gives back the very bytes it was opened from", async () => {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: "数据", block: null, after: "last", draft: plainDraft([[1]]) }]);
  const bytes = workbook.toBytes();
  const opened = openXlsx(bytes);
  await opened.survey();
  expect(opened.toBytes()).toBe(bytes);
});

workbookContract("a workbook in a file", async () => ({
  workbook: newXlsx(),
  reopen: async (workbook) => openXlsx((workbook as XlsxWorkbook).toBytes()),
  type: async (workbook, sheet, cell, value) => typed(workbook as XlsxWorkbook, sheet, cell, value),
  protect: async (workbook, sheet) => protectedSheet(workbook as XlsxWorkbook, sheet),
}));
