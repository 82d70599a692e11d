/** Which piece of a scoring rule a figure fell into: the edges, straight lines and caps of kpi/rules, told apart. */
import { HUNDRED, ONE, type Decimal, ZERO } from "./decimal";
import { betterBy, capped, meets, upward } from "./rules/direction";
import { type Band, bandAt } from "./rules/bands";
import { alongTheLine, highestOf, lowestOf } from "./rules/clampedRange";
import { awayFromTarget } from "./rules/closestToTarget";
import { type Deduction, mostLost } from "./rules/deduction";
import type { PerUnit } from "./rules/perUnit";
import { type Point, between, stretchAt } from "./rules/piecewise";
import { placeOf } from "./rules/rank";
import type { Ratio } from "./rules/ratio";
import type { RuleKind, RuleOf, RuleParameters } from "./rules/index";
import type { ScoringInput } from "./rules/rule";
import type { ThreeAnchors } from "./rules/threeAnchors";
import { keptOf } from "./rules/weightedEvents";
import type { AnchorName } from "./target";

/** Where a cap changed the score. `uncapped` is the score before it. */
interface Capped {
  readonly uncapped: Decimal;
  readonly capped: "highest" | "lowest" | null;
}

export type Segment =
  /** Worse than the floor, where that gives nothing. */
  | { readonly kind: "belowFloor" }
  /** On the straight line through two anchors, low at the one and high at the other; held at the line's ends where it is capped. */
  | ({
      readonly kind: "line";
      readonly from: AnchorName;
      readonly to: AnchorName;
      readonly scale: "linear" | "log";
      readonly low: Decimal;
      readonly high: Decimal;
    } & Capped)
  /** At this anchor or better. */
  | { readonly kind: "atBest"; readonly anchor: "target" | "stretch" }
  | ({ readonly kind: "proportion"; readonly form: "actualOverTarget" | "targetOverActual" | "mirrored" | "signed" } & Capped)
  /** Lower is better and the target is 0: met or not, there is no proportion. */
  | ({ readonly kind: "zeroTarget"; readonly met: boolean } & Capped)
  /** Target ÷ actual of an actual of 0 or less: without end, and so the cap. */
  | { readonly kind: "endless" }
  /** On target, or so far off the nearest edge of it, and the tolerance of that side in the indicator's unit. */
  | ({ readonly kind: "offTarget"; readonly side: "below" | "within" | "above"; readonly edge: "target" | "upper"; readonly tolerance: Decimal } & Capped)
  | { readonly kind: "nothingOff" }
  /** limited: the line lost the most that it may. */
  | { readonly kind: "takenOff"; readonly reference: Deduction["reference"]; readonly limited: boolean }
  | { readonly kind: "band"; readonly from: Decimal | null; readonly to: Decimal | null }
  /** On the straight line between two points. */
  | { readonly kind: "betweenPoints"; readonly from: Point; readonly to: Point; readonly uncapped: Decimal }
  /** On a point, or below or above all of them. */
  | { readonly kind: "point"; readonly point: Point; readonly side: "on" | "below" | "above" }
  /** Worse than the worst point, where that gives nothing. */
  | { readonly kind: "worseThanPoints"; readonly point: Point }
  /** A place among so many; `band`: of the table that gives it its score, null where the formula does. */
  | { readonly kind: "rank"; readonly place: Decimal; readonly total: Decimal; readonly band: Pick<Band, "from" | "to"> | null }
  /** `steps` as they are counted, 0 where the score does not move on that side. */
  | ({ readonly kind: "steps"; readonly side: "short" | "on" | "beyond"; readonly steps: Decimal; readonly perStep: Decimal } & Capped)
  | ({ readonly kind: "events" } & Capped)
  | ({ readonly kind: "pointsOff" } & Capped)
  | { readonly kind: "passed" }
  | { readonly kind: "failed" }
  | { readonly kind: "given" };

type SegmentFaces = { readonly [K in RuleKind]: (rule: RuleOf<K>, input: ScoringInput) => Segment };

const SEGMENTS: SegmentFaces = {
  threeAnchors: lineThroughAnchors,
  ratio: proportion,
  deduction: takenOff,
  clampedRange: (rule, { actual, anchors: { worst, best }, direction }) => {
    if (upward(worst!, direction).gte(upward(best!, direction))) return { kind: meets(worst!, actual, direction) ? "failed" : "passed" };
    const held = heldBetween(alongTheLine(rule, actual, worst!, best!), lowestOf(rule), highestOf(rule));
    return { kind: "line", from: "worst", to: "best", scale: rule.scale, low: rule.worstScore, high: rule.bestScore, ...held };
  },
  closestToTarget: (rule, { actual, anchors: { target, upper } }) => {
    const { side, tolerance, score } = awayFromTarget(rule, actual, target!, upper ?? target!);
    return { kind: "offTarget", side, edge: side === "above" && upper ? "upper" : "target", tolerance, ...heldBetween(score, ZERO, HUNDRED) };
  },
  bands: (rule, { actual }) => {
    const { from, to } = bandAt(rule.bands, rule.edge, actual, "outside")!;
    return { kind: "band", from, to };
  },
  piecewise: (rule, { actual, direction }) => {
    const stretch = stretchAt(rule, actual, direction)!;
    if (stretch.kind === "between") return { kind: "betweenPoints", from: stretch.from, to: stretch.to, uncapped: between(stretch.from, stretch.to, actual) };
    return stretch.kind === "nothing" ? { kind: "worseThanPoints", point: stretch.point } : stretch;
  },
  perUnit: stepsFrom,
  rank: (rule, input) => {
    const { place, total } = placeOf(rule, input);
    return { kind: "rank", place, total, band: bandAt(rule.bands, rule.edge, place, "included") ?? null };
  },
  events: (rule, { actual }) => ({ kind: "events", ...heldBetween(rule.base.minus(rule.perStep.times(actual)), rule.floorCap, null) }),
  weightedEvents: (rule, { actual, fullPoints }) => ({ kind: "pointsOff", ...heldBetween(keptOf(actual, fullPoints), rule.floorCap, null) }),
  passFail: (_rule, { actual, anchors: { target }, direction }) => {
    const passed = target ? meets(actual, target, direction) : actual.eq(direction === "up" ? 1 : 0);
    return { kind: passed ? "passed" : "failed" };
  },
  given: () => ({ kind: "given" }),
};

/** Only for a figure that the rule gives a score: its anchors are there and in order. */
export function segmentOf(rule: RuleParameters, input: ScoringInput): Segment {
  // Each kind is paired with a function for that very kind, which the compiler cannot follow through an index.
  return (SEGMENTS[rule.kind] as (of: RuleParameters, input: ScoringInput) => Segment)(rule, input);
}

function heldBetween(uncapped: Decimal, lowest: Decimal | null, highest: Decimal | null): Capped {
  const held = capped(uncapped, lowest, highest);
  return { uncapped, capped: held.eq(uncapped) ? null : held.lt(uncapped) ? "highest" : "lowest" };
}

function lineThroughAnchors(rule: ThreeAnchors, { actual, anchors, direction }: ScoringInput): Segment {
  const { stretch } = anchors;
  const [floor, target] = [anchors.floor!, anchors.target!];
  const worseThan = (anchor: Decimal): boolean => upward(actual, direction).lt(upward(anchor, direction));
  const along = (from: "floor" | "target", to: "target" | "stretch", start: Decimal, end: Decimal, low: Decimal, high: Decimal): Segment => {
    const uncapped = low.plus(actual.minus(start).times(high.minus(low)).div(end.minus(start)));
    return { kind: "line", from, to, scale: "linear", low, high, ...heldBetween(uncapped, ZERO, null) };
  };
  if (worseThan(floor) && rule.belowFloor === "zero") return { kind: "belowFloor" };
  if (worseThan(target)) return along("floor", "target", floor, target, rule.floorScore, rule.targetScore);
  if (!stretch) return { kind: "atBest", anchor: "target" };
  if (worseThan(stretch)) return along("target", "stretch", target, stretch, rule.targetScore, rule.stretchScore);
  return { kind: "atBest", anchor: "stretch" };
}

function proportion(rule: Ratio, { actual, anchors, direction }: ScoringInput): Segment {
  const target = anchors.target!;
  const held = (uncapped: Decimal): Capped => heldBetween(uncapped, rule.floorCap, rule.cap);
  if (direction === "down" && target.eq(0)) {
    const met = actual.lte(0);
    return { kind: "zeroTarget", met, ...held(met ? HUNDRED : ZERO) };
  }
  if (rule.form === "signed") {
    return { kind: "proportion", form: "signed", ...held(ONE.plus(betterBy(actual, target, direction).div(target.abs())).times(100)) };
  }
  if (direction === "up") return { kind: "proportion", form: "actualOverTarget", ...held(actual.times(100).div(target)) };
  if (rule.form === "mirrored") return { kind: "proportion", form: "mirrored", ...held(target.times(2).minus(actual).times(100).div(target)) };
  if (actual.lte(0)) return { kind: "endless" };
  return { kind: "proportion", form: "targetOverActual", ...held(target.times(100).div(actual)) };
}

function takenOff(rule: Deduction, { actual, anchors, direction, fullPoints }: ScoringInput): Segment {
  const target = anchors.target!;
  if (meets(actual, target, direction)) return { kind: "nothingOff" };
  const lost = {
    target: () => actual.minus(target).abs().div(target.abs()),
    zero: () => actual.div(target),
    full: () => anchors.full!.minus(actual).div(anchors.full!.minus(target)),
  }[rule.reference]();
  const most = mostLost(rule, fullPoints);
  return { kind: "takenOff", reference: rule.reference, limited: most !== null && lost.gt(most) };
}

function stepsFrom(rule: PerUnit, { actual, anchors, direction }: ScoringInput): Segment {
  const target = anchors.target!;
  const better = betterBy(actual, target, direction);
  const gap = rule.stepMeans === "percentOfTarget" ? better.abs().times(100).div(target.abs()) : better.abs();
  const exact = gap.div(rule.step);
  const steps = { exact, floor: exact.round(0, 0), ceil: exact.round(0, 3) }[rule.counting];
  const short = better.lt(0);
  const perStep = short ? rule.perStep : rule.perStepUp;
  const uncapped = short ? rule.base.minus(perStep.times(steps)) : rule.base.plus(perStep.times(steps));
  return { kind: "steps", side: short ? "short" : better.eq(0) ? "on" : "beyond", steps, perStep, ...heldBetween(uncapped, rule.floorCap, rule.cap) };
}
