import type { SheetDraft } from "../../src/sheets/draft";
import { listFormula } from "../../src/xlsx/choices";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { plainDraft } from "./drafts";
import { changedSheet, sheetPathOf } from "./edits";
import { partOf } from "./packageChecks";

const SHEET = "指标";
const BLOCK = "kpi.indicators";
const rows = [
  ["编码", "方向"],
  ["CSAT", "越高越好"],
];
const offering = (...choices: NonNullable<SheetDraft["choices"]>): SheetDraft => plainDraft(rows, { choices });
const direction = { area: "B2:B200", words: ["越高越好", "越低越好"] };

async function written(draft: SheetDraft): Promise<XlsxWorkbook> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: SHEET, block: BLOCK, after: "last", draft }]);
  return openXlsx(workbook.toBytes());
}

const lists = (workbook: XlsxWorkbook): string => {
  const text = partOf(workbook.toBytes(), sheetPathOf(workbook.toBytes(), SHEET));
  return /<dataValidations.*<\/dataValidations>/.exec(text)?.[0] ?? "";
};
const rule = (area: string, list: string): string =>
  `<dataValidation type="list" allowBlank="1" sqref="${area}"><formula1>"${list}"</formula1></dataValidation>`;

describe("drop-down lists", () => {
  test("stand in a new sheet and refuse nothing", async () => {
    expect(lists(await written(offering(direction)))).toBe(`<dataValidations count="1">${rule("B2:B200", "越高越好,越低越好")}</dataValidations>`);
    expect(lists(await written(offering()))).toBe("");
  });

  test("are left alone by a second run, however a program gathers and spells them", async () => {
    const draft = offering(direction, { area: "D2", words: ["越高越好", "越低越好"] });
    const workbook = changedSheet(await written(draft), SHEET, (text) =>
      text.replace(
        /<dataValidations.*<\/dataValidations>/,
        '<dataValidations count="1"><dataValidation allowBlank="true" operator="between" showDropDown="false" showErrorMessage="false" sqref="D2 B2:B200" type="list"><formula1>"越高越好,越低越好"</formula1><formula2>0</formula2></dataValidation></dataValidations>',
      ),
    );
    const bytes = workbook.toBytes();
    expect((await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }])).sheets[0]!.cellsChanged).toBe(0);
    expect(workbook.toBytes()).toBe(bytes);
  });

  test("are exchanged for those of a new draft, and a person's own beside the block stay", async () => {
    const own = '<dataValidation type="whole" sqref="F2:F9"><formula1>1</formula1><formula2>5</formula2></dataValidation>';
    const workbook = changedSheet(await written(offering(direction)), SHEET, (text) =>
      text.replace('<dataValidations count="1">', `<dataValidations count="2">${own}`),
    );
    await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft: offering({ area: "B2:B200", words: ["Up", "Down"] }) }]);
    expect(lists(workbook)).toBe(`<dataValidations count="2">${own}${rule("B2:B200", "Up,Down")}</dataValidations>`);
  });

  test("go when a draft offers none any more, and stay when a draft says nothing of them", async () => {
    const workbook = await written(offering({ area: "B2", words: ["a"] }));
    await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft: plainDraft(rows) }]);
    expect(lists(workbook)).not.toBe("");
    await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft: offering() }]);
    expect(lists(workbook)).toBe("");
  });

  test("come into a block that had none, between the rules and the links of its sheet", async () => {
    const workbook = await written(plainDraft(rows, { conditionalFormats: [{ kind: "dataBar", area: "A2:A9", min: 0, max: 1, colour: "A9B6C3" }] }));
    const draft = {
      ...offering(direction),
      conditionalFormats: [{ kind: "dataBar", area: "A2:A9", min: 0, max: 1, colour: "A9B6C3" }],
    } as const satisfies SheetDraft;
    await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }]);
    const text = partOf(workbook.toBytes(), sheetPathOf(workbook.toBytes(), SHEET));
    expect(text).toMatch(/<\/conditionalFormatting><dataValidations.*<\/dataValidations><printOptions/);
  });

  test("hold what their words hold, and no more than Excel takes", () => {
    expect(listFormula({ area: "A1", words: ['say "hi"', "<b>"] })).toBe('"say ""hi"",<b>"');
    expect(() => listFormula({ area: "A1", words: ["1,5"] })).toThrow("no list");
    expect(() => listFormula({ area: "A1", words: ["x".repeat(256)] })).toThrow("no list");
    expect(() => listFormula({ area: "A1", words: [] })).toThrow("no list");
  });
});
