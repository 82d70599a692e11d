/** What has changed since the last run, and taking it back. */
import { ABSENT_STATES } from "../kpi/figure";
import type { LineFacts } from "../run/runFacts";
import { movedOf, shownPoints, signedChange } from "./changesWorking";
import type { ChangesWords } from "./changesWords";
import { sheetLabels } from "./sheetLabelsEn";

const NONE = "–";

function figureText({ figure, unit }: LineFacts): string {
  const state = ABSENT_STATES.find((one) => one === figure);
  return state ? sheetLabels.states[state].word : `${figure}${unit === "%" || unit === "‰" ? unit : unit === "" ? "" : ` ${unit}`}`;
}

export const changesEn: ChangesWords = {
  sheet: {
    sheetName: "Last run",
    note: "KPI scorecards keeps here what the last run wrote and what stood there before, to restore and to compare. Deleting this sheet loses nothing else.",
    cardSuffix: " record",
  },
  heading: "What changed since the last run",
  nothing: "Nothing has changed since the last run.",
  noLastRun: "This workbook keeps no record of a last run.",
  otherPeriod: (then) => `The last run was of ${then}; in another period every actual is another.`,
  card: (change, decimals) => {
    const { then, now } = change;
    if (!then) return `new, ${shownPoints(now?.points ?? null, decimals, NONE)} points`;
    if (!now) return `no longer scored, ${shownPoints(then.points, decimals, NONE)} points then`;
    const difference = signedChange(change, decimals);
    const total =
      then.points === now.points
        ? `${shownPoints(now.points, decimals, NONE)} points`
        : `${shownPoints(then.points, decimals, NONE)} → ${shownPoints(now.points, decimals, NONE)}${difference && ` (${difference})`}`;
    const place = then.place === now.place ? [] : [`rank ${then.place ?? NONE} → ${now.place ?? NONE}`];
    const grade = then.grade === now.grade ? [] : [`grade ${then.grade ?? NONE} → ${now.grade ?? NONE}`];
    return [total, ...place, ...grade].join(", ");
  },
  line: (change, decimals) => {
    const { name, then, now } = change;
    if (!then) return `${name}: a new line, ${shownPoints(now?.points ?? null, decimals, NONE)} points.`;
    if (!now) return `${name}: no longer a line, ${shownPoints(then.points, decimals, NONE)} points then.`;
    const moved = movedOf(change, figureText, NONE).map(({ aspect, anchor, then: was, now: is }) => {
      if (aspect === "rule") return "another rule";
      const what = aspect === "figure" ? "actual" : aspect === "weight" ? "weight" : sheetLabels.derivation.anchor(anchor!, "").trim();
      return `${what} ${was} → ${is}`;
    });
    const points = then.points === now.points ? [] : [`points ${shownPoints(then.points, decimals, NONE)} → ${shownPoints(now.points, decimals, NONE)}`];
    return `${name}: ${[...moved, ...points].join(", ")}.`;
  },
  showMore: (count) => `Show ${count} more`,
  restore: {
    offer: "Restore what stood before the last run",
    lead: "These sheets get back what stood on them before the last run. Your own sheets, and cells beside ours, stay.",
    looking: "Looking…",
    nothingToRestore: "There is nothing to restore: the record is gone, or those sheets were deleted.",
    emptied: "emptied (the last run made it)",
    edits: (count) =>
      count === 1
        ? "One cell was changed after the last run; restoring replaces it:"
        : `${count} cells were changed after the last run; restoring replaces them:`,
    cell: "Cell",
    stands: "Now",
    written: "The run wrote",
    blank: "(blank)",
    moreEdits: (count) => `${count} more cells`,
    reversible: "Restore once more, and it is as it is now.",
    run: "Restore",
    doneTitle: "Restored",
    done: (sheets) =>
      sheets === 1
        ? "One sheet is as it was before the last run. Restore once more to take this back."
        : `${sheets} sheets are as they were before the last run. Restore once more to take this back.`,
  },
};
