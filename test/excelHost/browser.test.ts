import { existsSync, readFileSync } from "node:fs";
import { chromium, type Browser, type Frame, type Page } from "playwright-core";
import type { ExcelHost } from "./excelHost";
import { describeWith } from "../support/systemParts";
import { buildPreview, officeFile, servePreview } from "./preview/serve.mjs";

const MICROSOFT = "appsforoffice.microsoft.com";

describeWith(["chromium"], "an add-in in a frame, with the real office.js, in Chromium", () => {
  let origin = "";
  let close: () => void = () => undefined;
  let browser: Browser;

  beforeAll(async () => {
    const { origin: served, server } = await servePreview({ page: await buildPreview() });
    origin = served;
    close = () => server.close();
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    close();
  });

  /** A fresh browser context each time: office.js remembers its host in the tab. Nothing goes to the network. */
  async function open(path: string): Promise<{ readonly page: Page; readonly refused: string[]; readonly faults: string[] }> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const refused: string[] = [];
    const faults: string[] = [];
    await context.route("**/*", async (route) => {
      const url = new URL(route.request().url());
      if (url.hostname === "localhost") return route.continue();
      const file = url.hostname === MICROSOFT ? officeFile(url.pathname) : "";
      if (existsSync(file)) {
        return route.fulfill({ body: readFileSync(file), headers: { "access-control-allow-origin": "*", "content-type": "text/javascript" } });
      }
      refused.push(url.href);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${origin}${path}`);
    return { page, refused, faults };
  }

  async function pane(page: Page): Promise<Frame> {
    const frame = await (await page.waitForSelector("#pane")).contentFrame();
    if (!frame) throw new Error("The page has no frame for the add-in.");
    return frame;
  }

  test("starts as in Excel on the web, writes a sheet, and finds nothing to write the second time.", async () => {
    const { page, refused, faults } = await open("/host.html");
    const frame = await pane(page);
    await frame.waitForSelector("#go:not([disabled])", { timeout: 20_000 });
    expect(await frame.textContent("#out")).toBe("ready Excel OfficeOnline true");
    await frame.click("#go");
    await frame.waitForFunction(() => /^(done|failed)/.test(document.getElementById("out")?.textContent ?? ""), undefined, { timeout: 20_000 });
    expect(await frame.textContent("#out")).toBe("done Sheet1 0");
    const stands = await page.evaluate(() => {
      const { excel } = window as unknown as { excel: ExcelHost };
      return {
        values: excel.workbook.Worksheets.at("成绩").GetRange("A1:B3").Values,
        formulas: excel.workbook.Worksheets.at("成绩").GetRange("A3:B3").Formulas,
        block: excel.workbook.Names.at("kpi.card.trial").Formula,
        missing: [...excel.missing],
      };
    });
    expect(stands).toEqual({
      values: [
        ["部门", "得分"],
        ["客服中心", 90],
        ["=1+1", "003"],
      ],
      formulas: [["=1+1", "003"]],
      block: "=成绩!$A$1:$B$3",
      missing: [],
    });
    await page.getByRole("tab", { name: "成绩" }).click();
    await page.locator('[data-cell="A2"]', { hasText: "客服中心" }).waitFor({ timeout: 20_000 });
    expect({ refused, faults }).toEqual({ refused: [], faults: [] });
  }, 60_000);

  test("opens a real workbook beside it.", async () => {
    const { page } = await open("/host.html?workbook=/samples/province-zh.xlsx");
    const frame = await pane(page);
    await frame.waitForSelector("#go:not([disabled])", { timeout: 20_000 });
    await frame.click("#go");
    await frame.waitForFunction(() => /^(done|failed)/.test(document.getElementById("out")?.textContent ?? ""), undefined, { timeout: 20_000 });
    expect(await frame.textContent("#out")).toMatch(/^done .+ 0$/);
  }, 60_000);
});
