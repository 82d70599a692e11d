/** Figures that are computed from other figures. */
import { decimal } from "../../src/kpi/decimal";
import { circlesOf, deriveReadings } from "../../src/kpi/derive";
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
  it("goes to the full mark of the targets' table before its best figure", () => {
    const targets = [targetFor("A", { best: 90, full: 100 })];
    expect(figureOf(closed({ kind: "anchor" }), all({ A: 85 }, { A: 80 }), {}, { targets })).toBe("25");
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
  it("counts a competitor once, however many periods it stands in, and not where it has no column in this one", () => {
    expect(figureOf(lead("mean"), all({ A: 86, [unicom]: 82, [telecom]: 85 }, { [unicom]: 80 }))).toBe("2.5");
    expect(figureOf(lead(), all({ A: 86, [unicom]: 82 }, { [telecom]: 84 }))).toBe("4");
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
    expect(figureOf({ ...mean, terms: terms([0, 0, 50]) }, all({ A: 90, B: 82, C: "notApplicable" }))).toBe("unreadable");
  });
  it("are absent with one of them, unless the scheme leaves those out", () => {
    const mean: DerivedParameters = { method: "mean", terms: terms([null, null]), absent: "asAbsent" };
    expect(figureOf(mean, all({ A: 90, B: "suppressed" }))).toBe("suppressed");
    expect(figureOf({ ...mean, absent: "leaveOut" }, all({ A: 90, B: "suppressed" }))).toBe("90");
    expect(figureOf({ ...mean, absent: "leaveOut" }, all({ A: "missing", B: "unreadable" }))).toBe("unreadable");
    // No sheet has a row for B.
    expect(figureOf(mean, all({ A: 90 }))).toBe("missing");
    expect(figureOf({ ...mean, absent: "leaveOut" }, all({ A: 90 }))).toBe("90");
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

  it("of an earlier period are there only where they say something", () => {
    const scheme = schemeWith([derivedOf("X", { method: "difference", first: "A", second: "B" })]);
    const earlier = (before: Figures): string[] =>
      deriveReadings(scheme, all({ A: 86, B: 80 }, before), NOW).value.flatMap(({ indicator, period, figure }) =>
        indicator === "X" && period.number === 2 ? [figure.state === "value" ? figure.value.toString() : figure.state] : [],
      );
    expect(earlier({ A: 84, B: 79 })).toEqual(["5"]);
    expect(earlier({ A: 84, B: "unreadable" })).toEqual(["unreadable"]);
    expect(earlier({ A: 84, B: "missing" })).toEqual([]);
    // Here a figure was typed, which must not pass for one that was computed.
    expect(earlier({ X: 4, A: 84, B: "missing" })).toEqual(["missing"]);
    expect(earlier({ X: 4 })).toEqual(["4"]);
  });

  it("are none in a scheme without derived indicators, which leaves the readings as they are", () => {
    const readings = all({ A: 86 }, { A: 84 });
    expect(deriveReadings(schemeWith([]), readings, NOW)).toEqual({ value: readings, findings: [] });
  });

  it("that were typed are said with the names that people know, at the cell", () => {
    const scheme = schemeWith(
      [derivedOf("X", { method: "improvement", of: "A", base: "previous" })],
      {},
      { indicators: [indicatorOf("A"), indicatorOf("X", "up", { name: "满意度改善" })] },
    );
    const { value, findings } = deriveReadings(scheme, all({ X: 5, A: 86 }, { A: 84 }), NOW);
    expect(findings).toMatchObject([
      { code: "derivedTyped", source: { sheet: "数据", cell: "B2" }, details: { department: "D", indicator: "满意度改善", used: "derived" } },
    ]);
    expect(value.find(({ derivation }) => derivation)).toMatchObject({ label: "满意度改善", source: NOWHERE, parsedFrom: null, percentFormat: false });
  });

  it("that rest on themselves are missing", () => {
    const circle = [derivedOf("X", { method: "improvement", of: "Y", base: "previous" }), derivedOf("Y", { method: "difference", first: "X", second: "Y" })];
    const { value } = deriveReadings(schemeWith(circle), all({ A: 1 }), NOW);
    expect(value.flatMap(({ indicator, figure }) => (indicator === "A" ? [] : [`${indicator} ${figure.state}`]))).toEqual(["X missing", "Y missing"]);
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

describe("how a figure was computed is kept beside it", () => {
  /** "own A 2026Q3 86, base A 2026Q2 84 · up"; then the full mark with its cell, and what is wrong. */
  const told = (
    parameters: DerivedParameters,
    readings: readonly Reading[],
    directions: Readonly<Record<string, Direction>> = {},
    more: Partial<Scheme> = {},
  ): string => {
    const { value } = deriveReadings(schemeWith([derivedOf("X", parameters)], directions, more), readings, NOW);
    const { parts, direction, full, problem } = value.find((one) => one.derivation && one.period.number === 3)!.derivation!;
    const shownParts = parts.map(({ role, indicator, period, reading: part, factor }) => {
      const figure = part === null ? "–" : part.figure.state === "value" ? part.figure.value.toString() : part.figure.state;
      return `${role} ${indicator} ${period.year}Q${period.number} ${figure}${factor === null ? "" : ` × ${factor.toString()}`}`;
    });
    const mark = full && `full ${full.value.toString()} ${full.source ? `${full.source.sheet}!${full.source.cell}` : "typed"}`;
    return [shownParts.join(", "), direction, ...(mark ? [mark] : []), ...(problem ? [problem] : [])].join(" · ");
  };

  it("with each part, its period and its weight", () => {
    const terms = [
      { indicator: "A", weight: decimal(60) },
      { indicator: "B", weight: decimal(40) },
    ];
    expect(told({ method: "weightedMean", terms, absent: "asAbsent" }, all({ A: 90 }))).toBe("term A 2026Q3 90 × 60, term B 2026Q3 – × 40 · up");
    expect(told({ method: "improvement", of: "A", base: "lastYear" }, all({ A: 2 }, {}, { A: 3 }), { A: "down" })).toBe(
      "own A 2026Q3 2, base A 2025Q3 3 · down",
    );
    expect(told({ method: "lead", of: "A", rivals: { kind: "series", series: "competitor" }, by: "best" }, all({ A: 2 }))).toBe(
      `own A 2026Q3 2, rival ${seriesCode("A", "competitor")} 2026Q3 – · up`,
    );
    expect(told({ method: "checklist", present: "A", action: "B" }, all({ A: 7, B: 2 }))).toBe("present A 2026Q3 7, action B 2026Q3 2 · up");
    const survey: DerivedParameters = { method: "survey", answers: "A", points: "B", from: decimal(1), to: decimal(10), leastAnswers: decimal(30) };
    expect(told(survey, all({ A: 40, B: 300 }))).toBe("answers A 2026Q3 40, points B 2026Q3 300 · up");
  });

  it("with the full mark of a gap: a number, a cell of the targets' table, or an indicator among the parts", () => {
    const closed = (full: Extract<DerivedParameters, { method: "gapClosed" }>["full"]): DerivedParameters => {
      return { method: "gapClosed", of: "A", base: "previous", full, zero: "hold" };
    };
    const targets = [targetFor("A", { full: 100 }, { sources: { full: { sheet: "目标", cell: "G4" } } })];
    const readings = all({ A: 85, B: 90 }, { A: 80 });
    const two = "own A 2026Q3 85, base A 2026Q2 80";
    expect(told(closed({ kind: "number", value: decimal(95) }), readings, {}, { targets })).toBe(`${two} · up · full 95 typed`);
    expect(told(closed({ kind: "anchor" }), readings, {}, { targets })).toBe(`${two} · up · full 100 目标!G4`);
    expect(told(closed({ kind: "indicator", indicator: "B" }), readings, {}, { targets })).toBe(`${two}, full B 2026Q3 90 · up`);
    expect(told(closed({ kind: "anchor" }), readings)).toBe(`${two} · up · noFull`);
    expect(told(closed({ kind: "number", value: decimal(80) }), readings)).toBe(`${two} · up · full 80 typed · noGap`);
  });

  it("with what there is no quotient of", () => {
    expect(told({ method: "ratio", numerator: "A", denominator: "N", factor: decimal(1), zero: "hold" }, all({ A: 1, N: 0 }))).toBe(
      "numerator A 2026Q3 1, denominator N 2026Q3 0 · up · zero",
    );
    const terms = [{ indicator: "A", weight: decimal(0) }];
    expect(told({ method: "weightedMean", terms, absent: "asAbsent" }, all({ A: 1 }))).toBe("term A 2026Q3 1 × 0 · up · zero");
    expect(told({ method: "relativeImprovement", of: "A", base: "previous", zero: "hold" }, all({ A: 1 }, { A: 0 }))).toBe(
      "own A 2026Q3 1, base A 2026Q2 0 · up · zero",
    );
  });
});

describe("derived indicators that are computed from themselves", () => {
  const change = (indicator: string, of: string): DerivedIndicator => derivedOf(indicator, { method: "improvement", of, base: "previous" });
  const total = (indicator: string, ...of: readonly string[]): DerivedIndicator =>
    derivedOf(indicator, { method: "sum", terms: of.map((code) => ({ indicator: code, weight: null })), absent: "asAbsent" });
  const circles = (...derived: readonly DerivedIndicator[]): string[] =>
    circlesOf(derived).map((circle) => circle.map(({ indicator }) => indicator).join(" → "));

  it("are named in a circle, without those that only lead into it", () => {
    expect(circles(change("V", "X"), change("X", "Y"), change("Y", "X"))).toEqual(["X → Y"]);
    expect(circles(change("X", "X"))).toEqual(["X"]);
  });
  it("are each named once", () => {
    expect(circles(change("X", "Y"), change("Y", "X"), change("V", "W"), change("W", "V"))).toEqual(["X → Y", "V → W"]);
    expect(circles(total("Z", "X", "Y"), change("X", "Y"), change("Y", "X"))).toEqual(["X → Y"]);
  });
  it("are none where two rest on the same third", () => {
    expect(circles(total("Z", "X", "Y"), change("X", "W"), change("Y", "W"), change("W", "A"))).toEqual([]);
  });
});
