/** Requests to one workbook, one after the other: each is done before the next begins, so that nobody sees half of a write. */

export type InTurn = <T>(ask: () => Promise<T>) => Promise<T>;

/** A queue of its own; one request that fails holds up no other. */
export function oneAtATime(): InTurn {
  /** The end of the last request that was made, well or not: whoever made it is told of its fault. */
  let last: Promise<unknown> = Promise.resolve();
  return <T>(ask: () => Promise<T>): Promise<T> => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
}
