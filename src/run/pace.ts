/** Long work with pauses in between: the screen is drawn, somebody's click is heard, and the work may be given up. */
import { type Steps, atOnce } from "../kpi/steps";

/** Waits for a moment; throws where the work is to be given up. `share`: how much of the work in hand is done, 0–1; absent: not known. */
export type Pause = (share?: number) => Promise<void>;

/** Milliseconds between two pauses: a click is answered without a delay that anybody notices. */
const LONGEST = 30;

/** Which part of a longer work some steps are: from one share of it to another, in about so many steps; or how far the work has come after so many of them. */
export type Part = Stretch | ((taken: number) => number);

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

export interface Pace {
  /** The work's result, with a pause after the step that took the time past the limit. */
  readonly run: <T>(steps: Steps<T>, part?: Part) => Promise<T>;
  /** Between two pieces of work: pauses where it is time to. */
  readonly breathe: (share?: number) => Promise<void>;
}

/** `pause` undefined: all in one go. */
export function paceWith(pause: Pause | undefined): Pace {
  if (!pause) return { run: (steps) => Promise.resolve(atOnce(steps)), breathe: () => Promise.resolve() };
  let since = Date.now();
  const breathe = async (share?: number): Promise<void> => {
    if (Date.now() - since < LONGEST) return;
    await pause(share);
    since = Date.now();
  };
  return {
    breathe,
    run: async (steps, part) => {
      for (let taken = 1; ; taken += 1) {
        const step = steps.next();
        if (step.done) return step.value;
        if (Date.now() - since >= LONGEST) await breathe(typeof part === "function" ? part(taken) : part && shareOf(part, taken));
      }
    },
  };
}

/** Where there are more steps than were expected, the part is as good as done. */
function shareOf({ from, to, steps }: Stretch, taken: number): number {
  return from + (to - from) * Math.min(1, taken / Math.max(1, steps));
}

/** Steps that make as much work as the beginning of one more sheet. */
const STEPS_OF_A_SHEET = 20;

/**
 * How far the work on many sheets has come, of which nobody knows which are the large ones: the steps that were taken against the sheets that are left.
 * It goes on within a large sheet, never goes back, and is 1 at the end.
 */
export function sheetsDone(sheets: number): { readonly of: (sheet: number) => (taken: number) => number } {
  let before = 0;
  let last = 0;
  let current = 0;
  return {
    of: (sheet) => {
      if (sheet !== current) {
        before += last;
        last = 0;
        current = sheet;
      }
      return (taken) => {
        last = Math.max(last, taken);
        const done = sheet + (before + last) / STEPS_OF_A_SHEET;
        return done / (done + Math.max(0, sheets - sheet));
      };
    },
  };
}

/** A pause of a part of the work, whose shares are of that part alone. */
export function pauseWithin(pause: Pause | undefined, from: number, to: number): Pause | undefined {
  return pause && ((share) => pause(share === undefined ? undefined : from + (to - from) * share));
}
