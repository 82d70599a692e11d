/** The arithmetic of a computed target, which is the same in every language: figures, signs and names. */
import { type Decimal, sum } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import type { UsedFigure, WorkedOut } from "../kpi/target";

export type Deviations = Extract<WorkedOut, { readonly kind: "deviations" }>;

/** More than these would be a list that nobody reads. */
const MOST_NAMED = 3;

/** A number behind an operator: a negative one in brackets. */
export function behind(value: Decimal): string {
  return value.lt(0) ? `(${value.toFixed()})` : value.toFixed();
}

/** " + 0.5", " - 0.2", nothing for 0. */
export function step(value: Decimal): string {
  return value.eq(0) ? "" : value.lt(0) ? ` - ${value.abs().toFixed()}` : ` + ${value.toFixed()}`;
}

/** "= 84.7", or "≈ 86.3" where the target was rounded. */
export function result(how: WorkedOut): string {
  return `${exactValue(how).eq(how.value) ? "=" : "≈"} ${how.value.toFixed()}`;
}

/** Of a mean of thirds nobody reads forty places. */
export function shownMean(value: Decimal): string {
  return roundTo(value, 6).toFixed();
}

/** Of the same period of several years, and not of periods that follow each other; of whole years that is the same. */
export function isOfYears(used: readonly UsedFigure[]): boolean {
  const [latest, oldest] = [used[0]?.period, used.at(-1)?.period];
  return (
    latest !== undefined && oldest !== undefined && latest.kind !== "year" && latest.number === oldest.number && latest.year - oldest.year === used.length - 1
  );
}

export function meanOf(used: readonly UsedFigure[]): Decimal {
  return sum(used.map(({ value }) => value)).div(used.length);
}

/** The figure itself is the target: a step of 0, and nothing rounded. */
export function isAsItIs(how: WorkedOut): boolean {
  return how.kind === "plus" && how.parameter.eq(0) && how.value.eq(how.from);
}

/** What several anchors of a line have in common, and need to be told once: the figure that steps or factors are applied to, or whose percentile it is. */
export function commonBase(hows: readonly WorkedOut[]): WorkedOut | null {
  const [first, ...others] = hows;
  if (!first || others.length === 0 || first.kind === "gap" || first.kind === "share") return null;
  const key = (how: WorkedOut): string =>
    JSON.stringify([how.kind, how.method, how.basis, how.basisPeriod, "from" in how ? how.from : null, how.used.map(({ source }) => source)]);
  return others.every((how) => key(how) === key(first)) ? first : null;
}

/** Who has that very figure; "" where it is nobody's. `more` stands behind the names where there are too many. */
export function namesAt(used: readonly UsedFigure[], value: Decimal, comma: string, more: string): string {
  const names = used.filter((one) => one.value.eq(value)).map(({ departmentName }) => departmentName);
  return `${names.slice(0, MOST_NAMED).join(comma)}${names.length > MOST_NAMED ? more : ""}`;
}

/** The cells of the figures that the target rests on; "" where it rests on none. */
export function placesOf(how: WorkedOut, comma: string, more: string): string {
  const used = how.kind === "gap" ? [how.own, ...how.used] : how.used;
  const places = used.map(({ source: { sheet, cell } }) => `“${sheet}”!${cell}`);
  return `${places.slice(0, MOST_NAMED).join(comma)}${places.length > MOST_NAMED ? more : ""}`;
}

function exactValue(how: WorkedOut): Decimal {
  switch (how.kind) {
    case "plus":
      return how.from.plus(how.parameter);
    case "times":
      return how.from.times(how.parameter);
    case "deviations": {
      const off = how.parameter.times(how.deviation).abs();
      return how.value.lt(how.from) ? how.from.minus(off) : how.from.plus(off);
    }
    case "gap":
      return how.own.value.plus(how.benchmark.minus(how.own.value).times(how.parameter).div(100));
    case "percentile":
      // Which places it has by itself no reader would count.
      return how.value;
    case "share":
      return how.parameter.times(how.own).div(how.all);
  }
}
