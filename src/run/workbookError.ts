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
  /** A person is typing in a cell, so Excel takes no requests. */
  "cellEditMode",
  /** Excel is overloaded, saving, or another workbook has its attention: the same again later may pass. */
  "hostBusy",
  /** Excel did not answer in time. Whether it has done what was asked is unknown. */
  "hostSilent",
  /** Excel refused with a code that is in no other entry; `detail` is that code. */
  "hostFailed",
  /** This Excel lacks something that is needed. */
  "hostTooOld",
  /** Excel refused for reasons of permission: the workbook is read-only, or something on the machine forbids it. */
  "accessDenied",
  /** A sheet was deleted meanwhile. */
  "sheetGone",
  /** A sheet of that name was added meanwhile. */
  "nameTaken",
  /** A filter hides rows where we write: Excel would pass them over. */
  "sheetFiltered",
  /** One row alone is more than Excel takes or gives at once. */
  "payloadTooLarge",
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
