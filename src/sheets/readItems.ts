/**
 * Checklists (检查表) and surveys (问卷) item by item → the counts and sums that derived indicators are computed from.
 *
 * These sheets are found by their names; a sheet of such a name with other headings is the user's own. A bad row makes its own figure unreadable and no more.
 */
import { type Decimal, ONE, ZERO, sum } from "../kpi/decimal";
import { type DerivedIndicator, type Series, seriesCode } from "../kpi/derived";
import type { Source } from "../kpi/source";
import { type AbsentState, type Counted, type Figure, GRAVEST_FIRST, type Reading } from "../kpi/figure";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { type Period, periodKey } from "../kpi/period";
import type { Scheme } from "../kpi/scheme";
import { choiceOf } from "./choices";
import { readFigure } from "./figureText";
import { type SchemeRow, findTable } from "./findTable";
import { type Grid, address, isCellError, parseAddress } from "./grid";
import { schemeSheetOf } from "./headings";
import { periodOfCell } from "./periodText";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { CHOICES, type FigureSheetKey, holdsFigures } from "./schemeColumns";
import { departmentNames } from "./sheetPlace";

export interface ReadItems {
  readonly readings: readonly Reading[];
  /** The names of the sheets that were read; the others may be indicator sheets. */
  readonly read: readonly string[];
}

type Row = SchemeRow<FigureSheetKey>;

/** The rows of one department, indicator and period. */
interface Group {
  readonly department: string;
  readonly indicator: Indicator;
  readonly derived: DerivedIndicator;
  readonly period: Period;
  readonly rows: Row[];
}

export function readItems(sheets: readonly Grid[], scheme: Scheme, findings: Finding[]): ReadItems {
  const readings: Reading[] = [];
  const read: string[] = [];
  for (const grid of sheets) {
    const key = schemeSheetOf(grid.sheet);
    if (key === null || !holdsFigures(key)) continue;
    const own: Finding[] = [];
    const table = findTable(grid, key, own);
    if (table) {
      read.push(grid.sheet);
      for (const group of groupsOf(table.rows, key, scheme, own))
        readings.push(...(key === "checklist" ? checklistReadings(group, own) : surveyReadings(group, own)));
    }
    // Nothing in a sheet of figures stops a run.
    findings.push(...own.map((one) => (one.severity === "error" ? { ...one, severity: "warning" as const } : one)));
  }
  return { readings, read };
}

function groupsOf(rows: readonly Row[], key: FigureSheetKey, scheme: Scheme, findings: Finding[]): readonly Group[] {
  const departments = departmentNames(scheme.departments);
  const indicators = new Map(scheme.indicators.flatMap((one) => [one.name, ...one.aliases].map((name) => [tidy(name), one] as const)));
  for (const one of scheme.indicators) indicators.set(tidy(one.code), one);
  const derived = new Map(scheme.derived.map((one) => [one.indicator, one]));
  const groups = new Map<string, Group>();
  const unused = new Set<string>();
  for (const row of rows) {
    const text = (column: "department" | "indicator" | "period"): string => cellText(row.cell(column));
    const department = departments.find(text("department"));
    const indicator = indicators.get(tidy(text("indicator")));
    const period = isBlank(row.cell("period")) ? scheme.settings.period : periodOfCell(row.cell("period"), scheme.settings.period.year);
    if (!department) findings.push(finding("departmentUnknown", row.source("department"), { found: shortened(text("department")) }));
    if (!indicator) findings.push(finding("indicatorUnknown", row.source("indicator"), { found: shortened(text("indicator")) }));
    if (!period) findings.push(finding("periodUnknown", row.source("period"), { found: shortened(text("period")) }));
    const rule = indicator && derived.get(indicator.code);
    if (indicator && (rule?.method !== key || !countsItems(rule))) {
      // Once for an indicator, and not for each of its rows.
      if (!unused.has(indicator.code)) findings.push(finding("itemsUnused", row.source("indicator"), { indicator: indicator.name, sheet: key }));
      unused.add(indicator.code);
    } else if (department && indicator && period && rule) {
      const code = [department.code, indicator.code, periodKey(period)].join("\u0000");
      const group = groups.get(code) ?? { department: department.code, indicator, derived: rule, period, rows: [] };
      group.rows.push(row);
      groups.set(code, group);
    }
  }
  return [...groups.values()];
}

/** A checklist of two counts has no items. */
function countsItems(derived: DerivedIndicator): boolean {
  return derived.method === "survey" || (derived.method === "checklist" && derived.present === seriesCode(derived.indicator, "present"));
}

function reading({ department, indicator, period }: Group, series: Series, figure: Figure, source: Source, counted: Counted | null): Reading {
  return {
    department,
    indicator: seriesCode(indicator.code, series),
    period,
    figure,
    source,
    label: indicator.name,
    parsedFrom: null,
    percentFormat: false,
    ...(counted ? { counted } : {}),
  };
}

/** The gravest of what is wrong with the rows; one that does not apply is passed over. */
function gravestOf(states: readonly (AbsentState | "value")[]): AbsentState | null {
  return GRAVEST_FIRST.find((state) => state !== "notApplicable" && states.includes(state)) ?? null;
}

// --- Checklists -------------------------------------------------------------------------------------------------

const STATES = CHOICES.itemState;
const NOT_APPLICABLE: readonly string[] = [...STATES.notApplicable, "/"];
const KNOWN: readonly string[] = [...STATES.present, ...STATES.action, ...NOT_APPLICABLE];

function checklistReadings(group: Group, findings: Finding[]): Reading[] {
  const rows = group.rows as readonly SchemeRow<"checklist">[];
  const found = rows.map((row) => {
    const cell = row.cell("state");
    const state = cellText(cell) === "/" ? ("notApplicable" as const) : choiceOf("itemState", cellText(cell));
    if (state === null && !isBlank(cell))
      findings.push(
        finding("notAChoice", row.source("state"), { column: row.heading("state"), found: shortened(cellText(cell)), choices: "itemState" }, "held"),
      );
    else if (state === null) findings.push(finding("itemBlank", row.source("state"), { indicator: group.indicator.name }));
    return { state, source: row.source("state"), blank: isBlank(cell), plain: row.own("state") && KNOWN.some((word) => word === cell.value) };
  });
  const absent = gravestOf(found.map(({ state, blank }) => (state !== null ? "value" : blank ? "missing" : "unreadable")));
  const areas = areasOf(found.map(({ source }) => source.cell));
  const plain = found.every((one) => one.plain || one.blank);
  const count = (state: "present" | "action"): Reading => {
    const figure: Figure = absent ? { state: absent } : { state: "value", value: sum(found.map((one) => (one.state === state ? ONE : ZERO))) };
    const counted: Counted | null = plain ? { kind: "words", areas, cells: found.length, words: STATES[state], known: KNOWN } : null;
    return reading(group, state, figure, found[0]!.source, counted);
  };
  return [count("present"), count("action")];
}

// --- Surveys ----------------------------------------------------------------------------------------------------

interface Question {
  readonly state: AbsentState | "value";
  readonly score: Decimal;
  readonly answers: Decimal;
  readonly source: { readonly score: Source; readonly answers: Source };
  /** Both are plain numbers in their own cells, or blank. */
  readonly plain: boolean;
}

function surveyReadings(group: Group, findings: Finding[]): Reading[] {
  const derived = group.derived as Extract<DerivedIndicator, { method: "survey" }>;
  const questions = (group.rows as readonly SchemeRow<"survey">[]).map((row) => readQuestion(row, group, derived, findings));
  const absent = gravestOf(questions.map(({ state }) => state));
  const asked = questions.filter(({ state }) => state !== "notApplicable");
  const plain = questions.every((one) => one.plain);
  const cells = questions.length;
  const [scores, answers] = (["score", "answers"] as const).map((column) => areasOf(questions.map(({ source }) => source[column].cell))) as [
    string[],
    string[],
  ];
  const total = (of: (question: Question) => Decimal): Figure => {
    if (absent) return { state: absent };
    return asked.length === 0 ? { state: "notApplicable" } : { state: "value", value: sum(asked.map(of)) };
  };
  const { source } = questions[0]!;
  return [
    reading(
      group,
      "answers",
      total((one) => one.answers),
      source.answers,
      plain ? { kind: "sum", areas: answers, cells } : null,
    ),
    reading(
      group,
      "points",
      total((one) => one.score.times(one.answers)),
      source.score,
      plain ? { kind: "products", areas: scores, by: answers, cells, from: derived.from, to: derived.to } : null,
    ),
  ];
}

function readQuestion(row: SchemeRow<"survey">, { indicator }: Group, derived: Extract<DerivedIndicator, { method: "survey" }>, findings: Finding[]): Question {
  const [score, answers] = (["score", "answers"] as const).map((column) => {
    const cell = row.cell(column);
    const { figure, fault } = readFigure(cell, column === "score" ? "分" : "份");
    if (fault) findings.push(finding(fault.code, row.source(column), fault.details));
    if (figure.state === "missing") findings.push(finding("itemBlank", row.source(column), { indicator: indicator.name }));
    const plain = isBlank(cell) || (typeof cell.value === "number" && row.own(column) && !isCellError(cell.value));
    return { figure, plain };
  }) as [{ figure: Figure; plain: boolean }, { figure: Figure; plain: boolean }];
  const value = ({ figure }: { figure: Figure }): Decimal => (figure.state === "value" ? figure.value : ZERO);
  const states = [score.figure.state, answers.figure.state];
  const held = (column: "score" | "answers", inside: boolean, range: string): boolean => {
    if (inside) return false;
    findings.push(finding("outOfRange", row.source(column), { column: row.heading(column), found: shortened(cellText(row.cell(column))), range }, "held"));
    return true;
  };
  const offScale =
    (score.figure.state === "value" &&
      held("score", score.figure.value.gte(derived.from) && score.figure.value.lte(derived.to), `${derived.from.toFixed()} … ${derived.to.toFixed()}`)) ||
    (answers.figure.state === "value" &&
      held("answers", answers.figure.value.gte(0) && answers.figure.value.round(0, 0).eq(answers.figure.value), "0, 1, 2 …"));
  const state: Question["state"] = states.includes("notApplicable") ? "notApplicable" : offScale ? "unreadable" : (gravestOf(states) ?? "value");
  return {
    state,
    score: value(score),
    answers: value(answers),
    source: { score: row.source("score"), answers: row.source("answers") },
    plain: score.plain && answers.plain && !offScale,
  };
}

// --- Cells ------------------------------------------------------------------------------------------------------

/** Cells of one column as areas, each as long as it can be: "E5:E14". */
function areasOf(cells: readonly string[]): string[] {
  const places = cells.map((cell) => parseAddress(cell)!).sort((one, other) => one.row - other.row);
  const areas: { readonly from: number; readonly column: number; to: number }[] = [];
  for (const { row, column } of places) {
    const last = areas.at(-1);
    if (last && last.to + 1 === row) last.to = row;
    else areas.push({ from: row, column, to: row });
  }
  return areas.map(({ from, to, column }) => `${address(from, column)}:${address(to, column)}`);
}
