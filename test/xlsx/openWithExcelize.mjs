/** Opens workbooks with excelize and says per file what came of it, a line of JSON each. A panic of its ends the process: whoever called goes on with the next file. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [sheet, cell, ...files] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { init } = require("excelize-wasm");
const excelize = await init(join(dirname(require.resolve("excelize-wasm")), "excelize.wasm.gz"));

for (const file of files) {
  process.stdout.write(`${JSON.stringify({ file, result: opened(file) })}\n`);
}
process.exit(0);

function opened(file) {
  const book = excelize.OpenReader(readFileSync(file), {});
  if (book.error) return book.error;
  const list = book.GetSheetList();
  if (list.error) return list.error;
  if (list.list.length === 0) return "saw no sheet";
  if (!list.list.includes(sheet)) return "opened";
  const formula = book.GetCellFormula(sheet, cell);
  return formula.error ?? `opened with our sheet: ${formula.formula}`;
}
