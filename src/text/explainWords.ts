/** How a derivation is told. One set per language; the data is kpi/explain.ts. */
import type { Explanation } from "../kpi/explain";
import type { Direction } from "../kpi/indicator";
import type { ScoringRule } from "../kpi/rules/index";
import type { Anchors } from "../kpi/target";

export interface ExplainWords {
  /** A rule in one line with the anchors of one line of a card, without a full stop: "≥85 得满分，75 起 60 分，线性，90 起封顶 120". */
  readonly standard: (rule: ScoringRule, anchors: Anchors, direction: Direction) => string;
  /** Whose line it is, above the derivation. */
  readonly title: (explanation: Explanation) => string;
  /** The whole derivation in one sentence, without a full stop. */
  readonly inShort: (explanation: Explanation) => string;
  /** The derivation step by step: sentences, numbered from 1. */
  readonly steps: (explanation: Explanation) => readonly string[];
}

export function numbered(sentences: readonly (string | null)[]): readonly string[] {
  return sentences.filter((sentence) => sentence !== null).map((sentence, place) => `${place + 1}. ${sentence}`);
}
