/**
 * scheme × readings → scorecards of one period.
 *
 * Two walks over each tree: first every line gets a score or the reason why it has none, then points are shared out
 * from the top and added up from the bottom. No I/O, no cells; a bad figure holds its own card and the others are scored.
 */
import { HUNDRED, ZERO, type Decimal, greatest, least, sum } from "./decimal";
import type { Department } from "./department";
import type { AbsentState, Figure, Reading } from "./figure";
import { type Checked, type Finding, finding } from "./finding";
import type { Indicator } from "./indicator";
import { type Period, comparePeriods, periodKey, previousPeriod, samePeriod } from "./period";
import { rankCards } from "./rank";
import { gradeCards } from "./grade";
import { geometricMean } from "./logarithm";
import { type PossibleLine, type PossibleVeto, type TotalOf, possibleTotals } from "./possibleTotals";
import { type ScoreRounding, comparable, roundTo, roundToStep } from "./rounding";
import { betterBy } from "./rules/direction";
import { boundsOfRule, deducts, RULE_COLUMNS, scoreByRule, type ScoringRule } from "./rules/index";
import type { RuleProblem } from "./rules/rule";
import type { Policy, Scheme } from "./scheme";
import { type Adjustments, type Lowered, type Outcome, type ScoredBranch, type ScoredItem, type ScoredLine, type Scorecard, linesOf } from "./scorecard";
import { mostLostLines } from "./shortBoard";
import type { Source } from "./source";
import { type Steps, atOnce, eachInSteps, mappedInSteps } from "./steps";
import { type Anchors, type AnchorSources, type TargetTable, anchorsFor, targetTable } from "./target";
import type { Branch, Line, LineRole, RollUp, ScorecardTemplate, TreeNode } from "./template";
import { type Veto, type VetoOutcome, strikes, totalUnder } from "./veto";
import { applies, coverageWeights, earnedPoints, fullPointsOf, isAdjustment, scoreOfLine, shareWon, staying, takesNoShare, weightsInPercent } from "./weights";

/** All cards of a period, ranked, with what moved since the period before. Findings are those of this period alone. */
export function score(scheme: Scheme, readings: readonly Reading[], period: Period): Checked<readonly Scorecard[]> {
  return atOnce(scoreInSteps(scheme, readings, period));
}

const READINGS_IN_A_STEP = 1_000;

/** The same, a card at a time. */
export function* scoreInSteps(scheme: Scheme, readings: readonly Reading[], period: Period): Steps<Checked<readonly Scorecard[]>> {
  const index = yield* indexInSteps(scheme, readings);
  const now = yield* scorePeriod(index, period, scheme.departments);
  const earlier = yield* earlierCards(index, yield* earlierPeriods(readings, period), now.value);
  return { value: yield* mappedInSteps(now.value, 1, (card) => withHistory(card, earlier)), findings: now.findings };
}

/** Everything that is looked up while scoring, by key. */
export interface Index {
  readonly scheme: Scheme;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly templates: ReadonlyMap<string, ScorecardTemplate>;
  readonly bindings: ReadonlyMap<string, string>;
  readonly targets: TargetTable;
  readonly readings: ReadonlyMap<string, Reading>;
}

const key = (...parts: readonly string[]): string => parts.join("\u0000");

export function indexOf(scheme: Scheme, readings: readonly Reading[]): Index {
  return atOnce(indexInSteps(scheme, readings));
}

function* indexInSteps(scheme: Scheme, readings: readonly Reading[]): Steps<Index> {
  const byKey = new Map<string, Reading>();
  yield* eachInSteps(readings, READINGS_IN_A_STEP, (reading) => {
    byKey.set(key(reading.department, reading.indicator, periodKey(reading.period)), reading);
  });
  return {
    scheme,
    indicators: new Map(scheme.indicators.map((indicator) => [indicator.code, indicator])),
    templates: new Map(scheme.templates.map((template) => [template.code, template])),
    bindings: new Map(scheme.bindings.map((binding) => [key(binding.department, binding.template, binding.line), binding.indicator])),
    targets: targetTable(scheme.targets),
    readings: byKey,
  };
}

/** The unbroken run of periods before this one for which there are readings, latest first. */
function* earlierPeriods(readings: readonly Reading[], period: Period): Steps<Period[]> {
  const present = new Set<string>();
  yield* eachInSteps(readings, READINGS_IN_A_STEP, (reading) => void present.add(periodKey(reading.period)));
  const run: Period[] = [];
  for (let past = previousPeriod(period); present.has(periodKey(past)); past = previousPeriod(past)) run.push(past);
  return run;
}

function* scorePeriod(index: Index, period: Period, departments: readonly Department[]): Steps<Checked<readonly Scorecard[]>> {
  const findings: Finding[] = [];
  const cards: Scorecard[] = [];
  for (const department of departments) {
    for (const code of department.templates) {
      const template = index.templates.get(code);
      if (!template) continue;
      cards.push(scoreCard(index, department, template, period, findings));
      yield;
    }
  }
  const { grades, settings } = index.scheme;
  return {
    value: gradeCards(rankCards(cards), { grades, forced: settings.forcedDistribution, exemptBelow: settings.distributionFrom }),
    findings: saidOnce(findings),
  };
}

/** Anchors of one cell that are out of order for several departments in the same way are said once. */
function saidOnce(findings: readonly Finding[]): readonly Finding[] {
  const alike = new Map<string, Finding[]>();
  for (const one of findings) {
    if (one.code !== "anchorsOutOfOrder" || !one.source) continue;
    const { line, anchors, wanted } = one.details;
    const same = key(one.source.sheet, one.source.cell, line, anchors, wanted);
    alike.set(same, [...(alike.get(same) ?? []), one]);
  }
  const groups = new Map([...alike.values()].flatMap((group) => group.map((one, place) => [one, place === 0 ? group.length - 1 : null] as const)));
  return findings.flatMap((one): Finding[] => {
    const more = groups.get(one);
    if (more === null) return [];
    return one.code === "anchorsOutOfOrder" && more ? [{ ...one, details: { ...one.details, more } }] : [one];
  });
}

/** A line before weights: its score, or why it has none. */
export interface Assessment {
  readonly line: Line;
  readonly statedPoints: Decimal;
  readonly indicator: Indicator;
  readonly figure: Figure;
  readonly reading: Reading | null;
  readonly scoredFigure: Decimal | null;
  readonly policy: Policy | null;
  readonly anchors: Anchors;
  readonly anchorSources: AnchorSources;
  readonly peers: readonly Decimal[] | null;
  readonly result: LineResult;
}

export type LineResult =
  | { readonly kind: "scored"; readonly score: Decimal; readonly basis: "measured" | "carried" | "policy" }
  | { readonly kind: "leftOut"; readonly why: AbsentState }
  | { readonly kind: "held"; readonly why: AbsentState | "scheme" };

export type Assessments = ReadonlyMap<Line, Assessment>;

function scoreCard(index: Index, department: Department, template: ScorecardTemplate, period: Period, findings: Finding[]): Scorecard {
  const { settings } = index.scheme;
  const assessments = assessLines(index, department, template, period, findings);
  const vetoes = vetoesOf(index, department, template, period, findings);
  const struck = vetoes.flatMap(({ veto, outcome }) => (outcome.kind === "struck" ? [veto] : []));
  const resultOf = (assessment: Assessment): LineResult => assessment.result;
  const before = tallyCard(template, assessments, resultOf, settings.pointDecimals, []);
  const tally = struck.length === 0 ? before : tallyCard(template, assessments, resultOf, settings.pointDecimals, struck);
  const base = baseWeights(template, assessments);
  const threshold = settings.threshold;

  const draw = (nodes: readonly TreeNode[], place: string, path: readonly string[], inherited: Decimal, rollUp: RollUp, outranked: boolean): ScoredItem[] => {
    const weights = weightsInPercent(nodes, rollUp);
    const best = rollUp === "maximum" ? tally.bestOf(nodes) : null;
    return nodes.map((node, position) => {
      const number = place === "" ? `${position + 1}` : `${place}.${position + 1}`;
      const shared = { number, path: [...path, node.name], weight: weights[position] ?? null, fullPoints: tally.fullPoints.get(node) ?? null };
      const own = node.threshold ?? inherited;
      const yields = outranked || (best !== null && node !== best && !takesNoShare(node));
      if (node.kind === "branch") {
        const children = draw(node.children, number, shared.path, own, node.rollUp, yields);
        const points = tally.points.get(node) ?? null;
        // A branch that only deducts or adjusts has no share of the card that it could be a rate of.
        const rate =
          points && shared.fullPoints?.gt(0) && !takesNoShare(node) ? roundTo(points.times(100).div(shared.fullPoints), settings.rateDecimals) : null;
        const held = linesOf(children).some((line) => line.outcome.kind === "held");
        return { kind: "branch", branch: node, ...shared, score: points && tally.scoreOf(node), points, rate, held, children } satisfies ScoredBranch;
      }
      const assessment = assessments.get(node)!;
      return drawLine(index, department, period, assessment, tally, before, shared, own, yields);
    });
  };
  const items = markMostLost(draw(template.children, "", [template.name], threshold, template.rollUp, false), settings.mostLost);

  const lines = linesOf(items);
  const applicable = applies(template, tally.stays);
  const held = lines.some((line) => line.outcome.kind === "held") || vetoes.some(({ outcome }) => outcome.kind === "undecided");
  const points = applicable ? tally.total : null;
  return {
    department,
    template,
    period,
    items,
    fullPoints: template.fullPoints,
    points,
    rate: points && template.fullPoints.gt(0) ? roundTo(points.times(100).div(template.fullPoints), settings.rateDecimals) : null,
    state: !applicable ? "notApplicable" : held ? "incomplete" : "complete",
    coverage: coverageOf(assessments, base),
    policyPoints: policyPointsOf(lines, base, settings.pointDecimals),
    ...possibleOf(template, assessments, vetoes, points, settings.pointDecimals),
    adjustments: tally.adjustments,
    vetoes,
    pointsBeforeVeto: applicable && struck.length > 0 ? before.total : null,
    grade: null,
    rankingGroup: rankingGroupOf(department, template),
    rank: null,
    before: null,
    history: [],
  };
}

/** A department is ranked by its first template inside its group; its other cards (a manager's, a deputy's) never mix with those. */
function rankingGroupOf(department: Department, template: ScorecardTemplate): string {
  if (department.rankingGroup === null) return template.name;
  return department.templates[0] === template.code ? department.rankingGroup : `${department.rankingGroup} · ${template.name}`;
}

// --- A line's score ---------------------------------------------------------------------------------------------

function assessLines(index: Index, department: Department, template: ScorecardTemplate, period: Period, findings: Finding[]): Assessments {
  const stated = fullPointsOf(template, () => true);
  const assessments = new Map<Line, Assessment>();
  const walk = (nodes: readonly TreeNode[]): void => {
    for (const node of nodes) {
      if (node.kind === "branch") walk(node.children);
      else assessments.set(node, assessLine(index, department, template, node, stated.get(node) ?? ZERO, period, findings));
    }
  };
  walk(template.children);
  return assessments;
}

export function assessLine(
  index: Index,
  department: Department,
  template: ScorecardTemplate,
  line: Line,
  statedPoints: Decimal,
  period: Period,
  findings: Finding[],
): Assessment {
  const { scheme } = index;
  const code = index.bindings.get(key(department.code, template.code, line.code)) ?? line.indicator;
  // The reader of the scheme refuses a line or binding whose indicator does not exist.
  const indicator = index.indicators.get(code)!;
  const reading = readingOf(index, department.code, code, period);
  const figure: Figure = reading?.figure ?? { state: "missing" };
  const { anchors, sources } = anchorsFor(index.targets, { indicator: code, template: template.code, line: line.code, department: department.code, period });

  const heldByScheme = (problem: RuleProblem, actual: Decimal): LineResult => {
    const source = sourceOfProblem(problem, reading, sources, line);
    findings.push(problemFinding(problem, { department, line, anchors, statedPoints, actual, source }));
    return { kind: "held", why: "scheme" };
  };
  const scoredBy = (actual: Decimal, basis: "measured" | "carried"): LineResult => {
    const absent = absentAnchor(line.rule, anchors, sources);
    if (absent) return heldByScheme(absent, actual);
    const peers = among(actual);
    const result = scoreByRule(line.rule, { actual, anchors, direction: indicator.direction, fullPoints: statedPoints, ...(peers ? { peers } : {}) });
    return result.kind === "score" ? { kind: "scored", score: scoreOfLine(line, result.score), basis } : heldByScheme(result.problem, actual);
  };

  const among = (actual: Decimal): readonly Decimal[] | null => peersOf(index, department, template, line, code, period, actual);
  const shared = { line, statedPoints, indicator, figure, reading, anchors, anchorSources: sources, peers: null };
  if (figure.state === "value") {
    return { ...shared, scoredFigure: figure.value, policy: null, peers: among(figure.value), result: scoredBy(figure.value, "measured") };
  }
  const policy = scheme.settings.policies[figure.state];
  const without = (result: LineResult): Assessment => ({ ...shared, scoredFigure: null, policy, result });
  const held = (why: AbsentState): Assessment => {
    // A missing or unreadable figure is a finding already, where it was read.
    if (why !== "missing" && why !== "unreadable") {
      findings.push(finding("lineHeld", reading?.source ?? line.source, { department: department.shortName, line: line.name, state: why }));
    }
    return without({ kind: "held", why });
  };
  switch (policy) {
    case "reShare":
      return without({ kind: "leftOut", why: figure.state });
    case "hold":
      return held(figure.state);
    case "zero":
      return without({ kind: "scored", score: ZERO, basis: "policy" });
    case "full":
      return without({ kind: "scored", score: HUNDRED, basis: "policy" });
    case "floorScore":
      return without({
        kind: "scored",
        score: line.rule.kind === "threeAnchors" ? line.rule.floorScore : scheme.settings.policyFloorScore,
        basis: "policy",
      });
    case "carry": {
      const last = lastValue(index, department.code, code, period);
      if (!last) return held(figure.state);
      return { ...shared, scoredFigure: last, policy, peers: among(last), result: scoredBy(last, "carried") };
    }
  }
}

/**
 * The figures among which a rank is taken: of all departments that are scored by the same line with the same indicator and have one in the period;
 * a figure that was carried is one more. null: the rule takes no rank, or the figure is the place itself.
 */
function peersOf(
  index: Index,
  department: Department,
  template: ScorecardTemplate,
  line: Line,
  indicator: string,
  period: Period,
  actual: Decimal,
): readonly Decimal[] | null {
  if (line.rule.kind !== "rank" || line.rule.rankTotal) return null;
  const others = index.scheme.departments.flatMap((other) => {
    if (other.code === department.code || !other.templates.includes(template.code)) return [];
    if ((index.bindings.get(key(other.code, template.code, line.code)) ?? line.indicator) !== indicator) return [];
    const figure = readingOf(index, other.code, indicator, period)?.figure;
    return figure?.state === "value" ? [figure.value] : [];
  });
  return [actual, ...others];
}

function readingOf(index: Index, department: string, indicator: string, period: Period): Reading | null {
  return index.readings.get(key(department, indicator, periodKey(period))) ?? null;
}

/** The latest value of an earlier period of the same kind. */
function lastValue(index: Index, department: string, indicator: string, period: Period): Decimal | null {
  let latest: { readonly period: Period; readonly value: Decimal } | null = null;
  for (const reading of index.readings.values()) {
    if (reading.department !== department || reading.indicator !== indicator || reading.period.kind !== period.kind) continue;
    if (reading.figure.state !== "value" || comparePeriods(reading.period, period) >= 0) continue;
    if (!latest || comparePeriods(reading.period, latest.period) > 0) latest = { period: reading.period, value: reading.figure.value };
  }
  return latest?.value ?? null;
}

/**
 * An anchor without which the rule gives no score. One that the rule could do without holds the line too where it was to be worked out:
 * scoring as if nobody had asked for it would be a guess.
 */
export function absentAnchor(rule: ScoringRule, anchors: Anchors, sources: AnchorSources): RuleProblem | null {
  const { required, optional } = RULE_COLUMNS[rule.kind];
  for (const anchor of [...required, ...optional]) {
    const lacking = sources[anchor]?.lacking;
    if (lacking) return { code: "targetBasisMissing", anchor, lacking };
  }
  const missing = required.find((name) => anchors[name] === undefined);
  return missing ? { code: "targetMissing", anchor: missing } : null;
}

/** An anchor's fault is shown at the anchor, a figure's at the figure, and a missing anchor at the line that wants it. */
export function sourceOfProblem(problem: RuleProblem, reading: Reading | null, sources: AnchorSources, line: Line): Source {
  switch (problem.code) {
    case "targetMissing":
      return line.source;
    case "targetBasisMissing":
      return problem.lacking.source;
    case "anchorsOutOfOrder":
      return sources.target ?? sources.best ?? line.source;
    case "ratioTargetNotPositive":
    case "targetZero":
      return sources.target ?? line.source;
    case "ratioUncapped":
    case "outsideBands":
    case "eventsNotWhole":
    case "givenAboveFull":
    case "givenNegative":
    case "rankOutside":
    case "lossNegative":
      return reading?.source ?? line.source;
    case "logNotPositive":
      return (problem.of === "actual" ? reading?.source : sources[problem.of]) ?? line.source;
    case "toleranceZero":
      return line.rule.sources?.[problem.of] ?? line.source;
  }
}

export interface ProblemContext {
  readonly department: Department;
  readonly line: Line;
  readonly anchors: Anchors;
  readonly statedPoints: Decimal;
  /** The figure that was to be scored: the actual, or a carried one. */
  readonly actual: Decimal;
  readonly source: Source;
}

export function problemFinding(problem: RuleProblem, { department, line, anchors, statedPoints, actual, source }: ProblemContext): Finding {
  const place = { department: department.shortName, line: line.name };
  const found = actual.toString();
  switch (problem.code) {
    case "targetMissing":
      return finding("targetMissing", source, { ...place, anchor: problem.anchor });
    case "targetBasisMissing": {
      const { what, department: whose, indicator, period } = problem.lacking;
      return finding("targetBasisMissing", source, { ...place, anchor: problem.anchor, what, whose, indicator, period });
    }
    case "anchorsOutOfOrder":
      return finding("anchorsOutOfOrder", source, { ...place, anchors: anchorsInWords(anchors), wanted: problem.wanted });
    case "ratioTargetNotPositive":
      return finding("ratioTargetNotPositive", source, { ...place, target: anchors.target?.toString() ?? "" });
    case "ratioUncapped":
      return finding("ratioUncapped", source, place);
    case "targetZero":
      return finding("targetZero", source, place);
    case "outsideBands":
      return finding("outsideBands", source, { ...place, found });
    case "eventsNotWhole":
      return finding("eventsNotWhole", source, { ...place, found });
    case "givenAboveFull":
      return finding("givenAboveFull", source, { ...place, found, full: statedPoints.toString() });
    case "givenNegative":
      return finding("givenNegative", source, { ...place, found });
    case "logNotPositive":
      return finding("logNotPositive", source, { ...place, of: problem.of, found: problem.of === "actual" ? found : (anchors[problem.of]?.toString() ?? "") });
    case "toleranceZero":
      return finding("toleranceZero", source, { ...place, rule: line.rule.name });
    case "rankOutside":
      return finding("rankOutside", source, { ...place, found, total: problem.total.toString() });
    case "lossNegative":
      return finding("lossNegative", source, { ...place, found });
  }
}

/** "floor=75 target=70": names and figures only; text/ words the names. */
export function anchorsInWords(anchors: Anchors): string {
  return Object.entries(anchors)
    .map(([name, value]) => `${name}=${value.toString()}`)
    .join(" ");
}

// --- Points down and up the tree --------------------------------------------------------------------------------

/** Points of every node, given what each line's result is. */
export interface Tally {
  /** As they count: after the base-score rule, and after the vetoes that strike a line. */
  readonly results: ReadonlyMap<Line, LineResult>;
  readonly stays: (node: TreeNode) => boolean;
  /** After re-sharing, unrounded; nodes that are left out are absent. */
  readonly fullPoints: ReadonlyMap<TreeNode, Decimal>;
  readonly points: ReadonlyMap<TreeNode, Decimal>;
  readonly adjustments: Adjustments;
  /** The child that counts where the best does: the first of those with the highest score; null where none earns. */
  readonly bestOf: (nodes: readonly TreeNode[]) => TreeNode | null;
  /** Unrounded; 0 while a node is held. */
  readonly scoreOf: (node: TreeNode) => Decimal;
  /** Points so far, rounded as shown. */
  readonly total: Decimal;
  /** Codes of the lines and branches that a veto struck. */
  readonly zeroed: ReadonlySet<string>;
}

export function tallyCard(
  template: ScorecardTemplate,
  assessments: Assessments,
  resultOf: (assessment: Assessment) => LineResult,
  decimals: Scheme["settings"]["pointDecimals"],
  struck: readonly Veto[],
): Tally {
  const points = new Map<TreeNode, Decimal>();
  const zeroed = new Set(struck.flatMap(({ node }) => (node === null ? [] : [node])));
  const isZeroed = (node: TreeNode): boolean => zeroed.has(node.code);
  const own = [...assessments].map(([line, assessment]) => [line, resultOf(assessment)] as const);
  const left = new Set(own.flatMap(([line, result]) => (result.kind === "leftOut" ? [line] : [])));
  const stays = staying(template, (line) => !left.has(line));
  const results = new Map(
    withBaseScores(own, stays).map(([line, result]) => [line, isZeroed(line) && result.kind === "scored" ? { ...result, score: ZERO } : result]),
  );
  const fullPoints = fullPointsOf(template, stays);

  /** The unrounded score of a node, 0 while it is held: what is not known earns nothing so far. */
  const scoreOf = (node: TreeNode): Decimal => {
    if (isZeroed(node)) return ZERO;
    if (node.kind === "branch") return branchScore(node);
    const result = results.get(node)!;
    return result.kind === "scored" ? result.score : ZERO;
  };
  const branchScores = new Map<Branch, Decimal>();
  const branchScore = (branch: Branch): Decimal => {
    const known = branchScores.get(branch);
    if (known) return known;
    const score = roundToStep(rolledScore(branch.children, branch.rollUp), branch.rounding);
    branchScores.set(branch, score);
    return score;
  };
  const bestOf = (nodes: readonly TreeNode[]): TreeNode | null => {
    const [first, ...others] = nodes.filter((node) => stays(node) && !takesNoShare(node));
    return first ? others.reduce((best, node) => (comparable(scoreOf(node)).gt(comparable(scoreOf(best))) ? node : best), first) : null;
  };
  const rolledScore = (nodes: readonly TreeNode[], rollUp: RollUp): Decimal => {
    const earning = nodes.filter((node) => stays(node) && !takesNoShare(node));
    const scores = earning.map(scoreOf);
    const [first, ...others] = scores;
    if (!first) return ZERO;
    if (rollUp === "minimum") return least(first, ...others);
    if (rollUp === "maximum") return greatest(first, ...others);
    const weights = earning.map((node) => fullPoints.get(node)!);
    const weight = sum(weights);
    if (weight.eq(0)) return ZERO;
    if (rollUp === "geometricMean") return geometricMean(scores, weights);
    return sum(weights.map((own, place) => own.times(scores[place]!))).div(weight);
  };
  /** Points of a level, those of deduction lines being minus what they lost; adjustments count by themselves. */
  const addUp = (nodes: readonly TreeNode[], rollUp: RollUp, whole: Decimal, rounding: ScoreRounding | null): Decimal => {
    for (const node of nodes) if (stays(node)) points.set(node, pointsOf(node));
    const kept = nodes.filter((node) => stays(node) && !isAdjustment(node));
    const earning = kept.filter((node) => !takesNoShare(node));
    const adding = rollUp === "sum" && !rounding;
    // What deducts takes its points off the card, also below a branch whose points are not the sum of those below it.
    const taken = sum((adding ? kept.filter(takesNoShare) : kept).map(takenBy));
    const earned = adding
      ? sum(earning.map((node) => points.get(node)!))
      : roundTo(whole.times(roundToStep(rolledScore(nodes, rollUp), rounding)).div(100), decimals);
    return earned.plus(taken);
  };
  /** Points of a deduction line, or of those below a branch; a veto that strikes the branch takes them away with its points. */
  const takenBy = (node: TreeNode): Decimal => {
    if (isAdjustment(node) || !stays(node)) return ZERO;
    if (node.kind === "line") return takesNoShare(node) ? points.get(node)! : ZERO;
    return isZeroed(node) ? ZERO : sum(node.children.map(takenBy));
  };
  const pointsOf = (node: TreeNode): Decimal => {
    const full = fullPoints.get(node)!;
    if (node.kind === "branch") {
      const own = addUp(node.children, node.rollUp, takesNoShare(node) ? ZERO : full, node.rounding);
      if (isZeroed(node)) return ZERO;
      return isAdjustment(node) ? sum(node.children.filter(stays).map((child) => points.get(child)!)) : own;
    }
    const result = results.get(node)!;
    if (result.kind !== "scored") return ZERO;
    return roundTo(full.times(shareWon(node, result.score)).div(100), decimals);
  };

  const countingBelow = (nodes: readonly TreeNode[]): readonly Line[] =>
    nodes.flatMap((node) => (!stays(node) ? [] : node.kind === "line" ? [node] : isZeroed(node) ? [] : countingBelow(node.children)));
  const sumSoFar = template.startPoints.plus(addUp(template.children, template.rollUp, earnedPoints(template), null));
  const adjustments = adjustmentsOf(template, (role) =>
    sum(countingBelow(template.children).flatMap((line) => (line.role === role ? [points.get(line)!] : []))),
  );
  const adjusted = sumSoFar.plus(adjustments.bonusCounted).minus(adjustments.deductionCounted);
  const floored = template.totalFloor ? greatest(template.totalFloor, adjusted) : adjusted;
  return { results, stays, fullPoints, points, adjustments, bestOf, scoreOf, zeroed, total: totalUnder(struck, floored) };
}

/** If one line of a group misses its base score, the group's other lines get at most theirs; what a quorum leaves out misses nothing. */
function withBaseScores(results: readonly (readonly [Line, LineResult])[], stays: (line: Line) => boolean): readonly (readonly [Line, LineResult])[] {
  const missing = results.flatMap(([line, result]) =>
    line.baseScore && stays(line) && result.kind === "scored" && comparable(result.score).lt(line.baseScore.score)
      ? [{ line, group: line.baseScore.group }]
      : [],
  );
  if (missing.length === 0) return results;
  return results.map(([line, result]): readonly [Line, LineResult] => {
    const base = line.baseScore;
    if (!base || result.kind !== "scored" || result.score.lte(base.score)) return [line, result];
    return missing.some((one) => one.group === base.group && one.line !== line) ? [line, { ...result, score: base.score }] : [line, result];
  });
}

/** total = Σ points + min(bonus, cap) − min(deduction, cap). */
function adjustmentsOf(template: ScorecardTemplate, pointsOf: (role: LineRole) => Decimal): Adjustments {
  const bonus = pointsOf("bonus");
  const deduction = pointsOf("deduct").neg();
  return {
    bonus,
    deduction,
    bonusCounted: template.bonusCap ? least(bonus, template.bonusCap) : bonus,
    deductionCounted: template.deductionCap ? least(deduction, template.deductionCap) : deduction,
  };
}

/**
 * What each line counts for in coverage: full points re-shared over what does not apply or is not due,
 * but not over what should have been reported and was not.
 */
function baseWeights(template: ScorecardTemplate, assessments: Assessments): ReadonlyMap<Line, Decimal> {
  const outside = ({ result }: Assessment): boolean => result.kind === "leftOut" && (result.why === "notApplicable" || result.why === "notDue");
  return coverageWeights(
    template,
    staying(template, (line) => !outside(assessments.get(line)!)),
  );
}

/** Share of the full points in scope that rests on real figures, 0–100. */
function coverageOf(assessments: Assessments, base: ReadonlyMap<Line, Decimal>): Decimal {
  const all = sum([...assessments.keys()].map((line) => base.get(line) ?? ZERO));
  if (all.eq(0)) return ZERO;
  const measured = [...assessments.values()].filter(({ result }) => result.kind === "scored" && result.basis === "measured");
  return sum(measured.map(({ line }) => base.get(line) ?? ZERO))
    .times(100)
    .div(all);
}

/** Points that rest on a policy or a carried figure, with what measured lines gained because a missing sibling was left out. */
function policyPointsOf(lines: readonly ScoredLine[], base: ReadonlyMap<Line, Decimal>, decimals: Scheme["settings"]["pointDecimals"]): Decimal {
  return sum(
    lines.map(({ line, outcome, deducts: takesOff }) => {
      if (outcome.kind !== "scored") return ZERO;
      if (outcome.basis !== "measured") return outcome.points;
      if (takesOff || line.role !== "score") return ZERO;
      return outcome.points.minus(roundTo((base.get(line) ?? ZERO).times(outcome.score).div(100), decimals));
    }),
  );
}

/** What may become of each line and veto whose figure should be there and is not, or whose line is held. */
function possibleOf(
  template: ScorecardTemplate,
  assessments: Assessments,
  vetoes: readonly VetoOutcome[],
  total: Decimal | null,
  decimals: Scheme["settings"]["pointDecimals"],
): { readonly lowest: Decimal | null; readonly highest: Decimal | null } {
  const isWaited = ({ result, figure }: Assessment): boolean => result.kind === "held" || isOpen(figure);
  const mayTurn = ({ reading, outcome }: VetoOutcome): boolean => outcome.kind === "undecided" || isOpen(reading?.figure ?? { state: "missing" });
  if (![...assessments.values()].some(isWaited) && !vetoes.some(mayTurn)) return { lowest: total, highest: total };
  const lines = [...assessments.values()].map((assessment): PossibleLine => {
    const { line, statedPoints, result } = assessment;
    const scored = result.kind === "scored" ? result.score : null;
    if (!isWaited(assessment)) {
      return { line, statedPoints, mayLeave: scored === null, range: scored && { lowest: scored, highest: scored } };
    }
    const { lowest, highest } = boundsOfRule(line.rule, assessment.anchors, statedPoints);
    const range = { lowest: lowest && least(lowest, scored ?? lowest), highest: highest && greatest(highest, scored ?? highest) };
    return { line, statedPoints, mayLeave: result.kind === "leftOut", range };
  });
  const striking = vetoes.flatMap((one): PossibleVeto[] => {
    if (mayTurn(one)) return [{ veto: one.veto, sure: false }];
    return one.outcome.kind === "struck" ? [{ veto: one.veto, sure: true }] : [];
  });
  const totalOf: TotalOf = (scores, struck) => {
    const at = ({ line }: Assessment): LineResult => {
      const score = scores.get(line)!;
      return score ? { kind: "scored", score, basis: "policy" } : { kind: "leftOut", why: "notApplicable" };
    };
    const { stays, total } = tallyCard(template, assessments, at, decimals, struck);
    return applies(template, stays) ? total : null;
  };
  return possibleTotals(template, lines, striking, totalOf, decimals);
}

/** It should be there and is not; what does not apply or is not due is not waited for. */
function isOpen({ state }: Figure): boolean {
  return state === "missing" || state === "unreadable" || state === "suppressed";
}

// --- Vetoes -----------------------------------------------------------------------------------------------------

/** The vetoes that hold for a card, with what became of each. */
export function vetoesOf(index: Index, department: Department, template: ScorecardTemplate, period: Period, findings: Finding[]): readonly VetoOutcome[] {
  return index.scheme.vetoes.flatMap((veto): VetoOutcome[] => {
    if (veto.template !== null && veto.template !== template.code) return [];
    const reading = readingOf(index, department.code, veto.indicator, period);
    const figure: Figure = reading?.figure ?? { state: "missing" };
    const told = (value: Decimal): VetoOutcome[] => [{ veto, reading, outcome: { kind: strikes(veto, value) ? "struck" : "passed", figure: value } }];
    if (figure.state === "value") return told(figure.value);
    const policy = index.scheme.settings.policies[figure.state];
    const last = policy === "carry" ? lastValue(index, department.code, veto.indicator, period) : null;
    if (last) return told(last);
    if (policy !== "hold" && policy !== "carry") return [{ veto, reading, outcome: { kind: "passed", figure: null } }];
    findings.push(finding("vetoUndecided", reading?.source ?? veto.source, { department: department.shortName, veto: veto.name, state: figure.state }));
    return [{ veto, reading, outcome: { kind: "undecided", why: figure.state } }];
  });
}

// --- A line as it is shown --------------------------------------------------------------------------------------

function drawLine(
  index: Index,
  department: Department,
  period: Period,
  assessment: Assessment,
  tally: Tally,
  before: Tally,
  shared: Pick<ScoredLine, "number" | "path" | "weight" | "fullPoints">,
  threshold: Decimal,
  outranked: boolean,
): ScoredLine {
  const { settings } = index.scheme;
  const { line, indicator, scoredFigure, anchors } = assessment;
  const takesOff = line.role === "score" && deducts(line.rule);
  const result = tally.results.get(line)!;
  const points = tally.points.get(line);
  // A branch without its quorum takes its lines with it, whatever they are.
  const outcome: Outcome =
    points === undefined && result.kind !== "leftOut"
      ? { kind: "leftOut", why: "quorum" }
      : result.kind === "scored"
        ? { kind: "scored", score: result.score, basis: result.basis, points: points! }
        : result;
  const rate = outcome.kind === "scored" ? roundTo(outcome.score, settings.rateDecimals) : null;
  const past = readingOf(index, department.code, indicator.code, previousPeriod(period))?.figure;
  const previous = past?.state === "value" ? past.value : null;
  // Where the target is to be met and not to be passed, no side of it is the better one.
  const reference = line.rule.kind === "closestToTarget" ? null : (anchors.target ?? null);
  const actual = assessment.figure.state === "value" ? assessment.figure.value : null;
  return {
    kind: "line",
    ...shared,
    line,
    indicator,
    figure: assessment.figure,
    reading: assessment.reading,
    scoredFigure,
    policy: assessment.policy,
    anchors,
    anchorSources: assessment.anchorSources,
    peers: assessment.peers,
    deducts: takesOff,
    outcome,
    ownScore: assessment.result.kind === "scored" ? assessment.result.score : null,
    lowered: outcome.kind === "scored" ? loweredBy(line, outcome.score, assessment, before, tally.zeroed.has(line.code)) : null,
    outranked,
    rate,
    lost: outcome.kind === "scored" && !outranked ? lostPoints(line, outcome.points, takesOff, shared.fullPoints ?? ZERO, settings.pointDecimals) : null,
    threshold,
    belowThreshold: rate !== null && line.role === "score" && !outranked && comparable(rate).lt(threshold),
    amongMostLost: false,
    previous,
    change: actual && previous ? betterBy(actual, previous, indicator.direction) : null,
    gap: actual && reference ? betterBy(actual, reference, indicator.direction) : null,
    shortSince: null,
    pointsBefore: null,
  };
}

/** What the line had by its own figure, where the base-score rule or a veto took it down. */
function loweredBy(line: Line, score: Decimal, assessment: Assessment, before: Tally, struck: boolean): Lowered | null {
  const unvetoed = before.results.get(line)!;
  // Struck is struck, also where there was nothing left to lose.
  if (unvetoed.kind === "scored" && (struck || !unvetoed.score.eq(score))) return { by: "veto", score: unvetoed.score };
  const own = assessment.result;
  return own.kind === "scored" && !own.score.eq(score) ? { by: "baseScore", score: own.score } : null;
}

/** max(0, full − points), both as shown; what deducts has lost what it took off, and a bonus that was not won is no loss. */
function lostPoints(line: Line, points: Decimal, takesOff: boolean, full: Decimal, decimals: Scheme["settings"]["pointDecimals"]): Decimal | null {
  if (line.role === "bonus") return null;
  return greatest(ZERO, takesOff || line.role === "deduct" ? points.neg() : roundTo(full, decimals).minus(points));
}

function markMostLost(items: readonly ScoredItem[], most: number): readonly ScoredItem[] {
  const marked = mostLostLines(linesOf(items), most);
  const mark = (item: ScoredItem): ScoredItem =>
    item.kind === "branch" ? { ...item, children: item.children.map(mark) } : marked.has(item) ? { ...item, amongMostLost: true } : item;
  return items.map(mark);
}

// --- What moved -------------------------------------------------------------------------------------------------

/** How many earlier periods a card remembers. */
const REMEMBERED = 7;

/** As many periods before as a card remembers, and as some line has been short without a break; latest first. */
function* earlierCards(index: Index, periods: readonly Period[], now: readonly Scorecard[]): Steps<(readonly Scorecard[])[]> {
  const earlier: (readonly Scorecard[])[] = [];
  let unbroken = yield* shortLinesOf(now);
  for (const period of periods) {
    const { value: cards } = yield* scorePeriod(index, period, yield* reportingIn(index, period));
    earlier.push(cards);
    const short = yield* shortLinesOf(cards);
    unbroken = new Set([...unbroken].filter((line) => short.has(line)));
    if (unbroken.size === 0 && earlier.length >= REMEMBERED) break;
  }
  return earlier;
}

/** A department without a single row in a period has no card of that period to be compared with, whatever the policy for a missing figure. */
function* reportingIn({ scheme, readings }: Index, period: Period): Steps<readonly Department[]> {
  const reporting = new Set<string>();
  yield* eachInSteps([...readings.values()], READINGS_IN_A_STEP, (reading) => {
    if (samePeriod(reading.period, period)) reporting.add(reading.department);
  });
  return scheme.departments.filter((department) => reporting.has(department.code));
}

function* shortLinesOf(cards: readonly Scorecard[]): Steps<ReadonlySet<string>> {
  const short = new Set<string>();
  yield* eachInSteps(cards, CARDS_IN_A_STEP, (card) => {
    for (const line of linesOf(card.items)) if (line.belowThreshold) short.add(key(card.department.code, card.template.code, line.line.code));
  });
  return short;
}

const CARDS_IN_A_STEP = 10;

/** `earlier` holds the cards of the periods before, latest first. */
function withHistory(card: Scorecard, earlier: readonly (readonly Scorecard[])[]): Scorecard {
  const past = earlier.map((cards) => cards.find((one) => one.department.code === card.department.code && one.template.code === card.template.code));
  const last = past[0];
  // Against a total that was only so far, any card would show a gain that is none.
  const before = last?.state === "complete" && last.points && last.rate ? { points: last.points, rate: last.rate, place: last.rank?.place ?? null } : null;
  const history = past.slice(0, REMEMBERED).flatMap((one) => (one?.state === "complete" && one.rate ? [{ period: one.period, rate: one.rate }] : []));
  const pastLines = past.map((one) => new Map(one ? linesOf(one.items).map((line) => [line.line.code, line]) : []));
  const since = (item: ScoredItem): ScoredItem => {
    if (item.kind === "branch") return { ...item, children: item.children.map(since) };
    const pastOutcome = pastLines[0]?.get(item.line.code)?.outcome;
    const pointsBefore = pastOutcome?.kind === "scored" ? pastOutcome.points : null;
    if (!item.belowThreshold) return { ...item, pointsBefore };
    const firstSound = pastLines.findIndex((lines) => !lines.get(item.line.code)?.belowThreshold);
    const unbroken = firstSound < 0 ? pastLines.length : firstSound;
    let start = card.period;
    for (let step = 0; step < unbroken; step += 1) start = previousPeriod(start);
    return { ...item, shortSince: start, pointsBefore };
  };
  return { ...card, before, history, items: card.items.map(since) };
}
