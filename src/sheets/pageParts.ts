/** Parts that every generated sheet shares: title, key figures, notes, footer, and how much goes on a page. */
import { type Steps, atOnce, eachInSteps } from "../kpi/steps";
import { address } from "./grid";
import type { CellLink, PrintSetup, SheetDraft } from "./draft";
import type { SheetLabels } from "./labels";
import type { LayContext } from "./layContext";
import { HEIGHTS, type LaidCell, type LaidRow, brokenInto, heightFor, laidRow, linesIn, textWidth } from "./layRows";

export function fontOf(language: "zh" | "en"): SheetDraft["font"] {
  return language === "zh" ? "Microsoft YaHei" : "Calibri";
}

/** Rows 1 to 3: title, subtitle, strong rule. A link back stands at the right end. A title that is wider than the page wraps in a merged cell. */
export function titleRows(
  widths: readonly number[],
  title: string,
  subtitle: readonly string[],
  context: LayContext,
  back?: CellLink,
): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const { labels } = context;
  const width = widths.length;
  const lines = titleLines(title, widths);
  return {
    rows: [
      laidRow("title", width, lines > 1 ? HEIGHTS.title * lines : HEIGHTS.title, { 0: { value: title, role: lines > 1 ? "wrap" : "text" } }),
      laidRow("subtitle", width, HEIGHTS.subtitle, {
        0: { value: subtitle.filter((part) => part !== "").join(labels.dot), role: "text" },
        ...(back ? { [width - 1]: { value: labels.backToSummary, role: "linkNumber", link: back } } : {}),
      }),
      laidRow("strongRule", width, HEIGHTS.spacer, {}),
    ],
    merges: lines > 1 ? [`A1:${address(0, width - 1)}`] : [],
  };
}

/** A title is set in 20 points against the 11 that widths are counted in; a tenth is left as air. */
export function titleLines(title: string, widths: readonly number[]): number {
  return Math.ceil((textWidth(title) * 20 * 1.1) / 11 / charactersOf(widths));
}

export interface KeyFigure {
  readonly caption: string;
  readonly value: number | string;
  /** Without "=". */
  readonly formula?: string | undefined;
  readonly format?: string;
  readonly alert?: boolean;
  /** First and last column that it spreads over. */
  readonly from: number;
  readonly to: number;
}

/** Captions over big figures; a figure's columns are merged, because a number does not run over into the next cell as text does. */
export function keyFigureRows(width: number, figures: readonly KeyFigure[], firstRow: number): { readonly rows: LaidRow[]; readonly merges: string[] } {
  const cells = (make: (figure: KeyFigure) => LaidCell): Record<number, LaidCell> => Object.fromEntries(figures.map((figure) => [figure.from, make(figure)]));
  return {
    rows: [
      laidRow(
        "caption",
        width,
        HEIGHTS.caption,
        cells(({ caption }) => ({ value: caption, role: "text" })),
      ),
      laidRow(
        "keyFigure",
        width,
        HEIGHTS.keyFigure,
        cells(({ value, format, formula, alert }) => ({
          value,
          role: alert ? "alert" : "text",
          ...(format === undefined ? {} : { format }),
          ...(formula === undefined ? {} : { formula }),
        })),
      ),
    ],
    merges: figures.filter(({ from, to }) => to > from).map(({ from, to }) => `${address(firstRow + 1, from)}:${address(firstRow + 1, to)}`),
  };
}

/** One sentence over the width of the page; where it is longer than that it wraps in a merged cell. */
export function messageRow(width: number, sentence: string, row: number, characters: number): { readonly row: LaidRow; readonly merges: string[] } {
  const lines = linesIn(sentence, characters);
  return {
    row: laidRow("message", width, heightFor(lines, HEIGHTS.message), { 0: { value: sentence, role: lines > 1 ? "wrap" : "text" } }),
    merges: lines > 1 ? [`${address(row, 0)}:${address(row, width - 1)}`] : [],
  };
}

/** Sentences in small type, each broken into as many rows as the page is wide. */
export function noteRows(width: number, head: string | null, sentences: readonly string[], characters: number): LaidRow[] {
  // Notes are set in 9 points against the 11 that a column's width is counted in; a tenth is left as air.
  const room = Math.floor((characters * 11 * 0.9) / 9);
  const lines = sentences.filter((sentence) => sentence !== "").flatMap((sentence) => brokenInto(sentence, room));
  return [
    ...(head === null ? [] : [laidRow("noteHead", width, HEIGHTS.note + 2, { 0: { value: head, role: "text" } })]),
    ...lines.map((line) => laidRow("note", width, HEIGHTS.note, { 0: { value: line, role: "text" } })),
  ];
}

/** Excel takes 255 characters for all three parts of a footer together; in 8 points so many characters reach to the page number. */
const WIDEST_FOOTER_PART = 72;

/** "&" opens one of Excel's own codes in a footer, so ours is doubled. */
export function footerText(text: string, most = WIDEST_FOOTER_PART): string {
  return shortened(text, most).replace(/&/g, "&&");
}

function shortened(text: string, most: number): string {
  if (textWidth(text) <= most) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(kept + character) > most - 2) break;
    kept += character;
  }
  return `${kept}…`;
}

export function footer(title: string, context: LayContext): PrintSetup["footer"] {
  const { labels, scheme, period, checkCode } = context;
  const when = `  ${labels.period(period)}`;
  return {
    left: footerText(shortened(title, WIDEST_FOOTER_PART - textWidth(when)) + when),
    centre: labels.pages,
    right: footerText(`${labels.schemeVersion(scheme.settings.version)}${labels.dot}${checkCode}`),
  };
}

/** A4 landscape less margins of 1.27 cm left and right, 1.4 above and 1.65 below; in points. */
const PAGE = { width: 770, height: 508 };

/** How many points of rows go on one page once these columns (in characters) are fitted to its width. */
export function pageHeight(columnWidths: readonly number[]): number {
  const width = columnWidths.reduce((total, characters) => total + (characters * 7 + 5) * 0.75, 0);
  return PAGE.height / Math.min(1, PAGE.width / width);
}

export function heightOf(rows: readonly LaidRow[]): number {
  return rows.reduce((total, row) => total + row.height, 0);
}

export function charactersOf(columnWidths: readonly number[]): number {
  return columnWidths.reduce((total, width) => total + width, 0);
}

/** The widest of these texts in characters, kept between two bounds, with a tenth of air. */
export function widthFor(texts: readonly string[], least: number, most: number): number {
  return atOnce(widthForInSteps(texts, (text) => text, least, most));
}

const TEXTS_IN_A_STEP = 400;

/** The same for what thousands of things are called. */
export function* widthForInSteps<T>(things: readonly T[], textOf: (thing: T) => string, least: number, most: number): Steps<number> {
  let widest = 0;
  // Of thousands of rows many say the same.
  const measured = new Set<string>();
  yield* eachInSteps(things, TEXTS_IN_A_STEP, (thing) => {
    const text = textOf(thing);
    if (measured.has(text)) return;
    measured.add(text);
    widest = Math.max(widest, textWidth(text));
  });
  return Math.min(most, Math.max(least, Math.ceil(widest * 1.1 * 2) / 2));
}

/** A user's sentence with a full stop at its end, so that it does not run into the next one; "" stays. */
export function closedSentence(text: string, { language }: SheetLabels): string {
  return text === "" || /[.。!！?？…]$/.test(text) ? text : `${text}${language === "zh" ? "。" : "."}`;
}
