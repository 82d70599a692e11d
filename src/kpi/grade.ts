/**
 * Grades (等级): bands on the total rate with a coefficient each, and a forced distribution (强制分布) inside a ranking group.
 *
 * Quotas of a group come by largest remainder: every grade first gets the whole part of its share, and what is left over goes to the largest remainders,
 * at equal remainders to the better grade. 11 departments under 10/20/40/20/10 % make 1, 2, 5, 2, 1.
 * Whom a veto keeps from a grade takes no place of it: the next one does.
 */
import { type Decimal, ZERO, decimal, sum } from "./decimal";
import { comparable } from "./rounding";
import type { Grade, Scheme } from "./scheme";
import type { GivenGrade, Scorecard } from "./scorecard";

export interface Grading {
  /** From the best to the lowest. */
  readonly grades: readonly Grade[];
  readonly forced: boolean;
  /** Groups with fewer ranked cards than this are graded by rate; 0: none are exempt. */
  readonly exemptBelow: number;
}

/** How many of `size` cards each grade takes, best first; the quotas add up to 100 %. */
export function quotasOf(grades: readonly Grade[], size: number): readonly number[] {
  const shares = grades.map(({ quota }) => (quota ?? ZERO).times(size).div(100));
  const whole = shares.map((share) => share.round(0, 0));
  const left = size - sum(whole).toNumber();
  // Equal remainders stay in their order, the better grade first.
  const byRemainder = shares.map((share, place) => ({ place, remainder: share.minus(whole[place]!) })).sort((one, other) => other.remainder.cmp(one.remainder));
  const extra = new Set(byRemainder.slice(0, left).map(({ place }) => place));
  return whole.map((count, place) => count.toNumber() + (extra.has(place) ? 1 : 0));
}

/** Complete cards get a grade each; the others have none yet. */
export function gradeCards(cards: readonly Scorecard[], grading: Grading): readonly Scorecard[] {
  if (grading.grades.length === 0) return cards;
  const given = new Map<Scorecard, Drawn>();
  const groups = new Map<string, Scorecard[]>();
  for (const card of cards) {
    if (card.state !== "complete" || !card.rate) continue;
    const group = groups.get(card.rankingGroup);
    if (group) group.push(card);
    else groups.set(card.rankingGroup, [card]);
  }
  for (const group of groups.values()) {
    const byQuota = grading.forced && group.length >= grading.exemptBelow;
    for (const [card, grade] of byQuota ? forced(group, grading.grades) : group.map((one) => [one, byRate(one.rate!, grading.grades)] as const))
      given.set(card, grade);
  }
  return cards.map((card) => {
    const grade = given.get(card);
    return grade ? { ...card, grade: lowered(grade, card, grading.grades) } : card;
  });
}

/** Before vetoes lower anything; grades by their places in the list. */
interface Drawn {
  readonly place: number;
  /** Where it would be if no card were kept from any grade. */
  readonly uncapped: number;
  readonly by: GivenGrade["by"];
  readonly lifted: boolean;
}

function byRate(rate: Decimal, grades: readonly Grade[]): Drawn {
  const found = grades.findIndex(({ from }) => from === null || comparable(rate).gte(from));
  const place = found < 0 ? grades.length - 1 : found;
  return { place, uncapped: place, by: "rate", lifted: false };
}

/** The best grade, by its place in the list, that the vetoes which struck leave a card; 0: none keeps it from any. */
export function capOf({ vetoes }: Pick<Scorecard, "vetoes">, grades: readonly Grade[]): number {
  return Math.max(
    0,
    ...vetoes.map(({ veto, outcome }) => (outcome.kind === "struck" && veto.effect === "gradeCap" ? grades.findIndex(({ name }) => name === veto.grade) : 0)),
  );
}

/** Whether some card may be kept from a grade that others get by quota. */
export function capsQuotas({ settings, vetoes }: Pick<Scheme, "settings" | "vetoes">): boolean {
  return settings.forcedDistribution && vetoes.some(({ effect }) => effect === "gradeCap");
}

/**
 * The place in the list of grades that the quotas leave for a card that may have none better than `cap`. `ahead`: the caps of those before it.
 * Of a grade those before it take as many as may have it and are left over from better ones; what nobody may have stays free.
 */
export function drawnPlace(quotas: readonly number[], cap: number, ahead: readonly number[]): number {
  let taken = 0;
  for (const [place, quota] of quotas.entries()) {
    const may = ahead.filter((one) => one <= place).length;
    if (place >= cap && may < taken + quota) return place;
    taken = Math.min(taken + quota, may);
  }
  return quotas.length - 1;
}

/** Cards of equal rate stay together, in the best grade that any of them reaches. */
function forced(group: readonly Scorecard[], grades: readonly Grade[]): (readonly [Scorecard, Drawn])[] {
  const all = group.map((card) => ({ card, rate: comparable(card.rate!), cap: capOf(card, grades) }));
  const quotas = quotasOf(grades, group.length);
  return all.map((own) => {
    const ahead = all.filter(({ rate }) => rate.gt(own.rate)).map(({ cap }) => cap);
    const tied = all.filter((one) => one !== own && one.rate.eq(own.rate)).map(({ cap }) => cap);
    const place = drawnPlace(quotas, own.cap, ahead);
    const uncapped = drawnPlace(
      quotas,
      0,
      ahead.map(() => 0),
    );
    return [own.card, { place, uncapped, by: "quota", lifted: place !== drawnPlace(quotas, own.cap, [...ahead, ...tied]) }] as const;
  });
}

/** A veto may keep a card from a grade, and another may lower what is left; below the lowest there is none. */
function lowered({ place, uncapped, by, lifted }: Drawn, card: Scorecard, grades: readonly Grade[]): GivenGrade {
  const steps = card.vetoes
    .reduce((down, { veto, outcome }) => (outcome.kind === "struck" && veto.effect === "gradeDown" ? down.plus(veto.value ?? 1) : down), decimal(0))
    .toNumber();
  const cap = capOf(card, grades);
  const left = Math.min(grades.length - 1, Math.max(place, cap) + steps);
  const before = cap > 0 ? Math.min(place, uncapped) : place;
  return { grade: grades[left]!, by, lifted, before: left === before ? null : grades[before]!, drawn: grades[place]! };
}
