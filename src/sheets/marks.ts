/**
 * Mark → fonts, fills, borders and alignment, once for all adapters.
 *
 * A cell's mark is the kind of row it stands in and the role it has there; the look is made from the two, so the same thing looks the same on every sheet.
 * The row gives size, fill and rules; the role gives alignment, weight and colour. One hue of blue-grey for everything, terracotta for what needs attention.
 */

/** Colours as "RRGGBB"; the names are those of the palette. Every text colour has at least 4.5:1 on white. */
export const PALETTE = {
  ink: "1F2A37",
  second: "5A6675",
  faint: "6B7683",
  accent: "26435D",
  bar: "47637D",
  barLight: "A9B6C3",
  previous: "BFC9D3",
  rule: "D9DEE4",
  ruleMid: "9AA5B1",
  band: "F5F7F9",
  alert: "9C2F16",
  alertFill: "F9E9E3",
  heat1: "E3A48F",
  heat2: "F3D9CC",
  heat3: "FBF3EE",
  heatText: "5E1608",
} as const;

export type RowMark =
  | "plain"
  | "title"
  | "subtitle"
  /** A thin empty row with the strong rule under it, between the subtitle and the key figures. */
  | "strongRule"
  | "caption"
  | "keyFigure"
  | "message"
  | "columnGroup"
  | "head"
  /** A branch of the tree, on a band of grey. */
  | "group"
  /** A branch inside of a branch. */
  | "subgroup"
  /** The heading of a ranking group. */
  | "bandHead"
  | "line"
  | "lastOfGroup"
  /** The last row of a table: the strong rule stands under it. */
  | "lastOfTable"
  | "total"
  | "subtotal"
  | "section"
  | "noteHead"
  | "note"
  | "signature";

/** Role within the row: alignment, weight and colour. */
export type CellRole =
  | "text"
  | "strong"
  | "second"
  | "wrap"
  | "strongWrap"
  | "secondWrap"
  | "faintWrap"
  | "alertWrap"
  | "number"
  | "numberWrap"
  | "strongNumber"
  | "secondNumber"
  | "faintNumber"
  | "centre"
  | "strongCentre"
  | "secondCentre"
  | "faintCentre"
  | "faint"
  | "alert"
  | "alertNumber"
  /** A difference on the wrong side, in a row that is no short board. */
  | "negativeNumber"
  /** Small print in a row of figures. */
  | "caption"
  /** A data bar; its number is hidden by its format. */
  | "bar"
  /** A heading over several columns: centred across them, never merged. */
  | "across"
  | "link"
  | "linkWrap"
  | "linkNumber"
  /** Sentences in a table. */
  | "small"
  | "smallWrap"
  | "smallLink"
  | "smallLinkWrap";

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
  const row = ROWS[mark.row];
  const role = ROLES[mark.role];
  return {
    size: role.size ?? row.size,
    bold: role.bold ?? row.bold ?? false,
    colour: role.colour ?? row.colour ?? PALETTE.ink,
    fill: row.fill ?? null,
    top: row.top ?? null,
    bottom: mark.row === "columnGroup" && mark.role !== "across" ? null : (row.bottom ?? null),
    horizontal: role.horizontal,
    vertical: row.vertical ?? "center",
    wrap: role.wrap ?? false,
    indent: mark.indent ?? 0,
  };
}

interface RowLook {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly fill?: string;
  readonly top?: BorderLook;
  readonly bottom?: BorderLook;
  readonly vertical?: CellLook["vertical"];
}

const HAIRLINE: BorderLook = { style: "thin", colour: PALETTE.rule };
const MID_RULE: BorderLook = { style: "thin", colour: PALETTE.ruleMid };
const STRONG_RULE: BorderLook = { style: "medium", colour: PALETTE.accent };

/** Rules stand under a row and never over it, so that two rows never draw the same edge differently; only the notes open with one. */
const ROWS: { readonly [R in RowMark]: RowLook } = {
  plain: { size: 10 },
  title: { size: 20, bold: true, colour: PALETTE.accent },
  subtitle: { size: 10, colour: PALETTE.second },
  strongRule: { size: 8, bottom: STRONG_RULE },
  caption: { size: 9, colour: PALETTE.second, vertical: "bottom" },
  keyFigure: { size: 20, bold: true },
  message: { size: 10, bottom: HAIRLINE },
  columnGroup: { size: 9, colour: PALETTE.second, bottom: MID_RULE },
  head: { size: 9.5, bold: true, colour: PALETTE.accent, bottom: STRONG_RULE, vertical: "bottom" },
  group: { size: 10, bold: true, fill: PALETTE.band },
  subgroup: { size: 10, bold: true, bottom: HAIRLINE },
  bandHead: { size: 9, bold: true, colour: PALETTE.second, fill: PALETTE.band },
  line: { size: 10, bottom: HAIRLINE },
  lastOfGroup: { size: 10, bottom: MID_RULE },
  lastOfTable: { size: 10, bottom: STRONG_RULE },
  total: { size: 11, bold: true, bottom: STRONG_RULE },
  subtotal: { size: 10, bottom: HAIRLINE },
  section: { size: 13, bold: true, colour: PALETTE.accent },
  noteHead: { size: 9, bold: true, colour: PALETTE.ink, top: MID_RULE },
  note: { size: 9, colour: PALETTE.second },
  signature: { size: 10, colour: PALETTE.second, bottom: MID_RULE },
};

interface RoleLook {
  readonly size?: number;
  readonly horizontal: CellLook["horizontal"];
  readonly bold?: boolean;
  readonly colour?: string;
  readonly wrap?: boolean;
}

const ROLES: { readonly [R in CellRole]: RoleLook } = {
  text: { horizontal: "left" },
  strong: { horizontal: "left", bold: true },
  second: { horizontal: "left", bold: false, colour: PALETTE.second },
  wrap: { horizontal: "left", wrap: true },
  strongWrap: { horizontal: "left", bold: true, wrap: true },
  secondWrap: { horizontal: "left", bold: false, colour: PALETTE.second, wrap: true },
  faintWrap: { horizontal: "left", bold: false, colour: PALETTE.faint, wrap: true },
  number: { horizontal: "right" },
  numberWrap: { horizontal: "right", wrap: true },
  strongNumber: { horizontal: "right", bold: true },
  secondNumber: { horizontal: "right", bold: false, colour: PALETTE.second },
  faintNumber: { horizontal: "right", bold: false, colour: PALETTE.faint },
  centre: { horizontal: "center" },
  strongCentre: { horizontal: "center", bold: true },
  secondCentre: { horizontal: "center", bold: false, colour: PALETTE.second },
  faintCentre: { horizontal: "center", bold: false, colour: PALETTE.faint },
  faint: { horizontal: "left", bold: false, colour: PALETTE.faint },
  alert: { horizontal: "left", bold: true, colour: PALETTE.alert },
  alertWrap: { horizontal: "left", bold: true, colour: PALETTE.alert, wrap: true },
  alertNumber: { horizontal: "right", bold: true, colour: PALETTE.alert },
  negativeNumber: { horizontal: "right", bold: false, colour: PALETTE.alert },
  caption: { horizontal: "left", bold: false, colour: PALETTE.second, size: 9 },
  bar: { horizontal: "right" },
  across: { horizontal: "centerContinuous" },
  link: { horizontal: "left", colour: PALETTE.accent },
  linkWrap: { horizontal: "left", colour: PALETTE.accent, wrap: true },
  linkNumber: { horizontal: "right", bold: false, colour: PALETTE.accent },
  small: { horizontal: "left", bold: false, size: 9 },
  smallWrap: { horizontal: "left", bold: false, size: 9, wrap: true },
  smallLink: { horizontal: "left", bold: false, colour: PALETTE.accent, size: 9 },
  smallLinkWrap: { horizontal: "left", bold: false, colour: PALETTE.accent, size: 9, wrap: true },
};
