/** The working of a computed figure, in figures and signs. */
import { decimal } from "../../src/kpi/decimal";
import { derivedWorking } from "../../src/text/derivedWorking";
import type { DerivedParameters } from "../../src/kpi/derived";
import { deriveReadings } from "../../src/kpi/derive";
import { NOWHERE, indicatorOf, line, percent, periodOf, readingsOf, schemeOf, templateOf } from "../support/schemes";

describe("how a closed gap came about", () => {
  const parameters: DerivedParameters = { method: "gapClosed", of: "A", base: "previous", full: { kind: "number", value: decimal(90) }, zero: "byChange" };
  const working = (own: number, base: number): string | null => {
    const scheme = {
      ...schemeOf(templateOf(100, [line("X", percent(100))])),
      indicators: [indicatorOf("A"), indicatorOf("X")],
      targets: [],
      derived: [{ ...parameters, indicator: "X", source: NOWHERE }],
    };
    const readings = [...readingsOf({ A: own }, "2026Q3"), ...readingsOf({ A: base }, "2026Q2")];
    const { figure, derivation } = deriveReadings(scheme, readings, periodOf("2026Q3")).value.find((one) => one.indicator === "X" && one.period.number === 3)!;
    return derivedWorking({ name: "缺口缩小", unit: "%", period: periodOf("2026Q3"), figure, derivation: derivation!, parts: [] });
  };
  it("is a quotient, which nobody writes where there was no gap: better than the base or not is all then", () => {
    expect(working(85, 80)).toBe("(85 - 80) ÷ (90 - 80) × 100");
    expect(working(95, 92)).toBe("95 - 92 > 0 → 100");
    expect(working(90, 90)).toBe("90 - 90 ≤ 0 → 0");
  });
});
