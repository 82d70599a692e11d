import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { areaAddress } from "../../src/sheets/grid";
import { newXlsx, openXlsx, openZip, writeZip } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { cardDraft, plainDraft } from "./drafts";
import { changedSheet, sheetPathOf, typed, withParts } from "./edits";
import { missingTargets, partOf, pathsOf } from "./packageChecks";

const SHEET = "呼叫中心";
const BLOCK = "kpi.card.callCentre";

async function written(draft: SheetDraft): Promise<XlsxWorkbook> {
  const workbook = newXlsx();
  await workbook.write([
    { kind: "createSheet", name: "汇总", block: null, after: "last", draft: plainDraft([["汇总"]]) },
    { kind: "createSheet", name: SHEET, block: BLOCK, after: "last", draft },
  ]);
  return openXlsx(workbook.toBytes());
}

async function rewritten(workbook: XlsxWorkbook, draft: SheetDraft): Promise<{ text: string; cellsChanged: number; workbook: XlsxWorkbook }> {
  const report = await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }]);
  return { text: textOf(workbook), cellsChanged: report.sheets[0]!.cellsChanged, workbook };
}

const textOf = (workbook: XlsxWorkbook): string => partOf(workbook.toBytes(), sheetPathOf(workbook.toBytes(), SHEET));
const line = (value: DraftCell["value"], more: Partial<DraftCell> = {}): DraftCell => ({ value, mark: { row: "line", role: "text" }, ...more });

/** Written over and over the draft must settle: the second time changes no cell and no byte. */
async function expectSettled(workbook: XlsxWorkbook, draft: SheetDraft): Promise<void> {
  const bytes = workbook.toBytes();
  const again = openXlsx(bytes);
  expect((await again.write([{ kind: "rewriteBlock", block: BLOCK, draft }])).sheets[0]!.cellsChanged).toBe(0);
  expect(again.toBytes()).toBe(bytes);
}

describe("cells", () => {
  test("that differ are exchanged, and the rest of the part stays to the character", async () => {
    const before = await written(cardDraft());
    const draft = cardDraft();
    const text = textOf(before);
    const rows = draft.rows.map((row) => [...row]);
    rows[3]![2] = { ...rows[3]![2]!, value: 12 };
    const after = await rewritten(before, { ...draft, rows });
    expect(after.cellsChanged).toBe(1);
    expect(after.text).toBe(text.replace(/(<c r="C4"[^>]*><v>)85</, "$112<"));
  });

  test("of a person beside the block stay as they are, with their row", async () => {
    let workbook = typed(await written(cardDraft()), SHEET, "H4", "我的备注");
    workbook = changedSheet(workbook, SHEET, (text) => text.replace('<row r="4" ', '<row r="4" spans="1:8" hidden="1" outlineLevel="2" '));
    const { text } = await rewritten(workbook, cardDraft(6));
    expect(text).toMatch(
      /<row r="4" spans="1:8" hidden="1" outlineLevel="2" ht="16.5" customHeight="1">.*?<c r="H4" t="inlineStr"><is><t>我的备注<\/t><\/is><\/c><\/row>/,
    );
    await expectSettled(workbook, cardDraft(6));
  });

  test("come in before, between and after those of a person, in the order of columns", async () => {
    const draft = plainDraft([["a", null, "c"]]);
    const workbook = changedSheet(await written(draft), SHEET, (text) =>
      text.replace(/<sheetData>.*<\/sheetData>/, '<sheetData><row r="3"><c r="F3"><v>6</v></c></row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>'),
    );
    const wider = plainDraft([["a", "b", "c"], ["d"], ["e", null, "f"], [null, "g"]]);
    const { text } = await rewritten(workbook, wider);
    expect([...text.matchAll(/<c r="([A-Z]+\d+)"/g)].map(([, place]) => place)).toEqual(["A1", "B1", "C1", "A2", "A3", "C3", "F3", "B4", "A9"]);
    await expectSettled(workbook, wider);
  });

  test("of a person keep their place in a file that names no places", async () => {
    const draft = plainDraft([
      ["a", "b"],
      ["c", "d"],
    ]);
    const unplaced =
      "<sheetData><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row><row><c><v>5</v></c><c/><c><v>6</v></c></row></sheetData>";
    const workbook = changedSheet(await written(draft), SHEET, (text) => text.replace(/<sheetData>.*<\/sheetData>/, unplaced));
    // B1 goes from between its neighbours, and row 2 is left without any cell.
    const smaller = plainDraft([["a", null]]);
    await rewritten(workbook, smaller);
    const id = (await workbook.survey()).sheets[1]!.id;
    const grid = (await workbook.read([id])).get(id)!;
    expect([0, 1, 2].map((row) => [0, 1, 2].map((column) => grid.at(row, column).value))).toEqual([
      ["a", null, 3],
      [null, null, null],
      [5, null, 6],
    ]);
    await expectSettled(workbook, smaller);
  });

  test("fill a sheet that has none any more", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) => text.replace(/<sheetData>.*<\/sheetData>/, "<sheetData/>"));
    await rewritten(workbook, cardDraft());
    const [, id] = (await workbook.survey()).sheets.map((sheet) => sheet.id);
    expect((await workbook.read([id!])).get(id!)!.at(3, 1).value).toBe("人工应答率 1");
    await expectSettled(workbook, cardDraft());
  });

  test("whose result another program calculated in its own last digits are left", async () => {
    const draft = plainDraft([], { rows: [[line(0.3, { formula: "0.1+0.2" }), line(0.1 + 0.2)]] });
    const workbook = changedSheet(await written(draft), SHEET, (text) =>
      text.replace("<v>0.3</v>", "<v>0.30000000000000004</v>").replace(/<v>0.30000000000000004<\/v><\/c><\/row>/, "<v>0.3</v></c></row>"),
    );
    expect((await rewritten(workbook, draft)).cellsChanged).toBe(0);
  });

  test("whose result is missing or another get the one that we know", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text.replace(/(<c r="D4"[^>]*><f>[^<]*<\/f>)<v>[^<]*<\/v>/, "$1").replace(/(<c r="D5"[^>]*><f>[^<]*<\/f><v>)[^<]*/, "$10.5"),
    );
    expect((await rewritten(workbook, cardDraft())).cellsChanged).toBe(2);
  });

  test("that a person formatted otherwise look again as drafted", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) => text.replace(/<c r="C4" s="\d+"/, '<c r="C4" s="1"'));
    expect((await rewritten(workbook, cardDraft())).cellsChanged).toBe(1);
    await expectSettled(workbook, cardDraft());
  });

  test("that shared one's formula get it written out when that one goes", async () => {
    const draft = plainDraft([], {
      rows: [
        [line(1), line(2, { formula: "A1*2" })],
        [line(3), line(6, { formula: "A2*2" })],
        [line(5), line(10, { formula: "A3*2" })],
      ],
    });
    // As a program saves formulas that were filled down, beyond our block too.
    const workbook = changedSheet(await written(draft), SHEET, (text) =>
      text
        .replace("<f>A1*2</f>", '<f t="shared" ref="B1:B4" si="0">A1*2</f>')
        .replace("<f>A2*2</f>", '<f t="shared" si="0"/>')
        .replace("<f>A3*2</f>", '<f t="shared" si="0"></f>')
        .replace("</sheetData>", '<row r="4"><c r="B4"><f t="shared" si="0"/><v>0</v></c></row></sheetData>'),
    );
    await expectSettled(workbook, draft);
    const changed = plainDraft([], { rows: [[line(1), line(7)], ...draft.rows.slice(1)] });
    const { text, cellsChanged } = await rewritten(workbook, changed);
    expect(cellsChanged).toBe(1);
    expect([...text.matchAll(/<f>([^<]*)<\/f>/g)].map(([, formula]) => formula)).toEqual(["A2*2", "A3*2", "A4*2"]);
    expect(text).not.toContain("shared");
  });
});

describe("around the cells", () => {
  test("row heights that a person changed come back; a pixel's rounding stays", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text.replace('<row r="1" ht="30"', '<row r="1" ht="29.25"').replace('<row r="5" ht="16.5"', '<row r="5" ht="60"'),
    );
    const { text } = await rewritten(workbook, cardDraft());
    expect(text).toContain('<row r="1" ht="29.25"');
    expect(text).toMatch(/<row r="5" ht="16.5"/);
  });

  test("a change that touches no cell counts as one, since the file is another", async () => {
    const draft = cardDraft();
    const { cellsChanged } = await rewritten(await written(draft), { ...draft, rowHeights: [40, ...draft.rowHeights.slice(1)] });
    expect(cellsChanged).toBe(1);
  });

  test("rows that the block leaves lose their height, and go when nothing is left in them", async () => {
    const workbook = typed(await written(cardDraft(5)), SHEET, "H8", 1);
    const { text } = await rewritten(workbook, cardDraft(2));
    expect([...text.matchAll(/<row r="(\d+)"[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<row r="1" ht="30" customHeight="1">',
      '<row r="2" ht="18" customHeight="1">',
      '<row r="3" ht="18" customHeight="1">',
      '<row r="4" ht="16.5" customHeight="1">',
      '<row r="5" ht="16.5" customHeight="1">',
      '<row r="6" ht="22" customHeight="1">',
      '<row r="8">',
    ]);
  });

  test("merges of a person stay beside ours, and one in the way of ours stops the writing", async () => {
    const beside = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text.replace('<mergeCells count="1">', '<mergeCells count="2"><mergeCell ref="H1:I2"/>'),
    );
    await rewritten(beside, { ...cardDraft(), merges: ["A1:D1", "A2:C2"] });
    const grid = [...(await beside.read([(await beside.survey()).sheets[1]!.id])).values()][0]!;
    expect(grid.merges.map(areaAddress)).toEqual(["H1:I2", "A1:D1", "A2:C2"]);
    const across = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text.replace('<mergeCells count="1">', '<mergeCells count="2"><mergeCell ref="F1:G1"/>'),
    );
    await expect(across.write([{ kind: "rewriteBlock", block: BLOCK, draft: { ...cardDraft(), merges: ["A1:F1"] } }])).rejects.toEqual(
      expect.objectContaining({ code: "inTheWay", detail: "'呼叫中心'!F1:G1" }),
    );
  });

  test("conditional formats of ours are exchanged with their twins, a person's keep rank and twin", async () => {
    const theirs =
      '<conditionalFormatting sqref="H1:H9"><cfRule type="cellIs" dxfId="0" priority="7" operator="lessThan"><formula>1</formula></cfRule></conditionalFormatting>';
    const twin =
      '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{11111111-2222-3333-4444-555555555555}"/><xm:sqref>H1:H9</xm:sqref></x14:conditionalFormatting>';
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text
        .replace("<conditionalFormatting", `${theirs}<conditionalFormatting`)
        .replace("</x14:conditionalFormattings>", `${twin}</x14:conditionalFormattings>`),
    );
    await expectSettled(workbook, cardDraft());
    const draft = cardDraft(4);
    const { text } = await rewritten(workbook, draft);
    expect(text).toContain(theirs);
    expect(text).toContain(twin);
    expect([...text.matchAll(/<conditionalFormatting sqref="([^"]*)"><cfRule type="(\w+)"[^>]* priority="(\d+)"/g)].map(([, ...found]) => found)).toEqual([
      ["H1:H9", "cellIs", "7"],
      ["A4:D7", "expression", "8"],
      ["E4:E7", "dataBar", "9"],
    ]);
    expect([...text.matchAll(/<xm:sqref>([^<]*)</g)].map(([, area]) => area)).toEqual(["H1:H9", "E4:E7"]);
    await expectSettled(workbook, draft);
  });

  test("without any data bar left no empty list of twins stays", async () => {
    const draft = { ...cardDraft(), conditionalFormats: [] };
    const { text, workbook } = await rewritten(await written(cardDraft()), draft);
    expect(text).not.toMatch(/extLst|conditionalFormatting/);
    await expectSettled(workbook, draft);
    const back = await rewritten(workbook, cardDraft());
    expect(back.text).toContain("<x14:cfRule");
    await expectSettled(back.workbook, cardDraft());
  });

  test("links of ours follow the draft, a person's stay", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) => text.replace("<hyperlinks>", '<hyperlinks><hyperlink ref="H1" location="A1"/>'));
    const { text } = await rewritten(workbook, cardDraft(1));
    expect([...text.matchAll(/<hyperlink ref="([^"]*)"/g)].map(([, ref]) => ref)).toEqual(["H1", "B4"]);
    await expectSettled(workbook, cardDraft(1));
  });

  test("page breaks of ours follow the draft, a person's below the block stay", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text
        .replace("</rowBreaks>", '<brk id="40" max="16383" man="1"/></rowBreaks>')
        .replace(/count="1" manualBreakCount="1"/, 'count="2" manualBreakCount="2"'),
    );
    const { text } = await rewritten(workbook, cardDraft(5));
    expect(text).toContain('<rowBreaks count="2" manualBreakCount="2"><brk id="9" max="16383" man="1"/><brk id="40" max="16383" man="1"/></rowBreaks>');
  });

  test("the footer goes with the figures, but stays away where a person took it away, and keeps a person's own header", async () => {
    const draft = cardDraft();
    const next = { ...draft, print: { ...draft.print, footer: { ...draft.print.footer, right: "9b1c" } } };
    const withHeader = changedSheet(await written(draft), SHEET, (text) => text.replace("<headerFooter>", "<headerFooter><oddHeader>内部</oddHeader>"));
    expect((await rewritten(withHeader, next)).text).toMatch(/<oddHeader>内部<\/oddHeader><oddFooter>.*9b1c<\/oddFooter>/);
    const without = changedSheet(await written(draft), SHEET, (text) => text.replace(/<headerFooter>.*<\/headerFooter>/, ""));
    expect((await rewritten(without, next)).text).not.toContain("headerFooter");
  });

  test("widths, panes, zoom, paper and margins stay as a person left them while the columns are the same", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text
        .replace(/<cols>.*<\/cols>/, '<cols><col min="1" max="6" width="40" customWidth="1"/></cols>')
        .replace(/<pane [^>]*\/>(<selection [^>]*\/>)*/, "")
        .replace("<sheetView ", '<sheetView zoomScale="80" ')
        .replace('paperSize="9"', 'paperSize="8"')
        .replace('left="0.5"', 'left="1"'),
    );
    const { text } = await rewritten(workbook, cardDraft(9));
    for (const kept of ['width="40"', 'zoomScale="80"', 'paperSize="8"', 'left="1"']) expect(text).toContain(kept);
    expect(text).not.toContain("<pane");
  });

  test("with other columns the block brings its widths and panes, and those of the columns behind it stay", async () => {
    const workbook = changedSheet(await written(cardDraft()), SHEET, (text) =>
      text.replace("</cols>", '<col min="7" max="12" width="3" style="2" hidden="1"/></cols>'),
    );
    const draft = cardDraft();
    const wider = { ...draft, rows: draft.rows.map((row) => [...row, line("x")]), columnWidths: [...draft.columnWidths, 20], freezeAt: "D4" };
    const { text } = await rewritten(workbook, wider);
    expect(text).toMatch(/<col min="7" max="7" width="20.7109375" customWidth="1"\/><col min="8" max="12" width="3" style="2" hidden="1"\/><\/cols>/);
    expect(text).toMatch(/<sheetView [^>]*><pane xSplit="3" ySplit="3" topLeftCell="D4"/);
    await expectSettled(workbook, wider);
  });
});

describe("names, tables and what else hangs on a block", () => {
  test("print titles, print area and the block's name follow the draft", async () => {
    const { workbook } = await rewritten(await written(cardDraft(3)), cardDraft(5));
    const { names, sheets } = await workbook.survey();
    expect(names.map(({ name, refersTo, sheet }) => [name, refersTo, sheet])).toEqual([
      ["_xlnm.Print_Titles", "'呼叫中心'!$A:$B,'呼叫中心'!$1:$3", sheets[1]!.id],
      ["_xlnm.Print_Area", "'呼叫中心'!$A$1:$F$9", sheets[1]!.id],
      [BLOCK, "'呼叫中心'!$A$1:$F$9", null],
    ]);
  });

  test("a table that is no longer drafted goes without a trace, a new one comes in", async () => {
    const { workbook, text } = await rewritten(await written(cardDraft()), { ...cardDraft(), tables: [] });
    expect(text).not.toContain("tablePart");
    expect(pathsOf(workbook.toBytes()).filter((path) => path.includes("tables/"))).toEqual([]);
    expect(missingTargets(workbook.toBytes())).toEqual([]);
    const back = await rewritten(openXlsx(workbook.toBytes()), cardDraft());
    expect((await back.workbook.survey()).tables.map((table) => table.name)).toEqual(["kpiLines"]);
    expect(missingTargets(back.workbook.toBytes())).toEqual([]);
    await expectSettled(back.workbook, cardDraft());
  });

  test("a table's name that somebody else's table has gets a number", async () => {
    const workbook = await written(cardDraft());
    await workbook.write([{ kind: "createSheet", name: "第二张", block: "kpi.card.second", after: "last", draft: cardDraft() }]);
    expect((await workbook.survey()).tables.map((table) => table.name)).toEqual(["kpiLines", "kpiLines_2"]);
  });

  test("Excel's order of calculation goes when a formula goes, and stays when none does", async () => {
    const chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D4" i="2"/></calcChain>';
    const bytes = (await written(cardDraft())).toBytes();
    const withChain = openXlsx(
      addPart(
        withParts(bytes, (path, text) => {
          if (path === "[Content_Types].xml")
            return text.replace(
              "</Types>",
              '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
            );
          if (path === "xl/_rels/workbook.xml.rels")
            return text.replace(
              "</Relationships>",
              '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
            );
          return text;
        }),
        "xl/calcChain.xml",
        chain,
      ),
    );
    const draft = cardDraft();
    const rows = draft.rows.map((row) => [...row]);
    rows[3]![2] = { ...rows[3]![2]!, value: 12 };
    await withChain.write([{ kind: "rewriteBlock", block: BLOCK, draft: { ...draft, rows } }]);
    expect(partOf(withChain.toBytes(), "xl/calcChain.xml")).toBe(chain);
    rows[3]![3] = line(0.85);
    await withChain.write([{ kind: "rewriteBlock", block: BLOCK, draft: { ...draft, rows } }]);
    expect(pathsOf(withChain.toBytes())).not.toContain("xl/calcChain.xml");
    expect(missingTargets(withChain.toBytes())).toEqual([]);
  });

  test("a card whose sheet somebody deleted is made again under its name", async () => {
    const workbook = await written(cardDraft());
    const orphaned = openXlsx(
      withParts(workbook.toBytes(), (path, text) =>
        path === "xl/workbook.xml" ? text.replace(/(<definedName name="kpi.card.callCentre"[^>]*>)[^<]*/, "$1#REF!") : text,
      ),
    );
    await expect(orphaned.write([{ kind: "rewriteBlock", block: BLOCK, draft: cardDraft() }])).rejects.toThrow("no block");
    await orphaned.write([{ kind: "createSheet", name: "新呼叫中心", block: BLOCK, after: "last", draft: cardDraft() }]);
    expect((await orphaned.survey()).names.filter(({ name }) => name === BLOCK).map(({ refersTo }) => refersTo)).toEqual(["'新呼叫中心'!$A$1:$F$7"]);
  });

  test("rows that a person put in above the block are not written over", async () => {
    const workbook = await written(
      plainDraft([
        ["a", 1],
        ["b", 2],
      ]),
    );
    const moved = openXlsx(
      withParts(workbook.toBytes(), (path, text) => {
        if (path === "xl/workbook.xml") return text.replace("'呼叫中心'!$A$1:$B$2", "'呼叫中心'!$A$2:$B$3");
        return path === sheetPathOf(workbook.toBytes(), SHEET)
          ? text
              .replace(/r="([AB]?)2"/g, 'r="$13"')
              .replace(/r="([AB]?)1"/g, 'r="$12"')
              .replace("<sheetData>", '<sheetData><row r="1"><c r="A1"><v>7</v></c></row>')
          : text;
      }),
    );
    await expect(
      moved.write([
        {
          kind: "rewriteBlock",
          block: BLOCK,
          draft: plainDraft([
            ["a", 1],
            ["b", 2],
          ]),
        },
      ]),
    ).rejects.toEqual(expect.objectContaining({ code: "inTheWay", detail: "'呼叫中心'!A1" }));
  });
});

function addPart(bytes: Uint8Array, path: string, text: string): Uint8Array {
  return writeZip(openZip(bytes), new Map([[path, new TextEncoder().encode(text)]]));
}
