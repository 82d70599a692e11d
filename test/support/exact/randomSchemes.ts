/**
 * Random schemes with their readings, drawn from a tape of numbers, so that fast-check can make a failing one smaller: where the tape ends every choice is the first one.
 *
 * Figures often stand exactly on an edge of their rule, or where the points of the line are a tie between two roundings.
 */
import { type Decimal, decimal } from "../../../src/kpi/decimal";
import type { Department } from "../../../src/kpi/department";
import { ABSENT_STATES, type AbsentState, type Figure, type Reading } from "../../../src/kpi/figure";
import type { Direction, Indicator } from "../../../src/kpi/indicator";
import type { Period } from "../../../src/kpi/period";
import { ROUNDING_WAYS, type ScoreRounding } from "../../../src/kpi/rounding";
import { RULE_KINDS, type ScoringRule } from "../../../src/kpi/rules/index";
import { POLICIES, type Policies, type Policy, type Scheme, type Grade } from "../../../src/kpi/scheme";
import type { TargetRow } from "../../../src/kpi/target";
import {
  type Branch,
  type Line,
  NO_QUORUM,
  ROLL_UPS,
  type Quorum,
  type RollUp,
  type ScorecardTemplate,
  type Share,
  type TreeNode,
} from "../../../src/kpi/template";
import { COMPARISONS, type Veto, VETO_EFFECTS } from "../../../src/kpi/veto";
import { randomCases } from "../ruleCases";
import { NOWHERE, branch, departmentOf, indicatorOf, line, percent, periodOf, points, ruleOf, schemeOf, templateOf } from "../schemes";

export interface RandomScheme {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  readonly period: Period;
  /** One more figure such as its indicator has. */
  readonly figureOf: (indicator: string) => Decimal;
  /** One more number from the tape, from 0 to `most`. */
  readonly draw: (most: number) => number;
}

/** What a random scheme may hold; all of it unless said otherwise. */
export interface Limits {
  readonly rollUps?: readonly RollUp[];
  readonly policies?: readonly Policy[];
  readonly departments?: number;
  readonly vetoes?: boolean;
  readonly adjustments?: boolean;
  readonly deductions?: boolean;
  readonly ranks?: boolean;
  readonly baseScores?: boolean;
  /** Several lines may measure one indicator. */
  readonly sharedIndicators?: boolean;
  readonly quorums?: boolean;
  /** How many of ten figures are absent. */
  readonly absentInTen?: number;
}

const NOW = periodOf("2026Q3");
const EARLIER = [periodOf("2026Q2"), periodOf("2026Q1"), periodOf("2025Q3"), periodOf("2026-08"), periodOf("2026Q4")];
const d = decimal;

export function randomScheme(tape: ArrayLike<number>, limits: Limits = {}): RandomScheme {
  let at = 0;
  /** From 0 to `most`. */
  const draw = (most: number): number => (tape[at++] ?? 0) % (most + 1);
  const oneOf = <const T>(choices: readonly T[]): T => choices[draw(choices.length - 1)]!;
  /** So many times in ten. */
  const inTen = (times: number): boolean => draw(9) > 9 - times;
  const rollUps = limits.rollUps ?? ROLL_UPS;
  const kinds = RULE_KINDS.filter((kind) => (limits.deductions ?? true) || kind !== "deduction").filter((kind) => (limits.ranks ?? true) || kind !== "rank");
  const absentInTen = limits.absentInTen ?? 2;

  const indicators: Indicator[] = [];
  const targets: TargetRow[] = [];
  /** How to draw a figure of an indicator. */
  const figures = new Map<string, () => Decimal>();
  let count = 0;
  const next = (letter: string): string => `${letter}${(count += 1)}`;

  const leaf = (share: Share, worth: Decimal, kind: ScoringRule["kind"] | "plain", more: Partial<Line> = {}): Line => {
    const code = next("L");
    const base =
      (limits.baseScores ?? true) && (more.role ?? "score") === "score" && inTen(1)
        ? { baseScore: { group: oneOf(["甲", "乙"]), score: d(oneOf([60, 100, 33.3])) } }
        : {};
    const known = [...figures.keys()];
    if ((limits.sharedIndicators ?? true) && kind === "plain" && known.length > 0 && inTen(1)) {
      return line(code, share, ruleOf("ratio", { cap: oneOf([null, d(120)]) }), { ...base, ...more, indicator: oneOf(known) });
    }
    if (kind === "plain") {
      const direction = oneOf<Direction>(["up", "up", "down"]);
      indicators.push(indicatorOf(code, direction));
      targets.push(target(code, { target: d(100) }));
      // Where direction is up the figure is the score; of so many hundredths of a point, and half of one.
      const tie = (): Decimal => (worth.gt(0) ? d(draw(140)).plus("0.5").div(worth).round(6) : d(50));
      figures.set(code, () => oneOf([() => d(draw(24) * 5), () => d(draw(1300)).div(10), tie, () => d(oneOf([0, 59.95, 60, 79.95, 80, 100, 120]))])());
      return line(code, share, ruleOf("ratio", { cap: oneOf([null, d(120), d(100)]), floorCap: oneOf([d(0), null]), rounding: step(1) }), { ...base, ...more });
    }
    const [sample] = randomCases(kind, 1, draw(1e9));
    const { rule, direction, anchors } = sample!;
    indicators.push(indicatorOf(code, direction));
    if (Object.keys(anchors).length > 0) targets.push(target(code, anchors));
    const inPoints = (): Decimal =>
      worth
        .times(oneOf([0, 100, 50, 33, 110, -5, draw(130)]))
        .div(100)
        .round(6);
    const own = "bands" in rule ? rule.bands.flatMap(({ from, to }) => [from, to]) : rule.kind === "piecewise" ? rule.points.map(({ at }) => at) : [];
    const edges = [...Object.values(anchors), ...own].filter((edge) => edge !== null);
    const near = (): Decimal => (edges.length > 0 ? oneOf(edges) : d(draw(12)));
    const one = (): Decimal => sample!.actual;
    const whole = (): Decimal => d(draw(12));
    const between = (): Decimal => (edges.length > 1 ? edges[0]!.plus(edges[1]!).div(2).round(8) : near());
    figures.set(code, () =>
      rule.kind === "given" || rule.kind === "weightedEvents" ? inPoints() : oneOf([one, near, between, whole, () => near().plus("0.01")])(),
    );
    return line(code, share, rule, { ...base, ...more });
  };
  const target = (code: string, anchors: TargetRow["anchors"], more: Partial<TargetRow> = {}): TargetRow => ({
    indicator: code,
    template: null,
    line: null,
    department: null,
    period: null,
    anchors,
    sources: {},
    fromSheet: false,
    source: NOWHERE,
    ...more,
  });
  const step = (times: number): ScoreRounding | null =>
    inTen(times) ? { step: d(oneOf(["10", "5", "1", "0.5", "0.3", "2.5"])), way: oneOf(ROUNDING_WAYS) } : null;
  const quorum = (rows: number): Quorum =>
    (limits.quorums ?? true) && inTen(1) ? { items: oneOf([null, 1 + draw(rows - 1)]), coverage: oneOf([null, d(oneOf([50, 75, 90, 100]))]) } : NO_QUORUM;

  /** Shares of a level, and what each of them is worth, where that can be told. */
  const sharesOf = (rollUp: RollUp, size: number, worth: Decimal): (readonly [Share, Decimal])[] => {
    if (rollUp === "maximum") return Array.from({ length: size }, () => [percent(100), worth] as const);
    if (rollUp === "weightedMean" || rollUp === "geometricMean") {
      const weights = Array.from({ length: size }, () => 1 + draw(5));
      const all = weights.reduce((sum, one) => sum + one, 0);
      return weights.map((weight) => [percent(weight), worth.times(weight).div(all).round(6)] as const);
    }
    let left = 100;
    const parts = Array.from({ length: size }, (_, place) => {
      const part = place === size - 1 ? left : Math.max(1, Math.min(left - (size - 1 - place), oneOf([10, 20, 25, 33, 40, 12.5, 7])));
      left -= part;
      return part;
    });
    const inPoints = inTen(4);
    return parts.map((part) => {
      const own = worth.times(part).div(100);
      return [inPoints ? points(own.toFixed()) : percent(part), own] as const;
    });
  };

  const level = (rollUp: RollUp, depth: number, worth: Decimal): TreeNode[] => {
    const size = 1 + draw(3);
    const nodes = sharesOf(rollUp, size, worth).map(([share, own]): TreeNode => {
      if (depth === 0 || !inTen(3)) return leaf(share, own, inTen(5) ? oneOf(kinds.filter((kind) => kind !== "deduction")) : "plain");
      const rolledUp = oneOf(rollUps);
      const children = level(rolledUp, depth - 1, own);
      return branch(next("B"), share, children, rolledUp, { quorum: quorum(children.length), rounding: step(1) });
    });
    if (!(limits.deductions ?? true) || !inTen(1)) return nodes;
    const off = leaf(points(oneOf([5, "2.5", 10])), d(5), "deduction");
    return [...nodes, inTen(3) ? branch(next("B"), null, [off]) : off];
  };
  const adjustment = (role: "bonus" | "deduct"): Line => {
    const own = d(oneOf([5, "2.5"]));
    return leaf(points(own.toFixed()), own, oneOf(["given", "events", "plain", "passFail"]), { role });
  };

  const full = d(oneOf([10, 35, 100, "7.5", 1]));
  const rollUp = oneOf(rollUps);
  const start = inTen(1) && (limits.deductions ?? true) ? full.times(oneOf([20, 50])).div(100) : d(0);
  const top = level(rollUp, 2, full.minus(start));
  const adjusts = limits.adjustments ?? true;
  const alone = adjusts && inTen(2) ? [adjustment(oneOf(["bonus", "deduct"]))] : [];
  const grouped = adjusts && inTen(1) ? [branch(next("B"), null, [adjustment("bonus"), adjustment("deduct")])] : [];
  const cap = (): Decimal | null => oneOf([null, d(0), d(1), d(3)]);
  const template: ScorecardTemplate = templateOf(full, [...top, ...alone, ...grouped], {
    rollUp,
    startPoints: start,
    quorum: quorum(top.length),
    bonusCap: cap(),
    deductionCap: cap(),
    totalFloor: oneOf([null, d(0), d(2)]),
  });

  const manager = inTen(1) ? templateOf(d(20), level("sum", 1, d(20)), { code: "M", name: "经理" }) : null;
  const departments: Department[] = ["D", "E", "F", "G"].slice(0, 1 + draw((limits.departments ?? 3) - 1)).map((code) =>
    departmentOf(code, {
      templates: manager && inTen(5) ? ["T", "M"] : ["T"],
      rankingGroup: oneOf([null, null, "地市"]),
    }),
  );

  const vetoes = Array.from({ length: (limits.vetoes ?? true) && inTen(3) ? 1 + draw(1) : 0 }, (): Veto => {
    const effect = oneOf(VETO_EFFECTS);
    const nodes = allOf(template.children).filter(({ kind }) => kind === (effect === "branchZero" ? "branch" : "line"));
    const node = effect === "lineZero" || effect === "branchZero" ? oneOf(nodes) : null;
    const code = next("V");
    const known = [...figures.keys()];
    const own = !inTen(2);
    if (own) {
      indicators.push(indicatorOf(code));
      figures.set(code, () => d(draw(3)));
    }
    return {
      code,
      name: code,
      template: oneOf([null, "T"]),
      indicator: own ? code : oneOf(known),
      comparison: oneOf(COMPARISONS),
      limit: d(draw(3)),
      limitSource: NOWHERE,
      effect: node === undefined ? "totalZero" : effect,
      node: node?.code ?? null,
      value: effect === "totalCap" ? d(oneOf([0, 5, 20])) : effect === "gradeDown" ? d(1 + draw(2)) : null,
      ...(effect === "gradeCap" ? { grade: oneOf(["A", "B", "C", "D"]) } : {}),
      source: NOWHERE,
    };
  });

  // A target of the department, the line or the period goes before the indicator's own.
  for (const row of [...targets]) {
    const value = row.anchors.target;
    if (!value || !inTen(1)) continue;
    const [more] = [
      oneOf([{ department: "D" }, { template: "T" }, { period: NOW }, { period: EARLIER[0]! }, { fromSheet: true, department: "D" }, { line: row.indicator }]),
    ];
    targets.push({ ...row, anchors: { target: value.plus(oneOf([5, "0.01", -5])) }, ...more });
  }
  const lines = linesOf(template.children);
  const bindings = departments.flatMap(({ code }) => {
    if (!inTen(1)) return [];
    const bound = oneOf(lines);
    return [{ department: code, template: "T", line: bound.code, indicator: oneOf(lines).indicator, source: NOWHERE }];
  });

  const grades = inTen(3)
    ? (
        [
          ["A", 90, 20],
          ["B", oneOf([80, 79.95]), 30],
          ["C", null, 50],
        ] as const
      ).map(([name, from, quota]): Grade => ({ name, from: from === null ? null : d(from), coefficient: null, quota: d(quota), source: NOWHERE }))
    : [];
  const policies = Object.fromEntries(
    ABSENT_STATES.map((state) => [state, oneOf(limits.policies ?? (["reShare", "hold", ...POLICIES] as const))]),
  ) as unknown as Policies;
  const scheme = schemeOf(template, {
    departments,
    indicators,
    policies,
    bindings,
    targets,
    vetoes,
    grades,
    settings: {
      pointDecimals: oneOf([2, 2, 1, 0, 3, "none"]),
      rateDecimals: oneOf([1, 1, 0, 2, "none"]),
      policyFloorScore: d(oneOf([60, 0, 45])),
      forcedDistribution: inTen(4),
      distributionFrom: draw(3),
    },
  });

  const reading = (department: string, indicator: string, period: Period, figure: Figure): Reading => ({
    department,
    indicator,
    period,
    figure,
    source: NOWHERE,
    label: indicator,
    parsedFrom: null,
    percentFormat: false,
  });
  const absent = (): Figure => ({ state: oneOf<AbsentState>(["missing", "notApplicable", ...ABSENT_STATES]) });
  const readings = departments.flatMap(({ code }) =>
    [...figures].flatMap(([indicator, figure]): Reading[] => {
      const some = inTen(absentInTen);
      if (some && inTen(2)) return [];
      const now = reading(code, indicator, NOW, some ? absent() : { state: "value", value: figure() });
      if (!inTen(3)) return [now];
      return [now, reading(code, indicator, oneOf(EARLIER), inTen(2) ? absent() : { state: "value", value: figure() })];
    }),
  );
  return {
    scheme: manager ? { ...scheme, templates: [template, manager] } : scheme,
    readings,
    period: NOW,
    figureOf: (indicator) => figures.get(indicator)!(),
    draw,
  };
}

export function allOf(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => (node.kind === "branch" ? [node as Branch, ...allOf(node.children)] : [node]));
}

export function linesOf(nodes: readonly TreeNode[]): Line[] {
  return allOf(nodes).flatMap((node) => (node.kind === "line" ? [node] : []));
}
