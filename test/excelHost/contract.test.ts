/// <reference types="office-js" />
import { startExcel } from "../setup-officejs";
import type { ExcelHost } from "./excelHost";
import { HostCollection, HostObject } from "./model/hostObject";
import { isSettable, wireMembers, wireProperties } from "./protocol";

/** What the real client's classes know of themselves. */
interface ClientClass {
  readonly scalars: readonly string[];
  readonly settable: readonly string[];
  readonly navigation: readonly string[];
  readonly methods: readonly string[];
  readonly isCollection: boolean;
}

function capital(name: string): string {
  return name.startsWith("_") ? name : name[0]!.toUpperCase() + name.slice(1);
}

function clientClass(name: string): ClientClass | null {
  const known = (Excel as unknown as Record<string, { readonly prototype: object } | undefined>)[name];
  if (!known) return null;
  const { prototype } = known;
  const metadata = (property: string): readonly unknown[] => {
    const value: unknown = Object.getOwnPropertyDescriptor(prototype, property)?.get?.call({});
    return Array.isArray(value) ? value : [];
  };
  const scalars = metadata("_scalarPropertyOriginalNames").map(String);
  const updateable = metadata("_scalarPropertyUpdateable");
  const methods = Object.getOwnPropertyNames(prototype).filter((member) => typeof Object.getOwnPropertyDescriptor(prototype, member)!.value === "function");
  return {
    scalars,
    settable: scalars.filter((_, index) => updateable[index] === true),
    navigation: metadata("_navigationPropertyNames").map((member) => capital(String(member))),
    methods: methods.map(capital),
    isCollection: Boolean(Object.getOwnPropertyDescriptor(prototype, "_isCollection")?.get?.call({})),
  };
}

/** A workbook with one of everything that is emulated. */
function oneOfEverything(): ExcelHost {
  const host = startExcel();
  const { workbook } = host;
  const sheet = workbook.Worksheets.at("Sheet1");
  sheet.GetRange("A1:B3").Values = [
    ["a", "b"],
    [1, 2],
    [3, 4],
  ];
  sheet.Tables.Add("A1:B3", true);
  workbook.Names.Add("kpi.block", sheet.GetRange("A1:B3"));
  sheet.Names.Add("own", "=1");
  for (const type of ["Custom", "CellValue", "DataBar"]) sheet.GetRange("A1:B3").ConditionalFormats.Add(type);
  sheet.Charts.Add("Line", sheet.GetRange("A1:B3"));
  sheet.HorizontalPageBreaks.Add("A3");
  sheet.CustomProperties.Add("k", "v");
  workbook.Settings.Add("k", "v");
  (workbook.Properties.property("Custom") as { Add(key: string, value: unknown): void }).Add("k", "v");
  sheet.FreezePanes.FreezeRows(1);
  sheet.merge({ row: 9, column: 0, height: 1, width: 2 });
  return host;
}

function reachable(root: HostObject): ReadonlyMap<string, HostObject> {
  const found = new Map<string, HostObject>();
  const visit = (object: HostObject): void => {
    if (found.has(object.clientClass)) return;
    found.set(object.clientClass, object);
    if (object instanceof HostCollection) object.members().forEach((member: HostObject) => visit(member));
    for (const name of wireProperties(object)) {
      const next = read(object, name);
      if (next instanceof HostObject) visit(next);
    }
  };
  visit(root);
  return found;
}

/** A navigation property that does not apply to this object (the data bar of a formula's rule) refuses. */
function read(object: HostObject, name: string): unknown {
  try {
    return (object as unknown as Record<string, unknown>)[name];
  } catch (error) {
    if ((error as { readonly code?: string }).code === undefined) throw error;
    return undefined;
  }
}

function everyObject(): readonly HostObject[] {
  const { workbook } = oneOfEverything();
  const sheet = workbook.Worksheets.at("Sheet1");
  const objects = new Map(reachable(workbook));
  const others = [sheet.GetRange("A1:B2"), sheet.GetRanges("A1,B2"), workbook.Functions.Date(1904, 1, 1), ...sheet.conditionalFormats];
  for (const other of others) for (const [name, object] of reachable(other)) if (!objects.has(name)) objects.set(name, object);
  for (const format of sheet.conditionalFormats) {
    for (const detail of [format.customOrNull, format.cellValueOrNull, format.dataBarOrNull]) {
      if (detail) for (const [name, object] of reachable(detail)) if (!objects.has(name)) objects.set(name, object);
    }
  }
  return [...objects.values()];
}

test("the sample reaches every family of objects.", () => {
  const names = everyObject().map((object) => object.clientClass);
  expect(names.sort()).toMatchInlineSnapshot(`
   [
     "Application",
     "AutoFilter",
     "CellValueConditionalFormat",
     "Chart",
     "ChartAreaFormat",
     "ChartAxes",
     "ChartAxis",
     "ChartAxisTitle",
     "ChartBorder",
     "ChartCollection",
     "ChartDataLabels",
     "ChartFill",
     "ChartFont",
     "ChartGridlines",
     "ChartGridlinesFormat",
     "ChartLegend",
     "ChartLineFormat",
     "ChartPlotArea",
     "ChartSeries",
     "ChartSeriesCollection",
     "ChartSeriesFormat",
     "ChartTitle",
     "ConditionalDataBarNegativeFormat",
     "ConditionalDataBarPositiveFormat",
     "ConditionalFormat",
     "ConditionalFormatCollection",
     "ConditionalFormatRule",
     "ConditionalRangeFill",
     "ConditionalRangeFont",
     "ConditionalRangeFormat",
     "CustomConditionalFormat",
     "CustomProperty",
     "CustomPropertyCollection",
     "DataBarConditionalFormat",
     "DataValidation",
     "DocumentProperties",
     "FormatProtection",
     "FunctionResult",
     "Functions",
     "HeaderFooter",
     "HeaderFooterGroup",
     "NamedItem",
     "NamedItemCollection",
     "PageBreak",
     "PageBreakCollection",
     "PageLayout",
     "Range",
     "RangeAreas",
     "RangeBorder",
     "RangeBorderCollection",
     "RangeCollection",
     "RangeFill",
     "RangeFont",
     "RangeFormat",
     "Setting",
     "SettingCollection",
     "Table",
     "TableCollection",
     "TableColumn",
     "TableColumnCollection",
     "TableRow",
     "TableRowCollection",
     "Workbook",
     "WorkbookProtection",
     "Worksheet",
     "WorksheetCollection",
     "WorksheetCustomProperty",
     "WorksheetCustomPropertyCollection",
     "WorksheetFreezePanes",
     "WorksheetProtection",
   ]
  `);
});

/** The client sets these by other names than it reads them by; its metadata knows only the latter. */
const SET_ONLY = ["Worksheet.Gridlines", "Worksheet.Headings"];

test("every emulated class is a class of the real client, and every member one of its members.", () => {
  const wrong: string[] = [];
  for (const object of everyObject()) {
    const known = clientClass(object.clientClass);
    if (!known) {
      wrong.push(object.clientClass);
      continue;
    }
    if (known.isCollection !== object instanceof HostCollection) wrong.push(`${object.clientClass} (collection)`);
    for (const name of wireMembers(object)) {
      if (SET_ONLY.includes(`${object.clientClass}.${name}`)) continue;
      if (!known.scalars.includes(name) && !known.navigation.includes(name) && !known.methods.includes(name)) wrong.push(`${object.clientClass}.${name}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("what the client may set can be set, but for four that fail by name.", () => {
  const wrong: string[] = [];
  for (const object of everyObject()) {
    const known = clientClass(object.clientClass)!;
    for (const name of wireProperties(object)) {
      if (known.scalars.includes(name) && known.settable.includes(name) && !isSettable(object, name)) wrong.push(`${object.clientClass}.${name} cannot be set`);
    }
  }
  expect(wrong).toEqual([
    "Worksheet.StandardWidth cannot be set",
    "Table.ShowHeaders cannot be set",
    "Table.ShowTotals cannot be set",
    "RangeFill.Pattern cannot be set",
  ]);
});
