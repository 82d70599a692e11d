/**
 * What it takes to hold the formulas of a scored workbook against the engine: score it, write it through the file layer, spoil every result that lies in the file,
 * let LibreOffice work all formulas out anew, and compare.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { decimal } from "../../src/kpi/decimal";
import { type Decimals, roundTo } from "../../src/kpi/rounding";
import type { Scorecard, ScoredItem } from "../../src/kpi/scorecard";
import { type Drafted, draftScorecards } from "../../src/run/draftScorecards";
import type { Change } from "../../src/run/workbook";
import { writeScorecards } from "../../src/run/writeScorecards";
import { allItems, COLUMN, FIRST_ROW } from "../../src/sheets/cardPlan";
import type { SheetDraft } from "../../src/sheets/draft";
import { type CellValue, type Grid, address, isCellError } from "../../src/sheets/grid";
import { blockOfCard } from "../../src/sheets/sheetNames";
import { en } from "../../src/text/en";
import { zh } from "../../src/text/zh";
import { hasGap } from "./draftChecks";
import { recalculated } from "./libreOffice";
import { openXlsx } from "../../src/xlsx/portable";

export interface ScoredFile {
  readonly name: string;
  readonly drafted: Drafted;
  /** Our sheets as they were drafted, by name. */
  readonly drafts: ReadonlyMap<string, SheetDraft>;
  /** As it was written, results beside the formulas. */
  readonly bytes: Uint8Array;
}

/** Scored and written as the command line does it. `change` may tamper with what is written, to see whether that is seen. */
export async function scoredFile(
  name: string,
  bytes: Uint8Array,
  period: string | null,
  change: (changes: readonly Change[], drafted: Drafted) => readonly Change[] = (changes) => changes,
): Promise<ScoredFile> {
  const workbook = openXlsx(bytes);
  const drafted = await draftScorecards(workbook, { period, labelsFor: (language) => (language === "zh" ? zh : en).sheetLabels });
  if (!drafted.scheme) {
    const errors = drafted.findings.filter((one) => one.severity === "error");
    throw new Error(`${name} is not scored: ${JSON.stringify(errors.slice(0, 3))}`);
  }
  await writeScorecards(workbook, { ...drafted, changes: change(drafted.changes, drafted) });
  const drafts = new Map(drafted.changes.flatMap((one) => (one.kind === "createSheet" ? [[one.name, one.draft] as const] : [])));
  return { name, drafted, drafts, bytes: workbook.toBytes() };
}

/** The file with a wrong result beside every formula, so that the right ones can only come from a calculation. */
export function withWrongResults(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly spoilt: number } {
  let spoilt = 0;
  const parts = Object.entries(unzipSync(bytes)).map(([path, part]): [string, Uint8Array] => {
    if (!/^xl\/worksheets\/[^/]+\.xml$/.test(path)) return [path, part];
    const markup = strFromU8(part).replace(/<c ([^>]*)>(<f>[^<]*<\/f>)(?:<v>[^<]*<\/v>)?<\/c>/g, (_cell, attributes: string, formula: string) => {
      spoilt += 1;
      return `<c ${attributes.replace(/ ?t="[^"]*"/, "")}>${formula}<v>-987654.321</v></c>`;
    });
    return [path, strToU8(markup)];
  });
  return { bytes: zipSync(Object.fromEntries(parts), { level: 1 }), spoilt };
}

export interface Disagreement {
  readonly workbook: string;
  readonly sheet: string;
  readonly cell: string;
  readonly live: CellValue;
  readonly engine: CellValue;
  readonly formula: string;
}

export interface Comparison {
  /** Formula cells. */
  readonly cells: number;
  /** Points, rates and totals that were held against the scorecards themselves, digit for digit. */
  readonly shown: number;
  readonly longestFormula: number;
  readonly disagreements: readonly Disagreement[];
}

/** Every formula cell of ours against what was drafted for it, and every figure that a card shows against the scorecard itself. */
export function compareLive(file: ScoredFile, live: ReadonlyMap<string, Grid>): Comparison {
  let cells = 0;
  let longestFormula = 0;
  const disagreements: Disagreement[] = [];
  for (const [sheet, draft] of file.drafts) {
    const grid = live.get(sheet);
    draft.rows.forEach((row, rowAt) =>
      row.forEach((cell, column) => {
        if (cell?.formula === undefined) return;
        cells += 1;
        longestFormula = Math.max(longestFormula, cell.formula.length);
        if (hasGap(cell.formula))
          disagreements.push({
            workbook: file.name,
            sheet,
            cell: address(rowAt, column),
            live: "a gap in the formula",
            engine: cell.value,
            formula: cell.formula,
          });
        const found = grid?.at(rowAt, column).value ?? null;
        if (!near(found, cell.value))
          disagreements.push({ workbook: file.name, sheet, cell: address(rowAt, column), live: found, engine: cell.value, formula: cell.formula });
      }),
    );
  }
  const shown = file.drafted.cards.map((card) => compareShown(file, card, live, disagreements));
  return { cells, shown: shown.reduce((all, count) => all + count, 0), longestFormula, disagreements };
}

/** Within 1e-9; of scores above a thousand doubles hold, and LibreOffice saves, fewer decimals than that. */
function near(one: CellValue, other: CellValue): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) <= Math.max(1e-9, 1e-12 * Math.abs(other));
  if (isCellError(one) || isCellError(other)) return false;
  return (one ?? "") === (other ?? "");
}

function compareShown({ name, drafted, drafts }: ScoredFile, card: Scorecard, live: ReadonlyMap<string, Grid>, disagreements: Disagreement[]): number {
  const { pointDecimals, rateDecimals } = drafted.scheme!.settings;
  const block = blockOfCard(card.department.code, card.template.code);
  const sheet = drafted.changes.flatMap((one) => (one.kind === "createSheet" && one.block === block ? [one.name] : []))[0]!;
  const draft = drafts.get(sheet)!;
  let count = 0;
  const hold = (row: number, column: number, figure: ScoredItem["fullPoints"], decimals: Decimals, per: 1 | 100): void => {
    if (figure === null || decimals === "none") return;
    count += 1;
    const found = live.get(sheet)?.at(row, column).value ?? null;
    // A sum of doubles may be off in its sixteenth digit, which no reader sees: both are taken as they are shown.
    if (typeof found === "number" && roundTo(decimal(found).times(per), decimals).eq(roundTo(figure, decimals))) return;
    const wanted = Number(figure.div(per).toString());
    const formula = draft.rows[row]?.[column]?.formula ?? "";
    disagreements.push({ workbook: name, sheet, cell: address(row, column), live: found, engine: wanted, formula });
  };
  allItems(card.items).forEach((item, place) => {
    const points = item.kind === "branch" ? item.points : item.outcome.kind === "scored" ? item.outcome.points : null;
    hold(FIRST_ROW + place, COLUMN.points, points, pointDecimals, 1);
    hold(FIRST_ROW + place, COLUMN.rate, item.rate, rateDecimals, 100);
  });
  const total = draft.rows.findIndex((row) => row[COLUMN.points]?.mark.row === "total");
  hold(total, COLUMN.points, card.points, pointDecimals, 1);
  hold(total, COLUMN.rate, card.rate, rateDecimals, 100);
  return count;
}

export interface Proof extends Comparison {
  readonly spoilt: number;
}

/** All of them at once through LibreOffice. */
export async function proveLive(files: readonly ScoredFile[]): Promise<readonly Proof[]> {
  const wrong = files.map(({ bytes }) => withWrongResults(bytes));
  const books = await recalculated(wrong.map(({ bytes }) => bytes));
  return files.map((file, place) => ({ ...compareLive(file, books[place]!), spoilt: wrong[place]!.spoilt }));
}

export function told({ workbook, sheet, cell, live, engine, formula }: Disagreement): string {
  const shown = (value: CellValue): string =>
    isCellError(value) ? value.error : typeof value === "number" ? decimal(value).toString() : JSON.stringify(value);
  return `${workbook}: ${sheet}!${cell} is ${shown(live)} for ${shown(engine)}: =${formula}`;
}

/** Some of the list to a call, and two calls at a time: while one waits for LibreOffice the other makes its workbooks. */
export async function inCalls<T>(all: readonly T[], perCall: number, work: (some: readonly T[]) => Promise<void>): Promise<void> {
  const calls = Array.from({ length: Math.ceil(all.length / perCall) }, (_call, place) => all.slice(place * perCall, (place + 1) * perCall));
  let next = 0;
  const oneByOne = async (): Promise<void> => {
    for (let call = calls[next++]; call; call = calls[next++]) await work(call);
  };
  await Promise.all([oneByOne(), oneByOne()]);
}
