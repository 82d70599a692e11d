import { ExcelHost } from "./excelHost";
import { calculate } from "./preview/calculate";
import { highlightOf } from "./preview/highlights";

/** Enters the rows at A1 of a sheet and gives what its cells then hold. */
function worked(...rows: unknown[][]): unknown[][] {
  const host = new ExcelHost();
  host.workbook.calculate = calculate;
  const range = host.workbook.Worksheets.Add("Sheet1").GetRangeByIndexes(0, 0, rows.length, rows[0]!.length);
  range.Values = rows;
  host.workbook.settle();
  return range.Values as unknown[][];
}

const result = (formula: string): unknown => worked([formula])[0]![0];

describe("formulas in the preview", () => {
  test.each([
    ["=1+2*3^2", 19],
    ["=-2^2", 4],
    ["=10%*50", 5],
    ['="得"&"分"', "得分"],
    ["=ROUND(2.675,2)", 2.68],
    ["=ROUND(-0.5,0)", -1],
    ["=ROUNDDOWN(1.29,1)", 1.2],
    ["=ROUNDUP(1.21,1)", 1.3],
    ["=INT(-1.5)", -2],
    ["=MIN(3,MAX(1,2))", 2],
    ['=IF(AND(1<2,OR(FALSE,TRUE)),"达标","未达标")', "达标"],
    ["=LOOKUP(75,{0,60,80},{1,2,3})", 2],
    ["=LOOKUP(-1,{0,60,80},{1,2,3})", "#N/A"],
    ["=1/0", "#DIV/0!"],
    ['="a"+1', "#VALUE!"],
    ["=IFERROR(1/0,7)", 7],
    ["=0.3-0.2-0.1", 0],
  ])("%s gives %p", (formula, value) => expect(result(formula)).toEqual(value));

  test("see other cells, wherever they stand, in whatever order they are written.", () => {
    expect(worked(["=B1*2", "=C1+1", 4], ["=SUM(A1:C1)", "=COUNT(A1:C1)", "=SUMPRODUCT(A1:C1,A1:C1)"])).toEqual([
      [10, 5, 4],
      [19, 3, 141],
    ]);
  });

  test("take text and blanks in a list for no figures.", () => {
    expect(worked(["未报", "", 5, "=SUM(A1:C1)", "=COUNT(A1:C1)", "=A1>5", '=B1=""'])[0]!.slice(3)).toEqual([5, 1, true, true]);
  });

  test("end where they go round in a circle.", () => {
    expect(worked(["=B1+1", "=A1+1"])[0]!.every((value) => typeof value === "number")).toBe(true);
  });

  test("keep their last result where a function is not known.", () => {
    const host = new ExcelHost();
    host.workbook.calculate = calculate;
    const sheet = host.workbook.Worksheets.Add("Sheet1");
    Object.assign(sheet.cells.touch(0, 0), { value: 42, formula: "XIRR(B1:B9,C1:C9)" });
    host.workbook.recalculate();
    expect(sheet.GetRange("A1").Values).toEqual([[42]]);
  });
});

describe("highlights in the preview", () => {
  test("follow a rule that is written for the first cell of its range.", () => {
    const host = new ExcelHost();
    const sheet = host.workbook.Worksheets.Add("Sheet1");
    sheet.GetRange("A1:B3").Values = [
      ["甲", 0.7],
      ["乙", 0.9],
      ["丙", ""],
    ];
    const rule = sheet.GetRange("A1:A3").ConditionalFormats.Add("Custom");
    rule.Custom.Rule.Formula = "=AND(ISNUMBER($B1),$B1<0.8)";
    rule.Custom.Format.Fill.Color = "#F9E9E3";
    expect([0, 1, 2].map((row) => highlightOf(host.workbook, sheet, row, 0)?.fill)).toEqual(["#F9E9E3", "", ""]);
    expect(highlightOf(host.workbook, sheet, 0, 1)).toBeNull();
  });
});
