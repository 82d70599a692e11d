/** Derivations in English: sentence case, British spelling. */
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
import { findings } from "./findingsEn";
import { nextPointEn } from "./nextPointEn";
import { sheetLabels } from "./sheetLabelsEn";

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
  return policy === null ? state.toLowerCase() : derivation.absent(state, policy, figure.carriedFrom && sheetLabels.period(figure.carriedFrom.period));
}

function whyNot({ outcome, problem, policy, figure }: Explanation): string {
  if (outcome.kind === "leftOut" && outcome.why === "quorum") return sheetLabels.withoutQuorum.word.toLowerCase();
  if (problem) return findingText(problem);
  if (figure.state === "value" || policy === null) return "not scored yet";
  return derivation.unscored(sheetLabels.states[figure.state].word, policy);
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
  return `Actual ${figure.scored ? withUnit(figure.scored, indicator.unit) : ""}${source ? `, ${figure.derivation ? "computed by" : "from"} ${place(source)}` : ""}${label}${parsed}.`;
}

/** A computed figure: its method with its figures, and the cells of its parts; then those parts that were computed themselves. */
function derivedSteps(derivation: ExplainedDerivation | null): readonly string[] {
  if (!derivation) return [];
  const { name, unit, period, figure, parts } = derivation;
  const method = choiceWord("method", derivation.derivation.derived.method, "en");
  const working = derivedWorking(derivation);
  const result =
    figure.state === "value"
      ? working
        ? `${working} ${resultText(figure.value)}${unit === "" ? "" : ` ${unit}`}`
        : withUnit(figure.value, unit)
      : sheetLabels.states[figure.state].word.toLowerCase();
  const listed = parts.map(({ part, name: own, unit: partUnit, series, derivation: inner }) => {
    const called = series ? sheetLabels.data.beside(own, series.series, series.name) : own;
    const { reading } = part;
    const value = !reading
      ? "no figure"
      : reading.figure.state === "value"
        ? withUnit(roundTo(reading.figure.value, 6), partUnit)
        : sheetLabels.states[reading.figure.state].word.toLowerCase();
    return `${called} ${sheetLabels.period(part.period)} ${value}${inner ? " (see below)" : reading ? ` (${place(reading.source)})` : ""}`;
  });
  const { full } = derivation.derivation;
  const fullText = full ? [`full mark ${exact(full.value)}${full.source ? ` (${place(full.source)})` : ""}`] : [];
  const sentence = `${name} ${sheetLabels.period(period)} by ${method.toLowerCase()}: ${result}; ${[...listed, ...fullText].join(", ")}.`;
  return [sentence, ...parts.flatMap((part) => derivedSteps(part.derivation))];
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
      const [below, above] = [segment.uncapped.lt(segment.low), segment.uncapped.gt(segment.high)];
      if (segment.capped === "lowest" && below) return `Short of the ${from}`;
      if (segment.capped === "highest" && above) return `Beyond the ${to}`;
      const along = `on the ${segment.scale === "log" ? "logarithmic " : ""}line through ${from} and ${to}`;
      if (below) return `Short of the ${from}, ${along}`;
      if (above) return `Beyond the ${to}, ${along}`;
      return `Between ${from} and ${to}${segment.scale === "log" ? ", on a logarithmic scale" : ""}`;
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
    case "betweenPoints":
      return `Between ${exact(segment.from.at)} and ${exact(segment.to.at)}`;
    case "point":
      return segment.side === "on"
        ? `Exactly ${exact(segment.point.at)}`
        : `${segment.side === "below" ? "Below" : "Above"} ${exact(segment.point.at)}, as there`;
    case "worseThanPoints":
      return `Worse than ${exact(segment.point.at)}, nothing`;
    case "steps":
      return segment.side === "on"
        ? "Exactly on target"
        : `${segment.side === "short" ? "Short of" : "Better than"} the target by ${brief(segment.steps)} steps`;
    case "events":
      return "Off for each event";
    case "rank":
      return `Place ${exact(segment.place)} of ${exact(segment.total)}`;
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
  const { outcome, segment, beforeRounding, rule } = explanation;
  if (outcome.kind !== "scored") return capital(`${whyNot(explanation)}.`);
  if (!segment) return capital(`${absence(explanation)}: score ${brief(outcome.score)}.`);
  const working = workingOf(explanation);
  const score = brief(beforeRounding ?? outcome.score);
  const held = "capped" in segment && segment.capped !== null ? `, held at ${score}` : "";
  const stepped = rule.rounding ? `; ${derivation.rounded(rule.rounding)}: ${brief(outcome.score)}` : "";
  return `${segmentText(explanation)}: score ${working ? `${working.expression} ${resultText(working.result)}` : score}${held}${stepped}.`;
}

function capital(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function fullStep({ fullPoints: { stated, shared }, deducts, line }: Explanation): string {
  if (line.role !== "score")
    return `The line's points are ${brief(stated)}; it is an adjustment (${sheetLabels.roles[line.role].word}) outside the full points.`;
  if (deducts) return `The line's points are ${brief(stated)}; it takes off and has no share of the full points.`;
  if (shared === null) return `Full points ${brief(stated)} by the scheme, shared among the rest of its group this period.`;
  return brief(shared) === brief(stated)
    ? `Full points ${brief(stated)}.`
    : `Full points ${brief(stated)} by the scheme; ${brief(shared)} after the weight of lines that are not scored was shared out.`;
}

/** What else on the card decides about the line. */
function standingStep({ line, lowered, outranked }: Explanation): string | null {
  if (lowered?.by === "veto") return `Its own score is ${brief(lowered.score)}, brought to 0 by a veto.`;
  if (lowered) {
    return `Its own score is ${brief(lowered.score)}; a line of the group “${line.baseScore?.group ?? ""}” misses its base score, so this one counts at most ${brief(line.baseScore!.score)}.`;
  }
  return outranked ? "The best counts above it, and that is another line; this one loses nothing and is no short board." : null;
}

function pointsStep(explanation: Explanation): string | null {
  const { outcome, fullPoints, rounding, deducts, lost, line } = explanation;
  if (outcome.kind !== "scored") return null;
  if (line.role === "deduct") {
    const own = fullPoints.shared ?? fullPoints.stated;
    return `Takes off ${brief(own)} × (100 - ${brief(outcome.score)}) ÷ 100: ${rounded(outcome.points.abs(), rounding.points)}.`;
  }
  const full = fullPoints.shared ?? fullPoints.stated;
  const product = full.times(deducts ? outcome.score.minus(100) : outcome.score).div(100);
  const how = rounding.points === "none" ? "not rounded" : `rounded half away from zero to ${rounding.points} ${rounding.points === 1 ? "place" : "places"}`;
  const working = `${brief(full)} × ${deducts ? `(${brief(outcome.score)} - 100)` : brief(outcome.score)} ÷ 100 ${resultText(product)}`;
  return `Points ${working}, ${how}: ${rounded(outcome.points, rounding.points)}${lost ? `; lost ${rounded(lost, rounding.points)}` : ""}.`;
}

function thresholdStep({ rate, rounding, threshold, line, outranked }: Explanation): string | null {
  if (!rate || outranked || line.role !== "score") return null;
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
      explanation.ahead && nextPointEn.step(explanation.ahead, explanation.rounding),
      `By ${[explanation.scheme.name, `scheme ${explanation.scheme.version}`].filter((part) => part !== "").join(", ")}.`,
    ]),
};
