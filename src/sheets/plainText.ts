/** What a cell says as text, and when two spellings are one name. */
import { Decimal } from "../kpi/decimal";
import { type Cell, isCellError } from "./grid";

/** Soft hyphens, zero-width signs, direction marks and the byte-order mark: there, but not to be seen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** Longer than any name, code or figure; what is longer is prose, and is compared as it stands. */
const LONGEST_NAME = 400;

/** A text as a person means it: nothing invisible, no space at the ends, runs of space as one; a line feed between two Chinese signs is nothing. */
export function plainText(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(/(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u2e80-\u9fff\uff00-\uffef])/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What the spellings of one name have in common: half-width signs, one kind of bracket and dash, lower case, no space anywhere.
 * "投诉处理及时率 （％）" and "投诉处理及时率(%)" are the same.
 */
export function tidy(text: string): string {
  if (text.length > LONGEST_NAME) return text;
  return text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/\s+/g, "")
    .replace(/[[【〔〖{「『]/g, "(")
    .replace(/[\]】〕〗}」』]/g, ")")
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[•・‧∙]/g, "·")
    .toLowerCase();
}

/** What stands in a cell, as text: "" for a blank one, a number by its shortest text and without exponent. */
export function cellText({ value }: Cell): string {
  if (value === null) return "";
  if (typeof value === "string") return plainText(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (isCellError(value)) return value.error;
  return Number.isFinite(value) ? new Decimal(value).toFixed() : String(value);
}

/** A cell that holds nothing to be seen. */
export function isBlank(cell: Cell): boolean {
  return cell.value === null || (typeof cell.value === "string" && plainText(cell.value) === "");
}

/** A text for a message: at most 60 signs, never cut inside of one. */
export function shortened(text: string): string {
  const signs = [...plainText(text.slice(0, 500))];
  return signs.length > 60 ? `${signs.slice(0, 59).join("")}…` : signs.join("");
}

/** The parts of a list in one cell: "B01、B02" or one below the other. */
export function listed(text: string): string[] {
  return text
    .split(/[、,，;；\r\n]+/)
    .map(plainText)
    .filter((part) => part !== "");
}
