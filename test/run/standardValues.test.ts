/** Published standard values (企业绩效评价标准值) as a scheme: from the sheets to the card, live in LibreOffice, and followed when somebody changes a figure. */
import { explainLine } from "../../src/kpi/explain";
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

const COMPANIES = ["东部公司", "西部公司", "南部公司"];
/** 优秀, 良好, 平均, 较低, 较差. */
const LINES = [
  { code: "ROE", name: "净资产收益率", better: "越高越好", points: 20, standards: [13, 9.6, 6.2, -1.4, -8.5], figures: [7.9, -8.6, 14] },
  { code: "ROA", name: "总资产报酬率", better: "越高越好", points: 14, standards: [9.5, 7, 5, 3, 1.5], figures: [1.5, 3.5, 6] },
  { code: "DEBT", name: "资产负债率", better: "越低越好", points: 12, standards: [45, 53, 60, 70, 80], figures: [64, 85, 40] },
] as const;

function book(): SmallBook {
  return {
    tables: {
      settings: [
        { item: SETTING_ITEMS.period.zh, value: "2026" },
        { item: SETTING_ITEMS.language.zh, value: "中文" },
      ],
      departments: COMPANIES.map((name, place) => ({ code: `C${place + 1}`, name, templates: "EV" })),
      indicators: LINES.map(({ code, name, better }) => ({ code, name, unit: "%", direction: better })),
      templates: [{ code: "EV", name: "财务绩效定量评价", fullPoints: 46 }],
      tree: LINES.map(({ code, name, points }) => ({ template: "EV", code: `L${code}`, name, points, indicator: code, rule: `R${code}` })),
      rules: LINES.map(({ code, name }) => ({ code: `R${code}`, name: `${name}标准值`, kind: "分段线性", beyondWorst: "归零" })),
      bands: LINES.flatMap(({ code, standards }) => standards.map((from, place) => ({ rule: `R${code}`, from, to: null, score: 100 - 20 * place }))),
      targets: [],
      bindings: [],
    },
    sheets: [
      {
        name: "年度数据",
        rows: [
          ["部门", "指标名称", "单位", "实际值"],
          ...COMPANIES.flatMap((company, at) => LINES.map(({ name, figures }) => [company, name, "%", figures[at]!])),
        ],
      },
    ],
  };
}

function pointsOf(drafted: Drafted): string[][] {
  return drafted.cards.map((card) => [
    ...linesOf(card.items).map(({ outcome }) => (outcome.kind === "scored" ? outcome.points.toString() : outcome.kind)),
    card.points!.toString(),
  ]);
}

const drafted = async (): Promise<Drafted> => draftScorecards(openXlsx(await bookBytes(book(), "zh")), { period: null, labelsFor: () => zh.sheetLabels });

test("each line has the points that the published formula gives by hand", async () => {
  const found = await drafted();
  expect(found.findings.filter(({ severity }) => severity !== "note").map(({ code }) => code)).toEqual([]);
  expect(pointsOf(found)).toEqual([
    // 12 + 0.5 × 4 · on 较差: 2.8 · 4.8 + 0.6 × 2.4.
    ["14", "2.8", "6.24", "23.04"],
    // Worse than 较差 · 5.6 + (3.5 − 3) ÷ 2 × 2.8 · worse than 较差.
    ["0", "6.3", "0", "6.3"],
    // Above 优秀 · 8.4 + (6 − 5) ÷ 2 × 2.8 · better than 优秀.
    ["20", "9.8", "12", "41.8"],
  ]);
});

test("the card says the standard values, and the derivation the two that the figure lies between", async () => {
  const { cards, scheme, readings } = await drafted();
  const lines = linesOf(cards[0]!.items);
  const steps = (at: number): string => zh.explain.steps(explainLine(cards[0]!, lines[at]!, { scheme: scheme!, readings })).join("\n");
  expect(steps(0)).toContain("-8.5 得 20 分，-1.4 得 40 分，6.2 得 60 分，9.6 得 80 分，13 得满分，线性，差于 -8.5 不得分");
  expect(steps(0)).toContain("在 6.2 与 9.6 之间：60 + (7.9 - 6.2) ÷ (9.6 - 6.2) × 20 = 70 分");
  expect(steps(1)).toContain("恰为 1.5：20 分");
  expect(steps(2)).toContain("45 得满分，53 得 80 分，60 得 60 分，70 得 40 分，80 得 20 分，线性，差于 80 不得分");
  expect(steps(2)).toContain("60 + (64 - 60) ÷ (70 - 60) × (-20) = 52 分");
});

describeWith(["libreOffice"], "a card scored by standard values", () => {
  test("has every score as a formula that gives what was scored", async () => {
    const file = await scoredFile("standards", await bookBytes(book(), "zh"), null);
    const formulas = LINES.map((_line, place) => file.drafts.get(COMPANIES[0]!)!.rows[FIRST_ROW + place]![COLUMN.bar]?.formula);
    expect(formulas.map((formula) => formula !== undefined)).toEqual(LINES.map(() => true));
    const [proof] = await proveLive([file]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(100);
  }, 120_000);

  test("follows a figure from one piece into another, and past either end", async () => {
    const { bytes } = await scoredFile("standards", await bookBytes(book(), "zh"), null);
    const cell = (company: number, line: number): string => `D${5 + company * LINES.length + line}`;
    const edits: readonly (readonly [string, number])[] = [
      [cell(0, 0), -3.53],
      [cell(0, 1), 1.49],
      [cell(0, 2), 44],
      [cell(1, 2), 80],
    ];
    const edited = edits.reduce((now, [at, value]) => withCell(now, "年度数据", at, "n", `<v>${value}</v>`), bytes);
    const [live] = await recalculated([edited]);
    const scores = (company: number): unknown[] => LINES.map((_line, place) => live!.get(COMPANIES[company]!)!.at(FIRST_ROW + place, COLUMN.bar).value);
    const again = pointsOf((await scoredFile("again", edited, null)).drafted);
    expect(again.slice(0, 2)).toEqual([
      ["6.8", "0", "12", "18.8"],
      ["0", "6.3", "2.4", "8.7"],
    ]);
    expect(scores(0).map((score) => Number(score).toFixed(6))).toEqual(["34.000000", "0.000000", "100.000000"]);
    expect(scores(1).map((score) => Number(score).toFixed(6))).toEqual(["0.000000", "45.000000", "20.000000"]);
  }, 120_000);
});
