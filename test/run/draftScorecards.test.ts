import { draftScorecards, type Drafted, type RunStep } from "../../src/run/draftScorecards";
import type { Workbook } from "../../src/run/workbook";
import { writeScorecards } from "../../src/run/writeScorecards";
import { layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { en } from "../../src/text/en";
import { zh } from "../../src/text/zh";
import { memoryWorkbook, type MemoryWorkbook } from "../support/memoryWorkbook";
import { smallBook } from "../workbooks/smallScheme";

const labelsFor = (language: "zh" | "en"): typeof zh.sheetLabels => (language === "zh" ? zh : en).sheetLabels;

async function book(): Promise<MemoryWorkbook> {
  const workbook = memoryWorkbook();
  const { tables, sheets } = smallBook("zh");
  const inputs = sheets.map(({ name, rows: [headings, ...rows] }) => layIndicatorSheet(name, name, "", (headings ?? []).map(String), rows, "zh"));
  for (const { name, draft } of [...inputs, ...layScheme(tables, "zh")])
    await workbook.write([{ kind: "createSheet", name, block: null, after: "last", draft }]);
  return workbook;
}

async function draft(workbook: Workbook, period: string | null = null): Promise<Drafted> {
  return draftScorecards(workbook, { period, labelsFor });
}

async function run(workbook: Workbook): Promise<number> {
  const report = await writeScorecards(workbook, await draft(workbook));
  return report.sheets.reduce((total, sheet) => total + sheet.cellsChanged, 0);
}

async function names(workbook: Workbook): Promise<string[]> {
  return (await workbook.survey()).sheets.map((sheet) => sheet.name);
}

test("drafts without writing: summary, short boards, a card per department, the data and the check, in front of the user's sheets", async () => {
  const workbook = await book();
  const before = await names(workbook);
  const drafted = await draft(workbook);
  expect(await names(workbook)).toEqual(before);
  expect(drafted.findings).toEqual([]);
  await writeScorecards(workbook, drafted);
  expect(await names(workbook)).toEqual(["汇总", "短木板清单", "东城分公司", "西城分公司", "数据", "核对", ...before]);
});

test("a second run changes no cell, whatever the sheets are called by then", async () => {
  const workbook = await book();
  expect(await run(workbook)).toBeGreaterThan(0);
  expect(await run(workbook)).toBe(0);
  workbook.rename("东城分公司", "东城 2026");
  await run(workbook);
  expect(await names(workbook)).toContain("东城 2026");
  expect(await names(workbook)).not.toContain("东城分公司");
  expect(await run(workbook)).toBe(0);
});

test("makes a deleted card again, at its own place", async () => {
  const workbook = await book();
  await run(workbook);
  workbook.deleteSheet("东城分公司");
  expect((await names(workbook)).slice(0, 3)).toEqual(["汇总", "短木板清单", "西城分公司"]);
  await run(workbook);
  expect((await names(workbook)).slice(0, 5)).toEqual(["汇总", "短木板清单", "东城分公司", "西城分公司", "数据"]);
});

test("a restated figure changes its card and the sheets that show it, and the check code", async () => {
  const workbook = await book();
  const before = await draft(workbook);
  await writeScorecards(workbook, before);
  workbook.type("地市指标", await cellOf(workbook, "客户满意度"), 60);
  const after = await draft(workbook);
  const report = await writeScorecards(workbook, after);
  expect(after.checkCode).not.toBe(before.checkCode);
  expect(report.sheets.filter((sheet) => sheet.cellsChanged > 0).map((sheet) => sheet.name)).toEqual(expect.arrayContaining(["汇总", "东城分公司", "数据"]));
});

/** The figure in the row of the first department's indicator. */
async function cellOf(workbook: Workbook, indicator: string): Promise<string> {
  const sheet = (await workbook.survey()).sheets.find((one) => one.name === "地市指标")!;
  const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
  for (let row = 0; row < grid.rowCount; row += 1) if (grid.at(row, 1).value === indicator) return `D${row + 1}`;
  throw new Error(`${indicator} is not on the sheet`);
}

test("where a figure stands does not count for the check code", async () => {
  const workbook = await book();
  const cell = await cellOf(workbook, "客户满意度");
  const row = Number(cell.slice(1));
  const before = (await draft(workbook)).checkCode;
  const sheet = (await workbook.survey()).sheets.find((one) => one.name === "地市指标")!;
  const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
  // The first two rows of figures change places, as sorting the sheet would have them do.
  for (let column = 0; column < 4; column += 1) {
    workbook.type("地市指标", `${"ABCD".charAt(column)}${row}`, grid.at(row, column).value as string | number | null);
    workbook.type("地市指标", `${"ABCD".charAt(column)}${row + 1}`, grid.at(row - 1, column).value as string | number | null);
  }
  expect((await draft(workbook)).checkCode).toBe(before);
});

test("a broken scheme stops the run and leaves nothing to write", async () => {
  const { tables } = smallBook("zh");
  const workbook = memoryWorkbook();
  const broken = { ...tables, tree: tables.tree.map((row, at) => (at === 0 ? { ...row, weight: 38 } : row)) };
  for (const { name, draft: sheet } of layScheme(broken, "zh")) await workbook.write([{ kind: "createSheet", name, block: null, after: "last", draft: sheet }]);
  const drafted = await draft(workbook);
  expect(drafted.findings.map((one) => one.code)).toContain("weightsOffWhole");
  expect([drafted.scheme, drafted.changes]).toEqual([null, []]);
});

test("under a broken scheme the figures that cannot be read are said in the same go", async () => {
  const workbook = await book();
  workbook.type("地市指标", await cellOf(workbook, "客户满意度"), "待定");
  const tree = (await workbook.survey()).sheets.find((one) => one.name === "权重树")!;
  const grid = (await workbook.read([tree.id])).get(tree.id)!;
  for (let row = 0; row < grid.rowCount; row += 1) if (grid.at(row, 1).value === "B1") workbook.type("权重树", `E${row + 1}`, 38);
  expect((await draft(workbook)).findings.map((one) => one.code)).toEqual(["weightsOffWhole", "figureUnreadable"]);
});

test("a workbook without a scheme says which sheets it wants", async () => {
  const drafted = await draft(memoryWorkbook({ Sheet1: [["你好"]] }));
  expect(drafted.findings.map((one) => one.code)).toEqual(["noSchemeSheets"]);
});

test("a period without a single figure is said", async () => {
  const drafted = await draft(await book(), "2027Q1");
  expect(drafted.findings.find((one) => one.code === "noReadings")?.details).toMatchObject({ period: "2027Q1", finer: false });
  expect(drafted.findings.find((one) => one.code === "noReadings")?.details).toHaveProperty("present.0");
  expect(drafted.cards.map((card) => card.state)).toEqual(["incomplete", "incomplete"]);
});

test("a card whose department is gone stays as it is, and is said", async () => {
  const workbook = await book();
  await run(workbook);
  const departments = (await workbook.survey()).sheets.find((one) => one.name === "部门")!;
  const grid = (await workbook.read([departments.id])).get(departments.id)!;
  for (let row = 0; row < grid.rowCount; row += 1) {
    if (grid.at(row, 0).value === "W")
      for (let column = 0; column < grid.columnCount; column += 1) workbook.type("部门", `${String.fromCharCode(65 + column)}${row + 1}`, null);
  }
  const drafted = await draft(workbook);
  expect(drafted.findings.filter((one) => one.code === "cardStale").map((one) => one.source)).toEqual([{ sheet: "西城分公司", cell: "" }]);
  await writeScorecards(workbook, drafted);
  expect(await names(workbook)).toContain("西城分公司");
});

test("tells each step as it begins", async () => {
  const steps: RunStep[] = [];
  await draftScorecards(await book(), { period: null, labelsFor, onStep: (step) => void steps.push(step) });
  expect(steps).toEqual(["survey", "read", "check", "score", "layOut"]);
});

describe("a run with pauses", () => {
  beforeEach(() => {
    // Every look at the clock finds it a minute later, so that every step is followed by a pause.
    let clock = 0;
    jest.spyOn(Date, "now").mockImplementation(() => (clock += 60_000));
  });
  afterEach(() => jest.restoreAllMocks());

  test("drafts what a run without them drafts", async () => {
    let pauses = 0;
    const pause = async (): Promise<void> => void (pauses += 1);
    const plain = ({ changes, findings, checkCode }: Drafted): unknown => ({
      changes: changes.map(({ drafting: _steps, ...change }) => change),
      findings,
      checkCode,
    });
    const paused = await draftScorecards(await book(), { period: null, labelsFor, pause });
    expect(pauses).toBeGreaterThan(10);
    expect(plain(paused)).toEqual(plain(await draft(await book())));
  });

  test("ends where somebody gives it up, in whichever step", async () => {
    const steps: RunStep[] = [];
    const workbook = await book();
    const given = async (last: RunStep): Promise<void> => {
      const pause = async (): Promise<void> => {
        if (steps.at(-1) === last) throw new Error("given up");
      };
      steps.length = 0;
      await expect(draftScorecards(workbook, { period: null, labelsFor, onStep: (step) => void steps.push(step), pause })).rejects.toThrow("given up");
      expect(steps.at(-1)).toBe(last);
    };
    for (const step of ["survey", "read", "check", "score", "layOut"] as const) await given(step);
  });
});
