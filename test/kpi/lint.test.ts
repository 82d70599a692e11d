import { decimal } from "../../src/kpi/decimal";
import type { Reading } from "../../src/kpi/figure";
import type { Finding } from "../../src/kpi/finding";
import type { Direction } from "../../src/kpi/indicator";
import { lintScheme } from "../../src/kpi/lint";
import type { ScoringRule } from "../../src/kpi/rules/index";
import type { TreeNode } from "../../src/kpi/template";
import { branch, departmentOf, indicatorOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

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
  });

  test("is two bands with one score", () => {
    expect(flatOf(ruleOf("bands", { bands: [band(0, 60, 50), band(60, 80, 80), band(80, 100, 80)] }), {})).toEqual(["60–100 80"]);
    expect(flatOf(ruleOf("bands", { bands: [band(null, 60, 60), band(60, null, 80)] }), {})).toEqual([]);
  });
});

describe("anchors", () => {
  test("out of order are said before there is a figure, once for a cell", () => {
    const found = ofRule(ruleOf("threeAnchors"), { floor: 85, target: 75 });
    expect(found.map(({ code, severity, source }) => `${code} ${severity} ${source!.cell}`)).toEqual(["anchorsOutOfOrder warning A2"]);
    expect(ofRule(ruleOf("clampedRange"), { worst: 90, best: 10 }).map(({ code }) => code)).toEqual(["anchorsOutOfOrder"]);
    expect(ofRule(ruleOf("clampedRange"), { worst: 90, best: 10 }, "down")).toEqual([]);
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
