/**
 * The styles part: what a cell's style number means, and new styles appended behind the user's. Nothing of theirs is changed or renumbered.
 *
 * Styles are compared by what they show, not by their number or spelling: after Excel has saved a workbook, our own look is found again
 * under whatever number it has then, and a second run changes nothing.
 */
import type { HighlightLook } from "../sheets/draft";
import type { CellLook } from "../sheets/marks";
import { WorkbookError } from "../run/workbookError";
import { builtInFormat, builtInId, formatKey } from "./numberFormats";
import { appended, attributeOf, attributeSet, childOf, escapeAttribute, isTrue, spliced, parseXml, withPrefix, type Splice, type XmlElement } from "./xml";

/** A cell's look in full: the mark's, with the sheet's font and the cell's number format. */
export interface CellStyle {
  readonly look: CellLook;
  readonly font: string;
  readonly format: string;
  /** A text that starts like a formula keeps being text when somebody edits it. */
  readonly quoted: boolean;
}

export interface Styles {
  /** The number format's code of a style number; "General" for numbers out of range. */
  formatOf(style: number): string;
  /** A style number shows a look already. That a text is marked as text is no look. */
  shows(style: number, wanted: CellStyle): boolean;
  /** The style number for a look; appended where no style shows the same yet. */
  styleFor(style: CellStyle): number;
  /** What a differential style shows, as a text to compare. */
  highlightKeyOf(number: number): string;
  highlightLookKey(look: HighlightLook): string;
  highlightFor(look: HighlightLook): number;
  /** The part's text: the very same where nothing was appended. */
  toXml(): string;
}

const NAMESPACES = ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"] as const;

/** The styles of a new workbook: the Normal style, and the two fills that Excel reserves. */
export function newStyles(strict: boolean): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<styleSheet xmlns="${NAMESPACES[strict ? 1 : 0]}">` +
    '<fonts count="1"><font><sz val="11"/><color rgb="FF000000"/><name val="Calibri"/><family val="2"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    "</styleSheet>"
  );
}

/** The collections of the part, in the order that the standard demands. */
const ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"] as const;
type Collection = (typeof ORDER)[number];

/** What must stand at the start of a collection before anything of ours does: number 0 is the default, and fills 0 and 1 are reserved. */
const RESERVED: Partial<Record<Collection, readonly string[]>> = {
  fonts: ['<font><sz val="11"/><color rgb="FF000000"/><name val="Calibri"/><family val="2"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
};

/** Bytes of a part that is not even unpacked: twice what as many formats take as Excel has room for, each with all its attributes. */
export const MOST_STYLES = 32 * 2 ** 20;
/** Excel takes 65,490 formats of cells, and as many of styles; a part with more was not made by people. */
const MOST_FORMATS = 140_000;
/** Fonts, fills and borders included, with all that stands in them. */
const MOST_ELEMENTS = 1_200_000;

/** Whether "xf", with or without a prefix, begins here. */
function isFormat(text: string, at: number): boolean {
  for (let start = at; ; start += 1) {
    if (text.startsWith("xf", start) && (start === at || text[start - 1] === ":")) return /^[\s>/]?$/.test(text[start + 2] ?? "");
    // The name ends, or is longer than any prefix.
    if (start - at > LONGEST_PREFIX || /^[\s>/]?$/.test(text[start] ?? "")) return false;
  }
}

const LONGEST_PREFIX = 20;

/** Looked at before the part is taken apart, which would take seconds and hundreds of megabytes. */
function refuseEndless(text: string): void {
  let formats = 0;
  let elements = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    elements += 1;
    if (isFormat(text, at + 1)) formats += 1;
    if (formats > MOST_FORMATS || elements > MOST_ELEMENTS) throw new WorkbookError("tooLarge", "styles.xml");
  }
}

/** Throws WorkbookError tooLarge where there are more formats than Excel could have made. */
export function readStyles(text: string): Styles {
  refuseEndless(text);
  const root = parseXml(text);
  const itemsOf = (collection: Collection): readonly XmlElement[] => childOf(root, collection)?.children ?? [];
  const added = new Map<Collection, string[]>();
  const append = (collection: Collection, xml: string): number => {
    const list = added.get(collection) ?? [];
    added.set(collection, list);
    const reserved = RESERVED[collection] ?? [];
    while (itemsOf(collection).length + list.length < reserved.length) list.push(reserved[itemsOf(collection).length + list.length]!);
    list.push(xml);
    return itemsOf(collection).length + list.length - 1;
  };

  const formats = new Map<number, string>();
  for (const element of itemsOf("numFmts")) {
    // Some writers list number 0 too, with an empty code; it is General all the same.
    const id = Number(attributeOf(element, "numFmtId"));
    const code = attributeOf(element, "formatCode") ?? "";
    if (id > 0 && code !== "") formats.set(id, code);
  }
  const formatById = (id: number): string => formats.get(id) ?? builtInFormat(id) ?? "General";

  const fontKeys = itemsOf("fonts").map(fontKeyOf);
  const fillKeys = itemsOf("fills").map(fillKeyOf);
  const borderKeys = itemsOf("borders").map(borderKeyOf);
  const cellXfs = itemsOf("cellXfs");

  /** Text → number, the first that shows it, of each collection; built when something is first written. */
  const firstOf = (keys: readonly string[]): Map<string, number> => {
    const first = new Map<string, number>();
    keys.forEach((key, index) => first.has(key) || first.set(key, index));
    return first;
  };
  let known:
    | { fonts: Map<string, number>; fills: Map<string, number>; borders: Map<string, number>; styles: Map<string, number>; highlights: Map<string, number> }
    | undefined;
  const existing = () =>
    (known ??= {
      fonts: firstOf(fontKeys),
      fills: firstOf(fillKeys),
      borders: firstOf(borderKeys),
      styles: firstOf(cellXfs.map((_, index) => keyOf(index))),
      highlights: firstOf(itemsOf("dxfs").map(highlightKey)),
    });
  const found = (numbers: Map<string, number>, collection: Collection, key: string, xml: () => string): number => {
    const number = numbers.get(key) ?? append(collection, xml());
    numbers.set(key, number);
    return number;
  };

  const styleKeys: (string | undefined)[] = [];
  const addedStyleKeys = new Map<number, string>();
  const keyOf = (style: number): string => {
    const xf = cellXfs[style];
    if (!xf) return addedStyleKeys.get(style) ?? DEFAULT_KEY;
    return (styleKeys[style] ??= styleKey({
      font: fontKeys[numberOf(xf, "fontId")] ?? "",
      fill: fillKeys[numberOf(xf, "fillId")] ?? "",
      border: borderKeys[numberOf(xf, "borderId")] ?? "",
      format: formatById(numberOf(xf, "numFmtId")),
      alignment: alignmentKeyOf(childOf(xf, "alignment")),
      quoted: isTrue(attributeOf(xf, "quotePrefix")),
      rest: `${attributeOf(xf, "xfId") ?? "0"}${protectionKeyOf(childOf(xf, "protection"))}`,
    }));
  };

  // Every cell that is read asks for its format.
  const formatOfStyle: string[] = cellXfs.map((xf) => formatById(numberOf(xf, "numFmtId")));

  return {
    formatOf: (style) => formatOfStyle[style] ?? "General",
    shows: (style, wanted) => unquoted(keyOf(style)) === unquoted(keyOfLook(wanted)),
    styleFor: (style) => {
      const { look, font, format, quoted } = style;
      const key = keyOfLook(style);
      const numbers = existing();
      const number = found(numbers.styles, "cellXfs", key, () => {
        const fontId = found(numbers.fonts, "fonts", fontKey(look, font), () => fontXml(look, font));
        const fillId = found(numbers.fills, "fills", fillKey(look.fill), () => fillXml(look.fill));
        const borderId = found(numbers.borders, "borders", borderKey(look), () => borderXml(look));
        const formatId = formatIdFor(format);
        if (itemsOf("cellStyleXfs").length === 0 && !added.has("cellStyleXfs")) added.set("cellStyleXfs", [...RESERVED.cellStyleXfs!]);
        return (
          `<xf numFmtId="${formatId}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0"${quoted ? ' quotePrefix="1"' : ""}` +
          `${formatId === 0 ? "" : ' applyNumberFormat="1"'} applyFont="1"${look.fill === null ? "" : ' applyFill="1"'}${borderKey(look) === "" ? "" : ' applyBorder="1"'}` +
          ` applyAlignment="1">${alignmentXml(look)}</xf>`
        );
      });
      if (!cellXfs[number]) addedStyleKeys.set(number, key);
      return number;
    },
    highlightKeyOf: (number) => {
      const element = itemsOf("dxfs")[number];
      return element ? highlightKey(element) : "";
    },
    highlightLookKey,
    highlightFor: (look) => found(existing().highlights, "dxfs", highlightLookKey(look), () => highlightXml(look)),
    toXml: () => (added.size === 0 ? text : withAdded(text, root, added)),
  };

  function formatIdFor(code: string): number {
    const builtIn = builtInId(code);
    // Some writers give such a number a code of their own.
    if (builtIn !== undefined && formatKey(formatById(builtIn)) === formatKey(code)) return builtIn;
    for (const [id, existingCode] of formats) {
      if (formatKey(existingCode) === formatKey(code)) return id;
    }
    const id = Math.max(163, ...formats.keys()) + 1;
    formats.set(id, code);
    append("numFmts", `<numFmt numFmtId="${id}" formatCode="${escapeAttribute(code)}"/>`);
    return id;
  }
}

function withAdded(text: string, root: XmlElement, added: ReadonlyMap<Collection, readonly string[]>): string {
  const splices: Splice[] = [];
  for (const collection of ORDER) {
    const xml = added.get(collection);
    if (!xml) continue;
    const element = childOf(root, collection);
    if (element && !element.empty) {
      const count = attributeOf(element, "count") === undefined ? null : attributeSet(element, "count", String(element.children.length + xml.length));
      if (count) splices.push(count);
      splices.push(appended(text, element, withPrefix(xml.join(""), root.prefix)));
      continue;
    }
    const whole = withPrefix(`<${collection} count="${xml.length}">${xml.join("")}</${collection}>`, root.prefix);
    if (element) splices.push({ start: element.start, end: element.end, text: whole });
    else {
      const later = root.children.find((child) => ORDER.indexOf(child.local as Collection) > ORDER.indexOf(collection));
      const at = later ? later.start : root.closeStart;
      splices.push({ start: at, end: at, text: whole });
    }
  }
  return spliced(text, splices);
}

function numberOf(element: XmlElement, attribute: string): number {
  return Number(attributeOf(element, attribute) ?? 0);
}

function keyOfLook({ look, font, format, quoted }: CellStyle): string {
  return styleKey({ font: fontKey(look, font), fill: fillKey(look.fill), border: borderKey(look), format, alignment: alignmentKey(look), quoted, rest: "0" });
}

interface StyleParts {
  readonly font: string;
  readonly fill: string;
  readonly border: string;
  readonly format: string;
  readonly alignment: string;
  readonly quoted: boolean;
  readonly rest: string;
}

function styleKey({ font, fill, border, format, alignment, quoted, rest }: StyleParts): string {
  return [quoted ? "'" : "", font, fill, border, formatKey(format), alignment, rest].join("|");
}

function unquoted(key: string): string {
  return key.startsWith("'") ? key.slice(1) : key;
}

const DEFAULT_KEY = styleKey({ font: "", fill: "", border: "", format: "General", alignment: alignmentKeyOf(undefined), quoted: false, rest: "0" });

/** Parts of a font that we never set; a style that has one of them does not look like ours. */
const FOREIGN_FONT_PARTS = ["i", "strike", "outline", "shadow", "condense", "extend", "u", "vertAlign", "scheme"];

function fontKeyOf(font: XmlElement): string {
  const valueOf = (local: string) => {
    const child = childOf(font, local);
    return child && attributeOf(child, "val");
  };
  const foreign = FOREIGN_FONT_PARTS.filter((local) => {
    const child = childOf(font, local);
    const value = child && attributeOf(child, "val");
    return child && value !== "0" && value !== "false" && value !== "none" && value !== "baseline";
  });
  const bold = childOf(font, "b");
  return [
    valueOf("name") ?? "",
    String(Number(valueOf("sz") ?? 11)),
    bold && isTrue(attributeOf(bold, "val"), true) ? "b" : "",
    colourKeyOf(childOf(font, "color")),
    ...foreign.map((local) => `${local}${valueOf(local) ?? ""}`),
  ].join(" ");
}

function fontKey(look: CellLook, font: string): string {
  return [font, String(look.size), look.bold ? "b" : "", look.colour].join(" ");
}

function fontXml(look: CellLook, font: string): string {
  const charset = font === "Calibri" ? "" : '<charset val="134"/>';
  return `<font>${look.bold ? "<b/>" : ""}<sz val="${look.size}"/><color rgb="FF${look.colour}"/><name val="${escapeAttribute(font)}"/><family val="2"/>${charset}</font>`;
}

/** "RRGGBB" of a plain colour; anything else as it is spelled. */
function colourKeyOf(colour: XmlElement | undefined): string {
  if (!colour) return "";
  const rgb = attributeOf(colour, "rgb");
  if (rgb !== undefined) return rgb.slice(-6).toUpperCase();
  return colour.attributes.map(({ name, value }) => `${name}=${value}`).join(",");
}

function fillKeyOf(fill: XmlElement): string {
  const pattern = childOf(fill, "patternFill");
  if (!pattern) return fill.children.length === 0 ? "" : canonical(fill);
  const type = attributeOf(pattern, "patternType") ?? "none";
  if (type === "none") return "";
  const foreground = colourKeyOf(childOf(pattern, "fgColor"));
  return type === "solid" ? foreground : `${type} ${foreground} ${colourKeyOf(childOf(pattern, "bgColor"))}`;
}

function fillKey(fill: string | null): string {
  return fill ?? "";
}

function fillXml(fill: string | null): string {
  if (fill === null) return RESERVED.fills![0]!;
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`;
}

const SIDES = ["left", "right", "top", "bottom", "diagonal", "vertical", "horizontal", "start", "end"];

function borderKeyOf(border: XmlElement): string {
  return SIDES.flatMap((side) => {
    const element = childOf(border, side);
    const style = element && attributeOf(element, "style");
    return element && style !== undefined && style !== "none" ? [`${side} ${style} ${colourKeyOf(childOf(element, "color"))}`] : [];
  }).join(",");
}

function borderKey(look: CellLook): string {
  const sides: string[] = [];
  if (look.top) sides.push(`top ${look.top.style} ${look.top.colour}`);
  if (look.bottom) sides.push(`bottom ${look.bottom.style} ${look.bottom.colour}`);
  return sides.join(",");
}

function borderXml(look: CellLook): string {
  const side = (name: "top" | "bottom") => {
    const border = look[name];
    return border ? `<${name} style="${border.style}"><color rgb="FF${border.colour}"/></${name}>` : `<${name}/>`;
  };
  return `<border><left/><right/>${side("top")}${side("bottom")}<diagonal/></border>`;
}

const ALIGNMENT_DEFAULTS: ReadonlyMap<string, string> = new Map([
  ["horizontal", "general"],
  ["vertical", "bottom"],
  ["wrapText", "0"],
  ["indent", "0"],
  ["textRotation", "0"],
  ["shrinkToFit", "0"],
  ["readingOrder", "0"],
  ["justifyLastLine", "0"],
  ["relativeIndent", "0"],
]);

function alignmentKeyOf(alignment: XmlElement | undefined): string {
  const set = (alignment?.attributes ?? []).map(({ name, value }) => ({ name, value: value === "true" ? "1" : value === "false" ? "0" : value }));
  return set
    .filter(({ name, value }) => ALIGNMENT_DEFAULTS.get(name) !== value)
    .map(({ name, value }) => `${name}=${value}`)
    .sort()
    .join(",");
}

function alignmentFields(look: CellLook): [string, string][] {
  const fields: [string, string][] = [
    ["horizontal", look.horizontal],
    ["vertical", look.vertical],
  ];
  if (look.wrap) fields.push(["wrapText", "1"]);
  // Only text at an edge can be indented; elsewhere Excel drops the indent when it saves.
  if (look.indent > 0 && (look.horizontal === "left" || look.horizontal === "right")) fields.push(["indent", String(look.indent)]);
  return fields;
}

function alignmentKey(look: CellLook): string {
  return alignmentFields(look)
    .filter(([name, value]) => ALIGNMENT_DEFAULTS.get(name) !== value)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(",");
}

function alignmentXml(look: CellLook): string {
  return `<alignment${alignmentFields(look)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("")}/>`;
}

function protectionKeyOf(protection: XmlElement | undefined): string {
  if (!protection) return "";
  return `${isTrue(attributeOf(protection, "locked"), true) ? "" : " unlocked"}${isTrue(attributeOf(protection, "hidden")) ? " hidden" : ""}`;
}

function highlightKey(dxf: XmlElement): string {
  const font = childOf(dxf, "font");
  const fill = childOf(dxf, "fill");
  const pattern = fill && childOf(fill, "patternFill");
  const bold = font && childOf(font, "b");
  const rest = dxf.children.filter((child) => child.local !== "font" && child.local !== "fill").map(canonical);
  const foreign = (font?.children ?? [])
    .filter((child) => !["b", "i", "color"].includes(child.local) || (child.local === "i" && isTrue(attributeOf(child, "val"), true)))
    .map(canonical);
  return [
    pattern ? colourKeyOf(childOf(pattern, "bgColor") ?? childOf(pattern, "fgColor")) : "",
    font ? colourKeyOf(childOf(font, "color")) : "",
    bold ? (isTrue(attributeOf(bold, "val"), true) ? "b" : "not bold") : "",
    ...foreign,
    ...rest,
  ].join(" ");
}

function highlightLookKey(look: HighlightLook): string {
  return [look.fill ?? "", look.colour ?? "", look.bold === undefined ? "" : look.bold ? "b" : "not bold"].join(" ");
}

/** In a differential style the colour of a solid fill is its background. */
function highlightXml(look: HighlightLook): string {
  const bold = look.bold === undefined ? "" : look.bold ? '<b/><i val="0"/>' : '<b val="0"/><i val="0"/>';
  const colour = look.colour === undefined ? "" : `<color rgb="FF${look.colour}"/>`;
  const font = bold || colour ? `<font>${bold}${colour}</font>` : "";
  const fill =
    look.fill === undefined ? "" : `<fill><patternFill patternType="solid"><fgColor rgb="FF${look.fill}"/><bgColor rgb="FF${look.fill}"/></patternFill></fill>`;
  return `<dxf>${font}${fill}</dxf>`;
}

/** An element as a text in which neither prefixes nor the order of attributes count. */
function canonical(element: XmlElement): string {
  const attributes = element.attributes.map(({ name, value }) => `${name}=${value}`).sort();
  return `${element.local}(${attributes.join(",")}){${element.children.map(canonical).join("")}}`;
}
