import type { Decimal } from "../decimal";
export interface Bands {
  readonly kind: "bands";
  readonly edge: "from" | "to";
  readonly bands: readonly { readonly from: Decimal | null; readonly to: Decimal | null; readonly score: Decimal }[];
}
export type _Bands = Decimal;
