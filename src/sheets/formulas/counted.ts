/** A figure that adds up cells of a sheet, as a formula: how many hold a word, their sum, or the sum of their products. */
import type { AbsentState, Counted } from "../../kpi/figure";
import { address, parseArea, quoteSheet } from "../grid";
import { operand, plain } from "./ruleCells";

/** Without "=". `sign`: a state's sign as it stands in a formula, with its quotes. */
export function countedFormula(counted: Counted, sheet: string, sign: (state: AbsentState) => string): string {
  const areas = counted.areas.map((area) => areaOn(sheet, area));
  const blanks = (of: readonly string[]): string => of.map((area) => `COUNTBLANK(${area})`).join("+");
  const gone = (of: readonly string[]): string => `IF(${blanks(of)}>0,${sign("missing")},${sign("unreadable")})`;
  switch (counted.kind) {
    case "words": {
      const holding = (words: readonly string[]): string => words.flatMap((word) => areas.map((area) => `COUNTIF(${area},"${word}")`)).join("+");
      return `IF(${holding(counted.known)}=${counted.cells},${holding(counted.words)},${gone(areas)})`;
    }
    case "sum":
      return `IF(COUNT(${areas.join(",")})=${counted.cells},SUM(${areas.join(",")}),${gone(areas)})`;
    case "products": {
      const by = counted.by.map((area) => areaOn(sheet, area));
      const all = `COUNT(${[...areas, ...by].join(",")})=${counted.cells * 2}`;
      const products = areas.map((area, place) => `SUMPRODUCT(${area},${by[place]!})`).join("+");
      const onScale = `AND(MIN(${areas.join(",")})>=${operand(counted.from)},MAX(${areas.join(",")})<=${plain(counted.to)})`;
      return `IF(${all},IF(${onScale},ROUND(${products},12),${sign("unreadable")}),${gone([...areas, ...by])})`;
    }
  }
}

function areaOn(sheet: string, area: string): string {
  const at = parseArea(area)!;
  const fixed = (row: number, column: number): string => address(row, column).replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2");
  return `${quoteSheet(sheet)}!${fixed(at.top, at.left)}:${fixed(at.bottom, at.right)}`;
}
