/** Things that are looked up by code, or by one of their names, however these are spelled. */
import { type Finding, type Subject, finding } from "../kpi/finding";
import type { Source } from "../kpi/source";
import { shortened, tidy } from "./plainText";

export interface Entry<T> {
  readonly item: T;
  readonly code: string;
  readonly names: readonly string[];
  readonly source: Source;
}

export interface Directory<T> {
  readonly items: readonly T[];
  /** By code first, then by name. null: nobody is called so. */
  find(text: string): T | null;
}

/** "指标!A4", for a message that points at the first of two. */
export function placeOf(source: Source): string {
  return source.cell === "" ? source.sheet : `${source.sheet}!${source.cell}`;
}

/**
 * A code that is taken is an error, and so is a name that two share, since a sheet that carries it could mean either.
 * The first of the two is the one that is found. A thing may carry its own code or name twice.
 */
export function directoryOf<T>(entries: readonly Entry<T>[], codes: Subject, names: Subject, findings: Finding[]): Directory<T> {
  const byCode = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const first = byCode.get(tidy(entry.code));
    if (first) findings.push(finding("duplicateCode", entry.source, { what: codes, found: shortened(entry.code), first: placeOf(first.source) }));
    else byCode.set(tidy(entry.code), entry);
  }
  const kept = [...byCode.values()];
  const byName = new Map<string, Entry<T>>();
  for (const entry of kept) {
    for (const name of new Set(entry.names.map(tidy))) {
      if (name === "") continue;
      const other = byCode.get(name) ?? byName.get(name);
      if (other && other !== entry) {
        const found = shortened(entry.names.find((one) => tidy(one) === name)!);
        findings.push(finding("duplicateCode", entry.source, { what: names, found, first: placeOf(other.source) }));
      } else byName.set(name, entry);
    }
  }
  return {
    items: kept.map((entry) => entry.item),
    find: (text) => {
      const wanted = tidy(text);
      return (byCode.get(wanted) ?? byName.get(wanted))?.item ?? null;
    },
  };
}
