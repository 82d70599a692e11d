/** What the workbook keeps of the last run, beside what was drafted now. */
import type { Drafted } from "../run/draftScorecards";
import { readLastRun } from "../run/lastRun";
import { factsOf, whatChanged } from "../run/runFacts";
import type { Workbook } from "../run/workbook";
import type { LastRunSeen } from "./runState";

/** The drafts that are kept are let go of at once: they are read again when somebody asks for them. */
export async function seeLastRun(workbook: Workbook, drafted: Drafted): Promise<LastRunSeen | null> {
  const last = await readLastRun(workbook);
  if (!last) return null;
  const facts = factsOf(drafted);
  return { restorable: last.blocks.some(({ before }) => before !== undefined), changed: last.facts && facts && whatChanged(last.facts, facts) };
}
