/** What each finding says: what is wrong, and what to do. The place is put in front by the caller. */
import { type Period, periodKey } from "../kpi/period";
import type { LackingBasis } from "../kpi/target";
import { CHOICES, SETTING_ITEMS } from "../sheets/schemeColumns";
import {
  DOUBLED,
  REFERRED,
  SERIES_NAMES,
  anchorName,
  anchorsInWords,
  choicesInWords,
  cliffAdvice,
  columnName,
  endsAdvice,
  isOfBasisPeriod,
  requiredHeadings,
  settingName,
  sheetNames,
} from "./findingNames";
import type { Words } from "./words";

const column = (name: string): string => columnName(name, "en");

/** What a computed target cannot do without. */
function lacking(what: LackingBasis["what"], whose: string, indicator: string, period: Period | null): string {
  const when = period === null ? "" : ` in ${periodKey(period)}`;
  switch (what) {
    case "figure":
      return `${whose} has no figure for “${indicator}”${when}`;
    case "competitor":
    case "benchmark":
      return `${whose} has no ${SERIES_NAMES[what].en} beside “${indicator}”${when}`;
    case "peers":
      return `no department has a figure for “${indicator}”${when}`;
    case "weight":
      return indicator === "" ? `${whose} has no share weight` : `“${indicator}” of ${whose}${when} is below 0 and no weight`;
    case "weights":
      return indicator === "" ? "all share weights are 0" : `“${indicator}” is 0 in all departments${when}`;
  }
}

export const findings: Words["findings"] = {
  // The scheme as a whole.
  noSchemeSheets: ({ wanted }) =>
    `There is no scheme in this workbook. It needs at least these sheets: ${sheetNames(wanted, "en")}. Start from a new scheme workbook.`,
  schemeSheetMissing: ({ wanted }) => `The sheet ${sheetNames(wanted, "en")} is missing. Add it before scoring.`,
  schemeSheetTwice: ({ first }) => `This sheet and “${first}” are the same part of the scheme, and only one can hold. Keep one and rename the other.`,
  headerNotFound: ({ wanted }) => `No headings found. The heading row needs ${requiredHeadings(wanted, "en")}.`,
  columnMissing: ({ column: name }) => `The column “${column(name)}” is missing. Add it to the heading row.`,
  columnMisspelt: ({ found, meant }) =>
    `There is no column “${found}”, and “${column(meant)}” is missing. If it is a slip, write “${column(meant)}”; if it is a column of your own, add the missing one.`,
  columnTwice: ({ column: name }) => `The column “${column(name)}” is there twice, and only one can hold. Keep one.`,
  columnUnknown: ({ column: name }) => `The column “${column(name)}” is not known and was not read. If it matters, give it one of the documented headings.`,
  settingUnknown: ({ found }) => `There is no setting “${found}”; it was not read. Check its spelling.`,
  settingMissing: ({ setting }) => `The setting “${settingName(setting, "en")}” is not filled in. Add it to the settings.`,

  // Cells of the scheme's sheets.
  cellBlank: ({ column: name }) => `“${column(name)}” is blank. Fill it in, or delete the row.`,
  cellError: ({ column: name, found }) => `“${column(name)}” holds the error ${found}. Correct the formula, or type the content.`,
  parameterUnused: ({ column: name, found }) => `This row has no use for “${found}” under “${column(name)}”; it was ignored. It can be cleared.`,
  notANumber: ({ column: name, found, required }) =>
    `“${found}” under “${column(name)}” is not a number. Type a number${required ? "" : ", or leave it blank for none"}.`,
  notAChoice: ({ column: name, found, choices, only }) =>
    `“${found}” is not a choice under “${column(name)}”${only ? " for this kind of rule" : ""}. Use one of ${choicesInWords(choices, "en", only)}.`,
  notAPeriod: ({ found }) => `“${found}” is not a period. Write it as 2026Q3, 2026-07, 2026H1 or 2026.`,
  startPointsFull: ({ template, full }) =>
    `“${template}” starts with its full ${full} points, so every line needs a deduction rule; lines of the role Deduct do not count, as they stand outside the full points. Else make the start points fewer, or add a line that holds all points to start with.`,
  outOfRange: ({ column: name, found, range }) => `“${column(name)}” is ${found}; it has to be ${range}.`,
  percentWithoutFormat: ({ found }) =>
    `${found} has unit % but no percent format. Read as ${found}%. If it means a larger share, format the cell as a percentage or type the % sign.`,

  // References.
  duplicateCode: ({ what, found, first }) => `The ${DOUBLED[what].en} “${found}” is already used at ${first}. Change one of the two.`,
  unknownReference: ({ what, found }) => `There is no ${REFERRED[what].en} “${found}”. Check its spelling, or add it to its own sheet first.`,
  bindingMatchesNothing: ({ department, template }) =>
    `${department} is not scored by “${template}”, so this binding has no effect. Change the template, or delete the row.`,
  noDepartments: () => "There is no department. Fill in at least one row.",
  departmentWithoutTemplate: ({ department }) => `${department} has no template and is not scored. To score it, fill in a template's code.`,
  templateUnused: ({ template }) => `No department is scored by the template “${template}”.`,
  ruleUnknown: ({ found, known }) =>
    `There is no scoring rule “${found}”. Use a kind (${choicesInWords("ruleKind", "en")})${known === "" ? "" : `, or a code of the rules' sheet: ${known.split("、").join(", ")}`}.`,

  // Weight trees.
  treeEmpty: ({ template }) => `The template “${template}” has no rows in the weight tree. Add them.`,
  treeCycle: ({ path }) => `The parents go round in a circle: ${path}. Correct the parent of one of these rows.`,
  treeTooDeep: ({ line, deepest }) => `“${line}” lies more than ${deepest} levels deep. Hang it higher up.`,
  treeOrphan: ({ line, parent }) =>
    `The parent “${parent}” of “${line}” is not in the same template's tree. Check the parent's code; leave it blank on the first level.`,
  branchWithRule: ({ line }) => `“${line}” has lines below it and cannot have an indicator or a rule of its own. Clear both, or remove the lines.`,
  lineWithoutIndicator: ({ line }) => `“${line}” has no indicator. Fill in its code or name; if it is a group, give it lines.`,
  lineWithoutRule: ({ line }) => `“${line}” has no scoring rule. Fill in a rule's code, or a kind of rule.`,
  weightsOffWhole: ({ parent, sum, whole, unit, none }) =>
    none
      ? `No row below “${parent}” takes a share of its ${whole} points: lines of the roles Bonus and Deduct stand outside them. Add a line that holds all points to start with, or give the rows that deduct a deduction rule.`
      : unit === "percent"
        ? `Weights below “${parent}” add up to ${sum}%, not ${whole}%. Change one of them, or add what is missing.`
        : `Points below “${parent}” add up to ${sum}, not ${whole}. Change one of them, or add what is missing.`,
  weightsMixed: ({ parent }) => `Below “${parent}” some rows have a weight and others have points. Use one of the two on a level.`,
  weightAndPointsDiffer: ({ line, weight, points, expected }) =>
    `The weight of “${line}”, ${weight}%, makes ${expected} points, but its points are ${points}. Correct one, or keep only one.`,
  weightMissing: ({ line }) => `“${line}” has neither a weight nor points. Fill in one of them.`,
  weightNotPositive: ({ line, found }) => `The weight or points of “${line}” are ${found}; they have to be above 0. Delete lines that do not count.`,
  adjustmentDeducts: ({ line }) => `“${line}” is an adjustment and cannot have a rule that deducts as well. Choose another rule, or make its role “Score”.`,
  adjustmentInside: ({ line, parent }) =>
    `“${line}” is an adjustment among the scored lines of “${parent}”. Put it on the first level, or into a branch that has only adjustments.`,
  vetoNeedsNode: ({ veto, effect }) => `The effect of veto “${veto}” is “${CHOICES.effect[effect][1]}”: give the code of that line or branch under “Line”.`,
  vetoNeedsValue: ({ veto, effect }) =>
    `The effect of veto “${veto}” is “${CHOICES.effect[effect][1]}”: give ${effect === "gradeCap" ? "the name of the best grade that is left" : "the points of the cap"} under “Effect value”.`,
  gradesOverlap: ({ grade, from }) =>
    `Grade “${grade}” begins at the same rate as another (${from === "" ? "blank" : `${from} %`}). Each grade needs a rate of its own; the lowest may be blank.`,
  gradeQuotasOffWhole: ({ sum }) => `The quotas of the grades add up to ${sum} %; a forced distribution needs exactly 100 %.`,
  deductionNeedsPoints: ({ line }) => `“${line}” takes points off, so it needs points (W in the formula) and not a weight.`,

  // Rules and bands.
  bandsMissing: ({ rule }) => `The rule “${rule}” has no bands. Add them to the bands' sheet.`,
  bandReversed: ({ rule }) => `This band of “${rule}” does not begin below its end. Swap or correct the two numbers.`,
  bandsGap: ({ rule, from, to }) => `“${rule}” has no band from ${from} to ${to}; a figure in between would hold its line. Add a band, or join the two.`,
  bandsOverlap: ({ rule, from, to }) => `Bands of “${rule}” overlap: one ends at ${from || "no limit"}, this one begins at ${to || "no limit"}. Join the two.`,
  pointsMissing: ({ rule }) =>
    `The piecewise rule “${rule}” needs two points or more. Give each a row in the bands' sheet: the figure under “From”, the score there, and nothing under “To”.`,
  pointHasEnd: ({ rule, found }) =>
    `“${rule}” is piecewise linear, so each of its rows is a point and no stretch, but this one ends at ${found}. Leave “To” blank and give the end a row of its own.`,
  pointTwice: ({ rule, at }) => `“${rule}” has two points at ${at}, and only one score can hold there. Keep one.`,
  scoresAsShares: ({ rule, highest }) =>
    `The highest score of “${rule}” is ${highest}. Scores are out of 100, so a coefficient of 0.8 is written 80 or 80%. Check the scores.`,
  pointsAgainstDirection: ({ rule, line, direction }) =>
    `${direction === "up" ? "Higher" : "Lower"} is better for “${line}”, but the ${direction === "up" ? "higher" : "lower"} the point, the less “${rule}” gives. Check the scores of its points, or the indicator's direction.`,

  // Targets.
  targetMissing: ({ department, line, anchor }) => `${department}, “${line}” has no ${anchorName(anchor, "en")}; the line is held. Add it to the targets.`,
  targetBasisMissing: ({ department, line, anchor, what, whose, indicator, period }) =>
    `The ${anchorName(anchor, "en")} of ${department}, “${line}” cannot be worked out: ${lacking(what, whose, indicator, period)}. The line is held. Bring what is missing${isOfBasisPeriod(what) ? ", name another basis period" : ""}, or type the ${anchorName(anchor, "en")}.`,
  anchorsOutOfOrder: ({ department, line, anchors, wanted, more }) =>
    `The anchors of ${department}${more ? ` and ${more} more` : ""}, “${line}” are out of order (${anchorsInWords(anchors, "en")}); it has to be ${anchorsInWords(wanted, "en")}. The line is held. ${endsAdvice(anchors, wanted, "en")}`,
  targetTwice: ({ anchor, first }) => `The ${anchorName(anchor, "en")} is already given at ${first} for the same scope, and only one can hold. Keep one.`,
  targetMatchesNothing: ({ members }) =>
    members
      ? "No card uses this target: the indicator is scored by its members, and a target of the whole does not hold for them. Give each member a row of its own."
      : "No card uses this target. Check its indicator, template, line and department.",
  targetEmpty: () => "This row gives no anchor and has no effect.",
  targetAgainstDirection: ({ found, direction }) =>
    `The target says “${found}”, but of this indicator ${direction === "up" ? "higher" : "lower"} is better. Check the indicator's direction.`,

  // What a rule could not score.
  ratioTargetNotPositive: ({ department, line, target }) =>
    `The target of ${department}, “${line}” is ${target}, which the ratio cannot score; the line is held. Change the target, or use the form “Signed”.`,
  ratioUncapped: ({ department, line }) => `The figure of ${department}, “${line}” is 0, so its ratio has no limit; the line is held. Give the rule a cap.`,
  stepZero: ({ rule }) => `The step of “${rule}” is 0. Use a number above 0.`,
  outsideBands: ({ department, line, found }) =>
    `The figure of ${department}, “${line}”, ${found}, lies in no band; the line is held. Add a band, or check the figure.`,
  eventsNotWhole: ({ department, line, found }) =>
    `${department}, “${line}” reports ${found} events, which is not a whole number from 0 up; the line is held. Check the figure.`,
  givenAboveFull: ({ department, line, found, full }) =>
    `${department}, “${line}” was given ${found} points, above its full ${full}; the line is held. Check the points.`,
  givenNegative: ({ department, line, found }) => `${department}, “${line}” was given ${found} points, which is below 0; the line is held. Check the points.`,
  targetZero: ({ department, line }) =>
    `The target of ${department}, “${line}” is 0, so the gap is no share of it; the line is held. Change the target, or use another rule.`,
  logNotPositive: ({ department, line, of, found }) =>
    `${department}, “${line}” is scored on a logarithmic scale, but its ${of === "actual" ? "actual" : anchorName(of, "en")} is ${found}, which has no logarithm; the line is held. Make it a number above 0, or use a linear scale.`,
  toleranceZero: ({ department, line, rule }) =>
    `The rule “${rule}” of ${department}, “${line}” has no tolerance, or one of 0; the line is held. Give it a tolerance above 0.`,
  rankOutside: ({ department, line, found, total }) =>
    `${department}, “${line}” has the place ${found}, which is none of 1 to ${total} (shared places may be halves); the line is held. Check the place and how many there are.`,
  lossNegative: ({ department, line, found }) =>
    `${department}, “${line}” is to lose ${found} points, which is below 0; the line is held. Check the events and what each of them costs.`,
  vetoUndecided: ({ department, veto, state }) =>
    `${department}: the veto “${veto}” has no figure (${SETTING_ITEMS[state].en}), so nobody can tell whether it strikes, and the card is held. Enter 0 if nothing happened, or choose another policy under Settings.`,
  lineHeld: ({ department, line, state }) =>
    `${department}, “${line}” is held by the policy for “${SETTING_ITEMS[state].en}”. Bring the figure, or choose another policy on the settings' sheet.`,

  // Members and derived indicators.
  derivedCircle: ({ path }) => `Derived indicators go round in a circle: ${path}. Correct the sources of one of them.`,
  derivedPartCount: ({ column: name, found, wanted }) => `“${column(name)}” names ${found}; it takes ${wanted}.`,
  derivedAgainstDirection: ({ indicator }) =>
    `“${indicator}” is computed so that more is better, but the indicators' sheet says that lower is better. Change its direction to higher is better.`,
  derivedTyped: ({ department, indicator, used }) =>
    used === "derived"
      ? `“${indicator}” is computed from other indicators; what ${department} typed was not used. Leave the cell blank, or take the row out.`
      : `“${indicator}” should be computed from other indicators, of which ${department} reports none; what was typed is used for now. Report its sources.`,
  derivedZero: ({ department, indicator, part }) =>
    `“${indicator}” of ${department} cannot be computed: “${part}” is 0 and something is divided by it. The line is held. Check the figure; if it is not to count, say so in the derived indicators' sheet.`,
  derivedNoGap: ({ department, indicator }) =>
    `“${indicator}” of ${department} cannot be computed: the base period had reached the full mark already. The line is held. Check the full mark; if it is not to count, say so in the derived indicators' sheet.`,
  derivedNoFull: ({ department, indicator, part }) =>
    `“${indicator}” of ${department} cannot be computed: there is no full mark. The line is held. Give one in the derived indicators' sheet, or a full mark or best value of “${part}” in the targets' sheet.`,
  derivedPartMissing: ({ department, indicator, part, series, period }) =>
    `“${indicator}” of ${department} cannot be computed: no sheet gives “${part}”${series ? ` (${SERIES_NAMES[series].en})` : ""} for ${period}. Add the figure.`,
  itemsUnused: ({ indicator, sheet }) =>
    `“${indicator}” is not computed from a ${sheet}, and the row was not used. Check the indicator, or state the method in the derived indicators' sheet.`,
  itemBlank: ({ indicator }) => `The cell is blank, so “${indicator}” has no figure. Fill it in, or type “/” if it does not apply.`,

  // Indicator sheets and figures.
  figureUnreadable: ({ found }) => `“${found}” is not a number. Leave it blank if there is no reading, or type “/” if it does not apply.`,
  figureError: ({ found }) => `The cell holds the error ${found}, which is not 0. Correct the formula, or leave it blank if there is no reading.`,
  figureFromAnotherFile: ({ formula }) =>
    `The figure comes from another file (${formula}); its last stored result was used. Update the link, or type the figure.`,
  figureParsed: ({ found, value, unit }) => `“${found}” was read as ${value}${/^[%‰‱]?$/.test(unit) ? unit : ` ${unit}`}.`,
  unitMismatch: ({ found, wanted }) =>
    wanted === ""
      ? `“${found}” has a unit, but the indicator has none. Fill in the indicator's unit.`
      : `“${found}” does not convert into the indicator's unit, “${wanted}”. Correct the figure, or the indicator's unit.`,
  figureTwice: ({ department, indicator, first }) => `${department} already has a figure for “${indicator}” at ${first}. Check both and keep one.`,
  figureMissing: ({ department, indicator }) => `${department} did not report “${indicator}”. Fill it in, or type “/” if it does not apply.`,
  figureConflictsWithTarget: ({ found, target }) => `The target here is ${found}, but ${target} in the targets' sheet, which was used. Make the two agree.`,
  indicatorUnknown: ({ found }) => `The indicator “${found}” is not known; the row was not read. Check its name, or add it to an indicator's aliases.`,
  indicatorNotInTree: ({ indicator, department }) => `No card of ${department} uses “${indicator}”; the figure was not scored.`,
  codeAndNameDiffer: ({ code, name }) => `The code “${code}” and the name “${name}” are two different indicators; the row was not read. Correct one.`,
  columnAmbiguous: ({ column: name }) => `“${name}” could be the target or the actual and was not read. Rename it to “Actual” or “Target”.`,
  departmentUnknown: ({ found }) =>
    found === ""
      ? "No department is given; the row was not read. Fill it in."
      : `The department “${found}” is not known, and nothing was read for it. Check its name, or add it to the departments.`,
  departmentConflict: ({ found, department }) =>
    `It says “${found}” here, but the sheet is that of ${department}; the figures were read for ${department}. Correct one.`,
  departmentWithoutSheet: ({ department }) =>
    `${department} has no indicator sheet and no row of figures. Name a sheet after it, or say in its “Sheet” column which one it is.`,
  indicatorWithoutReading: ({ department, indicator }) => `${department} has no figure for “${indicator}” in this period. Add the row to its indicator sheet.`,
  periodUnknown: ({ found }) =>
    found === ""
      ? "No period is given; the row was not read. Fill it in."
      : `“${found}” does not tell which period it is; its figures were not read. Write it as 2026Q3.`,
  sheetOfOtherPeriod: ({ found, wanted }) =>
    `This sheet's title says ${found}, so its figures are those of ${found} and not of ${wanted}. If they are of ${wanted}, say so in the title.`,
  sheetNotUnderstood: ({ why }) =>
    why === "noHeader"
      ? "The sheet is named after a department, but no headings were found. The heading row needs “Indicator”, and “Actual” or the periods."
      : "There are indicators of the scheme here, but nothing tells whose they are; they were not read. Name the sheet after the department, or write “Department: name” above the headings.",
  rowNotUnderstood: ({ found }) => `The row “${found}” has no indicator and was not read. Fill in the indicator; begin remarks with “Note:”.`,
  noReadings: ({ period, present, finer }) => {
    const unmade = finer ? "; figures of shorter periods are not put together: give their sum or mean in a column of its own" : "";
    const there = present.length === 0 ? "" : ` The sheets have ${present.join(", ")} only${unmade}.`;
    return `There are no figures for ${period}.${there} Check the period in the settings, and the periods in the sheets.`;
  },

  // Writing.
  // What is legal and may not be meant.
  scoreCliff: ({ rule, kind, line, anchor, at, high, low, more }) =>
    `“${rule}” has a cliff at ${anchor === null ? at : `the ${anchorName(anchor, "en")} (${at} for “${line}”)`}: ${high} on one side, ${low} just short of it${more > 0 ? `; ${more} more such ${more === 1 ? "place" : "places"}` : ""}. It is allowed; if it is not meant, ${cliffAdvice(kind, "en")}.`,
  scoreFlat: ({ rule, line, from, to, score }) =>
    `“${rule}” gives ${score} all the way from ${from} to ${to} (for “${line}”), so that better or worse makes no difference there. If it is not meant, set the scores of the two ends apart.`,
  anchorOutOfReach: ({ department, line, anchor, found, limit }) =>
    `The ${anchorName(anchor, "en")} of ${department}, “${line}” is ${found}, but the indicator can be no better than ${limit}: nobody can reach it. Check the ${anchorName(anchor, "en")} and the unit.`,
  stretchNeverReached: ({ department, line, found, best, figures, periods, more }) =>
    `The stretch of ${department}, “${line}” is ${found}${more > 0 ? ` (and ${more} more of this indicator)` : ""}, but the best of ${figures} figures of all departments in ${periods} periods is ${best}, not half the way from target to stretch. If it is set too far, bring it within reach.`,
  indicatorTwice: ({ template, indicator, first, firstPlace, second }) =>
    `“${template}” counts “${indicator}” twice: as “${first}” (${firstPlace}) and as “${second}”. Keep one line, or give one of them another indicator.`,
  thresholdBelowFloor: ({ line, rule, threshold, floor, more }) =>
    `The short-board threshold of “${line}”${more > 0 ? ` and ${more} more` : ""} is ${threshold}%, and the floor of “${rule}” scores ${floor}: a line at its floor is never a short board. Set the threshold above ${floor}%.`,

  sheetNameTaken: ({ wanted, taken }) => `“${wanted}” is a sheet of your own and is left alone; ours is called “${taken}”.`,
  cardStale: ({ sheet }) => `“${sheet}” was written earlier and is no longer scored; it was left as it is. Delete it if you do not need it.`,
  workbookSigned: () => "The workbook is signed, and whatever is written breaks the signature. Write a copy to keep it, or sign again once the results are in.",
  precisionAsDisplayed: () =>
    "The workbook has “Set precision as displayed”: Excel cuts every figure to what its cell shows, for good, and the formulas of the scores go on from there. Switch it off under Options, Advanced, to score the figures as they are.",
  externalLinks: ({ books, more }) =>
    `The workbook takes figures from other files (${books.split("、").join(", ")}${more > 0 ? ` and ${more} more` : ""}); they count as they were when it was last saved. Update them in Excel under Data, Edit Links, and save, to score the latest.`,
  structureLocked: ({ sheets }) =>
    `The workbook’s structure is protected, so the ${sheets === 1 ? "sheet" : `${sheets} sheets`} to be added cannot be. Unprotect it under Review, Protect Workbook, first.`,
  openElsewhere: ({ file, lock }) =>
    `“${file}” seems to be open elsewhere (“${lock}” lies beside it): changes that are not saved yet are not read, and saving it there would undo what is written here. Save and close it first; if it is not open, delete “${lock}”.`,
};
