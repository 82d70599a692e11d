import { packageOver, type Package } from "../../src/xlsx/package";
import { openZip, writeZip } from "../../src/xlsx/portable";
import { changeWorkbookPart, readWorkbookPart, type WorkbookChanges } from "../../src/xlsx/workbookPart";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PATH = "xl/workbook.xml";

function workbook(xml: string, kinds: readonly string[] = ["worksheet", "worksheet", "chartsheet"]): Package {
  const relations = kinds.map((kind, index) => `<Relationship Id="rId${index + 1}" Type="${REL}/${kind}" Target="worksheets/sheet${index + 1}.xml"/>`).join("");
  const parts = {
    [PATH]: xml,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`,
  };
  return packageOver(openZip(writeZip(null, new Map(Object.entries(parts).map(([path, text]) => [path, new TextEncoder().encode(text)])))));
}

const SHEETS =
  '<sheets><sheet name="甲" sheetId="5" r:id="rId1"/><sheet name="乙 &amp; 丙" sheetId="2" state="hidden" r:id="rId2"/><sheet name="图" sheetId="9" r:id="rId3"/></sheets>';
const book = (before: string, after: string): string => `<workbook xmlns="${MAIN}" xmlns:r="${REL}">${before}${SHEETS}${after}</workbook>`;
const none: WorkbookChanges = { sheets: [], names: [], recalculate: false, opensOnFirst: false };
const change = (pack: Package, changes: Partial<WorkbookChanges>): string => {
  changeWorkbookPart(pack, readWorkbookPart(pack, PATH), { ...none, ...changes });
  return pack.text(PATH);
};

test("sheets, names and settings are read", () => {
  const part = readWorkbookPart(
    workbook(
      book(
        '<workbookPr date1904="1"/><workbookProtection lockStructure="true"/>',
        `<definedNames><definedName name="期间">'甲'!$A$1</definedName><definedName name="_xlnm.Print_Area" localSheetId="1" hidden="1">'乙 &amp; 丙'!$A$1:$B$2</definedName></definedNames><calcPr calcMode="manual"/>`,
      ),
    ),
    PATH,
  );
  expect(part.sheets).toEqual([
    { id: "5", name: "甲", visibility: "visible", kind: "cells", path: "xl/worksheets/sheet1.xml" },
    { id: "2", name: "乙 & 丙", visibility: "hidden", kind: "cells", path: "xl/worksheets/sheet2.xml" },
    { id: "9", name: "图", visibility: "visible", kind: "other", path: "xl/worksheets/sheet3.xml" },
  ]);
  expect(part.names).toEqual([
    { name: "期间", refersTo: "'甲'!$A$1", hidden: false, sheet: null },
    { name: "_xlnm.Print_Area", refersTo: "'乙 & 丙'!$A$1:$B$2", hidden: true, sheet: "2" },
  ]);
  expect([part.date1904, part.calculationMode, part.structureProtected, part.strict]).toEqual([true, "manual", true, false]);
});

test("a sheet in the middle leaves every name with its sheet, and the open tab open", () => {
  const names = '<definedNames><definedName name="a" localSheetId="0">1</definedName><definedName name="a" localSheetId="2" >2</definedName></definedNames>';
  const xml = book('<bookViews><workbookView xWindow="1" firstSheet="1" activeTab="2"/><workbookView/></bookViews>', names);
  const pack = workbook(xml);
  const after = change(pack, { sheets: [{ id: "10", name: "丁", path: "xl/worksheets/sheet4.xml", index: 1, hidden: false }] });
  expect(after).toBe(
    xml
      .replace('<sheet name="乙', '<sheet name="丁" sheetId="10" r:id="rId4"/><sheet name="乙')
      .replace('localSheetId="2"', 'localSheetId="3"')
      .replace('firstSheet="1" activeTab="2"', 'firstSheet="2" activeTab="3"'),
  );
  const part = readWorkbookPart(pack, PATH);
  expect(part.sheets.map((sheet) => sheet.name)).toEqual(["甲", "丁", "乙 & 丙", "图"]);
  expect(part.names.map((name) => name.sheet)).toEqual(["5", "9"]);
});

test("a sheet in front moves the tab that was open by default", () => {
  const after = change(workbook(book("<bookViews><workbookView/></bookViews>", "")), {
    sheets: [{ id: "10", name: "首", path: "xl/worksheets/sheet4.xml", index: 0, hidden: false }],
  });
  expect(after).toContain('<workbookView activeTab="1"/>');
});

test("several sheets come in where each was asked for, at the time it was asked for", () => {
  const pack = workbook(book("", ""));
  change(pack, {
    sheets: [
      { id: "10", name: "x", path: "xl/worksheets/sheet4.xml", index: 3, hidden: false },
      { id: "11", name: "y", path: "xl/worksheets/sheet5.xml", index: 0, hidden: false },
      { id: "12", name: "z", path: "xl/worksheets/sheet6.xml", index: 1, hidden: false },
      { id: "13", name: "w", path: "xl/worksheets/sheet7.xml", index: 4, hidden: false },
    ],
  });
  expect(readWorkbookPart(pack, PATH).sheets.map((sheet) => sheet.name)).toEqual(["y", "z", "甲", "乙 & 丙", "w", "图", "x"]);
});

test("names are added, and changed where they are; a sheet's own is another than the workbook's", () => {
  const names = `<definedNames><definedName name="KPI.a" hidden="1">'甲'!$A$1</definedName><definedName name="kpi.a" localSheetId="0">7</definedName></definedNames>`;
  const after = change(workbook(book("", `${names}<calcPr calcId="1"/>`)), {
    names: [
      { name: "kpi.a", sheet: null, refersTo: "'甲'!$A$1:$B$2", hidden: true },
      { name: "kpi.<b>", sheet: "9", refersTo: '"&"', hidden: false },
    ],
    recalculate: true,
  });
  expect(after).toContain(
    `<definedNames><definedName name="KPI.a" hidden="1">'甲'!$A$1:$B$2</definedName><definedName name="kpi.a" localSheetId="0">7</definedName>` +
      `<definedName name="kpi.&lt;b&gt;" localSheetId="2">"&amp;"</definedName></definedNames><calcPr fullCalcOnLoad="1" calcId="1"/>`,
  );
});

test("a name that another program spells its own way is left alone", () => {
  const xml = book("", '<definedNames><definedName name="kpi.a">甲!$A$1:$B$2</definedName></definedNames>');
  expect(change(workbook(xml), { names: [{ name: "kpi.a", sheet: null, refersTo: "'甲'!$A$1:$B$2", hidden: true }] })).toBe(xml);
});

test("what the part lacks is put where the standard wants it, in the part's own prefix", () => {
  const xml = book("", '<externalReferences><externalReference r:id="rId9"/></externalReferences><oleSize ref="A1"/>')
    .replace(/<(\/?)(?=[a-z])/g, "<$1x:")
    .replace("xmlns=", "xmlns:x=");
  const after = change(workbook(xml), { names: [{ name: "a", sheet: null, refersTo: "1", hidden: false }], recalculate: true });
  expect(after).toContain(
    '</x:externalReferences><x:definedNames><x:definedName name="a">1</x:definedName></x:definedNames><x:calcPr fullCalcOnLoad="1"/><x:oleSize',
  );
});

test("nothing to change changes nothing", () => {
  const xml = book("<!-- theirs -->", "");
  expect(change(workbook(xml), {})).toBe(xml);
});
