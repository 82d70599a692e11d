/**
 * Weight trees (权重树): rows with a code and the code above become branches and lines.
 *
 * Weights are checked level by level in decimals: 98 %, 99.99 and 100.01 are errors. Shares of siblings are of one habit, weight or points.
 */
import { HUNDRED, ZERO, type Decimal, sum } from "../kpi/decimal";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { type ScoreRounding, roundTo } from "../kpi/rounding";
import { type ScoringRule, deducts } from "../kpi/rules/index";
import type { Source, LiveSource } from "../kpi/source";
import type { BaseScore, Branch, Line, LineRole, Quorum, RollUp, Share, TreeNode } from "../kpi/template";
import { type Directory, placeOf } from "./directory";
import { readFigure } from "./figureText";
import type { SchemeRow } from "./findTable";
import type { SchemeColumnKey } from "./headings";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { checkRange, choiceIn, numberIn, percentIn, requiredText, textIn } from "./schemeCells";
import type { RuleBook } from "./schemeRules";

/** A template before its tree is known. */
export interface TemplateOutline {
  readonly code: string;
  readonly name: string;
  /** null: the cell was wrong, and has its finding. */
  readonly fullPoints: Decimal | null;
  /** null: not stated. */
  readonly startPoints: Decimal | null;
  readonly rollUp: RollUp;
  /** The roll-up is a word that nobody knows, and has its finding. */
  readonly rollUpUnread: boolean;
  readonly source: Source;
  /** Where the start points stand, or would. */
  readonly startSource: Source;
}

export interface BuiltTree {
  readonly children: readonly TreeNode[];
  /** As stated, or else all full points where every line deducts, or else 0. */
  readonly startPoints: Decimal;
}

/** What the rows refer to. */
export interface TreeBooks {
  readonly indicators: Directory<Indicator>;
  readonly rules: RuleBook;
}

interface Node {
  readonly row: SchemeRow<"tree">;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly weight: Decimal | null;
  /** Held back until the roll-up above is known: under a weighted mean 1, 2 and 3 are weights like any others. */
  readonly weightFindings: readonly Finding[];
  readonly points: Decimal | null;
  /** A weight or points stand there that are no number; they have their finding. */
  readonly shareUnread: boolean;
  readonly rollUp: RollUp | null;
  readonly rollUpUnread: boolean;
  readonly threshold: Decimal | null;
  readonly role: LineRole;
  readonly baseScore: BaseScore | null;
  readonly quorum: Quorum;
  readonly rounding: ScoreRounding | null;
  readonly duty: string;
  readonly indicator: Indicator | null;
  readonly rule: ScoringRule | null;
  readonly children: Node[];
}

/** The rows of one template, in the order of the sheet. */
export function buildTree(template: TemplateOutline, rows: readonly SchemeRow<"tree">[], books: TreeBooks, findings: Finding[]): BuiltTree {
  const nodes = readNodes(rows, books, findings);
  const top = hang(template, nodes, findings);
  if (nodes.size === 0) findings.push(finding("treeEmpty", template.source, { template: template.name }));
  for (const node of nodes.values()) checkNode(node, findings);

  // While a rule is not known, its line may be one that deducts.
  const rulesKnown = [...nodes.values()].every((node) => node.children.length > 0 || node.rule !== null);
  const allDeduct = top.length > 0 && top.every(onlyDeducts);
  const startPoints = template.startPoints ?? (allDeduct ? (template.fullPoints ?? ZERO) : ZERO);
  const whole = template.fullPoints && template.fullPoints.minus(startPoints);
  const outside =
    template.fullPoints !== null &&
    (startPoints.lt(0) || startPoints.gt(template.fullPoints) || (startPoints.eq(template.fullPoints) && !allDeduct && rulesKnown));
  if (outside && top.length > 0 && startPoints.eq(template.fullPoints!)) {
    findings.push(finding("startPointsFull", template.startSource, { template: template.name, full: startPoints.toFixed() }));
  } else if (outside && top.length > 0) {
    const range = `0 … ${template.fullPoints!.toFixed()}`;
    findings.push(finding("outOfRange", template.startSource, { column: "templates.startPoints", found: startPoints.toFixed(), range }));
  }
  const { name, source, rollUp, rollUpUnread } = template;
  const level: Level = { name, source, rollUp, rollUpUnread, whole: outside || top.length === 0 ? null : whole, top: true, adjusts: false };
  return { children: finishLevel(top, level, findings), startPoints };
}

// --- Rows to nodes ----------------------------------------------------------------------------------------------

function readNodes(rows: readonly SchemeRow<"tree">[], books: TreeBooks, findings: Finding[]): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const row of rows) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    const first = nodes.get(tidy(code));
    if (first) {
      findings.push(finding("duplicateCode", row.source("code"), { what: "line", found: shortened(code), first: placeOf(first.row.source("code")) }));
      continue;
    }
    nodes.set(tidy(code), readNode(row, code, books, findings));
  }
  return nodes;
}

function readNode(row: SchemeRow<"tree">, code: string, books: TreeBooks, findings: Finding[]): Node {
  const name = requiredText(row, "name", findings) ?? code;
  const weightFindings: Finding[] = [];
  const weight = percentIn(row, "weight", weightFindings);
  const before = findings.length;
  findings.push(...weightFindings.filter((one) => one.code === "notANumber"));
  const points = numberIn(row, "points", findings);
  const rollUp = choiceIn(row, "rollUp", "rollUp", findings);
  const indicator = textIn(row, "indicator", findings);
  const rule = textIn(row, "rule", findings);
  const node: Node = {
    row,
    code,
    name,
    parent: textIn(row, "parent", findings),
    weight,
    weightFindings: weightFindings.filter((one) => one.code !== "notANumber"),
    points: points.kind === "number" ? points.value : null,
    shareUnread: findings.slice(before).some((one) => one.code === "notANumber"),
    rollUp,
    rollUpUnread: rollUp === null && !isBlank(row.cell("rollUp")),
    threshold: percentIn(row, "threshold", findings),
    role: choiceIn(row, "role", "role", findings) ?? "score",
    baseScore: readBaseScore(row, findings),
    quorum: readQuorum(row, findings),
    rounding: readScoreRounding(row, findings),
    duty: textIn(row, "duty", findings),
    indicator: indicator === "" ? null : books.indicators.find(indicator),
    rule: rule === "" ? null : books.rules.find(rule),
    children: [],
  };
  if (indicator !== "" && !node.indicator) {
    findings.push(finding("unknownReference", row.source("indicator"), { what: "indicator", found: shortened(indicator) }));
  }
  if (rule !== "" && !node.rule) {
    findings.push(finding("ruleUnknown", row.source("rule"), { found: shortened(rule), known: books.rules.codes.slice(0, 12).join("、") }));
  }
  if (node.rule?.kind === "bands" && node.rule.code === "bands" && node.rule.bands.length === 0) {
    findings.push(finding("bandsMissing", row.source("rule"), { rule: shortened(rule) }));
  }
  if (node.rule?.kind === "piecewise" && node.rule.code === "piecewise" && node.rule.points.length === 0) {
    findings.push(finding("pointsMissing", row.source("rule"), { rule: shortened(rule) }));
  }
  return node;
}

/** Hangs every node below its parent; the top level is handed back. Nodes of a cycle hang nowhere and are said once. */
function hang(template: TemplateOutline, nodes: ReadonlyMap<string, Node>, findings: Finding[]): Node[] {
  const top: Node[] = [];
  const parentOf = new Map<Node, Node>();
  for (const node of nodes.values()) {
    const parent = nodes.get(tidy(node.parent));
    if (parent) parentOf.set(node, parent);
    else if (node.parent === "" || tidy(node.parent) === tidy(template.code)) top.push(node);
    else findings.push(finding("treeOrphan", node.row.source("parent"), { line: node.name, parent: shortened(node.parent) }));
  }
  const cyclic = reportCycles(parentOf, (path) => {
    const names = [...path, path[0]!].map((node) => node.name).join(" → ");
    findings.push(finding("treeCycle", path[0]!.row.source("parent"), { path: names }));
  });
  for (const [node, parent] of parentOf) if (!cyclic.has(node)) parent.children.push(node);
  cutBelow(DEEPEST, top, findings);
  return top;
}

/** No card goes deeper; what does is a sheet gone wrong, and would exhaust whoever walks it. */
const DEEPEST = 30;

function cutBelow(deepest: number, top: readonly Node[], findings: Finding[]): void {
  let level = top;
  for (let depth = 1; depth < deepest; depth += 1) level = level.flatMap((node) => node.children);
  for (const node of level) {
    const [first] = node.children;
    if (!first) continue;
    findings.push(finding("treeTooDeep", first.row.source("parent"), { line: first.name, deepest: String(deepest) }));
    node.children.length = 0;
  }
}

/** Everybody who is above himself. Each cycle is reported once, in the order of going up. */
export function reportCycles<T>(parentOf: ReadonlyMap<T, T>, report: (path: readonly T[]) => void): ReadonlySet<T> {
  const settled = new Set<T>();
  const cyclic = new Set<T>();
  for (const start of parentOf.keys()) {
    const walked = new Map<T, number>();
    let at: T | undefined = start;
    while (at !== undefined && !settled.has(at) && !walked.has(at)) {
      walked.set(at, walked.size);
      at = parentOf.get(at);
    }
    if (at !== undefined && !settled.has(at)) {
      const cycle = [...walked.keys()].slice(walked.get(at));
      for (const one of cycle) cyclic.add(one);
      report(cycle);
    }
    for (const one of walked.keys()) settled.add(one);
  }
  return cyclic;
}

/** A group and a score belong together. */
function readBaseScore(row: SchemeRow<"tree">, findings: Finding[]): BaseScore | null {
  const group = textIn(row, "baseGroup", findings);
  const score = numberIn(row, "baseScore", findings);
  if (group === "" && score.kind === "blank") return null;
  if (group === "") requiredText(row, "baseGroup", findings);
  if (score.kind !== "number") {
    if (isBlank(row.cell("baseScore"))) findings.push(finding("cellBlank", row.source("baseScore"), { column: row.heading("baseScore") }));
    return null;
  }
  checkRange(row, "baseScore", score.value.gt(0), "> 0", findings);
  return group === "" ? null : { group: tidy(group), score: score.value };
}

/** 最少项数 and 最低覆盖率, of a branch or of a whole card. */
export function readQuorum(row: SchemeRow<"tree"> | SchemeRow<"templates">, findings: Finding[]): Quorum {
  // The two sheets have the two columns alike, which the compiler cannot follow through the union.
  const own = row as SchemeRow<"tree">;
  const items = numberIn(own, "minItems", findings);
  const coverage = percentIn(own, "minCoverage", findings);
  if (items.kind === "number") checkRange(own, "minItems", items.value.gte(1) && items.value.round(0, 0).eq(items.value), "1, 2, 3 …", findings);
  if (coverage) checkRange(own, "minCoverage", coverage.gte(0) && coverage.lte(100), "0–100 %", findings);
  return { items: items.kind === "number" ? items.value.toNumber() : null, coverage };
}

function readScoreRounding(row: SchemeRow<"tree">, findings: Finding[]): ScoreRounding | null {
  const step = numberIn(row, "scoreStep", findings);
  const way = choiceIn(row, "scoreWay", "scoreWay", findings) ?? "half";
  if (step.kind !== "number") return null;
  checkRange(row, "scoreStep", step.value.gt(0), "> 0", findings);
  return step.value.gt(0) ? { step: step.value, way } : null;
}

/** A branch takes no indicator and no rule, a line needs both. */
function checkNode(node: Node, findings: Finding[]): void {
  const blank = (column: SchemeColumnKey<"tree">): boolean => isBlank(node.row.cell(column));
  if (node.children.length > 0) {
    const filled = (["rule", "indicator"] as const).find((column) => !blank(column));
    if (filled) findings.push(finding("branchWithRule", node.row.source(filled), { line: node.name }));
    for (const column of OF_LINES) if (!blank(column)) findings.push(unused(node, column));
    return;
  }
  if (blank("indicator")) findings.push(finding("lineWithoutIndicator", node.row.source("indicator"), { line: node.name }));
  if (blank("rule")) findings.push(finding("lineWithoutRule", node.row.source("rule"), { line: node.name }));
  for (const column of OF_BRANCHES) if (!blank(column)) findings.push(unused(node, column));
  if (node.role !== "score" && node.rule && deducts(node.rule)) findings.push(finding("adjustmentDeducts", node.row.source("rule"), { line: node.name }));
}

const OF_LINES = ["role", "baseGroup", "baseScore"] as const;
const OF_BRANCHES = ["rollUp", "minItems", "minCoverage", "scoreStep", "scoreWay"] as const;

function unused(node: Node, column: SchemeColumnKey<"tree">): Finding {
  return finding("parameterUnused", node.row.source(column), { column: node.row.heading(column), found: shortened(cellText(node.row.cell(column))) });
}

// --- Shares, level by level -------------------------------------------------------------------------------------

interface Level {
  readonly name: string;
  readonly source: Source;
  readonly rollUp: RollUp;
  /** Which roll-up is meant is not known, so neither is whether the shares have to add up. */
  readonly rollUpUnread: boolean;
  /** The points that the level shares out; null: not known, because something above is wrong. */
  readonly whole: Decimal | null;
  /** The first level, on which adjustments may stand among branches. */
  readonly top: boolean;
  /** A branch that has only adjustments. */
  readonly adjusts: boolean;
}

function deductsPoints(node: Node): boolean {
  return node.children.length === 0 && node.rule !== null && deducts(node.rule);
}

function onlyDeducts(node: Node): boolean {
  return node.children.length === 0 ? deductsPoints(node) : node.children.every(onlyDeducts);
}

function isAdjustment(node: Node): boolean {
  return node.children.length === 0 ? node.role !== "score" : node.children.every(isAdjustment);
}

function takesNoShare(node: Node): boolean {
  return node.children.length === 0 ? node.role !== "score" || deductsPoints(node) : node.children.every(takesNoShare);
}

function finishLevel(nodes: readonly Node[], level: Level, findings: Finding[]): TreeNode[] {
  const ordinary = nodes.filter((node) => !takesNoShare(node));
  // An adjustment among lines that make up a branch would be counted in it, or not: nobody could tell.
  for (const node of nodes) {
    if (!level.top && !level.adjusts && node.children.length === 0 && node.role !== "score") {
      findings.push(finding("adjustmentInside", node.row.source("role"), { line: node.name, parent: level.name }));
    }
  }
  const shares = shareLevel(ordinary, level, findings);
  return nodes.flatMap((node): TreeNode[] => {
    const share = shares.get(node) ?? null;
    return node.children.length > 0 ? [finishBranch(node, share, level, ordinary, shares, findings)] : finishLine(node, share, findings);
  });
}

function finishBranch(node: Node, share: Share | null, level: Level, ordinary: readonly Node[], shares: ReadonlyMap<Node, Share>, findings: Finding[]): Branch {
  const deductsOnly = takesNoShare(node);
  // What its lines take off is theirs; a share of the card for the branch would go to nobody.
  if (deductsOnly) for (const column of ["weight", "points"] as const) if (!isBlank(node.row.cell(column))) findings.push(unused(node, column));
  const rollUp = node.rollUp ?? "sum";
  const whole = deductsOnly ? ZERO : pointsOf(node, level, ordinary, shares);
  return {
    kind: "branch",
    code: node.code,
    name: node.name,
    share,
    ...(share ? { shareSource: shareSource(node, share) } : {}),
    rollUp,
    quorum: node.quorum,
    rounding: node.rounding,
    threshold: node.threshold,
    children: finishLevel(
      node.children,
      { name: node.name, source: node.row.source("code"), rollUp, rollUpUnread: node.rollUpUnread, whole, top: false, adjusts: isAdjustment(node) },
      findings,
    ),
    source: node.row.source("code"),
  };
}

function finishLine(node: Node, share: Share | null, findings: Finding[]): Line[] {
  let own = share;
  if (deductsPoints(node) || node.role !== "score") {
    if (!isBlank(node.row.cell("weight"))) findings.push(unused(node, "weight"));
    if (node.points === null && !node.shareUnread) findings.push(finding("deductionNeedsPoints", node.row.source("points"), { line: node.name }));
    if (node.points?.lte(0)) findings.push(finding("weightNotPositive", node.row.source("points"), { line: node.name, found: node.points.toFixed() }));
    own = { kind: "points", points: node.points ?? ZERO };
  }
  // A line without indicator, rule or share has its finding, and the scheme is not scored.
  if (!node.indicator || !node.rule || !own) return [];
  return [
    {
      kind: "line",
      code: node.code,
      name: node.name,
      share: own,
      shareSource: shareSource(node, own),
      indicator: node.indicator.code,
      rule: node.rule,
      role: node.role,
      baseScore: node.baseScore,
      threshold: node.threshold,
      duty: node.duty,
      source: node.row.source("code"),
    },
  ];
}

function shareSource({ row }: Node, share: Share): LiveSource {
  const column = share.kind === "points" ? "points" : "weight";
  const cell = row.cell(column);
  const { figure, parsedFrom, percentFormat } = readFigure(cell, share.kind === "points" ? "分" : "%");
  if (figure.state !== "value" || parsedFrom !== null || !row.own(column)) return row.source(column);
  // What was typed beside a branch of which the best counts is told as unused, and is not this share.
  if (!figure.value.eq(amount(share))) return row.source(column);
  return { ...row.source(column), live: { times: percentFormat ? 100 : 1, lookup: null } };
}

/** The shares of those siblings that have a share of the card, checked. */
function shareLevel(nodes: readonly Node[], level: Level, findings: Finding[]): ReadonlyMap<Node, Share> {
  const shares = new Map<Node, Share>();
  if (level.rollUp === "maximum") {
    // Each of them may come to count for all of the branch.
    for (const node of nodes) {
      for (const column of ["weight", "points"] as const) if (!isBlank(node.row.cell(column))) findings.push(unused(node, column));
      shares.set(node, { kind: "percent", percent: HUNDRED });
    }
    return shares;
  }
  const anyWeights = level.rollUp === "weightedMean" || level.rollUp === "geometricMean" || level.rollUpUnread;
  if (!anyWeights) for (const node of nodes) findings.push(...node.weightFindings);
  const without = nodes.filter((node) => node.weight === null && node.points === null);
  for (const node of without) {
    if (!node.shareUnread) findings.push(finding("weightMissing", node.row.source("weight"), { line: node.name }));
  }
  const filled = nodes.filter((node) => !without.includes(node));
  const inPoints = filled.every((node) => node.points !== null);
  const inPercent = filled.every((node) => node.weight !== null);
  if (!inPoints && !inPercent) {
    findings.push(finding("weightsMixed", level.source, { parent: level.name }));
    return shares;
  }
  for (const node of filled) {
    const share: Share = inPoints ? { kind: "points", points: node.points! } : { kind: "percent", percent: node.weight! };
    shares.set(node, share);
    const column = inPoints ? "points" : "weight";
    if (amount(share).lte(0)) findings.push(finding("weightNotPositive", node.row.source(column), { line: node.name, found: amount(share).toFixed() }));
  }
  // One unread cell would make any sum wrong; and a line whose rule is not known may be one that deducts.
  const certain = filled.every((node) => !node.shareUnread && (node.children.length > 0 || node.rule !== null));
  if (!anyWeights && without.length === 0 && certain) checkWhole(filled, shares, level, findings);
  return shares;
}

function amount(share: Share): Decimal {
  return share.kind === "points" ? share.points : share.percent;
}

function checkWhole(nodes: readonly Node[], shares: ReadonlyMap<Node, Share>, level: Level, findings: Finding[]): void {
  const unit = [...shares.values()][0]?.kind ?? "points";
  const whole = unit === "percent" ? HUNDRED : level.whole;
  if (!whole) return;
  const total = sum([...shares.values()].map(amount));
  // A third as a formula is 0.333… in a double; to ten places, the decimal that a reader sees, three of them are the whole.
  if (!roundTo(total, 10).eq(roundTo(whole, 10))) {
    findings.push(
      finding("weightsOffWhole", nodes[0]?.row.source(unit === "percent" ? "weight" : "points") ?? level.source, {
        parent: level.name,
        sum: total.toFixed(),
        whole: whole.toFixed(),
        unit,
        ...(shares.size === 0 ? { none: true as const } : {}),
      }),
    );
    return;
  }
  // Both columns filled: they have to say the same.
  if (unit === "percent") return;
  for (const node of nodes) {
    if (node.weight === null || node.points === null) continue;
    const expected = whole.times(node.weight).div(100);
    if (roundTo(expected, 10).eq(roundTo(node.points, 10))) continue;
    findings.push(
      finding("weightAndPointsDiffer", node.row.source("points"), {
        line: node.name,
        weight: node.weight.toFixed(),
        points: node.points.toFixed(),
        expected: expected.toFixed(),
      }),
    );
  }
}

/** The points that a branch shares out below it, as the engine will: in proportion to its share among its siblings. */
function pointsOf(node: Node, level: Level, siblings: readonly Node[], shares: ReadonlyMap<Node, Share>): Decimal | null {
  const share = shares.get(node);
  if (!share) return null;
  // What is stated in points is held against the points, whether or not its own level adds up: one fault, one finding.
  const anyWeights = level.rollUp === "weightedMean" || level.rollUp === "geometricMean";
  if (share.kind === "points" && !anyWeights) return share.points;
  if (!level.whole || level.rollUpUnread) return null;
  if (level.rollUp === "maximum") return level.whole;
  const all = anyWeights ? sum(siblings.map((one) => (shares.has(one) ? amount(shares.get(one)!) : ZERO))) : HUNDRED;
  return all.gt(0) ? level.whole.times(amount(share)).div(all) : null;
}
