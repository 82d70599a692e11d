/** What a number format makes of a number: a percentage, a date, a time, or just a number. */

export type FormatKind = "number" | "percent" | "date" | "time";

/** Excel takes 255 signs; what a file holds beyond that acts on nothing. */
const LONGEST_FORMAT = 500;

/** `format` is the en-US code. A quoted or escaped "%" is only drawn and does not multiply. */
export function formatKind(format: string, value: number): FormatKind {
  if (/^general$/i.test(format)) return "number";
  const signs = drawnSigns(sectionFor(format.slice(0, LONGEST_FORMAT), value));
  if (signs.includes("%")) return "percent";
  if (/[yd]/.test(signs) || /^m{1,5}$/.test(signs)) return "date";
  if (/[hs]/.test(signs)) return "time";
  return "number";
}

/** Format codes split by ";", which inside of quotes is only a sign. */
function sectionsOf(format: string): string[] {
  const sections = [""];
  let quoted = false;
  for (let place = 0; place < format.length; place += 1) {
    const sign = format[place]!;
    if (sign === '"') quoted = !quoted;
    if (sign === "\\" && !quoted) {
      sections[sections.length - 1] += sign + (format[place + 1] ?? "");
      place += 1;
    } else if (sign === ";" && !quoted) sections.push("");
    else sections[sections.length - 1] += sign;
  }
  return sections;
}

const CONDITION = /^\s*(?:\[[^\]]*\])*?\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]/;

/** Positive; negative; zero; text; or whichever section's own condition holds. */
function sectionFor(format: string, value: number): string {
  const sections = sectionsOf(format);
  if (sections.some((section) => CONDITION.test(section))) {
    return sections.find((section) => holds(CONDITION.exec(section), value)) ?? sections[0]!;
  }
  if (value < 0 && sections.length > 1) return sections[1]!;
  if (value === 0 && sections.length > 2) return sections[2]!;
  return sections[0]!;
}

function holds(condition: RegExpExecArray | null, value: number): boolean {
  if (!condition) return true;
  const limit = Number(condition[2]);
  switch (condition[1]) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "=":
      return value === limit;
    default:
      return value !== limit;
  }
}

/** The letters and signs that act, in lower case: without quoted texts, escapes, fillers, colours and locales. Elapsed time such as [h] acts. */
function drawnSigns(section: string): string {
  return section
    .replace(/"[^"]*"?/g, "")
    .replace(/[\\_*][\s\S]/g, "")
    .replace(/\[(h+|m+|s+)\]/gi, "$1s")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/general/gi, "")
    .replace(/[^a-zA-Z%]/g, "")
    .replace(/am\/?pm/gi, "h")
    .toLowerCase();
}

/** A day of the calendar, without a clock or a zone. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The day of a serial number in the 1900 system, with its 29 February 1900 that never was; null outside of 1…2958465. Whole-number arithmetic only. */
export function dayOfSerial(serial: number): Day | null {
  const whole = Math.floor(serial);
  if (!(whole >= 1 && whole <= 2_958_465)) return null;
  if (whole === 60) return { year: 1900, month: 2, day: 29 };
  // Days since 0000-03-01, counted in eras of 400 years of 146,097 days.
  const days = (whole > 60 ? whole : whole + 1) - 25_569 + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** "2026-07-31". */
export function dayText({ year, month, day }: Day): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
