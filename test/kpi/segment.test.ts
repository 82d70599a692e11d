import { decimal } from "../../src/kpi/decimal";
import { roundToStep } from "../../src/kpi/rounding";
import { highestOf, lowestOf } from "../../src/kpi/rules/clampedRange";
import { RULE_KINDS, scoreByRule } from "../../src/kpi/rules/index";
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
