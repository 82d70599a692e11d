/** What a cell shows (`range.text`), for the number formats that sheets of ours use; formats it does not know come out as the bare value. */
import { isCellError, type CellValue } from "../../../src/sheets/grid";

export function shownText(value: CellValue, format: string): string {
  if (value === null) return "";
  if (isCellError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return value;
  if (format === "General" || format === "@") return String(Number(value.toPrecision(11)));
  const sections = format.split(";");
  const section = value < 0 && sections.length > 1 ? sections[1]! : value === 0 && sections.length > 2 ? sections[2]! : sections[0]!;
  if (/[ymdh]/i.test(section.replace(/"[^"]*"|\[[^\]]*\]/g, ""))) return shownDate(value, section);
  const pattern = /[#0?][#0?,.]*(%?)/.exec(section);
  if (!pattern) return section.replace(/"/g, "");
  const percent = section.includes("%");
  const decimals = /\.([0#?]+)/.exec(pattern[0])?.[1]?.length ?? 0;
  const amount = Math.abs(value) * (percent ? 100 : 1);
  const fixed = amount.toFixed(decimals);
  const grouped = pattern[0].includes(",") ? fixed.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) : fixed;
  const sign = value < 0 && sections.length < 2 ? "-" : "";
  return `${sign}${section.replace(pattern[0], grouped + (pattern[1] ?? "")).replace(/"|\\|_.|\*./g, "")}`;
}

function shownDate(serial: number, format: string): string {
  const day = new Date((Math.floor(serial) - (serial >= 60 ? 25_569 : 25_568)) * 86_400_000);
  const two = (part: number): string => String(part).padStart(2, "0");
  return format
    .replace(/"|\\|\[[^\]]*\]/g, "")
    .replace(/yyyy/gi, String(day.getUTCFullYear()))
    .replace(/yy/gi, two(day.getUTCFullYear() % 100))
    .replace(/m+/gi, (m) => (m.length > 1 ? two(day.getUTCMonth() + 1) : String(day.getUTCMonth() + 1)))
    .replace(/d+/gi, (d) => (d.length > 1 ? two(day.getUTCDate()) : String(day.getUTCDate())));
}
