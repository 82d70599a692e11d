/**
 * Points down a weight tree: what the scheme states for each node, and what is left to each once some lines are left out.
 *
 * A share is multiplied before it is divided, so that 10 of 35 points stay exactly 10.
 */
import { deducts } from "./rules/index";
import { HUNDRED, ONE, ZERO, type Decimal, least, sum } from "./decimal";
import type { Line, Quorum, RollUp, ScorecardTemplate, TreeNode } from "./template";

/** The points that ordinary lines share out: the full points less where a deduction card starts. */
export function earnedPoints(template: ScorecardTemplate): Decimal {
  return template.fullPoints.minus(template.startPoints);
}

/** Stands outside the full points: an adjustment (加减分项), or a branch that has only such lines. */
export function isAdjustment(node: TreeNode): boolean {
  return node.kind === "line" ? node.role !== "score" : node.children.every(isAdjustment);
}

/** Takes no share of the card: what only deducts, and what stands outside it. */
export function takesNoShare(node: TreeNode): boolean {
  return node.kind === "line" ? node.role !== "score" || deducts(node.rule) : node.children.every(takesNoShare);
}

/** Whether the figure is the points that are taken off themselves: none of them is full marks. */
export function givenOff({ role, rule }: Line): boolean {
  return role === "deduct" && rule.kind === "given";
}

/** The score of a line by what its rule makes of the figure: of points that are given as a deduction, what is left of them. */
export function scoreOfLine(line: Line, byRule: Decimal): Decimal {
  return givenOff(line) ? HUNDRED.minus(byRule) : byRule;
}

/** What part of its full points a line wins, in per cent; below 0 where it takes points off. */
export function shareWon(line: Line, score: Decimal): Decimal {
  if (line.role === "deduct") return least(ZERO, score.minus(HUNDRED));
  return line.role === "score" && deducts(line.rule) ? score.minus(HUNDRED) : score;
}

/** A node's weight among its siblings, in the siblings' own habit (points or per cent). */
export function ownShare(node: TreeNode): Decimal {
  if (takesNoShare(node) || !node.share) return ZERO;
  return node.share.kind === "points" ? node.share.points : node.share.percent;
}

/**
 * Shares a parent's points out over those children that stay, in proportion to their weights.
 * A child that is left out gets null; what takes no share keeps the points that the scheme states for it.
 * Under a roll-up that takes the best, any child may come to count for all of the parent: each has all of its points.
 */
export function sharePoints(
  children: readonly TreeNode[],
  parentPoints: Decimal,
  stays: (child: TreeNode) => boolean,
  rollUp: RollUp,
): readonly (Decimal | null)[] {
  const whole = sum(children.filter(stays).map(ownShare));
  return children.map((child) => {
    if (!stays(child)) return null;
    if (child.kind === "line" && takesNoShare(child)) return child.share.kind === "points" ? child.share.points : ZERO;
    if (takesNoShare(child)) return ZERO;
    if (rollUp === "maximum") return parentPoints;
    if (whole.eq(0)) return ZERO;
    return parentPoints.times(ownShare(child)).div(whole);
  });
}

/** Whether so many of the children stay as the branch or card asks for (它的最少项数、最低覆盖率). */
export function isQuorate(children: readonly TreeNode[], quorum: Quorum, stays: (child: TreeNode) => boolean): boolean {
  if (quorum.items === null && quorum.coverage === null) return true;
  const all = children.filter((child) => !takesNoShare(child));
  const staying = all.filter(stays);
  if (quorum.items !== null && staying.length < quorum.items) return false;
  return (
    quorum.coverage === null ||
    sum(staying.map(ownShare))
      .times(HUNDRED)
      .gte(sum(all.map(ownShare)).times(quorum.coverage))
  );
}

/** Weights of siblings in per cent of their parent, as the scheme has them; null for what takes no share. */
export function weightsInPercent(children: readonly TreeNode[], rollUp: RollUp): readonly (Decimal | null)[] {
  const whole = sum(children.map(ownShare));
  return children.map((child) => (takesNoShare(child) || whole.eq(0) ? null : rollUp === "maximum" ? HUNDRED : ownShare(child).times(HUNDRED).div(whole)));
}

/** Which nodes stay on the card, once it is known which lines do: a branch needs one child that stays, and its quorum. */
export function staying(template: ScorecardTemplate, staysOn: (line: Line) => boolean): (node: TreeNode) => boolean {
  const cache = new Map<TreeNode, boolean>();
  const stays = (node: TreeNode): boolean => {
    if (node.kind === "line") return staysOn(node);
    const known = cache.get(node);
    if (known !== undefined) return known;
    const own = node.children.some(stays) && isQuorate(node.children, node.quorum, stays);
    cache.set(node, own);
    return own;
  };
  // What stands below a branch that is left out is left out with it.
  const kept = new Set<TreeNode>();
  const keep = (nodes: readonly TreeNode[]): void => {
    for (const node of nodes) {
      if (!stays(node)) continue;
      kept.add(node);
      if (node.kind === "branch") keep(node.children);
    }
  };
  if (isQuorate(template.children, template.quorum, stays)) keep(template.children);
  return (node) => kept.has(node);
}

/**
 * Whether a card applies at all, once it is known what stays. Adjustments alone make no card: what stands outside the full points says nothing of them.
 * A card that has nothing else applies where one of them does.
 */
export function applies(template: ScorecardTemplate, stays: (node: TreeNode) => boolean): boolean {
  const counting = template.children.filter((node) => !isAdjustment(node));
  return (counting.length > 0 ? counting : template.children).some(stays);
}

/** Full points of every node that stays, unrounded; of what takes no share, the points that it can add or take off. */
export function fullPointsOf(template: ScorecardTemplate, stays: (node: TreeNode) => boolean): ReadonlyMap<TreeNode, Decimal> {
  const fullPoints = new Map<TreeNode, Decimal>();
  const shareOut = (nodes: readonly TreeNode[], whole: Decimal, rollUp: RollUp): void => {
    const shares = sharePoints(nodes, whole, stays, rollUp);
    nodes.forEach((node, position) => {
      const own = shares[position];
      if (!own) return;
      if (node.kind === "branch") shareOut(node.children, own, node.rollUp);
      fullPoints.set(node, node.kind === "branch" && takesNoShare(node) ? sum(node.children.filter(stays).map((child) => fullPoints.get(child)!)) : own);
    });
  };
  shareOut(template.children, earnedPoints(template), template.rollUp);
  return fullPoints;
}

/**
 * What each line counts for in the coverage of its card. Its full points; where the best of several counts, they share what it counts for.
 * Adjustments stand outside.
 */
export function coverageWeights(template: ScorecardTemplate, stays: (node: TreeNode) => boolean): ReadonlyMap<Line, Decimal> {
  const fullPoints = fullPointsOf(template, stays);
  const weights = new Map<Line, Decimal>();
  const walk = (nodes: readonly TreeNode[], rollUp: RollUp, part: Decimal): void => {
    const kept = nodes.filter(stays);
    const own = rollUp === "maximum" ? part.div(Math.max(1, kept.filter((node) => !takesNoShare(node)).length)) : part;
    for (const node of kept) {
      if (node.kind === "branch") walk(node.children, node.rollUp, own);
      else if (node.role === "score") weights.set(node, fullPoints.get(node)!.times(takesNoShare(node) ? ONE : own));
    }
  };
  walk(template.children, template.rollUp, ONE);
  return weights;
}
