/** Which sheets there are to look at, and what each shows: its draft where a run would write it, and else what stands in the workbook. */
import type { Result, RunState, View } from "../pane/runState";
import type { Change, SheetId, Survey } from "../run/workbook";
import type { SheetDraft } from "../sheets/draft";
import { blockOfCard, blockOfSummary } from "../sheets/sheetNames";

export interface ListedSheet {
  readonly name: string;
  /** null: not in the workbook yet. */
  readonly id: SheetId | null;
  readonly hidden: boolean;
  /** Lays it out, which takes a moment; null: drawn from the workbook. */
  readonly lay: (() => SheetDraft) | null;
  readonly block: string | null;
  /** The workbook holds something else than what is drawn. */
  readonly ahead: boolean;
}

/** What of a run matters here. */
export interface ShownRun {
  readonly result: Result | null;
  readonly written: boolean;
  /** null: none of a result. */
  readonly view: View | null;
}

/** `before` where nothing of it has changed, as it is with most of what a run tells of its progress. */
export function shownOf(state: RunState, before: ShownRun | null): ShownRun {
  const result = resultOf(state);
  const written = state.kind === "written";
  const view = state.kind === "drafted" || state.kind === "written" ? state.view : null;
  return before && before.result === result && before.written === written && before.view === view ? before : { result, written, view };
}

/** Sheets that a run would add come first, as in the workbook that it makes. */
export function listSheets(survey: Survey | null, run: ShownRun | null): readonly ListedSheet[] {
  const result = run?.result ?? null;
  const written = run?.written === true;
  const drafts = new Map((result?.drafted.changes ?? []).flatMap((change): [string, Change][] => (change.block === null ? [] : [[change.block, change]])));
  const ours = (result?.ahead.sheets ?? []).map((sheet) => {
    const change = drafts.get(sheet.block ?? "");
    return { ...sheet, lay: change ? () => change.draft : null };
  });
  const byName = new Map(ours.map((one) => [one.name, one]));
  const standing = (survey?.sheets ?? [])
    .filter(({ kind }) => kind === "cells")
    .map(({ id, name, visibility }): ListedSheet => {
      const own = byName.get(name);
      return {
        name,
        id,
        hidden: visibility !== "visible",
        lay: own?.lay ?? null,
        block: own?.block ?? null,
        ahead: own !== undefined && own.state !== "same" && !written,
      };
    });
  const known = new Set(standing.map(({ name }) => name));
  const made = ours
    .filter(({ name, lay }) => lay !== null && !known.has(name))
    .map(({ name, lay, block }): ListedSheet => ({ name, id: null, hidden: false, lay, block, ahead: true }));
  return [...made, ...standing];
}

/** The sheet that belongs to what the pane shows; null: none does, and the page goes on showing what it shows. */
export function sheetOfView({ view }: ShownRun, sheets: readonly ListedSheet[]): string | null {
  if (view === null) return null;
  const block = view.kind === "card" || view.kind === "line" ? blockOfCard(view.department, view.template) : view.kind === "preview" ? blockOfSummary() : null;
  return sheets.find((sheet) => block !== null && sheet.block === block)?.name ?? null;
}

function resultOf(state: RunState): Result | null {
  return state.kind === "drafted" || state.kind === "writing" || state.kind === "written" ? state.result : null;
}
