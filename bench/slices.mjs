/**
 * node bench/slices.mjs: how the page and the pane bear 300 departments of 100 lines in Chromium. Needs `npm run build` before; builds the pages itself.
 *
 * Of each thing that a person does there: how long it took, the longest that the main thread was held without a break, the longest that what is seen of
 * the progress stood still, and how long Cancel took. Then as many readings one after the other as asked for, with the heap after each.
 * Beside the pane the emulated Excel has a thread of its own, as a real one has, draws nothing and calculates nothing.
 *
 * `page` or `pane` takes one door only; `--book FILE` another workbook, `--departments 30 --lines 20` a smaller workbook, `--runs 5` fewer readings, `--slices` lists the longest.
 */
/* global document, performance, PerformanceObserver, requestAnimationFrame, URLSearchParams, window -- Some of it runs in the page. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { buildPane, buildPreview, officeFile, servePreview } from "../test/excelHost/preview/serve.mjs";
import { largeBook } from "./largeBook.mjs";

const words = process.argv.slice(2);
const numberAfter = (word, otherwise) => (words.includes(word) ? Number(words[words.indexOf(word) + 1]) : otherwise);
const departments = numberAfter("--departments", 300);
const lines = numberAfter("--lines", 100);
const runs = numberAfter("--runs", 50);
const doors = ["page", "pane"].filter((door) => !["page", "pane"].some((one) => words.includes(one)) || words.includes(door));
/** Nobody is waited for longer: milliseconds. */
const PATIENCE = Number(process.env.PATIENCE ?? 900_000);
const say = (line) => process.stdout.write(`${line}\n`);

/** Runs in every frame, before anything else: notes long tasks, and at each picture that is drawn what the progress shows. */
function watch() {
  const watched = { tasks: [], shown: [], before: null };
  window.watched = watched;
  new PerformanceObserver((list) => {
    for (const { startTime, duration, name } of list.getEntries()) watched.tasks.push({ at: startTime + performance.timeOrigin, duration, name });
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    // A download tells its per cents where it will tell that it is done.
    const packing = [...document.querySelectorAll('[role="status"]')].find((one) => / \d+ %$/.test(one.textContent));
    const busy = document.querySelector('[aria-busy="true"]') ?? packing ?? null;
    const bar = busy?.querySelector('[role="progressbar"]');
    const now = busy ? `${busy.textContent}|${bar?.getAttribute("aria-valuenow") ?? ""}` : null;
    if (now !== watched.before) watched.shown.push({ at: performance.timeOrigin + performance.now(), busy: busy !== null });
    watched.before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One thing that somebody does: `act` begins it, `ended` waits for its end. */
async function measured(frame, name, act, ended) {
  // Whatever still goes on from before is none of this.
  await frame.waitForTimeout(1_500);
  const began = Date.now();
  await act();
  await ended();
  const finished = Date.now();
  await frame.waitForTimeout(300);
  const { tasks, shown } = await frame.evaluate(() => window.watched);
  const inside = tasks.filter(({ at, duration }) => at + duration > began && at < finished);
  const longest = (own) => Math.max(0, ...inside.filter(({ name: whose }) => (whose === "self") === own).map(({ duration }) => duration));
  const times = [began, ...shown.map(({ at }) => at).filter((at) => at > began && at < finished), finished];
  const silences = times.slice(1).map((at, place) => ({ from: times[place] - began, for: at - times[place] }));
  const silence = silences.reduce((most, one) => (one.for > most.for ? one : most));
  const row = { name, seconds: (finished - began) / 1000, slice: longest(true), foreign: longest(false), silence: silence.for };
  say(
    `${name.padEnd(44)} ${row.seconds.toFixed(1).padStart(6)} s, longest slice ${row.slice.toFixed(0)} ms${row.foreign > 0 ? ` (Excel's ${row.foreign.toFixed(0)} ms)` : ""}, longest silence ${row.silence.toFixed(0)} ms`,
  );
  if (words.includes("--slices"))
    for (const { at, duration, name: whose } of inside
      .filter((one) => one.duration > 200)
      .sort((a, b) => b.duration - a.duration)
      .slice(0, 12))
      say(`    ${duration.toFixed(0)} ms at ${((at - began) / 1000).toFixed(1)} s ${whose}`);
  if (words.includes("--slices"))
    for (const one of silences.filter((silent) => silent.for > 1000)) say(`    silent ${one.for.toFixed(0)} ms at ${(one.from / 1000).toFixed(1)} s`);
  return row;
}

const button = (frame, name) => frame.getByRole("button", { name, exact: true });
/** Waits for an element with that text and nothing else. Asked by its role it would be searched for among all cells of the sheet again and again, in the thread that is measured. */
const seen = (frame, selector, text) =>
  frame.waitForFunction(([what, wanted]) => [...document.querySelectorAll(what)].some((one) => one.textContent === wanted), [selector, text], {
    polling: 50,
    timeout: PATIENCE,
  });
const heading = (frame, name) => seen(frame, "h1, h2, h3", name);
/** A press as it comes from a hand: no waiting until the page is at rest. */
const press = async (frame, name) => {
  await seen(frame, "button", name);
  await frame.evaluate((wanted) => [...document.querySelectorAll("button")].find((one) => one.textContent === wanted).click(), name);
};
const overview = (frame) => seen(frame, "button", "Preview scorecards");

/** Milliseconds between pressing Cancel and reading that nothing is written: both by the page's own clock. */
async function cancelled(frame, after, begin, said) {
  await begin();
  await seen(frame, "button", "Cancel");
  await frame.waitForTimeout(after);
  return frame.evaluate(
    ([text]) =>
      new Promise((resolve) => {
        const cancel = [...document.querySelectorAll("button")].find((one) => one.textContent === "Cancel");
        if (!cancel) return resolve(null);
        const pressed = performance.now();
        // As a press arrives: behind whatever is waiting already.
        setTimeout(() => cancel.click());
        const look = () => (document.body.textContent.includes(text) ? resolve(performance.now() - pressed) : requestAnimationFrame(look));
        requestAnimationFrame(look);
      }),
    [said],
  );
}

async function heapOf(session) {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize / 2 ** 20;
}

/** The pane's part is the same behind both doors. */
async function scored(frame, session, first) {
  const rows = [first];
  const cancels = [];
  const said = "Cancelled. Nothing has been written.";
  const stop = async (after, begin) => {
    const took = await cancelled(frame, after, begin, said);
    if (took === null) say(`Cancel after ${after} ms: it was done already`);
    else cancels.push(took);
  };
  for (const after of [300, 1_500, 4_000, 8_000, 14_000].map((time) => (time * departments * lines) / 30_000))
    await stop(after, () => press(frame, "Read again"));
  say(`${"Cancel while reading".padEnd(44)} ${cancels.map((one) => one.toFixed(0)).join(", ")} ms`);
  await press(frame, "Read again");
  await overview(frame);
  await press(frame, "Preview scorecards");
  rows.push(
    await measured(
      frame,
      "Write, all sheets new",
      () => press(frame, "Write scorecards"),
      () => heading(frame, "Written"),
    ),
  );
  rows.push(
    await measured(
      frame,
      "Read again, all sheets there",
      () => press(frame, "Read again"),
      () => overview(frame),
    ),
  );
  await press(frame, "Preview scorecards");
  const asValues = async () => {
    await frame.evaluate(() => document.querySelector('[role="switch"]').click());
    await seen(frame, "button", "Cancel");
  };
  rows.push(await measured(frame, "Draft as values", asValues, () => seen(frame, "button", "Write scorecards")));
  rows.push(
    await measured(
      frame,
      "Write, all sheets changed",
      () => press(frame, "Write scorecards"),
      () => heading(frame, "Written"),
    ),
  );
  const heaps = [];
  await press(frame, "Read again");
  await overview(frame);
  for (let run = 0; run < runs; run++) {
    await press(frame, "Read again");
    await overview(frame);
    heaps.push(await heapOf(session));
    if (run % 10 === 0) say(`${`Heap after run ${run + 1}`.padEnd(44)} ${heaps[run].toFixed(0)} MB`);
  }
  if (runs > 0)
    say(`${`Heap after run 1 … ${runs}`.padEnd(44)} ${heaps[0].toFixed(1)} … ${heaps.at(-1).toFixed(1)} MB, most ${Math.max(...heaps).toFixed(1)} MB`);
  return { rows, cancels, heaps };
}

async function atThePage(browser, origin, file) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, acceptDownloads: true, locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => say(`! ${error.message}`));
  await page.addInitScript(watch);
  await page.goto(`${origin}/page/`);
  const choose = () => page.locator('input[type="file"]').setInputFiles(file);
  await button(page, "Choose a file…").waitFor();
  const session = await context.newCDPSession(page);
  const first = await measured(page, "Open, read, score, compare", choose, () => overview(page));
  const found = await scored(page, session, first);
  found.rows.push(
    await measured(
      page,
      "Download",
      () => press(page, "Download"),
      () =>
        page.waitForFunction(() => [...document.querySelectorAll('[role="status"]')].some((one) => one.textContent.startsWith("Downloaded as")), undefined, {
          polling: 50,
          timeout: PATIENCE,
        }),
    ),
  );
  await context.close();
  return found;
}

async function inThePane(browser, origin) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-GB", viewport: { width: 1280, height: 800 } });
  await context.route("https://appsforoffice.microsoft.com/**", (route) => {
    const file = officeFile(new URL(route.request().url()).pathname);
    return file !== "" && existsSync(file)
      ? route.fulfill({ body: readFileSync(file), headers: { "access-control-allow-origin": "*", "content-type": "text/javascript" } })
      : route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => say(`! ${error.message}`));
  await page.addInitScript(watch);
  const asked = new URLSearchParams({ addIn: `${origin}/pane/taskpane.html`, workbook: "/large.xlsx", locale: "en-GB" });
  await context.route("**/large.xlsx", (route) => route.fulfill({ body: Buffer.from(large) }));
  await page.goto(`${origin}/apart.html?${asked.toString()}`);
  const frame = await (await page.waitForSelector("#pane")).contentFrame();
  await overview(frame);
  const session = await context.newCDPSession(page);
  const first = await measured(
    frame,
    "Read, score, compare",
    () => press(frame, "Read again"),
    () => overview(frame),
  );
  const found = await scored(frame, session, first);
  await context.close();
  return found;
}

const folder = mkdtempSync(join(tmpdir(), "kpi-bench-slices-"));
const book = words.includes("--book") ? words[words.indexOf("--book") + 1] : null;
const large = book === null ? await largeBook(departments, lines) : readFileSync(book);
const file = join(folder, "large.xlsx");
writeFileSync(file, large);
await buildPane(say);
const preview = doors.includes("pane") ? await buildPreview() : folder;
const { origin, server } = await servePreview({ page: preview });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--js-flags=--max-old-space-size=4096"],
});
try {
  say(`${book ?? `${departments} departments of ${lines} lines`}, ${(large.length / 2 ** 20).toFixed(1)} MB`);
  for (const door of doors) {
    say(door === "page" ? "\nThe stand-alone page" : "\nThe pane beside the emulated Excel");
    await (door === "page" ? atThePage(browser, origin, file) : inThePane(browser, origin));
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
