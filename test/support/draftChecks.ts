/** What must hold of every drafted sheet, and ways to look at one as a reader would. */
import { nearestPoints } from "../../src/kpi/nextPoint";
import { MOST_NEXT } from "../../src/sheets/cardNext";
import type { ConditionalFormat, DraftCell, SheetDraft } from "../../src/sheets/draft";
import { type Area, address, areaAddress, parseAddress, parseArea } from "../../src/sheets/grid";
import { textWidth } from "../../src/sheets/layRows";
import { lookOf } from "../../src/sheets/marks";
import { blockOfCard, blockOfCheck, blockOfData, blockOfShortBoards, blockOfSummary, freeSheetName } from "../../src/sheets/sheetNames";
import type { LayContext } from "../../src/sheets/layContext";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import type { Sample } from "./sampleCards";

/** The context of a run over a sample: sheets named as a run names them. */
export function contextOf(sample: Sample, language: "zh" | "en"): LayContext {
  const labels = language === "zh" ? zh : en;
  const names = new Map([
    [blockOfSummary(), labels.tabs.summary],
    [blockOfShortBoards(), labels.tabs.shortBoards],
    [blockOfData(), labels.tabs.data],
    [blockOfCheck(), labels.tabs.check],
  ]);
  for (const { department, template } of sample.cards) {
    const name = freeSheetName(department.shortName, [...names.values()], labels.tabs.cardSuffix);
    names.set(blockOfCard(department.code, template.code), name);
  }
  const sheetOf = (block: string): string => {
    const name = names.get(block);
    if (name === undefined) throw new Error(`No sheet holds ${block}`);
    return name;
  };
  const { scheme, readings, period } = sample;
  return {
    scheme,
    period,
    labels,
    sheetOf,
    checkCode: "9f3a61c2",
    formulas: true,
    nearestPoints: (card) => nearestPoints(card, { scheme, readings }, MOST_NEXT),
  };
}

export function cellAt(draft: SheetDraft, place: string): DraftCell | undefined {
  const at = parseAddress(place);
  return at ? draft.rows[at.row]?.[at.column] : undefined;
}

/** Rows as values only, as one would see them. */
export function valuesOf(draft: SheetDraft): (string | number | boolean | null)[][] {
  return draft.rows.map((row) => row.map((cell) => cell?.value ?? null));
}

export function cellsOf(draft: SheetDraft): { readonly place: string; readonly row: number; readonly column: number; readonly cell: DraftCell }[] {
  return draft.rows.flatMap((cells, row) => cells.flatMap((cell, column) => (cell ? [{ place: address(row, column), row, column, cell }] : [])));
}

/** The conditional formats in whose area a cell lies. */
export function formatsAt(draft: SheetDraft, row: number, column: number): ConditionalFormat[] {
  return draft.conditionalFormats.filter(({ area }) => within(areaOf(area), row, column));
}

function areaOf(text: string): Area {
  const area = parseArea(text);
  if (!area) throw new Error(`${text} is no area`);
  return area;
}

function within(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

/** All that is wrong with a draft as such, one sentence each. */
export function faultsOf(draft: SheetDraft, knownSheets: readonly string[]): string[] {
  const faults: string[] = [];
  const width = draft.columnWidths.length;
  const height = draft.rows.length;
  const inBlock = (text: string, what: string): void => {
    const area = areaOf(text);
    if (area.bottom >= height || area.right >= width)
      faults.push(`${what} ${text} reaches beyond ${areaAddress({ top: 0, left: 0, bottom: height - 1, right: width - 1 })}`);
  };
  if (draft.rowHeights.length !== height) faults.push(`${draft.rowHeights.length} heights for ${height} rows`);
  draft.rowHeights.forEach((points, row) => {
    if (points !== undefined && !(points > 0 && points <= 409)) faults.push(`row ${row + 1} is ${points} points high`);
  });
  draft.columnWidths.forEach((characters, column) => {
    if (!(characters > 0 && characters <= 255)) faults.push(`column ${column + 1} is ${characters} characters wide`);
  });
  draft.rows.forEach((row, place) => {
    if (row.length > width) faults.push(`row ${place + 1} has ${row.length} cells in ${width} columns`);
  });
  for (const merge of draft.merges) inBlock(merge, "the merged cells");
  for (const format of draft.conditionalFormats) inBlock(format.area, "a conditional format");
  for (const table of draft.tables) inBlock(table.area, "the table");
  for (const chart of draft.charts ?? []) {
    inBlock(chart.over, `the chart ${chart.name}`);
    for (const area of [chart.categories, ...chart.series.flatMap(({ title, values }) => [title, values])]) if (area) inBlock(area, `the chart ${chart.name}`);
  }
  if (draft.print.area !== undefined) inBlock(draft.print.area, "the print area");
  for (const end of draft.print.breaksAfter) if (end >= height - 1) faults.push(`a page ends after row ${end + 1} of ${height}`);
  if (draft.freezeAt !== undefined) inBlock(draft.freezeAt, "the frozen corner");

  for (const { place, cell } of cellsOf(draft)) {
    const { value, formula, format, link } = cell;
    if (typeof value === "number" && !Number.isFinite(value)) faults.push(`${place} holds ${value}`);
    if (typeof value === "string" && /undefined|NaN|\[object|null/.test(value)) faults.push(`${place} says ${JSON.stringify(value)}`);
    if (typeof value === "string" && value.length > 32_767) faults.push(`${place} is longer than a cell`);
    if (formula !== undefined && (formula.startsWith("=") || formula.length > 8_192)) faults.push(`${place} has the formula ${formula}`);
    if (formula !== undefined && hasGap(formula)) faults.push(`${place} has a formula with nothing where something belongs: ${formula}`);
    if (formula !== undefined && value === null) faults.push(`${place} has a formula without a result`);
    if (format !== undefined && format.length > 255) faults.push(`${place} has a format of ${format.length} characters`);
    if (link && !knownSheets.includes(link.sheet)) faults.push(`${place} leads to ${link.sheet}, which is no sheet`);
    if (link && !parseAddress(link.cell)) faults.push(`${place} leads to ${link.cell}, which is no cell`);
  }
  for (const merge of draft.merges) {
    const area = areaOf(merge);
    for (const { place, row, column, cell } of cellsOf(draft)) {
      if (within(area, row, column) && (row !== area.top || column !== area.left) && cell.value !== null) faults.push(`${place} is hidden in ${merge}`);
    }
  }
  const footer = `${draft.print.footer.left}${draft.print.footer.centre}${draft.print.footer.right}`;
  // The font and size that an adapter puts in front of each part take about 35 characters.
  if (footer.length > 255 - 3 * 35) faults.push(`the footer has ${footer.length} characters`);
  if (/(^|[^&])&([^&PN]|$)/.test(footer.replace(/&&/g, ""))) faults.push(`the footer holds a code: ${footer}`);
  return faults;
}

/** A list of cells that came out empty leaves "()" or "(,": Excel calls the whole file damaged for it. */
export function hasGap(formula: string): boolean {
  return /\(\)|\(,|,,|[-+*/,]\)/.test(formula.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, "x"));
}

/** Texts and figures that do not fit where they stand, by a generous measure; text may run over into blank cells on its right. */
export function overflowsOf(draft: SheetDraft): string[] {
  const faults: string[] = [];
  for (const { place, row, column, cell } of cellsOf(draft)) {
    if (cell.value === null || cell.value === "") continue;
    const look = lookOf(cell.mark);
    const merge = draft.merges.map(areaOf).find((area) => area.top === row && area.left === column);
    const right = merge ? merge.right : column;
    const own = draft.columnWidths.slice(column, right + 1).reduce((total, width) => total + width, 0);
    // Columns are counted in characters of 11 points.
    const need = (characters: number): number => (characters * look.size) / 11;
    if (typeof cell.value === "number") {
      const shown = cell.format === ";;;" ? 0 : shownAs(cell.value, cell.format ?? "General").length;
      if (need(shown) > own) faults.push(`${place}: ${cell.value} as ${cell.format} needs ${need(shown).toFixed(1)} of ${own}`);
      continue;
    }
    const text = String(cell.value);
    if (look.wrap) {
      const lines = Math.ceil(need(textWidth(text)) / (own - look.indent));
      const room = Math.max(1, Math.floor(((draft.rowHeights[row] ?? 15) + 1) / (look.size * 1.3)));
      if (lines > room) faults.push(`${place}: “${text}” needs ${lines} lines and has ${room}`);
      continue;
    }
    let room = own;
    if (look.horizontal === "left" && !merge) {
      for (let next = column + 1; next < draft.columnWidths.length && (draft.rows[row]?.[next]?.value ?? null) === null; next += 1)
        room += draft.columnWidths[next]!;
    } else if (look.horizontal === "right" && !merge) {
      for (let next = column - 1; next >= 0 && (draft.rows[row]?.[next]?.value ?? null) === null; next -= 1) room += draft.columnWidths[next]!;
    } else if (look.horizontal === "centerContinuous") {
      for (let next = column + 1; draft.rows[row]?.[next]?.mark.role === "across" && draft.rows[row]?.[next]?.value === null; next += 1)
        room += draft.columnWidths[next]!;
    }
    if (need(textWidth(text)) + look.indent > room) faults.push(`${place}: “${text}” needs ${need(textWidth(text)).toFixed(1)} of ${room}`);
  }
  return faults;
}

/** A number in our own formats: enough of Excel's rules for width, not for printing. */
export function shownAs(value: number, format: string): string {
  const sections = format.split(";");
  const section = (value < 0 && sections.length > 2 ? sections[1] : sections[0]) ?? "0";
  const digits = /[#0][#,0]*(\.0+)?(E\+0+)?/.exec(section);
  if (!digits) return "";
  const places = (digits[1] ?? ".").length - 1;
  const scaled = /0%/.test(section.replace(/"[^"]*"/g, "")) ? value * 100 : value;
  const body = digits[2]
    ? Math.abs(scaled).toExponential(places)
    : Math.abs(scaled).toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: digits[0].includes(",") });
  const around = section
    .replace(digits[0], "\u0000")
    .replace(/_(.)/g, " ")
    .replace(/"([^"]*)"/g, "$1")
    .replace(/\[[^\]]*\]/g, "");
  const sign = value < 0 && sections.length < 3 ? "-" : "";
  return `${sign}${around.replace("\u0000", body)}`;
}
