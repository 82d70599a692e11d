import { linesOf } from "../../src/kpi/scorecard";
import { shortBoardsOf } from "../../src/kpi/shortBoard";
import { layShortBoards } from "../../src/sheets/layShortBoards";
import { contextOf, faultsOf, overflowsOf, valuesOf } from "../support/draftChecks";
import type { Sample } from "../support/sampleCards";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";

const ALL: readonly (readonly [string, () => Sample])[] = [
  ["the call centre", () => callCentre("zh")],
  ["a province", () => province()],
  ...Object.entries(ODD_SAMPLES),
];

describe.each(ALL)("the short-board list of %s", (_name, make) => {
  const of = make();

  it.each(["zh", "en"] as const)("stays inside of its block and fits, in %s", (language) => {
    const draft = layShortBoards(of.cards, contextOf(of, language));
    expect(faultsOf(draft, [...of.cards.map((card) => card.department.shortName), "汇总", "Summary"])).toEqual([]);
    expect(overflowsOf(draft)).toEqual([]);
  });

  it("holds each line that is short or among the most lost, and no other", () => {
    const rows = valuesOf(layShortBoards(of.cards, contextOf(of, "zh")));
    const listed = rows.filter((row) => /^[▼●] /.test(String(row[3]))).length;
    expect(listed).toBe(of.cards.flatMap((card) => linesOf(card.items)).filter((line) => line.belowThreshold || line.amongMostLost).length);
  });

  it("adds up to what is lost", () => {
    const rows = valuesOf(layShortBoards(of.cards, contextOf(of, "zh")));
    const lost = rows.filter((row) => /^[▼●] /.test(String(row[3]))).reduce((total, row) => total + (row[9] as number), 0);
    const total = rows.find((row) => row[1] === "合计");
    if (shortBoardsOf(of.cards).length > 0) expect(total![9]).toBeCloseTo(lost, 9);
    else expect(total).toBeUndefined();
  });
});

describe("the short-board list", () => {
  it("says why each line is listed, most points lost first, with its branch, trend and duty", () => {
    const of = callCentre("zh");
    const draft = layShortBoards(of.cards, contextOf(of, "zh"));
    const rows = valuesOf(draft);
    expect(rows[3]![0]).toBe("4 项低于阈值（▼），另有 0 项失分居本部门前列（●）；3 项已连续两季以上；共失 12.13 分。");
    expect(rows[5]).toEqual(["序号", "部门", "指标", "入选原因", "单位", "实际", "目标", "较目标", "得分率", "失分", "满分", "趋势", "起始", "责任部门"]);
    expect(rows.slice(6, 10)).toEqual([
      [1, "呼叫中心", "人工应答 · 人工应答率", "▼ 低于 80% ●", "%", 83.1, 90, -6.9, 0, 5.14, 5.14, "↑", "2026Q1", "呼叫中心"],
      [2, "呼叫中心", "电子渠道服务满意度 · 网站营业厅", "▼ 低于 80% ●", "%", 70.6, 80, -9.4, 0, 4, 4, "↓", "2026Q1", "电子渠道部"],
      [3, "呼叫中心", "热线投诉 · 投诉件数", "▼ 低于 80% ●", "件 ↓", 408, 360, -48, 0.68, 1.61, 5.01, "↓", "2026Q3", "呼叫中心"],
      [4, "呼叫中心", "热线投诉 · 投诉处理满意率", "▼ 低于 80%", "%", 71.4, 80, -8.6, 0.656, 1.38, 4.01, "↓", "2026Q2", "呼叫中心"],
    ]);
    expect(draft.freezeAt).toBe("D7");
    expect(draft.rows[6]![1]!.link).toMatchObject({ sheet: "呼叫中心", cell: "A1" });
    expect(draft.conditionalFormats).toEqual([
      { kind: "formula", area: "H7:H10", formula: "AND(ISNUMBER(H7),H7<0)", look: { colour: "9C2F16" }, stopIfTrue: false },
    ]);
  });

  it("says so where there is nothing to list", () => {
    const of = ODD_SAMPLES.oneLine();
    const draft = layShortBoards(of.cards, contextOf(of, "en"));
    expect(valuesOf(draft)[3]![0]).toBe("No short boards this period, and no points lost.");
    expect(draft.freezeAt).toBeUndefined();
  });

  it("lists a deduction with what it took off", () => {
    const of = ODD_SAMPLES.deduction();
    const rows = valuesOf(layShortBoards(of.cards, contextOf(of, "zh")));
    expect(rows[6]!.slice(8, 11)).toEqual([0.2, 4, "–"]);
  });
});
