/**
 * Real workbooks, written by Excel, LibreOffice and the Open XML SDK: our sheet goes in, and nothing of theirs is lost.
 * The files lie beside the project, not in it; without them this suite reports itself skipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openXlsx, type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { parseXml, type XmlElement } from "../../src/xlsx/xml";
import { openZip, readZipEntry } from "../../src/xlsx/zip";
import { describeWith, openpyxlPython } from "../support/systemParts";
import { cardDraft } from "./drafts";
import { missingTargets, partOf, pathsOf } from "./packageChecks";

const CORPUS = join(__dirname, "../../../shared/xlsx-corpus");
const SCHEMAS = join(__dirname, "../../../shared/ooxml-xsd");
const files = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => /\.xls[xm]$/.test(file)) : [];
const BLOCK = "kpi.card.callCentre";
const SHEET = "呼叫中心";

/** One sheet of ours goes in: first, last, or after the first, by turns. */
async function withOurSheet(bytes: Uint8Array, turn: number): Promise<XlsxWorkbook> {
  const workbook = openXlsx(bytes);
  const { sheets } = await workbook.survey();
  const after = (["first", "last", sheets[0]!.id] as const)[turn % 3]!;
  await workbook.write([{ kind: "createSheet", name: SHEET, block: BLOCK, after, draft: cardDraft(5) }]);
  return workbook;
}

const given = (file: string): Uint8Array => readFileSync(join(CORPUS, file));

(files.length > 0 ? describe : describe.skip)(`${files.length} real workbooks${files.length > 0 ? "" : " (none beside the project)"}`, () => {
  test.each(files.map((file, turn) => [file, turn] as const))("%s takes our sheet and loses nothing", async (file, turn) => {
    const before = given(file);
    const original = openXlsx(before);
    const survey = await original.survey();
    const grids = await original.read(survey.sheets.map((sheet) => sheet.id));
    expect(original.toBytes()).toBe(before);

    const workbook = await withOurSheet(before, turn);
    const after = workbook.toBytes();

    // Every part that had no need to change is there, byte for byte.
    const zipBefore = openZip(before);
    const zipAfter = openZip(after);
    const mayChange = (path: string) => /^\[Content_Types\]\.xml$|(^|\/)workbook\d*\.xml(\.rels)?$|\/styles\d*\.xml$/i.test(path);
    const changed: string[] = [];
    for (const path of zipBefore.entries.keys()) {
      expect(zipAfter.entries.has(path)).toBe(true);
      const same = Buffer.from(readZipEntry(zipBefore, path)).equals(readZipEntry(zipAfter, path));
      if (!same) changed.push(path);
    }
    expect(changed.filter((path) => !mayChange(path))).toEqual([]);
    for (const path of changed) expectKept(parseXml(partOf(before, path)), parseXml(partOf(after, path)));
    expect(missingTargets(after)).toEqual(missingTargets(before));

    // The workbook says what it said before, with our sheet among the others.
    const reopened = openXlsx(after);
    const now = await reopened.survey();
    const ours = now.sheets.find((sheet) => sheet.name === SHEET)!;
    expect(now.sheets.filter((sheet) => sheet !== ours)).toEqual(survey.sheets);
    expect(now.names.filter((name) => name.name !== BLOCK && name.sheet !== ours.id)).toEqual(survey.names);
    expect(now.tables.filter((table) => table.sheet !== ours.id)).toEqual(survey.tables);
    expect(now.names.filter((name) => name.sheet === ours.id).map((name) => name.name)).toEqual(["_xlnm.Print_Titles", "_xlnm.Print_Area"]);
    const gridsNow = await reopened.read(now.sheets.map((sheet) => sheet.id));
    for (const [id, grid] of grids) {
      const there = gridsNow.get(id)!;
      expect([there.rowCount, there.columnCount]).toEqual([grid.rowCount, grid.columnCount]);
      for (let row = 0; row < Math.min(grid.rowCount, 200); row++) {
        for (let column = 0; column < Math.min(grid.columnCount, 50); column++) expect(there.at(row, column)).toEqual(grid.at(row, column));
      }
    }
    expect(gridsNow.get(ours.id)!.at(3, 3)).toEqual({ value: 0.85, formula: "ROUND(ROUND(C4,10),1)/100", format: '[<0.8]"▼ "0.0%;0.0%' });

    // A second run finds its block, changes no cell and no byte.
    expect(await reopened.write([{ kind: "rewriteBlock", block: BLOCK, draft: cardDraft(5) }])).toEqual({
      sheets: [{ name: SHEET, created: false, cellsChanged: 0 }],
    });
    expect(reopened.toBytes()).toBe(after);
  });

  describeWith(["xmllint"], "the schemas", () => {
    test("hold for every part that we touch, wherever they did before", async () => {
      expect(existsSync(SCHEMAS)).toBe(true);
      const folder = mkdtempSync(join(tmpdir(), "corpus-schema-"));
      try {
        const parts: string[] = [];
        for (const [turn, file] of files.entries()) {
          const before = given(file);
          const after = (await withOurSheet(before, turn)).toBytes();
          for (const path of pathsOf(after)) {
            if (!/(workbook|styles|worksheets\/[^/]+|tables\/[^/]+)\.xml$/.test(path)) continue;
            const name = `${turn}-${path.replace(/\W+/g, "-")}.xml`;
            // The schema does not know xml:space, though Excel itself writes it.
            const plain = (text: string) => text.replace(/ xml:space="preserve"/g, "");
            const now = plain(partOf(after, path));
            const was = pathsOf(before).includes(path) ? plain(partOf(before, path)) : null;
            if (was === now) continue;
            writeFileSync(join(folder, `after-${name}`), now);
            if (was !== null) writeFileSync(join(folder, `before-${name}`), was);
            parts.push(name);
          }
        }
        const invalid = invalidParts(folder);
        const newlyInvalid = parts.filter((name) => invalid.has(`after-${name}`) && !invalid.has(`before-${name}`));
        // Strict parts have a namespace of their own, which these schemas do not describe.
        const strict = newlyInvalid.filter((name) => readFileSync(join(folder, `after-${name}`), "utf8").includes("http://purl.oclc.org/ooxml/"));
        expect(newlyInvalid.filter((name) => !strict.includes(name))).toEqual([]);
        expect(parts.length).toBeGreaterThan(files.length * 3);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 120_000);
  });

  describeWith(["openpyxl"], "openpyxl", () => {
    test("opens with our sheet every workbook that it opened before", async () => {
      const folder = mkdtempSync(join(tmpdir(), "corpus-openpyxl-"));
      try {
        for (const [turn, file] of files.entries()) {
          writeFileSync(join(folder, `before-${file}`), given(file));
          writeFileSync(join(folder, `after-${file}`), (await withOurSheet(given(file), turn)).toBytes());
        }
        const script = join(folder, "open.py");
        writeFileSync(script, OPEN_ALL);
        const run = spawnSync(openpyxlPython(), ["-W", "ignore", script, folder, SHEET], { encoding: "utf8", maxBuffer: 1 << 26 });
        expect(run.stderr).toBe("");
        const opened = JSON.parse(run.stdout) as Record<string, string>;
        const could = files.filter((file) => opened[`before-${file}`] === "opened");
        const cannot = could.filter((file) => opened[`after-${file}`] !== "opened with our sheet");
        expect(cannot.map((file) => `${file}: ${opened[`after-${file}`]}`)).toEqual([]);
        expect(could.length).toBeGreaterThan(files.length * 0.8);
        process.stdout.write(`openpyxl opened ${could.length} of ${files.length} before and all of them after\n`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 180_000);
  });

  describeWith(["libreOffice"], "LibreOffice", () => {
    test("opens a sample of twenty with our sheet in them", async () => {
      const folder = mkdtempSync(join(tmpdir(), "corpus-lo-"));
      try {
        const sample = files.filter((_, index) => index % Math.ceil(files.length / 20) === 0);
        const out = join(folder, "out");
        mkdirSync(out);
        for (const [turn, file] of sample.entries()) writeFileSync(join(folder, file), (await withOurSheet(given(file), turn)).toBytes());
        const args = [
          `-env:UserInstallation=file://${folder}/profile`,
          "--headless",
          "--convert-to",
          "xlsx",
          "--outdir",
          out,
          ...sample.map((file) => join(folder, file)),
        ];
        spawnSync("soffice", args, { encoding: "utf8", timeout: 150_000 });
        const converted: string[] = [];
        for (const file of sample) {
          const path = join(out, file.replace(/\.xlsm$/, ".xlsx"));
          if (!existsSync(path)) continue;
          const { sheets } = await openXlsx(readFileSync(path)).survey();
          if (sheets.some((sheet) => sheet.name === SHEET)) converted.push(file);
        }
        expect(converted).toEqual(sample);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 180_000);
  });
});

/** Attributes that say how many or where, and so change with what comes in. */
const COUNTERS = new Set(["count", "activeTab", "firstSheet", "localSheetId", "fullCalcOnLoad"]);

/** Every element of the old part stands in the new one, in the same order, with the same attributes and text. */
function expectKept(before: XmlElement, after: XmlElement): void {
  let at = 0;
  for (const child of before.children) {
    while (at < after.children.length && !isKept(child, after.children[at]!)) at++;
    if (at === after.children.length) throw new Error(`<${child.name}> of <${before.name}> is lost.`);
    expectKept(child, after.children[at]!);
    at++;
  }
}

function isKept(before: XmlElement, after: XmlElement): boolean {
  const attributes = (element: XmlElement) =>
    element.attributes
      .filter(({ name }) => !COUNTERS.has(name))
      .map(({ name, value }) => `${name}=${value}`)
      .join("\n");
  return before.name === after.name && before.text.trim() === after.text.trim() && attributes(before) === attributes(after);
}

function invalidParts(folder: string): Set<string> {
  const names = readdirSync(folder);
  const invalid = new Set<string>();
  for (let from = 0; from < names.length; from += 300) {
    const run = spawnSync("xmllint", ["--noout", "--schema", join(SCHEMAS, "sml.xsd"), ...names.slice(from, from + 300)], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (run.error) throw run.error;
    for (const [, name] of run.stderr.matchAll(/^(.*) fails to validate$/gm)) invalid.add(name!);
  }
  return invalid;
}

const OPEN_ALL = `
import json, os, sys, openpyxl
folder, ours = sys.argv[1], sys.argv[2]
result = {}
for name in os.listdir(folder):
    if not name.endswith((".xlsx", ".xlsm")):
        continue
    try:
        book = openpyxl.load_workbook(os.path.join(folder, name), keep_vba=name.endswith(".xlsm"))
        # It does not know Strict workbooks: those it opens without seeing any sheet of them.
        seen = "opened" if book.sheetnames else "saw no sheet"
        result[name] = "opened with our sheet" if ours in book.sheetnames and book[ours]["D4"].value == "=ROUND(ROUND(C4,10),1)/100" else seen
    except Exception as fault:
        result[name] = repr(fault)
print(json.dumps(result))
`;
