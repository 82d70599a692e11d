/** Long work with pauses in between: the screen is drawn, somebody's click is heard, and the work may be given up. */
import { type Steps, atOnce } from "../kpi/steps";

/** Waits for a moment; throws where the work is to be given up. */
export type Pause = () => Promise<void>;

/** Milliseconds between two pauses: a click is answered without a delay that anybody notices. */
const LONGEST = 50;

export interface Pace {
  /** The work's result, with a pause after the step that took the time past the limit. */
  readonly run: <T>(steps: Steps<T>) => Promise<T>;
  /** Between two pieces of work: pauses where it is time to. */
  readonly breathe: () => Promise<void>;
}

/** `pause` undefined: all in one go. */
export function paceWith(pause: Pause | undefined): Pace {
  if (!pause) return { run: (steps) => Promise.resolve(atOnce(steps)), breathe: () => Promise.resolve() };
  let since = Date.now();
  const breathe = async (): Promise<void> => {
    if (Date.now() - since < LONGEST) return;
    await pause();
    since = Date.now();
  };
  return {
    breathe,
    run: async (steps) => {
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
        if (Date.now() - since >= LONGEST) await breathe();
      }
    },
  };
}
