/** The emulated Excel behind apart.ts. */
import { ExcelHost, PROFILES } from "../excelHost";
import { openInHost } from "../openXlsx";

export type ToExcel =
  | { readonly kind: "open"; readonly bytes: Uint8Array }
  | { readonly kind: "request"; readonly number: number; readonly body: string; readonly flags: number }
  | { readonly kind: "unsubscribe" };

export type FromExcel =
  | { readonly kind: "opened" }
  | { readonly kind: "answer"; readonly number: number; readonly body: string }
  | { readonly kind: "event"; readonly entry: readonly unknown[] };

const host = new ExcelHost(PROFILES.web);
host.workbook.Worksheets.Add("Sheet1");
host.logsTrips = false;

const tell = (message: FromExcel): void => postMessage(message);
host.listen((entry) => tell({ kind: "event", entry }));

onmessage = async ({ data }: MessageEvent<ToExcel>) => {
  switch (data.kind) {
    case "open":
      await openInHost(host, data.bytes);
      return tell({ kind: "opened" });
    case "request":
      return host.handle(data.body, data.flags, (body) => tell({ kind: "answer", number: data.number, body }));
    case "unsubscribe":
      return host.subscriptions.clear();
  }
};
