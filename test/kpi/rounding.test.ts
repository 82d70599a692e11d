import fc from "fast-check";
import { decimal } from "../../src/kpi/decimal";
import { roundTo } from "../../src/kpi/rounding";

test.each([
  ["1.005", 2, "1.01"],
  ["1.255", 2, "1.26"],
  ["0.285", 2, "0.29"],
  ["-1.005", 2, "-1.01"],
  ["-2.5", 0, "-3"],
  ["2.675", 2, "2.68"],
  ["1.00499999999999", 2, "1.01"],
  ["1.0049999", 2, "1"],
])("rounds %s at %d places to %s, half away from zero on the decimal that the reader sees", (value, places, rounded) => {
  expect(roundTo(decimal(value), places).toString()).toBe(rounded);
});

test("does not round at all under “none”", () => {
  expect(roundTo(decimal("1.00499999999999"), "none").toString()).toBe("1.00499999999999");
});

test("agrees with whole-number arithmetic on every tie", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (units) => {
      const tie = decimal(`${units}5e-3`);
      const away = units >= 0 && !Object.is(units, -0) ? units + 1 : units - 1;
      expect(roundTo(tie, 2).eq(decimal(away).div(100))).toBe(true);
    }),
  );
});
