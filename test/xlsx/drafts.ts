/** Drafts for the tests of this room: a small card that uses every feature of a draft, and plain sheets of values. */
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";

/** A sheet of plain cells; null is a hole. */
export function plainDraft(rows: readonly (readonly (string | number | boolean | null)[])[], more: Partial<SheetDraft> = {}): SheetDraft {
  return {
    rows: rows.map((row) => row.map((value): DraftCell | undefined => (value === null ? undefined : { value, mark: { row: "plain", role: "text" } }))),
    columnWidths: [],
    rowHeights: [],
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: true,
    font: "Calibri",
    print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
    ...more,
  };
}

/** A card of the call centre, cut down: title, heads, `lines` lines, total; with everything that a draft can ask for. */
export function cardDraft(lines = 3, more: Partial<SheetDraft> = {}): SheetDraft {
  const cell = (value: DraftCell["value"], row: DraftCell["mark"]["row"], role: DraftCell["mark"]["role"], rest: Partial<DraftCell> = {}): DraftCell => ({
    value,
    mark: { row, role },
    ...rest,
  });
  const last = 3 + lines;
  const body = Array.from({ length: lines }, (_, index) => {
    const at = index + 4;
    return [
      cell(`1.${index + 1}`, "line", "centre"),
      cell(`人工应答率 ${index + 1}`, "line", "text", { mark: { row: "line", role: "text", indent: 1 }, link: { sheet: "汇总", cell: "A1", tip: "汇总" } }),
      cell(85 + index, "line", "strongNumber", { format: '0.0"%"' }),
      cell((85 + index) / 100, "line", "number", { formula: `ROUND(ROUND(C${at},10),1)/100`, format: '[<0.8]"▼ "0.0%;0.0%' }),
      cell((85 + index) / 100, "line", "bar", { formula: `D${at}`, format: ";;;" }),
      cell("达标", "line", "text", { formula: `IF(ROUND(D${at},3)<$F$2,"▼ 短木板","达标")` }),
    ];
  });
  return {
    rows: [
      [cell("呼叫中心 2026 年第三季度", "title", "strong"), undefined, undefined, undefined, undefined, undefined],
      [
        cell("=1+1 & <别算>", "subtitle", "second"),
        undefined,
        undefined,
        undefined,
        cell("门槛", "caption", "second"),
        cell(0.8, "caption", "number", { format: "0%" }),
      ],
      ["序号", "指标", "实际", "得分率", "条", "判定"].map((head) => cell(head, "head", "text")),
      ...body,
      [
        cell("合计", "total", "strong"),
        undefined,
        cell(null, "total", "number"),
        cell(body.reduce((sum, [, , , rate]) => sum + Number(rate!.value), 0) / lines, "total", "number", { formula: `AVERAGE(D4:D${last})`, format: "0.0%" }),
      ],
    ],
    columnWidths: [5, 29, 9.5, 9, 11, 13],
    rowHeights: [30, 18, 18, ...body.map(() => 16.5), 22],
    merges: ["A1:C1"],
    conditionalFormats: [
      { kind: "formula", area: `A4:D${last}`, formula: "ROUND($D4,3)<$F$2", look: { fill: "F9E9E3", colour: "9C2F16", bold: true }, stopIfTrue: true },
      { kind: "dataBar", area: `E4:E${last}`, min: 0, max: 1.2, colour: "A9B6C3" },
    ],
    tables: [{ name: "kpiLines", area: `A3:F${last}`, columns: ["序号", "指标", "实际", "得分率", "条", "判定"] }],
    choices: [{ area: `F4:F${last + 20}`, words: ["达标", "未达标", "▼ 短木板"] }],
    charts: [
      {
        name: "kpi.rates",
        over: `H4:L${last}`,
        description: "各指标得分率",
        kind: "bar",
        categories: `B4:B${last}`,
        series: [
          { title: "C3", values: `C4:C${last}`, colour: "9AA5B1", look: "outline" },
          { title: "D3", values: `D4:D${last}`, colour: "47637D", look: "solid", labels: "0.0%" },
        ],
      },
      {
        name: "kpi.months",
        over: "H12:N26",
        description: "实际与得分率",
        kind: "column",
        categories: `B4:B${last}`,
        series: [
          { title: "C3", values: `C4:C${last}`, colour: "BFC9D3", look: "solid" },
          { title: "D3", values: `D4:D${last}`, colour: "9C2F16", look: "line", labels: "0.00" },
        ],
        axes: { categoryTitle: "指标", valueTitle: "分 & 率", format: "0" },
        legend: "bottom",
        overlap: 0,
        gap: 80,
      },
    ],
    freezeAt: "C4",
    tabColour: "47637D",
    gridlines: false,
    font: "Microsoft YaHei",
    print: {
      orientation: "landscape",
      titleRows: "1:3",
      titleColumns: "A:B",
      area: `A1:F${last + 1}`,
      footer: { left: "2026 Q3 呼叫中心", centre: "第 &P 页,共 &N 页", right: "A&&B 7f3a" },
      breaksAfter: [last],
    },
    ...more,
  };
}
