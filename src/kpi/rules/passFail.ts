import type { Decimal } from "../decimal";
export interface PassFail {
  readonly kind: "passFail";
  readonly passScore: Decimal;
  readonly failScore: Decimal;
}
export type _PassFail = Decimal;
