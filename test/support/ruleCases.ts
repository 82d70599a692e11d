/** Rules with anchors and figures, for whoever computes scores beside the engine: every edge that the engine's own tests name, and random ones from a seed. */
import { type Decimal, decimal } from "../../src/kpi/decimal";
import type { Direction } from "../../src/kpi/indicator";
import { RULE_COLUMNS, type RuleKind, type ScoringRule } from "../../src/kpi/rules/index";
import type { AnchorName, Anchors } from "../../src/kpi/target";
import { anchorsOf, ruleOf } from "./schemes";

export interface RuleCase {
  readonly rule: ScoringRule;
  readonly direction: Direction;
  readonly anchors: Anchors;
  readonly actual: Decimal;
  readonly fullPoints: Decimal;
  /** Of a rank; the actual among them. */
  readonly peers?: readonly Decimal[];
}

type Figures = Readonly<Record<string, number | string>>;

function cases(rule: ScoringRule, direction: Direction, anchors: Figures, actuals: readonly (number | string)[], full: number | string = 10): RuleCase[] {
  return actuals.map((actual) => ({ rule, direction, anchors: anchorsOf(anchors), actual: decimal(actual), fullPoints: decimal(full) }));
}

type BandRow = readonly [number | null, number | null, number];
export function bandRows(...rows: readonly BandRow[]): { from: Decimal | null; to: Decimal | null; score: Decimal }[] {
  const edge = (value: number | null): Decimal | null => (value === null ? null : decimal(value));
  return rows.map(([from, to, score]) => ({ from: edge(from), to: edge(to), score: decimal(score) }));
}

const d = decimal;
const THREE_BANDS = bandRows([0, 60, 0], [60, 80, 60], [80, 100, 100]);
const OPEN_BANDS = bandRows([null, 2, 120], [2, 5, 80], [5, null, 0]);
const GAPPED_BANDS = bandRows([-20, -10, 20], [-5, 0, 60], [0, 5, 100]);
/** Too many to be nested, with a gap between the fifth and the sixth. */
const MANY_BANDS = bandRows(...Array.from({ length: 14 }, (_, place): BandRow => [place * 5 + (place > 4 ? 1 : 0) - 10, place * 5 - 5, place * 8]));
const MANY_OPEN_BANDS = bandRows(
  ...Array.from({ length: 14 }, (_, place): BandRow => [place === 0 ? null : place * 5, place === 13 ? null : place * 5 + 5, 120 - place * 8]),
);
const AROUND_BANDS = [
  -100, -20.01, -20, -10, -9.99, -7, -5, -4.99, -0.01, 0, 2, 5, 5.01, 15, 15.5, 16, 16.01, 55, 59.99, 60, 60.01, 79.99, 80, 99.99, 100, 100.01, 1e9,
];

const bandCases = (["from", "to"] as const).flatMap((edge) =>
  [THREE_BANDS, OPEN_BANDS, GAPPED_BANDS, MANY_BANDS, MANY_OPEN_BANDS, bandRows([null, null, 70])].flatMap((bands) =>
    cases(ruleOf("bands", { edge, bands }), "up", {}, AROUND_BANDS),
  ),
);

/** Points of a line that is bent, each [figure, score]. */
export function pointRows(...rows: readonly (readonly [number | string, number | string])[]): { at: Decimal; score: Decimal }[] {
  return rows.map(([at, score]) => ({ at: decimal(at), score: decimal(score) }));
}

/** Five standard values of a published standard, one way and the other; up and down again, with a level piece; and too many to be nested. */
export const STANDARD_VALUES = pointRows(["-8.5", 20], ["-1.4", 40], ["6.2", 60], ["9.6", 80], [13, 100]);
const TURNED_VALUES = pointRows([45, 100], [53, 80], [60, 60], [70, 40], [80, 20]);
const SUMMIT = pointRows([-2, -10], [0, 0], [40, 100], [60, 100], [90, "33.3"]);
const MANY_POINTS = pointRows(...Array.from({ length: 14 }, (_, place): [number, number] => [place * 7 - 20, (place * 37) % 120]));
const AROUND_POINTS = [
  -100, -20, -19.99, -8.51, -8.5, -8.49, -5, -2, -1.4, -0.01, 0, 1, 6.2, 7.9, 9.6, 11.3, 13, 13.01, 45, 50, 53, 60, 64, 70, 71, 71.01, 80, 80.01, 90, 91, 1e6,
];

const pointCases = (["held", "zero"] as const).flatMap((beyondWorst) =>
  (["up", "down"] as const).flatMap((direction) =>
    [STANDARD_VALUES, TURNED_VALUES, SUMMIT, MANY_POINTS, pointRows([0, 50], ["0.1", 60])].flatMap((points) =>
      cases(ruleOf("piecewise", { beyondWorst, points }), direction, {}, AROUND_POINTS),
    ),
  ),
);

/** Everybody ranked among everybody. */
function ranked(rule: ScoringRule, direction: Direction, figures: readonly (number | string)[]): RuleCase[] {
  const peers = figures.map(decimal);
  return cases(rule, direction, {}, figures).map((one) => ({ ...one, peers }));
}
const PLACES = bandRows([1, 1, 120], [2, 3, 100], [4, 6, 80], [6, 10, 60]);
const MANY_PLACES = bandRows(...Array.from({ length: 12 }, (_, place): BandRow => [place * 3 + 1, place * 3 + 3, 120 - place * 10]));
const UNEVEN = ["85.2", 90, "85.2", 70, "90.00", 61, 85.2, 99, -3, 0, "0.3"];

const rankCases = (["equal", "average", "dense"] as const).flatMap((ties) => [
  ...(["up", "down"] as const).flatMap((direction) => [
    ...ranked(ruleOf("rank", { ties }), direction, UNEVEN),
    ...ranked(ruleOf("rank", { ties, bands: PLACES }), direction, UNEVEN),
    ...ranked(ruleOf("rank", { ties, bands: PLACES, edge: "to" }), direction, UNEVEN),
    ...ranked(ruleOf("rank", { ties }), direction, [7, 7]),
    ...ranked(ruleOf("rank", { ties }), direction, [7]),
  ]),
  ...cases(ruleOf("rank", { ties, rankTotal: d(31) }), "down", {}, [1, 3, 31, 16.5, 0.5, 32, 3.2, 0, -1]),
]);

const eachStep = { step: d(1), perStep: d(2) };

/** Every edge of test/kpi/rules/rules.test.ts. */
export const EDGE_CASES: readonly RuleCase[] = [
  ...cases(ruleOf("threeAnchors"), "up", { floor: 75, target: 85, stretch: 90 }, [74.99, 75, 80, 85, 87.5, 90, 95]),
  ...cases(ruleOf("threeAnchors"), "down", { floor: 5, target: 3, stretch: 2 }, [5.01, 5, 4, 3, 2, 1.5]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: 75, target: 85 }, [74, 75, 84.99, 85, 99]),
  ...cases(ruleOf("threeAnchors", { belowFloor: "line" }), "up", { floor: 75, target: 85 }, [74.99, 70, 60, 10]),
  ...cases(ruleOf("threeAnchors", { belowFloor: "line" }), "down", { floor: 5, target: 3, stretch: 2 }, [2.5, 5.01, 7, 8, 9]),
  ...cases(
    ruleOf("threeAnchors", { floorScore: d(0), targetScore: d(80), stretchScore: d(100) }),
    "up",
    { floor: 0, target: 10, stretch: 20 },
    [-1, 0, 5, 15, 20],
  ),
  ...cases(ruleOf("threeAnchors", { floorScore: d(100) }), "up", { floor: 0, target: 10, stretch: 20 }, [-1, 0, 5, 15]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: 85, target: 85 }, [85, 84]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: 90, target: 85 }, [85]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: 75, target: 85, stretch: 85 }, [85]),
  ...cases(ruleOf("threeAnchors"), "down", { floor: 2, target: 3 }, [2.5]),
  ...cases(ruleOf("threeAnchors"), "up", { target: 3 }, [2.5]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: 3, stretch: 5 }, [2.5]),
  ...cases(ruleOf("threeAnchors"), "up", { floor: -1, target: 2, stretch: 4 }, [0.5, -1, -1.01]),
  ...cases(ruleOf("threeAnchors"), "down", { floor: 1, target: 0, stretch: -1 }, [0.5, 0, -0.5]),

  ...cases(ruleOf("ratio"), "up", { target: 80 }, [100, 80, 0, -5]),
  ...cases(ruleOf("ratio", { cap: d(120) }), "up", { target: 80 }, [100, 96, 95.99]),
  ...cases(ruleOf("ratio"), "down", { target: 2 }, [2.4, 0, -1]),
  ...cases(ruleOf("ratio", { form: "mirrored" }), "down", { target: 2 }, [2.4, 0, 9]),
  ...(["direct", "mirrored", "signed"] as const).flatMap((form) => [
    ...cases(ruleOf("ratio", { form }), "down", { target: 0 }, [0, 0.001, -1]),
    ...cases(ruleOf("ratio", { form, cap: d(90), floorCap: d(20) }), "down", { target: 0 }, [0, 0.001]),
    ...cases(ruleOf("ratio", { form }), "up", { target: 0 }, [3]),
    ...cases(ruleOf("ratio", { form }), "up", { target: -5 }, [3, -5, -8]),
    ...cases(ruleOf("ratio", { form }), "down", { target: -5 }, [3, -5, -8]),
    ...cases(ruleOf("ratio", { form }), "up", {}, [3]),
  ]),
  ...cases(ruleOf("ratio", { cap: d(150) }), "down", { target: 2 }, [0, -1, 1, 4]),
  ...cases(ruleOf("ratio", { form: "signed" }), "up", { target: -10 }, [-8, -15]),
  ...cases(ruleOf("ratio", { form: "signed" }), "down", { target: 10 }, [12]),
  ...cases(ruleOf("ratio", { form: "mirrored", floorCap: null }), "down", { target: 2 }, [9]),

  ...cases(ruleOf("deduction"), "down", { target: 0.2 }, [0.25, 0.2, 0.1]),
  ...cases(ruleOf("deduction"), "up", { target: -4 }, [-5, -4, -3]),
  ...cases(ruleOf("deduction", { reference: "full" }), "up", { target: 85, full: 100 }, [82, 85, 84.99], 5),
  ...cases(ruleOf("deduction", { reference: "zero" }), "down", { target: 8 }, [8.4, 8], 5),
  ...cases(ruleOf("deduction", { reference: "zero" }), "up", { target: 8 }, [-1, 4], 5),
  ...cases(ruleOf("deduction", { reference: "full", maxLoss: d(4) }), "up", { target: 85, full: 100 }, [40, 84], 5),
  ...cases(ruleOf("deduction"), "down", { target: 0 }, [1, 0]),
  ...cases(ruleOf("deduction", { reference: "full" }), "up", { target: 85 }, [80]),
  ...cases(ruleOf("deduction", { reference: "full" }), "up", { full: 85 }, [80]),
  ...cases(ruleOf("deduction", { reference: "full" }), "up", { target: 85, full: 85 }, [80, 90]),
  ...cases(ruleOf("deduction", { reference: "full" }), "down", { target: 0, full: -2 }, [1, 0]),

  ...cases(ruleOf("clampedRange"), "up", { worst: 45, best: 70 }, [60, 45, 70, 44, 71]),
  ...cases(ruleOf("clampedRange"), "down", { worst: 72, best: 30 }, [30, 24, 72, 51, 99]),
  ...cases(ruleOf("clampedRange"), "up", { worst: 45, best: 45 }, [45]),
  ...cases(ruleOf("clampedRange"), "up", { worst: 70, best: 45 }, [60]),
  ...cases(ruleOf("clampedRange"), "up", { worst: 70 }, [60]),
  ...cases(ruleOf("clampedRange"), "up", { best: 70 }, [60]),
  // The goalposts of the UN's HDI, and COINr's scale of 1 to 100.
  ...cases(ruleOf("clampedRange", { scale: "log" }), "up", { worst: 100, best: 75000 }, [100, 75000, 9000, 60, 80000, 0, -3]),
  ...cases(ruleOf("clampedRange", { scale: "log" }), "down", { worst: 48, best: 4 }, [48, 4, 24, 2, 0]),
  ...cases(ruleOf("clampedRange", { scale: "log" }), "up", { worst: 0, best: 50 }, [25]),
  ...cases(ruleOf("clampedRange", { scale: "log" }), "down", { worst: 50, best: 0 }, [25]),
  ...cases(ruleOf("clampedRange", { scale: "log" }), "up", { worst: 50, best: 50 }, [25]),
  ...cases(ruleOf("clampedRange", { worstScore: d(1) }), "up", { worst: 20, best: 60 }, [10, 20, 40, 60, 70]),
  ...(["held", "line"] as const).flatMap((beyondWorst) =>
    (["held", "line"] as const).flatMap((beyondBest) =>
      cases(ruleOf("clampedRange", { beyondWorst, beyondBest, worstScore: d(-20), bestScore: d(80) }), "down", { worst: 60, best: 20 }, [80, 60, 40, 20, 0]),
    ),
  ),

  ...cases(ruleOf("clampedRange", { reversed: "step", cap: d(90) }), "up", { worst: "0.92", best: "0.9" }, ["0.8", "0.9", "0.91", "0.95"]),
  ...cases(ruleOf("clampedRange", { reversed: "step", scale: "log", worstScore: d(1) }), "down", { worst: 3, best: 3 }, [2, 3, 4, 0]),
  ...cases(ruleOf("clampedRange", { reversed: "step", scale: "log" }), "down", { worst: 5, best: 3 }, [4, 0]),

  // Improvement points of the American hospitals: tens from the own baseline on, 90 from the benchmark.
  ...cases(ruleOf("clampedRange", { cap: d(90), rounding: { step: d(10), way: "down" } }), "up", { worst: "0.45", best: "0.9" }, [
    "0.4",
    "0.45",
    "0.4949",
    "0.495",
    "0.7",
    "0.8999",
    "0.9",
    "0.95",
  ]),
  ...cases(
    ruleOf("clampedRange", { beyondBest: "line", beyondWorst: "line", cap: d(110), floorCap: d(-10) }),
    "up",
    { worst: 0, best: 10 },
    [-2, -1, 5, 11, 12],
  ),

  // Scores in steps, under whatever rule: tens of the American hospitals' achievement points, half stars, and negative scores.
  ...(["half", "down", "up"] as const).flatMap((way) => [
    ...cases(ruleOf("threeAnchors", { floorScore: d(10), rounding: { step: d(10), way } }), "up", { floor: "0.5", target: "0.9" }, [
      "0.49",
      "0.5",
      "0.7",
      "0.7546",
      "0.9",
      "0.95",
    ]),
    ...cases(ruleOf("ratio", { floorCap: null, form: "mirrored", rounding: { step: d(10), way } }), "down", { target: 100 }, [35, 34.9, 32.7, 205, 214.9, 300]),
    ...cases(ruleOf("ratio", { rounding: { step: d("0.1"), way } }), "up", { target: 100 }, ["0.3", "0.31", "0.35", "0.7", "66.66", "-3"]),
    ...cases(ruleOf("ratio", { rounding: { step: d(1), way } }), "up", { target: 3 }, [1, 2, 3, -1]),
    ...cases(ruleOf("given", { rounding: { step: d(25), way } }), "up", {}, [6, 8, 9], 8),
  ]),

  ...cases(ruleOf("closestToTarget", { tolerance: d(10) }), "up", { target: 80 }, [80, 75, 85, 70, 90, 69.9, 100, "79.99", 0]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(10) }), "down", { target: 80, upper: 80 }, [80, 75, 85]),
  ...cases(
    ruleOf("closestToTarget", { tolerance: d(5), toleranceAbove: d(20) }),
    "up",
    { target: 60, upper: 80 },
    [60, 70, 80, 59, 57.5, 55, 54, 81, 90, 100, 101],
  ),
  ...cases(
    ruleOf("closestToTarget", { tolerance: d(20), toleranceMeans: "percentOfTarget" }),
    "up",
    { target: -50, upper: -40 },
    [-50, -45, -55, -60, -61, -35, -30],
  ),
  ...cases(ruleOf("closestToTarget", { tolerance: d(20), toleranceAbove: d(40), toleranceMeans: "percentOfTarget" }), "up", { target: 50 }, [50, 45, 60, 80]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(20), toleranceMeans: "percentOfTarget" }), "up", { target: 0 }, [0, 5]),
  ...cases(ruleOf("closestToTarget"), "up", { target: 80 }, [80]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(0) }), "up", { target: 80 }, [80, 70]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(5), toleranceAbove: d(0) }), "up", { target: 80 }, [80, 70]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(5) }), "up", { target: 80, upper: 79 }, [80, 70]),
  ...cases(ruleOf("closestToTarget", { tolerance: d(5) }), "up", { upper: 79 }, [80]),

  ...bandCases,
  ...pointCases,

  ...(["exact", "floor", "ceil"] as const).flatMap((counting) => [
    ...cases(ruleOf("perUnit", { ...eachStep, counting }), "up", { target: 90 }, [87.6, 90, 92.4]),
    ...cases(ruleOf("perUnit", { ...eachStep, counting }), "down", { target: 90 }, [92.4, 90, 87.6]),
    // 0.3 in steps of 0.1 and the like: binary arithmetic would lose or gain a step.
    ...cases(ruleOf("perUnit", { step: d("0.1"), counting }), "up", { target: 1 }, ["0.7", "0.9", "0.4", "0.1", "0.69"]),
    ...cases(ruleOf("perUnit", { step: d("0.1"), counting, floorCap: null }), "down", { target: "0.1" }, ["0.4", "0.8", "12.3", "12.34", "99.9"]),
    // 14807.274 − 14807.263 is 0.01100000000078 in doubles.
    ...cases(ruleOf("perUnit", { step: d("0.001"), counting, perStepUp: d(1), cap: null }), "down", { target: "14807.274" }, ["14807.263", "14807.285"]),
    ...cases(ruleOf("perUnit", { step: d("0.7"), stepMeans: "percentOfTarget", counting }), "up", { target: "0.3" }, ["0.2979", "0.2937", "0.29"]),
  ]),
  ...cases(ruleOf("perUnit", { ...eachStep, stepMeans: "percentOfTarget" }), "up", { target: 80 }, [76]),
  ...cases(ruleOf("perUnit", { ...eachStep, stepMeans: "percentOfTarget" }), "up", { target: -80 }, [-84, -76]),
  ...cases(ruleOf("perUnit", { ...eachStep, stepMeans: "units" }), "up", { target: 80 }, [76]),
  ...cases(ruleOf("perUnit", { ...eachStep, perStepUp: d(1), cap: d(110), floorCap: d(40) }), "up", { target: 80 }, [85, 99, 10]),
  ...cases(ruleOf("perUnit", { ...eachStep, stepMeans: "percentOfTarget" }), "down", { target: 0 }, [1, 0]),
  ...cases(ruleOf("perUnit", eachStep), "down", { target: 0 }, [1, 0, -1]),
  ...cases(ruleOf("perUnit", eachStep), "down", {}, [1]),

  ...rankCases,
  ...cases(ruleOf("rank", { rankTotal: d(1) }), "up", {}, [1, 2]),
  ...cases(ruleOf("rank", { rankTotal: d(31), bands: PLACES }), "up", {}, [1, 2, 3, 4, 5.5, 6, 6.5, 10, 11]),
  ...(["from", "to"] as const).flatMap((edge) => [
    ...cases(ruleOf("rank", { rankTotal: d(31), bands: PLACES, edge }), "up", {}, [1, 1.5, 2, 3, 3.5, 4, 6, 6.5, 10, 31]),
    ...cases(ruleOf("rank", { rankTotal: d(40), bands: MANY_PLACES, edge }), "up", {}, [1, 3, 3.5, 4, 18, 19, 36, 36.5, 40]),
  ]),

  ...cases(ruleOf("events", { perStep: d(20) }), "down", {}, [0, 1, 5, 9, 1.5, -1, -1.5]),
  ...cases(ruleOf("events", { perStep: d(20), floorCap: null }), "down", {}, [9]),

  ...cases(ruleOf("weightedEvents"), "down", {}, ["2.8", 0, 10, 12, "-0.1", "0.1"]),
  ...cases(ruleOf("weightedEvents", { floorCap: null }), "up", {}, ["2.8", 12, 33], "7.5"),
  ...cases(ruleOf("weightedEvents", { floorCap: d(40) }), "down", {}, ["2.8", 6, "6.1"]),

  ...cases(ruleOf("passFail", { failScore: d(20) }), "up", { target: 95 }, [95, 94.999, 96]),
  ...cases(ruleOf("passFail", { failScore: d(20) }), "down", { target: 48 }, [48, 48.1, 47]),
  ...cases(ruleOf("passFail"), "up", {}, [1, 0, 0.4, 2, -1]),
  ...cases(ruleOf("passFail"), "down", {}, [1, 0, 0.4]),
  ...cases(ruleOf("passFail"), "down", { target: 0 }, [1, 0]),

  ...cases(ruleOf("given"), "up", {}, [6, 8, 8.01, -1, 0, "-0.01"], 8),
  ...cases(ruleOf("given"), "up", {}, ["0.1", "0.3", "0.31"], "0.3"),
];

export const MOST_PEERS = 12;

// --- Random cases -----------------------------------------------------------------------------------------------

/** Numbers from 0 up to 1 that are the same at every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Rules as a scheme may hold them, with anchors that are mostly in order and figures that often lie exactly on one of them. */
export function randomCases(kind: RuleKind, count: number, seed: number): RuleCase[] {
  const random = randomFrom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const chance = (share: number): boolean => random() < share;
  const oneOf = <const T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)]!;
  const figure = (from: number, to: number, places = whole(0, 4)): Decimal => decimal(whole(from * 10 ** places, to * 10 ** places)).div(10 ** places);

  const randomRule = (): ScoringRule => {
    const rule = randomKind();
    return chance(0.2) ? { ...rule, rounding: { step: d(oneOf(["1", "10", "5", "0.5", "0.1", "2.5"])), way: oneOf(["half", "down", "up"]) } } : rule;
  };
  const randomKind = (): ScoringRule => {
    const cap = oneOf([null, 100, 120, 150]);
    const floorCap = oneOf([null, 0, 40]);
    const caps = { cap: cap === null ? null : d(cap), floorCap: floorCap === null ? null : d(floorCap) };
    switch (kind) {
      case "threeAnchors": {
        const floorScore = figure(0, 70, 1);
        const targetScore = floorScore.plus(figure(1, 50, 1));
        return ruleOf(kind, { floorScore, targetScore, stretchScore: targetScore.plus(figure(0, 40, 1)), belowFloor: oneOf(["zero", "line"]) });
      }
      case "ratio":
        return ruleOf(kind, { form: oneOf(["direct", "mirrored", "signed"]), ...caps });
      case "deduction":
        return ruleOf(kind, { reference: oneOf(["target", "zero", "full"]), maxLoss: oneOf([null, figure(1, 20, 1)]) });
      case "clampedRange": {
        const worstScore = oneOf([d(0), d(1), figure(-20, 40, 1)]);
        return ruleOf(kind, {
          scale: oneOf(["linear", "linear", "log"]),
          worstScore,
          bestScore: worstScore.plus(oneOf([d(100), figure(1, 120, 1)])),
          beyondWorst: oneOf(["held", "held", "line"]),
          beyondBest: oneOf(["held", "held", "line"]),
          cap: chance(0.2) ? worstScore.plus(figure(1, 120, 1)) : null,
          floorCap: chance(0.1) ? worstScore.minus(5) : null,
          reversed: oneOf(["hold", "step"]),
        });
      }
      case "closestToTarget":
        return ruleOf(kind, {
          tolerance: chance(0.05) ? d(0) : oneOf([d(5), d(10), figure(1, 60, 2)]),
          toleranceAbove: oneOf([null, null, d(20), figure(1, 60, 1)]),
          toleranceMeans: oneOf(["units", "percentOfTarget"]),
        });
      case "given":
        return ruleOf(kind);
      case "bands": {
        const size = oneOf([1, 2, 3, 5, 10, 11, 16]);
        const places = whole(0, 3);
        let edge = figure(-20, 40, places);
        const bands = Array.from({ length: size }, (_, place) => {
          const from = place > 0 && chance(0.15) ? edge.plus(figure(1, 3, places)) : edge;
          edge = from.plus(figure(1, 15, places));
          return { from: place === 0 && chance(0.3) ? null : from, to: place === size - 1 && chance(0.3) ? null : edge, score: figure(0, 120, 1) };
        });
        return ruleOf(kind, { edge: oneOf(["from", "to"]), bands });
      }
      case "piecewise": {
        const places = whole(0, 3);
        let at = figure(-20, 60, places);
        const points = Array.from({ length: oneOf([2, 3, 5, 5, 10, 11, 16]) }, () => {
          at = at.plus(figure(1, 15, places));
          return { at, score: figure(0, 120, 1) };
        });
        // Mostly as standards are: the better the figure, the higher the score, in one direction or the other.
        const scores = points.map(({ score }) => score).sort((one, other) => one.cmp(other));
        const sorted = oneOf([scores, [...scores].reverse(), null]);
        return ruleOf(kind, {
          beyondWorst: oneOf(["held", "zero"]),
          points: points.map((point, place) => ({ ...point, score: sorted?.[place] ?? point.score })),
        });
      }
      case "perUnit":
        return ruleOf(kind, {
          base: oneOf([d(100), d(80), figure(50, 120, 1)]),
          step: d(oneOf(["1", "0.1", "0.05", "0.3", "0.7", "2", "5", "0.001"])),
          stepMeans: oneOf(["units", "percentOfTarget"]),
          counting: oneOf(["exact", "floor", "ceil"]),
          perStep: oneOf([d(0), d(1), d(2), figure(0, 5, 2)]),
          perStepUp: oneOf([d(0), d(1), figure(0, 5, 2)]),
          ...caps,
        });
      case "events":
        return ruleOf(kind, { base: oneOf([d(100), figure(80, 120, 1)]), perStep: figure(0, 30, 1), floorCap: caps.floorCap });
      case "rank": {
        let place = 1;
        const bands = Array.from({ length: oneOf([0, 0, 1, 3, 12]) }, () => {
          const from = d(place);
          const to = from.plus(whole(0, 3));
          place = Number(to) + (chance(0.3) && to.gt(from) ? 0 : 1);
          return { from, to: chance(0.05) ? to.plus("0.5") : to, score: figure(0, 120, 1) };
        });
        return ruleOf(kind, {
          ties: oneOf(["equal", "average", "dense"]),
          rankTotal: oneOf([null, null, d(31), d(1), d(11)]),
          bands: bands.every(({ to }, at) => bands[at + 1] === undefined || to.lte(bands[at + 1]!.from)) ? bands : [],
          edge: oneOf(["from", "to"]),
        });
      }
      case "weightedEvents":
        return ruleOf(kind, { floorCap: caps.floorCap });
      case "passFail": {
        const failScore = figure(0, 60, 1);
        return ruleOf(kind, { failScore, passScore: failScore.plus(figure(0, 60, 1)) });
      }
    }
  };

  /** Floor, target, stretch and full, or worst and best, each better than the one before, unless chance has it otherwise. */
  const randomAnchors = (rule: ScoringRule, direction: Direction, wanted: readonly AnchorName[]): Anchors => {
    // On a logarithmic scale two anchors that nearly meet leave doubles no digits, and nobody has such goalposts.
    const places = rule.kind === "clampedRange" && rule.scale === "log" ? 0 : whole(0, 4);
    let at = oneOf([figure(0, 100, places), figure(0, 3, places), figure(-50, 0, places), d(0), figure(1000, 30000, places)]);
    const anchors: Partial<Record<AnchorName, Decimal>> = {};
    for (const name of wanted) {
      if (chance(0.07)) continue;
      anchors[name] = chance(0.05) ? d(0) : at;
      const step = chance(0.06) ? d(0) : chance(0.06) ? figure(-5, 0, places) : figure(0, 20, places).plus(d(1).div(10 ** places));
      at = direction === "up" || rule.kind === "closestToTarget" ? at.plus(step) : at.minus(step);
    }
    return anchors;
  };

  const randomActual = (rule: ScoringRule, anchors: Anchors, fullPoints: Decimal): Decimal => {
    const own = rule.kind === "piecewise" ? rule.points.map(({ at }) => at) : null;
    const edges = rule.kind === "bands" ? rule.bands.flatMap(({ from, to }) => [from, to]).filter((edge) => edge !== null) : (own ?? Object.values(anchors));
    const near = edges.length > 0 ? oneOf(edges) : d(whole(0, 10));
    switch (rule.kind) {
      case "rank":
        // A place where the scheme says how many there are.
        return rule.kind === "rank" && rule.rankTotal
          ? chance(0.9)
            ? d(whole(1, 62)).div(2)
            : figure(-1, 40, 2)
          : oneOf([d(whole(60, 100)), figure(60, 100, 1)]);
      case "events":
        return chance(0.8) ? d(whole(-1, 12)) : figure(-1, 12, 2);
      case "weightedEvents":
        return chance(0.5) ? figure(-1, 12, 1) : fullPoints.times(whole(-5, 130)).div(100);
      case "given":
        return chance(0.2) ? fullPoints : fullPoints.times(whole(-5, 110)).div(100);
      case "passFail":
        if (anchors.target === undefined) return oneOf([d(0), d(1), d(1), d("0.5"), d(2)]);
        break;
      case "perUnit":
        // So that whole steps are counted, and not only parts of one.
        if (chance(0.4)) return near.plus(rule.step.times(whole(-40, 40)));
        break;
      case "threeAnchors":
      case "ratio":
      case "deduction":
      case "clampedRange":
      case "closestToTarget":
      case "bands":
      case "piecewise":
        break;
    }
    if (chance(0.3)) return near;
    if (chance(0.3)) return near.plus(oneOf([d("0.01"), d("-0.01"), d("0.0001"), d("-0.0001")]));
    if (chance(0.5)) return near.plus(figure(-15, 15));
    return chance(0.1) ? d(0) : figure(-100, 200);
  };

  return Array.from({ length: count }, (): RuleCase => {
    const rule = randomRule();
    const direction = oneOf<Direction>(["up", "down"]);
    const { required, optional } = RULE_COLUMNS[kind];
    const order: readonly AnchorName[] = ["floor", "worst", "target", "stretch", "best", "full", "upper"];
    // 是/否 has no target at all.
    const wanted = kind === "passFail" && chance(0.4) ? [] : order.filter((name) => [...required, ...optional].includes(name));
    const anchors = randomAnchors(rule, direction, wanted);
    const fullPoints = d(oneOf(["1", "2.5", "5", "6", "10", "20", "0.3", "33.3"]));
    const actual = randomActual(rule, anchors, fullPoints);
    if (rule.kind !== "rank" || rule.rankTotal) return { rule, direction, anchors, actual, fullPoints };
    const others = Array.from({ length: whole(0, MOST_PEERS - 1) }, () => (chance(0.2) ? actual : oneOf([d(whole(60, 100)), figure(60, 100, 1)])));
    const place = whole(0, others.length);
    return { rule, direction, anchors, actual, fullPoints, peers: [...others.slice(0, place), actual, ...others.slice(place)] };
  });
}
