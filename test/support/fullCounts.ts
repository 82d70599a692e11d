/**
 * Proofs that are sampled in `npm test` and done in full by `npm run prove`.
 *
 * A suite that takes its counts from here is run by `npm run prove`, which finds it by the import of this file.
 */
import { appendFileSync } from "node:fs";

/** Set by test/prove.mjs: the file that collects what was proved. */
const SUMMARY = process.env["KPI_PROVE"];

/** True under `npm run prove`. */
export const inFull = SUMMARY !== undefined;

/** How many to do: some in `npm test`, all in `npm run prove`. */
export function counts(sample: number, all: number): number {
  return inFull ? all : sample;
}

/** Time for a test, in minutes; a full proof may take up to an hour. */
export function minutes(sample: number): number {
  return (inFull ? 60 : sample) * 60_000;
}

/** A line with figures for the summary that `npm run prove` ends with; in `npm test` it is told as it comes. */
export function proved(line: string): void {
  if (SUMMARY !== undefined) appendFileSync(SUMMARY, `${line}\n`);
  else process.stdout.write(`${line}\n`);
}
