/** A starter as the sheets of a workbook in one language: the scheme's, filled in, and the sheet with its sample figures. */
import type { Scheme } from "../../kpi/scheme";
import { CHOICES, type SchemeRecords, type SchemeTables } from "../../sheets/schemeColumns";
import { type ChoiceGroup, choiceWord } from "../../sheets/choices";
import { type InputCell, type NamedDraft, layIndicatorSheet, layScheme } from "../../sheets/layScheme";
import type { Anchors, Pair, Starter, StarterNode, StarterRule } from "./starter";

type Language = Scheme["settings"]["language"];

/** The quarters of the sample figures: the one before, and the one that is scored. The year is the user's to set. */
const QUARTERS = {
  zh: ["2025年四季度", "2026年一季度"],
  en: ["Q4 2025", "Q1 2026"],
} as const;

const WORDS = {
  zh: {
    heads: { number: "序号", department: "部门", indicator: "指标名称", unit: "单位" },
    remark: "示例数据，请用自己的数据盖掉；新的期间加在右边一列，并在“设置”里改期间。",
    note: "注：没有数据请留空，不适用填“/”，未到期填“未到期”。",
  },
  en: {
    heads: { number: "No.", department: "Department", indicator: "Indicator", unit: "Unit" },
    remark: "Sample figures: write your own over them. A new period goes into a new column, and into the sheet Settings.",
    note: "Note: leave a cell blank if there is no figure; “/” is not applicable, “not due” is not due yet.",
  },
} as const;

/** In the order in which they come into the workbook. `settings`: as of any new scheme. */
export function starterSheets(starter: Starter, settings: SchemeRecords, language: Language): readonly NamedDraft[] {
  return [figureSheet(starter, language), ...layScheme(starterTables(starter, settings, language), language)];
}

export function starterTables(starter: Starter, settings: SchemeRecords, language: Language): SchemeTables {
  const text = textIn(language);
  const { template, departments, indicators } = starter;
  const alone = departments.length === 1;
  const derived = indicators.flatMap(({ code, derived }) =>
    derived ? [{ indicator: code, ...derived, method: choiceWord("method", derived.method, language) }] : [],
  );
  return {
    settings,
    departments: departments.map(({ code, kind, name, shortName }) => ({
      code,
      kind: kind ? choiceWord("departmentKind", kind, language) : "",
      name: text(name),
      shortName: text(shortName),
      templates: template.code,
      // One list of all departments is found by itself; a sheet of one department is named.
      sheet: alone ? text(starter.sheet.name) : "",
    })),
    indicators: indicators.map(({ code, name, unit, better, definition }) => ({
      code,
      name: text(name),
      unit: text(unit),
      direction: choiceWord("direction", better, language),
      definition: definition ? text(definition) : "",
    })),
    templates: [{ code: template.code, name: text(template.name), fullPoints: template.fullPoints }],
    tree: treeRows(starter.tree, "", template.code, language),
    rules: starter.rules.map((rule) => ruleRow(rule, language)),
    bands: (starter.bands ?? []).map(([rule, from, to, score]) => ({ rule, from, to, score })),
    targets: [
      ...indicators.flatMap(({ code, anchors }) => (anchors ? [{ indicator: code, ...cellsOf(anchors) }] : [])),
      ...(starter.ownTargets ?? []).map(({ indicator, department, ...anchors }) => ({ indicator, department, ...cellsOf(anchors) })),
    ],
    bindings: (starter.bindings ?? []).map(([department, line, indicator]) => ({ department, template: template.code, line, indicator })),
    ...(derived.length > 0 ? { derived } : {}),
    ...(starter.grades ? { grades: starter.grades.map(({ name, from }) => ({ name: text(name), from })) } : {}),
  };
}

/** The cells of the anchors that there are. */
function cellsOf(anchors: Anchors): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(anchors).filter((cell): cell is [string, number] => cell[1] !== undefined));
}

function treeRows(nodes: readonly StarterNode[], parent: string, template: string, language: Language): SchemeRecords {
  const text = textIn(language);
  return nodes.flatMap(({ code, name, points, indicator, rule, children }) => [
    {
      template,
      code,
      parent,
      name: text(name),
      points,
      ...(indicator === undefined || rule === undefined ? {} : { indicator, rule: isKind(rule) ? choiceWord("ruleKind", rule, language) : rule }),
    },
    ...treeRows(children ?? [], code, template, language),
  ]);
}

function isKind(rule: string): rule is StarterRule["kind"] {
  return Object.hasOwn(CHOICES.ruleKind, rule);
}

/** The columns of a rule whose value is a choice, and from which words. */
const RULE_CHOICES = { kind: "ruleKind", form: "form", stepMeans: "stepMeans", counting: "counting", edge: "edge", toleranceMeans: "toleranceMeans" } as const;

function ruleRow({ name, ...rule }: StarterRule, language: Language): SchemeRecords[number] {
  const cells = Object.entries(rule).map(([column, value]: [string, string | number]) => {
    const group: ChoiceGroup | null = Object.hasOwn(RULE_CHOICES, column) ? RULE_CHOICES[column as keyof typeof RULE_CHOICES] : null;
    return [column, group ? choiceWord(group, value as never, language) : value] as const;
  });
  return { name: textIn(language)(name), ...Object.fromEntries(cells) };
}

/** One row for each department and indicator that somebody has to report. */
function figureSheet(starter: Starter, language: Language): NamedDraft {
  const text = textIn(language);
  const { heads, remark, note } = WORDS[language];
  const alone = starter.departments.length === 1;
  const rows = starter.departments.flatMap(({ code, name }) =>
    Object.entries(starter.figures[code] ?? {}).map(([wanted, figures]): InputCell[] => {
      const indicator = starter.indicators.find((one) => one.code === wanted);
      if (!indicator) throw new Error(`The starter ${starter.template.code} has figures for ${wanted}, which is no indicator of it`);
      return [...(alone ? [] : [text(name)]), text(indicator.name), text(indicator.unit), ...figures.map((figure) => figureCell(figure, figures))];
    }),
  );
  return layIndicatorSheet(
    text(starter.sheet.name),
    text(starter.sheet.title),
    remark,
    [heads.number, ...(alone ? [] : [heads.department]), heads.indicator, heads.unit, ...QUARTERS[language]],
    rows.map((row, place) => [{ value: place + 1, format: "0_)" }, ...row]),
    language,
    { widths: [7, ...(alone ? [] : [18]), 38, 13, 14, 14], notes: [note] },
  );
}

/** With as many places as the finer of the row's figures has. */
function figureCell(figure: number, figures: readonly number[]): InputCell {
  const places = Math.max(...figures.map((one) => String(one).split(".")[1]?.length ?? 0));
  return { value: figure, format: places === 0 ? "0" : `0.${"0".repeat(places)}` };
}

function textIn(language: Language): (pair: Pair) => string {
  return ([zh, en]) => (language === "zh" ? zh : en);
}
