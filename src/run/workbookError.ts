/** The file or Excel refused. A code for programs; the words are in text/. */

export const WORKBOOK_ERROR_CODES = [
  /** There is no such file, or it may not be read. */
  "notReadable",
  /** Not a zip: not an .xlsx at all. */
  "notXlsx",
  /** The old binary .xls. */
  "oldXls",
  /** A zip, but no workbook in it. */
  "notWorkbook",
  /** Protected by a password to open. */
  "encrypted",
  "emptyFile",
  /** Truncated, wrong checksum, or a part that cannot be understood. `detail` names the part. */
  "damaged",
  /** Larger than the limits allow. */
  "tooLarge",
  /** The out file cannot be written: no such folder, no permission, open elsewhere. */
  "notWritable",
  /** The out file exists and we did not write it. */
  "notOurs",
  /** The input was changed by somebody else after it was read. */
  "changedMeanwhile",
  "sheetProtected",
  "structureProtected",
  /** Cells that are not ours stand where a block of ours has to grow. `detail` names the sheet and the first of them. */
  "inTheWay",
] as const;
export type WorkbookErrorCode = (typeof WORKBOOK_ERROR_CODES)[number];

export class WorkbookError extends Error {
  override readonly name = "WorkbookError";

  /** `detail`: the file, sheet or part that it is about; never cell contents. */
  constructor(
    readonly code: WorkbookErrorCode,
    readonly detail: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, options);
  }
}
