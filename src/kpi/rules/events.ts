import type { Decimal } from "../decimal";
export interface Events {
  readonly kind: "events";
  readonly base: Decimal;
  readonly perStep: Decimal;
  readonly floorCap: Decimal | null;
}
export type _Events = Decimal;
