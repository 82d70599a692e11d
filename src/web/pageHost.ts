/** What the pane asks of the page around it: to show a cell in the half with the sheets, and to tell which one is selected there. */
import type { Source } from "../kpi/source";
import type { Host } from "../pane/host";
import type { PageWords } from "../text/pageWords";

export interface PageHost extends Host {
  /** Tells the pane that somebody selected a cell. */
  readonly select: (place: Source) => void;
}

/** `show`: brings the sheet to the front. `version`: ours. */
export function pageHost(show: (place: Source) => "shown" | "hidden" | "gone", words: PageWords, version: string): PageHost {
  const listeners = new Set<(place: Source) => void>();
  return {
    goTo: async (place) => show(place),
    onSelection: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    select: (place) => listeners.forEach((listener) => listener(place)),
    // Nothing is typed on this page, and nothing has to wait for somebody who types.
    onEdited: () => () => undefined,
    onWaiting: () => () => undefined,
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // A page that is not served over https has no clipboard; the pane then says to copy by hand.
        return false;
      }
    },
    facts: () => ({ program: words.program(navigator.userAgent), api: words.standAlone, version }),
  };
}
