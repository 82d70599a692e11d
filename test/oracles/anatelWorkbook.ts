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

const COUNTS = ["complaints", "accesses", "reopened", "resolved", "res5", "complaints_3m", "res_3m"] as const;

/** The rows whose counts are all there, with no zero to divide by: their rates worked out from the counts instead of the published ones. */
export function withRatesFromCounts(folder: string, published: readonly PublishedRow[]): PublishedRow[] {
  const keyOf = (service: string, operator: string, month: string) => `${service} ${plainOperator(operator)} ${month}`;
  const counted = new Map(rowsOf(folder, "indicators.csv").map((row) => [keyOf(row["service"]!, row["operator"]!, row["month"]!), row]));
  return published.flatMap((row) => {
    const counts = counted.get(keyOf(row.service, row.operator, row.month));
    if (!counts || COUNTS.some((name) => counts[name] === "")) return [];
    const count = (name: (typeof COUNTS)[number]) => Number(counts[name]);
    if ([count("complaints"), count("accesses"), count("resolved"), count("complaints_3m")].includes(0)) return [];
    const rates = {
      ir: String((1000 * count("complaints")) / count("accesses")),
      res5_rate: String((100 * count("res5")) / count("complaints")),
      reopen_rate: String((100 * count("reopened")) / count("resolved")),
      resper_rate: String((100 * count("res_3m")) / count("complaints_3m")),
    };
    return [{ ...row, rates }];
  });
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

export const READING_HEADS = ["Department", "Period", "Indicator", "Unit", "Actual"] as const;

/** The long list: one row per operator, month and measure. The department is printed as the source prints it. */
export function anatelReadings(published: readonly PublishedRow[]): (string | number)[][] {
  return published.flatMap((row) =>
    MEASURE_CODES.map((code) => {
      const rate = row.rates[code];
      return [`${row.operator} (${row.service})`, row.month, MEASURES[code].name, MEASURES[code].unit, rate === "" ? "/" : Number(rate)];
    }),
  );
}
