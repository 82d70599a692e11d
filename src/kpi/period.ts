/** A period: a month, a quarter, a half-year or a year. */

export type PeriodKind = "month" | "quarter" | "halfYear" | "year";

export interface Period {
  readonly kind: PeriodKind;
  readonly year: number;
  /** 1–12, 1–4, 1–2; 1 for a year. */
  readonly number: number;
}

const PER_YEAR: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, halfYear: 2, year: 1 };

/** "2026", "2026H1", "2026Q3", "2026-07": stable, sortable within a kind. */
export function periodKey(period: Period): string {
  switch (period.kind) {
    case "year":
      return `${period.year}`;
    case "halfYear":
      return `${period.year}H${period.number}`;
    case "quarter":
      return `${period.year}Q${period.number}`;
    case "month":
      return `${period.year}-${String(period.number).padStart(2, "0")}`;
  }
}

export function samePeriod(one: Period, other: Period): boolean {
  return one.kind === other.kind && one.year === other.year && one.number === other.number;
}

/** Negative when `one` is earlier. Only for periods of one kind. */
export function comparePeriods(one: Period, other: Period): number {
  return one.year - other.year || one.number - other.number;
}

/** A shorter period that lies in another: July in the third quarter. */
export function isWithin(one: Period, other: Period): boolean {
  const [own, whole] = [12 / PER_YEAR[one.kind], 12 / PER_YEAR[other.kind]];
  return one.year === other.year && own < whole && Math.ceil((one.number * own) / whole) === other.number;
}

/** The period of the same kind just before. */
export function previousPeriod(period: Period): Period {
  if (period.number > 1) return { ...period, number: period.number - 1 };
  return { ...period, year: period.year - 1, number: PER_YEAR[period.kind] };
}

const CHINESE_NUMBERS = new Map("一二三四五六七八九十".split("").map((sign, index) => [sign, index + 1]));
const ENGLISH_MONTHS = "january february march april may june july august september october november december".split(" ");

function ordinal(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === "十一") return 11;
  if (text === "十二") return 12;
  return CHINESE_NUMBERS.get(text) ?? NaN;
}

function checkedPeriod(kind: PeriodKind, year: number | null, number: number): Period | null {
  if (!Number.isInteger(number) || number < 1 || number > PER_YEAR[kind]) return null;
  if (year === null || year < 1900 || year > 9999) return null;
  return { kind, year, number };
}

/**
 * Reads "2026Q3", "2026 年第 3 季度", "三季度", "Q3 2026", "2026-07", "2026年7月", "Jul 2026", "2026H1", "上半年", "2026", "2026年度".
 * `year` stands in where the text names none; without it such a text is not a period. null: not a period.
 */
export function parsePeriod(text: string, year: number | null): Period | null {
  const tight = text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  const tries: readonly (readonly [PeriodKind, RegExp])[] = [
    ["quarter", /^(?:(\d{4})(?:年|[-/.])?)?(?:第)?([一二三四1-4])(?:季度|季)$/],
    ["quarter", /^(?:(\d{4})(?:年|[-/.])?)?q([1-4])$/],
    ["halfYear", /^(?:(\d{4})(?:年|[-/.])?)?h([12])$/],
    ["month", /^(?:(\d{4})(?:年|[-/.])?)?([0-9]{1,2}|十[一二]|[一二三四五六七八九十])月(?:份)?$/],
    ["month", /^(\d{4})[-/.](\d{1,2})$/],
  ];
  for (const [kind, pattern] of tries) {
    const match = pattern.exec(tight);
    if (match) return checkedPeriod(kind, match[1] ? Number(match[1]) : year, ordinal(match[2]!));
  }
  const half = /^(?:(\d{4})年?)?(上半年|下半年)$/.exec(tight);
  if (half) return checkedPeriod("halfYear", half[1] ? Number(half[1]) : year, half[2] === "上半年" ? 1 : 2);
  const reversed = /^([qh])([1-4])[-/]?(\d{4})$/.exec(tight);
  if (reversed) return checkedPeriod(reversed[1] === "q" ? "quarter" : "halfYear", Number(reversed[3]), Number(reversed[2]));
  const named = /^([a-z]{3,9})[-/.,]*(\d{4})?$/.exec(tight);
  if (named) return checkedPeriod("month", named[2] ? Number(named[2]) : year, 1 + ENGLISH_MONTHS.findIndex((name) => name.startsWith(named[1]!)));
  const whole = /^(?:fy)?(\d{4})(?:年|年度|全年)?$/.exec(tight);
  if (whole) return checkedPeriod("year", Number(whole[1]), 1);
  return null;
}
