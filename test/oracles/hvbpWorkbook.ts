/**
 * Hospital value-based purchasing, fiscal year 2024, as our own workbooks: every hospital is a department with two cards.
 *
 * The card of the programme has four domains; a measure has the better of achievement and improvement on the hospital's own baseline, which stands as the
 * figure of the year before. A branch that has too few measures is left out with all of them, though their points are published: a second card has the
 * measures by themselves, and with them the two that make up `combined_ssi`, which is given.
 * Source of figures and points: CMS, see PROVENANCE.md beside them; rules: 42 CFR 412.160–412.165.
 */
import type { SchemeRecords, SchemeTables } from "../../src/sheets/schemeColumns";
import { type Readings, figureOr, publishedRows, unroundedSettings } from "./published";

export const HVBP_PERIOD = "2024";
const BASELINE = "2023";

type Published = Readonly<Record<string, string>>;

/** Codes on cards and in the lists: "Care Transition" is Care_Transition. */
export function codeOf(measure: string): string {
  return measure.replace(/[^A-Za-z0-9-]/g, "_");
}

function measuresIn(folder: string): readonly Published[] {
  return publishedRows(folder, "weights.csv").filter((row) => row["level"] === "measure");
}

const DOMAINS: readonly (readonly [string, string, number | null])[] = [
  ["clinical_outcomes", "Clinical outcomes", 2],
  ["person_community_engagement", "Person and community engagement", null],
  ["safety", "Safety", 2],
  ["efficiency", "Efficiency and cost reduction", null],
];

/** A branch of two lines, of which the better counts. */
function measureRows(template: string, parent: string | null, measure: string): SchemeRecords {
  const code = codeOf(measure);
  return [
    { template, code, parent, name: measure, weight: 1, rollUp: "Best of" },
    { template, code: `${code}.A`, parent: code, name: `${measure}: achievement`, indicator: code, rule: "ACHIEVEMENT" },
    { template, code: `${code}.I`, parent: code, name: `${measure}: improvement`, indicator: `${code}.GAP`, rule: "IMPROVEMENT" },
  ];
}

function programmeTree(measures: readonly Published[]): SchemeRecords {
  const template = "HVBP";
  return DOMAINS.flatMap(([domain, name, minItems]): SchemeRecords => {
    const own = measures.filter((row) => row["parent"] === domain).map((row) => row["measure"]!);
    const branch = { template, code: domain, parent: null, name, weight: 25, rollUp: "Weighted mean", minItems };
    switch (domain) {
      case "person_community_engagement":
        return [
          { ...branch, rollUp: "Sum" },
          { template, code: "hcahps_base", parent: domain, name: "Base points", weight: 80, rollUp: "Weighted mean" },
          ...own.flatMap((measure) => measureRows(template, "hcahps_base", measure)),
          { template, code: "hcahps_consistency", parent: domain, name: "Consistency", weight: 20, rollUp: "Minimum", scoreStep: 5, scoreWay: "Down" },
          ...own.map((measure) => ({
            template,
            code: `${codeOf(measure)}.C`,
            parent: "hcahps_consistency",
            name: `${measure}: above the floor`,
            weight: 12.5,
            indicator: codeOf(measure),
            rule: "Clamped range",
          })),
        ];
      case "safety":
        return [
          branch,
          ...own.flatMap((measure) => measureRows(template, domain, measure)),
          { template, code: "combined_ssi", parent: domain, name: "Surgical site infections", weight: 1, indicator: "SSI", rule: "Clamped range" },
        ];
      default:
        return [branch, ...own.flatMap((measure) => measureRows(template, domain, measure))];
    }
  });
}

export function hvbpTables(folder: string, hospitals: readonly string[]): SchemeTables {
  const measures = measuresIn(folder);
  return {
    settings: unroundedSettings({ company: "CMS", schemeName: "Hospital value-based purchasing", period: HVBP_PERIOD }),
    departments: hospitals.map((code) => ({ code, kind: "Hospital", name: `Facility ${code}`, shortName: code, templates: "HVBP, MEASURES" })),
    indicators: [
      ...measures.flatMap((row) => [
        { code: codeOf(row["measure"]!), name: row["measure"]!, unit: null, direction: row["direction"] === "higher" ? "Higher is better" : "Lower is better" },
        { code: `${codeOf(row["measure"]!)}.GAP`, name: `${row["measure"]!}, gap closed`, unit: "%", direction: "Higher is better" },
      ]),
      { code: "SSI", name: "Points of surgical site infections", unit: null, direction: "Higher is better" },
    ],
    templates: [
      { code: "HVBP", name: "Total performance", fullPoints: 100, minItems: 3 },
      { code: "MEASURES", name: "Measures by themselves", fullPoints: 10, rollUp: "Weighted mean" },
    ],
    tree: [
      ...programmeTree(measures),
      ...measures
        .filter((row) => row["domain"] === "clinical_outcomes" || row["domain"] === "safety")
        .flatMap((row) => measureRows("MEASURES", null, row["measure"]!)),
    ],
    rules: [
      { code: "ACHIEVEMENT", name: "1 to 9 from the threshold, 10 from the benchmark", kind: "Three anchors", floorScore: 10, scoreStep: 10, scoreWay: "Down" },
      { code: "IMPROVEMENT", name: "0 to 9 of the gap to the benchmark", kind: "Clamped range", cap: 90, scoreStep: 10, scoreWay: "Down" },
    ],
    bands: [],
    targets: [
      ...measures.flatMap((row): SchemeRecords => {
        const [threshold, benchmark] = [Number(row["threshold"]), Number(row["benchmark"])];
        const consistency = row["floor"] === "" ? {} : { worst: Number(row["floor"]), best: threshold };
        return [
          { indicator: codeOf(row["measure"]!), floor: threshold, target: benchmark, full: benchmark, ...consistency },
          { indicator: `${codeOf(row["measure"]!)}.GAP`, worst: 0, best: 100 },
        ];
      }),
      { indicator: "SSI", worst: 0, best: 10 },
    ],
    bindings: [],
    derived: measures.map((row) => ({
      indicator: `${codeOf(row["measure"]!)}.GAP`,
      method: "Gap closed",
      sources: codeOf(row["measure"]!),
      zeroBase: "By change",
    })),
  };
}

export function hvbpReadings(folder: string, hospitals: readonly string[]): Readings {
  const wanted = new Set(hospitals);
  const measured = publishedRows(folder, "indicators.csv").filter((row) => wanted.has(row["facility_id"]!));
  const given = publishedRows(folder, "expected.csv").filter((row) => row["node"] === "combined_ssi" && wanted.has(row["facility_id"]!));
  return {
    title: "Measures of hospitals",
    note: `The baseline period stands as ${BASELINE}, the performance period as ${HVBP_PERIOD}. Source: CMS`,
    rows: [
      ...measured.flatMap((row) => [
        [row["facility_id"]!, BASELINE, row["measure"]!, null, figureOr(row["baseline"]!)],
        [row["facility_id"]!, HVBP_PERIOD, row["measure"]!, null, figureOr(row["performance"]!)],
      ]),
      ...given.map((row) => [row["facility_id"]!, HVBP_PERIOD, "Points of surgical site infections", null, figureOr(row["score"]!)]),
    ],
  };
}
