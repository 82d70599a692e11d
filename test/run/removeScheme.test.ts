import { draftScorecards } from "../../src/run/draftScorecards";
import { newScheme } from "../../src/run/newScheme";
import { lookForScheme, removeScheme } from "../../src/run/removeScheme";
import { STARTERS } from "../../src/run/starters/list";
import type { Workbook } from "../../src/run/workbook";
import { writeScorecards } from "../../src/run/writeScorecards";
import { changesZh } from "../../src/text/changesZh";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { type MemoryWorkbook, memoryWorkbook } from "../support/memoryWorkbook";

const names = async (workbook: Workbook): Promise<string[]> => (await workbook.survey()).sheets.map(({ name }) => name);

async function scored(workbook: Workbook): Promise<void> {
  const drafted = await draftScorecards(workbook, { period: null, labelsFor: (language) => (language === "zh" ? zh : en), formulas: true });
  await writeScorecards(workbook, drafted, changesZh.sheet);
}

async function callCentre(): Promise<MemoryWorkbook> {
  const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
  await newScheme(workbook, "zh", "callCentre");
  return workbook;
}

describe("taking back a template", () => {
  it.each([...STARTERS.map(({ key }) => key), "blank" as const])(
    "finds every sheet that %s brought, in either language, and leaves the others",
    async (key) => {
      for (const language of ["zh", "en"] as const) {
        const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
        await newScheme(workbook, language, key);
        const brought = (await names(workbook)).slice(1);
        expect(await lookForScheme(workbook)).toEqual({ asAdded: brought, written: [], changed: [], needing: { changedStay: [], changedGo: [] } });
        expect(await removeScheme(workbook, false)).toEqual(brought);
        expect(await names(workbook)).toEqual(["会议纪要"]);
        expect(await lookForScheme(workbook)).toBeNull();
      }
    },
  );

  it("takes the written sheets along, with what is remembered of the run", async () => {
    const workbook = await callCentre();
    const brought = (await names(workbook)).slice(1);
    await scored(workbook);
    const found = (await lookForScheme(workbook))!;
    expect(found.asAdded).toEqual(brought);
    expect(found.written).toEqual(["汇总", "短木板清单", "呼叫中心", "数据", "核对", "上次计分"].filter((name) => found.written.includes(name)));
    expect(found.written).toContain("上次计分");
    expect(found.changed).toEqual([]);
    expect((await removeScheme(workbook, false)).length).toBe(found.asAdded.length + found.written.length);
    expect(await names(workbook)).toEqual(["会议纪要"]);
    // And then one may begin anew.
    await newScheme(workbook, "zh", "network");
    await scored(workbook);
    expect(await names(workbook)).toContain("汇总");
  });

  it("keeps what somebody has written on, and says which, unless told otherwise", async () => {
    const workbook = await callCentre();
    const figures = (await names(workbook))[1]!;
    workbook.type(figures, "E6", 77.7);
    workbook.type("设置", "B8", "2026Q2");
    const found = (await lookForScheme(workbook))!;
    expect(found.changed).toEqual([figures, "设置"]);
    await removeScheme(workbook, false);
    expect(await names(workbook)).toEqual(["会议纪要", figures, "设置"]);

    const other = await callCentre();
    other.type("设置", "H40", "旁边的笔记");
    expect((await lookForScheme(other))!.changed).toEqual(["设置"]);
    await removeScheme(other, true);
    expect(await names(other)).toEqual(["会议纪要"]);
  });

  it("counts a card that was typed over as changed, and then stops, since its formulas need the others", async () => {
    const workbook = await callCentre();
    await scored(workbook);
    workbook.type("呼叫中心", "C3", "后来写的");
    const found = (await lookForScheme(workbook))!;
    expect(found.changed).toEqual(["呼叫中心"]);
    expect(found.needing).toEqual({ changedStay: ["呼叫中心"], changedGo: [] });
    const before = await names(workbook);
    expect(await removeScheme(workbook, false)).toEqual([]);
    expect(await names(workbook)).toEqual(before);
    await removeScheme(workbook, true);
    expect(await names(workbook)).toEqual(["会议纪要"]);
  });

  it("stops where a formula of somebody's own needs a sheet that would go, but not for a text that names it", async () => {
    const workbook = memoryWorkbook({
      摘要: [[{ value: 1, formula: "'设置'!B8&\"\"", format: "General" }]],
      说明: [[{ value: "", formula: '"见设置!B8"', format: "General" }]],
    });
    await newScheme(workbook, "zh", "callCentre");
    expect((await lookForScheme(workbook))!.needing).toEqual({ changedStay: ["摘要"], changedGo: ["摘要"] });
    expect(await removeScheme(workbook, true)).toEqual([]);
    expect((await names(workbook)).length).toBeGreaterThan(2);
  });

  it("has nothing to take back in a workbook with a scheme of its own", async () => {
    const workbook = await callCentre();
    for (const name of (await names(workbook)).slice(1)) workbook.type(name, "A1", "本单位");
    expect(await lookForScheme(workbook)).toBeNull();
    expect(await lookForScheme(memoryWorkbook({ 会议纪要: [["本月例会"]] }))).toBeNull();
  });

  it("leaves an empty sheet in a file that held nothing else, and the file still opens", async () => {
    const workbook = newXlsx();
    await newScheme(workbook, "zh", "callCentre");
    await scored(workbook);
    const reopened = openXlsx(workbook.toBytes("copy"));
    await removeScheme(reopened, false);
    expect(await names(openXlsx(reopened.toBytes("copy")))).toEqual(["Sheet1"]);
  });
});
