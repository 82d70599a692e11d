import type { Scorecard } from "../../src/kpi/scorecard";
import type { SheetDraft } from "../../src/sheets/draft";
import { laySummary } from "../../src/sheets/laySummary";
import { cellAt, contextOf, faultsOf, formatsAt, overflowsOf, valuesOf } from "../support/draftChecks";
import { type Sample, sample } from "../support/sampleCards";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";
import { columnLetters } from "../../src/sheets/grid";

const summaryOf = (of: Sample, language: "zh" | "en" = "zh"): SheetDraft => laySummary(of.cards, contextOf(of, language));

const ALL: readonly (readonly [string, () => Sample])[] = [
  ["the call centre", () => callCentre("zh")],
  ["a province", () => province()],
  ...Object.entries(ODD_SAMPLES),
];

describe.each(ALL)("the summary of %s", (_name, make) => {
  it.each(["zh", "en"] as const)("stays inside of its block, fits, and leads only to cards that are there, in %s", (language) => {
    const of = make();
    const context = contextOf(of, language);
    const draft = laySummary(of.cards, context);
    const sheets = of.cards.map((card) => card.department.shortName);
    expect(faultsOf(draft, [...sheets, "汇总", "Summary"])).toEqual([]);
    expect(overflowsOf(draft)).toEqual([]);
    expect(laySummary(of.cards, context)).toEqual(draft);
  });
});

describe("the summary of a province", () => {
  const of = province();
  const draft = summaryOf(of);
  const rows = valuesOf(draft);

  it("says first what happened, of the largest ranking group", () => {
    expect(rows[3]!.filter((value) => value !== null)).toEqual([
      "地市分公司平均得分率",
      "较上季（百分点）",
      "首尾之差（百分点）",
      "短木板",
      "未收齐的卡",
      "平均覆盖率",
    ]);
    expect(rows[5]![0]).toMatch(
      /^地市分公司平均得分率 95\.4%，较上季 -0\.4 个百分点；首尾相差 42\.6 个百分点；短木板最多的是吕梁（5 块）；1 张卡未收齐，得分为暂计。$/,
    );
  });

  it("ranks inside each group, with what is not complete below and unranked", () => {
    const places = rows
      .slice(9)
      .filter((row) => row[3] !== null && typeof row[1] === "string")
      .map((row) => [row[0], row[1]]);
    expect(places).toEqual([
      ...["太原", "晋城", "长治", "运城", "大同", "阳泉", "晋中", "临汾", "朔州", "忻州", "吕梁"].map((name, place) => [place + 1, name]),
      [1, "市场部"],
      [2, "网络部"],
      [3, "计费中心"],
      [4, "商务分公司"],
      ["–", "呼叫中心"],
    ]);
    expect(rows.filter((row) => ["地市分公司", "支撑部门"].includes(String(row[0])))).toHaveLength(2);
    const incomplete = draft.rows[rows.findIndex((row) => row[1] === "呼叫中心")]!;
    expect(incomplete[2]).toMatchObject({ value: 59.38 });
    expect(incomplete[2]!.format).toContain('"*"');
    expect(rows.some((row) => row[0] === "* 呼叫中心：1 项还不能计分，得分为暂计，覆盖率 97.3%，暂不排名。")).toBe(true);
  });

  it("leads from each name to the card", () => {
    expect(draft.rows.flat().find((cell) => cell?.value === "太原")?.link).toEqual({ sheet: "太原", cell: "A1", tip: "打开 太原 的计分卡" });
  });

  it("draws the points of every card on its full points, in the card's own row", () => {
    expect(draft.conditionalFormats.filter((format) => format.kind === "dataBar")).toEqual([]);
    expect(draft.charts).toEqual([
      {
        name: "kpi.points",
        over: "I10:I27",
        description: "各卡得分与满分，每行一条",
        kind: "bar",
        categories: "B10:B27",
        series: [
          { title: "D9", values: "D10:D27", colour: "9AA5B1", look: "outline" },
          { title: "C9", values: "C10:C27", colour: "47637D", look: "solid" },
        ],
      },
    ]);
    expect([rows[8]![2], rows[8]![3], rows[8]![8]]).toEqual(["得分", "满分", "得分与满分"]);
    // Bars are equally far apart, so the rows beside them are equally high; nothing is hidden under the chart.
    expect(new Set(draft.rowHeights.slice(9, 27))).toEqual(new Set([18.5]));
    expect(rows.slice(9, 27).map((row) => row[8])).toEqual(Array.from({ length: 18 }, () => null));
  });

  it("has rows of one height for its chart where the name of one department takes two lines", () => {
    const long = province();
    const cards = long.cards.map((card, place) =>
      place === 0 ? { ...card, department: { ...card.department, shortName: "国际与大客户业务综合服务支撑和质量监督管理中心（含漫游）" } } : card,
    );
    const heights = laySummary(cards, contextOf(long, "zh")).rowHeights.slice(9, 27);
    expect(new Set(heights).size).toBe(1);
    expect(heights[0]).toBeGreaterThan(18.5);
  });

  it("marks the count of short boards with ▼, and none with a dash", () => {
    const count = (name: string) => draft.rows[rows.findIndex((row) => row[1] === name)]![7]!;
    expect(count("吕梁")).toMatchObject({ value: 5, format: '"▼ "0_)_);;"–"_)_)', mark: { role: "alertNumber" } });
    expect(count("太原")).toMatchObject({ value: 0, mark: { role: "faintNumber" } });
  });

  it("colours the heat map in three steps by the visible threshold, a darker one first, and wears ▼ below it", () => {
    // What stands right of the page is no heat map.
    const heads = rows[8]!.slice(10, -3);
    expect(heads).toEqual([
      "客户满意度",
      "服务短木板",
      "投诉",
      "服务标准",
      "内部员工满意度",
      "热线满意度",
      "服务短木板改善率（按商业过程）",
      "电子渠道服务满意度",
      "热线投诉",
    ]);
    expect(cellAt(draft, "H8")).toMatchObject({ value: 0.8, format: '"<"0%' });
    const at = rows.findIndex((row) => row[1] === "忻州");
    expect(draft.rows[at]![10]).toMatchObject({ value: 0.757, format: '[<0.8]"▼ "0.0%_);0.0%_)' });
    const rules = formatsAt(draft, at, 10);
    expect(rules.map((rule) => (rule.kind === "formula" ? [rule.formula.replace(/K\d+/g, "K"), rule.look.fill, rule.stopIfTrue] : []))).toEqual([
      ["AND(ISNUMBER(K),ROUND(K,3)<$H$8)", "E3A48F", true],
      ["AND(ISNUMBER(K),ROUND(K,3)<0.9)", "F3D9CC", true],
      ["AND(ISNUMBER(K),ROUND(K,3)<1)", "FBF3EE", true],
    ]);
    expect(rows[rows.findIndex((row) => row[1] === "网络部")]!.slice(10, 12)).toEqual(["–", "–"]);
    expect(rows[rows.findIndex((row) => row[1] === "计费中心")]![13]).toBe("／");
    expect(rows.some((row) => row[0] === "另有 4 个一级分支只在少数卡上，未列入热力图。")).toBe(true);
  });

  it("ranks inside of each group by the rates of the complete cards, and takes all figures from the cards", () => {
    const cells = draft.rows[10]!;
    const last = columnLetters(draft.columnWidths.length - 2);
    expect(cells[0]!.formula).toMatch(new RegExp(`^IF\\(ISNUMBER\\(\\$${last}11\\),RANK\\(\\$${last}11,\\$${last}\\$11:\\$${last}\\$\\d+\\),"–"\\)$`));
    const sheet = `'${cells[1]!.link!.sheet}'!`;
    for (const column of [2, 3, 4, 7]) expect(cells[column]!.formula).toContain(sheet);
    expect(cells[draft.columnWidths.length - 2]!.formula).toMatch(/^IF\('.+'!\$[A-Z]+\$\d+=0,\$E11,"–"\)$/);
  });

  it("gives every heat cell rules of one area only", () => {
    for (let row = 9; row < 27; row += 1) {
      for (let column = 10; column < draft.columnWidths.length; column += 1) {
        expect(new Set(formatsAt(draft, row, column).map((format) => format.area)).size).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("a summary", () => {
  const tree = (code: string, threshold = "") => ({
    code,
    name: `考核表 ${code}`,
    fullPoints: 20,
    rows: `1 | | 满意度 | 50% | 分 | | anchors | 70 80 90 | 78 | | ${threshold}\n2 | | 投诉 | 50% | 分 | | anchors | 70 80 90 | 72`,
  });

  it("names the template beside a department that has several cards, and groups by template", () => {
    const draft = summaryOf(sample([tree("A"), tree("B")], [{ code: "D", name: "网络部", templates: ["A", "B"] }]));
    const names = valuesOf(draft)
      .slice(9)
      .map((row) => (row[0] === null || row[1] === null ? row[0] : row[1]));
    expect(names).toEqual(expect.arrayContaining(["考核表 A", "网络部 · 考核表 A", "考核表 B", "网络部 · 考核表 B"]));
  });

  it("shares a place between equal rates, and skips the next", () => {
    const draft = summaryOf(
      sample(
        [tree("A")],
        ["甲", "乙", "丙"].map((name, place) => ({ code: `D${place}`, name, templates: ["A"], ...(place === 2 ? { actual: { "1": "71" } } : {}) })),
      ),
    );
    expect(
      valuesOf(draft)
        .slice(10, 13)
        .map((row) => [row[0], row[1]]),
    ).toEqual([
      [1, "甲"],
      [1, "乙"],
      [3, "丙"],
    ]);
  });

  it("measures a first-level node with a threshold of its own by that one, above its column", () => {
    const draft = summaryOf(
      sample(
        [tree("A", "95"), tree("B")],
        [
          { code: "D", name: "甲", templates: ["A"] },
          { code: "E", name: "乙", templates: ["B"] },
          { code: "F", name: "丙", templates: ["A"] },
        ],
      ),
    );
    expect([cellAt(draft, "K8")?.value, cellAt(draft, "L8")?.value]).toEqual([0.95, 0.8]);
    const limits = draft.conditionalFormats.flatMap((format) =>
      format.kind === "formula" && format.look.fill === "E3A48F" ? [[format.area, /<([^)]+)\)$/.exec(format.formula)![1]]] : [],
    );
    expect(limits).toEqual(
      [
        ["K11:K12", "K$8"],
        ["K14", "0.8"],
        ["L11:L12", "L$8"],
        ["L14", "L$8"],
      ].map(([area, limit]) => [area!.includes(":") ? area : `${area}:${area}`, limit]),
    );
  });

  it("of nothing at all still says so", () => {
    const of = ODD_SAMPLES.nothingApplies();
    const rows = valuesOf(summaryOf(of));
    expect(rows[5]![0]).toBe("还没有收齐的计分卡；没有短木板。");
    expect(rows[10]!.slice(0, 8)).toEqual(["–", "测试部", "–", 20, "–", "–", "–", 0]);
    const none: readonly Scorecard[] = [];
    expect(faultsOf(laySummary(none, contextOf(of, "en")), [])).toEqual([]);
  });
});
