/** What stands on which page of a card: sections in their order, broken between rows where they do not fit. */
import { address } from "./grid";
import { HEIGHTS, type LaidRow, spacer } from "./layRows";
import { heightOf } from "./pageParts";

export interface PagedRow {
  readonly row: LaidRow;
  /** First and last columns of cells that are merged in this row. */
  readonly merged?: readonly (readonly [number, number])[];
}

export interface Section {
  /** Stay together with the first row. */
  readonly opening: readonly PagedRow[];
  readonly rows: readonly PagedRow[];
  /** Stands again on top of each further page that the section goes on to. null: the section is never broken. */
  readonly again: PagedRow | null;
}

export interface Pages {
  readonly rows: LaidRow[];
  readonly merges: string[];
  /** Rows after which a page ends. */
  readonly breaksAfter: number[];
}

/** Fewer rows than this are not left behind alone when a section goes on to the next page. */
const FEWEST = 3;

/**
 * Lays sections below what stands already. `used`: points of the last page that are taken; `room`: points of a fresh page, less what is printed again on it.
 * A blank row stands above each section.
 */
export function laidBelow(
  above: readonly LaidRow[],
  used: number,
  sections: readonly Section[],
  room: { readonly first: number; readonly further: number },
): Pages {
  const rows = [...above];
  const merges: string[] = [];
  const breaksAfter: number[] = [];
  let taken = used;
  let most = room.first;
  const put = ({ row, merged = [] }: PagedRow): void => {
    merges.push(...merged.map(([from, to]) => `${address(rows.length, from)}:${address(rows.length, to)}`));
    rows.push(row);
    taken += row.height;
  };
  const turnPage = (): void => {
    breaksAfter.push(rows.length - 1);
    taken = 0;
    most = room.further;
  };
  for (const { opening, rows: body, again } of sections) {
    const whole = heightOf([...opening, ...body].map(({ row }) => row));
    const start = heightOf([...opening, ...body.slice(0, FEWEST)].map(({ row }) => row));
    // What is short is not broken for the sake of a few rows.
    const together = again === null || whole <= room.further / 2 ? whole : start;
    if (taken + HEIGHTS.spacer + together > most) turnPage();
    put({ row: spacer() });
    opening.forEach(put);
    body.forEach((row, place) => {
      const rest = body.length - place;
      // The last rows are not parted from each other either.
      const next = rest === FEWEST ? heightOf(body.slice(place).map((one) => one.row)) : row.row.height;
      if (again && place > 0 && rest >= FEWEST && taken + next > most) {
        turnPage();
        put(again);
      }
      put(row);
    });
  }
  return { rows, merges, breaksAfter };
}
