import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DraftChart, SheetDraft } from "../../src/sheets/draft";
import { newXlsx, openXlsx, openZip, writeZip } from "../../src/xlsx/portable";
import { type XlsxWorkbook } from "../../src/xlsx/xlsxWorkbook";
import { describeWith, openpyxlPython } from "../support/systemParts";
import { plainDraft } from "./drafts";
import { changedSheet, sheetPathOf, withParts } from "./edits";
import { missingTargets, partOf, pathsOf } from "./packageChecks";

const SCHEMAS = join(__dirname, "../../../shared/ooxml-xsd");
const SHEET = "汇总 O'Brien";
const BLOCK = "kpi.summary";

const rows = (count: number, points = (row: number) => 30 - row): (string | number)[][] => [
  ["部门", "得分", "满分"],
  ...Array.from({ length: count }, (_, row) => [`部门 <${row + 1}> & 甲`, points(row), 35]),
];

const bars = (count: number, more: Partial<DraftChart> = {}): DraftChart => ({
  name: "kpi.points",
  over: `E2:G${count + 1}`,
  description: "得分与满分",
  kind: "bar",
  categories: `A2:A${count + 1}`,
  series: [
    { title: "C1", values: `C2:C${count + 1}`, colour: "9AA5B1", look: "outline" },
    { title: "B1", values: `B2:B${count + 1}`, colour: "47637D", look: "solid" },
  ],
  ...more,
});

const summary = (count: number, charts: readonly DraftChart[] = [bars(count)], points?: (row: number) => number): SheetDraft =>
  plainDraft(rows(count, points), { charts });

async function written(draft: SheetDraft): Promise<XlsxWorkbook> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: SHEET, block: BLOCK, after: "last", draft }]);
  return openXlsx(workbook.toBytes());
}

async function rewritten(workbook: XlsxWorkbook, draft: SheetDraft): Promise<number> {
  const report = await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }]);
  return report.sheets[0]!.cellsChanged;
}

const part = (workbook: XlsxWorkbook, path: string): string => partOf(workbook.toBytes(), path);
const chartParts = (workbook: XlsxWorkbook): string[] => pathsOf(workbook.toBytes()).filter((path) => path.startsWith("xl/charts/"));
const corners = (workbook: XlsxWorkbook): string[] =>
  [...part(workbook, "xl/drawings/drawing1.xml").matchAll(/<xdr:(?:col|row)>(\d+)</g)].map(([, number]) => number!);

async function settled(workbook: XlsxWorkbook, draft: SheetDraft): Promise<void> {
  const bytes = workbook.toBytes();
  const again = openXlsx(bytes);
  expect(await rewritten(again, draft)).toBe(0);
  expect(again.toBytes()).toBe(bytes);
}

describe("a chart on a new sheet", () => {
  test("is drawn from cells, holds their figures, and covers the cells that it is to cover", async () => {
    const workbook = await written(summary(3));
    const chart = part(workbook, "xl/charts/chart1.xml");
    expect([...chart.matchAll(/<c:f>(.*?)<\/c:f>/g)].map(([, formula]) => formula)).toEqual([
      "'汇总 O''Brien'!$C$1",
      "'汇总 O''Brien'!$A$2:$A$4",
      "'汇总 O''Brien'!$C$2:$C$4",
      "'汇总 O''Brien'!$B$1",
      "'汇总 O''Brien'!$A$2:$A$4",
      "'汇总 O''Brien'!$B$2:$B$4",
    ]);
    expect(chart).toContain("<c:v>部门 &lt;1&gt; &amp; 甲</c:v>");
    expect(chart).toContain('<c:pt idx="0"><c:v>30</c:v></c:pt><c:pt idx="1"><c:v>29</c:v></c:pt><c:pt idx="2"><c:v>28</c:v></c:pt>');
    expect(corners(workbook)).toEqual(["4", "1", "7", "4"]);
    expect(part(workbook, "xl/drawings/drawing1.xml")).toContain('name="kpi.points" descr="得分与满分"');
    expect(missingTargets(workbook.toBytes())).toEqual([]);
    await settled(workbook, summary(3));
  });

  test("is refused with a line over lying bars, a name that is not ours, or an area that is none", async () => {
    const series = bars(2).series;
    await expect(written(summary(2, [bars(2, { series: [{ ...series[0]!, look: "line" }] })]))).rejects.toThrow("no line");
    await expect(written(summary(2, [bars(2, { name: "points" })]))).rejects.toThrow("no name");
    await expect(written(summary(2, [bars(2, { over: "everywhere" })]))).rejects.toThrow("no area");
  });
});

describe("the axes of a chart", () => {
  const drawn = async (axes: DraftChart["axes"]): Promise<string> =>
    part(await written(summary(3, [bars(3, { kind: "column", ...(axes ? { axes } : {}) })])), "xl/charts/chart1.xml");
  const values = (chart: string): string => /<c:valAx>.*<\/c:valAx>/.exec(chart)![0];

  test("end where they are to end, and else where the program ends them", async () => {
    expect(values(await drawn({ format: "0%", most: 1.2 }))).toContain('<c:max val="1.2"/><c:min val="0"/></c:scaling><c:delete val="0"/>');
    expect(values(await drawn({ format: "0%" }))).not.toContain("<c:max");
  });

  test("are but the names of the points where every point has its figure", async () => {
    const chart = await drawn({ format: "0%", bare: true });
    expect(values(chart)).toMatch(/<c:delete val="1"\/>/);
    expect(values(chart)).not.toContain("majorGridlines");
    expect(/<c:catAx>.*?<c:delete val="(\d)"/.exec(chart)![1]).toBe("0");
  });
});

describe("a chart that stands already", () => {
  test("takes new figures, and nothing else of it changes", async () => {
    const workbook = await written(summary(3));
    const before = part(workbook, "xl/charts/chart1.xml");
    const draft = summary(3, [bars(3)], (row) => 20 + row);
    expect(await rewritten(workbook, draft)).toBe(3);
    expect(part(workbook, "xl/charts/chart1.xml")).toBe(before.replace("<c:v>30<", "<c:v>20<").replace("<c:v>29<", "<c:v>21<").replace("<c:v>28<", "<c:v>22<"));
    await settled(workbook, draft);
  });

  test("grows with its rows and keeps the colours and the size that a person gave it, until it is drawn from other cells", async () => {
    const restyled = withParts((await written(summary(3))).toBytes(), (path, text) => {
      if (path === "xl/charts/chart1.xml") return text.replace("47637D", "FF00FF");
      return path === "xl/drawings/drawing1.xml" ? text.replace("<xdr:col>7<", "<xdr:col>9<") : text;
    });
    const workbook = openXlsx(restyled);
    expect(await rewritten(workbook, summary(3))).toBe(0);
    expect(workbook.toBytes()).toBe(restyled);
    await rewritten(workbook, summary(5));
    const chart = part(workbook, "xl/charts/chart1.xml");
    expect(chart).toContain("FF00FF");
    expect(chart).toContain("'汇总 O''Brien'!$B$2:$B$6");
    expect(corners(workbook)).toEqual(["4", "1", "7", "6"]);
    await settled(workbook, summary(5));
  });

  test("is known again when a program spells its references without quotes and leaves out what is no number", async () => {
    const workbook = newXlsx();
    const draft = plainDraft([...rows(2), ["呼叫中心", "–", 75]], { charts: [bars(3)] });
    await workbook.write([{ kind: "createSheet", name: "汇总", block: BLOCK, after: "last", draft }]);
    const bytes = withParts(workbook.toBytes(), (path, text) =>
      path === "xl/charts/chart1.xml"
        ? text
            .replace(/<c:f>'汇总'!/g, "<c:f>汇总!")
            .replace(
              "</c:numCache></c:numRef></c:val></c:ser><c:gapWidth",
              '<c:pt idx="2"><c:v>0</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:gapWidth',
            )
        : text,
    );
    const opened = openXlsx(bytes);
    expect(await rewritten(opened, draft)).toBe(0);
    expect(opened.toBytes()).toBe(bytes);
  });

  test("is drawn anew as another kind, and goes when the draft has none", async () => {
    const workbook = await written(summary(3));
    const asRadar = [bars(3, { kind: "radar" })];
    await rewritten(workbook, summary(3, asRadar));
    expect(part(workbook, "xl/charts/chart1.xml")).toContain("<c:radarChart>");
    await settled(workbook, summary(3, asRadar));
    expect(await rewritten(workbook, plainDraft(rows(3)))).toBe(1);
    expect(chartParts(workbook)).toEqual([]);
    expect(missingTargets(workbook.toBytes())).toEqual([]);
    await settled(workbook, plainDraft(rows(3)));
  });

  test("comes back when a person has deleted it", async () => {
    const workbook = openXlsx(
      withParts((await written(summary(3))).toBytes(), (path, text) =>
        path === "xl/drawings/drawing1.xml" ? text.replace(/<xdr:twoCellAnchor.*<\/xdr:twoCellAnchor>/, "") : text,
      ),
    );
    await rewritten(workbook, summary(3));
    expect(chartParts(workbook)).toContain("xl/charts/chart2.xml");
    expect(corners(workbook)).toEqual(["4", "1", "7", "4"]);
  });
});

describe("a chart that comes into a block without one", () => {
  test("brings a drawing to a sheet that has none", async () => {
    const workbook = await written(plainDraft(rows(3), { tables: [{ name: "kpiT", area: "A1:C4", columns: ["部门", "得分", "满分"] }] }));
    const draft = { ...summary(3), tables: [{ name: "kpiT", area: "A1:C4", columns: ["部门", "得分", "满分"] }] };
    await rewritten(workbook, draft);
    expect(part(workbook, sheetPathOf(workbook.toBytes(), SHEET))).toMatch(/<\/ignoredErrors><drawing [^>]*r:id="rId2"\/><tableParts/);
    expect(missingTargets(workbook.toBytes())).toEqual([]);
    await settled(workbook, draft);
  });

  test("stands beside a person's picture and chart in the drawing that is there", async () => {
    const drawing =
      '<?xml version="1.0"?><d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:absoluteAnchor><d:pos x="0" y="0"/><d:ext cx="1" cy="1"/>' +
      '<d:sp macro="" textlink=""><d:nvSpPr><d:cNvPr id="7" name="kpi.note"/><d:cNvSpPr/></d:nvSpPr><d:spPr/></d:sp><d:clientData/></d:absoluteAnchor></d:wsDr>';
    const plain = changedSheet(await written(plainDraft(rows(3))), SHEET, (text) => text.replace("</worksheet>", '<drawing r:id="rId9"/></worksheet>'));
    const relations =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing4.xml"/></Relationships>';
    const bytes = writeZip(
      openZip(plain.toBytes()),
      new Map([
        ["xl/drawings/drawing4.xml", new TextEncoder().encode(drawing)],
        ["xl/worksheets/_rels/sheet1.xml.rels", new TextEncoder().encode(relations)],
      ]),
    );
    const workbook = openXlsx(bytes);
    await rewritten(workbook, summary(3));
    const after = part(workbook, "xl/drawings/drawing4.xml");
    expect(after.startsWith(drawing.replace("</d:wsDr>", ""))).toBe(true);
    expect(after).toContain('<xdr:cNvPr id="8" name="kpi.points"');
    await settled(workbook, summary(3));
    await rewritten(workbook, plainDraft(rows(3)));
    expect(part(workbook, "xl/drawings/drawing4.xml")).toBe(drawing);
  });
});

/** Each kind, with and without what a chart may have. */
const GALLERY: readonly DraftChart[] = (["bar", "column", "line", "radar"] as const).flatMap((kind, place) =>
  [false, true].map((full): DraftChart => ({
    ...bars(6),
    name: `kpi.${kind}.${full}`,
    kind,
    over: `${"EM"[full ? 1 : 0]}${2 + place * 16}:${"KS"[full ? 1 : 0]}${15 + place * 16}`,
    series: [
      { title: "C1", values: "C2:C7", colour: "9AA5B1", look: kind === "column" && full ? "line" : "outline" },
      { title: "B1", values: "B2:B7", colour: "47637D", look: "solid", ...(full ? { labels: "0.00" } : {}) },
    ],
    ...(full ? { axes: { categoryTitle: "部门", valueTitle: "分 <得>", format: "0.0", most: 40, bare: kind === "column" }, legend: "bottom" } : {}),
  })),
);

describeWith(["xmllint"], "every kind of chart", () => {
  test("validates against the schemas, and so do the drawing and the sheet that hold it", async () => {
    if (!existsSync(SCHEMAS)) return;
    const workbook = await written(summary(6, GALLERY));
    const folder = mkdtempSync(join(tmpdir(), "charts-"));
    try {
      for (const path of pathsOf(workbook.toBytes()).filter((one) => /^xl\/(charts|drawings|worksheets)\/[^/]*\.xml$/.test(one))) {
        const schema = path.includes("charts/") ? "dml-chart.xsd" : path.includes("drawings/") ? "dml-spreadsheetDrawing.xsd" : "sml.xsd";
        const file = join(folder, "part.xml");
        writeFileSync(file, part(workbook, path).replace(/ xml:space="preserve"/g, ""));
        const run = spawnSync("xmllint", ["--noout", "--schema", join(SCHEMAS, schema), file], { encoding: "utf8" });
        expect(
          `${path}: ${run.stderr
            .split("\n")
            .filter((line) => !/validates$/.test(line))
            .join("")}`,
        ).toBe(`${path}: `);
      }
      expect(chartParts(workbook)).toHaveLength(8);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describeWith(["libreOffice", "openpyxl"], "a chart of ours", () => {
  test("is found again after LibreOffice has saved it, and openpyxl sees what it is drawn from", async () => {
    const workbook = await written(summary(6));
    const folder = mkdtempSync(join(tmpdir(), "charts-lo-"));
    try {
      writeFileSync(join(folder, "in.xlsx"), workbook.toBytes());
      spawnSync(
        "soffice",
        [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "xlsx", "--outdir", join(folder, "out"), join(folder, "in.xlsx")],
        {
          timeout: 120_000,
        },
      );
      const saved = openXlsx(readFileSync(join(folder, "out", "in.xlsx")));
      expect(chartParts(saved).filter((path) => path.endsWith(".xml"))).toHaveLength(1);
      await rewritten(saved, summary(6));
      expect(chartParts(saved).filter((path) => path.endsWith(".xml"))).toHaveLength(1);
      await rewritten(saved, summary(8));
      expect(chartParts(saved).filter((path) => path.endsWith(".xml"))).toHaveLength(1);
      expect(
        part(
          saved,
          chartParts(saved).find((path) => path.endsWith(".xml"))!,
        ),
      ).toContain("$B$2:$B$9");
      await settled(saved, summary(8));
      writeFileSync(join(folder, "saved.xlsx"), saved.toBytes());
      const script =
        "import openpyxl,sys,json\nout=[]\nfor f in sys.argv[1:]:\n b=openpyxl.load_workbook(f)\n out.append([[type(c).__name__,[s.val.numRef.f for s in c.series]] for c in b.worksheets[0]._charts])\nprint(json.dumps(out))";
      const run = spawnSync(openpyxlPython(), ["-c", script, join(folder, "in.xlsx"), join(folder, "saved.xlsx")], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      const sheet = "'汇总 O''Brien'";
      expect(JSON.parse(run.stdout)).toEqual([
        [["BarChart", [`${sheet}!$C$2:$C$7`, `${sheet}!$B$2:$B$7`]]],
        [["BarChart", [`${sheet}!$C$2:$C$9`, `${sheet}!$B$2:$B$9`]]],
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 150_000);
});
