/**
 * Where the next point is nearest (下一分在哪里): what one step of improvement brings each line of a card right now, what is missing to the floor, the target
 * and the stretch, what a small slip costs, and what the card is missing to the next grade.
 *
 * Nothing is derived from slopes: every figure here is the difference of two scorings of the whole card (rescore.ts), so that caps, roll-ups, base scores,
 * vetoes, re-sharing and rounding are in it, and a new scoring with the promised figure gives the promised points. Points and rates are as shown.
 */
import { type Decimal, HUNDRED, ONE, ZERO, decimal, greatest } from "./decimal";
import { seriesOf } from "./derived";
import type { AbsentState, Reading } from "./figure";
import { capOf } from "./grade";
import { type Decimals, comparable, roundTo } from "./rounding";
import { type Rescored, type Rescorer, rescorer, restsOnMoved } from "./rescore";
import { boundsOfRule, type ScoringRule, scoreBeforeRounding, scoreByRule } from "./rules/index";
import type { Piecewise } from "./rules/piecewise";
import type { Scheme, Grade } from "./scheme";
import { type Scorecard, type ScoredLine, linesOf } from "./scorecard";
import type { AnchorName } from "./target";
import type { TreeNode } from "./template";
import type { Veto } from "./veto";
import { fullPointsOf } from "./weights";

export interface NextPointsContext {
  readonly scheme: Scheme;
  /** As they were scored: computed figures among them. */
  readonly readings: readonly Reading[];
}

/** What another figure would change, in points as shown: on the line itself, and on the card. Negative: points are lost. */
export interface Gain {
  readonly line: Decimal;
  readonly card: Decimal;
}

/** anchor: a floor, target or other anchor is met · band: the next better band begins, or the next better point stands · most: the rule gives no more. */
export type PlaceKind = { readonly kind: "anchor"; readonly anchor: AnchorName } | { readonly kind: "band" } | { readonly kind: "most" };

/** A figure ahead, not reached yet. */
export interface PlaceAhead {
  readonly place: PlaceKind;
  readonly figure: Decimal;
  /** How far away it is in the indicator's unit, above 0 whichever way is better. */
  readonly missing: Decimal;
  readonly gain: Gain;
  /** Of the card, per cent as shown; null where it has none. */
  readonly rate: Decimal | null;
}

/** A slip that costs points at one blow. */
export interface Cliff {
  /** By how much worse the figure would be, above 0. */
  readonly slip: Decimal;
  readonly figure: Decimal;
  /** Points that the slip takes off the card, above 0. */
  readonly costs: Decimal;
}

/** Why a line promises nothing by itself. */
export type NoPromise =
  | { readonly kind: "held"; readonly why: AbsentState | "scheme" }
  | { readonly kind: "leftOut"; readonly why: AbsentState | "quorum" }
  /** A policy scored it, or a carried figure: what counts is to report one. */
  | { readonly kind: "noFigure"; readonly why: AbsentState }
  /** A rank moves with the figures of others. */
  | { readonly kind: "rank" }
  /** The figure is computed from these indicators, by their names. */
  | { readonly kind: "computed"; readonly from: readonly string[] }
  /** A target on the card is worked out from this very figure and would move with it. */
  | { readonly kind: "targetMoves" };

interface LineAhead {
  readonly line: ScoredLine;
  /** The most points that the card wins by a figure ahead of this line alone, or by one step; 0 where there is none, or it promises nothing. */
  readonly within: Decimal;
}

export interface OpenLine extends LineAhead {
  readonly kind: "open";
  readonly actual: Decimal;
  /** Which way the figure gets better: 1, a greater one is · −1, a smaller one · 0, none is, since it is on target. */
  readonly way: -1 | 0 | 1;
  /** One unit of improvement, in the indicator's unit; see stepOf. */
  readonly step: Decimal;
  /** One step better, and one step worse; null: there is no such figure, or no better one. */
  readonly better: Gain | null;
  readonly worse: Gain | null;
  readonly ahead: readonly PlaceAhead[];
  readonly cliff: Cliff | null;
}

export interface ClosedLine extends LineAhead {
  readonly kind: "closed";
  readonly why: NoPromise;
}

export type LineOutlook = OpenLine | ClosedLine;

/** What is missing to the next grade, whichever line it comes from. */
export type GradeGap =
  /** The scheme has no grades. */
  | { readonly kind: "notGraded" }
  /** Some line is held, or nothing applies. */
  | { readonly kind: "incomplete" }
  | { readonly kind: "best"; readonly grade: Grade }
  /** A forced distribution: the grade depends on the others. `lowering`: vetoes that strike and have lowered it. */
  | { readonly kind: "quota"; readonly grade: Grade; readonly lowering: readonly Veto[] }
  /** Vetoes that lower grades, or keep from them, strike, and none above this one can be had while they do. */
  | { readonly kind: "vetoed"; readonly grade: Grade; readonly lowering: readonly Veto[] }
  | {
      readonly kind: "next";
      readonly grade: Grade;
      readonly next: Grade;
      /** The card's rate that it takes, per cent; not the grade's own where a veto lowers the grade. */
      readonly from: Decimal;
      readonly missingRate: Decimal;
      /** The fewest points, in the places that are shown, that bring that rate. */
      readonly missingPoints: Decimal;
      /** Vetoes that strike and lower the grade: `from` is reckoned with them. */
      readonly lowering: readonly Veto[];
      /** Vetoes that strike and keep the total below `from`, whatever the lines bring. */
      readonly capping: readonly Veto[];
    };

export type GradeAhead =
  | Exclude<GradeGap, { readonly kind: "next" }>
  | (Extract<GradeGap, { readonly kind: "next" }> & {
      /** Lines that can bring it by themselves, those with most points first. */
      readonly alone: readonly ScoredLine[];
      /** What the card comes to with every open line at its figure ahead that brings most. */
      readonly together: Decimal;
      readonly enough: boolean;
    });

export interface NextPoints {
  readonly card: Scorecard;
  /** Lines that promise most first, then those that promise nothing, each in the order of the card. */
  readonly lines: readonly LineOutlook[];
  readonly grade: GradeAhead;
}

export interface NearestPoints {
  /** Those that bring the card something, most first; of equals in the order of the card. */
  readonly lines: readonly OpenLine[];
  /** Lines that have lost points, or wait for a figure, and promise nothing; those that lost most first. */
  readonly closed: readonly ClosedLine[];
  readonly grade: GradeGap;
}

export interface NextPointsOptions {
  /** How far a slip is looked for, in the indicator's unit; without it, one step of the line. */
  readonly margin?: Decimal;
}

export function nextPoints(card: Scorecard, context: NextPointsContext, options: NextPointsOptions = {}): NextPoints {
  const search = lookForNextPoints(card, context, options);
  let step = search.next();
  while (!step.done) step = search.next();
  return step.value;
}

/** The same line by line, for those who must not be held up for long: each line scores the card some dozen times. */
export function* lookForNextPoints(card: Scorecard, context: NextPointsContext, { margin }: NextPointsOptions = {}): Generator<void, NextPoints> {
  const work = workOn(card, context, margin ?? null);
  const looked: LineOutlook[] = [];
  for (const line of linesOf(card.items)) {
    looked.push(outlook(work, line));
    yield;
  }
  const open = (one: LineOutlook): number => (one.kind === "open" ? 1 : 0);
  const lines = [...looked].sort((one, other) => open(other) - open(one) || other.within.cmp(one.within));
  return { card, lines, grade: gradeAhead(work, lines) };
}

/**
 * The first so many of the lines that nextPoints lists, without a look at every line: where nothing but sums lies between a line and the total,
 * no line brings more than its rule has left to give, and those that have less left than what was found already are passed over.
 */
export function nearestPoints(card: Scorecard, context: NextPointsContext, most: number): NearestPoints {
  const work = workOn(card, context, null);
  const onlySums = addsUpOnly(card);
  const lines = linesOf(card.items);
  const promises = lines.map((line) => ({ line, why: noPromise(work, line) }));
  const closed = promises.flatMap(({ line, why }): ClosedLine[] =>
    why && (why.kind === "held" || line.lost?.gt(0)) ? [{ kind: "closed", line, within: ZERO, why }] : [],
  );
  const candidates = promises
    .filter(({ why }) => why === null)
    .map(({ line }) => ({ line, room: onlySums ? roomOf(work, line) : null }))
    .sort((one, other) => (one.room && other.room ? other.room.cmp(one.room) : one.room ? 1 : other.room ? -1 : 0));
  const byGain = (one: OpenLine, other: OpenLine): number => other.within.cmp(one.within) || lines.indexOf(one.line) - lines.indexOf(other.line);
  let found: OpenLine[] = [];
  for (const { line, room } of candidates) {
    const last = found[most - 1];
    if (room && (room.lte(0) || (last && last.within.gt(room)))) break;
    const looked = outlook(work, line);
    if (looked.kind === "open" && looked.within.gt(0)) found = [...found, looked].sort(byGain).slice(0, most);
  }
  return { lines: found, closed: closed.sort((one, other) => (other.line.lost ?? ZERO).cmp(one.line.lost ?? ZERO)), grade: gradeGap(work) };
}

/** Between the points of its lines and the total of the card there are sums and nothing else. */
function addsUpOnly({ template, items, vetoes }: Scorecard): boolean {
  const sums = (children: readonly TreeNode[]): boolean =>
    children.every((node) => node.kind === "line" || (node.rollUp === "sum" && node.rounding === null && sums(node.children)));
  return template.rollUp === "sum" && sums(template.children) && vetoes.length === 0 && linesOf(items).every(({ line }) => line.baseScore === null);
}

/** The most that the lines of a figure, and of those computed from it, can still gain, with a unit of the last place of each for rounding; null: nobody can say. */
function roomOf({ card, scheme, rescore }: Work, { indicator }: ScoredLine): Decimal | null {
  const moving = rescore.movingWith([indicator.code]);
  const { pointDecimals } = scheme.settings;
  const unit = decimal(10).pow(pointDecimals === "none" ? -6 : -pointDecimals);
  let room: Decimal = ZERO;
  for (const line of linesOf(card.items)) {
    if (!moving.has(line.indicator.code) || line.outcome.kind === "leftOut") continue;
    if (line.outcome.kind === "held" || line.line.role !== "score" || line.deducts || !line.fullPoints) return null;
    const { highest } = boundsOfRule(line.line.rule, line.anchors, line.fullPoints);
    if (!highest) return null;
    room = room.plus(greatest(ZERO, highest.times(line.fullPoints).div(100).minus(line.outcome.points))).plus(unit);
  }
  return room;
}

/** One line alone; it is one of the card's own. */
export function lineAhead(card: Scorecard, line: ScoredLine, context: NextPointsContext): LineOutlook {
  return outlook(workOn(card, context, null), line);
}

function workOn(card: Scorecard, { scheme, readings }: NextPointsContext, margin: Decimal | null): Work {
  return {
    card,
    scheme,
    readings,
    rescore: rescorer(card, scheme, readings),
    stated: fullPointsOf(card.template, () => true),
    held: linesOf(card.items).filter(({ outcome }) => outcome.kind === "held").length,
    margin,
    figurePlaces: figurePlaces(card, readings),
  };
}

interface Work extends NextPointsContext {
  readonly card: Scorecard;
  readonly rescore: Rescorer;
  readonly stated: ReturnType<typeof fullPointsOf>;
  readonly held: number;
  readonly margin: Decimal | null;
  /** Places after the point that figures of an indicator are given with, at most. */
  readonly figurePlaces: ReadonlyMap<string, number>;
}

// --- One line ---------------------------------------------------------------------------------------------------

/** null: it can be said what another figure would bring. */
function noPromise(work: Work, line: ScoredLine): NoPromise | null {
  const { outcome, figure, reading, indicator } = line;
  if (outcome.kind !== "scored") return outcome;
  if (figure.state !== "value") return { kind: "noFigure", why: figure.state };
  if (line.line.rule.kind === "rank") return { kind: "rank" };
  if (reading?.derivation) {
    const names = new Map(work.scheme.indicators.map(({ code, name }) => [code, name]));
    // A competitor's figure, or a count of a checklist, goes by the name of the indicator that it stands beside.
    const codes = reading.derivation.parts.map(({ indicator: code }) => seriesOf(code)?.indicator ?? code);
    return { kind: "computed", from: [...new Set(codes.map((code) => names.get(code) ?? code))] };
  }
  return restsOnMoved(work.card, work.rescore.movingWith([indicator.code])).length > 0 ? { kind: "targetMoves" } : null;
}

function outlook(work: Work, line: ScoredLine): LineOutlook {
  const why = noPromise(work, line);
  const { outcome, figure } = line;
  if (why || outcome.kind !== "scored" || figure.state !== "value") return { kind: "closed", line, within: ZERO, why: why! };

  const look: Look = { work, line, actual: figure.value, points: outcome.points, step: ONE, smallest: ONE, better: betterWay(line, figure.value) };
  const smallest = smallestStep(work, line);
  const sized: Look = { ...look, smallest, step: stepOf(work, line, smallest) };
  const ahead = placesAhead(sized);
  const { better, actual, step } = sized;
  const stepBetter = better === 0 ? null : gainAt(sized, actual.plus(step.times(better)));
  const within = greatest(ZERO, ...(stepBetter ? [stepBetter.card] : []), ...ahead.map(({ gain }) => gain.card));
  return {
    kind: "open",
    line,
    within,
    actual,
    way: better,
    step,
    better: stepBetter,
    worse: leastOf(worseWays(sized).map((way) => gainAt(sized, actual.plus(step.times(way))))),
    ahead,
    cliff: cliffOf(sized),
  };
}

type Way = OpenLine["way"];

interface Look {
  readonly work: Work;
  readonly line: ScoredLine;
  readonly actual: Decimal;
  readonly points: Decimal;
  readonly step: Decimal;
  readonly smallest: Decimal;
  readonly better: Way;
}

/**
 * Which way the figure gets better, by what its rule looks at: towards the target where that alone counts, fewer events and fewer lost points, more given
 * points whatever the indicator says; as the indicator's direction says under every other rule.
 */
function betterWay({ line: { rule, role }, indicator, anchors }: ScoredLine, actual: Decimal): Way {
  switch (rule.kind) {
    case "closestToTarget": {
      const [low, high] = [anchors.target!, anchors.upper ?? anchors.target!];
      return actual.lt(low) ? 1 : actual.gt(high) ? -1 : 0;
    }
    case "piecewise":
      return wayUp(rule, actual, indicator.direction === "up" ? 1 : -1);
    case "events":
    case "weightedEvents":
      return -1;
    case "given":
      return role === "deduct" ? -1 : 1;
    case "threeAnchors":
    case "ratio":
    case "deduction":
    case "clampedRange":
    case "bands":
    case "perUnit":
    case "rank":
    case "passFail":
      return indicator.direction === "up" ? 1 : -1;
  }
}

/** Points may rise and fall again: the indicator's own way as long as a point that scores more lies there, else the other; 0 on a summit. */
function wayUp(rule: Piecewise, actual: Decimal, own: 1 | -1): Way {
  const now = scoreBeforeRounding(rule, { actual, anchors: {}, direction: own === 1 ? "up" : "down", fullPoints: HUNDRED });
  if (now.kind === "problem") return own;
  const lies = (way: 1 | -1, wanted: (score: Decimal) => boolean): boolean =>
    rule.points.some(({ at, score }) => (way === 1 ? at.gt(actual) : at.lt(actual)) && wanted(score));
  const [more, less] = [(score: Decimal) => score.gt(now.score), (score: Decimal) => score.lt(now.score)];
  if (lies(own, more)) return own;
  if (lies(own === 1 ? -1 : 1, more)) return own === 1 ? -1 : 1;
  return lies(own, less) ? 0 : own;
}

/** Away from the better side; a figure that is on target gets worse both ways. */
function worseWays({ better }: Look): readonly Way[] {
  return better === 0 ? [-1, 1] : [better === 1 ? -1 : 1];
}

/** The unit of the last place that figures of the indicator and the line's anchors are given in: 82.35 among them makes it 0.01. */
function smallestStep({ figurePlaces: places }: Work, { indicator, anchors }: ScoredLine): Decimal {
  return decimal(10).pow(-Math.max(places.get(indicator.code) ?? 0, ...Object.values(anchors).map(placesOf)));
}

function figurePlaces(card: Scorecard, readings: readonly Reading[]): ReadonlyMap<string, number> {
  const places = new Map(linesOf(card.items).map(({ indicator }) => [indicator.code, 0]));
  for (const { indicator, figure } of readings) {
    const known = places.get(indicator);
    if (known !== undefined && figure.state === "value") places.set(indicator, Math.max(known, placesOf(figure.value)));
  }
  return places;
}

/** Places after the point, six at most: what a formula left behind says nothing of how figures are given. */
function placesOf(value: Decimal): number {
  return roundTo(value, 6).toFixed().split(".")[1]?.length ?? 0;
}

/**
 * One unit of improvement: of a rule that counts steps its own; of one that counts events 1; else the power of ten that a tenth of the way from floor to target
 * (from worst to best, from 0 to the target, of the tolerance, of the narrowest band, between the nearest points) is not less than. Never less than the smallest step.
 */
function stepOf({ stated }: Work, { line, anchors: { floor, target, worst, best, full } }: ScoredLine, smallest: Decimal): Decimal {
  const { rule } = line;
  const ofTarget = (perCent: Decimal): Decimal => perCent.times(target?.abs() ?? ZERO).div(100);
  const tenth = (span: Decimal | null | undefined): Decimal => (span && span.gt(0) ? decimal(10).pow(Math.floor(span.div(10).e)) : ONE);
  const between = (from: Decimal | undefined, to: Decimal | undefined): Decimal | null => (from && to ? to.minus(from).abs() : null);
  const wanted = ((): Decimal => {
    switch (rule.kind) {
      case "perUnit":
        return rule.stepMeans === "units" ? rule.step : ofTarget(rule.step);
      case "events":
      case "rank":
        return ONE;
      case "threeAnchors":
        return tenth(between(floor, target));
      case "clampedRange":
        return tenth(between(worst, best));
      case "deduction":
        return tenth(rule.reference === "full" ? between(target, full) : target?.abs());
      case "ratio":
      case "passFail":
        return tenth(target?.abs());
      case "closestToTarget":
        return tenth(rule.tolerance && (rule.toleranceMeans === "units" ? rule.tolerance : ofTarget(rule.tolerance)));
      case "bands": {
        const widths = rule.bands.flatMap(({ from, to }) => (from && to && to.gt(from) ? [to.minus(from)] : []));
        return tenth(narrowestOf(widths));
      }
      case "piecewise":
        return tenth(narrowestOf(rule.points.slice(1).map(({ at }, place) => at.minus(rule.points[place]!.at))));
      case "given":
      case "weightedEvents":
        return tenth(stated.get(line));
    }
  })();
  return greatest(wanted, smallest);
}

function narrowestOf(widths: readonly Decimal[]): Decimal | null {
  return widths.reduce<Decimal | null>((narrowest, width) => (narrowest && narrowest.lte(width) ? narrowest : width), null);
}

/** What the card comes to with another figure; null: the rule gives it no score. */
function rescoreAt({ work, line }: Look, figure: Decimal): Rescored | null {
  const after = work.rescore.with(new Map([[line.indicator.code, figure]]));
  return after.held > work.held || after.pointsOf(line.line) === null ? null : after;
}

function gainOf({ work, line, points }: Look, after: Rescored): Gain {
  return { line: after.pointsOf(line.line)!.minus(points), card: after.points.minus(work.card.points!) };
}

function gainAt(look: Look, figure: Decimal): Gain | null {
  const after = rescoreAt(look, figure);
  return after && gainOf(look, after);
}

function leastOf(gains: readonly (Gain | null)[]): Gain | null {
  return gains.reduce((worst, gain) => (worst && (!gain || worst.card.lte(gain.card)) ? worst : gain), null);
}

// --- Figures ahead ----------------------------------------------------------------------------------------------

/** From the nearest to the farthest; what two of them mark is one. */
function placesAhead(look: Look): readonly PlaceAhead[] {
  const { actual, better } = look;
  if (better === 0) return [];
  const found: PlaceAhead[] = [];
  for (const { place, figure } of [...anchorsAhead(look), ...bandsAhead(look), ...mostAhead(look)]) {
    const missing = better === 1 ? figure.minus(actual) : actual.minus(figure);
    if (missing.lte(0) || found.some((one) => one.figure.eq(figure))) continue;
    const after = rescoreAt(look, figure);
    if (after) found.push({ place, figure, missing, gain: gainOf(look, after), rate: after.rate });
  }
  // A place that the rule gives no more for than one before it, and nobody named, is none.
  const named = found.filter((one) => one.place.kind !== "most" || found.every((other) => other === one || other.gain.line.lt(one.gain.line)));
  return named.sort((one, other) => one.missing.cmp(other.missing));
}

interface Place {
  readonly place: PlaceKind;
  readonly figure: Decimal;
}

const AHEAD = ["floor", "target", "stretch", "best"] as const satisfies readonly AnchorName[];

function anchorsAhead({ line, actual }: Look): readonly Place[] {
  const { rule } = line.line;
  // On the far side of a range that is all on target it is its other edge that has to be met.
  if (rule.kind === "closestToTarget" && line.anchors.upper && actual.gt(line.anchors.upper)) {
    return [{ place: { kind: "anchor", anchor: "upper" }, figure: line.anchors.upper }];
  }
  const used: readonly AnchorName[] = rule.kind === "clampedRange" ? ["target", "best"] : rule.kind === "threeAnchors" ? AHEAD : ["target"];
  return used.flatMap((anchor): Place[] => {
    const figure = line.anchors[anchor];
    return figure ? [{ place: { kind: "anchor", anchor }, figure }] : [];
  });
}

/** Where the next band that scores better begins: at its edge, or one smallest step beyond where the edge is not its own. The next point of a line that is bent. */
function bandsAhead({ line, actual, better, smallest }: Look): readonly Place[] {
  const { rule } = line.line;
  if (better === 0) return [];
  const now = ruleScore(line, ZERO, actual);
  const next = now && edgesAhead(rule, actual, better, smallest).find((edge) => ruleScore(line, ZERO, edge)?.gt(now));
  return next ? [{ place: { kind: "band" }, figure: next }] : [];
}

/** Edges of bands, and what lies just beyond each; points of a line that is bent. From the nearest to the farthest. */
function edgesAhead(rule: ScoringRule, actual: Decimal, better: Way, smallest: Decimal): readonly Decimal[] {
  const edges =
    rule.kind === "piecewise"
      ? rule.points.map(({ at }) => at)
      : rule.kind === "bands"
        ? rule.bands.flatMap(({ from, to }) => [from, to]).flatMap((edge) => (edge ? [edge, edge.plus(smallest.times(better))] : []))
        : [];
  return edges.filter((edge) => (better === 1 ? edge.gt(actual) : edge.lt(actual))).sort((one, other) => (better === 1 ? one.cmp(other) : other.cmp(one)));
}

/** The nearest figure, in smallest steps, that has the highest score of the rule. */
function mostAhead({ line, actual, better, smallest, work }: Look): readonly Place[] {
  const { rule, role } = line.line;
  const place: PlaceKind = { kind: "most" };
  if (rule.kind === "passFail" && !line.anchors.target) return [{ place, figure: better === 1 ? ONE : ZERO }];
  if (rule.kind === "given" && role === "deduct") return [{ place, figure: ZERO }];
  if (rule.kind === "bands" || rule.kind === "piecewise") return mostOfEdges(line, actual, better, smallest);
  const full = work.stated.get(line.line) ?? ZERO;
  const { highest } = boundsOfRule(rule, line.anchors, full);
  const now = ruleScore(line, full, actual);
  if (!highest || !now || now.gte(highest)) return [];
  const at = (steps: Decimal): Decimal => actual.plus(smallest.times(better).times(steps));
  // A figure that has no score lies beyond: more points than there are, fewer events than none.
  const reaches = (steps: Decimal): boolean => ruleScore(line, full, at(steps))?.gte(highest) ?? true;
  let far = ONE;
  while (!reaches(far)) {
    far = far.times(2);
    if (far.gt(MOST_STEPS)) return [];
  }
  let near = far.div(2).round(0, 0);
  while (far.minus(near).gt(1)) {
    const middle = near.plus(far).div(2).round(0, 0);
    if (reaches(middle)) far = middle;
    else near = middle;
  }
  return ruleScore(line, full, at(far)) ? [{ place, figure: at(far) }] : [];
}

/** So many smallest steps are never walked: what lies beyond is out of reach. */
const MOST_STEPS = 2 ** 40;

/** Bands and points need not rise: the nearest of all edges ahead that has the highest score. */
function mostOfEdges(line: ScoredLine, actual: Decimal, better: Way, smallest: Decimal): readonly Place[] {
  const now = ruleScore(line, ZERO, actual);
  if (!now) return [];
  const ahead = edgesAhead(line.line.rule, actual, better, smallest).flatMap((figure) => {
    const score = ruleScore(line, ZERO, figure);
    return score?.gt(now) ? [{ figure, score }] : [];
  });
  const [first, ...others] = ahead;
  if (!first) return [];
  return [{ place: { kind: "most" }, figure: others.reduce((best, one) => (one.score.gt(best.score) ? one : best), first).figure }];
}

/** By the line's own rule alone; null: no score. */
function ruleScore({ line, anchors, indicator }: ScoredLine, fullPoints: Decimal, actual: Decimal): Decimal | null {
  const result = scoreByRule(line.rule, { actual, anchors, direction: indicator.direction, fullPoints });
  return result.kind === "score" ? result.score : null;
}

// --- Cliffs -----------------------------------------------------------------------------------------------------

/** A slip is worth a warning where it costs a tenth of the line's full points in one smallest step, */
const CLIFF_SHARE = decimal("0.1");
/** and so many times what the step after it costs: that one event more costs as much as the last is the rule, and no cliff. */
const CLIFF_TIMES = 3;

/**
 * The smallest step within the margin that costs most. It is looked for by halving: the half that costs more holds it, since a rule that costs a tenth of the
 * line's points in one smallest step costs less than that in all the others of one unit of improvement.
 */
function cliffOf(look: Look): Cliff | null {
  const { work, line, smallest, step, actual } = look;
  const full = line.fullPoints ?? ZERO;
  const reach = work.margin ?? step;
  const steps = Math.max(1, reach.div(smallest).round(0, 0).toNumber());
  const found = worseWays(look).flatMap((way): Cliff[] => {
    const figureAt = (count: number): Decimal => actual.plus(smallest.times(way).times(count));
    const costs = (count: number): Decimal | null => gainAt(look, figureAt(count))?.card.neg() ?? null;
    let [near, far] = [0, steps];
    let [before, after] = [ZERO as Decimal | null, costs(steps)];
    if (!after) [far, after] = [1, costs(1)];
    if (!before || !after || after.lt(full.times(CLIFF_SHARE)) || after.lte(0)) return [];
    while (far - near > 1) {
      const middle = Math.floor((near + far) / 2);
      const between = costs(middle);
      if (!between) return [];
      if (between.minus(before).gte(after.minus(between))) [far, after] = [middle, between];
      else [near, before] = [middle, between];
    }
    const drop = after.minus(before);
    // Where there is no figure beyond, the step before it tells as much: points that are given are no cliff.
    const beyond = costs(far + 1);
    const preceding = costs(near - 1);
    const beside = beyond ? beyond.minus(after) : preceding ? before.minus(preceding) : ZERO;
    if (drop.lte(0) || drop.lt(full.times(CLIFF_SHARE)) || drop.lt(beside.times(CLIFF_TIMES))) return [];
    return [{ slip: smallest.times(far), figure: figureAt(far), costs: after }];
  });
  return found.sort((one, other) => one.slip.cmp(other.slip))[0] ?? null;
}

// --- The next grade ---------------------------------------------------------------------------------------------

function gradeGap({ card, scheme }: Work): GradeGap {
  const { grades, settings } = scheme;
  if (grades.length === 0) return { kind: "notGraded" };
  if (!card.grade || !card.points || !card.rate) return { kind: "incomplete" };
  const { grade, by } = card.grade;
  if (grade === grades[0]) return { kind: "best", grade };
  const struck = card.vetoes.flatMap(({ veto, outcome }) => (outcome.kind === "struck" ? [veto] : []));
  const lowering = struck.filter(({ effect }) => effect === "gradeDown");
  const capped = capOf(card, grades);
  const keeping = struck.filter((one) => one.effect === "gradeDown" || (one.effect === "gradeCap" && grades.findIndex(({ name }) => name === one.grade) > 0));
  if (by === "quota") return { kind: "quota", grade, lowering: keeping };
  const place = grades.indexOf(grade);
  const down = lowering.reduce((steps, { value }) => steps + (value?.toNumber() ?? 1), 0);
  const byRate = place - 1 - down < capped ? undefined : grades[place - 1 - down];
  if (!byRate?.from) return { kind: "vetoed", grade, lowering: keeping };
  const { from } = byRate;
  const fewest = pointsFor(from, card.fullPoints, settings.pointDecimals, settings.rateDecimals);
  return {
    kind: "next",
    grade,
    next: grades[place - 1]!,
    from,
    missingRate: from.minus(card.rate),
    missingPoints: fewest.minus(card.points),
    lowering,
    capping: struck.filter(({ effect, value }) => effect === "totalZero" || (effect === "totalCap" && value !== null && value.lt(fewest))),
  };
}

function gradeAhead(work: Work, lines: readonly LineOutlook[]): GradeAhead {
  const gap = gradeGap(work);
  if (gap.kind !== "next") return gap;
  const { rescore } = work;
  const { from } = gap;
  const open = lines.filter((one): one is OpenLine => one.kind === "open");
  const reaches = (rate: Decimal | null): boolean => rate !== null && comparable(rate).gte(from);
  const best = new Map<string, PlaceAhead>();
  for (const one of open) {
    const own = farthest(one.ahead);
    const known = best.get(one.line.indicator.code);
    if (own && (!known || known.missing.lt(own.missing))) best.set(one.line.indicator.code, own);
  }
  const all = rescore.with(new Map([...best].map(([code, { figure }]) => [code, figure])));
  return {
    ...gap,
    alone: open.flatMap((one) => (one.ahead.some(({ rate }) => reaches(rate)) ? [one.line] : [])),
    together: all.points,
    enough: reaches(all.rate),
  };
}

/** The figure ahead that brings most; of several the nearest. */
function farthest(ahead: readonly PlaceAhead[]): PlaceAhead | null {
  const [first, ...others] = ahead;
  return first ? others.reduce((best, one) => (one.gain.line.gt(best.gain.line) ? one : best), first) : null;
}

/** The fewest points whose rate, rounded as it is shown, is at least `from` per cent. */
export function pointsFor(from: Decimal, fullPoints: Decimal, pointDecimals: Decimals, rateDecimals: Decimals): Decimal {
  const half = rateDecimals === "none" ? ZERO : decimal(10).pow(-rateDecimals).div(2);
  const exact = from.minus(half).times(fullPoints).div(100);
  if (pointDecimals === "none") return exact;
  const unit = decimal(10).pow(-pointDecimals);
  const reaches = (points: Decimal): boolean => roundTo(points.times(100).div(fullPoints), rateDecimals).gte(from);
  // Half is rounded up only above 0, and the inner rounding may add a ten-billionth: a few units around the quotient are tried.
  let points = roundTo(exact, pointDecimals).minus(unit.times(2));
  while (!reaches(points)) points = points.plus(unit);
  return points;
}
