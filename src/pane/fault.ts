/** What went wrong, as it may be shown and copied: a code and a place, never cell contents. */
import { WorkbookError, type WorkbookErrorCode } from "../run/workbookError";

export interface Fault {
  /** "unexpected": a bug of ours. */
  readonly code: WorkbookErrorCode | "unexpected";
  /** The sheet or part that it is about; of a bug the kind of error. */
  readonly detail: string;
  /** Where in our code, innermost first; the message is left out, for it might quote a cell. */
  readonly trace: readonly string[];
}

const MOST_FRAMES = 5;

export function faultOf(error: unknown): Fault {
  const trace = error instanceof Error ? framesOf(error.stack ?? "") : [];
  if (error instanceof WorkbookError) return { code: error.code, detail: error.detail, trace };
  return { code: "unexpected", detail: error instanceof Error ? error.name : typeof error, trace };
}

/** "at write (runState.js:10:5)" in Chromium, "write@runState.js:10:5" in WebKit; both end in a line and a column. */
function framesOf(stack: string): readonly string[] {
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^(at .+|[^\s@]*@\S+):\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES);
}
