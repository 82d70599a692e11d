/** The file layer with a codec that runs everywhere, in a browser too: fflate. Who has a faster one at hand takes the functions behind these. */
import { Deflate, deflateSync, Inflate, inflateSync } from "fflate";
import { atOnce, type Steps } from "../kpi/steps";
import { WorkbookError } from "../run/workbookError";
import * as xlsx from "./xlsxWorkbook";
import * as zip from "./zip";

/** Fast rather than smallest: the file is a tenth larger than at its best. */
const LEVEL = 4;

export const PORTABLE_CODEC: zip.ZipCodec = {
  packedAtOnce: 1 << 16,
  deflate: (bytes) => deflateSync(bytes, { level: LEVEL }),
  deflating: () => {
    let out: Uint8Array[] = [];
    const stream = new Deflate({ level: LEVEL }, (piece) => void out.push(piece));
    return (piece, last) => {
      out = [];
      stream.push(piece, last);
      return zip.joined(out);
    };
  },
  inflate: (packed, size) => atOnce(inflated(packed, size)),
  inflateInSteps: inflated,
  crc32: (bytes, before) => zip.crc32(bytes, before),
};

/** Below this an entry is inflated in one go: at most 1032 times as much can come out of it. */
const ONE_GO_BYTES = 16 * 1024;

function* inflated(packed: Uint8Array, size: number): Steps<Uint8Array> {
  const contents = new Uint8Array(size);
  if (packed.length <= ONE_GO_BYTES) return inflateSync(packed, { out: contents });
  let filled = 0;
  const stream = new Inflate((piece) => {
    // More comes out than the directory declared: stop here, whatever would follow.
    if (filled + piece.length > contents.length) throw new WorkbookError("damaged", "an entry is larger than declared");
    contents.set(piece, filled);
    filled += piece.length;
  });
  for (let at = 0; at < packed.length; at += ONE_GO_BYTES) {
    stream.push(packed.subarray(at, at + ONE_GO_BYTES), at + ONE_GO_BYTES >= packed.length);
    yield;
  }
  return contents.subarray(0, filled);
}

export const openXlsx = (bytes: Uint8Array, limits?: zip.ZipLimits): xlsx.XlsxWorkbook => xlsx.openXlsx(bytes, PORTABLE_CODEC, limits);
export const newXlsx = (): xlsx.XlsxWorkbook => xlsx.newXlsx(PORTABLE_CODEC);
export const openZip = (bytes: Uint8Array, limits?: zip.ZipLimits): zip.ZipArchive => zip.openZip(bytes, PORTABLE_CODEC, limits);
export const writeZip = (archive: zip.ZipArchive | null, changes: Parameters<typeof zip.writeZip>[1]): Uint8Array =>
  zip.writeZip(archive, changes, PORTABLE_CODEC);
