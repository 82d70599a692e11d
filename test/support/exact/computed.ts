/**
 * Figures and targets that are worked out before a card is scored, in exact fractions: docs/workbook.md, “Derived indicators” and “Computed targets”.
 *
 * Only types are the engine's.
 */
import type { Department } from "../../../src/kpi/department";
import type { DerivedIndicator } from "../../../src/kpi/derived";
import type { AbsentState, Reading } from "../../../src/kpi/figure";
import type { Indicator } from "../../../src/kpi/indicator";
import type { Period } from "../../../src/kpi/period";
import type { Scheme } from "../../../src/kpi/scheme";
import type { AnchorName, TargetBasis, TargetFormula } from "../../../src/kpi/target";
import {
  type Fraction,
  FULL_SCORE,
  NONE,
  ONE,
  asShown,
  compare,
  greater,
  isLess,
  isMore,
  isSame,
  lesser,
  minus,
  negative,
  over,
  plus,
  rounded,
  size,
  times,
  total,
  towardsZero,
  whole,
} from "./fraction";
import { squareRoot } from "./irrational";
import { exactly } from "./rules";

export type ExactFigure = Fraction | AbsentState;

const WORST_STATES: readonly AbsentState[] = ["unreadable", "missing", "suppressed", "notDue", "notApplicable"];

/** Periods of one kind follow each other; so many of them make a year. */
const IN_A_YEAR: Readonly<Record<Period["kind"], number>> = { year: 1, halfYear: 2, quarter: 4, month: 12 };

export function periodsBefore(period: Period, count: number): Period {
  const place = period.year * IN_A_YEAR[period.kind] + period.number - 1 - count;
  return { ...period, year: Math.floor(place / IN_A_YEAR[period.kind]), number: (place % IN_A_YEAR[period.kind]) + 1 };
}

function yearsBefore(period: Period, count: number): Period {
  return { ...period, year: period.year - count };
}

/** null: no sheet has such a row. */
function reported(readings: readonly Reading[], department: string, indicator: string, period: Period): ExactFigure | null {
  const row = readings.find(
    (one) =>
      one.department === department &&
      one.indicator === indicator &&
      one.period.kind === period.kind &&
      one.period.year === period.year &&
      one.period.number === period.number,
  );
  if (!row) return null;
  return row.figure.state === "value" ? exactly(row.figure.value) : row.figure.state;
}

/** A department's figure of an indicator, computed where the scheme says so; null: nothing of it was reported. */
export function exactFigure(scheme: Scheme, readings: readonly Reading[], department: string, indicator: string, period: Period): ExactFigure | null {
  const rule = scheme.derived.find((one) => one.indicator === indicator);
  if (!rule) return reported(readings, department, indicator, period);
  const of = (code: string, when = period): ExactFigure | null => exactFigure(scheme, readings, department, code, when);
  const base = "base" in rule ? (rule.base === "previous" ? periodsBefore(period, 1) : yearsBefore(period, 1)) : period;
  return computedBy(rule, of, base, (code) => scheme.indicators.find((one) => one.code === code)!);
}

function computedBy(
  rule: DerivedIndicator,
  of: (code: string, when?: Period) => ExactFigure | null,
  base: Period,
  indicator: (code: string) => Indicator,
): ExactFigure | null {
  /** What is made of parts that are all there. `optional`: no row of such a part says that it does not apply, and not that it is missing. */
  const from = (parts: readonly (ExactFigure | null)[], optional: number, make: (figures: readonly Fraction[]) => ExactFigure): ExactFigure | null => {
    if (parts.every((part) => part === null)) return null;
    const known = parts.map((part, place) => part ?? (place === optional ? "notApplicable" : "missing"));
    const worst = WORST_STATES.find((state) => known.includes(state));
    if (worst) return worst;
    const made = make(known as readonly Fraction[]);
    return typeof made === "string" ? made : rounded(made, 12);
  };
  const better = (one: Fraction, other: Fraction, code: string): Fraction => (indicator(code).direction === "up" ? minus(one, other) : minus(other, one));
  const noQuotient = (zero: "hold" | "notApplicable"): AbsentState => (zero === "hold" ? "unreadable" : "notApplicable");
  switch (rule.method) {
    case "ratio":
      return from([of(rule.numerator), of(rule.denominator)], -1, ([top, bottom]) =>
        isSame(bottom!, NONE) ? noQuotient(rule.zero) : over(times(top!, exactly(rule.factor)), bottom!),
      );
    case "improvement":
      return from([of(rule.of), of(rule.of, base)], 1, ([now, then]) => better(now!, then!, rule.of));
    case "relativeImprovement":
      return from([of(rule.of), of(rule.of, base)], 1, ([now, then]) =>
        isSame(then!, NONE) ? noQuotient(rule.zero) : over(times(better(now!, then!, rule.of), FULL_SCORE), size(then!)),
      );
    case "gapClosed": {
      const { full } = rule;
      if (full.kind === "anchor") throw new Error("not drawn here");
      const parts = [of(rule.of), of(rule.of, base), ...(full.kind === "indicator" ? [of(full.indicator)] : [])];
      return from(parts, 1, ([now, then, mark]) => {
        const end = full.kind === "number" ? exactly(full.value) : mark!;
        const [gap, change] = [better(end, then!, rule.of), better(now!, then!, rule.of)];
        if (isMore(gap, NONE)) return over(times(change, FULL_SCORE), gap);
        return rule.zero === "byChange" ? (isMore(change, NONE) ? FULL_SCORE : NONE) : noQuotient(rule.zero);
      });
    }
    case "lead": {
      const { rivals } = rule;
      if (rivals.kind !== "indicators") throw new Error("not drawn here");
      return from([of(rule.of), ...rivals.indicators.map((code) => of(code))], -1, ([own, ...others]) => {
        const best = others.reduce(indicator(rule.of).direction === "up" ? greater : lesser);
        return better(own!, rule.by === "best" ? best : over(total(others), whole(others.length)), rule.of);
      });
    }
    case "difference":
      return from([of(rule.first), of(rule.second)], -1, ([first, second]) => minus(first!, second!));
    case "checklist":
      return from([of(rule.present), of(rule.action)], -1, ([present, action]) => {
        const all = plus(present!, action!);
        return isSame(all, NONE) ? "notApplicable" : over(times(present!, FULL_SCORE), all);
      });
    case "survey":
      return from([of(rule.answers), of(rule.points)], -1, ([answers, points]) => {
        if (isLess(answers!, exactly(rule.leastAnswers)) || isSame(answers!, NONE)) return "suppressed";
        const mean = over(points!, answers!);
        const [low, high] = [exactly(rule.from), exactly(rule.to)];
        return over(times(minus(mean, low), FULL_SCORE), minus(high, low));
      });
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean": {
      const parts = rule.terms.map(({ indicator: code, weight }) => ({ figure: of(code), weight: weight ? exactly(weight) : ONE }));
      if (parts.every(({ figure }) => figure === null)) return null;
      const applying = parts.map((part) => ({ ...part, figure: part.figure ?? ("missing" as const) })).filter(({ figure }) => figure !== "notApplicable");
      if (applying.length === 0) return "notApplicable";
      const worst = WORST_STATES.find((state) => applying.some(({ figure }) => figure === state));
      const known = applying.flatMap(({ figure, weight }) => (typeof figure === "string" ? [] : [{ figure, weight }]));
      if (worst && (rule.absent === "asAbsent" || known.length === 0)) return worst;
      const [figures, weights] = [known.map(({ figure }) => figure), total(known.map(({ weight }) => weight))];
      const weighted = total(known.map(({ figure, weight }) => times(figure, weight)));
      if (rule.method === "weightedMean" && isSame(weights, NONE)) return "unreadable";
      const made = {
        sum: () => total(figures),
        mean: () => over(total(figures), whole(figures.length)),
        minimum: () => figures.reduce(lesser),
        weightedSum: () => weighted,
        weightedMean: () => over(weighted, weights),
      }[rule.method]();
      return rounded(made, 12);
    }
  }
}

// --- Targets ----------------------------------------------------------------------------------------------------

export interface TargetWanted {
  readonly indicator: Indicator;
  readonly department: Department;
  /** All whose card takes the indicator, in the order of their sheet. */
  readonly peers: readonly Department[];
  readonly period: Period;
  readonly figure: (department: string, indicator: string, period: Period) => ExactFigure | null;
}

const isFigure = (figure: ExactFigure | null): figure is Fraction => figure !== null && typeof figure !== "string";

/** null: something that it rests on is not there. */
export function exactTarget(formula: TargetFormula, anchor: AnchorName, wanted: TargetWanted): Fraction | null {
  const { indicator, department, peers, period, figure } = wanted;
  const parameter = exactly(formula.parameters[anchor]!);
  const { method, decimals, recent = 0 } = formula;
  const own = (when: Period, code = indicator.code): Fraction | null => {
    const found = figure(department.code, code, when);
    return isFigure(found) ? found : null;
  };
  const basisPeriod = { previous: periodsBefore(period, 1), current: period, lastYear: yearsBefore(period, 1) }[formula.basisPeriod];
  const isBetter = (one: Fraction, other: Fraction): boolean => (indicator.direction === "up" ? isMore(one, other) : isLess(one, other));
  const best = (figures: readonly Fraction[]): Fraction | null =>
    figures.reduce<Fraction | null>((known, one) => (known === null || isBetter(one, known) ? one : known), null);
  const ofPeers = (when: Period): Fraction[] => peers.map(({ code }) => figure(code, indicator.code, when)).filter(isFigure);
  const mean = (figures: readonly Fraction[]): Fraction => over(total(figures), whole(figures.length));
  const done = (value: Fraction | null): Fraction | null =>
    value && (decimals === "none" ? value : decimals === null ? rounded(value, 10) : asShown(value, decimals));
  const and = (value: Fraction | null, step: (known: Fraction) => Fraction): Fraction | null => done(value && step(value));
  const benchmark = (basis: TargetBasis | null): Fraction | null => {
    if (basis === null || basis.kind === "best") return best(ofPeers(basisPeriod));
    if (basis.kind === "constant") return exactly(basis.value);
    if (basis.kind === "indicator") return own(basisPeriod, basis.indicator);
    if (basis.kind === "series") throw new Error("not drawn here");
    const figures = basis.departments.map((code) => figure(code, indicator.code, basisPeriod));
    return figures.every(isFigure) ? best(figures) : null;
  };
  /** The own figures of the periods before, the latest first; null: one of them is not there. */
  const earlier = ((): readonly Fraction[] | null => {
    const figures = Array.from({ length: recent }, (_, back) =>
      own(formula.basisPeriod === "lastYear" ? yearsBefore(period, back + 1) : periodsBefore(period, back + 1)),
    );
    return figures.every(isFigure) ? figures : null;
  })();
  switch (method) {
    case "previousPlus":
      return and(own(periodsBefore(period, 1)), (from) => plus(from, parameter));
    case "previousTimes":
      return and(own(periodsBefore(period, 1)), (from) => times(from, parameter));
    case "lastYearPlus":
      return and(own(yearsBefore(period, 1)), (from) => plus(from, parameter));
    case "lastYearTimes":
      return and(own(yearsBefore(period, 1)), (from) => times(from, parameter));
    case "bestPlus":
      return and(best(ofPeers(basisPeriod)), (from) => plus(from, parameter));
    case "worstPlus":
      return and(
        ofPeers(basisPeriod).reduce<Fraction | null>((known, one) => (known === null || isBetter(known, one) ? one : known), null),
        (from) => plus(from, parameter),
      );
    case "meanPlus": {
      const figures = ofPeers(basisPeriod);
      return and(figures.length > 0 ? mean(figures) : null, (from) => plus(from, parameter));
    }
    case "deviations": {
      const figures = ofPeers(basisPeriod);
      if (figures.length === 0) return null;
      const middle = mean(figures);
      const spread = squareRoot(mean(figures.map((one) => times(minus(one, middle), minus(one, middle)))));
      return done((indicator.direction === "up" ? plus : minus)(middle, times(parameter, spread)));
    }
    case "recentMeanPlus":
      return and(earlier && mean(earlier), (from) => plus(from, parameter));
    case "recentMeanTimes":
      return and(earlier && mean(earlier), (from) => times(from, parameter));
    case "betterRecentPlus":
      return and(earlier && best([earlier[0]!, mean(earlier)]), (from) => plus(from, parameter));
    case "worseRecentPlus":
      return and(earlier && (isBetter(earlier[0]!, mean(earlier)) ? mean(earlier) : earlier[0]!), (from) => plus(from, parameter));
    case "percentile": {
      // From the worst to the best; the place counts from 0.
      const figures = ofPeers(basisPeriod).sort((one, other) => (indicator.direction === "up" ? compare(one, other) : compare(other, one)));
      if (figures.length === 0) return null;
      const place = over(times(parameter, whole(figures.length - 1)), FULL_SCORE);
      const below = Number(towardsZero(place));
      const [low, high] = [figures[below]!, figures[Math.min(below + 1, figures.length - 1)]!];
      return done(plus(low, times(minus(high, low), minus(place, whole(below)))));
    }
    case "competitorPlus":
      return and(benchmark(formula.basis), (from) => plus(from, parameter));
    case "closeGap": {
      const from = own(formula.basisPeriod === "lastYear" ? yearsBefore(period, 1) : periodsBefore(period, 1));
      const to = benchmark(formula.basis);
      return from && to && done(plus(from, over(times(minus(to, from), parameter), FULL_SCORE)));
    }
    case "shareByWeight":
    case "shareByLastYear": {
      const basis = method === "shareByLastYear" ? { code: indicator.code, when: yearsBefore(period, 1) } : null;
      const from = formula.basis?.kind === "indicator" ? { code: formula.basis.indicator, when: basisPeriod } : basis;
      const weights = peers.map((peer) => (from ? figure(peer.code, from.code, from.when) : peer.shareWeight ? exactly(peer.shareWeight) : null));
      if (!weights.every(isFigure) || weights.some((weight) => isLess(weight, NONE)) || isSame(total(weights), NONE)) return null;
      return parts(parameter, weights, decimals)[peers.indexOf(department)]!;
    }
  }
}

/** Cut off towards 0, and the units that are left to the largest remainders, equal ones in order. */
function parts(all: Fraction, weights: readonly Fraction[], decimals: TargetFormula["decimals"]): Fraction[] {
  let places = typeof decimals === "number" ? decimals : 0;
  if (typeof decimals !== "number") while (!isSame(rounded(all, places), all)) places += 1;
  const unit = whole(10n ** BigInt(places));
  const fair = weights.map((weight) => over(times(times(size(all), unit), weight), total(weights)));
  const counts = fair.map(towardsZero);
  const rest = fair.map((share, place) => minus(share, whole(counts[place]!)));
  const order = weights.map((_, place) => place).sort((one, other) => compare(rest[other]!, rest[one]!) || one - other);
  const left = Number(towardsZero(times(size(all), unit)) - counts.reduce((sum, one) => sum + one, 0n));
  for (const place of order.slice(0, left)) counts[place]! += 1n;
  return counts.map((count) => {
    const part = over(whole(count), unit);
    return isLess(all, NONE) ? negative(part) : part;
  });
}
