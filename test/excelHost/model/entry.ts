/**
 * What Excel makes of a value that is written to a cell: as if a person had typed it.
 *
 * "003" becomes 3, "1-2" a date, "=A1" a formula, "true" TRUE. A leading ' or the number format "@" keeps text as it is. The list is the worst of several locales
 * (a Chinese Excel also reads "１２３" and "3月5日"), so that what comes through here unharmed comes through anywhere.
 */
import type { CellValue } from "../../../src/sheets/grid";
import { HostError } from "../hostError";
import { sheetPrefix } from "./area";

export type Entry =
  | { readonly kind: "text"; readonly text: string; readonly prefixed: boolean }
  | { readonly kind: "formula"; readonly formula: string }
  /** `format`: what Excel sets where the cell had "General". */
  | { readonly kind: "value"; readonly value: CellValue; readonly format: string | null };

export const CELL_TEXT_LIMIT = 32_767;
export const ERROR_VALUES = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"] as const;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** A date without a year is of the current year; the emulated clock stands still. */
const CURRENT_YEAR = 2026;

export function parseEntry(raw: unknown, format: string, date1904: boolean): Entry {
  if (typeof raw === "number" || typeof raw === "boolean") return { kind: "value", value: raw, format: null };
  if (typeof raw !== "string") throw new HostError("InvalidArgument");
  if (raw === "") return { kind: "value", value: null, format: null };
  if (raw.startsWith("'")) return text(raw.slice(1), true);
  if (format === "@") return text(raw, false);
  if (raw.length > 1 && /^[=+@-]/.test(raw)) {
    const number = parseNumber(raw);
    if (number) return number;
    return { kind: "formula", formula: normaliseFormula(raw.startsWith("=") ? raw.slice(1) : raw.startsWith("@") ? raw.slice(1) : raw) };
  }
  const upper = raw.trim().toUpperCase();
  if (upper === "TRUE" || upper === "FALSE") return { kind: "value", value: upper === "TRUE", format: null };
  if ((ERROR_VALUES as readonly string[]).includes(upper)) return { kind: "value", value: { error: upper }, format: null };
  return parseNumber(raw) ?? parseDate(raw, date1904) ?? text(raw, false);
}

function text(content: string, prefixed: boolean): Entry {
  if (content.length > CELL_TEXT_LIMIT) throw new HostError("InvalidArgument");
  return { kind: "text", text: content, prefixed };
}

function parseNumber(raw: string): Entry | null {
  let body = raw.normalize("NFKC").trim();
  const negative = /^\((.+)\)$/.exec(body);
  if (negative) body = `-${negative[1]}`;
  const money = /^([+-]?)\s*[$¥￥€£]\s*([\d,.]+)$/.exec(body);
  if (money) body = `${money[1]}${money[2]}`;
  const fraction = /^([+-]?)(\d+) (\d+)\/(\d+)$/.exec(body);
  if (fraction && Number(fraction[4]) > 0) {
    const value = Number(fraction[2]) + Number(fraction[3]) / Number(fraction[4]);
    return { kind: "value", value: fraction[1] === "-" ? -value : value, format: "# ?/?" };
  }
  const match = /^([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(e[+-]?\d+)?(\s*%)?$/i.exec(body);
  if (!match || !/\d/.test(match[2]!)) return null;
  const value = Number(`${match[1]}${match[2]!.replace(/,/g, "")}${match[3] ?? ""}`);
  if (!Number.isFinite(value)) return null;
  // Excel keeps 15 significant digits of a typed number.
  const kept = Number(value.toPrecision(15));
  if (match[4]) return { kind: "value", value: kept / 100, format: match[2]!.includes(".") ? "0.00%" : "0%" };
  return { kind: "value", value: kept, format: money ? "$#,##0.00" : match[3] ? "0.00E+00" : match[2]!.includes(",") ? "#,##0" : null };
}

function parseDate(raw: string, date1904: boolean): Entry | null {
  const body = raw.normalize("NFKC").trim();
  const time = /^(?:(上午|下午)\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm|a|p)?$/i.exec(body);
  if (time && Number(time[2]) < 24 && Number(time[3]) < 60) {
    const late = time[1] === "下午" || /^p/i.test(time[5] ?? "");
    const hours = (Number(time[2]) % (time[1] || time[5] ? 12 : 24)) + (late ? 12 : 0);
    return { kind: "value", value: (hours * 3600 + Number(time[3]) * 60 + Number(time[4] ?? 0)) / 86_400, format: "h:mm" };
  }
  const dated = (year: number, month: number, day: number, format: string): Entry | null => {
    const serial = dateSerial(year < 30 ? year + 2000 : year < 100 ? year + 1900 : year, month, day, date1904);
    return serial === null ? null : { kind: "value", value: serial, format };
  };
  const yearFirst = /^(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:(?:[-/.]|\s*月\s*)(\d{1,2})?\s*日?)?$/.exec(body);
  if (yearFirst) return dated(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3] ?? 1), "m/d/yyyy");
  const monthDay = /^(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/.exec(body);
  if (monthDay) return dated(CURRENT_YEAR, Number(monthDay[1]), Number(monthDay[2]), "d-mmm");
  const three = /^(\d{1,2})[-/](\d{1,2})[-/](\d{2}|\d{4})$/.exec(body);
  if (three) return dated(Number(three[3]), Number(three[1]), Number(three[2]), "m/d/yyyy");
  const two = /^(\d{1,2})[-/](\d{1,4})$/.exec(body);
  if (two) return Number(two[2]) <= 31 ? dated(CURRENT_YEAR, Number(two[1]), Number(two[2]), "d-mmm") : dated(Number(two[2]), Number(two[1]), 1, "mmm-yy");
  const named = /^(?:(\d{1,2})[- ]?)?([a-z]{3,9})\.?[- ]?(\d{1,4})?$/i.exec(body);
  if (named && (named[1] !== undefined || named[3] !== undefined)) {
    const month = MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1;
    if (month > 0) {
      const last = named[3] === undefined ? null : Number(named[3]);
      if (named[1] !== undefined) return dated(last ?? CURRENT_YEAR, month, Number(named[1]), "d-mmm");
      return last! <= 31 ? dated(CURRENT_YEAR, month, last!, "d-mmm") : dated(last!, month, 1, "mmm-yy");
    }
  }
  return null;
}

/** Days since the workbook's epoch, with Excel's 29 February 1900; null: no such day. Integer arithmetic, no time zone. */
export function dateSerial(year: number, month: number, day: number, date1904: boolean): number | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day || year < 1900 || year > 9999) return null;
  const days = Math.round(instant.getTime() / 86_400_000);
  if (date1904) return days + 24_107 >= 0 ? days + 24_107 : null;
  const serial = days + 25_568;
  return serial >= 60 ? serial + 1 : serial;
}

/** As Excel stores a formula: names of functions and columns in capitals, no needless quotes round a sheet's name. Throws InvalidArgument where it cannot be one. */
export function normaliseFormula(formula: string): string {
  if (formula.length > 8_192) throw new HostError("InvalidArgument");
  let depth = 0;
  const parts = formula.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'!|["']|[^"']+/g) ?? [];
  const result = parts.map((part) => {
    if (part === '"' || part === "'") throw new HostError("InvalidArgument");
    if (part.startsWith('"')) return part;
    if (part.startsWith("'")) return `${quotedSheet(part.slice(1, -2))}!`;
    for (const sign of part) {
      if (sign === "(") depth += 1;
      if (sign === ")") depth -= 1;
      if (depth < 0) throw new HostError("InvalidArgument");
    }
    return part.replace(
      /(?<![\p{L}\p{N}_.])\$?[A-Za-z]{1,3}\$?\d+(?![\p{L}\p{N}_.(!])|[A-Za-z][A-Za-z0-9.]*(?=\()|(?<![\p{L}\p{N}_.])(?:true|false)(?![\p{L}\p{N}_.])/giu,
      (token) => token.toUpperCase(),
    );
  });
  if (depth !== 0) throw new HostError("InvalidArgument");
  return result.join("");
}

function quotedSheet(quoted: string): string {
  return sheetPrefix(quoted.replace(/''/g, "'"));
}
