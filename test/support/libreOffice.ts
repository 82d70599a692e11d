/** LibreOffice as an independent reader and calculator. Only inside of a suite that is described with "libreOffice". */
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Grid } from "../../src/sheets/grid";
import { openXlsx } from "../../src/xlsx/portable";

/** Recalculate every formula on load, whatever result lies in the file. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** The same workbooks after LibreOffice has opened, recalculated and saved them: their sheets by name, in the order given. */
export async function recalculated(books: readonly Uint8Array[]): Promise<readonly ReadonlyMap<string, Grid>[]> {
  // Without a file LibreOffice would wait for somebody to open one.
  if (books.length === 0) return [];
  return inFolder(async (folder) => {
    await promisify(execFile)("soffice", conversion(folder, books, "xlsx"), { timeout: 300_000 + 30_000 * books.length });
    return Promise.all(books.map((_book, place) => sheetsOf(readFileSync(resultOf(folder, place, "xlsx")))));
  });
}

/** The first sheet of a workbook as LibreOffice shows it: texts, formatted, by rows. */
export function shownTexts(book: Uint8Array): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), "kpi-libreoffice-"));
  try {
    // Tab between cells (9), no quotes, UTF-8 (76), from row 1, cells as they are shown.
    const filter = "csv:Text - txt - csv (StarCalc):9,,76,1,,0,false,true";
    const run = spawnSync("soffice", conversion(folder, [book], filter), { encoding: "utf8", timeout: 300_000 });
    if (run.status !== 0) throw new Error(`soffice: ${run.error ?? ""}${run.stdout}${run.stderr}`);
    return readFileSync(resultOf(folder, 0, "csv"), "utf8")
      .split("\n")
      .map((line) => line.split("\t"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "kpi-libreoffice-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the books and a profile of their own into the folder, so that several can run at a time, and names what soffice is to do with them. */
function conversion(folder: string, books: readonly Uint8Array[], filter: string): string[] {
  const profile = join(folder, "profile", "user");
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, "registrymodifications.xcu"), ALWAYS_RECALCULATE);
  mkdirSync(join(folder, "out"));
  const files = books.map((bytes, place) => {
    const file = join(folder, `book${place}.xlsx`);
    writeFileSync(file, bytes);
    return file;
  });
  return ["--headless", `-env:UserInstallation=file://${join(folder, "profile")}`, "--convert-to", filter, "--outdir", join(folder, "out"), ...files];
}

function resultOf(folder: string, place: number, extension: string): string {
  return join(folder, "out", `book${place}.${extension}`);
}

async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, Grid>> {
  const workbook = openXlsx(bytes);
  const { sheets } = await workbook.survey();
  const grids = await workbook.read(sheets.map((sheet) => sheet.id));
  return new Map(sheets.map((sheet) => [sheet.name, grids.get(sheet.id)!]));
}
