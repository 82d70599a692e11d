/**
 * The workbook part: its sheets in order, its names, how it calculates. Names are held with the sheet they belong to, so that a sheet put in the middle
 * leaves each name with its own; what is not changed is written back as it stood.
 */
import type { DefinedName, SheetId } from "../run/workbook";
import { formulaKey } from "./formulas";
import { addRelations, partTree, relationsOf, type Package, type Relation } from "./package";
import {
  appended,
  attributeOf,
  attributeSet,
  childOf,
  childrenOf,
  escapeAttribute,
  escapeText,
  isTrue,
  relationIdOf,
  spliced,
  withPrefix,
  type Splice,
  type XmlElement,
} from "./xml";

export const MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main";
export const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";

export interface SheetEntry {
  readonly id: SheetId;
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  readonly kind: "cells" | "other";
  /** The part's path; "" where the relation is missing. */
  readonly path: string;
}

export interface WorkbookPart {
  readonly path: string;
  readonly strict: boolean;
  readonly namespace: string;
  readonly relationsNamespace: string;
  readonly relations: readonly Relation[];
  readonly sheets: readonly SheetEntry[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  readonly calculationMode: "automatic" | "manual";
  readonly structureProtected: boolean;
  readonly precisionAsDisplayed: boolean;
}

export function readWorkbookPart(pack: Package, path: string): WorkbookPart {
  const root = partTree(pack, path);
  const relations = relationsOf(pack, path);
  const strict = root.namespace === STRICT_NAMESPACE;
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const list = childOf(root, "sheets");
  const taken = new Set<string>();
  const sheets = (list ? childrenOf(list, "sheet") : []).map((element, index): SheetEntry => {
    const given = attributeOf(element, "sheetId") ?? "";
    const id = taken.has(given) || given === "" ? `${given}.${index}` : given;
    taken.add(id);
    const relation = byId.get(relationIdOf(element) ?? "");
    const state = attributeOf(element, "state");
    return {
      id,
      name: attributeOf(element, "name") ?? "",
      visibility: state === "hidden" || state === "veryHidden" ? state : "visible",
      kind: relation?.kind === "worksheet" ? "cells" : "other",
      path: relation && !relation.external ? relation.target : "",
    };
  });
  const properties = childOf(root, "workbookPr");
  const protection = childOf(root, "workbookProtection");
  const calculation = childOf(root, "calcPr");
  return {
    path,
    strict,
    namespace: strict ? STRICT_NAMESPACE : MAIN_NAMESPACE,
    relationsNamespace: strict ? STRICT_RELATIONS : RELATIONS,
    relations,
    sheets,
    names: nameElements(root).map((element) => ({
      name: attributeOf(element, "name") ?? "",
      refersTo: element.text,
      hidden: isTrue(attributeOf(element, "hidden")),
      sheet: sheetOfName(element, sheets),
    })),
    date1904: properties !== undefined && isTrue(attributeOf(properties, "date1904")),
    calculationMode: calculation && attributeOf(calculation, "calcMode") === "manual" ? "manual" : "automatic",
    structureProtected: protection !== undefined && isTrue(attributeOf(protection, "lockStructure")),
    precisionAsDisplayed: /^(0|false)$/.test((calculation && attributeOf(calculation, "fullPrecision")) ?? "1"),
  };
}

export function nameElements(root: XmlElement): XmlElement[] {
  const list = childOf(root, "definedNames");
  return list ? childrenOf(list, "definedName") : [];
}

export function sheetOfName(element: XmlElement, sheets: readonly SheetEntry[]): SheetId | null {
  const local = attributeOf(element, "localSheetId");
  return local === undefined ? null : (sheets[Number(local)]?.id ?? null);
}

export interface NewSheet {
  readonly id: SheetId;
  readonly name: string;
  readonly path: string;
  /** Where it stands among the sheets as they are then. */
  readonly index: number;
  readonly hidden: boolean;
}

export interface NameChange {
  readonly name: string;
  readonly sheet: SheetId | null;
  readonly refersTo: string;
  readonly hidden: boolean;
}

export interface WorkbookChanges {
  /** In the order in which they come in. */
  readonly sheets: readonly NewSheet[];
  readonly names: readonly NameChange[];
  /** Let Excel calculate everything when it opens the file. */
  readonly recalculate: boolean;
  /** No tab is marked as open: the workbook opens on its first one. */
  readonly opensOnFirst: boolean;
}

/** Element order of the workbook part, as the standard demands it. */
const ORDER = [
  "fileVersion",
  "fileSharing",
  "workbookPr",
  "workbookProtection",
  "bookViews",
  "sheets",
  "functionGroups",
  "externalReferences",
  "definedNames",
  "calcPr",
  "oleSize",
  "customWorkbookViews",
  "pivotCaches",
  "smartTagPr",
  "smartTagTypes",
  "webPublishing",
  "fileRecoveryPr",
  "webPublishObjects",
  "extLst",
];

/** Writes the changes into the part, all in one go. */
export function changeWorkbookPart(pack: Package, part: WorkbookPart, changes: WorkbookChanges): void {
  const root = partTree(pack, part.path);
  const text = pack.text(part.path);
  const splices: Splice[] = [];
  const order = part.sheets.map((sheet) => sheet.id);
  const list = childOf(root, "sheets");

  // New sheets: the markup of each goes before the element that follows it in the end.
  const markup = new Map<SheetId, string>();
  const paths = changes.sheets.map((sheet) => sheet.path);
  const relations = paths.length === 0 ? [] : addRelations(pack, part.path, "worksheet", paths, part.strict);
  for (const [place, sheet] of changes.sheets.entries()) {
    const relation = relations[place]!;
    const declared = declaresRelations(root, part.relationsNamespace) ? "" : ` xmlns:r="${part.relationsNamespace}"`;
    markup.set(
      sheet.id,
      `<sheet name="${escapeAttribute(sheet.name)}" sheetId="${sheet.id}"${sheet.hidden ? ' state="hidden"' : ""}${declared} r:id="${relation}"/>`,
    );
    order.splice(sheet.index, 0, sheet.id);
  }
  if (changes.sheets.length > 0) {
    if (!list) throw new Error("The workbook part has no sheets.");
    const elements = childrenOf(list, "sheet");
    let pending = "";
    let old = 0;
    const pieces: { readonly before: number; readonly xml: string }[] = [];
    for (const id of order) {
      const xml = markup.get(id);
      if (xml !== undefined) {
        pending += xml;
        continue;
      }
      if (pending !== "") pieces.push({ before: elements[old]!.start, xml: pending });
      pending = "";
      old++;
    }
    for (const { before, xml } of pieces) splices.push({ start: before, end: before, text: withPrefix(xml, root.prefix) });
    if (pending !== "") splices.push(appended(text, list, withPrefix(pending, root.prefix)));
    splices.push(...shiftedViews(root, part.sheets, order, changes.opensOnFirst));
  }

  splices.push(...changedNames(text, root, part, order, changes.names));
  if (changes.recalculate) {
    const calculation = childOf(root, "calcPr");
    const set = calculation ? attributeSet(calculation, "fullCalcOnLoad", "1") : insertedInOrder(root, "calcPr", '<calcPr fullCalcOnLoad="1"/>');
    if (set) splices.push(set);
  }
  if (splices.length > 0) pack.setText(part.path, spliced(text, splices));
}

function declaresRelations(root: XmlElement, namespace: string): boolean {
  return root.attributes.some(({ name, value }) => name === "xmlns:r" && value === namespace);
}

/** The tab that was open stays open, unless none is marked so; a new tab in front of all is in view. */
function shiftedViews(root: XmlElement, before: readonly SheetEntry[], order: readonly SheetId[], opensOnFirst: boolean): Splice[] {
  const views = childOf(root, "bookViews");
  if (!views) return [];
  const splices: Splice[] = [];
  for (const view of childrenOf(views, "workbookView")) {
    for (const attribute of ["activeTab", "firstSheet"]) {
      const index = Number(attributeOf(view, attribute) ?? 0);
      const sheet = before[index];
      const now = sheet ? order.indexOf(sheet.id) : index;
      // Where the view began with the first tab of all, it goes on beginning there; so does what is open, if no tab is marked as that.
      if (now === index || (index === 0 && (attribute === "firstSheet" || opensOnFirst))) continue;
      const splice = attributeSet(view, attribute, String(now));
      if (splice) splices.push(splice);
    }
  }
  return splices;
}

/** Another place for the tab that each window has open and the one that it begins with, by their places before. */
export function changedViews(root: XmlElement, placeNow: (index: number) => number): Splice[] {
  const views = childOf(root, "bookViews");
  return (views ? childrenOf(views, "workbookView") : []).flatMap((view) =>
    ["activeTab", "firstSheet"].flatMap((attribute): Splice[] => {
      const given = attributeOf(view, attribute);
      const splice = given === undefined && placeNow(0) === 0 ? null : attributeSet(view, attribute, String(placeNow(Number(given ?? 0))));
      return splice ? [splice] : [];
    }),
  );
}

function changedNames(text: string, root: XmlElement, part: WorkbookPart, order: readonly SheetId[], changes: readonly NameChange[]): Splice[] {
  const splices: Splice[] = [];
  const keyOf = (name: string, sheet: SheetId | null) => `${name.toLowerCase()}\n${sheet ?? ""}`;
  const pending = new Map(changes.map((change) => [keyOf(change.name, change.sheet), change]));
  const elements = nameElements(root);
  for (const element of elements) {
    const sheet = sheetOfName(element, part.sheets);
    const key = keyOf(attributeOf(element, "name") ?? "", sheet);
    const change = pending.get(key);
    pending.delete(key);
    if (sheet !== null) {
      const moved = attributeSet(element, "localSheetId", String(order.indexOf(sheet)));
      if (moved) splices.push(moved);
    }
    if (change && formulaKey(change.refersTo) !== formulaKey(element.text)) {
      if (element.empty) splices.push(appended(text, element, escapeText(change.refersTo)));
      else splices.push({ start: element.openEnd, end: element.closeStart, text: escapeText(change.refersTo) });
    }
  }
  const added = [...pending.values()].map(({ name, sheet, refersTo, hidden }) => {
    const local = sheet === null ? "" : ` localSheetId="${order.indexOf(sheet)}"`;
    return `<definedName name="${escapeAttribute(name)}"${local}${hidden ? ' hidden="1"' : ""}>${escapeText(refersTo)}</definedName>`;
  });
  const list = childOf(root, "definedNames");
  if (added.length > 0) {
    const xml = withPrefix(added.join(""), root.prefix);
    splices.push(list ? appended(text, list, xml) : insertedInOrder(root, "definedNames", `<definedNames>${added.join("")}</definedNames>`));
  }
  return splices;
}

function insertedInOrder(root: XmlElement, local: string, xml: string): Splice {
  const later = root.children.find((child) => child.namespace === root.namespace && ORDER.indexOf(child.local) > ORDER.indexOf(local));
  const at = later ? later.start : root.closeStart;
  return { start: at, end: at, text: withPrefix(xml, root.prefix) };
}
