/**
 * The Human Development Index of the United Nations as one of our own workbooks: every country is a department, the goalposts are the two ends of a range.
 *
 * Source of the figures: UNDP, see PROVENANCE.md beside them; rule: HDR technical note 1, in weights.csv.
 */
import type { SchemeTables } from "../../src/sheets/schemeColumns";
import { type Readings, figureOr, publishedRows, unroundedSettings } from "./published";

export const HDI_PERIOD = "2022";

const UNITS: Readonly<Record<string, string>> = { le: "years", eys: "years", mys: "years", gnipc: "PPP $" };

export function hdiTables(folder: string): SchemeTables {
  const weights = publishedRows(folder, "weights.csv").filter((row) => row["parent"] !== "");
  const lines = weights.filter((row) => row["goalpost_min"] !== "");
  return {
    settings: unroundedSettings({ company: "UNDP", schemeName: "Human Development Index", period: HDI_PERIOD, notice: "UNDP HDRO, CC BY 3.0 IGO" }),
    departments: publishedRows(folder, "indicators.csv").map((row) => ({ code: row["iso3"]!, kind: "Country", name: row["country"]!, templates: "HDI" })),
    indicators: lines.map((row) => ({ code: row["code"]!, name: row["name"]!, unit: UNITS[row["code"]!] ?? "", direction: "Higher is better" })),
    templates: [{ code: "HDI", name: "Human Development Index", fullPoints: 1, rollUp: "Geometric mean" }],
    tree: weights.map((row) => {
      const isLine = row["goalpost_min"] !== "";
      return {
        template: "HDI",
        code: row["code"]!,
        parent: row["parent"] === "HDI" ? null : row["parent"]!,
        name: row["name"]!,
        // In per cent; below a mean any weights do, and a third is no decimal.
        weight: row["parent"] === "HDI" ? 1 : Number(row["weight"]) * 100,
        rollUp: isLine ? null : "Weighted mean",
        indicator: isLine ? row["code"]! : null,
        rule: isLine ? (row["transform"]!.includes("log") ? "LOG" : "Clamped range") : null,
      };
    }),
    rules: [{ code: "LOG", name: "Between goalposts, by logarithms", kind: "Clamped range", scale: "Logarithmic" }],
    bands: [],
    targets: lines.map((row) => ({ indicator: row["code"]!, worst: Number(row["goalpost_min"]), best: Number(row["goalpost_max"]) })),
    bindings: [],
  };
}

export function hdiReadings(folder: string): Readings {
  const names = new Map(publishedRows(folder, "weights.csv").map((row) => [row["code"]!, row["name"]!]));
  return {
    title: "Human development, 2022",
    note: "UNDP HDRO, CC BY 3.0 IGO",
    rows: publishedRows(folder, "indicators.csv").flatMap((row) =>
      Object.keys(UNITS).map((code) => [row["country"]!, row["year"]!, names.get(code)!, UNITS[code]!, figureOr(row[code]!)]),
    ),
  };
}
