/** Which line of a card is selected in the workbook, by its row on the card's sheet; and where a line stands there. */
import { useEffect, useRef } from "react";
import type { Source } from "../kpi/source";
import { type Scorecard, type ScoredLine, linesOf } from "../kpi/scorecard";
import type { SheetDraft } from "../sheets/draft";
import { address } from "../sheets/grid";
import { blockOfCard } from "../sheets/sheetNames";
import type { Result, RunState, View } from "./runState";

/** Milliseconds that a selection has to rest: somebody who runs over many cells is not looking at any of them. */
const REST = 250;

/** Shows how a line was scored when somebody selects it on its card's sheet. The preview stays: somebody is deciding there. */
export function useSelectedLine(state: RunState, selection: Source | null, show: (view: View) => void): void {
  // The state is looked at when the selection has come to rest, and only a new selection is followed: going back in the pane is not undone.
  const latest = useRef({ state, show });
  useEffect(() => {
    latest.current = { state, show };
  });
  useEffect(() => {
    if (!selection) return undefined;
    const rest = setTimeout(() => {
      const view = viewSelected(latest.current.state, selection);
      if (view) latest.current.show(view);
    }, REST);
    // Bound, since a function written out here would keep the state of its time, a whole run, until something else is selected.
    return clearTimeout.bind(undefined, rest);
  }, [selection]);
}

/** null: no line of a card is selected, or it is shown already, or the pane shows what somebody is deciding on. */
export function viewSelected(state: RunState, selection: Source): View | null {
  if (state.kind !== "written" && !(state.kind === "drafted" && state.view.kind !== "preview")) return null;
  const { result, view } = state;
  if (view.kind === "restore" || view.kind === "removal") return null;
  const card = result.drafted.cards.find((one) => cardSheet(one, result, state.kind === "written") === selection.sheet);
  const line = card && lineInRow(card, draftOf(card, result), rowOf(selection.cell));
  if (!card || !line) return null;
  const wanted = { kind: "line", department: card.department.code, template: card.template.code, line: line.line.code } as const;
  const isShown = view.kind === "line" && view.department === wanted.department && view.template === wanted.template && view.line === wanted.line;
  return isShown ? null : wanted;
}

/** Of "H12", "$H$12:J14" and "12:14" row 11, counted from 0. */
function rowOf(cell: string): number {
  return Number(/\d+/.exec(cell)?.[0] ?? 0) - 1;
}

/** A card's rows begin with the number of their line, in the table and where the lines are explained; those of its short boards with a figure. */
function lineInRow(card: Scorecard, draft: SheetDraft | null, row: number): ScoredLine | undefined {
  const number = draft?.rows[row]?.[0]?.value;
  return typeof number === "string" ? linesOf(card.items).find((line) => line.number === number) : undefined;
}

function draftOf({ department, template }: Scorecard, { drafted }: Result): SheetDraft | null {
  const block = blockOfCard(department.code, template.code);
  return drafted.changes.find((change) => change.block === block)?.draft ?? null;
}

/** Where the line stands on its card, by its number; null: the card has no sheet yet. */
export function placeOnCard(card: Scorecard, line: ScoredLine, result: Result, written: boolean): Source | null {
  const sheet = cardSheet(card, result, written);
  if (sheet === null) return null;
  const row = draftOf(card, result)?.rows.findIndex((cells) => cells[0]?.value === line.number) ?? -1;
  return { sheet, cell: row < 0 ? "" : address(row, 0) };
}

export function cardSheet({ department, template }: Scorecard, result: Result, written: boolean): string | null {
  return sheetOfBlock(blockOfCard(department.code, template.code), result, written);
}

/** null: the block has no sheet before it is written. */
export function sheetOfBlock(block: string, { ahead }: Result, written: boolean): string | null {
  const found = ahead.sheets.find((one) => one.block === block);
  return found && (written || found.sheet) ? found.name : null;
}
