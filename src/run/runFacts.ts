/** What a run found, in short: totals, and of each line its figure, anchors, weight, rule and points. And what has changed when two runs are held side by side. */
import type { Decimal } from "../kpi/decimal";
import { periodKey } from "../kpi/period";
import { type Scorecard, type ScoredLine, linesOf } from "../kpi/scorecard";
import { type Steps, atOnce } from "../kpi/steps";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import { hashOf } from "../sheets/hash";
import type { Drafted } from "./draftScorecards";

export interface RunFacts {
  /** "2026Q3". */
  readonly period: string;
  readonly cards: readonly CardFacts[];
}

/** Figures as the engine has them, as text; null: there is none. */
export interface CardFacts {
  readonly department: string;
  readonly template: string;
  /** For people. */
  readonly name: string;
  readonly points: string | null;
  readonly rate: string | null;
  readonly place: number | null;
  readonly of: number | null;
  readonly grade: string | null;
  readonly lines: readonly LineFacts[];
}

export interface LineFacts {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** The figure, or the state that stands for it. */
  readonly figure: string;
  /** In the order of ANCHOR_NAMES. */
  readonly anchors: Readonly<Partial<Record<AnchorName, string>>>;
  /** Per cent of its parent; null: it has no share. */
  readonly weight: string | null;
  /** Tells rules apart: kind and parameters. */
  readonly rule: string;
  readonly points: string | null;
}

/** null: nothing was scored. */
export function factsOf(drafted: Pick<Drafted, "period" | "cards">): RunFacts | null {
  return atOnce(factsInSteps(drafted));
}

/** The same, a card at a time. */
export function* factsInSteps({ period, cards }: Pick<Drafted, "period" | "cards">): Steps<RunFacts | null> {
  if (!period || cards.length === 0) return null;
  const facts: CardFacts[] = [];
  for (const card of cards) {
    facts.push(cardFacts(card));
    yield;
  }
  return { period: periodKey(period), cards: facts };
}

function cardFacts({ department, template, points, rate, rank, grade, items }: Scorecard): CardFacts {
  return {
    department: department.code,
    template: template.code,
    name: department.templates.length > 1 ? `${department.shortName} · ${template.name}` : department.shortName,
    points: textOf(points),
    rate: textOf(rate),
    place: rank?.place ?? null,
    of: rank?.of ?? null,
    grade: grade?.grade.name ?? null,
    lines: linesOf(items).map(lineFacts),
  };
}

function lineFacts({ line, indicator, figure, anchors, weight, outcome }: ScoredLine): LineFacts {
  const { name: _name, sources: _sources, ...rule } = line.rule;
  return {
    code: line.code,
    name: line.name,
    unit: indicator.unit,
    figure: figure.state === "value" ? figure.value.toString() : figure.state,
    anchors: Object.fromEntries(ANCHOR_NAMES.flatMap((name) => (anchors[name] ? [[name, anchors[name].toString()] as const] : []))),
    weight: weight ? weight.round(6).toString() : null,
    rule: hashOf(JSON.stringify(rule, (key, value: unknown) => (key === "source" ? undefined : value))).toString(16),
    points: outcome.kind === "scored" ? outcome.points.toString() : null,
  };
}

function textOf(value: Decimal | null): string | null {
  return value?.toString() ?? null;
}

// --- Side by side -----------------------------------------------------------------------------------------------

export interface WhatChanged {
  /** Of which period the earlier run was; another one makes every figure another. */
  readonly periodThen: string;
  readonly periodNow: string;
  /** Only those of which anything changed, in the order of the cards; those that are gone come last. */
  readonly cards: readonly CardChange[];
}

export interface CardChange {
  readonly name: string;
  /** null: there was no such card, or there is none any more. */
  readonly then: CardFacts | null;
  readonly now: CardFacts | null;
  /** Lines of which figure, anchors, weight or rule changed, or that came or went. */
  readonly lines: readonly LineChange[];
}

export interface LineChange {
  readonly name: string;
  readonly then: LineFacts | null;
  readonly now: LineFacts | null;
  readonly what: readonly LineAspect[];
}

export const LINE_ASPECTS = ["figure", "anchors", "weight", "rule"] as const;
export type LineAspect = (typeof LINE_ASPECTS)[number];

export function whatChanged(then: RunFacts, now: RunFacts): WhatChanged {
  return atOnce(whatChangedInSteps(then, now));
}

/** The same, a card at a time. */
export function* whatChangedInSteps(then: RunFacts, now: RunFacts): Steps<WhatChanged> {
  const before = new Map(then.cards.map((card) => [keyOf(card), card]));
  const after = new Set(now.cards.map(keyOf));
  const cards: CardChange[] = [];
  for (const card of now.cards) {
    cards.push(...cardChange(before.get(keyOf(card)) ?? null, card));
    yield;
  }
  for (const card of then.cards) if (!after.has(keyOf(card))) cards.push(...cardChange(card, null));
  return { periodThen: then.period, periodNow: now.period, cards };
}

function keyOf({ department, template }: CardFacts): string {
  return `${department}\u0000${template}`;
}

function cardChange(then: CardFacts | null, now: CardFacts | null): readonly CardChange[] {
  const lines = then && now ? lineChanges(then.lines, now.lines) : [];
  const shown = (card: CardFacts | null): string => JSON.stringify(card && [card.points, card.rate, card.place, card.of, card.grade]);
  return lines.length === 0 && shown(then) === shown(now) ? [] : [{ name: (now ?? then)!.name, then, now, lines }];
}

function lineChanges(then: readonly LineFacts[], now: readonly LineFacts[]): readonly LineChange[] {
  const before = new Map(then.map((line) => [line.code, line]));
  const after = new Set(now.map(({ code }) => code));
  return [
    ...now.flatMap((line) => lineChange(before.get(line.code) ?? null, line)),
    ...then.flatMap((line) => (after.has(line.code) ? [] : lineChange(line, null))),
  ];
}

function lineChange(then: LineFacts | null, now: LineFacts | null): readonly LineChange[] {
  if (!then || !now) return [{ name: (now ?? then)!.name, then, now, what: [] }];
  const what = LINE_ASPECTS.filter((aspect) => JSON.stringify(then[aspect]) !== JSON.stringify(now[aspect]));
  return what.length === 0 ? [] : [{ name: now.name, then, now, what }];
}
