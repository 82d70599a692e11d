import { Places } from "../../src/office/places";

describe("a set of cells", () => {
  it("has those that were put in, each once, wherever they stand", () => {
    const places = new Places();
    const cells = [
      [0, 0],
      [0, 31],
      [0, 32],
      [7, 63],
      [7, 200],
      [7, 5],
      [50_000, 16_383],
    ] as const;
    cells.forEach(([row, column]) => places.add(row, column));
    cells.forEach(([row, column]) => places.add(row, column));
    expect(places.size).toBe(cells.length);
    for (const [row, column] of cells) expect(places.has(row, column)).toBe(true);
    for (const [row, column] of [
      [0, 1],
      [0, 33],
      [7, 62],
      [7, 64],
      [7, 199],
      [1, 0],
      [50_000, 16_382],
      [60_000, 0],
    ] as const)
      expect(places.has(row, column)).toBe(false);
  });
});
