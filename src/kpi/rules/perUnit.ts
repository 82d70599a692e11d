import type { Decimal } from "../decimal";
export interface PerUnit {
  readonly kind: "perUnit";
  readonly base: Decimal;
  readonly step: Decimal;
  readonly stepMeans: "units" | "percentOfTarget";
  readonly counting: "exact" | "floor" | "ceil";
  readonly perStep: Decimal;
  readonly perStepUp: Decimal;
  readonly cap: Decimal | null;
  readonly floorCap: Decimal | null;
}
export type _PerUnit = Decimal;
