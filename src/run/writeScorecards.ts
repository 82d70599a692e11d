/** Writes what was drafted; computes nothing. */
import type { Drafted } from "./draftScorecards";
import { type LastRunLabels, writeRemembering } from "./lastRun";
import type { Pause } from "./pace";
import { factsOf } from "./runFacts";
import type { Workbook, WriteReport } from "./workbook";

/** `labels`: the workbook is somebody's own, and keeps what it takes to take the run back; absent: nothing is kept, as in a copy that is handed out. */
export async function writeScorecards(workbook: Workbook, drafted: Drafted, labels?: LastRunLabels, pause?: Pause): Promise<WriteReport> {
  return labels ? writeRemembering(workbook, drafted.changes, factsOf(drafted), labels, pause) : workbook.write(drafted.changes);
}
