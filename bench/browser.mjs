/**
 * node bench/browser.mjs: the same reading in a page of Chromium, with the portable inflation that the add-in and the page use. Needs `npm run build` before.
 *
 * Seconds by the page's own clock, the best of three: a page cannot see the processor's.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import webpack from "webpack";
import * as ceiling from "./ceiling.mjs";
import { expected, SIZES } from "./shape.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const size = SIZES["480k"];
const folder = mkdtempSync(join(tmpdir(), "kpi-bench-browser-"));
try {
  const entry = join(folder, "entry.js");
  writeFileSync(
    entry,
    `const { openXlsx } = require(${JSON.stringify(join(ROOT, "dist/xlsx/portable.js"))});
window.readAll = async (text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const began = performance.now();
  const workbook = openXlsx(bytes);
  const found = { numbers: 0, texts: 0, sum: 0 };
  const { sheets } = await workbook.survey();
  for (const grid of (await workbook.read(sheets.map((sheet) => sheet.id))).values())
    for (let row = 0; row < grid.rowCount; row++)
      for (let column = 0; column < grid.columnCount; column++) {
        const { value } = grid.at(row, column);
        if (typeof value === "number") { found.numbers++; found.sum += value; }
        else if (typeof value === "string" && value !== "") found.texts++;
      }
  return { seconds: (performance.now() - began) / 1000, found };
};`,
  );
  const stats = await new Promise((resolve, reject) =>
    webpack(
      { mode: "production", entry, output: { path: folder, filename: "bundle.js" }, resolve: { modules: [join(ROOT, "node_modules")] } },
      (error, result) => (error ? reject(error) : resolve(result)),
    ),
  );
  if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const times = [];
    for (let round = 0; round < 3; round++) {
      const page = await browser.newPage();
      await page.addScriptTag({ content: readFileSync(join(folder, "bundle.js"), "utf8") });
      const { seconds, found } = await page.evaluate((text) => globalThis.readAll(text), Buffer.from(ceiling.write(size)).toString("base64"));
      const wanted = expected(size);
      if (found.numbers !== wanted.numbers || found.texts !== wanted.texts || Math.abs(found.sum - wanted.sum) > 1e-6 * wanted.sum)
        throw new Error(`The page read other cells: ${JSON.stringify(found)}`);
      times.push(seconds);
      await page.close();
    }
    const cells = (size.sheets * size.rows * size.columns).toLocaleString("en");
    process.stdout.write(`Chromium read ${cells} cells in ${Math.min(...times).toFixed(2)} s, and the same figures and texts as in Node\n`);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
