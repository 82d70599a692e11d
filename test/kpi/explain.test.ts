import { computeTargets } from "../../src/kpi/computedTarget";
import { decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import { type DerivedIndicator, type DerivedParameters, seriesCode } from "../../src/kpi/derived";
import { type ExplainedDerivation, type Explanation, explainLine } from "../../src/kpi/explain";
import type { Reading } from "../../src/kpi/figure";
import { lineAhead } from "../../src/kpi/nextPoint";
import { periodKey } from "../../src/kpi/period";
import { type ScoringRule, deducts } from "../../src/kpi/rules/index";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { linesOf, type ScoredLine } from "../../src/kpi/scorecard";
import type { Sample } from "../support/sampleCards";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";
import {
  NOWHERE,
  anchorsOf,
  branch,
  departmentOf,
  indicatorOf,
  line,
  percent,
  periodOf,
  points,
  readingsOf,
  ruleOf,
  schemeOf,
  shown,
  targetFor,
  templateOf,
} from "../support/schemes";

const SAMPLES: readonly Sample[] = [callCentre("zh"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())];

function explained(sample: Sample): { readonly line: ScoredLine; readonly explanation: Explanation }[] {
  const { scheme, readings, cards } = sample;
  return cards.flatMap((card) => linesOf(card.items).map((one) => ({ line: one, explanation: explainLine(card, one, { scheme, readings }) })));
}

/** One line A of 6 points under the given rule, with the figures of two quarters. */
function explainA(
  figure: number | string,
  targets: Readonly<Record<string, number>>,
  parts: Parameters<typeof schemeOf>[1] = {},
  before?: number,
): Explanation {
  const scheme = schemeOf(templateOf(100, [line("A", points(6), ruleOf("threeAnchors")), line("B", points(94))]), {
    targets: [targetFor("A", targets, { sources: { target: { sheet: "目标", cell: "F3" } } }), targetFor("B", { target: 100 })],
    ...parts,
  });
  const readings = [...readingsOf({ A: figure, B: 90 }), ...(before === undefined ? [] : readingsOf({ A: before, B: 90 }, "2026Q2"))];
  const [card] = score(scheme, readings, scheme.settings.period).value;
  return explainLine(card!, linesOf(card!.items)[0]!, { scheme, readings });
}

const THREE = { floor: 75, target: 85, stretch: 90 };

test("a line between target and stretch is told with its figure, its anchors and where they stand", () => {
  const one = explainA(87.5, THREE, {}, 80.5);
  expect(one.figure).toMatchObject({ state: "value", source: { sheet: "数据", cell: "B2" }, label: "A" });
  expect(one.anchors.map(({ name, value, source }) => [name, value.toString(), source?.cell])).toEqual([
    ["floor", "75", "A1"],
    ["target", "85", "F3"],
    ["stretch", "90", "A1"],
  ]);
  expect(one.segment).toMatchObject({ kind: "line", from: "target", to: "stretch", capped: null });
  expect([one.outcome.kind === "scored" && one.outcome.points.toString(), shown(one.fullPoints.stated), shown(one.fullPoints.shared)]).toEqual([
    "6.6",
    "6",
    "6",
  ]);
  // 80.5 gave 82, and so 4.92 points.
  expect([shown(one.before.figure), shown(one.before.change), shown(one.before.points), shown(one.before.pointsChange)]).toEqual(["80.5", "7", "4.92", "1.68"]);
});

test("a line that gained weight from a sibling says what the scheme states and what it is worth now", () => {
  const scheme = schemeOf(templateOf(100, [branch("X", percent(100), [line("A", percent(40)), line("B", percent(30)), line("C", percent(30))])]));
  const readings = readingsOf({ A: 90, B: 70, C: "notApplicable" });
  const [card] = score(scheme, readings, scheme.settings.period).value;
  const [a, , c] = linesOf(card!.items).map((one) => explainLine(card!, one, { scheme, readings }));
  expect([shown(a!.fullPoints.stated), a!.fullPoints.shared!.round(4).toString()]).toEqual(["40", "57.1429"]);
  expect([shown(c!.fullPoints.stated), shown(c!.fullPoints.shared)]).toEqual(["30", "–"]);
  expect([a!.coverage.effect, c!.coverage.effect, c!.coverage.share.toString()]).toEqual(["counted", "outside", "0"]);
  expect(c!.segment).toBeNull();
});

test("a carried figure is told with the period and the cell that it comes from", () => {
  const one = explainA("suppressed", THREE, {}, 80.5);
  expect(one.figure).toMatchObject({ state: "suppressed", carriedFrom: { period: { kind: "quarter", year: 2026, number: 2 } } });
  expect(shown(one.figure.scored)).toBe("80.5");
  expect([one.policy, one.coverage.effect]).toEqual(["carry", "lacking"]);
});

test.each([
  [{ floor: 90, target: 85 }, "anchorsOutOfOrder"],
  [{ floor: 75 }, "targetMissing"],
])("a line that its rule cannot score, with %p, carries the finding %s", (anchors, code) => {
  const one = explainA(85, anchors);
  expect([one.problem?.code, one.segment, one.outcome.kind]).toEqual([code, null, "held"]);
  expect(one.problem?.details).toMatchObject({ line: "A" });
});

test("a missing figure is no problem of the rule, and has neither segment nor points", () => {
  const one = explainA("missing", THREE);
  expect([one.problem, one.segment, one.policy, one.coverage.effect]).toEqual([null, null, "hold", "lacking"]);
});

describe("on every card of the samples", () => {
  test.each(SAMPLES.map((sample, place) => [place, sample] as const))("%d: what the lines count together is the card's coverage", (_place, sample) => {
    const byCard = new Map<string, Explanation[]>();
    for (const { explanation } of explained(sample)) {
      const key = `${explanation.department.code} ${explanation.template.code}`;
      byCard.set(key, [...(byCard.get(key) ?? []), explanation]);
    }
    for (const explanations of byCard.values()) {
      const counted = explanations.filter(({ coverage }) => coverage.effect === "counted").reduce((sum, { coverage }) => sum.plus(coverage.share), decimal(0));
      expect(counted.round(20).toString()).toBe(explanations[0]!.coverage.card.round(20).toString());
    }
  });

  test.each(SAMPLES.map((sample, place) => [place, sample] as const))("%d: score and full points give the points that are shown", (_place, sample) => {
    for (const { line: one, explanation } of explained(sample)) {
      if (explanation.outcome.kind !== "scored") continue;
      const { outcome, fullPoints, rounding } = explanation;
      const exactPoints = fullPoints.shared!.times(deducts(one.line.rule) ? outcome.score.minus(100) : outcome.score).div(100);
      const places = rounding.points === "none" ? 30 : rounding.points;
      expect(exactPoints.round(10).round(places).toString()).toBe(outcome.points.round(10).round(places).toString());
    }
  });
});

/** The first line of the first card. */
function explainFirst(scheme: Scheme, readings: readonly Reading[]): Explanation {
  const [card] = score(scheme, readings, scheme.settings.period).value;
  return explainLine(card!, linesOf(card!.items)[0]!, { scheme, readings });
}

test("an explanation names the scheme and its version, the places of rounding, and the threshold with how long the line has been below it", () => {
  const settings = { schemeName: "2026 年绩效方案", version: "3", pointDecimals: 1, rateDecimals: 2, threshold: decimal(85) };
  // 80 scores 80, and a quarter earlier 80.5 scored 82.
  const one = explainA(80, THREE, { settings }, 80.5);
  expect(one.scheme).toEqual({ name: "2026 年绩效方案", version: "3" });
  expect(one.rounding).toEqual({ points: 1, rate: 2 });
  expect(one.threshold).toEqual({ perCent: decimal(85), below: true, since: periodOf("2026Q2"), amongMostLost: true });
  expect([shown(one.rate), shown(one.lost), periodKey(one.before.period)]).toEqual(["80", "1.2", "2026Q2"]);
  expect([one.ahead, one.beforeRounding, one.figure.carriedFrom, one.figure.parsedFrom, one.figure.derivation]).toEqual([null, null, null, null, null]);
});

test("a score that its rule rounds to a step is told as it came out too", () => {
  const rule: ScoringRule = { ...ruleOf("threeAnchors"), rounding: { step: decimal(10), way: "half" } };
  const rounded = (figure: number | string, anchors: Readonly<Record<string, number>>): Explanation => {
    return explainFirst(schemeOf(templateOf(100, [line("A", percent(100), rule)]), { targets: [targetFor("A", anchors)] }), readingsOf({ A: figure }));
  };
  const one = rounded(78.5, THREE);
  expect([shown(one.beforeRounding), shown(one.rate)]).toEqual(["74", "70"]);
  expect(shown(rounded("missing", THREE).beforeRounding)).toBe("–");
  expect(shown(rounded(78.5, { floor: 75 }).beforeRounding)).toBe("–");
  expect(shown(rounded(78.5, { floor: 85, target: 75 }).beforeRounding)).toBe("–");
});

test("a line that no sheet has a row for has neither source nor label", () => {
  const one = explainFirst(schemeOf(templateOf(100, [line("A", percent(100))])), []);
  expect(one.figure).toEqual({ state: "missing", scored: null, source: null, label: null, parsedFrom: null, carriedFrom: null, derivation: null });
  expect([one.before.figure, one.before.points, one.before.pointsChange]).toEqual([null, null, null]);
});

test("a figure that was read out of words is told with the words", () => {
  const [reading] = readingsOf({ A: 87.5 });
  expect(explainFirst(schemeOf(templateOf(100, [line("A", percent(100))])), [{ ...reading!, parsedFrom: "约 87.5 分" }]).figure.parsedFrom).toBe("约 87.5 分");
});

test("what the line can still win is told where it was asked for", () => {
  const scheme = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("threeAnchors"))]), { targets: [targetFor("A", THREE)] });
  const readings = readingsOf({ A: 80 });
  const [card] = score(scheme, readings, scheme.settings.period).value;
  const [one] = linesOf(card!.items);
  const ahead = lineAhead(card!, one!, { scheme, readings });
  expect(explainLine(card!, one!, { scheme, readings, ahead }).ahead).toBe(ahead);
});

test("a place is told among the figures of all that have the line", () => {
  const scheme = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("rank"))]), { departments: ["D", "东", "西"].map((code) => departmentOf(code)) });
  expect(explainFirst(scheme, readingsOf({ "D.A": 80, "东.A": 90, "西.A": 70 })).segment).toMatchObject({ kind: "rank", place: decimal(2), total: decimal(3) });
});

test("a carried figure comes from the latest earlier value of the same department, indicator and kind of period", () => {
  const readings = [
    ...readingsOf({ "D.A": 79 }, "2025Q4"),
    ...readingsOf({ "D.A": 81 }, "2026Q1"),
    ...readingsOf({ "D.A": 78 }, "2025Q3"),
    ...readingsOf({ "D.A": "missing" }, "2026Q2"),
    ...readingsOf({ "东.A": 60, "D.B": 61 }, "2026Q2"),
    ...readingsOf({ "D.A": 62 }, "2026H2"),
    ...readingsOf({ "D.A": "suppressed", "D.B": 90 }),
    ...readingsOf({ "D.A": 63 }, "2026Q4"),
  ].map((reading, place) => ({ ...reading, source: { sheet: "数据", cell: `B${place + 2}` } }));
  const { figure } = explainFirst(schemeOf(templateOf(100, [line("A", percent(50)), line("B", percent(50))])), readings);
  expect([shown(figure.scored), figure.carriedFrom]).toEqual(["81", { period: periodOf("2026Q1"), source: { sheet: "数据", cell: "B3" } }]);
});

test("what is not due is outside the coverage, and what is missing is lacking in it, also where its weight was shared", () => {
  const scheme = schemeOf(templateOf(100, [line("A", percent(40)), line("B", percent(30)), line("C", percent(30))]), { policies: { missing: "reShare" } });
  const readings = readingsOf({ A: 90, B: "notDue", C: "missing" });
  const [card] = score(scheme, readings, scheme.settings.period).value;
  const told = linesOf(card!.items).map((one) => {
    const { outcome, coverage } = explainLine(card!, one, { scheme, readings });
    return [outcome.kind, coverage.effect, coverage.share.round(2).toString()];
  });
  // Of the 70 that are to be reported, A has 40.
  expect(told).toEqual([
    ["scored", "counted", "57.14"],
    ["leftOut", "outside", "0"],
    ["leftOut", "lacking", "42.86"],
  ]);
});

test("an anchor that was worked out is told with how, and a typed one without", () => {
  const formula = { method: "previousPlus", parameters: anchorsOf({ stretch: 5 }), basis: null, basisPeriod: "previous", decimals: null } as const;
  const typed = targetFor("A", { floor: 75, target: 85, worst: 0 }, { sources: { target: { sheet: "目标", cell: "F3" } } });
  const stated = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("threeAnchors"))]), { targets: [typed, targetFor("A", {}, { formula })] });
  const readings = [...readingsOf({ A: 80 }), ...readingsOf({ A: 86 }, "2026Q2")];
  const { anchors } = explainFirst({ ...stated, targets: computeTargets(stated, readings, stated.settings.period).value }, readings);
  expect(anchors.map(({ name, value, source, workedOut }) => [name, value.toString(), source, workedOut?.kind ?? null])).toEqual([
    ["floor", "75", NOWHERE, null],
    ["target", "85", { sheet: "目标", cell: "F3" }, null],
    ["stretch", "91", NOWHERE, "plus"],
  ]);
});

describe("a figure that was computed", () => {
  const derivedOf = (indicator: string, parameters: DerivedParameters): DerivedIndicator => ({ ...parameters, indicator, source: NOWHERE });

  /** "投诉率 件/万户 = numerator 投诉件数 件 12, …": each part that was computed itself in brackets behind it. */
  function told({ name, unit, period, figure, parts }: ExplainedDerivation): string {
    const said = parts.map((part) => {
      const value = part.part.reading?.figure.state === "value" ? part.part.reading.figure.value.toString() : "–";
      const beside = part.series ? ` (${part.series.series}${part.series.name})` : "";
      return `${part.part.role} ${part.name}${beside}${part.unit && ` ${part.unit}`} ${value}${part.derivation ? ` [${told(part.derivation)}]` : ""}`;
    });
    return `${name} ${unit} ${periodKey(period)} ${figure.state === "value" ? figure.value.toString() : figure.state} = ${said.join(", ")}`;
  }

  function of(derived: readonly DerivedIndicator[], figures: Readonly<Record<string, number>>, before: Readonly<Record<string, number>> = {}): string {
    const stated: Scheme = {
      ...schemeOf(templateOf(100, [line("改善", percent(100), ruleOf("given"))]), {
        indicators: [
          indicatorOf("改善", "up", { unit: "件/万户" }),
          indicatorOf("R", "down", { name: "投诉率", unit: "件/万户" }),
          indicatorOf("A", "up", { name: "投诉件数", unit: "件" }),
          indicatorOf("N", "up", { name: "用户数", unit: "万户" }),
        ],
      }),
      derived,
    };
    const reading = (indicator: string, figure: number, period: string): Reading => ({ ...readingsOf({ A: figure }, period)[0]!, indicator });
    const given = [
      ...Object.entries(figures).map(([code, figure]) => reading(code, figure, "2026Q3")),
      ...Object.entries(before).map(([code, figure]) => reading(code, figure, "2026Q2")),
    ];
    return told(explainFirst(stated, deriveReadings(stated, given, stated.settings.period).value).figure.derivation!);
  }

  test("is told with its parts down to those that sheets give", () => {
    const derived = [
      derivedOf("改善", { method: "improvement", of: "R", base: "previous" }),
      derivedOf("R", { method: "ratio", numerator: "A", denominator: "N", factor: decimal(1), zero: "hold" }),
    ];
    expect(of(derived, { A: 12, N: 48 }, { A: 15, N: 50 })).toBe(
      "改善 件/万户 2026Q3 0.05 = own 投诉率 件/万户 0.25 [投诉率 件/万户 2026Q3 0.25 = numerator 投诉件数 件 12, denominator 用户数 万户 48], " +
        "base 投诉率 件/万户 0.3 [投诉率 件/万户 2026Q2 0.3 = numerator 投诉件数 件 15, denominator 用户数 万户 50]",
    );
    expect(of([derived[1]!, derivedOf("改善", { method: "improvement", of: "R", base: "previous" })], { A: 12, N: 48 })).toBe(
      "改善 件/万户 2026Q3 notApplicable = own 投诉率 件/万户 0.25 [投诉率 件/万户 2026Q3 0.25 = numerator 投诉件数 件 12, denominator 用户数 万户 48], " +
        "base 投诉率 件/万户 –",
    );
  });

  test("has competitors and benchmarks in the unit of the indicator that they stand beside, and the counts of a checklist without one", () => {
    const unicom = seriesCode("R", "competitor", "联通");
    const lead = derivedOf("改善", { method: "lead", of: "R", rivals: { kind: "series", series: "competitor" }, by: "best" });
    expect(of([lead], { R: 0.25, [unicom]: 0.3 })).toBe("改善 件/万户 2026Q3 0.05 = own 投诉率 件/万户 0.25, rival 投诉率 (competitor联通) 件/万户 0.3");
    const benchmark = derivedOf("改善", { method: "lead", of: "R", rivals: { kind: "series", series: "benchmark" }, by: "best" });
    expect(of([benchmark], { R: 0.25, [seriesCode("R", "benchmark")]: 0.2 })).toBe(
      "改善 件/万户 2026Q3 -0.05 = own 投诉率 件/万户 0.25, rival 投诉率 (benchmark) 件/万户 0.2",
    );
    const [present, action] = [seriesCode("改善", "present"), seriesCode("改善", "action")];
    expect(of([derivedOf("改善", { method: "checklist", present, action })], { [present]: 3, [action]: 1 })).toBe(
      "改善 件/万户 2026Q3 75 = present 改善 (present) 3, action 改善 (action) 1",
    );
  });

  test("has the code and no unit of an indicator that the scheme does not describe", () => {
    expect(of([derivedOf("改善", { method: "difference", first: "A", second: "Z" })], { A: 3, Z: 1 })).toBe(
      "改善 件/万户 2026Q3 2 = first 投诉件数 件 3, second Z 1",
    );
  });
});
