/** The pane's frame: a header with its title and menu, the contents, and a footer that sticks with at most one primary button. */
import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowLeft20Regular, MoreHorizontal20Regular } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import { usePane } from "./paneContext";
import { NARROW } from "./paneStyles";

export type ThemeChoice = "auto" | "light" | "dark";

export interface Preferences {
  readonly language: "zh" | "en";
  readonly theme: ThemeChoice;
}

/** Each in its own tongue, so that somebody who landed in the wrong one finds the way out. */
const LANGUAGE_NAMES = { zh: "中文", en: "English" } as const;
const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

const useStyles = makeStyles({
  frame: { minHeight: "100vh", display: "flex", flexDirection: "column", overflowX: "hidden" },
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

export interface FrameProps {
  readonly title: string;
  readonly onBack?: (() => void) | undefined;
  /** What the pane's own menu offers beside the settings. */
  readonly onReadAgain?: (() => void) | undefined;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

export function PaneFrame({ title, onBack, onReadAgain, preferences, onPreferences, footer, children }: FrameProps): ReactElement {
  const styles = useStyles();
  const { pane } = usePane();
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        {onBack && (
          <Tooltip content={pane.back} relationship="label">
            <Button appearance="subtle" size="small" icon={<ArrowLeft20Regular />} onClick={onBack} />
          </Tooltip>
        )}
        <h1 className={styles.title}>{title}</h1>
        <PaneMenu preferences={preferences} onPreferences={onPreferences} onReadAgain={onReadAgain} />
      </header>
      <main className={styles.contents}>{children}</main>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </div>
  );
}

function PaneMenu({ preferences, onPreferences, onReadAgain }: Pick<FrameProps, "preferences" | "onPreferences" | "onReadAgain">): ReactElement {
  const { pane } = usePane();
  return (
    <Menu
      checkedValues={{ language: [preferences.language], theme: [preferences.theme] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        const [choice] = checkedItems;
        if (name === "language" && (choice === "zh" || choice === "en")) onPreferences({ ...preferences, language: choice });
        const theme = THEMES.find((one) => one === choice);
        if (name === "theme" && theme) onPreferences({ ...preferences, theme });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={pane.more} relationship="label">
          <Button appearance="subtle" size="small" icon={<MoreHorizontal20Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {onReadAgain && <MenuItem onClick={onReadAgain}>{pane.readAgain}</MenuItem>}
          <MenuItemLink href={pane.guidePage} target="_blank" rel="noreferrer">
            {pane.guide}
          </MenuItemLink>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{pane.language}</MenuGroupHeader>
            {(["zh", "en"] as const).map((language) => (
              <MenuItemRadio key={language} name="language" value={language} lang={language}>
                {LANGUAGE_NAMES[language]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{pane.colours}</MenuGroupHeader>
            {THEMES.map((theme) => (
              <MenuItemRadio key={theme} name="theme" value={theme}>
                {pane.themes[theme]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
