/** Derivations in English: sentence case, British spelling. */
import { type Decimal, HUNDRED } from "../kpi/decimal";
import type { ExplainedAnchor, Explanation } from "../kpi/explain";
import { type Finding, type Source } from "../kpi/finding";
import type { ScoringRule } from "../kpi/rules/index";
import { ruleSentence } from "../sheets/cardNotes";
import { anchorsInPlay, brief, exact, resultText, rounded, signed, withUnit, workingOf } from "./explainWorking";
import { type ExplainWords, numbered } from "./explainWords";
import { anchorName } from "./findingNames";
import { findings } from "./findingsEn";
import { sheetLabels } from "./sheetLabelsEn";

const score = (value: Decimal): string => (value.eq(100) ? "full" : exact(value));
const caps = (highest: Decimal | null, lowest: Decimal | null): string =>
  `${highest ? `, at most ${exact(highest)}` : ""}${lowest && !lowest.eq(0) ? `, at least ${exact(lowest)}` : ""}`;

const standard: ExplainWords["standard"] = (rule, { floor, target, stretch, worst, best, full }, direction) => {
  const atLeast = direction === "up" ? "≥" : "≤";
  const [worse, better] = direction === "up" ? ["below", "above"] : ["above", "below"];
  switch (rule.kind) {
    case "threeAnchors": {
      if (!floor || !target) return sentenceOf(rule);
      const below =
        rule.belowFloor === "zero" ? `${exact(rule.floorScore)} from ${exact(floor)}` : `${exact(rule.floorScore)} at ${exact(floor)} and on down to 0`;
      const top = stretch ? `at most ${exact(rule.stretchScore)}, from ${exact(stretch)}` : `at most ${exact(rule.targetScore)}`;
      return `${atLeast}${exact(target)} ${score(rule.targetScore)}, ${below}, linear, ${top}`;
    }
    case "ratio": {
      if (!target) return sentenceOf(rule);
      const at = exact(target);
      if (direction === "down" && target.eq(0)) return `≤0 ${score(rule.cap?.lt(100) ? rule.cap : HUNDRED)}, otherwise nothing${caps(null, rule.floorCap)}`;
      const shortfall = direction === "up" ? `actual − ${at}` : `${at} − actual`;
      const how =
        rule.form === "signed"
          ? `1 + (${shortfall}) ÷ |${at}|`
          : direction === "up"
            ? `actual ÷ ${at}`
            : rule.form === "mirrored"
              ? `2 − actual ÷ ${at}`
              : `${at} ÷ actual`;
      return `Rate = ${how}${caps(rule.cap, rule.floorCap)}`;
    }
    case "deduction": {
      if (!target || (rule.reference === "full" && !full)) return sentenceOf(rule);
      const at = exact(target);
      const by = {
        target: `|actual − ${at}| ÷ |${at}|`,
        zero: `actual ÷ ${at}`,
        full: `(${full ? exact(full) : ""} − actual) ÷ ${full ? exact(full.minus(target)) : ""}`,
      }[rule.reference];
      return `${atLeast}${at} nothing off, otherwise the line's points × ${by}${rule.maxLoss ? `, at most ${exact(rule.maxLoss)} points` : ""}`;
    }
    case "clampedRange":
      return worst && best ? `${exact(worst)} nothing, ${exact(best)} full, linear, nothing beyond` : sentenceOf(rule);
    case "perUnit": {
      if (!target) return sentenceOf(rule);
      const step = rule.stepMeans === "units" ? exact(rule.step) : `${exact(rule.step)}% of the target`;
      const count = { exact: "", floor: ", whole steps only", ceil: ", part of a step counts as one" }[rule.counting];
      const up = rule.perStepUp.eq(0) ? "" : `, ${exact(rule.perStepUp)} on top for each ${step} ${better}`;
      return `${exact(target)} ${score(rule.base)}, ${exact(rule.perStep)} off for each ${step} ${worse}${up}${count}${caps(rule.cap, rule.floorCap)}`;
    }
    case "passFail":
      return target ? `${atLeast}${exact(target)} ${score(rule.passScore)}, otherwise ${exact(rule.failScore)}` : sentenceOf(rule);
    case "bands":
    case "events":
    case "given":
      return sentenceOf(rule);
  }
};

/** The cards' own sentence on the rule, where anchors add nothing to it. */
function sentenceOf(rule: ScoringRule): string {
  return ruleSentence(rule, sheetLabels).replace(/\.$/, "");
}

const place = ({ sheet, cell }: Source): string => (cell === "" ? `“${sheet}”` : `“${sheet}”!${cell}`);
const anchorText = ({ name, value }: ExplainedAnchor, unit: string): string => `${anchorName(name, "en")} ${withUnit(value, unit)}`;

function inShort(explanation: Explanation): string {
  const { line, indicator, figure, outcome, fullPoints, rounding, before, deducts } = explanation;
  if (outcome.kind !== "scored") return `${line.name}: ${whyNot(explanation)}`;
  const shown = figure.scored ? ` ${withUnit(figure.scored, indicator.unit)}` : "";
  const absent = figure.state === "value" ? "" : ` (${absence(explanation)})`;
  const anchors = anchorsInPlay(explanation).map((anchor) => `, ${anchorText(anchor, indicator.unit)}`);
  const points = rounded(outcome.points, rounding.points);
  const result = deducts
    ? outcome.points.lt(0)
      ? `${points.replace("-", "")} points off`
      : "nothing off"
    : `${brief(outcome.score)} × ${brief(fullPoints.shared ?? fullPoints.stated)} points ÷ 100 = ${points} points`;
  const change = before.pointsChange ? `; ${signed(before.pointsChange, rounding.points)} ${sheetLabels.before(before.period.kind).against}` : "";
  return `${line.name}${shown}${absent}${figure.scored ? anchors.join("") : ""} → ${result}${change}`;
}

/** What was done about a figure that is not there. */
function absence({ figure, policy }: Explanation): string {
  if (figure.state === "value") return "";
  const state = sheetLabels.states[figure.state].word.toLowerCase();
  if (figure.carriedFrom) return `${state}, carried from ${sheetLabels.period(figure.carriedFrom.period)}`;
  const done = {
    reShare: "not scored",
    zero: "scored as zero by the scheme",
    full: "given full points by the scheme",
    floorScore: "given the floor score by the scheme",
    carry: "carried",
    hold: "not scored yet",
  };
  return policy === null ? state : `${state}, ${done[policy]}`;
}

function whyNot(explanation: Explanation): string {
  const { outcome, problem, policy, figure } = explanation;
  if (problem) return findingText(problem);
  if (outcome.kind === "leftOut") return `${absence(explanation)}, its weight is shared among the rest of its group`;
  if (policy === "carry" && figure.state !== "value") {
    return `${sheetLabels.states[figure.state].word.toLowerCase()}, no earlier figure to carry, not scored yet`;
  }
  return figure.state === "value" ? "not scored yet" : `${sheetLabels.states[figure.state].word.toLowerCase()}, not scored until the figure comes`;
}

function findingText<F extends Finding>(one: F): string {
  // Each sentence takes the particulars of its own code, which an index by code hides from the compiler.
  return (findings[one.code] as (details: F["details"]) => string)(one.details).replace(/\.$/, "");
}

function figureStep(explanation: Explanation): string {
  const { figure, indicator } = explanation;
  const { source } = figure;
  if (figure.state !== "value") {
    const where = source ? `source ${place(source)}` : "no sheet gives this figure";
    const carried = figure.carriedFrom && figure.scored ? ` (${withUnit(figure.scored, indicator.unit)}, from ${place(figure.carriedFrom.source)})` : "";
    return `Actual of this period: ${absence(explanation)}${carried}; ${where}.`;
  }
  const label = figure.label === null || figure.label === indicator.name ? "" : `, where it is called “${figure.label}”`;
  const parsed = figure.parsedFrom === null ? "" : `, written “${figure.parsedFrom}”`;
  return `Actual ${figure.scored ? withUnit(figure.scored, indicator.unit) : ""}${source ? `, from ${place(source)}` : ""}${label}${parsed}.`;
}

function anchorStep({ anchors, indicator, direction }: Explanation): string {
  const way = direction === "up" ? "higher is better" : "lower is better";
  const listed = anchors.map((anchor) => `${anchorText(anchor, indicator.unit)}${anchor.source ? ` (${place(anchor.source)})` : ""}`);
  return capital(listed.length === 0 ? `${way}.` : `${listed.join(", ")}; ${way}.`);
}

function ruleStep({ rule, anchors, direction }: Explanation): string {
  const values = Object.fromEntries(anchors.map(({ name, value }) => [name, value]));
  return `Rule “${rule.name || sheetLabels.rules[rule.kind].name}”: ${standard(rule, values, direction)}.`;
}

/** Which piece of the rule the figure fell into. */
function segmentText(explanation: Explanation): string {
  const { segment } = explanation;
  switch (segment?.kind) {
    case undefined:
      return "";
    case "belowFloor":
      return "Short of the floor, nothing";
    case "line": {
      const [from, to] = [anchorName(segment.from, "en"), anchorName(segment.to, "en")];
      if (segment.capped === "lowest") return `Short of the ${from}`;
      if (segment.capped === "highest") return `Beyond the ${to}`;
      return segment.uncapped.lt(segment.low) ? `Short of the ${from}, on the line through ${from} and ${to}` : `Between ${from} and ${to}`;
    }
    case "atBest":
      return `At the ${anchorName(segment.anchor, "en")} or better`;
    case "proportion":
      return "In proportion";
    case "zeroTarget":
      return segment.met ? "The target is 0 and met" : "The target is 0 and missed";
    case "endless":
      return "The actual is not above 0, so that the ratio has no limit but the cap";
    case "offTarget":
      if (segment.side === "within") return explanation.anchors.some(({ name }) => name === "upper") ? "Between target and its upper end" : "Exactly on target";
      return segment.side === "below" ? "Below the target" : segment.edge === "upper" ? "Above the target's upper end" : "Above the target";
    case "nothingOff":
      return "On target, nothing off";
    case "takenOff":
      return segment.limited ? "Short of the target, the most that the line may lose" : "Short of the target";
    case "band":
      return `In the band ${segment.from === null ? "…" : exact(segment.from)} to ${segment.to === null ? "…" : exact(segment.to)}`;
    case "steps":
      return segment.side === "on"
        ? "Exactly on target"
        : `${segment.side === "short" ? "Short of" : "Better than"} the target by ${brief(segment.steps)} steps`;
    case "events":
      return "Off for each event";
    case "pointsOff":
      return "The line's points less what the events cost";
    case "passed":
      return "Passed";
    case "failed":
      return "Failed";
    case "given":
      return "Given by the source";
  }
}

function scoreStep(explanation: Explanation): string {
  const { outcome, segment } = explanation;
  if (outcome.kind !== "scored") return capital(`${whyNot(explanation)}.`);
  if (!segment) return capital(`${absence(explanation)}: score ${brief(outcome.score)}.`);
  const working = workingOf(explanation);
  const held = "capped" in segment && segment.capped !== null ? `, held at ${brief(outcome.score)}` : "";
  return `${segmentText(explanation)}: score ${working ? `${working.expression} ${resultText(working.result)}` : brief(outcome.score)}${held}.`;
}

function capital(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function fullStep({ fullPoints: { stated, shared }, deducts }: Explanation): string {
  if (deducts) return `The line's points are ${brief(stated)}; it takes off and has no share of the full points.`;
  if (shared === null) return `Full points ${brief(stated)} by the scheme, shared among the rest of its group this period.`;
  return brief(shared) === brief(stated)
    ? `Full points ${brief(stated)}.`
    : `Full points ${brief(stated)} by the scheme; ${brief(shared)} after the weight of lines that are not scored was shared out.`;
}

function pointsStep({ outcome, fullPoints, rounding, deducts, lost }: Explanation): string | null {
  if (outcome.kind !== "scored") return null;
  const full = fullPoints.shared ?? fullPoints.stated;
  const product = full.times(deducts ? outcome.score.minus(100) : outcome.score).div(100);
  const how = rounding.points === "none" ? "not rounded" : `rounded half away from zero to ${rounding.points} ${rounding.points === 1 ? "place" : "places"}`;
  const working = `${brief(full)} × ${deducts ? `(${brief(outcome.score)} − 100)` : brief(outcome.score)} ÷ 100 ${resultText(product)}`;
  return `Points ${working}, ${how}: ${rounded(outcome.points, rounding.points)}${lost ? `; lost ${rounded(lost, rounding.points)}` : ""}.`;
}

function thresholdStep({ rate, rounding, threshold }: Explanation): string | null {
  if (!rate) return null;
  const since = threshold.since ? `, since ${sheetLabels.period(threshold.since)}` : "";
  const most = threshold.amongMostLost ? "; among the most points lost on this card" : "";
  const limit = `the threshold of ${exact(threshold.perCent)}%`;
  return `Rate ${rounded(rate, rounding.rate)}%, ${threshold.below ? `below ${limit}: a short board${since}` : `not below ${limit}: no short board`}${most}.`;
}

function coverageStep({ coverage, figure }: Explanation): string {
  const share = `${rounded(coverage.share, 1)}%`;
  const effect = {
    counted: `Rests on a real figure and counts ${share} of the coverage`,
    lacking: `${figure.state === "value" ? "Cannot be scored yet" : "Has no figure of this period"}, so that ${share} of the coverage is lacking`,
    outside: "Does not apply or is not due, and leaves the coverage as it is",
  }[coverage.effect];
  return `${effect}; the card's coverage is ${rounded(coverage.card, 1)}%.`;
}

function beforeStep({ before, indicator, rounding, outcome }: Explanation): string {
  const last = sheetLabels.period(before.period);
  const figures = before.figure
    ? `Actual in ${last}: ${withUnit(before.figure, indicator.unit)}${before.change ? `, changed by ${signed(before.change, "none")} (+ is better)` : ""}`
    : `No actual in ${last}`;
  const points =
    outcome.kind === "scored" && before.points && before.pointsChange
      ? `; points from ${rounded(before.points, rounding.points)} to ${rounded(outcome.points, rounding.points)}, ${signed(before.pointsChange, rounding.points)}`
      : "";
  return `${figures}${points}.`;
}

export const explainEn: ExplainWords = {
  standard,
  title: ({ department, template, period, number, line }) =>
    [sheetLabels.period(period), department.name, ...(department.templates.length > 1 ? [template.name] : []), `${number} ${line.name} (${line.code})`].join(
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
      `By ${[explanation.scheme.name, explanation.scheme.version].filter((part) => part !== "").join(", scheme ")}.`,
    ]),
};
