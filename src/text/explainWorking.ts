/** The arithmetic of a derivation, which is the same in every language: figures, signs and brackets. */
import type { Decimal } from "../kpi/decimal";
import type { Explanation } from "../kpi/explain";
import { type Decimals, roundTo } from "../kpi/rounding";
import type { Segment } from "../kpi/segment";
import type { AnchorName } from "../kpi/target";
import { anchorsTold, FIGURE_PLACES } from "../sheets/cardDerivations";
import { anchorFigure, figureWithUnit } from "../sheets/derivationLabels";
import type { SheetLabels } from "../sheets/labels";

/** Results are shown with at most four places; figures and parameters with all that they have. */
const RESULT_PLACES = 4;

/** An expression such as "60 + (80 - 75) ÷ (85 - 75) × 40", and what it comes to before any cap. */
export interface Working {
  readonly expression: string;
  readonly result: Decimal;
}

/** null: there is nothing to work out, the score is stated. */
export function workingOf({ segment, rule, figure, anchors, fullPoints, outcome, beforeRounding, direction }: Explanation): Working | null {
  if (!segment || !figure.scored || outcome.kind !== "scored") return null;
  const score = beforeRounding ?? outcome.score;
  const actual = operand(figure.scored);
  const anchor = (name: AnchorName): string => operand(anchors.find((one) => one.name === name)!.value);
  switch (segment.kind) {
    case "line": {
      const [from, to] = [anchor(segment.from), anchor(segment.to)];
      const way = segment.scale === "log" ? `ln(${actual} ÷ ${from}) ÷ ln(${to} ÷ ${from})` : `(${actual} - ${from}) ÷ (${to} - ${from})`;
      const rise = `${way} × ${operand(segment.high.minus(segment.low))}`;
      return { expression: segment.low.eq(0) ? rise : `${exact(segment.low)} + ${rise}`, result: segment.uncapped };
    }
    case "betweenPoints": {
      const { from, to } = segment;
      const rise = `(${actual} - ${operand(from.at)}) ÷ (${operand(to.at)} - ${operand(from.at)}) × ${operand(to.score.minus(from.score))}`;
      return { expression: from.score.eq(0) ? rise : `${exact(from.score)} + ${rise}`, result: segment.uncapped };
    }
    case "proportion":
      return { expression: proportionOf(segment.form, actual, anchor("target"), direction === "up"), result: segment.uncapped };
    case "takenOff": {
      if (rule.kind !== "deduction") return null;
      const limit = segment.limited && rule.maxLoss ? `${exact(rule.maxLoss)} ÷ ${exact(fullPoints.stated)}` : null;
      const lost = {
        target: () => `|${actual} - ${anchor("target")}| ÷ |${anchor("target")}|`,
        zero: () => `${actual} ÷ ${anchor("target")}`,
        full: () => `(${anchor("full")} - ${actual}) ÷ (${anchor("full")} - ${anchor("target")})`,
      }[segment.reference]();
      // An actual on the far side of zero loses nothing.
      const nothing = score.eq(100);
      return nothing ? null : { expression: `100 × (1 - ${limit ?? lost})`, result: score };
    }
    case "offTarget":
      return segment.side === "within"
        ? null
        : { expression: `100 - |${actual} - ${anchor(segment.edge)}| ÷ ${exact(segment.tolerance)} × 100`, result: segment.uncapped };
    case "steps": {
      if (rule.kind !== "perUnit" || segment.side === "on" || segment.perStep.eq(0)) return null;
      const target = anchor("target");
      const gap = `|${actual} - ${target}|`;
      const parts = rule.stepMeans === "percentOfTarget" ? `${gap} ÷ |${target}| × 100` : gap;
      const steps = rule.counting === "exact" ? `${parts} ÷ ${operand(rule.step)}` : exact(segment.steps);
      const sign = segment.side === "short" ? "-" : "+";
      return { expression: `${exact(rule.base)} ${sign} ${operand(segment.perStep)} × ${steps}`, result: segment.uncapped };
    }
    case "rank":
      return segment.band || segment.total.eq(1)
        ? null
        : { expression: `(${exact(segment.total)} - ${exact(segment.place)}) ÷ (${exact(segment.total)} - 1) × 100`, result: score };
    case "events":
      return rule.kind === "events" ? { expression: `${exact(rule.base)} - ${operand(rule.perStep)} × ${actual}`, result: segment.uncapped } : null;
    case "pointsOff":
      return { expression: `(${exact(fullPoints.stated)} - ${actual}) ÷ ${exact(fullPoints.stated)} × 100`, result: segment.uncapped };
    case "given":
      return { expression: `${actual} ÷ ${exact(fullPoints.stated)} × 100`, result: score };
    case "belowFloor":
    case "atBest":
    case "zeroTarget":
    case "endless":
    case "nothingOff":
    case "band":
    case "point":
    case "worseThanPoints":
    case "passed":
    case "failed":
      return null;
  }
}

function proportionOf(form: Extract<Segment, { readonly kind: "proportion" }>["form"], actual: string, target: string, isUp: boolean): string {
  switch (form) {
    case "actualOverTarget":
      return `${actual} ÷ ${target} × 100`;
    case "targetOverActual":
      return `${target} ÷ ${actual} × 100`;
    case "mirrored":
      return `(2 - ${actual} ÷ ${target}) × 100`;
    case "signed":
      return `(1 + (${isUp ? `${actual} - ${target}` : `${target} - ${actual}`}) ÷ |${target}|) × 100`;
  }
}

/** "83.3333" with "≈" before it where places were left off, "80" with "=". */
export function resultText(value: Decimal): string {
  const shown = roundTo(value, RESULT_PLACES);
  return `${shown.eq(value) ? "=" : "≈"} ${exact(shown)}`;
}

/** At most four places, none of them for show. */
export function brief(value: Decimal): string {
  return exact(roundTo(value, RESULT_PLACES));
}

/** With the places that are set, or, where nothing is rounded, as many as there are up to four. */
export function rounded(value: Decimal, decimals: Decimals): string {
  return decimals === "none" ? brief(value) : value.toFixed(decimals);
}

/** "+0.42", "-1.2", "0.00". */
export function signed(value: Decimal, decimals: Decimals): string {
  const text = rounded(value, decimals);
  return value.gt(0) ? `+${text}` : text;
}

/** A parameter or figure with all its places. */
export function exact(value: Decimal): string {
  return value.toFixed();
}

function operand(value: Decimal): string {
  return value.lt(0) ? `(${exact(value)})` : exact(value);
}

/** "87.5 %", "12 件", "12" where there is no unit; no more than six places of what a formula or a quotient left behind. */
export function withUnit(value: Decimal, unit: string): string {
  return figureWithUnit(shortFigure(value), unit);
}

function shortFigure(value: Decimal): string {
  return exact(roundTo(value, FIGURE_PLACES));
}

/**
 * From the figure to the points in one sentence, without the line's name and a full stop; the cards say it in the same words (sheets/cardDerivations.ts).
 * null: the line is not scored.
 */
export function shortDerivation(explanation: Explanation, labels: SheetLabels): string | null {
  const { indicator, figure, outcome, policy, fullPoints, rounding, before, line, deducts, lowered, outranked } = explanation;
  const { derivation: words } = labels;
  if (outcome.kind !== "scored") return null;
  const carried = figure.carriedFrom && labels.period(figure.carriedFrom.period);
  const absent = figure.state === "value" || policy === null ? null : words.absent(labels.states[figure.state].word, policy, carried);
  const anchors = anchorsInPlay(explanation).map(({ name, value }) => `${words.and}${words.anchor(name, anchorFigure(shortFigure(value), indicator.unit))}`);
  const shown = figure.scored ? `${withUnit(figure.scored, indicator.unit)}${absent === null ? "" : words.aside(absent)}${anchors.join("")}` : (absent ?? "");
  const points = rounded(outcome.points, rounding.points);
  const takesOff = deducts || line.role === "deduct";
  const result = !takesOff
    ? words.earned(brief(outcome.score), brief(fullPoints.shared ?? fullPoints.stated), points)
    : outcome.points.lt(0)
      ? words.takenOff(points.replace("-", ""))
      : words.nothingOff;
  const why = outranked ? labels.outranked.word : lowered?.by === "veto" ? labels.vetoed.word : lowered ? words.heldAtBaseScore : null;
  const change = before.pointsChange
    ? words.sinceBefore(signed(before.pointsChange, rounding.points), labels.before(before.period.kind).against, labels.period(before.period))
    : "";
  return `${shown}${words.leadsTo}${result}${why === null ? "" : words.aside(why)}${change}`;
}

/** The anchors that the score was taken from. */
function anchorsInPlay({ rule, segment, anchors }: Explanation): readonly Explanation["anchors"][number][] {
  const belowTarget = segment?.kind === "belowFloor" || (segment?.kind === "line" && segment.from === "floor");
  const told = anchorsTold(rule, belowTarget);
  return anchors.filter(({ name }) => told.includes(name));
}
