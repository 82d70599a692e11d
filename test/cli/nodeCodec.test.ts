/** Node's zlib and the portable codec make archives that either reads, and refuse the same. */
import fc from "fast-check";
import { NODE_CODEC } from "../../src/cli/nodeCodec";
import { PORTABLE_CODEC } from "../../src/xlsx/portable";
import { openZip, packedTexts, readZipEntry, writeZip, type PackedContents } from "../../src/xlsx/zip";

const CODECS = [
  ["portable", PORTABLE_CODEC],
  ["Node's", NODE_CODEC],
] as const;
const PAIRS = CODECS.flatMap(([one, writes]) => CODECS.map(([other, reads]) => [one, other, writes, reads] as const));

describe.each(PAIRS)("an archive that the %s codec wrote and the %s reads", (_one, _other, writes, reads) => {
  test("holds what was put in, at once and piece by piece", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 400 }), { maxLength: 12 }), fc.uint8Array({ maxLength: 5_000 }), (texts, bytes) => {
        const parts = new Map<string, Uint8Array | PackedContents>([["whole.bin", bytes]]);
        parts.set("pieces.xml", packedTexts(texts, writes));
        const zip = writeZip(null, parts, writes);
        const read = openZip(zip, reads);
        expect(readZipEntry(read, "whole.bin")).toEqual(bytes);
        expect(readZipEntry(read, "pieces.xml")).toEqual(new Uint8Array(Buffer.concat(texts.map((text) => Buffer.from(text)))));
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test("is refused where more comes out than it declares, or where a byte was changed", () => {
    const zip = writeZip(null, new Map([["large.bin", new Uint8Array(3 * 2 ** 20).fill(7)]]), writes);
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const directory = view.getUint32(zip.length - 6, true);
    const lying = zip.slice();
    new DataView(lying.buffer).setUint32(directory + 24, 1_000, true);
    expect(() => readZipEntry(openZip(lying, reads), "large.bin")).toThrow(expect.objectContaining({ code: "damaged" }));
    const broken = zip.slice();
    broken[60] = broken[60]! ^ 0xff;
    expect(() => readZipEntry(openZip(broken, reads), "large.bin")).toThrow(expect.objectContaining({ code: "damaged" }));
  });
});
