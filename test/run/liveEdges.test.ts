/** Cards at their edges, live in LibreOffice as the engine has them: what random schemes once showed to be wrong. */
import { linesOf } from "../../src/kpi/scorecard";
import { SETTING_ITEMS } from "../../src/sheets/schemeColumns";
import { proveLive, type ScoredFile, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { bookBytes } from "../workbooks/bookBytes";
import type { SmallBook } from "../workbooks/smallScheme";

const BOOK: SmallBook = {
  tables: {
    settings: [
      { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
      { item: SETTING_ITEMS.language.zh, value: "中文" },
    ],
    departments: [
      { code: "TY", name: "太原", templates: "BR" },
      { code: "DT", name: "大同", templates: "BR" },
      { code: "YQ", name: "阳泉", templates: "QU" },
    ],
    indicators: ["客户满意度", "投诉率", "服务事件", "宽带满意度", "合理化建议"].map((name, place) => ({
      code: `I${place + 1}`,
      name,
      unit: "",
      direction: "越高越好",
    })),
    templates: [
      { code: "BR", name: "地市分公司", fullPoints: 40 },
      { code: "QU", name: "有下限的考核表", fullPoints: 100, rollUp: "加权平均" },
    ],
    tree: [
      { template: "QU", code: "A", name: "满意度", weight: 50, rollUp: "加权平均", minItems: 2 },
      { template: "QU", code: "A1", parent: "A", name: "客户满意度", weight: 50, indicator: "I1", rule: "完成率" },
      { template: "QU", code: "A2", parent: "A", name: "投诉率", weight: 50, indicator: "I2", rule: "完成率" },
      { template: "QU", code: "B", name: "择优", weight: 50, rollUp: "取最优" },
      { template: "QU", code: "B1", parent: "B", name: "几何平均", rollUp: "几何平均" },
      { template: "QU", code: "B11", parent: "B1", name: "服务事件", weight: 100, indicator: "I3", rule: "服务事件" },
      // A weight that was typed though the best counts: it is told as unused, and is no share.
      { template: "QU", code: "B2", parent: "B", name: "宽带满意度", weight: 50, indicator: "I4", rule: "完成率" },
      { template: "QU", code: "B3", parent: "B", name: "合理化建议", indicator: "I5", rule: "完成率" },
      { template: "BR", code: "L1", name: "客户满意度", points: 10, indicator: "I1", rule: "完成率" },
      { template: "BR", code: "L2", name: "投诉率", points: 10, indicator: "I2", rule: "完成率" },
      { template: "BR", code: "L3", name: "服务事件", points: 10, indicator: "I3", rule: "服务事件" },
      { template: "BR", code: "L4", name: "宽带满意度", points: 10, indicator: "I4", rule: "三点线性" },
      { template: "BR", code: "L5", name: "合理化建议", points: 2, indicator: "I5", rule: "完成率", role: "加分" },
    ],
    rules: [],
    bands: [],
    targets: [
      { indicator: "I1", target: 80 },
      { indicator: "I2", target: 100 },
      // Nothing was reported of the quarter before, so that there is no best branch to measure from.
      { indicator: "I3", template: "BR", target: 0, method: "最优加" },
      { indicator: "I4", floor: 70, target: 80 },
      { indicator: "I4", department: "TY", stretch: 5, method: "最优加" },
      { indicator: "I5", target: 10 },
    ],
    bindings: [],
    vetoes: [
      { code: "V1", template: "BR", indicator: "I2", comparison: "<", limit: 60, effect: "该行归零", node: "L1" },
      { code: "V2", template: "BR", indicator: "I2", comparison: "<", limit: 60, effect: "该行归零", node: "L5" },
      // Struck where there is nothing left to lose.
      { code: "V3", template: "BR", indicator: "I2", comparison: ">", limit: 60, effect: "该行归零", node: "L1" },
    ],
  },
  sheets: [
    {
      name: "地市指标",
      rows: [
        ["部门", "指标名称", "2026年三季度"],
        ...["太原", "大同"].flatMap((department, place) =>
          [place === 0 ? 90 : 0, place === 0 ? 50 : 96, 1, 85, 4].map((figure, line) => [
            department,
            ["客户满意度", "投诉率", "服务事件", "宽带满意度", "合理化建议"][line]!,
            figure,
          ]),
        ),
        // One of two is too few for the first branch, and all of a branch among those of which the best counts does not apply.
        ...(
          [
            ["客户满意度", 90],
            ["投诉率", "/"],
            ["服务事件", "/"],
            ["宽带满意度", 60],
            ["合理化建议", 8],
          ] as const
        ).map(([name, figure]) => ["阳泉", name, figure]),
      ],
    },
  ],
};

/** Unrounded, and 20,000 points lost: what doubles make of 100 - 99.9 is off in the sixteenth digit, and of so many points in the ninth decimal. */
const THOUSANDS: SmallBook = {
  tables: {
    settings: [
      { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
      { item: SETTING_ITEMS.language.zh, value: "中文" },
      { item: SETTING_ITEMS.pointDecimals.zh, value: "不舍入" },
    ],
    departments: [{ code: "TY", name: "太原", templates: "SD" }],
    indicators: [{ code: "I1", name: "及时率", unit: "", direction: "越高越好" }],
    templates: [{ code: "SD", name: "扣分表", fullPoints: 100 }],
    tree: [{ template: "SD", code: "L1", name: "及时率", points: 100, indicator: "I1", rule: "R1" }],
    rules: [{ code: "R1", kind: "扣分制", reference: "满值" }],
    bands: [],
    targets: [{ indicator: "I1", target: 99.9, full: 100 }],
    bindings: [],
  },
  sheets: [
    {
      name: "太原",
      rows: [
        ["指标名称", "2026年三季度"],
        ["及时率", 80],
      ],
    },
  ],
};

/** Twelve branches without a complaint and one with a hundred: 4 is the 92nd percentile, and what doubles make of it is 4.00000000000009. */
const TIED: SmallBook = {
  tables: {
    settings: [
      { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
      { item: SETTING_ITEMS.language.zh, value: "中文" },
    ],
    departments: Array.from({ length: 13 }, (_branch, place) => ({ code: `B${place + 1}`, name: `分公司${place + 1}`, templates: "BR" })),
    indicators: [
      { code: "I1", name: "受理量", unit: "", direction: "越高越好" },
      { code: "I2", name: "办结量", unit: "", direction: "越高越好" },
    ],
    templates: [{ code: "BR", name: "考核表", fullPoints: 100 }],
    tree: [
      { template: "BR", code: "L1", name: "受理量", points: 50, indicator: "I1", rule: "达标制" },
      { template: "BR", code: "L2", name: "办结量", points: 50, indicator: "I2", rule: "三点线性" },
    ],
    rules: [],
    bands: [],
    targets: [
      { indicator: "I1", target: 92, method: "分位", decimals: "不舍入" },
      { indicator: "I2", floor: 92, method: "分位", decimals: "不舍入" },
      { indicator: "I2", target: 9 },
    ],
    bindings: [],
  },
  sheets: [
    {
      name: "地市指标",
      rows: [
        ["部门", "指标名称", "2026年二季度", "2026年三季度"],
        ...Array.from({ length: 13 }, (_branch, place) =>
          ["受理量", "办结量"].map((name): (string | number)[] => [`分公司${place + 1}`, name, place === 12 ? 100 : 0, 4]),
        ).flat(),
      ],
    },
  ],
};

describeWith(["libreOffice"], "vetoed lines, lines whose target cannot be worked out, and branches that are left out", () => {
  let file: ScoredFile;
  beforeAll(async () => {
    file = await scoredFile("edges", await bookBytes(BOOK, "zh"), null);
  });

  it("are what this is about", () => {
    const [taiyuan, datong, yangquan] = file.drafted.cards;
    const lines = linesOf(taiyuan!.items);
    expect(linesOf(datong!.items)[0]).toMatchObject({ belowThreshold: true, lowered: { by: "veto" } });
    expect(yangquan!.items.map((item) => item.kind === "branch" && item.points !== null)).toEqual([false, true]);
    expect(linesOf(yangquan!.items).map((line) => line.outranked)).toEqual([false, false, true, true, false]);
    expect(lines.map(({ outcome }) => outcome.kind)).toEqual(["scored", "scored", "held", "held", "scored"]);
    expect(lines.map((line) => line.lowered?.by ?? null)).toEqual(["veto", null, null, null, "veto"]);
    expect(lines.map((line) => line.belowThreshold)).toEqual([true, true, false, false, false]);
  });

  it("stand live as the engine has them: a vetoed line counts among the short boards, and a lacking target holds its line", async () => {
    const tied = await scoredFile("tied", await bookBytes(TIED, "zh"), null);
    expect(tied.drafted.cards.map(({ points }) => points!.toNumber())).toEqual(Array.from({ length: 13 }, () => 80));
    const [proof, thousands, ties] = await proveLive([file, await scoredFile("thousands", await bookBytes(THOUSANDS, "zh"), null), tied]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(thousands!.disagreements.map(told)).toEqual([]);
    expect(ties!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(100);
  }, 120_000);
});
