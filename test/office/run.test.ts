import { readFileSync } from "node:fs";
import { join } from "node:path";
import { officeWorkbook } from "../../src/office/officeWorkbook";
import { draftScorecards } from "../../src/run/draftScorecards";
import type { Workbook } from "../../src/run/workbook";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/portable";
import { PROFILES, type ExcelHost } from "../excelHost/excelHost";
import { openInHost } from "../excelHost/openXlsx";
import { saveXlsx } from "../excelHost/saveXlsx";
import { startExcel } from "../setup-officejs";
import { withDraftedResults } from "../support/excelResults";

// Hundreds of cards take a while on a slow machine; nothing here is about speed.
jest.setTimeout(180_000);

const SAMPLES = join(__dirname, "../../assets/samples");

async function opened(sample: string): Promise<{ readonly host: ExcelHost; readonly workbook: Workbook }> {
  const host = startExcel({ ...PROFILES.web, excelApi: 13 });
  await openInHost(host, new Uint8Array(readFileSync(join(SAMPLES, sample))));
  return { host, workbook: withDraftedResults(host, officeWorkbook()) };
}

const draft = (workbook: Workbook): ReturnType<typeof draftScorecards> =>
  draftScorecards(workbook, { period: null, labelsFor: (language) => (language === "zh" ? chinese : english) });

describe.each(["province-zh.xlsx", "province-en.xlsx"])("a run over %s in Excel", (sample) => {
  test("makes every sheet, and has nothing to change when it is run again.", async () => {
    const { host, workbook } = await opened(sample);
    const first = await draft(workbook);
    expect(first.changes.length).toBeGreaterThan(10);
    const report = await workbook.write(first.changes);
    expect(report.sheets.every(({ created, cellsChanged }) => created && cellsChanged > 0)).toBe(true);
    const second = await draft(workbook);
    expect(second.changes.map(({ kind }) => kind)).toEqual(first.changes.map(() => "rewriteBlock"));
    host.trips.length = 0;
    const again = await workbook.write(second.changes);
    expect(again.sheets.map(({ cellsChanged }) => cellsChanged)).toEqual(second.changes.map(() => 0));
    // Looking is all that it did.
    expect(host.trips.every((trip) => trip.requestBytes < 60_000)).toBe(true);
    expect([...host.missing]).toEqual([]);
  });

  test("gives the same scorecards as from the file, before and after the add-in has written.", async () => {
    const { host, workbook } = await opened(sample);
    const fromFile = await draft(openXlsx(new Uint8Array(readFileSync(join(SAMPLES, sample)))));
    const fromExcel = await draft(workbook);
    expect(fromExcel.cards).toEqual(fromFile.cards);
    expect([fromExcel.checkCode, fromExcel.findings]).toEqual([fromFile.checkCode, fromFile.findings]);
    await workbook.write(fromExcel.changes);
    const saved = openXlsx(saveXlsx(host));
    const afterwards = await draft(saved);
    expect(afterwards.checkCode).toBe(fromFile.checkCode);
    expect(afterwards.changes.map(({ kind }) => kind)).toEqual(fromExcel.changes.map(() => "rewriteBlock"));
  });
});
