/** Vetoes, grades and the columns for adjustments, quorums and base scores, as people fill them in. */
import type { Finding } from "../../src/kpi/finding";
import type { Scheme } from "../../src/kpi/scheme";
import type { Branch, Line } from "../../src/kpi/template";
import { readScheme } from "../../src/sheets/readScheme";
import { shown } from "../support/gridOf";
import { type Rows, type SheetRows, SOUND, said, schemeGrids } from "../support/schemeSheets";

function read(replaced: SheetRows): { scheme: Scheme | null; said: string[]; findings: readonly Finding[] } {
  const { value, findings } = readScheme(schemeGrids(replaced));
  return { scheme: value, said: said(findings), findings };
}

function sound(replaced: SheetRows): Scheme {
  const { scheme, said: findings } = read(replaced);
  expect(findings).toEqual([]);
  return scheme!;
}

const VETO_HEADS = ["编码", "名称", "考核表", "指标", "条件", "界限", "后果", "权重树行", "后果值"];
const vetoes = (...rows: Rows): SheetRows => ({ 否决项: [VETO_HEADS, ...rows] });

describe("vetoes", () => {
  it("are read with their condition in the indicator's unit", () => {
    const { vetoes: read } = sound(
      vetoes(
        ["V1", "投诉率失控", "BR", "CRATE", "≥", 10, "总分封顶", null, 28],
        ["V2", null, null, "CTIME", "低于", shown(0.6), "该行归零", "b1", null],
        ["V3", "满意度垫底", "地市分公司", "客户满意度", "<", 60, "该分支归零", "A", null],
        ["V4", "降级", null, "CRATE", "高于", "8件/万户", "降级", null, null],
        ["V5", "一票否决", null, "CRATE", "等于", 99, "Total to 0", null, null],
      ),
    );
    expect(
      read.map(({ name, template, indicator, comparison, limit, effect, node, value }) =>
        [name, template, indicator, comparison, limit.toFixed(), effect, node, value?.toFixed() ?? null].join(" "),
      ),
    ).toEqual([
      "投诉率失控 BR CRATE atLeast 10 totalCap  28",
      "V2  CTIME below 60 lineZero B1 ",
      "满意度垫底 BR CSAT below 60 branchZero A ",
      "降级  CRATE above 8 gradeDown  ",
      "一票否决  CRATE equal 99 totalZero  ",
    ]);
    expect(read[1]!.limitSource).toEqual({ sheet: "否决项", cell: "F3", live: { times: 100, lookup: null } });
    expect(read[3]!.limitSource).toEqual({ sheet: "否决项", cell: "F5" });
  });

  it.each([
    ["names no indicator that there is", ["V1", null, null, "不存在", "≥", 1, "总分归零", null, null], "unknownReference 否决项!D2"],
    ["names no template that there is", ["V1", null, "XX", "CRATE", "≥", 1, "总分归零", null, null], "unknownReference 否决项!C2"],
    ["has a condition that nobody knows", ["V1", null, null, "CRATE", "大约", 1, "总分归零", null, null], "notAChoice 否决项!E2"],
    ["has no limit", ["V1", null, null, "CRATE", "≥", null, "总分归零", null, null], "cellBlank 否决项!F2"],
    ["has a limit that is no number", ["V1", null, null, "CRATE", "≥", "很多", "总分归零", null, null], "notANumber 否决项!F2"],
    ["zeroes a line without saying which", ["V1", null, null, "CRATE", "≥", 1, "该行归零", null, null], "vetoNeedsNode 否决项!H2"],
    ["zeroes a line that is a branch", ["V1", null, null, "CRATE", "≥", 1, "该行归零", "A", null], "unknownReference 否决项!H2"],
    ["caps the total without saying where", ["V1", null, null, "CRATE", "≥", 1, "总分封顶", null, null], "vetoNeedsValue 否决项!I2"],
    ["lowers by half a grade", ["V1", null, null, "CRATE", "≥", 1, "降级", null, 0.5], "outOfRange 否决项!I2"],
    ["gives a value that nothing uses", ["V1", null, null, "CRATE", "≥", 1, "总分归零", null, 3], "parameterUnused 否决项!I2"],
  ] as const)("say so where one %s", (_what, row, finding) => {
    expect(read(vetoes(row)).said).toEqual([finding]);
  });

  describe("that leave a grade at best", () => {
    const GRADES: SheetRows = {
      等级: [
        ["等级", "得分率下限"],
        ["优", 90],
        ["良", 80],
        ["3", null],
      ],
    };
    const cap = (value: string | number | null): SheetRows => ({ ...vetoes(["V1", "重大投诉", null, "CRATE", "≥", 1, "等级最高为", null, value]), ...GRADES });

    it("are read with the grade's name", () => {
      expect(sound(cap(" 良 ")).vetoes).toMatchObject([{ effect: "gradeCap", grade: "良", value: null }]);
      expect(sound(cap(3)).vetoes).toMatchObject([{ grade: "3" }]);
      expect(sound({ ...GRADES, ...vetoes(["V1", null, null, "CRATE", "≥", 1, "Grade at most", null, "良"]) }).vetoes).toMatchObject([{ effect: "gradeCap" }]);
    });

    it.each([
      ["none", null, "vetoNeedsValue 否决项!I2"],
      ["one that there is not", "良好", "unknownReference 否决项!I2"],
      ["a number that is none of them", 1, "unknownReference 否决项!I2"],
      ["the best of all, which keeps nobody from anything", "优", "parameterUnused 否决项!I2"],
    ])("say so where they name %s", (_what, value, expected) => {
      expect(read(cap(value)).said).toEqual([expected]);
    });

    it("say so where there are no grades", () => {
      expect(read({ ...cap("良"), 等级: null }).said).toEqual(["unknownReference 否决项!I2"]);
    });
  });

  it("say so where two have one code", () => {
    const row = ["V1", null, null, "CRATE", "≥", 1, "总分归零", null, null];
    expect(read(vetoes(row, row)).said).toEqual(["duplicateCode 否决项!A3"]);
  });
});

describe("grades", () => {
  const GRADE_HEADS = ["等级", "得分率下限", "系数", "分布比例"];
  const settings = (...rows: Rows): SheetRows => ({ 设置: [...SOUND["设置"]!, ...rows] });

  it("are read from the best to the lowest, however they were written", () => {
    const scheme = sound({
      等级: [GRADE_HEADS, ["E", null, 0.8, shown(0.1)], ["B", shown(0.9), 1.1, 20], ["A", 95, 1.2, "70%"]],
      ...settings(["强制分布", "是", null], ["强制分布最小组", 4, null]),
    });
    expect(scheme.grades.map(({ name, from, coefficient, quota }) => [name, from?.toFixed() ?? null, coefficient?.toFixed(), quota?.toFixed()])).toEqual([
      ["A", "95", "1.2", "70"],
      ["B", "90", "1.1", "20"],
      ["E", null, "0.8", "10"],
    ]);
    expect([scheme.settings.forcedDistribution, scheme.settings.distributionFrom]).toEqual([true, 4]);
  });

  it("say so where two begin at one rate", () => {
    expect(read({ 等级: [GRADE_HEADS, ["A", 90, null, null], ["B", shown(0.9), null, null]] }).said).toEqual(["gradesOverlap 等级!B3"]);
  });

  it("say so where the quotas of a forced distribution are not 100 %", () => {
    const grades = { 等级: [GRADE_HEADS, ["A", 90, null, 20], ["B", null, null, 70]] };
    expect(read(grades).said).toEqual([]);
    expect(read({ ...grades, ...settings(["强制分布", "是", null]) }).said).toEqual(["gradeQuotasOffWhole 等级!D2"]);
  });
});

describe("what stands beside the weights of a tree", () => {
  const HEADS = [
    "考核表",
    "编码",
    "上级",
    "名称",
    "权重",
    "分值",
    "汇总方式",
    "指标",
    "计分规则",
    "性质",
    "基本分组",
    "基本分",
    "最少项数",
    "最低覆盖率",
    "得分取整",
    "取整方式",
  ];
  const row = (cells: Readonly<Record<string, string | number>>): Rows[number] => HEADS.map((head) => (head === "考核表" ? "BR" : (cells[head] ?? null)));
  const best = { 编码: "A", 名称: "达标或改善", 权重: 60, 汇总方式: "取最优", 最少项数: 1, 最低覆盖率: 50, 得分取整: 5, 取整方式: "舍去" };
  const rows = (...changed: readonly Readonly<Record<string, string | number>>[]): SheetRows => ({
    权重树: [
      HEADS,
      ...[
        best,
        { 编码: "A1", 上级: "A", 名称: "满意度", 指标: "CSAT", 计分规则: "三点线性" },
        { 编码: "A2", 上级: "A", 名称: "及时率", 指标: "CTIME", 计分规则: "三点线性" },
        { 编码: "B", 名称: "投诉率", 权重: 40, 指标: "CRATE", 计分规则: "完成率", 基本分组: "国资", 基本分: 60 },
        ...changed,
      ].map(row),
    ],
  });

  it("is read: the best of two without weights, its quorum and rounding, a base score, a bonus", () => {
    const scheme = sound(rows({ 编码: "C", 名称: "创新", 分值: 2, 指标: "CSAT", 计分规则: "直接给分", 性质: "加分" }));
    const [branch, line, bonus] = scheme.templates[0]!.children as [Branch, Line, Line];
    expect([branch.rollUp, branch.quorum.items, branch.quorum.coverage?.toFixed(), branch.rounding?.step.toFixed(), branch.rounding?.way]).toEqual([
      "maximum",
      1,
      "50",
      "5",
      "down",
    ]);
    expect(branch.children.map((child) => child.share)).toMatchObject([{ kind: "percent" }, { kind: "percent" }]);
    expect([line.baseScore?.group, line.baseScore?.score.toFixed()]).toEqual(["国资", "60"]);
    expect([bonus.role, bonus.share.kind]).toEqual(["bonus", "points"]);
  });

  it.each([
    [
      "an adjustment among scored lines",
      { 编码: "A3", 上级: "A", 名称: "创新", 分值: 2, 指标: "CSAT", 计分规则: "直接给分", 性质: "加分" },
      "adjustmentInside 权重树!J6",
    ],
    [
      "an adjustment with a rule that deducts",
      { 编码: "C", 名称: "扣", 分值: 2, 指标: "CSAT", 计分规则: "扣分制", 性质: "减分" },
      "adjustmentDeducts 权重树!I6",
    ],
    ["an adjustment without points", { 编码: "C", 名称: "创新", 指标: "CSAT", 计分规则: "直接给分", 性质: "加分" }, "deductionNeedsPoints 权重树!F6"],
    ["a base score without its group", { 编码: "C", 名称: "扣", 分值: 2, 指标: "CSAT", 计分规则: "直接给分", 性质: "加分", 基本分: 60 }, "cellBlank 权重树!K6"],
    ["a weight below the best of several", { 编码: "A3", 上级: "A", 名称: "第三", 权重: 50, 指标: "CRATE", 计分规则: "完成率" }, "parameterUnused 权重树!E6"],
    ["a quorum on a line", { 编码: "A3", 上级: "A", 名称: "第三", 指标: "CRATE", 计分规则: "完成率", 最少项数: 1 }, "parameterUnused 权重树!M6"],
  ])("says so of %s", (_what, added, finding) => {
    expect(read(rows(added)).said).toEqual([finding]);
  });

  it("reads what a whole card asks for, and the caps of its adjustments", () => {
    const { templates } = sound({
      考核表: [
        ["编码", "考核表名称", "满分", "加分上限", "减分上限", "最少项数", "最低覆盖率"],
        ["BR", "地市分公司", 35, 3, "不设", 1, shown(0.5)],
      ],
    });
    const [{ bonusCap, deductionCap, quorum }] = templates as [Scheme["templates"][number]];
    expect([bonusCap?.toFixed(), deductionCap, quorum.items, quorum.coverage?.toFixed()]).toEqual(["3", null, 1, "50"]);
  });
});
