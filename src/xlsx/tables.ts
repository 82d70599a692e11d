/** Table parts: read for the survey, written for drafts. */
import type { DraftTable } from "../sheets/draft";
import { areaAddress, parseArea, type Area } from "../sheets/grid";
import { XML_DECLARATION } from "./package";
import { decodeEscapes, encodeEscapes } from "./strings";
import { hasFilterColumn } from "./worksheetPart";
import { attributeOf, attributeSet, childOf, childrenOf, escapeAttribute, spliced, withPrefix, type Splice, type XmlElement } from "./xml";

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

/**
 * The part of a table that was drafted anew; the same text where nothing differs. What a person did to the table stays: their columns right of ours,
 * a row of totals, the style. `before`: the block that the table stood in.
 */
export function rewrittenTable(text: string, root: XmlElement, table: DraftTable, before: Area): string {
  const drafted = tableArea(table);
  const present = parseArea(attributeOf(root, "ref") ?? "");
  const totals = Number(attributeOf(root, "totalsRowCount") ?? 0);
  const list = childOf(root, "tableColumns");
  const columns = list ? childrenOf(list, "tableColumn") : [];
  const nameOf = (column: XmlElement) => decodeEscapes(attributeOf(column, "name") ?? "");
  // Columns of a person's own can stay only while they stand right beside ours, under names that ours do not have.
  const behind = columns.slice(drafted.right - drafted.left + 1);
  const taken = new Set(table.columns.map((name) => name.toLowerCase()));
  const staysBeside = present !== null && present.left === drafted.left && drafted.right === before.right;
  const extra = staysBeside && behind.every((column) => !taken.has(nameOf(column).toLowerCase())) ? behind : [];
  const body = { ...drafted, right: drafted.right + extra.length };

  const splices: Splice[] = [];
  const set = (element: XmlElement, name: string, value: string) => {
    const splice = attributeSet(element, name, value);
    if (splice) splices.push(splice);
  };
  const filter = childOf(root, "autoFilter");
  set(root, "ref", areaAddress({ ...body, bottom: body.bottom + totals }));
  if (filter) set(filter, "ref", areaAddress(body));
  const same = columns.length - extra.length === table.columns.length && table.columns.every((name, index) => nameOf(columns[index]!) === name);
  if (same || !list) return spliced(text, splices);

  // What filters and sorts by columns that are others now would hide or order the wrong rows.
  for (const stale of [...(filter?.children ?? []), ...childrenOf(root, "sortState")]) splices.push({ start: stale.start, end: stale.end, text: "" });
  let nextId = Math.max(0, ...columns.map((column) => Number(attributeOf(column, "id")))) + 1;
  const markup = table.columns.map((name) => {
    const kept = columns.find((column) => !extra.includes(column) && nameOf(column) === name);
    return kept ? text.slice(kept.start, kept.end) : withPrefix(columnMarkup(name, nextId++), root.prefix);
  });
  const tail = extra.map((column) => text.slice(column.start, column.end));
  set(list, "count", String(markup.length + tail.length));
  splices.push({ start: list.openEnd, end: list.closeStart, text: [...markup, ...tail].join("") });
  return spliced(text, splices);
}

export function tableMarkup(table: DraftTable, id: number, name: string, namespace: string): string {
  const ref = areaAddress(tableArea(table));
  return (
    `${XML_DECLARATION}<table xmlns="${namespace}" id="${id}" name="${escapeAttribute(name)}" displayName="${escapeAttribute(name)}" ref="${ref}" totalsRowShown="0">` +
    `<autoFilter ref="${ref}"/><tableColumns count="${table.columns.length}">${table.columns.map((column, index) => columnMarkup(column, index + 1)).join("")}</tableColumns><tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`
  );
}

function columnMarkup(name: string, id: number): string {
  return `<tableColumn id="${id}" name="${escapeAttribute(columnName(name))}"/>`;
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
