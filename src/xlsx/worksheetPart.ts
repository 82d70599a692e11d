/** A worksheet part's outline: its small elements as trees, its cells only as a stretch of the text. */
import { atOnce, type Steps } from "../kpi/steps";
import { attributeOf, isTrue, parseElementsInSteps, scopeWith, Xml, XmlError, XmlReader, type XmlElement, type XmlScope } from "./xml";

export interface WorksheetOutline {
  readonly text: string;
  /** What the part writes before its elements' names: "" or "x". */
  readonly prefix: string;
  readonly scope: XmlScope;
  /** The end of the root's opening tag. */
  readonly rootOpenEnd: number;
  readonly rootCloseStart: number;
  readonly before: readonly XmlElement[];
  readonly after: readonly XmlElement[];
  /** The rows: contentStart … contentEnd; null: the part has no sheetData (a chart sheet, or damage). */
  readonly cells: { readonly start: number; readonly contentStart: number; readonly contentEnd: number; readonly end: number; readonly empty: boolean } | null;
}

export function outlineOf(text: string): WorksheetOutline {
  return atOnce(outlineInSteps(text));
}

/** The same, some hundred elements at a time: a long list may have a link in every row. */
export function* outlineInSteps(text: string): Steps<WorksheetOutline> {
  const { rootName, prefix, scope, rootOpenEnd, data } = beginningOf(text);
  const rootCloseStart = text.lastIndexOf(`</${rootName}`);
  if (rootCloseStart < rootOpenEnd) throw new XmlError(`<${rootName}> is not closed`, text.length);
  const sheet = { text, prefix, scope, rootOpenEnd, rootCloseStart };
  if (data === null) return { ...sheet, before: yield* parseElementsInSteps(text, rootOpenEnd, rootCloseStart, scope), after: [], cells: null };
  const { start, contentStart, empty } = data;
  const contentEnd = empty ? contentStart : rowsEnd(text, prefix, rootCloseStart);
  if (contentEnd < contentStart) throw new XmlError(`<${dataNameOf(prefix)}> is not closed`, start);
  const end = empty ? contentStart : text.indexOf(">", contentEnd) + 1;
  return {
    ...sheet,
    before: yield* parseElementsInSteps(text, rootOpenEnd, start, scope),
    after: yield* parseElementsInSteps(text, end, rootCloseStart, scope),
    cells: { start, contentStart, contentEnd, end, empty },
  };
}

const dataNameOf = (prefix: string): string => (prefix === "" ? "sheetData" : `${prefix}:sheetData`);

/** Where the rows end: nothing but the root can follow whose contents could spell this tag, except a comment, which no writer puts there. Negative: not here. */
function rowsEnd(text: string, prefix: string, before: number): number {
  return text.lastIndexOf(`</${dataNameOf(prefix)}`, before);
}

interface Beginning extends Pick<WorksheetOutline, "prefix" | "scope" | "rootOpenEnd"> {
  readonly rootName: string;
  /** The opening tag of the rows; null: there are none. */
  readonly data: { readonly start: number; readonly contentStart: number; readonly empty: boolean } | null;
}

/** Reads up to the rows, and nothing of them. */
function beginningOf(text: string): Beginning {
  const reader = new XmlReader(text);
  if (reader.next() !== Xml.Open) throw new XmlError("no root element with contents", 0);
  const rootName = reader.name;
  const prefix = rootName.includes(":") ? rootName.slice(0, rootName.indexOf(":")) : "";
  const beginning = { rootName, prefix, scope: scopeWith(new Map(), reader.attributes()), rootOpenEnd: reader.end };
  for (;;) {
    const next = reader.next();
    if (next === Xml.Close || next === Xml.End) return { ...beginning, data: null };
    if (next === Xml.Text) continue;
    if (reader.name === dataNameOf(prefix)) return { ...beginning, data: { start: reader.start, contentStart: reader.end, empty: next === Xml.Empty } };
    reader.skipElement();
  }
}

/** A worksheet part taken apart, so that a large one never lies in the memory as one text. */
export interface SheetText {
  /** The part without its rows. */
  readonly frame: WorksheetOutline;
  /** Texts that follow each other where the frame has its cells, each of whole rows; none where it has no place for rows. */
  readonly rows: readonly RowsText[];
}

/** Whole rows, from `start` to `end` of a text. They are not cut out of it: to read a cut-out text sign by sign takes longer. */
export interface RowsText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `pieces`: texts that follow each other, cut anywhere. Throws XmlError where the part is not well-formed. */
export function* sheetTextInSteps(pieces: readonly string[]): Steps<SheetText> {
  const text = pieces[0] ?? "";
  const beginning = pieces.length > 1 ? beginningOfPiece(text) : beginningOf(text);
  // What stands before the rows is more than a piece, or something is wrong with it: as one text either is found out.
  if (pieces.length > 1 && !beginning?.data) return yield* sheetTextInSteps([pieces.join("")]);
  if (!beginning?.data || beginning.data.empty) return { frame: yield* outlineInSteps(pieces.join("")), rows: [] };
  const { prefix, rootName, data } = beginning;
  const closing = `</${dataNameOf(prefix)}`;
  let count = pieces.length - 1;
  // Links of a long list stand behind its rows; the cut between two pieces may go through the end of the rows.
  while (count > 0 && !pieces[count]!.includes(closing)) {
    count -= 1;
    yield;
    if ((pieces[count]!.slice(-closing.length) + pieces[count + 1]!.slice(0, closing.length)).includes(closing)) break;
  }
  const last = pieces.slice(count).join("");
  yield;
  const from = count === 0 ? data.contentStart : 0;
  const to = rowsEnd(last, prefix, last.lastIndexOf(`</${rootName}`));
  if (to < from) throw new XmlError(`<${dataNameOf(prefix)}> is not closed`, data.start);
  yield;
  const frame = yield* outlineInSteps(text.slice(0, data.contentStart) + last.slice(to));
  if (count === 0) return { frame, rows: [{ text: last, start: from, end: to }] };

  const rowEnd = prefix === "" ? "</row>" : `</${prefix}:row>`;
  const rows: RowsText[] = [];
  const put = (from: RowsText): void => void (from.end > from.start && rows.push(from));
  let carried = "";
  for (const [place, piece] of [...pieces.slice(0, count), last].entries()) {
    const isLast = place === count;
    const begin = place === 0 ? data.contentStart : 0;
    // The row that the cut went through comes alone, so that the others stay where they are.
    const mended = carried === "" ? begin : rowEndAfter(piece, rowEnd);
    const end = isLast ? to : piece.lastIndexOf(rowEnd) + rowEnd.length;
    if (mended === null || mended > end || end < begin + rowEnd.length) {
      if (isLast) put(wholeText(carried + piece.slice(begin, to)));
      else carried += piece.slice(begin);
      continue;
    }
    if (carried !== "") put(wholeText(carried + piece.slice(0, mended)));
    put({ text: piece, start: mended, end });
    carried = isLast ? "" : piece.slice(end);
    yield;
  }
  return { frame, rows: rows.length === 0 ? [wholeText("")] : rows };
}

/** null: no row ends here. */
function rowEndAfter(text: string, rowEnd: string): number | null {
  const at = text.indexOf(rowEnd);
  return at < 0 ? null : at + rowEnd.length;
}

function wholeText(text: string): RowsText {
  return { text, start: 0, end: text.length };
}

/** null: the piece ends before the rows begin. */
function beginningOfPiece(text: string): Beginning | null {
  try {
    return beginningOf(text);
  } catch (fault) {
    if (fault instanceof XmlError) return null;
    throw fault;
  }
}

/** The rows alone. */
export function rowsIn({ text, start, end }: RowsText): string {
  return text.slice(start, end);
}

/** The part again, as texts that follow each other. */
export function assembled({ frame, rows }: SheetText): string[] {
  if (rows.length === 0) return [frame.text];
  const at = frame.cells!.contentStart;
  return [frame.text.slice(0, at), ...rows.map(rowsIn), frame.text.slice(at)];
}

/** A small element of the sheet by its name; undefined: not there. */
export function sheetElement(outline: WorksheetOutline, local: string): XmlElement | undefined {
  const isIt = (element: XmlElement) => element.local === local && element.prefix === outline.prefix;
  return outline.before.find(isIt) ?? outline.after.find(isIt);
}

export function sheetElements(outline: WorksheetOutline, local: string): XmlElement[] {
  return [...outline.before, ...outline.after].filter((element) => element.local === local && element.prefix === outline.prefix);
}

export function isSheetProtected(outline: WorksheetOutline): boolean {
  const protection = sheetElement(outline, "sheetProtection");
  return protection !== undefined && isTrue(attributeOf(protection, "sheet"));
}

/** A filter that is set, not only its buttons. */
export function isSheetFiltered(outline: WorksheetOutline): boolean {
  const properties = sheetElement(outline, "sheetPr");
  if (properties && isTrue(attributeOf(properties, "filterMode"))) return true;
  const filter = sheetElement(outline, "autoFilter");
  return filter !== undefined && hasFilterColumn(filter);
}

export function hasFilterColumn(autoFilter: XmlElement): boolean {
  return autoFilter.children.some((child) => child.local === "filterColumn" && child.children.length > 0);
}
