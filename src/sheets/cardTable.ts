/** The lines and groups of a card, a row each. */
import { type Decimal, decimal } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import type { ScoredBranch, ScoredItem, ScoredLine } from "../kpi/scorecard";
import type { Steps } from "../kpi/steps";
import { takesNoShare } from "../kpi/weights";
import { type CardFormulas, LONGEST, type RowFormulas } from "./cardFormulas";
import { COLUMN, placesOfLine, type Plan, shareOf, shownFloor, shownStretch, unitOf } from "./cardPlan";
import type { DraftCell } from "./draft";
import type { SheetLabels } from "./labels";
import { heightFor, HEIGHTS, type LaidCell, laidRow, type LaidRow, linesIn } from "./layRows";
import { signOf, stateOf } from "./lineState";
import type { CellRole, RowMark } from "./marks";
import {
  cellFraction,
  cellNumber,
  differenceFormat,
  figureFormat,
  pointsFormat,
  pointsSoFarFormat,
  rateFormat,
  rateSoFarFormat,
  relativeWeightFormat,
  thresholdFormat,
  weightFormat,
} from "./numberFormats";

const ROWS_IN_A_STEP = 10;

export function* tableRowsInSteps(plan: Plan, formulas: CardFormulas | null): Steps<LaidRow[]> {
  const rows: LaidRow[] = [];
  function* lay(items: readonly ScoredItem[], depth: number, closes: boolean): Steps<void> {
    for (const [place, item] of items.entries()) {
      // A level-1 node's last row closes its group, and the very last one the table.
      const closesHere = depth === 0 ? true : closes && place === items.length - 1;
      const row =
        item.kind === "branch"
          ? branchRow(plan, item, depth, formulas?.ofBranch(item) ?? {})
          : lineRow(plan, item, depth, closesHere ? "lastOfGroup" : "line", formulas?.ofLine(item) ?? {});
      rows.push(withWorkings(row, formulas?.workings(item)));
      if (rows.length % ROWS_IN_A_STEP === 0) yield;
      if (item.kind === "branch") yield* lay(item.children, depth + 1, closesHere);
    }
  }
  yield* lay(plan.card.items, 0, true);
  return rows.map((row, place) => (place === rows.length - 1 ? remarked(row, "lastOfTable") : row));
}

/** What only formulas need, right of the page. */
function withWorkings(row: LaidRow, workings: ReturnType<CardFormulas["workings"]> | undefined): LaidRow {
  if (!workings) return row;
  const cells = workings.map(({ formula, value }): DraftCell => ({ value, formula, mark: { row: "plain", role: "faintNumber" }, format: "0.##" }));
  return { ...row, cells: [...row.cells, undefined, ...cells] };
}

/** A formula that is longer than anybody reads is left out, and the cell stays the value of the run. */
function isReadable(formula: string | undefined): boolean {
  return formula !== undefined && formula.length <= LONGEST;
}

/** Each cell with its formula, where it has one. */
function live(cells: Readonly<Record<number, LaidCell>>, formulas: RowFormulas): Record<number, LaidCell> {
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, isReadable(formulas[Number(column)]) ? { ...cell, formula: formulas[Number(column)]! } : cell]),
  );
}

function remarked(row: LaidRow, mark: RowMark): LaidRow {
  return {
    ...row,
    cells: row.cells.map((cell) => (cell && cell.mark.row !== "plain" ? ({ ...cell, mark: { ...cell.mark, row: mark } } satisfies DraftCell) : cell)),
  };
}

function branchRow(plan: Plan, branch: ScoredBranch, depth: number, formulas: RowFormulas): LaidRow {
  const { context, pointPlaces: places } = plan;
  const { dash } = context.labels;
  const takesOff = takesNoShare(branch.branch);
  const number = (value: number | null, format: string, role: CellRole): LaidCell =>
    value === null ? { value: dash, role: "secondNumber", format } : { value, role, format };
  const lines = linesIn(branch.branch.name, (plan.widths[COLUMN.name] ?? 29) - depth * 1.5);
  const cells: Record<number, LaidCell> = {
    [COLUMN.number]: { value: branch.number, role: depth === 0 ? "strongCentre" : "secondCentre" },
    [COLUMN.name]: { value: branch.branch.name, role: "strongWrap", indent: depth },
    [COLUMN.weight]: weightCell(plan, branch),
    // Of what only takes off there is no share of full points, and so no rate.
    [COLUMN.rate]: number(
      branch.rate && !takesOff ? cellFraction(branch.rate) : null,
      branch.held ? rateSoFarFormat(plan.ratePlaces) : rateFormat(plan.ratePlaces),
      "strongNumber",
    ),
    [COLUMN.points]: number(branch.points ? cellNumber(branch.points) : null, branch.held ? pointsSoFarFormat(places) : pointsFormat(places), "strongNumber"),
    [COLUMN.full]: number(branch.fullPoints && !takesOff ? fullPointsValue(plan, branch.fullPoints) : null, pointsFormat(places), "secondNumber"),
  };
  return laidRow(depth === 0 ? "group" : "subgroup", plan.width, heightFor(lines, HEIGHTS.group), live(cells, formulas));
}

/** A formula goes on with all of them; a value is what the reader sees. */
function fullPointsValue({ context }: Plan, fullPoints: Decimal): number {
  return cellNumber(context.formulas ? fullPoints : roundTo(fullPoints, context.scheme.settings.pointDecimals));
}

function weightCell(plan: Plan, item: ScoredItem): LaidCell {
  const share = shareOf(item);
  const faint = item.kind === "line" && item.outcome.kind === "leftOut";
  const role = faint ? "faintNumber" : "secondNumber";
  switch (share.kind) {
    case "none":
      return { value: plan.context.labels.dash, role: "secondNumber" };
    case "points":
      return { value: cellNumber(share.value), role, format: pointsFormat(plan.sharePlaces.points) };
    case "percent":
      if (plan.relative.has(item)) return { value: cellNumber(share.value), role, format: relativeWeightFormat(plan.sharePlaces.relative) };
      return { value: cellFraction(share.value), role, format: weightFormat(plan.sharePlaces.percent) };
  }
}

function lineRow(plan: Plan, line: ScoredLine, depth: number, mark: RowMark, formulas: RowFormulas): LaidRow {
  const { context, pointPlaces: pointsShown, thresholdColumn } = plan;
  const { labels } = context;
  const faint = line.outcome.kind === "leftOut";
  const second: CellRole = faint ? "faintNumber" : "secondNumber";
  const scored = line.outcome.kind === "scored" ? line.outcome : null;

  const places = placesOfLine(line);
  const shown = [shownFloor(line), line.anchors.target, shownStretch(line), line.scoredFigure, line.previous, line.change, line.gap];
  const largest = shown.reduce((most, value) => Math.max(most, value ? Math.abs(cellNumber(value)) : 0), 0);
  const figures = figureFormat(line.indicator.unit, places, largest);
  const differences = differenceFormat(places, largest);
  // On the fill of a short board the faintest text would not be readable.
  const figure = (value: Decimal | null | undefined, role: CellRole, format: string): LaidCell =>
    value ? { value: cellNumber(value), role, format } : { value: labels.dash, role: second, format };

  const state = stateOf(line, labels);
  const rates = rateFormat(plan.ratePlaces);
  const nameWidth = (plan.widths[COLUMN.name] ?? 29) - depth * 1.5;
  const stateLines = linesIn(state.text, (plan.widths[plan.stateColumn] ?? 14) - 1.5);
  const lines = Math.max(linesIn(line.line.name, nameWidth), linesIn(unitOf(line, labels), plan.widths[COLUMN.unit] ?? 8), stateLines);
  const cells: Record<number, LaidCell> = {
    [COLUMN.number]: { value: line.number, role: faint ? "faintCentre" : depth === 0 ? "strongCentre" : "secondCentre" },
    [COLUMN.name]: { value: line.line.name, role: faint ? "faintWrap" : depth === 0 ? "strongWrap" : "wrap", indent: depth },
    [COLUMN.unit]: { value: unitOf(line, labels), role: "secondWrap" },
    [COLUMN.weight]: weightCell(plan, line),
    [COLUMN.floor]: figure(shownFloor(line), second, figures),
    [COLUMN.target]: figure(line.anchors.target, second, figures),
    [COLUMN.stretch]: figure(shownStretch(line), second, figures),
    [COLUMN.actual]: actualCell(line, labels, figures),
    [COLUMN.previous]: figure(line.previous, second, figures),
    // The difference of two doubles is rounded where formulas make it.
    [COLUMN.change]: figure(line.change && roundTo(line.change, 10), "number", differences),
    [COLUMN.gap]: figure(line.gap && roundTo(line.gap, 10), "number", differences),
    [COLUMN.rate]: line.rate ? { value: cellFraction(line.rate), role: "number", format: rates } : { value: labels.dash, role: second, format: rates },
    // The bar is the unrounded score, from which rate and points are made.
    [COLUMN.bar]: { value: scored ? cellNumber(scored.score) : context.formulas ? labels.notScored.sign : null, role: "bar", format: ";;;" },
    [COLUMN.points]: figure(scored?.points, "strongNumber", pointsFormat(pointsShown)),
    // A deduction line takes off and has no share of the full points.
    [COLUMN.full]: figure(
      takesNoShare(line.line) || !line.fullPoints ? null : decimal(fullPointsValue(plan, line.fullPoints)),
      "secondNumber",
      pointsFormat(pointsShown),
    ),
    ...(thresholdColumn === null
      ? {}
      : { [thresholdColumn]: { value: cellFraction(line.threshold), role: second, format: thresholdFormat(cellFraction(line.threshold), "<") } }),
    [plan.stateColumn]: {
      value: state.text,
      role: stateLines > 1 ? `${state.role}Wrap` : state.role,
      indent: 1,
    },
  };
  return laidRow(mark, plan.width, heightFor(lines, HEIGHTS.line), live(cells, formulas));
}

/** The figure in bold, a carried one in plain, or the sign that says why there is none. */
export function actualCell(line: ScoredLine, labels: SheetLabels, format: string): LaidCell {
  const sign = signOf(line, labels);
  if (sign === null) return { value: line.scoredFigure ? cellNumber(line.scoredFigure) : labels.dash, role: "strongNumber", format };
  if (line.scoredFigure) return { value: cellNumber(line.scoredFigure), role: "secondNumber", format };
  return { value: sign, role: line.outcome.kind === "leftOut" ? "faintNumber" : "strongNumber", format };
}
