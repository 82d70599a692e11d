/** The port's changes, carried out on the parts: new sheets, rewritten blocks, and what the workbook must know of them. */
import { parseAddress } from "../sheets/grid";
import { WorkbookError } from "../run/workbookError";
import type { Change, SheetId, WriteReport } from "../run/workbook";
import { findName, printNames, referenceTo } from "./names";
import { addContentType, addRelation, freePath, partTree, relationsOf, type Package } from "./package";
import { draftedArea } from "./sheetMarkup";
import { mergedAreas, sheetMarkup } from "./sheetWriter";
import { newStyles, type Styles } from "./styles";
import { freeTableName, readTable, tableMarkup } from "./tables";
import { changeWorkbookPart, type NameChange, type NewSheet, type WorkbookPart } from "./workbookPart";

const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";
const STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/** What one run of changes gathers until it is put down. */
interface Writing {
  readonly pack: Package;
  readonly part: WorkbookPart;
  readonly styles: Styles;
  readonly isNew: boolean;
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

export function writeChanges(pack: Package, part: WorkbookPart, styles: Styles, changes: readonly Change[], isNew: boolean): WriteReport {
  const tables = existingTables(pack, part);
  const writing: Writing = {
    pack,
    part,
    styles,
    isNew,
    newSheets: [],
    names: [],
    reports: [],
    order: part.sheets.map((sheet) => sheet.id),
    takenNames: new Set([...tables.map((table) => table.name), ...part.names.map((name) => name.name)].map((name) => name.toLowerCase())),
    nextTableId: Math.max(0, ...tables.map((table) => table.id).filter(Number.isFinite)) + 1,
    wroteFormulas: false,
  };
  for (const change of changes) {
    switch (change.kind) {
      case "createSheet":
        createSheet(writing, change);
        break;
      case "rewriteBlock":
        throw new Error("Rewriting a block comes next.");
    }
  }
  saveStyles(writing);
  changeWorkbookPart(pack, part, { sheets: writing.newSheets, names: writing.names, recalculate: writing.wroteFormulas, opensOnFirst: isNew });
  return { sheets: writing.reports };
}

function existingTables(pack: Package, part: WorkbookPart) {
  return part.sheets
    .filter((sheet) => sheet.kind === "cells")
    .flatMap((sheet) => relationsOf(pack, sheet.path))
    .filter((relation) => relation.kind === "table" && pack.has(relation.target))
    .map((relation) => readTable(partTree(pack, relation.target)));
}

function createSheet(writing: Writing, change: Extract<Change, { kind: "createSheet" }>): void {
  const { pack, part, styles, order } = writing;
  const { name, block, draft } = change;
  if (part.structureProtected) throw new WorkbookError("structureProtected", name);
  const sameName = (other: string) => other.toLowerCase() === name.toLowerCase();
  if (part.sheets.some((sheet) => sameName(sheet.name)) || writing.newSheets.some((sheet) => sameName(sheet.name)))
    throw new Error(`There is a sheet “${name}” already.`);
  if (block !== null && (findName(part.names, block) || writing.names.some((other) => other.sheet === null && other.name === block))) {
    throw new Error(`There is a block “${block}” already.`);
  }
  if (draft.freezeAt !== undefined && !parseAddress(draft.freezeAt)) throw new Error(`“${draft.freezeAt}” is no cell to freeze at.`);

  const id = freeSheetId(writing);
  const path = freePath(pack, `${folderOf(part.path)}worksheets/sheet`, ".xml", part.sheets.length + writing.newSheets.length + 1);
  const index = change.after === "first" ? 0 : change.after === "last" ? order.length : order.indexOf(change.after) + 1;
  if (change.after !== "first" && change.after !== "last" && index === 0) throw new Error(`No sheet has the id ${change.after}.`);
  order.splice(index, 0, id);
  writing.newSheets.push({ id, name, path, index });

  const selected = writing.isNew && index === 0;
  if (selected) unselectOthers(writing, path);
  // The part stands before its tables are related to it: a relation needs somewhere to start from.
  const tableRelations = draft.tables.map((table) => addTable(writing, path, table));
  pack.setText(
    path,
    sheetMarkup(draft, styles, { namespace: part.namespace, relationsNamespace: part.relationsNamespace, sheetId: id, tableRelations, selected }),
  );
  addContentType(pack, path, SHEET_TYPE);

  writing.names.push(...printNames({ id, name }, draft.print));
  if (block !== null) writing.names.push({ name: block, sheet: null, refersTo: referenceTo(name, draftedArea(draft, mergedAreas(draft))), hidden: true });
  const cells = draft.rows.flat().filter((cell) => cell !== undefined);
  if (cells.some((cell) => cell.formula !== undefined)) writing.wroteFormulas = true;
  writing.reports.push({ name, created: true, cellsChanged: cells.length });
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

/** A workbook of ours opens on its first tab; only that one is selected, or a person who types would type into all of them. */
function unselectOthers(writing: Writing, path: string): void {
  for (const other of [...writing.part.sheets, ...writing.newSheets]) {
    if (other.path === path || !writing.pack.has(other.path)) continue;
    const text = writing.pack.text(other.path);
    const unselected = text.replace(/(<sheetView\b[^>]*?) tabSelected="1"/, "$1");
    if (unselected !== text) writing.pack.setText(other.path, unselected);
  }
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
