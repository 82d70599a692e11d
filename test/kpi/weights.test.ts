/** Points down a weight tree: what each node is worth, and what it counts for. */
import { decimal } from "../../src/kpi/decimal";
import { deducts } from "../../src/kpi/rules/index";
import type { ScorecardTemplate, TreeNode } from "../../src/kpi/template";
import {
  coverageWeights,
  earnedPoints,
  fullPointsOf,
  isAdjustment,
  isQuorate,
  scoreOfLine,
  shareWon,
  staying,
  takesNoShare,
  weightsInPercent,
} from "../../src/kpi/weights";
import { branch, line, percent, points, ruleOf, shown, templateOf } from "../support/schemes";

const ordinary = line("满意度", points(10));
const deduction = line("投诉率", points(5), ruleOf("deduction"));
const bonus = line("创新", points(2), ruleOf("given"), { role: "bonus" });
const penalty = line("通报", points(3), ruleOf("given"), { role: "deduct" });

test.each<[string, TreeNode, [boolean, boolean]]>([
  ["an ordinary line", ordinary, [false, false]],
  ["a line that deducts", deduction, [false, true]],
  ["a bonus", bonus, [true, true]],
  ["a penalty", penalty, [true, true]],
  ["a bonus by a rule that deducts", { ...deduction, role: "bonus" }, [true, true]],
  ["a branch of ordinary lines", branch("1", points(10), [ordinary, ordinary]), [false, false]],
  ["a branch of lines that deduct", branch("1", null, [deduction, branch("1.1", null, [deduction])]), [false, true]],
  ["a branch of adjustments", branch("1", null, [bonus, branch("1.1", null, [penalty])]), [true, true]],
  ["a branch of both", branch("1", null, [bonus, deduction]), [false, true]],
  ["a branch of ordinary lines and others", branch("1", points(10), [ordinary, bonus, deduction]), [false, false]],
])("%s stands outside of the full points, or takes no share of the card at all", (_what, node, [adjusts, none]) => {
  expect([isAdjustment(node), takesNoShare(node)]).toEqual([adjusts, none]);
});

test("a line wins its score, and a line that deducts or a penalty what it lost", () => {
  const won = [ordinary, deduction, bonus, penalty, { ...penalty, rule: ruleOf("events") }].map((one) => shown(shareWon(one, decimal(80))));
  expect(won).toEqual(["80", "-20", "80", "-20", "-20"]);
  expect(shown(shareWon({ ...deduction, role: "bonus" }, decimal(80)))).toBe("80");
  // Points that are given as a penalty come off as they are: of 3 points a fifth has gone, and four fifths are left.
  expect([penalty, bonus, { ...penalty, rule: ruleOf("events") }].map((one) => shown(scoreOfLine(one, decimal(20))))).toEqual(["80", "20", "20"]);
  // A penalty by a rule never adds.
  expect(shown(shareWon({ ...penalty, rule: ruleOf("ratio") }, decimal(110)))).toBe("0");
  expect([deducts(deduction.rule), deducts(ordinary.rule)]).toEqual([true, false]);
});

/** "1 20, A 10": every node that has points. */
function worth(template: ScorecardTemplate, without: readonly string[] = []): string {
  const stays = staying(template, (one) => !without.includes(one.code));
  return [...fullPointsOf(template, stays)]
    .map(([node, own]) => `${node.code} ${own.round(2).toString()}`)
    .sort()
    .join(", ");
}

describe("the points of a node", () => {
  test("come from its parent's by its share, and from its siblings' where these are left out", () => {
    const template = templateOf(35, [branch("1", points(20), [line("A", percent(60)), line("B", percent(40))]), line("C", points(15))]);
    expect(worth(template)).toBe("1 20, A 12, B 8, C 15");
    expect(worth(template, ["A"])).toBe("1 20, B 20, C 15");
    expect(worth(template, ["A", "B"])).toBe("C 35");
    expect(worth(template, ["A", "B", "C"])).toBe("");
  });

  test("are shared out of what the card does not start with", () => {
    const template = templateOf(100, [line("A", percent(100)), deduction], { startPoints: decimal(40) });
    expect([shown(earnedPoints(template)), worth(template)]).toEqual(["60", "A 60, 投诉率 5"]);
  });

  test("are all of the branch's for each of several of which the best counts", () => {
    const template = templateOf(10, [branch("1", points(10), [line("A", percent(50)), line("B", percent(50)), deduction], "maximum")]);
    expect(worth(template)).toBe("1 10, A 10, B 10, 投诉率 5");
  });

  test("are those that the scheme states where it takes no share, and of a branch of such lines those of the lines that stay", () => {
    const template = templateOf(10, [line("A", points(10)), branch("加减", null, [bonus, penalty])]);
    expect(worth(template)).toBe("A 10, 创新 2, 加减 5, 通报 3");
    expect(worth(template, ["创新"])).toBe("A 10, 加减 3, 通报 3");
    // What takes no share has no use for a percentage.
    expect(worth(templateOf(10, [line("A", points(10)), { ...bonus, share: percent(20) }]))).toBe("A 10, 创新 0");
  });

  test("are none where all shares of a level are 0", () => {
    expect(worth(templateOf(10, [line("A", points(0)), line("B", points(0))]))).toBe("A 0, B 0");
  });
});

describe("weights in per cent", () => {
  const shownWeights = (children: readonly TreeNode[], rollUp: "sum" | "maximum" = "sum"): string => weightsInPercent(children, rollUp).map(shown).join(" ");
  test("are shares of what the siblings have together, whichever habit they are in", () => {
    expect(shownWeights([line("A", points(3)), line("B", points(1))])).toBe("75 25");
    expect(shownWeights([line("A", percent(30)), line("B", percent(20))])).toBe("60 40");
  });
  test("are none for what takes no share, and where there is nothing to share", () => {
    expect(shownWeights([line("A", points(3)), deduction, bonus])).toBe("100 – –");
    expect(shownWeights([line("A", points(0)), line("B", points(0))])).toBe("– –");
  });
  test("are all for each of several of which the best counts", () => {
    expect(shownWeights([line("A", percent(50)), line("B", percent(50)), bonus], "maximum")).toBe("100 100 –");
  });
});

describe("a quorum", () => {
  const children = [line("A", points(6)), line("B", points(4)), bonus];
  const quorate = (items: number | null, coverage: number | null, ...out: readonly string[]): boolean =>
    isQuorate(children, { items, coverage: coverage === null ? null : decimal(coverage) }, (child) => !out.includes(child.code));
  test("counts the lines that have a share, and their weight", () => {
    expect([quorate(2, null), quorate(2, null, "B"), quorate(3, null), quorate(1, null, "B")]).toEqual([true, false, false, true]);
    expect([quorate(null, 60, "B"), quorate(null, 61, "B"), quorate(null, 40, "A")]).toEqual([true, false, true]);
  });
  test("asks for both where both are stated, and for nothing where neither is", () => {
    expect([quorate(1, 60, "B"), quorate(2, 60, "B"), quorate(1, 61, "B"), quorate(null, null, "A", "B")]).toEqual([true, false, false, true]);
  });
});

test("what a line counts for in the coverage is its points, which those share of which the best counts, and none of an adjustment", () => {
  const template = templateOf(30, [
    branch("最优", points(12), [line("A", percent(50)), line("B", percent(50)), deduction], "maximum"),
    branch("2", points(18), [line("C", percent(100)), bonus]),
  ]);
  const counted = (without: readonly string[] = []): string =>
    [
      ...coverageWeights(
        template,
        staying(template, (one) => !without.includes(one.code)),
      ),
    ]
      .map(([one, own]) => `${one.code} ${shown(own)}`)
      .join(", ");
  expect(counted()).toBe("A 6, B 6, 投诉率 5, C 18");
  expect(counted(["A"])).toBe("B 12, 投诉率 5, C 18");
});
