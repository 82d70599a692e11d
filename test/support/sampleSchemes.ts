/** The invented scorecards by name: a call centre, a province of 11 branches and 5 supporting departments, and the odd ones. */
import { decimal } from "../../src/kpi/decimal";
import type { Settings } from "../../src/kpi/scheme";
import { type DepartmentRow, type Sample, type TemplateTable, sample } from "./sampleCards";

const CALL_CENTRE_ROWS = {
  zh: `
    1   |   | 热线满意度                     | 21.3%
    1.1 | 1 | 达标情况                       | 62.5% | 分 |   | anchors | 75 85 90       | 86.2 | 84.1
    1.2 | 1 | 领先程度                       | 37.5% | 分 |   | anchors | -1 2 4         | 1.4  | 0.6
    2   |   | 服务短木板改善率（按商业过程） | 10.7% | %  |   | anchors | 40 60 80       | 52   | 33.3
    3   |   | 电子渠道服务满意度             | 16%
    3.1 | 3 | 空中营业厅                     | 33.3% | %  |   | anchors | 72 80 86       | 81.5 | 80.9
    3.2 | 3 | 网站营业厅                     | 33.3% | %  |   | anchors | 72 80 86       | 70.6 | 73.4 71.2 |  | 电子渠道部
    3.3 | 3 | 电话营业厅                     | 33.4% | %  |   | anchors | 72 80 86       | 79   | 78.2
    4   |   | 热线投诉                       | 18.7%
    4.1 | 4 | 投诉件数                       | 35.7% | 件 | ↓ | anchors | 420 360 320    | 408  | 385
    4.2 | 4 | 投诉处理及时率                 | 35.7% | %  |   | anchors | 95 98 99.5     | 98.6 | 98.1
    4.3 | 4 | 投诉处理满意率                 | 28.6% | %  |   | anchors | 70 80 85       | 71.4 | 74.2
    5   |   | 服务事件（每起扣 20%）         | 6.7%  | 起 | ↓ | events  | - 0 -          | 1    | 0
    6   |   | 现场解决及时率                 | 9.3%
    6.1 | 6 | 全球通                         | 42.9% | %  |   | anchors | 90 95 98       | 96.1 | 95.7
    6.2 | 6 | 神州行                         | 28.6% | %  |   | anchors | 90 95 98       | 93.8 | 93.1
    6.3 | 6 | 动感地带                       | 28.5% | %  |   | anchors | 90 95 98       | □    | 92.6
    7   |   | 人工应答                       | 12%
    7.1 | 7 | 人工应答率                     | 44.4% | %  |   | anchors | 85 90 94       | 83.1 | 83 86
    7.2 | 7 | 应答及时率 · 全球通            | 33.3% | %  |   | anchors | 80 85 90       | 86.3 | 85.1
    7.3 | 7 | 应答及时率 · 动感地带          | 22.3% | %  |   | anchors | 80 85 90       | /    | 84.6
    8   |   | 业务回答准确率                 | 5.3%  | %  |   | anchors | 94 97 99       | 97.4 | 96.9`,
  en: `
    1   |   | Hotline satisfaction             | 21.3%
    1.1 | 1 | Score against target             | 62.5% | score |   | anchors | 75 85 90       | 86.2 | 84.1
    1.2 | 1 | Lead over competitor             | 37.5% | score |   | anchors | -1 2 4         | 1.4  | 0.6
    2   |   | Short boards improved, by process| 10.7% | %  |   | anchors | 40 60 80       | 52   | 33.3
    3   |   | Electronic channels              | 16%
    3.1 | 3 | By SMS and USSD                  | 33.3% | %  |   | anchors | 72 80 86       | 81.5 | 80.9
    3.2 | 3 | Website                          | 33.3% | %  |   | anchors | 72 80 86       | 70.6 | 73.4 71.2 |  | Electronic channels
    3.3 | 3 | By telephone                     | 33.4% | %  |   | anchors | 72 80 86       | 79   | 78.2
    4   |   | Hotline complaints               | 18.7%
    4.1 | 4 | Complaints received              | 35.7% | cases | ↓ | anchors | 420 360 320 | 408  | 385
    4.2 | 4 | Handled in time                  | 35.7% | %  |   | anchors | 95 98 99.5     | 98.6 | 98.1
    4.3 | 4 | Satisfied with handling          | 28.6% | %  |   | anchors | 70 80 85       | 71.4 | 74.2
    5   |   | Service incidents (20% off each) | 6.7%  | no. | ↓ | events | - 0 -          | 1    | 0
    6   |   | Solved on first call             | 9.3%
    6.1 | 6 | GoTone                           | 42.9% | %  |   | anchors | 90 95 98       | 96.1 | 95.7
    6.2 | 6 | Easyown                          | 28.6% | %  |   | anchors | 90 95 98       | 93.8 | 93.1
    6.3 | 6 | M-Zone                           | 28.5% | %  |   | anchors | 90 95 98       | □    | 92.6
    7   |   | Agent answering                  | 12%
    7.1 | 7 | Calls answered                   | 44.4% | %  |   | anchors | 85 90 94       | 83.1 | 83 86
    7.2 | 7 | Answered in time · GoTone        | 33.3% | %  |   | anchors | 80 85 90       | 86.3 | 85.1
    7.3 | 7 | Answered in time · M-Zone        | 22.3% | %  |   | anchors | 80 85 90       | /    | 84.6
    8   |   | Accuracy of answers              | 5.3%  | %  |   | anchors | 94 97 99       | 97.4 | 96.9`,
};

const CALL_CENTRE: Readonly<Record<"zh" | "en", TemplateTable>> = {
  zh: { code: "HX", name: "绩效计分卡", fullPoints: 75, rows: CALL_CENTRE_ROWS.zh },
  en: { code: "HX", name: "KPI scorecard", fullPoints: 75, rows: CALL_CENTRE_ROWS.en },
};

export function callCentre(language: "zh" | "en", settings: Partial<Settings> = {}): Sample {
  const department: DepartmentRow =
    language === "zh"
      ? { code: "HJ", name: "省呼叫中心", shortName: "呼叫中心", owner: "呼叫中心经理", kind: "callCentre", templates: ["HX"] }
      : { code: "HJ", name: "Call centre", owner: "call centre manager", kind: "callCentre", templates: ["HX"] };
  const english = { company: "Shanxi province company", schemeName: "Customer satisfaction" };
  return sample([CALL_CENTRE[language]], [department], { language, ...(language === "en" ? english : {}), ...settings });
}

const BRANCH: TemplateTable = {
  code: "DS",
  name: "地市分公司考核表",
  fullPoints: 35,
  rows: `
    1   |   | 客户满意度     | 10
    1.1 | 1 | 客户满意度得分 | 60% | 分 |   | anchors | 74 80 85 | 80 | 79
    1.2 | 1 | 客户满意度领先 | 40% | 分 |   | anchors | 0 1 3    | 1  | 0.8
    2   |   | 服务短木板     | 8   | 分 |   | anchors | 72 78 84 | 78 | 77
    3   |   | 投诉           | 9
    3.1 | 3 | 投诉率         | 30% | ‰  | ↓ | anchors | 0.9 0.6 0.4 | 0.62 | 0.66
    3.2 | 3 | 投诉处理及时率 | 35% | %  |   | anchors | 94 97 99  | 97.2 | 96.9
    3.3 | 3 | 投诉处理满意率 | 35% | %  |   | anchors | 72 80 86  | 79.8 | 79
    4   |   | 服务标准       | 8   | %  |   | anchors | 90 95 98 | 95.5 | 95`,
};

const SUPPORT: TemplateTable = {
  code: "ZC",
  name: "支撑部门考核表",
  fullPoints: 30,
  rows: `
    1   |   | 内部员工满意度 | 30% | 分 |   | anchors | 75 82 88 | 82.4 | 81
    2   |   | 投诉           | 40%
    2.1 | 2 | 网络投诉率     | 50% | ‰  | ↓ | anchors | 1.2 0.8 0.5 | 0.84 | 0.9
    2.2 | 2 | 投诉处理及时率 | 50% | %  |   | anchors | 94 97 99 | 96.4 | 96
    3   |   | 服务标准       | 30% | %  |   | anchors | 90 95 98 | 96 | 95.5`,
};

/** 11 branches in one ranking group, 5 supporting departments in another, one of which has a figure missing. */
export function province(settings: Partial<Settings> = {}): Sample {
  const cities: readonly (readonly [string, string, number])[] = [
    ["TY", "太原", 3],
    ["JC", "晋城", 2.4],
    ["CZ", "长治", 1.9],
    ["YC", "运城", 1.2],
    ["DT", "大同", 0.8],
    ["YQ", "阳泉", 0.2],
    ["JZ", "晋中", -0.4],
    ["LF", "临汾", -1],
    ["SZ", "朔州", -1.9],
    ["XZ", "忻州", -2.6],
    ["LL", "吕梁", -3.6],
  ];
  const moved = (value: number, by: number): string => (value + by).toFixed(2);
  const branches = cities.map(([code, name, lift], place): DepartmentRow => ({
    code,
    name: `${name}分公司`,
    shortName: name,
    owner: `${name}分公司经理`,
    templates: ["DS"],
    rankingGroup: "地市分公司",
    actual: {
      "1.1": moved(80, lift),
      "1.2": moved(1, lift / 3),
      "2": moved(77, lift * (place % 3 === 0 ? 1.6 : 0.8)),
      "3.1": moved(0.64, -lift / 20),
      "3.2": moved(97, lift / 2.5),
      "3.3": moved(80, lift * 1.4),
      "4": moved(95, lift / 2),
    },
    earlier: { "1.1": moved(79.5, lift * 0.8), "2": moved(77.5, lift), "3.3": moved(79, lift), "4": moved(95, lift / 3) },
  }));
  const support: readonly DepartmentRow[] = [
    { code: "SC", name: "省市场部", shortName: "市场部", templates: ["ZC"], rankingGroup: "支撑部门", actual: { "1": "84", "2.1": "0.7" } },
    { code: "WL", name: "网络部/网管中心", shortName: "网络部", templates: ["ZC"], rankingGroup: "支撑部门", actual: { "2.1": "1.3" } },
    { code: "HJ", name: "省呼叫中心", shortName: "呼叫中心", owner: "呼叫中心经理", templates: ["HX"], rankingGroup: "支撑部门" },
    { code: "JF", name: "省计费中心", shortName: "计费中心", templates: ["ZC"], rankingGroup: "支撑部门", actual: { "2.2": "92", "3": "/" } },
    { code: "SW", name: "省商务分公司", shortName: "商务分公司", templates: ["ZC"], rankingGroup: "支撑部门", actual: { "1": "74", "2.1": "1" } },
  ];
  return sample([BRANCH, SUPPORT, CALL_CENTRE.zh], [...branches, ...support], { notice: "各指标分值为示例分配，请以正式方案为准。", ...settings });
}

/** One department with one card. */
export const sampleOfOne = (table: Omit<TemplateTable, "code">, department: Partial<DepartmentRow> = {}, settings: Partial<Settings> = {}): Sample =>
  sample([{ code: "T1", ...table }], [{ code: "D1", name: "测试部", templates: ["T1"], ...department }], settings);

/** The odd cards, each a sample of its own. */
export const ODD_SAMPLES = {
  oneLine: () =>
    sampleOfOne(
      { name: "一线员工计分卡", fullPoints: 10, rows: "1 | | 客户感知度 | 100% | 分 | | anchors | 75 85 90 | 91" },
      { name: "营业厅", owner: "值班经理" },
    ),

  fortyLines: () =>
    sampleOfOne({
      name: "四十行计分卡",
      fullPoints: 100,
      rows: Array.from({ length: 8 }, (_branch, branch) =>
        [
          `${branch + 1} | | 第 ${branch + 1} 组指标 | 12.5%`,
          ...Array.from(
            { length: 5 },
            (_line, line) =>
              `${branch + 1}.${line + 1} | ${branch + 1} | 指标 ${branch + 1}.${line + 1} | 20% | % | | anchors | 70 80 90 | ${60 + (((branch * 5 + line) * 7) % 35)} | 79`,
          ),
        ].join("\n"),
      ).join("\n"),
    }),

  deep: () =>
    sampleOfOne({
      name: "五层价值树",
      fullPoints: 100,
      rows: `
        1       |       | 客户满意度   | 70%
        1.1     | 1     | 个人客户     | 60%
        1.1.1   | 1.1   | 全球通       | 50%
        1.1.1.1 | 1.1.1 | 网络质量     | 50%
        a       | 1.1.1.1 | 通话质量   | 70% | 分 | | anchors | 70 80 90 | 82 | 81
        b       | 1.1.1.1 | 下载速率   | 30% | Mbps | | ratio | - 50 - | 41 | 40
        1.1.1.2 | 1.1.1 | 话费信息     | 50% | 分 | | anchors | 70 80 90 | 66 | 70
        1.1.2   | 1.1   | 神州行       | 50% | 分 | | anchors | 70 80 90 | 85 | 84
        1.2     | 1     | 集团客户     | 40% | 分 | | anchors | 70 80 90 | 79 | 80
        2       |       | 投诉         | 30%
        2.1     | 2     | 投诉率       | 100% | 件/万户 | ↓ | anchors | 5 3 2 | 3.4 | 3.6`,
    }),

  deduction: () =>
    sampleOfOne(
      {
        name: "扣分制计分卡",
        fullPoints: 100,
        startPoints: 100,
        rows: `
          1   |   | 客户服务
          1.1 | 1 | 客户满意度 | 10 | 分 | | deduction       | - 80 -  | 76   | 78
          1.2 | 1 | 投诉处理及时率 | 5 | % | | deductionCapped | - 85 100 | 82 | 84
          1.3 | 1 | 投诉率     | 10 | ‰ | ↓ | deduction       | - 0.2 - | 0.25 | 0.2
          2   |   | 网络质量
          2.1 | 2 | 掉话率     | 8  | % | ↓ | deduction       | - 0.5 - | 0.4  | 0.6
          2.2 | 2 | 接通率     | 8  | % |   | deduction       | - 98 -  | □    | 97.5`,
      },
      { name: "省网络部" },
    ),

  /** Every state, each under a policy that gives a line something. */
  policies: () =>
    sampleOfOne(
      {
        name: "缺数处理示例",
        fullPoints: 60,
        rows: `
          1 |   | 达标的指标   | 10 | % |   | anchors | 70 80 90 | 85 | 84
          2 |   | 不适用的指标 | 10 | % |   | anchors | 70 80 90 | /  | 84
          3 |   | 未到期的指标 | 10 | % |   | anchors | 70 80 90 | …  | 84
          4 |   | 缺报的指标   | 10 | % |   | anchors | 70 80 90 | □  | 84
          5 |   | 无法识别的指标 | 10 | % | | anchors | 70 80 90 | ×  | 84
          6 |   | 样本不足的指标 | 10 | % | | anchors | 70 80 90 | —  | 72
          7 |   | 目标有误的指标 | 10 | % | | anchors | 90 80 70 | 85 | 72`,
      },
      {},
      { policies: { notApplicable: "full", notDue: "floorScore", missing: "zero", unreadable: "hold", suppressed: "carry" } },
    ),

  nothingApplies: () =>
    sampleOfOne({
      name: "全部不适用",
      fullPoints: 20,
      rows: "1 | | 漫游服务满意度 | 50% | 分 | | anchors | 70 80 90 | /\n2 | | 网络质量 | 50% | 分 | | anchors | 70 80 90 | …",
    }),

  ownThresholds: () =>
    sampleOfOne({
      name: "各行阈值不同",
      fullPoints: 40,
      rows: `
        1   |   | 客户满意度 | 50% | | | | | | | 90
        1.1 | 1 | 个人客户   | 50% | 分 | | anchors | 70 80 90 | 79 | 78
        1.2 | 1 | 集团客户   | 50% | 分 | | anchors | 70 80 90 | 76 | 78
        2   |   | 投诉处理   | 50% | %  | | anchors | 90 95 98 | 91 | 92 | 62.5`,
    }),

  noRounding: () =>
    sampleOfOne(
      {
        name: "不舍入",
        fullPoints: 10,
        rows: `
          1 | | 甲 | 33.3% | 分 | | ratio | - 7 - | 6   | 5
          2 | | 乙 | 33.3% | 分 | | ratio | - 9 - | 8.1 | 8
          3 | | 丙 | 33.4% | 分 | | ratio | - 3 - | 2   | 2`,
      },
      {},
      { pointDecimals: "none", rateDecimals: "none" },
    ),

  hugeNumbers: () =>
    sampleOfOne({
      name: "大数与长单位",
      fullPoints: 50,
      rows: `
        1 | | 业务收入   | 40% | 万元/季度/人 | | anchors | 1234567890 1300000000.25 1400000000 | 1287654321.5 | 1250000000
        2 | | 总流量     | 40% | GB | | ratio | - 98765432109876 - | 91234567890123 | 90000000000000
        3 | | 微小的比率 | 20% | ‰  | ↓ | anchors | 0.0009 0.0005 0.0001 | 0.00047 | 0.0006`,
    }),

  longNames: () =>
    sampleOfOne(
      {
        name: "省公司客户服务与营业渠道协同管理专项考核表（试行）",
        fullPoints: 30,
        rows: `
          1   |   | 电子渠道服务满意度（含空中营业厅、网站营业厅、电话营业厅及自助终端，按季度第三方调查） | 60%
          1.1 | 1 | 空中营业厅服务满意度调查得分（不含校园客户，含家庭与集团成员，样本不少于四百）         | 100% | 分/百分制 | | anchors | 70 80 90 | 65 | 70
          2   |   | Number portability requests completed within the contracted time limit, all channels  | 40%  | % | | anchors | 90 95 98 | 92 | 93 | | 省公司客户服务与营业渠道协同管理办公室`,
      },
      { name: "省公司客户服务部与营业渠道管理中心（含直属营业厅）", shortName: "客服渠道" },
    ),

  shortestBoard: () =>
    sampleOfOne({
      name: "取最小",
      fullPoints: 20,
      rollUp: "minimum",
      rows: `
        1 | | 甲 | 50% | 分 | | anchors | 70 80 90 | 85 | 80
        2 | | 乙 | 50% | 小时 | ↓ | bands | - - - | 9 | 7`,
    }),

  atFloor: () =>
    sampleOfOne({
      name: "总分下限",
      fullPoints: 100,
      startPoints: 100,
      totalFloor: 60,
      rows: "1 | | 投诉率 | 90 | ‰ | ↓ | deduction | - 0.2 - | 0.4 | 0.2",
    }),
} as const satisfies Readonly<Record<string, () => Sample>>;

export type OddSample = keyof typeof ODD_SAMPLES;

/** A threshold of 62.5 % in a scheme that has no other. */
export const FINE_THRESHOLD: Partial<Settings> = { threshold: decimal(62.5) };
