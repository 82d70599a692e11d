/** The stand-alone page's door: memory, colours and downloads of the browser, and no Office. */
import { useSyncExternalStore, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import type { Memory } from "../pane/host";
import { pageEn } from "../text/pageEn";
import { pageZh } from "../text/pageZh";
import { ScorePage } from "./ScorePage";

/** Put in by the build, from package.json. */
declare const PRODUCT_VERSION: string;

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The person's choices; no figures, no names of files. */
const memory: Memory = {
  recall: (choice) => ifAllowed(() => localStorage.getItem(`kpi.${choice}`)),
  keep: (choice, value) => ifAllowed(() => localStorage.setItem(`kpi.${choice}`, value)),
};

const place = document.getElementById("page");
if (!place) throw new Error("The page has no place for itself");
createRoot(place, { onUncaughtError: sayBroken }).render(<Page />);

function Page(): ReactElement {
  const dark = useSyncExternalStore(onDark, isDark);
  return (
    <ScorePage
      appearance={{ language: navigator.language, dark }}
      memory={memory}
      version={PRODUCT_VERSION}
      download={download}
      confirm={(question) => window.confirm(question)}
    />
  );
}

function darkness(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}

function isDark(): boolean {
  return darkness().matches;
}

function onDark(changed: () => void): () => void {
  const query = darkness();
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: XLSX }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // A browser may take its time until it reads the bytes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Our own fault has taken everything off the page; the page says so in plain text. */
function sayBroken(): void {
  const words = /^zh\b/i.test(navigator.language) ? pageZh : pageEn;
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.style.margin = "16px";
  said.textContent = words.unexpected;
  document.body.append(said);
}

/** null where the browser keeps nothing: a choice then lasts as long as the page. */
function ifAllowed<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}
