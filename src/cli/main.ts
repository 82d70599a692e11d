/**
 * The command line: argv and streams in, an exit status out.
 *
 * 0 done (findings may stand) · 1 the scheme is broken, or any finding under --strict · 2 wrong usage · 3 a file refused.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainLine } from "../kpi/explain";
import { lineAhead, nextPoints } from "../kpi/nextPoint";
import { type Finding, finding } from "../kpi/finding";
import { lintScheme } from "../kpi/lint";
import { isCaution } from "../run/cautions";
import { draftScorecards, isBroken, type Drafted, type RunStep } from "../run/draftScorecards";
import { generateRows } from "../run/generateRows";
import { newScheme } from "../run/newScheme";
import { STARTERS } from "../run/starters/list";
import type { Workbook, WriteReport } from "../run/workbook";
import { WorkbookError } from "../run/workbookError";
import { workbookThrough } from "../run/workbookThrough";
import { lookBack, readLastFacts, readLastRun, restoreLastRun } from "../run/lastRun";
import { factsOf, whatChanged } from "../run/runFacts";
import { writeScorecards } from "../run/writeScorecards";
import { en } from "../text/en";
import type { Words } from "../text/words";
import { zh } from "../text/zh";
import { isUntouchedCopy, newXlsx, openXlsx, type XlsxWorkbook } from "../xlsx/xlsxWorkbook";
import { isSameFile, isThere, lockBeside, readBytes, scorecardName, writeWhole } from "./files";
import { changesReport, changesText } from "./changes";
import { departmentCalled, departmentNames, explainReport, explanationText, lineNames, linesCalled } from "./explain";
import {
  type ChangesCommand,
  type CheckCommand,
  type Command,
  type ExplainCommand,
  type GenerateCommand,
  type Language,
  type NewCommand,
  type NextCommand,
  parseCommandLine,
  type RestoreCommand,
  type ScoreCommand,
  type UsageProblem,
} from "./options";
import { generateProblem, generateReport, generateText } from "./generate";
import { nextReport, nextText } from "./next";
import { NODE_CODEC } from "./nodeCodec";
import { reportOf, type Written } from "./report";
import { cautionLines, findingLines, rankingLines } from "./textReport";

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Progress is shown on a terminal only. */
  readonly errIsTerminal: boolean;
  /** The language where --lang is not given. */
  readonly language: Language;
}

const DONE = 0;
const FOUND = 1;
const USAGE = 2;
const REFUSED = 3;

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

/** More than this would scroll the ranking off the screen; check lists them all. */
const FINDINGS_SHOWN = 20;

/** Never throws. `argv` is without the program's own name. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseCommandLine(argv, streams.language);
  if (parsed.kind === "problem") return wrongUsage(usageSentence(parsed.problem, WORDS[parsed.language]), WORDS[parsed.language], streams);
  const { command } = parsed;
  const words = WORDS[command.language];
  try {
    return await run(command, words, streams);
  } catch (error) {
    const json = command.command !== "help" && command.json;
    if (error instanceof WorkbookError) {
      const more = error.cause instanceof WorkbookError && error.cause.detail !== error.detail ? ` [${error.cause.detail}]` : "";
      const message = `${words.errors[error.code](error.detail)}${more}`;
      if (json) streams.out(`${JSON.stringify({ version: 1, error: { code: error.code, detail: error.detail, message } }, null, 2)}\n`);
      streams.err(`${message}\n`);
      return REFUSED;
    }
    // A bug of ours: shown once, here, with what its keeper needs.
    streams.err(`${words.commandLine.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
    return REFUSED;
  }
}

async function run(command: Command, words: Words, streams: Streams): Promise<number> {
  switch (command.command) {
    case "help":
      streams.out(words.commandLine.help);
      return DONE;
    case "new":
      return makeNew(command, words, streams);
    case "check":
      return check(command, words, streams);
    case "score":
      return scoreFile(command, words, streams);
    case "explain":
      return explain(command, words, streams);
    case "next":
      return next(command, words, streams);
    case "changes":
      return changes(command, words, streams);
    case "restore":
      return restore(command, words, streams);
    case "generate":
      return generate(command, words, streams);
  }
}

// --- new --------------------------------------------------------------------------------------------------------

async function makeNew(command: NewCommand, words: Words, streams: Streams): Promise<number> {
  if (isThere(command.file) && !command.force) throw new WorkbookError("notOurs", command.file);
  writeWhole(command.file, command.sample ? sampleBytes(command.language) : await schemeBytes(command.language, command.starter), null);
  if (command.json) streams.out(`${JSON.stringify({ version: 1, command: "new", file: command.file }, null, 2)}\n`);
  else streams.out(`${words.commandLine.made(command.file)}\n${words.commandLine.nextStep(command.file)}\n`);
  return DONE;
}

/** The samples travel with the package, beside the built program. */
function sampleBytes(language: Language): Uint8Array {
  return readFileSync(join(__dirname, "..", "..", "assets", "samples", `province-${language}.xlsx`));
}

async function schemeBytes(language: Language, starter: NewCommand["starter"]): Promise<Uint8Array> {
  const workbook = newXlsx(NODE_CODEC);
  await newScheme(workbook, language, starter);
  return workbook.toBytes();
}

// --- check and score --------------------------------------------------------------------------------------------

async function check(command: CheckCommand, words: Words, streams: Streams): Promise<number> {
  const workbook = openFile(command.file, readBytes(command.file));
  const run = opened(await draft(workbook, command.period, words, streams), [command.file]);
  const lint = lintOf(run);
  const drafted: Drafted = { ...run, findings: [...run.findings, ...lint] };
  if (command.json) streams.out(`${JSON.stringify(reportOf("check", command.file, drafted, null, words), null, 2)}\n`);
  else streams.out(`${findingLines(drafted.findings, words).join("\n")}\n`);
  // What is legal is no reason to stop.
  const stops = run.findings.length > 0 || lint.some(({ severity }) => severity !== "note");
  return isBroken(drafted.findings) || (command.strict && stops) ? FOUND : DONE;
}

/** With a finding for each of the files that is open in another program. */
function opened(drafted: Drafted, files: readonly string[]): Drafted {
  const found = [...new Set(files)].flatMap((file): Finding[] => {
    const lock = lockBeside(file);
    return lock === null ? [] : [finding("openElsewhere", null, { file, lock })];
  });
  return found.length === 0 ? drafted : { ...drafted, findings: [...drafted.findings, ...found] };
}

/** What is legal in the scheme and may not be meant; what scoring has said already is not said again. */
function lintOf({ scheme, readings, period, findings }: Drafted): readonly Finding[] {
  if (!scheme || !period) return [];
  const said = new Set(findings.map(({ code, source }) => `${code} ${source?.sheet ?? ""}!${source?.cell ?? ""}`));
  return lintScheme(scheme, readings, period).filter(({ code, source }) => !said.has(`${code} ${source?.sheet ?? ""}!${source?.cell ?? ""}`));
}

async function scoreFile(command: ScoreCommand, words: Words, streams: Streams): Promise<number> {
  const out = command.inPlace ? command.file : (command.out ?? scorecardName(command.file));
  if (!command.inPlace && isSameFile(out, command.file)) return wrongUsage(words.commandLine.usage.outIsInput, words, streams);
  const input = readBytes(command.file);
  const present = !command.inPlace && isThere(out) ? readBytes(out) : null;
  const workbook = openFile(command.file, input);
  const drafted = opened(await draft(workbook, command.period, words, streams, !command.values), [command.file, out]);

  const broken = isBroken(drafted.findings);
  const stopped = broken || (command.strict && drafted.findings.length > 0);
  const say = (written: Written | null, lines: readonly string[]): void => {
    if (command.json) streams.out(`${JSON.stringify(reportOf("score", command.file, drafted, written, words), null, 2)}\n`);
    else
      streams.out(
        `${[...rankingLines(drafted, words), "", ...findingLines(written ? drafted.findings.filter((one) => !isCaution(one)) : drafted.findings, words, FINDINGS_SHOWN), "", ...lines].join("\n").trimStart()}\n`,
      );
  };
  if (stopped) {
    say(null, [broken ? words.commandLine.schemeBroken : words.commandLine.strictStop]);
    return FOUND;
  }
  if (command.dryRun) {
    const created = drafted.changes.filter((change) => change.kind === "createSheet").length;
    say(null, [words.commandLine.dryRun(out, created, drafted.changes.length - created)]);
    return DONE;
  }
  if (present && !command.force && !isUntouchedCopy(present, NODE_CODEC)) throw new WorkbookError("notOurs", out);

  // What a writing does beyond our own sheets is said while it can still be broken off.
  streams.err(cautionLines(drafted.findings, words).join(""));
  showStep("write", drafted.changes.length, words, streams);
  // A copy is handed out as it is; somebody's own workbook keeps the way back.
  const labels = command.inPlace ? WORDS[drafted.scheme?.settings.language ?? command.language].changes.sheet : undefined;
  const report = await writeScorecards(workbook, drafted, labels);
  const bytes = workbook.toBytes(command.inPlace ? "inPlace" : "copy");
  const before = command.inPlace ? input : present;
  const same = before !== null && Buffer.from(before).equals(bytes);
  if (!same) writeWhole(out, bytes, command.inPlace ? input : present);
  endSteps(streams);
  say({ file: out, report }, [same ? words.commandLine.unchanged(out) : writtenSentence(out, report, words)]);
  return DONE;
}

// --- explain ----------------------------------------------------------------------------------------------------

async function explain(command: ExplainCommand, words: Words, streams: Streams): Promise<number> {
  const workbook = openFile(command.file, readBytes(command.file));
  const drafted = await draft(workbook, command.period, words, streams);
  const { scheme, period } = drafted;
  if (!scheme || !period) {
    if (command.json) streams.out(`${JSON.stringify(explainReport(command.file, drafted, [], words), null, 2)}\n`);
    else streams.out(`${[...findingLines(drafted.findings, words, FINDINGS_SHOWN), "", words.commandLine.schemeBroken].join("\n")}\n`);
    return FOUND;
  }
  const department = departmentCalled(command.department, scheme.departments);
  const { usage } = words.commandLine;
  if (!department) return wrongUsage(usage.noSuchDepartment(command.department, departmentNames(scheme.departments)), words, streams);
  const cards = drafted.cards.filter((card) => card.department.code === department.code);
  const lines = linesCalled(command.line, cards);
  if (lines.length === 0) return wrongUsage(usage.noSuchLine(command.line, department.name, lineNames(cards)), words, streams);

  const { readings } = drafted;
  const explanations = lines.map(({ card, line }) => explainLine(card, line, { scheme, readings, ahead: lineAhead(card, line, { scheme, readings }) }));
  if (command.json) streams.out(`${JSON.stringify(explainReport(command.file, drafted, explanations, words), null, 2)}\n`);
  else streams.out(`${explanations.map((one) => explanationText(one, words)).join("\n\n")}\n`);
  return DONE;
}

// --- next -------------------------------------------------------------------------------------------------------

async function next(command: NextCommand, words: Words, streams: Streams): Promise<number> {
  const workbook = openFile(command.file, readBytes(command.file));
  const drafted = await draft(workbook, command.period, words, streams);
  const { scheme, period, readings } = drafted;
  if (!scheme || !period) {
    const places = { points: "none", rate: "none" } as const;
    if (command.json) streams.out(`${JSON.stringify(nextReport(command.file, drafted, [], places, words), null, 2)}\n`);
    else streams.out(`${[...findingLines(drafted.findings, words, FINDINGS_SHOWN), "", words.commandLine.schemeBroken].join("\n")}\n`);
    return FOUND;
  }
  const department = command.department === null ? null : departmentCalled(command.department, scheme.departments);
  if (command.department !== null && !department)
    return wrongUsage(words.commandLine.usage.noSuchDepartment(command.department, departmentNames(scheme.departments)), words, streams);
  const cards = drafted.cards.filter((card) => department === null || card.department.code === department.code);
  const found = cards.map((card) => nextPoints(card, { scheme, readings }));
  const places = { points: scheme.settings.pointDecimals, rate: scheme.settings.rateDecimals };
  if (command.json) streams.out(`${JSON.stringify(nextReport(command.file, drafted, found, places, words), null, 2)}\n`);
  else streams.out(`${nextText(found, places, words)}\n`);
  return DONE;
}

// --- changes and restore ----------------------------------------------------------------------------------------

async function changes(command: ChangesCommand, words: Words, streams: Streams): Promise<number> {
  const workbook = openFile(command.file, readBytes(command.file));
  const drafted = await draft(workbook, command.period, words, streams);
  const { scheme } = drafted;
  const last = await readLastFacts(workbook);
  const facts = factsOf(drafted);
  const changed = last?.facts && facts ? whatChanged(last.facts, facts) : null;
  if (command.json) streams.out(`${JSON.stringify(changesReport(command.file, drafted, changed, words), null, 2)}\n`);
  else if (scheme) streams.out(`${changesText(changed, scheme.settings, words)}\n`);
  else streams.out(`${[...findingLines(drafted.findings, words, FINDINGS_SHOWN), "", words.commandLine.schemeBroken].join("\n")}\n`);
  return scheme ? DONE : FOUND;
}

/** Always in the input itself: a copy has nothing to go back to. */
async function restore(command: RestoreCommand, words: Words, streams: Streams): Promise<number> {
  const input = readBytes(command.file);
  const workbook = openFile(command.file, input);
  const last = await readLastRun(workbook);
  const back = last && (await lookBack(workbook, last));
  const report = last && back ? await restoreLastRun(workbook, last, words.changes.sheet) : null;
  if (report) writeWhole(command.file, workbook.toBytes("inPlace"), input);
  const sheets = report ? report.sheets.filter(({ cellsChanged }) => cellsChanged > 0).map(({ name }) => name) : [];
  if (command.json) streams.out(`${JSON.stringify({ version: 1, command: "restore", file: command.file, sheets, edits: back?.edits ?? [] }, null, 2)}\n`);
  else streams.out(`${report ? words.changes.restore.done(sheets.length) : words.changes.restore.nothingToRestore}\n`);
  return DONE;
}

// --- generate ---------------------------------------------------------------------------------------------------

async function generate(command: GenerateCommand, words: Words, streams: Streams): Promise<number> {
  const out = command.out ?? command.file;
  if (command.out !== null && isSameFile(out, command.file)) return wrongUsage(words.commandLine.usage.outIsInput, words, streams);
  const input = readBytes(command.file);
  const present = command.out !== null && isThere(out) ? readBytes(out) : null;
  const workbook = openFile(command.file, input);
  const generated = await generateRows(workbook, { ...command, wordsFor: (language) => WORDS[language].commandLine.generated });
  if ("kind" in generated) return wrongUsage(generateProblem(generated, words), words, streams);
  if (present && !command.force && !isUntouchedCopy(present, NODE_CODEC)) throw new WorkbookError("notOurs", out);
  await workbook.write([generated.change]);
  const inPlace = command.out === null;
  writeWhole(out, workbook.toBytes(inPlace ? "inPlace" : "copy"), inPlace ? input : present);
  if (command.json) streams.out(`${JSON.stringify(generateReport(command.file, out, generated), null, 2)}\n`);
  else streams.out(`${generateText(out, generated, words)}\n`);
  return DONE;
}

function writtenSentence(file: string, report: WriteReport, words: Words): string {
  const created = report.sheets.filter((sheet) => sheet.created).length;
  const cells = report.sheets.reduce((total, sheet) => total + sheet.cellsChanged, 0);
  return words.commandLine.written(file, created, cells);
}

/** The file's workbook; whatever it refuses, at once or while it is read and written, is told with the file's name. */
function openFile(file: string, bytes: Uint8Array): Workbook & Pick<XlsxWorkbook, "toBytes"> {
  const named = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw naming(file, error);
    }
  };
  try {
    const workbook = openXlsx(bytes, NODE_CODEC);
    return { ...workbookThrough((question) => named(() => question(workbook))), toBytes: (purpose) => workbook.toBytes(purpose) };
  } catch (error) {
    throw naming(file, error);
  }
}

/** A sheet's fault names the sheet already; of any other the cause keeps what the reader could say more. */
function naming(file: string, error: unknown): unknown {
  if (!(error instanceof WorkbookError) || error.code === "sheetProtected" || error.code === "inTheWay") return error;
  return new WorkbookError(error.code, file, { cause: error });
}

async function draft(workbook: Workbook, period: string | null, words: Words, streams: Streams, formulas = true): Promise<Drafted> {
  try {
    return await draftScorecards(workbook, {
      period,
      formulas,
      labelsFor: (language) => WORDS[language].sheetLabels,
      onStep: (step, count) => showStep(step, count, words, streams),
    });
  } finally {
    endSteps(streams);
  }
}

/** One line that is written over, so that long work shows that it goes on. */
function showStep(step: RunStep, count: number, words: Words, streams: Streams): void {
  if (!streams.errIsTerminal) return;
  const { steps } = words.commandLine;
  streams.err(`\r\u001b[K${step === "survey" ? steps.survey : steps[step](count)} …`);
}

function endSteps(streams: Streams): void {
  if (streams.errIsTerminal) streams.err("\r\u001b[K");
}

// --- wrong usage ------------------------------------------------------------------------------------------------

function wrongUsage(sentence: string, words: Words, streams: Streams): number {
  streams.err(`${sentence}\n${words.commandLine.seeHelp}\n`);
  return USAGE;
}

function usageSentence(problem: UsageProblem, words: Words): string {
  const { usage } = words.commandLine;
  switch (problem.kind) {
    case "unknownCommand":
    case "unknownOption":
    case "valueMissing":
    case "tooManyFiles":
    case "notALanguage":
    case "notAPeriod":
      return usage[problem.kind](problem.found);
    case "optionNotHere":
      return usage.optionNotHere(problem.found, problem.command);
    case "optionMissing":
      return usage.optionMissing(problem.option, problem.command);
    case "fileMissing":
      return usage.fileMissing(problem.command);
    case "outAndInPlace":
      return usage.outAndInPlace;
    case "sampleAndTemplate":
      return usage.sampleAndTemplate;
    case "noSuchStarter":
      return usage.noSuchStarter(
        problem.found,
        STARTERS.map(
          ({ key, name, about }) =>
            `${key.padEnd(11)} ${name[words.language === "zh" ? 0 : 1]}${words.sheetLabels.dot}${about[words.language === "zh" ? 0 : 1]}`,
        ),
      );
    case "notAWorkbookName":
      return usage.notAWorkbookName(problem.found, problem.wanted);
  }
}
