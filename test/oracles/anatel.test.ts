/**
 * The engine against a regulator's own arithmetic: Anatel's customer-service index, 477 published scorecards of 36 months,
 * through a workbook of ours and the command line.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePeriod, periodKey } from "../../src/kpi/period";
import { counts, minutes, proved } from "../support/fullCounts";
import { runCommandLine } from "../support/runCommandLine";
import {
  type PublishedRow,
  anatelCounts,
  anatelReadings,
  anatelTables,
  anatelTablesFromCounts,
  countedRows,
  departmentCode,
  plainOperator,
  readPublished,
} from "./anatelWorkbook";
import { type OpenedBook, oracleFolder, openedBook, scoredBook, workbookOf } from "./published";

const { folder: FOLDER, describeWhereThere, reason } = oracleFolder("anatel_ida");

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

interface ScoredCard {
  readonly code: string;
  readonly points: number | null;
  readonly state: string;
}

/** Each month by itself: what came before plays no part in its points, and takes time. */
function scoredMonth(book: OpenedBook, month: string): readonly ScoredCard[] {
  const readings = book.readings.filter((reading) => periodKey(reading.period) === month);
  return scoredBook({ ...book, readings }, parsePeriod(month, null)!).cards.map(({ department, points, state }) => ({
    code: department.code,
    points: points?.toNumber() ?? null,
    state,
  }));
}

describeWhereThere(`the customer-service index of Anatel${reason}`, () => {
  const published = existsSync(FOLDER) ? readPublished(FOLDER) : [];
  const months = [...new Set(published.map((row) => row.month))].sort();
  const scored = new Map<string, ScoredCard>();
  let bytes: Uint8Array;
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kpi-anatel-"));
    bytes = await workbookOf(anatelTables(FOLDER, published), { title: "Published rates", note: "Fonte: Anatel", rows: anatelReadings(published) });
    const book = await openedBook(bytes);
    for (const month of months) for (const card of scoredMonth(book, month)) scored.set(`${month} ${card.code}`, card);
  }, minutes(2));

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Named as in the list above. */
  const differences = () =>
    published.map((row) => {
      const card = scored.get(`${row.month} ${departmentCode(row.service, row.operator)}`);
      return { name: nameOf(row), card, off: Math.abs((card?.points ?? NaN) - row.ida) };
    });

  it(
    "comes to the same through the command line",
    async () => {
      const file = join(folder, "anatel.xlsx");
      writeFileSync(file, bytes);
      for (const month of months.filter((_month, place) => place % Math.ceil(months.length / counts(6, months.length)) === 0)) {
        const { status, out, err } = await runCommandLine(["score", file, "--period", month, "--dry-run", "--json"]);
        if (status !== 0) throw new Error(`${month} ended with ${status}: ${err}${out.slice(0, 4000)}`);
        const report = JSON.parse(out) as { period: string; departments: ScoredCard[] };
        expect(report.period).toBe(month);
        const reported = new Map(report.departments.map((card) => [card.code, card]));
        const rows = published.filter((row) => row.month === month);
        const codes = rows.map((row) => departmentCode(row.service, row.operator));
        const shown = (card: ScoredCard | undefined) => [card?.code, card?.points, card?.state];
        expect(codes.map((code) => shown(reported.get(code)))).toEqual(codes.map((code) => shown(scored.get(`${month} ${code}`))));
      }
    },
    minutes(2),
  );

  it("has 477 published scorecards of 36 months", () => {
    expect(published).toHaveLength(477);
    expect(months).toHaveLength(36);
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

  it("comes within 0.05 of 303 of the 311 whose counts are all there, its rates computed from the counts by the workbook", async () => {
    const rows = countedRows(FOLDER, published);
    expect(rows).toHaveLength(311);
    const note = "Fonte: Anatel";
    const book = await openedBook(await workbookOf(anatelTablesFromCounts(FOLDER, rows), { title: "Published counts", note, rows: anatelCounts(rows) }));
    expect(book.findings.filter((one) => one.severity !== "note")).toEqual([]);
    const cards = new Map(months.flatMap((month) => scoredMonth(book, month).map((card) => [`${month} ${card.code}`, card] as const)));
    const off = rows.filter((row) => {
      const points = cards.get(`${row.month} ${departmentCode(row.service, row.operator)}`)?.points ?? NaN;
      return !(Math.abs(points - row.ida) <= 0.05);
    });
    expect(off.map(nameOf).sort()).toEqual(COUNTS_THAT_DISAGREE);
    proved(`Oracle anatel_ida: ${published.length} scorecards from rates, ${rows.length} from counts of which ${off.length} are a fault of the source`);
  });
});
