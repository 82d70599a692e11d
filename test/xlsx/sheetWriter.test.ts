/** A whole new sheet: valid by the schemas, and read alike by three independent programs. */
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConditionalFormat, SheetDraft } from "../../src/sheets/draft";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { footerKey, footerText, paneMarkup, widthText } from "../../src/xlsx/sheetMarkup";
import { describeWith, openpyxlPython } from "../support/systemParts";
import { cardDraft, plainDraft } from "./drafts";
import { sheetPathOf } from "./edits";
import { missingTargets, partOf, pathsOf } from "./packageChecks";

const SCHEMAS = join(__dirname, "../../../shared/ooxml-xsd");

async function cardBytes(): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write([
    { kind: "createSheet", name: "呼叫中心", block: "kpi.card.callCentre", after: "last", draft: cardDraft(12) },
    { kind: "createSheet", name: "汇总", block: "kpi.summary", after: "first", draft: cardDraft(2, { tables: [], freezeAt: "A3" }) },
    {
      kind: "createSheet",
      name: "数据",
      block: "kpi.data",
      after: "last",
      draft: plainDraft([
        ["a", 1, null, true],
        [" x ", "=1+1", "003", -0.5],
      ]),
    },
    { kind: "createSheet", name: "空", block: null, after: "last", draft: plainDraft([]) },
  ]);
  return workbook.toBytes();
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "sheet-writer-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the package of a new workbook", () => {
  test("has every part that it names and names every part that it has", async () => {
    const bytes = await cardBytes();
    expect(missingTargets(bytes)).toEqual([]);
    expect(pathsOf(bytes).slice(0, 2)).toEqual(["[Content_Types].xml", "_rels/.rels"]);
  });

  test("is the same to the byte however often it is made", async () => {
    expect(Buffer.from(await cardBytes()).equals(await cardBytes())).toBe(true);
  });

  test("opens on its first tab: no tab of ours is marked as open, so one that comes in front later is the open one", async () => {
    const bytes = await cardBytes();
    const marked = ["汇总", "呼叫中心", "数据", "空"].filter((name) => partOf(bytes, sheetPathOf(bytes, name)).includes("tabSelected"));
    expect(marked).toEqual([]);
    const workbook = openXlsx(bytes);
    await workbook.write([{ kind: "createSheet", name: "封面", block: null, after: "first", draft: plainDraft([[1]]) }]);
    expect(partOf(workbook.toBytes(), "xl/workbook.xml")).not.toMatch(/activeTab|firstSheet/);
  });

  test("asks Excel to calculate only where formulas were written", async () => {
    expect(partOf(await cardBytes(), "xl/workbook.xml")).toContain('fullCalcOnLoad="1"');
    const plain = newXlsx();
    await plain.write([{ kind: "createSheet", name: "数据", block: null, after: "last", draft: plainDraft([[1]]) }]);
    expect(partOf(plain.toBytes(), "xl/workbook.xml")).not.toContain("calcPr");
  });
});

(existsSync(SCHEMAS) ? describe : describe.skip)(`the schemas${existsSync(SCHEMAS) ? "" : " (none beside the project)"}`, () => {
  describeWith(["xmllint"], "of ECMA-376", () => {
    test("hold for every part", async () => {
      const bytes = await cardBytes();
      inFolder((folder) => {
        const schemaOf = (path: string): string => {
          if (path === "[Content_Types].xml") return "opc-xsd/opc-contentTypes.xsd";
          if (path.endsWith(".rels")) return "opc-xsd/opc-relationships.xsd";
          if (path === "docProps/core.xml") return "";
          return path === "docProps/app.xml" ? "shared-documentPropertiesExtended.xsd" : "sml.xsd";
        };
        const invalid = pathsOf(bytes).flatMap((path) => {
          const schema = schemaOf(path);
          // The schema of core properties imports Dublin Core from the network; that part is three elements long.
          if (schema === "") return [];
          const file = join(folder, "part.xml");
          writeFileSync(file, partOf(bytes, path).replace(/ xml:space="preserve"/g, ""));
          const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", join(SCHEMAS, schema), file], { encoding: "utf8" });
          return run.status === 0 ? [] : [`${path}: ${run.stderr.split("\n")[0]}`];
        });
        expect(invalid).toEqual([]);
        expect(pathsOf(bytes).length).toBeGreaterThan(9);
      });
    });
  });
});

describeWith(["openpyxl"], "openpyxl", () => {
  interface Seen {
    readonly cells: Record<string, unknown>;
    readonly merges: string[];
    readonly freeze: string | null;
    readonly widths: Record<string, number>;
    readonly heights: Record<string, number | null>;
    readonly tables: Record<string, [string, string[]]>;
    readonly rules: unknown[];
    readonly print: unknown;
    readonly links: unknown;
    readonly look: unknown;
    readonly tab: string;
    readonly gridlines: boolean;
    readonly breaks: number[];
  }

  test("sees everything that was drafted", async () => {
    const bytes = await cardBytes();
    const seen = inFolder((folder): Seen => {
      writeFileSync(join(folder, "book.xlsx"), bytes);
      writeFileSync(join(folder, "look.py"), LOOK);
      const run = spawnSync(openpyxlPython(), ["-W", "ignore", join(folder, "look.py"), join(folder, "book.xlsx")], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      return JSON.parse(run.stdout) as Seen;
    });
    expect(seen.cells).toEqual({
      A2: ["=1+1 & <别算>", "s", true],
      A4: ["1.1", "s", false],
      C4: [85, "n", false],
      D4: ["=ROUND(ROUND(C4,10),1)/100", "f", false],
      F2: [0.8, "n", false],
    });
    expect(seen.merges).toEqual(["A1:C1"]);
    expect([seen.freeze, seen.tab, seen.gridlines, seen.breaks]).toEqual(["C4", "FF47637D", false, [16]]);
    expect(seen.widths).toMatchObject({ A: 5.7109375, B: 29.7109375, C: 10.2109375 });
    expect(seen.heights).toMatchObject({ "1": 30, "4": 16.5, "16": 22 });
    expect(seen.tables).toEqual({ kpiLines: ["A3:F15", ["序号", "指标", "实际", "得分率", "条", "判定"]] });
    expect(seen.rules).toEqual([
      ["A4:D15", "expression", 1, true, "ROUND($D4,3)<$F$2", "FFF9E9E3", "FF9C2F16", true],
      [
        "E4:E15",
        "dataBar",
        2,
        null,
        [
          ["num", "0"],
          ["num", "1.2"],
        ],
        "FFA9B6C3",
      ],
    ]);
    expect(seen.print).toEqual({
      paper: 9,
      orientation: "landscape",
      fit: [true, 1, 0],
      centred: true,
      margins: [1.27, 1.27, 1.4, 1.65],
      titles: ["$1:$3", "$A:$B"],
      area: "$A$1:$F$16",
      footer: ["2026 Q3 呼叫中心", "第 &P 页,共 &N 页", "A&&B 7f3a", 8, "Microsoft YaHei,Regular"],
    });
    expect(seen.links).toEqual(["'汇总'!A1", "汇总"]);
    expect(seen.look).toEqual(["Microsoft YaHei", 20, true, "FF26435D", "left", "center", '[<0.8]"▼ "0.0%;0.0%', '0.0"%"', "right"]);
  });

  test("reads every text back as the text that was written, and never as a formula, a number or a date", async () => {
    const starts = ["=", "+", "-", "@", "\t", "'", "#", "0", "1-", "1/", "TRUE", "1e", "\u00a0", ""];
    const texts = fc
      .sample(
        fc.tuple(fc.constantFrom(...starts), fc.string({ unit: "grapheme", maxLength: 20 })).map((pair) => pair.join("")),
        { numRuns: 10_000, seed: 8 },
      )
      .filter((text) => text !== "");
    const workbook = newXlsx();
    await workbook.write([{ kind: "createSheet", name: "文本", block: null, after: "last", draft: plainDraft(texts.map((text) => [text])) }]);
    const result = inFolder((folder) => {
      writeFileSync(join(folder, "texts.xlsx"), workbook.toBytes());
      writeFileSync(join(folder, "texts.json"), JSON.stringify(texts));
      writeFileSync(join(folder, "compare.py"), COMPARE);
      const run = spawnSync(openpyxlPython(), ["-W", "ignore", join(folder, "compare.py"), folder], { encoding: "utf8" });
      return run.stderr + run.stdout;
    });
    expect(result.trim()).toBe(`${texts.length} compared []`);
    const grid = (await openXlsx(workbook.toBytes()).read(["1"])).get("1")!;
    expect(texts.filter((text, row) => grid.at(row, 0).value !== text || grid.at(row, 0).formula !== undefined)).toEqual([]);
  }, 60_000);

  const COMPARE = `
import json, sys, openpyxl
texts = json.load(open(sys.argv[1] + "/texts.json", encoding="utf8"))
sheet = openpyxl.load_workbook(sys.argv[1] + "/texts.xlsx")["文本"]
wrong = [text for row, text in enumerate(texts) if sheet.cell(row + 1, 1).value != text or sheet.cell(row + 1, 1).data_type != "s"]
print(len(texts), "compared", wrong[:5])
`;

  const LOOK = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["呼叫中心"]
rules = []
for area in sheet.conditional_formatting:
    for rule in area.rules:
        if rule.type == "dataBar":
            rules.append([str(area.sqref), rule.type, rule.priority, rule.stopIfTrue, [[c.type, str(c.val).rstrip("0").rstrip(".") or "0"] for c in rule.dataBar.cfvo], rule.dataBar.color.rgb])
        else:
            rules.append([str(area.sqref), rule.type, rule.priority, rule.stopIfTrue, rule.formula[0], rule.dxf.fill.bgColor.rgb, rule.dxf.font.color.rgb, rule.dxf.font.b])
page = sheet.page_setup
cm = lambda inches: round(inches * 2.54, 3)
margins = sheet.page_margins
footer = sheet.oddFooter
title = sheet["A1"]
print(json.dumps({
    "cells": {place: [sheet[place].value, sheet[place].data_type, bool(sheet[place].quotePrefix)] for place in ["A2", "A4", "C4", "D4", "F2"]},
    "merges": [str(one) for one in sheet.merged_cells.ranges],
    "freeze": sheet.freeze_panes,
    "widths": {letter: one.width for letter, one in sheet.column_dimensions.items()},
    "heights": {str(number): one.height for number, one in sheet.row_dimensions.items()},
    "tables": {name: [one.ref, [column.name for column in one.tableColumns]] for name, one in ((table.name, table) for table in sheet.tables.values())},
    "rules": rules,
    "print": {
        "paper": page.paperSize, "orientation": page.orientation, "fit": [sheet.sheet_properties.pageSetUpPr.fitToPage, 1 if page.fitToWidth is None else page.fitToWidth, page.fitToHeight],
        "centred": sheet.print_options.horizontalCentered, "margins": [cm(margins.left), cm(margins.right), cm(margins.top), cm(margins.bottom)],
        "titles": [sheet.print_title_rows, sheet.print_title_cols], "area": sheet.print_area if isinstance(sheet.print_area, str) else sheet.print_area[0],
        "footer": [footer.left.text, footer.center.text, footer.right.text, footer.left.size, footer.left.font],
    },
    "links": [sheet["B4"].hyperlink.location, sheet["B4"].hyperlink.tooltip],
    "look": [title.font.name, title.font.sz, title.font.b, title.font.color.rgb, title.alignment.horizontal, title.alignment.vertical, sheet["D4"].number_format, sheet["C4"].number_format, sheet["C4"].alignment.horizontal],
    "tab": sheet.sheet_properties.tabColor.rgb,
    "gridlines": sheet.sheet_view.showGridLines,
    "breaks": [one.id for one in sheet.row_breaks.brk],
}))
`;
});

describeWith(["libreOffice", "openpyxl"], "LibreOffice and openpyxl", () => {
  // LibreOffice saves the font that it finds in place of one that is not installed, so the fonts here are ones that are.
  const draft: SheetDraft = cardDraft(6, { font: "Calibri" });
  const inLatin = (text: string): string => text.replace(/[^\x20-\x7e]/g, "x");
  const latin: SheetDraft = {
    ...draft,
    rows: draft.rows.map((row) =>
      row.map((cell) => {
        if (!cell) return cell;
        const value = typeof cell.value === "string" ? inLatin(cell.value) : cell.value;
        return cell.formula === undefined ? { ...cell, value } : { ...cell, value, formula: inLatin(cell.formula) };
      }),
    ),
    tables: [],
  };

  test("save our workbook, and our block is found again and settles in one run", async () => {
    const workbook = newXlsx();
    await workbook.write([{ kind: "createSheet", name: "card", block: "kpi.card.x", after: "last", draft: latin }]);
    const saved = inFolder((folder) => {
      const file = join(folder, "card.xlsx");
      writeFileSync(file, workbook.toBytes());
      mkdirSync(join(folder, "out"));
      spawnSync("soffice", [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "xlsx", "--outdir", join(folder, "out"), file], {
        timeout: 100_000,
      });
      spawnSync(openpyxlPython(), [
        "-W",
        "ignore",
        "-c",
        "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])",
        file,
        join(folder, "py.xlsx"),
      ]);
      return [readFileSync(join(folder, "out/card.xlsx")), readFileSync(join(folder, "py.xlsx"))];
    });
    const changes = [{ kind: "rewriteBlock", block: "kpi.card.x", draft: latin }] as const;
    const counts: number[] = [];
    for (const bytes of saved) {
      const again = openXlsx(bytes);
      counts.push((await again.write(changes)).sheets[0]!.cellsChanged);
      const settled = openXlsx(again.toBytes());
      expect((await settled.write(changes)).sheets[0]!.cellsChanged).toBe(0);
      expect(Buffer.from(settled.toBytes()).equals(again.toBytes())).toBe(true);
    }
    const formulas = latin.rows.flat().filter((cell) => cell?.formula !== undefined).length;
    // LibreOffice changes no cell but drops the tips of links, openpyxl drops the results of formulas; both come back.
    expect(counts).toEqual([1, formulas]);
  }, 120_000);
});

describe("pieces of a sheet", () => {
  test.each([
    [5, "5.7109375"],
    [8.43, "9.140625"],
    [0, "0.7109375"],
  ])("a width of %d characters is %s in a file", (characters, width) => {
    expect(widthText(characters)).toBe(width);
  });

  test.each([
    ["C10", 'xSplit="2" ySplit="9" topLeftCell="C10" activePane="bottomRight"'],
    ["A3", ' ySplit="2" topLeftCell="A3" activePane="bottomLeft"'],
    ["D1", 'xSplit="3" topLeftCell="D1" activePane="topRight"'],
  ])("frozen at %s", (place, attributes) => {
    expect(paneMarkup(place)).toContain(attributes);
  });

  test("nothing is frozen at A1 or nowhere", () => {
    expect([paneMarkup("A1"), paneMarkup(undefined)]).toEqual(["", ""]);
  });

  test("a footer that begins with a figure does not run into its size", () => {
    expect(footerText({ left: "2026", centre: "", right: "" }, "Calibri")).toBe('&L&8&"Calibri,Regular"2026');
  });

  test("a footer that another program saved is known by its words", () => {
    const ours = footerText({ left: "2026 Q3", centre: "第 &P 页", right: "A&&L 7f" }, "Calibri");
    expect(footerKey('&L&8 2026 Q3&C&"Calibri,常规"&8第 &P 页&R&K26435DA&&L 7f ')).toBe(footerKey(ours));
    expect(footerKey(ours.replace("7f", "8f"))).not.toBe(footerKey(ours));
  });

  test("a footer longer than Excel allows is shortened where it is longest, and no code is cut", () => {
    const footer = footerText({ left: "甲".repeat(200), centre: "第 &P 页", right: "😀".repeat(60) }, "Microsoft YaHei");
    expect(footer.length).toBeLessThanOrEqual(255);
    expect(footer.length).toBeGreaterThan(245);
    expect(footer).toContain("第 &P 页");
    expect(footer).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(footer.match(/…/g)!.length).toBeLessThanOrEqual(2);
    for (let length = 200; length < 230; length++) {
      const codes = footerText({ left: "&&".repeat(length), centre: "", right: "" }, "Calibri");
      expect(codes.length).toBeLessThanOrEqual(255);
      expect(footerKey(codes).slice(2, -1)).toBe("&&".repeat((footerKey(codes).length - 3) / 2));
    }
  });

  test("an area, a format or a value that no sheet can hold is a fault of ours, and named", async () => {
    const write = (more: Partial<SheetDraft>) =>
      newXlsx().write([{ kind: "createSheet", name: "x", block: null, after: "last", draft: plainDraft([[1]], more) }]);
    await expect(write({ merges: ["A0:B1"] })).rejects.toThrow("A0:B1");
    await expect(write({ freezeAt: "nowhere" })).rejects.toThrow("nowhere");
    await expect(write({ print: { ...plainDraft([]).print, area: "alles" } })).rejects.toThrow("alles");
    await expect(write({ rows: [[{ value: NaN, mark: { row: "plain", role: "number" } }]] })).rejects.toThrow("A1: NaN");
    await expect(write({ tables: [{ name: "t", area: "A1:B2", columns: ["a"] }] })).rejects.toThrow("Table t");
  });

  test("conditional formats rank as they are drafted", async () => {
    const heat = (limit: number, fill: string): ConditionalFormat => ({
      kind: "formula",
      area: "A1:C3 E1:E3",
      formula: `A1<${limit}`,
      look: { fill },
      stopIfTrue: true,
    });
    const workbook = newXlsx();
    const draft = plainDraft([[0.5]], { conditionalFormats: [heat(0.8, "E3A48F"), heat(0.9, "F3D9CC"), heat(1, "FBF3EE")] });
    await workbook.write([{ kind: "createSheet", name: "汇总", block: "kpi.summary", after: "last", draft }]);
    const text = partOf(workbook.toBytes(), "xl/worksheets/sheet1.xml");
    const [element, ...more] = [...text.matchAll(/<conditionalFormatting sqref="A1:C3 E1:E3">(.*?)<\/conditionalFormatting>/g)];
    // Of two elements with the same area LibreOffice shows only the first.
    expect(more).toEqual([]);
    expect(
      [...element![1]!.matchAll(/<cfRule type="expression" dxfId="(\d)" priority="(\d)" stopIfTrue="1"><formula>([^<]*)/g)].map(([, ...found]) => found),
    ).toEqual([
      ["0", "1", "A1&lt;0.8"],
      ["1", "2", "A1&lt;0.9"],
      ["2", "3", "A1&lt;1"],
    ]);
    const again = openXlsx(workbook.toBytes());
    expect((await again.write([{ kind: "rewriteBlock", block: "kpi.summary", draft }])).sheets[0]!.cellsChanged).toBe(0);
  });
});

test("a list of 300,000 rows is written and read again", async () => {
  const workbook = newXlsx();
  const cell = { value: 1, mark: { row: "line", role: "number" } } as const;
  await workbook.write([
    {
      kind: "createSheet",
      name: "历史",
      block: "kpi.history",
      after: "last",
      draft: { ...plainDraft([]), rows: Array.from({ length: 300_000 }, () => [cell]) },
    },
  ]);
  const [grid] = (await openXlsx(workbook.toBytes()).read(["1"])).values();
  expect([grid!.rowCount, grid!.at(299_999, 0).value]).toEqual([300_000, 1]);
});
