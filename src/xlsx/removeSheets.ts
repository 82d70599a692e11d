/** Takes sheets out of a workbook: their parts and all that only they lead to, and what the workbook part knows of them. */
import { isOurBlock } from "../sheets/sheetNames";
import { WorkbookError } from "../run/workbookError";
import type { SheetId } from "../run/workbook";
import { readReference } from "./names";
import { partTree, relationsOf, relationsPath, removeContentType, removeRelation, type Package } from "./package";
import { changedViews, nameElements, sheetOfName, type SheetEntry, type WorkbookPart } from "./workbookPart";
import { dropCalculationChain } from "./writeChanges";
import { attributeOf, attributeSet, childOf, childrenOf, relationIdOf, spliced, type Splice } from "./xml";

export function removeSheets(pack: Package, part: WorkbookPart, ids: readonly SheetId[]): void {
  if (ids.length === 0) return;
  if (part.structureProtected) throw new WorkbookError("structureProtected", part.sheets[0]?.name ?? "");
  const unknown = ids.find((id) => !part.sheets.some((sheet) => sheet.id === id));
  if (unknown !== undefined) throw new Error(`No sheet has the id ${unknown}.`);
  const left = part.sheets.filter(({ id }) => !ids.includes(id));
  if (!left.some(({ visibility }) => visibility === "visible")) throw new Error("A workbook needs a visible sheet.");

  const relations = sheetRelations(pack, part, ids);
  const before = reachable(
    pack,
    relations.map(({ target }) => target),
  );
  forgetSheets(pack, part, left);
  relations.forEach(({ id }) => removeRelation(pack, part.path, id));
  dropCalculationChain({ pack, part });
  // What something else leads to as well, such as a picture, stays.
  const needed = reachable(pack, [""]);
  for (const path of before) {
    if (needed.has(path)) continue;
    if (pack.has(relationsPath(path))) pack.remove(relationsPath(path));
    removeContentType(pack, path);
    pack.remove(path);
  }
}

function sheetRelations(pack: Package, part: WorkbookPart, ids: readonly SheetId[]): WorkbookPart["relations"] {
  const elements = childrenOf(childOf(partTree(pack, part.path), "sheets")!, "sheet");
  const wanted = new Set(part.sheets.flatMap(({ id }, place) => (ids.includes(id) ? [relationIdOf(elements[place]!)] : [])));
  return part.relations.filter(({ id, external }) => !external && wanted.has(id));
}

/** The parts that relations lead to from these, with these; "" stands for the package. */
function reachable(pack: Package, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || (path !== "" && !pack.has(path))) continue;
    found.add(path);
    for (const { target, external } of relationsOf(pack, path)) if (!external) waiting.push(target);
  }
  found.delete("");
  return found;
}

function forgetSheets(pack: Package, part: WorkbookPart, left: readonly SheetEntry[]): void {
  const root = partTree(pack, part.path);
  const text = pack.text(part.path);
  const order = left.map(({ id }) => id);
  const gone = part.sheets.filter(({ id }) => !order.includes(id));
  const goneNames = new Set(gone.map(({ name }) => name.toLowerCase()));
  const list = childOf(root, "sheets")!;
  const splices: Splice[] = childrenOf(list, "sheet").flatMap((element, place) =>
    order.includes(part.sheets[place]!.id) ? [] : [{ start: element.start, end: element.end, text: "" }],
  );

  const names = nameElements(root);
  const nameSplices = names.map((element): Splice | null | "goes" => {
    const sheet = sheetOfName(element, part.sheets);
    const refersToGone = goneNames.has(readReference(element.text)?.sheet.toLowerCase() ?? "");
    if (sheet !== null) return order.includes(sheet) ? attributeSet(element, "localSheetId", String(order.indexOf(sheet))) : "goes";
    if (!refersToGone) return null;
    if (isOurBlock(attributeOf(element, "name") ?? "")) return "goes";
    return { start: element.openEnd, end: element.closeStart, text: "#REF!" };
  });
  const namesList = childOf(root, "definedNames");
  if (namesList && nameSplices.every((one) => one === "goes")) {
    // The standard wants no empty list.
    splices.push({ start: namesList.start, end: namesList.end, text: "" });
  } else {
    nameSplices.forEach((one, place) => {
      if (one === "goes") splices.push({ start: names[place]!.start, end: names[place]!.end, text: "" });
      else if (one) splices.push(one);
    });
  }
  const firstVisible = left.findIndex(({ visibility }) => visibility === "visible");
  splices.push(
    ...changedViews(root, (index) => {
      const sheet = part.sheets[index];
      const now = sheet ? order.indexOf(sheet.id) : -1;
      return now < 0 ? firstVisible : now;
    }),
  );
  pack.setText(part.path, spliced(text, splices));
}
