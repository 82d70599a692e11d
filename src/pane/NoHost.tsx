/** The page with no Excel around it, with one that is too old, or after a fault of ours: says what this is and where it belongs. */
import { Link } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { PaneFrame } from "./PaneFrame";
import type { Preferences } from "./preferences";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";

/** broken: our own fault left nothing to show. */
export type BareReason = "browser" | "tooOld" | "broken";

interface NoHostProps {
  readonly why: BareReason;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
}

export function NoHost({ why, preferences, onPreferences }: NoHostProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  const told = { browser: pane.noHost, tooOld: pane.tooOld, broken: pane.broken }[why];
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
