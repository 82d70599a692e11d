/** Cells that have something in common, as few rectangles, and rectangles as addresses that Excel takes. */
import { areaAddress, type Area } from "../sheets/grid";

/** Above 8,192 characters Excel cuts an address without a word. */
const LONGEST_ADDRESS = 8_000;

/** Gathers cells row by row; equal runs one below the other become one rectangle. */
export class Rectangles {
  private readonly done: Area[] = [];
  private open: Area[] = [];
  private row = -1;
  private runs: { left: number; right: number }[] = [];

  /** Cells come in reading order: row by row, left to right. */
  add(row: number, column: number): void {
    if (row !== this.row) this.closeRow(row);
    const last = this.runs.at(-1);
    if (last && last.right === column - 1) last.right = column;
    else this.runs.push({ left: column, right: column });
  }

  areas(): readonly Area[] {
    this.closeRow(-1);
    this.closeRow(-1);
    return this.done;
  }

  private closeRow(next: number): void {
    const row = this.row;
    const grown = this.runs.map(({ left, right }): Area => {
      const above = this.open.find((area) => area.left === left && area.right === right && area.bottom === row - 1);
      return above ? { ...above, bottom: row } : { top: row, left, bottom: row, right };
    });
    this.done.push(...this.open.filter((area) => !grown.some((other) => other.top === area.top && other.left === area.left)));
    this.open = grown;
    this.runs = [];
    this.row = next;
  }
}

/** "A1:B2,C3", as many texts as needed so that none is cut. */
export function addressLists(areas: readonly Area[]): readonly string[] {
  const lists: string[] = [];
  let list = "";
  for (const area of areas) {
    const text = areaAddress(area);
    if (list !== "" && list.length + 1 + text.length > LONGEST_ADDRESS) {
      lists.push(list);
      list = "";
    }
    list = list === "" ? text : `${list},${text}`;
  }
  return list === "" ? lists : [...lists, list];
}

/** What is left of one area once another is taken out of it. */
export function without(area: Area, other: Area): readonly Area[] {
  const top = Math.max(area.top, other.top);
  const bottom = Math.min(area.bottom, other.bottom);
  if (top > bottom || other.left > area.right || other.right < area.left) return [area];
  return [
    { ...area, bottom: top - 1 },
    { ...area, top: bottom + 1 },
    { top, bottom, left: area.left, right: other.left - 1 },
    { top, bottom, left: other.right + 1, right: area.right },
  ].filter((rest) => rest.top <= rest.bottom && rest.left <= rest.right);
}

export function touches(a: Area, b: Area): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

export function union(a: Area, b: Area): Area {
  return { top: Math.min(a.top, b.top), left: Math.min(a.left, b.left), bottom: Math.max(a.bottom, b.bottom), right: Math.max(a.right, b.right) };
}
