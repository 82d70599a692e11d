import { findAgain, rowsOfTable } from "../../src/sheets/findAgain";
import { hasKeys, sourceCell } from "../../src/sheets/formulas/lookup";
import { gridOf } from "../support/gridOf";

const LIST = gridOf("地市指标", [
  ["部门", "指标", "实际值"],
  ["太原", "客户满意度", 83.7],
  ["太原", "投诉率", 2.4],
  ["大同", "客户满意度", 80.6],
  ["大同", "投诉率（%）", 2.7],
  ["大同", "投诉率 (％)", 2.9],
  ["", "网络*", 1],
  ["阳泉", "", 1],
]);

const TABLE = rowsOfTable(LIST, 1, 8);

describe("finding a row again", () => {
  it("takes the contents that no other row has", () => {
    expect(findAgain(TABLE, 3, [1, 0])).toEqual({
      firstRow: 2,
      lastRow: 8,
      keys: [
        { column: "B", found: "客户满意度" },
        { column: "A", found: "大同" },
      ],
    });
  });

  it("gives up where another row reads the same, in whatever spelling, and where a key is blank", () => {
    expect(findAgain(TABLE, 3, [1])).toBeNull();
    expect(findAgain(TABLE, 4, [1, 0])).toBeNull();
    expect(findAgain(TABLE, 6, [1, 0])).toBeNull();
    expect(findAgain(TABLE, 7, [1])).toBeNull();
  });

  it("writes MATCH for one key, and compares where there are several or one could be a wildcard", () => {
    const source = { sheet: "地市指标", cell: "C3" };
    expect(sourceCell(source, findAgain(TABLE, 2, [1]))).toBe("INDEX('地市指标'!$C$2:$C$8,MATCH(\"投诉率\",'地市指标'!$B$2:$B$8,0))");
    expect(sourceCell(source, findAgain(TABLE, 2, [1, 0]))).toBe(
      "INDEX('地市指标'!$C$2:$C$8,MATCH(1,INDEX(('地市指标'!$B$2:$B$8=\"投诉率\")*('地市指标'!$A$2:$A$8=\"太原\"),0),0))",
    );
    expect(sourceCell({ sheet: "地市指标", cell: "C7" }, findAgain(TABLE, 6, [1]))).toBe(
      "INDEX('地市指标'!$C$2:$C$8,MATCH(1,INDEX(1*('地市指标'!$B$2:$B$8=\"网络*\"),0),0))",
    );
    expect(sourceCell(source, null)).toBe("'地市指标'!$C$3");
  });

  it("takes the row from a cell where one says it, and holds that row's labels against its keys without looking further", () => {
    const source = { sheet: "地市指标", cell: "C3" };
    const [one, two] = [findAgain(TABLE, 2, [1])!, findAgain(TABLE, 2, [1, 0])!];
    expect(sourceCell(source, two, "$Q6")).toBe("INDEX('地市指标'!$C$2:$C$8,$Q6)");
    expect(hasKeys(source, one, "$Q6")).toBe("IFERROR(INDEX('地市指标'!$B$2:$B$8,$Q6)=\"投诉率\",FALSE)");
    expect(hasKeys(source, two, "$Q6")).toBe("IFERROR(AND(INDEX('地市指标'!$B$2:$B$8,$Q6)=\"投诉率\",INDEX('地市指标'!$A$2:$A$8,$Q6)=\"太原\"),FALSE)");
  });
});
