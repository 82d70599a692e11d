/** The cells of a sheet: what stands in each, and how it looks. Sparse; whole columns and the whole sheet can have a look of their own. */
import type { CellValue } from "../../../src/sheets/grid";
import { rectAddress, SHEET_COLUMNS, SHEET_ROWS, type Rect } from "./area";
import { HostError } from "../hostError";
import { DEFAULT_LOOK, type Look } from "./look";

export interface HostCell {
  /** A formula's cell holds its last result. null: blank. */
  value: CellValue;
  /** Without the leading "=". */
  formula: string | null;
  /** Written with a leading ': text whatever it looks like. */
  prefixed: boolean;
  format: string;
  look: Look;
  link: Hyperlink | null;
}

export interface Hyperlink {
  readonly address?: string;
  readonly documentReference?: string;
  readonly screenTip?: string;
  readonly textToDisplay?: string;
}

export class Cells {
  private readonly rows = new Map<number, Map<number, HostCell>>();
  private readonly columnLooks = new Map<number, Look>();
  private sheetLook: Look = DEFAULT_LOOK;

  peek(row: number, column: number): HostCell | undefined {
    return this.rows.get(row)?.get(column);
  }

  touch(row: number, column: number): HostCell {
    let cells = this.rows.get(row);
    if (!cells) this.rows.set(row, (cells = new Map()));
    let cell = cells.get(column);
    if (!cell) cells.set(column, (cell = { value: null, formula: null, prefixed: false, format: "General", look: this.ground(column), link: null }));
    return cell;
  }

  lookAt(row: number, column: number): Look {
    return this.peek(row, column)?.look ?? this.ground(column);
  }

  private ground(column: number): Look {
    return this.columnLooks.get(column) ?? this.sheetLook;
  }

  /** Every cell that exists within the area, in no order. */
  *within(area: Rect): Generator<{ readonly row: number; readonly column: number; readonly cell: HostCell }> {
    if (area.height > this.rows.size) {
      for (const [row, cells] of this.rows) if (row >= area.row && row < area.row + area.height) yield* inRow(row, cells, area);
      return;
    }
    for (let row = area.row; row < area.row + area.height; row += 1) {
      const cells = this.rows.get(row);
      if (cells) yield* inRow(row, cells, area);
    }
  }

  /** Changes the look of every cell of the area; entire columns and the entire sheet are changed as such. */
  dress(area: Rect, change: (look: Look) => Look): void {
    const known = new Map<Look, Look>();
    const changed = (look: Look): Look => {
      const ready = known.get(look);
      if (ready) return ready;
      const made = change(look);
      known.set(look, made);
      return made;
    };
    if (area.height === SHEET_ROWS) {
      if (area.width === SHEET_COLUMNS) {
        this.sheetLook = changed(this.sheetLook);
        for (const [column, look] of this.columnLooks) this.columnLooks.set(column, changed(look));
      } else {
        for (let column = area.column; column < area.column + area.width; column += 1) this.columnLooks.set(column, changed(this.ground(column)));
      }
      for (const { cell } of this.within(area)) cell.look = changed(cell.look);
      return;
    }
    if (area.width === SHEET_COLUMNS) throw new HostError("NotImplemented", `Emulator: the look of entire rows (${rectAddress(area)}) is not emulated`);
    for (let row = area.row; row < area.row + area.height; row += 1) {
      for (let column = area.column; column < area.column + area.width; column += 1) {
        const cell = this.touch(row, column);
        cell.look = changed(cell.look);
      }
    }
  }

  /** The looks that occur in the area. */
  looks(area: Rect): ReadonlySet<Look> {
    const found = new Set<Look>();
    if (area.height === SHEET_ROWS) {
      let counted = 0;
      for (const { cell } of this.within(area)) {
        found.add(cell.look);
        counted += 1;
      }
      if (counted < area.height * area.width) {
        if (area.width === SHEET_COLUMNS) found.add(this.sheetLook);
        for (const [column, look] of this.columnLooks) if (column >= area.column && column < area.column + area.width) found.add(look);
        if (area.width < SHEET_COLUMNS) for (let column = area.column; column < area.column + area.width; column += 1) found.add(this.ground(column));
      }
      return found;
    }
    for (let row = area.row; row < area.row + area.height; row += 1) {
      for (let column = area.column; column < area.column + area.width; column += 1) found.add(this.lookAt(row, column));
    }
    return found;
  }

  clear(area: Rect, what: "all" | "contents" | "formats" | "links"): void {
    for (const { row, column, cell } of [...this.within(area)]) {
      if (what === "all") {
        this.rows.get(row)!.delete(column);
        continue;
      }
      if (what === "contents") Object.assign(cell, { value: null, formula: null, prefixed: false, link: null });
      if (what === "formats") Object.assign(cell, { format: "General", look: DEFAULT_LOOK });
      if (what === "links") cell.link = null;
    }
    if ((what === "all" || what === "formats") && area.height === SHEET_ROWS) {
      for (let column = area.column; column < area.column + area.width; column += 1) this.columnLooks.delete(column);
      if (area.width === SHEET_COLUMNS) this.sheetLook = DEFAULT_LOOK;
    }
  }

  /** The smallest rectangle round all cells that hold something; with `formatted`, round those that look or print differently too. */
  used(within: Rect, formatted: boolean): Rect | null {
    let top = SHEET_ROWS;
    let left = SHEET_COLUMNS;
    let bottom = -1;
    let right = -1;
    for (const { row, column, cell } of this.within(within)) {
      const holds = cell.value !== null || cell.formula !== null;
      const differs = formatted && (cell.look !== this.ground(column) || cell.format !== "General");
      if (!holds && !differs) continue;
      if (row < top) top = row;
      if (column < left) left = column;
      if (row > bottom) bottom = row;
      if (column > right) right = column;
    }
    return bottom < 0 ? null : { row: top, column: left, height: bottom - top + 1, width: right - left + 1 };
  }

  /** Rows from `at` on move down by `count`; negative: that many rows at `at` are taken out. */
  shiftRows(at: number, count: number): void {
    const moved = [...this.rows].filter(([row]) => row < at || row >= at - Math.min(count, 0));
    this.rows.clear();
    for (const [row, cells] of moved) this.rows.set(row < at ? row : row + count, cells);
  }

  shiftColumns(at: number, count: number): void {
    for (const [row, cells] of this.rows) {
      const moved = [...cells].filter(([column]) => column < at || column >= at - Math.min(count, 0));
      this.rows.set(row, new Map(moved.map(([column, cell]) => [column < at ? column : column + count, cell])));
    }
  }

  /** A deep copy, for a sheet that is copied. */
  copyTo(other: Cells): void {
    for (const [row, cells] of this.rows) for (const [column, cell] of cells) Object.assign(other.touch(row, column), cell);
    for (const [column, look] of this.columnLooks) other.columnLooks.set(column, look);
    other.sheetLook = this.sheetLook;
  }
}

function* inRow(
  row: number,
  cells: ReadonlyMap<number, HostCell>,
  area: Rect,
): Generator<{ readonly row: number; readonly column: number; readonly cell: HostCell }> {
  for (const [column, cell] of cells) if (column >= area.column && column < area.column + area.width) yield { row, column, cell };
}
