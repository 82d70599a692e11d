/** The state of a line (判定): a sign and a word, live where the line has a rate. */
import { HUNDRED } from "../kpi/decimal";
import type { AbsentState } from "../kpi/figure";
import type { Decimals } from "../kpi/rounding";
import type { ScoredLine } from "../kpi/scorecard";
import type { SheetLabels, StateLabel } from "./labels";
import type { CellRole } from "./marks";

export interface LineState {
  readonly text: string;
  readonly role: Extract<CellRole, "second" | "strong" | "faint">;
}

export function stateOf(line: ScoredLine, labels: SheetLabels): LineState {
  const { outcome } = line;
  switch (outcome.kind) {
    case "leftOut":
      return { text: worded(outcome.why === "quorum" ? labels.withoutQuorum : labels.states[outcome.why]), role: "faint" };
    case "held":
      return { text: worded(outcome.why === "scheme" ? labels.notScored : labels.states[outcome.why]), role: "strong" };
    case "scored": {
      const short = worded(labels.shortBoard);
      if (line.line.role !== "score") return { text: `${worded(labels.roles[line.line.role])}${policyMark(line, labels)}`, role: "second" };
      if (line.outranked) return { text: `${worded(labels.outranked)}${policyMark(line, labels)}`, role: "faint" };
      if (line.lowered?.by === "veto") return { text: `${worded(labels.vetoed)}${policyMark(line, labels)}`, role: "strong" };
      const mark = line.belowThreshold ? short : line.rate?.lt(HUNDRED) ? labels.underTarget : labels.met;
      return { text: `${mark}${policyMark(line, labels)}`, role: "second" };
    }
  }
}

/** The cells that a state is read from. `reported` holds a number where the period has a figure of its own; `figure` that, a carried one, or a sign. */
export interface StateCells {
  readonly rate: string;
  readonly threshold: string;
  readonly figure: string;
  readonly reported: string;
  /** Conditions, where the card may come to them: too few figures in its branch, a better sibling that counts instead, a veto. */
  readonly outOfQuorum?: string;
  readonly outranked?: string;
  readonly vetoed?: string;
}

/** The state as a formula, without "=". */
export function stateFormula(line: ScoredLine, labels: SheetLabels, decimals: Decimals, cells: StateCells): string {
  const { states } = labels;
  const shown = roundedCell(cells.rate, decimals);
  const byRate = `IF(${shown}<${cells.threshold},${quoted(worded(labels.shortBoard))},IF(${shown}<1,${quoted(labels.underTarget)},${quoted(labels.met)}))`;
  const left = cells.vetoed === undefined ? byRate : `IF(${cells.vetoed},${quoted(worded(labels.vetoed))},${byRate})`;
  const ranked = cells.outranked === undefined ? left : `IF(${cells.outranked},${quoted(worded(labels.outranked))},${left})`;
  const { role } = line.line;
  const choice = role === "score" ? ranked : quoted(worded(labels.roles[role]));
  const behind = policyMark(line, labels);
  const scored = behind === "" ? choice : `${choice}&IF(ISNUMBER(${cells.reported}),"",${quoted(behind)})`;
  const found: readonly AbsentState[] = line.figure.state === "value" ? ["missing", "unreadable"] : [line.figure.state];
  const unscored = found.reduceRight(
    (rest, state) => `IF(${cells.figure}=${quoted(states[state].sign)},${quoted(worded(states[state]))},${rest})`,
    quoted(worded(labels.notScored)),
  );
  const state = `IF(ISNUMBER(${cells.rate}),${scored},${unscored})`;
  return cells.outOfQuorum === undefined ? state : `IF(${cells.outOfQuorum},${quoted(worded(labels.withoutQuorum))},${state})`;
}

/** What stands where the figure would: "□" for a missing one. null: there is a figure. */
export function signOf(line: ScoredLine, labels: SheetLabels): string | null {
  return line.figure.state === "value" ? null : labels.states[line.figure.state].sign;
}

/** "（缺报，计零分）" behind the state of a line that was scored without a figure of its own period. */
function policyMark(line: ScoredLine, labels: SheetLabels): string {
  return line.figure.state === "value" || line.policy === null ? "" : labels.policyMark(labels.states[line.figure.state].word, line.policy);
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
