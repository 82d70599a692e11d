/** A workbook that is open on the page: its bytes live in this page's memory alone, and what is written goes on being what is open. */
import { aMoment } from "../pane/aMoment";
import type { Pause } from "../run/pace";
import type { Workbook } from "../run/workbook";
import { WorkbookError } from "../run/workbookError";
import { workbookThrough } from "../run/workbookThrough";
import { resultName } from "./fileName";

export interface OpenedFile {
  /** As it was opened, "季度.xlsx". */
  readonly name: string;
  /** What a download of it is called. */
  readonly resultName: string;
  readonly workbook: Workbook;
  /** The file as it is, once what is being written is written. `onShare` is told how much of it has been put together, 0–1. */
  readonly bytes: (onShare?: (share: number) => void) => Promise<Uint8Array<ArrayBuffer>>;
  /** Tells that a write changed something. */
  readonly onWritten: (listener: () => void) => () => void;
}

/** A browser holds no larger file in one piece for sure. */
const MOST_BYTES = 500 * 2 ** 20;

/** Throws WorkbookError, with the file's name as its detail: notReadable, emptyFile, notXlsx, oldXls, encrypted, notWorkbook, damaged, tooLarge. */
export async function openFile(file: File): Promise<OpenedFile> {
  if (file.size > MOST_BYTES) throw new WorkbookError("tooLarge", file.name);
  return openBytes(file.name, await bytesOf(file));
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new WorkbookError("notReadable", file.name, { cause });
  }
}

/** A sample from the page's own folder. */
export async function openSample(language: "zh" | "en"): Promise<OpenedFile> {
  const name = `province-${language}.xlsx`;
  let answer: Response;
  try {
    answer = await fetch(`samples/${name}`);
  } catch (cause) {
    throw new WorkbookError("notReadable", name, { cause });
  }
  if (!answer.ok) throw new WorkbookError("notReadable", name);
  return openBytes(name, new Uint8Array(await answer.arrayBuffer()));
}

export async function openBytes(name: string, bytes: Uint8Array): Promise<OpenedFile> {
  const { openXlsx } = await import("../xlsx/portable");
  try {
    const workbook = openXlsx(bytes);
    return opened(name, resultName(name), workbook, (pause) => workbook.toBytesWithPauses("copy", pause));
  } catch (error) {
    throw naming(name, error);
  }
}

/** A workbook without a sheet; the pane offers the starter scheme for it. `name`: "KPI.xlsx". */
export async function beginNew(name: string): Promise<OpenedFile> {
  const { newXlsx } = await import("../xlsx/portable");
  const workbook = newXlsx();
  return opened(name, name, workbook, (pause) => workbook.toBytesWithPauses("copy", pause));
}

function opened(name: string, result: string, workbook: Workbook, toBytes: (pause: Pause) => Promise<Uint8Array>): OpenedFile {
  const listeners = new Set<() => void>();
  const named = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw naming(name, error);
    }
  };
  const reached = workbookThrough((question) => named(() => question(workbook)));
  return {
    name,
    resultName: result,
    workbook: {
      ...(workbook.writesWhole ? { writesWhole: true } : {}),
      ...reached,
      write: async (changes, pause) => {
        const report = await reached.write(changes, pause);
        if (report.sheets.some(({ created, cellsChanged }) => created || cellsChanged > 0)) listeners.forEach((listener) => listener());
        return report;
      },
      removeSheets: async (sheets) => {
        await reached.removeSheets(sheets);
        if (sheets.length > 0) listeners.forEach((listener) => listener());
      },
    },
    bytes: async (onShare) => {
      const bytes = await toBytes((share) => {
        if (share !== undefined) onShare?.(share);
        return aMoment();
      });
      // Bytes of a file may lie within those of something larger; a download takes only what is its own.
      return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
    },
    onWritten: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A sheet's fault names the sheet already; of any other the cause keeps what the reader could say more. */
function naming(file: string, error: unknown): unknown {
  if (!(error instanceof WorkbookError) || error.code === "sheetProtected" || error.code === "inTheWay") return error;
  return new WorkbookError(error.code, file, { cause: error });
}
