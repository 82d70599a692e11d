import fc from "fast-check";
import { officeWorkbook, type OfficeOptions } from "../../src/office/officeWorkbook";
import type { Clock } from "../../src/office/trips";
import type { Change, Workbook } from "../../src/run/workbook";
import type { DraftCell, DraftChart, SheetDraft } from "../../src/sheets/draft";
import { layCard } from "../../src/sheets/layCard";
import { lookOf, type CellRole, type RowMark } from "../../src/sheets/marks";
import { sheetLabels } from "../../src/text/sheetLabelsZh";
import type { ChartFill } from "../excelHost/model/chart";
import { PROFILES, type ExcelHost, type HostProfile, type Trip } from "../excelHost/excelHost";
import { startExcel } from "../setup-officejs";
import { TRIP_BYTES } from "../../src/office/writeSteps";
import { withDraftedResults } from "../support/excelResults";
import { callCentre } from "../support/sampleSchemes";

// Hundreds of cards take a while on a slow machine; nothing here is about speed.
jest.setTimeout(180_000);

/** Nothing newer than the manifest's ExcelApi 1.13, and the web's limits. */
const MANIFEST: HostProfile = { ...PROFILES.web, excelApi: 13 };

/** A real card, as a year's run draws hundreds of. */
function card(change: (draft: SheetDraft) => SheetDraft = (draft) => draft): SheetDraft {
  const { scheme, period, cards } = callCentre("zh");
  return change(layCard(cards[0]!, { scheme, period, labels: sheetLabels, sheetOf: () => "汇总", checkCode: "1a2b3c4d", formulas: true }));
}

function plain(rows: readonly (readonly (string | number | boolean | null)[])[], more: Partial<SheetDraft> = {}): SheetDraft {
  return {
    rows: rows.map((row) => row.map((value): DraftCell => ({ value, mark: { row: "line", role: "text" } }))),
    columnWidths: [],
    rowHeights: [],
    merges: [],
    conditionalFormats: [],
    tables: [],
    gridlines: true,
    font: "Calibri",
    print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
    ...more,
  };
}

const create = (name: string, draft: SheetDraft, block: string | null = `kpi.card.${name}`): Change => ({
  kind: "createSheet",
  name,
  block,
  after: "last",
  draft,
});
const rewrite = (name: string, draft: SheetDraft): Change => ({ kind: "rewriteBlock", block: `kpi.card.${name}`, draft });

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
  return "none";
}

/** Every cell of a sheet as it stands in the host: what it holds and how it looks. */
function picture(host: ExcelHost, name: string): unknown {
  const sheet = host.workbook.Worksheets.at(name);
  const cells = [...sheet.cells.within({ row: 0, column: 0, height: 1_048_576, width: 16_384 })]
    .filter(({ cell }) => cell.value !== null || cell.formula !== null || cell.format !== "General" || cell.look["Font.Name"] !== "Calibri")
    .map(({ row, column, cell }) => [row, column, cell.formula ?? cell.value, cell.format, cell.look, cell.link] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    cells,
    merges: sheet.merges,
    rules: sheet.conditionalFormats.map((format) => [format.Type, format.GetRanges().Address]),
    widths: [...sheet.columnWidths],
    heights: [...sheet.rowHeights],
    frozen: sheet.FreezePanes.frozen,
    tab: sheet.TabColor,
    tables: sheet.tables.map((table) => [table.Name, table.GetRange().Address]),
    footer: sheet.PageLayout.HeadersFooters.property("DefaultForAllPages"),
  };
}

function hosted(options: OfficeOptions = {}, profile: HostProfile = MANIFEST): { readonly host: ExcelHost; readonly workbook: Workbook } {
  const host = startExcel(profile);
  return { host, workbook: withDraftedResults(host, officeWorkbook(options)) };
}

/** Time that passes only when told to. */
function heldClock(): Clock & { pass(milliseconds: number): Promise<void> } {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly action: () => void }>();
  return {
    now: () => now,
    after(milliseconds, action) {
      const entry = { at: now + milliseconds, action };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    async pass(milliseconds) {
      await settled();
      now += milliseconds;
      for (const entry of [...waiting].filter(({ at }) => at <= now)) {
        waiting.delete(entry);
        entry.action();
      }
      await settled();
    },
  };
}

/** Everything that can happen without time passing has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

describe("sheets in parts", () => {
  const EMPTY = "空表";
  const tall = (rows: number): SheetDraft => plain(Array.from({ length: rows }, (_, row) => [`指标${row}`, row, row % 7 === 0 ? null : row / 4]));

  async function filled(payloadLimit?: number) {
    const { host, workbook } = hosted();
    await workbook.write([create("高表", tall(900)), create("低表", plain([["一"], ["二"]], { merges: ["A4:B5"] }))]);
    await workbook.write([{ kind: "createSheet", name: EMPTY, block: null, after: "last", draft: plain([]) }]);
    // Somebody's own sheet, which begins further down.
    host.workbook.Worksheets.byName(EMPTY)!.GetRange("C6:D7").Values = [
      [1, "二"],
      [true, 4],
    ];
    if (payloadLimit !== undefined) host.profile = { ...MANIFEST, payloadLimit };
    const { sheets } = await workbook.survey();
    return { host, workbook, ids: sheets.map(({ id }) => id) };
  }

  test.each([
    ["as they come", undefined],
    ["where Excel hands over little at a time", 20_000],
  ])("are the same cells as whole sheets, each row once and from top to bottom, %s.", async (_when, limit) => {
    const { workbook, ids } = await filled(limit);
    const whole = await workbook.read(ids);
    const seen = new Map<string, { next: number; parts: number; differing: number }>();
    await workbook.readInParts!(ids, function* (part) {
      yield;
      const grid = whole.get(part.id)!;
      const known = seen.get(part.id) ?? { next: 0, parts: 0, differing: 0 };
      expect(part).toMatchObject({ rowCount: grid.rowCount, columnCount: grid.columnCount, merges: grid.merges });
      expect(part.top).toBeGreaterThanOrEqual(known.next);
      for (let row = known.next; row <= part.bottom; row += 1)
        for (let column = 0; column <= grid.columnCount; column += 1)
          if (JSON.stringify(part.at(row, column)) !== JSON.stringify(grid.at(row, column))) known.differing += 1;
      seen.set(part.id, { next: part.bottom + 1, parts: known.parts + 1, differing: known.differing });
    });
    expect([...seen.keys()].sort()).toEqual([...ids].sort());
    for (const [id, { next, differing }] of seen) expect([id, next, differing]).toEqual([id, whole.get(id)!.rowCount, 0]);
    if (limit !== undefined) expect(Math.max(...[...seen.values()].map(({ parts }) => parts))).toBeGreaterThan(3);
  });

  test("are compared before a writing as whole ones are: one cell that differs, far down, is found and written, and rows that are given up are cleared.", async () => {
    const { host, workbook, ids } = await filled(20_000);
    const sheet = host.workbook.Worksheets.byName("高表")!;
    sheet.GetRange("B800").Values = [[-1]];
    const again = await workbook.write([rewrite("高表", tall(900)), rewrite("低表", plain([["一"], ["二"]], { merges: ["A4:B5"] }))]);
    expect(again.sheets.map(({ cellsChanged }) => cellsChanged)).toEqual([1, 0]);
    expect(sheet.GetRange("B800").Values).toEqual([[799]]);
    const shorter = await workbook.write([rewrite("高表", tall(850))]);
    expect(shorter.sheets[0]!.cellsChanged).toBe(50 * 3 - [...Array(50).keys()].filter((row) => (850 + row) % 7 === 0).length);
    expect((await workbook.read(ids)).get(ids.find((_, place) => place === 1)!)!.rowCount).toBe(850);
  });

  test("say where somebody's cells are in the way, before anything is written.", async () => {
    const { host, workbook } = await filled(20_000);
    const sheet = host.workbook.Worksheets.byName("高表")!;
    sheet.GetRange("B950").Values = [["我的"]];
    host.trips.length = 0;
    await expect(workbook.write([rewrite("低表", plain([["三"]])), rewrite("高表", tall(1_000))])).rejects.toMatchObject({
      code: "inTheWay",
      detail: expect.stringContaining("B950"),
    });
    expect(host.workbook.Worksheets.byName("低表")!.GetRange("A1").Values).toEqual([["一"]]);
    expect(sheet.GetRange("A901").Values).toEqual([[""]]);
  });
});

describe("trips", () => {
  const lines: string[] = [];
  afterAll(() => process.stdout.write(`${lines.join("\n")}\n`));

  test.each([5, 50, 300])(
    "%i cards take two trips and one for every megabyte to write, and one and one for every megabyte to read, where Excel is fast.",
    async (count) => {
      const { host, workbook } = hosted({ clock: heldClock(), tripBytes: TRIP_BYTES });
      const draft = card();
      const names = Array.from({ length: count }, (_, index) => `部门${index + 1}`);
      const since = (): readonly Trip[] => host.trips.splice(0);
      const say = (what: string, trips: readonly Trip[]): void => {
        const out = trips.reduce((total, trip) => total + trip.requestBytes, 0);
        const back = trips.reduce((total, trip) => total + trip.responseBytes, 0);
        lines.push(`${count} sheets, ${what}: ${trips.length} trips, ${(out / 1e6).toFixed(2)} MB out, ${(back / 1e6).toFixed(2)} MB back`);
      };

      await workbook.write(names.map((name) => create(name, draft)));
      const written = since();
      const out = written.slice(1).reduce((total, trip) => total + trip.requestBytes, 0);
      say("created", written);
      expect(written.length).toBeLessThanOrEqual(2 + megabytes(out));
      expect(Math.max(...written.map((trip) => trip.requestBytes))).toBeLessThanOrEqual(1_050_000);

      const survey = await workbook.survey();
      const surveyed = since();
      say("surveyed", surveyed);
      expect(surveyed.length).toBeLessThanOrEqual(2);

      const grids = await workbook.read(survey.sheets.map((sheet) => sheet.id));
      const read = since();
      say("read", read);
      expect(grids.size).toBe(count + 1);
      expect(read.length).toBeLessThanOrEqual(4 + megabytes(read.reduce((total, trip) => total + trip.responseBytes, 0)));

      const report = await workbook.write(names.map((name) => rewrite(name, draft)));
      const again = since();
      say("written again", again);
      expect(report.sheets.every(({ cellsChanged }) => cellsChanged === 0)).toBe(true);
      expect(again.length).toBeLessThanOrEqual(3 + megabytes(again.reduce((total, trip) => total + trip.responseBytes, 0)));

      const changed = card((drafted) => ({
        ...drafted,
        rows: drafted.rows.map((row) => row.map((cell) => (typeof cell?.value === "number" && !cell.formula ? { ...cell, value: cell.value + 1 } : cell))),
      }));
      await workbook.write(names.map((name) => rewrite(name, changed)));
      say("new figures", since());
      expect([...host.missing]).toEqual([]);
    },
  );

  test("are halved where Excel takes less than expected, and end in the same workbook.", async () => {
    const whole = hosted();
    await whole.workbook.write([create("甲", card()), create("乙", card())]);
    const tight = hosted({}, { ...MANIFEST, payloadLimit: 60_000 });
    await tight.workbook.write([create("甲", card()), create("乙", card())]);
    expect(tight.host.trips.filter((trip) => trip.error === "RequestPayloadSizeLimitExceeded").length).toBeGreaterThan(0);
    expect(picture(tight.host, "甲")).toEqual(picture(whole.host, "甲"));
    expect(picture(tight.host, "乙")).toEqual(picture(whole.host, "乙"));
  });

  test("of what is known of many sheets are parted, and halved where Excel hands over less than that.", async () => {
    const names = Array.from({ length: 70 }, (_, place) => `部门${place}`);
    const { host, workbook } = hosted();
    const drafts = (value: number): Change[] =>
      names.map((name) =>
        rewrite(name, plain([["客服", value], ...Array.from({ length: 40 }, (_, row) => [`指标${row}`, row])], { merges: ["D3:E3", "D5:E5"] })),
      );
    await workbook.write(drafts(1).map((change) => ({ ...change, kind: "createSheet", name: change.block!.slice("kpi.card.".length), after: "last" })));
    host.profile = { ...MANIFEST, payloadLimit: 30_000 };
    host.trips.length = 0;
    const report = await workbook.write(drafts(2));
    expect(report.sheets.map(({ cellsChanged }) => cellsChanged)).toEqual(names.map(() => 1));
    expect(names.map((name) => host.workbook.Worksheets.byName(name)!.GetRange("B1").Values)).toEqual(names.map(() => [[2]]));
    expect(host.trips.some(({ error }) => error === "ResponsePayloadSizeLimitExceeded")).toBe(true);
    const { sheets } = await workbook.survey();
    expect((await workbook.read(sheets.map(({ id }) => id))).size).toBe(71);
  });

  test("say what is remembered of a long list with a link in every row in a dozen of properties, and a link that leads elsewhere is set anew.", async () => {
    const { host, workbook } = hosted();
    const linked = (moved: number): SheetDraft =>
      plain([], {
        rows: Array.from({ length: 600 }, (_, row): DraftCell[] => [
          { value: `数据!C${row + 1}`, mark: { row: "line", role: "link" }, link: { sheet: "数据", cell: row === moved ? "Z99" : `C${row + 1}` } },
          { value: row, mark: { row: "line", role: "number" } },
        ]),
      });
    await workbook.write([create("清单", linked(-1))]);
    const sheet = host.workbook.Worksheets.byName("清单")!;
    expect([...sheet.CustomProperties.values].length).toBeLessThan(12);
    host.trips.length = 0;
    await workbook.write([rewrite("清单", linked(300))]);
    const links = Array.from({ length: 600 }, (_, row) => (sheet.GetRange(`A${row + 1}`).Hyperlink as { documentReference: string }).documentReference);
    expect(links).toEqual(Array.from({ length: 600 }, (_, row) => (row === 300 ? "'数据'!Z99" : `'数据'!C${row + 1}`)));
    // Only a few of the links are set, and none where nothing moves.
    expect(host.trips.reduce((total, { requestBytes }) => total + requestBytes, 0)).toBeLessThan(60_000);
    host.trips.length = 0;
    await workbook.write([rewrite("清单", linked(300))]);
    expect(host.trips.filter(({ request }) => JSON.stringify(request).includes("documentReference"))).toEqual([]);
  });

  test("are halved down to one row of Chinese text, and say so where even that is too much.", async () => {
    const { host, workbook } = hosted({}, { ...MANIFEST, payloadLimit: 50_000 });
    const rows = Array.from({ length: 200 }, (_, row) => Array.from({ length: 20 }, (_unused, column) => `第${row}行第${column}列的说明文字`));
    await workbook.write([create("说明", plain(rows))]);
    const { id } = (await workbook.survey()).sheets.find((sheet) => sheet.name === "说明")!;
    const grid = (await workbook.read([id])).get(id)!;
    expect(rows.map((row, index) => row.map((_, column) => grid.at(index, column).value))).toEqual(rows);
    expect(host.trips.some((trip) => trip.error === "ResponsePayloadSizeLimitExceeded")).toBe(true);
    expect(await failure(workbook.write([create("过大", plain([["绩".repeat(30_000)]]))]))).toBe("payloadTooLarge");
  });

  /** An Excel that takes so many milliseconds for each trip and for each kilobyte that goes and comes, by a clock of its own. */
  function slowExcel(way: number, kilobyte: number): { readonly host: ExcelHost; readonly workbook: Workbook; readonly took: number[] } {
    let now = 0;
    const { host, workbook } = hosted({ clock: { ...heldClock(), now: () => now } });
    const took: number[] = [];
    const handle = host.handle.bind(host);
    host.handle = (body, flags, reply) =>
      handle(body, flags, (answer) => {
        const { requestBytes, responseBytes } = host.trips.at(-1)!;
        took.push(way + (kilobyte * (requestBytes + responseBytes)) / 1_000);
        now += took.at(-1)!;
        reply(answer);
      });
    return { host, workbook, took };
  }
  const cards = (count: number): Change[] => Array.from({ length: count }, (_, index) => create(`部门${index + 1}`, card()));

  test("carry what Excel does in about half a second, and progress is told after each.", async () => {
    const { host, workbook, took } = slowExcel(20, 4);
    const shares: number[] = [];
    await workbook.write(cards(40), (share) => {
      if (share !== undefined) shares.push(share);
      return Promise.resolve();
    });
    const out = host.trips.reduce((total, { requestBytes }) => total + requestBytes, 0);
    // All but those that it learned from.
    const learned = took.slice(4, -1);
    expect(learned.length).toBeGreaterThan(10);
    expect(Math.max(...learned)).toBeLessThan(900);
    expect(learned.reduce((total, one) => total + one, 0) / learned.length).toBeGreaterThan(350);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    lines.push(
      `an Excel that takes 4 s for a megabyte: ${took.length} trips for ${(out / 1e6).toFixed(2)} MB, the longest after the first ones ${Math.max(...learned).toFixed(0)} ms`,
    );

    const { sheets } = await workbook.survey();
    took.length = 0;
    await workbook.read(sheets.map(({ id }) => id));
    expect(Math.max(...took.slice(4))).toBeLessThan(900);
  });

  test("carry more where the way is long.", async () => {
    const near = slowExcel(20, 4);
    await near.workbook.write(cards(40));
    const far = slowExcel(1_500, 4);
    await far.workbook.write(cards(40));
    expect(far.took.length).toBeLessThan(near.took.length);
  });

  test("of reading end with the one that is on its way once nobody waits any more.", async () => {
    const { host, workbook } = slowExcel(20, 50);
    await workbook.write(cards(12));
    const { sheets } = await workbook.survey();
    const before = host.trips.length;
    let asked = 0;
    const given = workbook.read(
      sheets.map(({ id }) => id),
      () => ((asked += 1) === 2 ? Promise.reject(new Error("given up")) : Promise.resolve()),
    );
    await expect(given).rejects.toThrow("given up");
    const read = host.trips.length - before;
    host.trips.length = 0;
    await workbook.read(sheets.map(({ id }) => id));
    expect(read).toBeLessThan(host.trips.length);
  });

  test("of one workbook go one after the other, however many are asked for at once.", async () => {
    const { host, workbook } = hosted();
    let open = 0;
    let most = 0;
    const handle = host.handle.bind(host);
    host.handle = (body, flags, reply) => {
      open += 1;
      most = Math.max(most, open);
      handle(body, flags, (answer) =>
        setImmediate(() => {
          open -= 1;
          reply(answer);
        }),
      );
    };
    await Promise.all([workbook.write([create("甲", card())]), workbook.survey(), workbook.write([create("乙", card())]), workbook.survey()]);
    expect(most).toBe(1);
  });
});

describe("a card in Excel", () => {
  test("looks as its marks say, cell by cell.", async () => {
    const { host, workbook } = hosted();
    const draft = card();
    await workbook.write([create("客服中心", draft)]);
    expect(wrongLooks(host, "客服中心", draft)).toEqual([]);
  });

  test("looks as its marks say after some of them have changed, and nothing else is touched.", async () => {
    const { host, workbook } = hosted();
    await workbook.write([create("客服中心", card())]);
    const alerted = card((draft) => ({
      ...draft,
      rows: draft.rows.map((row, index) =>
        row.map((cell, column) => (cell && (index + column) % 7 === 3 ? { ...cell, mark: { row: "line", role: "alertNumber" }, format: "0.000" } : cell)),
      ),
    }));
    host.trips.length = 0;
    await workbook.write([rewrite("客服中心", alerted)]);
    expect(wrongLooks(host, "客服中心", alerted)).toEqual([]);
    await workbook.write([rewrite("客服中心", card())]);
    expect(wrongLooks(host, "客服中心", card())).toEqual([]);
  });

  test("of thousands of rows looks as its marks say where one thousand meets the next, when it is made, changed and made smaller.", async () => {
    const { host, workbook } = hosted();
    const tall = (count: number, look: (row: number) => RowMark, format: (row: number) => string): SheetDraft => ({
      ...plain([]),
      rows: Array.from({ length: count }, (_, row) =>
        [row, `第${row}行`].map((value): DraftCell => ({ value, format: format(row), mark: { row: look(row), role: "text" } })),
      ),
    });
    const first = tall(
      2_050,
      (row) => (row % 1_000 === 999 ? "lastOfGroup" : "line"),
      () => "0.0",
    );
    await workbook.write([create("甲", first)]);
    expect(wrongLooks(host, "甲", first)).toEqual([]);
    // On either side of the seams only.
    const second = tall(
      2_050,
      (row) => (row === 999 ? "plain" : row === 1_000 ? "noteHead" : row === 1_999 ? "lastOfTable" : "line"),
      (row) => (row === 1_000 ? "0.00" : "0.0"),
    );
    await workbook.write([rewrite("甲", second)]);
    expect(wrongLooks(host, "甲", second)).toEqual([]);
    expect((await workbook.write([rewrite("甲", second)])).sheets[0]!.cellsChanged).toBe(0);
    const third = tall(
      1_001,
      () => "total",
      (row) => (row < 1_000 ? "General" : "0"),
    );
    await workbook.write([rewrite("甲", third)]);
    expect(wrongLooks(host, "甲", third)).toEqual([]);
    expect((await workbook.write([rewrite("甲", third)])).sheets[0]!.cellsChanged).toBe(0);
  });

  test("of many rows is planned, and compared, in many pieces.", async () => {
    const { host, workbook } = hosted();
    const rows = (add: number): SheetDraft => plain(Array.from({ length: 6_000 }, (_, row) => [row + add, "甲"]));
    let moments = 0;
    // Time that passes at each look at the clock: whatever may pause, does.
    const ticking = jest.spyOn(Date, "now").mockImplementation(() => (moments += 1) * 1_000);
    let pauses = 0;
    const pause = (): Promise<void> => Promise.resolve(void (pauses += 1));
    await workbook.write([create("甲", rows(0))], pause);
    const [created] = [pauses, (pauses = 0)];
    await workbook.write([rewrite("甲", rows(1))], pause);
    ticking.mockRestore();
    // Contents, links, looks and number formats by the five hundred, rows weighed by the fifty, and compared by the twenty-five.
    expect(created).toBeGreaterThan(4 * 12 + 120);
    expect(pauses).toBeGreaterThan(4 * 12 + 120 + 240);
    expect(host.workbook.Worksheets.at("甲").GetCell(5_999, 0).Values).toEqual([[6_000]]);
  });

  test("looks as its marks say whatever stood there before.", async () => {
    const mark = fc.record({
      row: fc.constantFrom<RowMark>("plain", "line", "total", "group", "head", "noteHead", "strongRule"),
      role: fc.constantFrom<CellRole>("text", "strong", "alertNumber", "wrap", "faint"),
      indent: fc.constantFrom(0, 1),
    });
    // Cells of one row share their row's mark, as in every lay-out.
    const row = fc.tuple(
      mark,
      fc.array(fc.option(fc.record({ mark, format: fc.constantFrom("General", "0.0", "@") }), { nil: undefined, freq: 6 }), { minLength: 1, maxLength: 4 }),
    );
    const drafts = fc.array(row, { minLength: 1, maxLength: 6 }).map((rows): SheetDraft => ({
      ...plain([]),
      rows: rows.map(([{ row: kind }, cells]) =>
        cells.map((cell): DraftCell | undefined => cell && { value: "x", mark: { ...cell.mark, row: kind }, format: cell.format }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(drafts, { minLength: 2, maxLength: 4 }), async (states) => {
        const { host, workbook } = hosted();
        await workbook.write([create("甲", states[0]!)]);
        for (const state of states.slice(1)) {
          await workbook.write([rewrite("甲", state)]);
          expect(wrongLooks(host, "甲", state)).toEqual([]);
          expect((await workbook.write([rewrite("甲", state)])).sheets[0]!.cellsChanged).toBe(0);
        }
      }),
      { numRuns: 60, seed: 20261123 },
    );
  });

  test("is remembered in properties of its sheet, none longer than Excel takes, and forgotten where they are gone.", async () => {
    const { host, workbook } = hosted();
    await workbook.write([create("客服中心", card())]);
    const { values } = host.workbook.Worksheets.at("客服中心").CustomProperties;
    expect(values.length).toBeGreaterThan(3);
    expect(Math.max(...values.map(({ Value }) => String(Value).length))).toBeLessThanOrEqual(255);
    await workbook.write([rewrite("客服中心", plain([["a"]]))]);
    await workbook.write([rewrite("客服中心", card())]);
    expect((await workbook.write([rewrite("客服中心", card())])).sheets[0]!.cellsChanged).toBe(0);
    values.length = 0;
    host.workbook.Worksheets.at("客服中心").GetRange("A1:P50").Format.Fill.Color = "#00FF00";
    expect((await workbook.write([rewrite("客服中心", card())])).sheets[0]!.cellsChanged).toBeGreaterThan(100);
    expect(wrongLooks(host, "客服中心", card())).toEqual([]);
  });

  test("is dressed anew where somebody has written into it, and keeps its looks where nobody has.", async () => {
    const { host, workbook } = hosted();
    const draft = card();
    await workbook.write([create("客服中心", draft)]);
    const sheet = host.workbook.Worksheets.at("客服中心");
    sheet.GetRange("A1").Format.Font.Italic = true;
    await workbook.write([rewrite("客服中心", draft)]);
    expect(sheet.GetRange("A1").Format.Font.Italic).toBe(true);
    sheet.GetRange("A1:B5").Format.Fill.Color = "#00FF00";
    sheet.GetRange("A1").Values = [["改了"]];
    const report = await workbook.write([rewrite("客服中心", draft)]);
    expect(report.sheets[0]!.cellsChanged).toBe(1);
    expect(wrongLooks(host, "客服中心", draft)).toEqual([]);
  });

  test("offers the words of its choices, refuses nothing, and offers others after a change.", async () => {
    const host = startExcel(MANIFEST);
    const workbook = officeWorkbook();
    const offering = (words: readonly string[]) => plain([["方向"], ["越高越好"]], { choices: [{ area: "A2:A200", words }] });
    const rule = () => host.workbook.Worksheets.at("指标").GetRange("A150").DataValidation;
    await workbook.write([create("指标", offering(["越高越好", "越低越好"]))]);
    expect([rule().Rule, rule().ErrorAlert]).toEqual([
      { list: { inCellDropDown: true, source: "越高越好,越低越好" } },
      { showAlert: false, style: "Information", title: "", message: "" },
    ]);
    expect((await workbook.write([rewrite("指标", offering(["越高越好", "越低越好"]))])).sheets[0]!.cellsChanged).toBe(0);
    await workbook.write([rewrite("指标", offering(["Up", "Down"]))]);
    expect(rule().Rule).toEqual({ list: { inCellDropDown: true, source: "Up,Down" } });
    expect([...host.missing]).toEqual([]);
  });

  describe("with a chart", () => {
    const rows = [
      ["部门", "得分", "满分"],
      ["太原", 33.02, 35],
      ["晋城", 32.69, 35],
    ];
    const chart: DraftChart = {
      name: "kpi.points",
      over: "E2:F3",
      description: "得分与满分",
      kind: "bar",
      categories: "A2:A3",
      series: [
        { title: "C1", values: "C2:C3", colour: "9AA5B1", look: "outline" },
        { title: "B1", values: "B2:B3", colour: "47637D", look: "solid", labels: "0.00" },
      ],
    };
    const drawn = (...charts: readonly DraftChart[]): SheetDraft =>
      plain(rows, { charts, columnWidths: [10, 10, 10, 10, 20, 10], rowHeights: [20, 18.5, 18.5] });
    const charts = (host: ExcelHost) => host.workbook.Worksheets.at("汇总").Charts.charts;

    test("draws it from its cells, edge to edge over the cells that it covers.", async () => {
      const host = startExcel(MANIFEST);
      await officeWorkbook().write([create("汇总", drawn(chart))]);
      const [made] = charts(host);
      expect([charts(host).length, made!.Name, made!.ChartType, made!.position]).toEqual([1, "kpi.points", "BarClustered", "E2:F3"]);
      expect(
        made!.Series.all.map(({ Name, values, categories, Overlap, GapWidth, HasDataLabels }) => ({
          Name,
          values,
          categories,
          Overlap,
          GapWidth,
          HasDataLabels,
        })),
      ).toEqual([
        { Name: "满分", values: "汇总!C2:C3", categories: "汇总!A2:A3", Overlap: 100, GapWidth: 50, HasDataLabels: false },
        { Name: "得分", values: "汇总!B2:B3", categories: "汇总!A2:A3", Overlap: 100, GapWidth: 50, HasDataLabels: true },
      ]);
      const [outline, solid] = made!.Series.all.map((series) => series.Format.property("Fill") as ChartFill);
      expect([outline!.colour, solid!.colour]).toEqual([null, "#47637D"]);
      // Columns of 20 and 10 characters are 145 and 75 pixels wide.
      const plot = ["InsideLeft", "InsideTop", "InsideWidth", "InsideHeight"].map((name) => made!.PlotArea.property(name));
      expect(plot).toEqual([0, 0, 165, 37]);
      expect([...host.missing]).toEqual([]);
    });

    test("ends an axis where it is to end, and shows none where every point has its figure.", async () => {
      const host = startExcel(MANIFEST);
      const over = (name: string, axes: NonNullable<DraftChart["axes"]>): DraftChart => ({ ...chart, name, kind: "column", axes });
      await officeWorkbook().write([create("汇总", drawn(over("kpi.most", { format: "0%", most: 1.2 }), over("kpi.bare", { format: "0%", bare: true })))]);
      const axes = charts(host).map(({ Axes }) => Axes.property("ValueAxis") as typeof Axes);
      expect(axes.map((axis) => [axis.property("Maximum"), axis.property("Visible")])).toEqual([
        [1.2, true],
        ["", false],
      ]);
      expect(axes.map((axis) => (axis.property("MajorGridlines") as typeof axis).property("Visible"))).toEqual([true, false]);
      expect([...host.missing]).toEqual([]);
    });

    test("leaves it as a person made it, and makes it anew when it is drawn from other cells.", async () => {
      const host = startExcel(MANIFEST);
      const workbook = officeWorkbook();
      await workbook.write([create("汇总", drawn(chart))]);
      const own = host.workbook.Worksheets.at("汇总").Charts.Add("Line", host.workbook.Worksheets.at("汇总").GetRange("A1:B3"));
      charts(host)[0]!.ChartType = "BarStacked";
      expect((await workbook.write([rewrite("汇总", drawn(chart))])).sheets[0]!.cellsChanged).toBe(0);
      expect(charts(host).map(({ Name, ChartType }) => `${Name} ${ChartType}`)).toEqual(["kpi.points BarStacked", "Chart 2 Line"]);
      await workbook.write([
        rewrite("汇总", drawn({ ...chart, name: "kpi.other", kind: "column", axes: { valueTitle: "分", format: "0" }, legend: "bottom" })),
      ]);
      expect(charts(host).map(({ Name, ChartType }) => `${Name} ${ChartType}`)).toEqual(["Chart 2 Line", "kpi.other ColumnClustered"]);
      await workbook.write([rewrite("汇总", drawn())]);
      expect(charts(host)).toEqual([own]);
      expect([...host.missing]).toEqual([]);
    });

    test("refuses what cannot be drawn before anything is written.", async () => {
      const host = startExcel(MANIFEST);
      const before = host.trips.length;
      const line = { ...chart, series: [{ ...chart.series[0]!, look: "line" as const }] };
      await expect(officeWorkbook().write([create("汇总", drawn(line))])).rejects.toThrow("no line");
      await expect(officeWorkbook().write([create("汇总", drawn({ ...chart, name: "mine" }))])).rejects.toThrow("no name");
      expect(host.trips.slice(before).filter((trip) => /Add/.test(JSON.stringify(trip)))).toEqual([]);
      expect(host.workbook.Worksheets.members().map((sheet) => sheet.Name)).toEqual(["Sheet1"]);
    });
  });

  test("has its widths, rules, panes, print set-up and links.", async () => {
    const { host, workbook } = hosted();
    const link: DraftCell = { value: "客服中心", mark: { row: "line", role: "link" }, link: { sheet: "客服 '1'", cell: "A1", tip: "打开" } };
    const draft = plain(
      [
        ["a", "b"],
        ["c", 2],
      ],
      {
        rows: [[link, { value: 1, mark: { row: "total", role: "bar" } }], ...plain([["c", 2]]).rows],
        columnWidths: [20, 10, 10],
        rowHeights: [30, undefined, 18],
        merges: ["A4:B4"],
        conditionalFormats: [
          { kind: "formula", area: "B1:B2", formula: "$B1<1", look: { fill: "F9E9E3", colour: "9C2F16", bold: true }, stopIfTrue: true },
          { kind: "dataBar", area: "B2:B3", min: 0, max: 100, colour: "47637D" },
        ],
        freezeAt: "B2",
        tabColour: "26435D",
        gridlines: false,
        print: { orientation: "landscape", titleRows: "1:1", area: "A1:B4", footer: { left: "版本 1", centre: "&P / &N", right: "" }, breaksAfter: [1] },
      },
    );
    await workbook.write([create("汇总", draft)]);
    const sheet = host.workbook.Worksheets.at("汇总");
    expect([sheet.columnWidth(0), sheet.columnWidth(2), sheet.rowHeight(0), sheet.rowHeight(1), sheet.rowHeight(2)]).toEqual([108.75, 56.25, 30, 15, 18]);
    expect(sheet.FreezePanes.GetLocation().Address).toBe("汇总!A1");
    expect([sheet.TabColor, sheet.ShowGridlines, sheet.PageLayout.Orientation, sheet.PageLayout.PaperSize]).toEqual(["#26435D", false, "Landscape", "A4"]);
    expect(sheet.PageLayout.Zoom).toEqual({ horizontalFitToPages: 1 });
    expect(sheet.PageLayout.GetPrintAreaOrNullObject()!.Address).toBe("汇总!A1:B4");
    expect(sheet.PageLayout.GetPrintTitleRowsOrNullObject()!.Address).toBe("汇总!1:1");
    expect(sheet.HorizontalPageBreaks.members().map((pageBreak) => pageBreak._Id)).toEqual(["A3"]);
    expect(sheet.conditionalFormats.map((format) => [format.Type, format.GetRange().Address, format.StopIfTrue])).toEqual([
      ["Custom", "汇总!B1:B2", true],
      ["DataBar", "汇总!B2:B3", false],
    ]);
    expect(sheet.conditionalFormats[0]!.customOrNull!.Rule.Formula).toBe("=$B1<1");
    expect(sheet.GetRange("A1").Hyperlink).toEqual({ documentReference: "'客服 ''1'''!A1", screenTip: "打开" });
    expect([sheet.GetRange("A1").Values, sheet.GetRange("A1").Format.Font.Underline]).toEqual([[["客服中心"]], "None"]);
    expect(sheet.merges.length).toBe(1);

    await workbook.write([rewrite("汇总", plain([["a", "b"]]))]);
    expect([sheet.merges, sheet.conditionalFormats, sheet.FreezePanes.frozen, sheet.TabColor, sheet.GetRange("A1").Hyperlink]).toEqual([
      [],
      [],
      null,
      "",
      null,
    ]);
    expect(sheet.HorizontalPageBreaks.members()).toEqual([]);
  });

  test("takes apart what somebody merged inside the block, so that nothing is lost that is written there.", async () => {
    const { host, workbook } = hosted();
    const rows = [
      ["a", "b"],
      ["c", 2],
    ];
    await workbook.write([create("汇总", plain(rows, { merges: ["A3:B3"] }))]);
    const sheet = host.workbook.Worksheets.at("汇总");
    sheet.GetRange("A1:B1").Merge(false);
    sheet.GetRange("D5:E5").Merge(false);
    const second = plain([["a", "d"], ...rows.slice(1)], { merges: ["A3:B3"] });
    await workbook.write([rewrite("汇总", second)]);
    expect(sheet.GetRange("A1:B1").Values).toEqual([["a", "d"]]);
    expect(sheet.merges).toEqual([
      { row: 4, column: 3, height: 1, width: 2 },
      { row: 2, column: 0, height: 1, width: 2 },
    ]);
    expect((await workbook.write([rewrite("汇总", second)])).sheets[0]!.cellsChanged).toBe(0);
  });
});

/** Cells whose look in the host is not what their marks say. */
function wrongLooks(host: ExcelHost, name: string, draft: SheetDraft): readonly string[] {
  const sheet = host.workbook.Worksheets.at(name);
  const wrong: string[] = [];
  const horizontal = { left: "Left", center: "Center", right: "Right", centerContinuous: "CenterAcrossSelection" };
  draft.rows.forEach((cells, row) =>
    cells.forEach((cell, column) => {
      if (!cell) {
        if (sheet.cells.lookAt(row, column)["Fill.Color"] !== null) wrong.push(`${row},${column}: filled`);
        return;
      }
      const look = lookOf(cell.mark);
      const { Format: format, NumberFormat } = sheet.GetCell(row, column);
      const line = (side: string): readonly unknown[] => {
        const border = format.Borders.at(side);
        return border.Style === "None" ? ["none"] : [border.Weight, border.Color];
      };
      const below = draft.rows[row + 1]?.[column];
      // Where two rows draw the same edge, either may be seen.
      const bottoms = [below && lookOf(below.mark).top, look.bottom].flatMap((line) => line ?? []);
      const weight = { hair: "Hairline", thin: "Thin", medium: "Medium" };
      const found = [
        format.Font.Size,
        format.Font.Bold,
        format.Font.Color,
        format.Fill.Color,
        format.WrapText,
        format.IndentLevel,
        format.HorizontalAlignment,
        NumberFormat,
        line("EdgeBottom"),
      ];
      const wanted = [
        look.size,
        look.bold,
        `#${look.colour}`,
        `#${look.fill ?? "FFFFFF"}`,
        look.wrap,
        look.indent,
        horizontal[look.horizontal],
        [[cell.format ?? "General"]],
        bottoms.length === 0
          ? ["none"]
          : (bottoms.map(({ style, colour }) => [weight[style], `#${colour}`]).find((wantedLine) => `${wantedLine}` === `${line("EdgeBottom")}`) ?? ["one"]),
      ];
      if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push(`${row},${column}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    }),
  );
  return wrong;
}

describe("text", () => {
  test("of any kind comes back the same, and never as a formula.", async () => {
    const { workbook } = hosted();
    const risky = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
      fc.stringMatching(/^[-+=@']?[0-9０-９.,/:年月日% ]{1,8}$/),
      fc.constantFrom("TRUE", "false", "#N/A", "Mar 5", "5-Jan", "1/2", "0x10", "1e3", "\tx", "x\r\ny", "'", "''", "真", "上午9:00", "三月", "R1C1", "A1"),
    );
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(risky, { minLength: 1, maxLength: 40 }), async (texts) => {
        const kept = texts.filter((text) => text !== "");
        number += 1;
        await workbook.write([create(`文本${number}`, plain(kept.map((text) => [text])), null)]);
        const { id } = (await workbook.survey()).sheets.find((sheet) => sheet.name === `文本${number}`)!;
        const grid = (await workbook.read([id])).get(id)!;
        expect(kept.map((_, row) => grid.at(row, 0).value)).toEqual(kept);
        expect(kept.map((_, row) => grid.at(row, 0).formula)).toEqual(kept.map(() => undefined));
      }),
      { numRuns: 60, seed: 20261122 },
    );
  });

  test("longer than a cell holds is cut, and is then the same at the next run.", async () => {
    const { workbook } = hosted();
    const draft = plain([[`${"x".repeat(32_766)}😀`]]);
    await workbook.write([create("长", draft)]);
    expect((await workbook.write([rewrite("长", draft)])).sheets[0]!.cellsChanged).toBe(0);
  });
});

describe("reading", () => {
  test("tells errors, blanks, results, merged cells, hidden rows and columns.", async () => {
    const { host, workbook } = hosted();
    const sheet = host.workbook.Worksheets.at("Sheet1");
    sheet.GetRange("B2:D4").Values = [
      ["部门", "", "#N/A"],
      ["'#N/A", "=1/0", true],
      [0, "95%", "2026-03-05"],
    ];
    sheet.GetRange("C3").setResult(0, 0, { error: "#DIV/0!" });
    sheet.merge({ row: 1, column: 1, height: 1, width: 2 });
    sheet.merge({ row: 9, column: 0, height: 2, width: 2 });
    sheet.GetRange("A11").Format.Fill.Color = "#EEEEEE";
    sheet.hiddenRows.add(2);
    sheet.hiddenColumns.add(3);
    const grid = (await workbook.read([sheet.Id])).get(sheet.Id)!;
    const values = [1, 2, 3].map((row) => [1, 2, 3].map((column) => grid.at(row, column)));
    expect(values).toEqual([
      [
        { value: "部门", format: "General" },
        { value: null, format: "General" },
        { value: { error: "#N/A" }, format: "General" },
      ],
      [
        { value: "#N/A", format: "General" },
        { value: { error: "#DIV/0!" }, formula: "1/0", format: "General" },
        { value: true, format: "General" },
      ],
      [
        { value: 0, format: "General" },
        { value: 0.95, format: "0%" },
        { value: 46_086, format: "m/d/yyyy" },
      ],
    ]);
    expect([grid.rowCount, grid.columnCount, grid.at(0, 0).value, grid.at(99, 0).value]).toEqual([4, 4, null, null]);
    expect(grid.merges).toEqual([
      { top: 1, left: 1, bottom: 1, right: 2 },
      { top: 9, left: 0, bottom: 10, right: 1 },
    ]);
    expect([[...grid.hiddenRows], [...grid.hiddenColumns]]).toEqual([[2], [3]]);
  });

  test("surveys visibility, protection, filters, names, tables, date system and calculation.", async () => {
    const { host, workbook } = hosted();
    const { workbook: open } = host;
    const data = open.Worksheets.Add("数据");
    data.GetRange("A1:B3").Values = [
      ["部门", "得分"],
      ["甲", 1],
      ["乙", 2],
    ];
    data.Tables.Add("A1:B3", true).AutoFilter.Apply("A1:B3", 0, { filterOn: "Values", values: ["甲"] });
    open.Worksheets.Add("锁").Protection.Protect();
    open.Worksheets.Add("藏").Visibility = "VeryHidden";
    open.Worksheets.Add("图").kind = "chart";
    open.Names.Add("kpi.x", data.GetRange("A1:B3")).Visible = false;
    data.Names.Add("本表", "=1");
    open.date1904 = true;
    open.Application.CalculationMode = "Manual";
    open.Protection.Protect();
    expect((await workbook.survey()).cautions).toEqual([]);
    open.UsePrecisionAsDisplayed = true;
    const survey = await workbook.survey();
    expect(survey.cautions).toEqual([{ kind: "precisionAsDisplayed" }]);
    expect(survey.sheets.map(({ name, visibility, protected: locked, filtered }) => [name, visibility, locked, filtered])).toEqual([
      ["Sheet1", "visible", false, false],
      ["数据", "visible", false, true],
      ["锁", "visible", true, false],
      ["藏", "veryHidden", false, false],
    ]);
    expect(survey.names).toEqual([
      { name: "kpi.x", refersTo: "'数据'!$A$1:$B$3", hidden: true, sheet: null },
      { name: "本表", refersTo: "1", hidden: false, sheet: data.Id },
    ]);
    expect(survey.tables).toEqual([{ name: "Table1", sheet: data.Id, area: "A1:B3", columns: ["部门", "得分"] }]);
    expect([survey.date1904, survey.calculationMode, survey.structureProtected]).toEqual([true, "manual", true]);
  });
});

describe("what a person does meanwhile", () => {
  test("a renamed sheet is found by its id and its block; a deleted one is gone.", async () => {
    const { host, workbook } = hosted();
    await workbook.write([create("客服中心", plain([["a"]]))]);
    const sheet = host.workbook.Worksheets.at("客服中心");
    sheet.Name = "客服 2026";
    expect((await workbook.write([rewrite("客服中心", plain([["b"]]))])).sheets).toEqual([{ name: "客服 2026", created: false, cellsChanged: 1 }]);
    sheet.Delete();
    expect(await failure(workbook.write([rewrite("客服中心", plain([["c"]]))]))).toBe("sheetGone");
    expect(await failure(workbook.read([sheet.Id]))).toBe("sheetGone");
  });

  test("rows put in above a block move it, and it is rewritten where it stands only if it still begins at A1.", async () => {
    const { host, workbook } = hosted();
    await workbook.write([create("客服中心", plain([["a"], ["b"]]))]);
    host.workbook.Worksheets.at("客服中心").shiftRows(0, 2);
    await workbook.write([rewrite("客服中心", plain([["a"], ["c"]]))]);
    expect(host.workbook.Names.at("kpi.card.客服中心").Formula).toBe("=客服中心!$A$1:$A$2");
    expect(host.workbook.Worksheets.at("客服中心").GetRange("A1:A4").Values).toEqual([["a"], ["c"], [""], [""]]);
  });

  test.each([
    [
      "filters the sheet",
      "sheetFiltered",
      (host: ExcelHost): void => host.workbook.Worksheets.at("甲").AutoFilter.Apply("A1:A2", 0, { filterOn: "Values", values: ["a"] }),
    ],
    ["protects the structure", "structureProtected", (host: ExcelHost): void => host.workbook.Protection.Protect()],
    ["makes the workbook read-only", "accessDenied", (host: ExcelHost): unknown => (host.workbook.ReadOnly = true)],
  ] as const)("writes nothing where somebody %s.", async (_what, code, act) => {
    const { host, workbook } = hosted();
    await workbook.write([create("甲", plain([["a"], ["b"]]))]);
    act(host);
    const before = picture(host, "甲");
    expect(await failure(workbook.write([rewrite("甲", plain([["x"], ["y"]])), create("乙", plain([["z"]]))]))).toBe(code);
    expect(picture(host, "甲")).toEqual(before);
    expect(host.workbook.Worksheets.byName("乙")).toBeNull();
  });

  test("a sheet deleted between two trips of one writing ends it, and the sheets before it are whole.", async () => {
    const { host, workbook } = hosted({ tripBytes: 6_000 });
    await workbook.write([create("甲", card()), create("乙", card())]);
    const start = host.trips.length;
    const raised = card((draft) => ({
      ...draft,
      rows: draft.rows.map((row) => row.map((cell) => (cell && cell.value !== null ? { ...cell, value: `${String(cell.value)}!` } : cell))),
    }));
    host.beforeTrip = (trip) => {
      // Surveying and reading take the first two.
      if (trip === start + 4) host.workbook.Worksheets.byName("乙")?.Delete();
    };
    expect(await failure(workbook.write([rewrite("甲", raised), rewrite("乙", raised)]))).toBe("sheetGone");
    host.beforeTrip = () => undefined;
    expect((await workbook.write([rewrite("甲", raised)])).sheets[0]!.cellsChanged).toBe(0);
    expect(wrongLooks(host, "甲", raised)).toEqual([]);
  });

  test("a sheet renamed between two trips of one writing is written on all the same.", async () => {
    const { host, workbook } = hosted({ tripBytes: 6_000 });
    host.beforeTrip = (trip) => {
      if (trip === 3) host.workbook.Worksheets.at("甲").Name = "甲 2026";
    };
    await workbook.write([create("甲", card())]);
    expect(wrongLooks(host, "甲 2026", card())).toEqual([]);
    expect((await workbook.write([rewrite("甲", card())])).sheets).toEqual([{ name: "甲 2026", created: false, cellsChanged: 0 }]);
  });

  test("says so while a cell is being edited, waits, and then writes once.", async () => {
    const clock = heldClock();
    const said: boolean[] = [];
    const { host, workbook } = hosted({ clock, onCellEdit: (waiting) => said.push(waiting) });
    host.editingCell = true;
    const writing = workbook.write([create("甲", plain([["a"]]))]);
    await clock.pass(1_000);
    await clock.pass(1_000);
    expect([said, host.workbook.Worksheets.byName("甲")]).toEqual([[true], null]);
    host.editingCell = false;
    await clock.pass(1_000);
    expect((await writing).sheets).toEqual([{ name: "甲", created: true, cellsChanged: 1 }]);
    expect(said).toEqual([true, false]);
  });

  test("gives up waiting for a cell after two minutes.", async () => {
    const clock = heldClock();
    const { host, workbook } = hosted({ clock });
    host.editingCell = true;
    const outcome = failure(workbook.survey());
    for (let second = 0; second < 121; second += 1) await clock.pass(1_000);
    expect(await outcome).toBe("cellEditMode");
  });
});

describe("an Excel that does not answer", () => {
  test("is given up after 30 seconds of reading or 120 of writing; what comes later changes nothing.", async () => {
    const clock = heldClock();
    const { host, workbook } = hosted({ clock });
    host.fault = (trip) => (trip === 0 || trip === 2 ? { kind: "silent", done: true } : null);
    const reading = failure(workbook.survey());
    await clock.pass(29_999);
    await clock.pass(1);
    expect(await reading).toBe("hostSilent");
    const writing = failure(workbook.write([create("甲", plain([["a"]]))]));
    await clock.pass(119_999);
    const trips = host.trips.length;
    await clock.pass(1);
    expect(await writing).toBe("hostSilent");
    host.deliver();
    await settled();
    expect(host.trips.length).toBe(trips);
    expect((await workbook.survey()).sheets.map((sheet) => sheet.name)).toEqual(["Sheet1", "甲"]);
  });
});

describe("a failure at any trip", () => {
  const first = [create("甲", card()), create("乙", plain([["a", 1]], { tables: [] }))];
  const second = [
    rewrite(
      "甲",
      card((draft) => ({
        ...draft,
        rows: draft.rows.map((row) => row.map((cell) => (typeof cell?.value === "number" && !cell.formula ? { ...cell, value: cell.value + 1 } : cell))),
      })),
    ),
    rewrite(
      "乙",
      plain([
        ["a", 2],
        ["b", 3],
      ]),
    ),
  ];
  /** Small trips, so that there are many to fail at. */
  const SMALL = 6_000;

  async function undisturbed(): Promise<{ readonly pictures: readonly unknown[]; readonly trips: number }> {
    const { host, workbook } = hosted({ tripBytes: SMALL });
    await workbook.write(first);
    const before = host.trips.length;
    await workbook.write(second);
    return { pictures: ["甲", "乙"].map((name) => picture(host, name)), trips: host.trips.length - before };
  }

  test.each(["nothing", "prefix", "all"] as const)("with %s of it done heals at the next run.", async (kind) => {
    const { pictures, trips } = await undisturbed();
    expect(trips).toBeGreaterThan(4);
    for (let failing = 0; failing < trips; failing += 1) {
      const { host, workbook } = hosted({ tripBytes: SMALL });
      await workbook.write(first);
      const done = host.trips.length;
      host.fault = (trip) => (trip === done + failing ? { kind, code: "GeneralException", share: ((failing * 7919) % 100) / 100 } : null);
      expect([failing, await failure(workbook.write(second))]).toEqual([failing, "hostFailed"]);
      await workbook.write(second);
      expect(["甲", "乙"].map((name) => picture(host, name))).toEqual(pictures);
      expect((await workbook.write(second)).sheets.map(({ cellsChanged }) => cellsChanged)).toEqual([0, 0]);
    }
  });

  test("of making sheets leaves none without its block.", async () => {
    const whole = hosted({ tripBytes: SMALL });
    await whole.workbook.write(first);
    const total = whole.host.trips.length;
    for (let failing = 0; failing < total; failing += 1) {
      const { host, workbook } = hosted({ tripBytes: SMALL });
      host.fault = (trip) => (trip === failing ? { kind: "nothing", code: "RequestAborted" } : null);
      expect(await failure(workbook.write(first))).toBe("hostBusy");
      const blocks = (await workbook.survey()).names.map(({ name }) => name);
      const missing = first.filter((change) => !blocks.includes((change as { readonly block: string }).block));
      expect(missing.map((change) => (change as { readonly name: string }).name).filter((name) => host.workbook.Worksheets.byName(name))).toEqual([]);
      const healing = first.map((change): Change => (missing.includes(change) ? change : rewrite((change as { readonly name: string }).name, change.draft)));
      await workbook.write(healing);
      expect(["甲", "乙"].map((name) => picture(host, name))).toEqual(["甲", "乙"].map((name) => picture(whole.host, name)));
    }
  });
});

test.each([
  ["InvalidOperationInCellEditMode", "cellEditMode"],
  ["AccessDenied", "accessDenied"],
  ["ItemNotFound", "sheetGone"],
  ["ItemAlreadyExists", "nameTaken"],
  ["InvalidReference", "sheetGone"],
  ["FilteredRangeConflict", "sheetFiltered"],
  ["RequestAborted", "hostBusy"],
  ["ActivityLimitReached", "hostBusy"],
  ["MemoryLimitReached", "hostBusy"],
  ["ServiceNotAvailable", "hostBusy"],
  ["InvalidArgument", "hostFailed"],
  ["MergedRangeConflict", "hostFailed"],
  ["UnsupportedSheet", "hostFailed"],
  ["GeneralException", "hostFailed"],
])("Excel's %s is %s to us.", async (code, ours) => {
  const clock = heldClock();
  const { host, workbook } = hosted({ clock });
  host.fault = () => ({ kind: "nothing", code });
  const outcome = failure(workbook.survey());
  for (let second = 0; second < 121; second += 1) await clock.pass(1_000);
  expect(await outcome).toBe(ours);
});
