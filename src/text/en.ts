/** English. */
import { changesEn } from "./changesEn";
import { explainEn } from "./explainEn";
import { nextPointEn } from "./nextPointEn";
import { findings } from "./findingsEn";
import { sheetLabels } from "./sheetLabelsEn";
import type { Words } from "./words";
import { whatIfEn } from "./whatIfEn";

const help = `kpi-scorecard: scores the departments of a workbook and writes a summary, scorecards and the short boards into it.

Usage
  kpi-scorecard new FILE.xlsx [--template T | --sample]
                                             a new scheme; --template takes one with sample figures, --sample a whole province company
  kpi-scorecard check FILE.xlsx              checks only and writes nothing: what is wrong, on which sheet, in which cell
  kpi-scorecard score FILE.xlsx              scores, and writes FILE-scorecard.xlsx beside it; the input stays as it is

  kpi-scorecard explain FILE.xlsx --department D --line L
                                             how one line came to its points; writes nothing
  kpi-scorecard next FILE.xlsx [--department D]
                                             where each card's next point is: how far to the target, and what it brings; writes nothing
  kpi-scorecard changes FILE.xlsx            what has changed since the last run into this file; writes nothing
  kpi-scorecard restore FILE.xlsx            gives our sheets back what stood on them before that run; once more takes it back
  kpi-scorecard generate FILE.xlsx --template T --parent NODE --measures A,B --members M,N
                                             rows of the weight tree for measures × members, on a new sheet, to check and paste

Options of new
  --template T       branch, network, billing, callCentre, market, valueAdded, or balanced (a balanced scorecard);
                     without it a small scheme that has no figures yet

Options of score
  --out FILE         write to another file
  --in-place         write into the input itself (only sheets of our own; nothing else changes by a byte)
  --period PERIOD    score this period, such as 2026Q3, 2026-07, 2026H1, 2026; otherwise the one on the Settings sheet
  --dry-run          compute, write nothing
  --values           write values instead of formulas
  --strict           write nothing and exit with 1 when there is any finding (also for check)
  --force            allow to overwrite a file that this program did not write (also for new)

Options of explain, next and changes
  --department D     a department's code, name or short name
  --line L           a line's code, number (such as 3.2) or name
  --period PERIOD    as for score

Options of generate
  --template T       a template's code or name
  --parent NODE      code or name of the row of the weight tree that the new rows hang below
  --measures A,B     indicators by code or name, divided by commas
  --members M,N      members by code or name; all takes every member of each measure
  --rule R           goes into the rule column; without it that stays blank
  --out, --in-place  one of the two; --force as for score

Options of every command
  --lang zh|en       language of the messages; with new, of the workbook too
  --json             the result as JSON; docs/command-line.md lists the fields
  --help             this page

Exit status
  0 done, findings may stand   1 the scheme is broken, or any finding under --strict   2 wrong usage   3 a file could not be read or written

Examples
  kpi-scorecard new my.xlsx --template balanced --lang en
  kpi-scorecard new sample.xlsx --sample --lang en
  kpi-scorecard score sample.xlsx
  kpi-scorecard explain sample.xlsx --department Taiyuan --line 2.2
`;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const en: Words = {
  language: "en",
  findings,
  errors: {
    notReadable: (file) => `“${file}” cannot be read. Check the path and your permissions.`,
    notXlsx: (file) => `“${file}” is not an .xlsx workbook. Save it as .xlsx in Excel or WPS and try again.`,
    oldXls: (file) => `“${file}” is in the old .xls format. Save it as .xlsx in Excel or WPS and try again.`,
    notWorkbook: (file) => `“${file}” is a zip archive without a workbook in it. Choose an .xlsx file.`,
    encrypted: (file) => `“${file}” needs a password to open. Save a copy without the password and try again.`,
    emptyFile: (file) => `“${file}” is empty (0 bytes). Fetch it again.`,
    damaged: (detail) => `“${detail}” is damaged and cannot be read reliably. Open and repair it in Excel, save it, and try again.`,
    tooLarge: (detail) => `“${detail}” is larger than the limits allow. Make sure where it comes from, or split it.`,
    notWritable: (file) =>
      `“${file}” cannot be written. Check that the folder exists, that you may write there, and that the file is not open. What was there is unchanged.`,
    notOurs: (file) => `“${file}” exists and is not as this program left it, so it was not overwritten. Choose another name, or add --force.`,
    changedMeanwhile: (file) => `“${file}” was saved by somebody else after it was read. Nothing was written, so that no change is lost. Run again.`,
    sheetProtected: (sheet) => `Sheet “${sheet}” is protected; nothing was written. Remove the protection and try again.`,
    structureProtected: (file) =>
      `The workbook's structure is protected (${file}), so no sheet can be added; nothing was written. Remove the protection and try again.`,
    inTheWay: (place) => `${place} holds something else where our lines have to go; nothing was written. Move it aside or to another sheet and try again.`,
    cellEditMode: () => "A cell is being edited. Finish it with Enter or leave it with Esc and try again.",
    hostBusy: () => "Excel is busy. Wait a moment and try again.",
    hostSilent: () => "Excel did not answer. Parts may have been written; run again to bring all sheets up to date.",
    hostFailed: (code) => `Excel refused (${code}). Run again; if it stays so, save the workbook, reopen it and try once more.`,
    hostTooOld: () => "This Excel is too old for it. Office 2021 or newer is needed, or Excel in the browser.",
    accessDenied: (sheet) => `Excel does not allow changes${sheet === "" ? "" : ` to sheet “${sheet}”`}. Check whether the workbook is read-only or protected.`,
    sheetGone: (sheet) => `${sheet === "" ? "A sheet" : `Sheet “${sheet}”`} was deleted meanwhile. Run again.`,
    nameTaken: (sheet) => `A sheet named “${sheet}” was added meanwhile. Run again.`,
    sheetFiltered: (sheet) => `A filter hides rows on sheet “${sheet}”; nothing was written. Clear the filter and try again.`,
    payloadTooLarge: (sheet) => `Sheet “${sheet}” holds a row that is too large for Excel to hand over at once. Shorten its texts and try again.`,
  },
  severities: { error: "error", held: "held", warning: "warning", note: "note" },
  sheetLabels,
  explain: explainEn,
  next: nextPointEn,
  whatIf: whatIfEn,
  changes: changesEn,
  commandLine: {
    help,
    seeHelp: "See kpi-scorecard --help.",
    usage: {
      unknownCommand: (found) => `There is no command “${found}”; there are new, check, score, explain, next, changes, restore and generate.`,
      unknownOption: (found) => `There is no option “${found}”.`,
      valueMissing: (found) => `“${found}” wants a value behind it.`,
      optionNotHere: (found, command) => `“${found}” does not go with ${command}.`,
      fileMissing: (command) => `${command} wants the name of a file.`,
      tooManyFiles: (found) => `One file at a time: “${found}” is one too many. Put a name with spaces in quotes.`,
      notALanguage: (found) => `The languages are zh and en; there is no “${found}”.`,
      notAPeriod: (found) => `“${found}” is not a period. Write 2026Q3, 2026-07, 2026H1 or 2026.`,
      notAWorkbookName: (found, wanted) => `“${found}” should end in ${wanted}, or Excel would not open it.`,
      outAndInPlace: "--out and --in-place exclude each other.",
      sampleAndTemplate: "--sample and --template exclude each other.",
      noSuchStarter: (found, known) => [`There is no template “${found}”; there are:`, ...known].join("\n"),
      outIsInput: "--out is the input itself. Use --in-place to write into it.",
      optionMissing: (option, command) => `${command} wants ${option} too.`,
      noSuchDepartment: (found, known) => [`There is no department “${found}”; there are:`, ...known].join("\n"),
      noSuchLine: (found, department, known) => [`The card of ${department} has no line “${found}”; it has:`, ...known].join("\n"),
    },
    generated: {
      sheet: "Generated tree rows",
      title: (template, parent) => `Generated rows of the weight tree: template ${template}, below ${parent}`,
      note: "Check them and paste them into the weight tree. The weights are equal and add up to exactly 100 %; change them as you like.",
      made: (rows, sheet, file) => `${plural(rows, "row")} on the sheet “${sheet}” of ${file}:`,
      fillRules: "The rule column is blank: fill it in, or name a rule with --rule.",
      beside: (parent, codes) =>
        `There are rows below “${parent}” already: ${codes.join(", ")}. Once pasted, the weights of that level exceed 100 %; adjust them all.`,
      next: (sheet) => `Check the sheet “${sheet}” and paste its rows into the weight tree.`,
      noScheme: "No scheme can be read from the workbook: it needs at least the period in its settings, and its departments.",
      noSuchTemplate: (found) => `There is no template “${found}”; there are:`,
      noSuchParent: (found, template) => `The tree of “${template}” has no row “${found}”; it has:`,
      noSuchMeasure: (found) => `There is no indicator “${found}”; there are:`,
      noSuchMember: (found, measure) => `“${measure}” has no member “${found}”; it has:`,
      noMembers: (measure) => `“${measure}” has no members. List them in the members' sheet first.`,
      noSuchRule: (found) => `There is no rule “${found}”; the rules' sheet has:`,
    },
    steps: {
      survey: "Opening the workbook",
      read: (sheets) => `Reading ${plural(sheets, "sheet")}`,
      check: (sheets) => `Checking ${plural(sheets, "sheet")}`,
      score: (departments) => `Scoring ${plural(departments, "department")}`,
      layOut: (cards) => `Laying out ${plural(cards, "card")}`,
      write: (sheets) => `Writing ${plural(sheets, "sheet")}`,
    },
    made: (file) => `Wrote ${file}`,
    nextStep: (file) => `Next: kpi-scorecard score ${file}`,
    headline: (period, cards, scheme, version, checkCode) =>
      [period, plural(cards, "scorecard"), `scheme ${[scheme, version].filter(Boolean).join(" ")}`, `check code ${checkCode}`].join(" · "),
    columns: { place: "Rank", department: "Department", points: "Points", full: "Full", rate: "Rate", coverage: "Coverage", shortBoards: "Short boards" },
    soFar: "so far",
    notApplicable: "not applicable",
    noFindings: "No findings.",
    findingCounts: ({ error, held, warning, note }) =>
      `${plural(error + held + warning + note, "finding")}: ${[
        error > 0 && plural(error, "error"),
        held > 0 && `${held} held`,
        warning > 0 && plural(warning, "warning"),
        note > 0 && plural(note, "note"),
      ]
        .filter(Boolean)
        .join(", ")}`,
    andMore: (count) => `… and ${count} more; check lists them all.`,
    schemeBroken: "The scheme is broken: nothing was scored and nothing was written. Mend the errors above and run again.",
    strictStop: "--strict: there are findings, so nothing was written.",
    dryRun: (file, created, rewritten) =>
      `Dry run: nothing was written. A real run would write ${file}: ${plural(created, "new sheet")}, ${plural(rewritten, "updated sheet")}.`,
    written: (file, created, cells) => `Wrote ${file}: ${plural(created, "new sheet")}, ${plural(cells, "cell")} changed.`,
    unchanged: (file) => `${file} is up to date; not a cell was changed.`,
    unexpected: (message) => `The program failed; no file was changed. Tell its keeper: ${message}`,
  },
};
