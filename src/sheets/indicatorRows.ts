/** What the rows of an indicator sheet are besides figures: totals, notes, signatures, section titles, and labels that say whose sheet it is and when. */
import { columnsOf } from "./extent";
import { type Cell, type Grid } from "./grid";
import { mergedCell } from "./merges";
import { cellText, isBlank, plainText, tidy } from "./plainText";

/** The texts of a row, from left to right. */
export function textsIn(grid: Grid, row: number): { readonly column: number; readonly text: string }[] {
  const texts: { column: number; text: string }[] = [];
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const cell = grid.at(row, column);
    if (!isBlank(cell)) texts.push({ column, text: cellText(cell) });
  }
  return texts;
}

const TOTALS = [
  ...[
    "合计",
    "小计",
    "总计",
    "共计",
    "总分",
    "总得分",
    "加权得分",
    "加权合计",
    "得分合计",
    "权重合计",
    "权重之和",
    "综合得分",
    "平均",
    "平均值",
    "平均分",
    "均值",
  ],
  ...["total", "totals", "subtotal", "sub-total", "grand total", "sum", "average", "mean", "weighted score", "weighted total"],
].map(tidy);

/** "合计", "客户类小计", "Total". */
export function isTotal(text: string): boolean {
  // A total's label is short; patterns that look for an end take long over a text that goes on and on.
  if (text.length > 100) return false;
  const word = tidy(text).replace(/:+$/, "");
  return TOTALS.includes(word) || /(合计|小计|总计|之和)$/.test(word) || /(^|[ -])(sub-?)?totals?$/i.test(plainText(text));
}

const SIGNATURE =
  /^(填表人|填报人|制表人|制表|审核人|审核|复核人|复核|审批人|审批|批准|经办人|签字|签名|部门负责人|部门领导|单位负责人|负责人签字|领导签字|分管领导|填表日期|填报日期|填表时间|制表日期|报送日期|填报部门|填报单位|prepared by|compiled by|reviewed by|checked by|approved by|signed by|signature|date)\s*([(（][^()（）]*[)）])?\s*[:：]/i;
const BARE_SIGNATURE = new Set(["填表人", "填报人", "制表人", "审核人", "复核人", "审批人", "经办人", "签字", "签名", "部门负责人", "填表日期", "填报日期"]);

/** "填表人：张三    审核人：李四" */
export function isSignature(text: string): boolean {
  return SIGNATURE.test(text.slice(0, 60)) || BARE_SIGNATURE.has(tidy(text));
}

/** "一、客户类指标", "（二）网络类", "第三部分 …": a title between rows. */
export function isSectionTitle(text: string): boolean {
  return /^([一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(部分|章|节|类))/.test(text.slice(0, 20));
}

export type Label = "department" | "period";

const LABELS: Readonly<Record<Label, readonly string[]>> = {
  department: ["被考核部门", "被考核单位", "考核单位", "部门名称", "单位名称", "部门", "分公司", "department", "branch"],
  period: ["考核期间", "统计期间", "数据期间", "考核周期", "报告期", "期间", "reporting period", "period"],
};
const LABEL_WORDS: ReadonlyMap<string, Label> = new Map(
  (["department", "period"] as const).flatMap((label) => LABELS[label].map((word): [string, Label] => [tidy(word), label])),
);

/** A cell that says whose sheet it is, or of which period. */
export interface Labelled {
  readonly label: Label;
  readonly text: string;
  readonly cell: Cell;
  readonly column: number;
  /** With a colon; a bare word may as well be something else. */
  readonly certain: boolean;
}

/** "部门：太原   期间：2026年三季度" in one cell, or the word in one cell and the name in the next filled one. */
export function labelsIn(grid: Grid, row: number): Labelled[] {
  const found: Labelled[] = [];
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const { value } = grid.at(row, column);
    if (typeof value !== "string" || value.length > 200) continue;
    for (const { label, text, certain } of labelsInText(value)) {
      if (text !== "") found.push({ label, text, cell: { value: text, format: "General" }, column, certain });
      else {
        const next = nextFilled(grid, row, column);
        if (next !== null) found.push({ label, text: cellText(grid.at(row, next)), cell: grid.at(row, next), column: next, certain });
      }
    }
  }
  return found;
}

/** Every "word：" of a text with what stands up to the next one; a bare word without a colon is a label too, but only if it is the whole text. */
function labelsInText(text: string): Pick<Labelled, "label" | "text" | "certain">[] {
  const whole = LABEL_WORDS.get(tidy(text));
  if (whole) return [{ label: whole, text: "", certain: false }];
  const parts = [...text.matchAll(/([^\s:：]{1,12}(?: [A-Za-z]{1,12})?)[ \u3000]*[:：]/g)];
  return parts.flatMap((part, place) => {
    const label = LABEL_WORDS.get(tidy(part[1]!));
    if (!label) return [];
    const start = part.index + part[0].length;
    return [{ label, text: plainText(text.slice(start, parts[place + 1]?.index ?? text.length)), certain: true }];
  });
}

function nextFilled(grid: Grid, row: number, column: number): number | null {
  for (let next = column + 1, end = columnsOf(grid); next < end; next += 1) if (!isBlank(grid.at(row, next))) return next;
  return null;
}

/** The value of a cell whose label may be merged over several rows, and whether it was taken from a row above. */
export function filledDown(grid: Grid, row: number, column: number): { readonly cell: Cell; readonly fromAbove: boolean } {
  const own = grid.at(row, column);
  if (!isBlank(own)) return { cell: own, fromAbove: false };
  return { cell: mergedCell(grid, row, column), fromAbove: true };
}
