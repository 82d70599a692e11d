/**
 * The scheme's own sheets and the sheets for figures, as they are written into a new workbook: title, one line of explanation, a table to fill in.
 *
 * Weights and the thresholds of lines come in per cent and stand in their cells as percentages: 40 becomes 0.4 shown as 40.0%.
 */
import { type ChoiceGroup, choiceWords } from "./choices";
import type { DraftCell, DraftChoice, SheetDraft } from "./draft";
import { address } from "./grid";
import { HEIGHTS, type LaidCell, type LaidRow, heightFor, laidRow, linesIn, rowsOf, spacer, textWidth } from "./layRows";
import { charactersOf, fontOf, footerText, noteRows } from "./pageParts";
import { SCHEME_SHEETS, SETTING_ITEMS, type SchemeColumn, type SchemeSheetKey, type SchemeRecords, type SchemeTables, type SettingKey } from "./schemeColumns";

export interface NamedDraft {
  readonly name: string;
  readonly draft: SheetDraft;
}

type Language = "zh" | "en";

/** Title, explanation, a thin space, headings: the first row of the table's contents is row 5. */
const HEAD_ROW = 3;

/** One sentence above each table. */
const EXPLANATIONS: Readonly<Record<SchemeSheetKey, Readonly<Record<Language, string>>>> = {
  settings: {
    zh: "整个方案的设置；没有写的项按默认值。",
    en: "Settings of the whole scheme; what is left out takes its default.",
  },
  departments: {
    zh: "每个部门一行；“考核表”写编码，多张用逗号隔开。",
    en: "One row per department. Templates by code; several are divided by commas.",
  },
  indicators: {
    zh: "每个指标一行；方向必须写明，别名用逗号隔开。",
    en: "One row per indicator. Say which way is better; aliases are divided by commas.",
  },
  templates: {
    zh: "每张考核表一行；满分是它在整个合同中的分值，不必是 100。",
    en: "One row per scorecard template. Its full points are its share of the whole contract and need not be 100.",
  },
  tree: {
    zh: "每个节点一行；权重是占上级的比例，也可以写分值，同一层只用一种。",
    en: "One row per node. A weight is a share of the parent; points may be given instead, one habit per level.",
  },
  rules: {
    zh: "带自己参数的计分规则；用默认参数的规则不必列在这里。",
    en: "Scoring rules with parameters of their own; a rule with its defaults need not be listed.",
  },
  bands: {
    zh: "每档一行，[下限, 上限) 得多少分，空端不设限；分段线性每点一行，不填上限。",
    en: "One band a row, [from, to), a blank end open; of a piecewise rule one point.",
  },
  targets: {
    zh: "目标和其他标准值；写得越具体的行越优先。",
    en: "Targets and the other anchors; the more specific row goes first.",
  },
  vetoes: {
    zh: "指标达到条件时，行、分支或总分归零、封顶，或等级降低；最后执行。",
    en: "Where a figure meets the condition a line, a branch or the total becomes 0 or is capped, or the grade is lowered; applied last.",
  },
  grades: {
    zh: "按总得分率定等级；系数和分布比例可以不填。",
    en: "Grades by the total rate; coefficient and quota may be left blank.",
  },
  bindings: {
    zh: "某个部门的某一行改用另一个指标，例如各分公司自己的服务短木板。",
    en: "A line that measures another indicator for one department, such as a branch's own weak spot.",
  },
  members: {
    zh: "一个指标的各个成员，例如品牌、客户群、业务过程、投诉类型；每个成员是一个指标。",
    en: "The members of an indicator, such as brands, customer groups or complaint types; each is an indicator of its own.",
  },
  derived: {
    zh: "由其他指标算出来的指标：比率、改善、领先、合计等；不要再填数。",
    en: "Indicators that are computed from others: ratios, improvements, leads, sums. Nobody types their figures.",
  },
  checklist: {
    zh: "检查表各条目的状态：具备、需采取行动、不适用。",
    en: "The items of checklists: in place, action needed, or not applicable.",
  },
  survey: {
    zh: "问卷各题的平均得分和有效份数。",
    en: "The questions of surveys with their mean scores and numbers of answers.",
  },
};

/** The columns that hold per cent. */
const PERCENT_COLUMNS = new Set(["tree.weight", "tree.threshold", "tree.minCoverage", "templates.minCoverage", "grades.from", "grades.quota"]);

/** The columns whose cells offer the words of a choice. */
const CHOICE_COLUMNS: Readonly<Record<string, ChoiceGroup>> = {
  "departments.kind": "departmentKind",
  "indicators.direction": "direction",
  "templates.rollUp": "rollUp",
  "tree.rollUp": "rollUp",
  "tree.rule": "ruleKind",
  "tree.role": "role",
  "tree.scoreWay": "scoreWay",
  "rules.kind": "ruleKind",
  "rules.belowFloor": "belowFloor",
  "rules.form": "form",
  "rules.reference": "reference",
  "rules.stepMeans": "stepMeans",
  "rules.counting": "counting",
  "rules.edge": "edge",
  "rules.scale": "scale",
  "rules.beyondWorst": "beyondWorst",
  "rules.beyondBest": "beyondBest",
  "rules.toleranceMeans": "toleranceMeans",
  "rules.ties": "ties",
  "rules.scoreWay": "scoreWay",
  "targets.method": "targetMethod",
  "targets.basis": "targetBasis",
  "targets.basisPeriod": "basisPeriod",
  "vetoes.comparison": "comparison",
  "vetoes.effect": "effect",
  "derived.method": "method",
  "derived.base": "base",
  "derived.rivalBy": "rivalBy",
  "derived.zeroBase": "zeroGap",
  "derived.absentParts": "absentParts",
  "checklist.state": "itemState",
};

/** The settings whose value is a choice. */
const CHOICE_SETTINGS: Partial<Readonly<Record<SettingKey, ChoiceGroup>>> = {
  language: "language",
  notApplicable: "policy",
  notDue: "policy",
  missing: "policy",
  unreadable: "policy",
  suppressed: "policy",
  radar: "yesNo",
};

/** Rows under the last one that offer the words too, for what a person adds. */
const ROWS_TO_COME = 200;

export function layScheme(tables: SchemeTables, language: Language): readonly NamedDraft[] {
  return (Object.keys(SCHEME_SHEETS) as SchemeSheetKey[]).flatMap((key): NamedDraft[] => {
    const records = tables[key];
    return records ? [{ name: SCHEME_SHEETS[key][language], draft: schemeSheet(key, records, language) }] : [];
  });
}

function schemeSheet(key: SchemeSheetKey, records: SchemeRecords, language: Language): SheetDraft {
  const sheet = SCHEME_SHEETS[key];
  const columns = Object.entries(sheet.columns as Readonly<Record<string, SchemeColumn>>);
  const widths = columns.map(([, column]) => column.width);
  const heads = columns.map(([, column]) => column[language]);
  const rows = records.map((record) => columns.map(([column]) => schemeCell(key, column, record, language)));
  // An Excel table has at least one row under its heads.
  const body = bodyRows(rows.length > 0 ? rows : [columns.map(() => null)], widths);
  const lines = [...openingRows(sheet[language], EXPLANATIONS[key][language], heads, body, widths), ...body];
  return {
    ...inputSheet(lines, widths, sheet[language], language),
    tables: [{ name: sheet.table, area: `A${HEAD_ROW + 1}:${address(lines.length - 1, widths.length - 1)}`, columns: heads }],
    choices: [...columnChoices(key, lines.length - 1, language), ...(key === "settings" ? settingChoices(records, language) : [])],
  };
}

function columnChoices(key: SchemeSheetKey, lastRow: number, language: Language): DraftChoice[] {
  return Object.keys(SCHEME_SHEETS[key].columns).flatMap((column, place): DraftChoice[] => {
    const group = CHOICE_COLUMNS[`${key}.${column}`];
    const area = `${address(HEAD_ROW + 1, place)}:${address(lastRow + ROWS_TO_COME, place)}`;
    return group ? [{ area, words: choiceWords(group, language) }] : [];
  });
}

function settingChoices(records: SchemeRecords, language: Language): DraftChoice[] {
  const valueColumn = Object.keys(SCHEME_SHEETS.settings.columns).indexOf("value");
  return records.flatMap((record, place): DraftChoice[] => {
    const key = (Object.keys(SETTING_ITEMS) as SettingKey[]).find((setting) => SETTING_ITEMS[setting][language] === record["item"]);
    const group = key && CHOICE_SETTINGS[key];
    return group ? [{ area: address(HEAD_ROW + 1 + place, valueColumn), words: choiceWords(group, language) }] : [];
  });
}

function schemeCell(key: SchemeSheetKey, column: string, record: SchemeRecords[number], language: Language): InputCell {
  const value = record[column] ?? null;
  if (typeof value !== "number") return value === "" ? null : value;
  const isPercent =
    PERCENT_COLUMNS.has(`${key}.${column}`) || (key === "settings" && column === "value" && record["item"] === SETTING_ITEMS.threshold[language]);
  // A double such as 21.3 / 100 is not the double nearest to 0.213; its decimal text is.
  return isPercent ? { value: Number(`${value}e-2`), format: "0.0%" } : value;
}

/** A text, a number, blank, or a value with its number format. */
export type InputCell = string | number | null | { readonly value: string | number | null; readonly format: string };

export interface IndicatorSheetMore {
  /** In characters; taken from the contents where they are not given. */
  readonly widths?: readonly number[];
  /** Small print under the table. */
  readonly notes?: readonly string[];
}

/** A sheet for figures: title, a line of explanation (may be ""), headings, rows. */
export function layIndicatorSheet(
  name: string,
  title: string,
  note: string,
  headings: readonly string[],
  rows: readonly (readonly InputCell[])[],
  language: Language,
  more: IndicatorSheetMore = {},
): NamedDraft {
  const width = Math.max(headings.length, ...rows.map((row) => row.length));
  const widths = Array.from({ length: width }, (_column, column) => more.widths?.[column] ?? contentWidth(headings[column] ?? "", rows, column));
  const body = bodyRows(rows, widths);
  const lines = [...openingRows(title, note, headings, body, widths), ...body];
  const notes = more.notes && more.notes.length > 0 ? [spacer(), ...noteRows(width, null, more.notes, Math.max(60, charactersOf(widths)))] : [];
  return { name, draft: inputSheet([...lines, ...notes], widths, title, language) };
}

const LEAST_WIDTH = 8;
const MOST_WIDTH = 36;

function contentWidth(heading: string, rows: readonly (readonly InputCell[])[], column: number): number {
  const widest = rows.reduce((most, row) => Math.max(most, textWidth(shown(row[column] ?? null))), textWidth(heading));
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.ceil(widest * 1.1) + 1));
}

function shown(cell: InputCell): string {
  const value = cell !== null && typeof cell === "object" ? cell.value : cell;
  return value === null ? "" : String(value);
}

function openingRows(title: string, note: string, heads: readonly string[], body: readonly LaidRow[], widths: readonly number[]): LaidRow[] {
  const width = widths.length;
  const lines = heads.reduce((most, head, column) => Math.max(most, linesIn(head, widths[column] ?? LEAST_WIDTH)), 1);
  return [
    laidRow("title", width, HEIGHTS.title, { 0: { value: title, role: "text" } }),
    laidRow("subtitle", width, HEIGHTS.subtitle, { 0: { value: note === "" ? null : note, role: "text" } }),
    spacer(),
    laidRow(
      "head",
      width,
      heightFor(lines, HEIGHTS.head),
      // A head stands as its column does.
      Object.fromEntries(heads.map((head, column) => [column, headOver(head, column, body)])),
    ),
  ];
}

function headOver(head: string, column: number, body: readonly LaidRow[]): LaidCell {
  const marks = body.map((row) => row.cells[column]).filter((cell) => cell !== undefined && cell.value !== null);
  const figures = marks.filter((cell) => cell?.mark.role === "number").length;
  if (marks.some((cell) => cell?.mark.role === "centre")) return { value: head, role: "centre" };
  if (figures > 0 && figures * 2 >= marks.length) return { value: head, role: "numberWrap" };
  return { value: head, role: "wrap", ...(followsFigures(body, column) ? { indent: 1 } : {}) };
}

/** Text right behind figures stands one step in, or the two would run together. */
function followsFigures(body: readonly LaidRow[], column: number): boolean {
  return column > 0 && body.some((row) => row.cells[column - 1]?.mark.role === "number");
}

function bodyRows(rows: readonly (readonly InputCell[])[], widths: readonly number[]): LaidRow[] {
  const numbered = isNumbering(rows);
  const figures = widths.map((_width, column) => rows.some((row) => typeof shownText(row[column]) === "number") && !(numbered && column === 0));
  return rows.map((row, place) => {
    const lines = widths.reduce((most, width, column) => {
      const value = shownText(row[column]);
      return Math.max(most, typeof value === "string" ? linesIn(value, width - (figures[column - 1] ? 1.5 : 0)) : 1);
    }, 1);
    const cells = Object.fromEntries(
      widths.map((_width, column) => [column, inputCell(row[column] ?? null, numbered && column === 0, figures[column - 1] ?? false)]),
    );
    return laidRow(place === rows.length - 1 ? "lastOfGroup" : "line", widths.length, heightFor(lines, HEIGHTS.summaryLine), cells);
  });
}

/** The first column counts the rows. */
function isNumbering(rows: readonly (readonly InputCell[])[]): boolean {
  return rows.length > 0 && rows.every((row, place) => shownText(row[0]) === place + 1);
}

function shownText(cell: InputCell | undefined): DraftCell["value"] {
  return cell !== null && typeof cell === "object" ? cell.value : (cell ?? null);
}

function inputCell(cell: InputCell, isNumber: boolean, behindFigures: boolean): LaidCell {
  const value = shownText(cell);
  const format = cell !== null && typeof cell === "object" ? { format: cell.format } : {};
  if (isNumber) return { value, role: "centre", ...format };
  if (typeof value === "number") return { value, role: "number", ...format };
  return { value, role: "wrap", ...(behindFigures ? { indent: 1 } : {}), ...format };
}

function inputSheet(rows: readonly LaidRow[], widths: readonly number[], title: string, language: Language): SheetDraft {
  return {
    ...rowsOf(rows),
    columnWidths: widths,
    merges: [],
    conditionalFormats: [],
    tables: [],
    freezeAt: address(HEAD_ROW + 1, 0),
    gridlines: false,
    font: fontOf(language),
    print: {
      orientation: "landscape",
      titleRows: `${HEAD_ROW + 1}:${HEAD_ROW + 1}`,
      footer: { left: footerText(title), centre: language === "zh" ? "第 &P 页，共 &N 页" : "Page &P of &N", right: "" },
      breaksAfter: [],
    },
  };
}
