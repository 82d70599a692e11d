/** A small sound scheme as sheets, of which a test replaces what it is about. */
import type { Finding } from "../../src/kpi/finding";
import type { Grid } from "../../src/sheets/grid";
import { type Written, gridOf, shown } from "./gridOf";

export type Rows = readonly (readonly Written[])[];

/** Per sheet its rows from A1, headings first. null: the sheet is not there. */
export type SheetRows = Readonly<Record<string, Rows | null>>;

export const SOUND: SheetRows = {
  设置: [
    ["设置项", "值", "说明"],
    ["期间", "2026Q3", "本次计分的期间"],
  ],
  部门: [
    ["编码", "部门名称", "简称", "考核表"],
    ["TY", "太原分公司", "太原", "BR"],
    ["DT", "大同分公司", "大同", "BR"],
  ],
  指标: [
    ["编码", "指标名称", "单位", "方向", "别名"],
    ["CSAT", "客户满意度", "分", "越高越好", null],
    ["CTIME", "投诉处理及时率", "%", "越高越好", "投诉处理解决及时率"],
    ["CRATE", "投诉率", "件/万户", "越低越好", null],
  ],
  考核表: [
    ["编码", "考核表名称", "满分"],
    ["BR", "地市分公司", 35],
  ],
  权重树: [
    ["考核表", "编码", "上级", "名称", "权重", "指标", "计分规则"],
    ["BR", "A", null, "满意度", shown(0.6), null, null],
    ["BR", "A1", "A", "客户满意度", shown(1), "CSAT", "三点线性"],
    ["BR", "B", null, "投诉", shown(0.4), null, null],
    ["BR", "B1", "B", "投诉处理及时率", shown(0.5), "CTIME", "三点线性"],
    ["BR", "B2", "B", "投诉率", shown(0.5), "CRATE", "完成率"],
  ],
  目标: [
    ["指标", "部门", "期间", "保底值", "目标值", "挑战值"],
    ["CSAT", null, null, 75, 85, 90],
    ["CTIME", null, null, shown(0.85), shown(0.95), shown(0.99)],
    ["CRATE", null, null, null, 3, null],
  ],
};

/** The sound scheme with some of its sheets replaced, added or taken away. */
export function schemeGrids(replaced: SheetRows = {}): Grid[] {
  return Object.entries({ ...SOUND, ...replaced }).flatMap(([sheet, rows]) => (rows ? [gridOf(sheet, rows)] : []));
}

/** "weightsOffWhole 考核表!A2" */
export function said(findings: readonly Finding[]): string[] {
  return findings.map(({ code, source }) => (source ? `${code} ${source.sheet}${source.cell === "" ? "" : `!${source.cell}`}` : code));
}
