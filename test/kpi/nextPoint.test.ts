import { computeTargets } from "../../src/kpi/computedTarget";
import { type Decimal, decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import { type DerivedIndicator, seriesCode } from "../../src/kpi/derived";
import type { Reading } from "../../src/kpi/figure";
import { type Gain, type NextPoints, type OpenLine, nearestPoints, nextPoints, pointsFor } from "../../src/kpi/nextPoint";
import { samePeriod } from "../../src/kpi/period";
import { type RuleKind, RULE_KINDS, type ScoringRule } from "../../src/kpi/rules/index";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { WorkedOut } from "../../src/kpi/target";
import type { ScorecardTemplate } from "../../src/kpi/template";
import { EDGE_CASES } from "../support/ruleCases";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";
import {
  branch,
  indicatorOf,
  line,
  NOWHERE,
  percent,
  periodOf,
  points,
  readingsOf,
  ruleOf,
  schemeOf,
  type SchemeParts,
  shown,
  targetFor,
  templateOf,
} from "../support/schemes";
import { wholeCard } from "../support/wholeCards";

type Figures = Parameters<typeof readingsOf>[0];

function looked(template: ScorecardTemplate, figures: Figures, parts: SchemeParts = {}, margin?: number): NextPoints {
  const scheme = schemeOf(template, parts);
  const readings = readingsOf(figures);
  const card = score(scheme, readings, scheme.settings.period).value[0]!;
  return nextPoints(card, { scheme, readings }, margin === undefined ? {} : { margin: decimal(margin) });
}

function openLine(next: NextPoints, code = "A"): OpenLine {
  const found = next.lines.find(({ line: one }) => one.line.code === code);
  if (found?.kind !== "open") throw new Error(`${code} is ${found?.kind ?? "nowhere"}`);
  return found;
}

const aheadOf = ({ ahead }: OpenLine): string[] =>
  ahead.map(({ place, figure, missing, gain }) =>
    [place.kind === "anchor" ? place.anchor : place.kind, figure, missing, gain.card].map((part) => part.toString()).join(" "),
  );

const THREE = { floor: 75, target: 85, stretch: 90 };
/** A takes 6 of 100 points by three anchors, and B the rest. */
const sixPoints = (rule: ScoringRule = ruleOf("threeAnchors")): ScorecardTemplate => templateOf(100, [line("A", points(6), rule), line("B", points(94))]);
const six = (a: number | string, anchors: Readonly<Record<string, number | string>> = THREE, directions: SchemeParts["directions"] = {}): OpenLine =>
  openLine(looked(sixPoints(), { A: a, B: 90 }, { targets: [targetFor("A", anchors), targetFor("B", { target: 100 })], directions }));

test("a line between floor and target says what one unit brings, and what is missing to target and stretch", () => {
  const one = six("83.8");
  expect(one.step.toString()).toBe("1");
  // 83.8 scores 95.2 and has 5.71 points; 84.8 scores 99.2 and has 5.95, 82.8 scores 91.2 and has 5.47.
  expect([one.better, one.worse].map((gain) => [shown(gain!.line), shown(gain!.card)])).toEqual([
    ["0.24", "0.24"],
    ["-0.24", "-0.24"],
  ]);
  expect(aheadOf(one)).toEqual(["target 85 1.2 0.29", "stretch 90 6.2 1.49"]);
  expect(one.within.toString()).toBe("1.49");
});

test("where less is better the same line is turned, and what is missing stays above 0", () => {
  const one = six(5.5, { floor: 5, target: 3, stretch: 2 }, { A: "down" });
  expect(one.step.toString()).toBe("0.1");
  expect(aheadOf(one)).toEqual(["floor 5 0.5 3.6", "target 3 2.5 6", "stretch 2 3.5 7.2"]);
  // 5.4 is still beyond the floor.
  expect(shown(one.better!.card)).toBe("0");
  expect(shown(six(4.5, { floor: 5, target: 3, stretch: 2 }, { A: "down" }).better!.card)).toBe("0.12");
});

test("a figure on the floor stands at a cliff: one smallest step below costs all that the floor gave", () => {
  const cliff = six("75.00", { floor: 75, target: "85.01", stretch: 90 }).cliff!;
  expect([cliff.slip, cliff.figure, cliff.costs].map(String)).toEqual(["0.01", "74.99", "3.6"]);
});

test("a cliff is seen from within one unit of improvement, or from the stated margin, and not from farther away", () => {
  expect(six("75.5").cliff).toMatchObject({ slip: decimal("0.6") });
  expect(six("76.5").cliff).toBeNull();
  const parts = { targets: [targetFor("A", THREE), targetFor("B", { target: 100 })] };
  expect(openLine(looked(sixPoints(), { A: "76.5", B: 90 }, parts, 2)).cliff).toMatchObject({ slip: decimal("1.6") });
  expect(openLine(looked(sixPoints(), { A: "75.5", B: 90 }, parts, 0.3)).cliff).toBeNull();
});

test("a slope down to zero below the floor is no cliff, and neither is one event more that costs as much as the last", () => {
  const onDown = openLine(looked(sixPoints(ruleOf("threeAnchors", { belowFloor: "line" })), { A: "75.1", B: 90 }, { targets: [targetFor("A", THREE)] }));
  expect(onDown.cliff).toBeNull();
  const events = openLine(looked(sixPoints(ruleOf("events")), { A: 1, B: 90 }, { targets: [targetFor("B", { target: 100 })] }));
  expect([events.step.toString(), shown(events.better!.card), shown(events.worse!.card), events.cliff]).toEqual(["1", "1.2", "-1.2", null]);
  expect(aheadOf(events)).toEqual(["most 0 1 1.2"]);
});

test("points that are given are no cliff, also where one step down is all that is left of them", () => {
  const given = (figure: number): unknown => {
    const tree = templateOf(100, [line("A", points(100)), line("Z", points(5), ruleOf("given"), { role: "bonus" })]);
    const one = openLine(looked(tree, { Z: figure, A: 80 }, {}), "Z");
    return [one.step.toString(), shown(one.worse!.card), one.cliff];
  };
  expect([given(1), given(2), given(5)]).toEqual(Array(3).fill(["1", "-1", null]));
});

test("a veto beside a figure is a cliff of its line, though the line's own rule has none", () => {
  const veto = {
    code: "V",
    name: "否决",
    template: null,
    indicator: "A",
    comparison: "below" as const,
    limit: decimal(80),
    limitSource: NOWHERE,
    effect: "totalZero" as const,
    node: null,
    value: null,
    source: NOWHERE,
  };
  const one = openLine(looked(templateOf(100, [line("A", points(40)), line("B", points(60))]), { A: "80.2", B: 90 }, { vetoes: [veto] }));
  expect([one.cliff!.slip.toString(), one.cliff!.costs.toString()]).toEqual(["0.3", "86.08"]);
});

test("bands promise the next better band and the best one, with the edge on the side that owns it", () => {
  const band = (from: number | null, to: number | null, own: number): { from: Decimal | null; to: Decimal | null; score: Decimal } => ({
    from: from === null ? null : decimal(from),
    to: to === null ? null : decimal(to),
    score: decimal(own),
  });
  const bands = [band(null, 60, 0), band(60, 80, 50), band(80, 90, 80), band(90, null, 100)];
  const at = (edge: "from" | "to"): string[] => aheadOf(openLine(looked(sixPoints(ruleOf("bands", { bands, edge })), { A: 70, B: 90 }, { targets: [] })));
  expect(at("from")).toEqual(["band 80 10 1.8", "most 90 20 3"]);
  expect(at("to")).toEqual(["band 81 11 1.8", "most 91 21 3"]);
});

test("under the shortest board a line that is not the shortest brings nothing to the card, and the shortest only as far as the next one", () => {
  const next = looked(templateOf(100, [branch("X", points(100), [line("A", percent(50)), line("B", percent(50))], "minimum")]), { A: 70, B: 80 });
  // A has 35 of its 50 points; the branch follows it up to B's 80 and no further.
  expect(openLine(next, "A").ahead[0]).toMatchObject({ gain: { line: decimal(15), card: decimal(10) } });
  expect(openLine(next, "B").ahead[0]).toMatchObject({ gain: { line: decimal(10), card: decimal(0) } });
  expect(next.lines.map(({ line: one, within }) => `${one.line.code} ${within.toString()}`)).toEqual(["A 10", "B 0"]);
});

test("lines that nothing can be promised of say why, and stand behind those that promise something", () => {
  const template = templateOf(100, [
    line("A", points(20)),
    line("H", points(20)),
    line("N", points(20)),
    line("R", points(20), ruleOf("rank")),
    line("P", points(20)),
  ]);
  const next = looked(template, { A: 50, H: "unreadable", N: "notApplicable", R: 7, P: "missing" }, { policies: { missing: "zero" } });
  expect(next.lines.map((one) => [one.line.line.code, one.kind === "closed" ? one.why.kind : "open", one.within.toString()])).toEqual([
    ["A", "open", "12.5"],
    ["H", "held", "0"],
    ["N", "leftOut", "0"],
    ["R", "rank", "0"],
    ["P", "noFigure", "0"],
  ]);
});

test("a computed figure names its parts, and what hangs on a figure moves with it", () => {
  const scheme: Scheme = {
    ...schemeOf(templateOf(100, [line("A", points(60)), line("I", points(40))]), {
      targets: [targetFor("A", { target: 100 }), targetFor("I", { target: 10 })],
    }),
    derived: [{ indicator: "I", source: NOWHERE, method: "improvement", of: "A", base: "previous" }],
  };
  const typed = [...readingsOf({ A: 80 }), ...readingsOf({ A: 76 }, "2026Q2")];
  const readings = deriveReadings(scheme, typed, scheme.settings.period).value;
  const card = score(scheme, readings, scheme.settings.period).value[0]!;
  const next = nextPoints(card, { scheme, readings });
  expect(next.lines[1]).toMatchObject({ kind: "closed", why: { kind: "computed", from: ["A"] } });
  // Ten more of A are 6 points of its own, and the improvement of 14 scores 140 where that of 4 scored 40.
  expect(openLine(next).better).toMatchObject({ line: decimal(6), card: decimal(46) });
  expect(expectKept(scheme, readings, card)).toBeGreaterThan(0);
});

test("a computed figure goes by the names of the indicators that it rests on, of a competitor's by that of the own one", () => {
  const from = (derived: DerivedIndicator, more: Figures = {}): unknown => {
    const scheme: Scheme = {
      ...schemeOf(templateOf(100, [line("I", points(100), ruleOf("given"))]), {
        indicators: [indicatorOf("I"), indicatorOf("A", "up", { name: "客户满意度" }), indicatorOf("B", "up", { name: "用户数" })],
      }),
      derived: [derived],
    };
    const competitor = { ...readingsOf({ A: 78 })[0]!, indicator: seriesCode("A", "competitor", "联通") };
    const readings = deriveReadings(scheme, [...readingsOf({ A: 80, B: 20, ...more }), competitor], scheme.settings.period).value;
    const card = score(scheme, readings, scheme.settings.period).value[0]!;
    return nextPoints(card, { scheme, readings }).lines[0];
  };
  const computed = (...names: readonly string[]): object => ({ kind: "closed", why: { kind: "computed", from: names } });
  const row = { indicator: "I", source: NOWHERE } as const;
  expect(from({ ...row, method: "difference", first: "A", second: "B" })).toMatchObject(computed("客户满意度", "用户数"));
  expect(from({ ...row, method: "difference", first: "A", second: "Z" }, { Z: 1 })).toMatchObject(computed("客户满意度", "Z"));
  expect(from({ ...row, method: "lead", of: "A", rivals: { kind: "series", series: "competitor" }, by: "best" })).toMatchObject(computed("客户满意度"));
});

test("a line whose target is worked out from its own figure promises nothing, since the target would move", () => {
  const how = { basisPeriod: periodOf("2026Q3"), used: [{ department: "D", indicator: "A" }] } as unknown as WorkedOut;
  const target = targetFor("A", { target: 100 }, { sources: { target: { ...NOWHERE, workedOut: how } } });
  const next = looked(
    templateOf(100, [line("A", points(60)), line("B", points(40))]),
    { A: 80, B: 80 },
    { targets: [target, targetFor("B", { target: 100 })] },
  );
  expect(next.lines.map((one) => (one.kind === "open" ? one.line.line.code : one.why.kind))).toEqual(["B", "targetMoves"]);
});

const GRADES = [
  ["优秀", "95"],
  ["良好", "85.5"],
  ["合格", null],
].map(([name, from]) => ({ name: name!, from: from === null || from === undefined ? null : decimal(from), coefficient: null, quota: null, source: NOWHERE }));

test("the next grade is so many points away, who can bring it alone, and whether all together can", () => {
  const template = templateOf(100, [line("A", points(40)), line("B", points(40)), line("C", points(20))]);
  const next = looked(template, { A: 80, B: 85, C: 97 }, { grades: GRADES });
  // 32 + 34 + 19.4 = 85.4 %, and 85.45 is shown as 85.5.
  expect(next.grade).toMatchObject({ kind: "next", grade: GRADES[2], next: GRADES[1], enough: true });
  const grade = next.grade as Extract<NextPoints["grade"], { kind: "next" }>;
  expect([grade.missingPoints, grade.missingRate, grade.together].map(String)).toEqual(["0.05", "0.1", "100"]);
  expect(grade.alone.map((one) => one.line.code)).toEqual(["A", "B", "C"]);
});

test("a card of the best grade, one that waits, and one whose grade a veto keeps down say so", () => {
  const template = templateOf(100, [line("A", points(100))]);
  expect(looked(template, { A: 96 }, { grades: GRADES }).grade.kind).toBe("best");
  expect(looked(template, { A: "missing" }, { grades: GRADES }).grade.kind).toBe("incomplete");
  expect(looked(template, { A: 96 }).grade.kind).toBe("notGraded");
  const veto = { code: "V", name: "", template: null, indicator: "V", comparison: "above" as const, limit: decimal(0), limitSource: NOWHERE };
  const down = { ...veto, effect: "gradeDown" as const, node: null, value: decimal(1), source: NOWHERE };
  const atDown = (a: number): NextPoints["grade"] => looked(template, { A: a, V: 1 }, { grades: GRADES, vetoes: [down] }).grade;
  expect(atDown(96).kind).toBe("vetoed");
  // Lowered from 良好 to 合格: it takes the rate of 优秀 to be 良好.
  expect(atDown(90)).toMatchObject({ kind: "next", next: GRADES[1], from: decimal(95) });
});

test.each([
  ["85.5", "100", 2, 1, "85.45"],
  ["85.5", "35", 2, 1, "29.91"],
  ["80", "30", 2, "none", "24"],
  ["80", "35", 0, 1, "28"],
  ["80", "27", 0, 0, "22"],
  ["85.5", "35", "none", 1, "29.9075"],
  ["85.5", "35", "none", "none", "29.925"],
  ["85.5", "35", 2, "none", "29.93"],
] as const)("%s %% of %s points at %s places of points and %s of rates takes %s", (from, full, pointPlaces, ratePlaces, wanted) => {
  expect(pointsFor(decimal(from), decimal(full), pointPlaces, ratePlaces).toString()).toBe(wanted);
});

test("a card that is graded by quota waits for the others", () => {
  const grades = GRADES.map((grade, place) => ({ ...grade, quota: decimal([20, 30, 50][place]!) }));
  const next = looked(templateOf(100, [line("A", points(100))]), { A: 90 }, { grades, settings: { forcedDistribution: true } });
  expect(next.grade).toEqual({ kind: "quota", grade: grades[2], lowering: [] });
});

test("a grade is kept down by those vetoes alone that lower it and strike, by one where they do not say how many", () => {
  const veto = (more: object) => {
    const common = {
      code: "V",
      name: "",
      template: null,
      indicator: "V",
      comparison: "above",
      limit: decimal(0),
      limitSource: NOWHERE,
      source: NOWHERE,
    } as const;
    return { ...common, effect: "gradeDown" as const, node: null, value: null, ...more };
  };
  const four = [{ ...GRADES[0]!, name: "特优", from: decimal(99) }, ...GRADES];
  const at = (a: number, v: number, ...vetoes: readonly object[]): NextPoints["grade"] =>
    looked(templateOf(100, [line("A", points(100))]), { A: a, V: v }, { grades: four, vetoes: vetoes.map(veto) }).grade;
  // By its rate 良好; lowered to 合格, so that it takes the rate of 优秀 to be 良好.
  expect(at(90, 1, {})).toMatchObject({ grade: four[3], next: four[2], from: decimal(95) });
  expect(at(90, 1, { value: decimal(1) }, { effect: "totalCap", value: decimal(100) })).toMatchObject({ from: decimal(95) });
  expect(at(96, 1, { value: decimal(2) })).toMatchObject({ grade: four[3], next: four[2], from: decimal(99) });
  expect(at(90, 0, {})).toMatchObject({ grade: four[2], next: four[1], from: decimal(95) });
});

test("a grade that is capped is not promised a better one, and up to the cap the next is told as ever", () => {
  const veto = (more: object) => ({
    ...{ code: "V", name: "", template: null, indicator: "V", comparison: "above" as const, limit: decimal(0), limitSource: NOWHERE, source: NOWHERE },
    ...{ effect: "gradeCap" as const, node: null, value: null, ...more },
  });
  const at = (a: number, v: number, ...vetoes: readonly object[]): NextPoints["grade"] =>
    looked(templateOf(100, [line("A", points(100))]), { A: a, V: v }, { grades: GRADES, vetoes: vetoes.map(veto) }).grade;
  const [best, good, fair] = GRADES.map(({ name }) => name);
  expect(at(96, 1, { grade: good })).toMatchObject({ kind: "vetoed", grade: GRADES[1], lowering: [{ effect: "gradeCap" }] });
  expect(at(90, 1, { grade: good })).toMatchObject({ kind: "vetoed", grade: GRADES[1] });
  expect(at(50, 1, { grade: good })).toMatchObject({ kind: "next", grade: GRADES[2], next: GRADES[1], lowering: [] });
  expect(at(50, 1, { grade: fair })).toMatchObject({ kind: "vetoed", grade: GRADES[2] });
  expect(at(90, 1, { grade: best })).toMatchObject({ kind: "next", next: GRADES[0] });
  expect(at(90, 0, { grade: good })).toMatchObject({ kind: "next", next: GRADES[0] });
  // Lowered by one from 良好 at best: 合格, and nothing above while both strike.
  expect(at(96, 1, { grade: good }, { effect: "gradeDown" })).toMatchObject({ kind: "vetoed", grade: GRADES[2], lowering: { length: 2 } });
});

test("the next grade counts the figure ahead that brings most of each line, and names those that reach it by themselves", () => {
  const template = templateOf(100, [
    line("A", points(60), ruleOf("threeAnchors")),
    line("B", points(30), ruleOf("threeAnchors")),
    line("C", points(10), ruleOf("threeAnchors", { stretchScore: decimal(100) })),
    line("H", points(10), ruleOf("given"), { role: "bonus" }),
  ]);
  const targets = ["A", "B", "C"].map((code) => targetFor(code, THREE));
  const { grade } = looked(template, { A: 80, B: 80, C: 80, H: "notApplicable" }, { grades: GRADES, targets });
  // 48 + 24 + 8 = 80; A comes to 60 at its target and 72 at its stretch, B to 36, C to 10 at either.
  const found = grade as Extract<NextPoints["grade"], { kind: "next" }>;
  expect([found.missingPoints, found.together].map(String)).toEqual(["5.45", "118"]);
  expect([found.alone.map((one) => one.line.code).join(" "), found.enough]).toEqual(["A B", true]);
  const low = looked(template, { A: 74, B: 80, C: 80, H: "notApplicable" }, { grades: GRADES, targets }).grade as typeof found;
  expect([low.alone.map((one) => one.line.code).join(" "), low.together.toString()]).toEqual(["A", "118"]);
});

test("two lines on one figure are looked at with the figure that brings more", () => {
  const lines = [line("A", points(50), ruleOf("threeAnchors")), line("B", points(50), ruleOf("threeAnchors"), { indicator: "A" })];
  for (const children of [lines, [...lines].reverse()]) {
    const targets = [targetFor("A", { floor: 60, target: 82 }, { line: "B" }), targetFor("A", THREE, { line: "A" })];
    const grade = looked(templateOf(100, children), { A: 80 }, { grades: GRADES, targets }).grade as Extract<NextPoints["grade"], { kind: "next" }>;
    expect(grade.together.toString()).toBe("110");
  }
});

test("a figure that another line could not be scored with is not promised", () => {
  const template = templateOf(100, [line("A", points(80), ruleOf("ratio", { cap: decimal(120) })), line("B", points(20), ruleOf("given"), { indicator: "A" })]);
  const next = (target: number): string[] => aheadOf(openLine(looked(template, { A: 16 }, { targets: [targetFor("A", { target })] })));
  // Of 20 points 25 cannot be given, nor the 24 that the cap of 20 takes.
  expect(next(20)).toEqual(["target 20 4 20"]);
  expect(next(25)).toEqual([]);
});

test("a line with nothing ahead may still win by a step", () => {
  const next = looked(templateOf(100, [line("A", points(100), ruleOf("ratio", { cap: null }))]), { A: 110 });
  expect([aheadOf(openLine(next)), shown(openLine(next).within)]).toEqual([[], "10"]);
});

test("open lines stand before closed ones, also where they promise nothing", () => {
  const template = templateOf(100, [line("H", points(20)), line("A", points(40), ruleOf("threeAnchors")), line("B", points(40))]);
  const targets = [targetFor("H", { target: 100 }), targetFor("A", THREE), targetFor("B", { target: 100 })];
  const next = looked(template, { H: "unreadable", A: 95, B: 90 }, { targets });
  expect(next.lines.map((one) => `${one.line.line.code} ${one.kind} ${one.within.toString()}`)).toEqual(["B open 4", "A open 0", "H closed 0"]);
});

describe("one unit of improvement", () => {
  const stepOf = (rule: ScoringRule, anchors: Readonly<Record<string, number>>, actual: number, direction: "up" | "down" = "up"): string =>
    openLine(looked(sixPoints(rule), { A: actual, B: 90 }, { targets: [targetFor("A", anchors)], directions: { A: direction } })).step.toString();
  const band = (from: number | null, to: number | null, own: number) => {
    return { from: from === null ? null : decimal(from), to: to === null ? null : decimal(to), score: decimal(own) };
  };

  test("is a tenth of the way that the rule has, as a power of ten", () => {
    expect(stepOf(ruleOf("threeAnchors"), { floor: 100, target: 400, stretch: 450 }, 200)).toBe("10");
    expect(stepOf(ruleOf("clampedRange"), { worst: 0, best: 500 }, 200)).toBe("10");
    expect(stepOf(ruleOf("clampedRange"), { worst: 450, best: 500 }, 470)).toBe("1");
    expect(stepOf(ruleOf("deduction"), { target: 300 }, 320, "down")).toBe("10");
    expect(stepOf(ruleOf("deduction", { reference: "full" }), { target: 400, full: 450 }, 390)).toBe("1");
    expect(stepOf(ruleOf("ratio"), { target: 850 }, 800)).toBe("10");
    expect(stepOf(ruleOf("passFail"), { target: 480 }, 400)).toBe("10");
    expect(stepOf(ruleOf("closestToTarget", { tolerance: decimal(10) }), { target: 5000 }, 4995)).toBe("1");
    expect(stepOf(ruleOf("closestToTarget", { tolerance: decimal(10), toleranceMeans: "percentOfTarget" }), { target: 5000 }, 4995)).toBe("10");
    expect(stepOf(ruleOf("closestToTarget", { tolerance: decimal(300) }), { target: 5000 }, 4995)).toBe("10");
    // Of 6 points.
    expect(stepOf(ruleOf("given"), {}, 3.25)).toBe("0.1");
    expect(stepOf(ruleOf("weightedEvents"), {}, 2.85, "down")).toBe("0.1");
  });
  test("is a tenth of the narrowest band that has two ends", () => {
    const wide = [band(0, 600, 0), band(600, 650, 50), band(650, 1000, 100)];
    expect(stepOf(ruleOf("bands", { bands: wide }), {}, 500)).toBe("1");
    expect(stepOf(ruleOf("bands", { bands: [band(null, 500, 0), band(500, 800, 60), band(800, null, 100)] }), {}, 400)).toBe("10");
    expect(stepOf(ruleOf("bands", { bands: [band(null, 500, 0), band(500, null, 100)] }), {}, 400)).toBe("1");
  });
  test("is the rule's own step, one event, or one where there is no way to measure", () => {
    expect(stepOf(ruleOf("perUnit", { step: decimal(0.5) }), { target: 90 }, 87.5)).toBe("0.5");
    expect(stepOf(ruleOf("perUnit", { step: decimal(2), stepMeans: "percentOfTarget" }), { target: 80 }, 76.5)).toBe("1.6");
    expect(stepOf(ruleOf("events"), {}, 2, "down")).toBe("1");
    expect(stepOf(ruleOf("passFail"), {}, 0)).toBe("1");
    expect(stepOf(ruleOf("ratio"), { target: 0 }, 0, "down")).toBe("1");
  });
  test("is never less than the last place that figures and anchors are given in", () => {
    expect(stepOf(ruleOf("clampedRange"), { worst: 0, best: 1 }, 1)).toBe("1");
    expect(stepOf(ruleOf("clampedRange"), { worst: 0, best: 0.5 }, 0.25)).toBe("0.01");
  });
});

describe("the way that is better", () => {
  const one = (
    rule: ScoringRule,
    anchors: Readonly<Record<string, number>>,
    actual: number,
    direction: "up" | "down" = "up",
    role: "score" | "deduct" = "score",
  ): OpenLine => {
    const template = templateOf(100, [line("A", points(10), rule, { role }), line("B", points(90))]);
    return openLine(
      looked(template, { A: actual, B: 90 }, { targets: [targetFor("A", anchors), targetFor("B", { target: 100 })], directions: { A: direction } }),
    );
  };
  /** The way, what a step brings and costs on the card, and what is ahead. */
  const told = (found: OpenLine): unknown[] => [found.way, found.better && shown(found.better.card), found.worse && shown(found.worse.card), aheadOf(found)];

  test("is towards the target where that alone counts, from either side, and none on it", () => {
    const rule = ruleOf("closestToTarget", { tolerance: decimal(20), toleranceAbove: decimal(10) });
    expect(told(one(rule, { target: 60 }, 50))).toEqual([1, "0.5", "-0.5", ["target 60 10 5"]]);
    expect(told(one(rule, { target: 60 }, 65, "down"))).toEqual([-1, "1", "-1", ["target 60 5 5"]]);
    expect(told(one(rule, { target: 60, upper: 80 }, 85))).toEqual([-1, "1", "-1", ["upper 80 5 5"]]);
    // A little too much costs twice what a little too few does.
    expect(told(one(rule, { target: 60 }, 60))).toEqual([0, null, "-1", []]);
    expect(told(one(ruleOf("closestToTarget", { tolerance: decimal(10), toleranceAbove: decimal(20) }), { target: 60 }, 60))).toEqual([0, null, "-1", []]);
    expect(told(one(rule, { target: 60, upper: 80 }, 70))).toEqual([0, null, "0", []]);
  });
  test("is down for events and lost points and up for given ones, whatever the indicator says, and down for points that are a penalty", () => {
    expect(told(one(ruleOf("events"), {}, 0, "up"))).toEqual([-1, null, "-2", []]);
    expect(told(one(ruleOf("events"), {}, 3, "up"))[3]).toEqual(["most 0 3 6"]);
    expect(told(one(ruleOf("weightedEvents"), {}, 2, "up"))).toEqual([-1, "1", "-1", ["most 0 2 2"]]);
    expect(told(one(ruleOf("weightedEvents"), {}, 2.5, "up"))[3]).toEqual(["most 0 2.5 2.5"]);
    expect(told(one(ruleOf("given"), {}, 6, "down"))).toEqual([1, "1", "-1", ["most 10 4 4"]]);
    expect(told(one(ruleOf("given"), {}, 3, "down"))[3]).toEqual(["most 10 7 7"]);
    expect(told(one(ruleOf("given"), {}, 10, "down"))).toEqual([1, null, "-1", []]);
    expect(told(one(ruleOf("given"), {}, 6, "up", "deduct"))).toEqual([-1, "1", "-1", ["most 0 6 6"]]);
  });
  test("without a target is from 否 to 是, or back where less is better", () => {
    expect(told(one(ruleOf("passFail"), {}, 0))).toEqual([1, "10", null, ["most 1 1 10"]]);
    expect(told(one(ruleOf("passFail"), {}, 1, "down"))).toEqual([-1, "10", null, ["most 0 1 10"]]);
    expect(told(one(ruleOf("passFail"), { target: 95 }, 94))).toEqual([1, "10", "0", ["target 95 1 10"]]);
  });
  test("leads to the nearest band that scores better and to the best, down as well as up", () => {
    const bands = [
      { from: null, to: decimal(10), score: decimal(100) },
      { from: decimal(10), to: decimal(20), score: decimal(80) },
      { from: decimal(20), to: null, score: decimal(0) },
    ];
    expect(told(one(ruleOf("bands", { bands }), {}, 25, "down"))).toEqual([-1, "0", "0", ["band 19 6 8", "most 9 16 10"]]);
    expect(told(one(ruleOf("bands", { bands, edge: "to" }), {}, 25, "down"))).toEqual([-1, "0", "0", ["band 20 5 8", "most 10 15 10"]]);
    expect(told(one(ruleOf("bands", { bands, edge: "to" }), { target: 15 }, 25, "down"))[3]).toEqual(["band 20 5 8", "target 15 10 8", "most 10 15 10"]);
    expect(told(one(ruleOf("bands", { bands }), {}, 5, "down"))[3]).toEqual([]);
  });
  test("leads to the next point of a bent line and to the best, and back where too much is worse", () => {
    const points = (...rows: readonly (readonly [number, number])[]) => rows.map(([at, own]) => ({ at: decimal(at), score: decimal(own) }));
    const standards = ruleOf("piecewise", { beyondWorst: "zero", points: points([20, 20], [40, 40], [50, 60], [80, 100]) });
    expect(told(one(standards, {}, 45))).toEqual([1, "0.2", "-0.2", ["band 50 5 1", "most 80 35 5"]]);
    expect(told(one(standards, { target: 60 }, 45))[3]).toEqual(["band 50 5 1", "target 60 15 2.33", "most 80 35 5"]);
    // Worse than the worst point the first of them is the next; nothing is lost any more.
    expect(told(one(standards, {}, 10))).toEqual([1, "0", "0", ["band 20 10 2", "most 80 70 10"]]);
    expect(told(one(standards, {}, 90))).toEqual([1, "0", "0", []]);
    const turned = ruleOf("piecewise", { points: points([20, 100], [40, 60], [50, 20]) });
    expect(told(one(turned, {}, 45, "down"))).toEqual([-1, "0.4", "-0.4", ["band 40 5 2", "most 20 25 6"]]);
    const summit = ruleOf("piecewise", { points: points([20, 0], [40, 100], [50, 100], [70, 0]) });
    expect(told(one(summit, {}, 30))).toEqual([1, "0.5", "-0.5", ["band 40 10 5"]]);
    expect(told(one(summit, {}, 60))).toEqual([-1, "0.5", "-0.5", ["band 50 10 5"]]);
    expect(told(one(summit, {}, 60, "down"))[0]).toBe(-1);
    expect(told(one(summit, {}, 45))).toEqual([0, null, "0", []]);
    expect(told(one(summit, {}, 50))).toEqual([0, null, "-0.5", []]);
  });
  test("leads to the best of bands that do not rise all the way, and to the nearest of those that are as good", () => {
    const bands = [50, 100, 70, 100].map((own, place) => ({ from: decimal(place * 10), to: decimal(place * 10 + 10), score: decimal(own) }));
    expect(told(one(ruleOf("bands", { bands }), {}, 5))[3]).toEqual(["band 10 5 5"]);
    expect(told(one(ruleOf("bands", { bands }), {}, 25))[3]).toEqual(["band 30 5 3"]);
    const higher = [...bands, { from: decimal(40), to: decimal(50), score: decimal(120) }];
    expect(told(one(ruleOf("bands", { bands: higher }), {}, 5))[3]).toEqual(["band 10 5 5", "most 40 35 7"]);
  });
  test("leads to the target and the cap of a ratio, and to no anchor that it does not look at", () => {
    expect(told(one(ruleOf("ratio", { cap: decimal(120) }), { floor: 95, target: 100, stretch: 110 }, 90))[3]).toEqual(["target 100 10 1", "most 120 30 3"]);
    expect(told(one(ruleOf("ratio", { cap: decimal(120) }), { target: 2 }, 5, "down"))[3]).toEqual(["target 2 3 6", "most 1 4 8"]);
    expect(told(one(ruleOf("ratio", { cap: null }), { target: 100 }, 90))[3]).toEqual(["target 100 10 1"]);
  });
  test("leads to the target and the best of a range, and to the cap of steps that add", () => {
    expect(told(one(ruleOf("clampedRange"), { worst: 0, target: 80, best: 100 }, 50))[3]).toEqual(["target 80 30 3", "best 100 50 5"]);
    const steps = ruleOf("perUnit", { perStep: decimal(2), perStepUp: decimal(3), cap: decimal(107) });
    expect(told(one(steps, { target: 90 }, 88))[3]).toEqual(["target 90 2 0.4", "most 93 5 1.1"]);
    expect(told(one(ruleOf("perUnit", { perStep: decimal(2) }), { target: 90 }, 88))[3]).toEqual(["target 90 2 0.4"]);
  });
  test("leads nowhere that the rule has more for only on the worse side", () => {
    expect(told(one(ruleOf("threeAnchors", { floorScore: decimal(110) }), { floor: 75, target: 85 }, 80))[3]).toEqual(["target 85 5 -0.5"]);
  });
});

test("what would bring no more points than a place before it, and has no name, is no place", () => {
  const template = templateOf(1, [line("A", points("0.02"), ruleOf("ratio", { cap: decimal(120) })), line("B", points("0.98"))]);
  const found = openLine(looked(template, { A: 50, B: 90 }));
  // At 100 the line has its 0.02 points, and at 120 no more than these.
  expect(aheadOf(found)).toEqual(["target 100 50 0.01"]);
});

test("a cliff is looked for one step away where there is no score as far as the margin", () => {
  const bands = [
    { from: decimal(60), to: decimal(80), score: decimal(50) },
    { from: decimal(80), to: decimal(100), score: decimal(100) },
  ];
  const cliff = (margin: number): unknown => {
    const found = openLine(looked(sixPoints(ruleOf("bands", { bands })), { A: 80, B: 90 }, { targets: [] }, margin)).cliff;
    return found && [found.slip, found.figure, found.costs].map(String);
  };
  expect([cliff(1), cliff(15), cliff(25)]).toEqual(Array(3).fill(["1", "79", "3"]));
  // Where one step has no score either, nothing can be told.
  expect(openLine(looked(sixPoints(ruleOf("bands", { bands })), { A: 60, B: 90 }, { targets: [] }, 5)).cliff).toBeNull();
});

// --- The promise ------------------------------------------------------------------------------------------------

/** The card as a new scoring of everything gives it, with that one figure in place of its own. */
function rescored(card: Scorecard, scheme: Scheme, readings: readonly Reading[], indicator: string, value: Decimal): Scorecard {
  const typed = readings.filter((one) => !one.derivation);
  const changed = typed.map((one): Reading =>
    one.department === card.department.code && one.indicator === indicator && samePeriod(one.period, card.period)
      ? { ...one, figure: { state: "value", value } }
      : one,
  );
  const all = deriveReadings(scheme, changed, card.period).value;
  const targets = computeTargets(scheme, all, card.period).value;
  return score({ ...scheme, targets }, all, card.period).value.find(
    (one) => one.department.code === card.department.code && one.template.code === card.template.code,
  )!;
}

function expectKept(scheme: Scheme, readings: readonly Reading[], card: Scorecard): number {
  let promises = 0;
  const next = nextPoints(card, { scheme, readings });
  for (const one of next.lines) {
    if (one.kind !== "open") continue;
    const promised: (readonly [Decimal, Gain])[] = one.ahead.map(({ figure, gain }) => [figure, gain]);
    const better = one.ahead[0] && one.ahead[0].figure.lt(one.actual) ? -1 : 1;
    if (one.better && one.ahead[0]) promised.push([one.actual.plus(one.step.times(better)), one.better]);
    const code = one.line.indicator.code;
    if (one.cliff) {
      const after = rescored(card, scheme, readings, code, one.cliff.figure);
      expect(card.points!.minus(after.points!).toString()).toBe(one.cliff.costs.toString());
      promises += 1;
    }
    for (const [figure, gain] of promised) {
      const after = rescored(card, scheme, readings, code, figure);
      const line = linesOf(after.items).find(({ line: own }) => own.code === one.line.line.code)!;
      const own = one.line.outcome.kind === "scored" && line.outcome.kind === "scored" ? line.outcome.points.minus(one.line.outcome.points) : null;
      expect([shown(after.points!.minus(card.points!)), shown(own)]).toEqual([gain.card.toString(), gain.line.toString()]);
      promises += 1;
    }
  }
  return promises;
}

test("what is promised on the sample cards is what a new scoring of everything gives", () => {
  const samples = [callCentre("zh"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())];
  const promises = samples.map(({ scheme, readings, cards }) => cards.slice(0, 2).reduce((all, card) => all + expectKept(scheme, readings, card), 0));
  expect(promises.reduce((all, one) => all + one, 0)).toBeGreaterThan(100);
});

test("what is promised on random cards of every roll-up, veto, cap and base score is what a new scoring gives", () => {
  let promises = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const { scheme, readings, cards } = wholeCard(seed);
    if (cards[0]!.points !== null) promises += expectKept(scheme, readings, cards[0]!);
  }
  expect(promises).toBeGreaterThan(100);
});

test("under every rule, at the edges of each, what is promised is what a new scoring gives", () => {
  const promises = new Map<RuleKind, number>();
  for (const { rule, direction, anchors, actual, fullPoints } of EDGE_CASES) {
    const own = line("A", points(fullPoints.toString()), rule);
    const scheme = schemeOf(templateOf(fullPoints, [own]), { targets: [targetFor("A", {}, { anchors })], directions: { A: direction } });
    const readings = readingsOf({ A: actual.toString() });
    const card = score(scheme, readings, scheme.settings.period).value[0]!;
    promises.set(rule.kind, (promises.get(rule.kind) ?? 0) + expectKept(scheme, readings, card));
  }
  const silent = RULE_KINDS.filter((kind) => (promises.get(kind) ?? 0) === 0);
  // A rank is never promised anything.
  expect(silent).toEqual(["rank"]);
});

/** The first five of all lines that bring something, which nearestPoints finds without a look at each. */
function expectNearest(scheme: Scheme, readings: readonly Reading[], card: Scorecard): number {
  const all = nextPoints(card, { scheme, readings });
  const wanted = all.lines.filter((one): one is OpenLine => one.kind === "open" && one.within.gt(0)).slice(0, 5);
  const { lines, grade, closed } = nearestPoints(card, { scheme, readings }, 5);
  expect(lines.map(({ line: one, within }) => [one.number, within.toString()])).toEqual(wanted.map(({ line: one, within }) => [one.number, within.toString()]));
  expect(all.grade).toMatchObject(grade);
  const silent = all.lines.filter((one) => one.kind === "closed" && (one.why.kind === "held" || one.line.lost?.gt(0)));
  expect(new Set(closed.map(({ line: one, why }) => `${one.number} ${why.kind}`))).toEqual(
    new Set(silent.map((one) => `${one.line.number} ${one.kind === "closed" ? one.why.kind : ""}`)),
  );
  return lines.length;
}

test("the nearest points are the first of all, on sample cards and on random ones of every roll-up, veto, cap and base score", () => {
  let found = 0;
  for (const { scheme, readings, cards } of [callCentre("zh"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())])
    for (const card of cards.slice(0, 3)) if (card.points !== null) found += expectNearest(scheme, readings, card);
  for (let seed = 41; seed <= 80; seed += 1) {
    const { scheme, readings, cards } = wholeCard(seed);
    if (cards[0]!.points !== null) found += expectNearest(scheme, readings, cards[0]!);
  }
  expect(found).toBeGreaterThan(100);
});

test("a veto that caps the total below the next grade says so, and counts the points to it all the same", () => {
  const veto = { code: "V", name: "重大投诉", template: null, indicator: "V", comparison: "above" as const, limit: decimal(0), limitSource: NOWHERE };
  const cap = { ...veto, effect: "totalCap" as const, node: null, value: decimal(60), source: NOWHERE };
  const at = (v: number, value = 60) =>
    looked(templateOf(100, [line("A", points(100))]), { A: 80, V: v }, { grades: GRADES, vetoes: [{ ...cap, value: decimal(value) }] }).grade;
  const capped = at(1) as Extract<NextPoints["grade"], { kind: "next" }>;
  expect(capped).toMatchObject({ kind: "next", grade: GRADES[2], next: GRADES[1], enough: false, alone: [] });
  expect(capped.capping.map(({ name }) => name)).toEqual(["重大投诉"]);
  expect([capped.missingPoints, capped.together].map(String)).toEqual(["25.45", "60"]);
  // One that does not strike caps nothing, and one that leaves room for the next grade does not stand in its way.
  expect(at(0)).toMatchObject({ kind: "next", capping: [] });
  expect(at(1, 90)).toMatchObject({ kind: "next", capping: [] });
});
