/**
 * The Workbook port over the bytes of an .xlsx or .xlsm. What is not written stays as it lies: an untouched part is not even inflated,
 * and a workbook to which nothing was written gives back the very bytes it was opened from.
 */
import { atOnce, type Steps } from "../kpi/steps";
import type { Grid } from "../sheets/grid";
import { oneAtATime } from "../run/inTurn";
import { type Pause, paceWith } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import type { Caution, Change, SheetId, Survey, Workbook, WriteReport } from "../run/workbook";
import { addContentType, emptyArchive, packageOver, partTree, relationsOf, understood, understoodInSteps, XML_DECLARATION, type Package } from "./package";
import { removeSheets } from "./removeSheets";
import { readSheetInSteps } from "./sheetReader";
import { readSharedStringsInSteps } from "./strings";
import { MOST_STYLES, newStyles, readStyles, type Styles } from "./styles";
import { readTable } from "./tables";
import { isSheetFiltered, isSheetProtected, sheetTextInSteps, type SheetText } from "./worksheetPart";
import { MAIN_NAMESPACE, readWorkbookPart, RELATIONS, STRICT_NAMESPACE, type SheetEntry, type WorkbookPart } from "./workbookPart";
import { writeChanges } from "./writeChanges";
import { isStamped, openZip, stamped, stampedInSteps, stepsOfStamp, type ZipCodec, type ZipLimits } from "./zip";

export interface XlsxWorkbook extends Workbook {
  /**
   * The file as it is now; an unchanged workbook's are the very bytes that were opened. Equal contents give equal bytes.
   * A copy carries a stamp by which `isUntouchedCopy` knows it again.
   */
  toBytes(purpose?: "inPlace" | "copy"): Uint8Array;
  /** The same with pauses, once whatever is being asked of the workbook is done. */
  toBytesWithPauses(purpose: "inPlace" | "copy", pause: Pause): Promise<Uint8Array>;
}

/** The bytes are a copy that we wrote, and nobody has changed them since: they may be overwritten. */
export function isUntouchedCopy(bytes: Uint8Array, codec: ZipCodec): boolean {
  return isStamped(bytes, codec);
}

/** Throws WorkbookError: emptyFile, notXlsx, oldXls, encrypted, notWorkbook, damaged, tooLarge. */
export function openXlsx(bytes: Uint8Array, codec: ZipCodec, limits?: ZipLimits): XlsxWorkbook {
  refuseOtherFiles(bytes);
  const pack = packageOver(openZip(bytes, codec, limits));
  const path = workbookPath(pack);
  return workbookOver(pack, path);
}

/** A workbook without any sheet. It has bytes from its first sheet on. */
export function newXlsx(codec: ZipCodec): XlsxWorkbook {
  const pack = packageOver(emptyArchive(codec));
  const path = "xl/workbook.xml";
  const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
  addContentType(pack, path, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
  addContentType(pack, "xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
  addContentType(pack, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  addContentType(pack, "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
  const relationships = (xml: string) =>
    `${XML_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${xml}</Relationships>`;
  pack.setText(
    "_rels/.rels",
    relationships(
      relation(1, `${RELATIONS}/officeDocument`, path) +
        relation(2, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml") +
        relation(3, `${RELATIONS}/extended-properties`, "docProps/app.xml"),
    ),
  );
  pack.setText(
    "docProps/core.xml",
    `${XML_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>KPI scorecard</dc:creator></cp:coreProperties>`,
  );
  pack.setText(
    "docProps/app.xml",
    `${XML_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>KPI scorecard</Application></Properties>`,
  );
  pack.setText("xl/styles.xml", newStyles(false));
  pack.setText(
    path,
    `${XML_DECLARATION}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONS}"><workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews><sheets></sheets></workbook>`,
  );
  pack.setText("xl/_rels/workbook.xml.rels", relationships(relation(1, `${RELATIONS}/styles`, "styles.xml")));
  return workbookOver(pack, path);
}

function workbookOver(pack: Package, path: string): XlsxWorkbook {
  // What was parsed is kept until something is written.
  let part: WorkbookPart | undefined;
  let styles: Styles | undefined;
  let strings: readonly string[] | undefined;
  const facts = new Map<string, SheetFacts>();
  const texts = new Map<string, SheetText>();
  const workbook = () => (part ??= readWorkbookPart(pack, path));
  workbook();

  const relatedPath = (kind: string): string | null => {
    const relation = workbook().relations.find((candidate) => candidate.kind === kind && !candidate.external);
    return relation && pack.has(relation.target) ? relation.target : null;
  };
  const readStylesPart = (): Styles => {
    const stylesPath = relatedPath("styles");
    if (stylesPath !== null && (pack.sizeOf(stylesPath) ?? 0) > MOST_STYLES) throw new WorkbookError("tooLarge", "styles.xml");
    return stylesPath === null ? readStyles(newStyles(workbook().strict)) : understood(stylesPath, () => readStyles(pack.text(stylesPath)));
  };
  function* sharedStrings(): Steps<readonly string[]> {
    const stringsPath = relatedPath("sharedStrings");
    if (stringsPath === null) return [];
    const text = yield* pack.textInSteps(stringsPath);
    return yield* understoodInSteps(stringsPath, () => readSharedStringsInSteps(text));
  }

  // What pauses may be asked again meanwhile.
  const inTurn = oneAtATime();

  return {
    writesWhole: true,
    survey: (pause) => inTurn(() => paceWith(pause).run(surveyOf(pack, workbook(), factsOf), ofSheets(workbook().sheets.length))),
    read: (ids, pause) => inTurn(() => paceWith(pause).run(gridsOf(ids), ofSheets(ids.length))),
    write: (changes, pause) => inTurn(() => write(changes, pause)),
    removeSheets: (ids) =>
      inTurn(async () => {
        const before = pack.changes();
        try {
          removeSheets(pack, workbook(), ids);
        } catch (fault) {
          pack.restore(before);
          throw fault;
        } finally {
          part = undefined;
          facts.clear();
          texts.clear();
        }
      }),
    toBytes: (purpose = "inPlace") => {
      refuseEmpty();
      return purpose === "copy" ? stamped(pack.toBytes(), pack.codec) : pack.toBytes();
    },
    toBytesWithPauses: (purpose, pause) =>
      inTurn(async () => {
        refuseEmpty();
        const pace = paceWith(pause);
        const parts = pack.paths().length;
        const bytes = await pace.run(pack.toBytesInSteps(), (taken) => (PUT_TOGETHER * taken) / (taken + parts));
        if (purpose === "inPlace") return bytes;
        return pace.run(stampedInSteps(bytes, pack.codec), { from: PUT_TOGETHER, to: 1, steps: stepsOfStamp(bytes.length) });
      }),
  };

  function* factsOf(sheet: SheetEntry): Steps<SheetFacts> {
    const known = facts.get(sheet.path) ?? sheetFacts(pack, sheet, yield* sheetText(sheet));
    facts.set(sheet.path, known);
    return known;
  }

  /** What is mostly read right after it was surveyed. */
  function* sheetText({ path }: SheetEntry): Steps<SheetText> {
    const known = texts.get(path);
    if (known) return known;
    const pieces = yield* pack.piecesInSteps(path);
    const text = yield* understoodInSteps(path, () => sheetTextInSteps(pieces));
    // What the package keeps unpacked lies in the memory anyway.
    if (pack.keepsUnpacked(path)) texts.set(path, text);
    return text;
  }

  function refuseEmpty(): void {
    if (workbook().sheets.length === 0) throw new Error("A workbook needs a sheet before it can be a file.");
  }

  function* gridsOf(ids: readonly SheetId[]): Steps<ReadonlyMap<SheetId, Grid>> {
    const grids = new Map<SheetId, Grid>();
    for (const id of ids) {
      const sheet = workbook().sheets.find((candidate) => candidate.id === id);
      if (!sheet) throw new Error(`No sheet has the id ${id}.`);
      if (sheet.kind === "other") {
        grids.set(id, {
          sheet: sheet.name,
          rowCount: 0,
          columnCount: 0,
          at: () => ({ value: null, format: "General" }),
          merges: [],
          hiddenRows: new Set(),
          hiddenColumns: new Set(),
        });
        continue;
      }
      const known = (styles ??= readStylesPart());
      const source = { sheet: sheet.name, sharedStrings: (strings ??= yield* sharedStrings()), formatOf: known.formatOf, date1904: workbook().date1904 };
      const text = yield* sheetText(sheet);
      grids.set(id, yield* understoodInSteps(sheet.path, () => readSheetInSteps(text, source)));
      yield;
    }
    return grids;
  }

  async function write(changes: readonly Change[], pause: Pause | undefined): Promise<WriteReport> {
    const before = pack.changes();
    try {
      const open = { pack, part: workbook(), styles: readStylesPart(), sharedStrings: () => (strings ??= atOnce(sharedStrings())) };
      return await writeChanges(open, changes, pause);
    } catch (fault) {
      // Either all of it or nothing: the parts written so far go back.
      pack.restore(before);
      throw fault;
    } finally {
      part = undefined;
      styles = undefined;
      strings = undefined;
      facts.clear();
      texts.clear();
    }
  }
}

function* surveyOf(pack: Package, part: WorkbookPart, factsOf: (sheet: SheetEntry) => Steps<SheetFacts>): Steps<Survey> {
  const tables: Survey["tables"][number][] = [];
  const sheets: Survey["sheets"][number][] = [];
  for (const sheet of part.sheets) {
    yield;
    const facts = sheet.kind === "cells" ? yield* factsOf(sheet) : { protected: false, filtered: false, tables: [] };
    for (const table of facts.tables) tables.push({ name: table.name, sheet: sheet.id, area: table.area, columns: table.columns });
    sheets.push({
      id: sheet.id,
      name: sheet.name,
      visibility: sheet.visibility,
      kind: sheet.kind,
      protected: facts.protected,
      filtered: facts.filtered || facts.tables.some((table) => table.filtered),
    });
  }
  const { names, date1904, calculationMode, structureProtected } = part;
  return { sheets, names, tables, date1904, calculationMode, structureProtected, cautions: cautionsOf(pack, part) };
}

function cautionsOf(pack: Package, { relations, precisionAsDisplayed }: WorkbookPart): Caution[] {
  // The package's own relations name the signatures; a macro's signature lies elsewhere, and holds on.
  const signed = relationsOf(pack, "").some(({ kind }) => kind.endsWith("/digital-signature/origin"));
  const links = relations.filter(({ kind, external }) => kind === "externalLink" && !external);
  const books = links.map(({ target }) => {
    const book = pack.has(target) ? relationsOf(pack, target).find(({ external }) => external) : undefined;
    return fileName(book?.target ?? target);
  });
  return [
    ...(signed ? [{ kind: "signed" } as const] : []),
    ...(precisionAsDisplayed ? [{ kind: "precisionAsDisplayed" } as const] : []),
    ...(books.length > 0 ? [{ kind: "externalLinks", books: [...new Set(books)] } as const] : []),
  ];
}

/** The last step of an address, read as people do. */
function fileName(address: string): string {
  const last = address.split(/[\\/]/).at(-1) ?? address;
  try {
    return decodeURIComponent(last);
  } catch {
    // A per cent sign that is none.
    return last;
  }
}

/** How far reading so many sheets has come, of which nobody knows how large they are: it goes on with every step. */
function ofSheets(sheets: number): (taken: number) => number {
  return (taken) => taken / (taken + STEPS_OF_A_SHEET * Math.max(1, sheets));
}

/** How much of making the file is putting it together; the rest is stamping it. */
const PUT_TOGETHER = 0.5;

/** A sheet is unpacked, its outline and its cells are read. */
const STEPS_OF_A_SHEET = 3;

interface SheetFacts {
  readonly protected: boolean;
  readonly filtered: boolean;
  readonly tables: readonly ReturnType<typeof readTable>[];
}

function sheetFacts(pack: Package, sheet: SheetEntry, { frame }: SheetText): SheetFacts {
  const tables = relationsOf(pack, sheet.path)
    .filter((relation) => relation.kind === "table" && pack.has(relation.target))
    .map((relation) => readTable(partTree(pack, relation.target)));
  return { protected: isSheetProtected(frame), filtered: isSheetFiltered(frame), tables };
}

/** What is certainly no workbook of ours is told by its first bytes. */
function refuseOtherFiles(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new WorkbookError("emptyFile", "0 bytes");
  const startsWith = (...start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
  if (startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    // An OLE compound file: a workbook locked by a password, or the format before 2007. Its directory spells names in UTF-16.
    if (contains(bytes, utf16("EncryptedPackage"))) throw new WorkbookError("encrypted", "protected by a password");
    if (contains(bytes, utf16("Workbook")) || contains(bytes, utf16("Book"))) throw new WorkbookError("oldXls", "an .xls file of Excel 97–2003");
    throw new WorkbookError("notXlsx", "an OLE compound file without a workbook");
  }
  // Worksheets of Excel 2, 3 and 4.
  if (bytes[0] === 0x09 && [0x00, 0x02, 0x04].includes(bytes[1] ?? -1) && (bytes[2] === 0x04 || bytes[2] === 0x06)) {
    throw new WorkbookError("oldXls", "an .xls file from before Excel 97");
  }
  if (!startsWith(0x50, 0x4b, 0x03, 0x04) && !startsWith(0x50, 0x4b, 0x05, 0x06)) throw new WorkbookError("notXlsx", "not a zip file");
}

function utf16(text: string): number[] {
  return [...text].flatMap((character) => [character.charCodeAt(0), 0]);
}

function contains(bytes: Uint8Array, part: readonly number[]): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

function workbookPath(pack: Package): string {
  const relation = pack.has("_rels/.rels") ? relationsOf(pack, "").find((candidate) => candidate.kind === "officeDocument" && !candidate.external) : undefined;
  if (!relation) throw new WorkbookError("notWorkbook", "the zip names no document");
  if (!pack.has(relation.target)) throw new WorkbookError("damaged", `${relation.target} is missing`);
  if (relation.target.toLowerCase().endsWith(".bin")) throw new WorkbookError("notWorkbook", "a binary workbook (.xlsb)");
  const root = partTree(pack, relation.target);
  if (root.local !== "workbook" || (root.namespace !== MAIN_NAMESPACE && root.namespace !== STRICT_NAMESPACE)) {
    throw new WorkbookError("notWorkbook", `${relation.target} is no workbook`);
  }
  return pack.find(relation.target) ?? relation.target;
}
