/** The total of a card, with what stands above it where it starts with points, and under it where it rests on a policy. */
import { type Decimal, HUNDRED, sum } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import { isAdjustment } from "../kpi/weights";
import type { CardFormulas } from "./cardFormulas";
import { COLUMN, type Plan } from "./cardPlan";
import { gradeRow, verdictPlaces, vetoRows } from "./cardVerdicts";
import type { DraftCell } from "./draft";
import { fixedAddress, HEIGHTS, laidRow, type LaidRow } from "./layRows";
import type { CellRole } from "./marks";
import { cellFraction, cellNumber, pointsFormat, pointsSoFarFormat, rateFormat, rateSoFarFormat } from "./numberFormats";

/** Rows between the table and the total. */
export function rowsAboveTotal(plan: Plan): number {
  return totalRows(plan, null, 0).findIndex((row) => row.cells.some((cell) => cell?.mark.row === "total"));
}

/** `totalRow`: counted from 0. */
export function totalRows(plan: Plan, formulas: CardFormulas | null, totalRow: number): LaidRow[] {
  const { card, context, width, pointPlaces: places } = plan;
  const { card: words, dash } = context.labels;
  const { template } = card;
  const format = pointsFormat(places);
  const soFar = card.state === "incomplete";
  const subtotal = (name: string, value: Decimal | null, role: CellRole, formula: string | null = null): LaidRow =>
    laidRow("subtotal", width, HEIGHTS.subtotal, {
      [COLUMN.name]: { value: name, role: "text" },
      [COLUMN.points]: { value: value ? cellNumber(value) : dash, role, format, ...(formula === null ? {} : { formula }) },
    });

  const counting = card.items.filter((item) => !isAdjustment(item.kind === "line" ? item.line : item.branch));
  const earned = sum(
    counting.flatMap((item) => (item.kind === "branch" ? (item.points ? [item.points] : []) : item.outcome.kind === "scored" ? [item.outcome.points] : [])),
  );
  const atFloor = template.totalFloor !== null && card.points !== null && card.points.eq(template.totalFloor);
  const { bonusCounted, deductionCounted } = card.adjustments;
  const hasBonus = plan.lines.some((line) => line.line.role === "bonus");
  const hasDeduction = plan.lines.some((line) => line.line.role === "deduct");
  // Where a veto may strike the total, the row stands there whether it does or not: then a figure that is changed moves no row.
  const showsBefore = card.pointsBeforeVeto !== null || card.vetoes.some(({ veto }) => veto.effect === "totalZero" || veto.effect === "totalCap");
  const addsUp = template.rollUp === "sum" && card.points !== null;
  const summed = template.startPoints.plus(earned).plus(bonusCounted).minus(deductionCounted);
  const parts = addsUp && (!template.startPoints.eq(0) || hasBonus || hasDeduction || (atFloor && !summed.eq(card.points)));
  const before = [
    ...(!parts || template.startPoints.eq(0) ? [] : [subtotal(words.startPoints, template.startPoints, "number")]),
    ...(parts ? [subtotal(words.sumOfLines, earned, "strongNumber", formulas?.sumOfLines)] : []),
    ...(hasBonus ? [subtotal(words.bonus(template.bonusCap?.toFixed() ?? null), bonusCounted, "number", formulas?.bonus)] : []),
    ...(hasDeduction
      ? [
          subtotal(
            words.deduction(template.deductionCap?.toFixed() ?? null),
            deductionCounted.neg(),
            "number",
            formulas?.deduction && `-(${formulas.deduction})`,
          ),
        ]
      : []),
    ...(showsBefore ? [subtotal(words.beforeVeto, card.pointsBeforeVeto ?? card.points, "strongNumber", formulas?.beforeVeto)] : []),
  ];

  const name = soFar ? words.totalSoFar : atFloor && template.totalFloor ? words.atFloor(template.totalFloor.toFixed()) : words.total;
  const covered = card.points !== null && card.coverage.lt(HUNDRED) ? words.covered(`${roundTo(card.coverage, 1).toFixed(1)}%`) : null;
  const total = laidRow("total", width, HEIGHTS.total, {
    [COLUMN.name]: { value: name, role: "text" },
    [COLUMN.rate]: {
      value: card.rate ? cellFraction(card.rate) : dash,
      role: "number",
      format: soFar ? rateSoFarFormat(plan.ratePlaces) : rateFormat(plan.ratePlaces),
      ...(formulas ? { formula: formulas.totalRate } : {}),
    },
    [COLUMN.points]: {
      value: card.points ? cellNumber(card.points) : dash,
      role: "number",
      format: soFar ? pointsSoFarFormat(places) : format,
      ...(formulas?.total ? { formula: formulas.total } : {}),
    },
    [COLUMN.full]: { value: cellNumber(card.fullPoints), role: "secondNumber", format },
    [plan.stateColumn]: { value: covered, role: "caption", indent: 1 },
  });

  // What an incomplete card may still come to stands among its key figures; here it is said of a total that a policy made.
  const open = card.points !== null && !soFar && !(card.lowest?.eq(card.points) && card.highest?.eq(card.points));
  const after = [
    ...(open ? [subtotal(words.lowest, card.lowest, "secondNumber"), subtotal(words.highest, card.highest, "secondNumber")] : []),
    ...(card.policyPoints.eq(0) ? [] : [subtotal(words.policyPoints, card.policyPoints, "secondNumber")]),
  ];
  const held: DraftCell[] = formulas ? [{ ...formulas.held, mark: { row: "plain", role: "faintNumber" } }] : [];
  const working = plan.width + 1;
  const gradeCells = formulas && {
    rate: fixedAddress(totalRow, COLUMN.rate),
    held: fixedAddress(totalRow, working),
    struck: formulas.verdicts.struck,
    working,
  };
  const verdicts = [
    ...(context.scheme.grades.length > 0 ? [gradeRow(plan, totalRow + 1, gradeCells)] : []),
    ...vetoRows(plan, verdictPlaces(plan, totalRow), working),
  ];
  return [...before, formulas ? { ...total, cells: [...total.cells, undefined, ...held] } : total, ...verdicts, ...after];
}
