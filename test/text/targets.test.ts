import { computeTargets, computedAnchors } from "../../src/kpi/computedTarget";
import type { Reading } from "../../src/kpi/figure";
import { type TargetFormula, anchorsFor, targetTable } from "../../src/kpi/target";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { anchorsOf, departmentOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const READINGS = readingsOf({ "东.A": 80, "南.A": 90, "西.A": -4 }, "2026Q2");

/** The note at the foot of a card for 东's line A, in both languages. */
function notes(
  parameters: Readonly<Record<string, number>>,
  more: Partial<TargetFormula>,
  earlier: readonly Reading[] = [],
  when = "2026Q3",
): readonly string[] {
  const formula: TargetFormula = { method: "previousPlus", basis: null, basisPeriod: "previous", decimals: null, ...more, parameters: anchorsOf(parameters) };
  const scheme = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("threeAnchors"))]), {
    departments: ["东", "南", "西"].map((code) => departmentOf(code)),
    targets: [targetFor("A", {}, { formula })],
  });
  const period = periodOf(when);
  const table = targetTable(computeTargets(scheme, [...READINGS, ...earlier], period).value);
  const { sources } = anchorsFor(table, { indicator: "A", template: "T", line: "A", department: "东", period });
  const told = [{ line: "1 满意度", anchors: computedAnchors(ruleOf("threeAnchors"), sources) }];
  return [zh.computedTargets.note(told), en.computedTargets.note(told)];
}

test("what several anchors of a line have in common is told once", () => {
  expect(notes({ floor: -5, target: 0, stretch: 3 }, {})).toEqual([
    "目标由来：1 满意度，上期（2026 年第 2 季度）80：保底值 - 5 = 75，目标值即此数，挑战值 + 3 = 83。",
    "Where targets come from: 1 满意度, previous (Q2 2026) 80: floor - 5 = 75, target just that, stretch + 3 = 83.",
  ]);
  expect(notes({ floor: 0.9, target: 1.1 }, { method: "previousTimes" })).toEqual([
    "目标由来：1 满意度，上期（2026 年第 2 季度）80：保底值 × 0.9 = 72，目标值 × 1.1 = 88。",
    "Where targets come from: 1 满意度, previous (Q2 2026) 80: floor × 0.9 = 72, target × 1.1 = 88.",
  ]);
  expect(notes({ floor: 50, target: 100 }, { method: "percentile" })).toEqual([
    "目标由来：1 满意度，2026 年第 2 季度 3 个部门的分位（PERCENTILE.INC，100 为最优）：保底值 50 分位 = 80，目标值 100 分位 = 90。",
    "Where targets come from: 1 满意度, percentiles of 3 departments (Q2 2026) (PERCENTILE.INC, 100 is the best): floor 50 = 80, target 100 = 90.",
  ]);
});

test("a mean is told with the places that a reader reads", () => {
  expect(notes({ target: 1 }, { method: "meanPlus", decimals: 1 })).toEqual([
    "目标由来：1 满意度，目标值：2026 年第 2 季度 3 个部门平均 55.333333 + 1 ≈ 56.3。",
    "Where targets come from: 1 满意度, target: mean of 3 departments (Q2 2026) 55.333333 + 1 ≈ 56.3.",
  ]);
});

test("so many standard deviations from the mean are told with both, and which way is better", () => {
  expect(notes({ floor: -1, target: 0, stretch: 2 }, { method: "deviations", decimals: 2 })).toEqual([
    "目标由来：1 满意度，2026 年第 2 季度 3 个部门平均 55.333333、标准差 42.15316：保底值差于平均 1 个标准差 ≈ 13.18，目标值取平均 ≈ 55.33，挑战值优于平均 2 个标准差 ≈ 139.64。",
    "Where targets come from: 1 满意度, mean of 3 departments (Q2 2026) 55.333333, standard deviation 42.15316: floor 1 of it worse ≈ 13.18, target the mean ≈ 55.33, stretch 2 of it better ≈ 139.64.",
  ]);
  const [alone, inEnglish] = notes({ target: 1 }, { method: "deviations", decimals: "none" });
  expect(alone).toMatch(/^目标由来：1 满意度，目标值：2026 年第 2 季度 3 个部门平均 55\.333333、标准差 42\.15316，优于平均 1 个标准差 = 97\.4864932/);
  expect(inEnglish).toMatch(/standard deviation 42\.15316, 1 of it better = 97\.4864932/);
});

test("a mean of earlier periods is told with how many they are and from when to when, the better of two with both", () => {
  const earlier = [...readingsOf({ "东.A": 81, "南.A": 90 }, "2026Q1"), ...readingsOf({ "东.A": 84 }, "2025Q4"), ...readingsOf({ "东.A": 70 }, "2025Q3")];
  const more = [...earlier, ...readingsOf({ "东.A": 75 }, "2024Q3")];
  expect(notes({ target: 0 }, { method: "recentMeanPlus", recent: 3, decimals: 1 }, more)).toEqual([
    "目标由来：1 满意度，目标值：前 3 期（2025 年第 4 季度至2026 年第 2 季度）平均 81.666667 ≈ 81.7。",
    "Where targets come from: 1 满意度, target: mean of the last 3 periods (Q4 2025 to Q2 2026) 81.666667 ≈ 81.7.",
  ]);
  expect(notes({ floor: 0.9, target: 1.1 }, { method: "recentMeanTimes", recent: 2, basisPeriod: "lastYear" }, more)).toEqual([
    "目标由来：1 满意度，前 2 年同期（2024 年第 3 季度至2025 年第 3 季度）平均 72.5：保底值 × 0.9 = 65.25，目标值 × 1.1 = 79.75。",
    "Where targets come from: 1 满意度, mean of the last 2 years’ same periods (Q3 2024 to Q3 2025) 72.5: floor × 0.9 = 65.25, target × 1.1 = 79.75.",
  ]);
  expect(notes({ target: 1 }, { method: "betterRecentPlus", recent: 3, decimals: 2 }, more)).toEqual([
    "目标由来：1 满意度，目标值：上期 80 与前 3 期（2025 年第 4 季度至2026 年第 2 季度）平均 81.666667 孰优，取 81.666667 + 1 ≈ 82.67。",
    "Where targets come from: 1 满意度, target: the better of the previous 80 and the mean of the last 3 periods (Q4 2025 to Q2 2026) 81.666667: 81.666667 + 1 ≈ 82.67.",
  ]);
  const [zhYears, enYears] = notes({ target: 0 }, { method: "worseRecentPlus", recent: 2, basisPeriod: "lastYear" }, more);
  expect(zhYears).toContain("去年同期 70 与前 2 年同期（2024 年第 3 季度至2025 年第 3 季度）平均 72.5 孰差，取 70。");
  expect(enYears).toContain("the worse of last year’s 70 and the mean of the last 2 years’ same periods (Q3 2024 to Q3 2025) 72.5: 70.");
});

test("a mean of years is told as such", () => {
  const years = ["2025", "2024", "2023"].flatMap((year, place) => readingsOf({ "东.A": 80 + 3 * place }, year));
  expect(notes({ target: 0 }, { method: "recentMeanPlus", recent: 3 }, years, "2026")).toEqual([
    "目标由来：1 满意度，目标值：前 3 年（2023 年度至2025 年度）平均 83。",
    "Where targets come from: 1 满意度, target: mean of the last 3 years (2023 to 2025) 83.",
  ]);
});

test("an anchor by itself, a gap and a part of a whole are told in full", () => {
  expect(notes({ target: 1 }, { method: "worstPlus" })[0]).toBe("目标由来：1 满意度，目标值：2026 年第 2 季度 3 个部门最差 -4（西） + 1 = -3。");
  expect(notes({ floor: 10, target: 50 }, { method: "closeGap" })[0]).toBe(
    "目标由来：1 满意度，保底值：本部门（2026 年第 2 季度）80 +（2026 年第 2 季度 3 个部门最优 90（南） - 80）× 10% = 81，目标值：本部门（2026 年第 2 季度）80 +（2026 年第 2 季度 3 个部门最优 90（南） - 80）× 50% = 85。",
  );
});
