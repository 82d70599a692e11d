/**
 * How one line came to its points, as data: figure, anchors, rule, score, points, and what they did to the card.
 *
 * Everything is taken from the scored card; nothing is scored a second time but the way through the rule, which a card does not keep.
 */
import { type Decimal, HUNDRED, ZERO, sum } from "./decimal";
import type { Department } from "./department";
import { type Series, seriesOf } from "./derived";
import type { Derivation, DerivedPart, Figure, Reading } from "./figure";
import type { Finding } from "./finding";
import type { Direction, Indicator } from "./indicator";
import type { LineOutlook } from "./nextPoint";
import { type Period, comparePeriods, previousPeriod } from "./period";
import type { Decimals } from "./rounding";
import { RULE_COLUMNS, scoreBeforeRounding, scoreByRule, type ScoringRule } from "./rules/index";
import type { RuleProblem, ScoringInput } from "./rules/rule";
import type { Policy, Scheme } from "./scheme";
import { absentAnchor, problemFinding, sourceOfProblem } from "./score";
import { type Lowered, type Outcome, type Scorecard, type ScoredLine, linesOf } from "./scorecard";
import { type Segment, segmentOf } from "./segment";
import type { Source } from "./source";
import { ANCHOR_NAMES, type AnchorName, type WorkedOut } from "./target";
import type { Line, ScorecardTemplate } from "./template";
import { coverageWeights, fullPointsOf, givenOff, scoreOfLine, staying } from "./weights";

export interface Explanation {
  readonly department: Department;
  readonly template: ScorecardTemplate;
  readonly period: Period;
  readonly scheme: { readonly name: string; readonly version: string };
  readonly number: string;
  /** Names from the template down to the line. */
  readonly path: readonly string[];
  readonly line: Line;
  readonly indicator: Indicator;
  readonly direction: Direction;
  readonly rule: ScoringRule;
  readonly figure: ExplainedFigure;
  /** In the order of ANCHOR_NAMES; those that the rule does not look at are left out. */
  readonly anchors: readonly ExplainedAnchor[];
  /** Which piece of the rule applied; null where no figure was scored. */
  readonly segment: Segment | null;
  /** Why the rule gives the figure no score; null where it does, or there is no figure. */
  readonly problem: Finding | null;
  readonly outcome: Outcome;
  /** The score before the rule rounded it to its step; null where it rounds nothing, or gave no score. */
  readonly beforeRounding: Decimal | null;
  /** What the line had before something else on the card took it down; null: nothing did. */
  readonly lowered: Lowered | null;
  /** A sibling counted in its place. */
  readonly outranked: boolean;
  /** The policy that applied to an absent figure; null for a measured line. */
  readonly policy: Policy | null;
  /** A deduction line takes points off and has no share of the card. */
  readonly deducts: boolean;
  readonly fullPoints: {
    /** As the scheme states them; of a deduction line, W. */
    readonly stated: Decimal;
    /** After the weight of what is left out went to its siblings, unrounded; null where the line itself is left out. */
    readonly shared: Decimal | null;
  };
  readonly rounding: { readonly points: Decimals; readonly rate: Decimals };
  /** The score in per cent, rounded as shown; null where not scored. */
  readonly rate: Decimal | null;
  readonly lost: Decimal | null;
  readonly threshold: {
    readonly perCent: Decimal;
    readonly below: boolean;
    readonly since: Period | null;
    readonly amongMostLost: boolean;
  };
  readonly coverage: {
    /** counted: rests on a real figure · lacking: should, and does not · outside: does not apply or is not due, so that nobody misses it. */
    readonly effect: "counted" | "lacking" | "outside";
    /** The line's share of what coverage is measured against, 0–100, unrounded; 0 where it is outside. */
    readonly share: Decimal;
    readonly card: Decimal;
  };
  /** What the line can still win (nextPoint.ts); null: nobody asked. */
  readonly ahead: LineOutlook | null;
  readonly before: {
    readonly period: Period;
    /** The figure of the period before, and the change on it, turned so that + is better. */
    readonly figure: Decimal | null;
    readonly change: Decimal | null;
    /** The line's points in the period before as they were shown, and the change on them. */
    readonly points: Decimal | null;
    readonly pointsChange: Decimal | null;
  };
}

export interface ExplainedFigure {
  readonly state: Figure["state"];
  /** The figure that was scored: the actual, or the carried one. */
  readonly scored: Decimal | null;
  /** null: no row in any sheet gives this figure. */
  readonly source: Source | null;
  /** The indicator's label as it stands at the source. */
  readonly label: string | null;
  /** What stood in the cell as text, where it was parsed or read as a state. */
  readonly parsedFrom: string | null;
  /** Where a carried figure comes from. */
  readonly carriedFrom: { readonly period: Period; readonly source: Source } | null;
  /** How it was computed from other figures; null: a sheet gives it. */
  readonly derivation: ExplainedDerivation | null;
}

export interface ExplainedDerivation {
  readonly name: string;
  readonly unit: string;
  readonly period: Period;
  readonly figure: Figure;
  readonly derivation: Derivation;
  readonly parts: readonly ExplainedPart[];
}

export interface ExplainedPart {
  readonly part: DerivedPart;
  readonly name: string;
  readonly unit: string;
  readonly series: { readonly series: Series; readonly name: string } | null;
  /** Where the part was computed itself. */
  readonly derivation: ExplainedDerivation | null;
}

export interface ExplainedAnchor {
  readonly name: AnchorName;
  readonly value: Decimal;
  /** Of a computed one the cell of its parameter. */
  readonly source: Source | null;
  /** null: the anchor is typed. */
  readonly workedOut: WorkedOut | null;
}

/** What stands around the line. */
export interface ExplainContext {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  /** Of the line, where it is to be told too. */
  readonly ahead?: LineOutlook;
}

/** `line` is one of the card's own. */
export function explainLine(card: Scorecard, line: ScoredLine, { scheme, readings, ahead }: ExplainContext): Explanation {
  const { settings } = scheme;
  const stated = fullPointsOf(card.template, () => true).get(line.line) ?? ZERO;
  const input = line.scoredFigure && {
    actual: line.scoredFigure,
    anchors: line.anchors,
    direction: line.indicator.direction,
    fullPoints: stated,
    ...(line.peers ? { peers: line.peers } : {}),
  };
  const used: readonly AnchorName[] = [...RULE_COLUMNS[line.line.rule.kind].required, ...RULE_COLUMNS[line.line.rule.kind].optional];
  const points = line.outcome.kind === "scored" ? line.outcome.points : null;
  return {
    department: card.department,
    template: card.template,
    period: card.period,
    scheme: { name: settings.schemeName, version: settings.version },
    number: line.number,
    path: line.path,
    line: line.line,
    indicator: line.indicator,
    direction: line.indicator.direction,
    rule: line.line.rule,
    figure: figureOf(card, line, readings, scheme),
    anchors: ANCHOR_NAMES.flatMap((name): ExplainedAnchor[] => {
      const value = used.includes(name) ? line.anchors[name] : undefined;
      const source = line.anchorSources[name];
      return value ? [{ name, value, source: source ? { sheet: source.sheet, cell: source.cell } : null, workedOut: source?.workedOut ?? null }] : [];
    }),
    segment: input && line.outcome.kind === "scored" ? segmentOfLine(line, input) : null,
    problem: input && line.outcome.kind === "held" ? problemOf(card, line, input) : null,
    outcome: line.outcome,
    beforeRounding: input && line.line.rule.rounding ? beforeRounding(line.line, input) : null,
    lowered: line.lowered,
    outranked: line.outranked,
    policy: line.policy,
    deducts: line.deducts,
    fullPoints: { stated, shared: line.fullPoints },
    rounding: { points: settings.pointDecimals, rate: settings.rateDecimals },
    rate: line.rate,
    lost: line.lost,
    threshold: { perCent: line.threshold, below: line.belowThreshold, since: line.shortSince, amongMostLost: line.amongMostLost },
    coverage: coverageOf(card, line),
    ahead: ahead ?? null,
    before: {
      period: previousPeriod(card.period),
      figure: line.previous,
      change: line.change,
      points: line.pointsBefore,
      pointsChange: points && line.pointsBefore ? points.minus(line.pointsBefore) : null,
    },
  };
}

/** Of points that are given as a deduction, what is left of them. */
function segmentOfLine({ line, ownScore }: ScoredLine, input: ScoringInput): Segment {
  return givenOff(line) ? { kind: "pointsOff", uncapped: ownScore ?? ZERO, capped: null } : segmentOf(line.rule, input);
}

function beforeRounding(line: Line, input: ScoringInput): Decimal | null {
  const result = scoreBeforeRounding(line.rule, input);
  return result.kind === "score" ? scoreOfLine(line, result.score) : null;
}

function figureOf(card: Scorecard, line: ScoredLine, readings: readonly Reading[], scheme: Scheme): ExplainedFigure {
  const { figure, reading, scoredFigure } = line;
  const carried = line.outcome.kind === "scored" && line.outcome.basis === "carried" ? lastReading(card, line, readings) : null;
  return {
    state: figure.state,
    scored: scoredFigure,
    source: reading?.source ?? null,
    label: reading?.label ?? null,
    parsedFrom: reading?.parsedFrom ?? null,
    carriedFrom: carried && { period: carried.period, source: carried.source },
    derivation: reading && derivationOf(reading, new Map(scheme.indicators.map((indicator) => [indicator.code, indicator]))),
  };
}

/** A figure's parts with their names, down to those that sheets give; null: it was not computed. */
function derivationOf({ derivation, indicator, period, figure }: Reading, indicators: ReadonlyMap<string, Indicator>): ExplainedDerivation | null {
  if (!derivation) return null;
  const measured = (code: string): { readonly name: string; readonly unit: string } => indicators.get(code) ?? { name: code, unit: "" };
  const { name, unit } = measured(indicator);
  return {
    name,
    unit,
    period,
    figure,
    derivation,
    parts: derivation.parts.map((part): ExplainedPart => {
      const series = seriesOf(part.indicator);
      const own = measured(series?.indicator ?? part.indicator);
      const counts = series !== null && series.series !== "competitor" && series.series !== "benchmark";
      return { part, name: own.name, unit: counts ? "" : own.unit, series, derivation: part.reading && derivationOf(part.reading, indicators) };
    }),
  };
}

/** The latest earlier reading of the same kind of period that has a value. */
function lastReading(card: Scorecard, line: ScoredLine, readings: readonly Reading[]): Reading | null {
  return readings.reduce<Reading | null>((latest, reading) => {
    if (reading.department !== card.department.code || reading.indicator !== line.indicator.code) return latest;
    if (reading.period.kind !== card.period.kind || reading.figure.state !== "value" || comparePeriods(reading.period, card.period) >= 0) return latest;
    return latest && comparePeriods(reading.period, latest.period) <= 0 ? latest : reading;
  }, null);
}

function problemOf(card: Scorecard, line: ScoredLine, input: ScoringInput): Finding | null {
  const absent = absentAnchor(line.line.rule, line.anchors, line.anchorSources);
  const result = absent ? null : scoreByRule(line.line.rule, input);
  const problem: RuleProblem | null = absent ?? (result?.kind === "problem" ? result.problem : null);
  return (
    problem &&
    problemFinding(problem, {
      department: card.department,
      line: line.line,
      anchors: line.anchors,
      statedPoints: input.fullPoints,
      actual: input.actual,
      source: sourceOfProblem(problem, line.reading, line.anchorSources, line.line),
    })
  );
}

/** Coverage is measured against full points that are re-shared over what does not apply or is not due, and over nothing else. */
function coverageOf(card: Scorecard, line: ScoredLine): Explanation["coverage"] {
  const outside = ({ outcome }: ScoredLine): boolean => outcome.kind === "leftOut" && (outcome.why === "notApplicable" || outcome.why === "notDue");
  const away = new Set(
    linesOf(card.items)
      .filter(outside)
      .map((one) => one.line),
  );
  const base = coverageWeights(
    card.template,
    staying(card.template, (one) => !away.has(one)),
  );
  const all = sum([...base.values()]);
  const share = all.eq(0) ? ZERO : (base.get(line.line) ?? ZERO).times(HUNDRED).div(all);
  const effect = outside(line) ? "outside" : line.outcome.kind === "scored" && line.outcome.basis === "measured" ? "counted" : "lacking";
  return { effect, share, card: card.coverage };
}
