import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lookAhead } from "../../src/pane/lookAhead";
import { preflight } from "../../src/pane/preflight";
import { finding } from "../../src/kpi/finding";
import { draftScorecards } from "../../src/run/draftScorecards";
import { newScheme } from "../../src/run/newScheme";
import type { Survey, Workbook } from "../../src/run/workbook";
import { writeScorecards } from "../../src/run/writeScorecards";
import type { Area } from "../../src/sheets/grid";
import { sheetLabels as sheetLabelsEn } from "../../src/text/sheetLabelsEn";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { type MemoryWorkbook, memoryWorkbook } from "../support/memoryWorkbook";

const drafted = (workbook: Workbook) => draftScorecards(workbook, { period: null, labelsFor: () => zh.sheetLabels });

/** A workbook with the starter scheme and its readings filled in. */
async function starterBook(): Promise<MemoryWorkbook> {
  const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
  await newScheme(workbook, "zh");
  const { sheets } = await workbook.survey();
  const sheet = sheets.find(({ name }) => name === "示例部门指标")!;
  const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
  const figures: Readonly<Record<string, number>> = { 客户满意度: 86, 投诉处理及时率: 97, 投诉率: 3.4, 服务事件: 1 };
  for (let row = 0; row < grid.rowCount; row += 1) {
    const name = grid.at(row, 1).value;
    if (typeof name === "string" && figures[name] !== undefined) workbook.type(sheet.name, `D${row + 1}`, figures[name]);
  }
  return workbook;
}

describe("what a write would change", () => {
  it("is all new where nothing was written, with nothing read that is not there", async () => {
    const workbook = await starterBook();
    const { sheets } = await lookAhead(workbook, (await drafted(workbook)).changes);
    expect(sheets.map(({ name, state }) => [name, state])).toEqual([
      ["汇总", "new"],
      ["短木板清单", "new"],
      ["示例部门", "new"],
      ["数据", "new"],
      ["核对", "new"],
    ]);
    expect(sheets.every(({ cells }) => cells > 0)).toBe(true);
  });

  it("is nothing after it was written", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    const again = await drafted(workbook);
    const { sheets } = await lookAhead(workbook, again.changes);
    expect(sheets.map(({ state, differences }) => [state, differences])).toEqual([
      ["same", []],
      ["same", []],
      ["same", []],
      ["same", []],
      ["same", []],
    ]);
    expect((await writeScorecards(workbook, again)).sheets.map(({ cellsChanged }) => cellsChanged)).toEqual([0, 0, 0, 0, 0]);
  });

  it("is nothing where Excel spells the formulas in its own way", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    let respelled = 0;
    const asExcelSpells = (formula: string): string =>
      formula.replace(/'([^']+)'!/g, "$1!").replace(/INDEX\(/g, () => {
        respelled += 1;
        return "@INDEX(";
      });
    const excel: Workbook = {
      survey: () => workbook.survey(),
      write: (changes) => workbook.write(changes),
      removeSheets: (sheets) => workbook.removeSheets(sheets),
      read: async (areas) =>
        new Map(
          [...(await workbook.read(areas))].map(([id, grid]) => {
            const at: typeof grid.at = (row, column) => {
              const cell = grid.at(row, column);
              return cell.formula === undefined ? cell : { ...cell, formula: asExcelSpells(cell.formula) };
            };
            return [id, { ...grid, at }] as const;
          }),
        ),
    };
    const { sheets } = await lookAhead(excel, (await drafted(workbook)).changes);
    expect(sheets.flatMap(({ differences }) => differences)).toEqual([]);
    expect(respelled).toBeGreaterThan(0);
  });

  it("says what the write then does, cell by cell", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    workbook.type("示例部门指标", "D5", 70);
    const again = await drafted(workbook);
    const { sheets } = await lookAhead(workbook, again.changes);
    expect(sheets.some(({ state }) => state === "changed")).toBe(true);
    await writeScorecards(workbook, again);
    expect((await lookAhead(workbook, (await drafted(workbook)).changes)).sheets.every(({ state }) => state === "same")).toBe(true);
  });

  it("sees an edit inside a block of ours", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    workbook.type("示例部门", "A1", "改过的标题");
    const { sheets } = await lookAhead(workbook, (await drafted(workbook)).changes);
    const card = sheets.find(({ name }) => name === "示例部门")!;
    expect(card).toMatchObject({ state: "changed", cells: 1 });
    expect(card.differences).toEqual([{ cell: "A1", before: "改过的标题", after: expect.stringContaining("示例部门") }]);
  });

  it("follows a renamed sheet", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    workbook.rename("示例部门", "营业部");
    const { sheets } = await lookAhead(workbook, (await drafted(workbook)).changes);
    expect(sheets.map(({ name }) => name)).toContain("营业部");
    expect(sheets.find(({ name }) => name === "营业部")!.sheet).not.toBeNull();
  });

  it("writes nothing", async () => {
    const workbook = await starterBook();
    const { changes } = await drafted(workbook);
    const write = jest.fn(workbook.write);
    await lookAhead({ ...workbook, write }, changes);
    expect(write).not.toHaveBeenCalled();
  });
});

describe("before the first write", () => {
  async function preflightOf(
    change: (survey: Survey) => Survey,
    edit: (workbook: MemoryWorkbook) => void = () => undefined,
    findings: Parameters<typeof preflight>[1] = [],
  ) {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    edit(workbook);
    const look = await lookAhead({ ...workbook, survey: async () => change(await workbook.survey()) }, (await drafted(workbook)).changes);
    return preflight(look, findings);
  }
  const onCard = (more: Partial<Survey["sheets"][number]>) => (survey: Survey) => ({
    ...survey,
    sheets: survey.sheets.map((sheet) => (sheet.name === "示例部门" ? { ...sheet, ...more } : sheet)),
  });
  const edited = (workbook: MemoryWorkbook): void => workbook.type("示例部门", "A1", "改过的标题");

  it("nothing is said where all is well", async () => {
    expect(await preflightOf((survey) => survey, edited)).toEqual({ stops: [], asks: [] });
  });

  it.each([
    ["protected", { protected: true }, "sheetProtected"],
    ["filtered", { filtered: true }, "sheetFiltered"],
  ])("a %s card that would change stops the write", async (_what, more, kind) => {
    expect((await preflightOf(onCard(more), edited)).stops).toEqual([{ kind, sheet: "示例部门" }]);
  });

  it("a protected card that stays the same stops nobody", async () => {
    expect(await preflightOf(onCard({ protected: true, filtered: true }))).toEqual({ stops: [], asks: [] });
  });

  it("a protected structure stops only new sheets", async () => {
    const locked = (survey: Survey): Survey => ({ ...survey, structureProtected: true });
    expect((await preflightOf(locked, edited)).stops).toEqual([]);
    expect((await preflightOf(locked, (workbook) => workbook.deleteSheet("示例部门"))).stops).toEqual([{ kind: "structureProtected" }]);
  });

  it("manual calculation, a hidden card, a taken name and a mark that is not hidden ask for a yes", async () => {
    const taken = finding("sheetNameTaken", null, { wanted: "汇总", taken: "汇总 计分卡" });
    const strange = (survey: Survey): Survey => ({
      ...onCard({ visibility: "hidden" })(survey),
      calculationMode: "manual",
      names: survey.names.map((name) => (name.name === "kpi.summary" ? { ...name, hidden: false } : name)),
    });
    const { stops, asks } = await preflightOf(strange, edited, [taken]);
    expect(stops).toEqual([]);
    expect(asks.map(({ kind }) => kind)).toEqual(["manualCalculation", "nameTaken", "nameNotHidden", "sheetHidden"]);
  });

  it("what the workbook as a whole has about it asks for a yes, in its own words, but only where something is written", async () => {
    const signed = finding("workbookSigned", null, {});
    const about = [signed, finding("structureLocked", null, { sheets: 1 }), finding("cardStale", null, { sheet: "旧" })];
    expect((await preflightOf((survey) => survey, edited, about)).asks).toEqual([{ kind: "caution", finding: signed }]);
    expect((await preflightOf((survey) => survey, undefined, about)).asks).toEqual([]);
  });

  /** The same workbook with one more merge on the card's sheet. */
  const merging = (workbook: Workbook, merge: Area): Workbook => ({
    ...workbook,
    read: async (ids) =>
      new Map(
        [...(await workbook.read(ids))].map(([id, grid]) => [
          id,
          grid.sheet === "示例部门" ? { ...grid, merges: [...grid.merges, merge], at: grid.at.bind(grid) } : grid,
        ]),
      ),
  });

  it("a merge that reaches over the edge of a card stops the write, and one inside of it does not", async () => {
    const workbook = await starterBook();
    await writeScorecards(workbook, await drafted(workbook));
    edited(workbook);
    const { changes } = await drafted(workbook);
    const stopsWith = async (merge: Area) => preflight(await lookAhead(merging(workbook, merge), changes), []).stops;
    expect(await stopsWith({ top: 10, left: 1, bottom: 10, right: 60 })).toEqual([{ kind: "cellsMerged", sheet: "示例部门", areas: "B11:BI11" }]);
    expect(await stopsWith({ top: 10, left: 1, bottom: 10, right: 2 })).toEqual([]);
    expect(await stopsWith({ top: 10, left: 50, bottom: 10, right: 60 })).toEqual([]);
  });

  it("cards may change between formulas and values, which merge other cells", async () => {
    const workbook = openXlsx(readFileSync(join(__dirname, "../../assets/samples/province-en.xlsx")));
    const draft = (formulas: boolean) => draftScorecards(workbook, { period: null, labelsFor: () => sheetLabelsEn, formulas });
    await writeScorecards(workbook, await draft(false));
    const { changes, findings } = await draft(true);
    const ahead = await lookAhead(workbook, changes);
    expect(ahead.sheets.filter(({ state }) => state === "changed").length).toBeGreaterThan(10);
    expect(preflight(ahead, findings).stops).toEqual([]);
  });
});
