/**
 * Every scoring rule in exact fractions, from domain.md section 4 and docs/workbook.md.
 *
 * One entry for each kind of rule: a new kind does not compile until it stands here too.
 */
import type { Decimal } from "../../../src/kpi/decimal";
import type { Direction } from "../../../src/kpi/indicator";
import type { ScoreRounding } from "../../../src/kpi/rounding";
import type { RuleKind, RuleOf, ScoringRule } from "../../../src/kpi/rules/index";
import type { AnchorName, Anchors } from "../../../src/kpi/target";
import {
  type Fraction,
  FULL_SCORE,
  NONE,
  ONE,
  TWO,
  awayFromZero,
  compare,
  exact,
  greater,
  isLess,
  isMore,
  isSame,
  isWhole,
  lesser,
  minus,
  nearest,
  negative,
  over,
  plus,
  rounded,
  size,
  times,
  towardsZero,
  whole,
} from "./fraction";
import { logarithm } from "./irrational";

export function exactly(value: Decimal): Fraction {
  return exact(value.toFixed());
}

export function exactlyOrNone(value: Decimal | null): Fraction | null {
  return value === null ? null : exactly(value);
}

export interface Measured {
  readonly actual: Fraction;
  readonly direction: Direction;
  readonly anchors: Readonly<Partial<Record<AnchorName, Fraction>>>;
  /** The line's points as the scheme states them. */
  readonly points: Fraction;
  /** All that are ranked, the actual among them. */
  readonly ranked: readonly Fraction[];
}

/** null: the rule gives no score, and the line is held. */
type Score = Fraction | null;

/** The figures turned so that more is better. */
function turned({ direction, actual, anchors }: Measured): { readonly a: Fraction; readonly of: (name: AnchorName) => Fraction | undefined } {
  const turn = (value: Fraction): Fraction => (direction === "up" ? value : negative(value));
  return { a: turn(actual), of: (name) => (anchors[name] ? turn(anchors[name]) : undefined) };
}

/** The height at x of the straight line through two points. */
function through(x: Fraction, [x1, y1]: readonly [Fraction, Fraction], [x2, y2]: readonly [Fraction, Fraction]): Fraction {
  return plus(y1, over(times(minus(x, x1), minus(y2, y1)), minus(x2, x1)));
}

function between(score: Fraction, lowest: Fraction | null, highest: Fraction | null): Fraction {
  const raised = lowest ? greater(score, lowest) : score;
  return highest ? lesser(raised, highest) : raised;
}

/** Where the scores of a range end: at its own two scores unless the line goes on, and at its caps. */
function endsOf(rule: RuleOf<"clampedRange">): ExactBounds {
  const [floor, cap] = [exactlyOrNone(rule.floorCap), exactlyOrNone(rule.cap)];
  const [low, high] = [rule.beyondWorst === "held" ? exactly(rule.worstScore) : null, rule.beyondBest === "held" ? exactly(rule.bestScore) : null];
  return { lowest: low && floor ? greater(low, floor) : (low ?? floor), highest: high && cap ? lesser(high, cap) : (high ?? cap) };
}

/** The band of a list in rising order that x lies in; edges that both sides claim go to one of them. */
function inBand(
  x: Fraction,
  bands: readonly { readonly from: Decimal | null; readonly to: Decimal | null; readonly score: Decimal }[],
  owns: (side: "from" | "to", place: number) => boolean,
): Score {
  for (const [place, { from, to, score }] of bands.entries()) {
    const above = from === null ? 1 : compare(x, exactly(from));
    const below = to === null ? 1 : compare(exactly(to), x);
    if ((above > 0 || (above === 0 && owns("from", place))) && (below > 0 || (below === 0 && owns("to", place)))) return exactly(score);
  }
  return null;
}

const RULES: { readonly [K in RuleKind]: (rule: RuleOf<K>, measured: Measured) => Score } = {
  threeAnchors(rule, measured) {
    const { a, of } = turned(measured);
    const [floor, target, stretch] = [of("floor"), of("target"), of("stretch")];
    if (!floor || !target || compare(floor, target) >= 0 || (stretch && compare(target, stretch) >= 0)) return null;
    const [low, met, high] = [exactly(rule.floorScore), exactly(rule.targetScore), exactly(rule.stretchScore)];
    if (isLess(a, target)) {
      if (isLess(a, floor) && rule.belowFloor === "zero") return NONE;
      return greater(NONE, through(a, [floor, low], [target, met]));
    }
    if (!stretch) return met;
    return isLess(a, stretch) ? through(a, [target, met], [stretch, high]) : high;
  },

  ratio(rule, { actual, direction, anchors: { target } }) {
    if (!target) return null;
    const caps = [exactlyOrNone(rule.floorCap), exactlyOrNone(rule.cap)] as const;
    const held = (part: Fraction): Fraction => between(times(part, FULL_SCORE), ...caps);
    const none = isSame(target, NONE);
    if (direction === "down" && none) return held(isMore(actual, NONE) ? NONE : ONE);
    if (rule.form === "signed") {
      if (none) return null;
      const better = direction === "up" ? minus(actual, target) : minus(target, actual);
      return held(plus(ONE, over(better, size(target))));
    }
    if (!isMore(target, NONE)) return null;
    if (direction === "up") return held(over(actual, target));
    if (rule.form === "mirrored") return held(minus(TWO, over(actual, target)));
    return isMore(actual, NONE) ? held(over(target, actual)) : caps[1];
  },

  deduction(rule, measured) {
    const { actual, points, anchors } = measured;
    const { target, full } = anchors;
    const { a, of } = turned(measured);
    if (!target) return null;
    if (rule.reference === "full" && (!full || compare(of("full")!, of("target")!) <= 0)) return null;
    if (compare(a, of("target")!) >= 0) return FULL_SCORE;
    if (rule.reference !== "full" && isSame(target, NONE)) return null;
    const missed = {
      target: () => over(size(minus(actual, target)), size(target)),
      zero: () => over(actual, target),
      full: () => over(minus(full!, actual), minus(full!, target)),
    }[rule.reference]();
    // What is lost is never a gain, though A/T of different signs would say so.
    const lost = between(times(points, missed), NONE, exactlyOrNone(rule.maxLoss));
    return minus(FULL_SCORE, over(times(lost, FULL_SCORE), points));
  },

  clampedRange(rule, measured) {
    const { actual, anchors } = measured;
    const { worst, best } = anchors;
    const { a, of } = turned(measured);
    if (!worst || !best) return null;
    const hasLogarithms = (...values: readonly Fraction[]): boolean => rule.scale === "linear" || values.every((value) => isMore(value, NONE));
    if (!hasLogarithms(worst, best)) return null;
    const [low, high] = [exactly(rule.worstScore), exactly(rule.bestScore)];
    const { lowest, highest } = endsOf(rule);
    if (compare(of("worst")!, of("best")!) >= 0) {
      const score = { hold: null, step: isMore(a, of("worst")!) ? high : low }[rule.reversed];
      return score && between(score, lowest, highest);
    }
    if (!hasLogarithms(actual)) return null;
    const on = rule.scale === "log" ? logarithm : (value: Fraction): Fraction => value;
    return between(through(on(actual), [on(worst), low], [on(best), high]), lowest, highest);
  },

  closestToTarget(rule, { actual, anchors: { target, upper } }) {
    const own = exactlyOrNone(rule.tolerance);
    const above = exactlyOrNone(rule.toleranceAbove) ?? own;
    if (!target || !own || !above || isSame(own, NONE) || isSame(above, NONE)) return null;
    const share = rule.toleranceMeans === "percentOfTarget" ? over(size(target), FULL_SCORE) : ONE;
    if (isSame(share, NONE) || (upper && isLess(upper, target))) return null;
    const off = greater(minus(target, actual), minus(actual, upper ?? target));
    if (!isMore(off, NONE)) return FULL_SCORE;
    const tolerance = times(isLess(actual, target) ? own : above, share);
    return times(FULL_SCORE, greater(NONE, minus(ONE, over(off, tolerance))));
  },

  bands(rule, { actual }) {
    const last = rule.bands.length - 1;
    return inBand(actual, rule.bands, (side, place) => side === rule.edge || (side === "from" ? place === 0 : place === last));
  },

  piecewise(rule, { actual, direction }) {
    const points = rule.points.map(({ at, score }) => [exactly(at), exactly(score)] as const);
    const worst = direction === "up" ? points[0] : points[points.length - 1];
    if (!worst) return null;
    const isWorse = direction === "up" ? isLess(actual, worst[0]) : isMore(actual, worst[0]);
    if (isWorse && rule.beyondWorst === "zero") return NONE;
    // Of the pieces to the left and to the right the one that the figure lies in; a level piece stretches out to either side.
    const right = points.findIndex(([at]) => !isLess(at, actual));
    if (right <= 0) return points[right === 0 ? 0 : points.length - 1]![1];
    return through(actual, points[right - 1]!, points[right]!);
  },

  perUnit(rule, measured) {
    const { a, of } = turned(measured);
    const target = of("target");
    if (!target) return null;
    const share = rule.stepMeans === "percentOfTarget" ? over(size(target), FULL_SCORE) : ONE;
    if (isSame(share, NONE)) return null;
    const steps = over(size(minus(a, target)), times(exactly(rule.step), share));
    const counted = { exact: steps, floor: whole(towardsZero(steps)), ceil: whole(awayFromZero(steps)) }[rule.counting];
    const moved = isLess(a, target) ? negative(exactly(rule.perStep)) : exactly(rule.perStepUp);
    return between(plus(exactly(rule.base), times(moved, counted)), exactlyOrNone(rule.floorCap), exactlyOrNone(rule.cap));
  },

  rank(rule, measured) {
    const { actual, direction, ranked } = measured;
    const all = rule.rankTotal ? exactly(rule.rankTotal) : whole(ranked.length);
    const place = rule.rankTotal ? actual : placeAmong(actual, ranked, direction, rule.ties);
    if (isLess(place, ONE) || isMore(place, all) || !isWhole(times(place, TWO))) return null;
    if (rule.bands.length === 0) return isSame(all, ONE) ? FULL_SCORE : over(times(FULL_SCORE, minus(all, place)), minus(all, ONE));
    // A place that two bands share belongs to the one that the rule says; one that a single band ends with is its own.
    const shared = (side: "from" | "to", at: number): boolean => {
      const [own, next] = side === "from" ? [rule.bands[at]!.from, rule.bands[at - 1]?.to] : [rule.bands[at]!.to, rule.bands[at + 1]?.from];
      return own !== null && next !== null && next !== undefined && own.eq(next);
    };
    return inBand(place, rule.bands, (side, at) => side === rule.edge || !shared(side, at));
  },

  events(rule, { actual }) {
    if (isLess(actual, NONE) || !isWhole(actual)) return null;
    return between(minus(exactly(rule.base), times(actual, exactly(rule.perStep))), exactlyOrNone(rule.floorCap), null);
  },

  weightedEvents(rule, { actual, points }) {
    if (isLess(actual, NONE)) return null;
    return between(over(times(FULL_SCORE, minus(points, actual)), points), exactlyOrNone(rule.floorCap), null);
  },

  passFail(rule, measured) {
    const { actual, direction } = measured;
    const { a, of } = turned(measured);
    const target = of("target");
    if (!target && !isSame(actual, NONE) && !isSame(actual, ONE)) return null;
    const passed = target ? compare(a, target) >= 0 : isSame(actual, direction === "up" ? ONE : NONE);
    return exactly(passed ? rule.passScore : rule.failScore);
  },

  given(_rule, { actual, points }) {
    return isLess(actual, NONE) || isMore(actual, points) ? null : over(times(FULL_SCORE, actual), points);
  },
};

function placeAmong(actual: Fraction, ranked: readonly Fraction[], direction: Direction, ties: RuleOf<"rank">["ties"]): Fraction {
  const ahead = ranked.filter((one) => (direction === "up" ? isMore(one, actual) : isLess(one, actual)));
  const first = whole(ahead.length + 1);
  switch (ties) {
    case "equal":
      return first;
    case "average": {
      const last = whole(ahead.length + ranked.filter((one) => isSame(one, actual)).length);
      return over(plus(first, last), TWO);
    }
    case "dense":
      return whole(ahead.filter((one, place) => ahead.findIndex((other) => isSame(one, other)) === place).length + 1);
  }
}

/** n·step, where n is ROUND(score ÷ step, 10) made whole. */
export function inSteps(score: Fraction, rounding: ScoreRounding | null): Fraction {
  if (!rounding) return score;
  const step = exactly(rounding.step);
  const steps = rounded(over(score, step), 10);
  return times(whole({ half: nearest, down: towardsZero, up: awayFromZero }[rounding.way](steps)), step);
}

/** The score of a figure, 100 = target met; null: none, and the line is held. */
export function exactScore(rule: ScoringRule, measured: Measured): Score {
  // Each kind is paired with a function for that very kind, which the compiler cannot follow through an index.
  const score = (RULES[rule.kind] as (of: ScoringRule, measured: Measured) => Score)(rule, measured);
  return score && inSteps(score, rule.rounding);
}

export function exactAnchors(anchors: Anchors): Measured["anchors"] {
  return Object.fromEntries(Object.entries(anchors).map(([name, value]) => [name, exactly(value)]));
}

/** null: no limit on that side. */
export interface ExactBounds {
  readonly lowest: Fraction | null;
  readonly highest: Fraction | null;
}

const hull = (...scores: readonly Fraction[]): ExactBounds => ({ lowest: scores.reduce(lesser), highest: scores.reduce(greater) });

/** The lowest and highest score that any figure gets, before it is rounded to a step. */
const BOUNDS: { readonly [K in RuleKind]: (rule: RuleOf<K>, anchors: Measured["anchors"], points: Fraction) => ExactBounds } = {
  threeAnchors(rule, { target, stretch }) {
    const top = target && !stretch ? rule.targetScore : rule.stretchScore;
    return hull(NONE, exactly(rule.floorScore), exactly(rule.targetScore), exactly(top));
  },
  ratio: (rule) => ({ lowest: exactlyOrNone(rule.floorCap), highest: exactlyOrNone(rule.cap) }),
  deduction: (rule, _anchors, points) => ({
    lowest: rule.maxLoss ? minus(FULL_SCORE, over(times(FULL_SCORE, exactly(rule.maxLoss)), points)) : null,
    highest: FULL_SCORE,
  }),
  clampedRange: endsOf,
  closestToTarget: () => hull(NONE, FULL_SCORE),
  bands: (rule) => hull(...rule.bands.map(({ score }) => exactly(score))),
  piecewise: (rule) => hull(...rule.points.map(({ score }) => exactly(score)), ...(rule.beyondWorst === "zero" ? [NONE] : [])),
  perUnit(rule) {
    const caps = [exactlyOrNone(rule.floorCap), exactlyOrNone(rule.cap)] as const;
    const base = between(exactly(rule.base), ...caps);
    return { lowest: rule.perStep.eq(0) ? base : caps[0], highest: rule.perStepUp.eq(0) ? base : caps[1] };
  },
  rank: (rule) => (rule.bands.length > 0 ? hull(...rule.bands.map(({ score }) => exactly(score))) : hull(NONE, FULL_SCORE)),
  events: (rule) => ({ lowest: exactlyOrNone(rule.floorCap), highest: between(exactly(rule.base), exactlyOrNone(rule.floorCap), null) }),
  weightedEvents: (rule) => ({ lowest: exactlyOrNone(rule.floorCap), highest: FULL_SCORE }),
  passFail: (rule) => hull(exactly(rule.passScore), exactly(rule.failScore)),
  given: () => hull(NONE, FULL_SCORE),
};

export function exactBounds(rule: ScoringRule, anchors: Measured["anchors"], points: Fraction): ExactBounds {
  const bounds = (BOUNDS[rule.kind] as (of: ScoringRule, anchors: Measured["anchors"], points: Fraction) => ExactBounds)(rule, anchors, points);
  return { lowest: bounds.lowest && inSteps(bounds.lowest, rule.rounding), highest: bounds.highest && inSteps(bounds.highest, rule.rounding) };
}
