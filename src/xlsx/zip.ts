/**
 * Zip archives at the level of entries: what is not touched is copied as it lies, without being inflated.
 *
 * Nothing here knows what a workbook is. Sizes are bytes. Equal contents give equal bytes: new entries carry no time of day.
 */
import { atOnce, type Steps } from "../kpi/steps";
import { WorkbookError } from "../run/workbookError";

/** How much an archive may ask of the machine. */
export interface ZipLimits {
  /** All entries together, unpacked; counted while inflating too, because the sizes that a file declares may lie. */
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Unpacked ÷ packed, judged only beyond `ratioFreeBytes`. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
}

export const ZIP_LIMITS: ZipLimits = { unpackedBytes: 2 ** 30, entries: 20_000, ratio: 200, ratioFreeBytes: 50 * 2 ** 20 };

interface ZipEntry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly utf8: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerAt: number;
  readonly time: number;
  readonly date: number;
  readonly encrypted: boolean;
}

/** Packs and unpacks: `PORTABLE_CODEC` everywhere, and where a faster one is at hand, that one. */
export interface ZipCodec {
  deflate(bytes: Uint8Array): Uint8Array;
  /** Bytes that are packed in one go, in a few milliseconds. */
  readonly packedAtOnce: number;
  /** Packs what comes piece by piece: what each piece brings. */
  deflating(): (piece: Uint8Array, last: boolean) => Uint8Array;
  /** Throws, or gives back another length, where anything else than `size` bytes comes out; never takes much more room than that. */
  inflate(packed: Uint8Array, size: number): Uint8Array;
  /** The same, some pieces at a time; absent: in one go. */
  inflateInSteps?(packed: Uint8Array, size: number): Steps<Uint8Array>;
  /** `before` is the sum of what came before these bytes; 0 at the start. */
  crc32(bytes: Uint8Array, before: number): number;
}

/** An entry's contents, packed already. */
export interface PackedContents {
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
}

/** Packs texts as they come, so that a large one never lies in the memory as a whole. */
export function packedTexts(texts: Iterable<string>, codec: ZipCodec): PackedContents {
  return atOnce(packedTextsInSteps(texts, codec));
}

/** Letters. */
const LONG_TEXT = 2_000;

/** The same, some texts at a time: short ones are gathered as bytes, since texts joined to a long one are much more work. */
export function* packedTextsInSteps(texts: Iterable<string>, codec: ZipCodec): Steps<PackedContents> {
  const encoder = new TextEncoder();
  const push = codec.deflating();
  const { packedAtOnce } = codec;
  const gathered = new Uint8Array(packedAtOnce);
  const pieces: Uint8Array[] = [];
  let filled = 0;
  let crc = 0;
  let size = 0;
  const pack = (bytes: Uint8Array): void => {
    crc = codec.crc32(bytes, crc);
    size += bytes.length;
    pieces.push(push(bytes, false));
  };
  for (const text of texts) {
    // A unit of UTF-16 takes three bytes at most.
    if (filled + 3 * text.length > packedAtOnce && filled > 0) {
      pack(gathered.subarray(0, filled));
      filled = 0;
      yield;
    }
    if (3 * text.length <= packedAtOnce) {
      filled += encoder.encodeInto(text, gathered.subarray(filled)).written;
      // To make the text was work too.
      if (text.length >= LONG_TEXT) yield;
      continue;
    }
    const bytes = encoder.encode(text);
    for (let at = 0; at < bytes.length; at += packedAtOnce) {
      pack(bytes.subarray(at, at + packedAtOnce));
      yield;
    }
  }
  if (filled > 0) pack(gathered.subarray(0, filled));
  yield;
  pieces.push(push(new Uint8Array(0), true));
  return { packed: yield* joinedInSteps(pieces), size, crc };
}

export function* unpackedContents({ packed, size }: Pick<PackedContents, "packed" | "size">, codec: ZipCodec): Steps<Uint8Array> {
  return codec.inflateInSteps ? yield* codec.inflateInSteps(packed, size) : codec.inflate(packed, size);
}

export interface ZipArchive {
  readonly bytes: Uint8Array;
  readonly codec: ZipCodec;
  readonly limits: ZipLimits;
  /** In the order of the archive. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** What the archive says of itself at its end; mostly empty. */
  readonly comment: Uint8Array;
  /** Which entries were inflated so far, and how many bytes they came to. */
  readonly inflated: { readonly names: Set<string>; bytes: number };
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
/** 1 January 1980, the first day that a zip can name. */
const FIRST_DAY = 0x21;
/** The archive's directory; nothing is inflated yet. Throws WorkbookError: damaged, tooLarge. */
export function openZip(bytes: Uint8Array, codec: ZipCodec, limits: ZipLimits = ZIP_LIMITS): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, directoryAt, directorySize, commentAt } = findDirectory(view);
  if (count > limits.entries) throw new WorkbookError("tooLarge", `${count} entries`);
  const directoryEnd = directoryAt + directorySize;
  if (directoryEnd > bytes.length) throw new WorkbookError("damaged", "zip directory");

  const entries = new Map<string, ZipEntry>();
  let at = directoryAt;
  let unpacked = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directoryEnd || view.getUint32(at, true) !== CENTRAL) throw new WorkbookError("damaged", "zip directory");
    const entry = readCentralHeader(view, bytes, at);
    if (isUnsafeName(entry.name)) throw new WorkbookError("damaged", "entry name in the zip directory");
    if (entries.has(entry.name)) throw new WorkbookError("damaged", `${entry.name} stands twice in the zip directory`);
    entries.set(entry.name, entry);
    unpacked += entry.size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  refuseTooMuch(unpacked, bytes.length, limits);
  return { bytes, codec, limits, entries, comment: bytes.slice(commentAt), inflated: { names: new Set(), bytes: 0 } };
}

/** An entry's contents, checked against its size and checksum. Throws WorkbookError: damaged, tooLarge, encrypted. */
export function readZipEntry(zip: ZipArchive, name: string): Uint8Array {
  return atOnce(readZipEntryInSteps(zip, name));
}

/** The same, some pieces at a time. */
export function* readZipEntryInSteps(zip: ZipArchive, name: string): Steps<Uint8Array> {
  const entry = zip.entries.get(name);
  if (!entry) throw new WorkbookError("damaged", `${name} is not in the zip`);
  if (entry.encrypted) throw new WorkbookError("encrypted", name);
  const packed = packedBytes(zip, entry);
  let contents: Uint8Array;
  switch (entry.method) {
    case 0:
      contents = packed.slice();
      break;
    case 8:
      contents = yield* inflate(zip, entry, packed);
      break;
    default:
      throw new WorkbookError("damaged", `${name} is packed by an unknown method`);
  }
  if (contents.length !== entry.size || (yield* checksum(contents, zip.codec)) !== entry.crc)
    throw new WorkbookError("damaged", `${name} does not match its checksum`);
  return contents;
}

/** So many bytes are summed up in one go, in some milliseconds. */
const SUMMED_BYTES = 2 ** 19;

function* checksum(bytes: Uint8Array, codec: Pick<ZipCodec, "crc32">): Steps<number> {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += SUMMED_BYTES) {
    if (at > 0) yield;
    sum = codec.crc32(bytes.subarray(at, at + SUMMED_BYTES), sum);
  }
  return sum;
}

/**
 * The archive again with some entries replaced, removed (null) or added at the end. What is not named in `changes` is copied raw.
 * `zip` null: a new archive. The archive's comment stays.
 */
export function writeZip(zip: ZipArchive | null, changes: ReadonlyMap<string, Uint8Array | PackedContents | null>, codec: ZipCodec): Uint8Array {
  return atOnce(writeZipInSteps(zip, changes, codec));
}

/** The same, an entry at a time. */
export function* writeZipInSteps(zip: ZipArchive | null, changes: ReadonlyMap<string, Uint8Array | PackedContents | null>, codec: ZipCodec): Steps<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let count = 0;
  // A stamp of ours holds for the bytes that it was made for, and for no others.
  const comment = zip && !(yield* isStampedInSteps(zip.bytes, codec)) ? zip.comment : new Uint8Array(0);
  const add = (nameBytes: Uint8Array, fields: Omit<HeaderFields, "nameLength">, contents: Uint8Array) => {
    const all = { ...fields, nameLength: nameBytes.length };
    directory.push(centralHeader(all, offset), nameBytes);
    const local = localHeader(all);
    pieces.push(local, nameBytes, contents);
    offset += local.length + nameBytes.length + contents.length;
    count++;
  };
  const addNew = (name: string, contents: Uint8Array | PackedContents) => {
    const nameBytes = new TextEncoder().encode(name);
    if ("packed" in contents) {
      const { packed, size, crc } = contents;
      add(nameBytes, { flags: flagsOf(nameBytes, name), method: 8, time: 0, date: FIRST_DAY, crc, packedSize: packed.length, size }, packed);
      return;
    }
    const deflated = codec.deflate(contents);
    const smaller = deflated.length < contents.length;
    const packed = smaller ? deflated : contents;
    add(
      nameBytes,
      {
        flags: flagsOf(nameBytes, name),
        method: smaller ? 8 : 0,
        time: 0,
        date: FIRST_DAY,
        crc: codec.crc32(contents, 0),
        packedSize: packed.length,
        size: contents.length,
      },
      packed,
    );
  };

  for (const entry of zip?.entries.values() ?? []) {
    yield;
    const change = changes.get(entry.name);
    if (change) addNew(entry.name, change);
    else if (change === undefined) {
      const flags = (entry.utf8 ? 0x800 : 0) | (entry.encrypted ? 1 : 0);
      const { method, time, date, crc, packedSize, size } = entry;
      add(entry.nameBytes, { flags, method, time, date, crc, packedSize, size }, packedBytes(zip!, entry));
    }
  }
  for (const [name, contents] of changes) {
    if (contents && !zip?.entries.has(name)) addNew(name, contents);
    yield;
  }

  const directorySize = directory.reduce((sum, piece) => sum + piece.length, 0);
  if (offset + directorySize > 0xfffffffe) throw new WorkbookError("tooLarge", "the workbook would exceed 4 GB");
  return yield* joinedInSteps([...pieces, ...directory, endRecord(count, directorySize, offset, comment.length), comment]);
}

function flagsOf(nameBytes: Uint8Array, name: string): number {
  return nameBytes.length === name.length ? 0 : 0x800;
}

/** Ends the comment of an archive that we wrote as a copy; behind it stands a checksum of all that comes before. */
const STAMP = "kpi-scorecard ";
const STAMP_BYTES = STAMP.length + 8;

/** The archive with our stamp as its comment. Whoever saves the file in between loses it, or changes what it was made of. */
export function stamped(bytes: Uint8Array, codec: Pick<ZipCodec, "crc32">): Uint8Array {
  return atOnce(stampedInSteps(bytes, codec));
}

/** The same, about a megabyte at a time. */
export function* stampedInSteps(bytes: Uint8Array, codec: Pick<ZipCodec, "crc32">): Steps<Uint8Array> {
  const { commentAt } = findDirectory(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const length = new Uint8Array(2);
  new DataView(length.buffer).setUint16(0, STAMP_BYTES, true);
  const whole = yield* joinedInSteps([bytes.subarray(0, commentAt - 2), length, new TextEncoder().encode(STAMP), new Uint8Array(8)]);
  const sum = yield* checksum(whole.subarray(0, whole.length - 8), codec);
  whole.set(new TextEncoder().encode(sum.toString(16).padStart(8, "0")), whole.length - 8);
  return whole;
}

/** In about how many steps so many bytes are stamped. */
export function stepsOfStamp(bytes: number): number {
  return Math.floor(bytes / COPIED_BYTES) + Math.floor(bytes / SUMMED_BYTES);
}

/** We wrote this archive as a copy, and nobody has changed a byte since. */
export function isStamped(bytes: Uint8Array, codec: Pick<ZipCodec, "crc32">): boolean {
  return atOnce(isStampedInSteps(bytes, codec));
}

function* isStampedInSteps(bytes: Uint8Array, codec: Pick<ZipCodec, "crc32">): Steps<boolean> {
  if (bytes.length < 22 + STAMP_BYTES) return false;
  const body = bytes.subarray(0, bytes.length - 8);
  const text = new TextDecoder("latin1").decode(bytes.subarray(bytes.length - STAMP_BYTES));
  return text.startsWith(STAMP) && text === STAMP + (yield* checksum(body, codec)).toString(16).padStart(8, "0");
}

let crcTables: Int32Array[] | undefined;

/** CRC-32 as zip uses it, eight bytes a step; `before` is that of what came before these bytes. */
export function crc32(bytes: Uint8Array, before = 0): number {
  crcTables ??= makeCrcTables();
  const [t0, t1, t2, t3, t4, t5, t6, t7] = crcTables as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = before ^ -1;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      t7[crc & 255]! ^
      t6[(crc >>> 8) & 255]! ^
      t5[(crc >>> 16) & 255]! ^
      t4[crc >>> 24]! ^
      t3[bytes[at + 4]!]! ^
      t2[bytes[at + 5]!]! ^
      t1[bytes[at + 6]!]! ^
      t0[bytes[at + 7]!]!;
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

function makeCrcTables(): Int32Array[] {
  const first = new Int32Array(256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    first[index] = value;
  }
  const tables = [first];
  for (let table = 1; table < 8; table++) {
    const before = tables[table - 1]!;
    tables.push(before.map((value) => first[value & 255]! ^ (value >>> 8)));
  }
  return tables;
}

function findDirectory(view: DataView): { count: number; directoryAt: number; directorySize: number; commentAt: number } {
  const size = view.byteLength;
  // The record stands at the end, before a comment of at most 65,535 bytes.
  for (let at = size - 22; at >= Math.max(0, size - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) !== END) continue;
    // The comment must end where the file ends, else these four bytes only look like the record.
    const commentAt = at + 22;
    if (commentAt + view.getUint16(at + 20, true) !== size) continue;
    const count = view.getUint16(at + 10, true);
    const directorySize = view.getUint32(at + 12, true);
    const directoryAt = view.getUint32(at + 16, true);
    if (count !== 0xffff && directorySize !== 0xffffffff && directoryAt !== 0xffffffff) return { count, directorySize, directoryAt, commentAt };
    if (at < 20 || view.getUint32(at - 20, true) !== END64_LOCATOR) return { count, directorySize, directoryAt, commentAt };
    const end64 = Number(view.getBigUint64(at - 12, true));
    if (end64 + 56 > size || view.getUint32(end64, true) !== END64) break;
    return {
      count: Number(view.getBigUint64(end64 + 32, true)),
      directorySize: Number(view.getBigUint64(end64 + 40, true)),
      directoryAt: Number(view.getBigUint64(end64 + 48, true)),
      commentAt,
    };
  }
  throw new WorkbookError("damaged", "the zip directory is missing: the file is cut short");
}

function readCentralHeader(view: DataView, bytes: Uint8Array, at: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  if (at + 46 + nameLength + extraLength > bytes.length) throw new WorkbookError("damaged", "zip directory");
  const nameBytes = bytes.slice(at + 46, at + 46 + nameLength);
  let packedSize = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let headerAt = view.getUint32(at + 42, true);
  // The zip64 field gives, in this order, only those of the three that do not fit into 32 bits.
  const extraEnd = at + 46 + nameLength + extraLength;
  for (let extra = at + 46 + nameLength; extra + 4 <= extraEnd; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue;
    let field = extra + 4;
    const fieldsEnd = Math.min(extraEnd, field + view.getUint16(extra + 2, true));
    const take = (short: number): number => {
      if (short !== 0xffffffff || field + 8 > fieldsEnd) return short;
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    };
    size = take(size);
    packedSize = take(packedSize);
    headerAt = take(headerAt);
  }
  return {
    name: new TextDecoder("utf-8").decode(nameBytes),
    nameBytes,
    utf8: (flags & 0x800) !== 0,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize,
    size,
    headerAt,
    time: view.getUint16(at + 12, true),
    date: view.getUint16(at + 14, true),
    encrypted: (flags & 1) !== 0,
  };
}

/** Names that would leave the folder they are unpacked into. We never unpack to a disk, but whoever gets the file from us might. */
function isUnsafeName(name: string): boolean {
  return name === "" || name.includes("\0") || /^([\\/]|[A-Za-z]:)/.test(name) || name.split(/[\\/]/).includes("..");
}

function refuseTooMuch(unpacked: number, packed: number, limits: ZipLimits): void {
  if (unpacked > limits.unpackedBytes) throw new WorkbookError("tooLarge", `more than ${limits.unpackedBytes} bytes when unpacked`);
  if (unpacked > limits.ratioFreeBytes && unpacked > packed * limits.ratio)
    throw new WorkbookError("tooLarge", `unpacks to more than ${limits.ratio} times its size`);
}

function packedBytes(zip: ZipArchive, entry: ZipEntry): Uint8Array {
  const { bytes } = zip;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.headerAt;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new WorkbookError("damaged", entry.name);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packedSize > bytes.length) throw new WorkbookError("damaged", `${entry.name} is cut short`);
  return bytes.subarray(start, start + entry.packedSize);
}

function* inflate(zip: ZipArchive, entry: ZipEntry, packed: Uint8Array): Steps<Uint8Array> {
  const { inflated } = zip;
  const others = inflated.bytes - (inflated.names.has(entry.name) ? entry.size : 0);
  refuseTooMuch(others + entry.size, zip.bytes.length, zip.limits);
  inflated.names.add(entry.name);
  inflated.bytes = others + entry.size;
  try {
    return yield* unpackedContents({ packed, size: entry.size }, zip.codec);
  } catch (cause) {
    throw new WorkbookError("damaged", `${entry.name} cannot be inflated`, { cause });
  }
}

interface HeaderFields {
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly nameLength: number;
}

function localHeader(fields: HeaderFields): Uint8Array {
  const header = new Uint8Array(30);
  const view = new DataView(header.buffer);
  view.setUint32(0, LOCAL, true);
  setSharedFields(view, 4, fields);
  return header;
}

function centralHeader(fields: HeaderFields, offset: number): Uint8Array {
  const header = new Uint8Array(46);
  const view = new DataView(header.buffer);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, 20, true);
  setSharedFields(view, 6, fields);
  view.setUint32(42, offset, true);
  return header;
}

function setSharedFields(view: DataView, at: number, fields: HeaderFields): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, fields.flags, true);
  view.setUint16(at + 4, fields.method, true);
  view.setUint16(at + 6, fields.time, true);
  view.setUint16(at + 8, fields.date, true);
  view.setUint32(at + 10, fields.crc, true);
  view.setUint32(at + 14, fields.packedSize, true);
  view.setUint32(at + 18, fields.size, true);
  view.setUint16(at + 22, fields.nameLength, true);
}

function endRecord(count: number, directorySize: number, directoryAt: number, commentLength: number): Uint8Array {
  const record = new Uint8Array(22);
  const view = new DataView(record.buffer);
  view.setUint32(0, END, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directorySize, true);
  view.setUint32(16, directoryAt, true);
  view.setUint16(20, commentLength, true);
  return record;
}

/** So many bytes are copied in one go, in some milliseconds. */
const COPIED_BYTES = 2 ** 20;
/** After a piece of so many bytes it is time to look up. */
const MUCH = 2 ** 16;

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return atOnce(joinedInSteps(pieces));
}

function* joinedInSteps(pieces: readonly Uint8Array[]): Steps<Uint8Array> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += COPIED_BYTES) {
      whole.set(from === 0 && piece.length <= COPIED_BYTES ? piece : piece.subarray(from, from + COPIED_BYTES), at + from);
      if (from > 0) yield;
    }
    at += piece.length;
    if (piece.length > MUCH) yield;
  }
  return whole;
}
