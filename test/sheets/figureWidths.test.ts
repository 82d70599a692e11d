/** Long figures on every sheet: whatever a scheme asks for, no column is too narrow for what stands in it. */
import { decimal } from "../../src/kpi/decimal";
import { score } from "../../src/kpi/score";
import type { Derivation } from "../../src/kpi/figure";
import type { Veto } from "../../src/kpi/veto";
import type { SheetDraft } from "../../src/sheets/draft";
import { COLUMN } from "../../src/sheets/cardPlan";
import { layCard } from "../../src/sheets/layCard";
import { layShortBoards } from "../../src/sheets/layShortBoards";
import { laySummary } from "../../src/sheets/laySummary";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { cellsOf, contextOf, overflowsOf, shownAs } from "../support/draftChecks";
import { branch, departmentOf, indicatorOf, line, NOWHERE, percent, periodOf, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const PERIOD = periodOf("2026Q3");

function vetoOf(indicator: string, comparison: Veto["comparison"], limit: number | string): Veto {
  const limitSource = { sheet: "", cell: "" };
  return {
    code: `V${indicator}${comparison}`,
    name: `${indicator}超限`,
    template: null,
    indicator,
    comparison,
    limit: decimal(limit),
    limitSource,
    effect: "totalZero",
    node: null,
    value: null,
    source: NOWHERE,
  };
}

interface Case {
  readonly rateDecimals: 1 | 6;
  readonly pointDecimals: 2 | "none";
  readonly targets: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, string>>;
  readonly fullPoints: string;
  readonly vetoes: readonly Veto[];
}

/** That a figure was computed is all that its column asks. */
const COMPUTED = { parts: [], problem: null } as unknown as Derivation;

const PLAIN: Case = {
  rateDecimals: 1,
  pointDecimals: 2,
  targets: { A: "90", B: "80", C: "70" },
  figures: { A: "71.25", B: "55.5", C: "20" },
  fullPoints: "100",
  vetoes: [],
};

/** Every sheet that shows figures, of two departments whose lines are all short boards. */
function draftsOf(one: Case, language: "zh" | "en"): readonly SheetDraft[] {
  const template = templateOf(one.fullPoints, [
    branch("1", percent(60), [line("A", percent(50)), line("B", percent(50))]),
    line("C", percent(40), ruleOf("ratio")),
  ]);
  const departments = ["甲", "乙", "丙"].map((code) => departmentOf(code));
  const unit = (code: string): string => (code === "C" ? "元" : "%");
  const codes = [...new Set([...Object.keys(one.targets), ...one.vetoes.map(({ indicator }) => indicator)])];
  const scheme = schemeOf(template, {
    departments,
    indicators: codes.map((code) => indicatorOf(code, "up", { unit: unit(code) })),
    targets: Object.entries(one.targets).map(([code, target]) => targetFor(code, { target })),
    vetoes: one.vetoes,
    settings: { rateDecimals: one.rateDecimals, pointDecimals: one.pointDecimals },
  });
  const readings = departments.flatMap(({ code }) =>
    readingsOf(Object.fromEntries(Object.entries(one.figures).map(([name, figure]) => [`${code}.${name}`, figure]))).map((reading) =>
      reading.indicator === "Q" ? { ...reading, derivation: COMPUTED } : reading,
    ),
  );
  const cards = score(scheme, readings, PERIOD).value;
  const context = contextOf({ scheme, readings, period: PERIOD, cards }, language);
  return [...cards.map((card) => layCard(card, context)), layShortBoards(cards, context), laySummary(cards, context)];
}

describe.each(["zh", "en"] as const)("in %s every column holds what is printed", (language) => {
  it.each<readonly [string, Partial<Case>]>([
    ["of an ordinary scheme", {}],
    ["where rates have six decimals", { rateDecimals: 6 }],
    ["where points are not rounded and come to thousands", { pointDecimals: "none", fullPoints: "10000" }],
    ["where a short board's target has ten digits", { targets: { ...PLAIN.targets, C: "9876543210.5" }, figures: { ...PLAIN.figures, C: "1234567890.25" } }],
    ["where lost points are large only together", { fullPoints: "150000" }],
    [
      "where a veto looks at a quotient and at a large sum",
      {
        vetoes: [vetoOf("Q", "atLeast", 100), vetoOf("C", "above", "98765432.25"), vetoOf("C", "below", "-98765432")],
        figures: { ...PLAIN.figures, Q: "133.33333333" },
      },
    ],
  ])("%s", (_what, more) => {
    for (const draft of draftsOf({ ...PLAIN, ...more }, language)) expect(overflowsOf(draft)).toEqual([]);
  });

  it("of a computed figure shows two places beside a limit that has none", () => {
    const drafts = draftsOf({ ...PLAIN, vetoes: [vetoOf("Q", "atLeast", 100)], figures: { ...PLAIN.figures, Q: "133.33333333" } }, language);
    const shown = cellsOf(drafts[0]!).flatMap(({ cell }) => (typeof cell.value === "number" ? [shownAs(cell.value, cell.format ?? "")] : []));
    expect(shown).toEqual(expect.arrayContaining(["≥ 100.00%", "133.33%"]));
  });
});

it.each(["zh", "en"] as const)("in %s the remark on a grade runs over blank cells of the page", (language) => {
  const remark = (language === "zh" ? zh : en).card.grade.lowered("卓越领先");
  const template = templateOf("100", [line("A", percent(100), ruleOf("ratio"))]);
  const grades = [
    ["卓越领先", "85"],
    ["需要改进", null],
  ].map(([name, from]) => ({ name: name!, from: from ? decimal(from) : null, coefficient: null, quota: null, source: NOWHERE }));
  const vetoes: readonly Veto[] = [{ ...vetoOf("A", "above", 0), effect: "gradeDown", value: decimal(1) }];
  const scheme = schemeOf(template, { vetoes, grades });
  const readings = readingsOf({ A: 95 });
  const cards = score(scheme, readings, PERIOD).value;
  const draft = layCard(cards[0]!, contextOf({ scheme, readings, period: PERIOD, cards }, language));
  expect(overflowsOf(draft)).toEqual([]);
  const [at] = cellsOf(draft).filter(({ cell }) => cell.value === remark);
  expect(draft.rows[at!.row]!.slice(at!.column + 1, COLUMN.points).every((cell) => (cell?.value ?? null) === null)).toBe(true);
});

describe("the sign of a veto's limit", () => {
  it.each([
    ["above", 0, "> 0%"],
    ["below", -500, "< -500%"],
    ["atMost", -0.5, "≤ -0.5%"],
    ["equal", 12, "= 12%"],
  ] as const)("stands before the limit of %s %d: %s", (comparison, limit, wanted) => {
    const [card] = draftsOf({ ...PLAIN, vetoes: [vetoOf("Q", comparison, limit)], figures: { ...PLAIN.figures, Q: "1" } }, "zh");
    const limits = cellsOf(card!).flatMap(({ cell }) => (cell.format?.startsWith('"') && cell.value === limit ? [shownAs(limit, cell.format)] : []));
    expect(limits).toEqual([wanted]);
  });
});
