/** The engine against the Star Ratings 2026 of Medicare plans: five bands with inclusive edges, two sets of cut points, from workbooks of ours. */
import type { ScoredItem } from "../../src/kpi/scorecard";
import { counts, minutes, proved } from "../support/fullCounts";
import { type ReadBack, inParts, nodesOf, oracleFolder, publishedRows, scoreOf, scorecardsOf, workbookOf } from "./published";
import { ISSUES, contractsIn, starsReadings, starsTables } from "./starsWorkbook";

const { folder, describeWhereThere, reason } = oracleFolder("medicare_stars");

const IN_ONE_WORKBOOK = 60;

/** From a quarter of its members in a disaster area on a contract may keep the stars of the year before. */
const DISASTER_AREA = 25;

/** Issues were identified, and no star was given all the same: a contract with 29 % of its members in a disaster area. */
const WITHOUT_A_STAR = ["H7074 C20"];

describeWhereThere(`the Star Ratings 2026 of Medicare plans${reason}`, () => {
  const all = contractsIn(folder);
  const contracts = all.filter((_contract, place) => place % Math.ceil(all.length / counts(90, all.length)) === 0);
  const ours = new Map<string, ReadonlyMap<string, ScoredItem>>();
  const read: ReadBack[] = [];

  beforeAll(async () => {
    for (const part of inParts(contracts, IN_ONE_WORKBOOK)) {
      const back = await scorecardsOf(await workbookOf(starsTables(folder, part), starsReadings(folder, part)));
      read.push(back);
      for (const card of back.cards) ours.set(card.department.code, nodesOf(card));
    }
  }, minutes(2));

  const surveys = new Set(
    publishedRows(folder, "weights.csv")
      .filter((row) => row["kind"] === "CAHPS")
      .map((row) => row["measure"]!),
  );
  const published = new Map(
    publishedRows(folder, "expected.csv")
      .filter((row) => row["level"] === "measure")
      .map((row) => [`${row["contract"]} ${row["node"]}`, row["stars"]!]),
  );
  const calm = new Set(
    contracts.filter((row) => ["disaster_2023", "disaster_2024"].every((year) => Number(row[year]) < DISASTER_AREA)).map((row) => row["contract"]!),
  );
  const figures = publishedRows(folder, "indicators.csv").filter((row) => contracts.some((one) => one["contract"] === row["contract"]));
  const starsOf = ({ contract, measure }: (typeof figures)[number]): string => scoreOf(ours.get(contract!)!.get(measure!))?.div(20).toFixed() ?? "";
  const differences = (rows: typeof figures): string[] =>
    rows.flatMap((row) => {
      const name = `${row["contract"]} ${row["measure"]}`;
      return starsOf(row) === published.get(name) ? [] : [`${name} at ${row["value"]}: ${starsOf(row)}, published ${published.get(name)}`];
    });

  it("gives every figure the stars that its cut points give; surveys and disaster areas have others", () => {
    const rows = figures.filter((row) => row["value"] !== "" && calm.has(row["contract"]!) && !surveys.has(row["measure"]!));
    expect(differences(rows)).toEqual([]);
    expect(rows.length).toBeGreaterThan(1000);
    proved(`Oracle medicare_stars: ${contracts.length} of ${all.length} contracts, ${rows.length} stars by cut points compared`);
  });

  it("gives one star where issues were identified, and none where there is no figure", () => {
    const issues = figures.filter((row) => row["note"] === ISSUES && !WITHOUT_A_STAR.includes(`${row["contract"]} ${row["measure"]}`));
    expect(differences(issues)).toEqual([]);
    expect(issues.map(starsOf)).toEqual(issues.map(() => "1"));
    expect(issues.length).toBeGreaterThan(0);
    const none = figures.filter((row) => row["value"] === "" && row["note"] !== ISSUES && !row["note"]!.includes("only a Star Rating"));
    expect(differences(none)).toEqual([]);
    expect(none.length).toBeGreaterThan(500);
  });

  it("has nothing to say but that those issues are no figure", () => {
    const said = read.flatMap(({ findings }) => findings.filter((one) => one.severity !== "note"));
    expect(said.map((one) => one.code)).toEqual(figures.filter((row) => row["note"] === ISSUES).map(() => "figureUnreadable"));
    expect(read.flatMap(({ cards }) => cards.filter((card) => card.state === "incomplete"))).toEqual([]);
  });
});
