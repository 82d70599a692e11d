/** The top of a card: title, key figures, the sentence that says what happened, and the heads of its columns. */
import { type Decimal, HUNDRED, sum } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import { shortBoardsOf } from "../kpi/shortBoard";
import type { RollUp, TreeNode } from "../kpi/template";
import type { CardFormulas } from "./cardFormulas";
import { allItems, cardTitle, COLUMN, type Plan, shareOf } from "./cardPlan";
import { operand } from "./formulas/ruleCells";
import { fixedAddress, HEIGHTS, type LaidCell, laidRow, type LaidRow, spacer } from "./layRows";
import { quoted } from "./lineState";
import type { CellRole } from "./marks";
import { cellFraction, cellNumber, pointsChangeFormat, pointsFormat, rateFormat, thresholdFormat } from "./numberFormats";
import { charactersOf, keyFigureRows, messageRow, titleLines, titleRows } from "./pageParts";
import { blockOfSummary } from "./sheetNames";

/** Title, subtitle, rule and captions stand above the key figures. */
export const KEY_FIGURE_ROW = 4;

export function topRows(plan: Plan, formulas: CardFormulas | null, totalRow: number): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { card, context, width } = plan;
  const { labels, period, scheme, sheetOf } = context;
  // Where department and template do not fit on one line, the template moves to the subtitle.
  const whole = cardTitle(card, labels);
  const [title, template] = titleLines(whole, plan.widths) > 1 && whole !== card.template.name ? [card.department.name, card.template.name] : [whole, ""];
  const subtitle = [
    template,
    scheme.settings.company,
    labels.period(period),
    labels.fullPointsOf(card.fullPoints.toFixed()),
    labels.schemeVersion(scheme.settings.version),
    card.department.owner === "" ? "" : labels.ownedBy(card.department.owner),
  ];
  const titles = titleRows(plan.widths, title, subtitle, context, { sheet: sheetOf(blockOfSummary()), cell: "A1", tip: labels.goToSummary });
  const figures = keyFigures(plan, titles.rows.length, formulas, totalRow);
  const messageAt = titles.rows.length + figures.rows.length;
  const message = messageRow(width, sentence(plan), messageAt, charactersOf(plan.widths));
  return {
    rows: [...titles.rows, ...figures.rows, message.row, spacer(), ...headRows(plan)],
    merges: [...titles.merges, ...figures.merges, ...message.merges],
  };
}

function keyFigures(plan: Plan, row: number, formulas: CardFormulas | null, totalRow: number): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { card, context, lines, width } = plan;
  const { labels, period } = context;
  const { card: words, dash } = labels;
  const short = lines.filter((line) => line.belowThreshold).length;
  const soFar = card.state === "incomplete";
  const places = context.placeCells?.(card);
  const change = card.points && card.before ? card.points.minus(card.before.points) : null;
  const total = fixedAddress(totalRow, COLUMN.points);
  const changed = change && card.before ? `IF(COUNT(${total})=0,${quoted(dash)},ROUND(${total}-${operand(card.before.points)},10))` : undefined;
  return keyFigureRows(
    width,
    [
      {
        caption: soFar ? words.totalPointsSoFar : words.totalPoints,
        ...(card.points ? { value: cellNumber(card.points), format: pointsFormat(plan.pointPlaces) } : { value: dash }),
        formula: formulas ? total : undefined,
        from: COLUMN.number,
        to: COLUMN.name,
      },
      {
        caption: words.rate,
        ...(card.rate ? { value: cellFraction(card.rate), format: rateFormat(plan.ratePlaces) } : { value: dash }),
        formula: formulas ? fixedAddress(totalRow, COLUMN.rate) : undefined,
        from: COLUMN.unit,
        to: COLUMN.floor,
      },
      {
        caption: labels.before(period.kind).caption,
        ...(change ? { value: cellNumber(roundTo(change, 10)), format: pointsChangeFormat(Math.min(plan.pointPlaces, 2)) } : { value: dash }),
        formula: formulas ? changed : undefined,
        from: COLUMN.target,
        to: COLUMN.stretch,
      },
      // An incomplete card has no rank; what its total may still come to stands there.
      soFar
        ? { caption: words.possible, value: possibleTotal(plan), from: COLUMN.actual, to: COLUMN.gap }
        : {
            caption: words.rank,
            value: card.rank ? `${card.rank.place} / ${card.rank.of}` : dash,
            formula: formulas && places ? `IF(ISNUMBER(${places.own}),${places.own}&" / "&COUNT(${places.all}),${quoted(dash)})` : undefined,
            from: COLUMN.actual,
            to: COLUMN.gap,
          },
      { caption: words.shortBoards, value: short, formula: formulas?.shortBoards, format: "0", alert: short > 0, from: COLUMN.rate, to: COLUMN.bar },
      {
        caption: words.coverage,
        value: cellFraction(card.coverage),
        formula: formulas?.coverage ?? undefined,
        format: rateFormat(1),
        from: COLUMN.points,
        to: plan.stateColumn,
      },
    ],
    row,
  );
}

/** "57.31–61.71"; a total without bound on one side is open there. */
function possibleTotal({ card, context, pointPlaces: places }: Plan): string {
  const { lowest, highest } = card;
  const shown = (value: Decimal): string => value.toFixed(Math.min(places, 2));
  if (lowest && highest) return lowest.eq(highest) ? shown(lowest) : `${shown(lowest)}–${shown(highest)}`;
  return lowest ? `≥ ${shown(lowest)}` : highest ? `≤ ${shown(highest)}` : context.labels.dash;
}

function sentence(plan: Plan): string {
  const { card, context, lines } = plan;
  const { labels, period } = context;
  if (!card.points) return labels.card.nothingApplies;
  const shown = (value: Decimal): string => value.toFixed(plan.pointPlaces);
  const lost = sum(lines.flatMap((line) => (line.lost ? [line.lost] : [])));
  const short = lines.filter((line) => line.belowThreshold);
  const shortLost = sum(short.flatMap((line) => (line.lost ? [line.lost] : [])));
  const adds = addsUp(card.template.rollUp, card.template.children);
  const change = card.before ? card.points.minus(card.before.points) : null;
  const most = shortBoardsOf([card]).find(({ line }) => line.lost?.gt(0))?.line;
  return labels.card.message({
    points: shown(card.points),
    complete: card.state === "complete",
    change: change ? `${change.lt(0) ? "" : "+"}${shown(change)}` : null,
    against: labels.before(period.kind).against,
    shortBoards: short.length,
    shortLost: adds ? shown(shortLost) : null,
    shortShare: adds && lost.gt(0) && shortLost.gt(0) ? `${roundTo(shortLost.times(HUNDRED).div(lost), 0).toFixed()}%` : null,
    mostLost: most?.lost ? { name: most.line.name, lost: shown(most.lost) } : null,
    held: lines.filter((line) => line.outcome.kind === "held").length,
    coverage: `${roundTo(card.coverage, 1).toFixed(1)}%`,
  });
}

function headRows(plan: Plan): LaidRow[] {
  const { context, card, width, thresholdColumn, stateColumn } = plan;
  const { labels, period } = context;
  const { card: words } = labels;
  const before = labels.before(period.kind);
  const across = (from: number, to: number, text: string): Record<number, LaidCell> =>
    Object.fromEntries(Array.from({ length: to - from + 1 }, (_cell, step) => [from + step, { value: step === 0 ? text : null, role: "across" }]));
  const kinds = new Set(allItems(card.items).map((item) => shareOf(item).kind));
  const weight = kinds.has("percent") ? (kinds.has("points") ? words.weightOrPoints : words.weight) : words.weightAsPoints;
  const head = (text: string, role: CellRole, indent?: number): LaidCell => ({ value: text, role, ...(indent ? { indent } : {}) });
  return [
    laidRow("columnGroup", width, HEIGHTS.columnGroup, {
      ...across(COLUMN.floor, COLUMN.stretch, words.standards),
      ...across(COLUMN.actual, COLUMN.gap, words.results),
      ...across(COLUMN.rate, COLUMN.full, words.pointsGroup),
      ...(plan.threshold === null
        ? {}
        : {
            [stateColumn]: {
              value: plan.threshold,
              role: "text",
              indent: 1,
              format: thresholdFormat(plan.threshold, words.thresholdPrefix),
            },
          }),
    }),
    laidRow("head", width, HEIGHTS.head, {
      [COLUMN.number]: head(words.number, "centre"),
      [COLUMN.name]: head(words.indicator, "text"),
      [COLUMN.unit]: head(words.unit, "text"),
      [COLUMN.weight]: head(weight, "number"),
      [COLUMN.floor]: head(words.floor, "number"),
      [COLUMN.target]: head(words.target, "number"),
      [COLUMN.stretch]: head(words.stretch, "number"),
      [COLUMN.actual]: head(words.actual, "number"),
      [COLUMN.previous]: head(before.last, "number"),
      [COLUMN.change]: head(before.change, "number"),
      [COLUMN.gap]: head(words.againstTarget, "number"),
      [COLUMN.rate]: head(words.rate, "number"),
      [COLUMN.points]: head(words.points, "number"),
      [COLUMN.full]: head(words.full, "number"),
      ...(thresholdColumn === null ? {} : { [thresholdColumn]: head(words.threshold, "number") }),
      [stateColumn]: head(words.state, "text", 1),
    }),
  ];
}

/** Whether what lines lose is what the card loses: not where the lowest decides, and not above a root or a step. */
function addsUp(rollUp: RollUp, nodes: readonly TreeNode[]): boolean {
  if (rollUp === "minimum" || rollUp === "geometricMean") return false;
  return nodes.every((node) => node.kind === "line" || (node.rounding === null && addsUp(node.rollUp, node.children)));
}
