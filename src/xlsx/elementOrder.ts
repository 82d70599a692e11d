/** Where the elements of a worksheet part stand, one behind the other. */
import type { WorksheetOutline } from "./worksheetPart";
import { withPrefix, type Splice, type XmlElement } from "./xml";

/** Element order of a worksheet, as the standard demands it. */
const ORDER = [
  "sheetPr",
  "dimension",
  "sheetViews",
  "sheetFormatPr",
  "cols",
  "sheetData",
  "sheetCalcPr",
  "sheetProtection",
  "protectedRanges",
  "scenarios",
  "autoFilter",
  "sortState",
  "dataConsolidate",
  "customSheetViews",
  "mergeCells",
  "phoneticPr",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "colBreaks",
  "customProperties",
  "cellWatches",
  "ignoredErrors",
  "smartTags",
  "drawing",
  "legacyDrawing",
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
];

/** The splice that puts a new element among those of a worksheet. */
export function insertedElement(outline: WorksheetOutline, local: string, xml: string): Splice {
  const rank = ORDER.indexOf(local);
  const later = [...outline.before, ...outline.after].find((element) => ORDER.indexOf(plainLocal(element)) > rank);
  const dataRank = ORDER.indexOf("sheetData");
  const at =
    rank < dataRank ? Math.min(later?.start ?? Infinity, outline.cells?.start ?? Infinity, outline.rootCloseStart) : (later?.start ?? outline.rootCloseStart);
  return { start: at, end: at, text: withPrefix(xml, outline.prefix) };
}

/** Newer Excel wraps some elements in mc:AlternateContent; such a wrapper stands where what it wraps would. */
function plainLocal(element: XmlElement): string {
  if (element.local !== "AlternateContent") return element.local;
  return element.children[0]?.children[0]?.local ?? "";
}
