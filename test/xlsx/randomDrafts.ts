/** Drafts made up at random: everything that a draft can ask for, in any combination that our sheets could come to. */
import fc from "fast-check";
import type { ConditionalFormat, DraftCell, DraftChart, DraftChoice, SheetDraft } from "../../src/sheets/draft";
import { address } from "../../src/sheets/grid";
import { type CellRole, PALETTE, type RowMark } from "../../src/sheets/marks";

const ROWS: readonly RowMark[] = [
  "plain",
  "title",
  "subtitle",
  "strongRule",
  "caption",
  "keyFigure",
  "message",
  "columnGroup",
  "head",
  "group",
  "subgroup",
  "bandHead",
  "line",
  "lastOfGroup",
  "lastOfTable",
  "total",
  "subtotal",
  "section",
  "noteHead",
  "note",
  "signature",
];
const ROLES: readonly CellRole[] = [
  "text",
  "strong",
  "wrap",
  "number",
  "strongNumber",
  "faintNumber",
  "centre",
  "alert",
  "caption",
  "bar",
  "across",
  "link",
  "small",
  "smallWrap",
];
const FORMATS = ["General", "0.00", '[<0.8]"▼ "0.0%;0.0%', ";;;", '0.0"%"', "#,##0_%", "+0.0_%;-0.0_%;0.0_%", '"▼ "0;;"–"', "@", "yyyy-mm-dd"];
const FORMULAS = ["1+1", 'IF(A1<0.8,"▼ <&>","达标")', "'汇总 O''Brien'!$A$1", 'SUM($A$1:B9)&"""x"""', 'IFERROR(1/0,"\t")'];

/** Texts as people and other programs leave them: any letter, any control character, half of a surrogate pair, what looks like markup, a figure or a formula. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 24 }),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "=1+1",
    "+1",
    "-1",
    "@a",
    "\t1",
    "1-2",
    "003",
    "TRUE",
    "#N/A",
    "</t>",
    "]]>",
    "_x000D_",
    "_x005F_",
    " a ",
    "a\r\nb",
    "\u0000",
    "\uFFFE",
    "\uD800",
    "&amp;",
  ),
);

const colour = fc.constantFrom(...Object.values(PALETTE));

const anyCell: fc.Arbitrary<DraftCell> = fc
  .record(
    {
      value: fc.oneof(anyText, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)),
      mark: fc.record({ row: fc.constantFrom(...ROWS), role: fc.constantFrom(...ROLES), indent: fc.nat(4) }),
      format: fc.constantFrom(...FORMATS),
      formula: fc.constantFrom(...FORMULAS),
      link: fc.record(
        { sheet: fc.constantFrom("汇总", "O'Brien & <Co>", "1.1"), cell: fc.constantFrom("A1", "XFD1048576"), tip: anyText },
        { requiredKeys: ["sheet", "cell"] },
      ),
    },
    { requiredKeys: ["value", "mark"] },
  )
  // A formula has a result.
  .map((cell): DraftCell => (cell.formula !== undefined && cell.value === null ? { ...cell, value: 0 } : cell));

/** An area inside of so many rows and columns. */
const areaIn = (rows: number, columns: number): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(rows - 1), fc.nat(rows - 1), fc.nat(columns - 1), fc.nat(columns - 1)).map(([one, other, left, right]) => {
    const place = (row: number, column: number): string => address(row, column);
    return `${place(Math.min(one, other), Math.min(left, right))}:${place(Math.max(one, other), Math.max(left, right))}`;
  });

const columnIn = (rows: number, columns: number): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(columns - 1), fc.integer({ min: 1, max: rows - 1 })).map(([column, last]) => `${address(1, column)}:${address(last, column)}`);

const anyRule = (rows: number, columns: number): fc.Arbitrary<ConditionalFormat> =>
  fc.oneof(
    fc.record({
      kind: fc.constant("formula" as const),
      area: areaIn(rows, columns),
      formula: fc.constantFrom('$A1<"<&>"', "AND(ISNUMBER($B2),ROUND($B2,3)<0.8)"),
      look: fc.record({ fill: colour, colour, bold: fc.boolean() }, { requiredKeys: [] }),
      stopIfTrue: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("dataBar" as const),
      area: areaIn(rows, columns),
      min: fc.integer({ min: -5, max: 0 }),
      max: fc.integer({ min: 1, max: 120 }),
      colour,
    }),
  );

const anyChart = (rows: number, columns: number, place: number): fc.Arbitrary<DraftChart> =>
  fc
    .record(
      {
        name: fc.constant(`kpi.chart${place}`),
        over: areaIn(rows, columns),
        description: anyText,
        kind: fc.constantFrom("bar", "column", "line", "radar"),
        categories: columnIn(rows, columns),
        series: fc.array(
          fc.record(
            {
              title: fc.nat(columns - 1).map((column) => address(0, column)),
              values: columnIn(rows, columns),
              colour,
              look: fc.constantFrom("solid", "outline", "line"),
              labels: fc.constantFrom("0.00", '0.0"<&>"'),
            },
            { requiredKeys: ["title", "values", "colour", "look"] },
          ),
          { minLength: 1, maxLength: 3 },
        ),
        overlap: fc.integer({ min: 0, max: 100 }),
        gap: fc.integer({ min: 0, max: 500 }),
        axes: fc.record(
          { categoryTitle: anyText, valueTitle: anyText, format: fc.constantFrom(...FORMATS), bare: fc.boolean(), most: fc.constantFrom(1.2, 100) },
          { requiredKeys: ["format"] },
        ),
        legend: fc.constantFrom("right", "bottom"),
      },
      { requiredKeys: ["name", "over", "description", "kind", "series"] },
    )
    // No line can be drawn over lying bars.
    .map((chart) =>
      chart.kind === "bar" ? { ...chart, series: chart.series.map((one) => (one.look === "line" ? { ...one, look: "solid" as const } : one)) } : chart,
    );

const anyChoice = (rows: number, columns: number): fc.Arbitrary<DraftChoice> =>
  fc.record({ area: areaIn(rows, columns), words: fc.constantFrom(["是", "否"], ["达标", "▼ <短>&", '"x"'], ["a".repeat(120), "b".repeat(120)]) });

export const anyDraft: fc.Arbitrary<SheetDraft> = fc
  .record({ rows: fc.integer({ min: 2, max: 12 }), columns: fc.integer({ min: 1, max: 8 }) })
  .chain(({ rows, columns }) =>
    fc
      .record(
        {
          cells: fc.array(fc.array(fc.option(anyCell, { nil: undefined }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
          columnWidths: fc.array(fc.double({ min: 0.5, max: 255, noNaN: true }), { minLength: columns, maxLength: columns }),
          rowHeights: fc.array(fc.option(fc.double({ min: 1, max: 409, noNaN: true }), { nil: undefined }), { minLength: rows, maxLength: rows }),
          merged: fc.subarray(Array.from({ length: rows }, (_, row) => row)),
          rules: fc.array(anyRule(rows, columns), { maxLength: 4 }),
          table: fc.boolean(),
          choices: fc.array(anyChoice(rows, columns), { maxLength: 2 }),
          charts: fc.nat(3).chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => anyChart(rows, columns, place)))),
          freezeAt: fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)).map(([row, column]) => address(row, column)),
          tabColour: colour,
          gridlines: fc.boolean(),
          font: fc.constantFrom("Calibri", "Microsoft YaHei"),
          print: fc.record(
            {
              orientation: fc.constantFrom("landscape", "portrait"),
              titleRows: fc.constantFrom("1:1", "1:2"),
              titleColumns: fc.constantFrom("A:A", "A:B"),
              area: areaIn(rows, columns),
              footer: fc.record({
                left: fc.constantFrom("", "2026 <Q3> &&", "123"),
                centre: fc.constantFrom("", "&P / &N"),
                right: fc.constantFrom("", "甲·乙"),
              }),
              breaksAfter: fc.subarray(Array.from({ length: rows - 1 }, (_, row) => row)),
            },
            { requiredKeys: ["orientation", "footer", "breaksAfter"] },
          ),
        },
        { requiredKeys: ["cells", "columnWidths", "rowHeights", "merged", "rules", "table", "charts", "gridlines", "font", "print"] },
      )
      .map(({ cells, merged, rules, table, freezeAt, ...draft }): SheetDraft => {
        const heads = Array.from({ length: columns }, (_, column) => `列 <${column + 1}>`);
        const withHeads = table ? [heads.map((value): DraftCell => ({ value, mark: { row: "head", role: "text" } })), ...cells.slice(1)] : cells;
        // A table and merged cells do not go together, nor do merged cells and what would be hidden under them.
        const merges = table || columns < 2 ? [] : merged.map((row) => `${address(row, 0)}:${address(row, columns - 1)}`);
        return {
          ...draft,
          rows:
            merges.length === 0
              ? withHeads
              : withHeads.map((row, place) => (merged.includes(place) ? row.map((cell, column) => (column === 0 ? cell : undefined)) : row)),
          merges,
          conditionalFormats: rules,
          tables: table ? [{ name: "kpiRandom", area: `A1:${address(rows - 1, columns - 1)}`, columns: heads }] : [],
          ...(freezeAt === undefined || freezeAt === "A1" ? {} : { freezeAt }),
        };
      }),
  );
