/**
 * Targets that are worked out from figures (目标算法): previous + step, best branch, a company target shared out.
 *
 * Each row that says how becomes one row per department and period, with what it rests on. A figure that is not there is never guessed:
 * the anchor is then lacking, no less specific row stands in for it, and the lines that need it are held.
 */
import { type Decimal, HUNDRED, ONE, ZERO, decimal, sum } from "./decimal";
import type { Department } from "./department";
import { seriesOf } from "./derived";
import type { Reading } from "./figure";
import type { Checked } from "./finding";
import type { Indicator } from "./indicator";
import { type Period, comparePeriods, periodKey, previousPeriod, samePeriod } from "./period";
import { roundTo } from "./rounding";
import { betterBy, upward } from "./rules/direction";
import { RULE_COLUMNS, type RuleParameters } from "./rules/index";
import type { Scheme } from "./scheme";
import type { Source } from "./source";
import {
  ANCHOR_NAMES,
  type AnchorName,
  type Anchors,
  type AnchorSources,
  type LackingBasis,
  type TargetBasis,
  type TargetFormula,
  type TargetRow,
  type UsedFigure,
  type WorkedOut,
  specificity,
} from "./target";
import type { Line, TreeNode } from "./template";

/** A figure is shown with ten places at most, and so is a computed target. */
const MOST_DECIMALS = 10;

/** All rows of the scheme, those that say how replaced by what they come to in the period and in the earlier ones that have figures. */
export function computeTargets(scheme: Scheme, readings: readonly Reading[], period: Period): Checked<readonly TargetRow[]> {
  if (!scheme.targets.some((row) => row.formula)) return { value: scheme.targets, findings: [] };
  const books = booksOf(scheme, readings);
  const periods = periodsUpTo(readings, period);
  const value = scheme.targets.flatMap((row) => (row.formula ? workedOutRows(row, row.formula, periods, books) : [row]));
  return { value, findings: [] };
}

/** The period itself and the earlier ones of its kind that have figures: cards are compared with what they came to before. */
function periodsUpTo(readings: readonly Reading[], period: Period): readonly Period[] {
  const earlier = new Map<string, Period>();
  for (const { period: when } of readings) if (when.kind === period.kind && comparePeriods(when, period) < 0) earlier.set(periodKey(when), when);
  return [period, ...earlier.values()];
}

/** The anchors that a rule looks at and that were worked out. */
export function computedAnchors({ kind }: RuleParameters, sources: AnchorSources): { readonly anchor: AnchorName; readonly how: WorkedOut }[] {
  const { required, optional } = RULE_COLUMNS[kind];
  const used: readonly AnchorName[] = [...required, ...optional];
  return used.flatMap((anchor) => {
    const how = sources[anchor]?.workedOut;
    return how ? [{ anchor, how }] : [];
  });
}

interface Books {
  readonly scheme: Scheme;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly readings: ReadonlyMap<string, Reading>;
  /** What stands beside a figure: competitors and benchmarks, by department, indicator, series and period. */
  readonly beside: ReadonlyMap<string, readonly Reading[]>;
}

const key = (...parts: readonly string[]): string => parts.join("\u0000");

function booksOf(scheme: Scheme, readings: readonly Reading[]): Books {
  const beside = new Map<string, Reading[]>();
  for (const reading of readings) {
    const series = seriesOf(reading.indicator);
    if (!series) continue;
    const place = key(reading.department, series.indicator, series.series, periodKey(reading.period));
    const listed = beside.get(place);
    if (listed) listed.push(reading);
    else beside.set(place, [reading]);
  }
  return {
    scheme,
    indicators: new Map(scheme.indicators.map((indicator) => [indicator.code, indicator])),
    readings: new Map(readings.map((reading) => [key(reading.department, reading.indicator, periodKey(reading.period)), reading])),
    beside,
  };
}

/** A figure, or what is lacking. */
type Found<T> = { readonly kind: "found"; readonly value: T } | { readonly kind: "lacking"; readonly lacking: LackingBasis };

function found<T>(value: T): Found<T> {
  return { kind: "found", value };
}

/** One row of the table in one period. */
interface Work {
  readonly row: TargetRow;
  readonly formula: TargetFormula;
  readonly indicator: Indicator;
  readonly period: Period;
  readonly basisPeriod: Period;
  /** Those whose card takes the indicator where the row holds, in the order of the departments' table. */
  readonly peers: readonly Department[];
  readonly books: Books;
}

function workedOutRows(row: TargetRow, formula: TargetFormula, periods: readonly Period[], books: Books): TargetRow[] {
  const indicator = books.indicators.get(row.indicator ?? "");
  if (!indicator) return [];
  const peers = books.scheme.departments.filter((department) => takes(department, row, books.scheme));
  return periods
    .filter((period) => row.period === null || samePeriod(row.period, period))
    .flatMap((period) => {
      const work = { row, formula, indicator, period, basisPeriod: basisPeriodOf(formula, period), peers, books };
      return rowsOf(work, (name) => anchorsOf(work, name));
    });
}

function basisPeriodOf({ method, basisPeriod }: TargetFormula, period: Period): Period {
  const lastYear = { ...period, year: period.year - 1 };
  if (method === "lastYearPlus" || method === "lastYearTimes" || method === "shareByLastYear") return lastYear;
  if (method === "previousPlus" || method === "previousTimes") return previousPeriod(period);
  return { previous: previousPeriod(period), current: period, lastYear }[basisPeriod];
}

/** Some card of the department takes the row's indicator, on a line that the row holds for. */
function takes(department: Department, row: TargetRow, scheme: Scheme): boolean {
  return department.templates.some((code) => {
    if (row.template !== null && row.template !== code) return false;
    const template = scheme.templates.find((one) => one.code === code);
    return linesIn(template?.children ?? []).some((line) => {
      const bound = scheme.bindings.find((one) => one.department === department.code && one.template === code && one.line === line.code);
      return (bound?.indicator ?? line.indicator) === row.indicator && (row.line === null || row.line === line.code);
    });
  });
}

function linesIn(nodes: readonly TreeNode[]): Line[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [node] : linesIn(node.children)));
}

type AnchorOf = (department: Department) => Found<WorkedOut>;

function rowsOf({ row, formula, period, peers }: Work, anchorOf: (name: AnchorName) => AnchorOf): TargetRow[] {
  const names = ANCHOR_NAMES.filter((name) => formula.parameters[name] !== undefined);
  const each = names.map((name) => ({ name, of: anchorOf(name) }));
  return peers
    .filter((department) => row.department === null || row.department === department.code)
    .map((department) => {
      const anchors: { -readonly [A in AnchorName]?: Anchors[A] } = {};
      const sources: { -readonly [A in AnchorName]?: AnchorSources[A] } = {};
      for (const { name, of } of each) {
        const { sheet, cell } = row.sources[name] ?? row.source;
        const result = of(department);
        if (result.kind === "found") anchors[name] = result.value.value;
        // What no cell of a figure can show is shown at the anchor.
        const place = (lacking: LackingBasis): LackingBasis => (lacking.source === row.source ? { ...lacking, source: { sheet, cell } } : lacking);
        sources[name] = { sheet, cell, ...(result.kind === "found" ? { workedOut: result.value } : { lacking: place(result.lacking) }) };
      }
      const { indicator, template, line, fromSheet, source } = row;
      return { indicator, template, line, department: department.code, period, anchors, sources, fromSheet, source, specificity: specificity(row) };
    });
}

/** What is the same for all departments is worked out once. */
function anchorsOf(work: Work, name: AnchorName): AnchorOf {
  const { formula, row, basisPeriod } = work;
  const parameter = formula.parameters[name]!;
  const parameterSource = row.sources[name] ?? row.source;
  const shared = { method: formula.method, parameter, parameterSource, basis: formula.basis, decimals: formula.decimals, basisPeriod };
  const rounded = (value: Decimal): Decimal => roundTo(value, formula.decimals ?? MOST_DECIMALS);
  const plus = (from: Decimal, used: readonly UsedFigure[], period: Period | null): Found<WorkedOut> =>
    found({ ...shared, kind: "plus", from, used, basisPeriod: period, value: rounded(from.plus(parameter)) });
  switch (formula.method) {
    case "previousPlus":
    case "lastYearPlus":
      return (department) => then(figureOf(work, department, work.indicator, basisPeriod), (own) => plus(own.value, [own], basisPeriod));
    case "previousTimes":
    case "lastYearTimes":
      return (department) =>
        then(figureOf(work, department, work.indicator, basisPeriod), (own) =>
          found({ ...shared, kind: "times", from: own.value, used: [own], value: rounded(own.value.times(parameter)) }),
        );
    case "percentile": {
      const result = then(peerFigures(work), (used) =>
        found<WorkedOut>({ ...shared, kind: "percentile", used, value: rounded(percentile(used, parameter, work.indicator.direction)) }),
      );
      return () => result;
    }
    case "bestPlus":
    case "worstPlus": {
      const end = formula.method === "bestPlus" ? HUNDRED : ZERO;
      const result = then(peerFigures(work), (used) => plus(percentile(used, end, work.indicator.direction), used, basisPeriod));
      return () => result;
    }
    case "meanPlus": {
      const result = then(peerFigures(work), (used) => plus(meanOf(used), used, basisPeriod));
      return () => result;
    }
    case "deviations": {
      const result = then(peerFigures(work), (used) => {
        const [from, deviation] = [meanOf(used), deviationOf(used)];
        const better = deviation.times(parameter);
        const value = work.indicator.direction === "up" ? from.plus(better) : from.minus(better);
        return found<WorkedOut>({ ...shared, kind: "deviations", from, deviation, used, value: rounded(value) });
      });
      return () => result;
    }
    case "recentMeanPlus":
      return (department) => then(recentFigures(work, department), (used) => plus(meanOf(used), used, basisPeriod));
    case "recentMeanTimes":
      return (department) =>
        then(recentFigures(work, department), (used) => {
          const from = meanOf(used);
          return found({ ...shared, kind: "times", from, used, value: rounded(from.times(parameter)) });
        });
    case "betterRecentPlus":
    case "worseRecentPlus": {
      const better = formula.method === "betterRecentPlus";
      return (department) =>
        then(recentFigures(work, department), (used) => {
          const [latest, mean] = [used[0]!.value, meanOf(used)];
          const latestIsBetter = betterBy(latest, mean, work.indicator.direction).gte(0);
          return plus(latestIsBetter === better ? latest : mean, used, basisPeriod);
        });
    }
    case "competitorPlus":
      return (department) => then(benchmarkOf(work, department), ({ value, used }) => plus(value, used, used.length > 0 ? basisPeriod : null));
    case "closeGap": {
      const ownPeriod = formula.basisPeriod === "lastYear" ? basisPeriod : previousPeriod(work.period);
      return (department) =>
        then(figureOf(work, department, work.indicator, ownPeriod), (own) =>
          then(benchmarkOf(work, department), ({ value: benchmark, used }) => {
            const value = own.value.plus(benchmark.minus(own.value).times(parameter).div(HUNDRED));
            return found({ ...shared, basisPeriod: used.length > 0 ? basisPeriod : null, kind: "gap", own, ownPeriod, benchmark, used, value: rounded(value) });
          }),
        );
    }
    case "shareByWeight":
    case "shareByLastYear":
      return sharedOut(work, parameter, (share) => ({ ...shared, ...share, kind: "share" }));
  }
}

function then<A, B>(first: Found<A>, next: (value: A) => Found<B>): Found<B> {
  return first.kind === "found" ? next(first.value) : first;
}

// --- Figures ----------------------------------------------------------------------------------------------------

function readingOf({ books }: Work, department: string, indicator: string, period: Period): Reading | null {
  return books.readings.get(key(department, indicator, periodKey(period))) ?? null;
}

function figureOf(work: Work, department: Department, indicator: Indicator, period: Period): Found<UsedFigure> {
  const reading = readingOf(work, department.code, indicator.code, period);
  if (reading?.figure.state === "value") {
    const { value } = reading.figure;
    const names = { departmentName: department.shortName, indicatorName: indicator.name };
    return found({ department: department.code, indicator: indicator.code, ...names, value, source: reading.source });
  }
  const source = reading?.source ?? work.row.source;
  return { kind: "lacking", lacking: { what: "figure", department: department.shortName, indicator: indicator.name, period, source } };
}

/** The own figures of so many earlier periods, the latest first; all of them are needed. */
function recentFigures(work: Work, department: Department): Found<readonly UsedFigure[]> {
  const { formula, basisPeriod, indicator } = work;
  const used: UsedFigure[] = [];
  let period = basisPeriod;
  for (let left = formula.recent!; left > 0; left -= 1) {
    const figure = figureOf(work, department, indicator, period);
    if (figure.kind === "lacking") return figure;
    used.push({ ...figure.value, period });
    period = formula.basisPeriod === "lastYear" ? { ...period, year: period.year - 1 } : previousPeriod(period);
  }
  return found(used);
}

function meanOf(used: readonly UsedFigure[]): Decimal {
  return sum(used.map(({ value }) => value)).div(used.length);
}

/** Of those peers that have a figure; one without is left out, all without are lacking. */
function peerFigures(work: Work): Found<readonly UsedFigure[]> {
  const { peers, indicator, basisPeriod, row } = work;
  const used = peers.flatMap((department) => {
    const figure = figureOf(work, department, indicator, basisPeriod);
    return figure.kind === "found" ? [figure.value] : [];
  });
  if (used.length > 0) return found(used);
  return { kind: "lacking", lacking: { what: "peers", department: "", indicator: indicator.name, period: basisPeriod, source: row.source } };
}

/** The columns of competitors, or the one of the benchmark, beside the department's own figure; those that hold a figure. */
function seriesFigures(work: Work, department: Department, series: "competitor" | "benchmark"): Found<readonly UsedFigure[]> {
  const { indicator, basisPeriod, books, row } = work;
  const beside = books.beside.get(key(department.code, indicator.code, series, periodKey(basisPeriod))) ?? [];
  const used = beside.flatMap(({ indicator: code, figure, source }): UsedFigure[] =>
    figure.state === "value"
      ? [{ department: department.code, indicator: code, departmentName: department.shortName, indicatorName: indicator.name, value: figure.value, source }]
      : [],
  );
  if (used.length > 0) return found(used);
  const source = beside[0]?.source ?? row.source;
  return { kind: "lacking", lacking: { what: series, department: department.shortName, indicator: indicator.name, period: basisPeriod, source } };
}

interface Benchmark {
  readonly value: Decimal;
  readonly used: readonly UsedFigure[];
}

function benchmarkOf(work: Work, department: Department): Found<Benchmark> {
  const { indicator, basisPeriod, books } = work;
  const basis: TargetBasis = work.formula.basis ?? { kind: "best" };
  switch (basis.kind) {
    case "best":
      return then(peerFigures(work), (used) => found({ value: percentile(used, HUNDRED, indicator.direction), used }));
    case "constant":
      return found({ value: basis.value, used: [] });
    case "series":
      return then(seriesFigures(work, department, basis.series), (used) => found({ value: percentile(used, HUNDRED, indicator.direction), used }));
    case "indicator":
      return then(figureOf(work, department, books.indicators.get(basis.indicator)!, basisPeriod), (used) => found({ value: used.value, used: [used] }));
    case "departments": {
      const used: UsedFigure[] = [];
      for (const code of basis.departments) {
        const figure = figureOf(
          work,
          books.scheme.departments.find((one) => one.code === code)!,
          indicator,
          basisPeriod,
        );
        if (figure.kind === "lacking") return figure;
        used.push(figure.value);
      }
      return found({ value: percentile(used, HUNDRED, indicator.direction), used });
    }
  }
}

/**
 * PERCENTILE.INC on the axis on which more is better: 100 is the best of the figures and 0 the worst. Of n figures in rising order
 * the place is 1 + (n − 1)·p/100, and between two places on the straight line. At least one figure.
 */
export function percentile(figures: readonly Pick<UsedFigure, "value">[], perCent: Decimal, direction: Indicator["direction"]): Decimal {
  const rising = figures.map(({ value }) => upward(value, direction)).sort((one, other) => one.cmp(other));
  const place = perCent.times(rising.length - 1).div(HUNDRED);
  const whole = place.round(0, 0).toNumber();
  const low = rising[whole]!;
  const high = rising[whole + 1] ?? low;
  return upward(low.plus(high.minus(low).times(place.minus(whole))), direction);
}

/** STDEV.P: the departments are all there are, and no sample of more. 0 where all have the same figure, and of one department. At least one figure. */
export function deviationOf(figures: readonly Pick<UsedFigure, "value">[]): Decimal {
  const values = figures.map(({ value }) => value);
  // Multiplied out, so that it is exactly 0 where nobody differs.
  const squares = sum(values.map((value) => value.times(value))).times(values.length);
  return squares.minus(sum(values).pow(2)).sqrt().div(values.length);
}

// --- Shared out -------------------------------------------------------------------------------------------------

type Share = Pick<Extract<WorkedOut, { readonly kind: "share" }>, "value" | "used" | "own" | "all" | "departments" | "extra" | "basisPeriod" | "decimals">;

function sharedOut(work: Work, whole: Decimal, drawn: (share: Share) => WorkedOut): AnchorOf {
  const weights = weightsOf(work);
  if (weights.kind === "lacking") return () => weights;
  const { weights: each, used } = weights.value;
  // Parts that are rounded nowhere do not add up: the sheet's reader has no row of that kind.
  const stated = work.formula.decimals;
  const decimals = stated === null || stated === "none" ? placesOf(whole) : stated;
  const parts = shareOut(whole, each, decimals);
  const [all, basisPeriod] = [sum(each), used.length > 0 ? work.basisPeriod : null];
  return (department) => {
    const place = work.peers.indexOf(department);
    const { part, extra } = parts[place]!;
    return found(drawn({ value: part, used, own: each[place]!, all, departments: each.length, extra, basisPeriod, decimals }));
  };
}

function weightsOf(work: Work): Found<{ readonly weights: readonly Decimal[]; readonly used: readonly UsedFigure[] }> {
  const { peers, formula, books, basisPeriod, row } = work;
  const basis =
    formula.method === "shareByLastYear" ? work.indicator : formula.basis?.kind === "indicator" ? books.indicators.get(formula.basis.indicator)! : null;
  const used: UsedFigure[] = [];
  const weights: Decimal[] = [];
  const lacking = (what: LackingBasis["what"], department: string, source: Source): Found<never> => {
    return { kind: "lacking", lacking: { what, department, indicator: basis?.name ?? "", period: basis ? basisPeriod : null, source } };
  };
  for (const department of peers) {
    const figure = basis ? figureOf(work, department, basis, basisPeriod) : null;
    if (figure?.kind === "lacking") return figure;
    if (figure) used.push(figure.value);
    const weight = figure ? figure.value.value : (department.shareWeight ?? null);
    if (!weight || weight.lt(0)) return lacking("weight", department.shortName, figure ? figure.value.source : department.source);
    weights.push(weight);
  }
  return sum(weights).eq(0) ? lacking("weights", "", row.source) : found({ weights, used });
}

/**
 * Parts of a whole in proportion to weights, each of at most so many places, that add up to it exactly: every part is rounded towards zero, and the
 * units that are left go to the largest remainders, equal ones in the order given. `whole` has at most so many places; the weights are not negative.
 */
export function shareOut(whole: Decimal, weights: readonly Decimal[], decimals: number): { readonly part: Decimal; readonly extra: boolean }[] {
  const size = decimal(10).pow(decimals);
  const units = whole.abs().times(size);
  const all = sum(weights);
  const parts = weights.map((weight, place) => {
    const exact = units.times(weight);
    // A quotient may be cut off after forty places; the remainder by multiplication is exact.
    const count = exact.div(all).round(0, 0);
    return { place, count, rest: exact.minus(count.times(all)) };
  });
  const left = units.minus(sum(parts.map(({ count }) => count))).toNumber();
  const first = new Set(
    [...parts]
      .sort((one, other) => other.rest.cmp(one.rest))
      .slice(0, left)
      .map(({ place }) => place),
  );
  return parts.map(({ place, count }) => {
    const extra = first.has(place);
    const part = (extra ? count.plus(ONE) : count).div(size);
    return { part: whole.lt(0) ? part.neg() : part, extra };
  });
}

/** Places after the point that a number takes. */
export function placesOf(value: Decimal): number {
  return Math.max(0, value.c.length - 1 - value.e);
}
