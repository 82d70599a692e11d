/** The scoring rules (计分规则) and their bands and points (档位). What parameters a kind has, the kind itself declares. */
import { type Decimal, decimal, greatest, HUNDRED } from "../kpi/decimal";
import { type Finding, finding } from "../kpi/finding";
import type { Source } from "../kpi/source";
import type { ScoreRounding } from "../kpi/rounding";
import { type RuleKind, type RuleParameters, RULE_COLUMNS, type ScoringRule } from "../kpi/rules/index";
import type { Point } from "../kpi/rules/piecewise";
import { PARAMETERS, type ParameterName, type ParameterSpec } from "../kpi/rules/rule";
import { type ChoiceGroup, choiceOf } from "./choices";
import { type Directory, type Entry, directoryOf } from "./directory";
import type { SchemeRow, SchemeTable } from "./findTable";
import { cellText, isBlank, shortened } from "./plainText";
import { checkRange, choiceIn, numberIn, requiredText, textIn } from "./schemeCells";

export interface RuleBook {
  /** By code or name in the rules' table, or else by a kind's own words, with that kind's defaults. null: neither. */
  find(text: string): ScoringRule | null;
  /** The codes of the rules' table, for a message. */
  readonly codes: readonly string[];
}

/** Where a cap, a lowest score or a greatest loss may be outright none. */
const MAY_BE_NONE: ReadonlySet<ParameterName> = new Set(["cap", "floorCap", "maxLoss"]);

export function readRules(rules: SchemeTable<"rules"> | null, bands: SchemeTable<"bands"> | null, findings: Finding[]): RuleBook {
  const entries: Entry<RuleRow>[] = [];
  for (const row of rules?.rows ?? []) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    const rule = readRule(row, code, findings);
    entries.push({ item: { row, rule }, code, names: [rule.name], source: row.source("code") });
  }
  const directory = directoryOf(entries, "rule", "ruleName", findings);
  const bandRows = readBands(bands, directory, findings);
  const finished = new Map(directory.items.map((item) => [item, withBands(item, bandRows.get(item) ?? [], findings)]));
  return {
    find: (text) => {
      const listed = directory.find(text);
      if (listed) return finished.get(listed)!;
      const kind = choiceOf("ruleKind", text);
      return kind && defaultRule(kind, text);
    },
    codes: directory.items.map(({ rule }) => rule.code),
  };
}

interface RuleRow {
  readonly row: SchemeRow<"rules">;
  readonly rule: ScoringRule;
}

function specsOf(kind: RuleKind): Readonly<Partial<Record<ParameterName, ParameterSpec>>> {
  return RULE_COLUMNS[kind].parameters;
}

/** A kind with its defaults. Bands and points have none: they stay empty, and whoever names them so gets bandsMissing or pointsMissing. */
function defaultRule(kind: RuleKind, name: string): ScoringRule {
  const parameters = Object.entries(specsOf(kind)).map(([parameter, spec]): [string, unknown] => [parameter, defaultOf(spec)]);
  return assembled(kind, { code: kind, name, rounding: null }, new Map(parameters));
}

function defaultOf(spec: ParameterSpec): Decimal | string | null {
  return spec.type === "choice" || spec.byDefault === null ? spec.byDefault : decimal(spec.byDefault);
}

function assembled(kind: RuleKind, common: Pick<ScoringRule, "code" | "name" | "rounding" | "sources">, parameters: ReadonlyMap<string, unknown>): ScoringRule {
  const own = kind === "bands" || kind === "rank" ? { bands: [] } : kind === "piecewise" ? { points: [] } : {};
  // The parameters are those that the kind itself declares, which the compiler cannot follow; the rules' own tests hold the two together.
  return { kind, ...common, ...own, ...(Object.fromEntries(parameters) as object) } as unknown as ScoringRule;
}

function readRule(row: SchemeRow<"rules">, code: string, findings: Finding[]): ScoringRule {
  const name = textIn(row, "name", findings) || code;
  const kind = requiredText(row, "kind", findings) === null ? null : choiceIn(row, "kind", "ruleKind", findings);
  // An unknown kind is an error already; a rule of the usual kind stands in, so that the lines that use it are read all the same.
  if (kind === null) return defaultRule("threeAnchors", name);
  const specs = specsOf(kind);
  const parameters = new Map<string, unknown>();
  const sources: Partial<Record<ParameterName, Source>> = {};
  for (const parameter of PARAMETERS) {
    const spec = specs[parameter];
    if (spec) {
      parameters.set(parameter, readParameter(row, parameter, spec, findings));
      sources[parameter] = row.source(parameter);
    } else if (!isBlank(row.cell(parameter))) {
      findings.push(finding("parameterUnused", row.source(parameter), { column: row.heading(parameter), found: shortened(cellText(row.cell(parameter))) }));
    }
  }
  const rule = assembled(kind, { code, name, rounding: readRounding(row, findings), sources }, parameters);
  checkParameters(rule, row, findings);
  return rule;
}

function readParameter(row: SchemeRow<"rules">, parameter: ParameterName, spec: ParameterSpec, findings: Finding[]): Decimal | string | null {
  if (spec.type === "choice") {
    // Every choice column has a list of words under its own name.
    const choice = choiceIn(row, parameter, parameter as ChoiceGroup, findings);
    if (choice === null || spec.choices.includes(choice)) return choice ?? spec.byDefault;
    // A word of the list that means nothing to this kind.
    const found = shortened(cellText(row.cell(parameter)));
    findings.push(
      finding("notAChoice", row.source(parameter), { column: row.heading(parameter), found, choices: parameter as ChoiceGroup, only: spec.choices }),
    );
    return spec.byDefault;
  }
  const cell = numberIn(row, parameter, findings);
  if (cell.kind === "number") return cell.value;
  if (cell.kind === "none" && MAY_BE_NONE.has(parameter)) return null;
  if (cell.kind === "none") {
    findings.push(finding("notANumber", row.source(parameter), { column: row.heading(parameter), found: cellText(row.cell(parameter)) }));
  }
  return defaultOf(spec) as Decimal | null;
}

/** Beside code and name: every kind of rule may have its score rounded. */
function readRounding(row: SchemeRow<"rules">, findings: Finding[]): ScoreRounding | null {
  const way = choiceIn(row, "scoreWay", "scoreWay", findings) ?? "half";
  const step = numberIn(row, "scoreStep", findings);
  if (step.kind === "number" && step.value.gt(0)) return { step: step.value, way };
  if (step.kind === "number") checkRange(row, "scoreStep", false, "> 0", findings);
  else if (!isBlank(row.cell("scoreWay"))) {
    findings.push(finding("parameterUnused", row.source("scoreWay"), { column: row.heading("scoreWay"), found: shortened(cellText(row.cell("scoreWay"))) }));
  }
  return null;
}

/** Parameters that no rule could make sense of. */
function checkParameters(rule: RuleParameters & { readonly name: string }, row: SchemeRow<"rules">, findings: Finding[]): void {
  const check = (parameter: ParameterName, inside: boolean, range: string): void => checkRange(row, parameter, inside, range, findings);
  const inOrder = (lowest: Decimal | null, highest: Decimal | null): boolean => lowest === null || highest === null || lowest.lte(highest);
  switch (rule.kind) {
    case "threeAnchors":
      check("floorScore", rule.floorScore.gte(0), "≥ 0");
      check("targetScore", rule.targetScore.gt(0) && rule.targetScore.gte(rule.floorScore), `≥ ${rule.floorScore.toFixed()}`);
      check("stretchScore", rule.stretchScore.gte(rule.targetScore), `≥ ${rule.targetScore.toFixed()}`);
      return;
    case "ratio":
      check("cap", inOrder(rule.floorCap, rule.cap), `≥ ${rule.floorCap?.toFixed() ?? "0"}`);
      return;
    case "deduction":
      check("maxLoss", rule.maxLoss === null || rule.maxLoss.gt(0), "> 0");
      return;
    case "perUnit":
      if (rule.step.eq(0)) findings.push(finding("stepZero", row.source("step"), { rule: rule.name }));
      else check("step", rule.step.gt(0), "> 0");
      check("perStep", rule.perStep.gte(0), "≥ 0");
      check("perStepUp", rule.perStepUp.gte(0), "≥ 0");
      check("cap", inOrder(rule.floorCap, rule.cap), `≥ ${rule.floorCap?.toFixed() ?? "0"}`);
      return;
    case "rank":
      check("rankTotal", rule.rankTotal === null || (rule.rankTotal.gte(1) && rule.rankTotal.round(0, 0).eq(rule.rankTotal)), "1, 2, 3, …");
      return;
    case "events":
      check("perStep", rule.perStep.gte(0), "≥ 0");
      check("floorCap", inOrder(rule.floorCap, rule.base), `≤ ${rule.base.toFixed()}`);
      return;
    case "weightedEvents":
      check("floorCap", inOrder(rule.floorCap, HUNDRED), "≤ 100");
      return;
    case "passFail":
      check("failScore", rule.failScore.lte(rule.passScore), `≤ ${rule.passScore.toFixed()}`);
      return;
    case "clampedRange":
      check("bestScore", rule.bestScore.gt(rule.worstScore), `> ${rule.worstScore.toFixed()}`);
      check("cap", rule.cap === null || rule.cap.gte(greatest(rule.worstScore, rule.floorCap ?? rule.worstScore)), `≥ ${rule.worstScore.toFixed()}`);
      check("floorCap", rule.floorCap === null || rule.floorCap.lte(rule.bestScore), `≤ ${rule.bestScore.toFixed()}`);
      return;
    case "closestToTarget":
      // A tolerance of 0 is said with each line that it holds.
      check("tolerance", rule.tolerance === null || rule.tolerance.gte(0), "> 0");
      check("toleranceAbove", rule.toleranceAbove === null || rule.toleranceAbove.gte(0), "> 0");
      return;
    case "bands":
    case "piecewise":
    case "given":
      return;
  }
}

// --- Bands ------------------------------------------------------------------------------------------------------

interface BandRow {
  readonly row: SchemeRow<"bands">;
  readonly from: Decimal | null;
  readonly to: Decimal | null;
  readonly score: Decimal;
}

function readBands(table: SchemeTable<"bands"> | null, rules: Directory<RuleRow>, findings: Finding[]): ReadonlyMap<RuleRow, readonly BandRow[]> {
  const byRule = new Map<RuleRow, BandRow[]>();
  for (const row of table?.rows ?? []) {
    const text = requiredText(row, "rule", findings);
    if (text === null) continue;
    const rule = rules.find(text);
    if (!rule) {
      findings.push(finding("unknownReference", row.source("rule"), { what: "rule", found: shortened(text) }));
      continue;
    }
    const score = numberIn(row, "score", findings, { required: true });
    if (score.kind !== "number") {
      if (isBlank(row.cell("score")) || score.kind === "none") findings.push(finding("cellBlank", row.source("score"), { column: row.heading("score") }));
      continue;
    }
    if (rule.rule.kind === "piecewise" && !isPoint(row, rule.rule.name, findings)) continue;
    const from = edgeIn(row, "from", findings);
    const to = edgeIn(row, "to", findings);
    const band: BandRow = { row, from, to, score: score.value };
    // One place alone is a band of its own.
    if (from && to && (rule.rule.kind === "rank" ? from.gt(to) : from.gte(to)))
      findings.push(finding("bandReversed", row.source("from"), { rule: rule.rule.name }));
    const listed = byRule.get(rule);
    if (listed) listed.push(band);
    else byRule.set(rule, [band]);
  }
  return byRule;
}

/** A point stands at one figure. What is no number is said where it is read. */
function isPoint(row: SchemeRow<"bands">, rule: string, findings: Finding[]): boolean {
  const end = row.cell("to");
  if (edgeIn(row, "to", []) !== null) {
    findings.push(finding("pointHasEnd", row.source("to"), { rule, found: shortened(cellText(end)) }));
    return false;
  }
  const at = numberIn(row, "from", findings, { required: true });
  if (at.kind !== "number" && (isBlank(row.cell("from")) || at.kind === "none")) {
    findings.push(finding("cellBlank", row.source("from"), { column: row.heading("from") }));
  }
  return at.kind === "number";
}

/** Blank or "/": the band has no end on that side. */
function edgeIn(row: SchemeRow<"bands">, column: "from" | "to", findings: Finding[]): Decimal | null {
  const cell = numberIn(row, column, findings);
  return cell.kind === "number" ? cell.value : null;
}

/** In rising order, however they were written. A gap leaves figures without a score; an overlap gives one figure two. */
function withBands({ row, rule }: RuleRow, bandRows: readonly BandRow[], findings: Finding[]): ScoringRule {
  if (rule.kind === "piecewise") return { ...rule, points: pointsOf(row, rule.name, bandRows, findings) };
  if (rule.kind !== "bands" && rule.kind !== "rank") {
    for (const band of bandRows) {
      findings.push(finding("parameterUnused", band.row.source("rule"), { column: band.row.heading("rule"), found: rule.name }));
    }
    return rule;
  }
  checkSize(row, rule.name, bandRows, findings);
  if (bandRows.length === 0 && rule.kind === "bands") findings.push(finding("bandsMissing", row.source("code"), { rule: rule.name }));
  const sorted = [...bandRows].sort((one, other) => compareEdges(one.from, other.from));
  sorted.slice(1).forEach((band, place) => {
    const below = sorted[place]!;
    const source = band.row.source("from");
    const edges = { rule: rule.name, from: below.to?.toFixed() ?? "", to: band.from?.toFixed() ?? "" };
    if (!below.to || !band.from || below.to.gt(band.from)) findings.push(finding("bandsOverlap", source, edges));
    else if (below.to.lt(band.from) && !isNextPlace(rule, below.to, band.from)) findings.push(finding("bandsGap", source, edges));
  });
  return { ...rule, bands: sorted.map(({ from, to, score }) => ({ from, to, score })) };
}

/** In rising order, however they were written; of two at one place the first. */
function pointsOf(row: SchemeRow<"rules">, rule: string, rows: readonly BandRow[], findings: Finding[]): readonly Point[] {
  const points = rows.flatMap((one): (Point & Pick<BandRow, "row">)[] => (one.from ? [{ row: one.row, at: one.from, score: one.score }] : []));
  if (points.length < 2) findings.push(finding("pointsMissing", row.source("code"), { rule }));
  checkSize(row, rule, rows, findings);
  const sorted = points.sort((one, other) => one.at.cmp(other.at));
  return sorted.flatMap(({ row: own, at, score }, place): Point[] => {
    if (!sorted[place - 1]?.at.eq(at)) return [{ at, score }];
    findings.push(finding("pointTwice", own.source("from"), { rule, at: at.toFixed() }));
    return [];
  });
}

/** Where standards state shares of the weight, 1.0, 0.8, …, they are easily taken over as scores. */
function checkSize(row: SchemeRow<"rules">, rule: string, [first, ...others]: readonly BandRow[], findings: Finding[]): void {
  if (!first || others.length === 0) return;
  const highest = greatest(first.score, ...others.map(({ score }) => score));
  if (highest.gt(0) && highest.lte(1)) findings.push(finding("scoresAsShares", row.source("code"), { rule, highest: highest.toFixed() }));
}

/** No place lies between the two: 1 to 3 and 4 to 10 leave nobody out, unless ties share half a place. */
function isNextPlace(rule: ScoringRule, to: Decimal, from: Decimal): boolean {
  return rule.kind === "rank" && from.minus(to).lte(rule.ties === "average" ? "0.5" : 1);
}

/** An open lower end stands first. */
function compareEdges(one: Decimal | null, other: Decimal | null): number {
  if (!one || !other) return (one ? 1 : 0) - (other ? 1 : 0);
  return one.cmp(other);
}
