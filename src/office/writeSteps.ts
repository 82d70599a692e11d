/// <reference types="office-js" />
/**
 * Steps of writing, sent in as few trips as their size allows.
 *
 * Excel on the web refuses requests above 5 MB. Steps are measured in bytes, not rows, and gathered up to 1 MB a trip;
 * where Excel still finds a trip too large it has done nothing of it, and the trip is made again in halves, down to one row.
 */
import type { Pace } from "../run/pace";
import { WorkbookError } from "../run/workbookError";
import type { TripRoom } from "./tripRoom";
import type { Trips } from "./trips";

/** A sheet within the trips of one writing: by its name as long as it is only about to be made, then by its id. */
export interface SheetRef {
  key: string;
  readonly name: string;
}

/** One trip's sheets, so that each is asked for only once. */
export interface Batch {
  readonly context: Excel.RequestContext;
  sheet(ref: SheetRef): Excel.Worksheet;
  /** A sheet that this very trip makes; its id is known once the trip is done. */
  made(ref: SheetRef, sheet: Excel.Worksheet): void;
}

export interface WriteStep {
  readonly sheet: SheetRef;
  /** UTF-8 bytes of the request, estimated from above. */
  readonly bytes: number;
  apply(batch: Batch): void;
  /** The same in two smaller steps; null: it cannot be made smaller. */
  halves(): readonly [WriteStep, WriteStep] | null;
}

/** One mebibyte, a fifth of what Excel on the web takes. */
export const TRIP_BYTES = 1_048_576;
/** What a step costs beside its contents: the path to its range, and an action on it. */
export const STEP_BYTES = 420;

export function step(sheet: SheetRef, bytes: number, apply: (batch: Batch) => void): WriteStep {
  return { sheet, bytes, apply, halves: () => null };
}

/** Among steps that are planned as they are asked for: a good moment to draw the screen before the next is planned. */
export const MOMENT = "moment";

export type Planned = WriteStep | typeof MOMENT;

export async function send(trips: Trips, steps: Iterable<Planned>, room: TripRoom, pace: Pace): Promise<void> {
  for (const batch of batches(steps, room)) {
    if (batch !== MOMENT) {
      // The client puts the request together in one go; what was just planned for it need not come on top.
      await pace.breathe();
      await room.timed(
        batch.reduce((total, { bytes }) => total + bytes, 0),
        () => sendBatch(trips, batch),
      );
    }
    await pace.breathe();
  }
}

async function sendBatch(trips: Trips, steps: readonly WriteStep[]): Promise<void> {
  const [first] = steps;
  if (!first) return;
  try {
    await trips.ask("write", first.sheet.name, (context) => build(context, steps));
  } catch (fault) {
    if (!(fault instanceof WorkbookError && fault.code === "payloadTooLarge")) throw fault;
    const smaller = steps.length > 1 ? halved(steps) : first.halves()?.map((half) => [half]);
    if (!smaller) throw fault;
    for (const part of smaller) await sendBatch(trips, part);
  }
}

function build(context: Excel.RequestContext, steps: readonly WriteStep[]): () => void {
  const sheets = new Map<SheetRef, Excel.Worksheet>();
  const fresh: { readonly ref: SheetRef; readonly sheet: Excel.Worksheet }[] = [];
  const batch: Batch = {
    context,
    sheet(ref) {
      const known = sheets.get(ref) ?? context.workbook.worksheets.getItem(ref.key);
      sheets.set(ref, known);
      return known;
    },
    made(ref, sheet) {
      sheets.set(ref, sheet);
      sheet.load("id");
      fresh.push({ ref, sheet });
    },
  };
  context.workbook.application.suspendApiCalculationUntilNextSync();
  context.workbook.application.suspendScreenUpdatingUntilNextSync();
  steps.forEach((each) => each.apply(batch));
  return () => fresh.forEach(({ ref, sheet }) => (ref.key = sheet.id));
}

function halved<T>(items: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** In order, each as full as it may be; a step that is larger by itself is cut first, or travels alone. */
export function* batches(steps: Iterable<Planned>, room: Pick<TripRoom, "bytes">): Generator<readonly WriteStep[] | typeof MOMENT, void, undefined> {
  let current: WriteStep[] = [];
  let bytes = 0;
  for (const next of cutDown(steps, room)) {
    if (next === MOMENT) {
      yield next;
      continue;
    }
    if (current.length > 0 && bytes + next.bytes > room.bytes) {
      yield current;
      current = [];
      bytes = 0;
    }
    current.push(next);
    bytes += next.bytes;
  }
  if (current.length > 0) yield current;
}

function* cutDown(steps: Iterable<Planned>, room: Pick<TripRoom, "bytes">): Generator<Planned, void, undefined> {
  for (const step of steps) {
    if (step === MOMENT) {
      yield step;
      continue;
    }
    const parts = step.bytes > room.bytes ? step.halves() : null;
    if (parts) yield* cutDown(parts, room);
    else yield step;
  }
}

/** The client cuts arrays of more than 1,500 cells into slices, each with paths of its own. */
export function sliceBytes(cells: number): number {
  return cells > 1_500 ? Math.ceil(cells / 1_400) * 900 : 0;
}

/** UTF-8 bytes of a text in JSON, quotation marks included. */
export function jsonBytes(value: string | number | boolean | null): number {
  if (typeof value !== "string") return String(value).length;
  let bytes = 2;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit === 0x22 || unit === 0x5c) bytes += 2;
    else if (unit < 0x20) bytes += 6;
    else if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // Half of a pair: two of them make four bytes. A lone one is escaped.
    else if (unit >= 0xd800 && unit <= 0xdfff) bytes += pairedAt(value, index) ? 2 : 6;
    else bytes += 3;
  }
  return bytes;
}

function pairedAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xdc00) return /[\uDC00-\uDFFF]/.test(text.charAt(index + 1));
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1));
}
