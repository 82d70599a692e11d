/** Where the rows and cells of a worksheet part stand in its texts of rows, so that single ones can be exchanged. */
import type { Steps } from "../kpi/steps";
import type { RowsText, SheetText } from "./worksheetPart";
import { Xml, XmlError, XmlReader, type XmlAttribute } from "./xml";

export interface CellSpan {
  readonly column: number;
  /** The file says where the cell stands; else it follows from the one before. */
  readonly addressed: boolean;
  readonly start: number;
  readonly end: number;
  readonly style: number;
  readonly hasFormula: boolean;
  /** The number of the shared formula that is written out here; null: none is. */
  readonly sharesFormula: string | null;
  /** The number of the shared formula that this cell takes from elsewhere; null: none. */
  readonly takesFormula: string | null;
}

export interface RowSpan {
  readonly row: number;
  /** The file says which row it is; else it follows from the one before. */
  readonly numbered: boolean;
  readonly attributes: readonly XmlAttribute[];
  /** In which of the sheet's texts of rows it stands, and where. */
  readonly text: number;
  readonly start: number;
  readonly end: number;
  readonly cells: readonly CellSpan[];
}

const ROWS_IN_A_STEP = 200;

/** All rows, in the order of the sheet. Throws XmlError where a row or a cell stands out of order: nothing can be put between such. */
export function* rowsOf(texts: SheetText["rows"], prefix: string): Steps<RowSpan[]> {
  const lead = prefix === "" ? "" : `${prefix}:`;
  const rows: RowSpan[] = [];
  let last = -1;
  let text = 0;
  const readerOf = (rowsText: RowsText | undefined) => new XmlReader(rowsText?.text ?? "", rowsText?.start ?? 0, rowsText?.end ?? 0);
  let reader = readerOf(texts[0]);
  for (;;) {
    const kind = reader.next();
    if (kind === Xml.End) {
      text += 1;
      if (text >= texts.length) return rows;
      reader = readerOf(texts[text]);
      continue;
    }
    if (kind !== Xml.Open && kind !== Xml.Empty) continue;
    if (reader.name !== `${lead}row`) {
      reader.skipElement();
      continue;
    }
    const number = reader.attribute("r");
    const row = number === undefined ? last + 1 : Number(number) - 1;
    if (!(row > last && row < 1_048_576)) throw new XmlError("a row out of order", reader.start);
    last = row;
    const attributes = reader.attributes();
    const start = reader.start;
    const cells = kind === Xml.Open ? cellsOf(reader, lead) : [];
    if (rows.length % ROWS_IN_A_STEP === ROWS_IN_A_STEP - 1) yield;
    rows.push({ row, numbered: number !== undefined, attributes, text, start, end: reader.end, cells });
  }
}

/** Reads up to the closing tag of the row that was just opened. */
function cellsOf(reader: XmlReader, lead: string): CellSpan[] {
  const cells: CellSpan[] = [];
  let last = -1;
  for (;;) {
    const kind = reader.next();
    if (kind === Xml.Close || kind === Xml.End) return cells;
    if (kind === Xml.Text) continue;
    if (reader.name !== `${lead}c`) {
      reader.skipElement();
      continue;
    }
    const place = reader.attribute("r");
    const column = place === undefined ? last + 1 : columnOf(place);
    if (!(column > last && column < 16_384)) throw new XmlError("a cell out of order", reader.start);
    last = column;
    const start = reader.start;
    const style = Number(reader.attribute("s") ?? 0);
    let hasFormula = false;
    let sharesFormula: string | null = null;
    let takesFormula: string | null = null;
    while (kind === Xml.Open) {
      const inner = reader.next();
      if (inner === Xml.Close) break;
      if (inner === Xml.Text) continue;
      if (reader.name !== `${lead}f`) {
        reader.skipElement();
        continue;
      }
      hasFormula = true;
      const shared = reader.attribute("t") === "shared" ? (reader.attribute("si") ?? null) : null;
      if (reader.elementText() === "") takesFormula = shared;
      else sharesFormula = shared;
    }
    cells.push({ column, addressed: place !== undefined, start, end: reader.end, style, hasFormula, sharesFormula, takesFormula });
  }
}

function columnOf(place: string): number {
  const letters = /^[A-Za-z]{1,3}/.exec(place)?.[0] ?? "";
  return [...letters.toUpperCase()].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
