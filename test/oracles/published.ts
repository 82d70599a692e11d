/**
 * What the suites of published scorecards share: the figures as they lie beside the project, a workbook made of our own sheets, and its scorecards
 * read back from the bytes of that workbook.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Decimal } from "../../src/kpi/decimal";
import { computeTargets } from "../../src/kpi/computedTarget";
import { deriveReadings } from "../../src/kpi/derive";
import type { Finding } from "../../src/kpi/finding";
import type { Reading } from "../../src/kpi/figure";
import type { Period } from "../../src/kpi/period";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import type { ScoredItem, Scorecard } from "../../src/kpi/scorecard";
import type { Change } from "../../src/run/workbook";
import { type InputCell, type NamedDraft, layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { SETTING_ITEMS, type SchemeRecords, type SchemeTables, type SettingKey } from "../../src/sheets/schemeColumns";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";

/** The folder of an oracle beside the project, a describe that skips where it is absent, and the reason for its title. */
export function oracleFolder(name: string): {
  readonly folder: string;
  readonly describeWhereThere: typeof describe | typeof describe.skip;
  readonly reason: string;
} {
  const folder = join(__dirname, "../../../shared/oracles", name);
  const there = existsSync(folder);
  return {
    folder,
    describeWhereThere: there ? describe : describe.skip,
    reason: there ? "" : ` (skipped: ../shared/oracles/${name} is not beside the project)`,
  };
}

/** Rows of a file with headings; cells may stand in quotes, and then hold commas. [] where the file is absent. */
export function publishedRows(folder: string, file: string): readonly Readonly<Record<string, string>>[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const [heads = [], ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/).map(cellsOf);
  return rows.map((cells) => Object.fromEntries(heads.map((head, place) => [head, cells[place] ?? ""])));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? "");
}

/** Settings under which nothing is rounded, what was not published does not apply, and whatever else is absent would hold its card. */
export function unroundedSettings(own: Partial<Readonly<Record<SettingKey, string | number>>>): SchemeRecords {
  const settings = {
    language: "English",
    version: "1",
    pointDecimals: "None",
    rateDecimals: "None",
    notApplicable: "Re-share",
    missing: "Hold",
    unreadable: "Hold",
    ...own,
  };
  return Object.entries(settings).map(([item, value]) => ({ item: SETTING_ITEMS[item as SettingKey].en, value }));
}

export interface Readings {
  readonly title: string;
  readonly note: string;
  /** Department, period, indicator, unit, actual. */
  readonly rows: readonly (readonly InputCell[])[];
}

const READING_HEADS = ["Department", "Period", "Indicator", "Unit", "Actual"];

/** The bytes of a workbook with the scheme's sheets and one long list of figures. */
export async function workbookOf(tables: SchemeTables, readings: Readings): Promise<Uint8Array> {
  const sheets: readonly NamedDraft[] = [
    ...layScheme(tables, "en"),
    layIndicatorSheet("Published figures", readings.title, readings.note, READING_HEADS, readings.rows, "en"),
  ];
  const workbook = newXlsx();
  await workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return workbook.toBytes();
}

export interface ReadBack {
  readonly cards: readonly Scorecard[];
  readonly findings: readonly Finding[];
}

export interface OpenedBook {
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  readonly findings: readonly Finding[];
}

/** Opened, surveyed and read as by the command line; a scheme that is not scored is an error. */
export async function openedBook(bytes: Uint8Array): Promise<OpenedBook> {
  const workbook = openXlsx(bytes);
  const { sheets } = await workbook.survey();
  const grids = [...(await workbook.read(sheets.map((sheet) => sheet.id))).values()];
  const { value: scheme, findings, schemeSheets } = readScheme(grids);
  const errors = findings.filter((one) => one.severity === "error");
  if (!scheme || errors.length > 0) throw new Error(`The workbook is not scored: ${JSON.stringify(errors.slice(0, 3))}`);
  const inputs = grids.filter((grid) => !schemeSheets.includes(grid.sheet));
  const { value: read, findings: found } = readReadings(inputs, scheme);
  return { scheme: { ...scheme, targets: [...scheme.targets, ...read.targets] }, readings: read.readings, findings: [...findings, ...found] };
}

/** Computed and scored, but not laid out. */
export function scoredBook({ scheme, readings, findings }: OpenedBook, period: Period = scheme.settings.period): ReadBack {
  const derived = deriveReadings(scheme, readings, period);
  const computed = computeTargets(scheme, derived.value, period);
  const scored = score({ ...scheme, targets: computed.value }, derived.value, period);
  return { cards: scored.value, findings: [findings, derived.findings, computed.findings, scored.findings].flat() };
}

export async function scorecardsOf(bytes: Uint8Array): Promise<ReadBack> {
  return scoredBook(await openedBook(bytes));
}

/** A figure as it was published: a number, or "/" where there is none. */
export function figureOr(text: string, absent: string | null = "/"): InputCell {
  return text === "" || text === "NA" ? absent : Number(text);
}

/** Lines and branches of a card by their codes. */
export function nodesOf(card: Scorecard): ReadonlyMap<string, ScoredItem> {
  const nodes = new Map<string, ScoredItem>();
  const walk = (items: readonly ScoredItem[]): void => {
    for (const item of items) {
      nodes.set(item.kind === "line" ? item.line.code : item.branch.code, item);
      if (item.kind === "branch") walk(item.children);
    }
  };
  walk(card.items);
  return nodes;
}

/** The score of a line by its own figure, whatever becomes of its branch, or the rate of a branch, in per cent; null: there is none, or not yet. */
export function scoreOf(item: ScoredItem | undefined): Decimal | null {
  if (item?.kind === "line") return item.ownScore;
  return item && !item.held ? item.rate : null;
}

/** Parts of a list, each of at most so many. */
export function inParts<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_part, place) => all.slice(place * most, (place + 1) * most));
}
