/**
 * The way between the emulated host and an add-in in a frame: the messages that the real office.js exchanges with the page of Excel on the web.
 *
 * The client trusts a parent page over https of the same host name as the add-in's, so that is how it has to be served; nothing of its checks is touched.
 */
import type { ExcelHost, HostProfile } from "./excelHost";

interface XdmMessage {
  /** 0: a request of the add-in's; 1: our answer. */
  readonly _messageType: number;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  /** 0: a call; 1: wants events; 2: wants them no more. */
  readonly _actionType: number;
  readonly _data: unknown;
}

interface MethodCall {
  readonly ArrayData: readonly unknown[];
  readonly DdaMethod: { readonly DispatchId: number };
}

const CALL = 0;
const REGISTER_EVENT = 1;
const UNREGISTER_EVENT = 2;
/** Of all methods of the older kind, the one that carries a request of the newer kind. */
const EXECUTE_RICH_API = 93;
/** Where in the array of that call the request's body and its flags stand. */
const BODY = 4;
const FLAGS = 6;
const UNSUPPORTED = 5001;
/** Excel on the web, to the client. */
const EXCEL_WEB_APP = 16;

/** As much of the emulated Excel as the way to it needs; it may live in another thread. */
export interface AnsweringHost extends Pick<ExcelHost, "handle" | "listen"> {
  readonly profile: HostProfile;
  readonly workbook: { readonly Name: string; readonly ReadOnly: boolean };
  readonly subscriptions: { clear(): void };
}

export interface XdmOptions {
  /** The add-in's page, https, on this page's host name. */
  readonly addIn: string;
  readonly locale?: string;
  /** After every request that was answered: where a preview draws the sheet anew. */
  readonly onAnswered?: () => void;
}

/** Puts the add-in into the frame and answers it from then on, until the function handed back is called. */
export function openAddIn(frame: HTMLIFrameElement, host: AnsweringHost, { addIn, locale = "en-US", onAnswered = () => undefined }: XdmOptions): () => void {
  const conversation = `conversation${Date.now()}`;
  const { origin } = new URL(addIn);
  const events = new Map<string, XdmMessage>();

  const reply = (to: XdmMessage, data: unknown, isEvent = false): void => {
    const message = {
      _messageType: 1,
      _actionName: to._actionName,
      _conversationId: to._conversationId,
      _correlationId: to._correlationId,
      _origin: location.origin,
      _data: data,
      _errorCode: 0,
      _responseType: isEvent ? 1 : 0,
      _serializerVersion: 1,
    };
    frame.contentWindow?.postMessage(JSON.stringify(message), origin);
  };

  const call = (message: XdmMessage): void => {
    switch (message._actionName) {
      case "ContextActivationManager_getAppContextAsync":
        return reply(message, appContext(host, locale));
      case "executeMethod": {
        const { ArrayData: array, DdaMethod: method } = message._data as MethodCall;
        if (method.DispatchId !== EXECUTE_RICH_API) return reply(message, { Version: 1, Error: UNSUPPORTED });
        return host.handle(String(array[BODY]), Number(array[FLAGS] ?? 0), (answer) => {
          reply(message, { Version: 1, Error: 0, Data: [200, ["CONTENT-TYPE", "application/json"], answer] });
          onAnswered();
        });
      }
      default:
        // Notices of focus, activation and the like want no more than to be heard.
        return reply(message, null);
    }
  };

  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow || event.origin !== origin || typeof event.data !== "string") return;
    const message = JSON.parse(event.data) as XdmMessage;
    if (message._messageType !== 0) return;
    switch (message._actionType) {
      case CALL:
        return call(message);
      case REGISTER_EVENT:
        events.set(message._actionName, message);
        return reply(message, { Error: 0 });
      case UNREGISTER_EVENT:
        events.delete(message._actionName);
        return reply(message, { Error: 0 });
    }
  };
  addEventListener("message", hear);
  host.listen((entry) => {
    const listening = events.get("richApiMessage");
    if (listening) reply(listening, { ArrayData: [entry] }, true);
  });

  const parent = location.href.split("#")[0]!;
  const hostInfo = `Excel$Web$16.01$${locale}$telemetry$$disableLogging$0`;
  frame.name = JSON.stringify({ baseFrameName: "add-in" });
  frame.src = `${addIn}${addIn.includes("?") ? "&" : "?"}_host_Info=${encodeURIComponent(hostInfo)}#&_xdm_Info=${conversation}|add-in|${encodeURIComponent(parent)}&_serializer_version=1`;

  return () => {
    removeEventListener("message", hear);
    events.clear();
    // What the add-in wanted to hear went with its page.
    host.subscriptions.clear();
  };
}

/** All of it is asked for when the client starts; only the requirement sets matter to an add-in of ours. */
function appContext({ profile, workbook }: AnsweringHost, locale: string): Readonly<Record<string, unknown>> {
  return {
    _id: "add-in",
    _appName: EXCEL_WEB_APP,
    _appVersion: "16.0",
    _appMinorVersion: 0,
    _hostFullVersion: "16.0.0.0",
    _appUILocale: locale,
    _dataLocale: locale,
    _docUrl: `https://localhost/${workbook.Name}`,
    _clientMode: workbook.ReadOnly ? 0 : 1,
    _settings: {},
    _reason: "inserted",
    _osfControlType: 1,
    _eToken: "",
    _correlationId: "emulated",
    _appInstanceId: "1",
    _requirementMatrix: JSON.stringify({ ExcelApi: `1.${profile.excelApi}`, SharedRuntime: "1.1", DialogApi: "1.2", RibbonApi: "1.1", RichApiRuntime: "1.1" }),
    _hostCustomMessage: "",
    _clientWindowHeight: 600,
    _clientWindowWidth: 350,
    _addinName: "KPI scorecards",
    _appDomains: [],
    _dialogRequirementMatrix: "{}",
    _featureGates: {},
  };
}
