/**
 * What a block of ours looks like, kept with its sheet, so that a later run dresses only the cells whose look changes.
 *
 * Reading looks back from Excel costs hundreds of bytes a cell; this costs a few for a run of equal cells. It also says what stood in the block:
 * where that is no longer so, somebody else may have dressed it too, and all of its cells are dressed again.
 */
import type { Steps } from "../kpi/steps";
import type { DraftCell, SheetDraft } from "../sheets/draft";
import { hashOf } from "../sheets/hash";
import { BLANK, isCellError, type Cell } from "../sheets/grid";
import { lookOf } from "../sheets/marks";
import { fitting } from "./typedText";

export interface LookMemory {
  /** Of all that belongs to the sheet as a whole: widths, merged cells, rules, panes, print set-up. */
  readonly sheetCode: string;
  /** To be told of each row that stands there, one after the other from the first. */
  see(row: readonly Cell[]): void;
  /** False where other things stand in the block than were written; asked once all rows are seen. */
  untouched(): boolean;
  /** How each cell looks, by row and column, its link aside; "" for a cell without any look. */
  kindAt(row: number, column: number): string;
  /** A code of where all links of a stretch of rows lead. */
  linksAt(stretch: number): string | undefined;
}

interface Stored {
  readonly version: 2;
  readonly sheet: string;
  readonly contents: string;
  readonly kinds: readonly string[];
  /** A run of equal rows each: how many, "x", then how many cells of which kind: "40x1.0,3.7". Between runs ";". */
  readonly runs: string;
  /** Of each stretch of rows where its links lead. Kept by the cell they would take most of the room: hardly two lead to the same place. */
  readonly links: readonly string[];
}

/** Rows of a stretch. Where one link in it changes, all of its links are set anew. */
const STRETCH_ROWS = 32;

export function stretchOf(row: number): number {
  return Math.floor(row / STRETCH_ROWS);
}

/** Of each stretch of the draft. */
export function* linksInSteps({ rows }: SheetDraft): Steps<string[]> {
  const codes: string[] = [];
  for (let from = 0; from < rows.length; from += STRETCH_ROWS) {
    const links = rows.slice(from, from + STRETCH_ROWS).map((row) => row.flatMap((cell, column) => (cell?.link ? [[column, cell.link]] : [])));
    codes.push(digest(JSON.stringify(links)).slice(0, 8));
    yield;
  }
  return codes;
}

/** A short code of all that a cell's look consists of, but where its link leads: cells of one kind look the same. "" for a cell without any look. */
export function kindOf(cell: DraftCell | undefined, font: string): string {
  if (!cell) return "";
  const { mark, format = "General", link } = cell;
  const key = [mark.row, mark.role, mark.indent ?? 0, font, format, link ? "link" : ""].join("\u0002");
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const kind = digest(JSON.stringify([lookOf(mark), font, format, link !== undefined])).slice(0, 12);
  if (kinds.size > 5_000) kinds.clear();
  kinds.set(key, kind);
  return kind;
}

const kinds = new Map<string, string>();

export function sheetCodeOf(draft: SheetDraft): string {
  return digest(JSON.stringify({ ...draft, rows: null }));
}

/** So many rows are gone through in one step. */
const ROWS_IN_A_STEP = 100;

export function* memoryInSteps(draft: SheetDraft): Steps<string> {
  const numbers = new Map<string, number>([["", 0]]);
  const runs: { count: number; readonly cells: string }[] = [];
  const contents = new Digest();
  for (const [place, row] of draft.rows.entries()) {
    if (place % ROWS_IN_A_STEP === 0) yield;
    contents.addRow(row.map(drafted));
    const cells = runsOf(
      row.map((cell) => {
        const kind = kindOf(cell, draft.font);
        const number = numbers.get(kind) ?? numbers.size;
        numbers.set(kind, number);
        return number;
      }),
    );
    const last = runs.at(-1);
    if (last?.cells === cells) last.count += 1;
    else runs.push({ count: 1, cells });
  }
  const stored: Stored = {
    version: 2,
    sheet: sheetCodeOf(draft),
    contents: contents.text(),
    kinds: [...numbers.keys()],
    runs: runs.map(({ count, cells }) => `${count}x${cells}`).join(";"),
    links: yield* linksInSteps(draft),
  };
  return JSON.stringify(stored);
}

function runsOf(numbers: readonly number[]): string {
  const runs: { count: number; readonly number: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.number === number) last.count += 1;
    else runs.push({ count: 1, number });
  }
  return runs.map(({ count, number }) => `${count}.${number}`).join(",");
}

function rowsOf({ kinds: known, runs }: Stored): readonly (readonly string[])[] {
  // Runs alternate between a few kinds of rows, thousands of times.
  const met = new Map<string, readonly string[]>();
  const rows: (readonly string[])[] = [];
  for (const run of runs.split(";")) {
    const [count = "", cells = ""] = run.split("x");
    const row = met.get(cells) ?? rowOf(cells, known);
    met.set(cells, row);
    for (let times = Number(count); times > 0; times -= 1) rows.push(row);
  }
  return rows;
}

function rowOf(cells: string, known: readonly string[]): readonly string[] {
  return cells.split(",").flatMap((part) => {
    const [times = "", number = ""] = part.split(".");
    return Array.from({ length: Number(times) }, () => known[Number(number)] ?? "");
  });
}

/** A sheet's own properties, as far as their limits are documented, hold 255 characters each. */
const PART_LENGTH = 250;

/** The memory as properties of its sheet: keys and values. What an earlier, longer one has left over is overwritten. */
export function memoryParts(block: string, memory: string, earlier: ReadonlyMap<string, string> | undefined): readonly (readonly [string, string])[] {
  const count = Math.ceil(memory.length / PART_LENGTH);
  const parts = Array.from({ length: count }, (_, index) => [partKey(block, index), memory.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH)] as const);
  const left: (readonly [string, string])[] = [];
  for (let index = count; (earlier?.get(partKey(block, index)) ?? NOTHING) !== NOTHING; index += 1) left.push([partKey(block, index), NOTHING]);
  return [...parts, ...left];
}

/** Stands in a part that is no longer needed. */
const NOTHING = "-";

function partKey(block: string, index: number): string {
  return `${block}#${index}`;
}

function joined(block: string, properties: ReadonlyMap<string, string> | undefined): string {
  let text = "";
  for (let index = 0; ; index += 1) {
    const part = properties?.get(partKey(block, index));
    if (part === undefined || part === NOTHING) return text;
    text += part;
  }
}

/** null: there is none, or not from this version of ours. `properties`: the sheet's own. */
export function recall(block: string, properties: ReadonlyMap<string, string> | undefined): LookMemory | null {
  const stored = parsed(joined(block, properties));
  if (!stored) return null;
  const rows = rowsOf(stored);
  const contents = new Digest();
  let seen = 0;
  const see = (cells: readonly Cell[]): void => {
    const known = rows[seen];
    seen += 1;
    if (known) contents.addRow(known.map((_, column) => constant(cells[column] ?? BLANK)));
  };
  return {
    sheetCode: stored.sheet,
    see,
    untouched: () => {
      while (seen < rows.length) see([]);
      return contents.text() === stored.contents;
    },
    kindAt: (row, column) => rows[row]?.[column] ?? "",
    linksAt: (stretch) => stored.links[stretch],
  };
}

function parsed(text: string): Stored | null {
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null;
    const isWhole = stored?.version === 2 && Array.isArray(stored.kinds) && typeof stored.runs === "string" && Array.isArray(stored.links);
    return isWhole ? (stored as Stored) : null;
  } catch (fault) {
    // Somebody else's text under our key is as good as none.
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}

/** Formulas are left out: their results change without anybody's writing. */
function drafted(cell: DraftCell | undefined): string {
  if (!cell || cell.formula !== undefined) return "";
  return constant({ value: typeof cell.value === "string" ? fitting(cell.value) : cell.value, format: "" });
}

function constant({ value, formula }: Cell): string {
  if (formula !== undefined || value === null || value === "") return "";
  return isCellError(value) ? `error:${value.error}` : `${typeof value}:${String(value)}`;
}

function digest(text: string): string {
  const whole = new Digest();
  whole.add(text);
  return whole.text();
}

/** FNV-1a over UTF-16 units, twice from different starts: 64 bits tell the states of a sheet apart. */
class Digest {
  private hashes: readonly number[] = [0x811c9dc5, 0x9747b28c];
  private rows = 0;

  add(text: string): void {
    this.hashes = this.hashes.map((hash) => hashOf(text, hash));
  }

  /** As if rows were one text with signs between them and between their cells. */
  addRow(cells: readonly string[]): void {
    this.add(`${this.rows > 0 ? "\u0002" : ""}${cells.join("\u0001")}`);
    this.rows += 1;
  }

  text(): string {
    const { imul } = Math;
    return this.hashes
      .map((start) => {
        const hash = imul(start ^ (start >>> 16), 0x85ebca6b);
        return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
      })
      .join("");
  }
}
