/** docs/workbook.md as tests read it: its sections, its tables, and the sheets that its examples are. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell, Grid } from "../../src/sheets/grid";
import { gridOf } from "./gridOf";

export const PAGE_PATH = join(__dirname, "../../docs/workbook.md");
export const PAGE = readFileSync(PAGE_PATH, "utf8");

/** What stands under a heading, up to the next one of its rank or above. */
export function section(heading: string): string {
  const rank = /^#+/.exec(heading)![0].length;
  const lines = PAGE.split("\n");
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`docs/workbook.md has no section “${heading}”`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${rank}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

/** Cells of every table row, without the dashes under the headings. */
export function tableRows(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[-|]+$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replace(/\\\|/g, "|")),
    );
}

/** As somebody types it: "60%" becomes 0.6 shown as a percentage, "35" a number, nothing a blank cell. */
export function typed(text: string): Cell {
  if (/^-?\d+(\.\d+)?%$/.test(text)) return { value: Number(`${text.slice(0, -1)}e-2`), format: "0.0%" };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { value: Number(text), format: "General" };
  return { value: text === "" ? null : text, format: "General" };
}

/** The sheets of the smallest workbook. */
export function smallestWorkbook(): Grid[] {
  const parts = section("## The smallest workbook").split(/^Sheet `([^`]+)`:$/m);
  const sheets: Grid[] = [];
  for (let place = 1; place < parts.length; place += 2)
    sheets.push(
      gridOf(
        parts[place]!,
        tableRows(parts[place + 1]!).map((row) => row.map(typed)),
      ),
    );
  return sheets;
}
