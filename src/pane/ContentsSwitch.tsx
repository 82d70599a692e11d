/** The choice of what is written into our cells: formulas that follow the workbook, which is the rule, or values that stay as they are. */
import { Switch, makeStyles, mergeClasses } from "@fluentui/react-components";
import { type ReactElement, useId } from "react";
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
}

export function ContentsSwitch({ contents, onContents }: ContentsSwitchProps): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const note = useId();
  return (
    <section>
      <Switch
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
