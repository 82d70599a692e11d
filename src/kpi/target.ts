/** Targets (目标) and the other anchors that a rule measures by. */
import { type Decimal } from "./decimal";
import type { LiveSource } from "./figure";
import type { Source } from "./finding";
import { type Period, samePeriod } from "./period";

/** floor 保底值 · target 目标值 · stretch 挑战值 · worst 最差值 · best 最优值 · full 满值 (the measure's full mark). */
export const ANCHOR_NAMES = ["floor", "target", "stretch", "worst", "best", "full"] as const;
export type AnchorName = (typeof ANCHOR_NAMES)[number];

/** In the indicator's unit. */
export type Anchors = Readonly<Partial<Record<AnchorName, Decimal>>>;
export type AnchorSources = Readonly<Partial<Record<AnchorName, LiveSource>>>;

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

/** Which line of whose card in which period an anchor is wanted for. */
export interface TargetScope {
  readonly indicator: string;
  readonly template: string;
  readonly line: string;
  readonly department: string;
  readonly period: Period;
}

/** Rows by what they are keyed on, so that looking one up does not walk the whole table. */
export interface TargetTable {
  readonly byIndicator: ReadonlyMap<string, readonly TargetRow[]>;
  readonly byLine: ReadonlyMap<string, readonly TargetRow[]>;
}

export function targetTable(rows: readonly TargetRow[]): TargetTable {
  const byIndicator = new Map<string, TargetRow[]>();
  const byLine = new Map<string, TargetRow[]>();
  for (const row of rows) {
    const [table, key] = row.indicator !== null ? [byIndicator, row.indicator] : [byLine, row.line];
    if (key === null) continue;
    const listed = table.get(key);
    if (listed) listed.push(row);
    else table.set(key, [row]);
  }
  return { byIndicator, byLine };
}

/**
 * Per anchor the most specific row that states it: a department's row goes before a line's, a line's before a template's,
 * a template's before a period's, and every row of the targets' table before one from a department's own sheet.
 */
export function anchorsFor(table: TargetTable, scope: TargetScope): { readonly anchors: Anchors; readonly sources: AnchorSources } {
  const anchors: Partial<Record<AnchorName, Decimal>> = {};
  const sources: Partial<Record<AnchorName, LiveSource>> = {};
  const best: Partial<Record<AnchorName, number>> = {};
  const rows = [...(table.byIndicator.get(scope.indicator) ?? []), ...(table.byLine.get(scope.line) ?? [])];
  for (const row of rows) {
    if (!matches(row, scope)) continue;
    const rank = specificity(row);
    for (const name of ANCHOR_NAMES) {
      const value = row.anchors[name];
      if (value === undefined || rank <= (best[name] ?? -1)) continue;
      best[name] = rank;
      anchors[name] = value;
      sources[name] = row.sources[name] ?? row.source;
    }
  }
  return { anchors, sources };
}

function matches(row: TargetRow, scope: TargetScope): boolean {
  return (
    (row.indicator === null || row.indicator === scope.indicator) &&
    (row.line === null || row.line === scope.line) &&
    (row.template === null || row.template === scope.template) &&
    (row.department === null || row.department === scope.department) &&
    (row.period === null || samePeriod(row.period, scope.period))
  );
}

/** Higher goes first. */
export function specificity(row: TargetRow): number {
  return (row.fromSheet ? 0 : 16) + (row.department ? 8 : 0) + (row.line ? 4 : 0) + (row.template ? 2 : 0) + (row.period ? 1 : 0);
}
