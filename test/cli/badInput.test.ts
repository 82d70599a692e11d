/**
 * Workbooks that are wrong in one way each, through the command line: what is said, in both languages, where, and with which exit status.
 * Each is the small workbook of test/workbooks with one thing broken, so that nothing else can be what was found.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { FindingCode, Severity } from "../../src/kpi/finding";
import type { WorkbookErrorCode } from "../../src/run/workbookError";
import { type CellValue } from "../../src/sheets/grid";
import { parseAddress } from "../../src/sheets/grid";
import { SCHEME_SHEETS, type SchemeSheetKey } from "../../src/sheets/schemeColumns";
import { openXlsx } from "../../src/xlsx/portable";
import { runCommandLine } from "../support/runCommandLine";
import { bookBytes, figuresBytes, withCell, withPart, withoutPart } from "../workbooks/bookBytes";
import { compoundFile } from "../workbooks/compoundFile";
import { type Language, type SmallBook, smallBook, withRow, withRows, withTable } from "../workbooks/smallScheme";

const LANGUAGES: readonly Language[] = ["zh", "en"];
const DONE = 0;
const FOUND = 1;
const REFUSED = 3;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kpi-bad-input-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, bytes: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

interface ReportedFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly message: string;
}

interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly departments: readonly {
    readonly code: string;
    readonly state: string;
    readonly lines: readonly { readonly code: string; readonly outcome: string }[];
  }[];
}

async function check(file: string, language: Language): Promise<{ readonly status: number; readonly report: Report }> {
  const { status, out, err } = await runCommandLine(["check", file, "--json", "--lang", language]);
  if (out === "") throw new Error(`check ${file} ended with ${status} and said: ${err}`);
  return { status, report: JSON.parse(out) as Report };
}

/**
 * The sentence is in this language. What it takes from the workbook or the command line (names, places, quotations) may be in any;
 * around that an English sentence has no Chinese, and a Chinese one has Chinese and no two English words in a row.
 */
function isIn(language: Language, sentence: string, taken: readonly string[] = []): boolean {
  const longestFirst = [...taken].filter((word) => word !== "").sort((one, other) => other.length - one.length);
  const own = longestFirst.reduce((text, word) => text.replaceAll(word, "…"), sentence).replace(/“[^”]*”|\S+!\S+/g, "…");
  const hasChinese = /[\u4e00-\u9fff]/.test(own);
  return language === "zh" ? hasChinese && !/[A-Za-z]{2,} [A-Za-z]{2,}/.test(own) : !hasChinese && /[a-z]{2,} [a-z]{2,}/.test(own);
}

/** Every text that stands in the small workbook. */
function wordsOf(book: SmallBook): string[] {
  const cells = [
    ...Object.values(book.tables).flatMap((rows) => rows.flatMap((row) => Object.values(row))),
    ...book.sheets.flatMap((sheet) => sheet.rows.flat()),
  ];
  return [...book.sheets.map((sheet) => sheet.name), ...cells.filter((cell) => typeof cell === "string")];
}

describe("the small workbook that the broken ones are made from", () => {
  it.each(LANGUAGES)("has nothing wrong with it in %s", async (language) => {
    const { status, report } = await check(fileWith(`right-${language}.xlsx`, await bookBytes(smallBook(language), language)), language);
    // Below its floor the usual rule gives nothing: legal, and said.
    expect(report.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["note scoreCliff"]);
    expect(report.departments.map((card) => card.state)).toEqual(["complete", "complete"]);
    expect(status).toBe(DONE);
  });
});

describe("a file that is no workbook we can read", () => {
  const whole = () => bookBytes(smallBook("en"), "en");

  const CASES: readonly (readonly [string, WorkbookErrorCode, () => Uint8Array | Promise<Uint8Array>])[] = [
    ["not-an-xlsx.xlsx", "notXlsx", () => strToU8("Department,Indicator,Figure\nEast,Satisfaction,87\n")],
    ["a-picture.xlsx", "notXlsx", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ["zip-without-a-workbook.xlsx", "notWorkbook", () => zipSync({ "letter.txt": strToU8("Dear colleague") })],
    ["encrypted.xlsx", "encrypted", () => compoundFile(["EncryptionInfo", "EncryptedPackage"])],
    ["old-binary.xlsx", "oldXls", () => compoundFile(["Workbook"])],
    ["empty.xlsx", "emptyFile", () => new Uint8Array(0)],
    ["cut-off.xlsx", "damaged", async () => (await whole()).slice(0, 3000)],
    ["sheet-part-gone.xlsx", "damaged", async () => withoutPart(await whole(), "xl/worksheets/sheet1.xml")],
    ["sheet-part-not-xml.xlsx", "damaged", async () => withPart(await whole(), "xl/worksheets/sheet1.xml", (xml) => xml.slice(0, xml.length / 2))],
  ];

  it.each(CASES)("%s is refused as %s, in both languages", async (name, code, bytes) => {
    const file = fileWith(name, await bytes());
    const sentences: string[] = [];
    for (const language of LANGUAGES) {
      const { status, out, err } = await runCommandLine(["score", file, "--json", "--lang", language]);
      const { error } = JSON.parse(out) as { error: { code: string; detail: string; message: string } };
      expect([status, error.code]).toEqual([REFUSED, code]);
      expect(err).toBe(`${error.message}\n`);
      expect(error.message).toMatch(code === "damaged" ? /cut-off\.xlsx|xl\/worksheets\/sheet1\.xml/ : name);
      expect([error.message, isIn(language, error.message.replace(/ \[[^\]]*\]$/, ""), [error.detail])]).toEqual([error.message, true]);
      sentences.push(error.message);
    }
    expect(new Set(sentences).size).toBe(2);
    expect(existsSync(file.replace(".xlsx", "-scorecard.xlsx"))).toBe(false);
  });

  it("says that a file is not there", async () => {
    const { status, err } = await runCommandLine(["check", join(folder, "nowhere.xlsx")]);
    expect(status).toBe(REFUSED);
    expect(err).toContain("nowhere.xlsx");
  });

  it("refuses a folder", async () => {
    mkdirSync(join(folder, "quarter"), { recursive: true });
    const { status, err } = await runCommandLine(["check", join(folder, "quarter")]);
    expect(status).toBe(REFUSED);
    expect(err).toContain("quarter");
  });
});

describe("a place that cannot be written", () => {
  const right = async (name: string) => fileWith(name, await bookBytes(smallBook("en"), "en"));

  async function refused(argv: readonly string[], code: WorkbookErrorCode, named: string | null): Promise<void> {
    for (const language of LANGUAGES) {
      const { status, out } = await runCommandLine([...argv, "--json", "--lang", language]);
      const { error } = JSON.parse(out) as { error: { code: string; message: string } };
      expect([status, error.code]).toEqual([REFUSED, code]);
      if (named !== null) expect(error.message).toContain(named);
      expect([error.message, isIn(language, error.message, [folder])]).toEqual([error.message, true]);
    }
  }

  it("is said when its folder does not exist, and nothing is left behind", async () => {
    const file = await right("out-nowhere.xlsx");
    const out = join(folder, "no-such-folder", "cards.xlsx");
    await refused(["score", file, "--out", out], "notWritable", out);
    expect(existsSync(join(folder, "no-such-folder"))).toBe(false);
  });

  it("is said when a folder has the name already", async () => {
    const file = await right("out-folder.xlsx");
    const out = join(folder, "cards.xlsx");
    mkdirSync(out, { recursive: true });
    const { status } = await runCommandLine(["score", file, "--out", out, "--force"]);
    expect(status).toBe(REFUSED);
    expect(readdirSync(out)).toEqual([]);
  });

  it("is said when somebody else's file stands there, which stays as it is", async () => {
    const file = await right("out-taken.xlsx");
    const out = fileWith("somebody-elses.xlsx", await bookBytes(smallBook("zh"), "zh"));
    const before = readFileSync(out);
    await refused(["score", file, "--out", out], "notOurs", out);
    expect(readFileSync(out).equals(before)).toBe(true);
  });

  it("is said when the workbook's structure is protected by a password: sheets can then not be added", async () => {
    const locked = withPart(await bookBytes(smallBook("en"), "en"), "xl/workbook.xml", (xml) =>
      xml.replace("<bookViews>", '<workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews>'),
    );
    const file = fileWith("structure-protected.xlsx", locked);
    await refused(["score", file, "--out", join(folder, "structure-out.xlsx")], "structureProtected", null);
    expect(existsSync(join(folder, "structure-out.xlsx"))).toBe(false);
  });
});

/** What must be found: the code, where, and what stands in that very cell. */
interface Expected {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** A scheme sheet, or "figures" for the indicator sheet. */
  readonly sheet: SchemeSheetKey | "figures";
  readonly holds?: CellValue;
  /** The sheet as a whole is meant, and no cell named. */
  readonly wholeSheet?: true;
  /** Cards that it holds; 1 where it is absent. */
  readonly cards?: number;
}

interface BrokenBook {
  readonly name: string;
  readonly make: (language: Language) => SmallBook | Promise<Uint8Array>;
  readonly expected: readonly Expected[];
  /** What is said besides, because of it: never graver than what is expected. */
  readonly follows?: readonly FindingCode[];
}

const figuresOf = (book: SmallBook) => book.sheets[0]!;

function withFigures(
  book: SmallBook,
  change: (rows: readonly (readonly (string | number | null)[])[]) => readonly (readonly (string | number | null)[])[],
): SmallBook {
  return { ...book, sheets: [{ ...figuresOf(book), rows: change(figuresOf(book).rows) }] };
}

/** The figure of one row (heading row is 0) replaced. */
function withFigure(book: SmallBook, row: number, figure: string | number | null): SmallBook {
  return withFigures(book, (rows) => rows.map((cells, index) => (index === row ? [...cells.slice(0, 3), figure] : cells)));
}

const BROKEN: readonly BrokenBook[] = [
  {
    name: "unknown-rule",
    make: (language) => withRow(smallBook(language), "tree", "B1", { rule: "RULE9" }),
    expected: [{ code: "ruleUnknown", severity: "error", sheet: "tree", holds: "RULE9" }],
  },
  {
    name: "weights-sum-to-98",
    make: (language) => withRow(smallBook(language), "tree", "B22", { weight: 28 }),
    expected: [{ code: "weightsOffWhole", severity: "error", sheet: "tree", holds: 0.7 }],
  },
  {
    name: "tree-goes-in-a-circle",
    make: (language) =>
      withRows(smallBook(language), "tree", [
        { template: "BR", code: "B8", parent: "B9", name: "Eight", weight: 100, indicator: "CSAT", rule: "LINEAR" },
        { template: "BR", code: "B9", parent: "B8", name: "Nine", weight: 100, indicator: "CSAT", rule: "LINEAR" },
      ]),
    expected: [{ code: "treeCycle", severity: "error", sheet: "tree", holds: "B9" }],
  },
  {
    name: "line-without-its-parent",
    make: (language) =>
      withRows(smallBook(language), "tree", [{ template: "BR", code: "B3", parent: "B9", name: "Three", weight: 100, indicator: "CSAT", rule: "LINEAR" }]),
    expected: [{ code: "treeOrphan", severity: "error", sheet: "tree", holds: "B9" }],
  },
  {
    name: "two-departments-of-one-code",
    make: (language) => withRow(smallBook(language), "departments", "W", { code: "E" }),
    expected: [{ code: "duplicateCode", severity: "error", sheet: "departments", holds: "E" }],
  },
  {
    name: "two-lines-of-one-code",
    make: (language) =>
      withRows(smallBook(language), "tree", [{ template: "BR", code: "B21", parent: "B2", name: "Again", weight: 30, indicator: "CSAT", rule: "LINEAR" }]),
    expected: [{ code: "duplicateCode", severity: "error", sheet: "tree", holds: "B21" }],
  },
  {
    name: "indicator-that-is-not-listed",
    make: (language) => withRow(smallBook(language), "tree", "B1", { indicator: "CSAT9" }),
    expected: [{ code: "unknownReference", severity: "error", sheet: "tree", holds: "CSAT9" }],
  },
  {
    name: "full-points-in-words",
    make: (language) => withRow(smallBook(language), "templates", "BR", { fullPoints: "thirty-five" }),
    expected: [{ code: "notANumber", severity: "error", sheet: "templates", holds: "thirty-five" }],
  },
  {
    name: "no-departments",
    make: (language) => withTable(smallBook(language), "departments", []),
    expected: [{ code: "noDepartments", severity: "error", sheet: "departments", wholeSheet: true }],
    follows: ["templateUnused"],
  },
  {
    name: "anchors-in-the-wrong-order",
    make: (language) => withRow(smallBook(language), "targets", "CSAT", { floor: 88, target: 85 }),
    expected: [
      // Said once for the cell, though it holds the line of two departments.
      { code: "anchorsOutOfOrder", severity: "held", sheet: "targets", holds: 85, cards: 2 },
    ],
  },
  {
    name: "target-missing",
    make: (language) =>
      withTable(
        smallBook(language),
        "targets",
        smallBook(language).tables.targets.filter((row) => row["indicator"] !== "CRATE"),
      ),
    expected: [
      { code: "targetMissing", severity: "held", sheet: "tree", holds: "B22" },
      { code: "targetMissing", severity: "held", sheet: "tree", holds: "B22" },
    ],
  },
  {
    name: "words-where-a-figure-belongs",
    make: (language) => withFigure(smallBook(language), 1, "待定"),
    expected: [{ code: "figureUnreadable", severity: "held", sheet: "figures", holds: "待定" }],
  },
  {
    name: "fraction-without-a-percent-format",
    make: (language) => withFigure(smallBook(language), 1, 0.875),
    expected: [{ code: "percentWithoutFormat", severity: "warning", sheet: "figures", holds: 0.875 }],
  },
  {
    name: "figure-not-reported",
    make: (language) => withFigure(smallBook(language), 2, null),
    expected: [{ code: "figureMissing", severity: "held", sheet: "figures", holds: null }],
  },
  {
    name: "division-by-zero",
    make: async (language) =>
      withCell(await bookBytes(smallBook(language), language), figuresOf(smallBook(language)).name, "D5", "e", "<f>1/0</f><v>#DIV/0!</v>"),
    expected: [{ code: "figureError", severity: "held", sheet: "figures", holds: { error: "#DIV/0!" } }],
  },
  {
    name: "figure-twice",
    make: (language) => withFigures(smallBook(language), (rows) => [...rows, [...rows[1]!.slice(0, 3), 12]]),
    expected: [{ code: "figureTwice", severity: "held", sheet: "figures", holds: 12 }],
  },
  {
    name: "indicator-that-no-tree-has",
    make: (language) => {
      const book = smallBook(language);
      return withFigures(
        withTable(book, "indicators", [...book.tables.indicators, { ...book.tables.indicators[0]!, code: "EXTRA", name: "Extra" }]),
        (rows) => [...rows, [rows[1]![0]!, "Extra", "%", 50]],
      );
    },
    expected: [{ code: "indicatorNotInTree", severity: "note", sheet: "figures", holds: 50 }],
  },
  {
    name: "indicator-that-nobody-knows",
    make: (language) => withFigures(smallBook(language), (rows) => [...rows, [rows[1]![0]!, "Mystery", "%", 50]]),
    expected: [{ code: "indicatorUnknown", severity: "warning", sheet: "figures", holds: "Mystery" }],
  },
  {
    name: "indicator-that-no-sheet-has",
    make: (language) => withFigures(smallBook(language), (rows) => rows.filter((_row, index) => index !== 3)),
    expected: [{ code: "indicatorWithoutReading", severity: "held", sheet: "departments", holds: "E" }],
  },
  {
    name: "department-without-a-sheet",
    make: (language) => withFigures(smallBook(language), (rows) => rows.slice(0, 4)),
    expected: [{ code: "departmentWithoutSheet", severity: "held", sheet: "departments", holds: "W" }],
  },
  {
    name: "department-that-is-not-listed",
    make: (language) => withFigures(smallBook(language), (rows) => [...rows, ["North", rows[1]![1]!, "%", 50]]),
    expected: [{ code: "departmentUnknown", severity: "warning", sheet: "figures", holds: "North" }],
  },
];

function sheetName(sheet: SchemeSheetKey | "figures", language: Language): string {
  return sheet === "figures" ? figuresOf(smallBook(language)).name : SCHEME_SHEETS[sheet][language];
}

async function cellAt(bytes: Uint8Array, sheet: string, cell: string): Promise<CellValue> {
  const workbook = openXlsx(bytes);
  const { id } = (await workbook.survey()).sheets.find((one) => one.name === sheet)!;
  const place = parseAddress(cell)!;
  return (await workbook.read([id])).get(id)!.at(place.row, place.column).value;
}

describe.each(LANGUAGES)("a workbook in %s that is wrong in one way", (language) => {
  it.each(BROKEN)("$name", async ({ name, make, expected, follows = [] }) => {
    const made = await make(language);
    const bytes = made instanceof Uint8Array ? made : await bookBytes(made, language);
    const file = fileWith(`${name}-${language}.xlsx`, bytes);
    const { status, report } = await check(file, language);

    const [found, besides] = [report.findings.slice(0, expected.length), report.findings.slice(expected.length)];
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(expected.map(({ code, severity }) => `${severity} ${code}`));
    // The small book's rule is a cliff below its floor, and being told so is no fault of the workbook.
    expect(besides.map((one) => one.code).filter((code) => code !== "scoreCliff")).toEqual(follows);
    expect(besides.filter((one) => one.severity === "error" || one.severity === "held")).toEqual([]);
    expect(status).toBe(expected.some((one) => one.severity === "error") ? FOUND : DONE);
    for (const [index, one] of found.entries()) {
      const { sheet, holds, wholeSheet } = expected[index]!;
      expect(one.sheet).toBe(sheetName(sheet, language));
      if (wholeSheet) expect(one.cell).toBeNull();
      else {
        const value = await cellAt(bytes, one.sheet!, one.cell!);
        expect(value).toEqual(holds);
      }
    }

    // A person is told the same, with the place in front, in either language.
    for (const spoken of LANGUAGES) {
      const { out } = await runCommandLine(["check", file, "--lang", spoken]);
      const inWords = (await check(file, spoken)).report.findings;
      for (const { sheet, cell, message } of inWords) {
        const place = sheet === null ? "" : cell === null ? `${sheet}: ` : `${sheet}!${cell}: `;
        expect(out).toContain(`${place}${message}`);
        expect([message, isIn(spoken, message, wordsOf(smallBook(language)))]).toEqual([message, true]);
      }
    }

    // A broken scheme stops the run; a bad figure holds its own card, and the rest is scored.
    const out = join(folder, `${name}-${language}-out.xlsx`);
    const scored = await runCommandLine(["score", file, "--out", out, "--lang", language]);
    expect(scored.status).toBe(status);
    expect(existsSync(out)).toBe(status === DONE);
    const held = expected.reduce((cards, one) => cards + (one.severity === "held" ? (one.cards ?? 1) : 0), 0);
    expect(report.departments.filter((card) => card.state === "incomplete")).toHaveLength(held);
  });

  it("no-scheme-sheets", async () => {
    const file = fileWith(`no-scheme-sheets-${language}.xlsx`, await figuresBytes(smallBook(language), language));
    for (const spoken of LANGUAGES) {
      const { status, report } = await check(file, spoken);
      expect([status, report.departments.length]).toEqual([FOUND, 0]);
      expect(report.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error noSchemeSheets"]);
      expect([report.findings[0]!.message, isIn(spoken, report.findings[0]!.message)]).toEqual([report.findings[0]!.message, true]);
    }
  });
});
