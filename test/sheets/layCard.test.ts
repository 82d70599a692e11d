import { nearestPoints } from "../../src/kpi/nextPoint";
import { sum } from "../../src/kpi/decimal";
import { type ScoredItem, type ScoredLine, type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { parseAddress } from "../../src/sheets/grid";
import { layCard } from "../../src/sheets/layCard";
import { lookOf } from "../../src/sheets/marks";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { cellAt, cellsOf, contextOf, faultsOf, formatsAt, overflowsOf, shownAs, valuesOf } from "../support/draftChecks";
import type { Sample } from "../support/sampleCards";
import { FINE_THRESHOLD, ODD_SAMPLES, type OddSample, callCentre, province, sampleOfOne } from "../support/sampleSchemes";

const ALL: readonly (readonly [string, () => Sample])[] = [
  ["the call centre in Chinese", () => callCentre("zh")],
  ["the call centre in English", () => callCentre("en")],
  ["a province", () => province()],
  ...Object.entries(ODD_SAMPLES),
];

const oneCard = (name: OddSample, language: "zh" | "en" = "zh"): { readonly card: Scorecard; readonly draft: SheetDraft } => {
  const sample = ODD_SAMPLES[name]();
  return { card: sample.cards[0]!, draft: layCard(sample.cards[0]!, contextOf(sample, language)) };
};

/** The first line stands in row 10, and each node has its row. */
const FIRST = 9;
const nodesOf = (items: readonly ScoredItem[]): ScoredItem[] => items.flatMap((item) => (item.kind === "line" ? [item] : [item, ...nodesOf(item.children)]));

const lineRows = (card: Scorecard): { readonly line: ScoredLine; readonly row: number }[] =>
  nodesOf(card.items).flatMap((item, place) => (item.kind === "line" ? [{ line: item, row: FIRST + place }] : []));

const columnOf = (draft: SheetDraft, head: string): number => draft.rows[FIRST - 1]!.findIndex((cell) => cell?.value === head);
const lastColumnOf = (draft: SheetDraft, head: string): number => draft.rows[FIRST - 1]!.map((cell) => cell?.value).lastIndexOf(head);

/** The last column of the page; what formulas need stands right of it, behind a blank one. */
const stateColumnOf = (draft: SheetDraft): number => {
  const blank = draft.rows[FIRST - 1]!.findIndex((cell) => cell === undefined);
  return (blank < 0 ? draft.columnWidths.length : blank) - 1;
};

const pageOf = (draft: SheetDraft) => valuesOf(draft).map((row) => row.slice(0, stateColumnOf(draft) + 1));

/** The row's own reading of the short-board rule: the addresses that its formula names, with what stands there. */
function ruleHolds(draft: SheetDraft, row: number, formula: string): boolean {
  const match = /^AND\(\$H10<>"",ISNUMBER\(\$L10\),(?:ROUND\(\$L10,(\d+)\)|\$L10)<(\$[A-Z]+\$?\d+)\)$/.exec(formula);
  if (!match) throw new Error(`Not the short-board rule: ${formula}`);
  const actual = draft.rows[row]![7]!.value;
  const rate = draft.rows[row]![11]!.value;
  const at = parseAddress(match[2]!)!;
  const threshold = draft.rows[match[2]!.includes("$", 1) ? at.row : row]![at.column]!.value;
  if (actual === null || typeof rate !== "number") return false;
  const places = match[1] === undefined ? 15 : Number(match[1]);
  return Number(rate.toFixed(places)) < (threshold as number);
}

describe.each(ALL)("every card of %s", (_name, make) => {
  const sample = make();
  const sheets = ["汇总", "短木板清单", "数据", "Summary", "Short boards", "Data"];

  describe.each(["zh", "en"] as const)("in %s", (language) => {
    const context = contextOf(sample, language);
    const cards = sample.cards.map((card) => ({ card, draft: layCard(card, context) }));

    it("stays inside of its block, and leads only to sheets that are there", () => {
      const sources = sample.readings.map(({ source }) => source.sheet);
      for (const { draft } of cards) expect(faultsOf(draft, [...sheets, ...sources])).toEqual([]);
    });

    it("has room for every text and figure", () => {
      for (const { draft } of cards) expect(overflowsOf(draft)).toEqual([]);
    });

    it("marks every short line with its sign and with the live rule, and no other", () => {
      for (const { card, draft } of cards) {
        const rows = new Map(lineRows(card).map(({ line, row }) => [row, line]));
        for (let row = FIRST; row < FIRST + nodesOf(card.items).length; row += 1) {
          const line = rows.get(row);
          const state = String(draft.rows[row]![stateColumnOf(draft)]!.value ?? "");
          expect({ row, marked: state.startsWith("▼ ") }).toEqual({ row, marked: line?.belowThreshold ?? false });
          for (let column = 0; column <= stateColumnOf(draft); column += 1) {
            const short = formatsAt(draft, row, column).filter((format) => format.kind === "formula" && format.look.fill !== undefined);
            expect(short).toHaveLength(1);
            const [rule] = short;
            if (rule?.kind === "formula")
              expect({ row, column, holds: ruleHolds(draft, row, rule.formula) }).toEqual({ row, column, holds: line?.belowThreshold ?? false });
          }
        }
      }
    });

    it("shows points that add up where the scheme adds them up", () => {
      for (const { card } of cards) {
        const pointsOf = (item: ScoredItem) => (item.kind === "branch" ? item.points : item.outcome.kind === "scored" ? item.outcome.points : null);
        const added = sum(card.items.flatMap((item) => pointsOf(item) ?? [])).plus(card.template.startPoints);
        if (card.points && card.template.rollUp === "sum" && card.template.totalFloor === null) expect(added.toString()).toBe(card.points.toString());
      }
      for (const { card, draft } of cards) {
        const points = lastColumnOf(draft, context.labels.card.points);
        nodesOf(card.items).forEach((item, place) => {
          if (item.kind !== "branch" || item.points === null || item.branch.rollUp !== "sum") return;
          const shown = item.children.map((child) => draft.rows[FIRST + nodesOf(card.items).indexOf(child)]![points]!.value);
          const total = shown.reduce<number>((whole, value) => whole + (typeof value === "number" ? value : 0), 0);
          expect(total).toBeCloseTo(draft.rows[FIRST + place]![points]!.value as number, 9);
        });
      }
    });

    it("comes out the same again", () => {
      for (const { card, draft } of cards) expect(layCard(card, context)).toEqual(draft);
    });

    it("gives each cell one fill rule and each state a word beside its sign", () => {
      for (const { card, draft } of cards) {
        for (const { row } of lineRows(card)) expect(String(draft.rows[row]![stateColumnOf(draft)]!.value).replace(/^[▼□／…×—/] /, "")).toMatch(/\p{L}{2}/u);
      }
    });
  });
});

describe("the call centre's card", () => {
  const sample = callCentre("zh");
  const draft = layCard(sample.cards[0]!, contextOf(sample, "zh"));
  const rows = pageOf(draft);

  it("says first what happened", () => {
    expect(rows[0]![0]).toBe("省呼叫中心 · 绩效计分卡");
    expect(rows[1]![0]).toBe("山西省公司 · 2026 年第 3 季度 · 满分 75 分 · 方案 2026-v3 · 责任人 呼叫中心经理");
    expect(rows[3]!.filter((value) => value !== null)).toEqual(["合计得分（暂计）", "得分率", "较上季", "补齐后可能的总分", "短木板", "覆盖率"]);
    expect(rows[4]!.filter((value) => value !== null)).toEqual([59.38, 0.792, 1.79, "59.38–61.77", 4, expect.closeTo(0.9735, 4)]);
    expect(rows[5]![0]).toBe("暂计 59.38 分，较上季 +1.79 分；4 块短木板共失 12.13 分，占全部失分的 79%；1 项还不能计分，覆盖率 97.3%。");
  });

  it("has its columns where people look for them", () => {
    expect(rows[8]).toEqual([
      "序号",
      "指标",
      "单位",
      "权重",
      "保底",
      "目标",
      "挑战",
      "实际",
      "上季",
      "较上季",
      "较目标",
      "得分率",
      null,
      "得分",
      "满分",
      "判定",
    ]);
    expect(draft.freezeAt).toBe("C10");
    expect(draft.gridlines).toBe(false);
    expect(draft.print.titleRows).toBe("1:2");
  });

  it("shows a short line with its figures as numbers", () => {
    const row = rows.find((values) => values[1] === "网站营业厅")!;
    expect(row).toEqual(["3.2", "网站营业厅", "%", 0.333, 72, 80, 86, 70.6, 73.4, -2.8, -9.4, 0, 0, 0, 3.996, "▼ 短木板"]);
    const cells = draft.rows[rows.indexOf(row)]!;
    expect(cells[7]).toMatchObject({ format: '#,##0.0"%";-#,##0.0"%";#,##0.0"%";@_%' });
    expect(cells[11]).toMatchObject({ value: 0, format: "0.0%_);-0.0%_);0.0%_);@_)" });
    const at = rows.indexOf(row) + 1;
    expect(cells[12]!.format).toBe(";;;");
    expect(cells[12]!.formula).toContain(`60+($H${at}-$E${at})*40/($F${at}-$E${at})`);
    expect(cells[11]!.formula).toBe(`IF(COUNT($M${at})=0,"–",ROUND(ROUND($M${at},10),1)/100)`);
    expect(cells[13]!.formula).toBe(`IF(COUNT($M${at},$O${at})<2,"–",ROUND(ROUND($O${at}*$M${at}/100,10),2))`);
    expect(cells[15]!.formula).toBe(
      `IF(ISNUMBER($L${at}),IF(ROUND($L${at},3)<$P$8,"▼ 短木板",IF(ROUND($L${at},3)<1,"未达标","达标")),IF($H${at}="□","□ 缺报",IF($H${at}="×","× 无法识别","× 无法计分")))`,
    );
    expect(cellAt(draft, "P8")).toMatchObject({ value: 0.8, format: '"短木板 <"0%' });
  });

  it("leaves a missing figure and one that does not apply with a sign and a word, and without a number", () => {
    const missing = rows.find((values) => values[0] === "6.3")!;
    expect(missing.slice(7)).toEqual(["□", 92.6, "–", "–", "–", "×", "–", 1.987875, "□ 缺报"]);
    const outside = rows.find((values) => values[0] === "7.3")!;
    expect(outside.slice(7)).toEqual(["／", 84.6, "–", "–", "–", "×", "–", "–", "／ 不适用"]);
  });

  it("carries the star of what is only so far on the group and the total", () => {
    const group = draft.rows[rows.findIndex((values) => values[0] === "6")]!;
    expect(group[13]!.format).toContain('"*"');
    const total = draft.rows[rows.findIndex((values) => values[1] === "总分（暂计）")]!;
    expect(total.slice(0, stateColumnOf(draft) + 1).map((cell) => cell?.value ?? null)).toEqual(
      [...Array<null>(1), "总分（暂计）", ...Array<null>(9), 0.792, null, 59.38, 75, "覆盖 97.3%"].map((value) => value ?? null),
    );
    expect(total[13]!.format).toContain('"*"');
  });

  it("says below the short boards where the next point is, and that it stays until the next run", () => {
    const at = rows.findIndex((values) => values[0] === "下一分在哪里");
    expect(at).toBeGreaterThan(rows.findIndex((values) => values[0] === "短木板与失分"));
    expect(at).toBeLessThan(rows.findIndex((values) => String(values[0]).startsWith("失分构成")));
    const { lines } = nearestPoints(sample.cards[0]!, sample, 5);
    expect(rows.slice(at + 2, at + 2 + lines.length).map((values) => [values[0], values[1], values[10], values[11]])).toEqual(
      lines.map(({ line, ahead, within }, place) => [
        place + 1,
        line.line.name,
        Number(ahead.find(({ gain }) => gain.card.gt(0))!.gain.card.toString()),
        Number(within.toString()),
      ]),
    );
    const answered = rows.slice(at).find((values) => values[1] === "人工应答率")!;
    expect(answered.slice(2, 11)).toEqual([0.1, 0, "保底", null, null, 83.1, 85, 1.9, 3.09]);
    expect(rows.slice(at).find((values) => String(values[0]).startsWith("未列入："))![0]).toContain("缺报，先报数");
    expect(rows.map((values) => values[0]).find((value) => String(value).startsWith("以下为固定值"))).toContain("“下一分在哪里”");
  });

  it("goes on to a second page with its short boards, how it was scored, and who signs", () => {
    const totalRow = rows.findIndex((values) => values[1] === "总分（暂计）");
    expect(draft.print.breaksAfter[0]).toBe(totalRow);
    const section = rows.findIndex((values) => values[0] === "短木板与失分");
    expect(section).toBeGreaterThan(totalRow);
    expect(rows.slice(section + 2, section + 6).map((values) => [values[0], values[1], values[2], values[5], values[12], values[13]])).toEqual([
      [1, "人工应答率", "▼ 低于 80% ●", 5.14, "2026Q1", "呼叫中心"],
      [2, "网站营业厅", "▼ 低于 80% ●", 4, "2026Q1", "电子渠道部"],
      [3, "投诉件数", "▼ 低于 80% ●", 1.61, "2026Q3", "呼叫中心"],
      [4, "投诉处理满意率", "▼ 低于 80%", 1.38, "2026Q2", "呼叫中心"],
    ]);
    const notes = rows.slice(section + 6).map((values) => values[0]);
    expect(notes).toContain("↓ 表示越低越好；差值已按方向换算，正号总是更优。");
    expect(notes).toContain("舍入：每行得分四舍五入到 2 位小数；合计为所列得分之和，可逐行相加核对。判定用显示的得分率，等于 80%不算短木板。");
    expect(notes).toContain("客户满意度绩效，方案 2026-v3，校验码 9f3a61c2。");
    expect(rows.find((values) => values[1] === "绩效专员")!.filter((value) => value !== null)).toEqual(["绩效专员", "部门负责人", "审核", "日期"]);
  });

  it("leads back to the summary", () => {
    expect(cellAt(draft, "P2")).toMatchObject({ value: "← 汇总", link: { sheet: "汇总", cell: "A1" } });
  });

  it("says the same in English, in Calibri", () => {
    const english = callCentre("en");
    const sheet = layCard(english.cards[0]!, contextOf(english, "en"));
    expect(sheet.font).toBe("Calibri");
    expect(draft.font).toBe("Microsoft YaHei");
    expect(pageOf(sheet)[5]![0]).toBe(
      "59.38 points so far, +1.79 against last quarter. Four short boards cost 12.13 points, 79% of all points lost. One line not scored yet, coverage 97.3%.",
    );
    expect(pageOf(sheet)[8]!.filter((value) => value !== null)).toEqual([
      "No.",
      "Indicator",
      "Unit",
      "Weight",
      "Floor",
      "Target",
      "Stretch",
      "Actual",
      "Last qtr",
      "vs last",
      "vs target",
      "Rate",
      "Points",
      "Full",
      "State",
    ]);
  });
});

describe("an odd card", () => {
  it("of one line is one page, and says that nothing is lost", () => {
    const { draft } = oneCard("oneLine");
    expect(draft.print.breaksAfter).toEqual([]);
    expect(pageOf(draft)[5]![0]).toBe("得 12.00 分；没有短木板，也没有失分。");
  });

  it("of forty lines repeats its heads, leaves its short boards to the list, and keeps the total with the signatures", () => {
    const { draft } = oneCard("fortyLines");
    const rows = pageOf(draft);
    expect(draft.print.titleRows).toBe("1:9");
    expect(rows.some((row) => row[0] === "短木板与失分")).toBe(false);
    const link = draft.rows.flat().find((cell) => cell?.link?.sheet === "短木板清单");
    expect(link?.value).toBe("短木板与失分最多的指标共 24 项，列在“短木板清单”。");
    const ends = draft.print.breaksAfter;
    expect(ends).toHaveLength(5);
    // Groups stay whole, the total stands with the signatures, and how each line was scored goes on under its own heads.
    expect(rows[ends[0]! + 1]![1]).toMatch(/^第 \d 组指标$/);
    const pageOfRow = (row: number): number => ends.filter((end) => end < row).length;
    expect(pageOfRow(rows.findIndex((row) => row[1] === "总分"))).toBe(pageOfRow(rows.findIndex((row) => row[1] === "绩效专员")));
    // And the last group stands with the total, which alone would say nothing.
    expect(pageOfRow(rows.findIndex((row) => row[1] === "第 8 组指标"))).toBe(pageOfRow(rows.findIndex((row) => row[1] === "总分")));
    expect(rows.some((row) => row[0] === "下一分在哪里")).toBe(false);
    expect(rows.filter((row) => row[2] === "评分标准").length).toBeGreaterThan(1);
    expect(rows[ends.at(-1)! + 1]!.filter((value) => value !== null)).toEqual(["序号", "指标", "评分标准", "得分由来", "数据来源"]);
  });

  it("of five levels indents its lines and numbers them by their place", () => {
    const { draft } = oneCard("deep");
    expect(draft.rows.slice(FIRST, FIRST + 5).map((row) => [row[0]!.value, row[1]!.value, row[1]!.mark.indent ?? 0])).toEqual([
      ["1", "客户满意度", 0],
      ["1.1", "个人客户", 1],
      ["1.1.1", "全球通", 2],
      ["1.1.1.1", "网络质量", 3],
      ["1.1.1.1.1", "通话质量", 4],
    ]);
  });

  it("of deductions shows what it took off as minus points, with the start and the sum above the total", () => {
    const { draft } = oneCard("deduction");
    const rows = pageOf(draft);
    expect(rows.filter((row) => row[1] === "投诉率").map((row) => [row[3], row[13], row[14]])[0]).toEqual([10, -2.5, "–"]);
    expect(rows.find((row) => row[1] === "客户服务")!.slice(11, 15)).toEqual(["–", null, -7, "–"]);
    const total = rows.findIndex((row) => row[1] === "总分（暂计）");
    expect(rows.slice(total - 2, total + 1).map((row) => [row[1], row[13]])).toEqual([
      ["起始分", 100],
      ["各指标得分合计", -7],
      ["总分（暂计）", 93],
    ]);
    expect(cellAt(draft, "H5")?.value).toBe("≤ 93.00");
  });

  it("at its total's floor says so", () => {
    const { draft } = oneCard("atFloor");
    expect(
      pageOf(draft)
        .find((row) => String(row[1]).startsWith("总分"))!
        .slice(1, 14),
    ).toEqual(["总分（不低于 60）", ...Array<null>(9).fill(null), 0.6, null, 60]);
  });

  it("with figures under policies tells each by sign and word, and what the policies gave", () => {
    const { draft } = oneCard("policies");
    const rows = pageOf(draft);
    expect(rows.slice(FIRST, FIRST + 7).map((row) => [row[7], row[11], row[15]])).toEqual([
      [85, 1.1, "达标"],
      ["／", 1, "达标（不适用，计满分）"],
      ["…", 0.6, "▼ 短木板（未到期，计保底分）"],
      ["□", 0, "▼ 短木板（缺报，计零分）"],
      ["×", "–", "× 无法识别"],
      [72, 0.68, "▼ 短木板（样本不足，沿用旧值）"],
      [85, "–", "× 无法计分"],
    ]);
    expect(rows.find((row) => row[1] === "其中依缺数处理规则计入的分")![13]).toBe(19.54);
    const notes = rows.map((row) => row[0]);
    expect(notes).toEqual(
      expect.arrayContaining([
        "缺报（□）：按方案计零分。",
        "样本不足（—）：沿用最近一次的实际值计分。",
        "无法计分（×）：目标缺失或有误，或实际值不合规则；本卡标为“暂计”，改好后重算。",
      ]),
    );
  });

  it("to which nothing applies has no total, and no zero in its place", () => {
    const { draft } = oneCard("nothingApplies");
    const rows = pageOf(draft);
    expect(rows[4]!.slice(0, 11).filter((value) => value !== null)).toEqual(["–", "–", "–", "–"]);
    expect(rows[5]![0]).toBe("本期没有适用的指标，不计分。");
    expect(rows.find((row) => row[1] === "总分")!.slice(11, 14)).toEqual(["–", null, "–"]);
  });

  it("whose lines have thresholds of their own shows each in a column, and the rule follows it", () => {
    const { draft } = oneCard("ownThresholds");
    const rows = pageOf(draft);
    expect(rows[8]!.slice(14)).toEqual(["满分", "阈值", "判定"]);
    expect(rows.slice(FIRST, FIRST + 4).map((row) => [row[1], row[11], row[15], row[16]])).toEqual([
      ["客户满意度", 0.9, null, null],
      ["个人客户", 0.96, 0.9, "未达标"],
      ["集团客户", 0.84, 0.9, "▼ 短木板"],
      ["投诉处理", 0.68, 0.625, "未达标"],
    ]);
    expect(cellAt(draft, "Q12")?.formula).toContain("ROUND($L12,3)<$P12");
    expect(cellAt(draft, "P13")?.format).toBe('"<"0.0%');
    expect(cellAt(draft, "P8")?.value ?? null).toBeNull();
  });

  it("without rounding shows four decimals, holds all of them, and compares without ROUND", () => {
    const { draft, card } = oneCard("noRounding");
    const row = draft.rows[FIRST]!;
    const points = (linesOf(card.items)[0]!.outcome as { points: { toString(): string } }).points;
    expect(row[13]!.value).toBe(Number(points.toString()));
    expect(shownAs(row[13]!.value as number, row[13]!.format!)).toMatch(/^2\.8543/);
    expect(row[15]!.formula).toContain('IF($L10<$P$8,"▼ 短木板",IF($L10<1,"未达标","达标"))');
  });

  it("with very large figures drops decimals that nobody reads, not the figure", () => {
    const { draft } = oneCard("hugeNumbers");
    const row = draft.rows[FIRST]!;
    expect([row[5]!.value, shownAs(row[5]!.value as number, row[5]!.format!).trim()]).toEqual([1_300_000_000.25, "1,300,000,000"]);
    expect(draft.rows[FIRST + 1]![7]!.format).toContain("0.00E+00");
    expect(draft.rows[FIRST + 2]![7]!.value).toBe(0.00047);
  });

  it("with long names moves the template to the subtitle and wraps what is longer than its column", () => {
    const { draft } = oneCard("longNames");
    const rows = pageOf(draft);
    expect(rows[0]![0]).toBe("省公司客户服务部与营业渠道管理中心（含直属营业厅）");
    expect(rows[1]![0]).toMatch(/^省公司客户服务与营业渠道协同管理专项考核表（试行） · /);
    expect(draft.rowHeights[FIRST]).toBeGreaterThan(40);
    // The long duty stands in merged cells of the last columns.
    const duty = draft.rows.findIndex((row) => row[13]?.value === "省公司客户服务与营业渠道协同管理办公室");
    expect(draft.merges).toContain(`N${duty + 1}:P${duty + 1}`);
  });

  it("with a threshold between whole per cents shows it whole", () => {
    const sample = callCentre("zh", FINE_THRESHOLD);
    const draft = layCard(sample.cards[0]!, contextOf(sample, "zh"));
    expect(cellAt(draft, "P8")).toMatchObject({ value: 0.625, format: '"短木板 <"0.0%' });
  });

  it("that rolls up by its shortest board says that its total is no sum", () => {
    const { draft } = oneCard("shortestBoard");
    expect(pageOf(draft).map((row) => row[0])).toContain("汇总：总分取下级中最低的得分率，不是相加。");
  });
});

describe("the looks on a card", () => {
  it("draw the same edge once: rules stand under a row, and only the notes open with one", () => {
    const sample = callCentre("zh");
    const draft = layCard(sample.cards[0]!, contextOf(sample, "zh"));
    const tops = cellsOf(draft).filter(({ cell }) => lookOf(cell.mark).top !== null);
    expect(new Set(tops.map(({ cell }) => cell.mark.row))).toEqual(new Set(["noteHead"]));
  });

  it("have one size in a row of figures", () => {
    const sample = callCentre("zh");
    const draft = layCard(sample.cards[0]!, contextOf(sample, "zh"));
    for (const { row } of lineRows(sample.cards[0]!)) {
      expect(new Set(draft.rows[row]!.slice(0, stateColumnOf(draft) + 1).map((cell) => lookOf((cell as DraftCell).mark).size))).toEqual(new Set([10]));
    }
  });

  it("are readable: every text colour has at least 4.5 to 1 on white and on its fill", () => {
    const luminance = (colour: string): number => {
      const [red, green, blue] = [0, 2, 4]
        .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const contrast = (one: string, other: string): number =>
      (Math.max(luminance(one), luminance(other)) + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
    for (const [, make] of ALL) {
      const sample = make();
      for (const card of sample.cards) {
        const draft = layCard(card, contextOf(sample, "zh"));
        for (const { cell } of cellsOf(draft)) {
          const look = lookOf(cell.mark);
          expect(contrast(look.colour, look.fill ?? "FFFFFF")).toBeGreaterThanOrEqual(4.5);
        }
        for (const format of draft.conditionalFormats) {
          if (format.kind === "formula" && format.look.colour) expect(contrast(format.look.colour, format.look.fill ?? "FFFFFF")).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });
});

describe("the labels", () => {
  it.each([
    ["zh", zh],
    ["en", en],
  ] as const)("of %s have a name and a sentence for each rule on the cards", (_language, labels) => {
    for (const name of ["deep", "deduction", "shortestBoard"] as const) {
      const sample = ODD_SAMPLES[name]();
      for (const line of linesOf(sample.cards[0]!.items)) expect(labels.rules[line.line.rule.kind].name).not.toBe("");
    }
  });
});

it("finds heads by their words", () => {
  const { draft } = oneCard("oneLine");
  expect(columnOf(draft, "判定")).toBe(15);
});

describe("a table that is a little higher than its page", () => {
  /** One group of so many lines. */
  const ofLines = (count: number) => {
    const rows = [
      "1 | | 客户感知 | 100%",
      ...Array.from(
        { length: count },
        (_line, place) => `1.${place + 1} | 1 | 指标 ${place + 1} | ${place === 0 ? 101 - count : 1}% | % | | anchors | 70 80 90 | 85 | 79`,
      ),
    ];
    const one = sampleOfOne({ name: "一组", fullPoints: 100, rows: rows.join("\n") });
    return layCard(one.cards[0]!, contextOf(one, "zh"));
  };
  const lineHeight = (draft: ReturnType<typeof layCard>): number | undefined => draft.rowHeights[FIRST + 1];
  const printedOn = (draft: ReturnType<typeof layCard>, row: number): number => draft.print.breaksAfter.filter((end) => end < row).length;
  const rowOf = (draft: ReturnType<typeof layCard>, name: string): number => draft.rows.findIndex((row) => row[1]?.value === name);

  it("stands on it with rows that are a little lower, and one that is much higher takes its last lines along to the total's page", () => {
    const heights = Array.from({ length: 30 }, (_card, place) => {
      const draft = ofLines(place + 8);
      const [total, last] = [rowOf(draft, "总分"), rowOf(draft, `指标 ${place + 8}`)];
      // Whatever the length, the total is never alone.
      expect(printedOn(draft, total)).toBe(printedOn(draft, last));
      expect(printedOn(draft, total)).toBe(printedOn(draft, last - 1));
      return [lineHeight(draft), printedOn(draft, total)] as const;
    });
    expect(heights[0]).toEqual([16.5, 0]);
    expect(heights.filter(([height]) => height! < 16.5).length).toBeGreaterThan(0);
    for (const [height, page] of heights) expect(height! >= 15.5 && (height === 16.5 || page === 0)).toBe(true);
    expect(heights.at(-1)).toEqual([16.5, 1]);
  });
});
