/** Every view of the pane, and the stand-alone page, as somebody meets them who has a narrow pane and long words, or who hears instead of sees. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { describeWith } from "../../support/systemParts";
import { scenes } from "./scenes";

const ROOT = join(__dirname, "../../..");
const PAGE = pathToFileURL(join(ROOT, ".cache/preview/index.html")).href;
const VIEWS = [...Object.keys(scenes()), "browser"];
/** What comes a moment after the view itself. */
const LATE: Readonly<Record<string, string>> = {
  whatIf: "ol",
  restore: "li",
  removal: "li",
  line: "ol",
  absentLine: "ol",
  card: "main section:nth-of-type(2) li",
};

jest.setTimeout(240_000);

/** What is wrong with how the page stands: wider than the window, words cut off by their box, buttons over each other. */
function faultsOnPage(): string[] {
  const most = document.documentElement.clientWidth;
  const named = (one: Element): string => `${one.tagName} “${(one.textContent ?? "").trim().slice(0, 40)}”`;
  // Those that are for the ear only, or not there.
  const seen = [...document.querySelectorAll<HTMLElement>("body *")].filter((one) => {
    const look = getComputedStyle(one);
    return one.getClientRects().length > 0 && look.visibility === "visible" && !one.closest("svg") && !hiddenToTheEye(one) && !scrolledInside(one);
  });
  function hiddenToTheEye(one: Element | null): boolean {
    for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none" || getComputedStyle(at).opacity === "0") return true;
    return false;
  }
  // A sheet is as wide as it is, and scrolls by itself.
  function scrolledInside(one: Element): boolean {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    return false;
  }
  const faults: string[] = [];
  if (document.documentElement.scrollWidth > most) faults.push(`scrolls sideways, ${document.documentElement.scrollWidth} px`);
  for (const one of seen) {
    if (one.getBoundingClientRect().right > most + 0.5 && getComputedStyle(one).position !== "absolute") faults.push(`wider than the window: ${named(one)}`);
    const { overflowX } = getComputedStyle(one);
    if ((overflowX === "hidden" || overflowX === "clip") && one.scrollWidth > one.clientWidth + 1 && one.textContent) faults.push(`cut off: ${named(one)}`);
  }
  // A footer that sticks lies over what is scrolled under it, as it should.
  const pressed = seen.filter((one) => one.matches("button, a[href], input:not([type=checkbox]), select") && !one.closest("footer"));
  for (const [place, one] of pressed.entries()) {
    for (const other of pressed.slice(place + 1)) {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      if (!apart && !one.contains(other) && !other.contains(one)) faults.push(`over each other: ${named(one)} and ${named(other)}`);
    }
  }
  return [...new Set(faults)];
}

describeWith(["chromium"], "every view, in Chromium", () => {
  let browser: Browser;
  let page: Page;
  const thrown: string[] = [];

  beforeAll(async () => {
    execFileSync("npx", ["webpack", "-c", "test/pane/preview/webpack.config.js"], { cwd: ROOT, stdio: "pipe" });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
    page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    page.on("pageerror", (error) => thrown.push(error.message));
  }, 240_000);

  afterAll(async () => browser.close());

  afterEach(() => expect(thrown.splice(0, Infinity)).toEqual([]));

  const open = async (view: string, language: "zh" | "en" | "pseudo"): Promise<void> => {
    await page.goto(`${PAGE}?scene=${view}&language=${language}&theme=light`);
    await page.waitForSelector(LATE[view] ?? "h1", { state: "attached" });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  };

  it.each(VIEWS)("%s has room at 320 px for words that are two fifths longer", async (view) => {
    await open(view, "pseudo");
    expect(await page.evaluate(faultsOnPage)).toEqual([]);
    // Nothing is said that is not in the words.
    expect(await page.locator("h1").first().innerText()).toMatch(/^\[|\p{Script=Han}/u);
  });

  it("the stand-alone page has that room too, empty and with a workbook open", async () => {
    await open("page", "pseudo");
    expect(await page.evaluate(faultsOnPage)).toEqual([]);
    await page.getByRole("button", { name: /^\[Bégíñ/ }).click();
    await page.getByRole("button", { name: /^Call centre/ }).click();
    await page.getByRole("button", { name: /^\[Wríté/ }).waitFor();
    expect(await page.evaluate(faultsOnPage)).toEqual([]);
    await page.getByRole("button", { name: /^\[Shééts|^\[Sheets|^\[Shéétsshé/ }).click();
    expect(await page.evaluate(faultsOnPage)).toEqual([]);
  });

  /** What a screen reader goes by: a role and a name a line. */
  const heard = async (view: string): Promise<readonly string[]> => {
    await open(view, "en");
    return (await page.locator("body").ariaSnapshot()).split("\n").map((line) =>
      line
        .trim()
        .replace(/^- /, "")
        .replace(/^'(.*)'$/, "$1"),
    );
  };

  it.each(VIEWS)("%s is heard in order: one title, headings that skip no level, everything that is pressed with a name, tables with heads", async (view) => {
    const lines = await heard(view);
    const levels = lines.flatMap((line) => /^heading .*\[level=(\d)\]/.exec(line)?.[1] ?? []).map(Number);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.filter((level, place) => place > 0 && level > levels[place - 1]! + 1)).toEqual([]);
    // A role without a name has none behind it: 'button' alone, or 'button [disabled]'.
    expect(lines.filter((line) => /^(button|link|checkbox|switch|spinbutton|combobox|slider|img|table|progressbar)( \[|:|$)/.test(line))).toEqual([]);
    const tables = lines.filter((line) => line.startsWith("table "));
    if (tables.length > 0) expect(lines.filter((line) => line.startsWith("columnheader ")).length).toBeGreaterThanOrEqual(2 * tables.length);
    expect(lines.filter((line) => line === "main:")).toHaveLength(1);
  });

  it("what happens is said, and said of the view that one is in", async () => {
    const said = async (view: string): Promise<string> => (await heard(view)).find((line) => line.startsWith("status"))!;
    expect(await said("ready")).toBe("status: 6 findings");
    expect(await said("preview")).toBe("status: Preview · 6 findings");
    expect(await said("card")).toBe("status: 呼叫中心");
    expect(await said("line")).toBe("status: How it was scored");
    expect(await said("written")).toMatch(/^status: 1 new sheet, 1 updated, 245 cells written\./);
    expect(await said("failed")).toContain("Excel does not allow changes to sheet");
    expect(await said("first")).toBe("status: No scheme in this workbook yet");
  });

  it("no state is told by a sign alone", async () => {
    const card = await heard("card");
    expect(card).toContain('img "Short board": ▼');
    expect(card.some((line) => line.startsWith('row "Short board 人工应答率, how it was scored Rate 0.0%'))).toBe(true);
    expect((await heard("ready")).filter((line) => /^img "(held|warning|note)"$/.test(line))).toHaveLength(6);
  });
});
