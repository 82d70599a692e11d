/** A cell's address that leads there. */
import { Link } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Source } from "../kpi/finding";
import { usePane } from "./paneContext";
import { placeText } from "./shownFigures";

/** Shows the address itself unless another text is given. */
export function CellLink({ place, text }: { readonly place: Source; readonly text?: string }): ReactElement {
  const { pane, goTo } = usePane();
  const address = placeText(place);
  return (
    <Link as="button" onClick={() => goTo(place)} aria-label={text === undefined ? pane.findings.goTo(address) : `${text}, ${pane.findings.goTo(address)}`}>
      {text ?? address}
    </Link>
  );
}
