/** A large result is let go as soon as there is a newer one. */
import { useEffect, useReducer } from "react";

/** Milliseconds after which nothing more is likely to come right away. */
const QUIET = 500;

/**
 * Draws once more, a moment after `what` has changed. React keeps what a component was drawn from the last time but one,
 * which for a run over hundreds of departments is as much again as all that is in use.
 */
export function useDrawnAgain(what: unknown): void {
  const [, again] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const soon = setTimeout(again, QUIET);
    return clearTimeout.bind(undefined, soon);
  }, [what]);
}
