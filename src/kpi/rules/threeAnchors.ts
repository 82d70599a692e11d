/**
 * Three anchors (三点线性), the usual rule: straight lines through floor, target and stretch.
 *
 * With more better: 0 below the floor F; floorScore + (A−F)/(T−F)·(targetScore−floorScore) on [F,T);
 * targetScore + (A−T)/(S−T)·(stretchScore−targetScore) on [T,S); stretchScore from S on. Without a stretch the cap is targetScore.
 */
import { type Decimal, ZERO, greatest, least } from "../decimal";
import type { Anchors } from "../target";
import { upward } from "./direction";
import { type Bounds, type RuleColumns, type RuleScore, type ScoringInput, scored, unscored } from "./rule";

export interface ThreeAnchors {
  readonly kind: "threeAnchors";
  readonly floorScore: Decimal;
  readonly targetScore: Decimal;
  readonly stretchScore: Decimal;
  /** zero: nothing below the floor · line: on down the line from the floor, to 0. */
  readonly belowFloor: "zero" | "line";
}

export const columns = {
  parameters: {
    floorScore: { type: "number", byDefault: "60" },
    targetScore: { type: "number", byDefault: "100" },
    stretchScore: { type: "number", byDefault: "120" },
    belowFloor: { type: "choice", choices: ["zero", "line"], byDefault: "zero" },
  },
  required: ["floor", "target"],
  optional: ["stretch"],
} as const satisfies RuleColumns;

export function score(rule: ThreeAnchors, { actual, anchors, direction }: ScoringInput): RuleScore {
  if (!anchors.floor) return unscored({ code: "targetMissing", anchor: "floor" });
  if (!anchors.target) return unscored({ code: "targetMissing", anchor: "target" });
  const a = upward(actual, direction);
  const floor = upward(anchors.floor, direction);
  const target = upward(anchors.target, direction);
  const stretch = anchors.stretch ? upward(anchors.stretch, direction) : null;
  if (floor.gte(target) || (stretch && target.gte(stretch))) {
    return unscored({ code: "anchorsOutOfOrder", wanted: direction === "up" ? "floor<target<stretch" : "floor>target>stretch" });
  }
  const risesOver = (from: Decimal, to: Decimal, low: Decimal, high: Decimal): Decimal => low.plus(a.minus(from).times(high.minus(low)).div(to.minus(from)));
  if (a.lt(floor) && rule.belowFloor === "zero") return scored(ZERO);
  if (a.lt(target)) return scored(greatest(ZERO, risesOver(floor, target, rule.floorScore, rule.targetScore)));
  if (!stretch) return scored(rule.targetScore);
  if (a.lt(stretch)) return scored(risesOver(target, stretch, rule.targetScore, rule.stretchScore));
  return scored(rule.stretchScore);
}

export function bounds(rule: ThreeAnchors, anchors: Anchors): Bounds {
  // Where the anchors are still unknown, a stretch may yet come.
  const reachable = anchors.target && !anchors.stretch ? [rule.targetScore] : [rule.targetScore, rule.stretchScore];
  return { lowest: least(ZERO, rule.floorScore, ...reachable), highest: greatest(rule.floorScore, ...reachable) };
}
