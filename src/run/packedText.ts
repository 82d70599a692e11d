/** Long text packed into a short one that a few cells can hold: deflated by what the platform brings, and in letters that no spreadsheet reads as anything else. */

import type { Pace } from "./pace";

/** What is unpacked is never longer, whatever the packed text claims. UTF-16 units. */
const MOST_UNPACKED = 100_000_000;

/** Begins with a letter, so that no piece of it is a formula or a number. */
export async function packedText(text: string, pace?: Pace): Promise<string> {
  // Older Macs lack it: there the text stays as it is.
  if (typeof CompressionStream === "undefined") return `p${text}`;
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), pace);
  return `z${lettersOf(packed)}`;
}

/** null: it is no such text. */
export async function unpackedText(packed: string): Promise<string | null> {
  if (packed.startsWith("p")) return packed.slice(1);
  if (!packed.startsWith("z") || typeof DecompressionStream === "undefined") return null;
  try {
    const bytes = Uint8Array.from(atob(packed.slice(1)), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(await through(bytes, new DecompressionStream("deflate-raw")));
  } catch {
    // Somebody has changed it: it is no text of ours any more.
    return null;
  }
}

/** So many bytes go in at once, which takes some milliseconds. */
const IN_ONE_GO = 2 ** 20;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream, pace?: Pace): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const write = async (): Promise<void> => {
    try {
      for (let at = 0; at < bytes.length; at += IN_ONE_GO) {
        await writer.write(bytes.subarray(at, at + IN_ONE_GO));
        await pace?.breathe();
      }
      await writer.close();
    } catch (fault) {
      await writer.abort(fault);
    }
  };
  // Faults, and what a pause throws, come out at the reading end.
  write().catch(() => undefined);
  const reader = stream.readable.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    length += piece.value.length;
    if (length > MOST_UNPACKED) throw new RangeError("More comes out than is ever packed");
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** So many bytes at a time become letters: more arguments than that a call may not take. */
const AT_A_TIME = 24_000;

function lettersOf(bytes: Uint8Array): string {
  let letters = "";
  for (let from = 0; from < bytes.length; from += AT_A_TIME) letters += btoa(String.fromCharCode(...bytes.subarray(from, from + AT_A_TIME)));
  return letters;
}
