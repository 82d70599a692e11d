import { freeTableName, readTable, rewrittenTable, tableArea, tableMarkup } from "../../src/xlsx/tables";
import { parseXml } from "../../src/xlsx/xml";

const scores = { name: "kpiScores", area: "A1:C4", columns: ["部门", "a\nb", "得分"] };
const block = { top: 0, left: 0, bottom: 3, right: 2 };
const markup = (table = scores): string => tableMarkup(table, 3, table.name, "main");

test("a written table reads back", () => {
  expect(readTable(parseXml(markup()))).toEqual({ id: 3, name: "kpiScores", area: "A1:C4", columns: ["部门", "a\nb", "得分"], filtered: false });
});

test("a table without any data row gets a blank one, since Excel knows none without", () => {
  expect(tableArea({ ...scores, area: "A1:C1" })).toEqual({ top: 0, left: 0, bottom: 1, right: 2 });
});

test("columns must be as many as the area is wide, and different whatever their case", () => {
  expect(() => tableArea({ ...scores, columns: ["a", "b"] })).toThrow("3 columns");
  expect(() => tableArea({ ...scores, columns: ["a", "A", "b"] })).toThrow("different names");
});

test("a taken name gets a number", () => {
  expect(freeTableName("kpiScores", new Set(["other"]))).toBe("kpiScores");
  expect(freeTableName("kpiScores", new Set(["kpiscores", "kpiscores_2"]))).toBe("kpiScores_3");
});

test("a filter with a criterion hides rows; its buttons alone do not", () => {
  const filtered = markup().replace(
    '<autoFilter ref="A1:C4"/>',
    '<autoFilter ref="A1:C4"><filterColumn colId="0"><filters><filter val="甲"/></filters></filterColumn></autoFilter>',
  );
  expect(readTable(parseXml(filtered)).filtered).toBe(true);
});

describe("a table written again", () => {
  const again = (text: string, table = scores, before = block): string => rewrittenTable(text, parseXml(text), table, before);

  test("stays as it is where nothing differs", () => {
    expect(again(markup())).toBe(markup());
  });

  test("grows with its rows and keeps its columns' ids", () => {
    const grown = again(markup(), { ...scores, area: "A1:C9" });
    expect(grown).toBe(markup().replace(/A1:C4/g, "A1:C9"));
  });

  test("exchanges columns: old ones keep what they had, new ones get ids that nobody has", () => {
    const kept = markup().replace('<tableColumn id="3" name="得分"/>', '<tableColumn id="3" name="得分" dataDxfId="7"/>');
    const changed = again(kept, { ...scores, columns: ["部门", "指标", "得分"] });
    expect(readTable(parseXml(changed)).columns).toEqual(["部门", "指标", "得分"]);
    expect(changed).toContain('<tableColumn id="3" name="得分" dataDxfId="7"/>');
    expect(changed).toContain('<tableColumn id="4" name="指标"/>');
  });

  test("keeps a person's own columns right of ours, their style and their row of totals", () => {
    const theirs = markup()
      .replace(/A1:C4/g, "A1:D4")
      .replace('ref="A1:D4" totalsRowShown="0"', 'ref="A1:D5" totalsRowCount="1"')
      .replace('<tableColumns count="3">', '<tableColumns count="4">')
      .replace("</tableColumns>", '<tableColumn id="9" name="备注"/></tableColumns>')
      .replace("<tableStyleInfo ", '<tableStyleInfo name="TableStyleMedium2" ');
    expect(again(theirs)).toBe(theirs);
    const grown = again(theirs, { ...scores, area: "A1:C6", columns: ["部门", "实际", "得分"] });
    expect(readTable(parseXml(grown))).toMatchObject({ area: "A1:D7", columns: ["部门", "实际", "得分", "备注"] });
    expect(grown).toContain('<autoFilter ref="A1:D6"/>');
    expect(grown).toContain('name="TableStyleMedium2"');
    expect(grown).toContain('<tableColumns count="4">');
  });

  test("drops a filter on columns that are others now", () => {
    const filtered = markup().replace(
      '<autoFilter ref="A1:C4"/>',
      '<autoFilter ref="A1:C4"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn></autoFilter>',
    );
    expect(again(filtered, { ...scores, columns: ["部门", "指标", "得分"] })).not.toContain("filterColumn");
    expect(again(filtered)).toBe(filtered);
  });

  test("is written in the prefix that it has", () => {
    const prefixed = markup()
      .replace(/<(\/?)(?=[a-z])/g, "<$1x:")
      .replace("xmlns=", "xmlns:x=");
    const changed = again(prefixed, { ...scores, columns: ["部门", "指标", "得分"] });
    expect(changed).toContain('<x:tableColumn id="4" name="指标"/>');
    expect(readTable(parseXml(changed)).columns).toEqual(["部门", "指标", "得分"]);
  });
});
