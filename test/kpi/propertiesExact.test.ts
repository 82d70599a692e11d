/** Every card of the engine held against exact fractions, which share no line with it. */
import fc from "fast-check";
import { score } from "../../src/kpi/score";
import { type ExactCard, exactCards } from "../support/exact/card";
import { differences } from "../support/exact/compare";
import { compare } from "../support/exact/fraction";
import { exactRange, isOpen } from "../support/exact/possible";
import { allOf, randomScheme } from "../support/exact/randomSchemes";
import { exactly } from "../support/exact/rules";
import { counts, minutes, proved } from "../support/fullCounts";

const SEED = 20261122;
const tape = fc.uint32Array({ minLength: 0, maxLength: 240, size: "max" });

test(
  "every card is what exact fractions make of it",
  () => {
    const runs = counts(1000, 200_000);
    let cards = 0;
    let lines = 0;
    const complete = { cards: 0 };
    fc.assert(
      fc.property(tape, (drawn) => {
        const { scheme, readings, period } = randomScheme(drawn);
        const wanted = exactCards(scheme, readings, period);
        const { pointDecimals, rateDecimals } = scheme.settings;
        expect(differences(score(scheme, readings, period).value, wanted, pointDecimals, rateDecimals)).toEqual([]);
        cards += wanted.length;
        lines += wanted.reduce((count, card) => count + card.lines.length, 0);
        complete.cards += wanted.filter(({ state }) => state === "complete").length;
      }),
      { numRuns: runs, seed: SEED },
    );
    // Trees that nobody could score would agree on nothing.
    expect([complete.cards > cards / 4, lines > cards * 2]).toEqual([true, true]);
    proved(`${runs} random trees (seed ${SEED}), ${cards} cards with ${lines} lines, ${complete.cards} of them complete: 0 differ from exact fractions`);
  },
  minutes(1),
);

test(
  "the lowest and the highest total are those that can be reached",
  () => {
    const runs = counts(200, 40_000);
    const seen = { exact: 0, wide: 0, moving: 0, held: 0 };
    fc.assert(
      fc.property(tape, (drawn) => {
        const { scheme, readings, period } = randomScheme(drawn, { absentInTen: 3, departments: 2 });
        const cards = score(scheme, readings, period).value;
        exactCards(scheme, readings, period).forEach((card: ExactCard, place) => {
          const range = exactRange(card, scheme.settings.pointDecimals);
          const { lowest, highest } = cards[place]!;
          if (!range) return;
          // What holds the other rows of a card that asks for so many of them, a row at 0 under a geometric mean, or a base score that is missed may
          // hold what has no limit of its own, too; that much is not looked for. What is said to have a limit has one.
          const nodes = [card.template, ...allOf(card.template.children)];
          const asking = nodes.some((node) => "quorum" in node && (node.quorum.items !== null || node.quorum.coverage !== null));
          const held = nodes.some((node) => ("rollUp" in node && node.rollUp === "geometricMean") || ("baseScore" in node && node.baseScore !== null));
          if (!asking || isOpen(range.lowest)) expect(lowest === null).toBe(isOpen(range.lowest));
          if (!(asking || held) || isOpen(range.highest)) expect(highest === null).toBe(isOpen(range.highest));
          if (card.lines.some(({ bounds }) => !bounds.lowest || !bounds.highest) && lowest && highest) seen.held += 1;
          if (!lowest || !highest) return;
          const [below, above] = [compare(exactly(lowest), range.lowest), compare(exactly(highest), range.highest)];
          if (compare(range.lowest, range.highest) < 0) seen.moving += 1;
          if (range.choices <= 4 && scheme.settings.pointDecimals !== "none") {
            seen.exact += 1;
            expect([below, above]).toEqual([0, 0]);
          } else if (scheme.settings.pointDecimals !== "none") {
            seen.wide += 1;
            expect([below <= 0, above >= 0]).toEqual([true, true]);
          }
        });
      }),
      { numRuns: runs, seed: SEED },
    );
    expect([seen.exact > runs / 8, seen.moving > runs / 8, seen.held > 0]).toEqual([true, true, true]);
    proved(`the range of ${seen.exact} cards (seed ${SEED}) is exactly what can be reached, ${seen.moving} of them had one`);
  },
  minutes(1),
);
