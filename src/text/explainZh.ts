/** Derivations in Chinese. */
import type { ExplainedAnchor, ExplainedDerivation, Explanation } from "../kpi/explain";
import type { Finding } from "../kpi/finding";
import type { Source } from "../kpi/source";
import { roundTo } from "../kpi/rounding";
import { ruleSentence } from "../sheets/cardNotes";
import { choiceWord } from "../sheets/choices";
import { derivedWorking } from "./derivedWorking";
import { brief, exact, resultText, rounded, shortDerivation, signed, withUnit, workingOf } from "./explainWorking";
import { type ExplainWords, numbered } from "./explainWords";
import { anchorName } from "./findingNames";
import { findings } from "./findingsZh";
import { nextPointZh } from "./nextPointZh";
import { sheetLabels } from "./sheetLabelsZh";

const { derivation } = sheetLabels;

const standard: ExplainWords["standard"] = (rule, anchors, direction) => {
  const texts = Object.fromEntries(Object.entries(anchors).map(([name, value]) => [name, exact(value)]));
  // Where anchors add nothing, the cards' own sentence on the rule stands.
  return derivation.standardOf(rule, texts, direction, anchors.target?.eq(0) ?? false) ?? ruleSentence(rule, sheetLabels).replace(/[.。]$/, "");
};

const place = ({ sheet, cell }: Source): string => (cell === "" ? `“${sheet}”` : `“${sheet}”!${cell}`);
const anchorText = ({ name, value }: ExplainedAnchor, unit: string): string => derivation.anchor(name, withUnit(value, unit));

function inShort(explanation: Explanation): string {
  const { line, figure, outcome } = explanation;
  const told = shortDerivation(explanation, sheetLabels) ?? whyNot(explanation);
  return outcome.kind === "scored" && figure.scored ? `${line.name} ${told}` : `${line.name}${sheetLabels.colon}${told}`;
}

/** What was done about a figure that is not there. */
function absence({ figure, policy }: Explanation): string {
  if (figure.state === "value") return "";
  const state = sheetLabels.states[figure.state].word;
  return policy === null ? state : derivation.absent(state, policy, figure.carriedFrom && sheetLabels.period(figure.carriedFrom.period));
}

function whyNot({ outcome, problem, policy, figure }: Explanation): string {
  if (outcome.kind === "leftOut" && outcome.why === "quorum") return sheetLabels.withoutQuorum.word;
  if (problem) return findingText(problem);
  if (figure.state === "value" || policy === null) return "暂不计分";
  return derivation.unscored(sheetLabels.states[figure.state].word, policy);
}

function findingText<F extends Finding>(one: F): string {
  // Each sentence takes the particulars of its own code, which an index by code hides from the compiler.
  return (findings[one.code] as (details: F["details"]) => string)(one.details).replace(/。$/, "");
}

function figureStep(explanation: Explanation): string {
  const { figure, indicator } = explanation;
  const { source } = figure;
  if (figure.state !== "value") {
    const where = source ? `来源${place(source)}` : "没有一张表给出这个数值";
    const carried = figure.carriedFrom && figure.scored ? ` ${withUnit(figure.scored, indicator.unit)}，来源${place(figure.carriedFrom.source)}` : "";
    return `本期实际值：${absence(explanation)}${carried}；${where}。`;
  }
  const label = figure.label === null || figure.label === indicator.name ? "" : `，那里写作“${figure.label}”`;
  const parsed = figure.parsedFrom === null ? "" : `，原文“${figure.parsedFrom}”`;
  return `实际值 ${figure.scored ? withUnit(figure.scored, indicator.unit) : ""}${source ? `，${figure.derivation ? "按" : "取自"}${place(source)}${figure.derivation ? "算出" : ""}` : ""}${label}${parsed}。`;
}

/** A computed figure: its method with its figures, and the cells of its parts; then those parts that were computed themselves. */
function derivedSteps(derivation: ExplainedDerivation | null): readonly string[] {
  if (!derivation) return [];
  const { name, unit, period, figure, parts } = derivation;
  const method = choiceWord("method", derivation.derivation.derived.method, "zh");
  const working = derivedWorking(derivation);
  const result =
    figure.state === "value"
      ? working
        ? `${working} ${resultText(figure.value)}${unit === "" ? "" : ` ${unit}`}`
        : withUnit(figure.value, unit)
      : sheetLabels.states[figure.state].word;
  const listed = parts.map(({ part, name: own, unit: partUnit, series, derivation: inner }) => {
    const called = series ? sheetLabels.data.beside(own, series.series, series.name) : own;
    const { reading } = part;
    const value = !reading
      ? "没有数据"
      : reading.figure.state === "value"
        ? withUnit(roundTo(reading.figure.value, 6), partUnit)
        : sheetLabels.states[reading.figure.state].word;
    return `${called} ${sheetLabels.period(part.period)} ${value}${inner ? "（见下）" : reading ? `（${place(reading.source)}）` : ""}`;
  });
  const { full } = derivation.derivation;
  const fullText = full ? [`满值 ${exact(full.value)}${full.source ? `（${place(full.source)}）` : ""}`] : [];
  const sentence = `${name} ${sheetLabels.period(period)} 由${method}算出：${result}；${[...listed, ...fullText].join("，")}。`;
  return [sentence, ...parts.flatMap((part) => derivedSteps(part.derivation))];
}

function anchorStep({ anchors, indicator, direction }: Explanation): string {
  const way = direction === "up" ? "越高越好" : "越低越好";
  const listed = anchors.map((anchor) => `${anchorText(anchor, indicator.unit)}${anchor.source ? `（${place(anchor.source)}）` : ""}`);
  return listed.length === 0 ? `${way}。` : `${listed.join("，")}；${way}。`;
}

function ruleStep({ rule, anchors, direction }: Explanation): string {
  const values = Object.fromEntries(anchors.map(({ name, value }) => [name, value]));
  return `规则“${rule.name || sheetLabels.rules[rule.kind].name}”：${standard(rule, values, direction)}。`;
}

/** Which piece of the rule the figure fell into. */
function segmentText(explanation: Explanation): string {
  const { segment } = explanation;
  switch (segment?.kind) {
    case undefined:
      return "";
    case "belowFloor":
      return "不及保底值，不得分";
    case "line": {
      const [from, to] = [anchorName(segment.from, "zh"), anchorName(segment.to, "zh")];
      const [below, above] = [segment.uncapped.lt(segment.low), segment.uncapped.gt(segment.high)];
      if (segment.capped === "lowest" && below) return `不及${from}`;
      if (segment.capped === "highest" && above) return `超过${to}`;
      const along = `沿${from}到${to}的${segment.scale === "log" ? "对数" : ""}直线`;
      if (below) return `不及${from}，${along}`;
      if (above) return `超过${to}，${along}`;
      return `在${from}与${to}之间${segment.scale === "log" ? "，按对数刻度" : ""}`;
    }
    case "atBest":
      return `达到${anchorName(segment.anchor, "zh")}`;
    case "proportion":
      return "按比例";
    case "zeroTarget":
      return segment.met ? "目标为 0，已达到" : "目标为 0，没有达到";
    case "endless":
      return "实际值不大于 0，比例没有上限，取封顶";
    case "offTarget":
      if (segment.side === "within") return explanation.anchors.some(({ name }) => name === "upper") ? "在目标与目标上限之间" : "恰为目标";
      return segment.side === "below" ? "低于目标" : segment.edge === "upper" ? "高于目标上限" : "高于目标";
    case "nothingOff":
      return "达到目标，不扣分";
    case "takenOff":
      return segment.limited ? "未达目标，扣到上限" : "未达目标";
    case "band":
      return `在“${segment.from === null ? "" : exact(segment.from)} ~ ${segment.to === null ? "" : exact(segment.to)}”档`;
    case "betweenPoints":
      return `在 ${exact(segment.from.at)} 与 ${exact(segment.to.at)} 之间`;
    case "point":
      return segment.side === "on" ? `恰为 ${exact(segment.point.at)}` : `${segment.side === "below" ? "低" : "高"}于 ${exact(segment.point.at)}，得分不变`;
    case "worseThanPoints":
      return `差于 ${exact(segment.point.at)}，不得分`;
    case "steps":
      return segment.side === "on" ? "恰为目标" : `${segment.side === "short" ? "差于" : "好于"}目标，计 ${brief(segment.steps)} 档`;
    case "events":
      return "按件数扣";
    case "rank":
      return `${exact(segment.total)} 个中第 ${exact(segment.place)} 名`;
    case "pointsOff":
      return "分值减去应扣的分";
    case "passed":
      return "达标";
    case "failed":
      return "不达标";
    case "given":
      return "来源表给分";
  }
}

function scoreStep(explanation: Explanation): string {
  const { outcome, segment, beforeRounding, rule } = explanation;
  if (outcome.kind !== "scored") return `${whyNot(explanation)}。`;
  if (!segment) return `${absence(explanation)}：${brief(outcome.score)} 分。`;
  const working = workingOf(explanation);
  const score = brief(beforeRounding ?? outcome.score);
  const held = "capped" in segment && segment.capped !== null ? `，${segment.capped === "highest" ? "封顶" : "最低"} ${score} 分` : "";
  const stepped = rule.rounding ? `；${derivation.rounded(rule.rounding)}为 ${brief(outcome.score)} 分` : "";
  return `${segmentText(explanation)}：${working ? `${working.expression} ${resultText(working.result)}` : score} 分${held}${stepped}。`;
}

function fullStep({ fullPoints: { stated, shared }, deducts, line }: Explanation): string {
  if (line.role !== "score") return `分值 ${brief(stated)} 分：${sheetLabels.roles[line.role].word}，在满分之外。`;
  if (deducts) return `分值 ${brief(stated)} 分：扣分项，不占满分。`;
  if (shared === null) return `方案满分 ${brief(stated)} 分，本期由同组其余指标分摊。`;
  return brief(shared) === brief(stated) ? `满分 ${brief(stated)} 分。` : `方案满分 ${brief(stated)} 分；有指标不计分，分摊后满分 ${brief(shared)} 分。`;
}

/** What else on the card decides about the line. */
function standingStep({ line, lowered, outranked }: Explanation): string | null {
  if (lowered?.by === "veto") return `自己的得分率是 ${brief(lowered.score)}%，因否决项归零。`;
  if (lowered)
    return `自己的得分率是 ${brief(lowered.score)}%；同组“${line.baseScore?.group ?? ""}”有指标未达基本分，本行最多计 ${brief(line.baseScore!.score)} 分。`;
  return outranked ? "上级取最优，计入的是另一项；本行不失分，也不算短木板。" : null;
}

function pointsStep(explanation: Explanation): string | null {
  const { outcome, fullPoints, rounding, deducts, lost, line } = explanation;
  if (outcome.kind !== "scored") return null;
  if (line.role === "deduct") {
    const own = fullPoints.shared ?? fullPoints.stated;
    return `减 ${brief(own)} × (100 - ${brief(outcome.score)}) ÷ 100，为 ${rounded(outcome.points.abs(), rounding.points)} 分。`;
  }
  const full = brief(fullPoints.shared ?? fullPoints.stated);
  const product = (fullPoints.shared ?? fullPoints.stated).times(deducts ? outcome.score.minus(100) : outcome.score).div(100);
  const shown = rounded(outcome.points, rounding.points);
  const how = rounding.points === "none" ? "不舍入" : `四舍五入到${rounding.points === 0 ? "整数" : ` ${rounding.points} 位小数`}`;
  const working = `${full} × ${deducts ? `(${brief(outcome.score)} - 100)` : brief(outcome.score)} ÷ 100 ${resultText(product)}`;
  return `得分 ${working}，${how}为 ${shown} 分${lost ? `；失 ${rounded(lost, rounding.points)} 分` : ""}。`;
}

function thresholdStep({ rate, rounding, threshold, line, outranked }: Explanation): string | null {
  if (!rate || outranked || line.role !== "score") return null;
  const shown = `得分率 ${rounded(rate, rounding.rate)}%，`;
  const since = threshold.since ? `，自 ${sheetLabels.period(threshold.since)}起` : "";
  const most = threshold.amongMostLost ? "；失分居本卡前列" : "";
  return `${shown}${threshold.below ? `低于阈值 ${exact(threshold.perCent)}%，是短木板${since}` : `不低于阈值 ${exact(threshold.perCent)}%，不是短木板`}${most}。`;
}

function coverageStep({ coverage, figure, line }: Explanation): string {
  if (line.role !== "score") return `加减分项不计入覆盖率；本卡覆盖率 ${rounded(coverage.card, 1)}%。`;
  const card = `本卡覆盖率 ${rounded(coverage.card, 1)}%`;
  const share = `${rounded(coverage.share, 1)}%`;
  const effect = {
    counted: `有实际值，计入覆盖率 ${share}`,
    lacking: `${figure.state === "value" ? "还不能计分" : "没有本期实际值"}，覆盖率少 ${share}`,
    outside: "不适用或未到期，不影响覆盖率",
  }[coverage.effect];
  return `${effect}；${card}。`;
}

function beforeStep({ before, indicator, rounding, outcome }: Explanation): string {
  const { last } = sheetLabels.before(before.period.kind);
  const figures = before.figure
    ? `${last}实际值 ${withUnit(before.figure, indicator.unit)}${before.change ? `，变化 ${signed(before.change, "none")}（+ 为优）` : ""}`
    : `没有${last}的实际值`;
  const now = outcome.kind === "scored" && before.points && before.pointsChange ? outcome.points : null;
  const points =
    now && before.points && before.pointsChange
      ? `；得分由 ${rounded(before.points, rounding.points)} 到 ${rounded(now, rounding.points)}，${signed(before.pointsChange, rounding.points)}`
      : "";
  return `${figures}${points}。`;
}

export const explainZh: ExplainWords = {
  standard,
  title: ({ department, template, period, number, line }) =>
    [sheetLabels.period(period), department.name, ...(department.templates.length > 1 ? [template.name] : []), `${number} ${line.name}（${line.code}）`].join(
      " · ",
    ),
  inShort,
  steps: (explanation) =>
    numbered([
      figureStep(explanation),
      ...derivedSteps(explanation.figure.derivation),
      anchorStep(explanation),
      ...explanation.anchors.map(({ name, workedOut }) => workedOut && sheetLabels.computedTargets.step(name, workedOut)),
      ruleStep(explanation),
      scoreStep(explanation),
      fullStep(explanation),
      standingStep(explanation),
      pointsStep(explanation),
      thresholdStep(explanation),
      coverageStep(explanation),
      beforeStep(explanation),
      explanation.ahead && nextPointZh.step(explanation.ahead, explanation.rounding),
      `依据：${[explanation.scheme.name, `方案 ${explanation.scheme.version}`].filter((part) => part !== "").join("，")}。`,
    ]),
};
