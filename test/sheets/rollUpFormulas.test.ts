/** Roll-ups of cards on which whole branches are left out, in LibreOffice: nothing is divided by 0, and a branch that earns nothing is no lowest score. */
import { decimal } from "../../src/kpi/decimal";
import { score } from "../../src/kpi/score";
import type { RollUp } from "../../src/kpi/template";
import type { SheetDraft } from "../../src/sheets/draft";
import { layCard } from "../../src/sheets/layCard";
import { newXlsx } from "../../src/xlsx/portable";
import { cellsOf, contextOf } from "../support/draftChecks";
import { recalculated } from "../support/libreOffice";
import { branch, line, percent, periodOf, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";
import { describeWith } from "../support/systemParts";

const PERIOD = periodOf("2026Q3");

/** A line of 90, beside a branch of which everything that earns points is left out; `behind` stays in it and takes points off. */
function cardWith(rollUp: RollUp, inner: RollUp, behind: boolean): SheetDraft {
  const off = line("C3", points(5), ruleOf("deduction"));
  const empty = branch("C", percent(40), [line("C1", percent(50)), line("C2", percent(50)), ...(behind ? [off] : [])], inner);
  const template = templateOf(50, [line("A", percent(60)), branch("B", percent(40), [line("B1", percent(60)), empty], inner)], { rollUp });
  const scheme = schemeOf(template, { targets: ["A", "B1", "C1", "C2", "C3"].map((code) => targetFor(code, { target: 100 })) });
  const readings = readingsOf({ A: 90, B1: 80, C1: "notApplicable", C2: "notDue", C3: 96 });
  const [card] = score(scheme, readings, PERIOD).value;
  expect(card!.points).not.toBeNull();
  return layCard(card!, contextOf({ scheme, readings, period: PERIOD, cards: [card!] }, "zh"));
}

/** Nothing on it applies but adjustments, or, with `figure`, one line besides. */
function cardOfAdjustments(figure: "notApplicable" | number): SheetDraft {
  const adjusting = branch("2", null, [line("P", points(5), ruleOf("given"), { role: "bonus" }), line("Q", points(5), ruleOf("given"), { role: "deduct" })]);
  const template = templateOf(50, [line("A", percent(60)), branch("B", percent(40), [line("B1", percent(100))]), adjusting]);
  const scheme = schemeOf(template, { targets: ["A", "B1"].map((code) => targetFor(code, { target: 100 })) });
  const readings = readingsOf({ A: "notApplicable", B1: figure, P: 3, Q: 1 });
  const [card] = score(scheme, readings, PERIOD).value;
  expect(card!.state).toBe(figure === "notApplicable" ? "notApplicable" : "complete");
  return layCard(card!, contextOf({ scheme, readings, period: PERIOD, cards: [card!] }, "zh"));
}

describeWith(["libreOffice"], "a branch of which all that earns points is left out", () => {
  it("rolls up as the engine has it", async () => {
    const rollUps: readonly RollUp[] = ["weightedMean", "minimum"];
    const drafts: (readonly [string, SheetDraft])[] = rollUps.flatMap((outer) =>
      rollUps.flatMap((inner) => [false, true].map((behind) => [`${outer}, ${inner}${behind ? " +" : ""}`, cardWith(outer, inner, behind)] as const)),
    );
    drafts.push(["adjustments", cardOfAdjustments("notApplicable")], ["adjusted", cardOfAdjustments(80)]);
    const workbook = newXlsx();
    const stale = (draft: SheetDraft): SheetDraft => ({
      ...draft,
      rows: draft.rows.map((row) =>
        row.map((cell) => {
          if (!cell) return cell;
          const { link: _link, ...rest } = cell;
          return cell.formula === undefined ? rest : { ...rest, value: "stale" };
        }),
      ),
    });
    await workbook.write(drafts.map(([name, draft]) => ({ kind: "createSheet", name, block: null, after: "last", draft: stale(draft) }) as const));
    const [book] = await recalculated([workbook.toBytes()]);
    for (const [name, draft] of drafts) {
      for (const { place, row, column, cell } of cellsOf(draft)) {
        if (cell.formula === undefined) continue;
        const live = book!.get(name)!.at(row, column).value;
        const same = typeof live === "number" && typeof cell.value === "number" ? decimal(live).minus(cell.value).abs().lt(1e-9) : live === cell.value;
        expect({ name, place, live, same }).toEqual({ name, place, live: same ? live : cell.value, same: true });
      }
    }
  }, 120_000);
});
