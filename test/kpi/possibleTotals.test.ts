import { decimal } from "../../src/kpi/decimal";
import type { Policy, Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import type { Branch, ScorecardTemplate, TreeNode } from "../../src/kpi/template";
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
  test("may lose the line that can only bring it down, and keep the other", () => {
    const low = { B: ruleOf("ratio", { cap: decimal(120) }), C: ruleOf("ratio", { cap: decimal(50) }) };
    const lines = [line("A", percent(40), CAPPED), line("B", percent(30), low.B), line("C", percent(30), low.C)];
    // B at its cap without C: (40·90 + 30·120) ÷ 70.
    expect(rangeOf(schemeOf(templateOf(100, lines), { policies: { missing: "reShare" } }), { A: 90 })).toEqual(["36", "90", "102.86"]);
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
    const caps = [veto("totalCap", { value: decimal(30) }), veto("totalCap", { code: "W", value: decimal(20) })];
    expect(rangeOf(schemeOf(tree, { vetoes: caps }), { A: 90, V: 1 })).toEqual(["10", "20", "20"]);
    // So many grades down are no cap.
    expect(rangeOf(schemeOf(tree, { vetoes: [veto("gradeDown", { value: decimal(2) })] }), { A: 90, V: 1 })).toEqual(["10", "45", "–"]);
  });
  test("is without a limit on both where the total has no floor", () => {
    expect(rangeOf(schemeOf({ ...tree, totalFloor: null }), { A: 90 })).toEqual(["–", "45", "–"]);
  });
});

describe("a line without a limit", () => {
  const open = ruleOf("ratio", { cap: null, floorCap: null });
  const tree = (rollUp: ScorecardTemplate["rollUp"], children: readonly TreeNode[] = [line("A", percent(50)), line("B", percent(50), open)]): Scheme =>
    schemeOf(templateOf(100, children, { rollUp }), { settings: { pointDecimals: 1 } });
  test("brings a geometric mean down to 0 and no further", () => {
    expect(rangeOf(tree("geometricMean"), { A: 90 })).toEqual(["0", "0", "–"]);
    // A branch that adds up below it goes down without end, and takes the mean to 0 too.
    const nested = [line("A", percent(50)), branch("1", percent(50), [line("B", percent(60), open), line("C", percent(40))])];
    expect(rangeOf(tree("geometricMean", nested), { A: 90, C: 80 })).toEqual(["0", "53.7", "–"]);
    expect(rangeOf(tree("sum", [branch("1", percent(100), nested, "geometricMean")]), { A: 90, C: 80 })).toEqual(["0", "53.7", "–"]);
  });
  test("leaves the best of the others to decide, and the lowest of them", () => {
    expect(rangeOf(tree("maximum"), { A: 90 })).toEqual(["90", "90", "–"]);
    expect(rangeOf(tree("minimum"), { A: 90 })).toEqual(["–", "0", "90"]);
    expect(rangeOf(tree("weightedMean"), { A: 90 })).toEqual(["–", "45", "–"]);
  });
  test("decides alone once the others may leave", () => {
    const children = [branch("1", percent(50), [line("A", percent(100))], "sum", { quorum: { items: 2, coverage: null } }), line("B", percent(50), open)];
    expect(rangeOf(tree("maximum", children), { A: 90 })).toEqual(["–", "0", "–"]);
    expect(rangeOf(tree("minimum", children), { A: 90 })[2]).toBe("–");
    expect(
      rangeOf({ ...tree("maximum"), settings: { ...tree("maximum").settings, policies: { ...tree("maximum").settings.policies, missing: "reShare" } } }, {}),
    ).toEqual(["–", "–", "–"]);
    expect(rangeOf(tree("maximum"), { A: "notApplicable" })).toEqual(["–", "0", "–"]);
    expect(rangeOf(tree("maximum"), { B: "notApplicable", A: 90 })).toEqual(["90", "90", "90"]);
  });
  test("moves no geometric mean beside a row that is 0 for sure", () => {
    expect(rangeOf(tree("geometricMean"), { A: 0 })).toEqual(["0", "0", "0"]);
    expect(rangeOf(tree("geometricMean"), { A: 90 })[2]).toBe("–");
    const nested = [branch("1", percent(50), [line("A", percent(50)), line("C", percent(50))]), line("B", percent(50), open)];
    expect(rangeOf(tree("geometricMean", nested), { A: 0, C: 0 })).toEqual(["0", "0", "0"]);
    expect(rangeOf(tree("geometricMean", nested), { A: 0, C: 10 })[2]).toBe("–");
  });
  test("moves nothing where its branch is left out whatever comes, below a quorum that cannot be met any more", () => {
    const asking = (items: number): Scheme => {
      const rows = [line("B", percent(50), open), line("C", percent(50))];
      return tree("sum", [line("A", percent(50)), branch("1", percent(50), rows, "sum", { quorum: { items, coverage: null } })]);
    };
    expect(rangeOf(asking(2), { A: 90, C: "notApplicable" })).toEqual(["90", "90", "90"]);
    expect(rangeOf(asking(1), { A: 90, C: "notApplicable" })).toEqual(["–", "45", "–"]);
  });
  test("is held by a row that decides, below a quorum that is met for sure and below no other", () => {
    const asking = (items: number): Scheme => {
      const rows = [line("A", percent(50)), line("C", percent(50))];
      const children = [branch("1", percent(50), rows, "sum", { quorum: { items, coverage: null } }), line("B", percent(50), open)];
      const scheme = tree("maximum", children);
      return { ...scheme, settings: { ...scheme.settings, policies: { ...scheme.settings.policies, missing: "reShare" } } };
    };
    expect(rangeOf(asking(1), { A: 90 })[0]).toBe("45");
    expect(rangeOf(asking(2), { A: 90 })[0]).toBe("–");
  });
  test("that comes off beside the shares is held by none of that", () => {
    const off = line("X", points(5), ruleOf("deduction", { maxLoss: null }));
    expect(rangeOf(tree("geometricMean", [line("A", percent(100)), off]), { A: 90 })).toEqual(["–", "90", "90"]);
    expect(rangeOf(tree("maximum", [branch("1", percent(50), [line("B", percent(100)), off]), line("A", percent(50))]), { A: 90, B: 80 })[0]).toBe("–");
  });
  test("is held by a veto that strikes it for sure, and by one that only may it is not", () => {
    const scheme: Scheme = { ...tree("sum"), vetoes: [veto("lineZero", { node: "B" })] };
    expect(rangeOf(scheme, { A: 90, V: 1 })).toEqual(["45", "45", "45"]);
    expect(rangeOf(scheme, { A: 90, V: "missing" })).toEqual(["–", "45", "–"]);
    const nested = [
      line("A", percent(50)),
      branch("1", percent(50), [line("B", percent(100), open), line("X", points(5), ruleOf("deduction", { maxLoss: null }))]),
    ];
    expect(rangeOf({ ...tree("sum", nested), vetoes: [veto("branchZero", { node: "1" })] }, { A: 90, V: 1 })).toEqual(["45", "45", "45"]);
  });
  test("adds no more than the cap of a bonus, and takes off no more than that of the deductions", () => {
    const beside = (role: "bonus" | "deduct", more: Partial<ScorecardTemplate>): Scheme =>
      schemeOf(templateOf(100, [line("A", percent(100)), line("P", points(5), open, { role })], more));
    expect(rangeOf(beside("bonus", {}), { A: 90 })).toEqual(["–", "90", "–"]);
    expect(rangeOf(beside("bonus", { bonusCap: decimal(3) }), { A: 90 })).toEqual(["–", "90", "93"]);
    expect(rangeOf(beside("deduct", {}), { A: 90 })).toEqual(["–", "90", "90"]);
    expect(rangeOf(beside("deduct", { deductionCap: decimal(4) }), { A: 90 })).toEqual(["86", "90", "90"]);
  });
  test("is held among more of them than can all be tried, too", () => {
    const children = [line("A", percent(10)), ..."BCEFG".split("").map((code) => line(code, percent(10), open))];
    const scheme = schemeOf(templateOf(60, children, { rollUp: "geometricMean" }), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } });
    expect(rangeOf(scheme, { A: 90 })).toEqual(["0", "54", "–"]);
    const best = schemeOf(templateOf(60, children, { rollUp: "maximum" }), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } });
    expect(rangeOf(best, { A: 90 })).toEqual(["53.7", "54", "–"]);
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
  test("are added to a mean one by one, as long as each moves it further", () => {
    const rule = (lowest: number, highest: number) => ruleOf("ratio", { floorCap: decimal(lowest), cap: decimal(highest) });
    const bounds: readonly (readonly [number, number])[] = [
      [40, 80],
      [20, 120],
      [70, 100],
      [50, 50],
      [10, 110],
    ];
    const children = [
      line("A", percent(10), CAPPED),
      line("H", percent(10), CAPPED),
      ...bounds.map(([lowest, highest], place) => line("BCEFG"[place]!, percent(10), rule(lowest, highest))),
    ];
    // 90 and 30 stay. With 10 and 20 the mean is 37.5, and 40 would raise it; with 120, 110 and 100 it is 90, and 80 would lower it: 26.25 and 63 of 70.
    expect(rangeOf(schemeOf(templateOf(70, children), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } }), { A: 90, H: 30 })).toEqual([
      "25.9",
      "42",
      "63.4",
    ]);
  });
  test("may all leave but one, where none of them has a figure", () => {
    const floored = codes.map((code) => line(code, percent(10), ruleOf("ratio", { floorCap: decimal(50), cap: decimal(120) })));
    for (const rollUp of ["sum", "minimum", "maximum", "geometricMean"] as const) {
      expect([rollUp, ...rangeOf(reShared(rollUp, floored), {})]).toEqual([rollUp, "29.7", "–", "72.3"]);
    }
  });
  test("may leave a line that only deducts alone on the card", () => {
    const beside = [
      ...codes.map((code) => line(code, percent(10), ruleOf("ratio", { floorCap: decimal(50), cap: decimal(120) }))),
      line("X", points(5), ruleOf("deduction")),
    ];
    // Nothing of 60 points and 5 · 20 % less; with all of them 72, and half of the last place of seven lines.
    expect(rangeOf(reShared("sum", beside), { X: 80 })).toEqual(["-1", "-1", "71.4"]);
    // One that does not apply keeps nothing there.
    expect(rangeOf(reShared("sum", beside), { X: "notApplicable" })).toEqual(["29.7", "–", "72.4"]);
    const inBranch = [branch("1", null, beside.slice(-1)), ...beside.slice(0, -1)];
    expect(rangeOf(reShared("sum", inBranch), { X: 80 })).toEqual(["-1", "-1", "71.4"]);
    expect(rangeOf(reShared("sum", inBranch), { X: "notApplicable" })).toEqual(["29.7", "–", "72.4"]);
    // A stays: (90 + 5·50) ÷ 6 of 60 points.
    expect(rangeOf(reShared("sum", beside), { A: 90, X: 80 })).toEqual(["32.7", "53", "68.4"]);
  });
  test("look at no branch of which nothing applies", () => {
    const beside = branch("1", percent(40), [line("Z", percent(100), CAPPED)]);
    // 9 and 69, and half of the last place of seven lines.
    for (const children of [
      [...lines(), beside],
      [beside, ...lines()],
    ])
      expect(rangeOf(reShared("sum", children), { A: 90, Z: "notApplicable" })).toEqual(["8.7", "54", "69.4"]);
    expect(rangeOf(reShared("minimum", [...lines(), beside]), { A: 90, Z: "notApplicable" })).toEqual(["0", "54", "54.4"]);
  });
  test("may come to less than nothing where a rule goes below", () => {
    const children = [
      line("A", percent(10), CAPPED),
      ...codes.slice(1).map((code) => line(code, percent(10), ruleOf("ratio", { floorCap: decimal(-50), cap: decimal(120) }))),
    ];
    // (90 − 5·50) ÷ 6 of 60 points are −16.
    expect(rangeOf(reShared("sum", children), { A: 90 })).toEqual(["-16.3", "54", "69.3"]);
  });
  test("are not widened where nothing is rounded", () => {
    const scheme = schemeOf(templateOf(60, lines()), { policies: { missing: "reShare" }, settings: { pointDecimals: "none" } });
    expect(rangeOf(scheme, { A: 90 })).toEqual(["9", "54", "69"]);
  });

  describe("with what stands beside the shares of the card", () => {
    const beside = (more: Partial<ScorecardTemplate> = {}, ...extra: readonly TreeNode[]): Scheme => {
      const children = [
        ...lines(),
        line("P", points(3), ruleOf("given"), { role: "bonus" }),
        line("Q", points(4), ruleOf("given"), { role: "deduct" }),
        line("X", points(5), ruleOf("deduction")),
        ...extra,
      ];
      return schemeOf(templateOf(60, children, more), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } });
    };
    const figures = { A: 90, P: 2, Q: 0.5, X: 80 };
    // 9 and 69 points and half of the last place of nine lines are 8.6 and 69.5; 2 − 0.5 − 1 are 0.5.
    test("add and take off their points on either side", () => {
      expect(rangeOf(beside(), figures)).toEqual(["9.1", "54.5", "70"]);
    });
    test("count up to the caps of the card", () => {
      expect(rangeOf(beside({ bonusCap: decimal(1) }), figures)).toEqual(["8.1", "53.5", "69"]);
      expect(rangeOf(beside({ deductionCap: decimal("0.2") }), figures)).toEqual(["9.4", "54.8", "70.3"]);
    });
    test("may come and go where their own figure is missing", () => {
      expect(rangeOf(beside(), { ...figures, P: "missing" })).toEqual(["7.1", "52.5", "71"]);
      expect(rangeOf(beside(), { ...figures, Q: "missing" })).toEqual(["5.6", "55", "70.5"]);
      expect(rangeOf(beside(), { ...figures, Q: "notApplicable" })).toEqual(["9.6", "55", "70.5"]);
    });
    test("may all go with a card or a branch that asks for more than there may be", () => {
      expect(rangeOf(beside({ quorum: { items: 1, coverage: null } }), figures)).toEqual(["7.1", "54.5", "71.5"]);
      expect(rangeOf(beside({ quorum: { items: null, coverage: decimal(10) } }), figures)).toEqual(["7.1", "54.5", "71.5"]);
      const asking = branch("1", null, [line("R", points(3), ruleOf("given"), { role: "bonus" })], "sum", { quorum: { items: 1, coverage: null } });
      const modest = branch("1", null, asking.children);
      // Ten lines now: 8.5 and 69.5.
      expect(rangeOf(beside({}, modest), { ...figures, R: 1 })).toEqual(["10", "55.5", "71"]);
      expect(rangeOf(beside({}, asking), { ...figures, R: 1 })[0]).toBe("9");
    });
    test("go with a node that a veto strikes, and may where it waits", () => {
      const scheme = (node: string): Scheme => ({ ...beside(), vetoes: [veto("lineZero", { node })] });
      expect(rangeOf(scheme("P"), { ...figures, V: 1 })).toEqual(["7.1", "52.5", "68"]);
      expect(rangeOf(scheme("A"), { ...figures, V: 1 })).toEqual(["0.5", "0.5", "61"]);
      expect(rangeOf(scheme("A"), { ...figures, V: "missing" })).toEqual(["0.5", "54.5", "70"]);
      expect(rangeOf(scheme("A"), { ...figures, V: 0 })).toEqual(["9.1", "54.5", "70"]);
    });
  });

  test("may lose a branch to a veto that waits, and keep the others", () => {
    const floored = codes.slice(0, 5).map((code) => line(code, percent(10), ruleOf("ratio", { floorCap: decimal(50), cap: decimal(120) })));
    const nested = [branch("1", percent(50), [...floored, line("H", percent(10), CAPPED)]), line("G", percent(50), CAPPED)];
    const scheme = (...vetoes: readonly Veto[]): Scheme => ({ ...reShared("sum", nested), vetoes });
    // H keeps the branch at 80 alone, at 55 with five at 50, at 113.33 with five at 120; G has 60: (55 + 60) ÷ 2 and (113.33 + 60) ÷ 2 of 60 points.
    expect(rangeOf(scheme(), { G: 60, H: 80 })).toEqual(["34.2", "42", "52.4"]);
    expect(rangeOf(scheme(veto("branchZero", { node: "1" })), { G: 60, H: 80 })).toEqual(["17.7", "42", "52.4"]);
    expect(rangeOf(scheme(veto("branchZero", { node: "1" })), { G: 60, H: 80, V: 1 })).toEqual(["17.7", "18", "18.4"]);
    expect(rangeOf(scheme(veto("totalZero")), { G: 60, H: 80 })[0]).toBe("0");
  });
  test("may leave a branch as a whole only where all of it may, or it asks for more than there may be", () => {
    const floored = codes.slice(0, 5).map((code) => line(code, percent(10), ruleOf("ratio", { floorCap: decimal(50), cap: decimal(50) })));
    const nested = (...more: readonly TreeNode[]): TreeNode[] => [branch("1", percent(50), [...floored, ...more]), line("G", percent(50), CAPPED)];
    // Alone G has 80 of 60 points; the branch can only bring it down, and stays with H.
    expect(rangeOf(reShared("sum", nested()), { G: 80 })).toEqual(["38.7", "48", "48.3"]);
    expect(rangeOf(reShared("sum", nested(line("H", percent(10), CAPPED))), { G: 80, H: 50 })).toEqual(["38.7", "39", "39.4"]);
    const asking = branch("1", percent(50), [...floored, line("H", percent(10), CAPPED)], "sum", { quorum: { items: 1, coverage: null } });
    expect(rangeOf(reShared("sum", [asking, line("G", percent(50), CAPPED)]), { G: 80, H: 50 })[2]).toBe("48.4");
    expect(rangeOf(reShared("sum", nested(line("H", percent(10), CAPPED))), { G: 80, H: "notApplicable" })).toEqual(["38.7", "48", "48.4"]);
  });

  describe("in a group with a base score of 60", () => {
    const inGroup = { baseScore: { group: "甲", score: decimal(60) } };
    const other = { baseScore: { group: "乙", score: decimal(60) } };
    test("come down to it for sure only by a line that misses its own for sure", () => {
      // A misses with 30: B has at most 60, and the mean is highest without it: (30 + 4·120) ÷ 5.
      expect(rangeOf(reShared("sum", lines({ A: inGroup, B: inGroup })), { A: 30 })).toEqual(["2.7", "18", "61.5"]);
      expect(rangeOf(reShared("sum", lines({ A: inGroup, B: other })), { A: 30 })).toEqual(["2.7", "18", "63.3"]);
      // C, which cannot have 60, may leave, and A keeps its 90 then: (90 + 4·120) ÷ 5. If C stays, A comes down to 60.
      const children = lines({ A: inGroup }).map((one) => (one.code === "C" ? line("C", percent(10), ruleOf("ratio", { cap: decimal(50) }), inGroup) : one));
      expect(rangeOf(reShared("sum", children), { A: 90 })).toEqual(["5.7", "54", "68.7"]);
    });
    test("may come down by none where a quorum may take away the line that misses", () => {
      const low = line("H", percent(10), CAPPED, inGroup);
      const nested = (more: Partial<Branch> = {}): TreeNode[] => [branch("1", percent(10), [low], "sum", more), ...lines({ A: inGroup })];
      const range = (children: readonly TreeNode[]): (string | null)[] =>
        rangeOf(schemeOf(templateOf(70, children), { policies: { missing: "reShare" }, settings: { pointDecimals: 1 } }), { A: 90, H: 30 });
      // A has 60 for sure beside H's 30; with five at 120: 690 ÷ 7, and 30, 60 and five at 0: 90 ÷ 7.
      expect(range(nested())).toEqual(["8.7", "31.5", "69.4"]);
      // The branch may be gone, and A then has its 90: 690 ÷ 6, while H may stay at 0 or leave for the lowest.
      expect(range(nested({ quorum: { items: 1, coverage: null } }))[2]).toBe("80.9");
    });
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
