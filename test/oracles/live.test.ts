/** The oracles' workbooks, scored with live formulas: LibreOffice works every cell out anew and comes to what the engine has. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "../../src/run/workbook";
import { layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { newXlsx } from "../../src/xlsx/xlsxWorkbook";
import { counts, minutes, proved } from "../support/fullCounts";
import { type ScoredFile, inCalls, proveLive, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { READING_HEADS, anatelReadings, anatelTables, readPublished } from "./anatelWorkbook";

const IN_ONE_CALL = 4;

interface Oracle {
  /** Its folder beside the project, in ../shared/oracles. */
  readonly folder: string;
  /** The workbook before it was scored, and the periods that it has, latest first. */
  readonly book: (folder: string) => Promise<{ readonly bytes: Uint8Array; readonly periods: readonly string[] }>;
}

const ORACLES: readonly Oracle[] = [
  {
    folder: "anatel_ida",
    book: async (folder) => {
      const published = readPublished(folder);
      const sheets = [
        ...layScheme(anatelTables(folder, published), "en"),
        layIndicatorSheet("Published rates", "Published rates", "Fonte: Anatel", [...READING_HEADS], anatelReadings(published), "en"),
      ];
      const workbook = newXlsx();
      await workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
      return { bytes: workbook.toBytes(), periods: [...new Set(published.map(({ month }) => month))].sort().reverse() };
    },
  },
];

describe.each(ORACLES)("the workbook of $folder", ({ folder: name, book }) => {
  const folder = join(__dirname, "../../../shared/oracles", name);
  if (!existsSync(folder)) return it.skip(`gives the same live (skipped: ../shared/oracles/${name} is not beside the project)`, () => undefined);

  describeWith(["libreOffice"], "with its results spoilt", () => {
    it(
      "gives the same live in every formula cell",
      async () => {
        const { bytes, periods } = await book(folder);
        const some = periods.slice(0, counts(1, periods.length));
        let cells = 0;
        let shown = 0;
        const problems: string[] = [];
        await inCalls(some, IN_ONE_CALL, async (call) => {
          const files: ScoredFile[] = [];
          for (const period of call) files.push(await scoredFile(`${name} ${period}`, bytes, period));
          for (const proof of await proveLive(files)) {
            cells += proof.cells;
            shown += proof.shown;
            problems.push(...proof.disagreements.map(told));
            expect(proof.spoilt).toBe(proof.cells);
          }
        });
        proved(`Oracle ${name}: ${some.length} periods, ${cells} formula cells and ${shown} figures as shown; ${problems.length} disagree`);
        expect(problems.slice(0, 20)).toEqual([]);
        expect(cells).toBeGreaterThan(1000);
      },
      minutes(5),
    );
  });
});
