import { decimal } from "../../src/kpi/decimal";
import type { Policy, Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import type { TreeNode } from "../../src/kpi/template";
import type { Veto } from "../../src/kpi/veto";
import { NOWHERE, branch, line, percent, periodOf, points, readingsOf, ruleOf, schemeOf, shown, templateOf } from "../support/schemes";

const Q3 = periodOf("2026Q3");
const CAPPED = ruleOf("ratio", { cap: decimal(120) });

/** Lowest, shown and highest total. */
function rangeOf(scheme: Scheme, figures: Readonly<Record<string, number | string>>): (string | null)[] {
  const [card] = score(scheme, readingsOf(figures), Q3).value;
  return [card!.lowest, card!.points, card!.highest].map(shown);
}

function veto(effect: Veto["effect"], more: Partial<Veto> = {}): Veto {
  const common = { code: "V", name: "否决", template: null, indicator: "V", comparison: "above", limit: decimal(0), limitSource: NOWHERE } as const;
  return { ...common, effect, node: null, value: null, source: NOWHERE, ...more };
}

describe("a card of 40, 30 and 30", () => {
  const tree = templateOf(
    100,
    ([40, 30, 30] as const).map((share, place) => line("ABC"[place]!, percent(share), CAPPED)),
  );
  const policed = (missing: Policy): Scheme => schemeOf(tree, { policies: { missing } });

  test("that holds comes to what its missing line can have by its rule", () => {
    expect(rangeOf(policed("hold"), { A: 90, B: 70 })).toEqual(["57", "57", "93"]);
  });
  test("that re-shares may come to what stands, and to all that the missing line may yet have", () => {
    expect(rangeOf(policed("reShare"), { A: 90, B: 70 })).toEqual(["57", "81.43", "93"]);
    // With nothing left of the best, the middle would be more than with it at 0.
    expect(rangeOf(policed("reShare"), { A: 120, B: 120 })).toEqual(["84", "120", "120"]);
  });
  test("of which two lines were re-shared may get the one figure and not the other", () => {
    // B alone: (40·90 + 30·0) ÷ 70 = 51.43, both: 36; B alone at its cap: 102.86, both at theirs: 108.
    expect(rangeOf(policed("reShare"), { A: 90 })).toEqual(["36", "90", "108"]);
    expect(rangeOf(schemeOf(templateOf(100, tree.children, { rollUp: "minimum" }), { policies: { missing: "reShare" } }), { A: 90 })).toEqual([
      "0",
      "90",
      "90",
    ]);
  });
  test("may come to more than by its rules where a policy gives more than they do", () => {
    const low = ruleOf("ratio", { cap: decimal(80) });
    const scheme = schemeOf(templateOf(100, [line("A", percent(50), low), line("B", percent(50), CAPPED)]), { policies: { missing: "full" } });
    // A by the policy, B by its figure.
    expect(rangeOf(scheme, {})).toEqual(["0", "100", "110"]);
  });
  test("is not open to what does not apply", () => {
    expect(rangeOf(policed("reShare"), { A: 90, B: 70, C: "notApplicable" })).toEqual(["81.43", "81.43", "81.43"]);
  });
});

describe("a side without a limit", () => {
  const open = ruleOf("ratio", { cap: null, floorCap: null });
  const tree = templateOf(100, [line("A", percent(50), open), line("B", percent(50), open)], { totalFloor: decimal(10) });
  test("ends at the floor of the total", () => {
    expect(rangeOf(schemeOf(tree), { A: 90 })).toEqual(["10", "45", "–"]);
  });
  test("ends at what a veto leaves, below that floor too", () => {
    expect(rangeOf(schemeOf(tree, { vetoes: [veto("totalZero")] }), { A: 90, V: 1 })).toEqual(["0", "0", "0"]);
    expect(rangeOf(schemeOf(tree, { vetoes: [veto("totalCap", { value: decimal(30) })] }), { A: 90, V: 1 })).toEqual(["10", "30", "30"]);
  });
});

describe("a veto whose figure is missing", () => {
  const tree = templateOf(100, [branch("1", percent(50), [line("A", percent(100))]), line("B", percent(50)), line("E", points(10), ruleOf("deduction"))], {
    totalFloor: decimal(-50),
  });
  const vetoed = (one: Veto, missing: Policy): Scheme => schemeOf(tree, { vetoes: [one], policies: { missing } });
  test("may strike the total, also where the policy for its absence lets it pass", () => {
    expect(rangeOf(vetoed(veto("totalZero"), "hold"), { A: 90, B: 90, E: 100 })).toEqual(["0", "90", "90"]);
    expect(rangeOf(vetoed(veto("totalZero"), "zero"), { A: 90, B: 90, E: 100 })).toEqual(["0", "90", "90"]);
    expect(rangeOf(vetoed(veto("totalCap", { value: decimal(60) }), "zero"), { A: 90, B: 90, E: 100 })).toEqual(["60", "90", "90"]);
  });
  test("may strike a branch, and not another", () => {
    expect(rangeOf(vetoed(veto("branchZero", { node: "1" }), "hold"), { A: 90, B: 80, E: 100 })).toEqual(["40", "85", "85"]);
  });
  test("may raise the total where the line that becomes 0 had lost more than all it has", () => {
    expect(rangeOf(vetoed(veto("lineZero", { node: "E" }), "hold"), { A: 90, B: 90, E: -300 })).toEqual(["50", "50", "80"]);
  });
  test("changes no total where it lowers a grade", () => {
    expect(rangeOf(vetoed(veto("gradeDown"), "hold"), { A: 90, B: 90, E: 100 })).toEqual(["90", "90", "90"]);
  });
});

describe("more lines than can all be tried", () => {
  const codes = ["A", "B", "C", "E", "F", "G"];
  const lines = (more: Readonly<Record<string, object>> = {}): TreeNode[] => codes.map((code) => line(code, percent(10), CAPPED, more[code] ?? {}));
  const reShared = (rollUp: "sum" | "weightedMean" | "minimum" | "maximum" | "geometricMean", children: readonly TreeNode[] = lines()): Scheme =>
    schemeOf(templateOf(60, children, { rollUp }), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } });
  test("are held between the lowest and highest mean, and half of the last place of each line", () => {
    // 10 of 60 points at 90, five lines at 0 or at 120: 9 and 69, and 0.3 on either side.
    expect(rangeOf(reShared("sum"), { A: 90 })).toEqual(["8.7", "54", "69.3"]);
    expect(rangeOf(reShared("weightedMean"), { A: 90 })).toEqual(["8.7", "54", "69.3"]);
  });
  test("decide by the shortest board or the best as far as one of them stays", () => {
    expect(rangeOf(reShared("minimum"), { A: 90 })).toEqual(["0", "54", "54.3"]);
    expect(rangeOf(reShared("maximum"), { A: 90 })).toEqual(["53.7", "54", "72.3"]);
  });
  test("make a geometric mean 0 by one of them", () => {
    // (90·120⁵)^(1/6) = 114.38 of 60 points: 68.63.
    expect(rangeOf(reShared("geometricMean"), { A: 90 })).toEqual(["0", "54", "68.9"]);
  });
  test("may take a whole branch with them, and bring down the others of a base-score group", () => {
    const nested = [branch("1", percent(50), lines().slice(0, 5)), line("G", percent(50), CAPPED)];
    expect(rangeOf(reShared("sum", nested), { G: 60 })).toEqual(["17.7", "36", "54.3"]);
    const grouped = lines({ A: { baseScore: { group: "甲", score: decimal(60) } }, B: { baseScore: { group: "甲", score: decimal(60) } } });
    // B may miss its base score, and A then gets 60 of its 90.
    expect(rangeOf(reShared("minimum", grouped.slice(0, 6)), { A: 90 })).toEqual(["0", "54", "54.3"]);
    expect(rangeOf(reShared("maximum", grouped), { A: 90 })).toEqual(["35.7", "54", "72.3"]);
  });
});
