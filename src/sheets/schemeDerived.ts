/** The derived indicators (派生指标): which figures are computed, from what and how. */
import { type Decimal, HUNDRED, ONE, ZERO, decimal } from "../kpi/decimal";
import { circlesOf } from "../kpi/derive";
import { type DerivedIndicator, type DerivedMethod, type DerivedParameters, type FullMark, type Rivals, isTurned, seriesCode } from "../kpi/derived";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { choiceOf } from "./choices";
import { type Directory, placeOf } from "./directory";
import type { SchemeRow, SchemeTable } from "./findTable";
import type { SchemeColumnKey } from "./headings";
import { cellText, isBlank, listed, shortened, tidy } from "./plainText";
import { checkRange, choiceIn, numberIn, requiredText, textIn } from "./schemeCells";

type Row = SchemeRow<"derived">;
type Column = SchemeColumnKey<"derived">;

/** What the rows refer to. */
export interface DerivedBooks {
  readonly indicators: Directory<Indicator>;
  /** The members of an indicator in the order of their sheet; empty where it has none. */
  readonly membersOf: (indicator: string) => readonly { readonly indicator: string; readonly weight: Decimal | null }[];
}

/** Columns that each method has a use for, beside the indicator, the method and the note. */
const COLUMNS: Readonly<Record<DerivedMethod, readonly Column[]>> = {
  ratio: ["sources", "against", "factors", "zeroBase"],
  improvement: ["sources", "base"],
  relativeImprovement: ["sources", "base", "zeroBase"],
  gapClosed: ["sources", "against", "base", "full", "zeroBase"],
  lead: ["sources", "against", "rivalBy"],
  difference: ["sources", "against"],
  sum: ["sources", "absentParts"],
  mean: ["sources", "absentParts"],
  minimum: ["sources", "absentParts"],
  weightedSum: ["sources", "factors", "absentParts"],
  weightedMean: ["sources", "factors", "absentParts"],
  checklist: ["sources", "against"],
  survey: ["scaleFrom", "scaleTo", "leastAnswers"],
};
const PARAMETERS: readonly Column[] = [...new Set(Object.values(COLUMNS).flat())];

export function readDerived(table: SchemeTable<"derived"> | null, books: DerivedBooks, findings: Finding[]): readonly DerivedIndicator[] {
  const derived = new Map<string, { readonly row: Row; readonly derived: DerivedIndicator | null }>();
  for (const row of table?.rows ?? []) {
    const text = requiredText(row, "indicator", findings);
    const indicator = text === null ? null : books.indicators.find(text);
    if (text !== null && !indicator) findings.push(finding("unknownReference", row.source("indicator"), { what: "indicator", found: shortened(text) }));
    const method = requiredText(row, "method", findings) === null ? null : choiceIn(row, "method", "method", findings);
    if (!indicator || !method) continue;
    const first = derived.get(indicator.code);
    if (first) {
      const details = { what: "indicator", found: shortened(text!), first: placeOf(first.row.source("indicator")) } as const;
      findings.push(finding("duplicateCode", row.source("indicator"), details));
      continue;
    }
    derived.set(indicator.code, { row, derived: readRow(row, indicator, method, books, findings) });
  }
  const all = [...derived.values()].flatMap((one) => (one.derived ? [one.derived] : []));
  for (const circle of circlesOf(all)) {
    const path = [...circle, circle[0]!].map((one) => books.indicators.find(one.indicator)?.name ?? one.indicator).join(" → ");
    findings.push(finding("derivedCircle", circle[0]!.source, { path }));
  }
  return all;
}

function readRow(row: Row, indicator: Indicator, method: DerivedMethod, books: DerivedBooks, findings: Finding[]): DerivedIndicator | null {
  for (const column of PARAMETERS) {
    if (COLUMNS[method].includes(column) || isBlank(row.cell(column))) continue;
    findings.push(finding("parameterUnused", row.source(column), { column: row.heading(column), found: shortened(cellText(row.cell(column))) }));
  }
  const parameters = readParameters(row, indicator, method, books, findings);
  if (!parameters) return null;
  const derived: DerivedIndicator = { ...parameters, indicator: indicator.code, source: row.source("indicator") };
  if (isTurned(derived) && indicator.direction === "down")
    findings.push(finding("derivedAgainstDirection", row.source("indicator"), { indicator: indicator.name }));
  return derived;
}

/** null: something is wrong, and said. */
function readParameters(row: Row, indicator: Indicator, method: DerivedMethod, books: DerivedBooks, findings: Finding[]): DerivedParameters | null {
  const uses = (column: Column): boolean => COLUMNS[method].includes(column);
  const ofGap = method === "gapClosed" ? choiceIn(row, "zeroBase", "zeroGap", findings) : null;
  const zero = (method !== "gapClosed" && uses("zeroBase") ? choiceIn(row, "zeroBase", "zeroBase", findings) : null) ?? "hold";
  const base = (uses("base") ? choiceIn(row, "base", "base", findings) : null) ?? "previous";
  switch (method) {
    case "ratio": {
      const [numerator, denominator] = [oneIndicator(row, "sources", books, findings), oneIndicator(row, "against", books, findings)];
      const factors = readFactors(row, findings);
      if (factors.length > 1) findings.push(wrongCount(row, "factors", factors.length, "1"));
      // A share of something in per cent is what a rate under % is.
      const factor = factors[0] ?? (indicator.unit === "%" ? HUNDRED : ONE);
      return numerator === null || denominator === null ? null : { method, numerator, denominator, factor, zero };
    }
    case "improvement": {
      const of = oneIndicator(row, "sources", books, findings);
      return of === null ? null : { method, of, base };
    }
    case "relativeImprovement": {
      const of = oneIndicator(row, "sources", books, findings);
      return of === null ? null : { method, of, base, zero };
    }
    case "gapClosed": {
      const of = oneIndicator(row, "sources", books, findings);
      const full = readFull(row, books, findings);
      return of === null || full === null ? null : { method, of, base, full, zero: ofGap ?? "hold" };
    }
    case "lead": {
      const of = oneIndicator(row, "sources", books, findings);
      const rivals = readRivals(row, books, findings);
      const by = choiceIn(row, "rivalBy", "rivalBy", findings) ?? "best";
      return of === null || rivals === null ? null : { method, of, rivals, by };
    }
    case "difference": {
      const [first, second] = [oneIndicator(row, "sources", books, findings), oneIndicator(row, "against", books, findings)];
      return first === null || second === null ? null : { method, first, second };
    }
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean":
      return readTerms(row, method, books, findings);
    case "checklist": {
      if (isBlank(row.cell("sources")) && isBlank(row.cell("against"))) {
        return { method, present: seriesCode(indicator.code, "present"), action: seriesCode(indicator.code, "action") };
      }
      const [present, action] = [oneIndicator(row, "sources", books, findings), oneIndicator(row, "against", books, findings)];
      return present === null || action === null ? null : { method, present, action };
    }
    case "survey": {
      const number = (column: Column, byDefault: number): Decimal => {
        const cell = numberIn(row, column, findings);
        return cell.kind === "number" ? cell.value : decimal(byDefault);
      };
      const [from, to, leastAnswers] = [number("scaleFrom", 1), number("scaleTo", 10), number("leastAnswers", 1)];
      checkRange(row, "scaleTo", to.gt(from), `> ${from.toFixed()}`, findings);
      checkRange(row, "leastAnswers", leastAnswers.gt(0), "> 0", findings);
      return { method, answers: seriesCode(indicator.code, "answers"), points: seriesCode(indicator.code, "points"), from, to, leastAnswers };
    }
  }
}

// --- Cells ------------------------------------------------------------------------------------------------------

function wrongCount(row: Row, column: Column, found: number, wanted: string): Finding {
  return finding("derivedPartCount", row.source(column), { column: row.heading(column), found: String(found), wanted });
}

/** With its line feeds, which part a list. */
function rawText(row: Row, column: Column, findings: Finding[]): string {
  const { value } = row.cell(column);
  return typeof value === "string" ? value : textIn(row, column, findings);
}

/** The codes of the indicators that a cell names; "CSAT.*" is every member of CSAT. Each with the member's own weight, if it has one. */
function indicatorsIn(row: Row, column: Column, books: DerivedBooks, findings: Finding[]): { readonly indicator: string; readonly weight: Decimal | null }[] {
  return listed(rawText(row, column, findings)).flatMap((text) => {
    const whole = /^(.+)\.[*＊]$/.exec(text.trim());
    const found = books.indicators.find(whole ? whole[1]! : text);
    const members = whole && found ? books.membersOf(found.code) : [];
    if (!found || (whole && members.length === 0)) {
      findings.push(finding("unknownReference", row.source(column), { what: "indicator", found: shortened(text) }));
      return [];
    }
    return whole ? members : [{ indicator: found.code, weight: null }];
  });
}

function oneIndicator(row: Row, column: Column, books: DerivedBooks, findings: Finding[]): string | null {
  const before = findings.length;
  if (requiredText(row, column, findings) === null) return null;
  const found = indicatorsIn(row, column, books, findings);
  if (findings.length > before) return null;
  if (found.length !== 1) findings.push(wrongCount(row, column, found.length, "1"));
  return found.length === 1 ? found[0]!.indicator : null;
}

/** Numbers in a list: 0.1、0.5、2. "30%" is 0.3. */
function readFactors(row: Row, findings: Finding[]): readonly Decimal[] {
  const { value } = row.cell("factors");
  if (typeof value === "number") return [decimal(value)];
  const parts = listed(rawText(row, "factors", findings));
  return parts.flatMap((part) => {
    const number = /^([+-]?\d+(?:\.\d+)?)\s*(%?)$/.exec(part.normalize("NFKC").trim());
    if (number) return [number[2] === "%" ? decimal(number[1]!).div(HUNDRED) : decimal(number[1]!)];
    findings.push(finding("notANumber", row.source("factors"), { column: row.heading("factors"), found: shortened(part) }));
    return [];
  });
}

/** A number, an indicator beside it, or neither: then the targets' table has it. */
function readFull(row: Row, books: DerivedBooks, findings: Finding[]): FullMark | null {
  if (!isBlank(row.cell("against"))) {
    const indicator = oneIndicator(row, "against", books, findings);
    if (!isBlank(row.cell("full")))
      findings.push(finding("parameterUnused", row.source("full"), { column: row.heading("full"), found: shortened(cellText(row.cell("full"))) }));
    return indicator === null ? null : { kind: "indicator", indicator };
  }
  const full = numberIn(row, "full", findings);
  return full.kind === "number" ? { kind: "number", value: full.value } : { kind: "anchor" };
}

/** 竞争对手 and 标杆 are columns of the indicator sheets; anything else names indicators. */
function readRivals(row: Row, books: DerivedBooks, findings: Finding[]): Rivals | null {
  const before = findings.length;
  const text = requiredText(row, "against", findings);
  if (text === null) return null;
  const series = choiceOf("rivals", text);
  if (series !== null) return { kind: "series", series };
  const indicators = indicatorsIn(row, "against", books, findings).map((one) => one.indicator);
  return findings.length > before ? null : { kind: "indicators", indicators };
}

type Combining = "sum" | "mean" | "minimum" | "weightedSum" | "weightedMean";

function readTerms(row: Row, method: Combining, books: DerivedBooks, findings: Finding[]): DerivedParameters | null {
  const absent = choiceIn(row, "absentParts", "absentParts", findings) ?? "asAbsent";
  const before = findings.length;
  if (requiredText(row, "sources", findings) === null) return null;
  const found = indicatorsIn(row, "sources", books, findings);
  const twice = found.find((one, place) => found.findIndex((other) => tidy(other.indicator) === tidy(one.indicator)) < place);
  if (twice)
    findings.push(finding("duplicateCode", row.source("sources"), { what: "indicator", found: twice.indicator, first: placeOf(row.source("sources")) }));
  if (findings.length > before) return null;
  const plain = found.map(({ indicator }) => ({ indicator, weight: null }));
  if (method !== "weightedSum" && method !== "weightedMean") return { method, terms: plain, absent };
  const factors = readFactors(row, findings);
  // The members' own weights stand in where the row gives none.
  const stated = factors.length === 0 ? found.map((one) => one.weight) : factors;
  if (stated.length !== found.length || stated.some((weight) => weight === null)) {
    if (findings.length === before) findings.push(wrongCount(row, "factors", stated.filter((weight) => weight !== null).length, String(found.length)));
    return null;
  }
  if (method === "weightedMean")
    checkRange(
      row,
      "factors",
      stated.every((weight) => weight!.gt(ZERO)),
      "> 0",
      findings,
    );
  return { method, terms: found.map(({ indicator }, place) => ({ indicator, weight: stated[place]! })), absent };
}
