/**
 * Invented scorecards for the lay-out's tests, scored by the engine itself from tables that look like a sheet.
 *
 * One row per node of the tree; columns are divided by "|". `actual` and `earlier` hold a figure or the sign of a state:
 * "/" not applicable, "…" not due, "□" missing, "×" unreadable, "—" sample too small. `earlier` may hold several, latest first.
 */
import { decimal } from "../../src/kpi/decimal";
import type { Department } from "../../src/kpi/department";
import type { Figure, Reading } from "../../src/kpi/figure";
import type { Direction, Indicator } from "../../src/kpi/indicator";
import { type Period, previousPeriod } from "../../src/kpi/period";
import type { ScoringRule } from "../../src/kpi/rules/index";
import { DEFAULT_POLICIES, type Scheme, type Settings } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import type { Scorecard } from "../../src/kpi/scorecard";
import type { TargetRow } from "../../src/kpi/target";
import { type Branch, type Line, NO_QUORUM, type RollUp, type ScorecardTemplate, type Share, type TreeNode } from "../../src/kpi/template";

export const THIRD_QUARTER: Period = { kind: "quarter", year: 2026, number: 3 };

export interface Sample {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  readonly period: Period;
  readonly cards: readonly Scorecard[];
}

const number = decimal;
const named = (code: string, name = ""): Pick<ScoringRule, "code" | "name" | "rounding"> => ({ code, name, rounding: null });

/** The rules that the tables name in their column "rule". */
export const SAMPLE_RULES: Readonly<Record<string, ScoringRule>> = {
  anchors: {
    ...named("threeAnchors"),
    kind: "threeAnchors",
    floorScore: number(60),
    targetScore: number(100),
    stretchScore: number(120),
    belowFloor: "zero",
  },
  anchorsOnDown: {
    ...named("R02", "三点线性（不归零）"),
    kind: "threeAnchors",
    floorScore: number(60),
    targetScore: number(100),
    stretchScore: number(120),
    belowFloor: "line",
  },
  events: { ...named("events"), kind: "events", base: number(100), perStep: number(20), floorCap: number(0) },
  ratio: { ...named("ratio"), kind: "ratio", form: "direct", cap: number(120), floorCap: number(0) },
  deduction: { ...named("deduction"), kind: "deduction", reference: "target", maxLoss: null },
  deductionCapped: { ...named("D2", "扣分制（封顶）"), kind: "deduction", reference: "full", maxLoss: number(4) },
  range: {
    ...named("clampedRange"),
    kind: "clampedRange",
    scale: "linear",
    worstScore: number(0),
    bestScore: number(100),
    beyondWorst: "held",
    beyondBest: "held",
    reversed: "hold",
    cap: null,
    floorCap: null,
  },
  perUnit: {
    ...named("perUnit"),
    kind: "perUnit",
    base: number(100),
    step: number(1),
    stepMeans: "units",
    counting: "floor",
    perStep: number(5),
    perStepUp: number(0),
    cap: null,
    floorCap: number(0),
  },
  bands: {
    ...named("B1", "响应时长档位"),
    kind: "bands",
    edge: "from",
    bands: [
      { from: null, to: number(4), score: number(120) },
      { from: number(4), to: number(8), score: number(100) },
      { from: number(8), to: number(24), score: number(70) },
      { from: number(24), to: null, score: number(0) },
    ],
  },
  passFail: { ...named("passFail"), kind: "passFail", passScore: number(100), failScore: number(0) },
  given: { ...named("given"), kind: "given" },
};

export interface TemplateTable {
  readonly code: string;
  readonly name: string;
  readonly fullPoints: number;
  readonly startPoints?: number;
  readonly totalFloor?: number;
  readonly rollUp?: RollUp;
  readonly rows: string;
}

export interface DepartmentRow {
  readonly code: string;
  readonly name: string;
  readonly shortName?: string;
  readonly owner?: string;
  readonly kind?: string;
  readonly templates: readonly string[];
  readonly rankingGroup?: string;
  /** Line code → what stands there instead of the template's own actual and earlier figures. */
  readonly actual?: Readonly<Record<string, string>>;
  readonly earlier?: Readonly<Record<string, string>>;
}

/** Scores the tables; every department has the figures of the templates' tables except where it states its own. */
export function sample(templates: readonly TemplateTable[], departments: readonly DepartmentRow[], settings: Partial<Settings> = {}): Sample {
  const source = { sheet: "样例", cell: "A1" };
  const tables = templates.map((table) => ({ table, nodes: parseRows(table.rows) }));
  const scheme: Scheme = {
    settings: {
      company: "山西省公司",
      schemeName: "客户满意度绩效",
      version: "2026-v3",
      period: THIRD_QUARTER,
      threshold: number(80),
      mostLost: 3,
      pointDecimals: 2,
      rateDecimals: 1,
      policies: DEFAULT_POLICIES,
      policyFloorScore: number(60),
      language: "zh",
      forcedDistribution: false,
      distributionFrom: 0,
      radar: false,
      notice: "",
      ...settings,
    },
    departments: departments.map((row): Department => ({
      code: row.code,
      kind: row.kind ?? "branch",
      name: row.name,
      shortName: row.shortName ?? row.name,
      owner: row.owner ?? "",
      parent: null,
      templates: row.templates,
      rankingGroup: row.rankingGroup ?? null,
      sheet: null,
      source,
    })),
    indicators: tables.flatMap(({ table, nodes }) => nodes.filter((node) => node.isLine).map((node) => indicatorOf(table, node))),
    templates: tables.map(({ table, nodes }) => templateOf(table, nodes)),
    bindings: [],
    targets: tables.flatMap(({ table, nodes }) => nodes.filter((node) => node.isLine).map((node) => targetOf(table, node))),
    derived: [],
    vetoes: [],
    grades: [],
  };
  const period = scheme.settings.period;
  const readings = departments.flatMap((department) =>
    tables
      .filter(({ table }) => department.templates.includes(table.code))
      .flatMap(({ table, nodes }) => nodes.filter((node) => node.isLine).flatMap((node, row) => readingsOf(table, node, department, period, row))),
  );
  return { scheme, readings, period, cards: score(scheme, readings, period).value };
}

interface Row {
  readonly code: string;
  readonly parent: string;
  readonly name: string;
  readonly share: string;
  readonly unit: string;
  readonly better: string;
  readonly rule: string;
  readonly anchors: readonly string[];
  readonly actual: string;
  readonly earlier: string;
  readonly threshold: string;
  readonly duty: string;
  readonly isLine: boolean;
}

/** code | parent | name | share | unit | better | rule | floor target stretch | actual | earlier | threshold | duty */
function parseRows(text: string): Row[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const at = (place: number): string => cells[place] ?? "";
      return {
        code: at(0),
        parent: at(1),
        name: at(2),
        share: at(3),
        unit: at(4),
        better: at(5),
        rule: at(6),
        anchors: at(7).split(/\s+/),
        actual: at(8),
        earlier: at(9),
        threshold: at(10),
        duty: at(11),
        isLine: at(6) !== "",
      };
    });
}

function indicatorOf(table: TemplateTable, row: Row): Indicator {
  const direction: Direction = row.better === "↓" ? "down" : "up";
  return {
    code: `${table.code}-${row.code}`,
    name: row.name,
    unit: row.unit,
    direction,
    aliases: [],
    definition: "",
    source: { sheet: "指标", cell: "A5" },
  };
}

function templateOf(table: TemplateTable, rows: readonly Row[]): ScorecardTemplate {
  const source = { sheet: "权重树", cell: "A5" };
  const shareOf = (text: string): Share =>
    text.endsWith("%") ? { kind: "percent", percent: number(text.slice(0, -1)) } : { kind: "points", points: number(text) };
  const children = (parent: string): TreeNode[] =>
    rows
      .filter((row) => row.parent === parent)
      .map((row): TreeNode => {
        const threshold = row.threshold === "" ? null : number(row.threshold);
        if (!row.isLine) {
          return {
            kind: "branch",
            code: row.code,
            name: row.name,
            share: row.share === "" ? null : shareOf(row.share),
            rollUp: "sum",
            quorum: NO_QUORUM,
            rounding: null,
            threshold,
            children: children(row.code),
            source,
          } satisfies Branch;
        }
        return {
          kind: "line",
          code: row.code,
          name: row.name,
          share: shareOf(row.share),
          indicator: `${table.code}-${row.code}`,
          rule: SAMPLE_RULES[row.rule]!,
          role: "score",
          baseScore: null,
          threshold,
          duty: row.duty,
          source,
        } satisfies Line;
      });
  return {
    code: table.code,
    name: table.name,
    fullPoints: number(table.fullPoints),
    startPoints: number(table.startPoints ?? 0),
    totalFloor: table.totalFloor === undefined ? null : number(table.totalFloor),
    rollUp: table.rollUp ?? "sum",
    quorum: NO_QUORUM,
    bonusCap: null,
    deductionCap: null,
    children: children(""),
    source,
  };
}

function targetOf(table: TemplateTable, row: Row): TargetRow {
  const names =
    row.rule === "range"
      ? (["worst", "target", "best"] as const)
      : row.rule === "deductionCapped"
        ? (["floor", "target", "full"] as const)
        : (["floor", "target", "stretch"] as const);
  const given = names.flatMap((name, place) => {
    const text = row.anchors[place] ?? "-";
    return text === "-" || text === "" ? [] : [[name, text] as const];
  });
  const source = { sheet: "目标", cell: "D5" };
  return {
    indicator: `${table.code}-${row.code}`,
    template: null,
    line: null,
    department: null,
    period: null,
    anchors: Object.fromEntries(given.map(([name, text]) => [name, number(text)])),
    sources: Object.fromEntries(given.map(([name]) => [name, source])),
    fromSheet: false,
    source,
  };
}

const SIGNS: Readonly<Record<string, Figure>> = {
  "/": { state: "notApplicable" },
  "…": { state: "notDue" },
  "□": { state: "missing" },
  "×": { state: "unreadable" },
  "—": { state: "suppressed" },
};

function readingsOf(table: TemplateTable, row: Row, department: DepartmentRow, period: Period, place: number): Reading[] {
  const texts = [department.actual?.[row.code] ?? row.actual, ...(department.earlier?.[row.code] ?? row.earlier).split(/\s+/)].filter((text) => text !== "");
  let at = period;
  return texts.map((text, column): Reading => {
    const here = at;
    at = previousPeriod(at);
    return {
      department: department.code,
      indicator: `${table.code}-${row.code}`,
      period: here,
      figure: SIGNS[text] ?? { state: "value", value: number(text) },
      source: { sheet: department.name, cell: `${"FGHI".charAt(column)}${place + 5}` },
      label: row.name,
      parsedFrom: text === "×" ? "待定" : null,
      percentFormat: false,
    };
  });
}
