/** What the sheets say is what a spreadsheet program works out for itself. */
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { layCard } from "../../src/sheets/layCard";
import { newXlsx } from "../../src/xlsx/xlsxWorkbook";
import { cellsOf, contextOf } from "../support/draftChecks";
import { recalculated } from "../support/libreOffice";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";
import { describeWith } from "../support/systemParts";

describeWith(["libreOffice"], "in LibreOffice", () => {
  it("every formula of a card gives the result that is drafted beside it", async () => {
    const samples = [callCentre("zh"), callCentre("en"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())];
    const drafts = samples.flatMap((sample, place) => {
      const context = contextOf(sample, sample.scheme.settings.language);
      return sample.cards.slice(0, 3).map((card, number) => [`${place} ${number}`, layCard(card, context)] as const);
    });
    const workbook = newXlsx();
    await workbook.write(drafts.map(([name, draft]) => ({ kind: "createSheet", name, block: null, after: "last", draft: withStaleResults(draft) }) as const));
    const [book] = await recalculated([workbook.toBytes()]);

    let formulas = 0;
    for (const [name, draft] of drafts) {
      const grid = book!.get(name)!;
      for (const { place, row, column, cell } of cellsOf(draft)) {
        if (cell.formula === undefined) continue;
        formulas += 1;
        expect({ name, place, value: saved(grid.at(row, column).value) }).toEqual({ name, place, value: saved(cell.value) });
      }
    }
    expect(formulas).toBeGreaterThan(200);
  }, 300_000);
});

/** With wrong results beside the formulas, so that the right ones can only come from a calculation; and without links, whose sheets are not here. */
function withStaleResults(draft: SheetDraft): SheetDraft {
  const stale = ({ link: _link, ...cell }: DraftCell): DraftCell => (cell.formula === undefined ? cell : { ...cell, value: "stale" });
  return { ...draft, rows: draft.rows.map((row) => row.map((cell) => cell && stale(cell))) };
}

/** LibreOffice saves numbers with 15 digits, and an unrounded score may differ in the last of them. */
function saved(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(13)) : value;
}
