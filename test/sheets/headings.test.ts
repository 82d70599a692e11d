/** Headings and names of sheets, however they are written, and never two things at once. */
import { choiceOf, choiceWord, type ChoiceGroup } from "../../src/sheets/choices";
import { ANCHOR_HEADINGS, INDICATOR_HEADINGS, meaningOf } from "../../src/sheets/indicatorHeadings";
import { bracketedUnit, columnOfHeading, headingKey, schemeSheetOf } from "../../src/sheets/headings";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS, type SchemeColumn, type SchemeSheet, type SchemeSheetKey } from "../../src/sheets/schemeColumns";
import { settingOf } from "../../src/sheets/schemeSettings";

const sheets = Object.entries<SchemeSheet>(SCHEME_SHEETS) as [SchemeSheetKey, SchemeSheet][];

describe("every heading", () => {
  it.each(sheets)("of the sheet %s is of one column only", (key, sheet) => {
    for (const [column, { zh, en, also = [] }] of Object.entries<SchemeColumn>(sheet.columns)) {
      for (const word of [zh, en, ...also]) {
        expect([word, columnOfHeading(key, word)]).toEqual([word, column]);
        expect(columnOfHeading(key, ` ${[...word].join(" ").toUpperCase()}（必填）*：`)).toBe(column);
      }
      expect(columnOfHeading(key, `${zh} ${en}`)).toBe(column);
      expect(columnOfHeading(key, `${en} / ${zh}`)).toBe(column);
    }
    expect(columnOfHeading(key, "颜色")).toBeNull();
    expect(columnOfHeading(key, "__proto__")).toBeNull();
  });

  it("of indicator sheets means one thing only", () => {
    const meanings = Object.entries(INDICATOR_HEADINGS).flatMap(([role, { zh, en }]) => [...zh, ...en].map((word) => ({ role, word })));
    const anchors = Object.entries(ANCHOR_HEADINGS).flatMap(([role, words]) => words.map((word) => ({ role, word })));
    for (const { role, word } of [...meanings, ...anchors]) {
      expect([word, meaningOf({ value: word, format: "General" }, 2026)?.role]).toEqual([word, role]);
    }
    expect(meaningOf({ value: "指标名称 Indicator", format: "General" }, 2026)?.role).toBe("indicator");
    expect(meaningOf({ value: "目标值/Actual", format: "General" }, 2026)).toBeNull();
  });
});

describe("every name of a sheet", () => {
  it.each(sheets)("is found: %s", (key, { zh, en, also = [] }) => {
    for (const name of [zh, en, ...also, `${zh} ${en}`, `${en}-${zh}`, `${zh}（${en}）`, ` ${en.toUpperCase()} `])
      expect([name, schemeSheetOf(name)]).toEqual([name, key]);
    for (const name of [`${zh}2025`, `${zh} (2)`, `我的${zh}`, `${en} old`]) expect([name, schemeSheetOf(name)]).toEqual([name, null]);
  });
});

it("every setting is found by its words in both languages", () => {
  for (const [key, { zh, en }] of Object.entries(SETTING_ITEMS))
    expect([zh, en, `${zh} ${en}`, ` ${en.toUpperCase()}：`].map(settingOf)).toEqual([key, key, key, key]);
});

it("every word for a choice stands for one choice only, and each language has one to write", () => {
  for (const [group, choices] of Object.entries(CHOICES)) {
    for (const [choice, words] of Object.entries<readonly string[]>(choices)) {
      for (const word of words) expect([group, word, choiceOf(group as ChoiceGroup, word)]).toEqual([group, word, choice]);
      expect(words).toContain(choiceWord(group as ChoiceGroup, choice as never, "zh"));
      expect(words).toContain(choiceWord(group as ChoiceGroup, choice as never, "en"));
    }
    expect(choiceOf(group as ChoiceGroup, "constructor")).toBeNull();
  }
});

it("a heading keeps its key without brackets, stars and colons", () => {
  expect(["权重 (%)", "*权重：", "权 重", "权重（占比）（%）"].map(headingKey)).toEqual(["权重", "权重", "权重", "权重"]);
  expect(headingKey("(%)")).toBe("(%)");
});

it("a unit stands in brackets behind a heading", () => {
  expect(["时长（分钟）", "Time (h)", "实际值", "(分)实际值", `${"（".repeat(100_000)}`].map(bracketedUnit)).toEqual(["分钟", "h", "", "", ""]);
});
