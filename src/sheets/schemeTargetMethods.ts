/** How a row of the targets' table has its anchors worked out: 目标算法, the parameters under the anchors' headings, 参照, 参照期间, 小数位. */
import { type Decimal, HUNDRED, decimal } from "../kpi/decimal";
import { placesOf } from "../kpi/computedTarget";
import type { Department } from "../kpi/department";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import type { Decimals } from "../kpi/rounding";
import type { LiveFigure } from "../kpi/source";
import {
  ANCHOR_NAMES,
  type AnchorName,
  type Anchors,
  type AnchorSources,
  type BasisPeriod,
  type TargetBasis,
  type TargetFormula,
  type TargetMethod,
} from "../kpi/target";
import { choiceOf } from "./choices";
import type { Directory } from "./directory";
import { readFigure } from "./figureText";
import type { SchemeRow } from "./findTable";
import { type Cell, isCellError } from "./grid";
import { cellText, isBlank, listed, shortened, tidy } from "./plainText";
import { checkRange, choiceIn, numberIn, textIn } from "./schemeCells";
import { isPercentUnit } from "./units";

type Row = SchemeRow<"targets">;

export interface MethodBooks {
  readonly departments: Directory<Department>;
  readonly indicators: Directory<Indicator>;
}

/** What the number under an anchor's heading is. */
type ParameterKind = "step" | "factor" | "perCent" | "whole";

const PARAMETER_KINDS: Readonly<Record<TargetMethod, ParameterKind>> = {
  previousPlus: "step",
  previousTimes: "factor",
  lastYearPlus: "step",
  lastYearTimes: "factor",
  percentile: "perCent",
  bestPlus: "step",
  worstPlus: "step",
  meanPlus: "step",
  deviations: "factor",
  recentMeanPlus: "step",
  recentMeanTimes: "factor",
  betterRecentPlus: "step",
  worseRecentPlus: "step",
  competitorPlus: "step",
  closeGap: "perCent",
  shareByWeight: "whole",
  shareByLastYear: "whole",
};

/** Excel shows 15 digits, and more places than these nobody sets a target in. */
const MOST_DECIMALS = 10;

export interface ReadMethod {
  readonly formula: TargetFormula;
  /** The cells of the parameters. */
  readonly sources: AnchorSources;
}

/** null: a cell of it is wrong, and the findings say which. The row has a method. */
export function readMethod(row: Row, indicator: Indicator, books: MethodBooks, findings: Finding[]): ReadMethod | null {
  const before = findings.length;
  const method = choiceIn(row, "method", "targetMethod", findings);
  if (method === null) return null;
  const parameters: { -readonly [A in AnchorName]?: Anchors[A] } = {};
  const sources: { -readonly [A in AnchorName]?: AnchorSources[A] } = {};
  for (const name of ANCHOR_NAMES) {
    if (isBlank(row.cell(name))) continue;
    const read = readParameter(row, name, PARAMETER_KINDS[method], indicator, findings);
    if (!read) continue;
    const source = row.source(name);
    parameters[name] = read.value;
    sources[name] = row.own(name) && read.times !== null ? { ...source, live: { times: read.times, lookup: null } } : source;
  }
  const recent = isRecent(method) ? readRecent(row, findings) : null;
  const basis = recent ? null : readBasis(row, method, indicator, books, findings);
  const basisPeriod = recent ? readRecentPeriod(row, recent.years, findings) : readBasisPeriod(row, method, basis, findings);
  const decimals = readDecimals(row, findings);
  if (PARAMETER_KINDS[method] === "whole" && decimals !== null) {
    for (const name of ANCHOR_NAMES) {
      const whole = parameters[name];
      // Unrounded parts of a whole would not add up to it.
      if (whole) checkRange(row, "decimals", decimals !== "none" && decimals >= placesOf(whole), `≥ ${placesOf(whole)}`, findings);
    }
  }
  return findings.slice(before).some(({ severity }) => severity === "error")
    ? null
    : { formula: { method, parameters, basis, basisPeriod, decimals, ...(recent ? { recent: recent.count } : {}) }, sources };
}

/** A mean of one period is that period, and older figures than these say little about the next. */
const [LEAST_RECENT, USUAL_RECENT, MOST_RECENT] = [2, 3, 12];

const NUMERALS = "零一二三四五六七八九十";

function isRecent(method: TargetMethod): boolean {
  return method === "recentMeanPlus" || method === "recentMeanTimes" || method === "betterRecentPlus" || method === "worseRecentPlus";
}

/** How many periods a mean is of: 3, 3期, 前三期, 3 periods; 前三年 and 3 years are the same period of so many years. Blank: three. */
function readRecent(row: Row, findings: Finding[]): { readonly count: number; readonly years: boolean } {
  const text = tidy(textIn(row, "basis", findings));
  if (text === "") return { count: USUAL_RECENT, years: false };
  const [, digits, numeral, unit] = /^(?:前|近|上|last|previous)?(?:(\d+)|([一二三四五六七八九十两]))个?(期|年|年同期|periods?|years?)?$/.exec(text) ?? [];
  const count = digits !== undefined ? Number(digits) : numeral === "两" ? 2 : NUMERALS.indexOf(numeral ?? " ");
  checkRange(row, "basis", count >= LEAST_RECENT && count <= MOST_RECENT, `${LEAST_RECENT}–${MOST_RECENT}`, findings);
  return { count, years: unit !== undefined && /年|year/.test(unit) };
}

/** The periods just before, or the same period of the years before; the scored one itself has no place in a mean of earlier ones. */
function readRecentPeriod(row: Row, years: boolean, findings: Finding[]): BasisPeriod {
  const chosen = choiceIn(row, "basisPeriod", "basisPeriod", findings);
  if (chosen === "current") reportUnused(row, "basisPeriod", findings);
  return years || chosen === "lastYear" ? "lastYear" : "previous";
}

/** Of a row without a method: what only a method would use. */
export function reportUnusedMethodCells(row: Row, findings: Finding[]): void {
  for (const column of ["basis", "basisPeriod", "decimals"] as const) reportUnused(row, column, findings);
}

function reportUnused(row: Row, column: "basis" | "basisPeriod" | "decimals", findings: Finding[]): void {
  const cell = row.cell(column);
  if (!isBlank(cell)) findings.push(finding("parameterUnused", row.source(column), { column: row.heading(column), found: shortened(cellText(cell)) }));
}

interface Parameter {
  readonly value: Decimal;
  /** How many of the cell's number it is; null: it had to be parsed. */
  readonly times: LiveFigure["times"] | null;
}

/** null: outright none, or not such a number. */
function readParameter(row: Row, name: AnchorName, kind: ParameterKind, indicator: Indicator, findings: Finding[]): Parameter | null {
  const cell = row.cell(name);
  const source = row.source(name);
  if (isCellError(cell.value)) {
    findings.push(finding("cellError", source, { column: row.heading(name), found: cell.value.error }));
    return null;
  }
  const { figure, percentFormat, parsedFrom, sense, fault } = readFigure(...written(cell, kind, indicator));
  if (figure.state === "notApplicable") return null;
  if (figure.state !== "value" || sense !== null) {
    findings.push(finding("notANumber", source, { column: row.heading(name), found: shortened(cellText(cell)) }));
    return null;
  }
  if (fault?.code === "percentWithoutFormat") findings.push(finding(fault.code, source, fault.details));
  // A factor of 105 % is 1.05.
  const value = kind === "factor" && (percentFormat || /%|％/.test(parsedFrom ?? "")) ? figure.value.div(HUNDRED) : figure.value;
  if (kind === "perCent") checkRange(row, name, value.gte(0) && value.lte(HUNDRED), "0%–100%", findings);
  const times = percentFormat && kind !== "factor" ? 100 : 1;
  return { value, times: parsedFrom === null ? times : null };
}

/** The cell and the unit that its number is in. */
function written(cell: Cell, kind: ParameterKind, { unit }: Indicator): readonly [Cell, string] {
  switch (kind) {
    case "step":
      // A step of 0.5 under % is half a percentage point and surely not a slip for 50 %.
      return [cell, isPercentUnit(unit) ? "百分点" : unit];
    case "whole":
      return [cell, unit];
    case "perCent":
      // P75 is what people call the 75th percentile.
      return [typeof cell.value === "string" ? { ...cell, value: cell.value.replace(/^\s*[PpＰ](?=\d)/, "") } : cell, "%"];
    case "factor": {
      const isShare = readFigure(cell, "").fault?.code === "unitMismatch";
      return [cell, isShare ? "%" : ""];
    }
  }
}

/** Whom or what the method measures from. null: it has none, or the cell is wrong. */
function readBasis(row: Row, method: TargetMethod, indicator: Indicator, books: MethodBooks, findings: Finding[]): TargetBasis | null {
  switch (method) {
    case "competitorPlus":
      return isBlank(row.cell("basis")) ? { kind: "series", series: "competitor" } : benchmarkIn(row, indicator, books, findings);
    case "closeGap":
      return isBlank(row.cell("basis")) ? { kind: "best" } : benchmarkIn(row, indicator, books, findings);
    case "shareByWeight": {
      const text = textIn(row, "basis", findings);
      const weights = text === "" ? null : books.indicators.find(text);
      if (text !== "" && !weights) findings.push(finding("unknownReference", row.source("basis"), { what: "indicator", found: shortened(text) }));
      return weights && { kind: "indicator", indicator: weights.code };
    }
    case "previousPlus":
    case "previousTimes":
    case "lastYearPlus":
    case "lastYearTimes":
    case "percentile":
    case "bestPlus":
    case "worstPlus":
    case "meanPlus":
    case "deviations":
    case "recentMeanPlus":
    case "recentMeanTimes":
    case "betterRecentPlus":
    case "worseRecentPlus":
    case "shareByLastYear":
      reportUnused(row, "basis", findings);
      return null;
  }
}

/** 最优, 竞争对手, 标杆, departments, an indicator of the same unit, or an agreed figure. */
function benchmarkIn(row: Row, indicator: Indicator, books: MethodBooks, findings: Finding[]): TargetBasis | null {
  const source = row.source("basis");
  const cell = row.cell("basis");
  const text = textIn(row, "basis", findings);
  if (text === "") return null;
  const word = choiceOf("targetBasis", text);
  if (word !== null) return word === "best" ? { kind: word } : { kind: "series", series: word };
  const departments = listed(text).map((part) => books.departments.find(part));
  if (departments.length > 0 && departments.every((one) => one !== null)) return { kind: "departments", departments: departments.map((one) => one.code) };
  const other = books.indicators.find(text);
  if (other) {
    if (tidy(other.unit) === tidy(indicator.unit)) return { kind: "indicator", indicator: other.code };
    findings.push(
      finding("unitMismatch", source, { found: other.unit === "" ? other.name : `${other.name} (${other.unit})`, wanted: indicator.unit }, "error"),
    );
    return null;
  }
  const { figure } = readFigure(cell, indicator.unit);
  if (figure.state === "value") return { kind: "constant", value: figure.value };
  findings.push(finding("unknownReference", source, { what: "basis", found: shortened(text) }));
  return null;
}

function readBasisPeriod(row: Row, method: TargetMethod, basis: TargetBasis | null, findings: Finding[]): BasisPeriod {
  const measures = ((): boolean => {
    switch (method) {
      case "percentile":
      case "bestPlus":
      case "worstPlus":
      case "meanPlus":
      case "deviations":
        return true;
      case "competitorPlus":
      case "closeGap":
        return basis?.kind !== "constant" || method === "closeGap";
      case "shareByWeight":
        return basis !== null;
      case "previousPlus":
      case "previousTimes":
      case "lastYearPlus":
      case "lastYearTimes":
      case "recentMeanPlus":
      case "recentMeanTimes":
      case "betterRecentPlus":
      case "worseRecentPlus":
      case "shareByLastYear":
        return false;
    }
  })();
  if (!measures) reportUnused(row, "basisPeriod", findings);
  return (measures ? choiceIn(row, "basisPeriod", "basisPeriod", findings) : null) ?? "previous";
}

function readDecimals(row: Row, findings: Finding[]): Decimals | null {
  if (choiceOf("decimalsNone", cellText(row.cell("decimals"))) === "none") return "none";
  const cell = numberIn(row, "decimals", findings);
  if (cell.kind !== "number") return null;
  const inside = cell.value.eq(cell.value.round(0)) && cell.value.gte(0) && cell.value.lte(decimal(MOST_DECIMALS));
  checkRange(row, "decimals", inside, `0–${MOST_DECIMALS}`, findings);
  return inside ? cell.value.toNumber() : null;
}
