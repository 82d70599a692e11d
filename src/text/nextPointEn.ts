/** Where the next point is, in English. */
import type { Gain, NoPromise, OpenLine, PlaceAhead } from "../kpi/nextPoint";
import { exact, rounded, withUnit } from "./explainWorking";
import { gradeGapEn } from "./gradeGapEn";
import type { NextPointWords, ShownPlaces } from "./nextPointWords";
import { sheetLabels } from "./sheetLabelsEn";

function placeText({ place, figure }: PlaceAhead, unit: string): string {
  const own = withUnit(figure, unit);
  if (place.kind === "anchor") return `the ${sheetLabels.derivation.anchor(place.anchor, own)}`;
  return place.kind === "band" ? `the next band at ${own}` : `the most it can score at ${own}`;
}

/** The card's points; the line's own where they differ. */
function gainText({ line, card }: Gain, { points }: ShownPlaces): string {
  const change = (value: Gain["card"]): string => `${value.gt(0) ? "+" : ""}${rounded(value, points)}`;
  if (line.eq(card)) return card.eq(0) ? "no points" : `${change(card)} points`;
  return `${card.eq(0) ? "nothing on the card" : `${change(card)} points`} (${change(line)} on the line)`;
}

function openText({ line, ahead, better, way, step }: OpenLine, places: ShownPlaces): string {
  const { unit } = line.indicator;
  const listed = ahead.map((one) => `${exact(one.missing)} to ${placeText(one, unit)}: ${gainText(one.gain, places)}`);
  if (way === 0) return "On target; no figure is better.";
  if (listed.length === 0 && (!better || (better.card.eq(0) && better.line.eq(0)))) return "At its end: better brings nothing more.";
  const each = better ? [`each ${withUnit(step, unit)} ${way === 1 ? "up" : "down"}: ${gainText(better, places)}`] : [];
  const text = [...listed, ...each].join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function closedText(why: NoPromise): string {
  switch (why.kind) {
    case "held":
      return why.why === "scheme"
        ? "A target or rule is wrong, so that the line is held and nothing can be worked out."
        : `${capital(sheetLabels.states[why.why].word)}, held until the figure comes.`;
    case "leftOut":
      return `${capital(why.why === "quorum" ? sheetLabels.withoutQuorum.word : sheetLabels.states[why.why].word)}, so that the line is not scored.`;
    case "noFigure":
      return `${capital(sheetLabels.states[why.why].word)}, scored by the policy for it; there is no figure to improve until one is reported.`;
    case "rank":
      return "Scored by rank, which depends on the figures of others: nothing is promised.";
    case "computed":
      return `Computed from ${why.from.join(", ")}: look at those.`;
    case "targetMoves":
      return "A target is worked out from this figure and would move with it: nothing is promised.";
  }
}

const line: NextPointWords["line"] = (outlook, places) => (outlook.kind === "open" ? openText(outlook, places) : closedText(outlook.why));

const cliff: NextPointWords["cliff"] = (outlook, { points }) => {
  if (outlook.kind === "closed" || !outlook.cliff) return null;
  const { slip, figure, costs } = outlook.cliff;
  return `Careful: ${exact(slip)} worse (${withUnit(figure, outlook.line.indicator.unit)}) costs ${rounded(costs, points)} points.`;
};

export const nextPointEn: NextPointWords = {
  heading: "Where the next point is",
  title: ({ card }, { points, rate }) =>
    [
      sheetLabels.period(card.period),
      card.department.name,
      ...(card.department.templates.length > 1 ? [card.template.name] : []),
      card.points
        ? `${rounded(card.points, points)} of ${exact(card.fullPoints)} points${card.rate ? `, ${rounded(card.rate, rate)}%` : ""}${card.state === "incomplete" ? " so far" : ""}`
        : "nothing applies",
    ].join(" · "),
  grade: gradeGapEn,
  line,
  cliff,
  step: (outlook, places) => [`Next: ${line(outlook, places)}`, cliff(outlook, places) ?? ""].filter((part) => part !== "").join(" "),
  within: (points) => `+${points} within reach`,
  showMore: (count) => `Show ${count} more`,
};
