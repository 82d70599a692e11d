/**
 * Full points down the tree as formulas: a parent's full points, shared out over those of its children that stay, in proportion to their weights.
 *
 * Children of one parent need not stand in neighbouring rows, since branches have rows of their own children below them; neighbours are taken together.
 */
import { address, parseAddress } from "../grid";

/** A child that has a share of its parent. One that only deducts has none and is not listed. */
export interface Sibling {
  /** Points or per cent, as all of its siblings. */
  readonly weightCell: string;
  /** Holds 1 where the child stays on the card and 0 where it is left out: a branch stays as long as one of its lines does. */
  readonly staysCell: string;
}

/**
 * Unrounded full points of `own` after re-sharing; `otherwise`, a piece of formula, where it is left out.
 * `siblings` are all children with a share, `own` among them; `parentPoints` is the cell of the parent's unrounded full points.
 */
export function fullPointsFormula(parentPoints: string, own: Sibling, siblings: readonly Sibling[], otherwise: string): string {
  const staying = runsOf(siblings).map((run) => {
    const [first, last] = [run[0]!, run[run.length - 1]!];
    if (run.length === 1) return `${first.weightCell}*${first.staysCell}`;
    return `SUMPRODUCT(${first.weightCell}:${last.weightCell},${first.staysCell}:${last.staysCell})`;
  });
  // A child that stays has a weight above 0, so that the sum below is never 0.
  return `IF(${own.weightCell}*${own.staysCell}=0,${otherwise},${parentPoints}*${own.weightCell}/${bracketed(staying)})`;
}

/** Full points of a node as the scheme states them, before any re-sharing: W of the rules' formulas. */
export function statedPointsFormula(parentPoints: string, own: Sibling, siblings: readonly Sibling[]): string {
  const ranges = runsOf(siblings).map((run) => (run.length === 1 ? run[0]!.weightCell : `${run[0]!.weightCell}:${run[run.length - 1]!.weightCell}`));
  return `IF(N(${own.weightCell})=0,0,${parentPoints}*${own.weightCell}/SUM(${ranges.join(",")}))`;
}

function bracketed(terms: readonly string[]): string {
  return terms.length === 1 && terms[0]!.startsWith("SUMPRODUCT") ? terms[0]! : `(${terms.join("+")})`;
}

/** Siblings that stand right below each other, weights and marks alike. */
function runsOf(siblings: readonly Sibling[]): Sibling[][] {
  const runs: Sibling[][] = [];
  for (const sibling of siblings) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    if (run && last && isBelow(sibling.weightCell, last.weightCell) && isBelow(sibling.staysCell, last.staysCell)) run.push(sibling);
    else runs.push([sibling]);
  }
  return runs;
}

function isBelow(cell: string, above: string): boolean {
  const [one, other] = [parseAddress(cell), parseAddress(above)];
  return one !== null && other !== null && address(one.row, one.column) === address(other.row + 1, other.column);
}
