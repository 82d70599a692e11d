/** The choice of what is written into our cells: formulas that follow the workbook, which is the rule, or values that stay as they are. */
import { Switch, makeStyles, mergeClasses } from "@fluentui/react-components";
import { type ReactElement, useEffect, useId, useRef } from "react";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { CellContents } from "./runState";

const useStyles = makeStyles({
  // The switch keeps a margin of its own round its picture, which would set it off from the words below.
  choice: { marginLeft: "-8px" },
  note: { marginTop: "-4px" },
});

interface ContentsSwitchProps {
  readonly contents: CellContents;
  readonly onContents: (contents: CellContents) => void;
  /** Somebody has just moved it, and it went away while all was read again. */
  readonly focused: boolean;
}

export function ContentsSwitch({ contents, onContents, focused }: ContentsSwitchProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Whoever has gone on to something else meanwhile stays there.
    if (focused && document.hasFocus() && (document.activeElement ?? document.body) === document.body) input.current?.focus();
  }, [focused]);
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const note = useId();
  return (
    <section>
      <Switch
        input={{ ref: input }}
        className={styles.choice}
        label={pane.contents.values}
        checked={contents === "values"}
        onChange={(_event, { checked }) => onContents(checked ? "values" : "formulas")}
        aria-describedby={note}
      />
      <p id={note} className={mergeClasses(shared.caption, styles.note)}>
        {pane.contents.ahead[contents]}
      </p>
    </section>
  );
}
