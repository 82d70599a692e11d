/**
 * The engine against a regulator's own arithmetic: Anatel's customer-service index, 477 published scorecards of 36 months,
 * through a workbook of ours and the command line.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePeriod, periodKey } from "../../src/kpi/period";
import { score } from "../../src/kpi/score";
import type { Change } from "../../src/run/workbook";
import { layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { type XlsxWorkbook, newXlsx } from "../../src/xlsx/xlsxWorkbook";
import { runCommandLine } from "../support/runCommandLine";
import {
  type PublishedRow,
  READING_HEADS,
  anatelReadings,
  anatelTables,
  departmentCode,
  plainOperator,
  readPublished,
  withRatesFromCounts,
} from "./anatelWorkbook";

const FOLDER = join(__dirname, "../../../shared/oracles/anatel_ida");
const describeWhereThere = existsSync(FOLDER) ? describe : describe.skip;
const reason = existsSync(FOLDER) ? "" : " (skipped: ../shared/oracles/anatel_ida is not beside the project)";

/** Published figures that the published rates do not give: a fault of the source, listed and not fitted. */
const FAULTS_OF_THE_SOURCE = [
  "2014-02 fixed_local EMBRATEL",
  "2014-02 fixed_local GVT",
  "2014-02 fixed_local OI",
  "2014-02 mobile CLARO",
  "2014-02 mobile CTBC CELULAR",
  "2014-02 mobile OI CELULAR",
];

/** Counts that do not give the rates printed beside them, and so not the published figure: a fault of the source in those three months. */
const COUNTS_THAT_DISAGREE = [
  "2014-02 mobile CTBC CELULAR",
  "2014-02 mobile OI CELULAR",
  "2014-03 mobile CLARO",
  "2014-03 mobile CTBC CELULAR",
  "2014-03 mobile OI CELULAR",
  "2014-03 mobile SERCOMTEL CELULAR",
  "2014-04 mobile CTBC CELULAR",
  "2014-04 mobile TIM GSM",
];

const nameOf = (row: PublishedRow) => `${row.month} ${row.service} ${plainOperator(row.operator)}`;

async function workbookOf(published: readonly PublishedRow[]): Promise<XlsxWorkbook> {
  const workbook = newXlsx();
  const sheets = [
    ...layScheme(anatelTables(FOLDER, published), "en"),
    layIndicatorSheet("Published rates", "Published rates", "Fonte: Anatel", [...READING_HEADS], anatelReadings(published), "en"),
  ];
  await workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return workbook;
}

interface ScoredCard {
  readonly code: string;
  readonly points: number | null;
  readonly state: string;
}

describeWhereThere(`the customer-service index of Anatel${reason}`, () => {
  const published = existsSync(FOLDER) ? readPublished(FOLDER) : [];
  const scored = new Map<string, ScoredCard>();
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kpi-anatel-"));
    const file = join(folder, "anatel.xlsx");
    writeFileSync(file, (await workbookOf(published)).toBytes());
    for (const month of new Set(published.map((row) => row.month))) {
      const { status, out, err } = await runCommandLine(["score", file, "--period", month, "--dry-run", "--json"]);
      if (status !== 0) throw new Error(`${month} ended with ${status}: ${err}${out.slice(0, 4000)}`);
      const report = JSON.parse(out) as { period: string; departments: ScoredCard[] };
      expect(report.period).toBe(month);
      for (const card of report.departments) scored.set(`${month} ${card.code}`, card);
    }
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Named as in the list above. */
  const differences = () =>
    published.map((row) => {
      const card = scored.get(`${row.month} ${departmentCode(row.service, row.operator)}`);
      return { name: `${row.month} ${row.service} ${plainOperator(row.operator)}`, card, off: Math.abs((card?.points ?? NaN) - row.ida) };
    });

  it("has 477 published scorecards of 36 months", () => {
    expect(published).toHaveLength(477);
    expect(new Set(published.map((row) => row.month)).size).toBe(36);
  });

  it("comes within 0.05 of 471 of them, and the other six are the ones that the source has wrong", () => {
    const off = differences().filter((one) => !(one.off <= 0.05));
    expect(off.map((one) => one.name).sort()).toEqual(FAULTS_OF_THE_SOURCE);
  });

  it("has every published card complete: an absent rate is not applicable, and holds nothing", () => {
    expect(
      differences()
        .filter((one) => one.card?.state !== "complete")
        .map((one) => one.name),
    ).toEqual([]);
  });

  it("comes within 0.05 of 303 of the 311 whose counts are all there, working the rates out from the counts", async () => {
    const rows = withRatesFromCounts(FOLDER, published);
    expect(rows).toHaveLength(311);
    const workbook = await workbookOf(rows);
    const { sheets } = await workbook.survey();
    const grids = [...(await workbook.read(sheets.map((sheet) => sheet.id))).values()];
    const { value: scheme, schemeSheets } = readScheme(grids);
    const { value: read } = readReadings(
      grids.filter((grid) => !schemeSheets.includes(grid.sheet)),
      scheme!,
    );
    // Each month by itself: what came before plays no part in its points, and takes time.
    const scoreMonth = (month: string) => {
      const readings = read.readings.filter((reading) => periodKey(reading.period) === month);
      return score(scheme!, readings, parsePeriod(month, null)!).value;
    };
    const months = new Map([...new Set(rows.map((row) => row.month))].map((month) => [month, scoreMonth(month)]));
    const off = rows.filter((row) => {
      const card = months.get(row.month)!.find((one) => one.department.code === departmentCode(row.service, row.operator))!;
      return !card.points || card.points.minus(row.ida).abs().gt(0.05);
    });
    expect(off.map(nameOf).sort()).toEqual(COUNTS_THAT_DISAGREE);
  });
});
