/** Texts of cells: how a file spells them, shared or in place, plain or rich. Written texts always stand in place, so that nobody's table of strings changes. */
import { atOnce, type Steps } from "../kpi/steps";
import { decodeText, escapeText, Xml, XmlReader } from "./xml";

/** Excel's own limit; a longer text makes it offer to repair the file. */
export const LONGEST_TEXT = 32_767;

/** "_x000D_" → a carriage return; "_x005F_x000D_" → the seven characters "_x000D_". */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/**
 * A text as it may stand in a cell's XML: what XML cannot hold (control characters, half a surrogate pair) is spelled _xHHHH_,
 * and what only looks like such an escape is protected.
 */
export function encodeEscapes(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(UNHOLDABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

const UNHOLDABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NEEDS_ESCAPE = /_x[0-9A-Fa-f]{4}_|[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/;

/** What an attribute can hold of a text: there are no escapes in it, so what XML has no character for is left out. */
export function holdable(text: string, most = Infinity): string {
  const kept = text.replace(UNHOLDABLE, "");
  if (kept.length <= most) return kept;
  const cut = kept.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** What a cell can hold of a text: one that is longer than Excel allows ends in "…". */
export function fitting(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const cut = text.slice(0, LONGEST_TEXT - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** `<t>` with a text, its blanks kept. */
export function textElement(text: string): string {
  const escaped = escapeText(encodeEscapes(text));
  return /^\s|\s$|\n| {2}/.test(text) ? `<t xml:space="preserve">${escaped}</t>` : `<t>${escaped}</t>`;
}

/**
 * Reads the text of the `<si>` or `<is>` that was just opened: runs one after the other, without the pronunciation (`<rPh>`) that East Asian Excel keeps beside them.
 * Stands on the closing tag afterwards.
 */
export function readStringItem(reader: XmlReader, prefix: string): string {
  if (reader.kind !== Xml.Open) return "";
  const outside = reader.depth - 1;
  const textName = `${prefix}t`;
  const phoneticName = `${prefix}rPh`;
  let text = "";
  for (;;) {
    const kind = reader.next();
    if (kind === Xml.Open) {
      if (reader.name === textName) text += reader.elementText();
      else if (reader.name === phoneticName) reader.skipElement();
    } else if (kind === Xml.Close && reader.depth === outside) break;
    else if (kind === Xml.End) break;
  }
  return decodeEscapes(text);
}

/** The table of shared strings, by number. */
export function readSharedStrings(xml: string): string[] {
  return atOnce(readSharedStringsInSteps(xml));
}

const STRINGS_IN_A_STEP = 2_000;

/** The same, some thousand at a time. */
export function* readSharedStringsInSteps(xml: string): Steps<string[]> {
  const reader = new XmlReader(xml);
  const strings: string[] = [];
  let prefix = "";
  let itemName = "si";
  for (;;) {
    if (prefix === "" && reader.depth === 1) while (readPlainItem()) if (strings.length % STRINGS_IN_A_STEP === 0) yield;
    const kind = reader.next();
    if (kind === Xml.End) return strings;
    if (kind !== Xml.Open && kind !== Xml.Empty) continue;
    if (reader.depth === (kind === Xml.Open ? 1 : 0)) {
      const colon = reader.name.indexOf(":");
      prefix = colon < 0 ? "" : reader.name.slice(0, colon + 1);
      itemName = `${prefix}si`;
    } else if (reader.name === itemName) {
      strings.push(readStringItem(reader, prefix));
      if (strings.length % STRINGS_IN_A_STEP === 0) yield;
    } else reader.skipElement();
  }

  /** The item that most items are, `<si><t>呼叫中心</t></si>`; false, and nothing is read, where the next one is spelled in any other way. */
  function readPlainItem(): boolean {
    const from = reader.end + PLAIN_ITEM.length;
    if (!xml.startsWith(PLAIN_ITEM, reader.end)) return false;
    const to = xml.indexOf("<", from);
    if (to < 0 || !xml.startsWith(PLAIN_END, to)) return false;
    strings.push(decodeEscapes(decodeText(xml, from, to)));
    reader.end = to + PLAIN_END.length;
    return true;
  }
}

const PLAIN_ITEM = "<si><t>";
const PLAIN_END = "</t></si>";
