/** Rectangles of cells and how they lie to each other. */
import type { Area } from "../sheets/grid";

export function holdsCell(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

/** `inner` lies wholly in `outer`. */
export function holdsArea(outer: Area, inner: Area): boolean {
  return holdsCell(outer, inner.top, inner.left) && holdsCell(outer, inner.bottom, inner.right);
}

export function overlap(a: Area, b: Area): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}
