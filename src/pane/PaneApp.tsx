/** The whole pane for a door to mount: language and colours, the way to cells, and the run over the workbook that the door gives. */
import { FluentProvider } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Source } from "../kpi/finding";
import type { Workbook } from "../run/workbook";
import { paneEn } from "../text/paneEn";
import { paneZh } from "../text/paneZh";
import type { Words } from "../text/words";
import { type BareReason, NoHost } from "./NoHost";
import { type Missed, Pane } from "./Pane";
import { PaneFrame, type Preferences, type ThemeChoice } from "./PaneFrame";
import { ReadingProgress } from "./Progress";
import type { Host, Memory } from "./host";
import { PaneProvider, WordsProvider, usePane } from "./paneContext";
import { paneTheme } from "./paneTheme";
import { useRun } from "./useRun";

const PANE_WORDS = { zh: paneZh, en: paneEn } as const;

/** Half of what the product can say is not needed before the workbook is read. */
const WORDS = {
  zh: async (): Promise<Words> => (await import("../text/zh")).zh,
  en: async (): Promise<Words> => (await import("../text/en")).en,
} as const;

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
  const words = useLoadedWords(preferences.language);
  const run = useRun(workbook, host, memory);
  const [missed, setMissed] = useState<Missed | null>(null);
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
      // Why Excel would not go there does not matter here: the place is named, and reading again tells the rest.
      host.goTo(place).then(
        (reached) => setMissed(reached === "shown" ? null : { place, why: reached }),
        () => setMissed({ place, why: "gone" }),
      );
    },
    [host],
  );
  return (
    <Dressed appearance={appearance} preferences={preferences} goTo={goTo} selection={selection}>
      {words ? (
        <WordsProvider value={words}>
          <Pane
            state={run.state}
            actions={run.actions}
            host={host}
            preferences={preferences}
            onPreferences={setPreferences}
            missed={missed}
            waiting={waiting}
          />
        </WordsProvider>
      ) : (
        <Beginning preferences={preferences} onPreferences={setPreferences} />
      )}
    </Dressed>
  );
}

/** What is seen while the words are on their way: the same as when reading begins. */
function Beginning({
  preferences,
  onPreferences,
}: {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}): ReactElement {
  const { pane } = usePane();
  const [since] = useState(() => Date.now());
  return (
    <PaneFrame title={pane.progress.title.drafting} preferences={preferences} onPreferences={onPreferences}>
      <ReadingProgress steps={[]} since={since} />
    </PaneFrame>
  );
}

/** null: on their way. After a change of language the former ones stay until the new ones are there. */
function useLoadedWords(language: "zh" | "en"): Words | null {
  const [loaded, setLoaded] = useState<{ readonly words: Words } | { readonly failure: Error } | null>(null);
  useEffect(() => {
    let current = true;
    WORDS[language]().then(
      (words) => current && setLoaded({ words }),
      (failure: unknown) => current && setLoaded({ failure: failure instanceof Error ? failure : new Error(String(failure)) }),
    );
    return () => {
      current = false;
    };
  }, [language]);
  // Without words nothing can be shown; the door says so.
  if (loaded && "failure" in loaded) throw loaded.failure;
  return loaded?.words ?? null;
}

/** The pane where there is no workbook to read. */
export function BarePane({ why, appearance, memory }: { readonly why: BareReason; readonly appearance: Appearance; readonly memory: Memory }): ReactElement {
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
  const surroundings = useMemo(() => ({ pane: PANE_WORDS[language], language, goTo, selection }), [language, goTo, selection]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en-GB";
    document.title = PANE_WORDS[language].product;
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
