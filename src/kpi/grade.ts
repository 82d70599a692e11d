/**
 * Grades (等级): bands on the total rate with a coefficient each, and a forced distribution (强制分布) inside a ranking group.
 *
 * Quotas of a group come by largest remainder: every grade first gets the whole part of its share, and what is left over goes to the largest remainders,
 * at equal remainders to the better grade. 11 departments under 10/20/40/20/10 % make 1, 2, 5, 2, 1.
 */
import { type Decimal, ZERO, decimal, sum } from "./decimal";
import type { Source } from "./finding";
import { comparable } from "./rounding";
import type { Scorecard } from "./scorecard";

export interface Grade {
  readonly name: string;
  /** The lowest rate of the grade in per cent, as shown and inclusive; null: whatever is left, the lowest grade. */
  readonly from: Decimal | null;
  /** null: the grade has none. */
  readonly coefficient: Decimal | null;
  /** Its share of a group in per cent, under a forced distribution; null: none is stated. */
  readonly quota: Decimal | null;
  readonly source: Source;
}

export interface GivenGrade {
  readonly grade: Grade;
  /** rate: by the bands · quota: by the forced distribution. */
  readonly by: "rate" | "quota";
  /** Its tie reaches over the border of two quotas, and the whole tie was given the better grade. */
  readonly lifted: boolean;
  /** The grade before a veto lowered it; null: none did. */
  readonly before: Grade | null;
}

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
  const given = new Map<Scorecard, GivenGrade>();
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

function byRate(rate: Decimal, grades: readonly Grade[]): GivenGrade {
  const grade = grades.find(({ from }) => from === null || comparable(rate).gte(from)) ?? grades[grades.length - 1]!;
  return { grade, by: "rate", lifted: false, before: null };
}

/** Cards of equal rate stay together, in the best grade that any of them reaches. */
function forced(group: readonly Scorecard[], grades: readonly Grade[]): (readonly [Scorecard, GivenGrade])[] {
  const sorted = group.map((card) => ({ card, rate: comparable(card.rate!) })).sort((one, other) => other.rate.cmp(one.rate));
  const quotas = quotasOf(grades, group.length);
  const gradeAt = (position: number): Grade => {
    let end = 0;
    for (const [place, quota] of quotas.entries()) {
      end += quota;
      if (position < end) return grades[place]!;
    }
    return grades[grades.length - 1]!;
  };
  return sorted.map(({ card, rate }) => {
    const tied = sorted.map((one) => one.rate.eq(rate));
    const grade = gradeAt(tied.indexOf(true));
    return [card, { grade, by: "quota", lifted: grade !== gradeAt(tied.lastIndexOf(true)), before: null }] as const;
  });
}

/** A veto may lower the grade; below the lowest there is none. */
function lowered(given: GivenGrade, card: Scorecard, grades: readonly Grade[]): GivenGrade {
  const steps = card.vetoes
    .reduce((down, { veto, outcome }) => (outcome.kind === "struck" && veto.effect === "gradeDown" ? down.plus(veto.value ?? 1) : down), decimal(0))
    .toNumber();
  if (steps === 0) return given;
  const place = Math.min(grades.length - 1, grades.indexOf(given.grade) + steps);
  return grades[place] === given.grade ? given : { ...given, grade: grades[place]!, before: given.grade };
}
