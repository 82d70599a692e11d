import fc from "fast-check";
import { computeTargets, percentile, shareOut } from "../../src/kpi/computedTarget";
import { type Decimal, decimal, sum } from "../../src/kpi/decimal";
import { seriesCode } from "../../src/kpi/derived";
import type { Reading } from "../../src/kpi/figure";
import type { Direction } from "../../src/kpi/indicator";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import { type TargetFormula, type TargetRow, anchorsFor, targetTable } from "../../src/kpi/target";
import { anchorsOf, departmentOf, indicatorOf, line, percent, periodOf, readingsOf, ruleOf, schemeOf, shown, targetFor, templateOf } from "../support/schemes";

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

describe("a target from the peers' figures", () => {
  test("is the best or the worst of those with a card, and a step", () => {
    expect(one({ target: 0 }, { method: "bestPlus" })).toBe("东 90, 南 90, 西 90");
    expect(one({ target: 1 }, { method: "worstPlus" })).toBe("东 81, 南 81, 西 81");
    expect(one({ target: 0 }, { method: "bestPlus" }, "down")).toBe("东 80, 南 80, 西 80");
    expect(one({ target: 0 }, { method: "worstPlus" }, "down")).toBe("东 90, 南 90, 西 90");
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
        ...readingsOf({ [`${department}.${seriesCode("A", "competitor", "联通")}`]: 81 }, "2026Q2"),
        ...readingsOf({ [`${department}.${seriesCode("A", "competitor", "电信")}`]: 82 }, "2026Q2"),
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
