/** The whole pane for a door to mount: language and colours, the way to cells, and the run over the workbook that the door gives. */
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Source } from "../kpi/source";
import type { SheetId, Workbook } from "../run/workbook";
import type { Words } from "../text/words";
import { type Appearance, Dressed, usePreferences } from "./Dressed";
import { type BareReason, NoHost } from "./NoHost";
import { PaneFrame, type Scene } from "./PaneFrame";
import { ReadingProgress } from "./Progress";
import type { Host, Memory } from "./host";
import { type PaneSurroundings, WordsProvider, usePane } from "./paneContext";
import type { Preferences } from "./preferences";
import type { RunState } from "./runState";
import type { Missed, SceneProps, sceneOf } from "./scenes";
import { useDrawnAgain } from "./useDrawnAgain";
import { useRun } from "./useRun";

/** Half of what the product can say is not needed before the workbook is read. */
const WORDS = {
  zh: async (): Promise<Words> => (await import("../text/zh")).zh,
  en: async (): Promise<Words> => (await import("../text/en")).en,
} as const;

interface PaneAppProps {
  readonly appearance: Appearance;
  readonly memory: Memory;
  readonly workbook: Workbook;
  readonly host: Host;
  /** Which ribbon button opened the pane: it shows what the workbook holds, or goes right on to the preview. */
  readonly opensOn: "overview" | "preview";
}

export function PaneApp(props: PaneAppProps): ReactElement {
  const [preferences, setPreferences] = usePreferences(props.appearance, props.memory);
  return <WorkbookPane {...props} preferences={preferences} onPreferences={setPreferences} />;
}

interface WorkbookPaneProps extends PaneAppProps {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  /** Told each state of the run, for a door that shows something of it beside the pane. */
  readonly onState?: ((state: RunState) => void) | undefined;
}

/** The pane for a door that keeps the choices of language and colours itself, since it has more to show than the pane. */
export function WorkbookPane({ appearance, memory, workbook, host, opensOn, preferences, onPreferences, onState }: WorkbookPaneProps): ReactElement {
  const loaded = useLoaded(preferences.language);
  const run = useRun(workbook, host, memory);
  const [missed, setMissed] = useState<Missed | null>(null);
  const [selected, setSelected] = useState<Selected | null>(null);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => host.onSelection((place, id) => setSelected({ place, id: id ?? null })), [host]);
  useEffect(() => host.onWaiting(setWaiting), [host]);
  useEffect(() => onState?.(run.state), [onState, run.state]);
  useDrawnAgain(run.state);

  // The pane opens on what the workbook holds. Reading changes nothing, so it need not be asked for.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    run.actions.begin({ kind: opensOn });
  }, [run.actions, opensOn]);

  const state = useRef(run.state);
  useEffect(() => {
    state.current = run.state;
  });
  const goTo = useCallback(
    (place: Source): void => {
      const id = sheetIdOf(place, state.current);
      // Why Excel would not go there does not matter here: the place is named, and reading again tells the rest.
      (id === null ? host.goTo(place) : host.goTo(place, id)).then(
        (reached) => setMissed(reached === "shown" ? null : { place, why: reached }),
        () => setMissed({ place, why: "gone" }),
      );
    },
    [host],
  );
  const selection = useMemo(() => selected && asRead(selected, run.state), [selected, run.state]);
  return (
    <Dressed appearance={appearance} preferences={preferences} goTo={goTo} selection={selection}>
      <FramedPane
        loaded={loaded}
        state={run.state}
        actions={run.actions}
        host={host}
        preferences={preferences}
        onPreferences={onPreferences}
        missed={missed}
        waiting={waiting}
      />
    </Dressed>
  );
}

interface Selected {
  readonly place: Source;
  /** null: not known. */
  readonly id: SheetId | null;
}

/** What is selected, by the name that its sheet had when it was read, as findings and cards go by; null: a sheet has that name now which had not then. */
function asRead({ place, id }: Selected, state: RunState): Source | null {
  if (id === null || (state.kind !== "drafted" && state.kind !== "written")) return place;
  const { sheets } = state.result.ahead.survey;
  const read = sheets.find((sheet) => sheet.id === id);
  if (read) return read.name === place.sheet ? place : { ...place, sheet: read.name };
  return sheets.some(({ name }) => name === place.sheet) ? null : place;
}

/** The sheet that had the name when it was read; null: none had. */
function sheetIdOf({ sheet }: Source, state: RunState): SheetId | null {
  if (state.kind !== "drafted" && state.kind !== "written") return null;
  return state.result.ahead.survey.sheets.find(({ name }) => name === sheet)?.id ?? null;
}

interface FramedPaneProps extends SceneProps {
  /** null: on their way. */
  readonly loaded: Loaded | null;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

/** One frame from the first moment on: who opens the choices while the rest is on its way finds them open afterwards, and the keyboard where it was. */
export function FramedPane({ loaded, preferences, onPreferences, ...run }: FramedPaneProps): ReactElement {
  const surroundings = usePane();
  const scene = loaded ? loaded.sceneOf(run, surroundings, loaded.words) : beginning(surroundings);
  return (
    <WordsProvider value={loaded?.words ?? null}>
      <PaneFrame title={scene.title} onBack={scene.onBack} footer={scene.footer} preferences={preferences} onPreferences={onPreferences}>
        {scene.contents}
      </PaneFrame>
    </WordsProvider>
  );
}

/** What is seen while the rest is on its way: the same as when reading begins. */
function beginning({ pane }: PaneSurroundings): Scene {
  return { title: pane.progress.title.drafting, contents: <Beginning />, footer: null };
}

function Beginning(): ReactElement {
  const [since] = useState(() => Date.now());
  return <ReadingProgress steps={[]} share={0} since={since} />;
}

interface Loaded {
  readonly words: Words;
  readonly sceneOf: typeof sceneOf;
}

/** Words, and all that is drawn of a run once it is there. null: on their way. After a change of language the former words stay until the new ones are there. */
function useLoaded(language: "zh" | "en"): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | { readonly failure: Error } | null>(null);
  useEffect(() => {
    let current = true;
    Promise.all([WORDS[language](), import("./scenes")]).then(
      ([words, scenes]) => current && setLoaded({ words, sceneOf: scenes.sceneOf }),
      (failure: unknown) => current && setLoaded({ failure: failure instanceof Error ? failure : new Error(String(failure)) }),
    );
    return () => {
      current = false;
    };
  }, [language]);
  // Without them nothing can be shown; the door says so.
  if (loaded && "failure" in loaded) throw loaded.failure;
  return loaded;
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
