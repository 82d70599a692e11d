/** A draft and a sheet of the workbook, as the page draws them. */
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { sheetFromDraft, sheetFromGrid } from "../../src/web/shownSheet";
import { gridOf } from "../support/gridOf";

const text = (value: string | null, role: DraftCell["mark"]["role"] = "text"): DraftCell => ({ value, mark: { row: "line", role } });
const figure = (value: number, format: string): DraftCell => ({ value, format, mark: { row: "line", role: "number" } });

function draftOf(rows: SheetDraft["rows"], more: Partial<SheetDraft> = {}): SheetDraft {
  return {
    rows,
    columnWidths: [5, 24],
    rowHeights: [undefined, 30],
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: false,
    font: "Calibri",
    print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
    ...more,
  };
}

it("shows figures in their formats, hides what the format hides, and gives each cell the look of its mark", () => {
  const sheet = sheetFromDraft(
    draftOf([[figure(0.848, "0.0%_);-0.0%_);0.0%_);@_)"), figure(96, ";;;"), { ...text("title"), mark: { row: "title", role: "text" } }]]),
  );
  expect(sheet.at(0, 0)).toMatchObject({ text: "84.8%", look: { horizontal: "right", size: 10 } });
  expect(sheet.at(0, 1)?.text).toBe("");
  expect(sheet.at(0, 2)).toMatchObject({ text: "title", look: { size: 20, bold: true } });
  expect([sheet.widthOf(0), sheet.widthOf(1), sheet.heightOf(0), sheet.heightOf(1)]).toEqual([40, 173, 20, 40]);
});

it("centres a heading across the blank cells beside it, and covers merged ones", () => {
  const sheet = sheetFromDraft(draftOf([[text("标准", "across"), text(null, "across"), text("完成", "across")], [text("merged")]], { merges: ["A2:B3"] }));
  expect(sheet.at(0, 0)).toMatchObject({ text: "标准", columns: 2, look: { horizontal: "center" } });
  expect(sheet.at(0, 1)).toBeNull();
  expect(sheet.at(0, 2)).toMatchObject({ text: "完成", columns: 1 });
  expect(sheet.at(1, 0)).toMatchObject({ columns: 2, rows: 2 });
  expect(sheet.at(1, 1)).toBeNull();
});

it("lets text run on over a blank cell and never over a figure", () => {
  const sheet = sheetFromDraft(
    draftOf([
      [text("a long sentence"), text(""), figure(1, "0")],
      [text("a long name"), figure(1, "0")],
    ]),
  );
  expect([sheet.at(0, 0)?.runsOn, sheet.at(1, 0)?.runsOn]).toEqual([true, false]);
});

it("draws bars and highlights, the first that stops over the ones behind it", () => {
  const sheet = sheetFromDraft(
    draftOf([[figure(60, ";;;"), figure(-2, "0")]], {
      conditionalFormats: [
        { kind: "dataBar", area: "A1:A9", min: 0, max: 120, colour: "A9B6C3" },
        { kind: "formula", area: "B1:B9", formula: "B1<0", look: { colour: "9C2F16" }, stopIfTrue: true },
        { kind: "formula", area: "B1:B9", formula: "B1<1", look: { colour: "000000", fill: "FFFFFF" }, stopIfTrue: false },
        { kind: "formula", area: "A1:A9", formula: "A1>100", look: { fill: "F9E9E3" }, stopIfTrue: false },
      ],
    }),
  );
  expect(sheet.at(0, 0)).toMatchObject({ bar: { share: 0.5, colour: "A9B6C3" }, look: { fill: null } });
  expect(sheet.at(0, 1)?.look).toMatchObject({ colour: "9C2F16", fill: null });
});

it("draws a sheet of the workbook by its values, and does not show hidden rows", () => {
  const sheet = sheetFromGrid({
    ...gridOf("指标", [
      ["部门", 12.5],
      ["太原", null],
    ]),
    hiddenRows: new Set([1]),
  });
  expect(sheet.at(0, 0)).toMatchObject({ text: "部门", look: { horizontal: "left" } });
  expect(sheet.at(0, 1)).toMatchObject({ text: "12.5", look: { horizontal: "right" } });
  expect(sheet.at(1, 1)).toBeUndefined();
  expect([sheet.heightOf(0), sheet.heightOf(1)]).toEqual([20, 0]);
});
