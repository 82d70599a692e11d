/**
 * How much one trip to Excel carries.
 *
 * Progress goes on, and Cancel is heard, only between two trips; so a trip carries what Excel does in about half a second, however fast or slow this Excel is.
 * A trip has a price of its own, which on the web is a way over the network: where that is high, a trip carries as much as makes it worth going.
 */
import type { Clock } from "./trips";

export interface TripRoom {
  /** Bytes that the next trip may carry, as UTF-8. */
  readonly bytes: number;
  /** Does a trip that carries so many bytes, and learns from how long it takes. */
  timed<T>(bytes: number, trip: () => Promise<T>): Promise<T>;
}

/** Milliseconds that the contents of a trip are to take. */
export const WANTED = 500;

/** Always the same room, whatever it takes. */
export function steadyRoom(bytes: number): TripRoom {
  return { bytes, timed: (_bytes, trip) => trip() };
}

interface Trip {
  readonly bytes: number;
  readonly took: number;
}

/** From a sixteenth of `most` up to it; begins with a quarter, and is at most doubled or halved at a time. */
export function learningRoom(most: number, clock: Clock): TripRoom {
  let bytes = most / 4;
  let last: Trip | null = null;
  let other: Trip | null = null;
  return {
    get bytes() {
      return bytes;
    },
    async timed(carried, trip) {
      const since = clock.now();
      const answer = await trip();
      const took = clock.now() - since;
      // A trip with little in it says nothing of what a full one takes, but that it takes no less.
      if (carried >= bytes / 2 || took > WANTED) {
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
