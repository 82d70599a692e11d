import type { Decimal } from "../decimal";
export interface ClampedRange {
  readonly kind: "clampedRange";
}
export type _ClampedRange = Decimal;
