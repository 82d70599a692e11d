/** Every sentence that the product can say; one file per language, checked complete by the compiler. */
import type { FindingCode, FindingDetails } from "../kpi/finding";
import type { WorkbookErrorCode } from "../run/workbookError";
import type { SheetLabels } from "../sheets/labels";

export interface Words {
  readonly language: "zh" | "en";
  /** What is wrong and what to do; the place is put in front by the caller. */
  readonly findings: { readonly [C in FindingCode]: (details: FindingDetails[C]) => string };
  readonly errors: { readonly [C in WorkbookErrorCode]: (detail: string) => string };
  readonly sheetLabels: SheetLabels;
}
