import type { Decimal } from "../decimal";
export interface Ratio {
  readonly kind: "ratio";
  readonly form: "direct" | "mirrored" | "signed";
  readonly cap: Decimal | null;
  readonly floorCap: Decimal | null;
}
export type _Ratio = Decimal;
