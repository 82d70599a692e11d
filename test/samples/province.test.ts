/** The sample's data by itself: whole scorecards, the same figures in both languages. That it can be scored is tested with its workbooks. */
import { type Language, PERIODS, type SampleRow, provinceSheets, provinceTables } from "../../assets/samples/province.mjs";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS } from "../../src/sheets/schemeColumns";

const LANGUAGES: readonly Language[] = ["zh", "en"];
const tables = provinceTables("zh");

/** Decimal sums of figures with at most two places. */
const sum = (values: readonly number[]) => values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;

function childrenOf(template: string, parent: string | null): readonly SampleRow[] {
  return tables.tree.filter((row) => row["template"] === template && row["parent"] === parent && (row["role"] ?? null) === null);
}

const deducts = (row: SampleRow) => tables.rules.find((rule) => rule["code"] === row["rule"])?.["kind"] === "扣分制";

/** Every branch with the points or per cent that its children must make. */
const parents = tables.templates.flatMap((template) => {
  const code = String(template["code"]);
  const branches = tables.tree.filter((row) => row["template"] === code && childrenOf(code, String(row["code"])).length > 0);
  return [
    { template: code, parent: null, points: Number(template["fullPoints"]) },
    ...branches.map((row) => ({ template: code, parent: String(row["code"]), points: Number(row["points"]) })),
  ];
});

describe("the sample's scorecards", () => {
  it("have the full points of the organisation they model", () => {
    expect(Object.fromEntries(tables.templates.map((row) => [row["code"], row["fullPoints"]]))).toEqual({
      BR: 35,
      NW: 30,
      BI: 35,
      CC: 75,
      SD: 20,
      MK: 60,
      VA: 15,
    });
  });

  it.each(parents.filter(({ template }) => template !== "SD"))("add up under $template $parent", ({ template, parent, points }) => {
    const children = childrenOf(template, parent);
    expect(children.some(deducts)).toBe(false);
    // Where the best counts, each has all of it.
    if (tables.tree.some((row) => row["code"] === parent && row["rollUp"] === "取最优")) return;
    const inPoints = children.filter((row) => typeof row["points"] === "number");
    // One habit per level: all points, or all per cent.
    expect([0, children.length]).toContain(inPoints.length);
    if (inPoints.length > 0) expect(sum(inPoints.map((row) => Number(row["points"])))).toBe(points);
    else expect(sum(children.map((row) => Number(row["weight"])))).toBe(100);
  });

  it("use points in some and per cent in others, and every kind of rule of this release", () => {
    expect(tables.tree.some((row) => typeof row["points"] === "number")).toBe(true);
    expect(tables.tree.some((row) => typeof row["weight"] === "number")).toBe(true);
    const used = new Set(tables.tree.map((row) => tables.rules.find((rule) => rule["code"] === row["rule"])?.["kind"]));
    used.delete(undefined);
    expect(used.size).toBe(Object.keys(CHOICES.ruleKind).length);
  });

  it("know every indicator, rule and department that they name", () => {
    const codes = (rows: readonly SampleRow[]) => new Set(rows.map((row) => row["code"]));
    const named = (rows: readonly SampleRow[], column: string) => rows.map((row) => row[column]).filter((value) => value !== undefined && value !== null);
    for (const rows of [tables.tree, tables.targets, tables.bindings]) {
      for (const indicator of named(rows, "indicator")) expect(codes(tables.indicators)).toContain(indicator);
    }
    for (const rule of [...named(tables.tree, "rule"), ...named(tables.bands, "rule")]) expect(codes(tables.rules)).toContain(rule);
    for (const department of [...named(tables.targets, "department"), ...named(tables.bindings, "department")]) {
      expect(codes(tables.departments)).toContain(department);
    }
  });
});

describe.each(LANGUAGES)("the sample in %s", (language) => {
  it("has only columns and settings that the scheme's sheets have", () => {
    for (const [key, rows] of Object.entries(provinceTables(language))) {
      const columns = Object.keys(SCHEME_SHEETS[key as keyof typeof SCHEME_SHEETS].columns);
      for (const row of rows) expect(columns).toEqual(expect.arrayContaining(Object.keys(row)));
    }
    expect(provinceTables(language).settings.map((row) => row["item"])).toEqual(Object.keys(SETTING_ITEMS));
  });

  it("says in the workbook that its figures are invented", () => {
    const notice = provinceTables(language).settings.find((row) => row["item"] === "notice")?.["value"];
    expect(notice).toMatch(/虚构|invented/);
    for (const sheet of provinceSheets(language)) expect(sheet.remark).toBe(notice);
  });
});

describe("the sample's figures", () => {
  const numbers = (language: Language) =>
    provinceSheets(language).map((sheet) => sheet.rows.map((row) => row.map(({ value, format }) => [typeof value === "number" ? value : null, format])));

  it("are the same in both languages", () => {
    expect(numbers("en")).toEqual(numbers("zh"));
  });

  it("cover four quarters, with one missing, one not applicable and one unreadable figure in the last", () => {
    expect(PERIODS).toEqual(["2025Q4", "2026Q1", "2026Q2", "2026Q3"]);
    const last = provinceSheets("zh").flatMap((sheet) => {
      const across = sheet.heads.indexOf("2026年三季度");
      if (across >= 0) return sheet.rows.map((row) => row[across]!.value);
      return sheet.rows.filter((row) => row[1]!.value === "2026年三季度").map((row) => row[4]!.value);
    });
    expect(last.filter((value) => typeof value !== "number")).toEqual([null, "/", "待定"]);
    expect(last.filter((value) => typeof value === "number")).toHaveLength(88 + 12 + 9 + 23 + 12 + 12 - 3);
  });

  it("stand as 96.3 under % in one sheet, and as 0.963 shown as 96.3% in another", () => {
    const cellOf = (sheet: number, name: string) =>
      provinceSheets("zh")
        [sheet]!.rows.find((row) => row.some((cell) => cell.value === name))!
        .at(-1);
    expect(cellOf(0, "投诉处理及时率")).toEqual({ value: 96.2, format: "0.0" });
    expect(cellOf(1, "投诉处理解决及时率")).toEqual({ value: 0.963, format: "0.0%" });
  });
});
