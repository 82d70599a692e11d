/** Sees how long the thread that the pane is drawn in is held without a break. */
import type { OwnThread } from "../office/tripRoom";

/** Milliseconds between two looks. A halt is seen by the look that comes too late. */
const LOOK = 20;

export const OWN_THREAD: OwnThread = {
  watch() {
    let last = performance.now();
    let longest = 0;
    let hidden = isHidden();
    const look = (): void => {
      const now = performance.now();
      longest = Math.max(longest, now - last - LOOK);
      last = now;
      hidden ||= isHidden();
    };
    const timer = setInterval(look, LOOK);
    return () => {
      clearInterval(timer);
      look();
      // A pane that nobody sees is woken once a second, which says nothing.
      return hidden ? 0 : longest;
    };
  },
};

function isHidden(): boolean {
  return typeof document !== "undefined" && document.hidden;
}
