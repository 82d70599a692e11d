/** Derivations in Chinese. */
import { type Decimal, HUNDRED } from "../kpi/decimal";
import type { Explanation, ExplainedAnchor } from "../kpi/explain";
import { type Finding, type Source } from "../kpi/finding";
import type { ScoringRule } from "../kpi/rules/index";
import { ruleSentence } from "../sheets/cardNotes";
import { anchorsInPlay, brief, exact, resultText, rounded, signed, withUnit, workingOf } from "./explainWorking";
import { type ExplainWords, numbered } from "./explainWords";
import { anchorName } from "./findingNames";
import { findings } from "./findingsZh";
import { sheetLabels } from "./sheetLabelsZh";

const scores = (score: Decimal): string => (score.eq(100) ? "得满分" : `得 ${exact(score)} 分`);
const caps = (highest: Decimal | null, lowest: Decimal | null): string =>
  `${highest ? `，封顶 ${exact(highest)}` : ""}${lowest && !lowest.eq(0) ? `，最低 ${exact(lowest)}` : ""}`;

const standard: ExplainWords["standard"] = (rule, { floor, target, stretch, worst, best, full }, direction) => {
  const atLeast = direction === "up" ? "≥" : "≤";
  const [worse, better] = direction === "up" ? ["低", "高"] : ["高", "低"];
  switch (rule.kind) {
    case "threeAnchors": {
      if (!floor || !target) return sentenceOf(rule);
      const below =
        rule.belowFloor === "zero" ? `${exact(floor)} 起 ${exact(rule.floorScore)} 分` : `${exact(floor)} 为 ${exact(rule.floorScore)} 分、再差顺延到 0`;
      const top = stretch ? `${exact(stretch)} 起封顶 ${exact(rule.stretchScore)}` : `封顶 ${exact(rule.targetScore)}`;
      return `${atLeast}${exact(target)} ${scores(rule.targetScore)}，${below}，线性，${top}`;
    }
    case "ratio": {
      if (!target) return sentenceOf(rule);
      const at = exact(target);
      if (direction === "down" && target.eq(0)) return `≤0 ${scores(highestOf(rule))}，否则不得分${caps(null, rule.floorCap)}`;
      const shortfall = direction === "up" ? `实际 − ${at}` : `${at} − 实际`;
      const how =
        rule.form === "signed"
          ? `1 + (${shortfall}) ÷ |${at}|`
          : direction === "up"
            ? `实际 ÷ ${at}`
            : rule.form === "mirrored"
              ? `2 − 实际 ÷ ${at}`
              : `${at} ÷ 实际`;
      return `得分率 = ${how}${caps(rule.cap, rule.floorCap)}`;
    }
    case "deduction": {
      if (!target || (rule.reference === "full" && !full)) return sentenceOf(rule);
      const at = exact(target);
      const by = {
        target: `|实际 − ${at}| ÷ |${at}|`,
        zero: `实际 ÷ ${at}`,
        full: `(${full ? exact(full) : ""} − 实际) ÷ ${full ? exact(full.minus(target)) : ""}`,
      }[rule.reference];
      return `${atLeast}${at} 不扣，否则扣“分值 × ${by}”${rule.maxLoss ? `，最多扣 ${exact(rule.maxLoss)} 分` : ""}`;
    }
    case "clampedRange":
      return worst && best ? `${exact(worst)} 得 0 分，${exact(best)} 得满分，线性，不超出两端` : sentenceOf(rule);
    case "perUnit": {
      if (!target) return sentenceOf(rule);
      const step = rule.stepMeans === "units" ? ` ${exact(rule.step)} ` : `目标的 ${exact(rule.step)}% `;
      const count = { exact: "", floor: "，不足一档不计", ceil: "，不足一档按一档计" }[rule.counting];
      const up = rule.perStepUp.eq(0) ? "" : `，每${better}${step}加 ${exact(rule.perStepUp)} 分`;
      return `${exact(target)} ${scores(rule.base)}，每${worse}${step}扣 ${exact(rule.perStep)} 分${up}${count}${caps(rule.cap, rule.floorCap)}`;
    }
    case "passFail":
      return target ? `${atLeast}${exact(target)} ${scores(rule.passScore)}，否则 ${exact(rule.failScore)} 分` : sentenceOf(rule);
    case "bands":
    case "events":
    case "given":
      return sentenceOf(rule);
  }
};

/** The cards' own sentence on the rule, where anchors add nothing to it. */
function sentenceOf(rule: ScoringRule): string {
  return ruleSentence(rule, sheetLabels).replace(/。$/, "");
}

function highestOf({ cap }: { readonly cap: Decimal | null }): Decimal {
  return cap?.lt(100) ? cap : HUNDRED;
}

const place = ({ sheet, cell }: Source): string => (cell === "" ? `“${sheet}”` : `“${sheet}”!${cell}`);
const anchorText = ({ name, value }: ExplainedAnchor, unit: string): string =>
  `${name === "full" ? "满值" : anchorName(name, "zh").replace(/值$/, "")} ${withUnit(value, unit)}`;

function inShort(explanation: Explanation): string {
  const { line, indicator, figure, outcome, fullPoints, rounding, before, deducts } = explanation;
  if (outcome.kind !== "scored") return `${line.name}：${whyNot(explanation)}`;
  const shown = figure.scored ? ` ${withUnit(figure.scored, indicator.unit)}` : "";
  const absent = figure.state === "value" ? "" : `（${absence(explanation)}）`;
  const anchors = anchorsInPlay(explanation).map((anchor) => `，${anchorText(anchor, indicator.unit)}`);
  const points = rounded(outcome.points, rounding.points);
  const result = deducts
    ? outcome.points.lt(0)
      ? `扣 ${points.replace("-", "")} 分`
      : "不扣分"
    : `${brief(outcome.score)} 分 × ${brief(fullPoints.shared ?? fullPoints.stated)} 分权重 = ${points} 分`;
  const change = before.pointsChange ? `；${sheetLabels.before(before.period.kind).against} ${signed(before.pointsChange, rounding.points)}` : "";
  return `${line.name}${shown}${absent}${figure.scored ? anchors.join("") : ""} → ${result}${change}`;
}

/** What was done about a figure that is not there. */
function absence({ figure, policy }: Explanation): string {
  if (figure.state === "value") return "";
  const state = sheetLabels.states[figure.state].word;
  if (figure.carriedFrom) return `${state}，沿用 ${sheetLabels.period(figure.carriedFrom.period)}`;
  const done = { reShare: "不计分", zero: "按方案计零分", full: "按方案计满分", floorScore: "按方案计保底分", carry: "沿用", hold: "暂不计分" };
  return policy === null ? state : `${state}，${done[policy]}`;
}

function whyNot(explanation: Explanation): string {
  const { outcome, problem, policy, figure } = explanation;
  if (problem) return findingText(problem);
  if (outcome.kind === "leftOut") return `${absence(explanation)}，权重由同组其余指标分摊`;
  if (policy === "carry" && figure.state !== "value") return `${sheetLabels.states[figure.state].word}，没有可沿用的值，暂不计分`;
  return `${absence(explanation)}，补齐后重算`;
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
  return `实际值 ${figure.scored ? withUnit(figure.scored, indicator.unit) : ""}${source ? `，取自${place(source)}` : ""}${label}${parsed}。`;
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
      if (segment.capped === "lowest") return `不及${from}`;
      return segment.capped === "highest" ? `超过${to}` : segment.uncapped.lt(segment.low) ? `不及${from}，沿${from}到${to}的直线` : `在${from}与${to}之间`;
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
    case "steps":
      return segment.side === "on" ? "恰为目标" : `${segment.side === "short" ? "差于" : "好于"}目标，计 ${brief(segment.steps)} 档`;
    case "events":
      return "按件数扣";
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
  const { outcome, segment } = explanation;
  if (outcome.kind !== "scored") return `${whyNot(explanation)}。`;
  if (!segment) return `${absence(explanation)}：${brief(outcome.score)} 分。`;
  const working = workingOf(explanation);
  const held = "capped" in segment && segment.capped !== null ? `，${segment.capped === "highest" ? "封顶" : "最低"} ${brief(outcome.score)} 分` : "";
  return `${segmentText(explanation)}：${working ? `${working.expression} ${resultText(working.result)}` : brief(outcome.score)} 分${held}。`;
}

function fullStep({ fullPoints: { stated, shared }, deducts }: Explanation): string {
  if (deducts) return `分值 ${brief(stated)} 分：扣分项，不占满分。`;
  if (shared === null) return `方案满分 ${brief(stated)} 分，本期由同组其余指标分摊。`;
  return brief(shared) === brief(stated) ? `满分 ${brief(stated)} 分。` : `方案满分 ${brief(stated)} 分；有指标不计分，分摊后满分 ${brief(shared)} 分。`;
}

function pointsStep({ outcome, fullPoints, rounding, deducts, lost }: Explanation): string | null {
  if (outcome.kind !== "scored") return null;
  const full = brief(fullPoints.shared ?? fullPoints.stated);
  const product = (fullPoints.shared ?? fullPoints.stated).times(deducts ? outcome.score.minus(100) : outcome.score).div(100);
  const shown = rounded(outcome.points, rounding.points);
  const how = rounding.points === "none" ? "不舍入" : `四舍五入到${rounding.points === 0 ? "整数" : ` ${rounding.points} 位小数`}`;
  const working = `${full} × ${deducts ? `(${brief(outcome.score)} − 100)` : brief(outcome.score)} ÷ 100 ${resultText(product)}`;
  return `得分 ${working}，${how}为 ${shown} 分${lost ? `；失 ${rounded(lost, rounding.points)} 分` : ""}。`;
}

function thresholdStep({ rate, rounding, threshold }: Explanation): string | null {
  if (!rate) return null;
  const shown = `得分率 ${rounded(rate, rounding.rate)}%，`;
  const since = threshold.since ? `，自 ${sheetLabels.period(threshold.since)}起` : "";
  const most = threshold.amongMostLost ? "；失分居本卡前列" : "";
  return `${shown}${threshold.below ? `低于阈值 ${exact(threshold.perCent)}%，是短木板${since}` : `不低于阈值 ${exact(threshold.perCent)}%，不是短木板`}${most}。`;
}

function coverageStep({ coverage, figure }: Explanation): string {
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
      anchorStep(explanation),
      ruleStep(explanation),
      scoreStep(explanation),
      fullStep(explanation),
      pointsStep(explanation),
      thresholdStep(explanation),
      coverageStep(explanation),
      beforeStep(explanation),
      `依据：${[explanation.scheme.name, explanation.scheme.version].filter((part) => part !== "").join("，方案 ")}。`,
    ]),
};
