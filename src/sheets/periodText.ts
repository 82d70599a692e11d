/** Periods as they stand in headings, titles and label cells. */
import { type Period, type PeriodKind, parsePeriod, samePeriod } from "../kpi/period";
import { type Cell } from "./grid";
import { dayOfSerial, formatKind } from "./formatKind";
import { plainText, tidy } from "./plainText";

/** Longer than any period; what is longer is a sentence. */
const LONGEST_PERIOD = 40;

/** The period that a cell is, if it is one: a text, a year as a number, or any date of a month. `year` stands in where a text names none. */
export function periodOfCell(cell: Cell, year: number | null): Period | null {
  if (typeof cell.value === "number") {
    if (formatKind(cell.format, cell.value) === "date") {
      const day = dayOfSerial(cell.value);
      return day && { kind: "month", year: day.year, number: day.month };
    }
    return Number.isInteger(cell.value) && cell.value >= 1900 && cell.value < 3000 ? parsePeriod(String(cell.value), null) : null;
  }
  return typeof cell.value === "string" ? periodOfText(cell.value, year) : null;
}

/** "2026Q3", "三季度", "7月", and "Jan/26" or "Jan-26" as headings have it. */
export function periodOfText(text: string, year: number | null): Period | null {
  const plain = plainText(text);
  if (plain === "" || plain.length > LONGEST_PERIOD) return null;
  const short = /^([A-Za-z]{3})[-/ ’']?(\d{2})$/.exec(plain);
  return parsePeriod(short ? `${short[1]} 20${short[2]}` : plain, year);
}

/**
 * Not behind a dash or 至: "1-9月" is a stretch of months, not September. Not part of a day: "2026年10月8日" is when the form was filled in.
 * Titles are tidied first, so there is one kind of dash and no space.
 */
const CHINESE_FINDERS: readonly (readonly [PeriodKind, RegExp])[] = [
  ["month", /(?<![-~至到\d])(?:\d{4}[-/.年]?)?(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月(?!\d)份?/g],
  ["quarter", /(?<![-~至到\d])(?:\d{4}[-/.年]?)?第?[一二三四1-4]季度?/g],
  ["halfYear", /(?:\d{4}年?)?(?:上半年|下半年)/g],
  ["year", /\d{4}(?:年度|全年)/g],
];

/** These need the spaces around them: in "KPI Q2 2026" no letter stands before the Q. */
const SPACED_FINDERS: readonly (readonly [PeriodKind, RegExp])[] = [
  ["month", /(?<![-~\d])\d{4}[-/.](?:1[0-2]|0?[1-9])(?![-/.\d月])/g],
  ["quarter", /(?<![-~a-z])(?:\d{4} ?[-/.年]? ?)?q[1-4](?: ?\d{4})?(?![a-z\d])/g],
  ["halfYear", /(?<![-~a-z])(?:\d{4} ?[-/.年]? ?)?h[12](?: ?\d{4})?(?![a-z\d])/g],
];

/**
 * The period that a title names: "太原分公司 2026 年三季度指标表". A quarter next to a year elsewhere in the title takes that year.
 * Of several kinds the usual one goes first, then the shorter one. null: none, or several different ones of one kind.
 * A bare "2026年" is no year's table unless it says 年度 or 全年: most such titles only say which year it is.
 */
export function periodInTitle(text: string, usual: Period): Period | null {
  if (text.length > 200) return null;
  const title = tidy(text);
  const spaced = plainText(text.normalize("NFKC")).toLowerCase();
  const stated = /(?:^|\D)(\d{4})年/.exec(title)?.[1];
  const year = stated ? Number(stated) : usual.year;
  const kinds = [usual.kind, "month", "quarter", "halfYear", "year"] as const;
  for (const kind of kinds) {
    const found = [...matchesOf(CHINESE_FINDERS, kind, title), ...matchesOf(SPACED_FINDERS, kind, spaced)];
    const [first, ...others] = found.map((match) => parsePeriod(match, year)).filter((period) => period !== null);
    if (first) return others.every((other) => samePeriod(other, first)) ? first : null;
  }
  return null;
}

function matchesOf(finders: readonly (readonly [PeriodKind, RegExp])[], kind: PeriodKind, text: string): string[] {
  return finders.filter(([of]) => of === kind).flatMap(([, finder]) => [...text.matchAll(finder)].map(([match]) => match));
}

const FREQUENCIES = new Set(
  [
    "月",
    "月度",
    "每月",
    "按月",
    "季",
    "季度",
    "每季",
    "每季度",
    "按季",
    "半年",
    "半年度",
    "每半年",
    "年",
    "年度",
    "每年",
    "按年",
    "monthly",
    "quarterly",
    "half-yearly",
    "yearly",
    "annual",
    "annually",
  ].map(tidy),
);

/** How often an indicator is measured, which is no period: 考核周期 says "季度" on many forms. */
export function isFrequency(text: string): boolean {
  return FREQUENCIES.has(tidy(text));
}

/** The period of that kind that holds the given one; null where that would be a shorter one. 半年目标 next to a third quarter is the second half-year's. */
export function widened(period: Period, kind: PeriodKind): Period | null {
  const months: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 };
  if (months[kind] < months[period.kind]) return null;
  const firstMonth = (period.number - 1) * months[period.kind];
  return { kind, year: period.year, number: Math.floor(firstMonth / months[kind]) + 1 };
}
