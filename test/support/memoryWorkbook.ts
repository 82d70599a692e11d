/** A workbook in memory, whose sheets are given as arrays: the Workbook port for tests of reading and running. It keeps the drafts that were written to it. */
import type { Change, DefinedName, SheetId, SheetInfo, Survey, TableInfo, Workbook, WriteReport } from "../../src/run/workbook";
import { WorkbookError } from "../../src/run/workbookError";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { address, columnLetters, parseAddress, parseArea, quoteSheet, type Area, type Cell, type CellValue, type Grid } from "../../src/sheets/grid";
import { lookOf } from "../../src/sheets/marks";

export type GivenCell = string | number | boolean | null | Cell;

/** What can be said of the given sheets; by their names. */
export interface MemoryOptions {
  readonly hidden?: readonly string[];
  readonly protected?: readonly string[];
  readonly filtered?: readonly string[];
  /** Sheets without cells, such as charts. */
  readonly chartSheets?: readonly string[];
  readonly merges?: Readonly<Record<string, readonly string[]>>;
  /** Counted from 0. */
  readonly hiddenRows?: Readonly<Record<string, readonly number[]>>;
  readonly hiddenColumns?: Readonly<Record<string, readonly number[]>>;
  readonly date1904?: boolean;
  readonly calculationMode?: Survey["calculationMode"];
  readonly structureProtected?: boolean;
}

export interface MemoryWorkbook extends Workbook {
  /** The draft that each of our sheets was last written from, by the sheet's name now. */
  readonly drafts: ReadonlyMap<string, SheetDraft>;
  /** What a person does between two runs. */
  type(sheet: string, cell: string, value: GivenCell): void;
  rename(sheet: string, name: string): void;
  /** As in Excel, names that referred to the sheet refer to nothing from then on. */
  deleteSheet(sheet: string): void;
  protect(sheet: string): void;
}

/** The tests' own look at a stored cell: `look` is "" for cells that no draft wrote. */
interface Stored {
  readonly cell: Cell;
  readonly look: string;
}

interface MemorySheet {
  readonly info: SheetInfo;
  /** By address. */
  readonly cells: ReadonlyMap<string, Stored>;
  readonly merges: readonly Area[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  readonly tables: readonly TableInfo[];
  readonly draft: SheetDraft | null;
}

interface State {
  readonly sheets: readonly MemorySheet[];
  /** Our blocks: the sheet and the area, so that a renamed sheet takes its names along. `sheet` null: it was deleted. */
  readonly blocks: ReadonlyMap<string, { readonly sheet: SheetId | null; readonly area: Area }>;
  readonly lastId: number;
}

const BLANK: Cell = { value: null, format: "General" };

export function memoryWorkbook(sheets: Readonly<Record<string, readonly (readonly GivenCell[])[]>> = {}, options: MemoryOptions = {}): MemoryWorkbook {
  let state: State = {
    sheets: Object.entries(sheets).map(([name, rows], index) => givenSheet(name, rows, String(index + 1), options)),
    blocks: new Map(),
    lastId: Object.keys(sheets).length,
  };

  const changeSheet = (name: string, change: (sheet: MemorySheet) => MemorySheet): void => {
    if (!state.sheets.some((sheet) => sheet.info.name === name)) throw new Error(`There is no sheet “${name}”.`);
    state = { ...state, sheets: state.sheets.map((sheet) => (sheet.info.name === name ? change(sheet) : sheet)) };
  };

  return {
    get drafts() {
      return new Map(state.sheets.flatMap((sheet) => (sheet.draft ? [[sheet.info.name, sheet.draft] as const] : [])));
    },
    survey: async () => ({
      sheets: state.sheets.map((sheet) => sheet.info),
      names: blockNames(state),
      tables: state.sheets.flatMap((sheet) => sheet.tables),
      date1904: options.date1904 ?? false,
      calculationMode: options.calculationMode ?? "automatic",
      structureProtected: options.structureProtected ?? false,
    }),
    read: async (ids) => new Map(ids.map((id) => [id, gridOf(sheetWith(state, id))])),
    write: async (changes) => {
      // The state is replaced as a whole at the end, so a change that fails leaves nothing behind.
      let next = state;
      const reports: WriteReport["sheets"][number][] = [];
      for (const change of changes) {
        const [after, report] = change.kind === "createSheet" ? created(next, change, options.structureProtected ?? false) : rewritten(next, change);
        next = after;
        reports.push(report);
      }
      state = next;
      return { sheets: reports };
    },
    removeSheets: async (ids) => {
      if (options.structureProtected && ids.length > 0) throw new WorkbookError("structureProtected", "");
      ids.forEach((id) => sheetWith(state, id));
      const sheets = state.sheets.filter(({ info }) => !ids.includes(info.id));
      if (!sheets.some(({ info }) => info.visibility === "visible")) throw new Error("A workbook needs a visible sheet.");
      const blocks = new Map([...state.blocks].filter(([, { sheet }]) => sheet === null || !ids.includes(sheet)));
      state = { ...state, sheets, blocks };
    },
    type: (name, place, value) =>
      changeSheet(name, (sheet) => {
        const cells = new Map(sheet.cells);
        cells.set(placed(place), { cell: asCell(value), look: sheet.cells.get(placed(place))?.look ?? "" });
        return { ...sheet, cells };
      }),
    rename: (name, to) => changeSheet(name, (sheet) => ({ ...sheet, info: { ...sheet.info, name: to } })),
    deleteSheet: (name) => {
      const gone = state.sheets.find((sheet) => sheet.info.name === name);
      if (!gone) throw new Error(`There is no sheet “${name}”.`);
      const blocks = new Map([...state.blocks].map(([block, place]) => [block, place.sheet === gone.info.id ? { ...place, sheet: null } : place] as const));
      state = { ...state, sheets: state.sheets.filter((sheet) => sheet !== gone), blocks };
    },
    protect: (name) => changeSheet(name, (sheet) => ({ ...sheet, info: { ...sheet.info, protected: true } })),
  };
}

function placed(place: string): string {
  const found = parseAddress(place);
  if (!found) throw new Error(`“${place}” is no cell.`);
  return address(found.row, found.column);
}

function asCell(given: GivenCell): Cell {
  return typeof given === "object" && given !== null ? given : { value: given, format: "General" };
}

function givenSheet(name: string, rows: readonly (readonly GivenCell[])[], id: SheetId, options: MemoryOptions): MemorySheet {
  const cells = new Map<string, Stored>();
  rows.forEach((row, rowIndex) =>
    row.forEach((given, column) => {
      if (given !== null) cells.set(address(rowIndex, column), { cell: asCell(given), look: "" });
    }),
  );
  const own = <T>(record: Readonly<Record<string, T>> | undefined): T | undefined => (record && Object.hasOwn(record, name) ? record[name] : undefined);
  return {
    info: {
      id,
      name,
      visibility: options.hidden?.includes(name) ? "hidden" : "visible",
      kind: options.chartSheets?.includes(name) ? "other" : "cells",
      protected: options.protected?.includes(name) ?? false,
      filtered: options.filtered?.includes(name) ?? false,
    },
    cells,
    merges: (own(options.merges) ?? []).map(areaOf),
    hiddenRows: new Set(own(options.hiddenRows)),
    hiddenColumns: new Set(own(options.hiddenColumns)),
    tables: [],
    draft: null,
  };
}

function areaOf(text: string): Area {
  const area = parseArea(text);
  if (!area) throw new Error(`“${text}” is no area.`);
  return area;
}

function sheetWith(state: State, id: SheetId): MemorySheet {
  const sheet = state.sheets.find((candidate) => candidate.info.id === id);
  if (!sheet) throw new Error(`No sheet has the id ${id}.`);
  return sheet;
}

function gridOf({ info, cells, merges, hiddenRows, hiddenColumns }: MemorySheet): Grid {
  let rowCount = 0;
  let columnCount = 0;
  for (const [place, { cell }] of cells) {
    if (cell.value === null && cell.formula === undefined) continue;
    const { row, column } = parseAddress(place)!;
    rowCount = Math.max(rowCount, row + 1);
    columnCount = Math.max(columnCount, column + 1);
  }
  return { sheet: info.name, rowCount, columnCount, at: (row, column) => cells.get(address(row, column))?.cell ?? BLANK, merges, hiddenRows, hiddenColumns };
}

function blockNames(state: State): DefinedName[] {
  return [...state.blocks].map(([name, { sheet, area }]) => {
    const anchored = (row: number, column: number) => `$${columnLetters(column)}$${row + 1}`;
    const start = anchored(area.top, area.left);
    const end = anchored(area.bottom, area.right);
    const where = sheet === null ? "#REF!" : `${quoteSheet(sheetWith(state, sheet).info.name)}!`;
    return { name, refersTo: sheet === null ? "#REF!" : where + (start === end ? start : `${start}:${end}`), hidden: true, sheet: null };
  });
}

function created(state: State, change: Extract<Change, { kind: "createSheet" }>, structureProtected: boolean): [State, WriteReport["sheets"][number]] {
  const { name, block, after, draft } = change;
  if (structureProtected) throw new WorkbookError("structureProtected", name);
  if (state.sheets.some((sheet) => sheet.info.name.toLowerCase() === name.toLowerCase())) throw new Error(`There is a sheet “${name}” already.`);
  if (block !== null && (state.blocks.get(block)?.sheet ?? null) !== null) throw new Error(`There is a block “${block}” already.`);
  const id = String(state.lastId + 1);
  const cells = new Map<string, Stored>();
  forEachCell(draft, (row, column, cell) => cells.set(address(row, column), storedOf(cell, draft)));
  const sheet: MemorySheet = {
    info: { id, name, visibility: draft.hidden ? "hidden" : "visible", kind: "cells", protected: false, filtered: false },
    cells,
    merges: draft.merges.map(areaOf),
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    tables: tablesOf(draft, id),
    draft,
  };
  const index = after === "first" ? 0 : after === "last" ? state.sheets.length : state.sheets.indexOf(sheetWith(state, after)) + 1;
  const blocks = new Map(state.blocks);
  if (block !== null) blocks.set(block, { sheet: id, area: filledArea(draft) });
  const sheets = [...state.sheets.slice(0, index), sheet, ...state.sheets.slice(index)];
  return [
    { sheets, blocks, lastId: state.lastId + 1 },
    { name, created: true, cellsChanged: cells.size },
  ];
}

function rewritten(state: State, change: Extract<Change, { kind: "rewriteBlock" }>): [State, WriteReport["sheets"][number]] {
  const { block, draft } = change;
  const place = state.blocks.get(block);
  if (!place || place.sheet === null) throw new Error(`There is no block “${block}”.`);
  const sheet = sheetWith(state, place.sheet);
  const { name } = sheet.info;
  if (sheet.info.protected) throw new WorkbookError("sheetProtected", name);

  const area = filledArea(draft);
  const cells = new Map(sheet.cells);
  let cellsChanged = 0;
  forEachCell(draft, (row, column, cell) => {
    const at = address(row, column);
    const present = cells.get(at);
    if (present && !within(place.area, row, column) && (present.cell.value !== null || present.cell.formula !== undefined)) {
      throw new WorkbookError("inTheWay", `${quoteSheet(name)}!${at}`);
    }
    const stored = storedOf(cell, draft);
    if (present && sameStored(present, stored)) return;
    cells.set(at, stored);
    cellsChanged++;
  });
  for (const at of sheet.cells.keys()) {
    const { row, column } = parseAddress(at)!;
    if (within(place.area, row, column) && draft.rows[row]?.[column] === undefined) {
      cells.delete(at);
      cellsChanged++;
    }
  }
  const outside = (merge: Area) => !(within(place.area, merge.top, merge.left) && within(place.area, merge.bottom, merge.right));
  const after: MemorySheet = {
    ...sheet,
    cells,
    merges: [...sheet.merges.filter(outside), ...draft.merges.map(areaOf)],
    tables: tablesOf(draft, sheet.info.id),
    draft,
  };
  const blocks = new Map(state.blocks).set(block, { sheet: sheet.info.id, area });
  return [
    { ...state, sheets: state.sheets.map((other) => (other === sheet ? after : other)), blocks },
    { name, created: false, cellsChanged },
  ];
}

function within(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

function forEachCell(draft: SheetDraft, visit: (row: number, column: number, cell: DraftCell) => void): void {
  draft.rows.forEach((row, rowIndex) => row.forEach((cell, column) => cell && visit(rowIndex, column, cell)));
}

/** From A1 to the last drafted cell, merges among them. */
function filledArea(draft: SheetDraft): Area {
  const merges = draft.merges.map(areaOf);
  return {
    top: 0,
    left: 0,
    bottom: Math.max(0, draft.rows.length - 1, ...merges.map((merge) => merge.bottom)),
    right: Math.max(0, ...draft.rows.map((row) => row.length - 1), ...merges.map((merge) => merge.right)),
  };
}

function tablesOf(draft: SheetDraft, sheet: SheetId): TableInfo[] {
  return draft.tables.map(({ name, area, columns }) => ({ name, sheet, area, columns }));
}

function storedOf(cell: DraftCell, draft: SheetDraft): Stored {
  const value: CellValue = Object.is(cell.value, -0) ? 0 : cell.value;
  const format = cell.format ?? "General";
  return {
    cell: cell.formula === undefined ? { value, format } : { value, formula: cell.formula, format },
    look: JSON.stringify([lookOf(cell.mark), draft.font]),
  };
}

function sameStored(a: Stored, b: Stored): boolean {
  return a.look === b.look && a.cell.value === b.cell.value && a.cell.formula === b.cell.formula && a.cell.format === b.cell.format;
}
