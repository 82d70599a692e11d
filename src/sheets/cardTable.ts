/** The lines and groups of a card, a row each. */
import type { Decimal } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import type { ScoredBranch, ScoredItem, ScoredLine } from "../kpi/scorecard";
import { onlyDeducts } from "../kpi/weights";
import { COLUMN, FIRST_ROW, GROUP_ROW, placesOfLine, type Plan, shareOf, shownFloor, shownStretch, unitOf } from "./cardPlan";
import type { DraftCell } from "./draft";
import { address } from "./grid";
import type { SheetLabels } from "./labels";
import { fixedAddress, fixedColumn, heightFor, HEIGHTS, type LaidCell, laidRow, type LaidRow, linesIn } from "./layRows";
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
  thresholdFormat,
  weightFormat,
} from "./numberFormats";

export function tableRows(plan: Plan): LaidRow[] {
  const rows: LaidRow[] = [];
  const lay = (items: readonly ScoredItem[], depth: number, closes: boolean): void => {
    items.forEach((item, place) => {
      // A level-1 node's last row closes its group, and the very last one the table.
      const closesHere = depth === 0 ? true : closes && place === items.length - 1;
      if (item.kind === "branch") {
        rows.push(branchRow(plan, item, depth));
        lay(item.children, depth + 1, closesHere);
      } else rows.push(lineRow(plan, item, depth, FIRST_ROW + rows.length, closesHere ? "lastOfGroup" : "line"));
    });
  };
  lay(plan.card.items, 0, true);
  return rows.map((row, place) => (place === rows.length - 1 ? remarked(row, "lastOfTable") : row));
}

function remarked(row: LaidRow, mark: RowMark): LaidRow {
  return { ...row, cells: row.cells.map((cell) => (cell ? ({ ...cell, mark: { ...cell.mark, row: mark } } satisfies DraftCell) : cell)) };
}

function branchRow(plan: Plan, branch: ScoredBranch, depth: number): LaidRow {
  const { context, pointPlaces: places } = plan;
  const { settings } = context.scheme;
  const { dash } = context.labels;
  const takesOff = onlyDeducts(branch.branch);
  const number = (value: number | null, format: string, role: CellRole): LaidCell =>
    value === null ? { value: dash, role: "secondNumber", format } : { value, role, format };
  const lines = linesIn(branch.branch.name, (plan.widths[COLUMN.name] ?? 29) - depth * 1.5);
  return laidRow(depth === 0 ? "group" : "subgroup", plan.width, heightFor(lines, HEIGHTS.group), {
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
    [COLUMN.full]: number(
      branch.fullPoints && !takesOff ? cellNumber(roundTo(branch.fullPoints, settings.pointDecimals)) : null,
      pointsFormat(places),
      "secondNumber",
    ),
  });
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
      return { value: cellFraction(share.value), role, format: weightFormat(plan.sharePlaces.percent) };
  }
}

function lineRow(plan: Plan, line: ScoredLine, depth: number, row: number, mark: RowMark): LaidRow {
  const { context, pointPlaces: pointsShown, thresholdColumn } = plan;
  const { labels, scheme } = context;
  const { settings } = scheme;
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

  const rateAt = fixedColumn(row, COLUMN.rate);
  const thresholdAt = thresholdColumn === null ? fixedAddress(GROUP_ROW, plan.stateColumn) : fixedColumn(row, thresholdColumn);
  const state = stateOf(line, labels, settings.rateDecimals, rateAt, thresholdAt);
  const rates = rateFormat(plan.ratePlaces);
  const nameWidth = (plan.widths[COLUMN.name] ?? 29) - depth * 1.5;
  const lines = Math.max(linesIn(line.line.name, nameWidth), linesIn(unitOf(line, labels), plan.widths[COLUMN.unit] ?? 8));
  return laidRow(mark, plan.width, heightFor(lines, HEIGHTS.line), {
    [COLUMN.number]: { value: line.number, role: faint ? "faintCentre" : depth === 0 ? "strongCentre" : "secondCentre" },
    [COLUMN.name]: { value: line.line.name, role: faint ? "faintWrap" : depth === 0 ? "strongWrap" : "wrap", indent: depth },
    [COLUMN.unit]: { value: unitOf(line, labels), role: "secondWrap" },
    [COLUMN.weight]: weightCell(plan, line),
    [COLUMN.floor]: figure(shownFloor(line), second, figures),
    [COLUMN.target]: figure(line.anchors.target, second, figures),
    [COLUMN.stretch]: figure(shownStretch(line), second, figures),
    [COLUMN.actual]: actualCell(line, labels, figures),
    [COLUMN.previous]: figure(line.previous, second, figures),
    [COLUMN.change]: figure(line.change, "number", differences),
    [COLUMN.gap]: figure(line.gap, "number", differences),
    [COLUMN.rate]: line.rate ? { value: cellFraction(line.rate), role: "number", format: rates } : { value: labels.dash, role: second, format: rates },
    [COLUMN.bar]: line.rate
      ? { value: cellFraction(line.rate), role: "bar", format: ";;;", formula: address(row, COLUMN.rate) }
      : { value: null, role: "bar", format: ";;;" },
    [COLUMN.points]: figure(scored?.points, "strongNumber", pointsFormat(pointsShown)),
    // A deduction line takes off and has no share of the full points.
    [COLUMN.full]: figure(
      line.deducts || !line.fullPoints ? null : roundTo(line.fullPoints, settings.pointDecimals),
      "secondNumber",
      pointsFormat(pointsShown),
    ),
    ...(thresholdColumn === null
      ? {}
      : { [thresholdColumn]: { value: cellFraction(line.threshold), role: second, format: thresholdFormat(cellFraction(line.threshold), "<") } }),
    [plan.stateColumn]: {
      value: state.text,
      role: state.role,
      indent: 1,
      ...(state.formula === null ? {} : { formula: state.formula }),
    },
  });
}

/** The figure in bold, a carried one in plain, or the sign that says why there is none. */
export function actualCell(line: ScoredLine, labels: SheetLabels, format: string): LaidCell {
  const sign = signOf(line, labels);
  if (sign === null) return { value: line.scoredFigure ? cellNumber(line.scoredFigure) : labels.dash, role: "strongNumber", format };
  if (line.scoredFigure) return { value: cellNumber(line.scoredFigure), role: "secondNumber", format };
  return { value: sign, role: line.outcome.kind === "leftOut" ? "faintNumber" : "strongNumber", format };
}
