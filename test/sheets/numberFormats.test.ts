import { decimal } from "../../src/kpi/decimal";
import type { DraftCell } from "../../src/sheets/draft";
import {
  cellFraction,
  countFormat,
  differenceFormat,
  figureFormat,
  heatFormat,
  placesOf,
  pointsFormat,
  pointsSoFarFormat,
  rateFormat,
  rateSoFarFormat,
  thresholdFormat,
} from "../../src/sheets/numberFormats";
import { newXlsx } from "../../src/xlsx/portable";
import { shownTexts } from "../support/libreOffice";
import { describeWith } from "../support/systemParts";

describe("the places of figures", () => {
  it.each([
    [["75", "85", "90"], 0],
    [["75", "85.5"], 1],
    [["0.47", "0.6"], 2],
    [["0.333333333"], 4],
    [["1.50"], 1],
    [["1234567.891", "2"], 3],
    [["1300000000.25"], 0],
    [["-12345678.75"], 2],
    [["123456789.75"], 1],
    [[], 0],
  ] as const)("of %j are %i", (values, places) => {
    expect(placesOf(values.map((value) => decimal(value)))).toBe(places);
  });

  it("are none where there is no figure", () => {
    expect(placesOf([null, undefined])).toBe(0);
  });
});

it("a rate's cell holds the double that is nearest to its decimals", () => {
  expect(cellFraction(decimal("21.3"))).toBe(0.213);
  expect(cellFraction(decimal("84.8"))).toBe(0.848);
});

describeWith(["libreOffice"], "in LibreOffice", () => {
  it("each format shows what a reader is to see", async () => {
    const wanted: readonly (readonly [number | string, string, string])[] = [
      [85, figureFormat("%", 1, 85), "85.0%"],
      [-0.5, figureFormat("%", 1, 85), "-0.5%"],
      [1234.5, figureFormat("分", 1, 1234.5), "1,234.5"],
      ["–", figureFormat("分", 1, 0), "–"],
      [420, figureFormat("件", 0, 420), "420"],
      [91234567890123, figureFormat("GB", 0, 91234567890123), "9.12E+13"],
      [2.1, differenceFormat(1, 2.1), "+2.1"],
      [-48, differenceFormat(0, 48), "-48"],
      [0, differenceFormat(1, 1), "0.0"],
      [10.48, pointsFormat(2), "10.48"],
      [-2.5, pointsFormat(2), "-2.50"],
      [59.38, pointsSoFarFormat(2), "59.38*"],
      [0.848, rateFormat(1), "84.8%"],
      [-0.16, rateFormat(1), "-16.0%"],
      [0.792, rateSoFarFormat(1), "79.2%*"],
      [0.757, heatFormat(1, 0.8, 0.757, false), "▼ 75.7%"],
      [0.8, heatFormat(1, 0.8, 0.8, false), "80.0%"],
      [0.611, heatFormat(1, 0.8, 0.611, true), "▼ 61.1%*"],
      [-0.16, heatFormat(1, 0.8, -0.16, false), "▼ -16.0%"],
      [3, countFormat(), "▼ 3"],
      [0, countFormat(), "–"],
      [0.8, thresholdFormat(0.8, "短木板 <"), "短木板 <80%"],
      [0.625, thresholdFormat(0.625, "<"), "<62.5%"],
    ];
    const workbook = newXlsx();
    await workbook.write([
      {
        kind: "createSheet",
        name: "格式",
        block: null,
        after: "last",
        draft: {
          rows: wanted.map(([value, format]): DraftCell[] => [{ value, format, mark: { row: "line", role: "number" } }]),
          columnWidths: [30],
          rowHeights: wanted.map(() => undefined),
          merges: [],
          conditionalFormats: [],
          tables: [],
          gridlines: false,
          font: "Calibri",
          print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
        },
      },
    ]);
    const shown = shownTexts(workbook.toBytes());
    expect(shown.slice(0, wanted.length).map((row) => row[0]!.trim())).toEqual(wanted.map(([, , text]) => text));
  }, 120_000);
});
