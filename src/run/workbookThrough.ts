/** A workbook that a door reaches in a way of its own: named in what it refuses, or loaded only when it is first asked. */
import { readInParts } from "./readInParts";
import type { Workbook } from "./workbook";

/** Each question goes through `ask`, with all that belongs to it: one that came without its pause could not be given up. */
export function workbookThrough(ask: <T>(question: (workbook: Workbook) => Promise<T>) => Promise<T>): Omit<Workbook, "writesWhole"> {
  return {
    survey: (...asked) => ask((workbook) => workbook.survey(...asked)),
    read: (...asked) => ask((workbook) => workbook.read(...asked)),
    readInParts: (...asked) => ask((workbook) => readInParts(workbook, ...asked)),
    write: (...asked) => ask((workbook) => workbook.write(...asked)),
    removeSheets: (...asked) => ask((workbook) => workbook.removeSheets(...asked)),
  };
}
