/** The page before a workbook is open: what it does, and three ways to begin. */
import { Button, Link, MessageBar, MessageBarBody, Spinner, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { usePane } from "../pane/paneContext";
import { usePaneStyles } from "../pane/paneStyles";
import type { Preferences } from "../pane/preferences";
import type { PageWords } from "../text/pageWords";
import { Choices } from "./Choices";

const useStyles = makeStyles({
  page: { minHeight: "100vh", display: "flex", flexDirection: "column", alignItems: "center", boxSizing: "border-box", padding: "16px" },
  top: { alignSelf: "stretch", display: "flex", justifyContent: "flex-end" },
  main: { width: "100%", maxWidth: "720px", display: "flex", flexDirection: "column", rowGap: "20px", paddingTop: "4vh" },
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  intro: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase400 },
  place: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    rowGap: "10px",
    textAlign: "center",
    padding: "36px 16px",
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  placeTitle: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  ways: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(min(260px, 100%), 1fr))", gap: "16px" },
  way: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: "8px",
    padding: "16px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    "& > p": { flexGrow: 1 },
  },
  buttons: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "12px" },
});

interface OpenScreenProps {
  readonly words: PageWords;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  /** What is being opened; null: nothing. */
  readonly opening: string | null;
  /** Why the last one could not be opened, in a sentence. */
  readonly refused: string | null;
  readonly onChoose: () => void;
  readonly onSample: (language: "zh" | "en") => void;
  readonly onNew: () => void;
}

export function OpenScreen({ words, preferences, onPreferences, opening, refused, onChoose, onSample, onNew }: OpenScreenProps): ReactElement {
  const { pane, language } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const other = language === "zh" ? "en" : "zh";
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Choices preferences={preferences} onPreferences={onPreferences} />
      </header>
      <main className={styles.main}>
        <h1 className={styles.title}>{words.title}</h1>
        <p className={styles.intro}>{words.intro}</p>
        {refused !== null && (
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody>{refused}</MessageBarBody>
          </MessageBar>
        )}
        <section className={styles.place}>
          <h2 className={styles.placeTitle}>{words.drop}</h2>
          <p className={shared.caption}>{words.dropBody}</p>
          <Button appearance="primary" size="large" disabledFocusable={opening !== null} onClick={onChoose}>
            {words.choose}
          </Button>
          <div role="status">{opening !== null && <Spinner size="tiny" label={words.opening(opening)} />}</div>
        </section>
        <div className={styles.ways}>
          <section className={styles.way}>
            <h2 className={shared.title}>{words.sample}</h2>
            <p className={shared.caption}>{words.sampleBody}</p>
            <div className={styles.buttons}>
              <Button disabledFocusable={opening !== null} onClick={() => onSample(language)}>
                {words.trySample[language]}
              </Button>
              <Link as="button" disabled={opening !== null} onClick={() => onSample(other)}>
                {words.trySample[other]}
              </Link>
            </div>
          </section>
          <section className={styles.way}>
            <h2 className={shared.title}>{words.startNew}</h2>
            <p className={shared.caption}>{words.startNewBody}</p>
            <Button disabledFocusable={opening !== null} onClick={onNew}>
              {words.startNewButton}
            </Button>
          </section>
        </div>
        <p className={mergeClasses(shared.caption)}>
          {words.privacy}
          <br />
          <Link href={pane.guidePage} target="_blank" rel="noreferrer">
            {pane.guide}
          </Link>
        </p>
      </main>
    </div>
  );
}
