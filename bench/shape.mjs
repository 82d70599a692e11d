/** What is written and read: scorecards' usual mixture of a few texts and many figures, the same at every run. */

export const SIZES = {
  /** A sheet for each of 200 departments. */
  "480k": { sheets: 200, rows: 200, columns: 12 },
  /** One long list, as a data table becomes over the years. */
  "4M": { sheets: 1, rows: 500_000, columns: 8 },
};

/** The first two columns are texts, the others figures. */
export function cellAt(sheet, row, column) {
  if (column === 0) return `部门 ${row % 200}`;
  if (column === 1) return `指标 ${sheet}-${row}`;
  return ((sheet * 7 + row * 13 + column * 31) % 100_003) / 100;
}

export function rowAt(size, sheet, row) {
  return Array.from({ length: size.columns }, (_, column) => cellAt(sheet, row, column));
}

/** What every reader must find. */
export function expected(size) {
  const found = { numbers: 0, texts: 0, sum: 0 };
  for (let sheet = 0; sheet < size.sheets; sheet++)
    for (let row = 0; row < size.rows; row++) for (let column = 0; column < size.columns; column++) count(found, cellAt(sheet, row, column));
  return found;
}

export function count(found, value) {
  if (typeof value === "number") {
    found.numbers++;
    found.sum += value;
  } else if (typeof value === "string" && value !== "") found.texts++;
}
