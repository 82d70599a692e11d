/**
 * What if: one line's actual, target or weight moved, and what its card comes to then, by the engine itself. Nothing is written.
 *
 * What is moved moves wherever it counts: figures and targets that are worked out from the actual, the cards of everybody who shares the target's cell
 * or the template's tree, and with them ranks and grades. Under another weight the line's siblings give way in proportion, so that the whole stays the whole.
 */
import { computeTargets } from "./computedTarget";
import { type Decimal, ZERO } from "./decimal";
import { deriveReadings } from "./derive";
import type { Reading } from "./figure";
import type { Finding } from "./finding";
import { gradeCards } from "./grade";
import { samePeriod } from "./period";
import { rankCards } from "./rank";
import { roundTo } from "./rounding";
import type { Scheme } from "./scheme";
import { type Assessment, type Index, type LineResult, assessLine, indexOf, tallyCard, vetoesOf } from "./score";
import { type Scorecard, type ScoredLine, linesOf, type GivenGrade } from "./scorecard";
import type { TargetRow } from "./target";
import type { Line, ScorecardTemplate, Share, TreeNode } from "./template";
import { applies, fullPointsOf } from "./weights";

/** What is moved; absent: it stays as it is. */
export interface Trial {
  /** In the indicator's unit. */
  readonly actual?: Decimal;
  /** In the indicator's unit; only for a line that has a target. */
  readonly target?: Decimal;
  /** In the habit of the line's own share: points, or per cent of its parent. 0 or more. */
  readonly share?: Decimal;
}

export interface WhatIfContext {
  /** As the cards were scored by it: with its targets worked out. */
  readonly scheme: Scheme;
  /** The same with its targets still to be worked out. */
  readonly statedScheme: Scheme;
  /** As they were scored: computed figures among them. */
  readonly readings: readonly Reading[];
  /** All cards of the period. */
  readonly cards: readonly Scorecard[];
}

/** A card and one of its lines, as they are shown. null: no score, no place, no grade. */
export interface Standing {
  readonly line: { readonly points: Decimal | null; readonly fullPoints: Decimal | null };
  readonly points: Decimal | null;
  readonly rate: Decimal | null;
  readonly state: Scorecard["state"];
  readonly rank: Scorecard["rank"];
  readonly grade: GivenGrade | null;
}

export interface Tried {
  readonly before: Standing;
  readonly after: Standing;
  /** How many other cards share the target's cell or the template's tree, and are scored anew with it. */
  readonly shared: number;
  /** Why the line has no score then, where it had one before. */
  readonly held: Finding | null;
}

export function whatIf(card: Scorecard, line: ScoredLine, trial: Trial, context: WhatIfContext): Tried {
  const work = tryOut(card, line, trial, context);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** The same card by card, for those who must not be held up for long. `card` is one of the cards, and `line` one of its own. */
export function* tryOut(card: Scorecard, line: ScoredLine, trial: Trial, context: WhatIfContext): Generator<void, Tried> {
  const { scheme, cards } = context;
  const sharing = cards.filter((one) => one !== card && shares(one, card, line, trial));
  const concerned = new Set([card, ...sharing, ...cards.filter((one) => followsActual(one, card, line, trial, context))]);
  const world = worldOf(card, line, trial, context);
  yield;
  const after: Scorecard[] = [];
  let own: Rescored | null = null;
  for (const one of cards) {
    const bare: Scorecard = { ...one, rank: null, grade: null };
    if (!concerned.has(one)) {
      after.push(bare);
      continue;
    }
    const rescored = rescore(bare, world, line.line.code);
    after.push(rescored.card);
    if (one === card) own = rescored;
    yield;
  }
  if (!own) throw new Error("The card that is tried is none of the cards");
  const { grades, settings } = scheme;
  const placed = gradeCards(rankCards(after), { grades, forced: settings.forcedDistribution, exemptBelow: settings.distributionFrom });
  return {
    before: standingOf(card, { points: line.outcome.kind === "scored" ? line.outcome.points : null, fullPoints: line.fullPoints }),
    after: standingOf(placed[cards.indexOf(card)]!, own.line),
    shared: sharing.length,
    held: line.outcome.kind === "held" ? null : own.held,
  };
}

// --- What moves -------------------------------------------------------------------------------------------------

/** The target's cell, or the tree with the line in it, is this card's too. */
function shares(one: Scorecard, card: Scorecard, line: ScoredLine, { target, share }: Trial): boolean {
  if (share !== undefined && one.template.code === card.template.code) return true;
  return target !== undefined && sharingLines(one, line).length > 0;
}

/** Lines whose target comes from the very cell that this line's does. */
function sharingLines(card: Scorecard, line: ScoredLine): readonly ScoredLine[] {
  const source = line.anchorSources.target;
  return source ? linesOf(card.items).filter((one) => one.anchorSources.target === source) : [];
}

/** The figure counts there too: on another card of the department, in a rank among all, or in what figures and targets are worked out from. */
function followsActual(one: Scorecard, card: Scorecard, line: ScoredLine, { actual }: Trial, { scheme, statedScheme }: WhatIfContext): boolean {
  if (actual === undefined) return false;
  if (one.department.code === card.department.code || statedScheme.targets.some(({ formula }) => formula)) return true;
  const moving = new Set([line.indicator.code, ...scheme.derived.map(({ indicator }) => indicator)]);
  return linesOf(one.items).some((other) => other.line.rule.kind === "rank" && moving.has(other.indicator.code));
}

interface World {
  readonly index: Index;
  /** With the moved weight in its tree; null: no weight is moved. */
  readonly template: ScorecardTemplate | null;
}

function worldOf(card: Scorecard, line: ScoredLine, trial: Trial, { scheme, statedScheme, readings, cards }: WhatIfContext): World {
  const { period } = card;
  const { actual, target, share } = trial;
  const byTarget: Scheme = target === undefined ? scheme : { ...scheme, targets: scheme.targets.map((row) => withTarget(row, line, target)) };
  const typed = actual === undefined ? readings : withActual(readings, card, line, actual);
  const derived = actual === undefined ? typed : derivedAnew(typed, byTarget, card);
  const moved = actual === undefined ? derived : withActual(derived, card, line, actual);
  const workedOut = actual !== undefined && statedScheme.targets.some(({ formula }) => formula);
  const targets = workedOut ? computeTargets(statedScheme, moved, period).value : byTarget.targets;
  // Whatever a target is worked out to, the one that is tried stands.
  const tried = target === undefined ? [] : cards.flatMap((one) => sharingLines(one, line).map((other) => triedTarget(one, other, target)));
  return {
    index: indexOf({ ...byTarget, targets: [...targets, ...tried] }, moved),
    template: share === undefined ? null : { ...card.template, children: withShare(card.template.children, line.line, share) },
  };
}

/** The department's own computed figures, computed again. A target moves none: the full mark of a gap is another anchor. */
function derivedAnew(readings: readonly Reading[], scheme: Scheme, { department, period }: Scorecard): readonly Reading[] {
  const given = readings.filter((reading) => !reading.derivation || reading.department !== department.code);
  return deriveReadings({ ...scheme, departments: [department] }, given, period).value;
}

function withActual(readings: readonly Reading[], { department, period, template }: Scorecard, { indicator }: ScoredLine, actual: Decimal): readonly Reading[] {
  const isIt = (reading: Reading): boolean =>
    reading.department === department.code && reading.indicator === indicator.code && samePeriod(reading.period, period);
  const figure = { state: "value", value: actual } as const;
  if (!readings.some(isIt)) {
    const place = { department: department.code, indicator: indicator.code, period };
    return [...readings, { ...place, figure, source: template.source, label: indicator.name, parsedFrom: null, percentFormat: false }];
  }
  return readings.map((reading) => {
    if (!isIt(reading)) return reading;
    const { derivation: _computed, ...typed } = reading;
    return { ...typed, figure };
  });
}

function withTarget(row: TargetRow, { anchorSources }: ScoredLine, target: Decimal): TargetRow {
  const own = row.anchors.target && (row.sources.target ?? row.source) === anchorSources.target;
  return own ? { ...row, anchors: { ...row.anchors, target } } : row;
}

/** More specific than any row of the scheme. */
const MOST_SPECIFIC = 1_000;

function triedTarget({ department, template, period }: Scorecard, { indicator, line, anchorSources }: ScoredLine, target: Decimal): TargetRow {
  const source = anchorSources.target ?? line.source;
  return {
    indicator: indicator.code,
    template: template.code,
    line: line.code,
    department: department.code,
    period,
    anchors: { target },
    sources: { target: { sheet: source.sheet, cell: source.cell } },
    fromSheet: false,
    source,
    specificity: MOST_SPECIFIC,
  };
}

function withShare(nodes: readonly TreeNode[], line: Line, amount: Decimal): readonly TreeNode[] {
  return nodes.map((node): TreeNode => {
    if (node.kind === "branch") return { ...node, children: withShare(node.children, line, amount) };
    if (node !== line) return node;
    const share: Share = node.share.kind === "points" ? { kind: "points", points: amount } : { kind: "percent", percent: amount };
    return { ...node, share };
  });
}

// --- What comes of it -------------------------------------------------------------------------------------------

type LineStanding = Standing["line"];

interface Rescored {
  readonly card: Scorecard;
  readonly line: LineStanding;
  readonly held: Finding | null;
}

/** The card's total and state in that world; its items stay as they were. */
function rescore(card: Scorecard, { index, template: moved }: World, lineCode: string): Rescored {
  const { department, period } = card;
  const template = moved && moved.code === card.template.code ? moved : card.template;
  const { pointDecimals, rateDecimals } = index.scheme.settings;
  const stated = fullPointsOf(template, () => true);
  const findings = new Map<Line, readonly Finding[]>();
  const assessments = new Map(
    linesBelow(template.children).map((line): readonly [Line, Assessment] => {
      const said: Finding[] = [];
      const assessment = assessLine(index, department, template, line, stated.get(line) ?? ZERO, period, said);
      findings.set(line, said);
      return [line, assessment];
    }),
  );
  const vetoes = vetoesOf(index, department, template, period, []);
  const struck = vetoes.flatMap(({ veto, outcome }) => (outcome.kind === "struck" ? [veto] : []));
  const tally = tallyCard(template, assessments, ({ result }: Assessment): LineResult => result, pointDecimals, struck);
  const lines = [...assessments.keys()].filter((line) => tally.points.has(line));
  const held = lines.some((line) => tally.results.get(line)!.kind === "held") || vetoes.some(({ outcome }) => outcome.kind === "undecided");
  const applicable = applies(template, tally.stays);
  const points = applicable ? tally.total : null;
  const own = [...assessments.keys()].find(({ code }) => code === lineCode);
  const result = own && tally.points.has(own) ? tally.results.get(own) : undefined;
  return {
    card: {
      ...card,
      template,
      vetoes,
      points,
      rate: points && template.fullPoints.gt(0) ? roundTo(points.times(100).div(template.fullPoints), rateDecimals) : null,
      state: !applicable ? "notApplicable" : held ? "incomplete" : "complete",
    },
    line: { points: own && result?.kind === "scored" ? tally.points.get(own)! : null, fullPoints: (own && tally.fullPoints.get(own)) ?? null },
    held: own && result?.kind === "held" ? (findings.get(own)?.[0] ?? null) : null,
  };
}

function linesBelow(nodes: readonly TreeNode[]): readonly Line[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [node] : linesBelow(node.children)));
}

function standingOf({ points, rate, state, rank, grade }: Scorecard, line: LineStanding): Standing {
  return { line, points, rate, state, rank, grade };
}
