/**
 * The memory of the last run, on a hidden sheet of ours: what it wrote, what stood there before it, and what it found.
 *
 * Text packed into cells of 30,000 letters at most, so that it lies in the workbook itself, works in Excel and in a file alike, and is there when it is opened again.
 * Whoever deletes the sheet loses nothing but the way back.
 */
import type { Steps } from "../kpi/steps";
import type { DraftCell, SheetDraft } from "../sheets/draft";
import { type Grid, areaAddress } from "../sheets/grid";
import { hashOf } from "../sheets/hash";
import { blockOfLastRun, freeSheetName } from "../sheets/sheetNames";
import { type BlockPlace, blockPlaces } from "./blockPlaces";
import { type Pace, type Pause, paceWith, pauseWithin } from "./pace";
import { packedText, unpackedText } from "./packedText";
import type { RunFacts } from "./runFacts";
import { contentOf, isSameContent, standingContent } from "./sameContents";
import { type Change, type Survey, type Workbook, type WriteReport, draftInSteps } from "./workbook";

export interface LastRun {
  /** What it found, and what had been found before it; null: not known. */
  readonly facts: RunFacts | null;
  readonly factsBefore: RunFacts | null;
  /** Empty where it was too much to be kept. */
  readonly blocks: readonly KeptBlock[];
}

export interface KeptBlock {
  readonly block: string;
  /** As it was written. */
  readonly now: SheetDraft;
  /** As it stood before; null: the sheet was made by that run; absent: that run did not change it. */
  readonly before?: SheetDraft | null;
}

/** The words on the hidden sheet, in the workbook's language. */
export interface LastRunLabels {
  readonly sheetName: string;
  readonly note: string;
  readonly cardSuffix: string;
}

const FORM = "kpi-last-run-1";
/** Excel takes 32,767 letters in a cell. */
const CELL_LETTERS = 30_000;
/** Before each piece: what is packed may begin with "+" or "=", and no program is to take that for a formula. */
const PIECE = ":";
/** More than this is not kept: three megabytes in the workbook, about a hundred cards of thirty lines. */
const MOST_LETTERS = 3_000_000;
/** Packed, it becomes an eighth of what it was: more than this would be gathered in vain. */
const MOST_GATHERED = 30_000_000;
/** The first row says to people what this is, the second how to put the pieces together. */
const FORM_ROW = 1;
const FIRST_PIECE = 2;

/** null: there is none, or somebody has changed it. */
export async function readLastRun(workbook: Workbook, pause?: Pause): Promise<LastRun | null> {
  const lines = await linesKept(workbook, pause);
  return lines && lastRunIn(lines, paceWith(pause));
}

/** What the last run found, and whether there is a way back: a look that takes no more time the more is kept. */
export async function readLastFacts(workbook: Workbook, pause?: Pause): Promise<(Pick<LastRun, "facts"> & { readonly restorable: boolean }) | null> {
  const lines = await linesKept(workbook, pause);
  return lines && (JSON.parse(lines[0]!) as Head);
}

/** The first line of what is kept; the others are a block each. */
interface Head extends Pick<LastRun, "facts" | "factsBefore"> {
  readonly restorable: boolean;
}

async function linesKept(workbook: Workbook, pause: Pause | undefined): Promise<readonly string[] | null> {
  const place = blockPlaces(await workbook.survey(pause)).get(blockOfLastRun().toLowerCase());
  const grid = place && (await workbook.read([place.sheet.id], pause)).get(place.sheet.id);
  return grid ? linesIn(grid) : null;
}

/** null: it is not as we wrote it. */
async function linesIn(grid: Grid): Promise<readonly string[] | null> {
  const cell = (row: number): string => {
    const { value } = grid.at(row, 0);
    return typeof value === "string" ? value : "";
  };
  const [form, count, hash] = cell(FORM_ROW).split(";");
  if (form !== FORM) return null;
  const packed = Array.from({ length: Math.min(Number(count), grid.rowCount) }, (_, piece) => cell(FIRST_PIECE + piece).slice(PIECE.length)).join("");
  if (hashOf(packed).toString(16) !== hash) return null;
  return (await unpackedText(packed))?.split("\n") ?? null;
}

/** What has our hash was written by us, and so is what we take it for. */
async function lastRunIn([head, ...lines]: readonly string[], pace: Pace): Promise<LastRun> {
  const { facts, factsBefore } = JSON.parse(head!) as Head;
  const blocks: KeptBlock[] = [];
  for (const line of lines) {
    blocks.push(revived(JSON.parse(line) as KeptBlock));
    await pace.breathe();
  }
  return { facts, factsBefore, blocks };
}

/** JSON knows no holes: what is null in a row of cells or heights was none. */
function revived({ block, now, before }: KeptBlock): KeptBlock {
  const whole = (draft: SheetDraft): SheetDraft => ({
    ...draft,
    rows: draft.rows.map((row) => row.map((cell) => cell ?? undefined)),
    rowHeights: draft.rowHeights.map((height) => height ?? undefined),
  });
  return before === undefined ? { block, now: whole(now) } : { block, now: whole(now), before: before && whole(before) };
}

/** `blocks`: each as JSON already; null: they were too much to be kept. */
interface Gathered {
  readonly facts: RunFacts | null;
  readonly factsBefore: RunFacts | null;
  readonly blocks: readonly string[] | null;
}

/** As JSON.stringify writes it, a card at a time. */
function* factsText(facts: RunFacts | null): Steps<string> {
  if (!facts) return "null";
  const { cards, ...rest } = facts;
  const texts: string[] = [];
  for (const card of cards) {
    texts.push(JSON.stringify(card));
    yield;
  }
  return `${JSON.stringify(rest).slice(0, -1)},"cards":[${texts.join(",")}]}`;
}

async function memoryDraft({ facts, factsBefore, blocks }: Gathered, { note }: LastRunLabels, pace: Pace): Promise<SheetDraft> {
  const [now, before] = [await pace.run(factsText(facts)), await pace.run(factsText(factsBefore))];
  const text = (kept: readonly string[]): string => [`{"facts":${now},"factsBefore":${before},"restorable":${kept.length > 0}}`, ...kept].join("\n");
  const whole = await packedText(text(blocks ?? []), pace);
  await pace.breathe();
  const packed = whole.length <= MOST_LETTERS ? whole : await packedText(text([]));
  const count = Math.ceil(packed.length / CELL_LETTERS);
  const pieces = Array.from({ length: count }, (_, piece) => PIECE + packed.slice(piece * CELL_LETTERS, (piece + 1) * CELL_LETTERS));
  const texts = [note, `${FORM};${count};${hashOf(packed).toString(16)}`, ...pieces];
  return {
    rows: texts.map((value): DraftCell[] => [{ value, mark: { row: "plain", role: "text" } }]),
    columnWidths: [60],
    rowHeights: texts.map(() => 15),
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: true,
    hidden: true,
    font: "Calibri",
    print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
  };
}

// --- Writing ----------------------------------------------------------------------------------------------------

/** How much of writing is looking at what stands there, and how much gathering what is kept of it. */
const LOOKED = 0.05;
const GATHERED = 0.25;

/** Writes, and keeps what it takes to take it back. The memory is written first: where writing breaks off, the way back is there already. */
export async function writeRemembering(
  workbook: Workbook,
  changes: readonly Change[],
  facts: RunFacts | null,
  labels: LastRunLabels,
  pause?: Pause,
): Promise<WriteReport> {
  const looking = pauseWithin(pause, 0, LOOKED);
  const survey = await workbook.survey(looking);
  const places = blockPlaces(survey);
  const memory = places.get(blockOfLastRun().toLowerCase()) ?? null;
  const standing = placesOf(changes, places);
  const ids = [...standing.values(), ...(memory ? [memory] : [])].map(({ sheet }) => sheet.id);
  const grids = await workbook.read([...new Set(ids)], looking);
  const lines = memory ? await linesIn(grids.get(memory.sheet.id)!) : null;
  const pace = paceWith(pauseWithin(pause, LOOKED, GATHERED));
  const last = lines && (await lastRunIn(lines, pace));
  const { changed, blocks } = await gather(changes, { standing, grids, last, pace });
  const remembered = changed ? await memoryChange({ facts, factsBefore: last?.facts ?? null, blocks }, { survey, memory, grids }, labels, pace) : null;
  const writing = pauseWithin(pause, GATHERED, 1);
  if (!remembered) return workbook.write(changes, writing);
  const report = await workbook.write([remembered, ...changes], writing);
  // The memory is no sheet that anybody asked for.
  return { sheets: report.sheets.slice(1) };
}

function placesOf(changes: readonly Change[], places: ReadonlyMap<string, BlockPlace>): ReadonlyMap<string, BlockPlace> {
  const found = new Map<string, BlockPlace>();
  for (const { kind, block } of changes) {
    const place = kind === "rewriteBlock" ? places.get(block.toLowerCase()) : undefined;
    if (place && block !== null) found.set(block, place);
  }
  return found;
}

interface Standing {
  readonly standing: ReadonlyMap<string, BlockPlace>;
  readonly grids: ReadonlyMap<string, Grid>;
  readonly last: LastRun | null;
  readonly pace: Pace;
}

/** Block by block, and as text at once: hundreds of drafted cards do not fit into memory side by side. */
async function gather(changes: readonly Change[], { standing, grids, last, pace }: Standing): Promise<{ changed: boolean; blocks: string[] | null }> {
  const known = new Map((last?.blocks ?? []).map(({ block, now }) => [block, now]));
  const blocks: string[] = [];
  let [changed, letters] = [false, 0];
  const keep = async (kept: KeptBlock): Promise<void> => {
    const text = await pace.run(keptText(kept, MOST_GATHERED - letters));
    letters += text?.length ?? MOST_GATHERED + 1;
    if (text !== null) blocks.push(text);
  };
  for (const [done, change] of changes.entries()) {
    const { block } = change;
    if (block === null) continue;
    const draft = await pace.run(draftInSteps(change));
    const place = standing.get(block);
    const grid = place && grids.get(place.sheet.id);
    const part = { from: done / changes.length, to: (done + 1) / changes.length, steps: 1 };
    const look = grid && (known.get(block) ?? (await pace.run(withFormatsOf(draft, grid), part)));
    const before = place && grid && look ? await pace.run(standingDraft(place, grid, look), part) : null;
    known.delete(block);
    const isSame = before !== null && (await pace.run(isSameDraft(before, draft), part));
    changed ||= !isSame;
    // Nothing is kept any more: what remains to be seen is whether anything changes.
    if (letters <= MOST_GATHERED) await keep(isSame ? { block, now: draft } : { block, now: draft, before });
    if (changed && letters > MOST_GATHERED) break;
    await pace.breathe((done + 1) / changes.length);
  }
  // What this run leaves alone stands as the one before it wrote it.
  for (const [block, now] of known) if (letters <= MOST_GATHERED) await keep({ block, now });
  return { changed, blocks: letters <= MOST_GATHERED ? blocks : null };
}

const ROWS_IN_A_STEP = 20;

/** As JSON.stringify writes it, some rows at a time; null: it would be longer than `most`. */
function* keptText({ block, now, before }: KeptBlock, most: number): Steps<string | null> {
  const drafted = yield* draftText(now, most);
  if (drafted === null) return null;
  const stood = before ? yield* draftText(before, most - drafted.length) : null;
  if (before && stood === null) return null;
  const text = `{"block":${JSON.stringify(block)},"now":${drafted}${before === undefined ? "" : `,"before":${stood ?? "null"}`}}`;
  return text.length <= most ? text : null;
}

function* draftText(draft: SheetDraft, most: number): Steps<string | null> {
  const [lead = "", rest = ""] = JSON.stringify({ ...draft, rows: [] }).split('"rows":[]');
  const rows: string[] = [];
  let letters = lead.length + rest.length;
  for (const row of draft.rows) {
    const text = JSON.stringify(row);
    letters += text.length + 1;
    if (letters > most) return null;
    rows.push(text);
    if (rows.length % ROWS_IN_A_STEP === 0) yield;
  }
  return `${lead}"rows":[${rows.join(",")}]${rest}`;
}

interface MemoryPlace {
  readonly survey: Survey;
  readonly memory: BlockPlace | null;
  readonly grids: ReadonlyMap<string, Grid>;
}

/** null: there is no place for it, and the run goes on without. */
async function memoryChange(last: Gathered, { survey, memory, grids }: MemoryPlace, labels: LastRunLabels, pace: Pace): Promise<Change | null> {
  const block = blockOfLastRun();
  if (!memory) {
    if (survey.structureProtected) return null;
    const taken = survey.sheets.map(({ name }) => name);
    const draft = await memoryDraft(last, labels, pace);
    return { kind: "createSheet", name: freeSheetName(labels.sheetName, taken, labels.cardSuffix), block, after: "last", draft };
  }
  const { sheet, area } = memory;
  const grid = grids.get(sheet.id);
  // Somebody uses our sheet for something else: that stays.
  const isOursAlone = grid !== undefined && grid.rowCount - 1 <= area.bottom;
  return sheet.protected || sheet.filtered || !isOursAlone ? null : { kind: "rewriteBlock", block, draft: await memoryDraft(last, labels, pace) };
}

// --- A block as it stands ---------------------------------------------------------------------------------------

/** What stands in a block as a draft that would write it again: contents and merges from the sheet, looks from what was written there last. */
function* standingDraft({ area }: BlockPlace, grid: Grid, look: SheetDraft): Steps<SheetDraft> {
  const height = Math.max(area.bottom + 1, look.rows.length);
  const width = look.rows.reduce((widest, row) => Math.max(widest, row.length), area.right + 1);
  const inside = (row: number, column: number): boolean => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
  const rows: (DraftCell | undefined)[][] = [];
  for (let row = 0; row < height; row += 1) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    rows.push(
      Array.from({ length: width }, (_column, column) => (inside(row, column) ? standingCell(grid, row, column, look.rows[row]?.[column]) : undefined)),
    );
  }
  const tables = look.tables.filter((table) => headsStand(table.area, table.columns, rows));
  const merges = grid.merges.filter((one) => inside(one.top, one.left) && inside(one.bottom, one.right)).map(areaAddress);
  return { ...look, rows: trimmed(rows, look.rows), merges, tables };
}

/** Where nothing is kept of what was written there, the new look is the nearest to it, with the number formats that stand there. */
function* withFormatsOf(draft: SheetDraft, grid: Grid): Steps<SheetDraft> {
  const rows: (DraftCell | undefined)[][] = [];
  for (const [row, cells] of draft.rows.entries()) {
    if (row % ROWS_IN_A_STEP === 0) yield;
    rows.push(
      cells.map((cell, column): DraftCell | undefined => {
        if (!cell) return undefined;
        const { format: _drafted, ...plain } = cell;
        const { format } = grid.at(row, column);
        return format === "General" ? plain : { ...plain, format };
      }),
    );
  }
  return { ...draft, rows };
}

function standingCell(grid: Grid, row: number, column: number, look: DraftCell | undefined): DraftCell | undefined {
  const cell = grid.at(row, column);
  const value = typeof cell.value === "object" ? null : cell.value;
  if (look && isSameContent(contentOf(look), standingContent(cell))) return look.formula === undefined ? look : { ...look, value };
  if (value === null && cell.formula === undefined && !look) return undefined;
  const format = look?.format ?? (cell.format === "General" ? undefined : cell.format);
  return {
    // An error that somebody typed is kept as its text.
    value: cell.formula === undefined && typeof cell.value === "object" && cell.value ? cell.value.error : value,
    mark: look?.mark ?? { row: "plain", role: "text" },
    ...(cell.formula === undefined ? {} : { formula: cell.formula }),
    ...(format === undefined ? {} : { format }),
  };
}

/** Excel calls a table's columns by what stands in its heading row. */
function headsStand(area: string, columns: readonly string[], rows: readonly (readonly (DraftCell | undefined)[])[]): boolean {
  const [, letters = "", row = ""] = /^([A-Z]+)(\d+)/.exec(area) ?? [];
  const left = [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return columns.every((name, place) => rows[Number(row) - 1]?.[left + place]?.value === name);
}

type Rows = SheetDraft["rows"];

/** Without blank ends of rows, but for those that `as` has. */
function trimmed(rows: Rows, as: Rows = []): Rows {
  return rows.map((row, place) => row.slice(0, Math.max(as[place]?.length ?? 0, row.findLastIndex((cell) => cell !== undefined) + 1)));
}

/** Results of formulas do not count: they change by themselves. */
function* isSameDraft(one: SheetDraft, other: SheetDraft): Steps<boolean> {
  const text = ({ rows, merges, ...draft }: SheetDraft): string => JSON.stringify({ ...draft, merges: [...merges].sort(), rows: rows.length });
  if (text(one) !== text(other)) return false;
  for (const [place, row] of one.rows.entries()) {
    if (place % ROWS_IN_A_STEP === 0) yield;
    if (!isSameRow(row, other.rows[place]!)) return false;
  }
  return true;
}

type Row = SheetDraft["rows"][number];

function isSameRow(one: Row, other: Row): boolean {
  const text = (row: Row): string => JSON.stringify(trimmed([row])[0]!.map(comparedCell));
  return (
    text(one) === text(other) && one.every((cell, column) => cell?.formula === undefined || isSameContent(`=${cell.formula}`, `=${other[column]!.formula!}`))
  );
}

/** In one order, whichever way the cell came about. */
function comparedCell(cell: DraftCell | undefined): unknown {
  if (!cell) return null;
  const { value, mark, format, formula, link } = cell;
  return [formula === undefined ? value : "", formula !== undefined, mark.row, mark.role, mark.indent ?? 0, format ?? "General", link ?? null];
}

// --- Taking it back ---------------------------------------------------------------------------------------------

export interface Restorable {
  /** Sheets of ours that get back what stood on them, by their present names; of those that the run made, the block is emptied. */
  readonly sheets: readonly { readonly name: string; readonly emptied: boolean }[];
  /** Cells of those blocks that somebody has changed since, the first of them, and how many there are. */
  readonly edits: readonly EditSince[];
  readonly editCount: number;
}

export interface EditSince {
  readonly sheet: string;
  readonly cell: string;
  /** As the run wrote it, and as it stands: what restoring would replace. */
  readonly written: string;
  readonly stands: string;
}

/** So many of the edits are listed. */
const MOST_EDITS = 20;

/** What restoring would do; null: there is nothing to take back. */
export async function lookBack(workbook: Workbook, last: LastRun, pause?: Pause): Promise<Restorable | null> {
  const places = blockPlaces(await workbook.survey(pause));
  const found = last.blocks.flatMap((kept) => {
    const place = kept.before === undefined ? undefined : places.get(kept.block.toLowerCase());
    return place ? [{ kept, place }] : [];
  });
  if (found.length === 0) return null;
  const grids = await workbook.read([...new Set(found.map(({ place }) => place.sheet.id))], pause);
  const pace = paceWith(pause);
  const edits: EditSince[] = [];
  for (const { kept, place } of found) {
    for (const edit of editsIn(kept.now, place, grids.get(place.sheet.id)!)) edits.push(edit);
    await pace.breathe();
  }
  return {
    sheets: found.map(({ kept, place }) => ({ name: place.sheet.name, emptied: kept.before === null })),
    edits: edits.slice(0, MOST_EDITS),
    editCount: edits.length,
  };
}

function editsIn(now: SheetDraft, { sheet, area }: BlockPlace, grid: Grid): readonly EditSince[] {
  const edits: EditSince[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const [written, stands] = [contentOf(now.rows[row]?.[column]), standingContent(grid.at(row, column))];
      if (!isSameContent(written, stands))
        edits.push({ sheet: sheet.name, cell: areaAddress({ top: row, bottom: row, left: column, right: column }), written, stands });
    }
  }
  return edits;
}

const EMPTY: Pick<SheetDraft, "rows" | "columnWidths" | "rowHeights" | "merges" | "conditionalFormats" | "tables" | "gridlines" | "print"> = {
  rows: [[{ value: null, mark: { row: "plain", role: "text" } }]],
  columnWidths: [],
  rowHeights: [],
  merges: [],
  conditionalFormats: [],
  tables: [],
  gridlines: true,
  print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
};

/**
 * Gives the sheets of ours back what stood on them before the last run. It is a run like any other, so that restoring once more takes it back,
 * with whatever somebody had changed in between. A sheet that was deleted since stays so, and one that the run had made is emptied, not deleted.
 */
export async function restoreLastRun(workbook: Workbook, last: LastRun, labels: LastRunLabels, pause?: Pause): Promise<WriteReport> {
  const places = blockPlaces(await workbook.survey());
  const changes = last.blocks.flatMap(({ block, now, before }): Change[] => {
    if (before === undefined || !places.has(block.toLowerCase())) return [];
    return [{ kind: "rewriteBlock", block, draft: before ?? { ...EMPTY, font: now.font } }];
  });
  return writeRemembering(workbook, changes, last.factsBefore, labels, pause);
}
