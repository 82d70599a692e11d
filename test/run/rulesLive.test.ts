/** Ranks, target ranges, graded events, logarithms and scores in steps, from the sheets to the card: scored, live in LibreOffice, and followed when somebody changes a figure. */
import { linesOf } from "../../src/kpi/scorecard";
import { type Drafted, draftScorecards } from "../../src/run/draftScorecards";
import { COLUMN, FIRST_ROW } from "../../src/sheets/cardPlan";
import { SETTING_ITEMS } from "../../src/sheets/schemeColumns";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { proveLive, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { bookBytes, withCell } from "../workbooks/bookBytes";
import type { SmallBook } from "../workbooks/smallScheme";

const BRANCHES = ["太原", "大同", "阳泉", "长治", "晋城"];
const LINES = [
  { code: "A", name: "客户满意度", rule: "排名", figures: [90, 85, 90, 70, "缺报"] },
  { code: "B", name: "投诉率", rule: "R1", figures: [3, 1, 3, 2, 1.5] },
  { code: "C", name: "投诉件数", rule: "R2", figures: [5, 9, 9, 7, 1] },
  { code: "D", name: "全国排名", rule: "R3", figures: [1, 3, 16.5, 31, 10] },
  { code: "E", name: "全省排名", rule: "R4", figures: [88, 80, 80, 60, 50] },
  { code: "F", name: "利用率", rule: "R5", figures: [70, 57.5, 90, 50, 80] },
  { code: "G", name: "投诉分级扣分", rule: "分级事件", figures: [2.8, 0, 12, "0.1", 5] },
  { code: "H", name: "户均收入", rule: "R6", figures: [100, 9000, 75000, 80000, 50] },
  { code: "I", name: "及时率", rule: "R7", figures: [0.5, 0.7, 0.9, 0.49, 0.8999] },
] as const;

function book(): SmallBook {
  return {
    tables: {
      settings: [
        { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
        { item: SETTING_ITEMS.language.zh, value: "中文" },
      ],
      departments: BRANCHES.map((name, place) => ({ code: `B${place + 1}`, name, templates: "BR" })),
      indicators: LINES.map(({ code, name }) => ({ code, name, unit: "", direction: code === "B" || code === "C" ? "越低越好" : "越高越好" })),
      templates: [{ code: "BR", name: "地市分公司", fullPoints: 90 }],
      tree: LINES.map(({ code, name, rule }) => ({ template: "BR", code: `L${code}`, name, points: 10, indicator: code, rule })),
      rules: [
        { code: "R1", kind: "排名", ties: "并列取平均" },
        { code: "R2", kind: "排名", ties: "并列不占位" },
        { code: "R3", kind: "排名", rankTotal: 31 },
        { code: "R4", kind: "排名", edge: "上限" },
        { code: "R5", kind: "最接近目标", tolerance: 5, toleranceAbove: 20 },
        { code: "R6", kind: "区间", scale: "对数", beyondBest: "不封顶" },
        { code: "R7", kind: "三点线性", floorScore: 10, scoreStep: 10, scoreWay: "舍去" },
      ],
      bands: [
        { rule: "R4", from: 1, to: 1, score: 120 },
        { rule: "R4", from: 2, to: 3, score: 100 },
        { rule: "R4", from: 3, to: 5, score: 60 },
      ],
      targets: [
        { indicator: "F", target: 60, upper: 80 },
        { indicator: "H", worst: 100, best: 75000 },
        { indicator: "I", floor: 0.5, target: 0.9 },
      ],
      bindings: [],
    },
    sheets: [
      {
        name: "地市指标",
        rows: [
          ["部门", "指标名称", "实际值"],
          ...BRANCHES.flatMap((branch, at) => LINES.map(({ name, figures }): (string | number)[] => [branch, name, figures[at]!])),
        ],
      },
    ],
  };
}

function scoresOf(drafted: Drafted): Record<string, readonly string[]> {
  const lines = drafted.cards.map((card) => linesOf(card.items));
  return Object.fromEntries(
    LINES.map(({ code }, place) => [
      code,
      lines.map((all) => {
        const { outcome } = all[place]!;
        return outcome.kind === "scored" ? outcome.score.round(2).toString() : outcome.kind;
      }),
    ]),
  );
}

test("every new kind of rule is read and scored", async () => {
  const drafted = await draftScorecards(openXlsx(await bookBytes(book(), "zh")), { period: null, labelsFor: () => zh.sheetLabels });
  expect(drafted.findings.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([]);
  expect(scoresOf(drafted)).toEqual({
    // 晋城 has no figure, so that four are ranked.
    A: ["100", "33.33", "100", "0", "held"],
    B: ["12.5", "100", "12.5", "50", "75"],
    C: ["75", "25", "25", "50", "100"],
    D: ["100", "93.33", "48.33", "0", "70"],
    E: ["120", "100", "100", "60", "60"],
    F: ["100", "50", "50", "0", "100"],
    G: ["72", "100", "0", "99", "50"],
    H: ["0", "67.97", "100", "100.97", "0"],
    I: ["10", "50", "100", "0", "90"],
  });
});

describeWith(["libreOffice"], "a scored workbook with the new kinds of rules", () => {
  test("has every score as a formula that gives what was scored", async () => {
    const file = await scoredFile("rules", await bookBytes(book(), "zh"), null);
    const formulas = LINES.map((_line, place) => file.drafts.get("太原")!.rows[FIRST_ROW + place]![COLUMN.bar]?.formula);
    expect(formulas.map((formula) => formula !== undefined)).toEqual(LINES.map(() => true));
    const [proof] = await proveLive([file]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(500);
  }, 120_000);

  test("ranks anew when a figure of another department changes, or comes at last", async () => {
    const bytes = (await scoredFile("rules", await bookBytes(book(), "zh"), null)).bytes;
    const row = (branch: number, line: number): number => 5 + branch * LINES.length + line;
    // 大同 overtakes everybody, 晋城 reports, 阳泉 has fewer complaints.
    const edits: readonly (readonly [number, number])[] = [
      [row(1, 0), 99],
      [row(4, 0), 80],
      [row(2, 1), 0.5],
      [row(2, 2), 5],
    ];
    const edited = edits.reduce((now, [at, value]) => withCell(now, "地市指标", `C${at}`, "n", `<v>${value}</v>`), bytes);
    const [live] = await recalculated([edited]);
    const again = scoresOf((await scoredFile("again", edited, null)).drafted);
    expect(again["A"]).toEqual(["75", "100", "75", "0", "25"]);
    const wrong = LINES.flatMap(({ code }, place) =>
      BRANCHES.flatMap((branch, at) => {
        const found = live!.get(branch)!.at(FIRST_ROW + place, COLUMN.bar).value;
        return typeof found === "number" && Math.abs(found - Number(again[code]![at])) < 0.005
          ? []
          : [`${branch} ${code}: ${String(found)} for ${again[code]![at]!}`];
      }),
    );
    expect(wrong).toEqual([]);
  }, 120_000);
});
