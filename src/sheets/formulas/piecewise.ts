/** Piecewise linear (分段线性) as a formula: nested IFs that read like the table, from the lowest point up; with many points LOOKUP. */
import type { Decimal } from "../../kpi/decimal";
import type { Piecewise, Point } from "../../kpi/rules/piecewise";
import { NOT_SCORED, operand, plain, type RuleCells, withNumbers } from "./ruleCells";

/** More nested IFs than this nobody follows. */
const MOST_NESTED = 10;

export function piecewise({ points, beyondWorst }: Piecewise, { actual, direction }: RuleCells): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return NOT_SCORED;
  const nothing = (end: "up" | "down"): boolean => beyondWorst === "zero" && direction === end;
  const below = nothing("up") ? "0" : plain(first.score);
  const fromLast = nothing("down") ? `IF(${actual}>${plain(last.at)},0,${plain(last.score)})` : plain(last.score);
  const along = points.length <= MOST_NESTED ? nested(points, actual, fromLast) : `IF(${actual}<${plain(last.at)},${lookedUp(points, actual)},${fromLast})`;
  return withNumbers([actual], `IF(${actual}<${plain(first.at)},${below},${along})`);
}

function nested(points: readonly Point[], actual: string, fromLast: string): string {
  return points.slice(1).reduceRight((rest, to, place) => `IF(${actual}<${plain(to.at)},${line(points[place]!, to, actual)},${rest})`, fromLast);
}

function line(from: Point, to: Point, actual: string): string {
  const rise = to.score.minus(from.score);
  if (rise.eq(0)) return plain(from.score);
  const way = `(${actual}-${operand(from.at)})*${operand(rise)}/${plain(to.at.minus(from.at))}`;
  return from.score.eq(0) ? way : `${plain(from.score)}+${way}`;
}

/** LOOKUP finds the last point that is not above the figure: its score, and how far the score rises over how long a way to the next. */
function lookedUp(points: readonly Point[], actual: string): string {
  const starts = points.slice(0, -1);
  const next = (place: number): Point => points[place + 1]!;
  const keys = starts.map(({ at }) => plain(at)).join(",");
  const found = (values: readonly Decimal[]): string => `LOOKUP(${actual},{${keys}},{${values.map(plain).join(",")}})`;
  const rises = found(starts.map(({ score }, place) => next(place).score.minus(score)));
  const ways = found(starts.map(({ at }, place) => next(place).at.minus(at)));
  return `${found(starts.map(({ score }) => score))}+(${actual}-${found(starts.map(({ at }) => at))})*${rises}/${ways}`;
}
