/** The report of generated rows, for people and as JSON: docs/command-line.md lists every field. */
import type { GenerateProblem, Generated } from "../run/generateRows";
import type { Words } from "../text/words";

export function generateReport(file: string, out: string, { rows, beside, sheet }: Generated): object {
  return {
    version: 1,
    command: "generate",
    file,
    rows: rows.map((row) => ({ ...row, weight: row.weight.toNumber(), rule: row.rule === "" ? null : row.rule })),
    beside,
    written: { file: out, sheet },
  };
}

export function generateText(out: string, { rows, beside, sheet }: Generated, words: Words): string {
  const { generated } = words.commandLine;
  const lines = rows.map((row) => `  ${[row.code, row.indicator, row.name, `${row.weight.toFixed(2)}%`].join("  ")}`);
  const [first] = rows;
  const notes = [first?.rule === "" ? [generated.fillRules] : [], beside.length > 0 ? [generated.beside(first?.parent ?? "", beside)] : []].flat();
  return [generated.made(rows.length, sheet, out), ...lines, "", ...notes, generated.next(sheet)].join("\n");
}

export function generateProblem(problem: GenerateProblem, words: Words): string {
  const { generated } = words.commandLine;
  const listed = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  switch (problem.kind) {
    case "noScheme":
      return generated.noScheme;
    case "noSuchTemplate":
    case "noSuchMeasure":
    case "noSuchRule":
      return [generated[problem.kind](problem.found), ...listed(problem.known)].join("\n");
    case "noSuchParent":
      return [generated.noSuchParent(problem.found, problem.template), ...listed(problem.known)].join("\n");
    case "noSuchMember":
      return [generated.noSuchMember(problem.found, problem.measure), ...listed(problem.known)].join("\n");
    case "noMembers":
      return generated.noMembers(problem.measure);
  }
}
