/** What somebody should know before the first write: what stops it, and what asks for a yes. Nothing is mended silently. */
import type { Finding } from "../kpi/finding";
import { isCaution } from "../run/cautions";
import { isOurBlock } from "../sheets/sheetNames";
import type { Ahead } from "./lookAhead";

/** Somebody must mend it in Excel first. */
export type Stopper =
  | { readonly kind: "structureProtected" }
  | { readonly kind: "sheetProtected"; readonly sheet: string }
  /** Writing a block over filtered rows puts values into the wrong ones. */
  | { readonly kind: "sheetFiltered"; readonly sheet: string }
  | { readonly kind: "cellsMerged"; readonly sheet: string; readonly areas: string };

/** Somebody must have seen it. */
export type Question =
  | { readonly kind: "manualCalculation" }
  | { readonly kind: "nameTaken"; readonly wanted: string; readonly taken: string }
  | { readonly kind: "nameNotHidden"; readonly name: string; readonly place: string }
  | { readonly kind: "sheetHidden"; readonly sheet: string }
  /** Of the workbook as a whole, in the words of its finding. */
  | { readonly kind: "caution"; readonly finding: Finding };

export interface Preflight {
  readonly stops: readonly Stopper[];
  readonly asks: readonly Question[];
}

/** Only sheets that would be written count: a protected sheet that stays the same stops nobody. */
export function preflight({ survey, sheets }: Ahead, findings: readonly Finding[]): Preflight {
  const changing = sheets.flatMap((ahead) => (ahead.state === "changed" && ahead.sheet ? [{ ...ahead, sheet: ahead.sheet }] : []));
  const creates = sheets.some(({ state }) => state === "new");
  const writes = creates || changing.length > 0;
  const rewritten = new Set(sheets.flatMap(({ block, sheet }) => (block !== null && sheet ? [block.toLowerCase()] : [])));
  return {
    stops: [
      ...(creates && survey.structureProtected ? [{ kind: "structureProtected" } as const] : []),
      ...changing.flatMap(({ sheet, strangeMerges }): Stopper[] => [
        ...(sheet.protected ? [{ kind: "sheetProtected", sheet: sheet.name } as const] : []),
        ...(sheet.filtered ? [{ kind: "sheetFiltered", sheet: sheet.name } as const] : []),
        ...(strangeMerges.length > 0 ? [{ kind: "cellsMerged", sheet: sheet.name, areas: strangeMerges.join(", ") } as const] : []),
      ]),
    ],
    asks: !writes
      ? []
      : [
          // That nothing can be added stops the writing already.
          ...findings.filter((one) => isCaution(one) && one.code !== "structureLocked").map((one) => ({ kind: "caution", finding: one }) as const),
          ...(survey.calculationMode === "manual" ? [{ kind: "manualCalculation" } as const] : []),
          ...findings.flatMap((one): Question[] => (one.code === "sheetNameTaken" ? [{ kind: "nameTaken", ...one.details }] : [])),
          ...survey.names.flatMap(({ name, refersTo, hidden }): Question[] =>
            isOurBlock(name) && !hidden && rewritten.has(name.toLowerCase()) ? [{ kind: "nameNotHidden", name, place: refersTo }] : [],
          ),
          ...changing.flatMap(({ sheet }): Question[] => (sheet.visibility === "visible" ? [] : [{ kind: "sheetHidden", sheet: sheet.name }])),
        ],
  };
}
