import { comparePeriods, parsePeriod, periodKey, previousPeriod } from "../../src/kpi/period";

test.each([
  ["2026Q3", "2026Q3"],
  ["2026 年第 3 季度", "2026Q3"],
  ["2026年三季度", "2026Q3"],
  ["２０２６年第三季度", "2026Q3"],
  ["Q3 2026", "2026Q3"],
  ["2026-Q3", "2026Q3"],
  ["2026-07", "2026-07"],
  ["2026/7", "2026-07"],
  ["2026年7月", "2026-07"],
  ["2026年十二月", "2026-12"],
  ["Jul 2026", "2026-07"],
  ["2026H1", "2026H1"],
  ["2026年上半年", "2026H1"],
  ["2026年下半年", "2026H2"],
  ["2026", "2026"],
  ["2026年度", "2026"],
])("reads %s as %s", (text, key) => {
  expect(periodKey(parsePeriod(text, null)!)).toBe(key);
});

test.each([
  ["三季度", "2026Q3"],
  ["第1季度", "2026Q1"],
  ["Q4", "2026Q4"],
  ["1月", "2026-01"],
  ["十月", "2026-10"],
  ["上半年", "2026H1"],
  ["March", "2026-03"],
])("takes the year of %s from where it stands", (text, key) => {
  expect(periodKey(parsePeriod(text, 2026)!)).toBe(key);
  expect(parsePeriod(text, null)).toBeNull();
});

test.each(["", "2026Q5", "13月", "2026-13", "Q0", "实际值", "目标值", "26", "marginal note", "2026.5.1"])("does not take “%s” for a period", (text) => {
  expect(parsePeriod(text, 2026)).toBeNull();
});

test("goes back over the turn of the year", () => {
  expect(["2026Q1", "2026-01", "2026H1", "2026"].map((text) => periodKey(previousPeriod(parsePeriod(text, null)!)))).toEqual([
    "2025Q4",
    "2025-12",
    "2025H2",
    "2025",
  ]);
  expect(comparePeriods(parsePeriod("2025Q4", null)!, parsePeriod("2026Q1", null)!)).toBeLessThan(0);
});
