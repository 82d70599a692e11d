/**
 * What a total may still come to, once the figures are known that should be there and are not.
 *
 * Each such line ranges over its rule's bounds and over what its policy makes of the absence, and each veto without a figure may strike or pass.
 * Where few lines may be left out, every choice of who stays is tallied, which is exact. With more of them the score of each branch is held between
 * a lowest and a highest, which is safe and, by what the points of the lines are rounded, a little wide. A side is open only where a line without
 * a limit moves the total without one.
 */
import { type Decimal, ZERO, decimal, greatest, least, sum } from "./decimal";
import { geometricMean } from "./logarithm";
import { type Decimals, roundTo, roundToStep } from "./rounding";
import type { Bounds } from "./rules/rule";
import type { Branch, Line, LineRole, Quorum, RollUp, ScorecardTemplate, TreeNode } from "./template";
import { type Veto, totalUnder } from "./veto";
import { earnedPoints, isQuorate, ownShare, shareWon, staying, takesNoShare } from "./weights";

/** What may become of a line. */
export interface PossibleLine {
  readonly line: Line;
  readonly statedPoints: Decimal;
  readonly mayLeave: boolean;
  /** The scores that it may have; null: it is left out for good. */
  readonly range: Bounds | null;
}

/** `sure`: it strikes by the figure that is there. Otherwise its figure should be there and is not, and nobody can tell. */
export interface PossibleVeto {
  readonly veto: Veto;
  readonly sure: boolean;
}

/** The total where each line has that score, null being left out. null: nothing on the card applies then. */
export type TotalOf = (scores: ReadonlyMap<Line, Decimal | null>, struck: readonly Veto[]) => Decimal | null;

/** Two to the power of this, twice, are as many tallies as a card is worth. */
const MOST_CHOICES = 4;

type Side = "lowest" | "highest";

export function possibleTotals(
  template: ScorecardTemplate,
  lines: readonly PossibleLine[],
  vetoes: readonly PossibleVeto[],
  totalOf: TotalOf,
  decimals: Decimals,
): { readonly lowest: Decimal | null; readonly highest: Decimal | null } {
  const choosing = lines.filter(({ mayLeave, range }) => mayLeave && range !== null);
  // A node that becomes 0 may lower a total or raise it; every other veto only ever lowers it.
  const zeroing = vetoes.filter(({ sure, veto }) => !sure && veto.node !== null);
  const extreme = (side: Side): Decimal | null => {
    const struck = vetoes.filter(({ sure, veto }) => sure || (side === "lowest" && veto.node === null)).map(({ veto }) => veto);
    if (!isHeld(side, template, lines, vetoes)) return withoutLimit(template, side, struck);
    const ends = withEnds(side, lines);
    if (choosing.length + zeroing.length > MOST_CHOICES) return furthestBound(side, template, ends, vetoes, struck, decimals);
    const endOf = new Map(ends.map(({ line, range }) => [line, range?.[side] ?? null]));
    const totals = choices(choosing, zeroing).flatMap(({ leaving, zeroed }) => {
      const scores = new Map(lines.map((one) => [one.line, leaving.has(one) ? null : endOf.get(one.line)!]));
      return totalOf(scores, [...struck, ...zeroed]) ?? [];
    });
    return furthest(side, totals);
  };
  return { lowest: extreme("lowest"), highest: extreme("highest") };
}

/** Further out than any other score of the card; stands for a score without a limit where the total has one all the same. */
const FAR = decimal("1e15");

function withEnds(side: Side, lines: readonly PossibleLine[]): readonly PossibleLine[] {
  return lines.map((one) => {
    if (one.range?.[side] !== null) return one;
    return { ...one, range: { ...one.range, [side]: side === "lowest" ? FAR.neg() : FAR } };
  });
}

/**
 * Whether the total has a limit on that side. It has where every rule has one, and where what has none is held by something above it: by a row that decides
 * instead (the lowest under the shortest board, the best under the better of two), by a geometric mean, which is never below 0 and is 0 beside a row of 0, by a cap of the
 * adjustments, or by a veto that strikes for sure. What is left out whatever comes, below a quorum that cannot be met any more, moves nothing.
 */
function isHeld(side: Side, template: ScorecardTemplate, lines: readonly PossibleLine[], vetoes: readonly PossibleVeto[]): boolean {
  const known = new Map(lines.map((one) => [one.line, one]));
  const mayStay = staying(template, (line) => known.get(line)!.range !== null);
  const zeroed = ({ code }: TreeNode): boolean => vetoes.some(({ sure, veto }) => sure && veto.node === code);
  /** Whatever else leaves, as long as what it stands in does not. */
  const staysForSure = (node: TreeNode): boolean => {
    if (node.kind === "branch") return node.children.some(staysForSure) && isQuorate(node.children, node.quorum, staysForSure);
    const { range, mayLeave } = known.get(node)!;
    return range !== null && !mayLeave;
  };
  const deciding: RollUp = side === "lowest" ? "maximum" : "minimum";
  // A deduction never adds, however good its score.
  const capped: Readonly<Record<LineRole, boolean>> = {
    score: false,
    bonus: side === "highest" && template.bonusCap !== null,
    deduct: side === "highest" || template.deductionCap !== null,
  };
  const held = (node: TreeNode): boolean => {
    if (zeroed(node) || !mayStay(node)) return true;
    if (node.kind === "line") return capped[node.role] || known.get(node)!.range?.[side] !== null;
    return rowsHeld(node.children, node.rollUp);
  };
  /** Stays for sure, and comes to nothing at best. */
  const isNaught = (node: TreeNode): boolean => {
    if (!staysForSure(node)) return false;
    if (zeroed(node)) return true;
    if (node.kind === "line") return known.get(node)!.range?.highest?.lte(0) ?? false;
    const earning = node.children.filter((child) => !takesNoShare(child) && mayStay(child));
    return node.rollUp === "geometricMean" || node.rollUp === "minimum" ? earning.some(isNaught) : earning.every(isNaught);
  };
  const rowsHeld = (nodes: readonly TreeNode[], rollUp: RollUp): boolean => {
    const earning = nodes.filter((node) => !takesNoShare(node));
    // What deducts, or stands outside the full points, comes off as it is wherever it stands; so do such lines below the rows.
    if (!nodes.every((node) => (takesNoShare(node) ? held(node) : besideHeld(node)))) return false;
    if (earning.every(held)) return true;
    if (rollUp === "geometricMean") return side === "lowest" || earning.some(isNaught);
    return rollUp === deciding && earning.some((node) => held(node) && staysForSure(node));
  };
  const besideHeld = (node: TreeNode): boolean =>
    zeroed(node) || !mayStay(node) || node.kind === "line" || node.children.every((child) => (takesNoShare(child) ? held(child) : besideHeld(child)));
  return rowsHeld(template.children, template.rollUp);
}

/** null: of no figures. */
function furthest(side: Side, [first, ...others]: readonly Decimal[]): Decimal | null {
  return first ? (side === "lowest" ? least : greatest)(first, ...others) : null;
}

/** Where no rule has a limit, the floor of the total and the vetoes still have one. */
function withoutLimit({ totalFloor }: ScorecardTemplate, side: Side, struck: readonly Veto[]): Decimal | null {
  if (side === "lowest") return totalFloor && totalUnder(struck, totalFloor);
  return furthest(
    "lowest",
    struck.flatMap(({ effect, value }) => (effect === "totalZero" ? [ZERO] : effect === "totalCap" && value ? [value] : [])),
  );
}

interface Choice {
  readonly leaving: ReadonlySet<PossibleLine>;
  readonly zeroed: readonly Veto[];
}

/** Who is left out and which node becomes 0: between these, a better score never makes a lower total. */
function choices(choosing: readonly PossibleLine[], zeroing: readonly PossibleVeto[]): readonly Choice[] {
  return Array.from({ length: 2 ** (choosing.length + zeroing.length) }, (_, choice) => {
    const chosen = (place: number): boolean => Math.floor(choice / 2 ** place) % 2 === 1;
    return {
      leaving: new Set(choosing.filter((_one, place) => chosen(place))),
      zeroed: zeroing.filter((_one, place) => chosen(choosing.length + place)).map(({ veto }) => veto),
    };
  });
}

// --- Many choices at once -----------------------------------------------------------------------------------------

/** The furthest score of a node on one side, null where it is left out for good; and whether it may be left out. */
interface Furthest {
  readonly score: Decimal | null;
  readonly mayLeave: boolean;
}

/** The furthest total on one side, or somewhat beyond it. Every line has a limit there. */
function furthestBound(
  side: Side,
  template: ScorecardTemplate,
  lines: readonly PossibleLine[],
  vetoes: readonly PossibleVeto[],
  struck: readonly Veto[],
  decimals: Decimals,
): Decimal {
  const stated = new Map(lines.map(({ line, statedPoints }) => [line, statedPoints]));
  const own = afterBaseScores(side, lines, asksAnywhere(template));
  const orZero = (value: Decimal): Decimal => (side === "lowest" ? least : greatest)(value, ZERO);
  const vetoed = (node: TreeNode, value: Decimal): Decimal => {
    const striking = vetoes.filter(({ veto }) => veto.node === node.code);
    return striking.some(({ sure }) => sure) ? ZERO : striking.length > 0 ? orZero(value) : value;
  };

  const ofLine = (line: Line): Furthest => {
    const { score, mayLeave } = own.get(line)!;
    return { score: score && vetoed(line, score), mayLeave };
  };
  const ofBranch = (branch: Branch): Furthest => {
    const children = branch.children.map(ofNode);
    const mayLeave = asks(branch.quorum) || children.every((child) => child.mayLeave);
    if (children.every(({ score }) => score === null)) return { score: null, mayLeave };
    return { score: vetoed(branch, roundToStep(rolledUp(branch.children, branch.rollUp), branch.rounding)), mayLeave };
  };
  const ofNode = (node: TreeNode): Furthest => (node.kind === "line" ? ofLine(node) : ofBranch(node));
  const rolledUp = (nodes: readonly TreeNode[], rollUp: RollUp): Decimal => {
    const earning = nodes
      .filter((node) => !takesNoShare(node))
      .flatMap((node): Row[] => {
        const { score, mayLeave } = ofNode(node);
        return score ? [{ score, mayLeave, weight: ownShare(node) }] : [];
      });
    if (earning.length === 0) return ZERO;
    const rolled = furthestRollUp(side, earning, rollUp);
    // Nothing that earns may be left on a level that a line which only deducts keeps on the card.
    const keptWithout = nodes.some((node) => takesNoShare(node) && ofNode(node).score !== null);
    return keptWithout && earning.every(({ mayLeave }) => mayLeave) ? orZero(rolled) : rolled;
  };

  /** Points of the lines that stand beside the shares of the card; the scheme states what each of them is worth. */
  const beside = (nodes: readonly TreeNode[], role: LineRole, mayLeaveAll: boolean): Decimal =>
    sum(
      nodes.map((node) => {
        if (node.kind === "branch") return vetoed(node, beside(node.children, role, mayLeaveAll || asks(node.quorum)));
        if (node.role !== role || !takesNoShare(node)) return ZERO;
        const { score, mayLeave } = ofLine(node);
        if (score === null) return ZERO;
        const points = roundTo(stated.get(node)!.times(shareWon(node, score)).div(100), decimals);
        return mayLeave || mayLeaveAll ? orZero(points) : points;
      }),
    );
  const mayAllLeave = asks(template.quorum);
  const bonus = beside(template.children, "bonus", mayAllLeave);
  const deduction = beside(template.children, "deduct", mayAllLeave).neg();
  const earned = earnedPoints(template).times(rolledUp(template.children, template.rollUp)).div(100);
  const adjusted = template.startPoints
    .plus(roundedAsFar(side, earned, lines.length, decimals))
    .plus(beside(template.children, "score", mayAllLeave))
    .plus(template.bonusCap ? least(bonus, template.bonusCap) : bonus)
    .minus(template.deductionCap ? least(deduction, template.deductionCap) : deduction);
  return totalUnder(struck, template.totalFloor ? greatest(template.totalFloor, adjusted) : adjusted);
}

/** A quorum may leave out whatever stands below it. */
function asksAnywhere(node: Branch | ScorecardTemplate): boolean {
  return asks(node.quorum) || node.children.some((child) => child.kind === "branch" && asksAnywhere(child));
}

function asks({ items, coverage }: Quorum): boolean {
  return items !== null || coverage !== null;
}

/** If one line of a group may miss its base score, the others may come down to theirs; if it must, they have to. */
function afterBaseScores(side: Side, lines: readonly PossibleLine[], anyMayLeave: boolean): ReadonlyMap<Line, Furthest> {
  const misses = lines.filter(({ line, range, mayLeave }) => {
    const score = range?.[side];
    return line.baseScore && score?.lt(line.baseScore.score) && (side === "lowest" || !(mayLeave || anyMayLeave));
  });
  return new Map(
    lines.map(({ line, range, mayLeave }): [Line, Furthest] => {
      const score = range?.[side] ?? null;
      const base = line.baseScore;
      const loses = base && misses.some((one) => one.line !== line && one.line.baseScore?.group === base.group);
      return [line, { score: score && loses ? least(score, base.score) : score, mayLeave }];
    }),
  );
}

interface Row {
  readonly score: Decimal;
  readonly weight: Decimal;
  readonly mayLeave: boolean;
}

/** The furthest score that the rows can roll up to, whichever of them are left out; at least one stays. */
function furthestRollUp(side: Side, rows: readonly Row[], rollUp: RollUp): Decimal {
  const scoresOf = (some: readonly Row[]): Decimal[] => some.map(({ score }) => score);
  const staying = rows.filter(({ mayLeave }) => !mayLeave);
  switch (rollUp) {
    case "minimum":
      return side === "highest" && staying.length > 0 ? furthest("lowest", scoresOf(staying))! : furthest(side, scoresOf(rows))!;
    case "maximum":
      return side === "lowest" && staying.length > 0 ? furthest("highest", scoresOf(staying))! : furthest(side, scoresOf(rows))!;
    case "sum":
    case "weightedMean":
    case "geometricMean": {
      const mean = (some: readonly Row[]): Decimal => {
        const [scores, weights] = [scoresOf(some), some.map(({ weight }) => weight)];
        return rollUp === "geometricMean" ? geometricMean(scores, weights) : sum(scores.map((score, at) => score.times(weights[at]!))).div(sum(weights));
      };
      const further = (one: Decimal, other: Decimal): boolean => (side === "lowest" ? one.lt(other) : one.gt(other));
      const leaving = rows.filter(({ mayLeave }) => mayLeave).sort((one, other) => (side === "lowest" ? 1 : -1) * one.score.cmp(other.score));
      // A row moves a mean further as long as its own score lies further out.
      const [first, ...others] = staying.length > 0 ? [staying, ...leaving.map((row) => [row])] : leaving.map((row) => [row]);
      return mean(
        others.reduce((chosen, next) => {
          const more = [...chosen, ...next];
          return further(mean(more), mean(chosen)) ? more : chosen;
        }, first!),
      );
    }
  }
}

/** Points by the score of a whole card; each of so many lines may be rounded by half of its last place, and nothing from 0 up is rounded to less than 0. */
function roundedAsFar(side: Side, points: Decimal, lines: number, decimals: Decimals): Decimal {
  if (decimals === "none") return points;
  const most = decimal(10).pow(-decimals).times(lines).div(2);
  const far = roundTo(side === "lowest" ? points.minus(most) : points.plus(most), decimals);
  return side === "lowest" && points.gte(0) ? greatest(ZERO, far) : far;
}
