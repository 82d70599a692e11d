/** 下一分在哪里，中文。 */
import type { Gain, NoPromise, OpenLine, PlaceAhead } from "../kpi/nextPoint";
import { exact, rounded, withUnit } from "./explainWorking";
import { gradeGapZh } from "./gradeGapZh";
import type { NextPointWords, ShownPlaces } from "./nextPointWords";
import { sheetLabels } from "./sheetLabelsZh";

function placeText({ place, figure }: PlaceAhead, unit: string): string {
  const own = withUnit(figure, unit);
  if (place.kind === "anchor") return sheetLabels.derivation.anchor(place.anchor, own);
  return place.kind === "band" ? `下一档 ${own}` : `最高得分处 ${own}`;
}

/** The card's points; the line's own where they differ. */
function gainText({ line, card }: Gain, { points }: ShownPlaces): string {
  const total = card.eq(0) ? "合计不变" : card.gt(0) ? `可多得 ${rounded(card, points)} 分` : `反而少得 ${rounded(card.abs(), points)} 分`;
  return line.eq(card) ? (card.eq(0) ? "不多得分" : total) : `${total}（本行 ${line.gt(0) ? "+" : ""}${rounded(line, points)} 分）`;
}

function openText({ line, ahead, better, way, step }: OpenLine, places: ShownPlaces): string {
  const { unit } = line.indicator;
  const listed = ahead.map((one) => `差 ${exact(one.missing)} 到${placeText(one, unit)}，${gainText(one.gain, places)}`);
  if (way === 0) return "正在目标上，没有更好的值。";
  if (listed.length === 0 && (!better || (better.card.eq(0) && better.line.eq(0)))) return "本行已到头，再好也不多得分。";
  const each = better ? [`每${way === 1 ? "提高" : "降低"} ${withUnit(step, unit)}，${gainText(better, places)}`] : [];
  return `${[...listed, ...each].join("；")}。`;
}

function closedText(why: NoPromise): string {
  switch (why.kind) {
    case "held":
      return why.why === "scheme" ? "目标或规则有问题，暂不计分，没有可算的。" : `${sheetLabels.states[why.why].word}，暂不计分；先把数报来。`;
    case "leftOut":
      return why.why === "quorum" ? `${sheetLabels.withoutQuorum.word}，本行不计分。` : `${sheetLabels.states[why.why].word}，本行不计分。`;
    case "noFigure":
      return `${sheetLabels.states[why.why].word}，按缺数办法计分；报了实际值才算得出。`;
    case "rank":
      return "按排名计分，取决于其他单位的数值，不作预测。";
    case "computed":
      return `由${why.from.join("、")}算出，要看这些数值。`;
    case "targetMoves":
      return "有目标是按这个数值算出的，会跟着变，不作预测。";
  }
}

const line: NextPointWords["line"] = (outlook, places) => (outlook.kind === "open" ? openText(outlook, places) : closedText(outlook.why));

const cliff: NextPointWords["cliff"] = (outlook, { points }) => {
  if (outlook.kind === "closed" || !outlook.cliff) return null;
  const { slip, figure, costs } = outlook.cliff;
  return `小心：再差 ${exact(slip)}（到 ${withUnit(figure, outlook.line.indicator.unit)}）就失 ${rounded(costs, points)} 分。`;
};

export const nextPointZh: NextPointWords = {
  heading: "下一分在哪里",
  title: ({ card }, { points, rate }) =>
    [
      sheetLabels.period(card.period),
      card.department.name,
      ...(card.department.templates.length > 1 ? [card.template.name] : []),
      card.points
        ? `${rounded(card.points, points)} / ${exact(card.fullPoints)} 分${card.rate ? `，${rounded(card.rate, rate)}%` : ""}${card.state === "incomplete" ? "（暂计）" : ""}`
        : "没有适用的指标",
    ].join(" · "),
  grade: gradeGapZh,
  line,
  cliff,
  step: (outlook, places) => [`下一步：${line(outlook, places)}`, cliff(outlook, places) ?? ""].join(""),
  within: (points) => `可多得 ${points} 分`,
  showMore: (count) => `显示其余 ${count} 行`,
};
