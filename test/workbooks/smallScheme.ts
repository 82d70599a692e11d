/**
 * A small workbook in which everything is right: two branches, one scorecard of three lines, one quarter.
 * The broken workbooks are this one with one thing wrong.
 */
import { SETTING_ITEMS, type SchemeRecords, type SchemeTables } from "../../src/sheets/schemeColumns";

type Rows = SchemeRecords;
export type Language = "zh" | "en";

/** Cells that a book's indicator sheet shows, heading row first. */
export interface ReadingSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface SmallBook {
  readonly tables: SchemeTables;
  readonly sheets: readonly ReadingSheet[];
}

const WORDS = {
  zh: {
    language: "中文",
    up: "越高越好",
    down: "越低越好",
    east: "东城分公司",
    west: "西城分公司",
    satisfaction: "客户满意度",
    inTime: "投诉处理及时率",
    complaints: "投诉率",
    anchors: "三点线性",
    ratio: "完成率",
    heads: ["部门", "指标名称", "单位", "2026年三季度"],
    sheet: "地市指标",
  },
  en: {
    language: "English",
    up: "Higher is better",
    down: "Lower is better",
    east: "East branch",
    west: "West branch",
    satisfaction: "Customer satisfaction",
    inTime: "Complaints handled in time",
    complaints: "Complaint rate",
    anchors: "Three anchors",
    ratio: "Ratio",
    heads: ["Department", "Indicator", "Unit", "Q3 2026"],
    sheet: "City figures",
  },
} as const;

export function smallBook(language: Language): SmallBook {
  const words = WORDS[language];
  const figures = (department: string, satisfaction: number, inTime: number, complaints: number) => [
    [department, words.satisfaction, "%", satisfaction],
    [department, words.inTime, "%", inTime],
    [department, words.complaints, "", complaints],
  ];
  return {
    tables: {
      settings: [
        { item: SETTING_ITEMS.company[language], value: "示例 Sample" },
        { item: SETTING_ITEMS.schemeName[language], value: "2026" },
        { item: SETTING_ITEMS.version[language], value: "1" },
        { item: SETTING_ITEMS.period[language], value: "2026Q3" },
        { item: SETTING_ITEMS.language[language], value: words.language },
      ],
      departments: [
        { code: "E", name: words.east, templates: "BR" },
        { code: "W", name: words.west, templates: "BR" },
      ],
      indicators: [
        { code: "CSAT", name: words.satisfaction, unit: "%", direction: words.up },
        { code: "CTIME", name: words.inTime, unit: "%", direction: words.up },
        { code: "CRATE", name: words.complaints, unit: "", direction: words.down },
      ],
      templates: [{ code: "BR", name: "BR", fullPoints: 35 }],
      tree: [
        { template: "BR", code: "B1", name: words.satisfaction, weight: 40, indicator: "CSAT", rule: "LINEAR" },
        { template: "BR", code: "B2", name: words.complaints, weight: 60 },
        { template: "BR", code: "B21", parent: "B2", name: words.inTime, weight: 70, indicator: "CTIME", rule: "LINEAR" },
        { template: "BR", code: "B22", parent: "B2", name: words.complaints, weight: 30, indicator: "CRATE", rule: "RATIO" },
      ],
      rules: [
        { code: "LINEAR", kind: words.anchors },
        { code: "RATIO", kind: words.ratio, cap: 120 },
      ],
      bands: [],
      targets: [
        { indicator: "CSAT", floor: 75, target: 85, stretch: 90 },
        { indicator: "CTIME", floor: 90, target: 95, stretch: 98 },
        { indicator: "CRATE", target: 2 },
      ],
      bindings: [],
    },
    sheets: [{ name: words.sheet, rows: [words.heads, ...figures(words.east, 87.5, 96.1, 2.4), ...figures(words.west, 79, 91, 1.9)] }],
  };
}

/** The book with one row of one of its tables changed: the row whose code (or indicator, or item) is `key`. */
export function withRow(book: SmallBook, table: keyof SchemeTables, key: string, change: Readonly<Record<string, string | number | null>>): SmallBook {
  const rows: Rows = book.tables[table] ?? [];
  const found = rows.findIndex((row) => row["code"] === key || (row["code"] === undefined && (row["indicator"] === key || row["item"] === key)));
  if (found < 0) throw new Error(`The small workbook has no row ${key} in ${table}`);
  return withTable(
    book,
    table,
    rows.map((row, index) => (index === found ? { ...row, ...change } : row)),
  );
}

/** The book with rows added at the end of one of its tables. */
export function withRows(book: SmallBook, table: keyof SchemeTables, rows: Rows): SmallBook {
  return withTable(book, table, [...(book.tables[table] ?? []), ...rows]);
}

export function withTable(book: SmallBook, table: keyof SchemeTables, rows: Rows): SmallBook {
  return { ...book, tables: { ...book.tables, [table]: rows } };
}
