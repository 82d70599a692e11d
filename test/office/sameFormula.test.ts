import { sameFormula } from "../../src/office/sameFormula";

describe("two formulas", () => {
  test.each([
    ["IF(COUNT('数据'!$J$6)=1,'数据'!$J$6,\"□\")", 'if(count(数据!$J$6)=1, 数据!$J$6, "□")'],
    // A file's formula in an Excel that knows lists which spill over.
    ["IF(COUNT(INDEX(A1:A9,2))=1,INDEX(A1:A9,2),0)", "IF(COUNT(INDEX(A1:A9,2))=1,@INDEX(A1:A9,2),0)"],
    ["SUM('O''Neil'!A1:A2)", "SUM('O''Neil'!A1:A2)"],
  ])("%s and %s are one to Excel", (ours, excels) => expect(sameFormula(ours, excels)).toBe(true));

  test.each([
    ['A1&"@"', 'A1&""'],
    ['A1&"a b"', 'A1&"ab"'],
    ['A1="x"', 'A1="X"'],
    ["INDEX(A1:A9,2)", "INDEX(A1:A9,3)"],
    ["'甲@乙'!A1", "甲乙!A1"],
  ])("%s and %s are two", (one, other) => expect(sameFormula(one, other)).toBe(false));
});
