/// <reference types="office-js" />
import { startExcel } from "../setup-officejs";
import { PROFILES, type ExcelHost } from "./excelHost";
import { parseRect } from "./model/area";

/** The values of an area, straight from the host's own model. */
function cells(host: ExcelHost, sheet: string, area: string): unknown {
  return host.workbook.Worksheets.at(sheet).GetRange(area).Values;
}

function fill(host: ExcelHost, sheet: string, area: string, values: readonly (readonly unknown[])[]): void {
  host.workbook.Worksheets.at(sheet).GetRange(area).Values = values;
}

async function failure(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
  return "none";
}

describe("the real client on the emulated Excel", () => {
  test("reads a sheet, works on it and writes a card with looks, a table, a rule and a chart.", async () => {
    const host = startExcel();
    fill(host, "Sheet1", "A1:B3", [
      ["name", "score"],
      ["x", 1],
      ["y", 2],
    ]);
    const seen = await Excel.run(async (context) => {
      const sheets = context.workbook.worksheets;
      sheets.load("items/name");
      await context.sync();
      const used = sheets.items[0]!.getUsedRange(true);
      used.load("values,address");
      expect(() => used.values).toThrow(/not available/);
      await context.sync();
      const card = sheets.add("Card");
      const block = card.getRange("A1").getResizedRange(used.values.length - 1, 1);
      block.values = used.values.map((row, index) => (index ? [row[0], row[1] * 10] : row));
      block.getRow(0).format.fill.color = "#FF0000";
      block.getRow(0).format.font.bold = true;
      const rule = block.conditionalFormats.add(Excel.ConditionalFormatType.cellValue);
      rule.cellValue.format.font.color = "red";
      rule.cellValue.rule = { formula1: "=5", operator: "GreaterThan" };
      const table = card.tables.add(block, true);
      table.name = "Scores";
      table.load("name,id");
      const chart = card.charts.add("ColumnClustered", block, "Auto");
      chart.title.text = "Hi";
      chart.setPosition("D1", "H10");
      card.freezePanes.freezeRows(1);
      card.activate();
      const nope = sheets.getItemOrNullObject("Nope");
      const nopeRange = nope.getUsedRangeOrNullObject();
      nope.load("name");
      nopeRange.load("values");
      const count = sheets.getCount();
      await context.sync();
      expect([nope.isNullObject, nopeRange.isNullObject, count.value, table.name]).toEqual([true, true, 2, "Scores"]);
      block.load({ values: true, format: { fill: { color: true } } });
      const heading = block.getRow(0);
      heading.load("format/fill/color,address");
      card.name = "Card 2";
      card.load("name,position");
      await context.sync();
      return {
        address: used.address,
        values: block.values,
        heading: [heading.address, heading.format.fill.color],
        card: [card.name, card.position],
        mixed: block.format.fill.color,
      };
    });
    expect(seen).toEqual({
      address: "Sheet1!A1:B3",
      values: [
        ["name", "score"],
        ["x", 10],
        ["y", 20],
      ],
      // Asked for before the sheet was renamed, in the same trip.
      heading: ["Card!A1:B1", "#FF0000"],
      card: ["Card 2", 1],
      mixed: "",
    });
    expect([...host.missing]).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(host.references.size).toBe(0);
  });

  test("loads collections with what lies below them, and all plain properties where none are named.", async () => {
    const host = startExcel();
    fill(host, "Sheet1", "A1:B2", [
      ["a", "b"],
      [1, 2],
    ]);
    host.workbook.Worksheets.at("Sheet1").Tables.Add("A1:B2", true);
    const seen = await Excel.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.load("items/name,items/tables/items/name,items/tables/items/columns/items/name,items/protection/protected");
      const range = worksheets.getItem("Sheet1").getRange("A1:B1");
      range.load();
      await context.sync();
      const [sheet] = worksheets.items;
      return {
        tables: sheet!.tables.items.map((table) => [table.name, ...table.columns.items.map((column) => column.name)]),
        protected: sheet!.protection.protected,
        range: [range.values, range.rowCount, range.numberFormat, range.valueTypes],
      };
    });
    expect(seen).toEqual({ tables: [["Table1", "a", "b"]], protected: false, range: [[["a", "b"]], 1, [["General", "General"]], [["String", "String"]]] });
  });

  test("refuses by name what is not emulated, and keeps the name.", async () => {
    const host = startExcel();
    const code = await failure(() =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").shapes.load("items/name");
        await context.sync();
      }),
    );
    expect(code).toBe("NotImplemented");
    expect([...host.missing]).toEqual(["Worksheet.Shapes"]);
  });

  test.each([
    ["a sheet that is not there", "ItemNotFound", (context: Excel.RequestContext) => context.workbook.worksheets.getItem("Zzz").getRange("A1").load("values")],
    ["a second sheet of one name", "ItemAlreadyExists", (context: Excel.RequestContext) => context.workbook.worksheets.add("sheet1")],
    ["a sheet name with a slash", "InvalidArgument", (context: Excel.RequestContext) => context.workbook.worksheets.add("a/b")],
    ["a sheet named History", "InvalidArgument", (context: Excel.RequestContext) => context.workbook.worksheets.add("history")],
    [
      "values of another shape",
      "InvalidArgument",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItem("Sheet1").getRange("A1:B2").values = [[1, 2]]),
    ],
    [
      "values of null",
      "InvalidArgument",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = null as never),
    ],
    [
      "values for whole columns",
      "InvalidArgument",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItem("Sheet1").getRange("C:C").values = 1 as never),
    ],
    [
      "a broken formula",
      "InvalidArgument",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [["=SUM(A1"]]),
    ],
    [
      "text that is too long",
      "InvalidArgument",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [["x".repeat(32_768)]]),
    ],
    ["a name like a cell", "InvalidArgument", (context: Excel.RequestContext) => context.workbook.names.add("A1", "=1")],
    [
      "writing through a null object",
      "InvalidObjectPath",
      (context: Excel.RequestContext) => (context.workbook.worksheets.getItemOrNullObject("z").getRange("A1").values = [[1]]),
    ],
  ] as const)("refuses %s with %s.", async (_what, code, work) => {
    startExcel();
    const refused = await failure(() =>
      Excel.run(async (context) => {
        work(context);
        await context.sync();
      }),
    );
    expect(refused).toBe(code);
  });

  test("leaves done what came before the action that failed.", async () => {
    const host = startExcel();
    const code = await failure(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Sheet1");
        sheet.getRange("A9").values = [["before"]];
        sheet.getRange("A1:B2").values = [[1]];
        sheet.getRange("A10").values = [["after"]];
        await context.sync();
      }),
    );
    expect([code, cells(host, "Sheet1", "A9:A10")]).toEqual(["InvalidArgument", [["before"], [""]]]);
  });

  test("refuses a call of a newer requirement set than the profile's Excel has.", async () => {
    const clear = (): Promise<unknown> =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").autoFilter.clearColumnCriteria(0);
        await context.sync();
      });
    startExcel({ ...PROFILES.ltsc2021, excelApi: 13 });
    expect(await failure(clear)).toBe("ApiNotFound");
    startExcel(PROFILES.ltsc2021);
    expect(await failure(clear)).toBe("none");
  });
});

describe("writing values", () => {
  async function write(value: unknown, format?: string): Promise<readonly unknown[]> {
    const host = startExcel();
    await Excel.run(async (context) => {
      const cell = context.workbook.worksheets.getItem("Sheet1").getRange("B2");
      if (format) cell.numberFormat = [[format]];
      cell.values = [[value]];
      await context.sync();
    });
    const cell = host.workbook.Worksheets.at("Sheet1").cells.peek(1, 1)!;
    return [cell.formula === null ? cell.value : `=${cell.formula}`, cell.format];
  }

  test.each([
    ["003", 3, "General"],
    ["1-2", 46_024, "d-mmm"],
    ["2026-03-05", 46_086, "m/d/yyyy"],
    ["3月5日", 46_086, "d-mmm"],
    ["Mar 5", 46_086, "d-mmm"],
    ["95%", 0.95, "0%"],
    ["12,345", 12_345, "#,##0"],
    ["(5)", -5, "General"],
    ["１２３", 123, "General"],
    ["1e3", 1000, "0.00E+00"],
    ["9:30", 0.395833333333333, "h:mm"],
    ["true", true, "General"],
    ["#n/a", { error: "#N/A" }, "General"],
    ["=sum(a1:b1)", "=SUM(A1:B1)", "General"],
    ["='Sheet1'!a1", "=Sheet1!A1", "General"],
    ["-A1", "=-A1", "General"],
    ["-5", -5, "General"],
    ["'003", "003", "General"],
    ["'=1+1", "=1+1", "General"],
    ["''x", "'x", "General"],
    ["1-2-3-4", "1-2-3-4", "General"],
    ["2月30日", "2月30日", "General"],
    ["销售部", "销售部", "General"],
  ])("makes of %j what a typed cell would hold: %j.", async (typed, held, format) => {
    const [value, set] = await write(typed);
    if (typeof held === "number") expect(value).toBeCloseTo(held, 9);
    else expect(value).toEqual(held);
    expect(set).toBe(format);
  });

  test.each(["003", "1-2", "=A1", "TRUE", "#N/A"])("keeps %j as text where the number format says so.", async (typed) => {
    expect(await write(typed, "@")).toEqual([typed, "@"]);
  });

  test("skips null, clears with an empty text, and gives a single value to every cell.", async () => {
    const host = startExcel();
    fill(host, "Sheet1", "A1:C1", [[1, 2, 3]]);
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:C1").values = [[null, "", 9]];
      sheet.getRange("A2:C2").values = "x" as never;
      await context.sync();
    });
    expect(cells(host, "Sheet1", "A1:C2")).toEqual([
      [1, "", 9],
      ["x", "x", "x"],
    ]);
  });

  test("passes over rows that a filter hides, so that a block slips.", async () => {
    const host = startExcel();
    fill(host, "Sheet1", "A1:A4", [["h"], ["a"], ["b"], ["c"]]);
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.autoFilter.apply("A1:A4", 0, { filterOn: "Values", values: ["a", "c"] });
      sheet.autoFilter.load("isDataFiltered");
      await context.sync();
      expect(sheet.autoFilter.isDataFiltered).toBe(true);
      sheet.getRange("A2:A4").values = [[1], [2], [3]];
      await context.sync();
    });
    expect(cells(host, "Sheet1", "A2:A4")).toEqual([[1], ["b"], [2]]);
  });

  test("keeps only the first value of merged cells, and puts nothing under them.", async () => {
    const host = startExcel();
    fill(host, "Sheet1", "A1:B2", [
      [1, 2],
      [3, 4],
    ]);
    const merged = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:B1").merge();
      sheet.getRange("A1:B2").values = [
        [5, 6],
        [7, 8],
      ];
      const areas = sheet.getUsedRange().getMergedAreasOrNullObject();
      areas.load("areas/items/address");
      await context.sync();
      return areas.areas.items.map((area) => area.address);
    });
    expect(cells(host, "Sheet1", "A1:B2")).toEqual([
      [5, ""],
      [7, 8],
    ]);
    expect(merged).toEqual(["Sheet1!A1:B1"]);
  });
});

describe("what a cell shows", () => {
  test.each([
    [0.876, "0.0%", "87.6%"],
    [87.6, '#,##0.0"%"', "87.6%"],
    [1234.5, "#,##0.0_%;-#,##0.0_%;#,##0.0_%;@_%", "1,234.5"],
    [-0.5, "+#,##0.0;-#,##0.0;0.0;@", "-0.5"],
    [0, "+#,##0.00;-#,##0.00;0.00;@", "0.00"],
    [3, ";;;", ""],
    [-2, "0.00", "-2.00"],
    [46_086, "yyyy-mm-dd", "2026-03-05"],
    [0.8, '"短木板 <"0%', "短木板 <80%"],
    [0.1 + 0.2, "General", "0.3"],
  ])("%p by the number format %s as %s.", (value, format, text) => {
    const host = startExcel();
    const range = host.workbook.Worksheets.at("Sheet1").GetRange("A1");
    range.Values = [[value]];
    range.NumberFormat = [[format]];
    expect(range.Text).toEqual([[text]]);
  });
});

describe("what a host refuses", () => {
  const write = (): Promise<unknown> =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [[1]];
      await context.sync();
    });

  test("a protected sheet, and protecting or unprotecting twice.", async () => {
    const host = startExcel();
    host.workbook.Worksheets.at("Sheet1").Protection.Protect();
    expect(await failure(write)).toBe("AccessDenied");
    const twice = (): Promise<unknown> =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").protection.protect();
        await context.sync();
      });
    expect(await failure(twice)).toBe("AccessDenied");
  });

  test("anything while a person types in a cell, unless the add-in asked to wait.", async () => {
    const host = startExcel();
    host.editingCell = true;
    expect(await failure(write)).toBe("InvalidOperationInCellEditMode");
    const waiting = Excel.run({ delayForCellEdit: true }, async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1").values = [["later"]];
      await context.sync();
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    host.editingCell = false;
    host.deliver();
    await waiting;
    expect(cells(host, "Sheet1", "A1")).toEqual([["later"]]);
  });

  test("requests and responses over the web's limit, but not on the desktop.", async () => {
    const large = (): Promise<unknown> =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").getRange("A1:A400").values = Array.from({ length: 400 }, () => ["绩".repeat(5_000)]);
        await context.sync();
      });
    const host = startExcel(PROFILES.web);
    expect(await failure(large)).toBe("RequestPayloadSizeLimitExceeded");
    expect(cells(host, "Sheet1", "A1")).toEqual([[""]]);
    fill(
      host,
      "Sheet1",
      "A1:A400",
      Array.from({ length: 400 }, () => ["绩".repeat(5_000)]),
    );
    const read = (): Promise<unknown> =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("Sheet1").getRange("A1:A400").load("values");
        await context.sync();
      });
    expect(await failure(read)).toBe("ResponsePayloadSizeLimitExceeded");
    startExcel(PROFILES.microsoft365);
    expect(await failure(large)).toBe("none");
  });

  test("hands back null, without an error, above five million cells.", async () => {
    startExcel();
    const values = await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:F1000000");
      range.load("values");
      await context.sync();
      return range.values;
    });
    expect(values).toBeNull();
  });

  test("cuts an address of several areas at 8,192 characters without a word.", async () => {
    const host = startExcel();
    await Excel.run(async (context) => {
      const areas = Array.from({ length: 3_000 }, (_, row) => `A${row + 1}`).join(",");
      context.workbook.worksheets.getItem("Sheet1").getRanges(areas).format.font.bold = true;
      await context.sync();
    });
    const sheet = host.workbook.Worksheets.at("Sheet1");
    expect(sheet.GetRange("A1").Format.Font.Bold).toBe(true);
    expect(sheet.GetRange("A3000").Format.Font.Bold).toBe(false);
  });

  test("follows a sheet by its id while it is renamed, and finds nothing once it is deleted.", async () => {
    const host = startExcel();
    const sheet = host.workbook.Worksheets.Add("Card");
    const read = (key: string): Promise<unknown> =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem(key).getRange("A1");
        range.load("address");
        await context.sync();
        return range.address;
      });
    sheet.Name = "Renamed";
    expect(await read(sheet.Id)).toBe("Renamed!A1");
    expect(await failure(() => read("Card"))).toBe("ItemNotFound");
    sheet.Delete();
    expect(await failure(() => read(sheet.Id))).toBe("ItemNotFound");
  });
});

describe("faults on demand", () => {
  const write = (): Promise<unknown> =>
    Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1").values = [["first"]];
      sheet.getRange("A2").values = [["second"]];
      await context.sync();
    });

  test.each([
    ["nothing", { kind: "nothing", code: "GeneralException" }, [[""], [""]]],
    ["all", { kind: "all", code: "GeneralException" }, [["first"], ["second"]]],
  ] as const)("can fail a trip with %s of it done.", async (_kind, fault, left) => {
    const host = startExcel();
    host.fault = (trip) => (trip === 0 ? fault : null);
    expect(await failure(write)).toBe("GeneralException");
    expect(cells(host, "Sheet1", "A1:A2")).toEqual(left);
    expect(await failure(write)).toBe("none");
  });

  test("can fail a trip half way.", async () => {
    const seen = new Set<string>();
    for (let share = 0; share <= 1; share += 0.05) {
      const host = startExcel();
      host.fault = () => ({ kind: "prefix", code: "RequestAborted", share: Math.min(share, 0.999) });
      expect(await failure(write)).toBe("RequestAborted");
      seen.add(JSON.stringify(cells(host, "Sheet1", "A1:A2")));
    }
    expect([...seen]).toEqual(['[[""],[""]]', '[["first"],[""]]']);
  });

  test("can hold an answer back for ever, or until later.", async () => {
    const host = startExcel();
    host.fault = () => ({ kind: "silent", done: true });
    let settled = false;
    const running = write().then(() => (settled = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([settled, cells(host, "Sheet1", "A1")]).toEqual([false, [["first"]]]);
    host.deliver();
    await running;
    expect(settled).toBe(true);
  });

  test("lets a co-author in between two trips, and tells the add-in that asked to hear of it.", async () => {
    const host = startExcel();
    const heard: string[] = [];
    host.beforeTrip = (trip) => {
      if (trip === 1) fill(host, "Sheet1", "C3", [["theirs"]]);
    };
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.onChanged.add(async (event) => {
        heard.push(`${event.source} ${event.address}`);
      });
      await context.sync();
      sheet.getRange("A1").values = [["ours"]];
      await context.sync();
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard).toEqual(["Remote C3", "Local A1"]);
  });
});

describe("size", () => {
  test("takes 100,000 cells in one write and gives them back, cut by the client into slices.", async () => {
    const host = startExcel();
    const values = Array.from({ length: 10_000 }, (_, row) => Array.from({ length: 10 }, (_unused, column) => row + column / 100));
    await Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Sheet1").getRange("A1:J10000");
      range.values = values;
      await context.sync();
      range.load("values");
      await context.sync();
      expect(range.values).toEqual(values);
    });
    expect(host.trips.map((trip) => trip.error)).toEqual([null, null]);
    expect(host.trips[0]!.requestBytes).toBeGreaterThan(500_000);
  });

  test("shifts names and merged cells with the rows that a person puts in.", () => {
    const host = startExcel();
    const sheet = host.workbook.Worksheets.at("Sheet1");
    host.workbook.Names.Add("kpi.block", sheet.GetRange("A3:B5"));
    sheet.merge(parseRect("A3:B3"));
    sheet.shiftRows(1, 2);
    expect(host.workbook.Names.at("kpi.block").Formula).toBe("=Sheet1!$A$5:$B$7");
    expect(sheet.merges).toEqual([parseRect("A5:B5")]);
    sheet.shiftRows(4, -3);
    expect(host.workbook.Names.at("kpi.block").Formula).toBe("=#REF!");
  });
});
