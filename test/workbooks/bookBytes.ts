/** Small workbooks as the bytes of a file, and ways to break them that no writer of ours would. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Change } from "../../src/run/workbook";
import { type NamedDraft, layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import type { Language, SmallBook } from "./smallScheme";
import { newXlsx } from "../../src/xlsx/portable";

export async function bookBytes(book: SmallBook, language: Language): Promise<Uint8Array> {
  return bytesOf([...layScheme(book.tables, language), ...figureSheets(book, language)]);
}

/** The indicator sheets alone, without any sheet of a scheme. */
export async function figuresBytes(book: SmallBook, language: Language): Promise<Uint8Array> {
  return bytesOf(figureSheets(book, language));
}

function figureSheets(book: SmallBook, language: Language): NamedDraft[] {
  return book.sheets.map(({ name, rows: [heads = [], ...rows] }) => layIndicatorSheet(name, name, "", heads.map(String), rows, language));
}

async function bytesOf(sheets: readonly NamedDraft[]): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return workbook.toBytes();
}

/** The file with one of its parts rewritten; the edit must change something. */
export function withPart(bytes: Uint8Array, path: string, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const part = parts[path];
  if (!part) throw new Error(`The workbook has no part ${path}: ${Object.keys(parts).join(", ")}`);
  const before = strFromU8(part);
  const after = edit(before);
  if (after === before) throw new Error(`The edit of ${path} changed nothing`);
  return zipSync({ ...parts, [path]: strToU8(after) });
}

/** The file without one of its parts. */
export function withoutPart(bytes: Uint8Array, path: string): Uint8Array {
  const { [path]: gone, ...rest } = unzipSync(bytes);
  if (!gone) throw new Error(`The workbook has no part ${path}`);
  return zipSync(rest);
}

/** The file with the content of one cell replaced: `content` is what stands between <c …> and </c>, `type` its t attribute. */
export function withCell(bytes: Uint8Array, sheet: string, cell: string, type: string, content: string): Uint8Array {
  return withPart(bytes, sheetPath(bytes, sheet), (xml) =>
    xml.replace(
      new RegExp(`<c r="${cell}"([^>]*?)(?:/>|>.*?</c>)`),
      (_whole, attributes: string) => `<c r="${cell}"${attributes.replace(/ t="[^"]*"/, "")} t="${type}">${content}</c>`,
    ),
  );
}

function sheetPath(bytes: Uint8Array, sheet: string): string {
  const parts = unzipSync(bytes);
  const workbook = strFromU8(parts["xl/workbook.xml"]!);
  const relation = new RegExp(`<sheet name="${sheet}"[^>]* r:id="([^"]+)"`).exec(workbook)?.[1];
  const target = new RegExp(`<Relationship [^>]*Id="${relation}"[^>]*Target="([^"]+)"`).exec(strFromU8(parts["xl/_rels/workbook.xml.rels"]!))?.[1];
  if (!relation || !target) throw new Error(`The workbook has no sheet ${sheet}`);
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}
