/** What the sheets say is what a spreadsheet program works out for itself. */
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { layCard } from "../../src/sheets/layCard";
import { dataPlaces, layData } from "../../src/sheets/layData";
import { newXlsx } from "../../src/xlsx/portable";
import { cellsOf, contextOf } from "../support/draftChecks";
import { recalculated } from "../support/libreOffice";
import type { Sample } from "../support/sampleCards";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";
import { counts } from "../support/fullCounts";
import { describeWith } from "../support/systemParts";
import { wholeCard } from "../support/wholeCards";

describeWith(["libreOffice"], "in LibreOffice", () => {
  it("every formula of a card gives the result that is drafted beside it", async () => {
    const samples = [callCentre("zh"), callCentre("en"), province(), ...Object.values(ODD_SAMPLES).map((make) => make())];
    expect(await comparedFormulas(samples)).toBeGreaterThan(200);
  }, 300_000);

  it("and so on cards with every roll-up, quorums, base scores, rounded branches and adjustments", async () => {
    const samples = Array.from({ length: counts(40, 400) }, (_, seed) => wholeCard(seed + 1));
    expect(await comparedFormulas(samples)).toBeGreaterThan(2000);
  }, 600_000);
});

/** How many formulas were compared. */
async function comparedFormulas(samples: readonly Sample[]): Promise<number> {
  const drafts = samples.flatMap((sample, place): (readonly [string, SheetDraft])[] => {
    const data = `data ${place}`;
    const context = contextOf(sample, sample.scheme.settings.language);
    const cells = {
      figureCell: dataPlaces(sample.cards, sample.readings, sample.period, data).figureCell,
      readingCell: dataPlaces(sample.cards, sample.readings, sample.period, data).readingCell,
    };
    return [
      [data, layData(sample.cards, sample.readings, context)],
      ...sample.cards.slice(0, 3).map((card, number) => [`${place} ${number}`, layCard(card, { ...context, ...cells })] as const),
    ];
  });
  const workbook = newXlsx();
  await workbook.write(drafts.map(([name, draft]) => ({ kind: "createSheet", name, block: null, after: "last", draft: withStaleResults(draft) }) as const));
  const [book] = await recalculated([workbook.toBytes()]);

  let formulas = 0;
  const differing: object[] = [];
  for (const [name, draft] of drafts) {
    const grid = book!.get(name)!;
    for (const { place, row, column, cell } of cellsOf(draft)) {
      if (cell.formula === undefined) continue;
      formulas += 1;
      const [found, drafted] = [saved(grid.at(row, column).value), saved(cell.value)];
      if (!alike(found, drafted)) differing.push({ name, place, formula: cell.formula, found, drafted });
    }
  }
  expect(differing.slice(0, 12)).toEqual([]);
  return formulas;
}

/** With wrong results beside the formulas, so that the right ones can only come from a calculation; and without links, whose sheets are not here. */
function withStaleResults(draft: SheetDraft): SheetDraft {
  const stale = ({ link: _link, ...cell }: DraftCell): DraftCell => (cell.formula === undefined ? cell : { ...cell, value: "stale" });
  return { ...draft, rows: draft.rows.map((row) => row.map((cell) => cell && stale(cell))) };
}

function alike(found: unknown, drafted: unknown): boolean {
  if (typeof found !== "number" || typeof drafted !== "number") return found === drafted;
  return Math.abs(found - drafted) <= 1e-9 * Math.max(1, Math.abs(drafted));
}

/** LibreOffice saves numbers with 15 digits, and an unrounded score may differ in the last of them. */
function saved(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(13)) : value;
}
