import { layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS, type SchemeTables } from "../../src/sheets/schemeColumns";
import { cellAt, faultsOf, overflowsOf, valuesOf } from "../support/draftChecks";

const EMPTY: SchemeTables = { settings: [], departments: [], indicators: [], templates: [], tree: [], rules: [], bands: [], targets: [], bindings: [] };

/** Every sheet that there is. */
const ALL = Object.fromEntries(Object.keys(SCHEME_SHEETS).map((key) => [key, []])) as unknown as SchemeTables;

describe("the scheme's sheets", () => {
  it.each(["zh", "en"] as const)("in %s are one per table, with its headings and an Excel table that has a row even when it is empty", (language) => {
    const sheets = layScheme(ALL, language);
    expect(sheets.map((sheet) => sheet.name)).toEqual(Object.values(SCHEME_SHEETS).map((sheet) => sheet[language]));
    Object.values(SCHEME_SHEETS).forEach((sheet, place) => {
      const { draft } = sheets[place]!;
      const heads = Object.values(sheet.columns).map((column) => column[language]);
      expect(valuesOf(draft)[3]).toEqual(heads);
      expect(draft.tables).toEqual([{ name: sheet.table, area: expect.stringMatching(/^A4:[A-Z]+5$/), columns: heads }]);
      expect(draft.columnWidths).toEqual(Object.values(sheet.columns).map((column) => column.width));
      expect(draft.freezeAt).toBe("A5");
      expect(faultsOf(draft, [])).toEqual([]);
      expect(overflowsOf(draft)).toEqual([]);
      expect(String(valuesOf(draft)[1]![0])).toMatch(/[。.]$/);
    });
  });

  it("write weights and thresholds that come in per cent as percentages, and every other number as it is", () => {
    const tables: SchemeTables = {
      ...EMPTY,
      settings: [
        { item: SETTING_ITEMS.threshold.zh, value: 80, note: "" },
        { item: SETTING_ITEMS.mostLost.zh, value: 3, note: "" },
      ],
      tree: [
        { template: "T1", code: "1", parent: null, name: "满意度", weight: 21.3, threshold: 62.5 },
        { template: "T1", code: "2", parent: null, name: "投诉", points: 40 },
      ],
    };
    const sheets = new Map(layScheme(tables, "zh").map(({ name, draft }) => [name, draft]));
    expect(cellAt(sheets.get("权重树")!, "E5")).toMatchObject({ value: 0.213, format: "0.0%" });
    expect(cellAt(sheets.get("权重树")!, "J5")).toMatchObject({ value: 0.625, format: "0.0%" });
    expect(cellAt(sheets.get("权重树")!, "F6")).toMatchObject({ value: 40 });
    expect(cellAt(sheets.get("权重树")!, "E6")).toMatchObject({ value: null });
    expect(cellAt(sheets.get("设置")!, "B5")).toMatchObject({ value: 0.8, format: "0.0%" });
    expect(cellAt(sheets.get("设置")!, "B6")).toEqual({ value: 3, mark: { row: "lastOfGroup", role: "number" } });
  });

  it("take columns that are called like parts of every object", () => {
    const tables: SchemeTables = { ...EMPTY, indicators: [{ code: "__proto__", name: "constructor", unit: "%", direction: "越高越好" }] };
    const sheet = layScheme(tables, "zh").find(({ name }) => name === "指标")!;
    expect(valuesOf(sheet.draft)[4]!.slice(0, 4)).toEqual(["__proto__", "constructor", "%", "越高越好"]);
  });
});

describe("the cells of a choice", () => {
  const tables: SchemeTables = {
    ...EMPTY,
    settings: [
      { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
      { item: SETTING_ITEMS.language.zh, value: "中文" },
      { item: SETTING_ITEMS.missing.zh, value: "暂缓" },
    ],
    indicators: [{ code: "CSAT", name: "客户满意度", unit: "分", direction: "越高越好" }],
  };
  const offered = (language: "zh" | "en") =>
    layScheme(tables, language).flatMap(({ name, draft }) => (draft.choices ?? []).map((choice) => ({ sheet: name, ...choice })));

  it("offer its words in the language of the sheet, down to the rows that people will add", () => {
    expect(offered("zh")).toContainEqual({ sheet: "指标", area: "D5:D205", words: ["越高越好", "越低越好"] });
    expect(offered("zh")).toContainEqual({ sheet: "设置", area: "B6", words: ["中文", "英文"] });
    expect(offered("zh")).toContainEqual({ sheet: "设置", area: "B7", words: ["重新分摊", "计零分", "计满分", "计保底分", "沿用上期", "暂缓"] });
    expect(offered("en")).toContainEqual({ sheet: "Indicators", area: "D5:D205", words: ["Higher is better", "Lower is better"] });
    expect(offered("zh").some(({ sheet, area }) => sheet === "设置" && area === "B5")).toBe(false);
  });

  it.each(["zh", "en"] as const)("offer nothing in %s that would not be read back as the choice it stands for", (language) => {
    const understood = new Set(Object.values(CHOICES).flatMap((group) => Object.values(group).flatMap((words): readonly string[] => words)));
    const words = offered(language).flatMap((choice) => choice.words);
    expect(words.length).toBeGreaterThan(80);
    expect(words.filter((word) => !understood.has(word))).toEqual([]);
    expect(offered(language).filter((choice) => choice.words.join(",").length > 255 || choice.words.some((word) => word.includes(",")))).toEqual([]);
  });

  it.each(["zh", "en"] as const)("in %s are all columns whose words the reader chooses from", (language) => {
    const areas = layScheme(ALL, language).map(({ draft }) => (draft.choices ?? []).length);
    expect(areas.reduce((total, count) => total + count, 0)).toBe(31);
  });
});

describe("a sheet for figures", () => {
  const { name, draft } = layIndicatorSheet(
    "太原分公司",
    "太原分公司指标",
    "没有数据请留空。",
    ["序号", "指标名称", "单位", "2026Q3", "备注"],
    [
      [1, "客户满意度", "%", { value: 0.853, format: "0.0%" }, null],
      [2, "投诉率", "‰", "详见附件", "口径与集团一致，含所有渠道的投诉，不含重复投诉和无效投诉"],
    ],
    "zh",
    { notes: ["注：数据截至季末。"] },
  );

  it("has title, explanation, heads and rows in their places", () => {
    expect(name).toBe("太原分公司");
    expect(
      valuesOf(draft)
        .slice(0, 6)
        .map((row) => row.slice(0, 4)),
    ).toEqual([
      ["太原分公司指标", null, null, null],
      ["没有数据请留空。", null, null, null],
      [],
      ["序号", "指标名称", "单位", "2026Q3"],
      [1, "客户满意度", "%", 0.853],
      [2, "投诉率", "‰", "详见附件"],
    ]);
    expect(cellAt(draft, "D5")).toMatchObject({ format: "0.0%", mark: { role: "number" } });
    expect(valuesOf(draft)[7]![0]).toBe("注：数据截至季末。");
  });

  it("wraps what is long, and fits", () => {
    expect(draft.rowHeights[5]).toBeGreaterThan(draft.rowHeights[4]!);
    expect(faultsOf(draft, [])).toEqual([]);
    expect(overflowsOf(draft)).toEqual([]);
  });

  it("takes the widths that it is given", () => {
    expect(layIndicatorSheet("A", "A", "", ["一", "二"], [], "zh", { widths: [12, 30] }).draft.columnWidths).toEqual([12, 30]);
  });
});
