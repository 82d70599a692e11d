import { linesOf } from "../../src/kpi/scorecard";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { layCard } from "../../src/sheets/layCard";
import { layCheck } from "../../src/sheets/layCheck";
import type { LayContext } from "../../src/sheets/layContext";
import { dataPlaces, layData } from "../../src/sheets/layData";
import { blockOfCard, blockOfCheck, blockOfData } from "../../src/sheets/sheetNames";
import { newXlsx } from "../../src/xlsx/portable";
import { cellAt, cellsOf, contextOf, faultsOf, overflowsOf, valuesOf } from "../support/draftChecks";
import { recalculated } from "../support/libreOffice";
import { type Sample, sample } from "../support/sampleCards";
import { ODD_SAMPLES, callCentre, province } from "../support/sampleSchemes";
import { describeWith } from "../support/systemParts";

function liveContext(of: Sample, language: "zh" | "en"): LayContext {
  const context = contextOf(of, language);
  return { ...context, figureCell: dataPlaces(of.cards, of.readings, of.period, context.sheetOf(blockOfData())).figureCell };
}

/** Sixty lines of which the lowest decides: a formula that would be too long, so that the total is a value. */
function longest(): Sample {
  const rows = Array.from({ length: 60 }, (_row, place) => `${place + 1} | | 指标 ${place + 1} | 1 | 分 | | anchors | 75 85 90 | ${76 + (place % 14)}`);
  return sample([{ code: "L", name: "长表", fullPoints: 60, rollUp: "minimum", rows: rows.join("\n") }], [{ code: "D", name: "省公司", templates: ["L"] }]);
}

const SAMPLES: readonly (readonly [string, () => Sample])[] = [
  ["the call centre", () => callCentre("zh")],
  ["a province", () => province()],
  ["a total that is a value", longest],
  ...Object.entries(ODD_SAMPLES),
];

/** Functions that Excel 2016, WPS and LibreOffice 7.4 know, and that need no prefix in a file. */
const PLAIN =
  /^(ABS|ADDRESS|AND|COUNT|COUNTBLANK|COUNTIF|FIND|IF|IFERROR|INDEX|INT|ISBLANK|ISNA|ISNUMBER|LEFT|LN|LOOKUP|MATCH|MAX|MID|MIN|N|NOT|OR|POWER|RANK|ROUND|ROUNDDOWN|ROUNDUP|SUM|SUMIF|SUMPRODUCT|TEXT)$/;

describe("the check sheet", () => {
  it("holds what was scored as constants beside the card's own cells", () => {
    const of = callCentre("zh");
    const draft = layCheck(of.cards, liveContext(of, "zh"));
    const rows = valuesOf(draft);
    expect(rows[7]!.slice(0, 13)).toEqual([
      "部门",
      "序号",
      "行",
      "计分时实际",
      "现在实际",
      "计分得分",
      "现应得分",
      "卡片得分",
      "差异",
      "核对结果",
      "来源",
      "卡片",
      "看哪里",
    ]);
    const place = rows.findIndex((row) => row[1] === "3.2");
    const row = draft.rows[place]!;
    expect(row.slice(3, 12).map((cell) => cell?.value)).toEqual([70.6, 70.6, 0, 0, 0, 0, "一致", "省呼叫中心!F9", "N16"]);
    expect([row[3], row[5]].map((cell) => cell?.formula)).toEqual([undefined, undefined]);
    expect(row[4]!.formula).toMatch(/^'数据'!\$J\$\d+$/);
    expect(row[7]!.formula).toMatch(/!\$N\$16$/);
    expect([row[10]!.link?.cell, row[11]!.link?.cell]).toEqual(["F9", "N16"]);
  });

  it("has a row for each card, branch and line, and says how many lines it compared", () => {
    const of = province();
    const draft = layCheck(of.cards, liveContext(of, "en"));
    const lines = of.cards.reduce((count, card) => count + linesOf(card.items).length, 0);
    expect(cellAt(draft, "A6")!.value).toBe(`All equal: ${lines} lines on ${of.cards.length} cards show what was scored.`);
    const compared = draft.rows.slice(8).filter((row) => row[11]?.link);
    expect(compared.length).toBe(cellAt(draft, "A5")!.value);
    expect(compared.length).toBeGreaterThan(lines + of.cards.length);
  });

  it.each(SAMPLES)("of %s stays inside of its block, fits, and writes no formula that some program does not know", (_name, make) => {
    const of = make();
    const sheets = of.scheme.departments.map((department) => department.name);
    for (const language of ["zh", "en"] as const) {
      const context = liveContext(of, language);
      const draft = layCheck(of.cards, context);
      const known = of.cards.map((card) => context.sheetOf(blockOfCard(card.department.code, card.template.code)));
      expect(faultsOf(draft, [...sheets, ...known, "汇总", "Summary", "样例"])).toEqual([]);
      expect(overflowsOf(draft)).toEqual([]);
      const formulas = [
        ...cellsOf(draft).flatMap(({ cell }) => cell.formula ?? []),
        ...draft.conditionalFormats.flatMap((one) => ("formula" in one ? one.formula : [])),
      ];
      expect(formulas.filter((formula) => formula.length >= 1024)).toEqual([]);
      const functions = formulas.flatMap((formula) => [...formula.replace(/"[^"]*"|'[^']*'/g, "").matchAll(/([A-Z.]+)\(/g)].map(([, name]) => name!));
      expect([...new Set(functions)].filter((name) => !PLAIN.test(name))).toEqual([]);
    }
  });

  it("says that there is nothing to check where everything is written as values", () => {
    const of = callCentre("en");
    const draft = layCheck(of.cards, { ...liveContext(of, "en"), formulas: false });
    expect(cellsOf(draft).filter(({ cell }) => cell.formula !== undefined)).toEqual([]);
    expect(cellAt(draft, "A4")!.value).toMatch(/no formulas to check/);
    expect(faultsOf(draft, ["Summary"])).toEqual([]);
  });
});

/** Cells of a sheet as a person left them: typed over, by address. */
type Typed = Readonly<Record<string, string | number | null>>;

describeWith(["libreOffice"], "the check sheet in LibreOffice", () => {
  /** The sheets that a check looks at, with wrong results beside all formulas: what comes out can only have been worked out. */
  async function worked(cases: readonly { readonly of: Sample; readonly language: "zh" | "en"; readonly typed: Readonly<Record<string, Typed>> }[]) {
    const books = await Promise.all(
      cases.map(async ({ of, language, typed }) => {
        const context = liveContext(of, language);
        const sheets: (readonly [string, SheetDraft])[] = [
          ...of.cards.map((card) => [context.sheetOf(blockOfCard(card.department.code, card.template.code)), layCard(card, context)] as const),
          [context.sheetOf(blockOfData()), layData(of.cards, of.readings, context)],
          [context.sheetOf(blockOfCheck()), layCheck(of.cards, context)],
        ];
        const workbook = newXlsx();
        await workbook.write(
          sheets.map(
            ([name, draft]) => ({ kind: "createSheet", name, block: null, after: "last", draft: withoutResults(typedOver(draft, typed[name] ?? {})) }) as const,
          ),
        );
        return workbook.toBytes();
      }),
    );
    const results = await recalculated(books);
    return cases.map(({ of, language }, place) => {
      const context = liveContext(of, language);
      return { draft: layCheck(of.cards, context), grid: results[place]!.get(context.sheetOf(blockOfCheck()))! };
    });
  }

  it("gives what is drafted beside each formula, on held, deducting and odd cards too", async () => {
    const cases = SAMPLES.flatMap(([, make]) => (["zh", "en"] as const).map((language) => ({ of: make(), language, typed: {} })));
    let compared = 0;
    for (const { draft, grid } of await worked(cases)) {
      for (const { place, row, column, cell } of cellsOf(draft)) {
        if (cell.formula === undefined) continue;
        compared += 1;
        expect({ place, value: saved(grid.at(row, column).value) }).toEqual({ place, value: saved(cell.value) });
      }
    }
    process.stdout.write(`${compared} formulas of the check sheet give in LibreOffice what they hold\n`);
    expect(compared).toBeGreaterThan(2000);
  }, 300_000);

  it("tells points that are typed over a held line, and a total that is a value", async () => {
    const [held, long] = [callCentre("zh"), longest()];
    const card = (of: Sample): string => liveContext(of, "zh").sheetOf(blockOfCard(of.cards[0]!.department.code, of.cards[0]!.template.code));
    const rowOn = (of: Sample, number: string): number => valuesOf(layCard(of.cards[0]!, liveContext(of, "zh"))).findIndex((row) => row[0] === number) + 1;
    const total = (of: Sample): number => valuesOf(layCard(of.cards[0]!, liveContext(of, "zh"))).findIndex((row) => /^总分/.test(String(row[1]))) + 1;
    // 6.3 was not reported, and its points are a dash. Sixty lines are too many for a formula of the lowest: that total is a value.
    expect(layCard(long.cards[0]!, liveContext(long, "zh")).rows[total(long) - 1]![13]!.formula).toBeUndefined();
    const results = await worked([
      { of: held, language: "zh", typed: { [card(held)]: { [`N${rowOn(held, "6.3")}`]: 3 } } },
      { of: long, language: "zh", typed: { [card(long)]: { [`N${total(long)}`]: 59, N12: 1 } } },
    ]);
    const said = results.map(({ grid, draft }) =>
      draft.rows.flatMap((_row, row) => {
        const verdict = row >= 8 ? (grid.at(row, 9).value ?? "") : "";
        return verdict === "" || verdict === "一致" ? [] : [[1, 9, 12].map((column) => String(grid.at(row, column).value ?? "")).join("|")];
      }),
    );
    expect(said).toEqual([
      ["|· 随之变化|", "6|· 随之变化|", `6.3|≠ 手工改动|${card(held)}!N${rowOn(held, "6.3")}`],
      [`|≠ 手工改动|${card(long)}!N${total(long)}`, `3|≠ 手工改动|${card(long)}!N12`],
    ]);
  }, 300_000);
});

function typedOver(draft: SheetDraft, typed: Typed): SheetDraft {
  const cells = new Map(cellsOf(draft).flatMap(({ place, row, column }) => (place in typed ? [[`${row} ${column}`, typed[place]!] as const] : [])));
  expect(cells.size).toBe(Object.keys(typed).length);
  const over = (cell: DraftCell, value: string | number | null): DraftCell => ({ value, mark: cell.mark });
  return {
    ...draft,
    rows: draft.rows.map((row, at) => row.map((cell, column) => (cell && cells.has(`${at} ${column}`) ? over(cell, cells.get(`${at} ${column}`)!) : cell))),
  };
}

function withoutResults(draft: SheetDraft): SheetDraft {
  const stale = ({ link: _link, ...cell }: DraftCell): DraftCell => (cell.formula === undefined ? cell : { ...cell, value: "stale" });
  return { ...draft, rows: draft.rows.map((row) => row.map((cell) => cell && stale(cell))) };
}

/** LibreOffice saves numbers with 15 digits, and a blank text as nothing. */
function saved(value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(13)) : value === "" ? null : value;
}
