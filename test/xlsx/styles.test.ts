import { lookOf } from "../../src/sheets/marks";
import { newStyles, readStyles, type CellStyle } from "../../src/xlsx/styles";

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const title: CellStyle = { look: lookOf({ row: "title", role: "strong" }), font: "Microsoft YaHei", format: "General", quoted: false };
const rate: CellStyle = { look: lookOf({ row: "line", role: "number" }), font: "Microsoft YaHei", format: '[<0.8]"▼ "0.0%;0.0%', quoted: false };
const count = (xml: string, element: string): number => xml.split(`<${element}>`).length + xml.split(`<${element} `).length - 2;

/** What Excel would make of our part when it saves: other numbers, other spellings, the same looks. */
const BY_EXCEL = `<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="177" formatCode="[&lt;0.8]&quot;▼ &quot;0.0%;0.0%"/></numFmts>
<fonts count="3"><font><sz val="11"/><color theme="1"/><name val="等线"/><family val="2"/><scheme val="minor"/></font>
<font><sz val="20"/><b val="1"/><color rgb="ff26435d"/><name val="Microsoft YaHei"/><family val="2"/></font>
<font><sz val="10"/><color rgb="FF1F2A37"/><name val="Microsoft YaHei"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FFD9DEE4"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf fontId="0"/><xf numFmtId="177" fontId="2" borderId="1" xfId="0"><alignment vertical="center" horizontal="right"/></xf><xf fontId="1" xfId="0"><alignment horizontal="left" vertical="center" wrapText="0" indent="0"/></xf></cellXfs>
<dxfs count="1"><dxf><font><b/><i val="0"/><color rgb="FF9C2F16"/></font><fill><patternFill><bgColor rgb="FFF9E9E3"/></patternFill></fill></dxf></dxfs></styleSheet>`;

test("an existing style that shows the same is used, whatever its number and spelling", () => {
  const styles = readStyles(BY_EXCEL);
  expect(styles.styleFor(title)).toBe(2);
  expect(styles.styleFor(rate)).toBe(1);
  expect(styles.highlightFor({ fill: "F9E9E3", colour: "9C2F16", bold: true })).toBe(0);
  expect(styles.toXml()).toBe(BY_EXCEL);
});

test("a style that shows anything else is not taken for ours", () => {
  const differing = [
    ["italic", BY_EXCEL.replace('<sz val="20"/>', '<sz val="20"/><i/>')],
    ["underlined", BY_EXCEL.replace('<sz val="20"/>', '<sz val="20"/><u/>')],
    ["of another size", BY_EXCEL.replace('<sz val="20"/>', '<sz val="21"/>')],
    ["of another colour", BY_EXCEL.replace("26435d", "26435e")],
    ["filled", BY_EXCEL.replace('<xf fontId="1" xfId="0">', '<xf fontId="1" fillId="1" xfId="0">')],
    ["turned", BY_EXCEL.replace('indent="0"', 'textRotation="90"')],
    ["unlocked", BY_EXCEL.replace('indent="0"/></xf>', 'indent="0"/><protection locked="0"/></xf>')],
    ["of a named style", BY_EXCEL.replace('<xf fontId="1" xfId="0">', '<xf fontId="1" xfId="1">')],
  ] as const;
  for (const [difference, xml] of differing) expect([difference, readStyles(xml).styleFor(title)]).toEqual([difference, 3]);
});

test("new styles go behind the user's, which keep number and spelling", () => {
  const styles = readStyles(BY_EXCEL);
  const total = styles.styleFor({ ...title, look: lookOf({ row: "total", role: "strong" }), format: "0.00" });
  expect(total).toBe(3);
  const xml = styles.toXml();
  expect(xml).toContain('<cellXfs count="4">');
  expect(xml.replace(/ count="\d+"/g, "").startsWith(BY_EXCEL.replace(/ count="\d+"/g, "").split("</fonts>")[0]!)).toBe(true);
  expect(readStyles(xml).shows(3, { ...title, look: lookOf({ row: "total", role: "strong" }), format: "0.00" })).toBe(true);
});

test("the same look is added once, now and after the part was read again", () => {
  const first = readStyles(newStyles(false));
  expect([first.styleFor(title), first.styleFor(rate), first.styleFor(title)]).toEqual([1, 2, 1]);
  const xml = first.toXml();
  const again = readStyles(xml);
  expect([again.styleFor(rate), again.styleFor(title)]).toEqual([2, 1]);
  expect(again.toXml()).toBe(xml);
  expect([count(xml, "font"), count(xml, "numFmt")]).toEqual([3, 1]);
});

test("formats are resolved by code", () => {
  const styles = readStyles(BY_EXCEL);
  expect([0, 1, 2, 99].map(styles.formatOf)).toEqual(["General", '[<0.8]"▼ "0.0%;0.0%', "General", "General"]);
});

test("a format listed under number 0 without a code is General", () => {
  const xml = BY_EXCEL.replace('<numFmts count="1">', '<numFmts count="2"><numFmt numFmtId="0" formatCode=""/>');
  expect(readStyles(xml).formatOf(0)).toBe("General");
});

test("a number that a file gives a code of its own is not taken for the code that it has elsewhere", () => {
  const xml = BY_EXCEL.replace('<numFmts count="1">', '<numFmts count="2"><numFmt numFmtId="1" formatCode="#,##0.00"/>');
  const styles = readStyles(xml);
  const number = styles.styleFor({ ...rate, format: "0" });
  expect(styles.toXml()).toContain('<numFmt numFmtId="178" formatCode="0"/>');
  expect(readStyles(styles.toXml()).formatOf(number)).toBe("0");
});

test("new number formats take numbers that no format has, built-in ones included", () => {
  const styles = readStyles(BY_EXCEL);
  styles.styleFor({ ...rate, format: "0.0_%" });
  expect(styles.toXml()).toContain('<numFmt numFmtId="178" formatCode="0.0_%"/>');
});

test("fills 0 and 1 are left to Excel, even where a file lacks them", () => {
  const bare = `<styleSheet ${MAIN}><fonts count="0"/><cellXfs count="0"></cellXfs></styleSheet>`;
  const styles = readStyles(bare);
  const number = styles.styleFor({ ...title, look: { ...title.look, fill: "F5F7F9" } });
  const xml = styles.toXml();
  expect(number).toBe(1);
  expect(xml).toMatch(/<fills count="3"><fill><patternFill patternType="none"\/><\/fill><fill><patternFill patternType="gray125"\/><\/fill><fill>/);
  expect(xml).toMatch(/<fonts count="2">.*<\/fonts><fills.*<\/fills><borders.*<\/borders><cellStyleXfs.*<\/cellStyleXfs><cellXfs count="2">/s);
  expect(readStyles(xml).shows(1, { ...title, look: { ...title.look, fill: "F5F7F9" } })).toBe(true);
});

test("a part under a prefix gets our styles under that prefix", () => {
  const prefixed = newStyles(false)
    .replace(/<(\/?)(?=[a-zA-Z])/g, "<$1x:")
    .replace("xmlns=", "xmlns:x=");
  const styles = readStyles(prefixed);
  const number = styles.styleFor(rate);
  const xml = styles.toXml();
  expect(xml).toContain("<x:numFmts");
  expect(xml).not.toMatch(/<(?!x:|\/x:|\?)/);
  expect(readStyles(xml).shows(number, rate)).toBe(true);
});

test("a text's mark of being text makes a style of its own, but no other look", () => {
  const styles = readStyles(newStyles(false));
  const plain = styles.styleFor(title);
  const quoted = styles.styleFor({ ...title, quoted: true });
  expect(quoted).not.toBe(plain);
  expect(styles.toXml()).toContain('quotePrefix="1"');
  expect(styles.shows(plain, { ...title, quoted: true })).toBe(true);
});

test("an indent is written only where text stands at an edge", () => {
  const styles = readStyles(newStyles(false));
  styles.styleFor({ ...title, look: { ...title.look, indent: 2 } });
  styles.styleFor({ ...title, look: { ...title.look, indent: 2, horizontal: "center" } });
  expect(styles.toXml().match(/indent="2"/g)).toHaveLength(1);
});

test("a differential style says only what it changes", () => {
  const styles = readStyles(newStyles(false));
  expect(styles.highlightFor({ fill: "F9E9E3" })).toBe(0);
  expect(styles.highlightFor({ colour: "9C2F16", bold: true })).toBe(1);
  expect(styles.highlightFor({ fill: "F9E9E3" })).toBe(0);
  const xml = styles.toXml();
  expect(xml).toContain('<dxf><fill><patternFill patternType="solid"><fgColor rgb="FFF9E9E3"/><bgColor rgb="FFF9E9E3"/></patternFill></fill></dxf>');
  expect(xml).toContain('<dxf><font><b/><i val="0"/><color rgb="FF9C2F16"/></font></dxf>');
  expect(readStyles(xml).highlightKeyOf(1)).toBe(styles.highlightLookKey({ colour: "9C2F16", bold: true }));
});
