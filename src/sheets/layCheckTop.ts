/** The top of the check sheet: how many rows say what, and the sentence that sums it up, all of them formulas. */
import { linesOf, type Scorecard } from "../kpi/scorecard";
import type { CheckCounts } from "./labels";
import type { LayContext } from "./layContext";
import { COLUMN, COUNTS_ROW, FIRST_ROW, PAGE_WIDTH } from "./layCheckPlan";
import { fixedAddress, type LaidRow } from "./layRows";
import { quoted } from "./lineState";
import { charactersOf, type KeyFigure, messageRow } from "./pageParts";

/** What is counted on top. */
export type Count = "rows" | "same" | "changed" | "follows" | "sources" | "edited";

/** First columns of the counts; each spreads up to the next. */
export const COUNT_COLUMNS: { readonly [C in Count]: number } = {
  rows: COLUMN.department,
  same: COLUMN.actualThen,
  changed: COLUMN.pointsThen,
  follows: COLUMN.pointsNow,
  sources: COLUMN.verdict,
  edited: COLUMN.source,
};

export function countsOf(rows: number, context: LayContext): KeyFigure[] {
  const { counts: captions, verdicts } = context.labels.check;
  const count = (...words: readonly string[]): string => words.map((word) => counted(word, rows)).join("+");
  const figure = (which: Count, to: number, value: number, formula?: string): KeyFigure => ({
    caption: captions[which],
    value,
    formula,
    format: "0",
    from: COUNT_COLUMNS[which],
    to,
  });
  return [
    figure("rows", COLUMN.name, rows),
    figure("same", COLUMN.actualNow, rows, count(verdicts.same)),
    figure("changed", COLUMN.pointsDue, 0, count(verdicts.changed)),
    figure("follows", COLUMN.difference, 0, count(verdicts.follows)),
    figure("sources", COLUMN.verdict, 0, count(verdicts.label, verdicts.blank, verdicts.unreadable)),
    figure("edited", COLUMN.where, 0, count(verdicts.edited)),
  ];
}

function counted(word: string, rows: number): string {
  return `COUNTIF(${fixedAddress(FIRST_ROW, COLUMN.verdict)}:${fixedAddress(FIRST_ROW + rows - 1, COLUMN.verdict)},${quoted(word)})`;
}

/** Stands for a count in a sentence that becomes a formula; no sentence has this sign. */
const GAP = "\u0001";

export function messageOf(
  cards: readonly Scorecard[],
  rows: number,
  widths: readonly number[],
  context: LayContext,
): { readonly row: LaidRow; readonly merges: string[] } {
  const { allSame, onlyChanged, someWrong, verdicts } = context.labels.check;
  const at = (which: Count): string => fixedAddress(COUNTS_ROW, COUNT_COLUMNS[which]);
  const lines = String(cards.reduce((count, card) => count + linesOf(card.items).length, 0));
  const fixed = { cards: String(cards.length), lines };
  const formulas: Readonly<Record<Exclude<keyof CheckCounts, "cards" | "lines">, string>> = {
    wrong: `(${at("sources")}+${at("edited")})`,
    edited: at("edited"),
    label: counted(verdicts.label, rows),
    gone: `(${counted(verdicts.blank, rows)}+${counted(verdicts.unreadable, rows)})`,
    changed: at("changed"),
    follows: at("follows"),
  };
  const gap = (name: keyof typeof formulas): string => `${GAP}${name}${GAP}`;
  const gaps: CheckCounts = {
    ...fixed,
    wrong: gap("wrong"),
    edited: gap("edited"),
    label: gap("label"),
    gone: gap("gone"),
    changed: gap("changed"),
    follows: gap("follows"),
  };
  const piece = (sentence: (counts: CheckCounts) => string): string =>
    sentence(gaps)
      .split(GAP)
      .map((part, place) => (place % 2 === 0 ? quoted(part) : formulas[part as keyof typeof formulas]))
      .join("&");
  const none: CheckCounts = { ...fixed, wrong: "0", edited: "0", label: "0", gone: "0", changed: "0", follows: "0" };
  const formula = `IF(${formulas.wrong}>0,${piece(someWrong)},IF(${at("changed")}+${at("follows")}>0,${piece(onlyChanged)},${piece(allSame)}))`;
  // The longest of the sentences decides the height.
  const longest = [someWrong, onlyChanged].map((sentence) => sentence(none)).reduce((one, other) => (other.length > one.length ? other : one));
  const laid = messageRow(PAGE_WIDTH, longest, COUNTS_ROW + 1, charactersOf(widths) - 10);
  const [first, ...rest] = laid.row.cells;
  return { ...laid, row: { ...laid.row, cells: [{ ...first!, value: allSame(none), formula }, ...rest] } };
}
