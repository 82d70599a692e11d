/** Writes what was drafted; computes nothing. */
import type { Drafted } from "./draftScorecards";
import type { Workbook, WriteReport } from "./workbook";

export async function writeScorecards(workbook: Workbook, drafted: Drafted): Promise<WriteReport> {
  return workbook.write(drafted.changes);
}
