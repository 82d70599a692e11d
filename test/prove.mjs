/**
 * `npm run prove`: every proof that `npm test` only samples, in full.
 *
 * A proof is a suite that takes its counts from test/support/fullCounts. Without arguments all of them run; with arguments those whose path contains one of them.
 * What was proved is told with its figures at the end, and what was skipped for want of a folder of oracles; the exit code is 0 only when nothing failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { SYSTEM_PARTS, installCommand, missingParts } from "./support/systemParts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Paths of the suites, relative to the project. */
function proofs(wanted) {
  return readdirSync(join(root, "test"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /from "[./]+support\/fullCounts"/.test(readFileSync(file, "utf8")))
    .map((file) => relative(root, file))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort();
}

/** Runs the suites; their output as it comes goes into `output`, who passed and who failed is told at once. */
function run(files, summary, result) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        join(root, "node_modules/jest/bin/jest.js"),
        "--ci",
        `--maxWorkers=${availableParallelism()}`,
        "--json",
        `--outputFile=${result}`,
        "--runTestsByPath",
        ...files,
      ],
      {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, KPI_PROVE: summary, CI: "true", NO_COLOR: "1", FORCE_COLOR: "0" },
      },
    );
    let output = "";
    const take = (text) => {
      output += text;
      for (const line of text.split("\n")) if (/^(PASS|FAIL) /.test(line)) say(`  ${line}`);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => resolve({ code: null, output: `${output}\n${error.message}` }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

async function main() {
  const since = Date.now();
  const missing = missingParts();
  if (missing.length > 0) {
    say(`Missing: ${missing.map((part) => SYSTEM_PARTS[part].title).join(", ")}.\nInstall with: ${installCommand(missing)}`);
    return 1;
  }
  const files = proofs(process.argv.slice(2));
  if (files.length === 0) {
    say("There is no such proof.");
    return 1;
  }
  say(`Proving in full, which takes some minutes:\n${files.map((file) => `  ${file}`).join("\n")}`);
  const folder = mkdtempSync(join(tmpdir(), "kpi-prove-"));
  try {
    const [summary, file] = [join(folder, "summary.txt"), join(folder, "result.json")];
    writeFileSync(summary, "");
    const { code, output } = await run(files, summary, file);
    let result;
    try {
      result = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      say(`${output}\njest left no result (${error.message}), exit code ${code}.`);
      return 1;
    }
    for (const suite of result.testResults) if (suite.status === "failed") say(`\n── ${relative(root, suite.name)} ──\n${suite.message.trim()}`);
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const skipped = result.numPendingTests + result.numTodoTests;
    for (const suite of result.testResults) for (const test of suite.assertionResults) if (test.status === "pending") say(`Skipped: ${test.fullName}`);
    say(`\n${readFileSync(summary, "utf8").trim()}\n`);
    say(`Proved in ${Math.round((Date.now() - since) / 1000)} s.`);
    say(`${result.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    return code === 0 && failed === 0 && result.numPassedTests > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
