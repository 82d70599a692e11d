/* global document, getComputedStyle */
/* eslint no-console: off -- A script that speaks to a person. */
/**
 * Opens every scene of the pane in Chromium at the widths that Excel gives it, and says what is wrong: sideways scrolling, faults of accessibility.
 *
 *   npx webpack -c test/pane/preview/webpack.config.js
 *   node test/pane/preview/look.mjs [folder for pictures] [scene …]
 */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const page = pathToFileURL(join(here, "../../../.cache/preview/index.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [folder, ...wanted] = process.argv.slice(2);
const SCENES = [
  "first",
  "broken",
  "ready",
  "preview",
  "stopped",
  "stale",
  "values",
  "card",
  "line",
  "absentLine",
  "whatIf",
  "progress",
  "writing",
  "written",
  "failed",
  "bug",
  "restore",
  "restored",
  "removal",
  "removing",
  "start",
  "browser",
];
const WIDTHS = [270, 320, 450];
/** What comes a moment after the view itself. */
const LATE = { whatIf: "ol", restore: "li", removal: "li", card: "text=/下一分在哪里|Where the next point is/", line: "ol", absentLine: "ol" };
/** What somebody does once it is there. */
const DONE = {
  whatIf: async (tab) => {
    await tab.getByRole("button", { name: /假如这样|What if/ }).click();
    await tab.getByRole("spinbutton").first().waitFor();
    const [actual, , share] = await tab.getByRole("spinbutton").all();
    await actual.press("ArrowUp");
    await share.fill("12");
    await tab.getByText(/→/).waitFor();
  },
};

if (folder) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const faults = [];
let looked = 0;
try {
  for (const scene of wanted.length > 0 ? wanted : SCENES) {
    for (const language of ["zh", "en"]) {
      for (const theme of ["light", "dark", "forced"]) {
        const context = await browser.newContext(theme === "forced" ? { forcedColors: "active" } : { colorScheme: theme });
        const tab = await context.newPage();
        tab.on("pageerror", (error) => faults.push(`${scene} ${language} ${theme}: ${error.message}`));
        for (const width of WIDTHS) {
          await tab.setViewportSize({ width, height: 640 });
          await tab.goto(`${page}?scene=${scene}&language=${language}&theme=${theme}`);
          await tab.waitForSelector(LATE[scene] ?? "h1");
          await DONE[scene]?.(tab);
          const wide = await tab.evaluate(() => {
            const most = document.documentElement.clientWidth;
            const far = [...document.querySelectorAll("body *")].filter(
              (one) => one.getBoundingClientRect().right > most + 0.5 && getComputedStyle(one).position !== "absolute",
            );
            return document.documentElement.scrollWidth > most || far.length > 0
              ? far.slice(0, 3).map((one) => `${one.tagName} “${one.textContent.slice(0, 30)}”`)
              : null;
          });
          if (wide) faults.push(`${scene} ${language} ${width} px: wider than the pane: ${wide.join(", ")}`);
          looked += 1;
          if (folder && theme !== "forced") await tab.screenshot({ path: join(folder, `${scene}-${language}-${theme}-${width}.png`), fullPage: true });
        }
        await tab.evaluate(axe);
        const { violations } = await tab.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"] }));
        for (const one of violations)
          faults.push(
            `${scene} ${language} ${theme}: ${one.id}: ${one.nodes
              .map((node) => node.html.slice(0, 120))
              .slice(0, 2)
              .join(" | ")}`,
          );
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${looked} views, ${faults.length} faults`);
faults.forEach((fault) => console.log(`  ${fault}`));
process.exitCode = faults.length > 0 ? 1 : 0;
