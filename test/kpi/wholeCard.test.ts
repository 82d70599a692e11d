/** What stands above the lines: the best of several, geometric means, quorum, base scores, adjustments, vetoes and grades. */
import { decimal } from "../../src/kpi/decimal";
import { quotasOf } from "../../src/kpi/grade";
import { score } from "../../src/kpi/score";
import type { Grade } from "../../src/kpi/scheme";
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
  targetFor,
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

  it("looks at those alone that apply and have a share of it", () => {
    const [, improved] = linesOf(cardOf(template, { 达标: "notApplicable", 改善: 0, 其他: 100 }).items);
    expect([improved!.outranked, shown(improved!.lost)]).toEqual([false, "12"]);
    const deducting = templateOf(30, [
      branch("最优", percent(100), [line("扣分", points(5), ruleOf("deduction")), line("改善", percent(100), open)], "maximum"),
    ]);
    expect(linesOf(cardOf(deducting, { 扣分: 100, 改善: 90 }).items).map(({ outranked }) => outranked)).toEqual([false, false]);
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

describe("a branch as it is shown", () => {
  const template = templateOf(40, [
    branch("甲", percent(50), [line("一", percent(50), open), line("二", percent(50), open)]),
    branch("扣分", null, [line("三", points(5), ruleOf("deduction"))]),
    branch("空", percent(50), [line("四", percent(100), open)]),
  ]);
  const branches = (figures: Parameters<typeof readingsOf>[0]): unknown[] =>
    cardOf(template, figures).items.flatMap((item) =>
      item.kind === "branch" ? [[item.branch.code, shown(item.score), shown(item.points), shown(item.rate), item.held].join(" ")] : [],
    );

  it("has points and a rate, unless it only deducts or nothing of it applies", () => {
    expect(branches({ 一: 90, 二: 80, 三: 80, 四: "notApplicable" })).toEqual(["甲 85 34 85 false", "扣分 0 -1 – false", "空 – – – false"]);
  });
  it("is held where some line below it is", () => {
    expect(branches({ 一: 90, 二: "missing", 三: 100, 四: 70 })).toEqual(["甲 45 9 45 true", "扣分 0 0 – false", "空 70 14 70 false"]);
  });
  it("of no points, or that only deducts, counts for nothing whatever its roll-up is", () => {
    const empty = templateOf(10, [
      branch("零", points(0), [line("一", percent(50), open), line("二", percent(50), open)], "weightedMean"),
      branch("扣分", null, [line("三", points(5), ruleOf("deduction"))], "minimum"),
      line("四", points(10), open),
    ]);
    expect(shown(cardOf(empty, { 一: 90, 二: 80, 三: 80, 四: 70 }).points)).toBe("6");
  });
});

describe("the lowest and the highest possible total", () => {
  const rangeOf = (template: ScorecardTemplate, figures: Parameters<typeof readingsOf>[0], parts: SchemeParts = {}): string => {
    const { lowest, points: total, highest } = cardOf(template, figures, parts);
    return [lowest, total, highest].map(shown).join(" ");
  };
  const capped = ruleOf("ratio", { cap: decimal(120) });
  const three = templateOf(100, [line("甲", percent(40), capped), line("乙", percent(30), capped), line("丙", percent(30), capped)]);

  it("leave out what does not apply on the way to both", () => {
    // (40·90 + 30·0) ÷ 70 and (40·90 + 30·120) ÷ 70.
    expect(rangeOf(three, { 甲: 90, 乙: "missing", 丙: "notApplicable" })).toBe("51.43 51.43 102.86");
  });
  it.each(["missing", "unreadable", "suppressed"] as const)("are open where a figure is %s, whatever the policy gives for it", (state) => {
    expect(rangeOf(three, { 甲: 90, 乙: 70, 丙: state }, { policies: { [state]: "zero" } })).toBe("57 57 93");
  });
  it.each(["notApplicable", "notDue"] as const)("are the total where a figure is %s, which nobody waits for", (state) => {
    expect(rangeOf(three, { 甲: 90, 乙: 70, 丙: state }, { policies: { [state]: "full" } })).toBe("87 87 87");
  });
  it("are open where a veto waits for a figure that is not due, and closed by one that passed", () => {
    const veto = (code: string, more: Partial<Veto> = {}): Veto => {
      const common = { name: code, template: null, indicator: code, comparison: "above", limit: decimal(0), limitSource: NOWHERE, source: NOWHERE } as const;
      return { ...common, code, effect: "totalZero", node: null, value: null, ...more };
    };
    const figures = { 甲: 90, 乙: 70, 丙: 100 };
    expect(rangeOf(three, { ...figures, 事故: "notDue" }, { vetoes: [veto("事故")], policies: { notDue: "hold" } })).toBe("0 87 87");
    expect(rangeOf(three, { ...figures, 事故: "notDue" }, { vetoes: [veto("事故")] })).toBe("87 87 87");
    const two = [veto("事故"), veto("通报", { effect: "totalCap", value: decimal(50) })];
    expect(rangeOf(three, { ...figures, 事故: "missing", 通报: 0 }, { vetoes: two })).toBe("0 87 87");
    expect(rangeOf(three, { ...figures, 事故: 0, 通报: "missing" }, { vetoes: two })).toBe("50 87 87");
    expect(rangeOf(three, { ...figures, 事故: "missing", 通报: 1 }, { vetoes: two })).toBe("0 50 50");
  });
  it("are open where a line is held because its target is faulty", () => {
    const template = templateOf(100, [line("甲", percent(50), capped), line("乙", percent(50), ruleOf("threeAnchors"))]);
    const targets = [targetFor("甲", { target: 100 }), targetFor("乙", { floor: 90, target: 80 })];
    expect(rangeOf(template, { 甲: 90, 乙: 85 }, { targets })).toBe("45 45 95");
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

  it("looks at one group and not at another, and at no line that is held", () => {
    const other = { baseScore: { group: "安全", score: decimal(60) } };
    const two = templateOf(40, [
      line("甲", points(10), open, base),
      line("乙", points(10), open, base),
      line("丙", points(10), open, other),
      line("丁", points(10), open, other),
    ]);
    expect(pointsOf(cardOf(two, { 甲: 50, 乙: 90, 丙: 95, 丁: "missing" }))).toEqual({ 甲: "5", 乙: "6", 丙: "9.5", 丁: "held" });
    expect(pointsOf(cardOf(two, { 甲: 50, 乙: 90, 丙: 40, 丁: 95 }))).toEqual({ 甲: "5", 乙: "6", 丙: "4", 丁: "6" });
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

  it("rest on no policy where they were reported, and neither do deductions", () => {
    const nested = templateOf(20, [...template().children, line("扣分", points(5), ruleOf("deduction"))], { startPoints: decimal(0) });
    expect(shown(cardOf(nested, { ...figures, 扣分: 80 }, parts).policyPoints)).toBe("0");
    expect(shown(cardOf(nested, { ...figures, 扣分: 80, 通报: "missing" }, { ...parts, policies: { missing: "zero" } }).policyPoints)).toBe("-4");
  });

  it("count once below a branch that the shortest board decides, and not at all where they do not apply", () => {
    const below = branch("1.1", percent(50), [line("甲", percent(100), open), ...template().children.slice(1)]);
    const nested = templateOf(20, [branch("1", points(20), [below, line("乙", percent(50), open)], "minimum")]);
    // 20 · 90 % and 2.5 less 2 and 1.5.
    expect(shown(cardOf(nested, { ...figures, 乙: 95 }, parts).points)).toBe("17");
    expect(shown(cardOf(nested, { ...figures, 乙: 95, 通报: "notApplicable" }, parts).points)).toBe("18.5");
  });

  it("may stand in a branch of their own, which has the points of those that apply and no rate", () => {
    const nested = templateOf(20, [line("甲", percent(100), open), branch("加减分", null, template().children.slice(1), "minimum")]);
    const card = cardOf(nested, { ...figures, 通报: "notApplicable" }, parts);
    expect(card.items.map((item) => (item.kind === "branch" ? [shown(item.points), item.rate, item.held] : shown(item.weight)))).toEqual([
      "100",
      ["0.5", null, false],
    ]);
    expect(shown(card.points)).toBe("18.5");
  });

  it("may come to all that they can add or take off while their figure is missing, by a rule as by what is given", () => {
    const rangeWithout = (code: string): string => {
      const card = cardOf(template(), { ...figures, [code]: "missing" }, parts);
      return [card.lowest, card.points, card.highest].map(shown).join(" ");
    };
    // 18 + 2.5 − 2 − 1.5 = 17 with all of them; each is 0 so far.
    expect(["创新", "事件", "通报"].map(rangeWithout)).toEqual(["14.5 14.5 17.5", "14 19 19", "14.5 18.5 18.5"]);
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

  it("say of the line that they struck what it had, also where that was nothing", () => {
    const loweredIn = (card: Scorecard): unknown[] => linesOf(card.items).map(({ lowered, ownScore }) => [lowered, ownScore && shown(ownScore)]);
    expect(loweredIn(under({ effect: "lineZero", node: "一" }))).toEqual([
      [{ by: "veto", score: decimal(100) }, "100"],
      [null, "80"],
      [null, "90"],
    ]);
    expect(loweredIn(under({ effect: "lineZero", node: "一" }, { 一: 0 }))[0]).toEqual([{ by: "veto", score: decimal(0) }, "0"]);
    expect(loweredIn(under({ effect: "lineZero", node: "一" }, { 一: "missing" }))[0]).toEqual([null, null]);
    expect(loweredIn(under({}, { 事故: 0 }))).toEqual([
      [null, "100"],
      [null, "80"],
      [null, "90"],
    ]);
  });

  it("leave nothing of a branch for the roll-up above it", () => {
    for (const [rollUp, total] of [
      ["weightedMean", "13.5"],
      ["minimum", "0"],
      ["maximum", "27"],
    ] as const) {
      const card = cardOf({ ...template, rollUp }, { ...figures, 一: 100, 二: 100 }, { vetoes: [veto({ effect: "branchZero", node: "甲" })] });
      expect([rollUp, shown(card.points)]).toEqual([rollUp, total]);
    }
  });

  it("hold for the template that they name", () => {
    expect(under({ template: "T" }).vetoes).toHaveLength(1);
    expect(under({ template: "M" }).vetoes).toEqual([]);
  });

  it("strike by a carried figure, pass by a policy that gives points, and otherwise are undecided, which is said", () => {
    const of = (state: "missing" | "suppressed" | "notApplicable" | "notDue", before?: number, policies: SchemeParts["policies"] = {}): unknown[] => {
      const scheme = schemeOf(template, { vetoes: [veto({ source: { sheet: "否决", cell: "B3" } })], policies });
      const readings = [...readingsOf({ ...figures, 事故: state }), ...(before === undefined ? [] : readingsOf({ 事故: before }, "2026Q2"))];
      const { value, findings } = score(scheme, readings, periodOf("2026Q3"));
      const { outcome } = value[0]!.vetoes[0]!;
      return [
        outcome.kind,
        ...("figure" in outcome ? [outcome.figure && shown(outcome.figure)] : [outcome.why]),
        ...findings.map(({ code, details }) => [code, details]),
      ];
    };
    const undecided = (state: string): unknown[] => ["undecided", state, ["vetoUndecided", { department: "D", veto: "重大责任事故", state }]];
    expect(of("suppressed", 2)).toEqual(["struck", "2"]);
    expect(of("suppressed", 0)).toEqual(["passed", "0"]);
    expect(of("suppressed")).toEqual(undecided("suppressed"));
    expect(of("missing", 2)).toEqual(undecided("missing"));
    expect(of("missing", 2, { missing: "zero" })).toEqual(["passed", null]);
    expect(of("notApplicable")).toEqual(["passed", null]);
    expect(of("notDue", 2, { notDue: "hold" })).toEqual(undecided("notDue"));
  });

  it("are undecided where no sheet has a row for their figure, at the veto's own cell", () => {
    const scheme = schemeOf(template, { vetoes: [veto({ source: { sheet: "否决", cell: "B3" } })] });
    const { findings } = score(scheme, readingsOf({ 一: 100, 二: 80, 乙: 90 }), periodOf("2026Q3"));
    expect(findings).toMatchObject([{ code: "vetoUndecided", source: { sheet: "否决", cell: "B3" }, details: { state: "missing" } }]);
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

  it("come from each group's own quotas, in whichever order the departments stand", () => {
    expect(names([91, 99, 97, 92, 97, 94, 95, 93, 90, 98], forced)).toEqual(["D", "A", "B↑", "D", "B↑", "C", "C", "C", "E", "B"]);
    expect(names([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]).join("")).toBe("AAAAABBBBB");
    const given = (parts: SchemeParts): unknown => {
      const scheme = schemeOf(templateOf(10, [line("甲", percent(100), open)]), { grades, ...parts });
      return score(scheme, readingsOf({ 甲: 96 }), periodOf("2026Q3")).value[0]!.grade;
    };
    expect(given({})).toMatchObject({ grade: { name: "A" }, by: "rate", lifted: false, before: null });
    // One alone among 10/20/40/20/10 % has the 40 %.
    expect(given(forced)).toMatchObject({ grade: { name: "C" }, by: "quota", lifted: false, before: null });
  });

  it("are the lowest where the rate is below all of them, though the lowest states a rate of its own", () => {
    const stated = [grade("A", 95, 50), grade("B", 60, 50)];
    expect(names([96, 94, 60, 59.9], { grades: stated })).toEqual(["A", "B", "B", "B"]);
  });

  it("give what is left over to the better grade where remainders are equal", () => {
    const equal = [grade("A", 90, 25), grade("B", 80, 25), grade("C", 70, 25), grade("D", null, 25)];
    expect([1, 2, 3, 5, 6, 7].map((size) => quotasOf(equal, size).join(" "))).toEqual(["1 0 0 0", "1 1 0 0", "1 1 1 0", "2 1 1 1", "2 2 1 1", "2 2 2 1"]);
  });

  it("exempt groups under the stated size", () => {
    expect(names([99, 98], { settings: { forcedDistribution: true, distributionFrom: 3 } })).toEqual(["A", "A"]);
    expect(names([99, 98, 97], { settings: { forcedDistribution: true, distributionFrom: 3 } })).toEqual(["B", "C", "D"]);
  });

  describe("are no better than a veto leaves them", () => {
    const veto = (more: Partial<Veto>): Veto => ({
      code: "V",
      name: "V",
      template: null,
      indicator: "V",
      comparison: "above",
      limit: decimal(0),
      limitSource: NOWHERE,
      effect: "gradeCap",
      node: null,
      value: null,
      source: NOWHERE,
      ...more,
    });
    const under = (rate: number, ...vetoes: readonly Partial<Veto>[]): string => {
      const scheme = schemeOf(templateOf(10, [line("甲", percent(100), open)]), { grades, vetoes: vetoes.map(veto) });
      const { grade: given } = score(scheme, readingsOf({ 甲: rate, V: 1 }), periodOf("2026Q3")).value[0]!;
      return `${given!.before ? `${given!.before.name}→` : ""}${given!.grade.name}`;
    };

    test("by rate, where the rate brings more", () => {
      expect(under(96, { grade: "B" })).toBe("A→B");
      expect(under(91, { grade: "B" })).toBe("B");
      expect(under(75, { grade: "B" })).toBe("D");
      expect(under(96, { grade: "E" })).toBe("A→E");
      expect(under(96, { grade: "A" })).toBe("A");
      expect(under(96, { grade: "B", limit: decimal(1) })).toBe("A");
      // Of two caps the lower one holds; another veto lowers what is left.
      expect(under(96, { grade: "B" }, { code: "W", grade: "C" })).toBe("A→C");
      expect(under(96, { grade: "B" }, { code: "W", effect: "gradeDown", value: decimal(1) })).toBe("A→C");
      expect(under(85, { grade: "B" }, { code: "W", effect: "gradeDown" })).toBe("C→D");
      expect(under(96, { grade: "不存在" })).toBe("A");
    });

    /** Rates with the caps of those that a veto strikes: "A→C↑ by quota". */
    const shared = (rates: readonly number[], caps: Readonly<Record<number, string>>, own: readonly Grade[] = grades): string => {
      const departments = rates.map((_, place) => departmentOf(`D${place}`, { templates: ["T"] }));
      const scheme = schemeOf(templateOf(10, [line("甲", percent(100), open)]), {
        grades: own,
        departments,
        settings: { forcedDistribution: true },
        vetoes: [...new Set(Object.values(caps))].map((grade) => veto({ code: `V${grade}`, indicator: `V${grade}`, grade })),
      });
      const figures = rates.flatMap((rate, place) => [
        [`D${place}.甲`, rate] as const,
        ...scheme.vetoes.map(({ indicator, grade: best }) => [`D${place}.${indicator}`, caps[place] === best ? 1 : 0] as const),
      ]);
      const cards = score(scheme, readingsOf(Object.fromEntries(figures)), periodOf("2026Q3")).value;
      return cards.map(({ grade: g }) => `${g!.before ? `${g!.before.name}→` : ""}${g!.grade.name}${g!.lifted ? "↑" : ""}`).join(" ");
    };
    const TEN = [99, 98, 97, 96, 95, 94, 93, 92, 91, 90];

    test("by quota, and the place goes to the next card", () => {
      expect(shared(TEN, {})).toBe("A B B C C C C D D E");
      // The first may be B at best: the second has the A, and two others the B, the first among them.
      expect(shared(TEN, { 0: "B" })).toBe("A→B A B C C C C D D E");
      // At best C: it takes one of the four C, and everybody up to there moves up.
      expect(shared(TEN, { 0: "C" })).toBe("A→C A B B C C C D D E");
      expect(shared(TEN, { 0: "C", 1: "B" })).toBe("A→C B A B C C C D D E");
      // Where it stands by its rate no cap is felt.
      expect(shared(TEN, { 3: "C" })).toBe("A B B C C C C D D E");
      expect(shared(TEN, { 9: "A" })).toBe("A B B C C C C D D E");
    });

    test("by quota, while a place that nobody may have stays free", () => {
      const two = [grade("A", 90, 50), grade("B", null, 50)];
      expect(shared([99, 98], { 0: "B", 1: "B" }, two)).toBe("A→B B");
      expect(shared([99, 98, 97, 96], { 0: "B", 1: "B", 2: "B" }, two)).toBe("A→B A→B B A");
    });

    test("by quota, with those of equal rate", () => {
      expect(shared([99, 98, 98, 96, 95, 94, 93, 92, 91, 90], { 0: "B" })).toBe("A→B A↑ A↑ C C C C D D E");
      expect(shared([99, 99, 97, 96, 95, 94, 93, 92, 91, 90], { 0: "B" })).toBe("A→B A B C C C C D D E");
    });
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
    const [lowering] = scheme.vetoes;
    const under = (vetoes: readonly Veto[], struck: number): string[] => {
      const { grade: given } = score({ ...scheme, vetoes }, readingsOf({ 甲: 96, V: struck }), periodOf("2026Q3")).value[0]!;
      return [given!.grade.name, given!.before?.name ?? ""];
    };
    expect(under([lowering!], 0)).toEqual(["A", ""]);
    expect(under([{ ...lowering!, value: null }], 1)).toEqual(["B", "A"]);
    expect(under([lowering!, { ...lowering!, code: "W", value: decimal(1) }], 1)).toEqual(["D", "A"]);
    // A cap that leaves the total where it is lowers no grade.
    expect(under([{ ...lowering!, effect: "totalCap", value: decimal(10) }], 1)).toEqual(["A", ""]);
  });
});
