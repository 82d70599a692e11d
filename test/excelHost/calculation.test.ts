import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { address, type CellValue } from "../../src/sheets/grid";
import { runCommandLine } from "../support/runCommandLine";
import { forEngine } from "./calculationFormula";
import { calculating } from "./calculationInNode";
import { ExcelHost } from "./excelHost";
import { openInHost } from "./openXlsx";

jest.setTimeout(60_000);

/** Enters the rows at A1 of a sheet and gives what its cells then hold. */
function worked(...rows: unknown[][]): unknown[][] {
  const host = new ExcelHost();
  calculating(host);
  const range = host.workbook.Worksheets.Add("Sheet1").GetRangeByIndexes(0, 0, rows.length, rows[0]!.length);
  range.Values = rows;
  host.workbook.settle();
  return range.Values as unknown[][];
}

const result = (formula: string): unknown => worked([formula])[0]![0];

describe("formulas in the emulated Excel", () => {
  test.each([
    ["=1+2*3^2", 19],
    ["=-2^2", 4],
    ["=10%*50", 5],
    ['="得"&"分"', "得分"],
    ["=1/3", 1 / 3],
    ["=ROUND(2.675,2)", 2.68],
    ["=ROUND(1.005,2)", 1.01],
    ["=ROUND(ROUND(6.615,10),2)", 6.62],
    ["=ROUND(-1.005,2)", -1.01],
    ["=ROUND(-0.5,0)", -1],
    ["=ROUND(1234567890.125,10)", 1234567890.125],
    ["=ROUND(1250,-2)", 1300],
    ["=ROUNDDOWN(1.29,1)", 1.2],
    ["=ROUNDDOWN(1.13,2)", 1.13],
    ["=ROUNDUP(1.21,1)", 1.3],
    ["=ROUNDUP(1.1,1)", 1.1],
    ["=ROUNDUP(1.0000000001,2)", 1.01],
    ["=INT(-1.5)", -2],
    ["=MIN(3,MAX(1,2))", 2],
    ['=IF(AND(1<2,OR(FALSE,TRUE)),"达标","未达标")', "达标"],
    ["=LOOKUP(75,{0,60,80},{1,2,3})", 2],
    ["=LOOKUP(-1,{0,60,80},{1,2,3})", "#N/A"],
    ["=1/0", "#DIV/0!"],
    ['="a"+1', "#VALUE!"],
    ["=IFERROR(1/0,7)", 7],
    ['=COUNT(IF(TRUE,"×",1))', 0],
  ])("%s gives %p", (formula, value) => expect(result(formula)).toEqual(value));

  test("see other cells, wherever they stand, in whatever order they are written.", () => {
    expect(worked(["=B1*2", "=C1+1", 4], ["=SUM(A1:C1)", "=COUNT(A1:C1)", "=SUMPRODUCT(A1:C1,A1:C1)"])).toEqual([
      [10, 5, 4],
      [19, 3, 141],
    ]);
  });

  test("take text and blanks in a list for no figures.", () => {
    expect(worked(["未报", "", 5, "=SUM(A1:C1)", "=COUNT(A1:C1)", "=A1>5", '=B1=""', "=ISBLANK(B1)"])[0]!.slice(3)).toEqual([5, 1, true, true, true]);
  });

  test("find a row again by what stands in it.", () => {
    const rows = worked(
      ["投诉率", "太原", 3, "=INDEX($C$1:$C$2,MATCH(1,INDEX(($A$1:$A$2=A1)*($B$1:$B$2=B1),0),0))"],
      ["投诉率", "大同", 5, '=COUNTIF(A1:A2,"投*")'],
    );
    expect(rows.map((row) => row[3])).toEqual([3, 2]);
  });

  test("keep their last result where they go round in a circle, and where a function is not known.", () => {
    const host = new ExcelHost();
    calculating(host);
    const sheet = host.workbook.Worksheets.Add("Sheet1");
    Object.assign(sheet.cells.touch(0, 0), { value: 42, formula: "NOSUCHFUNCTION(B1:B9)" });
    Object.assign(sheet.cells.touch(0, 1), { value: 7, formula: "C1+1" });
    Object.assign(sheet.cells.touch(0, 2), { value: 8, formula: "B1+1" });
    host.workbook.recalculate();
    expect(sheet.GetRange("A1:C1").Values).toEqual([[42, 7, 8]]);
  });

  test("follow what is typed, cleared, renamed and taken out.", () => {
    const host = new ExcelHost();
    calculating(host);
    const { Worksheets } = host.workbook;
    const [source, card] = [Worksheets.Add("地市指标"), Worksheets.Add("A公司（1）·太原")];
    const entered = (address: string, value: unknown, sheet = source): unknown => {
      sheet.GetRange(address).Values = [[value]];
      host.workbook.settle();
      return (card.GetRange("A1").Values as unknown[][])[0]![0];
    };
    expect(entered("A1", "=N(地市指标!B2)*2", card)).toBe(0);
    expect(entered("B2", 21)).toBe(42);
    expect(entered("B2", "未报")).toBe(0);
    source.GetRange("B2").Clear("Contents");
    expect(entered("C9", 1)).toBe(0);
    expect(entered("A1", "='A公司（1）·太原'!B1&\"\"", card)).toBe("");
    expect(entered("B1", "甲", card)).toBe("甲");
    source.Name = "地市";
    expect(entered("A1", "=地市!C9+1", card)).toBe(2);
    Worksheets.Add("丙·丁");
    expect(entered("A2", "='A公司（1）·太原'!B1&1", card)).toBe(2);
    expect((card.GetRange("A2").Values as unknown[][])[0]![0]).toBe("甲1");
    source.Delete();
    expect(entered("A1", "=1+1", card)).toBe(2);
  });
});

describe("a formula for the engine", () => {
  test.each([
    ["SUM(A1:B2,ROUND(C1,2))", "SUM(A1:B2,(ROUND(ROUND((C1)*10^(2),10),0)/10^(2)))"],
    ["ROUND(MAX(1,ROUND(A1,1)),0)", "(ROUND(ROUND((MAX(1,(ROUND(ROUND((A1)*10^(1),10),0)/10^(1))))*10^(0),10),0)/10^(0))"],
    ['IF(A1="ROUND(1,2)",LOOKUP(1,{0,1},{1,2}),MROUND(5,2))', 'IF(A1="ROUND(1,2)",LOOKUP(1,{0,1},{1,2}),MROUND(5,2))'],
    ["数据!$A$1+'ROUND(1,2)'!B1+#REF!", "sheet_1!$A$1+'ROUND(1,2)'!B1+#REF!"],
    [`SUM('A公司''（1）'!A1:B2,"数据!")`, `SUM(sheet_2!A1:B2,"数据!")`],
  ])("%s is told as %s", (formula, told) => {
    const sheets: Readonly<Record<string, string>> = { 数据: "sheet_1", "A公司'（1）": "sheet_2" };
    expect(forEngine(formula, (name) => sheets[name] ?? null)).toBe(told);
  });
});

describe("the formulas of a scored sample, in the emulated Excel", () => {
  test.each(["zh", "en"])("%s: come to what the command line wrote as their results, every one.", async (language) => {
    const folder = mkdtempSync(join(tmpdir(), "kpi-calculated-"));
    try {
      const scored = join(folder, "scored.xlsx");
      const run = await runCommandLine(["score", join(__dirname, `../../assets/samples/province-${language}.xlsx`), "--out", scored]);
      expect(run.status).toBe(0);
      const host = new ExcelHost();
      calculating(host);
      await openInHost(host, readFileSync(scored));
      const written = new Map<string, CellValue>();
      for (const { sheet, row, column, set } of host.workbook.formulas()) {
        written.set(`${sheet.Name}!${address(row, column)}`, sheet.cells.peek(row, column)!.value);
        // Whatever stands there afterwards was worked out.
        set("not worked out");
      }
      host.workbook.recalculate();
      const differences = [...host.workbook.formulas()].flatMap(({ sheet, row, column, formula }) => {
        const place = `${sheet.Name}!${address(row, column)}`;
        const [live, cached] = [sheet.cells.peek(row, column)!.value, written.get(place)!];
        const same = typeof live === "number" && typeof cached === "number" ? Math.abs(live - cached) <= 1e-9 : live === cached;
        return same ? [] : [{ place, formula, live, cached }];
      });
      process.stdout.write(`${written.size} formulas of the ${language} sample are the same in the emulated Excel\n`);
      expect(written.size).toBeGreaterThan(1000);
      expect(differences.slice(0, 5)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("highlights in the emulated Excel", () => {
  test("follow a rule that is written for the first cell of its range, in the order of the rules.", () => {
    const host = new ExcelHost();
    const engine = calculating(host);
    const sheet = host.workbook.Worksheets.Add("Sheet1");
    sheet.GetRange("A1:B3").Values = [
      ["甲", 0.7],
      ["乙", 0.9],
      ["丙", ""],
    ];
    const bar = sheet.GetRange("B1:B3").ConditionalFormats.Add("DataBar").dataBarOrNull!;
    Object.assign(bar, { LowerBoundRule: { type: "Number", formula: "0" }, UpperBoundRule: { type: "Number", formula: "1.2" } });
    const later = sheet.GetRange("A1").ConditionalFormats.Add("Custom");
    later.Custom.Rule.Formula = "=$B1<1";
    Object.assign(later.Custom.Format.Fill, { Color: "#000000" });
    Object.assign(later.Custom.Format.Font, { Color: "#B5341F", Bold: true });
    const rule = sheet.GetRange("A1:A3").ConditionalFormats.Add("Custom");
    rule.Custom.Rule.Formula = "=AND(ISNUMBER($B1),$B1<0.8)";
    rule.Custom.Format.Fill.Color = "#F9E9E3";
    expect([0, 1, 2].map((row) => engine.highlights(sheet)(row, 0)?.fill ?? null)).toEqual(["#F9E9E3", null, null]);
    expect(engine.highlights(sheet)(0, 0)).toMatchObject({ colour: "#B5341F", bold: true, bar: null });
    expect(engine.highlights(sheet)(1, 1)?.bar?.share).toBeCloseTo(0.75, 9);
    rule.StopIfTrue = true;
    expect(engine.highlights(sheet)(0, 0)).toMatchObject({ colour: "", bold: false });
    sheet.GetRange("B2").Values = [[0.1]];
    host.workbook.settle();
    expect(engine.highlights(sheet)(1, 0)?.fill).toBe("#F9E9E3");
  });
});
