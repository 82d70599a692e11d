/** The templates that a new workbook begins with, scored with live formulas: LibreOffice works every cell out anew and comes to what the engine has. */
import { newScheme } from "../../src/run/newScheme";
import { STARTERS } from "../../src/run/starters/list";
import { newXlsx } from "../../src/xlsx/portable";
import { counts, minutes, proved } from "../support/fullCounts";
import { proveLive, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";

describeWith(["libreOffice"], "the templates, in LibreOffice", () => {
  test.each(["zh", "en"] as const)(
    "stand in %s on every sheet of ours as the engine has scored them",
    async (language) => {
      const files = await Promise.all(
        // One of many departments and one of a single one, unless in full.
        [...STARTERS]
          .reverse()
          .slice(0, counts(2, STARTERS.length))
          .map(async ({ key }) => {
            const workbook = newXlsx();
            await newScheme(workbook, language, key);
            return scoredFile(key, workbook.toBytes(), null);
          }),
      );
      const proofs = await proveLive(files);
      for (const [place, proof] of proofs.entries()) {
        expect(proof.disagreements.map(told)).toEqual([]);
        expect([files[place]!.name, proof.cells > 200, proof.spoilt >= proof.cells]).toEqual([files[place]!.name, true, true]);
      }
      proved(`Templates in ${language}: ${proofs.reduce((sum, { cells }) => sum + cells, 0)} live cells of ${files.length} workbooks agree`);
    },
    minutes(3),
  );
});
