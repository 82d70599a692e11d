/**
 * What a write would change, sheet by sheet, found without writing: the drafted cells beside those that stand there now.
 */
import type { Steps } from "../kpi/steps";
import { type BlockPlace, blockPlaces } from "../run/blockPlaces";
import { contentOf, isSameContent, standingContent } from "../run/sameContents";
import { readInParts } from "../run/readInParts";
import { type Change, type SheetId, type SheetInfo, type SheetPart, type Survey, type Workbook, draftInSteps } from "../run/workbook";
import { type Pause, paceWith, pauseWithin, sheetsDone } from "../run/pace";
import { type Area, address, areaAddress } from "../sheets/grid";
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

/** `pause`: as of draftScorecards. */
export async function lookAhead(workbook: Workbook, changes: readonly Change[], pause?: Pause): Promise<Ahead> {
  const survey = await workbook.survey(pauseWithin(pause, 0, 0));
  const standing = blockPlaces(survey);
  const places = changes.map((change) => ({ change, place: (change.block !== null && standing.get(change.block.toLowerCase())) || null }));
  const comparisons = places.flatMap(({ change, place }) => (place ? [comparisonOf(change, place)] : []));
  const fresh = places.flatMap(({ change, place }) => (place ? [] : [change]));
  const isThere = comparisons.length / Math.max(1, changes.length);
  function* take(part: SheetPart): Steps<void> {
    for (const one of comparisons) if (one.sheet === part.id) yield* one.take(part);
  }
  await readInParts(workbook, [...new Set(comparisons.map(({ sheet }) => sheet))], take, pauseWithin(pause, 0, isThere));
  const pace = paceWith(pauseWithin(pause, isThere, 1));
  const done = sheetsDone(fresh.length);
  const made: SheetAhead[] = [];
  for (const [at, change] of fresh.entries()) made.push(await pace.run(newSheet(change), done.of(at)));
  // New sheets are made last to first, each right after the same one; people read them first to last.
  return { survey, sheets: [...comparisons.map((one) => one.result()), ...made.reverse()] };
}

function* newSheet(change: Change): Steps<SheetAhead> {
  yield;
  const draft = yield* draftInSteps(change);
  const name = change.kind === "createSheet" ? change.name : change.block;
  return { block: change.block, name, sheet: null, state: "new", cells: yield* filledCells(draft), differences: [], strangeMerges: [] };
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

interface Comparison {
  readonly sheet: SheetId;
  /** The parts of the sheet, from the first to the last. */
  take(part: SheetPart): Steps<void>;
  result(): SheetAhead;
}

/** The drafted cells, and what the block holds beyond them now, which would be cleared, beside what stands there. */
function comparisonOf(change: Change, place: BlockPlace): Comparison {
  /** Let go of with the last part: hundreds of cards are compared one after the other. */
  let draft: SheetDraft | null = null;
  let next = 0;
  let cells = 0;
  let merges: readonly string[] = [];
  const differences: CellDifference[] = [];

  function* rowsTo(last: number, right: number, { rows }: SheetDraft, part: SheetPart): Steps<void> {
    for (; next <= last; next += 1) {
      if (next % ROWS_IN_A_STEP === 0) yield;
      for (let column = 0; column <= right; column += 1) {
        const before = next < part.top ? "" : standingContent(part.at(next, column));
        const after = contentOf(rows[next]?.[column]);
        if (isSameContent(before, after)) continue;
        cells += 1;
        if (differences.length < MOST_DIFFERENCES) differences.push({ cell: address(next, column), before, after });
      }
    }
  }

  return {
    sheet: place.sheet.id,
    *take(part) {
      yield;
      const drafted = (draft ??= yield* draftInSteps(change));
      const { rowCount, columnCount } = part;
      const bottom = Math.max(drafted.rows.length - 1, Math.min(place.area.bottom, rowCount - 1));
      const right = Math.max(widest(drafted) - 1, Math.min(place.area.right, columnCount - 1));
      const isLast = part.bottom >= rowCount - 1;
      yield* rowsTo(isLast ? bottom : Math.min(bottom, part.bottom), right, drafted, part);
      if (!isLast) return;
      merges = strangeMerges(drafted, part.merges, place.area);
      draft = null;
    },
    result: () => ({
      block: change.block,
      name: place.sheet.name,
      sheet: place.sheet,
      state: cells === 0 ? "same" : "changed",
      cells,
      differences,
      strangeMerges: merges,
    }),
  };
}

function widest({ rows }: SheetDraft): number {
  return rows.reduce((most, cells) => Math.max(most, cells.length), 0);
}

/**
 * An earlier lay-out of ours merged other cells than this one, and inside of the block nobody can tell those from a person's:
 * both come apart before anything is written. What reaches out of the block is somebody else's, and would swallow cells of ours.
 */
function strangeMerges(draft: SheetDraft, merges: readonly Area[], block: Area): string[] {
  const bottom = Math.max(block.bottom, draft.rows.length - 1);
  const right = Math.max(widest(draft) - 1, block.right);
  const touches = (area: Area): boolean => area.top <= bottom && area.bottom >= block.top && area.left <= right && area.right >= block.left;
  const inside = (area: Area): boolean => area.top >= block.top && area.bottom <= block.bottom && area.left >= block.left && area.right <= block.right;
  return merges.filter((area) => touches(area) && !inside(area)).map(areaAddress);
}
