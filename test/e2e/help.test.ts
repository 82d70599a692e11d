/** The help beside the published pane and page, in Chromium: held to its policy, asked for without a network, readable by all, reached from the menu. */
import { readFileSync } from "node:fs";
import type { Server } from "node:https";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { helpPages } from "../../assets/help/pages.mjs";
import { buildPane, servePreview } from "../excelHost/preview/serve.mjs";
import { describeWith } from "../support/systemParts";

const AXE = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = [...helpPages().keys()].filter((path) => path.endsWith(".html"));
const PATIENCE = 60_000;

jest.setTimeout(240_000);

describeWith(["chromium"], "the help, in Chromium", () => {
  let browser: Browser;
  let served: { readonly origin: string; readonly server: Server };
  let faults: string[] = [];

  beforeAll(async () => {
    await buildPane();
    // The emulated Excel is not asked for.
    served = await servePreview({ page: __dirname });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    served.server.close();
  });

  beforeEach(() => {
    faults = [];
  });

  function watched(page: Page): Page {
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} for ${response.url()}`));
    page.on("request", (request) => new URL(request.url()).origin !== served.origin && faults.push(`asked for ${request.url()}`));
    page.on("console", (message) => /Content Security Policy/i.test(message.text()) && faults.push(message.text()));
    return page;
  }

  async function looked(page: Page, name: string): Promise<void> {
    const reaches = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const styled = await page.evaluate(() => getComputedStyle(document.querySelector("h1")!).fontSize);
    await page.evaluate(AXE);
    const broken = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        readonly axe: { run: () => Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ""}`);
    });
    expect({ name, reaches, styled, broken }).toEqual({ name, reaches: 0, styled: "25.6px", broken: [] });
  }

  it.each([
    ["light", 1200, {}],
    ["dark", 320, { colorScheme: "dark" as const }],
    ["forced colours", 320, { forcedColors: "active" as const }],
  ])("shows every page in %s at %s px, with nothing that axe finds and nothing asked of another machine", async (_look, width, look) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width, height: 800 }, ...look });
    const page = watched(await context.newPage());
    for (const path of PAGES) {
      await page.goto(`${served.origin}/${path.startsWith("zh/") ? "pane" : "page"}/help/${path}`);
      await looked(page, path);
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  it("is one press away from the menu of the pane, in its language", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB", viewport: { width: 900, height: 800 } });
    const page = watched(await context.newPage());
    await page.goto(`${served.origin}/page/`);
    await page.getByRole("button", { name: "Begin a new workbook" }).click({ timeout: PATIENCE });
    await page.getByRole("button", { name: "Language and colours" }).click({ timeout: PATIENCE });
    const [help] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "Help", exact: true }).click()]);
    await help.getByRole("heading", { level: 1, name: "KPI scorecards: help" }).waitFor({ timeout: PATIENCE });
    await help.getByRole("link", { name: "Privacy" }).click();
    await help.getByRole("heading", { level: 1, name: "Privacy" }).waitFor({ timeout: PATIENCE });
    await help.getByRole("link", { name: "中文" }).click();
    await help.getByRole("heading", { level: 1, name: "隐私说明" }).waitFor({ timeout: PATIENCE });
    await context.close();
    expect(faults).toEqual([]);
  });
});
