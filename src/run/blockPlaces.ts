/** Where the blocks of ours stand in a workbook. */
import { type Area, parseArea } from "../sheets/grid";
import { isOurBlock } from "../sheets/sheetNames";
import type { SheetInfo, Survey } from "./workbook";

export interface BlockPlace {
  readonly sheet: SheetInfo;
  readonly area: Area;
}

/** By the block's name in small letters, since to Excel names have no case. A name whose sheet was deleted, or that holds on one sheet only, is none. */
export function blockPlaces(survey: Pick<Survey, "sheets" | "names">): ReadonlyMap<string, BlockPlace> {
  const places = new Map<string, BlockPlace>();
  for (const { name, refersTo, sheet: scope } of survey.names) {
    // Excel gives a copied sheet a copy of the name that holds on that sheet only: the copy is the user's.
    if (!isOurBlock(name) || scope !== null) continue;
    const parts = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$/.exec(refersTo);
    const sheetName = parts && (parts[1]?.replace(/''/g, "'") ?? parts[2]);
    const sheet = survey.sheets.find((one) => one.name === sheetName);
    const area = parts && parseArea(parts[3]!);
    if (sheet && area) places.set(name.toLowerCase(), { sheet, area });
  }
  return places;
}
