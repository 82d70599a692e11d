/** The check sheet of a scored workbook in which people change inputs, type over cards, rename labels and take figures away: LibreOffice works it out. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grid, isCellError } from "../../src/sheets/grid";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { openXlsx } from "../../src/xlsx/portable";
import { recalculated } from "../support/libreOffice";
import { runCommandLine } from "../support/runCommandLine";
import { describeWith, openpyxlPython } from "../support/systemParts";

type Language = "zh" | "en";
type Sheets = ReadonlyMap<string, Grid>;
type Verdict = keyof typeof zh.check.verdicts;

type Edit =
  | { readonly sheet: string; readonly cell: string; readonly value: string | number | null }
  | { readonly sheet: string; readonly reverse: readonly [number, number] }
  | { readonly sheet: string; readonly merge: string };

const LABELS = { zh, en };

/** Short names of departments, and names of sheets. */
const NAMES = {
  zh: { TY: "太原", LL: "吕梁", NW: "网络部", CC: "呼叫中心", VA: "商务分公司", BI: "计费中心", target: "目标", tree: "权重树", data: "数据", check: "核对" },
  en: {
    TY: "Taiyuan",
    LL: "Lüliang",
    NW: "Network",
    CC: "Call centre",
    VA: "Value-added",
    BI: "Billing",
    target: "Targets",
    tree: "Weight tree",
    data: "Data",
    check: "Check",
  },
} as const;

type Department = "TY" | "LL" | "NW" | "CC" | "VA" | "BI";

interface Row {
  readonly department: string;
  readonly template: string;
  readonly number: string;
  readonly due: unknown;
  readonly now: unknown;
  readonly difference: unknown;
  readonly verdict: string;
  readonly source: string;
  /** The card's sheet, and the row there. */
  readonly card: string;
  readonly cardRow: number;
  readonly where: string;
}

const FIRST_ROW = 8;

function rowsOf(sheet: Grid): Row[] {
  const rows: Row[] = [];
  let template = "";
  for (let row = FIRST_ROW; row < sheet.rowCount; row += 1) {
    const at = (column: number): unknown => {
      const { value } = sheet.at(row, column);
      return isCellError(value) ? value.error : value;
    };
    const text = (column: number): string => String(at(column) ?? "");
    if (text(11) === "") continue;
    if (text(1) === "") template = text(2);
    const card = /^'?(.*?)'?[!.]\$?[A-Z]+\$?(\d+)$/.exec(sheet.at(row, 7).formula!.replace(/^\$/, ""))!;
    rows.push({
      department: text(0),
      template,
      number: text(1),
      due: at(6),
      now: at(7),
      difference: at(8),
      verdict: text(9),
      source: text(10),
      card: card[1]!,
      cardRow: Number(card[2]),
      where: text(12),
    });
  }
  return rows;
}

/** Where things stand in one language's sample once it is scored. */
interface Places {
  readonly language: Language;
  readonly rows: readonly Row[];
}

type Cell = { readonly sheet: string; readonly cell: string };

/** The row of a line or branch; "" is the card as a whole. `template`: which of the department's cards. */
function rowOf({ language, rows }: Places, department: Department, number: string, template = 0): Row {
  const own = rows.filter((row) => row.department === NAMES[language][department]);
  const named = [...new Set(own.map((row) => row.template))][template];
  return own.find((row) => row.template === named && row.number === number)!;
}

function sourceOf(of: Places, department: Department, number: string): Cell {
  const [sheet, cell] = rowOf(of, department, number).source.split("!");
  return { sheet: sheet!, cell: cell! };
}

function beside({ sheet, cell }: Cell, column: string): Cell {
  return { sheet, cell: `${column}${cell.replace(/[A-Z]+/, "")}` };
}

function onCard(of: Places, column: string, department: Department, number: string, template = 0): Cell {
  const { card, cardRow } = rowOf(of, department, number, template);
  return { sheet: card, cell: `${column}${cardRow}` };
}

function named(of: Places, which: "target" | "tree" | "data", cell: string): Cell {
  return { sheet: NAMES[of.language][which], cell };
}

function typed(place: Cell, value: string | number | null): Edit {
  return { ...place, value };
}

function places(...cells: readonly Cell[]): string {
  return cells.map(({ sheet, cell }) => `${sheet}!${cell}`).join();
}

/** What a row says: verdict and where to look. */
function says(of: Places, row: Row, verdict: Verdict, where: string): string {
  return `${row.card} ${row.number || "*"} ${LABELS[of.language].check.verdicts[verdict]} @ ${where}`;
}

interface Case {
  readonly name: string;
  /** Before it is scored: as the sheets came in. */
  readonly before?: (language: Language) => readonly Edit[];
  /** After it was scored. */
  readonly after: (of: Places) => readonly Edit[];
  /** Every row that says anything but that it is equal or follows. */
  readonly expected: (of: Places) => readonly string[];
  /** Rows that follow another, at least these. */
  readonly follow?: (of: Places) => readonly Row[];
}

const branchCards = (of: Places): Row[] => of.rows.filter((row) => row.template === rowOf(of, "TY", "").template);

const CASES: readonly Case[] = [
  { name: "as it was scored", after: () => [], expected: () => [] },
  {
    name: "with inputs changed and a sheet sorted",
    after: (of) => [
      typed(sourceOf(of, "TY", "1.1"), 79.2),
      // Missing and unreadable when it was scored; both are reported now.
      typed(sourceOf(of, "LL", "2.3"), 92.1),
      typed(sourceOf(of, "VA", "2.2"), 93),
      typed(named(of, "target", "G6"), 83),
      { sheet: sourceOf(of, "NW", "1.5").sheet, reverse: [5, 16] },
      // From row 8 of its sheet to row 13 by now.
      typed(beside({ ...sourceOf(of, "NW", "1.5"), cell: "G13" }, "G"), 80),
      typed(named(of, "tree", "F6"), 10),
      typed(named(of, "tree", "F7"), 10),
    ],
    expected: (of) => [
      ...branchCards(of)
        .filter((row) => row.number === "1.1")
        .map((row) => {
          const tree = `${places(named(of, "tree", "F6"))} 12→10`;
          if (row !== rowOf(of, "TY", "1.1")) return says(of, row, "changed", tree);
          const parts = [`${row.source} 83.7→79.2`, tree, `${places(named(of, "target", "G6"))} 84→83`];
          return says(of, row, "changed", parts.join(LABELS[of.language].comma));
        }),
      ...branchCards(of)
        .filter((row) => row.number === "1.2")
        .map((row) => says(of, row, "changed", `${places(named(of, "tree", "F7"))} 8→10`)),
      says(of, rowOf(of, "LL", "2.3"), "changed", `${rowOf(of, "LL", "2.3").source} □→92.1`),
      says(of, rowOf(of, "VA", "2.2"), "changed", `${rowOf(of, "VA", "2.2").source} ×→93`),
      says(of, rowOf(of, "NW", "1.5"), "changed", `${places({ ...sourceOf(of, "NW", "1.5"), cell: "G13" })} 79.6→80`),
    ],
    follow: (of) => [rowOf(of, "TY", ""), rowOf(of, "TY", "1"), rowOf(of, "NW", ""), rowOf(of, "VA", "2"), rowOf(of, "VA", "")],
  },
  {
    name: "with cards typed over",
    after: (of) => [
      typed(onCard(of, "N", "TY", "2.1"), 9.9),
      typed(onCard(of, "H", "LL", "1.1"), 90),
      typed(onCard(of, "F", "LL", "2.2"), 90),
      // The weight of one line moves its siblings.
      typed(onCard(of, "D", "NW", "1.1"), 5),
      typed(onCard(of, "P", "CC", "3.3"), LABELS[of.language].met),
      typed(onCard(of, "N", "CC", "1.2"), 10),
      typed(onCard(of, "N", "BI", ""), 35),
      // Its figure was held: somebody gave it points of their own.
      typed(onCard(of, "N", "VA", "2.2"), 1.5),
      typed(onCard(of, "L", "VA", "1.1"), 1),
      // A deduction line that lost nothing: a blank must not pass for its 0.
      typed(onCard(of, "N", "CC", "2", 1), null),
      typed(onCard(of, "N", "CC", "3", 1), "=1/0"),
      typed({ sheet: rowOf(of, "CC", "", 1).card, cell: "A5" }, 20),
      // The data table says in which row of its sheet a figure stands: another row, and none.
      typed(named(of, "data", dataCellOf(of, "LL", "1.2").replace("J", "Q")), 1),
      typed(named(of, "data", dataCellOf(of, "LL", "2.1").replace("J", "Q")), null),
    ],
    expected: (of) =>
      (
        [
          ["TY", "2.1", "N", 0],
          ["LL", "1.1", "H", 0],
          ["LL", "2.2", "F", 0],
          ["NW", "1.1", "D", 0],
          ["CC", "3.3", "P", 0],
          ["CC", "1.2", "N", 0],
          ["BI", "", "N", 0],
          ["VA", "2.2", "N", 0],
          ["VA", "1.1", "L", 0],
          ["CC", "2", "N", 1],
          ["CC", "3", "N", 1],
        ] as const
      )
        .map(([department, number, column, template]) =>
          says(of, rowOf(of, department, number, template), "edited", places(onCard(of, column, department, number, template))),
        )
        .concat(
          says(of, rowOf(of, "CC", "", 1), "edited", `${rowOf(of, "CC", "", 1).card}!A5`),
          ...["1.2", "2.1"].map((number) =>
            says(of, rowOf(of, "LL", number), "edited", places(named(of, "data", dataCellOf(of, "LL", number).replace("J", "Q")))),
          ),
        ),
    follow: (of) => [rowOf(of, "NW", "1.3"), rowOf(of, "NW", "1"), rowOf(of, "TY", ""), rowOf(of, "TY", "2"), rowOf(of, "VA", ""), rowOf(of, "CC", "1")],
  },
  {
    name: "with sources renamed, blanked and made unreadable",
    after: (of) => [
      typed(beside(sourceOf(of, "TY", "1.1"), "C"), "顾客满意度"),
      typed(sourceOf(of, "TY", "1.2"), "待核"),
      typed(sourceOf(of, "TY", "2.1"), null),
      typed(sourceOf(of, "TY", "2.2"), "=1/0"),
      // Typed over in the data table, while the source stays as it was: the table's first figure of Lüliang.
      typed(named(of, "data", dataCellOf(of, "LL", "1.1")), 99),
      typed(named(of, "target", "G5"), "待定"),
      // Renamed without a figure: it was missing when it was scored.
      typed(beside(sourceOf(of, "LL", "2.3"), "C"), "满意率"),
      // A changed figure on a card that was typed over as well.
      typed(sourceOf(of, "CC", "2.3"), 80),
      typed(onCard(of, "N", "CC", "2.3"), 8),
    ],
    expected: (of) => [
      says(of, rowOf(of, "TY", "1.1"), "label", places(beside(sourceOf(of, "TY", "1.1"), "C"))),
      says(of, rowOf(of, "TY", "1.2"), "unreadable", `${rowOf(of, "TY", "1.2").source} 82.4→×`),
      says(of, rowOf(of, "TY", "2.1"), "blank", `${rowOf(of, "TY", "2.1").source} 2.41→□`),
      says(of, rowOf(of, "TY", "2.2"), "unreadable", `${rowOf(of, "TY", "2.2").source} 96.2→×`),
      says(
        of,
        rowOf(of, "LL", "1.1"),
        "edited",
        [places(named(of, "data", dataCellOf(of, "LL", "1.1"))), `${places(named(of, "target", "G5"))} 82→–`].join(LABELS[of.language].comma),
      ),
      says(of, rowOf(of, "LL", "2.3"), "label", places(beside(sourceOf(of, "LL", "2.3"), "C"))),
      ...of.rows
        .filter((row) => row.number === "1.1" && usesCompanyTarget(of, row))
        .map((row) => says(of, row, "unreadable", `${places(named(of, "target", "G5"))} 82→–`)),
      says(
        of,
        rowOf(of, "CC", "2.3"),
        "edited",
        [places(onCard(of, "N", "CC", "2.3")), `${rowOf(of, "CC", "2.3").source} 83.6→80`].join(LABELS[of.language].comma),
      ),
    ],
  },
  {
    name: "with a figure that had to be parsed, and one that is found by its cell",
    before: (language) => [
      { sheet: language === "zh" ? "地市指标" : "City figures", cell: "H8", value: "96.2%" },
      // The period stands once for all rows: nothing in a row tells it from those of earlier periods.
      ...Array.from({ length: 11 }, (_row, place) => ({
        sheet: language === "zh" ? "商务分公司指标" : "Value-added figures",
        cell: `B${42 + place}`,
        value: null,
      })),
      { sheet: language === "zh" ? "商务分公司指标" : "Value-added figures", merge: "B41:B52" },
    ],
    after: (of) => [
      typed(sourceOf(of, "TY", "2.2"), "97%"),
      typed(beside(sourceOf(of, "VA", "1.4"), "C"), "集团满意度"),
      typed(sourceOf(of, "VA", "2.1.1"), 30),
    ],
    expected: (of) => [
      says(of, rowOf(of, "TY", "2.2"), "changed", `${rowOf(of, "TY", "2.2").source} 96.2%→97%`),
      says(of, rowOf(of, "VA", "1.4"), "label", places(beside(sourceOf(of, "VA", "1.4"), "C"))),
      says(of, rowOf(of, "VA", "2.1.1"), "changed", `${rowOf(of, "VA", "2.1.1").source} 21→30`),
    ],
  },
];

/** The rows of the data table by the source that they name. */
const DATA_CELLS = new Map<string, string>();

function dataCellOf(of: Places, department: Department, number: string): string {
  return DATA_CELLS.get(`${of.language} ${rowOf(of, department, number).source}`)!;
}

const COMPANY_TARGET = new Set<string>();

/** Customer satisfaction against the company's own target, which Taiyuan does not share; Lüliang's row says something graver. */
function usesCompanyTarget(of: Places, row: Row): boolean {
  return COMPANY_TARGET.has(`${of.language} ${row.card} ${row.number}`) && row !== rowOf(of, "LL", "1.1");
}

async function sheetsOf(file: string): Promise<Sheets> {
  const workbook = openXlsx(readFileSync(file));
  const { sheets } = await workbook.survey();
  const grids = await workbook.read(sheets.map((sheet) => sheet.id));
  return new Map(sheets.map((sheet) => [sheet.name, grids.get(sheet.id)!]));
}

function edit(from: string, to: string, edits: readonly Edit[]): void {
  const run = spawnSync(openpyxlPython(), [join(__dirname, "check.py"), from, to, JSON.stringify(edits)], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
}

/** What is remembered of the scored workbook: where the data table holds a source's figure, and which lines look at the company's target. */
function remember(language: Language, sheets: Sheets): Places {
  const check = sheets.get(NAMES[language].check)!;
  const of: Places = { language, rows: rowsOf(check) };
  const data = sheets.get(NAMES[language].data)!;
  for (let row = 0; row < data.rowCount; row += 1) {
    const key = `${language} ${String(data.at(row, 11).value)}!${String(data.at(row, 12).value)}`;
    if (!DATA_CELLS.has(key)) DATA_CELLS.set(key, `J${row + 1}`);
  }
  of.rows.forEach(({ card, cardRow, number }) => {
    const target = sheets.get(card)!.at(cardRow - 1, 5).formula ?? "";
    if (target.includes("$G$5)")) COMPANY_TARGET.add(`${language} ${card} ${number}`);
  });
  return of;
}

describeWith(["libreOffice", "openpyxl"], "the check sheet of a scored workbook", () => {
  let folder = "";
  const found = new Map<string, { readonly of: Places; readonly rows: readonly Row[]; readonly check: Grid }>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "kpi-check-"));
    const edited: { readonly key: string; readonly of: Places; readonly file: string }[] = [];
    const score = async (language: Language, name: string, before: readonly Edit[]): Promise<string> => {
      const [given, scored] = [join(folder, `given-${language}-${name}.xlsx`), join(folder, `scored-${language}-${name}.xlsx`)];
      edit(join(__dirname, `../../assets/samples/province-${language}.xlsx`), given, before);
      const run = await runCommandLine(["score", given, "--out", scored]);
      if (run.status !== 0) throw new Error(run.out + run.err);
      return scored;
    };
    for (const language of ["zh", "en"] as const) {
      const usual = await score(language, "usual", []);
      for (const [place, one] of CASES.entries()) {
        const scored = one.before ? await score(language, String(place), one.before(language)) : usual;
        const of = remember(language, await sheetsOf(scored));
        const file = join(folder, `edited-${language}-${place}.xlsx`);
        edit(scored, file, one.after(of));
        edited.push({ key: `${language} ${one.name}`, of, file });
      }
    }
    const books = await recalculated(edited.map(({ file }) => readFileSync(file)));
    edited.forEach(({ key, of }, place) => {
      const check = books[place]!.get(NAMES[of.language].check)!;
      found.set(key, { of, rows: rowsOf(check), check });
    });
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.each(["zh", "en"] as const)("in %s", (language) => {
    const { verdicts } = LABELS[language].check;

    it.each(CASES.map((one) => [one.name, one] as const))("%s, says of exactly the right rows what happened, and where", (name, { expected, follow }) => {
      const { of, rows } = found.get(`${language} ${name}`)!;
      const quiet: readonly string[] = [verdicts.same, verdicts.follows];
      const loud = rows.filter(({ verdict }) => !quiet.includes(verdict)).map((row) => `${row.card} ${row.number || "*"} ${row.verdict} @ ${row.where}`);
      expect([...loud].sort()).toEqual([...expected(of)].sort());
      const moved = rows.filter(({ verdict }) => verdict === verdicts.follows);
      expect(moved.filter(({ difference }) => difference === 0)).toEqual([]);
      const keys = moved.map(({ card, number }) => `${card} ${number}`);
      for (const row of follow?.(of) ?? []) expect(keys).toContain(`${row.card} ${row.number}`);
      if (name === CASES[0]!.name) expect(rows.filter(({ verdict }) => verdict === verdicts.same)).toHaveLength(rows.length);
    });

    it.each(CASES.map((one) => [one.name, one] as const))("%s, counts them on top", (name, { expected }) => {
      const { of, rows, check } = found.get(`${language} ${name}`)!;
      const count = (...words: readonly Verdict[]): number => rows.filter(({ verdict }) => words.some((word) => verdicts[word] === verdict)).length;
      const top = [0, 3, 5, 7, 9, 10].map((column) => check.at(4, column).value);
      expect(top).toEqual([rows.length, count("same"), count("changed"), count("follows"), count("label", "blank", "unreadable"), count("edited")]);
      const wrong = count("label", "blank", "unreadable", "edited");
      const counts = {
        cards: "17",
        lines: "146",
        wrong: String(wrong),
        edited: String(count("edited")),
        label: String(count("label")),
        gone: String(count("blank", "unreadable")),
        changed: String(count("changed")),
        follows: String(count("follows")),
      };
      const { allSame, onlyChanged, someWrong } = LABELS[language].check;
      const sentence = wrong > 0 ? someWrong : expected(of).length > 0 ? onlyChanged : allSame;
      expect(check.at(5, 0).value).toBe(sentence(counts));
    });
  });
});
