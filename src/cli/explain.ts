/** Which line was asked about, and its derivation for people and as JSON: docs/command-line.md lists every field. */
import type { Decimal } from "../kpi/decimal";
import type { Department } from "../kpi/department";
import { seriesOf } from "../kpi/derived";
import type { ExplainedDerivation, Explanation } from "../kpi/explain";
import { periodKey } from "../kpi/period";
import { type Scorecard, type ScoredLine, linesOf } from "../kpi/scorecard";
import type { Segment } from "../kpi/segment";
import type { Drafted } from "../run/draftScorecards";
import { tidy } from "../sheets/plainText";
import type { Words } from "../text/words";
import { findingReport } from "./report";

/** By code first, then by name or short name, however they are spelled. */
export function departmentCalled(text: string, departments: readonly Department[]): Department | null {
  const called = tidy(text);
  return departments.find((one) => tidy(one.code) === called) ?? departments.find((one) => tidy(one.name) === called || tidy(one.shortName) === called) ?? null;
}

export function departmentNames(departments: readonly Department[]): string[] {
  return departments.map(({ code, name, shortName }) => `  ${[code, shortName, ...(name === shortName ? [] : [name])].join("  ")}`);
}

interface LineOnCard {
  readonly card: Scorecard;
  readonly line: ScoredLine;
}

/** By code first, then by number, then by name: all that are called so, since a department may have several cards. */
export function linesCalled(text: string, cards: readonly Scorecard[]): readonly LineOnCard[] {
  const called = tidy(text);
  const lines = cards.flatMap((card) => linesOf(card.items).map((line) => ({ card, line })));
  const spellings: readonly ((line: ScoredLine) => string)[] = [({ line }) => tidy(line.code), ({ number }) => number, ({ line }) => tidy(line.name)];
  return spellings.map((spelling) => lines.filter(({ line }) => spelling(line) === called)).find((found) => found.length > 0) ?? [];
}

export function lineNames(cards: readonly Scorecard[]): string[] {
  return cards.flatMap((card) => linesOf(card.items).map(({ number, line }) => `  ${number}  ${line.code}  ${line.name}`));
}

export function explanationText(explanation: Explanation, words: Words): string {
  const { title, inShort, steps } = words.explain;
  return [title(explanation), "", inShort(explanation), "", ...steps(explanation)].join("\n");
}

export function explainReport(file: string, drafted: Drafted, explanations: readonly Explanation[], words: Words): object {
  const { scheme, period, checkCode } = drafted;
  return {
    version: 1,
    command: "explain",
    file,
    period: period && periodKey(period),
    scheme: scheme && { name: scheme.settings.schemeName, version: scheme.settings.version, company: scheme.settings.company, checkCode },
    explanations: explanations.map((one) => explanationReport(one, words)),
    findings: scheme ? [] : drafted.findings.map((one) => findingReport(one, words)),
  };
}

function explanationReport(explanation: Explanation, words: Words): object {
  const { department, template, line, indicator, figure, outcome, fullPoints, threshold, coverage, before } = explanation;
  const scored = outcome.kind === "scored" ? outcome : null;
  return {
    department: department.code,
    departmentName: department.name,
    template: template.code,
    templateName: template.name,
    code: line.code,
    number: explanation.number,
    path: explanation.path,
    indicator: indicator.code,
    indicatorName: indicator.name,
    unit: indicator.unit,
    direction: explanation.direction,
    rule: explanation.rule.kind,
    ruleCode: explanation.rule.code,
    figure: {
      state: figure.state,
      scored: number(figure.scored),
      source: figure.source,
      label: figure.label,
      parsedFrom: figure.parsedFrom,
      carriedFrom: figure.carriedFrom && { period: periodKey(figure.carriedFrom.period), source: figure.carriedFrom.source },
      computed: figure.derivation && derivationReport(figure.derivation),
    },
    anchors: explanation.anchors.map(({ name, value, source, workedOut }) => ({
      name,
      value: number(value),
      source,
      method: workedOut?.method ?? null,
      workedOut: workedOut && words.sheetLabels.computedTargets.workedOut(workedOut),
    })),
    segment: explanation.segment && segmentReport(explanation.segment),
    problem: explanation.problem && findingReport(explanation.problem, words),
    outcome: outcome.kind,
    basis: scored?.basis ?? null,
    policy: explanation.policy,
    score: number(scored?.score),
    rate: number(explanation.rate),
    statedPoints: number(fullPoints.stated),
    fullPoints: number(fullPoints.shared),
    pointDecimals: explanation.rounding.points,
    rateDecimals: explanation.rounding.rate,
    points: number(scored?.points),
    lost: number(explanation.lost),
    threshold: number(threshold.perCent),
    shortBoard: threshold.below,
    shortSince: threshold.since && periodKey(threshold.since),
    mostLost: threshold.amongMostLost,
    coverage: { effect: coverage.effect, share: number(coverage.share.round(4)), card: number(coverage.card.round(4)) },
    before: {
      period: periodKey(before.period),
      actual: number(before.figure),
      change: number(before.change),
      points: number(before.points),
      pointsChange: number(before.pointsChange),
    },
    standard: words.explain.standard(explanation.rule, Object.fromEntries(explanation.anchors.map(({ name, value }) => [name, value])), explanation.direction),
    inShort: words.explain.inShort(explanation),
    steps: words.explain.steps(explanation),
  };
}

/** A computed figure's method and parts, down to those that sheets give. */
function derivationReport({ derivation, parts }: ExplainedDerivation): object {
  return {
    method: derivation.derived.method,
    full: number(derivation.full?.value),
    parts: parts.map(({ part, name, unit, series, derivation: inner }) => ({
      role: part.role,
      indicator: series ? seriesOf(part.indicator)!.indicator : part.indicator,
      indicatorName: name,
      series: series?.series ?? null,
      unit,
      period: periodKey(part.period),
      state: part.reading?.figure.state ?? null,
      figure: part.reading?.figure.state === "value" ? part.reading.figure.value.toNumber() : null,
      factor: number(part.factor),
      source: inner ? null : (part.reading?.source ?? null),
      computed: inner && derivationReport(inner),
    })),
  };
}

/** The segment's own particulars; a Decimal as a plain number. */
function segmentReport(segment: Segment): object {
  return Object.fromEntries(Object.entries(segment).map(([name, value]: [string, unknown]) => [name, isDecimal(value) ? value.toNumber() : value]));
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === "object" && value !== null && "toNumber" in value;
}

function number(value: Decimal | null | undefined): number | null {
  return value === null || value === undefined ? null : value.toNumber();
}
