/// <reference types="office-js" />
/**
 * The Workbook port over the workbook that is open in Excel.
 *
 * Needs ExcelApi 1.13 and nothing newer. Everything is looked at before anything is written; what is then written is small trips in a fixed order,
 * each of which leaves the workbook in a state from which the next run heals it: a new sheet gets its block's name in the very trip that makes it.
 */
import type { Steps } from "../kpi/steps";
import type { DraftCell, SheetDraft } from "../sheets/draft";
import { address, areaAddress, BLANK, quoteSheet, type Area, type Cell } from "../sheets/grid";
import { type Pause, paceWith, pauseWithin, sheetsDone } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import { type Change, type Survey, type Workbook, type WriteReport, draftInSteps } from "../run/workbook";
import { chartRemovalSteps } from "./chartSteps";
import { cellLookSteps, contentSteps, draftedArea, newTableStep, sheetLookSteps, tableArea, typedCell, type Typed } from "./draftSteps";
import { kindOf, type LookMemory, linksInSteps, memoryInSteps, memoryParts, recall, sheetCodeOf, stretchOf } from "./lookMemory";
import { Places } from "./places";
import { READ_BYTES, readRows } from "./readCells";
import { removeSheets } from "./removeSheets";
import { readSheets, readSheetsInParts } from "./readSheets";
import { touches, union, without } from "./rectangles";
import { areaOf, surveyWorkbook, type OpenSurvey, type OpenTable } from "./survey";
import { learningRoom, type OwnThread, steadyRoom, type TripRoom } from "./tripRoom";
import { inTurn, newTrips, REAL_CLOCK, type TripOptions, type Trips } from "./trips";
import { fitting } from "./typedText";
import { sameFormula } from "./sameFormula";
import { jsonBytes, MOMENT, type Planned, send, step, STEP_BYTES, TRIP_BYTES, type SheetRef, type WriteStep } from "./writeSteps";

export interface OfficeOptions extends TripOptions {
  /** Bytes of every trip of writing; absent: as many as Excel does in about half a second. Excel on the web refuses above 5 MB. */
  readonly tripBytes?: number;
  /** The thread that somebody looks at while the trips go on; absent: nobody does. */
  readonly thread?: OwnThread;
}

interface Rooms {
  readonly read: TripRoom;
  readonly write: TripRoom;
}

export function officeWorkbook(options: OfficeOptions = {}): Workbook {
  const trips = newTrips(options);
  const { clock = REAL_CLOCK, thread = null } = options;
  const rooms: Rooms = {
    read: learningRoom(READ_BYTES, clock, thread),
    write: options.tripBytes === undefined ? learningRoom(TRIP_BYTES, clock, thread) : steadyRoom(options.tripBytes),
  };
  return {
    survey: () => inTurn(async () => asPort(await surveyWorkbook(trips, false))),
    read: (sheets, pause) => inTurn(() => readSheets(trips, sheets, rooms.read, pause)),
    readInParts: (sheets, take, pause) => inTurn(() => readSheetsInParts(trips, sheets, rooms.read, take, pause)),
    write: (changes, pause) => inTurn(() => writeChanges(trips, changes, rooms, pause)),
    removeSheets: (sheets) => inTurn(() => removeSheets(trips, sheets)),
  };
}

/** Without what only writing needs to know. */
function asPort(survey: OpenSurvey): Survey {
  const { sheets, names, date1904, calculationMode, structureProtected, cautions = [] } = survey;
  return {
    sheets,
    names,
    date1904,
    calculationMode,
    structureProtected,
    cautions,
    tables: survey.tables.map(({ name, sheet, area, columns }) => ({ name, sheet, area, columns })),
  };
}

type CreateSheet = Extract<Change, { kind: "createSheet" }>;
type RewriteBlock = Extract<Change, { kind: "rewriteBlock" }>;
type SheetReport = WriteReport["sheets"][number];

/** What one writing knows of the workbook, and adds to it. */
interface Writing {
  readonly survey: OpenSurvey;
  /** Ids of sheets, or names of those that are only about to be made, in the order of their tabs. */
  readonly order: string[];
  /** Names of tables and of cells, folded: Excel wants each only once. */
  readonly takenNames: Set<string>;
}

/** How much of writing is comparing with what stands there, before the first trip that writes. */
const COMPARED = 0.3;

async function writeChanges(trips: Trips, changes: readonly Change[], rooms: Rooms, pause: Pause | undefined): Promise<WriteReport> {
  if (changes.length === 0) return { sheets: [] };
  const survey = await surveyWorkbook(
    trips,
    changes.some((change) => change.kind === "rewriteBlock"),
  );
  const writing: Writing = {
    survey,
    order: survey.sheets.map((sheet) => sheet.id),
    takenNames: new Set([...survey.tables, ...survey.names].map(({ name }) => name.toLowerCase())),
  };
  refuseUnfit(survey, changes);
  const looking = paceWith(pause);
  const blocks: Block[] = [];
  for (const change of changes) {
    if (change.kind === "rewriteBlock") blocks.push(blockOf(survey, change, draftedArea(await looking.run(draftInSteps(change)))));
    await looking.breathe();
  }
  const rewritings = blocks.map((block) => rewritingOf(writing, block));
  await readRows(
    trips,
    blocks.map(({ sheet, old, area }) => ({ sheet: sheet.key, sheetName: sheet.name, area: union(old, area) })),
    rooms.read,
    (index, top, rows) => rewritings[index]!.compare(top, rows),
    pauseWithin(pause, 0, COMPARED),
  );
  const somethingIsWritten = rewritings.some((one) => one.writesContents()) || rewritings.length < changes.length;
  const reports: SheetReport[] = [];
  // A sheet's steps are planned when those before it are on their way: the plans of hundreds of cards would fill the memory, and stop the screen.
  const done = sheetsDone(changes.length);
  let share = 0;
  const pace = paceWith(pause && (() => pause(COMPARED + (1 - COMPARED) * share)));
  function* counted(sheet: number, planned: Iterable<Planned>): Generator<Planned, void, undefined> {
    const shareAfter = done.of(sheet);
    let taken = 0;
    for (const next of planned) {
      share = shareAfter((taken += 1));
      yield next;
    }
  }
  function* steps(): Generator<Planned, void, undefined> {
    for (const [sheet, change] of changes.entries()) {
      share = done.of(sheet)(0);
      yield MOMENT;
      switch (change.kind) {
        case "createSheet": {
          const draft = yield* inMoments(draftInSteps(change));
          yield MOMENT;
          yield* counted(sheet, createSteps(writing, change, draft));
          reports.push({ name: change.name, created: true, cellsChanged: drafted(draft) });
          break;
        }
        case "rewriteBlock": {
          const found = rewritings.find(({ block }) => block.change === change)!;
          yield* counted(sheet, found.steps());
          reports.push({ name: found.block.sheet.name, created: false, cellsChanged: found.cellsChanged(somethingIsWritten) });
        }
      }
    }
  }
  await send(trips, steps(), rooms.write, pace);
  return { sheets: reports };
}

function drafted(draft: SheetDraft): number {
  return draft.rows.reduce((total, row) => total + row.filter((cell) => cell !== undefined).length, 0);
}

/** Before anything is written: what Excel would refuse, and what it would do wrong without a word. */
function refuseUnfit(survey: OpenSurvey, changes: readonly Change[]): void {
  const names = new Set(survey.sheets.map((sheet) => sheet.name.toLowerCase()));
  for (const change of changes) {
    if (change.kind === "rewriteBlock") continue;
    if (survey.structureProtected) throw new WorkbookError("structureProtected", change.name);
    if (names.has(change.name.toLowerCase())) throw new Error(`There is a sheet “${change.name}” already.`);
    names.add(change.name.toLowerCase());
    const { block, after } = change;
    if (block !== null && survey.names.some((name) => name.sheet === null && name.name === block && !refersToNothing(name.refersTo)))
      throw new Error(`There is a block “${block}” already.`);
    if (after !== "first" && after !== "last" && !survey.sheets.some((sheet) => sheet.id === after)) throw new Error(`No sheet has the id ${after}.`);
  }
}

function refersToNothing(reference: string): boolean {
  return reference.includes("#REF!");
}

/** Excel tells names apart without regard to case. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

interface Block {
  readonly change: RewriteBlock;
  readonly sheet: SheetRef;
  /** What earlier runs kept with the sheet. */
  readonly properties: ReadonlyMap<string, string> | undefined;
  readonly old: Area;
  readonly area: Area;
}

function blockOf(survey: OpenSurvey, change: RewriteBlock, area: Area): Block {
  const name = survey.names.find((candidate) => candidate.sheet === null && sameName(candidate.name, change.block));
  const match = name && /^'((?:[^']|'')+)'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)$/.exec(name.refersTo);
  const sheet = match && survey.sheets.find((candidate) => candidate.name === match[1]!.replace(/''/g, "'"));
  if (!name) throw new Error(`There is no block “${change.block}”.`);
  if (!sheet) throw new WorkbookError("sheetGone", change.block);
  if (sheet.protected) throw new WorkbookError("sheetProtected", sheet.name);
  if (sheet.filtered) throw new WorkbookError("sheetFiltered", sheet.name);
  return {
    change,
    sheet: { key: sheet.id, name: sheet.name },
    properties: survey.properties.get(sheet.id),
    old: areaOf(match[2]!),
    area,
  };
}

function* createSteps(writing: Writing, { name, block, after }: CreateSheet, draft: SheetDraft): Generator<Planned, void, undefined> {
  const sheet: SheetRef = { key: name, name };
  const area = draftedArea(draft);
  const position = after === "first" ? 0 : after === "last" ? writing.order.length : writing.order.indexOf(after) + 1;
  const isLast = position === writing.order.length;
  writing.order.splice(position, 0, name);
  const make = step(sheet, 4 * STEP_BYTES, (batch) => {
    const made = batch.context.workbook.worksheets.add(name);
    batch.made(sheet, made);
    if (!isLast) made.position = position;
    if (draft.hidden) made.visibility = "Hidden";
    if (block === null) return;
    const range = made.getRange(areaAddress(area));
    range.untrack();
    const { names } = batch.context.workbook;
    // Its sheet was deleted: the name stayed behind and refers to nothing.
    if (writing.survey.names.some((standing) => standing.sheet === null && standing.name === block)) names.getItem(block).delete();
    names.add(block, range).visible = false;
  });
  yield make;
  yield MOMENT;
  yield* contentSteps(sheet, area, (row, column) => {
    const typed = typedCell(draft.rows[row]?.[column]);
    return typed === "" ? null : typed;
  });
  yield* draft.tables.map((table) => newTableStep(sheet, table, freeTableName(writing, table.name)));
  yield* cellLookSteps(sheet, draft, { fresh: true, changes: () => true, holes: [] });
  yield MOMENT;
  yield* sheetLookSteps(sheet, draft, true, area);
  if (block !== null) yield* memorySteps(sheet, block, draft, undefined);
}

/** Come last: they say that all before them is done. */
function* memorySteps(
  sheet: SheetRef,
  block: string,
  draft: SheetDraft,
  earlier: ReadonlyMap<string, string> | undefined,
): Generator<Planned, void, undefined> {
  const memory = yield* inMoments(memoryInSteps(draft));
  yield memoryStep(sheet, memoryParts(block, memory, earlier));
}

/** Where only some of the parts come to Excel, the next run finds no memory in them and dresses all cells again. */
function memoryStep(sheet: SheetRef, parts: readonly (readonly [string, string])[]): WriteStep {
  const middle = Math.ceil(parts.length / 2);
  return {
    sheet,
    bytes: parts.reduce((total, [key, value]) => total + 250 + jsonBytes(key) + jsonBytes(value), 0),
    apply(batch) {
      const { customProperties } = batch.sheet(sheet);
      parts.forEach(([key, value]) => customProperties.add(key, value));
    },
    halves: () => (parts.length < 2 ? null : [memoryStep(sheet, parts.slice(0, middle)), memoryStep(sheet, parts.slice(middle))]),
  };
}

/** Work in steps, as moments among what is planned. */
function* inMoments<T>(steps: Steps<T>): Generator<Planned, T, undefined> {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    yield MOMENT;
  }
}

function freeTableName({ takenNames }: Writing, wanted: string): string {
  let name = wanted;
  for (let number = 2; takenNames.has(name.toLowerCase()); number += 1) name = `${wanted}_${number}`;
  takenNames.add(name.toLowerCase());
  return name;
}

interface Rewriting {
  readonly block: Block;
  /** What stands there, of all rows of both areas from the first to the last; throws where that is not ours and our block has to grow over it. */
  compare(top: number, rows: readonly (readonly Cell[])[]): Steps<void>;
  /** Once all is compared: whether anything but looks will be another one. */
  writesContents(): boolean;
  /** Once all is compared. A formula's new result counts only where something else is written: by itself it would not change. */
  cellsChanged(somethingIsWritten: boolean): number;
  /** Planned as they are asked for: the draft may be laid out anew for them. */
  steps(): Iterable<Planned>;
}

/** What a block is compared with. */
interface Beside {
  readonly draft: SheetDraft;
  /** Of each stretch of the draft where its links lead. */
  readonly links: readonly string[];
  /** null: nothing is known of how the block looks. */
  readonly memory: LookMemory | null;
}

/** So many rows are compared in one step. */
const ROWS_COMPARED = 25;

function rewritingOf(writing: Writing, block: Block): Rewriting {
  const { change, sheet, old, area, properties } = block;
  const whole = union(old, area);
  const grown = without(area, old);
  const given = without(old, area);
  const contents = new Places();
  const looks = new Places();
  const holes: { readonly row: number; readonly column: number }[] = [];
  /** Cells with contents in what the block gives up; cells that change, and formulas of which only the result will be another one. */
  const counted = { cleared: 0, changed: 0, results: 0 };
  /** What follows once all rows are compared. `bare`: what belongs to the sheet as a whole is set anew; `everywhere`: so is every cell's look. */
  let found = { nothing: false, bare: false, everywhere: false, tables: NO_TABLES };
  /** Let go of with the last row: hundreds of cards are compared one after the other. */
  let beside: Beside | null = null;
  const moved = areaAddress(old) !== areaAddress(area);
  function* begun(): Steps<Beside> {
    const draft = yield* draftInSteps(change);
    yield;
    const memory = recall(change.block, properties);
    yield;
    return { draft, memory, links: memory ? yield* linksInSteps(draft) : [] };
  }

  function compareRow(row: number, standing: readonly Cell[], { draft, memory, links }: Beside): void {
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = draft.rows[row]?.[column];
      const stands = standing[column - whole.left] ?? BLANK;
      const typed = typedCell(cell);
      const held = holds(stands, typed, cell);
      if (!held) contents.add(row, column);
      const leads = !cell?.link || memory?.linksAt(stretchOf(row)) === links[stretchOf(row)];
      const dressed = leads && memory?.kindAt(row, column) === kindOf(cell, draft.font);
      if (!dressed && cell) looks.add(row, column);
      if (!dressed && !cell) holes.push({ row, column });
      if (!held || (!dressed && cell)) counted.changed += 1;
      else if (cell?.formula !== undefined && stands.value !== cell.value) counted.results += 1;
    }
  }

  return {
    block,
    *compare(top, rows) {
      const { draft, memory } = (beside ??= yield* begun());
      for (const [down, standing] of rows.entries()) {
        if (down % ROWS_COMPARED === 0) yield;
        const row = top + down;
        refuseInTheWay(sheet, grown, row, whole.left, standing);
        memory?.see(standing);
        counted.cleared += given.reduce((count, rest) => count + filledIn(rest, row, whole.left, standing), 0);
        if (row <= area.bottom) compareRow(row, standing, beside);
      }
      if (top + rows.length <= whole.bottom) return;
      // Where somebody has merged cells of ours since, what is written below the first of them would be lost.
      const merged = contents.size > 0 && mergesDiffer(writing.survey.merges.get(sheet.key) ?? [], old, draft);
      const bare = memory?.sheetCode !== sheetCodeOf(draft) || merged;
      const tables = tableSteps(writing, block, draft);
      const isSame = contents.size + looks.size + holes.length + tables.before.length + tables.after.length === 0;
      found = { bare, tables, nothing: isSame && !bare && !moved, everywhere: !memory?.untouched() };
      beside = null;
    },
    writesContents: () => contents.size + counted.cleared > 0,
    cellsChanged: (somethingIsWritten) => counted.changed + counted.cleared + (somethingIsWritten ? counted.results : 0),
    *steps() {
      const { nothing, bare, everywhere, tables } = found;
      if (nothing) return;
      const again = yield* inMoments(draftInSteps(change));
      // First of all the block takes in what it grows over: where this writing breaks off, the next one knows those cells for ours.
      if (moved) yield areaStep(sheet, change.block, whole);
      yield* tables.before;
      // Values under merged cells would be lost, so they come apart before anything is written.
      if (bare) yield apartStep(sheet, old);
      yield* given.map((rest) => step(sheet, STEP_BYTES, (batch) => untracked(batch.sheet(sheet).getRange(areaAddress(rest))).clear()));
      yield* contentSteps(sheet, area, (row, column) => (contents.has(row, column) ? typedCell(again.rows[row]?.[column]) : null));
      yield* tables.after;
      yield* cellLookSteps(sheet, again, { fresh: false, changes: (row, column) => everywhere || looks.has(row, column), holes });
      if (bare) yield* chartRemovalSteps(sheet, writing.survey.charts.get(sheet.key) ?? []);
      if (bare) yield* sheetLookSteps(sheet, again, false, whole);
      if (moved) yield areaStep(sheet, change.block, area);
      yield* memorySteps(sheet, change.block, again, properties);
    },
  };
}

/** Cells of one row that are not ours, where our block has to grow. */
function refuseInTheWay(sheet: SheetRef, grown: readonly Area[], row: number, left: number, standing: readonly Cell[]): void {
  for (const { top, bottom, left: from, right } of grown) {
    if (row < top || row > bottom) continue;
    for (let column = from; column <= right; column += 1)
      if (!isBlank(standing[column - left] ?? BLANK)) throw new WorkbookError("inTheWay", `${quoteSheet(sheet.name)}!${address(row, column)}`);
  }
}

/** Cells with contents that one row has in the area. */
function filledIn(area: Area, row: number, left: number, standing: readonly Cell[]): number {
  if (row < area.top || row > area.bottom) return 0;
  return standing.slice(area.left - left, area.right - left + 1).filter((cell) => !isBlank(cell)).length;
}

/** Cells are merged inside of what is ours now otherwise than in the draft. */
function mergesDiffer(standing: readonly Area[], old: Area, draft: SheetDraft): boolean {
  const inside = standing.filter((area) => touches(area, old)).map(areaAddress);
  return inside.length !== draft.merges.length || inside.some((area) => !draft.merges.includes(area));
}

function apartStep(sheet: SheetRef, area: Area): WriteStep {
  return step(sheet, STEP_BYTES, (batch) => untracked(batch.sheet(sheet).getRange(areaAddress(area))).unmerge());
}

function isBlank({ value, formula }: Cell): boolean {
  return value === null && formula === undefined;
}

function untracked(range: Excel.Range): Excel.Range {
  range.untrack();
  return range;
}

function areaStep(sheet: SheetRef, block: string, area: Area): WriteStep {
  const anchored = areaAddress(area).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
  return step(sheet, STEP_BYTES, (batch) => (batch.context.workbook.names.getItem(block).formula = `=${quoteSheet(sheet.name)}!${anchored}`));
}

/** True where the cell holds already what is drafted. A formula's result is Excel's affair. */
function holds(standing: Cell, typed: Typed, cell: DraftCell | undefined): boolean {
  if (cell?.formula !== undefined) return standing.formula !== undefined && sameFormula(standing.formula, cell.formula);
  if (standing.formula !== undefined) return false;
  if (typed === "") return standing.value === null || standing.value === "";
  return standing.value === (typeof cell?.value === "string" ? fitting(cell.value) : typed);
}

interface TableSteps {
  readonly before: readonly WriteStep[];
  readonly after: readonly WriteStep[];
}

const NO_TABLES: TableSteps = { before: [], after: [] };

/** Tables of ours follow the draft in place where their heading row stays; others are taken apart and made anew. */
function tableSteps(writing: Writing, { sheet, old }: Block, draft: SheetDraft): TableSteps {
  const inBlock = writing.survey.tables.filter((table) => table.sheet === sheet.key && touches(areaOf(table.area), old));
  const kept = new Set<OpenTable>();
  const after = draft.tables.flatMap((table): readonly WriteStep[] => {
    const wanted = tableArea(table);
    const standing = inBlock.find((candidate) => {
      const area = areaOf(candidate.area);
      return !kept.has(candidate) && area.top === wanted.top && area.left === wanted.left;
    });
    if (!standing) return [newTableStep(sheet, table, freeTableName(writing, table.name))];
    kept.add(standing);
    if (standing.area === areaAddress(wanted)) return [];
    return [step(sheet, STEP_BYTES, (batch) => batch.context.workbook.tables.getItem(standing.id).resize(areaAddress(wanted)))];
  });
  const before = inBlock
    .filter((table) => !kept.has(table))
    .map((table) => step(sheet, STEP_BYTES, (batch) => untracked(batch.context.workbook.tables.getItem(table.id).convertToRange())));
  return { before, after };
}
