/** What somebody chooses for all that is shown: language and colours. */
export type ThemeChoice = "auto" | "light" | "dark";

export interface Preferences {
  readonly language: "zh" | "en";
  readonly theme: ThemeChoice;
}
