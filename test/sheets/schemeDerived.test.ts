/** The sheets 派生指标 and 成员, as they are read. */
import { readScheme } from "../../src/sheets/readScheme";
import { readReadings } from "../../src/sheets/readReadings";
import { gridOf } from "../support/gridOf";
import { type Rows, SOUND, said, schemeGrids } from "../support/schemeSheets";

const INDICATORS: Rows = [
  ...SOUND["指标"]!,
  ["CNUM", "投诉件数", "件", "越低越好", null],
  ["USERS", "用户数", "户", "越高越好", null],
  ["IMP", "满意度改善度", "分", "越高越好", null],
];

const read = (rows: Rows, more: Readonly<Record<string, Rows>> = {}) => readScheme(schemeGrids({ 指标: INDICATORS, 派生指标: rows, ...more }));
const HEADS = ["指标", "算法", "来源指标", "对比指标", "系数", "基期", "满值"] as const;

describe("the sheet of derived indicators", () => {
  it("is read by names and codes, with what a blank cell stands for", () => {
    const { value, findings } = read([
      HEADS,
      ["投诉率", "比率", "投诉件数", "USERS", 10000],
      ["IMP", "改善度", "客户满意度", null, null, "同期"],
      ["CTIME", "缺口缩小", "CSAT"],
    ]);
    expect(said(findings)).toEqual([]);
    expect(value!.derived.map(({ source, ...one }) => ({ ...one, at: source.cell }))).toEqual([
      expect.objectContaining({ indicator: "CRATE", method: "ratio", numerator: "CNUM", denominator: "USERS", zero: "hold", at: "A2" }),
      { indicator: "IMP", method: "improvement", of: "CSAT", base: "lastYear", at: "A3" },
      { indicator: "CTIME", method: "gapClosed", of: "CSAT", base: "previous", full: { kind: "anchor" }, zero: "hold", at: "A4" },
    ]);
  });

  it("takes a ratio under % for per cent, and headings of other words", () => {
    const { value, findings } = read([
      ["Indicator", "Method", "分子", "分母", "分母为零"],
      ["CTIME", "Ratio", "CNUM", "USERS", "不适用"],
    ]);
    expect(said(findings)).toEqual([]);
    const [ratio] = value!.derived;
    expect(ratio!.method === "ratio" && [ratio!.factor.toString(), ratio!.zero]).toEqual(["100", "notApplicable"]);
  });

  it("lets the change alone tell where a gap was closed already, and nowhere else", () => {
    const heads = ["指标", "算法", "来源指标", "对比指标", "满值", "分母为零"];
    const { value, findings } = read([heads, ["IMP", "缺口缩小", "CSAT", null, 90, "按有无改善"]]);
    expect(said(findings)).toEqual([]);
    expect(value!.derived.map((one) => "zero" in one && one.zero)).toEqual(["byChange"]);
    expect(said(read([heads, ["CRATE", "比率", "CNUM", "USERS", null, "By change"]]).findings)).toEqual(["notAChoice 派生指标!F2"]);
  });

  it.each<[string, Rows, readonly string[]]>([
    ["a circle", [HEADS, ["CSAT", "改善", "CTIME"], ["CTIME", "领先", "CSAT", "IMP"]], ["derivedCircle 派生指标!A2"]],
    ["itself", [HEADS, ["CSAT", "改善", "CSAT"]], ["derivedCircle 派生指标!A2"]],
    ["an indicator twice", [HEADS, ["IMP", "改善", "CSAT"], ["IMP", "差值", "CSAT", "CTIME"]], ["duplicateCode 派生指标!A3"]],
    ["sources that there are not", [HEADS, ["IMP", "改善", "没有的"], ["CRATE", "比率", "CNUM"]], ["unknownReference 派生指标!C2", "cellBlank 派生指标!D3"]],
    ["too many sources", [HEADS, ["IMP", "改善", "CSAT、CTIME"]], ["derivedPartCount 派生指标!C2"]],
    ["too few factors", [HEADS, ["IMP", "加权合计", "CSAT、CTIME", null, "0.5"]], ["derivedPartCount 派生指标!E2"]],
    ["a factor that is no number", [HEADS, ["IMP", "加权合计", "CSAT、CTIME", null, "一半、2"]], ["notANumber 派生指标!E2"]],
    ["a method that nobody knows", [HEADS, ["IMP", "提升", "CSAT"]], ["notAChoice 派生指标!B2"]],
    ["what the method has no use for", [HEADS, ["IMP", "改善", "CSAT", "CTIME"]], ["parameterUnused 派生指标!D2"]],
    ["a base period that the method has no use for, once", [HEADS, ["IMP", "差值", "CSAT", "CTIME", null, "三年平均"]], ["parameterUnused 派生指标!F2"]],
    ["an improvement that is better when lower", [HEADS, ["CRATE", "改善", "CSAT"]], ["derivedAgainstDirection 派生指标!A2"]],
    ["members of what has none", [HEADS, ["IMP", "平均", "CSAT.*"]], ["unknownReference 派生指标!C2"]],
    ["a source twice", [HEADS, ["IMP", "合计", "CSAT、客户满意度"]], ["duplicateCode 派生指标!C2"]],
  ])("says %s at its cell", (_name, rows, expected) => {
    expect(said(read(rows).findings)).toEqual(expected);
  });
});

const MEMBERS: Rows = [
  ["指标", "成员编码", "成员名称", "权重", "别名"],
  ["CSAT", "QQT", "全球通", 60, "GoTone"],
  ["CSAT", "SZX", "神州行", 40, null],
];

describe("members", () => {
  const { value: scheme, findings } = read([HEADS, ["IMP", "改善", "CSAT"], ["CTIME", "加权平均", "CSAT.*"]], { 成员: MEMBERS });

  it("are indicators of their own, with the unit and direction of the whole", () => {
    expect(said(findings)).toEqual([]);
    expect(scheme!.indicators.filter(({ member }) => member).map(({ code, name, unit, direction }) => [code, name, unit, direction].join(" "))).toEqual([
      "CSAT.QQT 客户满意度·全球通 分 up",
      "CSAT.SZX 客户满意度·神州行 分 up",
      "IMP.QQT 满意度改善度·全球通 分 up",
      "IMP.SZX 满意度改善度·神州行 分 up",
    ]);
  });

  it("are improved like the whole, and rolled up by their weights", () => {
    const derived = new Map(scheme!.derived.map((one) => [one.indicator, one]));
    expect(derived.get("IMP.QQT")).toMatchObject({ method: "improvement", of: "CSAT.QQT" });
    const mean = derived.get("CTIME")!;
    expect(mean.method === "weightedMean" && mean.terms.map(({ indicator, weight }) => `${indicator} ${weight!.toString()}`)).toEqual([
      "CSAT.QQT 60",
      "CSAT.SZX 40",
    ]);
  });

  it("may be taken by a line of the tree", () => {
    const tree = SOUND["权重树"]!.map((row) => (row[1] === "A1" ? [...row.slice(0, 5), "客户满意度·全球通", "三点线性"] : row));
    const { value, findings: said2 } = readScheme(schemeGrids({ 成员: MEMBERS, 权重树: tree, 目标: null }));
    expect(said(said2)).toEqual([]);
    const [branch] = value!.templates[0]!.children;
    expect(branch!.kind === "branch" && branch!.children[0]).toMatchObject({ indicator: "CSAT.QQT" });
  });

  it("have targets of their own: one of the whole that no line takes is told so", () => {
    const tree = SOUND["权重树"]!.map((row) => (row[1] === "A1" ? [...row.slice(0, 5), "客户满意度·全球通", "三点线性"] : row));
    const targets: Rows = [
      ["指标", "目标值"],
      ["CSAT", 85],
    ];
    const { findings } = readScheme(schemeGrids({ 成员: MEMBERS, 权重树: tree, 目标: targets }));
    expect(findings.map(({ code, details }) => `${code} ${JSON.stringify(details)}`)).toEqual(['targetMatchesNothing {"members":true}']);
  });

  it.each<[string, Parameters<typeof gridOf>[1]]>([
    [
      "their full names",
      [
        ["指标名称", "实际值"],
        ["客户满意度·全球通", 88],
        ["客户满意度（神州行）", 83],
      ],
    ],
    [
      "the brand in front",
      [
        ["指标名称", "实际值"],
        ["全球通客户满意度", 88],
        ["神州行 客户满意度", 83],
      ],
    ],
    [
      "another name",
      [
        ["指标名称", "实际值"],
        ["客户满意度-GoTone", 88],
        ["客户满意度-神州行", 83],
      ],
    ],
    [
      "a narrower level",
      [
        ["一级指标", "二级指标", "实际值"],
        ["客户满意度", "全球通", 88],
        ["客户满意度", "神州行", 83],
      ],
    ],
    [
      "a column of their own",
      [
        ["指标", "品牌", "实际值"],
        ["客户满意度", "全球通", 88],
        ["客户满意度", "神州行", 83],
      ],
    ],
  ])("are found in indicator sheets by %s", (_name, rows) => {
    const { value, findings: found } = readReadings([gridOf("太原", rows)], scheme!);
    expect(said(found)).toEqual([]);
    expect(value.readings.map(({ indicator, figure }) => `${indicator} ${figure.state === "value" ? figure.value.toString() : figure.state}`)).toEqual([
      "CSAT.QQT 88",
      "CSAT.SZX 83",
    ]);
  });

  it("that the indicator has not are said, and the whole has a row of its own", () => {
    const rows = [
      ["指标", "品牌", "实际值"],
      ["客户满意度", "合计", 86],
      ["客户满意度", "动感地带", 83],
    ];
    const { value, findings: found } = readReadings([gridOf("太原", rows)], scheme!);
    expect(said(found)).toEqual(["indicatorUnknown 太原!B3"]);
    expect(value.readings.map(({ indicator }) => indicator)).toEqual(["CSAT"]);
  });

  it.each<[string, Rows, string]>([
    ["twice", [...MEMBERS, ["客户满意度", "QQT", "动感地带", null, null]], "duplicateCode 成员!B4"],
    ["of an indicator that there is not", [...MEMBERS, ["XX", "QQT", "全球通", null, null]], "unknownReference 成员!A4"],
    ["with a weight of 0", [...MEMBERS, ["CTIME", "QQT", "全球通", 0, null]], "outOfRange 成员!D4"],
  ])("%s are an error", (_name, rows, expected) => {
    expect(said(readScheme(schemeGrids({ 成员: rows })).findings)).toEqual([expected]);
  });
});

describe("figures beside the actual", () => {
  const lead = ["IMP", "领先", "CSAT", "竞争对手"] as const;
  const { value: scheme } = read([HEADS, lead]);
  const figures = (rows: Rows, of = scheme!) => {
    const { value, findings } = readReadings([gridOf("太原", rows)], of);
    const told = value.readings.map(
      ({ indicator, period, figure }) => `${indicator} ${period.year}Q${period.number} ${figure.state === "value" ? figure.value.toString() : figure.state}`,
    );
    return { told, said: said(findings) };
  };

  it("are those of the period before, of last year, and of competitors by their names", () => {
    expect(
      figures([
        ["指标名称", "实际值", "上期", "去年同期", "竞争对手（联通）", "竞争对手(电信)", "标杆"],
        ["客户满意度", 86, 84, 80, 82, "81.5分", 95],
      ]),
    ).toEqual({
      told: [
        "CSAT 2026Q3 86",
        "CSAT 2026Q2 84",
        "CSAT 2025Q3 80",
        "CSAT@competitor:联通 2026Q3 82",
        "CSAT@competitor:电信 2026Q3 81.5",
        "CSAT@benchmark 2026Q3 95",
      ],
      said: [],
    });
  });

  it("give way to what the sheets have of that period, a blank cell included", () => {
    expect(
      figures([
        ["指标名称", "2026Q2", "2026Q3", "上期"],
        ["客户满意度", null, 86, 84],
        ["投诉率", 3, 2, 4],
      ]).told,
    ).toEqual(["CSAT 2026Q2 missing", "CSAT 2026Q3 86", "CRATE 2026Q2 3", "CRATE 2026Q3 2"]);
  });

  it("that cannot be read are said only where something is computed from them", () => {
    const rows: Rows = [
      ["指标名称", "实际值", "上期", "竞争对手", "标杆"],
      ["客户满意度", 86, "见附件", "待定", "省内最优"],
    ];
    expect(figures(rows)).toEqual({ told: ["CSAT 2026Q3 86", "CSAT@competitor 2026Q3 unreadable"], said: ["figureUnreadable 太原!D2"] });
    expect(figures(rows, read([HEADS]).value!)).toEqual({ told: ["CSAT 2026Q3 86"], said: [] });
  });

  it("上季 on a month's sheet is the quarter before", () => {
    expect(
      figures([
        ["指标名称", "2026年7月实际值", "上季"],
        ["客户满意度", 86, 84],
      ]).told.at(-1),
    ).toBe("CSAT 2026Q2 84");
  });
});
