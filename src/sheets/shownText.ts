/** What a cell shows (`range.text`), for the number formats that sheets of ours use; formats it does not know come out as the bare value. */
import { isCellError, type CellValue } from "./grid";

export function shownText(value: CellValue, format: string): string {
  if (value === null) return "";
  if (isCellError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return value;
  if (format === "General" || format === "@") return String(Number(value.toPrecision(11)));
  const sections = format.match(/(?:"[^"]*"|\\.|[^;])+|(?<=^|;)(?=;|$)/g) ?? [format];
  const conditional = sections.some((section) => CONDITION.test(section));
  const section = conditional
    ? sections.find((one) => meets(value, one))
    : value < 0 && sections.length > 1
      ? sections[1]
      : value === 0 && sections.length > 2
        ? sections[2]
        : sections[0];
  // Excel fills the cell with # where no section is meant for the value.
  if (section === undefined) return "###";
  if (/[ymdh]/i.test(section.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""))) return shownDate(value, section);
  // Colours in brackets, and conditions by now, room for a sign ("_x") and fillers ("*x") show nothing here.
  const pieces: readonly string[] = section.match(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[#0?][#0?,.]*|./g) ?? [];
  const percent = pieces.includes("%");
  const sign = value < 0 && (sections.length < 2 || conditional) ? "-" : "";
  let figures = false;
  const shown = pieces.map((piece) => {
    if (/^["\\]/.test(piece)) return piece.replace(/["\\]/g, "");
    if (/^[_*[]/.test(piece)) return "";
    if (!/^[#0?]/.test(piece) || figures) return piece;
    figures = true;
    return digits(Math.abs(value) * (percent ? 100 : 1), piece);
  });
  return `${sign}${shown.join("")}`;
}

const CONDITION = /^(?:\[[^\]]*\])*?\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]/;

/** A section without a condition takes whatever the ones before it left. */
function meets(value: number, section: string): boolean {
  const [, sign, bound] = CONDITION.exec(section) ?? [];
  const difference = value - Number(bound);
  switch (sign) {
    case undefined:
      return true;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "<>":
      return difference !== 0;
    default:
      return difference === 0;
  }
}

function digits(amount: number, pattern: string): string {
  const places = /\.([0#?]+)/.exec(pattern)?.[1] ?? "";
  // A place marked # is shown only as far as there are figures; Excel leaves the point.
  const optional = places.length - places.replace(/#+$/, "").length;
  const fixed = amount.toFixed(places.length).replace(new RegExp(`0{0,${optional}}$`), "");
  return pattern.includes(",") ? fixed.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) : fixed;
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
