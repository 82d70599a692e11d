/** LibreOffice as an independent reader and calculator. Only inside of a suite that is described with "libreOffice". */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openXlsx } from "../../src/xlsx/xlsxWorkbook";
import type { Grid } from "../../src/sheets/grid";

/** Recalculate every formula on load, whatever result lies in the file. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** The same workbooks after LibreOffice has opened, recalculated and saved them: their sheets by name, in the order given. */
export async function recalculated(books: readonly Uint8Array[]): Promise<readonly ReadonlyMap<string, Grid>[]> {
  return Promise.all(converted(books, "xlsx", "xlsx").map((bytes) => sheetsOf(bytes)));
}

/** The first sheet of a workbook as LibreOffice shows it: texts, formatted, by rows. */
export function shownTexts(book: Uint8Array): readonly (readonly string[])[] {
  // Tab between cells (9), no quotes, UTF-8 (76), from row 1, cells as they are shown.
  const [csv] = converted([book], "csv:Text - txt - csv (StarCalc):9,,76,1,,0,false,true", "csv");
  return Buffer.from(csv!)
    .toString("utf8")
    .split("\n")
    .map((line) => line.split("\t"));
}

function converted(books: readonly Uint8Array[], filter: string, extension: string): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), "kpi-libreoffice-"));
  try {
    const profile = join(folder, "profile", "user");
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, "registrymodifications.xcu"), ALWAYS_RECALCULATE);
    mkdirSync(join(folder, "out"));
    const files = books.map((bytes, place) => {
      const file = join(folder, `book${place}.xlsx`);
      writeFileSync(file, bytes);
      return file;
    });
    const run = spawnSync(
      "soffice",
      ["--headless", `-env:UserInstallation=file://${join(folder, "profile")}`, "--convert-to", filter, "--outdir", join(folder, "out"), ...files],
      { encoding: "utf8", timeout: 300_000 },
    );
    if (run.status !== 0) throw new Error(`soffice: ${run.error ?? ""}${run.stdout}${run.stderr}`);
    return books.map((_bytes, place) => readFileSync(join(folder, "out", `book${place}.${extension}`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, Grid>> {
  const workbook = openXlsx(bytes);
  const { sheets } = await workbook.survey();
  const grids = await workbook.read(sheets.map((sheet) => sheet.id));
  return new Map(sheets.map((sheet) => [sheet.name, grids.get(sheet.id)!]));
}
