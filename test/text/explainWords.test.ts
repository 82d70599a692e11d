import { decimal } from "../../src/kpi/decimal";
import { type Explanation, explainLine } from "../../src/kpi/explain";
import { RULE_KINDS, type ScoringRule } from "../../src/kpi/rules/index";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import type { AnchorName } from "../../src/kpi/target";
import { explainEn } from "../../src/text/explainEn";
import { explainZh } from "../../src/text/explainZh";
import { workingOf } from "../../src/text/explainWorking";
import { bandRows, pointRows, EDGE_CASES, randomCases, type RuleCase } from "../support/ruleCases";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";
import { anchorsOf, departmentOf, indicatorOf, line, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const d = decimal;

/** 投诉处理及时率 of 6 points out of 100, as it is scored and explained. */
function complaints(figure: number | string, before: number): Explanation {
  const own = line("A", points(6), ruleOf("threeAnchors"), { name: "投诉处理及时率" });
  const scheme = schemeOf(templateOf(100, [own, line("B", points(94))]), {
    targets: [targetFor("A", { floor: 75, target: 85, stretch: 90 }), targetFor("B", { target: 100 })],
    settings: { schemeName: "2026 年考核", version: "v3" },
  });
  const readings = [...readingsOf({ A: figure, B: 90 }), ...readingsOf({ A: before, B: 90 }, "2026Q2")];
  const [card] = score(scheme, readings, scheme.settings.period).value;
  return explainLine(card!, linesOf(card!.items)[0]!, { scheme, readings });
}

test("the whole derivation is one sentence", () => {
  const one = complaints(87.5, 85.75);
  expect(explainZh.inShort(one)).toBe("投诉处理及时率 87.5 %，目标 85 %，挑战 90 % → 110% × 6 分 = 6.60 分；较上季 +0.42");
  expect(explainEn.inShort(one)).toBe("投诉处理及时率 87.5 %, target 85 %, stretch 90 % → 110% of 6 points = 6.60; +0.42 on Q2 2026");
});

test("the steps are numbered and name the source, the piece of the rule, the rounding, the threshold and the scheme", () => {
  expect(explainZh.steps(complaints(80, 85))).toEqual([
    "1. 实际值 80 %，取自“数据”!B2。",
    "2. 保底 75 %（“测试”!A1），目标 85 %（“测试”!A1），挑战 90 %（“测试”!A1）；越高越好。",
    "3. 规则“三点线性”：≥85 得满分，75 起 60 分，线性，90 起封顶 120。",
    "4. 在保底值与目标值之间：60 + (80 - 75) ÷ (85 - 75) × 40 = 80 分。",
    "5. 满分 6 分。",
    "6. 得分 6 × 80 ÷ 100 = 4.8，四舍五入到 2 位小数为 4.80 分；失 1.20 分。",
    "7. 得分率 80.0%，不低于阈值 80%，不是短木板；失分居本卡前列。",
    "8. 有实际值，计入覆盖率 6.0%；本卡覆盖率 100.0%。",
    "9. 上季实际值 85 %，变化 -5（+ 为优）；得分由 6.00 到 4.80，-1.20。",
    "10. 依据：2026 年考核，方案 v3。",
  ]);
  expect(explainEn.steps(complaints("missing", 85))).toEqual([
    "1. Actual of this period: missing, not scored yet; source “数据”!B2.",
    "2. Floor 75 % (“测试”!A1), target 85 % (“测试”!A1), stretch 90 % (“测试”!A1); higher is better.",
    "3. Rule “Three anchors”: ≥85 full, 60 from 75, linear, at most 120, from 90.",
    "4. Missing, not scored until the figure comes.",
    "5. Full points 6.",
    "6. Has no figure of this period, so that 6.0% of the coverage is lacking; the card's coverage is 94.0%.",
    "7. Actual in Q2 2026: 85 %.",
    "8. By 2026 年考核, scheme v3.",
  ]);
});

describe("a rule in one line", () => {
  const lines: readonly (readonly [ScoringRule, Readonly<Record<string, number>>, "up" | "down", string, string])[] = [
    [ruleOf("threeAnchors"), { floor: 75, target: 85 }, "up", "≥85 得满分，75 起 60 分，线性，封顶 100", "≥85 full, 60 from 75, linear, at most 100"],
    [
      ruleOf("threeAnchors", { belowFloor: "line", targetScore: d(90) }),
      { floor: 5, target: 3, stretch: 2 },
      "down",
      "≤3 得 90 分，5 为 60 分、再差顺延到 0，线性，2 起封顶 120",
      "≤3 90, 60 at 5 and on down to 0, linear, at most 120, from 2",
    ],
    [ruleOf("ratio", { cap: d(120) }), { target: 80 }, "up", "得分率 = 实际 ÷ 80，封顶 120", "Rate = actual ÷ 80, at most 120"],
    [ruleOf("ratio", { form: "mirrored" }), { target: 2 }, "down", "得分率 = 2 - 实际 ÷ 2", "Rate = 2 - actual ÷ 2"],
    [ruleOf("ratio"), { target: 0 }, "down", "≤0 得满分，否则不得分", "≤0 full, otherwise nothing"],
    [
      ruleOf("deduction", { reference: "full", maxLoss: d(4) }),
      { target: 85, full: 100 },
      "up",
      "≥85 不扣，否则扣“分值 × (100 - 实际) ÷ (100 - 85)”，最多扣 4 分",
      "≥85 nothing off, otherwise the line's points × (100 - actual) ÷ (100 - 85), at most 4 points",
    ],
    [ruleOf("clampedRange"), { worst: 72, best: 30 }, "down", "72 得 0 分，30 得满分，线性，不超出两端", "72 nothing, 30 full, linear, nothing beyond"],
    [
      ruleOf("clampedRange", { scale: "log", worstScore: d(1), beyondBest: "line", rounding: { step: d(10), way: "down" } }),
      { worst: 100, best: 75000 },
      "up",
      "100 得 1 分，75000 得满分，对数刻度，好于后者不封顶，得分按 10 的整数倍舍去",
      "100 1, 75000 full, logarithmic, on beyond the latter, score rounded down to a multiple of 10",
    ],
    [ruleOf("closestToTarget", { tolerance: d(10) }), { target: 80 }, "up", "80 得满分，偏离 10 降到 0，线性", "80 full, 0 at 10 off it, linear"],
    [
      ruleOf("closestToTarget", { tolerance: d(5), toleranceAbove: d(20), toleranceMeans: "percentOfTarget" }),
      { target: 60, upper: 80 },
      "up",
      "60 至 80 得满分，低目标的 5% 、高目标的 20% 降到 0，线性",
      "60 to 80 full, 0 at 5% of the target below or 20% of the target above, linear",
    ],
    [
      ruleOf("perUnit", { perStep: d(2), perStepUp: d(1), counting: "floor", cap: d(110) }),
      { target: 90 },
      "up",
      "90 得满分，每低 1 扣 2 分，每高 1 加 1 分，不足一档不计，封顶 110",
      "90 full, 2 off for each 1 below, 1 on top for each 1 above, whole steps only, at most 110",
    ],
    [ruleOf("passFail"), { target: 48 }, "down", "≤48 得满分，否则 0 分", "≤48 full, otherwise 0"],
    // Where anchors add nothing, and where one is missing, the cards' own sentence stands.
    [ruleOf("events"), {}, "down", "没有事件得 100%，每发生 1 件扣 20%，最低 0%", "100% without events, 20% off for each, at least 0%"],
    [
      ruleOf("rank", { rankTotal: d(31), bands: bandRows([1, 1, 120], [2, 10, 100], [10, 31, 60]) }),
      {},
      "down",
      "实际值是 31 个单位中的名次；第 1 名 120%，2～10 名 100%，10～31 名 60%，两档共有的名次归后一档",
      "The figure is the place among 31; place 1 120%, places 2–10 100%, places 10–31 60%; a place that two bands share belongs to the latter",
    ],
    [
      ruleOf("rank", { ties: "average" }),
      {},
      "up",
      "在同一考核表、同一行有数的部门中排名次，并列的取平均名次；得分率 =（总数 - 名次）÷（总数 - 1），只有一个时得 100%",
      "Ranked among the departments that have a figure on the same line of the same template, equal ones share the mean place; rate = (number - place) ÷ (number - 1), 100% for one alone",
    ],
    [
      ruleOf("weightedEvents"),
      {},
      "down",
      "实际值是各级事件合计应扣的分数，得分 = 分值 - 应扣分，最低 0%",
      "The figure is what all events cost in points; the line's points less that, at least 0%",
    ],
    [
      ruleOf("bands", { bands: bandRows([0, 60, 0], [60, null, 100]) }),
      {},
      "up",
      "0 至 60 0%，60 以上 100%；恰在分界上的归较大的一档",
      "0 to 60 0%, above 60 100%; exactly on an edge, the higher band",
    ],
    [
      ruleOf("piecewise", { beyondWorst: "zero", points: pointRows([60, 20], [80, 60], [90, 100]) }),
      {},
      "up",
      "60 得 20 分，80 得 60 分，90 得满分，线性，差于 60 不得分",
      "20 at 60, 60 at 80, full at 90, linear, 0 below 60",
    ],
    [
      ruleOf("piecewise", { beyondWorst: "zero", points: pointRows([60, 100], [80, 20]) }),
      {},
      "down",
      "60 得满分，80 得 20 分，线性，差于 80 不得分",
      "full at 60, 20 at 80, linear, 0 above 80",
    ],
    [
      ruleOf("piecewise", { points: pointRows([60, 100], [80, 20]) }),
      { target: 70 },
      "down",
      "60 得满分，80 得 20 分，线性，两端以外得分不变",
      "full at 60, 20 at 80, linear, level beyond both ends",
    ],
    [ruleOf("passFail"), {}, "up", "达标得 100%，不达标得 0%；恰好等于目标算达标", "100% on target, exactly on it included; 0% if not"],
  ];
  test.each(lines)("has its own parameters and the line's anchors in it, case %#", (rule, anchors, direction, zh, en) => {
    expect(explainZh.standard(rule, anchorsOf(anchors), direction)).toBe(zh);
    expect(explainEn.standard(rule, anchorsOf(anchors), direction)).toBe(en);
  });
});

/** The case scored and explained as the only line of a card. */
function explainedCase({ rule, direction, anchors, actual, fullPoints, peers = [] }: RuleCase): Explanation {
  const own = line("A", { kind: "points", points: fullPoints }, rule);
  // A deduction line shares out nothing, so the card starts with its full points.
  const template = templateOf(fullPoints, [own], rule.kind === "deduction" ? { startPoints: fullPoints } : {});
  const targets = Object.fromEntries(Object.entries(anchors).map(([name, value]) => [name as AnchorName, value.toString()]));
  const ownPlace = peers.findIndex((peer) => peer.eq(actual));
  const others = peers.flatMap((peer, place) => (place === ownPlace ? [] : [[`P${place}`, peer.toString()] as const]));
  const scheme = schemeOf(template, {
    departments: ["D", ...others.map(([code]) => code)].map((code) => departmentOf(code)),
    indicators: [indicatorOf("A", direction)],
    targets: [targetFor("A", targets)],
  });
  const readings = readingsOf({ A: actual.toString(), ...Object.fromEntries(others.map(([code, peer]) => [`${code}.A`, peer])) });
  const [card] = score(scheme, readings, scheme.settings.period).value;
  return explainLine(card!, linesOf(card!.items)[0]!, { scheme, readings });
}

/** Works out "60 + (80 - 75) ÷ (85 - 75) × 40": products before sums, |…| without its sign. */
function workedOut(expression: string): number {
  const tokens = expression.match(/ln|-?\d+(?:\.\d+)?|[+-×÷()|]/g) ?? [];
  expect(tokens.join("")).toBe(expression.replace(/ /g, ""));
  let at = 0;
  const atom = (): number => {
    const token = tokens[at++];
    if (token === "ln") return Math.log(atom());
    if (token !== "(" && token !== "|") return Number(token);
    const inner = sum();
    at += 1;
    return token === "|" ? Math.abs(inner) : inner;
  };
  const product = (): number => {
    let value = atom();
    while (tokens[at] === "×" || tokens[at] === "÷") value = tokens[at++] === "×" ? value * atom() : value / atom();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  };
  const value = sum();
  expect(at).toBe(tokens.length);
  return value;
}

test.each(RULE_KINDS)("the arithmetic that is told for %s gives the score, and every sentence is whole", (kind) => {
  const cases = [...EDGE_CASES.filter(({ rule }) => rule.kind === kind), ...randomCases(kind, 150, 40 + RULE_KINDS.indexOf(kind))];
  let worked = 0;
  for (const one of cases) {
    const explanation = explainedCase(one);
    for (const words of [explainZh, explainEn]) {
      const told = [words.title(explanation), words.inShort(explanation), ...words.steps(explanation)].join("\n");
      expect(told).not.toMatch(/undefined|null|NaN|\[object|function|。。|\.\.$/);
    }
    const working = workingOf(explanation);
    if (!working || explanation.outcome.kind !== "scored") continue;
    worked += 1;
    expect(Math.abs(workedOut(working.expression) - working.result.toNumber())).toBeLessThan(1e-6);
    const capped = explanation.segment && "capped" in explanation.segment ? explanation.segment.capped : null;
    if (capped === null) expect(working.result.toString()).toBe((explanation.beforeRounding ?? explanation.outcome.score).toString());
  }
  if (!["bands", "passFail"].includes(kind)) expect(worked).toBeGreaterThan(30);
});

test("every line of every sample card can be told in both languages", () => {
  for (const sample of [callCentre("zh"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())]) {
    for (const card of sample.cards.slice(0, 4)) {
      for (const one of linesOf(card.items)) {
        const explanation = explainLine(card, one, { scheme: sample.scheme, readings: sample.readings });
        for (const words of [explainZh, explainEn]) {
          expect(words.inShort(explanation)).toContain(one.line.name);
          expect(words.steps(explanation).length).toBeGreaterThan(6);
          words.steps(explanation).forEach((step, place) => expect(step).toMatch(new RegExp(`^${place + 1}\\. .+[.。]$`)));
        }
      }
    }
  }
});
