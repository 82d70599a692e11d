import { computeTargets, computedAnchors } from "../../src/kpi/computedTarget";
import { type TargetFormula, anchorsFor, targetTable } from "../../src/kpi/target";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { anchorsOf, departmentOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const READINGS = readingsOf({ "东.A": 80, "南.A": 90, "西.A": -4 }, "2026Q2");

/** The note at the foot of a card for 东's line A, in both languages. */
function notes(parameters: Readonly<Record<string, number>>, more: Partial<TargetFormula>): readonly string[] {
  const formula: TargetFormula = { method: "previousPlus", basis: null, basisPeriod: "previous", decimals: null, ...more, parameters: anchorsOf(parameters) };
  const scheme = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("threeAnchors"))]), {
    departments: ["东", "南", "西"].map((code) => departmentOf(code)),
    targets: [targetFor("A", {}, { formula })],
  });
  const period = periodOf("2026Q3");
  const table = targetTable(computeTargets(scheme, READINGS, period).value);
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

test("an anchor by itself, a gap and a part of a whole are told in full", () => {
  expect(notes({ target: 1 }, { method: "worstPlus" })[0]).toBe("目标由来：1 满意度，目标值：2026 年第 2 季度 3 个部门最差 -4（西） + 1 = -3。");
  expect(notes({ floor: 10, target: 50 }, { method: "closeGap" })[0]).toBe(
    "目标由来：1 满意度，保底值：本部门（2026 年第 2 季度）80 +（2026 年第 2 季度 3 个部门最优 90（南） - 80）× 10% = 81，目标值：本部门（2026 年第 2 季度）80 +（2026 年第 2 季度 3 个部门最优 90（南） - 80）× 50% = 85。",
  );
});
