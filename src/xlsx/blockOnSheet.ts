/** A block of ours as it stands on its sheet now, with all that it takes to write it anew. */
import type { Area, Grid } from "../sheets/grid";
import type { Styles } from "./styles";
import type { SheetText, WorksheetOutline } from "./worksheetPart";

export interface BlockOnSheet {
  /** The block's name. */
  readonly name: string;
  readonly sheet: string;
  /** Where the block stands now. */
  readonly area: Area;
  /** The sheet without its rows. */
  readonly outline: WorksheetOutline;
  readonly rows: SheetText["rows"];
  /** The same sheet, read. */
  readonly grid: Grid;
  readonly styles: Styles;
}
