/** Targets (目标) and the other anchors that a rule measures by. */
import type { Decimal } from "./decimal";
import type { LiveSource, Source } from "./source";
import { type Period, samePeriod } from "./period";
import type { Decimals } from "./rounding";

/**
 * floor 保底值 · target 目标值 · stretch 挑战值 · worst 最差值 · best 最优值 · full 满值 (the measure's full mark) ·
 * upper 目标上限 (the end of a range that is all on target; it begins at the target).
 */
export const ANCHOR_NAMES = ["floor", "target", "stretch", "worst", "best", "full", "upper"] as const;
export type AnchorName = (typeof ANCHOR_NAMES)[number];

/** In the indicator's unit. */
export type Anchors = Readonly<Partial<Record<AnchorName, Decimal>>>;
export type AnchorSources = Readonly<Partial<Record<AnchorName, AnchorSource>>>;

/** The cell of an anchor; of a computed one the cell of its parameter, with how it was worked out or why it could not be. */
export interface AnchorSource extends LiveSource {
  readonly workedOut?: WorkedOut;
  readonly lacking?: LackingBasis;
}

/**
 * How an anchor is worked out (目标算法). Own: the department's figure; peers: all departments whose card takes the indicator there.
 * previousPlus 上期加 · previousTimes 上期乘 · lastYearPlus 同期加 · lastYearTimes 同期乘: own figure and a step or a factor ·
 * percentile 分位 · bestPlus 最优加 · worstPlus 最差加 · meanPlus 平均加 · deviations 平均加标准差: of the peers that have a figure ·
 * recentMeanPlus 前几期平均加 · recentMeanTimes 前几期平均乘: the mean of the own figures of several earlier periods ·
 * betterRecentPlus 孰优加 · worseRecentPlus 孰差加: the better, or the worse, of that mean and the latest of these figures ·
 * competitorPlus 对手加: a competitor's figure and a lead · closeGap 追赶: own previous figure and a share of what is missing to a benchmark ·
 * shareByWeight 按权重分摊 · shareByLastYear 按去年占比分摊: a company target in parts that add up to it exactly.
 */
export const TARGET_METHODS = [
  "previousPlus",
  "previousTimes",
  "lastYearPlus",
  "lastYearTimes",
  "percentile",
  "bestPlus",
  "worstPlus",
  "meanPlus",
  "deviations",
  "recentMeanPlus",
  "recentMeanTimes",
  "betterRecentPlus",
  "worseRecentPlus",
  "competitorPlus",
  "closeGap",
  "shareByWeight",
  "shareByLastYear",
] as const;
export type TargetMethod = (typeof TARGET_METHODS)[number];

/** Which period the figures are of that a method measures from; seen from the period that the target is for. */
export const BASIS_PERIODS = ["previous", "current", "lastYear"] as const;
export type BasisPeriod = (typeof BASIS_PERIODS)[number];

/**
 * What a competitor or a benchmark is; of several figures the best. best: of the peers · series: a column beside the own figure · departments: their figures ·
 * indicator: the department's own figure of another indicator · constant: an agreed figure.
 */
export type TargetBasis =
  | { readonly kind: "best" }
  | { readonly kind: "series"; readonly series: "competitor" | "benchmark" }
  | { readonly kind: "departments"; readonly departments: readonly string[] }
  | { readonly kind: "indicator"; readonly indicator: string }
  | { readonly kind: "constant"; readonly value: Decimal };

/** What a row of the targets' table says instead of anchors. */
export interface TargetFormula {
  readonly method: TargetMethod;
  /** Steps, leads and wholes in the indicator's unit; a factor, and how many standard deviations better, as they are; a percentile and a share of a gap in per cent. */
  readonly parameters: Anchors;
  /** null: the method has none, or, of shareByWeight, the weights of the departments' table. */
  readonly basis: TargetBasis | null;
  readonly basisPeriod: BasisPeriod;
  /** Of a mean of earlier periods: how many there are, from 2 up; absent for every other method. */
  readonly recent?: number;
  /** Places after the point. null: as many as it takes, ten at most; shared out, as many as the whole has. none: nothing is rounded. */
  readonly decimals: Decimals | null;
}

/** A figure that a computed anchor rests on. */
export interface UsedFigure {
  readonly department: string;
  readonly indicator: string;
  /** Its short name, and the indicator's name, for people. */
  readonly departmentName: string;
  readonly indicatorName: string;
  readonly value: Decimal;
  /** Absent where the figures used are all of the one period that is stated with them. */
  readonly period?: Period;
  readonly source: Source;
}

/** How a computed anchor came about. All values in the indicator's unit unless said otherwise. */
export type WorkedOut = {
  readonly method: TargetMethod;
  readonly parameter: Decimal;
  readonly parameterSource: LiveSource;
  /** What the figures used are of, where each does not say so itself, and then the latest of them; null: none were. */
  readonly basisPeriod: Period | null;
  readonly basis: TargetBasis | null;
  readonly decimals: Decimals | null;
  readonly value: Decimal;
  /** In the order of the departments' table. */
  readonly used: readonly UsedFigure[];
} & (
  | { readonly kind: "plus" | "times"; readonly from: Decimal }
  | { readonly kind: "percentile" }
  /** The peers' mean, and their standard deviation as all that there are. */
  | { readonly kind: "deviations"; readonly from: Decimal; readonly deviation: Decimal }
  | { readonly kind: "gap"; readonly own: UsedFigure; readonly ownPeriod: Period; readonly benchmark: Decimal }
  /** `own` and `all`: the department's weight and the sum of all. `extra`: rounded up, one of the largest remainders. */
  | { readonly kind: "share"; readonly own: Decimal; readonly all: Decimal; readonly departments: number; readonly extra: boolean }
);

/** What a computed anchor cannot do without. figure: one department's · competitor, benchmark: beside it · peers: anybody's · weight: blank or below 0 · weights: all are 0. */
export interface LackingBasis {
  readonly what: "figure" | "competitor" | "benchmark" | "peers" | "weight" | "weights";
  /** The department's short name; "" where all are meant. */
  readonly department: string;
  /** The indicator's name; "" where the weights of the departments' table are meant. */
  readonly indicator: string;
  readonly period: Period | null;
  readonly source: Source;
}

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
  /** Its anchors are still to be worked out, and until then it has none. */
  readonly formula?: TargetFormula;
  /** Of a row that was worked out for one department and period: as specific as the row that says how. */
  readonly specificity?: number;
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
    const [table, own] = row.indicator !== null ? [byIndicator, row.indicator] : [byLine, row.line];
    if (own === null) continue;
    const key = keyOf(own, row.department);
    const listed = table.get(key);
    if (listed) listed.push(row);
    else table.set(key, [row]);
  }
  return { byIndicator, byLine };
}

function keyOf(indicatorOrLine: string, department: string | null): string {
  return department === null ? indicatorOrLine : `${indicatorOrLine}\u0000${department}`;
}

/**
 * Per anchor the most specific row that states it: a department's row goes before a line's, a line's before a template's,
 * a template's before a period's, and every row of the targets' table before one from a department's own sheet.
 * Where that row could not work the anchor out there is none, and no other row stands in for it; its source says why.
 */
export function anchorsFor(table: TargetTable, scope: TargetScope): { readonly anchors: Anchors; readonly sources: AnchorSources } {
  const anchors: Partial<Record<AnchorName, Decimal>> = {};
  const sources: Partial<Record<AnchorName, AnchorSource>> = {};
  const best: Partial<Record<AnchorName, number>> = {};
  const listed = (map: TargetTable["byLine"], own: string): readonly TargetRow[] =>
    [keyOf(own, null), keyOf(own, scope.department)].flatMap((key) => map.get(key) ?? []);
  const rows = [...listed(table.byIndicator, scope.indicator), ...listed(table.byLine, scope.line)];
  for (const row of rows) {
    if (!matches(row, scope)) continue;
    const rank = specificity(row);
    for (const name of ANCHOR_NAMES) {
      const value = row.anchors[name];
      const states = value !== undefined || row.sources[name]?.lacking !== undefined;
      if (!states || rank <= (best[name] ?? -1)) continue;
      best[name] = rank;
      if (value) anchors[name] = value;
      else delete anchors[name];
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
  if (row.specificity !== undefined) return row.specificity;
  return (row.fromSheet ? 0 : 16) + (row.department ? 8 : 0) + (row.line ? 4 : 0) + (row.template ? 2 : 0) + (row.period ? 1 : 0);
}
