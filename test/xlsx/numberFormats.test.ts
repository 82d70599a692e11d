import { builtInFormat, builtInId, formatKey } from "../../src/xlsx/numberFormats";

test.each([
  [0, "General"],
  [9, "0%"],
  [10, "0.00%"],
  [14, "m/d/yyyy"],
  [31, 'yyyy"年"m"月"d"日"'],
  [49, "@"],
  [57, 'yyyy"年"m"月"'],
])("number %d of a file is the format %s", (id, code) => {
  expect(builtInFormat(id)).toBe(code);
});

test("only formats that mean the same in every language are written by number", () => {
  expect(["General", "0", "0.00", "#,##0", "0%", "@"].map(builtInId)).toEqual([0, 1, 2, 3, 9, 49]);
  expect(builtInId("m/d/yyyy")).toBeUndefined();
  expect(builtInId('yyyy"年"m"月"')).toBeUndefined();
});

test.each([
  ["+0.0_%;-0.0_%;0.0_%", "\\+0.0_%;\\-0.0_%;0.0_%"],
  ['0.0"%"', "0.0\\%"],
  ['[<0.8]"▼ "0.0%;0.0%', "[<0.8]\\▼\\ 0.0%;0.0%"],
  ['"-"0', "-0"],
])("%s and %s are one format", (a, b) => {
  expect(formatKey(a)).toBe(formatKey(b));
});

test("a literal per cent sign is not one that multiplies", () => {
  expect(formatKey('0.0"%"')).not.toBe(formatKey("0.0%"));
});
