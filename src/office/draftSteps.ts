/// <reference types="office-js" />
/**
 * A sheet's draft as steps of writing: contents in blocks, looks in runs of equal look, never cell by cell.
 *
 * The order matters: links before looks, because Excel dresses a link in its own style; number formats after contents, because Excel gives
 * a formula's cell the format of what it refers to; the note on the block's name last, because it says that all before it is done.
 */
import type { ConditionalFormat, DraftCell, DraftChoice, DraftTable, PrintSetup, SheetDraft } from "../sheets/draft";
import { address, areaAddress, parseAddress, parseArea, quoteSheet, type Area } from "../sheets/grid";
import { lookOf, type BorderLook, type CellMark } from "../sheets/marks";
import { chartSteps } from "./chartSteps";
import { addressLists, Rectangles } from "./rectangles";
import { typedText } from "./typedText";
import { jsonBytes, MOMENT, type Planned, sliceBytes, step, STEP_BYTES, type SheetRef, type WriteStep } from "./writeSteps";

/** What is written to a cell; null: the cell is left as it is. */
export type Typed = string | number | boolean | null;

/** As Excel is to take it; "" clears the cell. */
export function typedCell(cell: DraftCell | undefined): Exclude<Typed, null> {
  if (!cell) return "";
  if (cell.formula !== undefined) return `=${cell.formula}`;
  const { value } = cell;
  if (value === null || value === "") return "";
  if (typeof value === "string") return typedText(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} is no number that a cell can hold.`);
  return Object.is(value, -0) ? 0 : value;
}

/** The rectangle that a draft fills, from A1, merged cells included. */
export function draftedArea(draft: SheetDraft): Area {
  let bottom = Math.max(0, draft.rows.length - 1);
  let right = 0;
  // One by one: a list of half a million rows is more than a call takes as its arguments.
  for (const row of draft.rows) right = Math.max(right, row.length - 1);
  for (const merge of draft.merges.map(areaOrThrow)) {
    bottom = Math.max(bottom, merge.bottom);
    right = Math.max(right, merge.right);
  }
  return { top: 0, left: 0, bottom, right };
}

function areaOrThrow(text: string): Area {
  const area = parseArea(text);
  if (!area) throw new Error(`“${text}” is no area.`);
  return area;
}

/** So many rows are planned in one go. */
const ROWS_AT_A_TIME = 500;

/** Writes what `cellAt` has for each cell: neighbouring rows that change together, from the first to the last column that changes. */
export function* contentSteps(sheet: SheetRef, area: Area, cellAt: (row: number, column: number) => Typed): Generator<Planned, void, undefined> {
  for (let top = area.top; top <= area.bottom; top += ROWS_AT_A_TIME) {
    yield* contentsOfRows(sheet, { ...area, top, bottom: Math.min(area.bottom, top + ROWS_AT_A_TIME - 1) }, cellAt);
    yield MOMENT;
  }
}

/** So many rows are gathered and weighed in one go: a row of the check sheet has thousands of letters. */
const ROWS_WEIGHED = 50;

function* contentsOfRows(sheet: SheetRef, area: Area, cellAt: (row: number, column: number) => Typed): Generator<Planned, void, undefined> {
  const steps: WriteStep[] = [];
  /** `spare`: what the row weighs without its blanks, some of which are cut off. */
  let rows: { readonly cells: readonly Typed[]; readonly spare: number }[] = [];
  let left = Infinity;
  let right = -1;
  const close = (bottom: number): void => {
    if (rows.length > 0) {
      const cut = rows.map(({ spare, cells: whole }): WeighedRow => {
        const cells = whole.slice(left - area.left, right - area.left + 1);
        return { cells, bytes: spare + BLANK_BYTES * cells.filter((value) => value === null).length };
      });
      steps.push(matrixStep(sheet, bottom - rows.length + 1, left, cut, "formulas"));
    }
    rows = [];
    left = Infinity;
    right = -1;
  };
  for (let row = area.top; row <= area.bottom; row += 1) {
    if (row % ROWS_WEIGHED === 0) yield MOMENT;
    const typed = Array.from({ length: area.right - area.left + 1 }, (_, index) => cellAt(row, area.left + index));
    const first = typed.findIndex((value) => value !== null);
    if (first < 0) {
      close(row - 1);
      continue;
    }
    rows.push({ cells: typed, spare: typed.reduce((total: number, value) => (value === null ? total : total + jsonBytes(value) + 1), 2) });
    left = Math.min(left, area.left + first);
    right = Math.max(right, area.left + typed.findLastIndex((value) => value !== null));
  }
  close(area.bottom);
  yield* steps;
}

/** `null,`: a cell that is left as it is. */
const BLANK_BYTES = 5;

/** Weighed once: a step of many rows may be halved many times. */
interface WeighedRow {
  readonly cells: readonly Typed[];
  readonly bytes: number;
}

function matrixStep(sheet: SheetRef, top: number, left: number, rows: readonly WeighedRow[], what: "formulas" | "numberFormat"): WriteStep {
  const width = rows[0]!.cells.length;
  return {
    sheet,
    bytes: STEP_BYTES + rows.reduce((total, { bytes }) => total + bytes, 0) + sliceBytes(rows.length * width),
    apply(batch) {
      const range = batch.sheet(sheet).getRangeByIndexes(top, left, rows.length, width);
      range.untrack();
      range[what] = rows.map(({ cells }) => [...cells]);
    },
    halves() {
      if (rows.length < 2) return null;
      const middle = Math.ceil(rows.length / 2);
      return [matrixStep(sheet, top, left, rows.slice(0, middle), what), matrixStep(sheet, top + middle, left, rows.slice(middle), what)];
    },
  };
}

export interface LookChanges {
  /** The cells have no look yet; else every property is set, the plain ones too. */
  readonly fresh: boolean;
  /** Of the drafted cells. */
  changes(row: number, column: number): boolean;
  /** Cells that had a look and are holes now, in reading order. */
  readonly holes: readonly { readonly row: number; readonly column: number }[];
}

export function* cellLookSteps(sheet: SheetRef, draft: SheetDraft, { fresh, changes, holes }: LookChanges): Generator<Planned, void, undefined> {
  const end = Math.max(draft.rows.length, (holes.at(-1)?.row ?? -1) + 1);
  for (let top = 0; top < end; top += ROWS_AT_A_TIME) {
    const bottom = Math.min(end, top + ROWS_AT_A_TIME) - 1;
    const chosen: ChosenCells = (visit) => {
      for (let row = top; row <= bottom; row += 1) draft.rows[row]?.forEach((cell, column) => cell && changes(row, column) && visit(cell, row, column));
    };
    yield* linkSteps(sheet, chosen, fresh);
    yield MOMENT;
    yield* dressSteps(
      sheet,
      chosen,
      draft,
      fresh,
      holes.filter(({ row }) => row >= top && row <= bottom),
    );
    yield MOMENT;
    yield* numberFormatSteps(sheet, chosen, draft, fresh, { top, bottom });
    yield MOMENT;
  }
}

/** What belongs to the sheet as a whole. `fresh`: nothing of it is there yet. */
export function sheetLookSteps(sheet: SheetRef, draft: SheetDraft, fresh: boolean, area: Area): readonly WriteStep[] {
  return [
    ...(fresh ? [] : [bareStep(sheet, draft, area)]),
    ...widthSteps(sheet, draft),
    ...draft.merges.map((merge) => onRange(sheet, merge, (range) => range.merge())),
    // A new rule stands before those that are there, so the first comes last.
    ...[...draft.conditionalFormats].reverse().map((format) => ruleStep(sheet, format)),
    ...(draft.choices ?? []).map((choice) => choiceStep(sheet, choice)),
    sheetStep(sheet, draft),
    ...chartSteps(sheet, draft, (area) => sizeOf(draft, area)),
    ...draft.print.breaksAfter.map((row) => step(sheet, STEP_BYTES, (batch) => void batch.sheet(sheet).horizontalPageBreaks.add(address(row + 1, 0)))),
  ];
}

/** Takes away what a draft adds to a sheet and does not set in every case. */
function bareStep(ref: SheetRef, draft: SheetDraft, area: Area): WriteStep {
  return step(ref, 4 * STEP_BYTES, (batch) => {
    const sheet = batch.sheet(ref);
    const range = sheet.getRange(areaAddress(area));
    range.untrack();
    range.unmerge();
    range.conditionalFormats.clearAll();
    if (draft.choices) range.dataValidation.clear();
    if (draft.tabColour === undefined) sheet.tabColor = "";
    sheet.horizontalPageBreaks.removePageBreaks();
  });
}

type ChosenCells = (visit: (cell: DraftCell, row: number, column: number) => void) => void;

function onRange(sheet: SheetRef, area: string, act: (range: Excel.Range) => void, bytes = STEP_BYTES): WriteStep {
  return step(sheet, bytes, (batch) => {
    const range = batch.sheet(sheet).getRange(area);
    range.untrack();
    act(range);
  });
}

function onAreas(sheet: SheetRef, list: string, puts: readonly ((format: Excel.RangeFormat) => void)[]): WriteStep {
  return step(sheet, STEP_BYTES + list.length + puts.length * PUT_BYTES, (batch) => {
    const ranges = batch.sheet(sheet).getRanges(list);
    ranges.untrack();
    const { format } = ranges;
    puts.forEach((put) => put(format));
  });
}

/** A property of a font or a fill, with the path to it; a line takes three. */
const PUT_BYTES = 330;

function linkSteps(sheet: SheetRef, chosen: ChosenCells, fresh: boolean): readonly WriteStep[] {
  const steps: WriteStep[] = [];
  const unlinked = new Rectangles();
  chosen(({ link }, row, column) => {
    if (!link) {
      unlinked.add(row, column);
      return;
    }
    const hyperlink: Excel.RangeHyperlink = { documentReference: `${quoteSheet(link.sheet)}!${link.cell}` };
    if (link.tip !== undefined) hyperlink.screenTip = link.tip.slice(0, 255);
    const bytes = STEP_BYTES + jsonBytes(hyperlink.documentReference!) + jsonBytes(hyperlink.screenTip ?? "");
    steps.push(onRange(sheet, address(row, column), (range) => (range.hyperlink = hyperlink), bytes));
  });
  if (fresh) return steps;
  const clear = addressLists(unlinked.areas()).map((list) =>
    step(sheet, STEP_BYTES + list.length, (batch) => {
      const ranges = batch.sheet(sheet).getRanges(list);
      ranges.untrack();
      ranges.clear("Hyperlinks");
    }),
  );
  return [...clear, ...steps];
}

/** One property of a look, and how it is put on. */
interface Trait {
  readonly key: string;
  readonly put: (format: Excel.RangeFormat) => void;
  /** A rule under every row needs the lines between the rows of a rectangle as well. */
  readonly putBetween?: (format: Excel.RangeFormat) => void;
}

const HORIZONTAL = { left: "Left", center: "Center", right: "Right", centerContinuous: "CenterAcrossSelection" } as const;
const VERTICAL = { center: "Center", top: "Top", bottom: "Bottom" } as const;
const WEIGHTS = { hair: "Hairline", thin: "Thin", medium: "Medium" } as const;

/** `fresh`: only what differs from a bare cell. Lines come last, so that a cell without one does not wipe out its neighbour's. */
function traitsOf(mark: CellMark, font: string, linked: boolean, fresh: boolean): readonly Trait[] {
  const look = lookOf(mark);
  const traits: Trait[] = [
    { key: "name", put: (format) => (format.font.name = font) },
    { key: `size ${look.size}`, put: (format) => (format.font.size = look.size) },
    { key: `colour ${look.colour}`, put: (format) => (format.font.color = `#${look.colour}`) },
    { key: `horizontal ${look.horizontal}`, put: (format) => (format.horizontalAlignment = HORIZONTAL[look.horizontal]) },
    { key: `vertical ${look.vertical}`, put: (format) => (format.verticalAlignment = VERTICAL[look.vertical]) },
  ];
  if (look.bold || !fresh) traits.push({ key: `bold ${look.bold}`, put: (format) => (format.font.bold = look.bold) });
  if (look.wrap || !fresh) traits.push({ key: `wrap ${look.wrap}`, put: (format) => (format.wrapText = look.wrap) });
  if (look.indent > 0 || !fresh) traits.push({ key: `indent ${look.indent}`, put: (format) => (format.indentLevel = look.indent) });
  if (look.fill !== null) traits.push({ key: `fill ${look.fill}`, put: (format) => (format.fill.color = `#${look.fill}`) });
  else if (!fresh) traits.push({ key: "no fill", put: (format) => format.fill.clear() });
  if (linked || !fresh) traits.push({ key: "no underline", put: (format) => (format.font.underline = "None") });
  return traits;
}

/** Lines are drawn by rows: of every row that has a cell to dress, and of the rows next to it, whose lines may have been wiped out with its own. */
function ruleTraitsOf(mark: CellMark): readonly Trait[] {
  const { top, bottom } = lookOf(mark);
  return [...(top ? [ruleTrait("top", "EdgeTop", top)] : []), ...(bottom ? [ruleTrait("bottom", "EdgeBottom", bottom)] : [])];
}

function ruleTrait(side: "top" | "bottom", edge: "EdgeTop" | "EdgeBottom", { style, colour }: BorderLook): Trait {
  const draw = (index: "EdgeTop" | "EdgeBottom" | "InsideHorizontal") => (format: Excel.RangeFormat) => {
    const border = format.borders.getItem(index);
    border.style = "Continuous";
    border.weight = WEIGHTS[style];
    border.color = `#${colour}`;
  };
  return { key: `${side} ${style} ${colour}`, put: draw(edge), putBetween: draw("InsideHorizontal") };
}

interface TraitRuns {
  add(traits: readonly Trait[], row: number, column: number): void;
  steps(): readonly WriteStep[];
}

function traitRuns(sheet: SheetRef): TraitRuns {
  const runs = new Map<string, { readonly trait: Trait; readonly cells: Rectangles }>();
  return {
    add(traits, row, column) {
      for (const trait of traits) {
        const run = runs.get(trait.key) ?? { trait, cells: new Rectangles() };
        runs.set(trait.key, run);
        run.cells.add(row, column);
      }
    },
    steps() {
      // What goes to the same cells goes there together.
      const puts = new Map<string, ((format: Excel.RangeFormat) => void)[]>();
      const put = (areas: readonly Area[], act: (format: Excel.RangeFormat) => void): void => {
        for (const list of addressLists(areas)) {
          const known = puts.get(list) ?? [];
          puts.set(list, known);
          known.push(act);
        }
      };
      for (const { trait, cells } of runs.values()) {
        const areas = cells.areas();
        put(areas, trait.put);
        if (trait.putBetween)
          put(
            areas.filter((area) => area.bottom > area.top),
            trait.putBetween,
          );
      }
      return [...puts].map(([list, acts]) => onAreas(sheet, list, acts));
    },
  };
}

function dressSteps(sheet: SheetRef, chosen: ChosenCells, draft: SheetDraft, fresh: boolean, holes: LookChanges["holes"]): readonly WriteStep[] {
  const traits = new Map<string, readonly Trait[]>();
  const runs = traitRuns(sheet);
  const erased = traitRuns(sheet);
  const lined = new Set<number>();
  chosen(({ mark, link }, row, column) => {
    const kind = `${mark.row}|${mark.role}|${mark.indent ?? 0}|${link ? "link" : ""}`;
    const known = traits.get(kind) ?? traitsOf(mark, draft.font, link !== undefined, fresh);
    traits.set(kind, known);
    runs.add(known, row, column);
    if (!fresh) erased.add([NO_LINES], row, column);
    for (const near of [row - 1, row, row + 1]) lined.add(near);
  });
  const emptied = traitRuns(sheet);
  for (const { row, column } of holes) {
    emptied.add([NO_FILL, NO_LINES], row, column);
    for (const near of [row - 1, row, row + 1]) lined.add(near);
  }
  const lines = traitRuns(sheet);
  // Those of the row above come again too, where this row's own were wiped out.
  for (const row of [...lined].sort((one, other) => one - other))
    draft.rows[row]?.forEach((cell, column) => cell && lines.add(ruleTraitsOf(cell.mark), row, column));
  return [...runs.steps(), ...emptied.steps(), ...erased.steps(), ...lines.steps()];
}

/** A hole shows nothing but these two. */
const NO_FILL: Trait = { key: "no fill", put: (format) => format.fill.clear() };
const NO_LINES: Trait = {
  key: "no lines",
  put(format) {
    for (const edge of ["EdgeTop", "EdgeBottom"] as const) format.borders.getItem(edge).style = "None";
  },
  putBetween: (format) => (format.borders.getItem("InsideHorizontal").style = "None"),
};

/** By rectangle or as an array for all of the rows, whichever is smaller. */
function numberFormatSteps(
  sheet: SheetRef,
  chosen: ChosenCells,
  draft: SheetDraft,
  fresh: boolean,
  { top, bottom }: Pick<Area, "top" | "bottom">,
): readonly WriteStep[] {
  const runs = new Map<string, Rectangles>();
  const matrix = draft.rows.slice(top, bottom + 1).map((row): (string | null)[] => row.map(() => null));
  chosen(({ format = "General", formula }, row, column) => {
    // Excel may have given a formula's cell a format by itself.
    if (fresh && format === "General" && formula === undefined) return;
    const cells = runs.get(format) ?? new Rectangles();
    runs.set(format, cells);
    cells.add(row, column);
    matrix[row - top]![column] = format;
  });
  const parts = [...runs].flatMap(([format, cells]) => cells.areas().map((area) => ({ format, area })));
  if (parts.length === 0) return [];
  const byRectangle = parts.map(({ format, area }) =>
    // A single value goes to every cell of a range; the types only know arrays.
    onRange(sheet, areaAddress(area), (range) => (range.numberFormat = format as unknown as string[][]), STEP_BYTES + jsonBytes(format)),
  );
  const width = Math.max(...matrix.map((row) => row.length));
  const rows = matrix.map((row): WeighedRow => {
    const cells = Array.from({ length: width }, (_, column) => row[column] ?? null);
    return { cells, bytes: 2 + cells.reduce((total, format) => total + jsonBytes(format) + 1, 0) };
  });
  const asArray = matrixStep(sheet, top, 0, rows, "numberFormat");
  return asArray.bytes < byRectangle.reduce((total, each) => total + each.bytes, 0) ? [asArray] : byRectangle;
}

/** Points for a width in characters: 7 pixels a character and 5 beside, 0.75 points a pixel. */
function widthInPoints(characters: number): number {
  return Math.trunc(characters * 7 + 5) * 0.75;
}

/** What Excel gives a row or a column by itself, in points. */
const DEFAULT_HEIGHT = 15;
const DEFAULT_WIDTH = 48;

function sizeOf(draft: SheetDraft, { top, left, bottom, right }: Area): { readonly width: number; readonly height: number } {
  let width = 0;
  let height = 0;
  for (let column = left; column <= right; column += 1) {
    const characters = draft.columnWidths[column];
    width += characters === undefined ? DEFAULT_WIDTH : widthInPoints(characters);
  }
  for (let row = top; row <= bottom; row += 1) height += draft.rowHeights[row] ?? DEFAULT_HEIGHT;
  return { width, height };
}

function widthSteps(sheet: SheetRef, draft: SheetDraft): readonly WriteStep[] {
  const lists = (sizes: readonly (number | undefined)[], name: (index: number) => string): readonly { readonly size: number; readonly list: string }[] => {
    const bySize = new Map<number, string[]>();
    for (let first = 0; first < sizes.length;) {
      let last = first;
      while (last + 1 < sizes.length && sizes[last + 1] === sizes[first]) last += 1;
      const size = sizes[first];
      if (size !== undefined) bySize.set(size, [...(bySize.get(size) ?? []), `${name(first)}:${name(last)}`]);
      first = last + 1;
    }
    return [...bySize].flatMap(([size, runs]) => chunked(runs).map((list) => ({ size, list })));
  };
  const column = (index: number): string => address(0, index).replace(/\d+$/, "");
  const sized = (list: string, put: (format: Excel.RangeFormat) => void): WriteStep =>
    step(sheet, STEP_BYTES + list.length, (batch) => {
      const ranges = batch.sheet(sheet).getRanges(list);
      ranges.untrack();
      put(ranges.format);
    });
  return [
    ...lists(draft.columnWidths, column).map(({ size, list }) => sized(list, (format) => (format.columnWidth = widthInPoints(size)))),
    ...lists(draft.rowHeights, (index) => String(index + 1)).map(({ size, list }) => sized(list, (format) => (format.rowHeight = size))),
  ];
}

function chunked(parts: readonly string[]): readonly string[] {
  const lists: string[] = [];
  for (const part of parts) {
    const last = lists.at(-1);
    if (last !== undefined && last.length + part.length < 8_000) lists[lists.length - 1] = `${last},${part}`;
    else lists.push(part);
  }
  return lists;
}

function ruleStep(sheet: SheetRef, format: ConditionalFormat): WriteStep {
  switch (format.kind) {
    case "formula":
      return onRange(
        sheet,
        format.area,
        (range) => {
          const rule = range.conditionalFormats.add("Custom");
          rule.custom.rule.formula = `=${format.formula}`;
          rule.stopIfTrue = format.stopIfTrue;
          if (format.look.fill !== undefined) rule.custom.format.fill.color = `#${format.look.fill}`;
          if (format.look.colour !== undefined) rule.custom.format.font.color = `#${format.look.colour}`;
          if (format.look.bold !== undefined) rule.custom.format.font.bold = format.look.bold;
        },
        1_700 + jsonBytes(format.formula),
      );
    case "dataBar":
      return onRange(
        sheet,
        format.area,
        (range) => {
          const { dataBar } = range.conditionalFormats.add("DataBar");
          dataBar.lowerBoundRule = { type: "Number", formula: String(format.min) };
          dataBar.upperBoundRule = { type: "Number", formula: String(format.max) };
          dataBar.positiveFormat.fillColor = `#${format.colour}`;
          dataBar.positiveFormat.gradientFill = false;
        },
        1_450,
      );
  }
}

/** A drop-down list. Nothing is refused: what else is typed is read, and reported where it is not understood. */
function choiceStep(sheet: SheetRef, { area, words }: DraftChoice): WriteStep {
  const source = words.join(",");
  return onRange(
    sheet,
    area,
    (range) => {
      range.dataValidation.rule = { list: { inCellDropDown: true, source } };
      range.dataValidation.errorAlert = { showAlert: false, style: "Information", title: "", message: "" };
    },
    2 * STEP_BYTES + jsonBytes(source),
  );
}

/** What belongs to the sheet as a whole: panes, tab, grid lines, print set-up. */
function sheetStep(ref: SheetRef, draft: SheetDraft): WriteStep {
  return step(ref, 3_600, (batch) => {
    const sheet = batch.sheet(ref);
    sheet.showGridlines = draft.gridlines;
    if (draft.tabColour !== undefined) sheet.tabColor = `#${draft.tabColour}`;
    const scrolls = draft.freezeAt === undefined ? null : parseAddress(draft.freezeAt);
    if (draft.freezeAt !== undefined && !scrolls) throw new Error(`“${draft.freezeAt}” is no cell to freeze at.`);
    if (scrolls && scrolls.row > 0 && scrolls.column > 0) sheet.freezePanes.freezeAt(`A1:${address(scrolls.row - 1, scrolls.column - 1)}`);
    else if (scrolls && scrolls.row > 0) sheet.freezePanes.freezeRows(scrolls.row);
    else if (scrolls && scrolls.column > 0) sheet.freezePanes.freezeColumns(scrolls.column);
    else sheet.freezePanes.unfreeze();
    print(sheet.pageLayout, draft.print, draft.font);
  });
}

const POINTS_PER_INCH = 72;

/** A4, one page wide and as many long as it takes, centred; margins 1.27 cm at the sides, 1.4 above, 1.65 below. */
function print(layout: Excel.PageLayout, setup: PrintSetup, font: string): void {
  layout.orientation = setup.orientation === "landscape" ? "Landscape" : "Portrait";
  layout.paperSize = "A4";
  layout.zoom = { horizontalFitToPages: 1 };
  layout.centerHorizontally = true;
  layout.leftMargin = layout.rightMargin = 0.5 * POINTS_PER_INCH;
  layout.topMargin = 0.551_181_1 * POINTS_PER_INCH;
  layout.bottomMargin = 0.649_606_3 * POINTS_PER_INCH;
  layout.headerMargin = layout.footerMargin = 0.3 * POINTS_PER_INCH;
  if (setup.titleRows !== undefined) layout.setPrintTitleRows(setup.titleRows);
  if (setup.titleColumns !== undefined) layout.setPrintTitleColumns(setup.titleColumns);
  if (setup.area !== undefined) layout.setPrintArea(setup.area);
  const footer = layout.headersFooters.defaultForAllPages;
  footer.leftFooter = footerText(setup.footer.left, font);
  footer.centerFooter = footerText(setup.footer.centre, font);
  footer.rightFooter = footerText(setup.footer.right, font);
}

/** Excel takes 255 characters for the three together, codes included; each may have its third. */
function footerText(text: string, font: string): string {
  if (text === "") return "";
  // The size stands before the font's name, so that a text which begins with a figure does not run into it.
  const lead = `&8&"${font},Regular"`;
  const room = 83 - lead.length;
  const pieces = text.match(/&[\s\S]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? [];
  let kept = "";
  for (const piece of pieces) {
    if (kept.length + piece.length > room - 1) return `${lead}${kept}…`;
    kept += piece;
  }
  return lead + kept;
}

/** A drafted table as Excel takes it: without a row of data it gets a blank one. */
export function tableArea(table: DraftTable): Area {
  const area = areaOrThrow(table.area);
  const distinct = new Set(table.columns.map((name) => name.toLowerCase()));
  if (table.columns.length !== area.right - area.left + 1 || distinct.size !== table.columns.length) {
    throw new Error(`Table ${table.name}: its area needs as many different names as it has columns, not ${table.columns.join(", ")}.`);
  }
  return area.bottom > area.top ? area : { ...area, bottom: area.top + 1 };
}

/** `name` is free in the workbook. */
export function newTableStep(sheet: SheetRef, table: DraftTable, name: string): WriteStep {
  return step(sheet, 2 * STEP_BYTES, (batch) => {
    const made = batch.sheet(sheet).tables.add(areaAddress(tableArea(table)), true);
    made.name = name;
    // Our cells have looks of their own; of Excel's styles this one adds least.
    made.style = "TableStyleLight1";
    made.showBandedRows = false;
  });
}
