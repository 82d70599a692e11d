import type { Reading } from "../../src/kpi/figure";
import { type ScoredItem, linesOf } from "../../src/kpi/scorecard";
import { layData } from "../../src/sheets/layData";
import { contextOf, faultsOf, overflowsOf, valuesOf } from "../support/draftChecks";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";

describe("the data table", () => {
  const of = callCentre("zh");
  const draft = layData(of.cards, of.readings, contextOf(of, "zh"));
  const rows = valuesOf(draft);

  it("has a row for each line and period, the scored one first", () => {
    expect(rows[4]).toEqual([
      "部门编码",
      "部门",
      "考核表",
      "行编码",
      "行",
      "指标编码",
      "指标",
      "期间",
      "单位",
      "数值",
      "状态",
      "来源表",
      "单元格",
      "来源处的名称",
      "原文",
      "取数方式",
      "行次",
    ]);
    expect(rows.filter((row) => row[3] === "3.2").map((row) => [row[7], row[9], row[10], row[11], row[12]])).toEqual([
      ["2026Q3", 70.6, "已报", "省呼叫中心", "F9"],
      ["2026Q2", 73.4, "已报", "省呼叫中心", "G9"],
      ["2026Q1", 71.2, "已报", "省呼叫中心", "H9"],
    ]);
    expect(rows.slice(5).filter((row) => row[7] === "2026Q3")).toHaveLength(linesOf(of.cards[0]!.items).length);
  });

  it("looks a row up once for all periods that stand side by side, and takes each figure from that row", () => {
    const found = (reading: Reading): Reading => ({
      ...reading,
      live: { times: 1, lookup: { firstRow: 6, lastRow: 30, keys: [{ column: "C", found: reading.label }] } },
    });
    const within = (items: readonly ScoredItem[]): readonly ScoredItem[] =>
      items.map((item) => (item.kind === "branch" ? { ...item, children: within(item.children) } : { ...item, reading: item.reading && found(item.reading) }));
    const cards = of.cards.map((card) => ({ ...card, items: within(card.items) }));
    const live = layData(cards, of.readings.map(found), contextOf(of, "zh")).rows.filter((row) => row[3]?.value === "3.2");
    const top = rows.findIndex((row) => row[3] === "3.2") + 1;
    expect(live.map((row) => [row[16]!.value, row[16]!.formula])).toEqual([
      [4, `IFERROR(MATCH("${String(live[0]![13]!.value)}",'省呼叫中心'!$C$6:$C$30,0),"!")`],
      [4, `$Q$${top}`],
      [4, `$Q$${top + 1}`],
    ]);
    const cell = `INDEX('省呼叫中心'!$G$6:$G$30,$Q${top + 1})`;
    expect(live[1]![9]!.formula).toBe(`IF(COUNT(${cell})=1,${cell},IF(ISBLANK(${cell}),"□","×"))`);
  });

  it("holds a percentage as 85 and shows it with its sign", () => {
    const row = draft.rows[rows.findIndex((values) => values[3] === "3.2")]!;
    expect(row[9]).toMatchObject({ value: 70.6, format: '#,##0.0"%";-#,##0.0"%";#,##0.0"%";@_%' });
  });

  it("leads to the cell that a figure came from", () => {
    const row = draft.rows[rows.findIndex((values) => values[3] === "3.2")]!;
    expect(row[12]!.link).toEqual({ sheet: "省呼叫中心", cell: "F9", tip: "到“省呼叫中心”的 F9" });
  });

  it("tells an absent figure by sign and word, and what stood there", () => {
    const odd = ODD_SAMPLES.policies();
    const all = valuesOf(layData(odd.cards, odd.readings, contextOf(odd, "zh"))).filter((row) => row[7] === "2026Q3");
    expect(all.map((row) => [row[9], row[10], row[14]])).toEqual([
      [85, "已报", null],
      ["／", "／ 不适用", null],
      ["…", "… 未到期", null],
      ["□", "□ 缺报", null],
      ["×", "× 无法识别", "待定"],
      ["—", "— 样本不足", null],
      [85, "已报", null],
    ]);
  });

  it("keeps a row for a line that no sheet has a figure for", () => {
    const rows = valuesOf(layData(of.cards, [], contextOf(of, "en")));
    expect(rows).toHaveLength(5 + linesOf(of.cards[0]!.items).length);
    const bare = { ...of.cards[0]!, items: of.cards[0]!.items.map((item) => (item.kind === "line" ? { ...item, reading: null } : item)) };
    const missing = valuesOf(layData([bare], [], contextOf(of, "en"))).find((row) => row[3] === "8")!;
    expect(missing.slice(9)).toEqual(["□", "□ Missing", "–", "–", "–", null, "nothing", null]);
  });

  it.each([["the call centre", () => callCentre("en")], ["a province", () => province()], ...Object.entries(ODD_SAMPLES)])(
    "of %s stays inside of its block and fits",
    (_name, make) => {
      const other = make();
      const sheets = other.scheme.departments.map((department) => department.name);
      for (const language of ["zh", "en"] as const) {
        const sheet = layData(other.cards, other.readings, contextOf(other, language));
        expect(faultsOf(sheet, [...sheets, "汇总", "Summary"])).toEqual([]);
        expect(overflowsOf(sheet)).toEqual([]);
      }
    },
  );
});
