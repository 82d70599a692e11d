import { decimal } from "../../../src/kpi/decimal";
import type { Direction } from "../../../src/kpi/indicator";
import { RULE_KINDS, boundsOfRule, countsInPoints, scoreByRule, type ScoringRule } from "../../../src/kpi/rules/index";
import { anchorsOf, ruleOf } from "../../support/schemes";

type Figures = Readonly<Record<string, number | string>>;

/** The score to eight places, or the problem's code. */
function scoreFor(rule: ScoringRule, direction: Direction, anchors: Figures, actual: number | string, full: number | string = 10): string {
  const result = scoreByRule(rule, { actual: decimal(actual), anchors: anchorsOf(anchors), direction, fullPoints: decimal(full) });
  return result.kind === "score" ? result.score.round(8).toString() : result.problem.code;
}

describe("three anchors", () => {
  const rule = ruleOf("threeAnchors");
  test.each([
    [74.99, "0"],
    [75, "60"],
    [80, "80"],
    [85, "100"],
    [87.5, "110"],
    [90, "120"],
    [95, "120"],
  ])("with floor 75, target 85, stretch 90 gives %d the score %s", (actual, score) => {
    expect(scoreFor(rule, "up", { floor: 75, target: 85, stretch: 90 }, actual)).toBe(score);
  });
  test.each([
    [5.01, "0"],
    [5, "60"],
    [4, "80"],
    [3, "100"],
    [2, "120"],
    [1.5, "120"],
  ])("with floor 5, target 3, stretch 2 and lower better gives %d the score %s", (actual, score) => {
    expect(scoreFor(rule, "down", { floor: 5, target: 3, stretch: 2 }, actual)).toBe(score);
  });
  test("without a stretch is capped at the target's score", () => {
    expect(scoreFor(rule, "up", { floor: 75, target: 85 }, 99)).toBe("100");
  });
  test("goes on down the line below the floor where the scheme says so, and stops at 0", () => {
    const line = ruleOf("threeAnchors", { belowFloor: "line" });
    expect(scoreFor(line, "up", { floor: 75, target: 85 }, 70)).toBe("40");
    expect(scoreFor(line, "up", { floor: 75, target: 85 }, 60)).toBe("0");
    expect(scoreFor(line, "up", { floor: 75, target: 85 }, 10)).toBe("0");
  });
  test("takes its scores from the scheme", () => {
    const own = ruleOf("threeAnchors", { floorScore: decimal(0), targetScore: decimal(80), stretchScore: decimal(100) });
    expect(scoreFor(own, "up", { floor: 0, target: 10, stretch: 20 }, 5)).toBe("40");
    expect(scoreFor(own, "up", { floor: 0, target: 10, stretch: 20 }, 15)).toBe("90");
  });
  test.each([
    ["floor equals target", "up", { floor: 85, target: 85 }],
    ["floor above target", "up", { floor: 90, target: 85 }],
    ["stretch equals target", "up", { floor: 75, target: 85, stretch: 85 }],
    ["anchors rise though lower is better", "down", { floor: 2, target: 3 }],
  ] as const)("gives a finding and no score when %s", (_, direction, anchors) => {
    expect(scoreFor(rule, direction, anchors, 85)).toBe("anchorsOutOfOrder");
  });
  test("ends at the target's score where the line has a target and no stretch, and at the stretch's while nobody knows", () => {
    const bounds = (anchors: Figures): unknown => boundsOfRule(rule, anchorsOf(anchors), decimal(10));
    expect(bounds({ floor: 75, target: 85, stretch: 90 })).toEqual({ lowest: decimal(0), highest: decimal(120) });
    expect(bounds({ floor: 75, target: 85 })).toEqual({ lowest: decimal(0), highest: decimal(100) });
    expect(bounds({ floor: 75 })).toEqual({ lowest: decimal(0), highest: decimal(120) });
    expect(bounds({ stretch: 90 })).toEqual({ lowest: decimal(0), highest: decimal(120) });
    const falling = ruleOf("threeAnchors", { floorScore: decimal(110), targetScore: decimal(100), stretchScore: decimal(-10) });
    expect(boundsOfRule(falling, {}, decimal(10))).toEqual({ lowest: decimal(-10), highest: decimal(110) });
  });
  test("accepts negative anchors", () => {
    expect(scoreFor(rule, "up", { floor: -1, target: 2, stretch: 4 }, 0.5)).toBe("80");
  });
});

describe("ratio", () => {
  test("is 125 before the cap and 120 after it, for target 80 and actual 100", () => {
    expect(scoreFor(ruleOf("ratio"), "up", { target: 80 }, 100)).toBe("125");
    expect(scoreFor(ruleOf("ratio", { cap: decimal(120) }), "up", { target: 80 }, 100)).toBe("120");
  });
  test("has two forms where lower is better: 83.33 and 80 for target 2 and actual 2.4", () => {
    expect(scoreFor(ruleOf("ratio"), "down", { target: 2 }, 2.4)).toBe("83.33333333");
    expect(scoreFor(ruleOf("ratio", { form: "mirrored" }), "down", { target: 2 }, 2.4)).toBe("80");
  });
  test("with target 0 and lower better gives 100 for 0 and 0 for anything above", () => {
    for (const form of ["direct", "mirrored", "signed"] as const) {
      expect(scoreFor(ruleOf("ratio", { form }), "down", { target: 0 }, 0)).toBe("100");
      expect(scoreFor(ruleOf("ratio", { form }), "down", { target: 0 }, 0.001)).toBe("0");
    }
  });
  test("gives the cap for actual 0 where lower is better, and a finding when there is no cap", () => {
    expect(scoreFor(ruleOf("ratio", { cap: decimal(150) }), "down", { target: 2 }, 0)).toBe("150");
    expect(scoreFor(ruleOf("ratio"), "down", { target: 2 }, 0)).toBe("ratioUncapped");
    expect(scoreFor(ruleOf("ratio", { form: "mirrored" }), "down", { target: 2 }, 0)).toBe("200");
  });
  test.each([0, -5])("refuses the target %d where higher is better, unless the rule is the signed form", (target) => {
    expect(scoreFor(ruleOf("ratio"), "up", { target }, 3)).toBe("ratioTargetNotPositive");
  });
  test("in its signed form measures against the size of a negative target", () => {
    expect(scoreFor(ruleOf("ratio", { form: "signed" }), "up", { target: -10 }, -8)).toBe("120");
    expect(scoreFor(ruleOf("ratio", { form: "signed" }), "up", { target: -10 }, -15)).toBe("50");
    expect(scoreFor(ruleOf("ratio", { form: "signed" }), "up", { target: 0 }, 1)).toBe("ratioTargetNotPositive");
    expect(scoreFor(ruleOf("ratio", { form: "signed" }), "down", { target: 10 }, 12)).toBe("80");
  });
  test("never falls below its lowest score", () => {
    expect(scoreFor(ruleOf("ratio", { form: "mirrored" }), "down", { target: 2 }, 9)).toBe("0");
    expect(scoreFor(ruleOf("ratio", { form: "mirrored", floorCap: null }), "down", { target: 2 }, 9)).toBe("-250");
  });
});

describe("deduction", () => {
  const lost = (rule: ScoringRule, direction: Direction, anchors: Figures, actual: number, full: number): number =>
    (full * (100 - Number(scoreFor(rule, direction, anchors, actual, full)))) / 100;
  test("measured against the target loses 2.5 of 10 for 0.25 against 0.2", () => {
    expect(lost(ruleOf("deduction"), "down", { target: 0.2 }, 0.25, 10)).toBeCloseTo(2.5, 12);
  });
  test("measured against the full mark loses 6 of 5 for 82 against 85, and nothing at 85", () => {
    const rule = ruleOf("deduction", { reference: "full" });
    expect(lost(rule, "up", { target: 85, full: 100 }, 82, 5)).toBeCloseTo(6, 12);
    expect(lost(rule, "up", { target: 85, full: 100 }, 85, 5)).toBe(0);
  });
  test("measured against zero loses 5.25 of 5 for 8.4 against 8, and nothing at 8", () => {
    const rule = ruleOf("deduction", { reference: "zero" });
    expect(lost(rule, "down", { target: 8 }, 8.4, 5)).toBeCloseTo(5.25, 12);
    expect(lost(rule, "down", { target: 8 }, 8, 5)).toBe(0);
  });
  test("loses no more than its limit, where it has one", () => {
    const rule = ruleOf("deduction", { reference: "full", maxLoss: decimal(4) });
    expect(lost(rule, "up", { target: 85, full: 100 }, 40, 5)).toBeCloseTo(4, 12);
    expect(boundsOfRule(rule, {}, decimal(5)).lowest!.toString()).toBe("20");
    expect(boundsOfRule(ruleOf("deduction"), {}, decimal(5)).lowest).toBeNull();
  });
  test("gives a finding for a target of 0 that is missed, for a missing full mark, and for a full mark on the wrong side", () => {
    expect(scoreFor(ruleOf("deduction"), "down", { target: 0 }, 1)).toBe("targetZero");
    expect(scoreFor(ruleOf("deduction"), "down", { target: 0 }, 0)).toBe("100");
    expect(scoreFor(ruleOf("deduction", { reference: "full" }), "up", { target: 85 }, 80)).toBe("targetMissing");
    expect(scoreFor(ruleOf("deduction", { reference: "full" }), "up", { target: 85, full: 85 }, 80)).toBe("anchorsOutOfOrder");
  });
});

describe("clamped range", () => {
  test("gives 12 of 20 points for 60 between 45 and 70", () => {
    expect(scoreFor(ruleOf("clampedRange"), "up", { worst: 45, best: 70 }, 60)).toBe("60");
  });
  test.each([
    [30, "100"],
    [24, "100"],
    [72, "0"],
    [51, "50"],
  ])("covers time limits, where lower is better: %d hours gives %s", (actual, score) => {
    expect(scoreFor(ruleOf("clampedRange"), "down", { worst: 72, best: 30 }, actual)).toBe(score);
  });
  test("gives a finding when worst equals best or lies on the wrong side", () => {
    expect(scoreFor(ruleOf("clampedRange"), "up", { worst: 45, best: 45 }, 45)).toBe("anchorsOutOfOrder");
    expect(scoreFor(ruleOf("clampedRange"), "up", { worst: 70, best: 45 }, 60)).toBe("anchorsOutOfOrder");
  });
});

describe("clamped range with its own ends", () => {
  test.each([
    [100, "0"],
    [75000, "100"],
    [9000, "67.97220408"],
    [80000, "100"],
    [50, "0"],
    [0, "logNotPositive"],
    [-1, "logNotPositive"],
  ])("on a logarithmic scale from 100 to 75,000 gives %d the score %s", (actual, score) => {
    expect(scoreFor(ruleOf("clampedRange", { scale: "log" }), "up", { worst: 100, best: 75000 }, actual)).toBe(score);
  });
  test("on a logarithmic scale covers both directions, and names the anchor that has no logarithm", () => {
    const rule = ruleOf("clampedRange", { scale: "log" });
    expect(scoreFor(rule, "down", { worst: 16, best: 1 }, 4)).toBe("50");
    const input = { actual: decimal(1), direction: "up" as const, fullPoints: decimal(1) };
    expect(scoreByRule(rule, { ...input, anchors: anchorsOf({ worst: 0, best: 5 }) })).toEqual({
      kind: "problem",
      problem: { code: "logNotPositive", of: "worst" },
    });
    expect(scoreByRule(rule, { ...input, direction: "down", anchors: anchorsOf({ worst: 5, best: -5 }) })).toEqual({
      kind: "problem",
      problem: { code: "logNotPositive", of: "best" },
    });
  });
  test("goes on beyond an end only where the scheme says so", () => {
    const open = ruleOf("clampedRange", { beyondBest: "line" });
    expect(scoreFor(open, "up", { worst: 0, best: 80 }, 100)).toBe("125");
    expect(scoreFor(open, "up", { worst: 0, best: 80 }, -10)).toBe("0");
    expect(scoreFor(ruleOf("clampedRange", { beyondWorst: "line" }), "up", { worst: 0, best: 80 }, -10)).toBe("-12.5");
    expect(boundsOfRule(open, {}, decimal(1))).toEqual({ lowest: decimal(0), highest: null });
    expect(boundsOfRule(ruleOf("clampedRange", { beyondWorst: "line" }), {}, decimal(1))).toEqual({ lowest: null, highest: decimal(100) });
  });
  test("divides at the worst value, where the scheme says so, when that is no worse than the best", () => {
    const rule = ruleOf("clampedRange", { reversed: "step", cap: decimal(90) });
    expect([".85", ".91", ".92", ".95"].map((rate) => scoreFor(rule, "up", { worst: "0.92", best: "0.9" }, rate))).toEqual(["0", "0", "0", "90"]);
    expect([1, 3, 4].map((hours) => scoreFor(rule, "down", { worst: 3, best: 3 }, hours))).toEqual(["90", "0", "0"]);
  });
  test("is held by a cap of its own: hospitals' improvement is 0 to 9 from their own baseline, and 9 from the benchmark", () => {
    const rule = ruleOf("clampedRange", { cap: decimal(90), rounding: { step: decimal(10), way: "down" } });
    const scores = [".44", ".45", ".4949", ".495", ".7", ".8999", ".9", ".99"].map((rate) => scoreFor(rule, "up", { worst: "0.45", best: "0.9" }, rate));
    expect(scores).toEqual(["0", "0", "0", "10", "50", "90", "90", "90"]);
    expect(boundsOfRule(rule, {}, decimal(1))).toEqual({ lowest: decimal(0), highest: decimal(90) });
    const open = ruleOf("clampedRange", { beyondBest: "line", beyondWorst: "line", cap: decimal(110), floorCap: decimal(-10) });
    expect(boundsOfRule(open, {}, decimal(1))).toEqual({ lowest: decimal(-10), highest: decimal(110) });
  });
  test("may run from 1 to 100", () => {
    const rule = ruleOf("clampedRange", { worstScore: decimal(1) });
    expect(scoreFor(rule, "up", { worst: 20, best: 60 }, 40)).toBe("50.5");
    expect(scoreFor(rule, "up", { worst: 20, best: 60 }, 0)).toBe("1");
    expect(boundsOfRule(rule, {}, decimal(1))).toEqual({ lowest: decimal(1), highest: decimal(100) });
  });
});

describe("closest to target", () => {
  const rule = ruleOf("closestToTarget", { tolerance: decimal(10) });
  test.each([
    [80, "100"],
    [75, "50"],
    [85, "50"],
    [70, "0"],
    [90, "0"],
    [60, "0"],
    [100, "0"],
    [79, "90"],
  ])("with target 80 and tolerance 10 gives %d the score %s, whichever way is better", (actual, score) => {
    expect(scoreFor(rule, "up", { target: 80 }, actual)).toBe(score);
    expect(scoreFor(rule, "down", { target: 80 }, actual)).toBe(score);
  });
  test.each([
    [60, "100"],
    [70, "100"],
    [80, "100"],
    [57.5, "50"],
    [55, "0"],
    [54, "0"],
    [90, "50"],
    [100, "0"],
  ])("is full from 60 to 80, with a slope of its own on each side: %d gives %s", (actual, score) => {
    const plateau = ruleOf("closestToTarget", { tolerance: decimal(5), toleranceAbove: decimal(20) });
    expect(scoreFor(plateau, "up", { target: 60, upper: 80 }, actual)).toBe(score);
  });
  test("measures a tolerance in per cent of the target, of a negative one too", () => {
    const percent = ruleOf("closestToTarget", { tolerance: decimal(20), toleranceMeans: "percentOfTarget" });
    expect(scoreFor(percent, "up", { target: 50 }, 45)).toBe("50");
    expect(scoreFor(percent, "up", { target: -50 }, -45)).toBe("50");
    expect(scoreFor(percent, "up", { target: 0 }, 0)).toBe("targetZero");
  });
  test("gives a finding for a tolerance of 0 or none, even exactly on target, and for an end below the target", () => {
    expect(scoreFor(ruleOf("closestToTarget"), "up", { target: 80 }, 80)).toBe("toleranceZero");
    expect(scoreFor(ruleOf("closestToTarget", { tolerance: decimal(0) }), "up", { target: 80 }, 80)).toBe("toleranceZero");
    const above = ruleOf("closestToTarget", { tolerance: decimal(1), toleranceAbove: decimal(0) });
    expect(scoreByRule(above, { actual: decimal(80), anchors: anchorsOf({ target: 80 }), direction: "up", fullPoints: decimal(1) })).toEqual({
      kind: "problem",
      problem: { code: "toleranceZero", of: "toleranceAbove" },
    });
    expect(scoreFor(rule, "down", { target: 80, upper: 79 }, 80)).toBe("anchorsOutOfOrder");
  });
});

describe("a score in steps", () => {
  test.each([
    ["half", "67.3", "70"],
    ["half", "65", "70"],
    ["half", "64.99", "60"],
    ["half", "-65", "-70"],
    ["down", "67.3", "60"],
    ["down", "70", "70"],
    ["down", "-67.3", "-60"],
    ["up", "60.1", "70"],
    ["up", "60", "60"],
    ["up", "-67.3", "-70"],
  ] as const)("of 10, %s: %s becomes %s", (way, actual, score) => {
    const rule = ruleOf("ratio", { floorCap: null, rounding: { step: decimal(10), way } });
    expect(scoreFor(rule, "up", { target: 100 }, actual)).toBe(score);
  });
  test("is the achievement of American hospitals: 1 to 9 between threshold and benchmark, 10 from the benchmark", () => {
    const rule = ruleOf("threeAnchors", { floorScore: decimal(10), rounding: { step: decimal(10), way: "down" } });
    const points = [".4999", ".5", ".55", ".7", ".8999", ".9", ".99"].map((rate) => scoreFor(rule, "up", { floor: "0.5", target: "0.9" }, rate));
    // round(9·(p−t)/(b−t)+0.5) of 0.7 is 5, in tens 50.
    expect(points).toEqual(["0", "10", "20", "50", "90", "100", "100"]);
  });
  test("is rounded after the rule's own caps, and so are its bounds", () => {
    const rule = ruleOf("ratio", { cap: decimal(117), floorCap: decimal(12), rounding: { step: decimal(10), way: "down" } });
    expect(scoreFor(rule, "up", { target: 100 }, 140)).toBe("110");
    expect(boundsOfRule(rule, {}, decimal(1))).toEqual({ lowest: decimal(10), highest: decimal(110) });
    expect(boundsOfRule(ruleOf("ratio", { rounding: { step: decimal(10), way: "up" } }), {}, decimal(1)).highest).toBeNull();
  });
  test("takes a score as whole steps that lies below them by less than ten places show", () => {
    const rule = ruleOf("ratio", { rounding: { step: decimal(10), way: "down" } });
    expect(scoreFor(rule, "up", { target: 3 }, "2.1")).toBe("70");
    expect(scoreFor(rule, "up", { target: "0.3" }, "0.0299999999999999")).toBe("10");
  });
});

describe("bands", () => {
  const rows = (...list: readonly (readonly [number | null, number | null, number])[]) =>
    list.map(([from, to, score]) => ({ from: from === null ? null : decimal(from), to: to === null ? null : decimal(to), score: decimal(score) }));
  const bands = rows([0, 60, 0], [60, 80, 60], [80, 100, 100]);
  test.each([
    [0, "0"],
    [59.99, "0"],
    [60, "60"],
    [80, "100"],
    [100, "100"],
    [100.01, "outsideBands"],
    [-0.01, "outsideBands"],
  ])("where the lower band's end belongs to the next, %d gives %s and the last band is closed", (actual, score) => {
    expect(scoreFor(ruleOf("bands", { bands, edge: "from" }), "up", {}, actual)).toBe(score);
  });
  test.each([
    [0, "0"],
    [60, "0"],
    [60.01, "60"],
    [80, "60"],
    [100, "100"],
  ])("where the edge belongs to the band that ends there, %d gives %s and the first band is closed", (actual, score) => {
    expect(scoreFor(ruleOf("bands", { bands, edge: "to" }), "up", {}, actual)).toBe(score);
  });
  test("may be open at both ends and fall with the figure", () => {
    const open = ruleOf("bands", { bands: rows([null, 2, 120], [2, 5, 80], [5, null, 0]) });
    expect(scoreFor(open, "down", {}, -100)).toBe("120");
    expect(scoreFor(open, "down", {}, 1e9)).toBe("0");
    expect(boundsOfRule(open, {}, decimal(1))).toEqual({ lowest: decimal(0), highest: decimal(120) });
  });
});

describe("per unit", () => {
  const each = { step: decimal(1), perStep: decimal(2) };
  test.each([
    ["exact", "95.2"],
    ["floor", "96"],
    ["ceil", "94"],
  ] as const)("with a gap of 2.4 and 2 off for each 1, counted %s, gives %s", (counting, score) => {
    expect(scoreFor(ruleOf("perUnit", { ...each, counting }), "up", { target: 90 }, 87.6)).toBe(score);
    expect(scoreFor(ruleOf("perUnit", { ...each, counting }), "down", { target: 90 }, 92.4)).toBe(score);
  });
  test("tells percentage points from per cent of the target", () => {
    expect(scoreFor(ruleOf("perUnit", { ...each, stepMeans: "percentOfTarget" }), "up", { target: 80 }, 76)).toBe("90");
    expect(scoreFor(ruleOf("perUnit", { ...each, stepMeans: "units" }), "up", { target: 80 }, 76)).toBe("92");
  });
  test("adds for each step above the target, up to the cap, and stops at the lowest score", () => {
    const both = ruleOf("perUnit", { ...each, perStepUp: decimal(1), cap: decimal(110), floorCap: decimal(40) });
    expect(scoreFor(both, "up", { target: 80 }, 85)).toBe("105");
    expect(scoreFor(both, "up", { target: 80 }, 99)).toBe("110");
    expect(scoreFor(both, "up", { target: 80 }, 10)).toBe("40");
  });
  test("counts three whole steps of 0.1 in a gap of 0.3, which doubles would make two", () => {
    expect(scoreFor(ruleOf("perUnit", { step: decimal("0.1"), perStep: decimal(1), counting: "floor" }), "up", { target: 1 }, "0.7")).toBe("97");
  });
  test("gives a finding for per cent of a target of 0", () => {
    expect(scoreFor(ruleOf("perUnit", { ...each, stepMeans: "percentOfTarget" }), "down", { target: 0 }, 1)).toBe("targetZero");
  });
});

describe("rank", () => {
  const among = (rule: ScoringRule, direction: Direction, figures: readonly (number | string)[]): string[] =>
    figures.map((figure) => {
      const result = scoreByRule(rule, { actual: decimal(figure), anchors: {}, direction, fullPoints: decimal(10), peers: figures.map(decimal) });
      return result.kind === "score" ? result.score.round(4).toString() : result.problem.code;
    });
  test("gives the first 100, the last 0, and the others by their place; the direction says which end is first", () => {
    expect(among(ruleOf("rank"), "up", [80, 95, 90, 85, 70])).toEqual(["25", "100", "75", "50", "0"]);
    expect(among(ruleOf("rank"), "down", [80, 95, 90, 85, 70])).toEqual(["75", "0", "25", "50", "100"]);
  });
  test.each([
    ["equal", ["100", "75", "75", "25", "0"]],
    ["average", ["100", "62.5", "62.5", "25", "0"]],
    ["dense", ["100", "75", "75", "50", "25"]],
  ] as const)("with ties %s gives 95, 90, 90, 80, 70 the scores %s", (ties, scores) => {
    expect(among(ruleOf("rank", { ties }), "up", [95, 90, "90.0", 80, 70])).toEqual(scores);
  });
  test("gives one alone 100, among others or by its stated number", () => {
    expect(among(ruleOf("rank"), "up", [42])).toEqual(["100"]);
    expect(scoreFor(ruleOf("rank", { rankTotal: decimal(1) }), "up", {}, 1)).toBe("100");
  });
  test.each([
    ["1", "100"],
    ["3", "93.33333333"],
    ["2.5", "95"],
    ["31", "0"],
    ["0", "rankOutside"],
    ["32", "rankOutside"],
    ["2.4", "rankOutside"],
  ])("takes the figure %s as the place among 31: %s", (actual, score) => {
    for (const direction of ["up", "down"] as const) expect(scoreFor(ruleOf("rank", { rankTotal: decimal(31) }), direction, {}, actual)).toBe(score);
  });
  const table = [
    [1, 1, 120],
    [2, 3, 100],
    [4, 10, 80],
    [10, 31, 60],
  ].map(([from, to, score]) => ({ from: decimal(from!), to: decimal(to!), score: decimal(score!) }));
  test.each([
    ["from", [1, 2, 3, 4, 10, 31], ["120", "100", "100", "80", "60", "60"]],
    ["to", [1, 2, 3, 4, 10, 31], ["120", "100", "100", "80", "80", "60"]],
    ["from", [1.5, 3.5], ["outsideBands", "outsideBands"]],
  ] as const)("reads a table of places, both ends of a band included, a shared one by the edge %s", (edge, places, scores) => {
    const rule = ruleOf("rank", { rankTotal: decimal(31), bands: table, edge });
    expect(places.map((place) => scoreFor(rule, "up", {}, place))).toEqual(scores);
    expect(boundsOfRule(rule, {}, decimal(1))).toEqual({ lowest: decimal(60), highest: decimal(120) });
    expect(boundsOfRule(ruleOf("rank"), {}, decimal(1))).toEqual({ lowest: decimal(0), highest: decimal(100) });
  });
});

describe("events", () => {
  const rule = ruleOf("events", { perStep: decimal(20) });
  test.each([
    [0, "100"],
    [1, "80"],
    [5, "0"],
    [9, "0"],
    [1.5, "eventsNotWhole"],
    [-1, "eventsNotWhole"],
  ])("%d events give %s", (actual, score) => {
    expect(scoreFor(rule, "down", {}, actual)).toBe(score);
  });
});

describe("weighted events", () => {
  const lost = 3 * 0.1 + 1 * 0.5 + 1 * 2;
  test("cost 2.8 of 10 points for three common, one escalated and one grave complaint", () => {
    expect(lost).toBeCloseTo(2.8, 12);
    expect(scoreFor(ruleOf("weightedEvents"), "down", {}, "2.8", 10)).toBe("72");
    expect(scoreFor(ruleOf("weightedEvents"), "up", {}, "2.8", 10)).toBe("72");
  });
  test.each([
    ["0", "0", "100"],
    ["0", "10", "0"],
    ["0", "12", "0"],
    ["40", "7", "40"],
    [null, "12", "-20"],
    ["0", "-0.1", "lossNegative"],
  ])("with the lowest score %s and %s points lost of 10 give %s", (floorCap, actual, score) => {
    const rule = ruleOf("weightedEvents", { floorCap: floorCap === null ? null : decimal(floorCap) });
    expect(scoreFor(rule, "down", {}, actual)).toBe(score);
  });
  test("have a lowest score only where the scheme has one", () => {
    expect(boundsOfRule(ruleOf("weightedEvents"), {}, decimal(5))).toEqual({ lowest: decimal(0), highest: decimal(100) });
    expect(boundsOfRule(ruleOf("weightedEvents", { floorCap: null }), {}, decimal(5))).toEqual({ lowest: null, highest: decimal(100) });
  });
});

describe("pass or fail", () => {
  test("passes exactly on the target, in both directions", () => {
    const rule = ruleOf("passFail", { failScore: decimal(20) });
    expect(scoreFor(rule, "up", { target: 95 }, 95)).toBe("100");
    expect(scoreFor(rule, "up", { target: 95 }, 94.999)).toBe("20");
    expect(scoreFor(rule, "down", { target: 48 }, 48)).toBe("100");
    expect(scoreFor(rule, "down", { target: 48 }, 48.1)).toBe("20");
  });
  test("without a target reads 是 and 否, and 否 is good where lower is better", () => {
    const rule = ruleOf("passFail");
    expect(scoreFor(rule, "up", {}, 1)).toBe("100");
    expect(scoreFor(rule, "down", {}, 0)).toBe("100");
    expect(scoreFor(rule, "up", {}, 0)).toBe("0");
    expect(scoreFor(rule, "up", {}, 0.4)).toBe("targetMissing");
  });
});

describe("given points", () => {
  test("are the line's own points, and a finding above the full points or below 0", () => {
    expect(scoreFor(ruleOf("given"), "up", {}, 6, 8)).toBe("75");
    expect(scoreFor(ruleOf("given"), "up", {}, 8, 8)).toBe("100");
    expect(scoreFor(ruleOf("given"), "up", {}, 8.01, 8)).toBe("givenAboveFull");
    expect(scoreFor(ruleOf("given"), "up", {}, -1, 8)).toBe("givenNegative");
  });
});

test("a line of no points, as somebody may try, has won or kept all of none", () => {
  expect(scoreFor(ruleOf("given"), "up", {}, 0, 0)).toBe("100");
  expect(scoreFor(ruleOf("given"), "up", {}, 1, 0)).toBe("givenAboveFull");
  expect([0, 2].map((lost) => scoreFor(ruleOf("weightedEvents", { floorCap: null }), "down", {}, lost, 0))).toEqual(["100", "0"]);
  const limited = ruleOf("deduction", { maxLoss: decimal(2) });
  expect([0, 10].map((full) => scoreFor(limited, "down", { target: 4 }, 5, full))).toEqual(["75", "80"]);
  expect([0, 10].map((full) => boundsOfRule(limited, {}, decimal(full)).lowest?.toString() ?? null)).toEqual([null, "80"]);
});

test("a target of 0 is as good as any where steps and tolerances are in units", () => {
  expect(scoreFor(ruleOf("perUnit", { perStep: decimal(2) }), "down", { target: 0 }, 3)).toBe("94");
  expect(scoreFor(ruleOf("closestToTarget", { tolerance: decimal(10) }), "up", { target: 0 }, -3)).toBe("70");
  expect(scoreFor(ruleOf("closestToTarget", { tolerance: decimal(10), toleranceMeans: "percentOfTarget" }), "up", { target: 0 }, -3)).toBe("targetZero");
});

test("figures of given points and of weighted events alone are in points of their line", () => {
  expect(RULE_KINDS.filter((kind) => countsInPoints(ruleOf(kind)))).toEqual(["weightedEvents", "given"]);
});
