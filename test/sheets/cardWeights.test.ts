/** The weight column of a card: per cent of the parent where weights are that, and else what somebody typed. */
import { score } from "../../src/kpi/score";
import type { Line, RollUp } from "../../src/kpi/template";
import { COLUMN } from "../../src/sheets/cardPlan";
import { layCard } from "../../src/sheets/layCard";
import { contextOf, shownAs } from "../support/draftChecks";
import { branch, line, percent, periodOf, readingsOf, ruleOf, schemeOf, templateOf } from "../support/schemes";

const PERIOD = periodOf("2026Q3");

/** The weights of three lines below a branch, as they are shown, with their formulas. */
function weightsOf(rollUp: RollUp, weights: readonly (number | string)[], formatted = false): string[] {
  const source = (place: number): Partial<Line> => ({
    shareSource: { sheet: "权重树", cell: `E${place + 3}`, live: { times: formatted ? 100 : 1, lookup: null } },
  });
  const lines = weights.map((weight, place) => line(`L${place + 1}`, percent(weight), ruleOf("ratio"), source(place)));
  const scheme = schemeOf(templateOf(100, [branch("1", percent(100), lines, rollUp)]));
  const readings = readingsOf(Object.fromEntries(lines.map(({ code }) => [code, 80])));
  const cards = score(scheme, readings, PERIOD).value;
  const draft = layCard(cards[0]!, contextOf({ scheme, readings, period: PERIOD, cards }, "zh"));
  return lines.map(({ code }) => {
    const cell = draft.rows.find((row) => row[COLUMN.name]?.value === code)![COLUMN.weight]!;
    return `${shownAs(cell.value as number, cell.format!).trim()} ${cell.formula}`;
  });
}

it.each<[string, RollUp, readonly (number | string)[], readonly string[]]>([
  ["credits under a weighted mean stand as they were typed", "weightedMean", [4, 6, 3], ["4 '权重树'!$E$3", "6 '权重树'!$E$4", "3 '权重树'!$E$5"]],
  ["with the places that they have", "geometricMean", ["5.5", 4, 10], ["5.5 '权重树'!$E$3", "4.0 '权重树'!$E$4", "10.0 '权重树'!$E$5"]],
  ["weights that add up to 100 are per cent", "weightedMean", [40, 35, 25], ["40.0% '权重树'!$E$3/100", "35.0% '权重树'!$E$4/100", "25.0% '权重树'!$E$5/100"]],
  ["and so are those of the best of several", "maximum", [100, 100, 100], ["100.0% '权重树'!$E$3/100", "100.0% '权重树'!$E$4/100", "100.0% '权重树'!$E$5/100"]],
])("%s", (_what, rollUp, weights, wanted) => {
  expect(weightsOf(rollUp, weights)).toEqual(wanted);
});

it("weights in cells of per cent follow them in the same unit", () => {
  expect(weightsOf("weightedMean", [40, 60, 30], true)).toEqual([
    "40 ROUND(100*'权重树'!$E$3,12)",
    "60 ROUND(100*'权重树'!$E$4,12)",
    "30 ROUND(100*'权重树'!$E$5,12)",
  ]);
});
