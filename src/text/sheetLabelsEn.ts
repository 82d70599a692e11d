/** The words on generated sheets, in English: sentence case, British spelling. */
import { SERIES_NAMES } from "./findingNames";
import type { Decimal } from "../kpi/decimal";
import type { NoPromise } from "../kpi/nextPoint";
import { type Period, type PeriodKind } from "../kpi/period";
import type { Policy } from "../kpi/scheme";
import type { BeforeLabels, CardMessage, SheetLabels, StateLabel } from "../sheets/labels";
import { derivation } from "./derivationEn";
import { gradeGapEn } from "./gradeGapEn";
import { targetsEn } from "./targetsEn";

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const BEFORE: Readonly<Record<PeriodKind, BeforeLabels>> = {
  month: { last: "Last mth", change: "vs last", caption: "Against last month", against: "against last month", place: "Last rank" },
  quarter: { last: "Last qtr", change: "vs last", caption: "Against last quarter", against: "against last quarter", place: "Last rank" },
  halfYear: { last: "Last half", change: "vs last", caption: "Against last half-year", against: "against last half-year", place: "Last rank" },
  year: { last: "Last year", change: "vs last", caption: "Against last year", against: "against last year", place: "Last rank" },
};

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function period({ kind, year, number }: Period): string {
  switch (kind) {
    case "month":
      return `${MONTHS[number - 1] ?? number} ${year}`;
    case "quarter":
      return `Q${number} ${year}`;
    case "halfYear":
      return `H${number} ${year}`;
    case "year":
      return `${year}`;
  }
}

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const counted = (count: number): string => NUMBERS[count] ?? `${count}`;
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Why nothing is said of what a better figure of a line would bring. */
function closedReason(why: NoPromise): string {
  switch (why.kind) {
    case "held":
      return why.why === "scheme" ? "a target or rule is wrong" : `${sheetLabels.states[why.why].word.toLowerCase()}, to be reported first`;
    case "leftOut":
      return "not scored";
    case "noFigure":
      return `${sheetLabels.states[why.why].word.toLowerCase()}, no figure to improve`;
    case "rank":
      return "by rank, which depends on others";
    case "computed":
      return `computed from ${why.from.join(", ")}`;
    case "targetMoves":
      return "its target would move too";
  }
}

function cardMessage(facts: CardMessage): string {
  const total = `${facts.points} points${facts.complete ? "" : " so far"}${facts.change === null ? "" : `, ${facts.change} ${facts.against}`}.`;
  const share = facts.shortShare === null ? "" : `, ${facts.shortShare} of all points lost`;
  const boards =
    facts.shortBoards > 0
      ? `${counted(facts.shortBoards)} short ${facts.shortBoards === 1 ? "board" : "boards"}${
          facts.shortLost === null
            ? facts.mostLost
              ? `; “${facts.mostLost.name}” lost most (${facts.mostLost.lost})`
              : ""
            : ` cost ${facts.shortLost} points${share}`
        }.`
      : facts.mostLost
        ? `No short boards; most points were lost by ${facts.mostLost.name} (${facts.mostLost.lost}).`
        : "No short boards, and no points lost.";
  const held = facts.held > 0 ? ` ${counted(facts.held)} ${facts.held === 1 ? "line" : "lines"} not scored yet, coverage ${facts.coverage}.` : "";
  return `${total} ${boards}${held}`;
}

const states: SheetLabels["states"] = {
  missing: { sign: "□", word: "Missing" },
  notApplicable: { sign: "/", word: "Not applicable" },
  notDue: { sign: "…", word: "Not due" },
  unreadable: { sign: "×", word: "Unreadable" },
  suppressed: { sign: "—", word: "Small sample" },
};

const listed = (labels: readonly StateLabel[]): string => labels.map(({ sign, word }) => `${word} (${sign})`).join(", ");

const cap = (words: string, value: { toFixed(): string } | null): string => (value === null ? "" : `, ${words} ${value.toFixed()}%`);

const ROLL_UPS = {
  weightedMean: "the weighted mean of the rates below it",
  minimum: "the lowest rate of what is below it",
  maximum: "the highest rate of what is below it",
  geometricMean: "the geometric mean of the rates below it by weight, and 0 where one of them is 0",
};

const POLICY_WORDS: Readonly<Record<Policy, string>> = {
  reShare: "weight shared",
  zero: "given zero",
  full: "given full points",
  floorScore: "given floor",
  carry: "earlier figure",
  hold: "held",
};

export const sheetLabels: SheetLabels = {
  language: "en",
  tabs: { summary: "Summary", shortBoards: "Short boards", data: "Data", check: "Check", cardSuffix: " card" },
  dot: " · ",
  dash: "–",
  colon: ": ",
  comma: ", ",
  gap: " ",
  period,
  computedTargets: targetsEn(period),
  before: (kind) => BEFORE[kind],
  pages: "Page &P of &N",
  schemeVersion: (version) => `Scheme ${version}`,
  checkCode: (code) => `check code ${code}`,
  fullPointsOf: (points) => `${points} full points`,
  ownedBy: (owner) => `Owner: ${owner}`,
  backToSummary: "← Summary",
  goToSummary: "Back to the summary",
  goToCard: (name) => `Open the card of ${name}`,
  goToSource: (sheet, cell) => `Go to ${cell} of “${sheet}”`,

  states,
  notScored: { sign: "×", word: "Not scored" },
  withoutQuorum: { sign: "—", word: "Too few figures" },
  outranked: { sign: "·", word: "Another counts" },
  vetoed: { sign: "■", word: "Vetoed" },
  roles: { bonus: { sign: "＋", word: "Bonus" }, deduct: { sign: "－", word: "Deduction" } },
  shortBoard: { sign: "▼", word: "Short board" },
  amongMostLost: { sign: "●", word: "Among most lost" },
  underTarget: "Under target",
  met: "Met",
  policyMark: (state, policy) => ` (${state.toLowerCase()}, ${POLICY_WORDS[policy]})`,
  lowerIsBetter: "↓",

  card: {
    number: "No.",
    indicator: "Indicator",
    unit: "Unit",
    weight: "Weight",
    weightAsPoints: "Weight",
    weightOrPoints: "Weight",
    floor: "Floor",
    target: "Target",
    stretch: "Stretch",
    actual: "Actual",
    againstTarget: "vs target",
    rate: "Rate",
    points: "Points",
    full: "Full",
    threshold: "Threshold",
    state: "State",
    standards: "Standard",
    results: "Result (differences: + is better)",
    pointsGroup: "Points",
    thresholdPrefix: "Short board <",
    totalPoints: "Total points",
    totalPointsSoFar: "Total points (so far)",
    rank: "Rank in its group",
    possible: "Possible total when complete",
    shortBoards: "Short boards",
    coverage: "Coverage",
    startPoints: "Start points",
    sumOfLines: "Points from indicators",
    beforeVeto: "Points before the veto",
    grade: {
      caption: "Grade",
      text: (name, coefficient) => (coefficient === null ? name : `${name} (× ${coefficient})`),
      byQuota: "by quota",
      lifted: "tie, better grade",
      lowered: (before) => `lowered by a veto from ${before}`,
    },
    veto: {
      condition: (name, indicator, effect) => `Veto · ${name}${indicator === null ? "" : ` (${indicator})`} → ${effect}`,
      effect: (effect, node, value) => {
        switch (effect) {
          case "lineZero":
          case "branchZero":
            return `“${node ?? ""}” to 0`;
          case "totalZero":
            return "total to 0";
          case "totalCap":
            return `total at most ${value ?? ""}`;
          case "gradeDown":
            return value === null || value === "1" ? "one grade lower" : `${value} grades lower`;
          case "gradeCap":
            return `grade at most “${value ?? ""}”`;
        }
      },
      struck: { sign: "■", word: "Struck" },
      passed: { sign: "○", word: "Not struck" },
      undecided: { sign: "□", word: "Not to be told" },
    },
    bonus: (cap) => (cap === null ? "Bonus points" : `Bonus points (at most ${cap})`),
    deduction: (cap) => (cap === null ? "Deductions" : `Deductions (at most ${cap})`),
    total: "Total",
    totalSoFar: "Total (so far)",
    atFloor: (floor) => `Total (not below ${floor})`,
    lowest: "Lowest total when complete",
    highest: "Highest total when complete",
    policyPoints: "Of which by the rules for absent figures",
    covered: (coverage) => `${coverage} covered`,
    message: cardMessage,
    nothingApplies: "Nothing on this card applies this period; it is not scored.",
    shortSection: "Short boards and points lost",
    shortElsewhere: (sheet, count) =>
      `${plural(count, "indicator is a short board or among", "indicators are short boards or among")} the most points lost: see “${sheet}”.`,
    noShortBoards: "No indicator is below its threshold, and no points are lost.",
    next: {
      section: "Where the next point is",
      step: "Each",
      stepGain: "brings",
      ahead: "Next mark",
      figure: "Value",
      missing: "Missing",
      gain: "Points",
      most: "At most",
      caution: "Careful",
      place: (place) => (place.kind === "anchor" ? capital(derivation.anchor(place.anchor, "").trim()) : place.kind === "band" ? "Next band" : "Highest score"),
      cliff: (slip, figure, costs) => `${slip} worse (${figure}) costs ${costs} points`,
      grade: gradeGapEn,
      none: "No line brings more points by itself.",
      closed: (name, why) => `${name} (${closedReason(why)})`,
      notListed: (names, more) => `Not listed: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    },
    charts: {
      lostTitle: (most) => (most === null ? "Where points were lost" : `Where points were lost, top ${most}`),
      historyTitle: "Rate over time",
      radarTitle: "Rates of the first level",
      lostShort: "Short",
      lostOther: "Other",
      earlier: "Before",
      now: "Now",
      radarFull: "100%",
      lostAlt: (card) =>
        `${card}: points lost by indicator, most first, one bar beside each row. The figures stand left of the bars; short boards have the sign ▼.`,
      historyAlt: (card) => `${card}: rate of the card by period, earliest first, this period last, each column with its figure; * means so far.`,
      radarAlt: (card) => `${card}: rates of the first level of the tree on a radar, with a ring at 100%. The figures stand left of it.`,
    },
    notesHead: "How this was scored",
    signatures: ["Performance officer", "Department head", "Checked by", "Date"],
  },

  workings: {
    stays: "On card",
    base: "Due points",
    measured: "Covered",
    stated: "As stated",
    kept: "Kept",
    place: "Place",
    total: "Ranked",
    cap: "Best grade left",
    own: "Own score",
    rolled: "Branch score",
    ranked: "Ranked by",
  },

  shortBoards: {
    title: "Short boards",
    sorting: "Most points lost first",
    department: "Department",
    reason: "Why listed",
    lost: "Lost",
    since: "Since",
    duty: "Duty department",
    trend: "Trend",
    total: "Total",
    below: (threshold) => `Below ${threshold}`,
    topLost: (most) => `Top ${most} lost`,
    none: "No short boards this period, and no points lost.",
    message: ({ below, mostLostOnly, lasting, lost, periodKind }) => {
      const span = { month: "months", quarter: "quarters", halfYear: "half-years", year: "years" }[periodKind];
      const since = lasting > 0 ? ` ${counted(lasting)} for two ${span} or longer.` : "";
      const also = mostLostOnly > 0 ? `, and ${mostLostOnly} more among the most points lost (●)` : "";
      return `${plural(below, "line is", "lines are")} below the threshold (▼)${also}.${since} ${lost} points lost in all.`;
    },
    notes: (mostLost) => [
      `Listed: ▼ rate below the threshold (exactly on it is not); ● among the ${mostLost} lines that lost most on their card, ties included. Differences are turned so that + is better; those of percentages are in points.`,
      "Trend: ↑ better than the period before, → no change, ↓ worse, – no earlier figure. Since: the first period of the unbroken run. Lost = full points less points; of a deduction line, what it took off.",
    ],
    rangeNote: "A clamped range has no target: its best end stands there, and no difference to it.",
  },

  summary: {
    title: (schemeName) => (schemeName === "" ? "Scorecard summary" : `${schemeName} · Summary`),
    cards: (departments, cards) =>
      departments === cards ? plural(departments, "department", "departments") : `${plural(departments, "department", "departments")}, ${cards} cards`,
    place: "Rank",
    department: "Department",
    shortBoards: "Short boards",
    bar: "Points on full",
    chart: "Points of each card on its full points, one bar beside each row",
    heat: "Rate by first level of the tree",
    meanRate: (group) => (group === null ? "Mean rate" : `Mean rate, ${group}`),
    pointsUnit: () => "Against last (points)",
    spread: "Best to last (points)",
    incomplete: "Cards not complete",
    meanCoverage: "Mean coverage",
    largestGroup: "largest group",
    message: ({ group, meanRate, change, against, spread, mostShort, incomplete }) => {
      const parts = [
        meanRate === null
          ? "No card is complete yet"
          : `Mean rate ${meanRate}${group === null ? "" : ` in ${group}`}${change === null ? "" : `, ${change} percentage points ${against}`}${spread === null ? "" : `, ${spread} points from best to last`}`,
        mostShort === null ? "No short boards" : `Most short boards: ${mostShort.name} (${mostShort.count})`,
        ...(incomplete > 0 ? [`${plural(incomplete, "card is", "cards are")} not complete; ${incomplete === 1 ? "its" : "their"} points are so far`] : []),
      ];
      return parts.map((part) => `${part}.`).join(" ");
    },
    incompleteCard: (name, held, coverage) =>
      `* ${name}: ${plural(held, "line is", "lines are")} not scored yet; the points are so far, coverage ${coverage}, not ranked.`,
    moreIncomplete: (count) => `* ${plural(count, "more card is", "more cards are")} not complete; the points are so far, not ranked.`,
    notes: (change) => [
      `Ranks are inside a ranking group, by rate; equal rates share a place. Rate = points ÷ full points; “${change}” is the change of the rate in percentage points. Bars are points, outlines full points.`,
      "Heat map: the darker, the lower the rate; ▼ is below the threshold; – means that the tree has no such branch, / that it does not apply this period.",
    ],
    branchesLeftOut: (count) =>
      `${plural(count, "first-level branch stands", "first-level branches stand")} on few cards only and ${count === 1 ? "is" : "are"} not in the heat map.`,
  },

  data: {
    title: "Data",
    note: "One row per department, line and period: where each figure came from, and as what it was read",
    departmentCode: "Department code",
    department: "Department",
    template: "Template",
    lineCode: "Line code",
    line: "Line",
    indicatorCode: "Indicator code",
    indicator: "Indicator",
    period: "Period",
    unit: "Unit",
    figure: "Figure",
    state: "State",
    sheet: "Sheet",
    cell: "Cell",
    label: "Label at the source",
    parsedFrom: "As it stood",
    follows: "Follows",
    row: "Row in table",
    byLabel: "the label",
    byCell: "the cell",
    constant: "nothing",
    reported: "Reported",
    computed: "computed",
    worked: "Computed",
    beside: (indicator, series, named) => `${indicator}·${SERIES_NAMES[series].en}${named === "" ? "" : ` ${named}`}`,
  },

  check: {
    title: "Check",
    note: "What was scored against what the cards show now, line by line",
    line: "Line",
    actualThen: "Actual then",
    actualNow: "Actual now",
    pointsThen: "Scored",
    pointsDue: "Due now",
    pointsNow: "On card",
    difference: "Difference",
    verdict: "Result",
    source: "Source",
    card: "Card",
    where: "Where to look",
    counts: {
      rows: "Rows compared",
      same: "Equal",
      changed: "Input changed",
      follows: "Follow a change",
      sources: "Source at fault",
      edited: "Edited by hand",
    },
    verdicts: {
      same: "Equal",
      changed: "→ Input changed",
      follows: "· Follows a change",
      label: "! Label changed",
      blank: "□ Source blank",
      unreadable: "× Source unreadable",
      edited: "≠ Edited by hand",
    },
    allSame: ({ cards, lines }) => `All equal: ${lines} lines on ${cards} cards show what was scored.`,
    onlyChanged: ({ lines, changed, follows }) =>
      `No hand edits, and every source is there (lines compared: ${lines}). Inputs changed since scoring: ${changed}; rows that follow them: ${follows}. That is no error; score again to settle it.`,
    someWrong: ({ lines, wrong, edited, label, gone, changed }) =>
      `Rows that do not agree: ${wrong} (lines compared: ${lines}). Edited by hand: ${edited}; source label changed: ${label}; source blank or unreadable: ${gone}. Inputs changed: ${changed}.`,
    notes: ({ changed, follows, label, blank, unreadable, edited }) => [
      "Scored: what the program worked out; it does not follow the sheet. Due now: worked out again by the same rule from today's figures and scheme. On card: the card's own cell. Difference = on card - scored.",
      `${changed}: a source, a target or a weight was changed after scoring, and the card follows it, unless the data table holds it as a constant. ${follows}: nothing was changed in this row, but another row moves it.`,
      `${label}: the label that was scored is no longer found at the source. ${blank}, ${unreadable}: there was a figure when it was scored, and there is none now.`,
      `${edited}: a cell of the card or of the data table was typed over and no longer holds what its formula gives. Scoring again brings the formula back.`,
    ],
    workings: { actual: "Actual", score: "Score", figure: "Data", scheme: "Scheme", edited: "Edited", shown: "Also edited" },
    values: "Cards and summary were written as values: there are no formulas to check. Score again without “values only” to check them.",
  },
  notes: {
    rollUp: (rollUp, branch) => `Roll-up: ${branch === null ? "the total" : `“${branch}”`} is ${ROLL_UPS[rollUp]}, not a sum.`,
    rounding: (decimals, threshold) => {
      const how =
        decimals === "none"
          ? "Rounding: none; the cells hold all decimals and show four."
          : `Rounding: points of a line to ${plural(decimals, "decimal", "decimals")}, half away from zero; totals are sums of the points shown.`;
      return `${how} States use the rate shown; exactly ${threshold ?? "on the threshold"} is not a short board.`;
    },
    direction: "↓ means lower is better; differences are turned so that + is always better.",
    policy: (labels, policy, carried) => {
      switch (policy) {
        case "hold":
          return `${listed(labels)}: not scored yet, its full points stay, and the card says “so far” until the figure comes.`;
        case "reShare":
          return `${listed(labels)}: not scored; its weight is shared among the rest of its group.`;
        case "zero":
          return `${listed(labels)}: scored as zero by the scheme.`;
        case "full":
          return `${listed(labels)}: given full points by the scheme.`;
        case "floorScore":
          return `${listed(labels)}: given the floor score by the scheme.`;
        case "carry":
          return carried
            ? `${listed(labels)}: scored by the last figure of an earlier period.`
            : `${listed(labels)}: no earlier figure to carry; not scored yet, and the card says “so far”.`;
      }
    },
    fixed: (parts) => `Fixed until the next run, whatever is changed in the sheets: ${parts.join(", ")}.`,
    fixedSentence: "the sentence under the key figures",
    fixedList: "which lines are listed as short boards and among the points lost, their order and since when",
    fixedNext: "where the next point is",
    fixedHistory: "rates of earlier periods",
    carriedFigure: (line) => `the figure that “${line}” carries`,
    pointsOf: (branch) => `the points of “${branch}”`,
    notScored: "Not scored (×): a target is missing or wrong, or the figure does not fit the rule; the card says “so far” until it is mended.",
    scheme: (name, version, checkCode) => `${name === "" ? "Scheme" : `${name}, scheme`} ${version}, check code ${checkCode}.`,
  },

  derivation,

  roundedScore: ({ step, way }) => `The score is rounded ${{ half: "to the nearest", down: "down to a", up: "up to a" }[way]} multiple of ${step.toFixed()}%.`,
  rules: {
    threeAnchors: {
      name: "Three anchors",
      sentence: ({ floorScore, targetScore, stretchScore, belowFloor }) =>
        `${floorScore.toFixed()}% at the floor, ${targetScore.toFixed()}% at the target, ${stretchScore.toFixed()}% from the stretch, straight lines between; below the floor ${belowFloor === "zero" ? "0" : "on down the line to 0"}.`,
    },
    ratio: {
      name: "Ratio",
      sentence: ({ form, cap: most, floorCap }) => {
        const how =
          form === "signed"
            ? "1 plus the difference to the target ÷ |target|"
            : `actual ÷ target; where lower is better ${form === "mirrored" ? "2 less actual ÷ target" : "target ÷ actual"}`;
        return `Rate = ${how}${cap("at most", most)}${cap("at least", floorCap)}.`;
      },
    },
    deduction: {
      name: "Deduction",
      sentence: ({ reference, maxLoss }) => {
        const by = {
          target: "|actual less target| ÷ |target|",
          zero: "actual ÷ target",
          full: "(full less actual) ÷ (full less target), the full mark standing under Stretch",
        }[reference];
        return `Nothing off on target; short of it the line's points × ${by} come off; ${maxLoss === null ? "no limit per line" : `at most ${maxLoss.toFixed()} points per line`}.`;
      },
    },
    clampedRange: {
      name: "Range",
      sentence: ({ scale, worstScore, bestScore, beyondWorst, beyondBest, reversed, cap: most, floorCap }) => {
        const ends = `${worstScore.eq(0) ? "0" : `${worstScore.toFixed()}%`} at the worst value (under Floor), ${bestScore.toFixed()}% at the best (under Stretch)`;
        const beyond = {
          held: { held: "nothing beyond", line: "on up the line beyond the best" },
          line: { held: "on down the line beyond the worst", line: "on along the line beyond both" },
        }[beyondWorst][beyondBest];
        return `${ends}, a straight line ${scale === "log" ? "on the figures' logarithms " : ""}between, ${beyond}${reversed === "step" ? "; where the worst is no worse than the best, the score of the best for what is better than the worst, else that of the worst" : ""}${cap("at most", most)}${cap("at least", floorCap)}.`;
      },
    },
    closestToTarget: {
      name: "Closest to target",
      sentence: ({ tolerance, toleranceAbove, toleranceMeans }) => {
        const unit = (size: Decimal | null): string =>
          toleranceMeans === "units" ? `${size?.toFixed() ?? "?"} units (percentage points under %)` : `${size?.toFixed() ?? "?"}% of the target`;
        const sides = toleranceAbove ? `${unit(tolerance)} below it or ${unit(toleranceAbove)} above it` : `${unit(tolerance)} off it`;
        return `100% on target, or from the target up to its end (under Stretch) where it has one; down on a straight line to 0 at ${sides}.`;
      },
    },
    bands: {
      name: "Bands",
      sentence: ({ bands, edge }) => {
        const rows = bands.map(({ from, to, score }) => {
          const range =
            from === null
              ? to === null
                ? "any figure"
                : `below ${to.toFixed()}`
              : to === null
                ? `above ${from.toFixed()}`
                : `${from.toFixed()} to ${to.toFixed()}`;
          return `${range} ${score.toFixed()}%`;
        });
        return `${rows.join(", ")}; exactly on an edge, the ${edge === "from" ? "higher" : "lower"} band.`;
      },
    },
    piecewise: {
      name: "Piecewise linear",
      sentence: ({ points, beyondWorst }) => {
        const ends = beyondWorst === "zero" ? "0 for what is worse than the worst of them, level beyond the other end" : "level beyond both ends";
        return `${points.map(({ at, score }) => `${score.toFixed()}% at ${at.toFixed()}`).join(", ")}, straight lines between; ${ends}.`;
      },
    },
    perUnit: {
      name: "Per unit",
      sentence: ({ base, step, stepMeans, counting, perStep, perStepUp, cap: most, floorCap }) => {
        const unit = stepMeans === "units" ? `${step.toFixed()} of the unit (percentage points under %)` : `${step.toFixed()}% of the target`;
        const count = { exact: "counted in parts", floor: "whole steps only", ceil: "part of a step counts as one" }[counting];
        const up = perStepUp.eq(0) ? "" : `, ${perStepUp.toFixed()}% on top for each step above it`;
        return `${base.toFixed()}% on target, ${perStep.toFixed()}% off for each step short of it${up}; a step is ${unit}, ${count}${cap("at most", most)}${cap("at least", floorCap)}.`;
      },
    },
    rank: {
      name: "Rank",
      sentence: ({ ties, rankTotal, bands, edge }) => {
        const among = rankTotal
          ? `The figure is the place among ${rankTotal.toFixed()}`
          : "Ranked among the departments that have a figure on the same line of the same template";
        const equal = rankTotal
          ? ""
          : { equal: ", equal ones share the best place", average: ", equal ones share the mean place", dense: ", equal ones share a place and take up one" }[
              ties
            ];
        const rows = bands.map(({ from, to, score }) => {
          const places = from && to && from.eq(to) ? `place ${from.toFixed()}` : `places ${from?.toFixed() ?? ""}–${to?.toFixed() ?? ""}`;
          return `${places} ${score.toFixed()}%`;
        });
        const shared = bands.some(({ to }, place) => to && bands[place + 1]?.from?.eq(to))
          ? `; a place that two bands share belongs to the ${edge === "from" ? "latter" : "former"}`
          : "";
        const how = bands.length > 0 ? `${rows.join(", ")}${shared}` : "rate = (number - place) ÷ (number - 1), 100% for one alone";
        return `${among}${equal}; ${how}.`;
      },
    },
    events: {
      name: "Events",
      sentence: ({ base, perStep, floorCap }) => `${base.toFixed()}% without events, ${perStep.toFixed()}% off for each${cap("at least", floorCap)}.`,
    },
    weightedEvents: {
      name: "Weighted events",
      sentence: ({ floorCap }) => `The figure is what all events cost in points; the line's points less that${cap("at least", floorCap)}.`,
    },
    passFail: {
      name: "Pass or fail",
      sentence: ({ passScore, failScore }) => `${passScore.toFixed()}% on target, exactly on it included; ${failScore.toFixed()}% if not.`,
    },
    given: { name: "Given points", sentence: () => "The source gives the points, at most the full points." },
  },
};
