/** 离上一等级还差多少，中文；计分卡和窗格共用。 */
import type { GradeAhead, GradeGap } from "../kpi/nextPoint";
import type { Veto } from "../kpi/veto";
import { exact, rounded } from "./explainWorking";
import { NAMED_ALONE, type ShownPlaces } from "./nextPointWords";

const named = (vetoes: readonly Veto[]): string => `否决项${vetoes.map(({ name }) => `“${name}”`).join("、")}`;

/** null：方案没有等级。各行自己能做什么，只有算过各行才说。 */
export function gradeGapZh(grade: GradeGap | GradeAhead, { points, rate }: ShownPlaces): string | null {
  switch (grade.kind) {
    case "notGraded":
      return null;
    case "incomplete":
      return "有指标暂不计分，还没有等级。";
    case "best":
      return `已是最高等级“${grade.grade.name}”。`;
    case "quota": {
      const lowered = grade.lowering.length > 0 ? `${named(grade.lowering)}已使它降级；` : "";
      return `现为“${grade.grade.name}”；${lowered}等级按强制分布定，取决于其他单位，不作预测。`;
    }
    case "vetoed":
      return `现为“${grade.grade.name}”；${named(grade.lowering)}已触发，眼下得不到更高的等级。`;
    case "next": {
      const needs = `离“${grade.next.name}”差 ${rounded(grade.missingPoints, points)} 分（得分率 ${exact(grade.from)}%，差 ${rounded(grade.missingRate, rate)} 个百分点）`;
      const lowered = grade.lowering.length > 0 ? `${named(grade.lowering)}已使等级下降，这里按不解除算` : "";
      const capped = grade.capping.length > 0 ? `总分被${named(grade.capping)}压住，不解除就到不了` : "";
      const own = "alone" in grade && (grade.capping.length === 0 || grade.enough) ? [aloneText(grade), togetherText(grade, points)] : [];
      return `${[`现为“${grade.grade.name}”`, needs, lowered, capped, ...own].filter((part) => part !== "").join("；")}。`;
    }
  }
}

type Next = Extract<GradeAhead, { readonly kind: "next" }>;

function aloneText({ alone, enough }: Next): string {
  const names = alone.slice(0, NAMED_ALONE).map((one) => one.line.name);
  const more = alone.length > NAMED_ALONE ? `等 ${alone.length} 项` : "";
  return names.length > 0 ? `单靠一项就够的有${names.join("、")}${more}` : enough ? "没有哪一项单独就够" : "";
}

function togetherText({ enough, together }: Next, points: ShownPlaces["points"]): string {
  return enough ? "" : `各行都做到最好，合计 ${rounded(together, points)} 分，也还不够`;
}
