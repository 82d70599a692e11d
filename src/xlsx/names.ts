/** The defined names that go with a sheet of ours: the block, and what is printed. */
import type { PrintSetup } from "../sheets/draft";
import { columnLetters, parseArea, quoteSheet, type Area } from "../sheets/grid";
import type { DefinedName, SheetId } from "../run/workbook";
import type { NameChange } from "./workbookPart";

/** 'Sheet'!$A$1:$P$40 */
export function referenceTo(sheet: string, area: Area): string {
  const corner = (row: number, column: number) => `$${columnLetters(column)}$${row + 1}`;
  const start = corner(area.top, area.left);
  const end = corner(area.bottom, area.right);
  return `${quoteSheet(sheet)}!${start === end ? start : `${start}:${end}`}`;
}

/** The sheet and the rectangle that a name refers to; null: it refers to something else, or to nothing any more. */
export function readReference(refersTo: string): { readonly sheet: string; readonly area: Area } | null {
  const match = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)$/.exec(refersTo.trim());
  if (!match) return null;
  const area = parseArea(match[3]!);
  return area && { sheet: match[1] !== undefined ? match[1].replace(/''/g, "'") : match[2]!, area };
}

export const PRINT_TITLES = "_xlnm.Print_Titles";
export const PRINT_AREA = "_xlnm.Print_Area";

/** Print titles and area as names of the sheet, where a draft asks for them. */
export function printNames(sheet: { readonly id: SheetId; readonly name: string }, print: PrintSetup): NameChange[] {
  const quoted = quoteSheet(sheet.name);
  const anchored = (range: string) => range.replace(/([A-Z]+|[0-9]+)/gi, "$$$1");
  const titles = [print.titleColumns, print.titleRows].flatMap((range) => (range === undefined ? [] : [`${quoted}!${anchored(range)}`]));
  const names: NameChange[] = [];
  if (titles.length > 0) names.push({ name: PRINT_TITLES, sheet: sheet.id, refersTo: titles.join(","), hidden: false });
  if (print.area === undefined) return names;
  const area = parseArea(print.area);
  if (!area) throw new Error(`“${print.area}” is no area to print.`);
  return [...names, { name: PRINT_AREA, sheet: sheet.id, refersTo: referenceTo(sheet.name, area), hidden: false }];
}

/** Names are one to a workbook or one to a sheet, without regard to case. */
export function findName(names: readonly DefinedName[], name: string, sheet: SheetId | null = null): DefinedName | undefined {
  return names.find((candidate) => candidate.sheet === sheet && candidate.name.toLowerCase() === name.toLowerCase());
}
