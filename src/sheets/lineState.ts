/** The state of a line (判定): a sign and a word, live where the line has a rate. */
import { HUNDRED } from "../kpi/decimal";
import type { Decimals } from "../kpi/rounding";
import type { ScoredLine } from "../kpi/scorecard";
import type { SheetLabels, StateLabel } from "./labels";
import type { CellRole } from "./marks";

export interface LineState {
  readonly text: string;
  /** Without "="; gives `text` as long as nobody edits the rate or the threshold. */
  readonly formula: string | null;
  readonly role: CellRole;
}

/** `rate` and `threshold` are the addresses of the two cells that the state is read from. */
export function stateOf(line: ScoredLine, labels: SheetLabels, decimals: Decimals, rate: string, threshold: string): LineState {
  const { outcome } = line;
  switch (outcome.kind) {
    case "leftOut":
      return { text: worded(labels.states[outcome.why]), formula: null, role: "faint" };
    case "held":
      return { text: worded(outcome.why === "scheme" ? labels.notScored : labels.states[outcome.why]), formula: null, role: "strong" };
    case "scored": {
      const short = worded(labels.shortBoard);
      const mark = line.belowThreshold ? short : line.rate?.lt(HUNDRED) ? labels.underTarget : labels.met;
      const behind = policyMark(line, labels);
      const shown = roundedCell(rate, decimals);
      const choice = `IF(${shown}<${threshold},${quoted(short)},IF(${shown}<1,${quoted(labels.underTarget)},${quoted(labels.met)}))`;
      return {
        text: `${mark}${behind}`,
        formula: behind === "" ? choice : `${choice}&${quoted(behind)}`,
        role: "second",
      };
    }
  }
}

/** What stands where the figure would: "□" for a missing one. null: there is a figure. */
export function signOf(line: ScoredLine, labels: SheetLabels): string | null {
  return line.figure.state === "value" ? null : labels.states[line.figure.state].sign;
}

/** " □零分" behind the state of a line that was scored without a figure of its own period. */
function policyMark(line: ScoredLine, labels: SheetLabels): string {
  const sign = signOf(line, labels);
  return sign === null || line.policy === null ? "" : ` ${sign}${labels.policyWords[line.policy]}`;
}

/** The rate as it is shown, in formulas: a hand edit may put more decimals in the cell. */
export function roundedCell(cell: string, decimals: Decimals): string {
  return decimals === "none" ? cell : `ROUND(${cell},${decimals + 2})`;
}

export function worded(label: StateLabel): string {
  return `${label.sign} ${label.word}`;
}

/** A text inside of a formula. */
export function quoted(text: string): string {
  return `"${text.replace(/"/g, '""')}"`;
}
