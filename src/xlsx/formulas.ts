/** Formulas as text: moved from cell to cell, and compared without regard to how a program spells them. Without the leading "=" throughout. */
import { columnLetters } from "../sheets/grid";

/**
 * The pieces of a formula that matter here. Texts, quoted sheet names and what stands in square brackets are matched first, so that nothing inside of them is
 * taken for a reference. What is opened and never closed takes all that follows, which keeps the search linear.
 */
const PIECES =
  /"(?:[^"]|"")*(?:"|$)|'(?:[^']|'')*(?:'|$)|\[[^\]]*(?:\]|$)|(?<![\p{L}\p{N}_.\\$])(?:(?<colAnchor>\$?)(?<col>[A-Za-z]{1,3})(?<rowAnchor>\$?)(?<row>[0-9]{1,7})(?![\p{L}\p{N}_.(!])|(?<fromColAnchor>\$?)(?<fromCol>[A-Za-z]{1,3}):(?<toColAnchor>\$?)(?<toCol>[A-Za-z]{1,3})(?![\p{L}\p{N}_.(!$])|(?<fromRowAnchor>\$?)(?<fromRow>[0-9]{1,7}):(?<toRowAnchor>\$?)(?<toRow>[0-9]{1,7})(?![\p{L}\p{N}_.(!]))/gu;

/** The formula as it reads when it is filled down by `rows` and right by `columns`: relative references move, references that leave the sheet become #REF!. */
export function movedFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  return formula.replace(PIECES, (whole, ...rest) => {
    const groups = rest[rest.length - 1] as Partial<Record<string, string>>;
    if (groups.col !== undefined) {
      const column = movedColumn(groups.colAnchor!, groups.col, columns);
      const row = movedRow(groups.rowAnchor!, groups.row!, rows);
      return column === null || row === null ? "#REF!" : column + row;
    }
    if (groups.fromCol !== undefined) {
      const from = movedColumn(groups.fromColAnchor!, groups.fromCol, columns);
      const to = movedColumn(groups.toColAnchor!, groups.toCol!, columns);
      return from === null || to === null ? "#REF!" : `${from}:${to}`;
    }
    if (groups.fromRow !== undefined) {
      const from = movedRow(groups.fromRowAnchor!, groups.fromRow, rows);
      const to = movedRow(groups.toRowAnchor!, groups.toRow!, rows);
      return from === null || to === null ? "#REF!" : `${from}:${to}`;
    }
    return whole;
  });
}

function movedColumn(anchor: string, letters: string, by: number): string | null {
  const column = [...letters.toUpperCase()].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  // More than XFD is no column, so the piece is a name that looks like one.
  if (column >= 16_384 || anchor === "$") return anchor + letters;
  return column + by >= 0 && column + by < 16_384 ? columnLetters(column + by) : null;
}

function movedRow(anchor: string, digits: string, by: number): string | null {
  const row = Number(digits);
  if (anchor === "$") return anchor + digits;
  return row + by >= 1 && row + by <= 1_048_576 ? String(row + by) : null;
}

/** One spelling for formulas that mean the same: without blanks outside of texts, without quotes that a sheet's name does not need. */
export function formulaKey(formula: string): string {
  return formula.replace(/("(?:[^"]|"")*(?:"|$))|'((?:[^']|'')*)(?:'|$)|\s+/g, (_, text: string | undefined, sheet: string | undefined) => text ?? sheet ?? "");
}
