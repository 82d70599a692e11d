import fc from "fast-check";
import { decodeEscapes, encodeEscapes, fitting, LONGEST_TEXT, readSharedStrings, textElement } from "../../src/xlsx/strings";
import { parseXml } from "../../src/xlsx/xml";

const backFrom = (markup: string): string => decodeEscapes(parseXml(markup).text);

test.each([
  ["_x000D_", "\r"],
  ["a_x0041_b", "aAb"],
  ["_x005F_x000D_", "_x000D_"],
  ["_x00e9_", "é"],
  ["_xZZZZ_", "_xZZZZ_"],
  ["_x41_", "_x41_"],
  ["_x005F_", "_"],
])("a file's %j means %j", (spelled, text) => {
  expect(decodeEscapes(spelled)).toBe(text);
});

test.each([
  ["\u0000", "_x0000_"],
  ["\r\n", "_x000D_\n"],
  ["_x000D_", "_x005F_x000D_"],
  ["_x005F_x000D_", "_x005F_x005F_x005F_x000D_"],
  ["\ud83d", "_xD83D_"],
  ["\ude00\ud83d", "_xDE00__xD83D_"],
  ["😀", "😀"],
  ["\uffff", "_xFFFF_"],
  ["\t\n", "\t\n"],
])("%j is spelled %s", (text, spelled) => {
  expect(encodeEscapes(text)).toBe(spelled);
});

test("any 16-bit text whatever comes back from a cell's markup", () => {
  const units = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
      { weight: 1, arbitrary: fc.constantFrom(...[...'_x00DF=+-@&<" '].map((c) => c.charCodeAt(0))) },
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      expect(backFrom(textElement(text))).toBe(text);
    }),
    { numRuns: 10_000 },
  );
});

test("blanks at the ends and line feeds are marked to be kept", () => {
  expect(textElement(" a")).toBe('<t xml:space="preserve"> a</t>');
  expect(textElement("a\nb")).toContain("preserve");
  expect(textElement("a b")).toBe("<t>a b</t>");
});

describe("a text longer than a cell can hold", () => {
  test("ends in …, at exactly the longest length", () => {
    expect(fitting("a".repeat(LONGEST_TEXT))).toHaveLength(LONGEST_TEXT);
    const cut = fitting("a".repeat(LONGEST_TEXT + 1));
    expect([cut.length, cut.at(-1), cut.at(-2)]).toEqual([LONGEST_TEXT, "…", "a"]);
  });

  test("is not cut through a character", () => {
    const cut = fitting("a".repeat(LONGEST_TEXT - 2) + "😀😀");
    expect(cut).toBe("a".repeat(LONGEST_TEXT - 2) + "…");
  });
});

describe("the table of shared strings", () => {
  test("gives plain and rich texts, without pronunciation", () => {
    const xml =
      `<sst xmlns="main" count="9"><si><t>甲</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">实际 </t></r><r><t>值</t></r></si>` +
      `<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si/><si><t/></si><si><t>a_x000D_b</t></si></sst>`;
    expect(readSharedStrings(xml)).toEqual(["甲", "实际 值", "東京", "", "", "a\rb"]);
  });

  test("is read under a prefix too", () => {
    expect(readSharedStrings(`<x:sst xmlns:x="main"><x:si><x:t>a</x:t></x:si><x:extLst><x:si><x:t>no</x:t></x:si></x:extLst></x:sst>`)).toEqual(["a"]);
  });

  test("may be empty", () => {
    expect(readSharedStrings(`<sst xmlns="main"/>`)).toEqual([]);
  });
});
