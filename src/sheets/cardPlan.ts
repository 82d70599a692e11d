/** What is decided once for a whole card: its columns and their widths, how many places its figures have, and how its nodes are named. */
import { type Decimal, HUNDRED, ONE, sum } from "../kpi/decimal";
import { roundTo } from "../kpi/rounding";
import { linesOf, type Scorecard, type ScoredItem, type ScoredLine } from "../kpi/scorecard";
import type { RollUp } from "../kpi/template";
import type { VetoOutcome } from "../kpi/veto";
import type { SheetLabels } from "./labels";
import type { LayContext } from "./layContext";
import { stateOf } from "./lineState";
import { cellFraction, cellNumber, placesOf, pointPlaces, rateLength, ratePlaces, shownLength } from "./numberFormats";
import { charactersOf, widthFor } from "./pageParts";

export const COLUMN = {
  number: 0,
  name: 1,
  unit: 2,
  weight: 3,
  floor: 4,
  target: 5,
  stretch: 6,
  actual: 7,
  previous: 8,
  change: 9,
  gap: 10,
  rate: 11,
  bar: 12,
  points: 13,
  full: 14,
} as const;

/** The row of the column groups holds the threshold; the first line stands in row 10. */
export const GROUP_ROW = 7;
export const FIRST_ROW = 9;

export interface Plan {
  readonly card: Scorecard;
  readonly context: LayContext;
  readonly lines: readonly ScoredLine[];
  /** All lines' threshold as a fraction; null: they differ, and a column of its own shows each. */
  readonly threshold: number | null;
  readonly thresholdColumn: number | null;
  readonly stateColumn: number;
  readonly width: number;
  readonly widths: readonly number[];
  readonly pointPlaces: number;
  readonly ratePlaces: number;
  /** Places of weights that the scheme states as points, of those in per cent, and of those that are no per cent because they do not add up to 100. */
  readonly sharePlaces: { readonly points: number; readonly percent: number; readonly relative: number };
  /** What has a weight that counts beside its siblings' only, such as credits of 4, 6 and 3: it stands as it was typed. */
  readonly relative: ReadonlySet<ScoredItem>;
}

export function planOf(card: Scorecard, context: LayContext): Plan {
  const { settings } = context.scheme;
  const lines = linesOf(card.items);
  const threshold = sharedThreshold(lines);
  const stateColumn = COLUMN.full + (threshold === null ? 2 : 1);
  const places = pointPlaces(settings.pointDecimals);
  const relative = relativeItems(card);
  const weights = allItems(card.items).filter((item) => shareOf(item).kind === "percent");
  const [credits, percents] = [true, false].map((own) => weights.flatMap((item) => (relative.has(item) === own ? [shareOf(item).value] : [])));
  const points = allItems(card.items).flatMap((item) => (shareOf(item).kind === "points" ? [shareOf(item).value] : []));
  return {
    card,
    context,
    lines,
    threshold,
    thresholdColumn: threshold === null ? stateColumn - 1 : null,
    stateColumn,
    width: stateColumn + 1,
    widths: columnWidths(card, context, lines, threshold === null, places),
    pointPlaces: places,
    ratePlaces: ratePlaces(settings.rateDecimals),
    sharePlaces: { points: placesOf(points), percent: Math.max(1, placesOf(percents!)), relative: placesOf(credits!) },
    relative,
  };
}

function columnWidths(card: Scorecard, context: LayContext, lines: readonly ScoredLine[], ownThresholds: boolean, places: number): number[] {
  const { labels } = context;
  const placesOn = new Map(lines.map((line) => [line, placesOfLine(line)]));
  const figures = (values: (line: ScoredLine) => readonly (Decimal | null | undefined)[], least: number): number =>
    lines.reduce((width, line) => {
      const shown = values(line).map((value) => (value ? shownLength(cellNumber(value), placesOn.get(line)!) : 0));
      return Math.min(24, Math.max(width, ...shown));
    }, least);
  const points = (values: readonly (Decimal | null)[], least: number): number =>
    values.reduce((width, value) => Math.max(width, value ? shownLength(cellNumber(value), places) + 1 : 0), least);
  const items = allItems(card.items);
  const states = lines.map((line) => stateOf(line, labels).text);
  // Below the table the same columns show the short boards again, what can still be won, and the limits and figures of vetoes.
  const most = points(
    lines.flatMap((line) => [line.lost, line.fullPoints && roundTo(line.fullPoints, context.scheme.settings.pointDecimals)]),
    0,
  );
  const ofVetoes = (value: (one: VetoOutcome) => Decimal | null, sign: number): number =>
    card.vetoes.reduce((width, one) => {
      const shown = value(one);
      return shown ? Math.max(width, shownLength(cellNumber(shown), vetoPlaces(one)) + sign) : width;
    }, 0);
  const anchors = Math.max(
    figures((line) => [shownFloor(line), line.anchors.target, shownStretch(line)], 8.5),
    most,
    ofVetoes(({ veto }) => veto.limit, 2),
  );
  // One step of a large figure, below the units: at most the power of ten that its target begins with.
  const steps = lines.map(({ anchors: { target, best } }) => 10 ** Math.max(0, (target ?? best ?? ONE).abs().toFixed(0).length - 1));
  const rest = [
    Math.max(
      widthFor(
        lines.map((line) => unitOf(line, labels)),
        7,
        11,
      ),
      ...steps.map((step) => shownLength(step, 0)),
    ),
    Math.max(7.5, most),
    anchors,
    anchors,
    anchors,
    Math.max(
      figures((line) => [line.scoredFigure], 9.5),
      ofVetoes(({ outcome }) => (outcome.kind === "undecided" ? null : outcome.figure), 0),
    ),
    figures((line) => [line.previous, shownFloor(line), line.anchors.target, shownStretch(line)], 9.5),
    // A difference has a sign on either side.
    figures((line) => [line.change?.abs().neg(), line.gap?.abs().neg()], 9),
    Math.max(
      figures((line) => [line.gap?.abs().neg()], 9),
      most,
    ),
    [card.rate, ...items.map(({ rate }) => rate)].reduce(
      (width, rate) => Math.max(width, rate ? rateLength(cellNumber(rate), ratePlaces(context.scheme.settings.rateDecimals)) : 0),
      Math.max(9, most),
    ),
    11,
    points([card.points, ...items.map((item) => (item.kind === "line" ? (item.outcome.kind === "scored" ? item.outcome.points : null) : item.points))], 9),
    points([card.fullPoints], 8.5),
    ...(ownThresholds ? [widthFor([labels.card.threshold], 7.5, 10)] : []),
    // A state is set in 10 points against the 11 that widths are counted in, and stands one step in.
    widthFor([...states, ownThresholds ? "" : `${labels.card.thresholdPrefix}80%`], 12, 22) + 1.5,
  ];
  const numbers = widthFor(
    items.map((item) => item.number),
    5,
    10,
  );
  const names = widthFor(
    items.map((item) => "  ".repeat(item.number.split(".").length - 1) + nameOf(item)),
    24,
    34,
  );
  // Past some 165 characters the page would be scaled to type that is too small: then the names wrap.
  const left = WIDEST_PAGE - numbers - charactersOf(rest);
  return [numbers, Math.max(24, Math.min(names, Math.max(29, left))), ...rest];
}

const WIDEST_PAGE = 165;

export function allItems(items: readonly ScoredItem[]): ScoredItem[] {
  const all: ScoredItem[] = [];
  const gather = (item: ScoredItem): void => {
    all.push(item);
    if (item.kind === "branch") item.children.forEach(gather);
  };
  items.forEach(gather);
  return all;
}

function nameOf(item: ScoredItem): string {
  return item.kind === "line" ? item.line.name : item.branch.name;
}

/** As the scheme states it: points, or per cent of the parent. A branch that only deducts may state none. */
export function shareOf(item: ScoredItem): { readonly kind: "points" | "percent"; readonly value: Decimal } | { readonly kind: "none"; readonly value: null } {
  const share = item.kind === "line" ? item.line.share : item.branch.share;
  if (!share) return { kind: "none", value: null };
  return share.kind === "points" ? { kind: "points", value: share.points } : { kind: "percent", value: share.percent };
}

export function placesOfLine(line: ScoredLine): number {
  const anchors = [shownFloor(line), line.anchors.target, shownStretch(line)];
  // A quotient has as many places as one likes; two are enough to see what it is, unless the anchors have more.
  const computed = line.reading?.derivation !== undefined;
  const figures = placesOf([...anchors, line.scoredFigure, line.previous]);
  const places = computed ? Math.min(figures, Math.max(2, placesOf(anchors))) : figures;
  return line.indicator.unit === "%" ? Math.max(1, places) : places;
}

/** As with the figures of lines: of a quotient two places are enough, unless the limit has more. */
export function vetoPlaces({ veto, reading, outcome }: VetoOutcome): number {
  const all = placesOf([outcome.kind === "undecided" ? null : outcome.figure, veto.limit]);
  return reading?.derivation ? Math.min(all, Math.max(2, placesOf([veto.limit]))) : all;
}

/** The worse end of a range stands where the floor would, the better end, the full mark or the end of a target range where the stretch would; the notes say so. */
export function shownFloor(line: ScoredLine): Decimal | undefined {
  return line.anchors.floor ?? line.anchors.worst;
}

export function shownStretch(line: ScoredLine): Decimal | undefined {
  return line.anchors.stretch ?? line.anchors.best ?? line.anchors.full ?? line.anchors.upper;
}

/** What a short board should come to: its target, or, of a range, which has none, the better end. */
export function aimOf({ anchors, line }: ScoredLine): Decimal | undefined {
  return anchors.target ?? (line.rule.kind === "clampedRange" ? anchors.best : undefined);
}

export function unitOf(line: ScoredLine, labels: SheetLabels): string {
  const { unit, direction } = line.indicator;
  return direction === "down" ? `${unit} ${labels.lowerIsBetter}`.trim() : unit;
}

/** Where the best counts each stands for the whole, whatever its weight. */
function relativeItems(card: Scorecard): ReadonlySet<ScoredItem> {
  const found = new Set<ScoredItem>();
  const look = (items: readonly ScoredItem[], rollUp: RollUp): void => {
    const weights = items.filter((item) => shareOf(item).kind === "percent");
    const whole = roundTo(sum(weights.map((item) => shareOf(item).value!)), 10);
    if (rollUp !== "maximum" && !whole.eq(HUNDRED)) for (const item of weights) found.add(item);
    for (const item of items) if (item.kind === "branch") look(item.children, item.branch.rollUp);
  };
  look(card.items, card.template.rollUp);
  return found;
}

/** "省呼叫中心 · 绩效计分卡"; a template that is named after its department is title enough. */
export function cardTitle(card: Scorecard, labels: SheetLabels): string {
  const { department, template } = card;
  const named = [department.name, department.shortName].some((name) => name !== "" && template.name.includes(name));
  return named ? template.name : `${department.name}${labels.dot}${template.name}`;
}

/** The threshold that all of these lines share, as a fraction; null: they differ. */
export function sharedThreshold(lines: readonly ScoredLine[]): number | null {
  const [first, ...others] = lines.map((line) => line.threshold);
  return first && others.every((threshold) => threshold.eq(first)) ? cellFraction(first) : null;
}
