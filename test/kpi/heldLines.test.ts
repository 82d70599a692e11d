/** What a run says of a line that its rule cannot score: which finding, with which figures, at which cell. */
import { decimal } from "../../src/kpi/decimal";
import { explainLine } from "../../src/kpi/explain";
import type { Finding } from "../../src/kpi/finding";
import type { Direction } from "../../src/kpi/indicator";
import type { ScoringRule } from "../../src/kpi/rules/index";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import type { AnchorName } from "../../src/kpi/target";
import { departmentOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

type AnchorNumbers = Readonly<Partial<Record<AnchorName, number>>>;

const CELLS: Readonly<Partial<Record<AnchorName, string>>> = { floor: "E2", target: "F2", stretch: "G2", worst: "H2", best: "I2", full: "J2", upper: "K2" };

/** A line 投诉 of 10 points at 考核表!C5 of a department 东区; its anchors stand in row 2 of 目标, its figure at 数据!B2. */
function run(rule: ScoringRule, anchors: AnchorNumbers, figure: number, direction: Direction = "up"): { readonly finding: Finding; readonly held: object } {
  const sources = Object.fromEntries(Object.entries(CELLS).map(([name, cell]) => [name, { sheet: "目标", cell }]));
  const template = templateOf(10, [line("A", percent(100), rule, { name: "投诉", source: { sheet: "考核表", cell: "C5" } })]);
  const scheme = schemeOf(template, {
    departments: [departmentOf("D", { shortName: "东区" })],
    directions: { A: direction },
    targets: [targetFor("A", anchors as Readonly<Record<string, number>>, { sources })],
  });
  const { value: cards, findings } = score(scheme, readingsOf({ A: figure }), periodOf("2026Q3"));
  expect(findings).toHaveLength(1);
  return { finding: findings[0]!, held: linesOf(cards[0]!.items)[0]!.outcome };
}

const TOLERANCE: ScoringRule = { ...ruleOf("closestToTarget"), name: "接近目标", sources: { tolerance: { sheet: "计分规则", cell: "K3" } } };
const HALVES: ScoringRule = {
  ...ruleOf("closestToTarget", { tolerance: decimal(2), toleranceAbove: decimal(0) }),
  sources: { toleranceAbove: { sheet: "计分规则", cell: "L3" } },
};
const BANDS = ruleOf("bands", { bands: [{ from: decimal(0), to: decimal(60), score: decimal(50) }] });

test.each<[string, ScoringRule, AnchorNumbers, number, Direction, Finding["code"], string, object]>([
  ["without its floor", ruleOf("threeAnchors"), { target: 85 }, 80, "up", "targetMissing", "C5", { anchor: "floor" }],
  [
    "with a floor above its target",
    ruleOf("threeAnchors"),
    { floor: 90, target: 85 },
    80,
    "up",
    "anchorsOutOfOrder",
    "F2",
    { anchors: "floor=90 target=85", wanted: "floor<target<stretch" },
  ],
  [
    "with a worst that is its best",
    ruleOf("clampedRange"),
    { worst: 5, best: 5 },
    5,
    "up",
    "anchorsOutOfOrder",
    "I2",
    { anchors: "worst=5 best=5", wanted: "worst<best" },
  ],
  ["that is to reach nothing", ruleOf("ratio"), { target: 0 }, 5, "up", "ratioTargetNotPositive", "F2", { target: "0" }],
  ["that reached 0, where target ÷ actual has no cap", ruleOf("ratio", { cap: null }), { target: 5 }, 0, "down", "ratioUncapped", "B2", {}],
  ["that misses a target of 0 and loses by it", ruleOf("deduction"), { target: 0 }, 1, "down", "targetZero", "F2", {}],
  ["that lies in no band", BANDS, {}, 60.5, "up", "outsideBands", "B2", { found: "60.5" }],
  ["of one event and a half", ruleOf("events"), { target: 0 }, 1.5, "down", "eventsNotWhole", "B2", { found: "1.5" }],
  ["that is given 11 of 10 points", ruleOf("given"), {}, 11, "up", "givenAboveFull", "B2", { found: "11", full: "10" }],
  ["that is given less than nothing", ruleOf("given"), {}, -0.5, "up", "givenNegative", "B2", { found: "-0.5" }],
  [
    "whose figure has no logarithm",
    ruleOf("clampedRange", { scale: "log" }),
    { worst: 1, best: 9 },
    0,
    "up",
    "logNotPositive",
    "B2",
    { of: "actual", found: "0" },
  ],
  [
    "whose worst has no logarithm",
    ruleOf("clampedRange", { scale: "log" }),
    { worst: -1, best: 9 },
    5,
    "up",
    "logNotPositive",
    "H2",
    { of: "worst", found: "-1" },
  ],
  ["with no tolerance", TOLERANCE, { target: 5 }, 5, "up", "toleranceZero", "K3", { rule: "接近目标" }],
  ["with no tolerance above", HALVES, { target: 5 }, 5, "up", "toleranceZero", "L3", { rule: "" }],
  ["under a rule without a row, with no tolerance", ruleOf("closestToTarget"), { target: 5 }, 5, "up", "toleranceZero", "C5", { rule: "" }],
  ["that is 32nd of 31", ruleOf("rank", { rankTotal: decimal(31) }), {}, 32, "down", "rankOutside", "B2", { found: "32", total: "31" }],
  ["that loses less than nothing", ruleOf("weightedEvents"), {}, -1, "down", "lossNegative", "B2", { found: "-1" }],
])("a line %s is held, and said at the cell to be mended", (_what, rule, anchors, figure, direction, code, cell, details) => {
  const { finding, held } = run(rule, anchors, figure, direction);
  expect([finding.code, finding.severity, finding.source!.cell]).toEqual([code, "held", cell]);
  expect(finding.details).toEqual({ department: "东区", line: "投诉", ...details });
  expect(held).toEqual({ kind: "held", why: "scheme" });
});

test("a carried figure that its rule cannot score is named, at the cell that has none", () => {
  const scheme = schemeOf(templateOf(10, [line("A", percent(100), ruleOf("events"))]), { directions: { A: "down" } });
  const readings = [...readingsOf({ A: "suppressed" }), ...readingsOf({ A: 1.5 }, "2026Q2")];
  const { value, findings } = score(scheme, readings, periodOf("2026Q3"));
  expect(findings).toMatchObject([{ code: "eventsNotWhole", source: { sheet: "数据", cell: "B2" }, details: { found: "1.5" } }]);
  const [held] = linesOf(value[0]!.items);
  expect(explainLine(value[0]!, held!, { scheme, readings }).problem).toEqual(findings[0]);
});
