/** What Excel refuses, by its own code. Messages are Excel's English ones as far as known: programs go by the code, never by the message. */

const MESSAGES: Readonly<Record<string, string>> = {
  AccessDenied: "You cannot perform the requested operation.",
  GeneralException: "There was an internal error while processing the request.",
  InsertDeleteConflict: "The insert or delete operation attempted resulted in a conflict.",
  InvalidArgument: "The argument is invalid or missing or has an incorrect format.",
  InvalidObjectPath: "The object path is not working for what you're trying to do.",
  InvalidOperationInCellEditMode:
    "Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.",
  InvalidReference: "This reference is not valid for the current operation.",
  ItemAlreadyExists: "The resource being created already exists.",
  ItemNotFound: "The requested resource doesn't exist.",
  MergedRangeConflict: "Cannot complete the operation. A merged range conflicts with this one.",
  NotImplemented: "The requested feature isn't implemented.",
  RangeExceedsLimit: "The cell count in the range has exceeded the maximum supported number.",
  RequestPayloadSizeLimitExceeded: "The request payload size has exceeded the limit.",
  ResponsePayloadSizeLimitExceeded: "The response payload size has exceeded the limit.",
  UnsupportedSheet: "This sheet type does not support this operation, since it is a Macro or Chart sheet.",
};

export class HostError extends Error {
  override readonly name = "HostError";

  constructor(
    readonly code: string,
    message: string = MESSAGES[code] ?? `The request was refused: ${code}.`,
  ) {
    super(message);
  }
}

/** The shape of an array does not match the range's. */
export function wrongShape(): HostError {
  return new HostError("InvalidArgument", "The number of rows or columns in the input array doesn't match the size or dimensions of the range.");
}
