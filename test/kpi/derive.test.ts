/** Figures that are computed from other figures. */
import { decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import { type DerivedIndicator, type DerivedParameters, seriesCode } from "../../src/kpi/derived";
import type { AbsentState, Reading } from "../../src/kpi/figure";
import type { Direction } from "../../src/kpi/indicator";
import { score } from "../../src/kpi/score";
import type { Scheme } from "../../src/kpi/scheme";
import { NOWHERE, indicatorOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const NOW = periodOf("2026Q3");
const BEFORE = "2026Q2";
const YEAR_AGO = "2025Q3";

type Figures = Readonly<Record<string, number | AbsentState>>;

function schemeWith(derived: readonly DerivedIndicator[], directions: Readonly<Record<string, Direction>> = {}, more: Partial<Scheme> = {}): Scheme {
  const indicators = [...new Set([...Object.keys(directions), ...derived.map((one) => one.indicator), ..."A B C D N".split(" ")])];
  const scheme = schemeOf(templateOf(100, [line("X", percent(100))]));
  return { ...scheme, indicators: indicators.map((code) => indicatorOf(code, directions[code] ?? "up")), derived, targets: [], ...more };
}

const derivedOf = (indicator: string, parameters: DerivedParameters): DerivedIndicator => ({ ...parameters, indicator, source: NOWHERE });

/** Readings whose codes may hold signs that the short form has a meaning for. */
function reading(indicator: string, figure: number | AbsentState, period = "2026Q3"): Reading {
  const [one] = readingsOf({ A: figure }, period);
  return { ...one!, indicator };
}

function all(figures: Figures, before: Figures = {}, yearAgo: Figures = {}): Reading[] {
  const of = (some: Figures, period: string) => Object.entries(some).map(([code, figure]) => reading(code, figure, period));
  return [...of(figures, "2026Q3"), ...of(before, BEFORE), ...of(yearAgo, YEAR_AGO)];
}

/** "1.6", or the state. */
function figureOf(
  parameters: DerivedParameters,
  readings: readonly Reading[],
  directions: Readonly<Record<string, Direction>> = {},
  more: Partial<Scheme> = {},
): string {
  const scheme = schemeWith([derivedOf("X", parameters)], directions, more);
  const { value } = deriveReadings(scheme, readings, NOW);
  const found = value.find((one) => one.indicator === "X" && one.period.year === 2026 && one.period.number === 3);
  if (!found) return "none";
  return found.figure.state === "value" ? found.figure.value.toString() : found.figure.state;
}

describe("a ratio of two counts", () => {
  const ratio: DerivedParameters = { method: "ratio", numerator: "A", denominator: "N", factor: decimal(10000), zero: "hold" };
  it("is the first over the second, times its factor", () => {
    expect(figureOf(ratio, all({ A: 12, N: 48000 }))).toBe("2.5");
  });
  it("is rounded to twelve places, as its formula in the sheet is", () => {
    expect(figureOf({ ...ratio, factor: decimal(1) }, all({ A: 1, N: 3 }))).toBe("0.333333333333");
    expect(figureOf({ ...ratio, factor: decimal(100) }, all({ A: -2, N: 3 }))).toBe("-66.666666666667");
  });
  it("is unreadable over 0, or does not apply, as the scheme says", () => {
    expect(figureOf(ratio, all({ A: 1, N: 0 }))).toBe("unreadable");
    expect(figureOf({ ...ratio, zero: "notApplicable" }, all({ A: 0, N: 0 }))).toBe("notApplicable");
  });
});

describe("an improvement", () => {
  const improvement: DerivedParameters = { method: "improvement", of: "A", base: "previous" };
  it("is the change on the period before", () => {
    expect(figureOf(improvement, all({ A: 86 }, { A: 84.4 }))).toBe("1.6");
  });
  it("is better when a lower figure falls", () => {
    expect(figureOf(improvement, all({ A: 2.4 }, { A: 3 }), { A: "down" })).toBe("0.6");
  });
  it("may be on the same period of the year before", () => {
    expect(figureOf({ ...improvement, base: "lastYear" }, all({ A: 86 }, { A: 84 }, { A: 80 }))).toBe("6");
  });
  it("does not apply where there is no earlier period", () => {
    expect(figureOf(improvement, all({ A: 86 }))).toBe("notApplicable");
    expect(figureOf(improvement, all({ A: 86, B: 1 }, { B: 1 }))).toBe("notApplicable");
  });
  it("is missing where this period's figure is, though there is no earlier one", () => {
    expect(figureOf(improvement, all({ A: "missing" }))).toBe("missing");
  });
  it("in per cent is a share of the base, whichever sign that has", () => {
    const relative: DerivedParameters = { method: "relativeImprovement", of: "A", base: "previous", zero: "hold" };
    expect(figureOf(relative, all({ A: 88 }, { A: 80 }))).toBe("10");
    expect(figureOf(relative, all({ A: -1 }, { A: -2 }))).toBe("50");
    expect(figureOf(relative, all({ A: 1 }, { A: 0 }))).toBe("unreadable");
  });
});

describe("a closed gap", () => {
  const closed = (
    full: Extract<DerivedParameters, { method: "gapClosed" }>["full"],
    zero: "hold" | "notApplicable" | "byChange" = "hold",
  ): DerivedParameters => ({
    method: "gapClosed",
    of: "A",
    base: "previous",
    full,
    zero,
  });
  it("is the part of the way to the full mark, up or down", () => {
    expect(figureOf(closed({ kind: "number", value: decimal(100) }), all({ A: 85 }, { A: 80 }))).toBe("25");
    expect(figureOf(closed({ kind: "number", value: decimal(0) }), all({ A: 3 }, { A: 4 }), { A: "down" })).toBe("25");
  });
  it("may go to another indicator, or to the benchmark that the targets' table has for the source", () => {
    expect(figureOf(closed({ kind: "indicator", indicator: "B" }), all({ A: 85, B: 90 }, { A: 80 }))).toBe("50");
    const targets = [targetFor("A", { best: 90, target: 70 }), targetFor("A", { best: 100 }, { department: "D" })];
    expect(figureOf(closed({ kind: "anchor" }), all({ A: 85 }, { A: 80 }), {}, { targets })).toBe("25");
    expect(figureOf(closed({ kind: "anchor" }), all({ A: 85 }, { A: 80 }))).toBe("unreadable");
  });
  it("is none where the base was at the full mark, or beyond it", () => {
    expect(figureOf(closed({ kind: "number", value: decimal(80) }), all({ A: 85 }, { A: 80 }))).toBe("unreadable");
    expect(figureOf(closed({ kind: "number", value: decimal(80) }, "notApplicable"), all({ A: 85 }, { A: 82 }))).toBe("notApplicable");
  });
  it("is all or nothing there, where the scheme looks at the change alone: a hospital whose baseline was beyond the benchmark", () => {
    const byChange = closed({ kind: "number", value: decimal(80) }, "byChange");
    expect([81, 82, 83].map((own) => figureOf(byChange, all({ A: own }, { A: 82 })))).toEqual(["0", "0", "100"]);
    expect([79, 80, 81].map((own) => figureOf(byChange, all({ A: own }, { A: 80 }), { A: "down" }))).toEqual(["100", "0", "0"]);
    expect(figureOf(byChange, all({ A: 79 }, { A: 78 }))).toBe("50");
  });
});

describe("a lead", () => {
  const lead = (by: "best" | "mean" = "best"): DerivedParameters => ({ method: "lead", of: "A", rivals: { kind: "series", series: "competitor" }, by });
  const unicom = seriesCode("A", "competitor", "联通");
  const telecom = seriesCode("A", "competitor", "电信");
  it("may be negative", () => {
    expect(figureOf(lead(), all({ A: 81, [seriesCode("A", "competitor")]: 82.5 }))).toBe("-1.5");
  });
  it("is over the best of several, which of complaints is the lowest, or over their mean", () => {
    expect(figureOf(lead(), all({ A: 86, [unicom]: 82, [telecom]: 84 }))).toBe("2");
    expect(figureOf(lead(), all({ A: 2, [unicom]: 3, [telecom]: 4 }), { A: "down" })).toBe("1");
    expect(figureOf(lead("mean"), all({ A: 86, [unicom]: 82, [telecom]: 85 }))).toBe("2.5");
    expect(
      figureOf({ method: "lead", of: "A", rivals: { kind: "indicators", indicators: ["B", "C", "D"] }, by: "mean" }, all({ A: 2, B: 1, C: 1, D: 2 })),
    ).toBe("0.666666666667");
  });
  it("is missing where one competitor's figure is, and where there is none at all", () => {
    expect(figureOf(lead(), all({ A: 86, [unicom]: 82, [telecom]: "missing" }))).toBe("missing");
    expect(figureOf(lead(), all({ A: 86 }))).toBe("missing");
  });
});

describe("several figures in one", () => {
  const terms = (weights: readonly (number | null)[]) =>
    weights.map((weight, place) => ({ indicator: "ABCD"[place]!, weight: weight === null ? null : decimal(weight) }));
  it("are subtracted, added, averaged, or the lowest counts", () => {
    expect(figureOf({ method: "difference", first: "A", second: "B" }, all({ A: 80, B: 92 }), { A: "down" })).toBe("-12");
    for (const [method, expected] of [
      ["sum", "12"],
      ["mean", "4"],
      ["minimum", "1"],
    ] as const)
      expect(figureOf({ method, terms: terms([null, null, null]), absent: "asAbsent" }, all({ A: 1, B: 4, C: 7 }))).toBe(expected);
  });
  it("lose 2.8 points by three common complaints, one that went up and a grave one", () => {
    expect(figureOf({ method: "weightedSum", terms: terms([0.1, 0.5, 2]), absent: "asAbsent" }, all({ A: 3, B: 1, C: 1 }))).toBe("2.8");
  });
  it("pass over what does not apply, and share its weight among the others", () => {
    const mean: DerivedParameters = { method: "weightedMean", terms: terms([50, 30, 20]), absent: "asAbsent" };
    expect(figureOf(mean, all({ A: 90, B: 80, C: 70 }))).toBe("83");
    expect(figureOf(mean, all({ A: 90, B: 82, C: "notApplicable" }))).toBe("87");
    expect(figureOf(mean, all({ A: "notApplicable", B: "notApplicable", C: "notApplicable" }))).toBe("notApplicable");
  });
  it("are absent with one of them, unless the scheme leaves those out", () => {
    const mean: DerivedParameters = { method: "mean", terms: terms([null, null]), absent: "asAbsent" };
    expect(figureOf(mean, all({ A: 90, B: "suppressed" }))).toBe("suppressed");
    expect(figureOf({ ...mean, absent: "leaveOut" }, all({ A: 90, B: "suppressed" }))).toBe("90");
    expect(figureOf({ ...mean, absent: "leaveOut" }, all({ A: "missing", B: "unreadable" }))).toBe("unreadable");
  });
});

describe("a checklist and a survey", () => {
  const checklist: DerivedParameters = { method: "checklist", present: "A", action: "B" };
  const survey: DerivedParameters = { method: "survey", answers: "A", points: "B", from: decimal(1), to: decimal(10), leastAnswers: decimal(30) };
  it("count the items in place among those that apply", () => {
    expect(figureOf(checklist, all({ A: 7, B: 2 })).slice(0, 5)).toBe("77.77");
    expect(figureOf(checklist, all({ A: 0, B: 0 }))).toBe("notApplicable");
  });
  it("map a scale to 0 … 100, weighted by the answers, unless these are too few", () => {
    expect(figureOf(survey, all({ A: 40, B: 8 * 30 + 6 * 10 })).slice(0, 6)).toBe("72.222");
    expect(figureOf(survey, all({ A: 29, B: 29 * 8 }))).toBe("suppressed");
  });
});

describe("the state of a figure that is computed", () => {
  const difference: DerivedParameters = { method: "difference", first: "A", second: "B" };
  const GRAVE: readonly AbsentState[] = ["unreadable", "missing", "suppressed", "notDue", "notApplicable"];
  it("is the gravest of its parts'", () => {
    GRAVE.forEach((graver, place) => {
      for (const lighter of GRAVE.slice(place)) {
        expect(figureOf(difference, all({ A: graver, B: lighter }))).toBe(graver);
        expect(figureOf(difference, all({ A: lighter, B: graver }))).toBe(graver);
      }
      expect(figureOf(difference, all({ A: 1, B: graver }))).toBe(graver);
    });
  });
  it("is missing where no sheet gives a part, or any part", () => {
    expect(figureOf(difference, all({ A: 1 }))).toBe("missing");
    expect(figureOf(difference, all({ C: 1 }))).toBe("missing");
    expect(figureOf(difference, [])).toBe("none");
  });
});

describe("computed figures", () => {
  it("are computed from computed ones, in whichever order the sheet lists them", () => {
    const improvement = derivedOf("X", { method: "improvement", of: "R", base: "previous" });
    const ratio = derivedOf("R", { method: "ratio", numerator: "A", denominator: "N", factor: decimal(100), zero: "hold" });
    for (const derived of [
      [improvement, ratio],
      [ratio, improvement],
    ]) {
      const { value } = deriveReadings(schemeWith(derived), all({ A: 90, N: 100 }, { A: 40, N: 50 }), NOW);
      const found = value.filter((one) => one.derivation);
      expect(
        found
          .map(({ indicator, figure, period }) => `${indicator} ${period.number} ${figure.state === "value" ? figure.value.toString() : figure.state}`)
          .sort(),
      ).toEqual(["R 2 80", "R 3 90", "X 2 notApplicable", "X 3 10"]);
    }
  });

  it("go before a figure that was typed, which is said and counts only where no part is reported", () => {
    const scheme = schemeWith([derivedOf("X", { method: "improvement", of: "A", base: "previous" })]);
    const told = (readings: readonly Reading[]) => {
      const { value, findings } = deriveReadings(scheme, readings, NOW);
      const x = value.filter((one) => one.indicator === "X" && one.period.number === 3);
      expect(x).toHaveLength(1);
      const { figure } = x[0]!;
      return [
        figure.state === "value" ? figure.value.toString() : figure.state,
        ...findings.map((one) => (one.code === "derivedTyped" ? one.details.used : one.code)),
      ];
    };
    expect(told(all({ X: 5, A: 86 }, { A: 84 }))).toEqual(["2", "derived"]);
    expect(told(all({ X: 5, A: "missing" }, { A: 84 }))).toEqual(["missing", "derived"]);
    expect(told(all({ X: 5 }))).toEqual(["5", "typed"]);
    expect(told(all({ X: "missing", A: 86 }, { A: 84 }))).toEqual(["2"]);
  });

  it("are scored by any rule, and say how they came about", () => {
    const template = templateOf(20, [line("X", percent(100), ruleOf("threeAnchors"))]);
    const scheme: Scheme = {
      ...schemeOf(template, { indicators: [indicatorOf("X"), indicatorOf("A")], targets: [targetFor("X", { floor: -1, target: 1, stretch: 2 })] }),
      derived: [derivedOf("X", { method: "improvement", of: "A", base: "previous" })],
    };
    const { value: readings } = deriveReadings(scheme, all({ A: 84 }, { A: 84 }), NOW);
    const [card] = score(scheme, readings, NOW).value;
    expect(card!.points!.toString()).toBe("16");
    const [item] = card!.items;
    expect(item!.kind === "line" && item!.reading!.derivation!.parts.map(({ role, period }) => `${role} ${period.number}`)).toEqual(["own 3", "base 2"]);
  });
});
