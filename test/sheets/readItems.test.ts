/** Checklists and surveys, item by item. */
import { readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { gridOf } from "../support/gridOf";
import { type Rows, SOUND, said, schemeGrids } from "../support/schemeSheets";

const { value: scheme } = readScheme(
  schemeGrids({
    指标: [...SOUND["指标"]!, ["CHK", "服务标准检查", "%", "越高越好", null], ["SUR", "员工感知", "分", "越高越好", null]],
    派生指标: [
      ["指标", "算法", "量表下限", "量表上限", "最少份数"],
      ["CHK", "检查表", null, null, null],
      ["SUR", "问卷", 1, 10, 30],
    ],
  }),
);

const read = (sheet: string, rows: Rows) => {
  const { value, findings } = readReadings([gridOf(sheet, rows)], scheme!);
  const told = value.readings.map(
    ({ department, indicator, period, figure }) =>
      `${department} ${indicator} ${period.number} ${figure.state === "value" ? figure.value.toString() : figure.state}`,
  );
  return { told, said: said(findings), readings: value.readings };
};

const CHECKLIST = ["部门", "期间", "指标", "条目", "状态"] as const;
const SURVEY = ["部门", "期间", "指标", "题目", "得分", "份数"] as const;

describe("a checklist", () => {
  it("is counted per department and period, in either language, each item once", () => {
    const {
      told,
      said: found,
      readings,
    } = read("检查表", [
      CHECKLIST,
      ["太原", "2026Q3", "服务标准检查", "首问负责制上墙", "具备"],
      ["太原", "2026Q3", "CHK", "营业时间公示", "Action needed"],
      ["太原", null, "CHK", "意见箱", "不适用"],
      ["大同", "2026Q2", "CHK", "首问负责制上墙", "/"],
    ]);
    expect(found).toEqual([]);
    expect(told).toEqual(["TY CHK@present 3 1", "TY CHK@action 3 1", "DT CHK@present 2 0", "DT CHK@action 2 0"]);
    expect(readings[0]!.counted).toMatchObject({ kind: "words", areas: ["E2:E4"], cells: 3 });
  });

  it("is missing with a blank state and unreadable with another word, each said at its cell", () => {
    const rows: Rows = [CHECKLIST, ["太原", null, "CHK", "一", "具备"], ["太原", null, "CHK", "二", null]];
    expect(read("检查表", rows)).toMatchObject({ told: ["TY CHK@present 3 missing", "TY CHK@action 3 missing"], said: ["itemBlank 检查表!E3"] });
    expect(read("检查表", [...rows, ["太原", null, "CHK", "三", "还行"]])).toMatchObject({
      told: ["TY CHK@present 3 unreadable", "TY CHK@action 3 unreadable"],
      said: ["itemBlank 检查表!E3", "notAChoice 检查表!E4"],
    });
  });

  it("says who or what it does not know, and reads the rest", () => {
    expect(
      read("Checklist", [
        CHECKLIST,
        ["运城", null, "CHK", "一", "具备"],
        ["太原", null, "检查", "一", "具备"],
        ["太原", "不久", "CHK", "一", "具备"],
        ["太原", null, "CSAT", "一", "具备"],
        ["太原", null, "CSAT", "二", "具备"],
        ["太原", null, "CHK", "一", "具备"],
      ]),
    ).toMatchObject({
      told: ["TY CHK@present 3 1", "TY CHK@action 3 0"],
      said: ["departmentUnknown Checklist!A2", "indicatorUnknown Checklist!C3", "periodUnknown Checklist!B4", "itemsUnused Checklist!C5"],
    });
  });

  it("is the user's own sheet where it has other headings", () => {
    const grids = [
      ...schemeGrids(),
      gridOf("检查表", [
        ["门店", "巡检人"],
        ["一店", "张三"],
      ]),
    ];
    const { value, findings, schemeSheets } = readScheme(grids);
    expect(said(findings)).toEqual([]);
    expect(schemeSheets).not.toContain("检查表");
    const own = readReadings([grids.at(-1)!], value!);
    expect(own.findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["headerNotFound warning"]);
    expect(own.value.read).toEqual([]);
  });
});

describe("a survey", () => {
  it("adds up its answers and what they come to", () => {
    const {
      told,
      said: found,
      readings,
    } = read("问卷", [SURVEY, ["太原", "2026Q3", "员工感知", "礼貌态度", 8, 30], ["太原", "2026Q3", "员工感知", "业务办理速度", 6, 10]]);
    expect(found).toEqual([]);
    expect(told).toEqual(["TY SUR@answers 3 40", "TY SUR@points 3 300"]);
    expect(readings[1]!.counted).toMatchObject({ kind: "products", areas: ["E2:E3"], by: ["F2:F3"], cells: 2 });
  });

  it.each<[string, Rows[number], string, readonly string[]]>([
    ["a score off the scale", ["太原", null, "SUR", "三", 11, 10], "unreadable", ["outOfRange 问卷!E3"]],
    ["a score that is no number", ["太原", null, "SUR", "三", "很好", 10], "unreadable", ["figureUnreadable 问卷!E3"]],
    ["half an answer", ["太原", null, "SUR", "三", 9, 10.5], "unreadable", ["outOfRange 问卷!F3"]],
    ["no number of answers", ["太原", null, "SUR", "三", 9, null], "missing", ["itemBlank 问卷!F3"]],
    ["a question that does not apply", ["太原", null, "SUR", "三", "/", "/"], "30", []],
    ["a sample that is called too small", ["太原", null, "SUR", "三", "样本不足", 3], "suppressed", []],
  ])("with %s is %s", (_name, row, state, expected) => {
    const { told, said: found } = read("问卷", [SURVEY, ["太原", null, "SUR", "一", 8, 30], row]);
    expect(told[0]).toBe(`TY SUR@answers 3 ${state}`);
    expect(found).toEqual(expected);
  });
});
