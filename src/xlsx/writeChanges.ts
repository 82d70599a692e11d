/** The port's changes, carried out on the parts: new sheets, rewritten blocks, and what the workbook must know of them. */
import type { Steps } from "../kpi/steps";
import type { SheetDraft } from "../sheets/draft";
import { parseAddress, parseArea, type Area } from "../sheets/grid";
import { type Pause, paceWith, pauseWithin, sheetsDone } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import { type Change, type DefinedName, type SheetId, type WriteReport, draftInSteps } from "../run/workbook";
import { holdsArea } from "./areas";
import { withTableParts } from "./blockFeatures";
import { rewrittenBlock } from "./blockRewriter";
import { addDrawing, rewriteCharts, type ChartSheet } from "./charts";
import { formulaKey } from "./formulas";
import { findName, printNames, readReference, referenceTo } from "./names";
import {
  addContentType,
  addContentTypes,
  addRelation,
  freePath,
  partTree,
  relationsOf,
  removeContentType,
  removeRelation,
  understoodInSteps,
  type Package,
} from "./package";
import { draftedArea, mergedAreas } from "./sheetMarkup";
import { readSheetInSteps } from "./sheetReader";
import { sheetTexts } from "./sheetWriter";
import { newStyles, type Styles } from "./styles";
import { freeTableName, readTable, rewrittenTable, tableMarkup } from "./tables";
import { changeWorkbookPart, type NameChange, type NewSheet, type SheetEntry, type WorkbookPart } from "./workbookPart";
import { isSheetProtected, outlineOf, sheetTextInSteps } from "./worksheetPart";

const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";
const STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/** What one run of changes gathers until it is put down. */
interface Writing extends OpenWorkbook {
  readonly newSheets: NewSheet[];
  readonly names: NameChange[];
  readonly reports: WriteReport["sheets"][number][];
  /** Sheet ids in the order of their tabs, the new ones among them. */
  readonly order: SheetId[];
  /** Names of tables and of the workbook, folded: Excel wants each only once. */
  readonly takenNames: Set<string>;
  nextTableId: number;
  wroteFormulas: boolean;
}

export interface OpenWorkbook {
  readonly pack: Package;
  readonly part: WorkbookPart;
  readonly styles: Styles;
  readonly sharedStrings: () => readonly string[];
}

/** How much of the work is looking through what is there, before the first change. */
const LOOKED = 0.02;

export async function writeChanges(workbook: OpenWorkbook, changes: readonly Change[], pause?: Pause): Promise<WriteReport> {
  const { pack, part } = workbook;
  const pace = paceWith(pause);
  const tables = await pace.run(existingTables(pack, part), { from: 0, to: LOOKED, steps: part.sheets.length });
  const writing: Writing = {
    ...workbook,
    newSheets: [],
    names: [],
    reports: [],
    order: part.sheets.map((sheet) => sheet.id),
    takenNames: new Set([...tables.map((table) => table.name), ...part.names.map((name) => name.name)].map((name) => name.toLowerCase())),
    nextTableId: Math.max(0, ...tables.map((table) => table.id).filter(Number.isFinite)) + 1,
    wroteFormulas: false,
  };
  const changing = paceWith(pauseWithin(pause, LOOKED, 1));
  const done = sheetsDone(changes.length);
  for (const [place, change] of changes.entries()) await changing.run(changeInSteps(writing, change), done.of(place));
  saveStyles(writing);
  addContentTypes(
    pack,
    writing.newSheets.map((sheet) => sheet.path),
    SHEET_TYPE,
  );
  await pace.breathe(1);
  const opensOnFirst = writing.newSheets.length > 0 && !(await pace.run(isSomeTabSelected(writing), { from: 1, to: 1, steps: 1 }));
  changeWorkbookPart(pack, part, { sheets: writing.newSheets, names: writing.names, recalculate: writing.wroteFormulas, opensOnFirst });
  return { sheets: writing.reports };
}

function changeInSteps(writing: Writing, change: Change): Steps<void> {
  switch (change.kind) {
    case "createSheet":
      return createSheet(writing, change);
    case "rewriteBlock":
      return rewriteBlock(writing, change);
  }
}

function* existingTables(pack: Package, part: WorkbookPart): Steps<ReturnType<typeof readTable>[]> {
  const tables: ReturnType<typeof readTable>[] = [];
  for (const sheet of part.sheets) {
    if (sheet.kind !== "cells") continue;
    for (const relation of relationsOf(pack, sheet.path))
      if (relation.kind === "table" && pack.has(relation.target)) tables.push(readTable(partTree(pack, relation.target)));
    yield;
  }
  return tables;
}

function* createSheet(writing: Writing, change: Extract<Change, { kind: "createSheet" }>): Steps<void> {
  const { pack, part, styles, order } = writing;
  const { name, block } = change;
  yield;
  const draft = yield* draftInSteps(change);
  if (part.structureProtected) throw new WorkbookError("structureProtected", name);
  const sameName = (other: string) => other.toLowerCase() === name.toLowerCase();
  if (part.sheets.some((sheet) => sameName(sheet.name)) || writing.newSheets.some((sheet) => sameName(sheet.name)))
    throw new Error(`There is a sheet “${name}” already.`);
  if (block !== null && (placeOfBlock(part, block) || writing.names.some((other) => other.sheet === null && other.name === block))) {
    throw new Error(`There is a block “${block}” already.`);
  }
  if (draft.freezeAt !== undefined && !parseAddress(draft.freezeAt)) throw new Error(`“${draft.freezeAt}” is no cell to freeze at.`);

  const id = freeSheetId(writing);
  const path = freePath(pack, `${folderOf(part.path)}worksheets/sheet`, ".xml", part.sheets.length + writing.newSheets.length + 1);
  const index = change.after === "first" ? 0 : change.after === "last" ? order.length : order.indexOf(change.after) + 1;
  if (change.after !== "first" && change.after !== "last" && index === 0) throw new Error(`No sheet has the id ${change.after}.`);
  order.splice(index, 0, id);
  writing.newSheets.push({ id, name, path, index, hidden: draft.hidden === true });

  // The part stands before its tables are related to it: a relation needs somewhere to start from.
  const tableRelations = draft.tables.map((table) => addTable(writing, path, table));
  const drawingRelation = addDrawing(chartSheet(writing, path, name), draft);
  const { namespace, relationsNamespace } = part;
  yield* pack.setTexts(path, sheetTexts(draft, styles, { namespace, relationsNamespace, name: block ?? id, tableRelations, drawingRelation }));

  writing.names.push(...printNames({ id, name }, draft.print));
  if (block !== null) writing.names.push({ name: block, sheet: null, refersTo: referenceTo(name, draftedArea(draft, mergedAreas(draft))), hidden: true });
  const { cells, formulas } = filledCells(draft);
  if (formulas) writing.wroteFormulas = true;
  writing.reports.push({ name, created: true, cellsChanged: cells });
}

/** A function of its own: the loop over all cells is compiled without what surrounds it. */
function filledCells(draft: SheetDraft): { readonly cells: number; readonly formulas: boolean } {
  let cells = 0;
  let formulas = false;
  for (const row of draft.rows) {
    for (let column = 0; column < row.length; column++) {
      const cell = row[column];
      if (!cell) continue;
      cells++;
      if (cell.formula !== undefined) formulas = true;
    }
  }
  return { cells, formulas };
}

function* rewriteBlock(writing: Writing, change: Extract<Change, { kind: "rewriteBlock" }>): Steps<void> {
  const { pack, part, styles } = writing;
  const { block } = change;
  yield;
  const draft = yield* draftInSteps(change);
  const place = placeOfBlock(part, block);
  if (!place) throw new Error(`There is no block “${block}”.`);
  const { sheet } = place;
  const pieces = yield* pack.piecesInSteps(sheet.path);
  yield;
  const text = yield* understoodInSteps(sheet.path, () => sheetTextInSteps(pieces));
  if (isSheetProtected(text.frame)) throw new WorkbookError("sheetProtected", sheet.name);
  const source = { sheet: sheet.name, sharedStrings: writing.sharedStrings(), formatOf: styles.formatOf, date1904: part.date1904 };
  const rewritten = yield* understoodInSteps(sheet.path, function* () {
    const grid = yield* readSheetInSteps(text, source);
    return yield* rewrittenBlock({ name: block, sheet: sheet.name, area: place.area, outline: text.frame, rows: text.rows, grid, styles }, draft);
  });
  if (rewritten.pieces) yield* setPieces(pack, sheet.path, rewritten.pieces);
  const tablesChanged = rewriteTables(writing, sheet.path, place.area, draft);
  const chartsChanged = rewriteCharts(chartSheet(writing, sheet.path, sheet.name), draft);

  const area = draftedArea(draft, mergedAreas(draft));
  const wanted: NameChange[] = [...printNames(sheet, draft.print), { name: block, sheet: null, refersTo: referenceTo(sheet.name, area), hidden: true }];
  const names = wanted.filter((one) => changesName(part.names, one));
  writing.names.push(...names);
  if (rewritten.wroteFormulas) writing.wroteFormulas = true;
  if (rewritten.lostFormulas) dropCalculationChain(writing);
  // "0" is a promise that the file stays the same to the byte; a change beside the cells (a height, a rule, a name) counts as one.
  const touched = rewritten.pieces !== null || tablesChanged || chartsChanged || names.length > 0;
  writing.reports.push({ name: sheet.name, created: false, cellsChanged: Math.max(rewritten.cellsChanged, touched ? 1 : 0) });
}

/** A part with more letters is packed as it is written, a piece at a time, rather than in one go once the file is put together. */
const LARGE_TEXT = 4 * 2 ** 20;
const PIECE = 2 ** 18;

function* setPieces(pack: Package, path: string, texts: readonly string[]): Steps<void> {
  if (texts.reduce((total, text) => total + text.length, 0) > LARGE_TEXT) yield* pack.setTexts(path, piecesOf(texts));
  else pack.setText(path, texts.join(""));
}

function* piecesOf(texts: readonly string[]): Generator<string> {
  for (const text of texts) {
    for (let at = 0; at < text.length;) {
      const end = at + PIECE;
      // A character of two units stays in one piece.
      const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
      yield text.slice(at, to);
      at = to;
    }
  }
}

function chartSheet({ pack, part }: Writing, path: string, sheet: string): ChartSheet {
  return { pack, path, folder: folderOf(part.path), sheet, strict: part.strict, relationsNamespace: part.relationsNamespace };
}

/** Where a block stands; null: there is no such name, or it refers to nothing any more because its sheet was deleted. */
function placeOfBlock(part: WorkbookPart, block: string): { readonly sheet: SheetEntry; readonly area: Area } | null {
  const name = findName(part.names, block);
  const place = name ? readReference(name.refersTo) : null;
  const sheet = place && part.sheets.find((candidate) => candidate.kind === "cells" && candidate.name.toLowerCase() === place.sheet.toLowerCase());
  return place && sheet ? { sheet, area: place.area } : null;
}

function changesName(names: readonly DefinedName[], change: NameChange): boolean {
  const present = findName(names, change.name, change.sheet);
  return present === undefined || formulaKey(present.refersTo) !== formulaKey(change.refersTo);
}

/** Tables of the draft by their names; one that stood in the block and is no longer drafted goes, its cells do not. */
function rewriteTables(writing: Writing, sheetPath: string, before: Area, draft: SheetDraft): boolean {
  const { pack, part } = writing;
  const present = relationsOf(pack, sheetPath)
    .filter((relation) => relation.kind === "table" && pack.has(relation.target))
    .map((relation) => ({ relation, root: partTree(pack, relation.target) }));
  let changed = false;
  const added: string[] = [];
  const kept = new Set<string>();
  for (const table of draft.tables) {
    const same = present.find(({ root }) => readTable(root).name.toLowerCase() === table.name.toLowerCase());
    if (!same) {
      added.push(addTable(writing, sheetPath, table));
      continue;
    }
    kept.add(same.relation.id);
    const text = pack.text(same.relation.target);
    const rewritten = rewrittenTable(text, same.root, table, before);
    if (rewritten === text) continue;
    pack.setText(same.relation.target, rewritten);
    changed = true;
  }
  const removed = present.filter(({ relation, root }) => {
    const area = parseArea(readTable(root).area);
    return !kept.has(relation.id) && area !== null && holdsArea(before, area);
  });
  for (const { relation } of removed) {
    removeRelation(pack, sheetPath, relation.id);
    removeContentType(pack, relation.target);
    pack.remove(relation.target);
  }
  if (added.length === 0 && removed.length === 0) return changed;
  const outline = outlineOf(pack.text(sheetPath));
  pack.setText(
    sheetPath,
    withTableParts(
      outline,
      added,
      removed.map(({ relation }) => relation.id),
      part.relationsNamespace,
    ),
  );
  return true;
}

/** Excel's order of calculation names a cell that has no such formula any more: the file would be offered for repair. Excel makes a new one. */
export function dropCalculationChain({ pack, part }: Pick<OpenWorkbook, "pack" | "part">): void {
  for (const relation of relationsOf(pack, part.path)) {
    if (relation.kind !== "calcChain") continue;
    removeRelation(pack, part.path, relation.id);
    removeContentType(pack, relation.target);
    pack.remove(relation.target);
  }
}

function addTable(writing: Writing, sheetPath: string, table: Parameters<typeof tableMarkup>[0]): string {
  const { pack, part } = writing;
  const id = writing.nextTableId++;
  const name = freeTableName(table.name, writing.takenNames);
  writing.takenNames.add(name.toLowerCase());
  const path = freePath(pack, `${folderOf(part.path)}tables/table`, ".xml", id);
  pack.setText(path, tableMarkup(table, id, name, part.namespace));
  addContentType(pack, path, TABLE_TYPE);
  return addRelation(pack, sheetPath, "table", path, part.strict);
}

/**
 * Whether some tab is marked as selected, as Excel marks the one that was open. Then it stays open: with another one opened beside it a person
 * would type into both, and taking its mark off would change a part that is not ours. No sheet of ours is marked, so a workbook that only we wrote
 * opens on its first tab.
 */
function* isSomeTabSelected({ pack, part }: Writing): Steps<boolean> {
  for (const sheet of part.sheets) {
    if (!pack.has(sheet.path)) continue;
    for (const text of yield* pack.piecesInSteps(sheet.path)) {
      // The views stand before the cells.
      const cells = text.search(/<(?:\w+:)?sheetData\b/);
      if (/<(?:\w+:)?sheetView\s[^>]*\btabSelected="(?:1|true)"/.test(cells < 0 ? text : text.slice(0, cells))) return true;
      if (cells >= 0) break;
    }
    yield;
  }
  return false;
}

function freeSheetId({ part, newSheets }: Writing): SheetId {
  const numbers = [...part.sheets, ...newSheets].map((sheet) => parseInt(sheet.id, 10)).filter(Number.isFinite);
  return String(Math.max(0, ...numbers) + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function saveStyles({ pack, part, styles }: Writing): void {
  const xml = styles.toXml();
  const relation = part.relations.find((candidate) => candidate.kind === "styles" && !candidate.external);
  if (relation && pack.has(relation.target)) {
    if (xml !== pack.text(relation.target)) pack.setText(relation.target, xml);
    return;
  }
  if (xml === newStyles(part.strict)) return;
  const path = freePath(pack, `${folderOf(part.path)}styles`, ".xml", 1);
  pack.setText(path, xml);
  addContentType(pack, path, STYLES_TYPE);
  addRelation(pack, part.path, "styles", path, part.strict);
}
