import { type CellRole, PALETTE, type RowMark, lookOf } from "../../src/sheets/marks";

/** WCAG 2: 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [0, 2, 4]
      .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first);
  return (light! + 0.05) / (dark! + 0.05);
}

/** 0, black, to 255, white: what a black-and-white printer makes of it. */
function grey(colour: string): number {
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return Math.round(0.299 * red! + 0.587 * green! + 0.114 * blue!);
}

describe("the looks", () => {
  it("give a line a hairline, the last of a group a darker one, and the last of the table the strong rule", () => {
    const bottom = (row: RowMark) => lookOf({ row, role: "text" }).bottom;
    expect(bottom("line")).toEqual({ style: "thin", colour: PALETTE.rule });
    expect(bottom("lastOfGroup")).toEqual({ style: "thin", colour: PALETTE.ruleMid });
    expect(bottom("lastOfTable")).toEqual({ style: "medium", colour: PALETTE.accent });
  });

  it("centre a heading across its columns, with a rule under it and none beside", () => {
    expect(lookOf({ row: "columnGroup", role: "across" })).toMatchObject({ horizontal: "centerContinuous", bottom: { colour: PALETTE.ruleMid } });
    expect(lookOf({ row: "columnGroup", role: "text" }).bottom).toBeNull();
  });

  it("keep the sizes that print well: nothing under 8 points, key figures and titles at 20", () => {
    const rows: RowMark[] = [
      "title",
      "subtitle",
      "caption",
      "keyFigure",
      "message",
      "columnGroup",
      "head",
      "group",
      "line",
      "total",
      "section",
      "noteHead",
      "note",
      "signature",
    ];
    expect(rows.map((row) => lookOf({ row, role: "text" }).size)).toEqual([20, 10, 9, 20, 10, 9, 9.5, 10, 10, 11, 13, 9, 9, 10]);
    expect(lookOf({ row: "total", role: "caption" }).size).toBe(9);
  });

  it.each([
    ["line", "faint"],
    ["line", "secondNumber"],
    ["group", "secondNumber"],
    ["bandHead", "text"],
    ["line", "alertNumber"],
    ["note", "text"],
    ["head", "text"],
  ] as const satisfies readonly (readonly [RowMark, CellRole])[])("are readable in a %s's %s", (row, role) => {
    const look = lookOf({ row, role });
    expect(contrast(look.colour, look.fill ?? "FFFFFF")).toBeGreaterThanOrEqual(4.5);
  });

  it("are readable on the fills of live highlights", () => {
    expect(contrast(PALETTE.alert, PALETTE.alertFill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(PALETTE.second, PALETTE.alertFill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(PALETTE.heatText, PALETTE.heat1)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(PALETTE.ink, PALETTE.heat2)).toBeGreaterThanOrEqual(4.5);
  });

  it("read in the same order on a black-and-white printer: a worse step of the heat map is darker", () => {
    expect([PALETTE.heat1, PALETTE.heat2, PALETTE.heat3, "FFFFFF"].map(grey)).toEqual([180, 223, 245, 255]);
  });
});
