/** A sheet of bare values and formulas. Results that lie beside the formulas are wrong on purpose, so that right ones can only come from a calculation. */
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";

const MARK = { row: "plain", role: "text" } as const;

export type PlainCell = DraftCell["value"] | { readonly formula: string };

export function plainSheet(rows: readonly (readonly PlainCell[])[]): SheetDraft {
  return {
    rows: rows.map((row) =>
      row.map((cell): DraftCell | undefined => {
        if (cell === null) return undefined;
        return typeof cell === "object" ? { value: "stale", formula: cell.formula, mark: MARK } : { value: cell, mark: MARK };
      }),
    ),
    columnWidths: [],
    rowHeights: [],
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: true,
    font: "Calibri",
    print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
  };
}
