/// <reference types="office-js" />
/** The pane in Excel: waits for Office, gives the pane its workbook and its host, and says what this is where there is no Excel around it. */
import { createRoot } from "react-dom/client";
import { type ExcelView, excelView } from "../office/excelView";
import type { Appearance } from "../pane/Dressed";
import { BarePane, PaneApp } from "../pane/PaneApp";
import type { Host, Memory } from "../pane/host";
import type { Workbook } from "../run/workbook";
import { workbookThrough } from "../run/workbookThrough";
import { OWN_THREAD } from "./ownThread";

/** Put in by the build, from package.json. */
declare const PRODUCT_VERSION: string;

const NEEDED_API = "1.13";

/** Told by the ribbon: the button "Recalculate" opens the pane on the preview. */
const opensOn = new URLSearchParams(window.location.search).get("open") === "preview" ? "preview" : "overview";

const page = document.getElementById("pane");
if (!page) throw new Error("The page has no place for the pane");
const root = createRoot(page, { onUncaughtError: sayBroken });

void start();

async function start(): Promise<void> {
  // Office.js comes from Microsoft; a page that could not fetch it is in no Excel either.
  const host = officeIsLoaded() ? (await Office.onReady()).host : null;
  const memory = rememberedChoices();
  const { matches } = window.matchMedia("(prefers-color-scheme: dark)");
  if (host === null || host !== Office.HostType.Excel) {
    root.render(<BarePane why="browser" appearance={{ language: navigator.language, dark: matches }} memory={memory} />);
    return;
  }
  const appearance: Appearance = { language: Office.context.displayLanguage, dark: officeIsDark() ?? matches };
  if (!Office.context.requirements.isSetSupported("ExcelApi", NEEDED_API)) {
    root.render(<BarePane why="tooOld" appearance={appearance} memory={memory} />);
    return;
  }
  const waiting = new Set<(waiting: boolean) => void>();
  const onCellEdit = (isWaiting: boolean): void => waiting.forEach((listener) => listener(isWaiting));
  const workbook = workbookWhenAsked(onCellEdit);
  const paneHost = hostOf(excelView({ onCellEdit }), waiting);
  root.render(<PaneApp appearance={appearance} memory={memory} workbook={workbook} host={paneHost} opensOn={opensOn} />);
}

/** Our own fault has taken the pane off the page; the page says so in a pane of its own. */
function sayBroken(): void {
  const fresh = createRoot(document.body.appendChild(document.createElement("div")));
  fresh.render(
    <BarePane why="broken" appearance={{ language: officeContext()?.displayLanguage ?? navigator.language, dark: false }} memory={rememberedChoices()} />,
  );
}

/** The pane is on the screen before the way to Excel is loaded. */
function workbookWhenAsked(onCellEdit: (waiting: boolean) => void): Workbook {
  let made: Promise<Workbook> | null = null;
  const workbook = (): Promise<Workbook> =>
    (made ??= import("../office/officeWorkbook").then(({ officeWorkbook }) => officeWorkbook({ onCellEdit, thread: OWN_THREAD })));
  return workbookThrough(async (question) => question(await workbook()));
}

function hostOf(view: ExcelView, waiting: Set<(waiting: boolean) => void>): Host {
  return {
    ...view,
    onWaiting: (listener) => {
      waiting.add(listener);
      return () => void waiting.delete(listener);
    },
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Excel on the web may not hand the clipboard on; the pane then says to copy by hand.
        return false;
      }
    },
    facts: () => ({
      program: `Excel ${Office.context.diagnostics.version}, ${Office.context.diagnostics.platform}`,
      api: newestApi(),
      version: PRODUCT_VERSION,
    }),
  };
}

function officeIsLoaded(): boolean {
  return "Office" in globalThis;
}

/** null outside of Office. */
function officeContext(): Office.Context | null {
  return officeIsLoaded() ? ((Office.context as Office.Context | undefined) ?? null) : null;
}

function newestApi(): string {
  for (let minor = 30; minor > 13; minor -= 1) {
    if (Office.context.requirements.isSetSupported("ExcelApi", `1.${minor}`)) return `ExcelApi 1.${minor}`;
  }
  return `ExcelApi ${NEEDED_API}`;
}

/** null: this Excel does not say. The ground's colour is told on Windows and the Mac only, as "#rrggbb". */
function officeIsDark(): boolean | null {
  // Not there at all in some versions of Excel on the web, whatever the types say.
  const theme = Office.context.officeTheme as Office.OfficeTheme | undefined;
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(theme?.bodyBackgroundColor ?? "");
  if (!parts) return null;
  return parts.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 3 * 128;
}

/** Kept per place that frames the pane, as Office asks; no figures, no names of sheets. */
function rememberedChoices(): Memory {
  const key = (choice: string): string => `${officeContext()?.partitionKey ?? ""}kpi.${choice}`;
  return {
    recall: (choice) => ifAllowed(() => localStorage.getItem(key(choice))),
    keep: (choice, value) => ifAllowed(() => localStorage.setItem(key(choice), value)),
  };
}

/** null where the browser keeps nothing for framed pages: a choice then lasts as long as the pane. */
function ifAllowed<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
