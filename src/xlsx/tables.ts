/** Table parts: read for the survey, written for drafts. */
import type { DraftTable } from "../sheets/draft";
import { areaAddress, parseArea, type Area } from "../sheets/grid";
import { XML_DECLARATION } from "./package";
import { decodeEscapes, encodeEscapes } from "./strings";
import { hasFilterColumn } from "./worksheetPart";
import { attributeOf, childOf, childrenOf, escapeAttribute, type XmlElement } from "./xml";

export interface TablePart {
  readonly id: number;
  readonly name: string;
  readonly area: string;
  readonly columns: readonly string[];
  readonly filtered: boolean;
}

export function readTable(root: XmlElement): TablePart {
  const columns = childOf(root, "tableColumns");
  const filter = childOf(root, "autoFilter");
  return {
    id: Number(attributeOf(root, "id")),
    name: attributeOf(root, "displayName") ?? attributeOf(root, "name") ?? "",
    area: attributeOf(root, "ref") ?? "",
    columns: (columns ? childrenOf(columns, "tableColumn") : []).map((column) => decodeEscapes(attributeOf(column, "name") ?? "")),
    filtered: filter !== undefined && hasFilterColumn(filter),
  };
}

/** A drafted table as it may stand in a file: a table without any data row is none, so it gets one blank row. */
export function tableArea(table: DraftTable): Area {
  const area = parseArea(table.area);
  if (!area) throw new Error(`Table ${table.name}: “${table.area}” is no area.`);
  const width = area.right - area.left + 1;
  const distinct = new Set(table.columns.map((name) => name.toLowerCase()));
  if (table.columns.length !== width || distinct.size !== width) {
    throw new Error(`Table ${table.name}: ${width} columns need ${width} different names, not ${table.columns.join(", ")}.`);
  }
  return area.bottom > area.top ? area : { ...area, bottom: area.top + 1 };
}

export function tableMarkup(table: DraftTable, id: number, name: string, namespace: string): string {
  const ref = areaAddress(tableArea(table));
  return (
    `${XML_DECLARATION}<table xmlns="${namespace}" id="${id}" name="${escapeAttribute(name)}" displayName="${escapeAttribute(name)}" ref="${ref}" totalsRowShown="0">` +
    `<autoFilter ref="${ref}"/>${columnsMarkup(table.columns)}<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`
  );
}

export function columnsMarkup(columns: readonly string[]): string {
  const list = columns.map((name, index) => `<tableColumn id="${index + 1}" name="${escapeAttribute(columnName(name))}"/>`);
  return `<tableColumns count="${columns.length}">${list.join("")}</tableColumns>`;
}

/** In a table's column names even a line feed is spelled as an escape. */
function columnName(name: string): string {
  return encodeEscapes(name).replace(/\r/g, "_x000d_").replace(/\n/g, "_x000a_").replace(/\t/g, "_x0009_");
}

/** The name, or the name with a number behind it that nobody in the workbook has. Excel compares without regard to case. */
export function freeTableName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`.toLowerCase())) number++;
  return `${name}_${number}`;
}
