/** Every sentence of the task pane; one set per language, checked complete by the compiler. Figures come in as they are shown. */
import type { AbsentState } from "../kpi/figure";
import type { Severity } from "../kpi/finding";
import type { RunStep } from "../run/draftScorecards";

/** How a run can end badly: by what it was doing. */
export type FailedAt = "drafting" | "writing" | "scheme" | "restoring" | "removing";

export interface PaneWords {
  readonly product: string;
  /** Heads the choices of language and colours. */
  readonly settings: string;
  readonly language: string;
  readonly colours: string;
  readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
  readonly back: string;
  /** First of all by the keyboard: leads past everything to the button that goes on. */
  readonly skip: string;
  readonly readAgain: string;
  readonly guide: string;
  /** The bundled page that the guide opens. */
  readonly guidePage: string;
  readonly help: string;
  /** The bundled page that lists all the others. */
  readonly helpPage: string;
  readonly privacy: string;
  /** Opened in a browser, with no Excel around it. */
  readonly noHost: { readonly title: string; readonly body: string; readonly ways: readonly string[] };
  /** This Excel is too old for the product. */
  readonly tooOld: { readonly title: string; readonly body: string };

  /** Our own fault, which leaves nothing to show. */
  readonly broken: { readonly title: string; readonly body: string };

  readonly first: {
    readonly title: string;
    readonly body: string;
    readonly starter: string;
    readonly starterBody: string;
    /** The small scheme that has no figures yet. */
    readonly blank: string;
    readonly blankBody: string;
    readonly addStarter: string;
    readonly ownSheets: string;
    readonly ownSheetsBody: string;
  };

  /** Taking back the sheets that a template brought. */
  readonly removal: {
    /** On the button that leads there, and over what it shows. */
    readonly offer: string;
    readonly looking: string;
    /** Somebody has written on all of them, or they are gone. */
    readonly nothing: string;
    readonly lead: string;
    readonly asAdded: string;
    readonly written: string;
    readonly changed: (count: number) => string;
    readonly changedToo: string;
    readonly needing: (names: string) => string;
    readonly forGood: string;
    readonly run: (count: number) => string;
  };

  readonly progress: {
    readonly title: { readonly [A in FailedAt]: string };
    readonly steps: { readonly [S in RunStep]: string };
    /** Beside a step; a count of 0 is not shown. */
    readonly counts: { readonly [S in RunStep]: (count: number) => string };
    readonly compare: string;
    readonly done: string;
    readonly running: string;
    readonly waiting: string;
    readonly elapsed: (time: string) => string;
    readonly cancel: string;
    readonly cancelNote: string;
    readonly writingNote: string;
    /** The same where writing may be cancelled, and then leaves nothing behind. */
    readonly stoppableNote: string;
    readonly cancelled: string;
    /** Somebody is typing in a cell, and until then Excel takes no requests. */
    readonly cellBeingEdited: string;
  };

  readonly facts: {
    readonly period: string;
    readonly scheme: string;
    readonly departments: string;
    readonly departmentsAndCards: (departments: number, cards: number) => string;
    readonly indicators: string;
    readonly indicatorsAndLines: (indicators: number, lines: number) => string;
    readonly figures: string;
    readonly figuresAndMissing: (figures: number, missing: number) => string;
  };

  readonly findings: {
    readonly title: (count: number) => string;
    readonly none: string;
    readonly counts: (counts: Readonly<Record<Severity, number>>) => string;
    readonly previous: string;
    readonly next: string;
    readonly more: (count: number) => string;
    /** Before a finding's sentence, for those who step from one to the next by ear. */
    readonly place: (place: number, of: number) => string;
    /** On a cell's link, for those who do not see it. */
    readonly goTo: (place: string) => string;
    /** Shown when the cell is no longer there. */
    readonly gone: (place: string) => string;
    readonly hidden: (place: string) => string;
    readonly broken: (errors: number) => string;
  };
  readonly preview: string;

  readonly ahead: {
    readonly title: string;
    readonly nothingWritten: string;
    readonly newSheets: string;
    readonly changedSheets: string;
    readonly sameSheets: string;
    readonly sheetsTitle: string;
    readonly states: { readonly new: string; readonly changed: (cells: number) => string; readonly same: string };
    readonly differences: string;
    readonly cell: string;
    readonly before: string;
    readonly after: string;
    readonly blank: string;
    readonly moreDifferences: (count: number) => string;
    readonly write: string;
    readonly nothingToWrite: string;
    readonly stale: string;
    readonly beforeWriting: string;
    /** What somebody must mend first. */
    readonly stops: {
      readonly structureProtected: string;
      readonly sheetProtected: (sheet: string) => string;
      readonly sheetFiltered: (sheet: string) => string;
      readonly cellsMerged: (sheet: string, areas: string) => string;
    };
    /** What somebody must have read first. */
    readonly asks: {
      readonly manualCalculation: string;
      readonly nameTaken: (wanted: string, taken: string) => string;
      readonly nameNotHidden: (name: string, place: string) => string;
      readonly sheetHidden: (sheet: string) => string;
    };
    readonly agree: string;
    readonly agreeFirst: string;
    readonly mendFirst: string;
  };

  /** The choice of what is written into our cells. */
  readonly contents: {
    /** The switch, off as a rule. */
    readonly values: string;
    /** Below it, by its position. */
    readonly ahead: { readonly formulas: string; readonly values: string };
  };

  readonly ranking: {
    readonly title: string;
    readonly place: string;
    readonly department: string;
    readonly points: string;
    readonly change: string;
    readonly short: string;
    readonly showMore: (count: number) => string;
    readonly soFarNote: string;
    readonly changeNote: string;
    readonly noFigure: string;
    /** Read aloud with the bar: "得分率 92.3%". */
    readonly rate: (rate: string) => string;
  };

  readonly shortBoards: {
    readonly title: (count: number, lost: string) => string;
    readonly none: string;
    readonly lost: (points: string) => string;
    readonly rate: (rate: string, threshold: string) => string;
    readonly most: string;
    readonly showMore: (count: number) => string;
  };

  readonly card: {
    readonly total: string;
    readonly totalSoFar: string;
    readonly nothingApplies: string;
    readonly rate: string;
    readonly change: string;
    readonly coverage: string;
    readonly place: string;
    readonly placeOf: (place: number, of: number) => string;
    readonly possible: (lowest: string, highest: string) => string;
    readonly policyPoints: (points: string) => string;
    readonly lines: string;
    readonly mostLostFirst: string;
    readonly indicator: string;
    readonly actual: string;
    readonly points: string;
    readonly states: { readonly [S in AbsentState]: string };
    readonly notScored: string;
    readonly barNote: string;
    readonly goToSheet: string;
    /** On a line's name, for those who do not see it: what pressing it does. */
    readonly explain: (line: string) => string;
  };

  /** How one line came to its points. */
  readonly line: {
    readonly title: string;
    readonly points: string;
    readonly rate: string;
    readonly lost: string;
    readonly waiting: string;
    readonly steps: string;
    readonly where: string;
    /** The cells that it leads to: of the figure, of a carried one, and of the line on its card. Anchors have names of their own. */
    readonly source: string;
    readonly carried: string;
    readonly onCard: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyRefused: string;
    /** Under a derivation that was read from a card's sheet: selecting a line there shows it here. */
    readonly selectNote: string;
  };

  readonly written: {
    readonly title: string;
    readonly message: (created: number, changed: number, cells: number) => string;
    readonly unchanged: string;
    /** What becomes of the cards when a reading or the scheme changes, by what was written. */
    readonly calculated: { readonly formulas: string; readonly values: string };
    readonly goToSummary: string;
  };

  readonly failed: {
    readonly title: { readonly [A in FailedAt]: string };
    readonly unexpected: string;
    /** Nothing had been begun when it failed. */
    readonly nothingWritten: string;
    readonly allWritten: string;
    readonly partlyWritten: (written: number, untouched: number) => string;
    readonly unsure: (sheets: string) => string;
    readonly notSeen: string;
    readonly whatNow: string;
    readonly again: string;
    readonly againBody: string;
    readonly check: string;
    readonly checkBody: string;
    readonly details: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyRefused: string;
    readonly noContents: string;
    readonly step: string;
    readonly code: string;
    readonly about: string;
    readonly host: string;
    readonly version: string;
    readonly trace: string;
  };
}
