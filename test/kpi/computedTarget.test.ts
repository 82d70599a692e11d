import fc from "fast-check";
import { computeTargets, computedAnchors, percentile, placesOf, shareOut } from "../../src/kpi/computedTarget";
import { type Decimal, decimal, sum } from "../../src/kpi/decimal";
import { seriesCode } from "../../src/kpi/derived";
import type { Reading } from "../../src/kpi/figure";
import type { Direction } from "../../src/kpi/indicator";
import type { Scheme } from "../../src/kpi/scheme";
import { periodKey } from "../../src/kpi/period";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import { type TargetFormula, type TargetRow, type WorkedOut, anchorsFor, targetTable } from "../../src/kpi/target";
import {
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
  shown,
  targetFor,
  templateOf,
} from "../support/schemes";

const FORMULA: TargetFormula = { method: "previousPlus", parameters: {}, basis: null, basisPeriod: "previous", decimals: null };

type Parts = Partial<Omit<TargetFormula, "parameters">> & { readonly row?: Partial<TargetRow> };

/** A row of the targets' table for A, by a method. */
function computed(anchors: Readonly<Record<string, number | string>>, { row = {}, ...formula }: Parts): TargetRow {
  return targetFor("A", {}, { formula: { ...FORMULA, ...formula, parameters: anchorsOf(anchors) }, source: { sheet: "目标", cell: "A2" }, ...row });
}

/** Three branches and a competitor that has no card; A is scored by ratio, B is only a figure. */
function schemeWith(targets: readonly TargetRow[], direction: Direction = "up", weights: readonly (number | null)[] = [null, null, null]): Scheme {
  const departments = ["东", "南", "西"].map((code, place) =>
    departmentOf(code, (weights[place] ?? null) === null ? {} : { shareWeight: decimal(weights[place]!), source: { sheet: "部门", cell: `A${place + 2}` } }),
  );
  return schemeOf(templateOf(100, [line("A", percent(100))]), {
    departments: [...departments, departmentOf("联通", { templates: [] })],
    indicators: [indicatorOf("A", direction), indicatorOf("B")],
    targets,
  });
}

const Q2 = { "东.A": 80, "南.A": 90, "西.A": 84, "联通.A": 88 };

/** The target of each branch in a period: "东 80.5, 南 –". */
function targets(scheme: Scheme, readings: readonly Reading[], period = "2026Q3", anchor: "target" | "worst" | "best" = "target"): string {
  const table = targetTable(computeTargets(scheme, readings, periodOf(period)).value);
  return ["东", "南", "西"]
    .map((department) => {
      const { anchors } = anchorsFor(table, { indicator: "A", template: "T", line: "A", department, period: periodOf(period) });
      return `${department} ${shown(anchors[anchor] ?? null)}`;
    })
    .join(", ");
}

const one = (anchors: Readonly<Record<string, number | string>>, parts: Parts, direction: Direction = "up"): string =>
  targets(schemeWith([computed(anchors, parts)], direction), [...readingsOf(Q2, "2026Q2"), ...readingsOf({ "东.A": 70, "南.A": 60, "西.A": 50 }, "2025Q3")]);

describe("a target from the department's own figure", () => {
  test("is the previous one and a step", () => {
    expect(one({ target: 0.5 }, {})).toBe("东 80.5, 南 90.5, 西 84.5");
    expect(one({ target: -2 }, {})).toBe("东 78, 南 88, 西 82");
  });

  test("is the previous one times a factor, rounded half away from zero where the row says to how many places", () => {
    expect(one({ target: "1.0123" }, { method: "previousTimes" })).toBe("东 80.984, 南 91.107, 西 85.0332");
    expect(one({ target: "1.0123" }, { method: "previousTimes", decimals: 1 })).toBe("东 81, 南 91.1, 西 85");
    expect(one({ target: "1.0125" }, { method: "previousTimes", decimals: 0 })).toBe("东 81, 南 91, 西 85");
  });

  test("has ten places at most, or all that it takes where the row says that nothing is rounded", () => {
    expect(one({ target: "0.0000000000123" }, {})).toBe("东 80, 南 90, 西 84");
    expect(one({ target: "0.0000000000123" }, { decimals: "none" })).toBe("东 80.0000000000123, 南 90.0000000000123, 西 84.0000000000123");
  });

  test("is that of the same period last year and a step, or times a factor", () => {
    expect(one({ target: 0 }, { method: "lastYearPlus" })).toBe("东 70, 南 60, 西 50");
    expect(one({ target: 1.1 }, { method: "lastYearTimes" })).toBe("东 77, 南 66, 西 55");
  });

  test("is never a figure of another kind of period", () => {
    const scheme = schemeWith([computed({ target: 1 }, {})]);
    const readings = [
      ...readingsOf(Q2, "2026Q2"),
      ...readingsOf({ "东.A": 10 }, "2026H1"),
      ...readingsOf({ "东.A": 20 }, "2025H2"),
      ...readingsOf({ "东.A": 30 }, "2025"),
    ];
    expect(targets(scheme, readings, "2026Q3")).toBe("东 81, 南 91, 西 85");
    expect(targets(scheme, readings, "2026H1")).toBe("东 21, 南 –, 西 –");
    expect(targets(scheme, readings, "2026")).toBe("东 31, 南 –, 西 –");
  });

  test("of a row for the half-year holds for no quarter and for no year", () => {
    const scheme = schemeWith([computed({ target: 1 }, { row: { period: periodOf("2026H1") } })]);
    const readings = [...readingsOf(Q2, "2026Q1"), ...readingsOf(Q2, "2025H2"), ...readingsOf(Q2, "2025")];
    expect(targets(scheme, readings, "2026H1")).toBe("东 81, 南 91, 西 85");
    expect(targets(scheme, readings, "2026Q2")).toBe("东 –, 南 –, 西 –");
    expect(targets(scheme, readings, "2026")).toBe("东 –, 南 –, 西 –");
  });
});

describe("a target from the means of earlier periods", () => {
  const READINGS = [
    ...readingsOf({ "东.A": 80, "南.A": 90, "西.A": 84 }, "2026Q2"),
    ...readingsOf({ "东.A": 70, "南.A": 94, "西.A": 84 }, "2026Q1"),
    ...readingsOf({ "东.A": 75, "南.A": 95, "西.A": 84 }, "2025Q4"),
    ...readingsOf({ "东.A": 61, "南.A": 62, "西.A": 63 }, "2025Q3"),
    ...readingsOf({ "东.A": 62, "南.A": 66, "西.A": 70 }, "2024Q3"),
  ];
  const of = (parameter: number | string, parts: Parts, direction: Direction = "up"): string =>
    targets(schemeWith([computed({ target: parameter }, parts)], direction), READINGS);

  test("is the mean of so many of them, and a step or a factor", () => {
    expect(of(0, { method: "recentMeanPlus", recent: 3 })).toBe("东 75, 南 93, 西 84");
    expect(of(-1.5, { method: "recentMeanPlus", recent: 2 })).toBe("东 73.5, 南 90.5, 西 82.5");
    expect(of(1.05, { method: "recentMeanTimes", recent: 2 })).toBe("东 78.75, 南 96.6, 西 88.2");
    expect(of(0, { method: "recentMeanPlus", recent: 4, decimals: 1 })).toBe("东 71.5, 南 85.3, 西 78.8");
  });

  test("is of the same period of so many years where the row says so", () => {
    expect(of(0, { method: "recentMeanPlus", recent: 2, basisPeriod: "lastYear" })).toBe("东 61.5, 南 64, 西 66.5");
    expect(of(0, { method: "betterRecentPlus", recent: 2, basisPeriod: "lastYear" })).toBe("东 61.5, 南 64, 西 66.5");
    expect(of(0, { method: "worseRecentPlus", recent: 2, basisPeriod: "lastYear" })).toBe("东 61, 南 62, 西 63");
  });

  test("is the better or the worse of that mean and the latest figure, whichever way is better", () => {
    expect(of(0, { method: "betterRecentPlus", recent: 3 })).toBe("东 80, 南 93, 西 84");
    expect(of(1, { method: "betterRecentPlus", recent: 3 }, "down")).toBe("东 76, 南 91, 西 85");
    expect(of(0, { method: "worseRecentPlus", recent: 3 })).toBe("东 75, 南 90, 西 84");
    expect(of(0, { method: "worseRecentPlus", recent: 3 }, "down")).toBe("东 80, 南 93, 西 84");
  });

  test("is lacking where any of the periods has no figure, and says which", () => {
    const scheme = schemeWith([computed({ target: 0 }, { method: "recentMeanPlus", recent: 3 })]);
    const gone = READINGS.filter(({ department, period }) => department !== "东" || period.number !== 1);
    expect(targets(scheme, gone)).toBe("东 –, 南 93, 西 84");
    const [row] = computeTargets(scheme, gone, periodOf("2026Q3")).value;
    expect(row!.sources.target!.lacking).toMatchObject({ what: "figure", department: "东", period: periodOf("2026Q1") });
    for (const method of ["recentMeanTimes", "betterRecentPlus", "worseRecentPlus"] as const)
      expect(targets(schemeWith([computed({ target: 1 }, { method, recent: 5 })]), READINGS)).toBe("东 –, 南 –, 西 –");
  });

  test("says of each figure which period it is of, the latest first", () => {
    const [row] = computeTargets(schemeWith([computed({ target: 0 }, { method: "recentMeanPlus", recent: 3 })]), READINGS, periodOf("2026Q3")).value;
    const how = row!.sources.target!.workedOut!;
    expect(how.used.map(({ period, value }) => `${period!.year}Q${period!.number} ${value.toFixed()}`)).toEqual(["2026Q2 80", "2026Q1 70", "2025Q4 75"]);
    expect([how.kind, how.basisPeriod]).toEqual(["plus", periodOf("2026Q2")]);
  });
});

describe("a target from the peers' figures", () => {
  test("is the best or the worst of those with a card, and a step", () => {
    expect(one({ target: 0 }, { method: "bestPlus" })).toBe("东 90, 南 90, 西 90");
    expect(one({ target: 1 }, { method: "worstPlus" })).toBe("东 81, 南 81, 西 81");
    expect(one({ target: 0 }, { method: "bestPlus" }, "down")).toBe("东 80, 南 80, 西 80");
    expect(one({ target: 0 }, { method: "worstPlus" }, "down")).toBe("东 90, 南 90, 西 90");
  });

  test("is the mean of those who have a figure, and a step, whichever way is better", () => {
    expect(one({ target: 0 }, { method: "meanPlus", decimals: 2 })).toBe("东 84.67, 南 84.67, 西 84.67");
    expect(one({ target: -1.5 }, { method: "meanPlus", decimals: 2 }, "down")).toBe("东 83.17, 南 83.17, 西 83.17");
    const current = computed({ target: 0 }, { method: "meanPlus", basisPeriod: "current" });
    expect(targets(schemeWith([current]), readingsOf({ "东.A": 40, "南.A": "missing", "西.A": 71 }, "2026Q3"))).toBe("东 55.5, 南 55.5, 西 55.5");
    const thirds = computed({ target: 0 }, { method: "meanPlus", basisPeriod: "current" });
    expect(targets(schemeWith([thirds]), readingsOf({ "东.A": 1, "南.A": 0, "西.A": 0 }, "2026Q3"))).toBe("东 0.3333333333, 南 0.3333333333, 西 0.3333333333");
  });

  test("is so many standard deviations better than the mean, of all that there are, in either direction", () => {
    const spread = (parameter: number, figures: Readonly<Record<string, number | "missing">>, direction: Direction = "up"): string =>
      targets(schemeWith([computed({ target: parameter }, { method: "deviations", basisPeriod: "current" })], direction), readingsOf(figures));
    // Of 2, 4 and 9 the mean is 5, and the deviation √((9 + 1 + 16) ÷ 3) = √(26 ÷ 3) = 2.943920288775949.
    expect(spread(2, { "东.A": 2, "南.A": 4, "西.A": 9 })).toBe("东 10.8878405776, 南 10.8878405776, 西 10.8878405776");
    expect(spread(-1, { "东.A": 2, "南.A": 4, "西.A": 9 })).toBe("东 2.0560797112, 南 2.0560797112, 西 2.0560797112");
    expect(spread(2, { "东.A": 2, "南.A": 4, "西.A": 9 }, "down")).toBe("东 -0.8878405776, 南 -0.8878405776, 西 -0.8878405776");
    expect(spread(1, { "东.A": -3, "南.A": 3, "西.A": "missing" })).toBe("东 3, 南 3, 西 3");
    // Nobody differs, or there is nobody else: the mean, exactly.
    expect(spread(5, { "东.A": 0.1, "南.A": 0.1, "西.A": 0.1 })).toBe("东 0.1, 南 0.1, 西 0.1");
    expect(spread(5, { "东.A": 7, "南.A": "missing", "西.A": "missing" })).toBe("东 7, 南 7, 西 7");
    expect(spread(5, { "东.A": "missing", "南.A": "missing", "西.A": "missing" })).toBe("东 –, 南 –, 西 –");
  });

  test("between two of them a range makes a standard score, and holds the line where nobody differs unless the rule says otherwise", () => {
    const scored = (figures: readonly number[], reversed: "hold" | "step" = "hold"): (string | null)[] => {
      const range = ruleOf("clampedRange", { reversed, rounding: { step: decimal("0.01"), way: "half" } });
      const row = targetFor(
        "A",
        {},
        { formula: { method: "deviations", parameters: anchorsOf({ worst: -5, best: 5 }), basis: null, basisPeriod: "current", decimals: null } },
      );
      const scheme = schemeOf(templateOf(100, [line("A", percent(100), range)]), {
        departments: ["东", "南", "西"].slice(0, figures.length).map((code) => departmentOf(code)),
        targets: [row],
      });
      const readings = figures.flatMap((figure, place) => readingsOf({ [`${scheme.departments[place]!.code}.A`]: figure }));
      const { value } = score({ ...scheme, targets: computeTargets(scheme, readings, periodOf("2026Q3")).value }, readings, periodOf("2026Q3"));
      return value.map(({ state, points }) => (state === "complete" ? points!.toFixed() : state));
    };
    // −1.019, −0.340 and 1.359 standard deviations: 50 + 10 z.
    expect(scored([2, 4, 9])).toEqual(["39.81", "46.6", "63.59"]);
    expect(scored([4, 4, 4])).toEqual(["incomplete", "incomplete", "incomplete"]);
    expect(scored([4])).toEqual(["incomplete"]);
    expect(scored([4, 4], "step")).toEqual(["0", "0"]);
  });

  test("is a percentile, 100 being the best in either direction", () => {
    expect(one({ target: 75 }, { method: "percentile" })).toBe("东 87, 南 87, 西 87");
    expect(one({ target: 75 }, { method: "percentile" }, "down")).toBe("东 82, 南 82, 西 82");
    expect(one({ target: 50 }, { method: "percentile", basisPeriod: "lastYear" })).toBe("东 60, 南 60, 西 60");
  });

  test("leaves out whoever has no figure, and takes this period's where the row says so", () => {
    const scheme = schemeWith([computed({ worst: 0, best: 100 }, { method: "percentile", basisPeriod: "current" })]);
    const readings = readingsOf({ "东.A": 40, "南.A": "missing", "西.A": 70 });
    expect(targets(scheme, readings, "2026Q3", "worst")).toBe("东 40, 南 40, 西 40");
    expect(targets(scheme, readings, "2026Q3", "best")).toBe("东 70, 南 70, 西 70");
  });

  test("percentile is PERCENTILE.INC", () => {
    const of = (values: readonly number[], perCent: number): string =>
      shown(
        percentile(
          values.map((value) => ({ value: decimal(value) })),
          decimal(perCent),
          "up",
        ),
      );
    // Excel: PERCENTILE.INC({1,3,2,4},0.3) = 1.9; of one figure it is that figure.
    expect([of([1, 3, 2, 4], 30), of([1, 3, 2, 4], 0), of([1, 3, 2, 4], 100), of([7], 75), of([15, 20, 35, 40, 50], 40)]).toEqual(["1.9", "1", "4", "7", "29"]);
  });
});

describe("a target from a competitor or a benchmark", () => {
  test("is the competitor's figure and a lead, the competitor being a department, an indicator, a column beside the own figure, or a number", () => {
    const method = "competitorPlus" as const;
    const readings = [
      ...readingsOf(Q2, "2026Q2"),
      ...readingsOf({ "东.B": 85, "南.B": 86, "西.B": 87 }, "2026Q2"),
      ...["东", "南", "西"].flatMap((department) => [
        ...readingsOf({ [`${department}.${seriesCode("A", "competitor", "联通")}`]: 82 }, "2026Q2"),
        ...readingsOf({ [`${department}.${seriesCode("A", "competitor", "电信")}`]: 81 }, "2026Q2"),
      ]),
    ];
    const by = (basis: TargetFormula["basis"]): string => targets(schemeWith([computed({ target: 1 }, { method, basis })]), readings);
    expect(by({ kind: "departments", departments: ["联通"] })).toBe("东 89, 南 89, 西 89");
    expect(by({ kind: "departments", departments: ["联通", "东"] })).toBe("东 89, 南 89, 西 89");
    expect(by({ kind: "indicator", indicator: "B" })).toBe("东 86, 南 87, 西 88");
    expect(by({ kind: "series", series: "competitor" })).toBe("东 83, 南 83, 西 83");
    expect(by({ kind: "series", series: "benchmark" })).toBe("东 –, 南 –, 西 –");
    expect(by({ kind: "constant", value: decimal(91) })).toBe("东 92, 南 92, 西 92");
  });

  test("closes part of the gap from the own previous figure to the best", () => {
    expect(one({ target: 30 }, { method: "closeGap", basis: { kind: "best" } })).toBe("东 83, 南 90, 西 85.8");
    expect(one({ target: 30 }, { method: "closeGap" })).toBe("东 83, 南 90, 西 85.8");
    expect(one({ target: 50 }, { method: "closeGap", basis: { kind: "constant", value: decimal(100) } })).toBe("东 90, 南 95, 西 92");
  });
});

describe("a company target that is shared out", () => {
  test("gives the units that are left to the largest remainders, and where these are equal in the order of the departments", () => {
    const shared = (whole: number, weights: readonly number[], decimals: number | null = null): string =>
      targets(schemeWith([computed({ target: whole }, { method: "shareByWeight", decimals })], "up", weights), []);
    expect(shared(100, [1, 1, 1])).toBe("东 34, 南 33, 西 33");
    expect(shared(100, [1, 1, 1], 2)).toBe("东 33.34, 南 33.33, 西 33.33");
    expect(shared(10, [1, 2, 4])).toBe("东 1, 南 3, 西 6");
    expect(shared(1000.5, [30, 20, 50])).toBe("东 300.2, 南 200.1, 西 500.2");
  });

  test("goes by last year's figures, or by another indicator's", () => {
    expect(one({ target: 1800 }, { method: "shareByLastYear" })).toBe("东 700, 南 600, 西 500");
    const scheme = schemeWith([computed({ target: 10 }, { method: "shareByWeight", basis: { kind: "indicator", indicator: "B" } })]);
    expect(targets(scheme, readingsOf({ "东.B": 1, "南.B": 1, "西.B": 8 }, "2026Q2"))).toBe("东 1, 南 1, 西 8");
  });

  test("of a row for one department is that department's part of the whole", () => {
    expect(one({ target: 1800 }, { method: "shareByLastYear", row: { department: "南" } })).toBe("东 –, 南 600, 西 –");
  });

  test("adds up to the whole exactly, whatever the weights", () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 }).filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(cents, weights, fc.integer({ min: 0, max: 4 }), (whole, list, decimals) => {
        const each = list.map((weight) => decimal(weight).div(100));
        const given = decimal(whole).div(decimal(10).pow(decimals));
        const parts = shareOut(given, each, decimals).map(({ part }) => part);
        const all = sum(each);
        const unit = decimal(1).div(decimal(10).pow(decimals));
        const fair = (weight: Decimal): Decimal => given.times(weight).div(all);
        return sum(parts).eq(given) && parts.every((part, place) => part.minus(fair(each[place]!)).abs().lt(unit) && part.eq(part.round(decimals)));
      }),
    );
  });
});

describe("a figure that a target rests on and that is not there", () => {
  /** The findings of a run: code, cell, and what is lacking of whom. */
  const said = (targetRows: readonly TargetRow[], readings: readonly Reading[], weights?: readonly (number | null)[]): string[] => {
    const stated = schemeWith(targetRows, "up", weights);
    const scheme = { ...stated, targets: computeTargets(stated, readings, periodOf("2026Q3")).value };
    const { value: cards, findings } = score(scheme, readings, periodOf("2026Q3"));
    const outcomes = cards.map((card) => `${card.department.code} ${linesOf(card.items)[0]!.outcome.kind}`);
    return [
      outcomes.join(", "),
      ...findings.map((found) => {
        const basis = found.code === "targetBasisMissing" ? `${found.details.what} ${found.details.whose}`.trim() : "";
        return `${found.code} ${found.source?.sheet ?? ""}!${found.source?.cell ?? ""} ${basis}`.trim();
      }),
    ];
  };
  const now = readingsOf({ "东.A": 80, "南.A": 90, "西.A": 84 });

  test("holds that department's line, and names the figure's cell where it has one", () => {
    const readings = [...now, ...readingsOf({ "东.A": 80, "南.A": "missing" }, "2026Q2")];
    expect(said([computed({ target: 1 }, {})], readings)).toEqual([
      "东 scored, 南 held, 西 held",
      "targetBasisMissing 数据!B2 figure 南",
      "targetBasisMissing 目标!A2 figure 西",
    ]);
  });

  test("is not made up for by a row that says less", () => {
    const rows = [targetFor("A", { target: 50 }), computed({ target: 1 }, { row: { template: "T" } })];
    expect(said(rows, [...now, ...readingsOf({ "东.A": 80 }, "2026Q2")])[0]).toBe("东 scored, 南 held, 西 held");
  });

  test("holds a line even where the rule could do without the anchor", () => {
    const stated = schemeOf(templateOf(100, [line("A", percent(100), ruleOf("threeAnchors"))]), {
      targets: [targetFor("A", { floor: 60, target: 80 }), computed({ stretch: 5 }, { row: { template: "T" } })],
    });
    const readings = readingsOf({ A: 85 });
    const scheme = { ...stated, targets: computeTargets(stated, readings, periodOf("2026Q3")).value };
    expect(score(scheme, readings, periodOf("2026Q3")).findings.map(({ code }) => code)).toEqual(["targetBasisMissing"]);
  });

  test("holds all where nobody has a figure, a weight is not stated, or all weights are 0", () => {
    const held = "东 held, 南 held, 西 held";
    expect(said([computed({ target: 0 }, { method: "bestPlus" })], now)).toEqual([held, ...Array<string>(3).fill("targetBasisMissing 目标!A2 peers")]);
    expect(said([computed({ target: 9 }, { method: "shareByWeight" })], now, [1, null, 1])[1]).toBe("targetBasisMissing 测试!A1 weight 南");
    expect(said([computed({ target: 9 }, { method: "shareByWeight" })], now, [0, 0, 0])[1]).toBe("targetBasisMissing 目标!A2 weights");
    expect(said([computed({ target: 9 }, { method: "shareByLastYear" })], [...now, ...readingsOf({ "东.A": 1, "南.A": -1, "西.A": 1 }, "2025Q3")])[1]).toBe(
      "targetBasisMissing 数据!B2 weight 南",
    );
  });
});

test("a typed target of the department goes before a computed one, and a computed one of the department before a typed one for all", () => {
  const typed = targetFor("A", { target: 99 }, { department: "东" });
  expect(targets(schemeWith([computed({ target: 1 }, { row: { template: "T", period: periodOf("2026Q3") } }), typed]), readingsOf(Q2, "2026Q2"))).toBe(
    "东 99, 南 91, 西 85",
  );
  const forAll = targetFor("A", { target: 99 }, { template: "T" });
  expect(targets(schemeWith([computed({ target: 1 }, { row: { department: "东" } }), forAll]), readingsOf(Q2, "2026Q2"))).toBe("东 81, 南 99, 西 99");
});

test("earlier periods get the targets that held then, so that cards are compared with what they came to", () => {
  const stated = schemeWith([computed({ target: 10 }, { method: "previousPlus" })]);
  const readings = [
    ...readingsOf({ "东.A": 40 }, "2026Q1"),
    ...readingsOf({ "东.A": 50, "南.A": 1, "西.A": 1 }, "2026Q2"),
    ...readingsOf({ "东.A": 30, "南.A": 1, "西.A": 1 }),
  ];
  const scheme = { ...stated, targets: computeTargets(stated, readings, periodOf("2026Q3")).value };
  const [card] = score(scheme, readings, periodOf("2026Q3")).value;
  expect([shown(card!.points), shown(card!.before?.points ?? null)]).toEqual(["50", "100"]);
});

describe("how a computed target came about is kept beside it", () => {
  /** The three branches with short names, and figures of two indicators with names of their own. */
  function named(row: TargetRow, weights: readonly (number | null)[] = [null, null, null]): Scheme {
    const scheme = schemeWith([row], "up", weights);
    return {
      ...scheme,
      departments: scheme.departments.map((one) => ({ ...one, shortName: `${one.code}区` })),
      indicators: [indicatorOf("A", "up", { name: "满意度" }), indicatorOf("B", "up", { name: "用户数" })],
    };
  }

  /** "plus 0.5 目标!A2 · 2026Q2 · from 80 · 东区 满意度 80 数据!B2": the east branch's. */
  function told(how: WorkedOut): string {
    const own = ((): readonly string[] => {
      switch (how.kind) {
        case "plus":
        case "times":
          return [`from ${shown(how.from)}`];
        case "percentile":
          return [];
        case "deviations":
          return [`from ${shown(how.from)} ± ${shown(how.deviation.round(6))}`];
        case "gap":
          return [`own ${how.own.departmentName} ${shown(how.own.value)} of ${periodKey(how.ownPeriod)} to ${shown(how.benchmark)}`];
        case "share":
          return [`${shown(how.own)} of ${shown(how.all)} among ${how.departments}${how.extra ? ", rounded up" : ""}`];
      }
    })();
    return [
      `${how.method} ${how.kind} ${shown(how.parameter)} ${how.parameterSource.cell}`,
      how.basisPeriod ? periodKey(how.basisPeriod) : "no period",
      ...own,
      ...how.used.map(({ departmentName, indicatorName, value, source }) => `${departmentName} ${indicatorName} ${shown(value)} ${source.cell}`),
      `→ ${shown(how.value)}${how.decimals === null ? "" : `, ${how.decimals} places`}`,
    ].join(" · ");
  }

  const FIGURES = [
    ...readingsOf(Q2, "2026Q2"),
    ...readingsOf({ "东.A": 70, "南.A": 60, "西.A": 50 }, "2025Q3"),
    ...readingsOf({ "东.A": 76 }, "2026Q1"),
    ...readingsOf({ "东.A": 82, "南.A": 92, "西.A": 86 }),
    ...readingsOf({ "东.B": 1, "南.B": 2, "西.B": 1 }, "2026Q2"),
    ...readingsOf({ [`东.${seriesCode("A", "benchmark")}`]: 95 }, "2026Q2"),
  ];

  function how(row: TargetRow, weights?: readonly (number | null)[]): string {
    const scheme = named(row, weights);
    const table = targetTable(computeTargets(scheme, FIGURES, periodOf("2026Q3")).value);
    const { sources } = anchorsFor(table, { indicator: "A", template: "T", line: "A", department: "东", period: periodOf("2026Q3") });
    return told(sources.target!.workedOut!);
  }

  test.each<[Parts & { readonly anchor: number }, string]>([
    [{ anchor: 0.5, basisPeriod: "lastYear" }, "previousPlus plus 0.5 A2 · 2026Q2 · from 80 · 东区 满意度 80 B2 · → 80.5"],
    [{ anchor: 2, method: "lastYearPlus", decimals: 0 }, "lastYearPlus plus 2 A2 · 2025Q3 · from 70 · 东区 满意度 70 B2 · → 72, 0 places"],
    [{ anchor: 1.1, method: "previousTimes", basisPeriod: "lastYear" }, "previousTimes times 1.1 A2 · 2026Q2 · from 80 · 东区 满意度 80 B2 · → 88"],
    [{ anchor: 1.1, method: "lastYearTimes" }, "lastYearTimes times 1.1 A2 · 2025Q3 · from 70 · 东区 满意度 70 B2 · → 77"],
    [{ anchor: 50, method: "percentile" }, "percentile percentile 50 A2 · 2026Q2 · 东区 满意度 80 B2 · 南区 满意度 90 B2 · 西区 满意度 84 B2 · → 84"],
    [{ anchor: 1, method: "bestPlus" }, "bestPlus plus 1 A2 · 2026Q2 · from 90 · 东区 满意度 80 B2 · 南区 满意度 90 B2 · 西区 满意度 84 B2 · → 91"],
    [
      { anchor: -2, method: "deviations", decimals: 2 },
      "deviations deviations -2 A2 · 2026Q2 · from 84.6666666666666666666666666666666666666667 ± 4.109609 · 东区 满意度 80 B2 · 南区 满意度 90 B2 · 西区 满意度 84 B2 · → 76.45, 2 places",
    ],
    [{ anchor: 0, method: "betterRecentPlus", recent: 2 }, "betterRecentPlus plus 0 A2 · 2026Q2 · from 80 · 东区 满意度 80 B2 · 东区 满意度 76 B2 · → 80"],
    [{ anchor: 1, method: "worstPlus" }, "worstPlus plus 1 A2 · 2026Q2 · from 80 · 东区 满意度 80 B2 · 南区 满意度 90 B2 · 西区 满意度 84 B2 · → 81"],
    [
      { anchor: 1, method: "competitorPlus", basis: { kind: "departments", departments: ["联通"] } },
      "competitorPlus plus 1 A2 · 2026Q2 · from 88 · 联通区 满意度 88 B2 · → 89",
    ],
    [
      { anchor: 1, method: "competitorPlus", basis: { kind: "indicator", indicator: "B" } },
      "competitorPlus plus 1 A2 · 2026Q2 · from 1 · 东区 用户数 1 B2 · → 2",
    ],
    [
      { anchor: 1, method: "competitorPlus", basis: { kind: "series", series: "benchmark" } },
      "competitorPlus plus 1 A2 · 2026Q2 · from 95 · 东区 满意度 95 B2 · → 96",
    ],
    [{ anchor: 1, method: "competitorPlus", basis: { kind: "constant", value: decimal(91) } }, "competitorPlus plus 1 A2 · no period · from 91 · → 92"],
    [
      { anchor: 50, method: "closeGap", basis: { kind: "series", series: "benchmark" } },
      "closeGap gap 50 A2 · 2026Q2 · own 东区 80 of 2026Q2 to 95 · 东区 满意度 95 B2 · → 87.5",
    ],
    [
      { anchor: 50, method: "closeGap", basisPeriod: "current", basis: { kind: "best" } },
      "closeGap gap 50 A2 · 2026Q3 · own 东区 80 of 2026Q2 to 92 · 东区 满意度 82 B2 · 南区 满意度 92 B2 · 西区 满意度 86 B2 · → 86",
    ],
    [
      { anchor: 50, method: "closeGap", basisPeriod: "lastYear", basis: { kind: "best" } },
      "closeGap gap 50 A2 · 2025Q3 · own 东区 70 of 2025Q3 to 70 · 东区 满意度 70 B2 · 南区 满意度 60 B2 · 西区 满意度 50 B2 · → 70",
    ],
    [
      { anchor: 50, method: "closeGap", basis: { kind: "constant", value: decimal(100) } },
      "closeGap gap 50 A2 · no period · own 东区 80 of 2026Q2 to 100 · → 90",
    ],
    [
      { anchor: 1800, method: "shareByLastYear" },
      "shareByLastYear share 1800 A2 · 2025Q3 · 70 of 180 among 3 · 东区 满意度 70 B2 · 南区 满意度 60 B2 · 西区 满意度 50 B2 · → 700, 0 places",
    ],
    [
      { anchor: 10, method: "shareByWeight", basis: { kind: "indicator", indicator: "B" }, decimals: 1 },
      "shareByWeight share 10 A2 · 2026Q2 · 1 of 4 among 3 · 东区 用户数 1 B2 · 南区 用户数 2 B2 · 西区 用户数 1 B2 · → 2.5, 1 places",
    ],
  ])("%#: with its method, parameter, period, figures and places", ({ anchor, ...parts }, said) => {
    expect(how(computed({ target: anchor }, parts))).toBe(said);
  });

  test("with the weights of the departments' table, which are of no period", () => {
    expect(how(computed({ target: 10 }, { method: "shareByWeight" }), [1, 1, 1])).toBe(
      "shareByWeight share 10 A2 · no period · 1 of 3 among 3, rounded up · → 4, 0 places",
    );
    // Parts that are rounded nowhere would not add up: the whole's own places are taken.
    expect(how(computed({ target: "10.5" }, { method: "shareByWeight", decimals: "none" }), [1, 1, 1])).toBe(
      "shareByWeight share 10.5 A2 · no period · 1 of 3 among 3 · → 3.5, 1 places",
    );
  });

  test("with the cell of its own parameter where each anchor has one", () => {
    const row = computed({ floor: -5, target: 5 }, { row: { sources: { target: { sheet: "目标", cell: "F2" } } } });
    expect(how(row)).toBe("previousPlus plus 5 F2 · 2026Q2 · from 80 · 东区 满意度 80 B2 · → 85");
    const { value } = computeTargets(named(row), FIGURES, periodOf("2026Q3"));
    const sources = value.find(({ department, period }) => department === "东" && periodKey(period!) === "2026Q3")!.sources;
    expect([sources.floor, sources.target]).toMatchObject([{ cell: "A2" }, { cell: "F2" }]);
    expect(computedAnchors(ruleOf("threeAnchors"), sources).map(({ anchor, how: one }) => `${anchor} ${shown(one.value)}`)).toEqual(["floor 75", "target 85"]);
    // That rule looks at no floor.
    expect(computedAnchors(ruleOf("ratio"), sources).map(({ anchor }) => anchor)).toEqual(["target"]);
    expect(computedAnchors(ruleOf("threeAnchors"), { target: { sheet: "目标", cell: "F3" } })).toEqual([]);
  });
});

describe("whose figures are the peers'", () => {
  /** 东 and 北 have card T, 南 has card M under a branch, 西 both; on M the line 短板 is bound to A for 南, and measures B for 西. */
  function bestOf(row: Partial<TargetRow>, figures: Readonly<Record<string, number>>): string[] {
    const scheme: Scheme = {
      ...schemeOf(
        templateOf(100, [line("满意", percent(50), ruleOf("ratio"), { indicator: "A" }), line("其他", percent(50), ruleOf("ratio"), { indicator: "B" })]),
        {
          departments: [
            departmentOf("东"),
            departmentOf("南", { templates: ["M"] }),
            departmentOf("西", { templates: ["T", "M"] }),
            departmentOf("北", { templates: ["无此表", "T"] }),
          ],
          indicators: [indicatorOf("A"), indicatorOf("B")],
          bindings: [
            ["西", "T", "短板"],
            ["西", "M", "别的"],
            ["南", "M", "短板"],
          ].map(([department, template, bound]) => {
            return { department: department!, template: template!, line: bound!, indicator: "A", source: { sheet: "部门", cell: "F3" } };
          }),
          targets: [computed({ target: 0 }, { method: "bestPlus", row })],
        },
      ),
    };
    const cards = templateOf(100, [branch("1", percent(100), [line("短板", percent(100), ruleOf("ratio"), { indicator: "B" })])], { code: "M" });
    const rows = computeTargets({ ...scheme, templates: [...scheme.templates, cards] }, readingsOf(figures, "2026Q2"), periodOf("2026Q3")).value;
    return rows.filter(({ period }) => periodKey(period!) === "2026Q3").map(({ department, anchors }) => `${department} ${shown(anchors.target ?? null)}`);
  }
  const FIGURES = { "东.A": 70, "南.A": 95, "西.A": 80, "北.A": 75 };

  test("are of all whose card takes the indicator, their own weak spot too", () => {
    expect(bestOf({}, FIGURES)).toEqual(["东 95", "南 95", "西 95", "北 95"]);
  });
  test("are of those with the row's card, or the row's line", () => {
    expect(bestOf({ template: "T" }, FIGURES)).toEqual(["东 80", "西 80", "北 80"]);
    expect(bestOf({ template: "M" }, FIGURES)).toEqual(["南 95"]);
    expect(bestOf({ line: "满意" }, FIGURES)).toEqual(["东 80", "西 80", "北 80"]);
    expect(bestOf({ line: "短板" }, FIGURES)).toEqual(["南 95"]);
    expect(bestOf({ line: "其他" }, FIGURES)).toEqual([]);
  });
  test("are nobody's for an indicator that is not in the scheme", () => {
    expect(bestOf({ indicator: "无此指标" }, FIGURES)).toEqual([]);
    expect(bestOf({ indicator: null, line: "满意" }, FIGURES)).toEqual([]);
  });
});

describe("the rows of the targets' table", () => {
  test("stay as they are where none is computed", () => {
    const typed = [targetFor("A", { target: 80 })];
    expect(computeTargets(schemeWith(typed), readingsOf(Q2, "2026Q2"), periodOf("2026Q3"))).toEqual({ value: typed, findings: [] });
  });
  test("are worked out for the period and the earlier ones of its kind, not for later ones", () => {
    const scheme = schemeWith([targetFor("B", { target: 1 }), computed({ target: 1 }, { row: { department: "东" } })]);
    const readings = ["2026Q2", "2026Q2", "2026Q1", "2025", "2026H1", "2026Q4"].flatMap((period) => readingsOf({ "东.A": 80 }, period));
    const { value, findings } = computeTargets(scheme, readings, periodOf("2026Q3"));
    expect(value.map(({ indicator, period }) => `${indicator} ${period ? periodKey(period) : "any"}`)).toEqual(["B any", "A 2026Q3", "A 2026Q2", "A 2026Q1"]);
    expect(findings).toEqual([]);
  });
});

test("what is lacking is told with whose figure of what and when, at the cell of the figure or else of the parameter", () => {
  const lacking = (parts: Parts, readings: readonly Reading[], weights?: readonly (number | null)[]): unknown => {
    const scheme = schemeWith([computed({ target: 50 }, { row: { sources: { target: { sheet: "目标", cell: "F2" } } }, ...parts })], "up", weights);
    const row = computeTargets(scheme, readings, periodOf("2026Q3")).value.find(
      ({ department, period }) => department === "东" && periodKey(period!) === "2026Q3",
    )!;
    expect(row.anchors).toEqual({});
    const { what, department, indicator, period, source } = row.sources.target!.lacking!;
    return `${what} ${department} ${indicator} ${period ? periodKey(period) : "–"} ${source.cell}`;
  };
  expect(lacking({}, [])).toBe("figure 东 A 2026Q2 F2");
  expect(lacking({}, readingsOf({ "东.A": "suppressed" }, "2026Q2"))).toBe("figure 东 A 2026Q2 B2");
  expect(lacking({ method: "percentile", basisPeriod: "lastYear" }, [])).toBe("peers  A 2025Q3 F2");
  const benchmark: Parts = { method: "competitorPlus", basis: { kind: "series", series: "benchmark" } };
  expect(lacking(benchmark, [])).toBe("benchmark 东 A 2026Q2 F2");
  expect(lacking(benchmark, readingsOf({ [`东.${seriesCode("A", "benchmark")}`]: "unreadable" }, "2026Q2"))).toBe("benchmark 东 A 2026Q2 B2");
  expect(lacking({ method: "competitorPlus", basis: { kind: "departments", departments: ["联通"] } }, [])).toBe("figure 联通 A 2026Q2 F2");
  expect(lacking({ method: "shareByWeight" }, [], [1, 1, -1])).toBe("weight 西  – A4");
  expect(lacking({ method: "shareByWeight" }, [], [0, 0, 0])).toBe("weights   – F2");
  const byUsers: Parts = { method: "shareByWeight", basis: { kind: "indicator", indicator: "B" } };
  expect(lacking(byUsers, readingsOf({ "东.B": 1, "南.B": -2, "西.B": 1 }, "2026Q2"))).toBe("weight 南 B 2026Q2 B2");
  expect(lacking(byUsers, readingsOf({ "东.B": 0, "南.B": 0, "西.B": 0 }, "2026Q2"))).toBe("weights  B 2026Q2 F2");
});

test("a company target of less than nothing is shared out as one of more is, turned", () => {
  expect(shareOut(decimal(-100), [decimal(1), decimal(1), decimal(1)], 0).map(({ part, extra }) => `${shown(part)}${extra ? "+" : ""}`)).toEqual([
    "-34+",
    "-33",
    "-33",
  ]);
  expect(["1000.5", "0.25", "-3", "1200", "0"].map((number) => placesOf(decimal(number)))).toEqual([1, 2, 0, 0, 0]);
});
