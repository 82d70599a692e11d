#!/usr/bin/env node
/** index.ts gives main() the real argv and streams · options.ts reads argv · main.ts runs a command · files.ts touches the disk · report.ts and textReport.ts say what came of it. */
import { main } from "./main";

const locale = Intl.DateTimeFormat().resolvedOptions().locale;

void main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  language: locale.startsWith("zh") ? "zh" : "en",
}).then((status) => {
  process.exitCode = status;
});
