/**
 * The Star Ratings 2026 of Medicare plans as our own workbooks: every contract is a department, each star is a band between two cut points, 20 per cent of
 * the full points. Plans that have health care as well and those for drugs alone have templates, and cut points of Part D, of their own.
 *
 * Source of figures and stars: CMS, see PROVENANCE.md beside them.
 */
import type { SchemeRecords, SchemeTables } from "../../src/sheets/schemeColumns";
import { type Readings, publishedRows, unroundedSettings } from "./published";

export const STARS_PERIOD = "2026";
const A_STAR = 20;

/** What stands in the place of a figure whose data are not to be trusted: one star. */
export const ISSUES = "CMS identified issues with this plan's data";

const TEMPLATES = [
  { code: "MAPD", name: "Health and drug plan", cuts: ["Part C", "Part D MA-PD"] },
  { code: "PDP", name: "Drug plan", cuts: ["Part D PDP"] },
] as const;

type Published = Readonly<Record<string, string>>;

export function contractsIn(folder: string): readonly Published[] {
  const measured = new Set(publishedRows(folder, "indicators.csv").map((row) => row["contract"]!));
  return publishedRows(folder, "contracts.csv").filter((row) => measured.has(row["contract"]!));
}

/** Five bands between four cuts, in the order of the figures. Where less is better, the most stars come first. */
function bandsOf(rule: string, cut: Published): SchemeRecords {
  const cuts = ["b12", "b23", "b34", "b45"].map((name) => Number(cut[name]));
  const rising = cut["direction"] === "higher" ? cuts : [...cuts].reverse();
  return [null, ...rising].map((from, place) => ({
    rule,
    from,
    to: rising[place] ?? null,
    score: A_STAR * (cut["direction"] === "higher" ? place + 1 : 5 - place),
  }));
}

export function starsTables(folder: string, contracts: readonly Published[]): SchemeTables {
  const measures = publishedRows(folder, "weights.csv");
  const cuts = publishedRows(folder, "cut_points.csv");
  const directions = new Map(cuts.map((cut) => [cut["measure"]!, cut["direction"]!]));
  const lines = TEMPLATES.flatMap((template) =>
    cuts
      .filter((cut) => (template.cuts as readonly string[]).includes(cut["cut_type"]!))
      .map((cut) => ({ template: template.code, cut, rule: `${template.code}.${cut["measure"]!}` })),
  );
  return {
    settings: unroundedSettings({
      company: "CMS",
      schemeName: "Medicare Star Ratings",
      period: STARS_PERIOD,
      unreadable: "Floor score",
      policyFloorScore: A_STAR,
    }),
    departments: contracts.map((row) => ({
      code: row["contract"]!,
      kind: "Contract",
      name: `Contract ${row["contract"]!}`,
      shortName: row["contract"]!,
      templates: row["org_type"]!.includes("PDP") ? "PDP" : "MAPD",
    })),
    indicators: measures.map((row) => ({
      code: row["measure"]!,
      name: `${row["measure"]!}: ${row["name"]!}`,
      unit: null,
      direction: directions.get(row["measure"]!) === "lower" ? "Lower is better" : "Higher is better",
    })),
    templates: TEMPLATES.map(({ code, name }) => ({ code, name, fullPoints: 5, rollUp: "Weighted mean" })),
    tree: lines.map(({ template, cut, rule }) => {
      const measure = measures.find((row) => row["measure"] === cut["measure"])!;
      return { template, code: cut["measure"]!, parent: null, name: measure["name"]!, weight: Number(measure["weight"]), indicator: cut["measure"]!, rule };
    }),
    rules: lines.map(({ cut, rule }) => ({ code: rule, name: `Stars of ${rule}`, kind: "Bands", edge: cut["direction"] === "higher" ? "From" : "To" })),
    bands: lines.flatMap(({ cut, rule }) => bandsOf(rule, cut)),
    targets: [],
    bindings: [],
  };
}

export function starsReadings(folder: string, contracts: readonly Published[]): Readings {
  const wanted = new Set(contracts.map((row) => row["contract"]!));
  return {
    title: "Measures of contracts",
    note: "Source: CMS",
    rows: publishedRows(folder, "indicators.csv")
      .filter((row) => wanted.has(row["contract"]!))
      .map((row) => {
        const figure = row["value"] !== "" ? Number(row["value"]) : row["note"] === ISSUES ? ISSUES : "/";
        return [row["contract"]!, STARS_PERIOD, row["measure"]!, null, figure];
      }),
  };
}
