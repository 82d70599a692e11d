/** What a rule says where it gives no score: the finding is worded by it, and the lowest and highest score are by its bounds. */
import { decimal } from "../../../src/kpi/decimal";
import { boundsOfRule, scoreByRule, type ScoringRule } from "../../../src/kpi/rules/index";
import { anchorsOf, ruleOf } from "../../support/schemes";

const d = decimal;
type Case = readonly [ScoringRule, "up" | "down", Readonly<Record<string, number>>, number, object];
const missing = (anchor: string): object => ({ code: "targetMissing", anchor });
const disordered = (wanted: string): object => ({ code: "anchorsOutOfOrder", wanted });

const CASES: readonly Case[] = [
  [ruleOf("threeAnchors"), "up", { target: 3 }, 1, missing("floor")],
  [ruleOf("threeAnchors"), "up", { floor: 3 }, 1, missing("target")],
  [ruleOf("threeAnchors"), "up", { floor: 3, target: 2 }, 1, disordered("floor<target<stretch")],
  [ruleOf("threeAnchors"), "down", { floor: 2, target: 3 }, 1, disordered("floor>target>stretch")],
  [ruleOf("ratio"), "up", {}, 1, missing("target")],
  [ruleOf("deduction"), "up", {}, 1, missing("target")],
  [ruleOf("deduction", { reference: "full" }), "up", { target: 0 }, -1, missing("full")],
  [ruleOf("deduction", { reference: "full" }), "up", { target: 9, full: 9 }, 1, disordered("target<full")],
  [ruleOf("deduction", { reference: "full" }), "down", { target: 9, full: 9 }, 1, disordered("target>full")],
  [ruleOf("clampedRange"), "up", { best: 3 }, 1, missing("worst")],
  [ruleOf("clampedRange"), "up", { worst: 3 }, 1, missing("best")],
  [ruleOf("clampedRange"), "up", { worst: 3, best: 2 }, 1, disordered("worst<best")],
  [ruleOf("clampedRange"), "down", { worst: 2, best: 3 }, 1, disordered("worst>best")],
  [ruleOf("clampedRange", { scale: "log" }), "up", { worst: 2, best: 3 }, 0, { code: "logNotPositive", of: "actual" }],
  [ruleOf("closestToTarget", { tolerance: d(1) }), "up", {}, 1, missing("target")],
  [ruleOf("closestToTarget"), "up", { target: 1 }, 1, { code: "toleranceZero", of: "tolerance" }],
  [ruleOf("closestToTarget", { tolerance: d(1) }), "up", { target: 2, upper: 1 }, 1, disordered("target<upper")],
  [ruleOf("perUnit"), "up", {}, 1, missing("target")],
  [ruleOf("passFail"), "up", {}, 2, missing("target")],
];

test.each(CASES)("%#: the rule says what it lacks, and nothing else", (rule, direction, anchors, actual, problem) => {
  const result = scoreByRule(rule, { actual: d(actual), anchors: anchorsOf(anchors), direction, fullPoints: d(10) });
  expect(result).toEqual({ kind: "problem", problem });
});

test("a deduction measured by the full mark loses by it though the target is 0", () => {
  const result = scoreByRule(ruleOf("deduction", { reference: "full" }), {
    actual: d(-1),
    anchors: anchorsOf({ target: 0, full: 10 }),
    direction: "up",
    fullPoints: d(10),
  });
  expect(result.kind === "score" && result.score.toString()).toBe("-10");
});

test.each([
  [ruleOf("closestToTarget", { tolerance: d(1) }), ["0", "100"]],
  [ruleOf("passFail", { passScore: d(90), failScore: d(20) }), ["20", "90"]],
  [ruleOf("perUnit", { base: d(95), floorCap: d(10) }), ["10", "95"]],
] as const)("%#: the bounds are the lowest and the highest score of the rule", (rule, bounds) => {
  const { lowest, highest } = boundsOfRule(rule, {}, d(10));
  expect([lowest?.toString(), highest?.toString()]).toEqual(bounds);
});
