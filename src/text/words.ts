/** Every sentence that the product can say; one set per language, checked complete by the compiler. */
import type { GeneratedWords } from "../sheets/generatedRows";
import type { Severity, FindingCode, FindingDetails } from "../kpi/finding";
import type { WorkbookErrorCode } from "../run/workbookError";
import type { SheetLabels } from "../sheets/labels";
import type { ChangesWords } from "./changesWords";
import type { ExplainWords } from "./explainWords";
import type { NextPointWords } from "./nextPointWords";
import type { WhatIfWords } from "./whatIfWords";

export interface Words {
  readonly language: "zh" | "en";
  /** What is wrong and what to do; the place is put in front by the caller. */
  readonly findings: { readonly [C in FindingCode]: (details: FindingDetails[C]) => string };
  /** `detail` is a file's, sheet's or part's name. */
  readonly errors: { readonly [C in WorkbookErrorCode]: (detail: string) => string };
  /** One or two words each, in front of a finding. */
  readonly severities: { readonly [S in Severity]: string };
  readonly sheetLabels: SheetLabels;
  /** How a line came to its points. */
  readonly explain: ExplainWords;
  /** Where a card's next point is. */
  readonly next: NextPointWords;
  /** What comes of a figure, target or weight that somebody tries. */
  readonly whatIf: WhatIfWords;
  /** What has changed since the last run, and taking it back. */
  readonly changes: ChangesWords;
  readonly commandLine: CommandLineWords;
}

export interface CommandLineWords {
  readonly help: string;
  readonly seeHelp: string;
  readonly usage: {
    readonly unknownCommand: (found: string) => string;
    readonly unknownOption: (found: string) => string;
    readonly valueMissing: (found: string) => string;
    readonly optionNotHere: (found: string, command: string) => string;
    readonly fileMissing: (command: string) => string;
    readonly tooManyFiles: (found: string) => string;
    readonly notALanguage: (found: string) => string;
    readonly notAPeriod: (found: string) => string;
    readonly outAndInPlace: string;
    readonly sampleAndTemplate: string;
    /** `known`: one line for each. */
    readonly noSuchStarter: (found: string, known: readonly string[]) => string;
    readonly notAWorkbookName: (found: string, wanted: string) => string;
    readonly outIsInput: string;
    readonly optionMissing: (option: string, command: string) => string;
    /** What was typed, and all that there is, one per line. */
    readonly noSuchDepartment: (found: string, known: readonly string[]) => string;
    readonly noSuchLine: (found: string, department: string, known: readonly string[]) => string;
  };
  /** Rows of a weight tree for measures × members, and why there are none. */
  readonly generated: GeneratedWords & {
    readonly made: (rows: number, sheet: string, file: string) => string;
    readonly fillRules: string;
    readonly beside: (parent: string, codes: readonly string[]) => string;
    readonly next: (sheet: string) => string;
    readonly noScheme: string;
    readonly noSuchTemplate: (found: string) => string;
    readonly noSuchParent: (found: string, template: string) => string;
    readonly noSuchMeasure: (found: string) => string;
    readonly noSuchMember: (found: string, measure: string) => string;
    readonly noMembers: (measure: string) => string;
    readonly noSuchRule: (found: string) => string;
  };
  /** Progress on a terminal. */
  readonly steps: {
    readonly survey: string;
    readonly read: (sheets: number) => string;
    readonly check: (sheets: number) => string;
    readonly score: (departments: number) => string;
    readonly layOut: (cards: number) => string;
    readonly write: (sheets: number) => string;
  };
  readonly made: (file: string) => string;
  readonly nextStep: (file: string) => string;
  /** "2026 年第 3 季度 · 16 张计分卡 · 方案 2026 第 3 版 · 校验码 9f3a61c2" */
  readonly headline: (period: string, cards: number, scheme: string, version: string, checkCode: string) => string;
  readonly columns: {
    readonly place: string;
    readonly department: string;
    readonly points: string;
    readonly full: string;
    readonly rate: string;
    readonly coverage: string;
    readonly shortBoards: string;
  };
  readonly soFar: string;
  readonly notApplicable: string;
  readonly noFindings: string;
  /** How many findings of each severity, in one line. */
  readonly findingCounts: (counts: Readonly<Record<Severity, number>>) => string;
  readonly andMore: (count: number) => string;
  readonly schemeBroken: string;
  readonly strictStop: string;
  readonly dryRun: (file: string, created: number, rewritten: number) => string;
  readonly written: (file: string, created: number, cells: number) => string;
  readonly unchanged: (file: string) => string;
  readonly unexpected: (message: string) => string;
}
