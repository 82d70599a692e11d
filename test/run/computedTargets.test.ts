/** Targets that are worked out, from the sheets to the card and back: told in words, live in LibreOffice, and followed when somebody changes a figure. */
import { explainLine } from "../../src/kpi/explain";
import { linesOf } from "../../src/kpi/scorecard";
import { type Drafted, draftScorecards } from "../../src/run/draftScorecards";
import { address } from "../../src/sheets/grid";
import { allItems, COLUMN, FIRST_ROW } from "../../src/sheets/cardPlan";
import { SETTING_ITEMS } from "../../src/sheets/schemeColumns";
import { explainEn } from "../../src/text/explainEn";
import { explainZh } from "../../src/text/explainZh";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { proveLive, type ScoredFile, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { bookBytes, withCell } from "../workbooks/bookBytes";
import type { SmallBook } from "../workbooks/smallScheme";

const BRANCHES = ["太原", "大同", "阳泉", "长治", "晋城"];

/** Per indicator how its target is worked out; the figures are those of the branches, of 2025Q3, 2026Q2 and 2026Q3. */
const LINES = [
  { code: "I01", name: "客户满意度", down: false, target: { target: 0.5, method: "上期加" } },
  { code: "I02", name: "宽带满意度", down: false, target: { target: 1.0123, method: "上期乘", decimals: 1 } },
  { code: "I03", name: "热线满意度", down: false, target: { target: 1, method: "同期加" } },
  { code: "I04", name: "投诉率", down: true, target: { target: 0.95, method: "同期乘" } },
  { code: "I05", name: "及时率", down: false, target: { target: 75, method: "分位" } },
  { code: "I06", name: "投诉件数", down: true, target: { target: 75, method: "分位", basisPeriod: "去年同期" } },
  { code: "I07", name: "形象满意度", down: false, target: { target: 0, method: "最优加" } },
  { code: "I08", name: "处理时长", down: true, target: { target: 0, method: "最优加", basisPeriod: "本期" } },
  { code: "I09", name: "领先基准", down: false, target: { target: 1.5, method: "对手加", basis: "大同" } },
  { code: "I10", name: "资费满意度", down: false, target: { target: 1.5, method: "对手加", basis: "联通" } },
  { code: "I11", name: "故障率", down: true, target: { target: 30, method: "追赶" } },
  { code: "I12", name: "网络满意度", down: false, target: { target: 40, method: "追赶", basis: 95 } },
  { code: "I13", name: "新增用户", down: false, target: { target: 1000, method: "按权重分摊" } },
  { code: "I14", name: "收入", down: false, target: { target: 5000, method: "按去年占比分摊" } },
  { code: "I15", name: "区间指标", down: false, target: { worst: 0, best: 100, method: "分位", basisPeriod: "本期" } },
  { code: "I16", name: "人均产出", down: false, target: { target: 0.5, method: "平均加", basisPeriod: "本期" } },
] as const;

/** A figure between 60 and 95 that looks like one of a survey and repeats nowhere near. */
function figure(line: number, branch: number, when: number): number {
  return 60 + ((line * 37 + branch * 53 + when * 29 + line * branch * 7) % 350) / 10;
}

function book(): SmallBook {
  const heads = ["部门", "指标名称", "2025年三季度", "2026年二季度", "2026年三季度"];
  const rows = [...BRANCHES, "联通"].flatMap((branch, place) =>
    LINES.map(({ name }, line): (string | number)[] => [branch, name, figure(line, place, 0), figure(line, place, 1), figure(line, place, 2)]),
  );
  return {
    tables: {
      settings: [
        { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
        { item: SETTING_ITEMS.language.zh, value: "中文" },
      ],
      departments: [
        ...BRANCHES.map((name, place) => ({ code: `B${place + 1}`, name, templates: "BR", shareWeight: [30, 20, 15, 15, 20][place]! })),
        { code: "CU", name: "联通" },
      ],
      indicators: LINES.map(({ code, name, down }) => ({ code, name, unit: "", direction: down ? "越低越好" : "越高越好" })),
      templates: [{ code: "BR", name: "地市分公司", fullPoints: 10 * LINES.length }],
      tree: LINES.map(({ code, name }) => ({ template: "BR", code: `L${code}`, name, points: 10, indicator: code, rule: code === "I15" ? "区间" : "完成率" })),
      rules: [],
      bands: [],
      targets: LINES.map(({ code, target }) => ({ indicator: code, ...target })),
      bindings: [],
    },
    sheets: [{ name: "地市指标", rows: [heads, ...rows] }],
  };
}

/** Per department its lines' targets (of the last line, worst and best), by the indicator's code. */
function targetsOf(drafted: Drafted): Record<string, readonly string[]> {
  return Object.fromEntries(
    drafted.cards.map((card) => [
      card.department.name,
      linesOf(card.items).map(({ anchors }) =>
        anchors.target ? anchors.target.toFixed() : `${anchors.worst?.toFixed() ?? ""}…${anchors.best?.toFixed() ?? ""}`,
      ),
    ]),
  );
}

/** PERCENTILE.INC and the rest by plain arithmetic on doubles: an independent look at the same figures. */
function expected(branch: number): readonly string[] {
  const all = (line: number, when: number): number[] => BRANCHES.map((_name, place) => figure(line, place, when)).sort((one, other) => one - other);
  const percentile = (values: readonly number[], share: number): number => {
    const place = share * (values.length - 1);
    const low = values[Math.floor(place)]!;
    return low + ((values[Math.floor(place) + 1] ?? low) - low) * (place - Math.floor(place));
  };
  const own = (line: number, when: number): number => figure(line, branch, when);
  const sums = all(13, 0).reduce((total, value) => total + value, 0);
  const shares = BRANCHES.map((_name, place) => (5000 * figure(13, place, 0)) / sums);
  const left = 5000 - shares.reduce((total, share) => total + Math.floor(share), 0);
  const order = [...shares.keys()].sort((one, other) => (shares[other]! % 1) - (shares[one]! % 1));
  const shared = Math.floor(shares[branch]!) + (order.indexOf(branch) < left ? 1 : 0);
  const tidy = (value: number): string => String(Number(value.toFixed(8)));
  return [
    tidy(own(0, 1) + 0.5),
    tidy(Math.round(own(1, 1) * 1.0123 * 10) / 10),
    tidy(own(2, 0) + 1),
    tidy(own(3, 0) * 0.95),
    tidy(percentile(all(4, 1), 0.75)),
    tidy(percentile(all(5, 0), 0.25)),
    tidy(Math.max(...all(6, 1))),
    tidy(Math.min(...all(7, 2))),
    tidy(figure(8, 1, 1) + 1.5),
    tidy(figure(9, 5, 1) + 1.5),
    tidy(own(10, 1) + (Math.min(...all(10, 1)) - own(10, 1)) * 0.3),
    tidy(own(11, 1) + (95 - own(11, 1)) * 0.4),
    String([300, 200, 150, 150, 200][branch]),
    String(shared),
    `${Math.min(...all(14, 2))}…${Math.max(...all(14, 2))}`,
    tidy(all(15, 2).reduce((total, each) => total + each, 0) / BRANCHES.length + 0.5),
  ];
}

async function drafted(): Promise<Drafted> {
  return draftScorecards(openXlsx(await bookBytes(book(), "zh")), { period: null, labelsFor: () => zh.sheetLabels });
}

describe("a workbook whose targets are worked out", () => {
  test("gives every branch the targets that plain arithmetic gives", async () => {
    const run = await drafted();
    expect(run.findings.filter(({ severity }) => severity === "error" || severity === "held")).toEqual([]);
    expect(targetsOf(run)).toEqual(Object.fromEntries(BRANCHES.map((name, place) => [name, expected(place)])));
  });

  test("shares a company target out so that the parts add up to it", async () => {
    const targets = Object.values(targetsOf(await drafted()));
    const sumOf = (line: number): number => targets.reduce((total, each) => total + Number(each[line]), 0);
    expect([sumOf(12), sumOf(13)]).toEqual([1000, 5000]);
  });

  test("tells in both languages where each target comes from", async () => {
    const { cards, scheme, readings } = await drafted();
    const card = cards[2]!;
    const steps = (words: typeof explainZh): readonly string[] =>
      linesOf(card.items).map((line) =>
        words
          .steps(explainLine(card, line, { scheme: scheme!, readings }))
          .find((step) => /由来|comes from/.test(step))!
          .replace(/^\d+\. /, ""),
      );
    const said = (words: typeof explainZh, ...places: readonly number[]): readonly string[] => places.map((place) => steps(words)[place]!);
    expect(said(explainZh, 0, 1, 2, 4, 6, 10, 12, 13, 14)).toEqual([
      "目标值的由来：上期（2026 年第 2 季度）73.5 + 0.5 = 74；数值取自“地市指标”!D37。",
      "目标值的由来：上期（2026 年第 2 季度）78.6 × 1.0123 ≈ 79.6；数值取自“地市指标”!D38。",
      "目标值的由来：去年同期（2025 年第 3 季度）80.8 + 1 = 81.8；数值取自“地市指标”!C39。",
      "目标值的由来：2026 年第 2 季度 5 个部门的 75 分位（PERCENTILE.INC，100 为最优）= 85.8；数值取自“地市指标”!D9、“地市指标”!D25、“地市指标”!D41等。",
      "目标值的由来：2026 年第 2 季度 5 个部门最优 94.6（大同）；数值取自“地市指标”!D11、“地市指标”!D27、“地市指标”!D43等。",
      "目标值的由来：本部门（2026 年第 2 季度）89.5 +（2026 年第 2 季度 5 个部门最优 64.9（太原） - 89.5）× 30% = 82.12；数值取自“地市指标”!D47、“地市指标”!D15、“地市指标”!D31等。",
      "目标值的由来：总目标按分摊权重分摊到 5 个部门，1000 × 15 ÷ 100 = 150。",
      "目标值的由来：总目标按去年同期数（2025 年第 3 季度）分摊到 5 个部门，5000 × 66.9 ÷ 369.5 ≈ 905；数值取自“地市指标”!C18、“地市指标”!C34、“地市指标”!C50等。",
      "最差值的由来：2026 年第 3 季度 5 个部门的 0 分位（PERCENTILE.INC，100 为最优）= 62.7；数值取自“地市指标”!E19、“地市指标”!E35、“地市指标”!E51等。",
    ]);
    expect(said(explainEn, 1, 3, 5, 7, 9, 11, 13)).toEqual([
      "Where the target comes from: previous (Q2 2026) 78.6 × 1.0123 ≈ 79.6; figures from “地市指标”!D38.",
      "Where the target comes from: last year (Q3 2025) 85.9 × 0.95 = 81.605; figures from “地市指标”!C40.",
      "Where the target comes from: percentile 75 of 5 departments (Q3 2025) (PERCENTILE.INC, 100 is the best) = 69.9; figures from “地市指标”!C10, “地市指标”!C26, “地市指标”!C42 and others.",
      "Where the target comes from: best of 5 departments (Q3 2026) 62.5 (晋城); figures from “地市指标”!E12, “地市指标”!E28, “地市指标”!E44 and others.",
      "Where the target comes from: 联通 (Q2 2026) 84.2 + 1.5 = 85.7; figures from “地市指标”!D94.",
      "Where the target comes from: own (Q2 2026) 94.6 + (benchmark 95 - 94.6) × 40% = 94.76; figures from “地市指标”!D48.",
      "Where the target comes from: shared out over 5 departments by last year’s figures (Q3 2025), 5000 × 66.9 ÷ 369.5 ≈ 905; figures from “地市指标”!C18, “地市指标”!C34, “地市指标”!C50 and others.",
    ]);
  });
});

test("a target may rest on a competitor's column in an indicator sheet, and on a figure that is itself computed", async () => {
  const { tables } = book();
  const heads = ["部门", "指标名称", "期间", "实际值", "竞争对手（联通）", "竞争对手（电信）"];
  const small: SmallBook = {
    tables: {
      ...tables,
      departments: [{ code: "B1", name: "太原", templates: "BR" }],
      indicators: [
        { code: "CSAT", name: "客户满意度", unit: "分", direction: "越高越好" },
        { code: "UP", name: "客户满意度改善度", unit: "分", direction: "越高越好" },
      ],
      templates: [{ code: "BR", name: "地市分公司", fullPoints: 20 }],
      tree: [
        { template: "BR", code: "A", name: "客户满意度", points: 10, indicator: "CSAT", rule: "完成率" },
        { template: "BR", code: "B", name: "改善度", points: 10, indicator: "UP", rule: "完成率" },
      ],
      derived: [{ indicator: "UP", method: "改善", sources: "CSAT" }],
      targets: [
        { indicator: "CSAT", target: 1, method: "对手加" },
        { indicator: "UP", target: 0.5, method: "上期加" },
      ],
    },
    sheets: [
      {
        name: "地市指标",
        rows: [
          heads,
          ["太原", "客户满意度", "2026Q1", 80, null, null],
          ["太原", "客户满意度", "2026Q2", 82, 83, 84.5],
          ["太原", "客户满意度", "2026Q3", 83, null, null],
        ],
      },
    ],
  };
  const { cards, findings } = await draftScorecards(openXlsx(await bookBytes(small, "zh")), { period: null, labelsFor: () => zh.sheetLabels });
  expect(findings).toEqual([]);
  expect(linesOf(cards[0]!.items).map(({ anchors, scoredFigure }) => `${scoredFigure?.toFixed() ?? "–"} of ${anchors.target?.toFixed() ?? "–"}`)).toEqual([
    "83 of 85.5",
    "1 of 2.5",
  ]);
});

describeWith(["libreOffice"], "a scored workbook whose targets are worked out", () => {
  const cardCell = (
    file: ScoredFile,
    branch: number,
    line: number,
    column: number,
  ): { readonly sheet: string; readonly row: number; readonly column: number } => {
    const card = file.drafted.cards[branch]!;
    return { sheet: card.department.name, row: FIRST_ROW + allItems(card.items).findIndex((item) => item === linesOf(card.items)[line]), column };
  };

  test("has the targets as formulas where their figures stand in the data table, and names the others in its notes", async () => {
    const file = await scoredFile("computed", await bookBytes(book(), "zh"), null);
    const formulas = LINES.map((_line, place) => {
      const { sheet, row, column } = cardCell(file, 0, place, COLUMN.target);
      return file.drafts.get(sheet)!.rows[row]![column]?.formula !== undefined;
    });
    // A competitor without a card has no row in the data table; what is shared out is no formula; the last line has no target.
    expect(LINES.filter((_line, place) => !formulas[place]).map(({ code }) => code)).toEqual(["I10", "I13", "I14", "I15"]);
    const [proof] = await proveLive([file]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(1000);
    const notes = file.drafts
      .get("太原")!
      .rows.flat()
      .flatMap((cell) => (typeof cell?.value === "string" ? [cell.value] : []));
    expect(notes.join("")).toContain("资费满意度的目标值、新增用户的目标值、收入的目标值");
  }, 300_000);

  test("follows a changed figure and a changed parameter as a new run would", async () => {
    const file = await scoredFile("computed", await bookBytes(book(), "zh"), null);
    // 大同 was best at nothing in 2026Q2; now its figures of that quarter are the best and the worst there are.
    const changes = LINES.map((_line, place) => ({ cell: address(4 + LINES.length + place, 3), value: place % 2 === 0 ? 99.9 : 12.3 }));
    const edited = changes.reduce((bytes, { cell, value }) => withCell(bytes, "地市指标", cell, "n", `<v>${value}</v>`), file.bytes);
    const step = withCell(edited, "目标", "G5", "n", "<v>2.25</v>");
    const [live] = await recalculated([step]);
    const again = await scoredFile("again", step, null);
    expect(targetsOf(again.drafted)).not.toEqual(targetsOf(file.drafted));
    const wrong = BRANCHES.flatMap((_name, branch) =>
      LINES.flatMap(({ code }, line) => {
        const { sheet, row, column } = cardCell(file, branch, line, COLUMN.target);
        const found = live!.get(sheet)!.at(row, column).value;
        const wanted = linesOf(again.drafted.cards[branch]!.items)[line]!.anchors.target?.toNumber();
        return wanted === undefined || (typeof found === "number" && Math.abs(found - wanted) < 1e-9)
          ? []
          : [`${sheet} ${code}: ${String(found)} for ${wanted}`];
      }),
    );
    expect(wrong).toEqual([]);
  }, 300_000);
});
