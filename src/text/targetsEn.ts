/** How computed targets came about, in English. */
import type { Decimal } from "../kpi/decimal";
import type { Period } from "../kpi/period";
import type { AnchorName, WorkedOut } from "../kpi/target";
import type { LineTargets, TargetLabels } from "../sheets/targetLabels";
import { anchorName } from "./findingNames";
import { type Deviations, behind, commonBase, isAsItIs, isOfYears, meanOf, namesAt, placesOf, result, shownMean, step } from "./targetWorking";

export function targetsEn(periodName: (period: Period) => string): TargetLabels {
  const when = (period: Period | null): string => (period === null ? "" : ` (${periodName(period)})`);
  const departments = (count: number): string => (count === 1 ? "1 department" : `${count} departments`);
  /** The best or the worst of the peers. */
  const end = ({ used, basisPeriod }: WorkedOut, value: Decimal, word: string): string => {
    const names = namesAt(used, value, ", ", " and others");
    return `${word} of ${departments(used.length)}${when(basisPeriod)} ${value.toFixed()}${names === "" ? "" : ` (${names})`}`;
  };
  /** A competitor's figure, or a benchmark. */
  const benchmark = (how: WorkedOut, value: Decimal, word: string): string => {
    const { basis, used, basisPeriod } = how;
    switch (basis?.kind) {
      case undefined:
      case "best":
        return end(how, value, "best");
      case "constant":
        return `${word} ${value.toFixed()}`;
      case "series":
        return `${used.length > 1 ? "best " : ""}${basis.series}${when(basisPeriod)} ${value.toFixed()}`;
      case "indicator":
        return `“${used[0]!.indicatorName}”${when(basisPeriod)} ${value.toFixed()}`;
      case "departments":
        return `${used.length > 1 ? "best of " : ""}${used.map(({ departmentName }) => departmentName).join(", ")}${when(basisPeriod)} ${value.toFixed()}`;
    }
  };
  const own = (how: WorkedOut, value: Decimal): string => {
    switch (how.method) {
      case "lastYearPlus":
      case "lastYearTimes":
        return `last year${when(how.basisPeriod)} ${value.toFixed()}`;
      case "bestPlus":
        return end(how, value, "best");
      case "worstPlus":
        return end(how, value, "worst");
      case "meanPlus":
        return `mean of ${departments(how.used.length)}${when(how.basisPeriod)} ${shownMean(value)}`;
      case "recentMeanPlus":
      case "recentMeanTimes":
        return recentMean(how);
      case "betterRecentPlus":
        return better(how, value, "better");
      case "worseRecentPlus":
        return better(how, value, "worse");
      case "competitorPlus":
        return benchmark(how, value, "competitor");
      case "previousPlus":
      case "previousTimes":
      case "deviations":
      case "percentile":
      case "closeGap":
      case "shareByWeight":
      case "shareByLastYear":
        return `previous${when(how.basisPeriod)} ${value.toFixed()}`;
    }
  };
  /** The mean of several earlier periods. */
  const recentMean = (how: WorkedOut): string => {
    const { used } = how;
    const [latest, oldest] = [used[0]!.period!, used.at(-1)!.period!];
    const span = latest.kind === "year" ? "years" : isOfYears(used) ? "years’ same periods" : "periods";
    return `mean of the last ${used.length} ${span} (${periodName(oldest)} to ${periodName(latest)}) ${shownMean(meanOf(used))}`;
  };
  const better = (how: WorkedOut, value: Decimal, word: string): string =>
    `the ${word} of ${isOfYears(how.used) ? "last year’s" : "the previous"} ${how.used[0]!.value.toFixed()} and the ${recentMean(how)}: ${shownMean(value)}`;
  const spread = (how: Deviations): string =>
    `mean of ${departments(how.used.length)}${when(how.basisPeriod)} ${shownMean(how.from)}, standard deviation ${shownMean(how.deviation)}`;
  const deviations = ({ parameter }: WorkedOut): string =>
    parameter.eq(0) ? "the mean" : `${parameter.abs().toFixed()} of it ${parameter.gt(0) ? "better" : "worse"}`;
  const workedOut = (how: WorkedOut): string => {
    switch (how.kind) {
      case "plus":
        return isAsItIs(how) ? own(how, how.from) : `${own(how, how.from)}${step(how.parameter)} ${result(how)}`;
      case "times":
        return `${own(how, how.from)} × ${behind(how.parameter)} ${result(how)}`;
      case "percentile":
        return `percentile ${how.parameter.toFixed()} of ${departments(how.used.length)}${when(how.basisPeriod)} (PERCENTILE.INC, 100 is the best) ${result(how)}`;
      case "deviations":
        return `${spread(how)}, ${deviations(how)} ${result(how)}`;
      case "gap": {
        const from = `own${when(how.ownPeriod)} ${how.own.value.toFixed()}`;
        return `${from} + (${benchmark(how, how.benchmark, "benchmark")} - ${behind(how.own.value)}) × ${how.parameter.toFixed()}% ${result(how)}`;
      }
      case "share": {
        const by = how.method === "shareByLastYear" ? "last year’s figures" : how.used[0] ? `“${how.used[0].indicatorName}”` : "share weights";
        const share = `${how.parameter.toFixed()} × ${how.own.toFixed()} ÷ ${how.all.toFixed()}`;
        return `shared out over ${departments(how.departments)} by ${by}${when(how.basisPeriod)}, ${share} ${result(how)}${how.extra ? ", rounded up for its large remainder" : ""}`;
      }
    }
  };
  const together = (anchors: LineTargets["anchors"]): string => {
    const base = commonBase(anchors.map(({ how }) => how));
    const name = (anchor: AnchorName): string => anchorName(anchor, "en");
    switch (base?.kind) {
      case "plus":
        return `${own(base, base.from)}: ${anchors.map(({ anchor, how }) => `${name(anchor)}${isAsItIs(how) ? " just that" : `${step(how.parameter)} ${result(how)}`}`).join(", ")}`;
      case "times":
        return `${own(base, base.from)}: ${anchors.map(({ anchor, how }) => `${name(anchor)} × ${behind(how.parameter)} ${result(how)}`).join(", ")}`;
      case "percentile":
        return `percentiles of ${departments(base.used.length)}${when(base.basisPeriod)} (PERCENTILE.INC, 100 is the best): ${anchors.map(({ anchor, how }) => `${name(anchor)} ${how.parameter.toFixed()} ${result(how)}`).join(", ")}`;
      case "deviations":
        return `${spread(base)}: ${anchors.map(({ anchor, how }) => `${name(anchor)} ${deviations(how)} ${result(how)}`).join(", ")}`;
      case "gap":
      case "share":
      case undefined:
        return anchors.map(({ anchor, how }) => `${name(anchor)}: ${workedOut(how)}`).join(", ");
    }
  };
  return {
    workedOut,
    step: (anchor, how) => {
      const places = placesOf(how, ", ", " and others");
      return `Where the ${anchorName(anchor, "en")} comes from: ${workedOut(how)}${places === "" ? "" : `; figures from ${places}`}.`;
    },
    note: (lines) => `Where targets come from: ${lines.map(({ line, anchors }) => `${line}, ${together(anchors)}`).join("; ")}.`,
    fixed: (line, anchor) => `the ${anchorName(anchor, "en")} of ${line}`,
  };
}
