/** What if: one line's figure, target or weight moved. */
import type { WhatIfWords } from "./whatIfWords";

export const whatIfEn: WhatIfWords = {
  heading: "What if",
  nothingWritten: "Worked out here only; nothing is written.",
  actual: "Actual",
  target: "Target",
  points: "Weight (points)",
  percent: "Weight (% of its branch)",
  reset: "Reset",
  what: "Figure",
  now: "Now",
  then: "Then",
  linePoints: "Points of the line",
  total: "Total",
  soFar: "* So far: some line is not scored yet.",
  rate: "Rate",
  place: "Rank",
  placeOf: (place, of) => `${place} of ${of}`,
  grade: "Grade",
  none: "–",
  totalMoves: (before, after, change) => `Total ${before} → ${after} (${change})`,
  totalStays: (total) => `The total stays at ${total}`,
  placeMoves: (before, after) => `rank ${before} → ${after}`,
  gradeMoves: (before, after) => `grade ${before} → ${after}`,
  sentence: (parts) => `${parts.join(", ")}.`,
  shared: (cards) =>
    cards === 1 ? "One other card shares it and is worked out anew with it." : `${cards} other cards share it and are worked out anew with it.`,
  siblings: "The other lines beside it give way in proportion; the whole stays.",
  notANumber: (field) => `“${field}” holds no number that can be tried; the one that stands is taken.`,
  working: "Working it out…",
};
