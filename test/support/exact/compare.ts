/** What the engine makes of a scheme, held against the exact figures: every difference in words, with both figures. */
import type { Decimal } from "../../../src/kpi/decimal";
import type { ScoredItem, Scorecard } from "../../../src/kpi/scorecard";
import type { ExactCard, ExactNode } from "./card";
import { type Fraction, exact, inDecimals, isMore, isSame, minus, size } from "./fraction";
import { exactly } from "./rules";

/** Forty places of the engine's quotients, and what sums and products make of their last one. */
const UNROUNDED = exact("0.0000000000000000000000000001");

export function differences(cards: readonly Scorecard[], wanted: readonly ExactCard[], places: number | "none", ratePlaces: number | "none"): string[] {
  const found: string[] = [];
  const say = (where: string, engine: string, exactly: string): void => void found.push(`${where}: the engine has ${engine}, exactly it is ${exactly}`);
  /** A figure that is shown has to be the very same; one that is not rounded as close as its digits go. */
  const same = (where: string, engine: Decimal | null, value: Fraction | null, shown: boolean): void => {
    if (engine === null || value === null) {
      if (engine !== value) say(where, engine?.toFixed() ?? "none", value ? inDecimals(value, 30) : "none");
      return;
    }
    const own = exactly(engine);
    if (shown ? !isSame(own, value) : isMore(size(minus(own, value)), UNROUNDED)) say(where, engine.toFixed(), inDecimals(value, 30));
  };
  const word = (where: string, engine: unknown, value: unknown): void => {
    if (engine !== value) say(where, String(engine), String(value));
  };
  const [points, rates] = [places !== "none", ratePlaces !== "none"];
  word("cards", cards.length, wanted.length);
  for (const [place, card] of cards.entries()) {
    const own = wanted[place]!;
    const at = `${card.department.code}.${card.template.code}`;
    word(`${at} state`, card.state, own.state);
    same(`${at} points`, card.points, own.points, points);
    same(`${at} rate`, card.rate, own.rate, rates);
    same(`${at} coverage`, card.coverage, own.coverage, false);
    same(`${at} points by policy`, card.policyPoints, own.policyPoints, points);
    same(`${at} points before a veto`, card.pointsBeforeVeto, own.pointsBeforeVeto, points);
    same(`${at} bonus`, card.adjustments.bonus, own.bonus, points);
    same(`${at} deduction`, card.adjustments.deduction, own.deduction, points);
    word(`${at} group`, card.rankingGroup, own.group);
    word(`${at} place`, card.rank && `${card.rank.place}/${card.rank.of}`, own.place && `${own.place.place}/${own.place.of}`);
    word(`${at} grade`, card.grade?.grade.name ?? null, own.grade);
    word(
      `${at} vetoes`,
      card.vetoes.map(({ veto, outcome }) => `${veto.code} ${outcome.kind}`).join(),
      own.vetoes.map(({ veto, outcome }) => `${veto.code} ${outcome}`).join(),
    );
    const compareItems = (items: readonly ScoredItem[]): void => {
      for (const item of items) {
        const code = item.kind === "branch" ? item.branch.code : item.line.code;
        const node: ExactNode = own.nodes.get(code)!;
        same(`${at} ${code} full points`, item.fullPoints, node.full, false);
        same(`${at} ${code} rate`, item.rate, node.rate, rates);
        if (item.kind === "branch") {
          same(`${at} ${code} points`, item.points, node.points, points);
          compareItems(item.children);
          continue;
        }
        const { outcome } = item;
        word(`${at} ${code} outcome`, `${outcome.kind} ${outcome.kind === "scored" ? outcome.basis : outcome.why}`, inWords(node));
        word(`${at} ${code} outranked`, item.outranked, node.outranked);
        if (outcome.kind === "scored" && node.result?.kind === "scored") {
          same(`${at} ${code} score`, outcome.score, node.result.score, false);
          same(`${at} ${code} points`, outcome.points, node.points, points);
        }
      }
    };
    compareItems(card.items);
  }
  return found;
}

function inWords({ result }: ExactNode): string {
  return result ? `${result.kind} ${result.kind === "scored" ? result.basis : result.why}` : "no line";
}
