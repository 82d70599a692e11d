import { formulaKey, movedFormula } from "../../src/xlsx/formulas";
import { cpuNow } from "../support/cpuTime";

describe("a formula filled from cell to cell", () => {
  test.each([
    ["A1+B2", 1, 0, "A2+B3"],
    ["A1+B2", 0, 2, "C1+D2"],
    ["$A1+B$2+$C$3", 5, 5, "$A6+G$2+$C$3"],
    ["SUM(A1:B10)", 2, 1, "SUM(B3:C12)"],
    ["SUM(A:C)+SUM($A:B)", 3, 1, "SUM(B:D)+SUM($A:C)"],
    ["SUM(1:3)+SUM($1:2)", 2, 9, "SUM(3:5)+SUM($1:4)"],
    ["'A1 表'!A1+Sheet2!A1", 1, 0, "'A1 表'!A2+Sheet2!A2"],
    ['"A1"&A1&"it""s A1"', 1, 1, '"A1"&B2&"it""s A1"'],
    ["LOG10(A1)+ATAN2(B1,C1)", 1, 0, "LOG10(A2)+ATAN2(B2,C2)"],
    ["Table1[[#This Row],[A1]]+A1", 1, 0, "Table1[[#This Row],[A1]]+A2"],
    ["得分A1+A1", 1, 0, "得分A1+A2"],
    ["A1_x+x.A1+A1", 1, 0, "A1_x+x.A1+A2"],
    ["A1", -1, 0, "#REF!"],
    ["A1", 0, -1, "#REF!"],
    ["XFD1+A1048576", 1, 1, "#REF!+#REF!"],
    ["[1]Sheet1!A1*2", 1, 0, "[1]Sheet1!A2*2"],
    ["IF(A1>10,1,0)", 0, 0, "IF(A1>10,1,0)"],
    ["1.5E3+A1", 1, 0, "1.5E3+A2"],
  ])("%s, %d down and %d right, is %s", (formula, rows, columns, moved) => {
    expect(movedFormula(formula, rows, columns)).toBe(moved);
  });

  test("is moved quickly however long it is", () => {
    const began = cpuNow();
    movedFormula('"'.repeat(99_999), 1, 1);
    movedFormula("A1:".repeat(33_000), 1, 1);
    movedFormula("[".repeat(100_000), 1, 1);
    movedFormula("'".repeat(99_999), 1, 1);
    expect(cpuNow() - began).toBeLessThan(500);
  });
});

describe("two spellings of one formula", () => {
  test.each([
    ["'汇总'!A1", "汇总!A1"],
    ['IF( A1 > 1 , "a b" , 2 )', 'IF(A1>1,"a b",2)'],
    ["'汇总'!$A:$B,'汇总'!$1:$3", "汇总!$A:$B,汇总!$1:$3"],
  ])("%s and %s are equal", (a, b) => {
    expect(formulaKey(a)).toBe(formulaKey(b));
  });

  test("that show other texts are not", () => {
    expect(formulaKey('"a b"')).not.toBe(formulaKey('"ab"'));
    expect(formulaKey("A1")).not.toBe(formulaKey("A2"));
  });
});
