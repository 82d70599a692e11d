/** Finds columns by heading and the scheme's sheets by name, not by letter or place, in both languages. */
import { isChinese } from "./choices";
import { plainText, tidy } from "./plainText";
import { SCHEME_SHEETS, type SchemeColumn, type SchemeSheetKey } from "./schemeColumns";

/** "权重 (%)", "* 权重：" and "权重" are one heading. Longer than any heading: a sentence, and its own key. */
export function headingKey(text: string): string {
  if (text.length > 60) return text;
  const key = tidy(text)
    .replace(/^[*※]+|[*※:]+$/g, "")
    .replace(/(?:\([^()]*\))+$/, "");
  return key === "" ? tidy(text) : key;
}

/** The unit in brackets behind a heading: "时长（分钟）" → "分钟"; "" where there is none. */
export function bracketedUnit(text: string): string {
  return /[(（]([^()（）]{1,12})[)）]\s*$/.exec(plainText(text.slice(0, 200)))?.[1] ?? "";
}

/** Both languages side by side in any order: "编码 Code", "Code/编码". */
function bothLanguages(one: readonly string[], other: readonly string[]): string[] {
  return one.flatMap((first) => other.flatMap((second) => [`${first}${second}`, `${second}${first}`, `${first}/${second}`, `${second}/${first}`]));
}

/** Every spelling of a name that stands in both languages, tidied, without brackets' contents. */
function spellings({ zh, en, also = [] }: Pick<SchemeColumn, "zh" | "en" | "also">): string[] {
  const words = [zh, en, ...also];
  const chinese = words.filter(isChinese);
  const english = words.filter((word) => !isChinese(word));
  return [...words, ...bothLanguages(chinese, english)].map(headingKey);
}

type ColumnsOf<K extends SchemeSheetKey> = keyof (typeof SCHEME_SHEETS)[K]["columns"] & string;
export type SchemeColumnKey<K extends SchemeSheetKey> = ColumnsOf<K>;

const COLUMNS: ReadonlyMap<SchemeSheetKey, ReadonlyMap<string, string>> = new Map(
  Object.entries(SCHEME_SHEETS).map(([sheet, { columns }]) => [
    sheet as SchemeSheetKey,
    new Map(Object.entries<SchemeColumn>(columns).flatMap(([key, column]) => spellings(column).map((spelling) => [spelling, key] as const))),
  ]),
);

/** Which column of a scheme's sheet a heading is; null: none of them. */
export function columnOfHeading<K extends SchemeSheetKey>(sheet: K, heading: string): SchemeColumnKey<K> | null {
  return (COLUMNS.get(sheet)!.get(headingKey(heading)) as SchemeColumnKey<K> | undefined) ?? null;
}

/** The column that a heading nobody knows was likely meant to be; null: none of `absent` looks alike. `needed`: those that the sheet is not read without. */
export function misspeltColumn(sheet: SchemeSheetKey, heading: string, absent: ReadonlySet<string>, needed: ReadonlySet<string>): string | null {
  if (heading.length > 60) return null;
  const found = headingKey(heading);
  let nearest: { readonly key: string; readonly slips: number } | null = null;
  for (const [name, key] of COLUMNS.get(sheet)!) {
    if (!absent.has(key)) continue;
    const allowed = allowedSlips(name, needed.has(key));
    if (allowed === 0 || Math.abs(name.length - found.length) > allowed) continue;
    const slips = slipsBetween(found, name);
    if (slips <= allowed && slips < (nearest?.slips ?? Infinity)) nearest = { key, slips };
  }
  return nearest?.key ?? null;
}

/**
 * How many signs of a name may be wrong. A third of an English one and two at most; one of a Chinese one.
 * A short name is near too many other words: 分类 is not 分值, and "Link" is not "Line". It counts only where the sheet needs the column.
 */
function allowedSlips(name: string, needed: boolean): number {
  const chinese = isChinese(name);
  if (name.length < (needed ? 2 : chinese ? 4 : 5)) return 0;
  return chinese ? 1 : Math.min(2, Math.floor(name.length / 3));
}

/** Signs left out, added, changed, or swapped with the one next to it. */
function slipsBetween(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let slips = Math.min(above[column]! + 1, here[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) slips = Math.min(slips, before[column - 2]! + 1);
      here.push(slips);
    }
    before = above;
    above = here;
  }
  return above[other.length]!;
}

const SEPARATORS = /[-_/|·.()]+/g;

const SHEETS: ReadonlyMap<string, SchemeSheetKey> = new Map(
  Object.entries(SCHEME_SHEETS).flatMap(([key, sheet]) =>
    // A sheet's name is taken whole: 设置, Settings, "设置 Settings", "设置-Settings"; "设置2025" is somebody's own sheet.
    spellings(sheet).map((spelling): [string, SchemeSheetKey] => [spelling.replace(SEPARATORS, ""), key as SchemeSheetKey]),
  ),
);

/** Which of the scheme's sheets a sheet is by its name; null: none of them. */
export function schemeSheetOf(name: string): SchemeSheetKey | null {
  return SHEETS.get(tidy(name).replace(SEPARATORS, "")) ?? null;
}
