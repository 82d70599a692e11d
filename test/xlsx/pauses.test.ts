/** Long work on a file has pauses: each step of it is bounded by cells and letters, not by the clock of whichever machine, and a write that is given up was never there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { draftScorecards, type Drafted } from "../../src/run/draftScorecards";
import type { Pause } from "../../src/run/pace";
import { lookAhead } from "../../src/pane/lookAhead";
import { writeScorecards } from "../../src/run/writeScorecards";
import type { Change } from "../../src/run/workbook";
import { changesZh } from "../../src/text/changesZh";
import { sheetLabels } from "../../src/text/sheetLabelsZh";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { plainDraft } from "./drafts";

jest.setTimeout(240_000);

const SAMPLE = new Uint8Array(readFileSync(join(__dirname, "../../assets/samples/province-zh.xlsx")));

/** On a clock that moves on by a second whenever it is looked at, every step ends with a pause. */
function slowly(): void {
  let now = 0;
  jest.spyOn(Date, "now").mockImplementation(() => (now += 1000));
}

/** Counts, and throws at the pause of that number. */
function counting(endAt = Infinity): { readonly pause: Pause; readonly count: () => number; readonly shares: number[] } {
  let pauses = 0;
  const shares: number[] = [];
  return {
    shares,
    count: () => pauses,
    pause: async (share) => {
      pauses += 1;
      if (share !== undefined) shares.push(share);
      if (pauses === endAt) throw new Error("given up");
    },
  };
}

const drafted = (workbook: XlsxWorkbook, pause?: Pause): Promise<Drafted> =>
  draftScorecards(workbook, { period: null, labelsFor: () => sheetLabels, ...(pause ? { pause } : {}) });

const sheetOf = (rows: number): Change => ({
  kind: "createSheet",
  name: "大表",
  block: "kpi.summary",
  after: "last",
  draft: plainDraft(Array.from({ length: rows }, (_, row) => Array.from({ length: 10 }, (_cell, column) => row * 1.5 + column))),
});

beforeEach(slowly);
afterEach(() => jest.restoreAllMocks());

test("reads and writes in steps of at most 10,000 cells and 256 Ki letters", async () => {
  const workbook = newXlsx();
  const writing = counting();
  await workbook.write([sheetOf(20_000)], writing.pause);
  const packing = counting();
  const bytes = await workbook.toBytesWithPauses("copy", packing.pause);
  expect(bytes).toEqual(workbook.toBytes("copy"));
  // 200,000 cells of some 25 letters are five million letters.
  expect(writing.count()).toBeGreaterThanOrEqual(5_000_000 / 2 ** 18);
  const reading = counting();
  const grids = await openXlsx(bytes).read(["1"], reading.pause);
  expect(grids.get("1")!.at(19_999, 9).value).toBe(19_999 * 1.5 + 9);
  expect(reading.count()).toBeGreaterThanOrEqual(20);

  const again = openXlsx(bytes);
  const rewriting = counting();
  await again.write([{ kind: "rewriteBlock", block: "kpi.summary", draft: sheetOf(20_001).draft }], rewriting.pause);
  // Read again, its rows found, foreign cells looked for, compared and put together: each in steps of at most 200 rows.
  expect(rewriting.count()).toBeGreaterThanOrEqual(3 * (20_000 / 200));
});

test("a run has a pause with every card in every one of its parts, comes to the same as without, and its progress ends where it began to be told", async () => {
  const [at, once] = [counting(), openXlsx(SAMPLE)];
  const paused = openXlsx(SAMPLE);
  const [slow, quick] = [await drafted(paused, at.pause), await drafted(once)];
  const { cards } = quick;
  expect(cards.length).toBeGreaterThan(10);
  // Scoring, the summary's references and rows, the data table's places twice, and the check sheet.
  expect(at.count()).toBeGreaterThanOrEqual(6 * cards.length);
  for (const share of at.shares) expect(share >= 0 && share <= 1).toBe(true);
  expect(slow.checkCode).toBe(quick.checkCode);
  slow.changes.forEach((change, place) => expect(change.draft).toEqual(quick.changes[place]!.draft));

  const looking = counting();
  const ahead = await lookAhead(paused, slow.changes, looking.pause);
  expect(ahead).toEqual(await lookAhead(once, quick.changes));
  expect(looking.count()).toBeGreaterThanOrEqual(2 * ahead.sheets.length);

  const writing = counting();
  await writeScorecards(paused, slow, changesZh.sheet, writing.pause);
  await writeScorecards(once, quick, changesZh.sheet);
  const packing = counting();
  expect(await paused.toBytesWithPauses("copy", packing.pause)).toEqual(once.toBytes("copy"));
  for (const [place, share] of packing.shares.entries()) expect(share).toBeGreaterThanOrEqual(packing.shares[place - 1] ?? 0);
  expect(packing.shares.at(-1)).toBeGreaterThan(0.9);
  expect(packing.shares.at(-1)).toBeLessThanOrEqual(1);
  expect(writing.count()).toBeGreaterThanOrEqual(4 * ahead.sheets.length);
  expect(writing.shares.at(-1)).toBeGreaterThan(0.9);
  for (const [place, share] of writing.shares.entries()) expect(share).toBeGreaterThanOrEqual(writing.shares[place - 1] ?? 0);
});

test("a write that is given up at any of its pauses leaves every byte as it was, and may be made again", async () => {
  const workbook = openXlsx(SAMPLE);
  const run = await drafted(workbook);
  // Cards that were laid out once are kept, and so is what was found of a workbook: the first writing has more pauses than those after it.
  await writeScorecards(openXlsx(SAMPLE), run, changesZh.sheet);
  const all = counting();
  const other = openXlsx(SAMPLE);
  await drafted(other);
  await writeScorecards(other, run, changesZh.sheet, all.pause);
  const tried = Array.from({ length: 8 }, (_, part) => 1 + Math.floor((part * (all.count() - 1)) / 7));
  for (const endAt of tried) {
    await expect(writeScorecards(workbook, run, changesZh.sheet, counting(endAt).pause)).rejects.toThrow("given up");
    expect(workbook.toBytes()).toBe(SAMPLE);
    expect((await workbook.survey()).sheets.some(({ name }) => name === sheetLabels.tabs.summary)).toBe(false);
  }
  await writeScorecards(workbook, run, changesZh.sheet);
  expect((await workbook.survey()).sheets.some(({ name }) => name === sheetLabels.tabs.summary)).toBe(true);
});

test("nobody who asks while it is being written sees half of it", async () => {
  const workbook = openXlsx(SAMPLE);
  const run = await drafted(workbook);
  const asked: Promise<number>[] = [];
  const before = (await workbook.survey()).sheets.length;
  const report = await writeScorecards(workbook, run, undefined, async () => {
    if (asked.length < 3) asked.push(workbook.survey(async () => undefined).then(({ sheets }) => sheets.length));
  });
  expect(await Promise.all(asked)).toEqual(asked.map(() => before + report.sheets.length));
});
