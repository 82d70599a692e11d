import type { Decimal } from "../decimal";
export interface Given {
  readonly kind: "given";
}
export type _Given = Decimal;
