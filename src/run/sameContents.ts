/**
 * Whether a cell holds what is drafted for it: values and formulas, not looks.
 *
 * Excel may spell a formula in its own way, so quotes around sheet names, blanks and the @ of a newer Excel do not count, and it keeps 15 digits of a number.
 */
import type { DraftCell } from "../sheets/draft";
import { type Cell, type CellValue, isCellError } from "../sheets/grid";

/** As text, formulas with "="; "" for a blank cell. */
export function contentOf(cell: DraftCell | undefined): string {
  if (!cell) return "";
  return cell.formula === undefined ? valueText(cell.value) : `=${cell.formula}`;
}

export function standingContent(cell: Cell): string {
  return cell.formula === undefined ? valueText(cell.value) : `=${cell.formula}`;
}

export function isSameContent(before: string, after: string): boolean {
  return before === after || comparable(before) === comparable(after);
}

function valueText(value: CellValue): string {
  if (value === null) return "";
  if (isCellError(value)) return value.error;
  if (typeof value === "number") return String(Number(value.toPrecision(15)));
  return typeof value === "boolean" ? String(value).toUpperCase() : value;
}

/** Texts inside a formula are left as they are. */
function comparable(content: string): string {
  if (!content.startsWith("=")) return content;
  return content
    .split(/("(?:[^"]|"")*")/)
    .map((part, place) =>
      place % 2 === 1
        ? part
        : part
            .replace(/'((?:[^']|'')+)'!/g, "$1!")
            .replace(/[\s@]+/g, "")
            .toUpperCase(),
    )
    .join("");
}
