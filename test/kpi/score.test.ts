import fc from "fast-check";
import { decimal, sum } from "../../src/kpi/decimal";
import type { Reading } from "../../src/kpi/figure";
import { gradeCards } from "../../src/kpi/grade";
import { rankCards } from "../../src/kpi/rank";
import type { Policy, Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { ScorecardTemplate, TreeNode } from "../../src/kpi/template";
import { shortBoardsOf } from "../../src/kpi/shortBoard";
import { branch, departmentOf, line, percent, periodOf, points, readingsOf, ruleOf, schemeOf, shown, targetFor, templateOf } from "../support/schemes";

const Q3 = periodOf("2026Q3");

function cardOf(scheme: Scheme, readings: readonly Reading[]): Scorecard {
  const [card] = score(scheme, readings, Q3).value;
  return card!;
}

/** The shown points of every line. */
function linePoints(card: Scorecard): string[] {
  return linesOf(card.items).map(({ outcome }) => (outcome.kind === "scored" ? outcome.points.toString() : outcome.kind));
}

describe("a tree of sums", () => {
  const tree = templateOf(35, [
    branch("1", points(20), [line("A", percent(60)), line("B", percent(40))]),
    branch("2", points(15), [line("C", points(10)), branch("2.2", points(5), [line("E", percent(100))])]),
  ]);

  test("adds the shown points of its lines, whichever habit each level has", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 90, B: 100, C: 80, E: 50 }));
    expect(linePoints(card)).toEqual(["10.8", "8", "8", "2.5"]);
    expect(shown(card.points)).toBe("29.3");
    expect(shown(card.rate)).toBe("83.7");
    expect(card.items.map((item) => (item.kind === "branch" ? shown(item.points) : ""))).toEqual(["18.8", "10.5"]);
    expect(card.state).toBe("complete");
    expect(card.coverage.toString()).toBe("100");
  });

  test("numbers its items and names their paths", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 90, B: 100, C: 80, E: 50 }));
    expect(linesOf(card.items).map((item) => item.number)).toEqual(["1.1", "1.2", "2.1", "2.2.1"]);
    expect(linesOf(card.items)[3]!.path).toEqual(["模板", "2", "2.2", "E"]);
    expect(linesOf(card.items).map((item) => shown(item.weight))).toEqual(["60", "40", "66.6666666666666666666666666666666666666667", "100"]);
  });

  test("rounds each line half up, so that the column adds up to the total", () => {
    const thirds = templateOf(10, [line("A", points("3.35")), line("B", points("3.35")), line("C", points("3.30"))]);
    const card = cardOf(schemeOf(thirds), readingsOf({ A: 70, B: 70, C: 70 }));
    expect(linePoints(card)).toEqual(["2.35", "2.35", "2.31"]);
    expect(shown(card.points)).toBe("7.01");
  });

  test("leaves everything as it is where the scheme does not round", () => {
    const card = cardOf(
      schemeOf(templateOf(10, [line("A", points(10))]), { settings: { pointDecimals: "none", rateDecimals: "none" } }),
      readingsOf({ A: "33.333333333333" }),
    );
    expect(shown(card.points)).toBe("3.3333333333333");
  });

  test("shows a line's rate as its own score, not as points over full points", () => {
    const card = cardOf(schemeOf(templateOf("0.3", [line("A", points("0.3"))])), readingsOf({ A: "58.4" }));
    expect(linePoints(card)).toEqual(["0.18"]);
    expect(shown(linesOf(card.items)[0]!.rate)).toBe("58.4");
  });
});

describe("roll-ups", () => {
  const children = [line("A", percent(50)), line("B", percent(30)), line("C", percent(20))];
  const figures = readingsOf({ A: 90, B: 60, C: 100 });
  test.each([
    ["sum", "8.3"],
    ["weightedMean", "8.3"],
    ["minimum", "6"],
  ] as const)("%s of 90, 60 and 100 gives %s of 10", (rollUp, total) => {
    expect(shown(cardOf(schemeOf(templateOf(10, children, { rollUp })), figures).points)).toBe(total);
  });
  test("a weighted mean takes any weights, a sum of shown points does not round twice", () => {
    const loose = [line("A", percent(3)), line("B", percent(1))];
    expect(shown(cardOf(schemeOf(templateOf(10, loose, { rollUp: "weightedMean" })), readingsOf({ A: 90, B: 50 })).points)).toBe("8");
  });
  test("the shortest board of a branch decides its points inside a summed card", () => {
    const tree = templateOf(20, [branch("1", points(10), children, "minimum"), line("E", points(10))]);
    const card = cardOf(schemeOf(tree), readingsOf({ A: 90, B: 60, C: 100, E: 100 }));
    expect(shown(card.points)).toBe("16");
  });
});

describe("what stands above the lines", () => {
  const minimum = templateOf(
    20,
    [
      branch(
        "1",
        points(20),
        [branch("1.1", percent(50), [line("A", percent(100)), line("X", points(5), ruleOf("deduction"))]), line("B", percent(50))],
        "minimum",
      ),
    ],
    {},
  );
  test("a deduction comes off the card wherever it stands, also below a branch that the shortest board decides", () => {
    const card = cardOf(schemeOf(minimum), readingsOf({ A: 90, B: 60, X: 80 }));
    // 20 · 60 % less 5 · 20 %.
    expect([shown(card.points), card.items.map((item) => (item.kind === "branch" ? shown(item.points) : ""))]).toEqual(["11", ["11"]]);
  });
  test("of two that have the same score the first counts as the best, also where one of them is a root", () => {
    const best = templateOf(
      10,
      [line("A", percent(100)), branch("1", percent(100), [line("B", percent(30)), line("C", percent(70))], "geometricMean"), line("E", percent(100))],
      { rollUp: "maximum" },
    );
    const outranked = (figures: Readonly<Record<string, number>>): string =>
      linesOf(cardOf(schemeOf(best), readingsOf(figures)).items)
        .map((item) => (item.outranked ? "–" : item.line.code))
        .join(" ");
    expect(outranked({ A: 60, B: 60, C: 60, E: 60 })).toBe("A – – –");
    expect(outranked({ A: 59, B: 60, C: 60, E: 60 })).toBe("– B C –");
    expect(outranked({ A: 59, B: 33.3, C: 33.3, E: 60 })).toBe("– – – E");
  });
  test("a line that its branch's quorum leaves out misses no base score", () => {
    const base = { baseScore: { group: "甲", score: decimal(60) } };
    const tree = templateOf(20, [
      branch("1", percent(50), [line("A", percent(50), ruleOf("ratio"), base), line("B", percent(50))], "sum", { quorum: { items: 2, coverage: null } }),
      line("C", percent(50), ruleOf("ratio"), base),
    ]);
    expect(shown(cardOf(schemeOf(tree), readingsOf({ A: 30, B: 90, C: 80 })).points)).toBe("12");
    expect(shown(cardOf(schemeOf(tree), readingsOf({ A: 30, B: "notApplicable", C: 80 })).points)).toBe("16");
  });
  test("a veto that takes a branch away takes away the adjustments and deductions below it", () => {
    const tree = templateOf(10, [
      branch("1", points(10), [line("A", percent(100)), line("X", points(5), ruleOf("deduction"))]),
      branch("2", null, [line("P", points(2), ruleOf("given"), { role: "bonus" }), line("Q", points(2), ruleOf("given"), { role: "deduct" })]),
    ]);
    const vetoes = (node: string) => [
      {
        code: "V",
        name: "V",
        template: null,
        indicator: "V",
        comparison: "above",
        limit: decimal(0),
        limitSource: { sheet: "", cell: "" },
        effect: "branchZero",
        node,
        value: null,
        source: { sheet: "", cell: "" },
      } as const,
    ];
    const total = (node: string): string => shown(cardOf(schemeOf(tree, { vetoes: vetoes(node) }), readingsOf({ A: 80, X: 80, P: 2, Q: "0.5", V: 1 })).points);
    expect(total("1")).toBe("1.5");
    expect(total("2")).toBe("7");
  });
});

test.each([
  ["0", "100", "0"],
  ["1.5", "75", "-1.5"],
  ["6", "0", "-6"],
])("points that are given as a deduction, %s of 6, leave a rate of %s and take off %s, as any other deduction does", (figure, rate, off) => {
  const tree = templateOf(100, [line("A", percent(100)), line("Q", points(6), ruleOf("given"), { role: "deduct" })]);
  const given = linesOf(cardOf(schemeOf(tree), readingsOf({ A: 90, Q: figure })).items)[1]!;
  expect([shown(given.rate), given.outcome.kind === "scored" ? given.outcome.points.toString() : ""]).toEqual([rate, off]);
});

test("anchors of one cell that are out of order are said once for all departments that have them", () => {
  const tree = templateOf(100, [line("A", percent(100), ruleOf("clampedRange"))]);
  const departments = ["D", "E", "F"].map((code) => departmentOf(code));
  const at = (cell: string) => ({ sheet: "目标", cell });
  const own = { ...targetFor("A", { worst: 5, best: 5 }, { department: "F" }), sources: { best: at("C9") } };
  const targets = [{ ...targetFor("A", { worst: 5, best: 5 }), sources: { best: at("C2") } }, own];
  const { findings } = score(schemeOf(tree, { departments, targets }), readingsOf({ "D.A": 5, "E.A": 5, "F.A": 5 }), Q3);
  expect(findings.map(({ code, source, details }) => `${code} ${source!.cell} ${Object.values(details).join(" ")}`)).toEqual([
    "anchorsOutOfOrder C2 D A worst=5 best=5 worst<best 1",
    "anchorsOutOfOrder C9 F A worst=5 best=5 worst<best",
  ]);
});

describe("a card of which only adjustments apply", () => {
  const withBonus = (own: readonly TreeNode[]): ScorecardTemplate =>
    templateOf(100, [
      ...own,
      branch("2", null, [line("P", points(5), ruleOf("given"), { role: "bonus" }), line("Q", points(5), ruleOf("given"), { role: "deduct" })]),
    ]);
  test.each([
    ["with a bonus", { A: "notApplicable", B: "notDue", P: 1, Q: "notApplicable" }],
    ["with a deduction", { A: "notApplicable", B: "notDue", P: "notApplicable", Q: 1 }],
  ] as const)("does not apply, %s, and has neither a total nor one that would be possible", (_what, figures) => {
    const card = cardOf(schemeOf(withBonus([line("A", percent(60)), line("B", percent(40))])), readingsOf(figures));
    expect([card.state, card.points, card.rate, card.lowest, card.highest, card.rank]).toEqual(["notApplicable", null, null, null, null, null]);
  });
  test("applies with the first line that has a figure", () => {
    const card = cardOf(
      schemeOf(withBonus([line("A", percent(60)), line("B", percent(40))])),
      readingsOf({ A: "notApplicable", B: 0, P: 1, Q: "notApplicable" }),
    );
    expect([card.state, shown(card.points)]).toEqual(["complete", "1"]);
  });
  test("may still come to a total where a line is waited for", () => {
    const tree = withBonus([line("A", percent(60)), line("B", percent(40), ruleOf("ratio"))]);
    const card = cardOf(schemeOf(tree, { policies: { missing: "reShare" } }), readingsOf({ A: "notApplicable", B: "missing", P: 1, Q: "notApplicable" }));
    expect([card.state, card.points, shown(card.lowest)]).toEqual(["notApplicable", null, "1"]);
  });
  test("is scored by them where it has nothing else", () => {
    const card = cardOf(schemeOf(withBonus([])), readingsOf({ P: 3, Q: "notApplicable" }));
    expect([card.state, shown(card.points)]).toEqual(["complete", "3"]);
  });
});

describe("what a line does without a figure", () => {
  const tree = templateOf(100, [line("A", percent(40)), line("B", percent(30)), line("C", percent(30))]);
  test.each([
    ["reShare", "81.43"],
    ["zero", "57"],
    ["full", "87"],
    ["floorScore", "75"],
  ] as const)("for 40/30/30 with 90, 70 and one missing the policy %s gives %s", (policy: Policy, total) => {
    const card = cardOf(schemeOf(tree, { policies: { missing: policy } }), readingsOf({ A: 90, B: 70, C: "missing" }));
    expect(shown(card.points)).toBe(total);
    // What C has by the policy, or what A and B gained on 36 and 21 points.
    expect(shown(card.policyPoints)).toBe(decimal(total).minus(57).toString());
    expect(card.state).toBe("complete");
    expect(card.coverage.toString()).toBe("70");
  });
  test("holds the total by default: shown so far, incomplete, unranked, with what it may still come to", () => {
    const anchored = templateOf(100, [
      line("A", percent(40), ruleOf("threeAnchors")),
      line("B", percent(30), ruleOf("threeAnchors")),
      line("C", percent(30), ruleOf("threeAnchors")),
    ]);
    const targets = ["A", "B", "C"].map((code) => targetFor(code, { floor: 60, target: 100 }));
    const card = cardOf(schemeOf(anchored, { targets }), readingsOf({ A: 90, B: 70 }));
    expect(card.state).toBe("incomplete");
    expect(card.rank).toBeNull();
    expect([shown(card.points), shown(card.lowest), shown(card.highest)]).toEqual(["57", "57", "87"]);
  });
  test("says that a total has no upper bound where a missing line's rule has no cap", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 90, B: 70 }));
    expect([shown(card.lowest), card.highest]).toEqual(["57", null]);
  });
  test("re-shares the weight of what does not apply inside its parent only, and covers the card fully", () => {
    const nested = templateOf(30, [branch("1", points(9), [line("A", points(4)), line("B", points(3)), line("C", points(2))]), line("E", points(21))]);
    const card = cardOf(schemeOf(nested), readingsOf({ A: 0, B: 100, C: "notApplicable", E: 100 }));
    expect(linesOf(card.items).map((item) => (item.fullPoints ? item.fullPoints.round(2).toString() : "–"))).toEqual(["5.14", "3.86", "–", "21"]);
    expect(shown(card.points)).toBe("24.86");
    expect(card.coverage.toString()).toBe("100");
  });
  test("leaves out a branch of which nothing applies, and shares its weight among its siblings", () => {
    const nested = templateOf(30, [branch("1", points(10), [line("A", percent(100))]), line("E", points(20))]);
    const card = cardOf(schemeOf(nested), readingsOf({ A: "notApplicable", E: 50 }));
    expect(shown(card.points)).toBe("15");
  });
  test("scores nothing where nothing applies", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: "notApplicable", B: "notDue", C: "notApplicable" }));
    expect(card.state).toBe("notApplicable");
    expect(card.points).toBeNull();
  });
  test("carries the last value of a suppressed figure, and holds where there is none to carry", () => {
    const readings = [...readingsOf({ A: 100, B: 100, C: "suppressed" }), ...readingsOf({ C: 60 }, "2026Q1"), ...readingsOf({ C: "missing" }, "2026Q2")];
    const card = cardOf(schemeOf(tree), readings);
    expect(shown(card.points)).toBe("88");
    expect(card.policyPoints.toString()).toBe("18");
    expect(linesOf(card.items)[2]!.outcome).toMatchObject({ kind: "scored", basis: "carried" });
    expect(cardOf(schemeOf(tree), readingsOf({ A: 100, B: 100, C: "suppressed" })).state).toBe("incomplete");
  });
  test("takes the last value of its own department, indicator and kind of period", () => {
    const readings = [
      ...readingsOf({ "D.A": 100, "D.B": 100, "D.C": "suppressed" }),
      ...readingsOf({ "D.C": 10 }, "2025Q4"),
      ...readingsOf({ "D.C": 60 }, "2026Q1"),
      ...readingsOf({ "D.C": 15 }, "2025Q3"),
      ...readingsOf({ "D.C": "notDue", "X.C": 20, "D.A": 30 }, "2026Q2"),
      ...readingsOf({ "D.C": 40 }, "2026H2"),
      ...readingsOf({ "D.C": 50 }, "2026Q4"),
    ];
    expect(linePoints(cardOf(schemeOf(tree), readings))).toEqual(["40", "30", "18"]);
  });
  test("has the floor's score under a rule with a floor, and the scheme's under any other", () => {
    const anchored = templateOf(100, [line("A", percent(50), ruleOf("threeAnchors", { floorScore: decimal(50) })), line("B", percent(50))]);
    const targets = [targetFor("A", { floor: 60, target: 100 }), targetFor("B", { target: 100 })];
    const card = cardOf(schemeOf(anchored, { targets, policies: { missing: "floorScore" }, settings: { policyFloorScore: decimal(40) } }), []);
    expect(linePoints(card)).toEqual(["25", "20"]);
  });
  test.each(["zero", "full", "floorScore"] as const)("is scored by the policy %s and not by a figure", (policy) => {
    const card = cardOf(schemeOf(tree, { policies: { missing: policy } }), readingsOf({ A: 90, B: 70 }));
    expect(linesOf(card.items).map(({ outcome, policy: by }) => (outcome.kind === "scored" ? [outcome.basis, by] : outcome.kind))).toEqual([
      ["measured", null],
      ["measured", null],
      ["policy", policy],
    ]);
  });
  test("that is not due is outside the coverage, and one that nobody reported is not", () => {
    const coverage = (state: string): string => cardOf(schemeOf(tree), readingsOf({ A: 90, B: 70, C: state })).coverage.toString();
    expect(["notApplicable", "notDue", "missing", "unreadable", "suppressed"].map(coverage)).toEqual(["100", "100", "70", "70", "70"]);
  });
  test("is not said again where it is missing or unreadable, which the reader of the sheet has said", () => {
    expect(score(schemeOf(tree), readingsOf({ A: "missing", B: "unreadable" }), Q3).findings).toEqual([]);
  });
  test("says which line is held by nothing but the policy, and where", () => {
    const scheme = schemeOf(tree, { policies: { notDue: "hold" } });
    const { findings } = score(scheme, readingsOf({ A: "suppressed", B: "notDue", C: "unreadable" }), Q3);
    expect(findings.map((one) => [one.code, one.source, one.details])).toEqual([
      ["lineHeld", { sheet: "数据", cell: "B2" }, { department: "D", line: "A", state: "suppressed" }],
      ["lineHeld", { sheet: "数据", cell: "B2" }, { department: "D", line: "B", state: "notDue" }],
    ]);
  });
  test("a true zero is a value", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 0, B: 0, C: 0 }));
    expect([shown(card.points), card.state]).toEqual(["0", "complete"]);
  });
  test("holds a minimum that is not known yet at nothing so far", () => {
    const card = cardOf(schemeOf(templateOf(10, tree.children, { rollUp: "minimum" })), readingsOf({ A: 90, B: 95 }));
    expect(shown(card.points)).toBe("0");
    expect(card.state).toBe("incomplete");
  });
});

describe("a faulty target", () => {
  test("is a finding at its cell, holds its own line and leaves the other cards alone", () => {
    const tree = templateOf(10, [line("A", points(6), ruleOf("threeAnchors")), line("B", points(4))]);
    const source = { sheet: "目标", cell: "F7" };
    const scheme = schemeOf(tree, {
      departments: [departmentOf("D"), departmentOf("X")],
      targets: [
        targetFor("A", { floor: 75, target: 85 }),
        targetFor("A", { target: 70 }, { department: "D", sources: { target: source }, source }),
        targetFor("B", { target: 100 }),
      ],
    });
    const { value, findings } = score(scheme, readingsOf({ "D.A": 80, "D.B": 100, "X.A": 80, "X.B": 100 }), Q3);
    expect(value.map((card) => [card.state, shown(card.points)])).toEqual([
      ["incomplete", "4"],
      ["complete", "8.8"],
    ]);
    expect(findings).toEqual([expect.objectContaining({ code: "anchorsOutOfOrder", severity: "held", source })]);
  });
  test("that is missing is said once per line that wants it", () => {
    const scheme = schemeOf(templateOf(10, [line("A", points(10), ruleOf("threeAnchors"))]), { targets: [targetFor("A", { target: 85 })] });
    const { value, findings } = score(scheme, readingsOf({ A: 80 }), Q3);
    expect(findings.map((one) => [one.code, one.details])).toEqual([["targetMissing", { department: "D", line: "A", anchor: "floor" }]]);
    expect(value[0]!.state).toBe("incomplete");
  });
});

describe("targets", () => {
  test("the most specific row that states an anchor wins, and a general row fills in the others", () => {
    const tree = templateOf(10, [line("A", points(10), ruleOf("threeAnchors"))]);
    const targets = [
      targetFor("A", { floor: 60, target: 80, stretch: 90 }),
      targetFor("A", { target: 85 }, { department: "D" }),
      targetFor("A", { target: 82 }, { period: Q3 }),
      targetFor("A", { target: 99 }, { department: "D", period: periodOf("2026H2") }),
      targetFor("A", { target: 11, floor: 1 }, { department: "D", period: Q3, fromSheet: true }),
    ];
    const [item] = linesOf(cardOf(schemeOf(tree, { targets }), readingsOf({ A: 80 })).items);
    expect(Object.entries(item!.anchors).map(([name, value]) => `${name} ${value.toString()}`)).toEqual(["floor 60", "target 85", "stretch 90"]);
  });
  test("a branch's own weak spot is another indicator with its own target", () => {
    const scheme = schemeOf(templateOf(10, [line("W", points(10))]), {
      departments: [departmentOf("D"), departmentOf("X")],
      bindings: [{ department: "X", template: "T", line: "W", indicator: "OWN", source: { sheet: "绑定", cell: "A2" } }],
      targets: [targetFor("W", { target: 100 }), targetFor("OWN", { target: 50 })],
    });
    const { value } = score(scheme, readingsOf({ "D.W": 60, "X.W": 60, "X.OWN": 40 }), Q3);
    expect(value.map((card) => shown(card.points))).toEqual(["6", "8"]);
  });
});

describe("a deduction card", () => {
  const tree = templateOf(
    100,
    [
      line("IR", points(10), ruleOf("deduction")),
      line("R5", points(5), ruleOf("deduction", { reference: "full" })),
      line("RE", points(5), ruleOf("deduction", { reference: "zero" })),
    ],
    { startPoints: decimal(100), totalFloor: decimal(0) },
  );
  const parts = {
    directions: { IR: "down", RE: "down" } as const,
    targets: [targetFor("IR", { target: "0.2" }), targetFor("R5", { target: 85, full: 100 }), targetFor("RE", { target: 8 })],
  };
  test("starts at its stated figure and takes off what each missed target costs", () => {
    const card = cardOf(schemeOf(tree, parts), readingsOf({ IR: "0.25", R5: 82, RE: "8.4" }));
    expect(linePoints(card)).toEqual(["-2.5", "-6", "-5.25"]);
    expect(shown(card.points)).toBe("86.25");
    expect(linesOf(card.items).map((item) => shown(item.lost))).toEqual(["2.5", "6", "5.25"]);
    expect(linesOf(card.items).map((item) => item.weight)).toEqual([null, null, null]);
  });
  test("loses nothing on what is exactly on target or does not apply", () => {
    expect(shown(cardOf(schemeOf(tree, parts), readingsOf({ IR: "0.2", R5: 85, RE: "notApplicable" })).points)).toBe("100");
  });
  test("never falls below its own floor, though a loss may exceed its points", () => {
    expect(shown(cardOf(schemeOf(tree, parts), readingsOf({ IR: 5, R5: 0, RE: 90 })).points)).toBe("0");
  });
});

describe("ranking", () => {
  const tree = templateOf(10, [line("A", points(10))]);
  const places = (scheme: Scheme, readings: readonly Reading[]): (string | null)[] =>
    score(scheme, readings, Q3).value.map((card) => (card.rank ? `${card.rank.place}/${card.rank.of}` : null));
  const departments = ["D", "E", "F", "G"].map((code) => departmentOf(code));
  test("shares a place among equal rates, skips the next, and leaves incomplete cards unranked", () => {
    expect(places(schemeOf(tree, { departments }), readingsOf({ "D.A": 90, "E.A": 95, "F.A": 90 }))).toEqual(["2/3", "1/3", "2/3", null]);
  });
  test("has equal rates tie that are not rounded, whatever a division leaves behind in the last place", () => {
    const { value } = score(schemeOf(tree, { departments }), readingsOf({ "D.A": 90, "E.A": 95, "F.A": 90 }), Q3);
    // 35 points in three unequal parts out of 35, as forty places have it, and 35 out of 35.
    const rates = ["99.9999999999999999999999999999999999999997", "100", "99.999"];
    const cards = rankCards(value.slice(0, 3).map((card, place) => ({ ...card, rate: decimal(rates[place]!) })));
    expect(cards.map((card) => card.rank?.place)).toEqual([1, 1, 3]);
    const [grades, source] = [["优", "良"], { sheet: "等级", cell: "A5" }];
    const scale = grades.map((name, place) => ({ name, from: place === 0 ? decimal(100) : null, coefficient: null, quota: null, source }));
    expect(gradeCards(cards, { grades: scale, forced: false, exemptBelow: 0 }).map((card) => card.grade?.grade.name)).toEqual(["优", "优", "良"]);
  });
  test("keeps a department's second card out of the group of its first", () => {
    const manager = { ...tree, code: "M", name: "经理" };
    const grouped = [departmentOf("D", { rankingGroup: "地市", templates: ["T", "M"] }), departmentOf("E", { rankingGroup: "地市", templates: ["T"] })];
    const scheme = { ...schemeOf(tree, { departments: grouped }), templates: [tree, manager] };
    const { value } = score(scheme, readingsOf({ "D.A": 90, "E.A": 95 }), Q3);
    expect(value.map((card) => [card.rankingGroup, card.rank?.place, card.rank?.of])).toEqual([
      ["地市", 2, 2],
      ["地市 · 经理", 1, 1],
      ["地市", 1, 2],
    ]);
  });
  test("goes by the template where no group is stated", () => {
    expect(cardOf(schemeOf(tree), readingsOf({ A: 90 })).rankingGroup).toBe("模板");
  });
  test("stays inside a ranking group", () => {
    const grouped = [departmentOf("D"), departmentOf("E", { rankingGroup: "支撑" }), departmentOf("F"), departmentOf("G", { rankingGroup: "支撑" })];
    expect(places(schemeOf(tree, { departments: grouped }), readingsOf({ "D.A": 90, "E.A": 95, "F.A": 99, "G.A": 96 }))).toEqual(["2/2", "2/2", "1/2", "1/2"]);
  });
});

describe("a line that is scored by its place", () => {
  const tree = templateOf(10, [line("A", percent(50), ruleOf("rank")), line("B", percent(50), ruleOf("rank"), { indicator: "B" })]);
  test("is placed among the departments that have the line with the same indicator, and a figure", () => {
    const scheme = schemeOf(tree, {
      departments: [departmentOf("D"), departmentOf("E"), departmentOf("F"), departmentOf("G"), departmentOf("X", { templates: [] })],
      bindings: [{ department: "G", template: "T", line: "A", indicator: "OWN", source: { sheet: "绑定", cell: "A2" } }],
    });
    const figures = { "D.A": 90, "E.A": 95, "F.A": "missing", "G.A": 99, "G.OWN": 50, "X.A": 99 };
    const cards = score(scheme, readingsOf(figures), Q3).value;
    const first = cards.map((card) => {
      const [item] = linesOf(card.items);
      return [item!.peers?.map(shown).join(" ") ?? null, item!.outcome.kind === "scored" ? item!.outcome.score.toString() : item!.outcome.kind];
    });
    expect(first).toEqual([
      ["90 95", "0"],
      ["95 90", "100"],
      [null, "held"],
      ["50", "100"],
    ]);
  });
  test("is not placed where the figure is the place itself, nor under any other rule", () => {
    const placed = templateOf(10, [line("A", percent(50), ruleOf("rank", { rankTotal: decimal(31) })), line("B", percent(50))]);
    const scheme = schemeOf(placed, { departments: [departmentOf("D"), departmentOf("E")], directions: { A: "down" } });
    const card = cardOf(scheme, readingsOf({ "D.A": 16, "D.B": 90, "E.A": 1, "E.B": 80 }));
    expect(linesOf(card.items).map(({ peers }) => peers)).toEqual([null, null]);
    expect(linePoints(card)).toEqual(["2.5", "4.5"]);
  });
  test("takes a carried figure in among those of the others", () => {
    const scheme = schemeOf(tree, { departments: [departmentOf("D"), departmentOf("E"), departmentOf("F")] });
    const readings = [...readingsOf({ "D.A": "suppressed", "E.A": 95, "F.A": 80 }), ...readingsOf({ "D.A": 90 }, "2026Q2")];
    const [item] = linesOf(cardOf(scheme, readings).items);
    expect([item!.peers!.map(shown).join(" "), item!.outcome.kind === "scored" && item!.outcome.score.toString()]).toEqual(["90 95 80", "50"]);
  });
});

describe("short boards", () => {
  const tree = templateOf(
    100,
    ["A", "B", "C", "E", "F"].map((code) => line(code, points(20))),
  );
  test("a line exactly on the threshold is not below it, and the shown rate is what counts", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 80, B: "79.96", C: "79.94", E: 100, F: 100 }));
    expect(linesOf(card.items).map((item) => item.belowThreshold)).toEqual([false, false, true, false, false]);
  });
  test("a threshold of a branch or line goes before the scheme's", () => {
    const own = templateOf(40, [
      branch("1", points(20), [line("A", percent(50)), line("B", percent(50), ruleOf("ratio"), { threshold: decimal(95) })], "sum", { threshold: decimal(60) }),
      line("C", points(20)),
    ]);
    const card = cardOf(schemeOf(own), readingsOf({ A: 70, B: 90, C: 70 }));
    expect(linesOf(card.items).map((item) => item.belowThreshold)).toEqual([false, true, true]);
  });
  test("the three lines that cost most are listed, with all that tie for the third place", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 90, B: 85, C: 95, E: 95, F: 100 }));
    expect(linesOf(card.items).map((item) => item.amongMostLost)).toEqual([true, true, true, true, false]);
    expect(shortBoardsOf([card]).map(({ line: item }) => item.line.code)).toEqual(["B", "A", "C", "E"]);
  });
  test("lines below a branch are listed too", () => {
    const nested = templateOf(40, [branch("1", points(20), [line("A", percent(50)), line("B", percent(50))]), line("C", points(20))]);
    const card = cardOf(schemeOf(nested, { settings: { mostLost: 1 } }), readingsOf({ A: 90, B: 81, C: 95 }));
    expect(linesOf(card.items).map((item) => item.amongMostLost)).toEqual([false, true, false]);
  });
  test("none are listed by loss where the scheme lists none, and all that lost something where it lists more than there are", () => {
    const listed = (mostLost: number): string =>
      shortBoardsOf([cardOf(schemeOf(tree, { settings: { mostLost } }), readingsOf({ A: 90, B: 85, C: 100, E: 79, F: 100 }))])
        .map(({ line: item }) => item.line.code)
        .join(" ");
    expect([0, 1, 2, 9].map(listed)).toEqual(["E", "E", "E B", "E B A"]);
  });
  test("of several cards stand in the order of what they lost", () => {
    const cards = score(
      schemeOf(tree, { departments: [departmentOf("D"), departmentOf("E")], settings: { mostLost: 0 } }),
      readingsOf({
        ...{ "D.A": 70, "D.B": 90, "D.C": 90, "D.E": 90, "D.F": 90 },
        ...{ "E.A": 90, "E.B": 60, "E.C": 70, "E.E": 90, "E.F": 90 },
      }),
      Q3,
    ).value;
    expect(shortBoardsOf(cards).map(({ card, line: item }) => `${card.department.code}.${item.line.code} ${shown(item.lost)}`)).toEqual([
      "E.B 8",
      "D.A 6",
      "E.C 6",
    ]);
  });
  test("a line that lost nothing is never listed", () => {
    const card = cardOf(schemeOf(tree), readingsOf({ A: 100, B: 110, C: 99, E: 100, F: 120 }));
    expect(shortBoardsOf([card]).map(({ line: item }) => item.line.code)).toEqual(["C"]);
  });
  test("says since when a line has been short, in one unbroken run", () => {
    const single = templateOf(20, [line("A", points(20))]);
    const past = (figures: Readonly<Record<string, number>>): Reading[] =>
      Object.entries(figures).flatMap(([period, figure]) => readingsOf({ A: figure }, period));
    const since = (figures: Readonly<Record<string, number>>): string => {
      const [item] = linesOf(cardOf(schemeOf(single), past(figures)).items);
      return item!.shortSince ? `${item!.shortSince.year}Q${item!.shortSince.number}` : "–";
    };
    expect(since({ "2025Q4": 60, "2026Q1": 90, "2026Q2": 70, "2026Q3": 70 })).toBe("2026Q2");
    expect(since({ "2025Q4": 60, "2026Q1": 60, "2026Q2": 70, "2026Q3": 70 })).toBe("2025Q4");
    expect(since({ "2026Q1": 60, "2026Q2": 90, "2026Q3": 70 })).toBe("2026Q3");
    expect(since({ "2026Q3": 90 })).toBe("–");
    // As far back as figures go, further than the periods that a card remembers.
    const quarters = ["2023", "2024", "2025"].flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`));
    const longShort = Object.fromEntries([...quarters, "2026Q1", "2026Q2", "2026Q3"].map((quarter) => [quarter, 60]));
    expect(since(longShort)).toBe("2023Q1");
    expect(since({ ...longShort, "2023Q2": 90 })).toBe("2023Q3");
  });
});

describe("what moved", () => {
  const single = templateOf(10, [line("A", points(10)), line("B", points(10))], { fullPoints: decimal(20) });
  test("a card is compared with the period before only where that one was complete", () => {
    const before = (now: Readonly<Record<string, number | string>>, past: Readonly<Record<string, number | string>>): string =>
      shown(cardOf(schemeOf(single), [...readingsOf(now), ...readingsOf(past, "2026Q2")]).before?.points ?? null);
    expect(before({ A: 90, B: 90 }, { A: 80, B: 80 })).toBe("16");
    expect(before({ A: 90, B: 90 }, { A: 80 })).toBe("–");
    expect(before({ A: 90 }, { A: 80, B: 80 })).toBe("16");
  });
  test("a card remembers its rates of the seven periods before, latest first, without those in which it was not complete", () => {
    const quarters = ["2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"];
    const rates = (missing: string, figure = 70): string =>
      cardOf(
        schemeOf(templateOf(10, [line("A", points(10))])),
        quarters.flatMap((quarter, place) => readingsOf({ A: quarter === missing ? "missing" : figure + place }, quarter)),
      )
        .history.map(({ period, rate }) => `${period.year}Q${period.number} ${shown(rate)}`)
        .join(", ");
    expect(rates("")).toBe("2026Q2 78, 2026Q1 77, 2025Q4 76, 2025Q3 75, 2025Q2 74, 2025Q1 73, 2024Q4 72");
    expect(rates("2025Q4")).toBe("2026Q2 78, 2026Q1 77, 2025Q3 75, 2025Q2 74, 2025Q1 73, 2024Q4 72");
    // No line was short in any of them.
    expect(rates("", 90)).toBe("2026Q2 98, 2026Q1 97, 2025Q4 96, 2025Q3 95, 2025Q2 94, 2025Q1 93, 2024Q4 92");
  });
  test("a card is compared with the same card of its department, place included", () => {
    const cards = { ...single, code: "M", name: "经理", children: [branch("1", points(20), [line("B", percent(100))])] };
    const departments = [departmentOf("D", { templates: ["T", "M"] }), departmentOf("E", { templates: ["T"] })];
    const scheme = { ...schemeOf(single, { departments }), templates: [single, cards] };
    const { value } = score(
      scheme,
      [...readingsOf({ "D.A": 90, "D.B": 90, "E.A": 50, "E.B": 50 }), ...readingsOf({ "D.A": 60, "D.B": 80, "E.A": 90, "E.B": 90 }, "2026Q2")],
      Q3,
    );
    expect(value.map(({ before }) => [shown(before!.points), shown(before!.rate), before!.place])).toEqual([
      ["14", "70", 2],
      ["16", "80", 1],
      ["18", "90", 1],
    ]);
    expect(
      value.map((card) =>
        linesOf(card.items)
          .map(({ pointsBefore }) => shown(pointsBefore))
          .join(" "),
      ),
    ).toEqual(["6 8", "16", "9 9"]);
  });
  test("a department that reported nothing then has no card of then, though a missing figure counts zero", () => {
    const scheme = schemeOf(single, { departments: [departmentOf("D"), departmentOf("E")], policies: { missing: "zero" } });
    const { value } = score(scheme, [...readingsOf({ "D.A": 50, "D.B": 90, "E.A": 90, "E.B": 90 }), ...readingsOf({ "E.A": 70 }, "2026Q2")], Q3);
    expect(value.map((card) => shown(card.before?.points ?? null))).toEqual(["–", "7"]);
    expect(linesOf(value[0]!.items)[0]!.shortSince).toEqual(Q3);
  });
  test("change and gap are turned by direction, so that + is always better", () => {
    const scheme = schemeOf(templateOf(20, [line("A", points(10)), line("B", points(10))]), { directions: { B: "down" } });
    const card = cardOf(scheme, [...readingsOf({ A: 90, B: 90 }), ...readingsOf({ A: 95, B: 95 }, "2026Q2")]);
    expect(linesOf(card.items).map((item) => [shown(item.previous), shown(item.change), shown(item.gap)])).toEqual([
      ["95", "-5", "-10"],
      ["95", "5", "10"],
    ]);
    expect(shown(card.before!.rate)).toBe("100.2");
  });
  test("there is no gap to a target that is to be met from both sides, and none to one that is not stated or without a figure", () => {
    const rules = templateOf(30, [
      line("A", points(10), ruleOf("closestToTarget", { tolerance: decimal(10) })),
      line("B", points(10)),
      line("C", points(10), ruleOf("given")),
    ]);
    const scheme = schemeOf(rules, { targets: [targetFor("A", { target: 100 }), targetFor("B", { target: 100 })] });
    expect(linesOf(cardOf(scheme, readingsOf({ A: 95, B: 95, C: 5 })).items).map(({ gap }) => shown(gap))).toEqual(["–", "-5", "–"]);
    expect(linesOf(cardOf(scheme, readingsOf({ A: 95, B: "missing", C: 5 })).items).map(({ gap }) => shown(gap))).toEqual(["–", "–", "–"]);
  });
});

describe("promises that arithmetic makes", () => {
  const figure = fc.oneof(
    fc.integer({ min: 0, max: 1300 }).map((tenths) => tenths / 10),
    fc.constantFrom("missing", "notApplicable", "unreadable", "notDue", "suppressed"),
  );
  const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });
  const capped = ruleOf("ratio", { cap: decimal(120) });
  const build = (shares: readonly number[], figures: readonly (string | number)[]): { scheme: Scheme; readings: Reading[] } => {
    const total = shares.reduce((one, other) => one + other, 0);
    const scheme = schemeOf(
      templateOf(
        total,
        shares.map((share, at) => line(`L${at}`, points(share), capped)),
      ),
    );
    return { scheme, readings: readingsOf(Object.fromEntries(shares.map((_, at) => [`L${at}`, figures[at] ?? "missing"]))) };
  };

  test("the total is the sum of the shown points, and the full points of what stays are those of the card", () => {
    fc.assert(
      fc.property(weights, fc.array(figure, { minLength: 6, maxLength: 6 }), (shares, figures) => {
        const { scheme, readings } = build(shares, figures);
        const card = cardOf(scheme, readings);
        const lines = linesOf(card.items);
        if (card.points === null) return;
        const shownPoints = lines.flatMap(({ outcome }) => (outcome.kind === "scored" ? [outcome.points] : []));
        expect(sum(shownPoints).toString()).toBe(card.points.toString());
        const full = sum(lines.flatMap((item) => (item.fullPoints ? [item.fullPoints] : [])));
        expect(full.minus(card.fullPoints).abs().lt("1e-30")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("losing a figure never completes a card, and under hold or zero never raises its total", () => {
    fc.assert(
      fc.property(
        weights,
        fc.array(figure, { minLength: 6, maxLength: 6 }),
        fc.nat(5),
        fc.constantFrom<Policy>("hold", "zero"),
        (shares, figures, which, policy) => {
          const { scheme, readings } = build(shares, figures);
          const strict: Scheme = {
            ...scheme,
            settings: { ...scheme.settings, policies: { ...scheme.settings.policies, missing: policy, unreadable: policy } },
          };
          const at = which % shares.length;
          if (readings[at]!.figure.state !== "value") return;
          const before = cardOf(strict, readings);
          for (const state of ["missing", "unreadable"] as const) {
            const after = cardOf(
              strict,
              readings.map((reading, place) => (place === at ? { ...reading, figure: { state } } : reading)),
            );
            if (before.state === "incomplete") expect(after.state).toBe("incomplete");
            expect(after.points!.lte(before.points!)).toBe(true);
            expect(after.coverage.lt(before.coverage)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("the shown total of a complete card lies between the lowest and the highest that are possible", () => {
    fc.assert(
      fc.property(
        weights,
        fc.array(figure, { minLength: 6, maxLength: 6 }),
        fc.constantFrom<Policy>("reShare", "zero", "full", "floorScore"),
        (shares, figures, policy) => {
          const { scheme, readings } = build(shares, figures);
          const card = cardOf(
            { ...scheme, settings: { ...scheme.settings, policies: { ...scheme.settings.policies, missing: policy, unreadable: policy, suppressed: policy } } },
            readings,
          );
          if (card.points === null) return;
          expect(card.lowest!.lte(card.points)).toBe(true);
          expect(card.highest!.gte(card.points)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("neither the order of rows nor the scale of all weights changes a card", () => {
    fc.assert(
      fc.property(weights, fc.array(figure, { minLength: 6, maxLength: 6 }), (shares, figures) => {
        const { scheme, readings } = build(shares, figures);
        const card = cardOf(scheme, readings);
        expect(cardOf(scheme, [...readings].reverse())).toEqual(card);
        const doubled = schemeOf(
          templateOf(
            card.fullPoints,
            shares.map((share, at) => line(`L${at}`, percent(share * 2), capped)),
          ),
        );
        expect(linePoints(cardOf(doubled, readings))).toEqual(linePoints(card));
      }),
      { numRuns: 200 },
    );
  });
});
