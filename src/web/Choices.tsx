/** Language and colours, before there is a pane that offers them. */
import { Button, makeStyles } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { usePane } from "../pane/paneContext";
import type { Preferences, ThemeChoice } from "../pane/preferences";

const THEMES: readonly ThemeChoice[] = ["auto", "light", "dark"];

const useStyles = makeStyles({ row: { display: "flex", flexWrap: "wrap", justifyContent: "flex-end", columnGap: "4px" } });

interface ChoicesProps {
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

export function Choices({ preferences, onPreferences }: ChoicesProps): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const other = preferences.language === "zh" ? "en" : "zh";
  const next = THEMES[(THEMES.indexOf(preferences.theme) + 1) % THEMES.length]!;
  return (
    <div className={styles.row}>
      <Button appearance="subtle" size="small" onClick={() => onPreferences({ ...preferences, theme: next })}>
        {pane.colours}: {pane.themes[preferences.theme]}
      </Button>
      {/* In its own tongue, for somebody who landed in the wrong one. */}
      <Button appearance="subtle" size="small" lang={other === "zh" ? "zh-CN" : "en-GB"} onClick={() => onPreferences({ ...preferences, language: other })}>
        {other === "zh" ? "中文" : "English"}
      </Button>
    </div>
  );
}
