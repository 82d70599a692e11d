import { elsewhere } from "../../../src/sheets/formulas/elsewhere";

test.each([
  ["$H10", "'太原'!$H10"],
  ["SUM($N$10:$N$12,$N14)", "SUM('太原'!$N$10:$N$12,'太原'!$N14)"],
  // What names its sheet already, and what only looks like a reference inside of a text, stays.
  ["'数据'!$J$6+$D4", "'数据'!$J$6+'太原'!$D4"],
  ["IF('O''Neil $A$1'!$B$2:$B$9=\"$A$1\",Sheet1!$A$1,$C$3)", "IF('O''Neil $A$1'!$B$2:$B$9=\"$A$1\",Sheet1!$A$1,'太原'!$C$3)"],
  ['IF($A1="he said ""$B$1""",1,2)', 'IF(\'太原\'!$A1="he said ""$B$1""",1,2)'],
])("%s reads on another sheet as %s", (formula, expected) => expect(elsewhere(formula, "太原")).toBe(expected));

test("a cell that stands elsewhere is replaced, and only that very cell", () => {
  expect(elsewhere("$H10+$H$10+$H100", "it's", new Map([["$H10", "$E5"]]))).toBe("$E5+'it''s'!$H$10+'it''s'!$H100");
});
