/** A short code of the scheme and the figures, printed on every sheet: two print-outs with the same code show the same figures under the same rules. */
import { Decimal } from "../kpi/decimal";
import type { Reading } from "../kpi/figure";
import { type Period, periodKey } from "../kpi/period";
import type { Scheme } from "../kpi/scheme";
import { type Steps, atOnce } from "../kpi/steps";
import { hashOf } from "../sheets/hash";

/** Eight hexadecimal digits. Where a figure stands does not count, so that sorting a sheet changes nothing. */
export function checkCode(scheme: Scheme, readings: readonly Reading[], period: Period): string {
  return atOnce(checkCodeInSteps(scheme, readings, period));
}

const FIGURES_IN_A_STEP = 500;

/** Letters. */
const HASHED_IN_A_STEP = 500_000;

/** The same, some hundred figures at a time. */
export function* checkCodeInSteps(scheme: Scheme, readings: readonly Reading[], period: Period): Steps<string> {
  const figures: string[] = [];
  for (const { department, indicator, period: when, figure } of readings) {
    figures.push([department, indicator, periodKey(when), figure.state === "value" ? figure.value.toString() : figure.state].join("\u0000"));
    if (figures.length % FIGURES_IN_A_STEP === 0) yield;
  }
  figures.sort();
  yield;
  const rules = withoutPlaces(scheme);
  yield;
  const text = JSON.stringify([periodKey(period), rules, figures]);
  yield;
  let hash: number | undefined;
  for (let at = 0; at < text.length; at += HASHED_IN_A_STEP) {
    hash = hashOf(text.slice(at, at + HASHED_IN_A_STEP), hash);
    yield;
  }
  return digest(hash!);
}

/** The scheme as plain data, without the cells that it was read from. */
function withoutPlaces(value: unknown): unknown {
  if (value instanceof Decimal) return value.toString();
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([name]) => !["source", "sources", "shareSource"].includes(name))
    .map(([name, inner]) => [name, withoutPlaces(inner)]);
}

/** FNV-1a over UTF-16 units, finished as in MurmurHash3 so that near-equal texts differ in every digit. Tells print-outs apart; it is no signature. */
function digest(hashed: number): string {
  let hash = hashed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, "0");
}
