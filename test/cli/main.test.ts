import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../src/cli/main";
import { STARTERS } from "../../src/run/starters/list";
import { layIndicatorSheet } from "../../src/sheets/layScheme";
import { openXlsx, openZip } from "../../src/xlsx/portable";
import { readZipEntry } from "../../src/xlsx/zip";
import { bookBytes } from "../workbooks/bookBytes";
import { smallBook, withRow } from "../workbooks/smallScheme";

const samples = join(__dirname, "../../assets/samples");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kpi-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function kpi(...argv: readonly string[]): Promise<Run> {
  let out = "";
  let err = "";
  const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), errIsTerminal: false, language: "en" as const };
  const status = await main(argv, streams);
  return { status, out, err };
}

function sample(language: "zh" | "en" = "zh"): string {
  const file = join(folder, "季度.xlsx");
  writeFileSync(file, readFileSync(join(samples, `province-${language}.xlsx`)));
  return file;
}

describe("score", () => {
  test("writes NAME-scorecard beside the input and leaves the input as it was", async () => {
    const file = sample();
    const before = readFileSync(file);
    const { status, out, err } = await kpi("score", file, "--lang", "zh");
    expect(err).toBe("");
    expect(status).toBe(0);
    expect(out).toContain("季度-scorecard.xlsx");
    expect(readFileSync(file).equals(before)).toBe(true);
    const survey = await openXlsx(readFileSync(join(folder, "季度-scorecard.xlsx"))).survey();
    expect(survey.sheets.slice(0, 3).map((sheet) => sheet.name)).toEqual(["汇总", "短木板清单", "太原"]);
    expect(readdirSync(folder).sort()).toEqual(["季度-scorecard.xlsx", "季度.xlsx"]);
  });

  test("run again changes no cell, and run on its own output neither", async () => {
    const file = sample();
    const out = join(folder, "out.xlsx");
    await kpi("score", file, "--out", out);
    const first = readFileSync(out);
    const again = await kpi("score", file, "--out", out, "--json");
    expect(again.status).toBe(0);
    expect(readFileSync(out).equals(first)).toBe(true);
    const inPlace = await kpi("score", out, "--in-place", "--json");
    expect(JSON.parse(inPlace.out)).toMatchObject({ written: { cellsChanged: 0 } });
    expect(readFileSync(out).equals(first)).toBe(true);
  });

  test("leaves every part that is not ours byte for byte as it was", async () => {
    const file = sample();
    const before = openZip(readFileSync(file));
    await kpi("score", file, "--in-place");
    const after = openZip(readFileSync(file));
    const touched = new Set(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml", "docProps/app.xml"]);
    for (const name of before.entries.keys()) {
      if (!touched.has(name)) expect([name, Buffer.from(readZipEntry(after, name)).equals(readZipEntry(before, name))]).toEqual([name, true]);
    }
  });

  test("under --values writes the same figures without any formula", async () => {
    const file = sample();
    const [live, fixed] = [join(folder, "live.xlsx"), join(folder, "fixed.xlsx")];
    await kpi("score", file, "--out", live);
    await kpi("score", file, "--out", fixed, "--values");
    const figures = async (path: string): Promise<{ formulas: number; points: unknown }> => {
      const workbook = openXlsx(readFileSync(path));
      const { sheets } = await workbook.survey();
      const grids = await workbook.read(sheets.map((sheet) => sheet.id));
      let formulas = 0;
      for (const grid of grids.values()) {
        for (let row = 0; row < grid.rowCount; row += 1)
          for (let column = 0; column < grid.columnCount; column += 1) if (grid.at(row, column).formula !== undefined) formulas += 1;
      }
      const summary = grids.get(sheets.find((sheet) => sheet.name === "汇总")!.id)!;
      const points = Array.from({ length: 20 }, (_row, place) => [0, 2, 3, 4, 7].map((column) => summary.at(9 + place, column).value));
      return { formulas, points };
    };
    const [withFormulas, withValues] = [await figures(live), await figures(fixed)];
    expect(withFormulas.formulas).toBeGreaterThan(3000);
    expect(withValues).toEqual({ formulas: 0, points: withFormulas.points });
  });

  test("writes nothing on a dry run", async () => {
    const file = sample();
    const { status, out } = await kpi("score", file, "--dry-run", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ written: null, period: "2026Q3" });
    expect(readdirSync(folder)).toEqual(["季度.xlsx"]);
  });

  test("scores the period that is asked for", async () => {
    const { out } = await kpi("score", sample(), "--dry-run", "--json", "--period", "二季度");
    expect(JSON.parse(out)).toMatchObject({ period: "2026Q2" });
  });

  test("under --strict writes nothing when there is any finding", async () => {
    const file = sample();
    const { status } = await kpi("score", file, "--strict");
    expect(status).toBe(1);
    expect(readdirSync(folder)).toEqual(["季度.xlsx"]);
  });

  test("never overwrites a file that it did not write, nor a copy that somebody saved since, unless forced", async () => {
    const file = sample();
    const out = join(folder, "mine.xlsx");
    writeFileSync(out, "a letter");
    const refused = await kpi("score", file, "--out", out, "--lang", "zh");
    expect([refused.status, readFileSync(out, "utf8")]).toEqual([3, "a letter"]);
    expect(refused.err).toContain("mine.xlsx");
    expect((await kpi("score", file, "--out", out, "--force")).status).toBe(0);

    const copy = openXlsx(readFileSync(out));
    const { name, draft } = layIndicatorSheet("我的笔记", "我的笔记", "", ["要点"], [["别丢了"]], "zh");
    await copy.write([{ kind: "createSheet", name, block: null, after: "last", draft }]);
    const edited = copy.toBytes();
    writeFileSync(out, edited);
    expect((await kpi("score", file, "--out", out)).status).toBe(3);
    expect(readFileSync(out).equals(edited)).toBe(true);
  });

  test("refuses to write over its own input by --out", async () => {
    const file = sample();
    expect((await kpi("score", file, "--out", join(folder, ".", "季度.xlsx"))).status).toBe(2);
  });

  test("leaves a foreign sheet that has the name of ours alone, takes a free name and says so", async () => {
    const file = sample();
    const workbook = openXlsx(readFileSync(file));
    const { draft } = layIndicatorSheet("汇总", "我的汇总", "", ["要点"], [["别动"]], "zh");
    await workbook.write([{ kind: "createSheet", name: "汇总", block: null, after: "last", draft }]);
    writeFileSync(file, workbook.toBytes());
    const { out } = await kpi("score", file, "--in-place", "--json");
    const report = JSON.parse(out) as { findings: { code: string }[] };
    expect(report.findings.map((one) => one.code)).toContain("sheetNameTaken");
    const after = openXlsx(readFileSync(file));
    const { sheets } = await after.survey();
    expect(sheets.map((sheet) => sheet.name).filter((name) => name.startsWith("汇总"))).toHaveLength(2);
    const foreign = sheets.find((sheet) => sheet.name === "汇总")!;
    expect((await after.read([foreign.id])).get(foreign.id)!.at(0, 0).value).toBe("我的汇总");
  });

  test("gives the same figures for the Chinese and the English sample", async () => {
    const figures = async (language: "zh" | "en"): Promise<unknown> => {
      const { out } = await kpi("score", sample(language), "--dry-run", "--json");
      const report = JSON.parse(out) as { departments: { code: string; points: number; rate: number; rank: number; lines: { rate: number }[] }[] };
      return report.departments.map(({ code, points, rate, rank, lines }) => [code, points, rate, rank, lines.map((line) => line.rate)]);
    };
    expect(await figures("en")).toEqual(await figures("zh"));
  });
});

describe("check", () => {
  test("lists findings with sheet and cell and writes nothing", async () => {
    const file = sample();
    const { status, out } = await kpi("check", file, "--lang", "zh");
    expect(status).toBe(0);
    expect(out).toMatch(/“待定”/);
    expect(out).toMatch(/![A-Z]+\d+: /);
    expect(readdirSync(folder)).toEqual(["季度.xlsx"]);
    expect((await kpi("check", file, "--strict")).status).toBe(1);
  });

  test("also says what is legal in a scheme and may not be meant, which is no reason to stop", async () => {
    const file = join(folder, "small.xlsx");
    writeFileSync(file, await bookBytes(smallBook("en"), "en"));
    const { status, out } = await kpi("check", file, "--strict");
    expect(out).toContain("[note] Rules!");
    expect(out).toContain("has a cliff at the floor (75 for “Customer satisfaction”): 60 on one side, 0 just short of it.");
    expect(status).toBe(0);
    const report = JSON.parse((await kpi("check", file, "--json")).out) as { findings: { code: string; severity: string }[] };
    expect(report.findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["scoreCliff note"]);
    // Scoring does not say so.
    expect((await kpi("score", file, "--dry-run")).out).not.toContain("cliff");
    expect((await kpi("score", file, "--dry-run", "--strict")).status).toBe(0);

    const twice = withRow(smallBook("en"), "tree", "B21", { indicator: "CSAT" });
    writeFileSync(file, await bookBytes(twice, "en"));
    const strict = await kpi("check", file, "--strict");
    expect(strict.out).toMatch(/\[warning\] Weight tree!B\d+: “BR” counts “Customer satisfaction” twice/);
    expect(strict.status).toBe(1);
  });
});

describe("new", () => {
  test.each(["zh", "en"] as const)("makes a scheme in %s that can be scored at once, with every figure still missing", async (language) => {
    const file = join(folder, "new.xlsx");
    expect((await kpi("new", file, "--lang", language)).status).toBe(0);
    const { status, out } = await kpi("score", file, "--json");
    expect(status).toBe(0);
    const report = JSON.parse(out) as { departments: { state: string }[]; findings: { severity: string; code: string }[] };
    expect(report.departments.map((department) => department.state)).toEqual(["incomplete"]);
    expect(new Set(report.findings.map((one) => one.severity))).not.toContain("error");
  });

  test.each(STARTERS.map(({ key, name }) => [key, name] as const))(
    "makes the template %s by key and by name, with figures, so that its cards are complete at once",
    async (key, [zh]) => {
      const [byKey, byName] = [join(folder, "key.xlsx"), join(folder, "name.xlsx")];
      expect((await kpi("new", byKey, "--template", key, "--lang", "zh")).status).toBe(0);
      expect((await kpi("new", byName, "--template", zh, "--lang", "zh")).status).toBe(0);
      expect(readFileSync(byName).equals(readFileSync(byKey))).toBe(true);
      const { status, out } = await kpi("score", byKey, "--strict", "--json");
      expect(status).toBe(0);
      const report = JSON.parse(out) as { departments: { state: string; before: unknown }[]; findings: unknown[] };
      expect(report.findings).toEqual([]);
      expect(report.departments.map(({ state }) => state)).toEqual(report.departments.map(() => "complete"));
    },
  );

  test("names the templates that there are where one is asked for that there is not, and takes no template of the sample", async () => {
    const file = join(folder, "new.xlsx");
    const refused = await kpi("new", file, "--template", "balance");
    expect(refused.status).toBe(2);
    for (const { key, name } of STARTERS) expect(refused.err).toMatch(new RegExp(`${key} +${name[1]}`));
    expect((await kpi("new", file, "--template", "balanced", "--sample")).status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("brings the sample, and does not overwrite what is there", async () => {
    const file = join(folder, "sample.xlsx");
    expect((await kpi("new", file, "--sample", "--lang", "en")).status).toBe(0);
    expect(readFileSync(file).equals(readFileSync(join(samples, "province-en.xlsx")))).toBe(true);
    expect((await kpi("new", file)).status).toBe(3);
    expect((await kpi("new", file, "--force")).status).toBe(0);
  });
});

test("says what is wrong with the asking, and exits with 2", async () => {
  const { status, err } = await kpi("scroe", "a.xlsx", "--lang", "zh");
  expect(status).toBe(2);
  expect(err).toContain("scroe");
});

test("shows progress on a terminal only, and wipes it away", async () => {
  const file = sample();
  let err = "";
  await main(["score", file], { out: () => undefined, err: (text) => void (err += text), errIsTerminal: true, language: "zh" });
  expect(err).toContain("计分：");
  expect(err.endsWith("\r\u001b[K")).toBe(true);
});
