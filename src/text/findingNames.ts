/** Names that findings carry as keys, spelled out: columns and sheets that are not there, choices, anchors, settings. */
import type { Series } from "../kpi/derived";
import type { Subject } from "../kpi/finding";
import type { RuleKind } from "../kpi/rules/index";
import { ANCHOR_NAMES, type AnchorName, type LackingBasis } from "../kpi/target";
import { type ChoiceGroup, choiceWord, choiceWords } from "../sheets/choices";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS, type SchemeColumn, type SchemeSheet } from "../sheets/schemeColumns";

export type Language = "zh" | "en";

/** "tree.weight" → “权重” of a sheet where it is missing; any other text is the heading as it stands there. */
export function columnName(column: string, language: Language): string {
  const [sheet = "", key = ""] = column.split(".");
  if (!Object.hasOwn(SCHEME_SHEETS, sheet)) return column;
  const columns: Readonly<Record<string, SchemeColumn>> = SCHEME_SHEETS[sheet as keyof typeof SCHEME_SHEETS].columns;
  return Object.hasOwn(columns, key) ? columns[key]![language] : column;
}

/** "settings,tree" → “设置”、“权重树”. */
export function sheetNames(keys: string, language: Language): string {
  const sheets: Readonly<Record<string, SchemeSheet>> = SCHEME_SHEETS;
  return quotedList(
    keys.split(",").map((key) => (Object.hasOwn(sheets, key) ? sheets[key]![language] : key)),
    language,
  );
}

/** The headings that a sheet of the scheme cannot do without. */
export function requiredHeadings(key: string, language: Language): string {
  if (!Object.hasOwn(SCHEME_SHEETS, key)) return key;
  const columns = Object.values<SchemeColumn>(SCHEME_SHEETS[key as keyof typeof SCHEME_SHEETS].columns);
  return quotedList(
    columns.filter((column) => column.required).map((column) => column[language]),
    language,
  );
}

/** The words that a cell may hold; of a key that is no list of words, the key. */
/** `only`: some of the group's choices. */
export function choicesInWords(group: string, language: Language, only?: readonly string[]): string {
  if (!Object.hasOwn(CHOICES, group)) return group;
  const words = only ? only.map((choice) => choiceWord(group as ChoiceGroup, choice as never, language)) : choiceWords(group as ChoiceGroup, language);
  return quotedList(words, language);
}

export function settingName(key: string, language: Language): string {
  return Object.hasOwn(SETTING_ITEMS, key) ? SETTING_ITEMS[key as keyof typeof SETTING_ITEMS][language] : key;
}

/** 保底值, 目标值, …: the headings of the targets' table; in running English text in lower case. */
export function anchorName(anchor: AnchorName, language: Language): string {
  const name = SCHEME_SHEETS.targets.columns[anchor][language];
  return language === "zh" ? name : name.toLowerCase();
}

/** "floor<target<stretch" and "floor=75 target=70" with the anchors' names in words. */
export function anchorsInWords(text: string, language: Language): string {
  const names = new RegExp(`\\b(?:${ANCHOR_NAMES.join("|")})\\b`, "g");
  return text
    .replace(names, (name) => anchorName(name as AnchorName, language))
    .replace(/[<>]/g, (sign) => ` ${sign} `)
    .replace(/=/g, " ")
    .replace(/(\d) (?=[^\d<>])/g, language === "zh" ? "$1、" : "$1, ");
}

/** What would take a cliff out of a rule of that kind. */
export function cliffAdvice(kind: RuleKind, language: Language): string {
  const zh = language === "zh";
  const set = (column: string, group: ChoiceGroup, choice: string): string => {
    const [name, word] = [columnName(`rules.${column}`, language), choiceWord(group, choice as never, language)];
    return zh ? `把“${name}”改为“${word}”` : `set “${name}” to “${word}”`;
  };
  if (kind === "threeAnchors") return set("belowFloor", "belowFloor", "line");
  if (kind === "deduction") return set("reference", "reference", "target");
  if (kind === "perUnit") return set("counting", "counting", "exact");
  if (kind === "piecewise") return set("beyondWorst", "beyondWorst", "held");
  if (kind === "bands") return zh ? "在中间加几档" : "put more bands in between";
  return zh ? "调整规则的参数" : "change the rule’s parameters";
}

/** What to do about anchors in that order; `anchors` and `wanted` as `anchorsInWords` takes them. */
export function endsAdvice(anchors: string, wanted: string, language: Language): string {
  const zh = language === "zh";
  const stated = new Map(anchors.split(" ").map((one) => one.split("=") as [string, string]));
  if (wanted.includes("worst") && stated.has("worst") && stated.get("worst") === stated.get("best"))
    return zh
      ? "最差值等于最优值，分不出高低：由各单位数值算出的，多半是各单位数值都一样；否则改其中一个。"
      : "The worst value equals the best, so nothing tells figures apart: where they are worked out from all departments, these have the same figure; else change one.";
  if (wanted.includes("worst")) {
    const [name, word] = [columnName("rules.reversed", language), choiceWord("reversed", "step", language)];
    return zh
      ? `填反了就对调，或改指标方向；最差值取自身上期等、本来就可能优于最优值的，在“计分规则”表把“${name}”填为“${word}”。`
      : `If they are reversed by mistake, swap them or change the indicator's direction; where the worst value is an own earlier figure, which may well be beyond the best, set “${name}” of the rule to “${word}”.`;
  }
  if (wanted.includes("upper")) return zh ? "把两个数对调，或清空目标上限。" : "Swap the two numbers, or leave the upper end of the target blank.";
  const given = new Map(anchors.split(" ").map((one) => one.split("=") as [string, string]));
  const up = wanted.includes("<");
  const values = wanted.split(/[<>]/).flatMap((name) => (given.has(name) ? [Number(given.get(name)) * (up ? 1 : -1)] : []));
  const pairs = values.slice(1).map((value, place) => value - values[place]!);
  if (pairs.some((gap) => gap === 0)) return zh ? "两个标准值不能相等，改其中一个。" : "Two of them are equal; change one.";
  if (!pairs.every((gap) => gap < 0)) return zh ? "核对标准值和指标方向。" : "Check the anchors and the indicator's direction.";
  const [own, other] = up ? ["越高越好", "越低越好"] : ["越低越好", "越高越好"];
  return zh
    ? `两端颠倒了：指标是${own}。把标准值对调；指标其实${other}的，改指标方向。`
    : `The ends are reversed: of this indicator ${up ? "higher" : "lower"} is better. Swap the anchors, or, if ${up ? "lower" : "higher"} is better, change the direction.`;
}

function quotedList(words: readonly string[], language: Language): string {
  return words.map((word) => `“${word}”`).join(language === "zh" ? "、" : ", ");
}

/** What is doubled. */
export const DOUBLED: Readonly<Record<Subject, Readonly<Record<Language, string>>>> = {
  department: { zh: "部门编码", en: "department code" },
  departmentName: { zh: "部门名称、简称或数据表名", en: "department name, short name or sheet" },
  indicator: { zh: "指标编码", en: "indicator code" },
  indicatorName: { zh: "指标名称或别名", en: "indicator name or alias" },
  template: { zh: "考核表编码", en: "template code" },
  templateName: { zh: "考核表名称", en: "template name" },
  line: { zh: "行编码", en: "line code" },
  rule: { zh: "规则编码", en: "rule code" },
  ruleName: { zh: "规则名称", en: "rule name" },
  setting: { zh: "设置项", en: "setting" },
  binding: { zh: "绑定行", en: "binding of line" },
  veto: { zh: "否决项编码", en: "veto code" },
  grade: { zh: "等级", en: "grade" },
  basis: { zh: "参照", en: "basis" },
};

/** What is referred to, by code or by name. */
export const REFERRED: Readonly<Record<Subject, Readonly<Record<Language, string>>>> = {
  ...DOUBLED,
  department: { zh: "部门", en: "department" },
  indicator: { zh: "指标", en: "indicator" },
  template: { zh: "考核表", en: "template" },
  line: { zh: "权重树行", en: "line of the weight tree" },
  rule: { zh: "计分规则", en: "rule" },
  basis: { zh: "部门、指标或数值", en: "department, indicator or figure" },
};

/** Figures that stand beside an indicator's own. */
export const SERIES_NAMES: Readonly<Record<Series, Readonly<Record<Language, string>>>> = {
  competitor: { zh: "竞争对手", en: "competitor" },
  benchmark: { zh: "标杆", en: "benchmark" },
  present: { zh: "具备的条目数", en: "items in place" },
  action: { zh: "需采取行动的条目数", en: "items that need action" },
  answers: { zh: "份数", en: "answers" },
  points: { zh: "得分×份数之和", en: "sum of score × answers" },
};

/** Figures of others are those of the period before unless the target's row names another, which is easily overlooked. */
export function isOfBasisPeriod(what: LackingBasis["what"]): boolean {
  return what === "peers" || what === "competitor" || what === "benchmark";
}
