/** The live formats of a card: short boards, differences on the wrong side, and bars. */
import type { TreeNode } from "../kpi/template";
import { COLUMN, FIRST_ROW, GROUP_ROW, type Plan } from "./cardPlan";
import type { ConditionalFormat, HighlightLook } from "./draft";
import { address } from "./grid";
import { fixedAddress, fixedColumn } from "./layRows";
import { quoted, roundedCell } from "./lineState";
import { PALETTE } from "./marks";

const SHORT_FILL: HighlightLook = { fill: PALETTE.alertFill };
const SHORT_LOUD: HighlightLook = { fill: PALETTE.alertFill, colour: PALETTE.alert, bold: true };

/** Each cell lies in one range only: LibreOffice does not merge overlapping ranges as Excel does. */
export function highlights(plan: Plan, count: number): ConditionalFormat[] {
  const { context, stateColumn, thresholdColumn } = plan;
  const bottom = FIRST_ROW + count - 1;
  const area = (from: number, to: number = from): string => `${address(FIRST_ROW, from)}:${address(bottom, to)}`;
  const rate = fixedColumn(FIRST_ROW, COLUMN.rate);
  const threshold = thresholdColumn === null ? fixedAddress(GROUP_ROW, stateColumn) : fixedColumn(FIRST_ROW, thresholdColumn);
  // A group has a rate but no actual, and is never a short board.
  const byRate = `AND(${fixedColumn(FIRST_ROW, COLUMN.actual)}<>"",ISNUMBER(${rate}),${roundedCell(rate, context.scheme.settings.rateDecimals)}<${threshold})`;
  // An adjustment, and a line whose sibling counts instead, are no short boards whatever their rate: there the state decides.
  const { sign } = context.labels.shortBoard;
  const short = ratesDecide(plan) ? byRate : `LEFT(${fixedColumn(FIRST_ROW, stateColumn)},${sign.length})=${quoted(sign)}`;
  const rule = (where: string, look: HighlightLook): ConditionalFormat => ({ kind: "formula", area: where, formula: short, look, stopIfTrue: true });
  const gap = fixedColumn(FIRST_ROW, COLUMN.gap);
  return [
    rule(area(COLUMN.number), SHORT_FILL),
    rule(area(COLUMN.name), SHORT_LOUD),
    rule(area(COLUMN.unit, COLUMN.stretch), SHORT_FILL),
    rule(area(COLUMN.actual), SHORT_LOUD),
    rule(area(COLUMN.previous, COLUMN.change), SHORT_FILL),
    rule(area(COLUMN.gap), SHORT_LOUD),
    { kind: "formula", area: area(COLUMN.gap), formula: `AND(ISNUMBER(${gap}),${gap}<0)`, look: { colour: PALETTE.alert }, stopIfTrue: false },
    rule(area(COLUMN.rate), SHORT_LOUD),
    { kind: "dataBar", area: area(COLUMN.bar), min: 0, max: 120, colour: PALETTE.barLight },
    { kind: "formula", area: area(COLUMN.bar), formula: short, look: SHORT_FILL, stopIfTrue: false },
    rule(area(COLUMN.points), SHORT_LOUD),
    rule(area(COLUMN.full, thresholdColumn ?? COLUMN.full), SHORT_FILL),
    rule(area(stateColumn), SHORT_LOUD),
  ];
}

function ratesDecide({ card, lines }: Plan): boolean {
  const takesBest = (nodes: readonly TreeNode[]): boolean =>
    nodes.some((node) => node.kind === "branch" && (node.rollUp === "maximum" || takesBest(node.children)));
  return lines.every((line) => line.line.role === "score") && card.template.rollUp !== "maximum" && !takesBest(card.template.children);
}
