/**
 * Readings that are computed from other readings (派生指标), per department and period.
 *
 * A part that is absent makes the whole absent, by the gravest of their states, so that deleting a figure never completes a card.
 */
import { type Decimal, HUNDRED, ZERO, decimal, greatest, least, sum } from "./decimal";
import { type DerivedIndicator, type PartRole, basePeriod, seriesCode, sourcesOf } from "./derived";
import { type AbsentState, type Derivation, type DerivedPart, type Figure, GRAVEST_FIRST, type Reading } from "./figure";
import { type Checked, type Finding, finding } from "./finding";
import type { Direction, Indicator } from "./indicator";
import { type Period, periodKey, samePeriod } from "./period";
import { settled } from "./rounding";
import { betterBy } from "./rules/direction";
import type { Scheme } from "./scheme";
import type { LiveSource } from "./source";
import { type TargetTable, anchorsFor, targetTable } from "./target";

/**
 * All readings, those of derived indicators computed. `period` is the one that is scored: it gets one of each even where no part was reported.
 * A figure that a sheet gives for a derived indicator is said; it counts only where no sheet gives any part of it.
 */
export function deriveReadings(scheme: Scheme, readings: readonly Reading[], period: Period): Checked<readonly Reading[]> {
  if (scheme.derived.length === 0) return { value: readings, findings: [] };
  const book = bookOf(scheme, readings);
  const findings: Finding[] = [];
  const computed: Reading[] = [];
  for (const department of scheme.departments) {
    const periods = book.periods.get(department.code);
    if (!periods) continue;
    periods.set(periodKey(period), period);
    for (const derived of scheme.derived) {
      for (const when of periods.values()) {
        const reading = book.find(department.code, derived.indicator, when);
        const typed = book.typed.get(key(department.code, derived.indicator, when));
        const now = samePeriod(when, period);
        // A missing figure of another period says no more than none.
        if (reading && reading !== typed && (now || typed || reading.figure.state !== "missing")) computed.push(reading);
        else if (!typed && now) computed.push(compute(book, department.code, derived, when));
        if (typed && now && typed.figure.state !== "missing") {
          const details = {
            department: department.shortName,
            indicator: nameOf(book, derived.indicator),
            used: reading === typed ? ("typed" as const) : ("derived" as const),
          };
          findings.push(finding("derivedTyped", typed.source, details));
        }
      }
    }
  }
  const done = new Set(computed.map((reading) => key(reading.department, reading.indicator, reading.period)));
  return { value: [...readings.filter((reading) => !done.has(key(reading.department, reading.indicator, reading.period))), ...computed], findings };
}

/** Derived indicators that are computed from themselves, each circle once, in the order of going down. */
export function circlesOf(derived: readonly DerivedIndicator[]): readonly (readonly DerivedIndicator[])[] {
  const byCode = new Map(derived.map((one) => [one.indicator, one]));
  const settledOnes = new Set<DerivedIndicator>();
  const circles: (readonly DerivedIndicator[])[] = [];
  const walk = (one: DerivedIndicator, path: readonly DerivedIndicator[]): void => {
    const start = path.indexOf(one);
    if (start >= 0) circles.push(path.slice(start));
    if (start >= 0 || settledOnes.has(one)) return;
    for (const code of sourcesOf(one)) {
      const next = byCode.get(code);
      if (next) walk(next, [...path, one]);
    }
    settledOnes.add(one);
  };
  for (const one of derived) walk(one, []);
  return circles;
}

// --- What is looked up ------------------------------------------------------------------------------------------

interface Book {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly targets: TargetTable;
  /** Periods of which any sheet gives the department any figure. */
  readonly periods: ReadonlyMap<string, Map<string, Period>>;
  /** Figures that sheets give for derived indicators. */
  readonly typed: ReadonlyMap<string, Reading>;
  /** Codes of the series beside each indicator: its competitors, by department. */
  readonly rivals: ReadonlyMap<string, readonly string[]>;
  /** The reading as it was read, or computed; null: no sheet gives it, nor any part of it. */
  readonly find: (department: string, indicator: string, period: Period) => Reading | null;
}

function key(department: string, indicator: string, period: Period): string {
  return [department, indicator, periodKey(period)].join("\u0000");
}

function nameOf(book: Pick<Book, "indicators">, code: string): string {
  return book.indicators.get(code)?.name ?? code;
}

function bookOf(scheme: Scheme, readings: readonly Reading[]): Book {
  const derived = new Map(scheme.derived.map((one) => [one.indicator, one]));
  const read = new Map<string, Reading>();
  const typed = new Map<string, Reading>();
  const periods = new Map<string, Map<string, Period>>();
  const rivals = new Map<string, string[]>();
  for (const reading of readings) {
    const at = key(reading.department, reading.indicator, reading.period);
    (derived.has(reading.indicator) ? typed : read).set(at, reading);
    const known = periods.get(reading.department) ?? new Map<string, Period>();
    periods.set(reading.department, known.set(periodKey(reading.period), reading.period));
    for (const series of ["competitor", "benchmark"] as const) {
      const of = reading.indicator.split(seriesCode("", series));
      if (of.length < 2) continue;
      const codes = rivals.get(seriesCode(of[0]!, series)) ?? [];
      if (!codes.includes(reading.indicator)) rivals.set(seriesCode(of[0]!, series), [...codes, reading.indicator]);
    }
  }
  const computed = new Map<string, Reading | null>();
  const underway = new Set<string>();
  const book: Book = {
    indicators: new Map(scheme.indicators.map((indicator) => [indicator.code, indicator])),
    targets: targetTable(scheme.targets),
    periods,
    typed,
    rivals,
    find: (department, indicator, period) => {
      const at = key(department, indicator, period);
      const rule = derived.get(indicator);
      if (!rule) return read.get(at) ?? null;
      const known = computed.get(at);
      if (known !== undefined) return known;
      // A circle is an error of the scheme, which is not scored; whoever asks all the same finds nothing, also where it goes on through earlier periods.
      if (underway.has(indicator)) return null;
      underway.add(indicator);
      const reading = compute(book, department, rule, period);
      underway.delete(indicator);
      const reported = reading.derivation!.parts.some((part) => part.reading !== null);
      const result = reported ? reading : (typed.get(at) ?? null);
      computed.set(at, result);
      return result;
    },
  };
  return book;
}

// --- One figure -------------------------------------------------------------------------------------------------

type Result =
  { readonly kind: "value"; readonly value: Decimal } | { readonly kind: "absent"; readonly state: AbsentState; readonly problem: Derivation["problem"] };

const value = (of: Decimal): Result => ({ kind: "value", value: of });
const absent = (state: AbsentState, problem: Derivation["problem"] = null): Result => ({ kind: "absent", state, problem });
const undefinedBy = (problem: Derivation["problem"], zero: "hold" | "notApplicable"): Result =>
  zero === "hold" ? absent("unreadable", problem) : absent("notApplicable");

function compute(book: Book, department: string, derived: DerivedIndicator, period: Period): Reading {
  const parts = partsOf(book, department, derived, period);
  const direction = "of" in derived ? (book.indicators.get(derived.of)?.direction ?? "up") : "up";
  const full = derived.method === "gapClosed" ? fullMark(book, department, derived, period) : null;
  const result = resultOf(derived, parts, direction, full?.value ?? null);
  const figure: Figure = result.kind === "value" ? { state: "value", value: settled(result.value) } : { state: result.state };
  const problem = result.kind === "absent" ? result.problem : null;
  return {
    department,
    indicator: derived.indicator,
    period,
    figure,
    source: derived.source,
    label: nameOf(book, derived.indicator),
    parsedFrom: null,
    percentFormat: false,
    derivation: { derived, parts, direction, full, problem },
  };
}

function partsOf(book: Book, department: string, derived: DerivedIndicator, period: Period): readonly DerivedPart[] {
  const part = (role: PartRole, indicator: string, when = period, factor: Decimal | null = null): DerivedPart => ({
    role,
    indicator,
    period: when,
    reading: book.find(department, indicator, when),
    factor,
  });
  switch (derived.method) {
    case "ratio":
      return [part("numerator", derived.numerator), part("denominator", derived.denominator)];
    case "improvement":
    case "relativeImprovement":
      return [part("own", derived.of), part("base", derived.of, basePeriod(period, derived.base))];
    case "gapClosed": {
      const two = [part("own", derived.of), part("base", derived.of, basePeriod(period, derived.base))];
      return derived.full.kind === "indicator" ? [...two, part("full", derived.full.indicator)] : two;
    }
    case "lead": {
      const { rivals } = derived;
      const codes = rivals.kind === "indicators" ? rivals.indicators : rivalsOf(book, department, derived.of, rivals.series, period);
      return [part("own", derived.of), ...codes.map((code) => part("rival", code))];
    }
    case "difference":
      return [part("first", derived.first), part("second", derived.second)];
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean":
      return derived.terms.map(({ indicator, weight }) => part("term", indicator, period, weight));
    case "checklist":
      return [part("present", derived.present), part("action", derived.action)];
    case "survey":
      return [part("answers", derived.answers), part("points", derived.points)];
  }
}

/** The competitors that the department's sheet has a column for; where it has none, the one that is missing. */
function rivalsOf(book: Book, department: string, indicator: string, series: "competitor" | "benchmark", period: Period): readonly string[] {
  const usual = seriesCode(indicator, series);
  const codes = (book.rivals.get(usual) ?? []).filter((code) => book.find(department, code, period) !== null);
  return codes.length > 0 ? codes : [usual];
}

/** The full mark that is a number or stands in the targets' table: 满值, or else 最优值, of the source for this department and period. */
function fullMark(book: Book, department: string, derived: Extract<DerivedIndicator, { method: "gapClosed" }>, period: Period): Derivation["full"] {
  const { full, of } = derived;
  if (full.kind === "number") return { value: full.value, source: null };
  if (full.kind === "indicator") return null;
  const { anchors, sources } = anchorsFor(book.targets, { indicator: of, template: "", line: "", department, period });
  const name = anchors.full ? "full" : "best";
  const stated = anchors[name];
  const source: LiveSource | undefined = sources[name];
  return stated ? { value: stated, source: source ?? null } : null;
}

/** The gravest state of those parts that are absent; null: none is. No earlier period is no fault: nothing can be said yet. */
function gravest(parts: readonly DerivedPart[]): AbsentState | null {
  const states = new Set(
    parts.map(({ reading, role }) => (reading ? reading.figure.state : role === "base" ? ("notApplicable" as const) : ("missing" as const))),
  );
  return GRAVEST_FIRST.find((state) => states.has(state)) ?? null;
}

function resultOf(derived: DerivedIndicator, parts: readonly DerivedPart[], direction: Direction, fullStated: Decimal | null): Result {
  if ("terms" in derived) return combined(derived, parts);
  const state = gravest(parts);
  if (state !== null) return absent(state);
  const figures = (role: PartRole): Decimal[] => parts.filter((part) => part.role === role).map(figureOf);
  const [own, base, second] = [figures("own")[0], figures("base")[0], figures("second")[0]];
  switch (derived.method) {
    case "ratio": {
      const [numerator, denominator] = [figures("numerator")[0]!, figures("denominator")[0]!];
      return denominator.eq(0) ? undefinedBy("zero", derived.zero) : value(numerator.times(derived.factor).div(denominator));
    }
    case "improvement":
      return value(betterBy(own!, base!, direction));
    case "relativeImprovement":
      return base!.eq(0) ? undefinedBy("zero", derived.zero) : value(betterBy(own!, base!, direction).times(HUNDRED).div(base!.abs()));
    case "gapClosed": {
      const full = figures("full")[0] ?? fullStated;
      if (!full) return absent("unreadable", "noFull");
      const gap = betterBy(full, base!, direction);
      const change = betterBy(own!, base!, direction);
      if (gap.gt(0)) return value(change.times(HUNDRED).div(gap));
      return derived.zero === "byChange" ? value(change.gt(0) ? HUNDRED : ZERO) : undefinedBy("noGap", derived.zero);
    }
    case "lead": {
      const [first, ...others] = figures("rival");
      const best = direction === "up" ? greatest(first!, ...others) : least(first!, ...others);
      if (derived.by === "best") return value(betterBy(own!, best, direction));
      const count = decimal(others.length + 1);
      // Multiplied out, so that a third of something is divided only once, at the end.
      return value(betterBy(own!.times(count), sum([first!, ...others]), direction).div(count));
    }
    case "difference":
      return value(figures("first")[0]!.minus(second!));
    case "checklist": {
      const [present, action] = [figures("present")[0]!, figures("action")[0]!];
      const applying = present.plus(action);
      return applying.eq(0) ? absent("notApplicable") : value(present.times(HUNDRED).div(applying));
    }
    case "survey": {
      const [answers, points] = [figures("answers")[0]!, figures("points")[0]!];
      if (answers.lt(derived.leastAnswers) || answers.eq(0)) return absent("suppressed");
      const above = points.minus(derived.from.times(answers));
      return value(above.times(HUNDRED).div(answers.times(derived.to.minus(derived.from))));
    }
  }
}

/** Sums and means: a part that does not apply is passed over; if nothing is left, neither does the whole. */
function combined(derived: Extract<DerivedIndicator, { terms: unknown }>, parts: readonly DerivedPart[]): Result {
  const applying = parts.filter(({ reading }) => reading?.figure.state !== "notApplicable");
  if (applying.length === 0) return absent("notApplicable");
  const known = applying.filter(({ reading }) => reading?.figure.state === "value");
  const state = gravest(applying);
  if (state !== null && (derived.absent === "asAbsent" || known.length === 0)) return absent(state);
  const figures = known.map(figureOf);
  const weights = known.map((part) => part.factor ?? decimal(1));
  const weighted = (): Decimal => sum(figures.map((figure, place) => figure.times(weights[place]!)));
  switch (derived.method) {
    case "sum":
      return value(sum(figures));
    case "mean":
      return value(sum(figures).div(figures.length));
    case "minimum":
      return value(least(figures[0]!, ...figures.slice(1)));
    case "weightedSum":
      return value(weighted());
    case "weightedMean": {
      const all = sum(weights);
      return all.eq(ZERO) ? absent("unreadable", "zero") : value(weighted().div(all));
    }
  }
}

function figureOf(part: DerivedPart): Decimal {
  // Whoever asks has looked at the states before.
  return (part.reading!.figure as Extract<Figure, { state: "value" }>).value;
}
