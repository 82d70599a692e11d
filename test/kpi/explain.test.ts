import { decimal } from "../../src/kpi/decimal";
import { type Explanation, explainLine } from "../../src/kpi/explain";
import { deducts } from "../../src/kpi/rules/index";
import { score } from "../../src/kpi/score";
import { linesOf, type ScoredLine } from "../../src/kpi/scorecard";
import type { Sample } from "../support/sampleCards";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";
import { branch, line, percent, points, readingsOf, ruleOf, schemeOf, shown, targetFor, templateOf } from "../support/schemes";

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
