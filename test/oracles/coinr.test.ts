/** The engine against the R package COINr: 51 countries, 49 indicators, a tree of three levels, scored in four ways from workbooks of ours. */
import { WAYS, coinrReadings, coinrTables, indicatorCodes } from "./coinrWorkbook";
import { minutes, proved } from "../support/fullCounts";
import { type ReadBack, nodesOf, oracleFolder, publishedRows, scoreOf, scorecardsOf, workbookOf } from "./published";

const { folder, describeWhereThere, reason } = oracleFolder("coinr_asem/csv");

const NEAR = 1e-9;

/** Relative; what is published as 0 has to be 0. */
function agrees(ours: number | null, published: number | null): boolean {
  if (ours === null || published === null) return ours === published;
  return Math.abs(ours - published) <= NEAR * Math.abs(published);
}

describeWhereThere.each(WAYS)(`sustainable connectivity, $title${reason}`, (way) => {
  let read: ReadBack;
  const ours = new Map<string, Map<string, number | null>>();

  beforeAll(async () => {
    read = await scorecardsOf(await workbookOf(coinrTables(folder, way), coinrReadings(folder)));
    for (const card of read.cards) {
      const own = ours.get(card.department.code) ?? new Map<string, number | null>();
      ours.set(card.department.code, own);
      const note = (code: string, score: number | null): void => void own.set(code, own.get(code) ?? (score === null ? null : score / way.unit));
      for (const [code, item] of nodesOf(card)) note(code, scoreOf(item)?.toNumber() ?? null);
      note(card.template.code, card.points?.toNumber() ?? null);
    }
  }, minutes(2));

  let compared = 0;
  afterAll(() => proved(`Oracle coinr_asem, ${way.title}: ${compared} scores of indicators and branches compared`));

  const disagreements = (file: string, codes: readonly string[]): string[] =>
    publishedRows(folder, `${way.file}_${file}.csv`).flatMap((row) =>
      codes.flatMap((code) => {
        const published = row[code] === "NA" || row[code] === "" ? null : Number(row[code]);
        const own = ours.get(row["uCode"]!)?.get(code) ?? null;
        compared += 1;
        return agrees(own, published) ? [] : [`${row["uCode"]} ${code}: ${own}, published ${published}`];
      }),
    );

  it("gives every indicator the score that was published", () => {
    expect(disagreements("normalised", indicatorCodes(folder))).toEqual([]);
    expect(publishedRows(folder, `${way.file}_normalised.csv`)).toHaveLength(51);
  });

  it("gives every node of the tree the score that was published, and none to one that has none", () => {
    const codes = Object.keys(publishedRows(folder, `${way.file}_aggregated.csv`)[0] ?? {}).filter((code) => code !== "uCode");
    expect(disagreements("aggregated", codes)).toEqual([]);
    expect(codes).toHaveLength(60);
  });

  it("has no finding but notes, and holds nothing", () => {
    expect(read.findings.filter((one) => one.severity !== "note").slice(0, 5)).toEqual([]);
    expect(read.cards.filter((card) => card.state === "incomplete")).toEqual([]);
  });
});
