/** The formulas of our highlights, worked out over the cells of a draft. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf } from "../../src/kpi/scorecard";
import { draftScorecards } from "../../src/run/draftScorecards";
import type { CellValue } from "../../src/sheets/grid";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { highlightHolds } from "../../src/web/highlightFormula";
import { sheetFromDraft } from "../../src/web/shownSheet";
import { openXlsx } from "../../src/xlsx/portable";

/** H10: actual, L10: rate, P8: threshold, P10: state. */
function card(cells: Readonly<Record<string, CellValue>>): (row: number, column: number) => CellValue {
  return (row, column) => cells[`${String.fromCharCode(65 + column)}${row + 1}`] ?? null;
}

const HERE = { rows: 0, columns: 0 };
const SHORT = 'AND($H10<>"",ISNUMBER($L10),ROUND($L10,3)<$P$8)';

it.each<[string, Readonly<Record<string, CellValue>>, boolean]>([
  ["a rate below the threshold", { H10: 71.2, L10: 0.62, P8: 0.8 }, true],
  ["a rate at the threshold", { H10: 71.2, L10: 0.8, P8: 0.8 }, false],
  ["a rate that is the threshold once it is rounded half up", { H10: 71.2, L10: 0.7995, P8: 0.8 }, false],
  ["a rate that stays below it when rounded", { H10: 71.2, L10: 0.79949, P8: 0.8 }, true],
  ["a branch, which has a rate and no actual", { L10: 0.2, P8: 0.8 }, false],
  ["a dash in the place of a rate", { H10: "□", L10: "–", P8: 0.8 }, false],
  ["an error in the place of a rate", { H10: 71.2, L10: { error: "#N/A" }, P8: 0.8 }, false],
])("tells a short board by %s", (_what, cells, holds) => {
  expect(highlightHolds(SHORT, HERE, card(cells))).toBe(holds);
});

it("counts relative cells from the cell that it colours, and leaves fixed ones", () => {
  const valueAt = card({ H12: 80, L12: 0.5, P8: 0.8, L10: 0.9 });
  expect(highlightHolds(SHORT, { rows: 2, columns: 3 }, valueAt)).toBe(true);
  expect(highlightHolds("H10<0", { rows: 0, columns: 4 }, card({ L10: -1 }))).toBe(true);
});

it.each<[string, Readonly<Record<string, CellValue>>, boolean]>([
  ['LEFT($P10,1)="▼"', { P10: "▼ 短木板" }, true],
  ['LEFT($P10,1)="▼"', { P10: "达标" }, false],
  ['ISNUMBER(FIND(LEFT($J9,1),"≠!×□"))', { J9: "≠ 被改写" }, true],
  ['ISNUMBER(FIND(LEFT($J9,1),"≠!×□"))', { J9: "= 一致" }, false],
  ["$J$5+$K$5>0", { J5: 0, K5: 1 }, true],
  ["$J$5+$K$5>0", { J5: 0, K5: 0 }, false],
  ["AND(ISNUMBER(F10),F10<0)", { F10: -0.4 }, true],
  ["AND(ISNUMBER(F10),F10<0)", { F10: "–" }, false],
  ["NOT(OR(A1=1,A1=2))", { A1: 3 }, true],
  ["(A1+2)*-3/2=-6", { A1: 2 }, true],
  ["1/A1>0", { A1: 0 }, false],
])("works out %s over %p", (formula, cells, holds) => {
  expect(highlightHolds(formula, HERE, card(cells))).toBe(holds);
});

it.each(["VLOOKUP(A1,B1:C9,2)>0", "'汇总'!A1>0", "A1>", "SUM(A1)>0", "A1 B1", "AND(A1"])("does not pretend to know %s", (formula) => {
  expect(highlightHolds(formula, HERE, () => 1)).toBeNull();
});

it.each(["zh", "en"])("understands every highlight of the %s sample, and colours exactly the lines whose state is a short board", async (language) => {
  const bytes = new Uint8Array(readFileSync(join(__dirname, `../../assets/samples/province-${language}.xlsx`)));
  const { changes, cards } = await draftScorecards(openXlsx(bytes), { period: null, labelsFor: (which) => (which === "zh" ? chinese : english) });
  let formulas = 0;
  let loud = 0;
  for (const { draft, block } of changes) {
    for (const format of draft.conditionalFormats) {
      if (format.kind !== "formula") continue;
      formulas += 1;
      expect({ formula: format.formula, holds: highlightHolds(format.formula, HERE, (row, column) => draft.rows[row]?.[column]?.value ?? null) }).not.toEqual({
        formula: format.formula,
        holds: null,
      });
    }
    if (!block!.startsWith("kpi.card.")) continue;
    const sheet = sheetFromDraft(draft);
    for (let row = 0; row < sheet.rowCount; row += 1) {
      const state = draft.rows[row]?.find((cell) => typeof cell?.value === "string" && /^▼ /.test(cell.value) && cell.mark.row !== "note");
      const coloured = sheet.at(row, 1)?.look.fill === "F9E9E3";
      if (coloured) loud += 1;
      if (coloured) expect({ block, row, state: state?.value }).toEqual({ block, row, state: expect.stringMatching(/^▼/) });
    }
  }
  expect(formulas).toBeGreaterThan(100);
  const short = cards.flatMap((one) => linesOf(one.items)).filter((line) => line.belowThreshold);
  expect(short.length).toBeGreaterThan(10);
  expect(loud).toBe(short.length);
});
