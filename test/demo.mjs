/**
 * `npm run demo`: scores both samples through the command line, as a user would, and says what came of it.
 * Ends with 1 when anything of that went wrong.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "demo");
const SAMPLES = [
  { language: "zh", title: "Chinese sample" },
  { language: "en", title: "English sample" },
];

function commandLine(args) {
  return spawnSync(process.execPath, [join(root, "dist", "cli", "index.js"), ...args], { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
}

function inFigures(value, places) {
  return value === null ? "–" : value.toFixed(places);
}

/** The report of one scored sample; null where it went wrong, which is then already said. */
function scoreSample({ language }) {
  const input = relative(root, join(root, "assets", "samples", `province-${language}.xlsx`));
  const out = relative(root, join(folder, `province-${language}-scorecard.xlsx`));
  const run = commandLine(["score", input, "--out", out, "--force", "--json", "--lang", language]);
  if (run.status !== 0 || run.error) {
    console.error(`Scoring ${input} ended with ${run.status ?? run.error}.\n${run.stdout}${run.stderr}`);
    return null;
  }
  const report = JSON.parse(run.stdout);
  if (report.written === null || statSync(join(root, out)).size === 0) {
    console.error(`Scoring ${input} wrote nothing to ${out}.`);
    return null;
  }
  return report;
}

function groupsOf(cards) {
  const groups = new Map();
  for (const card of cards) groups.set(card.rankingGroup, [...(groups.get(card.rankingGroup) ?? []), card]);
  // Groups of one have a place but no ranking.
  return [...groups].filter(([, members]) => members.length > 1);
}

function tell(report) {
  const cards = report.departments;
  const lines = cards.flatMap((card) => card.lines);
  console.log(
    `  ${report.period}, ${report.scheme.name} ${report.scheme.version}: ${cards.length} scorecards of ${new Set(cards.map((card) => card.code)).size} departments`,
  );
  for (const [group, members] of groupsOf(cards)) {
    const best = members.filter((card) => card.rank !== null && card.rank <= 3).sort((one, other) => one.rank - other.rank);
    console.log(`  Best of ${group}:`);
    for (const card of best)
      console.log(`    ${card.rank}. ${card.name}  ${inFigures(card.points, 2)} of ${card.fullPoints} points, ${inFigures(card.rate, 1)} %`);
  }
  const incomplete = cards.filter((card) => card.state === "incomplete");
  console.log(`  Short boards: ${lines.filter((line) => line.shortBoard).length} of ${lines.length} lines`);
  console.log(
    `  Incomplete: ${incomplete.length === 0 ? "none" : incomplete.map((card) => `${card.name} (${inFigures(card.coverage, 1)} % covered)`).join(", ")}`,
  );
  const held = report.findings.filter((finding) => finding.severity === "held" || finding.severity === "error");
  for (const finding of held) console.log(`    ${finding.sheet}!${finding.cell ?? ""}: ${finding.message}`);
  const created = report.written.sheets.filter((sheet) => sheet.created).length;
  console.log(`  Written: ${report.written.file}, ${created} new sheets beside the sample's own\n`);
}

mkdirSync(folder, { recursive: true });
let failed = false;
const written = [];
for (const sample of SAMPLES) {
  console.log(sample.title);
  const report = scoreSample(sample);
  if (report === null) {
    failed = true;
    continue;
  }
  tell(report);
  written.push(report.written.file);
}
if (failed) {
  process.exitCode = 1;
} else {
  console.log(`Open with Excel, WPS Office or LibreOffice and start at the first sheet:\n  ${written.join("\n  ")}`);
  console.log(`After a figure was changed and saved, score again:\n  npm run -s kpi -- score ${written[0]} --in-place`);
}
