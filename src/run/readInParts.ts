/** Reads sheets for somebody who looks at every cell once: hundreds of cards would fill the memory, and so would the one large sheet that checks them. */
import { type Pause, paceWith, pauseWithin, sheetsDone } from "./pace";
import type { SheetId, TakePart, Workbook } from "./workbook";

/** How much of it is reading, where the sheets come whole. */
const READ = 0.5;

/** So many whole sheets are read, taken and let go of at a time. */
const SHEETS_AT_ONCE = 30;

/** Sheets that are gone are left out. */
export async function readInParts(workbook: Workbook, sheets: readonly SheetId[], take: TakePart, pause?: Pause): Promise<void> {
  if (workbook.readInParts) return workbook.readInParts(sheets, take, pause);
  for (let from = 0; from < sheets.length; from += SHEETS_AT_ONCE) {
    const group = sheets.slice(from, from + SHEETS_AT_ONCE);
    const [begin, end] = [from / sheets.length, (from + group.length) / sheets.length];
    const between = begin + READ * (end - begin);
    const grids = await workbook.read(group, pauseWithin(pause, begin, between));
    const pace = paceWith(pauseWithin(pause, between, end));
    const done = sheetsDone(group.length);
    for (const [at, id] of group.entries()) {
      const grid = grids.get(id);
      if (!grid) continue;
      const { rowCount, columnCount, merges } = grid;
      const part = { id, rowCount, columnCount, merges, top: 0, bottom: rowCount - 1, at: (row: number, column: number) => grid.at(row, column) };
      await pace.run(take(part), done.of(at));
    }
  }
}
