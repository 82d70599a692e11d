/**
 * How much one trip to Excel carries.
 *
 * Progress goes on, and Cancel is heard, only between two trips; so a trip carries what Excel does in about half a second, however fast or slow this Excel is.
 * A trip has a price of its own, which on the web is a way over the network: where that is high, a trip carries as much as makes it worth going.
 *
 * The client takes an answer apart in one go, in the thread that the pane is drawn in, and the collecting of garbage comes on top of it: where that holds
 * the thread for longer than anybody should notice, a trip carries less for some time.
 */
import type { Clock } from "./trips";

/** The thread that the pane is drawn in. */
export interface OwnThread {
  /** Begins to watch; the function handed back ends it and tells in milliseconds how long the thread was held without a break at most. */
  watch(): () => number;
}

export interface TripRoom {
  /** Bytes that the next trip may carry, as UTF-8. */
  readonly bytes: number;
  /** Does a trip that carries so many bytes, and learns from how long it takes. */
  timed<T>(bytes: number, trip: () => Promise<T>): Promise<T>;
}

/** Milliseconds that the contents of a trip are to take. */
export const WANTED = 500;

/** Milliseconds that a trip may hold our own thread. */
export const HELD = 100;

/** For our own thread's sake a trip never carries less than this part of the most: many trips are no comfort either. */
const LEAST_FOR_THREAD = 1 / 4;

/** Always the same room, whatever it takes. */
export function steadyRoom(bytes: number): TripRoom {
  return { bytes, timed: (_bytes, trip) => trip() };
}

interface Trip {
  readonly bytes: number;
  readonly took: number;
}

/** From a sixteenth of `most` up to it; begins with a quarter, and is at most doubled or halved at a time. `thread` null: it bears whatever comes. */
export function learningRoom(most: number, clock: Clock, thread: OwnThread | null = null): TripRoom {
  let bytes = most / 4;
  /** What our own thread bears: two thirds of what held it for too long, and a twentieth more after each trip that did not. */
  let borne = most;
  let last: Trip | null = null;
  let other: Trip | null = null;
  return {
    get bytes() {
      return Math.min(bytes, borne);
    },
    async timed(carried, trip) {
      const since = clock.now();
      const ended = thread?.watch();
      let halt = 0;
      const answer = await trip().finally(() => (halt = ended?.() ?? 0));
      // What held the thread through a trip with little in it was something else.
      if (halt <= HELD) borne = Math.min(most, borne * 1.05);
      else if (carried >= borne / 2) borne = Math.max(most * LEAST_FOR_THREAD, (Math.min(carried, borne) * 2) / 3);
      const took = clock.now() - since;
      // A trip with little in it says nothing of what a full one takes, but that it takes no less.
      if (carried >= Math.min(bytes, borne) / 2 || took > WANTED) {
        if (last && isOther(last.bytes, carried)) other = last;
        last = { bytes: carried, took };
        const way = wayOf(last, other);
        const fitting = (carried * Math.max(WANTED, way)) / Math.max(1, took - way);
        bytes = Math.min(most, Math.max(most / 16, Math.min(2 * bytes, Math.max(bytes / 2, fitting))));
      }
      return answer;
    },
  };
}

function isOther(bytes: number, than: number): boolean {
  return bytes > 1.25 * than || than > 1.25 * bytes;
}

/** What a trip takes whatever it carries, in milliseconds: where the line through two trips of different size begins. */
function wayOf(trip: Trip, other: Trip | null): number {
  if (!other) return 0;
  const byte = Math.max(0, (trip.took - other.took) / (trip.bytes - other.bytes));
  return Math.max(0, trip.took - byte * trip.bytes);
}
