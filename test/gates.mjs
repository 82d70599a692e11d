/**
 * `npm test`: system parts, types, lint, format, the build of the program and of the pane, and every suite.
 *
 * Each gate counts as one test, beside the tests of the suites. Progress is short; what failed is told in full at the end.
 * The very last line is "N passed, N failed, N skipped" (nothing about skipped where there is none); the exit code is 0 only when nothing failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { SYSTEM_PARTS, canInstall, installCommand, installParts, missingParts } from "./support/systemParts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const inCi = process.env.CI === "true";
const MINUTE = 60_000;

const tally = { passed: 0, failed: 0, skipped: 0 };
const details = [];

function say(text) {
  process.stdout.write(`${text}\n`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs a program of this project without standard input. Never throws: what goes wrong is in the result. */
function run(script, args, minutes, onLine = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let output = "";
    let open = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, minutes * MINUTE);
    const take = (text) => {
      output += text;
      const lines = (open + text).split("\n");
      open = lines.pop();
      lines.forEach(onLine);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: null, output: `${output}\n${error.message}` });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const end = timedOut ? `\nStopped after ${minutes} minutes.` : signal === null ? "" : `\nEnded by ${signal}.`;
      resolve({ code, output: output + end });
    });
  });
}

function pass(name, since, remark = "") {
  tally.passed += 1;
  say(`  ok      ${name.padEnd(13)} ${seconds(since)}${remark}`);
}

function fail(name, since, detail) {
  tally.failed += 1;
  details.push(`── ${name} ──\n${detail.trim()}`);
  say(`  FAILED  ${name.padEnd(13)} ${seconds(since)}`);
}

/** One gate that is one program: it passed when the program ended with 0. */
async function gate(name, script, args) {
  const since = Date.now();
  const { code, output } = await run(script, args, 10);
  if (code === 0) pass(name, since);
  else fail(name, since, output || `Ended with ${code}.`);
}

function systemParts() {
  const since = Date.now();
  let missing = missingParts();
  if (missing.length > 0 && canInstall()) {
    say(`  installing ${missing.map((key) => SYSTEM_PARTS[key].package).join(", ")} …`);
    const trouble = installParts(missing);
    if (trouble !== null) details.push(`── system parts: what apt-get said ──\n${trouble.trim()}`);
    missing = missingParts();
  }
  if (missing.length === 0) return pass("system parts", since);

  const wanted = `Missing: ${missing.map((key) => SYSTEM_PARTS[key].title).join(", ")}.\nInstall with: ${installCommand(missing)}`;
  if (inCi) return fail("system parts", since, `${wanted}\nUnder CI=true nothing may be missing.`);
  tally.skipped += 1;
  say(`  skipped system parts. ${wanted}\n          The suites that need them report themselves skipped.`);
}

/** The tests of all suites count one by one; a suite that could not run at all counts as one failure. */
async function suites() {
  const since = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "kpi-test-"));
  const file = join(folder, "result.json");
  const told = new Set();
  // jest names the failed suites once more at its end.
  const tell = (line) => {
    if (!/^(PASS|FAIL) /.test(line) || told.has(line)) return;
    told.add(line);
    say(`          ${line.replace(/^PASS/, "ok  ")}`);
  };
  try {
    const { code, output } = await run("node_modules/jest/bin/jest.js", ["--ci", "--json", `--outputFile=${file}`], 20, tell);
    let result;
    try {
      result = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      return fail("suites", since, `jest left no result (${error.message}), exit code ${code}.\n${output}`);
    }
    tally.passed += result.numPassedTests;
    tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    tally.skipped += result.numPendingTests + result.numTodoTests;
    for (const suite of result.testResults) {
      if (suite.status === "failed") details.push(`── ${relative(root, suite.name)} ──\n${suite.message.trim()}`);
    }
    for (const suite of result.testResults) {
      for (const test of suite.assertionResults) if (test.status === "pending") say(`          skipped: ${test.fullName}`);
    }
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    say(
      `  ${failed === 0 ? "ok    " : "FAILED"}  suites        ${seconds(since)}, ${result.numPassedTests} tests passed in ${result.numPassedTestSuites} suites`,
    );
    // A run that found no test at all, or that ends badly without a failed test, is no success.
    if (code !== 0 && failed === 0) fail("jest", since, `jest ended with ${code}.\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTurn(...gates) {
  for (const next of gates) await next();
}

async function main() {
  say("KPI scorecards: types, lint, format, builds, suites");
  systemParts();
  // Two at a time: that is how many cores the smallest machine has.
  await Promise.all([
    inTurn(
      () => gate("types", "node_modules/typescript/bin/tsc", ["--noEmit"]),
      () => gate("build", "node_modules/typescript/bin/tsc", ["-p", "tsconfig.build.json"]),
      () => gate("format", "node_modules/prettier/bin/prettier.cjs", ["--check", ".", "--log-level=warn"]),
    ),
    inTurn(
      () => gate("lint", "node_modules/eslint/bin/eslint.js", [".", "--max-warnings=0"]),
      () => gate("build:pane", "node_modules/webpack/bin/webpack.js", ["--mode", "production"]),
    ),
  ]);
  await suites();
}

try {
  await main();
} catch (error) {
  tally.failed += 1;
  details.push(`── npm test itself ──\n${error.stack}`);
}
if (details.length > 0) say(`\n${details.join("\n\n")}\n`);
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
say(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
