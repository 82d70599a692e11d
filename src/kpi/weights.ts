/**
 * Points down a weight tree: what the scheme states for each node, and what is left to each once some lines are left out.
 *
 * A share is multiplied before it is divided, so that 10 of 35 points stay exactly 10.
 */
import { deducts } from "./rules/index";
import { HUNDRED, ZERO, type Decimal, sum } from "./decimal";
import type { ScorecardTemplate, TreeNode } from "./template";

/** The points that ordinary lines share out: the full points less where a deduction card starts. */
export function earnedPoints(template: ScorecardTemplate): Decimal {
  return template.fullPoints.minus(template.startPoints);
}

/** Takes no share of the card: a deduction line, or a branch that has only such lines. */
export function onlyDeducts(node: TreeNode): boolean {
  return node.kind === "line" ? deducts(node.rule) : node.children.every(onlyDeducts);
}

/** A node's weight among its siblings, in the siblings' own habit (points or per cent). */
function ownShare(node: TreeNode): Decimal {
  if (onlyDeducts(node) || !node.share) return ZERO;
  return node.share.kind === "points" ? node.share.points : node.share.percent;
}

/**
 * Shares a parent's points out over those children that stay, in proportion to their weights.
 * A child that is left out gets null; a deduction line keeps the points that the scheme states for it.
 */
export function sharePoints(children: readonly TreeNode[], parentPoints: Decimal, stays: (child: TreeNode) => boolean): readonly (Decimal | null)[] {
  const whole = sum(children.filter(stays).map(ownShare));
  return children.map((child) => {
    if (!stays(child)) return null;
    if (child.kind === "line" && deducts(child.rule)) return child.share.kind === "points" ? child.share.points : ZERO;
    if (whole.eq(0)) return ZERO;
    return parentPoints.times(ownShare(child)).div(whole);
  });
}

/** Weights of siblings in per cent of their parent, as the scheme has them; null for what only deducts. */
export function weightsInPercent(children: readonly TreeNode[]): readonly (Decimal | null)[] {
  const whole = sum(children.map(ownShare));
  return children.map((child) => (onlyDeducts(child) || whole.eq(0) ? null : ownShare(child).times(HUNDRED).div(whole)));
}
