/** Which sheets there are to look at, and what each shows: its draft where a run would write it, and else what stands in the workbook. */
import type { Result, RunState } from "../pane/runState";
import type { Change, SheetId, Survey } from "../run/workbook";
import type { SheetDraft } from "../sheets/draft";
import { blockOfCard, blockOfSummary } from "../sheets/sheetNames";

export interface ListedSheet {
  readonly name: string;
  /** null: not in the workbook yet. */
  readonly id: SheetId | null;
  readonly hidden: boolean;
  /** null: drawn from the workbook. */
  readonly draft: SheetDraft | null;
  readonly block: string | null;
  /** The workbook holds something else than what is drawn. */
  readonly ahead: boolean;
}

/** Sheets that a run would add come first, as in the workbook that it makes. */
export function listSheets(survey: Survey | null, state: RunState | null): readonly ListedSheet[] {
  const result = resultOf(state);
  const written = state?.kind === "written";
  const drafts = new Map((result?.drafted.changes ?? []).flatMap((change): [string, Change][] => (change.block === null ? [] : [[change.block, change]])));
  const ours = (result?.ahead.sheets ?? []).map((sheet) => ({ ...sheet, draft: drafts.get(sheet.block ?? "")?.draft ?? null }));
  const standing = (survey?.sheets ?? [])
    .filter(({ kind }) => kind === "cells")
    .map(({ id, name, visibility }): ListedSheet => {
      const own = ours.find((one) => one.name === name);
      return {
        name,
        id,
        hidden: visibility !== "visible",
        draft: own?.draft ?? null,
        block: own?.block ?? null,
        ahead: own !== undefined && own.state !== "same" && !written,
      };
    });
  const known = new Set(standing.map(({ name }) => name));
  const made = ours
    .filter(({ name, draft }) => draft !== null && !known.has(name))
    .map(({ name, draft, block }): ListedSheet => ({ name, id: null, hidden: false, draft, block, ahead: true }));
  return [...made, ...standing];
}

/** The sheet that belongs to what the pane shows; null: none does, and the page goes on showing what it shows. */
export function sheetOfView(state: RunState, sheets: readonly ListedSheet[]): string | null {
  if (state.kind !== "drafted" && state.kind !== "written") return null;
  const { view } = state;
  const block = view.kind === "card" || view.kind === "line" ? blockOfCard(view.department, view.template) : view.kind === "preview" ? blockOfSummary() : null;
  return sheets.find((sheet) => block !== null && sheet.block === block)?.name ?? null;
}

function resultOf(state: RunState | null): Result | null {
  return state?.kind === "drafted" || state?.kind === "writing" || state?.kind === "written" ? state.result : null;
}
