/** Indicator sheets as departments send them: lay-outs, periods, labels, rows that are no figures, and everything that is said about them. */
import { deriveReadings } from "../../src/kpi/derive";
import type { Reading } from "../../src/kpi/figure";
import { periodKey } from "../../src/kpi/period";
import type { Scheme } from "../../src/kpi/scheme";
import type { TargetRow } from "../../src/kpi/target";
import type { Grid } from "../../src/sheets/grid";
import { findUnread, readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { errorCell, gridOf, shown } from "../support/gridOf";
import { type Rows, type SheetRows, SOUND, said, schemeGrids } from "../support/schemeSheets";
import { cpuNow } from "../support/cpuTime";

function schemeWith(replaced: SheetRows = {}): Scheme {
  const { value, findings } = readScheme(schemeGrids(replaced));
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  return value!;
}

const scheme = schemeWith();

/** "TY CSAT 2026Q3 86" */
function drawn({ department, indicator, period, figure }: Reading): string {
  return `${department} ${indicator} ${periodKey(period)} ${figure.state === "value" ? figure.value.toFixed() : figure.state}`;
}

function drawnTarget({ department, indicator, period, anchors }: TargetRow): string {
  const values = Object.entries(anchors).map(([name, value]) => `${name}=${value.toFixed()}`);
  return `${department} ${indicator} ${period ? periodKey(period) : "every"} ${values.join(" ")}`;
}

interface Read {
  readonly readings: string[];
  readonly said: string[];
  readonly targets: string[];
  readonly read: readonly string[];
}

function read(grids: readonly Grid[], of: Scheme = scheme): Read {
  const { value, findings } = readReadings(grids, of);
  return { readings: value.readings.map(drawn), said: said(findings), targets: value.targets.map(drawnTarget), read: value.read };
}

const sheet = (name: string, rows: Rows, parts?: Parameters<typeof gridOf>[2]): Grid => gridOf(name, rows, parts);
const HEAD = ["指标名称", "单位", "实际值"];
const THREE: Rows = [
  ["客户满意度", "分", 86],
  ["投诉处理及时率", "%", shown(0.96)],
  ["投诉率", "件/万户", 2.5],
];
const TAIYUAN = ["TY CSAT 2026Q3 86", "TY CTIME 2026Q3 96", "TY CRATE 2026Q3 2.5"];

describe("one sheet per department", () => {
  test.each<[string, string, SheetRows]>([
    ["by its name", "太原分公司", {}],
    ["by its short name", "太原", {}],
    ["by its code", "ty", {}],
    ["by its name with words around", "太原 指标", {}],
    [
      "by the sheet that the department names",
      "数据一",
      {
        部门: [
          ["编码", "部门名称", "简称", "考核表", "数据表"],
          ["TY", "太原分公司", "太原", "BR", "数据一"],
        ],
      },
    ],
  ])("is found %s", (_what, name, replaced) => {
    expect(read([sheet(name, [HEAD, ...THREE])], schemeWith(replaced))).toEqual({ readings: TAIYUAN, said: [], targets: [], read: [name] });
  });

  test.each<[string, Rows]>([
    ["a label above the header", [["指标表"], ["部门：太原"], HEAD]],
    ["a label and its value in two cells", [["被考核单位", "太原分公司"], HEAD]],
    ["a label among others in one cell", [["填表日期：2026年10月8日  部门： 太原   期间：2026年三季度"], HEAD]],
    ["an English label", [["Department: TY", null, "Period: 2026Q3"], HEAD]],
    ["a title", [["太原分公司 2026 年第三季度指标完成情况"], HEAD]],
  ])("is found by %s", (_what, rows) => {
    expect(read([sheet("Sheet1", [...rows, ...THREE])])).toEqual({ readings: TAIYUAN, said: [], targets: [], read: ["Sheet1"] });
  });

  it("says a label that contradicts the sheet's name, and goes by the name", () => {
    expect(read([sheet("太原", [["部门：大同"], HEAD, ...THREE])])).toMatchObject({ readings: TAIYUAN, said: ["departmentConflict 太原!A1"] });
  });

  it("says a department that nobody knows, and reads nothing for it", () => {
    expect(read([sheet("Sheet1", [["部门：火星分公司"], HEAD, ...THREE])])).toMatchObject({
      readings: [],
      said: ["departmentUnknown Sheet1!A1", "sheetNotUnderstood Sheet1!A2"],
    });
  });

  it("says a sheet of ours whose department nothing tells, and leaves foreign ones alone", () => {
    expect(read([sheet("Sheet1", [HEAD, ...THREE])])).toMatchObject({ readings: [], said: ["sheetNotUnderstood Sheet1!A1"], read: [] });
    expect(read([sheet("生产报表", [HEAD, ["产量", "吨", 5], ["能耗", "度", 8]])])).toMatchObject({ readings: [], said: [], read: [] });
    expect(
      read([
        sheet("通讯录", [
          ["姓名", "电话"],
          ["张三", "123"],
        ]),
      ]),
    ).toMatchObject({ readings: [], said: [], read: [] });
  });

  it("says a sheet that bears a department's name and has no header", () => {
    expect(read([sheet("太原", [["说明"], ["客户满意度", 86]])])).toMatchObject({ readings: [], said: ["sheetNotUnderstood 太原"], read: [] });
    expect(read([sheet("太原", [])])).toMatchObject({ said: [] });
  });

  it("takes several departments on one sheet, each under its label", () => {
    const rows: Rows = [["部门：太原"], HEAD, THREE[0]!, [], ["部门：大同"], HEAD, ["客户满意度", "分", 81]];
    expect(read([sheet("汇报", rows)])).toMatchObject({ readings: ["TY CSAT 2026Q3 86", "DT CSAT 2026Q3 81"], said: [] });
  });
});

describe("one long list", () => {
  it("is read by its department and period columns", () => {
    const rows: Rows = [
      ["2026 年各单位指标"],
      ["部门", "考核指标", "期间", "实际值"],
      ["太原", "客户满意度", "2026Q3", 86],
      ["太原", "客户满意度", "2026Q2", 85],
      ["大同分公司", "客户满意度", "三季度", 81],
      ["DT", "投诉率", "2026年第三季度", 3],
    ];
    expect(read([sheet("明细", rows)])).toEqual({
      readings: ["TY CSAT 2026Q3 86", "TY CSAT 2026Q2 85", "DT CSAT 2026Q3 81", "DT CRATE 2026Q3 3"],
      said: [],
      targets: [],
      read: ["明细"],
    });
  });

  it("takes a department that is merged over its rows for each of them", () => {
    const rows: Rows = [
      ["部门", "指标", "实际值"],
      ["太原", "客户满意度", 86],
      [null, "投诉率", 2.5],
      ["大同", "投诉率", 3],
    ];
    expect(read([sheet("明细", rows, { merges: ["A2:A3"] })])).toMatchObject({
      readings: ["TY CSAT 2026Q3 86", "TY CRATE 2026Q3 2.5", "DT CRATE 2026Q3 3"],
      said: [],
    });
  });

  it("says every row whose department or period cannot be told", () => {
    const rows: Rows = [
      ["部门", "指标", "期间", "实际值"],
      ["太原", "客户满意度", "2026Q3", 86],
      ["火星", "客户满意度", "2026Q3", 80],
      [null, "投诉率", "2026Q3", 3],
      ["太原", "投诉率", "上个月吧", 3],
      ["太原", "投诉处理及时率", null, 3],
    ];
    expect(read([sheet("明细", rows)])).toMatchObject({
      readings: ["TY CSAT 2026Q3 86"],
      said: ["departmentUnknown 明细!A3", "departmentUnknown 明细!A4", "periodUnknown 明细!C5", "periodUnknown 明细!C6"],
    });
  });

  it("knows how often from when: 考核周期 that says 季度 everywhere is no period", () => {
    const rows: Rows = [
      ["部门", "指标", "考核周期", "实际值"],
      ["太原", "客户满意度", "季度", 86],
      ["太原", "投诉率", null, 2.5],
    ];
    expect(read([sheet("明细", rows)])).toMatchObject({ readings: ["TY CSAT 2026Q3 86", "TY CRATE 2026Q3 2.5"], said: [] });
  });
});

describe("periods across", () => {
  test.each<[string, Rows[number], string[]]>([
    ["2026Q1, 2026Q2", ["指标", "2026Q1", "2026Q2"], ["2026Q1", "2026Q2"]],
    ["quarters in words", ["指标", "一季度", "2026年第三季度"], ["2026Q1", "2026Q3"]],
    ["months", ["指标", "1月", "12月"], ["2026-01", "2026-12"]],
    ["months as text with a year", ["指标", "2025-07", "2026年7月"], ["2025-07", "2026-07"]],
    ["months as dates", ["Indicator", { value: 45658, format: "mmm-yy" }, shown(46204, "yyyy年m月")], ["2025-01", "2026-07"]],
    ["short English months", ["Indicator", "Jan/25", "Jul-26"], ["2025-01", "2026-07"]],
    ["Q1 and H1", ["Indicator", "Q1", "H1"], ["2026Q1", "2026H1"]],
    ["years as numbers", ["指标", 2025, 2026], ["2025", "2026"]],
    ["periods with 实际值", ["指标", "一季度实际值", "2026Q3完成值"], ["2026Q1", "2026Q3"]],
    ["a period in brackets", ["指标", "实际值（2026Q1）", "实际值(三季度)"], ["2026Q1", "2026Q3"]],
  ])("%s", (_what, head, periods) => {
    expect(read([sheet("太原", [head, ["客户满意度", 80, 81]])])).toMatchObject({
      readings: [`TY CSAT ${periods[0]} 80`, `TY CSAT ${periods[1]} 81`],
      said: [],
    });
  });

  it("are not stretches of months, which are said", () => {
    expect(
      read([
        sheet("太原", [
          ["指标", "1-3月累计", "三季度"],
          ["客户满意度", 80, 81],
        ]),
      ]),
    ).toMatchObject({
      readings: ["TY CSAT 2026Q3 81"],
      said: ["columnUnknown 太原!B1"],
    });
  });

  it("take their year from a heading above them", () => {
    const rows: Rows = [
      ["指标名称", "单位", "2025年", null, "2026年", null],
      [null, null, "三季度", "四季度", "一季度", "三季度"],
      ["客户满意度", "分", 80, 81, 82, 83],
    ];
    for (const merges of [["A1:A2", "B1:B2", "C1:D1", "E1:F1"], []]) {
      expect(read([sheet("太原", rows, { merges })])).toMatchObject({
        readings: ["TY CSAT 2025Q3 80", "TY CSAT 2025Q4 81", "TY CSAT 2026Q1 82", "TY CSAT 2026Q3 83"],
        said: [],
      });
    }
  });

  it("stand above target and actual, or below them", () => {
    const above: Rows = [
      ["指标名称", "一季度", null, "三季度", null],
      [null, "目标值", "实际值", "目标值", "实际值"],
      ["客户满意度", 84, 80, 85, 86],
    ];
    const below: Rows = [
      ["指标名称", "目标值", null, "实际值", null],
      [null, "一季度", "三季度", "一季度", "三季度"],
      ["客户满意度", 84, 85, 80, 86],
    ];
    const expected = {
      readings: ["TY CSAT 2026Q1 80", "TY CSAT 2026Q3 86"],
      targets: ["TY CSAT 2026Q1 target=84", "TY CSAT 2026Q3 target=85"],
      said: [],
    };
    const plain = schemeWith({ 目标: null });
    expect(read([sheet("太原", above, { merges: ["A1:A2", "B1:C1", "D1:E1"] })], plain)).toMatchObject(expected);
    expect(read([sheet("太原", below, { merges: ["A1:A2", "B1:C1", "D1:E1"] })], plain)).toMatchObject(expected);
  });

  it("go above the header too, with the indicator's heading below", () => {
    const rows: Rows = [["指标表"], [null, null, "2026年", null], ["指标名称", "单位", "一季度", "三季度"], ["客户满意度", "分", 80, 86]];
    expect(read([sheet("太原", rows, { merges: ["C2:D2"] })])).toMatchObject({ readings: ["TY CSAT 2026Q1 80", "TY CSAT 2026Q3 86"], said: [] });
  });

  it("that nobody has begun to report are left out, the scored one is not", () => {
    const rows: Rows = [
      ["指标", "一季度", "二季度", "三季度", "四季度"],
      ["客户满意度", 80, null, null, null],
      ["投诉率", null, null, null, null],
    ];
    expect(read([sheet("太原", rows)]).readings).toEqual(["TY CSAT 2026Q1 80", "TY CSAT 2026Q3 missing", "TY CRATE 2026Q1 missing", "TY CRATE 2026Q3 missing"]);
  });
});

describe("the period of a sheet without one in its rows or columns", () => {
  const withTitle = (name: string, title: string) => read([sheet(name, [[title], HEAD, THREE[0]!])]);

  test.each<[string, string, string]>([
    ["太原", "2026年二季度指标表", "2026Q2"],
    ["太原", "2026年 一季度（1-3月）", "2026Q1"],
    ["太原", "指标表  Q2 2025", "2025Q2"],
    ["太原", "期间：2025年四季度", "2025Q4"],
    ["太原", "指标完成情况（2026年）", "2026Q3"],
    ["太原", "填表日期：2026年10月8日", "2026Q3"],
    ["太原2026Q2", "指标表", "2026Q2"],
    ["太原二季度", "指标表", "2026Q2"],
  ])("“%s”, “%s” is %s", (name, title, period) => {
    expect(withTitle(name, title)).toMatchObject({ readings: [`TY CSAT ${period} 86`], said: [] });
  });

  it("is said where it is a longer one than the scored period", () => {
    expect(withTitle("太原", "2026年度指标表")).toMatchObject({ readings: ["TY CSAT 2026 86"], said: ["sheetOfOtherPeriod 太原!A1"] });
  });

  it("is not taken for granted where two titles differ or a label says nothing known", () => {
    expect(withTitle("太原2026Q2", "2026年三季度指标表")).toMatchObject({ readings: [], said: ["periodUnknown 太原2026Q2!A1"] });
    expect(withTitle("太原", "期间：近期")).toMatchObject({ readings: [], said: ["periodUnknown 太原!A1"] });
  });
});

describe("labels of indicators", () => {
  test.each(["客户满意度", " 客户　满意度 ", "客户\n满意度", "客户满意度*", "1、客户满意度", "1.2 客户满意度", "（一）客户满意度", "客户满意度（分）", "csat"])(
    "“%s” is 客户满意度",
    (label) => {
      expect(read([sheet("太原", [HEAD, [label, "分", 86]])])).toMatchObject({ readings: ["TY CSAT 2026Q3 86"], said: [] });
    },
  );

  it("are known by alias, with any brackets and widths", () => {
    const replaced: SheetRows = {
      指标: [...SOUND["指标"]!.slice(0, 2), ["CTIME", "投诉处理及时率（一级）", "%", "高", "及时率(省内)"], SOUND["指标"]![3]!],
      目标: null,
    };
    for (const label of ["投诉处理及时率(一级)", "投诉处理及时率【一级】", "及时率（省内）"]) {
      expect(read([sheet("太原", [HEAD, [label, "%", 96]])], schemeWith(replaced))).toMatchObject({ readings: ["TY CTIME 2026Q3 96"], said: [] });
    }
  });

  it("are kept as they stand in the cell", () => {
    const { value } = readReadings([sheet("太原", [HEAD, [" 1、客户满意度", "分", 86]])], scheme);
    expect(value.readings[0]).toMatchObject({ label: " 1、客户满意度", source: { sheet: "太原", cell: "C2" } });
  });

  it("may be the narrowest of several levels, merged over their rows", () => {
    const rows: Rows = [
      ["一级指标", "二级指标", "三级指标", "实际值"],
      ["服务", "客户满意度", null, 86],
      [null, "投诉", "投诉处理及时率", "96%"],
      [null, null, "投诉率", 2.5],
    ];
    expect(read([sheet("太原", rows, { merges: ["A2:A4", "B3:B4"] })])).toMatchObject({ readings: TAIYUAN, said: [] });
  });

  it("may be the names of the card's lines", () => {
    const replaced: SheetRows = {
      权重树: SOUND["权重树"]!.map((row) => (row[1] === "A1" ? ["BR", "A1", "A", "服务短木板：满意度", shown(1), "CSAT", "三点线性"] : row)),
      绑定: [
        ["部门", "考核表", "权重树行", "指标"],
        ["大同", "BR", "A1", "CRATE"],
      ],
    };
    const grids = ["太原", "大同"].map((name) => sheet(name, [HEAD, ["服务短木板:满意度", null, 80]]));
    expect(read(grids, schemeWith(replaced)).readings).toEqual(["TY CSAT 2026Q3 80", "DT CRATE 2026Q3 80"]);
  });

  it("go by code where there is one, and are said where code and name disagree", () => {
    const rows: Rows = [
      ["编码", "指标名称", "实际值"],
      ["CSAT", "满意度（新名）", 86],
      ["1.2", "投诉率", 2.5],
      ["CSAT", "投诉率", 3],
    ];
    expect(read([sheet("太原", rows)])).toMatchObject({ readings: ["TY CSAT 2026Q3 86", "TY CRATE 2026Q3 2.5"], said: ["codeAndNameDiffer 太原!A4"] });
  });
});

describe("rows that are no figures", () => {
  it("are passed over: totals, notes, signatures, titles, groups, the header again", () => {
    const rows: Rows = [
      ["指标完成情况表"],
      [],
      ["序号", "指标名称", "单位", "权重", "实际值", "得分", "备注"],
      ["一、满意度类"],
      [1, "客户满意度", "分", shown(0.6), 86, 21, null],
      [null, "小计", null, shown(0.6), null, 21, null],
      [null, "投诉", null, shown(0.4), null, null, null],
      ["序号", "指标名称", "实际值", "单位", null, null, null],
      [2, "投诉处理及时率", shown(0.96), "%"],
      [3, "投诉率", 2.5, "件/万户"],
      [4],
      ["合计", null, null, shown(1), 100],
      ["加权得分", null, null, null, 88.5],
      [],
      ["注：1、数据来自省公司"],
      ["2、得分四舍五入"],
      ["填表人：张三", null, null, "审核人：李四"],
    ];
    expect(read([sheet("太原", rows, { merges: ["A4:G4"] })])).toEqual({ readings: TAIYUAN, said: [], targets: [], read: ["太原"] });
  });

  it("are passed over in English", () => {
    const rows: Rows = [
      ["Indicator", "Unit", "Actual"],
      ["客户满意度", "points", 86],
      ["Subtotal", null, 86],
      ["Total", null, 88.5],
      ["Note: sample"],
      ["Prepared by: Zhang", "Date: 2026-10-08"],
    ];
    expect(read([sheet("太原", rows)])).toMatchObject({ readings: ["TY CSAT 2026Q3 86"], said: [] });
  });

  it("are said otherwise, each with its cell", () => {
    const rows: Rows = [HEAD, ["客户满意度", "分", 86], ["客户满意", "分", 80], [null, "分", 70], ["随手一记", null, null], [null, null, 5]];
    expect(read([sheet("太原", rows)])).toMatchObject({
      readings: ["TY CSAT 2026Q3 86"],
      said: ["indicatorUnknown 太原!A3", "rowNotUnderstood 太原!B4", "indicatorUnknown 太原!A5", "rowNotUnderstood 太原!C6"],
    });
  });

  it("hidden rows are figures like any other", () => {
    expect(read([sheet("太原", [HEAD, ...THREE], { hiddenRows: [2, 3] })]).readings).toEqual(TAIYUAN);
  });

  it("a label that is merged over two rows is one indicator", () => {
    const rows: Rows = [
      ["指标", "实际值", "备注"],
      ["客户满意度", 86, "甲"],
      [null, null, "乙"],
      ["投诉率", 2.5, null],
    ];
    expect(read([sheet("太原", rows, { merges: ["A2:A3"] })])).toMatchObject({ readings: ["TY CSAT 2026Q3 86", "TY CRATE 2026Q3 2.5"], said: [] });
  });
});

describe("figures", () => {
  it("keep their state, what they were parsed from and their format", () => {
    const rows: Rows = [HEAD, ["客户满意度", "分", "≥85分"], ["投诉处理及时率", "%", shown(0.96)], ["投诉率", null, "未到期"]];
    const { value, findings } = readReadings([sheet("太原", rows)], scheme);
    expect(value.readings).toMatchObject([
      { figure: { state: "value" }, parsedFrom: "≥85分", percentFormat: false },
      { figure: { state: "value" }, parsedFrom: null, percentFormat: true },
      { figure: { state: "notDue" }, parsedFrom: "未到期" },
    ]);
    expect(findings).toMatchObject([{ code: "figureParsed", severity: "note", details: { found: "≥85分", value: "85", unit: "分" } }]);
  });

  it("say what is wrong with them", () => {
    const rows: Rows = [HEAD, ["客户满意度", "分", "待定"], ["投诉处理及时率", "%", 0.96], ["投诉率", null, errorCell("#DIV/0!")]];
    expect(read([sheet("太原", rows)])).toMatchObject({
      readings: ["TY CSAT 2026Q3 unreadable", "TY CTIME 2026Q3 0.96", "TY CRATE 2026Q3 unreadable"],
      said: ["figureUnreadable 太原!C2", "percentWithoutFormat 太原!C3", "figureError 太原!C4"],
    });
  });

  it("convert from the unit of their row or heading", () => {
    const timed = schemeWith({ 指标: [...SOUND["指标"]!, ["REPLY", "复话时限", "小时", "低"]] });
    expect(read([sheet("太原", [HEAD, ["复话时限", "分钟", 90]])], timed)).toMatchObject({ readings: ["TY REPLY 2026Q3 1.5"], said: ["figureParsed 太原!C2"] });
    expect(
      read(
        [
          sheet("太原", [
            ["指标", "实际值（天）"],
            ["复话时限", 2],
          ]),
        ],
        timed,
      ).readings,
    ).toEqual(["TY REPLY 2026Q3 48"]);
    expect(read([sheet("太原", [HEAD, ["复话时限", "次", 90]])], timed)).toMatchObject({
      readings: ["TY REPLY 2026Q3 unreadable"],
      said: ["unitMismatch 太原!C2"],
    });
  });

  it("say that they come from another file", () => {
    const linked = { value: 86, formula: "'[省公司.xlsx]三季度'!$B$4", format: "General" };
    const own = { value: 2.5, formula: "SUM(Table1[件数])/B2", format: "General" };
    expect(read([sheet("太原", [HEAD, ["客户满意度", "分", linked], ["投诉率", null, own]])])).toMatchObject({
      readings: ["TY CSAT 2026Q3 86", "TY CRATE 2026Q3 2.5"],
      said: ["figureFromAnotherFile 太原!C2"],
    });
  });

  it("that stand twice are a warning where they agree, and hold the line where they differ", () => {
    const twice = (second: number | string | null) => {
      const { value, findings } = readReadings(
        [
          sheet("太原", [HEAD, THREE[0]!]),
          sheet("明细", [
            ["部门", "指标", "实际值"],
            ["太原", "CSAT", second],
          ]),
        ],
        scheme,
      );
      return [...value.readings.map(drawn), ...findings.map(({ code, severity, source }) => `${code} ${severity} ${source!.sheet}!${source!.cell}`)];
    };
    expect(twice(86)).toEqual(["TY CSAT 2026Q3 86", "figureTwice warning 明细!C2"]);
    expect(twice(87)).toEqual(["TY CSAT 2026Q3 unreadable", "figureTwice held 明细!C2"]);
    expect(twice("/")).toEqual(["TY CSAT 2026Q3 unreadable", "figureTwice held 明细!C2"]);
    expect(twice(null)).toEqual(["TY CSAT 2026Q3 86"]);
  });
});

describe("columns", () => {
  const plain = schemeWith({ 目标: null });

  it("with targets become targets of the department and period", () => {
    const rows: Rows = [
      ["指标名称", "保底值", "目标值", "挑战值", "实际值"],
      ["客户满意度", 75, 85, 90, 86],
      ["投诉率", null, "≤3", "/", 2.5],
    ];
    expect(read([sheet("太原", rows)], plain).targets).toEqual(["TY CSAT 2026Q3 floor=75 target=85 stretch=90", "TY CRATE 2026Q3 target=3"]);
    const { value } = readReadings([sheet("太原", rows)], plain);
    expect(value.targets[0]).toMatchObject({ fromSheet: true, template: null, line: null, sources: { target: { sheet: "太原", cell: "C2" } } });
  });

  it("with targets of a longer period are not the scored period's", () => {
    const rows: Rows = [
      ["指标名称", "年度目标", "半年目标", "季度目标值", "实际值"],
      ["客户满意度", 88, 86, 85, 86],
    ];
    expect(read([sheet("太原", rows)], plain).targets).toEqual(["TY CSAT 2026 target=88", "TY CSAT 2026H2 target=86", "TY CSAT 2026Q3 target=85"]);
  });

  it("with one target for all the periods across", () => {
    const rows: Rows = [
      ["指标名称", "目标值", "一季度", "三季度"],
      ["客户满意度", 85, 80, 86],
    ];
    expect(read([sheet("太原", rows)], plain).targets).toEqual(["TY CSAT 2026Q1 target=85", "TY CSAT 2026Q3 target=85"]);
  });

  it("指标值 is the target next to an actual, the actual next to a target, and asked about otherwise", () => {
    expect(
      read(
        [
          sheet("太原", [
            ["指标", "指标值", "完成值"],
            ["客户满意度", 85, 86],
          ]),
        ],
        plain,
      ),
    ).toMatchObject({ readings: ["TY CSAT 2026Q3 86"], targets: ["TY CSAT 2026Q3 target=85"] });
    expect(
      read(
        [
          sheet("太原", [
            ["指标", "目标值", "指标值"],
            ["客户满意度", 85, 86],
          ]),
        ],
        plain,
      ),
    ).toMatchObject({ readings: ["TY CSAT 2026Q3 86"], targets: ["TY CSAT 2026Q3 target=85"] });
    expect(
      read(
        [
          sheet("太原", [
            ["指标", "指标值"],
            ["客户满意度", 86],
          ]),
        ],
        plain,
      ),
    ).toMatchObject({ readings: [], targets: [], said: ["columnAmbiguous 太原!B1"] });
  });

  it("that nobody knows are said where they hold something", () => {
    expect(
      read([
        sheet("太原", [
          ["指标", "实际值", "颜色", "心情"],
          ["客户满意度", 86, "红", null],
        ]),
      ]).said,
    ).toEqual(["columnUnknown 太原!C1"]);
    expect(
      read([
        sheet("太原", [
          ["指标", "实际值", "月度目标"],
          ["客户满意度", 86, 85],
        ]),
      ]).said,
    ).toEqual(["columnUnknown 太原!C1"]);
  });

  it("with targets that contradict the targets' table are said, and the table holds", () => {
    const rows: Rows = [
      ["指标名称", "保底值", "目标值", "实际值"],
      ["客户满意度", 75, 84, 86],
    ];
    const { findings } = readReadings([sheet("太原", rows)], scheme);
    expect(findings).toMatchObject([{ code: "figureConflictsWithTarget", source: { cell: "C2" }, details: { found: "84", target: "85" } }]);
  });

  it("with two different targets for one thing give none", () => {
    const rows: Rows = [
      ["指标名称", "目标值", "实际值"],
      ["客户满意度", 84, 86],
      ["客户满意度", 85, 86],
    ];
    expect(read([sheet("太原", rows)], plain)).toMatchObject({ targets: [], said: ["figureTwice 太原!C3", "targetTwice 太原!B3"] });
  });
});

describe("what was not reported", () => {
  const unread = (grids: readonly Grid[], of: Scheme = scheme) => {
    const { value } = readReadings(grids, of);
    return findUnread(of, value.readings, of.settings.period).map(
      ({ code, severity, source, details }) => `${code} ${severity} ${source!.sheet}!${source!.cell} ${Object.values(details).join(" ")}`,
    );
  };

  it("is nothing where every line has its figure", () => {
    expect(unread([sheet("太原", [HEAD, ...THREE]), sheet("大同", [HEAD, ...THREE])])).toEqual([]);
  });

  it("is said per department, per line and per blank cell", () => {
    expect(unread([sheet("太原", [HEAD, ["客户满意度", "分", null], ["投诉率", null, 2.5]])])).toEqual([
      "figureMissing held 太原!C2 太原 客户满意度",
      "indicatorWithoutReading held 部门!A2 太原 投诉处理及时率",
      "departmentWithoutSheet held 部门!A3 大同",
    ]);
  });

  it("counts only the period that is scored", () => {
    expect(unread([sheet("太原2026Q2", [HEAD, ...THREE]), sheet("大同", [HEAD, ...THREE])])).toEqual(
      ["客户满意度", "投诉处理及时率", "投诉率"].map((name) => `indicatorWithoutReading held 部门!A2 太原 ${name}`),
    );
  });

  it("goes by what a line is bound to, and says a figure that no card uses", () => {
    const bound = schemeWith({
      指标: [...SOUND["指标"]!, ["HALL", "营业服务", "分", "高"]],
      绑定: [
        ["部门", "考核表", "权重树行", "指标"],
        ["太原", "BR", "A1", "HALL"],
      ],
      目标: null,
    });
    expect(unread([sheet("太原", [HEAD, ...THREE]), sheet("大同", [HEAD, ...THREE])], bound)).toEqual([
      "indicatorWithoutReading held 部门!A2 太原 营业服务",
      "indicatorNotInTree note 太原!C2 太原 客户满意度",
    ]);
  });

  it("says no figure that a target is measured from, a competitor's or another indicator's", () => {
    const measured = (basis: string) =>
      schemeWith({
        部门: [...SOUND["部门"]!, ["CU", "联通", null, null]],
        指标: [...SOUND["指标"]!, ["AVG", "两年平均", "分", "高"], ["Y1", "上年", "分", "高"], ["Y2", "前年", "分", "高"]],
        派生指标: [
          ["指标", "算法", "来源指标"],
          ["AVG", "平均", "Y1、Y2"],
        ],
        目标: [
          ["指标", "保底值", "目标值", "挑战值", "目标算法", "参照"],
          ["CSAT", -5, 1, 2, "对手加", basis],
        ],
      });
    const grids = [sheet("太原", [HEAD, ...THREE, ["上年", null, 80], ["前年", null, 81]]), sheet("大同", [HEAD, ...THREE]), sheet("联通", [HEAD, ...THREE])];
    const rival = ["投诉处理及时率", "投诉率"].map((name, place) => `indicatorNotInTree note 联通!C${place + 3} 联通 ${name}`);
    const history = ["上年", "前年"].map((name, place) => `indicatorNotInTree note 太原!C${place + 5} 太原 ${name}`);
    expect(unread(grids, measured("联通"))).toEqual([...history, ...rival]);
    expect(unread(grids, measured("两年平均"))).toEqual(["indicatorNotInTree note 联通!C2 联通 客户满意度", ...rival]);
  });

  const computed = (grids: readonly Grid[], of: Scheme) => {
    const { readings } = readReadings(grids, of).value;
    const { value } = deriveReadings(of, readings, of.settings.period);
    return findUnread(of, value, of.settings.period).map(
      ({ code, source, details }) => `${code} ${source!.sheet}!${source!.cell} ${Object.values(details).join(" ")}`,
    );
  };
  const WITH_DEBTS: SheetRows = {
    指标: [...SOUND["指标"]!, ["DEBT", "负债", "%", "低"], ["ASSET", "资产", "%", "高"], ["SHARE", "资产负债率", "%", "低"], ["MEAN", "均值", "%", "低"]],
    派生指标: [
      ["指标", "算法", "来源指标"],
      ["SHARE", "平均", "DEBT、ASSET"],
      ["MEAN", "平均", "SHARE、CTIME"],
    ],
  };

  it("says no figure that a veto's computed indicator is made of", () => {
    const vetoed = schemeWith({
      ...WITH_DEBTS,
      否决项: [
        ["编码", "名称", "指标", "条件", "界限", "后果"],
        ["V", "资不抵债", "SHARE", "≥", "100%", "总分归零"],
      ],
    });
    const debts: Rows = [
      ["负债", "%", shown(0.9)],
      ["资产", "%", shown(1)],
    ];
    const grids = [sheet("太原", [HEAD, ...THREE, ...debts]), sheet("大同", [HEAD, ...THREE, ...debts])];
    expect(computed(grids, vetoed)).toEqual([]);
    expect(computed(grids, schemeWith({ 指标: WITH_DEBTS["指标"]! })).length).toBe(4);
  });

  it("names what somebody can type where the part of a computed figure is computed too", () => {
    const tree = SOUND["权重树"]!.map((row) => row.map((cell) => (cell === "CSAT" ? "MEAN" : cell)));
    const of = schemeWith({ ...WITH_DEBTS, 权重树: tree });
    expect(
      computed([sheet("太原", [HEAD, ...THREE]), sheet("大同", [HEAD, ...THREE, ["负债", "%", shown(0.9)]])], of).filter((one) => one.startsWith("derived")),
    ).toEqual([
      "derivedPartMissing 派生指标!A3 太原 均值 负债  2026Q3",
      "derivedPartMissing 派生指标!A3 太原 均值 资产  2026Q3",
      "derivedPartMissing 派生指标!A2 大同 资产负债率 资产  2026Q3",
    ]);
  });

  it("wants nothing from a department that is not scored", () => {
    const idle = schemeWith({ 部门: [...SOUND["部门"]!, ["P", "省公司", null, null]] });
    expect(unread([sheet("太原", [HEAD, ...THREE]), sheet("大同", [HEAD, ...THREE])], idle)).toEqual([]);
  });
});

describe("much and hostile", () => {
  it("reads 50,000 rows in a few seconds", () => {
    const rows: Rows = [
      ["部门", "指标", "期间", "实际值"],
      ...Array.from({ length: 50_000 }, (_row, place): Rows[number] => [
        place % 2 ? "太原" : "大同",
        "客户满意度",
        `${2000 + (place % 999)}Q${(place % 4) + 1}`,
        80,
      ]),
    ];
    const start = cpuNow();
    const { value } = readReadings([sheet("明细", rows)], scheme);
    expect(value.readings.length).toBeGreaterThan(1000);
    expect(cpuNow() - start).toBeLessThan(10_000);
  });

  it("is not held up by a stray cell in the last corner of a sheet", () => {
    const small = sheet("太原", [HEAD, ...THREE]);
    const stray: Grid = { ...small, rowCount: 1_048_576, columnCount: 16_384 };
    const start = cpuNow();
    expect(read([stray]).readings).toEqual(TAIYUAN);
    // All of its 17 billion cells would take hours.
    expect(cpuNow() - start).toBeLessThan(60_000);
  });

  it("survives names that JavaScript knows, giant merges and long texts", () => {
    const long = "指标".repeat(16_000);
    const rows: Rows = [
      ["指标名称", "实际值", long],
      ["__proto__", 1],
      ["constructor", 2],
      [long, 3],
      ["toString", long],
      ["客户满意度", 86],
    ];
    const result = read([sheet("太原", rows, { merges: ["D1:XFD1048576"] })]);
    expect(result.readings).toEqual(["TY CSAT 2026Q3 86"]);
    expect(result.said).toEqual(["indicatorUnknown 太原!A2", "indicatorUnknown 太原!A3", "indicatorUnknown 太原!A4", "indicatorUnknown 太原!A5"]);
  });
});
