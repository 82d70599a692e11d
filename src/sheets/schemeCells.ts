/**
 * One cell of the scheme's sheets, read as what its column holds. Whatever is wrong goes to the findings, and the cell counts as blank:
 * so one wrong cell is one finding, and the rest of its row is read all the same.
 */
import { type Decimal } from "../kpi/decimal";
import { type Finding, finding } from "../kpi/finding";
import { type ChoiceGroup, type ChoiceOf, choiceOf } from "./choices";
import { readFigure } from "./figureText";
import type { SchemeRow } from "./findTable";
import { isCellError } from "./grid";
import type { SchemeColumnKey } from "./headings";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import type { SchemeSheetKey } from "./schemeColumns";

/** "" where blank. A code that stands there as the number 101 is "101". */
export function textIn<K extends SchemeSheetKey>(row: SchemeRow<K>, column: SchemeColumnKey<K>, findings: Finding[]): string {
  const cell = row.cell(column);
  if (isCellError(cell.value)) {
    findings.push(finding("cellError", row.source(column), { column: row.heading(column), found: cell.value.error }));
    return "";
  }
  return cellText(cell);
}

export function requiredText<K extends SchemeSheetKey>(row: SchemeRow<K>, column: SchemeColumnKey<K>, findings: Finding[]): string | null {
  const before = findings.length;
  const text = textIn(row, column, findings);
  if (text !== "") return text;
  if (findings.length === before) findings.push(finding("cellBlank", row.source(column), { column: row.heading(column) }));
  return null;
}

/** What a number cell says: a number, nothing, or outright none ("无", "/", "不封顶"). */
export type NumberCell = { readonly kind: "number"; readonly value: Decimal } | { readonly kind: "blank" } | { readonly kind: "none" };

const NONE_WORDS = new Set(["无", "/", "-", "--", "不设", "不限", "不封顶", "none", "no", "n/a", "nolimit", "nocap"]);

/**
 * A plain number; shown as a percentage it is read as it is shown, so 0.6 shown as 60 % is 60. "分" and "points" may stand behind it.
 * `required`: whoever is told that it is no number is not told to leave it blank.
 */
export function numberIn<K extends SchemeSheetKey>(
  row: SchemeRow<K>,
  column: SchemeColumnKey<K>,
  findings: Finding[],
  { required }: { readonly required?: true } = {},
): NumberCell {
  const cell = row.cell(column);
  if (isBlank(cell)) return { kind: "blank" };
  if (typeof cell.value === "string" && NONE_WORDS.has(tidy(cell.value))) return { kind: "none" };
  const asPoints = readFigure(cell, "分");
  const reading = asPoints.fault?.code === "unitMismatch" ? readFigure(cell, "%") : asPoints;
  if (reading.figure.state === "value") return { kind: "number", value: reading.figure.value };
  findings.push(notANumber(row, column, required));
  return { kind: "blank" };
}

/** Per cent, 0.2 shown as 20 % and 20 and "20%" being the same; a plain 0.2 is read as 0.2 % with a warning. null: blank. */
export function percentIn<K extends SchemeSheetKey>(row: SchemeRow<K>, column: SchemeColumnKey<K>, findings: Finding[]): Decimal | null {
  const cell = row.cell(column);
  if (isBlank(cell)) return null;
  const reading = readFigure(cell, "%");
  if (reading.fault?.code === "percentWithoutFormat") findings.push(finding("percentWithoutFormat", row.source(column), reading.fault.details));
  if (reading.figure.state === "value") return reading.figure.value;
  // "/" and "无" in a column of weights mean that there is none.
  if (reading.figure.state !== "notApplicable") findings.push(notANumber(row, column));
  return null;
}

function notANumber<K extends SchemeSheetKey>(row: SchemeRow<K>, column: SchemeColumnKey<K>, required?: true): Finding {
  const details = { column: row.heading(column), found: shortened(cellText(row.cell(column))) };
  return finding("notANumber", row.source(column), required ? { ...details, required } : details);
}

/** null: blank, or not one of the words. */
export function choiceIn<K extends SchemeSheetKey, G extends ChoiceGroup>(
  row: SchemeRow<K>,
  column: SchemeColumnKey<K>,
  group: G,
  findings: Finding[],
): ChoiceOf<G> | null {
  const text = textIn(row, column, findings);
  if (text === "") return null;
  const choice = choiceOf(group, text);
  if (choice === null) findings.push(finding("notAChoice", row.source(column), { column: row.heading(column), found: shortened(text), choices: group }));
  return choice;
}

/** Says so when a number lies outside of what its column allows; `range` in signs, such as "> 0" or "0–100". */
export function checkRange<K extends SchemeSheetKey>(row: SchemeRow<K>, column: SchemeColumnKey<K>, inside: boolean, range: string, findings: Finding[]): void {
  if (!inside) findings.push(finding("outOfRange", row.source(column), { column: row.heading(column), found: cellText(row.cell(column)), range }));
}
