import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openXlsx } from "../../src/xlsx/portable";
import { runCommandLine } from "../support/runCommandLine";

jest.setTimeout(240_000);

const SAMPLE = join(__dirname, "../../assets/samples/province-zh.xlsx");

function copy(): string {
  const file = join(mkdtempSync(join(tmpdir(), "kpi-changes-")), "绩效.xlsx");
  copyFileSync(SAMPLE, file);
  return file;
}

const kpi = (...argv: readonly string[]): ReturnType<typeof runCommandLine> => runCommandLine([...argv, "--lang", "zh"]);

const sheetsIn = async (file: string) => (await openXlsx(new Uint8Array(readFileSync(file))).survey()).sheets;

interface Told {
  readonly period: string;
  readonly periodThen: string | null;
  readonly cards: readonly { readonly name: string; readonly lines: readonly { readonly changed: readonly string[] }[] }[] | null;
}

test("a run in place says what has changed since, and can be taken back and brought again; a copy keeps nothing", async () => {
  const file = copy();
  expect((await kpi("changes", file)).out).toBe("这个工作簿里没有上次计分的记录。\n");
  const untouched = readFileSync(file);
  expect((await kpi("restore", file)).out).toContain("没有可以恢复的内容");
  expect(readFileSync(file).equals(untouched)).toBe(true);

  await kpi("score", file);
  const handedOut = file.replace(".xlsx", "-scorecard.xlsx");
  expect((await sheetsIn(handedOut)).every(({ visibility }) => visibility === "visible")).toBe(true);
  expect((await kpi("changes", handedOut)).out).toBe("这个工作簿里没有上次计分的记录。\n");

  await kpi("score", file, "--in-place");
  expect((await sheetsIn(file)).at(-1)).toMatchObject({ name: "上次计分", visibility: "hidden" });
  expect((await kpi("changes", file)).out).toBe("与上次计分相比没有变化。\n");
  const first = readFileSync(file);

  // Another period makes all figures others.
  const { out } = await kpi("changes", file, "--period", "2026Q2");
  expect(out).toContain("上次计的是 2026Q3，期间不同");
  expect(out).toMatch(/^太原 {2}33\.84 → \d+\.\d\d 分（[+-]\d+\.\d\d）/m);
  expect(out).toMatch(/^ {2}.+：实际值 .+ → .+，得分 .+ → .+。$/m);
  const told = JSON.parse((await kpi("changes", file, "--period", "2026Q2", "--json")).out) as Told;
  expect([told.period, told.periodThen]).toEqual(["2026Q2", "2026Q3"]);
  expect(told.cards!.length).toBeGreaterThan(10);
  expect(told.cards!.flatMap(({ lines }) => lines.flatMap(({ changed }) => changed))).toContain("figure");
  expect(readFileSync(file).equals(first)).toBe(true);

  await kpi("score", file, "--in-place", "--period", "2026Q2");
  expect((await kpi("changes", file, "--period", "2026Q2")).out).toBe("与上次计分相比没有变化。\n");
  const restored = JSON.parse((await kpi("restore", file, "--json")).out) as { sheets: string[]; edits: unknown[] };
  expect(restored.sheets).toContain("汇总");
  expect(restored.edits).toEqual([]);
  expect((await kpi("changes", file)).out).toBe("与上次计分相比没有变化。\n");
  expect(JSON.parse((await kpi("score", file, "--in-place", "--json")).out)).toMatchObject({ written: { cellsChanged: 0 } });
  await kpi("restore", file);
  expect((await kpi("changes", file, "--period", "2026Q2")).out).toBe("与上次计分相比没有变化。\n");
});
