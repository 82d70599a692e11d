/** What holds of every card, whatever the scheme: tried on random schemes with all rules, roll-ups, policies and vetoes. */
import fc from "fast-check";
import { type Decimal, decimal } from "../../src/kpi/decimal";
import { type AbsentState, type Reading } from "../../src/kpi/figure";
import { quotasOf } from "../../src/kpi/grade";
import { roundTo } from "../../src/kpi/rounding";
import { boundsOfRule } from "../../src/kpi/rules/index";
import { POLICIES, type Policy, type Scheme, type Grade } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, type ScoredLine, linesOf } from "../../src/kpi/scorecard";
import type { TreeNode } from "../../src/kpi/template";
import { fullPointsOf, takesNoShare } from "../../src/kpi/weights";
import { type Limits, type RandomScheme, randomScheme } from "../support/exact/randomSchemes";
import { counts, minutes } from "../support/fullCounts";
import { NOWHERE } from "../support/schemes";

const SEED = 20261122;
const tape = fc.uint32Array({ minLength: 0, maxLength: 240, size: "max" });

/** Tries a property on so many random schemes. */
function always(limits: Limits, holds: (made: RandomScheme) => void, runs = counts(150, 20_000)): void {
  fc.assert(
    fc.property(tape, (drawn) => holds(randomScheme(drawn, limits))),
    { numRuns: runs, seed: SEED },
  );
}

function cardsOf({ scheme, readings, period }: RandomScheme): readonly Scorecard[] {
  return score(scheme, readings, period).value;
}

/** Figures that are shown as they are; unrounded ones to the places that quotients and roots have for certain. */
const plain = (value: Decimal | null): string => (value === null ? "none" : value.round(25, 1).toFixed());

/** All that a card says in figures, whatever the order of its rows. */
function summary(card: Scorecard): Record<string, string> {
  const lines = linesOf(card.items).map((line) => [
    line.line.code,
    `${line.outcome.kind} ${line.outcome.kind === "scored" ? `${plain(line.outcome.points)} ${plain(line.outcome.score)}` : line.outcome.why} of ${plain(line.fullPoints)}`,
  ]);
  return {
    ...(Object.fromEntries(lines) as Record<string, string>),
    card: [card.points, card.rate, card.coverage, card.policyPoints, card.lowest, card.highest, card.pointsBeforeVeto].map(plain).join(" "),
    state: card.state,
    place: `${card.rank?.place} of ${card.rank?.of} in ${card.rankingGroup}, ${card.grade?.grade.name}`,
  };
}

function summaries(cards: readonly Scorecard[]): Record<string, Record<string, string>> {
  return Object.fromEntries(cards.map((card) => [`${card.department.code}.${card.template.code}`, summary(card)]));
}

function shuffled<T>(list: readonly T[], draw: (most: number) => number): T[] {
  const left = [...list];
  return list.map(() => left.splice(draw(left.length - 1), 1)[0]!);
}

function withTrees(scheme: Scheme, change: (nodes: readonly TreeNode[]) => readonly TreeNode[]): Scheme {
  const below = (nodes: readonly TreeNode[]): readonly TreeNode[] =>
    change(nodes.map((node) => (node.kind === "branch" ? { ...node, children: below(node.children) } : node)));
  return { ...scheme, templates: scheme.templates.map((template) => ({ ...template, children: below(template.children) })) };
}

function withPolicies(made: RandomScheme, policies: Partial<Record<AbsentState, Policy>>): RandomScheme {
  const { settings } = made.scheme;
  return { ...made, scheme: { ...made.scheme, settings: { ...settings, policies: { ...settings.policies, ...policies } } } };
}

/** The same readings with one figure deleted or corrupted: its row taken away, blank, or a word that nobody can read. */
function without({ readings, draw }: RandomScheme, lost: Reading): readonly Reading[] {
  const state = (["missing", "unreadable", null] as const)[draw(2)]!;
  return readings.flatMap((reading) => (reading !== lost ? [reading] : state === null ? [] : [{ ...reading, figure: { state } }]));
}

function figuresOfNow({ readings, period }: RandomScheme, department: string): readonly Reading[] {
  return readings.filter(
    (reading) =>
      reading.department === department &&
      reading.figure.state === "value" &&
      reading.period.kind === period.kind &&
      reading.period.year === period.year &&
      reading.period.number === period.number,
  );
}

const notLess = (one: Decimal | null, other: Decimal): boolean => one === null || one.lte(other);
const notMore = (one: Decimal | null, other: Decimal): boolean => one === null || one.gte(other);

describe("of every card that can be", () => {
  test(
    "the points of a line lie within what its rule allows",
    () => {
      let looked = 0;
      always({}, (made) => {
        for (const card of cardsOf(made)) {
          const stated = fullPointsOf(card.template, () => true);
          for (const line of linesOf(card.items)) {
            if (line.outcome.kind !== "scored" || line.outcome.basis === "policy") continue;
            looked += 1;
            const { lowest, highest } = boundsOfRule(line.line.rule, line.anchors, stated.get(line.line)!);
            const own = line.ownScore!;
            expect([notLess(lowest, own), notMore(highest, own)]).toEqual([true, true]);
            if (line.line.role !== "score" || line.deducts || line.lowered) continue;
            const places = made.scheme.settings.pointDecimals;
            const at = (bound: Decimal): Decimal => roundTo(line.fullPoints!.times(bound).div(100), places);
            expect([lowest === null || at(lowest).lte(line.outcome.points), highest === null || at(highest).gte(line.outcome.points)]).toEqual([true, true]);
          }
        }
      });
      expect(looked).toBeGreaterThan(300);
    },
    minutes(2),
  );

  test(
    "the order of rows does not matter: siblings, departments, targets, vetoes, bindings, figures",
    () => {
      always({}, (made) => {
        const { scheme, readings, draw } = made;
        const turned = withTrees(
          {
            ...scheme,
            departments: shuffled(scheme.departments, draw),
            indicators: shuffled(scheme.indicators, draw),
            templates: shuffled(scheme.templates, draw),
            targets: firstOfEquals(scheme.targets, draw),
            vetoes: shuffled(scheme.vetoes, draw),
          },
          (nodes) => shuffled(nodes, draw),
        );
        expect(summaries(cardsOf({ ...made, scheme: turned, readings: shuffled(readings, draw) }))).toEqual(summaries(cardsOf(made)));
      });
    },
    minutes(2),
  );

  test(
    "all weights of normalised siblings may be doubled, and nothing changes",
    () => {
      always({}, (made) => {
        const doubled = withTrees(made.scheme, (nodes) =>
          made.draw(2) === 0
            ? nodes
            : nodes.map((node): TreeNode => {
                if (!node.share || takesNoShare(node)) return node;
                const { share } = node;
                return {
                  ...node,
                  share: share.kind === "points" ? { ...share, points: share.points.times(2) } : { ...share, percent: share.percent.times(2) },
                };
              }),
        );
        expect(summaries(cardsOf({ ...made, scheme: doubled }))).toEqual(summaries(cardsOf(made)));
      });
    },
    minutes(2),
  );

  test(
    "the shown total of a complete card lies between the lowest and the highest that are possible",
    () => {
      always({ policies: POLICIES, absentInTen: 4 }, (made) => {
        for (const card of cardsOf(made)) {
          if (card.state === "complete") expect([notLess(card.lowest, card.points!), notMore(card.highest, card.points!)]).toEqual([true, true]);
        }
      });
    },
    minutes(2),
  );
});

describe("a figure that is deleted or corrupted", () => {
  test(
    "never completes a card where what is absent is held",
    () => {
      let incomplete = 0;
      always({ absentInTen: 3 }, (made) => {
        const strict = withPolicies(made, { missing: "hold", unreadable: "hold" });
        for (const card of cardsOf(strict)) {
          const figures = figuresOfNow(strict, card.department.code);
          if (card.state !== "incomplete" || figures.length === 0) continue;
          const readings = without(strict, figures[made.draw(figures.length - 1)]!);
          incomplete += 1;
          expect(same(cardsOf({ ...strict, readings }), card).state).toBe("incomplete");
        }
      });
      expect(incomplete).toBeGreaterThan(50);
    },
    minutes(2),
  );

  test(
    "never completes a card under any policy, where it was scored, takes no branch below its quorum, and feeds no rank and no other line",
    () => {
      let incomplete = 0;
      always({ ranks: false, quorums: false, sharedIndicators: false, policies: POLICIES, absentInTen: 3 }, (made) => {
        for (const card of cardsOf(made)) {
          if (card.state !== "incomplete") continue;
          const scored = measuredOnce(card);
          if (scored.length === 0) continue;
          incomplete += 1;
          const readings = without(made, scored[made.draw(scored.length - 1)]!.reading!);
          expect(same(cardsOf({ ...made, readings }), card).state).not.toBe("complete");
        }
      });
      expect(incomplete).toBeGreaterThan(50);
    },
    minutes(2),
  );

  test(
    "never raises a total under hold or zero, where roll-ups are sums, no points are negative, and it feeds no veto, deduction, rank or other line",
    () => {
      let lowered = 0;
      const sums: Limits = { rollUps: ["sum"], ranks: false, deductions: false, vetoes: false, baseScores: false, sharedIndicators: false, absentInTen: 2 };
      always(sums, (made) => {
        const strict = withPolicies(made, { missing: oneOf(made, ["hold", "zero"]), unreadable: oneOf(made, ["hold", "zero"]) });
        for (const card of cardsOf(strict)) {
          const scored = measuredOnce(card).filter(({ line }) => line.role !== "deduct" && neverNegative(card, line));
          // A card of which nothing but adjustments applies has no total to be raised.
          if (scored.length === 0 || card.points === null) continue;
          const after = same(cardsOf({ ...strict, readings: without(strict, scored[made.draw(scored.length - 1)]!.reading!) }), card);
          expect(after.points!.lte(card.points)).toBe(true);
          if (after.points!.lt(card.points)) lowered += 1;
        }
      });
      expect(lowered).toBeGreaterThan(50);
    },
    minutes(2),
  );

  const same = (cards: readonly Scorecard[], card: Scorecard): Scorecard =>
    cards.find((one) => one.department.code === card.department.code && one.template.code === card.template.code)!;
  /** Lines that were scored by a figure of their own, which no other line of the card and no veto looks at. */
  const measuredOnce = (card: Scorecard): readonly ScoredLine[] => {
    const lines = linesOf(card.items);
    const used = [...lines.map(({ indicator }) => indicator.code), ...card.vetoes.map(({ veto }) => veto.indicator)];
    return lines.filter(
      ({ outcome, indicator }) => outcome.kind === "scored" && outcome.basis === "measured" && used.filter((code) => code === indicator.code).length === 1,
    );
  };
  const neverNegative = (card: Scorecard, line: ScoredLine["line"]): boolean => {
    const { lowest } = boundsOfRule(line.rule, {}, fullPointsOf(card.template, () => true).get(line)!);
    return lowest !== null && lowest.gte(0);
  };
  const oneOf = <const T>({ draw }: RandomScheme, choices: readonly T[]): T => choices[draw(choices.length - 1)]!;
});

describe("figures that come in later", () => {
  const filled = (made: RandomScheme, card: Scorecard): readonly Reading[] => {
    const wanted = new Set([...linesOf(card.items).map(({ indicator }) => indicator.code), ...card.vetoes.map(({ veto }) => veto.indicator)]);
    const kept = made.readings.filter(({ department, indicator, period, figure }) => {
      const now = period.kind === "quarter" && period.number === 3 && period.year === 2026;
      const awaited = figure.state === "missing" || figure.state === "unreadable" || figure.state === "suppressed";
      if (!now || department !== card.department.code || !wanted.has(indicator)) return true;
      // What is there, or does not apply, stays as it is; of what is awaited some comes in.
      if (!awaited || made.draw(2) === 0) wanted.delete(indicator);
      return !wanted.has(indicator);
    });
    const arrived = [...wanted].map((indicator): Reading => ({
      department: card.department.code,
      indicator,
      period: made.period,
      figure: { state: "value", value: made.figureOf(indicator) },
      source: NOWHERE,
      label: indicator,
      parsedFrom: null,
      percentFormat: false,
    }));
    return [...kept, ...arrived];
  };

  test.each([
    ["a few of them", 3],
    ["many of them", 7],
  ] as const)(
    "lead to a total between the lowest and the highest that were said, %s being absent",
    (_some, absentInTen) => {
      let [complete, moved] = [0, 0];
      always({ policies: POLICIES, absentInTen, departments: 2 }, (made) => {
        for (const card of cardsOf(made)) {
          if (card.points === null && card.lowest === null && card.highest === null) continue;
          for (let again = 0; again < 3; again += 1) {
            const after = cardsOf({ ...made, readings: filled(made, card) }).find(
              (one) => one.department.code === card.department.code && one.template.code === card.template.code,
            )!;
            if (after.state === "notApplicable") continue;
            if (after.state === "complete") {
              complete += 1;
              if (card.points && !after.points!.eq(card.points)) moved += 1;
              expect([notLess(card.lowest, after.points!), notMore(card.highest, after.points!)]).toEqual([true, true]);
            }
          }
        }
      });
      expect([complete > 60, moved > 15]).toEqual([true, true]);
    },
    minutes(3),
  );
});

test("quotas of a forced distribution give every card a grade, and none to a grade more than one above its share", () => {
  const shares = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(shares, fc.nat(60), (parts, size) => {
      const whole = parts.reduce((one, other) => one + other, 0);
      fc.pre(whole > 0 && whole <= 100);
      const quotas = [...parts, 100 - whole];
      const grades = quotas.map((quota, place): Grade => ({ name: `${place}`, from: null, coefficient: null, quota: decimal(quota), source: NOWHERE }));
      const given = quotasOf(grades, size);
      expect(given.reduce((one, other) => one + other, 0)).toBe(size);
      given.forEach((count, place) => expect(Math.abs(count - (quotas[place]! * size) / 100)).toBeLessThan(1));
    }),
    { numRuns: counts(300, 20_000), seed: SEED },
  );
});

/** Two rows that say equally much about an anchor are refused; here the first of them holds, and the order among such rows is kept. */
function firstOfEquals(targets: Scheme["targets"], draw: (most: number) => number): Scheme["targets"] {
  const byIndicator = new Map<string, Scheme["targets"][number][]>();
  for (const row of targets) byIndicator.set(row.indicator!, [...(byIndicator.get(row.indicator!) ?? []), row]);
  return shuffled([...byIndicator.values()], draw).flat();
}
