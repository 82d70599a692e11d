/**
 * Taking back what newScheme.ts brought: its sheets, as far as they are still as they came, and what was written from them.
 *
 * A template's sheets carry no mark. They are known by being what the template would write today, cell by cell; so nothing that somebody has filled in
 * is ever taken for the template's, and a workbook in which nothing of it is left as it was has nothing to take back.
 */
import type { SheetDraft } from "../sheets/draft";
import type { Grid } from "../sheets/grid";
import type { NamedDraft } from "../sheets/layScheme";
import { blockOfLastRun, freeSheetName } from "../sheets/sheetNames";
import { blockPlaces } from "./blockPlaces";
import { readLastRun } from "./lastRun";
import { schemeSheets } from "./newScheme";
import { contentOf, isSameContent, standingContent } from "./sameContents";
import { STARTERS } from "./starters/list";
import type { SheetId, Survey, Workbook } from "./workbook";

/** Names of sheets throughout. */
export interface RemovableScheme {
  /** As the template brought them. */
  readonly asAdded: readonly string[];
  /** Of ours, as they were written: they rest on the scheme, and go with it. */
  readonly written: readonly string[];
  /** The template's or ours, and somebody has written on them since; they go only if somebody says so. */
  readonly changed: readonly string[];
  /** Sheets that would stay and whose formulas, or names of the workbook that, need one that goes: then nothing is removed. Without and with the changed ones. */
  readonly needing: { readonly changedStay: readonly string[]; readonly changedGo: readonly string[] };
}

/** null: no template of ours has left anything here. */
export async function lookForScheme(workbook: Workbook): Promise<RemovableScheme | null> {
  const found = await find(workbook);
  if (!found) return null;
  const { survey, grids, asAdded, written, changed } = found;
  const named = (ids: readonly SheetId[]): string[] => survey.sheets.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return {
    asAdded: named(asAdded),
    written: named(written),
    changed: named(changed),
    needing: {
      changedStay: needing(survey, grids, [...asAdded, ...written]),
      changedGo: needing(survey, grids, [...asAdded, ...written, ...changed]),
    },
  };
}

/** Deletes them for good; hands back the names of those that went. Looks again first, so that what was written on meanwhile stays. */
export async function removeScheme(workbook: Workbook, changedToo: boolean): Promise<readonly string[]> {
  const found = await find(workbook);
  if (!found) return [];
  const { survey, grids, asAdded, written, changed } = found;
  const going = [...asAdded, ...written, ...(changedToo ? changed : [])];
  if (needing(survey, grids, going).length > 0) return [];
  const isLeft = survey.sheets.some(({ id, visibility }) => visibility === "visible" && !going.includes(id));
  if (!isLeft) {
    // Excel wants a sheet that can be seen.
    const name = freeSheetName(
      "Sheet1",
      survey.sheets.map((sheet) => sheet.name),
      "",
    );
    await workbook.write([{ kind: "createSheet", name, block: null, after: "first", draft: BLANK }]);
  }
  await workbook.removeSheets(going);
  return survey.sheets.filter(({ id }) => going.includes(id)).map(({ name }) => name);
}

const BLANK: SheetDraft = {
  rows: [],
  columnWidths: [],
  rowHeights: [],
  merges: [],
  conditionalFormats: [],
  tables: [],
  gridlines: true,
  font: "Calibri",
  print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
};

interface Found {
  readonly survey: Survey;
  readonly grids: ReadonlyMap<SheetId, Grid>;
  readonly asAdded: readonly SheetId[];
  readonly written: readonly SheetId[];
  readonly changed: readonly SheetId[];
}

async function find(workbook: Workbook): Promise<Found | null> {
  const survey = await workbook.survey();
  const grids = await workbook.read(survey.sheets.filter(({ kind }) => kind === "cells").map(({ id }) => id));
  const byName = new Map(survey.sheets.map((sheet) => [sheet.name, sheet.id]));
  const stands = ({ name, draft }: NamedDraft): boolean => {
    const grid = grids.get(byName.get(name) ?? "");
    return grid !== undefined && holdsDraft(grid, draft);
  };
  let best: { readonly sheets: readonly NamedDraft[]; readonly same: readonly NamedDraft[] } | null = null;
  for (const language of ["zh", "en"] as const) {
    for (const key of ["blank" as const, ...STARTERS.map(({ key }) => key)]) {
      const sheets = await schemeSheets(language, key);
      const same = sheets.filter(stands);
      if (same.length > (best?.same.length ?? 0)) best = { sheets, same };
    }
  }
  // Headings alone are the same in every template, and in a scheme of one's own.
  if (!best || !best.same.some(({ draft }) => draft.rows.length > HEADED_ROWS)) return null;
  const asAdded = best.same.map(({ name }) => byName.get(name)!);
  const touched = best.sheets.flatMap(({ name }) => (byName.has(name) && !asAdded.includes(byName.get(name)!) ? [byName.get(name)!] : []));

  const last = await readLastRun(workbook);
  const drafts = new Map((last?.blocks ?? []).map(({ block, now }) => [block.toLowerCase(), now]));
  const [written, overwritten]: [SheetId[], SheetId[]] = [[], []];
  for (const [block, { sheet }] of blockPlaces(survey)) {
    const draft = drafts.get(block);
    const isAsWritten = block === blockOfLastRun().toLowerCase() || (draft !== undefined && holdsDraft(grids.get(sheet.id)!, draft));
    (isAsWritten ? written : overwritten).push(sheet.id);
  }
  return { survey, grids, asAdded, written, changed: [...touched, ...overwritten] };
}

/** Title, explanation, a thin space, headings, and the blank row that every table has. */
const HEADED_ROWS = 5;

/** Contents only, and nothing beside them. */
function holdsDraft(grid: Grid, { rows }: SheetDraft): boolean {
  const height = Math.max(grid.rowCount, rows.length);
  const width = Math.max(grid.columnCount, ...rows.map((row) => row.length));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (!isSameContent(contentOf(rows[row]?.[column]), standingContent(grid.at(row, column)))) return false;
    }
  }
  return true;
}

// --- Who needs what ---------------------------------------------------------------------------------------------

function needing(survey: Survey, grids: ReadonlyMap<SheetId, Grid>, going: readonly SheetId[]): readonly string[] {
  const gone = new Set(survey.sheets.filter(({ id }) => going.includes(id)).map(({ name }) => name.toLowerCase()));
  const needs = (formula: string): boolean => sheetsIn(formula).some((name) => gone.has(name));
  const ours = new Set(blockPlaces(survey).keys());
  const sheets = survey.sheets.filter(({ id }) => !going.includes(id) && hasFormula(grids.get(id), needs)).map(({ name }) => name);
  const names = survey.names.filter(({ name, sheet, refersTo }) => sheet === null && !ours.has(name.toLowerCase()) && needs(refersTo)).map(({ name }) => name);
  return [...sheets, ...names];
}

function hasFormula(grid: Grid | undefined, wanted: (formula: string) => boolean): boolean {
  if (!grid) return false;
  for (let row = 0; row < grid.rowCount; row += 1) {
    for (let column = 0; column < grid.columnCount; column += 1) {
      const { formula } = grid.at(row, column);
      if (formula !== undefined && wanted(formula)) return true;
    }
  }
  return false;
}

/** The sheets that a formula names, in small letters; texts in it name none. Of a span of sheets both ends. */
function sheetsIn(formula: string): readonly string[] {
  const bare = formula.replace(/"(?:[^"]|"")*"/g, "");
  return [...bare.matchAll(/'((?:[^']|'')+)'!|([^\s'!"(),;+\-*/^&=<>{}]+)!/g)].flatMap(([, quoted, plain]) =>
    (quoted?.replace(/''/g, "'") ?? plain ?? "").toLowerCase().split(":"),
  );
}
