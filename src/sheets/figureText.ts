/**
 * Reads one figure as people write it: "85分", "８５％", "1,234", "3.2万", "≥95%", "不低于90%", "≤2小时", "-0%", "未报", "/", 是.
 *
 * Strict where a guess could be wrong: what cannot be read for certain is unreadable and said, and nothing ever becomes 0 but a zero.
 */
import { type Decimal, ONE, ZERO, decimal } from "../kpi/decimal";
import type { AbsentState, Figure } from "../kpi/figure";
import type { Fault } from "../kpi/finding";
import { type Cell, isCellError } from "./grid";
import { dayOfSerial, dayText, formatKind } from "./formatKind";
import { cellText, plainText, shortened, tidy } from "./plainText";
import { converted, isPercentUnit, isPlaceUnit, isRatioUnit, isTimeUnit, isUnit, isYesNoUnit, takesYesOrNo } from "./units";

export type FigureFault = Fault<"figureUnreadable" | "figureError" | "figureParsed" | "unitMismatch" | "percentWithoutFormat">;

export interface FigureReading {
  readonly figure: Figure;
  /** What stood in the cell, where it was neither a number nor blank: "85分", "待定", "□ 缺报", "#REF!". */
  readonly parsedFrom: string | null;
  /** The cell holds a fraction shown as %, and the figure is its hundredfold. */
  readonly percentFormat: boolean;
  readonly fault: FigureFault | null;
  /** The cell says "≥" or "不低于" (atLeast), "≤" or "不超过" (atMost). */
  readonly sense: "atLeast" | "atMost" | null;
}

/**
 * The figure of a cell in the indicator's unit. `writtenIn`: the unit that the sheet itself gives for a bare number, where it gives one.
 *
 * Under % a cell shown as 85 % is 85, a plain 85 is 85, and a plain fraction (0 < |x| ≤ 1) is read as it stands, 0.85 %, with a warning.
 * Under any other unit a cell shown as a percentage contradicts the unit: it is unreadable, a unitMismatch.
 */
export function readFigure(cell: Cell, unit: string, writtenIn: string = unit): FigureReading {
  const { value } = cell;
  if (value === null) return absent("missing", null);
  if (isCellError(value)) return faulty({ code: "figureError", details: { found: value.error } });
  if (typeof value === "boolean") return yesOrNo(value, cellText(cell), unit);
  if (typeof value === "number") return readNumber(value, cell.format, unit, writtenIn);
  return readText(value, unit, writtenIn);
}

/** `found`: what stood in the cell; null: nothing. */
function absent(state: AbsentState, found: string | null): FigureReading {
  return { figure: { state }, parsedFrom: found === null ? null : shortened(found), percentFormat: false, fault: null, sense: null };
}

function faulty(fault: FigureFault & { readonly details: { readonly found: string } }): FigureReading {
  return { ...absent("unreadable", fault.details.found), fault };
}

function unreadable(found: string): FigureReading {
  return faulty({ code: "figureUnreadable", details: { found: shortened(found) } });
}

function wrongUnit(found: string, unit: string): FigureReading {
  return faulty({ code: "unitMismatch", details: { found: shortened(found), wanted: unit } });
}

/** −0 is 0. */
function valueOf(value: Decimal): Figure {
  return { state: "value", value: value.eq(0) ? ZERO : value };
}

function parsed(value: Decimal, found: string, unit: string, sense: FigureReading["sense"] = null): FigureReading {
  const from = shortened(found);
  // "读作 1", not "读作 1是否": yes and no are measured in nothing.
  const measure = isYesNoUnit(unit) ? "" : unit;
  const fault: FigureFault = { code: "figureParsed", details: { found: from, value: value.eq(0) ? "0" : value.toFixed(), unit: measure } };
  return { figure: valueOf(value), parsedFrom: from, percentFormat: false, fault, sense };
}

/** The text says exactly the number, in the indicator's own unit or in none: marked, but nothing was interpreted. */
function verbatim(value: Decimal, found: string): FigureReading {
  return { figure: valueOf(value), parsedFrom: shortened(found), percentFormat: false, fault: null, sense: null };
}

function yesOrNo(yes: boolean, found: string, unit: string): FigureReading {
  if (!takesYesOrNo(unit)) return wrongUnit(found, unit);
  // Under a unit that asks yes or no, nothing had to be interpreted.
  return isYesNoUnit(unit) ? verbatim(yes ? ONE : ZERO, found) : parsed(yes ? ONE : ZERO, found, "");
}

// --- Numbers ----------------------------------------------------------------------------------------------------

function readNumber(value: number, format: string, unit: string, writtenIn: string): FigureReading {
  if (!Number.isFinite(value)) return unreadable(String(value));
  const number = decimal(value);
  switch (formatKind(format, value)) {
    case "percent": {
      const shown = number.times(100);
      const inUnit = isRatioUnit(unit) ? converted(shown, "%", unit) : null;
      if (!inUnit) return wrongUnit(`${shown.toFixed()}%`, unit);
      if (!inUnit.eq(shown)) return parsed(inUnit, `${shown.toFixed()}%`, unit);
      return { figure: valueOf(shown), parsedFrom: null, percentFormat: true, fault: null, sense: null };
    }
    case "date": {
      const day = dayOfSerial(value);
      return unreadable(day ? dayText(day) : number.toFixed());
    }
    case "time": {
      const hours = `${number.times(24).round(4).toFixed()}h`;
      // A clock time is a fraction of a day, which no double holds exactly; to the millisecond it is what the cell shows.
      const inUnit = isTimeUnit(unit) ? converted(number.times(86_400).round(3), "s", unit) : null;
      return inUnit ? parsed(inUnit, hours, unit) : wrongUnit(hours, unit);
    }
    case "number":
      return readBareNumber(number, null, unit, writtenIn);
  }
}

/** The text around a number: `bare` where there is nothing besides the number and its unit. */
interface Written {
  readonly found: string;
  readonly sense: FigureReading["sense"];
  readonly bare: boolean;
}

/** A number without a unit of its own. `written`: the text that it stands in; null: it was a number. */
function readBareNumber(number: Decimal, written: Written | null, unit: string, writtenIn: string): FigureReading {
  const found = written?.found ?? null;
  const sense = written?.sense ?? null;
  const inUnit = converted(number, writtenIn, unit);
  const shown = found ?? number.toFixed();
  if (!inUnit) return wrongUnit(`${shown} ${writtenIn}`, unit);
  if (!inUnit.eq(number)) return parsed(inUnit, `${shown} ${writtenIn}`, unit, sense);
  if (isPercentUnit(unit) && isPercentUnit(writtenIn) && !number.eq(0) && number.abs().lte(1)) {
    const fault: FigureFault = { code: "percentWithoutFormat", details: { found: shortened(shown) } };
    return { figure: valueOf(number), parsedFrom: found === null ? null : shortened(found), percentFormat: false, fault, sense };
  }
  if (written) return written.bare ? verbatim(number, written.found) : parsed(number, written.found, unit, sense);
  return { figure: valueOf(number), parsedFrom: null, percentFormat: false, fault: null, sense };
}

// --- Texts ------------------------------------------------------------------------------------------------------

/** Words for a figure that is not there, for reading and for docs/workbook.md. Dashes and dots of any length count too. */
export const ABSENT_WORDS: Readonly<Record<Exclude<AbsentState, "unreadable">, readonly string[]>> = {
  notApplicable: ["/", "\\", "—", "N/A", "NA", "n.a.", "无", "不适用", "不涉及", "Not applicable"],
  missing: ["□", "未报", "缺报", "未填", "未填报", "未上报", "缺", "暂缺", "暂无", "无数据", "Missing", "Not reported", "No data"],
  notDue: ["…", "未到期", "未到考核期", "Not due", "Not due yet"],
  suppressed: ["样本不足", "样本太少", "样本量不足", "Sample too small", "Suppressed"],
};
const STATE_OF_WORD: ReadonlyMap<string, AbsentState> = new Map(
  Object.entries(ABSENT_WORDS).flatMap(([state, words]) => words.map((word): [string, AbsentState] => [tidy(word), state as AbsentState])),
);

/** Cards write a sign before the word ("□ 缺报", "／ 不适用"), and that is read back too. */
function stateOf(word: string): AbsentState | undefined {
  return STATE_OF_WORD.get(word) ?? STATE_OF_WORD.get(word.replace(/^(?:□|\/|-|\.{3})/, ""));
}

const YES = new Set(["是", "yes", "y", "true"]);
const NO = new Set(["否", "no", "n", "false"]);

const AT_LEAST = ["≥", ">=", "=>", ">", "不低于", "不少于", "不小于", "大于等于", "大于或等于", "大于", "高于", "超过", "至少", "达到"];
const AT_MOST = ["≤", "<=", "=<", "<", "不高于", "不超过", "不大于", "不多于", "小于等于", "小于或等于", "小于", "低于", "少于", "至多", "最多"];
const AT_LEAST_ENGLISH = ["at least", "no less than", "not less than", "not below", "above", "over"];
const AT_MOST_ENGLISH = ["at most", "no more than", "not more than", "not above", "up to", "within", "below", "under"];
const BEFORE: readonly (readonly [string, FigureReading["sense"]])[] = [
  ...[...AT_LEAST, ...AT_LEAST_ENGLISH].map((words) => [words.replace(/ /g, ""), "atLeast"] as const),
  ...[...AT_MOST, ...AT_MOST_ENGLISH].map((words) => [words.replace(/ /g, ""), "atMost"] as const),
  ["=", null],
];
const AFTER: readonly (readonly [string, FigureReading["sense"]])[] = [
  ["及以上", "atLeast"],
  ["以上", "atLeast"],
  ["及以下", "atMost"],
  ["以下", "atMost"],
  ["以内", "atMost"],
  ["之内", "atMost"],
  ["内", "atMost"],
];

/** Longer than any figure with its words; Excel itself keeps 15 digits. */
const LONGEST_FIGURE = 60;
const MOST_DIGITS = 30;

function readText(text: string, unit: string, writtenIn: string): FigureReading {
  const plain = plainText(text);
  if (plain === "") return absent("missing", null);
  if (plain.length > LONGEST_FIGURE) return unreadable(plain);
  const word = tidy(plain);
  if (/^-+$/.test(word)) return absent("notApplicable", plain);
  if (/^[.⋯]+$/.test(word) && (word.length >= 3 || word.includes("⋯"))) return absent("notDue", plain);
  const state = stateOf(word);
  if (state) return absent(state, plain);
  if (/^#[a-z0-9/_]+[!?]?$/.test(word)) return faulty({ code: "figureError", details: { found: plain } });
  if (YES.has(word) || NO.has(word)) return yesOrNo(YES.has(word), plain, unit);

  const narrow = narrowed(plain);
  // "85 90" is two figures, not 8590.
  if (/[\d.,] [\d.,]/.test(narrow)) return unreadable(plain);
  return readNotation(narrow.replace(/ /g, "").toLowerCase(), plain, unit, writtenIn);
}

/**
 * Full-width signs as half-width ones. Not the whole of NFKC, which would turn ① and ² into digits: "85①" is not 851.
 */
function narrowed(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/﹪/g, "%")
    .replace(/−/g, "-")
    .replace(/[≧⩾]/g, "≥")
    .replace(/[≦⩽]/g, "≤");
}

/** A comparison, a sign, a number, a unit, "以上"; all but the number may be absent. */
function readNotation(notation: string, found: string, unit: string, writtenIn: string): FigureReading {
  let rest = notation;
  let sense: FigureReading["sense"] = null;
  const before = BEFORE.filter(([words]) => rest.startsWith(words)).sort(([one], [other]) => other.length - one.length)[0];
  if (before) {
    rest = rest.slice(before[0].length);
    sense = before[1];
  }
  const ordinal = rest.startsWith("第") && isPlaceUnit(unit);
  if (ordinal) rest = rest.slice(1);
  const match = /^([-+]?)([\d,]*\.?\d+)([^\d]?.*)$/.exec(rest);
  const digits = match ? strictDigits(match[2]!) : null;
  if (!match || digits === null) return unreadable(found);
  const number = decimal(digits).times(match[1] === "-" ? -1 : 1);

  let suffix = match[3]!.replace(/[*※†‡]{1,3}$/, "");
  const bare = rest === notation && suffix === match[3];
  const after = AFTER.find(([words]) => suffix.endsWith(words));
  if (after) {
    if (sense !== null) return unreadable(found);
    suffix = suffix.slice(0, -after[0].length);
    sense = after[1];
  }
  if (suffix === "") return readBareNumber(number, { found, sense, bare: bare && !after }, unit, writtenIn);
  if (/\d/.test(suffix)) {
    const whole = isTimeUnit(unit) && match[1] === "" ? inSeconds(`${digits}${suffix}`) : null;
    return whole ? parsed(converted(whole, "s", unit)!, found, unit, sense) : unreadable(found);
  }
  // "5分" is five minutes where the indicator is measured in a time, and five points anywhere else.
  const writtenUnit = suffix === "分" && isTimeUnit(unit) ? "分钟" : suffix;
  if (tidy(writtenUnit) !== tidy(unit) && !isUnit(writtenUnit)) return unreadable(found);
  if (bare && !after && tidy(suffix) === tidy(unit)) return verbatim(number, found);
  const inUnit = converted(number, writtenUnit, unit);
  return inUnit ? parsed(inUnit, found, unit, sense) : wrongUnit(found, unit);
}

/** "1,234.5" → "1234.5"; null where commas do not stand before three digits each, or there are too many digits. */
function strictDigits(text: string): string | null {
  if (text.length > MOST_DIGITS) return null;
  if (!text.includes(",")) return text;
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replace(/,/g, "") : null;
}

const TIME_PART = /^(\d+(?:\.\d+)?)(小时|分钟|天|日|时|分|秒|h|min|s)/;

/** "1小时30分" in seconds, each unit smaller than the one before; null: not such a time. */
function inSeconds(text: string): Decimal | null {
  let rest = text;
  let total = ZERO;
  let last: Decimal | null = null;
  while (rest !== "") {
    const part = TIME_PART.exec(rest);
    if (!part) return null;
    const size: Decimal = converted(ONE, part[2] === "分" ? "分钟" : part[2]!, "s")!;
    if (last && size.gte(last)) return null;
    last = size;
    total = total.plus(size.times(part[1]!));
    rest = rest.slice(part[0].length);
  }
  return total;
}
