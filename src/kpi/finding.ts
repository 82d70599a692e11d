/**
 * What is wrong with a sheet or a scheme: a code, the cell it came from, and the particulars that the words need.
 * Findings are gathered, never thrown. Their sentences live in text/, checked complete by the compiler.
 */
import type { Series } from "./derived";
import type { AbsentState } from "./figure";
import type { Period } from "./period";
import type { RuleKind } from "./rules/index";
import type { Source } from "./source";
import type { AnchorName, LackingBasis } from "./target";
import type { VetoEffect } from "./veto";

/**
 * error: the scheme cannot be scored, the run stops. held: a figure or a target holds its own line.
 * warning: scored, but somebody should look. note: said for the record.
 */
export type Severity = "error" | "held" | "warning" | "note";

/** What a reference or a doubled code is about. */
export type Subject =
  | "department"
  | "departmentName"
  | "indicator"
  | "indicatorName"
  | "template"
  | "templateName"
  | "line"
  | "rule"
  | "ruleName"
  | "setting"
  | "binding"
  | "veto"
  | "grade"
  | "basis";

/**
 * The particulars of each code. Every code has a severity below and words in both languages.
 * `column` and `wanted` are headings and names as they stand in the workbook, or a key of the scheme's columns ("tree.weight", "tree") where they are absent;
 * `choices` is the key of the list of words that are allowed.
 */
export interface FindingDetails {
  // The scheme as a whole.
  noSchemeSheets: { readonly wanted: string };
  schemeSheetMissing: { readonly wanted: string };
  schemeSheetTwice: { readonly first: string };
  headerNotFound: { readonly wanted: string };
  columnMissing: { readonly column: string };
  /** A heading that nobody knows, and the key of the absent column that it was read as. */
  columnMisspelt: { readonly found: string; readonly meant: string };
  columnTwice: { readonly column: string };
  columnUnknown: { readonly column: string };
  settingUnknown: { readonly found: string };
  settingMissing: { readonly setting: string };
  // Cells of the scheme's sheets.
  cellBlank: { readonly column: string };
  cellError: { readonly column: string; readonly found: string };
  parameterUnused: { readonly column: string; readonly found: string };
  /** `required`: the cell cannot be left blank either. */
  notANumber: { readonly column: string; readonly found: string; readonly required?: true };
  /** `only`: those of the group that may stand there; without it all. */
  notAChoice: { readonly column: string; readonly found: string; readonly choices: string; readonly only?: readonly string[] };
  notAPeriod: { readonly found: string };
  /** Nothing is left to share out, and yet some line wants a share. */
  startPointsFull: { readonly template: string; readonly full: string };
  outOfRange: { readonly column: string; readonly found: string; readonly range: string };
  percentWithoutFormat: { readonly found: string };
  // References.
  duplicateCode: { readonly what: Subject; readonly found: string; readonly first: string };
  unknownReference: { readonly what: Subject; readonly found: string };
  bindingMatchesNothing: { readonly department: string; readonly template: string };
  noDepartments: Record<never, never>;
  departmentWithoutTemplate: { readonly department: string };
  templateUnused: { readonly template: string };
  ruleUnknown: { readonly found: string; readonly known: string };
  // Weight trees.
  treeEmpty: { readonly template: string };
  treeCycle: { readonly path: string };
  treeTooDeep: { readonly line: string; readonly deepest: string };
  treeOrphan: { readonly line: string; readonly parent: string };
  branchWithRule: { readonly line: string };
  lineWithoutIndicator: { readonly line: string };
  lineWithoutRule: { readonly line: string };
  /** `none`: no row below takes a share at all, all of them stand outside the full points. */
  weightsOffWhole: { readonly parent: string; readonly sum: string; readonly whole: string; readonly unit: "percent" | "points"; readonly none?: true };
  weightsMixed: { readonly parent: string };
  weightAndPointsDiffer: { readonly line: string; readonly weight: string; readonly points: string; readonly expected: string };
  weightMissing: { readonly line: string };
  weightNotPositive: { readonly line: string; readonly found: string };
  deductionNeedsPoints: { readonly line: string };
  adjustmentDeducts: { readonly line: string };
  adjustmentInside: { readonly line: string; readonly parent: string };
  // Vetoes and grades.
  vetoNeedsNode: { readonly veto: string; readonly effect: VetoEffect };
  vetoNeedsValue: { readonly veto: string; readonly effect: VetoEffect };
  gradesOverlap: { readonly grade: string; readonly from: string };
  gradeQuotasOffWhole: { readonly sum: string };
  // Rules and bands.
  bandsMissing: { readonly rule: string };
  bandReversed: { readonly rule: string };
  bandsGap: { readonly rule: string; readonly from: string; readonly to: string };
  bandsOverlap: { readonly rule: string; readonly from: string; readonly to: string };
  pointsMissing: { readonly rule: string };
  pointHasEnd: { readonly rule: string; readonly found: string };
  pointTwice: { readonly rule: string; readonly at: string };
  /** Scores from 0 to 1 are most likely shares (标准系数) of a score of 100. */
  scoresAsShares: { readonly rule: string; readonly highest: string };
  /** The better the figure, the fewer the points, from one end to the other. */
  pointsAgainstDirection: { readonly rule: string; readonly line: string; readonly direction: "up" | "down" };
  // Targets.
  targetMissing: { readonly department: string; readonly line: string; readonly anchor: AnchorName };
  /** What a computed anchor cannot do without; `whose` and `indicator` as in LackingBasis. */
  targetBasisMissing: {
    readonly department: string;
    readonly line: string;
    readonly anchor: AnchorName;
    readonly what: LackingBasis["what"];
    readonly whose: string;
    readonly indicator: string;
    readonly period: Period | null;
  };
  /** `more`: how many other departments have the same from the same cell. */
  anchorsOutOfOrder: { readonly department: string; readonly line: string; readonly anchors: string; readonly wanted: string; readonly more?: number };
  targetTwice: { readonly anchor: AnchorName; readonly first: string };
  /** `members`: the indicator has members, which its own targets do not hold for. */
  targetMatchesNothing: { readonly members?: true };
  targetEmpty: Record<never, never>;
  targetAgainstDirection: { readonly found: string; readonly direction: "up" | "down" };
  // What a rule could not score: an edge that is named without a result.
  ratioTargetNotPositive: { readonly department: string; readonly line: string; readonly target: string };
  ratioUncapped: { readonly department: string; readonly line: string };
  stepZero: { readonly rule: string };
  outsideBands: { readonly department: string; readonly line: string; readonly found: string };
  eventsNotWhole: { readonly department: string; readonly line: string; readonly found: string };
  givenAboveFull: { readonly department: string; readonly line: string; readonly found: string; readonly full: string };
  givenNegative: { readonly department: string; readonly line: string; readonly found: string };
  targetZero: { readonly department: string; readonly line: string };
  /** A logarithm of what is not above 0; `of` is the figure itself or one of the anchors. */
  logNotPositive: { readonly department: string; readonly line: string; readonly of: AnchorName | "actual"; readonly found: string };
  toleranceZero: { readonly department: string; readonly line: string; readonly rule: string };
  rankOutside: { readonly department: string; readonly line: string; readonly found: string; readonly total: string };
  lossNegative: { readonly department: string; readonly line: string; readonly found: string };
  /** Held by the scheme's policy, and by nothing that is wrong. */
  lineHeld: { readonly department: string; readonly line: string; readonly state: AbsentState };
  /** A veto's figure is absent, and nobody can tell whether it strikes. */
  vetoUndecided: { readonly department: string; readonly veto: string; readonly state: AbsentState };
  // Members and derived indicators.
  derivedCircle: { readonly path: string };
  /** `wanted`: how many, in signs. */
  derivedPartCount: { readonly column: string; readonly found: string; readonly wanted: string };
  derivedAgainstDirection: { readonly indicator: string };
  derivedTyped: { readonly department: string; readonly indicator: string; readonly used: "typed" | "derived" };
  derivedZero: { readonly department: string; readonly indicator: string; readonly part: string };
  derivedNoGap: { readonly department: string; readonly indicator: string };
  derivedNoFull: { readonly department: string; readonly indicator: string; readonly part: string };
  /** A part that no sheet gives. */
  derivedPartMissing: {
    readonly department: string;
    readonly indicator: string;
    readonly part: string;
    readonly series: Series | null;
    readonly period: string;
  };
  /** Rows of a checklist or survey for an indicator that is not computed from them. */
  itemsUnused: { readonly indicator: string; readonly sheet: "checklist" | "survey" };
  itemBlank: { readonly indicator: string };
  // Indicator sheets and figures.
  figureUnreadable: { readonly found: string };
  figureError: { readonly found: string };
  figureFromAnotherFile: { readonly formula: string };
  figureParsed: { readonly found: string; readonly value: string; readonly unit: string };
  unitMismatch: { readonly found: string; readonly wanted: string };
  figureTwice: { readonly department: string; readonly indicator: string; readonly first: string };
  figureMissing: { readonly department: string; readonly indicator: string };
  figureConflictsWithTarget: { readonly found: string; readonly target: string };
  indicatorUnknown: { readonly found: string };
  indicatorNotInTree: { readonly indicator: string; readonly department: string };
  codeAndNameDiffer: { readonly code: string; readonly name: string };
  columnAmbiguous: { readonly column: string };
  departmentUnknown: { readonly found: string };
  departmentConflict: { readonly found: string; readonly department: string };
  departmentWithoutSheet: { readonly department: string };
  indicatorWithoutReading: { readonly department: string; readonly indicator: string };
  periodUnknown: { readonly found: string };
  sheetOfOtherPeriod: { readonly found: string; readonly wanted: string };
  sheetNotUnderstood: { readonly why: "noHeader" | "noDepartment" };
  rowNotUnderstood: { readonly found: string };
  /** `present`: the periods that there are figures of, in order, a few of them; `finer`: some of them lie in that period, as its months do. */
  noReadings: { readonly period: string; readonly present: readonly string[]; readonly finer: boolean };
  // What is legal and may not be meant; only checking says so.
  /** The score falls from `high` to `low` at one figure, the greatest such fall of the rule; `anchor` where it is one. */
  scoreCliff: {
    readonly rule: string;
    readonly kind: RuleKind;
    readonly line: string;
    readonly anchor: AnchorName | null;
    readonly at: string;
    readonly high: string;
    readonly low: string;
    readonly more: number;
  };
  scoreFlat: { readonly rule: string; readonly line: string; readonly from: string; readonly to: string; readonly score: string };
  anchorOutOfReach: { readonly department: string; readonly line: string; readonly anchor: AnchorName; readonly found: string; readonly limit: string };
  stretchNeverReached: {
    readonly department: string;
    readonly line: string;
    readonly found: string;
    readonly best: string;
    readonly figures: number;
    readonly periods: number;
    readonly more: number;
  };
  indicatorTwice: { readonly template: string; readonly indicator: string; readonly first: string; readonly firstPlace: string; readonly second: string };
  thresholdBelowFloor: { readonly line: string; readonly rule: string; readonly threshold: string; readonly floor: string; readonly more: number };
  // Writing.
  sheetNameTaken: { readonly wanted: string; readonly taken: string };
  cardStale: { readonly sheet: string };
  workbookSigned: Record<never, never>;
  precisionAsDisplayed: Record<never, never>;
  /** `books`: names of files, a few of them; `more`: how many others there are. */
  externalLinks: { readonly books: string; readonly more: number };
  /** `sheets`: how many would have to be made. */
  structureLocked: { readonly sheets: number };
  /** `lock`: the file beside it that says so. */
  openElsewhere: { readonly file: string; readonly lock: string };
}

export type FindingCode = keyof FindingDetails;

/** A code with its particulars, before it is known where it stands. */
export type Fault<C extends FindingCode = FindingCode> = { readonly [K in C]: { readonly code: K; readonly details: FindingDetails[K] } }[C];

export type Finding<C extends FindingCode = FindingCode> = {
  readonly [K in C]: { readonly code: K; readonly severity: Severity; readonly source: Source | null; readonly details: FindingDetails[K] };
}[C];

/** How grave each code is, unless the place that finds it knows better. */
const SEVERITY: { readonly [C in FindingCode]: Severity } = {
  noSchemeSheets: "error",
  schemeSheetMissing: "error",
  schemeSheetTwice: "error",
  headerNotFound: "error",
  columnMissing: "error",
  columnMisspelt: "error",
  columnTwice: "error",
  columnUnknown: "note",
  settingUnknown: "warning",
  settingMissing: "error",
  cellBlank: "error",
  cellError: "error",
  parameterUnused: "note",
  notANumber: "error",
  notAChoice: "error",
  notAPeriod: "error",
  startPointsFull: "error",
  outOfRange: "error",
  percentWithoutFormat: "warning",
  duplicateCode: "error",
  unknownReference: "error",
  bindingMatchesNothing: "warning",
  noDepartments: "error",
  departmentWithoutTemplate: "warning",
  templateUnused: "note",
  ruleUnknown: "error",
  treeEmpty: "error",
  treeCycle: "error",
  treeTooDeep: "error",
  treeOrphan: "error",
  branchWithRule: "error",
  lineWithoutIndicator: "error",
  lineWithoutRule: "error",
  weightsOffWhole: "error",
  weightsMixed: "error",
  weightAndPointsDiffer: "error",
  weightMissing: "error",
  weightNotPositive: "error",
  deductionNeedsPoints: "error",
  adjustmentDeducts: "error",
  adjustmentInside: "error",
  vetoNeedsNode: "error",
  vetoNeedsValue: "error",
  gradesOverlap: "error",
  gradeQuotasOffWhole: "error",
  bandsMissing: "error",
  bandReversed: "error",
  bandsGap: "warning",
  bandsOverlap: "error",
  pointsMissing: "error",
  pointHasEnd: "error",
  pointTwice: "error",
  scoresAsShares: "warning",
  pointsAgainstDirection: "warning",
  targetMissing: "held",
  targetBasisMissing: "held",
  anchorsOutOfOrder: "held",
  targetTwice: "error",
  targetMatchesNothing: "warning",
  targetEmpty: "note",
  targetAgainstDirection: "warning",
  ratioTargetNotPositive: "held",
  ratioUncapped: "held",
  stepZero: "error",
  outsideBands: "held",
  eventsNotWhole: "held",
  givenAboveFull: "held",
  givenNegative: "held",
  targetZero: "held",
  logNotPositive: "held",
  toleranceZero: "held",
  rankOutside: "held",
  lossNegative: "held",
  lineHeld: "held",
  vetoUndecided: "held",
  derivedCircle: "error",
  derivedPartCount: "error",
  derivedAgainstDirection: "warning",
  derivedTyped: "warning",
  derivedZero: "held",
  derivedNoGap: "held",
  derivedNoFull: "held",
  derivedPartMissing: "held",
  itemsUnused: "warning",
  itemBlank: "held",
  figureUnreadable: "held",
  figureError: "held",
  figureFromAnotherFile: "note",
  figureParsed: "note",
  unitMismatch: "held",
  figureTwice: "held",
  figureMissing: "held",
  figureConflictsWithTarget: "warning",
  indicatorUnknown: "warning",
  indicatorNotInTree: "note",
  codeAndNameDiffer: "warning",
  columnAmbiguous: "warning",
  departmentUnknown: "warning",
  departmentConflict: "warning",
  departmentWithoutSheet: "held",
  indicatorWithoutReading: "held",
  periodUnknown: "warning",
  sheetOfOtherPeriod: "warning",
  sheetNotUnderstood: "warning",
  rowNotUnderstood: "warning",
  noReadings: "warning",
  scoreCliff: "note",
  scoreFlat: "note",
  anchorOutOfReach: "warning",
  stretchNeverReached: "note",
  indicatorTwice: "warning",
  thresholdBelowFloor: "note",
  sheetNameTaken: "note",
  cardStale: "note",
  workbookSigned: "warning",
  precisionAsDisplayed: "warning",
  externalLinks: "note",
  structureLocked: "warning",
  openElsewhere: "warning",
};

/** How grave each code is by itself, for those who list them. */
export function usualSeverity(code: FindingCode): Severity {
  return SEVERITY[code];
}

export function finding<C extends FindingCode>(code: C, source: Source | null, details: FindingDetails[C], severity: Severity = SEVERITY[code]): Finding {
  // The union is indexed by the code that was given; the compiler cannot follow a generic index back into it.
  return { code, severity, source, details } as unknown as Finding;
}

/** A value as far as it could be made out, and all that was wrong on the way. */
export interface Checked<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}
