/** Styles that several parts of the pane share: the grid of the look, sections, captions, rows with hairlines. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { ALERT_COLOUR } from "./paneTheme";

/** Below this many pixels the padding is smaller and bars move under the names. */
export const NARROW = "@media (max-width: 349px)";
export const WIDE = "@media (min-width: 350px)";

export const usePaneStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  sectionHead: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", columnGap: tokens.spacingHorizontalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  caption: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground3 },
  text: { margin: 0, overflowWrap: "anywhere" },
  figure: { fontVariantNumeric: "tabular-nums" },
  strong: { fontWeight: tokens.fontWeightSemibold },
  faint: { color: tokens.colorNeutralForeground3 },
  alert: { color: ALERT_COLOUR },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  topRule: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});
