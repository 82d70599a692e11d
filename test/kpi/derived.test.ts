/** Which figures a derived indicator rests on, and the codes of the figures that stand beside another. */
import { decimal } from "../../src/kpi/decimal";
import { type DerivedParameters, SERIES, basePeriod, isTurned, seriesCode, seriesOf, sourcesOf } from "../../src/kpi/derived";
import { periodKey } from "../../src/kpi/period";
import { NOWHERE, periodOf } from "../support/schemes";

const HUNDRED = decimal(100);
const TERMS = ["全球通", "神州行", "动感地带"].map((indicator) => ({ indicator, weight: null }));

test.each<[DerivedParameters, string, boolean]>([
  [{ method: "ratio", numerator: "投诉件数", denominator: "用户数", factor: decimal(10000), zero: "hold" }, "投诉件数 用户数", false],
  [{ method: "improvement", of: "满意度", base: "previous" }, "满意度", true],
  [{ method: "relativeImprovement", of: "满意度", base: "lastYear", zero: "hold" }, "满意度", true],
  [{ method: "gapClosed", of: "满意度", base: "previous", full: { kind: "number", value: HUNDRED }, zero: "hold" }, "满意度", true],
  [{ method: "gapClosed", of: "满意度", base: "previous", full: { kind: "anchor" }, zero: "hold" }, "满意度", true],
  [{ method: "gapClosed", of: "满意度", base: "previous", full: { kind: "indicator", indicator: "标杆" }, zero: "hold" }, "满意度 标杆", true],
  [{ method: "lead", of: "满意度", rivals: { kind: "series", series: "competitor" }, by: "best" }, "满意度", true],
  [{ method: "lead", of: "满意度", rivals: { kind: "indicators", indicators: ["联通", "电信"] }, by: "mean" }, "满意度 联通 电信", true],
  [{ method: "difference", first: "感知", second: "期望" }, "感知 期望", false],
  [{ method: "sum", terms: TERMS, absent: "asAbsent" }, "全球通 神州行 动感地带", false],
  [{ method: "mean", terms: TERMS, absent: "asAbsent" }, "全球通 神州行 动感地带", false],
  [{ method: "minimum", terms: TERMS, absent: "leaveOut" }, "全球通 神州行 动感地带", false],
  [{ method: "weightedSum", terms: TERMS, absent: "asAbsent" }, "全球通 神州行 动感地带", false],
  [{ method: "weightedMean", terms: TERMS, absent: "asAbsent" }, "全球通 神州行 动感地带", false],
  [{ method: "checklist", present: "具备", action: "需采取行动" }, "具备 需采取行动", true],
  [{ method: "survey", answers: "答卷数", points: "总分", from: decimal(1), to: decimal(10), leastAnswers: decimal(30) }, "答卷数 总分", false],
])("%#: the indicator is computed from those that its row names, and is turned where + is to be better", (parameters, sources, turned) => {
  const derived = { ...parameters, indicator: "派生", source: NOWHERE };
  expect(sourcesOf(derived).join(" ")).toBe(sources);
  expect(isTurned(derived)).toBe(turned);
});

test("the items of a checklist stand beside the derived indicator, which is not computed from itself by that", () => {
  const [present, action] = [seriesCode("环境达标", "present"), seriesCode("环境达标", "action")];
  expect(sourcesOf({ method: "checklist", present, action, indicator: "环境达标", source: NOWHERE })).toEqual([]);
});

describe("a figure beside an indicator's own", () => {
  test.each(SERIES)("has a code that says whose it is and that it is its %s", (series) => {
    expect(seriesOf(seriesCode("满意度", series))).toEqual({ indicator: "满意度", series, name: "" });
  });

  test("is told from others of its kind by a name, whatever stands in that", () => {
    for (const name of ["联通", "电信", "China Unicom: mobile"]) {
      expect(seriesOf(seriesCode("满意度", "competitor", name))).toEqual({ indicator: "满意度", series: "competitor", name });
    }
    expect(new Set(["", "联通", "电信"].map((name) => seriesCode("满意度", "competitor", name))).size).toBe(3);
  });

  test("is not an indicator whose own code happens to be one of those words, or holds the sign", () => {
    for (const code of ["满意度", "points", "competitor", "answers:东", "客服@热线", "A@", ""]) expect(seriesOf(code)).toBeNull();
  });
});

test("the base of a comparison is the period before, or the same one a year earlier", () => {
  const bases = ["2026Q1", "2026-03", "2026H2", "2026"].map((text) =>
    (["previous", "lastYear"] as const).map((base) => periodKey(basePeriod(periodOf(text), base))).join(" "),
  );
  expect(bases).toEqual(["2025Q4 2025Q1", "2026-02 2025-03", "2026H1 2025H2", "2025 2025"]);
});
