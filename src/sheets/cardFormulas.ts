/**
 * The formulas of a card: actual from the data table, anchors and weights from the scheme's sheets, score by the rule, points and full points down and up the tree.
 *
 * What only formulas need stands right of the printed page: whether a node stays on the card, and the full points that coverage is counted in.
 * A piece that no formula can give stays a value, and the card's notes say so.
 */
import type { AbsentState, LiveSource } from "../kpi/figure";
import { type Decimal, HUNDRED, ZERO } from "../kpi/decimal";
import type { Policy } from "../kpi/scheme";
import type { ScoredBranch, ScoredItem, ScoredLine } from "../kpi/scorecard";
import { previousPeriod } from "../kpi/period";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import type { RollUp } from "../kpi/template";
import { earnedPoints, onlyDeducts } from "../kpi/weights";
import { allItems, COLUMN, FIRST_ROW, GROUP_ROW, type Plan, shareOf } from "./cardPlan";
import { onSheet } from "./formulas/fixedCell";
import { fullPointsFormula, type Sibling, statedPointsFormula } from "./formulas/fullPoints";
import { ruleFormula } from "./formulas/index";
import { liveFormula } from "./formulas/lookup";
import { branchRateFormula, pointsFormula, rateFormula } from "./formulas/points";
import { roundingFormula } from "./formulas/rounding";
import { operand, plain } from "./formulas/ruleCells";
import { fixedAddress, fixedColumn } from "./layRows";
import { quoted, stateFormula } from "./lineState";

/** Without "="; of a column that is not named the cell stays a value. */
export type RowFormulas = Readonly<Record<number, string>>;

export interface CardFormulas {
  readonly ofLine: (line: ScoredLine) => RowFormulas;
  readonly ofBranch: (branch: ScoredBranch) => RowFormulas;
  /** null: the total is a value. */
  readonly total: string | null;
  readonly totalRate: string;
  readonly sumOfLines: string | null;
  readonly coverage: string | null;
  readonly shortBoards: string;
  /** What stands in the columns right of the page, from the first of them; the heads are words. */
  readonly workings: (item: ScoredItem) => readonly { readonly formula: string; readonly value: number }[];
  readonly workingColumns: number;
  /** How many lines hold the card. */
  readonly held: { readonly formula: string; readonly value: number };
  /** Branches, by name, and the card itself (null), whose points are a value. */
  readonly fixedPoints: readonly (string | null)[];
}

/** Longer formulas nobody reads, and Excel's own limit is not far. */
const LONGEST = 1000;

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
  const [base, measured, stated] = [stays + 1, stays + 2, stays + 3];
  const wantsStated = items.some((item) => item.kind === "line" && item.line.rule.kind === "given");
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
  const sibling = (item: ScoredItem): Sibling => ({ weightCell: cell(item, COLUMN.weight), staysCell: cell(item, stays) });
  const sharing = (item: ScoredItem): Sibling[] =>
    parents
      .get(item)!
      .siblings.filter((one) => !takesOff(one))
      .map(sibling);
  const above = (item: ScoredItem, column: number): string => {
    const { parent } = parents.get(item)!;
    return parent ? cell(parent, column) : earnedWhole;
  };
  const full = (item: ScoredItem): string => fullPointsFormula(above(item, COLUMN.full), sibling(item), sharing(item), dash);

  const weight = (item: ScoredItem): string | null => {
    const source = (item.kind === "line" ? item.line : item.branch).shareSource;
    if (!source?.live) return null;
    const place = onSheet(source.sheet, source.cell);
    if (shareOf(item).kind === "points") return place;
    return source.live.times === 100 ? place : `${place}/100`;
  };

  // --- Lines --------------------------------------------------------------------------------------------------------

  const figureAt = (line: ScoredLine, period = context.period): string | null => context.figureCell?.(card, line, period) ?? null;
  const policyOf = (state: AbsentState): Policy => settings.policies[state];
  /** The states that the actual may come to, each with its sign. */
  const absent = (line: ScoredLine): readonly AbsentState[] => (line.figure.state === "value" ? ["missing", "unreadable"] : [line.figure.state]);
  const isSign = (line: ScoredLine, state: AbsentState): string => `${cell(line, COLUMN.actual)}=${quoted(labels.states[state].sign)}`;

  const anchor = (source: LiveSource | undefined): string | null => (source?.live ? liveFormula(source, source.live, null, "", () => dash).formula : null);

  const anchorCells = (line: ScoredLine): Partial<Record<AnchorName, string>> => {
    const { anchors } = line;
    const shown: Partial<Record<AnchorName, number>> = {
      floor: COLUMN.floor,
      target: COLUMN.target,
      stretch: COLUMN.stretch,
      ...(anchors.floor ? {} : { worst: COLUMN.floor }),
      ...(anchors.stretch ? {} : { best: COLUMN.stretch }),
      ...((anchors.stretch ?? anchors.best) ? {} : { full: COLUMN.stretch }),
    };
    return Object.fromEntries(
      ANCHOR_NAMES.flatMap((name) => {
        const value = anchors[name];
        if (!value) return [];
        const column = shown[name];
        return [[name, column === undefined ? operand(value) : cell(line, column)]];
      }),
    );
  };

  const score = (line: ScoredLine): string => {
    const rule = ruleFormula(line.line.rule, {
      actual: cell(line, COLUMN.actual),
      anchors: anchorCells(line),
      direction: line.indicator.direction,
      statedPoints: line.line.rule.kind === "given" ? cell(line, stated) : cell(line, COLUMN.weight),
    });
    return absent(line).reduce((formula, state) => {
      const given = policyScore(policyOf(state), line, settings.policyFloorScore);
      return given ? `IF(${isSign(line, state)},${plain(given)},${formula})` : formula;
    }, rule);
  };

  const difference = (line: ScoredLine, reported: string, column: number): string => {
    const [own, other] = [cell(line, COLUMN.actual), cell(line, column)];
    return `IF(COUNT(${reported},${other})<2,${dash},ROUND(${line.indicator.direction === "up" ? `${own}-${other}` : `${other}-${own}`},10))`;
  };

  const ofLine = (line: ScoredLine): RowFormulas => {
    const at = (column: number): string => cell(line, column);
    const figure = figureAt(line);
    const carried = line.figure.state !== "value" && line.scoredFigure !== null;
    // A carried figure is no figure of this period: nothing is held against it.
    const reported = carried ? (figure ?? '""') : at(COLUMN.actual);
    const previous = figureAt(line, previousPeriod(context.period));
    const { anchorSources: sources, anchors } = line;
    const threshold = plan.thresholdColumn === null ? fixedAddress(GROUP_ROW, plan.stateColumn) : at(plan.thresholdColumn);
    return withoutNull({
      [COLUMN.weight]: weight(line),
      [COLUMN.floor]: anchor(anchors.floor ? sources.floor : sources.worst),
      [COLUMN.target]: anchor(sources.target),
      [COLUMN.stretch]: anchor(anchors.stretch ? sources.stretch : anchors.best ? sources.best : sources.full),
      [COLUMN.actual]: figure === null ? null : carried ? `IF(COUNT(${figure})=1,${figure},${plain(line.scoredFigure!)})` : figure,
      [COLUMN.previous]: previous === null ? null : `IF(COUNT(${previous})=1,${previous},${dash})`,
      [COLUMN.change]: difference(line, reported, COLUMN.previous),
      [COLUMN.gap]: anchors.target ? difference(line, reported, COLUMN.target) : null,
      [COLUMN.rate]: rateFormula(at(COLUMN.bar), settings.rateDecimals, dash),
      [COLUMN.bar]: score(line),
      [COLUMN.points]: pointsFormula(at(COLUMN.bar), at(line.deducts ? COLUMN.weight : COLUMN.full), settings.pointDecimals, line.deducts, dash),
      [COLUMN.full]: line.deducts ? null : full(line),
      [plan.stateColumn]: stateFormula(line, labels, settings.rateDecimals, { rate: at(COLUMN.rate), threshold, figure: at(COLUMN.actual), reported }),
    });
  };

  // --- Up the tree --------------------------------------------------------------------------------------------------

  const ownPoints = (item: ScoredItem): string => cell(item, COLUMN.points);
  const sumOf = (nodes: readonly ScoredItem[]): string =>
    `SUM(${joined(
      nodes.map((node) => rowOf(node)),
      COLUMN.points,
    )})`;
  /** The unrounded score of a node, 0 while it is held. */
  const scoreOf = (item: ScoredItem): string => (item.kind === "line" ? `N(${cell(item, COLUMN.bar)})` : unlessEmpty(item));
  /** Whether what earns points may all leave the card: then there is nothing to divide by, and no lowest score. */
  const mayBeEmpty = (item: ScoredItem): boolean => (item.kind === "line" ? leaves(item) : item.children.filter((node) => !takesOff(node)).every(mayBeEmpty));
  const leaves = (line: ScoredLine): boolean => absent(line).some((state) => policyOf(state) === "reShare");
  /** The score of a branch; 0 where nothing is left in it that earns points, though a line that deducts may keep it on the card. */
  const unlessEmpty = (item: ScoredBranch): string => {
    const score = rolled(item.children, item.branch.rollUp);
    const earning = item.children.filter((node) => !takesOff(node));
    return mayBeEmpty(item) ? `IF(MAX(${joined(earning.map(rowOf), stays)})=0,0,${score})` : score;
  };
  const rolled = (nodes: readonly ScoredItem[], rollUp: RollUp): string => {
    const earning = nodes.filter((node) => !takesOff(node));
    if (rollUp === "minimum") return `MIN(${earning.map((node) => `IF(${cell(node, stays)}=1,${scoreOf(node)},9.9E+307)`).join(",")})`;
    const weights = earning.map((node) => `N(${cell(node, COLUMN.full)})`);
    return `(${earning.map((node, place) => `${weights[place]!}*${scoreOf(node)}`).join("+")})/(${weights.join("+")})`;
  };
  /** Points of a level where any of it stays; null: the formula would be too long. */
  const levelPoints = (nodes: readonly ScoredItem[], rollUp: RollUp, points: string): string | null => {
    if (rollUp === "sum" || nodes.every(takesOff)) return sumOf(nodes);
    const taken = nodes.filter(takesOff);
    const earned = roundingFormula(`${points}*${rolled(nodes, rollUp)}/100`, settings.pointDecimals);
    const someEarns = nodes.filter((node) => !takesOff(node)).map((node) => cell(node, stays));
    const formula = `IF(MAX(${someEarns.join(",")})=0,0,${earned})${taken.length > 0 ? `+${sumOf(taken)}` : ""}`;
    return formula.length <= LONGEST ? formula : null;
  };
  const fixedPoints: (string | null)[] = [];
  const branchPoints = new Map<ScoredBranch, string | null>();
  for (const item of items) {
    if (item.kind !== "branch") continue;
    const points = levelPoints(item.children, item.branch.rollUp, cell(item, COLUMN.full));
    if (points === null) fixedPoints.push(item.branch.name);
    branchPoints.set(item, points === null ? null : `IF(${cell(item, stays)}=0,${dash},${points})`);
  }

  const ofBranch = (branch: ScoredBranch): RowFormulas =>
    withoutNull({
      [COLUMN.weight]: weight(branch),
      [COLUMN.rate]: takesOff(branch) ? null : branchRateFormula(ownPoints(branch), cell(branch, COLUMN.full), settings.rateDecimals, dash),
      [COLUMN.points]: branchPoints.get(branch) ?? null,
      [COLUMN.full]: takesOff(branch) ? null : full(branch),
    });

  const topPoints = levelPoints(card.items, card.template.rollUp, earnedWhole);
  if (topPoints === null) fixedPoints.push(null);
  const { startPoints, totalFloor } = card.template;
  const soFar = topPoints === null ? null : startPoints.eq(0) ? topPoints : `${plain(startPoints)}+${topPoints}`;
  const floored = soFar !== null && totalFloor ? `MAX(${plain(totalFloor)},${soFar})` : soFar;

  // --- The whole card -------------------------------------------------------------------------------------------------

  // What should have been reported and was not still counts in the base; if it is re-shared, the full points of the others are not the base.
  const covers = (["missing", "unreadable", "suppressed"] as const).every((state) => policyOf(state) !== "reShare");
  const workings = (item: ScoredItem): readonly { readonly formula: string; readonly value: number }[] => {
    const statedCell = wantsStated
      ? [{ formula: takesOff(item) ? "0" : statedPointsFormula(above(item, stated), sibling(item), sharing(item)), value: statedPoints(item) }]
      : [];
    if (item.kind === "branch") {
      const [from, to] = [rowOf(item) + 1, rowOf(item) + allItems(item.children).length];
      const below = { formula: `MAX(${fixedColumn(from, stays)}:${fixedColumn(to, stays)})`, value: item.points ? 1 : 0 };
      return wantsStated ? [below, { formula: "0", value: 0 }, { formula: "0", value: 0 }, ...statedCell] : [below];
    }
    const leaving = absent(item).filter((state) => policyOf(state) === "reShare");
    const away = leaving.map((state) => isSign(item, state));
    const own = item.outcome.kind === "leftOut" ? 0 : 1;
    const points = item.outcome.kind === "leftOut" || !item.fullPoints ? 0 : Number(item.fullPoints.toString());
    const figure = item.figure.state !== "value" && item.scoredFigure !== null ? (figureAt(item) ?? '""') : cell(item, COLUMN.actual);
    const isMeasured = item.outcome.kind === "scored" && item.outcome.basis === "measured";
    return [
      { formula: away.length === 0 ? "1" : `IF(${away.length > 1 ? `OR(${away.join(",")})` : away.join("")},0,1)`, value: own },
      { formula: item.deducts ? `${cell(item, COLUMN.weight)}*${cell(item, stays)}` : `N(${cell(item, COLUMN.full)})`, value: points },
      { formula: `IF(COUNT(${figure},${cell(item, COLUMN.bar)})=2,${cell(item, base)},0)`, value: isMeasured ? points : 0 },
      ...statedCell,
    ];
  };
  const statedPoints = (item: ScoredItem): number => {
    if (takesOff(item)) return 0;
    const { siblings, parent } = parents.get(item)!;
    const value = (node: ScoredItem): Decimal => shareOf(node).value!;
    const all = siblings.filter((one) => !takesOff(one)).reduce((total, one) => total + Number(value(one).toString()), 0);
    const points = parent ? statedPoints(parent) : Number(earnedPoints(card.template).toString());
    return (points * Number(value(item).toString())) / all;
  };

  return {
    ofLine,
    ofBranch,
    total: floored === null ? null : `IF(MAX(${whole(stays)})=0,${dash},${floored})`,
    totalRate: branchRateFormula(fixedAddress(totalRow, COLUMN.points), fixedAddress(totalRow, COLUMN.full), settings.rateDecimals, dash),
    sumOfLines: card.template.rollUp === "sum" ? sumOf(card.items) : null,
    coverage: covers ? `IF(SUM(${whole(base)})=0,0,SUM(${whole(measured)})/SUM(${whole(base)}))` : null,
    shortBoards: `COUNTIF(${whole(plan.stateColumn)},${quoted(`${labels.shortBoard.sign}*`)})`,
    workings,
    workingColumns: wantsStated ? 4 : 3,
    // Branches have neither an actual nor a score of their own.
    held: {
      formula: `SUMPRODUCT((${whole(COLUMN.actual)}<>"")*${whole(stays)})-COUNT(${whole(COLUMN.bar)})`,
      value: plan.lines.filter((line) => line.outcome.kind === "held").length,
    },
    fixedPoints,
  };
}

/** null: the policy gives no score, or one that needs earlier periods. */
function policyScore(policy: Policy, line: ScoredLine, otherwise: Decimal): Decimal | null {
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

function takesOff(item: ScoredItem): boolean {
  return onlyDeducts(item.kind === "line" ? item.line : item.branch);
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
