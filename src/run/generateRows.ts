/** Rows of a weight tree for measures × members: read the scheme, make the rows, lay them out on a sheet of ours. Nothing is put into the tree itself. */
import type { Indicator } from "../kpi/indicator";
import type { Scheme } from "../kpi/scheme";
import type { Grid } from "../sheets/grid";
import { type GeneratedRow, type GeneratedWords, type TreeRow, generatedRows, layGenerated, rulesIn, treeRowsIn } from "../sheets/generatedRows";
import { tidy } from "../sheets/plainText";
import { readScheme } from "../sheets/readScheme";
import { blockOfGenerated, freeSheetName, isOurBlock } from "../sheets/sheetNames";
import type { Change, Workbook } from "./workbook";

export interface GenerateWish {
  /** Codes or names. */
  readonly template: string;
  readonly parent: string;
  readonly measures: readonly string[];
  /** null: all members of each measure. */
  readonly members: readonly string[] | null;
  /** null: the column is left blank. */
  readonly rule: string | null;
  readonly wordsFor: (language: Scheme["settings"]["language"]) => GeneratedWords;
}

/** Why there are no rows; `known`: what there is. */
export type GenerateProblem =
  | { readonly kind: "noScheme" }
  | { readonly kind: "noSuchTemplate" | "noSuchMeasure" | "noSuchRule"; readonly found: string; readonly known: readonly string[] }
  | { readonly kind: "noSuchParent"; readonly found: string; readonly template: string; readonly known: readonly string[] }
  | { readonly kind: "noSuchMember"; readonly found: string; readonly measure: string; readonly known: readonly string[] }
  | { readonly kind: "noMembers"; readonly measure: string };

export interface Generated {
  readonly rows: readonly GeneratedRow[];
  /** Codes of rows that hang below the parent already: then the weights of its level add up to more. */
  readonly beside: readonly string[];
  readonly sheet: string;
  readonly change: Change;
}

export async function generateRows(workbook: Workbook, wish: GenerateWish): Promise<Generated | GenerateProblem> {
  const survey = await workbook.survey();
  const ours = survey.names.filter(({ name, sheet }) => isOurBlock(name) && sheet === null);
  const isOurs = (sheet: string): boolean => ours.some(({ refersTo }) => sheetIn(refersTo) === sheet);
  const candidates = survey.sheets.filter((sheet) => sheet.kind === "cells" && !isOurs(sheet.name));
  const contents = await workbook.read(candidates.map((sheet) => sheet.id));
  const grids = candidates.flatMap((sheet): Grid[] => [contents.get(sheet.id)].flatMap((grid) => grid ?? []));
  // The tree need not be whole: a branch without lines is what the rows are made for.
  const scheme = readScheme(grids).partial;
  if (!scheme) return { kind: "noScheme" };
  const made = rowsFor(scheme, treeRowsIn(grids), rulesIn(grids), wish);
  if ("kind" in made) return made;

  const { language } = scheme.settings;
  const draft = layGenerated(made.rows, grids, wish.wordsFor(language), language);
  const block = blockOfGenerated();
  const present = ours.find(({ name }) => name === block);
  const known = present && survey.sheets.find((sheet) => sheet.name === sheetIn(present.refersTo));
  if (known) return { ...made, sheet: known.name, change: { kind: "rewriteBlock", block, draft: draft.draft } };
  const taken = survey.sheets.map((sheet) => sheet.name);
  const sheet = freeSheetName(draft.name, taken, " 2");
  return { ...made, sheet, change: { kind: "createSheet", name: sheet, block, after: "last", draft: draft.draft } };
}

/** "'权重树'!$A$1:$B$2" → "权重树". */
function sheetIn(refersTo: string): string {
  const place = /^(?:'((?:[^']|'')+)'|([^'!]+))!/.exec(refersTo);
  return place?.[1]?.replace(/''/g, "'") ?? place?.[2] ?? "";
}

function rowsFor(
  scheme: Scheme,
  tree: readonly TreeRow[],
  rules: ReturnType<typeof rulesIn>,
  wish: GenerateWish,
): Pick<Generated, "rows" | "beside"> | GenerateProblem {
  const called = (one: { readonly code: string; readonly name: string }, text: string): boolean =>
    tidy(one.code) === tidy(text) || tidy(one.name) === tidy(text);
  const template = scheme.templates.find((one) => called(one, wish.template));
  if (!template) return { kind: "noSuchTemplate", found: wish.template, known: scheme.templates.map(listedName) };
  const own = tree.filter((row) => called(template, row.template));
  const parent = own.find((row) => tidy(row.code) === tidy(wish.parent)) ?? own.find((row) => tidy(row.name) === tidy(wish.parent));
  if (!parent) return { kind: "noSuchParent", found: wish.parent, template: template.name, known: own.map(listedName) };
  if (wish.rule !== null && !rules.knows(wish.rule)) return { kind: "noSuchRule", found: wish.rule, known: rules.codes };

  const indicators: Indicator[] = [];
  for (const text of wish.measures) {
    const measure =
      scheme.indicators.find((one) => tidy(one.code) === tidy(text)) ??
      scheme.indicators.find((one) => [one.name, ...one.aliases].some((name) => tidy(name) === tidy(text)));
    if (!measure) return { kind: "noSuchMeasure", found: text, known: scheme.indicators.filter((one) => !one.member).map(listedName) };
    const members = scheme.indicators.filter((one) => one.member?.of === measure.code);
    if (members.length === 0) return { kind: "noMembers", measure: measure.name };
    for (const name of wish.members ?? members.map((one) => one.member!.code)) {
      const member = members.find(({ member: one }) => [one!.code, ...one!.names].some((known) => tidy(known) === tidy(name)));
      const known = members.map((one) => `${one.member!.code}  ${one.member!.names[0]!}`);
      if (!member) return { kind: "noSuchMember", found: name, measure: measure.name, known };
      if (!indicators.includes(member)) indicators.push(member);
    }
  }
  const place = { template: template.code, parent: parent.code, rule: wish.rule ?? "" };
  const beside = own.filter((row) => tidy(row.parent) === tidy(parent.code)).map((row) => row.code);
  return {
    rows: generatedRows(
      place,
      indicators,
      own.map((row) => row.code),
    ),
    beside,
  };
}

function listedName({ code, name }: { readonly code: string; readonly name: string }): string {
  return `${code}  ${name}`;
}
