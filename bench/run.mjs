/**
 * npm run bench: cells read and written by our file layer beside its peers and beside the ceiling, all in one run, each in a process of its own.
 *
 * Rely on the ratios inside one run, not on its seconds, and on those of the processor's seconds where other work runs on the machine. Peers are installed into this folder the first time, from its own lock file.
 * `npm run bench -- 480k` takes one size only; `-- ours,ceiling` some candidates only; `-- --once` measures the small size once instead of five times.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CANDIDATES } from "./candidates.mjs";
import * as ceiling from "./ceiling.mjs";
import { expected, SIZES } from "./shape.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
/** Nobody is waited for longer. */
const PATIENCE = 180_000;
/** Of the small size; the large one is measured once. */
const ROUNDS = 5;
const OPENPYXL = "openpyxl";

const words = process.argv.slice(2);
const once = words.includes("--once");
const sizes = Object.keys(SIZES).filter((size) => !words.some((word) => word in SIZES) || words.includes(size));
const chosen = words.filter((word) => !word.startsWith("--") && !(word in SIZES)).flatMap((word) => word.split(","));
const names = [...Object.keys(CANDIDATES), OPENPYXL].filter((name) => chosen.length === 0 || chosen.some((part) => name.startsWith(part)));

const say = (line) => process.stdout.write(`${line}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

if (!existsSync(join(HERE, "node_modules"))) {
  say("Installing the peers into bench/node_modules …");
  const run = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: HERE, encoding: "utf8" });
  if (run.status !== 0) say(`They could not be installed; only what is there is measured.\n${run.stderr}`);
}

/** /usr/bin first: Debian's openpyxl is installed for the system's own Python. */
const python = ["/usr/bin/python3", "python3"].find((path) => spawnSync(path, ["-c", "import openpyxl"]).status === 0);

function measuredOnce(name, task, sizeName, file) {
  const { sheets, rows, columns } = SIZES[sizeName];
  const command =
    name === OPENPYXL
      ? [python ?? "python3", join(HERE, "openpyxl_one.py"), task, String(sheets), String(rows), String(columns), file]
      : [process.execPath, "--max-old-space-size=4096", join(HERE, "one.mjs"), name, task, sizeName, file];
  // Or what another one wrote before would be measured.
  if (task === "write") rmSync(file, { force: true });
  const began = Date.now();
  const run = spawnSync(command[0], command.slice(1), { encoding: "utf8", timeout: PATIENCE, maxBuffer: 1 << 26 });
  if (run.status !== 0)
    return { fault: run.error?.code === "ETIMEDOUT" ? `not done in ${PATIENCE / 1000} s` : (run.stderr.trim().split("\n").at(-1) ?? "failed") };
  const seconds = (Date.now() - began) / 1000;
  return { seconds, ...JSON.parse(run.stdout), packed: statSync(file).size / 2 ** 20 };
}

/** One round after the other, so that other work on the machine meets all of them; the middle of each is told. */
function measured(task, sizeName, file) {
  const runs = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < (sizeName === "480k" && !once ? ROUNDS : 1); round++) {
    for (const [name, ofName] of runs) if (!ofName.some(({ fault }) => fault)) ofName.push(measuredOnce(name, task, sizeName, file));
  }
  return [...runs].map(([name, ofName]) => {
    const broken = ofName.find(({ fault }) => fault);
    const middle = (what) => median(ofName.map((run) => run[what]));
    return broken ? { name, fault: broken.fault } : { name, ...ofName.at(-1), seconds: middle("seconds"), cpu: middle("cpu"), megabytes: middle("megabytes") };
  });
}

const folder = mkdtempSync(join(tmpdir(), "kpi-bench-"));
const slower = [];
try {
  for (const sizeName of sizes) {
    const size = SIZES[sizeName];
    const cells = size.sheets * size.rows * size.columns;
    const given = join(folder, `given-${sizeName}.xlsx`);
    writeFileSync(given, ceiling.write(size));
    const wanted = expected(size);
    const bytes = readFileSync(given);
    const began = Date.now();
    const { unpacked } = ceiling.read(bytes);
    const seconds = (Date.now() - began) / 1000;
    say(
      `\n${sizeName}: ${size.sheets} × ${size.rows} × ${size.columns} = ${cells.toLocaleString("en")} cells, ${(bytes.length / 2 ** 20).toFixed(1)} MB packed`,
    );
    say("µs per cell and × are of the processor's seconds");
    say(`the ceiling inflates and scans ${(unpacked / 2 ** 20 / seconds).toFixed(0)} MB/s of XML`);
    for (const task of ["read", "write"]) {
      const file = task === "read" ? given : join(folder, "written.xlsx");
      const results = measured(task, sizeName, file).map((result) => {
        if (!result.fault && task === "read") {
          const { numbers, texts, sum } = result.found;
          const same = numbers === wanted.numbers && texts === wanted.texts && Math.abs(sum - wanted.sum) <= 1e-6 * wanted.sum;
          if (!same) return { name: result.name, fault: `read other cells: ${JSON.stringify(result.found)} instead of ${JSON.stringify(wanted)}` };
        }
        return result;
      });
      const floor = results.find(({ name }) => name === "ceiling")?.cpu;
      const own = results.find(({ name }) => name === "ours");
      say(`${task.padEnd(20)} wall s   CPU s  peak MB  µs/cell  × ceiling  × ours${task === "write" ? "   file MB" : ""}`);
      for (const result of results) {
        if (result.fault) {
          say(`${result.name.padEnd(20)} ${result.fault}`);
          continue;
        }
        const times = (of) => (of === undefined ? "–" : (result.cpu / of).toFixed(2));
        const columns = [result.seconds.toFixed(2), result.cpu.toFixed(2), result.megabytes.toFixed(0), ((result.cpu / cells) * 1e6).toFixed(2)];
        say(
          result.name.padEnd(18) +
            columns.map((text) => text.padStart(9)).join("") +
            times(floor).padStart(11) +
            times(own?.cpu).padStart(8) +
            (task === "read" ? "" : result.packed.toFixed(1).padStart(10)),
        );
        if (own?.cpu !== undefined && result.name !== "ours" && result.name !== "ceiling" && result.cpu < own.cpu)
          slower.push(`${sizeName} ${task}: ${result.name} takes less of the processor than ours`);
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(slower.length === 0 ? "\nOurs takes less of the processor than every peer that was measured." : `\n${slower.join("\n")}`);
