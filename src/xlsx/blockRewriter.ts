/**
 * A block of ours rewritten inside of a sheet that may hold much else. Only what differs is exchanged; a draft that shows what already stands there
 * leaves the part as it is, to the byte.
 */
import type { Steps } from "../kpi/steps";
import type { SheetDraft } from "../sheets/draft";
import { address, areaAddress, parseArea, quoteSheet, type Area, type Cell, type CellValue, type Grid } from "../sheets/grid";
import { WorkbookError } from "../run/workbookError";
import { holdsCell } from "./areas";
import { blockFeatureSplices } from "./blockFeatures";
import type { BlockOnSheet } from "./blockOnSheet";
import { formulaKey } from "./formulas";
import { cellMarkup, draftedArea, heightText, mergedAreas, draftedStyles } from "./sheetMarkup";
import { rowsOf, type CellSpan, type RowSpan } from "./sheetRows";
import { fitting } from "./strings";
import { rowsIn, sheetElement, type WorksheetOutline } from "./worksheetPart";
import { attributeOf, attributeSet, escapeAttribute, escapeText, spliced, withPrefix, type Splice } from "./xml";

export interface RewrittenBlock {
  /** The part as texts that follow each other; null: it stays as it is. */
  readonly pieces: readonly string[] | null;
  readonly cellsChanged: number;
  readonly wroteFormulas: boolean;
  /** A cell that had a formula has another one now, or none: Excel's order of calculation no longer holds. */
  readonly lostFormulas: boolean;
}

const ROWS_IN_A_STEP = 100;

/** Throws WorkbookError "inTheWay" where the draft would cover a cell that is not ours. */
export function* rewrittenBlock(block: BlockOnSheet, draft: SheetDraft): Steps<RewrittenBlock> {
  const { outline, rows } = block;
  const merges = mergedAreas(draft);
  const area = draftedArea(draft, merges);
  yield* refuseToCover(block, draft);

  const changes = yield* cellChanges(block, draft, area, merges);
  const splices: Splice[] = yield* blockFeatureSplices(block, draft, area, merges);
  const inRows = yield* rowSplices(block, draft, area, changes, splices);
  if (splices.length === 0 && inRows.size === 0) return { pieces: null, cellsChanged: 0, wroteFormulas: false, lostFormulas: false };
  splices.push(...dimensionSplices(outline, area));
  const texts: string[] = [];
  for (const [place, one] of rows.entries()) {
    texts.push(spliced(rowsIn(one), movedBy(-one.start, inRows.get(place) ?? [])));
    yield;
  }
  return {
    pieces: yield* whatChanged(block, splices, texts),
    cellsChanged: changes.count,
    wroteFormulas: changes.wroteFormulas,
    lostFormulas: changes.lostFormulas,
  };
}

/** null where the splices put down what stood there before. */
function* whatChanged({ outline, rows }: BlockOnSheet, splices: readonly Splice[], texts: readonly string[]): Steps<readonly string[] | null> {
  const at = outline.cells?.contentStart ?? outline.text.length;
  const before = spliced(
    outline.text.slice(0, at),
    splices.filter(({ end }) => end <= at),
  );
  const after = spliced(
    outline.text.slice(at),
    movedBy(
      -at,
      splices.filter(({ end }) => end > at),
    ),
  );
  if (before + after !== outline.text) return [before, ...texts, after];
  for (const [place, text] of texts.entries()) {
    if (text !== rowsIn(rows[place]!)) return [before, ...texts, after];
    yield;
  }
  return null;
}

function movedBy(by: number, splices: readonly Splice[]): Splice[] {
  return splices.map((splice) => ({ ...splice, start: splice.start + by, end: splice.end + by }));
}

function* refuseToCover({ sheet, area, grid }: BlockOnSheet, draft: SheetDraft): Steps<void> {
  for (const [row, cells] of draft.rows.entries()) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    cells.forEach((cell, column) => {
      if (!cell || holdsCell(area, row, column)) return;
      const present = grid.at(row, column);
      if (present.value !== null || present.formula !== undefined) throw new WorkbookError("inTheWay", `${quoteSheet(sheet)}!${address(row, column)}`);
    });
  }
}

interface CellChanges {
  /** Row → column → markup; "" takes the cell away. */
  readonly byRow: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly rows: readonly RowSpan[];
  readonly count: number;
  readonly wroteFormulas: boolean;
  readonly lostFormulas: boolean;
}

function* cellChanges(
  { outline, rows: texts, grid, styles, area: old }: BlockOnSheet,
  draft: SheetDraft,
  area: Area,
  merges: readonly Area[],
): Steps<CellChanges> {
  const rows = yield* rowsOf(texts, outline.prefix);
  const styleOf = draftedStyles(styles, draft.font);
  const byRow = new Map<number, Map<number, string>>();
  const put = (row: number, column: number, markup: string) => {
    const cells = byRow.get(row) ?? new Map<number, string>();
    byRow.set(row, cells);
    cells.set(column, markup);
  };
  const spans = new Map<number, ReadonlyMap<number, CellSpan>>();
  for (const [place, row] of rows.entries()) {
    if (place % ROWS_IN_A_STEP === 0) yield;
    if (row.row <= Math.max(area.bottom, old.bottom)) spans.set(row.row, new Map(row.cells.map((cell) => [cell.column, cell])));
  }
  let count = 0;
  let wroteFormulas = false;
  let lostFormulas = false;
  /** Numbers of shared formulas whose written-out cell goes. */
  const orphaned = new Map<string, { readonly row: number; readonly column: number }>();
  const replace = (row: number, column: number, markup: string) => {
    const span = spans.get(row)?.get(column);
    if (span?.hasFormula) lostFormulas = true;
    if (span && span.sharesFormula !== null) orphaned.set(span.sharesFormula, { row, column });
    put(row, column, markup);
    count++;
  };

  for (const [row, cells] of draft.rows.entries()) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    cells.forEach((cell, column) => {
      if (!cell) return;
      const style = styleOf(cell);
      const span = spans.get(row)?.get(column);
      if (span && style.isShownBy(span.style) && sameContents(grid.at(row, column), cell.value, cell.formula)) return;
      if (cell.formula !== undefined) wroteFormulas = true;
      replace(row, column, cellMarkup(address(row, column), cell, style.number()));
    });
  }
  // What the block had and the draft has not.
  for (const [row, cells] of spans) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    for (const [column, span] of cells) {
      if (!holdsCell(old, row, column) || draft.rows[row]?.[column] !== undefined) continue;
      const present = grid.at(row, column);
      const blank = present.value === null && present.formula === undefined;
      // LibreOffice gives the cells under a merged one its look; they show nothing of it.
      if (blank && (span.style === 0 || merges.some((merge) => holdsCell(merge, row, column)))) continue;
      replace(row, column, "");
    }
  }
  if (orphaned.size > 0) writeOutShared(outline.prefix, texts, grid, rows, orphaned, byRow, put);
  return { byRow, rows, count, wroteFormulas, lostFormulas };
}

/** Cells that took their formula from one that goes get it written out, wherever they stand; what they compute and show stays. */
function writeOutShared(
  prefix: string,
  texts: BlockOnSheet["rows"],
  grid: Grid,
  rows: readonly RowSpan[],
  orphaned: ReadonlyMap<string, unknown>,
  changed: ReadonlyMap<number, ReadonlyMap<number, string>>,
  put: (row: number, column: number, markup: string) => void,
): void {
  const lead = prefix === "" ? "" : `${prefix}:`;
  const takers = rows.flatMap((row) =>
    row.cells.filter((cell) => cell.takesFormula !== null && orphaned.has(cell.takesFormula)).map((cell) => ({ row, cell })),
  );
  for (const { row, cell } of takers) {
    if (changed.get(row.row)?.has(cell.column)) continue;
    const markup = texts[row.text]!.text.slice(cell.start, cell.end);
    const formula = escapeText(grid.at(row.row, cell.column).formula ?? "");
    const shared = new RegExp(`<${lead}f\\b[^>]*?(?:/>|>\\s*</${lead}f\\s*>)`);
    put(
      row.row,
      cell.column,
      markup.replace(shared, () => `<${lead}f>${formula}</${lead}f>`),
    );
  }
}

/** A file's numbers and ours are equal when they agree in the 15 digits that a sheet can show. */
function sameNumber(a: number, b: number): boolean {
  return a === b || a.toPrecision(15) === b.toPrecision(15);
}

/** What a formula gives may differ in its last digits, depending on who calculated it. */
function sameResult(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function sameContents(present: Cell, value: string | number | boolean | null, formula: string | undefined): boolean {
  if ((present.formula === undefined) !== (formula === undefined)) return false;
  if (formula === undefined || present.formula === undefined) return sameValue(present.value, value, sameNumber);
  // A formula whose result is nothing is cached as an empty text.
  return formulaKey(present.formula) === formulaKey(formula) && sameValue(present.value, value ?? "", sameResult);
}

function sameValue(present: CellValue, value: string | number | boolean | null, sameNumbers: (a: number, b: number) => boolean): boolean {
  if (typeof present === "number" && typeof value === "number") return sameNumbers(present, value);
  return present === (typeof value === "string" ? fitting(value) : value);
}

/** Half a point more than Excel rounds a height by, since heights are whole pixels there. */
const SAME_HEIGHT = 0.76;

/** By the sheet's texts of rows. Where the sheet has no place for rows yet, it is made among the `splices` of its frame. */
function* rowSplices(
  { outline, rows: texts, area: old }: BlockOnSheet,
  draft: SheetDraft,
  area: Area,
  { byRow, rows }: CellChanges,
  splices: Splice[],
): Steps<ReadonlyMap<number, Splice[]>> {
  const { prefix, cells: place } = outline;
  const inRows = new Map<number, Splice[]>();
  if (!place) return inRows;
  const lead = prefix === "" ? "" : `${prefix}:`;
  const splice = (text: number, one: Splice) => {
    const others = inRows.get(text);
    if (others) others.push(one);
    else inRows.set(text, [one]);
  };
  const bottom = Math.max(old.bottom, area.bottom, draft.rowHeights.length - 1);
  // First the rows that the sheet does not have yet, each before the next one that it has: two splices at one place stand in the order given.
  let pending = "";
  let next = 0;
  const flush = (text: number, at: number) => {
    if (pending !== "") splice(text, { start: at, end: at, text: withPrefix(pending, prefix) });
    pending = "";
  };
  for (let number = 0; number <= bottom; number++) {
    while (next < rows.length && rows[next]!.row < number) next++;
    if (rows[next]?.row === number) {
      flush(rows[next]!.text, rows[next]!.start);
      continue;
    }
    const cells = [...(byRow.get(number) ?? [])].sort(([a], [b]) => a - b).map(([, markup]) => markup);
    const height = draft.rowHeights[number];
    if (cells.length === 0 && height === undefined) continue;
    pending += `<row r="${number + 1}"${height === undefined ? "" : ` ht="${heightText(height)}" customHeight="1"`}>${cells.join("")}</row>`;
  }
  if (pending !== "") {
    const following = rows.find((row) => row.row > bottom);
    if (following) flush(following.text, following.start);
    else if (!place.empty) flush(texts.length - 1, texts.at(-1)!.end);
    else splices.push({ start: place.start, end: place.end, text: withPrefix(`<sheetData>${pending}</sheetData>`, prefix) });
  }

  for (const [index, row] of rows.entries()) {
    if (index % ROWS_IN_A_STEP === 0) yield;
    const changed = byRow.get(row.row) ?? new Map<number, string>();
    const height = row.row <= bottom ? heightChange(row, draft) : null;
    if (changed.size === 0 && height === null) continue;
    const columns = [...new Set([...row.cells.map((cell) => cell.column), ...changed.keys()])].sort((a, b) => a - b);
    const bySpan = new Map(row.cells.map((cell) => [cell.column, cell]));
    const contents = columns.map((column) => {
      const markup = changed.get(column);
      if (markup !== undefined) return withOwnPrefix(markup, prefix);
      const span = bySpan.get(column)!;
      const kept = texts[row.text]!.text.slice(span.start, span.end);
      // The cell before it may have come or gone, so it can no longer be placed by that.
      return span.addressed ? kept : kept.replace(/^<[^\s/>]+/, (opening) => `${opening} r="${address(row.row, column)}"`);
    });
    const attributes = rowAttributes(row, changed.size > 0, height);
    const inner = contents.join("");
    const needless = inner === "" && attributes.every(({ name }) => name === "r") && (rows[index + 1]?.numbered ?? true);
    const tag = `<${lead}row${attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`).join("")}`;
    splice(row.text, { start: row.start, end: row.end, text: needless ? "" : inner === "" ? `${tag}/>` : `${tag}>${inner}</${lead}row>` });
  }
  return inRows;
}

/** Markup that was cut from the part has its prefix already; ours has none yet. */
function withOwnPrefix(markup: string, prefix: string): string {
  return prefix !== "" && markup.startsWith(`<${prefix}:`) ? markup : withPrefix(markup, prefix);
}

interface HeightChange {
  /** null: back to the default. */
  readonly points: number | null;
}

/** null: the row's height stays. A height that Excel chose by itself, to fit a wrapped text, is none of ours. */
function heightChange(row: RowSpan, draft: SheetDraft): HeightChange | null {
  const valueOf = (name: string) => row.attributes.find((attribute) => attribute.name === name)?.value;
  const given = valueOf("ht");
  const isCustom = given !== undefined && ["1", "true"].includes(valueOf("customHeight") ?? "");
  const wanted = draft.rowHeights[row.row];
  if (wanted === undefined) return isCustom ? { points: null } : null;
  return isCustom && Math.abs(Number(given) - wanted) < SAME_HEIGHT ? null : { points: wanted };
}

function rowAttributes(row: RowSpan, cellsChanged: boolean, height: HeightChange | null): { name: string; value: string }[] {
  const kept = row.attributes
    .filter(({ name }) => !(cellsChanged && name === "spans") && !(height !== null && (name === "ht" || name === "customHeight")))
    .map(({ name, value }) => ({ name, value }));
  if (!row.numbered) kept.unshift({ name: "r", value: String(row.row + 1) });
  if (height === null || height.points === null) return kept;
  return [...kept, { name: "ht", value: heightText(height.points) }, { name: "customHeight", value: "1" }];
}

function dimensionSplices(outline: WorksheetOutline, area: Area): Splice[] {
  const element = sheetElement(outline, "dimension");
  const present = element && parseArea(attributeOf(element, "ref") ?? "");
  if (!element || !present) return [];
  const all: Area = {
    top: Math.min(present.top, area.top),
    left: Math.min(present.left, area.left),
    bottom: Math.max(present.bottom, area.bottom),
    right: Math.max(present.right, area.right),
  };
  const splice = attributeSet(element, "ref", areaAddress(all));
  return splice ? [splice] : [];
}
