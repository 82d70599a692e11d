/**
 * What a block of ours looks like, kept with its sheet, so that a later run dresses only the cells whose look changes.
 *
 * Reading looks back from Excel costs hundreds of bytes a cell; this costs a few for a run of equal cells. It also says what stood in the block:
 * where that is no longer so, somebody else may have dressed it too, and all of its cells are dressed again.
 */
import type { DraftCell, SheetDraft } from "../sheets/draft";
import { isCellError, type Cell } from "../sheets/grid";
import { lookOf } from "../sheets/marks";
import type { ReadCells } from "./readCells";
import { fitting } from "./typedText";

export interface LookMemory {
  /** Of all that belongs to the sheet as a whole: widths, merged cells, rules, panes, print set-up. */
  readonly sheetCode: string;
  /** False where other things stand in the block than were written. */
  readonly untouched: boolean;
  /** How each cell looks, by row and column; "" for a cell without any look. */
  kindAt(row: number, column: number): string;
}

interface Stored {
  readonly version: 1;
  readonly sheet: string;
  readonly contents: string;
  readonly kinds: readonly string[];
  /** Per run of equal rows: how many, then how many cells of which kind. */
  readonly runs: readonly (readonly [number, readonly number[]])[];
}

/** All that a cell's look consists of, as text; cells of one kind look the same. */
export function kindOf(cell: DraftCell | undefined, font: string): string {
  return cell ? JSON.stringify([lookOf(cell.mark), font, cell.format ?? "General", cell.link ?? null]) : "";
}

export function sheetCodeOf(draft: SheetDraft): string {
  return digest(JSON.stringify({ ...draft, rows: null }));
}

export function memoryOf(draft: SheetDraft): string {
  const kinds = new Map<string, number>([["", 0]]);
  const runs: [number, readonly number[]][] = [];
  for (const row of draft.rows) {
    const cells: number[] = [];
    for (const cell of row) {
      const kind = kindOf(cell, draft.font);
      const number = kinds.get(kind) ?? kinds.size;
      kinds.set(kind, number);
      if (cells.length > 0 && cells[cells.length - 1] === number) cells[cells.length - 2]! += 1;
      else cells.push(1, number);
    }
    const last = runs.at(-1);
    if (last && last[1].join() === cells.join()) last[0] += 1;
    else runs.push([1, cells]);
  }
  const contents = digest(draft.rows.map((row) => row.map(drafted).join("\u0001")).join("\u0002"));
  const stored: Stored = { version: 1, sheet: sheetCodeOf(draft), contents, kinds: [...kinds.keys()], runs };
  return JSON.stringify(stored);
}

/** null: there is none, or not from this version of ours. */
export function recall(text: string | undefined, standing: ReadCells): LookMemory | null {
  const stored = text === undefined ? null : parsed(text);
  if (!stored) return null;
  const rows = stored.runs.flatMap(([count, runs]) => {
    const cells: string[] = [];
    for (let index = 0; index + 1 < runs.length; index += 2) cells.push(...Array.from({ length: runs[index]! }, () => stored.kinds[runs[index + 1]!] ?? ""));
    return Array.from({ length: count }, () => cells);
  });
  const contents = digest(rows.map((cells, row) => cells.map((_, column) => constant(standing.at(row, column))).join("\u0001")).join("\u0002"));
  return { sheetCode: stored.sheet, untouched: contents === stored.contents, kindAt: (row, column) => rows[row]?.[column] ?? "" };
}

function parsed(text: string): Stored | null {
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null;
    return stored?.version === 1 && Array.isArray(stored.kinds) && Array.isArray(stored.runs) ? (stored as Stored) : null;
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

/** FNV-1a over UTF-16 units, twice from different starts: 64 bits tell the states of a sheet apart. */
function digest(text: string): string {
  return [0x811c9dc5, 0x9747b28c]
    .map((start) => {
      let hash = start;
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}
