/**
 * Loads the real Office.js client once per test file and answers it with an emulated Excel.
 *
 * The client is the npm package as it is: read from disk and evaluated in this realm's global scope, where an add-in finds it. Nothing of it is copied or changed;
 * what is set is what a host sets: the bridge, and which requirement sets there are.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ExcelHost, PROFILES, type HostProfile } from "./excelHost/excelHost";
import { bridgeTo, carryEvents } from "./excelHost/hostBridge";

const CLIENT = "excel-web-16.00.debug.js";

interface ClientGlobals {
  window?: unknown;
  self?: unknown;
  location?: unknown;
  document?: unknown;
  navigator?: unknown;
  _richApiNativeBridge?: unknown;
  OfficeExtension?: {
    CommonUtility: { _doApiNotSupportedCheck: boolean; isSetSupported: (name: string, version?: string) => boolean };
  };
}

let current = new ExcelHost();
const bridge = bridgeTo(() => current);

function loadClient(): void {
  const here = globalThis as unknown as ClientGlobals;
  if (here.OfficeExtension) return;
  if (!here.window) {
    here.window = here.self = here;
    here.location = { href: "https://localhost/taskpane.html", hash: "", search: "", protocol: "https:" };
    here.navigator ??= { userAgent: "node", language: "en-US" };
    here.document = { createElement: () => ({}), getElementsByTagName: () => [], getElementById: () => null, cookie: "" };
  }
  here._richApiNativeBridge = bridge;
  const dist = join(dirname(require.resolve("@microsoft/office-js/package.json")), "dist");
  const source = readFileSync(join(dist, CLIENT), "utf8");
  // An indirect eval runs in the global scope of this realm, so that arrays of the client are arrays of the tests.
  // eslint-disable-next-line no-eval -- The client is a script for a page, not a module.
  (0, eval)(`${source}\n//# sourceURL=${CLIENT}`);
  const client = here.OfficeExtension as ClientGlobals["OfficeExtension"];
  if (!client) throw new Error("The Office.js client did not load.");
  // The client knows which requirement set each call belongs to; with the check on it refuses what the profile's Excel does not have.
  client.CommonUtility._doApiNotSupportedCheck = true;
  client.CommonUtility.isSetSupported = (name, version) => isSetSupported(current.profile, name, version);
}

/** Sets beside ExcelApi: only those that every Excel of the profile has. */
export function isSetSupported(profile: HostProfile, name: string, version = "1.1"): boolean {
  if (name === "ExcelApi") return Number(version.split(".")[1] ?? 0) <= profile.excelApi;
  if (name === "DelayForCellEdit") return true;
  return false;
}

/** A fresh, empty Excel with one sheet "Sheet1"; the client talks to the last one started. */
export function startExcel(profile: HostProfile = PROFILES.web): ExcelHost {
  loadClient();
  current = new ExcelHost(profile);
  current.workbook.Worksheets.Add("Sheet1");
  carryEvents(current, bridge);
  return current;
}

/** The client talks to an Excel that was started earlier. */
export function useExcel(host: ExcelHost): void {
  current = host;
}
