/** What the workbook keeps of the last run, beside what was drafted now. */
import type { Drafted } from "../run/draftScorecards";
import { readLastFacts } from "../run/lastRun";
import { factsOf, whatChanged } from "../run/runFacts";
import type { Workbook } from "../run/workbook";
import type { LastRunSeen } from "./runState";

export async function seeLastRun(workbook: Workbook, drafted: Drafted): Promise<LastRunSeen | null> {
  const last = await readLastFacts(workbook);
  if (!last) return null;
  const facts = factsOf(drafted);
  return { restorable: last.restorable, changed: last.facts && facts && whatChanged(last.facts, facts) };
}
