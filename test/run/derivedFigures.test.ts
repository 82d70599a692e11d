/** A workbook whose cards take computed figures: read, scored, written, changed by hand, and worked out anew by LibreOffice. */
import { draftScorecards, type Drafted } from "../../src/run/draftScorecards";
import type { Change } from "../../src/run/workbook";
import { linesOf } from "../../src/kpi/scorecard";
import type { Grid } from "../../src/sheets/grid";
import { zh } from "../../src/text/zh";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { proveLive, scoredFile, told } from "../support/liveProof";
import { plainSheet, type PlainCell } from "../support/plainSheet";
import { describeWith } from "../support/systemParts";
import { withCell } from "../workbooks/bookBytes";

type Sheets = Readonly<Record<string, readonly (readonly PlainCell[])[]>>;

const SHEETS: Sheets = {
  设置: [
    ["设置项", "值"],
    ["期间", "2026Q3"],
  ],
  部门: [
    ["编码", "部门名称", "简称", "考核表"],
    ["TY", "太原分公司", "太原", "BR"],
    ["DT", "大同分公司", "大同", "BR"],
  ],
  指标: [
    ["编码", "指标名称", "单位", "方向"],
    ["CSAT", "客户满意度", "分", "越高越好"],
    ["EXP", "客户期望值", "分", "越高越好"],
    ["CNUM", "投诉件数", "件", "越低越好"],
    ["USERS", "用户数", "户", "越高越好"],
    ["CRATE", "投诉率", "件/万户", "越低越好"],
    ["CIMP", "投诉率改善度", "件/万户", "越高越好"],
    ["IMP", "客户满意度改善度", "分", "越高越好"],
    ["IMPY", "客户满意度同比改善率", "%", "越高越好"],
    ["GAP", "客户满意度缺口缩小", "%", "越高越好"],
    ["LEAD", "客户满意度领先度", "分", "越高越好"],
    ["PE", "感知与期望差", "分", "越高越好"],
    ["C1", "一般投诉", "件", "越低越好"],
    ["C2", "升级投诉", "件", "越低越好"],
    ["C3", "重大投诉", "件", "越低越好"],
    ["CW", "投诉加权件数", "件", "越低越好"],
    ["BSAT", "品牌满意度", "分", "越高越好"],
    ["BIMP", "品牌满意度改善度", "分", "越高越好"],
    ["CHK", "服务标准检查", "%", "越高越好"],
    ["SUR", "一线员工感知", "分", "越高越好"],
  ],
  成员: [
    ["指标", "成员编码", "成员名称", "权重"],
    ["BSAT", "QQT", "全球通", 50],
    ["BSAT", "SZX", "神州行", 30],
    ["BSAT", "DGDD", "动感地带", 20],
  ],
  派生指标: [
    ["指标", "算法", "来源指标", "对比指标", "系数", "基期", "满值", "最少份数"],
    ["BSAT", "加权平均", "BSAT.*", null, null, null, null],
    ["BIMP", "改善", "BSAT", null, null, null, null],
    ["CHK", "检查表", null, null, null, null, null],
    ["SUR", "问卷", null, null, null, null, null, 30],
    ["CRATE", "比率", "投诉件数", "用户数", 10000, null, null],
    ["CIMP", "改善", "CRATE", null, null, null, null],
    ["IMP", "改善", "CSAT", null, null, "上期", null],
    ["IMPY", "改善率", "CSAT", null, null, "去年同期", null],
    ["GAP", "缺口缩小", "CSAT", null, null, null, null],
    ["LEAD", "领先", "客户满意度", "竞争对手", null, null, null],
    ["PE", "差值", "CSAT", "EXP", null, null, null],
    ["CW", "加权合计", "C1、C2、C3", null, "0.1、0.5、2", null, null],
  ],
  考核表: [
    ["编码", "考核表名称", "满分"],
    ["BR", "地市分公司", 100],
  ],
  权重树: [
    ["考核表", "编码", "上级", "名称", "权重", "指标", "计分规则"],
    ["BR", "1", null, "客户满意度", 20, "CSAT", "三点线性"],
    ["BR", "2", null, "改善度", 5, "IMP", "三点线性"],
    ["BR", "3", null, "同比改善率", 5, "IMPY", "三点线性"],
    ["BR", "4", null, "缺口缩小", 5, "GAP", "三点线性"],
    ["BR", "5", null, "领先度", 5, "LEAD", "三点线性"],
    ["BR", "6", null, "感知与期望差", 10, "PE", "三点线性"],
    ["BR", "7", null, "投诉率", 10, "CRATE", "三点线性"],
    ["BR", "8", null, "投诉率改善", 5, "CIMP", "三点线性"],
    ["BR", "9", null, "投诉加权件数", 10, "CW", "完成率"],
    ["BR", "10", null, "品牌满意度", 5, "BSAT", "三点线性"],
    ["BR", "11", null, "全球通满意度改善", 5, "BIMP.QQT", "三点线性"],
    ["BR", "12", null, "服务标准检查", 5, "CHK", "完成率"],
    ["BR", "13", null, "员工感知", 10, "SUR", "完成率"],
  ],
  目标: [
    ["指标", "保底值", "目标值", "挑战值", "最优值"],
    ["CSAT", 75, 85, 90, 95],
    ["IMP", -1, 1, 3, null],
    ["IMPY", 0, 2, 5, null],
    ["GAP", -20, 10, 50, null],
    ["LEAD", -2, 1, 4, null],
    ["PE", -10, 0, 5, null],
    ["CRATE", 5, 3, 2, null],
    ["CIMP", 0, 0.3, 1, null],
    ["CW", null, 3, null, null],
    ["BSAT", 70, 85, 95, null],
    ["BIMP.QQT", -2, 1, 3, null],
    ["CHK", null, 80, null, null],
    ["SUR", null, 75, null, null],
  ],
  太原指标: [
    ["指标名称", "单位", "2026Q2", "2026Q3", "同期", "竞争对手（联通）", "竞争对手（电信）"],
    ["客户满意度", "分", 85.7, 86, 83.2, 84.1, 82],
    ["客户期望值", "分", 90, 91, null, null, null],
    ["投诉件数", "件", 150, 123, null, null, null],
    ["用户数", "户", 480000, 476000, null, null, null],
    ["一般投诉", "件", 4, 3, null, null, null],
    ["升级投诉", "件", 0, 1, null, null, null],
    ["重大投诉", "件", 0, 1, null, null, null],
    ["品牌满意度·全球通", "分", 88, 86.5, null, null, null],
    ["神州行品牌满意度", "分", 82, 83, null, null, null],
    ["品牌满意度（动感地带）", "分", 80, 84, null, null, null],
  ],
  大同指标: [
    ["指标名称", "单位", "实际值", "上期", "同期", "竞争对手"],
    ["客户满意度", "分", 79.3, 80.1, 79, 81.4],
    ["客户期望值", "分", 88, null, null, null],
    ["投诉件数", "件", 210, 180, null, null],
    ["用户数", "户", 350000, 350000, null, null],
    ["一般投诉", "件", 9, null, null, null],
    ["升级投诉", "件", 2, null, null, null],
    ["重大投诉", "件", "/", null, null, null],
  ],
  品牌数据: [
    ["部门", "指标", "品牌", "2026Q2", "2026Q3"],
    ["大同", "品牌满意度", "全球通", 79, 81],
    ["大同", "品牌满意度", "神州行", 77, 78],
    ["大同", "品牌满意度", "动感地带", "/", "/"],
  ],
  检查表: [
    ["部门", "期间", "指标", "条目", "状态"],
    ...Array.from({ length: 10 }, (_item, place) => [
      "太原",
      "2026Q3",
      "服务标准检查",
      `标准 ${place + 1}`,
      place < 7 ? "具备" : place < 9 ? "需采取行动" : "不适用",
    ]),
    ["大同", "2026Q3", "服务标准检查", "标准 1", "不适用"],
  ],
  问卷: [
    ["部门", "期间", "指标", "题目", "得分", "份数"],
    ["太原", "2026Q3", "一线员工感知", "礼貌态度", 8, 30],
    ["太原", "2026Q3", "一线员工感知", "业务办理速度", 6, 10],
    ["大同", "2026Q3", "一线员工感知", "礼貌态度", 8, 12],
    ["大同", "2026Q3", "一线员工感知", "问题解决能力", 7, 12],
  ],
};

async function bytesOf(sheets: Sheets): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write(
    Object.entries(sheets).map(([name, rows]): Change => ({ kind: "createSheet", name, block: null, after: "last", draft: plainSheet(rows) })),
  );
  return workbook.toBytes();
}

const drafted = async (bytes: Uint8Array): Promise<Drafted> => draftScorecards(openXlsx(bytes), { period: null, labelsFor: () => zh.sheetLabels });

/** "IMP 0.3", or the state. */
function figures({ cards }: Drafted, department: string): string[] {
  const card = cards.find((one) => one.department.code === department)!;
  return linesOf(card.items).map(({ indicator, figure }) => `${indicator.code} ${figure.state === "value" ? Number(figure.value.toFixed(6)) : figure.state}`);
}

const said = ({ findings }: Drafted): string[] => findings.map(({ code, source }) => `${code} ${source?.sheet ?? ""}!${source?.cell ?? ""}`);

describe("a workbook with computed figures", () => {
  it("computes them from sheets of several shapes", async () => {
    const run = await drafted(await bytesOf(SHEETS));
    // 24 answers are fewer than 30.
    expect(said(run)).toEqual(["lineHeld 派生指标!A5"]);
    expect(figures(run, "TY").join(", ")).toBe(
      "CSAT 86, IMP 0.3, IMPY 3.365385, GAP 3.225806, LEAD 1.9, PE -5, CRATE 2.584034, CIMP 0.540966, CW 2.8, BSAT 84.95, BIMP.QQT -1.5, CHK 77.777778, SUR 72.222222",
    );
    // 上期 and 同期 stand beside the figure; one class of complaints and one brand do not apply, and no item of the checklist does.
    expect(figures(run, "DT").join(", ")).toBe(
      "CSAT 79.3, IMP -0.8, IMPY 0.379747, GAP -5.369128, LEAD -2.1, PE -8.7, CRATE 6, CIMP -0.857143, CW 1.9, BSAT 79.875, BIMP.QQT 2, CHK notApplicable, SUR suppressed",
    );
    // 20.8 + 4.3 + 5.46 + 4.55 + 5.3 + 8 + 10.83 + 5.34 + 10.71 + 4.99 + 3.33 + 4.86 + 9.63, worked out by hand.
    expect(run.cards.map(({ state, points }) => `${state} ${state === "complete" ? points!.toString() : ""}`)).toEqual(["complete 98.1", "incomplete "]);
  });

  it("says what a computed figure lacks, at the cell that should hold it", async () => {
    const run = await drafted(
      await bytesOf({
        ...SHEETS,
        太原指标: SHEETS["太原指标"]!.map((row) =>
          row[0] === "用户数" ? ["用户数", "户", 480000, 0, null, null, null] : row[0] === "客户期望值" ? [row[0]!, "分", 90, null, null, null, null] : row,
        ),
        大同指标: [
          ...SHEETS["大同指标"]!.map((row) => (row[0] === "客户满意度" ? [row[0], "分", 79.3, 80.1, 79, null] : row)),
          ["投诉率", "件/万户", 5.1, null, null, null],
        ],
      }),
    );
    expect(said(run).sort()).toEqual([
      "derivedTyped 大同指标!C9",
      "derivedZero 太原指标!D5",
      "figureMissing 大同指标!F2",
      "figureMissing 太原指标!D3",
      "lineHeld 派生指标!A5",
    ]);
    expect(figures(run, "TY").filter((one) => /^(PE|CRATE|CIMP)/.test(one))).toEqual(["PE missing", "CRATE unreadable", "CIMP unreadable"]);
    expect(figures(run, "DT").filter((one) => /^(LEAD|CRATE)/.test(one))).toEqual(["LEAD missing", "CRATE 6"]);
  });
});

describe("a blank in a checklist", () => {
  const blank = (missing: string): Sheets => ({
    ...SHEETS,
    设置: [...SHEETS["设置"]!, ["未报", missing]],
    检查表: SHEETS["检查表"]!.map((row, place) => (place === 2 ? [...row.slice(0, -1), null] : row)),
  });

  it("is said once, at its own cell, and holds the line or not as the policy for what was not reported says", async () => {
    for (const [missing, severity] of [
      ["暂缓", "held"],
      ["计零分", "warning"],
    ] as const) {
      const { findings } = await drafted(await bytesOf(blank(missing)));
      const found = findings.filter(({ source }) => source?.sheet === "检查表").map(({ code, source, severity: how }) => `${code} ${source!.cell} ${how}`);
      expect(found).toEqual([`itemBlank E3 ${severity}`]);
    }
  });
});

describeWith(["libreOffice"], "its formulas in LibreOffice", () => {
  it("say of no computed figure that an input was changed, because doubles have another last digit there", async () => {
    const sheets: Sheets = {
      设置: SHEETS["设置"]!,
      部门: SHEETS["部门"]!.slice(0, 2),
      指标: [SHEETS["指标"]![0]!, ["CRATE", "投诉率", "件/万户", "越低越好"], ["GAP", "投诉率缺口缩小", "%", "越高越好"]],
      派生指标: [
        ["指标", "算法", "来源指标", "满值"],
        ["GAP", "缺口缩小", "CRATE", 0],
      ],
      考核表: SHEETS["考核表"]!,
      权重树: [SHEETS["权重树"]![0]!, ["BR", "1", null, "缺口缩小", 100, "GAP", "三点线性"]],
      目标: [
        ["指标", "保底值", "目标值"],
        ["GAP", 0, 80],
      ],
      太原指标: [
        ["指标名称", "单位", "2026Q2", "2026Q3"],
        // 132.5 ÷ 1.784 is 74.2713004484304933…
        ["投诉率", "件/万户", 1.784, 0.459],
      ],
    };
    const [proof] = await proveLive([await scoredFile("一行", await bytesOf(sheets), null)]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(20);
  }, 180_000);

  const FIGURE = 9;
  const STATE = 10;
  const dataOf = (grid: Grid): Map<string, readonly unknown[]> =>
    new Map(
      Array.from({ length: grid.rowCount - 5 }, (_row, place) => place + 5).map((row) => {
        const at = (column: number): unknown => grid.at(row, column).value;
        return [[at(0), at(2), at(3), at(6), at(7)].join(" "), [at(FIGURE), at(STATE)]] as const;
      }),
    );

  it("give what the engine gives, in every cell", async () => {
    const [proof] = await proveLive([await scoredFile("computed", await bytesOf(SHEETS), null)]);
    expect(proof!.disagreements.map(told)).toEqual([]);
    expect(proof!.cells).toBeGreaterThan(300);
  }, 300_000);

  it("follow what people change in the sheets of figures, and in the targets' sheet", async () => {
    const scored = await scoredFile("computed", await bytesOf(SHEETS), null);
    // Fewer complaints, an earlier figure restated, a competitor's taken away, a count of 0 to divide by, a benchmark raised.
    const edits: readonly (readonly [string, string, string, string])[] = [
      ["太原指标", "D4", "n", "<v>100</v>"],
      ["太原指标", "C2", "n", "<v>84</v>"],
      ["太原指标", "D8", "n", "<v>0</v>"],
      ["检查表", "E9", "str", "<v>具备</v>"],
      ["检查表", "E12", "str", "<v>待定</v>"],
      ["问卷", "F5", "n", "<v>20</v>"],
      ["问卷", "E2", "n", "<v>9.5</v>"],
      ["品牌数据", "E2", "n", "<v>85</v>"],
      ["大同指标", "F2", "str", "<v>待定</v>"],
      ["大同指标", "C5", "n", "<v>0</v>"],
      ["大同指标", "C6", "str", "<v></v>"],
      ["目标", "E2", "n", "<v>99</v>"],
    ];
    const edited = edits.reduce((bytes, [sheet, cell, type, content]) => withCell(bytes, sheet, cell, type, content), scored.bytes);
    const [live] = await recalculated([edited]);
    const anew = await scoredFile("anew", edited, null);
    const sheets = openXlsx(anew.bytes);
    const survey = await sheets.survey();
    const grids = await sheets.read(survey.sheets.map((sheet) => sheet.id));
    const data = (name: string): Grid => grids.get(survey.sheets.find((sheet) => sheet.name === name)!.id)!;
    const [then, now] = [dataOf(data("数据")), dataOf(live!.get("数据")!)];
    expect([...now.keys()]).toEqual([...then.keys()]);
    for (const [key, [figure, state]] of then) {
      const [found, foundState] = now.get(key)!;
      const same = typeof figure === "number" && typeof found === "number" ? Math.abs(figure - found) <= 1e-9 : figure === found;
      expect({ key, figure: same ? figure : found, state: foundState }).toEqual({ key, figure, state });
    }
    // Points, full points, rate and coverage.
    for (const name of ["太原", "大同"]) {
      const keyFigures = (grid: Grid): unknown[] =>
        Array.from({ length: 16 }, (_cell, column) => grid.at(4, column).value).filter((one) => typeof one === "number");
      expect(keyFigures(live!.get(name)!)).toEqual(keyFigures(data(name)));
    }
  }, 300_000);
});
