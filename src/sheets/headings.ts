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
