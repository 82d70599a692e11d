/** A scheme need not have a name: what says it reads well without one. */
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";

it.each([
  ["2026 年考核", "2026 年考核 · 汇总", "2026 年考核，方案 v3，校验码 9f3a。", "2026 年考核 · Summary", "2026 年考核, scheme v3, check code 9f3a."],
  ["", "绩效考核汇总", "方案 v3，校验码 9f3a。", "Scorecard summary", "Scheme v3, check code 9f3a."],
])("of the name “%s”", (name, ...wanted) => {
  const said = [zh, en].flatMap(({ summary, notes }) => [summary.title(name), notes.scheme(name, "v3", "9f3a")]);
  expect(said).toEqual(wanted);
  for (const one of said) expect(one).not.toMatch(/^[\s·，,]/);
});
