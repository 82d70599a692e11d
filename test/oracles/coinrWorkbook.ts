/**
 * The index of sustainable connectivity of Asian and European countries, as the R package COINr scored it, as our own workbooks: one for each way of scoring.
 *
 * Source of figures and scores: see PROVENANCE.md beside them. The published scores are of the figures as they are; no denominator is used.
 */
import type { SchemeRecords, SchemeTables } from "../../src/sheets/schemeColumns";
import { type Readings, figureOr, publishedRows, unroundedSettings } from "./published";

export const COINR_PERIOD = "2018";

export interface Way {
  readonly file: string;
  readonly title: string;
  /** What a published 1 is in per cent of the full points. */
  readonly unit: number;
  readonly rollUp: "Weighted mean" | "Geometric mean";
  readonly rule: SchemeRecords[number];
  /** Where the best end of the range is: the best of all countries, or the stated target. */
  readonly best: "peers" | "target";
  /** Share of its rows that a branch needs, in per cent. */
  readonly coverage: number | null;
}

const RANGE = { code: "RANGE", name: "From worst to best", kind: "Clamped range" };

export const WAYS: readonly Way[] = [
  { file: "v2_minmax_amean", title: "min–max, arithmetic means", unit: 1, rollUp: "Weighted mean", rule: RANGE, best: "peers", coverage: null },
  {
    file: "v3_dist2target_amean",
    title: "distance to target, not capped",
    unit: 100,
    rollUp: "Weighted mean",
    rule: { ...RANGE, beyondBest: "On up the line" },
    best: "target",
    coverage: null,
  },
  {
    file: "v4_minmax_gmean",
    title: "min–max from 1 to 100, geometric means",
    unit: 1,
    rollUp: "Geometric mean",
    rule: { ...RANGE, worstScore: 1 },
    best: "peers",
    coverage: null,
  },
  {
    file: "v5_minmax_amean_thresh90",
    title: "min–max, a parent needs 90 % of its children",
    unit: 1,
    rollUp: "Weighted mean",
    rule: RANGE,
    best: "peers",
    coverage: 90,
  },
];

/** Percentages come as 0.7, which is 0.7 %. */
function unitOf(row: Readonly<Record<string, string>>): string {
  return row["Unit"] === "Percent" ? "percentage points" : row["Unit"]!;
}

interface Node {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly isLine: boolean;
}

function nodesIn(folder: string): readonly Node[] {
  return publishedRows(folder, "iMeta.csv")
    .filter((row) => row["Type"] === "Indicator" || row["Type"] === "Aggregate")
    .map((row) => ({ code: row["iCode"]!, name: row["iName"]!, parent: row["Parent"]!, isLine: row["Type"] === "Indicator" }));
}

export function indicatorCodes(folder: string): readonly string[] {
  return nodesIn(folder).flatMap(({ code, isLine }) => (isLine ? [code] : []));
}

/**
 * Where a branch needs so many of its rows, what stands below a branch that misses them is left out with it, though published by itself:
 * every branch is therefore a template of its own too.
 */
export function coinrTables(folder: string, { title, rollUp, rule, best, coverage }: Way, most = Infinity): SchemeTables {
  const nodes = nodesIn(folder);
  const below = (code: string): readonly Node[] => nodes.filter((node) => node.parent === code).flatMap((node) => [node, ...below(node.code)]);
  const tops = nodes.filter((node) => !node.isLine && (node.parent === "" || coverage !== null));
  const measures = publishedRows(folder, "iMeta.csv").filter((row) => row["Type"] === "Indicator");
  return {
    settings: unroundedSettings({
      schemeName: `Sustainable connectivity: ${title}`,
      period: COINR_PERIOD,
      notice: "European Commission JRC, ASEM Sustainable Connectivity Portal 2018; COINr",
    }),
    departments: countriesIn(folder, most).map((row) => ({
      code: row["uCode"]!,
      kind: "Country",
      name: row["uName"]!,
      templates: tops.map(({ code }) => code).join(", "),
    })),
    indicators: measures.map((row) => ({
      code: row["iCode"]!,
      name: row["iName"]!,
      unit: unitOf(row),
      direction: row["Direction"] === "1" ? "Higher is better" : "Lower is better",
    })),
    templates: tops.map(({ code, name }) => ({ code, name, fullPoints: 100, rollUp, minCoverage: coverage })),
    tree: tops.flatMap((top) =>
      below(top.code).map(({ code, name, parent, isLine }) => ({
        template: top.code,
        code,
        parent: parent === top.code ? null : parent,
        name,
        weight: 1,
        rollUp: isLine ? null : rollUp,
        minCoverage: isLine ? null : coverage,
        indicator: isLine ? code : null,
        rule: isLine ? "RANGE" : null,
      })),
    ),
    rules: [rule],
    bands: [],
    targets: measures.flatMap((row): SchemeRecords[number][] => {
      const percentiles = { indicator: row["iCode"]!, method: "Percentile", basisPeriod: "This period", decimals: "None" };
      if (best === "peers") return [{ ...percentiles, worst: 0, best: 100 }];
      return [
        { ...percentiles, worst: 0 },
        { indicator: row["iCode"]!, best: Number(row["Target"]) },
      ];
    }),
    bindings: [],
  };
}

/** The first so many of them. */
function countriesIn(folder: string, most: number): readonly Readonly<Record<string, string>>[] {
  return publishedRows(folder, "iData.csv").slice(0, most);
}

export function coinrReadings(folder: string, most = Infinity): Readings {
  const measures = publishedRows(folder, "iMeta.csv").filter((row) => row["Type"] === "Indicator");
  return {
    title: "Sustainable connectivity, 2018",
    note: "European Commission JRC",
    rows: countriesIn(folder, most).flatMap((row) =>
      measures.map((one) => [row["uName"]!, row["Time"]!, one["iName"]!, unitOf(one), figureOr(row[one["iCode"]!]!)]),
    ),
  };
}
