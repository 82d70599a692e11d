/** The task pane's words in English: sentence case, British spelling. */
import type { PaneWords } from "./paneWords";

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const paneEn: PaneWords = {
  product: "KPI scorecards",
  settings: "Language and colours",
  language: "Language",
  colours: "Colours",
  themes: { auto: "Automatic", light: "Light", dark: "Dark" },
  back: "Back",
  readAgain: "Read again",
  guide: "Three-minute guide",
  guidePage: "help/en/start.html",
  help: "Help",
  helpPage: "help/en/index.html",
  privacy: "Your figures stay in this workbook. Nothing is sent anywhere.",
  noHost: {
    title: "Open this in Excel",
    body: "This is a task pane for Excel: it reads the scheme and the indicator sheets of a workbook, scores each department, and writes a summary, scorecards and a list of short boards.",
    ways: [
      "In Excel: Home › KPI scorecards › Open pane.",
      "Not installed yet: ask your administrator to deploy it, or sideload the manifest as the guide describes.",
    ],
  },
  tooOld: {
    title: "This Excel is too old",
    body: "It takes Excel 2021, LTSC 2021, Microsoft 365 or Excel on the web (ExcelApi 1.13).",
  },

  broken: {
    title: "The pane has failed",
    body: "A fault of this program, not of your workbook. Close the pane and open it again; what was not yet being written is unchanged.",
  },

  first: {
    title: "No scheme in this workbook yet",
    body: "A scheme holds departments, indicators, weights and rules. It lives in a few sheets of the workbook.",
    starter: "Begin with a template",
    starterBody:
      "Choose the nearest. A few sheets with sample figures come at the end, and the cards are previewed; put your own figures in later. Your own sheets are left alone.",
    blank: "Begin with a blank scheme",
    blankBody: "One sample department, a small weight tree and an indicator sheet without figures, to write over.",
    addStarter: "Add starter scheme",
    ownSheets: "Use sheets that you have",
    ownSheetsBody: "If the scheme is in another workbook, move or copy those sheets here and read again.",
  },

  progress: {
    title: { drafting: "Reading", writing: "Writing", scheme: "Adding the starter scheme", restoring: "Restoring" },
    steps: { survey: "Look at the workbook", read: "Read sheets", check: "Check", score: "Score", layOut: "Lay out", write: "Write sheets" },
    counts: {
      survey: () => "",
      read: (sheets) => plural(sheets, "sheet", "sheets"),
      check: (sheets) => plural(sheets, "sheet", "sheets"),
      score: (departments) => plural(departments, "department", "departments"),
      layOut: (cards) => plural(cards, "card", "cards"),
      write: (sheets) => plural(sheets, "sheet", "sheets"),
    },
    compare: "Compare with what is there",
    done: "done",
    running: "in progress",
    waiting: "not begun",
    elapsed: (time) => `${time} elapsed`,
    cancel: "Cancel",
    cancelNote: "This only reads. If you cancel, the workbook is as it was.",
    writingNote: "Leave the cells alone until it is done. Writing cannot be stopped half-way; changes can wait until afterwards.",
    cancelled: "Cancelled. Nothing has been written.",
    cellBeingEdited: "A cell is being edited. Press Enter or Esc to finish, and this goes on.",
  },

  facts: {
    period: "Period",
    scheme: "Scheme",
    departments: "Departments",
    departmentsAndCards: (departments, cards) => `${departments}, ${plural(cards, "card", "cards")}`,
    indicators: "Indicators",
    indicatorsAndLines: (indicators, lines) => `${indicators}, ${plural(lines, "line", "lines")} scored`,
    figures: "Readings",
    figuresAndMissing: (figures, missing) => (missing === 0 ? `${figures}` : `${figures}, ${missing} missing`),
  },

  findings: {
    title: (count) => plural(count, "finding", "findings"),
    none: "Nothing found.",
    counts: ({ error, held, warning, note }) =>
      [
        error > 0 ? plural(error, "error", "errors") : "",
        held > 0 ? `${held} held` : "",
        warning > 0 ? plural(warning, "warning", "warnings") : "",
        note > 0 ? plural(note, "note", "notes") : "",
      ]
        .filter(Boolean)
        .join(", "),
    previous: "Previous finding",
    next: "Next finding",
    more: (count) => `Show ${count} more`,
    place: (place, of) => `${place} of ${of}. `,
    goTo: (place) => `Go to ${place}`,
    hidden: (place) => `${place} is on a hidden sheet; unhide it to go there.`,
    gone: (place) => `${place} is no longer there; it may have been renamed or deleted. Read again.`,
    broken: (errors) => `The scheme has ${plural(errors, "error", "errors")} and cannot be scored. Mend it and read again.`,
  },
  preview: "Preview scorecards",

  ahead: {
    title: "Preview",
    nothingWritten: "Nothing has been written yet.",
    newSheets: "new sheets",
    changedSheets: "changed",
    sameSheets: "the same",
    sheetsTitle: "Sheet by sheet",
    states: { new: "new", changed: (cells) => plural(cells, "cell changes", "cells change"), same: "the same" },
    differences: "First changes",
    cell: "Cell",
    before: "Now",
    after: "Will be",
    blank: "(blank)",
    moreDifferences: (count) => `${plural(count, "more cell", "more cells")}`,
    write: "Write scorecards",
    nothingToWrite: "The sheets already hold exactly this. There is nothing to write.",
    stale: "The workbook has changed since it was read. Read again before writing.",
    beforeWriting: "Before writing",
    stops: {
      structureProtected: "The workbook’s structure is protected, so no sheet can be added. Unprotect it under Review first.",
      sheetProtected: (sheet) => `The sheet “${sheet}” is protected. Unprotect it first.`,
      sheetFiltered: (sheet) => `The sheet “${sheet}” is filtered; writing would hit the wrong rows. Clear the filter first.`,
      cellsMerged: (sheet, areas) => `On “${sheet}”, ${areas} is merged over the edge of the scorecard; writing would lose contents. Unmerge it first.`,
    },
    asks: {
      manualCalculation: "Excel calculates manually, so results of formulas may be old. Press F9 and read again to be sure.",
      nameTaken: (wanted, taken) => `A sheet called “${wanted}” is there already and is left alone; ours will be “${taken}”.`,
      nameNotHidden: (name, place) => `The name “${name}” (${place}) looks like one of our marks but is not hidden. What stands there will be rewritten.`,
      sheetHidden: (sheet) => `The sheet “${sheet}” is hidden and will be updated all the same.`,
    },
    agree: "I have read this; write anyway",
    agreeFirst: "Read the notes above and tick the box first.",
    mendFirst: "See to the points above, then read again.",
  },

  contents: {
    values: "Values instead of formulas",
    ahead: {
      formulas: "Scores are written as live formulas: they follow a change to a reading, a target or a weight.",
      values: "Scores are written as values: they stay as they are until you score again.",
    },
  },

  ranking: {
    title: "Ranking",
    place: "Place",
    department: "Name",
    points: "Points",
    change: "Change",
    short: "Short",
    showMore: (count) => `Show ${count} more`,
    soFarNote: "* Some readings are missing: points so far, not ranked.",
    changeNote: "Change is the difference of the rate to the period before, in percentage points.",
    noFigure: "–",
    rate: (rate) => `Rate ${rate}`,
  },

  shortBoards: {
    title: (count, lost) => `${plural(count, "short board", "short boards")}, ${lost} points lost`,
    none: "No short boards, and no points lost.",
    lost: (points) => `lost ${points}`,
    rate: (rate, threshold) => `Rate ${rate}, below ${threshold}`,
    most: "Among the most points lost",
    showMore: (count) => `Show ${count} more`,
  },

  card: {
    total: "Total points",
    totalSoFar: "Total points, so far",
    nothingApplies: "Nothing on this card applies this period.",
    rate: "Rate",
    change: "Change",
    coverage: "Coverage",
    place: "Place",
    placeOf: (place, of) => `${place} of ${of}`,
    possible: (lowest, highest) => `Once the missing figures are known, the total lies between ${lowest} and ${highest}.`,
    policyPoints: (points) => `${points} points rest on how absent figures are treated, not on a reading.`,
    lines: "Indicators",
    mostLostFirst: "most lost first",
    indicator: "Indicator",
    actual: "Actual",
    points: "Points",
    states: { notApplicable: "n/a", notDue: "not due", missing: "missing", unreadable: "unreadable", suppressed: "small sample" },
    notScored: "not scored",
    barNote: "The upright line is the target (100%); a full bar is 120%. Choose a name to see how it was scored, an actual figure to go to its cell.",
    goToSheet: "Go to sheet",
    explain: (line) => `${line}, how it was scored`,
  },

  line: {
    title: "How it was scored",
    points: "Points",
    rate: "Rate",
    lost: "Lost",
    waiting: "Putting it together…",
    steps: "Step by step",
    where: "Cells",
    source: "Actual",
    carried: "Figure carried",
    onCard: "Points on the card",
    copy: "Copy explanation",
    copied: "Copied.",
    copyRefused: "The clipboard is not available: select the text and copy it.",
    selectNote: "Select a line on a card's sheet, and its explanation is shown here.",
  },

  written: {
    title: "Written",
    message: (created, changed, cells) =>
      [created > 0 ? plural(created, "new sheet", "new sheets") : "", changed > 0 ? `${changed} updated` : "", plural(cells, "cell", "cells")]
        .filter(Boolean)
        .join(", ") + " written.",
    unchanged: "The sheets already held exactly this. No cell was changed.",
    calculated: {
      formulas:
        "Scores are live formulas: change a reading, a target or a weight, and cards, ranking and highlights follow. After any other change to the scheme, score again.",
      values: "Scores are values: after a change to a reading or the scheme, score again.",
    },
    goToSummary: "Go to summary",
  },

  failed: {
    title: { drafting: "Not read", writing: "Not finished", scheme: "Starter scheme not added", restoring: "Not restored" },
    unexpected: "A fault of this program, not of your workbook.",
    nothingWritten: "Nothing has been written.",
    allWritten: "Looked again: every sheet has been written.",
    partlyWritten: (written, untouched) => `Looked again: ${plural(written, "sheet is", "sheets are")} written, ${untouched} unchanged.`,
    unsure: (sheets) => `Perhaps written in part: ${sheets}.`,
    notSeen: "How far it got could not be seen; read again and every sheet is listed.",
    whatNow: "What you can do",
    again: "Read again, then go on",
    againBody: "What is written already shows as “the same”; only the rest is written.",
    check: "Look at the workbook first",
    checkBody: "Leave the cell being edited, unprotect the sheet or clear its filter, and try again.",
    details: "Details",
    copy: "Copy",
    copied: "Copied",
    copyRefused: "Copying was refused. Select the text and press Ctrl+C.",
    noContents: "Holds no cell contents.",
    step: "Step",
    code: "Code",
    about: "About",
    host: "Host",
    version: "Version",
    trace: "Where",
  },
};
