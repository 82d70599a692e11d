/**
 * Piecewise linear (分段线性): straight lines through any number of points, such as the five standard values (优秀、良好、平均、较低、较差) of a published standard.
 *
 * Between two neighbouring points, (x1, s1) and (x2, s2), s1 + (A−x1)/(x2−x1)·(s2−s1). Beyond the outermost points the score stays theirs, except that on the
 * worse side it may be nothing. Works for both directions, and up and down again, since each point states its own score.
 */
import { type Decimal, ZERO, greatest, least } from "../decimal";
import type { Direction } from "../indicator";
import type { Anchors } from "../target";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface Point {
  readonly at: Decimal;
  readonly score: Decimal;
}

export interface Piecewise {
  readonly kind: "piecewise";
  /** held: no less than the worst point has · zero: nothing for whoever is worse than the worst point. */
  readonly beyondWorst: "held" | "zero";
  /** In rising order, no two at one place, at least two. */
  readonly points: readonly Point[];
}

export const columns = {
  parameters: { beyondWorst: { type: "choice", choices: ["held", "zero"], byDefault: "held" } },
  required: [],
  optional: ["target"],
} as const satisfies RuleColumns;

/** Where a figure lies: on a point, between two, or beyond one of the outermost. */
export type Stretch =
  | { readonly kind: "between"; readonly from: Point; readonly to: Point }
  | { readonly kind: "point"; readonly point: Point; readonly side: "on" | "below" | "above" }
  /** Worse than the worst point, where that earns nothing. */
  | { readonly kind: "nothing"; readonly point: Point };

/** null: the rule has no points. */
export function stretchAt(rule: Piecewise, actual: Decimal, direction: Direction): Stretch | null {
  const { points } = rule;
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return null;
  const side = actual.lt(first.at) ? "below" : actual.gt(last.at) ? "above" : "on";
  if (side !== "on") {
    const [point, worse] = side === "below" ? [first, direction === "up"] : [last, direction === "down"];
    return worse && rule.beyondWorst === "zero" ? { kind: "nothing", point } : { kind: "point", point, side };
  }
  const place = points.findIndex(({ at }) => at.gte(actual));
  const point = points[place]!;
  return point.at.eq(actual) ? { kind: "point", point, side } : { kind: "between", from: points[place - 1]!, to: point };
}

export function between(from: Point, to: Point, actual: Decimal): Decimal {
  return from.score.plus(actual.minus(from.at).times(to.score.minus(from.score)).div(to.at.minus(from.at)));
}

export function score(rule: Piecewise, { actual, direction }: ScoringInput): RuleScore {
  const stretch = stretchAt(rule, actual, direction);
  switch (stretch?.kind) {
    case undefined:
      return unscored({ code: "outsideBands" });
    case "nothing":
      return scored(ZERO);
    case "point":
      return scored(stretch.point.score);
    case "between":
      return scored(between(stretch.from, stretch.to, actual));
  }
}

export function bounds(rule: Piecewise, _anchors: Anchors): Bounds {
  const [first, ...others] = [...rule.points.map((point) => point.score), ...(rule.beyondWorst === "zero" ? [ZERO] : [])];
  return first ? { lowest: least(first, ...others), highest: greatest(first, ...others) } : { lowest: null, highest: null };
}
