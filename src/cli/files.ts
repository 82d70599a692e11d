/** Files, whole or not at all: what is there is read once, and what is written appears under its name only when it is complete. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { WorkbookError } from "../run/workbookError";

export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new WorkbookError("notReadable", file, { cause });
  }
}

export function isThere(file: string): boolean {
  return existsSync(file);
}

/** The file that Excel, WPS or LibreOffice lays beside one that is open; null: there is none. */
export function lockBeside(file: string): string | null {
  const place = existsSync(file) ? realpathSync(file) : resolve(file);
  const name = basename(place);
  return [`~$${name}`, `.~${name}`, `.~lock.${name}#`].find((lock) => existsSync(join(dirname(place), lock))) ?? null;
}

/** Whether both names lead to the same file. */
export function isSameFile(one: string, other: string): boolean {
  const real = (file: string): string => (existsSync(file) ? realpathSync(file) : resolve(file));
  return real(one) === real(other);
}

/** "季度.xlsx" → "季度-scorecard.xlsx", beside it. */
export function scorecardName(file: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}-scorecard${extension}`);
}

/**
 * Writes beside the place first and moves the whole file there in one step.
 * `expected`: the bytes that must still stand there; if somebody saved the file meanwhile, theirs stays.
 */
export function writeWhole(file: string, bytes: Uint8Array, expected: Uint8Array | null): void {
  // A link is followed, so that it goes on pointing at the file and is not replaced by one.
  const place = existsSync(file) ? realpathSync(file) : resolve(file);
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  try {
    const mode = existsSync(place) ? statSync(place).mode & 0o777 : 0o666;
    const handle = openSync(draft, "wx", mode);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (expected && !Buffer.from(expected).equals(readFileSync(place))) throw new WorkbookError("changedMeanwhile", file);
    renameSync(draft, place);
  } catch (cause) {
    rmSync(draft, { force: true });
    if (cause instanceof WorkbookError) throw cause;
    throw new WorkbookError("notWritable", file, { cause });
  }
}
