/** docs/workbook.md says everything that the code reads, and its examples are read. */
import { usualSeverity } from "../../src/kpi/finding";
import { RULE_COLUMNS, RULE_KINDS, type RuleKind } from "../../src/kpi/rules/index";
import type { ParameterName } from "../../src/kpi/rules/rule";
import { score } from "../../src/kpi/score";
import { ANCHOR_NAMES } from "../../src/kpi/target";
import { choiceWord, type ChoiceGroup, isChinese } from "../../src/sheets/choices";
import { ABSENT_WORDS } from "../../src/sheets/figureText";
import { ANCHOR_HEADINGS, INDICATOR_HEADINGS } from "../../src/sheets/indicatorHeadings";
import { findUnread, readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS, type SchemeColumn, type SchemeSheet } from "../../src/sheets/schemeColumns";
import { UNIT_TABLE } from "../../src/sheets/units";
import { findings as english } from "../../src/text/findingsEn";
import { sheetLabels as labelsEn } from "../../src/text/sheetLabelsEn";
import { sheetLabels as labelsZh } from "../../src/text/sheetLabelsZh";
import { gridOf } from "../support/gridOf";
import { said, schemeGrids } from "../support/schemeSheets";
import { PAGE, section, smallestWorkbook, tableRows, typed } from "../support/workbookPage";

const words = (list: string): string[] => list.split(", ").filter((word) => word !== "");

describe("docs/workbook.md", () => {
  it.each(Object.entries<SchemeSheet>(SCHEME_SHEETS))("names the sheet %s, its columns and their headings", (_key, sheet) => {
    const text = section(`## ${sheet.zh} / ${sheet.en}`);
    expect(text).toContain(`Sheet names: ${[sheet.zh, sheet.en, ...(sheet.also ?? [])].join(", ")}.`);
    expect(text).toContain(`\`${sheet.table}\``);
    expect(text).toContain(sheet.required ? "cannot be scored without this sheet" : "may be left out");
    const rows = tableRows(text);
    for (const column of Object.values<SchemeColumn>(sheet.columns)) {
      const row = rows.find(([zh, en]) => zh === column.zh && en === column.en);
      expect(row).toBeDefined();
      expect(words(row![2]!)).toEqual([...(column.also ?? [])]);
      expect(row![3]).toBe(column.required ? "required" : "optional");
      expect(row![5]!.length).toBeGreaterThan(5);
    }
  });

  it.each(Object.values(SETTING_ITEMS))("says the setting $zh / $en and its default", ({ zh, en }) => {
    const row = tableRows(section("## 设置 / Settings")).find((cells) => cells[0] === zh && cells[1] === en);
    expect(row).toHaveLength(4);
    expect(row![2]).not.toBe("");
  });

  const choices = Object.entries(CHOICES).flatMap(([group, of]) => Object.entries<readonly string[]>(of).map(([choice, list]) => ({ group, choice, list })));
  it.each(choices.filter(({ group }) => group !== "ruleKind"))("says every word for $group: $choice", ({ list }) => {
    const chinese = list.filter(isChinese);
    const others = list.filter((word) => !isChinese(word));
    expect(tableRows(PAGE)).toContainEqual(expect.arrayContaining([chinese.join(", "), others.join(", ")]));
  });

  it.each(RULE_KINDS)("explains the rule %s with its words, anchors, parameters and defaults", (kind) => {
    const list: readonly string[] = CHOICES.ruleKind[kind];
    const text = section(`### ${choiceWord("ruleKind", kind, "zh")} / ${choiceWord("ruleKind", kind, "en")}`);
    const { required, optional, parameters } = RULE_COLUMNS[kind];
    const anchors = (names: readonly (keyof typeof ANCHOR_HEADINGS)[]) =>
      names.map((name) => `${SCHEME_SHEETS.targets.columns[name].zh} (${SCHEME_SHEETS.targets.columns[name].en})`).join(", ") || "none";
    expect(text).toContain(`Words: ${list.join(", ")}.`);
    expect(text).toContain(`Needs: ${anchors(required)}.`);
    expect(text).toContain(`Also uses: ${anchors(optional)}.`);
    expect(text).toMatch(/^Formula: .{10,}/m);
    const rows = tableRows(text);
    for (const [name, spec] of Object.entries(parameters)) {
      const column: SchemeColumn = SCHEME_SHEETS.rules.columns[name as ParameterName];
      const row = rows.find(([zh, en]) => zh === column.zh && en === column.en);
      const byDefault =
        spec.type === "number"
          ? (spec.byDefault ?? "none")
          : `${choiceWord(name as ChoiceGroup, spec.byDefault as never, "zh")} / ${choiceWord(name as ChoiceGroup, spec.byDefault as never, "en")}`;
      expect(row?.[2]).toBe(byDefault);
    }
  });

  it.each(RULE_KINDS)("has an example row of the rule %s that is read", (kind: RuleKind) => {
    const rows = tableRows(section(`### ${choiceWord("ruleKind", kind, "zh")} / ${choiceWord("ruleKind", kind, "en")}`));
    const [heads, example] = rows.slice(-2);
    const grids = schemeGrids({
      计分规则: [heads!, example!.map(typed)],
      ...(kind === "bands"
        ? {
            档位: [
              ["计分规则", "下限", "上限", "得分"],
              [example![0]!, null, null, 100],
            ],
          }
        : {}),
      ...(kind === "piecewise"
        ? {
            档位: tableRows(section("## 档位 / Bands"))
              .slice(-9)
              .filter(([code]) => code === "计分规则" || code === example![0])
              .map((row) => row.map(typed)),
          }
        : {}),
    });
    expect(said(readScheme(grids).findings)).toEqual([]);
  });

  it.each(Object.keys(english) as (keyof typeof english)[])("lists the finding %s with its severity and meaning", (code) => {
    const row = tableRows(section("## Findings")).find(([first]) => first === `\`${code}\``);
    expect(row?.[1]).toBe(usualSeverity(code));
    expect(row?.[2]).toMatch(/^.{15,}\.$/);
  });

  it("lists no finding that does not exist", () => {
    const listed = tableRows(section("## Findings")).flatMap(([code]) => /^`(\w+)`$/.exec(code!)?.[1] ?? []);
    expect(listed.filter((code) => !Object.hasOwn(english, code))).toEqual([]);
  });

  it("lists the headings of indicator sheets", () => {
    const rows = tableRows(section("## Indicator sheets"));
    for (const { zh, en } of Object.values(INDICATOR_HEADINGS)) expect(rows).toContainEqual([expect.any(String), zh.join(", "), en.join(", ")]);
    for (const name of ANCHOR_NAMES) {
      const list = ANCHOR_HEADINGS[name];
      expect(rows).toContainEqual([expect.any(String), list.filter(isChinese).join(", "), list.filter((word) => !isChinese(word)).join(", ")]);
    }
  });

  it("lists the words for an absent figure, and the units", () => {
    const text = section("## Figures");
    for (const word of Object.values(ABSENT_WORDS).flat()) expect(text).toContain(`\`${word}\``);
    for (const [dimension, size, list] of UNIT_TABLE) expect(tableRows(text)).toContainEqual([dimension, size, list.join(", ")]);
  });

  it("names the sheets that are written", () => {
    const text = section("## What is written");
    for (const { summary, shortBoards, data } of [labelsZh.tabs, labelsEn.tabs])
      for (const tab of [summary, shortBoards, data]) expect(text).toContain(`| ${tab} |`);
  });

  it("says one sentence per line", () => {
    const prose = PAGE.split("\n").filter((line) => !/^(\||#|- )/.test(line));
    expect(prose.filter((line) => /[a-z]\. [A-Z]/.test(line.replace(/`[^`]*`|\b[A-Z]\./g, "")))).toEqual([]);
  });
});

describe("its smallest workbook", () => {
  const grids = smallestWorkbook();
  const { value: scheme, findings, schemeSheets } = readScheme(grids);
  const figures = readReadings(
    grids.filter(({ sheet }) => !schemeSheets.includes(sheet)),
    scheme!,
  );

  it("is read without a finding", () => {
    expect(said([...findings, ...figures.findings, ...findUnread(scheme!, figures.value.readings, scheme!.settings.period)])).toEqual([]);
    expect(figures.value.readings).toHaveLength(3);
  });

  it("scores what the page says", () => {
    const { value: cards, findings: held } = score(scheme!, figures.value.readings, scheme!.settings.period);
    expect(said(held)).toEqual([]);
    expect(cards.map(({ points, state }) => `${points!.toFixed()} ${state}`)).toEqual(["34.84 complete"]);
    expect(section("## The smallest workbook")).toContain("It scores 34.84 of 35 points");
  });
});

describe("its examples of indicator sheets", () => {
  const { value: scheme } = readScheme(schemeGrids());
  const text = section("## Indicator sheets");

  it("are read: periods across with a target", () => {
    const rows = tableRows(text.slice(text.indexOf("Example of a sheet `太原`"), text.indexOf("Example of a long list")));
    const { value, findings } = readReadings(
      [
        gridOf(
          "太原",
          rows.map((row) => row.map(typed)),
        ),
      ],
      { ...scheme!, targets: [] },
    );
    expect(said(findings)).toEqual(["figureParsed 太原!C3"]);
    expect(value.readings).toHaveLength(6);
    expect(value.targets).toHaveLength(6);
  });

  it("are read: one long list", () => {
    const rows = tableRows(text.slice(text.indexOf("Example of a long list")));
    const { value, findings } = readReadings(
      [
        gridOf(
          "明细",
          rows.map((row) => row.map(typed)),
        ),
      ],
      scheme!,
    );
    expect(said(findings)).toEqual([]);
    expect(value.readings.map(({ department, figure }) => `${department} ${figure.state}`)).toEqual(["TY value", "DT notApplicable"]);
  });
});

describe("its examples of derived indicators", () => {
  const example = (heading: string) => tableRows(section(heading).slice(section(heading).indexOf("\nExample:"))).map((row) => row.map(typed));
  const indicators = [
    ["编码", "指标名称", "单位", "方向"],
    ["CSAT", "客户满意度", "分", "越高越好"],
    ["CTIME", "投诉处理及时率", "%", "越高越好"],
    ["CRATE", "投诉率", "件/万户", "越低越好"],
    ["CNUM", "投诉件数", "件", "越低越好"],
    ["USERS", "用户数", "户", "越高越好"],
    ["CSATIMP", "客户满意度改善度", "分", "越高越好"],
    ["CSATLEAD", "客户满意度领先度", "分", "越高越好"],
    ["CSATGAP", "客户满意度缺口缩小", "%", "越高越好"],
    ["CHK", "服务标准检查", "%", "越高越好"],
    ["SUR", "一线员工感知", "分", "越高越好"],
  ];
  const derived = [...example("## 派生指标 / Derived indicators"), ["CHK", "检查表"], ["SUR", "问卷"]];
  const { value: scheme, findings } = readScheme(schemeGrids({ 指标: indicators, 派生指标: derived, 成员: example("## 成员 / Members") }));

  it("are read, each member with an improvement and a lead of its own", () => {
    expect(said(findings)).toEqual([]);
    const own = "QQT SZX".split(" ").flatMap((member) => ["CSATIMP", "CSATLEAD", "CSATGAP"].map((code) => `${code}.${member}`));
    expect(scheme!.derived.map(({ indicator }) => indicator).sort()).toEqual(["CRATE", "CSATIMP", "CSATLEAD", "CSATGAP", "CHK", "SUR", ...own].sort());
  });

  it("are read: the items of a checklist and a survey", () => {
    const { value, findings: found } = readReadings([gridOf("检查表", example("## 检查表 / Checklist")), gridOf("问卷", example("## 问卷 / Survey"))], scheme!);
    expect(said(found)).toEqual([]);
    expect(value.readings.map(({ indicator, figure }) => `${indicator} ${figure.state === "value" ? figure.value.toString() : figure.state}`)).toEqual([
      "CHK@present 1",
      "CHK@action 1",
      "SUR@answers 40",
      "SUR@points 300",
    ]);
  });
});
