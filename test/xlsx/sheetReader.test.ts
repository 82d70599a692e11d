import fc from "fast-check";
import { areaAddress, type Grid } from "../../src/sheets/grid";
import { readSheet, type SheetSource } from "../../src/xlsx/sheetReader";
import { XmlError } from "../../src/xlsx/xml";
import { cpuNow } from "../support/cpuTime";

const source: SheetSource = {
  sheet: "指标",
  sharedStrings: ["甲", "实际值"],
  formatOf: (style) => ["General", "0%", "yyyy-mm-dd"][style] ?? "General",
  date1904: false,
};
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const sheet = (rows: string, more = "", before = ""): string => `<worksheet ${MAIN}>${before}<sheetData>${rows}</sheetData>${more}</worksheet>`;
const read = (xml: string, more: Partial<SheetSource> = {}): Grid => readSheet(xml, { ...source, ...more });
const values = (grid: Grid) =>
  Array.from({ length: grid.rowCount }, (_, row) => Array.from({ length: grid.columnCount }, (_, column) => grid.at(row, column).value));

describe("values", () => {
  test.each([
    ["<c r='A1'><v>85</v></c>", 85],
    ["<c r='A1' t='n'><v>1.5E-3</v></c>", 0.0015],
    ["<c r='A1' t='s'><v>1</v></c>", "实际值"],
    ["<c r='A1' t='inlineStr'><is><t>85 分</t></is></c>", "85 分"],
    ["<c r='A1' t='inlineStr'><is><r><t>85</t></r><r><t xml:space='preserve'> 分</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is></c>", "85 分"],
    ["<c r='A1' t='str'><f>B1</f><v>达标_x000D_</v></c>", "达标\r"],
    ["<c r='A1' t='b'><v>1</v></c>", true],
    ["<c r='A1' t='b'><v>0</v></c>", false],
    ["<c r='A1' t='e'><v>#DIV/0!</v></c>", { error: "#DIV/0!" }],
    ["<c r='A1' t='str'><v/></c>", ""],
    ["<c r='A1'><v></v></c>", null],
    ["<c r='A1' s='1'/>", null],
    ["<c r='A1'><v>待定</v></c>", "待定"],
    ["<c r='A1'><v>1e999</v></c>", "1e999"],
    ["<c r='A1'><v>0x10</v></c>", "0x10"],
  ])("%s is %j", (cell, value) => {
    expect(read(sheet(`<row r="1">${cell}</row>`)).at(0, 0).value).toEqual(value);
  });

  test.each([
    ["2026-09-30", 46295],
    ["2026-09-30T12:00:00", 46295.5],
    ["1900-03-01", 61],
    ["1900-02-28", 59],
    ["1900-01-01", 1],
    ["T06:00:00", 0.25],
    ["2026-09-30T00:00:00Z", 46295],
  ])("the date %s is the serial number %d, with a date's format", (text, serial) => {
    expect(read(sheet(`<row r="1"><c r="A1" t="d"><v>${text}</v></c></row>`)).at(0, 0)).toEqual({ value: serial, format: "yyyy-mm-dd" });
  });

  test("dates in a 1904 workbook count from there", () => {
    const xml = sheet('<row r="1"><c r="A1" t="d"><v>1904-01-02</v></c><c r="B1"><v>1462</v></c></row>');
    expect(values(read(xml, { date1904: true }))).toEqual([[1, 1462]]);
  });

  test("a date is a number with its format, not text", () => {
    expect(read(sheet('<row r="1"><c r="A1" s="2"><v>46295</v></c></row>')).at(0, 0)).toEqual({ value: 46295, format: "yyyy-mm-dd" });
  });
});

describe("formulas", () => {
  test("come with their last result", () => {
    expect(read(sheet('<row r="1"><c r="A1" s="1"><f>B1/C1</f><v>0.85</v></c></row>')).at(0, 0)).toEqual({ value: 0.85, formula: "B1/C1", format: "0%" });
  });

  test("that cells share are read as each cell's own", () => {
    const rows =
      '<row r="1"><c r="C1"><f t="shared" ref="C1:C3" si="0">A1*$B$1</f><v>1</v></c></row><row r="2"><c r="C2"><f t="shared" si="0"/><v>2</v></c></row>';
    const grid = read(sheet(`${rows}<row r="3"><c r="C3"><f t="shared" si="0"></f></c></row>`));
    expect([0, 1, 2].map((row) => grid.at(row, 2).formula)).toEqual(["A1*$B$1", "A2*$B$1", "A3*$B$1"]);
    expect(grid.rowCount).toBe(3);
  });

  test("that cells share are read even when a follower stands first", () => {
    const grid = read(sheet('<row r="1"><c r="A1"><f t="shared" si="4"/></c><c r="B1"><f t="shared" ref="A1:B1" si="4">B2+1</f></c></row>'));
    expect(grid.at(0, 0).formula).toBe("A2+1");
  });

  test("of arrays and data tables are marked at their cell", () => {
    const grid = read(
      sheet(
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c><c r="B1"><f t="dataTable" ref="B1:C2" dt2D="1" r1="F1" r2="F2"/><v>3</v></c></row>',
      ),
    );
    expect([grid.at(0, 0).formula, grid.at(0, 1).formula]).toEqual(["B1:B2*2", "TABLE(F1,F2)"]);
  });

  test("whose result is an error keep it apart from text", () => {
    expect(read(sheet('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')).at(0, 0)).toEqual({
      value: { error: "#DIV/0!" },
      formula: "1/0",
      format: "General",
    });
  });
});

describe("places", () => {
  test("are counted where a file does not name them", () => {
    expect(values(read(sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row r='3'><c r='B3'><v>3</v></c><c><v>4</v></c></row>")))).toEqual([
      [1, 2, null],
      [null, null, null],
      [null, 3, 4],
    ]);
  });

  test("may come in any order; of two claims to one the later holds", () => {
    const rows =
      '<row r="3"><c r="B3"><v>6</v></c><c r="A3"><v>5</v></c></row><row r="1"><c r="C1"><f>A1</f><v>3</v></c><c r="A1"><v>0</v></c><c r="A1"><v>1</v></c></row>';
    const grid = read(sheet(rows));
    expect(values(grid)).toEqual([
      [1, null, 3],
      [null, null, null],
      [5, 6, null],
    ]);
    expect(grid.at(0, 2).formula).toBe("A1");
  });

  test("outside of what is filled are blank", () => {
    const grid = read(sheet('<row r="2"><c r="B2"><v>1</v></c><c r="Z2" s="1"/></row><row r="9"><c r="A9" s="1"/></row>'));
    expect([grid.rowCount, grid.columnCount]).toEqual([2, 2]);
    for (const [row, column] of [
      [0, 0],
      [1, 0],
      [5, 5],
      [-1, 0],
      [0, -1],
      [1e9, 1e9],
    ] as const)
      expect(grid.at(row, column)).toEqual({ value: null, format: "General" });
    expect(grid.at(1, 25).format).toBe("0%");
  });

  test("are found in sparse and in long rows", () => {
    const columns = ["A", "C", "D", "J", "AA", "XFD"];
    const grid = read(sheet(`<row r="1048576">${columns.map((column, index) => `<c r="${column}1048576"><v>${index}</v></c>`).join("")}</row>`));
    expect([0, 2, 3, 9, 26, 16_383].map((column) => grid.at(1_048_575, column).value)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([1, 4, 25, 27, 16_382].map((column) => grid.at(1_048_575, column).value)).toEqual([null, null, null, null, null]);
  });
});

describe("around the cells", () => {
  test("merges, hidden rows and hidden columns are known", () => {
    const grid = read(
      sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"/><row r="3" hidden="true"><c r="A3"><v>3</v></c></row>',
        '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B2:B3"/></mergeCells>',
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols>',
      ),
    );
    expect(grid.merges.map(areaAddress)).toEqual(["A1:C1", "B2:B3"]);
    expect([...grid.hiddenRows]).toEqual([1, 2]);
    expect([...grid.hiddenColumns]).toEqual([1, 2]);
  });

  test("rows that are hidden by default are hidden unless the file names them", () => {
    const grid = read(
      sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>', "", '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'),
    );
    expect([...grid.hiddenRows]).toEqual([1, 2]);
  });

  test("a merge of the whole sheet is cut to what is filled", () => {
    const grid = read(sheet('<row r="3"><c r="B3"><v>1</v></c></row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'));
    expect(grid.merges).toEqual([{ top: 0, left: 0, bottom: 2, right: 1 }]);
  });

  test("a sheet without cells is empty", () => {
    for (const xml of [sheet(""), `<worksheet ${MAIN}><sheetData/></worksheet>`, `<worksheet ${MAIN}><dimension ref="A1"/></worksheet>`]) {
      const grid = read(xml);
      expect([grid.rowCount, grid.columnCount]).toEqual([0, 0]);
      expect(grid.at(0, 0).value).toBeNull();
    }
  });

  test("prefixed markup reads the same", () => {
    const xml = sheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>2</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c></row>',
      '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>',
    );
    const grid = read(xml.replace(/<(\/?)(?=[a-zA-Z])/g, "<$1x:").replace("xmlns=", "xmlns:x="));
    expect(values(grid)).toEqual([["甲", 2, "x"]]);
    expect([grid.at(0, 1).formula, grid.merges.length]).toEqual(["A1", 1]);
  });
});

test.each([
  ["a shared string that is not there", '<row r="1"><c r="A1" t="s"><v>2</v></c></row>'],
  ["a negative shared string", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'],
  ["row 0", '<row r="0"><c r="A0"/></row>'],
  ["a row beyond the last", '<row r="1048577"/>'],
  ["a column beyond the last", '<row r="1"><c r="XFE1"/></row>'],
  ["a cell without a column", '<row r="1"><c r="1"/></row>'],
  ["a cell outside of a row", '<c r="A1"/>'],
  ["a cell that is not closed", '<row r="1"><c r="A1"></row>'],
])("%s is damage", (_, rows) => {
  expect(() => read(sheet(rows))).toThrow(XmlError);
});

test("a hundred thousand cells that all claim one place are read in time", () => {
  const began = cpuNow();
  const grid = read(sheet(`<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(100_000)}</row>`));
  expect([grid.columnCount, grid.at(0, 0).value]).toEqual([1, 1]);
  expect(cpuNow() - began).toBeLessThan(2000);
});

describe("a cell in its plainest spelling", () => {
  const value = (cell: string): unknown => {
    const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cell}</row></sheetData></worksheet>`;
    const grid = readSheet(xml, { sheet: "x", sharedStrings: ["甲", "乙"], formatOf: (style) => `f${style}`, date1904: false });
    return [grid.rowCount, grid.columnCount, grid.at(0, grid.columnCount - 1)];
  };

  test("is read as the same cell in any other spelling, whatever the figure", () => {
    const figures = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer({ min: -(10 ** 16), max: 10 ** 16 }).map(String),
      fc
        .tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.stringMatching(/^[0-9]{0,12}$/), fc.constantFrom("", "-"))
        .map(([whole, part, sign]) => `${sign}${whole}.${part}`),
      fc.stringMatching(/^[-+0-9.eE]{0,18}$/),
    );
    fc.assert(
      fc.property(figures, fc.constantFrom("A1", "XFD1", "AB1"), fc.constantFrom("", ' s="7"', ' s="12345"'), (figure, place, style) => {
        expect(value(`<c r="${place}"${style}><v>${figure}</v></c>`)).toEqual(value(`<c  r="${place}"${style} ><v >${figure}</v></c>`));
      }),
      { numRuns: 5_000, seed: 3 },
    );
  });

  test("may be a shared text, and is refused with one that is not there", () => {
    expect(value('<c r="B1" s="2" t="s"><v>1</v></c>')).toEqual([1, 2, { value: "乙", format: "f2" }]);
    expect(() => value('<c r="B1" t="s"><v>2</v></c>')).toThrow("shared string");
    expect(() => value('<c r="XFE1"><v>2</v></c>')).toThrow("column");
  });
});
