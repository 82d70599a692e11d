/** The run as the pane's components see it: the present state, and what somebody may ask for. Holds the reducer, the steps of the run and the workbook together. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "react";
import type { StarterKey } from "../run/starters/list";
import type { LastRunLabels, Restorable } from "../run/lastRun";
import type { RemovableScheme } from "../run/removeScheme";
import type { Pause } from "../run/pace";
import type { Workbook } from "../run/workbook";
import { aMoment } from "./aMoment";
import { faultOf } from "./fault";
import type { Host, Memory } from "./host";
import { lookAhead } from "./lookAhead";
import { preflight } from "./preflight";
import {
  type CellContents,
  type Outcome,
  type Result,
  type RunState,
  type View,
  OVERVIEW,
  PREVIEW,
  START,
  contentsFor,
  mayRemove,
  mayRestore,
  nextState,
  outcomeOf,
  viewAgain,
  wantsScheme,
  writeBar,
} from "./runState";

export interface RunActions {
  /** Reads, scores and looks ahead; writes nothing. Also "read again", which leads back to what was shown unless told otherwise. */
  readonly begin: (then?: View) => void;
  /** Lets go of what is being read, and of what is being written where that leaves no trace; else what is being written goes on. */
  readonly cancel: () => void;
  readonly agree: (agreed: boolean) => void;
  /** Chooses what is written from now on, and drafts it. */
  readonly writeAs: (contents: CellContents) => void;
  readonly write: () => void;
  /** What taking the last run back would do; null: nothing. Throws where the workbook refuses to be read. */
  readonly lookBack: () => Promise<Restorable | null>;
  /** Gives our sheets back what stood on them before the last run. */
  readonly restore: () => void;
  /** Writes a scheme to begin with and reads again; one with figures leads right on to the preview. */
  readonly addScheme: (language: "zh" | "en", starter: StarterKey | "blank") => void;
  /** Which sheets of a template would go; null: none. Throws where the workbook refuses to be read. */
  readonly lookForScheme: () => Promise<RemovableScheme | null>;
  /** Deletes them, and reads again. `changedToo`: also those that somebody has written on. */
  readonly removeScheme: (changedToo: boolean) => void;
  readonly show: (view: View) => void;
  readonly back: () => void;
}

export interface Run {
  readonly state: RunState;
  readonly actions: RunActions;
}

/** Ends a run that nobody waits for any more. */
class GivenUp extends Error {}

/** `now`: milliseconds, for the elapsed time only; nothing that is written depends on it. */
export function useRun(workbook: Workbook, host: Host, memory: Memory, now: () => number = Date.now): Run {
  const [state, dispatch] = useReducer(nextState, START);
  const runs = useRef(0);
  const givenUp = useRef(0);
  const chosen = useRef<CellContents | null>(null);
  // Actions are called from events long after they were made, and must see the state as it is then.
  const latest = useRef(state);
  useLayoutEffect(() => {
    latest.current = state;
  });

  useEffect(() => host.onEdited(() => dispatch({ kind: "edited" })), [host]);

  const begin = useCallback(
    async (then?: View): Promise<void> => {
      if (latest.current.kind === "writing") return;
      const run = (runs.current += 1);
      const contents = (chosen.current ??= contentsFor(memory.recall("contents")));
      dispatch({ kind: "begun", run, at: now(), then: then ?? viewAgain(latest.current) });
      const pause: Pause = async (share) => {
        if (share !== undefined) dispatch({ kind: "advanced", run, share });
        await aMoment();
        if (runs.current !== run || givenUp.current >= run) throw new GivenUp();
      };
      try {
        // What is being done now is on the screen before it is done.
        await pause();
        // The engine comes after the pane is on the screen: it is half of all that there is to load.
        const [{ draftScorecards }, { seeLastRun }, zh, en] = await Promise.all([
          import("../run/draftScorecards"),
          import("./seeLastRun"),
          import("../text/sheetLabelsZh"),
          import("../text/sheetLabelsEn"),
        ]);
        const drafted = await draftScorecards(workbook, {
          period: null,
          labelsFor: (language) => (language === "zh" ? zh : en).sheetLabels,
          formulas: contents === "formulas",
          onStep: (step, count) => dispatch({ kind: "stepped", run, mark: { step, count } }),
          pause,
        });
        dispatch({ kind: "stepped", run, mark: { step: "compare", count: drafted.changes.length } });
        const ahead = await lookAhead(workbook, drafted.changes, pause);
        const lastRun = await seeLastRun(workbook, drafted, pause);
        dispatch({ kind: "drafted", run, result: { drafted, ahead, preflight: preflight(ahead, drafted.findings), contents, lastRun } });
      } catch (error) {
        // Somebody cancelled, or had it read again: what shows by now is not this run.
        if (error instanceof GivenUp) return;
        dispatch({ kind: "failed", run, fault: faultOf(error), outcome: null });
      }
    },
    [workbook, memory, now],
  );

  const writeAs = useCallback(
    (contents: CellContents): void => {
      chosen.current = contents;
      memory.keep("contents", contents);
      void begin({ kind: "preview", focus: "contents" });
    },
    [memory, begin],
  );

  const write = useCallback(async (): Promise<void> => {
    const drafted = latest.current;
    if (drafted.kind !== "drafted" || writeBar(drafted) !== null) return;
    const { run, result } = drafted;
    dispatch({ kind: "writingBegun", run, at: now(), stoppable: workbook.writesWhole === true });
    const pause: Pause = async (share) => {
      if (share !== undefined) dispatch({ kind: "advanced", run, share });
      await aMoment();
      if (workbook.writesWhole && givenUp.current >= run) throw new GivenUp();
    };
    try {
      await pause(0);
      const [{ writeScorecards }, labels] = await Promise.all([
        import("../run/writeScorecards"),
        sheetLabels(result.drafted.scheme?.settings.language ?? "zh"),
      ]);
      dispatch({ kind: "written", run, report: await writeScorecards(workbook, result.drafted, labels, pause) });
    } catch (error) {
      if (error instanceof GivenUp) {
        dispatch({ kind: "cancelled" });
        return;
      }
      dispatch({ kind: "failed", run, fault: faultOf(error), outcome: await seenOutcome(workbook, result) });
    }
  }, [workbook, now]);

  const lookBack = useCallback(async (): Promise<Restorable | null> => {
    const { lookBack: look, readLastRun } = await import("../run/lastRun");
    const last = await readLastRun(workbook, aMoment);
    return last && look(workbook, last, aMoment);
  }, [workbook]);

  const restore = useCallback(async (): Promise<void> => {
    const seen = latest.current;
    if (!mayRestore(seen) || (seen.kind !== "drafted" && seen.kind !== "written")) return;
    const run = (runs.current += 1);
    dispatch({ kind: "restoringBegun", run, at: now() });
    const pause: Pause = async (share) => {
      if (share !== undefined) dispatch({ kind: "advanced", run, share });
      await aMoment();
    };
    try {
      const [{ readLastRun, restoreLastRun }, labels] = await Promise.all([
        import("../run/lastRun"),
        sheetLabels(seen.result.drafted.scheme?.settings.language ?? "zh"),
      ]);
      const last = await readLastRun(workbook, pause);
      const report = last ? await restoreLastRun(workbook, last, labels, pause) : { sheets: [] };
      dispatch({ kind: "restored", run, sheets: report.sheets.filter(({ cellsChanged }) => cellsChanged > 0).length });
    } catch (error) {
      dispatch({ kind: "failed", run, fault: faultOf(error), outcome: null });
    }
  }, [workbook, now]);

  const addScheme = useCallback(
    async (language: "zh" | "en", starter: StarterKey | "blank"): Promise<void> => {
      if (latest.current.kind !== "drafted" || !wantsScheme(latest.current.result)) return;
      const run = (runs.current += 1);
      dispatch({ kind: "schemeBegun", run, at: now() });
      try {
        const { newScheme } = await import("../run/newScheme");
        await newScheme(workbook, language, starter);
      } catch (error) {
        dispatch({ kind: "failed", run, fault: faultOf(error), outcome: null });
        return;
      }
      await begin(starter === "blank" ? OVERVIEW : PREVIEW);
    },
    [workbook, now, begin],
  );

  const lookForScheme = useCallback(async (): Promise<RemovableScheme | null> => (await import("../run/removeScheme")).lookForScheme(workbook), [workbook]);

  const removeScheme = useCallback(
    async (changedToo: boolean): Promise<void> => {
      if (!mayRemove(latest.current)) return;
      const run = (runs.current += 1);
      dispatch({ kind: "removingBegun", run, at: now() });
      try {
        const { removeScheme: remove } = await import("../run/removeScheme");
        await remove(workbook, changedToo);
      } catch (error) {
        dispatch({ kind: "failed", run, fault: faultOf(error), outcome: null });
        return;
      }
      await begin(OVERVIEW);
    },
    [workbook, now, begin],
  );

  const actions = useMemo(
    (): RunActions => ({
      begin: (then) => void begin(then),
      cancel: () => {
        givenUp.current = runs.current;
        // A write may be done before it hears of it: its own end tells which.
        if (latest.current.kind !== "writing") dispatch({ kind: "cancelled" });
      },
      agree: (agreed) => dispatch({ kind: "agreed", agreed }),
      writeAs,
      write: () => void write(),
      lookBack,
      restore: () => void restore(),
      addScheme: (language, starter) => void addScheme(language, starter),
      lookForScheme,
      removeScheme: (changedToo) => void removeScheme(changedToo),
      show: (view) => dispatch({ kind: "shown", view }),
      back: () => dispatch({ kind: "wentBack" }),
    }),
    [begin, writeAs, write, lookBack, restore, addScheme, lookForScheme, removeScheme],
  );
  return { state, actions };
}

/** The words for the sheet that keeps the last run. */
async function sheetLabels(language: "zh" | "en"): Promise<LastRunLabels> {
  return language === "zh" ? (await import("../text/changesZh")).changesZh.sheet : (await import("../text/changesEn")).changesEn.sheet;
}

/** Looks again after a failed write. null: that failed too, and then nothing is claimed. */
async function seenOutcome(workbook: Workbook, { drafted, ahead }: Result): Promise<Outcome | null> {
  try {
    return outcomeOf(ahead.sheets, (await lookAhead(workbook, drafted.changes)).sheets);
  } catch (error) {
    // The fault that is told is the first one; this one only means that its extent is not known.
    void error;
    return null;
  }
}
