/** Schemes and readings in few words, for tests of the engine. */
import { type Decimal, decimal } from "../../src/kpi/decimal";
import type { Department } from "../../src/kpi/department";
import type { AbsentState, Reading } from "../../src/kpi/figure";
import type { Direction, Indicator } from "../../src/kpi/indicator";
import { type Period, parsePeriod } from "../../src/kpi/period";
import { RULE_COLUMNS, type RuleKind, type RuleOf, type ScoringRule } from "../../src/kpi/rules/index";
import { DEFAULT_POLICIES, type Policies, type Scheme, type Settings } from "../../src/kpi/scheme";
import type { Anchors, TargetRow } from "../../src/kpi/target";
import { type Branch, type Line, NO_QUORUM, type RollUp, type ScorecardTemplate, type Share, type TreeNode } from "../../src/kpi/template";

export const NOWHERE = { sheet: "测试", cell: "A1" };

export function periodOf(text: string): Period {
  const period = parsePeriod(text, null);
  if (!period) throw new Error(`${text} is no period`);
  return period;
}

type Parameters<K extends RuleKind> = Partial<Omit<RuleOf<K>, "kind"> & Pick<ScoringRule, "name" | "rounding">>;

/** A rule of that kind with its defaults, some of them replaced. */
export function ruleOf<K extends RuleKind>(kind: K, parameters: Parameters<K> = {}): ScoringRule & RuleOf<K> {
  const defaults = Object.entries(RULE_COLUMNS[kind].parameters).map(([name, spec]) => [
    name,
    spec.type === "choice" ? spec.byDefault : spec.byDefault === null ? null : decimal(spec.byDefault),
  ]);
  // The defaults are declared for that very kind, which the compiler cannot see.
  const own = kind === "bands" || kind === "rank" ? { bands: [] } : kind === "piecewise" ? { points: [] } : {};
  return { kind, code: kind, name: "", rounding: null, ...own, ...(Object.fromEntries(defaults) as object), ...parameters } as ScoringRule & RuleOf<K>;
}

export function anchorsOf(values: Readonly<Record<string, number | string>>): Anchors {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decimal(value)]));
}

export function points(value: number | string): Share {
  return { kind: "points", points: decimal(value) };
}

export function percent(value: number | string): Share {
  return { kind: "percent", percent: decimal(value) };
}

/** A line that takes the given points as they are: its score is figure ÷ full, so a test can state scores directly. */
export function line(code: string, share: Share, rule: ScoringRule = ruleOf("ratio"), more: Partial<Line> = {}): Line {
  return { kind: "line", code, name: code, share, indicator: code, rule, role: "score", baseScore: null, threshold: null, duty: "", source: NOWHERE, ...more };
}

export function branch(code: string, share: Share | null, children: readonly TreeNode[], rollUp: RollUp = "sum", more: Partial<Branch> = {}): Branch {
  return { kind: "branch", code, name: code, share, rollUp, quorum: NO_QUORUM, rounding: null, threshold: null, children, source: NOWHERE, ...more };
}

export function templateOf(fullPoints: number | string | Decimal, children: readonly TreeNode[], more: Partial<ScorecardTemplate> = {}): ScorecardTemplate {
  return {
    code: "T",
    name: "模板",
    fullPoints: decimal(fullPoints),
    startPoints: decimal(0),
    totalFloor: null,
    rollUp: "sum",
    quorum: NO_QUORUM,
    bonusCap: null,
    deductionCap: null,
    children,
    source: NOWHERE,
    ...more,
  };
}

export function departmentOf(code: string, more: Partial<Department> = {}): Department {
  return {
    code,
    kind: "branch",
    name: code,
    shortName: code,
    owner: "",
    parent: null,
    templates: ["T"],
    rankingGroup: null,
    sheet: null,
    source: NOWHERE,
    ...more,
  };
}

function leaves(nodes: readonly TreeNode[]): Line[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [node] : leaves(node.children)));
}

export function indicatorOf(code: string, direction: Direction = "up", more: Partial<Indicator> = {}): Indicator {
  return { code, name: code, unit: "%", direction, aliases: [], definition: "", source: NOWHERE, ...more };
}

export interface SchemeParts {
  readonly departments?: readonly Department[];
  readonly directions?: Readonly<Record<string, Direction>>;
  readonly policies?: Partial<Policies>;
  readonly settings?: Partial<Settings>;
  readonly targets?: readonly TargetRow[];
  readonly bindings?: Scheme["bindings"];
  readonly indicators?: readonly Indicator[];
  readonly vetoes?: Scheme["vetoes"];
  readonly grades?: Scheme["grades"];
}

/** One target row for an indicator, for everybody and every period unless said otherwise. */
export function targetFor(indicator: string, anchors: Readonly<Record<string, number | string>>, more: Partial<TargetRow> = {}): TargetRow {
  return {
    indicator,
    template: null,
    line: null,
    department: null,
    period: null,
    anchors: anchorsOf(anchors),
    sources: {},
    fromSheet: false,
    source: NOWHERE,
    ...more,
  };
}

/** Every line of the template gets an indicator of its own code; without `targets`, each has the target 100, so that under ratio the figure is the score. */
export function schemeOf(template: ScorecardTemplate, parts: SchemeParts = {}): Scheme {
  const codes = leaves(template.children).map((leaf) => leaf.indicator);
  const bound = [...(parts.bindings ?? []).map((binding) => binding.indicator), ...(parts.vetoes ?? []).map((veto) => veto.indicator)];
  return {
    settings: {
      company: "",
      schemeName: "",
      version: "1",
      period: periodOf("2026Q3"),
      threshold: decimal(80),
      mostLost: 3,
      pointDecimals: 2,
      rateDecimals: 1,
      policies: { ...DEFAULT_POLICIES, ...parts.policies },
      policyFloorScore: decimal(60),
      language: "zh",
      forcedDistribution: false,
      distributionFrom: 0,
      radar: false,
      notice: "",
      ...parts.settings,
    },
    departments: parts.departments ?? [departmentOf("D")],
    indicators: parts.indicators ?? [...new Set([...codes, ...bound])].map((code) => indicatorOf(code, parts.directions?.[code] ?? "up")),
    templates: [template],
    bindings: parts.bindings ?? [],
    targets: parts.targets ?? [...new Set([...codes, ...bound])].map((code) => targetFor(code, { target: 100 })),
    derived: [],
    vetoes: parts.vetoes ?? [],
    grades: parts.grades ?? [],
  };
}

/** `D.A: 90` is department D's figure for indicator A; a state is given by its name. Without "D." it is department D's. */
export function readingsOf(figures: Readonly<Record<string, number | string | AbsentState>>, period = "2026Q3"): Reading[] {
  const states: readonly string[] = ["notApplicable", "notDue", "missing", "unreadable", "suppressed"];
  return Object.entries(figures).map(([name, figure]) => {
    const [department, indicator] = name.includes(".") ? (name.split(".") as [string, string]) : ["D", name];
    const absent = typeof figure === "string" && states.includes(figure);
    return {
      department,
      indicator,
      period: periodOf(period),
      figure: absent ? { state: figure as AbsentState } : { state: "value", value: decimal(figure) },
      source: { sheet: "数据", cell: "B2" },
      label: indicator,
      parsedFrom: null,
      percentFormat: false,
    };
  });
}

export function shown(value: Decimal | null): string {
  return value === null ? "–" : value.toString();
}
