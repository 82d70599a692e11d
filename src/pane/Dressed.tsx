/** What surrounds everything that a door shows: language, colours, words, and the way to cells. Small, so that a door can show something before the pane is loaded. */
import { FluentProvider } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Source } from "../kpi/source";
import { paneEn } from "../text/paneEn";
import { paneZh } from "../text/paneZh";
import type { Memory } from "./host";
import { PaneProvider } from "./paneContext";
import { paneTheme } from "./paneTheme";
import type { Preferences, ThemeChoice } from "./preferences";

const PANE_WORDS = { zh: paneZh, en: paneEn } as const;

/** How the program around the pane looks and speaks. */
export interface Appearance {
  /** A language tag such as "zh-CN" or "en-GB". */
  readonly language: string;
  readonly dark: boolean;
}

/** Any Chinese tag gets Chinese; there is no traditional Chinese yet. */
export function languageFor(tag: string): "zh" | "en" {
  return /^zh\b/i.test(tag) ? "zh" : "en";
}

interface DressedProps {
  readonly appearance: Appearance;
  readonly preferences: Preferences;
  readonly goTo: (place: Source) => void;
  readonly selection: Source | null;
  readonly children: ReactNode;
}

/** Words, colours and the way to cells for all that stands inside. */
export function Dressed({ appearance, preferences: { language, theme }, goTo, selection, children }: DressedProps): ReactElement {
  const dark = theme === "auto" ? appearance.dark : theme === "dark";
  const fluent = useMemo(() => paneTheme(dark, language), [dark, language]);
  const surroundings = useMemo(() => ({ pane: PANE_WORDS[language], language, goTo, selection }), [language, goTo, selection]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en-GB";
    document.title = PANE_WORDS[language].product;
  }, [language]);
  return (
    // What the browser draws itself, arrows of number fields and lists, follows the pane and not the machine.
    <FluentProvider theme={fluent} style={{ colorScheme: dark ? "dark" : "light" }}>
      <PaneProvider value={surroundings}>{children}</PaneProvider>
    </FluentProvider>
  );
}

export function usePreferences(appearance: Appearance, memory: Memory): readonly [Preferences, (preferences: Preferences) => void] {
  const [chosen, setChosen] = useState(() => ({ language: memory.recall("language"), theme: memory.recall("theme") }));
  const preferences: Preferences = { language: languageFor(chosen.language ?? appearance.language), theme: themeFor(chosen.theme) };
  const choose = useCallback(
    (next: Preferences): void => {
      memory.keep("language", next.language);
      memory.keep("theme", next.theme);
      setChosen(next);
    },
    [memory],
  );
  return [preferences, choose];
}

function themeFor(text: string | null): ThemeChoice {
  return text === "light" || text === "dark" ? text : "auto";
}
