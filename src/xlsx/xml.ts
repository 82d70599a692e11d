/**
 * A strict, small XML tokenizer that knows where in the text each thing stands, so that an edit is a splice and the rest stays to the byte.
 *
 * A document type declaration is refused, and with it every entity that a file could declare; the five of XML and numeric ones remain.
 */

import { atOnce, type Steps } from "../kpi/steps";

/** The text is not well-formed. `offset` counts UTF-16 units. */
export class XmlError extends Error {
  override readonly name = "XmlError";

  constructor(
    readonly what: string,
    readonly offset: number,
  ) {
    super(`${what} at ${offset}`);
  }
}

export const enum Xml {
  End,
  Open,
  Close,
  /** `<a/>`: opened and closed at once. */
  Empty,
  Text,
}

/** Deeper than any part of a workbook needs; keeps a hostile part from filling the memory. */
const DEEPEST = 512;

const LT = 60;
const GT = 62;
const SLASH = 47;
const EQUALS = 61;

/** Goes through a text token by token. Attributes are found on the way and decoded only when asked for. */
export class XmlReader {
  kind: Xml = Xml.End;
  /** Qualified, as written: "x:row". */
  name = "";
  /** Where the token stands. */
  start = 0;
  end = 0;
  private readonly open: string[] = [];
  private attributeCount = 0;
  /** Name start, name end, value start, value end of each attribute. */
  private readonly spans: number[] = [];
  private cdata = false;

  constructor(
    readonly text: string,
    from = 0,
    private readonly limit = text.length,
  ) {
    this.end = from;
    if (from === 0 && text.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  /** How many elements are open around the next token. */
  get depth(): number {
    return this.open.length;
  }

  next(): Xml {
    const { text, limit } = this;
    this.attributeCount = 0;
    for (;;) {
      const at = this.end;
      if (at >= limit) {
        if (this.open.length > 0) throw new XmlError(`<${this.open[this.open.length - 1]}> is not closed`, at);
        this.start = limit;
        return (this.kind = Xml.End);
      }
      this.start = at;
      if (text.charCodeAt(at) !== LT) {
        const next = text.indexOf("<", at);
        this.end = next < 0 || next > limit ? limit : next;
        if (this.open.length === 0) {
          if (/\S/.test(text.slice(at, this.end))) throw new XmlError("text outside of the root element", at);
          continue;
        }
        this.cdata = false;
        return (this.kind = Xml.Text);
      }
      switch (text.charCodeAt(at + 1)) {
        case SLASH:
          return this.readClose(at);
        case 33: // !
          if (text.startsWith("<!--", at)) {
            this.end = this.after("-->", at + 4);
            continue;
          }
          if (text.startsWith("<![CDATA[", at) && this.open.length > 0) {
            this.end = this.after("]]>", at + 9);
            this.cdata = true;
            return (this.kind = Xml.Text);
          }
          throw new XmlError("a document type declaration", at);
        case 63: // ?
          this.end = this.after("?>", at + 2);
          continue;
        default:
          return this.readOpen(at);
      }
    }
  }

  /** Skips what is inside of the element that was just opened, up to and with its closing tag. */
  skipElement(): void {
    if (this.kind !== Xml.Open) return;
    const outside = this.open.length - 1;
    while (this.open.length > outside) this.next();
  }

  /** The decoded text of the element that was just opened, without that of its children; stands on the closing tag afterwards. */
  elementText(): string {
    if (this.kind !== Xml.Open) return "";
    const outside = this.open.length - 1;
    let result = "";
    for (;;) {
      const kind = this.next();
      if (kind === Xml.Text) {
        if (this.open.length === outside + 1) result += this.value();
      } else if (kind === Xml.End || (kind === Xml.Close && this.open.length === outside)) return result;
    }
  }

  /** A text token, decoded. */
  value(): string {
    return this.cdata ? newlines(this.text.slice(this.start + 9, this.end - 3)) : decodeText(this.text, this.start, this.end);
  }

  /** An attribute by its name as written; undefined: not there. */
  attribute(name: string): string | undefined {
    for (let index = 0; index < this.attributeCount; index++) {
      const from = this.spans[index * 4]!;
      if (this.spans[index * 4 + 1]! - from === name.length && this.text.startsWith(name, from)) {
        return decodeText(this.text, this.spans[index * 4 + 2]!, this.spans[index * 4 + 3]!);
      }
    }
    return undefined;
  }

  attributes(): XmlAttribute[] {
    const list: XmlAttribute[] = [];
    for (let index = 0; index < this.attributeCount; index++) {
      const [nameStart, nameEnd, valueStart, valueEnd] = this.spans.slice(index * 4, index * 4 + 4) as [number, number, number, number];
      list.push({ name: this.text.slice(nameStart, nameEnd), value: decodeText(this.text, valueStart, valueEnd), start: nameStart, valueStart, valueEnd });
    }
    return list;
  }

  private after(mark: string, from: number): number {
    const at = this.text.indexOf(mark, from);
    if (at < 0 || at + mark.length > this.limit) throw new XmlError("not closed", this.start);
    return at + mark.length;
  }

  private readClose(at: number): Xml {
    const end = this.text.indexOf(">", at);
    if (end < 0 || end >= this.limit) throw new XmlError("tag is not closed", at);
    const opened = this.open.pop();
    let name = this.text.slice(at + 2, end);
    if (name !== opened) {
      name = name.trimEnd();
      if (name !== opened) throw new XmlError(opened === undefined ? `</${name}> closes nothing` : `</${name}> where <${opened}> is open`, at);
    }
    this.name = name;
    this.end = end + 1;
    return (this.kind = Xml.Close);
  }

  private readOpen(at: number): Xml {
    const { text, limit, spans } = this;
    let i = at + 1;
    i = nameEnd(text, i, limit);
    if (i === at + 1) throw new XmlError("a tag without a name", at);
    const name = text.slice(at + 1, i);
    let count = 0;
    for (;;) {
      let code = text.charCodeAt(i);
      const gap = i;
      while (code <= 32) code = text.charCodeAt(++i);
      if (i >= limit || code !== code) throw new XmlError("tag is not closed", at);
      if (code === GT) {
        if (this.open.length >= DEEPEST) throw new XmlError("nested too deeply", at);
        this.open.push(name);
        this.kind = Xml.Open;
        this.end = i + 1;
        break;
      }
      if (code === SLASH) {
        if (text.charCodeAt(i + 1) !== GT || i + 1 >= limit) throw new XmlError("a tag with a stray /", i);
        this.kind = Xml.Empty;
        this.end = i + 2;
        break;
      }
      if (gap === i) throw new XmlError("no space before an attribute", i);
      const from = i;
      i = nameEnd(text, i, limit);
      const to = i;
      while (text.charCodeAt(i) <= 32) i++;
      if (to === from || text.charCodeAt(i) !== EQUALS) throw new XmlError("an attribute without a value", from);
      i++;
      while (text.charCodeAt(i) <= 32) i++;
      const quote = text.charCodeAt(i);
      if (quote !== 34 && quote !== 39) throw new XmlError("an attribute value without quotes", i);
      const valueStart = ++i;
      for (;;) {
        const character = text.charCodeAt(i);
        if (character === quote) break;
        if (character === LT || character !== character) throw new XmlError("an attribute value that is not closed", valueStart);
        i++;
      }
      spans[count * 4] = from;
      spans[count * 4 + 1] = to;
      spans[count * 4 + 2] = valueStart;
      spans[count * 4 + 3] = i;
      count++;
      i++;
    }
    this.attributeCount = count;
    this.name = name;
    return this.kind;
  }
}

/** Up to a space, "/", ">" or "=". */
function nameEnd(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code === SLASH || code === GT || code === EQUALS) break;
    if (code === LT || code === 34 || code === 39 || code === 38) throw new XmlError("a name with a stray character", i);
    i++;
  }
  return i;
}

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** An element of a small part, with its place in the text: start ‹open tag› openEnd … closeStart ‹close tag› end. */
export interface XmlElement {
  readonly name: string;
  readonly local: string;
  /** "" where no prefix is written. */
  readonly prefix: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
  readonly start: number;
  readonly openEnd: number;
  /** Equal to `openEnd` in an element that is closed at once. */
  readonly closeStart: number;
  readonly end: number;
  readonly empty: boolean;
}

/** Prefix → namespace, as in force at some place. "" is the default. */
export type XmlScope = ReadonlyMap<string, string>;

/** The whole of a small part as a tree. */
export function parseXml(text: string): XmlElement {
  const elements = parseElements(text, 0, text.length, new Map());
  const [root] = elements;
  if (!root || elements.length !== 1) throw new XmlError("not exactly one root element", 0);
  return root;
}

/** The elements of a piece of a part; offsets count in the whole text. */
export function parseElements(text: string, from: number, to: number, scope: XmlScope): XmlElement[] {
  return atOnce(parseElementsInSteps(text, from, to, scope));
}

const ELEMENTS_IN_A_STEP = 500;

/** The same, some hundred elements at a time. */
export function* parseElementsInSteps(text: string, from: number, to: number, scope: XmlScope): Steps<XmlElement[]> {
  let count = 0;
  const reader = new XmlReader(text, from, to);
  const roots: XmlElement[] = [];
  const stack: { element: Growing; scope: XmlScope }[] = [];
  for (;;) {
    switch (reader.next()) {
      case Xml.End:
        return roots;
      case Xml.Text: {
        const top = stack[stack.length - 1];
        if (top) top.element.text += reader.value();
        break;
      }
      case Xml.Open:
      case Xml.Empty: {
        const outer = stack[stack.length - 1];
        const attributes = reader.attributes();
        const inner = scopeWith(outer?.scope ?? scope, attributes);
        const colon = reader.name.indexOf(":");
        const prefix = colon < 0 ? "" : reader.name.slice(0, colon);
        const empty = reader.kind === Xml.Empty;
        const element: Growing = {
          name: reader.name,
          local: colon < 0 ? reader.name : reader.name.slice(colon + 1),
          prefix,
          namespace: inner.get(prefix) ?? "",
          attributes,
          children: [],
          text: "",
          start: reader.start,
          openEnd: reader.end,
          closeStart: reader.end,
          end: reader.end,
          empty,
        };
        (outer ? outer.element.children : roots).push(element);
        count += 1;
        if (count % ELEMENTS_IN_A_STEP === 0) yield;
        if (!empty) stack.push({ element, scope: inner });
        break;
      }
      case Xml.Close: {
        const { element } = stack.pop()!;
        element.closeStart = reader.start;
        element.end = reader.end;
        break;
      }
    }
  }
}

type Growing = { -readonly [K in keyof Omit<XmlElement, "children">]: XmlElement[K] } & { children: XmlElement[] };

export function scopeWith(scope: XmlScope, attributes: readonly XmlAttribute[]): XmlScope {
  let inner: Map<string, string> | undefined;
  for (const { name, value } of attributes) {
    if (name === "xmlns") (inner ??= new Map(scope)).set("", value);
    else if (name.startsWith("xmlns:")) (inner ??= new Map(scope)).set(name.slice(6), value);
  }
  return inner ?? scope;
}

/** An attribute by its name without prefix: `id` finds r:id too, where no plain one stands. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  let prefixed: string | undefined;
  for (const { name, value } of element.attributes) {
    if (name === local) return value;
    if (name.endsWith(`:${local}`) && !name.startsWith("xmlns:")) prefixed ??= value;
  }
  return prefixed;
}

/** r:id, whatever the prefix; `id` alone would be something else. */
export function relationIdOf(element: XmlElement): string | undefined {
  return element.attributes.find(({ name }) => name.endsWith(":id"))?.value;
}

/** The first child of that local name in the same namespace as its parent. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local && child.namespace === element.namespace);
}

export function childrenOf(element: XmlElement, local: string): XmlElement[] {
  return element.children.filter((child) => child.local === local && child.namespace === element.namespace);
}

/** XML's booleans: "1", "true", "on" (some writers) are true; absent gives `absent`. */
export function isTrue(value: string | undefined, absent = false): boolean {
  return value === undefined ? absent : value === "1" || value === "true" || value === "on";
}

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Replaces pieces of a text; the pieces must not overlap. Several at one place stand in the order given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  if (splices.length === 0) return text;
  const inOrder = splices.map((splice, index) => ({ splice, index })).sort((a, b) => a.splice.start - b.splice.start || a.index - b.index);
  const pieces: string[] = [];
  let at = 0;
  for (const { splice } of inOrder) {
    if (splice.start < at) throw new Error(`Splices overlap at ${splice.start}.`);
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** The splice that puts `xml` at the end of an element's contents. At most one per element that is closed at once. */
export function appended(text: string, element: XmlElement, xml: string): Splice {
  if (!element.empty) return { start: element.closeStart, end: element.closeStart, text: xml };
  const tag = text.slice(element.start, element.end);
  return { start: element.start, end: element.end, text: `${tag.replace(/\s*\/>$/, "")}>${xml}</${element.name}>` };
}

/** The splice that sets or adds an attribute; null where it already has that value. */
export function attributeSet(element: XmlElement, name: string, value: string): Splice | null {
  const existing = element.attributes.find((attribute) => attribute.name === name);
  if (existing) return existing.value === value ? null : { start: existing.valueStart, end: existing.valueEnd, text: escapeAttribute(value) };
  const at = element.start + 1 + element.name.length;
  return { start: at, end: at, text: ` ${name}="${escapeAttribute(value)}"` };
}

/** Gives our own markup, written without prefixes, the prefix that a part uses for its elements. */
export function withPrefix(xml: string, prefix: string): string {
  return prefix === "" ? xml : xml.replace(/<(\/?)([A-Za-z][A-Za-z0-9]*)(?=[\s>/])/g, `<$1${prefix}:$2`);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

export function decodeText(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  const plain = raw.includes("\r") ? newlines(raw) : raw;
  if (!plain.includes("&")) return plain;
  return plain.replace(/&([^;&\s]{0,12};)?/g, (whole, entity: string | undefined, at: number) => {
    const name = entity?.slice(0, -1) ?? "";
    const known = ENTITIES.get(name);
    if (known !== undefined) return known;
    const numeric = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
    const code = numeric ? (numeric[1] !== undefined ? parseInt(numeric[1], 16) : Number(numeric[2])) : NaN;
    if (!(code > 0 && code <= 0x10ffff)) throw new XmlError(`an entity that is not XML's own: ${whole}`, start + at);
    return String.fromCodePoint(code);
  });
}

function newlines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r/g, "&#13;") : text;
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, "&quot;").replace(/\t/g, "&#9;").replace(/\n/g, "&#10;");
}

/** A part's bytes as text. A byte order mark stays in the text, so that writing it again gives the same bytes. Throws TypeError on bytes that are no text. */
export function decodePart(bytes: Uint8Array): string {
  return atOnce(decodedPieces(bytes)).join("");
}

/** So many bytes become text in one go, in some milliseconds. */
const DECODED_BYTES = 2 ** 19;

/** The same, a part of a megabyte at a time and not put together: to make one text of hundreds of megabytes takes a good part of a second, in which nothing else can happen. */
export function* decodedPieces(bytes: Uint8Array): Steps<string[]> {
  const inUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (inUtf16 === null) return yield* decoded(bytes, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }));
  const [first, ...others] = yield* decoded(bytes, new TextDecoder(inUtf16, { fatal: true }));
  return [inUtf8(first!), ...others];
}

function* decoded(bytes: Uint8Array, decoder: InstanceType<typeof TextDecoder>): Steps<string[]> {
  if (bytes.length <= DECODED_BYTES) return [decoder.decode(bytes)];
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += DECODED_BYTES) {
    pieces.push(decoder.decode(bytes.subarray(at, at + DECODED_BYTES), { stream: at + DECODED_BYTES < bytes.length }));
    yield;
  }
  return pieces;
}

function inUtf8(text: string): string {
  return text.replace(/^(<\?xml[^>]*encoding=)(["'])[^"']*\2/, "$1$2UTF-8$2");
}

export function encodePart(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
