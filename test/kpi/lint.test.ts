import { computeTargets } from "../../src/kpi/computedTarget";
import { decimal } from "../../src/kpi/decimal";
import type { Reading } from "../../src/kpi/figure";
import type { Finding } from "../../src/kpi/finding";
import type { Direction } from "../../src/kpi/indicator";
import { lintScheme } from "../../src/kpi/lint";
import type { ScoringRule } from "../../src/kpi/rules/index";
import type { TargetRow } from "../../src/kpi/target";
import type { TreeNode } from "../../src/kpi/template";
import {
  NOWHERE,
  anchorsOf,
  branch,
  departmentOf,
  indicatorOf,
  line,
  percent,
  periodOf,
  readingsOf,
  ruleOf,
  schemeOf,
  targetFor,
  templateOf,
} from "../support/schemes";

type AnchorNumbers = Readonly<Record<string, number>>;

/** What is said of one line A under a rule. */
function ofRule(rule: ScoringRule, anchors: AnchorNumbers, direction: Direction = "up", readings: readonly Reading[] = [], unit = "分"): readonly Finding[] {
  const scheme = schemeOf(templateOf(100, [line("A", percent(100), rule)]), {
    indicators: [indicatorOf("A", direction, { unit })],
    targets: [targetFor("A", anchors, { source: { sheet: "目标", cell: "A2" } })],
  });
  return lintScheme(scheme, readings, periodOf("2026Q3"));
}

/** "scoreCliff 75 60→0". */
function cliffsOf(rule: ScoringRule, anchors: AnchorNumbers, direction: Direction = "up"): readonly string[] {
  return ofRule(rule, anchors, direction).flatMap((found) =>
    found.code === "scoreCliff"
      ? [
          `${found.details.anchor ?? ""}${found.details.at} ${found.details.high}→${found.details.low}${found.details.more > 0 ? ` +${found.details.more}` : ""}`,
        ]
      : [],
  );
}

function flatOf(rule: ScoringRule, anchors: AnchorNumbers, direction: Direction = "up"): readonly string[] {
  return ofRule(rule, anchors, direction).flatMap((found) =>
    found.code === "scoreFlat" ? [`${found.details.from}–${found.details.to} ${found.details.score}`] : [],
  );
}

const THREE = { floor: 75, target: 85, stretch: 90 };
const DOWN = { floor: 5, target: 3, stretch: 2 };
const band = (from: number | null, to: number | null, score: number) => ({
  from: from === null ? null : decimal(from),
  to: to === null ? null : decimal(to),
  score: decimal(score),
});

describe("points of a bent line", () => {
  const points = (...rows: readonly (readonly [number, number])[]) => rows.map(([at, own]) => ({ at: decimal(at), score: decimal(own) }));
  const against = (direction: Direction, rows: ReturnType<typeof points>): string[] =>
    ofRule(ruleOf("piecewise", { points: rows }), {}, direction).map(({ code, source }) => `${code} ${source!.sheet}`);

  test("are a cliff where the worst of them has more than a fifth and nothing is left beyond", () => {
    const rows = points([60, 30], [80, 100]);
    expect(cliffsOf(ruleOf("piecewise", { beyondWorst: "zero", points: rows }), {})).toEqual(["60 30→0"]);
    expect(cliffsOf(ruleOf("piecewise", { beyondWorst: "zero", points: rows }), { target: 80 }, "down")).toEqual(["80 100→0"]);
    expect(cliffsOf(ruleOf("piecewise", { beyondWorst: "zero", points: points([60, 20], [80, 100]) }), {})).toEqual([]);
    expect(cliffsOf(ruleOf("piecewise", { points: rows }), {})).toEqual([]);
    const sources = { beyondWorst: { sheet: "计分规则", cell: "Y2" } };
    const found = ofRule({ ...ruleOf("piecewise", { beyondWorst: "zero", points: rows }), sources }, {});
    expect(found.map(({ code, source }) => `${code} ${source!.cell}`)).toEqual(["scoreCliff Y2"]);
  });

  test("may be level without a word", () => {
    expect(flatOf(ruleOf("piecewise", { points: points([60, 50], [80, 50], [90, 100]) }), { target: 85 })).toEqual([]);
  });

  test("that only fall towards the better end are asked about, once for a rule", () => {
    expect(against("down", points([45, 20], [60, 60], [70, 60], [80, 100]))).toEqual([`pointsAgainstDirection ${line("A", percent(100)).source.sheet}`]);
    expect(against("up", points([45, 100], [60, 60], [80, 20]))).toHaveLength(1);
    expect(against("up", points([45, 20], [60, 60], [80, 100]))).toEqual([]);
    expect(against("down", points([45, 100], [60, 60], [80, 20]))).toEqual([]);
    // Up and down again, and level, are meant.
    expect(against("up", points([45, 60], [60, 100], [80, 20]))).toEqual([]);
    expect(against("up", points([45, 60], [60, 60]))).toEqual([]);
    const rule = ruleOf("piecewise", { points: points([45, 100], [80, 20]) });
    const scheme = schemeOf(templateOf(100, [line("A", percent(50), rule), line("B", percent(50), rule)]), {
      indicators: [indicatorOf("A", "up"), indicatorOf("B", "up")],
    });
    const found = lintScheme(scheme, [], periodOf("2026Q3"));
    expect(found.map(({ code, details }) => ({ code, details }))).toEqual([
      { code: "pointsAgainstDirection", details: { rule: "piecewise", line: "A", direction: "up" } },
    ]);
    const both = schemeOf(templateOf(100, [line("A", percent(50), rule), line("B", percent(50), rule)]), {
      indicators: [indicatorOf("A", "down"), indicatorOf("B", "up")],
    });
    expect(lintScheme(both, [], periodOf("2026Q3")).map(({ details }) => details)).toMatchObject([{ line: "B" }]);
  });
});

describe("a cliff", () => {
  test("is the fall from the floor score to nothing", () => {
    expect(cliffsOf(ruleOf("threeAnchors"), THREE)).toEqual(["floor75 60→0"]);
    expect(cliffsOf(ruleOf("threeAnchors"), DOWN, "down")).toEqual(["floor5 60→0"]);
    expect(cliffsOf(ruleOf("threeAnchors", { belowFloor: "line" }), THREE)).toEqual([]);
    expect(cliffsOf(ruleOf("threeAnchors", { floorScore: decimal(20) }), THREE)).toEqual([]);
  });

  test("is a deduction that jumps at its target", () => {
    expect(cliffsOf(ruleOf("deduction", { reference: "zero" }), { target: 8 }, "down")).toEqual(["target8 100→0"]);
    expect(cliffsOf(ruleOf("deduction", { reference: "full" }), { target: 85, full: 100 })).toEqual(["target85 100→0"]);
    expect(cliffsOf(ruleOf("deduction"), { target: 8 }, "down")).toEqual([]);
  });

  test("is a step between two bands of more than 20, the greatest of them told", () => {
    const rule = ruleOf("bands", { bands: [band(null, 60, 0), band(60, 80, 50), band(80, 90, 70), band(90, null, 100)] });
    expect(cliffsOf(rule, {})).toEqual(["60 50→0 +1"]);
    expect(cliffsOf(ruleOf("bands", { bands: [band(null, 60, 0), band(60, 80, 30), band(80, null, 100)] }), {})).toEqual(["80 100→30 +1"]);
    expect(cliffsOf(ruleOf("bands", { bands: [band(null, 60, 60), band(60, 80, 80), band(80, null, 100)] }), {})).toEqual([]);
  });

  test("is a step of a rule that counts every step begun", () => {
    expect(cliffsOf(ruleOf("perUnit", { counting: "ceil", perStep: decimal(25) }), { target: 90 })).toEqual(["target90 100→75"]);
    expect(cliffsOf(ruleOf("perUnit", { perStep: decimal(25) }), { target: 90 })).toEqual([]);
  });

  test("is not what passes or fails, or counts events: these are steps by nature", () => {
    expect(ofRule(ruleOf("passFail"), { target: 90 })).toEqual([]);
    expect(ofRule(ruleOf("events"), {}, "down")).toEqual([]);
    expect(ofRule(ruleOf("given"), {})).toEqual([]);
    expect(ofRule(ruleOf("ratio"), { target: 90 })).toEqual([]);
    expect(ofRule(ruleOf("clampedRange"), { worst: 45, best: 70 })).toEqual([]);
  });

  test("of one rule on many lines is said once, at the parameter's cell", () => {
    const rule: ScoringRule = { ...ruleOf("threeAnchors"), code: "R1", name: "通用三点", sources: { belowFloor: { sheet: "计分规则", cell: "G5" } } };
    const scheme = schemeOf(templateOf(100, [line("A", percent(50), rule), line("B", percent(50), rule)]), {
      departments: [departmentOf("东"), departmentOf("西")],
      targets: [targetFor("A", THREE), targetFor("B", THREE)],
    });
    const cliffs = lintScheme(scheme, [], periodOf("2026Q3")).filter(({ code }) => code === "scoreCliff");
    expect(cliffs.map(({ severity, source }) => [severity, source])).toEqual([["note", { sheet: "计分规则", cell: "G5" }]]);
    expect(cliffs[0]!.details).toMatchObject({ rule: "通用三点", line: "A", kind: "threeAnchors", more: 0 });
  });

  test("is told of the first line that has all anchors that the rule needs", () => {
    const rule: ScoringRule = { ...ruleOf("threeAnchors"), code: "R1" };
    const scheme = schemeOf(templateOf(100, [line("A", percent(40), rule), line("B", percent(30), rule), line("C", percent(30), rule)]), {
      targets: [targetFor("A", { floor: 70 }), targetFor("B", THREE), targetFor("C", { floor: 50, target: 60 })],
    });
    const [cliff] = lintScheme(scheme, [], periodOf("2026Q3")).filter(({ code }) => code === "scoreCliff");
    expect(cliff!.details).toMatchObject({ rule: "R1", line: "B", at: "75" });
  });

  test("stands at the cell of the parameter that it comes from, or else at the line", () => {
    const cell = { sheet: "计分规则", cell: "H7" };
    const placeOf = (rule: ScoringRule, anchors: AnchorNumbers, direction: Direction = "up"): unknown =>
      ofRule(rule, anchors, direction).find(({ code }) => code === "scoreCliff" || code === "scoreFlat")!.source;
    const deduction = ruleOf("deduction", { reference: "zero" });
    expect(placeOf({ ...deduction, sources: { reference: cell } }, { target: 8 }, "down")).toEqual(cell);
    expect(placeOf({ ...deduction, sources: { cap: cell } }, { target: 8 }, "down")).toEqual(NOWHERE);
    expect(placeOf(deduction, { target: 8 }, "down")).toEqual(NOWHERE);
    expect(placeOf({ ...ruleOf("perUnit", { counting: "ceil", perStep: decimal(25) }), sources: { perStep: cell } }, { target: 90 })).toEqual(cell);
    expect(placeOf({ ...ruleOf("perUnit", { perStep: decimal(0) }), sources: { perStep: cell } }, { target: 90 })).toEqual(cell);
    expect(placeOf({ ...ruleOf("ratio", { cap: decimal(90) }), sources: { cap: cell } }, { target: 90 })).toEqual(cell);
    const flat = ruleOf("threeAnchors", { targetScore: decimal(60), belowFloor: "line" });
    expect(placeOf({ ...flat, sources: { targetScore: cell } }, THREE)).toEqual(cell);
    const level = ruleOf("clampedRange", { worstScore: decimal(50), bestScore: decimal(50) });
    expect(placeOf({ ...level, sources: { worstScore: cell } }, { worst: 40, best: 70 })).toEqual(cell);
  });
});

describe("a flat stretch", () => {
  test("lies between two anchors whose scores are the same", () => {
    expect(flatOf(ruleOf("threeAnchors", { floorScore: decimal(100), belowFloor: "line" }), THREE)).toEqual(["75–85 100"]);
    expect(flatOf(ruleOf("threeAnchors", { stretchScore: decimal(100) }), THREE)).toEqual(["85–90 100"]);
    expect(flatOf(ruleOf("threeAnchors", { stretchScore: decimal(100) }), DOWN, "down")).toEqual(["2–3 100"]);
    expect(flatOf(ruleOf("threeAnchors"), THREE)).toEqual([]);
  });

  test("lies just short of a target that a cap hides", () => {
    expect(flatOf(ruleOf("ratio", { cap: decimal(90) }), { target: 100 })).toEqual(["98–100 90"]);
    expect(flatOf(ruleOf("ratio", { cap: decimal(100) }), { target: 100 })).toEqual([]);
    expect(flatOf(ruleOf("perUnit", { perStep: decimal(0) }), { target: 100 }, "down")).toEqual(["100–102 100"]);
    expect(flatOf(ruleOf("perUnit", { perStep: decimal(0.5) }), { target: 100 })).toEqual([]);
    expect(flatOf(ruleOf("perUnit", { perStep: decimal(0) }), { target: 0 })).toEqual(["-0.02–0 100"]);
  });

  test("is not what goes in steps because the rule counts whole ones, or rounds its score to them", () => {
    expect(flatOf(ruleOf("perUnit", { counting: "ceil", step: decimal(5) }), { target: 100 })).toEqual([]);
    const rounded: ScoringRule = { ...ruleOf("threeAnchors"), rounding: { step: decimal(60), way: "down" } };
    expect(flatOf(rounded, THREE)).toEqual([]);
  });

  test("is told with the name of its rule, or with its code where it has none", () => {
    const rule = ruleOf("threeAnchors", { stretchScore: decimal(100) });
    const named = (name: string): unknown => ofRule({ ...rule, code: "R1", name }, THREE).find(({ code }) => code === "scoreFlat")!.details;
    expect(named("通用三点")).toEqual({ rule: "通用三点", line: "A", from: "85", to: "90", score: "100" });
    expect(named("")).toMatchObject({ rule: "R1" });
  });

  test("is two bands with one score", () => {
    expect(flatOf(ruleOf("bands", { bands: [band(0, 60, 50), band(60, 80, 80), band(80, 100, 80)] }), {})).toEqual(["60–100 80"]);
    expect(flatOf(ruleOf("bands", { bands: [band(null, 60, 60), band(60, null, 80)] }), {})).toEqual([]);
    expect(flatOf(ruleOf("bands", { bands: [] }), {})).toEqual([]);
  });
});

describe("anchors", () => {
  test("out of order are said before there is a figure, once for a cell", () => {
    const found = ofRule(ruleOf("threeAnchors"), { floor: 85, target: 75 });
    expect(found.map(({ code, severity, source }) => `${code} ${severity} ${source!.cell}`)).toEqual(["anchorsOutOfOrder warning A2"]);
    expect(ofRule(ruleOf("clampedRange"), { worst: 90, best: 10 }).map(({ code }) => code)).toEqual(["anchorsOutOfOrder"]);
    expect(ofRule(ruleOf("clampedRange"), { worst: 90, best: 10 }, "down")).toEqual([]);
    // What is not there is not out of order.
    expect(ofRule(ruleOf("threeAnchors"), { floor: 75 })).toEqual([]);
  });

  /** Two lines of two departments, each with a target row of its own, at A2 … A5 of the targets' table. */
  const inEachRow = (
    rule: ScoringRule,
    anchors: AnchorNumbers,
    { cells = 4, direction = "up" as Direction, unit = "分", readings = [] as readonly Reading[] } = {},
  ) => {
    const rows = ["东.A", "西.A", "东.B", "西.B"].map((place, row) => {
      const [department, indicator] = place.split(".") as [string, string];
      const cell = { sheet: "目标", cell: `C${(row % cells) + 2}` };
      const sources = { floor: cell, target: cell, stretch: { ...cell, cell: `D${(row % cells) + 2}` } };
      return targetFor(indicator, anchors, { department, source: { ...cell, cell: "A1" }, sources });
    });
    const scheme = schemeOf(templateOf(100, [line("A", percent(50), rule), line("B", percent(50), rule)]), {
      departments: [departmentOf("东", { shortName: "东区" }), departmentOf("西", { shortName: "西区" })],
      indicators: [indicatorOf("A", direction, { unit }), indicatorOf("B", direction, { unit })],
      targets: rows,
    });
    return lintScheme(scheme, readings, periodOf("2026Q3"));
  };

  test("are each said where they stand in cells of their own, with whose they are", () => {
    const rule = ruleOf("threeAnchors");
    const cellsOf = (found: readonly Finding[]): string[] => found.map(({ source }) => source!.cell);
    expect(cellsOf(inEachRow(rule, { floor: 85, target: 75 }))).toEqual(["C2", "C4", "C3", "C5"]);
    expect(cellsOf(inEachRow(rule, { floor: 85, target: 75 }, { cells: 1 }))).toEqual(["C2"]);
    expect(inEachRow(rule, { floor: 85, target: 75 })[1]!.details).toEqual({
      department: "东区",
      line: "B",
      anchors: "floor=85 target=75",
      wanted: "floor<target<stretch",
    });
    const low = ruleOf("threeAnchors", { floorScore: decimal(20) });
    expect(cellsOf(inEachRow(low, { floor: 90, target: 98, stretch: 101 }, { unit: "%" }))).toEqual(["D2", "D4", "D3", "D5"]);
    expect(cellsOf(inEachRow(low, { floor: 90, target: 98, stretch: 101 }, { unit: "%", cells: 1 }))).toEqual(["D2"]);
    expect(cellsOf(inEachRow(low, { floor: 90, target: 102, stretch: 103 }, { unit: " % ", cells: 1 }))).toEqual(["C2", "D2"]);
  });

  const reach = (anchors: AnchorNumbers, direction: Direction, unit: string, figures: readonly number[] = []): readonly string[] => {
    const readings = figures.flatMap((figure, place) => readingsOf({ A: figure }, `${2020 + place}Q3`));
    return ofRule(ruleOf("threeAnchors", { floorScore: decimal(20) }), anchors, direction, readings, unit).flatMap((found) =>
      found.code === "anchorOutOfReach" ? [`${found.details.anchor} ${found.details.found} > ${found.details.limit}`] : [],
    );
  };

  test("above 100 % are out of reach, unless some figure is above 100 itself", () => {
    expect(reach({ floor: 90, target: 98, stretch: 101 }, "up", "%", [95])).toEqual(["stretch 101 > 100"]);
    expect(reach({ floor: 90, target: 98, stretch: 101 }, "up", "％")).toEqual(["stretch 101 > 100"]);
    expect(reach({ floor: 90, target: 98, stretch: 100 }, "up", "%")).toEqual([]);
    expect(reach({ floor: 90, target: 110, stretch: 120 }, "up", "%", [105])).toEqual([]);
    expect(reach({ floor: 90, target: 98, stretch: 101 }, "up", "分", [95])).toEqual([]);
  });

  test("below 0 are out of reach where lower is better, unless figures are below 0 themselves", () => {
    expect(reach({ floor: 2, target: 1, stretch: -1 }, "down", "件", [3])).toEqual(["stretch -1 > 0"]);
    expect(reach({ floor: 2, target: 1, stretch: -1 }, "down", "分", [-3])).toEqual([]);
  });

  test("above 100 % measure a distance and are no goal where they are so many standard deviations better", () => {
    const row = (method: "deviations" | "bestPlus"): TargetRow => {
      const formula = { method, parameters: { target: decimal(5) }, basis: null, basisPeriod: "current", decimals: null } as const;
      return targetFor("A", {}, { formula });
    };
    const readings = readingsOf({ "东.A": 96, "西.A": 99 });
    const found = (method: "deviations" | "bestPlus"): readonly string[] => {
      const scheme = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("perUnit"))]), {
        departments: ["东", "西"].map((code) => departmentOf(code)),
        indicators: [{ ...indicatorOf("A"), unit: "%" }],
        targets: [row(method)],
      });
      const targets = computeTargets(scheme, readings, periodOf("2026Q3")).value;
      return lintScheme({ ...scheme, targets }, readings, periodOf("2026Q3")).map(({ code }) => code);
    };
    // 97.5 and five times 1.5 are 105, 99 and 5 are 104.
    expect([found("deviations"), found("bestPlus")]).toEqual([[], ["anchorOutOfReach"]]);
  });

  test("a stretch that nobody came half the way to is said, once there are figures enough to know", () => {
    const never = (figures: readonly number[]): readonly Finding[] => {
      const readings = figures.flatMap((figure, place) => readingsOf({ A: figure }, `${2015 + place}Q3`));
      return ofRule(ruleOf("threeAnchors", { floorScore: decimal(20) }), THREE, "up", readings).filter(({ code }) => code === "stretchNeverReached");
    };
    expect(never([80, 81, 82, 83, 84, 85, 86, 87.4]).map(({ details }) => details)).toEqual([
      { department: "D", line: "A", found: "90", best: "87.4", figures: 8, periods: 8, more: 0 },
    ]);
    expect(never([80, 81, 82, 83, 84, 85, 86, 87.5])).toEqual([]);
    expect(never([80, 81, 82, 83, 84, 85, 86])).toEqual([]);
  });

  describe("a stretch that nobody came half the way to", () => {
    const rule = ruleOf("threeAnchors", { floorScore: decimal(20) });
    /** 东 and 西 in each of the periods: 8 figures of A in four of them. */
    const figures = (periods: readonly string[], figure = 80): Reading[] => periods.flatMap((period) => readingsOf({ "东.A": figure, "西.A": figure }, period));
    const FOUR = ["2025Q3", "2025Q4", "2026Q1", "2026Q2"];
    const never = (found: readonly Finding[]): string[] =>
      found.flatMap((one) =>
        one.code === "stretchNeverReached" ? [`${one.source!.cell} ${one.details.best} of ${one.details.periods} +${one.details.more}`] : [],
      );

    test("is said once for an indicator, at the first of its cells, with how many more there are", () => {
      expect(never(inEachRow(rule, THREE, { readings: figures(FOUR) }))).toEqual(["D2 80 of 4 +1"]);
      expect(never(inEachRow(rule, THREE, { readings: figures(FOUR), cells: 1 }))).toEqual(["D2 80 of 4 +0"]);
    });
    test("is one that the lowest figure did not come to where lower is better", () => {
      expect(never(inEachRow(rule, DOWN, { direction: "down", readings: [...figures(FOUR, 4), ...figures(["2026Q3"], 3)] }))).toEqual(["D2 3 of 5 +1"]);
      expect(never(inEachRow(rule, DOWN, { direction: "down", readings: [...figures(FOUR, 4), ...figures(["2026Q3"], 2.5)] }))).toEqual([]);
    });
    test("is not known from one period, nor from figures that are missing", () => {
      const many = Object.fromEntries(Array.from({ length: 9 }, (_, place) => [`D${place}.A`, 80]));
      expect(never(inEachRow(rule, THREE, { readings: readingsOf(many) }))).toEqual([]);
      expect(never(inEachRow(rule, THREE, { readings: [...readingsOf(many), ...readingsOf({ "东.A": "missing" }, "2026Q2")] }))).toEqual([]);
      expect(never(inEachRow(rule, THREE, { readings: [...readingsOf(many), ...readingsOf({ "东.A": 80 }, "2026Q2")] }))).toEqual(["D2 80 of 2 +1"]);
    });
    test("is none under a rule that looks at no stretch, without a target, or where it was worked out", () => {
      const readings = figures(FOUR);
      expect(never(inEachRow(ruleOf("ratio"), THREE, { readings }))).toEqual([]);
      expect(never(inEachRow(rule, { floor: 75, stretch: 90 }, { readings }))).toEqual([]);
      const formula = { method: "bestPlus", parameters: anchorsOf({ stretch: 20 }), basis: null, basisPeriod: "previous", decimals: null } as const;
      const stated = schemeOf(templateOf(100, [line("A", percent(100), rule)]), {
        departments: [departmentOf("东"), departmentOf("西")],
        targets: [targetFor("A", { floor: 75, target: 85 }), targetFor("A", {}, { formula })],
      });
      const { value: targets } = computeTargets(stated, readings, periodOf("2026Q3"));
      expect(never(lintScheme({ ...stated, targets }, readings, periodOf("2026Q3")))).toEqual([]);
    });
  });
});

describe("an indicator on two lines of a card", () => {
  const twice = (nodes: readonly TreeNode[], more: Parameters<typeof schemeOf>[1] = {}): readonly string[] =>
    lintScheme(schemeOf(templateOf(100, nodes), more), [], periodOf("2026Q3")).flatMap((found) =>
      found.code === "indicatorTwice" ? [`${found.details.indicator}: ${found.details.first}, ${found.details.second} ${found.severity}`] : [],
    );
  const again = line("B", percent(50), ruleOf("ratio"), { indicator: "A" });

  test("counts twice", () => {
    expect(twice([line("A", percent(50)), again])).toEqual(["A: A, B warning"]);
    expect(twice([branch("X", percent(50), [line("A", percent(100))]), branch("Y", percent(50), [{ ...again, share: percent(100) }])])).toEqual([
      "A: A, B warning",
    ]);
    expect(twice([line("A", percent(50)), line("B", percent(50))])).toEqual([]);
  });

  test("counts once where only the better of the two does", () => {
    expect(twice([branch("X", percent(100), [line("A", percent(50)), again], "maximum")])).toEqual([]);
    expect(twice([branch("X", percent(100), [line("A", percent(50)), again], "minimum")])).toEqual([]);
    const nested = branch(
      "X",
      percent(100),
      [branch("Y", percent(50), [line("A", percent(100))]), branch("Z", percent(50), [{ ...again, share: percent(100) }])],
      "maximum",
    );
    expect(twice([nested])).toEqual([]);
    const wholeCard = schemeOf(templateOf(100, [line("A", percent(50)), again], { rollUp: "maximum" }));
    expect(lintScheme(wholeCard, [], periodOf("2026Q3"))).toEqual([]);
  });

  test("by a binding is said of that department, at the binding", () => {
    const scheme = schemeOf(templateOf(100, [line("A", percent(50)), line("B", percent(50))]), {
      departments: [departmentOf("东"), departmentOf("西")],
      bindings: [{ department: "西", template: "T", line: "B", indicator: "A", source: { sheet: "绑定", cell: "D2" } }],
    });
    const found = lintScheme(scheme, [], periodOf("2026Q3")).filter(({ code }) => code === "indicatorTwice");
    expect(found.map(({ source }) => source)).toEqual([{ sheet: "绑定", cell: "D2" }]);
  });
});

test("a binding holds for that department, card and line alone, and a card that does not exist has no lines", () => {
  const card = (code: string) =>
    templateOf(
      100,
      ["A", "B", "C"].map((one) => line(one, percent(30))),
      { code, name: code },
    );
  const bound = (department: string, template: string, row: string, indicator: string, cell: string) => {
    return { department, template, line: row, indicator, source: { sheet: "绑定", cell } };
  };
  const scheme = schemeOf(card("T"), {
    departments: [departmentOf("东", { templates: ["T", "M"] }), departmentOf("西", { templates: ["无此表", "T", "M"] })],
    bindings: [bound("东", "M", "B", "E", "D2"), bound("西", "T", "B", "E", "D3"), bound("西", "M", "C", "F", "D4"), bound("西", "M", "B", "A", "D5")],
  });
  const found = lintScheme({ ...scheme, templates: [...scheme.templates, card("M")] }, [], periodOf("2026Q3"));
  expect(found.map(({ code, source, details }) => [code, source!.cell, details])).toEqual([
    ["indicatorTwice", "D5", { template: "M", indicator: "A", first: "A", firstPlace: "测试!A1", second: "B" }],
  ]);
});

test("an indicator on two lines of a card is said once, however many departments have the card", () => {
  const lines = [line("A", percent(50)), line("B", percent(50), ruleOf("ratio"), { indicator: "A" })];
  const scheme = schemeOf(templateOf(100, lines), { departments: [departmentOf("东"), departmentOf("西")] });
  expect(lintScheme(scheme, [], periodOf("2026Q3")).map(({ code }) => code)).toEqual(["indicatorTwice"]);
});

test("thresholds are looked at on cards that some department has, for each rule, by its name", () => {
  const rule = (code: string, name: string): ScoringRule => ({ ...ruleOf("threeAnchors", { belowFloor: "line" }), code, name });
  const lines = [line("A", percent(50), rule("R1", "通用三点")), line("B", percent(50), rule("R2", ""))];
  const of = (departments: Parameters<typeof departmentOf>[1]): string[] =>
    lintScheme(
      schemeOf(templateOf(100, lines), {
        departments: [departmentOf("D", departments)],
        settings: { threshold: decimal(60) },
        targets: [targetFor("A", THREE), targetFor("B", THREE)],
      }),
      [],
      periodOf("2026Q3"),
    ).flatMap((found) => (found.code === "thresholdBelowFloor" ? [`${found.details.line} ${found.details.rule} +${found.details.more}`] : []));
  expect(of({})).toEqual(["A 通用三点 +0", "B R2 +0"]);
  expect(of({ templates: [] })).toEqual([]);
});

test("a threshold that is not above the floor's score is said once for all lines under it", () => {
  const rule = ruleOf("threeAnchors", { belowFloor: "line" });
  const of = (threshold: number, own: number | null = null): readonly string[] => {
    const lines = [line("A", percent(50), rule), line("B", percent(50), rule, { threshold: own === null ? null : decimal(own) })];
    const scheme = schemeOf(templateOf(100, lines), { settings: { threshold: decimal(threshold) }, targets: [targetFor("A", THREE), targetFor("B", THREE)] });
    return lintScheme(scheme, [], periodOf("2026Q3")).map((found) =>
      found.code === "thresholdBelowFloor" ? `${found.details.line} ${found.details.threshold} ≤ ${found.details.floor} +${found.details.more}` : found.code,
    );
  };
  expect(of(60)).toEqual(["A 60 ≤ 60 +1"]);
  expect(of(80, 50)).toEqual(["B 50 ≤ 60 +0"]);
  expect(of(60.1)).toEqual([]);
});
