/** How computed targets came about, in Chinese. */
import type { Decimal } from "../kpi/decimal";
import type { Period } from "../kpi/period";
import type { AnchorName, WorkedOut } from "../kpi/target";
import type { LineTargets, TargetLabels } from "../sheets/targetLabels";
import { anchorName } from "./findingNames";
import { type Deviations, behind, commonBase, isAsItIs, isOfYears, meanOf, namesAt, placesOf, result, shownMean, step } from "./targetWorking";

export function targetsZh(periodName: (period: Period) => string): TargetLabels {
  const when = (period: Period | null): string => (period === null ? " " : `（${periodName(period)}）`);
  const peers = ({ used, basisPeriod }: WorkedOut): string => `${basisPeriod === null ? "" : `${periodName(basisPeriod)} `}${used.length} 个部门`;
  /** The best or the worst of the peers. */
  const end = (how: WorkedOut, value: Decimal, word: string): string => {
    const names = namesAt(how.used, value, "、", "等");
    return `${peers(how)}${word} ${value.toFixed()}${names === "" ? "" : `（${names}）`}`;
  };
  /** A competitor's figure, or a benchmark. */
  const benchmark = (how: WorkedOut, value: Decimal, word: string): string => {
    const { basis, used, basisPeriod } = how;
    switch (basis?.kind) {
      case undefined:
      case "best":
        return end(how, value, "最优");
      case "constant":
        return `${word} ${value.toFixed()}`;
      case "series":
        return `${basis.series === "competitor" ? "竞争对手" : "标杆"}${when(basisPeriod)}${used.length > 1 ? "最优 " : ""}${value.toFixed()}`;
      case "indicator":
        return `“${used[0]!.indicatorName}”${when(basisPeriod)}${value.toFixed()}`;
      case "departments":
        return `${used.map(({ departmentName }) => departmentName).join("、")}${when(basisPeriod)}${used.length > 1 ? "最优 " : ""}${value.toFixed()}`;
    }
  };
  const own = (how: WorkedOut, value: Decimal): string => {
    switch (how.method) {
      case "lastYearPlus":
      case "lastYearTimes":
        return `去年同期${when(how.basisPeriod)}${value.toFixed()}`;
      case "bestPlus":
        return end(how, value, "最优");
      case "worstPlus":
        return end(how, value, "最差");
      case "meanPlus":
        return `${peers(how)}平均 ${shownMean(value)}`;
      case "recentMeanPlus":
      case "recentMeanTimes":
        return recentMean(how);
      case "betterRecentPlus":
        return better(how, value, "优");
      case "worseRecentPlus":
        return better(how, value, "差");
      case "competitorPlus":
        return benchmark(how, value, "对手");
      case "previousPlus":
      case "previousTimes":
      case "deviations":
      case "percentile":
      case "closeGap":
      case "shareByWeight":
      case "shareByLastYear":
        return `上期${when(how.basisPeriod)}${value.toFixed()}`;
    }
  };
  /** The mean of several earlier periods. */
  const recentMean = (how: WorkedOut): string => {
    const { used } = how;
    const [latest, oldest] = [used[0]!.period!, used.at(-1)!.period!];
    const span = latest.kind === "year" ? "年" : isOfYears(used) ? "年同期" : "期";
    return `前 ${used.length} ${span}（${periodName(oldest)}至${periodName(latest)}）平均 ${shownMean(meanOf(used))}`;
  };
  const better = (how: WorkedOut, value: Decimal, word: string): string =>
    `${isOfYears(how.used) ? "去年同期" : "上期"} ${how.used[0]!.value.toFixed()} 与${recentMean(how)} 孰${word}，取 ${shownMean(value)}`;
  const spread = (how: Deviations): string => `${peers(how)}平均 ${shownMean(how.from)}、标准差 ${shownMean(how.deviation)}`;
  const deviations = ({ parameter }: WorkedOut): string =>
    parameter.eq(0) ? "取平均" : `${parameter.gt(0) ? "优于" : "差于"}平均 ${parameter.abs().toFixed()} 个标准差`;
  const workedOut = (how: WorkedOut): string => {
    switch (how.kind) {
      case "plus":
        return isAsItIs(how) ? own(how, how.from) : `${own(how, how.from)}${step(how.parameter)} ${result(how)}`;
      case "times":
        return `${own(how, how.from)} × ${behind(how.parameter)} ${result(how)}`;
      case "percentile":
        return `${peers(how)}的 ${how.parameter.toFixed()} 分位（PERCENTILE.INC，100 为最优）${result(how)}`;
      case "deviations":
        return `${spread(how)}，${deviations(how)} ${result(how)}`;
      case "gap": {
        const from = `本部门${when(how.ownPeriod)}${how.own.value.toFixed()}`;
        return `${from} +（${benchmark(how, how.benchmark, "标杆")} - ${behind(how.own.value)}）× ${how.parameter.toFixed()}% ${result(how)}`;
      }
      case "share": {
        const by = how.method === "shareByLastYear" ? "去年同期数" : how.used[0] ? `“${how.used[0].indicatorName}”` : "分摊权重";
        const share = `${how.parameter.toFixed()} × ${how.own.toFixed()} ÷ ${how.all.toFixed()}`;
        return `总目标按${by}${when(how.basisPeriod).trim()}分摊到 ${how.departments} 个部门，${share} ${result(how)}${how.extra ? "，余数较大，进一位" : ""}`;
      }
    }
  };
  const together = (anchors: LineTargets["anchors"]): string => {
    const base = commonBase(anchors.map(({ how }) => how));
    const name = (anchor: AnchorName): string => anchorName(anchor, "zh");
    switch (base?.kind) {
      case "plus":
        return `${own(base, base.from)}：${anchors.map(({ anchor, how }) => `${name(anchor)}${isAsItIs(how) ? "即此数" : `${step(how.parameter)} ${result(how)}`}`).join("，")}`;
      case "times":
        return `${own(base, base.from)}：${anchors.map(({ anchor, how }) => `${name(anchor)} × ${behind(how.parameter)} ${result(how)}`).join("，")}`;
      case "percentile":
        return `${peers(base)}的分位（PERCENTILE.INC，100 为最优）：${anchors.map(({ anchor, how }) => `${name(anchor)} ${how.parameter.toFixed()} 分位 ${result(how)}`).join("，")}`;
      case "deviations":
        return `${spread(base)}：${anchors.map(({ anchor, how }) => `${name(anchor)}${deviations(how)} ${result(how)}`).join("，")}`;
      case "gap":
      case "share":
      case undefined:
        return anchors.map(({ anchor, how }) => `${name(anchor)}：${workedOut(how)}`).join("，");
    }
  };
  return {
    workedOut,
    step: (anchor, how) => {
      const places = placesOf(how, "、", "等");
      return `${anchorName(anchor, "zh")}的由来：${workedOut(how)}${places === "" ? "" : `；数值取自${places}`}。`;
    },
    note: (lines) => `目标由来：${lines.map(({ line, anchors }) => `${line}，${together(anchors)}`).join("；")}。`,
    fixed: (line, anchor) => `${line}的${anchorName(anchor, "zh")}`,
  };
}
