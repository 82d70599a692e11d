/** The headings of indicator sheets: which column is the indicator, the figure, a target, and of which period. */
import type { Period, PeriodKind } from "../kpi/period";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import type { Cell } from "./grid";
import { bracketedUnit, headingKey } from "./headings";
import { periodOfCell, periodOfText } from "./periodText";
import { cellText, plainText, tidy } from "./plainText";
import { SCHEME_SHEETS, type SchemeColumn } from "./schemeColumns";
import { isUnit } from "./units";

/**
 * category: a group of indicators, never the indicator itself · either: "指标值", the target on one form and the actual on another ·
 * known: understood and not read.
 */
export type ColumnRole =
  "indicator" | "member" | "category" | "code" | "unit" | "department" | "period" | "actual" | "either" | BesideRole | "known" | AnchorName;

/** Figures beside the actual: the indicator's own of an earlier period, and those of others. */
export const BESIDE_ROLES = ["previous", "lastYear", "competitor", "benchmark"] as const;
export type BesideRole = (typeof BESIDE_ROLES)[number];

/** Of which period a column is: the one that its heading names, the one of that kind around the sheet's, or simply the sheet's or the row's own. */
export type ColumnPeriod =
  { readonly kind: "stated"; readonly period: Period } | { readonly kind: "around"; readonly of: PeriodKind } | { readonly kind: "own" };

export interface HeadingMeaning {
  readonly role: ColumnRole;
  readonly period: ColumnPeriod;
  /** "时长（分钟）" → "分钟"; "" where the heading gives none. */
  readonly unit: string;
  /** "竞争对手（联通）" → "联通"; "" where the heading names nobody. */
  readonly named: string;
}

const OWN: ColumnPeriod = { kind: "own" };

/** The words by which the columns of indicator sheets are known, for reading and for docs/workbook.md. */
export const INDICATOR_HEADINGS = {
  indicator: {
    zh: ["指标名称", "考核指标", "指标", "一级指标", "二级指标", "三级指标", "四级指标", "指标项", "考核项目", "关键指标", "关键绩效指标"],
    en: ["Indicator", "Indicator name", "KPI", "KPI name", "Measure", "Metric"],
  },
  member: { zh: ["成员", "指标成员", "品牌", "客户群", "业务过程", "商业过程", "投诉类型"], en: ["Member", "Brand", "Customer group", "Complaint type"] },
  category: { zh: ["指标类别", "指标分类", "类别", "维度", "考核维度"], en: ["Category", "Group", "Dimension"] },
  code: { zh: ["指标编码", "指标代码", "编码", "代码"], en: ["Code", "Indicator code", "KPI code"] },
  unit: { zh: ["单位", "计量单位", "指标单位"], en: ["Unit", "Unit of measure"] },
  department: {
    zh: ["部门", "部门名称", "被考核部门", "被考核单位", "单位名称", "分公司", "地市", "地市分公司", "机构"],
    en: ["Department", "Department name", "Branch"],
  },
  period: {
    zh: ["期间", "考核期间", "考核周期", "统计期间", "数据期间", "周期", "月份", "季度", "年月"],
    en: ["Period", "Reporting period", "Month", "Quarter"],
  },
  actual: {
    zh: ["实际值", "完成值", "实际", "实际完成值", "实际完成", "完成情况", "完成", "指标完成值", "实绩", "数值", "值"],
    en: ["Actual", "Actual value", "Actuals", "Reading", "Figure", "Value"],
  },
  either: { zh: ["指标值", "KPI值"], en: ["KPI value", "Indicator value"] },
  previous: {
    zh: ["上期", "上期值", "上期实际值", "上期完成值", "上季", "上季度", "上季值", "上月", "上月值"],
    en: ["Previous", "Previous period", "Previous value", "Last period", "Last quarter", "Last month"],
  },
  lastYear: { zh: ["同期", "同期值", "去年同期", "去年同期值", "上年同期", "上年同期值"], en: ["Same period last year", "Year before"] },
  competitor: { zh: ["竞争对手", "竞争对手值", "主要竞争对手", "对手值"], en: ["Competitor", "Competitors", "Competitor value"] },
  benchmark: { zh: ["标杆", "标杆值"], en: ["Benchmark", "Benchmark value"] },
  known: {
    zh: [
      ...[
        "序号",
        "编号",
        "权重",
        "分值",
        "满分",
        "指标定义",
        "定义",
        "计算公式",
        "指标定义/计算公式",
        "评分标准",
        "计分规则",
        "得分",
        "得分率",
        "自评得分",
        "考核得分",
      ],
      ...["同比", "环比", "完成率", "累计", "排名", "名次", "方向"],
      ...["数据来源", "考核部门", "责任部门", "牵头部门", "负责人", "备注", "说明"],
    ],
    en: [
      ...["No", "No.", "#", "Weight", "Points", "Full points", "Definition", "Formula", "Score", "Rate", "Rule", "Scoring rule"],
      ...["Change", "Completion rate", "Achievement", "Rank", "Direction", "Source", "Data source"],
      ...["Owner", "Duty department", "Responsible", "Note", "Notes", "Remark", "Remarks", "Comment"],
    ],
  },
} as const satisfies Partial<Record<ColumnRole, { readonly zh: readonly string[]; readonly en: readonly string[] }>>;

const TARGET_COLUMNS: Readonly<Record<AnchorName, SchemeColumn>> = SCHEME_SHEETS.targets.columns;
/** Beyond the words of the targets' table: on a form the bare word stands for the value. */
const MORE_ANCHOR_WORDS: Readonly<Partial<Record<AnchorName, readonly string[]>>> = {
  target: ["目标", "Target value"],
  floor: ["保底", "底线", "门槛值"],
  stretch: ["挑战"],
};

function anchorWords(name: AnchorName): string[] {
  const { zh, en, also = [] } = TARGET_COLUMNS[name];
  return [zh, en, ...also, ...(MORE_ANCHOR_WORDS[name] ?? [])];
}

/** Which words a role of an anchor column has, for docs/workbook.md. */
export const ANCHOR_HEADINGS: Readonly<Record<AnchorName, readonly string[]>> = Object.fromEntries(
  ANCHOR_NAMES.map((name) => [name, anchorWords(name)]),
) as unknown as Record<AnchorName, readonly string[]>;

const WORDS: ReadonlyMap<string, ColumnRole> = new Map([
  ...Object.entries(INDICATOR_HEADINGS).flatMap(([role, { zh, en }]) =>
    [...zh, ...en].map((word): [string, ColumnRole] => [headingKey(word), role as ColumnRole]),
  ),
  ...ANCHOR_NAMES.flatMap((name) => ANCHOR_HEADINGS[name].map((word): [string, ColumnRole] => [headingKey(word), name])),
]);

/** Roles that a period may stand next to in one heading: "三季度目标值". Longest words first, so that 实际完成值 is not taken for 完成值. */
const FIGURE_WORDS: readonly (readonly [string, ColumnRole])[] = [...WORDS]
  .filter(
    ([, role]) => role === "actual" || role === "either" || role === "competitor" || role === "benchmark" || (ANCHOR_NAMES as readonly string[]).includes(role),
  )
  .sort(([one], [other]) => other.length - one.length);

/** What may stand before "值" and "目标" besides a period: 年度目标 is the year's, 本期值 the sheet's own. */
const QUALIFIERS: ReadonlyMap<string, ColumnPeriod> = new Map<string, ColumnPeriod>([
  ...["年度", "全年", "年", "annual", "yearly", "full-year"].map((word): [string, ColumnPeriod] => [tidy(word), { kind: "around", of: "year" }]),
  ...["半年", "半年度", "half-year", "half-yearly"].map((word): [string, ColumnPeriod] => [tidy(word), { kind: "around", of: "halfYear" }]),
  ...["季度", "本季", "本季度", "quarterly", "quarter", "this quarter"].map((word): [string, ColumnPeriod] => [tidy(word), { kind: "around", of: "quarter" }]),
  ...["月度", "本月", "当月", "monthly", "this month"].map((word): [string, ColumnPeriod] => [tidy(word), { kind: "around", of: "month" }]),
  ...["本期", "当期", "current", "this period"].map((word): [string, ColumnPeriod] => [tidy(word), OWN]),
]);

/** Longer than any heading of a column. */
const LONGEST_HEADING = 60;

/** What a heading says. `year` stands in where it names a period without one. null: nothing that is known. */
export function meaningOf(cell: Cell, year: number): HeadingMeaning | null {
  const period = periodOfCell(cell, year);
  if (period) return { role: "actual", period: { kind: "stated", period }, unit: "", named: "" };
  if (typeof cell.value !== "string") return null;
  const text = cellText(cell);
  if (text === "" || text.length > LONGEST_HEADING) return null;
  const bracketed = bracketedUnit(text);
  const unit = isUnit(bracketed) ? bracketed : "";
  const key = headingKey(text);
  const role = WORDS.get(key) ?? bothLanguages(text);
  const inBrackets = bracketed === "" ? null : periodOfText(bracketed, year);
  const named = (role === "competitor" || role === "benchmark") && unit === "" && !inBrackets ? bracketed : "";
  if (role) return { role, period: inBrackets ? { kind: "stated", period: inBrackets } : role === "previous" ? beforeOf(key) : OWN, unit, named };

  const qualified = QUALIFIERS.get(key);
  // A bare "本期" or "本季" over a column stands for its figure; a bare "年度" could be anything.
  if (qualified && /^(本|当|current|this)/.test(key)) return { role: "actual", period: qualified, unit, named: "" };
  for (const [word, figureRole] of FIGURE_WORDS) {
    const rest = key.endsWith(word) ? key.slice(0, -word.length) : key.startsWith(word) ? key.slice(word.length) : "";
    if (rest === "") continue;
    const stated = periodOfText(rest, year);
    const columnPeriod: ColumnPeriod | undefined = stated ? { kind: "stated", period: stated } : QUALIFIERS.get(rest);
    if (columnPeriod) return { role: figureRole, period: columnPeriod, unit, named: "" };
  }
  return null;
}

/** 上季 is the quarter before, on a month's sheet too; 上期 the period before, whichever the sheet's is. */
function beforeOf(key: string): ColumnPeriod {
  if (/^(上季|lastquarter)/.test(key)) return { kind: "around", of: "quarter" };
  return /^(上月|lastmonth)/.test(key) ? { kind: "around", of: "month" } : OWN;
}

/** The heading over the indicators' names, without which no row is a header. */
export function isIndicatorHeading({ value }: Cell): boolean {
  if (typeof value !== "string" || value.length > LONGEST_HEADING) return false;
  return (WORDS.get(headingKey(value)) ?? bothLanguages(plainText(value))) === "indicator";
}

/** "指标 Indicator", "目标值/Target": both halves have to say the same. */
function bothLanguages(text: string): ColumnRole | undefined {
  const halves = /^([^A-Za-z]*[\u3400-\u9fff])\s*[/|·-]?\s*([A-Za-z][A-Za-z .-]*)$/.exec(text.slice(0, LONGEST_HEADING));
  if (!halves) return undefined;
  const first = WORDS.get(headingKey(halves[1]!));
  return first !== undefined && first === WORDS.get(headingKey(halves[2]!)) ? first : undefined;
}
