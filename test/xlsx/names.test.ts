import { findName, printNames, readReference, referenceTo } from "../../src/xlsx/names";
import { plainDraft } from "./drafts";

const area = { top: 0, left: 0, bottom: 39, right: 15 };

test.each(["汇总", "O'Brien's", "A1", "2026 Q3", "!", "网络部·网管中心", "'", "__proto__"])("a reference to %j is read back", (sheet) => {
  expect(readReference(referenceTo(sheet, area))).toEqual({ sheet, area });
});

test("a reference is quoted, anchored, and short for one cell", () => {
  expect(referenceTo("汇总", area)).toBe("'汇总'!$A$1:$P$40");
  expect(referenceTo("汇总", { top: 1, left: 1, bottom: 1, right: 1 })).toBe("'汇总'!$B$2");
});

test.each(["#REF!", "'汇总'!#REF!", "1+1", "'汇总'!$A:$B", "OFFSET('汇总'!$A$1,0,0)", "'a'!$A$1,'a'!$B$2", ""])("%j refers to no rectangle", (text) => {
  expect(readReference(text)).toBeNull();
});

test("other programs' spelling is read too", () => {
  expect(readReference("汇总!$A$1:$P$40")).toEqual({ sheet: "汇总", area });
  expect(readReference("=汇总!A1:P40")).toEqual({ sheet: "汇总", area });
});

test("print titles come columns first, as Excel writes them", () => {
  const { print } = plainDraft([], { print: { ...plainDraft([]).print, titleRows: "1:2", titleColumns: "A:B", area: "A1:P40" } });
  expect(printNames({ id: "7", name: "汇总" }, print)).toEqual([
    { name: "_xlnm.Print_Titles", sheet: "7", refersTo: "'汇总'!$A:$B,'汇总'!$1:$2", hidden: false },
    { name: "_xlnm.Print_Area", sheet: "7", refersTo: "'汇总'!$A$1:$P$40", hidden: false },
  ]);
  expect(printNames({ id: "7", name: "汇总" }, plainDraft([]).print)).toEqual([]);
});

test("names are found without regard to case, and a sheet's own are others than the workbook's", () => {
  const names = [
    { name: "KPI.card", refersTo: "1", hidden: true, sheet: null },
    { name: "kpi.card", refersTo: "2", hidden: true, sheet: "3" },
  ];
  expect(findName(names, "kpi.CARD")?.refersTo).toBe("1");
  expect(findName(names, "kpi.card", "3")?.refersTo).toBe("2");
  expect(findName(names, "kpi.card", "4")).toBeUndefined();
});
