/* global document */
/* eslint no-console: off -- A script that speaks to a person. */
/**
 * Opens the built pages in Chromium as a plain browser does: with Office.js, and without it. Says what the pages' policy refuses and what they ask of other hosts.
 *
 *   npm run build:pane
 *   node test/pane/preview/page.mjs
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const officeFolder = join(dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")), "dist");
const OUR_HOST = "https://kpi.example.com";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".png": "image/png" };

const faults = [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function look(what, path, withOffice, wanted) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 320, height: 640 } });
  await context.route("**/*", async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const office = /\/lib\/1\/hosted\/(.+)$/.exec(pathname);
    if (origin === OUR_HOST) {
      const file = join(root, "dist/pane", pathname);
      return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] });
    }
    if (office && withOffice)
      return route.fulfill({
        body: readFileSync(join(officeFolder, office[1])),
        contentType: "text/javascript",
        headers: { "access-control-allow-origin": "*" },
      });
    if (!office) faults.push(`${what}: asks ${origin}${pathname}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`${what}: ${error.message}`));
  page.on("console", (message) => {
    // What Office.js itself would frame is refused, as it should be.
    if (/Content Security Policy/.test(message.text()) && !/oaspapps|telemetry/.test(message.text())) faults.push(`${what}: ${message.text()}`);
  });
  await page.goto(`${OUR_HOST}/${path}`);
  const seen = await page
    .getByRole("heading", { name: wanted })
    .waitFor({ timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );
  if (!seen) faults.push(`${what}: “${wanted}” is not to be seen, but: ${await page.evaluate(() => document.body.innerText.slice(0, 200))}`);
  await context.close();
}

try {
  await look("without Office.js", "taskpane.html", false, "请在 Excel 里打开");
  await look("with Office.js and no Excel", "taskpane.html", true, "请在 Excel 里打开");
  await look("the guide", "help/zh/start.html", false, "三分钟入门");
} finally {
  await browser.close();
}
console.log(`3 pages, ${faults.length} faults`);
faults.forEach((fault) => console.log(`  ${fault}`));
process.exitCode = faults.length > 0 ? 1 : 0;
