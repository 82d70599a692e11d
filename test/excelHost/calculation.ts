/**
 * Works out the formulas and the highlights of an emulated workbook with IronCalc, an engine from npm under MIT or Apache 2.0:
 * `const engine = calculator(); host.workbook.calculate = engine.calculate`. The engine has to be loaded first, see `calculationInNode.ts`.
 *
 * The engine holds a copy of the workbook, brought up to date before each calculation. A formula that it does not know keeps the result that it had.
 */
import { Model, type CfRuleInput, type Dxf, type ValueOperator } from "@ironcalc/wasm";
import { isCellError, type CellValue } from "../../src/sheets/grid";
import { forEngine } from "./calculationFormula";
import { rectAddress, WHOLE_SHEET } from "./model/area";
import type { ConditionalFormat } from "./model/conditionalFormat";
import type { PropertyBag } from "./model/hostObject";
import type { Calculate, Workbook } from "./model/workbook";
import type { Worksheet } from "./model/worksheet";

export interface Highlight {
  /** "" where no rule sets it. */
  readonly fill: string;
  readonly colour: string;
  readonly bold: boolean;
  /** null: no bar. `share` 0–1 of the cell's width. */
  readonly bar: { readonly share: number; readonly colour: string } | null;
}

export type HighlightAt = (row: number, column: number) => Highlight | null;

export interface Calculator {
  readonly calculate: Calculate;
  /** What conditional formats make of each cell of a sheet, as of the last calculation; null: nothing. */
  readonly highlights: (sheet: Worksheet) => HighlightAt;
}

export function calculator(): Calculator {
  let copy: Copy | null = null;
  const current = (workbook: Workbook): Copy => {
    if (copy && !copy.follows(workbook)) {
      copy.model.free();
      copy = null;
    }
    copy ??= newCopy(workbook);
    return copy;
  };
  return {
    calculate: (workbook) => current(workbook).calculate(),
    highlights: (sheet) => current(sheet.workbook).highlights(sheet),
  };
}

interface Copy {
  readonly model: Model;
  /** false: a sheet was taken out since, and a new copy is needed. */
  follows(workbook: Workbook): boolean;
  calculate(): void;
  highlights(sheet: Worksheet): HighlightAt;
}

/** A sheet as the engine has it. */
interface SheetCopy {
  readonly index: number;
  /** What the engine calls it. */
  readonly name: string;
  /** By place in the sheet: what was entered. */
  readonly entered: Map<number, string>;
  rules: string;
}

/** The engine's own numbers for kinds of results. */
const NUMBER = 1;
const TEXT = 2;
const TRUTH = 4;
const ERROR = 16;
/** What the engine says of formulas that it cannot work out; Excel might, so it is no result. A circle of formulas is none either. */
const NOT_WORKED_OUT: ReadonlySet<string> = new Set(["#ERROR!", "#N/IMPL!", "#NAME?", "#CIRC!"]);
const COLUMNS = 16_384;
/** The engine's first sheet holds every figure once more as text, since only text is handed out with all its digits. */
const DIGITS = 0;
/** Sheets are made while the engine is empty, and handed out as they are needed: with each new one it reads all its formulas anew. */
const SHEETS_AT_ONCE = 64;

function newCopy(workbook: Workbook): Copy {
  const model = new Model("emulated", "en", "UTC", "en");
  // From here on it calculates only when it is told to.
  model.pauseEvaluation();
  model.renameSheet(DIGITS, "digits");
  const sheets = new Map<Worksheet, SheetCopy>();
  let filled = false;
  const digitRows = new Map<string, number>();

  let ready = 0;
  const makeSheets = (): void => {
    for (const end = ready + SHEETS_AT_ONCE; ready < end; ready += 1) {
      model.newSheet();
      model.renameSheet(ready + 1, `sheet_${ready + 1}`);
    }
  };
  makeSheets();

  const copyOf = (sheet: Worksheet): SheetCopy => {
    const known = sheets.get(sheet);
    if (known) return known;
    if (sheets.size === ready) makeSheets();
    const index = ready - (sheets.size % SHEETS_AT_ONCE);
    const made: SheetCopy = { index, name: `sheet_${index}`, entered: new Map(), rules: "" };
    sheets.set(sheet, made);
    return made;
  };

  const told = (formula: string): string =>
    `=${forEngine(formula, (name) => {
      const sheet = workbook.Worksheets.byName(name);
      return sheet ? copyOf(sheet).name : null;
    })}`;

  const digitRow = ({ index, name }: SheetCopy, row: number, column: number): number => {
    const key = `${index} ${row} ${column}`;
    const known = digitRows.get(key);
    if (known !== undefined) return known;
    const next = digitRows.size + 1;
    digitRows.set(key, next);
    model.setUserInput(DIGITS, next, 1, `=${name}!${rectAddress({ row, column, height: 1, width: 1 })}&""`);
    return next;
  };

  const enter = (sheet: Worksheet): void => {
    const copy = copyOf(sheet);
    const { index, entered } = copy;
    const gone = new Set(entered.keys());
    for (const { row, column, cell } of sheet.cells.within(WHOLE_SHEET)) {
      const text = cell.formula === null ? typed(cell.value) : told(cell.formula);
      if (text === null) continue;
      const place = row * COLUMNS + column;
      gone.delete(place);
      if (entered.get(place) === text) continue;
      entered.set(place, text);
      model.setUserInput(index, row + 1, column + 1, text);
      if (cell.formula !== null) digitRow(copy, row, column);
    }
    for (const place of gone) {
      entered.delete(place);
      const [row, column] = [Math.floor(place / COLUMNS) + 1, (place % COLUMNS) + 1];
      model.rangeClearContents(index, row, column, row, column);
    }
  };

  const update = (): void => {
    // All of them first, since a formula is read when it is entered. The engine works its sheets out one after the other, and takes ten times as long where
    // one that looks at all the others comes first: they stand there as in the workbook, and those that are made later before those that were there.
    workbook.Worksheets.sheets.toReversed().forEach((sheet) => copyOf(sheet));
    workbook.Worksheets.sheets.forEach(enter);
    model.evaluate();
    filled = true;
  };

  /** undefined: not worked out. */
  const result = (copy: SheetCopy, row: number, column: number): CellValue | undefined => {
    const shown = model.getFormattedCellValue(copy.index, row + 1, column + 1);
    switch (model.getCellType(copy.index, row + 1, column + 1)) {
      case NUMBER:
        return Number(model.getFormattedCellValue(DIGITS, digitRow(copy, row, column), 1));
      case TEXT:
        return shown;
      case TRUTH:
        return shown === "TRUE";
      case ERROR:
        return NOT_WORKED_OUT.has(shown) ? undefined : { error: shown };
      default:
        // A list that spills into neighbouring cells; the emulated Excel has none.
        return undefined;
    }
  };

  const takeRules = (sheet: Worksheet, copy: SheetCopy): void => {
    const rules = sheet.conditionalFormats.flatMap((format) => ruleFor(format, told) ?? []);
    const written = JSON.stringify(rules);
    if (written === copy.rules) return;
    copy.rules = written;
    for (let count = model.getConditionalFormattingList(copy.index).length; count > 0; count -= 1) model.deleteConditionalFormatting(copy.index, count - 1);
    // To the engine the last one that is added stands before all others.
    for (const { areas, rule } of [...rules].reverse()) model.addConditionalFormatting(copy.index, areas, rule);
    model.evaluate();
  };

  return {
    model,
    follows: (other) => other === workbook && [...sheets.keys()].every((sheet) => workbook.Worksheets.sheets.includes(sheet)),
    calculate() {
      update();
      for (const { sheet, row, column, set } of workbook.formulas()) {
        const value = result(copyOf(sheet), row, column);
        if (value !== undefined) set(value);
      }
    },
    highlights(sheet) {
      if (sheet.conditionalFormats.length === 0) return () => null;
      if (!filled) update();
      const copy = copyOf(sheet);
      takeRules(sheet, copy);
      return (row, column) => {
        const { style, data_bar: bar } = model.getCellStyle(copy.index, row + 1, column + 1);
        const shown: Highlight = {
          fill: colourOf(style.fill.color),
          colour: colourOf(style.font.color),
          bold: style.font.b === true,
          bar: bar ? { share: bar.value, colour: colourOf(bar.positive_color) } : null,
        };
        return shown.fill === "" && shown.colour === "" && !shown.bold && !shown.bar ? null : shown;
      };
    },
  };
}

function colourOf(colour: unknown): string {
  return typeof colour === "string" ? colour : "";
}

/** A value as somebody would type it; null: blank. */
function typed(value: CellValue): string | null {
  if (value === null) return null;
  if (typeof value === "string") return `'${value}`;
  if (typeof value === "boolean") return String(value).toUpperCase();
  return isCellError(value) ? value.error : String(value);
}

/** Excel's operators by the engine's names. */
const OPERATORS: Readonly<Record<string, ValueOperator>> = {
  EqualTo: "Equal",
  NotEqualTo: "NotEqual",
  GreaterThan: "GreaterThan",
  GreaterThanOrEqual: "GreaterThanOrEqual",
  LessThan: "LessThan",
  LessThanOrEqual: "LessThanOrEqual",
};

/** null: a rule of a kind that is not shown here. */
function ruleFor(format: ConditionalFormat, told: (formula: string) => string): { readonly areas: string; readonly rule: CfRuleInput } | null {
  const areas = format.rects.map((rect) => rectAddress(rect)).join(" ");
  const bar = format.dataBarOrNull;
  if (bar) {
    // Only bars between two given figures, as sheets of ours have them.
    const bound = (name: string): number => Number((bar.property(name) as { readonly formula?: string }).formula);
    const [lowest, highest] = [bound("LowerBoundRule"), bound("UpperBoundRule")];
    if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return null;
    const colour = String((bar.property("PositiveFormat") as PropertyBag).property("FillColor"));
    const ends = { min: { Number: lowest }, max: { Number: highest }, positive_color: colour, negative_color: colour };
    return { areas, rule: { type: "DataBar", ...ends, is_gradient: false, show_value: true } };
  }
  const written = format.customOrNull ?? format.cellValueOrNull;
  if (!written) return null;
  const { Fill: fill, Font: font } = written.Format;
  const look: Dxf = {
    ...(fill.Color === "" ? {} : { fill: { color: fill.Color } }),
    font: { ...(font.Color === "" ? {} : { color: font.Color }), ...(font.Bold === true ? { b: true } : {}) },
  };
  const more = { format: look, stop_if_true: format.StopIfTrue === true };
  if (format.customOrNull) return { areas, rule: { type: "Formula", formula: told(format.customOrNull.Rule.Formula.slice(1)), ...more } };
  const { operator, formula1 } = format.cellValueOrNull!.Rule as { readonly operator: string; readonly formula1: string };
  const known = OPERATORS[operator];
  return known ? { areas, rule: { type: "CellIs", operator: known, formula: told(formula1.replace(/^=/, "")), formula2: null, ...more } } : null;
}
