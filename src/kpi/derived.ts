/**
 * Indicators whose figures are computed from other figures (派生指标): one row of the scheme's sheet each.
 *
 * Improvement, gap closed and lead are turned so that + is better: the derived indicator itself is always “higher is better”.
 */
import type { Decimal } from "./decimal";
import type { Source } from "./source";
import { type Period, previousPeriod } from "./period";

export const DERIVED_METHODS = [
  "ratio",
  "improvement",
  "relativeImprovement",
  "gapClosed",
  "lead",
  "difference",
  "sum",
  "mean",
  "minimum",
  "weightedSum",
  "weightedMean",
  "checklist",
  "survey",
] as const;
export type DerivedMethod = (typeof DERIVED_METHODS)[number];

/** Which earlier period a figure is compared with: the one just before, or the same one a year earlier. */
export const BASES = ["previous", "lastYear"] as const;
export type Base = (typeof BASES)[number];

/** What is made of a quotient that there is none of: a finding that holds the line, or a figure that does not apply. */
export type ZeroRule = "hold" | "notApplicable";
/** Where the base had reached the full mark, so that there is no gap to close, the change alone may tell: 100 for better than the base, else 0. */
export type NoGapRule = ZeroRule | "byChange";

/** Whether the whole is absent where a part is (asAbsent), or the part is passed over. One that does not apply always is. */
export type AbsentParts = "asAbsent" | "leaveOut";

/** Figures that stand beside an indicator's own: columns of an indicator sheet, and what the rows of a checklist or a survey add up to. */
export const SERIES = ["competitor", "benchmark", "present", "action", "answers", "points"] as const;
export type Series = (typeof SERIES)[number];

/** The full mark of a gap: a number, another indicator, or the source's own 满值 or else 最优值 of the targets' table. */
export type FullMark =
  { readonly kind: "number"; readonly value: Decimal } | { readonly kind: "indicator"; readonly indicator: string } | { readonly kind: "anchor" };

/** Whom a lead is over: a column beside the own figure, or indicators of their own. */
export type Rivals =
  { readonly kind: "series"; readonly series: "competitor" | "benchmark" } | { readonly kind: "indicators"; readonly indicators: readonly string[] };

/** One of several parts; `weight` is null where the method has none. */
export interface Term {
  readonly indicator: string;
  readonly weight: Decimal | null;
}

export type DerivedParameters =
  /** factor · numerator ÷ denominator. */
  | { readonly method: "ratio"; readonly numerator: string; readonly denominator: string; readonly factor: Decimal; readonly zero: ZeroRule }
  /** A − P. */
  | { readonly method: "improvement"; readonly of: string; readonly base: Base }
  /** (A − P) ÷ |P| · 100. */
  | { readonly method: "relativeImprovement"; readonly of: string; readonly base: Base; readonly zero: ZeroRule }
  /** (A − P) ÷ (Full − P) · 100. */
  | { readonly method: "gapClosed"; readonly of: string; readonly base: Base; readonly full: FullMark; readonly zero: NoGapRule }
  /** A − the best of the rivals, or their mean. */
  | { readonly method: "lead"; readonly of: string; readonly rivals: Rivals; readonly by: "best" | "mean" }
  /** first − second; not turned. */
  | { readonly method: "difference"; readonly first: string; readonly second: string }
  | { readonly method: "sum" | "mean" | "minimum" | "weightedSum" | "weightedMean"; readonly terms: readonly Term[]; readonly absent: AbsentParts }
  /** 100 · present ÷ (present + action): codes of two counts. */
  | { readonly method: "checklist"; readonly present: string; readonly action: string }
  /** The mean of the answers, from … to mapped to 0 … 100. */
  | {
      readonly method: "survey";
      readonly answers: string;
      readonly points: string;
      readonly from: Decimal;
      readonly to: Decimal;
      readonly leastAnswers: Decimal;
    };

export type DerivedIndicator = DerivedParameters & { readonly indicator: string; readonly source: Source };

/** What a part is in its method. */
export type PartRole =
  "own" | "base" | "full" | "rival" | "numerator" | "denominator" | "first" | "second" | "term" | "present" | "action" | "answers" | "points";

const SERIES_SIGN = "@";

/** The code under which a series beside an indicator is read; `name` tells several competitors apart. */
export function seriesCode(indicator: string, series: Series, name = ""): string {
  return [`${indicator}${SERIES_SIGN}${series}`, ...(name === "" ? [] : [name])].join(":");
}

/** null: the code is an indicator's own. */
export function seriesOf(code: string): { readonly indicator: string; readonly series: Series; readonly name: string } | null {
  const at = code.lastIndexOf(SERIES_SIGN);
  if (at < 0) return null;
  const [word = "", ...name] = code.slice(at + 1).split(":");
  const series = SERIES.find((one) => one === word);
  return series ? { indicator: code.slice(0, at), series, name: name.join(":") } : null;
}

export function basePeriod(period: Period, base: Base): Period {
  return base === "previous" ? previousPeriod(period) : { ...period, year: period.year - 1 };
}

/** Codes of what a derived indicator is computed from; of a series, of the indicator that it stands beside. */
export function sourcesOf(derived: DerivedIndicator): readonly string[] {
  const codes = ((): readonly string[] => {
    switch (derived.method) {
      case "ratio":
        return [derived.numerator, derived.denominator];
      case "improvement":
      case "relativeImprovement":
        return [derived.of];
      case "gapClosed":
        return derived.full.kind === "indicator" ? [derived.of, derived.full.indicator] : [derived.of];
      case "lead":
        return derived.rivals.kind === "indicators" ? [derived.of, ...derived.rivals.indicators] : [derived.of];
      case "difference":
        return [derived.first, derived.second];
      case "sum":
      case "mean":
      case "minimum":
      case "weightedSum":
      case "weightedMean":
        return derived.terms.map((term) => term.indicator);
      case "checklist":
        return [derived.present, derived.action];
      case "survey":
        return [derived.answers, derived.points];
    }
  })();
  // The items of a checklist stand beside the derived indicator itself, which is not computed from itself by that.
  return codes.filter((code) => seriesOf(code) === null);
}

/** The method gives a figure that is turned so that + is better. */
export function isTurned({ method }: DerivedIndicator): boolean {
  switch (method) {
    case "improvement":
    case "relativeImprovement":
    case "gapClosed":
    case "lead":
    case "checklist":
      return true;
    case "ratio":
    case "difference":
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean":
    case "survey":
      return false;
  }
}
