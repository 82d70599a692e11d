/** Figures and targets that are worked out, held against exact fractions: every method, on figures in all states of several periods. */
import fc from "fast-check";
import { computeTargets } from "../../src/kpi/computedTarget";
import { decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import { DERIVED_METHODS, type DerivedIndicator, type DerivedParameters } from "../../src/kpi/derived";
import { ABSENT_STATES, type Reading } from "../../src/kpi/figure";
import type { Direction } from "../../src/kpi/indicator";
import { samePeriod } from "../../src/kpi/period";
import type { Scheme } from "../../src/kpi/scheme";
import { TARGET_METHODS, type TargetBasis, type TargetFormula } from "../../src/kpi/target";
import { exactFigure, exactTarget } from "../support/exact/computed";
import { exact, inDecimals, isMore, minus, size } from "../support/exact/fraction";
import { exactly } from "../support/exact/rules";
import { counts, minutes, proved } from "../support/fullCounts";
import { NOWHERE, departmentOf, indicatorOf, line, percent, periodOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const SEED = 20261122;
const tape = fc.uint32Array({ minLength: 0, maxLength: 300, size: "max" });
const NOW = periodOf("2026Q1");
const PERIODS = ["2026Q1", "2025Q4", "2025Q3", "2025Q2", "2025Q1", "2024Q1", "2023Q1", "2025-12"].map(periodOf);
const SOURCES = ["A", "B", "C", "N"];
const DEPARTMENTS = ["东", "南", "西", "北"];
/** Quotients are cut off after forty places. */
const CLOSE = exact("0.000000000000000000000000000001");
const d = decimal;

interface Drawn {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
}

/** Four reported indicators, six computed ones, which may rest on each other, and a target by each method for one or the other of them. */
function drawn(numbers: ArrayLike<number>): Drawn {
  let at = 0;
  const draw = (most: number): number => (numbers[at++] ?? 0) % (most + 1);
  const oneOf = <const T>(choices: readonly T[]): T => choices[draw(choices.length - 1)]!;
  const inTen = (times: number): boolean => draw(9) > 9 - times;
  const derived: DerivedIndicator[] = [];
  for (let place = 1; place <= 6; place += 1) {
    const known = [...SOURCES, ...derived.map((one) => one.indicator)];
    const code = (): string => oneOf(known);
    const hold = (): "hold" | "notApplicable" => oneOf(["hold", "notApplicable"]);
    const base = oneOf(["previous", "lastYear"]);
    const terms = (): { indicator: string; weight: ReturnType<typeof d> | null }[] =>
      Array.from({ length: 1 + draw(2) }, () => ({ indicator: code(), weight: oneOf([null, d("0.1"), d(2), d(-2)]) }));
    const method = oneOf(DERIVED_METHODS);
    const parameters = ((): DerivedParameters => {
      switch (method) {
        case "ratio":
          return { method, numerator: code(), denominator: code(), factor: d(oneOf([1, 100, "0.3"])), zero: hold() };
        case "improvement":
          return { method, of: code(), base };
        case "relativeImprovement":
          return { method, of: code(), base, zero: hold() };
        case "gapClosed": {
          const full = oneOf([
            { kind: "number", value: d(oneOf([3, 5, 100])) },
            { kind: "indicator", indicator: "B" },
          ]);
          return { method, of: code(), base, full, zero: oneOf(["hold", "notApplicable", "byChange"]) };
        }
        case "lead":
          return {
            method,
            of: code(),
            rivals: { kind: "indicators", indicators: [code(), code(), code()].slice(0, 1 + draw(2)) },
            by: oneOf(["best", "mean"]),
          };
        case "difference":
          return { method, first: code(), second: code() };
        case "checklist":
          return { method, present: code(), action: code() };
        case "survey":
          return { method, answers: "N", points: code(), from: d(oneOf([0, 1])), to: d(oneOf([5, 10])), leastAnswers: d(oneOf([0, 2])) };
        case "sum":
        case "mean":
        case "minimum":
        case "weightedSum":
        case "weightedMean":
          return { method, terms: terms(), absent: oneOf(["asAbsent", "leaveOut"]) };
      }
    })();
    derived.push({ ...parameters, indicator: `X${place}`, source: NOWHERE });
  }
  const codes = [...SOURCES, ...derived.map((one) => one.indicator)];
  const bases: readonly (TargetBasis | null)[] = [
    { kind: "best" },
    { kind: "constant", value: d(oneOf([4, "7.7"])) },
    { kind: "indicator", indicator: "B" },
    { kind: "departments", departments: ["南"] },
    { kind: "departments", departments: ["北", "东"] },
  ];
  const formulaOf = (method: (typeof TARGET_METHODS)[number]): TargetFormula => {
    const sharing = method === "shareByWeight" || method === "shareByLastYear";
    const parameter = sharing
      ? oneOf(["100", "-7.05", "0.3"])
      : method === "percentile" || method === "closeGap"
        ? oneOf([0, 25, 50, 92, 100])
        : oneOf([0, "0.5", -2, "1.05"]);
    const measures = method === "competitorPlus" || method === "closeGap";
    return {
      method,
      parameters: { target: d(parameter) },
      basis: measures ? oneOf(bases) : method === "shareByWeight" ? oneOf([null, { kind: "indicator", indicator: "N" } as const]) : null,
      basisPeriod: /recent/i.test(method) ? oneOf(["previous", "lastYear"]) : oneOf(["previous", "current", "lastYear"]),
      ...(/recent/i.test(method) ? { recent: 2 + draw(2) } : {}),
      decimals: sharing ? oneOf([null, 2, 3]) : oneOf([null, 0, 1, 2, "none"]),
    };
  };
  const lines = codes.map((code) => line(code, percent(10), ruleOf("ratio", { cap: d(120) })));
  const scheme = schemeOf(templateOf(100, lines), {
    departments: DEPARTMENTS.map((code) => departmentOf(code, inTen(1) ? {} : { shareWeight: d(oneOf([0, 1, 2, "0.7"])) })),
    indicators: codes.map((code) => indicatorOf(code, oneOf<Direction>(["up", "down"]))),
    targets: TARGET_METHODS.map((method, place) =>
      targetFor(oneOf(codes), {}, { formula: formulaOf(method), source: { sheet: "目标", cell: `A${place + 2}` } }),
    ),
  });
  const readings = DEPARTMENTS.flatMap((department) =>
    SOURCES.flatMap((indicator) =>
      PERIODS.flatMap((period): Reading[] => {
        if (inTen(1)) return [];
        const value = indicator === "N" ? draw(4) : oneOf([draw(9), draw(99) / 10, -draw(5), 0, 3, 5]);
        const figure = inTen(1) ? { state: oneOf(ABSENT_STATES) } : { state: "value" as const, value: d(String(value)) };
        return [{ department, indicator, period, figure, source: NOWHERE, label: indicator, parsedFrom: null, percentFormat: false }];
      }),
    ),
  );
  return { scheme: { ...scheme, derived }, readings };
}

const seen = { figures: 0, absent: 0, targets: 0, lacking: 0, methods: new Set<string>() };

test(
  "every figure and every target that is worked out is what exact fractions make of it",
  () => {
    const runs = counts(400, 50_000);
    fc.assert(
      fc.property(tape, (numbers) => {
        const { scheme, readings } = drawn(numbers);
        const all = deriveReadings(scheme, readings, NOW).value;
        const wrong: string[] = [];
        for (const { code: department } of scheme.departments) {
          for (const { indicator, method } of scheme.derived) {
            const wanted = exactFigure(scheme, readings, department, indicator, NOW);
            const found = all.find((one) => one.department === department && one.indicator === indicator && samePeriod(one.period, NOW))?.figure;
            const shown = wanted === null ? "missing" : typeof wanted === "string" ? wanted : inDecimals(wanted, 12);
            const own = found?.state === "value" ? inDecimals(exactly(found.value), 12) : (found?.state ?? "none");
            // Of nothing that anybody reported the engine says no more than which of its parts are absent.
            if (wanted !== null && own !== shown) wrong.push(`${department} ${indicator} by ${method}: the engine has ${own}, exactly it is ${shown}`);
            seen.methods.add(method);
            if (found?.state === "value") seen.figures += 1;
            else seen.absent += 1;
          }
        }
        const worked = computeTargets(scheme, all, NOW).value;
        scheme.targets.forEach((row) => {
          const formula = row.formula!;
          const indicator = scheme.indicators.find(({ code }) => code === row.indicator)!;
          for (const department of scheme.departments) {
            // The figures of the period, and of earlier ones, as the engine has them: those were held against fractions above.
            const figure = (whose: string, code: string, when: Reading["period"]) => {
              const found = all.find((one) => one.department === whose && one.indicator === code && samePeriod(one.period, when))?.figure;
              return !found ? null : found.state === "value" ? exactly(found.value) : found.state;
            };
            const wanted = exactTarget(formula, "target", { indicator, department, peers: scheme.departments, period: NOW, figure });
            const own = worked.find((one) => one.department === department.code && samePeriod(one.period!, NOW) && one.source === row.source)?.anchors.target;
            const place = `${department.code} ${row.indicator} by ${formula.method}`;
            if (!own || !wanted) {
              if (own || wanted) wrong.push(`${place}: the engine has ${own?.toFixed() ?? "none"}, exactly it is ${wanted ? inDecimals(wanted, 12) : "none"}`);
              seen.lacking += 1;
              continue;
            }
            seen.methods.add(formula.method);
            seen.targets += 1;
            const off = size(minus(exactly(own), wanted));
            if (formula.decimals === "none" ? isMore(off, CLOSE) : isMore(off, exact("0")))
              wrong.push(`${place} to ${formula.decimals}: the engine has ${own.toFixed()}, exactly it is ${inDecimals(wanted, 30)}`);
          }
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: runs, seed: SEED },
    );
    expect([...DERIVED_METHODS, ...TARGET_METHODS].filter((method) => !seen.methods.has(method))).toEqual([]);
    expect([seen.figures > seen.absent / 4, seen.targets > seen.lacking / 4]).toEqual([true, true]);
    proved(`${seen.figures} computed figures and ${seen.targets} computed targets (seed ${SEED}): 0 differ from exact fractions`);
  },
  minutes(1),
);
