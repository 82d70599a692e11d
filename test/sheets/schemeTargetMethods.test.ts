import type { Finding } from "../../src/kpi/finding";
import { readScheme } from "../../src/sheets/readScheme";
import { type Written, errorCell, shown } from "../support/gridOf";
import { said, schemeGrids } from "../support/schemeSheets";
import { section, tableRows, typed } from "../support/workbookPage";

const HEADS = ["指标", "部门", "保底值", "目标值", "挑战值", "最差值", "最优值", "目标算法", "参照", "参照期间", "小数位"];

/** The sound scheme whose floors and the rest are typed, and whose targets come from these rows. */
function read(...rows: readonly (readonly Written[])[]): {
  readonly formulas: readonly string[];
  readonly findings: readonly Finding[];
  readonly said: readonly string[];
} {
  const { partial, findings } = readScheme(schemeGrids({ 目标: [HEADS, ...rows] }));
  const formulas = (partial?.targets ?? []).flatMap(({ indicator, department, formula, sources }) => {
    if (!formula) return [];
    const { method, parameters, basis, basisPeriod, decimals, recent } = formula;
    const cells = Object.entries(parameters).map(([name, value]) => {
      const source = sources[name as "target"];
      return `${name} ${value.toString()} (${source?.cell ?? ""}${source?.live ? ` ×${source.live.times}` : ""})`;
    });
    return [
      [
        indicator,
        department ?? "–",
        method,
        cells.join(" "),
        JSON.stringify(basis),
        basisPeriod,
        decimals ?? "–",
        ...(recent === undefined ? [] : [recent]),
      ].join(" | "),
    ];
  });
  return { formulas, findings, said: said(findings) };
}

describe("a row of the targets' table with a method", () => {
  test("holds a parameter under each anchor that it works out", () => {
    const { formulas, said: found } = read(["CSAT", null, -5, 0.5, "2分", null, null, "上期加"]);
    expect(formulas).toEqual(["CSAT | – | previousPlus | floor -5 (C2 ×1) target 0.5 (D2 ×1) stretch 2 (E2) | null | previous | –"]);
    expect(found).toEqual([]);
  });

  test("reads steps under % as percentage points, however they are shown, and without a warning", () => {
    const { formulas, said: found } = read(["CTIME", null, null, 0.5, shown(0.015, "0.0%"), null, null, "Last year plus"]);
    expect(formulas).toEqual(["CTIME | – | lastYearPlus | target 0.5 (D2 ×1) stretch 1.5 (E2 ×100) | null | previous | –"]);
    expect(found).toEqual([]);
  });

  test("reads factors as numbers or as percentages", () => {
    const { formulas } = read(["CSAT", null, 0.9, shown(1.05), "110%", null, null, "上期乘", null, null, 1]);
    expect(formulas).toEqual(["CSAT | – | previousTimes | floor 0.9 (C2 ×1) target 1.05 (D2 ×1) stretch 1.1 (E2) | null | previous | 1"]);
  });

  test("reads percentiles and shares of a gap in per cent, and P75", () => {
    const { formulas, said: found } = read(
      ["CSAT", null, "P25", shown(0.75), 90, 0, 100, "分位", null, "本期"],
      ["CTIME", null, null, shown(0.3), null, null, null, "追赶"],
    );
    expect(formulas).toEqual([
      "CSAT | – | percentile | floor 25 (C2) target 75 (D2 ×100) stretch 90 (E2 ×1) worst 0 (F2 ×1) best 100 (G2 ×1) | null | current | –",
      'CTIME | – | closeGap | target 30 (D3 ×100) | {"kind":"best"} | previous | –',
    ]);
    expect(found).toEqual([]);
  });

  test("reads how many standard deviations a target is from the mean", () => {
    const { formulas, said: found } = read(["CTIME", null, null, null, null, -5, "5", "平均加标准差", null, "本期"]);
    expect(formulas).toEqual(["CTIME | – | deviations | worst -5 (F2 ×1) best 5 (G2) | null | current | –"]);
    expect(found).toEqual([]);
    expect(read(["CSAT", null, null, 1, null, null, null, "Standard deviations", "大同"]).said).toEqual(["parameterUnused 目标!I2"]);
  });

  test("reads of how many periods a mean is, and that years are the same period of each", () => {
    const { formulas, said: found } = read(
      ["CSAT", null, null, 0, null, null, null, "前几期平均"],
      ["CTIME", null, 0.9, 1.05, null, null, null, "前期平均乘", 4, "上期"],
    );
    expect(formulas).toEqual([
      "CSAT | – | recentMeanPlus | target 0 (D2 ×1) | null | previous | – | 3",
      "CTIME | – | recentMeanTimes | floor 0.9 (C3 ×1) target 1.05 (D3 ×1) | null | previous | – | 4",
    ]);
    expect(found).toEqual([]);
    const basis = (text: Written, method = "孰优", period: Written = null): string => {
      const one = read(["CSAT", null, null, 0, null, null, null, method, text, period]);
      return one.formulas
        .map((line) => [1, 2, 5, 7].map((place) => line.split(" | ")[place === 1 ? 2 : place === 2 ? 4 : place]!).join(" "))
        .concat(one.said)
        .join();
    };
    expect(["2", "3期", "前三期", "前两期", "近 12 期", "last 5 periods", "3 periods"].map((text) => basis(text))).toEqual(
      [2, 3, 3, 2, 12, 5, 3].map((count) => `betterRecentPlus null previous ${count}`),
    );
    expect(["前三年", "3年", "3 years", "前3年同期"].map((text) => basis(text, "Worse of recent"))).toEqual(Array(4).fill("worseRecentPlus null lastYear 3"));
    expect(basis("前三期", "孰优", "同期")).toBe("betterRecentPlus null lastYear 3");
    expect(basis("前三期", "孰优", "本期")).toBe("betterRecentPlus null previous 3,parameterUnused 目标!J2");
    for (const wrong of ["1", "13", "前一期", "最优", "三四期", "大同"]) expect(basis(wrong)).toContain("outOfRange 目标!I2");
  });

  test("measures from a competitor: its column, a department, an indicator of the same unit, or a number", () => {
    const grids = (basis: Written): readonly string[] =>
      read(["CSAT", "太原", null, 1, null, null, null, "对手加", basis]).formulas.map((one) => one.split(" | ")[4]!);
    expect([null, "竞争对手", "Benchmark", "最优", "大同", "大同、太原", "CSAT", 88, "88分"].flatMap(grids)).toEqual([
      '{"kind":"series","series":"competitor"}',
      '{"kind":"series","series":"competitor"}',
      '{"kind":"series","series":"benchmark"}',
      '{"kind":"best"}',
      '{"kind":"departments","departments":["DT"]}',
      '{"kind":"departments","departments":["DT","TY"]}',
      '{"kind":"indicator","indicator":"CSAT"}',
      '{"kind":"constant","value":"88"}',
      '{"kind":"constant","value":"88"}',
    ]);
  });

  test("shares out by the weights of the departments' table or by another indicator", () => {
    const { formulas, said: found } = read(
      ["CSAT", null, null, 1000, null, null, null, "按权重分摊"],
      ["CTIME", null, null, 10, null, null, null, "按权重分摊", "CRATE", "去年同期", 2],
    );
    expect(formulas.map((one) => one.split(" | ").slice(2).join(" | "))).toEqual([
      "shareByWeight | target 1000 (D2 ×1) | null | previous | –",
      'shareByWeight | target 10 (D3 ×1) | {"kind":"indicator","indicator":"CRATE"} | lastYear | 2',
    ]);
    expect(found).toEqual([]);
  });

  test("is refused with its cell where a part of it is wrong", () => {
    const wrong = (...row: Written[]): readonly string[] => read(["CSAT", null, ...row]).said;
    expect(wrong(null, 1, null, null, null, "上期减")).toEqual(["notAChoice 目标!H2"]);
    expect(wrong(null, "多一点", null, null, null, "上期加")).toEqual(["notANumber 目标!D2"]);
    expect(wrong(null, "≥1", null, null, null, "上期加")).toEqual(["notANumber 目标!D2"]);
    expect(wrong(null, errorCell("#REF!"), null, null, null, "上期加")).toEqual(["cellError 目标!D2"]);
    expect(wrong(null, shown(1.2), null, null, null, "分位")).toEqual(["outOfRange 目标!D2"]);
    expect(wrong(null, 1, null, null, null, "对手加", "移动")).toEqual(["unknownReference 目标!I2"]);
    expect(wrong(null, 1, null, null, null, "对手加", "投诉率")).toEqual(["unitMismatch 目标!I2"]);
    expect(wrong(null, 1, null, null, null, "按权重分摊", "用户数")).toEqual(["unknownReference 目标!I2"]);
    expect(wrong(null, 1, null, null, null, "最优加", null, "下期")).toEqual(["notAChoice 目标!J2"]);
    expect(wrong(null, 1, null, null, null, "上期加", null, null, 1.5)).toEqual(["outOfRange 目标!K2"]);
    expect(wrong(null, 100.5, null, null, null, "按权重分摊", null, null, 0)).toEqual(["outOfRange 目标!K2"]);
  });

  test("says what it has no use for", () => {
    expect(read(["CSAT", null, null, 1, null, null, null, "上期加", "大同", "本期"]).said).toEqual(["parameterUnused 目标!I2", "parameterUnused 目标!J2"]);
    expect(read(["CSAT", null, null, 85, null, null, null, null, "大同", "本期", 1]).said).toEqual([
      "parameterUnused 目标!I2",
      "parameterUnused 目标!J2",
      "parameterUnused 目标!K2",
    ]);
    expect(read(["CSAT", null, null, null, null, null, null, "上期加"]).said).toEqual(["targetEmpty 目标!A2"]);
  });

  test("may not stand beside another row of the same scope that says otherwise", () => {
    const typed = ["CSAT", null, null, 1];
    const method = ["CSAT", null, null, 1, null, null, null, "上期加"];
    const severities = (...rows: readonly (readonly Written[])[]): readonly string[] =>
      read(...rows).findings.map(({ code, severity }) => `${code} ${severity}`);
    expect(severities(typed, method)).toEqual(["targetTwice error"]);
    expect(severities(method, method)).toEqual(["targetTwice warning"]);
    expect(severities(method, ["CSAT", null, null, 1, null, null, null, "上期乘"])).toEqual(["targetTwice error"]);
    expect(severities(["CSAT", null, 60, null], method)).toEqual([]);
  });
});

test("a computed target may be rounded nowhere, but not one that is shared out, whose parts have to add up", () => {
  const heads = ["指标", "目标值", "目标算法", "小数位"];
  const read = (method: string): ReturnType<typeof readScheme> => readScheme(schemeGrids({ 目标: [heads, ["CSAT", 50, method, "不舍入"]] }));
  expect(read("分位").value!.targets.map(({ formula }) => formula?.decimals)).toEqual(["none"]);
  expect(said(read("按权重分摊").findings)).toEqual(["outOfRange 目标!D2"]);
});

test("the example of docs/workbook.md is read without a finding", () => {
  const rows = tableRows(section("### Computed targets"));
  const [heads, ...example] = rows.slice(-5);
  const { value, findings } = readScheme(schemeGrids({ 目标: [heads!, ...example.map((row) => row.map(typed))] }));
  expect(said(findings)).toEqual([]);
  expect(value!.targets.map(({ indicator, formula }) => `${indicator} ${formula?.method} ${formula?.decimals ?? "–"}`)).toEqual([
    "CSAT previousPlus –",
    "CTIME percentile 1",
    "CRATE closeGap 2",
    "CRATE recentMeanPlus 2",
  ]);
});

test("share weights of departments are numbers from 0 up", () => {
  const departments = (weight: Written): ReturnType<typeof readScheme> =>
    readScheme(
      schemeGrids({
        部门: [
          ["编码", "部门名称", "简称", "考核表", "分摊权重"],
          ["TY", "太原分公司", "太原", "BR", weight],
          ["DT", "大同分公司", "大同", "BR", null],
        ],
      }),
    );
  expect(departments(30).value?.departments.map(({ shareWeight }) => shareWeight?.toString() ?? "–")).toEqual(["30", "–"]);
  expect(said(departments(-1).findings)).toEqual(["outOfRange 部门!E2"]);
});
