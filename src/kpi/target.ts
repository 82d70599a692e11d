/** Targets (目标) and the other anchors that a rule measures by. */
import { type Decimal } from "./decimal";
import type { Source } from "./finding";
import type { Period } from "./period";

/** floor 保底值 · target 目标值 · stretch 挑战值 · worst 最差值 · best 最优值 · full 满值 (the measure's full mark). */
export const ANCHOR_NAMES = ["floor", "target", "stretch", "worst", "best", "full"] as const;
export type AnchorName = (typeof ANCHOR_NAMES)[number];

/** In the indicator's unit. */
export type Anchors = Readonly<Partial<Record<AnchorName, Decimal>>>;
export type AnchorSources = Readonly<Partial<Record<AnchorName, Source>>>;

/** One row of the targets' table: anchors for those lines that all its stated columns match. */
export interface TargetRow {
  readonly indicator: string | null;
  readonly template: string | null;
  readonly line: string | null;
  readonly department: string | null;
  /** Exactly this period: a half-year's target is not the year's. null: every period. */
  readonly period: Period | null;
  readonly anchors: Anchors;
  readonly sources: AnchorSources;
  /** Read from the department's own indicator sheet: any row of the targets' table goes before it. */
  readonly fromSheet: boolean;
  readonly source: Source;
}
