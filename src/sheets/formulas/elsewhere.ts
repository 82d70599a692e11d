/** A sheet's own formulas as they read on another sheet: what they refer to without a sheet's name is named, or replaced. */
import { quoteSheet } from "../grid";

/** A text; a reference that names its sheet; one that does not, which our own formulas always write with "$" in front. */
const PIECES = /"(?:[^"]|"")*"|(?:'(?:[^']|'')+'|[^\s'"(),*/+\-=<>:&!{}$]+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?|\$[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?/g;

const NOTHING: ReadonlyMap<string, string> = new Map();

/** `instead`: pieces for cells ("$H12") that stand elsewhere for these formulas. */
export function elsewhere(formula: string, sheet: string, instead: ReadonlyMap<string, string> = NOTHING): string {
  return formula.replace(PIECES, (piece) => (piece.startsWith("$") ? (instead.get(piece) ?? `${quoteSheet(sheet)}!${piece}`) : piece));
}
