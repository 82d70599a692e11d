/** The words that tell how a computed target came about, in one language; spelled out in text/targetsZh.ts and text/targetsEn.ts. */
import type { AnchorName, WorkedOut } from "../kpi/target";

export interface LineTargets {
  /** Number and name. */
  readonly line: string;
  /** One at least. */
  readonly anchors: readonly { readonly anchor: AnchorName; readonly how: WorkedOut }[];
}

export interface TargetLabels {
  /** "上期（2026 年第 2 季度）84.2 + 0.5 = 84.7", without a full stop. */
  readonly workedOut: (how: WorkedOut) => string;
  /** In explain: "目标值的由来：…。" */
  readonly step: (anchor: AnchorName, how: WorkedOut) => string;
  /** At the foot of a card, one note for all lines: "目标由来：1 客户满意度，上期 …，目标值 + 0.5 = 84.5；…。" */
  readonly note: (lines: readonly LineTargets[]) => string;
  /** In the list of what is a value on a live card: "客户满意度的目标值". */
  readonly fixed: (line: string, anchor: AnchorName) => string;
}
