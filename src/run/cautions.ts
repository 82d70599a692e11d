/** What somebody should know of a workbook as a whole before anything is written to it. */
import { type Finding, type FindingCode, finding } from "../kpi/finding";
import type { Survey } from "./workbook";

/** More names than this are counted. */
const MOST_BOOKS = 3;

/** `added`: how many sheets would be made. */
export function cautionsOf(survey: Survey, added: number): Finding[] {
  return [
    ...(survey.structureProtected && added > 0 ? [finding("structureLocked", null, { sheets: added })] : []),
    ...(survey.cautions ?? []).map((caution): Finding => {
      switch (caution.kind) {
        case "signed":
          return finding("workbookSigned", null, {});
        case "precisionAsDisplayed":
          return finding("precisionAsDisplayed", null, {});
        case "externalLinks":
          return finding("externalLinks", null, {
            books: caution.books.slice(0, MOST_BOOKS).join("、"),
            more: Math.max(0, caution.books.length - MOST_BOOKS),
          });
      }
    }),
  ];
}

const CODES: ReadonlySet<FindingCode> = new Set<FindingCode>(["workbookSigned", "precisionAsDisplayed", "externalLinks", "structureLocked", "openElsewhere"]);

/** Whether it is about what a writing does beyond our own sheets, or about what would undo it. */
export function isCaution({ code }: Finding): boolean {
  return CODES.has(code);
}
