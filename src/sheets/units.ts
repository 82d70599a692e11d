/** Units of measurement: which are the same, which convert, and which do not. */
import { type Decimal, ONE, decimal } from "../kpi/decimal";
import { tidy } from "./plainText";

/** Units of one dimension convert into each other. A unit that stands in none is only ever itself. */
type Dimension = "ratio" | "time" | "count" | "score" | "yesNo" | "place" | `the unit ${string}`;

interface Unit {
  readonly dimension: Dimension;
  /** How many of the dimension's first unit one of this is. */
  readonly size: Decimal;
  /** Nothing but a multiplier ("万"): it takes the unit of what it is compared with. */
  readonly bare: boolean;
}

/** Per dimension: size in the first unit, and the words. Working days are no days: they convert into nothing. */
export const UNIT_TABLE: readonly (readonly [Dimension, string, readonly string[]])[] = [
  ["ratio", "1", ["%", "百分比", "percent", "pct", "百分点", "个百分点", "percentage point", "percentage points", "pp"]],
  ["ratio", "0.1", ["‰", "千分比", "千分点", "permille"]],
  ["ratio", "0.01", ["‱", "基点", "个基点", "bp", "bps"]],
  ["time", "1", ["秒", "秒钟", "s", "sec", "secs", "second", "seconds"]],
  ["time", "60", ["分钟", "min", "mins", "minute", "minutes"]],
  ["time", "3600", ["小时", "个小时", "时", "h", "hr", "hrs", "hour", "hours"]],
  ["time", "86400", ["天", "日", "自然日", "d", "day", "days"]],
  ["time", "604800", ["周", "星期", "week", "weeks"]],
  ["count", "1", ["件", "起", "宗", "例", "次", "个", "项", "条", "case", "cases", "time", "times", "event", "events", "item", "items"]],
  ["score", "1", ["分", "分值", "point", "points", "pt", "pts", "score"]],
  ["yesNo", "1", ["是否", "是/否", "yes/no", "y/n"]],
  ["place", "1", ["名", "位", "名次", "rank", "place"]],
];

const UNITS: ReadonlyMap<string, Unit> = new Map(
  UNIT_TABLE.flatMap(([dimension, size, words]) => words.map((word): [string, Unit] => [tidy(word), { dimension, size: decimal(size), bare: false }])),
);

/** Longest first, so that 千万 is not read as 千. */
export const MULTIPLIERS: readonly (readonly [string, string])[] = [
  ["万亿", "1000000000000"],
  ["千万", "10000000"],
  ["百万", "1000000"],
  ["亿", "100000000"],
  ["万", "10000"],
  ["千", "1000"],
];

/** Further words that are surely units, so that "85 户" under 件 is a wrong unit and not an unreadable figure. */
const OTHER_WORDS = new Set(["元", "户", "人", "人次", "家", "台", "工作日", "个工作日", "月", "个月", "年", "gb", "mb", "kbps", "mbps", "gbps"]);

function unitOf(text: string): Unit {
  const word = tidy(text).replace(/^\((.*)\)$/, "$1");
  const known = UNITS.get(word);
  if (known) return known;
  const multiplier = multiplierAtStart(word);
  if (!multiplier) return { dimension: `the unit ${word}`, size: ONE, bare: false };
  const rest = word.slice(multiplier[0].length);
  const base = unitOf(rest);
  return { dimension: base.dimension, size: base.size.times(multiplier[1]), bare: rest === "" };
}

/** A word that surely is a unit, or a multiplier with one. */
export function isUnit(text: string): boolean {
  const word = tidy(text).replace(/^\((.*)\)$/, "$1");
  if (UNITS.has(word) || OTHER_WORDS.has(word)) return true;
  const multiplier = multiplierAtStart(word);
  return multiplier !== undefined && (word === multiplier[0] || isUnit(word.slice(multiplier[0].length)));
}

/**
 * A figure written in one unit, in another; null: the two do not convert.
 * An indicator without a unit takes any unit as it comes, except percentages and times, of which it could be any.
 */
export function converted(value: Decimal, from: string, to: string): Decimal | null {
  if (tidy(from) === tidy(to)) return value;
  const source = unitOf(from);
  const wanted = unitOf(to);
  // What is left besides ratios and times has the size of its multiplier alone: 3.2万家 is 32,000.
  if (tidy(to) === "") return source.dimension === "ratio" || source.dimension === "time" ? null : value.times(source.size);
  // 3.2万 under 万元 is 3.2, under 元 it is 32,000.
  if (source.bare) return value.times(source.size).div(multiplierOf(to));
  if (source.dimension !== wanted.dimension) return null;
  return value.times(source.size).div(wanted.size);
}

/** The 10,000 in 万元; 1 where there is none. */
function multiplierOf(unit: string): Decimal {
  const multiplier = multiplierAtStart(tidy(unit));
  return multiplier ? decimal(multiplier[1]) : ONE;
}

/** 万分之一 is a fraction of its own, not ten thousand of something. */
function multiplierAtStart(word: string): readonly [string, string] | undefined {
  return UNITS.has(word) ? undefined : MULTIPLIERS.find(([sign]) => word.startsWith(sign) && !word.startsWith("分", sign.length));
}

/** The unit stands for hundredths: %, and whatever converts into it. */
export function isRatioUnit(unit: string): boolean {
  return unitOf(unit).dimension === "ratio";
}

/** Written as a percentage, so that a bare fraction in its column is likely a percentage without its format. Percentage points are not: 0.5 of them is common. */
export function isPercentUnit(unit: string): boolean {
  return ["%", "百分比", "percent", "pct"].includes(tidy(unit).replace(/^\((.*)\)$/, "$1"));
}

export function isTimeUnit(unit: string): boolean {
  return unitOf(unit).dimension === "time";
}

/** A unit under which 是 and 否 stand for 1 and 0: none, a count, or yes and no itself. */
export function takesYesOrNo(unit: string): boolean {
  return tidy(unit) === "" || ["count", "yesNo"].includes(unitOf(unit).dimension);
}

/** No unit of measure, but the question that 是 and 否 answer. */
export function isYesNoUnit(unit: string): boolean {
  return unitOf(unit).dimension === "yesNo";
}

export function isPlaceUnit(unit: string): boolean {
  return tidy(unit) === "" || unitOf(unit).dimension === "place";
}
