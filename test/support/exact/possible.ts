/** The lowest and highest total of a card by trying everything that may become of what is absent, each line at both ends of what it can have. */
import type { Veto } from "../../../src/kpi/veto";
import { type ExactCard, type ExactLine, type ExactResult, OUGHT_TO_BE_THERE, exactTotals, isCard } from "./card";
import { type Fraction, exact, greater, isMore, lesser, negative, size } from "./fraction";

export interface ExactRange {
  readonly lowest: Fraction;
  readonly highest: Fraction;
  /** How many lines may come to count or stay left out, and how many nodes may be struck. */
  readonly choices: number;
}

/** What is tried where a rule has no limit; a total that comes anywhere near it has none either. */
const FAR = exact("1000000000000000");
const NEAR_FAR = exact("100000000");

export function isOpen(total: Fraction): boolean {
  return isMore(size(total), NEAR_FAR);
}

/** null: there is more to try than anybody waits for. */
export function exactRange(card: ExactCard, places: number | "none"): ExactRange | null {
  const options = card.lines.map((line): readonly ExactResult[] | null => {
    const { state, result, bounds } = line;
    if (result.kind !== "held" && !OUGHT_TO_BE_THERE.includes(state)) return [result];
    const ends = [bounds.lowest ?? negative(FAR), bounds.highest ?? FAR].map((score): ExactResult => ({ kind: "scored", score, basis: "policy" }));
    return result.kind === "held" ? ends : [...ends, result];
  });
  const open = card.vetoes.filter((veto) => veto.open || veto.outcome === "undecided");
  const tries = options.reduce((product, each) => product * (each?.length ?? 1), 2 ** open.length);
  if (options.some((each) => each === null) || tries > 500) return null;
  const sure = card.vetoes.filter((veto) => !open.includes(veto) && veto.outcome === "struck").map(({ veto }) => veto);
  let range: { readonly lowest: Fraction; readonly highest: Fraction } | null = null;
  const attempt = (lines: readonly ExactLine[], struck: readonly Veto[]): void => {
    const { stays, total } = exactTotals(card.template, lines, struck, places);
    if (!isCard(card.template, stays)) return;
    range = { lowest: range ? lesser(range.lowest, total) : total, highest: range ? greater(range.highest, total) : total };
  };
  const choose = (lines: readonly ExactLine[], struck: readonly Veto[], next: number): void => {
    const place = lines.length;
    if (next < open.length) {
      choose(lines, struck, next + 1);
      choose(lines, [...struck, open[next]!.veto], next + 1);
    } else if (place < card.lines.length) {
      for (const result of options[place]!) choose([...lines, { ...card.lines[place]!, result }], struck, next);
    } else {
      attempt(lines, struck);
    }
  };
  choose([], sure, 0);
  const leaving = card.lines.filter(({ result, state }) => result.kind === "leftOut" && OUGHT_TO_BE_THERE.includes(state)).length;
  return range && { ...(range as ExactRange), choices: leaving + open.filter(({ veto }) => veto.node !== null).length };
}
