/** The way between the client and the emulated host inside one page or process: `OfficeExtension.HostBridge`, JSON text both ways. */
import type { ExcelHost } from "./excelHost";

export interface RichApiBridge {
  sendMessageToHost(text: string): void;
  /** Set by the client. */
  onMessageFromHost?: (text: string) => void;
}

interface ClientMessage {
  readonly id: number;
  readonly flags?: number;
  readonly message: { readonly body: unknown };
}

/** A bridge to whichever host is current, so that one loaded client can serve many tests. */
export function bridgeTo(current: () => ExcelHost): RichApiBridge {
  const bridge: RichApiBridge = {
    sendMessageToHost(text) {
      const sent = JSON.parse(text) as ClientMessage;
      const body = typeof sent.message.body === "string" ? sent.message.body : JSON.stringify(sent.message.body);
      const reply = (answer: string): void => {
        // A host never answers within the call.
        queueMicrotask(() =>
          bridge.onMessageFromHost?.(JSON.stringify({ id: sent.id, type: 2, flags: 0, message: { statusCode: 200, headers: {}, body: answer } })),
        );
      };
      current().handle(body, sent.flags ?? 0, reply);
    },
  };
  return bridge;
}

/** Events of this host reach the client by the bridge. */
export function carryEvents(host: ExcelHost, bridge: RichApiBridge): void {
  host.listen((entry) => bridge.onMessageFromHost?.(JSON.stringify({ type: 3, message: { entries: [entry] } })));
}
