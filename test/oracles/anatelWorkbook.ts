/**
 * The Brazilian regulator's customer-service index (IDA) as one of our own workbooks: what it takes to score 36 months of 17 operators.
 *
 * Each service is a scorecard that starts at 100 and deducts; each operator of a service is a department; the published rates stand in one long list.
 * Source of the figures: Anatel, see PROVENANCE.md beside them. An absent rate is not applicable ("/").
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SETTING_ITEMS, type SchemeTables, type SettingKey } from "../../src/sheets/schemeColumns";

/** One published row: rates in per cent (ir: complaints per 1,000 accesses), as they stand in the file. */
export interface PublishedRow {
  readonly service: string;
  /** As printed, no-break spaces and all. */
  readonly operator: string;
  /** "2014-02". */
  readonly month: string;
  readonly rates: Readonly<Record<MeasureCode, string>>;
  readonly ida: number;
}

const MEASURES = {
  ir: { name: "Complaint index", unit: "per 1,000", direction: "Lower is better", rule: "FROM_TARGET" },
  res5_rate: { name: "Resolved within five days", unit: "%", direction: "Higher is better", rule: "FROM_FULL" },
  reopen_rate: { name: "Reopened", unit: "%", direction: "Lower is better", rule: "FROM_ZERO" },
  resper_rate: { name: "Resolved in the period", unit: "%", direction: "Higher is better", rule: "FROM_FULL" },
} as const;
export type MeasureCode = keyof typeof MEASURES;
const MEASURE_CODES = Object.keys(MEASURES) as MeasureCode[];

/** No file of the folder holds a quoted comma. */
function rowsOf(folder: string, file: string): Record<string, string>[] {
  const [heads = "", ...lines] = readFileSync(join(folder, file), "utf8").trim().split(/\r?\n/);
  const columns = heads.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}

export function readPublished(folder: string): PublishedRow[] {
  return rowsOf(folder, "expected.csv").map((row) => ({
    service: row["service"]!,
    operator: row["operator"]!,
    month: row["month"]!,
    rates: { ir: row["ir"]!, res5_rate: row["res5_rate"]!, reopen_rate: row["reopen_rate"]!, resper_rate: row["resper_rate"]! },
    ida: Number(row["ida"]),
  }));
}

const COUNTS = {
  complaints: "Complaints",
  accesses: "Accesses",
  reopened: "Reopened complaints",
  resolved: "Resolved complaints",
  res5: "Resolved in five days",
  complaints_3m: "Complaints of three months",
  res_3m: "Resolved of three months",
} as const;
type CountCode = keyof typeof COUNTS;
const COUNT_CODES = Object.keys(COUNTS) as CountCode[];

/** How each rate comes from the counts. Under % a ratio is one of a hundred; complaints are counted per thousand accesses. */
const RATIOS: Readonly<Record<MeasureCode, { readonly of: CountCode; readonly by: CountCode; readonly factor: number | null }>> = {
  ir: { of: "complaints", by: "accesses", factor: 1000 },
  res5_rate: { of: "res5", by: "complaints", factor: null },
  reopen_rate: { of: "reopened", by: "resolved", factor: null },
  resper_rate: { of: "res_3m", by: "complaints_3m", factor: null },
};

export type CountedRow = PublishedRow & { readonly counts: Readonly<Record<CountCode, number>> };

/** The rows whose counts are all there, with no zero to divide by. */
export function countedRows(folder: string, published: readonly PublishedRow[]): CountedRow[] {
  const keyOf = (service: string, operator: string, month: string) => `${service} ${plainOperator(operator)} ${month}`;
  const counted = new Map(rowsOf(folder, "indicators.csv").map((row) => [keyOf(row["service"]!, row["operator"]!, row["month"]!), row]));
  return published.flatMap((row) => {
    const printed = counted.get(keyOf(row.service, row.operator, row.month));
    if (!printed || COUNT_CODES.some((code) => printed[code] === "")) return [];
    const counts = Object.fromEntries(COUNT_CODES.map((code) => [code, Number(printed[code])])) as Record<CountCode, number>;
    return Object.values(RATIOS).some(({ by }) => counts[by] === 0) ? [] : [{ ...row, counts }];
  });
}

/** "Reopened" is a rate, and no name may be another indicator's code. */
function countCode(code: CountCode): string {
  return `count_${code}`;
}

/** The same scheme, its rates computed from counts that are its readings. */
export function anatelTablesFromCounts(folder: string, published: readonly PublishedRow[]): SchemeTables {
  const tables = anatelTables(folder, published);
  return {
    ...tables,
    indicators: [
      ...tables.indicators,
      ...COUNT_CODES.map((code) => ({ code: countCode(code), name: COUNTS[code], unit: null, direction: "Higher is better" })),
    ],
    derived: MEASURE_CODES.map((code) => {
      const { of, by, factor } = RATIOS[code];
      return { indicator: code, method: "Ratio", sources: countCode(of), against: countCode(by), factors: factor };
    }),
  };
}

export function anatelCounts(counted: readonly CountedRow[]): (string | number)[][] {
  return counted.flatMap((row) => COUNT_CODES.map((code) => [`${row.operator} (${row.service})`, row.month, COUNTS[code], "", row.counts[code]]));
}

/** The operator without its no-break spaces: the same operator is printed both ways. */
export function plainOperator(operator: string): string {
  return operator.replace(/\u00a0/g, " ").trim();
}

/** The code of an operator's department, one per service. */
export function departmentCode(service: string, operator: string): string {
  return `${service.toUpperCase()}-${plainOperator(operator).replace(/[^\p{L}\p{N}]/gu, "_")}`;
}

/** The scheme's sheets. Targets, weights and directions come from weights.csv; nothing is rounded, as the method says. */
export function anatelTables(folder: string, published: readonly PublishedRow[]): SchemeTables {
  const services = [...new Set(published.map((row) => row.service))];
  const weights = rowsOf(folder, "weights.csv").filter((row) => services.includes(row["service"]!));
  const departments = new Map(published.map((row) => [departmentCode(row.service, row.operator), row]));
  const settings: Partial<Record<SettingKey, string | number>> = {
    company: "Anatel",
    schemeName: "IDA",
    version: "1",
    period: "2015-12",
    language: "English",
    threshold: 80,
    mostLost: 3,
    pointDecimals: "None",
    rateDecimals: "None",
    notApplicable: "Re-share",
    notDue: "Re-share",
    missing: "Hold",
    unreadable: "Hold",
    suppressed: "Carry",
    policyFloorScore: 60,
    notice: "Fonte: Anatel",
  };
  return {
    settings: Object.entries(settings).map(([item, value]) => ({ item: SETTING_ITEMS[item as SettingKey].en, value })),
    departments: [...departments].map(([code, row]) => ({
      code,
      kind: "Operator",
      name: `${plainOperator(row.operator)} (${row.service})`,
      templates: row.service,
    })),
    indicators: MEASURE_CODES.map((code) => ({ code, name: MEASURES[code].name, unit: MEASURES[code].unit, direction: MEASURES[code].direction })),
    templates: services.map((code) => ({ code, name: `IDA ${code}`, fullPoints: 100, startPoints: 100, totalFloor: 0 })),
    tree: weights.map((row) => {
      const measure = MEASURES[row["kpi"] as MeasureCode];
      return {
        template: row["service"]!,
        code: `${row["service"]}.${row["kpi"]}`,
        parent: null,
        name: measure.name,
        points: Number(row["weight"]),
        indicator: row["kpi"]!,
        rule: measure.rule,
      };
    }),
    rules: [
      { code: "FROM_TARGET", name: "Off by the distance to the target", kind: "Deduction", reference: "Target" },
      { code: "FROM_ZERO", name: "Off by actual ÷ target", kind: "Deduction", reference: "Zero" },
      { code: "FROM_FULL", name: "Off by the distance to the full mark", kind: "Deduction", reference: "Full" },
    ],
    bands: [],
    targets: weights.map((row) => ({
      indicator: row["kpi"]!,
      template: row["service"]!,
      target: Number(row["target"]),
      full: MEASURES[row["kpi"] as MeasureCode].rule === "FROM_FULL" ? 100 : null,
    })),
    bindings: [],
  };
}

/** The long list: one row per operator, month and measure. The department is printed as the source prints it. */
export function anatelReadings(published: readonly PublishedRow[]): (string | number)[][] {
  return published.flatMap((row) =>
    MEASURE_CODES.map((code) => {
      const rate = row.rates[code];
      return [`${row.operator} (${row.service})`, row.month, MEASURES[code].name, MEASURES[code].unit, rate === "" ? "/" : Number(rate)];
    }),
  );
}
