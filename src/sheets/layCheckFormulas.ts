/**
 * The formulas of one row of the check sheet.
 *
 * What a cell of the card should hold is worked out again here, by the cell's own formula, from the figure on the data table and from the scheme's cells;
 * a cell that holds anything else was typed over. The first such cell of a row is named, inputs before what follows from them:
 * only the hand edit itself is shown, and not the rows that it moves.
 */
import type { ScoredLine } from "../kpi/scorecard";
import { COLUMN as CARD } from "./cardPlan";
import type { DraftCell } from "./draft";
import { elsewhere } from "./formulas/elsewhere";
import { onSheet } from "./formulas/fixedCell";
import { address } from "./grid";
import type { LayContext } from "./layContext";
import { anchorColumn, type CheckCell, figureFound, type FigureFound, FOUND, literal, LONGEST, orError, schemeChanges, weightInput } from "./layCheckInputs";
import { type CheckEntry, COLUMN, WORKING } from "./layCheckPlan";
import { fixedColumn } from "./layRows";
import { quoted } from "./lineState";

/** Inputs first, then what follows from them. */
const IN_ORDER: readonly number[] = [CARD.weight, CARD.floor, CARD.target, CARD.stretch, CARD.actual, CARD.bar, CARD.full, CARD.points, CARD.rate];

/** `row`: of the check sheet, counted from 0. By column. */
export function checkFormulas(entry: CheckEntry, row: number, context: LayContext): Record<number, CheckCell> {
  const { item, cells, sheet, cardRow } = entry;
  const { labels } = context;
  const at = (column: number): string => fixedColumn(row, column);
  const onCard = (column: number): string => onSheet(sheet, address(cardRow, column));
  const line = item?.kind === "line" ? item : null;
  const points = cells[CARD.points]!;

  const inputs = line ? lineInputs(entry, line, context) : weightInput(entry);
  const score = line ? scoreAgain(entry, row, WORKING.actual in inputs) : null;
  const full = fullAgain(entry);
  const due = dueFormula(entry, new Map(score === null ? [] : [[fixedColumn(cardRow, CARD.bar), at(WORKING.score)]]));
  const figure = line ? figureFound(entry, line, row, context) : null;
  const scheme = schemeChanges(entry, row, context);

  // What is held against its own formula first may stand here for the card's cell, which makes the formulas of a large workbook much shorter.
  const again = new Map<string, string>();
  if (line) {
    again.set(fixedColumn(cardRow, CARD.actual), WORKING.actual in inputs ? at(WORKING.actual) : at(COLUMN.actualNow));
    if (score) again.set(fixedColumn(cardRow, CARD.bar), at(WORKING.score));
    if (WORKING.target in inputs) again.set(fixedColumn(cardRow, CARD.target), at(WORKING.target));
  }
  const expected = (column: number): string => {
    const cell = cells[column]!;
    if (column === CARD.points) return at(COLUMN.pointsDue);
    if (column === CARD.actual) return WORKING.actual in inputs ? at(WORKING.actual) : at(COLUMN.actualNow);
    if (column === CARD.bar && score) return at(WORKING.score);
    if (column === CARD.full && full) return at(WORKING.full);
    const anchor = anchorColumn(column);
    if (anchor !== null && anchor in inputs) return at(anchor);
    return cell.formula === undefined ? literal(cell.value) : orError(elsewhere(cell.formula, sheet, again));
  };
  const term = (column: number): Term => ({ cell: onCard(column), expected: expected(column), name: address(cardRow, column) });
  const stated = cells.flatMap((cell, column) => (isFigure(cell, column, entry) ? [column] : []));
  const first = IN_ORDER.filter((column) => stated.includes(column) && !(column === CARD.full && cells[column]!.formula !== undefined && !full));
  const rest = stated.filter((column) => !IN_ORDER.includes(column));
  const others = entry.others
    .filter(({ cell }) => cell.formula !== undefined || typeof cell.value === "number")
    .map(({ row: place, column, cell }): Term => {
      const should = cell.formula === undefined ? literal(cell.value) : orError(elsewhere(cell.formula, sheet));
      return { cell: onSheet(sheet, address(place, column)), expected: should, name: address(place, column) };
    });
  const edited = firstEdited(first.map(term), line ? entry : null);
  const shown = firstEdited([...rest.map(term), ...others], null);

  const dash = quoted(labels.dash);
  const [then, now] = [at(COLUMN.pointsThen), at(COLUMN.pointsNow)];
  const result: Record<number, CheckCell> = {
    ...inputs,
    ...(score ? { [WORKING.score]: score } : {}),
    ...(full ? { [WORKING.full]: full } : {}),
    ...(figure ? { [WORKING.figure]: { value: "", formula: figure.found } } : {}),
    ...(scheme ? { [WORKING.scheme]: { value: "", formula: scheme } } : {}),
    [WORKING.edited]: { value: "", formula: edited },
    ...(rest.length + others.length > 0 ? { [WORKING.shown]: { value: "", formula: shown } } : {}),
    [COLUMN.pointsDue]: due === null ? { value: points.value } : { value: points.value, formula: due },
    [COLUMN.pointsNow]: { value: points.value, formula: onCard(CARD.points) },
    // Unrounded points may differ in their last bits, of which thousands of points have the fewer behind the decimal point.
    [COLUMN.difference]: {
      value: typeof points.value === "number" ? 0 : labels.dash,
      formula: `IF(COUNT(${then},${now})=2,IF(ABS(${now}-${then})<=1E-12*MAX(1000,ABS(${then})),0,ROUND(${now}-${then},9)),${dash})`,
    },
  };
  return {
    ...result,
    [COLUMN.verdict]: { value: labels.check.verdicts.same, formula: verdictFormula(result, figure, row, context) },
    [COLUMN.where]: { value: "", formula: whereFormula(result, entry, figure, row, context) },
  };
}

/** What the reader sees, where a figure stands or would stand. Names and units are no figures. */
function isFigure(cell: DraftCell | undefined, column: number, { stateColumn, item }: CheckEntry): cell is DraftCell {
  if (!cell || column > stateColumn || cell.value === null) return false;
  if (cell.formula !== undefined || typeof cell.value === "number") return true;
  return item?.kind === "line" && column >= CARD.weight && column < stateColumn;
}

// --- The card's row, worked out again -----------------------------------------------------------------------------

/** Weight and anchors as they stand in the scheme now, and the actual where it is not simply the figure on the data table. */
function lineInputs(entry: CheckEntry, line: ScoredLine, context: LayContext): Record<number, CheckCell> {
  const { cells, sheet, card } = entry;
  const again = (cell: DraftCell): CheckCell =>
    cell.formula === undefined ? { value: cell.value } : { value: cell.value, formula: elsewhere(cell.formula, sheet) };
  const anchors = [CARD.floor, CARD.target, CARD.stretch].flatMap((column) => {
    const cell = cells[column]!;
    return typeof cell.value === "number" ? [[anchorColumn(column)!, again(cell)] as const] : [];
  });
  const actual = cells[CARD.actual]!;
  const figure = context.figureCell?.(card, line, context.period) ?? null;
  return {
    ...weightInput(entry),
    ...Object.fromEntries(anchors),
    ...(figure !== null && actual.formula === figure ? {} : { [WORKING.actual]: again(actual) }),
  };
}

/** Where the formula would be too long, the card's own score stands. */
function scoreAgain({ cells, sheet, cardRow }: CheckEntry, row: number, ownActual: boolean): CheckCell {
  const cell = cells[CARD.bar]!;
  if (cell.formula === undefined) return { value: cell.value };
  const instead = new Map([[fixedColumn(cardRow, CARD.actual), fixedColumn(row, ownActual ? WORKING.actual : COLUMN.actualNow)]]);
  for (const column of [CARD.floor, CARD.target, CARD.stretch])
    if (typeof cells[column]!.value === "number") instead.set(fixedColumn(cardRow, column), fixedColumn(row, anchorColumn(column)!));
  const formula = elsewhere(cell.formula, sheet, instead);
  return { value: cell.value, formula: formula.length > LONGEST ? onSheet(sheet, address(cardRow, CARD.bar)) : formula };
}

/** By the card's own weights and marks, so that a hand edit in another row is not taken for one in this. null: a value, or too long a formula. */
function fullAgain({ cells, sheet }: CheckEntry): CheckCell | null {
  const cell = cells[CARD.full];
  if (cell?.formula === undefined) return null;
  const formula = orError(elsewhere(cell.formula, sheet));
  return formula.length > LONGEST ? null : { value: cell.value, formula };
}

/** null: the points are a value. Where the formula would be too long, the card's own points stand. */
function dueFormula({ cells, sheet, cardRow }: CheckEntry, instead: ReadonlyMap<string, string>): string | null {
  const { formula } = cells[CARD.points]!;
  if (formula === undefined) return null;
  const due = orError(elsewhere(formula, sheet, instead));
  return due.length > LONGEST ? onSheet(sheet, address(cardRow, CARD.points)) : due;
}

// --- Typed over ---------------------------------------------------------------------------------------------------

interface Term {
  readonly cell: string;
  readonly expected: string;
  readonly name: string;
}

/** The name of the first cell that does not hold what it should; "" where all do. A blank counts as 0 when compared, so blanks are looked for first. */
function firstEdited(terms: readonly Term[], line: CheckEntry | null): string {
  let formula = '""';
  const blanks = (inner: string): string => {
    if (!line) return inner;
    const [from, to] = [CARD.weight, line.stateColumn];
    const range = `${onSheet(line.sheet, address(line.cardRow, from))}:${onSheet("", address(line.cardRow, to)).split("!")[1]!}`;
    const column = `${from}+MATCH(TRUE,INDEX(ISBLANK(${range}),0),0)`;
    return `IF(COUNTBLANK(${range})>0,ADDRESS(${line.cardRow + 1},${column},4),${inner})`;
  };
  const kept = [...terms];
  for (;;) {
    formula = blanks(kept.reduceRight((rest, { cell, expected, name }) => `IF(${orError(cell)}<>${expected},"${name}",${rest})`, '""'));
    if (formula.length <= LONGEST || kept.length === 0) return formula;
    kept.pop();
  }
}

// --- What is said -------------------------------------------------------------------------------------------------

function verdictFormula(cells: Readonly<Record<number, CheckCell>>, found: FigureFound | null, row: number, { labels }: LayContext): string {
  const { verdicts } = labels.check;
  const at = (column: number): string => fixedColumn(row, column);
  const has = (column: number): boolean => column in cells;
  const [figure, dash] = [at(WORKING.figure), quoted("")];
  const any = (conditions: readonly (string | null)[]): string => {
    const stated = conditions.filter((condition) => condition !== null);
    return stated.length > 1 ? `OR(${stated.join(",")})` : stated.join("");
  };
  const inputs = [WORKING.weight, WORKING.floor, WORKING.target, WORKING.stretch].filter((column) => typeof cells[column]?.value === "number");
  const range = `${at(WORKING.weight)}:${at(WORKING.stretch)}`;
  const edited = any([
    `${at(WORKING.edited)}<>${dash}`,
    has(WORKING.shown) ? `${at(WORKING.shown)}<>${dash}` : null,
    has(WORKING.figure) ? `${figure}="${FOUND.edited}"` : null,
    found?.byRow ? `${figure}="${FOUND.row}"` : null,
  ]);
  const unreadable = any([has(WORKING.figure) ? `${figure}="${FOUND.unreadable}"` : null, inputs.length > 0 ? `COUNT(${range})<${inputs.length}` : null]);
  const changed = any([has(WORKING.figure) ? `${figure}<>${dash}` : null, has(WORKING.scheme) ? `${at(WORKING.scheme)}<>${dash}` : null]);
  const difference = at(COLUMN.difference);
  const points = `IF(ISNUMBER(${difference}),${difference}=0,IFERROR(${at(COLUMN.pointsThen)}=${at(COLUMN.pointsNow)},FALSE))`;
  const choices: readonly (readonly [string, string])[] = [
    [edited, verdicts.edited],
    [has(WORKING.figure) ? `${figure}="${FOUND.label}"` : "", verdicts.label],
    [unreadable, verdicts.unreadable],
    [has(WORKING.figure) ? `${figure}="${FOUND.blank}"` : "", verdicts.blank],
    [changed, verdicts.changed],
    [points, verdicts.same],
  ];
  return choices
    .filter(([condition]) => condition !== "")
    .reduceRight((rest, [condition, word]) => `IF(${condition},${quoted(word)},${rest})`, quoted(verdicts.follows));
}

function whereFormula(cells: Readonly<Record<number, CheckCell>>, entry: CheckEntry, figure: FigureFound | null, row: number, { labels }: LayContext): string {
  const at = (column: number): string => fixedColumn(row, column);
  const { comma } = labels;
  const onCard = quoted(`${comma}${entry.sheet}!`);
  const [edited, shown] = [at(WORKING.edited), at(WORKING.shown)];
  const alsoShown = WORKING.shown in cells ? `IF(${shown}<>"",${onCard}&${shown},"")` : '""';
  const pieces = [
    `IF(${edited}<>"",${onCard}&${edited},${alsoShown})`,
    ...(figure ? [`IF(${at(WORKING.figure)}="","",${quoted(comma)}&${figure.place})`] : []),
    ...(WORKING.scheme in cells ? [at(WORKING.scheme)] : []),
  ];
  return `MID(${pieces.join("&")},${comma.length + 1},500)`;
}
