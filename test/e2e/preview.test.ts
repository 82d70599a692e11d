import { existsSync, mkdirSync, readFileSync } from "node:fs";
import type { Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from "playwright-core";
import { draftScorecards } from "../../src/run/draftScorecards";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/portable";
import type { ExcelHost } from "../excelHost/excelHost";
import { buildPane, buildPreview, officeFile, servePreview } from "../excelHost/preview/serve.mjs";
import { describeWith } from "../support/systemParts";

const SAMPLES = join(__dirname, "../../assets/samples");
/** To be looked at by a person. */
const PICTURES = join(tmpdir(), "kpi-preview-pictures");
const WIDTHS = [320, 450];
/** Milliseconds: two busy cores take their time. Nothing here is about speed. */
const PATIENCE = 60_000;

jest.setTimeout(180_000);

const WORDS = {
  zh: {
    locale: "zh-CN",
    product: "绩效计分卡",
    preview: "预览计分卡",
    write: "写入计分卡",
    written: "已写入",
    summary: "转到汇总",
    again: "重新读取",
    same: "不需要写入",
    summarySheet: "汇总",
  },
  en: {
    locale: "en-GB",
    product: "KPI scorecards",
    preview: "Preview scorecards",
    write: "Write scorecards",
    written: "Written",
    summary: "Go to summary",
    again: "Read again",
    same: "There is nothing to write",
    summarySheet: "Summary",
  },
} as const;

interface Opened {
  readonly page: Page;
  readonly pane: Frame;
}

describeWith(["chromium"], "the published add-in in the emulated Excel, in Chromium", () => {
  let browser: Browser;
  let preview: { readonly origin: string; readonly server: Server };
  /** Whatever went wrong in a page, whichever test opened it: refused by a policy, asked of another machine, not found, thrown. */
  let faults: string[] = [];
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    await buildPane();
    preview = await servePreview({ page: await buildPreview() });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    preview.server.close();
  });

  beforeEach(() => {
    faults = [];
  });

  afterEach(async () => {
    await Promise.all(contexts.splice(0, Infinity).map((context) => context.close()));
    expect(faults).toEqual([]);
  });

  /** Microsoft's server is answered from the npm package; every other request off this machine is refused and counts as a fault. */
  async function open(asked: Readonly<Record<string, string>>, { origin }: { readonly origin: string } = preview): Promise<Opened> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1500, height: 900 }, acceptDownloads: true });
    contexts.push(context);
    await context.route("**/*", async (route) => {
      const url = new URL(route.request().url());
      if (url.origin === origin) return route.continue();
      const file = url.hostname === "appsforoffice.microsoft.com" && origin === preview.origin ? officeFile(url.pathname) : "";
      if (file !== "" && existsSync(file)) {
        return route.fulfill({ body: readFileSync(file), headers: { "access-control-allow-origin": "*", "content-type": "text/javascript" } });
      }
      faults.push(`asked for ${url.href}`);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} for ${response.url()}`));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(`${origin}/host.html?${new URLSearchParams({ addIn: `${origin}/pane/taskpane.html`, ...asked }).toString()}`);
    const pane = await (await page.waitForSelector("#pane")).contentFrame();
    if (!pane) throw new Error("The page has no frame for the add-in.");
    return { page, pane };
  }

  const sample = (language: "zh" | "en"): Record<string, string> => ({ workbook: `/samples/province-${language}.xlsx`, locale: WORDS[language].locale });

  /** Clicks through from the overview to the written cards. */
  async function write({ pane }: Opened, language: "zh" | "en", atPreview: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const words = WORDS[language];
    await pane.getByRole("button", { name: words.preview }).click({ timeout: PATIENCE });
    await pane.getByRole("button", { name: words.write }).waitFor({ timeout: PATIENCE });
    await atPreview();
    await pane.getByRole("button", { name: words.write }).click();
  }

  const onExcel = <T>({ page }: Opened, look: (excel: ExcelHost) => T): Promise<T> => page.evaluate(`(${look.toString()})(window.excel)`);

  /** A picture at each width, and nothing may reach out of the pane. */
  async function picture({ page, pane }: Opened, name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    for (const width of WIDTHS) {
      await page.evaluate((pixels) => document.body.style.setProperty("--pane", `${pixels}px`), width);
      const reaches = await pane.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect({ name, width, reaches }).toEqual({ name, width, reaches: 0 });
      await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`) });
    }
  }

  test("is told by Office.js that it runs in Excel.", async () => {
    const opened = await open({ workbook: "", locale: "en-GB" });
    await opened.pane.getByRole("heading", { name: "No scheme in this workbook yet" }).waitFor({ timeout: PATIENCE });
    const ready = await opened.pane.evaluate(async () => {
      const { host, platform } = await Office.onReady();
      return { host, platform, enough: Office.context.requirements.isSetSupported("ExcelApi", "1.13") };
    });
    expect(ready).toEqual({ host: "Excel", platform: "OfficeOnline", enough: true });
  });

  test("is held to its own policy, and a breach would be seen here.", async () => {
    const { page, pane } = await open({ workbook: "", locale: "en-GB" });
    await pane.getByRole("heading", { name: "No scheme in this workbook yet" }).waitFor({ timeout: PATIENCE });
    expect(faults).toEqual([]);
    const told = page.waitForEvent("console", (message) => /Content Security Policy/i.test(message.text()));
    expect(
      await pane.evaluate(() =>
        fetch("https://example.com/").then(
          () => "sent",
          () => "refused",
        ),
      ),
    ).toBe("refused");
    await told;
    expect(faults.length).toBeGreaterThan(0);
    faults = [];
  });

  test.each(["zh", "en"] as const)("takes the %s sample from opening to written cards, the same as from the file, to the cell.", async (language) => {
    const words = WORDS[language];
    const opened = await open(sample(language));
    const { page, pane } = opened;
    await pane.getByRole("button", { name: words.preview }).waitFor({ timeout: PATIENCE });
    await picture(opened, `overview-${language}`);
    expect(await onExcel(opened, (excel) => excel.workbook.IsDirty)).toBe(false);
    await write(opened, language, () => picture(opened, `preview-${language}`));
    await pane.getByRole("heading", { name: words.written }).waitFor({ timeout: PATIENCE });
    await picture(opened, `written-${language}`);

    const file = openXlsx(new Uint8Array(readFileSync(join(SAMPLES, `province-${language}.xlsx`))));
    const { changes } = await draftScorecards(file, { period: null, labelsFor: (which) => (which === "zh" ? chinese : english) });
    const stands = await onExcel(opened, ({ workbook }) =>
      Object.fromEntries(workbook.Worksheets.members().map((sheet) => [sheet.Name, sheet.GetUsedRange().Values as unknown[][]])),
    );
    expect(changes.length).toBeGreaterThan(10);
    for (const change of changes) {
      if (change.kind !== "createSheet") throw new Error("The sample holds sheets of ours already.");
      const values = stands[change.name]!;
      change.draft.rows.forEach((cells, row) =>
        cells.forEach((cell, column) => {
          if (!cell) return;
          // Results of formulas are worked out by the emulated Excel. Formats and looks are compared in bothDoors.test.ts.
          const wanted = typeof cell.value === "number" && cell.formula !== undefined ? (expect.closeTo(cell.value, 9) as number) : (cell.value ?? "");
          expect({ sheet: change.name, row, column, value: values[row]?.[column] ?? "" }).toEqual({ sheet: change.name, row, column, value: wanted });
        }),
      );
    }

    await pane.getByRole("button", { name: words.summary }).click();
    await page.getByRole("tab", { name: words.summarySheet, exact: true, selected: true }).waitFor({ timeout: PATIENCE });
    await picture(opened, `summary-${language}`);

    await pane.getByRole("button", { name: words.again }).click();
    await pane.getByRole("button", { name: words.preview }).click({ timeout: PATIENCE });
    await pane.getByText(words.same).waitFor({ timeout: PATIENCE });
    expect(await pane.getByRole("button", { name: words.write }).count()).toBe(0);
    expect(await onExcel(opened, (excel) => [...excel.missing])).toEqual([]);
  });

  test("writes cards that live: a figure that is typed changes the card, the summary and the highlights to what a new run would give.", async () => {
    const opened = await open(sample("zh"));
    const { page, pane } = opened;
    await write(opened, "zh");
    await pane.getByRole("heading", { name: "已写入" }).waitFor({ timeout: PATIENCE });
    const tab = (name: string): Promise<void> => page.getByRole("tab", { name, exact: true }).click();
    const drawn = async (name: string): Promise<{ readonly texts: readonly string[]; readonly grounds: readonly string[] }> => {
      await tab(name);
      await page.getByRole("tab", { name, exact: true, selected: true }).waitFor({ timeout: PATIENCE });
      const cells = page.locator("#sheet td");
      return {
        texts: await cells.evaluateAll((all) => all.map((cell) => cell.textContent ?? "")),
        grounds: await cells.evaluateAll((all) => all.map((cell) => getComputedStyle(cell).backgroundColor)),
      };
    };
    const before = { card: await drawn("太原"), summary: await drawn("汇总") };
    await picture(opened, "live-before-zh");

    await tab("地市指标");
    await page.click('[data-cell="H5"]');
    await page.fill("#entry", "74.2");
    const begun = Date.now();
    await page.press("#entry", "Enter");
    await page.locator('[data-cell="H5"]', { hasText: "74.2" }).waitFor({ timeout: PATIENCE });
    process.stdout.write(`A figure is typed, worked out and drawn in ${Date.now() - begun} ms\n`);
    const after = { card: await drawn("太原"), summary: await drawn("汇总") };
    await picture(opened, "live-after-zh");
    for (const sheet of ["card", "summary"] as const) expect(after[sheet].texts).not.toEqual(before[sheet].texts);
    expect(after.card.grounds).not.toEqual(before.card.grounds);

    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const anew = await draftScorecards(openXlsx(new Uint8Array(readFileSync(await download.path()))), {
      period: null,
      labelsFor: (which) => (which === "zh" ? chinese : english),
    });
    const stands = await onExcel(opened, ({ workbook }) =>
      Object.fromEntries(
        workbook.Names.items
          .filter(({ target }) => target !== null)
          .map(({ Name, target }) => [Name, { name: target!.sheet.Name, values: target!.sheet.GetUsedRange().Values as unknown[][] }]),
      ),
    );
    let compared = 0;
    for (const { block, draft } of anew.changes) {
      // The check sheet says what has changed since the cards were written; after a new run nothing has.
      if (block === "kpi.check") continue;
      const { name, values } = stands[block!]!;
      // Which lines a card lists below its grade, and in which order, stays until the next run; the card's notes say so.
      const total = draft.rows.findIndex((cells) => /^总分/.test(String(cells[1]?.value)));
      const end = total < 0 ? draft.rows.length : total + 2;
      draft.rows.slice(0, end).forEach((cells, at) => {
        // A new run also sorts the ranking; where nobody has, a department stands in its old row with its new place.
        const department = block === "kpi.summary" && typeof cells[1]?.value === "string" ? cells[1].value : null;
        const found = department === null ? -1 : values.findIndex((line) => line[1] === department);
        const row = found < 0 ? at : found;
        cells.forEach((cell, column) => {
          if (cell?.formula === undefined) return;
          compared += 1;
          const wanted = typeof cell.value === "number" ? (expect.closeTo(cell.value, 9) as number) : (cell.value ?? "");
          expect({ name, row, column, value: values[row]?.[column] }).toEqual({ name, row, column, value: wanted });
        });
      });
    }
    process.stdout.write(`${compared} live figures are what a new run gives\n`);
    expect(compared).toBeGreaterThan(1000);
  });

  test("writes values where they are chosen, and remembers it.", async () => {
    const opened = await open(sample("en"));
    const { page, pane } = opened;
    await pane.getByRole("button", { name: "Preview scorecards" }).click({ timeout: PATIENCE });
    await pane.getByRole("switch", { name: "Values instead of formulas" }).click({ timeout: PATIENCE });
    await pane.getByText("Scores are written as values").waitFor({ timeout: PATIENCE });
    await picture(opened, "values-en");
    await pane.getByRole("button", { name: "Write scorecards" }).click();
    await pane.getByText("Scores are values").waitFor({ timeout: PATIENCE });
    const formulas = (): Promise<number> =>
      onExcel(
        opened,
        ({ workbook }) => [...workbook.formulas()].filter(({ sheet }) => workbook.Names.items.some(({ target }) => target?.sheet === sheet)).length,
      );
    expect(await formulas()).toBe(0);

    await page.click("#recalculate");
    const again = await (await page.waitForSelector("#pane")).contentFrame();
    await again!.getByRole("switch", { name: "Values instead of formulas", checked: true }).waitFor({ timeout: PATIENCE });
    await again!.getByText("There is nothing to write").waitFor({ timeout: PATIENCE });
    await again!.getByRole("switch", { name: "Values instead of formulas" }).click();
    await again!.getByRole("button", { name: "Write scorecards" }).click({ timeout: PATIENCE });
    await again!.getByText("Scores are live formulas").waitFor({ timeout: PATIENCE });
    expect(await formulas()).toBeGreaterThan(1000);
  });

  test("goes to a finding's cell, and marks the finding whose cell somebody selects.", async () => {
    const opened = await open(sample("zh"));
    const { page, pane } = opened;
    await pane.getByRole("button", { name: "转到 商务分公司指标!E50" }).click({ timeout: PATIENCE });
    await page.getByRole("tab", { name: "商务分公司指标", exact: true, selected: true }).waitFor({ timeout: PATIENCE });
    expect(await onExcel(opened, ({ workbook }) => workbook.selection.Address)).toBe("商务分公司指标!E50");
    expect(await page.textContent('#sheet td[aria-selected="true"]')).toBe("待定");

    await page.getByRole("tab", { name: "地市指标", exact: true }).click();
    await page.click('[data-cell="H89"]');
    await pane.locator('li[aria-current="true"]', { hasText: "地市指标!H89" }).waitFor({ timeout: PATIENCE });
  });

  test("asks to read again after somebody typed in a cell, and then shows what will change.", async () => {
    const opened = await open(sample("zh"));
    const { page, pane } = opened;
    await pane.getByRole("button", { name: "预览计分卡" }).click({ timeout: PATIENCE });
    await page.click('[data-cell="H5"]');
    await page.fill("#entry", "60");
    await page.press("#entry", "Enter");
    await pane.getByText("读取之后工作簿有改动").waitFor({ timeout: PATIENCE });
    expect(await pane.getByRole("button", { name: "写入计分卡" }).count()).toBe(0);
  });

  test("says in words that Excel refuses to write, what is written and what is not; reading again heals it.", async () => {
    const opened = await open(sample("zh"));
    const { pane } = opened;
    await write(opened, "zh", () =>
      // As when somebody protects a sheet while it is written to: half of one request is done, once some cards stand there already.
      onExcel(opened, (excel) => {
        let refused = false;
        excel.fault = (_, request) => {
          const enters = request.Actions.some(({ Name }) => Name === "Values" || Name === "Formulas");
          const cards = excel.workbook.Names.items.filter(({ Name }) => Name.startsWith("kpi.card.")).length;
          if (refused || !enters || cards < 3) return null;
          refused = true;
          return { kind: "prefix", code: "AccessDenied", share: 0.5 };
        };
      }),
    );
    await pane.getByRole("heading", { name: "没有写完" }).waitFor({ timeout: PATIENCE });
    const said = await pane.locator("body").innerText();
    expect(said).toContain("重新查看过");
    expect(said).not.toMatch(/RichApi|undefined|\[object/);
    await picture(opened, "refused-zh");

    await pane.getByRole("button", { name: "重新读取" }).click();
    await write(opened, "zh");
    await pane.getByRole("heading", { name: "已写入" }).waitFor({ timeout: PATIENCE });
    // Whatever was half done is whole now: every card has its title, its widths and its highlights.
    const bare = await onExcel(opened, ({ workbook }) =>
      workbook.Worksheets.members()
        .filter((sheet) => workbook.Names.items.some((name) => name.target?.sheet === sheet && name.Name.startsWith("kpi.card.")))
        .filter((sheet) => sheet.columnWidths.size === 0 || sheet.conditionalFormats.length === 0 || sheet.cells.peek(0, 0)?.look["Font.Bold"] !== true)
        .map((sheet) => sheet.Name),
    );
    expect(bare).toEqual([]);
  });

  test("will not write to a protected sheet of ours, and names it.", async () => {
    const opened = await open(sample("en"));
    const { page, pane } = opened;
    await write(opened, "en");
    await pane.getByRole("heading", { name: "Written" }).waitFor({ timeout: PATIENCE });
    await pane.getByRole("button", { name: "Go to summary" }).click();
    await page.getByRole("tab", { name: "Summary", exact: true, selected: true }).waitFor({ timeout: PATIENCE });
    await page.click("#protect");
    // A figure of the first department, so that its place in the summary changes.
    await page.getByRole("tab", { name: "City figures", exact: true }).click();
    await page.click('[data-cell="H5"]');
    await page.fill("#entry", "60");
    await page.press("#entry", "Enter");
    await pane.getByRole("button", { name: "Read again" }).click();
    await pane.getByRole("button", { name: "Preview scorecards" }).click({ timeout: PATIENCE });
    await pane.getByText("The sheet “Summary” is protected.").waitFor({ timeout: PATIENCE });
    expect(await pane.getByRole("button", { name: "Write scorecards" }).count()).toBe(0);
    await picture(opened, "protected-en");
  });

  test("opens without a browser that answers for Microsoft: the preview has Office.js itself.", async () => {
    const alone = await servePreview({ page: await buildPreview(), localOffice: true });
    try {
      const { pane } = await open(sample("en"), alone);
      await pane.getByRole("button", { name: "Preview scorecards" }).waitFor({ timeout: PATIENCE });
    } finally {
      alone.server.close();
    }
  });

  test("saves the workbook as an .xlsx that opens again.", async () => {
    const opened = await open(sample("zh"));
    const { page, pane } = opened;
    await pane.getByRole("button", { name: "预览计分卡" }).waitFor({ timeout: PATIENCE });
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const survey = await openXlsx(new Uint8Array(readFileSync(await download.path()))).survey();
    expect(survey.sheets.map(({ name }) => name)).toContain("地市指标");

    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("#open")]);
    await chooser.setFiles(join(SAMPLES, "province-en.xlsx"));
    await page
      .getByRole("tab", { name: "Scheme", exact: false })
      .or(page.getByRole("tab", { name: "Settings" }))
      .first()
      .waitFor({ timeout: PATIENCE });
    await pane.getByRole("button", { name: "预览计分卡" }).waitFor({ timeout: PATIENCE });
  });
});
