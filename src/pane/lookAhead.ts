/**
 * What a write would change, sheet by sheet, found without writing: the drafted cells beside those that stand there now.
 */
import type { Steps } from "../kpi/steps";
import { type BlockPlace, blockPlaces } from "../run/blockPlaces";
import { contentOf, isSameContent, standingContent } from "../run/sameContents";
import { type Change, type SheetInfo, type Survey, type Workbook, draftInSteps } from "../run/workbook";
import { type Pause, paceWith, pauseWithin, sheetsDone } from "../run/pace";
import { type Area, type Grid, address, areaAddress } from "../sheets/grid";
import type { SheetDraft } from "../sheets/draft";

export interface CellDifference {
  readonly cell: string;
  /** As text, formulas with "="; "" for a blank cell. */
  readonly before: string;
  readonly after: string;
}

export interface SheetAhead {
  readonly block: string | null;
  readonly name: string;
  /** null: the sheet is not there yet. */
  readonly sheet: SheetInfo | null;
  readonly state: "new" | "changed" | "same";
  /** Cells whose value or formula would change; of a new sheet all that are filled. */
  readonly cells: number;
  readonly differences: readonly CellDifference[];
  /** Merged areas that reach over the edge of what is ours: those inside are taken apart in writing, whoever made them. */
  readonly strangeMerges: readonly string[];
}

/** The preview lists so many differences of each sheet. */
const MOST_DIFFERENCES = 20;

export interface Ahead {
  readonly survey: Survey;
  /** Those that are there already, then the new ones, in the order in which they stand in the workbook. */
  readonly sheets: readonly SheetAhead[];
}

/** How much of looking is reading what stands there. */
const READ = 0.5;

/** So many sheets are read, compared and let go of at a time: the cells of hundreds of cards would fill the memory. */
const SHEETS_AT_ONCE = 30;

/** `pause`: as of draftScorecards. */
export async function lookAhead(workbook: Workbook, changes: readonly Change[], pause?: Pause): Promise<Ahead> {
  const survey = await workbook.survey(pauseWithin(pause, 0, 0));
  const standing = blockPlaces(survey);
  const places = changes.map((change) => ({ change, place: (change.block !== null && standing.get(change.block.toLowerCase())) || null }));
  const sheets: SheetAhead[] = [];
  for (let from = 0; from < places.length; from += SHEETS_AT_ONCE) {
    const group = places.slice(from, from + SHEETS_AT_ONCE);
    const [begin, end] = [from / places.length, (from + group.length) / places.length];
    const between = begin + READ * (end - begin);
    const ids = new Set(group.flatMap(({ place }) => (place ? [place.sheet.id] : [])));
    const grids = await workbook.read([...ids], pauseWithin(pause, begin, between));
    const pace = paceWith(pauseWithin(pause, between, end));
    const done = sheetsDone(group.length);
    for (const [at, { change, place }] of group.entries())
      sheets.push(await pace.run(sheetAhead(change, place, place ? (grids.get(place.sheet.id) ?? null) : null), done.of(at)));
  }
  // New sheets are made last to first, each right after the same one; people read them first to last.
  return { survey, sheets: [...sheets.filter((one) => one.sheet), ...sheets.filter((one) => !one.sheet).reverse()] };
}

function* sheetAhead(change: Change, place: BlockPlace | null, grid: Grid | null): Steps<SheetAhead> {
  yield;
  const draft = yield* draftInSteps(change);
  if (!place) {
    const name = change.kind === "createSheet" ? change.name : change.block;
    return { block: change.block, name, sheet: null, state: "new", cells: yield* filledCells(draft), differences: [], strangeMerges: [] };
  }
  const differences = grid ? yield* differencesOf(draft, grid, place.area) : [];
  return {
    block: change.block,
    name: place.sheet.name,
    sheet: place.sheet,
    state: differences.length === 0 ? "same" : "changed",
    cells: differences.length,
    differences: differences.slice(0, MOST_DIFFERENCES),
    strangeMerges: grid ? strangeMerges(draft, grid, place.area) : [],
  };
}

const ROWS_IN_A_STEP = 20;

function* filledCells({ rows }: SheetDraft): Steps<number> {
  let filled = 0;
  for (const [row, cells] of rows.entries()) {
    for (const cell of cells) if (contentOf(cell) !== "") filled += 1;
    if (row % ROWS_IN_A_STEP === 0) yield;
  }
  return filled;
}

/** Over the drafted cells, and over what the block holds beyond them now: that would be cleared. */
function* differencesOf(draft: SheetDraft, grid: Grid, block: Area): Steps<CellDifference[]> {
  const bottom = Math.max(draft.rows.length - 1, Math.min(block.bottom, grid.rowCount - 1));
  const widest = draft.rows.reduce((widest, cells) => Math.max(widest, cells.length), 0);
  const right = Math.max(widest - 1, Math.min(block.right, grid.columnCount - 1));
  const differences: CellDifference[] = [];
  for (let row = 0; row <= bottom; row += 1) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    for (let column = 0; column <= right; column += 1) {
      const before = standingContent(grid.at(row, column));
      const after = contentOf(draft.rows[row]?.[column]);
      if (!isSameContent(before, after)) differences.push({ cell: address(row, column), before, after });
    }
  }
  return differences;
}

/**
 * An earlier lay-out of ours merged other cells than this one, and inside of the block nobody can tell those from a person's:
 * both come apart before anything is written. What reaches out of the block is somebody else's, and would swallow cells of ours.
 */
function strangeMerges(draft: SheetDraft, grid: Grid, block: Area): string[] {
  const bottom = Math.max(block.bottom, draft.rows.length - 1);
  const right = draft.rows.reduce((widest, cells) => Math.max(widest, cells.length - 1), block.right);
  const touches = (area: Area): boolean => area.top <= bottom && area.bottom >= block.top && area.left <= right && area.right >= block.left;
  const inside = (area: Area): boolean => area.top >= block.top && area.bottom <= block.bottom && area.left >= block.left && area.right <= block.right;
  return grid.merges.filter((area) => touches(area) && !inside(area)).map(areaAddress);
}
