/** Straight lines through points: scored against figures that were worked out by hand, as the published method words it. */
import { decimal, type Decimal } from "../../../src/kpi/decimal";
import type { Direction } from "../../../src/kpi/indicator";
import { boundsOfRule, scoreByRule, type ScoringRule } from "../../../src/kpi/rules/index";
import { pointRows, STANDARD_VALUES } from "../../support/ruleCases";
import { ruleOf } from "../../support/schemes";

function scoreOf(rule: ScoringRule, actual: number | string, direction: Direction = "up"): string {
  const result = scoreByRule(rule, { actual: decimal(actual), anchors: {}, direction, fullPoints: decimal(20) });
  return result.kind === "score" ? result.score.round(6).toString() : result.problem.code;
}

function boundsOf(rule: ScoringRule): (string | null)[] {
  const { lowest, highest } = boundsOfRule(rule, {}, decimal(20));
  return [lowest, highest].map((bound: Decimal | null) => bound?.toString() ?? null);
}

describe("功效系数法 with five standard values", () => {
  const up = ruleOf("piecewise", { beyondWorst: "zero", points: STANDARD_VALUES });
  const down = ruleOf("piecewise", { beyondWorst: "zero", points: pointRows([45, 100], [53, 80], [60, 60], [70, 40], [80, 20]) });

  /** 单项得分 = 本档基础分 + 功效系数 × (上档基础分 − 本档基础分), as a share of the weight; by hand, of 20 and of 12 points. */
  test.each<[string, ScoringRule, Direction, number, string, string]>([
    // 平均 6.2, 良好 9.6: (7.9 − 6.2) ÷ 3.4 = 0.5; 12 + 0.5 × 4 = 14 of 20.
    ["between 平均 and 良好", up, "up", 7.9, "70", "14"],
    // 较差 −8.5, 较低 −1.4: (−3.53 + 8.5) ÷ 7.1 = 0.7; 4 + 0.7 × 4 = 6.8 of 20.
    ["between 较差 and 较低, below 0", up, "up", -3.53, "34", "6.8"],
    ["on 较差", up, "up", -8.5, "20", "4"],
    ["below 较差", up, "up", -8.51, "0", "0"],
    ["on 平均", up, "up", 6.2, "60", "12"],
    ["on 优秀", up, "up", 13, "100", "20"],
    ["above 优秀", up, "up", 30, "100", "20"],
    // 较低 70, 平均 60: (64 − 70) ÷ (60 − 70) = 0.6; 4.8 + 0.6 × 2.4 = 6.24 of 12, which is 52 %.
    ["of a debt ratio between 较低 and 平均", down, "down", 64, "52", "10.4"],
    ["of a debt ratio on 较差", down, "down", 80, "20", "4"],
    ["of a debt ratio worse than 较差", down, "down", 80.1, "0", "0"],
    ["of a debt ratio better than 优秀", down, "down", 12, "100", "20"],
  ])("gives what is worked out by hand %s", (_where, rule, direction, actual, score, ofTwenty) => {
    expect(scoreOf(rule, actual, direction)).toBe(score);
    expect(decimal(score).times(20).div(100).toString()).toBe(ofTwenty);
  });

  test("keeps the lowest share below 较差 where the standard says so", () => {
    const held = ruleOf("piecewise", { points: STANDARD_VALUES });
    expect([scoreOf(held, -8.5), scoreOf(held, -100)]).toEqual(["20", "20"]);
    expect([boundsOf(held), boundsOf(up)]).toEqual([
      ["20", "100"],
      ["0", "100"],
    ]);
  });
});

describe("points that rise and fall", () => {
  const summit = pointRows([3000, 60], [4000, 100], [5000, 100], [6000, 40]);

  test("give both sides their own line, and the top a level one", () => {
    const rule = ruleOf("piecewise", { points: summit });
    expect([2000, 3000, 3500, 4000, 4321, 5000, 5500, 6000, 9000].map((actual) => scoreOf(rule, actual))).toEqual([
      "60",
      "60",
      "80",
      "100",
      "100",
      "100",
      "70",
      "40",
      "40",
    ]);
    expect(boundsOf(rule)).toEqual(["40", "100"]);
  });

  test("have one worse end, which the direction names", () => {
    const rule = ruleOf("piecewise", { beyondWorst: "zero", points: summit });
    expect([scoreOf(rule, 2999.9), scoreOf(rule, 6000.1)]).toEqual(["0", "40"]);
    expect([scoreOf(rule, 2999.9, "down"), scoreOf(rule, 6000.1, "down")]).toEqual(["60", "0"]);
  });
});

test("a score below 0 at a point is the lowest, also where worse figures have 0", () => {
  const rule = ruleOf("piecewise", { beyondWorst: "zero", points: pointRows([0, -10], [10, -4]) });
  expect(boundsOf(rule)).toEqual(["-10", "0"]);
  expect([scoreOf(rule, 5), scoreOf(rule, -1)]).toEqual(["-7", "0"]);
});

test("the rule's own step holds for what lies between", () => {
  const rule: ScoringRule = { ...ruleOf("piecewise", { points: pointRows([0, 0], [3, 100]) }), rounding: { step: decimal(10), way: "down" } };
  expect([scoreOf(rule, 1), scoreOf(rule, 2)]).toEqual(["30", "60"]);
});

test("without any points there is no score", () => {
  expect(scoreOf(ruleOf("piecewise"), 5)).toBe("outsideBands");
  expect(boundsOf(ruleOf("piecewise"))).toEqual([null, null]);
});
