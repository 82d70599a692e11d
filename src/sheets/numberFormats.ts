/**
 * Number formats of generated sheets, and the numbers that go with them.
 *
 * `_%` leaves the room of a percent sign behind figures of other units, so that decimal points stay in line down a column;
 * the fourth section gives the same room to a sign or a dash that stands where a figure is not there.
 */
import { type Decimal, decimal, HUNDRED } from "../kpi/decimal";
import { type Decimals, roundTo } from "../kpi/rounding";

/** The most places that a figure is shown with. The cell holds all of it. */
const MOST_PLACES = 4;

/** A figure of nine digits in front of the point shows one place, of ten none. */
const MOST_DIGITS = 10;

/** From here on a figure is shown as 1.23E+12: no column has room for all of it. */
const SCIENTIFIC_FROM = 1e12;

/** The double nearest to a decimal: what a cell holds. */
export function cellNumber(value: Decimal): number {
  return Number(value.toString());
}

/** 84.8 per cent → 0.848. */
export function cellFraction(perCent: Decimal): number {
  return cellNumber(perCent.div(HUNDRED));
}

/** How many places these figures need together, at most four, and fewer for very large ones. */
export function placesOf(values: readonly (Decimal | null | undefined)[]): number {
  let [wanted, whole] = [0, 0];
  for (const value of values) {
    if (!value) continue;
    const shown = roundTo(value, MOST_PLACES).abs().toFixed();
    const point = shown.indexOf(".");
    wanted = Math.max(wanted, point < 0 ? 0 : shown.length - point - 1);
    whole = Math.max(whole, point < 0 ? shown.length : point);
  }
  return Math.max(0, Math.min(wanted, MOST_DIGITS - whole));
}

function zeros(places: number): string {
  return places > 0 ? `.${"0".repeat(places)}` : "";
}

/** Places of points: "none" rounds nothing, and shows four. */
export function pointPlaces(decimals: Decimals): number {
  return decimals === "none" ? MOST_PLACES : decimals;
}

/** Places of a rate in per cent: "none" rounds nothing, and shows two. */
export function ratePlaces(decimals: Decimals): number {
  return decimals === "none" ? 2 : decimals;
}

/** A figure in its unit: 85 under % is shown as 85.0%, 12 of 件 as 12. */
export function figureFormat(unit: string, places: number, largest: number): string {
  if (Math.abs(largest) >= SCIENTIFIC_FROM) return withDash(`0.00E+00${unit === "%" ? '"%"' : "_%"}`);
  return withDash(unit === "%" ? `#,##0${zeros(places)}"%"` : `#,##0${zeros(places)}_%`);
}

/** A limit with the sign of its comparison: ≥ 95%, > 0, < -500. */
export function limitFormat(sign: string, unit: string, places: number, largest: number): string {
  const sections = figureFormat(unit, places, largest).split(";");
  return sections.map((section) => (section.startsWith("@") ? section : `"${sign} "${section}`)).join(";");
}

/** A difference: always with its sign, never with a percent sign, since it is in points of the unit. */
export function differenceFormat(places: number, largest: number): string {
  const digits = Math.abs(largest) >= SCIENTIFIC_FROM ? "0.00E+00" : `#,##0${zeros(places)}`;
  return `+${digits}_%;-${digits}_%;${digits}_%;@_%`;
}

/** With the room of the star behind it that points so far carry. */
export function pointsFormat(places: number): string {
  return withDash(`#,##0${zeros(places)}_*`, "_*");
}

/** Points of a card or branch that is not complete carry a star. */
export function pointsSoFarFormat(places: number): string {
  return withDash(`#,##0${zeros(places)}"*"`, "_*");
}

export function pointsChangeFormat(places: number): string {
  return `+#,##0${zeros(places)};-#,##0${zeros(places)};0${zeros(places)};@`;
}

export function rateFormat(places: number): string {
  return withDash(`0${zeros(places)}%_)`, "_)");
}

export function rateSoFarFormat(places: number): string {
  return withDash(`0${zeros(places)}%"*"`, "_)");
}

/** A change of a rate, held as a fraction's difference times 100: percentage points. */
export function rateChangeFormat(places: number): string {
  return `+0${zeros(places)}_);-0${zeros(places)}_);0${zeros(places)}_);@_)`;
}

/** A rate that wears ▼ by itself below the threshold (a fraction). A changed threshold needs a new run. */
export function heatFormat(places: number, threshold: number, rate: number, soFar: boolean): string {
  const digits = `0${zeros(places)}%${soFar ? '"*"' : "_)"}`;
  // The sign of a negative number would stand in front of the mark.
  return rate < 0 ? `${digits};"▼ -"${digits}` : `[<${threshold}]"▼ "${digits};${digits}`;
}

/** A share of a parent in per cent, as the scheme has it. */
export function weightFormat(places: number): string {
  return withDash(`0${zeros(places)}%`, "");
}

/** A weight that is no per cent: it counts beside its siblings' only. */
export function relativeWeightFormat(places: number): string {
  return withDash(`#,##0${zeros(places)}_%`);
}

/** A short-board threshold in its own cell: 短木板 <80%. */
export function thresholdFormat(fraction: number, prefix: string): string {
  const places = placesOf([decimal(fraction).times(HUNDRED)]);
  return `"${prefix}"0${zeros(places)}%`;
}

/** How many short boards a card has; a dash for none. */
export function countFormat(): string {
  return '"▼ "0_)_);;"–"_)_)';
}

/** `room` stands behind text in the place of the unit. */
function withDash(format: string, room = "_%"): string {
  return `${format};-${format};${format};@${room}`;
}

/** How many characters a rate takes, with its percent sign; in per cent. */
export function rateLength(perCent: number, places: number): number {
  return shownLength(perCent, places) + 1.5;
}

/** How many characters a figure takes when it is shown so, with a sign and the room behind it. */
export function shownLength(value: number, places: number): number {
  if (Math.abs(value) >= SCIENTIFIC_FROM) return 12;
  const whole = Math.floor(Math.abs(value)).toFixed(0).length;
  const characters = whole + Math.floor((whole - 1) / 3) * 0.5 + (places > 0 ? places + 0.5 : 0) + (value < 0 ? 1 : 0) + 1.5;
  // Bold digits of a substituted font may be a third wider; the usual columns have that room already.
  return characters > 7 ? characters * 1.33 : characters;
}
