/**
 * The words that tell how one line of a card came to its points, in one language; spelled out in text/derivationZh.ts and text/derivationEn.ts.
 *
 * Figures come in as they are shown. On a card with formulas they come in as places that stand for live figures (liveText.ts),
 * so no text may be looked into: it is only put between other words.
 */
import type { Direction } from "../kpi/indicator";
import type { ScoringRule } from "../kpi/rules/index";
import type { ScoreRounding } from "../kpi/rounding";
import type { Policy } from "../kpi/scheme";
import type { AnchorName } from "../kpi/target";

export type AnchorTexts = Readonly<Partial<Record<AnchorName, string>>>;

/** "87.5 %", "12 件", "12" where there is no unit. */
export function figureWithUnit(figure: string, unit: string): string {
  return unit === "" ? figure : `${figure} ${unit}`;
}

/** Behind a figure with its unit anchors need only a sign: "83.7 分，保底 78，目标 84", but "87.5 %，目标 85 %". */
export function anchorFigure(figure: string, unit: string): string {
  return /^[%‰]$/.test(unit) ? figureWithUnit(figure, unit) : figure;
}

export interface DerivationLabels {
  /** Heads the table on a card, and its columns. */
  readonly section: string;
  readonly standard: string;
  readonly derivation: string;
  readonly source: string;
  /**
   * A rule in one line with the anchors of one line of a card, without a full stop: "≥85 得满分，75 起 60 分，线性，90 起封顶 120".
   * `zeroTarget`: the target is 0, which turns some rules. null: anchors add nothing to the rule's own sentence, or one that it needs is missing.
   */
  readonly standardOf: (rule: ScoringRule, anchors: AnchorTexts, direction: Direction, zeroTarget: boolean) => string | null;
  /** How a rule rounds its score to a step, in the middle of a sentence: "按 10 舍去". */
  readonly rounded: (rounding: ScoreRounding) => string;
  /** "目标 85 %". */
  readonly anchor: (name: AnchorName, figure: string) => string;
  /** Behind a figure, and between the parts of a sentence: "，" and ", ". */
  readonly and: string;
  /** In brackets behind a figure: what was done about one that is not there. */
  readonly aside: (text: string) => string;
  readonly leadsTo: string;
  /** "110% × 6 分 = 6.60 分", "110% of 6 points = 6.60". */
  readonly earned: (score: string, full: string, points: string) => string;
  readonly takenOff: (points: string) => string;
  readonly nothingOff: string;
  /** In brackets behind the points: another line of the group missed its base score, so that this one gets at most its own. */
  readonly heldAtBaseScore: string;
  /** "；较上季 +0.42", "; +0.42 on Q2 2026". `against` is of the labels of the period before, and `period` its name. */
  readonly sinceBefore: (change: string, against: string, period: string) => string;
  /** A state, by its word, and what its policy did, where the line was scored all the same; `from`: the period that a carried figure is of, where it is known. */
  readonly absent: (state: string, policy: Policy, from: string | null) => string;
  /** A state that leaves the line without points, and what comes next. */
  readonly unscored: (state: string, policy: Policy) => string;
  /** A figure that would be carried is not there yet; the next run carries it. */
  readonly carriedNextTime: (state: string) => string;
  /** Behind a sentence that does not follow the sheet. */
  readonly fixed: string;
}
