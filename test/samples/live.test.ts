/** A scored workbook follows what people change in it, without the add-in: LibreOffice against a new run of the engine. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grid, address } from "../../src/sheets/grid";
import { openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { runCommandLine } from "../support/runCommandLine";
import { describeWith, openpyxlPython } from "../support/systemParts";

type Sheets = ReadonlyMap<string, Grid>;

async function sheetsOf(file: string): Promise<Sheets> {
  const workbook = openXlsx(readFileSync(file));
  const { sheets } = await workbook.survey();
  const grids = await workbook.read(sheets.map((sheet) => sheet.id));
  return new Map(sheets.map((sheet) => [sheet.name, grids.get(sheet.id)!]));
}

const near = (one: unknown, other: unknown): boolean =>
  typeof one === "number" && typeof other === "number" ? Math.abs(one - other) <= 1e-9 : (one ?? "") === (other ?? "");

const FIRST = 9;

/** The change on the period before: what that period came to is history, and a new run under other targets would rewrite it. */
const isChange = (row: number, column: number): boolean => row === 4 && column === 5;

/** The lines, groups, total and grade of a card, and its key figures: every cell of the page that stands there as a formula. */
function cardDifferences(name: string, live: Grid, anew: Grid): { readonly compared: number; readonly differences: string[] } {
  const total = Array.from({ length: anew.rowCount }, (_row, row) => row).find((row) => /^总分/.test(String(anew.at(row, 1).value)))!;
  const rows = [4, ...Array.from({ length: total - FIRST + 2 }, (_row, place) => FIRST + place)];
  const places = rows.flatMap((row) => Array.from({ length: anew.columnCount }, (_column, column) => ({ row, column })));
  const compared = places.filter(({ row, column }) => anew.at(row, column).formula !== undefined && !isChange(row, column));
  return {
    compared: compared.length,
    differences: compared.flatMap(({ row, column }) => {
      const [one, other] = [live.at(row, column).value, anew.at(row, column).value];
      return near(one, other) ? [] : [`${name}!${address(row, column)}: ${String(one)} for ${String(other)}`];
    }),
  };
}

/** By department: place, points, full points, rate, short boards, heat map and grade. */
function rankingOf(summary: Grid): Map<string, readonly unknown[]> {
  const rows = Array.from({ length: 25 }, (_row, place) => FIRST + place).filter((row) => typeof summary.at(row, 3).value === "number");
  return new Map(
    rows.map((row) => [String(summary.at(row, 1).value), [0, 2, 3, 4, 7, 10, 11, 12, 13, 14, 15, 16].map((column) => summary.at(row, column).value)] as const),
  );
}

describeWith(["libreOffice", "openpyxl"], "a scored workbook in which people change figures, a target and weights, and sort a sheet", () => {
  let folder = "";
  let live: Sheets;
  let anew: Sheets;
  let before: Sheets;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kpi-live-"));
    const [scored, edited, again] = ["scored.xlsx", "edited.xlsx", "again.xlsx"].map((name) => join(folder, name)) as [string, string, string];
    expect((await runCommandLine(["score", join(__dirname, "../../assets/samples/province-zh.xlsx"), "--out", scored])).status).toBe(0);
    const run = spawnSync(openpyxlPython(), [join(__dirname, "live.py"), scored, edited], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    const ended = await runCommandLine(["score", edited, "--out", again]);
    if (ended.status !== 0) throw new Error(ended.out + ended.err);
    [live] = (await recalculated([readFileSync(edited)])) as [Sheets];
    [before, anew] = [await sheetsOf(scored), await sheetsOf(again)];
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("shows on every card what a new run would give", () => {
    const cards = [...anew].filter(([name, grid]) => before.has(name) && grid.at(8, 1).value === "指标" && grid.at(8, 13).value === "得分");
    expect(cards).toHaveLength(17);
    const all = cards.map(([name, grid]) => cardDifferences(name, live.get(name)!, grid));
    process.stdout.write(`${all.reduce((count, { compared }) => count + compared, 0)} live cells of 17 cards are as a new run has them\n`);
    expect(all.flatMap(({ differences }) => differences)).toEqual([]);
    expect(near(anew.get("太原")!.at(4, 0).value, before.get("太原")!.at(4, 0).value)).toBe(false);
  });

  it("ranks them as a new run would", () => {
    const [now, then] = [rankingOf(live.get("汇总")!), rankingOf(anew.get("汇总")!)];
    expect([...now.keys()].sort()).toEqual([...then.keys()].sort());
    for (const [name, row] of then)
      for (const [place, value] of row.entries()) expect({ name, place, same: near(now.get(name)![place], value) }).toEqual({ name, place, same: true });
    expect([...then.values()].map((row) => row[0])).not.toEqual([...rankingOf(before.get("汇总")!).values()].map((row) => row[0]));
  });
});
