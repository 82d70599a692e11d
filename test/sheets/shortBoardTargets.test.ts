/** What a short board should come to, and what short boards cost: a range has no target, and where the lowest decides losses do not add up. */
import { score } from "../../src/kpi/score";
import type { RollUp, ScorecardTemplate } from "../../src/kpi/template";
import { layCard } from "../../src/sheets/layCard";
import { layShortBoards } from "../../src/sheets/layShortBoards";
import { contextOf, valuesOf } from "../support/draftChecks";
import { branch, line, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const PERIOD = periodOf("2026Q3");

function sheetsOf(template: ScorecardTemplate, targets: Parameters<typeof targetFor>[1]) {
  const scheme = schemeOf(template, { targets: ["A", "B"].map((code) => targetFor(code, targets)) });
  const readings = readingsOf({ A: 52, B: 60 });
  const cards = score(scheme, readings, PERIOD).value;
  const context = contextOf({ scheme, readings, period: PERIOD, cards }, "zh");
  return { card: layCard(cards[0]!, context), list: layShortBoards(cards, context) };
}

it("shows the better end of a range where a target would stand, on the card and in the list, and says so", () => {
  const template = templateOf(
    100,
    ["A", "B"].map((code) => line(code, percent(50), ruleOf("clampedRange"))),
  );
  const { card, list } = sheetsOf(template, { worst: 40, best: 90 });
  const listed = valuesOf(list).find((row) => row[2] === "A")!;
  expect(listed.slice(5, 8)).toEqual([52, 90, "–"]);
  expect(valuesOf(list).flat().join("")).toContain("“目标”栏列最优值");
  const from = valuesOf(card).findIndex((row) => row[0] === "短木板与失分");
  const at = valuesOf(card).findIndex((row, place) => place > from && row[1] === "A");
  expect([card.rows[at]![8]!.value, card.rows[at]![8]!.formula]).toEqual([90, "$G10"]);
});

it("says nothing of ranges where there is none", () => {
  const { list } = sheetsOf(
    templateOf(
      100,
      ["A", "B"].map((code) => line(code, percent(50))),
    ),
    { target: 90 },
  );
  expect(valuesOf(list).find((row) => row[2] === "A")![6]).toBe(90);
  expect(valuesOf(list).flat().join("")).not.toContain("最优值");
});

it.each<[RollUp, string]>([
  ["sum", "2 块短木板共失 37.78 分，占全部失分的 100%"],
  ["minimum", "2 块短木板，失分最多的是“A”（21.11 分）"],
])("under %s the card's sentence says: %s", (rollUp, wanted) => {
  const template = templateOf(100, [branch("1", percent(100), [line("A", percent(50)), line("B", percent(50))], rollUp)]);
  const { card } = sheetsOf(template, { target: 90 });
  expect(valuesOf(card).flat().join("")).toContain(wanted);
});
