import { workbookContract } from "../contract/workbook";
import { memoryWorkbook, type MemoryWorkbook } from "./memoryWorkbook";

workbookContract("a workbook in memory", async () => {
  const workbook = memoryWorkbook();
  return {
    workbook,
    type: async (edited, sheet, cell, value) => {
      (edited as MemoryWorkbook).type(sheet, cell, value);
      return edited;
    },
    protect: async (edited, sheet) => {
      (edited as MemoryWorkbook).protect(sheet);
      return edited;
    },
  };
});

describe("a workbook in memory", () => {
  test("holds the sheets that it is given, with what is said of them", async () => {
    const workbook = memoryWorkbook(
      {
        指标: [
          ["序号", "实际"],
          [1, { value: 0.85, format: "0%" }],
        ],
        图: [],
      },
      { merges: { 指标: ["A1:B1"] }, hiddenRows: { 指标: [1] }, chartSheets: ["图"], filtered: ["指标"], date1904: true },
    );
    const survey = await workbook.survey();
    expect(survey.sheets.map(({ name, kind, filtered }) => ({ name, kind, filtered }))).toEqual([
      { name: "指标", kind: "cells", filtered: true },
      { name: "图", kind: "other", filtered: false },
    ]);
    expect(survey.date1904).toBe(true);
    const grid = (await workbook.read(["1"])).get("1")!;
    expect(grid.at(1, 1)).toEqual({ value: 0.85, format: "0%" });
    expect([grid.rowCount, grid.columnCount, grid.merges.length, grid.hiddenRows.has(1)]).toEqual([2, 2, 1, true]);
  });

  test("takes a sheet's block along when the sheet is renamed, and loses it when the sheet is deleted", async () => {
    const workbook = memoryWorkbook();
    const draft = {
      rows: [[{ value: 1, mark: { row: "plain", role: "text" } }]],
      columnWidths: [],
      rowHeights: [],
      merges: [],
      conditionalFormats: [],
      tables: [],
      gridlines: true,
      font: "Calibri",
      print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
    } as const;
    await workbook.write([{ kind: "createSheet", name: "旧名", block: "kpi.x", after: "last", draft }]);
    expect(workbook.drafts.get("旧名")).toBe(draft);
    workbook.rename("旧名", "新名");
    expect((await workbook.survey()).names[0]!.refersTo).toBe("'新名'!$A$1");
    workbook.deleteSheet("新名");
    expect((await workbook.survey()).names[0]!.refersTo).toBe("#REF!");
    await expect(workbook.write([{ kind: "rewriteBlock", block: "kpi.x", draft }])).rejects.toThrow("no block");
  });
});
