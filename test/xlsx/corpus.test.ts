/**
 * Real workbooks, written by Excel, LibreOffice and the Open XML SDK: our sheet goes in, and nothing of theirs is lost.
 * The files lie beside the project, not in it; without them this suite reports itself skipped. KPI_CORPUS names another folder of workbooks to be held to the same.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { SheetId } from "../../src/run/workbook";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { parseAddress, parseArea } from "../../src/sheets/grid";
import { referenceTo } from "../../src/xlsx/names";
import { packageOver, relationsOf } from "../../src/xlsx/package";
import { openXlsx, openZip } from "../../src/xlsx/portable";
import { changeWorkbookPart, readWorkbookPart } from "../../src/xlsx/workbookPart";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { parseXml, type XmlElement } from "../../src/xlsx/xml";
import { readZipEntry } from "../../src/xlsx/zip";
import { counts, minutes, proved } from "../support/fullCounts";
import { describeWith, openpyxlPython } from "../support/systemParts";
import { cardDraft, plainDraft } from "./drafts";
import { missingTargets, partOf, pathsOf } from "./packageChecks";

const CORPUS = process.env["KPI_CORPUS"] ?? join(__dirname, "../../../shared/xlsx-corpus");
const SCHEMAS = join(__dirname, "../../../shared/ooxml-xsd");
const files = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => /\.xls[xm]$/.test(file)) : [];
const BLOCK = "kpi.card.callCentre";
const SHEET = "呼叫中心";
/** Files that LibreOffice is given in one call. */
const AT_ONCE = 170;

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

  test.each(files)("%s has a block rewritten on its first sheet, and keeps all that is beside it", async (file) => {
    const found = await withBlock(given(file));
    if (!found) return;
    const { bytes, path, sheet } = found;
    const workbook = openXlsx(bytes);
    const gridBefore = (await workbook.read([sheet])).get(sheet)!;
    const surveyBefore = await workbook.survey();
    const draft = blockDraft();
    try {
      await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }]);
    } catch (fault) {
      // Their own merge reaches into our block: then nothing is written at all.
      expect(fault).toEqual(expect.objectContaining({ code: "inTheWay" }));
      expect(gridBefore.merges.some((merge) => merge.top <= 2 && merge.left <= 2 && (merge.bottom > 2 || merge.right > 2))).toBe(true);
      expect(workbook.toBytes()).toBe(bytes);
      return;
    }
    const after = workbook.toBytes();

    const grid = (await openXlsx(after).read([sheet])).get(sheet)!;
    for (let row = 0; row < Math.min(gridBefore.rowCount, 300); row++) {
      for (let column = 0; column < Math.min(gridBefore.columnCount, 60); column++) {
        if (row > 2 || column > 2) expect(grid.at(row, column)).toEqual(gridBefore.at(row, column));
      }
    }
    expect([0, 1, 2].map((column) => grid.at(1, column).value)).toEqual(["人工应答率", 85, 0.85]);
    expect(grid.at(1, 2).formula).toBe("B2/100");
    expect([...grid.hiddenRows]).toEqual([...gridBefore.hiddenRows]);

    const lost = withoutAll(besideTheBlock(partOf(bytes, path)), besideTheBlock(partOf(after, path)));
    expect(lost).toEqual([]);
    const changed = pathsOf(bytes).filter((one) => !pathsOf(after).includes(one) || partOf(bytes, one) !== partOf(after, one));
    expect(
      changed.filter(
        (one) => one !== path && !/workbook\d*\.xml(\.rels)?$|styles\d*\.xml$|calcChain\.xml$|Content_Types|tables\/|worksheets\/_rels\//.test(one),
      ),
    ).toEqual([]);
    expect(missingTargets(after)).toEqual(missingTargets(bytes));
    const survey = await openXlsx(after).survey();
    expect(survey.sheets).toEqual(surveyBefore.sheets);

    const again = openXlsx(after);
    expect((await again.write([{ kind: "rewriteBlock", block: BLOCK, draft }])).sheets[0]!.cellsChanged).toBe(0);
    expect(again.toBytes()).toBe(after);
  });

  describeWith(["xmllint"], "the schemas", () => {
    test(
      "hold for every part that we touch, wherever they did before",
      async () => {
        expect(existsSync(SCHEMAS)).toBe(true);
        const folder = mkdtempSync(join(tmpdir(), "corpus-schema-"));
        try {
          const parts: string[] = [];
          for (const [turn, file] of files.entries()) {
            const pairs = [[given(file), (await withOurSheet(given(file), turn)).toBytes()] as const];
            const blocked = await withBlock(given(file));
            if (blocked) pairs.push([blocked.bytes, await rewrittenBytes(blocked.bytes)]);
            for (const [pair, [before, after]] of pairs.entries()) {
              const was = partsOf(before);
              for (const [path, now] of partsOf(after)) {
                if (was.get(path) === now) continue;
                const name = `${turn}-${pair}-${path.replace(/\W+/g, "-")}.xml`;
                writeFileSync(join(folder, `after-${name}`), now);
                if (was.has(path)) writeFileSync(join(folder, `before-${name}`), was.get(path)!);
                parts.push(name);
              }
            }
          }
          const invalid = invalidParts(folder);
          const newlyInvalid = parts.filter((name) => invalid.has(`after-${name}`) && !invalid.has(`before-${name}`));
          // Strict parts have a namespace of their own, which these schemas do not describe.
          const strict = newlyInvalid.filter((name) => readFileSync(join(folder, `after-${name}`), "utf8").includes("http://purl.oclc.org/ooxml/"));
          expect(newlyInvalid.filter((name) => !strict.includes(name))).toEqual([]);
          expect(parts.filter((name) => name.includes("-charts-")).length).toBeGreaterThanOrEqual(files.length * 2);
          expect(parts.length).toBeGreaterThan(files.length * 6);
          process.stdout.write(
            `${parts.length} parts that we wrote or touched in ${files.length} workbooks validate where they did before (${strict.length} Strict ones are not described)\n`,
          );
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      minutes(2),
    );
  });

  describeWith(["openpyxl"], "openpyxl", () => {
    test(
      "opens with our sheet every workbook that it opened before",
      async () => {
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
          const refused = files.filter((file) => !could.includes(file));
          process.stdout.write(
            `openpyxl opened ${could.length} of ${files.length} before and all of them after; it refuses ${refused.map((file) => `${file} (${opened[`before-${file}`]})`).join(", ")}\n`,
          );
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      minutes(3),
    );
  });

  describe("excelize", () => {
    test(
      "opens with our sheet every workbook that it opened before",
      async () => {
        const folder = mkdtempSync(join(tmpdir(), "corpus-excelize-"));
        const step = Math.ceil(files.length / counts(33, files.length));
        const some = files.filter((_, place) => place % step === 0);
        try {
          for (const [turn, file] of files.entries()) {
            if (!some.includes(file)) continue;
            writeFileSync(join(folder, `before-${file}`), given(file));
            writeFileSync(join(folder, `after-${file}`), (await withOurSheet(given(file), turn)).toBytes());
          }
          const opened = excelizeOpens(
            folder,
            some.flatMap((file) => [`before-${file}`, `after-${file}`]),
          );
          const could = some.filter((file) => opened.get(`before-${file}`) === "opened");
          const cannot = could.filter((file) => opened.get(`after-${file}`) !== "opened with our sheet: ROUND(ROUND(C4,10),1)/100");
          expect(cannot.map((file) => `${file}: ${opened.get(`after-${file}`)}`)).toEqual([]);
          expect(could.length).toBeGreaterThan(some.length * 0.9);
          const refused = some.filter((file) => !could.includes(file));
          proved(
            `excelize opened ${could.length} of ${some.length} real workbooks before and all of them after; it refuses ${refused.map((file) => `${file} (${opened.get(`before-${file}`)})`).join(", ") || "none"}`,
          );
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      minutes(3),
    );
  });

  describeWith(["libreOffice"], "LibreOffice", () => {
    test(
      "opens every workbook with our sheet in it that it opened before",
      async () => {
        const folder = mkdtempSync(join(tmpdir(), "corpus-lo-"));
        try {
          const out = join(folder, "out");
          mkdirSync(out);
          for (const [turn, file] of files.entries()) writeFileSync(join(folder, file), (await withOurSheet(given(file), turn)).toBytes());
          const profile = `-env:UserInstallation=file://${folder}/profile`;
          const resultOf = (path: string): string => join(out, basename(path).replace(/\.xlsm$/, ".xlsx"));
          const convert = (paths: readonly string[]): void => {
            spawnSync("soffice", [profile, "--headless", "--convert-to", "xlsx", "--outdir", out, ...paths], { timeout: minutes(4) });
          };
          const paths = files.map((file) => join(folder, file));
          for (let from = 0; from < paths.length; from += AT_ONCE) convert(paths.slice(from, from + AT_ONCE));
          // Where it died on one of many, those behind it are handed to it anew, each by itself.
          for (const path of paths) if (!existsSync(resultOf(path))) convert([path]);
          const hasOurSheet = async (path: string): Promise<boolean> => {
            if (!existsSync(resultOf(path))) return false;
            const { sheets } = await openXlsx(readFileSync(resultOf(path))).survey();
            return sheets.some((sheet) => sheet.name === SHEET);
          };
          const without: string[] = [];
          for (const [place, path] of paths.entries()) if (!(await hasOurSheet(path))) without.push(files[place]!);
          const before = without.map((file) => join(folder, `before-${file}`));
          for (const [place, path] of before.entries()) {
            writeFileSync(path, given(without[place]!));
            convert([path]);
          }
          const refused = without.filter((_, place) => !existsSync(resultOf(before[place]!)));
          process.stdout.write(
            `LibreOffice opened ${files.length - without.length} of ${files.length} with our sheet; before us it refuses ${refused.join(", ") || "none"}\n`,
          );
          expect(without.filter((file) => !refused.includes(file))).toEqual([]);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      minutes(9),
    );
  });
});

/** The parts that the schemas describe, as they describe them: they do not know xml:space, though Excel itself writes it. */
function partsOf(bytes: Uint8Array): Map<string, string> {
  const zip = openZip(bytes);
  const paths = [...zip.entries.keys()].filter((path) => /(workbook|styles|(worksheets|tables|charts|drawings)\/[^/]+)\.xml$/.test(path));
  return new Map(paths.map((path) => [path, new TextDecoder().decode(readZipEntry(zip, path)).replace(/ xml:space="preserve"/g, "")]));
}

/** With the block written; as it was where a merge of theirs is in the way. */
async function rewrittenBytes(bytes: Uint8Array): Promise<Uint8Array> {
  const workbook = openXlsx(bytes);
  try {
    await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft: blockDraft() }]);
  } catch (fault) {
    expect(fault).toEqual(expect.objectContaining({ code: "inTheWay" }));
  }
  return workbook.toBytes();
}

/** The file with a name of ours over A1:C3 of its first sheet of cells; null: it has none that may be written to. */
async function withBlock(bytes: Uint8Array): Promise<{ bytes: Uint8Array; path: string; sheet: SheetId } | null> {
  const { sheets } = await openXlsx(bytes).survey();
  const sheet = sheets.find((one) => one.kind === "cells" && !one.protected);
  if (!sheet) return null;
  const pack = packageOver(openZip(bytes));
  const root = relationsOf(pack, "").find((relation) => relation.kind === "officeDocument")!;
  const part = readWorkbookPart(pack, pack.find(root.target)!);
  const name = { name: BLOCK, sheet: null, refersTo: referenceTo(sheet.name, { top: 0, left: 0, bottom: 2, right: 2 }), hidden: true };
  changeWorkbookPart(pack, part, { sheets: [], names: [name], recalculate: false, opensOnFirst: false });
  return { bytes: pack.toBytes(), path: pack.find(part.sheets.find((one) => one.id === sheet.id)!.path)!, sheet: sheet.id };
}

/** Three by three, with everything that a block brings along except a table, which might cross one of theirs. */
function blockDraft(): SheetDraft {
  const cell = (value: DraftCell["value"], more: Partial<DraftCell> = {}): DraftCell => ({ value, mark: { row: "line", role: "text" }, ...more });
  return plainDraft([], {
    rows: [
      [cell("呼叫中心"), undefined, undefined],
      [cell("人工应答率", { link: { sheet: "x", cell: "A1" } }), cell(85, { format: '0.0"%"' }), cell(0.85, { formula: "B2/100", format: "0.0%" })],
      [cell("合计"), cell(null), cell("达标", { formula: 'IF(C2<0.8,"▼","达标")' })],
    ],
    rowHeights: [30, 16.5, undefined],
    merges: ["A1:C1"],
    conditionalFormats: [
      { kind: "formula", area: "A2:B3", formula: "$C2<0.8", look: { fill: "F9E9E3" }, stopIfTrue: true },
      { kind: "dataBar", area: "C2:C3", min: 0, max: 1.2, colour: "A9B6C3" },
    ],
    font: "Microsoft YaHei",
    print: { orientation: "landscape", titleRows: "1:1", area: "A1:C3", footer: { left: "甲", centre: "", right: "" }, breaksAfter: [2] },
  });
}

/** What of `list` is not in `others`, each as often as it is missing there. */
function withoutAll(list: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return list.filter((one) => {
    const left = counts.get(one) ?? 0;
    counts.set(one, left - 1);
    return left <= 0;
  });
}

/** Elements of a sheet that are none of the block's: rows and cells as they stand in the text, everything else by name and attributes. */
function besideTheBlock(xml: string): string[] {
  const list: string[] = [];
  const isOurs = (ranges: string | undefined) => {
    const areas = (ranges ?? "").trim().split(/\s+/).map(parseArea);
    return areas.every((area) => area !== null && area.bottom <= 2 && area.right <= 2);
  };
  let row = -1;
  let column = -1;
  const visit = (element: XmlElement): void => {
    const valueOf = (name: string) => element.attributes.find((attribute) => attribute.name === name)?.value;
    if (element.local === "dimension" || element.local === "mergeCells" || element.local === "rowBreaks") {
      for (const child of element.children) visit(child);
      return;
    }
    // A shared formula may be written out where its master went; what the cells show is compared by their values.
    if (element.local === "f") return;
    if (element.local === "row") {
      row = Number(valueOf("r") ?? row + 2) - 1;
      column = -1;
    }
    if (element.local === "c") {
      column = parseAddress(valueOf("r") ?? "")?.column ?? column + 1;
      if (row <= 2 && column <= 2) return;
    }
    if (isOurs(valueOf("ref") ?? valueOf("sqref") ?? element.children.find((child) => child.local === "sqref")?.text)) return;
    if (element.local === "brk" && Number(valueOf("id")) <= 3) return;
    // A table that lies wholly in the block is the block's, and so is the footer.
    if (["oddFooter", "tableParts"].includes(element.local)) return;
    const dropped = element.local === "row" ? ["r", "spans", "ht", "customHeight"] : element.local === "c" ? ["r"] : [...COUNTERS];
    const attributes = element.attributes.filter(({ name }) => !dropped.includes(name)).map(({ name, value }) => `${name}=${value}`);
    // An empty row of the block may go, and lists may come to be where there were none.
    const place = element.local === "row" ? `${row}` : element.local === "c" ? `${row} ${column}` : "";
    if (element.local !== "row" || element.children.length > 0) list.push(`${element.name} ${place} ${attributes.join(" ")} ${element.text.trim()}`);
    for (const child of element.children) visit(child);
  };
  visit(parseXml(xml));
  return list;
}

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
  const kinds = [
    { schema: "dml-chart.xsd", of: names.filter((name) => name.includes("-charts-")) },
    { schema: "dml-spreadsheetDrawing.xsd", of: names.filter((name) => name.includes("-drawings-")) },
    { schema: "sml.xsd", of: names.filter((name) => !/-(charts|drawings)-/.test(name)) },
  ];
  for (const { schema, of } of kinds) {
    for (let from = 0; from < of.length; from += 300) {
      const run = spawnSync("xmllint", ["--noout", "--schema", join(SCHEMAS, schema), ...of.slice(from, from + 300)], {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      if (run.error) throw run.error;
      for (const [, name] of run.stderr.matchAll(/^(.*) fails to validate$/gm)) invalid.add(name!);
    }
  }
  return invalid;
}

/** By name what excelize made of each file. It never gives memory back, so each process opens a few; a file on which it dies is named, and the next one goes on. */
function excelizeOpens(folder: string, names: readonly string[]): Map<string, string> {
  const results = new Map<string, string>();
  for (let from = 0; from < names.length;) {
    const some = names.slice(from, from + 40);
    const run = spawnSync(process.execPath, [join(__dirname, "openWithExcelize.mjs"), SHEET, "D4", ...some], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    const lines = run.stdout.split("\n").filter((line) => line.startsWith('{"file"'));
    for (const line of lines) {
      const { file, result } = JSON.parse(line) as { readonly file: string; readonly result: string };
      results.set(file, result);
    }
    if (lines.length < some.length) results.set(some[lines.length]!, `died: ${run.stderr.split("\n")[0]}`);
    from += Math.min(lines.length + 1, some.length);
  }
  return results;
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
