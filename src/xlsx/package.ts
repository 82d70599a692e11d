/**
 * An Open Packaging archive: parts by path, their content types and their relations.
 *
 * Changes lie over the archive until it is written; a part that nobody changed is never even inflated.
 */
import { atOnce, type Steps } from "../kpi/steps";
import { WorkbookError } from "../run/workbookError";
import { appended, attributeOf, childrenOf, decodedPieces, encodePart, escapeAttribute, parseXml, spliced, withPrefix, XmlError, type XmlElement } from "./xml";
import { packedTextsInSteps, readZipEntryInSteps, unpackedContents, writeZipInSteps, type PackedContents, type ZipArchive, type ZipCodec } from "./zip";

/** Paths have no leading slash: "xl/workbook.xml". */
export interface Package {
  readonly codec: ZipCodec;
  has(path: string): boolean;
  /** The name under which the archive knows a part; null: no such part. Names differ in case in some writers' relations. */
  find(path: string): string | null;
  paths(): string[];
  /** Bytes that a part has unpacked, as the archive says; null: it is not the archive's any more. */
  sizeOf(path: string): number | null;
  bytes(path: string): Uint8Array;
  text(path: string): string;
  /** The same, some pieces at a time. */
  textInSteps(path: string): Steps<string>;
  /** The same, and a large one in several texts that follow each other. */
  piecesInSteps(path: string): Steps<readonly string[]>;
  /** Whether a part that was asked for lies in the memory as texts. */
  keepsUnpacked(path: string): boolean;
  /** A text equal to what stands there changes nothing. */
  setText(path: string, text: string): void;
  /** A new part that may be large: packed as it comes, and there once all of it is packed. */
  setTexts(path: string, texts: Iterable<string>): Steps<void>;
  remove(path: string): void;
  /** What was changed so far, to go back to when a later step fails. */
  changes(): PackageChanges;
  restore(changes: PackageChanges): void;
  toBytes(): Uint8Array;
  /** The same, an entry at a time. */
  toBytesInSteps(): Steps<Uint8Array>;
}

export type PackageChanges = ReadonlyMap<string, string | PackedContents | null>;

/** An archive without any entry yet. */
export function emptyArchive(codec: ZipCodec): ZipArchive {
  const limits = { unpackedBytes: 0, entries: 0, ratio: 0, ratioFreeBytes: 0 };
  return { bytes: new Uint8Array(0), codec, limits, entries: new Map(), comment: new Uint8Array(0), inflated: { names: new Set(), bytes: 0 } };
}

/** Characters of unpacked parts that are kept in memory. */
const UNPACKED_KEPT = 32 * 2 ** 20;

export function packageOver(archive: ZipArchive): Package {
  const { codec } = archive;
  // A run surveys, reads and rewrites the same parts; what fits is unpacked once.
  const unpacked = new Map<string, readonly string[]>();
  let roomLeft = UNPACKED_KEPT;
  let changed = new Map<string, string | PackedContents | null>();
  const byFoldedPath = new Map<string, string>();
  for (const name of archive.entries.keys()) {
    if (!/[\\/]$/.test(name)) byFoldedPath.set(folded(name), name);
  }

  const find = (path: string): string | null => {
    const known = byFoldedPath.get(folded(path)) ?? path;
    const change = changed.get(known);
    if (change !== undefined) return change === null ? null : known;
    return archive.entries.has(known) ? known : null;
  };
  const present = (path: string): string => {
    const name = find(path);
    if (name === null) throw new WorkbookError("damaged", `${path} is missing`);
    return name;
  };

  function* bytesOf(name: string, change: PackedContents | null | undefined): Steps<Uint8Array> {
    return change ? yield* unpackedContents(change, codec) : yield* readZipEntryInSteps(archive, name);
  }

  function* textInSteps(path: string): Steps<string> {
    const pieces = yield* piecesInSteps(path);
    return pieces.length === 1 ? pieces[0]! : pieces.join("");
  }

  function* piecesInSteps(path: string): Steps<readonly string[]> {
    const name = present(path);
    const change = changed.get(name);
    if (typeof change === "string") return [change];
    const known = change ? undefined : unpacked.get(name);
    if (known !== undefined) return known;
    const bytes = yield* bytesOf(name, change);
    // JavaScript cannot hold a longer text.
    if (bytes.length > 500_000_000) throw new WorkbookError("tooLarge", name);
    try {
      const pieces = yield* decodedPieces(bytes);
      const length = pieces.reduce((total, piece) => total + piece.length, 0);
      if (!change && length <= roomLeft) {
        roomLeft -= length;
        unpacked.set(name, pieces);
      }
      return pieces;
    } catch (cause) {
      throw new WorkbookError("damaged", `${name} is not text`, { cause });
    }
  }

  return {
    codec,
    has: (path) => find(path) !== null,
    find,
    paths: () => {
      const kept = [...byFoldedPath.values()].filter((name) => changed.get(name) !== null);
      const added = [...changed].filter(([name, text]) => text !== null && !archive.entries.has(name)).map(([name]) => name);
      return [...kept, ...added];
    },
    sizeOf: (path) => {
      const name = present(path);
      return changed.has(name) ? null : (archive.entries.get(name)?.size ?? null);
    },
    bytes: (path) => {
      const name = present(path);
      const change = changed.get(name);
      return typeof change === "string" ? encodePart(change) : atOnce(bytesOf(name, change));
    },
    text: (path) => atOnce(textInSteps(path)),
    textInSteps,
    piecesInSteps,
    keepsUnpacked: (path) => {
      const name = present(path);
      return changed.has(name) ? typeof changed.get(name) === "string" : unpacked.has(name);
    },
    setText: (path, text) => {
      changed.set(find(path) ?? path, text);
    },
    *setTexts(path, texts) {
      const packed = yield* packedTextsInSteps(texts, codec);
      changed.set(find(path) ?? path, packed);
    },
    remove: (path) => {
      const name = find(path);
      if (name === null) return;
      if (archive.entries.has(name)) changed.set(name, null);
      else changed.delete(name);
    },
    changes: () => new Map(changed),
    restore: (changes) => {
      changed = new Map(changes);
    },
    toBytes: () => atOnce(toBytesInSteps()),
    toBytesInSteps,
  };

  function* toBytesInSteps(): Steps<Uint8Array> {
    if (changed.size === 0) return archive.bytes;
    const contents = new Map<string, Uint8Array | PackedContents | null>();
    for (const [name, text] of changed) {
      contents.set(name, typeof text === "string" ? encodePart(text) : text);
      yield;
    }
    return yield* writeZipInSteps(archive, contents, codec);
  }
}

function folded(path: string): string {
  return path.replace(/\\/g, "/").toLowerCase();
}

/** A part's tree; a part that is not well-formed is damage, and is named. */
export function partTree(pack: Package, path: string): XmlElement {
  return understood(path, () => parseXml(pack.text(path)));
}

/** Turns a fault of the text into damage of the part that holds it. */
export function understood<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof XmlError) throw new WorkbookError("damaged", path, { cause });
    throw cause;
  }
}

/** The same of work in steps. */
export function* understoodInSteps<T>(path: string, read: () => Steps<T>): Steps<T> {
  try {
    return yield* read();
  } catch (cause) {
    if (cause instanceof XmlError) throw new WorkbookError("damaged", path, { cause });
    throw cause;
  }
}

const TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
const RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml";
const TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types";
const TYPES_PATH = "[Content_Types].xml";
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface Relation {
  readonly id: string;
  /** "worksheet", "styles", …: the last step of the type's address, in both flavours of the standard; else the whole address. */
  readonly kind: string;
  /** A part's path, or the address outside as it stands. */
  readonly target: string;
  readonly external: boolean;
}

export function relationsPath(part: string): string {
  const slash = part.lastIndexOf("/");
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** The relations of a part ("" for those of the package); none where there is no such file. */
export function relationsOf(pack: Package, part: string): Relation[] {
  const path = relationsPath(part);
  if (!pack.has(path)) return [];
  return childrenOf(partTree(pack, path), "Relationship").map((element) => {
    const type = attributeOf(element, "Type") ?? "";
    const external = attributeOf(element, "TargetMode") === "External";
    const target = attributeOf(element, "Target") ?? "";
    return {
      id: attributeOf(element, "Id") ?? "",
      kind: type.startsWith(TRANSITIONAL) ? type.slice(TRANSITIONAL.length) : type.startsWith(STRICT) ? type.slice(STRICT.length) : type,
      target: external ? target : resolved(part, target),
      external,
    };
  });
}

/** Adds a relation with a free id, and says which. */
export function addRelation(pack: Package, part: string, kind: string, targetPath: string, strict: boolean): string {
  return addRelations(pack, part, kind, [targetPath], strict)[0]!;
}

/** The same for several at once: the part is read once, however many there are. */
export function addRelations(pack: Package, part: string, kind: string, targetPaths: readonly string[], strict: boolean): string[] {
  const path = relationsPath(part);
  const taken = new Set(relationsOf(pack, part).map((relation) => relation.id));
  const type = (strict ? STRICT : TRANSITIONAL) + kind;
  let number = taken.size + 1;
  const ids = targetPaths.map(() => {
    while (taken.has(`rId${number}`)) number++;
    return `rId${number++}`;
  });
  const xml = targetPaths
    .map((target, place) => `<Relationship Id="${ids[place]!}" Type="${type}" Target="${escapeAttribute(relativeTo(part, target))}"/>`)
    .join("");
  if (!pack.has(path)) {
    pack.setText(path, `${XML_DECLARATION}<Relationships xmlns="${RELATIONS_NAMESPACE}">${xml}</Relationships>`);
    // Some writers name the type of each relations part by itself, and of none in general.
    if (contentTypeOf(pack, path) !== RELATIONS_TYPE) addContentType(pack, path, RELATIONS_TYPE);
    return ids;
  }
  const root = partTree(pack, path);
  const text = pack.text(path);
  pack.setText(path, spliced(text, [appended(text, root, withPrefix(xml, root.prefix))]));
  return ids;
}

export function removeRelation(pack: Package, part: string, id: string): void {
  const path = relationsPath(part);
  const element = childrenOf(partTree(pack, path), "Relationship").find((relation) => attributeOf(relation, "Id") === id);
  if (element) pack.setText(path, spliced(pack.text(path), [{ start: element.start, end: element.end, text: "" }]));
}

/** Says which content type a part has that we add. */
export function addContentType(pack: Package, part: string, type: string): void {
  addContentTypes(pack, [part], type);
}

/** The same for several at once. */
export function addContentTypes(pack: Package, parts: readonly string[], type: string): void {
  if (parts.length === 0) return;
  if (!pack.has(TYPES_PATH)) {
    const defaults = `<Default Extension="rels" ContentType="${RELATIONS_TYPE}"/><Default Extension="xml" ContentType="application/xml"/>`;
    pack.setText(TYPES_PATH, `${XML_DECLARATION}<Types xmlns="${TYPES_NAMESPACE}">${defaults}</Types>`);
  }
  const root = partTree(pack, TYPES_PATH);
  const text = pack.text(TYPES_PATH);
  const stale = overridesOf(root, parts).map((element) => ({ start: element.start, end: element.end, text: "" }));
  const xml = parts.map((part) => `<Override PartName="/${escapeAttribute(part)}" ContentType="${type}"/>`).join("");
  pack.setText(TYPES_PATH, spliced(text, [...stale, appended(text, root, withPrefix(xml, root.prefix))]));
}

export function removeContentType(pack: Package, part: string): void {
  const splices = overridesOf(partTree(pack, TYPES_PATH), [part]).map((element) => ({ start: element.start, end: element.end, text: "" }));
  if (splices.length > 0) pack.setText(TYPES_PATH, spliced(pack.text(TYPES_PATH), splices));
}

/** A part's content type; null: none is given, or there is no list of types at all. */
export function contentTypeOf(pack: Package, part: string): string | null {
  if (!pack.has(TYPES_PATH)) return null;
  const root = partTree(pack, TYPES_PATH);
  const [override] = overridesOf(root, [part]);
  if (override) return attributeOf(override, "ContentType") ?? null;
  const extension = part.slice(part.lastIndexOf(".") + 1).toLowerCase();
  const byExtension = childrenOf(root, "Default").find((element) => attributeOf(element, "Extension")?.toLowerCase() === extension);
  return (byExtension && attributeOf(byExtension, "ContentType")) ?? null;
}

function overridesOf(root: XmlElement, parts: readonly string[]): XmlElement[] {
  const wanted = new Set(parts.map((part) => `/${folded(part)}`));
  return childrenOf(root, "Override").filter((element) => wanted.has(folded(attributeOf(element, "PartName") ?? "")));
}

/**
 * A path in the folder of other parts that no part has yet: "xl/worksheets/sheet", ".xml" → "xl/worksheets/sheet4.xml".
 * Some writers give types to parts that are not there; such a path is left alone too, and so is its entry among the types.
 */
export function freePath(pack: Package, stem: string, ending: string, from = 1): string {
  const types = pack.has(TYPES_PATH) ? pack.text(TYPES_PATH) : "";
  const isTaken = (path: string): boolean => pack.has(path) || types.includes(`/${path}`);
  let number = from;
  while (isTaken(`${stem}${number}${ending}`)) number++;
  return `${stem}${number}${ending}`;
}

function resolved(part: string, target: string): string {
  const [address = ""] = target.split("#");
  const steps = address.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const step of address.replace(/\\/g, "/").split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  const path = steps.join("/");
  try {
    return decodeURIComponent(path);
  } catch {
    // A "%" that begins no escape stands for itself.
    return path;
  }
}

function relativeTo(part: string, target: string): string {
  const from = part.split("/").slice(0, -1);
  const to = target.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}
