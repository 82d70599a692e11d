/** What the workbook keeps of the last run, beside what was drafted now. */
import type { Drafted } from "../run/draftScorecards";
import { readLastFacts } from "../run/lastRun";
import { type Pause, paceWith } from "../run/pace";
import { factsInSteps, whatChangedInSteps } from "../run/runFacts";
import type { Workbook } from "../run/workbook";
import type { LastRunSeen } from "./runState";

export async function seeLastRun(workbook: Workbook, drafted: Drafted, pause: Pause): Promise<LastRunSeen | null> {
  const last = await readLastFacts(workbook, pause);
  if (!last) return null;
  const pace = paceWith(pause);
  const facts = await pace.run(factsInSteps(drafted));
  return { restorable: last.restorable, changed: last.facts && facts && (await pace.run(whatChangedInSteps(last.facts, facts))) };
}
