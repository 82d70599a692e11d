/**
 * One card scored again with some of its department's figures moved: what it would come to, by the engine itself.
 *
 * Figures that are computed from a moved one move with it, and so does whatever else on the card looks at them: vetoes, base scores, other lines.
 * Two things stay where they are: other departments, and targets that are worked out; `restsOnMoved` says which lines that matters to.
 */
import { type Decimal, ZERO } from "./decimal";
import { deriveReadings } from "./derive";
import { sourcesOf } from "./derived";
import type { Reading } from "./figure";
import type { Finding } from "./finding";
import { periodKey, samePeriod } from "./period";
import { roundTo } from "./rounding";
import type { Scheme } from "./scheme";
import { type Assessment, assessLine, indexOf, type LineResult, tallyCard, vetoesOf } from "./score";
import { type Scorecard, type ScoredLine, linesOf } from "./scorecard";
import type { Line } from "./template";
import { fullPointsOf } from "./weights";

/** Figures of the card's own department and period, by indicator, in the indicator's unit. */
export type Moved = ReadonlyMap<string, Decimal>;

/** What a card comes to. Points are rounded as they are shown. */
export interface Rescored {
  readonly points: Decimal;
  /** Per cent, rounded as shown; null where the card has no full points. */
  readonly rate: Decimal | null;
  /** null: the line is not scored. */
  readonly pointsOf: (line: Line) => Decimal | null;
  /** How many lines are held: more than before where a figure is one that its rule gives no score. */
  readonly held: number;
}

export interface Rescorer {
  readonly with: (moved: Moved) => Rescored;
  /** Codes of the indicators that move with these, they themselves among them. */
  readonly movingWith: (indicators: readonly string[]) => ReadonlySet<string>;
}

export function rescorer(card: Scorecard, scheme: Scheme, readings: readonly Reading[]): Rescorer {
  const { department, template, period } = card;
  const { pointDecimals, rateDecimals } = scheme.settings;
  const lines = linesOf(card.items);
  const ranked = new Set(lines.flatMap((one) => (one.line.rule.kind === "rank" ? [one.indicator.code] : [])));
  const own = readings.filter((reading) => reading.department === department.code);
  const peers = readings.filter(
    (reading) => reading.department !== department.code && ranked.has(reading.indicator) && periodKey(reading.period) === periodKey(period),
  );
  const alone: Scheme = { ...scheme, departments: [department] };
  const byDerived = scheme.derived.map((one) => ({ code: one.indicator, sources: sourcesOf(one) }));
  const codeOf = new Map(lines.map((one) => [one.line, one.indicator.code]));
  const stated = fullPointsOf(template, () => true);
  const index = indexOf(scheme, [...own, ...peers]);
  const unsaid: Finding[] = [];
  const assess = (at: typeof index, line: Line): Assessment => assessLine(at, department, template, line, stated.get(line) ?? ZERO, period, unsaid);
  const asItStands = new Map(lines.map(({ line }) => [line, assess(index, line)]));

  const movingWith = (indicators: readonly string[]): ReadonlySet<string> => {
    const moving = new Set(indicators);
    for (let size = -1; size !== moving.size;) {
      size = moving.size;
      for (const { code, sources } of byDerived) if (sources.some((source) => moving.has(source))) moving.add(code);
    }
    return moving;
  };

  const readingsWith = (moved: Moved, moving: ReadonlySet<string>): readonly Reading[] => {
    const value = (reading: Reading): Reading => {
      const figure = moved.get(reading.indicator);
      if (!figure || !samePeriod(reading.period, period)) return reading;
      const { derivation: _computed, ...typed } = reading;
      return { ...typed, figure: { state: "value", value: figure } };
    };
    const present = new Set(own.flatMap((reading) => (samePeriod(reading.period, period) ? [reading.indicator] : [])));
    const added = [...moved].flatMap(([indicator, figure]): Reading[] =>
      present.has(indicator)
        ? []
        : [
            {
              department: department.code,
              indicator,
              period,
              figure: { state: "value", value: figure },
              source: template.source,
              label: indicator,
              parsedFrom: null,
              percentFormat: false,
            },
          ],
    );
    const changed = [...own.map(value), ...added];
    if (![...moving].some((code) => !moved.has(code))) return changed;
    // A computed figure is computed again; one that a sheet gives for it is kept aside as it was.
    const computed = deriveReadings(
      alone,
      changed.filter((reading) => !reading.derivation),
      period,
    ).value;
    return computed.map(value);
  };

  return {
    movingWith,
    with: (moved) => {
      const moving = movingWith([...moved.keys()]);
      const at = indexOf(scheme, [...readingsWith(moved, moving), ...peers]);
      const assessments = new Map([...asItStands].map(([line, before]) => [line, moving.has(codeOf.get(line)!) ? assess(at, line) : before]));
      const struck = vetoesOf(at, department, template, period, unsaid).flatMap(({ veto, outcome }) => (outcome.kind === "struck" ? [veto] : []));
      unsaid.length = 0;
      const resultOf = (assessment: Assessment): LineResult => assessment.result;
      const tally = tallyCard(template, assessments, resultOf, pointDecimals, struck);
      return {
        points: tally.total,
        rate: template.fullPoints.gt(0) ? roundTo(tally.total.times(100).div(template.fullPoints), rateDecimals) : null,
        pointsOf: (line) => (tally.results.get(line)?.kind === "scored" ? (tally.points.get(line) ?? null) : null),
        held: [...tally.results.values()].filter(({ kind }) => kind === "held").length,
      };
    },
  };
}

/** Lines whose target, in this period, is worked out from one of these figures of the department itself: it would move too. */
export function restsOnMoved(card: Scorecard, moving: ReadonlySet<string>): readonly ScoredLine[] {
  return linesOf(card.items).filter(({ anchorSources }) =>
    Object.values(anchorSources).some((source) => {
      const how = source.workedOut;
      return (
        how !== undefined &&
        how.basisPeriod !== null &&
        samePeriod(how.basisPeriod, card.period) &&
        how.used.some((one) => one.department === card.department.code && moving.has(one.indicator))
      );
    }),
  );
}
