/// <reference types="office-js" />
/** What the open workbook holds, in two trips: sheets, names, tables, how it counts days and when it calculates. */
import { areaAddress, parseArea, quoteSheet, type Area } from "../sheets/grid";
import { blockPlaces } from "../run/blockPlaces";
import type { DefinedName, SheetId, SheetInfo, Survey, TableInfo } from "../run/workbook";
import { WorkbookError } from "../run/workbookError";
import type { Trips } from "./trips";

export interface OpenTable extends TableInfo {
  readonly id: string;
}

/** More than the port's survey: what writing needs to know besides. */
export interface OpenSurvey extends Survey {
  readonly tables: readonly OpenTable[];
  /** The own properties of the sheets that earlier runs wrote, where they keep what they remember: by sheet, by key. Empty where they were not asked for. */
  readonly properties: ReadonlyMap<SheetId, ReadonlyMap<string, string>>;
  /** Names of the charts on these sheets. Empty where properties were not asked for. */
  readonly charts: ReadonlyMap<SheetId, readonly string[]>;
  /** Merged cells of these sheets. Empty where properties were not asked for. */
  readonly merges: ReadonlyMap<SheetId, readonly Area[]>;
}

/** Stands for a sheet's name where a trip is for the whole workbook. */
export const WORKBOOK = "";

const SHEET_PROPERTIES =
  "items/id,items/name,items/visibility,items/protection/protected,items/autoFilter/isDataFiltered," +
  "items/names/items/name,items/names/items/formula,items/names/items/visible";

export async function surveyWorkbook(trips: Trips, withProperties: boolean): Promise<OpenSurvey> {
  const found = await trips.ask("read", WORKBOOK, (context) => {
    const { worksheets, names, tables, application, protection, functions } = context.workbook;
    // One load: a second one on the same collection would make its items anew, without what the first had brought.
    worksheets.load(SHEET_PROPERTIES);
    names.load("items/name,items/formula,items/visible");
    tables.load("items/id,items/name,items/worksheet/id,items/autoFilter/isDataFiltered,items/columns/items/name");
    application.load("calculationMode");
    protection.load("protected");
    context.workbook.load("usePrecisionAsDisplayed");
    // There is no property for the date system; 1 January 1904 is day 0 where days are counted from it.
    const epoch = functions.date(1904, 1, 1);
    epoch.load("value");
    return () => ({
      sheets: worksheets.items.map((sheet) => ({
        id: sheet.id,
        name: sheet.name,
        visibility: sheet.visibility,
        protected: sheet.protection.protected,
        filtered: sheet.autoFilter.isDataFiltered,
        names: sheet.names.items.map((item) => nameOf(item, sheet.id)),
      })),
      names: names.items.map((item) => nameOf(item, null)),
      tables: tables.items.map((table) => ({
        id: table.id,
        name: table.name,
        sheet: table.worksheet.id,
        filtered: table.autoFilter.isDataFiltered,
        columns: table.columns.items.map((column) => column.name),
      })),
      date1904: epoch.value === 0,
      calculationMode: application.calculationMode,
      structureProtected: protection.protected,
      precisionAsDisplayed: context.workbook.usePrecisionAsDisplayed,
    });
  });
  const filteredByTable = new Set(found.tables.filter((table) => table.filtered).map((table) => table.sheet));
  const sheets = found.sheets.map((sheet): SheetInfo => ({
    id: sheet.id,
    name: sheet.name,
    visibility: visibilityOf(sheet.visibility),
    // Chart and macro sheets are not among Excel's worksheets.
    kind: "cells",
    protected: sheet.protected,
    filtered: sheet.filtered || filteredByTable.has(sheet.id),
  }));
  const ours = new Set(withProperties ? [...blockPlaces({ sheets, names: found.names }).values()].map(({ sheet }) => sheet.id) : []);
  const { areas, sheets: more } = await furtherOf(
    trips,
    found.tables.map((table) => table.id),
    [...ours],
  );
  return {
    sheets,
    names: [...found.names, ...found.sheets.flatMap((sheet) => sheet.names)],
    tables: found.tables.map(({ id, name, sheet, columns }, index) => ({ id, name, sheet, columns, area: areas[index]! })),
    date1904: found.date1904,
    calculationMode: found.calculationMode === "Manual" ? "manual" : "automatic",
    structureProtected: found.structureProtected,
    // Of signatures and links to other files an open Excel says nothing here; it asks about both by itself.
    cautions: found.precisionAsDisplayed ? [{ kind: "precisionAsDisplayed" }] : [],
    charts: new Map(more.map(({ id, charts }) => [id, charts])),
    properties: new Map(more.map(({ id, properties }) => [id, new Map(properties)])),
    merges: new Map(more.map(({ id, merges }) => [id, merges])),
  };
}

interface Further {
  /** Of the tables, in their order. */
  readonly areas: readonly string[];
  readonly sheets: readonly FurtherOfSheet[];
}

/** What a sheet that an earlier run wrote is asked for besides. */
interface FurtherOfSheet {
  readonly id: SheetId;
  readonly charts: readonly string[];
  readonly properties: readonly (readonly [string, string])[];
  readonly merges: readonly Area[];
}

/** Of so many sheets the answer is far below what Excel on the web can hand over, as long as they are no larger than cards are. */
export const SHEETS_AT_ONCE = 60;

async function furtherOf(trips: Trips, tables: readonly string[], sheets: readonly SheetId[]): Promise<Further> {
  const sorted: FurtherOfSheet[] = [];
  let areas: readonly string[] = [];
  for (let from = 0; from === 0 || from < sheets.length; from += SHEETS_AT_ONCE) {
    // The tables come with the first of the sheets, or alone where there is none.
    const found = await inHalves(sheets.slice(from, from + SHEETS_AT_ONCE), (some) => furtherTrip(trips, some[0] === sheets[0] ? tables : [], some));
    if (from === 0) areas = found[0]?.areas ?? [];
    for (const part of found) sorted.push(...part.sheets);
  }
  return { areas, sheets: sorted };
}

/** Asks for all of them, or for one half after the other where the answer would be too large for Excel to hand over. */
export async function inHalves<T, Found>(things: readonly T[], ask: (some: readonly T[]) => Promise<Found>): Promise<Found[]> {
  try {
    return [await ask(things)];
  } catch (fault) {
    if (!(fault instanceof WorkbookError && fault.code === "payloadTooLarge") || things.length < 2) throw fault;
    const middle = Math.ceil(things.length / 2);
    return [...(await inHalves(things.slice(0, middle), ask)), ...(await inHalves(things.slice(middle), ask))];
  }
}

async function furtherTrip(trips: Trips, tables: readonly string[], sheets: readonly SheetId[]): Promise<Further> {
  if (tables.length + sheets.length === 0) return { areas: [], sheets: [] };
  return trips.ask("read", WORKBOOK, (context) => {
    const ranges = tables.map((id) => {
      const range = context.workbook.tables.getItem(id).getRange();
      range.untrack();
      range.load("address");
      return range;
    });
    const asked = sheets.map((id) => {
      const sheet = context.workbook.worksheets.getItem(id);
      sheet.customProperties.load("items/key,items/value");
      sheet.charts.load("items/name");
      return { id, sheet, merged: mergedAreasOf(sheet.getUsedRangeOrNullObject(false)) };
    });
    return () => ({
      areas: ranges.map(({ address }) => areaAddress(areaOf(address))),
      sheets: asked.map(({ id, sheet, merged }) => ({
        id,
        charts: sheet.charts.items.map(({ name }) => name),
        properties: sheet.customProperties.items.map(({ key, value }) => [key, value] as const),
        merges: merged(),
      })),
    });
  });
}

/** Asks for the merged cells of a range; the function handed back takes them out of the answer. */
export function mergedAreasOf(used: Excel.Range): () => readonly Area[] {
  used.untrack();
  const merged = used.getMergedAreasOrNullObject();
  merged.untrack();
  merged.load("areas/items/rowIndex,areas/items/columnIndex,areas/items/rowCount,areas/items/columnCount");
  return () => (merged.isNullObject ? [] : merged.areas.items.map(areaOfRange));
}

export function areaOfRange(range: Excel.Range): Area {
  const { rowIndex, columnIndex, rowCount, columnCount } = range;
  return { top: rowIndex, left: columnIndex, bottom: rowIndex + rowCount - 1, right: columnIndex + columnCount - 1 };
}

function visibilityOf(visibility: string): SheetInfo["visibility"] {
  if (visibility === "VeryHidden") return "veryHidden";
  return visibility === "Hidden" ? "hidden" : "visible";
}

function nameOf(item: Excel.NamedItem, sheet: SheetId | null): DefinedName {
  return { name: item.name, refersTo: withQuotedSheet(String(item.formula).replace(/^=/, "")), hidden: !item.visible, sheet };
}

/** Excel quotes a sheet's name only where it must; we always do, so that references can be compared. */
function withQuotedSheet(reference: string): string {
  const plain = /^([^'!,()]+)!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)$/.exec(reference);
  return plain ? `${quoteSheet(plain[1]!)}!${plain[2]!}` : reference;
}

/** "Data!A1:B2" or "'my sheet'!$A$1" → its area. */
export function areaOf(address: string): Area {
  const area = parseArea(address.slice(address.lastIndexOf("!") + 1));
  if (!area) throw new Error(`Excel gave “${address}” as an address.`);
  return area;
}
