import {
  addContentType,
  addRelation,
  contentTypeOf,
  freePath,
  packageOver,
  partTree,
  relationsOf,
  removeContentType,
  removeRelation,
} from "../../src/xlsx/package";
import { openZip, writeZip } from "../../src/xlsx/portable";

const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const over = (parts: Readonly<Record<string, string>>) =>
  packageOver(openZip(writeZip(null, new Map(Object.entries(parts).map(([path, text]) => [path, new TextEncoder().encode(text)])))));
const relations = (...list: string[]): string => `<Relationships ${RELS}>${list.join("")}</Relationships>`;
const one = (id: string, kind: string, target: string): string => `<Relationship Id="${id}" Type="${REL}/${kind}" Target="${target}"/>`;

test.each([
  ["worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"],
  ["/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"],
  ["./worksheets/../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"],
  ["..\\xl\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"],
  ["worksheets/%E8%A1%A8.xml", "xl/worksheets/表.xml"],
  ["worksheets/100%.xml", "xl/worksheets/100%.xml"],
  ["../../../../worksheets/sheet1.xml", "worksheets/sheet1.xml"],
])("the target %s of a workbook's relation is the part %s", (target, path) => {
  const pack = over({ "xl/_rels/workbook.xml.rels": relations(one("rId1", "worksheet", target)) });
  expect(relationsOf(pack, "xl/workbook.xml")).toEqual([{ id: "rId1", kind: "worksheet", target: path, external: false }]);
});

test("relations of both flavours of the standard have the same kind, others keep their address, and outside targets stay as they are", () => {
  const pack = over({
    "_rels/a.xml.rels": relations(
      `<Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="styles.xml"/>`,
      `<Relationship Id="2" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="m.xml"/>`,
      `<Relationship Id="3" Type="${REL}/hyperlink" Target="https://example.org/a b" TargetMode="External"/>`,
    ),
  });
  expect(relationsOf(pack, "a.xml").map(({ kind, target, external }) => [kind, target, external])).toEqual([
    ["styles", "styles.xml", false],
    ["http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "m.xml", false],
    ["hyperlink", "https://example.org/a b", true],
  ]);
});

test("parts are found whatever the case and the slashes of their names", () => {
  const pack = over({ "xl\\Workbook.xml": "<a/>" });
  expect(pack.find("XL/workbook.XML")).toBe("xl\\Workbook.xml");
  expect(pack.text("xl/workbook.xml")).toBe("<a/>");
  pack.setText("xl/workbook.xml", "<b/>");
  expect(pack.paths()).toEqual(["xl\\Workbook.xml"]);
});

test("a new relation gets a free id and the shortest way to its target", () => {
  const pack = over({
    "[Content_Types].xml": '<Types xmlns="t"/>',
    "xl/_rels/workbook.xml.rels": relations(one("rId2", "a", "a.xml"), one("rId3", "b", "b.xml")),
  });
  expect(addRelation(pack, "xl/workbook.xml", "worksheet", "xl/worksheets/sheet9.xml", false)).toBe("rId4");
  expect(pack.text("xl/_rels/workbook.xml.rels")).toContain('Target="worksheets/sheet9.xml"');
  expect(addRelation(pack, "xl/worksheets/sheet9.xml", "table", "xl/tables/table1.xml", true)).toBe("rId1");
  expect(pack.text("xl/worksheets/_rels/sheet9.xml.rels")).toContain(
    'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/table" Target="../tables/table1.xml"',
  );
  removeRelation(pack, "xl/workbook.xml", "rId2");
  expect(relationsOf(pack, "xl/workbook.xml").map(({ id }) => id)).toEqual(["rId3", "rId4"]);
});

test("a relations part is given a content type where the file gives none in general", () => {
  const pack = over({ "[Content_Types].xml": '<Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/></Types>' });
  addRelation(pack, "xl/worksheets/sheet1.xml", "table", "xl/tables/table1.xml", false);
  expect(contentTypeOf(pack, "xl/worksheets/_rels/sheet1.xml.rels")).toBe("application/vnd.openxmlformats-package.relationships+xml");
});

test("content types are said part by part, and taken back", () => {
  const pack = over({
    "[Content_Types].xml":
      '<x:Types xmlns:x="t"><x:Default Extension="XML" ContentType="application/xml"/><x:Override PartName="/XL/a.xml" ContentType="old"/></x:Types>',
  });
  expect([contentTypeOf(pack, "xl/A.xml"), contentTypeOf(pack, "xl/b.xml"), contentTypeOf(pack, "c.bin")]).toEqual(["old", "application/xml", null]);
  addContentType(pack, "xl/a.xml", "new");
  expect(contentTypeOf(pack, "xl/a.xml")).toBe("new");
  expect(pack.text("[Content_Types].xml").match(/PartName/g)).toHaveLength(1);
  removeContentType(pack, "xl/a.xml");
  expect(contentTypeOf(pack, "xl/a.xml")).toBe("application/xml");
});

test("free paths count on from those that are taken", () => {
  const pack = over({ "xl/tables/table1.xml": "<a/>", "xl/tables/TABLE2.xml": "<a/>" });
  expect(freePath(pack, "xl/tables/table", ".xml")).toBe("xl/tables/table3.xml");
});

test("a path that has a type but no part is left alone, and its entry with it", () => {
  const types = '<Types><Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>';
  expect(freePath(over({ "[Content_Types].xml": types }), "xl/drawings/drawing", ".xml")).toBe("xl/drawings/drawing2.xml");
});

test("changes can be taken back, and a package without any is the very bytes that were opened", () => {
  const bytes = writeZip(null, new Map([["a.xml", new TextEncoder().encode("<a/>")]]));
  const pack = packageOver(openZip(bytes));
  const before = pack.changes();
  pack.setText("a.xml", "<b/>");
  pack.setText("c.xml", "<c/>");
  pack.remove("a.xml");
  expect([pack.has("a.xml"), pack.has("c.xml"), pack.paths()]).toEqual([false, true, ["c.xml"]]);
  pack.restore(before);
  expect([pack.text("a.xml"), pack.has("c.xml")]).toEqual(["<a/>", false]);
  expect(pack.toBytes()).toBe(bytes);
});

test("a part that is missing, no text, or not well-formed is damage that names it", () => {
  const pack = over({ "a.xml": "<a>" });
  expect(() => pack.text("b.xml")).toThrow(expect.objectContaining({ code: "damaged", detail: "b.xml is missing" }));
  expect(() => partTree(pack, "a.xml")).toThrow(expect.objectContaining({ code: "damaged", detail: "a.xml" }));
  const binary = packageOver(openZip(writeZip(null, new Map([["a.xml", new Uint8Array([0xff, 0xc0])]]))));
  expect(() => binary.text("a.xml")).toThrow(expect.objectContaining({ code: "damaged" }));
});
