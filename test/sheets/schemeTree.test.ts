/** Weight trees: structure, weights and points, level by level. */
import fc from "fast-check";
import { readScheme } from "../../src/sheets/readScheme";
import { type Written, gridOf, shown } from "../support/gridOf";
import { type Rows, type SheetRows, SOUND, said, schemeGrids } from "../support/schemeSheets";
import { cpuNow } from "../support/cpuTime";

const HEADS = ["考核表", "编码", "上级", "名称", "权重", "分值", "汇总方式", "指标", "计分规则", "短木板阈值", "责任部门"];

/** Rows as [code, parent, weight, points, rule?, roll-up?]; a row without a rule is a branch, the others take the indicator CSAT. */
type Node = readonly [code: string, parent: string | null, weight: Written, points: Written, rule?: string | null, rollUp?: string];

function treeOf(nodes: readonly Node[], fullPoints: Written = 35, more: SheetRows = {}): SheetRows {
  const rows: Rows = nodes.map(([code, parent, weight, points, rule = null, rollUp = null]) => [
    "BR",
    code,
    parent,
    code,
    weight,
    points,
    rollUp,
    rule === null ? null : "CSAT",
    rule,
    null,
    null,
  ]);
  return {
    权重树: [HEADS, ...rows],
    考核表: [
      ["编码", "考核表名称", "满分", "起始分", "汇总方式"],
      ["BR", "地市分公司", fullPoints],
    ],
    目标: null,
    ...more,
  };
}

function faults(replaced: SheetRows): string[] {
  return said(readScheme(schemeGrids(replaced)).findings);
}

const LINE = "三点线性";
const TAKEN = "扣分制";

describe("weights of a level", () => {
  const level = (...weights: Written[]) => treeOf(weights.map((weight, place) => [`L${place}`, null, weight, null, LINE]));

  test.each<[string, SheetRows]>([
    ["percentages", level(shown(0.6), shown(0.4))],
    ["plain numbers", level(60, 40)],
    ["texts", level("60%", "４０ ％")],
    ["all three habits of writing per cent", level(shown(0.2), 30, "50%")],
    ["33.33, 33.33 and 33.34", level(33.33, 33.33, 33.34)],
    ["three thirds as formulas give them", level(shown(1 / 3), shown(1 / 3), shown(1 / 3))],
    ["ten times 0.1 shown as a percentage, which doubles do not add up to 1", level(...Array.from({ length: 10 }, () => shown(0.1)))],
  ])("add up to 100 %% as %s", (_what, replaced) => {
    expect(faults(replaced)).toEqual([]);
  });

  test.each<[string, SheetRows, string[]]>([
    ["98 %", level(60, 38), ["weightsOffWhole 权重树!E2"]],
    ["99.99", level(60, 39.99), ["weightsOffWhole 权重树!E2"]],
    ["100.01", level(60, 40.01), ["weightsOffWhole 权重树!E2"]],
    ["fractions without a format", level(0.6, 0.4), ["percentWithoutFormat 权重树!E2", "percentWithoutFormat 权重树!E3", "weightsOffWhole 权重树!E2"]],
    ["a nought among them", level(100, 0), ["weightNotPositive 权重树!E3"]],
    ["a negative one", level(120, -20), ["weightNotPositive 权重树!E3"]],
    ["a missing one", level(100, null), ["weightMissing 权重树!E3"]],
    ["words, which are said once", level(60, "四成"), ["notANumber 权重树!E3"]],
  ])("are wrong with %s", (_what, replaced, expected) => {
    expect(faults(replaced)).toEqual(expected);
  });

  it("are not held to a whole while nobody knows the roll-up above them, on any level", () => {
    const below = treeOf([
      ["A", null, 100, null, null, "大概"],
      ["A1", "A", 1, null, LINE],
      ["A2", "A", 0.5, null, LINE],
    ]);
    expect(faults(below)).toEqual(["notAChoice 权重树!G2"]);
    const first = level(1, 2);
    const templates = [
      ["编码", "考核表名称", "满分", "汇总方式"],
      ["BR", "地市分公司", 35, "大概"],
    ];
    expect(faults({ ...first, 考核表: templates })).toEqual(["notAChoice 考核表!D2"]);
  });

  it("say their sum and the whole as decimals", () => {
    const [finding] = readScheme(schemeGrids(level(33.3, 33.3, 33.3))).findings;
    expect(finding).toMatchObject({ details: { parent: "地市分公司", sum: "99.9", whole: "100", unit: "percent" } });
  });
});

describe("points of a level", () => {
  const nested = (first: Written, second: Written, third: Written) =>
    treeOf([
      ["A", null, null, 21],
      ["A1", "A", null, first, LINE],
      ["A2", "A", null, second, LINE],
      ["B", null, null, third, LINE],
    ]);

  it("add up to the parent's points", () => {
    expect(faults(nested(10.5, 10.5, 14))).toEqual([]);
  });

  it("are wrong where they do not, each level by itself", () => {
    expect(faults(nested(10, 10.5, 14))).toEqual(["weightsOffWhole 权重树!F3"]);
    expect(faults(nested(10.5, 10.5, 15))).toEqual(["weightsOffWhole 权重树!F2"]);
  });

  it("add up to the points that a weight above them makes", () => {
    const below = (points: number) =>
      treeOf([
        ["A", null, 60, null],
        ["A1", "A", null, points, LINE],
        ["A2", "A", null, 10, LINE],
        ["B", null, 40, null, LINE],
      ]);
    expect(faults(below(11))).toEqual([]);
    expect(faults(below(11.01))).toEqual(["weightsOffWhole 权重树!F3"]);
  });

  it("may be different habits on different levels, but not on one", () => {
    expect(
      faults(
        treeOf([
          ["A", null, 60, null, LINE],
          ["B", null, null, 14, LINE],
        ]),
      ),
    ).toEqual(["weightsMixed 考核表!A2"]);
  });

  it("stand next to weights where the two agree", () => {
    const both = (points: number) =>
      treeOf([
        ["A", null, 60, points, LINE],
        ["B", null, 40, 35 - points, LINE],
      ]);
    expect(faults(both(21))).toEqual([]);
    expect(faults(both(20))).toEqual(["weightAndPointsDiffer 权重树!F2", "weightAndPointsDiffer 权重树!F3"]);
  });
});

describe("other roll-ups", () => {
  it("takes any weights under a weighted mean, 1, 2 and 3 included", () => {
    expect(
      faults(
        treeOf([
          ["A", null, 100, null, null, "加权平均"],
          ["A1", "A", 1, null, LINE],
          ["A2", "A", 2, null, LINE],
          ["A3", "A", 3, null, LINE],
        ]),
      ),
    ).toEqual([]);
  });

  it("wants the whole under the minimum, as under a sum", () => {
    expect(
      faults(
        treeOf([
          ["A", null, 100, null, null, "取最小"],
          ["A1", "A", 50, null, LINE],
          ["A2", "A", 40, null, LINE],
        ]),
      ),
    ).toEqual(["weightsOffWhole 权重树!E3"]);
  });
});

describe("lines that take points off", () => {
  const template = (full: Written, start: Written): SheetRows => ({
    考核表: [
      ["编码", "考核表名称", "满分", "起始分"],
      ["BR", "地市分公司", full, start],
    ],
  });
  const start = (replaced: SheetRows) => {
    const { value, findings } = readScheme(schemeGrids(replaced));
    expect(said(findings)).toEqual([]);
    return value!.templates[0]!.startPoints.toFixed();
  };

  it("take no part in the sum", () => {
    expect(
      faults(
        treeOf([
          ["A", null, 100, null, LINE],
          ["D", null, null, 5, TAKEN],
        ]),
      ),
    ).toEqual([]);
  });

  it("begin from the full points where all lines are such", () => {
    const all: readonly Node[] = [
      ["D1", null, null, 5, TAKEN],
      ["G", null, null, null],
      ["D2", "G", null, 10, TAKEN],
    ];
    expect(start(treeOf(all))).toBe("35");
    expect(start(treeOf(all, 35, template(35, 35)))).toBe("35");
  });

  it("leave to the others what the card does not start with", () => {
    const mixed = (points: number) =>
      treeOf(
        [
          ["A", null, null, points, LINE],
          ["D", null, null, 5, TAKEN],
        ],
        35,
        template(35, 20),
      );
    expect(start(mixed(15))).toBe("20");
    expect(faults(mixed(35))).toEqual(["weightsOffWhole 权重树!F2"]);
  });

  test.each<[string, SheetRows, string[]]>([
    [
      "points",
      treeOf([
        ["A", null, 100, null, LINE],
        ["D", null, 5, null, TAKEN],
      ]),
      ["parameterUnused 权重树!E3", "deductionNeedsPoints 权重树!F3"],
    ],
    [
      "points above nought",
      treeOf([
        ["A", null, 100, null, LINE],
        ["D", null, null, 0, TAKEN],
      ]),
      ["weightNotPositive 权重树!F3"],
    ],
    [
      "no share for a branch that has only them",
      treeOf([
        ["A", null, 100, null, LINE],
        ["G", null, null, 5],
        ["D", "G", null, 5, TAKEN],
      ]),
      ["parameterUnused 权重树!F3"],
    ],
    ["a start within the full points", treeOf([["A", null, 100, null, LINE]], 35, template(35, 36)), ["outOfRange 考核表!D2"]],
    ["something left for the ordinary lines", treeOf([["A", null, 100, null, LINE]], 35, template(35, 35)), ["startPointsFull 考核表!D2"]],
    ["all the start where nothing earns", treeOf([["D", null, null, 5, TAKEN]], 35, template(35, 20)), ["weightsOffWhole 考核表!A2"]],
  ])("want %s", (_what, replaced, expected) => {
    expect(faults(replaced)).toEqual(expected);
  });
});

test("a card whose rows all stand outside its points is told so, and not that a sum is off", () => {
  const tree: Rows = [
    [...HEADS, "性质"],
    ["BR", "D", null, "通报", null, 5, null, "CSAT", "直接给分", null, null, "减分"],
  ];
  const { findings } = readScheme(schemeGrids(treeOf([], 35, { 权重树: tree })));
  expect(findings.map(({ code, details }) => `${code} ${JSON.stringify(details)}`)).toEqual([
    'weightsOffWhole {"parent":"地市分公司","sum":"0","whole":"35","unit":"points","none":true}',
  ]);
});

describe("the tree itself", () => {
  const rows = (...more: Rows): SheetRows => ({ 权重树: [...SOUND["权重树"]!, ...more] });

  test.each<[string, SheetRows, string[]]>([
    ["a code twice", rows(["BR", "a1", "A", "又一行", shown(0), "CSAT", "三点线性"]), ["duplicateCode 权重树!B7"]],
    ["a parent that is not there", rows(["BR", "C1", "C", "孤儿", shown(1), "CSAT", "三点线性"]), ["treeOrphan 权重树!C7"]],
    ["its own parent", rows(["BR", "C", "C", "自己", shown(1), "CSAT", "三点线性"]), ["treeCycle 权重树!C7"]],
    [
      "a circle, said once",
      rows(["BR", "C", "E", "丙", null, null, null], ["BR", "D", "C", "丁", null, null, null], ["BR", "E", "D", "戊", null, null, null]),
      ["treeCycle 权重树!C7"],
    ],
    ["an unknown template", rows(["XX", "C", null, "别的", shown(1), "CSAT", "三点线性"]), ["unknownReference 权重树!A7"]],
    ["a row without a template", rows([null, "C", null, "别的", shown(1), "CSAT", "三点线性"]), ["cellBlank 权重树!A7"]],
    ["an unknown indicator", rows(["BR", "B3", "B", "别的", shown(1), "X", "三点线性"]), ["unknownReference 权重树!F7", "weightsOffWhole 权重树!E5"]],
    ["a template in use without a tree", { 权重树: [SOUND["权重树"]![0]!] }, ["treeEmpty 考核表!A2"]],
  ])("says %s", (_what, replaced, expected) => {
    const found = faults(replaced);
    for (const one of expected) expect(found).toContain(one);
    expect(found.filter((one) => one.startsWith("treeCycle"))).toHaveLength(expected.filter((one) => one.startsWith("treeCycle")).length);
  });

  it("says a branch with a rule, a line without indicator and one without rule, each at its cell", () => {
    const [heads, a, a1, b, b1, b2] = SOUND["权重树"]!;
    const replaced = {
      权重树: [heads!, [...a!.slice(0, 6), "完成率"], [...a1!.slice(0, 5), null, "三点线性"], b!, [...b1!.slice(0, 6), null], b2!],
    };
    expect(faults(replaced)).toEqual(["branchWithRule 权重树!G2", "lineWithoutIndicator 权重树!F3", "lineWithoutRule 权重树!G5"]);
  });

  it("says a template that nobody uses, and does not want a tree of it", () => {
    expect(faults({ 考核表: [...SOUND["考核表"]!, ["N", "网络部经理", 30]] })).toEqual(["templateUnused 考核表!A3"]);
  });

  it("keeps the thresholds and the duty of a row", () => {
    const replaced = treeOf([["A", null, 100, null, LINE]]);
    const row = replaced["权重树"]![1]!;
    const { value } = readScheme(schemeGrids({ ...replaced, 权重树: [HEADS, [...row.slice(0, 9), shown(0.7), "网络部"]] }));
    expect(value!.templates[0]!.children[0]).toMatchObject({ duty: "网络部" });
    expect(value!.templates[0]!.children[0]!.threshold!.toFixed()).toBe("70");
  });

  it("refuses a tree of 5,000 levels without exhausting itself", () => {
    const chain: Node[] = Array.from({ length: 5000 }, (_node, place) => [
      `L${place}`,
      place === 0 ? null : `L${place - 1}`,
      100,
      null,
      place === 4999 ? LINE : null,
    ]);
    expect(faults(treeOf(chain)).filter((one) => one.startsWith("treeTooDeep"))).toEqual(["treeTooDeep 权重树!C32"]);
  });

  it("reads 5,000 lines in a time that grows with their number, not with its square", () => {
    const wide = (lines: number) =>
      treeOf(
        Array.from({ length: lines }, (_node, place): Node => [`L${place}`, null, null, 1, LINE]),
        lines,
      );
    const taken = (lines: number) => {
      const grids = schemeGrids(wide(lines));
      const start = cpuNow();
      expect(readScheme(grids).value).not.toBeNull();
      return cpuNow() - start;
    };
    taken(500);
    const few = Math.min(taken(1250), taken(1250));
    expect(Math.min(taken(5000), taken(5000))).toBeLessThan(Math.max(few, 5) * 12);
  });
});

describe("any tree whose shares are split exactly", () => {
  /** Whole numbers of hundredths that add up to 10,000: a level in per cent with two decimals. */
  const level = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 }).map((parts) => {
    const all = parts.reduce((total, part) => total + part, 0);
    const shares = parts.map((part) => Math.max(1, Math.floor((part * 10_000) / all)));
    const rest = 10_000 - shares.reduce((total, share) => total + share, 0);
    return shares.map((share, place) => (place === 0 ? share + rest : share));
  });
  const trees = fc.array(level, { minLength: 1, maxLength: 6 }).map((levels) => {
    const nodes: Node[] = [];
    let parents: (string | null)[] = [null];
    levels.forEach((shares, depth) => {
      const parent = parents[0]!;
      const last = depth === levels.length - 1;
      nodes.push(...shares.map((share, place): Node => [`N${depth}.${place}`, parent, share / 100, null, last || place > 0 ? LINE : null]));
      parents = [`N${depth}.0`];
    });
    return nodes;
  });
  const format = (nodes: readonly Node[]) => nodes.map(([code, parent, weight, ...rest]): Node => [code, parent, `${String(weight)}%`, ...rest]);

  it("is accepted, however its rows are ordered", () => {
    fc.assert(
      fc.property(trees, fc.infiniteStream(fc.nat()), (nodes, random) => {
        const order = nodes.map((node) => ({ node, at: random.next().value as number })).sort((one, other) => one.at - other.at);
        expect(faults(treeOf(format(order.map(({ node }) => node))))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("is refused once a hundredth is missing anywhere", () => {
    fc.assert(
      fc.property(trees, fc.nat(), (nodes, at) => {
        const place = at % nodes.length;
        const changed = nodes.map((node, position): Node =>
          position === place ? ([node[0], node[1], Number(node[2]) + 0.01, ...node.slice(3)] as unknown as Node) : node,
        );
        expect(faults(treeOf(format(changed))).filter((one) => one.startsWith("weightsOffWhole"))).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

it("takes a sheet of its own for the tree, with titles and totals under it", () => {
  const rows: Rows = [["2026 年权重树"], [], ...SOUND["权重树"]!, [], ["注：分值分布为示例"], ["2、不得外传"]];
  const { findings } = readScheme([...schemeGrids({ 权重树: null }), gridOf("价值树", rows)]);
  expect(said(findings)).toEqual([]);
});
