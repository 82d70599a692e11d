/** Rounding as formulas: ROUND(ROUND(x,10),d), the definition of kpi/rounding.ts, and nowhere else. */
import type { Decimals } from "../../kpi/rounding";

/** The expression rounded as it is shown; under "none" as it stands. */
export function roundingFormula(expression: string, decimals: Decimals): string {
  return decimals === "none" ? expression : `ROUND(ROUND(${expression},10),${decimals})`;
}
