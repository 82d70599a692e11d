/**
 * Where the tables of an indicator sheet begin, and what their columns hold: one header row, or two with periods or 目标值/实际值 grouped above.
 * A header may come again further down, with other columns.
 */
import type { Steps } from "../kpi/steps";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import { columnsOf } from "./extent";
import { type Cell, type Grid, BLANK, address } from "./grid";
import { BESIDE_ROLES, type BesideRole, type ColumnPeriod, type HeadingMeaning, isIndicatorHeading, meaningOf } from "./indicatorHeadings";
import { mergeAt, mergedCell } from "./merges";
import { cellText, isBlank } from "./plainText";

/** A column with figures or anchors. */
export interface FigureColumn {
  readonly column: number;
  readonly period: ColumnPeriod;
  /** The unit that the heading gives; "" where it gives none. */
  readonly unit: string;
}

export interface Block {
  /** The first and last row of its header. */
  readonly headerTop: number;
  readonly headerBottom: number;
  /** From the broadest level to the narrowest; the label of a row is the last of them that is filled. */
  readonly indicators: readonly number[];
  readonly categories: readonly number[];
  /** Which member of the indicator a row is about. */
  readonly member: number | null;
  readonly code: number | null;
  readonly unit: number | null;
  readonly department: number | null;
  readonly period: number | null;
  readonly actuals: readonly FigureColumn[];
  readonly anchors: readonly (FigureColumn & { readonly name: AnchorName })[];
  /** Figures beside the actual; `named` tells several competitors apart. */
  readonly beside: readonly (FigureColumn & { readonly role: BesideRole; readonly named: string })[];
  /** Headings that could be the target or the actual, and nothing on the sheet says which; with their cells. */
  readonly ambiguous: readonly { readonly heading: string; readonly cell: string }[];
  /** Headings over contents that nobody knows. */
  readonly unknown: readonly { readonly heading: string; readonly cell: string; readonly column: number }[];
}

type Meanings = ReadonlyMap<number, HeadingMeaning>;

const ROWS_IN_A_STEP = 500;

/** All tables of a sheet, from top to bottom; some hundred rows at a time. */
export function* findBlocks(grid: Grid, year: number): Steps<readonly Block[]> {
  const blocks: Block[] = [];
  for (let row = 0; row < grid.rowCount; row += 1) {
    if (row % ROWS_IN_A_STEP === ROWS_IN_A_STEP - 1) yield;
    const block = blockAt(grid, row, year);
    if (!block) continue;
    blocks.push(block);
    row = block.headerBottom;
  }
  return blocks;
}

function meaningsIn(grid: Grid, row: number, year: number): Meanings {
  const meanings = new Map<number, HeadingMeaning>();
  if (row < 0 || row >= grid.rowCount) return meanings;
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const meaning = meaningOf(grid.at(row, column), year);
    if (meaning) meanings.set(column, meaning);
  }
  return meanings;
}

function indicatorIn(meanings: Meanings): number | null {
  for (const [column, { role }] of meanings) if (role === "indicator") return column;
  return null;
}

/** Asked of every row of every sheet, so it looks only at what could be that heading. */
function hasIndicatorHeading(grid: Grid, row: number): boolean {
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) if (isIndicatorHeading(grid.at(row, column))) return true;
  return false;
}

function isFigureRole({ role }: HeadingMeaning): boolean {
  return role === "actual" || role === "either" || [...ANCHOR_NAMES, ...BESIDE_ROLES].some((one) => one === role);
}

function blockAt(grid: Grid, row: number, year: number): Block | null {
  if (!hasIndicatorHeading(grid, row)) return null;
  const here = meaningsIn(grid, row, year);
  const indicator = indicatorIn(here);
  if (indicator === null) return null;
  const below = subHeader(grid, row, indicator, year);
  const above = below ? null : groupsAbove(grid, row, indicator, year);
  const columns = below ? combined(grid, row, row + 1, indicator, year) : above ? combined(grid, row - 1, row, indicator, year) : here;
  const reads = [...columns.values()].some(({ role }) => role === "actual" || role === "either");
  if (!reads) return null;
  return blockOf(grid, above ? row - 1 : row, below ? row + 1 : row, columns);
}

/** The row below goes on with the header: only headings of figures or periods in it, and nothing under the indicator's heading. */
function subHeader(grid: Grid, row: number, indicator: number, year: number): boolean {
  if (row + 1 >= grid.rowCount || !isBlank(grid.at(row + 1, indicator))) return false;
  let found = false;
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const cell = grid.at(row + 1, column);
    if (isBlank(cell)) continue;
    const meaning = meaningOf(cell, year);
    if (!meaning || !(isFigureRole(meaning) || meaning.role === "known")) return false;
    found ||= isFigureRole(meaning);
  }
  return found;
}

/** The row above groups the columns to the right of the indicator; a title that begins further left groups nothing. */
function groupsAbove(grid: Grid, row: number, indicator: number, year: number): boolean {
  if (row === 0 || indicatorIn(meaningsIn(grid, row - 1, year)) !== null) return false;
  let found = false;
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const cell = grid.at(row - 1, column);
    if (isBlank(cell)) continue;
    const meaning = meaningOf(cell, year);
    if (column <= indicator || !meaning || !isFigureRole(meaning)) return false;
    found = true;
  }
  return found;
}

/** Two header rows as one: a period or 目标值 above goes on to each heading below it. */
function combined(grid: Grid, groupRow: number, headRow: number, indicator: number, year: number): Meanings {
  const meanings = new Map<number, HeadingMeaning>();
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    const group = meaningOf(groupCell(grid, groupRow, headRow, column, indicator), year);
    const groupYear = group?.period.kind === "stated" && group.period.period.kind === "year" ? group.period.period.year : year;
    const own = meaningOf(grid.at(headRow, column), groupYear);
    const alone = meaningOf(mergedCell(grid, groupRow, column), year);
    if (own && group) meanings.set(column, merged(own, group));
    else if (own ?? (isBlank(grid.at(headRow, column)) ? alone : null)) meanings.set(column, (own ?? alone)!);
  }
  return meanings;
}

/** The group over a column: the cell right above, the merged area around it, or, unmerged, the last one to its left. */
function groupCell(grid: Grid, groupRow: number, headRow: number, column: number, indicator: number): Cell {
  if (isBlank(grid.at(headRow, column))) return BLANK;
  for (let left = column; left > indicator; left -= 1) {
    const cell = grid.at(groupRow, left);
    if (isBlank(cell)) continue;
    const area = mergeAt(grid, groupRow, left);
    // A group ends where its merged area does.
    return area && column > area.right ? BLANK : cell;
  }
  return BLANK;
}

function merged(own: HeadingMeaning, group: HeadingMeaning): HeadingMeaning {
  if (!isFigureRole(own)) return own;
  // "目标值" above "一季度" makes it a target; "一季度" above "目标值" gives it a period.
  const ownSaysOnlyWhen = own.role === "actual" && own.period.kind === "stated" && group.role !== "actual";
  return {
    role: ownSaysOnlyWhen ? group.role : own.role,
    period: own.period.kind === "own" ? group.period : own.period,
    unit: own.unit || group.unit,
    named: own.named || group.named,
  };
}

function blockOf(grid: Grid, headerTop: number, headerBottom: number, columns: Meanings): Block {
  const withRole = (role: HeadingMeaning["role"]): number[] => [...columns].flatMap(([column, meaning]) => (meaning.role === role ? [column] : []));
  const figureColumn = (column: number): FigureColumn => ({ column, period: columns.get(column)!.period, unit: columns.get(column)!.unit });
  const targets = withRole("target");
  const actuals = withRole("actual");
  const either = withRole("either");
  // Next to an actual it is the target, next to a target the actual; alone it could be both.
  const eitherIsTarget = actuals.length > 0;
  const eitherIsActual = !eitherIsTarget && targets.length > 0;
  const anchors = ANCHOR_NAMES.flatMap((name) => {
    const all = name === "target" && eitherIsTarget && targets.length === 0 ? either : withRole(name);
    return all.map((column) => ({ ...figureColumn(column), name }));
  });
  const headed = (column: number) => ({
    heading: cellText(mergedCell(grid, headerBottom, column)) || cellText(grid.at(headerTop, column)),
    cell: address(headerBottom, column),
  });
  const [code = null] = withRole("code");
  const [member = null] = withRole("member");
  const [unit = null] = withRole("unit");
  const [department = null] = withRole("department");
  const [period = null] = withRole("period");
  return {
    headerTop,
    headerBottom,
    indicators: withRole("indicator").flatMap((column) => spanOf(grid, headerBottom, column)),
    categories: withRole("category").flatMap((column) => spanOf(grid, headerBottom, column)),
    member,
    code,
    unit,
    department,
    period,
    actuals: (eitherIsActual ? either : actuals).map(figureColumn),
    anchors,
    beside: BESIDE_ROLES.flatMap((role) => withRole(role).map((column) => ({ ...figureColumn(column), role, named: columns.get(column)!.named }))),
    ambiguous: eitherIsTarget || eitherIsActual ? [] : either.map(headed),
    unknown: unknownColumns(grid, headerTop, headerBottom, columns).map((column) => ({ ...headed(column), column })),
  };
}

/** A heading that is merged over several columns stands for each of them. */
function spanOf(grid: Grid, row: number, column: number): number[] {
  const area = mergeAt(grid, row, column);
  if (!area) return [column];
  return Array.from({ length: area.right - area.left + 1 }, (_column, place) => area.left + place);
}

function unknownColumns(grid: Grid, headerTop: number, headerBottom: number, columns: Meanings): number[] {
  const unknown: number[] = [];
  for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
    if (columns.has(column)) continue;
    if (!isBlank(grid.at(headerBottom, column)) || !isBlank(grid.at(headerTop, column))) unknown.push(column);
  }
  return unknown;
}
