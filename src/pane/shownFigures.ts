/** Figures as the pane shows them: already rounded by the engine, here only given their decimals and signs. */
import type { Decimal } from "../kpi/decimal";
import type { Decimals } from "../kpi/rounding";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import type { Finding, Severity } from "../kpi/finding";
import type { Source } from "../kpi/source";
import type { Words } from "../text/words";

/** "none" shows what there is, at most four decimals. */
export function shown(value: Decimal, decimals: Decimals): string {
  return decimals === "none" ? value.round(4).toString() : value.toFixed(decimals);
}

export function percent(value: Decimal, decimals: Decimals): string {
  return `${shown(value, decimals)}%`;
}

/** With a sign, but for a plain zero: "+1.6", "-0.6", "0.0". */
export function signed(value: Decimal, decimals: Decimals): string {
  const text = shown(value, decimals);
  return /[1-9]/.test(text) && !text.startsWith("-") ? `+${text}` : text.replace(/^-(?=[0.]*$)/, "");
}

/** A reading in the reader's own grouping: "12,345.6". A unit that is a sign stands close, a word apart. */
export function reading(value: Decimal, unit: string, language: Words["language"]): string {
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: 10 }).format(value.toNumber());
  return unit === "" ? text : /^[%‰]$/.test(unit) ? `${text}${unit}` : `${text} ${unit}`;
}

/** Minutes and seconds: "0:06", "12:40". */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A department with several cards is told apart by the template's name. */
export function cardName({ department, template }: Scorecard): string {
  return department.templates.length > 1 ? `${department.shortName} · ${template.name}` : department.shortName;
}

/** Change of the rate on the period before, in percentage points; null where there is none to compare. */
export function rateChange({ state, rate, before }: Scorecard): Decimal | null {
  return state === "complete" && rate && before ? rate.minus(before.rate) : null;
}

/** The lines that cost most first; those without points last, in the card's order. */
export function byLoss(lines: readonly ScoredLine[]): readonly ScoredLine[] {
  return [...lines].sort((one, other) =>
    one.lost === null || other.lost === null ? Number(one.lost === null) - Number(other.lost === null) : other.lost.cmp(one.lost),
  );
}

const BY_GRAVITY: readonly Severity[] = ["error", "held", "warning", "note"];

export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return BY_GRAVITY.flatMap((severity) => findings.filter((one) => one.severity === severity));
}

export function severityCounts(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  return { error: count("error"), held: count("held"), warning: count("warning"), note: count("note") };
}

/** "呼叫中心!F14"; the sheet's name alone where the whole sheet is meant. */
export function placeText({ sheet, cell }: Source): string {
  return cell === "" ? sheet : `${sheet}!${cell}`;
}
