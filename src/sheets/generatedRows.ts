/**
 * Rows of a weight tree for measures × members (指标 × 成员), written once as ordinary rows that somebody looks at and pastes into the tree.
 *
 * The weights are equal and add up to exactly 100 %, to two places: 3 rows are 33.34, 33.33 and 33.33.
 */
import { type Decimal, decimal } from "../kpi/decimal";
import type { Indicator } from "../kpi/indicator";
import { type ChoiceOf, choiceOf } from "./choices";
import { columnsOf } from "./extent";
import { findTable } from "./findTable";
import type { Grid } from "./grid";
import { columnOfHeading, schemeSheetOf } from "./headings";
import { type InputCell, type NamedDraft, layIndicatorSheet } from "./layScheme";
import { cellText, tidy } from "./plainText";
import { SCHEME_SHEETS, type SchemeColumn, type SchemeSheetKey } from "./schemeColumns";

/** A row of the weight tree, a branch still without lines among them. */
export interface TreeRow {
  readonly template: string;
  readonly code: string;
  readonly parent: string;
  readonly name: string;
}

export interface GeneratedRow {
  readonly template: string;
  readonly code: string;
  readonly parent: string;
  readonly name: string;
  /** Per cent. */
  readonly weight: Decimal;
  readonly indicator: string;
  /** "": to be filled in. */
  readonly rule: string;
}

/** The rows of the tree's sheet as they stand, however incomplete the tree is. */
export function treeRowsIn(grids: readonly Grid[]): readonly TreeRow[] {
  const table = gridOf(grids, "tree");
  const found = table && findTable(table, "tree", []);
  return (found?.rows ?? []).map((row) => ({
    template: cellText(row.cell("template")),
    code: cellText(row.cell("code")),
    parent: cellText(row.cell("parent")),
    name: cellText(row.cell("name")),
  }));
}

/** Codes and names that the tree's rule column takes. `knows` also says so of the kinds' own words. */
export function rulesIn(grids: readonly Grid[]): { readonly codes: readonly string[]; readonly knows: (rule: string) => boolean } {
  const grid = gridOf(grids, "rules");
  const rows = (grid && findTable(grid, "rules", []))?.rows ?? [];
  const names = new Set(rows.flatMap((row) => [cellText(row.cell("code")), cellText(row.cell("name"))]).map(tidy));
  return {
    codes: rows.map((row) => cellText(row.cell("code"))),
    knows: (rule) => names.has(tidy(rule)) || hasDefaults(choiceOf("ruleKind", rule)),
  };
}

/** Bands and points have no defaults: they stand in a sheet of their own. */
function hasDefaults(kind: ChoiceOf<"ruleKind"> | null): boolean {
  return kind !== null && kind !== "bands" && kind !== "piecewise";
}

function gridOf(grids: readonly Grid[], key: SchemeSheetKey): Grid | null {
  return grids.find((grid) => schemeSheetOf(grid.sheet) === key) ?? null;
}

/** One row per indicator in their order. `taken`: codes of the template's rows, which the new ones keep clear of. */
export function generatedRows(
  place: { readonly template: string; readonly parent: string; readonly rule: string },
  indicators: readonly Indicator[],
  taken: readonly string[],
): readonly GeneratedRow[] {
  const known = new Set(taken.map(tidy));
  const weights = equalWeights(indicators.length);
  let number = 0;
  return indicators.map(({ code: indicator, name }, position) => {
    do number += 1;
    while (known.has(tidy(`${place.parent}.${number}`)));
    return { ...place, code: `${place.parent}.${number}`, name, weight: weights[position]!, indicator };
  });
}

/** In hundredths of a per cent, so that what is left over goes to the first rows and the sum is exact. */
function equalWeights(count: number): readonly Decimal[] {
  const hundredths = Math.floor(10000 / count);
  const more = 10000 - hundredths * count;
  return Array.from({ length: count }, (_row, place) => decimal(hundredths + (place < more ? 1 : 0)).div(100));
}

export interface GeneratedWords {
  readonly sheet: string;
  readonly title: (template: string, parent: string) => string;
  readonly note: string;
}

/** In the columns of the workbook's own tree, headings and order alike, so that the rows can be pasted as they are. */
export function layGenerated(rows: readonly GeneratedRow[], grids: readonly Grid[], words: GeneratedWords, language: "zh" | "en"): NamedDraft {
  const headings = treeHeadings(grids, language);
  const cells = rows.map((row) => headings.map(({ key }) => cellOf(row, key)));
  const [first] = rows;
  const title = words.title(first?.template ?? "", first?.parent ?? "");
  return layIndicatorSheet(
    words.sheet,
    title,
    words.note,
    headings.map(({ heading }) => heading),
    cells,
    language,
  );
}

function cellOf(row: GeneratedRow, key: string | null): InputCell {
  switch (key) {
    case "template":
    case "code":
    case "parent":
    case "name":
    case "indicator":
      return row[key];
    case "rule":
      return row.rule === "" ? null : row.rule;
    case "weight":
      return { value: Number(`${row.weight.toString()}e-2`), format: "0.00%" };
    default:
      return null;
  }
}

interface TreeHeading {
  readonly heading: string;
  readonly key: string | null;
}

/** As they stand in the sheet, from the first to the last that is known; where weights have no column yet, it comes last. */
function treeHeadings(grids: readonly Grid[], language: "zh" | "en"): readonly TreeHeading[] {
  const grid = gridOf(grids, "tree");
  const columns: Readonly<Record<string, SchemeColumn>> = SCHEME_SHEETS.tree.columns;
  const usual = Object.entries(columns).map(([key, column]) => ({ heading: column[language], key }));
  if (!grid) return usual;
  for (let row = 0; row < grid.rowCount; row += 1) {
    const all = Array.from({ length: columnsOf(grid) }, (_cell, column): TreeHeading => {
      const heading = cellText(grid.at(row, column));
      return { heading, key: heading === "" ? null : columnOfHeading("tree", heading) };
    });
    if (!usual.every(({ key }) => !columns[key]!.required || all.some((one) => one.key === key))) continue;
    const known = all.flatMap(({ key }, place) => (key === null ? [] : [place]));
    const own = all.slice(known[0], known.at(-1)! + 1);
    return own.some(({ key }) => key === "weight") ? own : [...own, { heading: columns["weight"]![language], key: "weight" }];
  }
  return usual;
}
