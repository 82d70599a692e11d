/** What a person does to a file between two runs, done to its parts. */
import { openXlsx, openZip, writeZip } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { partOf } from "./packageChecks";
import { readZipEntry } from "../../src/xlsx/zip";

/** The file with some parts' texts changed; null takes the part away. */
export function withParts(bytes: Uint8Array, change: (path: string, text: string) => string | null): Uint8Array {
  const zip = openZip(bytes);
  const changed = new Map<string, Uint8Array | null>();
  for (const path of zip.entries.keys()) {
    const text = new TextDecoder().decode(readZipEntry(zip, path));
    const after = change(path, text);
    if (after !== text) changed.set(path, after === null ? null : new TextEncoder().encode(after));
  }
  return writeZip(zip, changed);
}

/** The path of a sheet's part, by the sheet's name. */
export function sheetPathOf(bytes: Uint8Array, name: string): string {
  const sheet = [...partOf(bytes, "xl/workbook.xml").matchAll(/<sheet\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`name="${name.replace(/'/g, "&apos;")}"`) || tag.includes(`name="${name}"`));
  const id = /r:id="([^"]+)"/.exec(sheet ?? "")?.[1];
  const relation = [...partOf(bytes, "xl/_rels/workbook.xml.rels").matchAll(/<Relationship\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`Id="${id}"`));
  const target = /Target="([^"]+)"/.exec(relation ?? "")?.[1];
  if (!target) throw new Error(`There is no sheet “${name}”.`);
  return `xl/${target}`;
}

export function changedSheet(workbook: XlsxWorkbook, name: string, change: (text: string) => string): XlsxWorkbook {
  const bytes = workbook.toBytes();
  const path = sheetPathOf(bytes, name);
  return openXlsx(withParts(bytes, (part, text) => (part === path ? change(text) : text)));
}

/** A person types a value; the cell keeps its style. */
export function typed(workbook: XlsxWorkbook, sheet: string, cell: string, value: string | number): XlsxWorkbook {
  return changedSheet(workbook, sheet, (text) => {
    const contents = typeof value === "number" ? `<v>${value}</v>` : `<is><t>${value}</t></is>`;
    const type = typeof value === "number" ? "" : ' t="inlineStr"';
    const existing = new RegExp(`<c r="${cell}"( s="\\d+")?[^>]*?(?:/>|>.*?</c>)`);
    const style = existing.exec(text)?.[1] ?? "";
    const markup = `<c r="${cell}"${style}${type}>${contents}</c>`;
    if (existing.test(text)) return text.replace(existing, () => markup);
    const row = cell.replace(/\D/g, "");
    const present = new RegExp(`(<row r="${row}"[^>]*>)(.*?)(</row>)`);
    if (present.test(text)) return text.replace(present, (_, open, inner, close) => `${open}${inner}${markup}${close}`);
    return text.replace("</sheetData>", () => `<row r="${row}">${markup}</row></sheetData>`);
  });
}

export function protectedSheet(workbook: XlsxWorkbook, sheet: string): XlsxWorkbook {
  return changedSheet(workbook, sheet, (text) => text.replace("</sheetData>", '</sheetData><sheetProtection sheet="1" objects="1"/>'));
}
