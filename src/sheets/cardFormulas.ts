/**
 * The formulas of a card: actual from the data table, anchors and weights from the scheme's sheets, score by the rule, points and full points down and up the tree.
 *
 * What only formulas need stands right of the printed page: whether a node stays on the card, and the full points that coverage is counted in.
 * A piece that no formula can give stays a value, and the card's notes say so.
 */
import { computedAnchors } from "../kpi/computedTarget";
import type { AbsentState } from "../kpi/figure";
import { type Decimal, HUNDRED, ZERO } from "../kpi/decimal";
import type { Policy } from "../kpi/scheme";
import { absentAnchor } from "../kpi/score";
import type { ScoredBranch, ScoredItem, ScoredLine } from "../kpi/scorecard";
import { previousPeriod } from "../kpi/period";
import { countsInPoints, RULE_COLUMNS } from "../kpi/rules/index";
import { placeOf } from "../kpi/rules/rank";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import type { ScoreRounding } from "../kpi/rounding";
import type { LineRole, Quorum, RollUp, TreeNode } from "../kpi/template";
import { coverageWeights, earnedPoints, givenOff, isAdjustment, isQuorate, staying, takesNoShare } from "../kpi/weights";
import { allItems, COLUMN, FIRST_ROW, GROUP_ROW, type Plan, shareOf } from "./cardPlan";
import { computedTargetFormula } from "./formulas/computedTarget";
import { verdictFormulas, type VerdictFormulas, verdictPlaces } from "./cardVerdicts";
import { onSheet } from "./formulas/fixedCell";
import { fullPointsFormula, type Sibling, statedPointsFormula } from "./formulas/fullPoints";
import { ruleFormula, steppedFormula } from "./formulas/index";
import { liveFormula } from "./formulas/lookup";
import { branchRateFormula, pointsFormula, rateFormula, type ShareWon } from "./formulas/points";
import { placeFormulas } from "./formulas/rank";
import { roundingFormula } from "./formulas/rounding";
import { NOT_SCORED, operand, plain, withNumbers } from "./formulas/ruleCells";
import { fixedAddress, fixedColumn } from "./layRows";
import { quoted, stateFormula } from "./lineState";

/** Without "="; of a column that is not named the cell stays a value. */
export type RowFormulas = Readonly<Record<number, string>>;

export interface CardFormulas {
  readonly ofLine: (line: ScoredLine) => RowFormulas;
  readonly ofBranch: (branch: ScoredBranch) => RowFormulas;
  /** Where a line's figures stand, for its derivation. */
  readonly cellsOf: (line: ScoredLine) => LineCells;
  /** The cell of a line in one of the table's columns. */
  readonly cellOf: (line: ScoredLine, column: number) => string;
  /** null: the total is a value. */
  readonly total: string | null;
  readonly totalRate: string;
  readonly sumOfLines: string | null;
  /** What adjustments add and take off, both ≥ 0 and under their caps; null: there are none. */
  readonly bonus: string | null;
  readonly deduction: string | null;
  readonly coverage: string | null;
  readonly shortBoards: string;
  /** What stands in the columns right of the page, from the first of them; the heads are words. */
  readonly workings: (item: ScoredItem) => readonly { readonly formula: string; readonly value: number | string }[];
  readonly workingHeads: readonly WorkingHead[];
  readonly verdicts: VerdictFormulas;
  /** The total before any veto on it; null: it is a value. */
  readonly beforeVeto: string | null;
  /** How many lines hold the card. */
  readonly held: { readonly formula: string; readonly value: number };
  /** Branches, by name, and the card itself (null), whose points are a value. */
  readonly fixedPoints: readonly (string | null)[];
  /** Computed targets that are values, with their lines' names. */
  readonly fixedTargets: readonly { readonly line: string; readonly anchor: AnchorName }[];
}

/** Places such as "$H10". */
export interface LineCells {
  readonly actual: string;
  /** Holds a number where the period has a figure of its own, even where `actual` holds a carried one. */
  readonly reported: string;
  /** Those that have a cell of their own on the card. */
  readonly anchors: Readonly<Partial<Record<AnchorName, string>>>;
  readonly score: string;
  readonly points: string;
  /** The points that the score is a share of: the line's full points, or its weight where it has no share of the card. */
  readonly full: string;
  readonly state: string;
  /** The score by the line's own figure, where the base-score rule may lower it; null elsewhere. */
  readonly own: string | null;
  /** The condition under which a veto zeroes the line; null: none can. */
  readonly struck: string | null;
  /** Whether a sibling may count in its place. */
  readonly mayBeOutranked: boolean;
}

export type WorkingHead = "stays" | "base" | "measured" | "stated" | "kept" | "place" | "total" | "own" | "rolled";

/** Longer formulas nobody reads, and Excel's own limit is not far. */
export const LONGEST = 1000;

/** One blank column between the page and the workings. */
export function firstWorking(plan: Plan): number {
  return plan.width + 1;
}

/** `totalRow`: counted from 0. */
export function cardFormulas(plan: Plan, totalRow: number): CardFormulas {
  const { card, context } = plan;
  const { labels, scheme } = context;
  const { settings } = scheme;
  const dash = quoted(labels.dash);
  const items = allItems(card.items);
  const rows = new Map(items.map((item, place) => [item, FIRST_ROW + place]));
  const rowOf = (item: ScoredItem): number => rows.get(item)!;
  const cell = (item: ScoredItem, column: number): string => fixedColumn(rowOf(item), column);
  const stays = firstWorking(plan);
  const [base, measured] = [stays + 1, stays + 2];
  const wantsStated = items.some((item) => item.kind === "line" && countsInPoints(item.line.rule));
  const wantsQuorum = asksForFigures(card.template.quorum) || items.some((item) => item.kind === "branch" && asksForFigures(item.branch.quorum));
  const wantsOwn = items.some((item) => item.kind === "line" && item.line.baseScore !== null);
  const wantsRolled = scoresAreRolled(card.items, card.template.rollUp, false);
  const wantsRank = items.some((item) => item.kind === "line" && ranksHere(item));
  const extra: readonly WorkingHead[] = [
    ...(wantsStated ? ["stated" as const] : []),
    ...(wantsQuorum ? ["kept" as const] : []),
    ...(wantsRank ? (["place", "total"] as const) : []),
    ...(wantsOwn ? ["own" as const] : []),
    ...(wantsRolled ? ["rolled" as const] : []),
  ];
  const extraColumn = (name: WorkingHead): number => measured + 1 + extra.indexOf(name);
  const stated = extraColumn("stated");
  /** Whether a node has a figure below it, and whether it stays once the quorums above it are looked at: one and the same where nothing asks for a quorum. */
  const kept = wantsQuorum ? extraColumn("kept") : stays;
  const ownScore = extraColumn("own");
  const rolledScore = extraColumn("rolled");
  const verdicts = verdictFormulas(verdictPlaces(plan, totalRow), stays);
  /** 1 − (whether a veto struck the node); null: none can. */
  const unvetoed = (item: ScoredItem): string | null => {
    const struck = card.vetoes.flatMap(({ veto }) => (veto.node === nodeOf(item).code ? [`(1-${verdicts.struck(veto)})`] : []));
    return struck.length === 0 ? null : struck.join("*");
  };
  const last = FIRST_ROW + items.length - 1;
  const whole = (column: number): string => `${fixedAddress(FIRST_ROW, column)}:${fixedAddress(last, column)}`;

  // --- Down the tree ------------------------------------------------------------------------------------------------

  const earnedWhole = card.template.startPoints.eq(0)
    ? fixedAddress(totalRow, COLUMN.full)
    : `(${fixedAddress(totalRow, COLUMN.full)}-${operand(card.template.startPoints)})`;
  const parents = new Map<ScoredItem, { readonly siblings: readonly ScoredItem[]; readonly parent: ScoredBranch | null }>();
  const hang = (siblings: readonly ScoredItem[], parent: ScoredBranch | null): void => {
    for (const item of siblings) {
      parents.set(item, { siblings, parent });
      if (item.kind === "branch") hang(item.children, item);
    }
  };
  hang(card.items, null);
  const sibling = (item: ScoredItem): Sibling => ({ weightCell: cell(item, COLUMN.weight), staysCell: cell(item, kept) });
  const sharing = (item: ScoredItem): Sibling[] =>
    parents
      .get(item)!
      .siblings.filter((one) => !takesOff(one))
      .map(sibling);
  const above = (item: ScoredItem, column: number): string => {
    const { parent } = parents.get(item)!;
    return parent ? cell(parent, column) : earnedWhole;
  };
  const rollUpAbove = (item: ScoredItem): RollUp => parents.get(item)!.parent?.branch.rollUp ?? card.template.rollUp;
  // Where the best of several counts, each may come to count for all of its parent.
  const full = (item: ScoredItem): string =>
    rollUpAbove(item) === "maximum"
      ? `IF(${cell(item, kept)}=0,${dash},${above(item, COLUMN.full)})`
      : fullPointsFormula(above(item, COLUMN.full), sibling(item), sharing(item), dash);

  const weight = (item: ScoredItem): string | null => {
    const source = (item.kind === "line" ? item.line : item.branch).shareSource;
    if (!source?.live) return null;
    const place = onSheet(source.sheet, source.cell);
    if (shareOf(item).kind === "points") return place;
    if (plan.relative.has(item)) return source.live.times === 100 ? `ROUND(100*${place},12)` : place;
    return source.live.times === 100 ? place : `${place}/100`;
  };

  // --- Lines --------------------------------------------------------------------------------------------------------

  const figureAt = (line: ScoredLine, period = context.period): string | null => context.figureCell?.(card, line, period) ?? null;
  const policyOf = (state: AbsentState): Policy => settings.policies[state];
  const isSign = (line: ScoredLine, state: AbsentState): string => `${cell(line, COLUMN.actual)}=${quoted(labels.states[state].sign)}`;

  const anchor = ({ anchorSources, indicator }: ScoredLine, name: AnchorName): string | null => {
    const source = anchorSources[name];
    if (source?.workedOut && context.readingCell) return computedTargetFormula(source.workedOut, indicator.direction, context.readingCell, dash);
    return source?.live ? liveFormula(source, source.live, () => dash) : null;
  };

  /** Those that have no cell of their own are left out. */
  const shownAnchors = (line: ScoredLine): Partial<Record<AnchorName, string>> => {
    const { anchors } = line;
    const shown: Partial<Record<AnchorName, number>> = {
      floor: COLUMN.floor,
      target: COLUMN.target,
      stretch: COLUMN.stretch,
      ...(anchors.floor ? {} : { worst: COLUMN.floor }),
      ...(anchors.stretch ? {} : { best: COLUMN.stretch }),
      ...((anchors.stretch ?? anchors.best) ? {} : { full: COLUMN.stretch }),
      ...((anchors.stretch ?? anchors.best ?? anchors.full) ? {} : { upper: COLUMN.stretch }),
    };
    return Object.fromEntries(
      ANCHOR_NAMES.flatMap((name) => {
        const column = shown[name];
        return anchors[name] && column !== undefined ? [[name, cell(line, column)]] : [];
      }),
    );
  };

  const anchorCells = (line: ScoredLine): Partial<Record<AnchorName, string>> => {
    const shown = shownAnchors(line);
    return Object.fromEntries(
      ANCHOR_NAMES.flatMap((name) => {
        const value = line.anchors[name];
        return value ? [[name, shown[name] ?? operand(value)]] : [];
      }),
    );
  };

  const scoreByFigure = (line: ScoredLine): string => {
    const byRule = ruleFormula(line.line.rule, {
      ...(ranksHere(line) ? { peers: { place: cell(line, extraColumn("place")), total: cell(line, extraColumn("total")) } } : {}),
      actual: cell(line, COLUMN.actual),
      anchors: anchorCells(line),
      direction: line.indicator.direction,
      statedPoints: countsInPoints(line.line.rule) && !takesOff(line) ? cell(line, stated) : cell(line, COLUMN.weight),
    });
    // Of points that are given as a deduction the score is what is left of them.
    const scored = givenOff(line.line) ? `IFERROR(100-(${byRule}),${NOT_SCORED})` : byRule;
    // What was to be worked out and cannot be holds the line, even where the rule could do without it.
    const shown = shownAnchors(line);
    const workedOut = RULE_COLUMNS[line.line.rule.kind].optional.flatMap((name) => (line.anchorSources[name]?.workedOut ? (shown[name] ?? []) : []));
    const lacks = absentAnchor(line.line.rule, line.anchors, line.anchorSources) !== null;
    const rule = lacks ? NOT_SCORED : workedOut.length > 0 ? withNumbers(workedOut, scored) : scored;
    return absentStates(line).reduce((formula, state) => {
      const given = policyScore(policyOf(state), line, settings.policyFloorScore);
      return given ? `IF(${isSign(line, state)},${plain(given)},${formula})` : formula;
    }, rule);
  };

  /** Under the base-score rule the others' own scores decide, which stand right of the page. */
  const score = (line: ScoredLine): string => {
    const kin = line.line.baseScore ? plan.lines.filter((one) => one !== line && one.line.baseScore?.group === line.line.baseScore?.group) : [];
    // What a quorum leaves out misses nothing.
    const misses = kin.map((one) => {
      const missed = `${cell(one, ownScore)}<${plain(one.line.baseScore!.score)}`;
      return wantsQuorum ? `AND(${missed},${cell(one, kept)}=1)` : missed;
    });
    const own = line.line.baseScore ? cell(line, ownScore) : scoreByFigure(line);
    const based = misses.length === 0 ? own : `IF(AND(ISNUMBER(${own}),OR(${misses.join(",")})),MIN(${own},${plain(line.line.baseScore!.score)}),${own})`;
    const vetoed = unvetoed(line);
    const left = vetoed === null ? based : `IFERROR((${based})*${vetoed},${quoted(labels.notScored.sign)})`;
    return wantsQuorum ? `IF(${cell(line, kept)}<${cell(line, stays)},${quoted(labels.notScored.sign)},${left})` : left;
  };

  const difference = (line: ScoredLine, reported: string, column: number): string => {
    const [own, other] = [cell(line, COLUMN.actual), cell(line, column)];
    return `IF(COUNT(${reported},${other})<2,${dash},ROUND(${line.indicator.direction === "up" ? `${own}-${other}` : `${other}-${own}`},10))`;
  };

  const isCarried = (line: ScoredLine): boolean => line.figure.state !== "value" && line.scoredFigure !== null;
  // A carried figure is no figure of this period: nothing is held against it.
  const reportedAt = (line: ScoredLine): string => (isCarried(line) ? (figureAt(line) ?? '""') : cell(line, COLUMN.actual));

  const ofLine = (line: ScoredLine): RowFormulas => {
    const at = (column: number): string => cell(line, column);
    const figure = figureAt(line);
    const carried = isCarried(line);
    const reported = reportedAt(line);
    const previous = figureAt(line, previousPeriod(context.period));
    const { anchors } = line;
    const threshold = plan.thresholdColumn === null ? fixedAddress(GROUP_ROW, plan.stateColumn) : at(plan.thresholdColumn);
    return withoutNull({
      [COLUMN.weight]: weight(line),
      [COLUMN.floor]: anchor(line, anchors.floor ? "floor" : "worst"),
      [COLUMN.target]: anchor(line, "target"),
      [COLUMN.stretch]: anchor(line, anchors.stretch ? "stretch" : anchors.best ? "best" : anchors.full ? "full" : "upper"),
      [COLUMN.actual]: figure === null ? null : carried ? `IF(COUNT(${figure})=1,${figure},${plain(line.scoredFigure!)})` : figure,
      [COLUMN.previous]: previous === null ? null : `IF(COUNT(${previous})=1,${previous},${dash})`,
      [COLUMN.change]: difference(line, reported, COLUMN.previous),
      [COLUMN.gap]: anchors.target && line.line.rule.kind !== "closestToTarget" ? difference(line, reported, COLUMN.target) : null,
      [COLUMN.rate]: rateFormula(at(COLUMN.bar), settings.rateDecimals, dash),
      [COLUMN.bar]: score(line),
      [COLUMN.points]: pointsFormula(at(COLUMN.bar), at(takesOff(line) ? COLUMN.weight : COLUMN.full), settings.pointDecimals, shareWonOf(line), dash),
      [COLUMN.full]: takesOff(line) ? null : full(line),
      [plan.stateColumn]: unlessTooLong(
        stateFormula(line, labels, settings.rateDecimals, {
          rate: at(COLUMN.rate),
          threshold,
          figure: at(COLUMN.actual),
          reported,
          ...(wantsQuorum ? { outOfQuorum: `${at(kept)}<${at(stays)}` } : {}),
          ...(unvetoed(line) === null ? {} : { vetoed: `${unvetoed(line)!}=0` }),
          ...(outranked(line) === null ? {} : { outranked: outranked(line)! }),
        }),
      ),
    });
  };

  /** Whether a sibling counts instead, of the line or of a branch above it; the first of equals does. null: nothing takes the best. */
  const outranked = (item: ScoredItem): string | null => {
    const { siblings, parent } = parents.get(item)!;
    const above = parent ? outranked(parent) : null;
    if (rollUpAbove(item) !== "maximum" || takesOff(item)) return above;
    const others = siblings.filter((one) => one !== item && !takesOff(one));
    const better = others.map((one) => {
      const sign = siblings.indexOf(one) < siblings.indexOf(item) ? ">=" : ">";
      // What doubles leave of a root or a quotient must not part two that are equal.
      const settled = (node: ScoredItem): string => (node.kind === "line" ? scoreOf(node) : `ROUND(${scoreOf(node)},10)`);
      // What is not on the card has no score that it could be compared by.
      return `IF(${cell(one, kept)}=1,1*(${settled(one)}${sign}${settled(item)}),0)`;
    });
    const own = better.length === 0 ? null : `${better.join("+")}>0`;
    return own === null ? above : above === null ? own : `OR(${above},${own})`;
  };

  // --- Up the tree --------------------------------------------------------------------------------------------------

  const ownPoints = (item: ScoredItem): string => cell(item, COLUMN.points);
  const sumOf = (nodes: readonly ScoredItem[]): string =>
    `SUM(${joined(
      nodes.map((node) => rowOf(node)),
      COLUMN.points,
    )})`;
  /** The unrounded score of a node, 0 while it is held. */
  const scoreOf = (item: ScoredItem): string => {
    return item.kind === "line" ? `N(${cell(item, COLUMN.bar)})` : cell(item, rolledScore);
  };
  /** Whether what earns points may all leave the card: then there is nothing to divide by, and no lowest score. */
  const mayBeEmpty = (item: ScoredItem): boolean =>
    item.kind === "line" ? leaves(item) : asksForFigures(item.branch.quorum) || item.children.filter((node) => !takesOff(node)).every(mayBeEmpty);
  const leaves = (line: ScoredLine): boolean => absentStates(line).some((state) => policyOf(state) === "reShare");
  /** The score of a branch; 0 where nothing is left in it that earns points, though a line that deducts may keep it on the card. */
  const unlessEmpty = (item: ScoredBranch): string => {
    const score = rolled(item.children, item.branch.rollUp);
    const earning = item.children.filter((node) => !takesOff(node));
    return wantsQuorum || mayBeEmpty(item) ? `IF(MAX(${joined(earning.map(rowOf), kept)})=0,0,${score})` : score;
  };
  /** What stands right of the page for a branch, so that no formula repeats what another works out; null: the formula would be too long. */
  const rolledFormula = (item: ScoredBranch): string | null => {
    if (takesOff(item)) return "0";
    const { rounding } = item.branch;
    const vetoed = unvetoed(item);
    const score = rounding ? steppedFormula(unlessEmpty(item), rounding, "0") : unlessEmpty(item);
    const formula = vetoed === null ? score : `${score}*${vetoed}`;
    return formula.length <= LONGEST ? formula : null;
  };
  const rolled = (nodes: readonly ScoredItem[], rollUp: RollUp): string => {
    const earning = nodes.filter((node) => !takesOff(node));
    const where = (node: ScoredItem, score: string, otherwise: string): string => `IF(${cell(node, kept)}=1,${score},${otherwise})`;
    if (rollUp === "minimum") return `MIN(${earning.map((node) => where(node, scoreOf(node), "9.9E+307")).join(",")})`;
    if (rollUp === "maximum") return `MAX(${earning.map((node) => where(node, scoreOf(node), "-9.9E+307")).join(",")})`;
    const weights = earning.map((node) => `N(${cell(node, COLUMN.full)})`);
    if (rollUp === "geometricMean") {
      const lowest = `MIN(${earning.map((node) => where(node, scoreOf(node), "1")).join(",")})`;
      const logs = earning.map((node, place) => where(node, `${weights[place]!}*LN(${scoreOf(node)})`, "0"));
      return `IF(${lowest}<=0,0,EXP((${logs.join("+")})/(${weights.join("+")})))`;
    }
    return `(${earning.map((node, place) => `${weights[place]!}*${scoreOf(node)}`).join("+")})/(${weights.join("+")})`;
  };
  /** Points of a deduction line, or of those below a branch; a veto that strikes the branch takes them away with its points. */
  const takenBy = (item: ScoredItem): readonly string[] => {
    if (adjusts(item)) return [];
    if (item.kind === "line") return takesOff(item) ? [`N(${ownPoints(item)})`] : [];
    const below = item.children.flatMap(takenBy);
    const vetoed = unvetoed(item);
    return below.length === 0 || vetoed === null ? below : [`(${below.join("+")})*${vetoed}`];
  };
  /** Points of a level where any of it stays; null: the formula would be too long. */
  const levelPoints = (all: readonly ScoredItem[], rollUp: RollUp, points: string, rounding: ScoreRounding | null): string | null => {
    // Adjustments count by themselves; a branch that has nothing else is their sum.
    const counting = all.filter((node) => !adjusts(node));
    const nodes = counting.length === 0 ? all : counting;
    if ((rollUp === "sum" && !rounding) || nodes.every(takesOff)) return sumOf(nodes);
    const taken = nodes.flatMap(takenBy);
    const score = rounding ? steppedFormula(rolled(nodes, rollUp), rounding, "0") : rolled(nodes, rollUp);
    const earned = roundingFormula(`${points}*${score}/100`, settings.pointDecimals);
    const someEarns = nodes.filter((node) => !takesOff(node)).map((node) => cell(node, kept));
    const formula = `IF(MAX(${someEarns.join(",")})=0,0,${earned})${taken.map((points) => `+${points}`).join("")}`;
    // Whether it stays on the card, and vetoes, are yet to be put around it.
    return formula.length <= LONGEST - 80 ? formula : null;
  };
  const fixedPoints: (string | null)[] = [];
  const branchPoints = new Map<ScoredBranch, string | null>();
  for (const item of items) {
    if (item.kind !== "branch") continue;
    const points = levelPoints(item.children, item.branch.rollUp, cell(item, COLUMN.full), item.branch.rounding);
    if (points === null || (wantsRolled && rolledFormula(item) === null)) fixedPoints.push(item.branch.name);
    const vetoed = unvetoed(item);
    const left = vetoed === null ? points : `(${points ?? ""})*${vetoed}`;
    branchPoints.set(item, points === null ? null : `IF(${cell(item, kept)}=0,${dash},${left})`);
  }

  const ofBranch = (branch: ScoredBranch): RowFormulas =>
    withoutNull({
      [COLUMN.weight]: weight(branch),
      [COLUMN.rate]: takesOff(branch) ? null : branchRateFormula(ownPoints(branch), cell(branch, COLUMN.full), settings.rateDecimals, dash),
      [COLUMN.points]: branchPoints.get(branch) ?? null,
      [COLUMN.full]: takesOff(branch) ? null : full(branch),
    });

  const topPoints = levelPoints(card.items, card.template.rollUp, earnedWhole, null);
  if (topPoints === null) fixedPoints.push(null);
  const { startPoints, totalFloor, bonusCap, deductionCap } = card.template;
  const adjustment = (role: LineRole, cap: Decimal | null): string | null => {
    const own = plan.lines.filter((line) => line.line.role === role);
    if (own.length === 0) return null;
    // Below a branch that a veto strikes they count for nothing.
    const above = (item: ScoredItem): readonly string[] => {
      const { parent } = parents.get(item)!;
      return parent ? [...above(parent), unvetoed(parent) ?? []].flat() : [];
    };
    const free = own.filter((line) => above(line).length === 0);
    const struck = own.filter((line) => above(line).length > 0).map((line) => [`N(${ownPoints(line)})`, ...above(line)].join("*"));
    const points = struck.length === 0 ? sumOf(own) : `(${[...(free.length > 0 ? [sumOf(free)] : []), ...struck].join("+")})`;
    const amount = role === "deduct" ? `-${points}` : points;
    return cap ? `MIN(${amount},${plain(cap)})` : amount;
  };
  const bonus = adjustment("bonus", bonusCap);
  const deduction = adjustment("deduct", deductionCap);
  const earned = topPoints === null ? null : startPoints.eq(0) ? topPoints : `${plain(startPoints)}+${topPoints}`;
  const soFar = earned === null ? null : `${earned}${bonus === null ? "" : `+${bonus}`}${deduction === null ? "" : `-(${deduction})`}`;
  const floored = soFar !== null && totalFloor ? `MAX(${plain(totalFloor)},${soFar})` : soFar;

  // --- The whole card -------------------------------------------------------------------------------------------------

  /** Where the best of several counts, they share what they count for in the coverage. */
  const fullShare = (item: ScoredItem): string => {
    const above = parents.get(item)!;
    const own = rollUpAbove(item) === "maximum" ? `/MAX(1,SUM(${joined(above.siblings.filter((one) => !takesOff(one)).map(rowOf), kept)}))` : "";
    return above.parent ? `${own}${fullShare(above.parent)}` : own;
  };
  const keeps = staying(card.template, (line) => hasFigures(plan.lines.find((one) => one.line === line)!));
  const counts = coverageWeights(card.template, keeps);
  const quorumFormula = (children: readonly ScoredItem[], quorum: Quorum): string | null => {
    const asked = children.filter((child) => !takesOff(child));
    // Where all of them only take off, there is no share to ask for, and nothing that could be counted.
    if (asked.length === 0) return quorum.items ? "FALSE" : null;
    const those = (column: number): string => joined(asked.map(rowOf), column);
    const weights = asked.map((child) => `${cell(child, COLUMN.weight)}*${cell(child, stays)}`).join("+");
    const parts = [
      ...(quorum.items === null ? [] : [`SUM(${those(stays)})>=${quorum.items}`]),
      // The inner rounding takes off what binary arithmetic left behind: 75 % of the weight are 75 %.
      ...(quorum.coverage === null ? [] : [`ROUND((${weights})*100,10)>=ROUND(SUM(${those(COLUMN.weight)})*${plain(quorum.coverage)},10)`]),
    ];
    return parts.length === 0 ? null : parts.length === 1 ? parts[0]! : `AND(${parts.join(",")})`;
  };
  /** Whether a node has what it asks for below it, whatever becomes of the branches above. */
  const reaches = (item: ScoredItem): boolean =>
    item.kind === "line"
      ? hasFigures(item)
      : item.children.some(reaches) &&
        isQuorate(item.branch.children, item.branch.quorum, (node) => item.children.some((child) => nodeOf(child) === node && reaches(child)));
  const wholeQuorum = quorumFormula(card.items, card.template.quorum);
  const keptFormula = (item: ScoredItem): string => {
    const { parent } = parents.get(item)!;
    if (parent) return `${cell(parent, kept)}*${cell(item, stays)}`;
    return wholeQuorum === null ? cell(item, stays) : `IF(${wholeQuorum},${cell(item, stays)},0)`;
  };
  /** The score by the line's own figure; the sign where there is none. */
  const ownScoreOf = ({ ownScore: own }: ScoredLine): number | string => (own ? Number(own.toString()) : labels.notScored.sign);

  // What should have been reported and was not still counts in the base; if it is re-shared, the full points of the others are not the base.
  const covers = (["missing", "unreadable", "suppressed"] as const).every((state) => policyOf(state) !== "reShare");
  const workings = (item: ScoredItem): readonly { readonly formula: string; readonly value: number | string }[] => {
    const more = [
      ...(wantsStated ? [{ formula: statedFormula(item), value: statedPoints(item) }] : []),
      ...(wantsQuorum ? [{ formula: keptFormula(item), value: keeps(nodeOf(item)) ? 1 : 0 }] : []),
      ...(wantsRank ? placeWorkings(item) : []),
      ...(wantsOwn && item.kind === "line" && item.line.baseScore ? [{ formula: scoreByFigure(item), value: ownScoreOf(item) }] : []),
      ...(wantsRolled && item.kind === "branch" ? [...(wantsOwn ? [{ formula: "0", value: 0 }] : []), rolledWorking(item)] : []),
    ];
    if (item.kind === "branch") {
      const children = item.children.map((child) => rowOf(child));
      const [from, to] = [rowOf(item) + 1, rowOf(item) + allItems(item.children).length];
      const any = wantsQuorum ? `MAX(${joined(children, stays)})` : `MAX(${fixedColumn(from, stays)}:${fixedColumn(to, stays)})`;
      const enough = quorumFormula(item.children, item.branch.quorum);
      const below = { formula: enough === null ? any : `IF(AND(${any}=1,${enough}),1,0)`, value: reaches(item) ? 1 : 0 };
      return more.length > 0 ? [below, { formula: "0", value: 0 }, { formula: "0", value: 0 }, ...more] : [below];
    }
    const leaving = absentStates(item).filter((state) => policyOf(state) === "reShare");
    const away = leaving.map((state) => isSign(item, state));
    const own = hasFigures(item) ? 1 : 0;
    const points = Number((counts.get(item.line) ?? ZERO).toString());
    const share = fullShare(item);
    const figure = reportedAt(item);
    const isMeasured = item.outcome.kind === "scored" && item.outcome.basis === "measured";
    return [
      { formula: away.length === 0 ? "1" : `IF(${away.length > 1 ? `OR(${away.join(",")})` : away.join("")},0,1)`, value: own },
      {
        formula: adjusts(item) ? "0" : item.deducts ? `${cell(item, COLUMN.weight)}*${cell(item, kept)}` : `N(${cell(item, COLUMN.full)})${share}`,
        value: points,
      },
      { formula: `IF(COUNT(${figure},${cell(item, COLUMN.bar)})=2,${cell(item, base)},0)`, value: isMeasured ? points : 0 },
      ...more,
    ];
  };
  const rolledWorking = (branch: ScoredBranch): { readonly formula: string; readonly value: number } => {
    const value = takesOff(branch) ? 0 : Number((branch.score ?? ZERO).toString());
    return { formula: rolledFormula(branch) ?? literal(value), value };
  };
  /** Where there is no data table to rank on, place and number are values. */
  const placeWorkings = (item: ScoredItem): readonly { readonly formula: string; readonly value: number | string }[] => {
    const rule = item.kind === "line" && ranksHere(item) ? item.line.rule : null;
    if (item.kind === "branch" || rule?.kind !== "rank") return [0, 0].map((value) => ({ formula: "0", value }));
    const { direction } = item.indicator;
    const ranked = item.scoredFigure && item.peers ? placeOf(rule, { actual: item.scoredFigure, direction, peers: item.peers }) : null;
    const [place, total] = ranked ? [Number(ranked.place.toString()), Number(ranked.total.toString())] : ["×", "×"];
    const rows = context.peerRows?.(card, item);
    const formulas = rows
      ? placeFormulas(rows, cell(item, COLUMN.actual), figureAt(item) ?? '""', rule.ties, direction)
      : { place: literal(place), total: literal(total) };
    return [
      { formula: formulas.place, value: place },
      { formula: formulas.total, value: total },
    ];
  };
  const statedFormula = (item: ScoredItem): string => {
    if (takesOff(item)) return "0";
    const parent = above(item, stated);
    return rollUpAbove(item) === "maximum" ? parent : statedPointsFormula(parent, sibling(item), sharing(item));
  };
  const statedPoints = (item: ScoredItem): number => {
    if (takesOff(item)) return 0;
    const { siblings, parent } = parents.get(item)!;
    if (rollUpAbove(item) === "maximum") return parent ? statedPoints(parent) : Number(earnedPoints(card.template).toString());
    const value = (node: ScoredItem): Decimal => shareOf(node).value!;
    const all = siblings.filter((one) => !takesOff(one)).reduce((total, one) => total + Number(value(one).toString()), 0);
    const points = parent ? statedPoints(parent) : Number(earnedPoints(card.template).toString());
    return (points * Number(value(item).toString())) / all;
  };

  // Adjustments alone make no card, unless it has nothing else.
  const counting = card.items.filter((item) => !adjusts(item));
  const applies = counting.length === 0 || counting.length === card.items.length ? `MAX(${whole(kept)})` : `MAX(${joined(counting.map(rowOf), kept)})`;
  const total = floored === null ? null : unlessTooLong(`IF(${applies}=0,${dash},${verdicts.under(floored)})`);
  if (total === null && topPoints !== null) fixedPoints.push(null);

  /** A line that a veto struck says so instead of being called short, and is below its threshold all the same. */
  const shortBoards = (): string => {
    const counted = (area: string, sign: string): string => `COUNTIF(${area},${quoted(`${sign}*`)})`;
    const struck = plan.lines.filter((line) => line.line.role === "score" && line.threshold.gt(0) && unvetoed(line) !== null);
    const areas = struck.length === 0 ? [] : joined(struck.map(rowOf), plan.stateColumn).split(",");
    return [counted(whole(plan.stateColumn), labels.shortBoard.sign), ...areas.map((area) => counted(area, labels.vetoed.sign))].join("+");
  };

  return {
    ofLine,
    ofBranch,
    cellOf: cell,
    cellsOf: (line) => ({
      actual: cell(line, COLUMN.actual),
      reported: reportedAt(line),
      anchors: shownAnchors(line),
      score: cell(line, COLUMN.bar),
      points: cell(line, COLUMN.points),
      full: cell(line, takesOff(line) ? COLUMN.weight : COLUMN.full),
      state: cell(line, plan.stateColumn),
      own: line.line.baseScore ? cell(line, ownScore) : null,
      struck: unvetoed(line) === null ? null : `${unvetoed(line)!}=0`,
      mayBeOutranked: outranked(line) !== null,
    }),
    total,
    bonus,
    deduction,
    totalRate: branchRateFormula(fixedAddress(totalRow, COLUMN.points), fixedAddress(totalRow, COLUMN.full), settings.rateDecimals, dash),
    sumOfLines: card.template.rollUp === "sum" ? sumOf(card.items.filter((item) => !adjusts(item))) : null,
    coverage: covers ? `IF(SUM(${whole(base)})=0,0,SUM(${whole(measured)})/SUM(${whole(base)}))` : null,
    shortBoards: shortBoards(),
    workings,
    workingHeads: ["stays", "base", "measured", ...extra],
    verdicts,
    beforeVeto: floored === null || card.vetoes.some(({ veto }) => veto.node !== null) ? null : `IF(${applies}=0,${dash},${floored})`,
    // Branches have neither an actual nor a score of their own.
    held: {
      formula: `SUMPRODUCT((${whole(COLUMN.actual)}<>"")*${whole(kept)})-COUNT(${whole(COLUMN.bar)})${verdicts.undecided === null ? "" : `+${verdicts.undecided}`}`,
      value: plan.lines.filter((line) => line.outcome.kind === "held").length + card.vetoes.filter(({ outcome }) => outcome.kind === "undecided").length,
    },
    fixedPoints,
    fixedTargets: plan.lines.flatMap((line) =>
      computedAnchors(line.line.rule, line.anchorSources).flatMap(({ anchor: name }) =>
        shownAnchors(line)[name] === undefined || anchor(line, name) === null ? [{ line: line.line.name, anchor: name }] : [],
      ),
    ),
  };
}

/** The line's rank is taken among others, and the figure is not the place itself. */
function ranksHere({ line: { rule } }: ScoredLine): boolean {
  return rule.kind === "rank" && rule.rankTotal === null;
}

function literal(value: number | string): string {
  return typeof value === "number" ? String(value) : quoted(value);
}

/** null: the policy gives no score, or one that needs earlier periods. */
export function policyScore(policy: Policy, line: ScoredLine, otherwise: Decimal): Decimal | null {
  switch (policy) {
    case "zero":
      return ZERO;
    case "full":
      return HUNDRED;
    case "floorScore":
      return line.line.rule.kind === "threeAnchors" ? line.line.rule.floorScore : otherwise;
    case "reShare":
    case "carry":
    case "hold":
      return null;
  }
}

/** The states that the actual of a live card may come to, each with its sign. */
export function absentStates({ figure }: ScoredLine): readonly AbsentState[] {
  return figure.state === "value" ? ["missing", "unreadable"] : [figure.state];
}

function nodeOf(item: ScoredItem): TreeNode {
  return item.kind === "line" ? item.line : item.branch;
}

/** null: the formula would be too long, and the cell stays a value. */
function unlessTooLong(formula: string): string | null {
  return formula.length <= LONGEST ? formula : null;
}

/** Whether the score of some branch, and not its points, goes into what stands above it. */
function scoresAreRolled(nodes: readonly ScoredItem[], rollUp: RollUp, stepped: boolean): boolean {
  return nodes.some(
    (node) =>
      node.kind === "branch" &&
      !takesOff(node) &&
      (rollUp !== "sum" || stepped || scoresAreRolled(node.children, node.branch.rollUp, node.branch.rounding !== null)),
  );
}

function takesOff(item: ScoredItem): boolean {
  return takesNoShare(nodeOf(item));
}

function adjusts(item: ScoredItem): boolean {
  return isAdjustment(nodeOf(item));
}

function asksForFigures(quorum: Quorum): boolean {
  return quorum.items !== null || quorum.coverage !== null;
}

/** Not left out by its own figure, whatever becomes of its branch. */
function hasFigures(line: ScoredLine): boolean {
  return line.outcome.kind !== "leftOut" || line.outcome.why === "quorum";
}

/** What part of its points a line wins: see shareWon in kpi/score.ts. */
function shareWonOf({ line, deducts }: ScoredLine): ShareWon {
  if (line.role === "deduct") return "shortfall";
  return deducts ? "lost" : "won";
}

/** Cells of one column; neighbours as a range. */
function joined(rows: readonly number[], column: number): string {
  const runs: { from: number; to: number }[] = [];
  for (const row of rows) {
    const run = runs[runs.length - 1];
    if (run && row === run.to + 1) run.to = row;
    else runs.push({ from: row, to: row });
  }
  return runs.map(({ from, to }) => (from === to ? fixedColumn(from, column) : `${fixedColumn(from, column)}:${fixedColumn(to, column)}`)).join(",");
}

function withoutNull(formulas: Readonly<Record<number, string | null>>): RowFormulas {
  return Object.fromEntries(Object.entries(formulas).flatMap(([column, formula]) => (formula === null ? [] : [[column, formula]])));
}
