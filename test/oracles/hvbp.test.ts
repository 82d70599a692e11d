/**
 * The engine against American hospitals' value-based purchasing of fiscal year 2024: the better of achievement and improvement, four domains, the weights of
 * absent ones shared again. Every point of every measure, of every domain and in total, from workbooks of ours.
 */
import type { Decimal } from "../../src/kpi/decimal";
import type { ScoredItem } from "../../src/kpi/scorecard";
import { counts, minutes, proved } from "../support/fullCounts";
import { codeOf, hvbpReadings, hvbpTables } from "./hvbpWorkbook";
import { type ReadBack, inParts, nodesOf, oracleFolder, publishedRows, scoreOf, scorecardsOf, workbookOf } from "./published";

const { folder, describeWhereThere, reason } = oracleFolder("cms_hvbp_fy2024");

const IN_ONE_WORKBOOK = 60;

/** As printed: domains and totals have twelve places. */
function printed(value: Decimal | null | undefined, places: number): string {
  return value ? value.round(places, 1).toFixed(places) : "";
}

describeWhereThere(`hospital value-based purchasing, fiscal year 2024${reason}`, () => {
  const published = publishedRows(folder, "expected.csv");
  const all = [...new Set(published.map((row) => row["facility_id"]!))];
  // Every so manieth, so that a sample has hospitals of all states.
  const hospitals = all.filter((_hospital, place) => place % Math.ceil(all.length / counts(60, all.length)) === 0);
  const ours = new Map<string, ReadonlyMap<string, ScoredItem>>();
  const totals = new Map<string, Decimal | null>();
  const read: ReadBack[] = [];

  beforeAll(async () => {
    for (const part of inParts(hospitals, IN_ONE_WORKBOOK)) {
      const back = await scorecardsOf(await workbookOf(hvbpTables(folder, part), hvbpReadings(folder, part)));
      read.push(back);
      for (const card of back.cards) {
        ours.set(`${card.template.code} ${card.department.code}`, nodesOf(card));
        if (card.template.code === "HVBP") totals.set(card.department.code, card.points);
      }
    }
  }, minutes(3));

  const wanted = (levels: readonly string[]): (typeof published)[number][] => {
    const sampled = new Set(hospitals);
    return published.filter((row) => sampled.has(row["facility_id"]!) && levels.includes(row["level"]!));
  };

  /** What we have for each published row, and what was published; those that differ. */
  const differences = (rows: typeof published, figures: (row: (typeof published)[number]) => readonly string[], names: readonly string[]): string[] =>
    rows.flatMap((row) => {
      const [own, theirs] = [figures(row).join(" | "), names.map((name) => row[name]).join(" | ")];
      return own === theirs ? [] : [`${row["facility_id"]} ${row["node"]}: ${own}, published ${theirs}`];
    });

  it("gives every measure its points for achievement, for improvement, and the better of the two", () => {
    const rows = wanted(["measure"]);
    const figures = ({ facility_id: hospital, node }: (typeof published)[number]): string[] => {
      const code = codeOf(node!);
      const card = ours.get(`MEASURES ${hospital}`)!.has(code) ? ours.get(`MEASURES ${hospital}`)! : ours.get(`HVBP ${hospital}`)!;
      return [`${code}.A`, `${code}.I`, code].map((one) => printed(scoreOf(card.get(one))?.div(10), 0));
    };
    expect(differences(rows, figures, ["achievement", "improvement", "score"])).toEqual([]);
    expect(rows).toHaveLength(21 * hospitals.length);
    proved(
      `Oracle cms_hvbp_fy2024: ${hospitals.length} of ${all.length} hospitals, the points of ${rows.length} measures for achievement, improvement and in all`,
    );
  });

  it("gives the base and the consistency points of patients' experience, and what was given for surgical site infections", () => {
    const parts: Readonly<Record<string, number>> = { hcahps_base: 80, hcahps_consistency: 20, combined_ssi: 10 };
    const rows = wanted(["composite"]);
    const figures = ({ facility_id: hospital, node }: (typeof published)[number]): string[] => [
      printed(
        scoreOf(ours.get(`HVBP ${hospital}`)!.get(node!))
          ?.times(parts[node!]!)
          .div(100),
        0,
      ),
    ];
    expect(differences(rows, figures, ["score"])).toEqual([]);
    expect(rows).toHaveLength(3 * hospitals.length);
  });

  it("gives every domain its score, and its points of the total with the weight of absent domains shared again", () => {
    const rows = wanted(["domain"]);
    const figures = ({ facility_id: hospital, node }: (typeof published)[number]): string[] => {
      const item = ours.get(`HVBP ${hospital}`)!.get(node!)!;
      return [printed(scoreOf(item), 12), printed(item.kind === "branch" ? item.points : null, 12)];
    };
    expect(differences(rows, figures, ["score", "weighted"])).toEqual([]);
    expect(rows).toHaveLength(4 * hospitals.length);
  });

  it("gives every hospital its total", () => {
    const rows = wanted(["total"]);
    expect(differences(rows, ({ facility_id: hospital }) => [printed(totals.get(hospital!), 12)], ["score"])).toEqual([]);
    expect(rows).toHaveLength(hospitals.length);
    proved(`Oracle cms_hvbp_fy2024: ${4 * hospitals.length} domains and ${rows.length} totals compared`);
  });

  it("holds nothing and has nothing to say", () => {
    expect(read.flatMap(({ findings }) => findings.filter((one) => one.severity !== "note")).slice(0, 5)).toEqual([]);
    expect(read.flatMap(({ cards }) => cards.filter((card) => card.state === "incomplete"))).toEqual([]);
  });
});
