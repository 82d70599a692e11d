/** A large part is read and rewritten in pieces: wherever it is cut, nothing comes out differently from what one text gives. */
import fc from "fast-check";
import { atOnce } from "../../src/kpi/steps";
import type { SheetDraft } from "../../src/sheets/draft";
import { parseArea, type Grid } from "../../src/sheets/grid";
import { rewrittenBlock } from "../../src/xlsx/blockRewriter";
import { newXlsx } from "../../src/xlsx/portable";
import { readSheetInSteps } from "../../src/xlsx/sheetReader";
import { readStyles } from "../../src/xlsx/styles";
import { assembled, rowsIn, sheetTextInSteps, type SheetText } from "../../src/xlsx/worksheetPart";
import { XmlError } from "../../src/xlsx/xml";
import { cardDraft } from "./drafts";
import { sheetPathOf } from "./edits";
import { partOf } from "./packageChecks";

const SHEET = "呼叫中心";
const RUNS = { numRuns: 150, seed: 20261122 };

async function parts(): Promise<{ sheet: string; styles: string }> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: SHEET, block: "kpi.card", after: "last", draft: cardDraft(30) }]);
  const bytes = workbook.toBytes();
  return { sheet: partOf(bytes, sheetPathOf(bytes, SHEET)), styles: partOf(bytes, "xl/styles.xml") };
}

const split = (text: string, places: readonly number[]): string[] => {
  const cuts = [...new Set(places.map((place) => place % text.length))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
};
const anywhere = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 12 });
const textIn = (pieces: readonly string[]): SheetText => atOnce(sheetTextInSteps(pieces));
const source = { sheet: SHEET, sharedStrings: ["甲"], formatOf: (style: number) => `f${style}`, date1904: false };

function contents(grid: Grid): unknown {
  const rows = Array.from({ length: grid.rowCount }, (_, row) => Array.from({ length: grid.columnCount }, (_cell, column) => grid.at(row, column)));
  return { rows, merges: grid.merges, hiddenRows: [...grid.hiddenRows], hiddenColumns: [...grid.hiddenColumns] };
}

const prefixed = (xml: string): string =>
  xml
    .replace(/<(\/?)(?=[a-zA-Z])/g, "<$1x:")
    .replace('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"');

const SPELLINGS: readonly (readonly [string, (xml: string) => string])[] = [
  ["as we write it", (xml) => xml],
  ["with a prefix", prefixed],
  [
    "with rows that have no numbers, and a row on each line",
    (xml) =>
      xml
        .replace(/<row r="\d+"/g, "<row")
        .replace(/(<c) r="[A-Z]+\d+"/g, "$1")
        .replaceAll("</row>", "</row>\r\n"),
  ],
  ["with empty rows", (xml) => xml.replace("</sheetData>", '<row r="900"/><row r="901" hidden="1"/></sheetData>')],
  ["without any row", (xml) => xml.replace(/<sheetData>.*<\/sheetData>/s, "<sheetData></sheetData>")],
  ["without a place for rows", (xml) => xml.replace(/<sheetData>.*<\/sheetData>/s, "<sheetData/>")],
];

test.each(SPELLINGS)("a part %s is read alike however it is cut, and put together again to the letter", async (_, spelt) => {
  const xml = spelt((await parts()).sheet);
  const whole = textIn([xml]);
  const wanted = contents(atOnce(readSheetInSteps(whole, source)));
  expect(assembled(whole).join("")).toBe(xml);
  fc.assert(
    fc.property(anywhere, (places) => {
      const text = textIn(split(xml, places));
      expect(text.frame.text).toBe(whole.frame.text);
      expect(assembled(text).join("")).toBe(xml);
      for (const rows of text.rows.slice(0, -1)) expect(rowsIn(rows)).toMatch(/<\/(x:)?row>$/);
      expect(contents(atOnce(readSheetInSteps(text, source)))).toEqual(wanted);
    }),
    RUNS,
  );
});

test.each(SPELLINGS)("a block on a part %s is rewritten alike however the part is cut", async (_, spelt) => {
  const { sheet, styles } = await parts();
  const xml = spelt(sheet);
  const drafts: SheetDraft[] = [cardDraft(30), cardDraft(4), cardDraft(33)];
  const rewrite = (pieces: readonly string[], draft: SheetDraft): string => {
    const text = textIn(pieces);
    const looks = readStyles(styles);
    const grid = atOnce(readSheetInSteps(text, { ...source, formatOf: looks.formatOf }));
    const area = parseArea("A1:G34")!;
    const block = { name: "kpi.card", sheet: SHEET, area, outline: text.frame, rows: text.rows, grid, styles: looks };
    return atOnce(rewrittenBlock(block, draft)).pieces?.join("") ?? xml;
  };
  const wanted = drafts.map((draft) => rewrite([xml], draft));
  expect(new Set(wanted).size).toBeGreaterThan(1);
  fc.assert(
    fc.property(anywhere, fc.constantFrom(...drafts.keys()), (places, which) => {
      expect(rewrite(split(xml, places), drafts[which]!)).toBe(wanted[which]);
    }),
    RUNS,
  );
});

test("a part that is cut short is refused wherever the cuts are", async () => {
  const { sheet } = await parts();
  // Nothing is lost with the end of the root's own tag.
  const end = sheet.lastIndexOf("</worksheet>");
  fc.assert(
    fc.property(anywhere, fc.nat({ max: end - 1 }), (places, last) => {
      const pieces = split(sheet.slice(0, last + 1), places);
      expect(() => atOnce(readSheetInSteps(textIn(pieces), source))).toThrow(XmlError);
    }),
    RUNS,
  );
});
