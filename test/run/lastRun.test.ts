import { readFileSync } from "node:fs";
import { join } from "node:path";
import { officeWorkbook } from "../../src/office/officeWorkbook";
import { type Drafted, draftScorecards } from "../../src/run/draftScorecards";
import { type LastRun, lookBack, readLastRun, restoreLastRun } from "../../src/run/lastRun";
import { packedText, unpackedText } from "../../src/run/packedText";
import type { Change, Workbook } from "../../src/run/workbook";
import { writeScorecards } from "../../src/run/writeScorecards";
import { type Grid, areaAddress } from "../../src/sheets/grid";
import { layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { en } from "../../src/text/en";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { PROFILES } from "../excelHost/excelHost";
import { openInHost } from "../excelHost/openXlsx";
import { saveXlsx } from "../excelHost/saveXlsx";
import { startExcel } from "../setup-officejs";
import { withDraftedResults } from "../support/excelResults";
import { type MemoryOptions, type MemoryWorkbook, memoryWorkbook } from "../support/memoryWorkbook";
import { smallBook } from "../workbooks/smallScheme";

jest.setTimeout(300_000);

const LABELS = { sheetName: "上次计分", note: "这里记着上次写入之前的内容。", cardSuffix: "计分卡" };
const SAMPLE = new Uint8Array(readFileSync(join(__dirname, "../../assets/samples/province-zh.xlsx")));

async function book(options: MemoryOptions = {}): Promise<MemoryWorkbook> {
  const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] }, options);
  const { tables, sheets } = smallBook("zh");
  const inputs = sheets.map(({ name, rows: [headings, ...rows] }) => layIndicatorSheet(name, name, "", (headings ?? []).map(String), rows, "zh"));
  for (const { name, draft } of [...inputs, ...layScheme(tables, "zh")])
    await workbook.write([{ kind: "createSheet", name, block: null, after: "last", draft }]);
  return workbook;
}

const draft = (workbook: Workbook, formulas = true): Promise<Drafted> =>
  draftScorecards(workbook, { period: null, formulas, labelsFor: (language) => (language === "zh" ? zh : en).sheetLabels });

async function run(workbook: Workbook, formulas = true): Promise<number> {
  const report = await writeScorecards(workbook, await draft(workbook, formulas), LABELS);
  return report.sheets.reduce((total, { cellsChanged }) => total + cellsChanged, 0);
}

async function kept(workbook: Workbook): Promise<LastRun> {
  const last = await readLastRun(workbook);
  if (!last) throw new Error("Nothing is kept of the last run");
  return last;
}

const restore = async (workbook: Workbook): Promise<void> => void (await restoreLastRun(workbook, await kept(workbook), LABELS));

/** What stands on every sheet but the memory's: contents, formats and merges. */
async function stands(workbook: Workbook): Promise<unknown> {
  const { sheets } = await workbook.survey();
  const shown = sheets.filter(({ name }) => name !== LABELS.sheetName);
  const grids = await workbook.read(shown.map(({ id }) => id));
  return Object.fromEntries(shown.map(({ id, name }) => [name, picture(grids.get(id)!)]));
}

/** All of the sheets that was drafted, but for the results of formulas. */
function looks(workbook: MemoryWorkbook): unknown {
  const drafts = Object.fromEntries([...workbook.drafts].filter(([name]) => name !== LABELS.sheetName));
  return JSON.parse(
    JSON.stringify(drafts, (_key, value: unknown) => (typeof value === "object" && value && "formula" in value ? { ...value, value: 0 } : value)),
  );
}

function picture(grid: Grid): unknown {
  const cells: string[] = [];
  for (let row = 0; row < grid.rowCount; row += 1) {
    for (let column = 0; column < grid.columnCount; column += 1) {
      const { value, formula, format } = grid.at(row, column);
      if (value !== null || formula !== undefined) cells.push(JSON.stringify([row, column, formula ?? value, formula === undefined ? null : value, format]));
    }
  }
  return { cells, merges: grid.merges.map(areaAddress).sort() };
}

/** The cell of the first figure on the small book's indicator sheet. */
async function typeFigure(workbook: MemoryWorkbook, value: number): Promise<void> {
  const { sheets } = await workbook.survey();
  const sheet = sheets.find(({ name }) => name === smallBook("zh").sheets[0]!.name)!;
  const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
  for (let row = 0; row < grid.rowCount; row += 1) {
    for (let column = 0; column < grid.columnCount; column += 1) {
      if (grid.at(row, column).value !== "客户满意度") continue;
      return workbook.type(sheet.name, `${String.fromCharCode(65 + column + 2)}${row + 1}`, value);
    }
  }
  throw new Error("The small book has no figure for 客户满意度");
}

describe("the last run", () => {
  test("is kept on one hidden sheet behind all others, and a second run changes no cell of it either", async () => {
    const workbook = await book();
    expect(await run(workbook)).toBeGreaterThan(0);
    const { sheets, names } = await workbook.survey();
    expect(sheets.at(-1)).toMatchObject({ name: LABELS.sheetName, visibility: "hidden" });
    expect(names.find(({ name }) => name === "kpi.lastRun")?.hidden).toBe(true);
    const before = await kept(workbook);
    const write = jest.spyOn(workbook, "write");
    expect(await run(workbook)).toBe(0);
    expect(write.mock.calls.flatMap(([changes]) => changes.map(({ block }) => block))).not.toContain("kpi.lastRun");
    expect(await kept(workbook)).toEqual(before);
    // Nor is it taken for a card that nobody scores any more.
    expect((await draft(workbook)).findings).toEqual([]);
  });

  test("is taken back to the letter, looks included, and so is the taking back", async () => {
    const workbook = await book();
    await run(workbook);
    const [first, firstDrafts] = [await stands(workbook), looks(workbook)];
    await typeFigure(workbook, 71.5);
    const typed = await stands(workbook);
    expect(await run(workbook)).toBeGreaterThan(0);
    const second = await stands(workbook);
    expect(second).not.toEqual(typed);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(typed);
    expect(looks(workbook)).toEqual(firstDrafts);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(second);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(typed);
    expect(first).not.toEqual(typed);
  });

  test("that made the sheets is taken back by emptying them, and what somebody wrote beside them stays", async () => {
    const workbook = await book();
    await run(workbook);
    const written = await stands(workbook);
    workbook.type("东城分公司", "AZ3", "我的备注");
    expect((await lookBack(workbook, await kept(workbook)))!.sheets).toContainEqual({ name: "东城分公司", emptied: true });
    await restore(workbook);
    const { sheets } = await workbook.survey();
    const card = (await workbook.read([sheets.find(({ name }) => name === "东城分公司")!.id])).values().next().value!;
    expect(picture(card)).toEqual({ cells: [JSON.stringify([2, 51, "我的备注", null, "General"])], merges: [] });
    await restore(workbook);
    workbook.type("东城分公司", "AZ3", null);
    expect(await stands(workbook)).toEqual(written);
  });

  test("brings back what somebody had typed over a card, and says before what has been typed since", async () => {
    const workbook = await book();
    await run(workbook);
    workbook.type("东城分公司", "B3", "手改的标题");
    const typedOver = await stands(workbook);
    await run(workbook);
    expect(await stands(workbook)).not.toEqual(typedOver);
    workbook.type("东城分公司", "C3", "后来写的");
    const { edits, editCount, sheets } = (await lookBack(workbook, await kept(workbook)))!;
    expect(sheets).toEqual([{ name: "东城分公司", emptied: false }]);
    expect([edits, editCount]).toEqual([[{ sheet: "东城分公司", cell: "C3", written: "", stands: "后来写的" }], 1]);
    const since = await stands(workbook);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(typedOver);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(since);
  });

  test("leaves alone a sheet that was deleted since, and follows one that was renamed", async () => {
    const workbook = await book();
    await run(workbook);
    await typeFigure(workbook, 71.5);
    await run(workbook);
    workbook.deleteSheet("西城分公司");
    workbook.rename("东城分公司", "东城 2026");
    const back = (await lookBack(workbook, await kept(workbook)))!;
    expect(back.sheets.map(({ name }) => name)).toContain("东城 2026");
    expect(back.sheets.map(({ name }) => name)).not.toContain("西城分公司");
    await restore(workbook);
    expect((await workbook.survey()).sheets.map(({ name }) => name)).not.toContain("西城分公司");
  });

  test("is not kept where sheets cannot be added, where its sheet is protected, or where somebody uses it; the cards are written all the same", async () => {
    const workbook = await book();
    await run(workbook);
    workbook.type(LABELS.sheetName, "A9", "别人写的");
    await typeFigure(workbook, 71.5);
    const before = await kept(workbook);
    expect(await run(workbook)).toBeGreaterThan(0);
    expect(await kept(workbook)).toEqual(before);
    workbook.type(LABELS.sheetName, "A9", null);
    workbook.protect(LABELS.sheetName);
    await typeFigure(workbook, 72.5);
    expect(await run(workbook)).toBeGreaterThan(0);
    expect(await kept(workbook)).toEqual(before);

    const locked = await book();
    await writeScorecards(locked, await draft(locked));
    await typeFigure(locked, 71.5);
    const survey = await locked.survey();
    expect(await run({ ...locked, survey: async () => ({ ...survey, structureProtected: true }) })).toBeGreaterThan(0);
    expect(await readLastRun(locked)).toBeNull();
  });

  test("counts as none once somebody has changed or deleted it", async () => {
    const workbook = await book();
    await run(workbook);
    workbook.type(LABELS.sheetName, "A3", "zAAAA");
    expect(await readLastRun(workbook)).toBeNull();
    workbook.deleteSheet(LABELS.sheetName);
    expect(await readLastRun(workbook)).toBeNull();
    await typeFigure(workbook, 71.5);
    const typed = await stands(workbook);
    await run(workbook);
    await restore(workbook);
    expect(await stands(workbook)).toEqual(typed);
  });

  test("that is too much to be kept leaves what it found, and no way back", async () => {
    const workbook = await book();
    const drafted = await draft(workbook);
    // Letters without any pattern do not pack.
    let seed = 1;
    const noise = (): string => Array.from({ length: 30_000 }, () => String.fromCharCode(0x4e00 + ((seed = (seed * 48_271) % 0x7fffffff) % 20_000))).join("");
    const [{ drafting: _steps, ...first }, ...others] = drafted.changes as [Change, ...Change[]];
    const rows = [...first.draft.rows, ...Array.from({ length: 50 }, () => [{ value: noise(), mark: { row: "plain", role: "text" } as const }])];
    await writeScorecards(workbook, { ...drafted, changes: [{ ...first, draft: { ...first.draft, rows } }, ...others] }, LABELS);
    const last = await kept(workbook);
    expect(last.blocks).toEqual([]);
    expect(last.facts?.cards).toHaveLength(2);
    expect(await lookBack(workbook, last)).toBeNull();
  });
});

describe("a province's cards, written as formulas and then as values", () => {
  test("come back in a file that was saved and opened in between", async () => {
    let file: XlsxWorkbook = openXlsx(SAMPLE);
    const reopened = (): XlsxWorkbook => (file = openXlsx(file.toBytes()));
    await run(file);
    const first = await stands(reopened());
    await run(file, false);
    const second = await stands(reopened());
    expect(second).not.toEqual(first);
    await restore(file);
    expect(await stands(reopened())).toEqual(first);
    await restore(file);
    expect(await stands(reopened())).toEqual(second);
    const [memory] = (await file.survey()).sheets.slice(-1);
    expect(memory).toMatchObject({ name: LABELS.sheetName, visibility: "hidden" });
    const { rowCount } = (await file.read([memory!.id])).get(memory!.id)!;
    expect(rowCount).toBeLessThan(40);
    process.stdout.write(`What is kept of ${(await kept(file)).blocks.length} sheets takes ${rowCount - 2} cells of 30,000 letters
`);
  });

  test("come back in Excel, and from what Excel has saved", async () => {
    const host = startExcel({ ...PROFILES.web, excelApi: 13 });
    await openInHost(host, SAMPLE);
    const workbook = withDraftedResults(host, officeWorkbook());
    await run(workbook);
    const first = await stands(workbook);
    await run(workbook, false);
    const second = await stands(workbook);
    expect(second).not.toEqual(first);
    const saved = openXlsx(saveXlsx(host));
    await restore(workbook);
    expect(await stands(workbook)).toEqual(first);
    expect(host.workbook.Worksheets.at(LABELS.sheetName).Visibility).toBe("Hidden");
    await restore(workbook);
    expect(await stands(workbook)).toEqual(second);
    expect([...host.missing]).toEqual([]);
    // The other door finds the way back that this one kept.
    expect((await lookBack(saved, await kept(saved)))!.editCount).toBe(0);
  });
});

describe("packed text", () => {
  test("comes back as it was, begins with a letter, and is none once it was changed", async () => {
    for (const text of ["", "a", "=1+1", "计分卡😀".repeat(20_000)]) {
      const packed = await packedText(text);
      expect(packed).toMatch(/^[a-z]/);
      expect(await unpackedText(packed)).toBe(text);
    }
    expect((await packedText("计分卡".repeat(20_000))).length).toBeLessThan(2_000);
    expect(await unpackedText("z====")).toBeNull();
    expect(await unpackedText("zAAAA")).toBeNull();
    expect(await unpackedText("hello")).toBeNull();
  });

  test("stays as it is where the platform cannot pack", async () => {
    const platform = globalThis as { CompressionStream?: unknown };
    const whole = platform.CompressionStream;
    delete platform.CompressionStream;
    try {
      expect(await unpackedText(await packedText("计分卡"))).toBe("计分卡");
    } finally {
      platform.CompressionStream = whole;
    }
  });
});
