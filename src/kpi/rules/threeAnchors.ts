import type { Decimal } from "../decimal";
export interface ThreeAnchors {
  readonly kind: "threeAnchors";
  readonly floorScore: Decimal;
  readonly targetScore: Decimal;
  readonly stretchScore: Decimal;
  readonly belowFloor: "zero" | "line";
}
export type _ThreeAnchors = Decimal;
