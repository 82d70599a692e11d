/// <reference types="office-js" />
/**
 * Trips to Excel: one request, one answer, one at a time.
 *
 * A trip can be made again, because everything it asks for is asked for anew. Excel on the web has been seen never to answer, so every trip has a watchdog;
 * an answer that comes after it changes nothing any more.
 */
import { oneAtATime } from "../run/inTurn";
import { WorkbookError } from "../run/workbookError";
import { workbookErrorOf } from "./hostErrors";

export interface Clock {
  /** Does `action` after so many milliseconds, unless the function handed back is called first. */
  after(milliseconds: number, action: () => void): () => void;
  /** Milliseconds since whenever. */
  now(): number;
}

export const REAL_CLOCK: Clock = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};

export interface TripOptions {
  readonly clock?: Clock;
  /** Told while a person is typing in a cell, and again with false once Excel takes requests. */
  readonly onCellEdit?: (waiting: boolean) => void;
}

export interface Trips {
  /**
   * `build` puts the requests together and hands back what takes the answer out.
   * It is called again where the trip is made again, so it must change nothing of ours. `about` names the sheet or workbook, for an error.
   */
  ask<T>(kind: "read" | "write", about: string, build: (context: Excel.RequestContext) => () => T): Promise<T>;
}

/** Milliseconds. Writing a large block takes Excel longer than reading it. */
export const PATIENCE = { read: 30_000, write: 120_000 } as const;
const CELL_EDIT_PAUSE = 1_000;
/** So often a trip is made again while a person types: two minutes in all. */
const CELL_EDIT_TRIES = 120;

export function newTrips({ clock = REAL_CLOCK, onCellEdit = () => undefined }: TripOptions): Trips {
  const once = <T>(kind: "read" | "write", about: string, build: (context: Excel.RequestContext) => () => T): Promise<T> => {
    const answered = Excel.run(async (context) => {
      const take = build(context);
      await context.sync();
      return take();
    });
    return watched(clock, PATIENCE[kind], about, answered).catch((fault: unknown) => {
      throw workbookErrorOf(fault, about);
    });
  };

  return {
    async ask(kind, about, build) {
      for (let waited = 0; ; waited += 1) {
        try {
          const answer = await once(kind, about, build);
          if (waited > 0) onCellEdit(false);
          return answer;
        } catch (fault) {
          // Excel refuses the whole request while a cell is being edited, so nothing of it is done yet.
          if (!(fault instanceof WorkbookError && fault.code === "cellEditMode") || waited === CELL_EDIT_TRIES) throw fault;
          if (waited === 0) onCellEdit(true);
          await new Promise<void>((resume) => clock.after(CELL_EDIT_PAUSE, resume));
        }
      }
    },
  };
}

function watched<T>(clock: Clock, patience: number, about: string, answered: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(patience, () => reject(new WorkbookError("hostSilent", about)));
    answered.then(resolve, reject).finally(cancel);
  });
}

/** Excel gets confused by requests side by side: a whole survey, reading or writing is done before the next begins. */
export const inTurn = oneAtATime();
