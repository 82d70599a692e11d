/** The published stand-alone page in Chromium: a dropped workbook is scored, written and downloaded, cell for cell as the command line does it. */
import { unzipSync } from "fflate";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:https";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { readLastRun } from "../../src/run/lastRun";
import { openXlsx } from "../../src/xlsx/portable";
import { buildPane, servePreview } from "../excelHost/preview/serve.mjs";
import { runCommandLine } from "../support/runCommandLine";
import { describeWith } from "../support/systemParts";

const SAMPLES = join(__dirname, "../../assets/samples");
/** To be looked at by a person. */
const PICTURES = join(tmpdir(), "kpi-page-pictures");
const AXE = createRequire(__filename).resolve("axe-core/axe.min.js");
/** Milliseconds: two busy cores take their time. Nothing here is about speed. */
const PATIENCE = 60_000;

jest.setTimeout(240_000);

const WORDS = {
  zh: {
    locale: "zh-CN",
    choose: "选择文件…",
    preview: "预览计分卡",
    write: "写入计分卡",
    written: "已写入",
    download: "下载",
    again: "重新读取",
    memory: "上次计分",
    same: "不需要写入",
    sheets: "工作表",
    scores: "计分",
    summary: "汇总",
  },
  en: {
    locale: "en-GB",
    choose: "Choose a file…",
    preview: "Preview scorecards",
    write: "Write scorecards",
    written: "Written",
    download: "Download",
    again: "Read again",
    memory: "Last run",
    same: "There is nothing to write",
    sheets: "Sheets",
    scores: "Scores",
    summary: "Summary",
  },
} as const;

describeWith(["chromium"], "the published stand-alone page, in Chromium", () => {
  let browser: Browser;
  let served: { readonly origin: string; readonly server: Server };
  let folder: string;
  /** Whatever went wrong in a page: refused by its policy, asked of another machine, not found, thrown. */
  let faults: string[] = [];
  let context: BrowserContext | null = null;

  beforeAll(async () => {
    await buildPane();
    // The emulated Excel is not asked for.
    served = await servePreview({ page: SAMPLES });
    folder = mkdtempSync(join(tmpdir(), "kpi-page-"));
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    served.server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    faults = [];
  });

  afterEach(async () => {
    await context?.close();
    expect(faults).toEqual([]);
  });

  async function open(language: "zh" | "en", width: number, look: { readonly dark?: boolean; readonly forced?: boolean } = {}): Promise<Page> {
    context = await browser.newContext({
      ignoreHTTPSErrors: true,
      acceptDownloads: true,
      locale: WORDS[language].locale,
      viewport: { width, height: 800 },
      colorScheme: look.dark ? "dark" : "light",
      ...(look.forced ? { forcedColors: "active" as const } : {}),
    });
    await context.route("**/*", (route) => {
      const { origin, href } = new URL(route.request().url());
      if (origin === served.origin && route.request().method() === "GET") return route.continue();
      faults.push(`${route.request().method()} ${href}`);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} for ${response.url()}`));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(`${served.origin}/page/`);
    await page.getByRole("heading", { level: 1 }).waitFor({ timeout: PATIENCE });
    return page;
  }

  /** As a person lets go of a file over the page. */
  async function drop(page: Page, name: string): Promise<void> {
    const packed = readFileSync(join(SAMPLES, name)).toString("base64");
    const dropped = await page.evaluateHandle(
      ({ text, called }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], called));
        return transfer;
      },
      { text: packed, called: name },
    );
    await page.dispatchEvent("body", "dragover", { dataTransfer: dropped });
    await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  }

  /** A picture; nothing reaches out of the page, and axe finds nothing. */
  async function looked(page: Page, name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    const reaches = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    // The page's own policy lets no script in by a tag; the driver evaluates it.
    await page.evaluate(readFileSync(AXE, "utf8"));
    const broken = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        readonly axe: { run: () => Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ""}`);
    });
    expect({ name, reaches, broken }).toEqual({ name, reaches: 0, broken: [] });
  }

  /** Every cell of every sheet: value, formula, number format. */
  async function contentsOf(file: string): Promise<Record<string, unknown>> {
    const workbook = openXlsx(new Uint8Array(readFileSync(file)));
    const { sheets } = await workbook.survey();
    const grids = await workbook.read(sheets.map(({ id }) => id));
    return Object.fromEntries(
      sheets.map(({ id, name }) => {
        const grid = grids.get(id)!;
        return [name, Array.from({ length: grid.rowCount }, (_, row) => Array.from({ length: grid.columnCount }, (__, column) => grid.at(row, column)))];
      }),
    );
  }

  async function toPreview(page: Page, language: "zh" | "en"): Promise<void> {
    await page.getByRole("button", { name: WORDS[language].preview }).click({ timeout: PATIENCE });
    await page.getByRole("button", { name: WORDS[language].write }).waitFor({ timeout: PATIENCE });
  }

  test.each([
    ["zh", 1200, {}],
    ["en", 320, { dark: true }],
  ] as const)("takes the %s sample from a drop to a download that is what the command line writes, at %s px.", async (language, width, look) => {
    const words = WORDS[language];
    const name = `province-${language}.xlsx`;
    const page = await open(language, width, look);
    await looked(page, `open-${language}-${width}`);
    await drop(page, name);
    await toPreview(page, language);
    await looked(page, `preview-${language}-${width}`);
    if (width < 860) {
      await page.getByRole("button", { name: words.sheets, exact: true }).click();
      await page.getByRole("grid", { name: words.summary }).locator("[data-cell]").first().waitFor({ timeout: PATIENCE });
      await looked(page, `sheet-${language}-${width}`);
      await page.getByRole("button", { name: words.scores, exact: true }).click();
    }
    await page.getByRole("button", { name: words.write }).click();
    await page.getByRole("heading", { name: words.written }).waitFor({ timeout: PATIENCE });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: words.download, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(`province-${language}-scorecard.xlsx`);
    await looked(page, `written-${language}-${width}`);

    // In place, as somebody's own workbook: both keep the way back in it.
    const out = join(folder, name);
    copyFileSync(join(SAMPLES, name), out);
    const { status, err } = await runCommandLine(["score", out, "--in-place"], language);
    expect({ status, out: existsSync(out) ? "written" : err }).toEqual({ status, out: "written" });
    const byPage = await contentsOf(await download.path());
    const byCommand = await contentsOf(out);
    expect(Object.keys(byPage)).toEqual(Object.keys(byCommand));
    // The two pack with programs of their own, so a part's packed bytes may differ, and the memory of the last run in its cells; what is in them may not.
    for (const sheet of Object.keys(byCommand).filter((one) => one !== words.memory))
      expect({ sheet, cells: byPage[sheet] }).toEqual({ sheet, cells: byCommand[sheet] });
    const [kept, wanted] = await Promise.all([await download.path(), out].map((path) => readLastRun(openXlsx(new Uint8Array(readFileSync(path))))));
    expect(kept?.blocks.length).toBeGreaterThan(10);
    expect(kept).toEqual(wanted);
    const parts = [await download.path(), out].map((path) => unzipSync(new Uint8Array(readFileSync(path))));
    expect(Object.keys(parts[0]!)).toEqual(Object.keys(parts[1]!));
    // As many cells as the packed memory takes.
    const withoutLength = (part: Uint8Array): string =>
      Buffer.from(part)
        .toString("latin1")
        .replace(/(<definedName name="kpi\.lastRun"[^>]*>)[^<]*/, "$1");
    const holdsMemory = (part: string): boolean => Buffer.from(parts[1]![part]!).includes("kpi-last-run-1");
    expect(Object.keys(parts[1]!).filter(holdsMemory)).toHaveLength(1);
    for (const part of Object.keys(parts[1]!).filter((one) => !holdsMemory(one)))
      expect({ part, same: withoutLength(parts[0]![part]!) === withoutLength(parts[1]![part]!) }).toEqual({ part, same: true });

    await page.getByRole("button", { name: words.again }).click();
    await page.getByRole("button", { name: words.preview }).click({ timeout: PATIENCE });
    await page.getByText(words.same).waitFor({ timeout: PATIENCE });
  });

  test("opens a file that is chosen, shows a card as it will look, and follows its links.", async () => {
    const page = await open("en", 1200, { dark: true });
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: WORDS.en.choose }).click()]);
    await chooser.setFiles(join(SAMPLES, "province-en.xlsx"));
    await toPreview(page, "en");
    const grid = page.getByRole("grid", { name: "Summary" });
    await grid.getByRole("button", { name: "Taiyuan" }).click({ timeout: PATIENCE });
    // The states of short boards in the sheet, and not the ▼ of a sentence above them or of the table in the pane.
    const states = page.getByRole("grid", { name: "Taiyuan" }).locator("td", { hasText: /^▼ / });
    await states.first().waitFor({ timeout: PATIENCE });
    const grounds = await states.evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor));
    expect(grounds).toContain("rgb(249, 233, 227)");
    await looked(page, "card-en-1200-dark");
  });

  test("is whole in forced colours.", async () => {
    const page = await open("zh", 1200, { forced: true });
    await drop(page, "province-zh.xlsx");
    await toPreview(page, "zh");
    await looked(page, "preview-zh-1200-forced");
  });

  test("has no Office, and its own policy refuses to send anything; a breach would be seen here.", async () => {
    const page = await open("en", 1200);
    expect(await page.evaluate(() => "Office" in window)).toBe(false);
    expect(faults).toEqual([]);
    const told = page.waitForEvent("console", (message) => /Content Security Policy/i.test(message.text()));
    expect(
      await page.evaluate(() =>
        fetch("https://example.com/", { method: "POST", body: "figures" }).then(
          () => "sent",
          () => "refused",
        ),
      ),
    ).toBe("refused");
    await told;
    expect(faults.length).toBeGreaterThan(0);
    faults = [];
  });
});
