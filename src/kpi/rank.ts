/** Ranking (排名): by rate, inside a ranking group. Ties share a place, and incomplete cards stand below, unranked. */
import { comparable } from "./rounding";
import type { Scorecard } from "./scorecard";

/** Compares the rates as they are shown, already rounded; unrounded ones without what division leaves behind. Two rates that look the same share a place, and the next place is skipped. */
export function rankCards(cards: readonly Scorecard[]): readonly Scorecard[] {
  const groups = new Map<string, Scorecard[]>();
  for (const card of cards) {
    if (card.state !== "complete") continue;
    const group = groups.get(card.rankingGroup);
    if (group) group.push(card);
    else groups.set(card.rankingGroup, [card]);
  }
  const places = new Map<Scorecard, Scorecard["rank"]>();
  for (const group of groups.values()) {
    const sorted = group.map((card) => ({ card, rate: comparable(card.rate!) })).sort((one, other) => other.rate.cmp(one.rate));
    let place = 0;
    sorted.forEach(({ card, rate }, position) => {
      if (position === 0 || !rate.eq(sorted[position - 1]!.rate)) place = position + 1;
      places.set(card, { place, of: sorted.length });
    });
  }
  return cards.map((card) => (places.has(card) ? { ...card, rank: places.get(card)! } : card));
}
