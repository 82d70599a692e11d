/** The pane's frame: a header with its title and menu, the contents, and a footer that sticks with at most one primary button. */
import { Button, Link, Select, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowLeft20Regular, Options20Regular } from "@fluentui/react-icons";
import { type ReactElement, type ReactNode, useId, useRef, useState } from "react";
import { usePane } from "./paneContext";
import { NARROW, usePaneStyles } from "./paneStyles";
import type { Preferences, ThemeChoice } from "./preferences";

/** Each in its own tongue, so that somebody who landed in the wrong one finds the way out. */
const LANGUAGE_NAMES = { zh: "中文", en: "English" } as const;
const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

const useStyles = makeStyles({
  // A door that shows the pane beside something else says how high it is. Clipped, not hidden: the footer would stick to a box that never scrolls.
  frame: { minHeight: "var(--kpi-pane-height, 100vh)", display: "flex", flexDirection: "column", overflowX: "clip" },
  header: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    padding: "12px 16px 4px",
    [NARROW]: { padding: "8px 12px 4px" },
  },
  title: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  settings: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    gap: tokens.spacingHorizontalM,
    padding: "4px 16px 12px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: { padding: "4px 12px 12px" },
  },
  setting: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS, minWidth: "100px" },
  contents: {
    flexGrow: 1,
    minWidth: 0,
    display: "flex",
    flexDirection: "column",
    rowGap: "16px",
    padding: "8px 16px 16px",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    [NARROW]: { padding: "8px 12px 16px" },
  },
  // Seen only by whoever comes to it by the keyboard, over the header and without moving it.
  skip: {
    position: "absolute",
    zIndex: 1,
    margin: "4px",
    ":not(:focus)": { width: "1px", height: "1px", minWidth: 0, padding: 0, overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
  },
  footer: {
    position: "sticky",
    bottom: 0,
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    padding: "12px 16px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    "& > :first-child": { flexGrow: 1 },
    [NARROW]: { padding: "12px" },
  },
});

/** What stands in the frame. */
export interface Scene {
  readonly title: string;
  readonly onBack?: (() => void) | undefined;
  readonly contents: ReactNode;
  readonly footer: ReactNode;
}

export interface FrameProps extends Omit<Scene, "contents" | "footer"> {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function PaneFrame({ title, onBack, preferences, onPreferences, footer, children }: FrameProps): ReactElement {
  const styles = useStyles();
  const { pane } = usePane();
  const [open, setOpen] = useState(false);
  const settings = useId();
  const buttons = useRef<HTMLElement>(null);
  return (
    <div className={styles.frame}>
      {footer && (
        <Button size="small" className={styles.skip} onClick={() => buttons.current?.querySelector("button")?.focus()}>
          {pane.skip}
        </Button>
      )}
      <header className={styles.header}>
        {onBack && <Button appearance="subtle" size="small" icon={<ArrowLeft20Regular />} title={pane.back} aria-label={pane.back} onClick={onBack} />}
        <h1 className={styles.title}>{title}</h1>
        <Button
          appearance="subtle"
          size="small"
          icon={<Options20Regular />}
          title={pane.settings}
          aria-label={pane.settings}
          aria-expanded={open}
          aria-controls={settings}
          onClick={() => setOpen(!open)}
        />
      </header>
      <div id={settings}>{open && <Settings preferences={preferences} onPreferences={onPreferences} />}</div>
      <main className={styles.contents}>{children}</main>
      {footer && (
        <footer ref={buttons} className={styles.footer}>
          {footer}
        </footer>
      )}
    </div>
  );
}

/** Open only while somebody chooses; native lists, so that the keys are those that everybody knows. */
function Settings({ preferences, onPreferences }: Pick<FrameProps, "preferences" | "onPreferences">): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  return (
    <div className={mergeClasses(styles.settings, shared.caption)}>
      <label className={styles.setting}>
        {pane.language}
        <Select
          size="small"
          value={preferences.language}
          aria-label={pane.language}
          onChange={(_event, { value }) => onPreferences({ ...preferences, language: value === "zh" ? "zh" : "en" })}
        >
          {(["zh", "en"] as const).map((language) => (
            <option key={language} value={language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </Select>
      </label>
      <label className={styles.setting}>
        {pane.colours}
        <Select
          size="small"
          value={preferences.theme}
          aria-label={pane.colours}
          onChange={(_event, { value }) => onPreferences({ ...preferences, theme: THEMES.find((theme) => theme === value) ?? "auto" })}
        >
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {pane.themes[theme]}
            </option>
          ))}
        </Select>
      </label>
      <Link href={pane.helpPage} target="_blank" rel="noreferrer">
        {pane.help}
      </Link>
      <Link href={pane.guidePage} target="_blank" rel="noreferrer">
        {pane.guide}
      </Link>
    </div>
  );
}
