/** The two ways into a workbook, through the file and through Excel, bring the same sheets, and their formulas come to the same figures wherever they are worked out. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { officeWorkbook } from "../../src/office/officeWorkbook";
import { draftScorecards } from "../../src/run/draftScorecards";
import type { Workbook } from "../../src/run/workbook";
import { address, type CellValue } from "../../src/sheets/grid";
import { sheetLabels as english } from "../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/portable";
import { calculating } from "../excelHost/calculationInNode";
import { ExcelHost, PROFILES } from "../excelHost/excelHost";
import { rectAddress, WHOLE_SHEET } from "../excelHost/model/area";
import { normaliseFormula } from "../excelHost/model/entry";
import type { PropertyBag } from "../excelHost/model/hostObject";
import type { Worksheet } from "../excelHost/model/worksheet";
import { openLooks } from "../excelHost/openLooks";
import { openInHost } from "../excelHost/openXlsx";
import { saveXlsx } from "../excelHost/saveXlsx";
import { startExcel } from "../setup-officejs";
import { recalculated } from "../support/libreOffice";
import { describeWith } from "../support/systemParts";

jest.setTimeout(180_000);

const sampleBytes = (language: "zh" | "en"): Uint8Array => new Uint8Array(readFileSync(join(__dirname, `../../assets/samples/province-${language}.xlsx`)));

/** Scores the workbook and writes, formulas as is the rule; gives the names of the sheets that were made, and what stands in each cell with a formula. */
async function score(
  workbook: Workbook,
): Promise<{ readonly made: readonly string[]; readonly formulas: ReadonlyMap<string, CellValue>; readonly cells: number }> {
  const { changes } = await draftScorecards(workbook, { period: null, labelsFor: (language) => (language === "zh" ? chinese : english) });
  const report = await workbook.write(changes);
  const made = changes.map((change) => (change.kind === "createSheet" ? change.name : change.block));
  const formulas = changes.flatMap(({ draft }, place) =>
    draft.rows.flatMap((cells, row) =>
      cells.flatMap((cell, column) => (cell?.formula === undefined ? [] : [[`${made[place]!}!${address(row, column)}`, cell.value] as const])),
    ),
  );
  return { made, formulas: new Map(formulas), cells: report.sheets.reduce((total, sheet) => total + sheet.cellsChanged, 0) };
}

/** Figures within 1e-9, everything else the same; a formula that gives "" leaves a cell that some programs read back as blank. */
const near = (one: CellValue | undefined, other: CellValue | undefined): boolean =>
  typeof one === "number" && typeof other === "number" ? Math.abs(one - other) <= 1e-9 : JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

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
      // Each program spells a formula in its own way; as Excel keeps it the two are one.
      formula: formula === null ? null : normaliseFormula(formula),
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

describeWith(["libreOffice"], "the samples, scored in Excel with live formulas", () => {
  test.each(["zh", "en"] as const)(
    "%s: the engine, the emulated Excel and LibreOffice come to the same in every formula; a second run writes nothing.",
    async (language) => {
      const excel = startExcel({ ...PROFILES.web, excelApi: 13 });
      calculating(excel);
      await openInHost(excel, sampleBytes(language));
      const { formulas } = await score(officeWorkbook());
      const [libreOffice] = await recalculated([saveXlsx(excel)]);
      const standing = [...excel.workbook.formulas()].filter(({ sheet, row, column }) => formulas.has(`${sheet.Name}!${address(row, column)}`));
      const differences = standing.flatMap(({ sheet, row, column, formula }) => {
        const place = `${sheet.Name}!${address(row, column)}`;
        const [drafted, inExcel, inLibreOffice] = [
          formulas.get(place),
          sheet.cells.peek(row, column)!.value,
          libreOffice!.get(sheet.Name)!.at(row, column).value,
        ];
        return near(drafted, inExcel) && near(drafted, inLibreOffice) ? [] : [{ place, formula, drafted, inExcel, inLibreOffice }];
      });
      process.stdout.write(
        `${standing.length} formulas that Office.js wrote (${language}) are the engine's figures, in the emulated Excel and in LibreOffice\n`,
      );
      expect(standing.length).toBe(formulas.size);
      expect(standing.length).toBeGreaterThan(1000);
      expect(differences.slice(0, 5)).toEqual([]);
      expect((await score(officeWorkbook())).cells).toBe(0);
    },
  );

  test("a wrong formula and a wrong figure would be seen.", async () => {
    const excel = startExcel({ ...PROFILES.web, excelApi: 13 });
    calculating(excel);
    await openInHost(excel, sampleBytes("zh"));
    const { formulas } = await score(officeWorkbook());
    const [place, drafted] = [...formulas].find(([at, value]) => at.startsWith("太原!") && typeof value === "number" && value > 0)!;
    const [name, cell] = place.split("!") as [string, string];
    const sheet = excel.workbook.Worksheets.at(name);
    const range = sheet.GetRange(cell);
    range.Formulas = [[`${String((range.Formulas as unknown[][])[0]![0])}+0.01`]];
    excel.workbook.settle();
    const [libreOffice] = await recalculated([saveXlsx(excel)]);
    const { row, column } = range.rect;
    expect(near(drafted, sheet.cells.peek(row, column)!.value)).toBe(false);
    expect(near(drafted, libreOffice!.get(name)!.at(row, column).value)).toBe(false);
  });
});

describe("the Chinese sample, scored from the file and in Excel", () => {
  test("gives the same sheets: values, formulas, formats, looks, highlights, marks and set-up, cell by cell.", async () => {
    const bytes = sampleBytes("zh");

    const excel = startExcel({ ...PROFILES.web, excelApi: 13 });
    calculating(excel);
    await openInHost(excel, bytes);
    const { made } = await score(officeWorkbook());

    const file = openXlsx(bytes);
    expect((await score(file)).made).toEqual(made);
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
