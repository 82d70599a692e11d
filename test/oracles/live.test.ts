/** The oracles' workbooks, scored with live formulas: LibreOffice works every cell out anew and comes to what the engine has. */
import { existsSync } from "node:fs";
import { counts, inFull, minutes, proved } from "../support/fullCounts";
import { type ScoredFile, inCalls, proveLive, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { anatelReadings, anatelTables, readPublished } from "./anatelWorkbook";
import { COINR_PERIOD, WAYS, coinrReadings, coinrTables } from "./coinrWorkbook";
import { HDI_PERIOD, hdiReadings, hdiTables } from "./hdiWorkbook";
import { HVBP_PERIOD, hvbpReadings, hvbpTables } from "./hvbpWorkbook";
import { oracleFolder, publishedRows, workbookOf } from "./published";
import { STARS_PERIOD, contractsIn, starsReadings, starsTables } from "./starsWorkbook";

const IN_ONE_CALL = 3;

/** Of 51: where every branch is a card of its own, all of them are more than LibreOffice opens in its time. */
const COUNTRIES = 8;

/** A workbook before it was scored, and the period to score. */
interface Book {
  readonly bytes: Uint8Array;
  readonly period: string;
}

interface Oracle {
  readonly name: string;
  /** Beside the project, in ../shared/oracles. */
  readonly folder: string;
  /** Small enough for a sample. */
  readonly small: boolean;
  readonly books: (folder: string) => Promise<readonly Book[]>;
}

const ORACLES: readonly Oracle[] = [
  {
    name: "anatel_ida",
    folder: "anatel_ida",
    small: true,
    books: async (folder) => {
      const published = readPublished(folder);
      const bytes = await workbookOf(anatelTables(folder, published), { title: "Published rates", note: "Fonte: Anatel", rows: anatelReadings(published) });
      const months = [...new Set(published.map(({ month }) => month))].sort().reverse();
      return months.slice(0, counts(1, months.length)).map((period) => ({ bytes, period }));
    },
  },
  {
    name: "cms_hvbp_fy2024",
    folder: "cms_hvbp_fy2024",
    small: true,
    books: async (folder) => {
      const hospitals = [...new Set(publishedRows(folder, "expected.csv").map((row) => row["facility_id"]!))].slice(0, counts(3, 40));
      return [{ bytes: await workbookOf(hvbpTables(folder, hospitals), hvbpReadings(folder, hospitals)), period: HVBP_PERIOD }];
    },
  },
  {
    name: "medicare_stars",
    folder: "medicare_stars",
    small: true,
    books: async (folder) => {
      const contracts = contractsIn(folder).slice(0, counts(3, 40));
      return [{ bytes: await workbookOf(starsTables(folder, contracts), starsReadings(folder, contracts)), period: STARS_PERIOD }];
    },
  },
  {
    name: "hdi2022",
    folder: "hdi2022",
    small: false,
    books: async (folder) => [{ bytes: await workbookOf(hdiTables(folder), hdiReadings(folder)), period: HDI_PERIOD }],
  },
  {
    name: "coinr_asem",
    folder: "coinr_asem/csv",
    small: false,
    books: async (folder) =>
      Promise.all(
        WAYS.map(async (way) => ({ bytes: await workbookOf(coinrTables(folder, way, COUNTRIES), coinrReadings(folder, COUNTRIES)), period: COINR_PERIOD })),
      ),
  },
];

describe.each(ORACLES.filter(({ small }) => small || inFull))("the workbook of $name", ({ name, folder: path, books }) => {
  const { folder, reason } = oracleFolder(path);
  if (!existsSync(folder)) return it.skip(`gives the same live${reason}`, () => undefined);

  describeWith(["libreOffice"], "with its results spoilt", () => {
    it(
      "gives the same live in every formula cell",
      async () => {
        let cells = 0;
        let shown = 0;
        let cards = 0;
        const problems: string[] = [];
        await inCalls(await books(folder), IN_ONE_CALL, async (call) => {
          const files: ScoredFile[] = [];
          for (const { bytes, period } of call) files.push(await scoredFile(`${name} ${period}`, bytes, period));
          for (const proof of await proveLive(files)) {
            cells += proof.cells;
            shown += proof.shown;
            problems.push(...proof.disagreements.map(told));
            expect(proof.spoilt).toBe(proof.cells);
          }
          cards += files.reduce((count, { drafted }) => count + drafted.cards.length, 0);
        });
        proved(`Oracle ${name}, live: ${cells} formula cells of ${cards} cards, and ${shown} figures as shown; ${problems.length} disagree`);
        expect(problems.slice(0, 20)).toEqual([]);
        expect(cells).toBeGreaterThan(200);
      },
      minutes(5),
    );
  });
});
