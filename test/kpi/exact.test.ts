/** A handful of random schemes against exact fractions, few enough to be tried again for every mutant of `npm run mutate`; the many are in propertiesExact.test.ts. */
import { score } from "../../src/kpi/score";
import { exactCards } from "../support/exact/card";
import { differences } from "../support/exact/compare";
import { randomScheme } from "../support/exact/randomSchemes";
import { randomFrom } from "../support/ruleCases";

test("a hundred random cards are what exact fractions make of them", () => {
  const random = randomFrom(7);
  let cards = 0;
  while (cards < 100) {
    const tape = Array.from({ length: 150 }, () => Math.floor(random() * 2 ** 32));
    const { scheme, readings, period } = randomScheme(tape);
    const wanted = exactCards(scheme, readings, period);
    expect(differences(score(scheme, readings, period).value, wanted, scheme.settings.pointDecimals, scheme.settings.rateDecimals)).toEqual([]);
    cards += wanted.length;
  }
});
