import fc from "fast-check";
import { deflateSync } from "fflate";
import { openZip, PORTABLE_CODEC, writeZip } from "../../src/xlsx/portable";
import { crc32, isStamped, readZipEntry, stamped, ZIP_LIMITS } from "../../src/xlsx/zip";
import { cpuNow } from "../support/cpuTime";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const zipOf = (files: Readonly<Record<string, string>>): Uint8Array =>
  writeZip(null, new Map(Object.entries(files).map(([name, value]) => [name, text(value)])));
const read = (bytes: Uint8Array, name: string): string => new TextDecoder().decode(readZipEntry(openZip(bytes), name));
const code = (fault: string) => expect.objectContaining({ code: fault });

/** Changes bytes at a place, counted from where `mark` stands in the last or first such place. */
function withBytes(bytes: Uint8Array, mark: number, offset: number, values: readonly number[], from: "first" | "last" = "last"): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const places: number[] = [];
  for (let at = 0; at + 4 <= changed.length; at++) if (view.getUint32(at, true) === mark) places.push(at);
  const place = from === "last" ? places[places.length - 1]! : places[0]!;
  changed.set(values, place + offset);
  return changed;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const uint32 = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];

describe("reading", () => {
  test("knows the checksum of zip", () => {
    expect(crc32(text("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  test("gives back what was written, whatever it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\/[\u4e00-\u4e20a-z]{1,8}$/), fc.uint8Array({ maxLength: 400 }), { maxKeys: 6 }), (files) => {
        const bytes = writeZip(null, new Map(Object.entries(files)));
        const zip = openZip(bytes);
        for (const [name, contents] of Object.entries(files)) expect(Buffer.from(readZipEntry(zip, name)).equals(contents)).toBe(true);
      }),
    );
  });

  test("takes names such as __proto__ for names", () => {
    const bytes = writeZip(
      null,
      new Map([
        ["__proto__", text("a")],
        ["constructor", text("b")],
        ["toString", text("c")],
      ]),
    );
    expect([...openZip(bytes).entries.keys()]).toEqual(["__proto__", "constructor", "toString"]);
    expect(read(bytes, "__proto__")).toBe("a");
    expect(({} as Record<string, unknown>)["crc"]).toBeUndefined();
  });

  test("inflates a large entry piece by piece to the same contents", () => {
    const long = Array.from({ length: 60_000 }, (_, index) => `${index * 7919}`).join(",");
    expect(read(zipOf({ "a.xml": long }), "a.xml")).toBe(long);
  });

  test("reads an archive whose sizes stand in 64 bits", () => {
    const plain = zipOf({ "a.xml": "<a/>" });
    const directoryAt = new DataView(plain.buffer).getUint32(plain.length - 6, true);
    const central = plain.slice(directoryAt, plain.length - 22);
    const extra = new Uint8Array(20);
    const view = new DataView(extra.buffer);
    view.setUint16(0, 1, true);
    view.setUint16(2, 16, true);
    view.setBigUint64(4, 4n, true);
    view.setBigUint64(12, BigInt(new DataView(central.buffer).getUint32(20, true)), true);
    new DataView(central.buffer).setUint32(20, 0xffffffff, true);
    new DataView(central.buffer).setUint32(24, 0xffffffff, true);
    new DataView(central.buffer).setUint16(30, 20, true);
    const directory = Buffer.concat([central, extra]);
    const end64 = new Uint8Array(56);
    const endView = new DataView(end64.buffer);
    endView.setUint32(0, 0x06064b50, true);
    endView.setBigUint64(4, 44n, true);
    endView.setBigUint64(24, 1n, true);
    endView.setBigUint64(32, 1n, true);
    endView.setBigUint64(40, BigInt(directory.length), true);
    endView.setBigUint64(48, BigInt(directoryAt), true);
    const locator = new Uint8Array(20);
    new DataView(locator.buffer).setUint32(0, 0x07064b50, true);
    new DataView(locator.buffer).setBigUint64(8, BigInt(directoryAt + directory.length), true);
    const end = plain.slice(plain.length - 22);
    end.set(uint32(0xffffffff), 16);
    expect(read(Buffer.concat([plain.slice(0, directoryAt), directory, end64, locator, end]), "a.xml")).toBe("<a/>");
  });
});

describe("writing", () => {
  test("copies what is not touched without inflating it", () => {
    const before = zipOf({ "a.xml": "<a>原样</a>".repeat(50), "b.xml": "<b/>", "c.xml": "<c/>" });
    // The packed bytes of a.xml are no valid stream any more: only a raw copy can pass them on.
    const damaged = withBytes(before, LOCAL, 40, [255, 255, 255, 255], "first");
    const after = writeZip(
      openZip(damaged),
      new Map([
        ["b.xml", text("<b>neu</b>")],
        ["c.xml", null],
        ["d.xml", text("<d/>")],
      ]),
    );
    expect([...openZip(after).entries.keys()]).toEqual(["a.xml", "b.xml", "d.xml"]);
    expect(read(after, "b.xml")).toBe("<b>neu</b>");
    expect(() => read(after, "a.xml")).toThrow(code("damaged"));
    expect(Buffer.from(after).includes(Buffer.from(damaged.slice(35, 60)))).toBe(true);
  });

  test("gives equal bytes for equal contents, at any time", () => {
    const changes = new Map([["b.xml", text("<b>1</b>")]]);
    const before = zipOf({ "a.xml": "<a/>", "b.xml": "<b/>" });
    expect(Buffer.from(writeZip(openZip(before), changes)).equals(writeZip(openZip(before), changes))).toBe(true);
  });

  test("keeps the archive's comment", () => {
    const plain = zipOf({ "a.xml": "<a/>" });
    plain.set([3, 0], plain.length - 2);
    const commented = Buffer.concat([plain, text("abc")]);
    const after = writeZip(openZip(commented), new Map([["a.xml", text("<b/>")]]));
    expect(new TextDecoder().decode(after.slice(-3))).toBe("abc");
    expect(read(after, "a.xml")).toBe("<b/>");
  });
});

describe("a stamp", () => {
  test("is known again, and lost with the first changed byte", () => {
    const copy = stamped(zipOf({ "a.xml": "<a/>" }), PORTABLE_CODEC);
    expect(isStamped(copy, PORTABLE_CODEC)).toBe(true);
    expect(read(copy, "a.xml")).toBe("<a/>");
    for (const at of [10, 50, copy.length - 1]) {
      const touched = copy.slice();
      touched[at] = touched[at]! ^ 1;
      expect(isStamped(touched, PORTABLE_CODEC)).toBe(false);
    }
    expect(isStamped(zipOf({ "a.xml": "<a/>" }), PORTABLE_CODEC)).toBe(false);
  });

  test("does not outlive a change", () => {
    const copy = stamped(zipOf({ "a.xml": "<a/>" }), PORTABLE_CODEC);
    expect(isStamped(writeZip(openZip(copy), new Map([["a.xml", text("<b/>")]])), PORTABLE_CODEC)).toBe(false);
  });
});

describe("a damaged or hostile archive", () => {
  const good = zipOf({ "xl/workbook.xml": "<workbook/>".repeat(100), "b.xml": "<b/>" });

  test("cut short anywhere is refused, never misread", () => {
    for (let length = 0; length < good.length; length += 7) {
      expect(() => {
        const zip = openZip(good.slice(0, length));
        for (const name of zip.entries.keys()) readZipEntry(zip, name);
      }).toThrow(code("damaged"));
    }
  });

  test("with a wrong checksum is refused", () => {
    expect(() => read(withBytes(good, CENTRAL, 16, uint32(1), "first"), "xl/workbook.xml")).toThrow(code("damaged"));
  });

  test("with any byte changed either reads the same or is refused", () => {
    for (let at = 0; at < good.length; at++) {
      const touched = good.slice();
      touched[at] = touched[at]! ^ 0x41;
      try {
        const zip = openZip(touched);
        for (const name of zip.entries.keys()) expect(["<workbook/>".repeat(100), "<b/>"]).toContain(new TextDecoder().decode(readZipEntry(zip, name)));
      } catch (fault) {
        expect(["damaged", "tooLarge", "encrypted"]).toContain((fault as { code?: string }).code);
      }
    }
  });

  test.each(["../evil.xml", "a/../../evil.xml", "..\\evil.xml", "/etc/passwd", "\\\\server\\x", "C:\\x", "a\u0000b"])(
    "with an entry called %j is refused",
    (name) => {
      expect(() => openZip(zipOf({ [name]: "<a/>" }))).toThrow(code("damaged"));
    },
  );

  test("in which a name stands twice is refused", () => {
    const twice = zipOf({ "a.xml": "<a/>", "b.xml": "<b/>" });
    expect(() => openZip(withBytes(twice, CENTRAL, 46, [0x61]))).toThrow(code("damaged"));
  });

  test("with an encrypted entry says so", () => {
    expect(() => read(withBytes(good, CENTRAL, 8, [1, 0], "first"), "xl/workbook.xml")).toThrow(code("encrypted"));
  });

  test("with an unknown way of packing is refused when the entry is read", () => {
    expect(() => read(withBytes(good, CENTRAL, 10, [99, 0], "first"), "xl/workbook.xml")).toThrow(code("damaged"));
  });

  test("with more entries than allowed is refused", () => {
    const many = writeZip(null, new Map(Array.from({ length: 30 }, (_, index) => [`${index}.xml`, text("<a/>")])));
    expect(() => openZip(many, { ...ZIP_LIMITS, entries: 29 })).toThrow(code("tooLarge"));
    expect(openZip(many, { ...ZIP_LIMITS, entries: 30 }).entries.size).toBe(30);
    // A directory that only claims a million entries is refused before anything is made for them.
    const claims = withBytes(good, END, 8, [0xff, 0xfe, 0xff, 0xfe]);
    expect(() => openZip(claims)).toThrow(code("tooLarge"));
  });

  test("that unpacks to a thousand times its size is refused at once, though it says so honestly", () => {
    const bomb = writeZip(null, new Map([["a.xml", new Uint8Array(60 * 2 ** 20)]]));
    expect(bomb.length).toBeLessThan(100_000);
    const began = cpuNow();
    expect(() => openZip(bomb)).toThrow(code("tooLarge"));
    expect(cpuNow() - began).toBeLessThan(200);
  });

  test("that hides how much it unpacks to is stopped while inflating", () => {
    const packed = deflateSync(new Uint8Array(200 * 2 ** 20), { level: 9 });
    const bomb = writeZip(null, new Map([["a.xml", packed]]));
    // Turn the stored entry into one that claims to be packed, of 100 bytes.
    let lying = withBytes(bomb, CENTRAL, 10, [8, 0]);
    lying = withBytes(lying, CENTRAL, 24, uint32(100));
    const before = process.memoryUsage().rss;
    const began = cpuNow();
    expect(() => readZipEntry(openZip(lying), "a.xml")).toThrow(code("damaged"));
    expect(cpuNow() - began).toBeLessThan(2000);
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 2 ** 20);
  });

  test("is allowed as much as the limits say, entry by entry", () => {
    const two = zipOf({ "a.xml": "x".repeat(600), "b.xml": "y".repeat(600) });
    expect(() => openZip(two, { ...ZIP_LIMITS, unpackedBytes: 1199 })).toThrow(code("tooLarge"));
    const zip = openZip(two, { ...ZIP_LIMITS, unpackedBytes: 1200 });
    for (let again = 0; again < 3; again++) for (const name of ["a.xml", "b.xml"]) expect(readZipEntry(zip, name)).toHaveLength(600);
  });
});
