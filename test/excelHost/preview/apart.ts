/**
 * A page with the add-in alone; the emulated Excel answers from a thread of its own, as a real one does. Nothing is drawn of the workbook and nothing is calculated.
 *
 *   apart.html?addIn=https://localhost:3000/pane/taskpane.html&workbook=/large.xlsx
 *
 * For measuring what the add-in does to its own thread.
 */
import { PROFILES } from "../excelHost";
import { openAddIn, type AnsweringHost } from "../xdmHost";
import type { FromExcel, ToExcel } from "./apartWorker";

const asked = new URLSearchParams(location.search);
const excel = new Worker("apartWorker.js");
const waiting = new Map<number, (answer: string) => void>();
const listeners = new Set<(entry: readonly unknown[]) => void>();
let requests = 0;

const tell = (message: ToExcel): void => excel.postMessage(message);

const host: AnsweringHost = {
  profile: PROFILES.web,
  workbook: { Name: "large.xlsx", ReadOnly: false },
  subscriptions: { clear: () => tell({ kind: "unsubscribe" }) },
  handle: (body, flags, reply) => {
    requests += 1;
    waiting.set(requests, reply);
    tell({ kind: "request", number: requests, body, flags });
  },
  listen: (listener) => void listeners.add(listener),
};

excel.onmessage = ({ data }: MessageEvent<FromExcel>) => {
  switch (data.kind) {
    case "opened":
      openAddIn(document.getElementById("pane") as HTMLIFrameElement, host, { addIn: asked.get("addIn")!, locale: asked.get("locale") ?? "zh-CN" });
      return;
    case "answer":
      waiting.get(data.number)!(data.body);
      waiting.delete(data.number);
      return;
    case "event":
      listeners.forEach((listener) => listener(data.entry));
  }
};

async function start(): Promise<void> {
  const file = await fetch(asked.get("workbook")!);
  tell({ kind: "open", bytes: new Uint8Array(await file.arrayBuffer()) });
}

void start();
