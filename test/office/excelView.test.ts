/** Going to a cell and hearing of edits, through the real Office.js client and an emulated Excel. */
import { excelView } from "../../src/office/excelView";
import { PROFILES } from "../excelHost/excelHost";
import { startExcel } from "../setup-officejs";

/** Nothing newer than the manifest asks for. */
const MANIFEST = { ...PROFILES.web, excelApi: 13 };

it("brings the sheet to the front and selects the cell", async () => {
  const host = startExcel(MANIFEST);
  await Excel.run(async (context) => {
    context.workbook.worksheets.add("呼叫中心");
    await context.sync();
  });
  expect(await excelView().goTo({ sheet: "呼叫中心", cell: "F14" })).toBe("shown");
  const { name, address } = await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    const range = context.workbook.getSelectedRange();
    sheet.load("name");
    range.load("address");
    await context.sync();
    return { name: sheet.name, address: range.address };
  });
  expect(name).toBe("呼叫中心");
  expect(address).toMatch(/!\$?F\$?14$/);
  expect(host.missing).toEqual(new Set());
});

it("shows the first cell where no cell is meant, and an area where one is", async () => {
  startExcel(MANIFEST);
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "" })).toBe("shown");
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "D22:D27" })).toBe("shown");
});

it("says when the sheet is gone or hidden, and leaves a hidden one hidden", async () => {
  startExcel(MANIFEST);
  await Excel.run(async (context) => {
    context.workbook.worksheets.add("数据").visibility = "Hidden";
    await context.sync();
  });
  expect(await excelView().goTo({ sheet: "没有这张", cell: "A1" })).toBe("gone");
  expect(await excelView().goTo({ sheet: "数据", cell: "A1" })).toBe("hidden");
  const visibility = await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("数据");
    sheet.load("visibility");
    await context.sync();
    return sheet.visibility;
  });
  expect(visibility).toBe("Hidden");
});

it("finds a sheet again that was renamed, also where another has taken its name", async () => {
  startExcel(MANIFEST);
  const active = (): Promise<{ readonly id: string; readonly name: string }> =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.load("id,name");
      await context.sync();
      return { id: sheet.id, name: sheet.name };
    });
  const { id } = await active();
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Sheet1").name = "指标 2026";
    await context.sync();
  });
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "B2" })).toBe("gone");
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "B2" }, id)).toBe("shown");
  await Excel.run(async (context) => {
    context.workbook.worksheets.add("Sheet1").activate();
    await context.sync();
  });
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "B2" }, id)).toBe("shown");
  expect(await active()).toEqual({ id, name: "指标 2026" });
  expect(await excelView().goTo({ sheet: "Sheet1", cell: "B2" }, "gone")).toBe("shown");
  expect((await active()).name).toBe("Sheet1");
});

it("does not tell of what we write ourselves", async () => {
  startExcel(MANIFEST);
  const edited = jest.fn();
  const stop = excelView().onEdited(edited);
  await Excel.run(async (context) => {
    context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [[1]];
    await context.sync();
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(edited).not.toHaveBeenCalled();
  stop();
});

it("tells of what somebody else types, until it is stopped", async () => {
  const host = startExcel(MANIFEST);
  const edited = jest.fn();
  const stop = excelView().onEdited(edited);
  // A request that comes after the subscription is answered after it.
  await excelView().goTo({ sheet: "Sheet1", cell: "A1" });
  const type = (): void => host.workbook.onCellsChanged(host.workbook.Worksheets.sheets[0]!, { row: 0, column: 0, height: 1, width: 1 });
  type();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(edited).toHaveBeenCalledTimes(1);
  stop();
  await excelView().goTo({ sheet: "Sheet1", cell: "A1" });
  type();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(edited).toHaveBeenCalledTimes(1);
});
