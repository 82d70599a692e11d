/** The engine against the United Nations' own arithmetic: the Human Development Index of 2022, from a workbook of ours. */
import { roundTo } from "../../src/kpi/rounding";
import { proved } from "../support/fullCounts";
import { hdiReadings, hdiTables } from "./hdiWorkbook";
import { type ReadBack, oracleFolder, publishedRows, scorecardsOf, workbookOf } from "./published";

const { folder, describeWhereThere, reason } = oracleFolder("hdi2022");

describeWhereThere(`the Human Development Index of 2022${reason}`, () => {
  let read: ReadBack;

  beforeAll(async () => {
    read = await scorecardsOf(await workbookOf(hdiTables(folder), hdiReadings(folder)));
  }, 60_000);

  it("is that of every country at three decimals", () => {
    const published = publishedRows(folder, "expected.csv");
    const cards = new Map(read.cards.map((card) => [card.department.code, card]));
    const index = published.map(({ iso3 }) => [iso3, cards.get(iso3!)!.points && roundTo(cards.get(iso3!)!.points!, 3).toFixed()]);
    expect(index).toEqual(published.map(({ iso3, hdi }) => [iso3, Number(hdi).toString()]));
    expect(published).toHaveLength(204);
    proved(`Oracle hdi2022: ${published.length} indices compared`);
  });

  it("ranks the countries as published, those with the same three decimals aside", () => {
    const places = new Map(read.cards.map((card) => [card.department.code, card.rank!.place]));
    const published = publishedRows(folder, "expected.csv").filter((row) => row["rank_2022"] !== "");
    for (const one of published) {
      const better = published.filter((row) => Number(row["hdi"]) > Number(one["hdi"])).map((row) => places.get(row["iso3"]!)!);
      expect(Math.max(0, ...better)).toBeLessThan(places.get(one["iso3"]!)!);
    }
  });

  it("has no finding but that there is none", () => {
    expect(read.findings.filter((one) => one.severity !== "note")).toEqual([]);
    expect(read.cards.every((card) => card.state === "complete")).toBe(true);
  });
});
