/** The page with no Excel around it, or with one that is too old: says what this is and where it belongs. */
import { Link } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { type Preferences, PaneFrame } from "./PaneFrame";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";

interface NoHostProps {
  readonly why: "browser" | "tooOld";
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

export function NoHost({ why, preferences, onPreferences }: NoHostProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  const told = why === "browser" ? pane.noHost : pane.tooOld;
  return (
    <PaneFrame title={pane.product} preferences={preferences} onPreferences={onPreferences}>
      <section className={shared.section}>
        <h2 className={shared.title}>{told.title}</h2>
        <p className={shared.text}>{told.body}</p>
        {why === "browser" &&
          pane.noHost.ways.map((way) => (
            <p key={way} className={shared.text}>
              {way}
            </p>
          ))}
      </section>
      <p className={shared.caption}>
        {pane.privacy}
        <br />
        <Link href={pane.guidePage} target="_blank" rel="noreferrer">
          {pane.guide}
        </Link>
      </p>
    </PaneFrame>
  );
}
