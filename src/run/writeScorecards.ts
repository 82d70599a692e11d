/** Writes what was drafted; computes nothing. */
import type { Drafted } from "./draftScorecards";
import { type LastRunLabels, writeRemembering } from "./lastRun";
import { type Pause, paceWith } from "./pace";
import { factsInSteps } from "./runFacts";
import type { Workbook, WriteReport } from "./workbook";

/** `labels`: the workbook is somebody's own, and keeps what it takes to take the run back; absent: nothing is kept, as in a copy that is handed out. */
export async function writeScorecards(workbook: Workbook, drafted: Drafted, labels?: LastRunLabels, pause?: Pause): Promise<WriteReport> {
  if (!labels) return workbook.write(drafted.changes, pause);
  const facts = await paceWith(pause).run(factsInSteps(drafted));
  return writeRemembering(workbook, drafted.changes, facts, labels, pause);
}
