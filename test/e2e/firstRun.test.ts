/** The first run, as a newcomer does it, in Chromium: from an empty workbook to a written card in three presses, in Excel and on the page, with the mouse and with the keyboard alone. */
import { mkdirSync, existsSync, readFileSync } from "node:fs";
import type { Server } from "node:https";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from "playwright-core";
import { STARTERS } from "../../src/run/starters/list";
import type { ExcelHost } from "../excelHost/excelHost";
import { buildPane, buildPreview, officeFile, servePreview } from "../excelHost/preview/serve.mjs";
import { inFull, proved } from "../support/fullCounts";
import { describeWith } from "../support/systemParts";

/** To be looked at by a person. */
const PICTURES = join(tmpdir(), "kpi-first-run-pictures");
const AXE = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
/** Milliseconds: a newcomer waits no longer than this for the whole of it. */
const FIRST_RUN = 60_000;

jest.setTimeout(240_000);

const WORDS = {
  zh: { locale: "zh-CN", open: "打开窗格", start: "新建工作簿", write: "写入计分卡", written: "已写入", first: "这个工作簿里还没有方案", summary: "汇总" },
  en: {
    locale: "en-GB",
    open: "Open pane",
    start: "Begin a new workbook",
    write: "Write scorecards",
    written: "Written",
    first: "No scheme in this workbook yet",
    summary: "Summary",
  },
} as const;

describeWith(["chromium"], "the first run, in Chromium", () => {
  let browser: Browser;
  let served: { readonly origin: string; readonly server: Server };
  let faults: string[] = [];
  let context: BrowserContext | null = null;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    await buildPane();
    served = await servePreview({ page: await buildPreview() });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    served.server.close();
  });

  beforeEach(() => {
    faults = [];
  });

  afterEach(async () => {
    await context?.close();
    expect(faults).toEqual([]);
  });

  async function begin(language: "zh" | "en", width: number, path: string): Promise<Page> {
    context = await browser.newContext({ ignoreHTTPSErrors: true, locale: WORDS[language].locale, viewport: { width, height: 900 } });
    await context.route("**/*", (route) => {
      const url = new URL(route.request().url());
      if (url.origin === served.origin) return route.continue();
      const file = url.hostname === "appsforoffice.microsoft.com" ? officeFile(url.pathname) : "";
      if (file !== "" && existsSync(file)) {
        return route.fulfill({ body: readFileSync(file), headers: { "access-control-allow-origin": "*", "content-type": "text/javascript" } });
      }
      faults.push(`asked for ${url.href}`);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => /Content Security Policy/i.test(message.text()) && faults.push(message.text()));
    await page.goto(`${served.origin}${path}`);
    return page;
  }

  const excelPath = (language: "zh" | "en"): string =>
    `/host.html?${new URLSearchParams({ addIn: `${served.origin}/pane/taskpane.html`, workbook: "", locale: WORDS[language].locale }).toString()}`;

  async function paneOf(page: Page): Promise<Frame> {
    return (await (await page.waitForSelector("#pane")).contentFrame())!;
  }

  async function axe(where: Page | Frame): Promise<readonly string[]> {
    await where.evaluate(AXE);
    return where.evaluate(async () => {
      const { axe } = window as unknown as {
        readonly axe: { run: () => Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ""}`);
    });
  }

  const sheetsOf = (page: Page): Promise<readonly string[]> =>
    page.evaluate(() => (window as unknown as { readonly excel: ExcelHost }).excel.workbook.Worksheets.members().map((sheet) => sheet.Name));

  /** Where all are not asked for: one of many departments, and one of a single one. */
  const tried = STARTERS.filter(({ key }) => inFull || key === "balanced" || key === "network");

  test.each(tried.map(({ key, name }, place) => [key, place % 2 === 0 ? "zh" : "en", name] as const))(
    "leads with the template %s in %s in three presses to written cards, Open pane being the first",
    async (key, language, name) => {
      const words = WORDS[language];
      const page = await begin(language, 1300, excelPath(language));
      await (await paneOf(page)).getByRole("heading", { name: words.first }).waitFor({ timeout: FIRST_RUN });
      const since = Date.now();
      await page.click("#openPane");
      const pane = await paneOf(page);
      await pane.getByRole("button", { name: new RegExp(`^${name[language === "zh" ? 0 : 1]}`) }).click({ timeout: FIRST_RUN });
      await pane.getByRole("button", { name: words.write }).click({ timeout: FIRST_RUN });
      await pane.getByRole("heading", { name: words.written }).waitFor({ timeout: FIRST_RUN });
      const took = Date.now() - since;
      proved(`First run in Excel, template ${key}: 3 presses, ${(took / 1000).toFixed(1)} s`);
      expect(took).toBeLessThan(FIRST_RUN);
      expect(await sheetsOf(page)).toContain(words.summary);
      await page.screenshot({ path: join(PICTURES, `excel-${key}-${language}.png`) });
      expect(await axe(pane)).toEqual([]);
    },
  );

  test.each([
    ["zh", 1200],
    ["en", 320],
  ] as const)("leads on the page in %s, %s px wide, in three presses to written cards", async (language, width) => {
    const words = WORDS[language];
    const page = await begin(language, width, "/page/");
    const since = Date.now();
    await page.getByRole("button", { name: words.start }).click({ timeout: FIRST_RUN });
    const balanced = page.getByRole("button", { name: language === "zh" ? /^平衡计分卡/ : /^Balanced scorecard/ });
    await balanced.waitFor({ timeout: FIRST_RUN });
    const chosen = Date.now();
    await page.screenshot({ path: join(PICTURES, `page-choose-${language}-${width}.png`), fullPage: true });
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const looking = Date.now() - chosen;
    await balanced.click();
    await page.getByRole("button", { name: words.write }).click({ timeout: FIRST_RUN });
    await page.getByRole("heading", { name: words.written }).waitFor({ timeout: FIRST_RUN });
    const took = Date.now() - since - looking;
    proved(`First run on the page at ${width} px: 3 presses, ${(took / 1000).toFixed(1)} s`);
    expect(took).toBeLessThan(FIRST_RUN);
    await page.screenshot({ path: join(PICTURES, `page-written-${language}-${width}.png`) });
  });

  test("needs no mouse: Tab and Enter lead to written cards", async () => {
    const page = await begin("en", 1000, "/page/");
    const press = async (name: RegExp): Promise<number> => {
      await page.getByRole("button", { name }).waitFor({ timeout: FIRST_RUN });
      for (let tabs = 1; tabs <= 40; tabs += 1) {
        await page.keyboard.press("Tab");
        const text = await page.evaluate(() => document.activeElement?.textContent ?? "");
        if (!name.test(text)) continue;
        // Where the keyboard is has to be seen.
        const outline = await page.evaluate(() => {
          const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!);
          return outlineStyle !== "none" || boxShadow !== "none";
        });
        expect([text, outline]).toEqual([text, true]);
        await page.keyboard.press("Enter");
        return tabs;
      }
      throw new Error(`${String(name)} is not reached with 40 presses of Tab`);
    };
    const since = Date.now();
    const tabs = [await press(/^Begin a new workbook/), await press(/^City branches/), await press(/^Write scorecards/)];
    await page.getByRole("heading", { name: "Written" }).waitFor({ timeout: FIRST_RUN });
    proved(`First run by keyboard: ${tabs.join(" + ")} presses of Tab, ${((Date.now() - since) / 1000).toFixed(1)} s`);
  });
});
