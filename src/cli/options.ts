/** What was asked for on the command line, or what is wrong with the asking. */
import { parseArgs } from "node:util";
import { parsePeriod } from "../kpi/period";
import { type StarterKey, starterCalled } from "../run/starters/list";
import { listed } from "../sheets/plainText";

export type Language = "zh" | "en";

export interface NewCommand {
  readonly command: "new";
  readonly file: string;
  readonly sample: boolean;
  /** "blank": a small scheme without figures. */
  readonly starter: StarterKey | "blank";
  readonly force: boolean;
  readonly language: Language;
  readonly json: boolean;
}

export interface CheckCommand {
  readonly command: "check";
  readonly file: string;
  readonly period: string | null;
  readonly strict: boolean;
  readonly language: Language;
  readonly json: boolean;
}

export interface ScoreCommand {
  readonly command: "score";
  readonly file: string;
  /** null: beside the input, NAME-scorecard with the input's own extension. */
  readonly out: string | null;
  readonly inPlace: boolean;
  readonly period: string | null;
  readonly dryRun: boolean;
  /** Values instead of formulas. */
  readonly values: boolean;
  readonly strict: boolean;
  readonly force: boolean;
  readonly language: Language;
  readonly json: boolean;
}

export interface ExplainCommand {
  readonly command: "explain";
  readonly file: string;
  /** A department's code, name or short name. */
  readonly department: string;
  /** A line's code, number or name. */
  readonly line: string;
  readonly period: string | null;
  readonly language: Language;
  readonly json: boolean;
}

export interface NextCommand {
  readonly command: "next";
  readonly file: string;
  /** A department's code, name or short name; null: all. */
  readonly department: string | null;
  readonly period: string | null;
  readonly language: Language;
  readonly json: boolean;
}

export interface ChangesCommand {
  readonly command: "changes";
  readonly file: string;
  readonly period: string | null;
  readonly language: Language;
  readonly json: boolean;
}

export interface RestoreCommand {
  readonly command: "restore";
  readonly file: string;
  readonly language: Language;
  readonly json: boolean;
}

export interface GenerateCommand {
  readonly command: "generate";
  readonly file: string;
  /** null: into the input itself. */
  readonly out: string | null;
  readonly template: string;
  readonly parent: string;
  readonly measures: readonly string[];
  /** null: all of each measure. */
  readonly members: readonly string[] | null;
  readonly rule: string | null;
  readonly force: boolean;
  readonly language: Language;
  readonly json: boolean;
}

export interface HelpCommand {
  readonly command: "help";
  readonly language: Language;
}

export type Command = NewCommand | CheckCommand | ScoreCommand | ExplainCommand | NextCommand | ChangesCommand | RestoreCommand | GenerateCommand | HelpCommand;

/** Worded in text/. `found` is what the user typed. */
export type UsageProblem =
  | { readonly kind: "unknownCommand"; readonly found: string }
  | { readonly kind: "unknownOption"; readonly found: string }
  | { readonly kind: "valueMissing"; readonly found: string }
  | { readonly kind: "optionNotHere"; readonly found: string; readonly command: string }
  | { readonly kind: "optionMissing"; readonly option: string; readonly command: string }
  | { readonly kind: "fileMissing"; readonly command: string }
  | { readonly kind: "tooManyFiles"; readonly found: string }
  | { readonly kind: "notALanguage"; readonly found: string }
  | { readonly kind: "notAPeriod"; readonly found: string }
  | { readonly kind: "outAndInPlace" }
  | { readonly kind: "noSuchStarter"; readonly found: string }
  | { readonly kind: "sampleAndTemplate" }
  /** A workbook under a name that is none: Excel would not open it. */
  | { readonly kind: "notAWorkbookName"; readonly found: string; readonly wanted: string };

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  lang: { type: "string" },
  json: { type: "boolean" },
  sample: { type: "boolean" },
  force: { type: "boolean" },
  out: { type: "string" },
  "in-place": { type: "boolean" },
  period: { type: "string" },
  "dry-run": { type: "boolean" },
  values: { type: "boolean" },
  strict: { type: "boolean" },
  department: { type: "string" },
  line: { type: "string" },
  template: { type: "string" },
  parent: { type: "string" },
  measures: { type: "string" },
  members: { type: "string" },
  rule: { type: "string" },
} as const;

type OptionName = keyof typeof OPTIONS;

const EVERYWHERE: readonly OptionName[] = ["help", "lang", "json"];
const ALLOWED: Readonly<Record<string, readonly OptionName[]>> = {
  new: ["sample", "template", "force"],
  check: ["period", "strict"],
  score: ["out", "in-place", "period", "dry-run", "values", "strict", "force"],
  explain: ["department", "line", "period"],
  next: ["department", "period"],
  changes: ["period"],
  restore: [],
  generate: ["template", "parent", "measures", "members", "rule", "out", "in-place", "force"],
};

export type Parsed =
  { readonly kind: "command"; readonly command: Command } | { readonly kind: "problem"; readonly problem: UsageProblem; readonly language: Language };

/** `argv` without the program's own name. `fallback` is the language where --lang is not given. */
export function parseCommandLine(argv: readonly string[], fallback: Language): Parsed {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string | true>();
  const files: string[] = [];
  const problems: UsageProblem[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name as OptionName] : null;
    if (!option) problems.push({ kind: "unknownOption", found: token.rawName });
    else if (option.type === "string" && (token.value === undefined || token.value.startsWith("--")))
      problems.push({ kind: "valueMissing", found: token.rawName });
    else if (option.type === "boolean" && token.value !== undefined) problems.push({ kind: "unknownOption", found: `${token.rawName}=${token.value}` });
    else values.set(token.name, token.value ?? true);
  }
  const named = values.get("lang");
  const language: Language = named === "zh" || named === "en" ? named : fallback;
  const problem = (one: UsageProblem): Parsed => ({ kind: "problem", problem: one, language });
  if (typeof named === "string" && named !== language) return problem({ kind: "notALanguage", found: named });

  const [name, file, ...more] = files;
  if (values.has("help") || name === undefined || name === "help") {
    return problems[0] ? problem(problems[0]) : { kind: "command", command: { command: "help", language } };
  }
  const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (!allowed) return problem({ kind: "unknownCommand", found: name });
  if (problems[0]) return problem(problems[0]);
  const stray = [...values.keys()].find((option) => ![...EVERYWHERE, ...allowed].includes(option as OptionName));
  if (stray) return problem({ kind: "optionNotHere", found: `--${stray}`, command: name });
  if (file === undefined) return problem({ kind: "fileMissing", command: name });
  if (more[0] !== undefined) return problem({ kind: "tooManyFiles", found: more[0] });

  const text = (option: OptionName): string | null => {
    const value = values.get(option);
    return typeof value === "string" ? value : null;
  };
  const period = text("period");
  // Any year will do to see whether it is a period at all; the workbook's own year is put in later.
  if (period !== null && !parsePeriod(period, 2000)) return problem({ kind: "notAPeriod", found: period });
  const shared = { file, language, json: values.has("json") };
  const extension = (name: string): string => (/\.[^./\\]+$/.exec(name)?.[0] ?? "").toLowerCase();
  switch (name) {
    case "new": {
      if (extension(file) !== ".xlsx") return problem({ kind: "notAWorkbookName", found: file, wanted: ".xlsx" });
      const template = text("template");
      const starter = template === null ? null : starterCalled(template);
      if (template !== null && values.has("sample")) return problem({ kind: "sampleAndTemplate" });
      if (template !== null && !starter) return problem({ kind: "noSuchStarter", found: template });
      const command = { command: "new", ...shared, sample: values.has("sample"), starter: starter?.key ?? "blank", force: values.has("force") } as const;
      return { kind: "command", command };
    }
    case "check":
      return { kind: "command", command: { command: "check", ...shared, period, strict: values.has("strict") } };
    case "explain": {
      const [department, line] = [text("department"), text("line")];
      if (department === null) return problem({ kind: "optionMissing", option: "--department", command: name });
      if (line === null) return problem({ kind: "optionMissing", option: "--line", command: name });
      return { kind: "command", command: { command: "explain", ...shared, department, line, period } };
    }
    case "next":
      return { kind: "command", command: { command: "next", ...shared, department: text("department"), period } };
    case "changes":
      return { kind: "command", command: { command: "changes", ...shared, period } };
    case "restore":
      return { kind: "command", command: { command: "restore", ...shared } };
    case "generate": {
      const wanted = (option: OptionName): UsageProblem => ({ kind: "optionMissing", option: `--${option}`, command: name });
      const [template, parent, measures] = [text("template"), text("parent"), text("measures")];
      if (template === null) return problem(wanted("template"));
      if (parent === null) return problem(wanted("parent"));
      if (measures === null || listed(measures).length === 0) return problem(wanted("measures"));
      const members = text("members");
      if (members === null || listed(members).length === 0) return problem(wanted("members"));
      const out = text("out");
      if (values.has("in-place") && out !== null) return problem({ kind: "outAndInPlace" });
      if (!values.has("in-place") && out === null) return problem({ kind: "optionMissing", option: "--out FILE / --in-place", command: name });
      if (out !== null && extension(out) !== extension(file)) return problem({ kind: "notAWorkbookName", found: out, wanted: extension(file) });
      const all = /^(all|全部|\*)$/i.test(members.trim());
      return {
        kind: "command",
        command: {
          command: "generate",
          ...shared,
          out,
          template,
          parent,
          measures: listed(measures),
          members: all ? null : listed(members),
          rule: text("rule"),
          force: values.has("force"),
        },
      };
    }
    default: {
      const inPlace = values.has("in-place");
      const out = text("out");
      if (inPlace && out !== null) return problem({ kind: "outAndInPlace" });
      if (out !== null && extension(out) !== extension(file)) return problem({ kind: "notAWorkbookName", found: out, wanted: extension(file) });
      const switches = {
        inPlace,
        out,
        period,
        dryRun: values.has("dry-run"),
        values: values.has("values"),
        strict: values.has("strict"),
        force: values.has("force"),
      };
      return { kind: "command", command: { command: "score", ...shared, ...switches } };
    }
  }
}
