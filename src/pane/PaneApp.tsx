/** The whole pane for a door to mount: language and colours, the way to cells, and the run over the workbook that the door gives. */
import { FluentProvider } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Source } from "../kpi/finding";
import type { Workbook } from "../run/workbook";
import { en } from "../text/en";
import { paneEn } from "../text/paneEn";
import { paneZh } from "../text/paneZh";
import { zh } from "../text/zh";
import { NoHost } from "./NoHost";
import { Pane } from "./Pane";
import type { Preferences, ThemeChoice } from "./PaneFrame";
import type { Host } from "./host";
import { PaneProvider } from "./paneContext";
import { paneTheme } from "./paneTheme";
import { useRun } from "./useRun";

const LANGUAGES = { zh: { pane: paneZh, words: zh }, en: { pane: paneEn, words: en } } as const;

/** How the program around the pane looks and speaks. */
export interface Appearance {
  /** A language tag such as "zh-CN" or "en-GB". */
  readonly language: string;
  readonly dark: boolean;
}

/** What is remembered of the reader's choices between openings; null: nothing is chosen. */
export interface Memory {
  readonly recall: (choice: "language" | "theme") => string | null;
  readonly keep: (choice: "language" | "theme", value: string) => void;
}

/** Any Chinese tag gets Chinese; there is no traditional Chinese yet. */
export function languageFor(tag: string): "zh" | "en" {
  return /^zh\b/i.test(tag) ? "zh" : "en";
}

interface PaneAppProps {
  readonly appearance: Appearance;
  readonly memory: Memory;
  readonly workbook: Workbook;
  readonly host: Host;
  /** Which ribbon button opened the pane: it shows what the workbook holds, or goes right on to the preview. */
  readonly opensOn: "overview" | "preview";
}

export function PaneApp({ appearance, memory, workbook, host, opensOn }: PaneAppProps): ReactElement {
  const [preferences, setPreferences] = usePreferences(appearance, memory);
  const run = useRun(workbook, host);
  const [gone, setGone] = useState<Source | null>(null);
  const [selection, setSelection] = useState<Source | null>(null);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => host.onSelection(setSelection), [host]);
  useEffect(() => host.onWaiting(setWaiting), [host]);

  // The pane opens on what the workbook holds. Reading changes nothing, so it need not be asked for.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    run.actions.begin({ kind: opensOn });
  }, [run.actions, opensOn]);

  const goTo = useCallback(
    (place: Source): void => {
      const told = (there: boolean): void => setGone(there ? null : place);
      host.goTo(place).then(told, () => told(false));
    },
    [host],
  );
  return (
    <Dressed appearance={appearance} preferences={preferences} goTo={goTo} selection={selection}>
      <Pane state={run.state} actions={run.actions} host={host} preferences={preferences} onPreferences={setPreferences} gone={gone} waiting={waiting} />
    </Dressed>
  );
}

/** The pane where there is no workbook to read. */
export function BarePane({
  why,
  appearance,
  memory,
}: {
  readonly why: "browser" | "tooOld";
  readonly appearance: Appearance;
  readonly memory: Memory;
}): ReactElement {
  const [preferences, setPreferences] = usePreferences(appearance, memory);
  return (
    <Dressed appearance={appearance} preferences={preferences} goTo={NOWHERE} selection={null}>
      <NoHost why={why} preferences={preferences} onPreferences={setPreferences} />
    </Dressed>
  );
}

/** There is no workbook, and nothing that leads to a cell. */
const NOWHERE = (): void => undefined;

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
  const surroundings = useMemo(() => ({ ...LANGUAGES[language], language, goTo, selection }), [language, goTo, selection]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en-GB";
    document.title = LANGUAGES[language].pane.product;
  }, [language]);
  return (
    <FluentProvider theme={fluent}>
      <PaneProvider value={surroundings}>{children}</PaneProvider>
    </FluentProvider>
  );
}

function usePreferences(appearance: Appearance, memory: Memory): readonly [Preferences, (preferences: Preferences) => void] {
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
