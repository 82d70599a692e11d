/** Periods in headings, titles and dates; days without a clock. */
import { type Period, periodKey } from "../../src/kpi/period";
import { dayOfSerial, dayText, formatKind } from "../../src/sheets/formatKind";
import { isFrequency, periodInTitle, periodOfCell, widened } from "../../src/sheets/periodText";
import { cpuNow } from "../support/cpuTime";

const THIRD: Period = { kind: "quarter", year: 2026, number: 3 };
const keyOf = (period: Period | null) => period && periodKey(period);

describe("a title", () => {
  test.each<[string, string | null]>([
    ["太原分公司2026年三季度指标表", "2026Q3"],
    ["2026 年第 3 季度", "2026Q3"],
    ["2025年考核表（四季度）", "2025Q4"],
    ["KPI Q2 2026", "2026Q2"],
    ["2026Q1考核数据", "2026Q1"],
    ["2026年7月指标表", "2026-07"],
    ["2026-07 指标", "2026-07"],
    ["十一月份指标", "2026-11"],
    ["三季度（7-9月）", "2026Q3"],
    ["2026年上半年完成情况", "2026H1"],
    ["2026年度考核", "2026"],
    ["2026年1-9月累计", null],
    ["一季度与二季度对比", null],
    ["填表日期：2026年10月8日", null],
    ["制表 2026-10-08", null],
    ["2026年考核表", null],
    ["指标完成情况", null],
    ["", null],
    ["季".repeat(10_000), null],
  ])("“%s” is of %s", (title, expected) => {
    expect(keyOf(periodInTitle(title, THIRD))).toBe(expected);
  });
});

describe("a cell", () => {
  test.each<[string, string | number, string, string | null]>([
    ["a date", 46204, "yyyy-mm-dd", "2026-07"],
    ["a month of a Chinese format", 46204, 'yyyy"年"m"月"', "2026-07"],
    ["a year", 2026, "General", "2026"],
    ["any other number", 7, "General", null],
    ["a fraction", 2026.5, "General", null],
    ["text", " 2026Q3 ", "General", "2026Q3"],
    ["a short month", "Jul-26", "@", "2026-07"],
    ["a sentence", "见附件中的说明以及各部门的汇报材料，其中列出了各项指标在三季度的完成情况和原因", "General", null],
  ])("with %s", (_what, value, format, expected) => {
    expect(keyOf(periodOfCell({ value, format }, 2026))).toBe(expected);
  });
});

it("knows how often from when", () => {
  expect(["季度", "每月", "按季", "Quarterly", " 年 度 "].map(isFrequency)).toEqual([true, true, true, true, true]);
  expect(["三季度", "2026Q3", "", "7月"].map(isFrequency)).toEqual([false, false, false, false]);
});

test.each<[Period, Period["kind"], string | null]>([
  [THIRD, "quarter", "2026Q3"],
  [THIRD, "halfYear", "2026H2"],
  [THIRD, "year", "2026"],
  [THIRD, "month", null],
  [{ kind: "month", year: 2026, number: 6 }, "quarter", "2026Q2"],
  [{ kind: "month", year: 2026, number: 6 }, "halfYear", "2026H1"],
  [{ kind: "month", year: 2026, number: 7 }, "halfYear", "2026H2"],
])("%o around a %s is %s", (period, kind, expected) => {
  expect(keyOf(widened(period, kind))).toBe(expected);
});

describe("days", () => {
  test.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [60, "1900-02-29"],
    [61, "1900-03-01"],
    [366, "1900-12-31"],
    [1462, "1904-01-01"],
    [36_525, "1999-12-31"],
    [36_585, "2000-02-29"],
    [46_204, "2026-07-01"],
    [46_204.99, "2026-07-01"],
    [2_958_465, "9999-12-31"],
  ])("serial %s is %s", (serial, expected) => {
    expect(dayText(dayOfSerial(serial)!)).toBe(expected);
  });

  it("are none outside of the calendar", () => {
    expect([0, -1, 2_958_466, NaN].map(dayOfSerial)).toEqual([null, null, null, null]);
  });

  it("follow each other without a gap", () => {
    let last = dayOfSerial(60)!;
    for (let serial = 61; serial < 150_000; serial += 1) {
      const day = dayOfSerial(serial)!;
      const next = day.day === last.day + 1 && day.month === last.month;
      const nextMonth =
        day.day === 1 && last.day >= 28 && (day.month === last.month + 1 || (day.month === 1 && last.month === 12 && day.year === last.year + 1));
      if (!next && !nextMonth) throw new Error(`${serial}: ${dayText(last)} → ${dayText(day)}`);
      last = day;
    }
  });
});

describe("a number format", () => {
  test.each<[string, number, string]>([
    ["General", 1, "number"],
    ["0.00", 1, "number"],
    ['0.0" %"', 1, "number"],
    ["0.0\\%", 1, "number"],
    ["0.00E+00", 1, "number"],
    ["#,##0.00 [$€-407]", 1, "number"],
    ["[Red]0.0", 1, "number"],
    ["0.0_%", 1, "number"],
    ["@", 1, "number"],
    ["0%", 1, "percent"],
    ["0.0%;[Red]-0.0%", -1, "percent"],
    ["0;-0%", 1, "number"],
    ["0;-0%", -1, "percent"],
    ['0.0%;-0.0%;"–"', 0, "number"],
    ["[<1]0.0%;0", 0.5, "percent"],
    ["[<1]0.0%;0", 5, "number"],
    ["yyyy-mm-dd", 1, "date"],
    ["[$-804]yyyy年m月", 1, "date"],
    ["mmm", 1, "date"],
    ["d/m", 1, "date"],
    ["h:mm", 1, "time"],
    ["[h]:mm:ss", 1, "time"],
    ["mm:ss.0", 1, "time"],
    ["h:mm AM/PM", 1, "time"],
    ['"', 1, "number"],
    ["", 1, "number"],
    ["[", 1, "number"],
    [";;;", 1, "number"],
  ])("%s over %s is a %s", (format, value, expected) => {
    expect(formatKind(format, value)).toBe(expected);
  });

  it("of 100,000 signs is read in no time", () => {
    for (const format of ['"'.repeat(100_001), "[".repeat(100_000), "[<1]".repeat(25_000), ";".repeat(100_000), "\\".repeat(100_001)]) {
      const taken = [1, 2, 3].map(() => {
        const start = cpuNow();
        formatKind(format, 1);
        return cpuNow() - start;
      });
      expect(Math.min(...taken)).toBeLessThan(50);
    }
  });
});
