/** Texts and sheet names of every kind: LibreOffice and openpyxl read what we wrote, and no text is ever a formula, a figure or a date. */
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoteSheet } from "../../src/sheets/grid";
import { freeSheetName, validSheetName } from "../../src/sheets/sheetNames";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { LONGEST_TEXT } from "../../src/xlsx/strings";
import { counts, minutes, proved } from "../support/fullCounts";
import { recalculated } from "../support/libreOffice";
import { describeWith, openpyxlPython } from "../support/systemParts";
import { plainDraft } from "./drafts";
import { anyText } from "./randomDrafts";

/** What Excel, asked to type it in, would take for something else. */
const TEMPTING = [
  ...["=", "+", "-", "@", "\t", "\r", "'", "#", "0", "1-", "1/", "1e", "1:", "$", "%", "（1）", "\u00a0", "＝", "−"],
  ...[
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "1-2",
    "3/4",
    "2026-01-02",
    "12:30",
    "003",
    "1e5",
    "TRUE",
    "FALSE",
    "#N/A",
    "#REF!",
    "50%",
    "¥5",
    "1,000",
  ],
];

const anyTempting = fc.oneof(
  fc.tuple(fc.constantFrom(...TEMPTING), anyText).map(([start, rest]) => start + rest),
  fc.constantFrom(...TEMPTING),
  anyText,
);

const LONG = ["长".repeat(LONGEST_TEXT), "x".repeat(LONGEST_TEXT + 1), `${"y".repeat(LONGEST_TEXT - 2)}😀😀`];

interface SeenText {
  readonly value: string | null;
  readonly type: string;
}

async function textBook(texts: readonly string[]): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: "文本", block: null, after: "last", draft: plainDraft(texts.map((text) => [text, "ends"])) }]);
  return workbook.toBytes();
}

function inPython<T>(script: string, books: readonly Uint8Array[]): T {
  const folder = mkdtempSync(join(tmpdir(), "read-alike-"));
  try {
    const files = books.map((bytes, place) => {
      const file = join(folder, `${place}.xlsx`);
      writeFileSync(file, bytes);
      return file;
    });
    writeFileSync(join(folder, "read.py"), script);
    const run = spawnSync(openpyxlPython(), ["-W", "ignore", join(folder, "read.py"), ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as T;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** openpyxl leaves it to its caller to resolve what a file spells _xHHHH_, and has the function for it. */
const TEXTS_IN_PYTHON = `
import json, sys, openpyxl
from openpyxl.utils.escape import unescape
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
print(json.dumps([[row[0].value if row[0].value is None else unescape(row[0].value), row[0].data_type] for row in sheet.iter_rows(max_col=1)]))
`;

const NAMES_IN_PYTHON = `
import json, sys, openpyxl
print(json.dumps([[[sheet.title, sheet["A1"].value] for sheet in openpyxl.load_workbook(file).worksheets] for file in sys.argv[1:]]))
`;

/** LibreOffice knows one kind of line break, and has no halves of surrogate pairs; what it read is compared but for these. */
function inTheirOwn(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const whole = value.replace(/\r\n?/g, "\n").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return whole;
}

describeWith(["libreOffice", "openpyxl"], "LibreOffice and openpyxl", () => {
  test(
    "read every text back as that text",
    async () => {
      const some = anyTempting.filter((text) => text !== "");
      const texts = [...LONG, ...fc.sample(some, { numRuns: counts(1_000, 10_000), seed: 8 })];
      const kept = texts.map((text) => (text.length > LONGEST_TEXT ? null : text));
      const bytes = await textBook(texts);
      const [saved] = await recalculated([bytes]);
      const grid = saved!.get("文本")!;
      const ours = (await openXlsx(bytes).read(["1"])).get("1")!;
      const python = inPython<[string | null, string][]>(TEXTS_IN_PYTHON, [bytes]).map(([value, type]): SeenText => ({ value, type }));
      const wrong = { ours: [] as unknown[], libreOffice: [] as unknown[], openpyxl: [] as unknown[] };
      texts.forEach((_, row) => {
        const wanted = kept[row] ?? ours.at(row, 0).value;
        if (ours.at(row, 0).value !== wanted || ours.at(row, 0).formula !== undefined) wrong.ours.push([wanted, ours.at(row, 0)]);
        const there = grid.at(row, 0);
        if (inTheirOwn(there.value) !== inTheirOwn(wanted) || there.formula !== undefined) wrong.libreOffice.push([wanted, there]);
        if (python[row]!.value !== wanted || python[row]!.type !== "s") wrong.openpyxl.push([wanted, python[row]]);
      });
      expect(wrong).toEqual({ ours: [], libreOffice: [], openpyxl: [] });
      proved(`${texts.length} texts read back the same in LibreOffice and openpyxl`);
    },
    minutes(3),
  );

  test(
    "see every sheet by its name, and what refers to it finds it",
    async () => {
      const wishes = fc.sample(anyName, { numRuns: counts(60, 10_000), seed: 7 });
      const books: { readonly bytes: Uint8Array; readonly names: string[] }[] = [];
      for (let from = 0; from < wishes.length; from += 250) {
        const names: string[] = [];
        const workbook = newXlsx();
        for (const wish of wishes.slice(from, from + 250)) {
          const name = freeSheetName(wish, names, "计分卡");
          expect(validSheetName(name)).toBe(name);
          names.push(name);
        }
        await workbook.write(
          names.map((name, place) => {
            const other = (place * 7 + 1) % names.length;
            const draft = plainDraft([[name]]);
            const refers = { value: names[other]!, formula: `${quoteSheet(names[other]!)}!$A$1`, mark: { row: "plain", role: "text" } } as const;
            return { kind: "createSheet", name, block: `kpi.sheet${place}`, after: "last", draft: { ...draft, rows: [[draft.rows[0]![0], refers]] } } as const;
          }),
        );
        books.push({ bytes: workbook.toBytes(), names });
      }
      const saved = await recalculated(books.map(({ bytes }) => bytes));
      const python = inPython<[string, string][][]>(
        NAMES_IN_PYTHON,
        books.map(({ bytes }) => bytes),
      );
      for (const [place, { names }] of books.entries()) {
        expect([...saved[place]!.keys()]).toEqual(names);
        expect(python[place]).toEqual(names.map((name) => [name, name]));
        names.forEach((name, at) => {
          const sheet = saved[place]!.get(name)!;
          expect([sheet.at(0, 0).value, sheet.at(0, 1).value]).toEqual([name, names[(at * 7 + 1) % names.length]]);
        });
      }
      proved(`${wishes.length} sheet names in ${books.length} workbooks read back the same in LibreOffice and openpyxl, and are found by formulas`);
    },
    minutes(3),
  );
});

/** Names as departments have them, and such as Excel does not take as they are. */
const anyName = fc.oneof(
  anyText,
  fc.constantFrom(
    "",
    "History",
    "HISTORY",
    "history -",
    "A1",
    "R1C1",
    "RC",
    "XFD1048576",
    "TRUE",
    "1.1",
    "2026",
    "-",
    "'",
    "''a''",
    "O'Brien",
    "[x]",
    "a:b",
    "a/b\\c",
    "?*",
    "ＡＢＣ",
    "abc",
    "ABC",
    "太原",
    " 太原 ",
    "计分卡",
  ),
  fc.tuple(fc.integer({ min: 28, max: 34 }), fc.constantFrom("甲", "a", "'")).map(([length, letter]) => letter.repeat(length)),
  fc.tuple(fc.integer({ min: 28, max: 31 }), fc.constantFrom("😀", "👨‍👩‍👧", "é")).map(([length, sign]) => "名".repeat(length) + sign),
);
