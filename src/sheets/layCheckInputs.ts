/**
 * What became of the inputs of one row of the check sheet since it was scored: the figure at its source and on the data table, the label beside it,
 * the weight and the anchors in the scheme.
 */
import type { Reading } from "../kpi/figure";
import type { LiveSource, Source } from "../kpi/source";
import type { ScoredLine } from "../kpi/scorecard";
import type { AnchorSource } from "../kpi/target";
import { COLUMN as CARD, shareOf } from "./cardPlan";
import type { DraftCell } from "./draft";
import { onSheet } from "./formulas/fixedCell";
import { hasKeys, rowInTable, sourceCell } from "./formulas/lookup";
import { parseAddress } from "./grid";
import type { LayContext } from "./layContext";
import { type CheckEntry, COLUMN, WORKING } from "./layCheckPlan";
import { fixedColumn } from "./layRows";
import { quoted } from "./lineState";
import { cellFraction } from "./numberFormats";

export interface CheckCell {
  readonly value: string | number | boolean | null;
  readonly formula?: string;
}

/** A piece that would make a formula longer than this is left out: that cell is then not held against anything. */
export const LONGEST = 1000;

/** A text of a formula takes 255 characters. */
const LONGEST_TEXT = 200;

/** The signs of what was found in a line's figure; "" is nothing. `edited` and `row`: its figure, or its row number, on the data table was typed over. */
export const FOUND = { edited: "≠", row: "#", label: "!", unreadable: "×", blank: "□", changed: "→" } as const;

export interface FigureFound {
  /** The sign of what was found. */
  readonly found: string;
  /** A piece of formula: which cell, and what stands there now. */
  readonly place: string;
  /** By the row that the data table names, where somebody may type another one. */
  readonly byRow: boolean;
}

/** What became of a line's figure since it was scored; null: no sheet has a row for it. */
export function figureFound({ card }: CheckEntry, line: ScoredLine, row: number, context: LayContext): FigureFound | null {
  const data = context.figureCell?.(card, line, context.period) ?? null;
  if (data === null) return null;
  const { reading } = line;
  // A computed figure changes with its parts, each of which has a row of its own on the data table.
  if (reading?.derivation) return { found: `IF(${sameComputed(data, row)},"","${FOUND.changed}")`, place: quoted(plainPlace(data)), byRow: false };
  const rowCell = context.rowCell?.(card, line, context.period) ?? null;
  const byRow = reading && rowCell !== null ? foundAt(reading, data, row, context, rowCell) : null;
  if (byRow && byRow.found.length <= LONGEST && byRow.place.length <= LONGEST / 2) return byRow;
  return reading
    ? foundAt(reading, data, row, context, null)
    : { found: `IF(${same(data, row)},"","${FOUND.edited}")`, place: quoted(plainPlace(data)), byRow: false };
}

/** The data table still shows what was scored. */
function same(data: string, row: number): string {
  return `IFERROR(AND(${fixedColumn(row, COLUMN.actualNow)}=${fixedColumn(row, COLUMN.actualThen)},NOT(ISBLANK(${data}))),FALSE)`;
}

/** The same of a figure that is computed: the last of its digits is nobody's input, and doubles may have another one there than the engine. */
function sameComputed(data: string, row: number): string {
  const [now, then] = [fixedColumn(row, COLUMN.actualNow), fixedColumn(row, COLUMN.actualThen)];
  return `OR(${same(data, row)},IFERROR(AND(ABS(${now}-${then})<=1E-10*MAX(1,ABS(${then})),NOT(ISBLANK(${data}))),FALSE))`;
}

/** `rowCell`: where the data table says in which row the figure stands; null: it is taken from its cell. */
function foundAt(reading: Reading, data: string, row: number, context: LayContext, rowCell: string | null): FigureFound {
  const { source, live, origin } = reading;
  const { missing } = context.labels.states;
  const [then, now] = [fixedColumn(row, COLUMN.actualThen), fixedColumn(row, COLUMN.actualNow)];
  const lookup = rowCell === null ? null : ((live ? live.lookup : origin?.lookup) ?? null);
  const inTable = lookup && rowInTable(source, lookup);
  const cell = sourceCell(source, lookup, rowCell);
  const sign = (state: keyof typeof FOUND): string => `"${FOUND[state]}"`;

  const unlessLost = (found: string): string => {
    // The row is looked for once more only where the one that the data table names has other labels: over thousands of rows looking is slow.
    if (lookup && rowCell !== null && inTable) return `IF(${hasKeys(source, lookup, rowCell)},${found},IF(ISNA(${inTable}),${sign("label")},${sign("row")}))`;
    const lost = labelLost(reading);
    return lost === null ? found : `IF(${lost},${sign("label")},${found})`;
  };
  const stood = stoodIn(reading);
  const standing = live?.times === 100 ? `ROUND(100*${cell},12)` : cell;
  const gone = `IF(${now}=${quoted(missing.sign)},${sign("blank")},${sign("unreadable")})`;
  const moved =
    reading.figure.state === "value"
      ? `IF(COUNT(${cell})=1,IF(${standing}=${then},${sign("edited")},${sign("changed")}),IF(ISNUMBER(${now}),${sign("edited")},${gone}))`
      : `IF(COUNT(${cell})=1,${sign("changed")},${sign("edited")})`;
  const found = live
    ? unlessLost(`IF(${same(data, row)},"",${moved})`)
    : unlessLost(
        `IF(${same(data, row)},${stood === null ? '""' : `IF(IFERROR(${cell}=${stood},FALSE),"",IF(ISBLANK(${cell}),${sign("blank")},${sign("changed")}))`},${sign("edited")})`,
      );

  const at = parseAddress(source.cell);
  const column = source.cell.replace(/\d+/g, "");
  const place =
    lookup && inTable && at ? `${quoted(`${source.sheet}!${column}`)}&${lookup.firstRow - 1}+${rowCell!}` : quoted(`${source.sheet}!${source.cell}`);
  const change = live ? `" "&${then}&"→"&${now}` : `" "&${stood ?? '""'}&"→"&IFERROR(${cell},"${FOUND.unreadable}")`;
  const labelAt = quoted(`${source.sheet}!${origin?.labelCell ?? source.cell}`);
  const own = fixedColumn(row, WORKING.figure);
  const unlessRow = (otherwise: string): string => (rowCell === null ? otherwise : `IF(${own}=${sign("row")},${quoted(plainPlace(rowCell))},${otherwise})`);
  return {
    found,
    place: `IF(${own}=${sign("label")},${labelAt},IF(${own}=${sign("edited")},${quoted(plainPlace(data))},${unlessRow(`${place}&${change}`)}))`,
    byRow: rowCell !== null,
  };
}

/** Where a figure is read from its cell: whether another label stands beside it by now. */
function labelLost({ source, origin, label }: Reading): string | null {
  if (!origin?.labelCell || label.length > LONGEST_TEXT) return null;
  return `IFERROR(${onSheet(source.sheet, origin.labelCell)}<>${quoted(label)},TRUE)`;
}

/** What stood in a cell that had to be parsed, as a piece of formula; null: it cannot be compared. */
function stoodIn({ origin }: Reading): string | null {
  const stood = origin?.stood ?? null;
  if (typeof stood === "number") return String(stood);
  return stood === null || stood.length > LONGEST_TEXT || /[\r\n]/.test(stood) ? null : quoted(stood);
}

/** Which of the scheme's cells no longer hold what was scored, with both figures; null: none of them is followed. */
export function schemeChanges(entry: CheckEntry, row: number, context: LayContext): string | null {
  const { cells, item } = entry;
  const at = (column: number): string => fixedColumn(row, column);
  const comma = context.labels.comma;
  const pieces: string[] = [];
  const weight = weightInput(entry)[WORKING.weight];
  const source = shareSourceOf(entry);
  if (weight && source && item) {
    const share = shareOf(item);
    const [then, now] =
      share.kind === "percent" && weight.value === cellFraction(share.value)
        ? [`${share.value.toFixed()}%`, `TEXT(${at(WORKING.weight)},"0.0%")`]
        : [String(weight.value), at(WORKING.weight)];
    pieces.push(`IF(${at(WORKING.weight)}=${literal(weight.value)},"",${quoted(`${comma}${placeText(source)} ${then}→`)}&${now})`);
  }
  if (item?.kind === "line") {
    for (const [column, anchor] of anchorSources(item)) {
      const cell = cells[column]!;
      if (cell.formula === undefined || !anchor) continue;
      const now = at(anchorColumn(column)!);
      const then = literal(cell.value);
      // Of a target that is worked out and not rounded, the last digits in doubles are nobody's input.
      const same = anchor.workedOut && typeof cell.value === "number" ? `IFERROR(ABS(${now}-${then})<=1E-10*MAX(1,ABS(${then})),FALSE)` : `${now}=${then}`;
      pieces.push(`IF(${same},"",${quoted(`${comma}${placeText(anchor)} ${String(cell.value)}→`)}&${now})`);
    }
  }
  return pieces.length === 0 ? null : pieces.join("&");
}

/** The cells that a card's three anchors come from. */
function anchorSources({ anchors, anchorSources: sources }: ScoredLine): (readonly [number, AnchorSource | undefined])[] {
  return [
    [CARD.floor, anchors.floor ? sources.floor : sources.worst],
    [CARD.target, sources.target],
    [CARD.stretch, anchors.stretch ? sources.stretch : anchors.best ? sources.best : anchors.full ? sources.full : sources.upper],
  ];
}

function placeText({ sheet, cell }: Source): string {
  return `${sheet}!${cell}`;
}

/** "'数据'!$J$6" → "数据!J6". */
function plainPlace(reference: string): string {
  return reference.replace(/^'(.*)'!/, (_whole, sheet: string) => `${sheet.replace(/''/g, "'")}!`).replace(/\$(?=[A-Z]+\$?\d+$|\d+$)/g, "");
}

export function anchorColumn(column: number): number | null {
  if (column === CARD.floor) return WORKING.floor;
  if (column === CARD.target) return WORKING.target;
  return column === CARD.stretch ? WORKING.stretch : null;
}

function shareSourceOf({ item }: CheckEntry): LiveSource | null {
  if (!item) return null;
  return (item.kind === "line" ? item.line.shareSource : item.branch.shareSource) ?? null;
}

/** A blank cell must not count as a weight of 0. */
export function weightInput(entry: CheckEntry): Record<number, CheckCell> {
  const cell = entry.cells[CARD.weight];
  const source = shareSourceOf(entry);
  if (!cell?.formula || !source) return {};
  return {
    [WORKING.weight]: {
      value: cell.value,
      formula: `IF(ISBLANK(${onSheet(source.sheet, source.cell)}),"",${orError(cell.formula)})`,
    },
  };
}

/** An error, such as a weight gives that is no number, is the same on both sides. */
export function orError(piece: string): string {
  return `IFERROR(${piece},${quoted(FOUND.unreadable)})`;
}

export function literal(value: DraftCell["value"]): string {
  return typeof value === "string" ? quoted(value.slice(0, LONGEST_TEXT)) : value === null ? '""' : String(value).toUpperCase();
}
