/**
 * Mark → fonts, fills, borders and alignment, once for all adapters.
 *
 * A cell's mark is the kind of row it stands in and the role it has there; the look is made from the two, so the same thing looks the same on every sheet.
 */

export type RowMark =
  | "plain"
  | "title"
  | "subtitle"
  | "caption"
  | "keyFigure"
  | "message"
  | "columnGroup"
  | "head"
  | "group"
  | "line"
  | "lastOfGroup"
  | "total"
  | "subtotal"
  | "section"
  | "note"
  | "signature";

/** Role within the row: alignment and weight. */
export type CellRole =
  "text" | "strong" | "second" | "number" | "strongNumber" | "secondNumber" | "centre" | "secondCentre" | "faint" | "alert" | "alertNumber" | "bar" | "wrap";

export interface CellMark {
  readonly row: RowMark;
  readonly role: CellRole;
  /** Steps of indent for text. */
  readonly indent?: number;
}

export interface BorderLook {
  readonly style: "hair" | "thin" | "medium";
  readonly colour: string;
}

/** Colours as "RRGGBB", sizes in points. */
export interface CellLook {
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  readonly fill: string | null;
  readonly top: BorderLook | null;
  readonly bottom: BorderLook | null;
  readonly horizontal: "left" | "center" | "right" | "centerContinuous";
  readonly vertical: "center" | "top" | "bottom";
  readonly wrap: boolean;
  readonly indent: number;
}

export function lookOf(mark: CellMark): CellLook {
  return {
    size: 10,
    bold: mark.role === "strong",
    colour: "1F2A37",
    fill: null,
    top: null,
    bottom: null,
    horizontal: "left",
    vertical: "center",
    wrap: false,
    indent: mark.indent ?? 0,
  };
}
