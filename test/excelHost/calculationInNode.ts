/** The calculation engine in Node: a test's emulated workbook that works out its formulas. In a page see `preview/hostPage.ts`. */
import { readFileSync } from "node:fs";
import { initSync } from "@ironcalc/wasm";
import { calculator, type Calculator } from "./calculation";
import type { ExcelHost } from "./excelHost";

/** From now on the host's formulas are worked out at the end of each request, as in Excel. */
export function calculating(host: ExcelHost): Calculator {
  // Does nothing the second time.
  initSync({ module: readFileSync(require.resolve("@ironcalc/wasm/wasm_bg.wasm")) });
  const engine = calculator();
  host.workbook.calculate = engine.calculate;
  return engine;
}
