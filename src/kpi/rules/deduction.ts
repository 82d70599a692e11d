import type { Decimal } from "../decimal";
export interface Deduction {
  readonly kind: "deduction";
  readonly reference: "target" | "zero" | "full";
  readonly maxLoss: Decimal | null;
}
export type _Deduction = Decimal;
