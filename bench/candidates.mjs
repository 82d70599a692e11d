/** Who is measured, each as its own documentation says to use it for many cells. Libraries are loaded only where they are used, so that nobody pays for another. */
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cellAt, count, rowAt } from "./shape.mjs";

export const CANDIDATES = {
  ceiling: {
    write: async (size, file) => writeFile(file, (await import("./ceiling.mjs")).write(size)),
    read: async (file) => (await import("./ceiling.mjs")).read(await readFile(file)),
  },
  ours: {
    write: async (size, file) => {
      const { newXlsx } = await import("../dist/xlsx/xlsxWorkbook.js");
      const { NODE_CODEC } = await import("../dist/cli/nodeCodec.js");
      const workbook = newXlsx(NODE_CODEC);
      const text = { row: "line", role: "text" };
      const number = { row: "line", role: "number" };
      const cell = (value) => ({ value, mark: typeof value === "number" ? number : text });
      const draft = (sheet) => ({
        rows: Array.from({ length: size.rows }, (_, row) => Array.from({ length: size.columns }, (_column, column) => cell(cellAt(sheet, row, column)))),
        columnWidths: [],
        rowHeights: [],
        merges: [],
        conditionalFormats: [],
        tables: [],
        gridlines: true,
        font: "Calibri",
        print: { orientation: "landscape", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
      });
      await workbook.write(
        Array.from({ length: size.sheets }, (_, sheet) => ({ kind: "createSheet", name: `S${sheet + 1}`, block: null, after: "last", draft: draft(sheet) })),
      );
      await writeFile(file, workbook.toBytes());
    },
    read: async (file) => {
      const { openXlsx } = await import("../dist/xlsx/xlsxWorkbook.js");
      const { NODE_CODEC } = await import("../dist/cli/nodeCodec.js");
      const workbook = openXlsx(await readFile(file), NODE_CODEC);
      const found = { numbers: 0, texts: 0, sum: 0 };
      const { sheets } = await workbook.survey();
      for (const grid of (await workbook.read(sheets.map((sheet) => sheet.id))).values()) {
        for (let row = 0; row < grid.rowCount; row++) for (let column = 0; column < grid.columnCount; column++) count(found, grid.at(row, column).value);
      }
      return found;
    },
  },
  hucre: {
    write: async (size, file) => {
      const { writeXlsx } = await import("hucre/xlsx");
      const sheets = Array.from({ length: size.sheets }, (_, sheet) => ({
        name: `S${sheet + 1}`,
        rows: Array.from({ length: size.rows }, (_row, row) => rowAt(size, sheet, row)),
      }));
      await writeFile(file, await writeXlsx({ sheets }));
    },
    read: async (file) => {
      const { readXlsx } = await import("hucre/xlsx");
      const found = { numbers: 0, texts: 0, sum: 0 };
      for (const { rows } of (await readXlsx(await readFile(file))).sheets) for (const row of rows) for (const value of row) count(found, value);
      return found;
    },
  },
  SheetJS: {
    write: async (size, file) => {
      const XLSX = (await import("@e965/xlsx")).default;
      const book = XLSX.utils.book_new();
      for (let sheet = 0; sheet < size.sheets; sheet++) {
        const rows = Array.from({ length: size.rows }, (_, row) => rowAt(size, sheet, row));
        XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { dense: true }), `S${sheet + 1}`);
      }
      await writeFile(file, XLSX.write(book, { type: "buffer", bookType: "xlsx", compression: true }));
    },
    read: async (file) => {
      const XLSX = (await import("@e965/xlsx")).default;
      const book = XLSX.read(await readFile(file), { dense: true });
      const found = { numbers: 0, texts: 0, sum: 0 };
      for (const sheet of Object.values(book.Sheets)) for (const row of sheet["!data"]) for (const cell of row ?? []) count(found, cell?.v);
      return found;
    },
  },
  "exceljs (streams)": {
    write: async (size, file) => {
      const ExcelJS = (await import("exceljs")).default;
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: createWriteStream(file) });
      for (let sheet = 0; sheet < size.sheets; sheet++) {
        const made = book.addWorksheet(`S${sheet + 1}`);
        for (let row = 0; row < size.rows; row++) made.addRow(rowAt(size, sheet, row)).commit();
        made.commit();
      }
      await book.commit();
    },
    read: async (file) => {
      const ExcelJS = (await import("exceljs")).default;
      const found = { numbers: 0, texts: 0, sum: 0 };
      for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file, { sharedStrings: "cache", worksheets: "emit", styles: "ignore" }))
        for await (const row of sheet) for (const value of row.values) count(found, value);
      return found;
    },
  },
};
