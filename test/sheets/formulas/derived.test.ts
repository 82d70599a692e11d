/** The formulas of computed figures against the engine, for figures and states of every kind. */
import { decimal } from "../../../src/kpi/decimal";
import { deriveReadings } from "../../../src/kpi/derive";
import type { DerivedParameters } from "../../../src/kpi/derived";
import { type AbsentState, GRAVEST_FIRST, type Reading } from "../../../src/kpi/figure";
import type { Direction } from "../../../src/kpi/indicator";
import { derivedFormula } from "../../../src/sheets/formulas/derived";
import { address } from "../../../src/sheets/grid";
import { newXlsx } from "../../../src/xlsx/portable";
import { recalculated } from "../../support/libreOffice";
import { type PlainCell, plainSheet } from "../../support/plainSheet";
import { NOWHERE, indicatorOf, line, percent, periodOf, readingsOf, schemeOf, templateOf } from "../../support/schemes";
import { describeWith } from "../../support/systemParts";

const NOW = periodOf("2026Q3");
const SIGNS: Readonly<Record<AbsentState, string>> = { unreadable: "×", missing: "□", suppressed: "—", notDue: "…", notApplicable: "／" };

type Given = number | AbsentState;

const terms = (weights: readonly (number | null)[]) =>
  weights.map((weight, place) => ({ indicator: "ABC"[place]!, weight: weight === null ? null : decimal(weight) }));
const full = decimal(100);

/** Each with the codes of its parts; a part of the period before stands as "A-". */
const METHODS: readonly (readonly [string, DerivedParameters, readonly string[]])[] = [
  ["ratio", { method: "ratio", numerator: "A", denominator: "B", factor: decimal(10000), zero: "hold" }, ["A", "B"]],
  ["ratio that may not apply", { method: "ratio", numerator: "A", denominator: "B", factor: decimal(-1), zero: "notApplicable" }, ["A", "B"]],
  ["improvement", { method: "improvement", of: "A", base: "previous" }, ["A", "A-"]],
  ["relative improvement", { method: "relativeImprovement", of: "A", base: "previous", zero: "hold" }, ["A", "A-"]],
  ["gap to a number", { method: "gapClosed", of: "A", base: "previous", full: { kind: "number", value: full }, zero: "hold" }, ["A", "A-"]],
  [
    "gap to an indicator",
    { method: "gapClosed", of: "A", base: "previous", full: { kind: "indicator", indicator: "B" }, zero: "notApplicable" },
    ["A", "A-", "B"],
  ],
  ["gap or change", { method: "gapClosed", of: "A", base: "previous", full: { kind: "number", value: decimal(85.8) }, zero: "byChange" }, ["A", "A-"]],
  ["gap to nothing", { method: "gapClosed", of: "A", base: "previous", full: { kind: "anchor" }, zero: "hold" }, ["A", "A-"]],
  ["lead over the best", { method: "lead", of: "A", rivals: { kind: "indicators", indicators: ["B", "C"] }, by: "best" }, ["A", "B", "C"]],
  ["lead over the mean", { method: "lead", of: "A", rivals: { kind: "indicators", indicators: ["B", "C"] }, by: "mean" }, ["A", "B", "C"]],
  ["difference", { method: "difference", first: "A", second: "B" }, ["A", "B"]],
  ...(["asAbsent", "leaveOut"] as const).flatMap((absent) => [
    ...(["sum", "mean", "minimum"] as const).map(
      (method) => [`${method} ${absent}`, { method, terms: terms([null, null, null]), absent }, ["A", "B", "C"]] as const,
    ),
    ...(["weightedSum", "weightedMean"] as const).map(
      (method) => [`${method} ${absent}`, { method, terms: terms([0.1, 0.5, 2]), absent }, ["A", "B", "C"]] as const,
    ),
  ]),
  ["checklist", { method: "checklist", present: "A", action: "B" }, ["A", "B"]],
  ["survey", { method: "survey", answers: "A", points: "B", from: decimal(1), to: decimal(10), leastAnswers: decimal(30) }, ["A", "B"]],
];

const FIGURES: readonly Given[] = [0, 40, 85.7, 86, -2.5, 100, ...GRAVEST_FIRST];

/** All pairs of figures and states; a third one goes round with them. */
function cases(count: number): readonly (readonly Given[])[] {
  return FIGURES.flatMap((one, first) => FIGURES.map((other, second) => [one, other, FIGURES[(first * 3 + second * 5) % FIGURES.length]!].slice(0, count)));
}

function compute(parameters: DerivedParameters, direction: Direction, codes: readonly string[], figures: readonly Given[]): Reading {
  const readings = codes.flatMap((code, place) => readingsOf({ [code[0]!]: figures[place]! }, code.endsWith("-") ? "2026Q2" : "2026Q3"));
  const scheme = {
    ...schemeOf(templateOf(100, [line("X", percent(100))])),
    indicators: [...["A", "B", "C"].map((code) => indicatorOf(code, direction)), indicatorOf("X")],
    targets: [],
    derived: [{ ...parameters, indicator: "X", source: NOWHERE }],
  };
  return deriveReadings(scheme, readings, NOW).value.find((one) => one.indicator === "X" && one.period.number === 3)!;
}

describeWith(["libreOffice"], "the formulas of computed figures", () => {
  it.each<Direction>(["up", "down"])(
    "give what the engine gives, where %s is better",
    async (direction) => {
      const wanted: { readonly name: string; readonly figures: readonly Given[]; readonly result: number | string }[] = [];
      const rows: (readonly PlainCell[])[] = [];
      for (const [name, parameters, codes] of METHODS) {
        for (const figures of cases(codes.length)) {
          const { figure, derivation } = compute(parameters, direction, codes, figures);
          const row = rows.length;
          const formula = derivedFormula(derivation!, {
            parts: figures.map((_figure, place) => `$${address(row, place).replace(/(\d+)/, "$$$1")}`),
            full: derivation!.full ? derivation!.full.value.toFixed() : null,
            sign: (state) => `"${SIGNS[state]}"`,
            states: GRAVEST_FIRST,
          });
          rows.push([...[0, 1, 2].map((place) => figures[place] ?? null).map((one) => (typeof one === "string" ? SIGNS[one] : one)), { formula }]);
          wanted.push({ name, figures, result: figure.state === "value" ? Number(figure.value.toString()) : SIGNS[figure.state] });
        }
      }
      const workbook = newXlsx();
      await workbook.write([{ kind: "createSheet", name: "数据", block: null, after: "last", draft: plainSheet(rows) }]);
      const [sheets] = await recalculated([workbook.toBytes()]);
      const grid = sheets!.get("数据")!;
      const different = wanted.flatMap(({ name, figures, result }, row) => {
        const found = grid.at(row, 3).value;
        // LibreOffice writes fifteen digits.
        const same = typeof found === "number" && typeof result === "number" ? Math.abs(found - result) <= Math.abs(result) * 1e-14 : found === result;
        return same ? [] : [`${name} of ${figures.join(", ")}: ${JSON.stringify(found)} for ${result}`];
      });
      expect(different).toEqual([]);
      expect(wanted.length).toBeGreaterThan(2000);
    },
    300_000,
  );
});
