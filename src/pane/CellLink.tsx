/** A cell's address that leads there. */
import { Link, makeStyles } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Source } from "../kpi/source";
import { usePane } from "./paneContext";
import { placeText } from "./shownFigures";

const useStyles = makeStyles({
  // A link in a caption is as small as the caption, and breaks where the line ends.
  link: { fontSize: "inherit", lineHeight: "inherit", textAlign: "inherit", overflowWrap: "anywhere" },
});

/** Shows the address itself unless another text is given. */
export function CellLink({ place, text }: { readonly place: Source; readonly text?: string }): ReactElement {
  const { pane, goTo } = usePane();
  const styles = useStyles();
  const address = placeText(place);
  return (
    <Link
      className={styles.link}
      as="button"
      onClick={() => goTo(place)}
      aria-label={text === undefined ? pane.findings.goTo(address) : `${text}, ${pane.findings.goTo(address)}`}
    >
      {text ?? address}
    </Link>
  );
}
