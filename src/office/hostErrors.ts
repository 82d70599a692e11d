/// <reference types="office-js" />
/** What Excel refuses, as a code of ours. Excel's codes are not localised; its messages are, and are not meant for users. */
import { WorkbookError, type WorkbookErrorCode } from "../run/workbookError";

/** Every other code is "hostFailed", with Excel's own code as its particulars. */
const CODES: Readonly<Record<string, WorkbookErrorCode>> = {
  InvalidOperationInCellEditMode: "cellEditMode",
  CellEditMode: "cellEditMode",
  AccessDenied: "accessDenied",
  ItemNotFound: "sheetGone",
  InvalidReference: "sheetGone",
  InvalidObjectPath: "sheetGone",
  ItemAlreadyExists: "nameTaken",
  RequestPayloadSizeLimitExceeded: "payloadTooLarge",
  ResponsePayloadSizeLimitExceeded: "payloadTooLarge",
  RangeExceedsLimit: "payloadTooLarge",
  OperationCellsExceedLimit: "payloadTooLarge",
  ActivityLimitReached: "hostBusy",
  RequestAborted: "hostBusy",
  ServiceNotAvailable: "hostBusy",
  MemoryLimitReached: "hostBusy",
  InactiveWorkbook: "hostBusy",
  FilteredRangeConflict: "sheetFiltered",
  ApiNotFound: "hostTooOld",
  UnsupportedOperation: "hostTooOld",
  UnsupportedFeature: "hostTooOld",
};

/** The client's own complaints about how it is used: a mistake of ours, not of the world. */
const MISUSE: readonly string[] = ["PropertyNotLoaded", "ValueNotLoaded", "InvalidRequestContext", "RunMustReturnPromise"];

/** `about`: the sheet or workbook that the request was for. Faults of ours come back as they are. */
export function workbookErrorOf(fault: unknown, about: string): unknown {
  if (!(fault instanceof OfficeExtension.Error) || MISUSE.includes(fault.code)) return fault;
  const code = CODES[fault.code] ?? "hostFailed";
  return new WorkbookError(code, code === "hostFailed" ? fault.code : about, { cause: fault });
}
