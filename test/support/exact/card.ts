/**
 * Whole cards in exact fractions, from domain.md sections 4 and 5 and docs/workbook.md: “How a card adds up” and what it refers to.
 *
 * Only the scheme's and the readings' types are the engine's. Targets are typed ones; what is computed before scoring is no matter of a card.
 */
import type { Department } from "../../../src/kpi/department";
import type { AbsentState, Figure, Reading } from "../../../src/kpi/figure";
import type { Period } from "../../../src/kpi/period";
import type { ScoreRounding } from "../../../src/kpi/rounding";
import type { Line, RollUp, ScorecardTemplate, TreeNode } from "../../../src/kpi/template";
import type { Policy, Scheme } from "../../../src/kpi/scheme";
import { ANCHOR_NAMES, type AnchorName, type TargetRow } from "../../../src/kpi/target";
import type { Veto } from "../../../src/kpi/veto";
import {
  asShown,
  compare,
  type Fraction,
  FULL_SCORE,
  greater,
  isLess,
  isMore,
  isSame,
  lesser,
  minus,
  negative,
  NONE,
  over,
  plus,
  rounded,
  times,
  total,
  whole,
} from "./fraction";
import { geometricMean } from "./irrational";
import { type ExactBounds, type Measured, exactBounds, exactScore, exactly, exactlyOrNone, inSteps } from "./rules";

export type ExactResult =
  | { readonly kind: "scored"; readonly score: Fraction; readonly basis: "measured" | "carried" | "policy" }
  | { readonly kind: "leftOut"; readonly why: AbsentState | "quorum" }
  | { readonly kind: "held"; readonly why: AbsentState | "scheme" };

/** What is known of a line before its tree is looked at. */
export interface ExactLine {
  readonly line: Line;
  readonly state: Figure["state"];
  readonly result: ExactResult;
  readonly bounds: ExactBounds;
}

export interface ExactVeto {
  readonly veto: Veto;
  readonly outcome: "struck" | "passed" | "undecided";
  /** Its figure ought to be there and is not, whatever the policy makes of that. */
  readonly open: boolean;
}

export interface ExactNode {
  readonly code: string;
  readonly full: Fraction | null;
  /** null: left out, or a line that is held. */
  readonly points: Fraction | null;
  /** Of a line only. */
  readonly result: ExactResult | null;
  /** As shown. */
  readonly rate: Fraction | null;
  readonly outranked: boolean;
}

export interface ExactCard {
  readonly department: Department;
  readonly template: ScorecardTemplate;
  readonly lines: readonly ExactLine[];
  readonly vetoes: readonly ExactVeto[];
  /** By code, in no order. */
  readonly nodes: ReadonlyMap<string, ExactNode>;
  readonly points: Fraction | null;
  readonly rate: Fraction | null;
  readonly state: "complete" | "incomplete" | "notApplicable";
  readonly coverage: Fraction;
  readonly policyPoints: Fraction;
  readonly pointsBeforeVeto: Fraction | null;
  readonly bonus: Fraction;
  readonly deduction: Fraction;
  readonly group: string;
  readonly place: { readonly place: number; readonly of: number } | null;
  readonly grade: string | null;
}

export function exactCards(scheme: Scheme, readings: readonly Reading[], period: Period): readonly ExactCard[] {
  const cards = scheme.departments.flatMap((department) =>
    department.templates.map((code) =>
      exactCard(
        scheme,
        readings,
        period,
        department,
        scheme.templates.find((template) => template.code === code)!,
      ),
    ),
  );
  return graded(scheme, placed(cards));
}

// --- Figures, targets, policies ---------------------------------------------------------------------------------

const inOrder = ({ year, number }: Period): number => year * 100 + number;
const isOf = (one: Period, other: Period): boolean => one.kind === other.kind && inOrder(one) === inOrder(other);

interface Figures {
  /** A figure without a row was not reported. */
  readonly now: (department: string, indicator: string) => Figure;
  readonly last: (department: string, indicator: string) => Fraction | null;
}

function figuresOf(readings: readonly Reading[], period: Period): Figures {
  const of = (department: string, indicator: string): readonly Reading[] =>
    readings.filter((reading) => reading.department === department && reading.indicator === indicator);
  return {
    now: (department, indicator) => of(department, indicator).find((reading) => isOf(reading.period, period))?.figure ?? { state: "missing" },
    last: (department, indicator) => {
      const earlier = of(department, indicator)
        .filter((reading) => reading.period.kind === period.kind && inOrder(reading.period) < inOrder(period) && reading.figure.state === "value")
        .sort((one, other) => inOrder(other.period) - inOrder(one.period));
      const [latest] = earlier;
      return latest?.figure.state === "value" ? exactly(latest.figure.value) : null;
    },
  };
}

/** For each anchor by itself the row that says most: department 8, line 4, template 2, period 1; every row of the targets' sheet before one of an indicator sheet. */
function anchorsOf(
  targets: readonly TargetRow[],
  at: { readonly indicator: string; readonly template: string; readonly line: string; readonly department: string; readonly period: Period },
): Measured["anchors"] {
  const says = (row: TargetRow): number =>
    (row.department === null ? 0 : 8) + (row.line === null ? 0 : 4) + (row.template === null ? 0 : 2) + (row.period === null ? 0 : 1);
  const holding = targets
    .filter((row) => (["indicator", "template", "line", "department"] as const).every((name) => row[name] === null || row[name] === at[name]))
    .filter((row) => (row.indicator !== null || row.line !== null) && (row.period === null || isOf(row.period, at.period)))
    .sort((one, other) => Number(one.fromSheet) - Number(other.fromSheet) || says(other) - says(one));
  const anchors: Partial<Record<AnchorName, Fraction>> = {};
  for (const name of ANCHOR_NAMES) {
    const stated = holding.find((row) => row.anchors[name] !== undefined)?.anchors[name];
    if (stated) anchors[name] = exactly(stated);
  }
  return anchors;
}

function linesBelow(nodes: readonly TreeNode[]): Line[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [node] : linesBelow(node.children)));
}

export const OUGHT_TO_BE_THERE: readonly string[] = ["missing", "unreadable", "suppressed"];

function exactLines(scheme: Scheme, figures: Figures, period: Period, department: Department, template: ScorecardTemplate): ExactLine[] {
  const stated = fullPointsBelow(template, () => true);
  const indicatorOf = (of: string, line: Line): string =>
    scheme.bindings.find((row) => row.department === of && row.template === template.code && row.line === line.code)?.indicator ?? line.indicator;
  return linesBelow(template.children).map((line): ExactLine => {
    const code = indicatorOf(department.code, line);
    const { direction } = scheme.indicators.find((indicator) => indicator.code === code)!;
    const anchors = anchorsOf(scheme.targets, { indicator: code, template: template.code, line: line.code, department: department.code, period });
    const points = stated.get(line.code)!;
    const score = (actual: Fraction, basis: "measured" | "carried"): ExactResult => {
      const others = scheme.departments
        .filter((other) => other.code !== department.code && other.templates.includes(template.code) && indicatorOf(other.code, line) === code)
        .flatMap((other) => {
          const figure = figures.now(other.code, code);
          return figure.state === "value" ? [exactly(figure.value)] : [];
        });
      const own = exactScore(line.rule, { actual, direction, anchors, points, ranked: [actual, ...others] });
      // Of a deduction under 直接给分 the figure is what comes off.
      const left = own && line.role === "deduct" && line.rule.kind === "given" ? minus(FULL_SCORE, own) : own;
      return left ? { kind: "scored", score: left, basis } : { kind: "held", why: "scheme" };
    };
    const figure = figures.now(department.code, code);
    const result =
      figure.state === "value"
        ? score(exactly(figure.value), "measured")
        : byPolicy(scheme, scheme.settings.policies[figure.state], figure.state, line, figures.last(department.code, code), (last) => score(last, "carried"));
    return { line, state: figure.state, result, bounds: exactBounds(line.rule, anchors, points) };
  });
}

function byPolicy(
  scheme: Scheme,
  policy: Policy,
  state: AbsentState,
  { rule }: Line,
  last: Fraction | null,
  scoreLast: (last: Fraction) => ExactResult,
): ExactResult {
  const given = (score: Fraction): ExactResult => ({ kind: "scored", score, basis: "policy" });
  switch (policy) {
    case "reShare":
      return { kind: "leftOut", why: state };
    case "zero":
      return given(NONE);
    case "full":
      return given(FULL_SCORE);
    case "floorScore":
      return given(exactly(rule.kind === "threeAnchors" ? rule.floorScore : scheme.settings.policyFloorScore));
    case "carry":
      return last ? scoreLast(last) : { kind: "held", why: state };
    case "hold":
      return { kind: "held", why: state };
  }
}

function meetsCondition(veto: Veto, figure: Fraction): boolean {
  const side = compare(figure, exactly(veto.limit));
  return { atLeast: side >= 0, above: side > 0, atMost: side <= 0, below: side < 0, equal: side === 0 }[veto.comparison];
}

function exactVetoes(scheme: Scheme, figures: Figures, department: Department, template: ScorecardTemplate): ExactVeto[] {
  return scheme.vetoes
    .filter((veto) => veto.template === null || veto.template === template.code)
    .map((veto): ExactVeto => {
      const figure = figures.now(department.code, veto.indicator);
      if (figure.state === "value") return { veto, outcome: meetsCondition(veto, exactly(figure.value)) ? "struck" : "passed", open: false };
      const open = OUGHT_TO_BE_THERE.includes(figure.state);
      const policy = scheme.settings.policies[figure.state];
      const last = policy === "carry" ? figures.last(department.code, veto.indicator) : null;
      if (last) return { veto, outcome: meetsCondition(veto, last) ? "struck" : "passed", open };
      return { veto, outcome: policy === "hold" || policy === "carry" ? "undecided" : "passed", open };
    });
}

// --- The tree ---------------------------------------------------------------------------------------------------

/** Has a share of the card: an ordinary line, or a branch with one somewhere below. */
function earns(node: TreeNode): boolean {
  return node.kind === "branch" ? node.children.some(earns) : node.role === "score" && node.rule.kind !== "deduction";
}

/** Stands outside the full points: an adjustment, or a branch of nothing else. */
function adjusts(node: TreeNode): boolean {
  return node.kind === "branch" ? node.children.every(adjusts) : node.role !== "score";
}

/** Its weight or points among its siblings; every row has all of its branch where the best counts. */
function shareOf(node: TreeNode): Fraction {
  if (!node.share || !earns(node)) return NONE;
  return exactly(node.share.kind === "points" ? node.share.points : node.share.percent);
}

/** What stands outside the full points makes no card by itself, unless there is nothing else on it. */
export function isCard(template: ScorecardTemplate, stays: (code: string) => boolean): boolean {
  const lines = linesBelow(template.children);
  const scored = lines.filter(({ role }) => role === "score");
  return (scored.length > 0 ? scored : lines).some(({ code }) => stays(code));
}

/** Codes of the nodes that stay, once it is known of each line whether it does. A branch needs one row that stays, and its quorum. */
function stayingBelow(template: ScorecardTemplate, staysOn: (line: Line) => boolean): ReadonlySet<string> {
  const kept = (nodes: readonly TreeNode[], { items, coverage }: ScorecardTemplate["quorum"]): readonly string[] => {
    const below = nodes.map((node) => (node.kind === "line" ? (staysOn(node) ? [node.code] : []) : withItself(node.code, kept(node.children, node.quorum))));
    const counting = nodes.filter(earns);
    const present = nodes.filter((node, place) => earns(node) && below[place]!.length > 0);
    const weight = total(present.map(shareOf));
    if (items !== null && present.length < items) return [];
    if (coverage !== null && isLess(times(weight, FULL_SCORE), times(total(counting.map(shareOf)), exactly(coverage)))) return [];
    return below.flat();
  };
  return new Set(kept(template.children, template.quorum));
}

function withItself(code: string, below: readonly string[]): readonly string[] {
  return below.length > 0 ? [code, ...below] : [];
}

/** Full points of what stays: a share of what its parent has, by the weights of the siblings that stay. */
function fullPointsBelow(template: ScorecardTemplate, stays: (code: string) => boolean): ReadonlyMap<string, Fraction> {
  const full = new Map<string, Fraction>();
  const share = (nodes: readonly TreeNode[], rollUp: RollUp, points: Fraction): void => {
    const all = total(nodes.filter(({ code }) => stays(code)).map(shareOf));
    for (const node of nodes) {
      if (!stays(node.code)) continue;
      if (!earns(node)) {
        if (node.kind === "branch") share(node.children, "sum", NONE);
        const below = node.kind === "branch" ? linesBelow([node]).filter(({ code }) => stays(code)) : [node];
        full.set(node.code, total(below.map((line) => (line.share.kind === "points" ? exactly(line.share.points) : NONE))));
        continue;
      }
      const own = rollUp === "maximum" ? points : over(times(points, shareOf(node)), all);
      full.set(node.code, own);
      if (node.kind === "branch") share(node.children, node.rollUp, own);
    }
  };
  share(template.children, template.rollUp, minus(exactly(template.fullPoints), exactly(template.startPoints)));
  return full;
}

/** If one line of a group scores below its own base score, the others of the group get at most theirs. A line that is left out scores nothing at all. */
function afterBaseScores(lines: readonly ExactLine[], stays: (code: string) => boolean): ReadonlyMap<string, ExactResult> {
  const results = new Map(lines.map(({ line, result }) => [line.code, result]));
  for (const { line, result } of lines) {
    const base = line.baseScore;
    if (!base || result.kind !== "scored" || !isMore(result.score, exactly(base.score))) continue;
    const missed = lines.some(
      (other) =>
        other.line !== line &&
        stays(other.line.code) &&
        other.line.baseScore?.group === base.group &&
        other.result.kind === "scored" &&
        isLess(other.result.score, exactly(other.line.baseScore.score)),
    );
    if (missed) results.set(line.code, { ...result, score: exactly(base.score) });
  }
  return results;
}

export interface ExactTotals {
  readonly stays: (code: string) => boolean;
  readonly full: ReadonlyMap<string, Fraction>;
  readonly points: ReadonlyMap<string, Fraction>;
  readonly results: ReadonlyMap<string, ExactResult>;
  /** Codes of rows that do not count because a sibling is the best. */
  readonly outranked: ReadonlySet<string>;
  readonly bonus: Fraction;
  readonly deduction: Fraction;
  readonly total: Fraction;
}

/** All that follows from each line's score, under the vetoes that strike. */
export function exactTotals(template: ScorecardTemplate, lines: readonly ExactLine[], struck: readonly Veto[], places: number | "none"): ExactTotals {
  const zeroed = (code: string): boolean => struck.some((veto) => veto.node === code);
  const known = new Map(lines.map(({ line, result }) => [line.code, result.kind]));
  const kept = stayingBelow(template, ({ code }) => known.get(code) !== "leftOut");
  const stays = (code: string): boolean => kept.has(code);
  const full = fullPointsBelow(template, stays);
  const results = new Map(
    [...afterBaseScores(lines, stays)].map(([code, result]): [string, ExactResult] => [
      code,
      zeroed(code) && result.kind === "scored" ? { ...result, score: NONE } : result,
    ]),
  );
  const points = new Map<string, Fraction>();
  const outranked = new Set<string>();
  const outrank = (node: TreeNode): void => {
    outranked.add(node.code);
    if (node.kind === "branch") node.children.forEach(outrank);
  };

  /** The unrounded score of a row; 0 so far while it is held. */
  const scoreOf = (node: TreeNode): Fraction => {
    if (zeroed(node.code)) return NONE;
    if (node.kind === "branch") return inSteps(rolledUp(node.children, node.rollUp), node.rounding);
    const result = results.get(node.code)!;
    return result.kind === "scored" ? result.score : NONE;
  };
  const rolledUp = (nodes: readonly TreeNode[], rollUp: RollUp): Fraction => {
    const rows = nodes.filter((node) => stays(node.code) && earns(node));
    const scores = rows.map(scoreOf);
    if (scores.length === 0) return NONE;
    const weights = rows.map(shareOf);
    switch (rollUp) {
      case "minimum":
        return scores.reduce(lesser);
      case "maximum":
        return scores.reduce(greater);
      case "geometricMean":
        return geometricMean(scores, weights);
      case "sum":
      case "weightedMean":
        return over(total(scores.map((score, place) => times(score, weights[place]!))), total(weights));
    }
  };
  /** Lines that stay and that no vetoed branch takes away. */
  const countingBelow = (nodes: readonly TreeNode[]): readonly Line[] =>
    nodes.flatMap((node) => (!stays(node.code) ? [] : node.kind === "line" ? [node] : zeroed(node.code) ? [] : countingBelow(node.children)));
  /** Points of the rows of a level, with all that are below them. */
  const addUp = (nodes: readonly TreeNode[], rollUp: RollUp, own: Fraction, step: ScoreRounding | null): Fraction => {
    const rows = nodes.filter(({ code }) => stays(code));
    for (const node of rows) points.set(node.code, pointsOf(node));
    const earning = rows.filter(earns);
    if (rollUp === "maximum") {
      // A root is cut to 50 places: one that is a fraction for all that can be told is the same as that fraction.
      const told = (score: Fraction): Fraction => rounded(score, 45);
      const best = earning.find((node) => isSame(told(scoreOf(node)), told(rolledUp(nodes, rollUp))));
      if (best) for (const node of nodes) if (earns(node) && node !== best) outrank(node);
    }
    if (rollUp === "sum" && !step) return total(rows.filter((node) => !adjusts(node)).map(({ code }) => points.get(code)!));
    // Whatever the level makes of what its rows earn, deductions below it come off as they are.
    const deducting = countingBelow(rows).filter((line) => line.role === "score" && !earns(line));
    return plus(asShown(over(times(own, inSteps(rolledUp(nodes, rollUp), step)), FULL_SCORE), places), total(deducting.map(({ code }) => points.get(code)!)));
  };
  const pointsOf = (node: TreeNode): Fraction => {
    if (node.kind === "branch") {
      const sum = addUp(node.children, node.rollUp, earns(node) ? full.get(node.code)! : NONE, node.rounding);
      if (zeroed(node.code)) return NONE;
      const below = linesBelow([node]).filter(({ code }) => stays(code));
      return adjusts(node) ? total(below.map(({ code }) => points.get(code)!)) : sum;
    }
    const result = results.get(node.code)!;
    if (result.kind !== "scored") return NONE;
    const won = wonBy(node, result.score);
    return asShown(over(times(full.get(node.code)!, won), FULL_SCORE), places);
  };

  const first = plus(exactly(template.startPoints), addUp(template.children, template.rollUp, earnedBy(template), null));
  const adjusting = (role: Line["role"]): Fraction =>
    total(countingBelow(template.children).flatMap((line) => (line.role === role ? [points.get(line.code)!] : [])));
  const bonus = adjusting("bonus");
  const deduction = negative(adjusting("deduct"));
  const under = (sum: Fraction, cap: Fraction | null): Fraction => (cap ? lesser(sum, cap) : sum);
  const adjusted = minus(plus(first, under(bonus, exactlyOrNone(template.bonusCap))), under(deduction, exactlyOrNone(template.deductionCap)));
  const floored = template.totalFloor ? greater(adjusted, exactly(template.totalFloor)) : adjusted;
  const left = struck.reduce(
    (most, { effect, value }) => (effect === "totalZero" ? lesser(most, NONE) : effect === "totalCap" ? lesser(most, exactly(value!)) : most),
    floored,
  );
  return { stays, full, points, results, outranked, bonus, deduction, total: left };
}

function earnedBy(template: ScorecardTemplate): Fraction {
  return minus(exactly(template.fullPoints), exactly(template.startPoints));
}

/** In per cent of a line's points: what it earns, or, below 0, what it takes off. */
function wonBy(line: Line, score: Fraction): Fraction {
  if (line.role === "deduct") return lesser(NONE, minus(score, FULL_SCORE));
  return line.role === "score" && line.rule.kind === "deduction" ? minus(score, FULL_SCORE) : score;
}

// --- A card -----------------------------------------------------------------------------------------------------

function exactCard(scheme: Scheme, readings: readonly Reading[], period: Period, department: Department, template: ScorecardTemplate): ExactCard {
  const { pointDecimals, rateDecimals } = scheme.settings;
  const figures = figuresOf(readings, period);
  const lines = exactLines(scheme, figures, period, department, template);
  const vetoes = exactVetoes(scheme, figures, department, template);
  const struck = vetoes.filter(({ outcome }) => outcome === "struck").map(({ veto }) => veto);
  const totals = exactTotals(template, lines, struck, pointDecimals);
  const applicable = isCard(template, totals.stays);
  const held = lines.some(({ line, result }) => result.kind === "held" && totals.stays(line.code)) || vetoes.some(({ outcome }) => outcome === "undecided");
  const rateOf = (points: Fraction, full: Fraction): Fraction => asShown(over(times(points, FULL_SCORE), full), rateDecimals);

  const nodes = new Map<string, ExactNode>();
  const show = (list: readonly TreeNode[]): void => {
    for (const node of list) {
      const [full, points] = [totals.full.get(node.code) ?? null, totals.points.get(node.code) ?? null];
      const shared = { code: node.code, full, outranked: totals.outranked.has(node.code) };
      if (node.kind === "branch") {
        nodes.set(node.code, { ...shared, points, result: null, rate: points && full && earns(node) && isMore(full, NONE) ? rateOf(points, full) : null });
        show(node.children);
        continue;
      }
      const own = totals.results.get(node.code)!;
      const result: ExactResult = own.kind !== "leftOut" && !totals.stays(node.code) ? { kind: "leftOut", why: "quorum" } : own;
      nodes.set(node.code, {
        ...shared,
        points: result.kind === "scored" ? points : null,
        result,
        rate: result.kind === "scored" ? asShown(result.score, rateDecimals) : null,
      });
    }
  };
  show(template.children);

  const points = applicable ? totals.total : null;
  const counting = coverageShares(template, lines);
  return {
    department,
    template,
    lines,
    vetoes,
    nodes,
    points,
    rate: points && rateOf(points, exactly(template.fullPoints)),
    state: !applicable ? "notApplicable" : held ? "incomplete" : "complete",
    coverage: coverageOf(lines, counting),
    policyPoints: policyPointsOf(lines, nodes, counting, pointDecimals),
    pointsBeforeVeto: applicable && struck.length > 0 ? exactTotals(template, lines, [], pointDecimals).total : null,
    bonus: totals.bonus,
    deduction: totals.deduction,
    group: rankingGroupOf(department, template),
    place: null,
    grade: null,
  };
}

/**
 * What each line counts for in the coverage: full points re-shared over what does not apply or is not due, and not over what was not reported.
 * Under the best of several, rows share what their branch counts for; adjustments count for nothing.
 */
function coverageShares(template: ScorecardTemplate, lines: readonly ExactLine[]): ReadonlyMap<string, Fraction> {
  const outside = new Set(
    lines.flatMap(({ line, result }) => (result.kind === "leftOut" && (result.why === "notApplicable" || result.why === "notDue") ? [line.code] : [])),
  );
  const kept = stayingBelow(template, ({ code }) => !outside.has(code));
  const full = fullPointsBelow(template, (code) => kept.has(code));
  const shares = new Map<string, Fraction>();
  const walk = (nodes: readonly TreeNode[], rollUp: RollUp, part: Fraction): void => {
    const rows = nodes.filter(({ code }) => kept.has(code));
    const among = rollUp === "maximum" ? Math.max(1, rows.filter(earns).length) : 1;
    const own = over(part, whole(among));
    for (const node of rows) {
      if (node.kind === "branch") walk(node.children, node.rollUp, own);
      else if (node.role === "score") shares.set(node.code, earns(node) ? times(full.get(node.code)!, own) : full.get(node.code)!);
    }
  };
  walk(template.children, template.rollUp, whole(1));
  return shares;
}

/** Per cent of the full points in scope that rests on real figures of the period. */
function coverageOf(lines: readonly ExactLine[], counting: ReadonlyMap<string, Fraction>): Fraction {
  const all = total([...counting.values()]);
  const real = lines.filter(({ result }) => result.kind === "scored" && result.basis === "measured");
  return isSame(all, NONE) ? NONE : over(times(total(real.map(({ line }) => counting.get(line.code) ?? NONE)), FULL_SCORE), all);
}

/** Points of a policy or a carried figure, and what real figures gained because something unreported was left out. */
function policyPointsOf(
  lines: readonly ExactLine[],
  nodes: ReadonlyMap<string, ExactNode>,
  counting: ReadonlyMap<string, Fraction>,
  places: number | "none",
): Fraction {
  return total(
    lines.map(({ line }) => {
      const { points, result } = nodes.get(line.code)!;
      if (result?.kind !== "scored" || !points) return NONE;
      if (result.basis !== "measured") return points;
      if (!earns(line)) return NONE;
      return minus(points, asShown(over(times(counting.get(line.code) ?? NONE, result.score), FULL_SCORE), places));
    }),
  );
}

// --- Among the cards --------------------------------------------------------------------------------------------

function rankingGroupOf({ rankingGroup, templates }: Department, template: ScorecardTemplate): string {
  if (rankingGroup === null) return template.name;
  return template.code === templates[0] ? rankingGroup : `${rankingGroup} · ${template.name}`;
}

/** By rate inside a group: one place more than there are better ones. */
function placed(cards: readonly ExactCard[]): ExactCard[] {
  return cards.map((card) => {
    const group = groupOf(card, cards);
    return card.state === "complete" ? { ...card, place: { place: 1 + betterThan(card, group), of: group.length } } : card;
  });
}

function groupOf(card: ExactCard, cards: readonly ExactCard[]): readonly ExactCard[] {
  return cards.filter((other) => other.group === card.group && other.state === "complete");
}

function betterThan(card: ExactCard, group: readonly ExactCard[]): number {
  return group.filter((other) => isMore(other.rate!, card.rate!)).length;
}

function graded(scheme: Scheme, cards: readonly ExactCard[]): ExactCard[] {
  const { grades, settings } = scheme;
  return cards.map((card) => {
    if (card.state !== "complete" || grades.length === 0) return card;
    const group = groupOf(card, cards);
    const byQuota = settings.forcedDistribution && group.length >= settings.distributionFrom;
    const fit = grades.findIndex(({ from }) => from === null || !isLess(card.rate!, exactly(from)));
    const before = group.filter((other) => isMore(other.rate!, card.rate!)).map((other) => bestLeft(scheme, other));
    const drawn = byQuota ? gradeInLine(bestLeft(scheme, card), before, quotas(scheme, group.length)) : fit < 0 ? grades.length - 1 : fit;
    const own = Math.max(drawn, bestLeft(scheme, card));
    const down = card.vetoes.flatMap(({ veto, outcome }) => (outcome === "struck" && veto.effect === "gradeDown" ? [veto.value ? Number(veto.value) : 1] : []));
    const lowered = Math.min(
      grades.length - 1,
      down.reduce((sum, one) => sum + one, own),
    );
    return { ...card, grade: grades[lowered]!.name };
  });
}

/** Whole parts first; what is left goes to the largest remainders, the better grade first. */
function quotas({ grades }: Scheme, cards: number): readonly number[] {
  const shares = grades.map(({ quota }) => over(times(quota ? exactly(quota) : NONE, whole(cards)), FULL_SCORE));
  const counts = shares.map(({ top, bottom }) => Number(top / bottom));
  const remainders = shares.map((share, place) => minus(share, whole(counts[place]!)));
  for (let left = cards - counts.reduce((sum, one) => sum + one, 0); left > 0; left -= 1) {
    const largest = remainders.reduce((best, one, place) => (isMore(one, remainders[best]!) ? place : best), 0);
    counts[largest]! += 1;
    remainders[largest] = whole(-1);
  }
  return counts;
}

/** The best grade that the vetoes leave a card. */
function bestLeft({ grades }: Scheme, card: ExactCard): number {
  const kept = card.vetoes.filter(({ veto, outcome }) => outcome === "struck" && veto.effect === "gradeCap");
  return Math.max(0, ...kept.map(({ veto }) => grades.findIndex(({ name }) => name === veto.grade)));
}

/** The grade of whoever stands behind these, each with the best grade that is left to it: grade by grade its places go to the first who may have them. */
function gradeInLine(own: number, before: readonly number[], counts: readonly number[]): number {
  let waiting = before.map((best) => ({ best, self: false })).concat({ best: own, self: true });
  for (const [grade, count] of counts.entries()) {
    const taking = waiting.filter(({ best }) => best <= grade).slice(0, count);
    if (taking.some(({ self }) => self)) return grade;
    waiting = waiting.filter((one) => !taking.includes(one));
  }
  return counts.length - 1;
}
