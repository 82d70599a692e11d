import { readFileSync } from "node:fs";
import { join } from "node:path";
import { officeWorkbook } from "../../src/office/officeWorkbook";
import { draftScorecards } from "../../src/run/draftScorecards";
import type { Workbook } from "../../src/run/workbook";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/xlsxWorkbook";
import { ExcelHost, PROFILES } from "../excelHost/excelHost";
import { rectAddress, WHOLE_SHEET } from "../excelHost/model/area";
import type { PropertyBag } from "../excelHost/model/hostObject";
import type { Worksheet } from "../excelHost/model/worksheet";
import { openLooks } from "../excelHost/openLooks";
import { openInHost } from "../excelHost/openXlsx";
import { calculate } from "../excelHost/preview/calculate";
import { startExcel } from "../setup-officejs";

jest.setTimeout(180_000);

const SAMPLE = join(__dirname, "../../assets/samples/province-zh.xlsx");

/** Scores the workbook and writes; gives the names of the sheets that were made. */
async function score(workbook: Workbook): Promise<readonly string[]> {
  const { changes } = await draftScorecards(workbook, { period: null, formulas: false, labelsFor: (language) => (language === "zh" ? chinese : english) });
  await workbook.write(changes);
  return changes.map((change) => (change.kind === "createSheet" ? change.name : change.block));
}

/** One line for each cell and each property of the sheet. */
function lines({ cells, ...sheet }: ReturnType<typeof seen>): ReadonlyMap<string, string> {
  return new Map(Object.entries({ ...cells, ...sheet }).map(([place, value]) => [place, JSON.stringify(value)]));
}

/** What a person sees of a sheet, as plain values. */
function seen(sheet: Worksheet) {
  const used = sheet.cells.used(WHOLE_SHEET, true)!;
  const cells: Record<string, unknown> = {};
  for (const { row, column, cell } of sheet.cells.within(used)) {
    const { value, formula, format, look, link } = cell;
    const shown = Object.fromEntries(Object.entries(look).filter(([name]) => !LEFT_OUT.test(name)));
    cells[rectAddress({ row, column, height: 1, width: 1 })] = {
      value: typeof value === "number" ? Number(value.toPrecision(12)) : value,
      formula,
      format,
      look: shown,
      link: link?.documentReference ?? null,
    };
  }
  return {
    cells,
    merges: sheet.merges.map((rect) => rectAddress(rect)).sort(),
    widths: [...sheet.columnWidths].sort(([a], [b]) => a - b),
    heights: [...sheet.rowHeights].sort(([a], [b]) => a - b),
    gridlines: sheet.ShowGridlines,
    tab: sheet.TabColor,
    frozen: sheet.FreezePanes.frozen,
    tables: sheet.tables.map((table) => ({ name: table.Name, area: rectAddress(table.rect) })),
    marks: sheet.workbook
      .allNames()
      .filter((name) => name.target?.sheet === sheet)
      .map(({ Name, Formula, Visible }) => `${Name} ${Formula} ${Visible}`)
      .sort(),
    highlights: sheet.conditionalFormats.map(({ rects, customOrNull, dataBarOrNull, StopIfTrue }) => ({
      area: rects.map((rect) => rectAddress(rect)).join(),
      stops: StopIfTrue,
      formula: customOrNull?.Rule.Formula ?? null,
      fill: customOrNull?.Format.Fill.Color ?? null,
      colour: customOrNull?.Format.Font.Color ?? null,
      bold: customOrNull?.Format.Font.Bold === true,
      bar: dataBarOrNull && [
        dataBarOrNull.property("LowerBoundRule"),
        dataBarOrNull.property("UpperBoundRule"),
        (dataBarOrNull.property("PositiveFormat") as PropertyBag).property("FillColor"),
      ],
    })),
  };
}

/** What one of the two does not tell: inner properties of a fill or a line that is not there. */
const LEFT_OUT = /Pattern|TintAndShade|Diagonal/;

describe("the Chinese sample, scored from the file and in Excel", () => {
  test("gives the same sheets: values, formulas, formats, looks, highlights, marks and set-up, cell by cell.", async () => {
    const bytes = new Uint8Array(readFileSync(SAMPLE));

    const excel = startExcel({ ...PROFILES.web, excelApi: 13 });
    excel.workbook.calculate = calculate;
    await openInHost(excel, bytes);
    const made = await score(officeWorkbook());

    const file = openXlsx(bytes);
    expect(await score(file)).toEqual(made);
    const opened = new ExcelHost();
    await openInHost(opened, file.toBytes());
    openLooks(opened, file.toBytes());

    expect(made.length).toBeGreaterThan(10);
    const differences = made.flatMap((name) => {
      const inExcel = lines(seen(excel.workbook.Worksheets.at(name)));
      const inFile = lines(seen(opened.workbook.Worksheets.at(name)));
      const places = new Set([...inExcel.keys(), ...inFile.keys()]);
      return [...places].flatMap((place) =>
        inExcel.get(place) === inFile.get(place) ? [] : [{ sheet: name, place, inExcel: inExcel.get(place), inFile: inFile.get(place) }],
      );
    });
    // The first few tell enough; all of them would fill a book.
    expect(differences.slice(0, 5)).toEqual([]);
  });
});
