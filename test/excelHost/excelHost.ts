/**
 * An emulated Excel: one workbook, and the behaviour of a host round it — limits, cell-edit mode, faults, requirement sets.
 *
 * Its errors and limits are those of the documentation (shared knowledge of the platform), not measured in a real Excel.
 */
import { HostError } from "./hostError";
import { answer, isCleanUp, isHandshake, References, type Answer, type Request, type World } from "./protocol";
import type { Rect } from "./model/area";
import { rectAddress } from "./model/area";
import { Workbook } from "./model/workbook";
import type { Worksheet } from "./model/worksheet";

export interface HostProfile {
  readonly name: "web" | "microsoft365" | "ltsc2021" | "ltsc2024";
  /** The newest ExcelApi set: 14 for 1.14. */
  readonly excelApi: number;
  /** Bytes of a request and of a response; null: no limit. */
  readonly payloadLimit: number | null;
}

const MEGABYTE = 1024 * 1024;

export const PROFILES = {
  web: { name: "web", excelApi: 20, payloadLimit: 5 * MEGABYTE },
  microsoft365: { name: "microsoft365", excelApi: 20, payloadLimit: null },
  ltsc2021: { name: "ltsc2021", excelApi: 14, payloadLimit: null },
  ltsc2024: { name: "ltsc2024", excelApi: 17, payloadLimit: null },
} as const satisfies Record<string, HostProfile>;

/** What goes wrong with a request. */
export type Fault =
  /** Refused: nothing of it is done. */
  | { readonly kind: "nothing"; readonly code: string }
  /** The first `share` (0–1) of its actions are done, then it fails. */
  | { readonly kind: "prefix"; readonly code: string; readonly share: number }
  /** All of it is done, and yet it fails. */
  | { readonly kind: "all"; readonly code: string }
  /** Done or not, no answer comes until `host.deliver()`. */
  | { readonly kind: "silent"; readonly done: boolean };

/** One trip, as the log has it. */
export interface Trip {
  readonly request: Request;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly actions: number;
  /** The error's code; null: it went well. */
  readonly error: string | null;
}

/** Category of events in the client's protocol. */
const RICH_API_EVENT = 65_536;
const WORKSHEET_CHANGED = 10;
const CELL_EDIT_WAITS = 64;

export class ExcelHost {
  readonly workbook = new Workbook();
  readonly trips: Trip[] = [];
  /** The log keeps every request whole, which no long run has the memory for. */
  logsTrips = true;
  readonly references = new References();
  /** Asked for and not emulated, by name: `Worksheet.Shapes`. A test of ours should end with none. */
  readonly missing = new Set<string>();
  readonly subscriptions = new Set<string>();
  profile: HostProfile;
  /** A person is typing in a cell: requests are refused, or wait where the add-in asked to wait. */
  editingCell = false;
  /** Decides what goes wrong with the k-th trip (from 0, clean-up not counted); null: nothing. */
  fault: (trip: number, request: Request) => Fault | null = () => null;
  /** Called before the k-th trip is handled: where a co-author changes something. */
  beforeTrip: (trip: number) => void = () => undefined;
  private readonly listeners = new Set<(entry: readonly unknown[]) => void>();
  private readonly undelivered: (() => void)[] = [];
  private count = 0;
  private events = 0;
  /** Who is changing cells: the add-in while a request is handled, else a person or a co-author. */
  private handling = false;

  constructor(profile: HostProfile = PROFILES.web) {
    this.profile = profile;
    this.workbook.onCellsChanged = (sheet, rect) => this.announce(sheet, rect);
  }

  /** Answers one request, sooner, later or never. Text in, text out, so nothing is shared by reference. */
  handle(body: string, flags: number, reply: (body: string) => void): void {
    const request = JSON.parse(body) as Request;
    if (isHandshake(request) || isCleanUp(request)) {
      reply(JSON.stringify(answer(this.world(), request)));
      return;
    }
    const trip = this.count;
    this.count += 1;
    this.beforeTrip(trip);
    if (this.editingCell && (flags & CELL_EDIT_WAITS) !== 0) {
      this.undelivered.push(() => this.serve(body, request, trip, reply));
      return;
    }
    this.serve(body, request, trip, reply);
  }

  private serve(body: string, request: Request, trip: number, reply: (body: string) => void): void {
    const fault = this.fault(trip, request);
    const result = this.result(body, request, fault);
    const limit = this.profile.payloadLimit;
    let text = JSON.stringify(result);
    let responseBytes = utf8Length(text);
    let error = result.Error?.Code ?? null;
    if (limit !== null && responseBytes > limit) {
      // The work is done all the same: only the answer does not fit.
      error = "ResponsePayloadSizeLimitExceeded";
      text = JSON.stringify(refusal(error));
      responseBytes = utf8Length(text);
    }
    if (this.logsTrips) this.trips.push({ request, requestBytes: utf8Length(body), responseBytes, actions: request.Actions.length, error });
    if (fault?.kind === "silent") this.undelivered.push(() => reply(text));
    else reply(text);
  }

  private result(body: string, request: Request, fault: Fault | null): Answer {
    if (this.editingCell) return refusal("InvalidOperationInCellEditMode");
    const limit = this.profile.payloadLimit;
    if (limit !== null && utf8Length(body) > limit) return refusal("RequestPayloadSizeLimitExceeded");
    if (fault?.kind === "nothing") return refusal(fault.code);
    if (fault?.kind === "silent" && !fault.done) return refusal("GeneralException");
    this.handling = true;
    try {
      const index = fault?.kind === "prefix" ? Math.floor(request.Actions.length * fault.share) : undefined;
      const cut = index !== undefined && fault?.kind === "prefix" ? { index, error: new HostError(fault.code) } : undefined;
      const result = answer(this.world(), request, cut);
      this.workbook.settle();
      return fault?.kind === "all" && !result.Error ? { ...refusal(fault.code), Results: [] } : result;
    } finally {
      this.handling = false;
    }
  }

  /** Lets the answers go that were held back: the person leaves the cell, the server wakes up. */
  deliver(): void {
    this.undelivered.splice(0, Infinity).forEach((send) => send());
  }

  listen(listener: (entry: readonly unknown[]) => void): void {
    this.listeners.add(listener);
  }

  /** Sends an event as Excel would: `type` is the client's number, `target` a sheet's id or "Workbook". */
  fire(type: number, target: string, args: Readonly<Record<string, unknown>>): void {
    this.events += 1;
    const entry = [RICH_API_EVENT, type, target, JSON.stringify(args), this.events];
    this.listeners.forEach((listener) => listener(entry));
  }

  private announce(sheet: Worksheet, rect: Rect): void {
    const args = {
      address: rectAddress(rect),
      changeType: "RangeEdited",
      source: this.handling ? "Local" : "Remote",
      triggerSource: this.handling ? "ThisLocalAddin" : "Unknown",
      worksheetId: sheet.Id,
    };
    if (this.subscriptions.has("Worksheet.DataChangedEvent")) this.fire(WORKSHEET_CHANGED, sheet.Id, args);
    if (this.subscriptions.has("WorksheetCollection.DataChangedEvent")) this.fire(WORKSHEET_CHANGED, "Workbook", args);
  }

  private world(): World {
    return { root: this.workbook, references: this.references, missing: this.missing, subscriptions: this.subscriptions };
  }
}

function refusal(code: string): Answer {
  const error = new HostError(code);
  return { Results: [], TraceIds: [], Error: { Code: code, Message: error.message, Location: "", ActionIndex: 0, HttpStatusCode: 400 } };
}

export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
