import { decimal } from "../../src/kpi/decimal";
import type { Direction } from "../../src/kpi/indicator";
import { roundToStep } from "../../src/kpi/rounding";
import { highestOf, lowestOf } from "../../src/kpi/rules/clampedRange";
import { RULE_KINDS, type ScoringRule, scoreByRule } from "../../src/kpi/rules/index";
import { type Segment, segmentOf } from "../../src/kpi/segment";
import { EDGE_CASES, randomCases, type RuleCase } from "../support/ruleCases";
import { anchorsOf, ruleOf } from "../support/schemes";

const d = decimal;

/** The score that the piece of the rule leads to; null where the piece alone does not say. */
function scoreOf(segment: Segment, { rule, fullPoints, actual }: RuleCase): string | null {
  switch (segment.kind) {
    case "belowFloor":
      return "0";
    case "line":
    case "proportion":
    case "zeroTarget":
    case "steps":
    case "pointsOff":
    case "events":
      if (segment.capped === null) return segment.uncapped.toString();
      if (rule.kind === "ratio" || rule.kind === "perUnit") return (segment.capped === "highest" ? rule.cap : rule.floorCap)!.toString();
      if (rule.kind === "events" || rule.kind === "weightedEvents") return rule.floorCap!.toString();
      if (rule.kind === "clampedRange") return (segment.capped === "highest" ? highestOf(rule) : lowestOf(rule))!.toString();
      return rule.kind === "threeAnchors" || rule.kind === "deduction" ? "0" : null;
    case "offTarget":
      return (segment.capped === null ? segment.uncapped : d(0)).toString();
    case "atBest":
      return rule.kind === "threeAnchors" ? (segment.anchor === "stretch" ? rule.stretchScore : rule.targetScore).toString() : null;
    case "endless":
      return rule.kind === "ratio" ? rule.cap!.toString() : null;
    case "nothingOff":
      return "100";
    case "takenOff":
      return segment.limited && rule.kind === "deduction"
        ? decimal(100)
            .times(decimal(1).minus(rule.maxLoss!.div(fullPoints)))
            .toString()
        : null;
    case "band":
      return rule.kind === "bands" ? rule.bands.find(({ from, to }) => from === segment.from && to === segment.to)!.score.toString() : null;
    case "rank":
      if (rule.kind !== "rank") return null;
      if (segment.band) return rule.bands.find(({ from, to }) => from === segment.band!.from && to === segment.band!.to)!.score.toString();
      return segment.total.eq(1) ? "100" : segment.total.minus(segment.place).times(100).div(segment.total.minus(1)).toString();
    case "betweenPoints":
      return segment.uncapped.toString();
    case "point":
      return segment.point.score.toString();
    case "worseThanPoints":
      return "0";
    case "passed":
      return rule.kind === "passFail" ? rule.passScore.toString() : null;
    case "failed":
      return rule.kind === "passFail" ? rule.failScore.toString() : null;
    case "given":
      return actual.times(100).div(fullPoints).toString();
  }
}

test.each(RULE_KINDS)("the piece of %s that applied leads to the engine's score, at every edge and at random", (kind) => {
  const cases = [...EDGE_CASES.filter(({ rule }) => rule.kind === kind), ...randomCases(kind, 600, 7 + RULE_KINDS.indexOf(kind))];
  let compared = 0;
  for (const one of cases) {
    const result = scoreByRule(one.rule, one);
    if (result.kind === "problem") continue;
    const led = scoreOf(segmentOf(one.rule, one), one);
    if (led === null) continue;
    compared += 1;
    expect({ ...one, score: roundToStep(d(led), one.rule.rounding).toString() }).toEqual({ ...one, score: result.score.toString() });
  }
  expect(compared).toBeGreaterThan(100);
});

test("steps are counted as the rule counts them, and not at all on target", () => {
  const input = { anchors: anchorsOf({ target: 90 }), direction: "up" as const, fullPoints: decimal(10) };
  const steps = (counting: "floor" | "ceil", actual: number): unknown => segmentOf(ruleOf("perUnit", { counting }), { ...input, actual: decimal(actual) });
  expect(steps("floor", 87.6)).toMatchObject({ side: "short", steps: decimal(2) });
  expect(steps("ceil", 87.6)).toMatchObject({ side: "short", steps: decimal(3) });
  expect(steps("ceil", 90)).toMatchObject({ side: "on", steps: decimal(0) });
});

describe("the piece that applied", () => {
  type Figures = Readonly<Record<string, number>>;
  const of = (rule: ScoringRule, anchors: Figures, actual: number, direction: Direction = "up", fullPoints = 10): Segment =>
    segmentOf(rule, { actual: d(actual), anchors: anchorsOf(anchors), direction, fullPoints: d(fullPoints) });

  test("of three anchors is a line between two of them, or the better end", () => {
    const three = { floor: 75, target: 85, stretch: 90 };
    const rule = ruleOf("threeAnchors");
    expect(of(rule, three, 74)).toEqual({ kind: "belowFloor" });
    expect(of(rule, three, 80)).toEqual({
      kind: "line",
      from: "floor",
      to: "target",
      scale: "linear",
      low: d(60),
      high: d(100),
      uncapped: d(80),
      capped: null,
    });
    expect(of(rule, three, 87.5)).toMatchObject({ kind: "line", from: "target", to: "stretch", low: d(100), high: d(120), uncapped: d(110) });
    expect(of(rule, three, 90)).toEqual({ kind: "atBest", anchor: "stretch" });
    expect(of(rule, { floor: 75, target: 85 }, 85)).toEqual({ kind: "atBest", anchor: "target" });
    const line = ruleOf("threeAnchors", { belowFloor: "line" });
    expect(of(line, three, 55)).toMatchObject({ kind: "line", from: "floor", to: "target", uncapped: d(-20), capped: "lowest" });
  });

  test("of a ratio is its form, with the cap that held it", () => {
    const proportion = (form: "direct" | "mirrored" | "signed", target: number, actual: number, direction: Direction = "up"): unknown =>
      of(ruleOf("ratio", { form, cap: d(120), floorCap: d(20) }), { target }, actual, direction);
    expect(proportion("direct", 80, 100)).toEqual({ kind: "proportion", form: "actualOverTarget", uncapped: d(125), capped: "highest" });
    expect(proportion("direct", 80, 8)).toEqual({ kind: "proportion", form: "actualOverTarget", uncapped: d(10), capped: "lowest" });
    expect(proportion("direct", 2, 2.5, "down")).toEqual({ kind: "proportion", form: "targetOverActual", uncapped: d(80), capped: null });
    expect(proportion("mirrored", 2, 2.4, "down")).toEqual({ kind: "proportion", form: "mirrored", uncapped: d(80), capped: null });
    expect(proportion("signed", -10, -9)).toEqual({ kind: "proportion", form: "signed", uncapped: d(110), capped: null });
    expect(proportion("direct", 2, 0, "down")).toEqual({ kind: "endless" });
    expect(proportion("direct", 0, 0, "down")).toEqual({ kind: "zeroTarget", met: true, uncapped: d(100), capped: null });
    expect(proportion("direct", 0, 1, "down")).toEqual({ kind: "zeroTarget", met: false, uncapped: d(0), capped: "lowest" });
  });

  test("of a deduction says by what it is measured, and whether the most was lost", () => {
    const taken = (maxLoss: number | null, actual: number): unknown =>
      of(ruleOf("deduction", { maxLoss: maxLoss === null ? null : d(maxLoss) }), { target: 0.2 }, actual, "down");
    expect(taken(null, 0.2)).toEqual({ kind: "nothingOff" });
    expect(taken(null, 0.9)).toEqual({ kind: "takenOff", reference: "target", limited: false });
    // A quarter too much of 10 points is 2.5 of at most 2, 2.5 or 3.
    expect(of(ruleOf("deduction", { maxLoss: d(1) }), { target: 0.2 }, 0.25, "down", 0)).toMatchObject({ kind: "takenOff", limited: false });
    expect([2, 2.5, 3].map((most) => taken(most, 0.25))).toEqual([true, false, false].map((limited) => ({ kind: "takenOff", reference: "target", limited })));
  });

  test("of a clamped range is the line between its ends, held at them", () => {
    const range = { worst: 45, best: 70 };
    const line = { kind: "line", from: "worst", to: "best", scale: "linear", low: d(0), high: d(100) };
    expect(of(ruleOf("clampedRange"), range, 60)).toEqual({ ...line, uncapped: d(60), capped: null });
    expect(of(ruleOf("clampedRange"), range, 80)).toEqual({ ...line, uncapped: d(140), capped: "highest" });
    expect(of(ruleOf("clampedRange"), range, 40)).toEqual({ ...line, uncapped: d(-20), capped: "lowest" });
    const reversed = ruleOf("clampedRange", { reversed: "step" });
    expect([59, 60, 61].map((actual) => of(reversed, { worst: 60, best: 50 }, actual).kind)).toEqual(["failed", "failed", "passed"]);
  });

  test("of the way to a target says on which side of which edge the figure lies, and the tolerance there", () => {
    const rule = ruleOf("closestToTarget", { tolerance: d(20), toleranceAbove: d(10) });
    const away = (actual: number, anchors: Figures = { target: 60, upper: 80 }): unknown => of(rule, anchors, actual);
    expect(away(55)).toEqual({ kind: "offTarget", side: "below", edge: "target", tolerance: d(20), uncapped: d(75), capped: null });
    expect(away(70)).toEqual({ kind: "offTarget", side: "within", edge: "target", tolerance: d(20), uncapped: d(100), capped: null });
    expect(away(85)).toEqual({ kind: "offTarget", side: "above", edge: "upper", tolerance: d(10), uncapped: d(50), capped: null });
    expect(away(95)).toMatchObject({ side: "above", edge: "upper", uncapped: d(-50), capped: "lowest" });
    expect(away(65, { target: 60 })).toMatchObject({ side: "above", edge: "target", tolerance: d(10), uncapped: d(50) });
  });

  test("of bands is the band that owns the figure", () => {
    const bands = [
      { from: null, to: d(60), score: d(0) },
      { from: d(60), to: d(80), score: d(60) },
      { from: d(80), to: d(100), score: d(100) },
    ];
    const at = (edge: "from" | "to", actual: number): unknown => of(ruleOf("bands", { bands, edge }), {}, actual);
    expect(at("from", 60)).toEqual({ kind: "band", from: d(60), to: d(80) });
    expect(at("to", 60)).toEqual({ kind: "band", from: null, to: d(60) });
    expect([at("from", 100), at("to", 100)]).toEqual(Array(2).fill({ kind: "band", from: d(80), to: d(100) }));
  });

  test("of steps says on which side of the target they are counted, and what each costs or brings", () => {
    const rule = ruleOf("perUnit", { perStep: d(2), perStepUp: d(3), cap: d(105), floorCap: d(90) });
    const steps = (actual: number, direction: Direction = "up"): unknown => of(rule, { target: 90 }, actual, direction);
    expect(steps(88)).toEqual({ kind: "steps", side: "short", steps: d(2), perStep: d(2), uncapped: d(96), capped: null });
    expect(steps(80)).toMatchObject({ side: "short", uncapped: d(80), capped: "lowest" });
    expect(steps(92)).toEqual({ kind: "steps", side: "beyond", steps: d(2), perStep: d(3), uncapped: d(106), capped: "highest" });
    expect(steps(88, "down")).toMatchObject({ side: "beyond", perStep: d(3) });
  });

  test("of what is counted, given, passed or ranked is that", () => {
    expect(of(ruleOf("events", { perStep: d(20), floorCap: d(0) }), {}, 6)).toEqual({ kind: "events", uncapped: d(-20), capped: "lowest" });
    expect(of(ruleOf("weightedEvents"), {}, 2.8, "down")).toEqual({ kind: "pointsOff", uncapped: d(72), capped: null });
    expect(of(ruleOf("given"), {}, 6)).toEqual({ kind: "given" });
    expect([1, 0].map((actual) => of(ruleOf("passFail"), {}, actual).kind)).toEqual(["passed", "failed"]);
    expect([1, 0].map((actual) => of(ruleOf("passFail"), {}, actual, "down").kind)).toEqual(["failed", "passed"]);
    expect([96, 95].map((actual) => of(ruleOf("passFail"), { target: 95 }, actual, "down").kind)).toEqual(["failed", "passed"]);
    expect(of(ruleOf("rank", { rankTotal: d(31) }), {}, 3)).toEqual({ kind: "rank", place: d(3), total: d(31), band: null });
  });
});
