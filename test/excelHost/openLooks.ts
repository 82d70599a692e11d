/**
 * How an opened .xlsx looks, beside `openInHost`, which brings what its cells hold: fonts, fills, borders and alignment, widths and heights, grid lines, frozen panes,
 * tab colours, links within the workbook, and conditional formats of the kinds that the emulated Excel knows.
 *
 * Colours of a theme and of the old palette, patterns, rich text, charts, filters and print set-up stay behind.
 */
import { parseArea } from "../../src/sheets/grid";
import { packageOver, partTree, relationsOf } from "../../src/xlsx/package";
import { openZip } from "../../src/xlsx/portable";
import { readWorkbookPart } from "../../src/xlsx/workbookPart";
import { attributeOf, childOf, childrenOf, isTrue, type XmlElement } from "../../src/xlsx/xml";
import type { ExcelHost } from "./excelHost";
import { SHEET_COLUMNS, SHEET_ROWS, type Rect } from "./model/area";
import { ConditionalFormat } from "./model/conditionalFormat";
import { type PropertyBag } from "./model/hostObject";
import { DEFAULT_LOOK, withProperty, type Look } from "./model/look";
import type { Worksheet } from "./model/worksheet";

const POINTS_PER_PIXEL = 0.75;
/** Calibri 11: a digit is 7 pixels wide, and a column holds 5 beside its digits. */
const DIGIT = 7;

const HORIZONTAL: Readonly<Record<string, string>> = {
  left: "Left",
  center: "Center",
  right: "Right",
  centerContinuous: "CenterAcrossSelection",
  fill: "Fill",
  justify: "Justify",
};
const VERTICAL: Readonly<Record<string, string>> = { top: "Top", center: "Center", bottom: "Bottom", justify: "Justify" };
const WEIGHTS: Readonly<Record<string, string>> = { hair: "Hairline", thin: "Thin", medium: "Medium", thick: "Thick" };

/** For a workbook that `openInHost` has opened from the same bytes. */
export function openLooks(host: ExcelHost, bytes: Uint8Array): void {
  const pack = packageOver(openZip(bytes));
  const path = relationsOf(pack, "").find(({ kind }) => kind === "officeDocument")!.target;
  const book = readWorkbookPart(pack, path);
  const styles = book.relations.find(({ kind }) => kind === "styles");
  const root = styles ? partTree(pack, styles.target) : null;
  const looks = root ? looksOf(root) : [];
  const rules = root ? items(root, "dxfs") : [];
  for (const entry of book.sheets) {
    const sheet = host.workbook.Worksheets.byName(entry.name);
    if (sheet && entry.kind === "cells") dress(sheet, partTree(pack, entry.path), looks, rules);
  }
}

function items(root: XmlElement, name: string): readonly XmlElement[] {
  return childOf(root, name)?.children ?? [];
}

/** The look of each style number. */
function looksOf(root: XmlElement): readonly Look[] {
  const [fonts, fills, borders] = [items(root, "fonts"), items(root, "fills"), items(root, "borders")];
  const at = (list: readonly XmlElement[], format: XmlElement, id: string): XmlElement | undefined => list[Number(attributeOf(format, id) ?? 0)];
  return items(root, "cellXfs").map((format) => {
    const properties = {
      ...fontOf(at(fonts, format, "fontId")),
      ...fillOf(at(fills, format, "fillId")),
      ...bordersOf(at(borders, format, "borderId")),
      ...alignmentOf(childOf(format, "alignment")),
    };
    return Object.entries(properties).reduce<Look>((look, [name, value]) => withProperty(look, name, value), DEFAULT_LOOK);
  });
}

function fontOf(font: XmlElement | undefined): Record<string, unknown> {
  if (!font) return {};
  const value = (name: string): string | undefined => attributeOf(childOf(font, name) ?? font, "val");
  const on = (name: string): boolean => childOf(font, name) !== undefined && isTrue(value(name), true);
  return {
    "Font.Name": value("name") ?? "Calibri",
    "Font.Size": Number(value("sz") ?? 11),
    "Font.Color": colourOf(childOf(font, "color")) ?? "#000000",
    "Font.Bold": on("b"),
    "Font.Italic": on("i"),
    "Font.Strikethrough": on("strike"),
    "Font.Underline": childOf(font, "u") ? "Single" : "None",
  };
}

function fillOf(fill: XmlElement | undefined): Record<string, unknown> {
  const pattern = fill && childOf(fill, "patternFill");
  const colour = pattern && attributeOf(pattern, "patternType") === "solid" ? colourOf(childOf(pattern, "fgColor")) : undefined;
  return colour === undefined ? {} : { "Fill.Color": colour, "Fill.Pattern": "Solid" };
}

function bordersOf(border: XmlElement | undefined): Record<string, unknown> {
  return Object.assign(
    {},
    ...["top", "bottom", "left", "right"].map((name) => {
      const line = border && childOf(border, name);
      const style = line && attributeOf(line, "style");
      if (style === undefined || style === "none") return {};
      const side = `Borders.Edge${name[0]!.toUpperCase()}${name.slice(1)}`;
      return {
        [`${side}.Style`]: "Continuous",
        [`${side}.Weight`]: WEIGHTS[style] ?? "Thin",
        [`${side}.Color`]: colourOf(childOf(line!, "color")) ?? "#000000",
      };
    }),
  ) as Record<string, unknown>;
}

function alignmentOf(alignment: XmlElement | undefined): Record<string, unknown> {
  if (!alignment) return {};
  return {
    HorizontalAlignment: HORIZONTAL[attributeOf(alignment, "horizontal") ?? ""] ?? "General",
    VerticalAlignment: VERTICAL[attributeOf(alignment, "vertical") ?? ""] ?? "Bottom",
    WrapText: isTrue(attributeOf(alignment, "wrapText")),
    IndentLevel: Number(attributeOf(alignment, "indent") ?? 0),
  };
}

/** "#RRGGBB"; undefined: a colour of the theme or the old palette, or none. */
function colourOf(element: XmlElement | undefined): string | undefined {
  const given = element && attributeOf(element, "rgb");
  return given === undefined ? undefined : `#${given.slice(-6).toUpperCase()}`;
}

function dress(sheet: Worksheet, root: XmlElement, looks: readonly Look[], rules: readonly XmlElement[]): void {
  for (const column of items(root, "cols")) {
    const pixels = Math.round(Number(attributeOf(column, "width")) * DIGIT);
    const last = Math.min(Number(attributeOf(column, "max")), SHEET_COLUMNS);
    // A width up to the last column of all is the sheet's own ground, not somebody's wish for each.
    if (last === SHEET_COLUMNS) continue;
    for (let index = Number(attributeOf(column, "min")) - 1; index < last; index += 1) sheet.columnWidths.set(index, pixels * POINTS_PER_PIXEL);
  }
  for (const row of items(root, "sheetData")) {
    const number = Number(attributeOf(row, "r")) - 1;
    const height = attributeOf(row, "ht");
    if (height !== undefined && isTrue(attributeOf(row, "customHeight"))) sheet.rowHeights.set(number, Number(height));
    for (const cell of row.children) {
      const place = rectsOf(attributeOf(cell, "r") ?? "")[0];
      const look = looks[Number(attributeOf(cell, "s") ?? 0)];
      if (place && look && look !== DEFAULT_LOOK) sheet.cells.touch(place.row, place.column).look = look;
    }
  }
  dressSheet(sheet, root);
  for (const link of items(root, "hyperlinks")) {
    const place = rectsOf(attributeOf(link, "ref") ?? "")[0];
    const location = attributeOf(link, "location");
    if (place && location !== undefined) sheet.cells.touch(place.row, place.column).link = { documentReference: location };
  }
  const formats = childrenOf(root, "conditionalFormatting").flatMap((group) =>
    childrenOf(group, "cfRule").flatMap((rule) => {
      const format = conditionalFormat(sheet, rectsOf(attributeOf(group, "sqref") ?? ""), rule, rules);
      return format ? [{ format, priority: Number(attributeOf(rule, "priority")) }] : [];
    }),
  );
  sheet.conditionalFormats.push(...formats.sort((a, b) => a.priority - b.priority).map(({ format }) => format));
}

function dressSheet(sheet: Worksheet, root: XmlElement): void {
  const properties = childOf(root, "sheetPr");
  sheet.TabColor = (properties && colourOf(childOf(properties, "tabColor"))) ?? "";
  const view = items(root, "sheetViews")[0];
  if (!view) return;
  sheet.ShowGridlines = isTrue(attributeOf(view, "showGridLines"), true);
  const pane = childOf(view, "pane");
  if (!pane || attributeOf(pane, "state") !== "frozen") return;
  const [rows, columns] = [Number(attributeOf(pane, "ySplit") ?? 0), Number(attributeOf(pane, "xSplit") ?? 0)];
  sheet.FreezePanes.frozen = { row: 0, column: 0, height: rows || SHEET_ROWS, width: columns || SHEET_COLUMNS };
}

/** "A1:B2 D4" → its rectangles. */
function rectsOf(addresses: string): Rect[] {
  return addresses.split(" ").flatMap((address) => {
    const area = parseArea(address);
    return area ? [{ row: area.top, column: area.left, height: area.bottom - area.top + 1, width: area.right - area.left + 1 }] : [];
  });
}

/** null: of a kind that the emulated Excel does not know. */
function conditionalFormat(sheet: Worksheet, rects: readonly Rect[], rule: XmlElement, rules: readonly XmlElement[]): ConditionalFormat | null {
  if (rects.length === 0) return null;
  const bar = childOf(rule, "dataBar");
  if (bar) {
    const format = new ConditionalFormat(sheet, rects, "DataBar");
    const bounds = childrenOf(bar, "cfvo").map((bound) => ({ type: "Number", formula: attributeOf(bound, "val") ?? "" }));
    Object.assign(format.DataBar, { LowerBoundRule: bounds[0], UpperBoundRule: bounds[1] });
    Object.assign(format.DataBar.property("PositiveFormat") as PropertyBag, { FillColor: colourOf(childOf(bar, "color")) ?? "#638EC6", GradientFill: false });
    return format;
  }
  const formula = childOf(rule, "formula")?.text;
  if (attributeOf(rule, "type") !== "expression" || formula === undefined) return null;
  const format = new ConditionalFormat(sheet, rects, "Custom");
  const { Rule, Format } = format.Custom;
  Rule.Formula = `=${formula}`;
  format.StopIfTrue = isTrue(attributeOf(rule, "stopIfTrue"));
  const look = rules[Number(attributeOf(rule, "dxfId"))];
  const pattern = look && childOf(look, "fill") && childOf(childOf(look, "fill")!, "patternFill");
  const font = look && childOf(look, "font");
  const fill = pattern && colourOf(childOf(pattern, "bgColor"));
  if (fill !== undefined) Format.Fill.Color = fill;
  const colour = font && colourOf(childOf(font, "color"));
  if (colour !== undefined) Format.Font.Color = colour;
  if (font && childOf(font, "b")) Format.Font.Bold = isTrue(attributeOf(childOf(font, "b")!, "val"), true);
  return format;
}
