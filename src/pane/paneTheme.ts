/** Colours and fonts of the pane: Fluent's own, and the few that the product adds. */
import { type Theme, webDarkTheme, webLightTheme } from "@fluentui/react-components";

/** Bars are the sheets' own blue-grey; the dark danger text is lighter than Fluent's, which is too faint on the pane's ground. */
const OWN = {
  light: { kpiBar: "#47637D", kpiAlert: "#B10E1C" },
  dark: { kpiBar: "#8FB0CF", kpiAlert: "#F1707B" },
} as const;

const FONTS = {
  zh: "'Microsoft YaHei UI', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Segoe UI', sans-serif",
  en: "'Segoe UI', -apple-system, 'Helvetica Neue', 'Open Sans', 'Noto Sans', sans-serif",
} as const;

export type PaneTheme = Theme & (typeof OWN)["light" | "dark"];

export function paneTheme(dark: boolean, language: "zh" | "en"): PaneTheme {
  return { ...(dark ? webDarkTheme : webLightTheme), fontFamilyBase: FONTS[language], ...OWN[dark ? "dark" : "light"] };
}

export const BAR_COLOUR = "var(--kpiBar)";
export const ALERT_COLOUR = "var(--kpiAlert)";
