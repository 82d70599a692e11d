import { parseCommandLine } from "../../src/cli/options";

const parse = (line: string): ReturnType<typeof parseCommandLine> => parseCommandLine(line.split(" ").filter(Boolean), "en");

function commandOf(line: string): object {
  const parsed = parse(line);
  if (parsed.kind === "problem") throw new Error(parsed.problem.kind);
  return parsed.command;
}

function problemOf(line: string): string {
  const parsed = parse(line);
  if (parsed.kind === "command") throw new Error(`“${line}” was taken`);
  return parsed.problem.kind;
}

test("reads every option of score", () => {
  expect(commandOf("score in.xlsx --out out.xlsx --period 2026Q2 --dry-run --values --strict --force --json --lang zh")).toEqual({
    command: "score",
    file: "in.xlsx",
    out: "out.xlsx",
    inPlace: false,
    period: "2026Q2",
    dryRun: true,
    values: true,
    strict: true,
    force: true,
    language: "zh",
    json: true,
  });
});

test("leaves everything off that is not asked for", () => {
  expect(commandOf("score in.xlsx")).toMatchObject({
    out: null,
    inPlace: false,
    period: null,
    dryRun: false,
    values: false,
    strict: false,
    force: false,
    language: "en",
    json: false,
  });
  expect(commandOf("check in.xlsx --strict")).toMatchObject({ command: "check", strict: true });
  expect(commandOf("explain in.xlsx --department 太原 --line 3.2")).toEqual({
    command: "explain",
    file: "in.xlsx",
    department: "太原",
    line: "3.2",
    period: null,
    language: "en",
    json: false,
  });
  expect(commandOf("new out.xlsx --sample")).toMatchObject({ command: "new", sample: true, force: false });
});

test.each(["", "help", "--help", "score --help", "-h"])("gives help for “%s”", (line) => {
  expect(commandOf(line)).toMatchObject({ command: "help" });
});

test.each([
  ["frobnicate in.xlsx", "unknownCommand"],
  ["constructor in.xlsx", "unknownCommand"],
  ["score in.xlsx --fast", "unknownOption"],
  ["score in.xlsx --__proto__", "unknownOption"],
  ["score in.xlsx --json=yes", "unknownOption"],
  ["score in.xlsx --out", "valueMissing"],
  ["score in.xlsx --out --force", "valueMissing"],
  ["check in.xlsx --out out.xlsx", "optionNotHere"],
  ["new out.xlsx --period 2026Q1", "optionNotHere"],
  ["explain in.xlsx --line 3.2", "optionMissing"],
  ["explain in.xlsx --department 太原", "optionMissing"],
  ["explain in.xlsx --department 太原 --line", "valueMissing"],
  ["explain in.xlsx --department 太原 --line 3.2 --strict", "optionNotHere"],
  ["score in.xlsx --line 3.2", "optionNotHere"],
  ["score", "fileMissing"],
  ["score a.xlsx b.xlsx", "tooManyFiles"],
  ["score a.xlsx --lang fr", "notALanguage"],
  ["score a.xlsx --period 2026Q5", "notAPeriod"],
  ["score a.xlsx --out b.xlsx --in-place", "outAndInPlace"],
  ["score a.xlsx --out b.csv", "notAWorkbookName"],
  ["score a.xlsm --out b.xlsx", "notAWorkbookName"],
  ["score a.xlsx --out folder.xlsx/b", "notAWorkbookName"],
  ["new a", "notAWorkbookName"],
])("refuses “%s”: %s", (line, kind) => {
  expect(problemOf(line)).toBe(kind);
});
