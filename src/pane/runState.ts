/**
 * The states of the pane and what leads from one to the next: start → drafting → drafted → writing → written, or failed.
 *
 * Pure data and one function. An event that does not belong to the present state, or to an earlier run, changes nothing:
 * an answer may come long after somebody pressed Cancel.
 */
import type { Drafted, RunStep } from "../run/draftScorecards";
import type { WhatChanged } from "../run/runFacts";
import type { WriteReport } from "../run/workbook";
import type { FailedAt } from "../text/paneWords";
import type { Fault } from "./fault";
import type { Ahead, SheetAhead } from "./lookAhead";
import type { Preflight } from "./preflight";

/** The steps of a run, and the pane's own look at what a write would change. */
export type PaneStep = RunStep | "compare";

export interface StepMark {
  readonly step: PaneStep;
  /** Sheets, departments or cards, by the step. */
  readonly count: number;
}

/** What is shown of a drafted or written run. */
export type View =
  | { readonly kind: "overview" }
  /** `focus`: on what somebody had just chosen there, before it was read again. */
  | { readonly kind: "preview"; readonly focus?: "contents" }
  /** What taking the last run back would do. */
  | { readonly kind: "restore" }
  /** Which sheets of a template would go. */
  | { readonly kind: "removal" }
  | { readonly kind: "card"; readonly department: string; readonly template: string }
  /** How one line of a card was scored. */
  | { readonly kind: "line"; readonly department: string; readonly template: string; readonly line: string };

/** What is written into our cells: live formulas, or values that stay as they are until the next write. */
export type CellContents = "formulas" | "values";

export interface Result {
  readonly drafted: Drafted;
  readonly ahead: Ahead;
  readonly preflight: Preflight;
  /** What was drafted, and would be written. */
  readonly contents: CellContents;
  /** null: the workbook keeps nothing of a last run. */
  readonly lastRun: LastRunSeen | null;
}

export interface LastRunSeen {
  /** There is something to take back. */
  readonly restorable: boolean;
  /** null: what it found is not known, or nothing is scored now. */
  readonly changed: WhatChanged | null;
}

/** How far a write came before it failed, as seen by looking again. */
export interface Outcome {
  readonly written: readonly string[];
  readonly untouched: readonly string[];
  /** Begun and not finished, or not to be told. */
  readonly unsure: readonly string[];
}

export type RunState =
  | { readonly kind: "start"; readonly run: number; readonly cancelled: boolean }
  | {
      readonly kind: "drafting";
      readonly run: number;
      readonly steps: readonly StepMark[];
      /** How much of the last of them is done, 0–1. */
      readonly share: number;
      readonly since: number;
      /** What to show of it. */
      readonly then: View;
      /** A sheet was edited meanwhile, perhaps after it was read. */
      readonly edited: boolean;
    }
  | {
      readonly kind: "drafted";
      readonly run: number;
      readonly result: Result;
      readonly view: View;
      /** Where the present card was opened from. */
      readonly from: View;
      /** Somebody has read what the preflight asks. */
      readonly agreed: boolean;
      /** A sheet was edited after it was read. */
      readonly stale: boolean;
    }
  | {
      readonly kind: "writing";
      readonly run: number;
      readonly result: Result;
      readonly since: number;
      /** 0–1; null: not known. */
      readonly share: number | null;
      /** It may be given up, and then nothing of it is written. */
      readonly stoppable: boolean;
    }
  | { readonly kind: "addingScheme"; readonly run: number; readonly since: number }
  | { readonly kind: "restoring"; readonly run: number; readonly since: number; readonly share: number | null }
  | { readonly kind: "removing"; readonly run: number; readonly since: number }
  | { readonly kind: "restored"; readonly run: number; readonly sheets: number }
  | { readonly kind: "written"; readonly run: number; readonly result: Result; readonly report: WriteReport; readonly view: View; readonly from: View }
  | {
      readonly kind: "failed";
      readonly run: number;
      readonly at: FailedAt;
      /** The step that failed; null: before the first. */
      readonly step: PaneStep | null;
      readonly fault: Fault;
      /** Only of a failed write. null: looking again failed as well. */
      readonly outcome: Outcome | null;
    };

export type RunEvent =
  | { readonly kind: "begun"; readonly run: number; readonly at: number; readonly then: View }
  | { readonly kind: "stepped"; readonly run: number; readonly mark: StepMark }
  /** `share`: of the step in hand, 0–1. */
  | { readonly kind: "advanced"; readonly run: number; readonly share: number }
  | { readonly kind: "drafted"; readonly run: number; readonly result: Result }
  | { readonly kind: "cancelled" }
  | { readonly kind: "edited" }
  | { readonly kind: "agreed"; readonly agreed: boolean }
  | { readonly kind: "shown"; readonly view: View }
  | { readonly kind: "wentBack" }
  | { readonly kind: "writingBegun"; readonly run: number; readonly at: number; readonly stoppable: boolean }
  | { readonly kind: "written"; readonly run: number; readonly report: WriteReport }
  | { readonly kind: "schemeBegun"; readonly run: number; readonly at: number }
  | { readonly kind: "restoringBegun"; readonly run: number; readonly at: number }
  | { readonly kind: "removingBegun"; readonly run: number; readonly at: number }
  | { readonly kind: "restored"; readonly run: number; readonly sheets: number }
  | { readonly kind: "failed"; readonly run: number; readonly fault: Fault; readonly outcome: Outcome | null };

export const START: RunState = { kind: "start", run: 0, cancelled: false };
export const OVERVIEW: View = { kind: "overview" };
export const PREVIEW: View = { kind: "preview" };

export function nextState(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case "begun":
      // What is being written is never left alone half-way; a new run waits for its end.
      return state.kind === "writing" || state.kind === "restoring" || event.run <= state.run
        ? state
        : { kind: "drafting", run: event.run, steps: [], share: 0, since: event.at, then: event.then, edited: false };
    case "stepped":
      return state.kind === "drafting" && event.run === state.run ? { ...state, steps: [...state.steps, event.mark], share: 0 } : state;
    case "advanced":
      return advanced(state, event);
    case "drafted":
      return state.kind === "drafting" && event.run === state.run
        ? {
            kind: "drafted",
            run: state.run,
            result: event.result,
            view: event.result.drafted.scheme ? state.then : OVERVIEW,
            from: OVERVIEW,
            agreed: false,
            stale: state.edited,
          }
        : state;
    case "cancelled":
      return state.kind === "drafting" || (state.kind === "writing" && state.stoppable) ? { kind: "start", run: state.run, cancelled: true } : state;
    case "edited":
      return state.kind === "drafting" ? { ...state, edited: true } : state.kind === "drafted" ? { ...state, stale: true } : state;
    case "agreed":
      return state.kind === "drafted" ? { ...state, agreed: event.agreed } : state;
    case "shown":
      return shown(state, event.view);
    case "wentBack":
      return wentBack(state);
    case "writingBegun":
      return state.kind === "drafted" && mayWrite(state) && event.run === state.run
        ? { kind: "writing", run: state.run, result: state.result, since: event.at, share: null, stoppable: event.stoppable }
        : state;
    case "written":
      return state.kind === "writing" && event.run === state.run
        ? { kind: "written", run: state.run, result: state.result, report: event.report, view: PREVIEW, from: PREVIEW }
        : state;
    case "schemeBegun":
      return state.kind === "drafted" && wantsScheme(state.result) && event.run > state.run ? { kind: "addingScheme", run: event.run, since: event.at } : state;
    case "restoringBegun":
      return mayRestore(state) && event.run > state.run ? { kind: "restoring", run: event.run, since: event.at, share: null } : state;
    case "removingBegun":
      return mayRemove(state) && event.run > state.run ? { kind: "removing", run: event.run, since: event.at } : state;
    case "restored":
      return state.kind === "restoring" && event.run === state.run ? { kind: "restored", run: state.run, sheets: event.sheets } : state;
    case "failed":
      return failed(state, event);
  }
}

/** Progress never goes back, whatever its parts reckon. */
function advanced(state: RunState, { run, share }: Extract<RunEvent, { kind: "advanced" }>): RunState {
  if (run !== state.run || (state.kind !== "drafting" && state.kind !== "writing" && state.kind !== "restoring")) return state;
  return share > (state.share ?? -1) ? { ...state, share } : state;
}

function shown(state: RunState, view: View): RunState {
  if (state.kind !== "drafted" && state.kind !== "written") return state;
  // A broken scheme has no cards to look at.
  if (view.kind !== "overview" && !state.result.drafted.scheme) return state;
  return { ...state, view, from: isOfCard(state.view) ? state.from : state.view };
}

function isOfCard(view: View): view is Extract<View, { readonly kind: "card" | "line" }> {
  return view.kind === "card" || view.kind === "line";
}

/** From a line to its card, from a card to where it was opened, from the preview to the findings. */
function wentBack(state: RunState): RunState {
  if (state.kind !== "drafted" && state.kind !== "written") return state;
  if (state.view.kind === "line") return { ...state, view: { kind: "card", department: state.view.department, template: state.view.template } };
  return state.view.kind === "card" || state.view.kind === "restore" || state.view.kind === "removal"
    ? { ...state, view: state.from }
    : state.view.kind === "preview" && state.kind === "drafted"
      ? { ...state, view: OVERVIEW }
      : state;
}

function failed(state: RunState, event: Extract<RunEvent, { kind: "failed" }>): RunState {
  if (event.run !== state.run) return state;
  const { run, fault, outcome } = event;
  switch (state.kind) {
    case "drafting":
      return { kind: "failed", run, at: "drafting", step: state.steps.at(-1)?.step ?? null, fault, outcome: null };
    case "writing":
      return { kind: "failed", run, at: "writing", step: "write", fault, outcome };
    case "addingScheme":
      return { kind: "failed", run, at: "scheme", step: "write", fault, outcome: null };
    case "removing":
      return { kind: "failed", run, at: "removing", step: "write", fault, outcome: null };
    case "restoring":
      return { kind: "failed", run, at: "restoring", step: "write", fault, outcome: null };
    case "start":
    case "drafted":
    case "written":
    case "restored":
    case "failed":
      return state;
  }
}

// --- What may be done ---------------------------------------------------------------------------------------------

/** There is no scheme at all: the first run, not a fault. */
export function wantsScheme({ drafted }: Result): boolean {
  return drafted.findings.some((one) => one.code === "noSchemeSheets");
}

/** Why the cards may not be written now; null: they may. */
export type WriteBar = "broken" | "stale" | "stops" | "agree" | "nothing";

export function writeBar({ result, agreed, stale }: Extract<RunState, { kind: "drafted" }>): WriteBar | null {
  if (!result.drafted.scheme) return "broken";
  if (stale) return "stale";
  if (result.preflight.stops.length > 0) return "stops";
  if (result.ahead.sheets.every((sheet) => sheet.state === "same")) return "nothing";
  return result.preflight.asks.length > 0 && !agreed ? "agree" : null;
}

/** Somebody looks at what it would do, and nothing else goes on. */
export function mayRestore(state: RunState): boolean {
  return isLookingAt(state, "restore");
}

/** Somebody has seen which sheets would go. */
export function mayRemove(state: RunState): boolean {
  return isLookingAt(state, "removal");
}

function isLookingAt(state: RunState, view: View["kind"]): boolean {
  return (state.kind === "drafted" || state.kind === "written") && state.view.kind === view;
}

function mayWrite(state: Extract<RunState, { kind: "drafted" }>): boolean {
  return writeBar(state) === null;
}

/**
 * What a failed write has done, by comparing what was ahead before with what is still ahead now.
 * A sheet that was to change and still differs in as many cells as before counts as untouched.
 */
export function outcomeOf(before: readonly SheetAhead[], now: readonly SheetAhead[]): Outcome {
  const meant = before.filter((sheet) => sheet.state !== "same");
  const named = (wanted: "written" | "untouched" | "unsure"): string[] =>
    meant.filter((sheet) => fate(sheet, now.find((one) => one.block === sheet.block) ?? null) === wanted).map((sheet) => sheet.name);
  return { written: named("written"), untouched: named("untouched"), unsure: named("unsure") };
}

function fate(before: SheetAhead, now: SheetAhead | null): "written" | "untouched" | "unsure" {
  if (!now) return "unsure";
  if (now.state === "same") return "written";
  return now.state === before.state && now.cells === before.cells ? "untouched" : "unsure";
}

/** Formulas, unless values were chosen. */
export function contentsFor(remembered: string | null): CellContents {
  return remembered === "values" ? "values" : "formulas";
}

/** Where reading again should lead: somebody who was looking at the preview wants to see it again. */
export function viewAgain(state: RunState): View {
  if (state.kind !== "drafted") return OVERVIEW;
  const view = isOfCard(state.view) ? state.from : state.view;
  return view.kind === "preview" ? PREVIEW : OVERVIEW;
}
