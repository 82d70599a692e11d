/** Draws a sheet of the emulated workbook as a table: what its cells show, and how they look. Only the beginning of a large sheet. */
import { columnLetters } from "../../../src/sheets/grid";
import type { Calculator, HighlightAt } from "../calculation";
import { intersection, rectAddress, WHOLE_SHEET } from "../model/area";
import { shownText } from "../../../src/sheets/shownText";
import type { Workbook } from "../model/workbook";
import type { Worksheet } from "../model/worksheet";

const MOST_ROWS = 400;
const MOST_COLUMNS = 60;
/** A blank sheet is still a sheet. */
const FEWEST_ROWS = 30;
const FEWEST_COLUMNS = 10;
/** Points: room for the numbers of the rows. */
const ROW_NUMBERS = 27;

export interface Drawn {
  readonly table: HTMLTableElement;
  /** Rows that hold something and are not drawn. */
  readonly rowsLeftOut: number;
}

export function drawSheet(workbook: Workbook, sheet: Worksheet, engine: Calculator): Drawn {
  const table = document.createElement("table");
  const used = sheet.cells.used(WHOLE_SHEET, true) ?? { row: 0, column: 0, height: 0, width: 0 };
  const rows = Math.min(Math.max(used.row + used.height, FEWEST_ROWS), MOST_ROWS);
  const columns = Array.from({ length: Math.min(Math.max(used.column + used.width, FEWEST_COLUMNS), MOST_COLUMNS) }, (_, column) => column).filter(
    (column) => !sheet.hiddenColumns.has(column),
  );
  const widths = table.appendChild(document.createElement("colgroup"));
  for (const width of [ROW_NUMBERS, ...columns.map((column) => sheet.columnWidth(column))]) {
    widths.appendChild(document.createElement("col")).style.width = `${width}pt`;
  }
  // A width of its own, or the browser shares the room out as it likes.
  table.style.width = `${columns.reduce((total, column) => total + sheet.columnWidth(column), ROW_NUMBERS)}pt`;
  table.createTHead().append(...["", ...columns.map(columnLetters)].map(heading));
  const body = table.createTBody();
  const highlightAt = engine.highlights(sheet);
  for (let row = 0; row < rows; row += 1) {
    if (sheet.isRowHidden(row)) continue;
    const line = body.insertRow();
    line.style.height = `${sheet.rowHeight(row)}pt`;
    line.append(heading(String(row + 1)));
    for (const column of columns) if (!sheet.coveredByMerge(row, column)) line.append(drawCell(workbook, sheet, row, column, highlightAt));
  }
  return { table, rowsLeftOut: Math.max(used.row + used.height - MOST_ROWS, 0) };
}

function heading(text: string): HTMLElement {
  const head = document.createElement("th");
  head.textContent = text;
  return head;
}

function drawCell(workbook: Workbook, sheet: Worksheet, row: number, column: number, highlightAt: HighlightAt): HTMLElement {
  const shown = document.createElement("td");
  const merge = sheet.merges.find((area) => area.row === row && area.column === column);
  if (merge) Object.assign(shown, { colSpan: merge.width, rowSpan: merge.height });
  const own = { row, column, height: 1, width: 1 };
  shown.dataset["cell"] = rectAddress(own);
  if (sheet === workbook.active && workbook.selection.sheet === sheet && intersection(workbook.selection.rect, own))
    shown.setAttribute("aria-selected", "true");
  const cell = sheet.cells.peek(row, column);
  if (!cell) return shown;
  const { look, value, format } = cell;
  const text = shownText(value, format);
  if (cell.link?.documentReference === undefined) shown.textContent = text;
  else shown.append(link(cell.link.documentReference, text));
  const highlight = highlightAt(row, column);
  const fill = highlight?.fill || (look["Fill.Color"] === null ? "" : String(look["Fill.Color"]));
  Object.assign(shown.style, {
    fontFamily: `${String(look["Font.Name"])}, Carlito, "Noto Sans CJK SC", sans-serif`,
    fontSize: `${String(look["Font.Size"])}pt`,
    fontWeight: look["Font.Bold"] === true || highlight?.bold ? "bold" : "",
    fontStyle: look["Font.Italic"] === true ? "italic" : "",
    color: highlight?.colour || String(look["Font.Color"]),
    backgroundColor: fill,
    textAlign: horizontal(String(look["HorizontalAlignment"]), typeof value),
    verticalAlign: { Top: "top", Center: "middle" }[String(look["VerticalAlignment"])] ?? "bottom",
    paddingLeft: Number(look["IndentLevel"]) > 0 ? `${3 + Number(look["IndentLevel"]) * 9}px` : "",
    // Text runs on over blank cells.
    overflow: runsOn(sheet, row, column + (merge?.width ?? 1), value) ? "visible" : "",
    whiteSpace: look["WrapText"] === true ? "pre-wrap" : "pre",
  });
  if (highlight?.bar) {
    const width = `${(highlight.bar.share * 100).toFixed(1)}%`;
    shown.style.backgroundImage = `linear-gradient(to right, ${highlight.bar.colour} ${width}, transparent ${width})`;
  }
  for (const side of ["Top", "Bottom", "Left", "Right"] as const) {
    if (look[`Borders.Edge${side}.Style`] === "None") continue;
    const thick = look[`Borders.Edge${side}.Weight`] === "Medium" ? "2px" : "1px";
    shown.style.setProperty(`border-${side.toLowerCase()}`, `${thick} solid ${String(look[`Borders.Edge${side}.Color`])}`);
  }
  return shown;
}

function runsOn(sheet: Worksheet, row: number, next: number, value: unknown): boolean {
  return typeof value === "string" && (sheet.cells.peek(row, next)?.value ?? null) === null;
}

function horizontal(alignment: string, type: string): string {
  const given = { Left: "left", Center: "center", Right: "right", CenterAcrossSelection: "center" }[alignment];
  return given ?? (type === "number" ? "right" : type === "boolean" ? "center" : "left");
}

/** A link within the workbook; the page follows it. */
function link(reference: string, text: string): HTMLElement {
  const anchor = document.createElement("a");
  anchor.href = "#";
  anchor.dataset["reference"] = reference;
  anchor.textContent = text;
  return anchor;
}
