/** 不得评优: vetoes that leave a grade at best, by rate and by quota, from the sheets to the card, live in LibreOffice, and followed when one strikes at last. */
import { draftScorecards } from "../../src/run/draftScorecards";
import { COLUMN } from "../../src/sheets/cardPlan";
import { SETTING_ITEMS } from "../../src/sheets/schemeColumns";
import { zh } from "../../src/text/zh";
import { openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { proveLive, scoredFile, told } from "../support/liveProof";
import { describeWith } from "../support/systemParts";
import { bookBytes, withCell } from "../workbooks/bookBytes";
import type { SmallBook } from "../workbooks/smallScheme";

const BRANCHES = ["太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城", "忻州", "临汾"];
const RATES = [99, 98, 98, 96, 95, 94, 93, 92, 91, 90];
const ACCIDENTS = [1, 0, 0, 0, 0, 2, 0, 0, 0, 0];

function book(forced: boolean): SmallBook {
  return {
    tables: {
      settings: [
        { item: SETTING_ITEMS.period.zh, value: "2026Q3" },
        { item: SETTING_ITEMS.language.zh, value: "中文" },
        ...(forced ? [{ item: SETTING_ITEMS.forcedDistribution.zh, value: "是" }] : []),
      ],
      departments: BRANCHES.map((name, place) => ({ code: `B${place + 1}`, name, templates: "BR" })),
      indicators: [
        { code: "S", name: "综合满意度", unit: "", direction: "越高越好" },
        { code: "A", name: "重大事故", unit: "件", direction: "越低越好" },
      ],
      templates: [{ code: "BR", name: "地市分公司", fullPoints: 100 }],
      tree: [{ template: "BR", code: "L", name: "综合满意度", weight: "100%", indicator: "S", rule: "直接给分" }],
      rules: [],
      bands: [],
      targets: [],
      bindings: [],
      vetoes: [
        { code: "V1", name: "出事故不得评优", indicator: "A", comparison: "不低于", limit: 1, effect: "等级最高为", value: "良" },
        { code: "V2", name: "出两次降一级", indicator: "A", comparison: "不低于", limit: 2, effect: "降级", value: 1 },
      ],
      grades: [
        { name: "优", from: 97, quota: 20 },
        { name: "良", from: 94, quota: 30 },
        { name: "中", from: 91, quota: 40 },
        { name: "差", from: null, quota: 10 },
      ],
    },
    sheets: [
      {
        name: "地市数据",
        rows: [
          ["部门", "指标名称", "实际值"],
          ...BRANCHES.flatMap((branch, at) => [
            [branch, "综合满意度", RATES[at]!],
            [branch, "重大事故", ACCIDENTS[at]!],
          ]),
        ],
      },
    ],
  };
}

const cell = (branch: number, accident: boolean): string => `C${5 + branch * 2 + (accident ? 1 : 0)}`;

async function gradesOf(bytes: Uint8Array): Promise<string> {
  const { cards } = await draftScorecards(openXlsx(bytes), { period: null, labelsFor: () => zh.sheetLabels });
  return cards.map(({ grade }) => `${grade!.before ? `${grade!.before.name}→` : ""}${grade!.grade.name}`).join(" ");
}

test("the grade is no better than the veto leaves it, and by quota the next card has the place", async () => {
  expect(await gradesOf(await bookBytes(book(false), "zh"))).toBe("优→良 优 优 良 良 良→中 中 中 中 差");
  // Two may be 优: the second and the third. Of three 良 the first has one, then the fourth and the fifth.
  expect(await gradesOf(await bookBytes(book(true), "zh"))).toBe("优→良 优 优 良 良 中→差 中 中 中 差");
});

describeWith(["libreOffice"], "cards whose grade a veto caps", () => {
  test.each([
    ["by rate", false],
    ["by quota", true],
  ])(
    "say %s in formulas what was graded",
    async (_how, forced) => {
      const [proof] = await proveLive([await scoredFile("caps", await bookBytes(book(forced), "zh"), null)]);
      expect(proof!.disagreements.map(told)).toEqual([]);
      expect(proof!.cells).toBeGreaterThan(300);
    },
    120_000,
  );

  test.each([
    ["by rate", false],
    ["by quota", true],
  ])(
    "follow %s when a veto strikes another card, and no longer the first",
    async (_how, forced) => {
      const { bytes, drafts } = await scoredFile("caps", await bookBytes(book(forced), "zh"), null);
      const edits = [
        [cell(0, true), 0],
        [cell(1, true), 1],
        [cell(2, true), 1],
        [cell(5, true), 0],
      ] as const;
      const edited = edits.reduce((now, [at, value]) => withCell(now, "地市数据", at, "n", `<v>${value}</v>`), bytes);
      const [live] = await recalculated([edited]);
      const again = await scoredFile("again", edited, null);
      const wanted = again.drafted.cards.map(({ grade }) => grade!.grade.name);
      expect(wanted.join(" ")).toBe(forced ? "优 良 良 优 良 中 中 中 中 差" : "优 良 良 良 良 良 中 中 中 差");
      const found = BRANCHES.map((branch) => {
        const row = drafts.get(branch)!.rows.findIndex((cells) => cells[COLUMN.name]?.value === zh.sheetLabels.card.grade.caption);
        return live!.get(branch)!.at(row, COLUMN.points).value;
      });
      expect(found).toEqual(wanted);
    },
    120_000,
  );
});
