/**
 * What is legal in a scheme and may still not be meant: cliffs, flat stretches, anchors out of reach, an indicator that counts twice.
 *
 * A rule is looked at by scoring: figures just short of an edge and just beyond it, and figures between two edges. So this holds for every kind of rule,
 * and needs to know of none how it works. Several of one kind at one place are one finding.
 */
import { type Decimal, HUNDRED, ZERO, decimal, greatest, least } from "./decimal";
import type { Department } from "./department";
import type { Reading } from "./figure";
import { type Finding, finding } from "./finding";
import type { Indicator } from "./indicator";
import { type Period, periodKey } from "./period";
import { betterBy } from "./rules/direction";
import { RULE_COLUMNS, type ScoringRule, scoreByRule } from "./rules/index";
import type { ParameterName } from "./rules/rule";
import type { Scheme } from "./scheme";
import { anchorsInWords } from "./score";
import type { Source } from "./source";
import { type AnchorName, type Anchors, type AnchorSources, anchorsFor, targetTable } from "./target";
import type { Branch, Line, RollUp, ScorecardTemplate, TreeNode } from "./template";

/** A score that falls by more than this from one figure to the next is a cliff; a fifth of what the target earns. */
const CLIFF = decimal(20);

/** So many figures of an indicator, in so many periods, say what can be reached. */
const ENOUGH_FIGURES = 8;
const ENOUGH_PERIODS = 2;

/** Kinds whose score goes in steps by nature: who chose one of them meant it. */
const STEPPED: ReadonlySet<string> = new Set(["passFail", "events", "weightedEvents", "given", "rank"]);

/** Kinds that are level by nature somewhere between their anchors, or where somebody wrote two points of one score. */
const LEVEL: ReadonlySet<string> = new Set(["deduction", "closestToTarget", "piecewise"]);

/** `scheme.targets` are worked out already. Warnings and notes, none of which stops or holds anything. */
export function lintScheme(scheme: Scheme, readings: readonly Reading[], period: Period): readonly Finding[] {
  const lines = linesOfCards(scheme, period);
  const seen = seenFigures(readings);
  return [
    ...cliffs(lines),
    ...flatStretches(lines),
    ...invertedAnchors(lines),
    ...fallingPoints(lines),
    ...outOfReach(lines, seen),
    ...neverReached(lines, seen),
    ...countedTwice(lines),
    ...lowThresholds(scheme),
  ];
}

/** A line of a department's card with its anchors. */
interface CardLine {
  readonly department: Department;
  readonly template: ScorecardTemplate;
  readonly line: Line;
  readonly indicator: Indicator;
  /** The branch's own weak spot; null: the line's own indicator. */
  readonly binding: Source | null;
  /** The branches above it, from the first level down. */
  readonly above: readonly Branch[];
  readonly anchors: Anchors;
  readonly sources: AnchorSources;
}

function linesOfCards(scheme: Scheme, period: Period): readonly CardLine[] {
  const indicators = new Map(scheme.indicators.map((indicator) => [indicator.code, indicator]));
  const targets = targetTable(scheme.targets);
  return scheme.departments.flatMap((department) =>
    department.templates.flatMap((code) => {
      const template = scheme.templates.find((one) => one.code === code);
      if (!template) return [];
      return linesIn(template.children, []).map(({ line, above }): CardLine => {
        const binding = scheme.bindings.find((one) => one.department === department.code && one.template === code && one.line === line.code);
        const indicator = indicators.get(binding?.indicator ?? line.indicator)!;
        const { anchors, sources } = anchorsFor(targets, { indicator: indicator.code, template: code, line: line.code, department: department.code, period });
        return { department, template, line, indicator, binding: binding?.source ?? null, above, anchors, sources };
      });
    }),
  );
}

function linesIn(nodes: readonly TreeNode[], above: readonly Branch[]): { readonly line: Line; readonly above: readonly Branch[] }[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [{ line: node, above }] : linesIn(node.children, [...above, node])));
}

// --- Rules ------------------------------------------------------------------------------------------------------

/** null: the rule gives that figure no score, or cannot with these anchors. */
function scoreAt({ line, anchors, indicator }: CardLine, actual: Decimal): Decimal | null {
  const result = scoreByRule(line.rule, { actual, anchors, direction: indicator.direction, fullPoints: HUNDRED });
  return result.kind === "score" ? result.score : null;
}

function usedAnchors(rule: ScoringRule): readonly AnchorName[] {
  const { required, optional } = RULE_COLUMNS[rule.kind];
  return [...required, ...optional];
}

/** One line for each rule, the first whose anchors are all there; several rules of the same name are one kind with its defaults. */
function perRule(lines: readonly CardLine[]): readonly CardLine[] {
  const first = new Map<string, CardLine>();
  for (const one of lines) {
    const ready = RULE_COLUMNS[one.line.rule.kind].required.every((name) => one.anchors[name] !== undefined);
    if (ready && !first.has(one.line.rule.code)) first.set(one.line.rule.code, one);
  }
  return [...first.values()];
}

/** Where the rule may do something new: its anchors, the ends of its bands, or its points; in rising order. */
function edgesOf({ line: { rule }, anchors }: CardLine): readonly { readonly at: Decimal; readonly anchor: AnchorName | null }[] {
  const ofAnchors = usedAnchors(rule).flatMap((anchor) => (anchors[anchor] ? [{ at: anchors[anchor], anchor }] : []));
  const own = ((): readonly Decimal[] | null => {
    if (rule.kind === "piecewise") return rule.points.map(({ at }) => at);
    return rule.kind === "bands" ? rule.bands.flatMap(({ from, to }) => [from, to].filter((end) => end !== null)) : null;
  })();
  const edges = own?.map((at) => ({ at, anchor: null })) ?? ofAnchors;
  return edges.filter(({ at }, place) => edges.findIndex((other) => other.at.eq(at)) === place).sort((one, other) => one.at.cmp(other.at));
}

interface Cliff {
  readonly at: Decimal;
  readonly anchor: AnchorName | null;
  readonly high: Decimal;
  readonly low: Decimal;
}

function cliffs(lines: readonly CardLine[]): Finding[] {
  return perRule(lines).flatMap((one): Finding[] => {
    if (STEPPED.has(one.line.rule.kind)) return [];
    const found = edgesOf(one).flatMap((edge): Cliff[] => {
      const little = greatest(edge.at.abs(), decimal(1)).times("1e-9");
      // Two places: what the little way itself makes of the score is no fall.
      const scores = [edge.at.minus(little), edge.at, edge.at.plus(little)].flatMap((figure) => scoreAt(one, figure)?.round(2) ?? []);
      const [first, ...others] = scores;
      if (!first) return [];
      const [low, high] = [least(first, ...others), greatest(first, ...others)];
      return high.minus(low).gt(CLIFF) ? [{ ...edge, high, low }] : [];
    });
    const [deepest] = [...found].sort((a, b) => b.high.minus(b.low).cmp(a.high.minus(a.low)));
    if (!deepest) return [];
    const { rule } = one.line;
    const details = {
      rule: rule.name || rule.code,
      line: one.line.name,
      anchor: deepest.anchor,
      at: deepest.at.toFixed(),
      high: shown(deepest.high),
      low: shown(deepest.low),
    };
    const source = rule.kind === "piecewise" ? placeOfRule(one, "beyondWorst") : placeOfRule(one, "belowFloor", "reference", "perStep");
    return [finding("scoreCliff", source, { ...details, kind: rule.kind, more: found.length - 1 })];
  });
}

function flatStretches(lines: readonly CardLine[]): Finding[] {
  return perRule(lines).flatMap((one): Finding[] => {
    const { rule } = one.line;
    const flat = flatStretch(one);
    if (!flat) return [];
    const details = { rule: rule.name || rule.code, line: one.line.name, from: flat.from.toFixed(), to: flat.to.toFixed(), score: shown(flat.score) };
    return [finding("scoreFlat", placeOfRule(one, "targetScore", "cap", "perStep", "worstScore"), details)];
  });
}

/** The first stretch between two edges on which no figure changes the score; of a rule with one edge, the stretch just short of it. */
function flatStretch(one: CardLine): { readonly from: Decimal; readonly to: Decimal; readonly score: Decimal } | null {
  const { rule } = one.line;
  if (STEPPED.has(rule.kind) || LEVEL.has(rule.kind)) return null;
  const edges = edgesOf(one).map(({ at }) => at);
  if (rule.kind === "bands") {
    // A band is level by nature; two of them with one score might as well be one.
    const same = rule.bands.findIndex((band, place) => rule.bands[place + 1]?.score.eq(band.score) ?? false);
    const [band, next] = [rule.bands[same], rule.bands[same + 1]];
    const [from, to] = [band?.from ?? band?.to, next?.to ?? next?.from];
    return band && from && to ? { from, to, score: band.score } : null;
  }
  if (rule.kind === "perUnit" && rule.counting !== "exact") return null;
  if (rule.rounding) return null;
  const target = one.anchors.target;
  if (edges.length === 1 && target) {
    const short = target.abs().eq(0) ? decimal("0.02") : target.abs().div(50);
    const worse = one.indicator.direction === "up" ? target.minus(short) : target.plus(short);
    const score = levelScore(one, worse, target);
    return score && { from: least(worse, target), to: greatest(worse, target), score };
  }
  for (let place = 0; place + 1 < edges.length; place += 1) {
    const [from, to] = [edges[place]!, edges[place + 1]!];
    const score = levelScore(one, from, to);
    if (score) return { from, to, score };
  }
  return null;
}

/** The one score of all figures between the two; null: they differ. Every rule is a curve without waves between two of its edges. */
function levelScore(one: CardLine, from: Decimal, to: Decimal): Decimal | null {
  const scores = ["0.1", "0.5", "0.9"].map((share) => scoreAt(one, from.plus(to.minus(from).times(share))));
  const [first] = scores;
  return first && scores.every((score) => score?.eq(first)) ? first : null;
}

/** The cell of the parameter that has to do with it, where the rules' table states the rule; else the line. */
function placeOfRule({ line }: CardLine, ...parameters: readonly ParameterName[]): Source {
  const { sources } = line.rule;
  const named = parameters.find((name) => sources?.[name] !== undefined);
  return (named && sources?.[named]) ?? line.source;
}

function shown(score: Decimal): string {
  return score.round(2).toFixed();
}

// --- Anchors ----------------------------------------------------------------------------------------------------

/** Scoring says so of a line with a figure; here it is said before there is one. */
function invertedAnchors(lines: readonly CardLine[]): Finding[] {
  const said = new Set<string>();
  return lines.flatMap((one): Finding[] => {
    const { line, anchors, sources, department, indicator } = one;
    const [any] = usedAnchors(line.rule).flatMap((name) => anchors[name] ?? []);
    if (!any) return [];
    const result = scoreByRule(line.rule, { actual: any, anchors, direction: indicator.direction, fullPoints: HUNDRED });
    if (result.kind !== "problem" || result.problem.code !== "anchorsOutOfOrder") return [];
    const source = sources.target ?? sources.best ?? line.source;
    if (!once(said, source, line.rule.kind)) return [];
    const details = { department: department.shortName, line: line.name, anchors: anchorsInWords(anchors), wanted: result.problem.wanted };
    return [finding("anchorsOutOfOrder", plainSource(source), details, "warning")];
  });
}

/** Points that only fall towards the better end were most likely meant for the other direction. One finding for a rule and a direction. */
function fallingPoints(lines: readonly CardLine[]): Finding[] {
  const said = new Set<string>();
  return lines.flatMap(({ line, indicator: { direction } }): Finding[] => {
    const { rule } = line;
    if (rule.kind !== "piecewise" || said.has(`${rule.code} ${direction}`)) return [];
    said.add(`${rule.code} ${direction}`);
    const scores = (direction === "up" ? rule.points : [...rule.points].reverse()).map(({ score }) => score);
    const falls = scores.every((score, place) => place === 0 || score.lte(scores[place - 1]!));
    const [first, last] = [scores[0], scores[scores.length - 1]];
    if (!first || !last || !falls || first.eq(last)) return [];
    return [finding("pointsAgainstDirection", line.source, { rule: rule.name || rule.code, line: line.name, direction })];
  });
}

function once(said: Set<string>, { sheet, cell }: Source, more: string): boolean {
  const key = [sheet, cell, more].join("\u0000");
  if (said.has(key)) return false;
  said.add(key);
  return true;
}

function plainSource({ sheet, cell }: Source): Source {
  return { sheet, cell };
}

interface Seen {
  readonly lowest: Decimal;
  readonly highest: Decimal;
  readonly figures: number;
  readonly periods: ReadonlySet<string>;
}

function seenFigures(readings: readonly Reading[]): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { indicator, figure, period } of readings) {
    if (figure.state !== "value") continue;
    const { value } = figure;
    const known = seen.get(indicator);
    seen.set(indicator, {
      lowest: known ? least(known.lowest, value) : value,
      highest: known ? greatest(known.highest, value) : value,
      figures: (known?.figures ?? 0) + 1,
      periods: new Set([...(known?.periods ?? []), periodKey(period)]),
    });
  }
  return seen;
}

/** The anchors that a better figure has to come to. */
const GOALS: readonly AnchorName[] = ["target", "stretch", "best", "full", "upper"];

/** A rate above 100 %, or a figure below 0 where less is better, while no figure ever was: nobody can reach it. */
function outOfReach(lines: readonly CardLine[], seen: ReadonlyMap<string, Seen>): Finding[] {
  const said = new Set<string>();
  return lines.flatMap(({ line, anchors, sources, department, indicator }) => {
    const limit = limitOf(indicator, seen.get(indicator.code));
    return usedAnchors(line.rule).flatMap((anchor): Finding[] => {
      const value = anchors[anchor];
      // So many standard deviations better than the mean measure a distance; nobody is asked to get there.
      if (
        !value ||
        sources[anchor]?.workedOut?.kind === "deviations" ||
        !GOALS.includes(anchor) ||
        !limit ||
        betterBy(value, limit, indicator.direction).lte(0)
      )
        return [];
      const source = sources[anchor] ?? line.source;
      if (!once(said, source, anchor)) return [];
      const details = { department: department.shortName, line: line.name, anchor, found: value.toFixed(), limit: limit.toFixed() };
      return [finding("anchorOutOfReach", plainSource(source), details)];
    });
  });
}

/** No figure of any department in any period came half the way from target to stretch: perhaps nobody can. One finding for an indicator. */
function neverReached(lines: readonly CardLine[], seen: ReadonlyMap<string, Seen>): Finding[] {
  const far = new Map<string, { readonly one: CardLine; readonly cells: Set<string> }>();
  for (const one of lines) {
    const { anchors, sources, indicator, line } = one;
    const figures = seen.get(indicator.code);
    if (!usedAnchors(line.rule).includes("stretch") || !anchors.target || !anchors.stretch || sources.stretch?.workedOut || !figures) continue;
    if (figures.figures < ENOUGH_FIGURES || figures.periods.size < ENOUGH_PERIODS) continue;
    const halfway = anchors.target.plus(anchors.stretch).div(2);
    if (betterBy(bestOf(figures, indicator), halfway, indicator.direction).gte(0)) continue;
    const { sheet, cell } = sources.stretch ?? line.source;
    const known = far.get(indicator.code);
    if (known) known.cells.add(`${sheet}!${cell}`);
    else far.set(indicator.code, { one, cells: new Set([`${sheet}!${cell}`]) });
  }
  return [...far.values()].map(({ one: { department, line, anchors, sources, indicator }, cells }) => {
    const figures = seen.get(indicator.code)!;
    return finding("stretchNeverReached", plainSource(sources.stretch ?? line.source), {
      department: department.shortName,
      line: line.name,
      found: anchors.stretch!.toFixed(),
      best: bestOf(figures, indicator).toFixed(),
      figures: figures.figures,
      periods: figures.periods.size,
      more: cells.size - 1,
    });
  });
}

function bestOf({ lowest, highest }: Seen, { direction }: Indicator): Decimal {
  return direction === "up" ? highest : lowest;
}

/** What a figure cannot be better than; null: nothing is known of it. */
function limitOf({ unit, direction }: Pick<Indicator, "unit" | "direction">, figures: Seen | undefined): Decimal | null {
  if (figures && figures.lowest.lt(0)) return null;
  if (direction === "down") return ZERO;
  const isRate = unit.normalize("NFKC").trim() === "%";
  return isRate && !(figures && figures.highest.gt(HUNDRED)) ? HUNDRED : null;
}

// --- Trees ------------------------------------------------------------------------------------------------------

/** Two lines of one card with the same indicator count it twice, unless only the better or the worse of the two counts. */
function countedTwice(lines: readonly CardLine[]): Finding[] {
  const said = new Set<string>();
  const before = new Map<string, CardLine[]>();
  return lines.flatMap((second): Finding[] => {
    const key = [second.department.code, second.template.code, second.indicator.code].join("\u0000");
    const others = before.get(key) ?? [];
    before.set(key, [...others, second]);
    const first = others.find((one) => !isChoice(commonRollUp(one, second)));
    if (!first) return [];
    const source = second.binding ?? first.binding ?? second.line.source;
    if (!once(said, source, second.line.code)) return [];
    const { sheet, cell } = first.line.source;
    const details = {
      template: second.template.name,
      indicator: second.indicator.name,
      first: first.line.name,
      firstPlace: `${sheet}!${cell}`,
      second: second.line.name,
    };
    return [finding("indicatorTwice", source, details)];
  });
}

function commonRollUp(one: CardLine, other: CardLine): RollUp {
  const shared = one.above.filter((branch, place) => other.above[place] === branch);
  return (shared[shared.length - 1] ?? one.template).rollUp;
}

function isChoice(rollUp: RollUp): boolean {
  return rollUp === "minimum" || rollUp === "maximum";
}

/** At the floor a line has the floor's score; with a threshold that is not above it, such a line is no short board. */
function lowThresholds({ templates, departments, settings }: Scheme): Finding[] {
  const used = new Set(departments.flatMap((department) => department.templates));
  const found = new Map<string, { readonly line: Line; readonly threshold: Decimal; readonly floor: Decimal; count: number }>();
  const walk = (nodes: readonly TreeNode[], inherited: Decimal): void => {
    for (const node of nodes) {
      const threshold = node.threshold ?? inherited;
      if (node.kind === "branch") {
        walk(node.children, threshold);
        continue;
      }
      const { rule } = node;
      if (rule.kind !== "threeAnchors" || rule.floorScore.eq(0) || threshold.gt(rule.floorScore)) continue;
      const key = [rule.code, threshold.toString()].join("\u0000");
      const known = found.get(key);
      if (known) known.count += 1;
      else found.set(key, { line: node, threshold, floor: rule.floorScore, count: 1 });
    }
  };
  for (const template of templates) if (used.has(template.code)) walk(template.children, settings.threshold);
  return [...found.values()].map(({ line, threshold, floor, count }) =>
    finding("thresholdBelowFloor", line.source, {
      line: line.name,
      rule: line.rule.name || line.rule.code,
      threshold: threshold.toFixed(),
      floor: floor.toFixed(),
      more: count - 1,
    }),
  );
}
