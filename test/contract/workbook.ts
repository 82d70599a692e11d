/** What every Workbook must do, whether it lies in memory, in a file or open in Excel: one suite over the port alone. */
import fc from "fast-check";
import type { SheetId, Workbook } from "../../src/run/workbook";
import { WorkbookError } from "../../src/run/workbookError";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { areaAddress, type Cell, type Grid } from "../../src/sheets/grid";

export interface WorkbookUnderTest {
  /** Without any sheet that the suite knows; there may be others. */
  readonly workbook: Workbook;
  /** Closed and opened again. Left out by a workbook that cannot be. */
  readonly reopen?: (workbook: Workbook) => Promise<Workbook>;
  /** A person types a value into a cell. */
  readonly type: (workbook: Workbook, sheet: string, cell: string, value: string | number) => Promise<Workbook>;
  /** A person protects a sheet. */
  readonly protect: (workbook: Workbook, sheet: string) => Promise<Workbook>;
}

export function workbookContract(name: string, make: () => Promise<WorkbookUnderTest>): void {
  describe(`${name} keeps the contract of a workbook`, () => {
    describe("a new sheet", () => {
      test("reads back cell by cell: values, formulas with their results, number formats", async () => {
        const { workbook } = await make();
        const draft = sheet([
          ["指标", "实际", "得分率", "达标", null],
          ["人工应答率", 85, formula(0.85, "B2/100", "0.0%"), true, 12.5],
          ["投诉率", number(1234.5, "#,##0.00"), formula("▼ 短木板", 'IF(B3<1,"达标","▼ 短木板")'), formula(false, "B3<1"), null],
        ]);
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: null, after: "last", draft }]);
        const grid = await gridOf(workbook, "呼叫中心");
        expect([grid.rowCount, grid.columnCount]).toEqual([3, 5]);
        expect(valuesOf(grid)).toEqual([
          ["指标", "实际", "得分率", "达标", null],
          ["人工应答率", 85, 0.85, true, 12.5],
          ["投诉率", 1234.5, "▼ 短木板", false, null],
        ]);
        expect(grid.at(1, 2)).toEqual({ value: 0.85, formula: "B2/100", format: "0.0%" });
        expect(grid.at(2, 1)).toEqual({ value: 1234.5, format: "#,##0.00" });
        expect(grid.at(2, 2).formula).toBe('IF(B3<1,"达标","▼ 短木板")');
        expect(grid.at(40, 40)).toEqual({ value: null, format: "General" });
      });

      test("keeps its merged cells", async () => {
        const { workbook } = await make();
        await workbook.write([
          {
            kind: "createSheet",
            name: "合并",
            block: null,
            after: "last",
            draft: sheet(
              [
                ["标题", null, null],
                ["a", "b", "c"],
              ],
              { merges: ["A1:C1"] },
            ),
          },
        ]);
        expect((await gridOf(workbook, "合并")).merges.map(areaAddress)).toEqual(["A1:C1"]);
      });

      test("keeps text as text, whatever it looks like", async () => {
        const texts = [
          "=1+1",
          "+1",
          "-1",
          "@SUM(A1)",
          "003",
          "1-2",
          "1/2",
          "TRUE",
          "#N/A",
          "12,345",
          "85%",
          "1e3",
          "０．５",
          '=HYPERLINK("x")',
          "it's",
          "'quoted",
          " x ",
          "a\nb",
          "a  b",
          "<b>&amp;</b>",
          "_x000D_",
          "😀",
        ];
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "文本", block: null, after: "last", draft: sheet(texts.map((text) => [text])) }]);
        const grid = await gridOf(workbook, "文本");
        expect(texts.map((_, row) => grid.at(row, 0).value)).toEqual(texts);
        expect(texts.map((_, row) => grid.at(row, 0).formula)).toEqual(texts.map(() => undefined));
      });

      test("keeps any printable text", async () => {
        const { workbook } = await make();
        const texts = fc.sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), { numRuns: 300, seed: 20261121 });
        await workbook.write([{ kind: "createSheet", name: "任意文本", block: null, after: "last", draft: sheet(texts.map((text) => [text])) }]);
        const grid = await gridOf(workbook, "任意文本");
        expect(texts.map((_, row) => grid.at(row, 0).value)).toEqual(texts);
      });

      test.each([0, 1, -1, 0.1 + 0.2, 1 / 3, 1234567.891, 1e21, 1.5e-7, 99999999999999.9])("keeps the number %p as it is", async (value) => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "数", block: null, after: "last", draft: sheet([[value]]) }]);
        expect((await gridOf(workbook, "数")).at(0, 0).value).toBe(value);
      });

      test("stands first, last, or right after another", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "中", block: null, after: "last", draft: sheet([[1]]) }]);
        const middle = await idOf(workbook, "中");
        await workbook.write([
          { kind: "createSheet", name: "首", block: null, after: "first", draft: sheet([[2]]) },
          { kind: "createSheet", name: "尾", block: null, after: "last", draft: sheet([[3]]) },
          { kind: "createSheet", name: "中后", block: null, after: middle, draft: sheet([[4]]) },
        ]);
        const names = (await workbook.survey()).sheets.map((sheet) => sheet.name).filter((one) => ["首", "中", "中后", "尾"].includes(one));
        expect(names).toEqual(["首", "中", "中后", "尾"]);
        expect(await idOf(workbook, "中")).toBe(middle);
      });

      test("is reported with the number of its cells", async () => {
        const { workbook } = await make();
        const report = await workbook.write([
          {
            kind: "createSheet",
            name: "报告",
            block: null,
            after: "last",
            draft: sheet([
              ["a", null, 1],
              [null, null, 2],
            ]),
          },
        ]);
        expect(report).toEqual({ sheets: [{ name: "报告", created: true, cellsChanged: 3 }] });
      });

      test.each(["O'Brien's", "__proto__", "A1", "网络部·一季度", "2026 Q3", "R1C1"])("may be called %s", async (name) => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name, block: "kpi.card.x", after: "last", draft: sheet([["a"]]) }]);
        expect((await gridOf(workbook, name)).at(0, 0).value).toBe("a");
        const report = await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.x", draft: sheet([["b"]]) }]);
        expect(report.sheets).toEqual([{ name, created: false, cellsChanged: 1 }]);
        expect((await gridOf(workbook, name)).at(0, 0).value).toBe("b");
      });

      test("shows its tables in the survey", async () => {
        const { workbook } = await make();
        const draft = sheet(
          [
            ["部门", "__proto__", "得分"],
            ["甲", 1, 90],
            ["乙", 2, 80],
          ],
          { tables: [{ name: "kpiScores", area: "A1:C3", columns: ["部门", "__proto__", "得分"] }] },
        );
        await workbook.write([{ kind: "createSheet", name: "数据", block: null, after: "last", draft }]);
        const { tables } = await workbook.survey();
        expect(tables.filter((table) => table.name === "kpiScores")).toEqual([
          { name: "kpiScores", sheet: await idOf(workbook, "数据"), area: "A1:C3", columns: ["部门", "__proto__", "得分"] },
        ]);
      });

      test("is a visible sheet of cells, neither protected nor filtered", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "新表", block: null, after: "last", draft: sheet([[1]]) }]);
        const info = (await workbook.survey()).sheets.find((one) => one.name === "新表");
        expect(info).toMatchObject({ visibility: "visible", kind: "cells", protected: false, filtered: false });
      });

      test("is refused under a name that a sheet has already, whatever the case", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "Card", block: null, after: "last", draft: sheet([[1]]) }]);
        await expect(workbook.write([{ kind: "createSheet", name: "CARD", block: null, after: "last", draft: sheet([[2]]) }])).rejects.toThrow("already");
      });
    });

    describe("a block of ours", () => {
      const card = (points: number): SheetDraft =>
        sheet([
          ["指标", "得分"],
          ["人工应答率", points],
          ["合计", formula(points, "SUM(B2:B2)", "0.00")],
        ]);

      test("is a hidden name of the workbook for the drafted area", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) }]);
        const names = (await workbook.survey()).names.filter((name) => name.name === "kpi.card.cc");
        expect(names).toEqual([{ name: "kpi.card.cc", refersTo: "'呼叫中心'!$A$1:$B$3", hidden: true, sheet: null }]);
      });

      test("changes no cell when it is written a second time", async () => {
        const { workbook, reopen } = await make();
        const draft = card(10);
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft }]);
        expect(await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft }])).toEqual({
          sheets: [{ name: "呼叫中心", created: false, cellsChanged: 0 }],
        });
        if (!reopen) return;
        const again = await reopen(workbook);
        expect(await again.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft }])).toEqual({
          sheets: [{ name: "呼叫中心", created: false, cellsChanged: 0 }],
        });
      });

      test("with drop-down lists and a chart changes no cell when it is written a second time, and follows other rows", async () => {
        const { workbook, reopen } = await make();
        const drawn = (count: number): SheetDraft =>
          sheet([["部门", "得分"], ...Array.from({ length: count }, (_, row) => [`部门${row}`, 30 + row])], {
            choices: [{ area: `A2:A${count + 50}`, words: ["部门0", "部门1"] }],
            charts: [
              {
                name: "kpi.points",
                over: `D2:F${count + 1}`,
                description: "得分",
                kind: "bar",
                categories: `A2:A${count + 1}`,
                series: [{ title: "B1", values: `B2:B${count + 1}`, colour: "47637D", look: "solid" }],
              },
            ],
          });
        await workbook.write([{ kind: "createSheet", name: "汇总", block: "kpi.summary", after: "last", draft: drawn(3) }]);
        const again = reopen ? await reopen(workbook) : workbook;
        expect((await again.write([{ kind: "rewriteBlock", block: "kpi.summary", draft: drawn(3) }])).sheets[0]!.cellsChanged).toBe(0);
        await again.write([{ kind: "rewriteBlock", block: "kpi.summary", draft: drawn(4) }]);
        expect((await gridOf(again, "汇总")).at(4, 1).value).toBe(33);
        expect((await again.write([{ kind: "rewriteBlock", block: "kpi.summary", draft: drawn(4) }])).sheets[0]!.cellsChanged).toBe(0);
      });

      test("is rewritten only where it differs", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) }]);
        const report = await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: card(9.5) }]);
        expect(report).toEqual({ sheets: [{ name: "呼叫中心", created: false, cellsChanged: 2 }] });
        const grid = await gridOf(workbook, "呼叫中心");
        expect(grid.at(1, 1).value).toBe(9.5);
        expect(grid.at(2, 1)).toEqual({ value: 9.5, formula: "SUM(B2:B2)", format: "0.00" });
        expect(grid.at(1, 0).value).toBe("人工应答率");
      });

      test("counts a cell that only looks otherwise as changed", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: sheet([["a", "b"]]) }]);
        const strong: DraftCell = { value: "b", mark: { row: "plain", role: "strong" } };
        const report = await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: { ...sheet([]), rows: [[plain("a"), strong]] } }]);
        expect(report.sheets[0]!.cellsChanged).toBe(1);
      });

      test("grows and shrinks with its draft, and its name with it", async () => {
        const { workbook } = await make();
        const rows = [
          ["a", 1],
          ["b", 2],
          ["c", 3],
          ["d", 4],
        ];
        await workbook.write([{ kind: "createSheet", name: "清单", block: "kpi.list", after: "last", draft: sheet(rows.slice(0, 2)) }]);
        await workbook.write([{ kind: "rewriteBlock", block: "kpi.list", draft: sheet(rows) }]);
        expect(valuesOf(await gridOf(workbook, "清单"))).toEqual(rows);
        expect(await referenceOf(workbook, "kpi.list")).toBe("'清单'!$A$1:$B$4");
        const report = await workbook.write([{ kind: "rewriteBlock", block: "kpi.list", draft: sheet(rows.slice(0, 1)) }]);
        expect(report.sheets[0]!.cellsChanged).toBe(6);
        expect(valuesOf(await gridOf(workbook, "清单"))).toEqual(rows.slice(0, 1));
        expect(await referenceOf(workbook, "kpi.list")).toBe("'清单'!$A$1:$B$1");
      });

      test("exchanges its merged cells and its table for those of the new draft", async () => {
        const { workbook } = await make();
        const first = sheet(
          [
            ["标题", null],
            ["甲", "乙"],
            [1, 2],
          ],
          { merges: ["A1:B1"], tables: [{ name: "kpiT", area: "A2:B3", columns: ["甲", "乙"] }] },
        );
        await workbook.write([{ kind: "createSheet", name: "表", block: "kpi.t", after: "last", draft: first }]);
        const second = sheet(
          [
            ["标题", null, null],
            ["甲", "丙", "丁"],
            [1, 2, 3],
            [4, 5, 6],
          ],
          { merges: ["A1:C1"], tables: [{ name: "kpiT", area: "A2:C4", columns: ["甲", "丙", "丁"] }] },
        );
        await workbook.write([{ kind: "rewriteBlock", block: "kpi.t", draft: second }]);
        expect((await gridOf(workbook, "表")).merges.map(areaAddress)).toEqual(["A1:C1"]);
        const tables = (await workbook.survey()).tables.filter((table) => table.name === "kpiT");
        expect(tables.map(({ area, columns }) => ({ area, columns }))).toEqual([{ area: "A2:C4", columns: ["甲", "丙", "丁"] }]);
      });

      test("leaves the cells beside it alone", async () => {
        const { workbook, type } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) }]);
        let edited = await type(workbook, "呼叫中心", "D2", "我的备注");
        edited = await type(edited, "呼叫中心", "A9", 42);
        await edited.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: card(9) }]);
        const grid = await gridOf(edited, "呼叫中心");
        expect(grid.at(1, 3).value).toBe("我的备注");
        expect(grid.at(8, 0).value).toBe(42);
        expect(grid.at(1, 1).value).toBe(9);
      });

      test("does not grow over somebody else's cells, and then writes nothing at all", async () => {
        const { workbook, type } = await make();
        await workbook.write([
          { kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) },
          { kind: "createSheet", name: "计费中心", block: "kpi.card.billing", after: "last", draft: card(20) },
        ]);
        const edited = await type(workbook, "呼叫中心", "A4", "请勿覆盖");
        const longer = sheet([
          ["指标", "得分"],
          ["a", 1],
          ["b", 2],
          ["c", 3],
        ]);
        const writing = edited.write([
          { kind: "rewriteBlock", block: "kpi.card.billing", draft: card(21) },
          { kind: "rewriteBlock", block: "kpi.card.cc", draft: longer },
        ]);
        await expect(writing).rejects.toEqual(expect.objectContaining({ code: "inTheWay", detail: "'呼叫中心'!A4" }));
        expect((await gridOf(edited, "呼叫中心")).at(3, 0).value).toBe("请勿覆盖");
        expect((await gridOf(edited, "计费中心")).at(1, 1).value).toBe(20);
      });

      test("gets back what somebody typed over it", async () => {
        const { workbook, type } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) }]);
        const edited = await type(workbook, "呼叫中心", "B2", 99);
        const report = await edited.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: card(10) }]);
        expect(report.sheets[0]!.cellsChanged).toBe(1);
        expect((await gridOf(edited, "呼叫中心")).at(1, 1).value).toBe(10);
      });

      test("is not written on a protected sheet", async () => {
        const { workbook, protect } = await make();
        await workbook.write([{ kind: "createSheet", name: "呼叫中心", block: "kpi.card.cc", after: "last", draft: card(10) }]);
        const locked = await protect(workbook, "呼叫中心");
        expect((await locked.survey()).sheets.find((sheet) => sheet.name === "呼叫中心")!.protected).toBe(true);
        const writing = locked.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: card(11) }]);
        await expect(writing).rejects.toEqual(expect.objectContaining({ code: "sheetProtected", detail: "呼叫中心" }));
        await expect(locked.write([{ kind: "rewriteBlock", block: "kpi.card.cc", draft: card(11) }])).rejects.toBeInstanceOf(WorkbookError);
        expect((await gridOf(locked, "呼叫中心")).at(1, 1).value).toBe(10);
      });

      test("that is not there cannot be rewritten", async () => {
        const { workbook } = await make();
        await expect(workbook.write([{ kind: "rewriteBlock", block: "kpi.card.nobody", draft: card(1) }])).rejects.toThrow("no block");
      });

      test("cannot be made twice", async () => {
        const { workbook } = await make();
        await workbook.write([{ kind: "createSheet", name: "甲", block: "kpi.x", after: "last", draft: card(1) }]);
        await expect(workbook.write([{ kind: "createSheet", name: "乙", block: "kpi.x", after: "last", draft: card(1) }])).rejects.toThrow("already");
        expect((await workbook.survey()).sheets.map((sheet) => sheet.name)).not.toContain("乙");
      });
    });

    describe("a sheet that is taken out", () => {
      const three = async (): Promise<WorkbookUnderTest> => {
        const made = await make();
        const table = { name: "KpiGone", area: "A1:B2", columns: ["指标", "实际"] };
        const first = sheet(
          [
            ["指标", "实际"],
            ["甲", 1],
          ],
          { tables: [table], print: { ...sheet([]).print, titleRows: "1:1", area: "A1:B2" } },
        );
        await made.workbook.write([
          { kind: "createSheet", name: "先", block: "kpi.card.first", after: "last", draft: first },
          { kind: "createSheet", name: "O'Brien 去", block: "kpi.card.gone", after: "last", draft: { ...first, tables: [{ ...table, name: "KpiGone2" }] } },
          { kind: "createSheet", name: "后", block: "kpi.card.after", after: "last", draft: { ...sheet([["三"]]), print: first.print } },
        ]);
        return made;
      };

      test("is gone with its table and its block, and the others keep theirs", async () => {
        const { workbook } = await three();
        const printed = async (): Promise<unknown> => {
          const { names, sheets } = await workbook.survey();
          return names
            .map((one) => [one.name, one.refersTo, sheets.find(({ id }) => id === one.sheet)?.name])
            .filter(([, , owner]) => owner === "先" || owner === "后");
        };
        const before = await printed();
        await workbook.removeSheets([await idOf(workbook, "O'Brien 去")]);
        const { sheets, names, tables } = await workbook.survey();
        expect(sheets.map(({ name }) => name).filter((name) => ["先", "O'Brien 去", "后"].includes(name))).toEqual(["先", "后"]);
        expect(tables.map(({ name }) => name)).toEqual(["KpiGone"]);
        expect(names.map(({ name }) => name)).not.toContain("kpi.card.gone");
        expect(names.filter(({ refersTo }) => refersTo.includes("O''Brien") || refersTo.includes("#REF!"))).toEqual([]);
        expect(await printed()).toEqual(before);
        expect((await gridOf(workbook, "后")).at(0, 0).value).not.toBeNull();
      });

      test("leaves room for the same again", async () => {
        const { workbook, reopen } = await three();
        await workbook.removeSheets([await idOf(workbook, "先"), await idOf(workbook, "O'Brien 去")]);
        const again = reopen ? await reopen(workbook) : workbook;
        await again.write([{ kind: "createSheet", name: "先", block: "kpi.card.first", after: "first", draft: sheet([["三"]]) }]);
        expect((await gridOf(again, "先")).at(0, 0).value).toBe((await gridOf(again, "后")).at(0, 0).value);
      });

      test("is refused where it is not there", async () => {
        const { workbook } = await three();
        await expect(workbook.removeSheets(["nobody"])).rejects.toThrow("No sheet has the id");
      });

      test("is refused where nothing that can be seen would be left", async () => {
        const { workbook } = await three();
        const all = (await workbook.survey()).sheets.map(({ id }) => id);
        await expect(workbook.removeSheets(all)).rejects.toThrow("visible");
        expect((await workbook.survey()).sheets.map(({ id }) => id)).toEqual(all);
      });
    });
  });
}

type Given = string | number | boolean | null | DraftCell;

function plain(value: string | number | boolean, format?: string): DraftCell {
  return { value, mark: { row: "plain", role: "text" }, ...(format === undefined ? {} : { format }) };
}

function number(value: number, format: string): DraftCell {
  return plain(value, format);
}

function formula(value: string | number | boolean, text: string, format?: string): DraftCell {
  return { ...plain(value, format), formula: text };
}

function sheet(rows: readonly (readonly Given[])[], more: Partial<SheetDraft> = {}): SheetDraft {
  return {
    rows: rows.map((row) => row.map((cell) => (cell === null ? undefined : typeof cell === "object" ? cell : plain(cell)))),
    columnWidths: [],
    rowHeights: [],
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: true,
    font: "Microsoft YaHei",
    print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
    ...more,
  };
}

async function idOf(workbook: Workbook, name: string): Promise<SheetId> {
  const found = (await workbook.survey()).sheets.find((sheet) => sheet.name === name);
  if (!found) throw new Error(`There is no sheet “${name}”.`);
  return found.id;
}

async function gridOf(workbook: Workbook, name: string): Promise<Grid> {
  const id = await idOf(workbook, name);
  return (await workbook.read([id])).get(id)!;
}

async function referenceOf(workbook: Workbook, name: string): Promise<string | undefined> {
  return (await workbook.survey()).names.find((one) => one.name === name)?.refersTo;
}

function valuesOf(grid: Grid): Cell["value"][][] {
  return Array.from({ length: grid.rowCount }, (_, row) => Array.from({ length: grid.columnCount }, (_, column) => grid.at(row, column).value));
}
