/** Rows of the weight tree for measures × members, through the command line, and pasted into the tree as they are. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readScheme } from "../../src/sheets/readScheme";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { gridOf } from "../support/gridOf";
import { plainSheet, type PlainCell } from "../support/plainSheet";
import { runCommandLine } from "../support/runCommandLine";
import { said } from "../support/schemeSheets";

type Sheets = Readonly<Record<string, readonly (readonly PlainCell[])[]>>;

const TREE_HEADS = ["编码", "上级", "名称", "考核表", "本年新增", "权重", "指标", "计分规则"];
const SHEETS: Sheets = {
  设置: [
    ["设置项", "值"],
    ["期间", "2026Q3"],
  ],
  部门: [
    ["编码", "部门名称", "考核表"],
    ["NET", "网络部", "NW"],
  ],
  指标: [
    ["编码", "指标名称", "单位", "方向"],
    ["RATE", "投诉率", "件/万户", "越低越好"],
    ["TIME", "投诉处理及时率", "%", "越高越好"],
    ["CSAT", "客户满意度", "分", "越高越好"],
  ],
  成员: [
    ["指标", "成员编码", "成员名称"],
    ...["RATE", "TIME"].flatMap((indicator) => [
      [indicator, "NET", "网络"],
      [indicator, "BILL", "计费支撑系统"],
      [indicator, "DATA", "数据业务"],
    ]),
  ],
  考核表: [
    ["编码", "考核表名称", "满分"],
    ["NW", "网络部", 30],
  ],
  权重树: [TREE_HEADS, ["A", null, "满意度", "NW", null, 60, "CSAT", "三点线性"], ["B", null, "投诉", "NW", null, 40, null, null]],
  网络部: [
    ["指标名称", "实际值"],
    ["客户满意度", 86],
  ],
};

describe("generate", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "kpi-generate-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function file(name: string, sheets: Sheets = SHEETS): Promise<string> {
    const workbook = newXlsx();
    await workbook.write(
      Object.entries(sheets).map(([sheet, rows]) => ({ kind: "createSheet", name: sheet, block: null, after: "last", draft: plainSheet(rows) })),
    );
    writeFileSync(join(folder, name), workbook.toBytes());
    return join(folder, name);
  }

  async function rowsOf(path: string, sheet: string): Promise<(readonly unknown[])[]> {
    const workbook = openXlsx(readFileSync(path));
    const { id } = (await workbook.survey()).sheets.find(({ name }) => name === sheet)!;
    const grid = (await workbook.read([id])).get(id)!;
    return Array.from({ length: grid.rowCount }, (_row, row) => Array.from({ length: grid.columnCount }, (_cell, column) => grid.at(row, column).value));
  }

  const wish = ["--template", "网络部", "--parent", "B", "--measures", "RATE,投诉处理及时率", "--lang", "zh"];

  it("writes one row for each measure and member, in the columns of the tree, with weights of exactly 100 %", async () => {
    const input = await file("a.xlsx");
    const out = join(folder, "b.xlsx");
    const { status, out: text } = await runCommandLine(["generate", input, ...wish, "--members", "all", "--rule", "三点线性", "--out", out]);
    expect({ status, first: text.split("\n")[0] }).toEqual({ status: 0, first: `已生成 6 行，写在 ${out} 的“生成的权重树行”表里：` });
    const rows = await rowsOf(out, "生成的权重树行");
    const heads = rows.findIndex((row) => row[0] === "编码");
    expect(rows[heads]).toEqual(TREE_HEADS);
    const generated = rows.slice(heads + 1).filter((row) => typeof row[0] === "string");
    expect(generated).toEqual([
      ["B.1", "B", "投诉率·网络", "NW", null, 0.1667, "RATE.NET", "三点线性"],
      ["B.2", "B", "投诉率·计费支撑系统", "NW", null, 0.1667, "RATE.BILL", "三点线性"],
      ["B.3", "B", "投诉率·数据业务", "NW", null, 0.1667, "RATE.DATA", "三点线性"],
      ["B.4", "B", "投诉处理及时率·网络", "NW", null, 0.1667, "TIME.NET", "三点线性"],
      ["B.5", "B", "投诉处理及时率·计费支撑系统", "NW", null, 0.1666, "TIME.BILL", "三点线性"],
      ["B.6", "B", "投诉处理及时率·数据业务", "NW", null, 0.1666, "TIME.DATA", "三点线性"],
    ]);
    // Pasted, they make the tree whole.
    const pasted: Sheets = {
      ...SHEETS,
      权重树: [...SHEETS["权重树"]!, ...generated.map((row) => row.map((cell, place) => (place === 5 ? Number(cell) * 100 : (cell as PlainCell))))],
    };
    const { value, findings } = readScheme(Object.entries(pasted).flatMap(([name, list]) => (name === "网络部" ? [] : [gridOf(name, list as never)])));
    expect(said(findings)).toEqual(["columnUnknown 权重树!E1"]);
    expect(value!.templates[0]!.children).toHaveLength(2);
  });

  it("leaves the tree and everything else as it was, and says what is left to do", async () => {
    const input = await file("c.xlsx", { ...SHEETS, 权重树: [...SHEETS["权重树"]!, ["B.1", "B", "投诉率", "NW", null, 100, "RATE", "三点线性"]] });
    const before = await rowsOf(input, "权重树");
    const { status, out } = await runCommandLine(["generate", input, ...wish, "--members", "网络、DATA", "--in-place", "--json"]);
    expect(status).toBe(0);
    const report = JSON.parse(out) as { rows: { code: string; weight: number; rule: string | null }[]; beside: string[] };
    expect(report.rows.map(({ code, weight, rule }) => [code, weight, rule])).toEqual([
      ["B.2", 25, null],
      ["B.3", 25, null],
      ["B.4", 25, null],
      ["B.5", 25, null],
    ]);
    expect(report.beside).toEqual(["B.1"]);
    expect(await rowsOf(input, "权重树")).toEqual(before);
    // Again: the same sheet is written anew, and scoring takes it for no card and no part of the scheme.
    expect((await runCommandLine(["generate", input, ...wish, "--members", "NET", "--in-place"])).out).toContain("“计分规则”一列留空");
    expect((await openXlsx(readFileSync(input)).survey()).sheets.filter(({ name }) => name.startsWith("生成"))).toHaveLength(1);
    const scored = JSON.parse((await runCommandLine(["score", input, "--dry-run", "--json"])).out) as { findings: { code: string }[] };
    expect(scored.findings.map(({ code }) => code)).toEqual(["columnUnknown", "indicatorWithoutReading", "targetMissing", "sheetNameTaken"]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["a template that there is not", ["--template", "XX"], /没有“XX”这张考核表；有：\n {2}NW {2}网络部/],
    ["a parent that there is not", ["--parent", "C"], /权重树里没有“C”；有：\n {2}A {2}满意度\n {2}B {2}投诉/],
    ["a measure that there is not", ["--measures", "QQ"], /没有“QQ”这个指标；有：\n {2}RATE/],
    ["a measure without members", ["--measures", "CSAT"], /“客户满意度”没有成员/],
    ["a member that a measure has not", ["--members", "VIP"], /“投诉率”没有成员“VIP”；有：\n {2}NET {2}网络/],
    ["a rule that there is not", ["--rule", "R9"], /没有“R9”这条计分规则/],
  ])("refuses %s, says what there is, and writes nothing", async (_name, instead, message) => {
    const input = await file("d.xlsx");
    const out = join(folder, "none.xlsx");
    const { status, err } = await runCommandLine(["generate", input, ...wish, "--members", "all", "--out", out, ...instead]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
    expect(existsSync(out)).toBe(false);
  });

  it.each<[readonly string[], RegExp]>([
    [["generate", "x.xlsx", "--parent", "B", "--measures", "A", "--members", "all", "--in-place", "--lang", "zh"], /还要写 --template/],
    [["generate", "x.xlsx", ...wish, "--in-place"], /还要写 --members/],
    [["generate", "x.xlsx", ...wish, "--members", "all"], /还要写 --out FILE \/ --in-place/],
    [["generate", "x.xlsx", ...wish, "--members", "all", "--period", "2026Q3"], /“--period”不能用于 generate/],
  ])("wants all that it needs: %#", async (argv, message) => {
    const { status, err } = await runCommandLine(argv);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringMatching(message) as unknown });
  });
});
