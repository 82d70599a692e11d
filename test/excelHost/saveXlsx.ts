/**
 * The emulated workbook as an .xlsx, so that other programs can show what the add-in made of it.
 *
 * It carries values, formulas with their last results, number formats, fonts, fills, borders, alignment, widths and heights, hidden rows and columns, merged cells,
 * conditional formats, links, panes, tab colours, print set-up, tables and defined names. It does not carry charts, data validation, filters, protection,
 * custom properties and settings.
 */
import { strToU8, zipSync } from "fflate";
import { columnLetters, isCellError } from "../../src/sheets/grid";
import type { ExcelHost } from "./excelHost";
import { intersection, rectAddress, SHEET_COLUMNS, SHEET_ROWS, WHOLE_SHEET, type Rect } from "./model/area";
import type { HostCell } from "./model/cells";
import type { ConditionalFormat } from "./model/conditionalFormat";
import { DEFAULT_LOOK, type Look } from "./model/look";
import type { Table } from "./model/table";
import type { Worksheet } from "./model/worksheet";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const POINTS_PER_INCH = 72;

export function saveXlsx(host: ExcelHost): Uint8Array {
  const { workbook } = host;
  const sheets = workbook.Worksheets.members();
  const styles = newStyles();
  const files: Record<string, string> = {};
  const tables = sheets.flatMap((sheet) => sheet.tables);
  const partOfTable = (table: Table): string => `table${tables.indexOf(table) + 1}.xml`;

  sheets.forEach((sheet, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] = sheetPart(sheet, styles);
    const targets = sheet.tables.map((table, number) => relation(number + 1, "table", `../tables/${partOfTable(table)}`));
    if (targets.length > 0) files[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relationsPart(targets);
  });
  tables.forEach((table, index) => (files[`xl/tables/${partOfTable(table)}`] = tablePart(table, index + 1)));
  files["xl/styles.xml"] = styles.part();
  files["xl/workbook.xml"] = workbookPart(host);
  files["xl/_rels/workbook.xml.rels"] = relationsPart([
    ...sheets.map((_, index) => relation(index + 1, "worksheet", `worksheets/sheet${index + 1}.xml`)),
    relation(sheets.length + 1, "styles", "styles.xml"),
  ]);
  files["_rels/.rels"] = relationsPart([relation(1, "officeDocument", "xl/workbook.xml")]);
  files["[Content_Types].xml"] = contentTypes(sheets.length, tables.length);
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

function relation(number: number, kind: string, target: string): string {
  return `<Relationship Id="rId${number}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
}

function relationsPart(relations: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE_RELATIONS}">${relations.join("")}</Relationships>`;
}

function contentTypes(sheets: number, tables: number): string {
  const part = (path: string, type: string): string => `<Override PartName="${path}" ContentType="${OFFICE_TYPES}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    part("/xl/workbook.xml", "sheet.main") +
    part("/xl/styles.xml", "styles") +
    Array.from({ length: sheets }, (_, index) => part(`/xl/worksheets/sheet${index + 1}.xml`, "worksheet")).join("") +
    Array.from({ length: tables }, (_, index) => part(`/xl/tables/table${index + 1}.xml`, "table")).join("") +
    "</Types>"
  );
}

function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\r/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

function workbookPart({ workbook }: ExcelHost): string {
  const sheets = workbook.Worksheets.members();
  const states: Readonly<Record<string, string>> = { Hidden: ' state="hidden"', VeryHidden: ' state="veryHidden"' };
  const list = sheets.map(
    (sheet, index) => `<sheet name="${escaped(sheet.Name)}" sheetId="${index + 1}"${states[sheet.Visibility] ?? ""} r:id="rId${index + 1}"/>`,
  );
  const defined = (name: string, text: string, scope: number | null, hidden: boolean): string =>
    `<definedName name="${escaped(name)}"${scope === null ? "" : ` localSheetId="${scope}"`}${hidden ? ' hidden="1"' : ""}>${escaped(text)}</definedName>`;
  const names = [
    ...workbook.Names.items.map((item) => defined(item.Name, item.Formula.slice(1), null, !item.Visible)),
    ...sheets.flatMap((sheet, index) => [
      ...sheet.Names.items.map((item) => defined(item.Name, item.Formula.slice(1), index, !item.Visible)),
      ...printNames(sheet).map(([name, text]) => defined(name, text, index, false)),
    ]),
  ];
  const active = Math.max(0, sheets.indexOf(workbook.active));
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${workbook.date1904 ? ' date1904="1"' : ""}/>` +
    `<bookViews><workbookView activeTab="${active}"/></bookViews><sheets>${list.join("")}</sheets>` +
    `${names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : ""}<calcPr fullCalcOnLoad="1"/></workbook>`
  );
}

function printNames(sheet: Worksheet): readonly (readonly [string, string])[] {
  const { PageLayout: layout } = sheet;
  const quoted = `'${sheet.Name.replace(/'/g, "''")}'`;
  const area = layout.GetPrintAreaOrNullObject();
  const titles = [layout.GetPrintTitleColumnsOrNullObject(), layout.GetPrintTitleRowsOrNullObject()].flatMap((range) => range ?? []);
  return [
    ...(area ? [["_xlnm.Print_Area", area.rects.map((rect) => `${quoted}!${rectAddress(rect, "$")}`).join(",")] as const] : []),
    ...(titles.length > 0 ? [["_xlnm.Print_Titles", titles.map((range) => `${quoted}!${rectAddress(range.rect, "$")}`).join(",")] as const] : []),
  ];
}

interface Styles {
  of(look: Look, format: string, prefixed: boolean): number;
  highlight(format: ConditionalFormat): number;
  part(): string;
}

function newStyles(): Styles {
  const list = (first: readonly string[]): { readonly items: string[]; add(xml: string): number } => {
    const items = [...first];
    return {
      items,
      add(xml) {
        const known = items.indexOf(xml);
        return known >= 0 ? known : items.push(xml) - 1;
      },
    };
  };
  const fonts = list([fontXml(DEFAULT_LOOK)]);
  const fills = list(['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>']);
  const borders = list([borderXml(DEFAULT_LOOK)]);
  const formats = list([]);
  const xfs = list(['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']);
  const highlights = list([]);
  const ready = new Map<Look, Map<string, number>>();

  const make = (look: Look, format: string, prefixed: boolean): number => {
    const fill =
      look["Fill.Color"] === null ? fills.items[0]! : `<fill><patternFill patternType="solid"><fgColor ${rgb(look["Fill.Color"])}/></patternFill></fill>`;
    const number = format === "General" ? 0 : 164 + formats.add(format);
    const ids = `numFmtId="${number}" fontId="${fonts.add(fontXml(look))}" fillId="${fills.add(fill)}" borderId="${borders.add(borderXml(look))}"`;
    return xfs.add(
      `<xf ${ids} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${prefixed ? ' quotePrefix="1"' : ""}>${alignmentXml(look)}</xf>`,
    );
  };

  const part = (name: string, items: readonly string[]): string => (items.length > 0 ? `<${name} count="${items.length}">${items.join("")}</${name}>` : "");
  return {
    of(look, format, prefixed) {
      if (look === DEFAULT_LOOK && format === "General" && !prefixed) return 0;
      const known = ready.get(look) ?? new Map<string, number>();
      ready.set(look, known);
      const key = `${prefixed}${format}`;
      const style = known.get(key) ?? make(look, format, prefixed);
      known.set(key, style);
      return style;
    },
    highlight: (format) => highlights.add(highlightXml(format)),
    part: () =>
      `${HEAD}<styleSheet xmlns="${MAIN}">` +
      part(
        "numFmts",
        formats.items.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(code)}"/>`),
      ) +
      part("fonts", fonts.items) +
      part("fills", fills.items) +
      part("borders", borders.items) +
      part("cellStyleXfs", ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']) +
      part("cellXfs", xfs.items) +
      part("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']) +
      part("dxfs", highlights.items) +
      "</styleSheet>",
  };
}

function rgb(colour: unknown): string {
  return `rgb="FF${String(colour).slice(1)}"`;
}

function fontXml(look: Look): string {
  const flags = [look["Font.Bold"] === true ? "<b/>" : "", look["Font.Italic"] === true ? "<i/>" : "", look["Font.Underline"] === "Single" ? "<u/>" : ""].join(
    "",
  );
  return `<font>${flags}<sz val="${String(look["Font.Size"])}"/><color ${rgb(look["Font.Color"])}/><name val="${escaped(String(look["Font.Name"]))}"/></font>`;
}

function borderXml(look: Look): string {
  const sides = [
    ["left", "EdgeLeft"],
    ["right", "EdgeRight"],
    ["top", "EdgeTop"],
    ["bottom", "EdgeBottom"],
  ] as const;
  const weights: Readonly<Record<string, string>> = { Hairline: "hair", Thin: "thin", Medium: "medium", Thick: "thick" };
  const xml = sides.map(([name, side]) => {
    if (look[`Borders.${side}.Style`] === "None") return `<${name}/>`;
    return `<${name} style="${weights[String(look[`Borders.${side}.Weight`])] ?? "thin"}"><color ${rgb(look[`Borders.${side}.Color`])}/></${name}>`;
  });
  return `<border>${xml.join("")}<diagonal/></border>`;
}

function alignmentXml(look: Look): string {
  const horizontal: Readonly<Record<string, string>> = {
    General: "general",
    Left: "left",
    Center: "center",
    Right: "right",
    CenterAcrossSelection: "centerContinuous",
    Fill: "fill",
    Justify: "justify",
    Distributed: "distributed",
  };
  const indent = Number(look["IndentLevel"]);
  return (
    `<alignment horizontal="${horizontal[String(look["HorizontalAlignment"])] ?? "general"}" vertical="${String(look["VerticalAlignment"]).toLowerCase()}"` +
    `${look["WrapText"] === true ? ' wrapText="1"' : ""}${indent > 0 ? ` indent="${indent}"` : ""}/>`
  );
}

function highlightXml(format: ConditionalFormat): string {
  const { Font: font, Fill: fill } = (format.customOrNull ?? format.cellValueOrNull)!.Format;
  const bold = font.Bold === null ? "" : `<b val="${font.Bold ? 1 : 0}"/>`;
  const colour = font.Color === "" ? "" : `<color ${rgb(font.Color)}/>`;
  const background =
    fill.Color === "" ? "" : `<fill><patternFill patternType="solid"><fgColor ${rgb(fill.Color)}/><bgColor ${rgb(fill.Color)}/></patternFill></fill>`;
  return `<dxf>${bold + colour === "" ? "" : `<font>${bold}${colour}</font>`}${background}</dxf>`;
}

function sheetPart(sheet: Worksheet, styles: Styles): string {
  const rules = sheet.conditionalFormats.map((format, index) => rule(format, index + 1, styles));
  const links = [...sheet.cells.within(WHOLE_SHEET)].filter(({ cell }) => cell.link?.documentReference !== undefined);
  const linkXml = links.map(
    ({ row, column, cell }) =>
      `<hyperlink ref="${columnLetters(column)}${row + 1}" location="${escaped(cell.link!.documentReference!)}"${cell.link!.screenTip === undefined ? "" : ` tooltip="${escaped(cell.link!.screenTip)}"`}/>`,
  );
  const merges = sheet.merges.map((merge) => `<mergeCell ref="${rectAddress(merge)}"/>`);
  const extended = rules.flatMap(({ twin }) => twin ?? []);
  return [
    `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr>`,
    sheet.TabColor === "" ? "" : `<tabColor ${rgb(sheet.TabColor)}/>`,
    fitsPages(sheet) ? '<pageSetUpPr fitToPage="1"/>' : "",
    `</sheetPr><sheetViews><sheetView workbookViewId="0"${sheet.ShowGridlines ? "" : ' showGridLines="0"'}${sheet.workbook.active === sheet ? ' tabSelected="1"' : ""}>`,
    pane(sheet.FreezePanes.frozen),
    `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
    columns(sheet),
    `<sheetData>${rows(sheet, styles)}</sheetData>`,
    merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>` : "",
    rules.map(({ plain }) => plain).join(""),
    linkXml.length > 0 ? `<hyperlinks>${linkXml.join("")}</hyperlinks>` : "",
    printXml(sheet),
    sheet.tables.length > 0
      ? `<tableParts count="${sheet.tables.length}">${sheet.tables.map((_, index) => `<tablePart r:id="rId${index + 1}"/>`).join("")}</tableParts>`
      : "",
    extended.length > 0
      ? `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="${X14}"><x14:conditionalFormattings>${extended.join("")}</x14:conditionalFormattings></ext></extLst>`
      : "",
    "</worksheet>",
  ].join("");
}

function fitsPages(sheet: Worksheet): boolean {
  return (sheet.PageLayout.Zoom as { readonly horizontalFitToPages?: number }).horizontalFitToPages !== undefined;
}

function pane(frozen: Rect | null): string {
  if (!frozen) return "";
  const down = frozen.height === SHEET_ROWS ? 0 : frozen.row + frozen.height;
  const across = frozen.width === SHEET_COLUMNS ? 0 : frozen.column + frozen.width;
  const name = down > 0 && across > 0 ? "bottomRight" : down > 0 ? "bottomLeft" : "topRight";
  return `<pane${across > 0 ? ` xSplit="${across}"` : ""}${down > 0 ? ` ySplit="${down}"` : ""} topLeftCell="${columnLetters(across)}${down + 1}" activePane="${name}" state="frozen"/>`;
}

function columns(sheet: Worksheet): string {
  const known = [...new Set([...sheet.columnWidths.keys(), ...sheet.hiddenColumns])].sort((a, b) => a - b);
  const xml = known.map((column) => {
    const pixels = sheet.columnWidth(column) / 0.75;
    const characters = Math.trunc((pixels / 7) * 256) / 256;
    return `<col min="${column + 1}" max="${column + 1}" width="${characters}" customWidth="1"${sheet.hiddenColumns.has(column) ? ' hidden="1"' : ""}/>`;
  });
  return xml.length > 0 ? `<cols>${xml.join("")}</cols>` : "";
}

function rows(sheet: Worksheet, styles: Styles): string {
  const byRow = new Map<number, { readonly column: number; readonly cell: HostCell }[]>();
  for (const { row, column, cell } of sheet.cells.within(WHOLE_SHEET)) {
    const cells = byRow.get(row) ?? [];
    byRow.set(row, cells);
    cells.push({ column, cell });
  }
  const all = [...new Set([...byRow.keys(), ...sheet.rowHeights.keys(), ...sheet.hiddenRows, ...sheet.filterHidden])].sort((a, b) => a - b);
  return all
    .map((row) => {
      const height = sheet.rowHeights.get(row);
      const attributes = `r="${row + 1}"${height === undefined ? "" : ` ht="${height}" customHeight="1"`}${sheet.isRowHidden(row) ? ' hidden="1"' : ""}`;
      const cells = (byRow.get(row) ?? []).sort((a, b) => a.column - b.column);
      return `<row ${attributes}>${cells.map(({ column, cell }) => cellXml(`${columnLetters(column)}${row + 1}`, cell, styles)).join("")}</row>`;
    })
    .join("");
}

function cellXml(place: string, { value, formula, look, format, prefixed }: HostCell, styles: Styles): string {
  const style = styles.of(look, format, prefixed);
  const lead = `<c r="${place}"${style === 0 ? "" : ` s="${style}"`}`;
  const f = formula === null ? "" : `<f>${escaped(formula)}</f>`;
  if (value === null) return formula === null ? `${lead}/>` : `${lead}>${f}</c>`;
  if (isCellError(value)) return `${lead} t="e">${f}<v>${escaped(value.error)}</v></c>`;
  if (typeof value === "number") return `${lead}>${f}<v>${value}</v></c>`;
  if (typeof value === "boolean") return `${lead} t="b">${f}<v>${value ? 1 : 0}</v></c>`;
  if (formula !== null) return `${lead} t="str">${f}<v>${escaped(value)}</v></c>`;
  return `${lead} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

interface RuleXml {
  readonly plain: string;
  readonly twin: string | null;
}

function rule(format: ConditionalFormat, priority: number, styles: Styles): RuleXml {
  const areas = format.rects.map((rect) => rectAddress(rect)).join(" ");
  const wrapped = (xml: string): string => `<conditionalFormatting sqref="${areas}">${xml}</conditionalFormatting>`;
  const stop = format.StopIfTrue ? ' stopIfTrue="1"' : "";
  if (format.customOrNull) {
    const formula = escaped(format.customOrNull.Rule.Formula.slice(1));
    return {
      plain: wrapped(`<cfRule type="expression" dxfId="${styles.highlight(format)}" priority="${priority}"${stop}><formula>${formula}</formula></cfRule>`),
      twin: null,
    };
  }
  if (format.cellValueOrNull) {
    const { formula1, operator } = format.cellValueOrNull.Rule as { readonly formula1: string; readonly operator: string };
    const operation = operator[0]!.toLowerCase() + operator.slice(1);
    const formula = `<formula>${escaped(formula1.replace(/^=/, ""))}</formula>`;
    return {
      plain: wrapped(`<cfRule type="cellIs" dxfId="${styles.highlight(format)}" priority="${priority}" operator="${operation}"${stop}>${formula}</cfRule>`),
      twin: null,
    };
  }
  const bar = format.dataBarOrNull!;
  const positive = bar.property("PositiveFormat") as { property(name: string): unknown };
  const bounds = ["LowerBoundRule", "UpperBoundRule"].map((name, index) => {
    const { type, formula } = bar.property(name) as { readonly type: string; readonly formula?: string };
    return type === "Number" ? { type: "num", value: formula ?? "0" } : { type: index === 0 ? "min" : "max", value: "" };
  });
  const id = `{B5C0DA7A-0000-4000-8000-${priority.toString(16).toUpperCase().padStart(12, "0")}}`;
  const cfvo = bounds.map(({ type, value }) => `<cfvo type="${type}"${value === "" ? "" : ` val="${escaped(value)}"`}/>`).join("");
  const extendedBounds = bounds.map(({ type, value }) =>
    value === "" ? `<x14:cfvo type="auto${type === "min" ? "Min" : "Max"}"/>` : `<x14:cfvo type="num"><xm:f>${escaped(value)}</xm:f></x14:cfvo>`,
  );
  const link = `<extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}" xmlns:x14="${X14}"><x14:id>${id}</x14:id></ext></extLst>`;
  return {
    plain: wrapped(`<cfRule type="dataBar" priority="${priority}"><dataBar>${cfvo}<color ${rgb(positive.property("FillColor"))}/></dataBar>${link}</cfRule>`),
    twin:
      '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">' +
      `<x14:cfRule type="dataBar" id="${id}"><x14:dataBar minLength="0" maxLength="100" gradient="${positive.property("GradientFill") === true ? 1 : 0}">` +
      `${extendedBounds.join("")}<x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>${areas}</xm:sqref></x14:conditionalFormatting>`,
  };
}

function printXml(sheet: Worksheet): string {
  const { PageLayout: layout } = sheet;
  const inches = (points: number): number => Math.round((points / POINTS_PER_INCH) * 1e6) / 1e6;
  const papers: Readonly<Record<string, number>> = { Letter: 1, Legal: 5, A3: 8, A4: 9, A5: 11 };
  const footer = layout.HeadersFooters.property("DefaultForAllPages") as { property(name: string): unknown };
  const part = (code: string, name: string): string => (footer.property(name) === "" ? "" : `${code}${String(footer.property(name))}`);
  const foot = part("&L", "LeftFooter") + part("&C", "CenterFooter") + part("&R", "RightFooter");
  const breaks = sheet.HorizontalPageBreaks.members().map((pageBreak) => `<brk id="${pageBreak.RowIndex}" max="16383" man="1"/>`);
  return (
    (layout.CenterHorizontally ? '<printOptions horizontalCentered="1"/>' : "") +
    `<pageMargins left="${inches(layout.LeftMargin)}" right="${inches(layout.RightMargin)}" top="${inches(layout.TopMargin)}" bottom="${inches(layout.BottomMargin)}" ` +
    `header="${inches(layout.HeaderMargin)}" footer="${inches(layout.FooterMargin)}"/>` +
    `<pageSetup paperSize="${papers[layout.PaperSize] ?? 9}" orientation="${layout.Orientation.toLowerCase()}"${fitsPages(sheet) ? ' fitToHeight="0"' : ""}/>` +
    (foot === "" ? "" : `<headerFooter><oddFooter>${escaped(foot)}</oddFooter></headerFooter>`) +
    (breaks.length > 0 ? `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breaks.join("")}</rowBreaks>` : "")
  );
}

function tablePart(table: Table, id: number): string {
  const ref = rectAddress(intersection(table.rect, WHOLE_SHEET)!);
  const list = table.columnNames().map((name, index) => `<tableColumn id="${index + 1}" name="${escaped(name).replace(/\n/g, "_x000a_")}"/>`);
  const style = `<tableStyleInfo${table.Style === "" ? "" : ` name="${table.Style}"`} showFirstColumn="0" showLastColumn="0" showRowStripes="${table.ShowBandedRows ? 1 : 0}" showColumnStripes="0"/>`;
  return (
    `${HEAD}<table xmlns="${MAIN}" id="${id}" name="${escaped(table.Name)}" displayName="${escaped(table.Name)}" ref="${ref}" totalsRowShown="0">` +
    `<autoFilter ref="${ref}"/><tableColumns count="${list.length}">${list.join("")}</tableColumns>${style}</table>`
  );
}
