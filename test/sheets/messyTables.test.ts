/** Tables that people really wrote, from ../shared/messy beside the project: nothing in them is taken for a figure of ours, and nothing in them is misread. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readFigure } from "../../src/sheets/figureText";
import { readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { openXlsx } from "../../src/xlsx/portable";
import { said, schemeGrids } from "../support/schemeSheets";

const FOLDER = join(__dirname, "../../../shared/messy");
const there = existsSync(FOLDER);
const title = (text: string) => (there ? text : `${text} (skipped: ../shared/messy is not beside the project)`);
const files = there ? readdirSync(FOLDER).filter((file) => file.endsWith(".xlsx")) : ["none"];

/** Cells of a comma-separated file, quoted or not. */
function csvCells(file: string): string[] {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return [...text.matchAll(/"((?:[^"]|"")*)"|([^,\r\n]+)/g)].map((match) => match[1] ?? match[2]!);
}

(there ? describe : describe.skip)(title("real tables"), () => {
  it.each(files)("%s beside a scheme is foreign: no figure is taken from it", async (file) => {
    const workbook = openXlsx(new Uint8Array(readFileSync(join(FOLDER, file))));
    const { sheets } = await workbook.survey();
    const cells = await workbook.read(sheets.filter(({ kind }) => kind === "cells").map(({ id }) => id));
    const { value: scheme, findings, schemeSheets } = readScheme([...schemeGrids(), ...cells.values()]);
    expect(said(findings)).toEqual([]);
    const { value, findings: said2 } = readReadings(
      [...cells.values()].filter(({ sheet }) => !schemeSheets.includes(sheet)),
      scheme!,
    );
    expect({ readings: value.readings, read: value.read, said: said(said2) }).toEqual({ readings: [], read: [], said: [] });
  });

  it("percentages written as text are read one by one, and status texts are not", () => {
    const cells = csvCells("13_us_4_header_rows_bom_percent_text.csv").map((cell) => cell.trim());
    const percentages = cells.filter((cell) => /^\d+%$/.test(cell));
    expect(percentages.length).toBeGreaterThan(100);
    for (const cell of percentages) {
      const { figure, parsedFrom } = readFigure({ value: cell, format: "General" }, "%");
      expect([cell, figure.state === "value" && figure.value.toFixed(), parsedFrom]).toEqual([cell, String(Number(cell.slice(0, -1))), cell]);
    }
    const sentences = cells.filter((cell) => /[a-z]{4,} [a-z]+/i.test(cell) && !/^(not applicable|no data)/i.test(cell));
    expect(sentences.length).toBeGreaterThan(20);
    for (const cell of sentences) expect([cell, readFigure({ value: cell, format: "General" }, "%").figure.state]).toEqual([cell, "unreadable"]);
  });

  it("a threshold from … to … is no figure, one with a single sign is", () => {
    const cells = csvCells("14_us_thresholds_as_text.csv").map((cell) => cell.trim());
    const ranges = cells.filter((cell) => / to [<>]/.test(cell));
    expect(ranges.length).toBeGreaterThan(50);
    for (const cell of ranges) expect([cell, readFigure({ value: cell, format: "General" }, "%").figure.state]).toEqual([cell, "unreadable"]);
    const single = cells.filter((cell) => /^[<>]=? ?\d+ %$/.test(cell));
    expect(single.length).toBeGreaterThan(10);
    for (const cell of single) {
      const { figure, sense } = readFigure({ value: cell, format: "General" }, "%");
      expect([cell, figure.state === "value" && figure.value.toFixed(), sense]).toEqual([
        cell,
        /\d+/.exec(cell)![0],
        cell.startsWith(">") ? "atLeast" : "atMost",
      ]);
    }
  });
});
