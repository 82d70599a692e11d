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

/** The same, some thousand elements at a time: a long list may have a link in every row. */
export function* outlineInSteps(text: string): Steps<WorksheetOutline> {
  const reader = new XmlReader(text);
  const kind = reader.next();
  if (kind !== Xml.Open) throw new XmlError("no root element with contents", 0);
  const rootName = reader.name;
  const prefix = rootName.includes(":") ? rootName.slice(0, rootName.indexOf(":")) : "";
  const scope = scopeWith(new Map(), reader.attributes());
  const rootOpenEnd = reader.end;
  const rootCloseStart = text.lastIndexOf(`</${rootName}`);
  if (rootCloseStart < rootOpenEnd) throw new XmlError(`<${rootName}> is not closed`, text.length);
  const dataName = prefix === "" ? "sheetData" : `${prefix}:sheetData`;

  for (;;) {
    const next = reader.next();
    if (next === Xml.Close || next === Xml.End) {
      return {
        text,
        prefix,
        scope,
        rootOpenEnd,
        rootCloseStart,
        before: yield* parseElementsInSteps(text, rootOpenEnd, rootCloseStart, scope),
        after: [],
        cells: null,
      };
    }
    if (next === Xml.Text) continue;
    if (reader.name !== dataName) {
      reader.skipElement();
      continue;
    }
    const start = reader.start;
    const contentStart = reader.end;
    const empty = next === Xml.Empty;
    // Nothing but the root can follow whose contents could spell this tag, except a comment, which no writer puts there.
    const contentEnd = empty ? contentStart : text.lastIndexOf(`</${dataName}`, rootCloseStart);
    if (contentEnd < contentStart) throw new XmlError(`<${dataName}> is not closed`, start);
    const end = empty ? contentStart : text.indexOf(">", contentEnd) + 1;
    return {
      text,
      prefix,
      scope,
      rootOpenEnd,
      rootCloseStart,
      before: yield* parseElementsInSteps(text, rootOpenEnd, start, scope),
      after: yield* parseElementsInSteps(text, end, rootCloseStart, scope),
      cells: { start, contentStart, contentEnd, end, empty },
    };
  }
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
