/**
 * The words that stand on generated sheets, in one language. Passed to the lay-out functions; spelled out in text/sheetLabelsZh.ts and text/sheetLabelsEn.ts.
 *
 * Numbers come in as they are shown ("59.89"), rates with their sign ("97.3%"). A sentence ends with its full stop.
 */
import type { VetoEffect } from "../kpi/veto";
import type { Series } from "../kpi/derived";
import type { AbsentState } from "../kpi/figure";
import type { GradeGap, NoPromise, PlaceKind } from "../kpi/nextPoint";
import type { Period, PeriodKind } from "../kpi/period";
import type { RuleKind, RuleOf } from "../kpi/rules/index";
import type { Decimals, ScoreRounding } from "../kpi/rounding";
import type { Policy } from "../kpi/scheme";
import type { RollUp } from "../kpi/template";
import type { DerivationLabels } from "./derivationLabels";
import type { TargetLabels } from "./targetLabels";

/** A state is always sign + word. The sign alone stands where the figure would. */
export interface StateLabel {
  readonly sign: string;
  readonly word: string;
}

/** Short words for the period before the one that is scored. */
export interface BeforeLabels {
  /** Column head over the earlier figures: 上季, Last qtr. At most 9 characters. */
  readonly last: string;
  /** Column head over the change: 较上季, vs last. At most 9 characters. */
  readonly change: string;
  /** Over the key figure: 较上季, Against last quarter. */
  readonly caption: string;
  /** In a sentence, before or behind the change: 较上季, against last quarter. */
  readonly against: string;
  /** Column head over the earlier place: 上季名次, Last rank. */
  readonly place: string;
}

/** What the sentence on a card says. `null`: there is nothing to say of it. */
export interface CardMessage {
  readonly points: string;
  readonly complete: boolean;
  readonly change: string | null;
  readonly against: string;
  /** Lines below their threshold, what they lost together, and its share of all points lost; null: what lines lose does not add up, as where the lowest decides. */
  readonly shortBoards: number;
  readonly shortLost: string | null;
  readonly shortShare: string | null;
  /** The line that lost most. */
  readonly mostLost: { readonly name: string; readonly lost: string } | null;
  /** Lines that hold the card. */
  readonly held: number;
  readonly coverage: string;
}

export interface SummaryMessage {
  /** The ranking group that the sentence is about; null: there is only one. */
  readonly group: string | null;
  readonly meanRate: string | null;
  /** Percentage points, with sign. */
  readonly change: string | null;
  readonly against: string;
  /** Percentage points between the best and the last of the group. */
  readonly spread: string | null;
  /** The card with most short boards. */
  readonly mostShort: { readonly name: string; readonly count: number } | null;
  readonly incomplete: number;
}

export interface ShortBoardsMessage {
  readonly below: number;
  readonly mostLostOnly: number;
  /** Below their threshold for two periods or longer. */
  readonly lasting: number;
  readonly lost: string;
  readonly periodKind: PeriodKind;
}

/** What the check sheet counted, as figures or as pieces that a formula puts them in for. */
export interface CheckCounts {
  readonly cards: string;
  readonly lines: string;
  /** Rows with a hand edit, another label, or a figure that is no longer there: all that need somebody to look. */
  readonly wrong: string;
  readonly edited: string;
  readonly label: string;
  readonly gone: string;
  readonly changed: string;
  readonly follows: string;
}

/** What became of a row since it was scored; each word begins with a sign of its own, but for the quiet one. At most 20 characters. */
export interface CheckVerdicts {
  readonly same: string;
  readonly changed: string;
  /** Nothing of this row was changed, but its points move with another row. */
  readonly follows: string;
  readonly label: string;
  readonly blank: string;
  readonly unreadable: string;
  readonly edited: string;
}

export interface SheetLabels {
  readonly language: "zh" | "en";
  /** Names of the tabs. `cardSuffix` follows a department's name where a foreign sheet has it already. */
  readonly tabs: { readonly summary: string; readonly shortBoards: string; readonly data: string; readonly check: string; readonly cardSuffix: string };
  /** Between the parts of a title. */
  readonly dot: string;
  readonly dash: string;
  /** Behind a head, between the members of a list, and between two sentences: "：", "、", "" and ": ", ", ", " ". */
  readonly colon: string;
  readonly comma: string;
  readonly gap: string;
  readonly period: (period: Period) => string;
  readonly before: (kind: PeriodKind) => BeforeLabels;
  /** Page numbers with Excel's own codes &P and &N. */
  readonly pages: string;
  readonly schemeVersion: (version: string) => string;
  readonly checkCode: (code: string) => string;
  readonly fullPointsOf: (points: string) => string;
  readonly ownedBy: (owner: string) => string;
  /** What leads back to the summary, and what shows when one rests on a link. */
  readonly backToSummary: string;
  readonly goToSummary: string;
  readonly goToCard: (name: string) => string;
  readonly goToSource: (sheet: string, cell: string) => string;

  readonly states: { readonly [S in AbsentState]: StateLabel };
  /** A line with a figure that its rule could not score: a target or an anchor is missing or wrong. */
  readonly notScored: StateLabel;
  /** Left out because too little of its branch has a figure. */
  readonly withoutQuorum: StateLabel;
  /** Scored, and a better sibling counts instead. */
  readonly outranked: StateLabel;
  readonly vetoed: StateLabel;
  readonly roles: { readonly bonus: StateLabel; readonly deduct: StateLabel };
  readonly shortBoard: StateLabel;
  readonly amongMostLost: StateLabel;
  readonly underTarget: string;
  readonly met: string;
  /** In brackets behind the state of a line that was scored without a figure of this period; `state` is the word for that. */
  readonly policyMark: (state: string, policy: Policy) => string;
  readonly lowerIsBetter: string;

  readonly card: {
    readonly number: string;
    readonly indicator: string;
    readonly unit: string;
    readonly weight: string;
    /** Heads the same column where the scheme gives points, or both. */
    readonly weightAsPoints: string;
    readonly weightOrPoints: string;
    readonly floor: string;
    readonly target: string;
    readonly stretch: string;
    readonly actual: string;
    readonly againstTarget: string;
    readonly rate: string;
    readonly points: string;
    readonly full: string;
    readonly threshold: string;
    readonly state: string;
    readonly standards: string;
    readonly results: string;
    readonly pointsGroup: string;
    /** Shown in front of the threshold in its own cell: 短木板 <80%. */
    readonly thresholdPrefix: string;
    readonly totalPoints: string;
    readonly totalPointsSoFar: string;
    readonly rank: string;
    readonly possible: string;
    readonly shortBoards: string;
    readonly coverage: string;
    readonly startPoints: string;
    readonly sumOfLines: string;
    /** Adjustments as they count; `cap` in points, null: no cap. */
    readonly beforeVeto: string;
    readonly grade: {
      readonly caption: string;
      readonly text: (name: string, coefficient: string | null) => string;
      readonly byQuota: string;
      readonly lifted: string;
      readonly lowered: (before: string) => string;
    };
    readonly veto: {
      /** `indicator`: null where the veto is called like it · `effect`: in words. */
      readonly condition: (name: string, indicator: string | null, effect: string) => string;
      /** `node`: name of a line or branch · `value`: points of a cap, how many grades, or the name of one. */
      readonly effect: (effect: VetoEffect, node: string | null, value: string | null) => string;
      readonly struck: StateLabel;
      readonly passed: StateLabel;
      readonly undecided: StateLabel;
    };
    readonly bonus: (cap: string | null) => string;
    readonly deduction: (cap: string | null) => string;
    readonly total: string;
    readonly totalSoFar: string;
    readonly atFloor: (floor: string) => string;
    readonly lowest: string;
    readonly highest: string;
    readonly policyPoints: string;
    readonly covered: (coverage: string) => string;
    readonly message: (facts: CardMessage) => string;
    /** Nothing on the card applies this period. */
    readonly nothingApplies: string;
    readonly shortSection: string;
    readonly shortElsewhere: (sheet: string, count: number) => string;
    readonly noShortBoards: string;
    /** Where the next point is: the lines that bring most. */
    readonly next: {
      readonly section: string;
      /** One step of improvement, and what it brings the card. */
      readonly step: string;
      readonly stepGain: string;
      /** What is ahead, its figure, how far it is, and what it brings. */
      readonly ahead: string;
      readonly figure: string;
      readonly missing: string;
      readonly gain: string;
      /** The most that the line can bring. */
      readonly most: string;
      readonly caution: string;
      readonly place: (place: PlaceKind) => string;
      /** Figures as they are shown. At most some 45 characters. */
      readonly cliff: (slip: string, figure: string, costs: string) => string;
      /** A sentence; null: the scheme has no grades. */
      readonly grade: (grade: GradeGap, places: { readonly points: Decimals; readonly rate: Decimals }) => string | null;
      /** No line brings anything by itself. */
      readonly none: string;
      /** A line that promises nothing, with the reason; and the sentence that lists them. `more`: how many are not named. */
      readonly closed: (name: string, why: NoPromise) => string;
      readonly notListed: (lines: readonly string[], more: number) => string;
    };
    readonly charts: {
      /** `most`: only so many lines are shown; null: all of them are. */
      readonly lostTitle: (most: number | null) => string;
      readonly historyTitle: string;
      readonly radarTitle: string;
      /** Names of what is drawn, and what the charts say to those who cannot see them. */
      readonly lostShort: string;
      readonly lostOther: string;
      readonly earlier: string;
      readonly now: string;
      readonly radarFull: string;
      readonly lostAlt: (card: string) => string;
      readonly historyAlt: (card: string) => string;
      readonly radarAlt: (card: string) => string;
    };
    readonly notesHead: string;
    readonly signatures: readonly [string, string, string, string];
  };

  /** Over the columns right of a card's page, which only its formulas need. */
  readonly workings: {
    readonly stays: string;
    readonly base: string;
    readonly measured: string;
    readonly stated: string;
    readonly kept: string;
    readonly place: string;
    readonly total: string;
    readonly cap: string;
    readonly own: string;
    readonly rolled: string;
    readonly ranked: string;
  };

  readonly shortBoards: {
    readonly title: string;
    readonly sorting: string;
    readonly department: string;
    readonly reason: string;
    readonly lost: string;
    readonly since: string;
    readonly duty: string;
    readonly trend: string;
    readonly total: string;
    readonly below: (threshold: string) => string;
    readonly topLost: (most: number) => string;
    readonly none: string;
    readonly message: (facts: ShortBoardsMessage) => string;
    readonly notes: (mostLost: number) => readonly string[];
    /** Where a range is listed, whose better end stands in the column of the target. */
    readonly rangeNote: string;
  };

  readonly summary: {
    readonly title: (schemeName: string) => string;
    readonly cards: (departments: number, cards: number) => string;
    readonly place: string;
    readonly department: string;
    readonly shortBoards: string;
    /** Over the bars beside the rows. */
    readonly bar: string;
    /** Says the chart of these bars to those who cannot see it. */
    readonly chart: string;
    readonly heat: string;
    readonly meanRate: (group: string | null) => string;
    readonly pointsUnit: (against: string) => string;
    readonly spread: string;
    readonly incomplete: string;
    readonly meanCoverage: string;
    /** Stands for a ranking group whose name is too long for a caption. */
    readonly largestGroup: string;
    readonly message: (facts: SummaryMessage) => string;
    readonly incompleteCard: (name: string, held: number, coverage: string) => string;
    readonly moreIncomplete: (count: number) => string;
    readonly notes: (change: string) => readonly string[];
    readonly branchesLeftOut: (count: number) => string;
  };

  readonly data: {
    readonly title: string;
    readonly note: string;
    readonly departmentCode: string;
    readonly department: string;
    readonly template: string;
    readonly lineCode: string;
    readonly line: string;
    readonly indicatorCode: string;
    readonly indicator: string;
    readonly period: string;
    readonly unit: string;
    readonly figure: string;
    readonly state: string;
    readonly sheet: string;
    readonly cell: string;
    readonly label: string;
    readonly parsedFrom: string;
    /** How the figure follows its source: found by its label, read from its cell, or not at all. */
    readonly follows: string;
    /** In which row of its table the figure stands, counted from the table's first row below the headings. */
    readonly row: string;
    readonly byLabel: string;
    readonly byCell: string;
    readonly constant: string;
    readonly computed: string;
    readonly reported: string;
    /** The state of a figure that was computed from others. */
    readonly worked: string;
    /** A figure beside an indicator's own; `named`: which competitor, "" where there is only one. */
    readonly beside: (indicator: string, series: Series, named: string) => string;
  };

  readonly check: {
    readonly title: string;
    readonly note: string;
    readonly line: string;
    readonly actualThen: string;
    readonly actualNow: string;
    readonly pointsThen: string;
    readonly pointsDue: string;
    readonly pointsNow: string;
    readonly difference: string;
    readonly verdict: string;
    readonly source: string;
    readonly card: string;
    readonly where: string;
    readonly counts: {
      readonly rows: string;
      readonly same: string;
      readonly changed: string;
      readonly follows: string;
      readonly sources: string;
      readonly edited: string;
    };
    readonly verdicts: CheckVerdicts;
    readonly allSame: (counts: CheckCounts) => string;
    readonly onlyChanged: (counts: CheckCounts) => string;
    readonly someWrong: (counts: CheckCounts) => string;
    readonly notes: (verdicts: CheckVerdicts) => readonly string[];
    /** Heads of the columns right of the page. */
    readonly workings: {
      readonly actual: string;
      readonly score: string;
      readonly figure: string;
      readonly scheme: string;
      readonly edited: string;
      readonly shown: string;
    };
    /** Stands alone where everything was written as values. */
    readonly values: string;
  };

  readonly notes: {
    readonly rollUp: (rollUp: Exclude<RollUp, "sum">, branch: string | null) => string;
    readonly rounding: (decimals: number | "none", threshold: string | null) => string;
    readonly direction: string;
    /** What these states meant on this card, by the policy that the scheme has for them. `carried`: an earlier value was found. */
    readonly policy: (states: readonly StateLabel[], policy: Policy, carried: boolean) => string;
    readonly notScored: string;
    /** What stays as it is when something is changed in the sheets, until the next run. */
    readonly fixed: (parts: readonly string[]) => string;
    /** Of what stays: the sentence under the key figures, and which lines are listed as short boards. */
    readonly fixedSentence: string;
    readonly fixedList: string;
    /** Of what stays: where the next point is. */
    readonly fixedNext: string;
    /** Of what stays: the rates of earlier periods. */
    readonly fixedHistory: string;
    readonly carriedFigure: (line: string) => string;
    readonly pointsOf: (branch: string) => string;
    readonly scheme: (name: string, version: string, checkCode: string) => string;
  };

  /** How one line of a card came to its points. */
  readonly derivation: DerivationLabels;

  /** How a computed target came about. */
  readonly computedTargets: TargetLabels;

  /** A rule in one line, with its own parameters. `name` where the scheme gives none. */
  /** That the score is rounded to a step, after the rule's own sentence: "得分按 10 舍去取整。" */
  readonly roundedScore: (rounding: ScoreRounding) => string;
  readonly rules: { readonly [K in RuleKind]: { readonly name: string; readonly sentence: (rule: RuleOf<K>) => string } };
}
