/**
 * Names of sheets that Excel takes, and the names of our blocks.
 *
 * A sheet's name is what people see: valid, unique ignoring case, and the same again for the same wish.
 * A block's name is how a later run finds what is ours: a hidden defined name "kpi.…" that survives a renamed sheet.
 */
import { hashOf } from "./hash";

const LONGEST_SHEET_NAME = 31;

/** Where nothing of the wish is left. */
const NAMELESS = "Sheet";

/**
 * At most 31 UTF-16 units, none of : \ / ? * [ ], no control characters, no ' at either end, not History, not empty.
 * The same wish gives the same name, and a valid name is left as it is.
 */
export function validSheetName(wanted: string): string {
  const clean = wanted
    .replace(/[\\/:]/g, "-")
    .replace(/\[/g, "(")
    .replace(/\]/g, ")")
    .replace(/[?*]/g, "")
    .replace(/\s/g, " ")
    // A file cannot hold a control character, half of a surrogate pair, or U+FFFE and U+FFFF.
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "")
    .replace(/ +/g, " ")
    // In a file this is how another character is spelled.
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "-");
  const name = bare(cut(bare(clean), LONGEST_SHEET_NAME));
  if (name === "") return NAMELESS;
  // Excel keeps this name for itself, in any case.
  return name.toLowerCase() === "history" ? `${name} -` : name;
}

/**
 * A valid name that none of `taken` has, ignoring case and full or half width.
 * Where a foreign sheet has it: first with the suffix that says what ours is ("计分卡", " card"), then numbered.
 */
export function freeSheetName(wanted: string, taken: readonly string[], fallbackSuffix: string): string {
  const known = new Set(taken.map(folded));
  const free = (name: string): boolean => !known.has(folded(name));
  const name = validSheetName(wanted);
  if (free(name)) return name;
  const withSuffix = (suffix: string): string => validSheetName(`${bare(cut(name, LONGEST_SHEET_NAME - suffix.length))}${suffix}`);
  const first = withSuffix(fallbackSuffix);
  if (free(first)) return first;
  for (let number = 2; ; number += 1) {
    const next = withSuffix(`${fallbackSuffix} (${number})`);
    if (free(next)) return next;
  }
}

/** Without blanks and apostrophes at either end. */
function bare(text: string): string {
  return text.replace(/^[\s']+|[\s']+$/g, "");
}

/** At most so many UTF-16 units, never through a surrogate pair. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units);
}

/** Two names that fold to the same text might be one sheet to some Excel. */
function folded(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase();
}

// --- Blocks -----------------------------------------------------------------------------------------------------

export function blockOfSummary(): string {
  return "kpi.summary";
}

export function blockOfShortBoards(): string {
  return "kpi.shortBoards";
}

export function blockOfData(): string {
  return "kpi.data";
}

export function blockOfCheck(): string {
  return "kpi.check";
}

/** Rows that were generated for somebody to paste into a weight tree. */
export function blockOfGenerated(): string {
  return "kpi.generated";
}

/** What is kept of the last run, on a hidden sheet: to take it back, and to say what has changed since. */
export function blockOfLastRun(): string {
  return "kpi.lastRun";
}

/** Whether a defined name marks a block of ours. */
export function isOurBlock(name: string): boolean {
  return name.toLowerCase().startsWith("kpi.");
}

/** Codes that differ only in case get names that differ in more than case: to Excel, defined names have none. */
export function blockOfCard(department: string, template: string): string {
  const name = `${CARD}${escaped(department)}.${escaped(template)}`;
  if (name.length <= LONGEST_DEFINED_NAME) return name;
  // Codes this long cannot be told back from the name; they still get one of their own, and always the same.
  return `${CARD}${fingerprint(`${department.length} ${department}${template}`)}`;
}

/** The codes that a card's block was named by; null: not a card's block, or codes too long to be kept in its name. */
export function cardOfBlock(block: string): { readonly department: string; readonly template: string } | null {
  if (!block.startsWith(CARD)) return null;
  const [department, template, ...more] = block.slice(CARD.length).split(".");
  if (department === undefined || template === undefined || more.length > 0) return null;
  return { department: unescaped(department), template: unescaped(template) };
}

const CARD = "kpi.card.";
const LONGEST_DEFINED_NAME = 255;

/**
 * Small letters, digits and the common Chinese characters stand for themselves; "_b" is a capital B;
 * anything else is its UTF-16 unit in hex between "_0" and "_": "A-1" → "_a_02d_1".
 */
function escaped(code: string): string {
  return code === "" ? "_" : [...Array(code.length).keys()].map((place) => escapedUnit(code.charAt(place))).join("");
}

function escapedUnit(unit: string): string {
  if (/[a-z0-9\u4e00-\u9fa5]/.test(unit)) return unit;
  if (/[A-Z]/.test(unit)) return `_${unit.toLowerCase()}`;
  return `_0${unit.charCodeAt(0).toString(16)}_`;
}

function unescaped(name: string): string {
  if (name === "_") return "";
  return name.replace(/_0([0-9a-f]+)_|_([a-z])/g, (_whole, hex: string | undefined, letter: string | undefined) =>
    hex ? String.fromCharCode(parseInt(hex, 16)) : letter!.toUpperCase(),
  );
}

/** FNV-1a over UTF-16 units, twice with different starts: 16 hex digits. Not a secret, only hard to meet by chance. */
function fingerprint(text: string): string {
  const hash = (start: number): string => hashOf(text, start).toString(16).padStart(8, "0");
  return `${hash(0x811c9dc5)}${hash(0x9747b28c)}`;
}
