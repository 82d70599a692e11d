/** Charts of a draft as the page draws them: each kind that our sheets use, from the cells that it stands on. */
import type { DraftChart } from "../../src/sheets/draft";
import type { CellValue } from "../../src/sheets/grid";
import { shownChart } from "../../src/web/shownChart";

const ROWS: readonly (readonly CellValue[])[] = [
  ["期间", "以往", "本期"],
  ["2025Q4", 0.9, null],
  ["2026Q1", 0.45, null],
  ["2026Q2*", null, "—"],
];
const valueAt = (row: number, column: number): CellValue => ROWS[row]?.[column] ?? null;

function chart(more: Partial<DraftChart>): DraftChart {
  return {
    name: "kpi.history",
    over: "D1:H4",
    description: "历期得分率",
    kind: "column",
    categories: "A2:A4",
    series: [
      { title: "B1", values: "B2:B4", colour: "A9B6C3", look: "solid", labels: "0.0%" },
      { title: "C1", values: "C2:C4", colour: "1F5FA8", look: "solid" },
    ],
    ...more,
  };
}

test("columns over time have the names of their periods, their figures, and nothing where there is no figure", () => {
  const shown = shownChart(chart({ gap: 100, axes: { format: "0.0%", bare: true } }), valueAt)!;
  expect(shown).toEqual({
    over: { top: 0, left: 3, bottom: 3, right: 7 },
    description: "历期得分率",
    kind: "columns",
    names: ["2025Q4", "2026Q1", "2026Q2*"],
    series: [
      { title: "以往", colour: "A9B6C3", look: "solid", shares: [1, 0.5, null], labels: ["90.0%", "45.0%", ""] },
      { title: "本期", colour: "1F5FA8", look: "solid", shares: [null, null, null], labels: ["", "", ""] },
    ],
    thickness: 0.5,
    legend: false,
  });
});

test("a radar ends where its axis ends, and names its series", () => {
  const shown = shownChart(chart({ kind: "radar", axes: { format: "0%", most: 1.2 }, legend: "right" }), valueAt)!;
  expect([shown.kind, shown.legend, shown.series[0]!.shares]).toEqual(["radar", true, [0.75, 0.375, null]]);
});

test("bars without an axis are drawn beside their rows; below nothing there is no bar", () => {
  const shown = shownChart(chart({ kind: "bar", series: [{ title: "B1", values: "B2:B3", colour: "1F5FA8", look: "outline" }] }), (row, column) =>
    row === 2 && column === 1 ? -3 : valueAt(row, column),
  )!;
  expect([shown.kind, shown.series[0]!.shares, shown.thickness]).toEqual(["bars", [1, 0], 1 / 1.5]);
});

test.each([
  ["a line", chart({ kind: "line" })],
  ["a bar with axes", chart({ kind: "bar", axes: { format: "0" } })],
  ["columns with a grid", chart({ axes: { format: "0" } })],
  ["a chart without any figure", chart({ kind: "bar", series: [{ title: "B1", values: "F1:F3", colour: "1F5FA8", look: "solid" }] })],
])("%s is named in its place", (_, one) => {
  expect(shownChart(one, valueAt)!.kind).toBe("named");
});

test("a chart over no cells is not shown", () => {
  expect(shownChart(chart({ over: "D" }), valueAt)).toBeNull();
});
