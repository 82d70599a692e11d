import { comparePeriods, isWithin, parsePeriod, periodKey, previousPeriod, samePeriod } from "../../src/kpi/period";

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

test.each([
  ["第 四 季", "2026Q4"],
  ["2026.Q2", "2026Q2"],
  ["2026/第2季度", "2026Q2"],
  ["２０２６ H2", "2026H2"],
  ["h1", "2026H1"],
  ["H2-2026", "2026H2"],
  ["Q1/2026", "2026Q1"],
  ["2026-H1", "2026H1"],
  ["2026-7月", "2026-07"],
  ["十一月", "2026-11"],
  ["十二月份", "2026-12"],
  ["九 月", "2026-09"],
  ["09月", "2026-09"],
  ["2026 上半年", "2026H1"],
  ["January", "2026-01"],
  ["  dec. 2026 ", "2026-12"],
  ["sept", "2026-09"],
  ["FY2026", "2026"],
  ["2026 年", "2026"],
  ["2026全年", "2026"],
])("reads %s as %s too", (text, key) => {
  expect(periodKey(parsePeriod(text, 2026)!)).toBe(key);
});

test.each([
  "计划2026Q3",
  "2026Q3累计",
  "2026年第三季度末",
  "前三季度",
  "12026Q3",
  "2026xQ3",
  "2026H3",
  "2026H1累计",
  "xh1",
  "2026x7月",
  "截至7月",
  "7月累计",
  "2026年0月",
  "12026-07",
  "2026-07-01",
  "前上半年",
  "上半年末",
  "2026x上半年",
  "xq12026",
  "q120261",
  "q1x2026",
  "本mar",
  "march累计",
  "ja",
  "januaryy",
  "12026",
  "20261",
  "2026年底",
  "xfy2026",
])("does not take “%s”, in which more is said, for a period", (text) => {
  expect(parsePeriod(text, 2026)).toBeNull();
});

test.each(["三季度", "Q3", "H1", "7月", "上半年", "March"])("does not guess the year of %s", (text) => {
  expect(parsePeriod(text, null)).toBeNull();
});

test("takes the years from 1900 to 9999", () => {
  expect(["1899", "1900", "9999", "1899Q4", "1900Q1"].map((text) => parsePeriod(text, null) !== null)).toEqual([false, true, true, false, true]);
  expect([1899, 1900, 9999, 10000].map((year) => parsePeriod("Q1", year) !== null)).toEqual([false, true, true, false]);
});

test("is the same only as one of its kind, year and number", () => {
  const [one, ...others] = ["2026Q3", "2026Q3", "2025Q3", "2026Q2", "2026-03"].map((text) => parsePeriod(text, null)!);
  expect(others.map((other) => samePeriod(one!, other))).toEqual([true, false, false, false]);
});

test.each([
  ["2026-07", "2026Q3", true],
  ["2026-09", "2026Q3", true],
  ["2026-10", "2026Q3", false],
  ["2025-07", "2026Q3", false],
  ["2026Q2", "2026H1", true],
  ["2026Q3", "2026", true],
  ["2026Q3", "2026Q3", false],
  ["2026", "2026Q3", false],
])("whether %s lies in %s: %s", (one, other, wanted) => {
  expect(isWithin(parsePeriod(one, null)!, parsePeriod(other, null)!)).toBe(wanted);
});
