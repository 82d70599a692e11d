/** The stand-alone page: opens a workbook by choosing, dropping, as a sample or anew, keeps what was written until it is downloaded, and asks before it is let go of. */
import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import { type ComponentType, type ReactElement, useEffect, useRef, useState } from "react";
import { type Appearance, Dressed, usePreferences } from "../pane/Dressed";
import type { Memory } from "../pane/host";
import { WorkbookError } from "../run/workbookError";
import { pageEn } from "../text/pageEn";
import { pageZh } from "../text/pageZh";
import type { Words } from "../text/words";
import { OpenScreen } from "./OpenScreen";
import type { OpenedViewProps } from "./OpenedView";
import { type OpenedFile, beginNew, openFile, openSample } from "./openedFile";

const PAGE_WORDS = { zh: pageZh, en: pageEn } as const;

const useStyles = makeStyles({
  over: {
    position: "fixed",
    inset: "8px",
    zIndex: 10,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    textAlign: "center",
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    opacity: 0.94,
    border: `3px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    pointerEvents: "none",
  },
  refused: { position: "fixed", left: "16px", right: "16px", bottom: "16px", zIndex: 9, maxWidth: "640px" },
});

export interface ScorePageProps {
  readonly appearance: Appearance;
  readonly memory: Memory;
  readonly version: string;
  /** Hands a file to the person: the browser's download. */
  readonly download: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  /** Asks a yes or no. */
  readonly confirm: (question: string) => boolean;
}

interface Open {
  /** Tells one opening from the next, also of the same file. */
  readonly count: number;
  readonly file: OpenedFile;
  readonly View: ComponentType<OpenedViewProps>;
}

export function ScorePage({ appearance, memory, version, download, confirm }: ScorePageProps): ReactElement {
  const styles = useStyles();
  const [preferences, setPreferences] = usePreferences(appearance, memory);
  const words = PAGE_WORDS[preferences.language];
  const [open, setOpen] = useState<Open | null>(null);
  const [saved, setSaved] = useState<OpenedViewProps["saved"]>("unchanged");
  /** Per cent of the download that are put together; null: none is. */
  const [packing, setPacking] = useState<number | null>(null);
  const [opening, setOpening] = useState<string | null>(null);
  const [refused, setRefused] = useState<((words: Words) => string) | "unexpected" | "oneFile" | null>(null);
  const [held, setHeld] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const refusal = useRefusal(refused, preferences.language);

  useEffect(() => open?.file.onWritten(() => setSaved("unsaved")), [open]);
  useEffect(() => {
    if (saved !== "unsaved") return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [saved]);

  const begin = async (name: string, opened: () => Promise<OpenedFile>): Promise<void> => {
    if (opening !== null || packing !== null || (saved === "unsaved" && open && !confirm(words.letResultGo(open.file.resultName)))) return;
    setOpening(name);
    setRefused(null);
    try {
      // The pane and its engine come with the first workbook: the page is on the screen before them.
      const [file, { OpenedView }] = await Promise.all([opened(), import("./OpenedView")]);
      setSaved("unchanged");
      setOpen((before) => ({ count: (before?.count ?? 0) + 1, file, View: OpenedView }));
    } catch (error) {
      setRefused(error instanceof WorkbookError ? () => refusalOf(error) : "unexpected");
    } finally {
      setOpening(null);
    }
  };
  const choose = (files: readonly File[]): void => {
    const [first, second] = files;
    if (second) setRefused("oneFile");
    else if (first) void begin(first.name, () => openFile(first));
  };

  const downloadOpen = async ({ file }: Open): Promise<void> => {
    if (packing !== null) return;
    setPacking(0);
    setRefused(null);
    try {
      const bytes = await file.bytes((share) => setPacking(Math.floor(share * 100)));
      download(file.resultName, bytes);
      setSaved({ as: file.resultName });
    } catch (error) {
      setRefused(error instanceof WorkbookError ? () => refusalOf(error) : "unexpected");
    } finally {
      setPacking(null);
    }
  };

  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => watchDrops(setHeld, (files) => latest.current(files)), []);

  const said = refused === null ? null : refused === "oneFile" ? words.oneFile : refused === "unexpected" ? words.unexpected : refusal;
  return (
    <Dressed appearance={appearance} preferences={preferences} goTo={NOWHERE} selection={null}>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm"
        aria-label={words.choose}
        onChange={({ target }) => {
          choose([...(target.files ?? [])]);
          // The same file may be chosen again, after it was changed.
          target.value = "";
        }}
      />
      {open ? (
        <>
          <open.View
            key={open.count}
            file={open.file}
            words={words}
            appearance={appearance}
            memory={memory}
            preferences={preferences}
            onPreferences={setPreferences}
            version={version}
            saved={saved}
            packing={packing}
            onDownload={() => void downloadOpen(open)}
            onAnother={() => input.current?.click()}
          />
          {said !== null && (
            <MessageBar className={styles.refused} intent="error" layout="multiline" role="alert">
              <MessageBarBody>{said}</MessageBarBody>
            </MessageBar>
          )}
        </>
      ) : (
        <OpenScreen
          words={words}
          preferences={preferences}
          onPreferences={setPreferences}
          opening={opening}
          refused={said}
          onChoose={() => input.current?.click()}
          onSample={(language) => void begin(words.trySample[language], () => openSample(language))}
          onNew={() => void begin(words.startNewButton, () => beginNew(`${words.newName}.xlsx`))}
        />
      )}
      {held && <div className={styles.over}>{words.letGo}</div>}
    </Dressed>
  );
}

/** No pane, and nothing that leads to a cell. */
const NOWHERE = (): void => undefined;

/** As the command line says it: the sentence of the code, and what the reader could say more. */
function refusalOf(error: WorkbookError): (words: Words) => string {
  const more = error.cause instanceof WorkbookError && error.cause.detail !== error.detail ? ` [${error.cause.detail}]` : "";
  return (words) => `${words.errors[error.code](error.detail)}${more}`;
}

/** The sentences about files are loaded when the first of them is needed. null: on its way, or none. */
function useRefusal(refused: unknown, language: "zh" | "en"): string | null {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    setSaid(null);
    if (typeof refused !== "function") return undefined;
    let current = true;
    const sentence = refused as (words: Words) => string;
    const say = (words: Words): void => {
      if (current) setSaid(sentence(words));
    };
    void (language === "zh" ? import("../text/zh").then(({ zh }) => say(zh)) : import("../text/en").then(({ en }) => say(en)));
    return () => {
      current = false;
    };
  }, [refused, language]);
  return said;
}

/** Files may be let go of anywhere on the page; without this the browser would leave the page for them. */
function watchDrops(onHeld: (held: boolean) => void, onFiles: (files: readonly File[]) => void): () => void {
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
  const over = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    onHeld(true);
  };
  // Told for every element that is left; only the page's own edge has nothing on its other side.
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) onHeld(false);
  };
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    onHeld(false);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  };
  window.addEventListener("dragover", over);
  window.addEventListener("dragleave", leave);
  window.addEventListener("drop", drop);
  return () => {
    window.removeEventListener("dragover", over);
    window.removeEventListener("dragleave", leave);
    window.removeEventListener("drop", drop);
  };
}
