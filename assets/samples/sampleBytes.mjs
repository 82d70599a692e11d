/** The sample workbooks as the bytes of a file: province.mjs laid out by the built program. The same data give the same bytes. */
import { layIndicatorSheet, layScheme } from "../../dist/sheets/layScheme.js";
import { SETTING_ITEMS } from "../../dist/sheets/schemeColumns.js";
import { newXlsx } from "../../dist/xlsx/portable.js";
import { provinceSheets, provinceTables } from "./province.mjs";

/** The departments' sheets come first, as a user meets them, the scheme's after. */
export async function sampleBytes(language) {
  const tables = provinceTables(language);
  const settings = tables.settings.map((row) => ({ ...row, item: SETTING_ITEMS[row.item][language] }));
  const indicatorSheets = provinceSheets(language).map(({ name, title, remark, heads, rows, widths, notes }) => {
    const cells = rows.map((row) => row.map(({ value, format }) => (format === undefined ? value : { value, format })));
    return layIndicatorSheet(name, title, remark, heads, cells, language, { widths, notes });
  });
  const workbook = newXlsx();
  const sheets = [...indicatorSheets, ...layScheme({ ...tables, settings }, language)];
  await workbook.write(sheets.map(({ name, draft }) => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return workbook.toBytes();
}
