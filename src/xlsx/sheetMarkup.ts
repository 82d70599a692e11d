/**
 * Pieces of a worksheet part as markup: a cell, conditional formats, links, print set-up. Written without prefixes, in transitional spelling;
 * the caller gives them the prefix of the part they go into.
 */
import type { CellLink, ConditionalFormat, DraftCell, PrintSetup, SheetDraft } from "../sheets/draft";
import { address, parseAddress, parseArea, quoteSheet, type Area } from "../sheets/grid";
import { type CellMark, lookOf } from "../sheets/marks";
import { fitting, holdable, textElement, encodeEscapes } from "./strings";
import type { CellStyle, Styles } from "./styles";
import { escapeAttribute, escapeText } from "./xml";

const X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
const XM = "http://schemas.microsoft.com/office/excel/2006/main";
/** Excel's own names for the two places where an extended data bar stands. */
export const X14_RULE_ID_URI = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}";
export const X14_FORMATS_URI = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}";

/** How a drafted cell is to look: found among the styles there are, and added to them only when it is written. */
export interface DraftedStyle {
  /** A style number shows this look already. */
  isShownBy(style: number): boolean;
  number(): number;
}

/** The looks of drafted cells on sheets of one font. A sheet has few looks and many cells, so each is worked out once. */
export function draftedStyles(styles: Styles, font: string): (cell: DraftCell) => DraftedStyle {
  // By row mark, role and format, then by indent: made without joining them, for every cell comes here.
  const known = new Map<string, Map<string, Map<string, DraftedStyle[]>>>();
  // Cells side by side mostly look alike, and often have one mark.
  let last: { readonly mark: CellMark; readonly format: string | undefined; readonly quoted: boolean; readonly style: DraftedStyle } | undefined;
  return (cell) => {
    const { mark, format } = cell;
    const quoted = cell.formula === undefined && typeof cell.value === "string" && startsLikeFormula(cell.value);
    if (last?.mark === mark && last.format === format && last.quoted === quoted) return last.style;
    const style = styleOf(cell, quoted);
    last = { mark, format, quoted, style };
    return style;
  };

  function styleOf(cell: DraftCell, quoted: boolean): DraftedStyle {
    const { row, role, indent = 0 } = cell.mark;
    const ofRow = entryOf(known, row, () => new Map<string, Map<string, DraftedStyle[]>>());
    const ofRole = entryOf(ofRow, role, () => new Map<string, DraftedStyle[]>());
    const ofFormat = entryOf(ofRole, cell.format ?? "", (): DraftedStyle[] => []);
    const place = indent * 2 + (quoted ? 1 : 0);
    const before = ofFormat[place];
    if (before) return before;
    const wanted: CellStyle = { look: lookOf(cell.mark), font, format: cell.format ?? "General", quoted };
    let number: number | undefined;
    const shown = new Map<number, boolean>();
    const drafted: DraftedStyle = {
      isShownBy: (style) => {
        const same = shown.get(style) ?? styles.shows(style, wanted);
        shown.set(style, same);
        return same;
      },
      number: () => (number ??= styles.styleFor(wanted)),
    };
    ofFormat[place] = drafted;
    return drafted;
  }
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}

/** "=", "+", "-", "@", a tab or a carriage return. */
function startsLikeFormula(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 61 || code === 43 || code === 45 || code === 64 || code === 9 || code === 13;
}

export function mergedAreas(draft: SheetDraft): Area[] {
  return draft.merges.map((merge) => {
    const area = parseArea(merge);
    if (!area) throw new Error(`“${merge}” is no area to merge.`);
    return area;
  });
}

/** A cell's markup. Numbers stand as numbers, texts as texts whatever they look like, a formula with its last result. */
export function cellMarkup(place: string, cell: DraftCell, style: number): string {
  const lead = `<c r="${place}"${style === 0 ? "" : ` s="${style}"`}`;
  const { value, formula } = cell;
  if (formula === undefined) {
    if (value === null) return `${lead}/>`;
    if (typeof value === "string") return `${lead} t="inlineStr"><is>${textElement(fitting(value))}</is></c>`;
    return typeof value === "number" ? `${lead}><v>${numberText(value, place)}</v></c>` : `${lead} t="b"><v>${value ? 1 : 0}</v></c>`;
  }
  const f = `<f>${escapeText(encodeEscapes(formula))}</f>`;
  if (value === null) return `${lead} t="str">${f}<v></v></c>`;
  if (typeof value === "string") return `${lead} t="str">${f}<v>${escapeText(encodeEscapes(fitting(value)))}</v></c>`;
  return typeof value === "number" ? `${lead}>${f}<v>${numberText(value, place)}</v></c>` : `${lead} t="b">${f}<v>${value ? 1 : 0}</v></c>`;
}

function numberText(value: number, place: string): string {
  if (!Number.isFinite(value)) throw new Error(`${place}: ${value} is no number that a cell can hold.`);
  return Object.is(value, -0) ? "0" : String(value);
}

/** A row height in points as Excel spells it. */
export function heightText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** `characters` as a column's width in a file: 5 pixels of padding beside 7 pixels a character, in 1/256 of a character. */
export function widthText(characters: number): string {
  return String(Math.trunc(((characters * 7 + 5) / 7) * 256) / 256);
}

/** `cols` holds runs of equal columns; numbers from 1. */
export function columnMarkup(widths: readonly number[]): string {
  const runs: string[] = [];
  for (let first = 0; first < widths.length;) {
    let last = first;
    while (last + 1 < widths.length && widths[last + 1] === widths[first]) last++;
    runs.push(`<col min="${first + 1}" max="${last + 1}" width="${widthText(widths[first]!)}" customWidth="1"/>`);
    first = last + 1;
  }
  return runs.length === 0 ? "" : `<cols>${runs.join("")}</cols>`;
}

export function paneMarkup(freezeAt: string | undefined): string {
  const place = freezeAt === undefined ? null : parseAddress(freezeAt);
  if (!place || (place.row === 0 && place.column === 0)) return "";
  const { row, column } = place;
  const pane = row === 0 ? "topRight" : column === 0 ? "bottomLeft" : "bottomRight";
  const splits = `${column > 0 ? ` xSplit="${column}"` : ""}${row > 0 ? ` ySplit="${row}"` : ""}`;
  const others = row > 0 && column > 0 ? '<selection pane="topRight"/><selection pane="bottomLeft"/>' : "";
  return `<pane${splits} topLeftCell="${address(row, column)}" activePane="${pane}" state="frozen"/>${others}<selection pane="${pane}"/>`;
}

export interface RuleMarkup {
  readonly area: string;
  /** `<cfRule>`, for the sheet itself. */
  readonly plain: string;
  /** `<x14:conditionalFormatting>`, the newer twin of a data bar; null: it has none. */
  readonly extended: string | null;
}

/** `id` tells the data bars of a sheet apart, and ties each to its twin. */
export function ruleMarkup(format: ConditionalFormat, priority: number, id: string, styles: Styles): RuleMarkup {
  switch (format.kind) {
    case "formula": {
      const stop = format.stopIfTrue ? ' stopIfTrue="1"' : "";
      const rule = `<cfRule type="expression" dxfId="${styles.highlightFor(format.look)}" priority="${priority}"${stop}><formula>${escapeText(format.formula)}</formula></cfRule>`;
      return { area: format.area, plain: rule, extended: null };
    }
    case "dataBar": {
      const bounds = `<cfvo type="num" val="${format.min}"/><cfvo type="num" val="${format.max}"/>`;
      const link = `<extLst><ext uri="${X14_RULE_ID_URI}" xmlns:x14="${X14}"><x14:id>${id}</x14:id></ext></extLst>`;
      const bar = `<dataBar minLength="0" maxLength="100">${bounds}<color rgb="FF${format.colour}"/></dataBar>`;
      const extendedBounds = [format.min, format.max].map((bound) => `<x14:cfvo type="num"><xm:f>${bound}</xm:f></x14:cfvo>`).join("");
      const axis = '<x14:negativeFillColor rgb="FF9C2F16"/><x14:axisColor rgb="FF9AA5B1"/>';
      return {
        area: format.area,
        plain: `<cfRule type="dataBar" priority="${priority}">${bar}${link}</cfRule>`,
        extended:
          `<x14:conditionalFormatting xmlns:xm="${XM}"><x14:cfRule type="dataBar" id="${id}">` +
          `<x14:dataBar minLength="0" maxLength="100" gradient="0">${extendedBounds}${axis}</x14:dataBar></x14:cfRule><xm:sqref>${format.area}</xm:sqref></x14:conditionalFormatting>`,
      };
    }
  }
}

/** The rules of one area stand in one element: of two elements with the same area LibreOffice shows only the first. */
export function rulesMarkup(rules: readonly RuleMarkup[]): string {
  const areas = [...new Set(rules.map((rule) => rule.area))];
  const rulesOf = (area: string): string => rules.flatMap((rule) => (rule.area === area ? [rule.plain] : [])).join("");
  return areas.map((area) => `<conditionalFormatting sqref="${area}">${rulesOf(area)}</conditionalFormatting>`).join("");
}

/** Tells data bars apart by their block and number, the same at every run. */
export function ruleId(block: string, number: number): string {
  const hash = [...block].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 0);
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");
  return `{B5C0DA7A-0000-4000-8000-${hex(hash, 8).slice(-6)}${hex(number, 6)}}`;
}

export function extendedFormatsMarkup(twins: readonly string[]): string {
  return `<ext uri="${X14_FORMATS_URI}" xmlns:x14="${X14}"><x14:conditionalFormattings>${twins.join("")}</x14:conditionalFormattings></ext>`;
}

/** Excel shows no more of a link's tip. */
export const LONGEST_TIP = 255;

export function linkMarkup(place: string, link: CellLink): string {
  const tip = link.tip === undefined ? "" : ` tooltip="${escapeAttribute(holdable(link.tip, LONGEST_TIP))}"`;
  return `<hyperlink ref="${place}" location="${escapeAttribute(linkLocation(link))}"${tip}/>`;
}

export function linkLocation(link: CellLink): string {
  return `${quoteSheet(link.sheet)}!${link.cell}`;
}

/** Inches: 1.27 cm at the sides, 1.4 above, 1.65 below. */
const MARGINS = '<pageMargins left="0.5" right="0.5" top="0.551181102362205" bottom="0.649606299212598" header="0.3" footer="0.3"/>';

/** A4, one page wide and as many long as it takes, centred. */
export function printMarkup(print: PrintSetup, font: string): string {
  const footer = footerText(print.footer, font);
  return (
    `<printOptions horizontalCentered="1"/>${MARGINS}` +
    `<pageSetup paperSize="9" orientation="${print.orientation}" fitToHeight="0"/>` +
    (footer === "" ? "" : `<headerFooter><oddFooter>${escapeText(footer)}</oddFooter></headerFooter>`) +
    breaksMarkup(print.breaksAfter)
  );
}

export function breaksMarkup(breaksAfter: readonly number[]): string {
  if (breaksAfter.length === 0) return "";
  const breaks = [...breaksAfter].sort((a, b) => a - b).map((row) => `<brk id="${row + 1}" max="16383" man="1"/>`);
  return `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breaks.join("")}</rowBreaks>`;
}

/** Excel refuses a footer of more than 255 characters, codes included. */
const LONGEST_FOOTER = 255;

/** In Excel's header codes. The size stands before the font's name, so that a text which begins with a figure does not run into it. */
export function footerText(footer: PrintSetup["footer"], font: string): string {
  const sections = [
    { code: "&L", text: footer.left },
    { code: "&C", text: footer.centre },
    { code: "&R", text: footer.right },
  ].filter(({ text }) => text !== "");
  const lead = `&8&"${font},Regular"`;
  let over = sections.reduce((sum, { code, text }) => sum + code.length + lead.length + text.length, 0) - LONGEST_FOOTER;
  while (over > 0) {
    const longest = sections.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    const shortened = shortenedFooter(longest.text, over);
    over -= longest.text.length - shortened.length;
    longest.text = shortened;
  }
  return sections.map(({ code, text }) => code + lead + text).join("");
}

/** A footer's words without its fonts and sizes, and without blanks at the ends of its sections: programs spell those their own way when they save. */
export function footerKey(footer: string): string {
  const words = footer.replace(/&"[^"]*"|&[0-9]+|&K[0-9A-F+-]{6}|&&/gi, (code) => (code === "&&" ? code : ""));
  return words.replace(/&&|\s*(&[LCR])\s*/gi, (code, section: string | undefined) => section ?? code).trim();
}

/** At least `by` characters shorter where there are as many, ending in "…"; neither a code nor a character is cut in two. */
function shortenedFooter(text: string, by: number): string {
  const pieces = text.match(/&[\s\S]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? [];
  let length = text.length;
  while (pieces.length > 0 && length + 1 > text.length - by) length -= pieces.pop()!.length;
  return `${pieces.join("")}…`;
}

/** The rectangle that a draft fills, from A1. */
export function draftedArea(draft: SheetDraft, merges: readonly Area[]): Area {
  let bottom = Math.max(0, draft.rows.length - 1);
  // One by one: a list of half a million rows is more than a call takes as its arguments.
  let right = 0;
  for (const row of draft.rows) right = Math.max(right, row.length - 1);
  for (const merge of merges) {
    bottom = Math.max(bottom, merge.bottom);
    right = Math.max(right, merge.right);
  }
  return { top: 0, left: 0, bottom, right };
}
