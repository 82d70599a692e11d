/** What stands above the lines: the best of several, geometric means, quorum, base scores, adjustments, vetoes and grades. */
import { decimal } from "../../src/kpi/decimal";
import { type Grade, quotasOf } from "../../src/kpi/grade";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { Veto } from "../../src/kpi/veto";
import {
  NOWHERE,
  branch,
  departmentOf,
  line,
  percent,
  periodOf,
  points,
  readingsOf,
  ruleOf,
  type SchemeParts,
  schemeOf,
  shown,
  templateOf,
} from "../support/schemes";
import type { ScorecardTemplate } from "../../src/kpi/template";

/** Under the ratio rule without a cap and the target 100, a figure is its own score. */
const open = ruleOf("ratio", { cap: null });

function cardOf(template: ScorecardTemplate, figures: Parameters<typeof readingsOf>[0], parts: SchemeParts = {}): Scorecard {
  return score(schemeOf(template, parts), readingsOf(figures), periodOf("2026Q3")).value[0]!;
}

function pointsOf(card: Scorecard): Record<string, string> {
  return Object.fromEntries(linesOf(card.items).map((one) => [one.line.code, one.outcome.kind === "scored" ? shown(one.outcome.points) : one.outcome.kind]));
}

describe("the best of several", () => {
  const template = templateOf(30, [
    branch("最优", percent(40), [line("达标", percent(100), open), line("改善", percent(100), open)], "maximum"),
    line("其他", percent(60), open),
  ]);

  it("gives each line all points of the branch, and the branch those of the best", () => {
    const card = cardOf(template, { 达标: 70, 改善: 90, 其他: 100 });
    expect(pointsOf(card)).toEqual({ 达标: "8.4", 改善: "10.8", 其他: "18" });
    expect(shown(card.points)).toBe("28.8");
  });

  it("lists no line as a short board whose sibling counted, and counts the loss once", () => {
    const [reached, improved] = linesOf(cardOf(template, { 达标: 50, 改善: 70, 其他: 100 }).items);
    expect([reached!.belowThreshold, reached!.lost, reached!.outranked]).toEqual([false, null, true]);
    expect([improved!.belowThreshold, shown(improved!.lost), improved!.outranked]).toEqual([true, "3.6", false]);
  });

  it("lets the other count where one does not apply, and leaves the branch out where neither does", () => {
    expect(shown(cardOf(template, { 达标: "notApplicable", 改善: 90, 其他: 100 }).points)).toBe("28.8");
    const without = cardOf(template, { 达标: "notApplicable", 改善: "notApplicable", 其他: 90 });
    expect([shown(without.points), without.state]).toEqual(["27", "complete"]);
  });

  it("counts each for half of the branch in the coverage", () => {
    expect(shown(cardOf(template, { 达标: "missing", 改善: 90, 其他: 100 }).coverage)).toBe("80");
  });
});

describe("the geometric mean", () => {
  it("is the root of the product, by weight", () => {
    const template = templateOf(100, [line("甲", percent(1), open), line("乙", percent(1), open), line("丙", percent(2), open)], { rollUp: "geometricMean" });
    // (64 · 81 · 100²)^(1/4) = √(72 · 100)
    expect(shown(cardOf(template, { 甲: 64, 乙: 81, 丙: 100 }).points)).toBe("84.85");
    expect(shown(cardOf(template, { 甲: 0, 乙: 81, 丙: 100 }).points)).toBe("0");
  });

  it("keeps more than ten digits where nothing is rounded", () => {
    const template = templateOf(100, [line("甲", percent(1), open), line("乙", percent(1), open)], { rollUp: "geometricMean" });
    const card = cardOf(template, { 甲: 50, 乙: 100 }, { settings: { pointDecimals: "none" } });
    expect(card.points!.round(30).toString()).toBe("70.710678118654752440084436210485");
  });
});

describe("a branch that needs figures", () => {
  const needs = (items: number | null, coverage: number | null) => ({ quorum: { items, coverage: coverage === null ? null : decimal(coverage) } });
  const template = (more: ReturnType<typeof needs>): ScorecardTemplate =>
    templateOf(100, [
      branch("甲", percent(50), [line("一", percent(50), open), line("二", percent(25), open), line("三", percent(25), open)], "sum", more),
      line("乙", percent(50), open),
    ]);

  it.each([
    ["two of three lines are two", needs(2, null), "90"],
    ["three are wanted", needs(3, null), "80"],
    ["75 % of the weight are 75 %", needs(null, 75), "90"],
    ["76 % are wanted", needs(null, 76), "80"],
  ])("is left out below its quorum: %s", (_what, more, total) => {
    const card = cardOf(template(more), { 一: 100, 二: 100, 三: "notApplicable", 乙: 80 });
    expect([shown(card.points), card.state]).toEqual([total, "complete"]);
  });

  it("says of its lines that there were too few figures", () => {
    const card = cardOf(template(needs(3, null)), { 一: 100, 二: 100, 三: "notApplicable", 乙: 80 });
    expect(linesOf(card.items).map(({ outcome }) => (outcome.kind === "leftOut" ? outcome.why : outcome.kind))).toEqual([
      "quorum",
      "quorum",
      "notApplicable",
      "scored",
    ]);
  });

  it("leaves the card without a result where the card asks for more than there is", () => {
    const card = cardOf(templateOf(10, [line("一", percent(50), open), line("二", percent(50), open)], needs(2, null)), { 一: 90, 二: "notApplicable" });
    expect([card.state, card.points]).toEqual(["notApplicable", null]);
  });
});

describe("the base-score rule", () => {
  const base = { baseScore: { group: "国资", score: decimal(60) } };
  const template = templateOf(30, [line("甲", points(10), open, base), line("乙", points(10), open, base), line("丙", points(10), open)]);

  it("gives the other lines of a group at most their base score where one misses its own", () => {
    const card = cardOf(template, { 甲: 59.9, 乙: 95, 丙: 95 });
    expect(pointsOf(card)).toEqual({ 甲: "5.99", 乙: "6", 丙: "9.5" });
    expect(linesOf(card.items)[1]!.lowered).toEqual({ by: "baseScore", score: decimal(95) });
  });

  it("asks for the base score and not for more", () => {
    expect(pointsOf(cardOf(template, { 甲: 60, 乙: 95, 丙: 95 }))).toEqual({ 甲: "6", 乙: "9.5", 丙: "9.5" });
  });

  it("takes both down where both miss", () => {
    expect(pointsOf(cardOf(template, { 甲: 50, 乙: 40, 丙: 95 }))).toEqual({ 甲: "5", 乙: "4", 丙: "9.5" });
  });
});

describe("adjustments", () => {
  const template = (more: Partial<ScorecardTemplate> = {}): ScorecardTemplate =>
    templateOf(
      20,
      [
        line("甲", percent(100), open),
        line("创新", points(3), ruleOf("given"), { role: "bonus" }),
        line("事件", points(5), ruleOf("events", { perStep: decimal(20) }), { role: "deduct" }),
        line("通报", points(4), ruleOf("given"), { role: "deduct" }),
      ],
      more,
    );
  const figures = { 甲: 90, 创新: 2.5, 事件: 2, 通报: 1.5 };
  const parts: SchemeParts = { directions: { 事件: "down" } };

  it("stand outside the full points: total = Σ points + bonus − deduction", () => {
    const card = cardOf(template(), figures, parts);
    expect(pointsOf(card)).toEqual({ 甲: "18", 创新: "2.5", 事件: "-2", 通报: "-1.5" });
    expect([shown(card.points), shown(card.rate), shown(card.coverage)]).toEqual(["17", "85", "100"]);
  });

  it("count up to their caps", () => {
    const card = cardOf(template({ bonusCap: decimal(1), deductionCap: decimal(3) }), figures, parts);
    expect(shown(card.points)).toBe("16");
    expect(Object.values(card.adjustments).map(shown)).toEqual(["2.5", "3.5", "1", "3"]);
  });

  it("never fall below the total floor", () => {
    expect(shown(cardOf(template({ totalFloor: decimal(0) }), { ...figures, 甲: 0 }, parts).points)).toBe("0");
  });

  it("are short boards only by what they took off", () => {
    const lines = linesOf(cardOf(template(), { ...figures, 创新: 0 }, parts).items);
    expect(lines.map((one) => [one.belowThreshold, one.lost && shown(one.lost)])).toEqual([
      [false, "2"],
      [false, null],
      [false, "2"],
      [false, "1.5"],
    ]);
  });

  it("hold the card while their figure is missing, and say what the total may come to", () => {
    const card = cardOf(template(), { ...figures, 通报: "missing" }, parts);
    expect([card.state, shown(card.lowest), shown(card.highest)]).toEqual(["incomplete", "14.5", "18.5"]);
  });
});

describe("vetoes", () => {
  const template = templateOf(30, [branch("甲", percent(50), [line("一", percent(40), open), line("二", percent(60), open)]), line("乙", percent(50), open)]);
  const veto = (more: Partial<Veto>): Veto => ({
    code: "V",
    name: "重大责任事故",
    template: null,
    indicator: "事故",
    comparison: "atLeast",
    limit: decimal(1),
    limitSource: NOWHERE,
    effect: "totalZero",
    node: null,
    value: null,
    source: NOWHERE,
    ...more,
  });
  const figures = { 一: 100, 二: 80, 乙: 90, 事故: 1 };
  const under = (more: Partial<Veto>, also: Parameters<typeof readingsOf>[0] = {}): Scorecard =>
    cardOf(template, { ...figures, ...also }, { vetoes: [veto(more)] });

  it("leave the card alone while the condition is not met", () => {
    const card = under({}, { 事故: 0 });
    expect([shown(card.points), card.vetoes[0]!.outcome.kind, card.pointsBeforeVeto]).toEqual(["26.7", "passed", null]);
  });

  it.each([
    ["a line", { effect: "lineZero", node: "一" } as const, "20.7"],
    ["a branch", { effect: "branchZero", node: "甲" } as const, "13.5"],
    ["the total", { effect: "totalZero" } as const, "0"],
    ["the total down to a cap", { effect: "totalCap", value: decimal(18) } as const, "18"],
  ])("bring %s to nothing, and keep the points before in sight", (_what, more, total) => {
    const card = under(more);
    expect([shown(card.points), shown(card.pointsBeforeVeto), card.vetoes[0]!.outcome.kind]).toEqual([total, "26.7", "struck"]);
  });

  it("lift no total to its cap", () => {
    expect(shown(under({ effect: "totalCap", value: decimal(29) }).points)).toBe("26.7");
  });

  it("come after the floor of the total", () => {
    const floored = { ...template, totalFloor: decimal(10) };
    expect(shown(cardOf(floored, figures, { vetoes: [veto({})] }).points)).toBe("0");
  });

  it.each([
    ["atLeast", 2, 2, true],
    ["above", 2, 2, false],
    ["atMost", 2, 2, true],
    ["below", 2, 2, false],
    ["equal", 2, 2, true],
    ["equal", 2, 3, false],
    ["below", 2, 1, true],
    ["above", 2, 3, true],
  ] as const)("compare %s %d with %d", (comparison, limit, found, struck) => {
    expect(under({ comparison, limit: decimal(limit) }, { 事故: found }).vetoes[0]!.outcome.kind).toBe(struck ? "struck" : "passed");
  });

  it("hold the card while nobody can tell, with both outcomes in its range", () => {
    const card = under({}, { 事故: "missing" });
    expect([card.state, shown(card.lowest), shown(card.highest), card.vetoes[0]!.outcome.kind]).toEqual(["incomplete", "0", "26.7", "undecided"]);
  });
});

describe("grades", () => {
  const grade = (name: string, from: number | null, quota: number, coefficient = 1): Grade => ({
    name,
    from: from === null ? null : decimal(from),
    coefficient: decimal(coefficient),
    quota: decimal(quota),
    source: NOWHERE,
  });
  const grades = [grade("A", 95, 10, 1.2), grade("B", 90, 20), grade("C", 80, 40), grade("D", 70, 20), grade("E", null, 10, 0.6)];
  const names = (rates: readonly number[], parts: SchemeParts = {}): string[] => {
    const codes = rates.map((_, place) => `D${place}`);
    const scheme = schemeOf(templateOf(10, [line("甲", percent(100), open)]), { departments: codes.map((code) => departmentOf(code)), grades, ...parts });
    const cards = score(scheme, readingsOf(Object.fromEntries(rates.map((rate, place) => [`D${place}.甲`, rate]))), periodOf("2026Q3")).value;
    return cards.map((card) => (card.grade ? `${card.grade.grade.name}${card.grade.lifted ? "↑" : ""}` : "–"));
  };
  const forced = { settings: { forcedDistribution: true } };

  it("go by the rate that is shown; the edge belongs to the better grade", () => {
    expect(names([95, 94.94, 94.95, 89.9, 80, 70, 0])).toEqual(["A", "B", "A", "C", "C", "D", "E"]);
  });

  it("share out 11 departments as 1, 2, 5, 2, 1", () => {
    expect(quotasOf(grades, 11)).toEqual([1, 2, 5, 2, 1]);
    expect(names([99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89], forced)).toEqual(["A", "B", "B", "C", "C", "C", "C", "C", "D", "D", "E"]);
  });

  it.each([1, 2, 3, 4, 7, 10, 13, 29, 100])("share out all of %d departments", (size) => {
    expect(quotasOf(grades, size).reduce((all, one) => all + one, 0)).toBe(size);
  });

  it("lift a tie on the border into the better grade, and say so", () => {
    expect(names([99, 98, 97, 97, 95, 94, 93, 92, 91, 90], forced)).toEqual(["A", "B", "B↑", "B↑", "C", "C", "C", "D", "D", "E"]);
  });

  it("exempt groups under the stated size", () => {
    expect(names([99, 98], { settings: { forcedDistribution: true, distributionFrom: 3 } })).toEqual(["A", "A"]);
    expect(names([99, 98, 97], { settings: { forcedDistribution: true, distributionFrom: 3 } })).toEqual(["B", "C", "D"]);
  });

  it("are lowered by a veto, at most to the lowest", () => {
    const scheme = schemeOf(templateOf(10, [line("甲", percent(100), open)]), {
      grades,
      vetoes: [
        {
          code: "V",
          name: "V",
          template: null,
          indicator: "V",
          comparison: "above",
          limit: decimal(0),
          limitSource: NOWHERE,
          effect: "gradeDown",
          node: null,
          value: decimal(2),
          source: NOWHERE,
        },
      ],
    });
    const graded = (rate: number): string[] => {
      const { grade: given } = score(scheme, readingsOf({ 甲: rate, V: 1 }), periodOf("2026Q3")).value[0]!;
      return [given!.grade.name, given!.before?.name ?? ""];
    };
    expect(graded(96)).toEqual(["C", "A"]);
    expect(graded(75)).toEqual(["E", "D"]);
    expect(graded(10)).toEqual(["E", ""]);
  });
});
