/**
 * A page that stands in for Excel on the web: the emulated workbook as a grid with its tabs, and the add-in in a frame beside it.
 *
 *   host.html?addIn=https://localhost:3000/taskpane.html&workbook=/samples/province-zh.xlsx&profile=ltsc2021
 *
 * Without `addIn` the add-in is trial.html beside this page. The emulated Excel is `window.excel`, for tests that look at it.
 */
import { ExcelHost, PROFILES } from "../excelHost";
import { rectAddress, WHOLE_SHEET } from "../model/area";
import { shownText } from "../model/shownText";
import type { Worksheet } from "../model/worksheet";
import { openInHost } from "../openXlsx";
import { openAddIn } from "../xdmHost";

const MOST_ROWS = 400;
const MOST_COLUMNS = 60;

const asked = new URLSearchParams(location.search);
const profile = Object.values(PROFILES).find(({ name }) => name === asked.get("profile")) ?? PROFILES.web;
const host = new ExcelHost(profile);
host.workbook.Worksheets.Add("Sheet1");
(window as unknown as { excel: ExcelHost }).excel = host;

function draw(): void {
  const { workbook } = host;
  document.getElementById("tabs")!.replaceChildren(
    ...workbook.Worksheets.members()
      .filter((sheet) => sheet.Visibility === "Visible")
      .map(tab),
  );
  document.getElementById("sheet")!.className = workbook.active.ShowGridlines ? "" : "bare";
  document.getElementById("sheet")!.replaceChildren(grid(workbook.active));
}

function tab(sheet: Worksheet): HTMLElement {
  const button = document.createElement("button");
  button.textContent = sheet.Name;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-selected", String(sheet === host.workbook.active));
  button.style.borderTopColor = sheet.TabColor;
  button.onclick = () => {
    sheet.Activate();
    draw();
  };
  return button;
}

function grid(sheet: Worksheet): HTMLElement {
  const table = document.createElement("table");
  const used = sheet.cells.used(WHOLE_SHEET, true);
  if (!used) return table;
  const rows = Math.min(used.row + used.height, MOST_ROWS);
  const columns = Math.min(used.column + used.width, MOST_COLUMNS);
  const widths = document.createElement("colgroup");
  for (let column = 0; column < columns; column += 1) {
    const width = document.createElement("col");
    width.style.width = `${sheet.columnWidth(column)}pt`;
    widths.append(width);
  }
  table.append(widths);
  // A width of its own, or the browser shares the room out as it likes.
  table.style.width = `${Array.from({ length: columns }, (_, column) => sheet.columnWidth(column)).reduce((total, width) => total + width, 0)}pt`;
  for (let row = 0; row < rows; row += 1) {
    if (sheet.isRowHidden(row)) continue;
    const line = table.insertRow();
    line.style.height = `${sheet.rowHeight(row)}pt`;
    for (let column = 0; column < columns; column += 1) if (!sheet.coveredByMerge(row, column)) line.append(cell(sheet, row, column));
  }
  return table;
}

function cell(sheet: Worksheet, row: number, column: number): HTMLElement {
  const shown = document.createElement("td");
  const found = sheet.cells.peek(row, column);
  const merge = sheet.merges.find((area) => area.row === row && area.column === column);
  if (merge) Object.assign(shown, { colSpan: merge.width, rowSpan: merge.height });
  shown.dataset["cell"] = rectAddress({ row, column, height: 1, width: 1 });
  if (!found) return shown;
  const { look, value, format } = found;
  shown.textContent = shownText(value, format);
  const alignment = { Left: "left", Center: "center", Right: "right", CenterAcrossSelection: "center" } as const;
  const horizontal = alignment[look["HorizontalAlignment"] as keyof typeof alignment] ?? (typeof value === "number" ? "right" : "left");
  Object.assign(shown.style, {
    fontFamily: String(look["Font.Name"]),
    fontSize: `${String(look["Font.Size"])}pt`,
    fontWeight: look["Font.Bold"] === true ? "bold" : "",
    color: String(look["Font.Color"]),
    background: look["Fill.Color"] === null ? "" : String(look["Fill.Color"]),
    textAlign: horizontal,
    // Text runs on over blank cells.
    overflow: typeof value === "string" && (sheet.cells.peek(row, column + (merge?.width ?? 1))?.value ?? null) === null ? "visible" : "",
    whiteSpace: look["WrapText"] === true ? "pre-wrap" : "pre",
  });
  for (const side of ["Top", "Bottom"] as const) {
    if (look[`Borders.Edge${side}.Style`] === "None") continue;
    const thick = look[`Borders.Edge${side}.Weight`] === "Medium" ? "2px" : "1px";
    shown.style.setProperty(`border-${side.toLowerCase()}`, `${thick} solid ${String(look[`Borders.Edge${side}.Color`])}`);
  }
  return shown;
}

async function open(): Promise<void> {
  const workbook = asked.get("workbook");
  if (workbook !== null) await openInHost(host, new Uint8Array(await (await fetch(workbook)).arrayBuffer()));
  draw();
  const pane = document.getElementById("pane") as HTMLIFrameElement;
  openAddIn(pane, host, { addIn: asked.get("addIn") ?? new URL("trial.html", location.href).href, locale: asked.get("locale") ?? "zh-CN", onAnswered: draw });
}

void open();
