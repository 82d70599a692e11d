import { readFileSync } from "node:fs";
import { join } from "node:path";
import { draftScorecards } from "../../src/run/draftScorecards";
import type { Change, Workbook } from "../../src/run/workbook";
import type { Cell, Grid } from "../../src/sheets/grid";
import { en } from "../../src/text/en";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { memoryWorkbook } from "../support/memoryWorkbook";

jest.setTimeout(120_000);

const SAMPLES = join(__dirname, "../../assets/samples");

/** Every sheet as rows of cells, by its name. */
async function contents(workbook: Workbook): Promise<Record<string, Cell[][]>> {
  const { sheets } = await workbook.survey();
  const grids = await workbook.read(sheets.map((sheet) => sheet.id));
  const rowsOf = (grid: Grid): Cell[][] =>
    Array.from({ length: grid.rowCount }, (_row, row) => Array.from({ length: grid.columnCount }, (_cell, column) => grid.at(row, column)));
  return Object.fromEntries(sheets.map((sheet) => [sheet.name, rowsOf(grids.get(sheet.id)!)]));
}

/** What is to be written, but for the ids by which a workbook knows its sheets. */
function written(changes: readonly Change[]): unknown[] {
  return changes.map((change) => (change.kind === "createSheet" ? { ...change, after: null } : change));
}

test.each(["zh", "en"] as const)("the %s sample is drafted and written alike in memory and into a file, cell by cell", async (language) => {
  const file = openXlsx(new Uint8Array(readFileSync(join(SAMPLES, `province-${language}.xlsx`))));
  const memory = memoryWorkbook(await contents(file));
  const draft = (workbook: Workbook): ReturnType<typeof draftScorecards> =>
    draftScorecards(workbook, { period: null, labelsFor: (which) => (which === "zh" ? zh : en).sheetLabels });
  const [fromFile, fromMemory] = [await draft(file), await draft(memory)];
  expect(fromMemory.findings).toEqual(fromFile.findings);
  // Marks, formats, links, highlights and set-up are all in what is to be written.
  expect(JSON.stringify(written(fromMemory.changes))).toBe(JSON.stringify(written(fromFile.changes)));
  await file.write(fromFile.changes);
  await memory.write(fromMemory.changes);
  const [inFile, inMemory] = [await contents(file), await contents(memory)];
  expect(Object.keys(inMemory)).toEqual(Object.keys(inFile));
  const ours = fromFile.changes.flatMap((change) => (change.kind === "createSheet" ? [change.name] : []));
  const differences = ours.flatMap((name) =>
    inFile[name]!.flatMap((row, at) =>
      row.flatMap((cell, column) => {
        const other = inMemory[name]![at]?.[column];
        return cell.value === (other?.value ?? null) && (cell.value === null || cell.format === other?.format)
          ? []
          : [`${name} ${at + 1},${column + 1}: ${JSON.stringify([cell, other])}`];
      }),
    ),
  );
  expect(ours.length).toBeGreaterThan(10);
  expect(differences.slice(0, 5)).toEqual([]);
});
