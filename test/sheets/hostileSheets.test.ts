/** Whatever stands in a workbook's cells, reading neither throws nor hangs, and no figure is made up. */
import fc from "fast-check";
import type { Cell, Grid } from "../../src/sheets/grid";
import { findUnread, readReadings } from "../../src/sheets/readReadings";
import { readScheme } from "../../src/sheets/readScheme";
import { errorCell, gridOf, shown } from "../support/gridOf";
import { type Rows, schemeGrids } from "../support/schemeSheets";
import { cpuNow } from "../support/cpuTime";
import { counts, inFull, minutes, proved } from "../support/fullCounts";

const FIGURES: Rows = [
  ["太原分公司 2026 年三季度指标表"],
  ["部门：太原"],
  ["序号", "指标名称", "单位", "目标值", "实际值"],
  [1, "客户满意度", "分", 85, 86],
  [2, "投诉处理及时率", "%", shown(0.95), shown(0.96)],
  [3, "投诉率", "件/万户", 3, 2.5],
  ["合计", null, null, null, 100],
  ["注：示例"],
];

function workbook(): Grid[] {
  return [...schemeGrids(), gridOf("太原", FIGURES)];
}

/** The same workbook with one cell replaced. */
function withCell(sheet: number, row: number, column: number, cell: Cell): Grid[] {
  return workbook().map((grid, place) => {
    if (place !== sheet % workbook().length) return grid;
    const at = { row: row % grid.rowCount, column: column % grid.columnCount };
    return { ...grid, at: (r, c) => (r === at.row && c === at.column ? cell : grid.at(r, c)) };
  });
}

function readAll(grids: readonly Grid[]) {
  const { value, partial, findings, schemeSheets } = readScheme(grids);
  if (!partial) return { value, findings, readings: [] };
  const figures = readReadings(
    grids.filter(({ sheet }) => !schemeSheets.includes(sheet)),
    partial,
  );
  return {
    value,
    findings: [...findings, ...figures.findings, ...findUnread(partial, figures.value.readings, partial.settings.period)],
    readings: figures.value.readings,
  };
}

const SIGNS = [..."0123456789.,-+%％分万≥≤无不低于年月季度Q2026部门：指标实际值合计注、/—…①[]{}()_#!'\"\\ \u00a0\u200b\u202e\n\ud800"];
const contents = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "指标名称",
    "BR",
    "A",
    "A1",
    "CSAT",
    "太原",
    "2026Q3",
    "期间",
    "三点线性",
    "扣分制",
    "档位",
    "/",
    "无",
    "0",
    "#REF!",
  ),
);
const cells: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ value: contents, format: fc.constantFrom("General", "0%", "0.0", "yyyy-mm-dd", "h:mm", "@", '"', "[<1]0%;0") }),
  fc.constantFrom(errorCell("#DIV/0!"), errorCell("#N/A"), { value: null, format: "General" }),
);

const SHEETS = counts(500, 20_000);
jest.setTimeout(minutes(1));

describe("one cell replaced by anything", () => {
  afterAll(() => {
    if (inFull) proved(`Workbooks with one cell replaced by anything: ${2 * SHEETS} read without a throw or an invented figure`);
  });

  it("never throws, and a scheme with an error is never handed out", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), cells, (sheet, row, column, cell) => {
        const { value, findings } = readAll(withCell(sheet, row, column, cell));
        expect(value === null).toBe(findings.some(({ severity, code }) => severity === "error" && code !== "figureTwice"));
      }),
      { numRuns: SHEETS },
    );
  });

  it("leaves every figure as it was, or says so", () => {
    const sound = readAll(workbook());
    expect(sound.readings).toHaveLength(3);
    const figures = workbook().length - 1;
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5 }), fc.constantFrom(1, 2, 4), cells, (row, column, cell) => {
        const { readings, findings } = readAll(withCell(figures, row, column, cell));
        const before = sound.readings[row - 3]!;
        const after = readings.find(({ indicator }) => indicator === before.indicator);
        const same = after?.figure.state === "value" && before.figure.state === "value" && after.figure.value.eq(before.figure.value);
        // A number typed over a number is the user's; a state of its own word is no fault either.
        const plain = typeof cell.value === "number" || (after !== undefined && after.figure.state !== "value" && after.figure.state !== "unreadable");
        // A text that says the very number is marked in the data table; what was interpreted is said, which the figures' own tests hold to.
        const marked = after !== undefined && after.parsedFrom !== null;
        if (!same && !plain && !marked) expect(findings.length).toBeGreaterThan(sound.findings.length);
        if (after?.figure.state === "value" && after.figure.value.eq(0)) expect(/[0０]|否|no?$|false/i.test(String(cell.value))).toBe(true);
      }),
      { numRuns: SHEETS },
    );
  });
});

describe("long texts that patterns choke on", () => {
  const texts = ["*", "(", "（", "[", " ", "\n", "一\n", "1,", "1.", "、", "：", "部门：", "注", "a ", "指标", "-", "…"].map(
    (part) => `${part.repeat(Math.floor(32_767 / part.length))}x`,
  );

  it.each(texts.map((text) => [JSON.stringify(text.slice(0, 4)), text]))("%s … hold nobody up", (_start, text) => {
    const rows = FIGURES.map((row, place) => (place === 5 ? [text, text, text, text, text] : place < 2 ? [text] : [...row, text]));
    const start = cpuNow();
    readAll([
      ...schemeGrids({
        目标: [
          ["指标", "目标值", text],
          [text, text],
          ["CSAT", text],
        ],
      }),
      gridOf("太原", rows),
      gridOf(text.slice(0, 31), rows),
    ]);
    expect(cpuNow() - start).toBeLessThan(2000);
  });
});
