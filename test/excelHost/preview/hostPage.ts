/**
 * A page that stands in for Excel on the web: the emulated workbook as a grid with its tabs, and the add-in in a frame beside it.
 *
 *   host.html?addIn=https://localhost:3000/taskpane.html&workbook=/samples/province-zh.xlsx&profile=ltsc2021&locale=en-GB&width=320
 *
 * Without `addIn` the add-in is trial.html beside this page. The emulated Excel is `window.excel`, for tests that look at it.
 */
import loadEngine from "@ironcalc/wasm";
import { calculator } from "../calculation";
import { ExcelHost, PROFILES } from "../excelHost";
import { HostError } from "../hostError";
import { rectAddress, splitSheet } from "../model/area";
import type { Range } from "../model/range";
import { openLooks } from "../openLooks";
import { openInHost } from "../openXlsx";
import { saveXlsx } from "../saveXlsx";
import { openAddIn } from "../xdmHost";
import { drawSheet } from "./drawSheet";

/** The client's number for a change of the selection. */
const SELECTION_CHANGED = 14;
/** What is said to a person who tries what Excel would refuse. */
const REFUSALS: Readonly<Record<string, string>> = { AccessDenied: "The sheet is protected." };

const asked = new URLSearchParams(location.search);
const profile = Object.values(PROFILES).find(({ name }) => name === asked.get("profile")) ?? PROFILES.web;
const locale = asked.get("locale") ?? "zh-CN";
const addIn = asked.get("addIn") ?? new URL("trial.html", location.href).href;
const host = new ExcelHost(profile);
host.workbook.Worksheets.Add("Sheet1");
const engine = calculator();
host.workbook.calculate = engine.calculate;
(window as unknown as { excel: ExcelHost }).excel = host;

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const entry = byId<HTMLInputElement>("entry");
let closeAddIn = (): void => undefined;
let waiting = false;

/** However many requests are answered, the sheet is drawn once for each picture on the screen. */
function draw(): void {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    drawNow();
  });
}

let drawnSheet: unknown = null;

function drawNow(): void {
  const { workbook } = host;
  const { active } = workbook;
  const place = byId("sheet");
  const { table, rowsLeftOut } = drawSheet(workbook, active, engine);
  place.className = active.ShowGridlines ? "" : "bare";
  place.replaceChildren(table, ...(rowsLeftOut > 0 ? [note(`${rowsLeftOut} more rows are not shown.`)] : []));
  byId("tabs").replaceChildren(...workbook.Worksheets.sheets.filter((sheet) => sheet.Visibility === "Visible").map(tab));
  const selected = workbook.selection.sheet === active ? workbook.selection : active.GetCell(0, 0);
  byId("place").textContent = rectAddress(selected.rect);
  if (document.activeElement !== entry) entry.value = String((selected.GetCell(0, 0).Formulas as unknown[][])[0]![0]);
  byId("protect").setAttribute("aria-pressed", String(active.Protection.Protected));
  byId("typing").setAttribute("aria-pressed", String(host.editingCell));
  const shown = `${active.Name}!${rectAddress(selected.rect)}`;
  if (shown !== drawnSheet) {
    place.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
    byId("tabs").querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  drawnSheet = shown;
}

function note(text: string): HTMLElement {
  return Object.assign(document.createElement("p"), { id: "more", textContent: text });
}

function tab(sheet: { readonly Name: string; readonly TabColor: string; Activate(): void }): HTMLElement {
  const button = document.createElement("button");
  button.textContent = sheet.Name;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-selected", String(sheet === host.workbook.active));
  button.style.borderTopColor = sheet.TabColor;
  button.onclick = () => {
    sheet.Activate();
    select(host.workbook.active.GetCell(0, 0));
  };
  return button;
}

/** As when a person clicks: Excel tells the add-in. */
function select(range: Range): void {
  range.Select();
  if (host.subscriptions.has("WorksheetCollection.SelectionChangedEvent"))
    host.fire(SELECTION_CHANGED, "Workbook", { address: rectAddress(range.rect), worksheetId: range.sheet.Id });
  draw();
}

/** As when a person types. */
function enter(text: string): void {
  try {
    host.workbook.selection.GetCell(0, 0).Values = [[text]];
    host.workbook.settle();
  } catch (fault) {
    if (!(fault instanceof HostError)) throw fault;
    byId("place").textContent = REFUSALS[fault.code] ?? fault.code;
    return;
  }
  draw();
}

function follow(reference: string): void {
  const named = splitSheet(reference);
  const sheet = named ? host.workbook.Worksheets.byName(named.sheet) : host.workbook.active;
  if (sheet) select(sheet.GetRange(named?.rest ?? reference));
}

byId("sheet").onclick = (event) => {
  const target = event.target as HTMLElement;
  const reference = target.dataset["reference"];
  event.preventDefault();
  if (reference !== undefined) return follow(reference);
  const cell = target.closest("td")?.dataset["cell"];
  if (cell !== undefined) select(host.workbook.active.GetRange(cell));
};
entry.onkeydown = (event) => {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  const text = entry.value;
  entry.blur();
  if (event.key === "Enter") enter(text);
  else draw();
};

function command(id: string, label: string, title: string, action: () => void): HTMLElement {
  const button = Object.assign(document.createElement("button"), { id, textContent: label, title, onclick: action });
  button.type = "button";
  return button;
}

function choice(name: string, title: string, options: Readonly<Record<string, string>>, chosen: string): HTMLElement {
  const list = document.createElement("select");
  list.title = title;
  list.setAttribute("aria-label", title);
  list.append(...Object.entries(options).map(([value, label]) => new Option(label, value, false, value === chosen)));
  list.onchange = () => {
    asked.set(name, list.value);
    location.search = asked.toString();
  };
  return list;
}

/** The pane as the ribbon's buttons open it: "Recalculate" goes right on to the preview. */
function openPane(opensOn: "overview" | "preview"): void {
  closeAddIn();
  const address = new URL(addIn);
  if (opensOn === "preview") address.searchParams.set("open", "preview");
  closeAddIn = openAddIn(byId<HTMLIFrameElement>("pane"), host, { addIn: address.href, locale, onAnswered: draw });
}

async function openFile(bytes: Uint8Array): Promise<void> {
  await openInHost(host, bytes);
  openLooks(host, bytes);
  if (host.workbook.Application.CalculationMode !== "Manual") host.workbook.recalculate();
  drawNow();
  openPane("overview");
}

function chooseFile(): void {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".xlsx,.xlsm" });
  input.onchange = async () => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      host.workbook.Name = file.name;
      await openFile(new Uint8Array(await file.arrayBuffer()));
    } catch (fault) {
      byId("place").textContent = `${file.name} cannot be opened: ${String(fault)}`;
    }
  };
  input.click();
}

function save(): void {
  const address = URL.createObjectURL(new Blob([saveXlsx(host) as Uint8Array<ArrayBuffer>]));
  Object.assign(document.createElement("a"), { href: address, download: host.workbook.Name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function commands(): void {
  const title = Object.assign(document.createElement("strong"), { textContent: "Emulated Excel" });
  title.title = "This is no Excel: it is a stand-in to try the add-in with";
  byId("commands").append(
    title,
    command("open", "Open…", "Open an .xlsx from this machine; it is not sent anywhere", chooseFile),
    command("save", "Save as .xlsx", "Save the workbook as it stands", save),
    command("openPane", "Open pane", "The ribbon's button", () => openPane("overview")),
    command("recalculate", "Recalculate", "The ribbon's other button", () => openPane("preview")),
    Object.assign(document.createElement("span"), { className: "rest" }),
    command("protect", "Protect sheet", "Protect the sheet that is shown, or lift it", () => {
      const { Protection } = host.workbook.active;
      if (Protection.Protected) Protection.Unprotect();
      else Protection.Protect();
      draw();
    }),
    command("typing", "Type in a cell", "As long as this is pressed Excel takes no requests", () => {
      host.editingCell = !host.editingCell;
      if (!host.editingCell) host.deliver();
      draw();
    }),
    choice(
      "workbook",
      "Workbook",
      { "/samples/province-zh.xlsx": "示例（中文）", "/samples/province-en.xlsx": "Sample (English)", "": "Blank" },
      asked.get("workbook") ?? "",
    ),
    choice("locale", "Language of Excel", { "zh-CN": "中文", "en-GB": "English" }, locale),
    choice(
      "profile",
      "Which Excel",
      Object.fromEntries(Object.values(PROFILES).map(({ name, excelApi }) => [name, `${name}, ExcelApi 1.${excelApi}`])),
      profile.name,
    ),
    choice("width", "Width of the pane", { 270: "270 px", 320: "320 px", 350: "350 px", 450: "450 px" }, asked.get("width") ?? "350"),
  );
}

async function start(): Promise<void> {
  document.body.style.setProperty("--pane", `${Number(asked.get("width") ?? 350)}px`);
  await loadEngine({ module_or_path: "ironcalc.wasm" });
  commands();
  const workbook = asked.get("workbook") ?? "";
  if (workbook === "") {
    drawNow();
    openPane("overview");
    return;
  }
  host.workbook.Name = workbook.slice(workbook.lastIndexOf("/") + 1);
  await openFile(new Uint8Array(await (await fetch(workbook)).arrayBuffer()));
}

void start();
