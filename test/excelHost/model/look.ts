/** How a cell looks, as flat properties by the client's names. Looks are shared: a million cells of one look hold one object. */

export type Look = Readonly<Record<string, unknown>>;

export const BORDER_SIDES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideVertical", "InsideHorizontal", "DiagonalDown", "DiagonalUp"] as const;
export type BorderSide = (typeof BORDER_SIDES)[number];
/** What a single cell has of them. */
export const CELL_SIDES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "DiagonalDown", "DiagonalUp"] as const;

const BORDER_DEFAULTS = Object.fromEntries(
  CELL_SIDES.flatMap((side) => [
    [`Borders.${side}.Style`, "None"],
    [`Borders.${side}.Color`, "#000000"],
    [`Borders.${side}.Weight`, "Thin"],
    [`Borders.${side}.TintAndShade`, 0],
  ]),
);

export const DEFAULT_LOOK: Look = Object.freeze({
  "Font.Name": "Calibri",
  "Font.Size": 11,
  "Font.Color": "#000000",
  "Font.Bold": false,
  "Font.Italic": false,
  "Font.Underline": "None",
  "Font.Strikethrough": false,
  "Font.Subscript": false,
  "Font.Superscript": false,
  "Font.TintAndShade": 0,
  /** null: no fill; the client reads it as white. */
  "Fill.Color": null,
  "Fill.Pattern": null,
  "Fill.PatternColor": "#000000",
  "Fill.TintAndShade": 0,
  "Fill.PatternTintAndShade": 0,
  HorizontalAlignment: "General",
  VerticalAlignment: "Bottom",
  WrapText: false,
  IndentLevel: 0,
  ShrinkToFit: false,
  TextOrientation: 0,
  ReadingOrder: "Context",
  AutoIndent: false,
  "Protection.Locked": true,
  "Protection.FormulaHidden": false,
  ...BORDER_DEFAULTS,
});

/** Changes that have been made to a look before: the same change gives the same look again. */
const changes = new WeakMap<Look, Map<string, Map<unknown, Look>>>();
const interned = new Map<string, Look>([[signature(DEFAULT_LOOK), DEFAULT_LOOK]]);

function signature(look: Look): string {
  return Object.keys(look)
    .sort()
    .map((key) => `${key}=${String(look[key])}`)
    .join("|");
}

/** The same look with one property changed; equal looks are the same object. */
export function withProperty(look: Look, name: string, value: unknown): Look {
  if (look[name] === value) return look;
  let known = changes.get(look);
  if (!known) changes.set(look, (known = new Map()));
  let values = known.get(name);
  if (!values) known.set(name, (values = new Map()));
  const ready = values.get(value);
  if (ready) return ready;
  const changed = { ...look, [name]: value };
  const key = signature(changed);
  const same = interned.get(key) ?? Object.freeze(changed);
  interned.set(key, same);
  values.set(value, same);
  return same;
}

const NAMED_COLOURS: Readonly<Record<string, string>> = {
  red: "#FF0000",
  green: "#008000",
  blue: "#0000FF",
  white: "#FFFFFF",
  black: "#000000",
  yellow: "#FFFF00",
  orange: "#FFA500",
  gray: "#808080",
};

/** "#ff0000", "FF0000" and "red" are all "#FF0000" to Excel; undefined: not a colour. */
export function colour(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const hex = /^#?([0-9a-f]{6})$/i.exec(value);
  return hex ? `#${hex[1]!.toUpperCase()}` : NAMED_COLOURS[value.toLowerCase()];
}
