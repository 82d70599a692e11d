/** What gets scorecards (部门). */
import type { Decimal } from "./decimal";
import type { Source } from "./source";

/** The six kinds of the source; a user's own kind is any other text. */
export const DEPARTMENT_KINDS = ["branch", "network", "billing", "callCentre", "market", "valueAdded"] as const;
export type DepartmentKind = (typeof DEPARTMENT_KINDS)[number] | (string & {});

export interface Department {
  readonly code: string;
  readonly kind: DepartmentKind;
  readonly name: string;
  /** Short name, for sheet tabs and tables; the name where none is given. */
  readonly shortName: string;
  readonly owner: string;
  readonly parent: string | null;
  /** Codes of the scorecard templates that score it, in order. */
  readonly templates: readonly string[];
  /** Ranked among the departments of the same group; null: among those scored by the same template. */
  readonly rankingGroup: string | null;
  /** The name of its indicator sheet where that is not its name, short name or code. */
  readonly sheet: string | null;
  /** What a company target is shared out by (分摊权重), 0 or more; absent: it has none. */
  readonly shareWeight?: Decimal;
  readonly source: Source;
}
